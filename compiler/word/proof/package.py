"""The package of a written file: its parts, relationships and properties, and nothing internal in
any of them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import date

import attrs
from lxml import etree

from compiler.diagnostics import Diagnostic, complain
from compiler.span import Span
from compiler.word.proof.archive import CONTENT_TYPES, PACKAGE_RELATIONS, ProvenFile
from compiler.word.proof.edges import EDGES, differs, leads
from compiler.word.proof.expected import printable
from compiler.word.proof.reading import R, W, name_of
from compiler.word.proof.words import REVISED, THINGS

DOCUMENT, CORE = "officeDocument", "core-properties"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
TYPES = {
    DOCUMENT: f"{WORD}document.main+xml",
    CORE: "application/vnd.openxmlformats-package.core-properties+xml",
    **{
        kind: f"{WORD}{kind}+xml"
        for kind in ("styles", "settings", "fontTable", "header", "footer", "comments")
    },
}
"""The parts a notice may have, by the relationship that leads to them, and what they must be."""

SUSPICIOUS = (b"rsid", b"Theme", b"cstheme", b"paraId", b"textId")
"""What a part without traces in its attributes has nowhere."""

STRUCTURE = (
    "document",
    "body",
    "p",
    "pPr",
    "r",
    "rPr",
    "sectPr",
    "tbl",
    "tr",
    "tc",
    "comments",
    "comment",
    "Relationship",
    "Override",
)
STRAY_TEXT = etree.XPath(
    "boolean(//text()[normalize-space()][../* or "
    f"{' or '.join(f'parent::*[local-name()={name!r}]' for name in STRUCTURE)}])"
)
"""Whether something is written where nothing is shown: beside elements, or in what holds no text
of its own."""

THEME = (
    "asciiTheme",
    "hAnsiTheme",
    "eastAsiaTheme",
    "cstheme",
    "themeColor",
    "themeTint",
    "themeShade",
    "themeFill",
    "themeFillTint",
    "themeFillShade",
)
MARKS: tuple[str, ...] = (
    "bookmarkStart",
    "bookmarkEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
)
EDITING_MARKS: tuple[str, ...] = (
    "rsid", "rsids", "attachedTemplate", "mailMerge", "trackRevisions", "documentProtection",
    "writeProtection", "docVars", "proofState", "proofErr", "permStart", "permEnd", "footnotePr",
    "endnotePr", "numPr", "sectPrChange", "pPrChange", "rPrChange", "background", "attachedSchema",
    "themeFontLang", "clrSchemeMapping",
    *MARKS,
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

LONGEST = 255
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"
TERMS = "{http://purl.org/dc/terms/}"
META = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"


@attrs.frozen
class Edition:
    """What a file says of itself: its properties, and the lines on top of its pages from the top
    down.
    """

    title: str
    organ: str
    day: date
    header: tuple[str, ...] = ()
    review: bool = False


def package_faults(
    package: ProvenFile, base: ProvenFile, edition: Edition, file: str
) -> Iterator[Diagnostic]:
    """Yield R022 for what the file has beyond a notice's parts, R026 for parts that are missing
    or not what they must be; headers and the table of fonts may lead to what they do in ``base``.
    """
    for what in package.clutter:
        yield _extra(file, "压缩包", f"内容（{what}）")
    yield from _parts(package, leads(base), edition, file)
    for name in package.parts:
        if name.endswith((".xml", ".rels")):
            yield from _unscrubbed(package, name, file)
    yield from _properties(package, edition, file)


def _extra(file: str, place: str, what: str) -> Diagnostic:
    """Complain of something in the file that the notice does not need."""
    return complain("R022", Span(file), file=file, place=place, what=what)


# Parts


def _parts(
    package: ProvenFile, brought: set[tuple[str, bytes]], edition: Edition, file: str
) -> Iterator[Diagnostic]:
    """Yield R022 for parts and relationships other than those a notice has or ``styles.docx``
    brought along.
    """
    reached = {CONTENT_TYPES, PACKAGE_RELATIONS}
    kinds: dict[str, str] = {}
    allowed = {
        "": {DOCUMENT, CORE},
        package.main: {"styles", "settings", "fontTable", "header", "footer"}
        | ({"comments"} if edition.review else set()),
    }
    printed = {
        str(edge.get(f"{R}id"))
        for edge in package.xml(package.main).iter(*(W + name for name in EDGES))
    }
    waiting = [""]
    while waiting:
        owner = waiting.pop()
        reached |= {_relations_of(owner)} if package.relations.get(owner) else set()
        for key, relation in package.relations.get(owner, {}).items():
            inside = owner in allowed and relation.kind in allowed[owner]
            inside = inside and (relation.kind not in ("header", "footer") or key in printed)
            of_styles = (
                kinds.get(owner) in ("header", "footer", "fontTable")
                and (relation.kind, package.parts.get(relation.target)) in brought
            )
            if (
                relation.outside
                or not (inside or of_styles)
                or relation.target not in package.parts
            ):
                yield _extra(file, "文件包", f"关系（{relation.kind}）")
            elif relation.target not in reached:
                reached.add(relation.target)
                kinds[relation.target] = relation.kind
                waiting.append(relation.target)
    for name in sorted(set(package.parts) - reached - {_relations_of(name) for name in reached}):
        yield _extra(file, "文件包", f"部件（{name}）")
    for kind in (DOCUMENT, CORE, "styles", "settings"):
        if sum(one == kind for one in kinds.values()) != 1:
            yield differs(file, f"部件的种类和数目（{kind}）")
    yield from _types(package, kinds, file)


def _relations_of(owner: str) -> str:
    """Return the name of the part that holds another's relationships."""
    folder, name = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _types(package: ProvenFile, kinds: dict[str, str], file: str) -> Iterator[Diagnostic]:
    """Yield what the list of types says wrong: of parts that are not there, or of parts that are
    something else.
    """
    own, general = {}, {}
    for element in package.xml(CONTENT_TYPES).iter("{*}Default", "{*}Override"):
        kind = element.get("ContentType", "")
        if (part := element.get("PartName")) is not None:
            own[part.lstrip("/")] = kind
        else:
            general[element.get("Extension", "").lower()] = kind
    endings = {posixpath.splitext(name)[1].lstrip(".").lower() for name in package.parts}
    for ending in sorted(set(general) - endings):
        yield _extra(file, "文件包", f"类型的登记（{ending}）")
    for name in sorted(set(own) - set(package.parts)):
        yield _extra(file, "文件包", f"部件的登记（{name}）")
    for name, kind in kinds.items():
        there = own.get(name, general.get(posixpath.splitext(name)[1].lstrip(".").lower()))
        if there is None or there != TYPES.get(kind, there):
            yield differs(file, f"部件的类型（{name}）")


