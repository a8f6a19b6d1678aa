"""Counts against what is listed: persons named, items enumerated, and the accountability chapter's partitions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from compiler.checks.claims import Cited, Claim, cited, same_unit, sum_claim, written
from compiler.checks.passages import Passage

PEOPLE = ("人", "名", "位")
CLAUSE = re.compile(r"[^;\uff1b。]+")
LEAST_ITEM = 5
RESPECTIVELY = re.compile(r"分别[\u4e00-\u9fff]{0,6}?(\d[\d.]*%?[\u4e00-\u9fff/]{0,5}(?:[、和]\d[\d.]*%?[\u4e00-\u9fff/]{0,5})+)")
NAMELY = re.compile(r"[,\uff0c]?(?:即|分别为|分别是)[:\uff1a]?([^。;\uff1b,\uff0c]{4,200})")
GENERIC = ("处理", "共处理", "作出处理")
FARTHEST = 160


def named_persons(heading: Passage, body: Passage) -> Iterator[Claim]:
    """``党纪政务处分8人:给予甲、乙…``: as many persons are named as the heading counts."""
    totals = [item for item in cited(heading) if item.quantity.unit in PEOPLE]
    if len(totals) != 1 or any(item.quantity.unit in PEOPLE for item in cited(body)):
        return
    names = [name for clause in CLAUSE.finditer(body.text) for name in _listed(clause.group())]
    if len(names) < 2:
        return
    count = Decimal(len(names))
    difference = written(abs(count - totals[0].quantity.value)) + totals[0].quantity.unit
    formula = f"{totals[0].text} = 所列 {len(names)} 人"
    yield Claim("人数与名单", formula, count == totals[0].quantity.value, difference, (totals[0].span, body.span(0, len(body.text))))


def _listed(clause: str) -> list[str]:
    """Return the persons of one clause: post and name each, so that a short piece belongs to its neighbour."""
    if not re.search(r"给予|予以|对", clause):
        return []
    commas = re.split(r"[,\uff0c]", clause)
    if len(commas) > 3 and all(len(piece) > LEAST_ITEM for piece in commas):
        return commas
    pieces: list[str] = []
    for piece in clause.split("、"):
        if (pieces and len(pieces[-1]) < LEAST_ITEM) or (pieces and re.search(r"(委员|科长|主任|局长|书记|部长)$", pieces[-1]) and len(piece) < 2 * LEAST_ITEM):
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
        before = [item for item in figures if start <= item.quantity.start < match.start()]
        if len(before) == values >= 2:
            spans = (passage.span(match.start(1), match.end(1)), *(item.span for item in before))
            formula = f"{values} 个值对应 {len(before)} 项"
            yield Claim("分别所列与前文对应", formula, True, "0", spans)


def namely(passage: Passage) -> Iterator[Claim]:
    """``已建成4个,即甲、乙、丙和丁``: as many items as the count before them."""
    figures = cited(passage)
    for match in NAMELY.finditer(passage.text):
        before = [item for item in figures if item.quantity.end == match.start()]
        if not before or re.search(r"\d|等", match.group(1)):
            continue
        items = [piece for piece in re.split(r"[、和]", match.group(1)) if piece]
        total = before[0]
        if len(items) >= 2 and total.quantity.exact:
            difference = written(abs(total.quantity.value - len(items)))
            spans = (total.span, passage.span(match.start(1), match.end(1)))
            yield Claim("个数与所列各项", f"{total.text} = 所列 {len(items)} 项", total.quantity.value == len(items), difference, spans)


def partition(passages: Sequence[Passage]) -> Iterator[Claim]:
    """``…20人。对1人…、13人…、4人…、2人…``: three figures or more in a row that are exactly the count before them."""
    earlier: list[Cited] = []
    for passage in passages:
        figures = cited(passage)
        for index in range(len(figures)):
            total, parts = _partition_at(earlier, figures, index)
            if total is not None:
                yield sum_claim("总数与所列各项", total, parts)
        earlier += figures


def _partition_at(earlier: Sequence[Cited], figures: Sequence[Cited], index: int) -> tuple[Cited | None, list[Cited]]:
    """Return the total that the figures from ``index`` on add up to, and those figures: three at least, in a row."""
    unit = figures[index].quantity.unit
    before = same_unit([*earlier, *figures[:index]], unit) or [
        item for item in figures[:index] if item.quantity.unit == "个" and unit in ("处", "家", "项")
    ]
    if not before or before[-1].quantity.value < 4 or before[-1] in figures[index:]:
        return None, []
    total, added = before[-1], Decimal(0)
    parts: list[Cited] = []
    for item in figures[index:]:
        if item.quantity.unit != unit:
            continue
        if not item.quantity.exact or (parts and item.quantity.start - parts[-1].quantity.end > FARTHEST):
            break
        parts.append(item)
        added += item.quantity.value
        if added >= total.quantity.value:
            break
    holds = added == total.quantity.value and len(parts) >= 3 and parts[0] is figures[index]
    return (total, parts) if holds else (None, [])


def gathered(passages: Sequence[Passage]) -> Iterator[Claim]:
    """``其中2024年新增泊位900个``: what several measures report in the same words is their sum."""
    figures = [item for passage in passages if passage.measure for item in same_unit(cited(passage), "个")]
    for index, total in enumerate(figures):
        words = _pairs(total)
        parts = [
            item for item in figures[:index]
            if len(words & _pairs(item)) >= 3 and item.quantity.value < total.quantity.value
        ]  # fmt: skip
        if len(parts) >= 2 and sum(part.quantity.value for part in parts) == total.quantity.value:
            yield sum_claim("各处之和", total, parts)


def _pairs(item: Cited) -> set[str]:
    text = item.quantity.preceding[-6:] + item.quantity.noun[:6]
    return {text[i : i + 2] for i in range(len(text) - 1)}


def accountability(introduction: Passage, headings: Sequence[Passage]) -> Iterator[Claim]:
    """The chapter on persons dealt with: its populations add up to its categories, category by category and in all."""
    counted = [(heading, item) for heading in headings for item in cited(heading) if item.quantity.unit in PEOPLE]
    figures = [item for item in cited(introduction) if item.quantity.unit in PEOPLE and item.quantity.exact]
    for heading, total in counted:
        name = heading.text[: total.quantity.start]
        parts = [item for item in figures if _same_category(item.quantity.preceding, name)]
        if len(parts) >= 2:
            yield sum_claim("各口径之和", total, parts)
    populations = [item for item in figures if _is_population(item)]
    grand = [item for item in populations if item.quantity.preceding.endswith(("共处理", "合计处理", "总计处理"))]
    parts = [item for item in populations if item not in grand]
    if grand and len(parts) >= 2:
        yield sum_claim("各口径之和", grand[0], parts)
    if len(counted) >= 2 and (grand or len(parts) >= 2):
        yield _totals_claim(grand or parts, [item for _, item in counted])


def _same_category(preceding: str, name: str) -> bool:
    label = re.sub(r"^.*(给予|其中|已|予以)", "", preceding)
    return len(label) >= 2 and label not in GENERIC and (label in name or (label[:2] in name and label[-2:] in name))


def _is_population(item: Cited) -> bool:
    text, end = item.passage.text, item.quantity.end
    return item.quantity.preceding.endswith("处理") or re.match(r"(相关)?责任人", text[end : end + 5]) is not None


def _totals_claim(left: Sequence[Cited], right: Sequence[Cited]) -> Claim:
    sums = [sum((item.quantity.value for item in side), Decimal(0)) for side in (left, right)]
    formula = " = ".join(" + ".join(item.text for item in side) for side in (left, right))
    spans = tuple(item.span for item in (*left, *right))
    return Claim("口径合计与分类合计", formula, sums[0] == sums[1], written(abs(sums[0] - sums[1])) + "人", spans)
