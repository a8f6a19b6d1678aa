"""Where a text speaks of one of the notice's problems: by number, by number and title, or by title."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from compiler.chinese.numerals import read_numeral

ONE = r"\d{1,3}"
ROW = rf"{ONE}(?:(?:条|个|项)?[、，,和至到—-]第?{ONE}(?=[、，,和至到—-]|条|个|项)){{0,8}}"
WRITTEN = "[一二三四五六七八九十百]{1,5}"
TITLE = r"[:：,，]?(?:即|也就是)?(?:关于)?“(?P<title>[^“”]{2,120})”"
MENTION = re.compile(
    rf"(?<![》法例章])(?:"
    rf"第(?P<items>{ROW})(?:条|个|项)?(?:整改|反馈|具体)?问题"
    rf"|(?<=巡视反馈)(?:意见)?第(?P<articles>{ROW})条"
    rf"|第(?P<told>{ONE})(?:条|个|项)(?=[:：]?(?:关于)?“[^“”]{{2,120}}”(?:的?问题|的?整改))"
    rf"|第(?P<written>{WRITTEN})(?:条|项)(?=(?:整改|反馈|具体)?问题|[:：]?(?:关于)?“)(?:(?:整改|反馈|具体)?问题)?"
    rf"|[(（](?:对应|见|即|详见|参见)?(?:反馈)?问题(?P<note>{ONE})(?=[)）:：“])"
    rf"|(?<=[，。；、对见的合与及按照])(?:反馈)?问题(?P<bare>{ONE})(?=[:：]?(?:关于)?“)"
    rf")(?:{TITLE})?"
)
GROUPS = ("items", "articles", "told", "written", "note", "bare")
QUOTED = re.compile(r"关于“(?P<title>[^“”]{4,120})”的问题")


@attrs.frozen
class Mention:
    """A problem spoken of, from ``start`` to ``end``. ``number`` is ``None`` where the title stands
    alone; ``title`` is empty where the number does, and begins at ``title_start``.
    """

    number: int | None
    start: int
    end: int
    title: str = ""
    title_start: int = 0


def mentions(text: str) -> Iterator[Mention]:
    """Yield every problem that ``text`` speaks of, those with a number first.

    A title belongs to the number before it if that is one; of a row of numbers each is a mention.
    """
    titled = set()
    for match in MENTION.finditer(text) if "第" in text or "问题" in text else ():
        written = next(match[group] for group in GROUPS if match[group])
        numbers = [int(digits) for digits in re.findall(r"\d+", written)]
        numbers = numbers or [read_numeral(written) or 0]
        title = match["title"] if len(numbers) == 1 else None
        start = match.start("title") if title else 0
        titled.add(start)
        for number in numbers:
            yield Mention(number, match.start(), match.end(), title or "", start)
    for match in QUOTED.finditer(text):
        if match.start("title") not in titled:
            yield Mention(None, *match.span(), match["title"], match.start("title"))


def bare_title(title: str) -> str:
    """Return a title without marks and blanks, which two writings of it may set differently."""
    return re.sub(r"[\s“”‘’'\"，,、。；;：:（）()]", "", title)
