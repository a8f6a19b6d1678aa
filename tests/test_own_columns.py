"""Columns that the office adds to its register: allowed, told once each, printed nowhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support.clerk import Clerk
from support.projects import small
from test_upgrade import age

from compiler.commands.checking import analyse
from compiler.commands.upgrading import upgrade_project
from compiler.excel.reading.records import Record
from compiler.excel.reading.workbook import read_workbook
from compiler.outputs.filling import contents_of
from compiler.outputs.rewritten import unread_in

pytestmark = pytest.mark.usefixtures("read_once")

REGISTER = "input_workbooks/总台账.xlsx"


def with_column(root: Path, sheet: str, heading: str, values: list[object], at: int = 0) -> Path:
    """Add a column to a sheet of the register, behind the last one or in place ``at``."""
    clerk = Clerk.at(root / REGISTER, sheet)
    if at:
        clerk.sheet.insert_cols(at)
    column = at or clerk.sheet.max_column + 1
    clerk.sheet.cell(3, column).value = heading
    for row, value in enumerate(values, 4):
        clerk.sheet.cell(row, column).value = value
    return clerk.save()


@pytest.mark.parametrize("at", [0, 1, 3])
@pytest.mark.parametrize(
    ("sheet", "heading"), [("措施清单", "备注"), ("单位名录", "分管科室"), ("问题清单", "经办人")]
)
def test_a_column_of_ones_own_is_told_once(
    tmp_path: Path, sheet: str, heading: str, at: int
) -> None:
    """One hint on its heading, whatever it holds and wherever it stands; the rest reads as before."""
    root = small().write(tmp_path)
    before, found = read_workbook(root / REGISTER, "总台账.xlsx")
    assert (before is not None, found) == (True, [])
    with_column(root, sheet, heading, ["已约谈", None, 7], at)
    after, found = read_workbook(root / REGISTER, "总台账.xlsx")
    assert before is not None
    assert after is not None
    assert contents_of(after) == contents_of(before)
    assert [(d.code, d.spans[0].sheet, d.arguments["count"]) for d in found] == [("S130", sheet, 2)]
    assert unread_in(after, found) == ()


def test_it_costs_nothing_but_the_hint(tmp_path: Path) -> None:
    """The project is as good as it was."""
    root = small().write(tmp_path)
    before = {d.code for d in analyse(root).diagnostics}
    with_column(root, "措施清单", "备注", ["内部掌握"])
    assert {d.code for d in analyse(root).diagnostics} == before | {"S130"}


@pytest.mark.parametrize("heading", ["整改时限期", "牵头单位名称"])
def test_a_heading_written_wrong_is_no_column_of_ones_own(tmp_path: Path, heading: str) -> None:
    """A column renamed to something near stays an error, with its guess."""
    root = small().write(tmp_path)
    clerk = Clerk.at(root / REGISTER, "措施清单")
    clerk.find(heading[:4]).value = heading
    clerk.save()
    _, found = read_workbook(root / REGISTER, "总台账.xlsx")
    assert "S034" in {d.code for d in found}
    assert "S130" not in {d.code for d in found}


def test_what_has_no_heading_is_astray_as_before(tmp_path: Path) -> None:
    """Nobody can tell what it is."""
    root = small().write(tmp_path)
    clerk = Clerk.at(root / REGISTER, "措施清单")
    column = clerk.sheet.max_column + 2
    clerk.sheet.cell(4, column).value = "已约谈"
    clerk.save()
    _, found = read_workbook(root / REGISTER, "总台账.xlsx")
    assert [d.code for d in found] == ["S033"]


def test_a_unit_adds_no_columns_to_a_form(tmp_path: Path) -> None:
    """What stands beside its tables is astray."""
    root = small().write(tmp_path)
    path = root / "input_workbooks/区教育局/措施01-01.xlsx"
    clerk = Clerk.at(path)
    header = clerk.find("指标名称")
    clerk.sheet.cell(header.row, 9).value = "备注"
    clerk.save()
    _, found = read_workbook(path, "表.xlsx")
    assert [d.code for d in found] == ["S033"]


@pytest.mark.parametrize("at", [0, 1, 3])
def test_an_upgrade_takes_it_along(tmp_path: Path, at: int) -> None:
    """Behind the table's own columns, each cell beside its row and of its kind; the rest is as it was."""
    root = small().write(tmp_path)
    with_column(root, "措施清单", "备注", ["已约谈", None, date(2024, 12, 3)], at)
    with_column(root, "措施清单", "分管科室电话转接", [8012, 8013], at)
    age(root / REGISTER)
    before, _ = read_workbook(root / REGISTER, REGISTER)
    upgrade = upgrade_project(root)
    assert (upgrade.written, upgrade.left, upgrade.diagnostics) == ((REGISTER,), (), ())
    after, found = read_workbook(root / REGISTER, REGISTER)
    assert before is not None
    assert after is not None
    assert contents_of(after) == contents_of(before)
    assert own_cells(after) == own_cells(before)
    assert [d.code for d in found] == ["S130", "S130"]


def test_what_stands_beside_no_row_is_not_lost(tmp_path: Path) -> None:
    """Where it would belong nobody knows: the register is left, and the column named."""
    root = small().write(tmp_path)
    rows = sum(1 for _ in analyse(root).report.measures())  # type: ignore[union-attr]
    with_column(root, "措施清单", "备注", [None] * rows + ["共三条"])
    age(root / REGISTER)
    upgrade = upgrade_project(root)
    assert (upgrade.left, [d.code for d in upgrade.diagnostics]) == ((REGISTER,), ["S130"])


def own_cells(register: Record) -> list[tuple[str, dict[int, str], int]]:
    """Return what the office's own columns hold."""
    return sorted(
        (own.heading.text, {row: entry.text for row, entry in own.cells.items()}, own.loose)
        for own in register.own_columns
    )
