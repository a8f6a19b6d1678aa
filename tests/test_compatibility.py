"""What is out stays good: workbooks, snapshots and source maps of release 0.1.0, read by this
release and by those to come.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import attrs
import pytest
from support.clerk import Clerk
from support.projects import findings, listed
from support.versions import (
    LATER,
    LISTS,
    changed,
    next_form,
    next_register,
    optional,
    required,
    unpacked,
    use,
    without_channel,
    write_earlier_form,
)
from support.workbooks import Reader

from compiler.commands import compiling, tracing
from compiler.commands.checking import analyse
from compiler.commands.comparing import compare_rounds
from compiler.commands.compilation import check_document
from compiler.commands.compiling import NOTICE_TEXT, REVIEW_WORD, compile_project
from compiler.commands.issuing import issue_forms
from compiler.commands.returning import return_forms
from compiler.commands.status import project_status
from compiler.commands.supervising import supervise
from compiler.commands.tracing import trace
from compiler.commands.upgrading import upgrade_project
from compiler.diagnostics import Diagnostic
from compiler.excel.reading import project as reading
from compiler.excel.reading.workbook import read_workbook
from compiler.excel.writing.workbooks import write_workbook
from compiler.model.kept import NewerFormatError
from compiler.model.provenance import read_provenance, write_provenance
from compiler.model.snapshot import decode, encode
from compiler.outputs.filling import contents_of
from compiler.outputs.snapshots import SNAPSHOT_FOLDER
from compiler.outputs.source_map import PROVENANCE
from compiler.rules.table import RULES
from compiler.schema.contents import Contents
from compiler.schema.definitions import Workbook, all_fields
from compiler.schema.form import FORM
from compiler.schema.register import REGISTER
from compiler.vocab import Severity

RELEASED = "release_0_1_0"
PROJECTS = ("sample", "finished", "progress", "register_1", "first_forms")
DAY = date(2025, 1, 20)
BLANK, CARRIED = "input_workbooks/柳汀镇/措施04-01.xlsx", "input_workbooks/柳汀镇/措施03-03.xlsx"
ANSWERED = "input_workbooks/区教育局/措施01-01.xlsx"
REGISTER_FILE = "input_workbooks/总台账.xlsx"

Future = Callable[[pytest.MonkeyPatch], None]


def today(patch: pytest.MonkeyPatch) -> None:
    """The schema as it is."""


def later(patch: pytest.MonkeyPatch) -> None:
    """The schema of the next release: see :mod:`support.versions`."""
    use(patch, FORM, next_form())
    use(patch, REGISTER, next_register())


FUTURES = (today, later)
futures = pytest.mark.parametrize("future", FUTURES)


@pytest.fixture(scope="module")
def readers() -> dict[Future, Reader]:
    """What each future has read of the projects."""
    return {future: Reader() for future in FUTURES}


@pytest.fixture
def in_future(
    future: Future, readers: dict[Future, Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Be in a future, in which a workbook is read once: the projects of the release share most."""
    future(monkeypatch)
    monkeypatch.setattr(reading, "read_workbook", readers[future].read)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Unpack a project of the release, to be read only, once."""
    folder = tmp_path_factory.mktemp("released")
    seen: dict[str, Path] = {}

    def get(name: str) -> Path:
        return (
            seen.setdefault(name, folder / name)
            if name in seen
            else seen.setdefault(name, unpacked(f"{RELEASED}/{name}", folder))
        )

    return get


@pytest.fixture
def own(released: Callable[[str], Path], tmp_path: Path) -> Callable[[str], Path]:
    """Return a copy of a project of the release."""

    def copy(name: str) -> Path:
        shutil.copytree(released(name), tmp_path / name)
        return tmp_path / name

    return copy


def errors(diagnostics: tuple[Diagnostic, ...]) -> set[tuple[str, str, str | None]]:
    """Return code, file and cell of every place of every error."""
    found = (d for d in diagnostics if d.severity is Severity.ERROR)
    return {(d.code, d.spans[0].file, d.spans[0].cell) for d in found}


def structural(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    """Return what is found about versions, sheets, labels and tables."""
    return [d.code for d in diagnostics if d.code.startswith(("S02", "S03"))]


# Workbooks that are out, read by this release and by the next


@futures
@pytest.mark.usefixtures("in_future")
@pytest.mark.parametrize("name", ["sample", "finished", "register_1", "first_forms"])
def test_published_rounds_compile_unchanged(
    name: str, released: Callable[[str], Path], tmp_path: Path
) -> None:
    """Nothing is found, but that a form was replaced, and the notice is to the letter what it
    was.
    """
    root = released(name)
    compilation = compile_project(root, tmp_path)
    assert {d.code for d in compilation.diagnostics} <= {"L019"}
    kept = root / "output" / NOTICE_TEXT
    if kept.exists():  # nothing was kept of what came before the release
        assert (tmp_path / NOTICE_TEXT).read_bytes() == kept.read_bytes()
    assert compilation.publishable
    assert (name in ("sample", "finished")) == kept.exists()


@futures
@pytest.mark.usefixtures("in_future")
def test_a_round_in_progress_has_the_same_errors(released: Callable[[str], Path]) -> None:
    """What is missing or wrong in its forms is what the release found, no more and no less; but a
    form that still has last round's answers is told once (V004), not cell by cell.
    """
    root = released("progress")
    recorded = json.loads((root / "findings.json").read_bytes())["diagnostics"]
    was = {
        (d["code"], p["file"], p["cell"])
        for d in recorded
        if d["severity"] == "error"
        for p in d["places"]
    }
    found = analyse(root)
    now = errors(found.diagnostics)
    unfilled = {file for code, file, _ in now if code == "V004"}
    assert unfilled <= {file for _, file, _ in was}
    assert {one for one in now if one[1] not in unfilled} == {
        one for one in was if one[1] not in unfilled
    }
    assert {code for code, file, _ in now if file in unfilled} == {"V004"}
    assert structural(found.found) == []
    assert len(was) > 20


@futures
def test_every_command_goes_on(
    future: Future, own: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """status, issue, supervise, return and compile --draft do on a round of the release what they
    did on it.
    """
    future(monkeypatch)
    root = own("progress")
    before = {path: path.read_bytes() for path in (root / "input_workbooks").rglob("*.xlsx")}
    draft = (root / "output" / NOTICE_TEXT).read_bytes()
    report = project_status(root, root / "output", DAY)
    assert report.units is not None
    assert {unit.unit: len(unit.measures) for unit in report.units} == {
        "区教育局": 1,
        "区财政局": 3,
        "区民政局": 1,
        "柳汀镇": 2,
    }
    assert supervise(report.analysis, report.units, root, root / "output", DAY, DAY).already == (
        "区财政局",
        "区民政局",
        "柳汀镇",
    )
    issued = issue_forms(root)
    if (
        future is later
    ):  # the release wrote them byte for byte as this one does, but for how they are packed
        assert issued.written == ()
        assert dict(issued.left)[BLANK] == "没有变化"
        assert {path: path.read_bytes() for path in before} == before
    assert (
        dict(issued.left)[ANSWERED]
        == dict(issued.left)["input_workbooks/区财政局/措施03-01.xlsx"]
        == "已有填报内容"
    )
    returned = return_forms(root, root / "output/退回/2025-01-20", DAY)
    assert returned.forms == ("input_workbooks/区财政局/措施03-01.xlsx",)
    back, _ = read_workbook(root / "output/退回/2025-01-20/区财政局/措施03-01.xlsx", "x")
    assert back is not None
    assert back.structure["revision"].text == "3"
    drafted = compile_project(root, draft=True)
    assert NOTICE_TEXT in {path.name for path in drafted.outputs}
    assert (root / "output" / NOTICE_TEXT).read_bytes() == draft


@pytest.mark.parametrize("name", ["finished", "register_1"])
def test_an_upgrade_to_come_keeps_every_answer(
    name: str, own: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All workbooks are rewritten, none is left, and the notice stays; what is newly required is
    now asked for.
    """
    later(monkeypatch)
    root = own(name)
    text = check_document(analyse(root)).document
    upgrade = upgrade_project(root)
    assert (len(upgrade.written), upgrade.left, upgrade.diagnostics) == (
        len(list((root / "input_workbooks").rglob("*.xlsx"))),
        (),
        (),
    )
    found = analyse(root)
    assert check_document(found, draft=True).document is not None
    assert text is not None
    drafted = check_document(found, draft=True).document
    assert drafted is not None
    assert [p.text for p in drafted.paragraphs] == [p.text for p in text.paragraphs]
    assert {d.code for d in found.diagnostics if d.severity is Severity.ERROR} == {"V001"}


