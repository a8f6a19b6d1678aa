"""One small notice as many programs write it: what is peculiar to each, as a few lines of XML or a way of
packing.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

import attrs

from compiler.package.container import OLE_MAGIC
from compiler.package.parts import pack, unpack
from support.word_xml import (
    MAIN,
    alternatives,
    control,
    drawn_box,
    field,
    level,
    lists,
    numbered,
    paragraph,
    table,
    text,
    tracked,
    vml_box,
    word_file,
)

LINES = (
    "中共澄溪区委关于巡察整改进展情况的通报",
    "2024年秋，市委巡察二组对澄溪区开展巡察。现将整改情况通报如下。",
    "一、加强领导，压实责任",
    "（一）带头学习。区委召开专题会议5次，学习文件8份。",
    "二、问题整改情况",
    "（一）渡口管理方面",
    "1.渡口巡查不细。",
    "（1）关于“渡口底数不清”的问题。",
    "整改情况：一是摸清底数。查出渡口17处，更换缆绳6根。二是挂牌管理。每处渡口都立了牌子。",
    "（二）培训方面",
    "2.培训跟不上。",
    "（2）关于“船工培训不足”的问题。",
    "整改情况：举办培训班3期，培训船工96人。",
    "欢迎广大干部群众监督。联系电话：0000-55500000；通信地址：澄溪区柳岸路2号。",
    "中共澄溪区委",
    "2025年3月6日",
)
"""The notice, a paragraph each."""

MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
MACRO_TEMPLATE = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
Told = tuple[tuple[str, str], ...]
Body = Callable[[Sequence[str]], str]
Packing = Callable[[dict[str, bytes]], bytes]


@attrs.frozen
class Dialect:
    """How a program writes a notice: its body, further parts, the type of its main part, and how it
    is packed; what is told of it, code and text; and the lines taken, if not those of the notice.
    """

    body: Body
    parts: Mapping[str, str] = attrs.field(factory=dict)
    kind: str = MAIN
    packing: Packing = pack
    told: Told = ()
    lines: Sequence[str] = LINES
    suffix: str = ".docx"
    name: str = "word/document.xml"


def written(dialect: Dialect) -> bytes:
    """Return the notice as a program writes it."""
    content = word_file(
        dialect.body(LINES), parts=dialect.parts, kind=dialect.kind, name=dialect.name
    )
    return dialect.packing(unpack(content))


# Bodies


def each(run: Callable[[str], str], properties: str = "", mark: str = "") -> Body:
    """Return a body whose paragraphs are all written the same way."""
    return lambda lines: "".join(paragraph(run(line), properties, mark) for line in lines)


plain = each(text)


def first(head: Callable[[str], str], rest: Body = plain) -> Body:
    """Return a body whose title is written in its own way."""
    return lambda lines: head(lines[0]) + rest(lines[1:])


def around(before: str, after: str, inner: Body = plain) -> Body:
    return lambda lines: before + inner(lines) + after


def by_characters(run: Callable[[str], str]) -> Callable[[str], str]:
    """Cut a text into one run a character."""
    return lambda line: "".join(map(run, line))


def looking(properties: str, more: str = "") -> Callable[[str], str]:
    """Return a run with these properties, and with more before its text."""
    return lambda line: (
        f'<w:r><w:rPr>{properties}</w:rPr>{more}<w:t xml:space="preserve">{line}</w:t></w:r>'
    )


def halves(one: Callable[[str], str], other: Callable[[str], str]) -> Callable[[str], str]:
    return lambda line: one(line[: len(line) // 2]) + other(line[len(line) // 2 :])


def wrapped(before: str, after: str) -> Callable[[str], str]:
    return lambda line: before + text(line) + after


def numbers_taken(lines: Sequence[str]) -> str:
    """Let Word count what the notice numbers itself."""
    forms = (("^[一二]、", 0), ("^（[一二]）", 1), (r"^[12]\.", 2), ("^（[12]）", 3))
    written, parts = [], 0
    for line in lines:
        form, depth = next(((form, at) for form, at in forms if re.match(form, line)), ("", -1))
        parts += depth == 0
        own = numbered(2 if depth == 1 and parts == 1 else 1, depth) if depth >= 0 else ""
        written.append(paragraph(text(re.sub(form, "", line) if form else line), own))
    return "".join(written)


NUMBERING = lists(
    {
        1: level(0, "chineseCountingThousand", "%1、")
        + level(1, "chineseCountingThousand", "（%2）")
        + level(2, "decimal", "%3.", '<w:lvlRestart w:val="0"/>')
        + level(3, "decimal", "（%4）", '<w:lvlRestart w:val="0"/>')
    },
    {1: (1, ""), 2: (1, "")},
)


def on_lines(lines: Sequence[str]) -> str:
    """Break lines in the middle of a sentence, as people do to make them fit."""
    return "".join(paragraph(text(line.replace("，", "，</w:t><w:br/><w:t>", 1))) for line in lines)


def framed(lines: Sequence[str]) -> str:
    """Lay the whole notice out in a table of one cell."""
    return table([plain(lines)])


def pretty(body: Body) -> Body:
    """Indent the XML."""
    return lambda lines: re.sub(
        r"(</w:(?:p|r|pPr|rPr|t)>|<w:(?:p|r)>)", "\\1\n        ", body(lines)
    )


def box(maker: Callable[..., str]) -> Callable[[str], str]:
    return lambda line: paragraph(f"<w:r>{maker(paragraph(text(line)))}</w:r>")


def both_boxes(*own: str) -> str:
    return alternatives(drawn_box(*own), vml_box(*own))


def section(**references: str) -> str:
    """Return the end of a body with headers and footers: the relationship by the kind."""
    edges = "".join(
        f'<w:{kind.rstrip("12")}Reference w:type="{"first" if kind.endswith("2") else "default"}" r:id="{name}"/>'
        for kind, name in references.items()
    )
    return f'<w:sectPr>{edges}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


# Packings


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED, **said: object) -> bytes:
    """Pack parts in their order, with what the archive says of itself."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2024, 11, 5, 9, 30, 0))
            entry.filename = name
            entry.compress_type = method
            for key, value in said.items():
                setattr(entry, key, value)
            archive.writestr(entry, content)
    return buffer.getvalue()


