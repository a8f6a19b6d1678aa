"""Which measure is which after a register has changed: nothing is guessed, and order says nothing."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.analysis.reissue import Face, Judgement, match_measures
from compiler.span import Span

PLACE = Span("总台账.xlsx", "措施清单", "C4")
SCHOOLS, FUNDS, BEDS = "新建一批公办幼儿园。", "足额安排教育经费。", "盘活空置养老床位。"


def face(measure: str, planned: str, problem: str = "学位不足", unit: str = "区教育局") -> Face:
    return Face(measure, unit, {"planned": planned, "problem": problem}, PLACE)


def matched(
    issued: Iterable[Face], planned: Iterable[Face], said: Judgement | None = None
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return the pairs of numbers that are the same, and those that may be."""
    old, new = [*issued], [*planned]
    found = match_measures(old, new, said or Judgement())
    return (
        {(old[a].measure, new[b].measure) for a, b in found.pairs.items()},
        {(old[a].measure, new[b].measure) for a, b in found.doubtful},
    )


@pytest.mark.parametrize(
    ("issued", "planned", "same", "doubtful"),
    [
        pytest.param(
            [("1", SCHOOLS), ("2", FUNDS)], [("2", SCHOOLS), ("1", FUNDS)],
            {("1", "2"), ("2", "1")}, set(), id="exchanged",
        ),
        pytest.param(
            [("1", SCHOOLS)], [("1", SCHOOLS), ("2", SCHOOLS)], {("1", "1")}, set(), id="copied",
        ),
        pytest.param(
            [("1", SCHOOLS)], [("2", SCHOOLS), ("3", SCHOOLS)],
            set(), {("1", "2"), ("1", "3")}, id="copied twice and gone",
        ),
        pytest.param(
            [("1", SCHOOLS), ("2", SCHOOLS)], [("3", SCHOOLS)],
            set(), {("1", "3"), ("2", "3")}, id="one of two alike is gone",
        ),
        pytest.param(
            [("1", "新建 一批公办幼儿园。\n")], [("4", SCHOOLS)], {("1", "4")}, set(), id="typed",
        ),
        pytest.param(
            [("1", SCHOOLS)], [("1", "新建一批公办幼儿园，增加学位。")],
            {("1", "1")}, set(), id="reworded",
        ),
        pytest.param(
            [("1", SCHOOLS)], [("1", "新建公办小学。")],
            set(), {("1", "1")}, id="hardly alike",
        ),
        pytest.param([("1", SCHOOLS)], [("1", BEDS)], set(), set(), id="another"),
        pytest.param(
            [("1", SCHOOLS)], [("2", "新建一批公办幼儿园，增加学位。")],
            set(), {("1", "2")}, id="reworded and renumbered",
        ),
        pytest.param(
            [("1", SCHOOLS), ("2", FUNDS)], [("1", FUNDS), ("2", FUNDS)],
            {("2", "2")}, set(), id="another's words typed over it",
        ),
        pytest.param([("1", "")], [("1", "")], {("1", "1")}, set(), id="nobody knows the words"),
    ],
)  # fmt: skip
def test_which_is_which(
    issued: list[tuple[str, str]],
    planned: list[tuple[str, str]],
    same: set[tuple[str, str]],
    doubtful: set[tuple[str, str]],
) -> None:
    assert matched([face(*it) for it in issued], [face(*it) for it in planned]) == (same, doubtful)


def test_the_same_words_are_told_apart_by_problem_then_unit() -> None:
    """Two measures of the same words change numbers with their problems, or their units."""
    old = [face("1", SCHOOLS, "甲"), face("2", SCHOOLS, "乙")]
    new = [face("3", SCHOOLS, "乙"), face("4", SCHOOLS, "甲")]
    assert matched(old, new)[0] == {("1", "4"), ("2", "3")}
    old = [face("1", SCHOOLS, unit="甲局"), face("2", SCHOOLS, unit="乙局")]
    new = [face("3", SCHOOLS, unit="乙局"), face("4", SCHOOLS, unit="甲局")]
    assert matched(old, new)[0] == {("1", "4"), ("2", "3")}


def test_what_the_clerk_says_counts() -> None:
    old, new = [face("1", SCHOOLS)], [face("1", BEDS), face("2", SCHOOLS + "再建。")]
    assert matched(old, new, Judgement(same=(("1", "1"),)))[0] == {("1", "1")}
    assert matched(old, new, Judgement(same=(("1", "2"),)))[0] == {("1", "2")}
    assert matched(old, new, Judgement(other=("1",))) == (set(), set())


