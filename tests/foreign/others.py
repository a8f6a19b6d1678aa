"""As WPS, LibreOffice, ONLYOFFICE, Google Sheets, Numbers and the libraries behind systems write
workbooks, each by what is documented of it.
"""

from __future__ import annotations

import re

from support.packages import (
    CONTENT_TYPES,
    MAIN,
    OFFICE,
    PACKAGE,
    SHEET,
    STRINGS,
    STYLES,
    WORKBOOK,
    Change,
    Parts,
    add,
    chain,
    drop,
    each,
    move,
    sub,
    swap,
)

from foreign.cases import (
    REGISTER,
    THEME,
    Case,
    before_end,
    case,
    formatted,
    formula,
    inline,
    number,
    put,
    rich,
    rows,
    run,
    sheet_parts,
    sparse,
    style_count,
    to_inline,
    to_str,
)
from foreign.excel import COUNT, A, cells, drawing, extension, notes, shape, sheet

WPS_CELLS = "http://www.wps.cn/officeDocument/2017/etCustomData"
WPS_IMAGES = "http://www.wps.cn/officeDocument/2020/cellImage"
PICTURE_ID = "ID_A16C8CE6E39B4F25934D584A1C41E1E1"
CELL_IMAGES = f'<etc:cellImages xmlns:etc="{WPS_CELLS}" xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="{PICTURE_ID}"/></xdr:nvPicPr></xdr:pic></etc:cellImage></etc:cellImages>'
CUSTOM = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer"><vt:lpwstr>2052-12.1.0.16120</vt:lpwstr></property></Properties>'
EMPTY_DRAWING = f'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="{A}"/>'
DUMMY = 'IFERROR(__xludf.DUMMYFUNCTION("""补齐学位""&""短板"""),"补齐学位短板")'


def prefixed(prefix: str) -> Change:
    """Return a change that writes every element of the spreadsheet's own with a prefix."""

    def way(text: str) -> str:
        if MAIN not in text:
            return text
        text = re.sub(r"<(/?)(?=[a-zA-Z])", rf"<\1{prefix}:", text)
        return text.replace(f'xmlns="{MAIN}"', f'xmlns:{prefix}="{MAIN}"')

    return each(way)


def late(text: str) -> str:
    """Declare the namespace at each element that stands first, and not at the root."""
    if MAIN not in text or "<x:" in text:
        return text
    head, root, body = re.match(
        r"(.*?)(<(?:worksheet|sst|workbook|styleSheet)\b[^>]*>)(.*)", text, re.DOTALL
    ).groups()  # type: ignore[union-attr]
    name = re.match(r"<(\w+)", root)[1]  # type: ignore[index]
    root = root.replace(f'<{name} xmlns="{MAIN}"', f'<x:{name} xmlns:x="{MAIN}"')
    body = re.sub(rf"</{name}>\s*$", f"</x:{name}>", body)
    depth, written = 0, []
    for piece in re.split(r"(<[^>]+>)", body):
        opening = piece.startswith("<") and not piece.startswith("</")
        if opening and depth == 0:
            piece = re.sub(r"^<(\w+)", rf'<\1 xmlns="{MAIN}"', piece)
        depth += (opening and not piece.endswith("/>")) - (
            piece.startswith("</") and not piece.startswith("</x:")
        )
        written.append(piece)
    return head + root + "".join(written)


def relations_prefixed(parts: Parts) -> None:
    """Write relationships with a prefix, as XML libraries do that renew the names."""
    for name in [name for name in parts if name.endswith(".rels")]:
        text = re.sub(r"<(/?)(?=R)", r"<\1ns0:", parts[name].decode())
        parts[name] = text.replace(" xmlns=", " xmlns:ns0=").encode()


def targets(way: str) -> Change:
    """Return a change of how relationships of the workbook name their parts."""
    return sub("xl/_rels/workbook.xml.rels", r'Target="([\w/.]+)"', way)


