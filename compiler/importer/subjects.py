"""Answers that a notice prints behind the unit that gave them, as its subject (县水利局新建泵站2座)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from compiler.chinese.marks import sentences
from compiler.importer.drafts import DraftMeasure, DraftProblem
from compiler.model.document import Role
from compiler.notice.outline import Item, Optional, Outline, OutlineField, Repeat

LEAD, PROGRESS = "lead_unit", "progress"


def units_are_subjects(outline: Outline) -> bool:
    """Tell whether an outline draws the lead unit right before the answer, with nothing between."""
    return any(
        before.key == LEAD
        and after.definition is not None
        and after.definition.role is Role.PROGRESS
        for line in outline.walk()
        for before, after in _neighbours(line.items)
    )


def _neighbours(items: tuple[Item, ...]) -> Iterator[tuple[OutlineField, OutlineField]]:
    """Yield the fields that stand side by side in ``items``, however deep."""
    for before, after in pairwise(items):
        if isinstance(before, OutlineField) and isinstance(after, OutlineField):
            yield before, after
    for item in items:
        if isinstance(item, Repeat | Optional):
            yield from _neighbours(item.items)


def part_by_subjects(problem: DraftProblem) -> None:
    """Give each measure its own answer without its subject, where the notice tells elsewhere which
    units lead: one text tells of several where a sentence begins with the next unit.
    """
    for group in problem.groups:
        if all(measure.values.get(LEAD) for measure in group):
            _share(group)
            for measure in group:
                unit, text = measure.values[LEAD], measure.values.get(PROGRESS, "")
                if text.startswith(unit) and text != unit:
                    measure.values[PROGRESS] = text.removeprefix(unit)


def _share(group: list[DraftMeasure]) -> None:
    """Cut the one text of a group at the subjects of its sentences, if it has one for each measure."""
    told = [measure for measure in group if measure.values.get(PROGRESS)]
    if len(group) < 2 or told != group[:1]:
        return
    text, cuts = group[0].values[PROGRESS], [0]
    starts = [start for start, _ in sentences(text)]
    for measure in group[1:]:
        unit = measure.values[LEAD]
        cut = next((at for at in starts if at > cuts[-1] and text.startswith(unit, at)), None)
        if cut is None:
            return
        cuts.append(cut)
    for measure, (start, end) in zip(group, pairwise([*cuts, len(text)]), strict=True):
        measure.values[PROGRESS] = text[start:end]
