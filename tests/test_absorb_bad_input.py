"""What arrives instead of an edited copy: each is told clearly, and nothing is written for it."""

from __future__ import annotations

import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from pathlib import Path

import docx
import pytest
from lxml import etree
from support.absorbed import tree
from support.damage import archive, ole
from support.edit_lists import (
    NOTICE,
    REVIEW,
    apply,
    codes,
    copy_of,
    edits_of,
    list_copies,
    paragraphs_of,
    place_of,
    project_files,
    reworded,
)
from support.editing import added, joined, moved, parted, removed, with_body, worded
from support.projects import small
from test_second_kind import town  # noqa: F401

from compiler.absorbing.landing import Verdict
from compiler.absorbing.listed import Choice
from compiler.cli.main import main
from compiler.commands.absorbing import list_edits
from compiler.commands.compiling import compile_project
from compiler.outputs.edits.edit_list import EDIT_LIST

pytestmark = pytest.mark.usefixtures("read_once")

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
Making = Callable[[Path], bytes]


def refused(root: Path, path: Path, code: str, *words: str) -> None:
    """Hold that a file is told to be no copy, by its name, and that nothing is written."""
    before = tree(root)
    absorbed = list_edits(root, [path], root / "output")
    assert (absorbed.found, absorbed.written) == (None, None)
    assert codes(absorbed.diagnostics) == [code]
    (found,) = absorbed.diagnostics
    assert all(word in found.message for word in (path.name, *words)), found.message
    assert tree(root) == before | {
        name: own for name, own in tree(root).items() if name == ".zhenggai/lock"
    }


# What is no Word copy


def photo(_: Path) -> bytes:
    """A Word file that holds nothing but a photo."""
    document = docx.Document()
    document.add_picture(BytesIO(picture()))
    return saved(document)


def picture() -> bytes:
    """Return a picture of one point."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\0")),
        (b"IEND", b""),
    )
    return PNG[:8] + b"".join(
        struct.pack(">I", len(own)) + name + own + struct.pack(">I", zlib.crc32(name + own))
        for name, own in parts
    )


def saved(document: docx.document.Document) -> bytes:
    """Return a Word file's bytes."""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def emptied(root: Path) -> bytes:
    """A copy all of whose text was deleted."""

    def change(body: etree._Element) -> None:
        for paragraph in worded(body):
            paragraph.getparent().remove(paragraph)

    return with_body(copy_of(root), change)


def workbook(root: Path) -> bytes:
    """A workbook that was given for a copy."""
    return (root / "input_workbooks/总台账.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("name", "make", "told"),
    [
        ("改稿.doc", lambda _: ole("WordDocument"), "旧版 Word"),
        ("改稿.docx", lambda _: ole("WordDocument"), "旧版 Word"),
        ("改稿.docx", lambda _: b"%PDF-1.7\n" + bytes(64), "PDF"),
        ("改稿.docx", lambda _: PNG, "图片"),
        ("改稿.docx", lambda _: archive(**{"a.txt": "a"}), "不是完好的 Word"),
        ("改稿.docx", lambda root: copy_of(root)[:4000], "不是完好的 Word"),
        ("改稿.docx", lambda _: b"", ""),
        ("改稿.docx", photo, "只有图片"),
        ("改稿.docx", emptied, "没有文字"),
        ("改稿.docx", workbook, "Excel"),
    ],
)
def test_what_is_no_copy(compiled: Path, name: str, make: Making, told: str) -> None:
    path = compiled.with_name(name)
    path.write_bytes(make(compiled))
    refused(compiled, path, "R040", told)


def test_what_is_no_file(compiled: Path) -> None:
    """A path that leads nowhere, and a folder."""
    refused(compiled, compiled.with_name("没有.docx"), "R040")
    refused(compiled, compiled / "output", "R040", "文件夹")


def test_one_of_two_is_no_copy(compiled: Path) -> None:
    """Then neither is listed: half a list would be taken for a whole one."""
    bad = compiled.with_name("坏.docx")
    bad.write_bytes(PNG)
    absorbed = list_edits(compiled, [compiled / "output" / REVIEW, bad], compiled / "output")
    assert codes(absorbed.diagnostics) == ["R040"]
    assert not (compiled / "output" / EDIT_LIST).exists()


# What is a copy, but of something else


def of_other_words(_: Path) -> bytes:
    """A Word file that says nothing of this project."""
    document = docx.Document()
    for text in ("关于召开座谈会的通知", "请各单位派一名同志参加。", "会期半天。"):
        document.add_paragraph(text)
    return saved(document)


