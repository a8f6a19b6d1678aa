"""A field is defined once: one more of each kind, in the register and on the form, is known to
every stage without another line of code.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import openpyxl
import pytest
from support.projects import ROOT, Form, Project, listed, small

from compiler.commands.checking import Analysis, analyse
from compiler.commands.comparing import compare_rounds
from compiler.commands.compiling import compile_project
from compiler.commands.issuing import issue_forms
from compiler.commands.returning import return_forms
from compiler.commands.tracing import trace
from compiler.commands.upgrading import upgrade_project
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.workbook import read_workbook
from compiler.importer.project import import_notice
from compiler.model.changes import Change, ChangeKind
from compiler.notice.kind import load_kind
from compiler.outputs.forms import cell_codes
from compiler.schema.books import Schema, extended
from compiler.schema.contents import CellContent, Contents, Lists, Spot
from compiler.schema.definitions import Field, Requirement, Table, ValueKind, members
from compiler.schema.form import FORM
from compiler.schema.register import REGISTER
from compiler.span import Span
from compiler.vocab import IMPORTED, Publication
from compiler.wordfile.taking import NoticeLine

pytestmark = pytest.mark.usefixtures("read_once")

DEGREES = ("特急", "加急", "一般")
DAY = date(2025, 3, 3)
MEASURE = "措施01-01"
FORM_FILE = "input_workbooks/区教育局/措施01-01.xlsx"


def own(place: str, prefix: str) -> tuple[Field, ...]:
    """Return one field of each kind; a text is written for the notice, the rest may be drawn."""
    ledger = Publication.LEDGER
    return (
        Field(f"{place}_text", f"{prefix}来由", ValueKind.TEXT, "写明来由。", publication=Publication.NOTICE),
        Field(f"{place}_day", f"{prefix}节点", ValueKind.DATE, "写日期。", publication=ledger),
        Field(f"{place}_sum", f"{prefix}金额", ValueKind.NUMBER, "只写数字。", publication=ledger),
        Field(f"{place}_degree", f"{prefix}缓急", ValueKind.CHOICE, "从下拉列表中选。", publication=ledger, choices="缓急程度"),
    )  # fmt: skip


PLACES = {"notice": "全局", "problem": "题目", "plan": "计划", "answer": "落实"}
LEFT = Field(
    "left_over", "遗留说明", ValueKind.PROSE, "写明遗留什么。", publication=Publication.NOTICE
)
SECRET = Field("secret", "内部备注", ValueKind.TEXT, "只供内部。", publication=Publication.INTERNAL)
BASIS = Field("basis", "统计依据", ValueKind.TEXT, "怎么统计的。", publication=Publication.LEDGER)
ONCE = Field(
    "clerk", "本期经办", ValueKind.TEXT, "只管本期。", carried=False, tracked=False,
    publication=Publication.LEDGER,
)  # fmt: skip

SCHEMA = Schema(
    extended(
        REGISTER,
        {
            "information": own("notice", "全局"),
            "problems": own("problem", "题目"),
            "measures": own("plan", "计划"),
        },
    ),
    extended(
        FORM,
        {
            "progress": (*own("answer", "落实"), SECRET, ONCE),
            "follow_up": (LEFT,),
            "figures": (BASIS,),
        },
    ),
    {"缓急程度": DEGREES},
)
ANSWERED = [*own("answer", "落实"), SECRET, ONCE]
OTHER = {
    ValueKind.TEXT: "另有来由", ValueKind.PROSE: "另有遗留。", ValueKind.DATE: "2024-08-08", ValueKind.NUMBER: "4321.5",
    ValueKind.CHOICE: "加急",
}  # fmt: skip


def values(prefix: str) -> dict[str, CellContent]:
    """Return what stands in the four fields, by label."""
    return {
        f"{prefix}来由": f"{prefix}由上级交办",
        f"{prefix}节点": "2024-07-09",
        f"{prefix}金额": "1234.5",
        f"{prefix}缓急": "特急",
    }


def filled() -> Project:
    """Return the small project with the fields of its own filled in."""
    project = attrs.evolve(small(), schema=SCHEMA)
    project.information |= values("全局")
    for row in project.tables["问题清单"]:
        row |= values("题目")
    for row in project.tables["措施清单"]:
        row |= values("计划")
    for form in project.forms.values():
        form.fields |= values("落实") | {"内部备注": "经办人知道", "本期经办": "岑一鸣"}
        if form.fields["完成状态"] != "已完成":
            form.fields["遗留说明"] = "两处房屋尚未腾退。"
    for row in project.form(MEASURE).tables["数据指标"]:
        row["统计依据"] = "学籍系统"
    return project


def drawn(name: str, entity_prefix: str) -> str:
    labels = [f"{entity_prefix}{word}" for word in ("来由", "节点", "金额", "缓急")]
    return name + ":" + "，".join(f"{{{label}}}" for label in labels) + "。"


def outline() -> str:
    """Return the outline of 巡视 with every field of our own drawn."""
    text = (ROOT / "templates/xunshi/outline.txt").read_text(encoding="utf-8")
    after = next(line for line in text.splitlines() if "整改情况:" in line)
    measure = drawn("计划补充", "计划") + drawn("落实补充", "落实") + "现为{完成状态}。"
    problem = " " * 16 + drawn("问题补充", "题目")
    line = after.replace("{进展情况}", "{进展情况}" + measure)
    text = text.replace(after, f"{line}\n{problem}")
    text = text.replace("{导语}\n", drawn("全局补充", "全局") + "\n{导语}\n")
    deadline = "            完成时限:[(1)<{事项名称}:>{完成时限}]\n"
    return text.replace(deadline, deadline + "            遗留说明:[(1)<{事项名称}:>{遗留说明}]\n")


def write(project: Project, root: Path, drawing: str | None = None) -> Path:
    """Write a project with its own outline."""
    project.write(root)
    shutil.copytree(ROOT / "templates/xunshi", root / "templates/xunshi")
    (root / "templates/xunshi/outline.txt").write_text(drawing or outline(), encoding="utf-8")
    return root


def codes(found: Iterator[Diagnostic] | tuple[Diagnostic, ...], code: str) -> list[Diagnostic]:
    return [diagnostic for diagnostic in found if diagnostic.code == code]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, written and compiled; to be read only."""
    root = write(filled(), tmp_path_factory.mktemp("own") / "项目")
    compiled = compile_project(root, schema=SCHEMA)
    assert compiled.publishable, listed(compiled.diagnostics)
    return root


