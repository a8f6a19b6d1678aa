"""The register changes after forms are out: each answer stays with its measure, and none is lost."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.projects import Project, Row
from support.reissue import (
    BEGUN,
    DONE,
    a_round,
    answers_under,
    changed,
    fill,
    issued_round,
    progress_for,
    put_register,
    read,
    rows,
    where,
    words_of,
)

from compiler.analysis.reissue import Judgement
from compiler.commands.checking import analyse
from compiler.commands.issuing import issue_forms
from compiler.excel.reading.project import read_project


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round of seven measures, all answered."""
    return issued_round(tmp_path_factory.mktemp("answered"))


@pytest.fixture
def root(answered: Path, tmp_path: Path) -> Path:
    return shutil.copytree(answered, tmp_path / "项目")


@pytest.fixture
def project() -> Project:
    return a_round()


def events(root: Path) -> list[tuple[str, str, str]]:
    """Return what 发放记录 says beyond the first issue: event, number, former number."""
    report = analyse(root).report
    assert report is not None
    return [
        (row.event.value, row.measure.value, row.former.value)
        for row in report.record.issues
        if row.event.value != "首次发放"
    ]


def own_answers(project: Project) -> dict[str, str]:
    """Return every measure's words with the answer that was given to them."""
    words = [str(row["整改措施"]) for row in project.tables["措施清单"]]
    return {text: progress_for(text) for text in words}


def codes(root: Path) -> set[str]:
    return {d.code for d in analyse(root).diagnostics}


def test_exchanged_numbers(root: Path, project: Project) -> None:
    """Two measures change numbers: before `issue` both forms are errors that name the other measure,
    after it each answer stands under its own, and the files have changed names.
    """
    first, second = rows(project)["措施01-01"], rows(project)["措施01-02"]
    first["措施编号"], second["措施编号"] = "措施01-02", "措施01-01"
    put_register(root, project)
    found = [d for d in analyse(root).diagnostics if d.code == "L060"]
    assert sorted((str(d.arguments["id"]), str(d.arguments["other"])) for d in found) == [
        ("措施01-01", "措施01-02"),
        ("措施01-02", "措施01-01"),
    ]
    assert "L001" not in codes(root)
    assert not {"措施01-01", "措施01-02"} & {
        m.id
        for m in analyse(root).report.measures()
        if m.submission  # type: ignore[union-attr]
    }
    issue = issue_forms(root)
    assert {(it.event.value, it.measure, it.former) for it in issue.changes} == {
        ("改号", "措施01-02", "措施01-01"),
        ("改号", "措施01-01", "措施01-02"),
    }
    assert answers_under(root) == own_answers(project)
    assert where(root)[progress_for(str(first["整改措施"]))] == "区教育局/措施01-02.xlsx"
    assert not {"L060", "L006"} & codes(root)


def test_exchanged_words(root: Path, project: Project) -> None:
    """The words of two rows are exchanged, which is the same."""
    first, second = rows(project)["措施02-01"], rows(project)["措施02-02"]
    for label in ("整改措施", "整改目标", "责任单位"):
        first[label], second[label] = second.get(label), first.get(label)
    assert {it.event.value for it in changed(root, project).changes} == {"改号"}
    assert answers_under(root) == own_answers(project)


def test_a_chain_of_numbers(root: Path, project: Project) -> None:
    """A measure is put in between: those after it move up by one, in one set of files."""
    table = rows(project)
    for old, new in (("措施01-03", "措施01-04"), ("措施01-02", "措施01-03")):
        table[old]["措施编号"] = new
    fresh: Row = {
        **table["措施01-02"],
        "措施编号": "措施01-02",
        "整改措施": "开展民办园收费专项检查。",
    }
    project.tables["措施清单"].insert(1, fresh)
    issue = changed(root, project)
    assert sorted((it.event.value, it.measure) for it in issue.changes) == [
        ("改号", "措施01-03"),
        ("改号", "措施01-04"),
        ("新增", "措施01-02"),
    ]
    expected = own_answers(project)
    del expected["开展民办园收费专项检查。"]
    assert answers_under(root) == expected
    assert issue_forms(root).written == ()


def test_a_problem_renumbered(root: Path, project: Project) -> None:
    """All its measures are renumbered."""
    for problem in project.tables["问题清单"]:
        problem["问题编号"] = {"1": "2", "2": "1"}.get(
            str(problem["问题编号"]), problem["问题编号"]
        )
    for row in project.tables["措施清单"]:
        number = {"1": "2", "2": "1"}.get(str(row["问题编号"]))
        if number:
            row["问题编号"] = number
            row["措施编号"] = f"措施0{number}-{str(row['措施编号'])[-2:]}"
    changed(root, project)
    assert answers_under(root) == own_answers(project)


