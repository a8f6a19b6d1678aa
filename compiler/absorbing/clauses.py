"""Paragraphs found again by clauses that are said once: what keeps the pairing of a text that was
reworded from end to end from growing with the square of its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

CLAUSE = re.compile(r"\w{4,}")


def found_again(base: Sequence[str], copy: Sequence[str]) -> list[tuple[int, int]]:
    """Return paragraphs of both, by their indexes, that have clauses which nothing else has; in the
    order of both, the most there are.
    """
    shared = sharers(dict(enumerate(base)), dict(enumerate(copy)))
    pairs = [(near[0], j) for j, near in sorted(shared.items()) if near]
    return _rising(pairs)


def sharers(base: Mapping[int, str], copy: Mapping[int, str]) -> dict[int, list[int]]:
    """Return for each paragraph of a copy those of the base with which alone it has clauses in
    common, the one with most of them first.
    """
    left, right = _owners(base.items()), _owners(copy.items())
    counts: dict[int, Counter[int]] = {j: Counter() for j in copy}
    for clause, owners in left.items():
        others = right.get(clause, ())
        if len(owners) == len(others) == 1:
            counts[others[0]][owners[0]] += 1
    return {j: [i for i, _ in count.most_common()] for j, count in counts.items()}


def _owners(paragraphs: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """Return the paragraphs in which each clause stands."""
    owners: defaultdict[str, list[int]] = defaultdict(list)
    for number, text in paragraphs:
        for clause in dict.fromkeys(CLAUSE.findall(text)):
            owners[clause].append(number)
    return owners


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest row of pairs, given in the order of their second, whose first rises, too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (first, _) in enumerate(pairs):
        place = bisect_left(ends, first)
        ends[place : place + 1] = [first]
        last[place : place + 1] = [number]
        before.append(last[place - 1] if place else -1)
    row: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]
