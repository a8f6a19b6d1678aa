"""Labels of a drawn line that stand in print with nothing behind them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import attrs

from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Document, Run, RunKind
from compiler.notice.outline import Item, Listing, Literal, Optional, Outline, Repeat
from compiler.span import Span

LABEL_ENDS = (":", "：")
LABEL_STARTS = "，。；、,.;）) "
"""What parts a label from the wording before it."""
SET = (RunKind.FRAME, RunKind.NUMBER)


def empty_labels(outline: Outline, document: Document) -> Iterator[Diagnostic]:
    """Yield S156 for each label of the outline that something follows where it is drawn, and nothing
    where it is printed, though the rest of its paragraph says something.
    """
    labels = {place: text for line in outline.walk() for place, text in _labels(line.items)}
    found: dict[Span, Diagnostic] = {}
    for paragraph in document.paragraphs:
        if all(run.kind in SET for run in paragraph.runs):
            continue
        for run, following in pairwise((*paragraph.runs, None)):
            if run is not None and _ends_label(run, labels) and _is_set(following):
                place, label = _label_in(run)
                found.setdefault(place, complain("S156", place, label=label))
    yield from found.values()


def _labels(items: tuple[Item, ...]) -> Iterator[tuple[Span, str]]:
    """Yield the set wording that ends a label of something drawn behind it."""
    for item, following in pairwise((*items, None)):
        if isinstance(item, Literal) and item.text.endswith(LABEL_ENDS) and following is not None:
            yield item.span, item.text
        elif isinstance(item, Optional | Repeat):
            yield from _labels(item.items)
        elif isinstance(item, Listing):
            for fragment in item.fragments:
                yield from _labels(fragment)


def _ends_label(run: Run, labels: dict[Span, str]) -> bool:
    return run.kind is RunKind.FRAME and labels.get(run.sources[0]) == run.text


def _is_set(following: Run | None) -> bool:
    """Tell whether no value follows: the paragraph ends, or set wording goes on."""
    return following is None or following.kind is RunKind.FRAME


def _label_in(run: Run) -> tuple[Span, str]:
    """Return the place and the words of the label that a run ends with."""
    place, words = run.sources[0], run.text[:-1]
    start = max(words.rfind(mark) for mark in LABEL_STARTS) + 1
    return attrs.evolve(place, column=(place.column or 1) + start), run.text[start:-1]
