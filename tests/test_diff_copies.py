"""`zhenggai diff` with Word copies: what one changed against the compile it was made from, and what
two say otherwise.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook
from support.clerk import Clerk
from support.editing import (
    WordEdit,
    added,
    edited,
    joined,
    moved,
    parted,
    removed,
    text_of,
    with_body,
    worded,
)
from support.word_xml import paragraph, text, word_file

from compiler.absorbing.changes import CopyChange, CopyChanges
from compiler.cli.main import main
from compiler.commands import comparing
from compiler.commands.comparing import COMPARISON_FILE, RoundsCompared, compare_rounds
from compiler.commands.compiling import NOTICE_WORD, REVIEW_WORD, compile_project
from compiler.outputs.edits.bases import BASE_FOLDER
from compiler.outputs.source_map import PROVENANCE

pytestmark = pytest.mark.usefixtures("read_once")

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
TRACKED = ("教育经费", "专项经费", "王书记")
INSERTED = ("补齐学位短板", "下大力气补齐学位短板", "")


def lines_of(content: bytes) -> list[str]:
    """Return the paragraphs with words of a Word file."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        body = etree.fromstring(package.read("word/document.xml"))[0]
    return [text_of(own) for own in worded(body)]


def number_of(content: bytes, words: str) -> int:
    """Return which of the paragraphs with words has some, from 0."""
    return next(n for n, line in enumerate(lines_of(content)) if words in line)


def changed(content: bytes, *edits: tuple[str, str, str]) -> bytes:
    """Return a Word file in which words became others, tracked under a name if one is given."""
    made = []
    for old, new, author in edits:
        number = number_of(content, old)
        start = lines_of(content)[number].index(old)
        made.append(WordEdit(number, start, start + len(old), new, author))
    return edited(content, made)


def copy_at(root: Path, *edits: tuple[str, str, str], of: str = NOTICE_WORD) -> Path:
    """Write an edited copy beside the project's folders."""
    path = root / "书记改.docx"
    path.write_bytes(changed((root / "output" / of).read_bytes(), *edits))
    return path


def compared(old: Path, new: Path) -> RoundsCompared:
    return compare_rounds(old, new, old.parent)


def found(old: Path, new: Path) -> CopyChanges:
    told = compared(old, new)
    assert told.diagnostics == ()
    assert told.copies is not None
    return told.copies


def codes(old: Path, new: Path) -> list[str]:
    told = compared(old, new)
    assert (told.copies, told.written) == (None, None)
    return [one.code for one in told.diagnostics]


def short(change: CopyChange) -> tuple[str, str, str, str]:
    return change.kind, change.subject, change.author, change.cell.partition(" ")[2]


EXPECTED = [
    ("增加", "措施01-01", "（没有留痕）", "填报表!B19 主题句"),
    ("修改", "措施01-02", "王书记", "填报表!B20 进展情况"),
]


@pytest.mark.parametrize("of", [NOTICE_WORD, REVIEW_WORD])
@pytest.mark.parametrize("turned", [False, True])
def test_a_copy_against_what_it_was_made_from(compiled: Path, of: str, turned: bool) -> None:
    """Whichever is named first: by measure, with who and the cell, the copy being the new one."""
    pair = [compiled / "output", copy_at(compiled, TRACKED, INSERTED, of=of)]
    told = found(*(reversed(pair) if turned else pair))
    assert [short(change) for change in told.changes] == EXPECTED
    first, second = told.changes
    assert (first.before, first.after) == (
        "整改情况：一是补齐学位短板。",
        "整改情况：一是下大力气补齐学位短板。",
    )
    assert (second.before, second.after) == (
        "全年拨付教育经费3200万元。",
        "全年拨付专项经费3200万元。",
    )
    assert second.when == "2025-02-16 09:30"
    assert second.place.split("\n")[-1] == "通报第 9 段"
    assert told.new == "书记改.docx"