@pytest.fixture(scope="module")
def analysed(kept: Path) -> Analysis:
    return analyse(kept, schema=SCHEMA)


def cell_of(analysis: Analysis, label: str, file: str = FORM_FILE) -> Span:
    """Return the cell of a label on a form, or of its first row in the register."""
    record = next(record for record in analysis.records() if record.file == file)
    for sheet in record.schema.sheets:
        for field in sheet.fields():
            if field.label == label:
                return record.fields[field.key].span
        for table in sheet.tables():
            for column in table.columns:
                if column.label == label:
                    return record.tables[table.key][0].entries[column.key].span
    raise AssertionError(label)


# Reading


def test_nothing_is_found_that_is_not_found_without_them(analysed: Analysis) -> None:
    assert listed(analysed.diagnostics) == []


def test_values_are_of_their_kind(analysed: Analysis) -> None:
    assert analysed.report is not None
    measure = next(analysed.report.measures())
    assert measure.submission is not None
    problem = next(analysed.report.problems())
    holders = {
        "notice": analysed.report.information,
        "problem": problem.plan,
        "plan": measure.plan,
        "answer": measure.submission,
    }
    for place, holder in holders.items():
        own_values = [holder.answer(f"{place}_{name}") for name in ("text", "day", "sum", "degree")]
        assert [value.value for value in own_values if value is not None] == [
            f"{PLACES[place]}由上级交办",
            date(2024, 7, 9),
            Decimal("1234.5"),
            "特急",
        ]
    basis = measure.figures[0].answer("basis")
    assert basis is not None
    assert basis.value == "学籍系统"


@pytest.mark.parametrize(
    ("label", "text", "code"),
    [("落实节点", "下个月", "V012"), ("落实金额", "一千多", "V010"), ("落实缓急", "很急", "V014")],
)
def test_a_wrong_value_is_told_in_its_cell(
    tmp_path: Path, label: str, text: str, code: str
) -> None:
    project = filled()
    project.form(MEASURE).fields[label] = text
    analysis = analyse(write(project, tmp_path), schema=SCHEMA)
    assert [d.spans[0] for d in codes(analysis.diagnostics, code)] == [cell_of(analysis, label)]


