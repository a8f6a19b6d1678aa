"""Labels of a drawn line that stand in print with nothing behind them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import attrs

from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Document, Run, RunKind
from compiler.notice.judging.standing import inside_of
from compiler.notice.outline import Item, Listing, Literal, Optional, Outline, OutlineField, Repeat
from compiler.span import Span

LABEL_ENDS = (":", "：")
LABEL_STARTS = "，。；、,.;）) "
"""What parts a label from the wording before it."""
SET = (RunKind.FRAME, RunKind.NUMBER)


def empty_labels(outline: Outline, document: Document) -> Iterator[Diagnostic]:
    """Yield S156 for each label of the outline that something follows where it is drawn, and nothing
    where it is printed, though the rest of its paragraph says something.
    """
    labels = {label.span: label for line in outline.walk() for label in _labels(line.items)}
    found: dict[Span, Diagnostic] = {}
    for paragraph in document.paragraphs:
        if all(run.kind in SET for run in paragraph.runs):
            continue
        for run, following in pairwise((*paragraph.runs, None)):
            label = labels.get(run.sources[0]) if run and run.kind is RunKind.FRAME else None
            if run and label and run.text == label.text and _is_set(following, label):
                place, words = _label_in(run)
                found.setdefault(place, complain("S156", place, label=words))
    yield from found.values()


@attrs.frozen
class _Label:
    """The set wording that ends a label, and the places of the set wording in what is drawn behind
    it.
    """

    text: str
    span: Span
    behind: frozenset[Span]


def _labels(items: tuple[Item, ...]) -> Iterator[_Label]:
    """Yield the set wording that ends a label of something drawn behind it."""
    for item, following in pairwise((*items, None)):
        if isinstance(item, Literal) and item.text.endswith(LABEL_ENDS) and following is not None:
            inside = () if isinstance(following, Literal) else _wording((following,))
            yield _Label(item.text, item.span, frozenset(inside))
        elif isinstance(item, Optional | Repeat):
            yield from _labels(item.items)
        elif isinstance(item, Listing):
            for fragment in item.fragments:
                yield from _labels(fragment)


def _wording(items: tuple[Item, ...]) -> Iterator[Span]:
    """Yield the places of all set wording in ``items``."""
    for item in items:
        if isinstance(item, Literal):
            yield item.span
        elif not isinstance(item, OutlineField):
            for fragment in inside_of(item):
                yield from _wording(fragment)


def _is_set(following: Run | None, label: _Label) -> bool:
    """Tell whether no value follows: the paragraph ends, or set wording goes on that does not
    belong to what is drawn behind the label.
    """
    if following is None:
        return True
    return following.kind is RunKind.FRAME and following.sources[0] not in label.behind


def _label_in(run: Run) -> tuple[Span, str]:
    """Return the place and the words of the label that a run ends with."""
    place, words = run.sources[0], run.text[:-1]
    start = max(words.rfind(mark) for mark in LABEL_STARTS) + 1
    return attrs.evolve(place, column=(place.column or 1) + start), run.text[start:-1]
