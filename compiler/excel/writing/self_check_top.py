"""The line at the top of a form: whether it may be reported, and if not, what keeps it.

Counted are the faults of its cells, what stands beside and below all fields, labels that somebody has
changed, and, on a returned form, what has not been changed yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from compiler.excel.writing.self_check_formulas import quoted, replaced
from compiler.excel.writing.self_check_returned import Unchanged
from compiler.excel.writing.self_check_words import (
    ADDED,
    ASKED_BY_HAND,
    DOUBTS_LEFT,
    OPEN,
    READY,
    RENAMED,
    STRAY,
    UNCHANGED,
    UNCHANGED_BUT_WARNED,
    result,
)
from compiler.schema.contents import Spot
from compiler.schema.definitions import Sheet, Table
from compiler.schema.structure import CHECK_SHEET, DOUBTFUL, REQUIRED_MARK, WRONG

BESIDE, BELOW = 19, 200
"""Columns to the right of the form and rows below it in which something astray is looked for; the
compiler sees all of them."""
Labels = tuple[tuple[int, int], Sequence[Sequence[str]]]
"""Where an area of labels begins on the form, and its texts, row by row."""


@attrs.frozen
class Layout:
    """Where the self-check stands: the column and the result on the form, the cells that were
    written there, the areas of labels, and the row below the form.
    """

    sheet: Any
    column: int
    result: tuple[int, int]
    places: Mapping[Spot, tuple[int, int]]
    labels: Sequence[Labels] = ()
    end: int = 0


@attrs.frozen
class Shown:
    """How many verdicts say that something is wrong, and how many that it must be looked at."""

    wrong: int
    doubtful: int


def write_top(
    target: Any,
    layout: Layout,
    definition: Sheet,
    shown: Shown,
    unchanged: Unchanged,
    style: Any,
    column: int,
    row: int,
) -> None:
    """Write the counts into a ``column`` of the hidden sheet, the labels from ``row`` on, and the
    line at the top of the form.
    """
    target.write_string(0, column, "合计")
    rows = [place[0] for place in layout.places.values()]
    verdicts = _on(definition, min(rows), layout.column, max(rows), layout.column)
    counts = {
        "wrong": f'SUMPRODUCT(--(LEFT({verdicts},1)="{WRONG}"))',
        "doubtful": f'SUMPRODUCT(--(LEFT({verdicts},1)="{DOUBTFUL}"))',
        "added": "+".join(_added(definition, layout, table) for table in definition.tables()),
        "renamed": _write_labels(target, layout, definition, row + 1),
        "unchanged": unchanged.count,
        "errors": unchanged.errors,
    }
    values = {
        "wrong": shown.wrong,
        "doubtful": shown.doubtful,
        "unchanged": unchanged.value,
        "errors": unchanged.errors_value,
    }
    at = {name: xl_rowcol_to_cell(line, column, True, True) for line, name in enumerate(counts, 1)}
    for line, (name, formula) in enumerate(counts.items(), 1):
        if formula:
            target.write_formula(line, column, f"={formula}", None, values.get(name, 0))
    line = len(counts) + 1
    at["stray"] = xl_rowcol_to_cell(line, column, True, True)
    target.write_array_formula(
        line, column, line, column, f"={_astray(definition, layout)}", None, 0
    )
    at["label"] = xl_rowcol_to_cell(row, 6, True, True)
    target.write_formula(row, 5, f"={_sentence(at, unchanged)}", None, "")
    text = result(
        shown.wrong,
        doubtful=shown.doubtful,
        unchanged=unchanged.value,
        warned_only=not unchanged.errors_value,
        by_hand=unchanged.by_hand,
    )
    final = xl_rowcol_to_cell(row, 5, True, True)
    layout.sheet.write_formula(*layout.result, f"='{CHECK_SHEET}'!{final}", style, text)


def _sentence(at: Mapping[str, str], unchanged: Unchanged) -> str:
    """Return the text of the line as a formula."""
    blocking = f"({at['wrong']}+{at['stray']}+{at['renamed']})"
    still = f'"{OPEN[0]} "&{blocking}&" {OPEN[1]}"'
    main = f'IF({blocking}=0,"{READY}",{still})'
    if unchanged.count:
        warned = f'IF({at["errors"]}=0,"{UNCHANGED_BUT_WARNED}","")'
        more = f'IF({blocking}=0,"","；"&{still})'
        left = f'"{UNCHANGED[0]} "&{at["unchanged"]}&" {UNCHANGED[1]}"&{warned}&{more}'
        main = f"IF({at['unchanged']}>0,{left},{main})"
    notes = [
        _note(at["stray"], STRAY),
        f'IF({at["renamed"]}>0,"{RENAMED[0]}"&{at["label"]}&"{RENAMED[1]}","")',
        _note(at["doubtful"], DOUBTS_LEFT),
        _note(at["added"], ADDED),
    ]
    if unchanged.by_hand:
        notes.append(f'"{ASKED_BY_HAND[0]} {unchanged.by_hand} {ASKED_BY_HAND[1]}"')
    return "&".join([main, *notes])


def _note(count: str, words: tuple[str, str]) -> str:
    return f'IF({count}>0,"{words[0]}"&{count}&"{words[1]}","")'


def _on(definition: Sheet, *area: int) -> str:
    """Return an area of the form."""
    return f"'{definition.name}'!{xl_range_abs(*area)}"


def _added(definition: Sheet, layout: Layout, table: Table) -> str:
    """Return how many rows of a table somebody has inserted: they have words and no formula that
    judges them.
    """
    rows = [place[0] for spot, place in layout.places.items() if spot.table == table.key]
    words = _on(definition, min(rows), 0, max(rows), 0)
    verdicts = _on(definition, min(rows), layout.column, max(rows), layout.column)
    return f"SUMPRODUCT((LEN({words})>0)*(LEN({verdicts})=0))"


def _astray(definition: Sheet, layout: Layout) -> str:
    """Return how many cells beside and below the form hold more than blanks: an array formula."""
    beside = _on(definition, 0, layout.column + 1, layout.end + BELOW, layout.column + BESIDE)
    below = _on(definition, layout.end, 0, layout.end + BELOW, layout.column)
    return "+".join(
        f'SUM(--(LEN(TRIM(SUBSTITUTE(IFERROR({area}&"","#"),{quoted(chr(0x3000))}," ")))>0))'
        for area in (beside, below)
    )


def _write_labels(target: Any, layout: Layout, definition: Sheet, row: int) -> str:
    """Write the labels as they were issued from ``row`` on, with how many of each area have been
    changed and the last of them; return the number of all.

    In the line above stands the name of the first that is found.
    """
    above, counts, names = row - 1, [], []
    for (first, column), texts in layout.labels:
        last, width = row + len(texts) - 1, len(texts[0])
        for line, cells in enumerate(texts, row):
            for offset, text in enumerate(cells):
                if text:
                    target.write_string(line, offset, _bare(text))
        ours = xl_range_abs(row, 0, last, width - 1)
        theirs = replaced(
            _on(definition, first, column, first + len(texts) - 1, column + width - 1) + '&""',
            [(quoted(mark), '""') for mark in (REQUIRED_MARK, " ")],
        )
        changed = f'(1-EXACT({theirs},{ours}&""))'
        target.write_formula(row, 7, f"=IFERROR(SUMPRODUCT({changed}),0)", None, 0)
        counts.append(xl_rowcol_to_cell(row, 7, True, True))
        place = f"ROW({ours})-{row}" if len(texts) > 1 else f"COLUMN({ours})"
        name = f"INDEX({ours},SUMPRODUCT(MAX({changed}*({place}))))"
        target.write_formula(row, 6, f'=IF({counts[-1]}>0,{name},"")', None, "")
        names.append(xl_rowcol_to_cell(row, 6, True, True))
        row = last + 1
    first_name = '""'
    for count, name in reversed(list(zip(counts, names, strict=True))):
        first_name = f"IF({count}>0,{name},{first_name})"
    if counts:
        target.write_formula(above, 6, f"={first_name}", None, "")
    return "+".join(counts)


def _bare(label: str) -> str:
    return label.replace(REQUIRED_MARK, "").replace(" ", "")