@pytest.mark.parametrize("requirement", [Requirement.ALWAYS, Requirement.WHEN_COMPLETE])
def test_a_required_one_is_asked_for(tmp_path: Path, requirement: Requirement) -> None:
    wanted = Field("wanted", "必要说明", ValueKind.TEXT, "写明。", requirement)
    schema = attrs.evolve(SCHEMA, form=extended(SCHEMA.form, {"progress": (wanted,)}))
    project = attrs.evolve(filled(), schema=schema)
    analysis = analyse(write(project, tmp_path), schema=schema)
    code = "V001" if requirement is Requirement.ALWAYS else "V002"
    files = {d.spans[0].file for d in codes(analysis.diagnostics, code)}
    assert len(files) == (4 if requirement is Requirement.ALWAYS else 3)


def test_the_self_check_of_the_form_knows_them() -> None:
    lists = Lists(("已完成", "未完成"), (), (), own=SCHEMA.choices)
    contents = Contents({"answer_day": "下个月", "answer_degree": "很急", "answer_sum": "多"})
    found = cell_codes(contents, lists, SCHEMA.form)
    assert [found[Spot(key)] for key in ("answer_day", "answer_degree", "answer_sum")] == [
        {"V012"},
        {"V014"},
        {"V010"},
    ]


def test_the_form_offers_and_explains_them(kept: Path) -> None:
    book = openpyxl.load_workbook(kept / FORM_FILE)
    options = {cell.value for row in book["_选项"].iter_rows() for cell in row}
    explained = {cell.value for row in book["填报说明"].iter_rows() for cell in row}
    assert set(DEGREES) <= options
    assert {field.label for field in ANSWERED} <= {str(text).rstrip(" *") for text in explained}


# Merging


def forms_differ(project: Project, tmp_path: Path, label: str) -> Analysis:
    """Return the project with a second form of one unit, in which ``label`` says otherwise."""
    field = next(f for s in SCHEMA.form.sheets for f in s.fields() if f.label == label)
    second = Form(MEASURE, dict(project.form(MEASURE).fields), project.form(MEASURE).tables)
    second.fields[label] = OTHER[field.kind]
    project.forms["区教育局/措施01-01又一份.xlsx"] = second
    return analyse(write(project, tmp_path), schema=SCHEMA)


@pytest.mark.parametrize("label", [field.label for field in (*ANSWERED, LEFT)])
def test_a_difference_is_told_with_both_cells(tmp_path: Path, label: str) -> None:
    analysis = forms_differ(filled(), tmp_path, label)
    (found,) = codes(analysis.found, "L003")
    assert codes(analysis.found, "L004") == []
    assert label in found.message
    second = cell_of(analysis, label, "input_workbooks/区教育局/措施01-01又一份.xlsx")
    assert found.spans == (second, cell_of(analysis, label))


def test_a_difference_in_a_column_is_told_with_both_cells(tmp_path: Path) -> None:
    project = filled()
    rows = [dict(row) for row in project.form(MEASURE).tables["数据指标"]]
    rows[0]["统计依据"] = "另外统计"
    tables = project.form(MEASURE).tables | {"数据指标": rows}
    project.forms["区教育局/措施01-01又一份.xlsx"] = Form(
        MEASURE, project.form(MEASURE).fields, tables
    )
    analysis = analyse(write(project, tmp_path), schema=SCHEMA)
    (found,) = codes(analysis.found, "L003")
    second = cell_of(analysis, "统计依据", "input_workbooks/区教育局/措施01-01又一份.xlsx")
    assert found.spans == (second, cell_of(analysis, "统计依据"))


FIELDS = [
    field.label
    for sheet in FORM.sheets
    for field in sheet.fields()
    if field.key not in ("measure_id", "unit", "lead_unit")
]
COLUMNS = [
    (table.title.partition("、")[2], column.label)
    for table in FORM.sheets[0].tables()
    for column in members(table)
]


@pytest.mark.parametrize("label", FIELDS)
def test_two_forms_that_differ_are_never_the_same(tmp_path: Path, label: str) -> None:
    """Whatever the field: of today's form, too, and even where the office has filled it."""
    project = small()
    other = Form(MEASURE, dict(project.form(MEASURE).fields), project.form(MEASURE).tables)
    kind = next(f.kind for s in FORM.sheets for f in s.fields() if f.label == label)
    other.fields[label] = "未完成" if label == "完成状态" else OTHER.get(kind, "另一个")
    project.forms["区教育局/措施01-01又一份.xlsx"] = other
    found = analyse(project.write(tmp_path)).found
    assert codes(found, "L004") == []
    assert [label in d.message for d in codes(found, "L003")] == [True]


