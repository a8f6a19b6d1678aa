"""What goes to each unit: an archive with its forms and a letter; forms that begin with last
round's answers.
"""

from __future__ import annotations

import shutil
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from support.clerk import Clerk
from support.ten import MEASURES, REGISTER_FILE
from support.workbooks import load

from compiler.analysis.progress import State
from compiler.cli.main import main
from compiler.commands.checking import analyse
from compiler.commands.compiling import compile_project
from compiler.commands.issuing import Packs, issue_forms
from compiler.commands.status import project_status

pytestmark = pytest.mark.usefixtures("read_once")

DAY = date(2025, 3, 3)


def new_round(ten: Path, tmp_path: Path) -> Path:
    """A project of the register of ten measures alone."""
    root = tmp_path / "本期"
    (root / "input_workbooks").mkdir(parents=True)
    shutil.copy(ten / REGISTER_FILE, root / "input_workbooks")
    return root


@pytest.fixture(scope="module")
def carried(ten: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round of ten measures issued with the sample's answers as the one before."""
    root = new_round(ten, tmp_path_factory.mktemp("carried"))
    issue = issue_forms(root, previous=ten, packs=Packs(root / "output/发放", DAY))
    assert (len(issue.written), issue.diagnostics) == (len(MEASURES), ())
    return root


def test_every_unit_gets_one_archive(carried: Path) -> None:
    """Its forms, as they lie in the project, and a letter that names every measure and its
    deadline.
    """
    packs = {path.stem: path for path in (carried / "output/发放").iterdir()}
    leads = {path.name for path in (carried / "input_workbooks").iterdir() if path.is_dir()}
    assert set(packs) >= leads
    for unit in set(packs) - leads:  # units that only support
        with ZipFile(packs[unit]) as archive:
            assert "填报通知.docx" not in archive.namelist()
            assert "配合填报通知.docx" in archive.namelist()
    with ZipFile(packs["区发展改革局"]) as archive:
        names = archive.namelist()
        forms = sorted(path.name for path in (carried / "input_workbooks/区发展改革局").iterdir())
        assert sorted(names) == sorted(["填报通知.docx", *forms])
        assert all(
            archive.read(name) == (carried / "input_workbooks/区发展改革局" / name).read_bytes()
            for name in forms
        )
        texts = [
            paragraph.text
            for paragraph in docx.Document(BytesIO(archive.read("填报通知.docx"))).paragraphs
        ]
    assert texts[0] == "填报通知"
    assert "2025年3月3日" in texts
    assert all(
        any(Path(form).stem in text and "整改时限" in text for text in texts) for form in forms
    )


def test_only_what_changed_is_issued_again(ten: Path, tmp_path: Path) -> None:
    """A second time there is nothing to send; after a change in the register, one form, one archive
    and those of the two units that support the measure.
    """
    root = new_round(ten, tmp_path)
    packs = Packs(root / "output/发放", DAY)
    issue_forms(root, packs=packs)
    assert issue_forms(root, packs=packs).packs == ()
    path = root / "input_workbooks/总台账.xlsx"
    book = load(path)
    row = next(
        c.row for line in book["措施清单"].iter_rows() for c in line if c.value == "措施03-02"
    )
    column = next(
        c.column
        for line in book["措施清单"].iter_rows(max_row=3)
        for c in line
        if c.value == "牵头领导"
    )
    book["措施清单"].cell(row, column).value = "副区长陆秉川"
    book.save(path)
    again = issue_forms(root, packs=packs)
    assert again.written == ("input_workbooks/区发展改革局/措施03-02.xlsx",)
    assert {path.stem for path in again.packs} == {"区发展改革局", "区住房城乡建设局", "青屿街道"}


def test_last_rounds_answers_stand_in_the_new_forms(ten: Path, carried: Path) -> None:
    """Every answer, to the character, but not who signed it."""
    for file in ("区发展改革局/措施03-02.xlsx", "区发展改革局/措施02-02.xlsx"):
        old, new = (Clerk.at(root / "input_workbooks" / file) for root in (ten, carried))
        for label in ("主题句", "进展情况", "完成状态", "有关情况说明", "下一步措施", "完成时限"):
            assert new.value_cell(label).value == old.value_cell(label).value, label
        assert (
            new.table_cell("数据指标", "数值", 0).value
            == old.table_cell("数据指标", "数值", 0).value
        )
        assert [new.value_cell(label).value for label in ("填报人", "审签人", "审签日期")] == [
            None,
            None,
            None,
        ]


def test_a_form_carried_over_is_not_yet_reported(carried: Path) -> None:
    """Until somebody signs it, it counts as missing; the notice is not compiled from it."""
    status = project_status(carried, carried / "output", DAY)
    assert status.units is not None
    assert {it.state for unit in status.units for it in unit.measures} == {State.MISSING}
    assert not compile_project(carried).publishable


def test_a_new_round_is_told_once_a_form(carried: Path, tmp_path: Path) -> None:
    """Until a unit has put anything of this round into it; then what is still missing is said."""
    root = shutil.copytree(carried, tmp_path / "新一期")
    found = [d for d in analyse(root).diagnostics if d.spans[0].file.endswith(".xlsx")]
    forms = [d for d in found if "总台账" not in d.spans[0].file]
    assert [d.code for d in forms] == ["V004"] * len(MEASURES)
    assert len({d.spans[0].file for d in forms}) == len(MEASURES)
    assert all("还是上期带过来的内容" in d.message for d in forms)
    begun = forms[0].spans[0].file
    clerk = Clerk.at(root / begun)
    assert clerk.value_cell("填报人").coordinate == forms[0].spans[0].cell
    clerk.put("填报人", "沈砚秋")
    clerk.save()
    codes = {d.code for d in analyse(root).diagnostics if d.spans[0].file == begun}
    assert "V001" in codes
    assert "V004" not in codes


def test_no_earlier_round_there(
    ten: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong folder is said, and nothing is issued."""
    root = new_round(ten, tmp_path)
    assert (
        main(["issue", str(root), "--previous", str(tmp_path / "没有"), "--as-of", "2025-03-03"])
        == 2
    )
    assert "S001" in capsys.readouterr().out
    assert [path.name for path in (root / "input_workbooks").iterdir()] == ["总台账.xlsx"]
