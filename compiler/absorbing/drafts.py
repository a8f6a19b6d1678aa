"""An edit with what it comes to in the cells as they are now."""

from __future__ import annotations

import attrs

from compiler.absorbing.base import Base
from compiler.absorbing.comparison import FoundEdit
from compiler.absorbing.current import (
    CellNow,
    CurrentCells,
    around,
    base_cell,
    carried_over,
    change_in,
    is_done,
    sharing,
)
from compiler.absorbing.landing import Verdict, shown_cell
from compiler.absorbing.listed import CellChange
from compiler.absorbing.places import context
from compiler.wordfile.edited_copy import Author, EditedCopy, Remark

NO_CELL = "“{label}”这一格现在找不到了（原来在 {place}）。"
NOT_TEXT = "{place} 里是公式，不能直接写；请单位改成文字。"
CHANGED = "编出这份稿子以后，单元格另改过，与这处改动碰在一起：稿子里改成“{text}”，单元格里现在是“{now}”。请在“改为”里写定。"
MERGED = "编出这份稿子以后，单元格另改过别处，两处不碰，合在一起写。"
ALSO = "同一格还印在第 {numbers} 段，会一起改。"
SHARED = "同样的字写在 {count} 格里，只印一次，一起改。"
EMPTIED = "采纳后这一格就空了；必填的栏目空着编不出通报，请看是不是要这样。"
SPLIT = "“{label}”写成“{text}”。"
DONE = "单元格里已经是这样，不用再改。"


@attrs.frozen
class Copy:
    """An edited copy: what messages call it, what it says, and the base it is compared with."""

    name: str
    content: EditedCopy
    base: Base


@attrs.frozen
class Draft:
    """An edit of one copy or several that agree, with its cells as they are now; it is ``settled``
    if it is known what they are to say, and ``emptied`` if one of them is to say nothing.
    """

    edit: FoundEdit
    base: Base
    verdict: Verdict
    note: str
    changes: tuple[CellChange, ...]
    cells: tuple[CellNow, ...]
    copies: tuple[str, ...]
    authors: tuple[Author, ...]
    remarks: tuple[Remark, ...]
    settled: bool = True
    emptied: bool = False


def draft_of(
    copy: Copy, edit: FoundEdit, remarks: tuple[Remark, ...], cells: CurrentCells
) -> Draft:
    """Return an edit with what it comes to in the cells as they are now."""
    provenance = copy.base.provenance
    draft = Draft(
        edit,
        copy.base,
        edit.landing.verdict,
        edit.landing.note,
        (),
        (),
        (copy.name,),
        edit.authors,
        remarks,
    )
    changes: list[CellChange] = []
    found: list[CellNow] = []
    merged = shared = False
    for one in edit.landing.edits:
        was = provenance.cells[one.cell]
        now = base_cell(cells, copy.base, one.cell)
        if now is None:
            note = NO_CELL.format(label=was.label, place=shown_cell(one.cell))
            return attrs.evolve(draft, verdict=Verdict.LOST, note=note)
        found.append(now)
        if now.computed:
            note = NOT_TEXT.format(place=shown_cell(now.span))
            return attrs.evolve(draft, verdict=Verdict.GENERATED, note=note, cells=tuple(found))
        own = [other for other in edit.landing.edits if other.cell == one.cell]
        if was.text != now.text and is_done(was, now.text, own):
            return attrs.evolve(draft, verdict=Verdict.DONE, note=DONE, cells=tuple(found))
        there = carried_over(was, now.text, one)
        if there is None:
            first, last = around(was, now.text, one)
            note = CHANGED.format(text=one.text, now=now.text[first:last])
            return attrs.evolve(
                draft,
                verdict=Verdict.CHANGED_SINCE,
                note=note,
                changes=(change_in(now, first, last, ""),),
                cells=tuple(found),
                settled=False,
            )
        merged = merged or was.text != now.text
        together = [cell for cell in sharing(now) if cell.text == now.text]
        shared = shared or len(together) > 1
        changes += (change_in(cell, *there, one.text) for cell in together)
    notes = [draft.note, MERGED if merged else "", _also(copy.base, edit)]
    if shared:
        notes.append(SHARED.format(count=len(changes)))
    if draft.verdict is Verdict.TWO_CELLS:
        notes += (SPLIT.format(label=one.label, text=_shown_result(one)) for one in changes)
    emptied = any(not change.result.strip() for change in changes)
    if emptied:
        notes.append(EMPTIED)
    return attrs.evolve(
        draft,
        verdict=Verdict.CHANGED_SINCE if merged else draft.verdict,
        note="".join(notes),
        changes=tuple(changes),
        cells=tuple(found),
        emptied=emptied,
    )


def _shown_result(change: CellChange) -> str:
    """Return the sentences about a change as they will be."""
    first, last = context(change.text, change.start, change.end)
    return change.text[first : change.start] + change.new + change.text[change.end : last]


def _also(base: Base, edit: FoundEdit) -> str:
    """Say where else the changed cells are printed."""
    cells = {one.cell for one in edit.landing.edits}
    printed = (number for cell in cells for number in base.printed.get(cell, ()))
    numbers = sorted({number for number in printed if number != edit.paragraph + 1})
    return ALSO.format(numbers="、".join(map(str, numbers))) if numbers and len(cells) == 1 else ""