def of_another_project(root: Path) -> bytes:
    """The review copy of a project with other problems and answers."""
    project = small()
    project.information |= {"通报标题": "青禾县整改通报", "发文机关": "青禾县委"}
    for table in project.tables.values():
        for row in table:
            for label in ("问题", "方面", "类别", "文字", "小标题"):
                if row.get(label):
                    row[label] = "青禾县" + str(row[label])[::-1].translate({0x7B: "", 0x7D: ""})
    for form in project.forms.values():
        form.fields |= {"主题句": "青禾县另行部署", "进展情况": "青禾县已经另行部署到位。"}
        form.tables.pop("数据指标", None)
    other = project.write(root.with_name("青禾"))
    compile_project(other, draft=True)
    return (other / "output" / REVIEW).read_bytes()


def test_what_is_of_another_kind(compiled: Path, town: Path, tmp_path: Path) -> None:  # noqa: F811
    """The review copy of a 巡察 notice."""
    root = shutil.copytree(town, tmp_path / "柳汀镇")
    compile_project(root)
    refused(compiled, root / "output" / REVIEW, "R042", "拿错了稿件")


def test_what_was_given_wrongly(compiled: Path) -> None:
    """Each use of the command says what is wrong and ends with 2; nothing is written."""
    before = project_files(compiled)
    project = ["--project", str(compiled)]
    for arguments in (
        [],
        ["改稿.docx", "--undo"],
        ["改稿.docx", "--apply", "清单.xlsx"],
        ["--apply", str(compiled / "output" / NOTICE)],
        ["--apply", "没有.xlsx"],
        ["没有.docx"],
        [str(compiled / "input_workbooks/总台账.xlsx")],
    ):
        assert main(["absorb", *project, *arguments]) == 2, arguments
        assert main(["absorb", *project, *arguments, "--format", "json"]) == 2, arguments
    assert project_files(compiled) == before


@pytest.mark.parametrize("make", [of_other_words, of_another_project])
def test_what_is_of_something_else(compiled: Path, make: Making) -> None:
    path = compiled.with_name("别的.docx")
    path.write_bytes(make(compiled))
    refused(compiled, path, "R042", "拿错了稿件")


def test_without_any_base(compiled: Path) -> None:
    """底稿 and 来源.json were deleted: compared is with what is printed now, and that is said."""
    shutil.rmtree(compiled / "output/底稿")
    (compiled / "output/来源.json").unlink()
    content = reworded(copy_of(compiled), ("2所", "3所"))
    absorbed = list_copies(compiled, content)
    (edit,) = edits_of(absorbed)
    assert (edit.verdict, edit.preset) == (Verdict.WRITABLE, Choice.ADOPT)
    assert absorbed.found is not None
    assert "没有留着" in absorbed.found.notes[0]


