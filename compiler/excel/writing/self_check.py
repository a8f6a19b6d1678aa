"""A form that checks itself: formulas that say beside each answer what the compiler would say of
it.

They are worked out on a hidden sheet, one line an input cell, and only shown on the form, so that
a row may be inserted anywhere and reading stays fast. Nothing later than Excel 2010, and nothing
that WPS or LibreOffice lacks, is used.

What cannot be seen there and is left to the compiler: emoji and rare invisible characters (V021,
V022), a formula that stands for an answer (S041), a text that was taken for a date (V019), and
whatever needs another file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import attrs
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from compiler.excel.writing.self_check_formulas import clean, exact, quoted
from compiler.excel.writing.self_check_lines import (
    CLEANED,
    ROW_VERDICT,
    VERDICT,
    CheckLine,
    check_lines,
    steps_of,
)
from compiler.excel.writing.self_check_words import ADDED, OPEN, READY, SENTENCES, result, sentence
from compiler.schema.contents import CellContent, Contents, Lists, Spot
from compiler.schema.definitions import Field, Sheet, Table, ValueKind
from compiler.schema.structure import CHECK_SHEET, RIGHT, WRONG

COLUMNS = ("栏目", "整理后", "折算", "写法", "日期", "结果", "本行结果")
LISTS_FROM = 8
"""The first column of word lists; in the one before it the faults of the whole form are counted."""


@attrs.frozen
class Layout:
    """Where the self-check stands: the column and the result on the form, and the cells that were
    written there.
    """

    sheet: Any
    column: int
    result: tuple[int, int]
    places: Mapping[Spot, tuple[int, int]]


def write_check(
    target: Any,
    layout: Layout,
    definition: Sheet,
    lists: Lists,
    contents: Contents,
    style: Any,
    faults: Mapping[Spot, Collection[str]] | None,
) -> None:
    """Write the hidden sheet ``target`` and, on the form, the column that shows what it finds."""
    for column, name in enumerate(COLUMNS):
        target.write_string(0, column, name)
    lines = list(check_lines(layout.places, definition))
    known = {line.spot: line for line in lines}
    ranges = _write_lists(target, lists, [line.field for line in lines])
    status = next(line for line in lines if line.field.choices == "完成状态")
    _write_state(target, layout, known, status, ranges, definition)
    for line in lines:
        target.write_string(line.row, 0, line.field.label)
        for column, formula in steps_of(line, known, ranges, lists).items():
            target.write_formula(line.row, column, f"={formula}", None, "")
    shown = [
        *_show_fields(layout, lines, style, faults, contents),
        *_show_rows(target, layout, definition, lines, style, faults, contents),
    ]
    _write_result(target, layout, shown, style, definition, lines)
    target.very_hidden()


def _write_lists(target: Any, lists: Lists, fields: Sequence[Field]) -> dict[str, str]:
    """Write the words that answers are compared with; return their ranges by name."""
    words = {
        "完成": lists.complete,
        "状态": lists.statuses,
        "单位": lists.units,
        "别名": tuple(lists.aliases),
        "规范": tuple(lists.aliases.values()),
    }
    chosen = dict.fromkeys(
        field.choices
        for field in fields
        if field.kind is ValueKind.CHOICE and field.choices and field.choices != "完成状态"
    )
    words |= {name: lists.get(name) for name in chosen if name}
    ranges = {}
    for column, (name, entries) in enumerate(words.items(), LISTS_FROM):
        target.write_string(0, column, name)
        target.write_column(1, column, entries)
        if entries:
            ranges[name] = xl_range_abs(1, column, len(entries), column)
    return ranges


def _write_state(
    target: Any,
    layout: Layout,
    known: Mapping[Spot, CheckLine],
    status: CheckLine,
    ranges: Mapping[str, str],
    definition: Sheet,
) -> None:
    """Write what the rest depends on: whether the status is a complete one, and whether the lead
    unit answers.
    """
    target.write_string(1, 0, "完成状态的性质")
    word = status.at(CLEANED)
    complete, known_words = exact(word, ranges.get("完成")), exact(word, ranges.get("状态"))
    state = f'IF({complete},"1",IF({known_words},"0",""))'
    target.write_formula(1, VERDICT, f"={state}", None, "")
    target.write_string(2, 0, "牵头单位填报")
    row, column = layout.places[Spot("lead_unit")]
    lead = clean(f"'{definition.name}'!{xl_rowcol_to_cell(row, column, True, True)}")
    target.write_formula(2, CLEANED, f"={lead}", None, "")
    unit = known[Spot("unit")].at(CLEANED)
    target.write_formula(
        2,
        VERDICT,
        f'=IF({unit}="",TRUE,{_canonical(unit, ranges)}={_canonical("$B$3", ranges)})',
        None,
        "",
    )


def _canonical(cell: str, ranges: Mapping[str, str]) -> str:
    """Return a unit by its canonical name; one that is no alias, as it is."""
    if "别名" not in ranges:
        return cell
    aliases, names = ranges["别名"], ranges["规范"]
    row = f"SUMPRODUCT(EXACT({aliases},{cell})*(ROW({aliases})-1))"
    return f"IF({exact(cell, aliases)},INDEX({names},{row}),{cell})"


def _show_fields(
    layout: Layout,
    lines: Sequence[CheckLine],
    style: Any,
    faults: Mapping[Spot, Collection[str]] | None,
    contents: Contents,
) -> Iterator[bool]:
    """Show each field's verdict beside it; yield whether it is a fault."""
    for line in lines:
        if not line.spot.table:
            wording = _verdict_text(
                (line,), faults, filled=_filled(contents.fields.get(line.field.key))
            )
            layout.sheet.write_formula(
                layout.places[line.spot][0],
                layout.column,
                f"='{CHECK_SHEET}'!{line.at(VERDICT)}",
                style,
                wording,
            )
            yield wording.startswith(WRONG)


