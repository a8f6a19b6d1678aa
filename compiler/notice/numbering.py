"""Numbering patterns as they are drawn in an outline: 一、 (一) 1. (1) ① 一是 首先 第一 第1条
任务一 附件1.
"""

from __future__ import annotations

import re

import attrs

from compiler.chinese.numerals import CIRCLED, LARGEST, from_chinese, to_chinese
from compiler.chinese.width import to_half_width

SERIES_WORDS = ("首先", "其次", "再次", "最后")
NOUNS = ("任务", "措施", "举措", "事项", "专题", "工作")
"""Words that name the members of a series: 任务一 alone before what it numbers, 任务一: or 任务一、."""
DECORATIONS = {
    *((noun, suffix) for noun in NOUNS for suffix in ("", ":", "、", ",")),
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
ATTACHMENT = "附件"
CHINESE, DIGITS = "[一二三四五六七八九十]+", "[0-9]{1,4}"
"""What a number is written with; no series runs to ten thousand."""
DRAWN = re.compile(
    rf"(第?|{'|'.join(NOUNS)})(\(?)({CHINESE}|{DIGITS})(\)|、|\.|是|条:|条|项:|,|:|(?=[<{{]))"
)
ATTACHMENT_DRAWN = re.compile(rf"{ATTACHMENT}([0-9]{{1,2}})\s*$")
"""附件1 alone on its line; no notice has a hundred of them."""
UNKNOWN = re.compile(
    r"[A-Za-z\u2160-\u217f\u2474-\u249b\u3220-\u3229][.、)]"
    r"|[\u2474-\u249b\u3220-\u3229\u2160-\u217f]"
    r"|(?!第)[\u4e00-\u9fff]{2,4}一[:、,]?(?=[<{])"
)


@attrs.frozen
class Numbering:
    """One pattern. ``form`` is chinese, digits, circled or words; ``first`` is the number drawn
    in the outline.
    """

    prefix: str
    form: str
    suffix: str
    first: int = 1

    @property
    def ordinal(self) -> bool:
        """Whether it marks the members of a series (一是, 首先, 任务一), which a lone member does
        without.
        """
        return (
            self.form == "words"
            or self.suffix == "是"
            or self.prefix in NOUNS
            or (self.prefix == "第" and self.suffix in (",", "、"))
        )

    def write(self, number: int) -> str:
        """Return the printed mark; a number beyond the pattern's last one is written plainly, so
        that none is lost.
        """
        if self.form == "words":
            return (
                SERIES_WORDS[number - 1] if number <= len(SERIES_WORDS) else f"第{_chinese(number)}"
            ) + self.suffix
        if self.form == "circled":
            return CIRCLED[number - 1] if number <= len(CIRCLED) else f"({number})"
        return (
            self.prefix
            + (_chinese(number) if self.form == "chinese" else str(number))
            + self.suffix
        )

    def read(self, text: str) -> tuple[int, int] | None:
        """Return the number at the start of ``text`` and the length of its mark, widths forgiven;
        ``None`` if none.
        """
        plain = to_half_width(text)
        if self.form == "words":
            for number, word in enumerate(SERIES_WORDS, 1):
                if plain.startswith(word):
                    rest = self.suffix if plain.startswith(word + self.suffix) else ""
                    return number, len(word + rest)
            return None
        if self.form == "circled":
            return (CIRCLED.index(plain[0]) + 1, 1) if plain and plain[0] in CIRCLED else None
        numeral = CHINESE if self.form == "chinese" else DIGITS
        match = re.match(re.escape(self.prefix) + f"({numeral})" + re.escape(self.suffix), plain)
        if match is None:
            return (1, len(ATTACHMENT)) if plain == self.prefix == ATTACHMENT else None
        if self.form == "digits":
            return int(match.group(1)), match.end()
        # Without a mark behind it the number may run into a text: 任务一|一体推进.
        for end in range(match.end(1), match.start(1) if not self.suffix else match.end(1) - 1, -1):
            value = from_chinese(plain[match.start(1) : end])
            if value is not None:
                return value, end + len(self.suffix)
        return None


def _chinese(number: int) -> str:
    """Return a Chinese numeral, digits where a number is larger than they are written for."""
    return to_chinese(number) if number <= LARGEST else str(number)


def read_drawn(text: str) -> tuple[Numbering, int] | None:
    """Return the pattern drawn at the start of ``text`` and how many characters it takes;
    ``None`` if none is.
    """
    plain = to_half_width(text)
    if plain[:2] in SERIES_WORDS[:1]:
        suffix = "," if plain[2:3] == "," else ""
        return Numbering("", "words", suffix), 2 + len(suffix)
    if plain[:1] in tuple(CIRCLED):
        return Numbering("", "circled", "", CIRCLED.index(plain[0]) + 1), 1
    if match := ATTACHMENT_DRAWN.match(plain):
        return Numbering(ATTACHMENT, "digits", "", int(match.group(1))), match.end()
    match = DRAWN.match(plain)
    if match is None:
        return None
    prefix, suffix = match.group(1) + match.group(2), match.group(4)
    numeral = match.group(3)
    if (prefix, suffix) not in DECORATIONS:
        return None
    if numeral.isdigit():
        return Numbering(prefix, "digits", suffix, int(numeral)), match.end()
    first = from_chinese(numeral)
    return None if first is None else (Numbering(prefix, "chinese", suffix, first), match.end())


def unknown_mark(text: str) -> str:
    """Return what ``text`` begins with that is meant as a number in a style nobody knows, empty
    if nothing is.
    """
    match = UNKNOWN.match(to_half_width(text))
    return text[: match.end()] if match else ""
