"""One figure quoted in two places of a problem: body and follow-up must give it alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compiler.checks.passages import Passage
from compiler.checks.sums.claims import MONEY_UNIT, Cited, cited, slipped
from compiler.chinese.likeness import likeness
from compiler.chinese.numerals import plain
from compiler.model.computed import Claim
from compiler.model.document import Role

FOLLOW_UP = (Role.SITUATION, Role.NEXT_STEPS)
FILLER = re.compile(r"[共约达为计已有近超的]+$")
LEAST_DIGITS = 4
"""From so many digits on two numbers that differ in one hardly do so by chance; the same three are
hardly two numbers. By judgement."""
AHEAD, LEAST_RUN, LONG_RUN = 22, 4, 8
"""So far behind a figure the words are compared, so many in a row must agree, and so many prove
that it is the same one. By judgement: four characters are two words, eight are no set phrase."""
ALIKE = 0.7
"""The share of pairs of characters that proves the same when a word was put in or left out. By
judgement: two changes in eight characters leave about so many."""
MOST, MANY = 60, 400
"""So many figures back in the body, and of the first ones of a text, an equal one is looked for:
time grows linearly."""
DURATIONS = ("年", "个月", "天", "日", "周", "小时", "个小时", "分钟", "个工作日", "年度")


def quoted_twice(passages: Sequence[Passage]) -> Iterator[Claim]:
    """Yield, for the figures of a problem's follow-up, whether the body gives them the same
    value.
    """
    body = [item for p in passages if p.role not in FOLLOW_UP and p.measure for item in cited(p)]
    situation = [item for p in passages if p.role is Role.SITUATION for item in cited(p)][:MANY]
    for passage in passages:
        if passage.role is Role.NEXT_STEPS:
            yield from (claim for item in cited(passage) for claim in _echo(item, situation))
        if passage.role not in FOLLOW_UP:
            continue
        later = [item for item in cited(passage) if item.quantity.measure_unit not in DURATIONS]
        for item in later:
            yield from _compare(
                item,
                [
                    other
                    for other in body
                    if other.quantity.measure_unit == item.quantity.measure_unit
                ][:MANY],
                later,
            )


def mentioned_again(passages: Sequence[Passage]) -> Iterator[Claim]:
    """Yield, for the figures of a problem's body, an earlier measure's equal figure that the same
    words follow.
    """
    known: list[Cited] = []
    for passage in passages:
        if passage.role in (Role.THEME, Role.PROGRESS):
            own = [
                item
                for item in cited(passage)
                if item.quantity.measure_unit not in (*DURATIONS, "%", "个百分点")
            ]
            for item in own:
                yield from _echo(
                    item, [other for other in known if other.passage.measure is not passage.measure]
                )
                yield from _all_of(item, known)
            known += own
            del known[:-MOST]


def _echo(item: Cited, others: Sequence[Cited]) -> Iterator[Claim]:
    """Yield the nearest other figure of the same value, unit and following words.

    If there is none, one that so many words follow alike that it must be the same figure with a
    digit mistyped.
    """
    value, unit = item.quantity.value, item.quantity.measure_unit
    alike = [
        other
        for other in reversed(others)
        if other.quantity.measure_unit == unit and item.quantity.exact
    ]
    equal = (other for other in alike if other.quantity.value == value)
    mistyped = (
        other for other in alike if other.quantity.exact and slipped(other.quantity.value, value)
    )
    for other in equal:
        if shared_run(_following(item), _following(other)) >= LEAST_RUN:
            yield _claim(item, other)
            return
    for other in mistyped:
        words = _following(item), _following(other)
        if shared_run(*words) >= LONG_RUN or (
            min(map(len, words)) >= LONG_RUN and likeness(*words) >= ALIKE
        ):
            yield _claim(item, other)
            return


def _all_of(item: Cited, others: Sequence[Cited]) -> Iterator[Claim]:
    """``向全部24家商户…``: as many as were counted (``商户24家``) before."""
    noun = item.quantity.noun[:2]
    if not item.quantity.preceding.endswith("全部") or len(noun) < 2:
        return
    alike = [other for other in others if other.quantity.measure_unit == item.quantity.measure_unit]
    counted = next(
        (other for other in reversed(alike) if other.quantity.preceding.endswith(noun)), None
    )
    if counted is None:
        return
    # Those that were left when some dropped out are all as well.
    left = {counted.quantity.value - other.quantity.value for other in alike}
    if item.quantity.value == counted.quantity.value or item.quantity.value not in left:
        yield _claim(item, counted)


def one_unit(passages: Sequence[Passage]) -> Iterator[Claim]:
    """``128.4万元`` here and ``128.4亿元`` there: a problem's same digits of money in two units
    are one sum, mistyped once.
    """
    known: dict[str, Cited] = {}
    for passage in passages:
        for item in cited(passage):
            digits = passage.text[item.quantity.start : item.quantity.number_end].replace(",", "")
            if (
                item.quantity.measure_unit != MONEY_UNIT
                or len(digits.replace(".", "")) < LEAST_DIGITS - 1
            ):
                continue
            other = known.setdefault(digits, item)
            if other.quantity.value != item.quantity.value:
                yield _claim(item, other)


def _following(item: Cited) -> str:
    """The words behind a figure and the noun it counts: what is said of it, not what it is."""
    start = item.quantity.end + len(item.quantity.noun)
    return item.passage.text[start : start + AHEAD]


def shared_run(left: str, right: str) -> int:
    """Return how many Chinese characters in a row two short texts have in common."""
    best, lengths = 0, [0] * (len(right) + 1)
    for mine in left:
        previous = 0
        for index, theirs in enumerate(right, 1):
            kept = lengths[index]
            lengths[index] = previous + 1 if mine == theirs and "\u4e00" <= mine <= "\u9fff" else 0
            previous = kept
            best = max(best, lengths[index])
    return best


def _compare(item: Cited, others: Sequence[Cited], siblings: Sequence[Cited]) -> Iterator[Claim]:
    """Claim that a figure of the follow-up is one of the body's: an equal related one, else one a
    digit apart, else the only one under the same words.
    """
    value = item.quantity.value
    equal = next(
        (other for other in others if other.quantity.value == value and _related(item, other)), None
    )
    if equal:
        yield _claim(item, equal)
        return
    slips = [other for other in others if _one_digit_apart(item, other)]
    same = [other for other in others if _label(other) and _label(other) == _label(item)]
    alone = (
        sum(
            _label(sibling) == _label(item)
            and sibling.quantity.measure_unit == item.quantity.measure_unit
            for sibling in siblings
        )
        == 1
    )
    if slips and _related(item, slips[0]):
        yield _claim(item, slips[0])
    elif (
        len(same) == 1
        and alone
        and item.quantity.exact
        and same[0].quantity.exact
        and _noun(item) == _noun(same[0])
    ):
        yield _claim(item, same[0])


def _claim(item: Cited, other: Cited) -> Claim:
    """Return the claim that two figures are one and the same."""
    difference = plain(abs(item.quantity.value - other.quantity.value)) + item.quantity.measure_unit
    holds = item.quantity.value == other.quantity.value
    return Claim(
        "同一数两处一致", f"{other.text} = {item.text}", holds, difference, (other.span, item.span)
    )


def _label(item: Cited) -> str:
    """The words that say what a figure is: the last few before it, without filler, or what it
    counts.
    """
    return FILLER.sub("", item.quantity.preceding)[-3:] or item.quantity.noun[:4]


def _noun(item: Cited) -> str:
    """Return the beginning of what a figure counts, by which two nouns are compared."""
    return item.quantity.noun[:2]


def _related(item: Cited, other: Cited) -> bool:
    """Tell whether two figures can be the same one: their words share a pair, or the number is
    telling by itself.
    """
    if (
        len(item.passage.text[item.quantity.start : item.quantity.number_end].replace(".", ""))
        >= LEAST_DIGITS - 1
    ):
        return True
    words = [o.quantity.preceding[-6:] + "|" + o.quantity.noun[:6] for o in (item, other)]
    pairs = [{w[i : i + 2] for i in range(len(w) - 1) if "|" not in w[i : i + 2]} for w in words]
    return bool(pairs[0] & pairs[1]) or shared_run(_following(item), _following(other)) >= LEAST_RUN


def _one_digit_apart(item: Cited, other: Cited) -> bool:
    """Tell whether two long numbers of equal length differ in one digit: hardly by chance."""
    left, right = (o.passage.text[o.quantity.start : o.quantity.number_end] for o in (item, other))
    if len(left) != len(right) or len(left.replace(".", "")) < LEAST_DIGITS:
        return False
    return sum(a != b for a, b in zip(left, right, strict=True)) == 1
