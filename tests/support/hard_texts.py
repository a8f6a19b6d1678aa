"""Cells made to be hard: full of a piece that a pattern may trip over, in a report that holds
nothing else.
"""

from __future__ import annotations

import attrs

from compiler.model.report import Report
from compiler.model.values import Text

LONGEST_CELL = 32_767
HARD = (
    "“", "（", "《", "》", "一是", "一是甲。二是乙。", "第一、", "、", "1", "1,", "1.", "1,234,", "a", "A1", "的", "其中1个、", "共1个，", "由1%到2%，",
    "已完成1件，", "分别1%、1.5%", "甲乙1、", "2024-", "2024年1月1日至", "3亿4", "第1条问题", "关于“", "“甲。乙”", "甲（乙丙、丁戊）", "书记王",
    "印发关于甲的", "甲乙丙丁", "工作责任制", "督办通知书", "住在一", "一小区1栋", "内部资料", "京A", "13800", "6222 ", "正在", "力争", " ", "\n", "——",
    "甲局、乙局和", "（一）", "①", "《甲乙丙丁戊己庚》和《甲乙丙丁戊己》、", "{", "}{", "{措施总数}", "共有", "合计", "某某", "简称“", "等问题",
    "主体责", "主体责责任", "三个意识", "政治意识、大局意识“四个意识”", "“四个意识”（政治意识、", "望发[2024]", "留党察看", "《中国共产党纪律处分条》",
)  # fmt: skip


def full(piece: str, length: int = LONGEST_CELL) -> str:
    """Return a cell full of one piece."""
    return (piece * (length // len(piece) + 1))[:length]


def alone(report: Report, text: str) -> Report:
    """Return a report of one measure whose progress is ``text``, and no chapters."""
    problem = next(report.problems())
    first = problem.measures[0]
    assert first.submission is not None
    submission = attrs.evolve(first.submission, progress=Text(text, first.submission.progress.span))
    measure = attrs.evolve(first, submission=submission)
    problem = attrs.evolve(problem, groups=(attrs.evolve(problem.groups[0], measures=(measure,)),))
    category = attrs.evolve(report.aspects[0].categories[0], problems=(problem,))
    aspect = attrs.evolve(report.aspects[0], categories=(category,))
    return attrs.evolve(
        report, aspects=(aspect,), register=attrs.evolve(report.register, chapters=())
    )
