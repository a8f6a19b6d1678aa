"""What the register's examples and help say, by what a kind of notice draws: its own name and places,
and whether it prints the titles of problems in quotation marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

from compiler.notice.entities import BODY
from compiler.notice.families import offered
from compiler.notice.judging.standing import inside_of
from compiler.notice.outline import Item, Literal, Outline, OutlineField, OutlineLine, fields
from compiler.schema.definitions import Block, Field, members, with_members
from compiler.schema.register import CHAPTERS, INFORMATION, PROBLEMS

OPENING_QUOTES = ("“", '"', "「", "『")
UNQUOTED = "只写题目，照原样印，末尾不加标点。"
ITEM_OF = "、2、条目、统一部署推动、"
"""What the note above 篇章 says of its example behind the place: an item with a heading."""


def with_own_examples(name: str, title: str, outline: Outline) -> Callable[[Block], Block]:
    """Return what fits the examples of a block of the register to the kind ``name``, whose notices
    are called ``title`` unless they say otherwise.
    """
    places = outline.places()
    with_items = next(_places_of_items(outline.lines), None)
    quoted = any(_quoted(line.items) for line in outline.walk())

    def fit(block: Block) -> Block:
        if block.key == INFORMATION.key:
            return _shown(block, kind=name, title=title)
        if block.key == CHAPTERS.key and _example(block, "place") not in places:
            return _of_places(block, with_items, next(iter(places), ""))
        if block.key == PROBLEMS.key and not quoted:
            return with_members(block, tuple(map(_unquoted, members(block))))
        return block

    return fit


def _of_places(block: Block, with_items: str | None, first: str) -> Block:
    """Return 篇章 with an example of a place that there is: an item where items are drawn, else a
    paragraph.
    """
    old = _example(block, "place")
    if with_items:
        note = block.note.replace(f"{old}{ITEM_OF}", f"{with_items}{ITEM_OF}")
        fitted = _shown(block, place=with_items)
    elif first:
        note = block.note.replace(f"{old}{ITEM_OF}", f"{first}、1、{BODY}、")
        fitted = _shown(block, place=first, kind=BODY, heading="")
    else:
        note, fitted = block.note.partition("例如一行")[0], _shown(block, place="")
    return attrs.evolve(fitted, note=note, earlier_notes=(*block.earlier_notes, block.note))


def _shown(block: Block, **examples: str) -> Block:
    """Return a block in which these fields have these examples."""
    own = (attrs.evolve(f, example=examples.get(f.key, f.example)) for f in members(block))
    return with_members(block, tuple(own))


def _example(block: Block, key: str) -> str:
    return next(field.example for field in members(block) if field.key == key)


def _unquoted(field: Field) -> Field:
    """Return a field of 问题清单 for titles that are printed without quotation marks."""
    if field.key != "title":
        return field
    return attrs.evolve(field, help=UNQUOTED, earlier_help=(*field.earlier_help, field.help))


def _places_of_items(lines: tuple[OutlineLine, ...], above: str = "") -> Iterator[str]:
    """Yield the places whose items, with a heading each, are drawn below their title."""
    for line in lines:
        own = list(fields(line.items))
        place = next((f.place for f in own if f.entity == "chapter" and f.place), above)
        if place and any(field.name == "小标题" for field in own):
            yield next(offered(place))
        yield from _places_of_items(line.children, place)


def _quoted(items: tuple[Item, ...]) -> bool:
    """Tell whether the title of a problem stands behind an opening quotation mark."""
    before = ""
    for item in _in_turn(items):
        if isinstance(item, OutlineField) and item.name == "问题" and before in OPENING_QUOTES:
            return True
        before = item.text[-1:] if isinstance(item, Literal) else ""
    return False


def _in_turn(items: tuple[Item, ...]) -> Iterator[Literal | OutlineField]:
    """Yield wording and fields as they are printed, those in brackets, too."""
    for item in items:
        if isinstance(item, Literal | OutlineField):
            yield item
        else:
            for fragment in inside_of(item):
                yield from _in_turn(fragment)