def test_a_project_that_cannot_be_read(compiled: Path) -> None:
    """A register that is damaged is what is told, not the copy."""
    register = compiled / "input_workbooks/总台账.xlsx"
    content = register.read_bytes()
    register.write_bytes(content[: len(content) // 2])
    absorbed = list_edits(compiled, [compiled / "output" / REVIEW], compiled / "output")
    assert absorbed.found is None
    assert absorbed.diagnostics
    assert all(one.code.startswith("S") for one in absorbed.diagnostics)
    assert not (compiled / "output" / EDIT_LIST).exists()


def test_a_folder_that_is_no_project(compiled: Path, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    absorbed = list_edits(tmp_path / "空", [compiled / "output" / REVIEW], tmp_path / "空/output")
    assert codes(absorbed.diagnostics) == ["S001"]


# What nobody edited


@pytest.mark.parametrize("name", [REVIEW, NOTICE])
def test_an_unedited_copy(compiled: Path, name: str) -> None:
    """No row; and the list without rows, carried out, changes nothing."""
    assert edits_of(list_copies(compiled, copy_of(compiled, name))) == ()
    before = tree(compiled / "input_workbooks")
    adopted = apply(compiled)
    assert (adopted.failed, adopted.written, codes(adopted.diagnostics)) == (False, (), [])
    assert tree(compiled / "input_workbooks") == before
    assert not (compiled / "旧版").exists()


def test_the_same_copy_twice(compiled: Path) -> None:
    """One path given twice is one copy; two files that say the same agree in a single row."""
    path = compiled.with_name("改稿.docx")
    path.write_bytes(reworded(copy_of(compiled), ("2所", "3所")))
    (edit,) = edits_of(list_edits(compiled, [path, path], compiled / "output"))
    assert edit.copies == ("改稿.docx",)
    content = path.read_bytes()
    (edit,) = edits_of(list_copies(compiled, content, content))
    assert edit.copies == ("改稿1.docx", "改稿2.docx")


# What was done to whole paragraphs

OPENING = "现将整改进展情况通报如下。"
SECTION = "（1）关于“学前教育学位供给不均衡”的问题。"


def shaped(root: Path, change: Callable[[etree._Element], None]) -> list[Verdict]:
    """Return what is listed of a copy, whose adopted rows change nothing in any workbook: no cell
    holds the shape of the notice.
    """
    content = with_body(copy_of(root), change)
    rows = edits_of(list_copies(root, content))
    assert Choice.ADOPT not in [row.preset for row in rows]
    before = tree(root / "input_workbooks")
    assert not apply(root).failed
    assert tree(root / "input_workbooks") == before
    return [row.verdict for row in rows]


def test_paragraphs_in_another_order(compiled: Path) -> None:
    index = place_of(copy_of(compiled), "组织生活记录全部补齐")
    assert shaped(compiled, moved(index, 1)) == [Verdict.GENERATED]


def test_a_paragraph_that_is_gone(compiled: Path) -> None:
    index = place_of(copy_of(compiled), OPENING)
    assert shaped(compiled, removed(index)) == [Verdict.GENERATED]


def test_a_paragraph_that_was_parted(compiled: Path) -> None:
    content = copy_of(compiled)
    index = place_of(content, "二是优先安排经费")
    at = paragraphs_of(content)[index].index("二是")
    assert shaped(compiled, parted(index, at)) == [Verdict.GENERATED]


def test_paragraphs_that_were_joined(compiled: Path) -> None:
    index = place_of(copy_of(compiled), "有关情况说明")
    assert shaped(compiled, joined(index)) == [Verdict.GENERATED]


def test_text_pasted_between_problems(compiled: Path) -> None:
    index = place_of(copy_of(compiled), "二是优先安排经费")
    pasted = added(index, "另从外单位材料中粘贴来的一段话。")
    assert shaped(compiled, pasted) == [Verdict.LOST]


def test_a_notice_pasted_into_itself(compiled: Path) -> None:
    """Everything stands there twice: the second time it is added."""

    def change(body: etree._Element) -> None:
        paragraphs = worded(body)
        for paragraph in reversed(paragraphs):
            paragraphs[-1].addnext(deepcopy(paragraph))

    verdicts = shaped(compiled, change)
    assert set(verdicts) == {Verdict.LOST}
    assert len(verdicts) == len(paragraphs_of(copy_of(compiled)))


def test_headings_renumbered_by_hand(compiled: Path) -> None:
    """Numbers are the program's: each a row that is left alone."""
    content = reworded(
        copy_of(compiled, NOTICE), ("三、信访件", "四、信访件"), ("四、需进一步", "五、需进一步")
    )
    rows = edits_of(list_copies(compiled, content))
    assert [(row.verdict, row.preset) for row in rows] == [(Verdict.GENERATED, Choice.LEAVE)] * 2


def test_words_that_no_cell_holds(compiled: Path) -> None:
    """The frame of the notice is told to be the outline's."""
    rows = edits_of(list_copies(compiled, reworded(copy_of(compiled), ("整改情况：", "情况："))))
    assert [(row.verdict, row.preset, row.changes) for row in rows] == [
        (Verdict.GENERATED, None, ())
    ]


def test_a_part_of_a_copy(compiled: Path) -> None:
    """Only the pages that somebody edited came back: what is not there was not edited, but taken out,
    and nobody adopts that by itself.
    """

    def change(body: etree._Element) -> None:
        for paragraph in worded(body)[12:]:
            paragraph.getparent().remove(paragraph)

    content = with_body(reworded(copy_of(compiled), ("2所", "3所")), change)
    rows = edits_of(list_copies(compiled, content))
    assert [row.verdict for row in rows if row.preset is Choice.ADOPT] == [Verdict.WRITABLE]
    assert {row.verdict for row in rows if row.preset is None} == {Verdict.GENERATED}


def test_a_copy_with_parts_that_lead_nowhere(compiled: Path) -> None:
    """Programs leave out headers and settings; the words are what counts."""
    content = reworded(copy_of(compiled), ("2所", "3所"))
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if "header" not in name and "settings" not in name:
                new.writestr(name, old.read(name))
    (row,) = edits_of(list_copies(compiled, buffer.getvalue()))
    assert row.preset is Choice.ADOPT


def test_what_needs_nobody_leaves_nothing_to_do(
    compiled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another width of a mark is one row that sums up, status 0 and no next step."""
    path = compiled / "改稿.docx"
    path.write_bytes(reworded(copy_of(compiled), ("，", ",")))
    assert main(["absorb", str(path), "--project", str(compiled)]) == 0
    told = capsys.readouterr().out
    assert "不算改动 1 条" in told
    assert "下一步" not in told
