"""`zhenggai trace`: from words to their cells and back, fresh or stale, in the notice or in a
copy somebody saved.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from support.clerk import Clerk
from support.damage import replacing, rewrite
from support.projects import ROOT, Project, supporting_form
from support.rendering import convert
from support.word_xml import paragraph, word_file
from support.word_xml import text as run

from compiler.absorbing.base import base_of
from compiler.chinese.folding import fold, nearest_sentence, occurrences
from compiler.cli.main import main
from compiler.commands import tracing
from compiler.commands.compiling import NOTICE_WORD, REVIEW_WORD, compile_project
from compiler.commands.tracing import trace
from compiler.model.provenance import read_provenance, write_provenance
from compiler.outputs.edits.bases import BASE_FOLDER
from compiler.outputs.source_map import PROVENANCE
from compiler.tracing.answers import Trace
from compiler.tracing.passages import CellLink
from compiler.tracing.placing import read_copy, read_printed
from compiler.wordfile.edited_copy import CopyParagraph, EditedCopy, Stretch

pytestmark = pytest.mark.usefixtures("read_once")

SOFFICE = shutil.which("soffice")
FORM = "input_workbooks/区教育局/措施01-01.xlsx"
BODY = "word/document.xml"


@pytest.fixture
def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let any reading of workbooks fail the test."""

    def refuse(*arguments: object) -> None:
        raise AssertionError("the workbooks were read")

    monkeypatch.setattr(tracing, "analyse", refuse)


def links(answer: Trace) -> list[CellLink]:
    return [link for passage in answer.passages for piece in passage.pieces for link in piece.links]


def only(answer: Trace) -> CellLink:
    (link,) = links(answer)
    return link


def cell(path: Path, label: str) -> str:
    return str(Clerk.at(path).value_cell(label).coordinate)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main(["trace", *arguments])
    return status, capsys.readouterr().out


# From words to their cells


@pytest.mark.usefixtures("no_reading")
def test_a_passage_to_its_cell(compiled_once: Path) -> None:
    """Paragraph, run, form, cell, label, value, unit, sign-off, declared figure, relations: the
    whole chain, from 来源.json.
    """
    answer = trace(compiled_once, "新增学位540个")
    link = only(answer)
    ((piece,),) = [passage.pieces for passage in answer.passages]
    assert piece.text[piece.start : piece.end] == link.words == "新增学位540个"
    assert (link.source.place.file, link.source.place.cell) == (
        FORM,
        cell(compiled_once / FORM, "进展情况"),
    )
    assert link.source.label == "进展情况"
    assert "新增学位540个" in link.source.text
    form = link.source.form
    assert form is not None
    assert (form.subject, form.unit, form.role, form.status) == (
        "措施01-01",
        "区教育局",
        "牵头单位",
        "已完成",
    )
    assert (form.approver, form.approved_on, form.completed_on) == (
        "柏栋材",
        "2025-01-10",
        "2024-11-29",
    )
    assert [(figure.name, figure.value, figure.unit) for figure in link.evidence.figures] == [
        ("新增学位", "540", "个")
    ]
    assert {(relation.formula, relation.holds) for relation in link.evidence.relations} >= {
        ("新增学位 = 公办学位 + 民办学位", True)
    }
    assert any(relation.kind.startswith("正文") for relation in link.evidence.relations)
    assert link.evidence.unbound == ()


def test_words_without_figures(compiled_once: Path) -> None:
    """Relations of other numbers in the same cell are not those of the words."""
    assert only(trace(compiled_once, "新建幼儿园2所")).evidence.relations == ()


def test_a_number_nobody_vouches_for(compiled_once: Path) -> None:
    """The chain says so."""
    assert only(trace(compiled_once, "教育经费3200万元")).evidence.unbound == ("3200万元",)


def test_a_number_that_was_filled_in(compiled_once: Path) -> None:
    """A count leads to its placeholder and to every cell it was counted from."""
    answer = trace(compiled_once, "全区共研究4条措施")
    kinds = [(link.kind, link.words) for link in links(answer)]
    assert kinds == [("填报", "全区共研究"), ("取数", "4"), ("填报", "条措施")]
    count = links(answer)[1]
    assert "{措施总数}" in count.source.text
    assert len(count.computed_from) == 4
    assert all(source.label for source in count.computed_from)


def test_over_several_runs_and_paragraphs(compiled_once: Path) -> None:
    """A passage copied over a paragraph's end is one passage in two pieces, with a link for every
    run.
    """
    answer = trace(
        compiled_once, "关于“学前教育学位供给不均衡”的问题。\r\n整改情况：一是补齐学位短板。"
    )
    ((first, second),) = [passage.pieces for passage in answer.passages]
    assert (first.paragraph or 0) + 1 == second.paragraph
    assert [link.words for link in second.links] == ["整改情况：", "一是", "补齐学位短板", "。"]
    assert [link.kind for link in second.links] == ["版式", "编号", "填报", "版式"]
    assert second.links[0].source.place.file == "templates/xunshi/outline.txt"


@pytest.mark.parametrize(
    "query",
    [
        "其中公办学位500个、民办学位40个",
        "其 中公办学位５００个、民办学位４０个",
        r"新增学位540个,其中公办学位",
        "新增学位540个，其中公办学位",
        "新增学位\n540个",
        "\u3000新增学位540个 ",
        "出台《学前教育学位供给办法》",
        '关于"学前教育学位供给不均衡"的问题',
    ],
)
def test_widths_quotes_and_blanks_do_not_count(compiled_once: Path, query: str) -> None:
    """Words as they come out of Word, WPS or a chat are found."""
    assert trace(compiled_once, query).found


