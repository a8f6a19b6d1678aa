"""The workbook writer, read back with openpyxl: what a person would see, type and be told."""

from __future__ import annotations

import gc
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import attrs
import openpyxl
import pytest
from xlsxwriter.worksheet import Worksheet

from compiler.excel.writing import new_workbook
from compiler.excel.writing.formats import NOTE_SIZE, exact_number, spread, text_height
from compiler.excel.writing.input_rules import input_rule
from compiler.excel.writing.workbooks import write_workbook
from compiler.schema.contents import Contents, Lists, to_be_written
from compiler.schema.definitions import Field, Section, Table, ValueKind, Workbook
from compiler.schema.form import FIGURES, FORM, PREFILLED
from compiler.schema.office_record import OFFICE_RECORD
from compiler.schema.register import MEASURES, REGISTER
from compiler.schema.structure import (
    INSTRUCTIONS_SHEET,
    LISTS_SHEET,
    STRUCTURE_SHEET,
    VERTICAL_HEADER,
)
from compiler.vocab import IMPORTED

LISTS = Lists(
    ("已完成", "基本完成", "未完成"),
    ("导语", "结语"),
    ("xunshi",),
    tuple(f"望澜区第{n}中学" for n in range(200)),
)
FILLED = Contents(
    {
        "measure_id": "7-2",
        "problem": "学前教育学位供给不均衡",
        "due": "长期坚持",
        "unit": "望澜区第3中学",
        "progress": "=1+1",
        "completed_on": date(2024, 11, 29),
        "phone": "066100000",
        "reported_on": IMPORTED,
    },
    {
        "figures": [
            {
                "name": "新增学位",
                "value": Decimal("540"),
                "unit": "@个",
                "as_of": date(2024, 12, 31),
                "relation": "-1",
            },
            {"name": "长数", "value": Decimal("1234567890123456789"), "unit": "个"},
            {"name": "增速", "value": Decimal("9.95"), "unit": "%"},
        ],
        "handlings": [{"sanction": "提醒谈话", "count": 5}],
    },
)


def load(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data))


def form(contents: Contents = FILLED) -> Any:
    return load(write_workbook(FORM, contents, LISTS, measure_id="措施07-02"))


def row_of(sheet: Any, label: str) -> int:
    """Return the row whose first cell is the label, with or without its mark."""
    return next(
        row
        for row in range(1, sheet.max_row + 1)
        if str(sheet.cell(row, 1).value or "").rstrip(" *") == label
    )


def value_cell(sheet: Any, label: str) -> Any:
    return sheet.cell(row_of(sheet, label), 2)


def rule_at(sheet: Any, coordinate: str) -> Any:
    return next(rule for rule in sheet.data_validations.dataValidation if coordinate in rule.sqref)


def all_fields(schema: Workbook) -> list[Field]:
    blocks = [block for sheet in schema.sheets for block in sheet.blocks]
    return [
        field
        for block in blocks
        for field in (block.fields if isinstance(block, Section) else block.columns)
    ]


@pytest.mark.parametrize("schema", [FORM, REGISTER, OFFICE_RECORD])
def test_same_arguments_give_same_bytes(schema: Workbook) -> None:
    """Nothing of the clock, the machine or the run gets into a workbook."""
    assert write_workbook(schema, Contents(), LISTS) == write_workbook(schema, Contents(), LISTS)


def test_labels_stand_in_schema_order_with_their_marks() -> None:
    """Every section is a title, a note, a header and its fields, word for word."""
    sheet = form()["填报表"]
    column = [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)]
    start = column.index(PREFILLED.title)
    assert column[start : start + 3] == [PREFILLED.title, PREFILLED.note, VERTICAL_HEADER[0]]
    assert column[start + 3 : start + 3 + len(PREFILLED.fields)] == [
        field.label for field in PREFILLED.fields
    ]
    assert "进展情况 *" in column
    assert "主题句" in column
    assert sheet.cell(row_of(sheet, "主题句"), 6).value == next(
        f.help for f in all_fields(FORM) if f.key == "theme"
    )


def test_only_input_cells_are_unlocked() -> None:
    """On the protected form the prefilled cells, labels and hints cannot be changed; every input
    cell can.
    """
    sheet = form()["填报表"]
    assert sheet.protection.sheet
    assert not sheet.protection.insertRows
    assert not sheet.protection.formatRows
    for field in FORM.sheet("填报表").fields():
        cell = value_cell(sheet, field.label)
        assert cell.protection.locked == field.prefilled, field.label
        assert sheet.cell(cell.row, 1).protection.locked
        long = field.kind is ValueKind.PROSE and not field.prefilled
        hint = next(it for it in [*sheet["B"], *sheet["F"]] if it.value == field.help)
        assert (hint.column_letter, hint.row > cell.row) == ("B" if long else "F", long)
        assert hint.protection.locked


