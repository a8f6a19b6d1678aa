"""Where templates come from: the project's own folder first, then those that came with the
compiler.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from compiler.diagnostics import Diagnostic, complain, reason_of
from compiler.excel.reading.records import Record
from compiler.notice.kind import Kind, load_kind
from compiler.package.container import read_file
from compiler.package.limits import OverLimitError
from compiler.schema.books import STANDARD, Schema
from compiler.span import Span

TEMPLATES_FOLDER = "templates"
DEFAULT_KIND = "xunshi"


def packaged_templates() -> Path:
    """Return the folder of default templates: inside the installed package, or beside it in a
    checkout.
    """
    package = Path(str(resources.files("compiler")))
    inside = package / TEMPLATES_FOLDER
    return inside if inside.is_dir() else package.parent / TEMPLATES_FOLDER


def kind_folder(root: Path, kind: str) -> Path | None:
    """Return the folder of a kind, or ``None``; the project's own comes before the compiler's."""
    for base in (root / TEMPLATES_FOLDER, packaged_templates()):
        if kind and Path(kind).name == kind and (base / kind).is_dir():
            return base / kind
    return None


def known_kinds(root: Path) -> tuple[str, ...]:
    """Return every kind within reach of a project."""
    bases = (root / TEMPLATES_FOLDER, packaged_templates())
    return tuple(
        sorted({path.parent.name for base in bases for path in base.glob("*/outline.txt")})
    )


def kind_name(register: Record) -> str:
    """Return the kind a register names, the default one if it names none."""
    entry = register.fields.get("kind")
    return (entry.text.strip() if entry else "") or DEFAULT_KIND


def open_kind(
    root: Path, kind: str, place: Span, schema: Schema = STANDARD
) -> tuple[Kind | None, list[Diagnostic]]:
    """Load a kind for a project; S059 at ``place`` if there is none of that name."""
    folder = kind_folder(root, kind)
    if folder is None:
        return None, [complain("S059", place, name=kind, known="、".join(known_kinds(root)))]
    return load_kind(
        kind,
        lambda name: (folder / name).read_text(encoding="utf-8-sig"),
        f"{TEMPLATES_FOLDER}/{kind}",
        schema,
    )


def template_inputs(root: Path, kind: str) -> dict[str, Path]:
    """Return the template files a compile reads, by the name the manifest gives them."""
    folder = kind_folder(root, kind)
    if folder is None:
        return {}
    names = ("outline.txt", "kind.toml", "styles.docx")
    return {
        f"{TEMPLATES_FOLDER}/{kind}/{name}": folder / name
        for name in names
        if (folder / name).is_file()
    }


def style_template(root: Path, kind: str) -> tuple[str, bytes, list[Diagnostic]]:
    """Return the name and the bytes of a kind's ``styles.docx``, no bytes if it has none.

    Diagnostics: R017 it is there and cannot be read.
    """
    file = f"{TEMPLATES_FOLDER}/{kind}/styles.docx"
    path = template_inputs(root, kind).get(file)
    try:
        return file, read_file(path) if path else b"", []
    except OSError as error:
        reason = reason_of(error)
    except OverLimitError as error:
        reason = error.what
    return file, b"", [complain("R017", Span(file), file=file, reason=reason)]
