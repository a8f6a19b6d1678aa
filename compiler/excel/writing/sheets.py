"""The sheets a workbook has besides its own: instructions for whoever fills it, its drop-down
lists, and what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compiler.excel.writing.formats import (
    ALLOWED,
    NOTE_SIZE,
    ONE_LINE,
    Page,
    area,
    band,
    set_up,
    text_height,
)
from compiler.schema.contents import Lists
from compiler.schema.definitions import (
    CELL_LIMIT,
    Field,
    Requirement,
    Workbook,
    all_fields,
    members,
    own_members,
)
from compiler.schema.placeholders import described
from compiler.schema.register import CHAPTERS
from compiler.schema.structure import CHECK_HEADER, REQUIRED_MARK, STRUCTURE_KEYS
from compiler.schema.wording import reworded

INSTRUCTION_COLUMNS = (
    ("栏目", 15),
    ("必填/选填", 15),
    ("可填内容", 32),
    ("怎么填", 42),
    ("示例", 26),
)


PROSE_SHEET = CHAPTERS.title
PLACEHOLDERS_NOTE = "写在“篇章”的文字里，程序换成数。现在的值、由来和用在哪里，见每次编译写出的核对报告“占位符”一页。"


def write_instructions(page: Page, schema: Workbook, lists: Lists) -> None:
    """Write how every field is filled, from the same description that the reader reads by."""
    sheet, styles = page.sheet, page.styles
    set_up(page, landscape=False)
    row = band(page, 0, f"《{schema.title}》填报说明", styles.title, 36)
    whole = sum(page.widths)
    for text in _how_to(schema):
        row = band(page, row, text, styles.cell, text_height(text, whole, NOTE_SIZE) + 2)
    for column, (name, _) in enumerate(INSTRUCTION_COLUMNS):
        sheet.write_string(row, column, name, styles.header)
    sheet.set_row(row, ONE_LINE)
    sheet.repeat_rows(row)
    sheet.freeze_panes(row + 1, 0)
    row += 1
    for block in (block for definition in schema.sheets for block in definition.blocks):
        row = band(page, row, block.title, styles.section, 24)
        row = band(
            page, row, block.note, styles.small, text_height(block.note, whole, NOTE_SIZE) + 2
        )
        for field in members(block):
            texts = (
                field.label,
                field.requirement.value,
                _what_to_enter(field, lists),
                field.help,
                field.example,
            )
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text, styles.cell)
            sheet.set_row(
                row,
                max(
                    text_height(text, width, NOTE_SIZE)
                    for text, width in zip(texts, page.widths, strict=True)
                ),
            )
            row += 1
    if any(definition.name == PROSE_SHEET for definition in schema.sheets):
        _write_placeholders(page, row, lists, schema)
    sheet.protect("", ALLOWED)


def _write_placeholders(page: Page, row: int, lists: Lists, schema: Workbook) -> None:
    """Write which numbers the office's prose may take from the data, and what they stand for."""
    row = band(page, row, "占位符", page.styles.section, 24)
    row = band(page, row, PLACEHOLDERS_NOTE, page.styles.small, ONE_LINE)
    named = sum(page.widths[:2])
    for name, said in described(lists.statuses):
        meaning = reworded(said, schema.words)
        area(page, row, 0, row, 1, page.styles.cell)
        area(page, row, 2, row, len(page.widths) - 1, page.styles.cell)
        page.sheet.write_string(row, 0, name, page.styles.cell)
        page.sheet.write_string(row, 2, meaning, page.styles.cell)
        wide = sum(page.widths[2:])
        heights = text_height(name, named, NOTE_SIZE), text_height(meaning, wide, NOTE_SIZE)
        page.sheet.set_row(row, max(heights))
        row += 1


