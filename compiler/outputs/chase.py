"""催报: what to write to a unit that owes something, ready to paste into a message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from compiler.analysis.lights import Light
from compiler.analysis.progress import MeasureProgress, State, SupportedMeasure, UnitProgress
from compiler.chinese.shortening import beginning
from compiler.schema.wording import Pairs, reworded
from compiler.vocab import Severity

SHOWN = 30
"""Characters of a measure in a message: it has its number, and must only be known again."""


def chase_text(unit: UnitProgress, day: date, words: Pairs = ()) -> str:
    """Return what to write to a unit that owes something, or supports what is overdue, in the
    ``words`` of the kind; empty if there is nothing to tell it.
    """
    lines = [*_own(unit, words), *_supported(unit)]
    if not lines:
        return ""
    contact = f"（{unit.contact}）" if unit.contact else ""
    head = f"{unit.unit}{contact}：截至{day.year}年{day.month}月{day.day}日，"
    if unit.measures:
        head += f"贵单位牵头的整改措施共{len(unit.measures)}条。"
    else:
        head += f"贵单位配合的整改措施共{len(unit.supported)}条。"
    return "\n".join([head, *lines]) + "\n"


def _own(unit: UnitProgress, words: Pairs) -> Iterator[str]:
    """Yield what a unit owes of the measures that it leads."""
    own = [it for it in unit.measures if not it.office_mends]
    missing = [it for it in own if it.state is State.MISSING]
    faulty = [it for it in own if it.state is State.FAULTY]
    overdue = [it for it in own if it.light is Light.RED and not it.owed]
    if missing:
        yield f"还没有收到填报表的{len(missing)}条，请尽快报送："
        yield from map(_line, missing)
    if faulty:
        yield f"报来的填报表需要修改的{len(faulty)}条，请照“退回问题”逐处改好再报："
        for it in faulty:
            errors = sum(d.severity is Severity.ERROR for d in it.findings)
            yield f"{_line(it)}，{errors}处错误"
    if overdue:
        yield (
            f"已经超过时限、尚未完成的{len(overdue)}条，请抓紧落实并说明情况；"
            + reworded("要延期的，请书面报巡视办批准：", words)
        )
        yield from map(_line, overdue)


def _supported(unit: UnitProgress) -> Iterator[str]:
    """Yield which of the measures that a unit supports are in the red."""
    late: Sequence[SupportedMeasure] = [
        it
        for it in unit.supported
        if it.progress.light is Light.RED and not it.progress.office_mends
    ]
    if late:
        yield f"配合的措施中，已经超期的{len(late)}条，请配合牵头单位抓紧办理、报送："
        for it in late:
            yield f"{_line(it.progress)}，牵头单位{it.progress.measure.plan.lead_unit.value}"


def _line(it: MeasureProgress) -> str:
    """Return a measure as a line of a message: its id, how it begins, and its time limit if it has
    one.
    """
    planned = it.measure.plan.planned.value
    shown = beginning(planned, SHOWN)
    late = f"，已超期{it.days_late}天" if it.days_late else ""
    due = (
        f"（{it.limit_name}{it.due.year}年{it.due.month}月{it.due.day}日{late}）" if it.due else ""
    )
    return f"  {it.measure.id} {shown}{due}"
