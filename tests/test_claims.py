"""Relations that prose states between its own figures."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.checks.passages import Passage, Segment
from compiler.checks.sums import (
    breakdowns,
    counts,
    partitions,
    persons,
    proportions,
    remainders,
    repetitions,
)
from compiler.checks.sums.registry import WITHIN
from compiler.chinese.quantities import quantities
from compiler.chinese.width import to_full_width
from compiler.model.computed import Claim
from compiler.model.document import Role
from compiler.model.values import Text
from compiler.span import Span

PLACE = Span("input_workbooks/区财政局/措施01-01.xlsx", "填报表", "B19")


def passage(text: str, role: Role = Role.PROGRESS) -> Passage:
    """Return a passage of a measure's text."""
    whole = Segment(0, len(text), 0, len(text), filled=False)
    return Passage(text, role, "措施01-01", Text(text, PLACE), (whole,))


def verdicts(claims: object) -> list[tuple[str, bool]]:
    """Return kind and outcome of every claim."""
    assert not isinstance(claims, Claim)
    return [(claim.kind, claim.holds) for claim in claims]  # type: ignore[attr-defined]


WITHIN_CASES = [
    (r"应收回120.5万元(其中甲街道60.2万元、乙街道40.1万元、丙街道20.2万元),", [("分项之和", True)]),
    (
        r"应收回120.5万元(其中甲街道60.2万元、乙街道40.1万元、丙街道20.3万元),",
        [("分项之和", False)],
    ),
    (
        r"3个街道应收回120.5万元(其中甲街道60.2万元、乙街道40.1万元、丙街道20.2万元)。",
        [("个数与所列各项", True), ("分项之和", True)],
    ),
    (
        r"4个街道应收回120.5万元(其中甲街道60.2万元、乙街道40.1万元、丙街道20.2万元)。",
        [("个数与所列各项", False), ("分项之和", True)],
    ),
    (r"共计收到来信50件,其中来信43件,线索7件。", [("总数与其中", True)]),
    (r"共计收到来信50件,其中来信43件,线索6件。", [("总数与其中", False)]),
    (r"处理干部17人,其中处级1人,给予处分7人。", [("部分不大于总数", True)]),
    (r"已办结11件(其中立案12件)。", [("部分不大于总数", False)]),
    (r"欠缴41.2万元,滞留3.7万元,合计44.9万元。", [("分项之和", True)]),
    (r"欠缴41.2万元,滞留3.7万元,合计44.8万元。", [("分项之和", False)]),
    (r"负债率为73.4%,比上年底的76.1%下降2.7个百分点。", [("百分点", True)]),
    (r"负债率为73.4%,比上年底的76.1%下降2.6个百分点。", [("百分点", False)]),
    (r"日均接诊由86人次增加到143人次。", [("升降方向", True)]),
    (r"投诉由97件下降到318件。", [("升降方向", False)]),
    (r"收到来件40件,办结38件,办结率95%。", [("占比", True)]),
    (r"收到来件40件,办结38件,办结率96%。", [("占比", False)]),
    (r"已建成4个,即东路、西桥、南站和北门。", [("个数与所列各项", True)]),
    (r"已建成5个,即东路、西桥、南站和北门。", [("个数与所列各项", False)]),
    (r"火情12起,受灾3户,转移9人,比上年分别下降20%、25%、10%。", [("分别所列与前文对应", True)]),
    (
        r"修缮旧屋3栋,其中1栋已交付、另5栋正在施工。",
        [("部分不大于总数", True), ("部分不大于总数", False)],
    ),
    (r"处理有关责任人21名,其中处级干部2人。", [("部分不大于总数", True)]),
    (r"处理有关责任人21名,其中处级干部22人。", [("部分不大于总数", False)]),
    (
        r"险情9起,受伤4人,同比分别下降52.6%、60%。",
        [("同比与整数", True), ("同比与整数", True), ("分别所列与前文对应", True)],
    ),
    (
        r"险情9起,受伤4人,同比分别下降52.9%、60%。",
        [("同比与整数", False), ("同比与整数", True), ("分别所列与前文对应", True)],
    ),
    (r"办件1021起,同比下降48.7%。", []),
    (r"收入21万元,同比下降53.9%。", []),
    (r"11、12月考评分别位列第一、第二。", [("分别所列与前文对应", True)]),
    (r"10、11、12月考评分别位列第一、第二。", [("分别所列与前文对应", False)]),
    (r"分为“督促类、谈话类、核查类”三类处置。", [("个数与所列各项", True)]),
    (r"分为“督促类、谈话类、核查类”四类处置。", [("个数与所列各项", False)]),
    (r"编写教育、民政、卫生等5个方面手册。", [("所列不多于总数", True)]),
    (r"由甲组、乙组巡查东路、西桥等2个路段。", []),
    (r"2户均已起诉,9件已立案。", []),
    (r"仍有16户未缴,均已启动程序,11件已立案,3件在调解,2件在执行。", [("总数与所列各项", True)]),
    (r"仍有16户未缴,均已启动程序,11件已立案,3件在调解,3件在执行。", []),
    (
        r"针对3个紧张片区,具体如下:东城片区,新建1所。西城片区,扩建1所。南城片区,改建1所。",
        [("个数与所列各项", True)],
    ),
    (
        r"针对4个紧张片区,具体如下:东城片区,新建1所。西城片区,扩建1所。南城片区,改建1所。",
        [("个数与所列各项", False)],
    ),
    (r"针对4个紧张片区,具体如下:东城片区,新建1所。西城片区,扩建1所。其他随后安排。", []),
    (r"2024年7月召开会议3次,第4次会议审议了《办法(2024—2026年)》。", []),
]


