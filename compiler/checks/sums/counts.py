"""A count against what stands beside it: listed before 等N项, in one quotation, one sentence
each, sent paper by paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from compiler.checks.passages import Passage
from compiler.checks.sums.claims import Cited, between, cited, sum_claim
from compiler.chinese.marks import sentences
from compiler.chinese.variants import PAPER
from compiler.model.computed import Claim
from compiler.model.document import Role

AMONG = re.compile(r"等(?=\d)")
LIST_START = re.compile(r"[，,。;；:：“”()（）\d]")
KINDS = re.compile(
    r"“([^“”。，,;；]{2,20}(?:、[^“”。，,;；、]{2,20}){1,9})”([一两二三四五六七八九十]|\d{1,2})"
    r"(?:类|大类|种|项)"
)
IN_TURN = re.compile(r"(?:具体|情况|分别)如下[:：]")
LONGEST_LIST, LONGEST_TEXT = 300, 3000
"""So far back a list is read, and so far on what is told in turn, so that time grows linearly."""
ANNOUNCED = 160
"""So far back from 如下 its count is looked for: by judgement, one long sentence or two."""
LEAST_NAMED = 3
"""So many names before 等 are a list; fewer may be the end of other words."""
NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
COPIES = "份"


def among(passage: Passage) -> Iterator[Claim]:
    """``甲、乙、丙等10个方面``: what is named is no more than the count behind 等.

    Where the words before the list may hold a list of their own, more than the count proves
    nothing: silent then.
    """
    figures = cited(passage)
    for match in AMONG.finditer(passage.text):
        following = between(figures, match.end(), match.end() + 1)
        start = max(0, match.start() - LONGEST_LIST)
        start = max(
            (mark.end() for mark in LIST_START.finditer(passage.text, start, match.start())),
            default=start,
        )
        members = passage.text[start : match.start()].split("、")
        listed = len(members)
        if (
            following
            and following[0].quantity.exact
            and LEAST_NAMED <= listed <= following[0].quantity.value
            and min(map(len, members)) > 1
        ):
            spans = (following[0].span, passage.span(start, match.start()))
            yield Claim(
                "所列不多于总数",
                f"所列 {listed} 项 ≤ {following[0].text}",
                True,
                "0",
                spans,
                binding=False,
            )


def quoted_kinds(passage: Passage) -> Iterator[Claim]:
    """``分为“甲类、乙类、丙类”三类``: the quotation lists as many as the number behind it says."""
    for match in KINDS.finditer(passage.text):
        listed, counted = match.group(1).count("、") + 1, match.group(2)
        number = NUMERALS.get(counted) or int(counted)
        spans = (passage.span(*match.span(2)), passage.span(*match.span(1)))
        formula = f"{passage.text[match.start(2) : match.end()]} = 所列 {listed} 项"
        yield Claim("个数与所列各项", formula, listed == number, str(abs(listed - number)), spans)


def in_turn(passage: Passage) -> Iterator[Claim]:
    """``针对4个紧张片区…具体如下:甲片区,…。乙片区,…。``: one sentence for each of the count.

    A sentence that begins otherwise leaves open what belongs to the list; then only the right
    number is a claim.
    """
    figures = cited(passage)
    for match in IN_TURN.finditer(passage.text):
        before = [
            item
            for item in between(figures, match.start() - ANNOUNCED, match.start())
            if len(item.quantity.noun) >= 2
        ]
        for item in before[-1:]:
            noun = re.escape(item.quantity.noun[-2:])
            begins = re.compile(rf"[\u4e00-\u9fff]{{1,12}}{noun}[，,:：]")
            following = passage.text[match.end() : match.end() + LONGEST_TEXT]
            own = [begins.match(following, start) is not None for start, _ in sentences(following)]
            holds = sum(own) == item.quantity.value
            if sum(own) >= 2 and item.quantity.exact and (holds or all(own)):
                difference = str(abs(sum(own) - item.quantity.value)) + item.quantity.measure_unit
                spans = (item.span, passage.span(match.end(), match.end() + len(following)))
                yield Claim(
                    "个数与所列各项", f"{item.text} = 所列 {sum(own)} 项", holds, difference, spans
                )


def papers_sent(
    chapters: Sequence[Passage], problems: Sequence[Sequence[Passage]]
) -> Iterator[Claim]:
    """``下发整改通知单15份`` in the office's own prose, and 9份 and 6份 in the texts of one
    problem: a sum, where it comes out.
    """
    totals = [
        entry for passage in chapters if passage.role is Role.CHAPTER for entry in _papers(passage)
    ]
    sent = (
        [[entry for passage in own for entry in _papers(passage)] for own in problems]
        if totals
        else []
    )
    for stem, total in totals:
        for own in sent:
            parts = [item for name, item in own if name == stem]
            if (
                len(parts) >= 2
                and sum((part.quantity.value for part in parts), Decimal(0)) == total.quantity.value
            ):
                yield sum_claim("各处之和", total, parts)


def _papers(passage: Passage) -> list[tuple[str, Cited]]:
    """Return the numbers of copies of a passage with the paper that was sent, without its last
    letter (通知单, 通知书).
    """
    found = {match.end(): match.group(1) for match in PAPER.finditer(passage.text)}
    return [
        (found[item.quantity.start], item)
        for item in cited(passage)
        if item.quantity.measure_unit == COPIES
        and item.quantity.exact
        and item.quantity.start in found
    ]
