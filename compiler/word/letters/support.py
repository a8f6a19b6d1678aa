"""配合填报通知: the letter that tells a supporting unit which measures it has a part in, who leads them,
and what it may send itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from compiler.model.register import PlannedMeasure, Register
from compiler.word.letters.letter import Letter, LetterPart
from compiler.word.letters.terms import asked_by, contact, time_limits

SUPPORT_LETTER = "配合填报通知"
TELL_LEAD = "把贵单位承担的部分办到哪一步、有哪些结果告诉牵头单位，由牵头单位统稿。"
OWN_FORM = (
    "贵单位自己有数据指标、制度成果、处理情况要报的，填所附的表（“填报单位”已经写好贵单位，一条措施一张），"
    "只填这几张表格和佐证材料、填报与审签，不填进展情况，经审核、审签后报送；没有的不用报。"
)


def support_letter(
    register: Register, unit: str, own: Sequence[PlannedMeasure], day: date
) -> Letter:
    """Return the letter: what the unit supports, whom it has to tell by when, and its own forms."""
    deadline, limits = asked_by(register.information, day), time_limits(register)
    points = tuple(
        f"{plan.id.value}：{plan.planned.value.rstrip('。')}"
        f"（牵头单位：{plan.lead_unit.value}；整改时限：{limits[plan.id.value]}）。"
        for plan in own
    )
    return Letter(
        SUPPORT_LETTER,
        unit,
        (
            f"贵单位是{len(own)}条整改措施的责任单位，填报表已经发给牵头单位。{deadline}{TELL_LEAD}",
            OWN_FORM,
        ),
        (LetterPart("配合的措施", points),),
        contact(register.information),
        day,
        receipt=True,
    )
