"""Copies edited and saved by LibreOffice are read as LibreOffice itself has them, with all changes accepted
and with all rejected.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from support.projects import small
from support.uno_editing import Edit, Edited, edited, why_not
from support.word_xml import paragraph, saved, table, text, word_file

from compiler.commands.compiling import NOTICE_WORD, OUTPUT_FOLDER, REVIEW_WORD, compile_project
from compiler.wordfile.edited_copy import EditedCopy, read_edited_copy

HEAD, OFFICE = "林书记", "周主任"
PROGRESS = "全年拨付教育经费3200万元"

SCRIPTS: dict[str, tuple[Edit, ...]] = {
    "saved only": (),
    "replaced": (Edit("replace", ("教育经费", "专项经费")),),
    "replaced without tracking": (Edit("replace", ("教育经费", "专项经费"), tracked=False),),
    "deleted": (Edit("delete", ("其中公办学位500个、民办学位40个",)),),
    "a paragraph deleted": (Edit("delete_paragraph", ("两处养老机构",)),),
    "inserted before and after": (
        Edit("insert_before", ("调配养老床位", "及时")), Edit("insert_after", ("提醒谈话5人", "、批评教育2人"))),
    "inserted by one, deleted by another": (
        Edit("insert_after", ("教育经费", "和其他经费"), HEAD), Edit("delete", ("其他经费",), OFFICE)),
    "inserted into another's insertion": (
        Edit("insert_after", ("教育经费", "和其他经费"), HEAD), Edit("insert_after", ("和其他", "专项"), OFFICE)),
    "deleted across runs by two": (
        Edit("delete", ("短板。出台",), HEAD), Edit("delete", ("补齐学位",), OFFICE)),
    "split": (Edit("split_before", ("二是优先安排经费",)),),
    "joined": (Edit("join_next", ("提醒谈话5人",)),),
    "joined, and split elsewhere": (
        Edit("join_next", ("提醒谈话5人",), HEAD), Edit("split_before", ("新增学位540个",), OFFICE)),
    "joined and split without tracking": (
        Edit("join_next", ("提醒谈话5人",), tracked=False), Edit("split_before", ("新增学位540个",), tracked=False)),
    "a stretch moved": (Edit("move_before", ("二是优先安排经费。", "一是补齐学位")),),
    "a stretch moved to another paragraph": (Edit("move_before", ("提醒谈话5人", "组织生活记录全部"), HEAD),),
    "a paragraph moved": (Edit("command", ("加快改造进度", "MoveDown")),),
    "a paragraph written": (
        Edit("insert_after", ("暂未投用。", "\n已约谈负责人。\n"), HEAD),),
    "struck by hand": (Edit("strike", ("民办学位40个",)),),
    "everything at once": (
        Edit("replace", ("教育经费", "专项经费"), tracked=False),
        Edit("split_before", ("二是优先安排经费",), HEAD), Edit("insert_after", ("专项经费", "共"), OFFICE),
        Edit("delete", ("提醒谈话5人",), HEAD), Edit("delete_paragraph", ("有关情况说明",), OFFICE),
        Edit("comment", ("组织生活记录", "请核实"), HEAD)),
    "a comment": (Edit("comment", ("组织生活记录", "请核实"), HEAD),),
    "a comment answered": (
        Edit("comment", ("组织生活记录", "请核实"), HEAD), Edit("reply", ("请核实",), OFFICE)),
    "a comment answered and settled": (
        Edit("comment", ("组织生活记录", "请核实"), HEAD), Edit("reply", ("请核实",), OFFICE),
        Edit("resolve", ("请核实",), OFFICE)),
    "a comment on words that go": (
        Edit("comment", ("提醒谈话5人", "不必写"), HEAD), Edit("delete", ("提醒谈话5人",), HEAD)),
}  # fmt: skip
ROWS: dict[str, tuple[Edit, ...]] = {
    "a row deleted": (Edit("command", ("缆绳", "DeleteRows")),),
    "a row inserted": (Edit("command", ("渡口", "InsertRowsAfter"), HEAD),),
    "a cell changed": (Edit("replace", ("17", "18")),),
    "the last row deleted": (Edit("command", ("立牌", "DeleteRows"), HEAD),),
}


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Edited]:
    """The small project's review copy edited in many ways, its notice saved once, and a table."""
    if (reason := why_not()) is not None:
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("copies")
    root = small().write(folder / "项目")
    assert compile_project(root).publishable
    output = root / OUTPUT_FOLDER
    cells = (("渡口", "17"), ("缆绳", "6"), ("立牌", "2"))
    rows = table(*([paragraph(text(words)) for words in row] for row in cells))
    tabled = saved(
        word_file(paragraph(text("清单如下：")), rows, paragraph(text("完。"))), folder, "表.docx"
    )
    jobs = {name: (output / REVIEW_WORD, script) for name, script in SCRIPTS.items()}
    jobs |= {name: (tabled, script) for name, script in ROWS.items()}
    jobs["the notice"] = (output / NOTICE_WORD, SCRIPTS["everything at once"])
    done = edited(list(jobs.values()), folder)
    return dict(zip(jobs, done, strict=True))


