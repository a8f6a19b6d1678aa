"""The parts that an edit goes through by themselves: paragraphs paired, words told apart, where they land,
and the places of printed characters in their cells.
"""

from __future__ import annotations

import pytest
from support.absorbed import Printed, printed
from support.projects import small
from test_speed_shape import ROOM, steps

from compiler.absorbing.hunks import hunks
from compiler.absorbing.landing import KEPT, TYPED, UNITED, Landing, Verdict, is_exact, land
from compiler.absorbing.pairing import Pairing, pair
from compiler.chinese.same_words import PARAGRAPH

# Paragraphs


A, B, C, D = (
    "区教育局新建公办幼儿园两所并投入使用。",
    "区财政局全年拨付专项经费三千余万元。",
    "区民政局盘活空置床位并统一调配管理。",
    "各镇街补齐组织生活记录，逐月抽查通报。",
)


def paired(old: list[str], new: list[str]) -> Pairing:
    """Return what became of paragraphs without bookmarks."""
    return pair(old, new, [()] * len(new))


def shape(pairing: Pairing) -> list[tuple[list[int], list[int]]]:
    """Return the groups by their indexes."""
    return [(list(group.base), list(group.copy)) for group in pairing.groups]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ([A, B, C, D], [([0], [0]), ([1], [1]), ([2], [2]), ([3], [3])]),
        ([A, B + "另有结余。", C, D], [([0], [0]), ([1], [1]), ([2], [2]), ([3], [3])]),
        ([A, C, D], [([0], [0]), ([1], []), ([2], [1]), ([3], [2])]),
        ([A, B, "另加的一段话，原来没有。", C, D], [([0], [0]), ([1], [1]), ([], [2]), ([2], [3]), ([3], [4])]),
        ([A, B[:8], B[8:], C, D], [([0], [0]), ([1], [1, 2]), ([2], [3]), ([3], [4])]),
        ([A, B + C, D], [([0], [0]), ([1, 2], [1]), ([3], [2])]),
        ([A + B, C + D], [([0, 1], [0]), ([2, 3], [1])]),
        ([A, "改由区审计局牵头，区财政局配合。", C, D], [([0], [0]), ([1], [1]), ([2], [2]), ([3], [3])]),
        ([], [([0], []), ([1], []), ([2], []), ([3], [])]),
    ],
)  # fmt: skip
def test_what_became_of_paragraphs(
    new: list[str], expected: list[tuple[list[int], list[int]]]
) -> None:
    pairing = paired([A, B, C, D], new)
    assert shape(pairing) == expected
    assert pairing.moved == ()


def test_moved_paragraphs() -> None:
    """One that went elsewhere, reworded on its way."""
    pairing = paired([A, B, C, D], [B, C, D, A.replace("两所", "三所")])
    assert pairing.moved == ((0, 3),)
    assert shape(pairing) == [([0], []), ([1], [0]), ([2], [1]), ([3], [2]), ([], [3])]


def test_short_headings() -> None:
    """Known by all of their words, or by their place between what stayed."""
    pairing = paired(["一、概况", A, "二、成效", B], ["一、总况", A, "二、成果", B])
    assert shape(pairing) == [([0], [0]), ([1], [1]), ([2], [2]), ([3], [3])]


def test_bookmarks_say_which_paragraph_it_was() -> None:
    """Even where nothing else does."""
    pairing = pair([A, B, C], ["甲乙丙丁戊己庚辛。", "壬癸子丑寅卯辰巳。"], [{2}, ()])
    assert ([2], [0]) in shape(pairing)


def many(count: int) -> tuple[list[str], list[str]]:
    """Return paragraphs that differ from each other as those of a notice do, and each reworded."""
    names = [
        f"第{n}镇办结信访件{n * 7}件，{'甲乙丙丁戊己庚辛'[n % 8]}组约谈{n % 13}人"
        for n in range(count)
    ]
    return (
        [f"{name}，并建立长效机制持续推进。" for name in names],
        [f"{name}，并已建立长效机制持续推进整改。" for name in names],
    )


def test_a_notice_reworded_from_end_to_end() -> None:
    """Each paragraph is found again, however many there are."""
    old, new = many(700)
    assert shape(paired(old, new)) == [([n], [n]) for n in range(700)]


@pytest.mark.parametrize("short", [100])
def test_the_work_grows_with_the_text(short: int) -> None:
    """Four times as many reworded paragraphs take four times as many steps, not sixteen times."""
    less, more = many(short), many(4 * short)
    few, lots = steps(lambda: paired(*less)), steps(lambda: paired(*more))
    assert lots <= few * 4 * ROOM


