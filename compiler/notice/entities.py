"""What a line of an outline can be printed for, and what each of these things is found in."""

from __future__ import annotations

import attrs

from compiler.model.register import ChapterText

PARENTS: dict[str, str | None] = {
    "notice": None,
    "signature": None,
    "text": None,
    "chapter": None,
    "intro": "chapter",
    "item": "chapter",
    "population": None,
    "sanction": None,
    "person": None,
    "aspect": None,
    "category": "aspect",
    "problem": "category",
    "group": "problem",
    "measure": "group",
    "figure": "measure",
    "matter": "measure",
}
"""Every entity and the one it is always found in."""

DEPTH = tuple(PARENTS)
"""Entities from the outermost in."""

RESTARTS = {
    "全文连续": "notice",
    "按篇章连续": "chapter",
    "按方面连续": "aspect",
    "按类别连续": "category",
}
"""Where a numbering starts again, if not under every new parent."""

HEADING, BODY, INTRODUCTION, ITEM = "标题", "正文", "引言", "条目"
"""The kinds of the office's prose, as 篇章 names them."""


@attrs.frozen
class Chapter:
    """The office's prose for one place."""

    place: str
    heading: ChapterText | None
    introductions: tuple[ChapterText, ...]
    items: tuple[ChapterText, ...]