def streamed(parts: Mapping[str, bytes]) -> bytes:
    """Pack as a program does that cannot go back: sizes follow the data."""

    class Stream(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_folders(parts: Mapping[str, bytes]) -> bytes:
    return zipped({"word/": b"", "_rels/": b"", "word/_rels/": b""} | dict(parts))


def with_members(**members: str) -> Packing:
    """Add members that no relationship leads to; two low lines stand for a slash."""
    return lambda parts: zipped(
        parts | {name.replace("__", "/"): content.encode() for name, content in members.items()}
    )


def renamed(change: Callable[[str], str]) -> Packing:
    return lambda parts: zipped({change(name): content for name, content in parts.items()})


def every_xml(change: Callable[[str], str], encoding: str = "utf-8") -> Packing:
    """Write the XML of every part in another way."""
    return lambda parts: zipped(
        {name: change(content.decode()).encode(encoding) for name, content in parts.items()}
    )


def document_xml(change: Callable[[str], str], encoding: str = "utf-8") -> Packing:
    """Write the XML of the main part in another way."""

    def packing(parts: dict[str, bytes]) -> bytes:
        own = change(parts["word/document.xml"].decode()).encode(encoding)
        return zipped(parts | {"word/document.xml": own})

    return packing


def declared(more: str) -> Packing:
    """Declare further namespaces at the root, which newer programs want to be ignored."""
    return document_xml(
        lambda xml: xml.replace("<w:document ", f"<w:document {more} mc:Ignorable='w14' ", 1)
    )


def strictly(xml: str) -> str:
    """Use the namespaces of Strict Open XML."""
    for family in ("wordprocessingml", "officeDocument", "drawingml"):
        xml = xml.replace(
            f"http://schemas.openxmlformats.org/{family}/2006/",
            f"http://purl.oclc.org/ooxml/{family}/",
        )
    return xml


def prefixed(prefix: str) -> Callable[[str], str]:
    """Call Word's namespace by another prefix, or by none."""

    def change(xml: str) -> str:
        if not prefix:  # attributes keep theirs
            xml = re.sub(r"<(/?)w:", r"<\1", xml)
            return xml.replace(
                "xmlns:w=",
                'xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w=',
                1,
            )
        xml = re.sub(r"<(/?)w:", rf"<\1{prefix}:", xml)
        return re.sub(r" w:(\w+)=", rf" {prefix}:\1=", xml).replace(
            "xmlns:w=", f"xmlns:{prefix}=", 1
        )

    return change


def references(xml: str) -> str:
    """Write every character that is not ASCII as a reference."""
    return xml.encode("ascii", "xmlcharrefreplace").decode()


def flat(parts: Mapping[str, bytes]) -> bytes:
    """Return a package as one XML."""
    inside = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content.decode()}</pkg:xmlData></pkg:part>'
        for name, content in parts.items()
    )
    return (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        f'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{inside}</pkg:package>'
    ).encode()