def test_words_that_stand_in_many_places(
    compiled_once: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All are counted, the first ten printed."""
    answer = trace(compiled_once, "。")
    assert len(answer.passages) > 10
    status, out = printed(capsys, "。", str(compiled_once))
    assert status == 0
    assert len(re.findall(r"^第 \d+ 段$", out, re.MULTILINE)) == 10
    assert f"还有 {len(answer.passages) - 10} 处" in out


def test_nothing_found_suggests_the_nearest(
    compiled_once: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 1, and the sentence that is most like it."""
    status, out = printed(capsys, "新建公办幼儿园2所", str(compiled_once))
    assert status == 1
    assert "没有找到" in out
    assert "新建幼儿园2所" in out
    status, out = printed(capsys, "完全无关", str(compiled_once))
    assert status == 1
    assert "最接近" not in out


def test_findings_are_told(project: Project, tmp_path: Path) -> None:
    """What was found in the cell, and what a waiver let pass."""
    project.form("措施01-02").fields["主题句"] = "优先安排安排经费"
    root = project.write(tmp_path)
    compile_project(root, draft=True)
    assert [
        finding.code for finding in only(trace(root, "优先安排安排经费")).evidence.findings
    ] == ["T041"]
    assert only(trace(root, "全年拨付")).evidence.findings == ()
    project.tables["豁免"] = [
        {"规则": "T041", "位置": "措施01-02", "理由": "原文如此", "批准人": "温若川"}
    ]
    project.write(tmp_path)
    compile_project(root)
    (finding,) = only(trace(root, "优先安排安排经费")).evidence.findings
    assert (finding.code, finding.waived.startswith("原文如此")) == ("T041", True)


def test_a_relation_that_does_not_hold(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told with the difference, in a draft."""
    form = project.form("措施01-01")
    form.fields["进展情况"] = str(form.fields["进展情况"]).replace("民办学位40个", "民办学位50个")
    form.tables["数据指标"][2]["数值"] = "50"
    root = project.write(tmp_path)
    compile_project(root, draft=True)
    status, out = printed(capsys, "民办学位50个", str(root))
    assert status == 0
    assert "新增学位 = 公办学位 + 民办学位（登记的勾稽关系，不成立，相差 10个）" in out
    assert "F001" in out


def test_evidence_is_about_the_words_asked_for(project: Project, tmp_path: Path) -> None:
    """Not about the same words elsewhere in the cell."""
    project.form("措施01-02").fields["进展情况"] = "拨付经费3200万元，办班6期，增收6.5万元。"
    root = project.write(tmp_path)
    compile_project(root, draft=True)
    unbound = [link.evidence.unbound for link in links(trace(root, "6"))]
    assert ("6期",) in unbound
    assert not any("6.5万元" in texts for texts in unbound)


def test_numbers_are_found_whole(project: Project, tmp_path: Path) -> None:
    """Not inside of longer ones, unless they stand nowhere else; with or without thousands
    separators.
    """
    project.form("措施01-02").fields["进展情况"] = "走访33家，帮扶3家，拨付1620个，增收1.3家。"
    root = project.write(tmp_path)
    compile_project(root, draft=True)
    for query, found in (
        ("3家", ["3家"]),
        ("33家", ["33家"]),
        ("20个", ["20个"]),
        ("1,620个", ["1620个"]),
        ("拨付1", ["拨付1"]),
    ):
        assert [link.words for link in links(trace(root, query))] == found
    (piece,) = trace(root, "3家").passages[0].pieces
    assert piece.text[piece.start - 2 : piece.end] == "帮扶3家"


def test_a_hole_has_no_cell(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line of the template that asks for it is not said to be one."""
    del project.forms["区民政局/措施02-01.xlsx"]
    status, out = printed(capsys, "【待报：区民政局】", str(project.write(tmp_path)))
    assert status == 0
    assert "格算出" not in out
    assert "版式：templates/xunshi/outline.txt" in out


@pytest.mark.parametrize(
    "query",
    ["\x1b[31m补齐\x9b2J\u202e", "好" * 30_000, "坏\x1b.xlsx!B2", "好" * 30_000 + ".xlsx!B2"],
)
def test_the_query_is_printed_safely(
    compiled_once: Path, query: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing in it reaches the terminal as a command, and not all of it."""
    status, out = printed(capsys, query, str(compiled_once))
    assert status == 1
    assert not re.search("[\x1b\x9b\u202e]", out)
    assert len(out) < 400


def test_printed_with_a_caret(compiled_once: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The words are quoted with what stands around them and pointed at from below."""
    status, out = printed(capsys, "教育经费3200万元", str(compiled_once))
    lines = out.splitlines()
    quote = next(index for index, line in enumerate(lines) if "原文" in line)
    assert status == 0
    assert lines[quote + 1].strip() == "^" * 16
    before = lines[quote].partition("教育经费")[0]
    assert len(lines[quote + 1]) - 16 == sum(2 if ord(letter) > 127 else 1 for letter in before)
    assert "区财政局/措施01-02.xlsx 填报表!" in out
    assert "审签 柏栋材 2025-01-10" in out


def test_json(compiled_once: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--format json prints one object with the whole chain."""
    status, out = printed(capsys, "新增学位540个", str(compiled_once), "--format", "json")
    answer = json.loads(out)
    assert status == answer["exit"] == 0
    ((piece,),) = [passage["pieces"] for passage in answer["passages"]]
    (link,) = piece["links"]
    assert link["source"]["place"]["file"] == FORM
    assert link["source"]["form"]["approver"] == "柏栋材"
    assert link["evidence"]["figures"][0]["name"] == "新增学位"
    assert (
        answer["compile"]
        == json.loads((compiled_once / "output" / PROVENANCE).read_bytes())["compile"]
    )
    status, out = printed(capsys, "完全无关", str(compiled_once), "--format", "json")
    assert status == json.loads(out)["exit"] == 1


# From a cell to what uses it


FILES = (
    "措施01-01.xlsx",
    "措施01-01.XLSX",
    "措施01-01 (1).xlsx",
    "措施01-01（1）.xlsx",
    "措施01-01 - 副本.xlsx",
    "D:\\下载\\措施01-01.xlsx",
    "来源：区教育局/措施01-01.xlsx",
    "措施01-01",
    "措施1-1",
    "01-01",
    FORM,
    "区教育局/措施01-01.xlsx",
    "区教育局\\措施01-01.xlsx",
    f"/home/clerk/项目/{FORM}",
)


@pytest.mark.usefixtures("no_reading")
@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    "mark", ["!", "！", "!填报表!", "！填报表！", "  填报表!", "!'填报表'!", " '填报表'!"]
)
def test_a_cell_however_it_is_named(compiled_once: Path, file: str, mark: str) -> None:
    """Name, stem, measure, path, with the sheet or without, as a comment writes it; full-width
    marks too.
    """
    (use,) = trace(
        compiled_once, f"{file}{mark}{cell(compiled_once / FORM, '进展情况').lower()}"
    ).cells
    assert (use.source.place.file, use.source.label) == (FORM, "进展情况")


@pytest.mark.usefixtures("no_reading")
@pytest.mark.parametrize(
    "query",
    [
        "'D:\\项目\\[措施01-01.xlsx]填报表'!B20",
        "[措施01-01.xlsx]填报表!$B$20",
        "措施01-01!\uff22\uff12\uff10",
        "措施01-01!R20C2",
        "措施01-01!b20。",
        "措施01-01!B20:B20",
        f"位置：{FORM} 填报表!B20（第3—5字）",
        "（区教育局/措施01-01.xlsx  填报表!B20）",
        "责任单位区财政局也报了表：区教育局/措施01-01.xlsx  填报表!B20",
    ],
)
def test_a_cell_as_excel_and_others_write_it(compiled_once: Path, query: str) -> None:
    """As a formula names it, in full width, by row and column, and as the program's own lines
    have it.
    """
    (use,) = trace(compiled_once, query).cells
    assert (use.source.place.file, use.source.place.cell) == (FORM, "B20")


@pytest.mark.parametrize(
    ("cells", "answered"),
    [
        ("B19、B20", ["B19", "B20"]),
        ("B20,B19", ["B20", "B19"]),
        ("B19:B20", ["B19", "B20"]),
        ("B20：B19", ["B19", "B20"]),
        ("A19:C20", ["B19", "B20"]),
        ("B19、ZZ900", ["B19"]),
    ],
)
def test_lists_and_ranges(compiled_once: Path, cells: str, answered: list[str]) -> None:
    """Every cell of them that has something, and a word on the others."""
    answer = trace(compiled_once, f"区教育局/措施01-01.xlsx  填报表!{cells}")
    assert [use.source.place.cell for use in answer.cells] == answered
    assert answer.notes == (("ZZ900 里没有填报的内容。",) if "ZZ900" in cells else ())


def test_an_empty_cell_with_a_finding(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A finding names it, so it is there, with its label."""
    del project.form("措施01-01").fields["审签人"]
    root = project.write(tmp_path)
    compile_project(root, draft=True)
    place = cell(root / FORM, "审签人")
    (use,) = trace(root, f"措施01-01.xlsx!{place}").cells
    assert (use.source.label, use.source.text) == ("审签人", "")
    assert [finding.code for finding in use.evidence.findings] == ["V001"]
    status, out = printed(capsys, f"措施01-01.xlsx!{place}", str(root))
    assert (status, "V001" in out) == (0, True)


def test_an_empty_cell_of_a_table_with_a_finding(project: Project, tmp_path: Path) -> None:
    """A column's cell as a field's."""
    del project.tables["问题清单"][0]["问题"]
    root = project.write(tmp_path)
    compile_project(root, draft=True)
    place = (
        Clerk.at(root / "input_workbooks/总台账.xlsx", "问题清单")
        .table_cell("问题清单", "问题")
        .coordinate
    )
    (use,) = trace(root, f"总台账!问题清单!{place}").cells
    assert "V001" in [finding.code for finding in use.evidence.findings]


def test_a_file_that_cannot_be_read(compiled: Path) -> None:
    """It is there: the answer says why nothing of it is known."""
    (compiled / "input_workbooks/坏.xlsx").write_bytes(b"PK")
    for query in ("坏.xlsx!B22", "坏!填报表!B22", "坏.xlsx"):
        suggestion = trace(compiled, query).suggestion
        assert "没有采用" in suggestion
        assert re.search(r"错误 S01\d", suggestion)


def test_a_form_that_was_replaced(compiled: Path) -> None:
    """Its cells are not said to be empty, but to count no more, since a corrected form has come."""
    clerk = Clerk.at(compiled / FORM, "_结构")
    clerk.find("修订次数").offset(0, 1).value = 2
    clerk.save(compiled / "input_workbooks/区教育局/改好.xlsx")
    suggestion = trace(compiled, "措施01-01.xlsx!B20").suggestion
    assert "没有采用" in suggestion
    assert "L019" in suggestion
    assert trace(compiled, "改好!B20").found


def test_the_other_findings_of_a_form(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing was found about the words, but elsewhere on the form: never 没有."""
    del project.form("措施01-01").fields["审签人"]
    root = project.write(tmp_path)
    compile_project(root, draft=True)
    evidence = only(trace(root, "新增学位540个")).evidence
    assert (evidence.findings, [finding.code for finding in evidence.others]) == ((), ["V001"])
    _, out = printed(capsys, "新增学位540个", str(root))
    assert "这张表还有 1 条意见" in out
    assert "意见：没有" not in out
    _, out = printed(capsys, "教育经费3200万元", str(root))
    assert "意见：没有" in out


def test_a_figures_cell_says_one_thing(
    compiled_once: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not printed itself, and the prose that states it is shown: no contradiction."""
    place = Clerk.at(compiled_once / FORM).table_cell("数据指标", "数值").coordinate
    _, out = printed(capsys, f"措施01-01!{place}", str(compiled_once))
    assert "这一格本身不印入通报" in out
    assert "没有印入通报" not in out


def test_a_cell_that_is_printed(compiled_once: Path) -> None:
    """Its runs with their paragraphs, the relations its numbers take part in, who signed."""
    (use,) = trace(compiled_once, f"措施01-01!{cell(compiled_once / FORM, '进展情况')}").cells
    (own,) = use.printed
    assert own.text[own.start : own.end] == use.source.text
    assert own.kind == "填报"
    assert len(use.evidence.relations) >= 1
    assert use.source.form is not None
    assert use.source.form.approver == "柏栋材"


def test_a_figures_cell(compiled_once: Path) -> None:
    """Not printed itself: what prose states the same number, and which relations it is an operand
    of.
    """
    place = Clerk.at(compiled_once / FORM).table_cell("数据指标", "数值").coordinate
    (use,) = trace(compiled_once, f"措施01-01!{place}").cells
    assert use.source.label == "数据指标 数值"
    assert use.printed == ()
    assert [own.text[own.start : own.end] for own in use.stated] == ["540个"]
    assert [relation.formula for relation in use.evidence.relations] == [
        "新增学位 = 公办学位 + 民办学位"
    ]


def test_a_cell_that_is_counted(compiled_once: Path) -> None:
    """Every number in the notice that was computed from it."""
    path = compiled_once / "input_workbooks/总台账.xlsx"
    place = Clerk.at(path, "办理情况").table_cell("办理情况", "移交件数").coordinate
    (use,) = trace(compiled_once, f"总台账!办理情况!{place}").cells
    assert [own.text[own.start : own.end] for own in use.computed] == ["46"]


def test_a_cell_on_several_sheets(compiled_once: Path) -> None:
    """Without a sheet, every sheet that has something there answers."""
    answer = trace(compiled_once, "总台账!C4")
    sheets = [use.source.place.sheet for use in answer.cells]
    assert len(sheets) == len(set(sheets)) > 1


def test_a_cell_of_both_forms_of_a_measure(project: Project, tmp_path: Path) -> None:
    """A measure's id means every form linked to it."""
    project.forms["区财政局/协办.xlsx"] = supporting_form(进展情况="另行安排补助资金86万元。")
    root = project.write(tmp_path)
    compile_project(root)
    place = cell(root / FORM, "进展情况")
    files = {use.source.place.file for use in trace(root, f"01-01!{place}").cells}
    assert files == {"input_workbooks/区财政局/协办.xlsx", FORM} or files == {FORM}
    assert trace(root, f"协办!{place}").cells[0].source.form is not None
    forms = [use.source.form for use in trace(root, f"协办!{place}").cells]
    assert [(form.role, form.unit) for form in forms if form] == [("责任单位", "区财政局")]


def test_a_form_that_was_moved_and_renamed(project: Project, tmp_path: Path) -> None:
    """It is known by its new name and by its measure."""
    project.forms["其他/教育局报来的表.xlsx"] = project.forms.pop("区教育局/措施01-01.xlsx")
    root = project.write(tmp_path)
    (root / "input_workbooks/其他").mkdir(exist_ok=True)
    compile_project(root)
    moved = "input_workbooks/其他/教育局报来的表.xlsx"
    place = cell(root / moved, "进展情况")
    assert only(trace(root, "新增学位540个")).source.place.file == moved
    for name in ("教育局报来的表", "措施01-01", "措施01-01.xlsx", "其他/教育局报来的表.xlsx"):
        assert trace(root, f"{name}!{place}").cells[0].source.place.file == moved


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("措施01-11.xlsx!B19", "是不是“措施01-01.xlsx”"), ("措施01-01!{beside}", "（进展情况）"), ("措施01-01!ZZ999", "里没有填报的内容"),
        ("措施01-01!总表!B19", "里没有“总表”这张工作表"), ("措施01-01!填报说明!A1", "不是填报的地方"), ("总台账!豁免!B9", "里没有填报的内容"),
        ("措施01-01!A20", "这一行填报的是 B20"), ("措施01-01!B", "写成“措施01-01.xlsx!B"), ("措施01-01.xlsx#B20", "写成“措施01-01.xlsx!B"),
        ("措施01-01.xlsx", "写成“措施01-01.xlsx!B"), ("措施01-11.xlsx", "是不是“措施01-01.xlsx”"),
        ("!B20", "前面要写上文件"), ("#B20", "前面要写上文件"), ("填报表!B20", "“填报表”是工作表"),
    ],
)  # fmt: skip
def test_a_cell_that_is_not_there(
    compiled_once: Path, query: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 1 with what to try instead: a like file, the cells of the same row."""
    column, row = re.fullmatch(r"([A-Z]+)(\d+)", cell(compiled_once / FORM, "进展情况")).groups()  # type: ignore[union-attr]
    status, out = printed(
        capsys, query.format(beside=f"{chr(ord(column) + 1)}{row}"), str(compiled_once)
    )
    assert status == 1
    assert hint in out


# Fresh and stale


def test_stale_answers_come_from_the_workbooks(
    compiled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After a change the answer is that of the workbooks, says so, and leaves the outputs alone."""
    before = (compiled / "output" / PROVENANCE).read_bytes()
    clerk = Clerk.at(compiled / FORM)
    clerk.put("主题句", "补齐短板")
    clerk.save()
    status, out = printed(capsys, "一是补齐短板", str(compiled))
    assert status == 0
    assert out.startswith("说明")
    assert "有改动" in out
    assert not trace(compiled, "补齐学位短板").found
    assert (compiled / "output" / PROVENANCE).read_bytes() == before


@pytest.mark.parametrize("change", ["new", "gone", "template"])
def test_what_makes_an_answer_stale(compiled: Path, change: str) -> None:
    """A form more, a form less, another outline."""
    if change == "new":
        shutil.copy(compiled / FORM, compiled / "input_workbooks/又一份.xlsx")
    elif change == "gone":
        (compiled / FORM).unlink()
    else:
        shutil.copytree(ROOT / "templates/xunshi", compiled / "templates/xunshi")
        with (compiled / "templates/xunshi/outline.txt").open("a", encoding="utf-8") as stream:
            stream.write("\n")
    assert trace(compiled, "教育经费3200万元").notes == (tracing.STALE,)


def test_before_any_compile(root: Path) -> None:
    """It works without outputs, and writes none."""
    answer = trace(root, "新增学位540个")
    assert answer.notes == (tracing.NEVER,)
    assert only(answer).source.place.file == FORM
    assert not (root / "output").exists()


def test_with_errors_in_the_sources(project: Project, tmp_path: Path) -> None:
    """What cannot be published can be traced, holes included."""
    del project.forms["区民政局/措施02-01.xlsx"]
    answer = trace(project.write(tmp_path), "【待报：区民政局】")
    assert {link.kind for link in links(answer)} == {"待报"}


NO_SOURCES = b"""{"format": 1, "compile": "0", "kind": "xunshi", "round": "", "draft": false, "cells": {}, "forms": {}, "figures": [],
"unbound": [], "relations": [], "findings": [],
"paragraphs": [{"style": "", "runs": [{"text": "1", "kind": "\xe5\xa1\xab\xe6\x8a\xa5", "sources": []}]}]}"""


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[1]", b'{"format": "1"}', b"\xff\xfe", b'{"format": 1, "paragraphs": [{}]}', b"[" * 100_000, NO_SOURCES,
        NO_SOURCES.replace(b'"1"', b"1"),
    ],
    ids=range(9),
)  # fmt: skip
def test_a_damaged_source_map_counts_as_none(compiled: Path, content: bytes) -> None:
    """Whatever lies there, the answer comes from the workbooks."""
    (compiled / "output" / PROVENANCE).write_bytes(content)
    assert trace(compiled, "新增学位540个").notes == (tracing.NEVER,)


def test_another_output_folder(root: Path, tmp_path: Path) -> None:
    """--output says where the last compile went."""
    compile_project(root, tmp_path / "出")
    assert trace(root, "新增学位540个", output=tmp_path / "出").notes == ()


def test_the_source_map_reads_back(compiled_once: Path) -> None:
    """What is written is what is read."""
    content = (compiled_once / "output" / PROVENANCE).read_bytes()
    assert write_provenance(read_provenance(content)) == content


@pytest.mark.parametrize(
    "arguments", [["新增学位", "{}/没有"], ["新增学位", "{}", "--in", "{}/没有.docx"], ["  ", "{}"]]
)
def test_what_cannot_be_answered_has_status_2(
    root: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """No project, no such copy, no words: status 2, never an exception."""
    status, out = printed(capsys, *(argument.format(root) for argument in arguments))
    assert status == 2
    assert out.strip()


# In a review copy


def saved(compiled: Path, *changes: Callable[[bytes], bytes]) -> Path:
    """Return a copy of the review copy somewhere else, its body changed."""
    path = compiled / "批过的.docx"
    shutil.copy(compiled / "output" / REVIEW_WORD, path)
    for change in changes:
        rewrite(path, {BODY: change})
    return path


@pytest.mark.usefixtures("no_reading")
def test_a_copy_that_was_saved_elsewhere(compiled: Path) -> None:
    """Found by its bookmarks, in the 来源.json of its own compile."""
    answer = trace(compiled, "新增学位540个", copy=saved(compiled))
    link = only(answer)
    assert (link.source.place.file, link.was, answer.notes, answer.diagnostics) == (
        FORM,
        None,
        (),
        (),
    )


@pytest.mark.usefixtures("no_reading")
def test_a_cell_asked_of_a_copy(compiled: Path) -> None:
    """A comment of the copy names cells: they are asked for with the copy at hand."""
    (use,) = trace(
        compiled,
        f"区教育局/措施01-01.xlsx  填报表!{cell(compiled / FORM, '进展情况')}",
        copy=saved(compiled),
    ).cells
    assert len(use.printed) == 1


def test_a_copy_that_was_edited(compiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Changed words are found where they stand, and the answer says what was compiled."""
    path = saved(compiled, replacing("教育经费", "专项经费"))
    link = only(trace(compiled, "拨付专项", copy=path))
    assert link.was == "全年拨付教育经费3200万元。" or (link.was or "").startswith(
        "全年拨付教育经费"
    )
    status, out = printed(capsys, "拨付专项", str(compiled), "--in", str(path))
    assert status == 0
    assert "文字改动过" in out
    assert "教育经费" in out


def test_a_paragraph_added_by_hand(compiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Words that no compile put there have no anchor, and are said to have none."""
    added = "<w:p><w:r><w:t>某领导批示要抓紧。</w:t></w:r></w:p><w:sectPr"
    path = saved(compiled, replacing("<w:sectPr", added))
    answer = trace(compiled, "批示要抓紧", copy=path)
    ((piece,),) = [passage.pieces for passage in answer.passages]
    assert (piece.paragraph, piece.links) == (None, ())
    _, out = printed(capsys, "批示要抓紧", str(compiled), "--in", str(path))
    assert "后来添上" in out


def test_tracked_changes(compiled: Path) -> None:
    """What was deleted under tracked changes is no longer found, what was inserted is."""

    def track(content: bytes) -> bytes:
        deleted = '<w:del w:id="900"><w:r><w:delText>某</w:delText></w:r></w:del>'
        inserted = '<w:ins w:id="901"><w:r><w:t>已</w:t></w:r></w:ins>'
        return content.replace(
            "<w:t>补齐学位短板</w:t></w:r>".encode(),
            f"<w:t>补齐学位短板</w:t></w:r>{deleted}{inserted}".encode(),
        )

    path = saved(compiled, track)
    assert only(trace(compiled, "短板已", copy=path)).was == "补齐学位短板"
    assert not trace(compiled, "短板某", copy=path).found


def without_base(root: Path) -> None:
    """Keep nothing of the compiles before the last one."""
    shutil.rmtree(root / "output" / BASE_FOLDER)


def test_a_copy_of_an_earlier_compile(compiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its base answers, and says that the workbooks have moved on and what it does not know."""
    path = saved(compiled, replacing("教育经费", "专项经费"))
    clerk = Clerk.at(compiled / FORM)
    clerk.put("主题句", "补齐短板")
    clerk.save()
    compile_project(compiled)
    answer = trace(compiled, "补齐学位短板", copy=path)
    assert (answer.diagnostics, answer.by_words, answer.whole) == ((), False, False)
    assert answer.notes == (tracing.OUTRUN, tracing.BARE)
    assert (only(answer).source.text, only(answer).was) == ("补齐学位短板", None)
    assert only(trace(compiled, "拨付专项", copy=path)).was == "全年拨付教育经费3200万元。"
    status, out = printed(capsys, "补齐学位短板", str(compiled), "--in", str(path))
    assert (status, "意见：没有" in out) == (0, False)


def test_a_copy_of_another_compile(compiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """R041, and the answer of what there is now."""
    path = saved(compiled)
    clerk = Clerk.at(compiled / FORM)
    clerk.put("主题句", "补齐短板")
    clerk.save()
    compile_project(compiled)
    without_base(compiled)
    answer = trace(compiled, "新增学位540个", copy=path)
    assert [diagnostic.code for diagnostic in answer.diagnostics] == ["R041"]
    assert only(answer).source.place.file == FORM
    assert only(trace(compiled, "补齐学位短板", copy=path)).was == "补齐短板"
    assert (
        "文字不同，现在的通报里是：补齐短板"
        in printed(capsys, "补齐学位短板", str(compiled), "--in", str(path))[1]
    )
    status, out = printed(capsys, "新增学位540个", str(compiled), "--in", str(path))
    assert status == 0
    assert "R041" in out


def test_a_copy_whose_ids_mean_other_runs(
    compiled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After another compile the same id is another run: words lead to their own cell, or to
    none.
    """
    path = saved(compiled)
    clerk = Clerk.at(compiled / FORM)
    clerk.put("主题句", None)
    clerk.put("进展情况", "新建幼儿园2所，新增学位540个，其中公办学位500个、民办学位40个。")
    clerk.save()
    compile_project(compiled, draft=True)
    without_base(compiled)
    for words, file in (
        ("全年拨付教育经费", "措施01-02"),
        ("调配养老床位", "措施02-01"),
        ("组织生活记录全部", "措施03-01"),
    ):
        link = only(trace(compiled, words, copy=path))
        assert (Path(link.source.place.file).stem, link.was) == (file, None)
    answer = trace(compiled, "出台《学前教育学位供给办法", copy=path)
    assert answer.by_words
    assert all(link.was is not None for link in links(answer))


def test_a_copy_whose_form_was_replaced(compiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the notice no longer says is not ascribed to what stands there now."""
    path = saved(compiled)
    clerk = Clerk.at(compiled / "input_workbooks/区财政局/措施01-02.xlsx")
    clerk.put("主题句", "压缩会议开支")
    clerk.put("进展情况", "会议费同比下降两成。")
    clerk.save()
    compile_project(compiled)
    without_base(compiled)
    assert links(trace(compiled, "教育经费3200万元", copy=path)) == []
    _, out = printed(capsys, "教育经费3200万元", str(compiled), "--in", str(path))
    assert "现在的通报里没有这几个字" in out
    assert "柏栋材" not in out


def headless(content: bytes) -> bytes:
    """Return a header that no longer names the compile."""
    return re.sub("编译号 [0-9a-f]{8}".encode(), b"", content)


def test_a_copy_without_its_header(compiled: Path) -> None:
    """It is known by its words, edited or not; with nothing kept they are held against what is
    printed now.
    """
    path = saved(compiled)
    rewrite(path, {"word/header1.xml": headless, "word/header2.xml": headless})
    answer = trace(compiled, "新增学位540个", copy=path)
    assert (answer.diagnostics, answer.notes, only(answer).was) == ((), (), None)
    rewrite(path, {BODY: replacing("教育经费", "专项经费")})
    answer = trace(compiled, "新增学位540个", copy=path)
    assert (answer.diagnostics, answer.by_words) == ((), False)
    assert answer.notes == (tracing.NAMELESS.format(number=answer.compile),)
    assert only(trace(compiled, "拨付专项", copy=path)).was == "全年拨付教育经费3200万元。"
    shutil.rmtree(compiled / "output")
    answer = trace(compiled, "新增学位540个", copy=path)
    assert [diagnostic.code for diagnostic in answer.diagnostics] == ["R041"]
    assert "没有编译号" in answer.diagnostics[0].message
    assert (answer.by_words, answer.notes, only(answer).was) == (True, (tracing.NEVER,), None)
    assert only(trace(compiled, "拨付专项", copy=path)).was == "全年拨付教育经费3200万元。"


def notice_of(compiled: Path, *edits: tuple[str, str]) -> Path:
    """Return a copy of the notice itself somewhere else, its body changed."""
    path = compiled / "书记改.docx"
    shutil.copy(compiled / "output" / NOTICE_WORD, path)
    for old, new in edits:
        rewrite(path, {BODY: replacing(old, new)})
    return path


@pytest.mark.usefixtures("no_reading")
def test_the_notice_itself(compiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It has no bookmarks: words in it lead to their cells, edited ones to those they were."""
    path = notice_of(
        compiled,
        ("补齐学位短板", "下大力气补齐学位短板"),
        ("教育经费", "专项经费"),
        ("优先安排经费", "资金先到位"),
    )
    assert only(trace(compiled, "新增学位540个", copy=path)).was is None
    assert only(trace(compiled, "下大力气", copy=path)).was == "补齐学位短板"
    assert only(trace(compiled, "资金先到位", copy=path)).was == "优先安排经费"
    answer = trace(compiled, "拨付专项经费", copy=path)
    link = only(answer)
    assert (link.source.label, link.was) == ("进展情况", "全年拨付教育经费3200万元。")
    assert (answer.diagnostics, answer.by_words, answer.whole) == ((), False, True)
    status, out = printed(capsys, "拨付专项", str(compiled), "--in", str(path))
    assert (status, "文字改动过，编译时是：全年拨付教育经费" in out) == (0, True)


def test_what_was_set_aside(compiled: Path) -> None:
    """A copy edited in its place is set aside by the next compile, and answers for its own."""
    rewrite(compiled / "output" / NOTICE_WORD, {BODY: replacing("教育经费", "专项经费")})
    clerk = Clerk.at(compiled / FORM)
    clerk.put("主题句", "补齐短板")
    clerk.save()
    compile_project(compiled)
    (aside,) = (compiled / "output").glob("通报（改动稿*.docx")
    answer = trace(compiled, "拨付专项", copy=aside)
    assert (only(answer).was, answer.diagnostics) == ("全年拨付教育经费3200万元。", ())
    assert only(trace(compiled, "补齐学位短板", copy=aside)).source.text == "补齐学位短板"


@pytest.mark.parametrize("keep", [True, False])
def test_a_copy_of_another_project(
    compiled: Path, keep: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """R042 and status 2, whatever of it stands in this notice."""
    if not keep:
        shutil.rmtree(compiled / "output")
    path = compiled / "邻区.docx"
    path.write_bytes(word_file(paragraph(run("邻区新增学位540个，群众满意。"))))
    answer = trace(compiled, "新增学位540个", copy=path)
    assert [diagnostic.code for diagnostic in answer.diagnostics] == ["R042"]
    status, out = printed(capsys, "新增学位540个", str(compiled), "--in", str(path))
    assert (status, "R042" in out) == (2, True)


# In a copy that was edited


def drifted(monkeypatch: pytest.MonkeyPatch, by: int) -> None:
    """Let bookmarks begin some characters before where they should, as LibreOffice leaves them."""
    read = tracing.read_edited_copy

    def shifted(path: Path, file: str) -> object:
        copy, found = read(path, file)
        assert copy is not None
        paragraphs = tuple(
            attrs.evolve(
                one, bookmarks=tuple((name, max(0, place - by)) for name, place in one.bookmarks)
            )
            for one in copy.paragraphs
        )
        return attrs.evolve(copy, paragraphs=paragraphs), found

    monkeypatch.setattr(tracing, "read_edited_copy", shifted)


@pytest.mark.parametrize("by", [1, 2, 5])
def test_bookmarks_that_drifted(compiled: Path, monkeypatch: pytest.MonkeyPatch, by: int) -> None:
    """Only what was edited is said to be, and every word belongs to its own run."""
    path = saved(compiled, replacing("教育经费", "专项经费"))
    drifted(monkeypatch, by)
    for words in ("补齐学位短板", "优先安排经费", "调配养老床位", "新增学位540个"):
        link = only(trace(compiled, words, copy=path))
        assert (link.words, link.was) == (words, None)
    assert only(trace(compiled, "拨付专项", copy=path)).was == "全年拨付教育经费3200万元。"
    (whole,) = trace(compiled, "二是优先安排经费。全年拨付专项经费3200万元。", copy=path).passages
    assert [(link.words, link.was is None) for link in whole.pieces[0].links] == [
        ("二是", True),
        ("优先安排经费", True),
        ("。", True),
        ("全年拨付专项经费3200万元。", False),
    ]


def test_what_was_inserted_stays_where_its_bookmark_has_it(compiled: Path) -> None:
    """New words at the edge of two runs belong to the one whose bookmark they are in."""
    path = saved(compiled, replacing("<w:t>补齐学位短板</w:t>", "<w:t>下大力气补齐学位短板</w:t>"))
    assert only(trace(compiled, "下大力气", copy=path)).was == "补齐学位短板"


def test_a_paragraph_parted_and_joined(compiled: Path) -> None:
    """A new line inside of a sentence, or one fewer between two, edits no run."""
    provenance = read_provenance((compiled / "output" / PROVENANCE).read_bytes())
    document = read_printed(provenance.document)
    ends = {placed.paragraph: placed.end for placed in document.runs}
    for text in (
        document.text.replace("新增学位540个", "新增\n学位540个"),
        document.text[: ends[8]] + document.text[ends[8] + 1 :],
    ):
        lines = [CopyParagraph((Stretch(line),)) for line in text.splitlines()]
        reading = read_copy(base_of(provenance, kept=True), EditedCopy(tuple(lines)))
        assert [(p.id, fold(reading.text[p.start : p.end]).text) for p in reading.runs] == [
            (p.id, fold(p.run.text).text) for p in document.runs
        ]


def test_words_without_their_bookmarks(compiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence or a paragraph copied elsewhere is word for word of the notice, and leads to its
    cell.
    """
    copied_text = next(
        p.text
        for p in read_provenance(
            (compiled / "output" / PROVENANCE).read_bytes()
        ).document.paragraphs
        if "盘活空置" in p.text
    )
    copied = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    path = saved(
        compiled,
        replacing(
            "<w:sectPr",
            copied.format("领导圈阅：新增学位540个") + copied.format(copied_text) + "<w:sectPr",
        ),
    )
    first, second = trace(compiled, "新增学位540个", copy=path).passages
    assert [link.source.place for link in first.pieces[0].links] == [
        link.source.place for link in second.pieces[0].links
    ]
    assert (first.pieces[0].elsewhere, second.pieces[0].elsewhere) == (
        (),
        (first.pieces[0].paragraph,),
    )
    answers = links(trace(compiled, "已盘活空置床位120张", copy=path))
    assert [(link.source.place.file, link.was) for link in answers] == [
        ("input_workbooks/区民政局/措施02-01.xlsx", None)
    ] * 2
    _, out = printed(capsys, "新增学位540个", str(compiled), "--in", str(path))
    assert "一字不差" in out
    assert "后来添上" not in out


def test_a_bookmark_that_was_lost(compiled: Path) -> None:
    """The words are still those of the run."""
    path = saved(
        compiled,
        lambda content: re.sub(
            rb"<w:bookmarkStart[^>]*/>|<w:bookmarkEnd[^>]*/>", b"", content, count=60
        ),
    )
    link = only(trace(compiled, "新增学位540个", copy=path))
    assert (link.source.place.file, link.was) == (FORM, None)


def test_findings_of_a_cell_whose_words_were_edited(project: Project, tmp_path: Path) -> None:
    """All that is known of the cell, since nobody knows what became of the words it was about."""
    project.form("措施01-02").fields["进展情况"] = "全年拨付拨付教育经费3200万元。"
    root = project.write(tmp_path)
    compile_project(root, draft=True)
    path = saved(root, replacing("教育经费", "专项经费"))
    evidence = only(trace(root, "专项经费", copy=path)).evidence
    assert [finding.code for finding in evidence.findings] == ["T041"]
    assert evidence.unbound == ("3200万元",)


def test_a_sentence_that_was_deleted(compiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is not there, and it is said that it was."""
    path = saved(compiled, replacing("<w:t>补齐学位短板</w:t>", "<w:t></w:t>"))
    number = trace(compiled, "补齐学位短板").passages[0].pieces[0].paragraph
    status, out = printed(capsys, "补齐学位短板", str(compiled), "--in", str(path))
    assert status == 1
    assert f"编译时第 {number} 段有这几个字" in out


def test_a_copy_older_than_the_workbooks(compiled: Path) -> None:
    """While its own 来源.json is there, that answers, and says that the workbooks have moved on."""
    path = saved(compiled)
    clerk = Clerk.at(compiled / FORM)
    clerk.put("主题句", "补齐短板")
    clerk.save()
    answer = trace(compiled, "补齐学位短板", copy=path)
    assert only(answer).was is None
    assert answer.diagnostics == ()
    assert answer.notes == (tracing.OUTRUN,)
    clerk.put("完成状态", "差不多了")
    clerk.save()
    compile_project(compiled)
    assert not (compiled / "output" / PROVENANCE).exists()
    assert only(trace(compiled, "补齐学位短板", copy=path)).was is None


def test_what_is_no_copy(compiled: Path, tmp_path: Path) -> None:
    """A picture, a file cut short, a folder: R040."""
    whole = (compiled / "output" / REVIEW_WORD).read_bytes()
    for name, content in {
        "半份.docx": whole[: len(whole) // 2],
        "图.docx": b"\x89PNG",
        "空.docx": b"",
    }.items():
        (tmp_path / name).write_bytes(content)
    paths = [
        tmp_path,
        *(tmp_path / name for name in ("半份.docx", "图.docx", "空.docx", "没有.docx")),
    ]
    for path in paths:
        answer = trace(compiled, "新增学位540个", copy=path)
        assert [diagnostic.code for diagnostic in answer.diagnostics] == ["R040"]
        assert not re.search("[a-z]{3} [a-z]", answer.diagnostics[0].message)
        assert not answer.found


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_copy_saved_by_libreoffice(compiled: Path, tmp_path: Path) -> None:
    """Another program's file answers as ours does, edited or not."""
    path = saved(compiled, replacing("教育经费", "专项经费"))
    (again,) = convert([path], "docx", tmp_path / "saved")
    for words in ("新增学位540个", "整改情况：一是补齐学位短板。", "拨付专项"):
        ours, theirs = (trace(compiled, words, copy=own) for own in (path, again))
        assert [(link.id, link.words, link.was) for link in links(ours)] == [
            (link.id, link.words, link.was) for link in links(theirs)
        ]
        assert theirs.diagnostics == ()
        assert theirs.found


# The words


def test_the_examples_of_the_manual(tmp_path: Path) -> None:
    """What the manual tells people to ask of the sample is there."""
    manual = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
    asked = dict.fromkeys(re.findall(r"^zhenggai trace (\S+) D:", manual, re.MULTILINE))
    assert len(asked) >= 2
    for query in asked:
        assert trace(ROOT, query, output=tmp_path).found, query


def test_folding_keeps_places() -> None:
    """A range of folded text is given back as a range of the text itself."""
    text = "新 增\n学位\uff15\uff14\uff10个，“其中”"
    for words, expected in (
        ("学位540个", "学位\uff15\uff14\uff10个"),
        ("新增学位", "新 增\n学位"),
        ('个，"其中"', "个，“其中”"),
    ):
        ((start, end),) = occurrences(words, fold(text))
        assert text[start:end] == expected
    assert list(occurrences(" \n", fold(text))) == []
    assert list(occurrences("个个", fold("个个个个"))) == [(0, 2), (2, 4)]


def test_the_nearest_sentence() -> None:
    """It shares the most pairs of characters; what shares few is none."""
    texts = ["新建幼儿园2所。新增学位540个。", "拨付经费。"]
    assert nearest_sentence("新增学位54个", texts) == (0, "新增学位540个。")
    assert nearest_sentence("拨付了经费", texts) == (1, "拨付经费。")
    assert nearest_sentence("毫不相干", texts) is None
    assert nearest_sentence("", texts) is None
