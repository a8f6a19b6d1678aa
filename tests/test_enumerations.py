"""Series run into one text, cut where an ordinal counts and nowhere else."""

from __future__ import annotations

import pytest

from compiler.chinese.enumerations import marks, split_series
from compiler.notice.numbering import Numbering

IS = Numbering("", "chinese", "是")
BRACKETS = Numbering("(", "digits", ")")


def cut(
    text: str,
    *,
    led: bool = True,
    grouped: bool = True,
    forgiving: bool = True,
    numbering: Numbering = IS,
) -> list[list[str]]:
    """Return each series as its lead-in and its members."""
    series = split_series(text, numbering.read, led=led, grouped=grouped, forgiving=forgiving)
    return [
        [text[slice(*one.lead)], *(text[slice(*member)] for member in one.members)]
        for one in series
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一是修渠。二是植树。三是清淤。", [["", "修渠。", "植树。", "清淤。"]]),
        ("一是修渠；二是植树。", [["", "修渠；", "植树。"]]),
        ("已经动工：一是修渠。二是植树。", [["已经动工：", "修渠。", "植树。"]]),
        ("一是提出“修渠。”二是植树。", [["", "提出“修渠。”", "植树。"]]),
        ("修渠。二是植树。", [["", "修渠。", "植树。"]]),
        ("修渠三里。", [["", "修渠三里。"]]),
        ("", [["", ""]]),
    ],
)
def test_a_series_is_cut_at_its_ordinals(text: str, expected: list[list[str]]) -> None:
    """Lead-in and members come out as they were run in."""
    assert cut(text) == expected


@pytest.mark.parametrize(
    "text",
    ["统一是前提。唯一是修渠。", "一是修渠。", "修渠。三是植树。", "这里写着一是修渠，二是植树。"],
)
def test_words_that_look_like_ordinals_stay_words(text: str) -> None:
    """An ordinal inside a word, a lone one, or one out of turn cuts nothing."""
    assert cut(text) == [["", text]]


def test_an_ordinal_out_of_turn_stays_in_its_member() -> None:
    """Only the number that is due begins another member."""
    assert cut("一是修渠。三是植树。二是清淤。") == [["", "修渠。三是植树。", "清淤。"]]


def test_an_ordinal_with_nothing_behind_it_is_text() -> None:
    """A member without words would vanish."""
    assert cut("一是修渠。二是植树。三是") == [["", "修渠。", "植树。三是"]]


def test_a_series_inside_a_member_belongs_to_it() -> None:
    """A first ordinal behind a colon opens an inner series, which ends where the outer one goes
    on.
    """
    text = "一是修渠，做到：一是选址；二是开挖。二是植树。"
    assert cut(text) == [["", "修渠，做到：一是选址；二是开挖。", "植树。"]]


def test_groups_start_again_behind_a_sentence_of_their_own() -> None:
    """The last sentence before a new first ordinal leads in the next group."""
    text = "针对水渠。一是选址。二是开挖。针对道路。一是测量。二是铺设。"
    assert cut(text) == [["针对水渠。", "选址。", "开挖。"], ["针对道路。", "测量。", "铺设。"]]


def test_without_a_place_for_lead_ins_nothing_starts_again() -> None:
    """Where the outline has no groups, a second first ordinal is text."""
    text = "一是选址。二是开挖。针对道路。一是测量。二是铺设。"
    assert cut(text, grouped=False) == [["", "选址。", "开挖。针对道路。一是测量。二是铺设。"]]


def test_numbers_in_brackets_need_their_first() -> None:
    """A follow-up that begins with words is one matter, whatever numbers come later."""
    assert cut(
        "（1）水渠：修。（2）道路：铺。", led=False, forgiving=False, numbering=BRACKETS
    ) == [["", "水渠：修。", "道路：铺。"]]
    assert cut("水渠：修。（2）道路：铺。", led=False, forgiving=False, numbering=BRACKETS) == [
        ["", "水渠：修。（2）道路：铺。"]
    ]


def test_many_restarts_take_no_long_time() -> None:
    """Ten thousand series are cut in one pass."""
    text = "一是甲。二是乙。丙。" * 10_000
    assert len(split_series(text, IS.read, led=True, grouped=True, forgiving=True)) == 10_000
    assert len(marks(text, IS.read)) == 20_000
