"""One figure told in two places of a problem: body and follow-up, a measure and a later one, must give it
alike. The words around it say that it is the same one, never its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from compiler.checks.claims.cited import Cited, same_claim
from compiler.checks.passages import Passage
from compiler.chinese.figures import roles
from compiler.chinese.figures.statements import Certainty
from compiler.model.computed import Claim
from compiler.model.document import Role

FOLLOW_UP = (Role.SITUATION, Role.NEXT_STEPS)
FILLER = re.compile(r"[共约达为计已有近超的了]+$")
BESIDE = 14
"""So many characters on either side of a figure are compared. By judgement: a clause."""
SURE, PROBABLE, WEAK, APART = 6, 5, 2, 4
"""So many characters in a row alike, next to the figure, prove that it is the same one, make it probable, or
only possible; between two measures, which may tell like things of different places, so many more. By
judgement: six are no set phrase with its unit between, two are one word."""
LEAST_NOUN = 4
"""So many characters of what is counted at the beginning of two clauses make it probable."""
MOST = 60
"""So many figures back one told again is looked for: time grows linearly."""
DURATIONS = ("年", "个月", "天", "日", "周", "小时", "个小时", "分钟", "个工作日", "年度")
DIGITS = re.compile(r"\d+")


@attrs.frozen(eq=False)
class Known:
    """A figure with the words before it, turned round, and behind it, and the dates among them."""

    item: Cited
    before: str
    behind: str


def told_again(passages: Sequence[Passage], cited: Sequence[Sequence[Cited]]) -> Iterator[Claim]:
    """Yield, for the figures ``cited`` from a problem's passages, whether an earlier passage gives them the
    same value: the body for the follow-up, 有关情况 for 下一步措施, a measure for later ones.
    """
    known: list[Known] = []
    for passage, figures in zip(passages, cited, strict=True):
        own = [_known(item) for item in figures if _tells(item)]
        if passage.role in FOLLOW_UP or passage.role in (Role.THEME, Role.PROGRESS):
            for one in own:
                yield from _same(one, known, own)
            known += own
            del known[:-MOST]


def _tells(item: Cited) -> bool:
    """Tell whether a figure can be told again: no duration."""
    return item.leaf.kind not in DURATIONS and not item.leaf.in_words


def _known(item: Cited) -> Known:
    text = item.passage.text
    before = FILLER.sub("", text[max(0, item.start - BESIDE) : item.start])
    return Known(item, before[::-1], text[item.end : item.end + BESIDE])


def _same(one: Known, known: Sequence[Known], siblings: Sequence[Known]) -> Iterator[Claim]:
    """Yield that a figure is one told before, under the words that are most alike. If several are alike,
    it must be one of them.
    """
    leaf = one.item.leaf
    others = [
        other
        for other in known
        if other.item.leaf.kind == leaf.kind and _elsewhere(one.item.passage, other.item.passage)
    ]
    scored = [(_alike(one, other), other) for other in others]
    best = max((score for score, _ in scored), default=0)
    if best < WEAK or not leaf.exact:
        return
    rivals = [other for score, other in scored if score >= min(best, SURE)]
    rivals = [other for other in rivals if other.item.leaf.exact]
    equal = [other for other in rivals if other.item.leaf.value == leaf.value]
    certainty = Certainty.POSSIBLE
    if best >= PROBABLE and not any(
        _alike(sibling, rivals[-1]) >= best for sibling in siblings if sibling is not one
    ):
        certainty = Certainty.SURE if best >= SURE else Certainty.PROBABLE
    if equal:
        yield same_claim(one.item, equal[-1].item, certainty)
    elif rivals and certainty:
        yield same_claim(one.item, rivals[-1].item, certainty)


def _elsewhere(passage: Passage, other: Passage) -> bool:
    """Tell whether what two passages say may be said twice: theme and progress of a measure are one text."""
    return (
        passage.measure is not other.measure
        or (passage.role in FOLLOW_UP) != (other.role in FOLLOW_UP)
        or (passage.role, other.role) == (Role.NEXT_STEPS, Role.SITUATION)
    )


def _alike(one: Known, other: Known) -> int:
    """Return how many characters next to two figures are alike, on both sides; none if dates among them
    differ. In the follow-up a whole name that is alike is enough.
    """
    before, behind = _shared(one.before, other.before), _shared(one.behind, other.behind)
    if DIGITS.findall(one.before[: before + 3]) != DIGITS.findall(other.before[: before + 3]):
        return 0
    if one.item.passage.role not in FOLLOW_UP:
        return before + behind - APART
    names = [roles.label(known.item.leaf) for known in (one, other)]
    nouns = [known.item.leaf.noun[:2] for known in (one, other)]
    short, long = sorted(names, key=len)
    if long.endswith(short) and nouns[0] == nouns[1] and len(short) >= 2:
        return max(before + behind, SURE if len(short) > 2 or behind >= 2 else PROBABLE)
    if not one.item.leaf.before and not other.item.leaf.before and behind >= LEAST_NOUN:
        return max(before + behind, PROBABLE)
    return before + behind


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += "\u4e00" <= mine <= "\u9fff"
    return count


ALL = re.compile("全部$")


def all_of_them(cited: Sequence[Sequence[Cited]]) -> Iterator[Claim]:
    """``向全部24家商户…``: as many as were counted (``商户24家``) before, or as were left of them."""
    known: list[Cited] = []
    for own in cited:
        for at, item in enumerate(own):
            noun = item.leaf.noun[:2]
            if ALL.search(item.leaf.before) and len(noun) == 2:
                yield from _all_of(item, noun, [*known, *own[:at]])
        known += own
        del known[:-MOST]


def _all_of(item: Cited, noun: str, others: Sequence[Cited]) -> Iterator[Claim]:
    alike = [other for other in others if other.leaf.kind == item.leaf.kind]
    counted = next((other for other in reversed(alike) if other.leaf.before.endswith(noun)), None)
    if counted is not None:
        left = {counted.leaf.value - other.leaf.value for other in alike}
        if item.leaf.value == counted.leaf.value or item.leaf.value not in left:
            yield same_claim(item, counted)


def one_unit(cited: Sequence[Sequence[Cited]]) -> Iterator[Claim]:
    """``128.4万元`` here and ``128.4亿元`` there: a problem's same digits of money in two units are one sum,
    mistyped once.
    """
    known: dict[str, Cited] = {}
    for figures in cited:
        for item in figures:
            if item.leaf.kind != "金额":
                continue
            digits = re.match(r"[\d.,]*", item.leaf.text)
            written = digits.group().replace(",", "") if digits else ""
            if len(written.replace(".", "")) < LEAST_DIGITS:
                continue
            other = known.setdefault(written, item)
            if other.leaf.value != item.leaf.value:
                yield same_claim(item, other)


LEAST_DIGITS = 3
"""The same three digits are hardly two sums. By judgement."""
