"""Grammar frames: what each kind finds, what it leaves alone, and that a text alone reads as it does
among others.
"""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.pattern_samples import sample

from compiler.checks.language import frames as checks
from compiler.checks.language.narrative import QUOTED
from compiler.chinese.frames.table import SLOT, Misfit, frames, misfits, pairs_of, slots

TABLES = (*checks.OWN_WORDS, *checks.MARKS)
CLUED = 60
"""So many of a hundred texts of a pattern have a clue, at least; what is left out is rare. By judgement."""
FRAMES = [frame for name in TABLES for frame in frames(name)]


def _misfits(text: str) -> list[Misfit]:
    """Return what all tables find, each in the text that it is shown."""
    own = QUOTED.sub(lambda match: "\0" * len(match.group()), text)
    return [
        misfit
        for shown, tables in ((own, checks.OWN_WORDS), (text, checks.MARKS))
        for name in tables
        for misfit in misfits(shown, frames(name), pairs_of(text))
    ]


def _told(text: str) -> list[tuple[str, str, str]]:
    return [(misfit.code, misfit.wrong, misfit.right) for misfit in _misfits(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各镇街必需按期销号。", ("T100", "必需", "必须")),
        ("救灾必须的物资已经备齐。", ("T100", "必须", "必需")),
        ("个别单位抓落实不利，进度滞后。", ("T100", "不利", "不力")),
        ("推动权利清单上墙。", ("T100", "权利", "权力")),
        ("职工的合法权力受到侵害。", ("T100", "权力", "权利")),
        ("新印章已经起用，起用新系统。", ("T100", "起用", "启用")),
        ("群众反应强烈。", ("T100", "反应", "反映")),
        ("截止2024年6月底，收回12万元。", ("T100", "截止", "截至")),
        ("春节其间加强值守。", ("T100", "其间", "期间")),
        ("渣土车违规行使。", ("T100", "行使", "行驶")),
        ("上诉问题均已整改。", ("T100", "上诉", "上述")),
        ("即要抓当前，又要管长远。", ("T100", "即", "既")),
        ("今后不在发放补贴。", ("T100", "在", "再")),
        ("图纸以经完成。", ("T100", "以", "已")),
        ("资金须求较大。", ("T100", "须", "需")),
        ("整改消号率提高。", ("T100", "消", "销")),
        ("付局长带队督办。", ("T100", "付", "副")),
        ("此事涉及到3个镇。", ("T101", "到", "")),
        ("主要原因是因为手续不全。", ("T102", "因为", "")),
        ("整改不力的根源是由于责任不清造成的。", ("T102", "由于", "")),
        ("围绕以项目建设为中心，逐项推进。", ("T102", "为中心", "")),
        ("窗口排队人数下降了两倍。", ("T103", "倍", "—")),
        ("不但清退了多占的房屋。", ("T105", "不但", "")),
        ("此次清理不仅收回了结余资金。", ("T105", "不仅", "")),
        ("由于审批环节过多的原因，拨付缓慢。", ("T102", "的原因", "")),
        ("因为人手不足的缘故，工程延期。", ("T102", "的缘故", "")),
        ("账目基本上已全部结清。", ("T106", "基本上", "")),
        ("欠款大体全部收回。", ("T106", "大体", "")),
        ("每户补助1万五千元。", ("T107", "1万五千", "—")),
        ("逐组走访三、五户群众。", ("T108", "三、五", "—")),
        ("新建几10处垃圾收集点。", ("T108", "几10", "—")),
        ("主要做法如下；一抓排查，二抓整治，三抓回访。", ("T115", "；", "：")),
        ("查清这笔资金流向何处？", ("T116", "？", "。")),
        ("在上级部门的大力支持，工程提前完工。", ("T117", "在", "")),
        ("举办《清风杯书法比赛》。", ("T118", "《清风杯书法比赛》", "清风杯书法比赛")),
        ("依法保障村民的合法权力。", ("T100", "权力", "权利")),
        ("困难群众安全渡过了寒冬。", ("T100", "渡过", "度过")),
        ("大楼前有三坐旧水塔。", ("T100", "坐", "座")),
        ("滞后的原因是拆迁困难造成的。", ("T102", "造成的", "")),
        ("对责任人予以给予通报批评。", ("T102", "给予", "")),
        ("杜绝此类问题不再出现。", ("T103", "不再", "")),
        ("投诉量减少了2倍。", ("T103", "倍", "—")),
        ("缺乏担当精神不足。", ("T103", "不足", "")),
        ("随着大桥通车，使出行更加便捷。", ("T104", "随着", "")),
        ("虽然时间紧，完成率达到98%。", ("T105", "虽然", "")),
        ("约200户左右。", ("T106", "左右", "")),
        ("至少召开3次以上。", ("T106", "以上", "")),
        ("12余家企业。", ("T106", "余", "")),
        ("近300余人参加。", ("T106", "余", "")),
        ("五十2户已经搬迁。", ("T107", "五十2", "—")),
        ("二0二三年建成。", ("T107", "二0二三", "—")),
        ("2023年六月三日开工。", ("T107", "2023年六月三日", "—")),
        ("二个问题已经销号。", ("T107", "二", "两")),
        ("20几家企业入驻。", ("T108", "20几", "—")),
        ("等了3、4个月。", ("T108", "3、4", "—")),
        ("绿化3000平方。", ("T109", "平方", "平方米")),
        ("管道长12KM。", ("T110", "KM", "km")),
        ("他说：“抓紧整改。”。", ("T111", "。", "")),
        ("学习党章、党规等……", ("T112", "等……", "等")),
        ("教育、医疗、等问题。", ("T113", "、", "")),
        ("（一）、加强领导。", ("T114", "、", "")),
        ("督查是否存在超标准接待？", ("T116", "？", "。")),
        ("以此次巡察契机，建章立制。", ("T117", "以", "")),
        ("自2021年6月，全面清理。", ("T117", "自2021年6月", "")),
        ("召开《全区整改推进会》。", ("T118", "《全区整改推进会》", "全区整改推进会")),
        ("加快专项整治力度。", ("T119", "加快", "加大")),
        ("有效的解决了停车难。", ("T054", "的", "地")),
        ("整改工作抓的不紧。", ("T054", "的", "得")),
        ("采取有效地措施。", ("T054", "地", "的")),
        ("群众生活变的更好。", ("T054", "的", "得")),
    ],
)
def test_finds(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in _told(text)


@pytest.mark.parametrize(
    "text",
    [
        "生活必需品供应充足，整改工作必须抓紧。",
        "对加强监管不利，对推进改革不利。",
        "围绕项目建设，以服务为中心，围绕以人民为中心的发展思想，围绕产业、以园区为重点。",
        "这不仅需要资金投入。更需要机制保障。人数增加了两倍，下降了一半。第几10条，3万多元。",
        "情况不如下属单位。第一，责任。在上级部门的大力支持下，工程完工。渡过长江，渡过难关。",
        "行政机关依法行使合法权力，接受监督。问题出在哪里？确定国籍有哪些主张？",
        "权利和义务，权力和责任，公民权利，行政权力。",
        "应急反应迅速，不良反应少，快速反应机制健全。",
        "报名截止时间为6月底，报名已截止，截至6月底。",
        "人们穿梭其间，其间召开会议3次，发挥其间接作用。",
        "实现再就业，不在辖区，不在少数，存在次生灾害。",
        "水费按月收取，销毒品案件告破，取消息息相关的限制。",
        "防止问题再次发生，避免不必要的支出，严禁违规用餐。",
        "之所以选址在此，是因为地价低。原因是资金不足。",
        "通过集中整治，街道通过考核，使环境改善。使用率提高。",
        "不仅解决了停车难，而且改善了环境。只有3家，虽然慢，但扎实。",
        "约200户，200余人，3亿元以上，最多5人，12万余元，15年余。",
        "3、4号楼，第3、4条，分别为3、4个，三、四季度，二、三产业。",
        "五一假期、2024年三月三、二氧化碳、第二名单、二次供水。",
        "5千瓦、3千米、12平方公里、3立方米、二百二十伏。",
        "落实“一校一策”。他说：“抓紧整改。”会后即办。",
        "第一、第二季度，和平区、和田、与会人员，等候、等级。",
        "在区委领导下，在此基础上，以此为契机，自2021年起。",
        "认真的态度，积极的推进措施，有效的监督机制，逐步的完善过程。",
        "《食品安全法》《关于印发整改方案的通知》。",
        "加大工作力度，加快建设步伐，加强作风建设工作。",
        "抽签定摊，维修定点，确认订单，签订于2024年，收取销售款，通报消防演练。",
        "出现像样的成果，发现再处理，保存再利用，改正再整改，纠正再进行。",
        "给予已退休人员补助，许可已按程序办理，派出所须按期报告，必须求真务实。",
        "不超过份额，十份重要文件，控股分公司，交付主任审核，应付件数。",
        "疏导至停车场，引导至窗口，直至使用，做案例分析，做风险排查，做废旧物资回收。",
        "既便于停车又方便出行，既使企业受益又使群众满意，立即要求整改也要求反馈。",
        "监管不力影响进度，影响推进不利的因素，行使证据调查权，开展检察工作。",
        "收取的较高费用，获取的新线索，查获的国家文物，价值的肯定，明显的更多，转变的更快。",
        "公约约定的事项，通过以案促改的方式，采取以工代赈的办法，节约30余万元。",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert _told(text) == []


def test_leaves_quotations_alone() -> None:
    assert _told("指出“监管不利、截止目前未销号”，修订《防止不再发生工作办法》。") == []


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.source[:24])
def test_a_frame_is_whole(frame: checks.Frame) -> None:
    """Its pattern compiles, names what is wrong, and says something; its rule is one of ours."""
    assert any(name.startswith("wrong") for name in frame.pattern.groupindex)
    assert frame.clues
    assert frame.note
    assert re.fullmatch(r"T(?:054|1[01]\d)", frame.code)
    assert not frame.pattern.search("")


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.source[:24])
def test_clues_are_no_narrower_than_their_pattern(frame: checks.Frame) -> None:
    """Of texts that the pattern fits, most have a clue: else it is looked for in its example only."""
    chance = Random(frame.source)
    texts = [f"。{sample(frame.pattern, chance)}。" for _ in range(60)]
    found = [text for text in texts if frame.pattern.search(text)]
    clued = [text for text in found if any(all(w in text for w in clue) for clue in frame.clues)]
    assert len(clued) * 100 >= len(found) * CLUED


PIECES = st.sampled_from(
    ["".join(clue) for frame in FRAMES for clue in frame.clues[:3]]
    + [*"，。；、的了在有将对为上下中年月日人个1234", "工作", "问题", "整改", "以上", "造成的"]
)
LINES = st.lists(PIECES, max_size=12).map("".join)


@given(st.lists(LINES, min_size=1, max_size=4))
def test_a_line_alone_reads_as_among_others(lines: list[str]) -> None:
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    together = misfits(text, FRAMES, pairs_of(text))
    alone = [
        (misfit.code, start + misfit.start, misfit.wrong)
        for start, line in zip(starts, lines, strict=True)
        for misfit in misfits(line, FRAMES, pairs_of(line))
    ]
    assert sorted((m.code, m.start, m.wrong) for m in together) == sorted(alone)


@given(LINES)
def test_what_is_found_stands_there(text: str) -> None:
    for misfit in misfits(text, FRAMES, pairs_of(text)):
        assert text[misfit.start : misfit.end] == misfit.wrong
        assert misfit.wrong
        assert misfit.wrong != misfit.right


def test_every_slot_is_used() -> None:
    used = {slot for frame in FRAMES for slot in SLOT.findall(frame.source)}
    clued = {"位", "字数"}  # these stand in clues alone, which are spelt out when they are read
    assert set(slots()) == used | clued
