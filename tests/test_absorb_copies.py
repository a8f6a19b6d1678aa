"""What a list has of copies as a whole: of several at once, of comments, of what stands beside the text, of
another kind of notice; and the bases by which they are known.
"""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import attrs
import docx
import pytest
from lxml import etree
from support.absorbed import DAY, adopted_text_is_printed, printed
from support.clerk import Clerk
from support.edit_lists import (
    NOTICE,
    REVIEW,
    apply,
    cell_at,
    change_list,
    choose,
    codes,
    copy_of,
    edit_list,
    edits_of,
    fill,
    list_copies,
    paragraphs_of,
    place_of,
    reworded,
)
from support.editing import parted, removed, text_of, with_body, worded
from support.projects import PROGRESS, notice, small
from test_second_kind import town  # noqa: F401

from compiler.absorbing.base import base_of
from compiler.absorbing.current import current_cells
from compiler.absorbing.drafts import Copy
from compiler.absorbing.gathering import gather
from compiler.absorbing.landing import Verdict
from compiler.absorbing.listed import Choice, EditList, ListedEdit
from compiler.absorbing.remarks import OURS
from compiler.absorbing.rows import DISPUTED
from compiler.commands.adopting import apply_list
from compiler.commands.checking import analyse
from compiler.commands.compiling import compile_project
from compiler.outputs.edits import bases
from compiler.outputs.edits.bases import BASE_FOLDER, MOST, find_base, new_base
from compiler.outputs.edits.edit_list import EDIT_LIST
from compiler.wordfile.edited_copy import Author, EditedCopy, Remark, read_edited_copy

pytestmark = pytest.mark.usefixtures("read_once")

LEADER, OTHER, US = (Author(name, "2025-02-16T09:30:00Z") for name in ("陈书记", "林区长", OURS))
SCHOOLS = "input_workbooks/区教育局/措施01-01.xlsx"
Change = Callable[[EditedCopy], EditedCopy]


def verdicts(edits: tuple[ListedEdit, ...]) -> list[tuple[Verdict, Choice | None]]:
    """Return what can be done about the rows of a list, and what is done by itself."""
    return [(edit.verdict, edit.preset) for edit in edits]


def read(content: bytes, folder: Path) -> EditedCopy:
    """Read a copy."""
    path = folder / "读.docx"
    path.write_bytes(content)
    copy, _ = read_edited_copy(path, path.name)
    assert copy is not None
    return copy


def gathered(root: Path, content: bytes, change: Change) -> EditList:
    """Return what is listed of a copy in which something is, that only Word itself writes."""
    copy = read(content, root.parent)
    kept = find_base(root / "output", copy.number, [one.text for one in copy.paragraphs])
    assert kept is not None
    cells = current_cells(analyse(root).records(), "input_workbooks/总台账.xlsx")
    return gather([Copy("改稿.docx", change(copy), base_of(kept.provenance, kept=True))], cells)


# Several copies


def test_copies_that_agree(compiled: Path) -> None:
    """One row, of both and of all who had a hand in it."""
    contents = [
        reworded(copy_of(compiled), ("2所", "3所"), author=name) for name in ("陈书记", "林区长")
    ]
    (edit,) = edits_of(list_copies(compiled, *contents))
    assert (edit.copies, edit.author) == (("改稿1.docx", "改稿2.docx"), "陈书记\n林区长")
    assert edit.preset is Choice.ADOPT


def test_copies_that_do_not_touch(compiled: Path) -> None:
    """Both are adopted, though it is one sentence."""
    contents = [reworded(copy_of(compiled), own) for own in (("2所", "3所"), ("出台", "印发"))]
    edits = edits_of(list_copies(compiled, *contents))
    assert [edit.preset for edit in edits] == [Choice.ADOPT] * 2
    apply(compiled)
    assert "印发《学前教育学位供给办法》，新建幼儿园3所" in notice(compiled, draft=True)