@pytest.mark.parametrize(("title", "label"), COLUMNS)
def test_two_forms_whose_tables_differ_are_never_the_same(
    tmp_path: Path, title: str, label: str
) -> None:
    project = small()
    table = next(t for t in FORM.sheets[0].tables() if t.title.endswith(title))
    row = {column.label: _some(column) for column in table.columns}
    rows = [row, {**row, label: _some(table.columns[_at(table, label)], again=True)}]
    names = ("措施01-01.xlsx", "措施01-01又一份.xlsx")
    answer = project.form(MEASURE).fields
    for name, own_row in zip(names, rows, strict=True):
        project.forms[f"区教育局/{name}"] = Form(MEASURE, answer, {title: [own_row]})
    found = analyse(project.write(tmp_path)).found
    assert codes(found, "L004") == []
    assert len(codes(found, "L003")) == 1


def _at(table: Table, label: str) -> int:
    return [column.label for column in table.columns].index(label)


def _some(column: Field, *, again: bool = False) -> CellContent:
    if column.kind is ValueKind.CHOICE:
        return "诫勉" if again else "约谈"
    if column.kind is ValueKind.DATE:
        return "2024-05-06" if again else "2024-05-07"
    if column.kind in (ValueKind.NUMBER, ValueKind.INTEGER):
        return "17" if again else "18"
    return "乙" if again else "甲"


# Privacy and printing


@pytest.mark.parametrize(
    ("prefix", "file"),
    [("落实", FORM_FILE), ("计划", "总台账"), ("题目", "总台账"), ("全局", "总台账")],
)
def test_what_must_not_be_public_is_found_in_them(tmp_path: Path, prefix: str, file: str) -> None:
    project, number = filled(), "请拨13800138000联系"
    label = f"{prefix}来由"
    rows = {
        "落实": project.form(MEASURE).fields,
        "计划": project.tables["措施清单"][0],
        "题目": project.tables["问题清单"][0],
        "全局": project.information,
    }
    rows[prefix][label] = number
    analysis = analyse(write(project, tmp_path), schema=SCHEMA)
    place = file if file == FORM_FILE else "input_workbooks/总台账.xlsx"
    cell = cell_of(analysis, label, place)
    found = [d for d in analysis.diagnostics if d.code.startswith("D")]
    assert [(s.file, s.sheet, s.cell) for d in found for s in d.spans] == [
        (cell.file, cell.sheet, cell.cell)
    ]


def test_an_internal_one_may_not_be_drawn(tmp_path: Path) -> None:
    drawing = outline().replace("{落实来由}", "{内部备注}")
    analysis = analyse(write(filled(), tmp_path, drawing), schema=SCHEMA)
    assert [d.spans[0].file for d in codes(analysis.diagnostics, "S083")] == [
        "templates/xunshi/outline.txt"
    ]


def test_one_that_is_not_drawn_is_asked_for_the_ledger_alone(tmp_path: Path) -> None:
    """What the kind does not print is nothing that a unit could have lost."""
    drawing = outline().replace("{落实来由}，", "")
    root = write(filled(), tmp_path, drawing)
    compiled = compile_project(root, schema=SCHEMA)
    assert listed(compiled.diagnostics) == []
    book = openpyxl.load_workbook(root / "output/整改台账.xlsx")
    assert "落实来由" in [cell.value for cell in book["措施台账"][1]]


def test_without_the_schema_nobody_knows_the_field(tmp_path: Path) -> None:
    """The tests above would be worth nothing if these names were known anyway."""
    found = analyse(write(small(), tmp_path)).diagnostics
    assert len(codes(found, "S051")) == 18


def test_they_are_printed(kept: Path) -> None:
    text = (kept / "output/通报.txt").read_text(encoding="utf-8")
    for prefix, often in (("全局", 1), ("题目", 3), ("计划", 4), ("落实", 4)):
        line = f"{prefix}由上级交办，2024年7月9日，1234.5，特急"
        assert text.count(line) == often
    assert "遗留说明：两处房屋尚未腾退。" in text
    assert "经办人知道" not in text


# After printing


def test_their_cells_are_found_from_the_text(kept: Path, analysed: Analysis) -> None:
    answer = trace(kept, "落实由上级交办", schema=SCHEMA)
    places = {
        link.source.label
        for passage in answer.passages
        for piece in passage.pieces
        for link in piece.links
    }
    assert "落实来由" in places
    cell = cell_of(analysed, "落实金额")
    back = trace(kept, f"{Path(FORM_FILE).name}!{cell.cell}", schema=SCHEMA)
    assert [use.source.label for use in back.cells] == ["落实金额"]
    assert back.cells[0].printed[0].text.count("1234.5") > 0


