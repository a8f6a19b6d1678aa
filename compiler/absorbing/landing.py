"""Where a change of printed words lands: in which cells, as which replacements there, or why in none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from pathlib import PurePosixPath

import attrs

from compiler.absorbing.base import BaseParagraph, BaseRun
from compiler.absorbing.hunks import Hunk
from compiler.chinese.marks import CLOSING_MARKS, END_MARKS
from compiler.model.document import RunKind
from compiler.span import Span

ITEM_BEGINS = re.compile(r"(?:\A|(?<=[。；！？]))([一二三四五六七八九十]{1,3}是)")
"""Where an item begins: 三是 at the beginning, or behind a sentence."""


class Verdict(Enum):
    """What can be done about an edit; the value is what a clerk reads."""

    WRITABLE = "可写回"
    CHANGED_SINCE = "单元格已另行改动"
    GENERATED = "程序生成"
    TWO_CELLS = "跨两格"
    FIGURE = "涉及登记的数据"
    LOST = "找不到"
    CONFLICT = "改法不一"
    DONE = "已经改好"
    REMARK = "批注"
    NEGLIGIBLE = "不算改动"


@attrs.frozen
class CellEdit:
    """Characters ``start`` to ``end`` of a cell's text that become ``text``; ``cell`` and the text
    are those of the base.
    """

    cell: Span
    start: int
    end: int
    text: str


@attrs.frozen
class Landing:
    """What became of a change: its verdict, the replacements in cells that it comes to, and a
    sentence for whoever decides on it.
    """

    verdict: Verdict
    edits: tuple[CellEdit, ...] = ()
    note: str = ""


PARTED = "段落在这里分开了。通报里一格印一段，分不开；文字的改动另列。"
JOINED = "段落在这里与下一段并成了一段。通报里两格各印一段，并不起来；文字的改动另列。"
ADDED = "新加的文字，没有哪一格印它。{nearest}要印，请在总台账或填报表里找合适的地方写上。"
NEAREST = "离它最近的一格是 {place}。"
REMOVED = "整段删去了。要不印，请在总台账里删去或改动它的来处：{place}。"
MOVED = "整段移到了别处。先后由总台账和版式决定，要改请到那里改。"
TYPED = "这里原来是自动取的数，采纳后变成手写的，以后不会跟着变。"
NUMBERED = "编号由程序编，要增加或调换一条，请改总台账和填报表；采纳的话，这一条写在同一格里。"
ITEM = "里面另起了一条（“{number}”）。" + NUMBERED
KEPT = "其中“{words}”是程序印的，会留着；采纳后印成什么样，请先看好。"
UNITED = "改动跨两格，新的文字写进第一格。"


def land(paragraph: BaseParagraph, start: int, end: int, text: str) -> Landing:
    """Return where a change of a paragraph lands: its characters ``start`` to ``end`` became
    ``text``.
    """
    landing = _landing(paragraph, start, end, text)
    number = _item_number(paragraph, text) if landing.verdict is Verdict.WRITABLE else ""
    if number:
        return attrs.evolve(landing, note=landing.note + ITEM.format(number=number))
    return landing


def _landing(paragraph: BaseParagraph, start: int, end: int, text: str) -> Landing:
    """Return where a change lands, whatever its words are."""
    if start == end:
        return _insertion(paragraph, start, text)
    runs = [run for run in paragraph.runs if run.start < end and start < run.end]
    cells = _one_cell(runs, start, end)
    if cells is not None:
        first, last, cell = cells
        replaced = any(run.run.kind is RunKind.VALUE for run in runs)
        edits = (CellEdit(cell, first, last, text),)
        return Landing(Verdict.WRITABLE, edits, TYPED if replaced else "")
    written = [run for run in runs if run.written]
    if not written:
        return Landing(Verdict.GENERATED, (), generated(runs[0]))
    return _over_cells(runs, written, start, end, text)


def _item_number(paragraph: BaseParagraph, text: str) -> str:
    """Return the number of an item that begins in new words, in a paragraph whose items the program
    numbers like that; empty if none does.
    """
    numbers = [run.run.text for run in paragraph.runs if run.run.kind is RunKind.NUMBER]
    if not any(ITEM_BEGINS.match(number) for number in numbers):
        return ""
    found = ITEM_BEGINS.search(text)
    return found.group(1) if found else ""


def _insertion(paragraph: BaseParagraph, at: int, text: str) -> Landing:
    """Return where words land that came in at a place."""
    run = joined_by(paragraph, at)
    if run is None or not run.written:
        return Landing(Verdict.GENERATED, (), generated(run) if run else added_behind(paragraph))
    place = run.at[0] if at == run.start else run.at[at - run.start - 1] + 1
    return Landing(Verdict.WRITABLE, (CellEdit(run.cell, place, place, text),))


def joined_by(paragraph: BaseParagraph, at: int) -> BaseRun | None:
    """Return the run whose words are continued by those that come in at a place."""
    inside = [run for run in paragraph.runs if run.start < at < run.end]
    left = [run for run in paragraph.runs if run.end == at and run.run.text]
    right = [run for run in paragraph.runs if run.start == at and run.run.text]
    around = [*inside, *left[-1:], *right[:1]]
    written = [run for run in around if run.written]
    if len(written) > 1 and paragraph.text[:at].rstrip(CLOSING_MARKS).endswith(END_MARKS):
        return written[1]  # a sentence that came behind another begins the next source
    return next(iter(written or around), None)


def _one_cell(runs: Sequence[BaseRun], start: int, end: int) -> tuple[int, int, Span] | None:
    """Return the range of one cell's text that was changed, if all of it is one cell's: words, and
    placeholders between them.
    """
    cells = {run.cell for run in runs}
    if len(cells) > 1 or not (runs[0].written and runs[-1].written):
        return None
    if any(not run.written and run.run.kind is not RunKind.VALUE for run in runs):
        return None
    first = runs[0].at[max(start - runs[0].start, 0)]
    last = runs[-1].at[min(end, runs[-1].end) - runs[-1].start - 1] + 1
    return (first, last, runs[0].cell) if first < last else None


def _over_cells(
    runs: Sequence[BaseRun], written: Sequence[BaseRun], start: int, end: int, text: str
) -> Landing:
    """Return what a change over several sources comes to: the new words go into the first cell, of
    the others what was taken out goes; what the program printed between stays.
    """
    edits = []
    for run in written:
        first, last = max(start, run.start) - run.start, min(end, run.end) - run.start
        new = text if run is written[0] else ""
        edits.append(CellEdit(run.cell, run.at[first], run.at[last - 1] + 1, new))
    own = [run.run.text for run in runs if not run.written]
    note = KEPT.format(words="”“".join(own)) if own else UNITED
    return Landing(Verdict.TWO_CELLS, tuple(edits), note)


def added_behind(paragraph: BaseParagraph) -> str:
    """Say that words were added that no cell prints, and which cell is nearest to them."""
    written = [run for run in paragraph.runs if run.written]
    nearest = NEAREST.format(place=shown_cell(written[-1].cell)) if written else ""
    return ADDED.format(nearest=nearest)


def is_exact(landing: Landing) -> bool:
    """Tell whether the next notice prints just what the copy says, once this is adopted."""
    if landing.verdict is Verdict.TWO_CELLS:
        return landing.note == UNITED
    return bool(landing.edits)


def is_doubtful(note: str) -> bool:
    """Tell whether somebody should look at an edit though it is known what it comes to, by the
    sentence on it.
    """
    return TYPED in note or NUMBERED in note


def generated(run: BaseRun) -> str:
    """Say where the words of a run come from that no cell holds as they are printed."""
    place, kind = run.run.sources[0], run.run.kind
    if kind is RunKind.NUMBER:
        return "编号由程序按先后排。要改先后或增减条目，请改总台账。"
    if kind is RunKind.HOLE:
        return "这里还在等单位报送，请让单位填进填报表。"
    if kind is RunKind.VALUE:
        cells = [shown_cell(span) for span in run.run.sources[1:4]]
        told = (
            f"由{'、'.join(cells)}{'等' if len(run.run.sources) > 4 else ''}得出" if cells else ""
        )
        return f"这个数是自动取的，{told or '由程序数出'}。要改请改那里，不要手写。"
    if len(run.run.sources) > 1:
        cells = [shown_cell(span) for span in run.run.sources]
        return f"这几格填的一样，只印了一次，要改请一起改：{'、'.join(cells)}。"
    if place.cell is None:
        return f"这几个字是版式里的：{place.describe()}。"
    return f"这里印的是换写以后的样子，请改原来的那一格：{shown_cell(place)}。"


def shown_cell(span: Span) -> str:
    """Return a cell as a clerk finds it: the file's own name, sheet and cell."""
    return (
        f"{PurePosixPath(span.file).name} {span.sheet}!{span.cell}"
        if span.cell
        else span.describe()
    )


def located_in(paragraphs: Sequence[BaseParagraph], hunk: Hunk) -> tuple[BaseParagraph, int, int]:
    """Return the paragraph of a group that a change stands in, with its range there; paragraphs
    are a line feed apart.
    """
    at = 0
    for paragraph in paragraphs[:-1]:
        if hunk.start <= at + len(paragraph.text):
            return paragraph, hunk.start - at, hunk.end - at
        at += len(paragraph.text) + 1
    return paragraphs[-1], hunk.start - at, hunk.end - at
