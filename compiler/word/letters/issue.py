"""填报通知: the letter that goes with a unit's forms and names the measures they are for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from compiler.model.register import PlannedMeasure, Register
from compiler.word.letters.letter import Letter, LetterPart, written_day

ISSUE_LETTER = "填报通知"


def issue_letter(register: Register, unit: str, own: Sequence[PlannedMeasure], day: date) -> Letter:
    """Return the letter: what is to be filled in, how, by when, and whom to ask."""
    by = register.information.report_by.value
    deadline = f"请于{written_day(by)}前" if by else "请尽快"
    return Letter(
        ISSUE_LETTER,
        unit,
        (
            f"现将贵单位牵头的{len(own)}条整改措施的填报表发给你们，一条措施一张表。{deadline}填好，经审核、审签后报送。",
            "只填浅黄色的格，每格该怎么填见旁边的提示；表的最上面显示“可以报送”再报。责任单位另有数据、制度、处理情况要报的，复制本表，把“填报单位”改成自己的名称，只填表格部分。",
        ),
        (LetterPart("需要填报的措施", tuple(_point(plan) for plan in own)),),
        (f"填报中有不清楚的，请与我们联系{_contact(register)}。",),
        day,
    )


def _point(plan: PlannedMeasure) -> str:
    """Return one measure that a unit is to answer, as a point of its letter."""
    day = plan.due.value
    due = plan.due.text if day is None or plan.due.in_words else written_day(day)
    supporting = f"；责任单位：{plan.supporting_text.value}" if plan.supporting_text else ""
    return f"{plan.id.value}：{plan.planned.value.rstrip('。')}（整改时限：{due}{supporting}）。"


def _contact(register: Register) -> str:
    """Return how to ask the office, nothing if it gives no telephone."""
    phone = register.information.contact_phone.value
    return f"，电话：{phone}" if phone else ""
