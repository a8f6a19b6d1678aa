"""Text from outside in messages and Word comments: on one line, nothing unseen, and published."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from support.clerk import Clerk
from support.damage import rewrite
from support.projects import Project, listed
from support.shared_cases import expected, lay, named, needs_cases

from compiler.commands.compilation import Compilation
from compiler.commands.compiling import (
    NOTICE_TEXT,
    NOTICE_WORD,
    OUTPUT_FOLDER,
    REVIEW_WORD,
    compile_project,
)
from compiler.diagnostics import complain
from compiler.span import Span
from compiler.visible import visible
from compiler.word.review.copy import Note

pytestmark = pytest.mark.usefixtures("read_once")

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
ODD = "\t\n\r\v\f\x1c\x85\xa0\u2003\u2028\u2029\u3000 \u200b\ufeff\u202e\u200d\x00\x07\ufffe\ue000_x000D_／"
HARD = st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=40)
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\r")
NOTES = {
    "岑一鸣:\n小学学位还在核实": "岑一鸣:／小学学位还在核实",
    "第一行\r\n第二行\r第三行": "第一行／第二行／第三行",
    "甲\n\n\n乙": "甲／乙",
    "甲 \n    乙": "甲／乙",
    "甲\t乙": "甲 乙",
    "\n 甲\u3000\u3000\n": "甲",
    "甲   乙\u3000\u3000丙\xa0丁": "甲   乙\u3000\u3000丙\xa0丁",
    "甲\u2028乙\u2029丙\x85丁": "甲／乙／丙／丁",
    "甲\v乙\f丙": "甲／乙／丙",
    "甲\u200b乙\ufeff丙": "甲〔零宽空格〕乙〔零宽空格〕丙",
    "甲\u202e乙": "甲〔U+202E〕乙",
    "甲\x07乙\x1c丙": "甲〔U+0007〕乙 丙",
    "甲\ufffe乙": "甲〔U+FFFE〕乙",
    "甲\ud800乙": "甲\ufffd乙",  # half a character is none
}
"""Notes, and how each is shown."""


def stored(text: str) -> bytes:
    """Return a text as Excel stores it: what XML cannot hold is escaped."""
    coded = FORBIDDEN.sub(lambda match: f"_x{ord(match.group()):04X}_", text)
    return escape(coded, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}).encode()


def fill(path: Path, texts: dict[str, str]) -> None:
    """Put texts in the place of marks, each of which must stand somewhere in the workbook."""
    missing = set(texts)

    def change(content: bytes) -> bytes:
        for mark, text in texts.items():
            if mark.encode() in content:
                missing.discard(mark)
                content = content.replace(mark.encode(), stored(text))
        return content

    with zipfile.ZipFile(path) as package:
        parts = package.namelist()
    rewrite(path, dict.fromkeys(parts, change))
    assert not missing


def remarks(root: Path) -> str:
    """Return what the comments of the review copy say, line by line."""
    copy = docx.Document(str(root / OUTPUT_FOLDER / REVIEW_WORD))
    return "\n".join(
        paragraph.text for comment in copy.comments for paragraph in comment.paragraphs
    )


def unproven(compilation: Compilation) -> list[str]:
    """Return what the proofs of the written files found."""
    return [
        diagnostic.code for diagnostic in compilation.diagnostics if diagnostic.code.startswith("R")
    ]


@given(HARD)
def test_what_is_shown_is_one_line_and_seen(text: str) -> None:
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    kinds = {unicodedata.category(character) for character in shown if character != "\u200d"}
    assert kinds.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})
    assert visible(shown) == shown


@given(HARD)
def test_nothing_but_blanks_is_lost(text: str) -> None:
    """Every character that can be seen is shown, in its order."""
    seen = [c for c in text if c.isprintable() and c != " "]
    rest = iter(visible(text))
    assert all(c in rest for c in seen)


@given(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=40))
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_long_blanks_take_no_time() -> None:
    assert visible("甲" + " " * 30_000 + "乙") == "甲" + " " * 30_000 + "乙"
    assert visible("甲" + " " * 30_000 + "\n乙") == "甲／乙"


@given(HARD)
def test_a_message_shows_what_it_quotes_and_keeps_what_it_was_told(text: str) -> None:
    diagnostic = complain("S043", Span("表.xlsx", f"表{text}", "B6"), text=text)
    assert f"“{visible(text)}”" in diagnostic.message
    assert len(diagnostic.message.splitlines()) == 1
    assert len(diagnostic.spans[0].describe().splitlines()) == 1
    assert diagnostic.arguments["text"] == text


@given(HARD)
def test_a_comment_has_no_line_that_word_would_break(text: str) -> None:
    (line,) = Note((text,), "r00001", "r00001").lines
    assert line == visible(text.strip())


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory, small_template: Path) -> Path:
    """The small project with marks wherever a clerk may write; whoever fills them gets a copy."""
    root = tmp_path_factory.mktemp("marked") / "项目"
    shutil.copytree(small_template, root)
    clerk = Clerk.at(root / FORM)
    clerk.value_cell("进展情况").comment = Comment("QQNOTE", "岑一鸣")
    clerk.book.create_sheet("QQSHEET")["A1"] = "QQCELL"
    clerk.put("整改目标", "QQGOAL")
    clerk.put("完成日期", "QQDAY")
    clerk.put("审签人", "QQNAME")
    clerk.find("联系电话").value = "联系QQLABEL电话"
    clerk.put_row("数据指标", 3, 指标名称="QQFIGURE", 数值="QQNUMBER")
    clerk.sheet["J30"] = "QQSTRAY"
    clerk.save()
    return root


MARKS = ("NOTE", "SHEET", "CELL", "GOAL", "DAY", "NAME", "LABEL", "FIGURE", "NUMBER", "STRAY")


@settings(max_examples=25)
@given(texts=st.lists(HARD, min_size=len(MARKS), max_size=len(MARKS)))
@example(texts=["岑一鸣:\n\t请核。 \u2028\r\n 甲"] * len(MARKS))
@example(texts=["\n"] * len(MARKS))
@example(texts=["甲\u202e\u200b\x07\ufffe  \u3000乙"] * len(MARKS))
def test_whatever_is_written_the_draft_is(
    marked: Path, tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    """Any text whatever, anywhere: the draft is written, and the review copy's proof passes."""
    root = tmp_path_factory.mktemp("filled") / "项目"
    shutil.copytree(marked, root)
    fill(root / FORM, {f"QQ{mark}": text for mark, text in zip(MARKS, texts, strict=True)})
    compilation = compile_project(root, draft=True)
    assert unproven(compilation) == []
    assert {NOTICE_WORD, REVIEW_WORD} <= {path.name for path in compilation.outputs}
    assert all(len(diagnostic.message.splitlines()) == 1 for diagnostic in compilation.diagnostics)
    shutil.rmtree(root)