def test_a_paragraph_that_another_copy_has_no_longer(compiled: Path) -> None:
    """What was edited in it waits for whoever decides whether it stays."""
    copy = copy_of(compiled)
    without = with_body(copy, removed(place_of(copy, "2所")))
    contents = [reworded(copy, ("2所", "3所"), ("全年拨付", "全年共拨付")), without]
    edits = {edit.verdict: edit for edit in edits_of(list_copies(compiled, *contents))}
    assert set(edits) == {Verdict.WRITABLE, Verdict.GENERATED}
    assert [edit.preset for edit in edits.values()] == [None, None]
    assert "改稿2.docx 把这一整段删去了" in edits[Verdict.WRITABLE].note


def says_of(number: int, label: str, expected: object) -> Callable[[Any], None]:
    """Return what holds that a row of a list says something."""

    def holds(sheet: Any) -> None:
        assert (cell_at(sheet, number, label).value or None) == expected

    return holds


def test_a_copy_that_rewords_a_title_in_two_ways(compiled: Path) -> None:
    """Neither is mixed with the other."""
    copy = copy_of(compiled)
    places = [n for n, text in enumerate(paragraphs_of(copy), 1) if "养老床位空置较多" in text]
    pairs = ("养老床位空置较多", "养老床位空置"), ("养老床位空置较多", "养老床位较多")
    (edit,) = edits_of(list_copies(compiled, reworded(reworded(copy, pairs[0]), pairs[1])))
    assert (edit.verdict, edit.preset) == (Verdict.CONFLICT, None)
    assert len(places) == 2
    assert "段）：“养老床位空置”" in edit.note
    assert "段）：“养老床位较多”" in edit.note


def test_an_item_that_was_added(compiled: Path) -> None:
    """Is text of the cell before it only if somebody wants that: items are numbered by the program."""
    for words in ("三是建章立制。", "印发办法。三是建章立制。"):
        copy = reworded(copy_of(compiled), ("全年拨付", words + "全年拨付"))
        (edit,) = edits_of(list_copies(compiled, copy))
        assert (edit.verdict, edit.preset) == (Verdict.WRITABLE, None)
        assert "三是" in edit.note


def test_copies_that_touch(compiled: Path) -> None:
    """One row, which says what each copy makes of all of its words, so that one can be taken."""
    contents = [
        reworded(copy_of(compiled), own)
        for own in (("2所", "3所"), ("幼儿园2所", "公办幼儿园两处"))
    ]
    other, edit = edits_of(list_copies(compiled, *contents))
    assert (other.new, other.preset) == (PROGRESS.replace("新建", "新建公办"), Choice.ADOPT)
    assert (edit.verdict, edit.preset, edit.new) == (Verdict.CONFLICT, None, "")
    first, second = PROGRESS.replace("2所", "3所"), PROGRESS.replace("2所", "两处")
    assert f"改稿1.docx：“{first}”；改稿2.docx：“{second}”。" in edit.note
    path = compiled / "output" / EDIT_LIST
    change_list(path, says_of(2, "改了什么", None))
    choose(path, "采纳", "采纳")
    fill(path, 2, "改为", second)
    assert codes(apply(compiled).diagnostics) == []
    assert "新建公办幼儿园两处，新增" in notice(compiled, draft=True)


def test_a_review_copy_and_a_notice(compiled: Path) -> None:
    """Both come from the same cells."""
    contents = [reworded(copy_of(compiled, name), ("2所", "3所")) for name in (REVIEW, NOTICE)]
    (edit,) = edits_of(list_copies(compiled, *contents))
    assert len(edit.copies) == 2


def test_copies_of_different_compiles(compiled: Path) -> None:
    """Each is held against its own base: what the project itself changed since is no edit."""
    first = reworded(copy_of(compiled), ("2所", "3所"))
    clerk = Clerk.at(compiled / "input_workbooks/区教育局/措施03-01.xlsx")
    clerk.put("进展情况", "组织生活记录已经全部补齐。")
    clerk.save()
    compile_project(compiled)
    second = reworded(copy_of(compiled), ("经全部补齐", "经分批补齐"))
    edits = edits_of(list_copies(compiled, first, second))
    assert verdicts(edits) == [(Verdict.WRITABLE, Choice.ADOPT)] * 2
    assert [edit.copies for edit in edits] == [("改稿1.docx",), ("改稿2.docx",)]