def test_sorted_copied_and_hand_typed_rows(root: Path, project: Project) -> None:
    """Rows in another order, a copy under a new number, numbers and words typed by hand: only the copy
    is new.
    """
    table = project.tables["措施清单"]
    table.append({**table[0], "措施编号": "措施03-03", "问题编号": "3"})
    table.reverse()
    by_hand = rows(project)
    by_hand["措施01-02"]["措施编号"] = "１－２"
    by_hand["措施02-01"]["整改措施"] = "盘活空置养老床位, 引入社会力量运营。"
    by_hand["措施03-01"]["整改措施"] = "补齐党支部组织生活记录，\n逐个支部检查。"
    issue = changed(root, project)
    assert [(it.event.value, it.measure) for it in issue.changes] == [("新增", "措施03-03")]
    assert "L006" not in codes(root)
    assert len(answers_under(root)) == 7


def test_a_measure_moved_to_another_unit(root: Path, project: Project) -> None:
    """The new unit gets a form with the old answer offered, which is no answer until it is signed; the
    old one's file is put away.
    """
    row = rows(project)["措施01-03"]
    given = progress_for(str(row["整改措施"]))
    row["牵头单位"] = "区财政局"
    put_register(root, project)
    assert "L005" in codes(root)
    issue = issue_forms(root)
    assert issue.put_away == ("input_workbooks/区教育局/措施01-03.xlsx",)
    assert [(it.event.value, it.old, it.new) for it in issue.changes] == [
        ("移交", "区教育局", "区财政局")
    ]
    assert where(root)[given] == "区财政局/措施01-03.xlsx"
    assert where(root, "旧版/input_workbooks")[given] == "区教育局/措施01-03.xlsx"
    assert [d.code for d in analyse(root).diagnostics] == ["V004"]
    record = read(root / "input_workbooks/区财政局/措施01-03.xlsx")
    assert record is not None
    assert record.fields["approver"].cell is None
    assert events(root) == [("移交", "措施01-03", ""), ("移入", "措施01-03", "")]


def test_a_measure_removed(root: Path, project: Project) -> None:
    """Its form is put away, and those after it move up."""
    gone = project.tables["措施清单"].pop(3)
    rows(project)["措施02-02"]["措施编号"] = "措施02-01"
    issue = changed(root, project)
    assert sorted((it.event.value, it.measure) for it in issue.changes) == [
        ("撤销", "措施02-01"),
        ("改号", "措施02-01"),
    ]
    assert answers_under(root) == own_answers(project)
    kept = where(root, "旧版/input_workbooks")
    assert kept[progress_for(str(gone["整改措施"]))] == "区民政局/措施02-01.xlsx"


def test_reworded_and_put_off(root: Path, project: Project) -> None:
    """The form shows the new words and day, is the next revision, and keeps its answer."""
    row = rows(project)["措施02-02"]
    given = progress_for(str(row["整改措施"]))
    row["整改措施"], row["整改时限"] = "修订养老机构运营补贴管理办法，报区政府印发。", "2025-09-30"
    issue = changed(root, project)
    assert [(it.event.value, it.measure) for it in issue.changes] == [
        ("改文字", "措施02-02"),
        ("改期", "措施02-02"),
    ]
    assert answers_under(root)[str(row["整改措施"])] == given
    record = read(root / "input_workbooks/区民政局/措施02-02.xlsx")
    assert record is not None
    assert record.structure["revision"].text == "2"
    assert record.fields["due"].text[:10] == "2025-09-30"
    assert issue_forms(root).written == ()
    assert "L006" not in codes(root)


def test_a_row_that_became_another_measure(root: Path, project: Project) -> None:
    """Before `issue` the old answer is an error; after it the old form is put away, and a blank one is
    out.
    """
    row = rows(project)["措施03-02"]
    given = progress_for(str(row["整改措施"]))
    row["整改措施"] = "建立谈心谈话登记制度。"
    put_register(root, project)
    assert "L061" in codes(root)
    assert given not in answers_under(root).values()
    issue = issue_forms(root)
    assert sorted(it.event.value for it in issue.changes) == ["撤销", "新增"]
    assert given not in where(root)
    assert given in where(root, "旧版/input_workbooks")