def test_notes_are_hints_and_the_notice_is_published(root: Path) -> None:
    """Notes as programs store them: each shown in one form, in message and check report, at its cell;
    leaders, who read the review copy, have no business with them.
    """
    clerk = Clerk.at(root / FORM)
    cells = {f"H{row}": number for number, row in enumerate(range(5, 5 + len(NOTES)))}
    for cell, number in cells.items():
        clerk.sheet[cell].comment = Comment(f"QQ{number:02}", "岑一鸣")
    clerk.save()
    fill(root / FORM, {f"QQ{number:02}": text for number, text in enumerate(NOTES)})
    compilation = compile_project(root)
    assert compilation.publishable
    found = {
        d.spans[0].cell: (d.code, d.arguments["text"], d.message) for d in compilation.diagnostics
    }
    assert set(found) == set(cells)
    book = openpyxl.load_workbook(root / "output/核对报告.xlsx")
    reported = {str(value) for sheet in book for row in sheet.values for value in row}
    assert "S043" not in remarks(root)
    for (cell, _), (text, shown) in zip(cells.items(), NOTES.items(), strict=True):
        code, kept, message = found[cell]
        assert code == "S043"
        assert f"“{shown}”" in message
        assert kept == text.strip().replace("\ud800", "\ufffd")
        assert message in reported


