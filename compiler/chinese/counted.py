"""How many of what a text says there are: number, measure word, modifier and noun in either order,
with the words of the clause on both sides.

``145条具体整改措施``, ``制度四十七项`` and ``已完成整改32个`` are read alike; whether any of it is right is
for those who know what there is.
"""

from __future__ import annotations

import re

import attrs

from compiler.chinese.numerals import read_numeral
from compiler.recall import recalled

NUMERALS = "一二两三四五六七八九十百"
NUMBER = rf"(?<![\d.．第{NUMERALS}])(?:\d{{1,4}}(?![\d.．,])|[{NUMERALS}]{{1,5}}(?![{NUMERALS}]))"
NOUNS: dict[str, tuple[str, ...]] = {
    "问题": ("反馈问题", "整改问题", "具体问题", "问题"),
    "措施": ("整改措施", "整改任务", "整改举措", "具体措施", "措施", "举措"),
    "制度": (
        "建章立制",
        "制度机制",
        "规章制度",
        "制度文件",
        "制度规定",
        "制度规范",
        "管理制度",
        "制度",
    ),
    "牵头单位": ("牵头单位", "牵头部门"),
    "责任单位": ("责任单位", "责任部门", "承办单位"),
    "方面": ("方面",),
    "类别": ("类别", "类"),
}
"""Every thing of which a report knows the number, and its names, the longer ones first."""
CLASS_OF = {word: noun for noun, words in NOUNS.items() for word in words}
WORD = "|".join(sorted(CLASS_OF, key=len, reverse=True))
NOT_GOING_ON = r"(?!线索|清单|导向|台账|楼|化|性|意识|整改清单)"
"""The first letters of words in which a noun is only the beginning of another."""
FITS = {
    "问题": "个条项类",
    "措施": "条项个",
    "制度": "项个部件种",
    "牵头单位": "家个",
    "责任单位": "家个",
    "方面": "个大",
    "类别": "个大",
}
"""The measure words that count each."""
NEAR = r"(?P<near>大?约|近|超过|超|逾|不足|不少于|至少)?"
MORE = r"(?P<more>余|多)?"
AHEAD = re.compile(
    rf"{NEAR}(?P<number>{NUMBER}){MORE}(?:(?P<unit>[个条项家部件种大])(?!月)"
    rf"(?P<modifier>[\u4e00-\u9fff]{{0,8}}?|[\u4e00-\u9fff、]{{2,14}}?的)|)(?P<noun>{WORD}){NOT_GOING_ON}"
)
BEHIND = re.compile(
    rf"(?P<noun>{WORD})(?P<modifier>(?:[，,](?=共|合计|总计))?(?:共计?|合计|总计|总数|达到?|有|为|[:：]){{0,2}}){NEAR}"
    rf"(?P<number>{NUMBER}){MORE}(?P<unit>[个条项家部件种])(?!{WORD}|类|大类)"
)
LOOSE = re.compile(rf"{NEAR}(?P<number>{NUMBER}){MORE}(?P<unit>[个条项])(?!月)")
MARKS = "，,、。；;：:！!？?（）()\n"
ENDS = "。；;！!？?\n"
REACH = 60
"""So much of a clause before a number is looked at: by judgement, and so that time grows linearly."""
LONGEST_COUNT = 14
CHAIN = re.compile(
    rf"(?:\d{{1,4}}|[{NUMERALS}]{{1,5}})(?:余|多)?(?:个?大?类别?|(?:个|条|项)?大?(?:方面|{WORD}))(?:的|共)?[、，,和]?$"
)
"""A count right before another of the same row: ``4个方面、15类、40个问题``."""