@pytest.fixture(scope="module")
def changes(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Change]:
    """What changed where every field of our own says otherwise."""
    project = filled()
    other = {"来由": "改由本级", "节点": "2024-08-08", "金额": "2000", "缓急": "一般"}
    rows = {
        "全局": project.information,
        "题目": project.tables["问题清单"][0],
        "计划": project.tables["措施清单"][0],
        "落实": project.form(MEASURE).fields,
    }
    for prefix, row in rows.items():
        row |= {prefix + word: value for word, value in other.items()}
    project.form(MEASURE).fields["本期经办"] = "另一人"
    project.form("措施02-01").fields["遗留说明"] = "两处房屋尚未腾退。另有一处待修。"
    project.form(MEASURE).tables["数据指标"][0]["统计依据"] = "普查"
    project.form(MEASURE).tables["制度成果"][0]["文号"] = "望教〔2024〕7号"
    root = write(project, tmp_path_factory.mktemp("new") / "项目")
    compared = compare_rounds(kept, root, tmp_path_factory.mktemp("diff"), schema=SCHEMA)
    assert compared.comparison is not None
    return list(compared.comparison.changes)


@pytest.mark.parametrize("prefix", PLACES.values())
def test_changes_are_told_by_the_kind_of_value(changes: list[Change], prefix: str) -> None:
    told = {change.label: change for change in changes if change.label.startswith(prefix)}
    assert {label: change.kind for label, change in told.items()} == {
        f"{prefix}来由": ChangeKind.ALTERED,
        f"{prefix}节点": ChangeKind.ALTERED,
        f"{prefix}金额": ChangeKind.RISEN,
        f"{prefix}缓急": ChangeKind.ALTERED,
    }
    assert told[f"{prefix}金额"].difference == "+765.5"


def test_changes_in_a_long_text_and_a_column_are_told(changes: list[Change]) -> None:
    kinds = {change.label.rpartition("·")[2]: change.kind for change in changes}
    assert kinds["遗留说明"] is ChangeKind.SENTENCE_ADDED
    assert kinds["统计依据"] is ChangeKind.ALTERED
    assert kinds["文号"] is ChangeKind.FILLED
    assert "本期经办" not in kinds


def test_the_snapshot_keeps_what_is_tracked(kept: Path) -> None:
    (file,) = (kept / "output/快照").glob("*.json")
    text = json.dumps(json.loads(file.read_bytes()), ensure_ascii=False)
    assert "落实由上级交办" in text
    assert "本期经办" not in text


def test_a_returned_form_keeps_them(tmp_path: Path) -> None:
    project = filled()
    project.form(MEASURE).fields["落实缓急"] = "很急"
    project.form(MEASURE).fields["审签人"] = ""
    root = write(project, tmp_path / "项目")
    returned = return_forms(root, root / "output/退回", DAY, schema=SCHEMA)
    assert returned.forms == (FORM_FILE,)
    record, _ = read_workbook(root / "output/退回/区教育局/措施01-01.xlsx", "x", SCHEMA)
    assert record is not None
    assert record.fields["answer_text"].text == "落实由上级交办"
    assert record.fields["answer_degree"].text == "很急"
    assert record.tables["figures"][0].entries["basis"].text == "学籍系统"


def test_the_next_round_begins_with_them(kept: Path, tmp_path: Path) -> None:
    project = filled()
    project.forms.clear()
    root = write(project, tmp_path / "下期")
    assert len(issue_forms(root, previous=kept, schema=SCHEMA).written) == 4
    record, _ = read_workbook(root / FORM_FILE, FORM_FILE, SCHEMA)
    assert record is not None
    texts = {key: record.fields[key].text for key in ("answer_text", "answer_degree", "secret")}
    assert texts == {
        "answer_text": "落实由上级交办",
        "answer_degree": "特急",
        "secret": "经办人知道",
    }
    assert record.fields["answer_sum"].text == "1234.5"
    assert record.fields["clerk"].cell is None
    assert record.tables["figures"][0].entries["basis"].text == "学籍系统"
    assert record.fields["approver"].cell is None