@pytest.mark.parametrize(
    "name",
    ["措\t施.xlsx", "措\n施.xlsx", "措  施 .xlsx", "措\u2028\u200b施.xlsx", "\u3000措施.xlsx"],
)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_file_of_any_name_is_published(root: Path, name: str) -> None:
    (root / FORM).rename((root / FORM).with_name(name))
    compilation = compile_project(root)
    assert listed(compilation.diagnostics) == []
    assert visible(name) in remarks(root)


@pytest.mark.parametrize(
    "name", ["备\n注", "备\t注", "备  注", "备\u2028注", "\u3000备注", "备\u202e注"]
)
def test_a_sheet_of_any_name_is_named(root: Path, name: str) -> None:
    clerk = Clerk.at(root / FORM)
    clerk.book.create_sheet("QQSHEET")["A1"] = "甲"
    clerk.save()
    fill(root / FORM, {"QQSHEET": name})
    compilation = compile_project(root)
    assert [(d.code, d.spans[0].sheet) for d in compilation.diagnostics] == [("S023", name)]
    assert f"“{visible(name)}”" in compilation.diagnostics[0].message
    assert compilation.publishable


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("完成日期", "11月\n底"),
        ("完成状态", "已\u2028完成了"),
        ("审签日期", "一月\r\n十日"),
        ("填报日期", "年\t底"),
    ],
)
def test_an_answer_of_two_lines_is_quoted_on_one(root: Path, label: str, value: str) -> None:
    """The error stands at the cell as ever; the draft and its review copy are written."""
    clerk = Clerk.at(root / FORM)
    cell = clerk.put(label, "QQVALUE")
    clerk.save()
    fill(root / FORM, {"QQVALUE": value})
    compilation = compile_project(root, draft=True)
    assert cell in {d.spans[0].cell for d in compilation.diagnostics}
    assert unproven(compilation) == []
    assert all("\n" not in d.message for d in compilation.diagnostics)


def test_what_the_register_says_of_a_problem_is_quoted_on_one_line(
    tmp_path: Path, project: Project
) -> None:
    """A reason of two lines stands in a comment of its own, and Word gives it back."""
    project.tables["问题清单"][0]["状态认定"] = "已完成"
    project.tables["问题清单"][0]["认定理由"] = "经会议研究，\n已办结。"
    compilation = compile_project(project.write(tmp_path / "项目"), draft=True)
    assert unproven(compilation) == []
    assert REVIEW_WORD in {path.name for path in compilation.outputs}


# The collected cases


@needs_cases
@pytest.mark.parametrize("case", named("16*", "18a*"))
def test_collected_notes_are_published_with_a_hint(tmp_path: Path, case: str) -> None:
    root = lay(case, tmp_path / "项目")
    compilation = compile_project(root)
    assert compilation.publishable
    assert {d.code for d in compilation.diagnostics} == (
        {"S043"} if case.startswith("16") else {"S041", "V020"}
    )
    assert (root / OUTPUT_FOLDER / NOTICE_TEXT).read_text(encoding="utf-8") == expected()


@needs_cases
@pytest.mark.parametrize(("pattern", "found"), [("18d*", "S034"), ("18f*", "V012")])
def test_collected_breaks_leave_the_draft(tmp_path: Path, pattern: str, found: str) -> None:
    (case,) = named(pattern)
    compilation = compile_project(lay(case, tmp_path / "项目"), draft=True)
    assert [d.code for d in compilation.diagnostics] == [found]
    assert {NOTICE_WORD, REVIEW_WORD} <= {path.name for path in compilation.outputs}
