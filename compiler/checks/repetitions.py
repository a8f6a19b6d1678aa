"""One figure quoted in two places of a problem: body and follow-up must give it alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compiler.checks.claims import Cited, Claim, cited, written
from compiler.checks.passages import Passage, Role

FOLLOW_UP = (Role.SITUATION, Role.NEXT_STEPS)
FILLER = re.compile(r"[共约达为计已有近超的]+$")
LEAST_DIGITS = 4
DURATIONS = ("年", "个月", "天", "日", "周", "小时", "个小时", "分钟", "个工作日", "年度")


def quoted_twice(passages: Sequence[Passage]) -> Iterator[Claim]:
    """Yield, for the figures of a problem's follow-up, whether the body gives them the same value."""
    body = [item for p in passages if p.role not in FOLLOW_UP and p.measure for item in cited(p)]
    for passage in passages:
        if passage.role not in FOLLOW_UP:
            continue
        later = [item for item in cited(passage) if item.quantity.unit not in DURATIONS]
        for item in later:
            yield from _compare(item, [other for other in body if other.quantity.unit == item.quantity.unit], later)


def _compare(item: Cited, others: Sequence[Cited], siblings: Sequence[Cited]) -> Iterator[Claim]:
    value = item.quantity.value
    equal = [other for other in others if other.quantity.value == value and _related(item, other)]
    if equal:
        yield _claim(item, equal[0])
        return
    slips = [other for other in others if _one_digit_apart(item, other)]
    same = [other for other in others if _label(other) and _label(other) == _label(item)]
    alone = sum(_label(sibling) == _label(item) and sibling.quantity.unit == item.quantity.unit for sibling in siblings) == 1
    if slips and _related(item, slips[0]):
        yield _claim(item, slips[0])
    elif len(same) == 1 and alone and item.quantity.exact and same[0].quantity.exact and _noun(item) == _noun(same[0]):
        yield _claim(item, same[0])


def _claim(item: Cited, other: Cited) -> Claim:
    difference = written(abs(item.quantity.value - other.quantity.value)) + item.quantity.unit
    holds = item.quantity.value == other.quantity.value
    return Claim("同一数两处一致", f"{other.text} = {item.text}", holds, difference, (other.span, item.span))


def _label(item: Cited) -> str:
    """The words that say what a figure is: the last few before it, without filler, or what it counts."""
    return FILLER.sub("", item.quantity.preceding)[-3:] or item.quantity.noun[:4]


def _noun(item: Cited) -> str:
    return item.quantity.noun[:2]


def _related(item: Cited, other: Cited) -> bool:
    """Tell whether two figures can be the same one: their words share a pair, or the number is telling by itself."""
    if len(item.passage.text[item.quantity.start : item.quantity.number_end].replace(".", "")) >= LEAST_DIGITS - 1:
        return True
    words = [o.quantity.preceding[-6:] + "|" + o.quantity.noun[:6] for o in (item, other)]
    pairs = [{w[i : i + 2] for i in range(len(w) - 1) if "|" not in w[i : i + 2]} for w in words]
    return bool(pairs[0] & pairs[1])


def _one_digit_apart(item: Cited, other: Cited) -> bool:
    left, right = (o.passage.text[o.quantity.start : o.quantity.number_end] for o in (item, other))
    if len(left) != len(right) or len(left.replace(".", "")) < LEAST_DIGITS:
        return False
    return sum(a != b for a, b in zip(left, right, strict=True)) == 1
