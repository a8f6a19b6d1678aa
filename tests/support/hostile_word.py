"""Word files made to hurt: what a few lines describe and what would cost memory, time or a wrong word."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO

import attrs

from compiler.package.container import OLE_MAGIC
from compiler.package.parts import pack, unpack
from compiler.word.template.styles import build_styles
from support.foreign_word import LINES, full_notice, plain
from support.word_xml import (
    OFFICE,
    RELATIONS,
    control,
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

BODY, RELS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
BLANK = b" " * 2**20


@attrs.frozen
class Hostile:
    """A file, and the codes that reading it may end with, empty where all of it is taken. ``shown``
    is text that must be taken or told.
    """

    make: Callable[[], bytes]
    codes: frozenset[str] = frozenset()
    shown: str = ""


def notice(*more: str, parts: Mapping[str, str] | None = None) -> bytes:
    """Return the notice with something hostile behind it."""
    return word_file(plain(LINES) + "".join(more), parts=parts)


def zipped(members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            entry = zipfile.ZipInfo(name)
            entry.filename = name
            entry.compress_type = method
            archive.NameToInfo.pop(name, None)  # zipfile warns of a name that is there
            archive.writestr(entry, content)
    return buffer.getvalue()


def with_parts(base: Callable[[], bytes], **members: bytes) -> bytes:
    """Return a file with parts in the place of its own; two low lines stand for a slash, one before
    the ending for its dot.
    """
    named = {_part(key): content for key, content in members.items()}
    return zipped((unpack(base()) | named).items())


def _part(key: str) -> str:
    if key == "types":
        return TYPES
    if key == "rels":
        return RELS
    return ".".join(key.replace("__", "/").rsplit("_", 1))


def changed(base: Callable[[], bytes], part: str, old: str, new: str) -> bytes:
    """Return a file with one text of a part changed, which must be there."""
    parts = unpack(base())
    assert old.encode() in parts[part], old
    return zipped((parts | {part: parts[part].replace(old.encode(), new.encode())}).items())


def bomb(megabytes: int, before: bytes = b"", after: bytes = b"") -> bytes:
    return before + BLANK * megabytes + after


def relations(*links: str) -> bytes:
    return f'<Relationships xmlns="{RELATIONS}/relationships">{"".join(links)}</Relationships>'.encode()


def link(name: str, kind: str, target: str, mode: str = "") -> str:
    mode = f' TargetMode="{mode}"' if mode else ""
    return (
        f'<Relationship Id="{name}" Type="{OFFICE}/relationships/{kind}" Target="{target}"{mode}/>'
    )


def flipped(content: bytes, seed: int, flips: int = 20) -> bytes:
    chance, data = random.Random(seed), bytearray(content)
    for _ in range(flips):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def cut(content: bytes, seed: int) -> bytes:
    return content[: random.Random(seed).randrange(1, len(content))]


def nested(before: str, inner: str, after: str, depth: int) -> str:
    return before * depth + inner + after * depth


def style_chain(count: int, *, loop: bool, kind: str = "paragraph", more: str = "") -> str:
    """Return styles each based on the next, and the last on the first if it is a loop."""
    return "".join(
        f'<w:style w:type="{kind}" w:styleId="Q{number}"><w:name w:val="Q{number}"/>'
        f'<w:basedOn w:val="Q{(number + 1) % count if loop else number + 1}"/>{more}</w:style>'
        for number in range(count)
    )


def in_styles(count: int) -> str:
    return "".join(
        paragraph(text("甲。"), f'<w:pStyle w:val="Q{number}"/>') for number in range(count)
    )


def many_lists(count: int, levels: str) -> str:
    return lists({1: levels}, dict.fromkeys(range(1, count + 1), (1, "")))


def linked_lists(count: int) -> str:
    """Return definitions each of which is kept in a style that is in the next list."""
    definitions = {number: f'<w:numStyleLink w:val="L{number}"/>' for number in range(1, count + 1)}
    return lists(definitions, {number: (number, "") for number in range(1, count + 1)})


def linked_styles(count: int) -> str:
    return "".join(
        f'<w:style w:type="numbering" w:styleId="L{number}"><w:pPr><w:numPr>'
        f'<w:numId w:val="{number % count + 1}"/></w:numPr></w:pPr></w:style>'
        for number in range(1, count + 1)
    )


BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
CODE = "<w:r><w:instrText> REF a </w:instrText></w:r>"
TABLE = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")
SDT = ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")
NOTE = '<w:footnote w:id="{0}">{1}</w:footnote>'
NOTED = '<w:r><w:footnoteReference w:id="0"/></w:r>'
FOOTNOTES = "".join(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in range(3000))
READ, REFUSED = frozenset({"S060"}), frozenset({"S060", "S074"})
LARGE = "甲乙丙丁。" * 200_000
DOCTYPE = '<!DOCTYPE a [<!ENTITY a "甲"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def with_doctype(doctype: str, entity: str) -> bytes:
    parts = unpack(notice(paragraph(text("&a;"))))
    own = parts[BODY].replace(b"&amp;a;", entity.encode())
    return zipped((parts | {BODY: f'<?xml version="1.0"?>{doctype}'.encode() + own}).items())


def chapters(count: int) -> bytes:
    """Return a notice of so many problems."""
    head = plain(LINES[:6])
    body = "".join(
        paragraph(text(f"{number}.第{number}处不细。"))
        + paragraph(text(f"（{number}）关于“第{number}处底数不清”的问题。"))
        + paragraph(text(f"整改情况：一是摸清底数。查出渡口{number}处。"))
        for number in range(1, count + 1)
    )
    return word_file(head + body + plain(LINES[-3:]))


NOTICES: dict[str, Hostile] = {
    # Size
    "a bomb in the text": Hostile(lambda: with_parts(notice, word__document_xml=bomb(30, b"<a>", b"</a>")), READ),
    "a text of 100 megabytes": Hostile(lambda: with_parts(notice, word__document_xml=bomb(100)), READ),
    "a bomb in a style": Hostile(lambda: with_parts(lambda: notice(parts={"styles": ""}), word__styles_xml=bomb(30)), READ),
    "a bomb in the notes": Hostile(lambda: with_parts(lambda: notice(parts={"footnotes": ""}), word__footnotes_xml=bomb(30)), READ),
    "a bomb in the relationships": Hostile(lambda: with_parts(notice, rels=bomb(30)), READ),
    "a bomb in the content types": Hostile(lambda: with_parts(notice, types=bomb(30)), READ),
    "a bomb that nothing leads to": Hostile(lambda: with_parts(notice, word__media__image1_png=bomb(30))),
    "a bomb of pictures": Hostile(lambda: zipped([*unpack(notice()).items(), *((f"word/media/{n}.png", BLANK) for n in range(60))])),
    "twelve thousand members": Hostile(lambda: zipped([*unpack(notice()).items(), *((f"word/{n}", b"") for n in range(12_000))]), READ),
    "a text of a megabyte": Hostile(lambda: notice(paragraph(text(LARGE))), shown=LARGE),
    "a name of thousands of letters": Hostile(lambda: zipped([*unpack(notice()).items(), ("word/" + "a" * 60_000, b"")])),
    # Counts that are merely stated
    "a span of 99,999,999 columns": Hostile(lambda: notice(table([paragraph(text("甲"))]).replace("<w:tcPr/>", '<w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>')), shown="甲"),
    "columns before a row": Hostile(lambda: notice(table([paragraph(text("甲"))]).replace("<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="99999999"/></w:trPr>')), shown="甲"),
    "a start of 999,999,999": Hostile(lambda: notice(paragraph(text("甲"), numbered(1)), parts={"numbering": lists({1: level(0, "upperRoman", "%1.", start=999_999_999)}, {1: (1, "")})}), shown="甲"),
    "letters without end": Hostile(lambda: notice(paragraph(text("甲"), numbered(1)), parts={"numbering": lists({1: level(0, "upperLetter", "%1.", start=9_000)}, {1: (1, "")})}), shown="甲"),
    "a level text of a megabyte": Hostile(lambda: notice(*[paragraph(text("甲"), numbered(1))] * 300, parts={"numbering": lists({1: level(0, "decimal", "%1" * 500_000)}, {1: (1, "")})}), shown="甲"),
    "a custom format of a megabyte": Hostile(lambda: notice(*[paragraph(text("甲"), numbered(1))] * 300, parts={"numbering": lists({1: level(0, "decimal", "%1.").replace('w:val="decimal"', f'w:val="custom" w:format="{"0" * 1_000_000}"')}, {1: (1, "")})}), shown="甲"),
    "a level that is no number": Hostile(lambda: notice(paragraph(text("甲"), '<w:numPr><w:ilvl w:val="x"/><w:numId w:val="99999999999999999999"/></w:numPr>')), shown="甲"),
    "figures that are none": Hostile(lambda: notice(paragraph(text("甲"), numbered(1)), parts={"numbering": lists({1: level(0, "decimal", "%1.").replace('w:start w:val="1"', 'w:start w:val="1e400"')}, {1: (1, "")})}), shown="甲"),
    # Chains and loops
    "a chain of 5,000 styles": Hostile(lambda: notice(in_styles(1000), parts={"styles": style_chain(5000, loop=False)}), shown="甲。"),
    "a loop of 5,000 styles": Hostile(lambda: notice(in_styles(1000), parts={"styles": style_chain(5000, loop=True)}), shown="甲。"),
    "a style based on itself": Hostile(lambda: notice(in_styles(1), parts={"styles": style_chain(1, loop=True)}), shown="甲。"),
    "a list by a chain of styles": Hostile(lambda: notice(in_styles(500), parts={"styles": style_chain(3000, loop=False) + '<w:style w:type="paragraph" w:styleId="Q3000"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>', "numbering": lists({1: level(0, "decimal", "%1.")}, {1: (1, "")})}), shown="甲。"),
    "loops of lists in styles": Hostile(lambda: notice(*(paragraph(text("甲"), numbered(n)) for n in range(1, 1000)), parts={"numbering": linked_lists(1000), "styles": linked_styles(1000)}), shown="甲"),
    "a list linked to itself": Hostile(lambda: notice(paragraph(text("甲"), numbered(1)), parts={"numbering": linked_lists(1), "styles": linked_styles(1)}), shown="甲"),
    "2,000 lists of one definition": Hostile(lambda: notice(*(paragraph(text("甲"), numbered(n)) for n in range(1, 2000)), parts={"numbering": many_lists(2000, "".join(level(n % 9, "decimal", "%1.") for n in range(2000)))}), shown="甲"),
    "a loop of relationships": Hostile(lambda: with_parts(notice, rels=relations(link("a", "header", "document.xml"), link("b", "styles", "document.xml"), link("c", "numbering", "document.xml"), link("d", "footnotes", "document.xml")))),
    "20,000 relationships to one part": Hostile(lambda: with_parts(notice, rels=relations(*(link(f"r{n}", "chart", "document.xml") for n in range(20_000))))),
    # Depth
    "200,000 brackets": Hostile(lambda: notice(paragraph(text("（" * 200_000)))),
    "200,000 brackets that close": Hostile(lambda: notice(paragraph(text("（" * 100_000 + "）" * 100_000)))),
    "10,000 tables in each other": Hostile(lambda: notice(nested(TABLE[0], paragraph(text("甲")), TABLE[1], 10_000)), READ),
    "60 tables in each other": Hostile(lambda: notice(nested(TABLE[0], paragraph(text("甲")), TABLE[1], 60)), shown="甲"),
    "10,000 controls in each other": Hostile(lambda: notice(nested(SDT[0], paragraph(text("甲")), SDT[1], 10_000)), READ),
    "110 controls in each other": Hostile(lambda: notice(nested(SDT[0], paragraph(text("甲")), SDT[1], 110)), shown="甲"),
    "240 simple fields in each other": Hostile(lambda: notice(paragraph(nested('<w:fldSimple w:instr="REF a">', text("甲"), "</w:fldSimple>", 240))), shown="甲"),
    "50 boxes in each other": Hostile(lambda: notice(paragraph(nested("<w:r><w:txbxContent><w:p>", text("甲"), "</w:p></w:txbxContent></w:r>", 50))), shown="甲"),
    "120 bare boxes in each other": Hostile(lambda: notice(nested("<w:p><w:txbxContent>", paragraph(text("甲")), "</w:txbxContent></w:p>", 120)), shown="甲"),
    "alternatives in each other": Hostile(lambda: notice(paragraph(nested('<mc:AlternateContent><mc:Choice Requires="wps">', text("甲"), "</mc:Choice></mc:AlternateContent>", 110))), shown="甲"),
    # Fields
    "a field that never ends": Hostile(lambda: notice(paragraph(BEGIN + CODE + text("甲"))), shown="甲"),
    "a field that never begins": Hostile(lambda: notice(paragraph(text("甲") + SEPARATE + END)), shown="甲"),
    "20,000 fields that never end": Hostile(lambda: notice(paragraph((BEGIN + CODE) * 20_000 + text("甲"))), shown="甲"),
    "4,000 fields in each other": Hostile(lambda: notice(paragraph((BEGIN + CODE + SEPARATE + text("甲")) * 4_000 + (text("乙") + END) * 4_000)), shown="乙"),
    "a field over all paragraphs": Hostile(lambda: word_file(paragraph(BEGIN + CODE + SEPARATE), plain(LINES), paragraph(END))),
    "a code in 50,000 pieces": Hostile(lambda: notice(paragraph(BEGIN + "<w:r><w:instrText>REF </w:instrText></w:r>" * 50_000 + SEPARATE + text("甲") + END)), shown="甲"),
    "marks of no kind": Hostile(lambda: notice(paragraph('<w:r><w:fldChar/><w:fldChar w:fldCharType="x"/></w:r>' + text("甲"))), shown="甲"),
    "a field without a name": Hostile(lambda: notice(paragraph(field("", text("甲")))), shown="甲"),
    "a formula of brackets": Hostile(lambda: notice(paragraph(field("EQ \\o\\ac(" + "(" * 50_000, None))), shown="EQ"),
    # Notes and remarks
    "3,000 notes": Hostile(lambda: notice(paragraph(FOOTNOTES), parts={"footnotes": "".join(NOTE.format(n, paragraph(text(f"注{n}") + text("藏", "<w:vanish/>"))) for n in range(3000))}), shown="注2999"),
    "a note of a megabyte": Hostile(lambda: notice(paragraph(NOTED), parts={"footnotes": NOTE.format(0, paragraph(text(LARGE)))}), shown=LARGE),
    "a note of 5,000 paragraphs": Hostile(lambda: notice(paragraph(NOTED), parts={"footnotes": NOTE.format(0, "".join(paragraph(text(f"第{n}段")) for n in range(5000)))}), shown="第4999段"),
    "notes of one id": Hostile(lambda: notice(paragraph(NOTED), parts={"footnotes": NOTE.format(0, paragraph(text("注"))) * 2}), shown="注"),
    "a note that refers to itself": Hostile(lambda: notice(paragraph(NOTED), parts={"footnotes": NOTE.format(0, paragraph(text("注") + NOTED))}), shown="注"),
    "references to no note": Hostile(lambda: notice(paragraph(FOOTNOTES + text("甲"))), shown="甲"),
    "a remark without a body": Hostile(lambda: notice(paragraph(text("甲") + '<w:r><w:commentReference w:id="0"/></w:r>'), parts={"comments": '<w:comment w:id="0"/>'}), shown="甲"),
    "a remark that holds text alone": Hostile(lambda: notice(paragraph(text("甲") + '<w:r><w:commentReference w:id="0"/></w:r>'), parts={"comments": '<w:comment w:id="0"><w:r><w:t>批</w:t></w:r></w:comment>'}), shown="批"),
    "2,000 headers": Hostile(lambda: notice("".join(f'<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="header{n}"/></w:sectPr></w:pPr></w:p>' for n in range(2000)), parts={f"header{n}": paragraph(text(f"眉{n}")) for n in range(2000)}), shown="眉1999"),
    # Packages
    "a member twice, alike": Hostile(lambda: zipped([*unpack(notice()).items(), (BODY, unpack(notice())[BODY])])),
    "a member twice, different": Hostile(lambda: zipped([*unpack(notice()).items(), (BODY, b"<a/>")]), READ),
    "a member twice by case": Hostile(lambda: zipped([*unpack(notice()).items(), ("WORD/Document.xml", b"<a/>")]), READ),
    "members outside the folder": Hostile(lambda: zipped([*unpack(notice()).items(), ("../../通报.txt", b"x"), ("/etc/x", b"x"), ("C:\\x", b"x")])),
    "no relationships": Hostile(lambda: pack({key: part for key, part in unpack(notice()).items() if "rels" not in key})),
    "no content types": Hostile(lambda: pack({key: part for key, part in unpack(notice()).items() if key != TYPES}), READ),
    "no document": Hostile(lambda: pack({key: part for key, part in unpack(notice()).items() if key != BODY}), READ),
    "relationships that lead nowhere": Hostile(lambda: with_parts(notice, rels=relations(*(link(f"r{n}", kind, "missing.xml") for n, kind in enumerate(("styles", "numbering", "footnotes", "header", "comments")))))),
    "a main part outside": Hostile(lambda: zipped((unpack(notice()) | {"_rels/.rels": relations(link("r", "officeDocument", "http://example.org/a.xml", "External"))}).items())),
    "an external template": Hostile(lambda: with_parts(notice, rels=relations(link("t", "attachedTemplate", "http://example.org/t.dotm", "External")))),
    "external pictures": Hostile(lambda: notice(paragraph(field('INCLUDEPICTURE "http://example.org/a.png"', None) + '<w:r><w:pict><v:shape><v:imagedata r:id="x"/></v:shape></w:pict></w:r>'))),
    "a command in a field": Hostile(lambda: notice(paragraph(field('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"', text("甲")))), shown="甲"),
    "another file inserted": Hostile(lambda: notice('<w:altChunk r:id="x"/>', '<w:subDoc r:id="y"/>'), shown="插入的另一份文件"),
    "a workbook called a notice": Hostile(lambda: zipped([("xl/workbook.xml", b"<a/>"), (TYPES, b"<Types/>")]), REFUSED),
    "slides called a notice": Hostile(lambda: zipped([("ppt/presentation.xml", b"<a/>")]), REFUSED),
    "a main part of another type": Hostile(lambda: word_file(plain(LINES), kind="image/png"), READ),
    "a main part that is a header": Hostile(lambda: changed(notice, BODY, "w:document", "w:hdr"), READ),
    "an empty file": Hostile(lambda: b"", READ),
    "an empty archive": Hostile(lambda: zipped([]), READ),
    "nothing but zeros": Hostile(lambda: bytes(5000), REFUSED),
    "a program": Hostile(lambda: b"MZ" + bytes(range(256)) * 9, REFUSED),
    "a picture": Hostile(lambda: b"\x89PNG\r\n\x1a\n" + bytes(300), REFUSED),
    "a PDF": Hostile(lambda: b"%PDF-1.7\n" + bytes(300), REFUSED),
    "locked": Hostile(lambda: OLE_MAGIC + bytes(504) + "EncryptedPackage".encode("utf-16-le"), REFUSED),
    "locked as an archive": Hostile(lambda: pack(unpack(notice())).replace(b"PK\x01\x02\x14\x00\x14\x00\x00", b"PK\x01\x02\x14\x00\x14\x00\x01"), READ),
    "macros": Hostile(lambda: with_parts(lambda: word_file(plain(LINES), kind="application/vnd.ms-word.document.macroEnabled.main+xml"), word__vbaProject_bin=OLE_MAGIC)),
    "parts swapped": Hostile(lambda: with_parts(lambda: notice(parts={"styles": "", "numbering": ""}), word__styles_xml=b"<a/>", word__numbering_xml=unpack(notice())[BODY])),
    # XML
    "an entity that grows": Hostile(lambda: with_doctype(DOCTYPE, "&b;"), READ),
    "an entity from outside": Hostile(lambda: with_doctype(OUTSIDE, "&a;"), READ),
    "an entity nobody declared": Hostile(lambda: with_doctype("", "&a;"), READ),
    "a document type in UTF-16": Hostile(lambda: zipped((unpack(notice()) | {BODY: f'<?xml version="1.0" encoding="UTF-16"?>{DOCTYPE}<a/>'.encode("utf-16")}).items()), READ),
    "an encoding that is none": Hostile(lambda: zipped((unpack(notice()) | {BODY: b'<?xml version="1.0" encoding="x-y"?>' + unpack(notice())[BODY]}).items()), READ),
    "half a UTF-16 text": Hostile(lambda: zipped((unpack(notice()) | {BODY: b"\xff\xfe<\0a"}).items()), READ),
    "XML that breaks off": Hostile(lambda: zipped((unpack(notice()) | {BODY: unpack(notice())[BODY][:900]}).items()), READ),
    "styles that break off": Hostile(lambda: with_parts(lambda: notice(parts={"styles": ""}), word__styles_xml=b"<w:styles"), READ),
    "200,000 attributes": Hostile(lambda: notice("<w:p " + " ".join(f'w:a{n}="1"' for n in range(200_000)) + f">{text('甲')}</w:p>"), shown="甲"),
    "ids twice": Hostile(lambda: notice(*['<w:p w14:paraId="1" w14:textId="1"><w:bookmarkStart w:id="1" w:name="_r00001"/>' + text("甲") + "</w:p>"] * 3), shown="甲"),
    "control characters as references": Hostile(lambda: changed(lambda: notice(paragraph(text("甲乙"))), BODY, "甲乙", "甲&#1;乙"), READ),
    "characters that are none": Hostile(lambda: notice(paragraph(text("甲\ufffd\u200b\u202e\ue000\u3164乙"))), shown="甲"),
    "line ends of every kind": Hostile(lambda: notice(paragraph(text("甲\u2028乙\u2029丙\x85丁"))), shown="丁"),
    "hidden and struck, 5,000 of each": Hostile(lambda: notice(*(paragraph(text(f"藏{n}", "<w:vanish/>") + text(f"划{n}", "<w:strike/>")) for n in range(5000))), shown="划4999"),
    "deleted and inserted in each other": Hostile(lambda: notice(paragraph(nested(tracked("ins", "@").split("@")[0], text("甲"), "</w:ins>", 200))), shown="甲"),
    "boxes, 2,000 on one paragraph": Hostile(lambda: notice(paragraph(text("首段。") + "".join(f"<w:r>{vml_box(paragraph(text(f'框{n}')), paragraph(text('尾')))}</w:r>" for n in range(2000)))), shown="框1999"),
    "a box of 5,000 paragraphs": Hostile(lambda: notice(paragraph(text("首段。") + f"<w:r>{vml_box(*(paragraph(text(f'框{n}')) for n in range(5000)))}</w:r>")), shown="框4999"),
    "a table of 20,000 cells": Hostile(lambda: notice(table(*([paragraph(text(f"格{n}"))] * 10 for n in range(2000)))), shown="格1999"),
    "a row of 10,000 cells": Hostile(lambda: notice(table([paragraph(text("格"))] * 10_000)), shown="格"),
    "20,000 empty paragraphs": Hostile(lambda: notice("<w:p/>" * 20_000)),
    "20,000 paragraphs joined": Hostile(lambda: notice(paragraph(text("甲"), mark="<w:vanish/>") * 20_000), shown="甲"),
    "20,000 bookmarks": Hostile(lambda: notice(paragraph('<w:bookmarkStart w:id="1" w:name="a"/>' * 20_000 + text("甲"))), shown="甲"),
    "20,000 line ends": Hostile(lambda: notice(paragraph("<w:r>" + "<w:t>甲</w:t><w:br/>" * 20_000 + "</w:r>"))),
    "controls of paragraphs, 5,000": Hostile(lambda: notice(*(control(paragraph(text("甲"))) for _ in range(5000))), shown="甲"),
    "2,000 problems": Hostile(lambda: chapters(2000), shown="第2000处不细"),
    **{f"bits flipped, seed {seed}": Hostile(lambda seed=seed: flipped(full_notice(), seed), frozenset({"*"})) for seed in range(8)},  # type: ignore[misc]
    **{f"broken off, seed {seed}": Hostile(lambda seed=seed: cut(full_notice(), seed), READ) for seed in range(6)},  # type: ignore[misc]
}  # fmt: skip
"""Files against ``import`` and, since they are read by one reader, ``trace --in``."""


def styled(part: str, old: str, new: str) -> Callable[[], bytes]:
    """Return a change of the default styles.docx."""
    return lambda: changed(build_styles, part, old, new)


SHEET, FOOTER, SETTINGS = "word/styles.xml", "word/footer1.xml", "word/settings.xml"
STYLED: dict[str, Hostile] = {
    "a chain of 5,000 styles": Hostile(styled(SHEET, "</w:styles>", style_chain(5000, loop=False) + "</w:styles>")),
    "a loop of 5,000 styles": Hostile(styled(SHEET, "</w:styles>", style_chain(5000, loop=True) + "</w:styles>")),
    "a bomb in the styles": Hostile(lambda: with_parts(build_styles, word__styles_xml=bomb(30)), frozenset({"R017"})),
    "a bomb in the text": Hostile(lambda: with_parts(build_styles, word__document_xml=bomb(30)), frozenset({"R017"})),
    "a bomb of pictures": Hostile(lambda: zipped([*unpack(build_styles()).items(), *((f"word/media/{n}.png", BLANK) for n in range(60))]), frozenset({"R017"})),
    "twelve thousand members": Hostile(lambda: zipped([*unpack(build_styles()).items(), *((f"word/{n}", b"") for n in range(12_000))]), frozenset({"R017"})),
    "a remark in a footer": Hostile(styled(FOOTER, "<w:p>", "<!-- 甲 --><w:p>")),
    "a remark in the styles": Hostile(styled(SHEET, "<w:docDefaults>", "<?a b?><!-- 甲 --><w:docDefaults>")),
    "a remark in the settings": Hostile(styled(SETTINGS, "</w:settings>", "<!-- 甲 --></w:settings>")),
    "a remark in the table of fonts": Hostile(styled("word/fontTable.xml", "</w:fonts>", "<!-- 甲 --></w:fonts>")),
    "a quotation mark in an id": Hostile(styled(SHEET, "</w:styles>", '<w:style w:type="paragraph" w:styleId="a&quot;b"><w:name w:val="a"/><w:basedOn w:val="c&quot;d"/></w:style></w:styles>')),
    "10,000 levels": Hostile(styled(FOOTER, "<w:p>", nested("<w:sdt>", "", "</w:sdt>", 10_000) + "<w:p>"), frozenset({"R002", "R011"})),
    "an entity": Hostile(lambda: zipped((unpack(build_styles()) | {SETTINGS: DOCTYPE.encode() + unpack(build_styles())[SETTINGS].partition(b"?>")[2]}).items()), frozenset({"R011", "R002"})),
    "a footer from outside": Hostile(styled(RELS, 'Target="footer1.xml"', 'Target="http://example.org/f.xml" TargetMode="External"'), frozenset({"R011", "R002"})),
    "a footer that leads nowhere": Hostile(styled(RELS, 'Target="footer1.xml"', 'Target="footer9.xml"'), frozenset({"R011", "R002"})),
    "parts swapped": Hostile(lambda: zipped((unpack(build_styles()) | {SHEET: unpack(build_styles())[SETTINGS]}).items()), frozenset({"R011", "R002"})),
    "a notice in their place": Hostile(full_notice, frozenset({"R002", "R003", "R005", "R007", "R011"})),
    "an empty file": Hostile(lambda: b"", frozenset({"R002"})),
    "a locked file": Hostile(lambda: OLE_MAGIC + bytes(504) + "EncryptedPackage".encode("utf-16-le"), frozenset({"R002"})),
    "a member twice": Hostile(lambda: zipped([*unpack(build_styles()).items(), (SHEET, b"<a/>")]), frozenset({"R002"})),
    "properties of no type": Hostile(lambda: _with_properties(None)),
    "properties of another type": Hostile(lambda: _with_properties("application/xml")),
    "properties from outside": Hostile(lambda: _with_properties("", outside=True)),
    **{f"bits flipped, seed {seed}": Hostile(lambda seed=seed: flipped(build_styles(), seed), frozenset({"*"})) for seed in range(6)},  # type: ignore[misc]
    **{f"broken off, seed {seed}": Hostile(lambda seed=seed: cut(build_styles(), seed), frozenset({"R002"})) for seed in range(3)},  # type: ignore[misc]
}  # fmt: skip
"""Files in the place of styles.docx, against ``compile``: the codes that say why there is no notice, none
if there is one.
"""


def _with_properties(kind: str | None, *, outside: bool = False) -> bytes:
    """Return the default styles.docx with properties whose type is not that of properties."""
    parts = unpack(build_styles())
    target = "http://example.org/core.xml" if outside else "docProps/core.xml"
    mode = ' TargetMode="External"' if outside else ""
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId77" Type="{RELATIONS}/relationships/metadata/core-properties" Target="{target}"{mode}/></Relationships>'.encode(),
    )
    if kind:
        entry = f'<Override PartName="/docProps/core.xml" ContentType="{kind}"/></Types>'
        parts[TYPES] = parts[TYPES].replace(b"</Types>", entry.encode())
    if not outside:
        parts["docProps/core.xml"] = b"<a/>"
    return zipped(parts.items())
