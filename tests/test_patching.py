"""Single cells of a workbook changed in place: those read as they should, and nothing else changes."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from foreign.cases import FORM, form_bytes
from foreign.test_foreign import CASES
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from support.packages import SHEET, Change, Parts, add, packed, sub, unpacked
from support.projects import small

from compiler.chinese.cleaning import is_blank
from compiler.excel.patching import patches as patching
from compiler.excel.patching.patches import CellPatch, Refusal, patched
from compiler.excel.sheets.addresses import address
from compiler.excel.sheets.cells import WorkbookSource
from compiler.excel.sheets.opened import open_content
from compiler.schema.definitions import CELL_LIMIT

SOFFICE = shutil.which("soffice")
SHEET_NAME = "台账"
NEW = "改写的<一段>& 话，\n分两行 _x0041_"
Texts = dict[tuple[str, str], str]


@cache
def book() -> bytes:
    """Return a workbook of every kind of cell, as openpyxl writes it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET_NAME
    sheet["A1"], sheet["B1"], sheet["C1"] = "编号", "措施", "时限"
    sheet["A2"], sheet["B2"], sheet["C2"] = "7-2", "整治河堤", date(2024, 12, 31)
    sheet["A3"], sheet["B3"], sheet["C3"] = 46, "=A3*2", 0.985
    sheet["C3"].number_format = "0.0%"
    sheet["A4"], sheet["B4"] = "合并", "旁边"
    sheet.merge_cells("A4:A6")
    sheet["B5"] = CellRichText("要", TextBlock(InlineFont(b=True), "紧"), "的")
    sheet["B6"] = CellRichText("留", TextBlock(InlineFont(strike=True), "删"))
    sheet["C5"], sheet["C6"] = True, "#N/A"
    sheet["D2"], sheet["D3"] = "划掉的", "带样式"
    sheet["D2"].font, sheet["D3"].font = Font(strike=True), Font(bold=True)
    book.create_sheet("另一张")["A1"] = "不动"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def changed(*changes: Change, content: bytes | None = None) -> bytes:
    """Return the workbook of every kind of cell with other XML."""
    parts = unpacked(content or book())
    for change in changes:
        change(parts)
    return packed(parts)


def read(content: bytes) -> WorkbookSource:
    """Return what the compiler's own reader sees."""
    source, _ = open_content(content, "表.xlsx")
    assert source is not None
    return source


def texts(content: bytes) -> Texts:
    """Return the texts of all cells by sheet and name."""
    return {
        (sheet.name, address(*place)): cell.text
        for sheet in read(content).sheets
        for place, cell in sheet.cells.items()
    }