def test_words_printed_once_for_several_rows(compiled: Path) -> None:
    """An aspect stands in the row of each of its problems: all are changed, in a conflict, too."""
    contents = [
        reworded(copy_of(compiled), ("民生保障方面", own))
        for own in ("民生领域方面", "民生事业方面")
    ]
    (edit,) = edits_of(list_copies(compiled, contents[0]))
    assert len(edit.changes) == 2
    (edit,) = edits_of(list_copies(compiled, *contents))
    assert (edit.verdict, len(edit.changes)) == (Verdict.CONFLICT, 2)
    path = compiled / "output" / EDIT_LIST
    choose(path, "采纳")
    fill(path, 1, "改为", "民生服务方面")
    assert codes(apply(compiled).diagnostics) == []
    assert notice(compiled, draft=True).count("民生服务方面") == 1
    assert "民生保障" not in notice(compiled, draft=True)


# Figures


def test_a_figure_is_changed_in_words_and_in_its_row(compiled: Path) -> None:
    edit_list(compiled, ("540", "550"))
    assert codes(apply(compiled).diagnostics) == []
    clerk = Clerk.at(compiled / SCHOOLS)
    assert clerk.table_cell("数据指标", "数值").value == 550
    assert "新增学位550个" in clerk.value_cell("进展情况").value


@pytest.fixture
def twice(compiled: Path) -> Path:
    """A project with a figure that is stated twice, compiled."""
    clerk = Clerk.at(compiled / SCHOOLS)
    clerk.put("进展情况", f"{PROGRESS}新增学位540个已全部投用。")
    clerk.save()
    assert compile_project(compiled).publishable
    return compiled


FIRST, SECOND = ("540个，其中", "550个，其中"), ("540个已", "550个已")


def test_a_figure_that_is_stated_twice(twice: Path) -> None:
    """Both statements are changed, and its row once."""
    edits = edits_of(list_copies(twice, reworded(copy_of(twice), FIRST, SECOND)))
    assert verdicts(edits) == [(Verdict.FIGURE, Choice.ADOPT)] * 2
    adopted = apply(twice)
    assert (codes(adopted.diagnostics), len(adopted.adopted)) == ([], 2)
    clerk = Clerk.at(twice / SCHOOLS)
    assert clerk.table_cell("数据指标", "数值").value == 550
    text = clerk.value_cell("进展情况").value
    assert (text.count("550个"), text.count("540个")) == (2, 0)


@pytest.mark.parametrize("copies", [1, 2])
def test_a_figure_that_two_places_make_different(twice: Path, copies: int) -> None:
    """Each place is a row, and somebody decides which of them is right."""
    pairs, copy = (FIRST, ("540个已", "560个已")), copy_of(twice)
    contents = [reworded(copy, *pairs)] if copies == 1 else [reworded(copy, one) for one in pairs]
    edits = edits_of(list_copies(twice, *contents))
    assert verdicts(edits) == [(Verdict.FIGURE, None)] * 2
    assert all(DISPUTED in edit.note for edit in edits)
    choose(twice / "output" / EDIT_LIST, "采纳", "不采纳")
    assert codes(apply(twice).diagnostics) == []
    assert Clerk.at(twice / SCHOOLS).table_cell("数据指标", "数值").value == 550


def test_a_figure_in_other_words_is_left_to_the_unit(compiled: Path) -> None:
    """What the row is to say cannot be told."""
    edits = edits_of(list_copies(compiled, reworded(copy_of(compiled), ("540个", "若干"))))
    assert [edit.verdict for edit in edits] == [Verdict.FIGURE]
    assert "请单位一起改" in edits[0].note


