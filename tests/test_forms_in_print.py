"""A form on paper: long answers whole, a place for signature and stamp, which is read as ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.clerk import FORM_SHEET, Clerk
from support.projects import small
from support.rendering import convert, read_words, solid, why_not

from compiler.commands.issuing import issue_forms
from compiler.excel.reading.workbook import read_workbook
from compiler.schema.form import SIGN_OFF

pytestmark = pytest.mark.usefixtures("read_once")

LABELS = {"进展情况": "甲", "有关情况说明": "乙", "下一步措施": "丙"}
PIECES = 166
FOOT = 3
"""Points above a footer within which nothing is printed."""


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An issued form that nobody has filled."""
    project = small()
    project.forms = {}
    root = project.write(tmp_path_factory.mktemp("blank"))
    issue_forms(root)
    return root / "input_workbooks/区教育局/措施01-01.xlsx"


def long_text(mark: str) -> str:
    """Return 2,000 characters, every few of which can be told from the others."""
    text = "".join(f"第{mark}{number:03}段建成幼儿园。" for number in range(1, PIECES + 1))
    return text + "末" * (1999 - len(text)) + "。"


def test_a_long_answer_reads_back_from_where_it_was_typed(blank: Path, tmp_path: Path) -> None:
    """The room for it is no second cell, and the words for the hand are none of the unit's."""
    clerk = Clerk.at(blank)
    for label, mark in LABELS.items():
        clerk.put(label, long_text(mark))
    record, found = read_workbook(clerk.save(tmp_path / "表.xlsx"), "表.xlsx")
    assert record is not None
    assert found == []
    keys = ("progress", "situation", "next_steps")
    assert [record.fields[key].text for key in keys] == [long_text(m) for m in LABELS.values()]


def test_what_is_written_beside_the_place_for_the_hand_is_told(blank: Path, tmp_path: Path) -> None:
    """A name typed there is in no field."""
    clerk = Clerk.at(blank)
    cell = clerk.find(SIGN_OFF.below[0])
    cell.value = f"{cell.value}岑一鸣"
    _, found = read_workbook(clerk.save(tmp_path / "表.xlsx"), "表.xlsx")
    assert [(d.code, d.spans[0].cell) for d in found] == [("S033", cell.coordinate)]


@pytest.mark.skipif(why_not() is not None, reason=str(why_not()))
def test_two_thousand_characters_print_whole(blank: Path, tmp_path: Path) -> None:
    """Every piece of three long answers stands on some page, above its footer, and signature and
    stamp have their place below the sign-off.
    """
    clerk = Clerk.at(blank)
    for label, mark in LABELS.items():
        clerk.put(label, long_text(mark))
    for sheet in clerk.book:
        if sheet.title != FORM_SHEET:
            sheet.sheet_state = "hidden"
    clerk.book.active = clerk.book.sheetnames.index(FORM_SHEET)
    (pdf,) = convert([clerk.save(tmp_path / "表.xlsx")], "pdf", tmp_path)
    printed = ""
    for page in read_words(pdf):
        foot = max(word.top for word in page if word.text.startswith("整改措施填报表")) - FOOT
        words = [word for word in page if word.bottom <= foot]
        printed += "".join(word.text for word in words)
    found = set(re.findall(r"第([甲乙丙]\d{3})段", solid(printed)))
    assert found == {f"{m}{n:03}" for m in LABELS.values() for n in range(1, PIECES + 1)}
    for text in SIGN_OFF.below:
        assert solid(text) in solid(printed)
