"""What prose may take from the data: listed with present values, and explained in a new register."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from support.projects import small

from compiler.analysis.counts import counts
from compiler.commands.checking import analyse
from compiler.commands.compiling import compile_project
from compiler.commands.starting import start_project
from compiler.excel.reading.workbook import read_workbook
from compiler.notice.placeholders import split_placeholders
from compiler.schema.placeholders import described, meanings

pytestmark = pytest.mark.usefixtures("read_once")

FORM = "区教育局/措施01-01.xlsx"


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, dict[str, object]]]:
    """A project with a declared figure, a defined total and prose that takes from them, compiled."""
    root = tmp_path_factory.mktemp("listed")
    project = small()
    form = project.forms[FORM]
    form.fields["进展情况"] = "新建幼儿园2所，新增学位540个。"
    form.tables = {"数据指标": [{"指标名称": "新增学位", "数值": 540, "计量单位": "个"}]}
    project.tables["勾稽规则"] = [{"关系式": "学位合计 = 合计（新增学位）"}]
    row = next(it for it in project.tables["篇章"] if it["类型"] != "标题")
    row["文字"] = "制定了{措施总数}条整改措施，新增学位{学位合计}个。"
    compile_project(project.write(root), root / "output")
    sheets = {}
    for file in ("核对报告.xlsx", "整改台账.xlsx"):
        lines = [
            *openpyxl.load_workbook(root / "output" / file)["占位符"].iter_rows(values_only=True)
        ]
        head = next(number for number, line in enumerate(lines) if line[0] == "占位符")
        sheets[file] = {
            str(line[0]): dict(zip(lines[head], line, strict=True)) for line in lines[head + 1 :]
        }
    return root, sheets  # type: ignore[return-value]


@pytest.mark.parametrize("file", ["核对报告.xlsx", "整改台账.xlsx"])
def test_every_name_is_listed_with_its_value(
    listed: tuple[Path, dict[str, dict[str, dict[str, object]]]], file: str
) -> None:
    """All that prose may name, each once, with what it is, whence, and where it is used."""
    root, sheets = listed
    rows = sheets[file]
    report = analyse(root).report
    assert report is not None
    assert list(rows) == [f"{{{name}}}" for name in report.counts]
    total = rows["{措施总数}"]
    assert total["现在的值"] == str(len(list(report.measures())))
    assert total["意思"] == "措施清单里有几条措施"
    assert total["由几格得出"] == len(list(report.measures()))
    assert str(total["用在"]).endswith("段")
    assert rows["{新增学位}"]["现在的值"] == "540个"
    assert (rows["{新增学位}"]["意思"], rows["{新增学位}"]["用在"]) == ("数据指标", "没有用到")
    assert rows["{学位合计}"]["现在的值"] == "540个"
    assert rows["{学位合计}"]["意思"] == "勾稽规则里定义"


def test_every_count_has_a_meaning(tmp_path: Path) -> None:
    """What is counted is explained, with the words of the kind's statuses and the letters' kinds."""
    report = analyse(small().write(tmp_path)).report
    assert report is not None
    kinds = [row.kind.value for row in report.register.petitions]
    known = meanings([status.name for status in report.statuses], kinds)
    assert set(counts(report)) <= set(known)


def test_a_new_register_explains_itself(tmp_path: Path) -> None:
    """A row for each place that the office writes for, its text left to it; an example; every name
    that a placeholder can have.
    """
    root = tmp_path / "新"
    start_project(root)
    record, found = read_workbook(root / "input_workbooks/总台账.xlsx", "总台账.xlsx")
    assert record is not None
    assert found == []
    rows = [
        tuple(entry.text for entry in row.entries.values()) for row in record.tables["chapters"]
    ]
    assert [row[:3] for row in rows] == [
        ("导语", "1", "正文"), ("第一部分", "1", "标题"), ("第二部分", "1", "标题"),
        ("第三部分", "1", "标题"), ("第四部分", "1", "标题"), ("结语", "1", "正文"),
    ]  # fmt: skip
    assert all(row[3:] == ("", "") for row in rows)
    book = openpyxl.load_workbook(root / "input_workbooks/总台账.xlsx")
    assert "例如一行" in book["篇章"]["A2"].value
    said = {str(row[0].value): row[2].value for row in book["填报说明"].iter_rows()}
    for name, meaning in described(("已完成", "基本完成", "未完成")):
        assert said[name] == meaning


def test_the_example_of_a_paragraph_names_what_there_is() -> None:
    """Its placeholder is a built-in one."""
    (name,) = [part.name for part in split_placeholders("制定了{措施总数}条。") if part.name]
    assert name in meanings(())