def test_what_could_be_either_is_asked(root: Path, project: Project) -> None:
    """Two rows with the same words under new numbers, and the old number is gone: nothing is done with
    them until the clerk says which it is.
    """
    table = project.tables["措施清单"]
    row = rows(project)["措施03-02"]
    given = progress_for(str(row["整改措施"]))
    row["措施编号"] = "措施03-03"
    table.append({**row, "措施编号": "措施03-04"})
    issue = changed(root, project)
    assert [d.code for d in issue.diagnostics] == ["L062"]
    assert where(root)[given] == "区教育局/措施03-02.xlsx"
    assert given not in answers_under(root).values()
    said = Judgement(same=(("措施03-02", "措施03-04"),))
    assert issue_forms(root, said=said).diagnostics == ()
    assert where(root)[given] == "区教育局/措施03-04.xlsx"


def _another_much_alike(project: Project) -> list[str]:
    """One row became another measure, whose words are much like a third one's too."""
    rows(project)["措施02-02"]["整改措施"] = "修订养老机构收费管理办法。"
    return ["措施02-02"]


def _gone_and_the_next_reworded(project: Project) -> list[str]:
    """One is gone, and the next takes its number in other words, which are like the first one's too."""
    project.tables["措施清单"].remove(rows(project)["措施02-01"])
    rows(project)["措施02-02"]["整改措施"] = "修订养老机构收费管理办法。"
    rows(project)["措施02-02"]["措施编号"] = "措施02-01"
    return ["措施02-01", "措施02-02"]


def _exchanged_and_one_reworded(project: Project) -> list[str]:
    first, second = rows(project)["措施01-01"], rows(project)["措施01-03"]
    first["措施编号"], second["措施编号"] = "措施01-03", "措施01-01"
    first["整改措施"] = "切实" + str(first["整改措施"])
    return ["措施01-01"]


def _one_of_two_twins_gone(project: Project) -> list[str]:
    table = project.tables["措施清单"]
    table.remove(rows(project)["措施03-01"])
    rows(project)["措施03-02"]["措施编号"] = "措施03-01"
    return ["措施03-01", "措施03-02"]


@pytest.mark.parametrize(
    "bend",
    [
        _another_much_alike,
        _gone_and_the_next_reworded,
        _exchanged_and_one_reworded,
        _one_of_two_twins_gone,
    ],
)
def test_what_issue_would_ask_is_not_printed(
    tmp_path: Path, project: Project, bend: Callable[[Project], list[str]]
) -> None:
    """Whatever `issue` asks about is an error for the compiler (L062), before it was asked and as long
    as it is not answered: none of these answers is printed under any measure.
    """
    table = rows(project)
    if bend in (_another_much_alike, _gone_and_the_next_reworded):
        table["措施02-01"]["整改措施"] = "修订养老机构用地管理办法。"
    if bend is _one_of_two_twins_gone:
        same = ("整改措施", "整改目标", "牵头领导", "整改时限")
        table["措施03-02"] |= {label: table["措施03-01"].get(label) for label in same}
    root = issued_round(tmp_path, project)
    given = {str(row["措施编号"]): str(row["整改措施"]) for row in rows(project).values()}
    asked = bend(project)
    put_register(root, project)
    for _ in range(2):
        found = [d for d in analyse(root).diagnostics if d.code == "L062"]
        assert [d.arguments["id"] for d in found] == asked
        withheld = {progress_for(given[measure]) for measure in asked}
        assert not withheld & set(answers_under(root).values())
        issue = issue_forms(root)
        assert [d.arguments["id"] for d in issue.diagnostics if d.code == "L062"] == asked


def test_a_copy_of_the_old_form_comes_back(root: Path, project: Project) -> None:
    """After a renumbering a unit sends what it was first sent: it is not printed under the number's new
    measure, and the next `issue` puts it right.
    """
    form = root / "input_workbooks/区教育局/措施01-01.xlsx"
    old = form.read_bytes()
    first, second = rows(project)["措施01-01"], rows(project)["措施01-02"]
    first["措施编号"], second["措施编号"] = "措施01-02", "措施01-01"
    changed(root, project)
    (root / "input_workbooks/再报.xlsx").write_bytes(old)
    assert answers_under(root) == own_answers(project)
    issue_forms(root)
    assert answers_under(root) == own_answers(project)


def test_only_looking_writes_nothing(root: Path, project: Project) -> None:
    rows(project)["措施01-01"]["整改时限"] = "2025-12-31"
    put_register(root, project)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    issue = issue_forms(root, only_look=True)
    assert [it.event.value for it in issue.changes] == ["改期"]
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


# At random


