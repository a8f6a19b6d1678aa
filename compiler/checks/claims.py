"""A claim: a relation between figures that the prose itself states, with the place of every operand."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import attrs

from compiler.checks.passages import Passage
from compiler.span import Span
from compiler.text.quantities import Quantity, quantities

TOTALS = ("共计", "合计", "总计", "累计", "共有", "总数", "共")


@attrs.frozen
class Cited:
    """A quantity where it stands."""

    passage: Passage
    quantity: Quantity

    @property
    def span(self) -> Span:
        """Its place in the cell."""
        return self.passage.span(self.quantity.start, self.quantity.end)

    @property
    def text(self) -> str:
        """As printed."""
        return self.passage.text[self.quantity.start : self.quantity.end]


@attrs.frozen
class Claim:
    """One relation the prose states: ``kind`` in words, the formula as printed, and whether it holds."""

    kind: str
    formula: str
    holds: bool
    difference: str
    operands: tuple[Span, ...]


def cited(passage: Passage) -> list[Cited]:
    """Return the quantities of a passage that have a unit."""
    return [Cited(passage, quantity) for quantity in quantities(passage.text) if quantity.unit]


def sum_claim(kind: str, total: Cited, parts: Iterable[Cited]) -> Claim:
    """Return the claim that ``parts`` add up to ``total``."""
    listed = list(parts)
    added = sum((part.quantity.value for part in listed), Decimal(0))
    difference = added - total.quantity.value
    formula = f"{total.text} = {' + '.join(part.text for part in listed)}"
    spans = (total.span, *(part.span for part in listed))
    return Claim(kind, formula, difference == 0, written(abs(difference)) + total.quantity.unit, spans)


def limit_claim(kind: str, whole: Cited, part: Cited) -> Claim:
    """Return the claim that ``part`` is no more than ``whole``."""
    excess = part.quantity.value - whole.quantity.value
    unit = whole.quantity.unit
    return Claim(kind, f"{part.text} ≤ {whole.text}", excess <= 0, written(max(excess, Decimal(0))) + unit, (whole.span, part.span))


def written(value: Decimal) -> str:
    """Return a number without needless zeros."""
    return format(value.normalize(), "f")


def same_unit(quantities_: Iterable[Cited], unit: str) -> list[Cited]:
    """Return those counted in ``unit``, exact ones only."""
    return [item for item in quantities_ if item.quantity.unit == unit and item.quantity.exact]
