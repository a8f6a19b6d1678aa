"""Done and still open: 已办结a件,正在办理b件 of N; 应收回N,已收回a,未收回b."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import attrs

from compiler.checks.passages import Passage
from compiler.checks.sums.claims import (
    MONEY_UNIT,
    Cited,
    between,
    bracketed,
    cited,
    limit_claim,
    slipped,
    sum_claim,
)
from compiler.chinese.quantities import MONEY
from compiler.model.computed import Claim

DONE, PARTLY, OPEN = "done", "partly", "open"
UNITS_APART = MONEY["亿元"] / MONEY["万元"]
WORDS = (
    (
        OPEN,
        re.compile(
            r"正在|在办|剩余|其余|余下|未办结|未完成|未收回|未追回|未退|未投用|未建成|在建|尚有"
            r"|仍有|尚未|未整治|欠缴|未缴|未到位"
        ),
    ),
    (PARTLY, re.compile(r"部分|基本完成")),
    (
        DONE,
        re.compile(
            r"办结|完成|收回|追回|已?退款|全部退|清退|建成|投用|整治|到位|销号|整改|回笼|归还|缴清"
        ),
    ),
)
SEGMENT = re.compile(r"[^,，;；。、()（）]+")
TOTAL_WORDS = re.compile(r"应|共|总|合计|涉及|排查|核定|列入|反馈|问题线索|发现|(?<![仍尚还])有")
SURE = re.compile("应|共|合计|总")
INHERITING = re.compile(r"^(涉及|金额|共|合计)")
UNFINISHED = re.compile(r"未完成[\u4e00-\u9fff]{0,6}的(?=\d)")
NEAR = 12
"""So many figures around a count may be its parts. By judgement: more are another list."""
BEFORE, BESIDE = 10, 8
"""Where a clause has several figures, so many characters before one, and fewer behind it, say what
became of it; as few before it, that it is a total. By judgement: a verb with an adverb or two."""
LEAST_STATES, LEAST_SURE = 3, 10
"""A sum that is off is taken for a slip from so many parts, under a count of so many. By judgement:
what is told by its state is surer than a mere list, so that a smaller count will do."""
FARTHEST = 100
"""So many figures before it a total is looked for, so that time grows linearly."""


@attrs.frozen
class Labelled:
    """A quantity with what its clause says became of it; ``state`` is ``None`` if it says
    nothing.
    """

    item: Cited
    state: str | None
    total: bool


def label(passage: Passage) -> list[Labelled]:
    """Label every exact quantity of a passage by the words of its clause."""
    labelled = []
    figures = cited(passage)
    state = None
    for segment in SEGMENT.finditer(passage.text):
        own = between(figures, segment.start(), segment.end())
        inherits = INHERITING.match(segment.group()) is not None
        found = _state(segment.group())
        state = found or (state if inherits else None)
        for item in own:
            before = passage.text[segment.start() : item.quantity.start]
            near = passage.text[item.quantity.end : item.quantity.end + BESIDE]
            own_state = _state(before[-BEFORE:] + near) if len(own) > 1 else state
            total = TOTAL_WORDS.search(before[-BESIDE:]) is not None
            labelled.append(Labelled(item, own_state or state, total))
    return labelled


def _state(text: str) -> str | None:
    """Return what a clause says became of something, ``None`` if nothing; 已 with a verb outweighs
    the other words.
    """
    if (
        re.search(
            r"已[\u4e00-\u9fff]{0,2}(办结|完成|收回|追回|退款|清退|建成|投用|整治|到位|回笼)", text
        )
        and "基本完成" not in text
    ):
        return DONE
    return next((state for state, pattern in WORDS if pattern.search(text)), None)


def of_total(passages: Sequence[Passage]) -> Iterator[Claim]:
    """Yield the claims of one problem: in each passage, done plus still open against the total
    before them.
    """
    known: list[Labelled] = []
    for passage in passages:
        labelled = label(passage)
        earlier = len(known)
        known += labelled
        for index, entry in enumerate(labelled):
            if entry.state != DONE or entry.item.quantity.measure_unit in ("%", "个百分点"):
                continue
            rest = _rest(passage, labelled, index)
            total = _total(known[max(0, earlier + index - FARTHEST) : earlier + index], entry, rest)
            if total is None:
                continue
            if rest:
                yield sum_claim(
                    "总数与已完成、未完成", total.item, [entry.item, *(part.item for part in rest)]
                )
            elif total.total and total.item.quantity.value != entry.item.quantity.value:
                yield limit_claim("完成数不大于总数", total.item, entry.item)


def _mistaken_unit(total: Cited, parts: Sequence[Decimal]) -> bool:
    """Tell whether the parts would be the total but for one of them in 亿元 that should be in
    万元, or the reverse.
    """
    if total.quantity.measure_unit != MONEY_UNIT:
        return False
    lacking = total.quantity.value - sum(parts)
    return any(
        part * factor - part == lacking
        for part in parts
        for factor in (UNITS_APART, 1 / UNITS_APART)
    )


def by_state(passages: Sequence[Passage]) -> Iterator[Claim]:
    """``23间…:已完成12间,正在修缮7间,另4间…``: what is told by its state misses the count before
    it by one digit.
    """
    for passage in passages:
        labelled = [entry for entry in label(passage) if entry.item.quantity.exact]
        for index, total in enumerate(labelled):
            if _state(
                total.item.quantity.preceding[-8:]
            ) is not None or total.item.quantity.measure_unit in ("%", "个百分点"):
                continue
            unit, text = total.item.quantity.measure_unit, passage.text
            parts: list[Labelled] = []
            for entry in labelled[index + 1 : index + 1 + NEAR]:
                before, start = (
                    (parts[-1] if parts else total).item.quantity.end,
                    entry.item.quantity.start,
                )
                if (
                    entry.item.quantity.measure_unit == unit
                    and not bracketed(text, start)
                    and "其中" not in text[before:start]
                ):
                    if start - before > FARTHEST:
                        break
                    parts.append(entry)
            another = bool(parts) and text[: parts[-1].item.quantity.start].endswith(
                ("另", "另有", "其余")
            )
            if len(parts) < LEAST_STATES - another or total.item.quantity.value < LEAST_SURE:
                continue
            if "已" not in text[total.item.quantity.end : parts[0].item.quantity.start]:
                continue
            rest = another or any(entry.state in (OPEN, PARTLY) for entry in parts[1:])
            items = [entry.item for entry in parts]
            added = sum((item.quantity.value for item in items), Decimal(0))
            if rest and slipped(total.item.quantity.value, added):
                yield sum_claim("总数与所列各项", total.item, items)


def unfinished_ones(passages: Sequence[Passage]) -> Iterator[Claim]:
    """``8户完成缴费,2户部分缴费,1户未缴。…未完成缴费的3户``: those not finished are what is
    partly done and open.
    """
    for passage in passages:
        labelled = label(passage)
        begins = {entry.item.quantity.start: index for index, entry in enumerate(labelled)}
        for match in UNFINISHED.finditer(passage.text):
            index = begins.get(match.end())
            if index is None:
                continue
            unit = labelled[index].item.quantity.measure_unit
            before = [
                entry
                for entry in labelled[max(0, index - NEAR) : index]
                if entry.item.quantity.measure_unit == unit
            ]
            parts = [entry for entry in before if entry.state in (PARTLY, OPEN)]
            whole = any(entry.state == DONE for entry in before)
            if whole and [entry.state for entry in parts] == [PARTLY, OPEN]:
                yield sum_claim(
                    "未完成数与所列各项", labelled[index].item, [entry.item for entry in parts]
                )


def _rest(passage: Passage, labelled: Sequence[Labelled], index: int) -> list[Labelled]:
    """Return what follows a done figure in the same sentence or clause chain, up to and with the
    open one.
    """
    unit, start = labelled[index].item.quantity.measure_unit, labelled[index].item.quantity.end
    rest: list[Labelled] = []
    for entry in labelled[index + 1 :]:
        if entry.item.quantity.measure_unit != unit:
            continue
        if "。" in passage.text[start : entry.item.quantity.start]:
            break
        if _opens_bracket(passage, start, entry):
            continue
        if entry.state not in (PARTLY, OPEN):
            break
        rest.append(entry)
        if entry.state == OPEN:
            break
    return rest


def _opens_bracket(passage: Passage, start: int, entry: Labelled) -> bool:
    """Tell whether a figure stands in brackets opened since ``start``: it explains and counts for
    nothing.
    """
    between = passage.text[start : entry.item.quantity.start]
    return len(re.findall(r"[(（]", between)) > len(re.findall(r"[)）]", between))


def _total(before: Sequence[Labelled], done: Labelled, rest: Sequence[Labelled]) -> Labelled | None:
    """Return the total that a done figure is part of: the nearest before it that is none of the
    parts and not smaller.
    """
    quantity = done.item.quantity
    candidates = [
        entry
        for entry in before
        if entry.item.quantity.measure_unit == quantity.measure_unit
        and entry.item.quantity.exact
        and (entry.total or entry.state is None)
    ]
    if not candidates:
        return None
    # First a total that the parts make up, or would in another unit of money; else the nearest that
    # shares the subject, which must be said to be a total unless it is large enough to be one.
    parts = [quantity.value, *(part.item.quantity.value for part in rest)]
    fitting = [c for c in candidates if rest and c.item.quantity.value == sum(parts)]
    fitting = fitting or [c for c in candidates if rest and _mistaken_unit(c.item, parts)]
    if fitting:
        return fitting[-1]
    # Three characters are a name that a total has in its words too; fewer are in many of them.
    subject = done.item.quantity.preceding[:4]
    named = [
        c
        for c in candidates
        if len(subject) >= 3 and subject[:3] in c.item.quantity.preceding + c.item.quantity.noun
    ]
    nearest = (named or candidates)[-1]
    whole = nearest.item
    near = (
        whole.passage is done.item.passage
        and "。" not in whole.passage.text[whole.quantity.end : quantity.start]
    )
    sure = near and SURE.search(whole.quantity.preceding[-8:]) is not None
    return nearest if sure or nearest.item.quantity.value >= max(parts) else None
