"""As Excel writes workbooks: 2007 to 365, on Windows and on the Mac, "Strict" among them."""

from __future__ import annotations

import re

from support.packages import (
    CONTENT_TYPES,
    MAIN,
    OFFICE,
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
    sub,
    swap,
)
from support.projects import PROGRESS

from foreign.cases import (
    EPOCHS_APART,
    THEME,
    Case,
    after,
    before_end,
    blank_rows,
    case,
    formatted,
    formula,
    inline,
    last_row,
    number,
    over_figures,
    put,
    rich,
    rows,
    run,
    serials,
    strings_of,
)

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
YEARS = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
REVISION = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
EXCEL_2006 = "http://schemas.microsoft.com/office/excel/2006/main"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
COUNT = "数据指标/数值/0"
PURL = "http://purl.oclc.org/ooxml"


def strict(text: str) -> str:
    """Return a part in the namespaces of Strict Open XML, as its Save As writes."""
    text = text.replace(MAIN, f"{PURL}/spreadsheetml/main")
    text = text.replace(OFFICE, f"{PURL}/officeDocument/relationships")
    text = text.replace(A, f"{PURL}/drawingml/main")
    return text.replace("<workbook ", '<workbook conformance="strict" ')


def strict_dates(parts: Parts) -> None:
    """Write dates as Strict does: as text, by a type of their own."""
    days = {"45625": "2024-11-29", "45657": "2024-12-31", "45663": "2025-01-06"}
    text = parts[SHEET].decode()
    for serial, day in days.items():
        text, times = re.subn(
            rf'<c (r="\w+" s="\d+")><v>{serial}</v>', rf'<c \1 t="d"><v>{day}</v>', text
        )
        assert times, serial
    parts[SHEET] = text.encode()


def ignorable(prefix: str, namespace: str, part: str = SHEET) -> Change:
    """Return a change that declares a namespace which older programs may ignore."""
    root = "workbook" if part == WORKBOOK else "worksheet"
    declared = f'<{root} xmlns:mc="{MC}" mc:Ignorable="{prefix}" xmlns:{prefix}="{namespace}" '
    return swap(part, f"<{root} ", declared)


