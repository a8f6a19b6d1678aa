"""What stands behind the date of a notice: notes, and attachments with their tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from compiler.learning.found import Found
from compiler.learning.labels import read_label
from compiler.learning.paragraphs import Paragraph
from compiler.learning.sketch import Sketch, literal
from compiler.learning.tables import draw_table

MARK = re.compile(r"(附件|附表)\d*:?$")
NOTE = re.compile(r"\((.+)\)$")


def draw_attached(paragraphs: Sequence[Paragraph], found: Found) -> list[Sketch]:
    """Return the lines behind the date; what is seen in the tables is added to ``found``."""
    lines: list[Sketch] = []
    below: list[Sketch] = []
    mark = ""
    count = 0

    def close() -> None:
        nonlocal mark, below
        if mark:
            lines.append(Sketch(mark, tuple(below), ("样式 附件序号",)))
        else:
            lines.extend(below)
        mark, below = "", []

    for _, group in groupby(paragraphs, key=lambda one: bool(one.cells)):
        own = list(group)
        if own[0].cells:
            below += draw_table(own, found)
            continue
        for one in own:
            if MARK.match(one.half):
                close()
                mark = literal(one.half)
            elif note := NOTE.match(one.half):
                label = read_label(note.group(1))
                words = literal(note.group(1)[: label.length]) if label else ""
                below.append(Sketch(f"({words}{{段落 附注}})"))
            else:
                count += 1
                title = mark and not below
                style = ("样式 附件标题",) if title else ()
                below.append(Sketch(f"{{段落 附{'表' if title else '文'}{count}}}", remarks=style))
    close()
    return lines
