"""What a notice tells of all measures of a problem in one text, shared out among them.

Each part of the outline that is printed once a measure tells of them in order. Where one tells of
fewer than another, the notice does not say whose each is; that is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from compiler.chinese.marks import sentences
from compiler.diagnostics import Diagnostic, complain
from compiler.importer.drafts import Draft, DraftMeasure, DraftProblem, Part
from compiler.importer.match_cost import NUMBER
from compiler.importer.subjects import part_by_subjects, units_are_subjects
from compiler.notice.kind import Kind
from compiler.notice.outline import Outline, Repeat, direct_fields
from compiler.schema.books import block
from compiler.schema.definitions import Block, ValueKind, members
from compiler.schema.form import FIGURES
from compiler.schema.register import MEASURES, PROBLEMS
from compiler.span import Span

LEAD, SUPPORTING = "lead_unit", "supporting_units"
NUMERIC = (ValueKind.NUMBER, ValueKind.INTEGER)


def share_out(draft: Draft, kind: Kind, file: str) -> Iterator[Diagnostic]:
    """Give every measure its part of what is told of several at once, and yield S174 where the
    notice does not say whose it is, S177 where it does not of figures.
    """
    if draft.loose:
        place = Span(file, line=draft.loose[0].number)
        yield complain("S177", place, count=len(draft.loose))
    listed, subjects = _lists_units(kind.outline), units_are_subjects(kind.outline)
    for problem in draft.problems:
        if subjects:
            part_by_subjects(problem)
        _add_answers(problem)
        if listed:
            _give_supporting(problem)
        unsure: dict[str, None] = {}
        for (part, group), count in problem.columns.items():
            measures = problem.groups[group] if group >= 0 else []
            if len(measures) > count and part.key:
                others = [one for (one, place) in problem.columns if place == group]
                if own := _told_apart(measures, others, part.key):
                    for measure, text in zip(measures, own, strict=True):
                        measure.values[part.key] = text
                    continue
                told = [measure.values.get(part.key, "") for measure in measures[:count]]
                if part.whole and count == 1:
                    told = _cut_up(told[0], len(measures))
                if not part.distinct or len(told) > 1:
                    unsure[f"“{part.name}”"] = None
                if part.distinct:
                    told += told[-1:] * (len(measures) - len(told))
                for measure, text in zip(measures, told, strict=False):
                    measure.values[part.key] = text
        for label in _give_sums(problem, kind):
            unsure[f"“{label}”"] = None
        if unsure:
            place = Span(file, line=problem.paragraph.number)
            count = len(problem.measures)
            yield complain("S174", place, measures=count, labels="".join(unsure))


def _add_answers(problem: DraftProblem) -> None:
    """Give every follow-up a measure of its own, where all that a notice tells of measures is one
    text of as many sentences or more: several may have answered in it.

    What numbers a measure, or ends its text with a mark, would have shown that there is one.
    """
    count = max((len(matters) for matters in problem.matters.values()), default=0)
    parts = [part for part, group in problem.columns if group == 0 and part.key]
    group = problem.groups[0] if problem.groups else []
    alone = len(group) == 1 == len(problem.measures)
    if count < 2 or not alone or not all(part.whole or part.distinct for part in parts):
        return
    values = group[0].values
    texts = [values.get(part.key, "") for part in parts if not part.distinct]
    if texts and all(len(_cut_up(text, count)) == count for text in texts):
        group += [DraftMeasure(group[0].lead_in) for _ in range(count - 1)]


def _told_apart(
    measures: Sequence[DraftMeasure], parts: Iterable[Part], key: str
) -> list[str] | None:
    """Return the values that one of the parts tells of each measure by itself, where another tells of
    fewer; ``None`` if no part does.
    """
    for part in parts:
        own = [measure.told.get((part, key), "") for measure in measures]
        if all(own):
            return own
    return None


def _lists_units(outline: Outline) -> bool:
    """Tell whether an outline lists the lead units of a problem with those that support them."""
    return any(
        isinstance(item, Repeat)
        and {LEAD, SUPPORTING} <= {field.key for field in direct_fields(item.items)}
        for line in outline.walk()
        for items in line.cells or (line.items,)
        for item in items
    )


def _give_supporting(problem: DraftProblem) -> None:
    """Let units of which there are more than answers support the last one that leads: a measure of
    which nothing but a unit is told is none.
    """
    for group in problem.groups:
        told = [measure for measure in group if measure.values.keys() - {LEAD, SUPPORTING}]
        rest = group[len(told) :]
        if not told or told != group[: len(told)]:
            continue
        last = told[-1].values
        units = [measure.values.get(key, "") for measure in rest for key in (LEAD, SUPPORTING)]
        if LEAD in last and all(measure.values.get(LEAD) for measure in rest) and rest:
            last[SUPPORTING] = "、".join(filter(None, [last.get(SUPPORTING, ""), *units]))
            del group[len(told) :]


def _give_sums(problem: DraftProblem, kind: Kind) -> Iterator[str]:
    """Give what is told of a problem as a whole to the problem's own field, else to the first measure,
    into the field that is summed or as a figure; yield what is summed over several measures.
    """
    if not problem.sums:
        return
    asked = (block(kind.schema.register, MEASURES.key), *kind.schema.form.sheets[0].blocks)
    keys = _numeric(one for one in asked if one.key != FIGURES.key)
    of_problem = _numeric([block(kind.schema.register, PROBLEMS.key)])
    measures = problem.measures
    for label, (number, unit) in problem.sums.items():
        if label in of_problem:
            problem.values.setdefault(of_problem[label], number)
            continue
        named = any(figure.get("name") == label for one in measures for figure in one.figures)
        if not measures or named or NUMBER.fullmatch(number) is None:
            continue
        if label in keys:
            measures[0].values.setdefault(keys[label], number)
        else:
            measures[0].figures.append({"name": label, "value": number, "unit": unit})
        if len(measures) > 1:
            yield label


def _numeric(blocks: Iterable[Block]) -> dict[str, str]:
    """Return the keys of the number fields of some blocks, by label."""
    return {
        field.label: field.key for own in blocks for field in members(own) if field.kind in NUMERIC
    }


def _cut_up(text: str, count: int) -> list[str]:
    """Return a text sentence by sentence, at most so many, the last one with all that is left."""
    starts = [start for start, _ in sentences(text)][:count]
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]
