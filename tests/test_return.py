"""Forms sent back: thirty faults in twelve forms, each on its cell and in the list; corrected as
listed, all is well.
"""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.clerk import Clerk
from support.workbooks import load

from compiler.analysis.progress import State
from compiler.commands.checking import analyse
from compiler.commands.compiling import compile_project
from compiler.commands.returning import Return, return_forms
from compiler.commands.status import project_status

pytestmark = pytest.mark.usefixtures("read_once")

ROOT = Path(__file__).parents[1]
DAY = date(2025, 1, 13)

FAULTS = [
    ("措施01-01", "完成状态", "办完了", "S"),
    ("措施01-01", "联系电话", None, "S"),
    ("措施01-01", "主题句", "改进中心组学习方式。", "S"),
    ("措施01-02", "完成日期", "2024年11月31日", "S"),
    ("措施01-02", "审签人", None, "S"),
    ("措施01-02", "填报日期", "上个月", "S"),
    ("措施01-03", "进展情况", lambda text: "一是" + text, "S"),
    ("措施01-03", "审核人", None, "S"),
    ("措施01-04", "进展情况", lambda text: text[:-1], "S"),
    ("措施01-04", "填报人", None, "S"),
    ("措施02-01", "进展情况", lambda text: text[:-1] + "，联系人身份证号11010519491231002X。", "S"),
    ("措施02-01", "审签日期", date(2024, 1, 5), "S"),
    ("措施02-02", "完成时限", "2025年6月底前", "S"),
    ("措施02-02", "下一步措施", None, "S"),
    ("措施02-02", "有关情况说明", lambda text: text[:-1], "S"),
    ("措施02-03", "数据指标/数值/0", "约35项", "T"),
    ("措施02-03", "数据指标/计量单位/1", None, "T"),
    ("措施02-03", "数据指标/指标名称/2", None, "T"),
    ("措施03-01", "制度成果/文件标题/0", None, "T"),
    ("措施03-01", "完成日期", None, "S"),
    ("措施03-01", "审核日期", "不详", "S"),
    ("措施03-02", "进展情况", lambda text: text.replace("43宗", "44宗", 1), "S"),
    ("措施03-02", "审核日期", date(2024, 1, 6), "S"),
    ("措施03-03", "进展情况", lambda text: text[:-1] + "，经办人手机13800138000。", "S"),
    ("措施03-03", "完成日期", date(2034, 1, 6), "S"),
    ("措施03-04", "完成状态", None, "S"),
    ("措施03-04", "审签日期", None, "S"),
    ("措施06-03", "主题句", "二是新园建成一所开一所", "S"),
    ("措施06-03", "完成状态", "已完成了", "S"),
    ("措施06-03", "填报日期", date(2031, 1, 1), "S"),
]


def form(root: Path, identifier: str) -> Path:
    return next((root / "input_workbooks").glob(f"*/{identifier}.xlsx"))


def cell_of(clerk: Clerk, label: str) -> object:
    if "/" not in label:
        return clerk.value_cell(label)
    title, column, row = label.split("/")
    return clerk.table_cell(title, column, int(row))


def plant(
    root: Path, changes: list[tuple[str, str, object]]
) -> dict[tuple[str, str], tuple[str, object]]:
    """Put values into forms; return where each stands and what was there before."""
    planted = {}
    for identifier in dict.fromkeys(change[0] for change in changes):
        clerk = Clerk.at(form(root, identifier))
        for _, label, value in (change for change in changes if change[0] == identifier):
            cell = cell_of(clerk, label)
            planted[identifier, label] = (cell.coordinate, cell.value)  # type: ignore[attr-defined]
            cell.value = value(cell.value) if callable(value) else value  # type: ignore[attr-defined]
        clerk.save()
    return planted


def digests(root: Path) -> dict[str, str]:
    return {
        path.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (root / "input_workbooks").rglob("*.xlsx")
    }


@pytest.fixture(scope="module")
def returned(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, Return, dict[tuple[str, str], tuple[str, object]]]:
    """The sample with thirty faults, and the packs that send them back."""
    root = tmp_path_factory.mktemp("returned")
    for folder in ("input_workbooks", "templates"):
        shutil.copytree(ROOT / folder, root / folder)
    planted = plant(root, [(identifier, label, value) for identifier, label, value, _ in FAULTS])
    before = digests(root)
    result = return_forms(root, root / "退回", DAY)
    assert digests(root) == before, "an original was touched"
    return root, result, planted