def _how_to(schema: Workbook) -> list[str]:
    """Return the rules for the whole workbook, numbered; what does not concern it is left out."""
    fields = list(all_fields(schema))
    if any(field.prefilled for field in fields):
        hints = ["只填浅黄色的格。浅灰色的格已经填好并锁定，有出入请联系巡视办。"]
    else:
        hints = ["每张工作表按表头逐栏填写；填到哪一行，下一行就自动变成浅黄色。"]
    hints.append(
        f"带“{REQUIRED_MARK}”的栏目必填；表格里带“{REQUIRED_MARK}”的列，填了这一行就必填。"
    )
    conditional = {field.requirement for field in fields} - {
        Requirement.ALWAYS,
        Requirement.OPTIONAL,
    }
    if conditional:
        words = "".join(
            f"“{requirement.value}”" for requirement in Requirement if requirement in conditional
        )
        hints.append(f"{words}的栏目，填不填看完成状态。")
    hints.append(
        "日期写成 2024-12-31 的样子；数字只写数字，不带单位。点选一格，会出现这一格的填写提示。"
    )
    if any(field.prefilled for field in fields):
        hints.append(
            f"每一格右边的“{CHECK_HEADER}”写着填得对不对，最上面写着还有几处要改；显示“可以报送”再报。"
        )
    hints.append(
        "表格的行不够时，在表格中间插入行。请不要改动工作表名称、栏目名称和表头，不要写公式、加批注。"
    )
    return [f"{number}. {reworded(text, schema.words)}" for number, text in enumerate(hints, 1)]


def _what_to_enter(field: Field, lists: Lists) -> str:
    """Return what may stand in a field: its kind with the words to choose from, other words,
    length and rules of writing.
    """
    parts = [field.kind.value]
    if field.choices is not None and (words := lists.get(field.choices)):
        parts[0] += "：" + "、".join(words)
    parts += [f"或“{word}”" for word in field.other_words]
    parts += [f"最多{field.max_length}字"] if field.max_length is not None else []
    parts += [rule.value for rule in field.text_rules]
    return "；".join(parts)


def write_lists(sheet: Any, used: Mapping[str, tuple[str, ...]]) -> None:
    """Write the drop-down lists, a column each, and hide them."""
    for column, (name, words) in enumerate(used.items()):
        sheet.write_column(0, column, (name, *words))
    sheet.very_hidden()


def write_structure(
    sheet: Any,
    schema: Workbook,
    measure_id: str | None,
    revision: int,
    carried: str,
    issue_id: str = "",
) -> None:
    """Write what a workbook is recognised by when it comes back, and hide it."""
    sheet.write_string(0, 0, STRUCTURE_KEYS["workbook"])
    sheet.write_string(0, 1, schema.key)
    sheet.write_string(1, 0, STRUCTURE_KEYS["version"])
    sheet.write_number(1, 1, schema.version)
    if measure_id is not None:
        sheet.write_string(2, 0, STRUCTURE_KEYS["measure_id"])
        sheet.write_string(2, 1, measure_id)
        sheet.write_string(3, 0, STRUCTURE_KEYS["revision"])
        sheet.write_number(3, 1, revision)
    if carried:
        sheet.write_string(4, 0, STRUCTURE_KEYS["carried"])
        sheet.write_string(4, 1, carried)
    if schema.release:
        sheet.write_string(5, 0, STRUCTURE_KEYS["release"])
        sheet.write_string(5, 1, schema.release)
    if issue_id:
        sheet.write_string(6, 0, STRUCTURE_KEYS["issue_id"])
        sheet.write_string(6, 1, issue_id)
    if own := [f"{block.key}/{it.label}/{it.help}" for block, it in own_members(schema)]:
        sheet.write_string(7, 0, STRUCTURE_KEYS["own_fields"])
        sheet.write_string(7, 1, "\n".join(own)[:CELL_LIMIT])
    for row, (key, pairs) in enumerate((("words", schema.words), ("labels", schema.labels)), 8):
        if pairs:
            sheet.write_string(row, 0, STRUCTURE_KEYS[key])
            sheet.write_string(row, 1, "\n".join(f"{ours}/{own}" for ours, own in pairs))
    sheet.very_hidden()
