"""What follows from a fault is silent because of what it rests on, not because its rule is listed
anywhere.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.base import write_base
from rules.edits import Workshop
from rules.pages import FAILING, read_page
from test_grouping import ONE_CAUSE

from compiler.analysis import causes
from compiler.analysis.causes import without_consequences
from compiler.checks import registry
from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document
from compiler.commands.compiling import CHECK_REPORT, LEDGER, compile_project
from compiler.diagnostics import Diagnostic, complain, has_errors
from compiler.model.report import Report
from compiler.rules.table import RULES, Rule
from compiler.span import Span
from compiler.vocab import Severity

pytestmark = pytest.mark.usefixtures("read_once")

CELL, OTHER = Span("甲.xlsx", "表", "B3"), Span("甲.xlsx", "表", "B4")
EDUCATION, REGISTER = "区教育局/措施01-01.xlsx", "总台账.xlsx"
MEETING_TOTAL, PLACES_TOTAL = "整改专题会议总数", "新增学位总数"
NEW = "C901"


def kept(*found: Diagnostic) -> list[str]:
    return [diagnostic.code for diagnostic in without_consequences(found)]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rule pages' base project, to be read only."""
    root = tmp_path_factory.mktemp("causes") / "基准项目"
    write_base(root)
    return root


# A new rule


def approved_after_due(report: Report) -> Iterator[Diagnostic]:
    """A rule as a newcomer would write it: two cells are compared, and both are named."""
    for measure in report.measures():
        if measure.submission is None:
            continue
        approved, due = measure.submission.sign_off.approved_on, measure.plan.due
        if approved.value != due.value:
            yield complain(NEW, approved.span, due.span, id=measure.id)


@pytest.fixture
def new_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule in the table and in the registry, and nowhere else."""
    rule = Rule(NEW, Severity.ERROR, "审签日期不是时限", "{id} 的审签日期不是整改时限。请核对。")
    monkeypatch.setitem(RULES, NEW, rule)
    checks = (*registry.RECORD_CHECKS, approved_after_due)
    monkeypatch.setattr(registry, "RECORD_CHECKS", checks)


@pytest.mark.usefixtures("new_rule")
@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (f"{EDUCATION} 〔审签日期〕 = 年底", "V012"),
        (f"{EDUCATION} 〔审签日期〕 = 空", "V001"),
        (f"{EDUCATION} 〔审签日期〕 = 错误(#N/A)", "S042"),
        (f"{EDUCATION} 〔审签日期〕 = 公式(=TODAY())", "S040"),
        (f"{EDUCATION} 〔审签日期〕 = 日期(1924-12-31)", "V013"),
        (f"{EDUCATION} 〔审签日期〕 改名 审签日", "S031"),
        (f"{EDUCATION} 〔审签日期〕 整行删除", "S030"),
        (f"{EDUCATION} 删除工作表 填报表", "S024"),
        (f"{REGISTER} 措施清单 第1行〔整改时限〕 = 明年", "V012"),
        (f"{REGISTER} 措施清单 第1行〔整改时限〕 = 空", "V001"),
        (f"{REGISTER} 措施清单 表头〔整改时限〕 改名 时限", "S034"),
        (f"{REGISTER} 措施清单 表头〔整改时限〕 改名 空", "S035"),
    ],
)
def test_a_new_rule_needs_no_entry(sound: Path, tmp_path: Path, edit: str, code: str) -> None:
    """It is silent where one of the two cells could not be read, and reported everywhere else."""
    before = [d for d in analyse(sound).diagnostics if d.code == NEW]
    assert len(before) > 1
    root = shutil.copytree(sound, tmp_path / "项目")
    Workshop(root, []).apply([edit])
    found = check_document(analyse(root)).diagnostics
    silent = {d.arguments["id"] for d in before} - {
        d.arguments["id"] for d in found if d.code == NEW
    }
    assert "措施01-01" in silent
    assert {d.code for d in found} - {NEW} == {code}
    assert len(silent) == (len(before) if "表头" in edit else 1)


@pytest.mark.usefixtures("new_rule")
@pytest.mark.parametrize("code", ["S042", "V001", "V012"])
def test_either_operand_will_do(code: str) -> None:
    """Whichever of a finding's cells it is that could not be read."""
    fault = complain(code, CELL)
    assert kept(fault, complain(NEW, CELL, OTHER)) == [code]
    assert kept(fault, complain(NEW, OTHER, CELL)) == [code]
    assert kept(fault, complain(NEW, OTHER)) == [code, NEW]


# The filter


def test_no_rule_is_named() -> None:
    """No code stands in the filter, in a string or in words."""
    source = Path(causes.__file__).read_text(encoding="utf-8")
    assert "def without_consequences" in source
    assert re.findall(r"\b[SVLCFTDR]\d{2,3}\b", source) == []


def test_what_must_not_be_public_is_never_silent() -> None:
    """Whatever is wrong with its cell, and even if someone wrote that it rests on something."""
    identity = complain("D001", CELL).resting_on(OTHER)
    found = (complain("S042", CELL), complain("V001", OTHER), identity)
    assert kept(*found) == ["S042", "V001", "D001"]


