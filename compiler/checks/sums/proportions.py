"""Changes and shares that can be recomputed from the figures of the same sentence."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from compiler.checks.passages import Passage
from compiler.checks.sums.claims import Cited, between, cited
from compiler.chinese.marks import sentences
from compiler.chinese.numerals import plain
from compiler.model.computed import Claim

POINTS = "个百分点"
FROM_TO = re.compile(r"(?:由|从)[^,，。;；]{0,20}?$")
RISES, FALLS = (
    re.compile(r"增加到|提高到|增至|升至|上升到|扩大到|增长到"),
    re.compile(r"下降到|降低到|降到|减少到|降至|减至|缩短到|压缩到|降为|减为|减到"),
)
YEAR_ON_YEAR = re.compile(
    r"(?:同比|比上年|较上年|比去年|较去年)(?:同期)?(?:分别)?(下降|减少|上升|增长|增加)"
    r"((?:\d{1,4}(?:\.\d{1,3})?%[、和]?){1,9})"
)
FARTHEST = 120
"""So far back the counts that a change belongs to are looked for, so that time grows linearly."""
WHOLE = ("起", "件", "人", "名", "例", "次", "宗")
SHARE = re.compile(r"(?:占比|占|完成率|办结率|化解率|合格率|比例)(?:为|达|达到|约|的)?$")
BESIDE = 12
"""So much may stand between the two ends of a change: 增加到, and what is counted before it. By
judgement."""
TELLING = 3
"""So many times the last decimal must lie between the percentages that neighbouring whole numbers
give; closer together, one of them fits any percentage. By judgement."""


def points(passage: Passage) -> Iterator[Claim]:
    """``为73.4%,比上年底的76.1%下降2.7个百分点``: two shares and the points between them."""
    figures = cited(passage)
    for index, change in enumerate(figures):
        if change.quantity.measure_unit != POINTS or index < 2:
            continue
        first, second = figures[index - 2], figures[index - 1]
        between = passage.text[first.quantity.end : change.quantity.start]
        if (
            first.quantity.measure_unit != "%"
            or second.quantity.measure_unit != "%"
            or "。" in between
            or "比" not in between
        ):
            continue
        change_word = re.search(r"(下降|降低|减少|回落)|(上升|提高|增加|增长)", between[-6:])
        if change_word is None:
            continue
        falls = change_word.group(1) is not None
        expected = (
            second.quantity.value - first.quantity.value
            if falls
            else first.quantity.value - second.quantity.value
        )
        difference = abs(expected - change.quantity.value)
        formula = f"{first.text} 与 {second.text} 相差 {change.text}"
        yield Claim(
            "百分点",
            formula,
            difference == 0,
            plain(difference) + POINTS,
            (change.span, first.span, second.span),
        )


def from_to(passage: Passage) -> Iterator[Claim]:
    """``由86人次增加到143人次``: what rises ends higher, what falls ends lower."""
    figures = cited(passage)
    for first, second in itertools.pairwise(figures):
        between = passage.text[first.quantity.end : second.quantity.start]
        if first.quantity.measure_unit != second.quantity.measure_unit or len(between) > BESIDE:
            continue
        # As far back as FROM_TO reaches.
        if not FROM_TO.search(
            passage.text[max(0, first.quantity.start - 22) : first.quantity.start]
        ):
            continue
        rises, falls = RISES.search(between), FALLS.search(between)
        if rises or falls:
            gap = second.quantity.value - first.quantity.value
            formula = f"由 {first.text} {'升' if rises else '降'}到 {second.text}"
            holds, operands = gap > 0 if rises else gap < 0, (first.span, second.span)
            yield Claim("升降方向", formula, holds, plain(abs(gap)), operands, binding=False)


def shares(passage: Passage) -> Iterator[Claim]:
    """``40件中办结38件,办结率95%``: a share recomputed from the whole and part before it, to its
    own decimals.
    """
    figures = cited(passage)
    for start, end in sentences(passage.text):
        own = between(figures, start, end)
        for index, share in enumerate(own):
            if (
                share.quantity.measure_unit != "%"
                or index < 2
                or not SHARE.search(
                    passage.text[max(start, share.quantity.start - 8) : share.quantity.start]
                )
            ):
                continue
            whole, part = own[index - 2], own[index - 1]
            if (
                whole.quantity.measure_unit == part.quantity.measure_unit != "%"
                and 0 < part.quantity.value <= whole.quantity.value
            ):
                yield _share_claim(whole, part, share)


def whole_bases(passage: Passage) -> Iterator[Claim]:
    """``险情9起,受灾4户,同比分别下降52.6%、60%``: the counts of the year before must have been
    whole numbers.

    Only where the counts are so small that few percentages are possible; a percentage may be
    rounded or cut off.
    """
    figures = cited(passage)
    for match in YEAR_ON_YEAR.finditer(passage.text):
        rates = between(figures, match.start(2), match.end(2))
        near = max(0, match.start() - FARTHEST)
        start = max(near, passage.text.rfind("。", near, match.start()) + 1)
        before = between(figures, start, match.start())
        if (
            not rates
            or len(before) != len(rates)
            or any(item.quantity.measure_unit not in WHOLE for item in before)
        ):
            continue
        sign = -1 if match.group(1) in ("下降", "减少") else 1
        for count, rate in zip(before, rates, strict=True):
            if count.quantity.exact and rate.quantity.exact and count.quantity.value:
                yield from _base_claim(count, rate, sign)


def _base_claim(count: Cited, rate: Cited, sign: int) -> Iterator[Claim]:
    """Claim that the count of the year before, worked out from a count and its change, was a whole
    number; silent where almost any percentage would do.
    """
    value, percent = count.quantity.value, rate.quantity.value
    places = len(
        rate.passage.text[rate.quantity.start : rate.quantity.number_end].partition(".")[2]
    )
    tolerance = Decimal(1).scaleb(-places)
    share = 100 + sign * percent
    if share <= 0:
        return
    base = max(Decimal(1), (value * 100 / share).to_integral_value())
    # From one base to the next the percentage moves by about this much.
    if value * 100 / (base * base) < TELLING * tolerance:
        return
    difference = abs(abs(value - base) * 100 / base - percent)
    changed = "增" if sign > 0 else "降"
    formula = f"{count.text} 由上期 {base}{count.quantity.measure_unit} {changed} {rate.text}"
    yield Claim(
        "同比与整数",
        formula,
        difference < tolerance,
        plain(round(difference, places + 1)) + POINTS,
        (rate.span, count.span),
    )


def _share_claim(whole: Cited, part: Cited, share: Cited) -> Claim:
    """Claim that a share is what whole and part come to, rounded to the decimals that it is printed
    with.
    """
    digits = share.passage.text[share.quantity.start : share.quantity.number_end]
    places = len(digits.partition(".")[2])
    computed = part.quantity.value * 100 / whole.quantity.value
    difference = abs(computed - share.quantity.value)
    formula = f"{part.text} ÷ {whole.text} = {share.text}"
    holds = difference <= Decimal(1).scaleb(-places) / 2
    return Claim(
        "占比",
        formula,
        holds,
        plain(round(difference, places + 1)) + "%",
        (share.span, part.span, whole.span),
    )