TWINS = [face("1", SCHOOLS), face("2", SCHOOLS)]


@pytest.mark.parametrize(
    ("issued", "planned", "same"),
    [
        pytest.param(
            [face(n, SCHOOLS, unit=unit) for n, unit in ("1甲", "2乙", "3丙")],
            [face(n, SCHOOLS, unit=unit) for n, unit in ("2甲", "3乙", "1丙")],
            {("1", "2"), ("2", "3"), ("3", "1")}, id="three units",
        ),
        pytest.param(
            [face("1", SCHOOLS, "甲"), face("2", SCHOOLS, "乙")],
            [face("2", SCHOOLS, "甲"), face("1", SCHOOLS, "乙")],
            {("1", "2"), ("2", "1")}, id="two problems of one unit",
        ),
        pytest.param(
            [face("1", SCHOOLS, unit="甲"), face("2", SCHOOLS, unit="乙")],
            [face("1", SCHOOLS, unit="乙")],
            {("2", "1")}, id="the first of two units gone",
        ),
        pytest.param(
            [face("1", SCHOOLS, unit="甲"), face("2", SCHOOLS, unit="乙")],
            [face("1", SCHOOLS, unit="丙"), face("2", SCHOOLS, unit="乙")],
            {("1", "1"), ("2", "2")}, id="one moved to a third unit",
        ),
        pytest.param(TWINS, TWINS, {("1", "1"), ("2", "2")}, id="none has changed"),
        pytest.param(
            TWINS, [*TWINS, face("3", SCHOOLS)], {("1", "1"), ("2", "2")}, id="a third one"
        ),
    ],
)  # fmt: skip
def test_the_same_words_stay_with_their_unit_and_problem(
    issued: list[Face], planned: list[Face], same: set[tuple[str, str]]
) -> None:
    """What all but the number says, counts before the number."""
    assert matched(issued, planned) == (same, set())


def _due(it: Face, day: str) -> Face:
    return attrs.evolve(it, texts={**it.texts, "due": day})


@pytest.mark.parametrize(
    ("issued", "planned"),
    [
        pytest.param(TWINS, [face("2", SCHOOLS), face("3", SCHOOLS)], id="one put in front"),
        pytest.param(TWINS, [face("1", SCHOOLS)], id="one gone"),
        pytest.param(TWINS, [face("2", SCHOOLS), face("1", BEDS)], id="one became another"),
        pytest.param(
            [_due(TWINS[0], "三月"), _due(TWINS[1], "六月")],
            [_due(TWINS[0], "六月"), _due(TWINS[1], "三月")], id="days exchanged, or numbers",
        ),
    ],
)  # fmt: skip
def test_twins_that_nobody_can_tell_apart_are_asked_about(
    issued: list[Face], planned: list[Face]
) -> None:
    """Of the same words, problem and unit, the number alone says nothing once one has changed."""
    same, doubtful = matched(issued, planned)
    assert same == set()
    assert {old for old, _ in doubtful} == {"1", "2"}


def test_what_is_said_of_one_twin_tells_the_other() -> None:
    new = [face("2", SCHOOLS), face("3", SCHOOLS)]
    said = Judgement(same=(("1", "2"),))
    assert matched(TWINS, new, said) == ({("1", "2"), ("2", "3")}, set())
    assert matched(TWINS, new[1:], Judgement(other=("1",))) == ({("2", "3")}, set())


NUMBERS = st.sampled_from("123456")
WORDS = st.sampled_from([SCHOOLS, FUNDS, BEDS, "新建一批公办幼儿园，增加学位。", "新建公办小学。"])
FACES = st.lists(
    st.builds(face, NUMBERS, WORDS, st.sampled_from("甲乙"), st.sampled_from("丙丁")),
    unique_by=lambda it: it.measure,
    max_size=6,
)


@given(FACES, FACES, st.randoms(use_true_random=False))
def test_order_says_nothing_and_no_measure_is_two(
    old: list[Face], new: list[Face], chance: st.DrawFn
) -> None:
    """Sorted otherwise, the same are the same; what is matched is matched once, and not doubtful."""
    pairs, doubtful = matched(old, new)
    shuffled = [*old], [*new]
    for faces in shuffled:
        chance.shuffle(faces)  # type: ignore[attr-defined]
    assert matched(*shuffled) == (pairs, doubtful)
    assert len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs)
    assert not {a for a, _ in pairs} & {a for a, _ in doubtful}
    assert not {b for _, b in pairs} & {b for _, b in doubtful}