@pytest.mark.parametrize(("text", "expected"), WITHIN_CASES)
@pytest.mark.parametrize("full_width", [False, True])
def test_what_one_passage_claims(
    text: str, expected: list[tuple[str, bool]], full_width: bool
) -> None:
    """Each pattern is found in either width, and judged by exact decimals."""
    shown = passage(to_full_width(text) if full_width else text)
    found = [claim for rule in WITHIN for claim in rule(shown)]
    assert sorted(verdicts(found)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"共有问题线索15件,已办结9件,剩余6件正在办理。", [("总数与已完成、未完成", True)]),
        (r"共有问题线索15件,已办结9件,剩余5件正在办理。", [("总数与已完成、未完成", False)]),
        (r"涉及企业12家,9家全部退回、2家部分退回、1家未退回。", [("总数与已完成、未完成", True)]),
        (r"应收回20.5万元,已收回21.5万元。", [("完成数不大于总数", False)]),
        (r"应收回20.5万元,已收回21.5亿元。", [("完成数不大于总数", False)]),
        (r"应收回20.5万元,已收回12.1万元,剩余8.4亿元未收回。", [("总数与已完成、未完成", False)]),
        (r"有反弹苗头的5项。有反弹苗头和整改不实的7项已整改。", []),
        (
            r"共有线索17件,已办结10件(其中移送5件5人),剩余7件正在办理。",
            [("总数与已完成、未完成", True)],
        ),
        (
            r"共有线索17件,已办结10件(其中移送5件5人),剩余6件正在办理。",
            [("总数与已完成、未完成", False)],
        ),
    ],
)
def test_done_and_still_open(text: str, expected: list[tuple[str, bool]]) -> None:
    """Done plus still open is the total; a larger one is wrong where the total is called so in
    the same sentence.
    """
    assert verdicts(remainders.of_total([passage(text)])) == expected


