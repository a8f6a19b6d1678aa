"""What a returned form was returned for: what its cells held then, and whether that has changed.

A fault with several cells is mended in any of them. Remarks are no faults, and what concerns no cell of
the form can only be seen to by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from compiler.excel.writing.cell_lists import Worked
from compiler.excel.writing.formats import Page, write_value
from compiler.excel.writing.self_check_formulas import quoted
from compiler.excel.writing.self_check_words import NOT_YET
from compiler.schema.contents import REMARK, CellContent, Contents, FormFault, Spot
from compiler.schema.definitions import Field, Sheet
from compiler.schema.structure import (
    BY_HAND,
    CHECK_SHEET,
    RESTORED,
    SAID,
    TOUCHED,
    UNTOUCHED,
    WRONG,
)

HELD, CHANGED, STATE, IS_ERROR, BESIDE = 41, 42, 44, 45, 46
"""Columns of the hidden sheet: far from everything else on it, so that they are known beforehand."""


@attrs.frozen
class Unchanged:
    """How many faults are still as they were: formulas, and what they give at first; empty for a
    form that is not returned. ``errors`` are those among them that are no mere warnings, ``by_hand``
    the number of those that no formula can see. ``watched`` holds for each cell concerned the states
    of its faults.
    """

    count: str = ""
    errors: str = ""
    value: int = 0
    errors_value: int = 0
    by_hand: int = 0
    watched: Mapping[Spot, Sequence[str]] = attrs.field(factory=dict)

    def beside(self, verdict: str, spots: Iterable[Spot]) -> str:
        """Return what stands beside cells whose verdict is a formula, as a formula: that they have
        not been changed yet, unless what they hold is wrong.
        """
        states = [state for spot in spots for state in self.watched.get(spot, ())]
        if not states:
            return verdict
        untouched = ",".join(f'{state}="{UNTOUCHED}"' for state in dict.fromkeys(states))
        kept = f'LEFT({verdict},1)="{WRONG}"'
        return f"IF(AND(NOT({kept}),OR({untouched})),{quoted(NOT_YET)},{verdict})"


def states(form_faults: Sequence[FormFault]) -> list[str | Worked]:
    """Return for each fault what the list says of its state."""
    groups = _groups(form_faults)
    rows = {key: row for row, key in enumerate(groups, 1)}
    said: list[str | Worked] = []
    for number, fault in enumerate(form_faults):
        key = _key(fault, number)
        if key in rows:
            cell = xl_rowcol_to_cell(rows[key], STATE, True, True)
            said.append(Worked(f"='{CHECK_SHEET}'!{cell}", UNTOUCHED))
        else:
            said.append(_static(fault))
    return said


def _static(fault: FormFault) -> str:
    if fault.severity == REMARK:
        return SAID
    return RESTORED if fault.settled else BY_HAND


def _key(fault: FormFault, number: int) -> int:
    """Return what tells which faults are one: their group, or for one without a group itself."""
    return fault.group or -1 - number


def _groups(form_faults: Sequence[FormFault]) -> dict[int, list[FormFault]]:
    """Return the faults that a formula can watch, those that are one together."""
    groups: dict[int, list[FormFault]] = {}
    for number, fault in enumerate(form_faults):
        if fault.spot is not None and fault.severity != REMARK and not fault.settled:
            groups.setdefault(_key(fault, number), []).append(fault)
    return groups


def write_returned(
    target: Any, page: Page, definition: Sheet, contents: Contents, form_faults: Sequence[FormFault]
) -> Unchanged:
    """Write onto the hidden sheet what the cells concerned hold, and whether they hold it still."""
    groups = _groups(form_faults)
    fields = {Spot(field.key): field for field in definition.fields()}
    columns = {
        (table.key, field.key): field for table in definition.tables() for field in table.columns
    }
    hidden = attrs.evolve(page, sheet=target)
    rows: dict[Spot, int] = {}
    for spot in dict.fromkeys(fault.spot for faults in groups.values() for fault in faults):
        if spot is not None and spot in page.places:
            field = columns[spot.table, spot.key] if spot.table else fields[spot]
            rows[spot] = len(rows) + 1
            _write_held(hidden, definition, rows[spot], spot, field, _held(contents, spot))
    watched: dict[Spot, list[str]] = {}
    for row, faults in enumerate(groups.values(), 1):
        for fault in faults:
            if fault.spot in rows:
                at = xl_rowcol_to_cell(row, STATE, True, True)
                watched.setdefault(fault.spot, []).append(at)
        changed = [
            xl_rowcol_to_cell(rows[fault.spot], CHANGED, True, True)
            for fault in faults
            if fault.spot in rows
        ]
        state = f'IF(OR({",".join(changed)}),"{TOUCHED}","{UNTOUCHED}")'
        target.write_formula(row, STATE, f"={state}", None, UNTOUCHED)
        target.write_number(row, IS_ERROR, int(any(f.severity == "错误" for f in faults)))
    by_hand = sum(_static(f) == BY_HAND for f in form_faults if f.spot is None)
    if not groups:
        return Unchanged(by_hand=by_hand)
    areas = [xl_range_abs(1, column, len(groups), column) for column in (STATE, IS_ERROR)]
    untouched = f'({areas[0]}="{UNTOUCHED}")'
    return Unchanged(
        f"SUMPRODUCT(--{untouched})",
        f"SUMPRODUCT({untouched}*{areas[1]})",
        len(groups),
        sum(any(fault.severity == "错误" for fault in faults) for faults in groups.values()),
        by_hand,
        watched,
    )


def _held(contents: Contents, spot: Spot) -> CellContent:
    if not spot.table:
        return contents.fields.get(spot.key)
    rows: Sequence[Mapping[str, CellContent]] = contents.tables.get(spot.table, ())
    return rows[spot.row].get(spot.key) if spot.row < len(rows) else None


def _write_held(
    hidden: Page, definition: Sheet, row: int, spot: Spot, field: Field, value: CellContent
) -> None:
    write_value(hidden, row, HELD, field, value, hidden.styles.inputs[field.kind])
    cell = f"'{definition.name}'!{xl_rowcol_to_cell(*hidden.places[spot], True, True)}"
    held = xl_rowcol_to_cell(row, HELD, True, True)
    same = f"IFERROR(EXACT({cell},{held}),FALSE)"
    hidden.sheet.write_formula(row, CHANGED, f"=NOT({same})", None, False)