def drawing(inside: str) -> Change:
    """Return a change that lays shapes over the form."""
    xml = (
        f'<xdr:wsDr xmlns:xdr="{DRAWING}" xmlns:a="{A}"><xdr:twoCellAnchor><xdr:from/><xdr:to/>'
        f"{inside}<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    )
    return add("xl/drawings/drawing1.xml", xml, "drawing")


def shape(text: str, more: str = "") -> str:
    """Return a shape with words in it."""
    return (
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="文本框 1"/><xdr:cNvSpPr/></xdr:nvSpPr>'
        f"<xdr:spPr/><xdr:txBody><a:bodyPr/><a:p>{more}<a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    )


def notes(text: str, cell: str = "B20", more: str = "") -> str:
    """Return the part of a sheet's notes with one note, whose author is named in it as Excel does."""
    return (
        f'<comments xmlns="{MAIN}"><authors><author>审核员</author></authors><commentList>'
        f'<comment ref="{cell}" authorId="0"><text><r><rPr><b/></rPr><t>审核员:</t></r><r><t xml:space="preserve">\n{text}</t></r>{more}</text></comment>'
        f"</commentList></comments>"
    )


NOTE_SHAPES = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"/><v:shape id="_x0000_s1025" type="#_x0000_t202">
<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox><x:ClientData ObjectType="Note">
<x:Row>19</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>"""

CHECK_BOX = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">
<v:shape id="a"><v:textbox><div style='text-align:left'><font face="宋体" size="180">已公开</font></div></v:textbox>
<x:ClientData ObjectType="Checkbox"><x:Checked>1</x:Checked></x:ClientData></v:shape></xml>"""

THREADED = """<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<threadedComment ref="B20" dT="2025-01-06T08:00:00.00" personId="{1}" id="{2}"><text>请核对</text></threadedComment></ThreadedComments>"""


def sheet(
    name: str, content: str, *, state: str = "visible", kind: str = "worksheet", root: str = ""
) -> Change:
    """Return a change that adds a sheet."""
    root = root or "worksheet"
    xml = f'<{root} xmlns="{MAIN}" xmlns:r="{OFFICE}">{content}</{root}>'
    line = f'<sheet name="{name}" sheetId="90" state="{state}" r:id="rIdMore"/></sheets>'

    def found(parts: Parts) -> None:
        """Give the sheet the number of the relationship that was just added."""
        rels = parts["xl/_rels/workbook.xml.rels"].decode()
        last = re.findall(r'Id="(rId\d+)"', rels)[-1]
        parts[WORKBOOK] = parts[WORKBOOK].replace(b"rIdMore", last.encode())

    return chain(
        swap(WORKBOOK, "</sheets>", line),
        add("xl/worksheets/more.xml", xml, kind, to=WORKBOOK),
        found,
    )


def cells(*texts: str) -> str:
    """Return the XML of a sheet's data: texts below each other."""
    lines = (
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for n, text in enumerate(texts, 1)
    )
    return f"<sheetData>{''.join(lines)}</sheetData>"


def extension(uri: str, namespace: str, inside: str) -> Change:
    """Return a change that adds an extension of later versions to the form's sheet."""
    ext = f'<extLst><ext uri="{{{uri}}}" xmlns:x14="{namespace}">{inside}</ext></extLst>'
    return before_end(ext)


def main_type(kind: str) -> Change:
    """Return a change of what the package says that it is."""
    return sub(CONTENT_TYPES, re.escape(f"{SPREADSHEET}.sheet.main+xml"), kind)


def empty_shared_texts(parts: Parts) -> None:
    """Let two cells below the form share texts that are empty."""
    first = len(strings_of(parts)) + parts[STRINGS].count(b"<si/>")
    sub(STRINGS, "</sst>", "<si/><si><t/></si></sst>")(parts)
    shared = (f'<c r="{c}+1" t="s"><v>{first + n}</v></c>' for n, c in enumerate("AB"))
    rows(f'<row r="+1">{"".join(shared)}</row>')(parts)


def styled_rows(parts: Parts) -> None:
    """Give every row of the sheet below the form a format, as marking it whole does."""
    more = "".join(
        f'<row r="{n}" s="4" customFormat="1"/>' for n in range(last_row() + 1, 1_048_577)
    )
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", more.encode() + b"</sheetData>")


PIVOT = f'<pivotCacheDefinition xmlns="{MAIN}" recordCount="1"><cacheSource type="worksheet"/><cacheFields><cacheField name="数值"><sharedItems><s v="别处的话"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>'
LABEL = '<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label id="{1}" enabled="1" method="Standard"/></clbl:labelList>'
TABLE = f'<table xmlns="{MAIN}" id="1" name="表1" displayName="表1" ref="{{0}}:{{1}}" totalsRowShown="0"><autoFilter ref="{{0}}:{{1}}"/><tableColumns count="1"><tableColumn id="1" name="指标名称 *"/></tableColumns></table>'
OUTSIDE = f'<externalLink xmlns="{MAIN}" xmlns:r="{OFFICE}"><externalBook r:id="rId1"><sheetNames><sheetName val="Sheet1"/></sheetNames></externalBook></externalLink>'
PICTURE = '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="图片 1" descr="公章"/></xdr:nvPicPr><xdr:blipFill/><xdr:spPr/></xdr:pic>'
RUBY = '<rPh sb="0" eb="2"><t>ブチ</t></rPh><phoneticPr fontId="1" type="noConversion"/>'

CASES: tuple[Case, ...] = (
    # The family of Strict
    case("Strict", each(strict)),
    case("Strict with its dates", chain(strict_dates, each(strict))),
    case("Strict with an error", chain(put("审核人", "<v>#N/A</v>", 't="e"'), each(strict)), ("S042", "审核人")),
    # The Mac
    case("the calendar of 1904", chain(swap(WORKBOOK, "<workbookPr ", '<workbookPr date1904="1" '), serials(-EPOCHS_APART))),
    case("the calendar of 1904, said in a word", chain(swap(WORKBOOK, "<workbookPr ", '<workbookPr date1904="true" '), serials(-EPOCHS_APART))),
    case("the calendar of 1904, switched off", swap(WORKBOOK, "<workbookPr ", '<workbookPr date1904="0" ')),
    case("the calendar of 1904 and Strict", chain(swap(WORKBOOK, "<workbookPr ", '<workbookPr date1904="1" '), serials(-EPOCHS_APART), each(strict))),
    # What newer versions add
    case("2010: descents of rows", chain(ignorable("x14ac", YEARS), sub(SHEET, "<row ", '<row x14ac:dyDescent="0.25" '))),
    case("2014: identities of sheets", chain(ignorable("xr", REVISION), sub(SHEET, "<worksheet ", '<worksheet xr:uid="{00000000-0001-0000-0000-000000000000}" '))),
    case("2019: the file's path", chain(ignorable("x15", X14, WORKBOOK), after("<workbookPr defaultThemeVersion=\"124226\"/>", f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x15"><x15ac:absPath url="C:\\表\\" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>', part=WORKBOOK))),
    case("the order of calculation", add("xl/calcChain.xml", f'<calcChain xmlns="{MAIN}"><c r="B3" i="1"/></calcChain>', "calcChain", to=WORKBOOK)),
    case("a table over the figures", chain(over_figures(lambda first, last: add("xl/tables/table1.xml", TABLE.format(first, last), "table")), before_end('<tableParts count="1"><tablePart r:id="rId101"/></tableParts>'))),
    case("a filter", over_figures(lambda first, last: after("</sheetData>", f'<autoFilter ref="{first}:{last}"><filterColumn colId="0"><filters><filter val="新增学位"/></filters></filterColumn></autoFilter>'))),
    case("validations of 2010", extension("CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF", X14, f'<x14:dataValidations count="1" xmlns:xm="{EXCEL_2006}"><x14:dataValidation type="list"><x14:formula1><xm:f>Sheet2!$A$1:$A$9</xm:f></x14:formula1><xm:sqref>B21</xm:sqref></x14:dataValidation></x14:dataValidations>')),
    case("conditions of 2010", extension("78C0D931-6437-407d-A8EE-F0AAD7539E65", X14, f'<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="{EXCEL_2006}"><x14:cfRule type="expression" id="{{1}}"><xm:f>$B$20=""</xm:f></x14:cfRule><xm:sqref>B20</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>')),
    case("sparklines", extension("05C60535-1F16-4fd2-B633-F4F36F0B64E0", X14, f'<x14:sparklineGroups xmlns:xm="{EXCEL_2006}"><x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>填报表!B43:B45</xm:f><xm:sqref>H43</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups>')),
    case("cells that are watched", before_end('<cellWatches><cellWatch r="B20"/></cellWatches>')),
    case("scenarios and views", before_end('<scenarios><scenario name="一"><inputCells r="B20" val="别的话"/></scenario></scenarios><customSheetViews><customSheetView guid="{1}"/></customSheetViews>')),
    case("protection", chain(before_end('<sheetProtection algorithmName="SHA-512" hashValue="YQ==" saltValue="YQ==" spinCount="100000" sheet="1" objects="1"/>'), after("<workbookPr defaultThemeVersion=\"124226\"/>", '<workbookProtection lockStructure="1"/>', part=WORKBOOK))),
    case("settings of a printer", add("xl/printerSettings/printerSettings1.bin", bytes(range(256)), "printerSettings")),
    case("data of an office's system", add("customXml/item1.xml", "<p:properties xmlns:p='urn:x'>别处的话</p:properties>", "customXml", to="")),
    case("a label of secrecy", add("docMetadata/LabelInfo.xml", LABEL, "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels", to="")),
    case("a pivot's memory", add("xl/pivotCache/pivotCacheDefinition1.xml", PIVOT, "pivotCacheDefinition", to=WORKBOOK)),
    case("connections", add("xl/connections.xml", f'<connections xmlns="{MAIN}"><connection id="1" name="查询" type="5"/></connections>', "connections", to=WORKBOOK)),
    case("names that lead nowhere", sub(WORKBOOK, "</definedNames>", '<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">填报表!$A$42:$E$55</definedName><definedName name="旧区域">#REF!</definedName><definedName name="x" hidden="1">[1]Sheet1!$A$1</definedName></definedNames>')),
    case("an outside workbook nobody asks for", add("xl/externalLinks/externalLink1.xml", OUTSIDE, "externalLink", to=WORKBOOK)),
    case("macros", chain(main_type("application/vnd.ms-excel.sheet.macroEnabled.main+xml"), add("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", to=WORKBOOK))),
    case("a template", main_type(f"{SPREADSHEET}.template.main+xml")),
    case("a template with macros", main_type("application/vnd.ms-excel.template.macroEnabled.main+xml")),
    # Sheets
    case("two empty sheets", sheet("Sheet2", "<sheetData/>")),
    case("a sheet with words", sheet("Sheet2", cells("另有情况", "再说")), ("S023", "A1")),
    case("a hidden sheet with words", sheet("旧表", cells("另有情况"), state="hidden"), ("S025", "A1")),
    case("a sheet hidden by a macro", sheet("旧表", cells("另有情况"), state="veryHidden"), ("S025", "A1")),
    case("a sheet with an error", sheet("旧表", '<sheetData><row r="2"><c r="B2" t="e"><v>#REF!</v></c></row></sheetData>'), ("S023", "B2")),
    case("a chart on a sheet of its own", sheet("图表1", "", kind="chartsheet", root="chartsheet")),
    case("an old dialog", sheet("对话框1", "", kind="dialogsheet", root="dialogsheet")),
    case("an old macro sheet", sheet("宏1", "", kind="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet", root="macrosheet")),
    case("blanks around the sheet's name", swap(WORKBOOK, 'name="填报表"', 'name=" 填报表 "')),
    case("a sheet that says it is visible", swap(WORKBOOK, '<sheet name="填报表"', '<sheet state="visible" name="填报表"')),
    # Rows and columns
    case("rows that are hidden and empty", blank_rows('hidden="1"')),
    case("rows grouped and folded", blank_rows('outlineLevel="1" collapsed="1"')),
    case("a format for all columns", sub(SHEET, "</cols>", '<col min="8" max="16384" width="9" style="4" customWidth="1"/></cols>')),
    case("a format for the whole of a row", rows('<row r="90">' + "".join(f'<c r="{chr(65 + n // 26)}{chr(65 + n % 26)}90" s="4"/>' for n in range(676)) + "</row>")),
    case("a format for every row there is", styled_rows),
    case("breaks of pages", before_end('<rowBreaks count="1" manualBreakCount="1"><brk id="40" max="16383" man="1"/></rowBreaks>')),
    # Texts
    case("a text in runs", rich("进展情况", run(PROGRESS[:9], "<b/>") + run(PROGRESS[9:20]) + run(PROGRESS[20:], '<color rgb="FFFF0000"/>'))),
    case("a text with a guide to its sounds", rich("主题句", f"<t>{THEME}</t>{RUBY}")),
    case("a text in runs with guides", rich("主题句", run(THEME[:2], "<b/>") + run(THEME[2:]) + RUBY)),
    case("guides in the shared texts", sub(STRINGS, f"<si><t>{THEME}</t></si>", f"<si><t>{THEME}</t>{RUBY}</si>")),
    case("blanks that are kept everywhere", each(lambda text: text.replace("<t>", '<t xml:space="preserve">'))),
    case("words struck out in a text", rich("主题句", run(THEME) + run("，此句不报", "<strike/>")), ("S044", "主题句")),
    case("struck twice, and not", rich("主题句", run(THEME[:2], '<strike val="0"/>') + run(THEME[2:]) + run("旧", '<strike val="true"/>')), ("S044", "主题句")),
    case("a square", rich("主题句", run("新增绿地一千m") + run("2", '<vertAlign val="superscript"/>')), prints="新增绿地一千m²。"),
    case("an index below", rich("主题句", run("监测CO") + run("2", '<vertAlign val="subscript"/>')), prints="监测CO₂。"),
    case("a raised word", rich("主题句", run(THEME) + run("注", '<vertAlign val="superscript"/>')), ("S048", "主题句"), prints=THEME + "注。"),
    case("a line end as Excel escapes it", inline("主题句", "补齐_x000D_\n学位"), ("V020", "主题句"), prints="补齐学位。"),
    case("what only looks like an escape", inline("主题句", "编号_x005F_x0041_不改"), prints="编号_x0041_不改。"),
    case("an apostrophe before a text", formatted("主题句", "@", 'quotePrefix="1"')),
    case("an apostrophe before a number", chain(inline(COUNT, "540"), formatted(COUNT, "@", 'quotePrefix="1"'))),
    case("a number kept as text", inline(COUNT, "540")),
    case("an empty shared text", empty_shared_texts),
    # Formulas
    case("a formula", formula("主题句", '"补齐"&"学位短板"', THEME), ("S041", "主题句")),
    case("an array formula", formula("主题句", 'A1&"x"', THEME, more=' t="array" ref="B19"'), ("S041", "主题句")),
    case("a dynamic array", put("主题句", f'<f t="array" ref="B19">_xlfn.TEXTJOIN("",1,A1:A2)</f><v>{THEME}</v>', 't="str" cm="1"'), ("S041", "主题句")),
    case("a shared formula", chain(formula(COUNT, "500+40", "540", "n", ' t="shared" ref="C43:C44" si="0"'), put("数据指标/数值/1", '<f t="shared" si="0"/><v>500</v>')), ("S041", COUNT), ("S041", "数据指标/数值/1")),
    case("a table of what would be", put(COUNT, '<f t="dataTable" ref="C43" dt2D="0" dtr="0" r1="A1"/><v>540</v>'), ("S041", COUNT)),
    case("a formula on an outside workbook", chain(add("xl/externalLinks/externalLink1.xml", OUTSIDE, "externalLink", to=WORKBOOK), formula(COUNT, "[1]Sheet1!$A$1", "540", "n")), ("S041", COUNT)),
    case("a formula whose result is true", formula("主题句", "1=1", "1", "b"), ("S041", "主题句"), ("V029", "主题句"), prints="TRUE"),
    case("a formula that was never worked out", put("主题句", "<f>A1</f>"), ("S040", "主题句"), lacks=THEME),
    case("a formula that shows nothing", formula("主题句", 'IF(1,"","")', ""), ("S049", "主题句"), lacks=THEME),
    *(case(f"the error {error}", put("主题句", f"<v>{error}</v>", 't="e"'), ("S042", "主题句"), lacks=THEME) for error in ("#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#BUSY!", "#PYTHON!", "#GETTING_DATA", "#NULL!", "#NUM!")),
    case("a picture by a function", formula("主题句", '_xlfn.IMAGE("https://example.org/a.png")', "#VALUE!", "e"), ("S046", "主题句"), lacks=THEME),
    case("a picture that is a value", put("主题句", "<v>#VALUE!</v>", 't="e" vm="1"'), ("S046", "主题句"), lacks=THEME),
    case("a link by a function", formula("主题句", 'HYPERLINK("https://example.org","补齐学位短板")', THEME), ("S041", "主题句")),
    case("a link on a cell", chain(before_end('<hyperlinks><hyperlink ref="B20" r:id="rId101" display="别的话"/></hyperlinks>'), add("xl/none.xml", "<a/>", "hyperlink"))),
    # Numbers and dates
    *(case(f"540 in the format {code}", number(COUNT, "540", code)) for code in ("0_ ", "#,##0_ ", "#,##0;[Red]\\-#,##0", '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"??_ ;_ @_ ', "0_);[Red]\\(0\\)", "[DBNum1][$-804]General", "G/通用格式", "General", "@", "[Blue]0", '0;-0;"-"', "000", "0.00")),
    case("a share shown in per cent", number(COUNT, "5.4", "0%"), ("V031", COUNT)),
    case("a number shown in ten thousands", number(COUNT, "5400000", '0!.0,"万"'), ("F001", "数据指标/勾稽关系/0")),
    case("a long number", put(COUNT, "<v>540.00000000000011</v>")),
    case("a number with an exponent", put(COUNT, "<v>5.4E2</v>")),
    case("a number in general that is a day", put("完成日期", "<v>45625</v>", style="0")),
    *(case(f"a day in the format {code}", formatted("完成日期", code)) for code in ('yyyy"年"m"月"d"日";@', "[$-804]yyyy\\-mm\\-dd;@", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@", "m/d/yy", "[$-804]aaaa;@", "e/m/d", "[$-411]ge.m.d;@", "d-mmm-yy", "yyyy/m/d h:mm")),
    case("a day with its hour", chain(put("完成日期", "<v>45625.375</v>"), formatted("完成日期", "yyyy/m/d h:mm"))),
    case("true in a text", put("主题句", "<v>1</v>", 't="b"'), ("V029", "主题句"), prints="TRUE"),
    # What lies beside the cells
    case("a note", chain(add("xl/comments1.xml", notes("请核对"), "comments"), add("xl/drawings/vmlDrawing1.vml", NOTE_SHAPES, "vmlDrawing")), ("S043", "B20")),
    case("a note with guides to its sounds", add("xl/comments1.xml", notes("请核对", more=RUBY), "comments"), ("S043", "B20")),
    case("a note in a folder of its own", add("xl/comments/comment7.xml", notes("请核对"), "comments"), ("S043", "B20")),
    case("a thread of comments", chain(add("xl/comments1.xml", notes("[线程批注]\n\n你的 Excel 版本可读取此线程批注\n\n注释:\n请核对"), "comments"), add("xl/threadedComments/threadedComment1.xml", THREADED, "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"), add("xl/persons/person.xml", "<personList xmlns='http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments'/>", "http://schemas.microsoft.com/office/2017/10/relationships/person", to=WORKBOOK)), ("S043", "B20")),
    case("a text box", drawing(shape("请以此为准")), ("S045", "填报表")),
    case("a text box that shows a cell", drawing(shape("补齐", '<a:fld id="{1}" type="TxLink"><a:t>学位</a:t></a:fld>').replace('textlink=""', 'textlink="$B$19"')), ("S045", "填报表")),
    case("shapes in a group", drawing(f"<xdr:grpSp><xdr:grpSp>{shape('甲')}</xdr:grpSp>{shape('乙')}</xdr:grpSp>"), ("S045", "填报表"), ("S045", "填报表")),
    case("a shape without words", drawing(shape(""))),
    case("a picture", drawing(PICTURE), ("S097", "填报表")),
    case("a box to tick", add("xl/drawings/vmlDrawing1.vml", CHECK_BOX, "vmlDrawing"), ("S045", "填报表")),
    case("words above the page", sub(SHEET, "<oddFooter>", "<oddHeader>&amp;C以此为准</oddHeader><oddFooter>"), ("S047", "填报表")),
    case("a date and the sheet's name above the page", sub(SHEET, "<oddFooter>", "<oddHeader>&amp;C&amp;D&amp;R&amp;A</oddHeader><oddFooter>")),
    case("an empty line above the page", sub(SHEET, "<oddFooter>", '<oddHeader>&amp;L&amp;"宋体,常规"&amp;12&amp;K000000</oddHeader><oddFooter>')),
    case("a picture above the page", chain(sub(SHEET, "<oddFooter>", "<oddHeader>&amp;L&amp;G</oddHeader><oddFooter>"), before_end('<legacyDrawingHF r:id="rId101"/>'))),
    # Parts that are lost
    case("without styles", drop(STYLES)),
    case("without a theme", drop("xl/theme/theme1.xml")),
    case("without properties", drop("docProps/app.xml", "docProps/core.xml")),
    case("without the sheet of lists", sub(WORKBOOK, '<sheet name="_选项"[^>]*/>', "")),
    case("without the sheet of checks", sub(WORKBOOK, '<sheet name="_自检"[^>]*/>', "")),
    case("without the instructions", sub(WORKBOOK, '<sheet name="填报说明"[^>]*/>', "")),
    case("without the sheet that says the version", sub(WORKBOOK, '<sheet name="_结构"[^>]*/>', ""), ("S022", "措施01-01.xlsx")),
    case("checks that have lost their sheet", sub(SHEET, r"<f>'_自检'![^<]*</f><v></v>", "<f>#REF!</f><v>#REF!</v>"), ("S095", "G18")),
)  # fmt: skip