def _unscrubbed(package: ProvenFile, name: str, file: str) -> Iterator[Diagnostic]:
    """Yield what no part may have: remarks, theme fonts, marks of editing, text that is not
    shown.
    """
    root = package.xml(name)
    # In the document itself marks are proven one by one.
    unwanted = {*EDITING_MARKS, *REVISED} - (set(MARKS) if root.tag == f"{W}document" else set())
    elements = root.iter(
        etree.Comment, etree.ProcessingInstruction, *(W + each for each in unwanted), *IDENTITIES
    )
    found = dict.fromkeys(THINGS.get(name_of(element), "编辑痕迹") for element in elements)
    if (
        root.getprevious() is not None
        or root.getnext() is not None
        or b"<!DOCTYPE" in package.parts[name]
    ):
        found["正文之外的 XML 内容"] = None
    if STRAY_TEXT(root):
        found["文字块之外的文字"] = None
    if any(word in package.parts[name] for word in SUSPICIOUS):
        found |= dict.fromkeys(
            mark
            for element in root.iter()
            for key in element.attrib
            if (mark := _editing_mark_of(str(key)))
        )
    for what in found:
        yield _extra(file, f"部件 {name}", what)


def _editing_mark_of(attribute: str) -> str:
    """Return what a user calls an attribute that no notice has; nothing if a notice may have it."""
    word = attribute.removeprefix(W)
    if attribute in IDENTITIES or (word != attribute and word.startswith("rsid")):
        return "编辑痕迹"
    return "主题字体或颜色" if word != attribute and word in THEME else ""


# Properties


def _typed(key: str) -> dict[str, str]:
    """Return the attributes of a property: a date says that it is one."""
    return {f"{INSTANCE}type": "dcterms:W3CDTF"} if key.startswith(TERMS) else {}


def _properties(package: ProvenFile, edition: Edition, file: str) -> Iterator[Diagnostic]:
    """Yield R022 for properties other than those that a notice tells of itself."""
    title, organ = printable(edition.title)[:LONGEST], printable(edition.organ)[:LONGEST]
    day = f"{edition.day.isoformat()}T00:00:00Z"
    wanted = {
        f"{DUBLIN}title": title,
        f"{DUBLIN}creator": organ,
        f"{META}lastModifiedBy": organ,
        f"{TERMS}created": day,
        f"{TERMS}modified": day,
        f"{META}revision": "1",
    }
    names = {
        "title": "标题",
        "creator": "作者",
        "lastModifiedBy": "上次保存者",
        "created": "创建时间",
        "modified": "修改时间",
        "revision": "修订次数",
    }
    for part in package.related("", CORE):
        elements = list(package.xml(part))
        for key in dict.fromkeys([*wanted, *(str(element.tag) for element in elements)]):
            there = [element.text or "" for element in elements if element.tag == key]
            odd = [
                element
                for element in elements
                if element.tag == key
                and (len(element) or dict(element.attrib.items()) != _typed(key))
            ]
            if there != [wanted.get(key)] or odd:
                word = key.rpartition("}")[2]
                yield _extra(
                    file, "文件属性", f"“{names.get(word, word)}”（{'、'.join(there) or '没有'}）"
                )
