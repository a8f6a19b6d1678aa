"""The edits of one copy or several as the rows of a list: each once, with the cells as they are now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from compiler.absorbing.base import Base
from compiler.absorbing.comparison import Comparison, FoundEdit, compare
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
from compiler.absorbing.landing import TYPED, Verdict, is_exact, shown_cell
from compiler.absorbing.listed import CellChange, Choice, EditList, ListedEdit
from compiler.absorbing.places import context, place_of, shown_author, shown_when
from compiler.absorbing.remarks import about, remark_rows, shown_remark
from compiler.excel.sheets.cells import Cell
from compiler.model.document import RunKind
from compiler.wordfile.edited_copy import Author, EditedCopy, Remark

NO_CELL = "“{label}”这一格现在找不到了（原来在 {place}）。"
NOT_TEXT = "{place} 里是公式，不能直接写；请单位改成文字。"
CHANGED = (
    "编出这份稿子以后，单元格另改过，与这处改动碰在一起。现在写的是：“{now}”。请在“改为”里写定。"
)
MERGED = "编出这份稿子以后，单元格另改过别处，两处不碰，合在一起写。"
ALSO = "同一格还印在第 {numbers} 段，会一起改。"
SHARED = "同样的字写在 {count} 格里，只印一次，一起改。"
EMPTIED = "采纳后这一格就空了；必填的栏目空着编不出通报，请看是不是要这样。"
DONE = "单元格里已经是这样，不用再改。"
STRUCK = "是画了删除线，不是删掉的；请看是不是要删。"
NO_BASE = "没有留着编出“{copy}”时的底稿，是按文字与现在的通报对照的，请多看一眼。"
NEGLIGIBLE = (
    "全角半角、引号、空格这类不改意思的差别有 {count} 段，多半是 Word 或 WPS 自动改的，没有逐条列。"
)
BESIDE = "这是{what}里的文字，通报里没有，没有哪一格印它。"
DIFFERENT = "几份稿子在这里改得不一样，请在“改为”里写定：{versions}"


@attrs.frozen
class Copy:
    """An edited copy: what messages call it, what it says, and the base it is compared with."""

    name: str
    content: EditedCopy
    base: Base


@attrs.frozen
class _Draft:
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


def gather(copies: Sequence[Copy], cells: CurrentCells) -> EditList:
    """Return all that was edited in copies, and remarked."""
    drafts: list[_Draft] = []
    remarks: list[ListedEdit] = []
    notes: list[str] = []
    negligible = 0
    others: list[ListedEdit] = []
    for copy in copies:
        compared = compare(copy.base, copy.content)
        negligible += compared.negligible
        if not copy.base.kept:
            notes.append(NO_BASE.format(copy=copy.name))
        loose = _take(drafts, copy, compared, cells)
        remarks += remark_rows(copy.base, copy.content, compared, loose, copy.name, cells)
        others += (_beside(copy.name, what, words) for what, words in copy.content.beside)
    rows = [_row(cluster) for cluster in _clusters(drafts)]
    if negligible:
        rows.append(_plain(Verdict.NEGLIGIBLE, "全文", NEGLIGIBLE.format(count=negligible), copies))
    return EditList((*rows, *remarks, *others), tuple(copy.name for copy in copies), tuple(notes))


def _take(
    drafts: list[_Draft], copy: Copy, compared: Comparison, cells: CurrentCells
) -> list[Remark]:
    """Add the edits of a copy to those of others, and return the remarks that are about none."""
    loose = list(copy.content.remarks)
    for edit in compared.edits:
        own = tuple(remark for remark in copy.content.remarks if about(remark, edit))
        loose = [remark for remark in loose if remark not in own]
        draft = _draft(copy, edit, own, cells)
        same = next((n for n, other in enumerate(drafts) if _agree(draft, other)), None)
        if same is None:
            drafts.append(draft)
        else:
            drafts[same] = _united(drafts[same], draft)
    return loose


def _draft(copy: Copy, edit: FoundEdit, remarks: tuple[Remark, ...], cells: CurrentCells) -> _Draft:
    """Return an edit with what it comes to in the cells as they are now."""
    provenance = copy.base.provenance
    draft = _Draft(
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
        now = base_cell(cells, provenance, one.cell)
        if now is None:
            note = NO_CELL.format(label=was.label, place=shown_cell(one.cell))
            return attrs.evolve(draft, verdict=Verdict.LOST, note=note)
        found.append(now)
        if _computed(now.own.entry.cell):
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


def _computed(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.formula)


def _also(base: Base, edit: FoundEdit) -> str:
    """Say where else the changed cells are printed."""
    cells = {one.cell for one in edit.landing.edits}
    numbers = [
        paragraph.number
        for paragraph in base.paragraphs
        if paragraph.number != edit.paragraph + 1
        and any(run.written and run.cell in cells for run in paragraph.runs)
    ]
    return ALSO.format(numbers="、".join(map(str, numbers))) if numbers and len(cells) == 1 else ""


# Edits of several copies


def _agree(left: _Draft, right: _Draft) -> bool:
    """Tell whether two edits are the same one, made in two copies or at two places of one cell."""
    if left.verdict is not right.verdict:
        return False
    if left.changes or right.changes:
        return left.settled and right.settled and left.changes == right.changes
    return _printed(left) == _printed(right)


def _printed(draft: _Draft) -> tuple[str, int, int, str]:
    edit = draft.edit
    return draft.base.paragraphs[edit.paragraph].text, edit.start, edit.end, edit.text


def _united(first: _Draft, second: _Draft) -> _Draft:
    """Return two edits that agree as one."""
    return attrs.evolve(
        first,
        copies=tuple(dict.fromkeys((*first.copies, *second.copies))),
        authors=tuple(dict.fromkeys((*first.authors, *second.authors))),
        remarks=tuple(dict.fromkeys((*first.remarks, *second.remarks))),
        note="".join(dict.fromkeys((first.note, second.note))),
    )


def _clusters(drafts: Sequence[_Draft]) -> list[list[_Draft]]:
    """Return the edits, those that touch each other in a cell together."""
    clusters: list[list[_Draft]] = []
    for draft in drafts:
        touched = [own for own in clusters if any(_touch(draft, other) for other in own)]
        joined = [other for own in touched for other in own]
        clusters = [own for own in clusters if own not in touched]
        clusters.append([*joined, draft])
    return clusters


def _touch(left: _Draft, right: _Draft) -> bool:
    """Tell whether two edits change the same characters of a cell, or neighbouring ones."""
    if (
        left.copies == right.copies
        and len(left.copies) == 1
        and left.edit.paragraph == right.edit.paragraph
    ):
        return False
    return any(
        (one.file, one.sheet, one.cell) == (other.file, other.sheet, other.cell)
        and one.start <= other.end
        and other.start <= one.end
        for one in left.changes
        for other in right.changes
    )


# Rows


def _row(cluster: Sequence[_Draft]) -> ListedEdit:
    """Return the row of an edit, or of several that exclude each other."""
    first = cluster[0]
    authors = tuple(dict.fromkeys(author for draft in cluster for author in draft.authors))
    remarks = tuple(dict.fromkeys(remark for draft in cluster for remark in draft.remarks))
    copies = tuple(dict.fromkeys(name for draft in cluster for name in draft.copies))
    old, new, begins = _shown(first)
    verdict, note, changes = first.verdict, first.note, first.changes
    if len(cluster) > 1:
        versions = "".join(
            f"{'、'.join(draft.copies)}：“{_shown(draft)[1]}”；" for draft in cluster
        )
        note = DIFFERENT.format(versions=versions.rstrip("；") + "。")
        verdict, new = Verdict.CONFLICT, ""
        changes = (_widest(cluster),)
        old, begins = _context_of(changes[0])
    if first.edit.struck:
        note = STRUCK + note
    row = ListedEdit(
        place=place_of(first.base, first.edit.paragraph, first.edit.start),
        old=old,
        new=new,
        author="\n".join(map(shown_author, authors)) or "（没有留痕）",
        when="\n".join(map(shown_when, authors)),
        comment="\n".join(map(shown_remark, remarks)),
        cell="\n".join(
            dict.fromkeys(f"{shown_cell(cell.span)} {cell.own.label}" for cell in first.cells)
        ),
        verdict=verdict,
        note=note,
        preset=None,
        copies=copies,
        changes=changes,
        first=begins,
        about=_form_cell(first),
        settled=first.settled and len(cluster) == 1,
        exact=not first.emptied
        and is_exact(first.edit.landing)
        and first.settled
        and len(cluster) == 1
        and changes != (),
    )
    return attrs.evolve(row, preset=_preset(row, first))


def _shown(draft: _Draft) -> tuple[str, str, int]:
    """Return the sentences around an edit before and after it, and where they begin in the cell."""
    edit = draft.edit
    if len(edit.landing.edits) == 1 and draft.changes:
        change = draft.changes[0]
        old, first = _context_of(change)
        end = first + len(old)
        new = change.text[first : change.start] + change.new + change.text[change.end : end]
        return old, new if draft.settled else "", first
    text = draft.base.paragraphs[edit.paragraph].text
    if edit.whole:
        return text if edit.start < edit.end else "", edit.text, 0
    first, last = context(text, edit.start, edit.end)
    return text[first:last], text[first : edit.start] + edit.text + text[edit.end : last], 0


def _context_of(change: CellChange) -> tuple[str, int]:
    """Return the sentences of a cell around a change, and where they begin."""
    first, last = context(change.text, change.start, change.end)
    return change.text[first:last], first


def _widest(cluster: Sequence[_Draft]) -> CellChange:
    """Return a change over all that edits which exclude each other change; what is to stand there
    is not known.
    """
    own = [change for draft in cluster for change in draft.changes]
    same = [one for one in own if (one.file, one.cell) == (own[0].file, own[0].cell)]
    return attrs.evolve(
        own[0], start=min(one.start for one in same), end=max(one.end for one in same), new=""
    )


def _form_cell(draft: _Draft) -> CellChange | None:
    """Return the cell of a form that an edit can go back to its unit with."""
    now = next((cell for cell in draft.cells if cell.in_form), None)
    return None if now is None else change_in(now, 0, 0, "")


def _preset(row: ListedEdit, draft: _Draft) -> Choice | None:
    """Return what is done unless somebody decides otherwise: edits that are sure are adopted."""
    if draft.edit.struck or row.verdict is Verdict.CONFLICT or TYPED in row.note:
        return None
    if row.verdict is Verdict.DONE:
        return Choice.LEAVE
    if row.exact:
        return Choice.ADOPT
    if row.verdict is Verdict.GENERATED and _is_numbering(draft):
        return Choice.LEAVE  # numbers follow by themselves
    return None


def _is_numbering(draft: _Draft) -> bool:
    """Tell whether nothing but numbers that the program gives was changed."""
    edit = draft.edit
    runs = draft.base.paragraphs[edit.paragraph].runs
    changed = [run for run in runs if run.start < edit.end and edit.start < run.end]
    return bool(changed) and all(run.run.kind is RunKind.NUMBER for run in changed)


def _plain(verdict: Verdict, place: str, note: str, copies: Iterable[Copy]) -> ListedEdit:
    """Return a row that sums up what nobody need decide on."""
    names = tuple(copy.name for copy in copies)
    return ListedEdit(place, "", "", "", "", "", "", verdict, note, Choice.LEAVE, names)


def _beside(name: str, what: str, words: str) -> ListedEdit:
    """Return the row of words that stand outside the paragraphs of a copy."""
    note = BESIDE.format(what=what)
    return ListedEdit(what, "", words, "", "", "", "", Verdict.LOST, note, None, (name,))
