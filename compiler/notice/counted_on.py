"""Whether what is drawn like a number is one: whether the lines around it count it on.

``问题1:`` on a line that is printed for every problem is a number, and so is ``第一部分`` where a line
beside it draws ``第二部分``; anywhere else both are wording.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from compiler.notice.entities import DEPTH, entered
from compiler.notice.numbering import Numbering
from compiler.notice.outline import Item, Literal, OutlineLine
from compiler.span import Span

OUTSIDE_OF_TEXT = frozenset(DEPTH[: DEPTH.index("group")])
"""What headings are printed for. A named number (任务一) of a heading stays when it is alone, one
that parts a text does not.
"""


def counted_on(
    lines: tuple[OutlineLine, ...], wording: Mapping[Span, Literal]
) -> tuple[OutlineLine, ...]:
    """Return lines whose numbers are counted on; ``wording`` is how those were drawn that may be
    none, by the place of their lines.
    """
    return _settled(lines, wording, frozenset({"notice"}))


def _settled(
    lines: tuple[OutlineLine, ...], wording: Mapping[Span, Literal], around: frozenset[str]
) -> tuple[OutlineLine, ...]:
    """Settle sibling lines inside of the members of ``around``, and those under them."""
    drawn: dict[tuple[str, str, str], list[int]] = {}
    for line in lines:
        if line.numbering:
            drawn.setdefault(line.numbering.pattern, []).append(line.numbering.first)
    settled = []
    for line in lines:
        inner = around | entered(line.entity)
        numbering = line.numbering
        if numbering and line.span in wording:
            series = drawn[numbering.pattern]
            repeats = numbering.first == 1 and bool(inner - around)
            if repeats or (len(series) > 1 and series == [*range(1, len(series) + 1)]):
                line = attrs.evolve(line, numbering=_kept(numbering, line.entity))
            else:
                items = without_number(line.items, wording[line.span])
                line = attrs.evolve(line, items=items, numbering=None)
        children = _settled(line.children, wording, inner)
        settled.append(attrs.evolve(line, children=children))
    return tuple(settled)


def _kept(numbering: Numbering, entity: str | None) -> Numbering:
    """Return the number of a line of ``entity``, kept or not where it is alone."""
    heading = entity is None or entity in OUTSIDE_OF_TEXT
    if numbering.named and numbering.kept_alone is None and heading:
        return attrs.evolve(numbering, kept_alone=True)
    return numbering


def without_number(items: tuple[Item, ...], wording: Literal) -> tuple[Item, ...]:
    """Return items that begin with set wording."""
    first = items[0] if items else None
    if isinstance(first, Literal):
        return (Literal(wording.text + first.text, wording.span), *items[1:])
    return (wording, *items)
