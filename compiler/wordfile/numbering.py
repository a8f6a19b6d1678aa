"""The numbers that Word computes: what stands before each paragraph of a list.

The counters belong to the abstract definition, so lists that share one count on; a list that
overrides a start begins anew where it is first used. A level begins anew below a higher one, unless
it says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

import attrs
from lxml import etree

from compiler.wordfile.looks import NUMBERING, PARAGRAPH, Looks, style_chain
from compiler.wordfile.number_formats import pad, write_number
from compiler.wordfile.tags import COMPATIBILITY, VALUE, W, is_on, number_of, value_of

LEVELS = 9
LONGEST_CHAIN = 100
"""How many styles are asked for a list, each based on the next: Word lets no more than ten."""

LONGEST_TEXT = 255
"""Characters of a level's text or of the example of its format: Word's dialogue takes far fewer."""

LINKS = 10
"""How many definitions may lead from one to another: in a damaged file they stand in a circle."""
PLACEHOLDER = re.compile(r"%([1-9])")
PROPERTIES = f"{W}numPr"


@attrs.frozen
class Level:
    """One level of a list. ``restart`` is the number of the level that restarts it (0: none;
    ``None``: every higher one); ``example`` is that of a custom format.
    """

    start: int
    form: str
    text: str
    suffix: str
    restart: int | None
    legal: bool
    hidden: bool
    example: str


@attrs.frozen
class List:
    """A list: the definition whose counters it uses, its levels, and which of them start anew."""

    counters: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]
    styled: Mapping[str, int]


@attrs.frozen
class Label:
    """What Word shows before a paragraph, and what follows it: tab, space or nothing."""

    text: str
    suffix: str
    bullet: bool


@attrs.define
class Counters:
    """The lists of a file, and how far each has been counted in one story; ``styled`` are list and
    level by the style of a paragraph.
    """

    looks: Looks
    lists: Mapping[int, List]
    reached: dict[str, dict[int, int]] = attrs.field(factory=dict)
    styled: dict[str, tuple[int | None, int | None]] = attrs.field(factory=dict)
    begun: set[tuple[int, int]] = attrs.field(factory=set)


def read_lists(numbering: etree._Element | None, looks: Looks) -> dict[int, List]:
    """Take the root of numbering.xml apart: the lists by their number."""
    if numbering is None:
        return {}
    abstract = {own.get(f"{W}abstractNumId", ""): own for own in numbering.iter(f"{W}abstractNum")}
    numbers = {own.get(f"{W}numId", ""): own for own in numbering.iter(f"{W}num")}
    drawn: dict[str, dict[int, etree._Element]] = {}
    lists = {}
    for name, number in numbers.items():
        if name.isdecimal():
            own, definition = _definition(number, abstract, numbers, looks)
            if own not in drawn:
                drawn[own] = {_index(one): one for one in _levels(definition)}
            lists[int(name)] = _list(number, own, drawn[own])
    return lists


def next_label(counters: Counters, properties: etree._Element | None) -> Label | None:
    """Count a paragraph of these properties, and return its label; ``None`` if it is in no list."""
    number, level = _membership(counters, properties)
    own = counters.lists.get(number or 0)
    if own is None:
        return None
    reached = counters.reached.setdefault(own.counters, {})
    anew = level in own.starts and (number or 0, level) not in counters.begun
    if level not in reached or anew:
        reached[level] = _start(own, level)
    else:
        reached[level] += 1
    counters.begun.add((number or 0, level))
    for deeper in [one for one in reached if one > level]:
        restart = own.levels[deeper].restart if deeper in own.levels else None
        if restart is None or restart > level:
            del reached[deeper]
    return _label(own, level, reached)


def _label(own: List, level: int, reached: Mapping[int, int]) -> Label | None:
    """Return the text of a level with the numbers reached filled in."""
    drawn = own.levels.get(level)
    if drawn is None or drawn.hidden:
        return None

    def filled(match: re.Match[str]) -> str:
        other = int(match.group(1)) - 1
        number = reached.get(other, _start(own, other))
        if other not in own.levels:
            return ""
        if drawn.legal:
            return str(number)
        example = own.levels[other].example
        return pad(number, example) if example else write_number(number, own.levels[other].form)

    if drawn.form == "bullet":
        return Label(drawn.text, drawn.suffix, True)
    text = PLACEHOLDER.sub(filled, drawn.text)
    return Label(text, drawn.suffix, False) if text else None


def _start(own: List, level: int) -> int:
    """Return the first number of a level."""
    return own.starts.get(level, own.levels[level].start if level in own.levels else 1)


def _membership(counters: Counters, properties: etree._Element | None) -> tuple[int | None, int]:
    """Return the number of the list that a paragraph is in, by itself or by its style, and the
    level.
    """
    direct = properties.find(PROPERTIES) if properties is not None else None
    number, level = number_of(direct, "numId"), number_of(direct, "ilvl")
    if number is None:
        number, by_style = _by_style(counters, value_of(properties, "pStyle"))
        level = by_style if level is None else level
    return number, min(max(level or 0, 0), LEVELS - 1)


def _by_style(counters: Counters, style: str) -> tuple[int | None, int | None]:
    """Return list and level that a style gives, looked up once."""
    if style not in counters.styled:
        counters.styled[style] = _given(counters, style)
    return counters.styled[style]


def _given(counters: Counters, identifier: str) -> tuple[int | None, int | None]:
    """Return list and level that a style gives: the level is the one that names the style."""
    given = [
        (style, style.find(f"{W}pPr/{PROPERTIES}"))
        for style in islice(style_chain(counters.looks, PARAGRAPH, identifier), LONGEST_CHAIN)
    ]
    number = next((own for _, one in given if (own := number_of(one, "numId")) is not None), None)
    known = counters.lists.get(number or 0)
    linked = known.styled if known is not None else {}
    for style, one in given:
        identifier = style.get(f"{W}styleId", "")
        if identifier in linked:
            return number, linked[identifier]
        if (level := number_of(one, "ilvl")) is not None:
            return number, level
    return number, None


def _list(number: etree._Element, name: str, defined: Mapping[int, etree._Element]) -> List:
    """Return a list of the levels ``defined`` under ``name``, with its overrides."""
    drawn = dict(defined)
    starts: dict[int, int] = {}
    for override in number.iter(f"{W}lvlOverride"):
        level = _index(override)
        own = override.find(f"{W}lvl")
        if own is not None:
            drawn[level] = own
        start = number_of(override, "startOverride")
        if start is not None:
            starts[level] = start
    levels = {level: _level(one) for level, one in drawn.items()}
    styled = {style: level for level, one in drawn.items() if (style := value_of(one, "pStyle"))}
    return List(name, levels, starts, styled)


def _definition(
    number: etree._Element,
    abstract: Mapping[str, etree._Element],
    numbers: Mapping[str, etree._Element],
    looks: Looks,
) -> tuple[str, etree._Element | None]:
    """Return the abstract definition of a list; one that is kept in a style is looked up there."""
    name = ""
    for _ in range(LINKS):
        name = value_of(number, "abstractNumId")
        definition = abstract.get(name)
        link = value_of(definition, "numStyleLink")
        if not link:
            return name, definition
        style = looks.styles.get((NUMBERING, link))
        linked = style.find(f"{W}pPr/{PROPERTIES}") if style is not None else None
        further = numbers.get(value_of(linked, "numId"))
        if further is None:
            break
        number = further
    return name, abstract.get(name)


def _levels(definition: etree._Element | None) -> Iterator[etree._Element]:
    """Yield the levels that a definition draws."""
    if definition is not None:
        yield from definition.iterchildren(f"{W}lvl")


def _index(element: etree._Element) -> int:
    """Return which level an element is about."""
    text = element.get(f"{W}ilvl", "0")
    return int(text) if text.isdecimal() and len(text) < 3 else 0


def _level(own: etree._Element) -> Level:
    """Take one level apart."""
    form, example = _form(own)
    start, text = number_of(own, "start"), own.find(f"{W}lvlText")
    return Level(
        start=0 if start is None else start,
        form=form,
        text=text.get(VALUE, "")[:LONGEST_TEXT] if text is not None else "",
        suffix=value_of(own, "suff", "tab") or "tab",
        restart=number_of(own, "lvlRestart"),
        legal=is_on(own, "isLgl"),
        hidden=is_on(own.find(f"{W}rPr"), "vanish"),
        example=example[:LONGEST_TEXT],
    )


def _form(own: etree._Element) -> tuple[str, str]:
    """Return the number format of a level, and the example of a custom one, which Word writes as
    an alternative to a plain one.
    """
    for element in own.iterfind(f"{COMPATIBILITY}AlternateContent/*/{W}numFmt"):
        if element.get(VALUE) == "custom":
            return "decimal", element.get(f"{W}format", "")
    form = own.find(f"{W}numFmt")
    if form is None:
        form = own.find(f"{COMPATIBILITY}AlternateContent/{COMPATIBILITY}Fallback/{W}numFmt")
    if form is None:
        return "decimal", ""
    value = form.get(VALUE, "decimal")
    return ("decimal", form.get(f"{W}format", "")) if value == "custom" else (value, "")