def test_a_figure_quoted_again_with_a_slip() -> None:
    """A digit changed between body and follow-up is found by the words before it."""
    body, follow_up = (
        passage("应收回1846.52万元。"),
        passage("各镇应收回1846.25万元。", Role.SITUATION),
    )
    assert verdicts(repetitions.quoted_twice([attrs_measure(body), attrs_measure(follow_up)])) == [
        ("同一数两处一致", False)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            r"8户完成缴费,2户部分缴费,1户未缴。对未完成缴费的3户催收。",
            [("未完成数与所列各项", True)],
        ),
        (
            r"8户完成缴费,2户部分缴费,1户未缴。对未完成缴费的5户催收。",
            [("未完成数与所列各项", False)],
        ),
        (r"对未完成缴费的3户催收。", []),
    ],
)
def test_those_not_finished(text: str, expected: list[tuple[str, bool]]) -> None:
    """What is called unfinished again is what was said to be partly done or open."""
    assert verdicts(remainders.unfinished_ones([passage(text)])) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "对6家单位未按要求开展检查的问题追责。",
            "将6家未按要求开展检查的单位列为重点。",
            [("同一数两处一致", True)],
        ),
        ("形成商户24家的清单。", "向全部24家商户送达通知。", [("同一数两处一致", True)]),
        ("东校增加360个小学学位。", "西校增加360个小学学位。", []),
        ("检查6家单位。", "走访6家企业。", []),
    ],
)
def test_a_figure_told_again_in_the_body(
    first: str, second: str, expected: list[tuple[str, bool]]
) -> None:
    """The same words must follow, beyond the noun that is counted."""
    assert (
        verdicts(
            repetitions.mentioned_again(
                [attrs_measure(passage(first)), attrs_measure(passage(second))]
            )
        )
        == expected
    )


def test_a_list_is_the_count_before_it_and_not_its_own_first_part() -> None:
    """``10个 = 5处 + 2处 + 2处 + 1处``; that 2 + 2 + 1 are 5 as well is chance."""
    owner = attrs_measure(passage("做好10个景点的修缮。"))
    body = passage("5处景点已完成,2处正在施工,2处正在招标,1处正在设计。")
    import attrs

    shown = [owner, attrs.evolve(body, measure=owner.measure)]
    assert [claim.formula for claim in partitions.partition(shown)] == [
        "10个 = 5处 + 2处 + 2处 + 1处"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"核查企业132家:投产51家、在建38家、筹建29家、注销15家。", [("总数与所列各项", False)]),
        (r"核查企业132家:投产51家、在建38家、筹建29家、注销14家。", [("总数与所列各项", True)]),
        (r"核查企业132家:投产51家、在建38家、筹建29家、注销34家。", [("总数与所列各项", False)]),
        (r"投产51家、在建38家、筹建29家、注销14家。", []),
        (r"召开会议12次,专题研究3次,下发通知4份,现场督办2次。", []),
        (r"涉及点位10个。5处已完成,2处正在施工,2处正在设计,2处待批。", [("总数与所列各项", False)]),
        (r"涉及点位10个。完成5处,施工2处,设计2处,待批2处。", []),
    ],
)
def test_a_list_that_misses_its_count(text: str, expected: list[tuple[str, bool]]) -> None:
    """One digit wrong in a list that can only be the parts of the count before it is reported;
    less certain ones are not.
    """
    from attrs import evolve

    shown = evolve(passage(text), measure=object())
    assert verdicts(partitions.partition([shown])) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            r"修缮23间(31处)旧屋,已交付12间,正在修缮7间,住户迁出2间,正在招标5间。",
            [("总数与所列各项", False)],
        ),
        (r"修缮23间(31处)旧屋,已交付12间,正在修缮7间,住户迁出2间,正在招标2间。", []),
        (r"共15件线索,已办结9件,其中立案4件4人;剩余6件正在办理。", []),
        (r"临街28间门面已收回19间,另8间继续使用。", [("总数与所列各项", False)]),
        (r"临街28间门面已收回19间,另9间继续使用。", []),
        (r"召开会议12次,专题研究3次、调度4次、督导2次、通报1次。", []),
    ],
)
def test_states_that_miss_their_count(text: str, expected: list[tuple[str, bool]]) -> None:
    """What is told by its state is a partition; what is merely listed, or right, is not claimed
    here.
    """
    assert verdicts(remainders.by_state([passage(text)])) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((r"已交还128.4万元。", r"目前交还128.4亿元。"), [False]),
        ((r"已交还128.4万元。", r"目前交还128.4万元。"), []),
        ((r"投入12万元。", r"带动投资12亿元。"), []),
    ],
)
def test_one_sum_in_two_units(texts: tuple[str, ...], expected: list[bool]) -> None:
    """The same telling digits in 万元 and 亿元 are one sum; a short number may well stand for
    two.
    """
    assert [
        claim.holds for claim in repetitions.one_unit([passage(text) for text in texts])
    ] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"涉及商户24家。向全部24家商户送达通知。", [True]),
        (r"涉及商户24家。向全部26家商户送达通知。", [False]),
        (r"涉及商户26家,其中注销2家。向全部24家商户送达通知。", []),
    ],
)
def test_all_of_them_are_as_many_as_were_counted(text: str, expected: list[bool]) -> None:
    """全部 means the count before it, or what is left of it."""
    first, _, rest = text.partition("。")
    shown = [attrs_measure(passage(first + "。")), attrs_measure(passage(rest))]
    assert [claim.holds for claim in repetitions.mentioned_again(shown)] == expected


