"""A claim: a relation between figures that the prose itself states, with the place of every
operand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal

import attrs

from compiler.checks.passages import Passage
from compiler.chinese.numerals import plain
from compiler.chinese.quantities import MONEY, Quantity, quantities
from compiler.model.computed import Claim
from compiler.span import Span

PEOPLE = ("人", "名", "位")
BRACKETS_REACH = 400
"""So far back an open bracket is looked for: by judgement, longer ones are unclosed ones."""
MONEY_UNIT = "万元"


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


def between(figures: Sequence[Cited], start: int, end: int) -> Sequence[Cited]:
    """Return those of a passage's figures that begin in a range of its text; they stand in its
    order.
    """
    begins = [
        bisect_left(figures, position, key=lambda item: item.quantity.start)
        for position in (start, end)
    ]
    return figures[begins[0] : begins[1]]


def cited(passage: Passage) -> list[Cited]:
    """Return the quantities of a passage that have a unit, money in 万元 however it is written."""
    return [
        Cited(passage, _in_one_unit(quantity))
        for quantity in quantities(passage.text)
        if quantity.measure_unit
    ]


def _in_one_unit(quantity: Quantity) -> Quantity:
    """Return money in 万元, and any other quantity as it is."""
    if quantity.measure_unit not in MONEY:
        return quantity
    value = quantity.value * MONEY[quantity.measure_unit] / MONEY[MONEY_UNIT]
    return attrs.evolve(quantity, value=value, measure_unit=MONEY_UNIT)


def bracketed(text: str, position: int) -> bool:
    """Tell whether a position lies in brackets opened not too far before it."""
    near = text[max(0, position - BRACKETS_REACH) : position + 1]
    return max(map(near.rfind, "(（")) > max(map(near[:-1].rfind, ")）"))


def slipped(total: Decimal, added: Decimal) -> bool:
    """Tell whether two numbers differ as they do when one digit of one number was mistyped: by 3,
    20 or 0.01.
    """
    difference = abs(total - added).normalize().as_tuple().digits
    return total != added and len(difference) == 1


def sum_claim(kind: str, total: Cited, parts: Iterable[Cited]) -> Claim:
    """Return the claim that ``parts`` add up to ``total``."""
    listed = list(parts)
    added = sum((part.quantity.value for part in listed), Decimal(0))
    difference = added - total.quantity.value
    formula = f"{total.text} = {' + '.join(part.text for part in listed)}"
    spans = (total.span, *(part.span for part in listed))
    return Claim(
        kind, formula, difference == 0, plain(abs(difference)) + total.quantity.measure_unit, spans
    )


def limit_claim(kind: str, whole: Cited, part: Cited) -> Claim:
    """Return the claim that ``part`` is no more than ``whole``."""
    excess = part.quantity.value - whole.quantity.value
    unit = whole.quantity.measure_unit
    formula, difference = f"{part.text} ≤ {whole.text}", plain(max(excess, Decimal(0))) + unit
    return Claim(kind, formula, excess <= 0, difference, (whole.span, part.span), binding=False)


def same_unit(quantities_: Iterable[Cited], unit: str) -> list[Cited]:
    """Return those counted in ``unit``, exact ones only."""
    return [
        item for item in quantities_ if item.quantity.measure_unit == unit and item.quantity.exact
    ]
