"""The leaves of the tree: every quantity of a passage with the interval its wording allows and the
class of its unit (GB/T 15835-2011, GB 3100-1993).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import attrs

from compiler.chinese.amounts import ABOUT, ABOVE, BELOW, EXACT_UNITS
from compiler.chinese.beginnings import beginning_with
from compiler.chinese.numerals import read_numeral
from compiler.chinese.quantities import MASKED, MULTIPLIERS, quantities
from compiler.recall import recalled

PERSONS = ("人", "名", "位")
"""Counters of persons, which people use side by side for the same ones."""
SHARE, POINTS, TIMES = "比例", "百分点", "倍"
COUNTERS = "个名人项件处家户所条份次类起栋座组批轮套宗笔辆台间场篇倍成年天"
WORDS = beginning_with(
    "过一半百二两三四五六七八九十",
    r"(?P<half>过半数?|一半|半数)|百分之(?P<share>[零一二三四五六七八九十百]{1,7}(?:点[零一二三四五六七八九]{1,4})?)"
    r"|(?P<under>[二三四五六七八九十]{1,3})分之(?P<over>[一二三四五六七八九十]{1,3})"
    rf"|(?<![第一二两三四五六七八九十百千万几数其])(?P<number>[两二三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?)"
    rf"(?P<unit>个百分点|个月|[{COUNTERS}])(?![公险意自务]|化(?!解))",
)
"""Numbers in words that count something: a lone 一 (一个, 一批) mostly counts nothing."""
UNSHARED = (POINTS, TIMES, "年", "个月", "周", "岁", "分", "条")
"""Units of which the numbers before may be something else: 2023、2024年, 第3、5条."""
RANKS = ("类", "级", "批", "档")
"""Counters that name a rank where the first is named so as well."""
POINT, CHANGED = (
    re.compile("点(?![位名子数])"),
    re.compile("[提升高涨降落低跌增减差][了约近]{0,2}$"),
)
NO_LEAF = ("号", "时", "点", "级", "档", "度", "字", "路", "日")
"""What follows the digits of a house number, a time of day, a mark or a rank."""


@attrs.frozen(eq=False)
class Leaf:
    """A quantity of a passage: ``value`` in the smallest unit of its ``kind`` (元, 人, 比例 …), between
    ``low`` and ``high`` as its words allow; ``step`` is what one in its last printed digit is worth.

    ``before`` and ``after`` are the words around it up to the next mark or figure; ``lead`` those from the beginning of its clause. ``noun`` is what it
    counts. ``sentence``, ``part``, ``clause``,
    ``level`` and ``line`` say where in the tree it hangs.
    """

    start: int
    end: int
    text: str
    value: Decimal
    low: Decimal
    high: Decimal
    step: Decimal
    kind: str
    unit: str
    factor: Decimal
    noun: str
    line: int = 0
    in_words: bool = False
    before: str = ""
    after: str = ""
    lead: str = ""
    sentence: int = 0
    part: int = 0
    clause: int = 0
    level: int = 0

    def hung(
        self, before: str, after: str, lead: str, sentence: int, part: int, clause: int, level: int
    ) -> Leaf:
        """Return the leaf in its place in the tree."""
        return Leaf(
            self.start, self.end, self.text, self.value, self.low, self.high, self.step, self.kind,
            self.unit, self.factor, self.noun, self.line, self.in_words, before, after, lead, sentence,
            part, clause, level,
        )  # fmt: skip

    @property
    def exact(self) -> bool:
        """Whether the number is meant to the last digit."""
        return self.low == self.high


@recalled(512)
def measured(unit: str) -> tuple[Decimal, str]:
    """Return what one of ``unit`` comes to in the smallest unit of its class, and the class: 万元 is 10000
    of 金额, 名 one of 人, a counter its own class.
    """
    if unit in PERSONS:
        return Decimal(1), "人"
    if unit == "个百分点":
        return Decimal("0.01"), POINTS
    if unit in EXACT_UNITS:
        return EXACT_UNITS[unit]
    for prefix in ("万亿", "亿", "万", "千", "百"):
        rest = unit.removeprefix(prefix)
        if rest != unit and rest in EXACT_UNITS:
            times = Decimal(1)
            for character in prefix:
                times *= MULTIPLIERS[character]
            factor, kind = EXACT_UNITS[rest]
            return factor * times, kind
    # 个学位, 个班: the counter, and what it counts
    if len(unit) > 1 and unit[0] == "个" and unit not in ("个月", "个小时", "个工作日"):
        return Decimal(1), "个"
    return Decimal(1), {"大类": "类", "大项": "项", "小项": "项", "余家": "家"}.get(unit, unit)


def leaves(text: str) -> list[Leaf]:
    """Return the quantities of ``text`` in order, written in digits or in words; without their places
    in the tree.
    """
    found: list[Leaf] = []
    offset = 0
    for line, piece in enumerate(text.split("\n")):
        found += [*_in_digits(piece, offset, line), *_in_words(piece, offset, line)]
        offset += len(piece) + 1
    found.sort(key=lambda leaf: leaf.start)
    apart = [
        leaf for index, leaf in enumerate(found) if not index or leaf.start >= found[index - 1].end
    ]
    return _with_units(apart, text)


JOINED = re.compile(" ?[、和及与] ?")


def _with_units(found: list[Leaf], text: str) -> list[Leaf]:
    """Return figures with those in a list of which only the last has a unit in that unit: 分别为12、19和23个."""
    for index in range(len(found) - 2, -1, -1):
        one, following = found[index], found[index + 1]
        alone = not (one.unit or one.in_words or following.in_words or one.kind)
        counts = following.unit and (following.kind not in UNSHARED)
        if alone and counts and JOINED.fullmatch(text, one.end, following.start):
            times = following.factor if one.factor == 1 else Decimal(1)  # 1.9万、3.1万人次
            value, low, high, step = (
                own * times for own in (one.value, one.low, one.high, one.step)
            )
            found[index] = attrs.evolve(
                one, value=value, low=low, high=high, step=step, kind=following.kind,
                unit=following.unit, factor=following.factor, noun=following.noun,
            )  # fmt: skip
    return found


def _in_digits(text: str, offset: int, line: int) -> Iterator[Leaf]:
    for one in quantities(text):
        unit = one.measure_unit
        if unit in NO_LEAF or (text.startswith(NO_LEAF, one.end) and not unit):
            continue
        factor, kind = measured(unit)
        spoken = unit == "个" and POINT.match(text, one.end)  # 提了13个点
        if spoken and CHANGED.search(text[max(0, one.start - 4) : one.start]):
            factor, kind = Decimal("0.01"), POINTS
        noun = one.noun or (unit[1:] if kind == "个" else "")
        written = text[one.start : one.number_end].replace(",", "")
        times = one.value / Decimal(written) if Decimal(written) else Decimal(1)
        value = one.value * factor
        _, point, decimals = written.partition(".")
        step = factor * times * (Decimal(10) ** -len(decimals) if point else Decimal(1))
        low, high = _interval(value, one.qualifier, written, factor * times)
        yield Leaf(
            one.start + offset, one.end + offset, text[one.start : one.end], value, low, high, step,
            kind, unit, factor * times, noun, line,
        )  # fmt: skip


def _interval(
    value: Decimal, qualifier: str, written: str, factor: Decimal
) -> tuple[Decimal, Decimal]:
    """Return between which amounts one lies that is told as ``value``: 约 rounds to the last digit that
    is not 0, 余 and 近 cut off up to one of it.
    """
    if not qualifier:
        return value, value
    exponent = Decimal(written).normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    last = Decimal(10) ** exponent * factor
    if qualifier in ABOUT:
        return value - last / 2, value + last / 2
    if qualifier in BELOW or qualifier in ("最多",):
        return value - last, value
    if qualifier in ("以上", "不少于", "不低于", "至少"):
        return value, value * 10 + last
    assert qualifier in ABOVE, qualifier
    return value, value + last


def _in_words(text: str, offset: int, line: int) -> Iterator[Leaf]:
    if not WORDS.search(text):
        return
    masked = MASKED.sub(lambda match: "\0" * len(match.group()), text)
    for match in WORDS.finditer(masked):
        unit = match["unit"] or "%"
        if unit in RANKS and f"一{unit}{masked[match.end() : match.end() + 1]}" in masked:
            continue  # 一类苗占61%，二类苗占28%
        factor, kind = measured(unit)
        step = factor
        if match["half"]:
            low, high = (Decimal("0.5"), Decimal("0.5"))
            if match["half"].startswith("过"):
                high = Decimal(1)
            value, factor, step = low, Decimal("0.01"), Decimal("0.1")
        elif match["share"]:
            value = _share(match["share"])
            low = high = value
        elif match["over"]:
            value = Decimal(read_numeral(match["over"]) or 1) / (read_numeral(match["under"]) or 1)
            low = high = value
            step = Decimal("0.01")
        else:
            number = read_numeral(match["number"])
            assert number is not None
            value = number * factor
            low = high = value
            if unit == "成":  # what is nearer to the half between is told as 近 or 超
                low, high = value - Decimal("0.025"), value + Decimal("0.025")
        if kind == SHARE and low > 0 and high < 1:
            low, high = _qualified(masked, match.start(), match.end(), value, (low, high))
        yield Leaf(
            match.start() + offset, match.end() + offset, match.group(), value, low, high, step, kind,
            unit, factor, _noun(masked, match.end()), line, in_words=True,
        )  # fmt: skip


UNDER = re.compile("(?:不到|不足|未到|未达|将近|接近|(?<![最附])近|低于)$")
OVER = re.compile("(?:超过?|逾|(?<!通)过|高于|突破)$")
OVER_BEHIND = re.compile("以上|多(?!个|数)|强")
ABOUT_SO = re.compile("(?:大约|大概|(?<!签)约)$")
NEAR = Decimal("0.1")
"""So far from a share in words lies what is told as 不到 or 超过 it: by judgement one 成; nobody calls 0.2
不到三分之一."""


def _qualified(
    text: str, start: int, end: int, value: Decimal, plain: tuple[Decimal, Decimal]
) -> tuple[Decimal, Decimal]:
    """Return between which shares one in words lies by the words around it: 不到三分之一, 八成以上."""
    before = text[max(0, start - 3) : start]
    if UNDER.search(before):
        return value - NEAR, value
    if OVER.search(before) or OVER_BEHIND.match(text, end):
        return value, value + NEAR
    if ABOUT_SO.search(before) or text.startswith("左右", end):
        return value - NEAR / 2, value + NEAR / 2
    return plain


NOUN = re.compile(r"[\u4e00-\u9fff]{1,8}")
NOUN_STOP = re.compile(r"[的已均全正其中共并被将和与或及至在由为是按到从于]")


def _noun(text: str, position: int) -> str:
    following = NOUN.match(text, position)
    return NOUN_STOP.split(following.group())[0] if following else ""


def _share(words: str) -> Decimal:
    whole, _, decimals = words.partition("点")
    number = Decimal(read_numeral(whole) or 0)
    for place, character in enumerate(decimals, 1):
        number += Decimal(read_numeral(character) or 0) / 10**place
    return number / 100
