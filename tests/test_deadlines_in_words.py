"""Deadlines as plans name them: a day, a day and what goes on after it, or no day at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support.clerk import Clerk
from support.projects import small

from compiler.chinese.prose_dates import deadline_in_words, last_named
from compiler.commands.checking import analyse
from compiler.commands.issuing import issue_forms
from compiler.excel.reading.workbook import read_workbook

pytestmark = pytest.mark.usefixtures("read_once")

NAMED: list[tuple[str, date | None]] = [
    ("2025年12月底，并长期坚持", date(2025, 12, 31)), ("2025年12月底前，长期坚持", date(2025, 12, 31)),
    ("2025年6月底前完成并长期坚持。", date(2025, 6, 30)), ("2025年6月30日前", date(2025, 6, 30)),
    ("2025年上半年", date(2025, 6, 30)), ("2025年底前基本完成，并持续推进", date(2025, 12, 31)),
    ("2025-06-30，并长期坚持", date(2025, 6, 30)), ("2025年3月底前取得明显成效，6月底前完成", date(2025, 6, 30)),
    ("立行立改", None), ("立行立改，长期坚持", None), ("立行立改，2024年12月底前完成", date(2024, 12, 31)),
    ("长期坚持", None), ("持续推进", None),
]  # fmt: skip
NONE = [
    "年底", "月底前", "尽快", "2025年2月30日前", "2025年13月底", "见2025年工作方案", "6月底前，并长期坚持",
    "按方案", "完成", "2025年12月底（区教育局负责）", "",
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), NAMED)
def test_a_deadline_in_words_names_its_day(text: str, day: date | None) -> None:
    """The last day it names, if any."""
    assert deadline_in_words(text)
    assert last_named(text) == day


@pytest.mark.parametrize("text", NONE)
def test_what_names_no_deadline_is_none(text: str) -> None:
    """No year, no such day, or other words."""
    assert not deadline_in_words(text)


@pytest.mark.parametrize(("text", "day"), NAMED[:1] + NAMED[8:10])
def test_it_goes_from_the_register_onto_the_form_as_typed(
    tmp_path: Path, text: str, day: date | None
) -> None:
    """No finding in the register; the form shows the words, and says the same as the register."""
    project = small()
    forms, project.forms = project.forms, {}
    for row in project.tables["措施清单"]:
        row["整改时限"] = text
    root = project.write(tmp_path)
    issue_forms(root)
    (path,) = (root / "input_workbooks/区教育局").glob("措施01-01.xlsx")
    clerk = Clerk.at(path)
    assert clerk.value_cell("整改时限").value == text
    for label, value in forms["区教育局/措施01-01.xlsx"].fields.items():
        clerk.put(label, value)
    clerk.save()
    record, found = read_workbook(path, "表.xlsx")
    assert record is not None
    assert found == []
    analysis = analyse(root)
    assert analysis.report is not None
    plan = next(m for m in analysis.report.measures() if m.id == "措施01-01").plan
    assert (plan.due.value, plan.due.text) == (day, text)
    said = {d.code for d in analysis.diagnostics}
    assert said.isdisjoint({"V012", "L006"})


def test_what_is_no_deadline_is_told_as_before(tmp_path: Path) -> None:
    """V012 on the cell."""
    project = small()
    project.tables["措施清单"][0]["整改时限"] = "尽快"
    found = analyse(project.write(tmp_path)).diagnostics
    assert "V012" in {d.code for d in found}
