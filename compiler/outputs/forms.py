"""Forms written with their self-check showing what the compiler would say of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from compiler.analysis.lowered_form import lower_form
from compiler.analysis.lowering import Lowering
from compiler.checks.sign_off import dated_in_order, vouched_for
from compiler.excel.reading.records import Entry, Record, Row
from compiler.excel.sheets.cell_values import written
from compiler.excel.sheets.cells import Cell
from compiler.excel.sheets.number_formats import shown
from compiler.excel.writing.workbooks import write_workbook
from compiler.schema.contents import (
    CellContent,
    Contents,
    FormattedNumber,
    FormFault,
    Lists,
    OfficeEdit,
    Spot,
)
from compiler.schema.definitions import Sheet, Workbook
from compiler.span import Span


def write_form(
    contents: Contents,
    lists: Lists,
    *,
    measure_id: str | None,
    issue_id: str = "",
    revision: int = 1,
    carried: str = "",
    form: Workbook,
    form_faults: Sequence[FormFault] = (),
    office_edits: Sequence[OfficeEdit] = (),
) -> bytes:
    """Return the ``form`` filled with ``contents``; the arguments are those of
    :func:`compiler.excel.writing.workbooks.write_workbook`.
    """
    return write_workbook(
        form,
        contents,
        lists,
        measure_id=measure_id,
        issue_id=issue_id,
        revision=revision,
        carried=carried,
        form_faults=form_faults,
        office_edits=office_edits,
        faults=cell_codes(contents, lists, form),
    )


def cell_codes(contents: Contents, lists: Lists, form: Workbook) -> dict[Spot, frozenset[str]]:
    """Return the codes of what the compiler complains of in a form's own cells, by cell; it need
    not have been written yet.
    """
    sheet = form.sheets[0]
    record = Record(
        "", form, dict(_fields(contents.fields, sheet)), dict(_tables(contents, sheet)), {}
    )
    lowering = Lowering(lists, tuple(map(lists.status, lists.statuses)), lists.aliases)
    submission = lower_form(record, lowering)
    faults: dict[Spot, frozenset[str]] = {}
    for diagnostic in chain(
        lowering.found, dated_in_order("", submission, form), vouched_for("", submission, form)
    ):
        places = diagnostic.spans if diagnostic.code == "V003" else diagnostic.spans[:1]
        for span in places:
            key, _, rest = (span.cell or "").partition("/")
            table, _, row = rest.partition("/")
            spot = Spot(key, table, int(row or 0))
            faults[spot] = faults.get(spot, frozenset()) | {diagnostic.code}
    return faults


def _fields(values: Mapping[str, CellContent], sheet: Sheet) -> Iterator[tuple[str, Entry]]:
    """Yield the fields of a form as if they had been read from one; an empty one, too, since it
    may be required.
    """
    for field in sheet.fields():
        yield field.key, _entry(values.get(field.key), field.key, sheet)


def _tables(contents: Contents, sheet: Sheet) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Yield the tables of a form as if they had been read from one: an empty row is none."""
    for table in sheet.tables():
        rows = []
        for number, values in enumerate(contents.tables.get(table.key, ())):
            entries = {
                field.key: _entry(values.get(field.key), f"{field.key}/{table.key}/{number}", sheet)
                for field in table.columns
            }
            if any(entry.cell for entry in entries.values()):
                rows.append(Row(entries, next(iter(entries.values())).span))
        yield table.key, tuple(rows)


def _entry(value: CellContent, name: str, sheet: Sheet) -> Entry:
    """Return the cell a value will stand in, named after its field: it has no address yet."""
    span = Span("", sheet.name, name)
    if value is None or (isinstance(value, str) and not value.strip()):
        return Entry(None, span)
    if isinstance(value, FormattedNumber):
        number, code = value.number, value.number_format
        look = shown(number, code)
        text = look.text if look is not None else written(number)
        return Entry(Cell(number, text, span, shown=look, number_format=code), span)
    value = Decimal(value) if isinstance(value, int) else value
    return Entry(Cell(value, written(value), span), span)
