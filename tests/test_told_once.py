"""A slip that several rules see is told by the one that says most."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.checks.told_once import FOLLOWING, WORDINGS, told_once
from compiler.diagnostics import Diagnostic
from compiler.rules.table import RULES
from compiler.span import Span


def at(code: str, start: int, end: int, cell: str = "B20") -> Diagnostic:
    return Diagnostic(code, (Span("表.xlsx", "填报表", cell, start=start, end=end),))


def codes(*found: Diagnostic) -> list[str]:
    return [one.code for one in told_once(found)]


@pytest.mark.parametrize(
    ("surer", "other"),
    [
        ("T090", "T080"),
        ("T102", "T051"),
        ("T107", "T101"),
        ("T062", "T063"),
        ("T090", "T085"),
        ("T010", "T085"),
    ],
)
def test_the_surer_rule_tells_it_whichever_comes_first(surer: str, other: str) -> None:
    for order in permutations((at(surer, 3, 7), at(other, 5, 6))):
        assert codes(*order) == [surer]


def test_faults_beside_each_other_or_in_other_cells_are_all_told() -> None:
    assert codes(at("T080", 3, 7), at("T090", 7, 9)) == ["T080", "T090"]
    assert codes(at("T080", 3, 7), at("T090", 3, 7, "B21")) == ["T080", "T090"]


def test_rules_about_other_things_than_wordings_are_left_alone() -> None:
    assert codes(at("T080", 3, 7), at("T010", 3, 4), at("F020", 3, 7)) == ["T080", "T010", "F020"]


def test_long_ranges_tell_of_sentences() -> None:
    assert codes(at("T090", 0, 200), at("T080", 3, 7)) == ["T090", "T080"]


def test_what_is_not_told_itself_takes_nothing_away() -> None:
    assert codes(at("T062", 0, 5), at("T080", 4, 8), at("T051", 7, 9)) == ["T062", "T051"]


def sums(*ranges: tuple[int, int]) -> Diagnostic:
    return Diagnostic("F020", tuple(at("F020", *one).spans[0] for one in ranges))


@pytest.mark.parametrize(
    ("known", "ranges", "kept"),
    [
        (at("C060", 0, 40), [(30, 33), (0, 20)], []),  # 2023年3月至8月，历时9个月
        (at("C060", 0, 40), [(30, 33), (60, 63)], ["F020"]),
        (at("T081", 10, 29), [(8, 9), (10, 29)], []),  # 五公开, of which four are listed
        (at("T081", 10, 29), [(8, 9), (30, 33)], ["F020"]),
        (at("C037", 10, 12), [(2, 4), (6, 8), (10, 12)], []),  # 约谈14人, one of a sum
        (at("C037", 10, 12), [(2, 4), (6, 8), (13, 15)], ["F020"]),
        (at("C039", 20, 23), [(0, 5), (6, 90)], []),  # a name in the list that is counted
        (at("C039", 20, 23), [(0, 5), (21, 23)], ["F020"]),
        (at("C038", 0, 90), [(0, 5), (20, 22)], ["F020"]),
        (at("C039", 20, 23, "B21"), [(0, 5), (6, 90)], ["F020"]),
    ],
)
def test_figures_that_fail_with_what_is_told(
    known: Diagnostic, ranges: list[tuple[int, int]], kept: list[str]
) -> None:
    assert codes(known, sums(*ranges)) == [known.code, *kept]


def test_a_figure_that_fails_surely_fails_elsewhere_too() -> None:
    sure = sums((2, 4), (6, 8))
    for ranges, kept in (([(6, 8), (20, 22)], ["F020"]), ([(9, 11), (20, 22)], ["F020", "F021"])):
        doubted = Diagnostic("F021", tuple(at("F021", *one).spans[0] for one in ranges))
        assert codes(sure, doubted) == kept
        assert sorted(codes(doubted, sure)) == kept


def test_every_rule_named_is_one() -> None:
    assert set(WORDINGS) <= set(RULES)
    assert {code for one in FOLLOWING for code in (*one.causes, *one.codes)} <= set(RULES)
    assert len(set(WORDINGS)) == len(WORDINGS)


@given(
    st.lists(
        st.tuples(
            st.sampled_from((*WORDINGS, "T010", "C009")), st.integers(0, 9), st.integers(1, 4)
        )
    )
)
def test_only_wordings_go_and_for_something_that_stays(ranges: list[tuple[str, int, int]]) -> None:
    found = [at(code, start, start + length) for code, start, length in ranges]
    kept = told_once(found)
    assert [one for one in found if one in kept] == kept
    assert {one.code for one in found} - set(WORDINGS) <= {one.code for one in kept}
    for one in (one for one in found if one not in kept):
        start, end = one.spans[0].start or 0, one.spans[0].end or 0
        assert any(
            (other.spans[0].start or 0) < end and start < (other.spans[0].end or 0)
            for other in kept
            if other.code != one.code
        )
    assert told_once(kept) == kept
