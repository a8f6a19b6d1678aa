"""What a copy changed, to be read: every edit and every comment, whose words they are about and in
which cell those are written.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from compiler.absorbing.base import Base
from compiler.absorbing.comparison import Comparison, FoundEdit, compare, shown_edit
from compiler.absorbing.landing import JOINED, MOVED, PARTED, shown_cell
from compiler.absorbing.places import UNTRACKED, place_of, shown_author, shown_when, subject_of
from compiler.absorbing.remarks import SOLVED, about, shown_remark, spoken
from compiler.brief import brief
from compiler.span import Span
from compiler.wordfile.edited_copy import EditedCopy

KINDS = {MOVED: "移动", PARTED: "分段", JOINED: "并段"}
REMARK, BESIDE = "批注", "正文以外"


@attrs.frozen
class CopyChange:
    """One change: ``kind`` in a word, the measure or problem it is about, the place in the notice,
    sentences before and after, who made it when, comments on it, and the cells with what is to be
    known of them. What is not known is empty.
    """

    kind: str
    subject: str
    place: str
    before: str
    after: str
    author: str
    when: str
    comment: str
    cell: str = ""
    note: str = ""


@attrs.frozen
class CopyChanges:
    """The changes of a copy called ``new`` against what is called ``old``; how many paragraphs
    differ in nothing that matters; plain sentences to be read first.
    """

    __repr__ = brief

    old: str
    new: str
    changes: tuple[CopyChange, ...]
    negligible: int
    notes: tuple[str, ...] = ()


def changes_of(
    base: Base, copy: EditedCopy, old: str, new: str, notes: tuple[str, ...] = ()
) -> CopyChanges:
    """Return what a copy changed. The base may be made from another copy: then no cells are told."""
    compared = compare(base, copy)
    changes = (
        *_edits(base, copy, compared),
        *_remarks(base, copy, compared),
        *(CopyChange(BESIDE, "", what, "", words, "", "", "") for what, words in copy.beside),
    )
    return CopyChanges(old, new, changes, compared.negligible, notes)


def _edits(base: Base, copy: EditedCopy, compared: Comparison) -> Iterator[CopyChange]:
    """Yield the edits."""
    for edit in compared.edits:
        before, after = shown_edit(base, edit)
        remarks = [remark for remark in copy.remarks if about(remark, edit)]
        yield CopyChange(
            _kind(edit),
            subject_of(base, edit.paragraph, edit.start),
            place_of(base, edit.paragraph, edit.start),
            before,
            after,
            "\n".join(map(shown_author, edit.authors)) or UNTRACKED,
            "\n".join(map(shown_when, edit.authors)),
            "\n".join(map(shown_remark, remarks)),
            "\n".join(dict.fromkeys(_cell(base, one.cell) for one in edit.landing.edits)),
            edit.landing.note if base.provenance.cells else "",
        )


def _kind(edit: FoundEdit) -> str:
    """Return what an edit is in a word."""
    if edit.landing.note in KINDS:
        return KINDS[edit.landing.note]
    if not edit.text:
        return "删去"
    return "增加" if edit.start == edit.end else "修改"


def _remarks(base: Base, copy: EditedCopy, compared: Comparison) -> Iterator[CopyChange]:
    """Yield the comments that are about no edit."""
    loose = (remark for remark in copy.remarks if not any(about(remark, e) for e in compared.edits))
    for one in spoken(base, copy, compared, loose):
        yield CopyChange(
            REMARK,
            subject_of(base, one.paragraph, one.start),
            place_of(base, one.paragraph, one.start),
            one.words,
            one.words,
            "\n".join(dict.fromkeys(shown_author(voice.author) for voice in one.voices)),
            "\n".join(filter(None, (shown_when(voice.author) for voice in one.voices))),
            shown_remark(one.remark),
            _cell(base, one.run.cell) if one.run is not None else "",
            SOLVED if one.remark.done else "",
        )


def _cell(base: Base, cell: Span) -> str:
    """Return a cell as a clerk finds it, with its label."""
    return f"{shown_cell(cell)} {base.provenance.cells[cell].label}"
