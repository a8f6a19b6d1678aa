"""A cell and everything that uses it: what is printed from it, computed from it, tested and
found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

import attrs

from compiler.chinese.likeness import nearest
from compiler.excel.sheets.addresses import position
from compiler.model.document import Run
from compiler.model.provenance import Provenance, numbered_runs
from compiler.model.stated_figures import states
from compiler.schema.books import STANDARD
from compiler.schema.structure import OWN_SHEETS
from compiler.span import Span
from compiler.tracing.links import FoundEvidence, SourceCell, cell_of, evidence_of_cell, source_of
from compiler.tracing.references import ENDING, Area, Reference, covers, find_files, read_areas
from compiler.tracing.words import LONGEST, quotable

LISTED = 6
"""Cells or findings that a sentence names: as many as are read at a glance."""

LIKE = 0.5
"""Below this likeness a file's name is no slip of another."""

FILE_ALONE = re.compile(r"[!！#＃]")
"""What somebody puts between a file and what he takes for a cell."""


@attrs.frozen
class Use:
    """A run that uses the cell: the paragraph it stands in, by number and text, and the range in
    it.
    """

    id: str
    kind: str
    paragraph: int
    text: str
    start: int
    end: int


@attrs.frozen
class CellUse:
    """A cell and what uses it. ``stated`` are runs of the same problem whose prose states the
    figure declared in it.
    """

    source: SourceCell
    printed: tuple[Use, ...]
    computed: tuple[Use, ...]
    stated: tuple[Use, ...]
    evidence: FoundEvidence


def cell_uses(provenance: Provenance, reference: Reference) -> tuple[list[CellUse], str]:
    """Return what uses the cells, once for every file and sheet they may mean; and a sentence on
    those that are not there.

    A cell is there if it is filled, or if anything was found about it.
    """
    known = _known(provenance)
    for wanted, sheet in reference.places:
        files = find_files(known, provenance.forms, wanted)
        if not files:
            continue
        cells = [cell for file in files for cell in known[file]]
        own = [
            cell
            for cell in cells
            if not sheet or (cell.sheet or "").strip().casefold() == sheet.casefold()
        ]
        chosen = {
            area: [cell for cell in own if covers(area, str(cell.cell))] for area in reference.areas
        }
        found = dict.fromkeys(
            cell for area in reference.areas for cell in sorted(chosen[area], key=_order)
        )
        missing = [area for area, inside in chosen.items() if not inside]
        sentence = _why_not(provenance, files, cells, sheet, own, missing) if missing else ""
        return [_use(provenance, cell) for cell in found], sentence
    return [], _no_such_file(known, reference.places[0][0])


def hint_at_cells(provenance: Provenance, query: str) -> str:
    """Return how to ask for a cell, if the query names a file and no cell of it, or a cell and no
    file; else nothing.
    """
    known = _known(provenance)
    if read_areas(query.strip("!！#＃")):
        return _ask_with_file(known)
    name = FILE_ALONE.split(query, maxsplit=1)[0].strip()
    files = find_files(known, provenance.forms, name)
    if not files:
        return _no_such_file(known, name) if name.casefold().endswith(ENDING) else ""
    printed = (
        cell_of(run.sources[0])
        for _, _, run in numbered_runs(provenance.document)
        if run.sources[0].file == files[0]
    )
    cell = next(
        (span.cell for span in (*printed, *known[files[0]]) if span in provenance.cells), None
    )
    if cell is None:
        return _unused(provenance, files)
    return f"要查一格用在了哪里，写成“{PurePosixPath(files[0]).name}!{cell}”的样子。"


def _known(provenance: Provenance) -> dict[str, list[Span]]:
    """Return by file every cell that is filled or that something was found about; files that
    could not be read, too.
    """
    places = [span for finding in provenance.findings for span in finding.places]
    places += [span for relation in provenance.relations for span in relation.places]
    known: dict[str, list[Span]] = {}
    for span in dict.fromkeys((*provenance.cells, *(span.whole_cell for span in places))):
        if span.file.casefold().endswith(ENDING):
            known.setdefault(span.file, []).extend([span] if span.cell else [])
    return known