def test_copies_sent() -> None:
    """The office's own total is the sum of what one problem reports; where it does not come out
    nothing is claimed.
    """
    total = passage("印发整改通知单15份。", Role.CHAPTER)
    own = [passage("发出整改通知书9份。"), passage("发出整改通知书6份。")]
    assert verdicts(counts.papers_sent([total], [own])) == [("各处之和", True)]
    assert verdicts(counts.papers_sent([total], [own[:1]])) == []


def attrs_measure(shown: Passage) -> Passage:
    """Return the passage as one of a measure, which is all that repetition looks at."""
    import attrs

    return attrs.evolve(shown, measure=object())


def test_persons_under_a_heading() -> None:
    """A heading's count is compared with the persons its list names."""
    heading = passage("诫勉3人", Role.HEADING)
    body = passage("给予时任甲局科长张某某、乙镇副镇长李某某、丙中心主任王某某诫勉。", Role.CHAPTER)
    assert verdicts(persons.named_persons(heading, body)) == [("人数与名单", True)]
    assert verdicts(persons.named_persons(passage("诫勉4人", Role.HEADING), body)) == [
        ("人数与名单", False)
    ]


def test_counts_under_a_heading() -> None:
    """A heading's count is compared with the counts it introduces."""
    body = passage("批评教育20人，提醒谈话45人，约谈17人。", Role.CHAPTER)
    assert verdicts(breakdowns.under_heading(passage("其他处理82人", Role.HEADING), body)) == [
        ("小标题的数与所列各项", True)
    ]
    assert verdicts(breakdowns.under_heading(passage("其他处理83人", Role.HEADING), body)) == [
        ("小标题的数与所列各项", False)
    ]


@given(
    whole=st.integers(0, 9999),
    places=st.integers(0, 99),
    unit=st.sampled_from(["个", "万元", "人次", "%", "件"]),
    before=st.sampled_from(["", "已办结", "《办法》", "2024年7月", "共"]),
    after=st.sampled_from(["", "。", "的项目", "以上"]),
)
def test_a_quantity_is_found_with_its_exact_range(
    whole: int, places: int, unit: str, before: str, after: str
) -> None:
    """Whatever stands around it, number and unit are found where they are."""
    number = f"{whole}.{places:02d}"
    text = f"{before},{number}{unit}{after}"
    found = [q for q in quantities(text) if text[q.start : q.end] == number + unit]
    assert len(found) == 1
    assert str(found[0].value) == number
    assert found[0].measure_unit == unit


@settings(max_examples=150)
@given(st.text(alphabet="共其中已办结剩余0123456789.,(、。件万元%由到合计比降", max_size=120))
def test_nothing_raises_on_arbitrary_text(text: str) -> None:
    """Every pattern survives nonsense."""
    shown = passage(text)
    found = [
        claim
        for rule in (
            *WITHIN,
            *(
                lambda p, r=r: r([p])
                for r in (
                    remainders.of_total,
                    remainders.unfinished_ones,
                    partitions.partition,
                    repetitions.mentioned_again,
                )
            ),
        )
        for claim in rule(shown)
    ]
    assert all(isinstance(claim, Claim) for claim in [*found, *proportions.points(shown)])


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1个",
        "(",
        "甲乙、",
        "等1项",
        "“甲乙、丙丁”",
        "具体如下:",
        "1户,均已甲乙,",
        "1起同比下降1%",
        "其中1件，",
        "共1件、",
        "由1%到",
        "1,",
    ],
)
def test_a_full_cell_takes_linear_time(piece: str) -> None:
    """A cell of 32,767 characters made to be hard is read through: a pattern that backtracked
    would not come back.
    """
    shown = passage((piece * 32767)[:32767])
    for rule in WITHIN:
        assert all(claim.operands for claim in rule(shown))