def without_places(of_rows: bool, of_cells: bool) -> Change:
    """Return a change that leaves out where rows and cells stand; then all of them are written."""

    def change(parts: Parts) -> None:
        for name in sheet_parts(parts):
            text = parts[name].decode()
            if of_cells:
                text = re.sub(r'<c r="[A-Z]+\d+"', "<c", text)
            if of_rows:
                text = re.sub(r'<row r="\d+"', "<row", text)
            parts[name] = text.encode()

    return change


def complete_rows(parts: Parts) -> None:
    """Write a cell for every place before the last one of a row, and every row."""
    for name in sheet_parts(parts):
        text = parts[name].decode()

        def full(match: re.Match[str]) -> str:
            number = match[1]
            cells = re.findall(r'(<c r="([A-Z])\d+"[^>]*?(?:/>|>.*?</c>))', match[0])
            known = {letter: cell for cell, letter in cells}
            last = max(known, default="A")
            letters = [chr(code) for code in range(ord("A"), ord(last) + 1)]
            inner = "".join(known.get(letter, f'<c r="{letter}{number}"/>') for letter in letters)
            return f'<row r="{number}">{inner}</row>'

        parts[name] = re.sub(r'<row r="(\d+)"[^>]*?(?:/>|>.*?</row>)', full, text).encode()


def attribute(pattern: str, new: str = "") -> Change:
    """Return a change that takes something out of every sheet, or puts another in its place."""

    def change(parts: Parts) -> None:
        for name in sheet_parts(parts):
            parts[name] = re.sub(pattern, new, parts[name].decode()).encode()

    return change


def table_name_above(parts: Parts) -> None:
    """Move the form down by a row, in which the table is named."""
    text = re.sub(
        r'<(row|c) r="([A-Z]*)(\d+)"',
        lambda match: f'<{match[1]} r="{match[2]}{int(match[3]) + 1}"',
        parts[SHEET].decode(),
    )
    text = re.sub(r"<mergeCells.*?</mergeCells>", "", text)
    first = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>表格 1</t></is></c></row>'
    parts[SHEET] = text.replace("<sheetData>", first).encode()


def no_formulas(parts: Parts) -> None:
    """Leave nothing of formulas but their results."""
    for name in sheet_parts(parts):
        parts[name] = re.sub(r"<f>.*?</f>", "", parts[name].decode()).encode()


def lower_case(parts: Parts) -> None:
    """Write the places of cells in lower case."""
    for name in sheet_parts(parts):
        parts[name] = re.sub(
            r'<c r="[A-Z]+', lambda match: match[0].lower(), parts[name].decode()
        ).encode()


def results(parts: Parts) -> None:
    """Work out the self-check."""
    parts[SHEET] = re.sub(
        r'(<c r="G\d+" s="\d+")><f>(.*?)</f><v></v>',
        r'\1 t="str"><f>\2</f><v>✔</v>',
        parts[SHEET].decode(),
    ).encode()


def apart(parts: Parts) -> None:
    """Give every cell a shared text of its own, as writers do that look for none twice."""
    shared = re.findall(r"<si>.*?</si>", parts[STRINGS].decode(), re.DOTALL)
    written: list[str] = []
    for name in sheet_parts(parts):

        def own(match: re.Match[str]) -> str:
            written.append(shared[int(match[1])])
            return f't="s"><v>{len(written) - 1}</v>'

        parts[name] = re.sub(r't="s"><v>(\d+)</v>', own, parts[name].decode()).encode()
    parts[STRINGS] = f'<sst xmlns="{MAIN}">{"".join(written)}</sst>'.encode()