def as_bytes(content: bytes) -> Packing:
    return lambda _: content


def full_notice() -> bytes:
    """Return a notice with something of everything that Word has."""
    note = '<w:footnote w:id="2">' + paragraph(text("含改扩建。")) + "</w:footnote>"
    end = '<w:endnote w:id="2">' + paragraph(text("口径同上。")) + "</w:endnote>"
    remark = '<w:comment w:id="5" w:author="甲">' + paragraph(text("请核实")) + "</w:comment>"
    marks = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r>'
    marks += '<w:r><w:commentReference w:id="5"/></w:r>'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{number}"><w:name w:val="样式{number}"/>'
        f'<w:basedOn w:val="S{number + 1}"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
        for number in range(5)
    )
    extras = (
        paragraph(tracked("ins", text("新增1处。")) + tracked("del", text("删去。")), '<w:pStyle w:val="S0"/>')
        + paragraph(field("REF a", text("见前文。")) + text("隐", "<w:vanish/>") + marks)
        + control(paragraph(text("控件里的一段。")))
        + table([paragraph(text("渡口")), paragraph(text("17"))], [paragraph(text("缆绳")), paragraph(text("6"))])
        + box(both_boxes)("框里的一段。")
    )  # fmt: skip
    return written(
        Dialect(
            lambda lines: (
                numbers_taken(lines) + extras + section(header="header1", footer="footer1")
            ),
            parts={
                "numbering": NUMBERING,
                "styles": styles,
                "footnotes": note,
                "endnotes": end,
                "comments": remark,
                "header1": paragraph(text("征求意见稿")),
                "footer1": paragraph(text("— ") + field("PAGE", text("1")) + text(" —")),
            },
        )
    )


# The dialects

WPS_BOX = 'xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData"'
NEWER = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" xmlns:w16du="http://schemas.microsoft.com/office/word/2023/wordml/word16du"'
MAC = 'xmlns:mv="urn:schemas-microsoft-com:mac:vml" xmlns:mo="http://schemas.microsoft.com/office/mac/office/2008/main"'
BOOKMARK = '<w:bookmarkStart w:id="{0}" w:name="{1}"/>'
PICTURE = '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr="印章"/></wp:inline></w:drawing></w:r></w:p>'
WATERMARK = paragraph(
    '<w:r><w:pict><v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136"><v:textpath string="征求意见稿"/></v:shape></w:pict></w:r>'
)
CONTENTS = control(
    paragraph(field('TOC \\o "1-3"', text("一、加强领导\t1")))
).replace('<w:alias w:val="名称"/>', '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>')  # fmt: skip
DATABOUND = '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="b"/><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
CHECKED = '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
LAST = LINES[-1]
FOOTNOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
NOTES = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>含临时渡口。</w:t></w:r></w:p></w:footnote>'