def test_a_remark_silences_no_error() -> None:
    """A warning or a hint may spoil a place for warnings and hints."""
    hint = complain("L007", CELL).spoiling(CELL)
    assert kept(hint, complain("L034", CELL).resting_on(CELL)) == ["L007"]
    assert kept(hint, complain("L001", CELL).resting_on(CELL)) == ["L007", "L001"]


def test_characters_of_a_cell() -> None:
    """A cell holds its characters; characters hold no more than what lies within them."""
    mark, beyond = CELL.within(0, 2), CELL.within(1, 5)
    assert kept(complain("V027", mark), complain("T003", mark)) == ["V027"]
    assert kept(complain("V027", mark), complain("T003", beyond)) == ["V027", "T003"]
    assert kept(complain("V027", mark), complain("F010", CELL)) == ["V027", "F010"]
    assert kept(complain("V012", CELL), complain("T003", beyond)) == ["V012"]


def test_what_was_looked_for_in_vain() -> None:
    """A sheet without a cell is what was not found there, not what stands on it; a file is all of
    it.
    """
    sheet, whole = Span("甲.xlsx", "表"), Span("甲.xlsx")
    assert kept(complain("S030", sheet), complain("C004", sheet)) == ["S030"]
    assert kept(complain("S030", sheet), complain("C004", CELL)) == ["S030", "C004"]
    assert kept(complain("S011", whole), complain("C004", CELL), complain("C004", sheet)) == [
        "S011"
    ]


def test_chains_and_circles() -> None:
    """What only follows from a consequence goes too; of findings that rest on each other all
    stay, and what follows from them goes.
    """
    third = Span("甲.xlsx", "表", "B5")
    chain = (
        complain("V012", CELL),
        complain("L002", OTHER).resting_on(CELL),
        complain("L001", third).resting_on(OTHER),
    )
    assert kept(*chain) == ["V012"]
    circle = (
        complain("L002", CELL).resting_on(OTHER),
        complain("L005", OTHER).resting_on(CELL),
        complain("L001", third).resting_on(OTHER),
    )
    assert kept(*circle) == ["L002", "L005"]


PLACES = st.builds(
    Span,
    st.sampled_from(["甲.xlsx", "乙.xlsx"]),
    st.sampled_from([None, "表"]),
    st.sampled_from([None, "A1", "A2"]),
)
FINDINGS = st.builds(
    lambda code, spans, grounds, spoiled: (
        complain(code, *spans).resting_on(*grounds)
        if spoiled is None
        else complain(code, *spans).resting_on(*grounds).spoiling(*spoiled)
    ),
    st.sampled_from(sorted(RULES)),
    st.lists(PLACES, min_size=1, max_size=2),
    st.lists(PLACES, max_size=2),
    st.none() | st.lists(PLACES, max_size=2),
)


@given(st.lists(FINDINGS, max_size=14))
def test_whatever_rests_on_whatever(found: list[Diagnostic]) -> None:
    """Whatever rules say they rest on and spoil: the verdict is the same, something always stays,
    nothing disclosed goes, and no more goes the second time.
    """
    left = without_consequences(found)
    assert has_errors(left) == has_errors(found)
    assert bool(left) == bool(found)
    assert [d for d in left if d.code[0] == "D"] == [d for d in found if d.code[0] == "D"]
    assert without_consequences(left) == left


def _lines(code: str) -> tuple[str, ...]:
    """Return the edits of a page's failing example to a project; a notice's are another thing."""
    return tuple(
        line
        for line in read_page(code).examples[FAILING]
        if not line.startswith(("意见标在", "通报", "文件夹"))
    )


@pytest.mark.parametrize("seed", range(12))
def test_the_verdict_does_not_depend_on_it(sound: Path, tmp_path: Path, seed: int) -> None:
    """However many things are wrong at once, a project is publishable as it would be with every
    consequence shown; whatever went, an error stays.
    """
    chance = random.Random(seed)
    pages = [_lines(code) for code in sorted(RULES) if code[0] in "VLCFTD"]
    damages = [lines for lines in (*pages, *(edits for edits, _ in ONE_CAUSE)) if lines]
    root = shutil.copytree(sound, tmp_path / "项目")
    planted = 0
    for lines in chance.sample(damages, 3):
        for line in (line for line in lines if not line.startswith("意见标在")):
            try:
                Workshop(root, []).apply([line])
            except (StopIteration, KeyError, ValueError, FileNotFoundError, BadZipFile):
                continue  # an earlier damage has taken the place away
            planted += 1
    assert planted
    analysis = analyse(root)
    assert has_errors(analysis.found) == has_errors(analysis.diagnostics)
    assert set(analysis.diagnostics) <= set(analysis.found)
    assert bool(analysis.diagnostics) == bool(analysis.found)


