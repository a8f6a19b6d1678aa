"""Parts that the office writes as prose: a heading, introductions, items, each drawn as a place of 篇章."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from compiler.chinese.numerals import to_chinese
from compiler.learning.marks import Style, write
from compiler.learning.sketch import Sketch
from compiler.learning.tree import Part

HEADING = re.compile(r"[^。:;!?]{2,60}(?P<mark>[。:])(?=.)")
NAME = re.compile(r"[\u4e00-\u9fff]{2,8}")
MOST, SOME = 0.9, 0.3


def place_of(part: Part, ordinal: int) -> str:
    """Return what a place of 篇章 is called: its heading if that is short, else its turn."""
    return part.head if NAME.fullmatch(part.head) else f"第{to_chinese(ordinal)}部分"


def draw_chapter(part: Part, place: str, turn: int) -> Sketch:
    """Return the lines of one part, the ``turn``-th of its number's style among its siblings."""
    end = part.head[-1:] if part.head[-1:] in "。:" else ""
    number = write(part.style, turn)
    return Sketch(f"{number}{{篇章 {place}}}{end}", tuple(_below(part, place)))


def draw_text(style: Style, place: str, turn: int) -> Sketch:
    """Return the line of parts that are a paragraph each."""
    return Sketch(f"{write(style, turn)}{{段落 {place}}}")


def _below(part: Part, place: str) -> list[Sketch]:
    """Return the lines under the heading of a chapter: of items only the first run of a style, for a
    place has but one series of them.
    """
    lines = [Sketch("{引言}")] if part.texts() else []
    turns: Counter[Style] = Counter()
    itemised = False
    for whole, group in groupby(part.parts(), key=lambda child: (bool(child.parts()), child.style)):
        run = list(group)
        if whole[0]:
            for child in run:
                turns[child.style] += 1
                own = f"{place}{to_chinese(sum(turns.values()))}"
                lines.append(draw_chapter(child, own, turns[child.style]))
            continue
        turns[run[0].style] += 1
        if itemised:
            own = f"{place}{to_chinese(sum(turns.values()))}"
            lines.append(draw_text(run[0].style, own, turns[run[0].style]))
        else:
            lines.append(_items(run, write(run[0].style, turns[run[0].style])))
        itemised = True
    return lines


def _items(parts: Sequence[Part], number: str) -> Sketch:
    """Return the line that draws items, with the one under it where their texts stand by themselves."""
    marks = Counter(match["mark"] for part in parts if (match := HEADING.match(part.head)))
    below = sum(bool(part.texts()) for part in parts)
    if below > SOME * len(parts) and not marks:
        end = "。" if all(part.head.endswith("。") for part in parts) else ""
        return Sketch(f"{number}{{小标题}}{end}", (Sketch("{正文}"),))
    if marks:
        mark, count = marks.most_common(1)[0]
        heading = f"{{小标题}}{mark}"
        if count < MOST * len(parts):
            heading = f"<{heading}>"
        return Sketch(f"{number}{heading}{{正文}}")
    if not any("。" in part.head or ";" in part.head for part in parts):
        return Sketch(f"{number}{{小标题}}")
    return Sketch(f"{number}{{正文}}")
