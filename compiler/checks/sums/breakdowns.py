"""A total and its parts: N(A a、B b), 共N…其中…, A a、B b共N, and a heading's count over its
list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from compiler.checks.passages import Passage
from compiler.checks.sums.claims import (
    PEOPLE,
    Cited,
    between,
    bracketed,
    cited,
    limit_claim,
    same_unit,
    slipped,
    sum_claim,
)
from compiler.chinese.marks import sentences
from compiler.chinese.numerals import plain
from compiler.model.computed import Claim

BRACKETS = re.compile(r"[(（]([^()（）]{2,400})[)）]")
OF_WHICH = re.compile(r"[,，;；、]?其中[:：]?")
TOTAL_BEFORE = re.compile(r"(共计|合计|总计|累计|总共|共)[\u4e00-\u9fff]{0,10}$")
CLOSE = Decimal("0.1")
"""Parts that miss their total by more of it are not all of the parts, or others. By judgement."""
LEAST_PARTS = 3
"""So many parts in brackets are all of them; two may be what is worth naming."""
BEFORE_BRACKET, WITH_UNIT = 6, 46
"""A total stands so close before the bracket that parts it, which leaves room for what is counted,
and begins so far before it at most. By judgement."""
MOST = 40
"""So many figures on, or back, parts and totals are looked for, so that time grows linearly."""


def in_brackets(passage: Passage) -> Iterator[Claim]:
    """``120.5万元(其中甲街道60.2万元、…)``: three parts or more in brackets add up to the figure
    before them.
    """
    figures = cited(passage)
    for match in BRACKETS.finditer(passage.text):
        near = between(figures, match.start() - WITH_UNIT, match.start())
        before = [item for item in near if 0 <= match.start() - item.quantity.end <= BEFORE_BRACKET]
        if not before or re.search(
            r"[,，、;；。]", passage.text[before[-1].quantity.end : match.start()]
        ):
            continue
        total = before[-1]
        inside = between(figures, match.start() + 1, match.end())
        parts = same_unit(inside, total.quantity.measure_unit)
        partial = "其中" in match.group(1)
        if not total.quantity.exact or not parts:
            continue
        if len(parts) >= LEAST_PARTS:
            yield from _counted_list(passage, figures, total, parts)
        if len(parts) >= LEAST_PARTS or (
            len(parts) == 2 and not partial and "、" in match.group(1)
        ):
            yield sum_claim("分项之和", total, parts)
        else:
            yield from (limit_claim("部分不大于总数", total, part) for part in parts)


def _counted_list(
    passage: Passage, figures: list[Cited], total: Cited, parts: list[Cited]
) -> Iterator[Claim]:
    """``5个街道…(其中甲街道…、乙街道…)``: as many parts as the count of what they name."""
    start = passage.text.rfind("。", 0, total.quantity.start) + 1
    for item in between(figures, start, total.quantity.start):
        noun = item.quantity.noun[:2]
        counts = len(noun) == 2 and item.quantity.exact
        if counts and all(noun in part.quantity.preceding for part in parts):
            difference = plain(abs(item.quantity.value - len(parts))) + item.quantity.measure_unit
            formula = f"{item.text} = 所列 {len(parts)} 项"
            spans = (item.span, *(part.span for part in parts))
            yield Claim(
                "个数与所列各项", formula, item.quantity.value == len(parts), difference, spans
            )


def of_which(passage: Passage) -> Iterator[Claim]:
    """``共N件,其中甲a件,乙b件``: the parts add up if the text says 共; a part is never more than
    its whole.
    """
    figures = cited(passage)
    for start, end in sentences(passage.text):
        own = between(figures, start, end)
        for match in OF_WHICH.finditer(passage.text, start, end):
            if bracketed(passage.text, match.start()):
                continue
            before = between(own, start, match.start())[-MOST:]
            stop = _scope_end(passage.text, match.end(), end)
            after = between(own, match.end(), stop)[:MOST]
            if not before or not after:
                continue
            first = after[0]
            totals = same_unit(before, first.quantity.measure_unit) or _persons(before, first)
            if not totals or not first.quantity.exact:
                continue
            total = totals[-1]
            parts = same_unit(after, first.quantity.measure_unit)
            added = sum((part.quantity.value for part in parts), Decimal(0))
            shortfall = abs(total.quantity.value - added)
            # A sum that is off is a slip where the text says 共, or where nothing but the parts can
            # follow; else what follows 其中 is some of them only.
            stated = TOTAL_BEFORE.search(passage.text[start : total.quantity.start]) is not None
            mistyped = (
                total is before[-1]
                and parts == list(after)
                and slipped(total.quantity.value, added)
            )
            near = shortfall <= total.quantity.value * CLOSE
            wrong = (stated and (near or slipped(total.quantity.value, added))) or (
                mistyped and near
            )
            if len(parts) >= 2 and (shortfall == 0 or wrong):
                yield sum_claim("总数与其中", total, parts)
                continue
            if _alike(total, parts[0]):
                yield limit_claim("部分不大于总数", total, parts[0])
            for part in parts[1:]:
                if (
                    passage.text[: part.quantity.start].endswith("另")
                    and part.quantity.value > total.quantity.value
                ):
                    yield limit_claim("部分不大于总数", total, part)


def _persons(before: Sequence[Cited], first: Cited) -> list[Cited]:
    """Return the persons counted before in another of the units for persons:
    17名干部…,其中处级1人.
    """
    if first.quantity.measure_unit not in PEOPLE:
        return []
    return [item for item in before if item.quantity.measure_unit in PEOPLE and item.quantity.exact]


def _alike(whole: Cited, part: Cited) -> bool:
    """Tell whether two figures count the same thing: what the part counts is not named, or named
    with the whole.
    """
    nouns = [item.quantity.noun for item in (whole, part)]
    return not nouns[1] or nouns[1][:2] in nouns[0]


def _scope_end(text: str, start: int, end: int) -> int:
    """Return where the parts behind 其中 end at the latest: at the next mark that parts clauses."""
    stop = re.compile(r"[;；。]").search(text, start, end)
    return stop.start() if stop else end


def added_up(passage: Passage) -> Iterator[Claim]:
    """``甲a万元、乙b万元,合计N万元``: what stands before 合计 in the sentence adds up to what
    follows it.
    """
    figures = cited(passage)
    for match in re.finditer(r"(?:合计|共计|总计)(?:为|达)?", passage.text):
        following = between(figures, match.end(), match.end() + 2)
        start = max(passage.text.rfind(mark, 0, match.start()) for mark in "。;；") + 1
        if not following:
            continue
        total = following[0]
        parts = same_unit(
            between(figures, start, match.start())[-MOST:], total.quantity.measure_unit
        )
        added = sum((part.quantity.value for part in parts), Decimal(0))
        if len(parts) >= 2 and abs(added - total.quantity.value) <= total.quantity.value * CLOSE:
            yield sum_claim("分项之和", total, parts)


def under_heading(heading: Passage, body: Passage) -> Iterator[Claim]:
    """``其他处理82人:批评教育31人,…``: a heading's count over the counts it introduces."""
    totals = [item for item in cited(heading) if item.quantity.exact]
    if len(totals) != 1:
        return
    first = sentences(body.text)[:1]
    end = first[0][1] if first else 0
    parts = same_unit(
        (item for item in cited(body) if item.quantity.start < end), totals[0].quantity.measure_unit
    )
    if len(parts) >= 2:
        yield sum_claim("小标题的数与所列各项", totals[0], parts)
