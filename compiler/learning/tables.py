"""Tables drawn by what their header says: a row a problem, a measure or a figure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from compiler.learning.labels import CUES, meant
from compiler.learning.paragraphs import Paragraph
from compiler.learning.sketch import Sketch, literal

JOINED = ("牵头单位", "牵头领导", "责任单位", "整改时限")
OF_PROBLEM = ("问题", "问题状态", "问题编号", "方面", "类别")
OF_FIGURES: tuple[tuple[str, str], ...] = (
    (r"数值|金额|数量|数额|完成数", "数值"),
    (r"计量|^单位$", "计量单位"),
    (r"截至|统计日期|时点", "截至日期"),
    (r"指标|项目|名称|内容", "指标名称"),
)
SPARE = ("整改目标", "整改措施", "进展情况")


def draw_table(rows: Sequence[Paragraph]) -> tuple[list[Sketch], tuple[str, ...]]:
    """Return the header and the row of a table, and the statuses in it."""
    header = rows[0].cells
    counts = all(row.cells[0] == str(n) for n, row in enumerate(rows[1:], 1))
    figures = any(meant(name, OF_FIGURES) == "数值" for name in header)
    cues = OF_FIGURES if figures else CUES
    titles = next((n for n, name in enumerate(header) if meant(name) == "问题"), None)
    by_measure = titles is not None and any(
        before.cells[titles] == after.cells[titles] for before, after in pairwise(rows)
    )
    cells: list[str] = []
    used: set[str] = set()
    statuses: list[str] = []
    doubts: list[str] = []
    for column, name in enumerate(header):
        if column == 0 and counts:
            cells.append("1")
            continue
        field = meant(name, cues)
        if not field or field in used:
            field = next((one for one in SPARE if one not in used), SPARE[-1])
            doubts.append(f"“{name}”一栏看不出填什么，先画成{{{field}}}。")
        used.add(field)
        if field == "问题状态":
            statuses += [row.cells[column] for row in rows[1:]]
        cells.append(_cell(field, by_measure=by_measure, figures=figures))
    head = Sketch("|" + "|".join(map(literal, header)) + "|", doubts=tuple(doubts))
    return [head, Sketch("|" + "|".join(cells) + "|")], tuple(dict.fromkeys(statuses))


def _cell(field: str, *, by_measure: bool, figures: bool) -> str:
    """Return how a cell is drawn: a row of a problem joins what its measures say."""
    if by_measure and field == "问题状态":
        return "{完成状态}"
    if by_measure or figures or field in OF_PROBLEM:
        return f"{{{field}}}"
    return f"[{{{field}}}|、]" if field in JOINED else f"[{{{field}}}]"
