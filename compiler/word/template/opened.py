"""``styles.docx`` opened: a Word file whose parts are what they say, or a diagnostic."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.exceptions import PythonDocxError
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.rel import _Relationship
from docx.oxml.exceptions import XmlchemyError
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from lxml import etree

from compiler.diagnostics import Diagnostic, complain
from compiler.package.container import DAMAGED
from compiler.package.limits import STYLES_SIZE, STYLES_XML, OverLimitError
from compiler.package.office import MEGABYTE, open_package
from compiler.package.parts import unpack
from compiler.span import Span
from compiler.word.template.looks import BUILT_IN, TABLE_STYLE
from compiler.word.template.wrong_metrics import wrong_metrics

UNREADABLE = (*DAMAGED, AttributeError, TypeError, XmlchemyError, PythonDocxError)
"""What python-docx was seen to raise for bytes that are no Word file, or a damaged one."""

REVISIONS = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")
LINKS = ("HYPERLINK", "INCLUDEPICTURE", "INCLUDETEXT", "LINK", "DDE", "DDEAUTO")
BRACES = set("{}｛｝")
WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
MARKED_UP = (".xml", ".rels")
ROOTS = {
    RELATION.STYLES: "w:styles",
    RELATION.SETTINGS: "w:settings",
    RELATION.FONT_TABLE: "w:fonts",
    RELATION.HEADER: "w:hdr",
    RELATION.FOOTER: "w:ftr",
}
"""What the root of a part must be, by the relationship that leads to it."""


def open_styles(styles: bytes, file: str) -> tuple[WordDocument | None, list[Diagnostic]]:
    """Return the Word file without its sample text; messages call it ``file``.

    Diagnostics: R002 it is no Word file, R017 it is larger than what is read, R010 braces, R011 a part is damaged, R013 revisions or
    hidden text in a header or footer, R016 links out of one, R014 several sections. With R002,
    R011 or R017 there is no result.
    """
    try:
        _measure(styles)
        base = docx.Document(BytesIO(styles))
        sections = len(base.element.body.xpath("./w:sectPr | .//w:pPr/w:sectPr"))
        samples = [text for text in dict.fromkeys(_texts(base.element.body)) if BRACES & set(text)]
        base.element.body.clear_content()
        base.element.body.get_or_add_sectPr()
        damaged = list(dict.fromkeys([*_declared(styles), *_damaged(base)])) or list(
            dict.fromkeys(_contradictory(base))
        )
    except OverLimitError as error:
        return None, [complain("R017", Span(file), file=file, reason=error.what)]
    except UNREADABLE:
        return None, [complain("R002", Span(file), file=file)]
    if damaged:
        return None, [complain("R011", Span(file), part=part) for part in damaged]
    several = [complain("R014", Span(file), count=sections)] if sections > 1 else []
    # Fields among the samples: somebody takes the file for the outline.
    fields = [complain("R010", Span(file), place="正文", text=text) for text in samples]
    return base, [*several, *fields, *_edge_faults(base, file)]


def _measure(styles: bytes) -> None:
    """Raise :class:`OverLimitError` for a file that is not unpacked: python-docx takes any."""
    parts = open_package(styles).parts
    sizes = {name: entry.file_size for name, entry in parts.items()}
    for name, size in sizes.items():
        if size > STYLES_XML and name.endswith(MARKED_UP):
            raise OverLimitError(
                f"展开后的“{name}”有 {size // MEGABYTE} MB，最多读 {STYLES_XML // MEGABYTE} MB"
            )
    if (total := sum(sizes.values())) > STYLES_SIZE:
        raise OverLimitError(
            f"展开后共有 {total // MEGABYTE} MB，最多读 {STYLES_SIZE // MEGABYTE} MB"
        )


def paragraph_styles(base: WordDocument) -> dict[str, ParagraphStyle]:
    """Return the paragraph styles by the name Word shows."""
    own = {
        style.name: style
        for style in base.styles
        if isinstance(style, ParagraphStyle)
        and style.type == WD_STYLE_TYPE.PARAGRAPH
        and style.name
    }
    return own | {shown: own[written] for shown, written in BUILT_IN.items() if written in own}


def _damaged(base: WordDocument) -> Iterator[str]:
    """The names of parts that are not what the relationships to them say, or that python-docx
    cannot work with.
    """
    for relation in [*base.part.package.rels.values(), *base.part.rels.values()]:
        if None in (relation.rId, relation.reltype, relation._target):
            yield "_rels"
        elif not relation.is_external and relation.target_part.content_type is None:
            yield "[Content_Types].xml"
        elif relation.reltype in ROOTS and (
            relation.is_external or not _is(relation, ROOTS[relation.reltype])
        ):
            yield relation.target_ref
    for kind, reference in (
        (RELATION.HEADER, "w:headerReference"),
        (RELATION.FOOTER, "w:footerReference"),
    ):
        for element in base.element.body.xpath(f".//{reference}"):
            relation = base.part.rels.get(element.get(qn("r:id")))
            if relation is None or relation.reltype != kind:
                yield "document.xml"
    for part, probe in PROBES.items():
        try:
            probe(base)
        except UNREADABLE:
            yield part


def _contradictory(base: WordDocument) -> Iterator[str]:
    """The names of parts, each sound, that say what cannot be: measures that are none, styles
    that one id leads to.
    """
    yield from wrong_metrics(base)
    names: dict[str, list[str]] = {}
    for style in base.styles:
        names.setdefault(style.style_id or "", []).append(style.name or "")
    for identifier, doubled in names.items():
        if len(doubled) > 1:
            yield f"styles.xml（样式 {'、'.join(doubled)} 的内部编号都是 {identifier}）"


def _declared(styles: bytes) -> Iterator[str]:
    """The names of parts with a document type: its entities would leave holes, and Word opens no
    such file.
    """
    for name, content in unpack(styles).items():
        if name.endswith(MARKED_UP) and any(
            "<!DOCTYPE".encode(code) in content for code in ENCODINGS
        ):
            yield f"{posixpath.basename(name)}（有 DOCTYPE 或实体声明）"


def _is(relation: _Relationship, root: str) -> bool:
    """Tell whether a part is what its relationship says, by its outermost element."""
    element = getattr(relation.target_part, "element", None)
    # The font table is the one part here that python-docx leaves as bytes.
    if element is None and relation.reltype == RELATION.FONT_TABLE:
        element = etree.fromstring(relation.target_part.blob)
    return element is not None and bool(element.tag == qn(root))


def _read_styles(base: WordDocument) -> None:
    """Read of every style what is read later: what python-docx cannot read fails here."""
    for style in base.styles:
        if (
            not style.name
            or not style.style_id
            or style.type is None
            or style.element.default not in (None, True, False)
        ):
            raise ValueError(style)


def _read_sections(base: WordDocument) -> None:
    """Read of every section what is read later, for the same reason."""
    for section in base.sections:
        for edge in (
            section.header,
            section.footer,
            section.even_page_header,
            section.first_page_header,
        ):
            assert edge.is_linked_to_previous in (True, False)
        assert section.different_first_page_header_footer in (True, False)


PROBES: Mapping[str, Callable[[WordDocument], object]] = {
    "styles.xml": _read_styles,
    "settings.xml": lambda base: base.settings.odd_and_even_pages_header_footer,
    "document.xml": _read_sections,
}
"""What the writer asks of each part; python-docx makes a part that is not there, and raises for
one that is wrong."""


def _edge_faults(base: WordDocument, file: str) -> Iterator[Diagnostic]:
    """Headers and footers are printed as they are: a field written in one would be printed with
    its braces.
    """
    for kind in ("header", "footer"):
        for reference in base.element.body.xpath(f"./w:sectPr/w:{kind}Reference"):
            part = base.part.rels[reference.get(qn("r:id"))].target_part
            root = part.element
            place = _place(kind, reference.get(qn("w:type")))
            for text in dict.fromkeys(_texts(root)):
                if BRACES & set(text):
                    yield complain("R010", Span(file), place=place, text=text)
            if next(root.iter(*map(qn, REVISIONS)), None) is not None:
                yield complain("R013", Span(file), place=place, what="修订")
            if any(switched_on(element) for element in root.iter(qn("w:vanish"))):
                yield complain("R013", Span(file), place=place, what="隐藏文字")
            for target in dict.fromkeys(
                [*_links(root), *(one.target_ref for one in part.rels.values() if one.is_external)]
            ):
                yield complain("R016", Span(file), place=place, target=target)


def _texts(root: etree._Element) -> Iterator[str]:
    """What a header or footer prints, word art included."""
    for paragraph in root.iter(qn("w:p")):
        yield "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
    for art in root.iter(WORD_ART):
        yield art.get("string") or ""


def _links(root: etree._Element) -> Iterator[str]:
    """The addresses in fields that lead out of the file."""
    for field in root.iter(qn("w:fldSimple"), qn("w:instrText")):
        name, *rest = (field.get(qn("w:instr")) or field.text or "").split() or [""]
        if name.upper() in LINKS:
            yield " ".join(rest).strip('"') or name


def switched_on(element: etree._Element) -> bool:
    """Tell whether an element that is a switch is on: without a value it is."""
    return element.get(qn("w:val")) not in ("0", "false", "off")


def _place(kind: str, page: str | None) -> str:
    """Return which header or footer this is, as messages call it."""
    pages = {"first": "首页", "even": "偶数页"}
    return f"{pages.get(page or '', '奇数页')}的{'页眉' if kind == 'header' else '页脚'}"


def has_table_style(base: WordDocument) -> bool:
    """Tell whether the styles hold the one attached tables wear."""
    return any(
        style.type == WD_STYLE_TYPE.TABLE and style.name == TABLE_STYLE for style in base.styles
    )
