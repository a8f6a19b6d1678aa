"""Parts that tell of problems, drawn: their levels, their set wording, what stands under them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from compiler.learning.areas import (
    Area,
    area_of,
    children_of,
    restart_of,
    runs_on,
    split_heading,
    style_of,
)
from compiler.learning.bodies import Value, draw_values, left_open, values_of
from compiler.learning.chapters import draw_chapter
from compiler.learning.found import Found
from compiler.learning.labels import Labels, read_label
from compiler.learning.marks import Style, write
from compiler.learning.paragraphs import Paragraph
from compiler.learning.sketch import Sketch, literal
from compiler.learning.statuses import COUNT, LONGEST, STATUS, say_how_far, status_in
from compiler.learning.tree import Part
from compiler.learning.wording import wording_of

HALF = 0.5
PENDING = "未完成"
BESIDE = re.compile(r"\((?P<status>[^()]{2,10})\)(?P<mark>[。:]?)$")
NAMES = {"aspect": "方面", "category": "类别"}
CHAINS = {1: ("problem",), 2: ("aspect", "problem"), 3: ("aspect", "category", "problem")}
MOST_LEVELS = 3


def draw_area(tops: Sequence[Part], turn: int, place: str, labels: Labels, found: Found) -> Sketch:
    """Return the lines of the parts that tell of problems: one chapter, or aspects that need none."""
    area = area_of(tops, labels)
    depth = len(area.levels)
    chapter = len(tops) == 1 and depth > 1 and not tops[0].head.endswith("方面")
    if chapter:
        below = Area(area.tops, area.levels[1:])
        lines = _levels(below, ("chapter",), turn=1, labels=labels, found=found)
        intro = (Sketch("{引言}"),) if tops[0].texts() else ()
        end = "。" if tops[0].head.endswith("。") else ""
        return Sketch(f"{write(tops[0].style, turn)}{{篇章 {place}}}{end}", (*intro, *lines))
    return _levels(area, (), turn=turn, labels=labels, found=found)[0]


def _levels(
    area: Area, above: tuple[str, ...], *, turn: int, labels: Labels, found: Found
) -> list[Sketch]:
    """Return the line of the outermost level, with those under it."""
    level = area.levels[0]
    name = CHAINS[min(len(area.levels) + len(above_of(above)), MOST_LEVELS)][len(above_of(above))]
    restart = restart_of(level, above)
    own = (restart,) if restart else ()
    number = write(style_of(level), turn)
    doubts = _style_doubts(level)
    if name == "problem":
        return [_problem(level, number, own, labels, found, doubts)]
    wording = wording_of([part.head for part in level])
    drawn = f"{number}{literal(wording.before)}{{{NAMES[name]}}}{literal(wording.behind)}"
    below = _levels(
        Area(area.tops, area.levels[1:]), (*above, name), turn=1, labels=labels, found=found
    )
    if any(part.texts() for part in level):
        below.insert(0, Sketch(f"{{{NAMES[name]}导语}}"))
    return [Sketch(drawn, tuple(below), own, doubts)]


def above_of(names: Sequence[str]) -> list[str]:
    """Return the levels among the entities above a line."""
    return [name for name in names if name != "chapter"]


def _style_doubts(level: Sequence[Part]) -> tuple[str, ...]:
    style = style_of(level)
    other = [part for part in level if part.style != style]
    if not other:
        return ()
    first = other[0].paragraph
    line = first.number if first else 0
    return (f"第 {line} 行等 {len(other)} 处的编号不是这个样子。",)


def _problem(
    level: Sequence[Part],
    number: str,
    remarks: tuple[str, ...],
    labels: Labels,
    found: Found,
    doubts: tuple[str, ...],
) -> Sketch:
    """Return the line of the problems, with their values under it or behind it."""
    run_in = runs_on(level)
    split = [split_heading(part, level) for part in level]
    beside, told = _beside(level)
    found.statuses += told
    if not all(map(STATUS.search, told)):
        guessed = "、".join(told)
        doubts += (f"问题后面括号里的{guessed}看不出是不是完成状态，先当作完成状态。",)
    drawn = number + _heading([head for head, _ in split], beside)
    records = [values_of(part, labels, rest) for part, (_, rest) in zip(level, split, strict=True)]
    lines = draw_values(records, found)
    found.pending += left_open(records)
    if run_in and lines:
        first, *others = lines
        return Sketch(
            drawn + first.drawn, (*first.below, *others), remarks, (*doubts, *first.doubts)
        )
    return Sketch(drawn, tuple(lines), remarks, doubts)


def draw_by_status(top: Part, turn: int, labels: Labels, found: Found) -> Sketch:
    """Return the lines of a part that holds the problems of one status, which its heading names."""
    status = status_in(top.head)
    head = literal(top.head)
    area = area_of([top], labels)
    if match := COUNT.search(top.head):
        shown = match.group()
        if int(match.group(1)) == len(area.problems):
            head = head.replace(shown, shown.replace(match.group(1), f"{{{status}问题数}}"), 1)
    left = any(
        label is not None and "下一" in label.words
        for part in area.problems
        for text in part.texts()
        for label in [read_label(text.half)]
    )
    (
        found.pending
        if left
        else found.complete
        if "完成" in status or "坚持" in status
        else found.statuses
    ).append(status)
    below = Area(area.tops, area.levels[1:])
    levels = _levels(below, ("chapter",), turn=1, labels=labels, found=found)
    first = below.levels[0][0].number if below.levels and below.levels[0] else 1
    if first > 1 or turn == 1:
        levels = [attrs.evolve(line, remarks=(*line.remarks, "全文连续")) for line in levels]
    return Sketch(f"{write(top.style, turn)}{head}", tuple(levels), (status,))


def draw_back(
    top: Part, turn: int, place: str, labels: Labels, found: Found, named: frozenset[Style]
) -> Sketch:
    """Return the lines of a part that comes back to problems: by status, if its headings name some."""
    below: list[Sketch] = [Sketch("{引言}")] if top.texts() else []
    groups = [part for part in children_of(top, labels) if children_of(part, labels)]
    if not groups and not children_of(top, labels):
        return draw_chapter(top, place, turn)
    for order, group in enumerate(groups, 1):
        level = children_of(group, labels)
        statuses = _beside(level)[1] or (status_in(group.head) or group.head[:LONGEST],)
        found.pending += statuses
        line = _reference(level, named, (), labels, found)
        below.append(Sketch(f"{write(group.style, order)}{literal(group.head)}", (line,), statuses))
    if not groups:
        level = children_of(top, labels)
        statuses = _beside(level)[1] or (status_in(top.head) or PENDING,)
        found.pending += statuses
        below.append(_reference(level, named, statuses, labels, found))
    return Sketch(f"{write(top.style, turn)}{{篇章 {place}}}", tuple(below))


def _reference(
    level: Sequence[Part],
    named: frozenset[Style],
    remarks: tuple[str, ...],
    labels: Labels,
    found: Found,
) -> Sketch:
    """Return the line of a problem that has been told of before, with what is left to do."""
    style = style_of(level)
    by_number = style in named or [part.number for part in level] != [*range(1, len(level) + 1)]
    number = f"{style[0]}{{问题编号}}{style[2]}" if by_number else write(style, 1)
    own = (*remarks, "样式 四级标题") if by_number else remarks
    lines = draw_values([values_of(part, labels) for part in level], found, reference=True)
    return Sketch(
        f"{number}{_heading([part.head for part in level], _beside(level)[0])}", tuple(lines), own
    )


def _beside(level: Sequence[Part]) -> tuple[str, tuple[str, ...]]:
    """Return how the statuses are drawn that the headings of problems end with in brackets, and which
    they are; nothing if they do not.
    """
    ends = [match for part in level if (match := BESIDE.search(part.head))]
    named = [end["status"] for end in ends]
    if len(ends) <= HALF * len(level) or not (all(map(STATUS.search, named)) or say_how_far(named)):
        return "", ()
    mark = ends[0]["mark"]
    return f"({{问题状态}}){mark}", tuple(dict.fromkeys(end["status"] for end in ends))


def _heading(heads: Sequence[str], beside: str) -> str:
    """Return how the headings of problems are drawn; ``beside`` is how their statuses are."""
    bare = [BESIDE.sub("", head) for head in heads] if beside else heads
    wording = wording_of(bare)
    return f"{literal(wording.before)}{{问题}}{literal(wording.behind)}{beside}"


def draw_records(root: Part, labels: Labels, found: Found) -> list[Sketch]:
    """Return the lines of problems that have no numbers, only labels: each begins with the first."""
    first = next(text for text in root.texts() if labels.labelled(text.half))
    label = read_label(first.half)
    assert label is not None
    records: list[list[Value]] = []
    heads: list[str] = []
    current = Part()
    chunks: list[Part] = []
    for item in root.items:
        own = read_label(item.half) if isinstance(item, Paragraph) else None
        if own is not None and own.words == label.words and isinstance(item, Paragraph):
            heads.append(item.half)
            current = Part()
            chunks.append(current)
        else:
            current.items.append(item)
    records = [values_of(chunk, labels) for chunk in chunks]
    lines = draw_values(records, found)
    found.pending += left_open(records)
    end = "。" if all(head.endswith("。") for head in heads) else ""
    return [Sketch(f"{literal(label.words)}:{{问题}}{end}", tuple(lines))]
