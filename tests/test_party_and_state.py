"""Meetings, posts, organs and documents that a body of the Party or of the state does not have."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.judging import told_of

from compiler.checks.language.party_and_state import organ_forms
from compiler.commands.checking import Analysis, analyse

pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture(scope="module")
def analysis(small_template: Path) -> Analysis:
    return analyse(small_template)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("区委常务会议研究，区政府常委会会议审定。", [("T091", "区委常务会议"), ("T091", "区政府常委会会议")]),
        ("区委召开常务会议，区政府先后召开了3次常委会会议。", [("T091", "区委召开常务会议"), ("T091", "区政府先后召开了3次常委会会议")]),
        ("区水务局召开常务会议，区人大召开常务会议。", [("T091", "水务局召开常务会议"), ("T091", "区人大召开常务会议")]),
        ("区委、区政府先后召开常委会会议、常务会议，区政府召开常务会议。", []),
        ("市委市长到会，区政府书记主持。", [("T091", "市委市长"), ("T091", "区政府书记")]),
        ("县人大常委会主席、县政协主任列席。", [("T091", "县政协主任"), ("T091", "县人大常委会主席")]),
        ("区政府组织部会同区委财政局。", [("T091", "区政府组织部"), ("T091", "区委财政局")]),
        ("柳汀镇党组、临波街道党组、桐坞村党组通报。", [("T091", "镇党组"), ("T091", "街道党组"), ("T091", "村党组")]),
        ("区委印发《甲办法》（望政发〔2024〕1号）。", [("T091", "区委印发《甲办法》（望政发〔")]),
        ("区委、区政府印发《甲办法》（望委发〔2024〕1号）。", []),
        ("区检察院院长、区教育局部长参加。", [("T091", "教育局部长"), ("T091", "检察院院长")]),
        ("街道党委、镇党工委通报。", [("T092", "镇党工委"), ("T092", "街道党委")]),
        ("区委常委会会议、区政府常务会议、区人大常委会主任会议、区政协主席会议。", []),
        ("社区委员长期坚持，城镇党组织，街道党组织，区委党组织关系。", []),
        ("区委书记、区委副书记、区长、区委常委、常务副区长、区政府党组书记。", []),
        ("区教育局办公室主任、党委办公室主任、党支部组织委员、镇人大主席。", []),
        ("区发展和改革委员会主任办公会、区教育局局长办公会、镇长办公会。", []),
        ("区教育局党委研究，区教育局党委检查，区教育局党组通报，区教育局机关党委参加。", [("T093", "区教育局党组")]),
    ],
)  # fmt: skip
def test_party_and_state(analysis: Analysis, text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(told_of(text, analysis, "party_and_state")) == sorted(expected)


def test_every_form_is_found_by_its_sign() -> None:
    """A form without its sign would never be looked for; what it should be is no form itself."""
    forms = organ_forms()
    assert len(forms) > 30
    assert all(form.signs and form.right and form.kind for form in forms)
