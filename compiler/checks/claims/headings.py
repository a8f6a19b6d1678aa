"""A heading's count over the counts of the text that it introduces, and papers sent over the texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from compiler.checks.claims.cited import Cited, cited, sum_claim
from compiler.checks.passages import Passage
from compiler.chinese.figures.statements import Certainty
from compiler.chinese.variants import PAPER
from compiler.model.computed import Claim
from compiler.model.document import Role

COPIES = "份"


def under_heading(heading: Passage, body: Passage) -> Iterator[Claim]:
    """``其他处理82人：批评教育31人，…``: a heading's count over the counts of the first sentence."""
    totals = [item for item in cited(heading) if item.leaf.exact]
    if len(totals) != 1:
        return
    parts = [
        item
        for item in cited(body)
        if item.leaf.sentence == 0
        and item.leaf.level == 0
        and item.leaf.kind == totals[0].leaf.kind
        and item.leaf.exact
    ]
    if len(parts) >= 2:
        yield sum_claim("小标题的数与所列各项", totals, parts)


def papers_sent(
    chapters: Sequence[Passage], problems: Sequence[Sequence[Passage]]
) -> Iterator[Claim]:
    """``下发整改通知单15份`` in the office's own prose, and 9份 and 6份 in the texts of one problem: nothing
    but the sum says that they belong together, so it is only possible.
    """
    totals = [
        entry for passage in chapters if passage.role is Role.CHAPTER for entry in _papers(passage)
    ]
    if not totals:
        return
    sent = [[entry for passage in own for entry in _papers(passage)] for own in problems]
    for stem, total in totals:
        for own in sent:
            parts = [item for name, item in own if name == stem]
            added = sum((part.leaf.value for part in parts), Decimal(0))
            if len(parts) >= 2 and added == total.leaf.value:
                yield sum_claim("各处之和", [total], parts, Certainty.POSSIBLE)


def _papers(passage: Passage) -> list[tuple[str, Cited]]:
    """Return the numbers of copies of a passage with the paper that was sent, without its last
    letter (通知单, 通知书).
    """
    found = {match.end(): match.group(1) for match in PAPER.finditer(passage.text)}
    return [
        (found[item.start], item)
        for item in (cited(passage) if found else ())
        if item.leaf.kind == COPIES and item.leaf.exact and item.start in found
    ]