@attrs.frozen
class Counted:
    """A number of things. ``noun`` is one of :data:`NOUNS`, empty where the text leaves it out.

    ``low`` and ``high`` bound what the number can mean, ``high`` is ``None`` for 超过 and the like.
    ``start`` and ``end`` are the number's, ``begin`` and ``stop`` those of the whole expression.
    ``lead`` and ``behind`` are what its clause says before and after it; of a row of counts the
    first one's lead is that of all. ``sentence`` is where its sentence begins, up to ；.
    """

    noun: str
    word: str
    unit: str
    modifier: str
    low: int
    high: int | None
    start: int
    end: int
    begin: int
    stop: int
    lead: str
    behind: str
    sentence: int

    @property
    def exact(self) -> bool:
        """Whether the number is meant as it stands."""
        return self.low == self.high

    def admits(self, value: int) -> bool:
        """Tell whether ``value`` things can be said so."""
        return self.low <= value and (self.high is None or value <= self.high)


@recalled(4096)
def counted(text: str) -> tuple[Counted, ...]:
    """Return every number of things in ``text``, in its order, each number once.

    A noun that stands on both sides (``问题3个方面``) belongs to the number before it.
    """
    found: dict[int, Counted] = {}
    for pattern in (AHEAD, BEHIND, LOOSE):
        taken = 0
        for match in pattern.finditer(text):
            noun = CLASS_OF.get(match.groupdict().get("noun") or "", "")
            unit = match["unit"] or ""
            fits = unit in FITS[noun] if unit and noun else noun in ("", "类别")
            start = match.start("number")
            if fits and start not in found and start >= taken and _whole_word(text, match):
                found[start] = _read(text, match, noun, unit)
                taken = match.end()
    return tuple(found[start] for start in sorted(found))


def _whole_word(text: str, match: re.Match[str]) -> bool:
    """Tell whether the numerals of a match are a number: not the end of 统一, the 一 of 一类."""
    number = match["number"]
    before = text[max(0, match.start("number") - 1) : match.start("number")]
    if number[0].isdecimal():
        return True
    return not (number == "一" or (before in "统同唯逐万每几数进之" and before))


def _read(text: str, match: re.Match[str], noun: str, unit: str) -> Counted:
    """Return what a match says."""
    written = match["number"]
    value = int(written) if written.isdecimal() else (read_numeral(written) or 0)
    low, high = _bounds(value, match["near"] or "", match["more"] or "")
    begin, stop = match.span()
    sentence = max(0, begin - 4 * REACH, *(text.rfind(mark, 0, begin) + 1 for mark in ENDS))
    groups = match.groupdict()
    return Counted(
        noun,
        groups.get("noun") or "",
        unit,
        groups.get("modifier") or "",
        low,
        high,
        *match.span("number"),
        begin,
        stop,
        _lead(text, sentence, begin),
        _clause_behind(text, stop),
        sentence,
    )


def _bounds(value: int, near: str, more: str) -> tuple[int, int | None]:
    """Return what a number with 余, 约, 超过 or 不足 can mean at least and at most.

    余 and 多 leave the last digit open, 约 and 近 a tenth on either side.
    """
    if near in ("超过", "超", "逾", "不少于", "至少"):
        return value, None
    if near == "不足":
        return 0, value
    if near:
        return value - max(1, value // 10), value + max(1, value // 10)
    if more:
        step = 10 ** (len(str(value)) - len(str(value).rstrip("0")))
        return value, value + max(step, 2) - 1
    return value, value


def _lead(text: str, sentence: int, begin: int) -> str:
    """Return what the clause says before a number, past the counts of its own row."""
    floor = max(sentence, begin - REACH)
    while row := CHAIN.search(text, max(floor, begin - LONGEST_COUNT), begin):
        begin = row.start()
    start = max(floor, *(text.rfind(mark, floor, begin) + 1 for mark in MARKS))
    return text[start:begin]


def _clause_behind(text: str, stop: int) -> str:
    """Return what the clause says after a number."""
    ends = (at for mark in MARKS if (at := text.find(mark, stop, stop + REACH)) >= 0)
    return text[stop : min(ends, default=min(len(text), stop + REACH))]