def _order(cell: Span) -> tuple[str, str, tuple[int, int]]:
    """Return what cells are put in order by: as they stand, not as their names sort (B9 before
    B10).
    """
    return cell.file, cell.sheet or "", position(cell.cell or "A1")


# What to say of what is not there


def _no_such_file(known: dict[str, list[Span]], wanted: str) -> str:
    """Say that nothing is called so; a sheet is no file, and the file most like it may be the one
    that is meant.
    """
    if any(wanted == cell.sheet for cells in known.values() for cell in cells):
        return f"“{wanted}”是工作表。" + _ask_with_file(known)
    names = [PurePosixPath(name).name for name in known]
    guess = nearest(PurePosixPath(wanted.replace("\\", "/")).name[:LONGEST], names, LIKE)
    return f"没有“{quotable(wanted)}”这个文件。" + (f"是不是“{guess}”？" if guess else "")


def _ask_with_file(known: dict[str, list[Span]]) -> str:
    """Return how cells are named, by the example of a file of the project, if it has one."""
    names = [PurePosixPath(file).name for file in sorted(known)]
    return f"单元格前面要写上文件，如“{names[0]}!B20”。" if names else ""


def _unused(provenance: Provenance, files: Sequence[str]) -> str:
    """Say that nothing of a file was taken up, and for which findings."""
    found = [
        finding
        for finding in provenance.findings
        if any(span.file in files for span in finding.places)
    ]
    reasons = "".join(
        f"{finding.severity} {finding.code} {finding.message}" for finding in found[:LISTED]
    )
    return f"“{PurePosixPath(files[0]).name}”这个文件在，但里面的内容没有采用：{reasons}"


def _why_not(
    provenance: Provenance,
    files: Sequence[str],
    cells: Sequence[Span],
    sheet: str,
    own: Sequence[Span],
    missing: Sequence[Area],
) -> str:
    """Say that the file could not be read or was replaced, that there is no such sheet, or that
    nothing is filled in, and what else is there.
    """
    if not any(cell in provenance.cells for cell in cells):
        return _unused(provenance, files)
    if sheet and not own:
        return _no_cells_on(
            PurePosixPath(files[0]).name,
            {span.sheet or "": None for span in cells},
            quotable(sheet),
        )
    named = "、".join(
        first if first == last else f"{first}:{last}" for first, last in missing[:LISTED]
    )
    rows = {position(corner)[0] for area in missing for corner in area}
    beside = [
        cell for cell in own if provenance.cells.get(cell) and position(str(cell.cell))[0] in rows
    ]
    listed = "、".join(f"{cell.cell}（{provenance.cells[cell].label}）" for cell in beside[:LISTED])
    return f"{named} 里没有填报的内容。" + (f"这一行填报的是 {listed}。" if listed else "")


def _no_cells_on(file: str, filled: dict[str, None], sheet: str) -> str:
    """Say why there is nothing on a sheet: it is one of ours that nobody fills, one that is empty,
    or none of the file.
    """
    if sheet in OWN_SHEETS:
        return f"“{sheet}”不是填报的地方，通报不从那里取文字。"
    schemas = (
        {definition.name for definition in workbook.sheets}
        for workbook in STANDARD.workbooks.values()
    )
    if any(sheet in names and not names.isdisjoint(filled) for names in schemas):
        return f"“{file}”的“{sheet}”里没有填报的内容。"
    return f"“{file}”里没有“{sheet}”这张工作表。有内容的工作表是：{'、'.join(filled)}。"


# What uses a cell


def _use(provenance: Provenance, cell: Span) -> CellUse:
    """Return a cell with the runs that print it, those computed from it, and those that state a
    figure declared in it.
    """
    evidence = evidence_of_cell(provenance, cell)

    def prints(run: Run) -> Iterator[tuple[int, int]]:
        """Yield the whole of a run that is written in the cell."""
        if cell_of(run.sources[0]) == cell:
            yield 0, len(run.text)

    def computes(run: Run) -> Iterator[tuple[int, int]]:
        """Yield the whole of a run that the cell is an operand of."""
        if cell in map(cell_of, run.sources[1:]):
            yield 0, len(run.text)

    def tells(run: Run) -> Iterator[tuple[int, int]]:
        """Yield the numbers of a run for which a figure declared in the cell vouches."""
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