def test_a_title_is_corrected_in_words_and_in_its_row(compiled: Path) -> None:
    """By as many edits as it took; the notice can be published."""
    pairs = (("学前教育学位供给办法", "学前学位供给管理办法"),)
    edits = edits_of(list_copies(compiled, reworded(copy_of(compiled), *pairs)))
    assert verdicts(edits) == [(Verdict.FIGURE, Choice.ADOPT)] * 2
    assert codes(apply(compiled).diagnostics) == []
    clerk = Clerk.at(compiled / SCHOOLS)
    assert clerk.table_cell("制度成果", "文件标题").value == "学前学位供给管理办法"
    assert "《学前学位供给管理办法》" in clerk.value_cell("进展情况").value
    assert compile_project(compiled).publishable


def test_a_title_that_is_taken_out_is_left_to_the_unit(compiled: Path) -> None:
    copy = reworded(copy_of(compiled), ("出台《学前教育学位供给办法》，", ""))
    (edit,) = edits_of(list_copies(compiled, copy))
    assert (edit.verdict, len(edit.changes)) == (Verdict.FIGURE, 1)
    assert "请单位" in edit.note


# Comments, and what stands beside the text


def remark(copy: EditedCopy, words: str, author: Author = LEADER, **more: object) -> Remark:
    """Return a comment on words of a copy."""
    line = next(n for n, one in enumerate(copy.paragraphs) if words in one.text)
    start = copy.paragraphs[line].text.index(words)
    own = Remark(author, "请再核实。", (line, start), (line, start + len(words)), (), done=False)
    return attrs.evolve(own, **more)


def with_remark(words: str, author: Author = LEADER, **more: object) -> Change:
    """Add a comment to a copy."""
    return lambda copy: attrs.evolve(copy, remarks=(remark(copy, words, author, **more),))


def test_a_comment_alone(compiled: Path) -> None:
    """Goes back to the unit whose words it is about; of the office's own words nobody decides."""
    found = gathered(compiled, copy_of(compiled), with_remark("记录全部补齐"))
    (edit,) = found.edits
    assert (edit.verdict, edit.preset) == (Verdict.REMARK, Choice.RETURN)
    assert (edit.old, edit.new, edit.author) == ("记录全部补齐", "记录全部补齐", "陈书记")
    assert edit.about is not None
    assert edit.about.measure == "措施03-01"
    found = gathered(compiled, copy_of(compiled), with_remark("广大干部群众"))
    assert verdicts(found.edits) == [(Verdict.REMARK, None)]


def test_a_comment_on_an_edit(compiled: Path) -> None:
    """Stands in its row, once."""
    content = reworded(copy_of(compiled), ("2所", "3所"), author="陈书记")
    (edit,) = gathered(compiled, content, with_remark("3所")).edits
    assert (edit.verdict, edit.comment) == (Verdict.WRITABLE, "陈书记：请再核实。")


def test_comments_of_ours(compiled: Path) -> None:
    """Say nothing of their own; a reply to one is a comment."""
    found = gathered(compiled, copy_of(compiled), with_remark("记录全部补齐", US))
    assert found.edits == ()
    reply = Remark(OTHER, "已核实。", (0, 0), (0, 0), (), done=False)
    found = gathered(compiled, copy_of(compiled), with_remark("记录全部补齐", US, replies=(reply,)))
    (edit,) = found.edits
    assert (edit.author, edit.comment) == ("林区长", "林区长：已核实。")


def test_a_comment_that_is_resolved(compiled: Path) -> None:
    found = gathered(compiled, copy_of(compiled), with_remark("记录全部补齐", done=True))
    assert verdicts(found.edits) == [(Verdict.REMARK, Choice.LEAVE)]


def test_a_comment_that_word_writes(compiled: Path) -> None:
    """Sent back, the unit reads it."""
    document = docx.Document(BytesIO(copy_of(compiled, NOTICE)))
    paragraph = next(one for one in document.paragraphs if "记录全部补齐" in one.text)
    document.add_comment(paragraph.runs, "请写明份数。", "陈书记", "陈")
    buffer = BytesIO()
    document.save(buffer)
    (edit,) = edits_of(list_copies(compiled, buffer.getvalue()))
    assert (edit.verdict, edit.preset) == (Verdict.REMARK, Choice.RETURN)
    result = apply(compiled)
    assert (codes(result.diagnostics), result.returned) == ([], (1,))
    (form,) = [path for path in result.written if path.name == "措施03-01.xlsx"]
    words = [str(cell.value) for row in Clerk.at(form, "退回问题").sheet for cell in row]
    assert any("请写明份数" in word for word in words)


