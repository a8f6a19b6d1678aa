"""A cell as people name it, and everything that uses it: what is printed from it, computed from it, tested and found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import attrs

from compiler.document.tree import Run
from compiler.pipeline.tracing_links import Evidence, Source, cell_of, evidence_of_cell, source_of, states
from compiler.render.provenance import Provenance, numbered_runs
from compiler.source.addresses import position
from compiler.span import Span
from compiler.text.identifiers import measure_id, split_id
from compiler.text.likeness import nearest

REFERENCE = re.compile(r"(?P<place>.+?)\s*[!\uff01]\s*\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9]\d{0,6})\s*")
MARK = re.compile(r"[!\uff01]")


@attrs.frozen
class Reference:
    """A cell as it was named: the ways to part what stands before it into file and sheet, most likely first."""

    places: tuple[tuple[str, str], ...]
    cell: str


@attrs.frozen
class Use:
    """A run that uses the cell: the paragraph it stands in, by number and text, and the range in it."""

    id: str
    kind: str
    paragraph: int
    text: str
    start: int
    end: int


@attrs.frozen
class CellUse:
    """A cell and what uses it. ``stated`` are runs of the same problem whose prose states the figure declared in it."""

    source: Source
    printed: tuple[Use, ...]
    computed: tuple[Use, ...]
    stated: tuple[Use, ...]
    evidence: Evidence


def read_reference(query: str) -> Reference | None:
    """Read ``FILE!CELL``, ``FILE!SHEET!CELL`` or ``FILE SHEET!CELL``; ``None`` if the query is no such thing."""
    match = REFERENCE.fullmatch(query.strip())
    if match is None:
        return None
    place = match["place"].strip().strip("'\"")
    cell = f"{match['column'].upper()}{match['row']}"
    if MARK.search(place):
        file, sheet = MARK.split(place, maxsplit=1)
        return Reference(((file.strip(), sheet.strip()),), cell)
    blanks = [gap.span() for gap in re.finditer(r"\s+", place)]
    parted = ((place[:start], place[end:]) for start, end in reversed(blanks))
    return Reference(((place, ""), *parted), cell)


def cell_uses(provenance: Provenance, reference: Reference) -> tuple[list[CellUse], str]:
    """Return what uses the cell, once for every file and sheet it may mean; if there is none, a sentence to go on from."""
    known = _sheets(provenance)
    for file, sheet in reference.places:
        files = _files(provenance, known, file)
        if not files:
            continue
        spans = [Span(name, own, reference.cell) for name in files for own in known[name] if not sheet or own.strip() == sheet]
        found = [_use(provenance, span) for span in spans if span in provenance.cells]
        return found, "" if found else _beside(provenance, files, sheet, reference.cell)
    wanted = reference.places[0][0]
    names = {PurePosixPath(name).name: name for name in known}
    guess = nearest(PurePosixPath(wanted.replace("\\", "/")).name, names, 0.5)
    return [], f"没有“{wanted}”这个文件。" + (f"是不是“{guess}”？" if guess else "")


def _sheets(provenance: Provenance) -> dict[str, dict[str, None]]:
    """The sheets of every file, in order."""
    known: dict[str, dict[str, None]] = {}
    for span in provenance.cells:
        known.setdefault(span.file, {})[span.sheet or ""] = None
    return known


def _files(provenance: Provenance, known: dict[str, dict[str, None]], wanted: str) -> list[str]:
    """Return the files that are meant: by path or the end of one, by name with or without its ending, by measure."""
    path = wanted.replace("\\", "/").removeprefix("./")
    ways: tuple[Callable[[str], bool], ...] = (
        lambda file: file == path,
        lambda file: f"/{file}".endswith(f"/{path}") or path.endswith(f"/{file}"),
        lambda file: f"/{file}".endswith(f"/{path}.xlsx"),
        lambda file: file in provenance.forms and provenance.forms[file].subject == _measure(path),
    )
    return next((files for way in ways if (files := [file for file in known if way(file)])), [])


def _measure(text: str) -> str | None:
    parts = split_id(text.strip())
    return measure_id(*parts) if parts else None


def _beside(provenance: Provenance, files: list[str], sheet: str, cell: str) -> str:
    """Say that nothing stands in the cell, and what stands in its row: a merged cell answers to its first address only."""
    row = position(cell)[0]
    spans = [span for span in provenance.cells if span.file in files and (not sheet or span.sheet == sheet)]
    same = [span for span in spans if span.cell and position(span.cell)[0] == row]
    listed = "、".join(f"{span.cell}\uff08{provenance.cells[span].label}\uff09" for span in same[:6])
    return f"{cell} 里没有内容。" + (f"这一行有内容的是 {listed}。" if listed else "")


def _use(provenance: Provenance, cell: Span) -> CellUse:
    evidence = evidence_of_cell(provenance, cell)

    def prints(run: Run) -> Iterator[tuple[int, int]]:
        if cell_of(run.sources[0]) == cell:
            yield 0, len(run.text)

    def computes(run: Run) -> Iterator[tuple[int, int]]:
        if cell in map(cell_of, run.sources[1:]):
            yield 0, len(run.text)

    def tells(run: Run) -> Iterator[tuple[int, int]]:
        for figure in evidence.figures:
            yield from states(run, figure)

    printed, computed, stated = (tuple(_uses(provenance, way)) for way in (prints, computes, tells))
    return CellUse(source_of(provenance, cell), printed, computed, stated, evidence)


def _uses(provenance: Provenance, way: Callable[[Run], Iterator[tuple[int, int]]]) -> Iterator[Use]:
    """Yield the ranges of runs that ``way`` tells, with their paragraphs."""
    identifiers = iter(identifier for identifier, _, _ in numbered_runs(provenance.document))
    for number, paragraph in enumerate(provenance.document.paragraphs, 1):
        at = 0
        for run in paragraph.runs:
            identifier = next(identifiers)
            for start, end in way(run):
                yield Use(identifier, run.kind.value, number, paragraph.text, at + start, at + end)
            at += len(run.text)
