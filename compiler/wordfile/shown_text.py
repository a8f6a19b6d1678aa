"""What Word shows of a paragraph: its text run by run, and which of it is hidden or struck out.

A run is hidden by its own formatting, or by a style of its own, of its paragraph or table, or one
that these are based on, or by the defaults of the document. ``webHidden`` hides in browsers only,
``specVanish`` nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from itertools import groupby
from typing import cast

import attrs
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from lxml import etree

OFF = ("0", "false", "off")
RUN_PROPERTIES, STYLE, BASED_ON, TYPE, ID, VALUE = (
    qn(f"w:{name}") for name in ("rPr", "style", "basedOn", "type", "styleId", "val")
)
CHARACTER, PARAGRAPH, TABLE = "character", "paragraph", "table"
STYLED_BY = {CHARACTER: qn("w:rStyle"), PARAGRAPH: qn("w:pStyle"), TABLE: qn("w:tblStyle")}
TOGGLES = ("vanish", "strike")
"""Set by the styles of two levels they cancel each other, as bold does; a double line does not."""


class Concealment(Enum):
    """Why a text is not meant to be read."""

    HIDDEN = "hidden"
    STRUCK = "struck out"


@attrs.frozen
class ShownPiece:
    """A stretch of a paragraph that is shown, or all of it concealed in one way."""

    text: str
    concealed: Concealment | None


@attrs.frozen
class Looks:
    """The styles of a Word file by type and id, those used where none is named, the defaults."""

    styles: Mapping[tuple[str, str], etree._Element]
    usual: Mapping[str, str]
    defaults: etree._Element | None


def read_looks(styles: etree._Element) -> Looks:
    """Take the root of styles.xml apart."""
    every = [(style.get(TYPE, PARAGRAPH), style.get(ID, ""), style) for style in styles.iter(STYLE)]
    default = qn("w:default")
    usual = {kind: name for kind, name, style in every if style.get(default, "0") not in OFF}
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{RUN_PROPERTIES}")
    return Looks({(kind, name): style for kind, name, style in every}, usual, defaults)


def pieces(looks: Looks, paragraph: etree._Element) -> list[ShownPiece]:
    """Return the text of a paragraph's runs, those in links too, neighbours of one kind as one."""
    runs = ((_concealment(looks, run, paragraph), cast(CT_R, run).text) for run in _runs(paragraph))
    return [
        ShownPiece("".join(text for _, text in same), concealed)
        for concealed, same in groupby((run for run in runs if run[1]), key=lambda run: run[0])
    ]


def runs_on(looks: Looks, paragraph: etree._Element) -> bool:
    """Tell whether a paragraph's end is hidden, so that the next one is shown as a part of it."""
    return _switched(looks, "vanish", paragraph.find(f"{qn('w:pPr')}/{RUN_PROPERTIES}"), paragraph)


def _runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    for child in paragraph:
        if child.tag == qn("w:r"):
            yield child
        elif child.tag == qn("w:hyperlink"):
            yield from child.iterchildren(qn("w:r"))


def _concealment(
    looks: Looks, run: etree._Element, paragraph: etree._Element
) -> Concealment | None:
    own = run.find(RUN_PROPERTIES)
    if _switched(looks, "vanish", own, paragraph) or _in_hidden_row(paragraph):
        return Concealment.HIDDEN
    struck = any(_switched(looks, name, own, paragraph) for name in ("strike", "dstrike"))
    return Concealment.STRUCK if struck else None


def _switched(
    looks: Looks, name: str, own: etree._Element | None, paragraph: etree._Element
) -> bool:
    """Tell whether a property is on for a run, or a paragraph's end, of the formatting ``own``."""
    direct = _state(own, name)
    if direct is not None:
        return direct
    by_default = _state(looks.defaults, name)
    styled = [_styled(looks, kind, holder, name) for kind, holder in _holders(own, paragraph)]
    if name in TOGGLES:
        return bool(by_default) or sum(state is True for state in styled) % 2 == 1
    return bool(next((state for state in (*styled, by_default) if state is not None), False))


def _holders(
    own: etree._Element | None, paragraph: etree._Element
) -> Iterator[tuple[str, etree._Element | None]]:
    """Yield the elements that name a style, the one nearest to the run first."""
    yield CHARACTER, own
    yield PARAGRAPH, paragraph.find(qn("w:pPr"))
    table = next(paragraph.iterancestors(qn("w:tbl")), None)
    if table is not None:
        yield TABLE, table.find(qn("w:tblPr"))


def _styled(looks: Looks, kind: str, holder: etree._Element | None, name: str) -> bool | None:
    """Return what the style named in ``holder`` says, or the nearest one that it is based on."""
    named = holder.find(STYLED_BY[kind]) if holder is not None else None
    identifier = named.get(VALUE, "") if named is not None else ""
    if (kind, identifier) not in looks.styles:
        identifier = looks.usual.get(kind, "")
    seen = set()
    while identifier not in seen and (style := looks.styles.get((kind, identifier))) is not None:
        seen.add(identifier)  # in a damaged file they stand in a circle
        if (state := _state(style.find(RUN_PROPERTIES), name)) is not None:
            return state
        base = style.find(BASED_ON)
        identifier = base.get(VALUE, "") if base is not None else ""
    return None


def _state(properties: etree._Element | None, name: str) -> bool | None:
    """Return whether a property is switched on or off; ``None`` if nothing is said of it."""
    element = properties.find(qn(f"w:{name}")) if properties is not None else None
    return None if element is None else element.get(VALUE) not in OFF


def _in_hidden_row(paragraph: etree._Element) -> bool:
    rows = paragraph.iterancestors(qn("w:tr"))
    return any(_state(row.find(qn("w:trPr")), "hidden") for row in rows)