def test_the_work_grows_with_a_foreign_text() -> None:
    """A copy that has nothing of the notice any more takes no time to speak of either."""

    def foreign(count: int) -> tuple[list[str], list[str]]:
        return many(count)[0], [f"子丑寅卯辰巳午未{n}申酉戌亥。" for n in range(count)]

    less, more = foreign(300), foreign(1200)
    few, lots = steps(lambda: paired(*less)), steps(lambda: paired(*more))
    assert lots <= few * 4 * ROOM


# Words


def cut(
    old: str, new: str, bounds: tuple[int, ...] = (), marks: tuple[int, ...] = ()
) -> list[tuple[str, str]]:
    """Return what became what; the old text with it must be the new one."""
    found = hunks(old, new, bounds, set(marks))
    text = old
    for hunk in reversed(found):
        assert new[hunk.new_start : hunk.new_end] == hunk.text
        text = text[: hunk.start] + hunk.text + text[hunk.end :]
    assert text == new
    return [(old[hunk.start : hunk.end], hunk.text) for hunk in found]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("共办结120件。", "共办结125件。", [("120", "125")]),
        ("共办结1,200件。", "共办结1,300件。", [("1,200", "1,300")]),
        ("完成率33.3%。", "完成率43.3%。", [("33.3%", "43.3%")]),
        ("建成APP一个。", "建成APPS一个。", [("APP", "APPS")]),
        ("持续整改。", "持续整改、整改。", [("", "、整改")]),
        ("已建成。已投用。", "已建成。已运行。已投用。", [("", "已运行。")]),
        ("督促整改落实。", "督促改正落实。", [("整改", "改正")]),
        ("新建𠮷里小学。", "新建𠮷祥里小学。", [("", "祥")]),
        ("新建小学。", "新建𠮷里小学👍。", [("", "𠮷里"), ("", "👍")]),
        ("全年拨付。", "", [("全年拨付。", "")]),
    ],
)
def test_what_became_what(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert cut(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("新增“学位”540个", '新增"学位"540个'),
        ("学位，床位", "学位,床位"),
        ("全区 APP", "全区APP"),
        ("甲（乙）", "甲(乙)"),
        ("甲乙", "甲\u200b乙"),
        ("甲——乙", "甲--乙"),
    ],
)
def test_what_makes_no_difference(old: str, new: str) -> None:
    assert hunks(old, new) == []


def test_a_change_stands_where_it_was_tracked() -> None:
    """Either 整改 may be the one that came: it is the one that somebody's name is on."""
    old, new = "推进整改落实", "推进整改整改落实"
    (first,) = hunks(old, new, (), {2, 4})
    (second,) = hunks(old, new, (), {4, 6})
    assert (first.new_start, second.new_start) == (2, 4)


def test_a_change_does_not_reach_over_sources() -> None:
    """A word that came at the border of two cells belongs to one of them whole."""
    (hunk,) = hunks("甲办。办结。", "甲办。办。办结。", (3,))
    assert hunk.start in (0, 1, 3)
    assert cut("补齐短板出台办法", "补足短处印发办法", bounds=(4,)) == [
        ("齐", "足"),
        ("板出台", "处印发"),
    ]