def renumber(project: Project, chance: random.Random) -> None:
    """Number the measures of a problem anew in a random order."""
    table = project.tables["措施清单"]
    number = chance.choice([row["问题编号"] for row in table])
    own = [row for row in table if row["问题编号"] == number]
    chance.shuffle(own)
    for place, row in enumerate(own, 1):
        row["措施编号"] = f"措施0{number}-{place:02d}"


def insert(project: Project, chance: random.Random) -> None:
    """Put a measure of other words somewhere."""
    table = project.tables["措施清单"]
    like = chance.choice(table)
    words = chance.sample("江河湖海山川林田路桥城乡村镇街巷园区站台楼亭", 12)
    taken = rows(project)
    place = next(n for n in range(1, 99) if f"措施0{like['问题编号']}-{n:02d}" not in taken)
    row = {
        **like,
        "措施编号": f"措施0{like['问题编号']}-{place:02d}",
        "整改措施": "".join(words) + "。",
    }
    table.insert(chance.randrange(len(table)), row)


def delete(project: Project, chance: random.Random) -> None:
    table = project.tables["措施清单"]
    if len(table) > 3:
        table.remove(chance.choice(table))


def sort(project: Project, chance: random.Random) -> None:
    chance.shuffle(project.tables["措施清单"])


def copy(project: Project, chance: random.Random) -> None:
    table = project.tables["措施清单"]
    row = chance.choice(table)
    taken = rows(project)
    place = next(n for n in range(1, 99) if f"措施0{row['问题编号']}-{n:02d}" not in taken)
    table.append({**row, "措施编号": f"措施0{row['问题编号']}-{place:02d}"})


def reword(project: Project, chance: random.Random) -> None:
    row = chance.choice(project.tables["措施清单"])
    row["整改措施"] = str(row["整改措施"]).rstrip("。") + chance.choice(
        ["，按季通报。", "，限期完成。"]
    )


def move(project: Project, chance: random.Random) -> None:
    row = chance.choice(project.tables["措施清单"])
    row["牵头单位"] = chance.choice(["区教育局", "区财政局", "区民政局"])
    row["责任单位"] = ""


def replace(project: Project, chance: random.Random) -> None:
    """Type another measure over one."""
    words = chance.sample("风雨雷电云雾霜雪冰霞虹日月星辰光影声色香味", 12)
    chance.choice(project.tables["措施清单"])["整改措施"] = "".join(words) + "。"


def put_off(project: Project, chance: random.Random) -> None:
    chance.choice(project.tables["措施清单"])["整改时限"] = f"2026-0{chance.randint(1, 9)}-28"


EDITS: tuple[Callable[[Project, random.Random], None], ...] = (
    renumber, insert, delete, sort, copy, reword, move, replace, put_off,
)  # fmt: skip


def given_for(progress: str) -> str:
    """Return the words that an answer was given for."""
    return words_of(progress.removeprefix(BEGUN).removesuffix(DONE) + "。")


def may_stand(words: str, progress: str) -> bool:
    """Tell whether an answer may stand under a measure's words: those it was given for, or the same
    with something added.
    """
    return words_of(words).startswith(given_for(progress).rstrip("。"))


def assert_no_answer_is_misplaced(root: Path) -> None:
    for words, progress in answers_under(root).items():
        assert may_stand(words, progress), (words, progress)


@pytest.mark.parametrize("seed", range(5))
def test_no_answer_is_lost_or_misplaced(answered: Path, tmp_path: Path, seed: int) -> None:
    """Three times the register is changed at random, and units fill what is blank."""
    chance = random.Random(seed)
    root, project = shutil.copytree(answered, tmp_path / "项目"), a_round()
    given = set(where(root))
    for _ in range(3):
        for edit in chance.choices(EDITS, k=chance.randint(1, 4)):
            edit(project, chance)
        put_register(root, project)
        assert_no_answer_is_misplaced(root)
        issue = issue_forms(root)
        assert {d.code for d in issue.diagnostics} <= {"L062"}
        assert_no_answer_is_misplaced(root)
        kept = {**where(root, "旧版/input_workbooks"), **where(root)}
        assert given <= set(kept)
        if not issue.diagnostics:
            again = issue_forms(root)
            assert (again.written, again.changes, again.put_away) == ((), (), ())
            lead = {words_of(str(row["整改措施"])) for row in project.tables["措施清单"]}
            here = where(root)
            for progress in given:
                own = given_for(progress)
                assert own not in lead or progress in here, progress
                kept_on = any(words.startswith(own.rstrip("。")) for words in lead)
                assert kept_on or progress not in here, progress
        fill(root)
        given |= set(where(root))
    source, _ = read_project(root)
    assert source.office_record is not None
