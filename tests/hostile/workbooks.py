"""Hostile workbooks, in the place of a form."""

from __future__ import annotations

import zipfile

from foreign.cases import formatted, formula, number, put, rows
from foreign.excel import COUNT, drawing, notes, shape, sheet
from support.damage import archive, ole
from support.packages import (
    CONTENT_TYPES,
    MAIN,
    OFFICE,
    PACKAGE,
    SHEET,
    STRINGS,
    STYLES,
    WORKBOOK,
    add,
    chain,
    sub,
    swap,
)

from hostile.cases import (
    FILE,
    SHEET_NAME,
    Case,
    bomb,
    changed,
    crowded,
    cut,
    damaged,
    directory_field,
    flipped,
    gzip_bomb,
    harmless,
    instead,
    link_member,
    little,
    nested,
    noise,
    overlapping,
    packed_within,
    part,
    picture,
    prefixed,
    refused,
    twice,
    with_end,
    with_members,
    without,
)

RELS, BOOK_RELS, SHEET_RELS = (
    "_rels/.rels",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/_rels/sheet1.xml.rels",
)
MEGABYTE = 2**20
OVER_RATIO = 9 * MEGABYTE
COMMENTS = "xl/comments1.xml"
ENTITIES = (
    '<!DOCTYPE r [<!ENTITY a "哈">'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">'
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
OUTSIDE = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE r [<!ENTITY % a SYSTEM "http://localhost:9/a.dtd"> %a;]>'
DTD = '<!DOCTYPE r SYSTEM "http://localhost:9/a.dtd">'


def relationship(kind: str, target: str, more: str = "", name: str = "rId66") -> str:
    """Return the line of a relationship."""
    return f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}" {more}/>'


def relationships(*lines: str) -> str:
    """Return a part of relationships."""
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def to_sheet(target: str, more: str = "") -> str:
    """Return a pattern's replacement: where the first sheet is said to be."""
    return relationship("worksheet", target, more, "rId1")


FIRST = r'<Relationship Id="rId1"[^>]*/>'

BOMBS = (
    *(refused(f"bomb: blanks in {name}", "S019", changed(chain(add("xl/comments1.xml", notes("甲"), "comments"), part(name, b"<a>" + b" " * OVER_RATIO + b"</a>")))) for name in (SHEET, STRINGS, WORKBOOK, BOOK_RELS, RELS, COMMENTS)),
    harmless("bomb: blanks in content types, which nobody needs", changed(part(CONTENT_TYPES, b"<a>" + b" " * OVER_RATIO + b"</a>"))),
    refused("bomb: blanks in styles", "S019", bomb(STYLES, b" ", OVER_RATIO)),
    refused("bomb: empty cells", "S019", bomb(SHEET, b"<c/>", OVER_RATIO, into=b"</sheetData>")),
    refused("bomb: empty texts", "S019", bomb(STRINGS, b"<si/>", OVER_RATIO)),
    refused("bomb: empty styles", "S019", bomb(STYLES, b"<xf/>", OVER_RATIO, into=b"</cellXfs>")),
    refused("bomb: ten thousand members", "S019", crowded(10_000)),
    harmless("bomb: two thousand members", crowded(2_000)),
    refused("bomb: a size of four gigabytes that is merely stated", "S019", directory_field(SHEET, 24, little(2**32 - 2))),
    damaged("bomb: more than is stated", directory_field(SHEET, 24, little(100))),
    refused("bomb: an archive in an archive", "S015", packed_within(1)),
    refused("bomb: ten archives within each other", "S015", packed_within(10)),
    refused("bomb: members in each other's bytes", "S011", overlapping),
    refused("bomb: packed without an archive", "S018", instead(gzip_bomb(MEGABYTE))),
    damaged("bomb: three hundred levels", changed(nested(300))),
    damaged("bomb: ten thousand levels", changed(nested(10_000))),
    damaged("bomb: a text of eleven megabytes", changed(with_end(SHEET, "<q>" + "哦" * 3_700_000 + "</q>"), zipfile.ZIP_STORED)),
    harmless("bomb: a dimension of everything", changed(sub(SHEET, '<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"'))),
    harmless("bomb: a count of texts that is merely stated", changed(sub(STRINGS, r'count="\d+" uniqueCount="\d+"', 'count="4294967295" uniqueCount="4294967295"'))),
    harmless("bomb: a count of styles that is merely stated", changed(sub(STYLES, r'<cellXfs count="\d+"', '<cellXfs count="4294967295"'))),
    harmless("bomb: merged cells over whole columns", changed(with_end(SHEET, '<mergeCells count="9">' + '<mergeCell ref="H1:H1048576"/><mergeCell ref="A1:XFD1048576"/>' * 2_000 + "</mergeCells>"))),
    harmless("bomb: a thousand columns for each column", changed(sub(SHEET, "</cols>", '<col min="1" max="16384" width="9"/>' * 1_000 + "</cols>"))),
    harmless("bomb: spans to the end", changed(sub(SHEET, r'spans="[^"]*"', 'spans="1:16384"'))),
    harmless("bomb: a format of fifty thousand places", changed(number(COUNT, "540", "#" * 50_000 + "0"))),
    harmless("bomb: a format of brackets", changed(number(COUNT, "540", "[" * 200_000))),
    harmless("bomb: a cell of thirty thousand empty runs", changed(put("主题句", "<is>" + "<r><t/></r>" * 30_000 + "<r><t>补齐学位短板</t></r></is>", 't="inlineStr"'))),
)  # fmt: skip

