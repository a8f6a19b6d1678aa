"""What the decisions on a list come to: which cells say what, which rows go back to the units, which
are still open, or why none of it can be done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import attrs

from compiler.absorbing.current import CellNow, CurrentCells, carried_over, find_cell, is_done
from compiler.absorbing.landing import CellEdit, Verdict, shown_cell
from compiler.absorbing.listed import CellChange, Choice, Decision, EditList, ListedEdit
from compiler.absorbing.places import context
from compiler.brief import brief
from compiler.diagnostics import Diagnostic, complain
from compiler.model.provenance import CellText
from compiler.span import Span

NOT_WRITABLE = "这一条写不回去（{verdict}）。请按“说明”到那里改，改好后把“处理”选成“不采纳”"
LEFT_EMPTY = "“改为”空着。要照原来的写，请恢复“改为”；要整句删去，请选“不采纳”后到表里删"
NOT_SETTLED = "这一条要先定怎么写：请在“改为”里写定，再选“采纳”"
SEVERAL = "这一条要改两格，“改为”里改了也不知道哪些字归哪一格。请恢复“改为”，或选“不采纳”后到表里改"
NO_CELL = "“{label}”这一格现在找不到了（原来在 {place}），写不回去。请选“不采纳”，或把那份表放回来"
FORMULA = "{place} 现在是公式，不能用文字盖掉。请先把那一格改成文字，或选“不采纳”"
NO_FORM = "这一条没有对应的填报表，退不了单位。请选“采纳”或“不采纳”"
CROSSED = "与第 {other} 条改的是同样的字，不能都采纳。请只采纳一条"
EMPTY = "（空）"


@attrs.frozen
class WrittenRow:
    """What a row of the list comes to in a cell: sentences of it, before and after."""

    number: int
    old: str
    new: str


@attrs.frozen
class CellWrite:
    """A cell with the text that it is to hold, and the rows of the list that it is changed by."""

    __repr__ = brief

    cell: CellNow
    text: str
    rows: tuple[WrittenRow, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the rows."""
        return tuple(row.number for row in self.rows)


@attrs.frozen
class Decided:
    """Decisions worked out: the cells to be written; the rows that were adopted, that are so
    already, that go back to units, that nobody has decided on.
    """

    __repr__ = brief

    writes: tuple[CellWrite, ...] = ()
    adopted: tuple[int, ...] = ()
    done: tuple[int, ...] = ()
    returned: tuple[int, ...] = ()
    open: tuple[int, ...] = ()


@attrs.frozen
class _Replacement:
    """Characters of a cell as it is now that are replaced, by which row."""

    start: int
    end: int
    text: str
    number: int


_Together = dict[tuple[Span, str], dict[CellEdit, None]]


def decide(
    found: EditList, decisions: Iterable[Decision], cells: CurrentCells
) -> tuple[Decided, list[Diagnostic]]:
    """Return what the decisions on a list come to in the project as it is now.

    Diagnostics: R044 a decision that cannot be carried out, R045 a cell that was changed since the
    list was written. With any, nothing should be.
    """
    wrong: list[Diagnostic] = []
    plans: dict[Span, tuple[CellNow, list[_Replacement]]] = {}
    adopted: list[int] = []
    done: list[int] = []
    returned: list[int] = []
    undecided: list[int] = []
    places: dict[int, Span] = {}
    decisions = tuple(decisions)
    together = _together(found, decisions)
    for decision in decisions:
        edit, number = found.edits[decision.number - 1], decision.number
        places[number] = decision.place
        if decision.choice is None:
            undecided.append(number)
        elif decision.choice is Choice.RETURN:
            returned.append(number)
            wrong += [] if edit.about else [_wrong(decision.place, NO_FORM)]
        elif decision.choice is Choice.ADOPT and edit.verdict is Verdict.DONE:
            done.append(number)
        elif decision.choice is Choice.ADOPT:
            own, faults = _replacements(edit, decision, cells, together)
            wrong += faults
            for cell, replacement in own:
                plans.setdefault(cell.span, (cell, []))[1].append(replacement)
            if not faults:
                (adopted if own else done).append(number)
    writes, faults = _writes(plans, places)
    return (
        Decided(tuple(writes), tuple(adopted), tuple(done), tuple(returned), tuple(undecided)),
        [*wrong, *faults],
    )


def _wrong(place: Span, reason: str) -> Diagnostic:
    return complain("R044", place, reason=reason)


def _together(found: EditList, decisions: Iterable[Decision]) -> _Together:
    """Return by cell what all adopted rows replace in it: of two that stand side by side neither
    can be told to be done by itself.
    """
    together: _Together = {}
    for decision in decisions:
        edit = found.edits[decision.number - 1]
        if decision.choice is Choice.ADOPT and decision.new == edit.new:
            for change in edit.changes:
                together.setdefault(_cell_of(change), {})[_edit_of(change)] = None
    return together


def _cell_of(change: CellChange) -> tuple[Span, str]:
    """Return the cell of a change, and what stood in it."""
    return Span(change.file, change.sheet, change.cell), change.text


