"""Relations between figures that a passage states: the tree, what is stated, and the three answers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.hard_texts import LONGEST_CELL

from compiler.chinese.figures.constructions import judged
from compiler.chinese.figures.leaves import leaves
from compiler.chinese.figures.statements import Answer, Certainty
from compiler.chinese.figures.tree import read
from compiler.chinese.quantities import quantities
from compiler.chinese.width import to_full_width

SURE = {Answer.TRUE: "成立", Answer.FALSE: "不成立"}


_LEAST = {
    Answer.TRUE: Certainty.SURE,
    Answer.FALSE: Certainty.PROBABLE,
    Answer.UNDECIDED: Certainty.SURE,
}


def told(text: str) -> list[tuple[str, str]]:
    """Return what a passage states for sure and what seems broken, without mere limits that hold."""
    return sorted(
        (one.statement.kind, one.answer.value)
        for one in judged(text)
        if one.statement.certainty >= _LEAST[one.answer]
        and (one.statement.binding or one.answer is Answer.FALSE)
    )


CASES = [
    ("应收回120.5万元(其中甲街道60.2万元、乙街道40.1万元、丙街道20.2万元),", ["分项之和 成立"]),
    ("应收回120.5万元(其中甲街道60.2万元、乙街道40.1万元、丙街道20.3万元),", ["分项之和 不成立"]),
    (
        "4个街道应收回120.5万元(其中甲街道60.2万元、乙街道40.1万元、丙街道20.2万元)。",
        ["个数与所列各项 不成立", "分项之和 成立"],
    ),
    ("共计收到来信50件,其中来信43件,线索7件。", ["总数与其中 成立"]),
    ("共计收到来信50件,其中来信43件,线索60件。", ["总数与其中 不成立"]),
    ("处理干部17人,其中处级1人,给予处分7人。", []),
    ("已办结11件(其中立案12件)。", ["部分不大于总数 不成立"]),
    ("处理有关责任人21名,其中处级干部22人。", ["部分不大于总数 不成立"]),
    ("欠缴41.2万元,滞留3.7万元,合计44.9万元。", ["分项之和 成立"]),
    ("欠缴41.2万元,滞留3.7万元,合计49.4万元。", ["分项之和 不成立"]),
    ("负债率为73.4%,比上年底的76.1%下降2.7个百分点。", ["增减数 成立"]),
    ("负债率为73.4%,比上年底的76.1%下降27个百分点。", ["增减数 不成立"]),
    ("日均接诊由86人次增加到143人次。", []),
    ("投诉由97件下降到318件。", ["升降方向 不成立"]),
    ("收到来件40件,办结38件,办结率95%。", ["占比 成立"]),
    ("收到来件40件,办结38件,办结率59%。", ["占比 不成立"]),
    ("已建成5个,即东路、西桥、南站和北门。", ["个数与所列各项 不成立"]),
    ("险情9起,受伤4人,同比分别下降52.9%、60%。", ["同比与整数 不成立"]),
    ("办件1021起,同比下降48.7%。", []),
    ("10、11、12月考评分别位列第一、第二。", ["分别所列与前文对应 不成立"]),
    ("分为“督促类、谈话类、核查类”四类处置。", ["个数与所列各项 不成立"]),
    (
        "针对4个紧张片区,具体如下:东城片区,新建1所。西城片区,扩建1所。南城片区,改建1所。",
        ["个数与所列各项 不成立"],
    ),
    ("共有线索15件,已办结9件,剩余6件正在办理。", ["总数与所列各项 成立"]),
    ("共有线索15件,已办结9件,剩余60件正在办理。", ["总数与所列各项 不成立"]),
    ("涉及企业12家,9家全部退回、2家部分退回、1家未退回。", ["总数与所列各项 成立"]),
    ("应收回20.5万元,已收回21.5万元。", ["完成数不大于总数 不成立"]),
    ("应收回20.5万元,已收回12.1万元,剩余8.4亿元未收回。", ["总数与所列各项 不成立"]),
    ("共有线索17件,已办结10件(其中移送5件5人),剩余7件正在办理。", ["总数与所列各项 成立"]),
    ("共15件线索,已办结9件,其中立案4件4人;剩余6件正在办理。", ["总数与所列各项 成立"]),
    ("8户完成缴费,2户部分缴费,1户未缴。对未完成缴费的5户催收。", ["未完成数与所列各项 不成立"]),
    ("核查企业132家:投产51家、在建38家、筹建29家、注销34家。", ["总数与所列各项 不成立"]),
    ("投产51家、在建38家、筹建29家、注销14家。", []),
    ("召开会议12次,专题研究3次,下发通知4份,现场督办2次。", []),
    ("召开会议12次,专题研究3次、调度4次、督导2次、通报1次。", ["总数与所列各项 不成立"]),
    (
        "修缮23间(31处)旧屋,已交付12间,正在修缮7间,住户迁出2间,正在招标5间。",
        ["总数与所列各项 不成立"],
    ),
    ("临街28间门面已收回19间,另8间继续使用。", ["总数与所列各项 不成立"]),
    ("年初结转积案86件,新受理214件,办结253件,年末转入下年47件。", ["期初增减与期末 成立"]),
    ("年初结转积案86件,新受理214件,办结253件,年末转入下年74件。", ["期初增减与期末 不成立"]),
    ("绿地面积5.6公顷(84亩)。", ["单位换算 成立"]),
    ("绿地面积5.6公顷(48亩)。", ["单位换算 不成立"]),
    ("惠及群众1250户5000人,户均4人。", ["平均数 成立"]),
    ("惠及群众1250户5000人,户均5人。", ["平均数 不成立"]),
    ("投资由上年的36.5亿元增至43.8亿元,增长20%。", ["增减幅度 成立"]),
    ("投资由上年的36.5亿元增至43.8亿元,增长30%。", ["增减幅度 不成立"]),
    ("巡河126次,达标率为六成。", []),
    ("党员1085人,女性347人,占五成。", ["占比 不成立"]),
    ("党员1085人,女性347人,占32%。", ["占比 成立"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
@pytest.mark.parametrize("full_width", [False, True])
def test_what_a_passage_states(text: str, expected: list[str], full_width: bool) -> None:
    """Each construction is recognised by its words in either width, and judged by exact decimals."""
    found = told(to_full_width(text) if full_width else text)
    assert [" ".join(one) for one in found] == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "46个项目送审金额3.82亿元，审定金额3.57亿元，核减2500万元，核减率6.5%，单个项目最高核减率为19.4%。",
        "有23个单位的往来款3680万元未清理，其中应收款2410万元、应付款1270万元，涉及账户31个、凭证506笔。",
        "全年出生人口2310人，出生率6.3‰；死亡人口2715人，死亡率7.5‰；结婚登记1406对。",
        "播种面积48.6万亩，亩产412公斤，总产量20.02万吨。",
        "查出多付工程款1217万元，其中核减工程量不实689万元、高套定额308万元、材料价差220万元，单个项目最高多付331万元。",
        "隐患自建房75栋，其中违规住人的41栋、疏散不畅的38栋、线路老化的29栋，部分房屋同时存在多项隐患。",
        "招聘工作人员94名，其中镇街岗位41名、区直岗位53名，另引进紧缺毕业生12名。",
        "共核对凭证1268笔。其中没有公函的37笔、超标准的21笔、缺菜单的14笔，合计72笔。",
        "全镇有农户8640户，今年改厕任务1500户，已完成1380户，完成任务的92%。",
        "对1人进行提醒谈话、13人进行批评教育、4人责令检查、2人诫勉处理。",
        "参保人数61.2万人，参保率96.8%，其中由财政资助参保的1.53万人。",
        "账面帐篷620顶，实有598顶，短少22顶，系借调外县18顶、另外4顶破损未核销。",
    ],
)
def test_what_reads_rightly_in_one_way_is_left_alone(text: str) -> None:
    """A foreign figure beside a sum, an overlap, a subset, a balance: no reading is called wrong."""
    assert [one for one in told(text) if one[1] == "不成立"] == []


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


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("问题3针对的是管理", ""),
        ("发放3针疫苗", "针"),
        ("会同12面临困难的企业", ""),
        ("收到12面锦旗", "面"),
        ("有5列入计划", ""),
        ("开行5列专列", "列"),
        ("共3包括药品", ""),
        ("出车2,906趟", "趟"),
    ],
)
def test_a_word_that_begins_like_a_counter_is_none(text: str, unit: str) -> None:
    (found,) = quantities(text)
    assert found.measure_unit == unit


@given(
    parts=st.lists(st.integers(1, 9999), min_size=2, max_size=2),
    unit=st.sampled_from(["件", "户", "名", "万元", "亩"]),
    wrong=st.integers(0, 99999),
)
def test_a_sum_is_called_wrong_however_far_it_is_off(
    parts: list[int], unit: str, wrong: int
) -> None:
    """Recognised by 合计 and not by its value: any other total is called wrong, the right one never."""
    told_parts = "，".join(f"{name}{part}{unit}" for name, part in zip("甲乙", parts, strict=True))
    for total in (sum(parts), wrong):
        found = told(f"{told_parts}，合计{total}{unit}。")
        assert ("分项之和", "成立" if total == sum(parts) else "不成立") in found


@settings(max_examples=150)
@given(
    st.text(alphabet="共其中已办结剩余占率均0123456789.,(、。；件万元%由到合计比降", max_size=120)
)
def test_nothing_raises_on_arbitrary_text(text: str) -> None:
    """Every construction survives nonsense, and each operand has a place in the text."""
    for one in judged(text):
        assert one.reading.places
        for start, end in one.reading.places:
            assert 0 <= start < end <= len(text)


@settings(max_examples=100)
@given(st.text(alphabet="共其中()（）。；，、1件2户", max_size=80))
def test_every_figure_hangs_in_the_tree_once(text: str) -> None:
    """Brackets inside brackets, marks in a row: no leaf is lost or told twice."""
    tree = read(text)
    assert [leaf.start for leaf in tree.leaves] == [leaf.start for leaf in leaves(text)]
    hung = [leaf for stretch in tree.stretches for leaf in stretch.leaves]
    assert len(hung) == len(set(hung))


@pytest.mark.parametrize(
    "piece",
    [
        "1", "1个", "(", "甲乙、", "等1项", "“甲乙、丙丁”", "具体如下:", "1户,均已甲乙,", "1起同比下降1%",
        "其中1件，", "共1件、", "由1%到", "1,", "(1件)", "甲1件(乙2件", "占1%，", "户均1元1户", "1件。", "1件；",
        "分别1件、", "《甲》", "年初1件", "两",
    ],
)  # fmt: skip
def test_a_full_cell_is_read_through(piece: str) -> None:
    """A cell of 32,767 characters made to be hard is read through: a pattern that backtracked, or a list of
    readings that grew with the cell, would not come back.
    """
    text = (piece * LONGEST_CELL)[:LONGEST_CELL]
    assert all(one.reading.places for one in judged(text))