def seen_by_openpyxl(content: bytes) -> Mapping[tuple[str, str], object]:
    """Return what openpyxl sees."""
    book = openpyxl.load_workbook(BytesIO(content), rich_text=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def patch(cell: str, new: str, old: str | None = None, sheet: str = SHEET_NAME) -> CellPatch:
    """Return a patch of the workbook above; what a cell holds is known."""
    return CellPatch(sheet, cell, texts(book()).get((sheet, cell), "") if old is None else old, new)


def made(content: bytes, *patches: CellPatch) -> bytes:
    """Return a workbook with patches that are all made."""
    result, refusals = patched(content, patches)
    assert refusals == []
    assert result is not None
    return result


def members(content: bytes) -> list[tuple[object, ...]]:
    """Return what an archive says of its members, in their order, with their contents."""
    archive = zipfile.ZipFile(BytesIO(content))
    return [
        (e.orig_filename, e.date_time, e.compress_type, e.external_attr, e.extra, archive.read(e))
        for e in archive.infolist()
    ]


def around(before: bytes, after: bytes, old: str, new: str) -> None:
    """Assert that a sheet is the same but for one piece of its XML."""
    assert re.sub(old.encode(), b"<>", before, flags=re.DOTALL) == after.replace(
        new.encode(), b"<>"
    )


def test_only_the_cell_changes() -> None:
    """The bytes before and after it stay, and so does every other part with all that is said of it."""
    result = made(book(), patch("D3", "新的"))
    before, after = members(book()), members(result)
    differing = [old[0] for old, new in zip(before, after, strict=True) if old != new]
    assert differing == [SHEET]
    new = '<c r="D3" s="4" t="inlineStr"><is><t xml:space="preserve">新的</t></is></c>'
    around(unpacked(book())[SHEET], unpacked(result)[SHEET], r'<c r="D3" s="4"[^>]*>.*?</c>', new)


def test_each_cell_reads_as_it_should_and_all_others_as_before() -> None:
    """By the house's reader and by openpyxl."""
    patches = [patch(cell, NEW) for cell in ("A2", "B2", "B4", "B5", "D3")]
    patches += [patch("E2", "新格"), patch("G9", "新行")]
    result = made(book(), *patches)
    wanted = {(it.sheet, it.cell): it.new for it in patches}
    assert texts(result) == texts(book()) | wanted
    assert (
        seen_by_openpyxl(result)
        == {
            place: value for place, value in seen_by_openpyxl(book()).items() if place not in wanted
        }
        | wanted
    )


def test_numbers_stay_numbers_and_dates_dates() -> None:
    """Where the new text is one; else the cell holds a text."""
    result = made(
        book(),
        patch("A3", "47.5"),
        patch("C3", "97.2%"),
        patch("C2", "2025-06-30"),
        patch("A2", "7-3"),
    )
    values = {cell.span.cell: cell.value for cell in read(result).sheets[0].cells.values()}
    assert values["A3"] == Decimal("47.5")
    assert values["C3"] == Decimal("0.972")
    assert values["C2"] == date(2025, 6, 30)
    assert values["A2"] == "7-3"
    again = made(
        result, patch("C2", "2025年6月底", old="2025-06-30"), patch("A3", "近50", old="47.5")
    )
    assert texts(again)[SHEET_NAME, "C2"] == "2025年6月底"
    assert texts(again)[SHEET_NAME, "A3"] == "近50"
    back = made(again, patch("C2", "2024-12-31", old="2025年6月底"))
    assert read(back).sheets[0].cells[1, 2].value == date(2024, 12, 31)


@pytest.mark.parametrize(
    ("cell", "new"), [("B2", ""), ("A3", ""), ("C2", ""), ("B5", ""), ("F30", "很远")]
)
def test_cells_are_emptied_and_filled(cell: str, new: str) -> None:
    result = made(book(), patch(cell, new))
    assert texts(result).get((SHEET_NAME, cell), "") == new
    old = texts(book()).get((SHEET_NAME, cell), "")
    assert texts(made(result, patch(cell, old, old=new))) == texts(book())


def test_nothing_to_do_changes_nothing() -> None:
    assert patched(book(), []) == (book(), [])
    assert patched(book(), [patch("B2", "整治河堤"), patch("Z99", " ")]) == (book(), [])


def formula_over(area: str, kind: str = "array") -> Change:
    """Return a change of B3 into a formula that fills an area."""
    return sub(SHEET, r"<f>A3\*2</f>", f'<f t="{kind}" ref="{area}" si="0">A3*2</f>')


LOCKED: dict[str, tuple[CellPatch, str, tuple[Change, ...]]] = {
    "a formula": (patch("B3", "新", old=""), patching.FORMULA, ()),
    "a member of an array": (patch("B4", "新"), patching.FORMULA, (formula_over("B3:B4"),)),
    "a member of a shared formula": (
        patch("B4", "新"),
        patching.FORMULA,
        (
            formula_over("B3:B4", "shared"),
            sub(SHEET, r'(<c r="B4"[^>]*>)', r'\1<f t="shared" si="0"/>'),
        ),
    ),
    "inside a merged range": (patch("A5", "新"), patching.MERGED, ()),
    "words struck out": (patch("B6", "新"), patching.RAISED, ()),
    "struck out altogether": (
        patch("B5", "新", old=""),
        patching.RAISED,
        (
            sub(
                SHEET,
                '(<c r="B5".*?<is>).*?(</is>)',
                r"\1<r><rPr><strike/></rPr><t>删</t></r>\2",
                count=1,
            ),
        ),
    ),
    "struck out by its style": (patch("D2", "新", old=""), patching.RAISED, ()),
    "a truth": (patch("C5", "新"), patching.OTHER_KIND, ()),
    "an error": (patch("C6", "新"), patching.OTHER_KIND, ()),
    "a time": (
        patch("C2", "新", old="2024-12-31 12:00:00"),
        patching.OTHER_KIND,
        (sub(SHEET, r"<v>45657</v>", "<v>45657.5</v>"),),
    ),
    "something else now": (patch("B2", "新", old="旧"), "格里现在是“整治河堤”，不是“旧”", ()),
    "too long": (
        patch("B2", "字" * (CELL_LIMIT + 1)),
        "新的内容有 32,768 字，一格最多放 32,767 字",
        (),
    ),
    "too long for its rare ideographs": (
        patch("B2", "𠮷" * (CELL_LIMIT // 2 + 1)),
        "新的内容有 32,768 字，一格最多放 32,767 字",
        (),
    ),
    "a character that XML cannot hold": (patch("B2", "铃\a"), patching.NO_CHARACTER, ()),
    "half a character": (patch("B2", "\ud83d"), patching.NO_CHARACTER, ()),
    "no cell": (patch("第2行", "新"), "“第2行”不是单元格的名称", ()),
    "no sheet": (patch("A1", "新", sheet="没有"), "没有叫“没有”的工作表", ()),
    "two sheets of one name": (
        patch("A1", "新"),
        f"有几张工作表都叫“{SHEET_NAME}”",
        (sub("xl/workbook.xml", "另一张", SHEET_NAME),),
    ),
    "a picture": (
        patch("B2", "新"),
        patching.PICTURE,
        (sub(SHEET, r'<c r="B2"', '<c r="B2" vm="1"'),),
    ),
    "what nobody knows": (
        patch("B2", "新"),
        patching.UNKNOWN,
        (sub(SHEET, r'(<c r="B2".*?)</c>', r"\1<extLst/></c>", count=1),),
    ),
    "the head of a table": (
        patch("B1", "新"),
        patching.TABLE_HEAD,
        (
            add(
                "xl/tables/table1.xml",
                f'<table xmlns="{patching.ROOT}" id="1" ref="A1:C3"/>',
                "table",
            ),
        ),
    ),
    "a format that shows something else": (
        patch("C2", "新", old="45657"),
        patching.FORMAT,
        (sub("xl/styles.xml", 'formatCode="yyyy-mm-dd"', 'formatCode="0;0;0;&quot;—&quot;"'),),
    ),
    "another encoding": (
        patch("B2", "新"),
        patching.UNREADABLE,
        (sub(SHEET, "^", '<?xml version="1.0" encoding="GBK"?>'),),
    ),
    "a document type": (
        patch("B2", "新"),
        patching.UNREADABLE,
        (sub(SHEET, "^", "<!DOCTYPE worksheet>"),),
    ),
    "a signature": (
        patch("B2", "新"),
        patching.SIGNED,
        (add("_xmlsignatures/origin.sigs", b"", "digital-signature/origin", to="_rels/.rels"),),
    ),
}


@pytest.mark.parametrize("name", LOCKED)
def test_what_cannot_be_patched_is_said(name: str) -> None:
    one, reason, changes = LOCKED[name]
    assert patched(changed(*changes), [one]) == (None, [Refusal(one, reason)])


def test_a_refusal_keeps_no_other_patch_from_being_made() -> None:
    good, bad = patch("B2", "新"), patch("A5", "新")
    result, refusals = patched(book(), [bad, good])
    assert refusals == [Refusal(bad, patching.MERGED)]
    assert result is not None
    assert texts(result)[SHEET_NAME, "B2"] == "新"


def test_a_cell_is_patched_once() -> None:
    twice = [patch("B2", "新"), patch("B2", "更新")]
    result, refusals = patched(book(), twice)
    assert result is None
    assert [refusal.patch for refusal in refusals] == twice


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "不是 Excel 文件，没有改"),
        (book()[:-40], "文件损坏，没有改"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "文件加了密，没有改",
        ),
    ],
)
def test_files_that_cannot_be_read(content: bytes, reason: str) -> None:
    one = patch("B2", "新")
    assert patched(content, [one]) == (None, [Refusal(one, reason)])


