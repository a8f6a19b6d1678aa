"""Cells of the register merged over several columns: named as the cause, and nothing told twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.clerk import Clerk
from support.projects import small

from compiler.commands.checking import analyse

pytestmark = pytest.mark.usefixtures("read_once")

REGISTER = "input_workbooks/总台账.xlsx"


def merged(root: Path, sheet: str, label: str, rows: tuple[int, int], columns: int) -> None:
    """Merge, below a heading (0 is its own row), rows over so many columns, as Excel does."""
    clerk = Clerk.at(root / REGISTER, sheet)
    header = clerk.find(label)
    first, last = (header.row + offset for offset in rows)
    for row in range(first, last + 1):
        for column in range(header.column, header.column + columns):
            if (row, column) != (first, header.column):
                clerk.sheet.cell(row, column).value = None
    clerk.sheet.merge_cells(
        start_row=first,
        end_row=last,
        start_column=header.column,
        end_column=header.column + columns - 1,
    )
    clerk.save()


def on_register(root: Path) -> set[tuple[str, str | None]]:
    """Return what is complained of in the register."""
    found = analyse(root).diagnostics
    return {(d.code, d.spans[0].cell) for d in found if d.spans and d.spans[0].file == REGISTER}


@pytest.mark.parametrize(
    ("sheet", "label", "rows", "columns", "found"),
    [
        ("措施清单", "牵头领导", (1, 1), 2, {("S131", "F4")}),
        ("措施清单", "整改措施", (1, 1), 4, {("S039", "D4"), ("S039", "E4"), ("S131", "F4")}),
        ("措施清单", "牵头领导", (1, 2), 2, {("S131", "F4"), ("S039", "E5"), ("S131", "F5")}),
        ("问题清单", "类别", (1, 1), 2, {("S131", "D4")}),
        ("措施清单", "整改措施", (1, 1), 2, {("S039", "D4")}),
        ("措施清单", "牵头单位", (1, 1), 2, {("S039", "G4")}),
        ("单位名录", "单位名称", (1, 1), 3, {("S039", "B4"), ("S039", "C4")}),
    ],
)
def test_a_cell_that_another_has_swallowed(
    tmp_path: Path,
    sheet: str,
    label: str,
    rows: tuple[int, int],
    columns: int,
    found: set[tuple[str, str]],
) -> None:
    """S131 instead of what is missing; optional cells may be empty, which is hinted at."""
    root = small().write(tmp_path)
    before = on_register(root)
    merged(root, sheet, label, rows, columns)
    told = on_register(root) - before
    assert {one for one in told if one[0].startswith("S") or one[0] == "V001"} == found


def test_headings_merged(tmp_path: Path) -> None:
    """S132 on the heading instead of a missing column."""
    root = small().write(tmp_path)
    merged(root, "措施清单", "牵头领导", (0, 0), 2)
    told = on_register(root)
    assert ("S132", "E3") in told
    assert "S035" not in {code for code, _ in told}


def test_values_of_a_form_merged_downwards(tmp_path: Path) -> None:
    """The second one is named, with the one that has swallowed it, and not asked for besides."""
    root = small().write(tmp_path)
    path = root / "input_workbooks/区教育局/措施01-01.xlsx"
    clerk = Clerk.at(path)
    first, second = clerk.value_cell("填报人"), clerk.value_cell("联系电话")
    for cell in (first, second):
        clerk.sheet.unmerge_cells(f"B{cell.row}:E{cell.row}")
    second.value = None
    clerk.sheet.merge_cells(f"B{first.row}:E{second.row}")
    clerk.save()
    found = [d for d in analyse(root).diagnostics if d.code in ("S131", "V001")]
    assert [(d.code, d.spans[0].cell, d.arguments["other"]) for d in found] == [
        ("S131", second.coordinate, "填报人")
    ]
