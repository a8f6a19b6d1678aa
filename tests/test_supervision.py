"""Supervision that cannot be talked away: what the register's 延期 and 销号 decide, and what a form
says in vain.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support.decisions import closure, decided, extension
from support.projects import Project, Row, listed, notice_of, small

from compiler.analysis.lights import Light, due_day, light
from compiler.commands.checking import Analysis, analyse
from compiler.commands.compilation import check_document
from compiler.model.report import Measure, Report
from compiler.word.letters.terms import time_limits

pytestmark = pytest.mark.usefixtures("read_once")

PLANNED, LATER = date(2025, 6, 30), date(2025, 9, 30)
OPEN, DONE = "措施02-01", "措施01-01"


def analysed(project: Project, root: Path) -> Analysis:
    return analyse(project.write(root))


def report_of(project: Project, root: Path) -> Report:
    report = analysed(project, root).report
    assert report is not None
    return report


def measure(report: Report, identifier: str) -> Measure:
    return next(it for it in report.measures() if it.id == identifier)


def found(project: Project, root: Path) -> list[tuple[str, str]]:
    """Return code and place of what is found, warnings and all."""
    return listed(check_document(analysed(project, root)).diagnostics)


def self_set() -> Project:
    """A project in which a unit gives itself three months more."""
    project = small()
    project.form(OPEN).fields["完成时限"] = "2025年9月底前。"
    return project


# Lights


def test_a_day_that_a_unit_sets_itself_changes_nothing(tmp_path: Path) -> None:
    """The light goes by the plan, and the office is told where to register or refuse it: the unit
    is not, since the place is the register's.
    """
    project = self_set()
    it = measure(report_of(project, tmp_path), OPEN)
    assert due_day(it) == PLANNED
    assert light(it, date(2025, 7, 1)) is Light.RED
    assert found(project, tmp_path) == [("C040", "H6")]


def test_an_extension_puts_the_day_off(tmp_path: Path) -> None:
    """What was granted counts, and nothing is found."""
    project = decided(self_set(), extension(OPEN, "2025-09-30"))
    it = measure(report_of(project, tmp_path), OPEN)
    assert (due_day(it), light(it, date(2025, 7, 1))) == (LATER, Light.GREEN)
    assert light(it, date(2025, 10, 1)) is Light.RED
    assert found(project, tmp_path) == []


def test_more_than_was_granted_is_told_against_the_extension(tmp_path: Path) -> None:
    """A unit that takes a month more than it was given."""
    project = decided(self_set(), extension(OPEN, "2025-08-31"))
    assert found(project, tmp_path) == [("C040", "B4")]
    assert due_day(measure(report_of(project, tmp_path), OPEN)) == date(2025, 8, 31)
    (told,) = check_document(analysed(project, tmp_path)).diagnostics
    assert "晚于批准延到的时限 2025-08-31，总台账登记的延期只到这一天，" in told.message


def test_an_extension_that_is_none_is_told_before_what_follows_from_it(tmp_path: Path) -> None:
    """Its day may be mistyped; that nothing has been registered would be untrue."""
    project = decided(self_set(), extension(OPEN, "2024-09-30", "2024-08-01"))
    assert found(project, tmp_path) == [("C041", "B4")]


@pytest.mark.parametrize("order", [1, -1])
def test_the_extension_approved_last_counts(tmp_path: Path, order: int) -> None:
    """However the rows are sorted; both are counted."""
    rows = [
        extension(OPEN, "2025-08-31", "2024-12-20"),
        extension(OPEN, "2025-09-30", "2025-01-20"),
    ]
    report = report_of(decided(small(), *rows[::order]), tmp_path)
    assert due_day(measure(report, OPEN)) == LATER
    counts = {name: report.counts[name].value for name in ("延期措施数", "延期次数")}
    assert counts == {"延期措施数": 1, "延期次数": 2}


@pytest.mark.parametrize(
    ("dues", "counted"),
    [
        (["2025-03-31"], []),
        (["2025-06-30"], []),
        (["2025-09-30", "2025-08-31"], ["2025-09-30"]),
        (["2025-03-31", "2025-09-30"], ["2025-09-30"]),
        (["2025-09-30", "2025-08-31", "2025-10-31"], ["2025-09-30", "2025-10-31"]),
        (["2025-09-30", "2025-09-30"], ["2025-09-30"]),
        (["2025-08-31", "2025-09-30", "2025-08-31"], ["2025-08-31", "2025-09-30"]),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_only_what_gives_more_time_counts(
    tmp_path: Path, dues: list[str], counted: list[str], order: int
) -> None:
    """A day before the plan, or before what was granted, pulls nothing forward; a row entered twice
    is one: for the light, the counts and every list.
    """
    rows = [extension(OPEN, due, f"2025-01-{10 + place}") for place, due in enumerate(dues)]
    report = report_of(decided(small(), *rows[::order]), tmp_path)
    it = measure(report, OPEN)
    assert [str(row.due.value) for row in it.extensions] == counted
    assert due_day(it) == (date.fromisoformat(counted[-1]) if counted else PLANNED)
    assert report.counts["延期次数"].value == len(counted)
    assert report.counts["延期措施数"].value == bool(counted)
    assert time_limits(report.register)[OPEN].endswith(f"至{LATER:%Y年%-m月%-d日}") == (
        counted[-1:] == [LATER.isoformat()]
    )


@pytest.mark.parametrize("label", ["延期理由", "批准人", "批准日期"])
def test_an_extension_that_nobody_granted_does_not_count(tmp_path: Path, label: str) -> None:
    """Without a reason, a name or a day of approval it is a hole in the register."""
    row = {key: value for key, value in extension(OPEN, "2025-09-30").items() if key != label}
    project = decided(small(), row)
    report = report_of(project, tmp_path)
    assert due_day(measure(report, OPEN)) == PLANNED
    assert report.counts["延期次数"].value == 0
    assert [code for code, _ in found(project, tmp_path)] == ["V001"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("长期坚持", None),
        ("2025年12月底", date(2025, 12, 31)),
        ("2025年11月30日，并长期坚持", date(2025, 11, 30)),
        ("2025-12-31", date(2025, 12, 31)),
    ],
)
def test_planned_words(tmp_path: Path, words: str, expected: date | None) -> None:
    """A measure for good is due on no day; words that name a day are due on it."""
    project = small()
    project.tables["措施清单"][2]["整改时限"] = words
    project.form(OPEN).fields["整改时限"] = words
    assert due_day(measure(report_of(project, tmp_path), OPEN)) == expected


def test_what_is_for_good_may_be_given_a_day(tmp_path: Path) -> None:
    """An extension of 长期坚持 is no contradiction: there is no day that it would have to follow."""
    project = decided(small(), extension("措施03-01", "2025-09-30"))
    assert due_day(measure(report_of(project, tmp_path), "措施03-01")) == LATER
    assert found(project, tmp_path) == []


# What is wrong with the office's own rows


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([extension("措施02-09", "2025-09-30")], [("L070", "A4")]),
        ([closure("措施09-01")], [("L070", "A4")]),
        ([extension(OPEN, "2025-09-30")] * 2, [("L071", "A5")]),
        ([closure(DONE)] * 2, [("L071", "A5")]),
        ([extension(OPEN, "2025-06-30")], [("C041", "B4")]),
        ([extension(OPEN, "2024-06-30", "2024-05-01")], [("C041", "B4")]),
        (
            [extension(OPEN, "2025-09-30"), extension(OPEN, "2025-08-30", "2025-02-01")],
            [("C041", "B5")],
        ),
        (
            [
                extension(OPEN, "2025-10-30"),
                extension(OPEN, "2025-08-30", "2025-02-01"),
                extension(OPEN, "2025-09-30", "2025-02-02"),
            ],
            [("C041", "B5"), ("C041", "B6")],
        ),
        ([extension(OPEN, "2025-09-30", "2025-10-01")], [("C042", "E4")]),
        ([extension(OPEN, "2025-09-30", "2025-07-15")], []),
        ([closure(OPEN)], [("C043", "A4")]),
        ([closure(DONE, "2024-11-28")], [("C044", "C4")]),
        ([closure(DONE, "2024-11-29")], []),
    ],
)
def test_rows_that_contradict(
    tmp_path: Path, rows: list[Row], expected: list[tuple[str, str]]
) -> None:
    """Each at its own cell of the register; approval after the planned day is no fault."""
    assert found(decided(small(), *rows), tmp_path) == expected


def test_a_closure_without_a_form_is_told_once(tmp_path: Path) -> None:
    """That no form has come says it all."""
    project = decided(small(), closure("措施03-01"))
    del project.forms["区教育局/措施03-01.xlsx"]
    assert [code for code, _ in found(project, tmp_path)] == ["L001"]


# What is done late, judged by what was granted


def test_done_after_the_plan_but_in_the_time_granted(tmp_path: Path) -> None:
    """C007 goes by the extension, too."""
    project = small()
    project.form(DONE).fields["完成日期"] = "2025-01-08"
    assert ("C007", "B24") in found(project, tmp_path / "甲")
    decided(project, extension(DONE, "2025-01-31"))
    assert found(project, tmp_path / "乙") == []


def test_overdue_by_the_plan_but_not_by_the_extension(tmp_path: Path) -> None:
    """C008 asks for no later day where the register has granted one."""
    project = small()
    for row in (project.tables["措施清单"][2], project.form(OPEN).fields):
        row["整改时限"] = "2024-12-31"
    project.form(OPEN).fields["完成时限"] = "按批准的时限完成。"
    assert "C008" in {code for code, _ in found(project, tmp_path / "甲")}
    decided(project, extension(OPEN, "2025-09-30"))
    assert [code for code, _ in found(project, tmp_path / "乙")] == ["C015"]


# Closing


def test_what_is_done_waits_until_the_office_has_closed_it(tmp_path: Path) -> None:
    """Counted apart; the notice does not depend on it."""
    open_one, closed = (
        analysed(project, tmp_path / name)
        for name, project in (("甲", small()), ("乙", decided(small(), closure(DONE))))
    )
    for analysis, expected in ((open_one, (0, 3)), (closed, (1, 2))):
        assert analysis.report is not None
        counts = analysis.report.counts
        assert (counts["销号措施数"].value, counts["待销号措施数"].value) == expected
        assert analysis.publishable
    assert notice_of(open_one) == notice_of(closed)


@pytest.mark.parametrize("label", ["核实人", "销号日期", "销号依据"])
def test_a_closure_that_nobody_vouches_for_does_not_count(tmp_path: Path, label: str) -> None:
    """Without who, when and on what evidence there is none."""
    row = {key: value for key, value in closure(DONE).items() if key != label}
    report = report_of(decided(small(), row), tmp_path)
    assert (report.counts["销号措施数"].value, measure(report, DONE).closed) == (0, False)


def test_the_counts_are_placeholders(tmp_path: Path) -> None:
    """An office may print how much time it has granted and what it has closed."""
    project = decided(small(), extension(OPEN, "2025-09-30"), closure(DONE))
    project.tables["篇章"][2]["文字"] = (
        "批准延期{延期措施数}条、{延期次数}次，销号{销号措施数}条，待销号{待销号措施数}条。"
    )
    assert "批准延期1条、1次，销号1条，待销号2条。" in notice_of(analysed(project, tmp_path))


def test_a_figure_of_the_units_keeps_its_name(tmp_path: Path) -> None:
    """Where a unit has declared a figure so called, it is what the prose means, as it was."""
    project = small()
    project.form(DONE).tables["数据指标"].append(
        {"指标名称": "延期次数", "数值": "7", "计量单位": "次", "截至日期": "2024-12-31"}
    )
    assert report_of(project, tmp_path).counts["延期次数"].value == 7
