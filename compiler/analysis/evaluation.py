"""One relation evaluated in exact decimals: what its names mean where it stands, and whether it
holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation

import attrs

from compiler.analysis import grounds
from compiler.analysis.expressions import (
    Binary,
    Call,
    Expression,
    FigureName,
    NumberLiteral,
    ParsedRelation,
    names,
)
from compiler.analysis.own_counts import own_count
from compiler.analysis.unknown_names import hint_at
from compiler.chinese.likeness import nearest
from compiler.chinese.quantities import MONEY
from compiler.diagnostics import Diagnostic, complain
from compiler.model.computed import Count, Operand, TestedRelation
from compiler.model.report import Measure, Report
from compiler.model.submission import Figure
from compiler.model.values import Text
from compiler.model.values import places as places_of
from compiler.span import Span

PERCENT = "%"
USAGE = {
    "合计": "合计（指标）",
    "个数": "个数（指标）",
    "处理人数": "处理人数（处理方式）",
    "人员数": "人员数（处理方式，处理口径）",
    "百分比": "百分比（部分，总数，小数位数）",
    "四舍五入": "四舍五入（数，小数位数）",
}
"""The functions of relations, as they are written."""


class RelationError(Exception):
    """A relation that cannot be evaluated, as a diagnostic code with its arguments and grounds."""

    def __init__(
        self, code: str, start: int, end: int, grounds: Sequence[Span] = (), **arguments: object
    ) -> None:
        super().__init__(code)
        self.code, self.start, self.end, self.arguments = code, start, end, arguments
        self.grounds = grounds

    def at(self, text: Text) -> Diagnostic:
        """Return the diagnostic."""
        failed = complain(self.code, text.span_at(self.start, self.end), **self.arguments)
        return failed.resting_on(*self.grounds).spoiling(text.span)


class UnknownNameError(RelationError):
    """A relation with a name that nobody knows, or not yet. What may be meant is dear to find, so it
    is looked for where the diagnostic is asked for, among all that is known by then.
    """

    def __init__(self, name: FigureName, evaluation: Evaluation) -> None:
        super().__init__("F002", name.start, name.end, name=name.name)
        self.missing, self.evaluation = name.name, evaluation

    def at(self, text: Text) -> Diagnostic:
        """Return the diagnostic, with what may be meant."""
        report, known = self.evaluation.report, self.evaluation.known
        hint, alike = hint_at(report, self.missing, [*self.evaluation.figures, *known])
        self.arguments["hint"] = hint
        self.grounds = (*self.evaluation.beside, *grounds.name(report, self.missing, alike=alike))
        return super().at(text)


@attrs.frozen
class _Amount:
    """A number being reckoned with, and its unit, empty if it has none."""

    number: Decimal
    measure_unit: str = ""


@attrs.define
class Evaluation:
    """Names in reach of one relation; ``operands`` collects what it used, ``grounds`` the places
    of what it would have used besides; ``beside`` are the figures of its own measure.
    """

    report: Report
    known: Mapping[str, Count]
    figures: Mapping[str, Sequence[tuple[Measure, Figure]]]
    measure: Measure | None
    operands: list[Operand] = attrs.field(factory=list)
    answers: tuple[Span, ...] = ()
    beside: tuple[Span, ...] = ()
    grounds: list[Span] = attrs.field(factory=list)

    def evaluate(self, expression: Expression) -> _Amount:
        """Return what an expression comes to. Raises ``RelationError`` where a name is unknown or
        ambiguous, or a function is used as it cannot be.
        """
        if isinstance(expression, NumberLiteral):
            return _Amount(expression.value, expression.measure_unit)
        if isinstance(expression, FigureName):
            return self._use(self._find(expression))
        if isinstance(expression, Call):
            return self._call(expression)
        return self._apply(
            expression, self.evaluate(expression.left), self.evaluate(expression.right)
        )

    def amount(self, expression: Expression) -> tuple[Decimal, str]:
        """Return the number and the unit that an expression comes to; raises as :meth:`evaluate`."""
        amount = self.evaluate(expression)
        return amount.number, amount.measure_unit

    def _apply(self, expression: Binary, left: _Amount, right: _Amount) -> _Amount:
        """Return what an operator makes of two amounts; F005 where they cannot be divided."""
        try:
            if expression.operator in "+-":
                other = _convert(right, left.measure_unit)
                return _Amount(
                    left.number + other if expression.operator == "+" else left.number - other,
                    left.measure_unit or right.measure_unit,
                )
            # A share of something is no percentage: 50% of 10 户 are 5 户.
            if PERCENT in (left.measure_unit, right.measure_unit):
                left, right = _fraction(left), _fraction(right)
            number = (
                left.number * right.number
                if expression.operator == "*"
                else left.number / right.number
            )
            return _Amount(number, left.measure_unit or right.measure_unit)
        except (DivisionByZero, InvalidOperation):
            used = names(expression)
            raise RelationError(
                "F005", used[0].start if used else 0, used[-1].end if used else 1
            ) from None

    def _use(self, count: Count) -> _Amount:
        """Return a count as an amount and remember that the relation used it."""
        self.operands.append(Operand(count.name, count.value, count.measure_unit, count.sources))
        self.grounds += count.grounds
        return _Amount(count.value, count.measure_unit)

    def _find(self, name: FigureName) -> Count:
        """Return what a name means here: the measure's own figure, else a count of the notice, else
        the one figure of that name. F004 if several differ, F002 if there is none.
        """
        declared = self.figures.get(name.name, ())
        own = [figure for measure, figure in declared if measure is self.measure]
        if own:
            return as_count(own[0])
        if name.name in self.known:
            return self.known[name.name]
        values = {(figure.value.value, figure.unit.value) for _, figure in declared}
        if len(values) > 1:
            rests = grounds.declared(self.report, name.name)
            raise RelationError("F004", name.start, name.end, rests, name=name.name)
        if not declared:
            raise UnknownNameError(name, self)
        return as_count(declared[0][1])

    def _call(self, call: Call) -> _Amount:
        """Return what a function comes to; F006 unless it is known and gets the arguments that it
        takes.
        """
        arguments = [
            argument.name for argument in call.arguments if isinstance(argument, FigureName)
        ]
        if call.function in ("合计", "个数") and len(arguments) == len(call.arguments) == 1:
            declared = self.figures.get(arguments[0])
            if not declared and (own := own_count(self.report, f"{call.function}({arguments[0]})")):
                return self._use(own)
            if declared is not None and not declared:
                return self._use(Count(_written(call, arguments), Decimal(0), "", (), self.answers))
            if declared is None:
                return _Amount(self._find(call.arguments[0]).value)  # type: ignore[arg-type]
            unit = declared[0][1].unit.value
            values = [
                _Amount(figure.value.value or Decimal(0), figure.unit.value)
                for _, figure in declared
            ]
            total = sum((_convert(value, unit) for value in values), Decimal(0))
            result = total if call.function == "合计" else Decimal(len(values))
            sources = tuple(figure.value.span for _, figure in declared)
            written = _written(call, arguments)
            return self._use(Count(written, result, unit, sources, self.answers))
        if call.function == "处理人数" and len(arguments) == len(call.arguments) <= 1:
            rows = [row for measure in self.report.measures() for row in measure.handlings]
            rows = [row for row in rows if not arguments or row.sanction.value in arguments]
            result = sum((row.count.value or Decimal(0) for row in rows), Decimal(0))
            return self._use(
                Count(
                    _written(call, arguments),
                    result,
                    "人",
                    tuple(row.count.span for row in rows),
                    self.answers,
                )
            )
        if call.function == "人员数" and len(arguments) == len(call.arguments):
            people = self.report.register.persons
            chosen = [
                p
                for p in people
                if set(arguments) <= {p.sanction.value, p.population.value, p.published.value}
            ]
            sources = tuple(person.name.span for person in chosen)
            rests = grounds.persons(self.report.register)
            number = Decimal(len(chosen))
            return self._use(Count(_written(call, arguments), number, "人", sources, rests))
        if call.function == "百分比" and len(call.arguments) in (2, 3):
            part, whole, decimals = [*map(self.evaluate, call.arguments), _Amount(Decimal(0))][:3]
            if whole.number == 0:
                raise RelationError("F005", call.start, call.end)
            share = _convert(part, whole.measure_unit) * 100 / whole.number
            return _Amount(self._round(call, share, decimals.number), PERCENT)
        if call.function == "四舍五入" and len(call.arguments) == 2:
            value, decimals = map(self.evaluate, call.arguments)
            return _Amount(self._round(call, value.number, decimals.number), value.measure_unit)
        raise self._unusable(call)

    def _unusable(self, call: Call) -> RelationError:
        """Return the complaint of a function that nobody knows or that is used wrongly, with the
        usage meant.
        """
        known = USAGE.get(call.function) or USAGE.get(nearest(call.function, USAGE, 0.3) or "")
        return RelationError(
            "F006",
            call.start,
            call.end,
            name=call.function,
            guess=known or "、".join(USAGE.values()),
        )

    def _round(self, call: Call, value: Decimal, places: Decimal) -> Decimal:
        """Round half up, as offices do, to some decimals."""
        try:
            return value.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)
        except InvalidOperation:  # more places than decimals have
            raise self._unusable(call) from None


def _written(call: Call, arguments: Sequence[str]) -> str:
    """Return a function as it is written, which is what messages call its result."""
    return f"{call.function}（{'、'.join(arguments)}）"


def _fraction(value: _Amount) -> _Amount:
    """Return a percentage as the fraction it is, anything else as it is."""
    return _Amount(value.number / 100) if value.measure_unit == PERCENT else value


def _convert(value: _Amount, unit: str) -> Decimal:
    """Return an amount in a unit: only money is converted, since a unit may be left out anywhere
    else.
    """
    if value.measure_unit != unit and value.measure_unit in MONEY and unit in MONEY:
        return value.number * MONEY[value.measure_unit] / MONEY[unit]
    return value.number


def as_count(figure: Figure) -> Count:
    """Return a declared figure as prose may name it; an empty value counts as nought, since
    validation speaks of it.
    """
    value, unit, rests = figure.value.value or Decimal(0), figure.unit.value, places_of(figure.unit)
    return Count(figure.name.value, value, unit, (figure.value.span,), rests)


def judge(
    evaluation: Evaluation, text: Text, relation: ParsedRelation, tolerance: Decimal
) -> TestedRelation:
    """Return whether a relation holds, or, where its left side is one name that nobody knows yet,
    what that name is.
    """
    right = evaluation.evaluate(relation.right)
    if (
        isinstance(relation.left, FigureName)
        and evaluation.measure is None
        and relation.comparison == "="
    ):
        name = relation.left.name
        if name not in evaluation.known and name not in evaluation.figures:
            return TestedRelation(
                text,
                right.number,
                right.number,
                right.measure_unit,
                True,
                tuple(evaluation.operands),
                name,
                grounds=tuple(evaluation.grounds),
            )
    operands, evaluation.operands = evaluation.operands, []
    left = evaluation.evaluate(relation.left)
    other = _convert(right, left.measure_unit)
    holds = {
        "=": abs(left.number - other) <= tolerance,
        "<": left.number < other,
        ">": left.number > other,
        "≤": left.number <= other,
        "≥": left.number >= other,
    }[relation.comparison]
    return TestedRelation(
        text,
        left.number,
        other,
        left.measure_unit,
        holds,
        (*evaluation.operands, *operands),
        grounds=(*evaluation.grounds, *evaluation.beside),
    )
