"""An outline proposed from a published notice, and how much of the notice it prints back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from compiler.brief import brief
from compiler.commands.importing import compiled_back
from compiler.diagnostics import Diagnostic, complain, has_errors, sort, unwritable
from compiler.importer import import_notice
from compiler.importer.comparison import not_back
from compiler.learning import Proposal, propose
from compiler.notice.kind import load_kind
from compiler.notice.layout_profiles import GB_T_9704
from compiler.notice.templates import OUTLINE, STYLES, TEMPLATES_FOLDER
from compiler.outputs.text import lines_of
from compiler.span import Span
from compiler.storage.names import safe_name
from compiler.storage.publish import publish
from compiler.word.template.styles import build_styles
from compiler.wordfile.notice import read_notice
from compiler.wordfile.taking import NoticeLine

SETTINGS = "kind.toml"
DOUBT = "请核对："


@attrs.frozen
class PrintedBack:
    """How many paragraphs of a notice came back the same, of how many, and those that did not."""

    same: int
    of: int
    differing: tuple[NoticeLine, ...]


@attrs.frozen
class Learned:
    """What was proposed: the files written, what a person should look at, and how much of the notice
    the proposal prints back. ``undone``: what was wanted could not even begin.
    """

    __repr__ = brief

    diagnostics: tuple[Diagnostic, ...]
    written: tuple[str, ...] = ()
    back: PrintedBack | None = None
    undone: bool = False


def learn_kind(root: Path, notice: Path, name: str) -> Learned:
    """Propose a kind ``name`` of the project at ``root`` from the published ``notice``.

    Diagnostics: those of :func:`read_notice`, S067 there is one of that name, S086 no name for a kind,
    S190 something to be looked at, S191 paragraphs that the proposal does not print back, R001.
    """
    place = Span(TEMPLATES_FOLDER)
    if not name or safe_name(name) != name:
        return Learned((complain("S086", place, name=name),), undone=True)
    folder = f"{TEMPLATES_FOLDER}/{name}"
    if (root / folder).exists():
        return Learned((complain("S067", place, folder=folder),), undone=True)
    lines, found = read_notice(notice, notice.name)
    if has_errors(found):
        return Learned(sort(found), undone=True)
    proposal = propose(lines, notice.name)
    back, more = print_back(lines, proposal, name, notice.name)
    found = [*found, *more, *_doubts(proposal.outline, f"{folder}/{OUTLINE}")]
    if back.differing:
        found.append(_not_back(back, notice.name))
    files = {
        OUTLINE: proposal.outline.encode(),
        SETTINGS: proposal.settings.encode(),
        STYLES: build_styles(GB_T_9704),
    }
    try:
        publish(root, {root / folder / file: content for file, content in files.items()})
    except OSError as error:
        return Learned((unwritable(folder, error),), undone=True)
    return Learned(sort(found), tuple(f"{folder}/{file}" for file in files), back)


def print_back(
    lines: Sequence[NoticeLine], proposal: Proposal, name: str, file: str
) -> tuple[PrintedBack, list[Diagnostic]]:
    """Import a notice by the kind proposed from it and print it again; compare paragraph by paragraph.

    Diagnostics: those of :func:`load_kind`.
    """
    texts = {OUTLINE: proposal.outline, SETTINGS: proposal.settings}
    kind, found = load_kind(name, texts.__getitem__, f"{TEMPLATES_FOLDER}/{name}")
    if kind is None or has_errors(found):
        return PrintedBack(0, len(lines), tuple(lines)), found
    imported, _ = import_notice(lines, kind, file)
    _, document, _ = compiled_back(imported, kind, Path(file).parent)
    differing = not_back(lines, lines_of(document))
    return PrintedBack(len(lines) - len(differing), len(lines), differing), found


def _doubts(outline: str, file: str) -> Iterator[Diagnostic]:
    """S190 for every line of the outline that asks a person to look."""
    for number, line in enumerate(outline.splitlines(), 1):
        _, found, doubt = line.partition(f"# {DOUBT}")
        if found:
            yield complain("S190", Span(file, line=number), doubt=doubt)


def _not_back(back: PrintedBack, file: str) -> Diagnostic:
    """S191 for the paragraphs that do not come back, at the first of them."""
    first = back.differing[0]
    numbers = "、".join(str(line.number) for line in back.differing[:SHOWN])
    more = " 等" if len(back.differing) > SHOWN else ""
    return complain(
        "S191", Span(file, line=first.number), lines=f"{numbers}{more}", count=len(back.differing)
    )


SHOWN = 10
"""Paragraphs named in one message; mending one often mends others."""
