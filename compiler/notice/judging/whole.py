"""What an outline as a whole lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role
from compiler.notice.judging.standing import bracketed
from compiler.notice.outline import (
    Item,
    Outline,
    OutlineField,
    OutlineLine,
    Repeat,
    direct_fields,
    fields,
)
from compiler.vocab import Need, Status

PROBLEMS = ("problem", "group", "measure", "figure", "matter")


def judge_whole(outline: Outline, statuses: Sequence[Status]) -> Iterator[Diagnostic]:
    """Yield S152 for what a notice cannot do without and no line prints: its title, the problems, how
    far their measures are, and problems of each status; S195 for what is counted within a level
    that no line prints; S210 for progress that is printed of nothing complete.
    """
    drawn = [field for line in outline.walk() for field in fields(line.items)]
    yield from _counted_in_nothing(drawn)
    if not any(field.entity == "notice" and field.key == "title" for field in drawn):
        yield _missing(outline, "通报的标题", "{标题}")
    if not any(_names_problem(field) for field in drawn):
        yield _missing(outline, "问题", "{问题}")
    if not any(field.definition and field.definition.role is Role.PROGRESS for field in drawn):
        yield _missing(outline, "措施的进展情况", "{进展情况}")
    yield from _only_unfinished(outline, statuses)
    printed = {status for line in outline.lines for status in _kept(line, statuses, None)}
    if printed:
        for status in statuses:
            if status.name not in printed:
                first = next(line for line in outline.walk() if line.statuses)
                reason = f"状态是“{status.name}”的问题"
                right = f"一段 …{status.name}"
                yield complain("S152", first.span, what=reason, right=right)


def _counted_in_nothing(drawn: Sequence[OutlineField]) -> Iterator[Diagnostic]:
    """Numbers of a level that readers do not see: what has no category counts as one nameless
    category, so that each problem would be given the number of them all.
    """
    levels = {field.entity for field in drawn}
    for field in drawn:
        within = None if field.definition else field.counted
        if within and within.entity in ("aspect", "category") and within.entity not in levels:
            level = within.range.removeprefix("本")
            yield complain("S195", field.span, name=within.name, level=level)


def _only_unfinished(outline: Outline, statuses: Sequence[Status]) -> Iterator[Diagnostic]:
    """Progress that stands everywhere beside a follow-up, which nothing complete has: there a line or
    a repetition is printed once a follow-up.
    """
    if not any(status.complete and status.needs is not Need.FOLLOW_UP for status in statuses):
        return
    anywhere = [
        (field, next((other.name for other in own if other.entity == "matter"), ""))
        for line in outline.walk()
        for items in line.cells or (line.items,)
        for own in _side_by_side(items)
        for field in own
        if field.definition and field.definition.role is Role.PROGRESS
    ]
    if all(beside for _, beside in anywhere):
        for field, beside in anywhere:
            yield complain("S210", field.span, name=field.name, beside=beside)


def _side_by_side(items: tuple[Item, ...]) -> Iterator[list[OutlineField]]:
    """Yield the fields that are printed together: those of a line, and of each repetition in it."""
    yield [*direct_fields(items)]
    for item in bracketed(items):
        if isinstance(item, Repeat):
            yield [*direct_fields(item.items)]


def _names_problem(field: OutlineField) -> bool:
    return field.entity == "problem" and field.key == "title"


def _missing(outline: Outline, what: str, right: str) -> Diagnostic:
    return complain("S152", outline.place, what=what, right=right)


def _kept(
    line: OutlineLine, statuses: Sequence[Status], around: tuple[str, ...] | None
) -> Iterator[str]:
    """Yield the names of the statuses whose problems a line or one under it prints."""
    own = line.statuses or around
    if any(field.entity in PROBLEMS for field in fields(line.items)):
        yield from own or [status.name for status in statuses]
    for child in line.children:
        yield from _kept(child, statuses, own)
