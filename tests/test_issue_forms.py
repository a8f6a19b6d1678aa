"""Forms issued from a register, filled by script as clerks would, and compiled: the same notice."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.clerk import Clerk
from support.office_records import RECORD
from support.projects import Project, findings, listed, notice, notice_of, small, supporting_form
from support.sheets import Sheet, Transcript, transcribe
from support.ten import MEASURES, REGISTER_FILE
from support.workbooks import load

from compiler.commands.checking import analyse
from compiler.commands.issuing import issue_forms
from compiler.schema.form import FORM as SCHEMA

pytestmark = pytest.mark.usefixtures("read_once")

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
PREFILLED = {field.label for field in SCHEMA.sheets[0].fields() if field.prefilled}


@pytest.fixture(scope="module")
def issued(ten: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of the sample's register, cut to ten measures, and freshly issued, empty forms."""
    root = tmp_path_factory.mktemp("issued")
    (root / "input_workbooks").mkdir()
    shutil.copy(ten / REGISTER_FILE, root / "input_workbooks")
    issue = issue_forms(root)
    assert issue.diagnostics == ()
    assert len(issue.written) == len(MEASURES)
    return root


@functools.cache
def answers_of(path: Path) -> Transcript:
    """Return what a unit fills in: everything but what the office prints."""
    transcript = transcribe(path)
    return Transcript(
        {label: value for label, value in transcript.fields.items() if label not in PREFILLED},
        transcript.tables,
    )


def fill(
    ten: Path, issued: Path, root: Path, change: Callable[[int, Sheet], None] | None = None
) -> None:
    """Fill every issued form with the sample's answers; a supporting unit fills a copy of its
    lead unit's form.
    """
    shutil.copytree(issued, root)
    blank = {path.stem: path for path in sorted(issued.rglob("措施*.xlsx"))}
    for number, filled in enumerate(sorted(ten.rglob("措施*.xlsx"))):
        path = root / filled.relative_to(ten)
        path.parent.mkdir(exist_ok=True)
        shutil.copy(blank[filled.stem.partition("（")[0]], path)
        sheet = Sheet.at(path)
        sheet.fill(answers_of(filled))
        if change is not None:
            change(number, sheet)
        sheet.save()


def test_issued_forms_say_what_is_missing(issued: Path) -> None:
    """Before anyone has filled them, each form is told once, and nothing is wrong with what was
    printed on it.
    """
    analysis = analyse(issued)
    assert {d.code for d in analysis.diagnostics if d.code.startswith(("S", "V", "L00"))} == {
        "V004"
    }
    assert (
        len({d.spans[0].file for d in analysis.diagnostics})
        == len(MEASURES)
        == len(analysis.diagnostics)
    )


def test_issuing_twice_changes_nothing(issued: Path) -> None:
    """The second time everything is as it should be."""
    issue = issue_forms(issued)
    assert issue.written == ()
    assert {reason for _, reason in issue.left} == {"没有变化"}


def test_filled_by_script_the_notice_is_the_same(ten: Path, issued: Path, tmp_path: Path) -> None:
    """An empty project with the sample's register, its forms issued and filled with the sample's
    answers.
    """
    fill(ten, issued, tmp_path / "项目")
    analysis, whole = analyse(tmp_path / "项目"), analyse(ten)
    assert listed(analysis.diagnostics) == listed(whole.diagnostics)
    assert notice_of(analysis) == notice_of(whole)


def test_after_moving_everything_the_notice_is_the_same(
    ten: Path, issued: Path, tmp_path: Path
) -> None:
    """The same with rows and columns inserted into every form, and every file renamed and moved."""
    root = tmp_path / "项目"

    def disturb(number: int, sheet: Sheet) -> None:
        rows = range(1 + number % 3, 80, 2 + number % 4)
        sheet.insert(rows, range(1 + number % 6, 7, 2))

    fill(ten, issued, root, disturb)
    for number, path in enumerate(sorted(root.rglob("措施*.xlsx"))):
        folder = root / f"input_workbooks/第{number % 7}批"
        folder.mkdir(exist_ok=True)
        path.rename(folder / f"{(number * 37) % 151:03d} 收到.xlsx")
    analysis, whole = analyse(root), analyse(ten)
    assert sorted(d.code for d in analysis.diagnostics) == sorted(d.code for d in whole.diagnostics)
    assert notice_of(analysis) == notice_of(whole)


def test_an_issued_form_is_ready_to_fill(issued: Path) -> None:
    """Prefilled cells are locked, input cells are not, and every input cell with a list has its
    validation.
    """
    path = next(iter(sorted(issued.rglob("措施*.xlsx"))))
    sheet = load(path)["填报表"]
    clerk = Clerk.at(path)
    assert sheet.protection.sheet
    for field in SCHEMA.sheets[0].fields():
        assert sheet[clerk.value_cell(field.label).coordinate].protection.locked is field.prefilled
    validated = " ".join(
        str(rule.sqref) for rule in sheet.data_validations.dataValidation if rule.type == "list"
    )
    assert clerk.value_cell("完成状态").coordinate in validated


# What issuing leaves alone


def everything(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*.xlsx"))
    }


def test_answers_are_never_overwritten(root: Path) -> None:
    """Filled forms stay as they are, byte for byte, whatever they are called, and are recorded."""
    (root / FORM).rename(root / "input_workbooks/收到.xlsx")
    before = everything(root)
    issue = issue_forms(root)
    assert issue.written == ()
    assert everything(root).items() - before.items() == {(RECORD, (root / RECORD).read_bytes())}


