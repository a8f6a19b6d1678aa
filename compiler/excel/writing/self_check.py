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
from functools import lru_cache
from typing import Any

import attrs
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from compiler.excel.writing.formats import Page
from compiler.excel.writing.self_check_formulas import clean, exact, quoted
from compiler.excel.writing.self_check_lines import (
    CLEANED,
    COMPLETE,
    INCOMPLETE,
    LEADS,
    ROW_VERDICT,
    VERDICT,
    CheckLine,
    Searched,
    all_steps,
    check_lines,
    state_of,
    states_of,
)
from compiler.excel.writing.self_check_prose import Told, doubted, searched, told_by, told_fields
from compiler.excel.writing.self_check_returned import BESIDE, Unchanged, write_returned
from compiler.excel.writing.self_check_top import Layout, Shown, write_top
from compiler.excel.writing.self_check_words import DOUBTED, NOT_YET, SENTENCES, sentence
from compiler.schema.contents import CellContent, Contents, FormFault, Lists, Spot
from compiler.schema.definitions import Field, Sheet, ValueKind
from compiler.schema.structure import CHECK_SHEET, DOUBTFUL, RIGHT, WRONG

COLUMNS = ("栏目", "整理后", "折算", "写法", "日期", "结果", "本行结果")
LISTS_FROM = 8
"""The first column of word lists; in the one before it the faults of the whole form are counted."""
NO_DOUBTS: Mapping[Spot, str] = {}


def write_check(
    target: Any,
    page: Page,
    layout: Layout,
    definition: Sheet,
    lists: Lists,
    faults: Mapping[Spot, Collection[str]] | None,
    form_faults: Sequence[FormFault] = (),
) -> None:
    """Write the hidden sheet ``target`` and, on the form, the column that shows what it finds;
    ``form_faults`` are what the form is returned for.
    """
    contents, style = page.contents, page.styles.check
    for column, name in enumerate(COLUMNS):
        target.write_string(0, column, name)
    lines = check_lines(tuple(layout.places.items()), definition)
    known = {line.spot: line for line in lines}
    ranges = _write_lists(target, lists, [line.field for line in lines])
    status = next(line for line in lines if line.field.choices == "完成状态")
    _write_state(target, layout, known, status, ranges, definition, lists)
    below = lines[-1].row + 2
    text_at, labels_from = _write_searched(target, known, definition, below)
    for line in lines:
        target.write_string(line.row, 0, line.field.label)
    for row, column, formula in all_steps(lines, tuple(ranges.items()), states_of(lists), text_at):
        target.write_formula(row, column, formula, None, "")
    told = told_by(contents, definition, lists)
    unchanged = write_returned(target, page, definition, contents, form_faults)
    beside = _Beside(target, layout, unchanged, style)
    shown = [
        *_show_fields(beside, lines, faults, contents),
        *_show_rows(beside, definition, lines, faults, contents, told),
    ]
    counted = Shown(
        *(sum(wording.startswith(mark) for wording in shown) for mark in (WRONG, DOUBTFUL))
    )
    at = LISTS_FROM - 1, labels_from
    write_top(target, layout, definition, counted, unchanged, style, *at)
    target.very_hidden()


def _write_searched(
    target: Any, known: Mapping[Spot, CheckLine], definition: Sheet, row: int
) -> tuple[Searched, int]:
    """Write from ``row`` on how the texts are searched that must state what is registered, and
    whether there is anything to be searched; return where, and the row below.
    """
    first, texts = row, list(told_fields(definition))
    for field in texts:
        target.write_string(row, 0, field.label)
        for column, formula in enumerate(searched(known[Spot(field.key)].at(CLEANED)), 1):
            target.write_formula(row, column, f"={formula}", None, "")
        row += 1
    progress = known[Spot("progress")].at(CLEANED)
    target.write_formula(first, VERDICT, f'=AND({LEADS},{progress}<>"")', None, "")
    areas = [xl_range_abs(first, column, row - 1, column) for column in (1, 2)]
    return (xl_rowcol_to_cell(first, VERDICT, True, True), (areas[0], areas[1])), row + 1


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
    lists: Lists,
) -> None:
    """Write what the rest depends on: what the status needs, and whether the lead unit answers."""
    target.write_string(1, 0, "完成状态的性质")
    word = status.at(CLEANED)
    complete, known_words = exact(word, ranges.get("完成")), exact(word, ranges.get("状态"))
    state = f'IF({complete},"{COMPLETE}",IF({known_words},"{INCOMPLETE}",""))'
    for name in lists.needs:
        state = f'IF({word}={quoted(name)},"{state_of(lists.status(name))}",{state})'
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