def pack_of(root: Path, identifier: str) -> Path:
    return root / "退回" / form(root, identifier).parent.name / f"{identifier}.xlsx"


def test_thirty_faults_in_twelve_forms() -> None:
    """The table is what the test says it is."""
    assert (len(FAULTS), len({identifier for identifier, *_ in FAULTS})) == (30, 12)


def test_the_forms_with_faults_and_no_others_are_returned(
    returned: tuple[Path, Return, object],
) -> None:
    """A form that is right stays with the office."""
    _, result, _ = returned
    assert {Path(file).stem for file in result.forms} == {identifier for identifier, *_ in FAULTS}
    assert (result.diagnostics, result.lost) == ((), ())


@pytest.mark.parametrize(
    ("identifier", "label"), [(identifier, label) for identifier, label, *_ in FAULTS]
)
def test_every_fault_is_on_its_cell_and_in_the_list(
    returned: tuple[Path, Return, object], identifier: str, label: str
) -> None:
    """Coloured, commented, listed with a link to the cell, with what to do and a right example."""
    root, *_ = returned
    clerk = Clerk.at(pack_of(root, identifier))
    cell = cell_of(clerk, label)
    assert cell.comment is not None, "no comment"  # type: ignore[attr-defined]
    assert cell.comment.text.startswith("【退回】")  # type: ignore[attr-defined]
    assert cell.fill.fgColor.rgb == "FFF8CBAD"  # type: ignore[attr-defined]
    listed = [
        row for row in clerk.book["退回问题"].iter_rows(min_row=4) if row[2].hyperlink is not None
    ]
    here = [row for row in listed if row[2].hyperlink.location.endswith(f"!{cell.coordinate}")]  # type: ignore[attr-defined]
    assert here, "not in the list"
    assert all(row[3].value and row[5].value and row[6].value for row in here)


def test_answers_are_kept(returned: tuple[Path, Return, object]) -> None:
    """What was filled in, right or wrong, stands in the fresh form; who compares sees no
    difference.
    """
    root, *_ = returned
    for identifier in {identifier for identifier, *_ in FAULTS}:
        old, new = Clerk.at(form(root, identifier)), Clerk.at(pack_of(root, identifier))
        for label in (
            "主题句",
            "进展情况",
            "完成状态",
            "完成日期",
            "有关情况说明",
            "下一步措施",
            "填报人",
            "审签日期",
        ):
            assert new.value_cell(label).value == old.value_cell(label).value, (identifier, label)


def test_each_unit_gets_one_archive_with_a_letter(returned: tuple[Path, Return, object]) -> None:
    """The same files in the folder and in the archive."""
    root, *_ = returned
    for unit in {form(root, identifier).parent.name for identifier, *_ in FAULTS}:
        with ZipFile(root / "退回" / f"{unit}.zip") as archive:
            names = {path.name: path.read_bytes() for path in (root / "退回" / unit).iterdir()}
            assert "退回通知.docx" in names
            assert {name: archive.read(name) for name in archive.namelist()} == names


def test_corrected_as_listed_the_project_can_be_published(
    sample_output: Path,
    returned: tuple[Path, Return, dict[tuple[str, str], tuple[str, object]]],
    tmp_path: Path,
) -> None:
    """Only listed cells are corrected; the corrected forms replace their predecessors, which may
    stay where they are.
    """
    root, _, planted = returned
    for folder in ("input_workbooks", "templates"):
        shutil.copytree(root / folder, tmp_path / folder)
    for number, identifier in enumerate(dict.fromkeys(identifier for identifier, *_ in FAULTS)):
        clerk = Clerk.at(pack_of(root, identifier))
        commented = {
            cell.coordinate
            for row in clerk.sheet.iter_rows()
            for cell in row
            if cell.comment is not None
        }
        for label in (label for name, label, *_ in FAULTS if name == identifier):
            cell = cell_of(clerk, label)
            assert cell.coordinate in commented  # type: ignore[attr-defined]
            cell.value = planted[identifier, label][1]  # type: ignore[attr-defined]
        clerk.save(tmp_path / "input_workbooks" / f"改好的第{number}张.xlsx")
    compilation = compile_project(tmp_path)
    assert compilation.publishable
    assert {d.code for d in compilation.diagnostics} == {"L019"}
    assert len(compilation.diagnostics) == 12
    status = project_status(tmp_path, tmp_path / "output", DAY)
    assert status.units is not None
    states = {it.measure.id: it.state for unit in status.units for it in unit.measures}
    assert {states[identifier] for identifier, *_ in FAULTS} <= {
        State.WAITING,
        State.CLOSED,
        State.USABLE,
    }
    assert (tmp_path / "output/通报.txt").read_bytes() == (sample_output / "通报.txt").read_bytes()


