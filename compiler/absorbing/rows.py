"""Edits as the rows of a list: what is shown of them, and what is done unless somebody decides otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from compiler.absorbing.comparison import shown_edit
from compiler.absorbing.current import change_in
from compiler.absorbing.drafts import Copy, Draft
from compiler.absorbing.landing import Verdict, is_doubtful, is_exact, shown_cell
from compiler.absorbing.listed import CellChange, Choice, ListedEdit
from compiler.absorbing.places import UNTRACKED, context, place_of, shown_author, shown_when
from compiler.absorbing.remarks import shown_remark
from compiler.model.document import RunKind
from compiler.span import Span

STRUCK = "是画了删除线，不是删掉的；请看是不是要删。"
BESIDE = "这是{what}里的文字，通报里没有，没有哪一格印它。"
DIFFERENT = "这里有几种改法，各不一样，请在“改为”里写定：{versions}。"
DISPUTED = "登记的这一格，另一处要改成别的，两条不能都采纳：请只采纳一条，另一处到表里改。"
REMOVED_HERE = "把这一整段删去了，要删还是要改请先定。"
REMOVED_ELSEWHERE = "{names} " + REMOVED_HERE
ELSEWHERE = "另外还改了 {cells}，请到那一格看。"


def row_of(cluster: Sequence[Draft]) -> ListedEdit:
    """Return the row of an edit, or of several that exclude each other."""
    first = cluster[0]
    authors = tuple(dict.fromkeys(author for draft in cluster for author in draft.authors))
    remarks = tuple(dict.fromkeys(remark for draft in cluster for remark in draft.remarks))
    copies = tuple(dict.fromkeys(name for draft in cluster for name in draft.copies))
    old, new, begins = _shown(first)
    verdict, note, changes = first.verdict, first.note, first.changes
    if len(cluster) > 1:
        changes = tuple(_widest(cluster))
        old, begins = _context_of(changes[0])
        versions = (f"{names}：“{text}”" for names, text in _versions(cluster, changes[0]))
        note = DIFFERENT.format(versions="；".join(versions)) + _elsewhere(cluster, changes)
        verdict, new = Verdict.CONFLICT, ""
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


def _widest(cluster: Sequence[Draft]) -> Iterator[CellChange]:
    """Yield a change over all that edits which exclude each other change in the first one's cell, and
    in those that say the same together with it; what is to stand there is not known.
    """
    first = cluster[0].changes[0]
    own = [change for draft in cluster for change in draft.changes if _says_same(change, first)]
    start, end = min(one.start for one in own), max(one.end for one in own)
    for one in {(one.file, one.sheet, one.cell): one for one in own}.values():
        yield attrs.evolve(one, start=start, end=end, new="")


def _says_same(left: CellChange, right: CellChange) -> bool:
    """Tell whether two changes are in one cell, or in two that are printed as one."""
    return (left.file, left.label, left.text) == (right.file, right.label, right.text)


def _versions(cluster: Sequence[Draft], widest: CellChange) -> Iterator[tuple[str, str]]:
    """Yield what each copy makes of the sentences about a change, with the names of the copies; a copy
    that makes different things of them where they are printed, by its paragraphs.
    """
    first, last = context(widest.text, widest.start, widest.end)
    places: dict[tuple[str, ...], set[int]] = {}
    by_place: dict[tuple[tuple[str, ...], int], list[CellChange]] = {}
    for draft in cluster:
        number = draft.edit.paragraph + 1
        places.setdefault(draft.copies, set()).add(number)
        own = by_place.setdefault((draft.copies, number), [])
        for change in draft.changes:
            if (change.sheet, change.cell) == (widest.sheet, widest.cell):
                own.append(change if draft.settled else attrs.evolve(change, new=draft.edit.text))
    for (copies, number), changes in by_place.items():
        names = "、".join(copies) + (f"（第 {number} 段）" if len(places[copies]) > 1 else "")
        text, at = "", first
        for change in sorted(changes, key=lambda one: (one.start, one.end)):
            text += widest.text[at : change.start] + change.new
            at = change.end
        yield names, text + widest.text[at:last]


def _elsewhere(cluster: Sequence[Draft], changes: Iterable[CellChange]) -> str:
    """Say which cells some of the edits change besides."""
    own = {(one.file, one.sheet, one.cell) for one in changes}
    others = dict.fromkeys(
        shown_cell(Span(one.file, one.sheet, one.cell))
        for draft in cluster
        for one in draft.changes
        if (one.file, one.sheet, one.cell) not in own
    )
    return ELSEWHERE.format(cells="、".join(others)) if others else ""


def _form_cell(draft: Draft) -> CellChange | None:
    """Return the cell of a form that an edit can go back to its unit with."""
    now = next((cell for cell in draft.cells if cell.in_form), None)
    return None if now is None else change_in(now, 0, 0, "")


def _preset(row: ListedEdit, draft: Draft) -> Choice | None:
    """Return what is done unless somebody decides otherwise: edits that are sure are adopted."""
    doubtful = is_doubtful(row.note) or DISPUTED in row.note or REMOVED_HERE in row.note
    if draft.edit.struck or row.verdict is Verdict.CONFLICT or doubtful:
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
