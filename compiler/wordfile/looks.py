"""Whether Word shows a text: which runs and ends of paragraphs are hidden, which are struck out.

A run is hidden by its own formatting, or by a style of its own, of its paragraph or table, or one
that these are based on, or by the defaults of the document. ``webHidden`` hides in browsers only,
``specVanish`` nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs
from lxml import etree

from compiler.wordfile.tags import DEFAULT, VALUE, W, state_of, value_of

RUN_PROPERTIES = f"{W}rPr"
CHARACTER, PARAGRAPH, TABLE, NUMBERING = "character", "paragraph", "table", "numbering"
STYLED_BY = {CHARACTER: f"{W}rStyle", PARAGRAPH: f"{W}pStyle", TABLE: f"{W}tblStyle"}
TOGGLES = ("vanish", "strike")
"""Set by the styles of two levels they cancel each other, as bold does; a double line does not."""


@attrs.frozen(eq=False)
class Looks:
    """The styles of a Word file by type and id, those used where none is named, the defaults.

    ``resolved`` keeps what each style came to that was met on the way along those that one is based
    on, so that no chain is walked twice.
    """

    styles: Mapping[tuple[str, str], etree._Element] = attrs.field(factory=dict)
    usual: Mapping[str, str] = attrs.field(factory=dict)
    defaults: etree._Element | None = None
    resolved: dict[tuple[str, str, str], bool | None] = attrs.field(factory=dict)


@attrs.frozen(eq=False)
class Holders:
    """The properties of the paragraph and of the table that a run stands in."""

    paragraph: etree._Element | None = None
    table: etree._Element | None = None


def read_looks(styles: etree._Element | None) -> Looks:
    """Take the root of styles.xml apart."""
    if styles is None:
        return Looks()
    every = [
        (style.get(f"{W}type", PARAGRAPH), style.get(f"{W}styleId", ""), style)
        for style in styles.iter(f"{W}style")
    ]
    usual = {kind: name for kind, name, style in every if state_of(style.get(DEFAULT, "0"))}
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{RUN_PROPERTIES}")
    return Looks({(kind, name): style for kind, name, style in every}, usual, defaults)


def is_hidden(looks: Looks, own: etree._Element | None, holders: Holders) -> bool:
    """Tell whether a run, or the end of a paragraph, of the formatting ``own`` is hidden."""
    return _switched(looks, "vanish", own, holders)


def is_struck(looks: Looks, own: etree._Element | None, holders: Holders) -> bool:
    """Tell whether a run of the formatting ``own`` is struck out, by one line or two."""
    return any(_switched(looks, name, own, holders) for name in ("strike", "dstrike"))


def style_chain(looks: Looks, kind: str, identifier: str) -> Iterator[etree._Element]:
    """Yield the style of that id, or the usual one of its kind if there is none, and then those
    that it is based on.
    """
    if (kind, identifier) not in looks.styles:
        identifier = looks.usual.get(kind, "")
    seen = set()
    while identifier not in seen and (style := looks.styles.get((kind, identifier))) is not None:
        seen.add(identifier)  # in a damaged file they stand in a circle
        yield style
        identifier = value_of(style, "basedOn")


def _switched(looks: Looks, name: str, own: etree._Element | None, holders: Holders) -> bool:
    """Tell whether a property is on: what is said directly counts, then the styles, then the
    defaults.
    """
    direct = _state(own, name)
    if direct is not None:
        return direct
    by_default = _state(looks.defaults, name)
    named = ((CHARACTER, own), (PARAGRAPH, holders.paragraph), (TABLE, holders.table))
    styled = [
        _styled(looks, kind, holder, name)
        for kind, holder in named
        if kind != TABLE or holder is not None
    ]
    if name in TOGGLES:
        return bool(by_default) or sum(state is True for state in styled) % 2 == 1
    return bool(next((state for state in (*styled, by_default) if state is not None), False))


def _styled(looks: Looks, kind: str, holder: etree._Element | None, name: str) -> bool | None:
    """Return what the style named in ``holder`` says, or the nearest one that it is based on."""
    named = holder.find(STYLED_BY[kind]) if holder is not None else None
    identifier = named.get(VALUE, "") if named is not None else ""
    asked = (kind, identifier, name)
    if asked in looks.resolved:
        return looks.resolved[asked]
    passed, found = [asked], None
    for style in style_chain(looks, kind, identifier):
        key = (kind, style.get(f"{W}styleId", ""), name)
        if key in looks.resolved:
            found = looks.resolved[key]
            break
        passed.append(key)
        found = _state(style.find(RUN_PROPERTIES), name)
        if found is not None:
            break
    looks.resolved.update(dict.fromkeys(passed, found))
    return found


def _state(properties: etree._Element | None, name: str) -> bool | None:
    """Return whether a property is switched on or off; ``None`` if nothing is said of it."""
    element = properties.find(f"{W}{name}") if properties is not None else None
    return None if element is None else state_of(element.get(VALUE))
