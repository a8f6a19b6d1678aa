"""Two reporting rounds compared: what every unit changed, cell by cell, and what follows from
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import attrs

from compiler.analysis.rounds.alignment import Pair, align
from compiler.analysis.rounds.cell_changes import ChangePlace, compare_cells
from compiler.analysis.rounds.item_changes import (
    FORM_PART,
    MEASURE_PART,
    PROBLEM_PART,
    Asked,
    Weight,
    asked_of,
    compare_forms,
    compare_items,
)
from compiler.chinese.likeness import likeness
from compiler.model.changes import Change, ChangeKind, Comparison, PrintedChange
from compiler.model.snapshot import Printed, Snapshot, SnapshotItem, SnapshotValue
from compiler.schema.books import STANDARD, Schema


def compare(old: Snapshot, new: Snapshot, schema: Schema = STANDARD) -> Comparison:
    """Compare two rounds; things are recognised by what they say if their numbers have changed.

    ``schema`` says what kind of value a cell holds; one that it does not know is text.
    """
    asked = asked_of(schema, new.statuses)
    problems = align(
        _part(old, PROBLEM_PART), _part(new, PROBLEM_PART), key=_subject, identity=_identity
    )
    measures = align(
        _part(old, MEASURE_PART), _part(new, MEASURE_PART), key=_subject, identity=_identity
    )
    kept = {pair.old.subject: pair.new.subject for pair in measures if pair.old and pair.new}
    found: list[tuple[Weight, Change]] = []
    for pair in [*problems, *measures]:
        found += compare_items(pair, asked)
    for pair in _pair_forms(old, new, kept):
        found += compare_forms(pair, asked)
    others = [
        [item for item in s.items if item.part not in (PROBLEM_PART, MEASURE_PART, FORM_PART)]
        for s in (old, new)
    ]
    for pair in align(*others, key=_subject, identity=_subject):
        found += compare_items(
            Pair(_or_empty(pair.old, pair.new), _or_empty(pair.new, pair.old)), asked
        )
    found += [
        (Weight.CONSEQUENCE, change)
        for change in [*_problem_statuses(old, new, problems, asked), *_counts(old, new)]
    ]
    changes, consequences = (
        tuple(c for weight, c in found if weight is wanted) for wanted in Weight
    )
    return Comparison(
        old, new, changes, consequences, tuple(_paragraphs(old.paragraphs, new.paragraphs))
    )


def _or_empty(item: SnapshotItem | None, other: SnapshotItem | None) -> SnapshotItem | None:
    """Return a part of the register, which one round may not have had yet: it is then empty."""
    return item or (attrs.evolve(other, fields=(), tables=()) if other else None)


def _part(snapshot: Snapshot, part: str) -> list[SnapshotItem]:
    return [item for item in snapshot.items if item.part == part]


def _subject(item: SnapshotItem) -> str:
    return item.subject


def _identity(item: SnapshotItem) -> str:
    return item.identity


def _pair_forms(old: Snapshot, new: Snapshot, kept: dict[str, str]) -> Iterator[Pair[SnapshotItem]]:
    """Pair the forms of measures that both rounds have; those of a new or dropped measure go with
    it.
    """
    for before, after in kept.items():
        forms = [
            [item for item in _part(s, FORM_PART) if item.subject == name]
            for s, name in ((old, before), (new, after))
        ]
        yield from align(*forms, key=lambda item: item.unit, identity=lambda item: item.unit)


def _problem_statuses(
    old: Snapshot, new: Snapshot, problems: Sequence[Pair[SnapshotItem]], asked: Asked
) -> Iterator[Change]:
    """Yield the problems whose status, worked out or judged, changed."""
    before, after = (
        {f"问题{problem.number}": problem for problem in snapshot.problems}
        for snapshot in (old, new)
    )
    for pair in problems:
        if pair.old and pair.new and pair.old.subject in before and pair.new.subject in after:
            was, now = before[pair.old.subject].status, after[pair.new.subject].status
            place = ChangePlace(pair.new.subject, pair.new.unit, "完成状态")
            yield from compare_cells(
                place,
                asked.field(FORM_PART, "", "status"),
                _status(was, pair.old),
                _status(now, pair.new),
                new.statuses,
            )


def _status(name: str, problem: SnapshotItem) -> SnapshotValue | None:
    """Return a status as a value, placed at the problem's first cell; ``None`` if there is none to
    compare.
    """
    return (
        SnapshotValue("status", "完成状态", name, problem.fields[0].span)
        if name and problem.fields
        else None
    )


def _counts(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Yield the counts of the notice that changed; declared figures are compared in their cells."""
    declared = {name for snapshot in (old, new) for _, name, _, _ in snapshot.figures()}
    for name, now in new.counts.items():
        was = old.counts.get(name)
        if was is not None and was != now and name not in declared:
            yield Change(ChangeKind.ALTERED, "统计数", "", name, was, now, "", None, None)


def _paragraphs(old: Sequence[Printed], new: Sequence[Printed]) -> Iterator[PrintedChange]:
    """Yield the printed paragraphs that changed, an old one beside the new one that it became."""
    texts = [paragraph.text for paragraph in old], [paragraph.text for paragraph in new]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for pair in align(
            old[i1:i2],
            new[j1:j2],
            key=lambda p: p.text,
            identity=lambda p: p.text,
            same=_same_paragraph,
        ):
            shown = pair.new or pair.old
            assert shown is not None
            units = tuple(
                dict.fromkeys(unit for side in (pair.old, pair.new) if side for unit in side.units)
            )
            yield PrintedChange(
                pair.old.text if pair.old else "",
                pair.new.text if pair.new else "",
                shown.subject,
                units,
            )


def _same_paragraph(old: Printed, new: Printed) -> bool:
    """Tell whether one paragraph became the other."""
    return likeness(old.text, new.text) >= 0.4
