"""退回通知: the letter that goes with a unit's forms that are to be mended, and 改稿告知单: the one with
forms that it is only to know of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import attrs

from compiler.model.register import Register
from compiler.schema.structure import ADOPTED_SHEET, RETURN_SHEET
from compiler.word.letters.letter import Letter, LetterPart, written_day
from compiler.word.letters.terms import asked_by, contact, time_limits

RETURN_LETTER, NEWS_LETTER = "退回通知", "改稿告知单"
LETTERS = (RETURN_LETTER, NEWS_LETTER)

FAULTY = "贵单位报来的填报表中有{count}张需要修改，现一并退回。原来填的内容都保留在新表里。"
REMARKED = (
    "审阅通报稿时，对贵单位报来的填报表中的{count}张提出了意见，现一并退回，请研究修改。"
    "原来填的内容都保留在新表里。"
)
HOW = f"要改的格子涂成橙色并附批注；“{RETURN_SHEET}”一页逐条列出问题、怎么改和正确示例。"
HOW_REMARKED = (
    f"有意见的格子涂成橙色并附批注，“{RETURN_SHEET}”一页逐条列出。"
    "意见不是填报错误；不改的，请在报回时说明原因。"
)
REMARKS_BESIDES = "其中标为“意见”的是审稿时提出的，不是填报错误；不改的，请在报回时说明原因。"
NEWS_BESIDES = (
    "另外，贵单位的填报表中有{count}张审签以后，办公室采纳审稿意见作了改动，一并告知："
    f"改了哪里、原来怎么写，见各表“{ADOPTED_SHEET}”一页。"
)
NEWS_ONLY = (
    "贵单位的填报表中有{count}张审签以后，办公室采纳审稿意见作了改动，"
    "现将改动后的填报表送上，请知悉。"
)
WHERE = f"改动的格子附有批注；改了哪里、原来怎么写，见各表“{ADOPTED_SHEET}”一页。"
KEEP = "这些填报表没有需要修改的地方，不用报回，请留存备查。"
KEEP_OTHERS = "只有办公室改动、没有列入修改的填报表，不用报回，请留存备查。"
OBJECTIONS = "对办公室的改动有不同意见的，请直接告诉办公室。"


@attrs.frozen
class FormNews:
    """What a unit is told of one form: of its measure how many places are to be mended, how many
    have a remark, and how many the office changed.
    """

    measure: str
    faults: int
    remarks: int = 0
    adopted: int = 0

    @property
    def owed(self) -> bool:
        """Whether the unit has to send it back."""
        return bool(self.faults or self.remarks)


def return_letter(unit: str, forms: Sequence[FormNews], register: Register, day: date) -> Letter:
    """Return the letter: in which forms how many places are to be mended, how and by when; in which
    the office has changed how many.
    """
    information, limits = register.information, time_limits(register)
    owed = [form for form in forms if form.owed]
    changed = [form for form in forms if form.adopted]
    news = LetterPart(
        "办公室改动的填报表", tuple(f"{it.measure}：改动{it.adopted}处。" for it in changed)
    )
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    if not owed:
        opening = (NEWS_ONLY.format(count=len(changed)), WHERE)
        closing = (KEEP + OBJECTIONS, *contact(information))
        return Letter(NEWS_LETTER, unit, opening, (news,), closing, day)
    faulty = any(form.faults for form in owed)
    remarked = any(form.remarks for form in owed)
    opening = (
        (FAULTY if faulty else REMARKED).format(count=len(owed)),
        (HOW + REMARKS_BESIDES * remarked) if faulty else HOW_REMARKED,
    )
    closing = (
        f"{asked_by(information, day)}在新表里改好，经审核、审签后报回，不要再改原来的表。改的时候以{written_day(day)}退回的这一份为准。",
    )
    if changed:
        opening += (NEWS_BESIDES.format(count=len(changed)),)
        unconcerned = any(not form.owed for form in changed)
        closing += (KEEP_OTHERS * unconcerned + OBJECTIONS,)
    closing += contact(information)
    heading = "需要修改的填报表" if faulty else "有意见的填报表"
    part = LetterPart(heading, tuple(_point(it, limits) for it in owed))
    return Letter(RETURN_LETTER, unit, opening, (part, news), closing, day, receipt=True)


def _point(form: FormNews, limits: Mapping[str, str]) -> str:
    """Return one form that is to be mended, with its measure's time limit if it is a known one."""
    limit = f"整改时限：{limits[form.measure]}。" if form.measure in limits else ""
    return f"{form.measure}：{_places(form)}。{limit}"


def _places(form: FormNews) -> str:
    """Return how many places there are; a remark is not counted among what is wrong."""
    if not form.remarks:
        return f"{form.faults}处"
    faults = f"需要修改{form.faults}处，" if form.faults else ""
    return f"{faults}意见{form.remarks}处"
