"""Tables whose rows are problems, drawn by what their header says."""

from __future__ import annotations

from collections.abc import Sequence

from compiler.learning.labels import meant
from compiler.learning.paragraphs import Paragraph
from compiler.learning.sketch import Sketch, literal

JOINED = ("牵头单位", "牵头领导", "责任单位", "整改时限")
OF_PROBLEM = ("问题", "问题状态", "问题编号", "方面", "类别")


def draw_table(rows: Sequence[Paragraph]) -> tuple[list[Sketch], tuple[str, ...]]:
    """Return the header and the row of a table, and the statuses in it."""
    header = rows[0].cells
    counts = all(row.cells[0] == str(n) for n, row in enumerate(rows[1:], 1))
    cells: list[str] = []
    used: set[str] = set()
    statuses: list[str] = []
    doubts: list[str] = []
    for column, name in enumerate(header):
        if column == 0 and counts:
            cells.append("1")
            continue
        field = meant(name)
        if not field or field in used:
            free = next(
                (one for one in ("整改目标", "整改措施", "进展情况") if one not in used), "进展情况"
            )
            doubts.append(f"“{name}”一栏看不出填什么，先画成{{{free}}}。")
            field = free
        used.add(field)
        if field == "问题状态":
            statuses += [row.cells[column] for row in rows[1:]]
        cells.append(_cell(field))
    head = Sketch("|" + "|".join(map(literal, header)) + "|", doubts=tuple(doubts))
    return [head, Sketch("|" + "|".join(cells) + "|")], tuple(dict.fromkeys(statuses))


def _cell(field: str) -> str:
    if field in OF_PROBLEM:
        return f"{{{field}}}"
    return f"[{{{field}}}|、]" if field in JOINED else f"[{{{field}}}]"