def test_ends_of_paragraphs_are_changes_of_their_own() -> None:
    old, new = "甲项办结。乙项推进。", f"甲项已办结。{PARAGRAPH}乙项推进。"
    assert cut(old, new) == [("", "已"), ("", PARAGRAPH)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("共办结120件。", f"共办结12{PARAGRAPH}0件。", [("", PARAGRAPH)]),
        (f"共办结12{PARAGRAPH}0件。", "共办结120件。", [(PARAGRAPH, "")]),
        ("共办结120件。", f"共办结12{PARAGRAPH}5件。", [("120", "12"), ("", PARAGRAPH), ("", "5")]),
    ],
)
def test_a_paragraph_that_ends_within_a_number(
    old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    """The number is no other for it."""
    found = hunks(old, new)
    assert [(old[one.start : one.end], one.text) for one in found] == expected


def test_a_text_too_long_to_compare_closely() -> None:
    """Between what is the same at both ends it is one change."""
    old = "首" + "".join(chr(0x4E00 + n % 5000) for n in range(3000)) + "尾"
    new = "首" + "".join(chr(0x4E00 + (n * 7) % 5000) for n in range(3000)) + "尾"
    (one,) = cut(old, new)
    assert (one[0][0], one[1][0]) != ("首", "首")


# Cells


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The small project, printed."""
    return printed(small().write(tmp_path_factory.mktemp("printed") / "项目"))


def landing(where: Printed, words: str, new: str, *, behind: bool = False) -> Landing:
    """Return where it lands that words, the first such, became others; or that others came
    ``behind`` them.
    """
    paragraph = next(one for one in where.base.paragraphs if words in one.text)
    start = paragraph.text.index(words)
    end = start + len(words)
    return land(paragraph, end if behind else start, end, new)


def written(where: Printed, landed: Landing) -> list[str]:
    """Return what the cells will say."""
    cells = where.base.provenance.cells
    return [
        cells[one.cell].text[: one.start] + one.text + cells[one.cell].text[one.end :]
        for one in landed.edits
    ]


def test_words_of_one_cell(where: Printed) -> None:
    landed = landing(where, "优先安排", "足额安排")
    assert (landed.verdict, written(where, landed)) == (Verdict.WRITABLE, ["足额安排经费"])
    assert is_exact(landed)


def test_words_behind_the_end_of_a_cell(where: Printed) -> None:
    """The mark behind a theme is the outline's: what came before it is the theme's."""
    landed = landing(where, "优先安排经费", "和学位", behind=True)
    assert written(where, landed) == ["优先安排经费和学位"]


def test_a_sentence_behind_a_sentence(where: Printed) -> None:
    landed = landing(where, "3200万元。", "并按季公开。", behind=True)
    assert written(where, landed) == ["全年拨付教育经费3200万元。并按季公开。"]


def test_words_of_two_cells(where: Printed) -> None:
    """What the outline prints between stays, and that is said."""
    landed = landing(where, "经费。全年", "经费，全区")
    assert landed.verdict is Verdict.TWO_CELLS
    assert landed.note == KEPT.format(words="。")
    assert not is_exact(landed)
    assert landed.note != UNITED


@pytest.mark.parametrize(
    ("words", "told"), [("整改情况：", "版式"), ("一是", "编号"), ("二、", "编号")]
)
def test_words_of_no_cell(where: Printed, words: str, told: str) -> None:
    landed = landing(where, words, "另写")
    assert (landed.verdict, landed.edits) == (Verdict.GENERATED, ())
    assert told in landed.note


def test_a_number_that_is_taken(where: Printed) -> None:
    """Alone it is the program's; with words around it, it becomes a typed one, and that is said."""
    alone = landing(where, "46", "47")
    assert (alone.verdict, alone.edits) == (Verdict.GENERATED, ())
    around = landing(where, "收到信访件46件", "受理信访件47件")
    assert (around.verdict, around.note) == (Verdict.WRITABLE, TYPED)
    (text,) = written(where, around)
    assert text == "共受理信访件47件。"


def test_every_printed_character_has_its_place(where: Printed) -> None:
    """In the cell stands what was printed, but for width and blanks."""
    for paragraph in where.base.paragraphs:
        for run in paragraph.runs:
            if run.written:
                text = where.base.provenance.cells[run.cell].text
                assert len(run.at) == len(run.run.text)
                assert list(run.at) == sorted(run.at)
                assert all(0 <= place < len(text) for place in run.at)


Cleaning = tuple[str, str]


@pytest.mark.parametrize(
    ("typed", "edit", "expected"),
    [
        ("已办结\n3件，\n另有2件。", ("另有2件", "另有4件"), "已办结\n3件，\n另有4件。"),
        ("已办结  3件。", ("3件", "5件"), "已办结  5件。"),
        ("已办结3件,另有２件。", ("2件", "4件"), "已办结3件,另有4件。"),
        ("  已办结3件。  ", ("已办结", "均办结"), "  均办结3件。  "),
        ("已办\u200b结3件。", ("3件", "5件"), "已办\u200b结5件。"),
        ("已办结{信访件总数}件，全部答复。", ("答复", "回复"), "已办结{信访件总数}件，全部回复。"),
        ("已于⼆月办结。", ("二月", "三月"), "已于三月办结。"),
    ],
)
def test_cells_that_were_cleaned(
    typed: str, edit: tuple[str, str], expected: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What was printed otherwise than it was typed is written back where it was typed, and what
    nobody edited stays as it was typed.
    """
    project = small()
    project.forms["区教育局/措施03-01.xlsx"].fields["进展情况"] = typed
    own = printed(project.write(tmp_path_factory.mktemp("cleaned") / "项目"))
    landed = landing(own, *edit)
    assert landed.verdict is Verdict.WRITABLE
    assert written(own, landed) == [expected]
