"""Persons dealt with: those named against their count, and the partitions of the chapter on
accountability.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compiler.checks.claims.cited import PEOPLE, Cited, cited, count_claim, sum_claim
from compiler.checks.passages import Passage
from compiler.model.computed import Claim

CLAUSE = re.compile(r"[^;；。]+")
LEAST_ITEM = 5
"""Post and name have so many characters together (局长李某某); a shorter piece is one of the two,
and its neighbour the other. By judgement."""
GENERIC = ("处理", "共处理", "作出处理")


def named_persons(heading: Passage, body: Passage) -> Iterator[Claim]:
    """``党纪政务处分8人:给予甲、乙…``: as many persons are named as the heading counts."""
    totals = [item for item in cited(heading) if item.leaf.kind == PEOPLE]
    if len(totals) != 1 or any(item.leaf.kind == PEOPLE for item in cited(body)):
        return
    names = [name for clause in CLAUSE.finditer(body.text) for name in _listed(clause.group())]
    if len(names) < 2:
        return
    yield count_claim("人数与名单", totals[0], len(names), body.span(0, len(body.text)), "人")


def _listed(clause: str) -> list[str]:
    """Return the persons of one clause: post and name each, so that a short piece belongs to its
    neighbour.
    """
    if not re.search(r"给予|予以|对", clause):
        return []
    commas = re.split(r"[,，]", clause)
    # Commas part persons only in a list of several; in a sentence they part clauses.
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


def accountability(introduction: Passage, headings: Sequence[Passage]) -> Iterator[Claim]:
    """The chapter on persons dealt with: its populations add up to its categories, category by
    category and in all.
    """
    figures = [item for item in cited(introduction) if item.leaf.kind == PEOPLE and item.leaf.exact]
    if not figures:  # of hundreds of chapters one or two count persons
        return
    counted = [
        (heading, item)
        for heading in headings
        for item in cited(heading)
        if item.leaf.kind == PEOPLE
    ]
    for heading, total in counted:
        name = heading.text[: total.start]
        parts = [item for item in figures if _same_category(item.leaf.before, name)]
        if len(parts) >= 2:
            yield sum_claim("各口径之和", [total], parts)
    populations = [item for item in figures if _is_population(item)]
    grand = [
        item
        for item in populations
        if item.leaf.before.endswith(("共处理", "合计处理", "总计处理"))
    ]
    parts = [item for item in populations if item not in grand]
    if grand and len(parts) >= 2:
        yield sum_claim("各口径之和", grand[:1], parts)
    if len(counted) >= 2 and (grand or len(parts) >= 2):
        yield sum_claim("口径合计与分类合计", grand or parts, [item for _, item in counted])


def _same_category(preceding: str, name: str) -> bool:
    """Tell whether the words before a figure name the category of a heading, also shortened to its
    first and last two letters.
    """
    label = re.sub(r"^.*(给予|其中|已|予以)", "", preceding)
    return (
        len(label) >= 2
        and label not in GENERIC
        and (label in name or (label[:2] in name and label[-2:] in name))
    )


def _is_population(item: Cited) -> bool:
    """Tell whether a figure counts everybody dealt with, or those of one population, in whatever
    way.
    """
    text, end = item.passage.text, item.end
    return (
        item.leaf.before.endswith("处理")
        or re.match(r"(相关)?责任人", text[end : end + 5]) is not None
    )
