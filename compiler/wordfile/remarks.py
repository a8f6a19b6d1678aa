"""The comments of a Word file: who says what of which words, and what is answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs
from lxml import etree

from compiler.wordfile.changes import Author, author_of
from compiler.wordfile.events import EventKind
from compiler.wordfile.parts import WordParts
from compiler.wordfile.reader import comments_of
from compiler.wordfile.shown import CommentMark, Place, ShownParagraph, WordText, shown_text
from compiler.wordfile.tags import W14, W15, W, state_of

Position = tuple[int, int]
"""A paragraph of the body, and a position in its text."""

QUOTATION = re.compile(r'(?P<head>[^\n]{1,200}) \([^()\n]*\): ".*?"(?:\n|$)', re.DOTALL)
"""What LibreOffice puts before an answer: whom it answers, in the language of its menus, when that
was said, and what.
"""


@attrs.frozen
class Remark:
    """A comment; ``first`` and ``last`` are a paragraph and a position in its text, the latter
    where the words that it is about have ended. ``replies`` are all of its thread.
    """

    author: Author
    text: str
    first: Position
    last: Position
    replies: tuple[Remark, ...] = ()
    done: bool = False


@attrs.frozen
class _Comment:
    """A comment as comments.xml has it; ``names`` are those of its paragraphs."""

    id: str
    author: Author
    text: str
    names: tuple[str, ...]


@attrs.frozen
class _Thread:
    """A comment, those that answer it or one another, and whether it is settled."""

    first: _Comment
    replies: tuple[_Comment, ...]
    done: bool

    @property
    def comments(self) -> tuple[_Comment, ...]:
        """All of them."""
        return (self.first, *self.replies)


def read_remarks(parts: WordParts, word: WordText) -> tuple[tuple[Remark, ...], tuple[str, ...]]:
    """Return the comments on the body in its order, and the words of those that stand elsewhere."""
    places = _places(word.body)
    threads = _threads(parts, places)
    remarks, rest = [], []
    for thread in threads:
        place = next((places[one.id] for one in thread.comments if one.id in places), None)
        if place is not None:
            remarks.append(_remark(thread, *place))
        else:
            rest.append(thread)
    marked = {mark.id for mark in _marks_beside(word)}
    elsewhere = (one for one in rest if any(own.id in marked for own in one.comments))
    words = tuple("\n".join(own.text for own in one.comments) for one in elsewhere)
    return tuple(sorted(remarks, key=lambda remark: remark.first)), words


def _remark(thread: _Thread, first: Position, last: Position) -> Remark:
    replies = tuple(
        Remark(one.author, QUOTATION.sub("", one.text, count=1), first, last)
        for one in thread.replies
    )
    own = thread.first
    return Remark(own.author, own.text, first, last, replies, thread.done)


# Where they stand


def _places(body: Sequence[ShownParagraph]) -> Mapping[str, tuple[Position, Position]]:
    """Return where comments begin and end, by their id."""
    found: dict[str, dict[EventKind, Position]] = {}
    for index, paragraph in enumerate(body):
        for mark in paragraph.comments:
            found.setdefault(mark.id, {}).setdefault(mark.kind, (index, mark.position))
    return {name: _range(body, marks) for name, marks in found.items()}


def _range(
    body: Sequence[ShownParagraph], marks: Mapping[EventKind, Position]
) -> tuple[Position, Position]:
    """Return a range by its marks, or the place that is referred to; one that ends before the first
    word of a paragraph ends with the paragraph before.
    """
    begun, ended, there = (
        marks.get(kind)
        for kind in (EventKind.COMMENT_START, EventKind.COMMENT_END, EventKind.COMMENT)
    )
    some = next(place for place in (begun, there, ended) if place is not None)
    first = begun or some
    last = max(first, ended or there or some)
    if last[1] == 0 and last[0] > first[0]:
        last = (last[0] - 1, len(shown_text(body[last[0] - 1])))
    return first, last


def _marks_beside(word: WordText) -> Iterator[CommentMark]:
    """Yield the marks in text boxes, notes, headers and footers."""
    own = [box for paragraph in word.body for box in paragraph.boxes]
    own += [one for one in word.outside if one.place is not Place.COMMENT]
    while own:
        paragraph = own.pop()
        yield from paragraph.comments
        own += paragraph.boxes


# What they say


def _threads(parts: WordParts, places: Mapping[str, tuple[Position, Position]]) -> list[_Thread]:
    """Return the comments of a file, those that answer one with it."""
    known: dict[str, _Comment] = {}
    for element, paragraphs in comments_of(parts):
        comment = _comment(element, paragraphs)
        known.setdefault(comment.id, comment)
    comments = list(known.values())
    owner = {name: one for one in comments for name in one.names}
    entries = list(parts.threads.iter(f"{W15}commentEx")) if parts.threads is not None else []
    named = [(owner.get(_name(entry, "paraId")), entry) for entry in entries]
    said = ((one, owner.get(_name(entry, "paraIdParent"))) for one, entry in named)
    above = _quoted(comments, places) | {one.id: upper for one, upper in said if one and upper}
    done = {one.id for one, entry in named if one and state_of(entry.get(f"{W15}done", "0"))}
    tops = _tops(comments, above)
    replies: dict[str, list[_Comment]] = {}
    for one in comments:
        if tops[one.id] is not one:
            replies.setdefault(tops[one.id].id, []).append(one)
    return [
        _Thread(one, tuple(replies.get(one.id, ())), one.id in done)
        for one in comments
        if tops[one.id] is one
    ]


def _quoted(
    comments: Sequence[_Comment], places: Mapping[str, tuple[Position, Position]]
) -> dict[str, _Comment]:
    """Return what comments answer by quoting it, as LibreOffice has them written to older formats:
    each stands, without a range, where the one that it answers ends.
    """
    ended: dict[Position, dict[str, _Comment]] = {}
    above: dict[str, _Comment] = {}
    for one in comments:
        if one.id not in places:
            continue
        first, last = places[one.id]
        there = ended.setdefault(last, {})
        quotation = QUOTATION.match(one.text) if first == last else None
        if quotation is not None:
            named = [name for name in there if name and name in quotation["head"]]
            if named:
                above[one.id] = there[max(named, key=len)]
        there[one.author.name] = one
    return above


def _tops(comments: Iterable[_Comment], above: Mapping[str, _Comment]) -> dict[str, _Comment]:
    """Return the comment that each one's thread begins with; those that stand in a circle, in a
    damaged file, stand for themselves.
    """
    tops: dict[str, _Comment] = {}
    for one in comments:
        path = {one.id: one}
        top: _Comment | None = one
        while top is not None and top.id not in tops and (upper := above.get(top.id)) is not None:
            top = upper if upper.id not in path else None
            path[upper.id] = upper
        for passed in path.values():
            tops.setdefault(passed.id, tops.get(top.id, top) if top is not None else passed)
    return tops


def _comment(element: etree._Element, paragraphs: Sequence[ShownParagraph]) -> _Comment:
    """Return a comment, its paragraphs as lines."""
    every = (_name(one, "paraId", W14) for one in element.iter(f"{W}p"))
    names = tuple(name for name in every if name)
    text = "\n".join(map(shown_text, paragraphs))
    return _Comment(element.get(f"{W}id", ""), author_of(element), text, names)


def _name(element: etree._Element, attribute: str, namespace: str = W15) -> str:
    """Return the name of a paragraph, of which the case does not matter."""
    return element.get(f"{namespace}{attribute}", "").upper()
