"""The styles of a file as Word resolves them, read from styles.xml itself: by name, and what they
say of text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs
from lxml import etree

from compiler.word.proof.reading import W, local
from compiler.word.template.looks import BUILT_IN, linked_name


@attrs.frozen
class StyleSheet:
    """The styles by type and id, the ids of each type's styles by name, and that of the default
    paragraph style.

    ``known`` keeps what was looked up: every run asks for the same few things.
    """

    root: etree._Element
    styles: Mapping[tuple[str, str], etree._Element]
    ids: Mapping[tuple[str, str], str]
    body: str
    known: dict[tuple[str, ...], dict[str, str] | None] = attrs.field(
        factory=dict, init=False, eq=False, repr=False
    )

    def id_of(self, kind: str, name: str) -> str | None:
        """Return the id of the style that Word shows under ``name``."""
        return self.ids.get((kind, BUILT_IN.get(name, name)), self.ids.get((kind, name)))

    def name_of(self, kind: str, identifier: str | None) -> str:
        """Return the name Word shows for a style, the id itself if there is none."""
        element = self.styles.get((kind, identifier or self.body))
        name = value(element, "name") if element is not None else identifier
        return {written: shown for shown, written in BUILT_IN.items()}.get(name or "", name or "")

    def said(
        self, kind: str, identifier: str, holder: str, element: str, *, defaults: bool = False
    ) -> dict[str, str] | None:
        """Return the attributes of the nearest ``element`` of a style and those it is based on,
        with ``defaults`` those of the document, too; ``None`` if there is none.
        """
        key = (kind, identifier, holder, element, str(defaults))
        if key not in self.known:
            own = (one.find(f"{W}{holder}/{W}{element}") for one in self._line(kind, identifier))
            found = next((one for one in own if one is not None), None)
            if found is None and defaults:
                found = self.root.find(
                    f"{W}docDefaults/{W}{holder}Default/{W}{holder}/{W}{element}"
                )
            self.known[key] = (
                None
                if found is None
                else {local(name): str(value) for name, value in found.attrib.items()}
            )
        return self.known[key]

    def _line(self, kind: str, identifier: str) -> Iterator[etree._Element]:
        """Yield a style and those it is based on."""
        seen: set[str] = set()
        current: str | None = identifier
        while current is not None and current not in seen:
            seen.add(current)
            if (style := self.styles.get((kind, current))) is None:
                return
            yield style
            current = value(style, "basedOn")

    def linked(self, headings: Iterable[str]) -> dict[str, str]:
        """Return the character styles that make part of a paragraph a heading: the style of that
        heading by their ids.
        """
        found = {}
        for name in headings:
            identifier = self.id_of("paragraph", name)
            style = self.styles.get(("paragraph", identifier or ""))
            link = value(style, "link") if style is not None else None
            for one in (link, self.id_of("character", linked_name(name))):
                if one is not None and ("character", one) in self.styles:
                    found[one] = name
        return found


def style_sheet(root: etree._Element) -> StyleSheet:
    """Return the styles of a styles.xml."""
    styles, ids, body = {}, {}, ""
    for element in root.iterfind(f"{W}style"):
        kind, identifier = element.get(f"{W}type", ""), element.get(f"{W}styleId", "")
        styles[kind, identifier] = element
        ids[kind, value(element, "name") or ""] = identifier
        if kind == "paragraph" and element.get(f"{W}default") in ("1", "true", "on"):
            body = identifier
    return StyleSheet(root, styles, ids, body)


def value(style: etree._Element, name: str) -> str | None:
    """Return what a style says of itself: its name, what it is based on, what it is linked to."""
    element = style.find(W + name)
    return None if element is None else element.get(f"{W}val")
