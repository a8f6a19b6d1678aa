"""Lists on paper: links are on one line, and every row says how high its text is."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.projects import small

from compiler.chinese.width import text_width
from compiler.cli.main import main
from compiler.commands.compiling import CHECK_REPORT, LEDGER, compile_project
from compiler.excel.lists import WIDEST_LINK, Link, list_sheet, write_lists
from compiler.excel.writing.formats import text_height

ASPECT = "学习贯彻创新理论、落实上级部署、推进区域协调发展和基层治理现代化方面"
UNIT = "区重大项目建设和产业集聚区协调推进工作办公室"
STAND_IN = 1.44
"""The pitch of Noto's Chinese faces, which print where 宋体 is missing."""


@pytest.mark.parametrize("lines", range(1, 8))
def test_every_line_has_room(lines: int) -> None:
    """Where 宋体 is missing, too, and the text fills its last line."""
    width, size = 34, 10
    room = int((width * 7 - 12) * 0.97 / (size * 96 / 72))
    assert text_height("字" * room * lines, width, size) >= lines * size * STAND_IN


@pytest.mark.parametrize("name", ["甲", "区住房城乡建设局/措施01-01.xlsx 填报表!B20", "长" * 200])
def test_a_column_holds_its_links(name: str) -> None:
    """LibreOffice and WPS do not break a link; one without end is broken all the same by Excel."""
    rows = [(Link(name, "external:x.xlsx"), "字"), (Link("乙", "external:x.xlsx"), "字" * 90)]
    data = write_lists("表", [list_sheet("表", (("链接", 10), ("文字", 20)), rows)])
    widths = openpyxl.load_workbook(BytesIO(data))["表"].column_dimensions
    assert widths["A"].width >= min(text_width(name), WIDEST_LINK)
    assert 20 <= widths["B"].width < 22


def heights(path: Path, sheet: str, text: str) -> list[Any]:
    """Return the heights of the rows that begin with a text, ``None`` where a row has none."""
    found = openpyxl.load_workbook(path)[sheet]
    return [
        found.row_dimensions[row[0].row].height
        for row in found.iter_rows(max_col=1)
        if row[0].value == text
    ]


def test_overviews_are_as_high_as_their_names(tmp_path: Path) -> None:
    """A long aspect in the ledger, a long unit in it, in the check report and in a comparison."""
    project = small()
    project.tables["问题清单"][0]["方面"] = ASPECT
    project.tables["单位名录"].append({"单位名称": UNIT})
    project.tables["措施清单"][0]["牵头单位"] = UNIT
    form = project.forms.pop("区教育局/措施01-01.xlsx")
    form.fields |= {"牵头单位": UNIT, "填报单位": UNIT}
    project.forms[f"{UNIT}/措施01-01.xlsx"] = form
    before = project.write(tmp_path / "上期")
    form.fields["主题句"] = "补齐补齐学位短板"
    root = project.write(tmp_path / "本期")
    compile_project(root, draft=True)
    main(["diff", str(before), str(root)])
    for name, text in (
        (LEDGER, ASPECT), (LEDGER, UNIT), (CHECK_REPORT, UNIT), ("变化对照.xlsx", UNIT),
    ):  # fmt: skip
        own = heights(root / "output" / name, "总览", text)
        assert own
        assert all(height is not None and height >= 2 * 10 * STAND_IN for height in own)
