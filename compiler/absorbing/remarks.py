"""Comments of a copy: those about an edit are read with it, the others are rows of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from compiler.absorbing.base import Base, BaseRun
from compiler.absorbing.comparison import Comparison, FoundEdit
from compiler.absorbing.current import CurrentCells, base_cell, change_in
from compiler.absorbing.landing import Verdict, shown_cell
from compiler.absorbing.listed import Choice, ListedEdit
from compiler.absorbing.places import place_of, shown_author, shown_when
from compiler.wordfile.edited_copy import EditedCopy, Remark

OURS = "整改通报编译器"
"""Who writes the comments of a review copy."""

ABOUT = "对这几个字的批注，文字没有改。要单位处理的，选“退回单位”。"
SOLVED = "批注已标记为解决。"


def about(remark: Remark, edit: FoundEdit) -> bool:
    """Tell whether a comment is about an edit: its words and those changed overlap or touch."""
    if remark.author.name == OURS and not remark.replies:
        return False
    first, last = remark.first, remark.last
    return first <= (edit.line, edit.new_end) and (edit.line, edit.new_start) <= last


def shown_remark(remark: Remark) -> str:
    """Return a comment with its replies, as lines."""
    own = [] if remark.author.name == OURS else [remark]
    return "\n".join(f"{shown_author(one.author)}：{one.text}" for one in (*own, *remark.replies))


@attrs.frozen
class Spoken:
    """A comment that somebody made, beside the base: in which paragraph of it, by its index, the
    words stand that it is about, from which place of the copy's own on, and the run that has them.

    ``voices`` are those who spoke: our own comments say nothing, but replies to them do.
    """

    remark: Remark
    voices: tuple[Remark, ...]
    paragraph: int
    start: int
    words: str
    run: BaseRun | None


def spoken(
    base: Base, copy: EditedCopy, compared: Comparison, remarks: Iterable[Remark]
) -> Iterator[Spoken]:
    """Yield the comments that are not our own, and ours that were replied to."""
    paragraphs = {line: index for index, line in compared.places}
    for remark in remarks:
        voices = remark.replies if remark.author.name == OURS else (remark, *remark.replies)
        if not voices:
            continue
        line, start = remark.first
        until = remark.last[1] if remark.last[0] == line else len(copy.paragraphs[line].text)
        words = copy.paragraphs[line].text[start:until]
        index = paragraphs.get(line, max((i for n, i in paragraphs.items() if n < line), default=0))
        yield Spoken(remark, voices, index, start, words, _run_with(base, index, words, start))


def remark_rows(
    base: Base,
    copy: EditedCopy,
    compared: Comparison,
    remarks: Iterable[Remark],
    name: str,
    cells: CurrentCells,
) -> Iterator[ListedEdit]:
    """Yield a row for each comment that is about no edit."""
    for one in spoken(base, copy, compared, remarks):
        now = base_cell(cells, base, one.run.cell) if one.run is not None else None
        about = change_in(now, 0, 0, "") if now is not None and now.in_form else None
        done = one.remark.done
        yield ListedEdit(
            place=place_of(base, one.paragraph, one.start),
            old=one.words,
            new=one.words,
            author="\n".join(dict.fromkeys(shown_author(voice.author) for voice in one.voices)),
            when="\n".join(filter(None, (shown_when(voice.author) for voice in one.voices))),
            comment=shown_remark(one.remark),
            cell=f"{shown_cell(now.span)} {now.own.label}" if now is not None else "",
            verdict=Verdict.REMARK,
            note=ABOUT + (SOLVED if done else ""),
            preset=Choice.LEAVE if done else Choice.RETURN if about else None,
            copies=(name,),
            about=about,
        )


def _run_with(base: Base, index: int, words: str, start: int) -> BaseRun | None:
    """Return the run of a cell whose words a comment is about."""
    paragraph = base.paragraphs[index]
    at = paragraph.text.find(words) if words else -1
    at = min(start, len(paragraph.text)) if at < 0 else at
    written = [run for run in paragraph.runs if run.written]
    return next((run for run in written if run.start <= at < run.end), None) or next(
        (run for run in written if run.start < at + max(len(words), 1) and at <= run.end), None
    )
