"""A new project: an empty register that explains itself, and the templates an office may edit."""

from __future__ import annotations

from pathlib import Path

import attrs
import tomlkit

from compiler.brief import brief
from compiler.commands.checking import lists_of
from compiler.diagnostics import Diagnostic, complain, has_errors, unwritable
from compiler.excel.reading.project import INPUT_FOLDER, REGISTER_FILE
from compiler.excel.writing.limits import oversized
from compiler.excel.writing.workbooks import write_workbook
from compiler.notice.families import offered
from compiler.notice.kind import Kind
from compiler.notice.kind_settings import unknown_layout
from compiler.notice.layout_profiles import LAYOUT_PROFILES, LayoutProfile
from compiler.notice.outline import fields
from compiler.notice.templates import (
    KIND_FILES,
    STYLES,
    TEMPLATES_FOLDER,
    chosen_kind,
    load_folder,
    own_kinds,
)
from compiler.outputs.forms import write_form
from compiler.schema.books import STANDARD, Schema
from compiler.schema.choices import CHAPTER_TEXT_KINDS
from compiler.schema.contents import CellContent, Contents
from compiler.schema.register import CHAPTERS
from compiler.span import Span
from compiler.storage.journal import hash_of, resume
from compiler.storage.names import safe_name
from compiler.storage.publish import publish
from compiler.storage.written import OUTPUT_FOLDER, OWN_FOLDER, sha256
from compiler.vocab import Profile
from compiler.word.template.styles import build_styles

HEADING, _, _, PARAGRAPH = CHAPTER_TEXT_KINDS
SPECIMEN_FOLDER = "样张"
"""In the output of a project: its kind printed with made-up content."""


@attrs.frozen
class Start:
    """The files a new project was given, relative to it."""

    __repr__ = brief

    written: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def start_project(
    root: Path,
    wanted_kind: str = "",
    register: Contents | None = None,
    forms: tuple[tuple[str, str, Contents], ...] = (),
    layout: str | None = None,
    schema: Schema = STANDARD,
    *,
    resumed: bool = False,
) -> Start:
    """Create a project at ``root``: register, templates, and ``forms`` as (measure id, unit,
    contents).

    Without ``register`` the register is empty but for what a new one starts with. ``resumed`` says
    that an interrupted start has just been finished: a folder that holds just what is to be written
    is then no other's. ``wanted_kind`` is as in :func:`chosen_kind`; a folder that holds nothing but
    kinds of its own is as good as an empty one, and these stay as they are. Diagnostics: those of
    :func:`open_chosen`, S067 the folder is not empty, S080 no such ``layout`` (``None``: the kind's
    own), S087 a layout for templates that are the project's own, R001 it cannot be written, R004 a
    text does not fit a cell.
    """
    resumed = resume(root) is not None or resumed
    occupied, called = _occupied(root), root.name or root.resolve().name
    if occupied and not resumed:
        return Start(diagnostics=(complain("S067", Span(called), folder=called),))
    kind, folder, found = open_chosen(root, wanted_kind, schema)
    if kind is None or folder is None or has_errors(found):
        return Start(diagnostics=tuple(found))
    own = folder == root.resolve() / TEMPLATES_FOLDER / kind.name
    if own and layout is not None:
        file = f"{TEMPLATES_FOLDER}/{kind.name}/kind.toml"
        return Start(diagnostics=(complain("S087", Span(file), file=file, layout=layout),))
    if layout is not None and layout not in LAYOUT_PROFILES:
        return Start(diagnostics=(unknown_layout(layout, Span(TEMPLATES_FOLDER)),))
    schema = kind.schema
    contents = register or _new_register(kind)
    too_long = [*oversized(schema.register, contents, REGISTER_FILE)]
    for identifier, _, form in forms:
        too_long += oversized(schema.form, form, identifier)
    if too_long:
        return Start(diagnostics=tuple(too_long))
    units = [row.get("name") for row in contents.tables.get("units", ())]
    lists = attrs.evolve(
        lists_of(kind, None, root), units=tuple(str(unit) for unit in units if unit)
    )
    files = {
        f"{INPUT_FOLDER}/{REGISTER_FILE}": write_workbook(
            schema.register, _with_kind(contents, kind.name), lists
        )
    }
    for identifier, unit, form in forms:
        files[f"{INPUT_FOLDER}/{safe_name(unit)}/{safe_name(identifier)}.xlsx"] = write_form(
            form, lists, measure_id=identifier, form=schema.form
        )
    try:
        templates = {
            name: (folder / name).read_bytes()
            for name in KIND_FILES
            if not own and (folder / name).is_file()
        }
        if not (folder / STYLES).is_file():  # a drawing alone: it looks as its layout has it
            templates[STYLES] = build_styles(kind.layout)
        if layout is not None:
            templates |= _choose_layout(templates["kind.toml"], LAYOUT_PROFILES[layout])
        files |= {
            f"{TEMPLATES_FOLDER}/{kind.name}/{name}": content
            for name, content in sorted(templates.items())
        }
        if occupied and any(hash_of(root / name) != sha256(files[name]) for name in files):
            return Start(diagnostics=(complain("S067", Span(called), folder=called),))
        publish(root, {root / file: content for file, content in files.items()})
    except OSError as error:
        return Start(diagnostics=(unwritable(root.name, error),))
    return Start(tuple(files), tuple(found))


