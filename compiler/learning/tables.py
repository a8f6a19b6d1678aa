"""Tables drawn by what their header says: a row a problem, a measure or a figure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from compiler.learning.days import draw_day
from compiler.learning.found import Found
from compiler.learning.labels import CUES, DESCRIPTION, meant
from compiler.learning.own import own_field
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
DAYS = ("整改时限", "截至日期", "完成日期")


def draw_table(rows: Sequence[Paragraph], found: Found) -> list[Sketch]:
    """Return the header and the row of a table; statuses in it, and fields that it needs, are added to
    ``found``.
    """
    header, body = rows[0].cells, rows[1:]
    whole = [row.cells for row in body if len(row.cells) == len(header)]
    counts = all(cells[0] == str(n) for n, cells in enumerate(whole, 1))
    figures = any(meant(name, OF_FIGURES) == "数值" for name in header)
    titles = next((n for n, name in enumerate(header) if meant(name) == "问题"), None)
    shared = len(whole) < len(body)
    by_measure = shared or (
        titles is not None and any(a[titles] == b[titles] for a, b in pairwise(whole))
    )
    cells: list[str] = []
    used: set[str] = set()
    doubts: list[str] = []
    for column, name in enumerate(header):
        if column == 0 and counts:
            cells.append("1")
            continue
        texts = [row[column] for row in whole]
        field = meant(name, OF_FIGURES if figures else CUES)
        if not field or field in used or field == DESCRIPTION:
            own = own_field(name, texts)
            found.own[own.name] = own
            doubts.append(
                f"“{name}”一栏不是现成的栏目，先作为自己的栏目，写在 kind.toml 的 [[fields]] 里。"
            )
            cells.append(f"{{{own.name}}}")
            continue
        used.add(field)
        if field == "问题状态":
            found.statuses += texts
        cells.append(_cell(field, texts, joined=not (by_measure or figures), by_measure=by_measure))
    remarks = ["同上不重印"] if shared else []
    if not any(text.endswith("。") for row in whole for text in row):
        remarks.append("句末不加标点")
    head = Sketch("|" + "|".join(map(literal, header)) + "|", doubts=tuple(doubts))
    return [head, Sketch("|" + "|".join(cells) + "|", remarks=tuple(remarks))]


def _cell(field: str, texts: Sequence[str], *, joined: bool, by_measure: bool) -> str:
    """Return how a cell is drawn: a row of a problem joins what its measures say."""
    if by_measure and field == "问题状态":
        return "{完成状态}"
    drawn = draw_day(field, texts[0]) if field in DAYS and texts else f"{{{field}}}"
    if not joined or field in OF_PROBLEM:
        return drawn
    return f"[{drawn}|、|不重复]" if field in JOINED else f"[{drawn}]"
