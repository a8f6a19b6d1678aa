"""经办记录 beside the other workbooks of a project, by the labels of its tables."""

from __future__ import annotations

from pathlib import Path

from compiler.excel.writing.workbooks import write_workbook
from compiler.schema.contents import Lists
from compiler.schema.office_record import OFFICE_RECORD
from support.clerk import Clerk
from support.projects import Row, contents

RECORD = "input_workbooks/经办记录.xlsx"
UNITS = ("区教育局", "区财政局", "区民政局")
LISTS = Lists(("已完成", "基本完成", "未完成"), ("第一部分",), ("xunshi",), UNITS)


def notice_row(number: str, **more: object) -> Row:
    """Return a row of 督办记录."""
    row: Row = {
        "督办单号": number,
        "督办单位": "区教育局",
        "发出日期": "2025-01-13",
        "督办措施": "措施01-01",
        "办结时限": "2025-01-20",
    }
    return row | more  # type: ignore[operator]


def adoption_row(number: int, measure: str = "措施01-01", **more: object) -> Row:
    """Return a row of 采纳改稿: an edit of a measure's progress, told to nobody yet."""
    row: Row = {
        "采纳日期": "2025-02-12",
        "改稿清单": "改稿〔2025〕1号",
        "序号": number,
        "措施编号": measure,
        "单位": "区教育局",
        "文件": f"input_workbooks/区教育局/{measure}.xlsx",
        "工作表": "填报表",
        "单元格": "B20",
        "栏目": "进展情况",
        "原文": "新建幼儿园2所。",
        "改为": "新建公办幼儿园2所。",
        "改稿人": "沈知行",
    }
    return row | more  # type: ignore[operator]


def write_record(
    root: Path,
    supervisions: tuple[Row, ...] = (),
    adoptions: tuple[Row, ...] = (),
    file: str = RECORD,
) -> Path:
    """Write 经办记录 into a project and return where."""
    rows = {"督办记录": supervisions, "采纳改稿": adoptions}
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_workbook(OFFICE_RECORD, contents(OFFICE_RECORD, {}, rows), LISTS))
    return path


def cut(path: Path) -> None:
    """Leave the first half of a file."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def misdated(path: Path) -> None:
    """Write words where a notice has its date."""
    clerk = Clerk.at(path, "督办记录")
    clerk.find("发出日期").offset(1, 0).value = "上月底"
    clerk.save()


def renamed(path: Path) -> None:
    """Call the file otherwise."""
    path.rename(path.with_name("经办记录（备份）.xlsx"))


def scribbled(path: Path) -> None:
    """Write beside the notices."""
    clerk = Clerk.at(path, "督办记录")
    clerk.sheet["H4"] = "已电话催办"
    clerk.save()
