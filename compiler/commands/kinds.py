"""Kinds of notice: which there are, a start for a new one, and whether a drawing is right."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

import attrs

from compiler.analysis.causes import without_consequences
from compiler.brief import brief
from compiler.commands.compiling import compile_project, output_names
from compiler.commands.starting import SPECIMEN_FOLDER, open_chosen, start_project
from compiler.diagnostics import Diagnostic, complain, has_errors, sort, unwritable
from compiler.notice.drawn_fields import counts_drawn, is_worked_out, judge_fields, may_be_figure
from compiler.notice.kind import Kind
from compiler.notice.templates import (
    DEFAULT_KIND,
    KIND_FILES,
    OUTLINE,
    TEMPLATES_FOLDER,
    KindFolder,
    kind_folder,
    known_kinds,
    load_folder,
)
from compiler.outputs.commented import commented_outline, commented_settings
from compiler.outputs.specimen import make_specimen
from compiler.schema.placeholders import meanings
from compiler.span import Span
from compiler.storage.names import safe_name
from compiler.storage.publish import publish
from compiler.storage.written import OUTPUT_FOLDER
from compiler.vocab import Severity

SETTINGS = "kind.toml"


@attrs.frozen
class KnownKind:
    """A kind of notice within reach: its name, what it is called, the first remark of its outline."""

    name: str
    title: str
    remark: str


@attrs.frozen
class KindJudged:
    """What was found in a kind's drawing, and what was written. ``undone``: what was wanted could not
    even begin.
    """

    __repr__ = brief

    diagnostics: tuple[Diagnostic, ...]
    written: tuple[str, ...] = ()
    undone: bool = False


def list_kinds(root: Path) -> tuple[KnownKind, ...]:
    """Return the kinds within reach of the project at ``root``, its own and ours."""
    return tuple(_described(root, name) for name in known_kinds(root))


def _described(root: Path, name: str) -> KnownKind:
    """Return what a kind says of itself; one that cannot be read says nothing."""
    folder = kind_folder(root, name)
    assert folder is not None
    title = remark = ""
    try:
        settings = tomllib.loads((folder / "kind.toml").read_text(encoding="utf-8-sig"))
        title = str(settings.get("title", ""))
        first = (folder / OUTLINE).read_text(encoding="utf-8-sig").partition("\n")[0]
        remark = first.lstrip("# ").strip() if first.startswith("#") else ""
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        pass  # `kind check` tells what is wrong with it
    return KnownKind(name, title, remark)


def new_kind(root: Path, name: str, like: str = DEFAULT_KIND) -> KindJudged:
    """Put a copy of the kind ``like`` into the project's templates as ``name``, to be drawn over: each
    line of its outline and each key of its settings explained.

    Diagnostics: S059 no such kind, S067 there is one of that name, S086 no name for a kind, R001.
    """
    place = Span(TEMPLATES_FOLDER)
    if not name or safe_name(name) != name:
        return KindJudged((complain("S086", place, name=name),), undone=True)
    target = root / TEMPLATES_FOLDER / name
    if target.exists():
        taken = complain("S067", place, folder=f"{TEMPLATES_FOLDER}/{name}")
        return KindJudged((taken,), undone=True)
    source = kind_folder(root, like)
    if source is None:
        known = "、".join(known_kinds(root))
        return KindJudged((complain("S059", place, name=like, known=known),), undone=True)
    try:
        files = {
            target / file: (source / file).read_bytes()
            for file in KIND_FILES
            if (source / file).is_file()
        }
        kind, _ = load_folder(KindFolder(like, source), f"{TEMPLATES_FOLDER}/{like}")
        if kind is not None:  # what is wrong with it is told by `kind check`
            files |= _commented(kind, target, files)
        publish(root, files)
    except OSError as error:
        return KindJudged((unwritable(f"{TEMPLATES_FOLDER}/{name}", error),), undone=True)
    return KindJudged((), tuple(f"{TEMPLATES_FOLDER}/{name}/{path.name}" for path in files))


def _commented(kind: Kind, target: Path, files: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Return outline and settings with what each line of them is for."""
    outline, settings = target / OUTLINE, target / SETTINGS
    told = {outline: commented_outline(kind, files[outline].decode("utf-8-sig"))}
    if settings in files:
        told[settings] = commented_settings(files[settings].decode("utf-8-sig"))
    return {path: text.encode() for path, text in told.items()}


def check_kind(root: Path, wanted: str) -> KindJudged:
    """Judge a kind's three files and, unless they have errors, print a specimen of the notice from
    made-up content into ``output/样张``.

    Diagnostics: those of :func:`open_chosen`, those of a compile that lie in the kind's files, R001.
    """
    kind, folder, found = open_chosen(root, wanted)
    if kind is None or folder is None or has_errors(found):
        if kind is not None:
            counts = {*meanings(status.name for status in kind.statuses)}
            counts |= {name for name in counts_drawn(kind.outline) if is_worked_out(name)}
            found += judge_fields(kind.outline, frozenset(counts), kind.schema)
        return KindJudged(sort(without_consequences(found)), undone=folder is None)
    printed = _print_specimen(root, kind, folder)
    counts = {*meanings(status.name for status in kind.statuses)}
    supposed = [
        d
        for d in printed.diagnostics
        if d.code == "S051" and may_be_figure(str(d.arguments["name"]), counts, kind.schema)
    ]
    if supposed:
        names = {str(d.arguments["name"]) for d in supposed}
        printed = _print_specimen(root, kind, folder, names)
        found += [complain("S204", d.spans[0], name=d.arguments["name"]) for d in supposed]
    found += [one for one in printed.diagnostics if one not in found]
    if not printed.files:
        return KindJudged(sort(found))
    try:
        publish(root, printed.files)
    except OSError as error:
        return KindJudged(sort([*found, unwritable(SPECIMEN_FOLDER, error)]))
    written = tuple(path.relative_to(root).as_posix() for path in printed.files)
    return KindJudged(sort(found), written)


@attrs.frozen
class _Printed:
    """The files of a specimen, none if there is none, and what is said of the kind's own files."""

    diagnostics: tuple[Diagnostic, ...]
    files: Mapping[Path, bytes] = attrs.field(factory=dict)


def _print_specimen(
    root: Path, kind: Kind, folder: Path, figures: Collection[str] = ()
) -> _Printed:
    """Compile made-up contents in a folder of their own, ``figures`` declared in them."""
    specimen = make_specimen(kind, figures)
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch) / safe_name(kind.name)
        started = start_project(project, str(folder), specimen.register, specimen.forms)
        if has_errors(started.diagnostics):
            return _Printed(started.diagnostics)
        compiled = compile_project(project, draft=True)
        output, names = project / OUTPUT_FOLDER, output_names(kind)
        drawn = f"{TEMPLATES_FOLDER}/{kind.name}/"
        own = [d for d in compiled.diagnostics if any(s.file.startswith(drawn) for s in d.spans)]
        unknown = {d.arguments["style"] for d in own if d.code == "S157"}
        twice = {one for one in own if one.code == "R003" and one.arguments["style"] in unknown}
        told = [one for one in own if one not in twice]
        files = {
            root / OUTPUT_FOLDER / SPECIMEN_FOLDER / f"{kind.name}{path.suffix}": path.read_bytes()
            for name in (names.word, names.text)
            for path in output.glob(f"*{name}")
        }
        if not files:  # what keeps a notice from being printed lies in no file of the kind
            told += [
                one
                for one in compiled.diagnostics
                if one.severity is Severity.ERROR and one not in told and one not in twice
            ]
    return _Printed(tuple(told), files)
