"""Persons that prose names, against those registered."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.judging import told_of

from compiler.chinese.persons import near_names, other_title
from compiler.commands.checking import Analysis, analyse
from compiler.model.register import Person
from compiler.model.values import Text
from compiler.span import Span

pytestmark = pytest.mark.usefixtures("read_once")
CELLS = {
    "name": "段其昀",
    "post": "时任区教育局基建科副科长",
    "sanction": "诫勉",
    "population": "巡视反馈问题核查",
    "published": "公开",
}


PLACE = Span("总台账.xlsx", "处理人员", "A9")
REGISTERED = Person(**{key: Text(value, PLACE) for key, value in CELLS.items()})


@pytest.fixture(scope="module")
def analysis(small_template: Path) -> Analysis:
    return analyse(small_template)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对时任区教育局基建科副科长段其昀予以诫勉。", []),
        ("对时任区教育局基建科副科长段其钧予以诫勉。", ["段其钧"]),
        ("对时任区教育局基建科科长段其昀予以诫勉。", ["对时任区教育局基建科科长段其昀"]),
        ("对时任区财政局基建科副科长段其昀予以诫勉。", ["对时任区财政局基建科副科长段其昀"]),
        ("对段其昀、柳长庚分别给予诫勉、党内警告处分。", []),
        ("建议对段其昀给予党内警告处分。", []),
        ("分三段其他路段。", []),
    ],
)
def test_told_otherwise(analysis: Analysis, text: str, expected: list[str]) -> None:
    told = told_of(text, analysis, "named_persons", persons=(REGISTERED,))
    assert told == [("T094", words) for words in expected]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("会计段其钧挪用", ["段其钧"]),
        ("会计段昀其挪用", ["段昀其"]),
        ("会计殷其昀挪用", ["殷其昀"]),
        ("会计段其昀挪用", []),
        ("该路段其中一处", []),
        ("会计段某某挪用", []),
    ],
)
def test_names_one_letter_off(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in near_names("段其昀", text)] == found


def test_titles() -> None:
    assert other_title("对时任局长", "副局长")
    assert other_title("副局长", "局长")
    assert not other_title("局长", "党组书记、局长")
    assert not other_title("有关人员", "局长")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对段其昀给予党内警告处分。", [("C036", "段其昀")]),
        ("对段其昀予以诫勉。", []),
        ("对段其昀、柳长庚分别给予诫勉、党内警告处分。", []),
        ("建议对段其昀给予党内警告处分。", []),
        ("诫勉段其昀；对另外2人给予党内警告处分。", []),
    ],
)
def test_dealt_with_otherwise_in_an_answer(
    analysis: Analysis, text: str, expected: list[tuple[str, str]]
) -> None:
    found = told_of(text, analysis, "persons_dealt", persons=(REGISTERED,))
    assert [one for one in found if one[0] == "C036"] == expected


@given(st.text("段其昀钧殷会计长，、。", max_size=40))
def test_what_is_found_is_another_name(text: str) -> None:
    for start, end in near_names("段其昀", text):
        assert len(text[start:end]) == 3
        assert text[start:end] != "段其昀"