XML = (
    *(refused(f"entities: multiplied in {name}", "S011", changed(prefixed(name, ENTITIES))) for name in (STRINGS, WORKBOOK, BOOK_RELS, RELS)),
    damaged("entities: multiplied in a sheet", changed(prefixed(SHEET, ENTITIES))),
    harmless("entities: multiplied in styles, which are then not read", changed(prefixed(STYLES, ENTITIES)), ("S098", "措施01-01.xlsx")),
    *(damaged(f"entities: {name}", changed(chain(prefixed(SHEET, kind), put("主题句", "<is><t>&a;</t></is>", 't="inlineStr"')))) for name, kind in (("a file of the system", OUTSIDE), ("by parameters", PARAMETER))),
    damaged("entities: a document type elsewhere", changed(prefixed(SHEET, DTD))),
    damaged("entities: one that nobody declares", changed(put("主题句", "<is><t>&lol;</t></is>", 't="inlineStr"'))),
    damaged("entities: in UTF-16", changed(lambda parts: parts.update({SHEET: (ENTITIES + parts[SHEET].decode().partition("?>")[2]).encode("utf-16")}))),
    damaged("entities: in notes", changed(chain(add(COMMENTS, ENTITIES + notes("甲"), "comments")))),
    damaged("entities: in a drawing", changed(chain(drawing(shape("甲")), prefixed("xl/drawings/drawing1.xml", ENTITIES)))),
    damaged("entities: in old shapes", changed(add("xl/drawings/vmlDrawing1.vml", ENTITIES + "<xml/>", "vmlDrawing"))),
    harmless("XML: a style sheet that is to be fetched", changed(prefixed(SHEET, '<?xml-stylesheet href="http://localhost:9/a.xsl"?>'))),
    harmless("XML: a file to be included", changed(with_end(SHEET, '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'))),
    damaged("XML: a character that may not be", changed(swap(SHEET, "<sheetData>", "<sheetData>\x01"))),
    damaged("XML: a byte that is no UTF-8", changed(lambda parts: parts.update({SHEET: parts[SHEET].replace(b"<sheetData>", b"<sheetData>\xff")}))),
    damaged("XML: an encoding nobody knows", changed(sub(SHEET, "UTF-8", "KLINGON"))),
    damaged("XML: half a sheet", changed(lambda parts: parts.update({SHEET: parts[SHEET][: len(parts[SHEET]) // 2]}))),
    damaged("XML: an empty sheet part", changed(part(SHEET, b""))),
    damaged("XML: two sheets in one part", changed(lambda parts: parts.update({SHEET: parts[SHEET] + parts[SHEET]}))),
    Case("XML: a text that is not there", changed(put("主题句", "<v>999999</v>", 't="s"')), (("S042", "主题句"),)),
    damaged("XML: one cell twice, with two values", changed(rows('<row r="20"><c r="B20" t="inlineStr"><is><t>另一句。</t></is></c></row>'))),
    refused("XML: a page of the web for the workbook", "S011", changed(part(WORKBOOK, "<!DOCTYPE html><html><body>请先登录</body></html>"))),
    refused("XML: nothing for the workbook", "S011", changed(part(WORKBOOK, b""))),
    refused("XML: a workbook without sheets", "S020", changed(sub(WORKBOOK, "<sheets>.*</sheets>", "<sheets/>"))),
    refused("XML: a word document for the workbook", "S020", changed(part(WORKBOOK, '<w:document xmlns:w="urn:w"/>'))),
)  # fmt: skip

RELATIONS = (
    damaged("relations: no part for the sheet", changed(without(SHEET))),
    damaged("relations: a sheet of the web", changed(sub(BOOK_RELS, FIRST, to_sheet("http://localhost:9/s.xml", 'TargetMode="External"')))),
    damaged("relations: a sheet of a share", changed(sub(BOOK_RELS, FIRST, to_sheet(r"\\\\\\\\server\\\\share\\\\s.xml", 'TargetMode="External"')))),
    damaged("relations: a sheet of the system", changed(sub(BOOK_RELS, FIRST, to_sheet("../../../../../../etc/passwd")))),
    damaged("relations: a sheet by a whole path", changed(sub(BOOK_RELS, FIRST, to_sheet("file:///etc/passwd")))),
    damaged("relations: a sheet that is its relationships", changed(sub(BOOK_RELS, FIRST, to_sheet("_rels/nothing.rels")))),
    harmless("relations: a sheet that draws itself", changed(part(SHEET_RELS, relationships(relationship("drawing", "sheet1.xml"), relationship("comments", "sheet1.xml", name="rId67"), relationship("vmlDrawing", "sheet1.xml", name="rId68"))))),
    harmless("relations: a drawing in a circle", changed(chain(drawing(shape("")), part("xl/drawings/_rels/drawing1.xml.rels", relationships(relationship("drawing", "drawing1.xml")))))),
    harmless("relations: a workbook that is its own sheet", changed(with_end(BOOK_RELS, relationship("worksheet", "workbook.xml")))),
    harmless("relations: notes that are not there", changed(part(SHEET_RELS, relationships(relationship("comments", "../gone.xml"))))),
    harmless("relations: twenty thousand that nobody asks for", changed(with_end(BOOK_RELS, relationship("image", "a.png") * 20_000))),
    harmless("relations: none of the package", changed(without(RELS))),
    Case("relations: none of the workbook", changed(without(BOOK_RELS)), (("S022", FILE), ("S029", SHEET_NAME), ("S029", "_结构"))),
    refused("relations: two main parts, the first a document", "S015", changed(chain(part("word/document.xml", "<w/>"), sub(RELS, FIRST, relationship("officeDocument", "word/document.xml", name="rId0") + relationship("officeDocument", "xl/workbook.xml", name="rId1"))))),
    harmless("relations: a main part that is not there", changed(sub(RELS, "xl/workbook.xml", "xl/gone.xml"))),
)  # fmt: skip

ARCHIVES = (
    refused("archive: two different sheets of one name", "S011", twice),
    harmless("archive: names that lead out", with_members("../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "..\\..\\evil.txt", "xl/../../evil.txt", "\\\\server\\evil.txt")),
    harmless("archive: names of devices and none", with_members("CON", "xl/NUL.xml", "a" * 5_000, "\u202excod.lx", " ", ".")),
    damaged("archive: a link for the sheet", link_member),
    damaged("archive: a flag of encryption", directory_field(SHEET, 8, little(1, 2))),
    damaged("archive: packed in a way nobody knows", directory_field(SHEET, 10, little(97, 2))),
    refused("archive: a sum that is not right", "S011", directory_field(STRINGS, 16, little(1))),
    refused("archive: a member behind the end", "S011", directory_field(STRINGS, 42, little(2**31))),
    refused("archive: bytes before it", "S011", lambda form: b"MZ" + bytes(100) + form),
    *(refused(f"archive: cut after {share:.1%}", "S011", cut(share)) for share in (0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.9999)),
)  # fmt: skip

MISTAKEN = (
    *(
        refused(f"mistaken: {name}", code, instead(content))
        for name, code, content in (
            ("nothing", "S010", b""),
            ("a byte", "S018", b"\x07"),
            ("zeros", "S010", bytes(5_000)),
            ("the beginning of an archive", "S011", b"PK"),
            ("an empty archive", "S015", archive()),
            ("noise", "S018", noise(20_000, 1)),
            ("a PDF file", "S010", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
            ("a PNG", "S010", picture()),
            ("a JPEG", "S010", b"\xff\xd8\xff\xe0\0\x10JFIF"),
            ("a GIF", "S010", b"GIF89a" + bytes(20)),
            ("a RAR archive", "S010", b"Rar!\x1a\x07\x01\0" + noise(50, 2)),
            ("a 7z archive", "S010", b"7z\xbc\xaf\x27\x1c" + noise(50, 3)),
            ("an RTF text", "S010", b"{\\rtf1\\ansi}"),
            ("a database", "S010", b"SQLite format 3\0" + bytes(84)),
            ("a program", "S010", b"MZ\x90\0" + noise(50, 4)),
            ("a page of the web", "S010", "<html><table><tr><td>措施</td></tr></table></html>".encode()),
            ("a table as text, from a Chinese Windows", "S010", "措施编号,进展情况\r\n措施01-01,已完成\r\n".encode("gb18030")),
            ("a table as text, in UTF-16", "S010", "措施编号\t进展情况\r\n".encode("utf-16")),
            ("a workbook of 2003 in XML", "S010", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
            ("a workbook of 2003", "S013", ole("Workbook")),
            ("a workbook with a password", "S012", ole("EncryptedPackage")),
            ("a Word file", "S015", archive(**{"word/document.xml": "<w/>"})),
            ("slides", "S015", archive(**{"ppt/presentation.xml": "<p/>"})),
            ("an ODS file", "S015", archive(mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": "<office/>"})),
            ("an archive of texts", "S015", archive(**{"说明.txt": "甲"})),
        )
    ),
)  # fmt: skip

CELLS = (
    *(harmless(f"cells: {value} for a day", changed(put("完成日期", f"<v>{value}</v>")), (code, "完成日期")) for value, code in (("-1", "V012"), ("0", "V012"), ("0.5", "V012"), ("60", "V013"), ("2958465", "V013"), ("2958466", "V012"), ("1E10", "V012"), ("1E400", "V012"), ("-1E400", "V012"), ("NaN", "V012"), ("INF", "V012"))),
    *(harmless(f"cells: {value} for a day of its own type", changed(put("完成日期", f"<v>{value}</v>", 't="d"')), (code, "完成日期")) for value, code in (("2024-13-45", "V012"), ("0000-00-00", "V012"), ("9999-12-31", "V013"), ("2024-11-29T25:00:00", "V012"))),
    *(harmless(f"cells: {value} for a number", changed(put(COUNT, f"<v>{value}</v>")), (code, place)) for value, code, place in (("NaN", "V010", COUNT), ("-INF", "V010", COUNT), ("1E400", "V010", COUNT), ("0x21C", "V010", COUNT), ("1_000", "V010", COUNT), ("1E300", "F001", "数据指标/勾稽关系/0"), ("1E-300", "F001", "数据指标/勾稽关系/0"))),
    harmless("cells: a number of four thousand digits", changed(put(COUNT, f"<v>{'9' * 4_000}</v>")), ("F001", "数据指标/勾稽关系/0")),
    harmless("cells: a number of the place of the last digit", changed(number(COUNT, "1E20", "0.00%")), ("V031", COUNT)),
    *(harmless(f"cells: a place that is none, {place}", changed(rows(f'<row r="+5"><c r="{place}" t="inlineStr"><is><t>哦</t></is></c></row>')), ("S033", "A+5")) for place in ("A0", "XFE1", "A1048577", "A-1", "1A", "", "ZZZZZZZZZZ1", "A99999999999999999999", "А1")),
    harmless("cells: a row that is none", changed(rows('<row r="99999999999999999999"><c/><c/><c/><c/><c/><c/><c/><c/><c t="inlineStr"><is><t>哦</t></is></c></row>')), ("S033", "I+1")),
    harmless("cells: a style that is none", changed(put("主题句", "<is><t>补齐学位短板</t></is>", 't="inlineStr"', style="4294967296"))),
    harmless("cells: a font that is none", changed(chain(formatted("主题句", "@"), sub(STYLES, 'fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat', 'fontId="-1" fillId="x" borderId="" applyNumberFormat')))),
    harmless("cells: a command for another program", changed(formula("主题句", "cmd|' /C calc'!A0", "补齐学位短板")), ("S041", "主题句")),
    harmless("cells: a workbook of the web", changed(formula("主题句", "'http://localhost:9/[a.xlsx]S'!A1", "补齐学位短板")), ("S041", "主题句")),
    harmless("cells: a service of the web", changed(formula("主题句", '_xlfn.WEBSERVICE("http://localhost:9/"&amp;A1)', "补齐学位短板")), ("S041", "主题句")),
    harmless("cells: old macros that start by themselves", changed(chain(sheet("宏1", '<sheetData><row r="1"><c r="A1"><f>EXEC("calc")</f><v>1</v></c></row></sheetData>', state="veryHidden", kind="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"), sub(WORKBOOK, "</definedNames>", '<definedName name="_xlnm.Auto_Open">宏1!$A$1</definedName></definedNames>'))), ("S025", "A1")),
    harmless("cells: a link to data of another program", changed(add("xl/externalLinks/externalLink1.xml", f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"><ddeItems><ddeItem name="A1"/></ddeItems></ddeLink></externalLink>', "externalLink", to=WORKBOOK))),
)  # fmt: skip

CASES: dict[str, Case] = {
    case.name: case for case in (*BOMBS, *XML, *RELATIONS, *ARCHIVES, *MISTAKEN, *CELLS)
}
FLIPS = {
    f"{bits} flipped bits, seed {seed}": flipped(seed, bits)
    for bits in (1, 3, 12)
    for seed in range(12)
}