def test_an_answer_stays_when_its_measure_is_reworded(root: Path) -> None:
    """The form is written anew where it lies, with all that was answered; the earlier one is kept."""
    (root / FORM).rename(root / "input_workbooks/收到.xlsx")
    answered = answers_of(root / "input_workbooks/收到.xlsx")
    earlier = (root / "input_workbooks/收到.xlsx").read_bytes()
    clerk = Clerk.at(root / "input_workbooks/总台账.xlsx", "措施清单")
    clerk.table_cell("措施清单", "整改措施").value = "新建公办幼儿园3所。"
    clerk.save()
    assert issue_forms(root).written == ("input_workbooks/收到.xlsx",)
    answers_of.cache_clear()
    assert answers_of(root / "input_workbooks/收到.xlsx") == answered
    assert Clerk.at(root / "input_workbooks/收到.xlsx").value_cell("整改措施").value == (
        "新建公办幼儿园3所。"
    )
    assert (root / "旧版/input_workbooks/收到.xlsx").read_bytes() == earlier


@pytest.mark.parametrize("label", ["主题句", "进展情况", "完成日期", "填报人"])
def test_a_single_answer_is_an_answer(root: Path, project: Project, label: str) -> None:
    """A form of which one field is filled counts as answered."""
    answer = project.form("措施01-01").fields[label]
    project.form("措施01-01").fields = {label: answer}
    project.form("措施01-01").tables = {}
    (root / FORM).write_bytes(project.form_bytes(project.form("措施01-01")))
    before = everything(root)
    issue_forms(root)
    assert {**everything(root), **before} == everything(root)


@pytest.mark.parametrize("place", ["H20", "数值", "A90"])
def test_what_was_not_understood_is_not_overwritten(
    root: Path, project: Project, place: str
) -> None:
    """A form that is blank but for a stray note, be it over a column's label, is left: the note
    may be somebody's work.
    """
    project.form("措施01-01").fields, project.form("措施01-01").tables = {}, {}
    (root / FORM).write_bytes(project.form_bytes(project.form("措施01-01")))
    clerk = Clerk.at(root / FORM)
    cell = clerk.sheet[place] if place.isascii() else clerk.find(place)
    cell.value = "新建幼儿园两所"
    clerk.save()
    before = everything(root)
    issue = issue_forms(root)
    assert (FORM, "里面有没读懂的内容") in issue.left
    assert {**everything(root), **before} == everything(root)


def test_a_blank_form_follows_the_register(root: Path, project: Project) -> None:
    """A form nobody has filled is renewed where it lies when the register has changed."""
    project.form("措施01-01").fields, project.form("措施01-01").tables = {}, {}
    moved = root / "input_workbooks/待填.xlsx"
    (root / FORM).unlink()
    moved.write_bytes(project.form_bytes(project.form("措施01-01")))
    clerk = Clerk.at(root / "input_workbooks/总台账.xlsx", "措施清单")
    clerk.table_cell("措施清单", "整改措施").value = "新建公办幼儿园3所。"
    clerk.save()
    assert issue_forms(root).written == ("input_workbooks/待填.xlsx",)
    assert Clerk.at(moved).value_cell("整改措施").value == "新建公办幼儿园3所。"
    assert not (root / FORM).exists()


def test_a_supporting_units_form_does_not_stand_for_the_lead_units(
    project: Project, tmp_path: Path
) -> None:
    """The lead unit gets its form though a supporting unit has sent one."""
    del project.forms["区教育局/措施01-01.xlsx"]
    project.forms["区财政局/措施01-01.xlsx"] = supporting_form()
    root = project.write(tmp_path)
    assert issue_forms(root).written == (FORM,)


def test_an_id_written_otherwise_is_the_same_measure(root: Path) -> None:
    """A filled form whose id reads 1-1 is that measure's form, and no second one is issued."""
    clerk = Clerk.at(root / FORM)
    clerk.put("措施编号", "1-1")
    clerk.save(root / "input_workbooks/收到.xlsx")
    (root / FORM).unlink()
    assert issue_forms(root).written == ()


def test_another_file_of_that_name_is_left(root: Path) -> None:
    """A file that stands where a form belongs, but is none, is not touched."""
    (root / FORM).write_bytes(b"PK not a form")
    issue = issue_forms(root)
    assert issue.written == ()
    assert (root / FORM).read_bytes() == b"PK not a form"


def test_a_register_with_holes_issues_nothing(root: Path) -> None:
    """Errors in the lists that forms are made from come first."""
    clerk = Clerk.at(root / "input_workbooks/总台账.xlsx", "措施清单")
    cell = clerk.table_cell("措施清单", "牵头单位", 1)
    cell.value = None
    clerk.save()
    for path in root.rglob("措施*.xlsx"):
        path.unlink()
    issue = issue_forms(root)
    assert [(d.code, d.spans[0].cell) for d in issue.diagnostics] == [("V001", cell.coordinate)]
    assert list(root.rglob("措施*.xlsx")) == []


def test_an_issued_form_filled_by_a_clerk(tmp_path: Path) -> None:
    """A form filled cell by cell with openpyxl, labels first, compiles like the one written
    whole.
    """
    project = small()
    expected = notice(project.write(tmp_path / "原"))
    filled = tmp_path / "原" / FORM
    blank = project.copy()
    del blank.forms["区教育局/措施01-01.xlsx"]
    root = blank.write(tmp_path / "新")
    issue_forms(root)
    clerk = Clerk.at(root / FORM)
    for label, value in transcribe(filled).fields.items():
        if label not in PREFILLED:
            clerk.put(label, value)
    for name, rows in transcribe(filled).tables.items():
        for number, row in enumerate(rows):
            clerk.put_row(name, number, **row)
    clerk.save()
    assert findings(root) == []
    assert notice(root) == expected
    assert transcribe(root / FORM) == transcribe(filled)
