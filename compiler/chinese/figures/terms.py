"""The sides of a reading: figures, numbers, and sums, ratios and products of them, as intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

import attrs

from compiler.chinese.figures.leaves import Leaf


@attrs.frozen(eq=False)
class Term:
    """One side of a reading: the figures in it, between which amounts it lies, and how it is written.

    ``place`` is where a list stands that was counted.
    """

    leaves: tuple[Leaf, ...]
    low: Decimal
    high: Decimal
    write: Callable[[], str]
    place: tuple[int, int] | None = None


def given(leaf: Leaf, rounded: bool = False) -> Term:
    """Return a figure as it stands; ``rounded`` if it was computed and cut to its last digit."""
    more = leaf.step / 2 if rounded else Decimal(0)
    return Term((leaf,), leaf.low - more, leaf.high + more, lambda: leaf.text)


def counted(leaf: Leaf, unit: Decimal) -> Term:
    """Return a figure as a mere number, in ``unit``: the 3600 of 3600亩."""
    return Term((leaf,), leaf.low / unit, leaf.high / unit, lambda: leaf.text)


def number(value: Decimal | int, written: str, place: tuple[int, int] | None = None) -> Term:
    """Return a number that no figure prints: a count of what is listed at ``place``, 12 months, 1."""
    return Term((), Decimal(value), Decimal(value), lambda: written, place)


def summed(plus: Sequence[Term], minus: Sequence[Term] = ()) -> Term:
    """Return terms added up, and others taken off."""
    low = high = Decimal(0)
    for term in plus:
        low, high = low + term.low, high + term.high
    for term in minus:
        low, high = low - term.high, high - term.low
    leaves = tuple(leaf for term in (*plus, *minus) for leaf in term.leaves)
    return Term(
        leaves,
        low,
        high,
        lambda: (
            " + ".join(term.write() for term in plus)
            + "".join(f" - {term.write()}" for term in minus)
        ),
    )


def added(leaves: Iterable[Leaf]) -> Term:
    """Return the sum of figures as they stand."""
    return summed([given(leaf) for leaf in leaves])


def ratio(over: Term, under: Term) -> Term:
    """Return one term of another; nothing is a share of nothing."""
    leaves = (*over.leaves, *under.leaves)
    if under.low <= 0:
        low = high = Decimal(-1)
    else:
        low, high = over.low / (under.high if over.low >= 0 else under.low), over.high / under.low
    return Term(leaves, low, high, lambda: f"{_bracketed(over)} ÷ {_bracketed(under)}")


def product(left: Term, right: Term) -> Term:
    """Return one term times another."""
    return Term(
        (*left.leaves, *right.leaves),
        left.low * right.low,
        left.high * right.high,
        lambda: f"{_bracketed(left)} × {_bracketed(right)}",
    )


def _bracketed(term: Term) -> str:
    written = term.write()
    return f"（{written}）" if " + " in written or " - " in written else written
