"""The cells of the project as it is now: which of them a base's cell is, and a replacement in its text
carried over to the text that stands there now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

import attrs

from compiler.absorbing.base import Base
from compiler.absorbing.landing import CellEdit
from compiler.absorbing.listed import CellChange
from compiler.analysis.form_owners import issued_for
from compiler.excel.reading.records import Located, Record, Row, located
from compiler.excel.sheets.addresses import position
from compiler.model.provenance import CellText
from compiler.span import Span


@attrs.frozen
class CellNow:
    """A cell of a workbook as it was read."""

    record: Record
    own: Located

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.own.entry.text

    @property
    def span(self) -> Span:
        """Where it is."""
        return self.own.entry.span

    @property
    def in_form(self) -> bool:
        """Whether it is in a form, which can go back to its unit."""
        return "measure_id" in self.record.fields

    @property
    def computed(self) -> bool:
        """Whether a formula makes its text."""
        cell = self.own.entry.cell
        return cell is not None and bool(cell.formula)


@attrs.frozen
class CurrentCells:
    """The cells of a project: those of each workbook by their label."""

    files: Mapping[str, Mapping[str, tuple[CellNow, ...]]]
    forms: Mapping[tuple[str, str], str]
    register: str


def current_cells(records: Iterable[Record], register: str) -> CurrentCells:
    """Return the cells of the workbooks that were read, ``register`` being the file of the
    register.
    """
    files: dict[str, dict[str, tuple[CellNow, ...]]] = {}
    forms = {}
    for record in records:
        labels: dict[str, list[CellNow]] = {}
        for own in located(record):
            labels.setdefault(own.label, []).append(CellNow(record, own))
        files[record.file] = {label: tuple(cells) for label, cells in labels.items()}
        if (measure := issued_for(record)) is not None:
            unit = record.fields.get("unit")
            forms[measure, unit.text.strip() if unit else ""] = record.file
    return CurrentCells(files, forms, register)


def base_cell(cells: CurrentCells, base: Base, span: Span) -> CellNow | None:
    """Return the cell that a base's cell is now."""
    was, form = base.provenance.cells.get(span), base.provenance.forms.get(span.file)
    if was is None:
        return None
    row = base.rows[span.file, span.sheet, position(span.cell or "A1")[0]]
    beside = {label: text for label, text in row.items() if label != was.label}
    owner = (form.subject, form.unit) if form is not None else None
    return find_cell(cells, span, was, beside, owner)


def find_cell(
    cells: CurrentCells,
    span: Span,
    was: CellText,
    beside: Mapping[str, str],
    owner: tuple[str, str] | None,
) -> CellNow | None:
    """Return a cell by what it means, since workbooks are renamed, rows inserted, sorted and moved:
    its label, what stood in it, what stood ``beside`` it in its row by label, where it was, and
    the measure and unit whose form it is in.
    """
    file = span.file
    if owner is not None:
        file = cells.forms.get(owner, file)
    elif file not in cells.files:
        file = cells.register
    alike = cells.files.get(file, {}).get(was.label, ())
    alike = tuple(cell for cell in alike if cell.text == was.text) or alike
    if len(alike) <= 1:
        return alike[0] if alike else None
    ranked = sorted(
        (
            (
                cell.text == was.text,
                sum(texts.get(label) == text for label, text in beside.items()),
                (cell.span.sheet, cell.span.cell) == (span.sheet, span.cell),
            ),
            number,
        )
        for number, cell in enumerate(alike)
        for texts in [beside_of(cell)]
    )
    (best, number), (second, _) = ranked[-1], ranked[-2]
    return alike[number] if any(best) and best > second else None


def beside_of(now: CellNow) -> dict[str, str]:
    """Return what stands beside a cell of a table in its row, by label; of a field nothing."""
    spot = now.own.spot
    if not spot.table:
        return {}
    lead = now.own.label.removesuffix(now.own.field.label)
    table = next(
        table
        for sheet in now.record.schema.sheets
        for table in sheet.tables()
        if table.key == spot.table
    )
    row = now.record.tables[spot.table][spot.row]
    return {
        lead + column.label: row.entries[column.key].text
        for column in table.columns
        if column.key != spot.key and column.key in row.entries and row.entries[column.key].text
    }


