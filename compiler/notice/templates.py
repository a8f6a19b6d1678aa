"""Where templates come from: the project's own folder first, then those that came with the
compiler.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import attrs

from compiler.diagnostics import Diagnostic, complain, unopenable
from compiler.notice.kind import Kind, load_kind
from compiler.package.container import read_file
from compiler.package.limits import OverLimitError
from compiler.schema.books import STANDARD, Schema
from compiler.span import Span

TEMPLATES_FOLDER = "templates"
DEFAULT_KIND = "xunshi"
OUTLINE = "outline.txt"
STYLES = "styles.docx"
KIND_FILES = (OUTLINE, "kind.toml", STYLES)
"""All that a kind is made of: what else lies in its folder is nobody's instruction."""
TEXT_SIZE = 2**20
"""Bytes of outline.txt or kind.toml; ours have some kilobytes."""
LINE_LENGTH = 10_000
"""Characters of a line in them; the longest paragraph anybody drew has some hundred."""


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


@attrs.frozen
class KindFolder:
    """A kind of notice and the folder that has its templates."""

    name: str
    path: Path


def chosen_kind(root: Path, wanted: str) -> tuple[KindFolder | None, list[Diagnostic]]:
    """Return the kind that a new project at ``root`` gets.

    ``wanted`` is the name of a kind within its reach or the folder of one anywhere; if it is empty,
    the only kind that has been drawn in the project's own folder, or the default one. Diagnostics:
    S059 no such kind, S085 several drawn.
    """
    place = Span(TEMPLATES_FOLDER)
    own = own_kinds(root)
    if not wanted and len(own) > 1:
        names = "、".join(own)
        return None, [complain("S085", place, folder=root.name, count=len(own), names=names)]
    name = wanted or next(iter(own), DEFAULT_KIND)
    folder = kind_folder(root, name)
    if folder is None:
        outside = Path(name)
        folder = (outside.parent if outside.name == OUTLINE else outside).resolve()
        if not (folder / OUTLINE).is_file():
            known = "、".join(known_kinds(root))
            return None, [complain("S059", place, name=name, known=known)]
    return KindFolder(folder.name, folder), []


def own_kinds(root: Path) -> tuple[str, ...]:
    """Return the kinds that are drawn in a project's own folder."""
    return tuple(sorted(path.parent.name for path in root.glob(f"{TEMPLATES_FOLDER}/*/{OUTLINE}")))


def known_kinds(root: Path) -> tuple[str, ...]:
    """Return every kind within reach of a project."""
    packaged = (path.parent.name for path in packaged_templates().glob(f"*/{OUTLINE}"))
    return tuple(sorted({*own_kinds(root), *packaged}))


def open_kind(
    root: Path, kind: str, place: Span, schema: Schema = STANDARD
) -> tuple[Kind | None, list[Diagnostic]]:
    """Load a kind for a project; S059 at ``place`` if there is none of that name."""
    try:
        folder = kind_folder(root, kind)
    except OSError as error:
        return None, [unopenable(place, error, TEMPLATES_FOLDER)]
    if folder is None:
        return None, [complain("S059", place, name=kind, known="、".join(known_kinds(root)))]
    return load_folder(KindFolder(kind, folder), f"{TEMPLATES_FOLDER}/{kind}", schema)


def load_folder(
    kind: KindFolder, called: str, schema: Schema = STANDARD
) -> tuple[Kind | None, list[Diagnostic]]:
    """Load a kind from its folder, which messages call ``called``; diagnostics as
    :func:`load_kind`.
    """
    return load_kind(kind.name, lambda name: _read_text(kind.path / name), called, schema)


def _read_text(path: Path) -> str:
    """Return the text of a template file; :class:`OverLimitError` for what is none that long."""
    content = read_file(path)
    if len(content) > TEXT_SIZE:
        raise OverLimitError(f"文件有 {len(content) // 2**10} KB，最多读 {TEXT_SIZE // 2**10} KB")
    text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    if (length := max(map(len, text.split("\n")))) > LINE_LENGTH:
        raise OverLimitError(f"有一行有 {length} 个字，最多读 {LINE_LENGTH} 个")
    return text


def template_inputs(root: Path, kind: str) -> dict[str, Path]:
    """Return the template files a compile reads, by the name the manifest gives them."""
    folder = kind_folder(root, kind)
    if folder is None:
        return {}
    return {
        f"{TEMPLATES_FOLDER}/{kind}/{name}": folder / name
        for name in KIND_FILES
        if (folder / name).is_file()
    }


def style_template(root: Path, kind: str) -> tuple[str, bytes, list[Diagnostic]]:
    """Return the name and the bytes of a kind's ``styles.docx``, no bytes if it has none, or if it
    cannot be read: S017, R017 too large.
    """
    file = f"{TEMPLATES_FOLDER}/{kind}/{STYLES}"
    path = template_inputs(root, kind).get(file)
    if path is None:
        return file, b"", []
    try:
        return file, read_file(path), []
    except OSError as error:
        return file, b"", [unopenable(Span(file), error)]
    except OverLimitError as error:
        return file, b"", [complain("R017", Span(file), file=file, reason=error.what)]
