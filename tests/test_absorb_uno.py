"""Copies edited in LibreOffice itself, tracked and not, by one and by two: every edit is found, and with
the sure ones adopted the next draft says what the copy says.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import attrs
import pytest
from support.absorbed import Printed, adopted_text_is_printed, every_edit_is_found, printed
from support.projects import small
from support.uno_editing import Edit, edited, why_not

from compiler.absorbing.comparison import FoundEdit, compare
from compiler.absorbing.landing import Verdict
from compiler.commands.compiling import NOTICE_WORD, OUTPUT_FOLDER, REVIEW_WORD
from compiler.wordfile.edited_copy import EditedCopy, read_edited_copy

HEAD, OFFICE = "林书记", "周主任"
FIGURE = "新增学位540个"


def by_hand(*words: str) -> Edit:
    """Return a replacement that is not tracked."""
    return Edit("replace", words, tracked=False)


SCRIPTS: dict[str, tuple[Edit, ...]] = {
    "nothing": (),
    "a word": (Edit("replace", ("教育经费", "专项经费")),),
    "a word, not tracked": (by_hand("教育经费", "专项经费"),),
    "two words of one sentence": (Edit("replace", ("全年", "全区")), Edit("replace", ("教育经费", "学前经费"))),
    "two words by two people": (Edit("replace", ("全年", "全区"), HEAD), Edit("replace", ("拨付", "安排"), OFFICE)),
    "a word of another's insertion": (
        Edit("insert_after", ("教育经费", "和其他经费"), HEAD), Edit("delete", ("其他",), OFFICE)),
    "an insertion": (Edit("insert_after", ("调配养老", "机构")),),
    "an insertion, not tracked": (Edit("insert_after", ("调配养老", "机构"), tracked=False),),
    "a sentence behind a sentence": (Edit("insert_after", ("提醒谈话5人。", "后续整改另行报告。")),),
    "a sentence before a theme": (Edit("insert_before", ("补齐学位", "着力")),),
    "a sentence deleted": (Edit("delete", ("全年拨付教育经费3200万元。",)),),
    "a clause deleted": (Edit("delete", ("，提醒谈话5人",)),),
    "a theme reworded": (Edit("replace", ("补齐学位短板", "补足学位缺口"), HEAD),),
    "a theme reworded, not tracked": (by_hand("优先安排经费", "足额安排经费"),),
    "across theme and progress": (Edit("replace", ("短板。出台", "短板，印发"), HEAD),),
    "across two items": (Edit("delete", ("40个。二是优先",), HEAD),),
    "the title": (Edit("replace", ("整改进展", "整改落实"), HEAD),),
    "a heading of the office": (Edit("replace", ("扛牢整改", "压实整改"), HEAD),),
    "the heading of an aspect": (by_hand("民生保障方面", "民生领域"),),
    "the heading of a problem": (Edit("replace", ("组织生活记录不全", "组织生活记录不完整"), HEAD),),
    "a problem that is printed twice": (Edit("replace", ("养老床位空置较多", "养老床位闲置较多"), HEAD),),
    "a number in a sentence": (Edit("replace", ("提醒谈话5人", "提醒谈话6人"), HEAD),),
    "a declared figure": (Edit("replace", (FIGURE, "新增学位550个"), HEAD),),
    "a declared figure, not tracked": (by_hand(FIGURE, "新增学位560个"),),
    "a count": (by_hand("研究4条", "研究5条"),),
    "a number of a heading": (by_hand("二、逐条", "三、逐条"),),
    "一是": (by_hand("一是补齐", "首先补齐"),),
    "set wording": (by_hand("有关情况说明", "情况说明"),),
    "a contact": (by_hand("镜湖路1号", "镜湖路2号"),),
    "a telephone": (Edit("replace", ("66100000", "66100001"), HEAD),),
    "a situation": (Edit("replace", ("暂未投用", "年内投用"), HEAD),),
    "next steps": (Edit("insert_after", ("改造进度", "和验收"), OFFICE),),
    "a deadline": (by_hand("2025年6月底", "2025年9月底"),),
    "the closing words": (Edit("delete", ("广大",), HEAD),),
    "a paragraph parted": (Edit("split_before", ("二是优先安排经费",), HEAD),),
    "a paragraph joined": (Edit("join_next", ("下一步措施",), tracked=False),),
    "a paragraph deleted": (Edit("delete_paragraph", ("下一步措施",), HEAD),),
    "a paragraph written": (Edit("insert_after", ("暂未投用。", "\n已约谈负责人。"), HEAD),),
    "a stretch moved": (Edit("move_before", ("二是优先安排经费。", "一是补齐学位"), HEAD),),
    "a paragraph moved": (Edit("command", ("加快改造进度", "MoveDown")),),
    "a comment alone": (Edit("comment", ("组织生活记录全部", "请核实"), HEAD),),
    "a comment on an edit": (
        Edit("replace", ("提醒谈话5人", "提醒谈话7人"), HEAD), Edit("comment", ("谈话7人", "按会议意见"), HEAD)),
    "half of everything": (
        Edit("replace", ("教育经费", "专项经费"), tracked=False), Edit("insert_after", ("调配养老", "机构"), OFFICE),
        Edit("replace", ("扛牢整改", "压实整改"), HEAD), Edit("delete", ("广大",), OFFICE),
        Edit("split_before", ("二是优先",), HEAD), Edit("comment", ("组织生活记录全部", "请核实"), HEAD)),
}  # fmt: skip


@attrs.frozen
class Copies:
    """The copies by the names of their scripts, and what they were made from."""

    where: Printed
    paths: Mapping[str, Path]

    def read(self, name: str) -> EditedCopy:
        """Return a copy as it is read."""
        copy, found = read_edited_copy(self.paths[name], name)
        assert found == []
        assert copy is not None
        return copy

    def edits(self, name: str) -> tuple[FoundEdit, ...]:
        """Return what was edited in a copy."""
        return compare(self.where.base, self.read(name)).edits


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Copies:
    """The small project's review copy and, every third time, its notice, edited and saved."""
    if (reason := why_not()) is not None:
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("copies")
    where = printed(small().write(folder / "项目"))
    output = where.root / OUTPUT_FOLDER
    sources = [
        output / (NOTICE_WORD if number % 3 == 2 else REVIEW_WORD) for number in range(len(SCRIPTS))
    ]
    done = edited(list(zip(sources, SCRIPTS.values(), strict=True)), folder)
    return Copies(where, {name: one.path for name, one in zip(SCRIPTS, done, strict=True)})


