"""退回通知: the letter that goes back with a unit's faulty forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from compiler.word.letters.letter import Letter, LetterPart, written_day

RETURN_LETTER = "退回通知"


def return_letter(unit: str, counted: Sequence[tuple[str, int]], day: date) -> Letter:
    """Return the letter: in which forms how many places are to be mended, and how."""
    return Letter(
        RETURN_LETTER,
        unit,
        (
            f"贵单位报来的填报表中有{len(counted)}张需要修改，现一并退回。原来填的内容都保留在新表里。",
            "要改的格子涂成橙色并附批注；“退回问题”一页逐条列出问题、怎么改和正确示例。",
        ),
        (
            LetterPart(
                "需要修改的填报表",
                tuple(f"{identifier}：{number}处。" for identifier, number in counted),
            ),
        ),
        (
            f"请在新表里改好，经审核、审签后报回，不要再改原来的表。改的时候以{written_day(day)}退回的这一份为准。",
        ),
        day,
    )
