"""The number that a line of an outline, or a repetition in it, begins with: 一、 (一) 1. ① 一是 首先
第1条: 任务一 问题1: 第(一)项 附件1.

Any wording with a first number in it may be one. What is one by its form alone (一、) is certain;
of the rest (问题1:, 第一部分) the lines around it tell whether it is counted on.
"""

from __future__ import annotations

import re
import unicodedata

import attrs

from compiler.chinese.numerals import ALPHABETS, from_chinese
from compiler.notice.numbering import (
    ATTACHMENT,
    CHINESE,
    DIGITS,
    SERIES_WORDS,
    Numbering,
    plain_marks,
)

CERTAIN = {
    ("", "、"),
    ("(", ")"),
    ("", "."),
    ("", ")"),
    ("", "是"),
    ("第", ","),
    ("第", "条:"),
    ("第", "条"),
    ("第", "项:"),
    ("第", "、"),
}
"""What stands about a number that cannot be anything else."""
CERTAIN_DRAWN = re.compile(rf"(第?\(?)({CHINESE}|{DIGITS})(\)|、|\.|是|条:|条|项:|,|:)")
ATTACHMENT_DRAWN = re.compile(rf"{ATTACHMENT}([0-9]{{1,2}})\s*$")
"""附件1 alone on its line; no notice has a hundred of them."""

OPENING, CLOSING, MARKS = "(【〔《「“", ")】〕》」”", ":、.,;。—"
WORDS = "[\u4e00-\u9fff]"
LETTERS = "".join(ALPHABETS.values())
ALONE = "".join(letter for letter in LETTERS if unicodedata.category(letter) == "No")
"""Letters that are numbers without a mark about them: ① ⑴ ⒈ ㈠."""
DIVISIONS = "部分|方面|阶段|板块|[条项章节款类点个件批步篇目则编组]"
"""What a text or a matter is divided into, and counted by: 第一部分, 第一类问题. Other words behind 第一
are a name (第一书记, 第一责任人), or not counted on (第一时间)."""
NO_NUMBER = re.compile("[统唯之合不同划单专归逐另每某任万期周]一$")
"""Words that end like a number: 口径统一, 之一, 星期一."""
END = rf"[{MARKS}{CLOSING} \u3000<{{\[]"
CANDIDATE = re.compile(
    rf"(?P<before>[{OPENING}]?(?:{WORDS}|[A-Za-z]){{0,8}}[ .·-]?[{OPENING}]?)"
    rf"(?<![一二三四五六七八九十0-9])(?P<numeral>{CHINESE}|{DIGITS}|[{LETTERS}])"
    rf"(?P<close>[{CLOSING}]?)"
    rf"(?P<division>(?:(?:{DIVISIONS})(?:(?:(?!{CHINESE}){WORDS}){{1,4}}(?={END}))?)?)"
    rf"(?P<marks>[{CLOSING}]?[{MARKS}]{{0,2}}[ \u3000]?)"
)
SET_OFF = re.compile(r"\s+[<{\[]")
"""Blanks, and a field behind them."""
COMPOSED = re.compile(r"[0-9]{1,2}(?:[.-][0-9]{1,2}){1,3}[.、)]?\s?(?=[<{])")
"""1.1 has two numbers in it, of which only the last could be counted on."""


@attrs.frozen
class DrawnNumber:
    """A pattern and how many characters of the drawing it takes; not ``certain`` where the lines
    around it must tell.
    """

    numbering: Numbering
    length: int
    certain: bool = True


def read_drawn(text: str) -> DrawnNumber | None:
    """Return the number drawn at the start of ``text``, widths forgiven; ``None`` if none is."""
    plain = plain_marks(text)
    if plain.startswith(SERIES_WORDS[0]):
        length = len(SERIES_WORDS[0])
        suffix = plain[length] if plain[length : length + 1] in tuple(",:、") else ""
        return DrawnNumber(Numbering("", "words", suffix), length + len(suffix))
    if plain[:1] in tuple(ALONE):
        drawn = _drawn("", plain[0], "", 1)
        return drawn and attrs.evolve(drawn, certain=True)
    if match := ATTACHMENT_DRAWN.match(plain):
        return DrawnNumber(Numbering(ATTACHMENT, "digits", "", int(match.group(1))), match.end())
    match = CERTAIN_DRAWN.match(plain)
    if match and (match.group(1), match.group(3)) in CERTAIN:
        drawn = _drawn(match.group(1), match.group(2), match.group(3), match.end())
        return drawn and attrs.evolve(drawn, certain=True)
    return _candidate(plain)


def _candidate(plain: str) -> DrawnNumber | None:
    """Return what may be a number by its form: a word with a number behind it (问题1:, 任务一), a
    number in brackets or with a mark (【1】, A.), or 第 with what is counted (第一部分).
    """
    match = CANDIDATE.match(plain)
    if match is None:
        return None
    before, numeral, division = match["before"], match["numeral"], match["division"]
    word = re.sub(f"[{OPENING} .·-]", "", before)
    counted = word.endswith("第")
    behind = match["close"] + division + match["marks"]
    at_field = plain[match.end() : match.end() + 1] in tuple("<{[")
    if not (match["marks"] or match["close"] or at_field):
        return None  # 任务一览表
    if division and not counted:
        return None  # 1个问题
    alone = counted and not division + match["close"] + match["marks"].strip()
    if alone and not SET_OFF.match(plain, match.end("numeral")):
        return None  # 第一{方面}, 第一 责任人
    if not before + behind:
        return None  # a figure
    found = _drawn(before, numeral, behind, match.end())
    short = len(word) == 1 and word != "其"  # 表一 is as rare as 万一 and 唯一 are usual
    if word and not counted and re.fullmatch(CHINESE, numeral):
        return None if short or NO_NUMBER.search(before + numeral) else found
    return found


def _drawn(prefix: str, numeral: str, suffix: str, length: int) -> DrawnNumber | None:
    """Return the pattern of these parts."""
    form, first = "chinese", from_chinese(numeral)
    for name, alphabet in ALPHABETS.items():
        if numeral in alphabet:
            form, first = name, alphabet.index(numeral) + 1
    if numeral.isdecimal():
        form, first = "digits", int(numeral)
    if first is None:
        return None
    return DrawnNumber(Numbering(prefix, form, suffix, first), length, certain=False)


def unknown_mark(text: str) -> str:
    """Return what ``text`` begins with that is meant as a number in a style that cannot be counted
    on, empty if nothing is.
    """
    match = COMPOSED.match(plain_marks(text))
    return text[: match.end()].rstrip() if match else ""