def struck(root: Path, words: str) -> bytes:
    """Return a copy in which words were struck out by hand."""
    content = reworded(copy_of(root), (words, words))
    document = docx.Document(BytesIO(content))
    (run,) = (run for one in document.paragraphs for run in one.runs if run.text == words)
    run.font.strike = True
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_words_struck_out(compiled: Path) -> None:
    """Are gone if somebody says so."""
    (edit,) = edits_of(list_copies(compiled, struck(compiled, "，新增学位540个")))
    assert edit.preset is None
    assert "删除线" in edit.note
    choose(compiled / "output" / EDIT_LIST, "采纳")
    assert codes(apply(compiled).diagnostics) == []
    assert "新建幼儿园2所，其中公办" in notice(compiled, draft=True)


def test_words_beside_the_text(compiled: Path) -> None:
    """Of text boxes and footnotes: no cell prints them."""
    beside = (("文本框", "请抓紧"), ("脚注", "见附表"))
    found = gathered(compiled, copy_of(compiled), lambda copy: attrs.evolve(copy, beside=beside))
    assert verdicts(found.edits) == [(Verdict.LOST, None)] * 2
    assert [edit.new for edit in found.edits] == ["请抓紧", "见附表"]


def test_habits_of_programs(compiled: Path) -> None:
    """Width and quotation marks are one row, which is left alone; blanks are nothing."""
    content = reworded(
        copy_of(compiled),
        ("“学前教育", '"学前教育'),
        ("，新增学位", ", 新增学位"),
        ("5人。", "5 人。"),
    )
    edits = edits_of(list_copies(compiled, content))
    assert verdicts(edits) == [(Verdict.NEGLIGIBLE, Choice.LEAVE)]
    assert "2 段" in edits[0].note


# Other notices


def test_a_second_kind(town: Path, tmp_path: Path) -> None:  # noqa: F811
    """Its headings and measures are edited as any."""
    root = shutil.copytree(town, tmp_path / "柳汀镇")
    where = printed(root)
    content = reworded(
        where.review,
        ("党费收缴不及时", "党费收缴不够及时"),
        ("全年集中学习12次", "全年集中学习13次"),
        ("从邻镇调剂", "从邻近乡镇调剂"),
        ("完成率33.3%", "完成率33.4%"),
    )
    edits = edits_of(list_copies(root, content))
    assert [edit.preset for edit in edits] == [None, *[Choice.ADOPT] * 3]
    assert list(adopted_text_is_printed(where, content, tmp_path)) == []


ATTACHED = """
附件1
    |序号|问题|整改目标|
    |1|{问题}|[{整改目标}|、]|
"""


def test_a_table_that_is_attached(tmp_path: Path) -> None:
    """Its cells are those of the register; what is printed in the body as well is said to be so."""
    root = small().write(tmp_path / "附表")
    shutil.copytree(Path(__file__).parents[1] / "templates/xunshi", root / "templates/xunshi")
    outline = root / "templates/xunshi/outline.txt"
    outline.write_text(outline.read_text("utf-8") + ATTACHED, "utf-8")
    where = printed(root)
    content = reworded(
        where.review, ("空置率下降", "空置率明显下降"), ("养老床位空置", "养老机构床位空置")
    )
    edits = edits_of(list_copies(root, content))
    assert [edit.preset for edit in edits] == [Choice.ADOPT] * 2
    assert "会一起改" in "".join(edit.note for edit in edits)
    assert codes(apply(root).diagnostics) == []
    text = notice(root, draft=True)
    assert "养老机构床位空置较多\u3000空置率明显下降" in text
    assert (text.count("养老机构床位空置较多"), text.count("养老床位空置")) == (3, 0)


# Bases


