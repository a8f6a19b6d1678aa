"""The column in which a form checks itself: its verdicts are no answers, and whatever else stands in
it was written by someone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from compiler.excel.reading.labels import plain
from compiler.excel.sheets.cells import Cell
from compiler.schema.structure import CHECK_HEADER, CHECK_MARKS, CHECK_RESULT, VERTICAL_HEADER


def without_check(
    rows: dict[int, dict[int, Cell]], tables: Iterable[frozenset[str]]
) -> tuple[dict[int, dict[int, Cell]], list[Cell]]:
    """Return the rows without what the self-check wrote, wherever its column has gone, and
    without its result on top; and what only looks like its verdicts.

    What someone else wrote into that column stays, to be reported.
    """
    typed: list[Cell] = []
    headers = [frozenset(VERTICAL_HEADER), *tables]
    columns = {row: max(cells) for row, cells in rows.items() if _heads_check(cells, headers)}
    column = next(iter(columns.values()), None)
    kept: dict[int, dict[int, Cell]] = {}
    for row, cells in rows.items():
        column = columns.get(row, column)
        last = max(cells)
        if cells[min(cells)].text.strip() == CHECK_RESULT:
            label, *others = cells
            own = [label, *others[:1]]
            if own[-1] - label > len(VERTICAL_HEADER):  # never computed, the result is empty
                own = [label]
            cells = {c: cell for c, cell in cells.items() if c not in own}
        elif (
            column is None
            and last >= len(VERTICAL_HEADER)
            and cells[last].text.startswith(CHECK_MARKS)
        ):
            cells = {c: cell for c, cell in cells.items() if c != last}  # every header is gone
        if rest := {c: cell for c, cell in cells.items() if c != column or not _checks(cell)}:
            kept[row] = rest
        beside = cells.get(column) if column is not None else None
        if beside is not None and _checks(beside) and not _is_ours(beside):
            typed.append(beside)
    return kept, typed


def _checks(cell: Cell) -> bool:
    if (
        cell.self_check or cell.formula or cell.error is not None or not isinstance(cell.value, str)
    ):  # pasted over our verdicts, it is no words
        return True
    return cell.text.strip() == CHECK_HEADER or cell.text.startswith(CHECK_MARKS)


def _is_ours(cell: Cell) -> bool:
    """Tell whether a cell of the self-check's column is its header or what it has worked out."""
    return cell.self_check or cell.text.strip() == CHECK_HEADER


def _heads_check(cells: Mapping[int, Cell], headers: Iterable[frozenset[str]]) -> bool:
    if cells[max(cells)].text.strip() != CHECK_HEADER:
        return False
    texts = {plain(cell.text) for cell in cells.values()}
    return any(len(header & texts) >= min(2, len(header)) for header in headers)