def test_an_upgrade_of_today_leaves_what_is_current(own: Callable[[str], Path]) -> None:
    """Of a register of version 1 and forms of version 1, those are rewritten that have a later
    version by now: the register, and the forms once theirs is raised.
    """
    root = own("register_1")
    files = [path.relative_to(root).as_posix() for path in root.rglob("input_workbooks/**/*.xlsx")]
    forms = {file for file in files if file != REGISTER_FILE}
    upgrade = upgrade_project(root)
    outdated = {REGISTER_FILE} | (forms if FORM.version > 1 else set())
    assert forms
    assert (set(upgrade.written), upgrade.left, upgrade.diagnostics) == (outdated, (), ())


@futures
def test_without_the_hidden_sheet_nothing_more_is_missed(
    future: Future, own: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the version is unknown, the labels on the sheets tell it: S022 as today, and no label
    is missed.
    """
    root = own("finished")
    for file in (ANSWERED, REGISTER_FILE):
        clerk = Clerk.at(root / file, "_结构")
        for sheet in ("_结构", "_选项", "填报说明", "_自检"):
            if sheet in clerk.book.sheetnames:
                del clerk.book[sheet]
        clerk.save()
    future(monkeypatch)
    assert listed(analyse(root).diagnostics) == [
        ("L019", "B7"),
        ("S022", "总台账.xlsx"),
        ("S022", "措施01-01.xlsx"),
    ]


def test_labels_tell_the_version(
    own: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form without its hidden sheet that has what came later is held to what came later."""
    root = own("finished")
    later(monkeypatch)
    upgrade_project(root)
    clerk = Clerk.at(root / ANSWERED, "_结构")
    del clerk.book["_结构"]
    clerk.sheet = clerk.book["填报表"]
    clerk.sheet.cell(clerk.find("验收情况").row, 1).value = None
    clerk.save()
    _, found = read_workbook(root / ANSWERED, ANSWERED)
    assert sorted(d.code for d in found) == ["S022", "S030"]


# What a schema to come may change, one thing at a time


def _evolved(key: str, **change: Any) -> Callable[[], Workbook]:
    """A later form one of whose blocks is changed."""
    return lambda: changed(
        FORM, lambda block: attrs.evolve(block, **change) if block.key == key else block
    )


def _field(key: str, name: str, **change: Any) -> Callable[[], Workbook]:
    """A later form one of whose fields is changed."""

    def evolve() -> Workbook:
        def change_block(block: Any) -> Any:
            if block.key != key:
                return block
            where = "fields" if hasattr(block, "fields") else "columns"
            fields = [
                attrs.evolve(f, **change) if f.key == name else f for f in getattr(block, where)
            ]
            return attrs.evolve(block, **{where: tuple(fields)})

        return changed(FORM, change_block)

    return evolve


def _more(key: str, *new: Any, first: bool = False, **change: Any) -> Callable[[], Workbook]:
    """A later form with more fields in a block."""

    def evolve() -> Workbook:
        def change_block(block: Any) -> Any:
            if block.key != key:
                return block
            where = "fields" if hasattr(block, "fields") else "columns"
            old = getattr(block, where)
            return attrs.evolve(block, **{where: (*new, *old) if first else (*old, *new)}, **change)

        return changed(FORM, change_block)

    return evolve


CHANGES: dict[str, Callable[[], Workbook]] = {
    "an optional field": _more("sign_off", optional("传真", 2)),
    "a required field": _more("sign_off", required("职务", 2)),
    "a required field before all": _more("progress", required("报送批次", 2), first=True),
    "a field whose label stood elsewhere": _more("follow_up", required("审核意见", 2), optional("指标名称", 2)),
    "an optional column": _more("handlings", optional("处理依据", 2)),
    "a required column": _more("institutions", required("印发单位", 2), required_columns=("title", "new_印发单位")),
    "more columns than there were": _more("evidence", *(optional(f"说明{n}", 2) for n in range(1, 5)), first=True),
    "a field that becomes required": _field("progress", "theme", requirement=required("", 2).requirement, required_since=2),
    "a column that becomes required": _evolved(
        "figures", required_columns=("name", "value", "unit", "as_of"),
        columns=tuple(attrs.evolve(c, required_since=2) if c.key == "as_of" else c for c in next(
            b for b in FORM.sheets[0].blocks if b.key == "figures").columns),  # type: ignore[union-attr]
    ),
    "another label": _field("progress", "progress", label="整改成效", aliases=("进展情况",)),
    "another label of a column": _field("figures", "name", label="指标", aliases=("指标名称",)),
    "another help": _field("progress", "progress", help="另一句话。", earlier_help=(
        "写已经做了什么、取得什么结果，一段写完、不换行，以句号结尾；不写“一是”，序号由程序编。",)),
    "another title": _evolved("figures", title="五、主要指标", aliases=("五、数据指标",)),
    "another title of a section": _evolved("sign_off", title="四、签字", aliases=("四、填报与审签",)),
    "another note": _evolved("sign_off", note="请亲笔签。", earlier_notes=("仅供内部核对，不会印进通报。",)),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_one_change_to_come(
    change: Callable[[], Workbook], released: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forms of the release, read by a schema that differs in one thing: nothing is found, nothing
    is lost.
    """
    files = sorted(released("finished").rglob("input_workbooks/*/*.xlsx"))
    before = [read_workbook(path, path.name) for path in files]
    use(monkeypatch, FORM, change())
    after = [read_workbook(path, path.name) for path in files]
    for (old, _), (new, found) in zip(before, after, strict=True):
        assert found == []
        assert old is not None
        assert new is not None
        assert (new.fields, new.tables) == (old.fields, old.tables)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_to_come_asks_more_of_its_own_forms(
    change: Callable[[], Workbook], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form of that very version from which a required label is gone is an error: only earlier
    ones are excused.
    """
    schema = change()
    use(monkeypatch, FORM, schema)
    path = tmp_path / "措施01-01.xlsx"
    path.write_bytes(
        write_workbook(schema, Contents({"measure_id": "措施01-01"}), LISTS, measure_id="措施01-01")
    )
    assert read_workbook(path, path.name)[1] == []
    clerk = Clerk.at(path)
    new = [f.label for f in all_fields(schema) if f.since > 1 or f.required_since > 1 or f.aliases]
    label = new[0] if new else "进展情况"
    clerk.find(label).value = None
    clerk.save()
    assert {d.code for d in read_workbook(path, path.name)[1]} & {"S030", "S035", "S037"}


# What is no longer asked for


def test_answers_to_what_is_no_longer_asked_are_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A field, a column and a table that are gone: a hint at each cell, no error, the rest as it
    was; upgrade tells, too.
    """
    before, _ = read_workbook(root / ANSWERED, ANSWERED)
    write_earlier_form(root / ANSWERED, "专网")
    use(monkeypatch, FORM, without_channel())
    record, found = read_workbook(root / ANSWERED, ANSWERED)
    assert before is not None
    assert record is not None
    rows = len(before.tables["figures"])
    assert [(d.code, d.arguments["text"]) for d in found] == [("S038", "专网")] * (2 + rows)
    assert {key: entry.text for key, entry in record.fields.items()} == {
        key: entry.text for key, entry in before.fields.items()
    }
    assert [[e.text for e in row.entries.values()] for row in record.tables["figures"]] == [
        [e.text for e in row.entries.values()] for row in before.tables["figures"]
    ]
    assert RULES["S038"].severity is Severity.HINT
    upgrade = upgrade_project(root)
    assert ANSWERED in upgrade.written
    assert [d.code for d in upgrade.diagnostics] == ["S038"] * (2 + rows)
    assert findings(root) == []


def test_what_is_no_longer_asked_and_was_not_answered(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its empty cells are nothing to speak of."""
    write_earlier_form(root / ANSWERED, None)
    use(monkeypatch, FORM, without_channel())
    assert findings(root) == []


# Workbooks of a later version


def written_by(schema: Workbook, root: Path, patch: pytest.MonkeyPatch, file: str) -> None:
    """Let a workbook come from a later schema."""
    with patch.context() as future:
        use(future, FORM, next_form())
        use(future, REGISTER, next_register())
        record, _ = read_workbook(root / file, file)
        assert record is not None
        (root / file).write_bytes(
            write_workbook(
                schema,
                contents_of(record),
                LISTS,
                measure_id=Path(file).stem if schema.key == "form" else None,
            )
        )


@pytest.mark.parametrize(
    ("file", "schema"), [(ANSWERED, next_form), (REGISTER_FILE, next_register)]
)
def test_a_later_version_says_which_release_is_needed(
    root: Path, file: str, schema: Callable[[], Workbook], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One error at its version, naming the release and never upgrade; what can be read is read,
    and nothing else is said of it.
    """
    written_by(schema(), root, monkeypatch, file)
    found = analyse(root).diagnostics
    (diagnostic,) = [d for d in found if d.code == "S021"]
    assert (diagnostic.spans[0].file, diagnostic.spans[0].sheet, diagnostic.spans[0].cell) == (
        file,
        "_结构",
        "B2",
    )
    assert f"升级到 {LATER} 或更新的版本" in diagnostic.message
    assert f"（{LATER}）" in diagnostic.message
    assert "upgrade" not in diagnostic.message
    assert structural(found) == ["S021"]
    record, _ = read_workbook(root / file, file)
    assert record is not None
    assert len(record.fields) > 10
    assert not check_document(analyse(root)).publishable


@pytest.mark.parametrize("release", ["", "最新", "1.2.3.4.5", "=1+1", "0.2.0<b>"])
def test_a_later_version_that_names_no_release(
    root: Path, release: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is no release is not repeated."""
    written_by(attrs.evolve(next_form(), release=release), root, monkeypatch, ANSWERED)
    (diagnostic,) = [d for d in analyse(root).diagnostics if d.code == "S021"]
    assert "用更新的版本制作的" in diagnostic.message
    assert "升级到制作它的版本。" in diagnostic.message


def test_other_faults_of_a_later_version_are_told_with_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All problems come at once: a date that is none, beside the version."""
    written_by(next_form(), root, monkeypatch, ANSWERED)
    clerk = Clerk.at(root / ANSWERED)
    place = clerk.put("审签日期", "改天")
    clerk.save()
    assert [(c, p) for c, p in listed(analyse(root).diagnostics) if c[0] in "SV"] == [
        ("S021", "B2"),
        ("V012", place),
    ]


def test_no_command_writes_over_a_later_version(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """upgrade, with --all too, issue and return leave it, and say why."""
    written_by(next_form(), root, monkeypatch, ANSWERED)
    before = (root / ANSWERED).read_bytes()
    for everything in (False, True):
        upgrade = upgrade_project(root, everything=everything)
        assert ANSWERED in upgrade.left
        assert ANSWERED not in upgrade.written
        assert [d.code for d in upgrade.diagnostics] == ["S021"]
    assert ANSWERED not in issue_forms(root).written
    returned = return_forms(root, tmp_path / "退回", DAY)
    assert ANSWERED not in returned.forms
    assert "S021" in {d.code for d in returned.lost}
    assert (root / ANSWERED).read_bytes() == before


def test_a_later_register_is_left(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither issue nor upgrade nor supervise works from a register that it cannot read whole."""
    written_by(next_register(), root, monkeypatch, REGISTER_FILE)
    before = (root / REGISTER_FILE).read_bytes()
    issued = issue_forms(root)
    assert ([d.code for d in issued.diagnostics], issued.written) == (["S021"], ())
    assert upgrade_project(root).left == (REGISTER_FILE,)
    report = project_status(root, root / "output", DAY)
    assert report.units is not None
    supervised = supervise(report.analysis, report.units, root, root / "output", DAY, DAY)
    assert supervised.written == ()
    assert "S021" in {d.code for d in supervised.diagnostics}
    assert (root / REGISTER_FILE).read_bytes() == before


@pytest.mark.parametrize(("schema", "known"), [(FORM, 1), (REGISTER, 2)])
def test_a_version_that_0_1_0_cannot_read_names_its_release(schema: Workbook, known: int) -> None:
    """Whoever raises the version names the release that first reads it."""
    assert (schema.version > known) == bool(schema.release)
    assert all(
        max(field.since, field.required_since) <= schema.version for field in all_fields(schema)
    )


# What is missing of what need not be there


def without(file: Path, sheet: str, *labels: str) -> None:
    """Delete whole rows, as a clerk does who has no use for them."""
    clerk = Clerk.at(file, sheet)
    for label in labels:
        row = clerk.find(label).row
        for area in [
            area for area in clerk.sheet.merged_cells.ranges if area.min_row <= row <= area.max_row
        ]:
            clerk.sheet.unmerge_cells(str(area))
        for cell in clerk.sheet[row]:
            cell.value = None
    clerk.save()


def without_table(file: Path, title: str, rows: int) -> None:
    """Empty a table with its title, note and header."""
    clerk = Clerk.at(file)
    first = next(cell.row for cell in clerk.sheet["A"] if str(cell.value).endswith(f"、{title}"))
    for row in clerk.sheet.iter_rows(min_row=first, max_row=first + 2 + rows):
        for cell in row:
            if type(cell).__name__ == "Cell":
                cell.value = None
    clerk.save()


@pytest.mark.parametrize("label", ["整改目标", "牵头领导", "责任单位", "主题句"])
def test_an_optional_field_is_gone(root: Path, label: str) -> None:
    """A hint; and the notice is published."""
    without(root / ANSWERED, "填报表", label)
    found = analyse(root)
    assert listed(found.diagnostics) == [("S037", "填报表")]
    assert label in found.diagnostics[0].message
    assert check_document(found).publishable


@pytest.mark.parametrize(
    "label",
    ["问题", "整改措施", "牵头单位", "进展情况", "完成状态", "完成日期", "事项名称", "审核人"],
)
def test_a_required_field_is_gone(root: Path, label: str) -> None:
    """What the form cannot do without, now or by its status, stays an error."""
    without(root / ANSWERED, "填报表", label)
    assert ("S030", "填报表") in [
        (d.code, d.spans[0].sheet) for d in read_workbook(root / ANSWERED, ANSWERED)[1]
    ]


@pytest.mark.parametrize("label", ["主送机关", "落款", "监督期限", "报送期限", "邮政编码"])
def test_an_optional_field_of_the_register_is_gone(root: Path, label: str) -> None:
    """Likewise."""
    without(root / REGISTER_FILE, "报告信息", label)
    assert listed(analyse(root).diagnostics) == [("S037", "报告信息")]


@pytest.mark.parametrize("title", ["数据指标", "制度成果", "处理情况", "佐证材料"])
def test_an_optional_table_is_gone(root: Path, title: str) -> None:
    """A unit that has nothing to declare deletes the table: a hint."""
    form = root / "input_workbooks/区教育局/措施03-01.xlsx"
    without_table(form, title, 0)
    _, found = read_workbook(form, "x")
    assert [(d.code, d.arguments["what"]) for d in found] == [("S037", f"表格“{title}”")]


def test_a_header_is_gone_whose_rows_are_left(root: Path) -> None:
    """Their cells belong nowhere: each is an error, whatever is said of the table."""
    without_table(root / ANSWERED, "数据指标", 0)
    assert "S033" in {d.code for d in read_workbook(root / ANSWERED, ANSWERED)[1]}


@pytest.mark.parametrize(
    ("sheet", "label"),
    [
        ("单位名录", "别名"),
        ("单位名录", "联系人"),
        ("措施清单", "分组导语"),
        ("问题清单", "问题导语"),
        ("勾稽规则", "允许误差"),
    ],
)
def test_an_optional_column_is_gone(root: Path, sheet: str, label: str) -> None:
    """A hint at its header; what was in it would be an error of its own."""
    clerk = Clerk.at(root / REGISTER_FILE, sheet)
    clerk.sheet.delete_cols(clerk.find(label).column)
    clerk.save()
    assert [c for c, _ in listed(read_workbook(root / REGISTER_FILE, REGISTER_FILE)[1])] == ["S037"]


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ("用语", "S037"),
        ("豁免", "S037"),
        ("处理人员", "S024"),
        ("篇章", "S024"),
        ("填报说明", None),
        ("_选项", None),
    ],
)
def test_a_sheet_is_gone(root: Path, sheet: str, code: str | None) -> None:
    """A hint if the register can do without, an error if it cannot, nothing if it is ours."""
    clerk = Clerk.at(root / REGISTER_FILE, "报告信息")
    del clerk.book[sheet]
    clerk.save()
    assert [d.code for d in read_workbook(root / REGISTER_FILE, REGISTER_FILE)[1]] == (
        [code] if code else []
    )


def test_a_register_no_longer_records_notices(own: Callable[[str], Path]) -> None:
    """A sheet that was given up is owed by the version that began with it, and kept by an upgrade
    as long as there is anything in it.
    """
    root = own("progress")
    rows = recorded_notices(root)
    assert REGISTER_FILE in upgrade_project(root).written
    assert recorded_notices(root) == rows != []
    assert read_workbook(root / REGISTER_FILE, REGISTER_FILE)[1] == []
    clerk = Clerk.at(root / REGISTER_FILE, "报告信息")
    del clerk.book["督办记录"]
    clerk.save()
    assert read_workbook(root / REGISTER_FILE, REGISTER_FILE)[1] == []
    clerk = Clerk.at(root / REGISTER_FILE, "_结构")
    clerk.find("结构版本").offset(0, 1).value = 2
    clerk.save()
    assert [d.code for d in read_workbook(root / REGISTER_FILE, REGISTER_FILE)[1]] == ["S024"]
    assert REGISTER_FILE in upgrade_project(root).written
    assert read_workbook(root / REGISTER_FILE, REGISTER_FILE)[1] == []


def recorded_notices(root: Path) -> list[tuple[object, ...]]:
    """Return the filled rows of the register's 督办记录."""
    sheet = Clerk.at(root / REGISTER_FILE, "督办记录").sheet
    return [row for row in sheet.iter_rows(min_row=4, values_only=True) if any(row)]


@pytest.mark.parametrize("sheet", ["填报说明", "_选项", "_自检"])
def test_a_sheet_of_ours_is_gone_from_a_form(root: Path, sheet: str) -> None:
    """What we wrote for whoever fills the form is not missed when it comes back."""
    clerk = Clerk.at(root / ANSWERED)
    del clerk.book[sheet]
    clerk.save()
    assert listed(analyse(root).diagnostics) == []


# Snapshots and source maps


def snapshot_of(root: Path) -> Path:
    """Return the snapshot in a project's output."""
    (path,) = (root / "output" / SNAPSHOT_FOLDER).glob("*.json")
    return path


@futures
@pytest.mark.usefixtures("in_future")
@pytest.mark.parametrize("name", ["sample", "finished", "progress"])
def test_snapshots_that_were_kept_are_compared(
    name: str, released: Callable[[str], Path], tmp_path: Path
) -> None:
    """A snapshot of the release and the project it was taken from say the same."""
    root = released(name)
    for old in (snapshot_of(root), root / "output"):
        compared = compare_rounds(old, root, tmp_path)
        assert compared.diagnostics == ()
        assert compared.comparison is not None
        differing = [
            *compared.comparison.changes,
            *compared.comparison.consequences,
            *compared.comparison.paragraphs,
        ]
        assert differing == []


@pytest.mark.parametrize("release", ["0.1.0", LATER])
def test_source_maps_that_were_kept_answer(
    release: str, released: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """来源.json of the release answers, as long as the workbooks are the same, whatever the
    release that asks.
    """
    for module in (tracing, compiling):
        monkeypatch.setattr(module, "VERSION", release)
    monkeypatch.setattr(tracing, "analyse", None)  # it must not be needed
    root = released("finished")
    number = json.loads((root / "output" / PROVENANCE).read_bytes())["compile"]
    for copy in (None, root / "output" / REVIEW_WORD):
        answer = trace(root, "新增学位540个", copy=copy)
        (link,) = [
            link for passage in answer.passages for piece in passage.pieces for link in piece.links
        ]
        assert (link.source.place.file, answer.compile, answer.notes, answer.diagnostics) == (
            ANSWERED,
            number,
            (),
            (),
        )


def _records(value: Any) -> Any:
    """Yield every JSON object in a value."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _records(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _records(inner)


def _extended(data: dict[str, Any]) -> dict[str, Any]:
    """Add a key to every record that is no table of its own."""
    for record in list(_records(data)):
        if record.keys() & {
            "format",
            "runs",
            "text",
            "code",
            "formula",
            "subject",
            "file",
            "number",
        }:
            record["later"] = {"more": [1]}
    return data


def test_keys_to_come_are_passed_over(released: Callable[[str], Path]) -> None:
    """A later release may add keys to any record and values to the end of any list."""
    root = released("finished")
    content = (root / "output" / PROVENANCE).read_bytes()
    more = _extended(json.loads(content))
    more["cells"] = {
        f: {s: {c: [*v, "more"] for c, v in cells.items()} for s, cells in own.items()}
        for f, own in more["cells"].items()
    }
    assert read_provenance(json.dumps(more).encode()) == read_provenance(content)
    kept = snapshot_of(root).read_bytes()
    more = _extended(json.loads(kept))
    more["statuses"] = [[*status, "more"] for status in more["statuses"]]
    more["items"] = [[*item, {"more": 1}] for item in more["items"]]
    more["items"][0][5] = [[*cell, 1] for cell in more["items"][0][5]]
    assert decode(json.dumps(more).encode()) == decode(kept)


@pytest.mark.parametrize(
    "key",
    ["round", "draft", "cells", "forms", "figures", "unbound", "relations", "findings", "release"],
)
def test_a_source_map_may_lack(key: str, released: Callable[[str], Path]) -> None:
    """What an earlier release did not write is empty, and every passage is still found."""
    data = json.loads((released("finished") / "output" / PROVENANCE).read_bytes())
    whole = read_provenance(json.dumps(data).encode())
    data.pop(key, None)
    read = read_provenance(json.dumps(data).encode())
    assert read.document.paragraphs == whole.document.paragraphs
    assert read.number == whole.number
    assert read_provenance(write_provenance(read)) == read


@pytest.mark.parametrize(
    "key",
    ["title", "cut_off", "signed_on", "draft", "statuses", "problems", "counts", "paragraphs"],
)
def test_a_snapshot_may_lack(key: str, released: Callable[[str], Path]) -> None:
    """Likewise; what the cells said is always there."""
    data = json.loads(snapshot_of(released("finished")).read_bytes())
    whole = decode(json.dumps(data).encode())
    del data[key]
    read = decode(json.dumps(data).encode())
    assert read.items == whole.items
    assert not getattr(read, key)
    assert decode(encode(read)) == read


@pytest.mark.parametrize(
    ("key", "record"),
    [
        ("status", "problems"),
        ("subject", "paragraphs"),
        ("units", "paragraphs"),
        ("title", "problems"),
    ],
)
def test_records_may_lack_texts(key: str, record: str, released: Callable[[str], Path]) -> None:
    """A text or a list that a record lacks is empty."""
    data = json.loads(snapshot_of(released("finished")).read_bytes())
    for one in data[record]:
        del one[key]
    assert not any(getattr(one, key) for one in getattr(decode(json.dumps(data).encode()), record))


DAMAGES = (None, 7, "x", [1], {"a": 1}, True)


def _small(value: Any) -> Any:
    """Return a JSON value without what :func:`_places` does not reach: of a list of records the
    first two.
    """
    if isinstance(value, dict):
        return {key: _small(one) for key, one in list(value.items())[:20]}
    if isinstance(value, list):
        return [
            _small(one) for one in (value[:2] if value and isinstance(value[0], dict) else value)
        ]
    return value


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path to everything in a JSON value, of a list to its first two."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else ()
    for key, one in enumerate(value[:2]) if isinstance(value, list) else list(inner)[:20]:
        yield from _places(one, (*path, key))


@pytest.mark.parametrize("read", [read_provenance, decode])
def test_damaged_files_are_none(
    read: Callable[[bytes], object], released: Callable[[str], Path]
) -> None:
    """Whatever stands in the place of any value, a file is read or is none: nothing else is
    raised.
    """
    root = released("finished")
    file = root / "output" / PROVENANCE if read is read_provenance else snapshot_of(root)
    whole = _small(json.loads(file.read_bytes()))
    read(json.dumps(whole).encode())
    refused = 0
    for path in _places(whole):
        *above, last = path
        holder = reduce(getitem, above, whole)
        kept = holder[last]
        for damage in DAMAGES:
            holder[last] = damage
            try:
                read(json.dumps(whole).encode())
            except ValueError:
                refused += 1
        holder[last] = kept
    assert refused > 50


NO_SNAPSHOTS = (
    b"[1]",
    b"{}",
    b'{"format": "1"}',
    b'{"format": true}',
    b'{"format": 1}',
    b"[" * 100_000,
    b"\xff",
)


@pytest.mark.parametrize("content", NO_SNAPSHOTS, ids=range(len(NO_SNAPSHOTS)))
def test_what_is_no_snapshot(content: bytes, tmp_path: Path) -> None:
    """It is none, and not one of a later release."""
    (tmp_path / "快照.json").write_bytes(content)
    found = compare_rounds(tmp_path / "快照.json", tmp_path / "快照.json", tmp_path).diagnostics
    assert {d.code for d in found} == {"S090"}


@pytest.mark.parametrize(
    ("release", "words"),
    [
        (LATER, f"升级到 {LATER} 或更新的版本"),
        (None, "升级到制作它的版本"),
        (7, "升级到制作它的版本"),
    ],
)
def test_a_later_format_says_which_release_is_needed(
    release: object, words: str, own: Callable[[str], Path], tmp_path: Path
) -> None:
    """Another round is not compared in its stead; trace answers from the workbooks, and says so."""
    root = own("finished")
    for path in (snapshot_of(root), root / "output" / PROVENANCE):
        data = {**json.loads(path.read_bytes()), "format": 2, "release": release}
        path.write_text(json.dumps(data), encoding="utf-8")
    shutil.copy(snapshot_of(own("sample")), root / "output" / SNAPSHOT_FOLDER / "2023-12-31.json")
    for old in (root / "output", root / "output" / SNAPSHOT_FOLDER / "2024-12-31.json"):
        (diagnostic,) = compare_rounds(old, root, tmp_path).diagnostics
        assert diagnostic.code == "S091"
        assert words in diagnostic.message
    answer = trace(root, "新增学位540个")
    assert answer.found
    assert words in answer.notes[0]
    with pytest.raises(NewerFormatError):
        read_provenance((root / "output" / PROVENANCE).read_bytes())