def test_a_base_is_kept_once(compiled: Path) -> None:
    """Of the same text, however often it is compiled."""
    compile_project(compiled)
    assert len(list((compiled / "output" / BASE_FOLDER).iterdir())) == 1


def test_so_many_bases_are_kept(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest."""
    assert MOST == 50
    monkeypatch.setattr(bases, "MOST", 3)
    folder = compiled / "output" / BASE_FOLDER
    (first,) = folder.iterdir()
    for number in range(1, 4):
        os.utime(first, ns=(number, number)) if number == 1 else None
        clerk = Clerk.at(compiled / "input_workbooks/区教育局/措施03-01.xlsx")
        clerk.put("进展情况", f"组织生活记录补齐{number}份。")
        clerk.save()
        compile_project(compiled)
    kept = list(folder.iterdir())
    assert len(kept) == 3
    assert first not in kept


def damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:200])


def no_packing(path: Path) -> None:
    path.write_bytes(b"{}")


def no_base(path: Path) -> None:
    path.write_bytes(gzip.compress(b"[1, 2]\nnull"))


def wrong_marks(path: Path) -> None:
    path.write_bytes(gzip.compress(b'{"a": [[1]]}\n{}'))


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [damaged, no_packing, no_base, wrong_marks, empty])
def test_a_damaged_base(compiled: Path, damage: Callable[[Path], None]) -> None:
    """Is none, nor is a damaged 来源.json: compared is with what is printed now."""
    (path,) = (compiled / "output" / BASE_FOLDER).iterdir()
    damage(path)
    (compiled / "output/来源.json").write_text("{", "utf-8")
    absorbed = list_copies(compiled, reworded(copy_of(compiled), ("2所", "3所")))
    assert verdicts(edits_of(absorbed)) == [(Verdict.WRITABLE, Choice.ADOPT)]
    assert absorbed.found is not None
    assert len(absorbed.found.notes) == 1


def test_a_copy_whose_header_is_gone(compiled: Path, tmp_path: Path) -> None:
    """Is known by its words among the compiles, the notice as well as the review copy."""
    first = copy_of(compiled, NOTICE)
    clerk = Clerk.at(compiled / "input_workbooks/区教育局/措施03-01.xlsx")
    clerk.put("进展情况", "组织生活记录已经全部补齐，逐月抽查。")
    clerk.save()
    compile_project(compiled)
    for content, words in ((first, "记录全部补齐"), (copy_of(compiled, NOTICE), "逐月抽查")):
        content = reworded(content, ("2所", "3所"))
        copy = read(content, tmp_path)
        found = find_base(compiled / "output", None, [one.text for one in copy.paragraphs])
        assert found is not None
        assert any(words in one.text for one in found.provenance.document.paragraphs)


def test_new_base_of_a_kept_text(compiled: Path) -> None:
    """Nothing is written, whatever the number of the compile."""
    (path,) = (compiled / "output" / BASE_FOLDER).iterdir()
    copy = read(copy_of(compiled), compiled.parent)
    kept = find_base(compiled / "output", copy.number, [])
    assert kept is not None
    again = new_base(compiled / "output", attrs.evolve(kept.provenance, number="00000000"))
    assert again == ({}, [])
    assert path.is_file()


def test_words_parted_by_a_paragraphs_end(compiled: Path) -> None:
    """Two rows put words in at one place: they follow one another as they are listed."""
    content = reworded(copy_of(compiled), ("加强组织领导", "加强组织逐一领导"))

    def part(body: etree._Element) -> None:
        texts = (text_of(own) for own in worded(body))
        number, text = next((n, text) for n, text in enumerate(texts) if "逐一" in text)
        parted(number, text.index("逐一") + 1)(body)

    absorbed = list_copies(compiled, with_body(content, part))
    assert absorbed.written is not None
    adopted = apply_list(compiled, absorbed.written, compiled / "output", DAY)
    assert (adopted.failed, adopted.left) == (False, (2,))
    compile_project(compiled)
    assert "加强组织逐一领导" in (compiled / "output/通报.txt").read_text("utf-8")
