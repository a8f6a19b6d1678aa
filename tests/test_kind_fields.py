"""Fields that a kind of notice adds in kind.toml, followed from the register and the form through
everything.
"""

from __future__ import annotations

import shutil
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
from compiler.commands.kinds import check_kind
from compiler.commands.returning import return_forms
from compiler.commands.starting import start_project
from compiler.commands.tracing import trace
from compiler.commands.upgrading import upgrade_project
from compiler.excel.reading.records import entries_of
from compiler.excel.reading.workbook import read_workbook
from compiler.model.changes import ChangeKind
from compiler.notice.kind import Kind
from compiler.notice.templates import open_kind
from compiler.schema.contents import CellContent
from compiler.span import Span

DAY = date(2025, 3, 3)
FORM_FILE = "input_workbooks/区教育局/措施01-01.xlsx"
FIELDS = """
[[fields]]
of = "通报"
name = "公示截止日"
kind = "日期"

[[fields]]
of = "通报"
name = "总投入"
kind = "数字"
unit = "亿元"

[[fields]]
of = "方面"
name = "包案领导"

[[fields]]
of = "类别"
name = "难易"
kind = "选项"
choices = ["较难", "一般"]

[[fields]]
of = "问题"
name = "问题金额"
kind = "数字"
unit = "万元"
required = "总是"

[[fields]]
of = "问题"
name = "问题由来"
kind = "长文"

[[fields]]
of = "措施"
name = "措施性质"
kind = "选项"
choices = ["立行立改", "长期"]

[[fields]]
of = "措施"
name = "资金来源"
asked_in = "填报表"
help = "钱从哪里来"

[[fields]]
of = "措施"
name = "到位资金"
kind = "数字"
unit = "万元"
asked_in = "填报表"
required = "总是"

[[fields]]
of = "措施"
name = "验收日期"
kind = "日期"
asked_in = "填报表"
required = "完成时"

[[fields]]
of = "措施"
name = "未完原因"
kind = "长文"
asked_in = "填报表"
required = "未完成时"

[[fields]]
of = "措施"
name = "经办备注"
asked_in = "填报表"
internal = true
"""


def draw(root: Path, fields: str = FIELDS, *, drawn: bool = True) -> Path:
    """Give a project a kind with these fields, drawn in its outline or not."""
    folder = root / "templates/xunshi"
    shutil.copytree(ROOT / "templates/xunshi", folder, dirs_exist_ok=True)
    settings = (ROOT / "templates/xunshi/kind.toml").read_text(encoding="utf-8")
    (folder / "kind.toml").write_text(settings + fields, encoding="utf-8")
    if drawn:
        text = (ROOT / "templates/xunshi/outline.txt").read_text(encoding="utf-8")
        text = text.replace(
            "{导语}\n",
            "{导语}\n公示到{公示截止日},建设投入{总投入}亿元,问题涉及{合计(问题金额)}万元。\n",
        )
        after = next(line for line in text.splitlines() if "整改情况:" in line)
        text = text.replace(
            after,
            f"{after}\n{' ' * 16}金额{{问题金额}}万元,到位{{本问题 合计(到位资金)}}万元。{{问题由来}}\n"
            f"{' ' * 16}资金:[{{资金来源}}({{措施性质}}),{{到位资金}}万元<,验收于{{验收日期}}>|;]。\n"
            f"{' ' * 16}[{{未完原因}}]",
        )
        aspect = next(line for line in text.splitlines() if "(一){方面}" in line)
        text = text.replace(
            aspect,
            f"{aspect}\n        包案领导{{包案领导}},本方面涉及{{本方面 合计(问题金额)}}万元,到位{{本方面 合计(到位资金)}}万元。",
        )
        text = text.replace("1.{类别}。 ", "1.{类别}({难易})。 ")
        (folder / "outline.txt").write_text(text, encoding="utf-8")
    return root


def kind_of(root: Path) -> Kind:
    kind, found = open_kind(root, "xunshi", Span("x"))
    assert kind is not None, listed(found)
    return kind


