"""填报通知: the letter that goes with a unit's forms and names the measures they are for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import attrs

from compiler.model.register import PlannedMeasure, Register
from compiler.word.letters.letter import Letter, LetterPart, written_day
from compiler.word.letters.terms import asked_by, time_limits

ISSUE_LETTER = "填报通知"

HOW = "只填浅黄色的格，每格该怎么填见旁边的提示；表的最上面显示“可以报送”再报。责任单位另有数据、制度、处理情况要报的，复制本表，把“填报单位”改成自己的名称，只填表格部分。"
CHANGED = "整改措施台账有调整，涉及已经发给贵单位的填报表{count}张，现换发新表。原来填的内容都保留在新表里，请核对还合不合适；以后以新表为准，旧表请不要再用。"
GONE = "有{count}条措施不再由贵单位填报，旧表请不要再报；已经报来的内容，办公室已存档。"


@attrs.frozen
class Altered:
    """A measure whose form says otherwise now: the differences as label, old and new words."""

    plan: PlannedMeasure
    differences: Sequence[tuple[str, str, str]]


@attrs.frozen
class Withdrawn:
    """A measure that a unit has no longer to answer; ``now`` is the lead unit it has gone to, empty if
    it is no more.
    """

    unit: str
    measure: str
    planned: str
    now: str = ""


def issue_letter(
    register: Register,
    unit: str,
    own: Sequence[tuple[PlannedMeasure, str]],
    altered: Sequence[Altered],
    withdrawn: Sequence[Withdrawn],
    day: date,
) -> Letter:
    """Return the letter: what is to be filled in, how, by when, what is changed in forms that are out,
    what is not to be filled in any more, and whom to ask. Beside each of its
    ``own`` stands the unit whose answer its form begins with, empty if there is none.
    """
    deadline = asked_by(register.information, day)
    limits = time_limits(register)
    opening: tuple[str, ...] = ()
    if own:
        opening = (
            f"现将贵单位牵头的{len(own)}条整改措施的填报表发给你们，一条措施一张表。{deadline}填好，经审核、审签后报送。",
            HOW,
        )
    if altered:
        opening += (CHANGED.format(count=len(altered)),)
    if withdrawn:
        opening += (GONE.format(count=len(withdrawn)),)
    return Letter(
        ISSUE_LETTER,
        unit,
        opening,
        (
            LetterPart(
                "需要填报的措施", tuple(_point(plan, former, limits) for plan, former in own)
            ),
            LetterPart("有改动的措施", tuple(map(_altered, altered))),
            LetterPart("不再由贵单位填报的措施", tuple(map(_withdrawn, withdrawn))),
        ),
        (f"填报中有不清楚的，请与我们联系{_contact(register)}。",),
        day,
        receipt=True,
    )


def _altered(it: Altered) -> str:
    """Return what is changed in a form, as a point of its letter."""
    return f"{it.plan.id.value}：{'；'.join(_difference(*one) for one in it.differences)}。"


def _difference(label: str, was: str, now: str) -> str:
    was, now = _as_written(was), _as_written(now)
    if not was:
        return f"增加了{label}“{now}”"
    return f"{label}由“{was}”改为“{now}”" if now else f"删去了{label}“{was}”"


def _as_written(text: str) -> str:
    """Return a date as documents write it, anything else as it is."""
    try:
        return written_day(date.fromisoformat(text))
    except ValueError:
        return text


def _withdrawn(it: Withdrawn) -> str:
    """Return a measure that a unit has not to answer any more, as a point of its letter."""
    why = f"改由{it.now}牵头" if it.now else "已撤销"
    return f"{it.measure}：{it.planned.rstrip('。')}（{why}）。"


def _point(plan: PlannedMeasure, former: str, limits: Mapping[str, str]) -> str:
    """Return one measure that a unit is to answer, as a point of its letter."""
    due = limits[plan.id.value]
    supporting = f"；责任单位：{plan.supporting_text.value}" if plan.supporting_text else ""
    offered = f"，原由{former}牵头，它填的内容已带入表中，请核对、改好后报送" if former else ""
    return f"{plan.id.value}：{plan.planned.value.rstrip('。')}（整改时限：{due}{supporting}）{offered}。"


def _contact(register: Register) -> str:
    """Return how to ask the office, nothing if it gives no telephone."""
    phone = register.information.contact_phone.value
    return f"，电话：{phone}" if phone else ""