def test_register_is_not_protected() -> None:
    """The office may do with its register what it likes, except to the generated instructions."""
    book = load(write_workbook(REGISTER, Contents(), LISTS))
    assert not any(
        book[sheet.name].protection.sheet for sheet in to_be_written(REGISTER, Contents()).sheets
    )


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("措施编号", "7-2"),
        ("进展情况", "=1+1"),
        ("联系电话", "066100000"),
        ("整改时限", "长期坚持"),
        ("填报日期", IMPORTED),
    ],
)
def test_text_stays_text(label: str, text: str) -> None:
    """No text becomes a formula, a date or a number."""
    cell = value_cell(form()["填报表"], label)
    assert (cell.value, cell.data_type) == (text, "s")


def test_text_cells_have_text_format() -> None:
    """What a person types into an id or a phone number is not guessed at either."""
    sheet = form()["填报表"]
    assert (
        value_cell(sheet, "措施编号").number_format
        == value_cell(sheet, "联系电话").number_format
        == "@"
    )


def test_dates_are_dates() -> None:
    """A date is stored as one and shown as 2024-11-29."""
    cell = value_cell(form()["填报表"], "完成日期")
    assert (cell.value, cell.number_format) == (datetime(2024, 11, 29), "yyyy-mm-dd")


def test_table_rows_and_blank_rows() -> None:
    """Contents come first, then the blank rows of the schema, all of them open for input."""
    sheet = form()["填报表"]
    header = row_of(sheet, "指标名称")
    assert [sheet.cell(header + n, 1).value for n in (1, 2, 3, 4)] == [
        "新增学位",
        "长数",
        "增速",
        None,
    ]
    assert sheet.cell(header + 1, 2).value == 540
    assert sheet.cell(header + 3, 2).value == 9.95
    assert sheet.cell(header + 2, 2).value == "1234567890123456789"
    assert sheet.cell(header + 1, 3).value == "@个"
    assert sheet.cell(header + 1, 5).value == "-1"
    end = row_of(sheet, "六、制度成果")
    assert end - header - 1 == 3 + FIGURES.blank_rows
    assert not any(sheet.cell(row, 1).protection.locked for row in range(header + 1, end))


def test_long_choice_list_stands_on_hidden_sheet() -> None:
    """Two hundred units are offered though an inline list holds 255 characters."""
    book = form()
    sheet = book["填报表"]
    rule = rule_at(sheet, value_cell(sheet, "填报单位").coordinate)
    assert rule.type == "list"
    assert rule.errorStyle == "warning"
    name, area = rule.formula1.replace("'", "").split("!")
    assert name == LISTS_SHEET
    assert book[name].sheet_state == "veryHidden"
    assert tuple(cell.value for (cell,) in book[name][area.replace("$", "")]) == LISTS.units


def test_validations() -> None:
    """A choice is enforced, a date, a number or a length only asked for, and every input cell
    says what it wants.
    """
    sheet = form()["填报表"]
    rules = {
        label: rule_at(sheet, value_cell(sheet, label).coordinate)
        for label in ("完成状态", "完成日期", "主题句", "进展情况")
    }
    assert rules["完成状态"].type == "list"
    assert rules["完成状态"].errorStyle in (None, "stop")
    assert rules["完成日期"].type == "date"
    assert rules["完成日期"].errorStyle == "warning"
    assert rules["主题句"].type == "textLength"
    assert rules["主题句"].formula1 == "60"
    assert rules["进展情况"].promptTitle == "进展情况"
    assert "例如" in rules["进展情况"].prompt
    header = row_of(sheet, "处理方式")
    column = next(cell.column for cell in sheet[header] if str(cell.value).startswith("处理人数"))
    count = rule_at(sheet, sheet.cell(header + 1, column).coordinate)
    assert (count.type, count.operator, count.formula1) == ("whole", "greaterThanOrEqual", "0")


@pytest.mark.parametrize("schema", [FORM, REGISTER, OFFICE_RECORD])
def test_every_input_message_fits(schema: Workbook) -> None:
    """Titles and messages keep to the limits beyond which a spreadsheet calls the file damaged."""
    for field in all_fields(schema):
        long = attrs.evolve(field, label=field.label * 20, help=field.help * 40)
        for rule in (input_rule(field, {}), input_rule(long, {})):
            assert len(rule["input_title"]) <= 32
            assert len(rule["input_message"]) <= 255
            assert len(rule.get("error_title", "")) <= 32
            assert len(rule.get("error_message", "")) <= 255


@pytest.mark.parametrize("schema", [FORM, REGISTER, OFFICE_RECORD])
def test_instructions_mention_every_field(schema: Workbook) -> None:
    """The instructions come from the schema and leave no field out."""
    sheet = load(write_workbook(schema, Contents(), LISTS))[INSTRUCTIONS_SHEET]
    rows = {(row[0], row[1], row[3]) for row in sheet.iter_rows(values_only=True)}
    assert {
        (field.label, field.requirement.value, field.help)
        for field in all_fields(to_be_written(schema, Contents()))
    } <= rows


