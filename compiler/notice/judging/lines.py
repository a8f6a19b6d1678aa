"""What can be said against the lines of an outline that can be read: one flat list of judges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compiler.diagnostics import Diagnostic
from compiler.notice.judging.doubled import paragraph_each
from compiler.notice.judging.idle import idle_remarks, lone_numbers, stuck_numbers
from compiler.notice.judging.repeated import drawn_alike, drawn_twice, lines_astray, printed_again
from compiler.notice.judging.standing import Standing, standing_under
from compiler.notice.judging.unprinted import (
    bare_labels,
    bare_names,
    empty_tables,
    never_printed,
    unpaired_marks,
    wrong_brackets,
)
from compiler.notice.outline import Outline, OutlineLine
from compiler.vocab import Status


def judge_lines(outline: Outline, statuses: Sequence[Status]) -> list[Diagnostic]:
    """Judge the lines of an outline for a kind with these statuses.

    Diagnostics: S145 a field without its braces, S147 what is never printed, S148 a remark that does
    nothing, S149 a number that is always the same, S150 a line that must belong to another, S151 what
    is drawn twice, S154 what is meant to be printed once but is not, S155 a bracket that does not do
    what it seems to, S158 a mark without its partner, S202 a paragraph for each measure, S211 a label over nothing.
    """
    found = [*_lines(outline.lines, Standing(), statuses), *drawn_twice(outline)]
    return sorted(found, key=lambda d: (d.spans[0].line or 0, d.spans[0].column or 0))


def _lines(
    lines: tuple[OutlineLine, ...], standing: Standing, statuses: Sequence[Status]
) -> Iterator[Diagnostic]:
    yield from empty_tables(lines)
    yield from lines_astray(lines, standing)
    yield from drawn_alike(lines)
    yield from lone_numbers(lines, standing)
    for line in lines:
        inner = standing_under(line, standing)
        yield from bare_names(line)
        yield from unpaired_marks(line)
        yield from bare_labels(line)
        yield from never_printed(line, standing, inner, statuses)
        yield from idle_remarks(line, standing)
        yield from stuck_numbers(line, standing)
        yield from printed_again(line, standing, inner.around)
        yield from paragraph_each(line, standing)
        yield from wrong_brackets(line.items)
        yield from _lines(line.children, inner, statuses)
