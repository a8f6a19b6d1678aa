"""Relations that prose states between figures of several passages, and how claims are listed."""

from __future__ import annotations

import attrs
import pytest
from support.hard_texts import HARD, full

from compiler.checks.claims import again, headings, persons
from compiler.checks.claims.cited import cited_each
from compiler.checks.claims.grammar import told
from compiler.checks.passages import Passage, Segment
from compiler.chinese.figures.statements import Answer, Certainty
from compiler.model.computed import Claim
from compiler.model.document import Role
from compiler.model.values import Text
from compiler.span import Span

PLACE = Span("input_workbooks/区财政局/措施01-01.xlsx", "填报表", "B19")


def passage(text: str, role: Role = Role.PROGRESS) -> Passage:
    """Return a passage of a measure's text."""
    whole = Segment(0, len(text), 0, len(text), filled=False)
    return Passage(text, role, "措施01-01", Text(text, PLACE), (whole,))


def of_measure(text: str, role: Role = Role.PROGRESS) -> Passage:
    """Return a passage of a measure of its own, which is all that repetition looks at."""
    return attrs.evolve(passage(text, role), measure=object())


def verdicts(claims: object) -> list[tuple[str, bool]]:
    """Return kind and outcome of every claim whose wording is sure."""
    assert not isinstance(claims, Claim)
    return [
        (claim.kind, claim.answer is Answer.TRUE)
        for claim in claims  # type: ignore[attr-defined]
        if claim.certainty is Certainty.SURE
    ]


def test_the_place_of_every_operand_of_texts_read_together() -> None:
    """A total of the theme and its parts in the progress: each operand in its own cell."""
    theme = attrs.evolve(passage("做好应退款企业13家的工作。", Role.THEME))
    progress = attrs.evolve(
        passage("9家完成退款，3家部分退款，1家未退款。"),
        cell=Text("", attrs.evolve(PLACE, cell="B20")),
    )
    claims = [claim for claim in told([theme, progress]) if claim.binding]
    assert [(claim.formula, claim.holds) for claim in claims] == [("13家 = 9家 + 3家 + 1家", True)]
    cells = [(span.cell, span.start, span.end) for span in claims[0].operands]
    assert cells == [("B19", 7, 10), ("B20", 0, 2), ("B20", 7, 9), ("B20", 14, 16)]


@pytest.mark.parametrize(
    ("body", "follow_up", "expected"),
    [
        ("应收回1846.52万元。", "各镇应收回1846.25万元。", [("同一数两处一致", False)]),
        ("应收回租金1846.52万元。", "应收回租金8846.52万元。", [("同一数两处一致", False)]),
        ("应收回租金1846.52万元。", "应收回租金1846.52万元。", [("同一数两处一致", True)]),
        ("2023年底应收回租金12万元。", "2024年底应收回租金15万元。", []),
        ("检查6家单位。", "走访7家企业。", []),
    ],
)
def test_a_figure_told_again_in_the_follow_up(
    body: str, follow_up: str, expected: list[tuple[str, bool]]
) -> None:
    """The words around it say that it is the same one, however far its value is off; other dates say that
    it is not.
    """
    shown = [of_measure(body), of_measure(follow_up, Role.SITUATION)]
    assert verdicts(again.told_again(shown, cited_each(shown))) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("东校增加360个小学学位。", "西校增加260个小学学位。", []),
        (
            "对6家未按要求开展安全检查并限期报送材料的单位追责。",
            "对9家未按要求开展安全检查并限期报送材料的单位约谈。",
            [("同一数两处一致", False)],
        ),
    ],
)
def test_a_figure_told_again_in_another_measure(
    first: str, second: str, expected: list[tuple[str, bool]]
) -> None:
    """Two measures may tell like things of different places: more words must be alike."""
    shown = [of_measure(first), of_measure(second)]
    assert verdicts(again.told_again(shown, cited_each(shown))) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("已交还128.4万元。", "目前交还128.4亿元。"), [False]),
        (("已交还128.4万元。", "目前交还128.4万元。"), []),
        (("投入12万元。", "带动投资12亿元。"), []),
    ],
)
def test_one_sum_in_two_units(texts: tuple[str, ...], expected: list[bool]) -> None:
    """The same telling digits in 万元 and 亿元 are one sum; a short number may well stand for
    two.
    """
    assert [
        claim.holds for claim in again.one_unit(cited_each([passage(text) for text in texts]))
    ] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("涉及商户24家。向全部24家商户送达通知。", [True]),
        ("涉及商户24家。向全部76家商户送达通知。", [False]),
        ("涉及商户26家,其中注销2家。向全部24家商户送达通知。", []),
    ],
)
def test_all_of_them_are_as_many_as_were_counted(text: str, expected: list[bool]) -> None:
    """全部 means the count before it, or what is left of it."""
    first, _, rest = text.partition("。")
    shown = [of_measure(first + "。"), of_measure(rest)]
    assert [claim.holds for claim in again.all_of_them(cited_each(shown))] == expected


def test_copies_sent() -> None:
    """The office's own total and what one problem reports: only the sum says that they belong together, so
    it is never an error, and covers nothing.
    """
    total = passage("印发整改通知单15份。", Role.CHAPTER)
    own = [passage("发出整改通知书9份。"), passage("发出整改通知书6份。")]
    found = list(headings.papers_sent([total], [own]))
    assert [(claim.formula, claim.certainty) for claim in found] == [
        ("15份 = 9份 + 6份", Certainty.POSSIBLE)
    ]
    assert not found[0].holds
    assert list(headings.papers_sent([total], [own[:1]])) == []


def test_persons_under_a_heading() -> None:
    """A heading's count is compared with the persons its list names."""
    heading = passage("诫勉3人", Role.HEADING)
    body = passage("给予时任甲局科长张某某、乙镇副镇长李某某、丙中心主任王某某诫勉。", Role.CHAPTER)
    assert verdicts(persons.named_persons(heading, body)) == [("人数与名单", True)]
    assert verdicts(persons.named_persons(passage("诫勉40人", Role.HEADING), body)) == [
        ("人数与名单", False)
    ]


def test_counts_under_a_heading() -> None:
    """A heading's count is compared with the counts it introduces."""
    body = passage("批评教育20人，提醒谈话45人，约谈17人。", Role.CHAPTER)
    for count, holds in ((82, True), (28, False), (83, False)):
        heading = passage(f"其他处理{count}人", Role.HEADING)
        assert verdicts(headings.under_heading(heading, body)) == [("小标题的数与所列各项", holds)]


@pytest.mark.parametrize("piece", HARD)
def test_a_full_cell_is_read_through(piece: str) -> None:
    """Cells of 32,767 characters made to be hard are read through beside each other."""
    shown = [of_measure(full(piece)), of_measure(full(piece), Role.SITUATION)]
    for claims in (
        told(shown),
        again.told_again(shown, cited_each(shown)),
        again.all_of_them(cited_each(shown)),
    ):
        assert all(claim.operands for claim in claims)
