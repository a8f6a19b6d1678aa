"""Dated steps of procedures: in their order within a sentence, and with one date for one thing."""

from __future__ import annotations

from itertools import combinations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hard_texts import HARD
from support.projects import ROOT

from compiler.checks.printed import PrintedReport
from compiler.checks.procedures import steps_in_order, things_in_order
from compiler.chinese.dated_steps import begins_anew, dated_steps, out_of_order, runs, step_places
from compiler.commands.checking import analyse


def wrong(text: str) -> list[tuple[str, str]]:
    """The steps of a text that are the wrong way round, in the order of the procedure."""
    return [
        (found[0].word, found[1].word)
        for run in runs(dated_steps(text))
        for pair in combinations(run, 2)
        if (found := out_of_order(*pair)) is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("项目于2024年3月立项，5月完成招标，7月开工建设，11月通过竣工验收并投入使用。", []),
        ("该项目2024年7月开工，2024年5月竣工。", [("开工", "竣工")]),
        ("2024年5月，区委常委会会议审议通过《甲办法》，4月印发实施。", [("审议通过", "印发实施")]),
        ("《甲办法》于2024年8月印发，2024年9月经区政府常务会议审议通过。", [("审议通过", "印发")]),
        ("该案于2024年8月立案，2024年6月给予党内警告处分。", [("立案", "党内警告")]),
        ("2024年10月任前公示，9月组织考察，11月任职。", []),
        ("2024年8月组织考察，7月任前公示。", [("组织考察", "任前公示")]),
        ("甲小区2024年5月竣工，乙小区2024年3月开工。", []),
        ("泵站2024年9月开工，2024年12月底前竣工。", []),
        ("卫生院于2024年11月开工，次年3月竣工。", []),
        ("2024年9月印发《甲办法》，自2024年8月1日起施行。", []),
        ("2024年9月审议通过《甲办法》，自2024年8月1日起施行。", [("审议通过", "起施行")]),
        ("2024年6月完成招标文件编制，2024年5月开工。", []),
        ("2024年11月初步核实，2024年9月立案。", [("初步核实", "立案")]),
        ("2024年3月初核，1月给予党内警告处分。", [("初核", "党内警告")]),
        ("2024年8月30日发布招标公告，8月12日确定中标单位。", [("发布招标公告", "确定中标单位")]),
        ("2024年8月召开会议研究立案标准，2024年6月给予党内警告处分1人。", []),
    ],
)
def test_order_within_a_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert wrong(text) == expected


@pytest.mark.parametrize(
    ("text", "anew"),
    [
        ("项目于2024年9月竣工验收，2024年11月开工建设。", False),
        ("泵站2024年5月完工，2024年8月破土动工。", False),
        ("一期2024年9月竣工验收，2024年11月开工建设二期。", True),
        ("项目2024年9月竣工验收，2024年11月开工建设附属工程。", True),
        ("项目2024年6月开工建设，2024年8月取得立项批复。", True),
        ("项目2024年6月投入使用，2024年8月通过竣工验收。", True),
        ("2024年8月整改到位，2024年9月检查发现新的问题。", True),
    ],
)
def test_a_work_begins_anew_only_in_another_part(text: str, *, anew: bool) -> None:
    first, then = dated_steps(text)
    assert out_of_order(first, then) is not None
    assert begins_anew(first, then) is anew


WORDS = sorted(step_places())


@given(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
    st.integers(1, 12),
    st.integers(1, 12),
    st.sampled_from(("，", "、", "，并于", "，随后")),
)
def test_steps_are_wrong_just_if_a_later_one_comes_first(
    first: str, second: str, early: int, late: int, joint: str
) -> None:
    places = dict(step_places()[second])
    signs = {
        (places[name] > rank) - (places[name] < rank)
        for name, rank in step_places()[first]
        if name in places
    } - {0}
    text = f"该事项于2024年{early}月{first}{joint}{late}月{second}。"
    expected = (signs == {1} and late < early) or (signs == {-1} and early < late)
    assert bool(wrong(text)) == expected


@given(
    st.lists(
        st.sampled_from(
            (*HARD, "2024年5月", "开工", "竣工", "印发《甲办法》", "至", "底前", "2月30日")
        )
    )
)
def test_nothing_raises(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert all(text[step.start : step.end].endswith(step.word) for step in dated_steps(text))


@pytest.fixture(scope="module")
def sample() -> PrintedReport:
    printed = analyse(ROOT).printed
    assert printed is not None
    return printed


def saying(printed: PrintedReport, *texts: str) -> PrintedReport:
    """A notice that prints these texts and nothing else."""
    passages = [one for one in printed.passages if one.measure is not None]
    return attrs.evolve(
        printed,
        passages=tuple(
            attrs.evolve(passage, text=text)
            for passage, text in zip(passages[::2], texts, strict=False)
        ),
    )


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("2024年5月审议通过《甲区停车办法》。", "2024年4月印发《甲区停车办法》。"), 1),
        (("2024年5月审议通过《甲区停车办法》。", "2024年6月印发《甲区停车办法》。"), 0),
        (("2024年5月印发《甲区停车办法》。", "《甲区停车办法》于2024年6月印发。"), 1),
        (("2023年5月印发《甲区停车办法》。", "2024年6月修订《甲区停车办法》。"), 0),
        (("2023年5月印发《甲区停车办法》，2024年重新修订。", "2024年6月印发《甲区停车办法》。"), 0),
        (("柳汀排涝泵站于2024年6月投入使用。", "柳汀排涝泵站于2024年9月通过竣工验收。"), 0),
        (("柳汀排涝泵站于2024年6月竣工。", "柳汀排涝泵站已于2024年9月开工。"), 1),
        (("柳汀排涝泵站于2024年6月竣工。", "白石排涝泵站已于2024年9月开工。"), 0),
        (("柳汀排涝泵站于2024年6月竣工。", "柳汀排涝泵站于2024年8月竣工。"), 1),
        (("柳汀排涝泵站一期于2024年6月竣工。", "柳汀排涝泵站二期于2024年8月竣工。"), 0),
    ],
)
def test_one_thing_has_one_date(
    sample: PrintedReport, texts: tuple[str, ...], expected: int
) -> None:
    assert len(list(things_in_order(saying(sample, *texts)))) == expected


def test_a_registered_day_of_printing_is_compared(sample: PrintedReport) -> None:
    measure = next(m for m in sample.report.measures() if m.institutions)
    (institution, *_) = measure.institutions
    day, title = institution.date.value, institution.title.value
    assert day is not None
    right = saying(sample, f"{day.month}月印发《{title}》。")
    assert list(things_in_order(right)) == []
    (found,) = things_in_order(saying(sample, f"{day.month % 12 + 1}月印发《{title}》。"))
    assert found.spans[1] == institution.date.span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年8月检查发现隐患，2024年7月整改到位。", 1),
        ("2024年8月整改到位，9月检查发现反弹。", 0),
        ("2024年6月投入使用，9月通过竣工验收。", 0),
        ("2024年9月印发《甲办法》，10月经区政府审议通过。", 1),
    ],
)
def test_what_may_begin_anew_is_told_only_in_the_order_of_the_procedure(
    sample: PrintedReport, text: str, expected: int
) -> None:
    assert len(list(steps_in_order(saying(sample, text)))) == expected


def test_the_sample_is_in_order(sample: PrintedReport) -> None:
    assert [*steps_in_order(sample), *things_in_order(sample)] == []