def test_every_edit_is_found_and_nothing_else(copies: Copies) -> None:
    """The base with the edits found in it says what the copy says, paragraph by paragraph."""
    for name in SCRIPTS:
        assert every_edit_is_found(copies.where.base, copies.read(name)) == "", name
    assert copies.edits("nothing") == ()


def test_adopted_edits_are_printed(copies: Copies, tmp_path: Path) -> None:
    """The next draft says what the copy says but for what cannot be written back; twice changes
    nothing more; undone, every byte is back.
    """
    for name, path in copies.paths.items():
        wrong = list(adopted_text_is_printed(copies.where, path.read_bytes(), tmp_path))
        assert wrong == [], name


def test_an_edit_is_its_authors(copies: Copies) -> None:
    """Who edited is known if it was tracked, and of two people each has his own."""
    assert {one.authors[0].name for one in copies.edits("a theme reworded")} == {HEAD}
    assert [one.authors for one in copies.edits("a word, not tracked")] == [()]
    two = copies.edits("two words by two people")
    assert [[author.name for author in one.authors] for one in two] == [[HEAD], [OFFICE]]


def test_what_can_be_done_is_told(copies: Copies) -> None:
    """Each kind of edit has its verdict."""
    verdicts = {name: [one.landing.verdict for one in copies.edits(name)] for name in SCRIPTS}
    assert verdicts["the title"] == [Verdict.WRITABLE]
    assert verdicts["a declared figure"] == [Verdict.FIGURE]
    assert verdicts["a count"] == [Verdict.GENERATED]
    assert verdicts["a number of a heading"] == [Verdict.GENERATED]
    assert verdicts["set wording"] == [Verdict.GENERATED]
    assert verdicts["across two items"] == [Verdict.TWO_CELLS]
    assert verdicts["a comment alone"] == []