@pytest.mark.parametrize(
    ("edits", "codes"),
    [
        ((f"{REGISTER} 删除工作表 措施清单", f"{REGISTER} 〔巡视结束日期〕 = 日期(2024-02-28)"), ["C020", "S024"]),
        ((f"{REGISTER} 措施清单 表头〔措施编号〕 改名 空", f"{REGISTER} 问题清单 第2行〔问题编号〕 = 数字(3)"), ["L011", "S035"]),
        ((f"{REGISTER} 措施清单 第2行〔措施编号〕 = 措施01-03", f"{REGISTER} 措施清单 第3行〔措施编号〕 = 措施02-02", "区财政局/措施01-02.xlsx 删除"), ["L002", "L015"]),
        ((f"{REGISTER} 措施清单 第3行〔措施编号〕 = 措施09-01", f"{REGISTER} 篇章 第5行〔文字〕 = 建立整改台账，细化制定了9条整改措施。"), ["C032", "L014"]),
        ((f"{EDUCATION} 删除", f"{REGISTER} 措施清单 第2行〔措施编号〕 = 措施01-01"), ["L001", "L013"]),
        (("区财政局/措施01-02.xlsx 换成 截断", f"{EDUCATION} 〔进展情况〕 整行删除"), ["S011", "S030"]),
        ((f"{EDUCATION} 〔完成日期〕 = 日期(2025-03-01)", f"{EDUCATION} 〔审签日期〕 = 日期(2025-01-01)"), ["C004", "C007", "L040", "L041"]),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_by_itself_is_told(
    sound: Path, tmp_path: Path, edits: tuple[str, ...], codes: list[str]
) -> None:
    """A fault hides nothing that does not need what it spoiled, however near it is."""
    root = shutil.copytree(sound, tmp_path / "项目")
    Workshop(root, []).apply(edits)
    assert sorted({d.code for d in check_document(analyse(root)).diagnostics}) == codes


# What a value that could not be read says of itself


@pytest.mark.parametrize(
    ("edit", "unusable"),
    [
        (f"{EDUCATION} 〔完成日期〕 = 去年", True),
        (f"{EDUCATION} 〔完成日期〕 = 日期(1924-12-31)", True),
        (f"{EDUCATION} 〔完成日期〕 = 错误(#N/A)", True),
        (f"{EDUCATION} 〔完成日期〕 = 日期(2030-01-01)", False),
        (f"{EDUCATION} 〔主题句〕 = 扩充学位供给。", False),
        (f"{EDUCATION} 〔主题句〕 = 日期(2024-01-01)", True),
    ],
)
def test_unusable_values(sound: Path, tmp_path: Path, edit: str, unusable: bool) -> None:
    """A value is unusable if its cell could not be read, not if it only is wrong."""
    root = shutil.copytree(sound, tmp_path / "项目")
    Workshop(root, []).apply([edit])
    report = analyse(root).report
    assert report is not None
    submission = next(m.submission for m in report.measures() if m.id == "措施01-01")
    assert submission is not None
    values = (submission.theme, submission.completed_on)
    label = "主题句" if "主题句" in edit else "完成日期"
    marked = {"主题句": values[0].unusable, "完成日期": values[1].unusable}
    assert marked.pop(label) is unusable
    assert not any(marked.values())


@pytest.mark.parametrize(
    ("edit", "open_ones"),
    [
        (f"{EDUCATION} 数据指标 第2行〔计量单位〕 = 空", {MEETING_TOTAL, PLACES_TOTAL}),
        (f"{EDUCATION} 数据指标 第1行〔数值〕 = 数字(541)", set()),
        (f"{EDUCATION} 〔进展情况〕 = 空", set()),
        (f"{EDUCATION} 换成 截断", {MEETING_TOTAL}),
        ("区财政局/措施01-02.xlsx 删除", {MEETING_TOTAL}),
        ("区财政局/措施01-02.xlsx 〔完成状态〕 = 差不多", {MEETING_TOTAL}),
        (f"{REGISTER} 措施清单 第3行〔问题编号〕 = 数字(9)", {MEETING_TOTAL}),
    ],
)
def test_relations_nobody_can_tell_of(
    sound: Path, tmp_path: Path, edit: str, open_ones: set[str]
) -> None:
    """A relation is undecided, not broken, while a number it needs is not there; one that is
    merely wrong is decided.
    """
    root = shutil.copytree(sound, tmp_path / "项目")
    Workshop(root, []).apply([edit])
    report = analyse(root).report
    assert report is not None
    assert report.relations
    undecided = {it.text.value.partition("=")[0].strip() for it in report.relations if it.undecided}
    assert undecided == open_ones


def test_undecided_relations_as_they_are_shown(sound: Path, tmp_path: Path) -> None:
    """Neither 核对报告 nor 整改台账 calls broken what nobody can tell of yet."""
    root = shutil.copytree(sound, tmp_path / "项目")
    Workshop(root, []).apply(["区财政局/措施01-02.xlsx 删除"])
    compile_project(root, draft=True)
    for file, sheet, column in ((CHECK_REPORT, "勾稽核对", "结果"), (LEDGER, "勾稽关系", "结果")):
        heads, *rows = openpyxl.load_workbook(root / "output" / file)[sheet].iter_rows(
            values_only=True
        )
        results = [row[heads.index(column)] for row in rows]
        assert results.count("待定") == 1
        assert "成立" in results
        assert "不成立" not in results