def _edit_of(change: CellChange) -> CellEdit:
    """Return a change as a replacement in the text that was listed."""
    return CellEdit(_cell_of(change)[0], change.start, change.end, change.new)


def _replacements(
    edit: ListedEdit, decision: Decision, cells: CurrentCells, together: _Together
) -> tuple[list[tuple[CellNow, _Replacement]], list[Diagnostic]]:
    """Return what an adopted row replaces in which cells; nothing where that was done already."""
    if not edit.changes:
        reason = NOT_WRITABLE.format(verdict=edit.verdict.value)
        return [], [_wrong(decision.place, reason)]
    changes: Sequence[CellChange] = edit.changes
    if edit.new and not decision.new.strip():
        return [], [_wrong(decision.new_place, LEFT_EMPTY)]
    if decision.new != edit.new:
        if not _alike(edit.changes):
            return [], [_wrong(decision.new_place, SEVERAL)]
        changes = list(_reworded(edit, decision.new))
    elif not edit.settled:
        return [], [_wrong(decision.new_place, NOT_SETTLED)]
    return _in_cells(changes, decision, cells, together)


def _alike(changes: Sequence[CellChange]) -> bool:
    """Tell whether changes are one and the same, in one cell or in several that say the same."""
    return len({(one.label, one.text, one.start, one.end, one.new) for one in changes}) == 1


def _reworded(edit: ListedEdit, new: str) -> Iterator[CellChange]:
    """Yield the changes that make of the sentences shown what somebody wrote in their place."""
    matcher = SequenceMatcher(None, edit.old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            start, end = edit.first + i1, edit.first + i2
            for change in edit.changes:
                yield attrs.evolve(change, start=start, end=end, new=new[j1:j2])


def _in_cells(
    changes: Iterable[CellChange], decision: Decision, cells: CurrentCells, together: _Together
) -> tuple[list[tuple[CellNow, _Replacement]], list[Diagnostic]]:
    """Return changes as replacements in the cells as they are now; R045 where those have changed
    since the list was written.
    """
    own: list[tuple[CellNow, _Replacement]] = []
    by_cell: dict[tuple[Span, str], list[CellChange]] = {}
    for change in changes:
        by_cell.setdefault(_cell_of(change), []).append(change)
    for cell, group in by_cell.items():
        first, span = group[0], cell[0]
        was = CellText(first.label, first.text)
        owner = (first.measure, first.unit) if first.measure else None
        now = find_cell(cells, span, was, dict(first.beside), owner)
        if now is None:
            reason = NO_CELL.format(label=first.label, place=shown_cell(span))
            return [], [_wrong(decision.place, reason)]
        if now.computed and now.in_form:  # of the register see R048
            reason = FORMULA.format(place=shown_cell(now.span))
            return [], [_wrong(decision.place, reason)]
        edits = [_edit_of(change) for change in group]
        known = (edits, [*together.get(cell, ())])
        if now.text != was.text and any(is_done(was, now.text, one) for one in known if one):
            continue
        for edit in edits:
            there = carried_over(was, now.text, edit)
            if there is None:
                told = {"label": first.label, "now": now.text[:60] or EMPTY}
                return [], [complain("R045", decision.place, now.span, **told)]
            own.append((now, _Replacement(*there, edit.text, decision.number)))
    return own, []


def _writes(
    plans: Mapping[Span, tuple[CellNow, list[_Replacement]]], places: Mapping[int, Span]
) -> tuple[list[CellWrite], list[Diagnostic]]:
    """Return each cell with what it will hold; R044 for rows that change the same characters into
    different ones.
    """
    writes: list[CellWrite] = []
    wrong: list[Diagnostic] = []
    for cell, replacements in plans.values():
        ordered = sorted(replacements, key=lambda one: (one.start, one.end))
        text, at = "", 0
        last: _Replacement | None = None
        for one in ordered:
            if last is not None and _is_repeated(one, last):
                continue
            # Words put in at one place follow one another as they are listed: those that a paragraph's
            # end parts are two rows. Of several copies they are one row, which is settled first.
            if last is not None and one.start < last.end:
                reason = CROSSED.format(other=last.number)
                wrong.append(_wrong(places[one.number], reason))
                break
            text += cell.text[at : one.start] + one.text
            at, last = one.end, one
        else:
            text += cell.text[at:]
            if text != cell.text:
                writes.append(CellWrite(cell, text, tuple(_rows(cell.text, ordered))))
    return writes, wrong


def _is_repeated(one: _Replacement, last: _Replacement) -> bool:
    """Tell whether a row replaces what another row does, by the same: a declared figure that two of
    them state.
    """
    return one.number != last.number and attrs.evolve(one, number=last.number) == last


def _rows(text: str, replacements: Sequence[_Replacement]) -> Iterator[WrittenRow]:
    """Yield what each row makes of a cell's text, by its replacements, given in order."""
    for number in dict.fromkeys(one.number for one in replacements):
        own = [one for one in replacements if one.number == number]
        first, last = context(text, own[0].start, own[-1].end)
        new, at = "", first
        for one in own:
            new += text[at : one.start] + one.text
            at = one.end
        yield WrittenRow(number, text[first:last], new + text[at:last])
