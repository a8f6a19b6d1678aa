"""What is wrong with a returned form: a comment on each cell concerned, and a list that leads to
them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from compiler.excel.writing.formats import (
    BORDER,
    FONT,
    HIGHEST_ROW,
    NOTE_SIZE,
    ORANGE,
    PALE_BLUE,
    Page,
    text_height,
)
from compiler.schema.contents import FormFault, Spot
from compiler.schema.structure import RETURN_END, RETURN_MARK

COLUMNS = (
    ("序号", 6),
    ("轻重", 7),
    ("栏目", 18),
    ("问题", 42),
    ("原文", 30),
    ("怎么改", 34),
    ("正确示例", 30),
)
NOTE = "下面每一条都要改；点“栏目”可跳到那一格。全部改好、表的最上面显示“可以报送”后，把本表报回。"
COMMENT_WIDTH = 320
"""Pixels; a column unit, by which heights are reckoned, has 7 of them."""


def comments(form_faults: Sequence[FormFault]) -> dict[Spot, str]:
    """Return what is to be said on each cell, all its faults together."""
    by_spot: dict[Spot, list[str]] = {}
    for form_fault in form_faults:
        if form_fault.spot is not None:
            example = f"正确示例：{form_fault.example}" if form_fault.example else ""
            by_spot.setdefault(form_fault.spot, []).append(
                "\n".join(
                    filter(
                        None,
                        [f"{form_fault.severity}:{form_fault.message}", form_fault.remedy, example],
                    )
                )
            )
    return {
        spot: RETURN_MARK + "\n\n".join(texts) + "\n" + RETURN_END
        for spot, texts in by_spot.items()
    }


def comment_on(page: Page, spot: Spot, row: int, column: int) -> None:
    """Keep where a cell was written, and put what is to be said about it on it."""
    page.places[spot] = row, column
    if text := page.comments.get(spot):
        height = 30 + text_height(text, COMMENT_WIDTH / 7, 9) * 4 / 3
        look = {
            "author": "巡视办",
            "width": COMMENT_WIDTH,
            "height": height,
            "color": "#FFF2CC",
            "font_size": 9,
        }
        page.sheet.write_comment(row, column, text, look)


def write_form_faults(
    sheet: Any,
    book: Any,
    form_faults: Sequence[FormFault],
    places: Mapping[Spot, tuple[int, int]],
    target: str,
) -> None:
    """Write the list; each line leads to its cell on the sheet ``target``."""
    base = {"font_name": FONT, "font_size": NOTE_SIZE, "text_wrap": True, "valign": "top", **BORDER}
    title = book.add_format(
        {"font_name": FONT, "font_size": 16, "bold": True, "align": "center", "valign": "vcenter"}
    )
    head = book.add_format(
        {**base, "bold": True, "bg_color": PALE_BLUE, "align": "center", "valign": "vcenter"}
    )
    cell, link = (
        book.add_format({**base, "num_format": "@"}),
        book.add_format({**base, "font_color": "#0563C1", "underline": 1}),
    )
    tones = {
        "错误": book.add_format({**base, "bg_color": ORANGE}),
        "警告": book.add_format({**base, "bg_color": "#FFF3CD"}),
    }
    last = len(COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, "退回问题", title)
    sheet.set_row(0, 32)
    sheet.merge_range(
        1,
        0,
        1,
        last,
        NOTE,
        book.add_format({"font_name": FONT, "font_size": NOTE_SIZE, "text_wrap": True}),
    )
    sheet.set_row(1, text_height(NOTE, sum(width for _, width in COLUMNS), NOTE_SIZE) + 4)
    for column, (label, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, label, head)
    for row, form_fault in enumerate(form_faults, 3):
        texts = (
            str(row - 2),
            form_fault.severity,
            form_fault.label,
            f"{form_fault.message}({form_fault.code})",
            form_fault.quote,
            form_fault.remedy,
            form_fault.example,
        )
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, tones.get(text, cell) if column == 1 else cell)
        if form_fault.spot is not None and form_fault.spot in places:
            sheet.write_url(
                row,
                2,
                f"internal:'{target}'!{xl_rowcol_to_cell(*places[form_fault.spot])}",
                link,
                form_fault.label,
            )
        heights = (
            text_height(text, width, NOTE_SIZE)
            for text, (_, width) in zip(texts, COLUMNS, strict=True)
        )
        sheet.set_row(row, min(max(heights), HIGHEST_ROW))
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.activate()
