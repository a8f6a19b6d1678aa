"""A walk over everything that becomes public: something forbidden planted in one place at a time,
and what is said of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path

import attrs

from compiler.checks.registry import TEXT_CHECKS
from compiler.commands.checking import Analysis, as_printed, interpret
from compiler.excel.reading.records import Entry, Record, Row
from compiler.excel.sheets.cells import Cell
from compiler.model.document import RunKind
from compiler.notice.outline import Item, Listing, Literal, Optional, OutlineLine, Repeat
from compiler.span import Span
from compiler.vocab import Severity

MOBILE, IDENTITY, MARK = "13812345678", "110101199003070417", "（内部资料）"
PLANTS = {"mobile": f"（联系人手机{MOBILE}）", "identity": f"（身份证{IDENTITY}）", "mark": MARK}
BARE = {"mobile": Decimal(MOBILE), "identity": Decimal(IDENTITY), "mark": MARK}
"""What is planted where a number is asked for."""


@attrs.frozen
class Planted:
    """One place, what was planted there, and every code that was reported of that place."""

    place: Span
    plant: str
    codes: frozenset[str]

    @property
    def told(self) -> bool:
        """Whether an error of disclosure names the place."""
        return bool(self.codes & {"D001", "D003", "D007"})

    @property
    def refused(self) -> bool:
        """Whether the cell could not be read as what it must be: nothing of it is printed then."""
        return any(code[0] in "VSL" for code in self.codes)


def printed_cells(analysis: Analysis) -> list[Span]:
    """Return every cell that the notice prints from, in its order; a count or a sum has no cell
    of its own.
    """
    assert analysis.printed is not None
    numbers = {span for record in analysis.records() for span in _numbers(record)}
    cells: dict[Span, None] = {}
    for paragraph in analysis.printed.document.paragraphs:
        for run in paragraph.runs:
            own = [
                s
                for s in run.sources
                if run.kind is RunKind.FIELD or (len(run.sources) == 2 and at_cell(s) in numbers)
            ]
            cells |= dict.fromkeys(
                at_cell(span) for span in own[:1] if span.cell and run.kind is not RunKind.NUMBER
            )
    return list(cells)


def _numbers(record: Record) -> Iterator[Span]:
    """Yield the cells whose numbers the office's prose may name: declared figures, letters and
    clues.
    """
    rows = (row for table in ("figures", "letters") for row in record.tables.get(table, ()))
    return (at_cell(entry.span) for row in rows for entry in row.entries.values())


def walk_cells(
    analysis: Analysis, root: Path, plants: dict[str, str] = PLANTS
) -> Iterator[Planted]:
    """Plant each of ``plants`` in every printed cell, one at a time, and yield what came of it."""
    assert analysis.kind is not None
    for place in printed_cells(analysis):
        for name, text in plants.items():
            register, forms = planted(analysis, {place}, name, text)
            _, found = interpret(register, forms, root, analysis.kind)
            codes = {
                d.code
                for d in found
                if d.severity is Severity.ERROR and any(at_cell(s) == place for s in d.spans)
            }
            yield Planted(place, name, frozenset(codes))


def at_cell(span: Span) -> Span:
    """Return the whole cell that a span lies in."""
    return span.whole_cell


def planted(
    analysis: Analysis, places: Collection[Span], name: str, text: str
) -> tuple[Record, tuple[Record, ...]]:
    """Return the records of a project with something planted in cells: beside their text, or in a
    number's stead.
    """
    assert analysis.source.register is not None
    files = {place.file for place in places}

    def entry(old: Entry) -> Entry:
        if at_cell(old.span) not in places:
            return old
        value = BARE[name] if old.cell and isinstance(old.cell.value, Decimal) else old.text + text
        return attrs.evolve(old, cell=Cell(value, str(value), old.span))

    def record(old: Record) -> Record:
        if old.file not in files:
            return old
        tables = {
            key: tuple(
                Row({column: entry(cell) for column, cell in row.entries.items()}, row.span)
                for row in rows
            )
            for key, rows in old.tables.items()
        }
        return attrs.evolve(
            old, fields={key: entry(cell) for key, cell in old.fields.items()}, tables=tables
        )

    return record(analysis.source.register), tuple(map(record, analysis.source.forms))


def walk_outline(analysis: Analysis, plants: dict[str, str] = PLANTS) -> Iterator[Planted]:
    """Plant each of ``plants`` in the set wording of the outline, one piece at a time, where the
    notice prints it.
    """
    assert analysis.printed is not None
    assert analysis.kind is not None
    runs = [run for paragraph in analysis.printed.document.paragraphs for run in paragraph.runs]
    drawn = {run.sources[0] for run in runs if run.kind is RunKind.FRAME}
    outline = analysis.kind.outline
    for place in sorted(drawn):
        for name, text in plants.items():
            lines = tuple(_line(line, place, text) for line in outline.lines)
            kind = attrs.evolve(analysis.kind, outline=attrs.evolve(outline, lines=lines))
            printed = as_printed(analysis.printed.report, kind)
            found = [d for check in TEXT_CHECKS for d in check(printed)]
            yield Planted(
                place,
                name,
                frozenset(
                    d.code for d in found if any(span.line == place.line for span in d.spans)
                ),
            )


def _line(line: OutlineLine, place: Span, text: str) -> OutlineLine:
    return attrs.evolve(
        line,
        items=_items(line.items, place, text),
        lead=attrs.evolve(line.lead, text=line.lead.text + text)
        if line.lead and line.lead.span == place
        else line.lead,
        cells=tuple(_items(cell, place, text) for cell in line.cells),
        children=tuple(_line(child, place, text) for child in line.children),
    )


def _items(items: tuple[Item, ...], place: Span, text: str) -> tuple[Item, ...]:
    changed: list[Item] = []
    for item in items:
        if isinstance(item, Literal) and item.span == place:
            changed.append(attrs.evolve(item, text=item.text + text))
        elif isinstance(item, Optional | Repeat):
            joined = isinstance(item, Repeat) and item.span == place
            inner = attrs.evolve(item, items=_items(item.items, place, text))
            changed.append(attrs.evolve(inner, joiner=item.joiner + text) if joined else inner)  # type: ignore[union-attr, call-arg]
        elif isinstance(item, Listing):
            inner = attrs.evolve(
                item, fragments=tuple(_items(one, place, text) for one in item.fragments)
            )
            changed.append(
                attrs.evolve(inner, joiner=item.joiner + text) if item.span == place else inner
            )
        else:
            changed.append(item)
    return tuple(changed)