DIALECTS: dict[str, Dialect] = {
    # Word for Windows
    "Word 2007": Dialect(each(lambda line: '<w:proofErr w:type="spellStart"/>' + text(line) + '<w:proofErr w:type="spellEnd"/>')),
    "Word 2007, runs cut by revision": Dialect(each(by_characters(lambda sign: f'<w:r w:rsidRPr="00A1{ord(sign):04X}"><w:t>{sign}</w:t></w:r>'))),
    "Word 2007, page breaks remembered": Dialect(each(looking("", "<w:lastRenderedPageBreak/>"))),
    "Word 2007, smart tags": Dialect(each(wrapped('<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="chsdate"><w:smartTagPr/>', "</w:smartTag>"))),
    "Word 2007, title in a box": Dialect(first(box(vml_box)), told=(("S073", LINES[0]),)),
    "Word 2010": Dialect(plain, packing=declared('xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"')),
    "Word 2010, title in a box": Dialect(first(box(both_boxes)), told=(("S073", LINES[0]),)),
    "Word 2010, effects on letters": Dialect(each(looking('<w14:textOutline w14:w="9525"><w14:noFill/></w14:textOutline><w14:ligatures w14:val="none"/>'))),
    "Word 2013, collapsed headings": Dialect(each(text, '<w15:collapsed w15:val="0"/>'), packing=declared(NEWER)),
    "Word 2016, names of paragraphs": Dialect(lambda lines: plain(lines).replace("<w:p>", '<w:p w14:paraId="1A2B3C4D" w14:textId="77777777">')),
    "Word 365": Dialect(plain, packing=declared(NEWER)),
    "Word 365, second document part": Dialect(plain, name="word/document2.xml"),
    "Word 365, changes with their time": Dialect(each(lambda line: tracked("ins", text(line)).replace("w:date", 'w16du:dateUtc="2025-01-01T00:00:00Z" w:date')), packing=declared(NEWER)),
    "Word, all inserted under tracking": Dialect(each(lambda line: tracked("ins", text(line)), mark='<w:ins w:id="9"/>')),
    "Word, moved under tracking": Dialect(around(paragraph(tracked("moveFrom", text(LAST)), mark='<w:moveFrom w:id="3"/>'), "", each(lambda line: tracked("moveTo", text(line))))),
    "Word, an old draft deleted": Dialect(around(paragraph(tracked("del", text("旧稿")), mark='<w:del w:id="3"/>'), "")),
    "Word, formats tracked": Dialect(each(looking('<w:b/><w:rPrChange w:id="4" w:author="甲"><w:rPr/></w:rPrChange>'), '<w:pPrChange w:id="5" w:author="甲"><w:pPr/></w:pPrChange>')),
    "Word, numbers by Word": Dialect(numbers_taken, {"numbering": NUMBERING}),
    "Word, a form to fill": Dialect(each(lambda line: DATABOUND.format(text(line)))),
    "Word, controls about all": Dialect(lambda lines: control(plain(lines))),
    "Word, a ticked box": Dialect(each(lambda line: CHECKED.format(text(line)))),
    "Word, fields of properties": Dialect(each(lambda line: field("DOCPROPERTY 标题 \\* MERGEFORMAT", text(line)))),
    "Word, merged letters": Dialect(each(lambda line: field("MERGEFIELD 单位", text(line)))),
    "Word, nested fields": Dialect(each(lambda line: field(f'IF {field("DATE", text("x"))} = 1', text(line)))),
    "Word, simple fields": Dialect(each(wrapped('<w:fldSimple w:instr=" REF _Ref1 \\h ">', "</w:fldSimple>"))),
    "Word, links": Dialect(each(wrapped('<w:hyperlink r:id="x" w:history="1">', "</w:hyperlink>"))),
    "Word, custom XML": Dialect(each(wrapped('<w:customXml w:element="a"><w:customXmlPr/>', "</w:customXml>"))),
    "Word, emphasis marks": Dialect(each(looking('<w:em w:val="dot"/><w:fitText w:val="2100"/><w:eastAsianLayout w:id="1" w:vert="1"/>'))),
    "Word, bold not struck": Dialect(each(looking('<w:b/><w:strike w:val="0"/><w:vanish w:val="false"/>'))),
    "Word, hidden in browsers only": Dialect(each(looking("<w:webHidden/><w:specVanish/>"))),
    "Word, soft hyphens": Dialect(each(halves(text, looking("", "<w:softHyphen/>")))),
    "Word, two columns": Dialect(around("", '<w:sectPr><w:cols w:num="2"/></w:sectPr>')),
    "Word, sections": Dialect(around(paragraph("", section()), section())),
    "Word, a frame of one cell": Dialect(framed),
    "Word, framed paragraphs": Dialect(each(text, '<w:framePr w:w="9000" w:hSpace="180" w:wrap="around"/>')),
    "Word, lines broken by hand": Dialect(on_lines),
    "Word, a header": Dialect(around("", section(header="header1")), {"header1": paragraph(text("内部资料"))}, told=(("S075", "内部资料"),)),
    "Word, a page number": Dialect(around("", section(footer="footer1")), {"footer1": paragraph(text("— ") + field("PAGE", text("1")) + text(" —"))}),
    "Word, a watermark": Dialect(around("", section(header="header1")), {"header1": WATERMARK}, told=(("S075", "征求意见稿"),)),
    "Word, a footnote": Dialect(lambda lines: plain(lines[:-1]) + paragraph(text(LAST) + FOOTNOTE), {"footnotes": NOTES}, told=(("S071", "含临时渡口。"),)),
    "Word, a table of contents": Dialect(first(lambda line: paragraph(text(line)) + CONTENTS), told=(("S075", "一、加强领导\t1"),)),
    "Word, a picture": Dialect(around("", PICTURE)),
    "Word, a remark": Dialect(lambda lines: plain(lines[:-1]) + paragraph(text(LAST) + '<w:r><w:commentReference w:id="0"/></w:r>'), {"comments": '<w:comment w:id="0"><w:p><w:r><w:annotationRef/></w:r>' + text("请核") + "</w:p></w:comment>"}, told=(("S075", "请核"),)),
    "Word, a hidden paragraph": Dialect(around(paragraph(text("底稿", "<w:vanish/>")), ""), told=(("S069", "底稿"),)),
    "Word, a hidden style": Dialect(around(paragraph(text("底稿", '<w:rStyle w:val="Hid"/>')), ""), {"styles": '<w:style w:type="character" w:styleId="Hid"><w:rPr><w:vanish/></w:rPr></w:style>'}, told=(("S069", "底稿"),)),
    "Word with macros": Dialect(plain, kind=MACRO, packing=with_members(word__vbaProject_bin="x"), suffix=".docm"),
    "Word template": Dialect(plain, kind=TEMPLATE, suffix=".dotx"),
    "Word template with macros": Dialect(plain, kind=MACRO_TEMPLATE, suffix=".dotm"),
    "Word, macros under a plain name": Dialect(plain, kind=MACRO),
    "Word Strict": Dialect(plain, packing=every_xml(strictly)),
    "Word Strict, numbers by Word": Dialect(numbers_taken, {"numbering": NUMBERING}, packing=every_xml(strictly)),
    "Word Strict, a header": Dialect(around("", section(header="header1")), {"header1": paragraph(text("内部资料"))}, packing=every_xml(strictly), told=(("S075", "内部资料"),)),
    "Word for Mac 2011": Dialect(plain, packing=declared(MAC)),
    "Word for Mac, a thumbnail": Dialect(plain, packing=with_members(docProps__thumbnail_jpeg="x")),
    "Word on the web": Dialect(each(lambda line: "".join(f'<w:r w:rsidR="{number:08X}"><w:rPr><w:noProof/></w:rPr><w:t>{line[number:number + 4]}</w:t></w:r>' for number in range(0, len(line), 4)))),
    "Word as XML": Dialect(plain, packing=flat, suffix=".xml", told=(("S074", ""),), lines=()),
    "Word 97": Dialect(plain, packing=as_bytes(OLE_MAGIC + bytes(504) + "WordDocument".encode("utf-16-le")), suffix=".doc", told=(("S074", ""),), lines=()),
    "Word with a password": Dialect(plain, packing=as_bytes(OLE_MAGIC + bytes(504) + "EncryptedPackage".encode("utf-16-le")), told=(("S074", ""),), lines=()),
    # WPS
    "WPS": Dialect(plain, packing=declared(WPS_BOX)),
    "WPS, its own properties": Dialect(plain, packing=with_members(docProps__custom_xml="<Properties><property name='KSOProductBuildVer'/></Properties>")),
    "WPS, hints for every run": Dialect(each(looking('<w:rFonts w:hint="eastAsia" w:ascii="仿宋" w:eastAsia="仿宋"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'))),
    "WPS, numbers by WPS": Dialect(numbers_taken, {"numbering": NUMBERING.replace("<w:lvl ", '<w:lvl w:tplc="0" w:tentative="0" ')}),
    "WPS, ends of lines": Dialect(lambda lines: on_lines(lines).replace("<w:br/>", "<w:cr/>")),
    "WPS, title in a box": Dialect(first(box(both_boxes)), packing=declared(WPS_BOX), told=(("S073", LINES[0]),)),
    "WPS, phonetic guide": Dialect(first(lambda line: paragraph(field("EQ \\* jc2 \\* hps10 \\o\\ad(\\s\\up 9(zhōng),中)", None) + text(line[1:])))),
    "WPS, encircled number": Dialect(around("", paragraph(field("eq \\o\\ac(○,3)", None) + text("附"))), lines=(*LINES, "③附")),
    "WPS, numbered styles": Dialect(each(text, '<w:pStyle w:val="a0"/>'), {"styles": '<w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="a0"><w:name w:val="正文缩进"/><w:basedOn w:val="1"/></w:style>'}),
    "WPS, .wps": Dialect(plain, packing=as_bytes(OLE_MAGIC + bytes(504) + "WpsDocument".encode("utf-16-le")), suffix=".wps", told=(("S074", ""),), lines=()),
    "WPS scrambled by an office's program": Dialect(plain, packing=as_bytes(bytes(range(256)) * 20), told=(("S074", ""),), lines=()),
    # Other programs
    "LibreOffice": Dialect(each(looking('<w:rFonts w:eastAsia="仿宋"/><w:kern w:val="2"/><w:lang w:bidi="hi-IN"/>'), '<w:pStyle w:val="Normal"/><w:widowControl/><w:bidi w:val="0"/>')),
    "LibreOffice, bookmarks": Dialect(each(lambda line: BOOKMARK.format(0, "__DdeLink__1_2") + text(line) + '<w:bookmarkEnd w:id="0"/>')),
    "LibreOffice, flat text": Dialect(plain, packing=lambda _: zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}, zipfile.ZIP_STORED), suffix=".odt", told=(("S074", ""),), lines=()),
    "Google Docs": Dialect(each(looking('<w:rFonts w:ascii="FangSong"/><w:rtl w:val="0"/>'), '<w:pageBreakBefore w:val="0"/>')),
    "Google Docs, chips": Dialect(each(lambda line: f'<w:sdt><w:sdtPr><w:id w:val="1"/><w:tag w:val="goog_rdk_0"/></w:sdtPr><w:sdtContent>{text(line)}</w:sdtContent></w:sdt>')),
    "Google Docs, lines": Dialect(lambda lines: on_lines(lines).replace("<w:br/>", '<w:br w:type="textWrapping"/>')),
    "ONLYOFFICE": Dialect(lambda lines: plain(lines).replace("<w:pPr>", '<w:pPr><w:pBdr/><w:spacing/><w:ind/>').replace("</w:p>", "<w:r></w:r><w:r><w:rPr/></w:r></w:p>")),
    "ONLYOFFICE, changes": Dialect(each(lambda line: tracked("ins", text(line)).replace("w:author", 'oouserid="u" w:author'))),
    "Pages": Dialect(each(looking('<w:rFonts w:ascii="Arial Unicode MS" w:hint="eastAsia"/><w:rtl w:val="0"/><w:lang w:val="zh-TW" w:eastAsia="zh-TW"/>'), '<w:pStyle w:val="正文"/><w:bidi w:val="0"/>')),
    "TextEdit": Dialect(lambda lines: "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)),
    "docx4j": Dialect(plain, packing=document_xml(prefixed("ns2"))),
    "docx4j, no prefix": Dialect(plain, packing=document_xml(prefixed(""))),
    "POI": Dialect(lambda lines: "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines) + "<w:sectPr/>", packing=streamed),
    "POI, a line an element": Dialect(lambda lines: "".join(f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t><w:t/></w:r></w:p>' for line in lines), packing=streamed),
    "Aspose": Dialect(each(looking("<w:szCs/>")), packing=with_folders),
    "Aspose, not paid for": Dialect(around(paragraph(text("Evaluation Only. Created with Aspose.Words.")), ""), lines=("Evaluation Only. Created with Aspose.Words.", *LINES)),
    "pandoc": Dialect(lambda lines: "".join(BOOKMARK.format(number, f"段{number}") + paragraph(text(line), '<w:pStyle w:val="FirstParagraph"/>') + f'<w:bookmarkEnd w:id="{number}"/>' for number, line in enumerate(lines))),
    "Open XML SDK": Dialect(plain, packing=lambda parts: zipped({name: content.replace(b'Id="r"', b'Id="R0f1a2b3c4d5e6f70"') for name, content in parts.items()})),
    "docx.js": Dialect(lambda lines: plain(lines).replace("<w:rPr></w:rPr>", "").replace("<w:pPr></w:pPr>", "")),
    "converted from PDF": Dialect(each(by_characters(looking('<w:spacing w:val="-3"/><w:w w:val="98"/><w:position w:val="2"/>')), '<w:framePr w:x="1200" w:y="900"/>')),
    "hand-written without wrappers": Dialect(lambda lines: "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)),
    "RTF called Word": Dialect(plain, packing=as_bytes(rb"{\rtf1\ansi \u20013?}"), told=(("S074", ""),), lines=()),
    "a web page called Word": Dialect(plain, packing=as_bytes("<html><body>通报</body></html>".encode()), suffix=".doc", told=(("S074", ""),), lines=()),
    # Ways of packing and of writing XML
    "stored": Dialect(plain, packing=lambda parts: zipped(parts, zipfile.ZIP_STORED)),
    "streamed": Dialect(plain, packing=streamed),
    "folders as members": Dialect(plain, packing=with_folders),
    "backslashes": Dialect(plain, packing=renamed(lambda name: name.replace("/", "\\"))),
    "upper case": Dialect(plain, packing=renamed(str.upper)),
    "members beside": Dialect(plain, packing=with_members(__MACOSX__word___document="x", Thumbs="y")),
    "content types last": Dialect(plain, packing=lambda parts: zipped(dict(reversed(parts.items())))),
    "made on Unix": Dialect(plain, packing=lambda parts: zipped(parts, create_system=3, external_attr=0o644 << 16)),
    "extra fields": Dialect(plain, packing=lambda parts: zipped(parts, extra=b"\xfe\xca\0\0")),
    "a remark in the archive": Dialect(plain, packing=lambda parts: zipped(parts, comment="备注".encode("gbk"))),
    "UTF-16": Dialect(plain, packing=document_xml(lambda xml: '<?xml version="1.0" encoding="UTF-16"?>' + xml, "utf-16")),
    "GB18030": Dialect(plain, packing=document_xml(lambda xml: '<?xml version="1.0" encoding="GB18030"?>' + xml, "gb18030")),
    "a byte order mark": Dialect(plain, packing=every_xml(lambda xml: "\ufeff" + xml)),
    "references to characters": Dialect(plain, packing=document_xml(references)),
    "single quotes": Dialect(plain, packing=document_xml(lambda xml: xml.replace('"', "'"))),
    "CDATA": Dialect(each(lambda line: f"<w:r><w:t><![CDATA[{line}]]></w:t></w:r>")),
    "remarks in the XML": Dialect(each(lambda line: f"<!-- a --><w:r><!-- b --><w:t>{line}</w:t><?c d?></w:r>")),
    "a remark inside a text": Dialect(each(lambda line: f"<w:r><w:t>{line[:3]}<!-- b -->{line[3:]}</w:t></w:r>")),
    "indented XML": Dialect(pretty(plain)),
}  # fmt: skip