@attrs.frozen
class _Beside:
    """The column beside the answers, and what it shows of them."""

    target: Any
    layout: Layout
    unchanged: Unchanged
    style: Any

    def show(self, lines: Sequence[CheckLine], verdict: str, wording: str) -> str:
        """Show a verdict, worked out in a cell of the hidden sheet, beside its line or row; return
        the words that stand there at first.
        """
        spots = [line.spot for line in lines]
        if not self.unchanged.watched.keys().isdisjoint(spots):
            formula = self.unchanged.beside(verdict, spots)
            self.target.write_formula(lines[0].row, BESIDE, f"={formula}", None, "")
            verdict = xl_rowcol_to_cell(lines[0].row, BESIDE, True, True)
            wording = wording if wording.startswith(WRONG) else NOT_YET
        place = self.layout.places[lines[0].spot][0], self.layout.column
        formula = f"='{CHECK_SHEET}'!{verdict}"
        self.layout.sheet.write_formula(*place, formula, self.style, wording)
        return wording


def _show_fields(
    beside: _Beside,
    lines: Sequence[CheckLine],
    faults: Mapping[Spot, Collection[str]] | None,
    contents: Contents,
) -> Iterator[str]:
    """Show each field's verdict beside it; yield its words."""
    for line in lines:
        if not line.spot.table:
            wording = _verdict_text(
                (line,), faults, filled=_filled(contents.fields.get(line.field.key))
            )
            yield beside.show([line], line.at(VERDICT), wording)


def _show_rows(
    beside: _Beside,
    definition: Sheet,
    lines: Sequence[CheckLine],
    faults: Mapping[Spot, Collection[str]] | None,
    contents: Contents,
    told: Told,
) -> Iterator[str]:
    """Show one verdict for each row of a table; a row with an answer must be whole."""
    rows: dict[tuple[str, int], list[CheckLine]] = {}
    for line in lines:
        if line.spot.table:
            rows.setdefault((line.spot.table, line.spot.row), []).append(line)
    required = {table.key: table.required_columns for table in definition.tables()}
    for (table, number), row in rows.items():
        formula = _row_verdict(tuple(row), required[table])
        beside.target.write_formula(row[0].row, ROW_VERDICT, formula, None, "")
        values = contents.tables.get(table, ())
        filled = number < len(values) and any(map(_filled, values[number].values()))
        doubts = _doubts(row, values[number], told, faults) if filled else {}
        wording = _verdict_text(row, faults, filled=filled, named=True, doubts=doubts)
        yield beside.show(row, row[0].at(ROW_VERDICT), wording)


@lru_cache(maxsize=256)  # the forms of a project are laid out alike
def _row_verdict(row: tuple[CheckLine, ...], required: tuple[str, ...]) -> str:
    """Return the formula that judges a row of a table in which columns are ``required``."""
    stated = next((line.at(VERDICT) for line in row if line.stated), quoted(RIGHT))
    verdict = f'IF({stated}="",{quoted(RIGHT)},{stated})'
    for line in reversed(row):
        missing = verdict
        if line.field.key in required:
            wanted = quoted(sentence("V001", line.field, named=True))
            missing = f'IF({line.at(CLEANED)}="",{wanted},{verdict})'
        verdict = f'IF(LEFT({line.at(VERDICT)},1)="{WRONG}",{line.at(VERDICT)},{missing})'
    empty = " & ".join(line.at(CLEANED) for line in row).replace(" ", "")
    errors = "+".join(f"ISERROR({line.cell})" for line in row)
    return f'=IF(AND({empty}="",{errors}=0),"",{verdict})'


def _verdict_text(
    lines: Sequence[CheckLine],
    faults: Mapping[Spot, Collection[str]] | None,
    *,
    filled: bool,
    named: bool = False,
    doubts: Mapping[Spot, str] = NO_DOUBTS,
) -> str:
    """Return what the compiler finds in cells, the first of what the form can say: shown until the
    spreadsheet program works the formula out, then what it doubts. Nothing for empty cells that
    need not be filled, and where ``faults`` are not known.
    """
    for line in lines:
        for code in SENTENCES:
            if faults is not None and code in faults.get(line.spot, ()):
                return sentence(code, line.field, named=named)
        if doubts.get(line.spot, DOUBTED) in SENTENCES:
            return sentence(doubts[line.spot], line.field, named=named)
    for line in lines:
        if doubts.get(line.spot):
            return sentence(doubts[line.spot], line.field, named=named)
    return RIGHT if filled and faults is not None else ""


def _filled(value: CellContent) -> bool:
    """Tell whether there is an answer; blanks are none."""
    return value is not None and bool(str(value).strip())


def _doubts(
    lines: Sequence[CheckLine],
    row: Mapping[str, CellContent],
    told: Told,
    faults: Mapping[Spot, Collection[str]] | None,
) -> dict[Spot, str]:
    """Return what the form says of the values of a row that its text must state, if they are
    right in themselves.
    """
    return {
        line.spot: doubted(line.stated, row, line.field.key, told)
        for line in lines
        if line.stated
        and faults is not None
        and _filled(row.get(line.field.key))
        and not faults.get(line.spot, frozenset()) & SENTENCES.keys()
    }
