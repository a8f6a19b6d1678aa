"""Numbers of the published text that nothing vouches for: no declared figure, count or relation
covers them.
"""

from __future__ import annotations

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


def unverified_numbers(printed: PrintedReport) -> Iterator[UnverifiedNumber]:
    """Yield the numbers that nobody has declared and no holding, binding claim covers, in the
    order of the notice.
    """
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
            span = passage.span(quantity.start, quantity.end)
            known = span in covered or passage.filled(quantity.start, quantity.end)
            if known or any(
                amounts_to(passage.text, quantity, value, unit) for value, unit in declared
            ):
                continue
            yield UnverifiedNumber(
                passage.text[quantity.start : quantity.end],
                _context(passage, quantity),
                passage.subject,
                span,
            )


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
