"""Which paragraph of a base became which of a copy: in order, with what was parted, joined, added,
taken out or moved elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

import attrs

from compiler.absorbing.clauses import found_again, sharers

ALIKE = 0.4
"""From this share of common pairs of characters on, one paragraph may have become the other."""

WITHIN = 0.7
"""From this share of the shorter one's pairs on, it may be a part of the other, which was parted or
joined."""

APART = 0.5
"""And from this share on they are words of their own, not those that the other part has as well."""

MOVED = 0.6
"""From this share on, a paragraph that is gone and one that came elsewhere are the same."""

SHORTEST = 6
"""A paragraph of fewer characters is known by all of its words or by its place."""

NAMED = 0.5
"""What a bookmark that names the paragraph is worth: as much as a half of its words."""

CLOSE = 2_500
"""Pairs of paragraphs up to which each of a gap is compared with each; in a wider one paragraphs are
first found again by their clauses."""

WIDEST = 250_000
"""Pairs of paragraphs that are compared where no clause stayed; beyond it they are not paired."""


@attrs.frozen
class Group:
    """Paragraphs of a base that became paragraphs of a copy, by the ranges of their indexes; one of
    the ranges may be empty.
    """

    base: range
    copy: range


@attrs.frozen
class Pairing:
    """Groups in the order of the copy, all paragraphs of both in one each; and what was moved: from
    the ``moved`` index of the base to that of the copy.
    """

    groups: tuple[Group, ...]
    moved: tuple[tuple[int, int], ...]


def pair(base: Sequence[str], copy: Sequence[str], named: Sequence[Collection[int]]) -> Pairing:
    """Return what became of paragraphs, given by their plain words; ``named`` are, for each of the
    copy, those of the base that its bookmarks name.
    """
    groups: list[Group] = []
    i = j = 0
    for block in SequenceMatcher(None, base, copy, autojunk=False).get_matching_blocks():
        groups += _gap(base, copy, named, range(i, block.a), range(j, block.b))
        groups += [
            Group(range(block.a + n, block.a + n + 1), range(block.b + n, block.b + n + 1))
            for n in range(block.size)
        ]
        i, j = block.a + block.size, block.b + block.size
    return Pairing(tuple(groups), tuple(_moves(base, copy, groups)))


def _pairs(words: str) -> frozenset[str]:
    return frozenset(words[index : index + 2] for index in range(len(words) - 1))


def _worth(left: str, right: str, own: frozenset[str], other: frozenset[str]) -> float:
    """Return how sure it is that one paragraph became the other, 0 for not at all."""
    smaller, larger = sorted((len(own), len(other)))
    if not smaller or min(len(left), len(right)) < SHORTEST:
        return 1.0 if left == right else 0.0
    common = len(own & other)
    share = common / larger
    return share if share >= ALIKE or common / smaller >= WITHIN else 0.0


def _gap(
    base: Sequence[str],
    copy: Sequence[str],
    named: Sequence[Collection[int]],
    old: range,
    new: range,
) -> Iterator[Group]:
    """Yield the groups of paragraphs between two that are the same: the pairs that are worth most
    together, in order.
    """
    if not old or not new:
        yield from _grown(base, copy, old, new, [])
        return
    lefts, rights = [_pairs(base[i]) for i in old], [_pairs(copy[j]) for j in new]

    def worth(i: int, j: int) -> float:
        """Return what it is worth to pair two paragraphs, by their places in the gap."""
        own = _worth(base[old[i]], copy[new[j]], lefts[i], rights[j])
        return own + (NAMED if old[i] in named[new[j]] else 0.0)

    sure: list[tuple[int, int]] = []
    if len(old) * len(new) > CLOSE:
        texts = [base[i] for i in old], [copy[j] for j in new]
        sure = [pair for pair in found_again(*texts) if worth(*pair)]
    pairs: list[tuple[int, int]] = []
    i = j = 0
    for one in (*sure, (len(old), len(new))):
        rows, columns = range(i, one[0]), range(j, one[1])
        if rows and columns and len(rows) * len(columns) <= WIDEST:
            best = _best([[worth(row, column) for column in columns] for row in rows])
            pairs += ((i + a, j + b) for a, b in best)
        pairs += [one] if one[0] < len(old) else []
        i, j = one[0] + 1, one[1] + 1
    yield from _grown(base, copy, old, new, [*_with_lone(pairs, lefts, rights)])


def _with_lone(
    pairs: Sequence[tuple[int, int]],
    lefts: Sequence[frozenset[str]],
    rights: Sequence[frozenset[str]],
) -> Iterator[tuple[int, int]]:
    """Yield pairs, and between them what stands alone on both sides: it was rewritten from end to
    end, unless it shares nothing with what stands there now.
    """
    last = (-1, -1)
    for one in (*pairs, (len(lefts), len(rights))):
        i, j = last[0] + 1, last[1] + 1
        if (i + 1, j + 1) == one and (lefts[i] & rights[j] or len(lefts[i]) < SHORTEST):
            yield i, j
        if one[0] < len(lefts):
            yield one
        last = one


def _best(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the pairs, in the order of both, whose worth is greatest together."""
    rows, columns = len(worth), len(worth[0])
    total = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            skipped = max(total[i + 1][j], total[i][j + 1])
            paired = worth[i][j] + total[i + 1][j + 1] if worth[i][j] else 0.0
            total[i][j] = max(skipped, paired)
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if worth[i][j] and total[i][j] == worth[i][j] + total[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif total[i][j] == total[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _grown(
    base: Sequence[str],
    copy: Sequence[str],
    old: range,
    new: range,
    pairs: Sequence[tuple[int, int]],
) -> Iterator[Group]:
    """Yield the groups of a gap, its pairs grown by the lone neighbours that are parts of them."""
    i, j = old.start, new.start
    for index, (a, b) in enumerate(pairs):
        first, last = old.start + a, new.start + b
        until = pairs[index + 1] if index + 1 < len(pairs) else (len(old), len(new))
        low_i, low_j = first, last
        while low_i > i and _holds(copy[last], base[low_i - 1], base[first]):
            low_i -= 1
        while low_j > j and _holds(base[first], copy[low_j - 1], copy[last]):
            low_j -= 1
        yield from (Group(range(n, n + 1), range(j, j)) for n in range(i, low_i))
        yield from (Group(range(low_i, low_i), range(n, n + 1)) for n in range(j, low_j))
        i, j = first + 1, last + 1
        while i < old.start + until[0] and _holds(copy[last], base[i], base[first]):
            i += 1
        while j < new.start + until[1] and _holds(base[first], copy[j], copy[last]):
            j += 1
        yield Group(range(low_i, i), range(low_j, j))
    yield from (Group(range(n, n + 1), range(j, j)) for n in range(i, old.stop))
    yield from (Group(range(old.stop, old.stop), range(n, n + 1)) for n in range(j, new.stop))


def _holds(whole: str, part: str, other: str) -> bool:
    """Tell whether a paragraph went into ``whole``, and into a part of it that ``other`` did not."""
    own, common = _pairs(part), _pairs(part) & _pairs(whole)
    apart = common - _pairs(other)
    return (
        len(part) >= SHORTEST
        and len(common) >= WITHIN * len(own)
        and len(apart) >= APART * len(own)
    )


def _moves(
    base: Sequence[str], copy: Sequence[str], groups: Sequence[Group]
) -> Iterator[tuple[int, int]]:
    """Yield which of the paragraphs that went stand elsewhere now."""
    gone = {group.base.start: _pairs(base[group.base.start]) for group in groups if not group.copy}
    came = [group.copy.start for group in groups if not group.base]
    near = None
    if len(gone) * len(came) > WIDEST:
        near = sharers({i: base[i] for i in gone}, {j: copy[j] for j in came})
    for j in came:
        own = _pairs(copy[j])
        likeness = {
            i: len(own & gone[i]) / max(len(own), len(gone[i]), 1)
            for i in (gone if near is None else near[j])
            if i in gone and min(len(base[i]), len(copy[j])) >= SHORTEST
        }
        best = max(likeness, key=lambda i: likeness[i], default=None)
        if best is not None and likeness[best] >= MOVED:
            del gone[best]
            yield best, j
