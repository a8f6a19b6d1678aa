"""The styles of a file as Word resolves them, read from styles.xml itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy

import attrs
from lxml import etree

from compiler.diagnostics import Diagnostic, complain
from compiler.span import Span
from compiler.word.proof.reading import Properties, W, properties
from compiler.word.review.copy import COMMENT_SIZE, COMMENT_STYLE, REFERENCE_STYLE
from compiler.word.template.styles import BUILT_IN, PAGE_NUMBER_FONT, linked_name

COMMENT_LAYOUT = {
    "spacing": {"before": "0", "after": "0", "line": "240", "lineRule": "auto"},
    "ind": {"firstLine": "0"},
    "jc": {"val": "left"},
}
REVIEW_STYLES = {("paragraph", COMMENT_STYLE), ("character", REFERENCE_STYLE)}

THEME = (
    "asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme", "themeColor", "themeTint", "themeShade", "themeFill", "themeFillTint",
    "themeFillShade",
)  # fmt: skip
MARKS: tuple[str, ...] = (
    "bookmarkStart",
    "bookmarkEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
)
EDITING_MARKS: tuple[str, ...] = (
    "rsid", "rsids", "attachedTemplate", "mailMerge", "trackRevisions", "documentProtection", "writeProtection", "docVars",
    "proofState", "proofErr", "permStart", "permEnd", "footnotePr", "endnotePr", "numPr", "sectPrChange", "pPrChange", "rPrChange",
    "background", "attachedSchema", "themeFontLang", "clrSchemeMapping", *MARKS,
)  # fmt: skip
"""What styles.docx may have and no notice takes over: who edited it how, and what leads to other
parts."""

IDENTITIES = frozenset(
    f"{{http://schemas.microsoft.com/office/word/{year}/wordml}}{name}"
    for year in (2010, 2012)
    for name in ("docId", "chartTrackingRefBased", "paraId", "textId")
)
"""What newer versions of Word mark a file and its paragraphs with, as elements and as
attributes."""


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
    known: dict[tuple[str, ...], str | None] = attrs.field(
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

    def inherited(self, identifier: str, holder: str, element: str, attribute: str) -> str | None:
        """Return the nearest value among a paragraph style, those it is based on, and the
        document's defaults.
        """
        key = (identifier, holder, element, attribute)
        if key not in self.known:
            self.known[key] = self._inherited(*key)
        return self.known[key]

    def _inherited(self, identifier: str, holder: str, element: str, attribute: str) -> str | None:
        found = (
            owner.find(f"{W}{holder}/{W}{element}") for owner in self._owners(identifier, holder)
        )
        return next(
            (each for one in found if one is not None and (each := one.get(W + attribute))), None
        )

    def ancestry(self, identifier: str) -> Iterator[etree._Element]:
        """Yield a paragraph style and those it is based on."""
        seen: set[str] = set()
        current: str | None = identifier
        while (
            current is not None
            and current not in seen
            and (style := self.styles.get(("paragraph", current))) is not None
        ):
            seen.add(current)
            yield style
            current = value(style, "basedOn")

    def _owners(self, identifier: str, holder: str) -> Iterator[etree._Element]:
        yield from self.ancestry(identifier)
        yield from self.root.iterfind(f"{W}docDefaults/{W}{holder}Default")

    def linked(self, heading: str) -> frozenset[str]:
        """Return the ids of the character styles that give part of a paragraph the look of the
        style called ``heading``.
        """
        identifier = self.id_of("paragraph", heading)
        style = self.styles.get(("paragraph", identifier or ""))
        link = value(style, "link") if style is not None else None
        ids = {
            self.id_of("character", linked_name(heading)),
            link if ("character", link or "") in self.styles else None,
        }
        return frozenset(one for one in ids if one is not None)


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


def editing_mark_of(attribute: str) -> str:
    """Return what a user calls an attribute that no notice has; nothing if a notice may have it."""
    word = attribute.removeprefix(W)
    if attribute in IDENTITIES or (word != attribute and word.startswith("rsid")):
        return "编辑痕迹"
    return "主题字体或颜色" if word != attribute and word in THEME else ""


def stripped(element: etree._Element) -> etree._Element:
    """Return a copy without what no notice takes over from styles.docx."""
    result = deepcopy(element)
    for editing_mark in list(result.iter(*(W + name for name in EDITING_MARKS), *IDENTITIES)):
        if (parent := editing_mark.getparent()) is not None:
            parent.remove(editing_mark)
    for each in result.iter():
        for key in [str(key) for key in each.attrib]:
            if editing_mark_of(key):
                del each.attrib[key]
    return result


def canonical(element: etree._Element) -> bytes:
    """Return an element as bytes that do not depend on how it was written down."""
    if not isinstance(
        element.tag, str
    ):  # lxml crashes on a remark that is to be canonical by itself
        return etree.tostring(element, with_tail=False)
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def differs(file: str, part: str) -> Diagnostic:
    """Return R026 for a part of the look that is not what styles.docx has."""
    return complain("R026", Span(file), file=file, part=part)


def style_faults(
    sheet: StyleSheet, base: StyleSheet, headings: Iterable[str], review: bool, file: str
) -> Iterator[Diagnostic]:
    """Yield R026 for styles that are not those of styles.docx; run-in ``headings`` have theirs in
    the text, too.
    """
    looks = {
        ("character", identifier): _look(base, base.id_of("paragraph", heading) or "")
        for heading in headings
        for identifier in sheet.linked(heading)
    }
    for key in dict.fromkeys([*base.styles, *sheet.styles]):
        own, other = sheet.styles.get(key), base.styles.get(key)
        element = own if own is not None else other
        shown = sheet.name_of(*key) if own is not None else base.name_of(*key)
        assert element is not None
        if own is not None and key in looks:
            same = other is None or canonical(_faceless(own)) == canonical(
                _faceless(stripped(other))
            )
            if not same or properties(own.find(f"{W}rPr")) != looks[key]:
                yield differs(file, f"样式“{shown}”")
        elif own is None or other is None:
            if not (other is None and review and _of_comments(element)):
                yield differs(file, f"样式“{shown}”")
        elif canonical(own) != canonical(stripped(other)):
            yield differs(file, f"样式“{shown}”")
    own_count, base_count = (
        Counter((one.get(f"{W}type"), one.get(f"{W}styleId")) for one in root.iterfind(f"{W}style"))
        for root in (sheet.root, base.root)
    )
    for kind, identifier in own_count:
        if own_count[kind, identifier] > max(1, base_count[kind, identifier]):
            yield differs(file, f"样式“{sheet.name_of(kind or '', identifier)}”的个数")
    rest, there = (
        [canonical(one) for one in root if one.tag != f"{W}style"]
        for root in (sheet.root, stripped(base.root))
    )
    if rest != there:
        yield differs(file, "默认格式（docDefaults）")


def _of_comments(style: etree._Element) -> bool:
    """Tell whether a style is one of the two that a review copy adds: small, in one face, and
    nothing else.
    """
    kind, own = style.get(f"{W}type", ""), properties(style)
    size = {"val": str(COMMENT_SIZE * 2)}
    face = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), PAGE_NUMBER_FONT)
    layout = COMMENT_LAYOUT if kind == "paragraph" else {}
    return (
        (kind, value(style, "name")) in REVIEW_STYLES
        and set(own) <= {"name", "basedOn", "uiPriority", "pPr", "rPr"}
        and own.get("uiPriority") == {"val": "99"}
        and properties(style.find(f"{W}pPr")) == layout
        and properties(style.find(f"{W}rPr")) == {"rFonts": face, "sz": size, "szCs": size}
    )


def _look(base: StyleSheet, heading: str) -> Properties:
    """Return what a heading's style says of characters, with those it is based on, but for the
    body's.
    """
    look: Properties = {}
    for style in reversed(
        [
            one
            for one in base.ancestry(heading)
            if one is not base.styles.get(("paragraph", base.body))
        ]
    ):
        face = style.find(f"{W}rPr")
        for name, values in properties(stripped(face) if face is not None else None).items():
            look[name] = {**look.get(name, {}), **values} if name == "rFonts" else values
    return look


def _faceless(style: etree._Element) -> etree._Element:
    result = deepcopy(style)
    for face in result.findall(f"{W}rPr"):
        result.remove(face)
    return result
