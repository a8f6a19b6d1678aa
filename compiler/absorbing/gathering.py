"""The edits of one copy or several as the rows of a list: each once."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from compiler.absorbing.comparison import Comparison, compare
from compiler.absorbing.current import CurrentCells
from compiler.absorbing.drafts import Copy, Draft, draft_of
from compiler.absorbing.figures import VALUE_LABEL
from compiler.absorbing.landing import Verdict
from compiler.absorbing.listed import CellChange, EditList, ListedEdit
from compiler.absorbing.remarks import about, remark_rows
from compiler.absorbing.rows import DISPUTED, REMOVED_ELSEWHERE, row_beside, row_of, summed_up
from compiler.absorbing.titles import TITLE_LABEL
from compiler.wordfile.edited_copy import Remark

NO_BASE = "没有留着编出“{copy}”时的底稿，是按文字与现在的通报对照的，请多看一眼。"
NEGLIGIBLE = (
    "全角半角、引号、空格这类不改意思的差别有 {count} 段，多半是 Word 或 WPS 自动改的，没有逐条列。"
)


def gather(copies: Sequence[Copy], cells: CurrentCells) -> EditList:
    """Return all that was edited in copies, and remarked."""
    drafts: list[Draft] = []
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
        others += (row_beside(copy.name, what, words) for what, words in copy.content.beside)
    drafts = [_removed_elsewhere(_disputed(draft, drafts), drafts) for draft in drafts]
    rows = [row_of(cluster) for cluster in _clusters(drafts)]
    if negligible:
        rows.append(
            summed_up(Verdict.NEGLIGIBLE, "全文", NEGLIGIBLE.format(count=negligible), copies)
        )
    return EditList((*rows, *remarks, *others), tuple(copy.name for copy in copies), tuple(notes))


def _take(
    drafts: list[Draft], copy: Copy, compared: Comparison, cells: CurrentCells
) -> list[Remark]:
    """Add the edits of a copy to those of others, and return the remarks that are about none."""
    loose = list(copy.content.remarks)
    for edit in compared.edits:
        own = tuple(remark for remark in copy.content.remarks if about(remark, edit))
        loose = [remark for remark in loose if remark not in own]
        draft = draft_of(copy, edit, own, cells)
        same = next((n for n, other in enumerate(drafts) if _agree(draft, other)), None)
        if same is None:
            drafts.append(draft)
        else:
            drafts[same] = _united(drafts[same], draft)
    return loose


# Edits of several copies


def _agree(left: Draft, right: Draft) -> bool:
    """Tell whether two edits are the same one, made in two copies or at two places of one cell."""
    if left.verdict is not right.verdict:
        return False
    if left.changes or right.changes:
        return left.settled and right.settled and left.changes == right.changes
    return _printed(left) == _printed(right)


def _printed(draft: Draft) -> tuple[str, int, int, str]:
    edit = draft.edit
    return draft.base.paragraphs[edit.paragraph].text, edit.start, edit.end, edit.text


def _united(first: Draft, second: Draft) -> Draft:
    """Return two edits that agree as one."""
    return attrs.evolve(
        first,
        copies=tuple(dict.fromkeys((*first.copies, *second.copies))),
        authors=tuple(dict.fromkeys((*first.authors, *second.authors))),
        remarks=tuple(dict.fromkeys((*first.remarks, *second.remarks))),
        note="".join(dict.fromkeys((first.note, second.note))),
    )


def _clusters(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Return the edits, those that touch each other in a cell together."""
    clusters: list[list[Draft]] = []
    for draft in drafts:
        touched = [own for own in clusters if any(_touch(draft, other) for other in own)]
        joined = [other for own in touched for other in own]
        clusters = [own for own in clusters if own not in touched]
        clusters.append([*joined, draft])
    return clusters


def _touch(left: Draft, right: Draft) -> bool:
    """Tell whether two edits change the same characters of a cell, or neighbouring ones, each into
    something else.
    """
    if (
        left.copies == right.copies
        and len(left.copies) == 1
        and left.edit.paragraph == right.edit.paragraph
    ):
        return False
    return any(_clash(one, other) for one in _of_words(left) for other in _of_words(right))


def _clash(one: CellChange, other: CellChange) -> bool:
    """Tell whether two changes make different things of the same characters, or of neighbouring
    ones.
    """
    return (
        (one.file, one.sheet, one.cell) == (other.file, other.sheet, other.cell)
        and one.start <= other.end
        and other.start <= one.end
        and (one.start, one.end, one.new) != (other.start, other.end, other.new)
    )


def _of_words(draft: Draft) -> tuple[CellChange, ...]:
    """Return the changes of an edit but for what follows from it for a registered figure or title, if
    there are others.
    """
    figures = _of_figures(draft)
    return tuple(one for one in draft.changes if one not in figures) or draft.changes


def _of_figures(draft: Draft) -> tuple[CellChange, ...]:
    """Return what follows from an edit for the cells that register what the words say."""
    return tuple(one for one in draft.changes if one.label in (VALUE_LABEL, TITLE_LABEL))


def _disputed(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """Return an edit with a word on it if another one, of other words, makes something else of a
    registered figure or title.
    """
    others = [one for other in drafts if not _touch(draft, other) for one in _of_figures(other)]
    if any(_clash(one, other) for one in _of_figures(draft) for other in others):
        return attrs.evolve(draft, note=draft.note + DISPUTED)
    return draft


def _removed_elsewhere(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """Return an edit with a word on it if another copy has no longer the paragraph that it is in."""
    own = draft.base.paragraphs[draft.edit.paragraph].text
    copies = dict.fromkeys(
        name
        for other in drafts
        if not draft.edit.whole
        and other.edit.whole
        and not other.edit.text
        and other.base.paragraphs[other.edit.paragraph].text == own
        and (other.edit.start, other.edit.end) == (0, len(own))
        for name in other.copies
        if name not in draft.copies
    )
    if not copies:
        return draft
    return attrs.evolve(draft, note=draft.note + REMOVED_ELSEWHERE.format(names="、".join(copies)))