def sharing(now: CellNow) -> list[CellNow]:
    """Return the cells that say together what is printed once: an aspect stands in the row of each
    of its problems. Of any other cell, itself alone.
    """
    spot, field = now.own.spot, now.own.field
    if not field.shared_by or not spot.table:
        return [now]
    rows = now.record.tables[spot.table]

    def group(row: Row) -> tuple[str, ...]:
        """Return what tells the rows of a group from others."""
        return tuple(row.entries[key].text.strip() for key in field.shared_by if key in row.entries)

    return [
        CellNow(now.record, Located(attrs.evolve(spot, row=number), field, now.own.label, own))
        for number, row in enumerate(rows)
        if group(row) == group(rows[spot.row]) and (own := row.entries.get(spot.key)) is not None
    ]


def change_in(now: CellNow, start: int, end: int, new: str) -> CellChange:
    """Return a replacement in a cell as it is now."""
    unit, measure = (now.record.fields.get(key) for key in ("unit", "measure_id"))
    return CellChange(
        now.span.file,
        now.span.sheet or "",
        now.span.cell or "",
        now.own.label,
        measure.text.strip() if measure else "",
        unit.text.strip() if unit else "",
        now.text,
        start,
        end,
        new,
        tuple(beside_of(now).items()),
    )


def carried_over(was: CellText, now: str, edit: CellEdit) -> tuple[int, int] | None:
    """Return where a replacement in the base's text stands in the text of now; ``None`` if what it
    replaces, or what is next to that, was changed since.
    """
    if was.text == now:
        return edit.start, edit.end
    if (edit.start, edit.end) == (0, len(was.text)):
        return None  # of a text that was replaced whole, nothing is left
    first, last = max(edit.start - 1, 0), min(edit.end + 1, len(was.text))
    for block in SequenceMatcher(None, was.text, now, autojunk=False).get_matching_blocks():
        if block.a <= first and last <= block.a + block.size:
            shift = block.b - block.a
            begins, ends = edit.start + shift, edit.end + shift
            whole = (edit.start > 0 or begins == 0) and (
                edit.end < len(was.text) or ends == len(now)
            )
            return (begins, ends) if whole else None
    return None


def around(was: CellText, now: str, edit: CellEdit) -> tuple[int, int]:
    """Return the part of the text of now that stands where a replacement in the base's text does,
    and that cannot be told from it.
    """
    first, last = 0, len(now)
    for block in SequenceMatcher(None, was.text, now, autojunk=False).get_matching_blocks():
        if block.a + block.size <= edit.start:
            first = block.b + block.size
        elif block.a < edit.start:
            first = block.b + edit.start - block.a
        if block.a >= edit.end:
            last = block.b
            break
        if block.a + block.size > edit.end:
            last = block.b + edit.end - block.a
            break
    return first, max(first, last)


def is_done(was: CellText, now: str, edits: Sequence[CellEdit]) -> bool:
    """Tell whether a cell says already what replacements would make of it, whatever else was
    changed in it.
    """
    text = was.text
    ordered = sorted(edits, key=lambda edit: edit.start)
    for edit in reversed(ordered):
        text = text[: edit.start] + edit.text + text[edit.end :]
    if text == now:
        return True
    if not any(edit.text for edit in edits) and _apart(was.text, now) <= _apart(text, now):
        return False  # what was only taken out may stand there still: it was said twice
    blocks = SequenceMatcher(None, text, now, autojunk=False).get_matching_blocks()
    shift = 0
    for edit in ordered:
        first = max(edit.start + shift - 1, 0)
        last = min(edit.start + shift + len(edit.text) + 1, len(text))
        if not any(block.a <= first and last <= block.a + block.size for block in blocks):
            return False
        shift += len(edit.text) - (edit.end - edit.start)
    return was.text != now


def _apart(left: str, right: str) -> int:
    """Return how many characters only one of two texts has."""
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return len(left) + len(right) - 2 * sum(block.size for block in blocks)