def test_no_workbook_is_read(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The output folder knows all, through the project's folder, too, and through a snapshot."""
    path = copy_at(compiled, TRACKED)

    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError("the workbooks were read")

    monkeypatch.setattr(comparing, "analyse", refuse)
    (snapshot,) = (compiled / "output/快照").glob("*.json")
    for old in (compiled / "output", compiled, snapshot):
        assert [short(change) for change in found(old, path).changes] == EXPECTED[1:]
    shutil.rmtree(compiled / "input_workbooks")
    assert len(found(compiled / "output", path).changes) == 1


@pytest.mark.parametrize("kept", [BASE_FOLDER, PROVENANCE])
def test_either_of_what_a_compile_keeps_will_do(compiled: Path, kept: str) -> None:
    for name in {BASE_FOLDER, PROVENANCE} - {kept}:
        path = compiled / "output" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    told = found(compiled / "output", copy_at(compiled, TRACKED, of=REVIEW_WORD))
    assert ([short(change) for change in told.changes], told.notes) == (EXPECTED[1:], ())


def test_a_copy_of_an_earlier_compile(compiled: Path) -> None:
    """It is compared with what that printed, not with what there is now."""
    path = copy_at(compiled, TRACKED)
    clerk = Clerk.at(compiled / FORM)
    clerk.put("主题句", "补齐短板")
    clerk.save()
    compile_project(compiled)
    told = found(compiled / "output", path)
    assert [short(change) for change in told.changes] == EXPECTED[1:]
    assert "没有编译号" in told.notes[0]


def test_a_copy_of_which_nothing_is_kept(compiled: Path) -> None:
    """It is compared with what there is, and that is said."""
    path = copy_at(compiled, TRACKED, of=REVIEW_WORD)
    clerk = Clerk.at(compiled / FORM)
    clerk.put("主题句", "补齐短板")
    clerk.save()
    shutil.rmtree(compiled / "output")
    compile_project(compiled)
    told = found(compiled / "output", path)
    assert [short(change)[:2] for change in told.changes] == [
        ("增加", "措施01-01"),
        ("修改", "措施01-02"),
    ]
    assert "按文字" in told.notes[0]


def test_a_copy_that_nobody_edited(compiled: Path) -> None:
    for name in (NOTICE_WORD, REVIEW_WORD):
        told = found(compiled / "output", compiled / "output" / name)
        assert (told.changes, told.negligible, told.notes) == ((), 0, ())


def test_what_makes_no_difference_is_counted(compiled: Path) -> None:
    told = found(compiled / "output", copy_at(compiled, ("2所，", "2所,", "")))
    assert (told.changes, told.negligible) == ((), 1)


@pytest.mark.parametrize(
    ("make", "kind", "note"),
    [
        (lambda n: removed(n), "删去", "整段删去了"),
        (lambda n: added(n, "要抓紧落实到位。"), "增加", "没有哪一格印它"),
        (lambda n: moved(n, n + 4), "移动", "整段移到了别处"),
        (lambda n: parted(n, 12), "分段", "段落在这里分开了"),
        (lambda n: joined(n), "并段", "并成了一段"),
    ],
)
def test_paragraphs(
    compiled: Path, make: Callable[[int], Callable[[etree._Element], None]], kind: str, note: str
) -> None:
    content = (compiled / "output" / NOTICE_WORD).read_bytes()
    path = compiled / "改.docx"
    path.write_bytes(with_body(content, make(number_of(content, "整改情况：一是"))))
    (change,) = found(compiled / "output", path).changes
    assert change.kind == kind
    assert note in change.note


def test_comments(compiled: Path) -> None:
    """On an edit they stand with it, elsewhere they are rows of their own; ours are none."""
    path = copy_at(compiled, ("教育经费", "专项经费", ""), of=REVIEW_WORD)
    word = docx.Document(str(path))
    for words, said in (("专项经费", "口径要准"), ("盘活空置床位", "再核一下数")):
        runs = [run for own in word.paragraphs for run in own.runs if words in run.text]
        word.add_comment(runs[:1], said, author="李区长")
    word.save(str(path))
    edit, remark = found(compiled / "output", path).changes
    assert (edit.kind, edit.comment) == ("修改", "李区长：口径要准")
    assert short(remark)[:3] == ("批注", "措施02-01", "李区长")
    assert (remark.comment, remark.cell.partition("!")[2]) == ("李区长：再核一下数", "B20 进展情况")


# What is written and printed


def test_the_workbook(compiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """变化对照.xlsx has a row for each change; status 0."""
    path, output = copy_at(compiled, TRACKED, INSERTED), compiled / "output"
    assert main(["diff", str(output), str(path), "--output", str(output)]) == 0
    out = capsys.readouterr().out
    for words in (
        "措施01-02\n",
        "原：全年拨付〔教育〕经费3200万元。",
        "谁改的：王书记 2025-02-16 09:30",
        "来自：措施01-02.xlsx 填报表!B20 进展情况",
        "书记改.docx：改动 2 处。",
    ):
        assert words in out
    book = CalamineWorkbook.from_path(str(output / COMPARISON_FILE))
    assert book.sheet_names == ["总览", "稿件改动"]
    head, *rows = book.get_sheet_by_name("稿件改动").to_python()
    assert head[:2] == ["变化", "所属"]
    assert [(row[0], row[1], row[5], row[8].partition(" ")[2]) for row in rows] == EXPECTED
    before = (output / COMPARISON_FILE).read_bytes()
    compare_rounds(output, path, output)
    assert (output / COMPARISON_FILE).read_bytes() == before


# Two copies


def test_two_copies(compiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the second says otherwise, and who made it so; where it is from is not known."""
    old = copy_at(compiled, TRACKED, INSERTED)
    new = compiled / "区长改.docx"
    content = (compiled / "output" / REVIEW_WORD).read_bytes()
    new.write_bytes(changed(content, ("教育经费", "办学经费", "李区长"), INSERTED))
    told = found(old, new)
    (change,) = told.changes
    assert (change.kind, change.author, change.cell, change.note) == ("修改", "李区长", "", "")
    assert (change.before, change.after) == (
        "全年拨付专项经费3200万元。",
        "全年拨付办学经费3200万元。",
    )
    assert (told.old, told.new) == ("书记改.docx", "区长改.docx")
    assert main(["diff", str(old), str(new), "--output", str(compiled / "output")]) == 0
    assert "书记改.docx → 区长改.docx：改动 1 处。" in capsys.readouterr().out
    assert found(old, old).changes == ()


def test_two_copies_of_one_name(compiled: Path) -> None:
    paths = [compiled / folder / "改.docx" for folder in ("甲", "乙")]
    for path in paths:
        path.parent.mkdir()
        shutil.copy(compiled / "output" / NOTICE_WORD, path)
    told = found(*paths)
    assert (told.old, told.new) == ("甲/改.docx", "乙/改.docx")


# What cannot be compared


def test_a_copy_of_another_project(compiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = compiled / "邻区.docx"
    path.write_bytes(word_file(paragraph(text("邻区新增学位540个，群众满意。"))))
    assert codes(compiled / "output", path) == ["R042"]
    assert main(["diff", str(compiled / "output"), str(path)]) == 2
    assert "R042" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["没有.docx", "照片.docx", "老.doc", "扫描.pdf"])
def test_what_is_no_copy(compiled: Path, name: str) -> None:
    """R040, whichever side it is on, and both if both are none."""
    path = compiled / name
    if name != "没有.docx":
        path.write_bytes(b"\x89PNG\r\n\x1a\n" if name == "照片.docx" else b"%PDF-1.7")
    assert codes(compiled / "output", path) == ["R040"]
    assert codes(path, compiled / "output") == ["R040"]
    assert codes(path, compiled / "没有.docx") == ["R040", "R040"]


def test_a_folder_that_keeps_nothing(compiled: Path) -> None:
    path = copy_at(compiled, TRACKED)
    (compiled / "空").mkdir()
    assert codes(compiled / "空", path) == ["S090"]
    assert codes(path, compiled / "没有") == ["S090"]
    shutil.rmtree(compiled / "output")
    assert codes(compiled, path) == ["S090"]


def test_a_folder_of_a_later_release(compiled: Path) -> None:
    path = copy_at(compiled, TRACKED)
    shutil.rmtree(compiled / "output" / BASE_FOLDER)
    kept = compiled / "output" / PROVENANCE
    kept.write_text(json.dumps({"format": 99, "release": "9.9.0"}), encoding="utf-8")
    assert codes(compiled / "output", path) == ["S091"]