def _show_rows(
    target: Any,
    layout: Layout,
    definition: Sheet,
    lines: Sequence[CheckLine],
    style: Any,
    faults: Mapping[Spot, Collection[str]] | None,
    contents: Contents,
) -> Iterator[bool]:
    """Show one verdict for each row of a table; a row with an answer must be whole."""
    rows: dict[tuple[str, int], list[CheckLine]] = {}
    for line in lines:
        if line.spot.table:
            rows.setdefault((line.spot.table, line.spot.row), []).append(line)
    required = {table.key: table.required_columns for table in definition.tables()}
    for (table, number), row in rows.items():
        verdict = '"✔"'
        for line in reversed(row):
            missing = verdict
            if line.field.key in required[table]:
                wanted = quoted(sentence("V001", line.field, named=True))
                missing = f'IF({line.at(CLEANED)}="",{wanted},{verdict})'
            verdict = f'IF(LEFT({line.at(VERDICT)},1)="{WRONG}",{line.at(VERDICT)},{missing})'
        empty = " & ".join(line.at(CLEANED) for line in row).replace(" ", "")
        errors = "+".join(f"ISERROR({line.cell})" for line in row)
        formula = f'=IF(AND({empty}="",{errors}=0),"",{verdict})'
        target.write_formula(row[0].row, ROW_VERDICT, formula, None, "")
        values = contents.tables.get(table, ())
        filled = number < len(values) and any(map(_filled, values[number].values()))
        wording = _verdict_text(row, faults, filled=filled, named=True)
        place = layout.places[row[0].spot][0], layout.column
        layout.sheet.write_formula(
            *place, f"='{CHECK_SHEET}'!{row[0].at(ROW_VERDICT)}", style, wording
        )
        yield wording.startswith(WRONG)


def _verdict_text(
    lines: Sequence[CheckLine],
    faults: Mapping[Spot, Collection[str]] | None,
    *,
    filled: bool,
    named: bool = False,
) -> str:
    """Return what the compiler finds in cells, the first of what the form can say: shown until the
    spreadsheet program works the formula out. Nothing for empty cells that need not be filled, and
    where ``faults`` are not known.
    """
    for line in lines:
        for code in SENTENCES:
            if faults is not None and code in faults.get(line.spot, ()):
                return sentence(code, line.field, named=named)
    return RIGHT if filled and faults is not None else ""


def _filled(value: CellContent) -> bool:
    """Tell whether there is an answer; blanks are none."""
    return value is not None and bool(str(value).strip())


def _write_result(
    target: Any,
    layout: Layout,
    shown: Sequence[bool],
    style: Any,
    definition: Sheet,
    lines: Sequence[CheckLine],
) -> None:
    """Write the line at the top; rows inserted into a table, which nothing checks, are told of."""
    rows = [place[0] for spot, place in layout.places.items()]
    area = f"'{definition.name}'!{xl_range_abs(min(rows), layout.column, max(rows), layout.column)}"
    target.write_string(0, LISTS_FROM - 1, "合计")
    target.write_formula(
        1, LISTS_FROM - 1, f'=SUMPRODUCT(--(LEFT({area},1)="{WRONG}"))', None, sum(shown)
    )
    total = xl_rowcol_to_cell(1, LISTS_FROM - 1, True, True)
    unchecked = xl_rowcol_to_cell(2, LISTS_FROM - 1, True, True)
    added = []
    for table in definition.tables():
        # A row inserted by somebody has words and no formula that judges them.
        words = _columns(definition, layout, table, 0)
        verdicts = _columns(definition, layout, table, None)
        added.append(f"SUMPRODUCT((LEN({words})>0)*(LEN({verdicts})=0))")
    target.write_formula(2, LISTS_FROM - 1, f"={'+'.join(added)}", None, 0)
    more = rf'IF({unchecked}>0,"{ADDED[0]}"&{unchecked}&"{ADDED[1]}","")'
    text = rf'=IF({total}=0,"{READY}","{OPEN[0]} "&{total}&" {OPEN[1]}")&{more}'
    target.write_formula(3 + len(lines), VERDICT, text, None, "")
    final = xl_rowcol_to_cell(3 + len(lines), VERDICT, True, True)
    layout.sheet.write_formula(
        *layout.result, f"='{CHECK_SHEET}'!{final}", style, result(sum(shown))
    )


def _columns(definition: Sheet, layout: Layout, table: Table, column: int | None) -> str:
    """Return the range of a table's rows in a column of the form, ``None`` for that of the
    self-check.
    """
    rows = [place[0] for spot, place in layout.places.items() if spot.table == table.key]
    at = layout.column if column is None else column
    return f"'{definition.name}'!{xl_range_abs(min(rows), at, max(rows), at)}"