def test_a_result_that_reads_otherwise_is_our_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not handed out."""

    def spoiled(xml: bytes, _: object) -> bytes:
        return xml.replace("旁边".encode(), "别处".encode()).replace(b"<v>46</v>", b"<v>47</v>")

    monkeypatch.setattr(patching, "edited", spoiled)
    one = patch("B2", "新")
    assert patched(book(), [one]) == (None, [Refusal(one, patching.DEFECT)])


def test_missing_cells_get_their_place() -> None:
    """In rows that are empty, absent, or have others; in a style that their row or column has."""
    bare: Parts = unpacked(book())
    rows = (
        '<sheetData><row r="2" spans="2:3" s="1" customFormat="1"><c r="C2"><v>1</v></c></row>'
        '<row r="5"/></sheetData>'
    )
    text = re.sub("<sheetData>.*</sheetData>", rows, bare[SHEET].decode(), flags=re.DOTALL)
    text = re.sub("<mergeCells.*</mergeCells>", "", text)
    text = re.sub(r"<sheetData>", '<cols><col min="4" max="4" style="4"/></cols><sheetData>', text)
    bare[SHEET] = re.sub(r'<dimension ref="[^"]*"', '<dimension ref="C2:C5"', text).encode()
    places = ("E2", "A2", "D5", "A4", "B4", "A9", "B1")
    result = made(packed(bare), *(CellPatch(SHEET_NAME, place, "", place) for place in places))
    xml = unpacked(result)[SHEET].decode()
    assert re.findall(r'<row r="(\d)"', xml) == ["1", "2", "4", "5", "9"]
    assert re.findall(r'<c r="(\w+)"', xml) == ["B1", "A2", "C2", "E2", "A4", "B4", "D5", "A9"]
    assert re.findall(r'<c r="(\w+)" s="(\d)"', xml) == [("A2", "1"), ("E2", "1"), ("D5", "4")]
    assert 'spans="1:5"' in xml
    assert '<dimension ref="A1:E9"' in xml


def test_an_empty_sheet_gets_its_first_cell() -> None:
    empty = changed(sub("xl/worksheets/sheet2.xml", "<sheetData>.*</sheetData>", "<sheetData/>"))
    result = made(empty, CellPatch("另一张", "B2", "", "第一格"))
    assert texts(result)["另一张", "B2"] == "第一格"


DIALECTS = (
    "Excel: Strict with its dates", "Excel: the calendar of 1904 and Strict", "Excel: a text in runs",
    "Excel: a line end as Excel escapes it", "Excel: what only looks like an escape", "Excel: without styles",
    "WPS: damaged styles", "LibreOffice: numbers say what they are", "POI: texts inside their cells",
    "EasyExcel: runs inside a cell", "docx4j: prefixes with numbers",
    "SDK: the prefix x, absolute targets, no shared texts", "SAP: namespaces declared late",
    "Power BI: cells without places", "SpreadJS: rows without places", "Dynamics: nothing has a place",
    "Reporting Services: a row's first cell alone has a place", "SheetJS: texts as results", "SheetJS: a day alone",
    "PHPExcel: references in lower case", "parts: a sheet with a Chinese name", "parts: a target with backslashes",
    "parts: merged cells named twice", "XML: a byte order mark", "XML: UTF-16",
    "XML: UTF-16 from the small end, without a mark", "XML: remarks and instructions", "XML: single quotes",
    "XML: characters by their numbers", "XML: character data", "XML: ends of their own",
    "XML: attributes on lines of their own", "archive: sizes that follow", "archive: names with backslashes",
    "archive: members for folders", "archive: remarks", "archive: bytes behind it",
)  # fmt: skip


@pytest.mark.parametrize("name", DIALECTS)
def test_files_of_other_programs(name: str) -> None:
    """Every cell of a form that is no formula can be changed, and changed back."""
    case = CASES[name]
    assert case.file == FORM
    parts = unpacked(form_bytes())
    case.change(parts)
    content = case.pack(parts)
    sheet = read(content).sheets[0]
    wanted = [
        CellPatch(sheet.name, cell.span.cell or "", cell.text, f"{NEW}{number}")
        for number, cell in enumerate(sheet.cells.values())
        if not cell.formula and not cell.self_check
    ]
    wanted += [CellPatch(sheet.name, place, "", NEW) for place in ("Z3", "Z900", "AA900")]
    result = made(content, *wanted)
    assert texts(result) == texts(content) | {(it.sheet, it.cell): it.new for it in wanted}
    back = made(result, *(CellPatch(it.sheet, it.cell, it.new, it.old) for it in wanted))
    assert texts(back) == texts(content)


PLACES = st.tuples(st.integers(0, 9), st.integers(0, 6)).map(lambda place: address(*place))
CONTENTS = st.one_of(
    st.text(max_size=20),
    st.text(st.sampled_from("_x0041F5<>&\"' \r\n\t字"), max_size=20),
    st.decimals(-(10**6), 10**6, places=2).map(str),
    st.dates().map(str),
)


@given(st.dictionaries(PLACES, CONTENTS, min_size=1, max_size=6))
@example({"A2": "a\r\nb", "C2": "0001-01-01", "C3": "100%", "A3": "-0.0"})
def test_patching_back_undoes_a_patch(news: dict[str, str]) -> None:
    """And what cannot be patched is left alone, whatever is wanted."""
    before = texts(book())
    patches = [patch(cell, new) for cell, new in news.items()]
    result, refusals = patched(book(), patches)
    refused = {refusal.patch for refusal in refusals}
    assert patching.DEFECT not in {refusal.reason for refusal in refusals}
    if result is None:
        assert refused == set(patches)
        return
    done = [it for it in patches if it not in refused]
    after = texts(result)
    places = {(it.sheet, it.cell) for it in done}
    for place in (before.keys() | after.keys()) - places:
        assert after.get(place) == before.get(place)
    for it in done:
        assert after.get((it.sheet, it.cell), "") == ("" if is_blank(it.new) else it.new)
    back = made(
        result,
        *(CellPatch(it.sheet, it.cell, after.get((it.sheet, it.cell), ""), it.old) for it in done),
    )
    assert texts(back) == before


def converted(path: Path, folder: Path, kind: str) -> Path:
    """Return what LibreOffice makes of a workbook."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir"]
    target = folder / kind.partition(":")[0]
    subprocess.run([*command, str(target), str(path)], check=True, capture_output=True, timeout=300)
    return target / f"{path.stem}.{kind.partition(':')[0]}"


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_what_was_patched(tmp_path: Path) -> None:
    """In a register of ours, and in one that it has saved itself."""
    register = tmp_path / "总台账.xlsx"
    register.write_bytes(small().register_bytes())
    saved = converted(register, tmp_path, "xlsx:Calc MS Excel 2007 XML")
    for number, path in enumerate((register, saved)):
        sheet = read(path.read_bytes()).sheets[0]
        cell = next(cell for cell in sheet.cells.values() if cell.text.startswith("关于"))
        one = CellPatch(sheet.name, cell.span.cell or "", cell.text, f"改过的标题{number}")
        more = CellPatch(sheet.name, "J3", "", f"添上的{number}")
        path.write_bytes(made(path.read_bytes(), one, more))
        shown = converted(path, tmp_path / str(number), "csv:Text - txt - csv (StarCalc):44,34,76")
        text = shown.read_text("utf-8")
        assert f"改过的标题{number}" in text
        assert f"添上的{number}" in text
        assert cell.text not in text
