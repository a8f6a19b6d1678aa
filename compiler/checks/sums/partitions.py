"""Figures in a row that are the parts of a count before them, in one passage or over several."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from compiler.checks.passages import Passage
from compiler.checks.sums.claims import Cited, between, cited, same_unit, slipped, sum_claim
from compiler.chinese.marks import sentences
from compiler.model.computed import Claim

ALL = re.compile(r"[,，]均已?[\u4e00-\u9fff]{2,14}[,，](?=\d)")
END = re.compile(r"[。;；]")
BARE = re.compile("(?:^|[,，;；。、:：(（])(?:另有?|其余|其中|有|对|还有|剩余)?$")
FARTHEST = 160
"""So far on a part still follows the one before it; half as far where no sum confirms it. By
judgement: two long clauses."""
LEAST_TOTAL = 4
"""The least count that is worth parting in three: of a smaller one, ones add up by chance."""
LEAST_LISTED, CLOSE, LEAST_SURE = 3, 30, 20
"""A list of parts has so many; one whose sum is wrong is only taken for one if they stand so close,
under a count of so many. By judgement: two figures are often no parts, a list of parts has short
members, and small numbers are a digit apart by chance."""
LEAST_SHARED = 3
"""So many pairs of characters around two figures are the same words, by judgement: most of four
characters, or two words."""
MOST = 40
"""So many figures on, or back, parts are looked for, so that time grows linearly."""


def partition(passages: Sequence[Passage]) -> Iterator[Claim]:
    """``…25人。对3人…、14人…、5人…、3人…``: three figures or more in a row that are exactly the
    count before them.
    """
    latest: dict[str, Cited] = {}
    counted: Cited | None = None
    for passage in passages:
        figures = cited(passage)
        counted = counted if counted and counted.passage.measure is passage.measure else None
        yield from _mistyped(passage, figures)
        yield from _counted_off(
            passage, figures, [*latest.values(), *([counted] if counted else [])]
        )
        divided: Cited | None = None
        for index, item in enumerate(figures):
            unit = item.quantity.measure_unit
            for total in (latest.get(unit), counted if unit in ("处", "家", "项") else None):
                parts = _parts(figures[index : index + MOST], total.quantity.value) if total else []
                if (
                    total
                    and parts
                    and (divided is None or item.quantity.start > divided.quantity.start)
                ):
                    yield sum_claim("总数与所列各项", total, parts)
                    divided = parts[-1]
                    break
            if item.quantity.exact:
                latest[unit] = item
            if unit == "个":
                counted = item


def _mistyped(passage: Passage, figures: Sequence[Cited]) -> Iterator[Claim]:
    """Yield lists that miss the count before them by one digit: all the rest of the sentence,
    three parts or more.

    Only where the count opens its sentence's figures and everything after it is counted alike, so
    that hardly anything but a list of its parts can follow.
    """
    for start, end in sentences(passage.text):
        own = between(figures, start, end)[: MOST + 1]
        if not LEAST_LISTED < len(own) <= MOST or any(not item.quantity.exact for item in own):
            continue
        total, parts = own[0], own[1:]
        if {item.quantity.measure_unit for item in own} != {
            total.quantity.measure_unit
        } or total.quantity.measure_unit == "%":
            continue
        gaps = (b.quantity.start - a.quantity.end for a, b in itertools.pairwise(own))
        if (
            "、" not in passage.text[total.quantity.end : parts[0].quantity.start]
            and max(gaps) <= CLOSE
        ):
            yield from _missed(total, parts, LEAST_SURE)


def _missed(total: Cited, parts: Sequence[Cited], least: int) -> Iterator[Claim]:
    """Yield the claim that the parts are the total, if they would be but for one digit."""
    added = sum((part.quantity.value for part in parts), Decimal(0))
    if total.quantity.value >= least and slipped(total.quantity.value, added):
        yield sum_claim("总数与所列各项", total, parts)


def _counted_off(
    passage: Passage, figures: Sequence[Cited], known: Sequence[Cited]
) -> Iterator[Claim]:
    """``10个…。5处已完成,2处正在施工,1处…``: clauses that begin with a bare figure tell off what
    was counted before them.

    ``known`` holds the counts of the passages before.
    """
    run: list[Cited] = []
    totals = list(known)
    for item in [*figures, None]:
        bare = (
            item is not None and item.quantity.exact and _is_bare(passage.text, item.quantity.start)
        )
        follows = (
            bool(run)
            and item is not None
            and item.quantity.start - run[-1].quantity.end <= FARTHEST // 2
        )
        if (
            item is not None
            and run
            and item.quantity.measure_unit != run[0].quantity.measure_unit
            and follows
        ):
            continue
        if item is not None and bare and (not run or follows):
            run.append(item)
            continue
        fitting = [total for total in totals[-MOST:] if run and _counts(total, run[0])]
        if len(run) >= LEAST_LISTED and fitting:
            yield from _missed(fitting[-1], run, LEAST_TOTAL)
        run = [item] if item is not None and bare else []
        totals += [item] if item is not None and item.quantity.exact and not bare else []


def _is_bare(text: str, position: int) -> bool:
    """Tell whether nothing but a mark, or a word like 其中, stands before a figure: it tells off a
    part.
    """
    # The longest words, a mark before them, and one to spare.
    return BARE.search(text[max(0, position - 5) : position]) is not None


def _counts(total: Cited, part: Cited) -> bool:
    """Tell whether a count may be made up of a part's unit: 10个 of 处, 家 or 项."""
    return total.quantity.measure_unit in (
        part.quantity.measure_unit,
        "个" if part.quantity.measure_unit in ("处", "家", "项") else part.quantity.measure_unit,
    )


