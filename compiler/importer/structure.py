"""The lines of an outline as the importer walks them, and which of them read which paragraph."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from compiler.chinese.marks import sentences
from compiler.importer.matches import Match, NoticeParagraph
from compiler.importer.patterns import LinePattern, line_pattern
from compiler.notice.families import STAR
from compiler.notice.outline import Outline, OutlineField, OutlineLine, fields, own_place


@attrs.frozen
class Node:
    """One line of the outline: the indices of the lines it stands under and its own, and those of
    its level before it.

    ``repeats`` tells that each match begins another member, ``joins`` that the line may take
    several paragraphs. A line that prints contacts behind prose does not repeat: it would print
    them again.
    """

    index: int
    line: OutlineLine
    path: tuple[int, ...]
    earlier: tuple[int, ...]
    repeats: bool
    joins: bool
    pattern: LinePattern


@attrs.frozen
class Placed:
    """A paragraph and the line that reads it, or none."""

    paragraph: NoticeParagraph
    node: Node | None
    match: Match | None


def lay_out(outline: Outline) -> tuple[Node, ...]:
    """Return the lines of an outline from top to bottom."""
    nodes: list[Node] = []
    _collect(outline.lines, (), frozenset(), nodes)
    return tuple(nodes)


def _collect(
    lines: tuple[OutlineLine, ...],
    path: tuple[int, ...],
    entities: frozenset[str],
    nodes: list[Node],
) -> None:
    """Add the lines below one of the outline, and those below them, in order."""
    earlier: list[int] = []
    for line in lines:
        index, entity = len(nodes), line.entity
        shared = any(field.entity == "notice" for field in fields(line.items))
        repeats = (
            entity is not None
            and entity not in entities
            and entity != "notice"
            and (entity != "chapter" or own_place(line.items).endswith(STAR))
            and not shared
        )
        only = line.items[0] if len(line.items) == 1 else None
        known = only.definition if isinstance(only, OutlineField) else None
        joins = (
            entity == "notice"
            and line.numbering is None
            and known is not None
            and known.style == "通报标题"
        )
        nodes.append(
            Node(index, line, (*path, index), tuple(earlier), repeats, joins, line_pattern(line))
        )
        earlier.append(index)
        _collect(line.children, (*path, index), entities | ({entity} if entity else set()), nodes)


def closing_node(nodes: tuple[Node, ...]) -> Node | None:
    """Return the line of the closing words: the last of the office's own paragraphs, if others
    stand before it.
    """
    own = [
        node for node in nodes if any(field.entity == "text" for field in fields(node.line.items))
    ]
    return own[-1] if own and own[-1].index > 0 else None


def unglue(
    placed: Sequence[Placed], closing: Node, words: tuple[str, ...]
) -> tuple[int, int] | None:
    """Return paragraph and position where the closing words may begin, if no paragraph of their
    own holds them.
    """
    if any(one.node is closing for one in placed):
        return None
    before = [
        i for i, one in enumerate(placed) if one.node is None or one.node.index < closing.index
    ]
    if not before:
        return None
    text = placed[before[-1]].paragraph.text
    for start, _ in sentences(text)[1:]:
        if text.startswith(words, start):
            return before[-1], start
    return None