def test_returned_again_counts_on(returned: tuple[Path, Return, object], tmp_path: Path) -> None:
    """A form that comes back as it was sent is returned a third time, and the third replaces the
    second.
    """
    root, *_ = returned
    for folder in ("input_workbooks", "templates"):
        shutil.copytree(root / folder, tmp_path / folder)
    shutil.copy(pack_of(root, "措施01-01"), tmp_path / "input_workbooks/又报来.xlsx")
    result = return_forms(tmp_path, tmp_path / "退回", DAY)
    assert "input_workbooks/又报来.xlsx" in result.forms
    assert "input_workbooks/区委宣传部/措施01-01.xlsx" not in result.forms
    book = load(next((tmp_path / "退回").rglob("又报来.xlsx")))
    revisions = [row[1].value for row in book["_结构"].iter_rows() if row[0].value == "修订次数"]
    assert revisions == [3]


def test_a_file_that_cannot_be_read_is_answered_with_a_blank_form(tmp_path: Path) -> None:
    """The measure it is named after is asked for again, and the list says why."""
    for folder in ("input_workbooks", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    form(tmp_path, "措施06-03").write_bytes(b"not a workbook")
    result = return_forms(tmp_path, tmp_path / "退回", DAY)
    assert result.forms == ("input_workbooks/区教育局/措施06-03.xlsx",)
    clerk = Clerk.at(tmp_path / "退回/区教育局/措施06-03.xlsx")
    assert clerk.value_cell("措施编号").value == "措施06-03"
    assert clerk.value_cell("进展情况").value is None
    assert any("S010" in str(row[3].value) for row in clerk.book["退回问题"].iter_rows(min_row=4))


TEXT = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"),
    min_size=1,
    max_size=80,
)


@pytest.fixture(scope="module")
def single(ten: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of ten measures and one of their forms."""
    root = tmp_path_factory.mktemp("single")
    (root / "input_workbooks").mkdir()
    for name in ("总台账.xlsx", "区发展改革局/措施03-02.xlsx"):
        shutil.copy(ten / "input_workbooks" / name, root / "input_workbooks" / Path(name).name)
    return root


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(progress=TEXT, theme=TEXT, figure=TEXT)
def test_answers_survive_to_the_character(
    single: Path, progress: str, theme: str, figure: str
) -> None:
    """Whatever was typed stands in the returned form as it was read from the original."""
    path = single / "input_workbooks/措施03-02.xlsx"
    clerk = Clerk.at(path)
    for cell, text in (
        (clerk.value_cell("进展情况"), progress),
        (clerk.value_cell("主题句"), theme),
        (clerk.table_cell("数据指标", "指标名称", 0), figure),
        (clerk.value_cell("完成状态"), "办完了"),
    ):
        cell.value = text
        cell.data_type = "s"
    clerk.save()
    result = return_forms(single, single / "退回", DAY)
    sent = single / "退回/办公室/措施03-02.xlsx"
    assert result.forms == ("input_workbooks/措施03-02.xlsx",)
    old, new = (read(single, source) for source in (path, sent))
    assert new == old


def read(root: Path, path: Path) -> dict[str, str]:
    """Return the texts of a form as the compiler reads them."""
    again = root / "input_workbooks/报回.xlsx"
    if path.parent != again.parent:
        shutil.copy(path, again)
    analysis = analyse(root)
    again.unlink(missing_ok=True)
    (record,) = [
        form for form in analysis.source.forms if Path(form.file).stem in (path.stem, "报回")
    ]
    texts = {key: record.fields[key].text for key in ("progress", "theme", "status")}
    return texts | {"figure": record.tables["figures"][0].entries["name"].text}
