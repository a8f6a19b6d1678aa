"""勾稽关系 evaluated: every declared relation tested, every defined total computed, in exact
decimals.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import attrs

from compiler.analysis import grounds
from compiler.analysis.activities import office_count, standing_counts
from compiler.analysis.counts import LATER_COUNTS, counts, figures, unread_in_record
from compiler.analysis.evaluation import (
    Evaluation,
    RelationError,
    UnknownNameError,
    as_count,
    judge,
)
from compiler.analysis.expressions import (
    ExpressionError,
    FigureName,
    NumberLiteral,
    ParsedRelation,
    names,
    parse_expression,
    parse_relation,
)
from compiler.analysis.own_counts import own_count, standing_sums
from compiler.diagnostics import Diagnostic, complain
from compiler.model.computed import Count, TestedRelation
from compiler.model.report import Measure, Report
from compiler.model.submission import Figure
from compiler.model.values import Text


def compute(
    report: Report, asked: Iterable[str] = (), elsewhere: Iterable[str] = ()
) -> tuple[dict[str, Count], tuple[TestedRelation, ...], list[Diagnostic]]:
    """Return everything prose may name, every relation tested, and what could not be evaluated;
    ``asked`` are the names that prose and outline use, of which some are read when asked for,
    ``elsewhere`` the figures that other parts of the notice declare: here they add up to nought.

    A register relation whose left side is one new name defines it; definitions may use each other
    in any order. Diagnostics: F002 unknown name, F003 not a relation, F004 ambiguous name, F005
    division by zero, F006 unknown function.
    """
    found: list[Diagnostic] = []
    wanted = tuple(dict.fromkeys(asked))
    declared, answers = figures(report), grounds.answers(report)
    summed = dict.fromkeys(elsewhere, ()) | declared
    known = {
        name: count
        for name, count in counts(report).items()
        if name not in declared or name not in LATER_COUNTS
    }
    tested: list[TestedRelation] = []
    pending: list[tuple[Text, ParsedRelation, Decimal, RelationError | None]] = []
    for row in report.register.relations:
        if relation := _parse(row.relation, found):
            pending.append((row.relation, relation, row.tolerance.value or Decimal(0), None))
    used = (name.name for _, relation, *_ in pending for name in _names(relation))
    known = _of_the_office(report, (*wanted, *used), declared) | known
    while pending:
        waiting: list[tuple[Text, ParsedRelation, Decimal, RelationError | None]] = []
        for text, relation, tolerance, stuck in pending:
            if stuck and not (isinstance(stuck, UnknownNameError) and stuck.missing in known):
                waiting.append((text, relation, tolerance, stuck))
                continue
            try:
                result = judge(
                    Evaluation(report, known, summed, None, answers=answers),
                    text,
                    relation,
                    tolerance,
                )
            except RelationError as problem:
                waiting.append((text, relation, tolerance, problem))
                continue
            tested.append(result)
            if result.defines:
                sources = tuple(span for operand in result.operands for span in operand.sources)
                known[result.defines] = Count(
                    result.defines, result.right, result.measure_unit, sources, result.grounds
                )
        if len(waiting) == len(pending):
            found += [stuck.at(text) for text, *_, stuck in waiting if stuck]
            break
        pending = waiting
    for measure in report.measures():
        beside = grounds.beside(measure) if any(f.relation for f in measure.figures) else ()
        for figure in measure.figures:
            if (
                figure.relation
                and not figure.relation.imported
                and (relation := _parse(figure.relation, found))
            ):
                try:
                    tested.append(
                        judge(
                            Evaluation(
                                report, known, declared, measure, answers=answers, beside=beside
                            ),
                            figure.relation,
                            relation,
                            Decimal(0),
                        )
                    )
                except RelationError as problem:
                    found.append(problem.at(figure.relation))
    for name, rows in declared.items():
        if name not in known and len({(f.value.value, f.unit.value) for _, f in rows}) == 1:
            known[name] = as_count(rows[0][1])
    unknown = [name for name in wanted if name not in known and name not in declared]
    known |= dict(_reckoned(report, unknown, known, summed))
    doubtful = frozenset(unread_in_record(report))  # no error of the notice, and no ground for one
    if doubtful:
        tested = [attrs.evolve(it, undecided=not doubtful.isdisjoint(it.grounds)) for it in tested]
    return known, tuple(tested), found


def _of_the_office(
    report: Report, asked: Iterable[str], declared: Collection[str]
) -> dict[str, Count]:
    """Return what is counted of the office's own work and of the kind's own fields, asked for or
    not; a declared figure of the same name is what the name means.
    """
    found = {it.name: it for it in (*standing_counts(report), *standing_sums(report))}
    for name in asked:
        if name not in found and (count := office_count(report, name) or own_count(report, name)):
            found[name] = count
    return {name: count for name, count in found.items() if name not in declared}


def _reckoned(
    report: Report,
    asked: Iterable[str],
    known: Mapping[str, Count],
    declared: Mapping[str, Sequence[tuple[Measure, Figure]]],
) -> Iterator[tuple[str, Count]]:
    """Yield what the names come to that are expressions (合计(到位资金)); what is none, or cannot be
    worked out, stays unknown.
    """
    for name in asked:
        evaluation = Evaluation(report, known, declared, None, answers=grounds.answers(report))
        try:
            expression = parse_expression(name)
            if isinstance(expression, FigureName | NumberLiteral):
                continue
            value, unit = evaluation.amount(expression)
        except (ExpressionError, RelationError):
            continue
        sources = tuple(span for operand in evaluation.operands for span in operand.sources)
        yield name, Count(name, value, unit, sources, tuple(evaluation.grounds))


def _names(relation: ParsedRelation) -> Iterator[FigureName]:
    """Yield the names on both sides of a relation."""
    yield from (*names(relation.left), *names(relation.right))


def _parse(text: Text, found: list[Diagnostic]) -> ParsedRelation | None:
    """Return a relation read from its cell; ``None``, with F003 told, if it is none."""
    try:
        return parse_relation(text.value)
    except ExpressionError as error:
        place = text.span_at(error.position, error.position + 1)
        position, expected = error.position + 1, error.expected
        unread = complain("F003", place, text=text.value, position=position, expected=expected)
        found.append(unread.spoiling(text.span))
        return None