def all_of_them(passage: Passage) -> Iterator[Claim]:
    """``16户均已起诉,11件已立案,3件…,2件…``: the cases that follow 均 are as many as the debtors
    it speaks of.
    """
    figures = cited(passage)
    for match in ALL.finditer(passage.text):
        near = max(0, match.start() - FARTHEST)
        start = max(near, *(passage.text.rfind(mark, near, match.start()) + 1 for mark in "。;；"))
        stop = END.search(passage.text, match.end(), match.end() + 2 * FARTHEST)
        before = between(figures, start, match.start())
        after = between(figures, match.end(), stop.start() if stop else match.end() + 2 * FARTHEST)
        if (
            not before
            or len(after) < LEAST_LISTED
            or any(not item.quantity.exact for item in after)
        ):
            continue
        if {item.quantity.measure_unit for item in after} != {after[0].quantity.measure_unit}:
            continue
        totals = [
            item for item in before if item.quantity.measure_unit != after[0].quantity.measure_unit
        ]
        exact = [
            item
            for item in totals
            if item.quantity.value == sum(part.quantity.value for part in after)
        ]
        if exact:  # a debtor may have two cases: a sum that is off proves nothing
            yield sum_claim("总数与所列各项", exact[-1], after)


def _parts(figures: Sequence[Cited], total: Decimal) -> list[Cited]:
    """Return the figures, from the first one on, that add up to ``total``: three at least, in a
    row.
    """
    unit, added = figures[0].quantity.measure_unit, Decimal(0)
    parts: list[Cited] = []
    for item in figures if total >= LEAST_TOTAL else ():
        if item.quantity.measure_unit != unit:
            continue
        if not item.quantity.exact or (
            parts and item.quantity.start - parts[-1].quantity.end > FARTHEST
        ):
            break
        parts.append(item)
        added += item.quantity.value
        if added >= total:
            break
    return parts if added == total and len(parts) >= LEAST_LISTED else []


def gathered(passages: Sequence[Passage]) -> Iterator[Claim]:
    """``其中2024年新增泊位900个``: what several measures report in the same words is their sum."""
    figures = [
        item for passage in passages if passage.measure for item in same_unit(cited(passage), "个")
    ]
    words = [_pairs(item) for item in figures]
    for index, total in enumerate(figures):
        parts = [
            figures[i]
            for i in range(max(0, index - MOST), index)
            if len(words[index] & words[i]) >= LEAST_SHARED
            and figures[i].quantity.value < total.quantity.value
        ]
        if len(parts) >= 2 and sum(part.quantity.value for part in parts) == total.quantity.value:
            yield sum_claim("各处之和", total, parts)
        elif len(parts) >= LEAST_LISTED and total.quantity.value >= LEAST_SURE:
            yield from _missed(total, parts, LEAST_SURE)


def _pairs(item: Cited) -> set[str]:
    """Return the pairs of characters around a figure, by which two reports of the same thing are
    known.
    """
    text = item.quantity.preceding[-6:] + item.quantity.noun[:6]
    return {text[i : i + 2] for i in range(len(text) - 1)}