def test_structure_sheet_says_what_the_workbook_is() -> None:
    """Kind, version and measure stand where no user stumbles over them, and the release that is
    needed, once there is one.
    """
    sheet = form()[STRUCTURE_SHEET]
    assert sheet.sheet_state == "veryHidden"
    stated = [row for row in sheet.values if any(row)]
    assert stated[:4] == [
        ("表种", "form"),
        ("结构版本", FORM.version),
        ("措施编号", "措施07-02"),
        ("修订次数", 1),
    ]
    assert [value for _, value in stated[4:]] == ([FORM.release] if FORM.release else [])


def test_register_lists() -> None:
    """A list has its header in row 3, frozen, filtered, repeated on every printed page."""
    contents = Contents(
        {}, {"measures": [{"id": "措施07-02", "problem": 7, "due": date(2024, 12, 31)}]}
    )
    sheet = load(write_workbook(REGISTER, contents, LISTS))["措施清单"]
    assert (sheet["A1"].value, sheet["A2"].value, sheet["A3"].value) == (
        MEASURES.title,
        MEASURES.note,
        "措施编号 *",
    )
    assert (sheet["A4"].value, sheet["B4"].value, sheet["H4"].value) == (
        "措施07-02",
        7,
        datetime(2024, 12, 31),
    )
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.auto_filter.ref == f"A3:I{4 + MEASURES.blank_rows}"
    assert sheet.cell(4 + MEASURES.blank_rows, 1).number_format == "@"


def test_text_too_long_for_a_cell_is_refused() -> None:
    """A text is never cut; the error names the field."""
    with pytest.raises(ValueError, match="进展情况"):
        form(Contents({"progress": "字" * 32_768}))
    assert (
        len(value_cell(form(Contents({"progress": "字" * 32_767}))["填报表"], "进展情况").value)
        == 32_767
    )


@pytest.mark.parametrize(
    "contents",
    [
        Contents({"nonsense": "1"}),
        Contents({}, {"figures": [{"nonsense": 1}]}),
        Contents({}, {"x": []}),
    ],
)
def test_contents_the_schema_does_not_know_are_refused(contents: Contents) -> None:
    """A value with no place on any sheet is a mistake of the caller, not to be dropped silently."""
    with pytest.raises(ValueError, match="no place for"):
        form(contents)


def test_high_text_stands_in_several_rows() -> None:
    """A text that needs more than a row's greatest height gets merged rows, so that it is not cut
    off in print.
    """
    sheet = form(Contents({"progress": "字" * 3000}))["填报表"]
    row = row_of(sheet, "进展情况")
    area = next(
        area for area in sheet.merged_cells.ranges if (area.min_row, area.min_col) == (row, 2)
    )
    heights = [sheet.row_dimensions[r].height for r in range(area.min_row, area.max_row + 1)]
    assert len(heights) > 1
    assert max(heights) <= 409
    assert sum(heights) >= text_height("字" * 3000, 96, NOTE_SIZE)


@pytest.mark.parametrize(
    ("value", "kind", "number"),
    [
        (Decimal("9.95"), ValueKind.NUMBER, 9.95),
        (Decimal("1E+2"), ValueKind.NUMBER, 100.0),
        (Decimal("0.1234567890123456"), ValueKind.NUMBER, None),
        (5, ValueKind.INTEGER, 5.0),
        (Decimal("5.5"), ValueKind.INTEGER, None),
        (Decimal("5"), ValueKind.TEXT, None),
        (IMPORTED, ValueKind.NUMBER, None),
    ],
)
def test_exact_number(value: Any, kind: ValueKind, number: float | None) -> None:
    """Only what fifteen digits hold exactly is written as a number."""
    assert exact_number(value, kind) == number


def test_spread_fills_the_page() -> None:
    """Columns lie side by side without gaps over the whole width, wide ones over more of it."""
    assert spread((40, 20, 16), (16, 15, 13, 15, 25, 28)) == ((0, 3), (4, 4), (5, 5))
    assert spread((1,) * 6, (1,) * 6) == tuple((n, n) for n in range(6))
    with pytest.raises(ValueError, match="7 table columns"):
        spread((1,) * 7, (1,) * 6)


def test_every_table_of_the_form_fits() -> None:
    """No table of the schema has more columns than the page."""
    assert all(
        len(table.columns) <= 6
        for sheet in FORM.sheets
        for table in sheet.tables()
        if isinstance(table, Table)
    )


def test_formulas_written_without_xlsxwriters_search_for_new_functions_are_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quick = write_workbook(FORM, FILLED, LISTS, measure_id="07-02")
    monkeypatch.setattr(new_workbook._PlainWorkbook, "worksheet_class", Worksheet)
    assert write_workbook(FORM, FILLED, LISTS, measure_id="07-02") == quick


def test_nothing_of_a_written_workbook_waits_for_garbage_to_be_looked_for() -> None:
    gc.collect()
    gc.disable()
    try:
        write_workbook(FORM, FILLED, LISTS, measure_id="07-02")
        assert not [own for own in gc.get_objects() if isinstance(own, Worksheet)]
    finally:
        gc.enable()