CASES: tuple[Case, ...] = (
    # WPS
    case("WPS: its own extension", extension("{1}", WPS_CELLS, '<etc:props xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>')),
    case("WPS: properties of its own", add("docProps/custom.xml", CUSTOM, "custom-properties", to="")),
    case("WPS: a picture in a cell", chain(formula("主题句", f'DISPIMG("{PICTURE_ID}",1)', f'=DISPIMG("{PICTURE_ID}",1)'), add("xl/cellimages.xml", CELL_IMAGES, WPS_IMAGES, to=WORKBOOK)), ("S046", "主题句"), lacks="DISPIMG"),
    case("WPS: a picture in a cell, as Excel saves it again", formula("主题句", f'_xlfn.DISPIMG("{PICTURE_ID}",1)', "#NAME?", "e"), ("S046", "主题句"), lacks=THEME),
    case("WPS: a picture whose formula was pasted as text", inline("主题句", f'=DISPIMG("{PICTURE_ID}",1)'), ("S046", "主题句"), lacks="DISPIMG"),
    case("WPS: cellimages that no cell shows", add("xl/cellimages.xml", CELL_IMAGES, WPS_IMAGES, to=WORKBOOK)),
    case("WPS: the Chinese name of General", formatted(COUNT, "G/通用格式")),
    case("WPS: General with a unit", number(COUNT, "540", 'G/通用格式"个"')),
    case("WPS: a unit that is not that of the row", number(COUNT, "540", 'G/通用格式"万"'), ("V031", COUNT)),
    case("WPS: a format by a number nobody knows", sub(STYLES, r'(<cellXfs count="\d+"><xf numFmtId=)"0"', r'\1"59"')),
    case("WPS: data of its cloud", chain(add("customStorage/customStorage.xml", "<a/>", "http://www.wps.cn/officeDocument/2013/wpsCustomData", to=""))),
    case("WPS: shared views of the workbook", chain(add("xl/revisions/userNames.xml", f'<users xmlns="{MAIN}" count="0"/>', "usernames", to=WORKBOOK))),
    case("WPS: the self-check worked out", results),
    case("WPS: damaged styles", swap(STYLES, "</cellXfs>", ""), ("S098", "措施01-01.xlsx")),
    # LibreOffice
    case("LibreOffice: booleans as words", chain(attribute(' customHeight="1"', ' customHeight="true" hidden="false" outlineLevel="0" collapsed="false" customFormat="false"'))),
    case("LibreOffice: numbers say what they are", attribute(r'(<c r="\w+" s="\d+")><v>', r'\1 t="n"><v>')),
    case("LibreOffice: formulas that say when", attribute("<f>", '<f aca="false">')),
    case("LibreOffice: an extension of its own", extension("{7626C862-2A13-11E5-B345-FEFF819CDC9F}", "http://schemas.libreoffice.org/", '<loext:extCalcPr xmlns:loext="http://schemas.libreoffice.org/" stringRefSyntax="ExcelA1"/>')),
    case("LibreOffice: a note without a shape", add("xl/comments1.xml", f'<comments xmlns="{MAIN}"><authors><author></author></authors><commentList><comment ref="B20" authorId="0"><text><r><t xml:space="preserve">请核对</t></r></text></comment></commentList></comments>', "comments"), ("S043", "B20")),
    case("LibreOffice: the rest of the columns", sub(SHEET, "</cols>", '<col collapsed="false" customWidth="false" hidden="false" min="8" max="1025" style="0" width="11.53"/></cols>')),
    # ONLYOFFICE
    case("ONLYOFFICE: its macros", add("xl/jsaProject.bin", '{"macrosArray":[]}', "http://schemas.onlyoffice.com/jsaProject", to=WORKBOOK)),
    case("ONLYOFFICE: a note with its data", add("xl/comments1.xml", notes("请核对").replace("</commentList>", '</commentList><extLst><ext uri="{0B5C7A3E}"><binary>QUJD</binary></ext></extLst>'), "comments"), ("S043", "B20")),
    case("ONLYOFFICE: no settings of calculation", sub(WORKBOOK, "<calcPr[^>]*/>", "")),
    case("ONLYOFFICE: its name", sub("docProps/app.xml", "<Application>.*?</Application>", "<Application>ONLYOFFICE/8.2.0.143</Application>")),
    # Google Sheets
    case("Google: an empty drawing on each sheet", add("xl/drawings/drawing1.xml", EMPTY_DRAWING, "drawing")),
    case("Google: a formula of its own", formula("主题句", DUMMY, THEME), ("S041", "主题句")),
    case("Google: neither properties nor view", chain(drop("docProps/app.xml", "docProps/core.xml"), sub(WORKBOOK, "<bookViews>.*?</bookViews>", ""))),
    case("Google: a box that is ticked", put("主题句", "<v>1</v>", 't="b"'), ("V029", "主题句"), prints="TRUE"),
    case("Google: styles without a base", sub(STYLES, "<cellStyleXfs.*?</cellStyleXfs>", "")),
    case("Google: relationships out of order", sub("xl/_rels/workbook.xml.rels", r"(<Relationship Id=\"rId1\".*?/>)(.*?)(</Relationships>)", r"\2\1\3")),
    case("Google: a thousand empty rows", rows("".join(f'<row r="+{n}" ht="15.75" customHeight="1"><c r="A+{n}" s="4"/></row>' for n in range(1, 1001)))),
    # Numbers
    case("Numbers: a summary of the export", sheet("导出摘要", cells("本文稿从 Numbers 表格中导出。", "填报表")), ("S023", "A1")),
    case("Numbers: the table's name in the sheet's", swap(WORKBOOK, 'name="填报表"', 'name="填报表 - 表格 1"')),
    case("Numbers: the table's name above it", table_name_above, ("S033", "A1")),
    case("Numbers: hidden sheets come to light", sub(WORKBOOK, ' state="veryHidden"', "")),
    case("Numbers: results without formulas", chain(results, no_formulas), ("S095", "G18")),
    # Apache POI, and what stands on it: EasyExcel, Hutool, FineReport, NPOI
    case("POI: a dimension of one cell", attribute('<dimension ref="[^"]*"/>', '<dimension ref="A1"/>')),
    case("POI: texts inside their cells", chain(to_inline, drop(STRINGS))),
    case("POI: a formula's text before it is worked out", put("主题句", f"<f>A1</f><v>{THEME}</v>", 't="str"'), ("S041", "主题句")),
    case("POI: integers written as floats", attribute(r"<v>(4\d{4})</v>(?=</c>)", r"<v>\1.0</v>")),
    case("POI: figures written as floats", put(COUNT, "<v>540.0</v>")),
    case("POI: no columns", sub(SHEET, "<cols>.*?</cols>", "")),
    case("NPOI: no spans", attribute(r' spans="[^"]*"')),
    case("EasyExcel: runs inside a cell", rich("主题句", run(THEME))),
    case("EasyExcel: an empty text inside a cell", rows('<row r="+1"><c r="A+1" t="inlineStr"><is><t></t></is></c><c r="B+1" t="inlineStr"><is/></c><c r="C+1" t="inlineStr"/></row>')),
    # docx4j, the Open XML SDK, ClosedXML, EPPlus, SAP
    case("docx4j: prefixes with numbers", prefixed("ns2")),
    case("SDK: the prefix x", prefixed("x")),
    case("SDK: absolute targets", targets(r'Target="/xl/\1"')),
    case("SDK: the prefix x, absolute targets, no shared texts", chain(to_inline, drop(STRINGS), prefixed("x"), targets(r'Target="/xl/\1"'))),
    case("SDK: a type without its kind", drop("docProps/app.xml", "docProps/core.xml", "xl/theme/theme1.xml")),
    case("SDK: a sheet called sheet.xml", move(SHEET, "xl/worksheets/sheet.xml")),
    case("ClosedXML: identities of relationships", chain(swap(WORKBOOK, 'r:id="rId1"', 'r:id="R2b3e5b1a"'), swap("xl/_rels/workbook.xml.rels", 'Id="rId1"', 'Id="R2b3e5b1a"'))),
    case("EPPlus: relationships with a prefix", relations_prefixed),
    case("SAP: namespaces declared late", each(late)),
    case("SAP: another prefix for relationships", chain(swap(WORKBOOK, "xmlns:r=", "xmlns:rel="), swap(WORKBOOK, " r:id=", " rel:id="))),
    case("DevExtreme: a text that is none", attribute(r'<c r="([C-F]\d+)" s="(\d+)"/>', r'<c r="\1" s="\2" t="s"/>')),
    case("Power BI: cells without places", chain(complete_rows, without_places(False, True))),
    case("SpreadJS: rows without places", chain(complete_rows, without_places(True, False))),
    case("Dynamics: nothing has a place", chain(complete_rows, without_places(True, True))),
    case("Reporting Services: a row's first cell alone has a place", attribute(r'<c r="[B-Z]\d+"', "<c")),
    # SheetJS, ExcelJS, Excelize, openspout
    case("SheetJS: texts as results", to_str),
    case("SheetJS: a value before its formula", put("主题句", f"<v>{THEME}</v><f>A1</f>", 't="str"'), ("S041", "主题句")),
    case("SheetJS: dates as text of their own type", put("完成日期", "<v>2024-11-29T00:00:00.000Z</v>", 't="d"')),
    case("SheetJS: a day alone", put("完成日期", "<v>2024-11-29</v>", 't="d"')),
    case("ExcelJS: each text shared by one", apart),
    case("ExcelJS: empty shared texts", sub(STRINGS, "<sst[^>]*>", f'<sst xmlns="{MAIN}"><!-- none --><?none?>')),
    case("Excelize: blanks kept in every text", each(lambda text: text.replace("<t>", '<t xml:space="preserve">'))),
    case("openspout: cells that hold something alone", sparse),
    case("openspout: neither dimension nor views", chain(attribute("<dimension[^>]*/>"), attribute("<sheetViews>.*?</sheetViews>"), sparse)),
    case("PHPExcel: references in lower case", lower_case),
    # Parts elsewhere
    case("parts: the workbook under another name", move(WORKBOOK, "xl/workbook2.xml")),
    case("parts: the workbook in another folder", move(WORKBOOK, "content/book.xml", "content/book.xml")),
    case("parts: a sheet in another folder", move(SHEET, "tables/a.xml")),
    case("parts: a sheet with a Chinese name", move(SHEET, "xl/worksheets/填报.xml")),
    case("parts: a target with escapes", move(SHEET, "xl/worksheets/表.xml", "worksheets/%E8%A1%A8.xml")),
    case("parts: a target with detours", move(SHEET, "xl/a/b.xml", "./worksheets/../a/./b.xml")),
    case("parts: a target with backslashes", move(SHEET, "xl/a/b.xml", "a\\b.xml")),
    case("parts: a sheet called .bin", move(SHEET, "xl/worksheets/sheet1.bin")),
    case("parts: shared texts elsewhere", move(STRINGS, "xl/texts/all.xml")),
    case("parts: styles elsewhere", move(STYLES, "styles.xml")),
    case("parts: a register elsewhere", move(WORKBOOK, "xl/register.xml"), file=REGISTER),
    case("parts: a register with prefixes", prefixed("x"), file=REGISTER),
    case("parts: a register with texts in cells", chain(to_inline, drop(STRINGS)), file=REGISTER),
    case("parts: a register without places", chain(complete_rows, without_places(True, True)), file=REGISTER),
    case("parts: a sparse register", sparse, file=REGISTER),
    case("parts: a note in the register", add("xl/comments1.xml", notes("请核对", "B5"), "comments"), ("S043", "B5"), file=REGISTER),
    case("parts: a text box in the register", drawing(shape("请以此为准")), ("S045", "报告信息"), file=REGISTER),
    case("parts: a sheet more in the register", sheet("底稿", cells("甲")), ("S023", "A1"), file=REGISTER),
    case("parts: content types in capitals", sub(CONTENT_TYPES, "application/vnd.openxmlformats-officedocument.spreadsheetml", "APPLICATION/VND.OpenXMLFormats-OfficeDocument.SpreadsheetML")),
    case("parts: no content types at all", lambda parts: parts.pop(CONTENT_TYPES) and None),
    case("parts: more columns of styles than are said", lambda parts: parts.update({STYLES: parts[STYLES].replace(b'<cellXfs count="%d"' % style_count(parts[STYLES]), b'<cellXfs')})),
    case("parts: unknown relationships", add("xl/strange.dat", b"\0\1", f"{PACKAGE}/relationships/strange", to=WORKBOOK)),
    case("parts: a link to the web among relationships", sub("xl/_rels/workbook.xml.rels", "</Relationships>", f'<Relationship Id="rId99" Type="{OFFICE}/hyperlink" Target="https://example.org/a%20b" TargetMode="External"/></Relationships>')),
    case("parts: merged cells named twice", before_end('<mergeCells count="1"><mergeCell ref="A1:F1"/></mergeCells>')),
)  # fmt: skip
