"""What stands beside the cells of a form, and looks of cells that carry meaning: told or understood."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from support.clerk import Clerk
from support.damage import DRAWING, SHEET_PART, draw_text_box, rewrite
from support.projects import diagnose, notice

from compiler.excel.sheets.number_formats import displayed
from compiler.excel.sheets.opened import open_workbook
from compiler.schema.structure import RETURN_END, RETURN_MARK

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
REGISTER = "input_workbooks/总台账.xlsx"
Found = list[tuple[str, str | None]]


def found(root: Path) -> Found:
    return [(one.code, one.spans[0].cell) for one in diagnose(root)]


def edit(root: Path, change: Callable[[Clerk], None], sheet: str = "填报表") -> None:
    clerk = Clerk.at(root / FORM, sheet)
    change(clerk)
    clerk.save()


def progress(root: Path, *runs: str | TextBlock) -> None:
    edit(root, lambda clerk: setattr(clerk.value_cell("进展情况"), "value", CellRichText(*runs)))


def place(root: Path, label: str = "进展情况") -> str:
    cell: Any = Clerk.at(root / FORM).value_cell(label)
    return str(cell.coordinate)


# Text boxes

GROUPED = DRAWING.replace("<xdr:sp ", "<xdr:grpSp><xdr:sp ").replace(
    "</xdr:sp>", "</xdr:sp></xdr:grpSp>"
)
ALTERNATE = DRAWING.replace(
    "<xdr:sp ",
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="a14"><xdr:sp ',
).replace("</xdr:sp>", "</xdr:sp></mc:Choice></mc:AlternateContent>")
TWO_LINES = DRAWING.replace("</a:p>", "</a:p><a:p><a:r><a:t>第二行</a:t></a:r></a:p>")


@pytest.mark.parametrize("drawing", [DRAWING, GROUPED, ALTERNATE, TWO_LINES])
def test_text_boxes(root: Path, drawing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = notice(root)
    monkeypatch.setattr("support.damage.DRAWING", drawing)
    draw_text_box(root / FORM, "请以此框为准")
    (one,) = diagnose(root)
    assert one.code == "S045"
    assert "请以此框为准" in one.message
    assert ("第二行" in one.message) == (drawing == TWO_LINES)
    assert notice(root) == before


def test_an_empty_shape_says_nothing(root: Path) -> None:
    draw_text_box(root / FORM, " ")
    assert found(root) == []


# Notes


def note(sheet: str, name: str, text: str) -> Callable[[Clerk], None]:
    def change(clerk: Clerk) -> None:
        clerk.book[sheet][name].comment = Comment(text, "填报人")

    return change


@pytest.mark.parametrize("sheet", ["填报说明", "_选项", "填报表"])
def test_notes_on_any_sheet(root: Path, sheet: str) -> None:
    edit(root, note(sheet, "A3", "请核"))
    assert found(root) == [("S043", "A3")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{RETURN_MARK}太短。\n{RETURN_END}", ""),
        (f"{RETURN_MARK}太短。\n{RETURN_END}\n已改。", "已改。"),
        (f"巡视办:\n{RETURN_MARK}太短。\n{RETURN_END} 已与财政局核对", "已与财政局核对"),
        (f"{RETURN_MARK}太短。", ""),  # of release 0.1.0, whose comments had no end
        (f"请看：{RETURN_MARK}", "请看："),
    ],
)
def test_what_is_added_to_our_own_note(root: Path, text: str, told: str) -> None:
    edit(root, note("填报表", "B20", text))
    messages = [one.message for one in diagnose(root)]
    assert len(messages) == bool(told)
    assert all(told in message for message in messages)


# Headers and footers


@pytest.mark.parametrize("part", ["oddHeader", "oddFooter", "firstHeader", "evenFooter"])
@pytest.mark.parametrize("side", ["left", "center", "right"])
def test_headers_and_footers(root: Path, part: str, side: str) -> None:
    edit(root, lambda clerk: setattr(getattr(getattr(clerk.sheet, part), side), "text", "以此为准"))
    ours = part == "oddFooter" and side == "left"  # beside our page numbers stands our title
    assert [code for code, _ in found(root)] == ([] if ours else ["S047"])


def test_our_own_footer_says_nothing(root: Path) -> None:
    """Neither as written by us nor as openpyxl and LibreOffice cut it."""
    edit(root, lambda clerk: None)
    assert found(root) == []


# Struck out, raised, lowered


def strike(text: str) -> TextBlock:
    return TextBlock(InlineFont(strike=True), text)


def shift(text: str, way: str) -> TextBlock:
    return TextBlock(InlineFont(vertAlign=way), text)


@pytest.mark.parametrize(
    ("runs", "printed", "codes"),
    [
        (("新建幼儿园", strike("3所、"), "2所。"), "新建幼儿园2所。", ["S044"]),
        ((strike("全部删去。"), "已建成。"), "已建成。", ["S044"]),
        (("绿地300m", shift("2", "superscript"), "。"), "绿地300m²。", []),
        (("方量5m", shift("3", "superscript"), "。"), "方量5m³。", []),
        (("减排CO", shift("2", "subscript"), "10吨。"), "减排CO₂10吨。", []),
        (("已建成", shift("注", "superscript"), "。"), "已建成注。", ["S048"]),
    ],
)
def test_looks_that_carry_meaning(
    root: Path, runs: tuple[str | TextBlock, ...], printed: str, codes: list[str]
) -> None:
    progress(root, *runs)
    mine = [code for code, cell in found(root) if cell == place(root) and code.startswith("S")]
    assert mine == codes
    assert printed in notice(root)


def test_a_cell_struck_out_as_a_whole_is_empty(root: Path) -> None:
    edit(root, lambda clerk: setattr(clerk.value_cell("进展情况"), "font", Font(strike=True)))
    cell = place(root)
    assert [code for code, at in found(root) if at == cell] == ["V001", "S044"]


def test_a_number_struck_out(root: Path) -> None:
    def change(clerk: Clerk) -> None:
        row = clerk.find("指标名称").row
        cell = clerk.sheet.cell(row + 1, clerk.find("数值", row - 1).column)
        cell.font = Font(strike=True)

    edit(root, change)
    assert {"S044", "V001"} <= {code for code, _ in found(root)}


# Merged downwards


@pytest.mark.parametrize(
    ("sheet", "label"), [("问题清单", "方面"), ("问题清单", "整改类别"), ("措施清单", "牵头领导")]
)
def test_columns_merged_downwards(root: Path, sheet: str, label: str) -> None:
    before = notice(root)
    clerk = Clerk.at(root / REGISTER, sheet)
    header = clerk.find(label)
    clerk.sheet.merge_cells(
        start_row=header.row + 1,
        end_row=header.row + 2,
        start_column=header.column,
        end_column=header.column,
    )
    clerk.save()
    assert [code for code, _ in found(root)] == ["S039"]
    assert notice(root) == before


def test_a_column_merged_to_the_end_of_the_sheet_makes_no_rows(root: Path) -> None:
    clerk = Clerk.at(root / REGISTER, "问题清单")
    column = clerk.find("方面").column_letter

    def merge(xml: bytes) -> bytes:
        merged = f'<mergeCell ref="{column}5:{column}1048576"/></mergeCells>'.encode()
        return xml.replace(b"</mergeCells>", merged)

    with zipfile.ZipFile(root / REGISTER) as package:
        sheets = [n for n in package.namelist() if n.startswith("xl/worksheets/sheet")]
    rewrite(root / REGISTER, {sheets[2]: merge})
    assert "V001" not in {code for code, _ in found(root)}


# Numbers that are shown otherwise than stored


@pytest.mark.parametrize(
    ("value", "number_format", "unit", "code"),
    [
        (5.4, "0.00%", "%", "V030"),
        (5.4, "0.00%", "个", "V031"),
        (5400000, "0!.0,", "万元", "V030"),
        (5400000, '0.0,"万"', "万元", "V030"),
        (5400000, '0.0,"万"', "亿元", "V031"),
        (540, '0"个"', "个", None),
        (540, '#,##0"个"', "个学位", None),
        (5400000, '0,,"百万"', "元", "V031"),
        (540.4, "0", "个", "V030"),
        (540, "G/通用格式", "个", None),
        (540, "_-¥* #,##0_-", "元", None),
    ],
)
def test_units_in_the_format(
    root: Path, value: float, number_format: str, unit: str, code: str | None
) -> None:
    def change(clerk: Clerk) -> None:
        row = clerk.find("指标名称").row
        cell = clerk.sheet.cell(row + 1, clerk.find("数值", row - 1).column)
        cell.value, cell.number_format = value, number_format
        clerk.sheet.cell(row + 1, clerk.find("计量单位", row - 1).column).value = unit

    edit(root, change)
    told = [one for one, _ in found(root) if one in ("V010", "V030", "V031")]
    assert told == ([code] if code else [])


@pytest.mark.parametrize(
    ("stored", "kind", "code"),
    [
        ("<v>1</v>", "b", "V029"),
        ("<v>0.3125</v>", "n", "V029"),
        ("<v>NaN</v>", "n", "V029"),
        ("<v>-INF</v>", "", "V029"),
        ("<v>1e999</v>", "n", "V029"),
        ("<v>12_000</v>", "n", "V029"),
        ("<v>2025-01-06</v>", "d", "V019"),
        ("<v>#BUSY!</v>", "e", "S042"),
        ("<f>NOW()</f>", "n", "S040"),
        ('<f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v>', "str", "S046"),
        ('<f>IMAGE("https://example.org/a.png")</f><v>#VALUE!</v>', "e", "S046"),
        ("<is><t>=DISPIMG(&quot;ID_1&quot;,1)</t></is>", "inlineStr", "S046"),
    ],
)
def test_what_is_no_text(root: Path, stored: str, kind: str, code: str) -> None:
    cell = place(root)
    new = f'<c r="{cell}" t="{kind or "n"}">{stored}</c>'.encode()
    pattern = rb'<c r="%s"[^>]*?(?:/>|>.*?</c>)' % cell.encode()
    rewrite(root / FORM, {SHEET_PART: lambda xml: re.sub(pattern, new, xml)})
    assert [one for one, at in found(root) if at == cell and one[0] in "SV"] == [code]


def test_a_telephone_filled_up_with_zeros(root: Path) -> None:
    def change(clerk: Clerk) -> None:
        cell = clerk.value_cell("联系电话")
        cell.value, cell.number_format = 66101234, "000000000000"

    edit(root, change)
    workbook, _ = open_workbook(root / FORM, FORM)
    assert workbook is not None
    texts = {cell.text for sheet in workbook.sheets for cell in sheet.cells.values()}
    assert "000066101234" in texts


# What is hidden, and what is shown in place of what is stored


@pytest.mark.parametrize("way", ["row", "column", "format"])
def test_hidden_contents_are_told(root: Path, way: str) -> None:
    before = notice(root)

    def hide(clerk: Clerk) -> None:
        cell = clerk.value_cell("进展情况")
        if way == "row":
            clerk.sheet.row_dimensions[cell.row].hidden = True
        elif way == "column":
            clerk.sheet.column_dimensions[cell.column_letter].hidden = True
        else:
            cell.number_format = ";;;"

    edit(root, hide)
    assert [code for code, _ in found(root)] == ["S099"]
    assert notice(root) == before


def test_what_a_filter_hides_is_no_matter(root: Path) -> None:
    clerk = Clerk.at(root / REGISTER, "措施清单")
    clerk.sheet.auto_filter.ref = clerk.sheet.dimensions
    clerk.sheet.row_dimensions[clerk.find("措施编号").row + 1].hidden = True
    clerk.save()
    assert found(root) == []


@pytest.mark.parametrize(
    ("number_format", "printed"),
    [
        ('@"（内部）"', "补齐学位短板（内部）"),
        ('0;0;0;"另见附件"', "另见附件"),
        ("@", "补齐学位短板"),
    ],
)
def test_texts_are_read_as_their_format_shows_them(
    root: Path, number_format: str, printed: str
) -> None:
    def change(clerk: Clerk) -> None:
        cell = clerk.value_cell("主题句")
        cell.value, cell.number_format = "补齐学位短板", number_format

    edit(root, change)
    assert f"一是{printed}。" in notice(root)
    assert ("V030" in {code for code, _ in found(root)}) == (printed != "补齐学位短板")


def test_halves_of_a_character_are_joined_or_refused(root: Path) -> None:
    progress(root, "种植_xD842__xDFB7_苗100株。")
    assert "种植𠮷苗100株。" in notice(root)
    progress(root, "种植_xD842_苗100株。")
    assert "V033" in {code for code, _ in found(root)}


def test_numbers_and_formats_beyond_measure(root: Path) -> None:
    """No arithmetic of ours gives up before Excel's does."""
    for value, number_format in (
        ("540", "0." + "0" * 30),
        ("1E300", "0.00"),
        ("5", "0" + "%" * 200),
    ):
        assert displayed(Decimal(value), number_format) is not None