def filled(kind: Kind) -> Project:
    """Return the small project with the kind's fields filled in."""
    project = attrs.evolve(small(), schema=kind.schema)
    project.information |= {"公示截止日": "2025-03-20", "总投入": "1.2"}
    rows = zip(project.tables["问题清单"], ("12.5", "7.3", "0.2"), strict=True)
    for number, (row, amount) in enumerate(rows, 1):
        row |= {"问题金额": amount, "问题由来": f"第{number}项由巡视反馈。", "难易": "较难"}
    project.tables["问题清单"][0]["包案领导"] = "沈知行"
    project.tables["问题清单"][2]["包案领导"] = "温若川"
    for row in project.tables["措施清单"]:
        row["措施性质"] = "长期"
    for number, form in enumerate(project.forms.values(), 1):
        form.fields |= {"资金来源": "区级财政", "到位资金": str(number), "经办备注": "经办人知道"}
        if form.fields["完成状态"] == "已完成":
            form.fields["验收日期"] = "2024-12-01"
        else:
            form.fields["未完原因"] = "设备到货推迟。"
    chapter = project.tables["篇章"][2]
    chapter["文字"] = "全区涉及资金{合计(问题金额)}万元,其中到位占{到位率}%。建设投入{总投入}亿元。"
    rule = "到位率 = 百分比（合计（到位资金），合计（问题金额），1）"
    project.tables["勾稽规则"] = [{"关系式": rule}]
    return project


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, compiled; to be read only."""
    root = draw(tmp_path_factory.mktemp("own") / "项目")
    filled(kind_of(root)).write(root)
    compiled = compile_project(root)
    assert listed(compiled.diagnostics) == []
    return root


@pytest.fixture(scope="module")
def analysed(kept: Path) -> Analysis:
    return analyse(kept)


def copied(kept: Path, folder: Path) -> Path:
    shutil.copytree(kept, folder)
    return folder


def test_they_are_printed_and_summed_up(kept: Path) -> None:
    """In the notice as a whole, under an aspect, under a problem, and in prose."""
    text = (kept / "output/通报.txt").read_text(encoding="utf-8")
    assert "公示到2025年3月20日，建设投入1.2亿元，问题涉及20万元。" in text
    assert "包案领导沈知行，本方面涉及19.8万元，到位6万元。" in text
    assert "包案领导温若川，本方面涉及0.2万元，到位4万元。" in text
    assert "（较难）" in text
    assert "金额12.5万元，到位3万元。第1项由巡视反馈。" in text
    assert (
        "资金：区级财政（长期），1万元，验收于2024年12月1日；区级财政（长期），2万元，验收于2024年12月1日。"
        in text
    )
    assert "设备到货推迟。" in text
    assert "全区涉及资金20万元，其中到位占50%。建设投入1.2亿元。" in text
    assert "经办人知道" not in text


def test_they_are_in_the_ledger_but_for_what_is_internal(kept: Path) -> None:
    book = openpyxl.load_workbook(kept / "output/整改台账.xlsx")
    problems = [cell.value for cell in book["问题台账"][1]]
    measures = [cell.value for cell in book["措施台账"][1]]
    assert {"问题金额", "问题由来", "包案领导", "难易"} <= set(problems)
    assert {"措施性质", "资金来源", "到位资金", "验收日期", "未完原因"} <= set(measures)
    assert "经办备注" not in measures
    assert book["问题台账"].cell(2, problems.index("问题金额") + 1).value == 12.5


def test_they_are_traced_both_ways(kept: Path) -> None:
    answer = trace(kept, "金额12.5万元")
    labels = {
        link.source.label
        for passage in answer.passages
        for piece in passage.pieces
        for link in piece.links
    }
    assert "问题金额" in labels


def test_the_form_asks_for_them(kept: Path, tmp_path: Path) -> None:
    """Issued from the register alone: with list, unit, help and when they must be filled."""
    project = filled(kind_of(kept))
    project.forms.clear()
    root = draw(tmp_path / "项目")
    project.write(root)
    assert len(issue_forms(root).written) == 4
    book = openpyxl.load_workbook(root / FORM_FILE)
    rows = {str(row[0].value).rstrip(" *"): row for row in book["填报表"].iter_rows()}
    assert {"资金来源", "到位资金", "验收日期", "未完原因", "经办备注"} <= set(rows)
    told = {row[0].value: [cell.value for cell in row] for row in book["填报说明"].iter_rows()}
    assert told["到位资金"][1] == "必填"
    assert "单位是万元" in str(told["到位资金"][3])
    assert told["验收日期"][1] == "完成时必填"
    assert told["资金来源"][3] == "钱从哪里来。"
    assert "措施性质" not in rows


def problems_with(root: Path, project: Project, *labels: str) -> list[tuple[str, str]]:
    """Return (code, label) of what is told of the cells of some fields."""
    analysis = analyse(draw(root) and project.write(root))
    cells = {
        entry.span: field.label
        for record in analysis.records()
        for field, entry in entries_of(record)
        if field.label in labels
    }
    return sorted((d.code, cells[d.spans[0]]) for d in analysis.diagnostics if d.spans[0] in cells)


@pytest.mark.parametrize(
    ("label", "value", "code"),
    [
        ("到位资金", "三万", "V010"),
        ("到位资金", "", "V001"),
        ("验收日期", "下月", "V012"),
        ("验收日期", "", "V002"),
        ("未完原因", "没有写完", "V003"),
        ("资金来源", "", None),
    ],
)
def test_a_wrong_answer_is_told_in_its_cell(
    kept: Path, tmp_path: Path, label: str, value: str, code: str | None
) -> None:
    project = filled(kind_of(kept))
    fields: dict[str, CellContent] = project.form("措施01-01").fields
    fields[label] = value
    told = {one for one, where in problems_with(tmp_path, project, label) if where == label}
    assert (code in told) if code else told == set()


def test_one_value_for_an_aspect(kept: Path, tmp_path: Path) -> None:
    """Rows of one aspect may repeat it, not contradict each other."""
    project = filled(kind_of(kept))
    project.tables["问题清单"][1]["包案领导"] = "沈知行"
    assert problems_with(tmp_path / "甲", project, "包案领导") == []
    project.tables["问题清单"][1]["包案领导"] = "顾承远"
    assert problems_with(tmp_path / "乙", project, "包案领导") == [("V034", "包案领导")]


def test_a_missing_number_of_the_register_is_asked_for(kept: Path, tmp_path: Path) -> None:
    project = filled(kind_of(kept))
    del project.tables["问题清单"][1]["问题金额"]
    assert problems_with(tmp_path, project, "问题金额") == [("V001", "问题金额")]


def test_two_forms_that_differ_in_one(kept: Path, tmp_path: Path) -> None:
    project = filled(kind_of(kept))
    form = project.form("措施01-01")
    project.forms["区教育局/又一份.xlsx"] = Form(
        "措施01-01", {**form.fields, "到位资金": "99"}, form.tables
    )
    found = [
        d for d in analyse(draw(tmp_path) and project.write(tmp_path)).found if d.code == "L003"
    ]
    assert ["到位资金" in d.message for d in found] == [True]


def test_what_changed_is_told(kept: Path, tmp_path: Path) -> None:
    project = filled(kind_of(kept))
    project.tables["问题清单"][0]["问题金额"] = "20"
    project.form("措施01-01").fields["资金来源"] = "上级补助"
    project.form("措施01-01").fields["到位资金"] = "3"
    root = draw(tmp_path / "新")
    compared = compare_rounds(kept, project.write(root), tmp_path / "对照")
    assert compared.comparison is not None
    told = {change.label: change for change in compared.comparison.changes}
    assert told["问题金额"].kind is ChangeKind.RISEN
    assert told["问题金额"].difference == "+7.5"
    assert told["到位资金"].difference == "+2"
    assert told["资金来源"].kind is ChangeKind.ALTERED


def test_a_returned_form_keeps_them_and_the_next_round_begins_with_them(
    kept: Path, tmp_path: Path
) -> None:
    project = filled(kind_of(kept))
    project.form("措施01-01").fields["到位资金"] = "三万"
    root = project.write(draw(tmp_path / "项目"))
    assert return_forms(root, root / "output/退回", DAY).forms == (FORM_FILE,)
    schema = kind_of(root).schema
    record, _ = read_workbook(root / "output/退回/区教育局/措施01-01.xlsx", "x", schema)
    assert record is not None
    assert record.fields["资金来源"].text == "区级财政"
    assert record.fields["到位资金"].text == "三万"
    project.forms.clear()
    after = project.write(draw(tmp_path / "下期"))
    assert len(issue_forms(after, previous=kept).written) == 4
    record, _ = read_workbook(after / FORM_FILE, FORM_FILE, schema)
    assert record is not None
    assert record.fields["到位资金"].text == "1"
    assert record.fields["经办备注"].text == "经办人知道"


# Added when workbooks are out already, and given up


def test_workbooks_that_are_out_stay_good(tmp_path: Path) -> None:
    """A hint for each field, no error, and the notice is what it was."""
    root = small().write(tmp_path / "项目")
    draw(root, drawn=False)
    compiled = compile_project(root)
    assert compiled.publishable
    assert {d.code for d in compiled.diagnostics} == {"S180"}
    told = {d.message.partition("“")[2].partition("”")[0] for d in compiled.diagnostics}
    assert {"资金来源", "问题金额", "包案领导", "公示截止日"} <= told


def test_they_travel_with_the_next_return(tmp_path: Path) -> None:
    project = small()
    project.form("措施01-01").fields["审签人"] = ""
    root = draw(project.write(tmp_path / "项目"), drawn=False)
    assert return_forms(root, root / "output/退回", DAY).forms == (FORM_FILE,)
    schema = kind_of(root).schema
    record, _ = read_workbook(root / "output/退回/区教育局/措施01-01.xlsx", "x", schema)
    assert record is not None
    assert record.lacking == ()
    assert record.fields["资金来源"].cell is None
    assert record.fields["theme"].text == "补齐学位短板"


def test_they_come_with_an_upgrade_and_with_a_blank_form_issued_again(tmp_path: Path) -> None:
    project = small()
    answered = dict(project.forms)
    project.forms.clear()
    blank = project.write(tmp_path / "空")
    assert len(issue_forms(blank).written) == 4
    draw(blank, drawn=False)
    assert len(issue_forms(blank).written) == 4
    assert issue_forms(blank).written == ()
    project.forms |= answered
    root = draw(project.write(tmp_path / "项目"), drawn=False)
    upgraded = upgrade_project(root)
    assert len(upgraded.written) == 5
    assert upgraded.left == ()
    analysis = analyse(root)
    codes = {(d.code, d.spans[0].sheet) for d in analysis.diagnostics}
    assert codes == {("V001", "填报表"), ("V001", "问题清单"), ("V002", "填报表")}
    assert upgrade_project(root).written == ()


def test_one_that_a_form_began_with_and_has_lost_is_missed(kept: Path, tmp_path: Path) -> None:
    root = copied(kept, tmp_path / "项目")
    book = openpyxl.load_workbook(root / FORM_FILE)
    sheet = book["填报表"]
    row = next(cells[0].row for cells in sheet.iter_rows() if "到位资金" in str(cells[0].value))
    for cell in sheet[row]:
        if type(cell).__name__ == "Cell":
            cell.value = None
    book.save(root / FORM_FILE)
    found = [d for d in analyse(root).found if d.spans[0].file == FORM_FILE]
    assert "S030" in {d.code for d in found}
    assert "S180" not in {d.code for d in found}


def test_one_that_the_kind_has_given_up_is_told_where_it_was_answered(
    kept: Path, tmp_path: Path
) -> None:
    root = copied(kept, tmp_path / "项目")
    draw(root, "", drawn=False)
    shutil.copy(ROOT / "templates/xunshi/outline.txt", root / "templates/xunshi/outline.txt")
    found = [d for d in analyse(root).found if d.code[0] == "S" and d.spans[0].file == FORM_FILE]
    assert {d.code for d in found} == {"S038"}
    assert {d.arguments["label"] for d in found} >= {"资金来源", "到位资金"}


def test_help_that_is_worded_anew_is_no_answer(kept: Path, tmp_path: Path) -> None:
    root = draw(copied(kept, tmp_path / "项目"), FIELDS.replace("钱从哪里来", "写明拨款文件"))
    assert listed(analyse(root).diagnostics) == []


# The kind itself


def test_a_new_project_asks_for_them_and_its_specimen_shows_them(tmp_path: Path) -> None:
    root = draw(tmp_path / "项目")
    judged = check_kind(root, "")
    assert [d.code for d in judged.diagnostics if d.spans[0].file.endswith("kind.toml")] == []
    specimen = (root / "output/样张/xunshi.txt").read_text(encoding="utf-8")
    assert "示例包案领导" in specimen
    assert "（较难）" in specimen
    assert "{" not in specimen
    shutil.rmtree(root / "output")
    assert start_project(root).diagnostics == ()
    book = openpyxl.load_workbook(root / "input_workbooks/总台账.xlsx")
    heads = [str(cell.value).rstrip(" *") for row in book["问题清单"].iter_rows() for cell in row]
    assert {"问题金额", "包案领导", "难易", "问题由来"} <= set(heads)


WRONG = [
    ('of = "问题"\nname = "问题"', 3, "总台账里已经有"),
    ('of = "问题"\nname = "甲 乙"', 3, "只用汉字"),
    ('of = "问题"\nname = "3号"', 3, "不以数字开头"),
    ('of = "问题"\nname = "问题总数"', 3, "程序数的"),
    ('of = "问题"\nname = "已完成问题数"', 3, "程序数的"),
    ('of = "方面"\nname = "小标题"', 3, "已经有"),
    ('of = "问题"\nname = "缓急"\nkind = "选项"', 4, "choices"),
    ('of = "问题"\nname = "缓急"\nkind = "选项"\nchoices = ["甲", "甲"]', 5, "一样"),
    ('of = "问题"\nname = "缓急"\nchoices = ["甲"]', 4, "选项"),
    ('of = "问题"\nname = "由来"\nunit = "元"', 4, "数字"),
    ('of = "问题"\nname = "由来"\nasked_in = "填报表"', 4, "填得不一样"),
    ('of = "方面"\nname = "由来"\nrequired = "完成时"', 4, "总是"),
    ('of = "措施"\nname = "金额"\nkind = "数字"\nexample = "3万元"', 5, "不是数字"),
    ('of = "措施"\nname = "由来"\n\n[[fields]]\nof = "问题"\nname = "由来"', 7, "另一段"),
]


@pytest.mark.parametrize(("text", "line", "said"), WRONG, ids=[said for *_, said in WRONG])
def test_what_a_field_cannot_be(tmp_path: Path, text: str, line: int, said: str) -> None:
    """At the line of what is wrong; a project does not begin with it."""
    draw(tmp_path, f"[[fields]]\n{text}\n", drawn=False)
    before = len((ROOT / "templates/xunshi/kind.toml").read_text(encoding="utf-8").splitlines())
    kind, found = open_kind(tmp_path, "xunshi", Span("x"))
    assert kind is None
    assert [(d.code, d.spans[0].line) for d in found] == [("S181", before + line)]
    assert said in found[0].message
    assert start_project(tmp_path).written == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('of = "单位"\nname = "由来"', "S058"),
        ('of = "问题"\nname = "由来"\nkinds = "文字"', "S140"),
    ],
)
def test_keys_and_words_nobody_knows(tmp_path: Path, text: str, code: str) -> None:
    draw(tmp_path, f"[[fields]]\n{text}\n", drawn=False)
    _, found = open_kind(tmp_path, "xunshi", Span("x"))
    assert [d.code for d in found] == [code]


def test_a_sum_is_exact(analysed: Analysis) -> None:
    report = analysed.report
    assert report is not None
    count = report.counts["合计(问题金额)"]
    assert (count.value, count.measure_unit) == (Decimal("20.0"), "万元")
    assert len(count.sources) == 3
