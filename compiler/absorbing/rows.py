"""Edits as the rows of a list: what is shown of them, and what is done unless somebody decides otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from compiler.absorbing.comparison import shown_edit
from compiler.absorbing.current import change_in
from compiler.absorbing.drafts import Copy, Draft
from compiler.absorbing.landing import TYPED, Verdict, is_exact, shown_cell
from compiler.absorbing.listed import CellChange, Choice, ListedEdit
from compiler.absorbing.places import UNTRACKED, context, place_of, shown_author, shown_when
from compiler.absorbing.remarks import shown_remark
from compiler.model.document import RunKind

STRUCK = "是画了删除线，不是删掉的；请看是不是要删。"
BESIDE = "这是{what}里的文字，通报里没有，没有哪一格印它。"
DIFFERENT = "几份稿子在这里改得不一样，请在“改为”里写定：{versions}"


def row_of(cluster: Sequence[Draft]) -> ListedEdit:
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
        author="\n".join(map(shown_author, authors)) or UNTRACKED,
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


def _shown(draft: Draft) -> tuple[str, str, int]:
    """Return the sentences around an edit before and after it, and where they begin in the cell."""
    edit = draft.edit
    if len(edit.landing.edits) == 1 and draft.changes:
        change = draft.changes[0]
        old, first = _context_of(change)
        end = first + len(old)
        new = change.text[first : change.start] + change.new + change.text[change.end : end]
        return old, new if draft.settled else "", first
    return *shown_edit(draft.base, edit), 0


def _context_of(change: CellChange) -> tuple[str, int]:
    """Return the sentences of a cell around a change, and where they begin."""
    first, last = context(change.text, change.start, change.end)
    return change.text[first:last], first


def _widest(cluster: Sequence[Draft]) -> CellChange:
    """Return a change over all that edits which exclude each other change; what is to stand there
    is not known.
    """
    own = [change for draft in cluster for change in draft.changes]
    same = [one for one in own if (one.file, one.cell) == (own[0].file, own[0].cell)]
    return attrs.evolve(
        own[0], start=min(one.start for one in same), end=max(one.end for one in same), new=""
    )


def _form_cell(draft: Draft) -> CellChange | None:
    """Return the cell of a form that an edit can go back to its unit with."""
    now = next((cell for cell in draft.cells if cell.in_form), None)
    return None if now is None else change_in(now, 0, 0, "")


def _preset(row: ListedEdit, draft: Draft) -> Choice | None:
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


def _is_numbering(draft: Draft) -> bool:
    """Tell whether nothing but numbers that the program gives was changed."""
    edit = draft.edit
    runs = draft.base.paragraphs[edit.paragraph].runs
    changed = [run for run in runs if run.start < edit.end and edit.start < run.end]
    return bool(changed) and all(run.run.kind is RunKind.NUMBER for run in changed)


def summed_up(verdict: Verdict, place: str, note: str, copies: Iterable[Copy]) -> ListedEdit:
    """Return a row that sums up what nobody need decide on."""
    names = tuple(copy.name for copy in copies)
    return ListedEdit(place, "", "", "", "", "", "", verdict, note, Choice.LEAVE, names)


def row_beside(name: str, what: str, words: str) -> ListedEdit:
    """Return the row of words that stand outside the paragraphs of a copy."""
    note = BESIDE.format(what=what)
    return ListedEdit(what, "", words, "", "", "", "", Verdict.LOST, note, None, (name,))
