"""The whole proposal: the parts of a notice one after the other, each drawn as what it seems to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import attrs

from compiler.learning.areas import area_of, sort_tops
from compiler.learning.attachments import draw_attached
from compiler.learning.chapters import draw_chapter, draw_text, place_of
from compiler.learning.edges import closing_words, draw_head, draw_tail, is_title, split_edges
from compiler.learning.found import Found
from compiler.learning.labels import Labels, labels_of
from compiler.learning.levels import draw_area, draw_back, draw_by_status, draw_records
from compiler.learning.marks import Style, counted, read_mark, runs_in
from compiler.learning.paragraphs import Paragraph, paragraphs_of
from compiler.learning.settings import write_settings
from compiler.learning.sketch import Sketch, doubts_of, write_sketches
from compiler.learning.statuses import guess_statuses, status_in
from compiler.learning.tree import Part, nest, surplus
from compiler.wordfile.taking import NoticeLine

HALF = 0.5
HEAD = """# 由通报“{file}”草拟的样子。每行印成一段，缩进表示上下级；请对照原文改，写着“请核对”的逐条看。
# {{栏目}} 印出该栏目；<…> 里的栏目全空时不印；[…] 对每条措施或每个事项印一遍，[…|、] 用竖线后的标点连接。
# 编号画出第一个值，程序接着往下编；行末“…”后面写画不出来的话：全文连续、完成状态、样式。
# 标点一律画成半角，印出时按总台账的“标点样式”处理。

"""


@attrs.frozen
class Proposal:
    """The texts of outline.txt and kind.toml, and what a person should look at."""

    outline: str
    settings: str
    doubts: tuple[str, ...]


def propose(lines: Sequence[NoticeLine], file: str) -> Proposal:
    """Return an outline and settings by which the notice ``lines`` of ``file`` could have been printed."""
    paragraphs = paragraphs_of(lines)
    labels = labels_of(one.half for one in paragraphs)
    series, named = counted(one.half for one in paragraphs if not one.cells)
    styles = series | named

    def begins(one: Paragraph) -> bool:
        mark = read_mark(one.half)
        numbered = mark is not None and mark.style in styles and not runs_in(one.half)
        return not one.cells and (numbered or labels.labelled(one.half))

    edges = split_edges(paragraphs, begins)
    root, _ = nest(edges.body, labels.labelled)
    over = surplus(root, labels.labelled)
    tail = (*over, *edges.tail)
    found = Found()
    body = _draw_body(root, labels, named, found)
    attached = draw_attached(edges.attached, found)
    sketches = [*draw_head(edges.head, found), *body, *draw_tail(tail), *attached]
    seen_statuses = tuple(dict.fromkeys([*found.complete, *found.statuses, *found.pending]))
    statuses = guess_statuses(found.statuses, found.complete, found.pending)
    title = next((one.half for one in edges.head if is_title(one.half)), "")
    settings = write_settings(
        title,
        found.own.values(),
        statuses,
        seen_statuses,
        closing_words(tail or edges.body[-1:]),
        file,
    )
    outline = HEAD.format(file=file) + write_sketches(sketches)
    return Proposal(outline, settings, tuple(doubts_of(sketches)))


def _draw_body(root: Part, labels: Labels, named: frozenset[Style], found: Found) -> list[Sketch]:
    """Return the lines between lead and closing words."""
    if any(labels.labelled(text.half) for text in root.texts()):
        return draw_records(root, labels, found)
    tops = root.parts()
    kinds = sort_tops(tops, labels)
    areas = [top for top in tops if kinds[id(top)] == "area"]
    by_status = len(areas) > 1 and all(
        status_in(top.head) and len(area_of([top], labels).levels) > 1 for top in areas
    )
    turns: Counter[Style] = Counter()
    lines: list[Sketch] = []
    drawn = False
    ordinal = 0
    run: list[Part] = []
    for top in tops:
        kind = kinds[id(top)]
        ordinal += 1
        plain = kind == "office" and not top.items
        if run and not (plain and top.style == run[0].style):
            turns[run[0].style] += 1
            lines.append(draw_text(run[0].style, f"第{ordinal}段", turns[run[0].style]))
            run = []
        if plain:
            run.append(top)
        elif kind == "area" and by_status:
            turns[top.style] += 1
            lines.append(draw_by_status(top, turns[top.style], labels, found))
        elif kind == "area":
            if not drawn:
                turns[top.style] += 1
                lines.append(
                    draw_area(areas, turns[top.style], place_of(top, ordinal), labels, found)
                )
            drawn = True
        elif kind == "back":
            turns[top.style] += 1
            lines.append(
                draw_back(top, turns[top.style], place_of(top, ordinal), labels, found, named)
            )
        else:
            turns[top.style] += 1
            lines.append(draw_chapter(top, place_of(top, ordinal), turns[top.style]))
    if run:
        turns[run[0].style] += 1
        lines.append(draw_text(run[0].style, f"第{ordinal + 1}段", turns[run[0].style]))
    return lines