def read(one: Edited) -> EditedCopy:
    copy, found = read_edited_copy(one.path, one.path.name)
    assert found == []
    assert copy is not None
    return copy


def rejected(copy: EditedCopy) -> str:
    """Return the text without what was inserted, with what was deleted."""
    written = ""
    for one in copy.paragraphs:
        written += "".join(part.text for part in one.stretches if part.inserted is None)
        written += "\n" if one.end_inserted is None else ""
    return written


def test_an_edited_copy_has_the_text_that_libreoffice_has(copies: Mapping[str, Edited]) -> None:
    """With all changes accepted, and with all rejected."""
    for name, theirs in copies.items():
        copy = read(theirs)
        assert [one.text for one in copy.paragraphs] == list(theirs.accepted), name
        assert rejected(copy) == "".join(f"{line}\n" for line in theirs.rejected), name


def test_tracked_edits_leave_what_was_compiled(copies: Mapping[str, Edited]) -> None:
    """Rejected, every copy edited under tracking alone is the one that was only saved."""
    compiled = copies["saved only"].rejected
    for name, script in SCRIPTS.items():
        if all(edit.tracked for edit in script):
            assert copies[name].rejected == compiled, name


def test_each_edit_is_its_authors(copies: Mapping[str, Edited]) -> None:
    """Two people one after the other, and nobody where changes were not tracked."""
    parts = [
        (part.text, part.inserted and part.inserted.name, part.deleted and part.deleted.name)
        for one in read(copies["inserted by one, deleted by another"]).paragraphs
        for part in one.stretches
        if part.inserted or part.deleted
    ]
    assert parts == [("和", HEAD, None), ("其他经费", HEAD, OFFICE)]
    for name in ("replaced without tracking", "saved only"):
        parts_of = [part for one in read(copies[name]).paragraphs for part in one.stretches]
        assert not any(part.inserted or part.deleted for part in parts_of)
    assert "专项经费" in "".join(copies["replaced without tracking"].rejected)
    struck = [
        part.text
        for one in read(copies["struck by hand"]).paragraphs
        for part in one.stretches
        if part.struck
    ]
    assert struck == ["民办学位40个"]


def test_comments_stand_where_they_were_put(copies: Mapping[str, Edited]) -> None:
    """Among those of the compile, with the words that they are about, and their answers."""
    for name, said, words, answers in (
        ("a comment", "请核实", "组织生活记录", []),
        ("a comment answered", "请核实", "组织生活记录", [(OFFICE, "")]),
        ("a comment answered and settled", "请核实", "组织生活记录", [(OFFICE, "")]),
        ("a comment on words that go", "不必写", "", []),
        ("the notice", "请核实", "组织生活记录", []),
    ):
        copy = read(copies[name])
        (remark,) = (one for one in copy.remarks if one.author.name == HEAD)
        assert remark.text == said
        assert [(own.author.name, own.text) for own in remark.replies] == answers
        assert remark.done is ("settled" in name)
        (index, start), (last, end) = remark.first, remark.last
        assert index == last
        assert copy.paragraphs[index].text[start:end] == words


def test_anchors_and_the_compile_are_still_known(copies: Mapping[str, Edited]) -> None:
    """The notice itself has neither."""
    for name, script in SCRIPTS.items():
        copy = read(copies[name])
        assert copy.number is not None, script
        assert any(one.bookmarks for one in copy.paragraphs), script
        assert copy.beside == ()
    notice = read(copies["the notice"])
    assert notice.number is None
    assert not any(mark.startswith("_r0") for one in notice.paragraphs for mark, _ in one.bookmarks)
