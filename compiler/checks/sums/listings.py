"""Counts against what is listed: persons named, items enumerated, and the accountability
chapter's partitions.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from compiler.checks.passages import Passage
from compiler.checks.sums.claims import PEOPLE, Cited, between, cited, same_unit, slipped, sum_claim
from compiler.chinese.marks import sentences
from compiler.chinese.numerals import plain
from compiler.model.computed import Claim

CLAUSE = re.compile(r"[^;；。]+")
LEAST_ITEM = 5
RESPECTIVELY = re.compile(
    r"分别[\u4e00-\u9fff]{0,6}?(\d[\d.]*%?[\u4e00-\u9fff/]{0,5}(?:[、和]\d[\d.]*%?[\u4e00-\u9fff/]{0,5})+)"
)
MONTHS = re.compile(
    r"(\d{1,2}(?:、\d{1,2}){1,11})月[^。;；]{0,40}?分别[\u4e00-\u9fff]{0,8}?((?:第[一二三四五六七八九十]{1,3}、){1,11}第[一二三四五六七八九十]{1,3})"
)
ALL = re.compile(r"[,，]均已?[\u4e00-\u9fff]{2,14}[,，](?=\d)")
END = re.compile(r"[。;；]")
NAMELY = re.compile(r"[,，]?(?:即|分别为|分别是)[:：]?([^。;；,，]{4,200})")
BARE = re.compile("(?:^|[,，;；。、:：(（])(?:另有?|其余|其中|有|对|还有|剩余)?$")
GENERIC = ("处理", "共处理", "作出处理")
FARTHEST = 160
LEAST_TOTAL = 4
LEAST_LISTED, CLOSE, LEAST_SURE = 3, 30, 20
"""A list whose sum is wrong is taken for one from so many parts, standing so close, under a count
of so many."""
MOST = 40
"""So many figures on, or back, parts are looked for, so that time grows linearly."""


def named_persons(heading: Passage, body: Passage) -> Iterator[Claim]:
    """``党纪政务处分8人:给予甲、乙…``: as many persons are named as the heading counts."""
    totals = [item for item in cited(heading) if item.quantity.measure_unit in PEOPLE]
    if len(totals) != 1 or any(item.quantity.measure_unit in PEOPLE for item in cited(body)):
        return
    names = [name for clause in CLAUSE.finditer(body.text) for name in _listed(clause.group())]
    if len(names) < 2:
        return
    count = Decimal(len(names))
    difference = plain(abs(count - totals[0].quantity.value)) + totals[0].quantity.measure_unit
    formula = f"{totals[0].text} = 所列 {len(names)} 人"
    yield Claim(
        "人数与名单",
        formula,
        count == totals[0].quantity.value,
        difference,
        (totals[0].span, body.span(0, len(body.text))),
    )


def _listed(clause: str) -> list[str]:
    """Return the persons of one clause: post and name each, so that a short piece belongs to its
    neighbour.
    """
    if not re.search(r"给予|予以|对", clause):
        return []
    commas = re.split(r"[,，]", clause)
    if len(commas) > 3 and all(len(piece) > LEAST_ITEM for piece in commas):
        return commas
    pieces: list[str] = []
    for piece in clause.split("、"):
        if (pieces and len(pieces[-1]) < LEAST_ITEM) or (
            pieces
            and re.search(r"(委员|科长|主任|局长|书记|部长)$", pieces[-1])
            and len(piece) < 2 * LEAST_ITEM
        ):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def respectively(passage: Passage) -> Iterator[Claim]:
    """``火情12起,受灾3户,转移9人,比上年分别下降20%、25%、10%``: as many values as things."""
    figures = cited(passage)
    for match in RESPECTIVELY.finditer(passage.text):
        values = len(re.findall(r"\d[\d.]*", match.group(1)))
        start = passage.text.rfind("。", 0, match.start()) + 1
        before = between(figures, start, match.start())
        if len(before) == values >= 2:
            spans = (passage.span(match.start(1), match.end(1)), *(item.span for item in before))
            formula = f"{values} 个值对应 {len(before)} 项"
            yield Claim("分别所列与前文对应", formula, True, "0", spans, binding=False)
    for match in MONTHS.finditer(passage.text):
        months, places = (len(match.group(number).split("、")) for number in (1, 2))
        spans = (
            passage.span(match.start(2), match.end(2)),
            passage.span(match.start(1), match.end(1)),
        )
        formula = f"{places} 个名次对应 {months} 个月"
        yield Claim(
            "分别所列与前文对应", formula, months == places, str(abs(months - places)), spans
        )


def namely(passage: Passage) -> Iterator[Claim]:
    """``已建成4个,即甲、乙、丙和丁``: as many items as the count before them."""
    figures = cited(passage)
    for match in NAMELY.finditer(passage.text):
        before = [
            item
            for item in between(figures, match.start() - 40, match.start())
            if item.quantity.end == match.start()
        ]
        if not before or re.search(r"\d|等", match.group(1)):
            continue
        items = [piece for piece in re.split(r"[、和]", match.group(1)) if piece]
        total = before[0]
        if len(items) >= 2 and total.quantity.exact:
            difference = plain(abs(total.quantity.value - len(items)))
            spans = (total.span, passage.span(match.start(1), match.end(1)))
            yield Claim(
                "个数与所列各项",
                f"{total.text} = 所列 {len(items)} 项",
                total.quantity.value == len(items),
                difference,
                spans,
            )


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
    return BARE.search(text[max(0, position - 5) : position]) is not None


def _counts(total: Cited, part: Cited) -> bool:
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
        if not before or len(after) < 3 or any(not item.quantity.exact for item in after):
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
    return parts if added == total and len(parts) >= 3 else []


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
            if len(words[index] & words[i]) >= 3
            and figures[i].quantity.value < total.quantity.value
        ]
        if len(parts) >= 2 and sum(part.quantity.value for part in parts) == total.quantity.value:
            yield sum_claim("各处之和", total, parts)
        elif len(parts) >= LEAST_LISTED and total.quantity.value >= LEAST_SURE:
            yield from _missed(total, parts, LEAST_SURE)


def _pairs(item: Cited) -> set[str]:
    text = item.quantity.preceding[-6:] + item.quantity.noun[:6]
    return {text[i : i + 2] for i in range(len(text) - 1)}


def accountability(introduction: Passage, headings: Sequence[Passage]) -> Iterator[Claim]:
    """The chapter on persons dealt with: its populations add up to its categories, category by
    category and in all.
    """
    counted = [
        (heading, item)
        for heading in headings
        for item in cited(heading)
        if item.quantity.measure_unit in PEOPLE
    ]
    figures = [
        item
        for item in cited(introduction)
        if item.quantity.measure_unit in PEOPLE and item.quantity.exact
    ]
    for heading, total in counted:
        name = heading.text[: total.quantity.start]
        parts = [item for item in figures if _same_category(item.quantity.preceding, name)]
        if len(parts) >= 2:
            yield sum_claim("各口径之和", total, parts)
    populations = [item for item in figures if _is_population(item)]
    grand = [
        item
        for item in populations
        if item.quantity.preceding.endswith(("共处理", "合计处理", "总计处理"))
    ]
    parts = [item for item in populations if item not in grand]
    if grand and len(parts) >= 2:
        yield sum_claim("各口径之和", grand[0], parts)
    if len(counted) >= 2 and (grand or len(parts) >= 2):
        yield _totals_claim(grand or parts, [item for _, item in counted])


def _same_category(preceding: str, name: str) -> bool:
    label = re.sub(r"^.*(给予|其中|已|予以)", "", preceding)
    return (
        len(label) >= 2
        and label not in GENERIC
        and (label in name or (label[:2] in name and label[-2:] in name))
    )


def _is_population(item: Cited) -> bool:
    text, end = item.passage.text, item.quantity.end
    return (
        item.quantity.preceding.endswith("处理")
        or re.match(r"(相关)?责任人", text[end : end + 5]) is not None
    )


def _totals_claim(left: Sequence[Cited], right: Sequence[Cited]) -> Claim:
    sums = [sum((item.quantity.value for item in side), Decimal(0)) for side in (left, right)]
    formula = " = ".join(" + ".join(item.text for item in side) for side in (left, right))
    spans = tuple(item.span for item in (*left, *right))
    return Claim(
        "口径合计与分类合计",
        formula,
        sums[0] == sums[1],
        plain(abs(sums[0] - sums[1])) + "人",
        spans,
    )
