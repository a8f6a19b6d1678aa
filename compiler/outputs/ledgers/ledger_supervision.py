"""The ledger's sheets about supervision: time granted, goals beside results, sums of persons and
money; and what its words mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from compiler.analysis.goals import INCOMPARABLE, NOT_REACHED, REACHED, goal_figures
from compiler.analysis.lights import planned_day
from compiler.chinese.numerals import plain
from compiler.chinese.quantities import MONEY
from compiler.excel.lists import Content, Link, ListSheet, Toned, list_sheet
from compiler.model.report import Measure, Report
from compiler.model.submission import Figure
from compiler.outputs.ledgers.summary_sheet import LEGEND
from compiler.span import Span

LinkTo = Callable[[Span], Link]

WAITING, CLOSED = "待销号", "已销号"

EXTENSION_COLUMNS = (
    ("措施编号", 11),
    ("牵头单位", 16),
    ("原时限", 12),
    ("第几次", 8),
    ("延期至", 12),
    ("延期理由", 44),
    ("批准人", 14),
    ("批准日期", 12),
    ("完成状态", 10),
    ("所在", 26),
)
GOAL_SHEET = "目标与进展"
GOAL_COLUMNS = (
    ("措施编号", 11),
    ("牵头单位", 16),
    ("整改目标", 32),
    ("进展情况", 70),
    ("完成状态", 10),
    ("目标里的数", 24),
    ("填报的数", 30),
    ("对照", 10),
    ("填报表", 30),
)
GOAL_TONES = {NOT_REACHED: "红", INCOMPARABLE: "灰", REACHED: "绿"}
"""The tone of a cell, the worst verdict in it first."""
SUM_COLUMNS = (
    ("类别", 12),
    ("项目", 26),
    ("合计", 14),
    ("单位", 8),
    ("几处填报", 10),
    ("说明", 60),
)
MEANING_COLUMNS = (("写的是", 12), ("意思", 80))

PERSONS_TOLD = "各单位填报表“处理情况”里的人数相加；一人受几种处理的，算几次"
MONEY_TOLD = "各单位填报的、以此为单位的数据指标相加，总额和分项都在内，只供估量，不能当作总额引用"
TOTAL_MONEY_TOLD = "上面几行都折成万元相加，同样只供估量"


def closing_state(measure: Measure) -> str:
    """Return whether a measure is closed or waits for it; empty while it is not done."""
    if not measure.completed:
        return ""
    return CLOSED if measure.closed else WAITING


def extension_sheet(measures: Sequence[Measure], link: LinkTo) -> ListSheet:
    """Return the list of all time granted, a line for each time."""

    def rows() -> Iterator[Sequence[Content]]:
        for measure in measures:
            for number, row in enumerate(measure.extensions, 1):
                due = measure.plan.due
                yield (
                    measure.id,
                    measure.plan.lead_unit.value,
                    planned_day(due) or due.text,
                    number,
                    row.due.value,
                    row.reason.value,
                    row.approver.value,
                    row.approved_on.value,
                    measure.status.name if measure.status else "未报",
                    link(row.measure.span),
                )

    return list_sheet("延期", EXTENSION_COLUMNS, rows())


def goal_sheet(measures: Sequence[Measure], link: LinkTo) -> ListSheet:
    """Return each measure's goal beside what its lead unit reports, and the numbers of the goal
    beside the figures that were declared of the same things.
    """
    return list_sheet(GOAL_SHEET, GOAL_COLUMNS, (_goal(measure, link) for measure in measures))


def _goal(measure: Measure, link: LinkTo) -> Iterator[Content]:
    """Yield the line of a measure; where its goal has several numbers, a line in the cell each."""
    form, found = measure.submission, list(goal_figures(measure))
    yield from (measure.id, measure.plan.lead_unit.value, measure.plan.goal.value)
    yield form.progress.value if form else None
    yield measure.status.name if measure.status else "未报"
    yield "\n".join(it.text for it in found)
    figures = (it.figure for it in found)
    yield "\n".join(f"{it.name.value} {_number(it)}{it.unit.value}" for it in figures)
    verdicts = [it.verdict for it in found]
    tone = next((tone for word, tone in GOAL_TONES.items() if word in verdicts), "")
    yield Toned("\n".join(verdicts), tone)
    yield link(form.progress.span) if form else None


def _number(figure: Figure) -> str:
    """Return a declared number as prose prints it."""
    return plain(figure.value.value) if figure.value.value is not None else ""


def sum_sheet(measures: Sequence[Measure]) -> ListSheet:
    """Return the persons dealt with, by how, and the money declared, by its unit."""
    return list_sheet("人数金额", SUM_COLUMNS, [*_persons(measures), *_money(measures)])


def _persons(measures: Sequence[Measure]) -> Iterator[Sequence[Content]]:
    """Yield the persons by sanction, and all of them; nothing that could not be read counts."""
    sums: dict[str, list[Decimal]] = {}
    for measure in measures:
        for row in measure.handlings:
            if row.sanction and row.count.value is not None:
                sums.setdefault(row.sanction.value, []).append(row.count.value)
    for sanction, own in sums.items():
        yield ("处理人数", sanction, sum(own), "人", len(own), PERSONS_TOLD)
    counts = [count for own in sums.values() for count in own]
    yield ("处理人数", "合计", sum(counts), "人", len(counts), PERSONS_TOLD)


def _money(measures: Sequence[Measure]) -> Iterator[Sequence[Content]]:
    """Yield the declared figures in each unit of money, added up to the last digit."""
    sums: dict[str, list[Decimal]] = {}
    for measure in measures:
        for row in measure.figures:
            if row.unit.value in MONEY and row.value.value is not None:
                sums.setdefault(row.unit.value, []).append(row.value.value)
    for unit, own in sorted(sums.items(), key=lambda it: MONEY[it[0]]):
        yield ("填报的金额", f"以{unit}填报的", sum(own), unit, len(own), MONEY_TOLD)
    if len(sums) > 1:
        total = sum(MONEY[unit] * sum(own) for unit, own in sums.items()) / MONEY["万元"]
        count = sum(map(len, sums.values()))
        yield ("填报的金额", "合计", Decimal(total), "万元", count, TOTAL_MONEY_TOLD)


def meaning_sheet(report: Report, day: str) -> ListSheet:
    """Return what is meant by the words of the ledger, and of which day it is."""
    title = report.information.title.value.replace("\n", "")
    rows: list[Sequence[Content]] = [
        ("台账", f"{title}，{day or '总台账没有写数据截止日期和成文日期，不亮灯'}"),
        (Toned("红", "红"), "整改时限已过还没有完成；总台账登记了延期的看延到的日子"),
        (Toned("黄", "黄"), "时限快到了"),
        (Toned("绿", "绿"), "已经完成，或时限还早，或没有写明时限"),
        (
            WAITING,
            "填报表报了完成，办公室还没有在总台账“销号”表登记（没有这张表的，先运行 zhenggai upgrade）",
        ),
        (CLOSED, "总台账“销号”表登记了核实人、销号日期和销号依据"),
        *LEGEND,
        (
            "对照",
            (
                "只写认得准的：目标里的数与某个数据指标说的是同一件事；认不准的空着，由人核对。"
                "单位不同、目标只说“约”的写无法比较"
            ),
        ),
        ("人数金额", "照填报表相加，没有去掉重复；引用前请核对"),
    ]
    return list_sheet("说明", MEANING_COLUMNS, rows)
