"""Which thing of an earlier round is which of a later one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import attrs

Thing = TypeVar("Thing")


@attrs.frozen
class Pair(Generic[Thing]):
    """The same thing in two rounds; ``None`` where it does not exist."""

    old: Thing | None
    new: Thing | None


def align(
    old: Sequence[Thing],
    new: Sequence[Thing],
    *,
    key: Callable[[Thing], str],
    identity: Callable[[Thing], str],
    same: Callable[[Thing, Thing], bool] = lambda old, new: False,
) -> list[Pair[Thing]]:
    """Pair two lists, in the order of ``new``, what is gone standing where it stood.

    Two things are the same if key and identity agree, else if the identity does, else if the key
    does, else if ``same`` says so; the n-th of several alike is the n-th of the others.
    """
    partner: dict[int, int] = {}
    for name in (lambda thing: (key(thing), identity(thing)), identity, key):
        left = [index for index in range(len(old)) if index not in partner.values()]
        waiting = {
            (label, nth): index
            for index, (label, nth) in zip(
                left, _numbered(name, [old[i] for i in left]), strict=True
            )
        }
        open_new = [index for index in range(len(new)) if index not in partner]
        for index, label in zip(open_new, _numbered(name, [new[i] for i in open_new]), strict=True):
            if label in waiting:
                partner[index] = waiting[label]
    for index in (index for index in range(len(new)) if index not in partner):
        taken = set(partner.values())
        match = next(
            (i for i, thing in enumerate(old) if i not in taken and same(thing, new[index])), None
        )
        if match is not None:
            partner[index] = match
    pairs = [Pair(old[partner[i]] if i in partner else None, thing) for i, thing in enumerate(new)]
    places = [partner.get(i, -1) for i in range(len(new))]
    for gone in (index for index in range(len(old)) if index not in partner.values()):
        at = next(
            (
                position + 1
                for position in range(len(pairs) - 1, -1, -1)
                if -1 < places[position] < gone
            ),
            0,
        )
        pairs.insert(at, Pair(old[gone], None))
        places.insert(at, gone)
    return pairs


def _numbered(name: Callable[[Thing], object], things: Sequence[Thing]) -> list[tuple[object, int]]:
    """Return each thing's name with how often it has come up so far, so that equal names stay
    apart.
    """
    seen: Counter[object] = Counter()
    labels = []
    for thing in things:
        label = name(thing)
        seen[label] += 1
        labels.append((label, seen[label]))
    return labels
