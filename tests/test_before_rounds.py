"""What was out before registers could change goes through every command: nothing in it becomes an
error, and no form is touched that need not be.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from support.clerk import Clerk
from support.versions import unpacked

from compiler.cli.main import main
from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document
from compiler.commands.compiling import compile_project

FORMS = ("区教育局/措施01-01.xlsx", "区教育局/措施01-01（改好）.xlsx", "区教育局/措施03-01.xlsx",
         "区民政局/措施02-01.xlsx", "区财政局/措施01-02.xlsx")  # fmt: skip
COPY = "书记改过的审核稿.docx"


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as the archive has it, to be read only."""
    return unpacked("before_rounds/round", tmp_path_factory.mktemp("before"))


@pytest.fixture
def root(archived: Path, tmp_path: Path) -> Path:
    """A copy of it, with the copy that the secretary edited beside it."""
    shutil.copytree(archived, tmp_path / "收")
    return tmp_path / "收" / "演练"


Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command and return what it tells programs; wrong usage is none of these commands'."""

    def run_command(*arguments: str) -> dict[str, Any]:
        assert main([*arguments, "--format", "json"]) in (0, 1)
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        return told

    return run_command


def digests(root: Path) -> dict[str, str]:
    """Return the digests of the forms."""
    folder = root / "input_workbooks"
    return {name: sha256((folder / name).read_bytes()).hexdigest() for name in FORMS}


def errors(told: dict[str, Any]) -> list[str]:
    return [d["code"] for d in told["diagnostics"] if d["severity"] == "error"]


def test_it_compiles_to_the_letter(archived: Path, tmp_path: Path) -> None:
    """Nothing is found but the form that was replaced, and the notice is what it was."""
    compilation = compile_project(archived / "演练", tmp_path)
    assert [d.code for d in compilation.diagnostics] == ["L019"]
    was = (archived / "演练/output/通报.txt").read_bytes()
    assert (tmp_path / "通报.txt").read_bytes() == was


def test_issuing_records_what_is_out_and_touches_no_form(root: Path, run: Run) -> None:
    """发放记录 gets a row for each measure; a second time nothing is left to be done."""
    before = digests(root)
    told = run("issue", str(root), "--as-of", "2025-03-03")
    assert (told["forms"], told["changes"], errors(told)) == ([], [], [])
    assert digests(root) == before
    report = analyse(root).report
    assert report is not None
    assert {row.measure.value for row in report.record.issues} == {
        "措施01-01", "措施01-02", "措施02-01", "措施03-01",
    }  # fmt: skip
    assert len(report.record.adoptions) == 3
    assert run("issue", str(root), "--as-of", "2025-03-04")["written"] == []


def test_its_forms_follow_a_change(root: Path, run: Run) -> None:
    """Two measures change their numbers: each answer goes along, and nothing new is found."""
    clerk = Clerk.at(root / "input_workbooks/总台账.xlsx", "措施清单")
    clerk.table_cell("措施清单", "措施编号", 0).value = "措施01-02"
    clerk.table_cell("措施清单", "措施编号", 1).value = "措施01-01"
    clerk.save()
    assert errors(run("check", str(root)))
    told = run("issue", str(root), "--as-of", "2025-03-03")
    assert {(c["former"], c["measure"]) for c in told["changes"]} == {
        ("措施01-01", "措施01-02"), ("措施01-02", "措施01-01"),
    }  # fmt: skip
    analysis = analyse(root)
    assert check_document(analysis).publishable
    assert analysis.report is not None
    progress = {
        m.id: m.submission.progress.value for m in analysis.report.measures() if m.submission
    }
    assert "教育经费" in progress["措施01-01"]
    assert "学位" in progress["措施01-02"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("status", "{root}", "--as-of", "2025-01-20", "--supervise"),
        ("return", "{root}", "--as-of", "2025-01-20"),
        ("compile", "{root}"),
        ("trace", "新增学位540个", "{root}"),
        ("diff", "{root}/output", "{root}", "--output", "{root}/output"),
        ("absorb", "{root}/../" + COPY, "--project", "{root}"),
        ("upgrade", "{root}"),
    ],
    ids=lambda arguments: str(arguments[0]),
)
def test_every_command_goes_on(root: Path, run: Run, arguments: tuple[str, ...]) -> None:
    """None finds an error in it, and what was answered stays."""
    told = run(*(argument.format(root=root) for argument in arguments))
    assert errors(told) == []
    assert check_document(analyse(root)).publishable


def test_a_returned_form_of_then_is_received_now(root: Path, run: Run) -> None:
    """One without 发放编号 is known by its number and its words; unchanged, it replaces nothing."""
    before = digests(root)
    (returned,) = (root / "output/退回").glob("*改稿意见/区教育局.zip")
    told = run("receive", str(returned), "--project", str(root), "--as-of", "2025-03-03")
    assert errors(told) == []
    assert digests(root) == before
    outcomes = {item["path"][-1]: item["outcome"] for item in told["received"]}
    assert outcomes["措施03-01.xlsx"] == "没有变化"
