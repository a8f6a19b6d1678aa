"""A returned form opens red, and each fault it lists turns when one of its cells has changed."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import openpyxl
import pytest
from support.clerk import FORM_SHEET, Clerk
from support.projects import small
from test_self_check import LISTS, SOFFICE, recalculate, shown_on

from compiler.excel.reading.workbook import read_workbook
from compiler.excel.writing.self_check_words import NOT_YET
from compiler.outputs.filling import contents_of
from compiler.outputs.forms import write_form
from compiler.schema.contents import REMARK, FormFault, Spot
from compiler.schema.form import FORM
from compiler.schema.structure import (
    BY_HAND,
    RESTORED,
    RETURN_SHEET,
    RIGHT,
    SAID,
    TOUCHED,
    UNTOUCHED,
)

pytestmark = pytest.mark.usefixtures("read_once")

LONG = "建" * 1999 + "。"


def fault(
    spot: Spot | None, severity: str = "错误", group: int = 0, *, settled: bool = False
) -> FormFault:
    """A fault of a cell."""
    return FormFault(spot, "栏目", severity, "T050", "说明", "", "改法", "", group, settled)


FAULTS = [
    fault(Spot("progress")),
    fault(Spot("count", "handlings", 0), group=7),
    fault(Spot("sanction", "handlings", 0), group=7),
    fault(Spot("theme"), "警告"),
    fault(None),
    fault(Spot("planned"), settled=True),
    fault(Spot("reporter"), REMARK),
]
STILL = [UNTOUCHED, UNTOUCHED, UNTOUCHED, UNTOUCHED, BY_HAND, RESTORED, SAID]
BY_HAND_TOO = "（另有 1 条说的不是哪一格，请照“退回问题”自己核对）"


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A faultless form, returned for FAULTS."""
    root = tmp_path_factory.mktemp("returned")
    project = small()
    form = project.forms["区教育局/措施01-01.xlsx"]
    form.fields["进展情况"] = LONG.replace("建", "对提醒谈话5人", 1)
    form.tables = {"处理情况": [{"处理方式": "提醒谈话", "处理人数": 5}]}
    path = project.write(root / "project") / "input_workbooks/区教育局/措施01-01.xlsx"
    record, found = read_workbook(path, "表.xlsx")
    assert record is not None
    assert found == []
    content = write_form(
        contents_of(record), LISTS, measure_id="措施01-01", form=FORM, form_faults=FAULTS
    )
    (root / "表.xlsx").write_bytes(content)
    return root / "表.xlsx"


def listed(path: Path) -> list[object]:
    """Return what the list says of the state of each fault, as stored in the file."""
    book = openpyxl.load_workbook(path, data_only=True)
    return [row[7].value for row in book[RETURN_SHEET].iter_rows(min_row=4)]


def test_it_opens_red(returned: Path) -> None:
    """Before anything is worked out."""
    sheet = openpyxl.load_workbook(returned, data_only=True)[FORM_SHEET]
    assert sheet["B3"].value == "退回：还有 3 处没有改" + BY_HAND_TOO
    assert listed(returned) == STILL
    beside = {str(cell.value) for cell in sheet["G"] if cell.value}
    assert beside == {"自检", RIGHT, NOT_YET}


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_each_fault_turns_with_its_cell(
    returned: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """By one character of 2,000, by any cell of a fault that has several; a warning may stay."""
    clerk = Clerk.at(returned)
    progress = str(clerk.value_cell("进展情况").value)
    steps: list[tuple[dict[str, object], str, list[str]]] = [
        ({}, "退回：还有 3 处没有改", STILL),
        ({"进展情况": progress[:-2] + "设。"}, "退回：还有 2 处没有改", [TOUCHED, *STILL[1:]]),
        ({"处理人数": 6}, "退回：还有 1 处没有改（确实不用改的，报回时写明理由）；还有 1 处需要修改",
         [TOUCHED, TOUCHED, TOUCHED, *STILL[3:]]),
        ({"进展情况": progress.replace("5人", "6人")},
         "退回：还有 1 处没有改（确实不用改的，报回时写明理由）", [TOUCHED, TOUCHED, TOUCHED, *STILL[3:]]),
        ({"主题句": None}, "可以报送", [TOUCHED, TOUCHED, TOUCHED, TOUCHED, *STILL[4:]]),
    ]  # fmt: skip
    for number, (changes, _, _) in enumerate(steps):
        for label, value in changes.items():
            cell = (
                clerk.table_cell("处理情况", label)
                if label == "处理人数"
                else clerk.value_cell(label)
            )
            cell.value = value
        clerk.save(tmp_path / f"{number:03}.xlsx")
    profile = tmp_path_factory.mktemp("profile").as_uri()
    out = recalculate(tmp_path, profile)
    tops = [shown_on(out / f"{n:03}-{FORM_SHEET}.csv")["B3"] for n in range(len(steps))]
    assert tops == [top + BY_HAND_TOO for _, top, _ in steps]
    assert [said_beside(out / f"{n:03}-{FORM_SHEET}.csv") for n in range(len(steps))] == [
        3,
        2,
        1,
        1,
        0,
    ]
    shutil.rmtree(out)
    out = recalculate(tmp_path, profile, RETURN_SHEET)
    states = [
        [line[7] for line in lines_of(out / f"{n:03}-{RETURN_SHEET}.csv")]
        for n in range(len(steps))
    ]
    assert states == [said for *_, said in steps]


def said_beside(path: Path) -> int:
    """Return beside how many cells stands that they have not been changed yet."""
    return sum(text == NOT_YET for text in shown_on(path).values())


def lines_of(path: Path) -> list[list[str]]:
    """Return the lines of the list."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[3:]


def test_only_remarks_keep_nobody_from_reporting(returned: Path) -> None:
    """They ask for thought, not for a change."""
    record, _ = read_workbook(returned, "表.xlsx")
    assert record is not None
    content = write_form(
        contents_of(record), LISTS, measure_id="措施01-01", form=FORM, form_faults=FAULTS[-1:]
    )
    path = returned.with_name("意见.xlsx")
    path.write_bytes(content)
    sheet = openpyxl.load_workbook(path, data_only=True)[FORM_SHEET]
    assert sheet["B3"].value == "可以报送"
    assert listed(path) == [SAID]


def test_the_list_is_ours_but_not_what_is_added_to_it(returned: Path) -> None:
    """A word in place of a state, or beside the list, is told; the list itself is none."""
    _, found = read_workbook(returned, "表.xlsx")
    assert found == []
    clerk = Clerk.at(returned, RETURN_SHEET)
    clerk.sheet["H4"].value = "不同意"
    clerk.sheet["I5"].value = "见附件"
    path = clerk.save(returned.with_name("写了话.xlsx"))
    _, found = read_workbook(path, "表.xlsx")
    assert [(d.code, [span.cell for span in d.spans]) for d in found] == [("S096", ["H4", "I5"])]