def test_a_prefilled_one_is_issued_and_compared_with_the_register(tmp_path: Path) -> None:
    """The office plans it in 措施清单; the form shows it, locked."""
    shown = Field(
        "shown_sum", "计划金额", ValueKind.NUMBER, "由巡视办填。", publication=Publication.LEDGER,
        prefilled=True, filled_from="measures.plan_sum",
    )  # fmt: skip
    schema = attrs.evolve(SCHEMA, form=extended(SCHEMA.form, {"basis": (shown,)}))
    project = attrs.evolve(filled(), schema=schema)
    forms = dict(project.forms)
    project.forms.clear()
    root = write(project, tmp_path / "项目")
    assert len(issue_forms(root, schema=schema).written) == 4
    record, _ = read_workbook(root / FORM_FILE, FORM_FILE, schema)
    assert record is not None
    assert record.fields["shown_sum"].text == "1234.5"
    project.forms |= forms
    for form in forms.values():
        form.fields["计划金额"] = "1234.50"
    project.form(MEASURE).fields["计划金额"] = "999"
    analysis = analyse(write(project, tmp_path / "改动"), schema=schema)
    assert [d.spans[0] for d in codes(analysis.found, "L006")] == [cell_of(analysis, "计划金额")]


def test_the_ledger_shows_them(kept: Path) -> None:
    book = openpyxl.load_workbook(kept / "output/整改台账.xlsx")
    for sheet, labels in (
        ("问题台账", [f.label for f in own("problem", "题目")]),
        ("措施台账", [f.label for f in (*own("plan", "计划"), *own("answer", "落实"), ONCE, LEFT)]),
        ("数据指标", ["统计依据"]),
    ):
        rows = list(book[sheet].iter_rows(values_only=True))
        heads = list(rows[0])
        assert set(labels) <= set(heads)
        assert "内部备注" not in heads
        for label in (label for label in labels if label.endswith("金额")):
            assert [row[heads.index(label)] for row in rows[1:]] == [1234.5] * (len(rows) - 1)
        for label in (label for label in labels if label.endswith("来由")):
            assert {str(row[heads.index(label)])[2:] for row in rows[1:]} == {"由上级交办"}


# Forms that are out, and notices that were


def test_workbooks_that_are_out_without_them_are_no_error(tmp_path: Path) -> None:
    root = small().write(tmp_path)
    before = listed(analyse(root).diagnostics)
    assert listed(analyse(root, schema=SCHEMA).diagnostics) == before == []
    compiled = compile_project(root, schema=SCHEMA)
    assert compiled.publishable


def test_an_upgrade_brings_them(tmp_path: Path) -> None:
    root = small().write(tmp_path)
    upgraded = upgrade_project(root, schema=SCHEMA)
    assert len(upgraded.written) == 5
    assert upgraded.left == ()
    record, found = read_workbook(root / FORM_FILE, FORM_FILE, SCHEMA)
    assert found == []
    assert record is not None
    assert {field.key for field in ANSWERED} <= set(record.fields)
    assert record.fields["theme"].text == "补齐学位短板"


def test_a_published_notice_is_read_back_with_them(kept: Path) -> None:
    folder = kept / "templates/xunshi"
    kind, found = load_kind(
        "xunshi",
        lambda name: (folder / name).read_text(encoding="utf-8"),
        "templates/xunshi",
        SCHEMA,
    )
    assert kind is not None
    assert found == []
    text = (kept / "output/通报.txt").read_text(encoding="utf-8")
    before, found_last, after = text.rpartition("现为已完成")
    assert found_last
    text = f"{before}现为基本完成{after}"
    lines = [NoticeLine(number, line) for number, line in enumerate(text.splitlines(), 1)]
    imported, _ = import_notice(lines, kind, "通报.txt")
    problems = imported.register.tables["problems"]
    assert [row["problem_sum"] for row in problems] == [Decimal("1234.5")] * 3
    assert [row["problem_day"] for row in problems] == [date(2024, 7, 9)] * 3
    assert imported.register.fields["notice_degree"] == "特急"
    plans = imported.register.tables["measures"]
    assert [row["plan_text"] for row in plans] == ["计划由上级交办"] * 4
    assert [form.fields["answer_text"] for _, _, form in imported.forms] == ["落实由上级交办"] * 4
    (left,) = filter(None, (form.fields.get("left_over") for _, _, form in imported.forms))
    assert left == "两处房屋尚未腾退。"
    statuses = [form.fields["status"] for _, _, form in imported.forms]
    assert statuses == ["已完成", "已完成", "未完成", "基本完成"]
    assert all(form.fields["reporter"] == IMPORTED for _, _, form in imported.forms)