def open_chosen(
    root: Path, wanted: str, schema: Schema = STANDARD
) -> tuple[Kind | None, Path | None, list[Diagnostic]]:
    """Load the kind that a new project gets, and return it with its folder; diagnostics as
    :func:`chosen_kind` and :func:`load_folder`, and S086 a name that some disks do not take.
    """
    chosen, found = chosen_kind(root, wanted)
    if chosen is None:
        return None, None, found
    if safe_name(chosen.name) != chosen.name:
        return None, None, [complain("S086", Span(TEMPLATES_FOLDER), name=chosen.name)]
    kind, found = load_folder(chosen, f"{TEMPLATES_FOLDER}/{chosen.name}", schema)
    return kind, chosen.path, found


def _occupied(root: Path) -> bool:
    """Tell whether a folder holds anything but kinds of notice, drawn for the project to come."""
    if not root.is_dir():
        return root.exists()
    ours = (OWN_FOLDER, TEMPLATES_FOLDER)
    others = [it for it in root.iterdir() if it.name not in ours and not _holds_specimens(it)]
    drawn = root / TEMPLATES_FOLDER
    kinds = own_kinds(root)
    return bool(others) or (
        drawn.exists()
        and (not drawn.is_dir() or any(path.name not in kinds for path in drawn.iterdir()))
    )


def _holds_specimens(path: Path) -> bool:
    """Tell whether a folder is the output of a project to come: nothing but specimens of its kind."""
    return (
        path.name == OUTPUT_FOLDER
        and path.is_dir()
        and all(own.name == SPECIMEN_FOLDER for own in path.iterdir())
    )


def _new_register(kind: Kind) -> Contents:
    """Return what a new register begins with: what it is for, and a row for each place that the
    office writes for, the text left to it.
    """
    places: dict[str, str] = {}
    for line in kind.outline.walk():
        for field in fields(line.items):
            if field.place:
                place = next(offered(field.place))
                places.setdefault(place, HEADING if field.name == "篇章" else PARAGRAPH)
    rows: list[dict[str, CellContent]] = [
        {"place": place, "order": 1, "kind": text} for place, text in places.items()
    ]
    information = {"kind": kind.name, "profile": Profile.FULL_WIDTH.value}
    return Contents(information, {CHAPTERS.key: rows})


def _choose_layout(settings: bytes, layout: LayoutProfile) -> dict[str, bytes]:
    """Return a kind's settings with a layout profile written into them, and the styles that go
    with it.
    """
    document = tomlkit.parse(settings.decode("utf-8-sig"))
    document["layout"] = layout.name
    return {"kind.toml": tomlkit.dumps(document).encode(), STYLES: build_styles(layout)}


def _with_kind(contents: Contents, kind: str) -> Contents:
    """Return the contents of a register that names this kind, whatever it named before."""
    fields: dict[str, CellContent] = {**contents.fields, "kind": kind}
    return attrs.evolve(contents, fields=fields)
