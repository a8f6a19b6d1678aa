"""A copy held against its base: every edit, with where it lands and who made it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from compiler.absorbing.authors import NEAR, authors_of, by_author
from compiler.absorbing.base import Base, BaseParagraph
from compiler.absorbing.figures import with_figures
from compiler.absorbing.hunks import Hunk, hunks
from compiler.absorbing.landing import (
    JOINED,
    MOVED,
    PARTED,
    REMOVED,
    Landing,
    Verdict,
    added_behind,
    land,
    located_in,
    shown_cell,
)
from compiler.absorbing.lines import Line, Tracked, starts_of
from compiler.absorbing.paired import pair_copy
from compiler.absorbing.pairing import Group
from compiler.absorbing.places import context
from compiler.absorbing.titles import with_titles
from compiler.chinese.same_words import PARAGRAPH, plainly
from compiler.wordfile.edited_copy import Author, EditedCopy


@attrs.frozen
class FoundEdit:
    """One edit: in paragraph ``paragraph`` of the base (the one before it, if it is an added one)
    characters ``start`` to ``end`` became ``text``.

    ``line`` is the paragraph of the copy, ``new_start`` and ``new_end`` the range of ``text`` in
    what that says. ``whole`` is a paragraph added, removed or moved, or an end of one. ``struck``:
    the words were not deleted but struck out by hand.
    """

    paragraph: int
    start: int
    end: int
    text: str
    line: int
    new_start: int
    new_end: int
    landing: Landing
    authors: tuple[Author, ...] = ()
    struck: bool = False
    whole: bool = False


@attrs.frozen
class Comparison:
    """The edits of a copy in the order of the base; how many paragraphs differ only in what makes
    no difference; and where the words of the copy stand in the base.
    """

    edits: tuple[FoundEdit, ...]
    negligible: int
    places: tuple[tuple[int, int], ...]
    """By line of the copy: the paragraph of the base that it is, or comes behind, by its index; and
    the line's number among the copy's paragraphs."""


def compare(base: Base, copy: EditedCopy) -> Comparison:
    """Return what was edited in a copy."""
    paired = pair_copy(base, copy)
    lines, said, pairing = paired.lines, paired.said, paired.pairing
    moved = dict(pairing.moved)
    edits: list[FoundEdit] = []
    places: list[tuple[int, int]] = []
    negligible = 0
    for group in pairing.groups:
        old = [base.paragraphs[i] for i in group.base]
        new = [said[j] for j in group.copy]
        index = group.base.start if group.base else max(group.base.start - 1, 0)
        places += [(index, line.paragraph) for line in new]
        if not new:
            edits += _removed(base, old[0], moved, said, lines)
        elif not old:
            if group.copy.start not in moved.values():
                edits.append(_added(base, group, new[0]))
        elif _alike(old, new):
            negligible += _differs(old, new)
        else:
            edits += _edits(base, old, new)
    edits.sort(key=lambda edit: (edit.paragraph, edit.start, edit.line))
    return Comparison(tuple(edits), negligible, tuple(places))


def _alike(old: Sequence[BaseParagraph], new: Sequence[Line]) -> bool:
    """Tell whether a paragraph still says the same."""
    one = len(old) == len(new) == 1
    return one and not new[0].struck and plainly(old[0].text) == plainly(new[0].text)


def _differs(old: Sequence[BaseParagraph], new: Sequence[Line]) -> bool:
    """Tell whether a paragraph that says the same is written otherwise."""
    return "".join(old[0].text.split()) != "".join(new[0].text.split())


# Paragraphs as a whole


def _removed(
    base: Base,
    paragraph: BaseParagraph,
    moved: dict[int, int],
    said: Sequence[Line],
    lines: Sequence[Line],
) -> Iterator[FoundEdit]:
    """Yield that a paragraph was taken out, or that it was moved, and what was edited in it
    besides.
    """
    index = paragraph.number - 1
    end = len(paragraph.text)
    if index in moved:
        line = said[moved[index]]
        landing = Landing(Verdict.GENERATED, (), MOVED)
        authors = tuple(dict.fromkeys(one.author for one in line.tracked if not one.deleted))
        yield FoundEdit(
            index,
            0,
            end,
            line.text,
            line.paragraph,
            0,
            len(line.text),
            landing,
            authors,
            whole=True,
        )
        yield from _edits(base, [paragraph], [line])
        return
    cells = dict.fromkeys(shown_cell(run.cell) for run in paragraph.runs if run.written)
    place = "、".join(cells) or shown_cell(paragraph.runs[0].run.sources[0])
    landing = Landing(Verdict.GENERATED, (), REMOVED.format(place=place))
    yield FoundEdit(index, 0, end, "", 0, 0, 0, landing, _deleters(paragraph, lines), whole=True)


def _deleters(paragraph: BaseParagraph, lines: Sequence[Line]) -> tuple[Author, ...]:
    """Return who deleted a paragraph, if that was tracked: whose deletions held its words."""
    words = plainly(paragraph.text)
    return tuple(
        dict.fromkeys(
            one.author
            for line in lines
            for one in line.tracked
            if len(own := plainly(one.deleted)) > NEAR and (own in words or words in own)
        )
    )


def _added(base: Base, group: Group, line: Line) -> FoundEdit:
    """Return that a paragraph was added."""
    index = max(group.base.start - 1, 0)
    at = len(base.paragraphs[index].text) if base.paragraphs else 0
    authors = tuple(dict.fromkeys(one.author for one in line.tracked if not one.deleted))
    landing = Landing(Verdict.LOST, (), added_behind(base.paragraphs[index]))
    return FoundEdit(
        index, at, at, line.text, line.paragraph, 0, len(line.text), landing, authors, whole=True
    )


# Edits within paragraphs


def _edits(base: Base, old: Sequence[BaseParagraph], new: Sequence[Line]) -> Iterator[FoundEdit]:
    """Yield what was edited in paragraphs of the base that became paragraphs of the copy."""
    olds, news = [one.text for one in old], [line.text for line in new]
    bounds = [
        start + run.start
        for start, paragraph in zip(starts_of(olds), old, strict=True)
        for run in paragraph.runs
    ]
    tracked = [
        attrs.evolve(one, start=start + one.start, end=start + one.end)
        for start, line in zip(starts_of(news), new, strict=True)
        for one in line.tracked
    ]
    marks = {place for one in tracked for place in (one.start, one.end)}
    before, after = PARAGRAPH.join(olds), PARAGRAPH.join(news)
    for whole in hunks(before, after, bounds, marks):
        for hunk in by_author(whole, before, after, tracked):
            yield _edit(base, old, new, hunk, tracked)


def _edit(
    base: Base,
    old: Sequence[BaseParagraph],
    new: Sequence[Line],
    hunk: Hunk,
    tracked: Sequence[Tracked],
) -> FoundEdit:
    """Return one edit."""
    paragraph, start, end = located_in(old, hunk)
    line, first, last = _line_of(new, hunk)
    joined = hunk.end > hunk.start and end > len(paragraph.text)
    parted = hunk.text == PARAGRAPH
    if joined or parted:
        landing = Landing(Verdict.GENERATED, (), JOINED if joined else PARTED)
    else:
        landing = land(paragraph, start, end, hunk.text)
        landing = with_figures(base, paragraph, start, end, hunk.text, landing)
        landing = with_titles(base, paragraph, start, end, hunk.text, landing)
    return FoundEdit(
        paragraph.number - 1,
        start,
        min(end, len(paragraph.text)),
        "" if parted or joined else hunk.text,
        line.paragraph,
        first,
        last,
        landing,
        authors_of(hunk, PARAGRAPH.join(one.text for one in old), tracked),
        not hunk.text and any(abs(at - first) <= NEAR for at, _ in line.struck),
        joined or parted,
    )


def _line_of(new: Sequence[Line], hunk: Hunk) -> tuple[Line, int, int]:
    """Return the line of the copy that a change stands in, with its range there."""
    starts = starts_of([line.text for line in new])
    index = max(n for n, start in enumerate(starts) if start <= hunk.new_start or n == 0)
    return new[index], hunk.new_start - starts[index], hunk.new_end - starts[index]


def shown_edit(base: Base, edit: FoundEdit) -> tuple[str, str]:
    """Return the sentences of the notice around an edit, before and after it."""
    text = base.paragraphs[edit.paragraph].text
    if edit.whole:
        return text if edit.start < edit.end else "", edit.text
    first, last = context(text, edit.start, edit.end)
    return text[first:last], text[first : edit.start] + edit.text + text[edit.end : last]
