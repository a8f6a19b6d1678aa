"""Who vouches for the numbers of the published text: a declared figure or count, a relation that holds, or
nobody.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import attrs

from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.chinese.quantities import Quantity, amounts_to, quantities
from compiler.chinese.shortening import surroundings
from compiler.model.document import Role
from compiler.span import Span

CONTEXT = 18
"""Characters on either side of a number in the report, by judgement enough to know it again."""
NO_FIGURES = (Role.TITLE, Role.DEADLINE, Role.CONTACT, Role.INFORMATION, Role.SIGNATURE)
"""Texts whose numbers are dates, telephones and house numbers."""


@attrs.frozen
class UnverifiedNumber:
    """One such number: as printed, with its surroundings and its place."""

    text: str
    context: str
    subject: str
    span: Span


class Vouched(enum.Enum):
    """By whom a number is vouched for."""

    DECLARED = "登记"
    CHECKED = "互相核对"
    NOBODY = "没有依据"


def unverified_numbers(printed: PrintedReport) -> Iterator[UnverifiedNumber]:
    """Yield the numbers that nobody has declared and no holding, binding claim covers, in the
    order of the notice.
    """
    for passage, quantity, vouched in _numbers(printed):
        if vouched is Vouched.NOBODY:
            yield UnverifiedNumber(
                passage.text[quantity.start : quantity.end],
                _context(passage, quantity),
                passage.subject,
                passage.span(quantity.start, quantity.end),
            )


def coverage(printed: PrintedReport) -> Counter[Vouched]:
    """Return how many numbers of the notice are declared or drawn from data, how many only checked against
    others, and how many nobody vouches for.
    """
    return Counter(vouched for _, _, vouched in _numbers(printed))


def _numbers(printed: PrintedReport) -> Iterator[tuple[Passage, Quantity, Vouched]]:
    """Yield the numbers of the notice, in its order, each with who vouches for it."""
    covered = {
        operand
        for claim in printed.report.claims
        if claim.holds and claim.binding
        for operand in claim.operands
    }
    for passage in printed.passages:
        if passage.role in NO_FIGURES:
            continue
        declared = _declared(passage)
        for quantity in quantities(passage.text):
            if passage.filled(quantity.start, quantity.end) or any(
                amounts_to(passage.text, quantity, value, unit) for value, unit in declared
            ):
                yield passage, quantity, Vouched.DECLARED
            elif passage.span(quantity.start, quantity.end) in covered:
                yield passage, quantity, Vouched.CHECKED
            else:
                yield passage, quantity, Vouched.NOBODY


def _declared(passage: Passage) -> set[tuple[Decimal, str]]:
    """Return the amounts with units that the forms of a passage's problem vouch for."""
    measures = passage.problem.measures if passage.problem else ()
    declared = {
        (figure.value.value, figure.unit.value)
        for measure in measures
        for figure in measure.figures
    }
    declared |= {
        (row.count.value, unit)
        for measure in measures
        for row in measure.handlings
        for unit in ("人", "名")
    }
    return {(value, unit) for value, unit in declared if value is not None}


def _context(passage: Passage, quantity: Quantity) -> str:
    """Return a number with the words around it."""
    before, after = surroundings(passage.text, quantity.start, quantity.end, CONTEXT)
    return before + passage.text[quantity.start : quantity.end] + after
