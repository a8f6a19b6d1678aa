"""One relation in many wordings: each is left alone while it holds, and a slip in any of its figures is told."""

from __future__ import annotations

import pytest

from compiler.chinese.figures.constructions import judged
from compiler.chinese.figures.statements import Answer, Certainty

SAID = {
    "a total and its kinds": [
        "全区共有在册企业[248]家，大型企业[31]家，中型企业[76]家，小微企业[141]家。",
        "建档立卡学生[435]名，小学[196]名，初中[142]名，高中[97]名，均已落实资助。",
        "下派干部[64]名，正科级[9]名，副科级[21]名，一般干部[34]名，覆盖所有薄弱村。",
        "处置积压案卷[1093]宗，归档[764]宗，移交[218]宗，销毁[111]宗。",
        "全年新增岗位[6420]个，一季度[1530]个，二季度[1810]个，三季度[1640]个，四季度[1440]个。",
    ],
    "a sum behind its parts": [
        "项目投资由中央补助[820]万元、省级补助[430]万元、县级配套[250]万元组成，总计[1500]万元。",
        "东片区拆除[67]处、西片区拆除[54]处、南片区拆除[38]处，三个片区拆除[159]处。",
        "今年补发工资[217]万元，去年补发工资[183]万元，两年合计补发工资[400]万元。",
        "核减重复项目[37]个，保留项目[118]个，原有项目[155]个。",
    ],
    "done and left": [
        "收到问题反馈[93]条，当场解答[58]条，其余[35]条转相关科室办理。",
        "全镇[1730]盏路灯，能正常使用的[1564]盏，损坏的[166]盏。",
        "应参会代表[145]名，到会[138]名，请假[7]名。",
        "登记在册的流浪犬只[412]只，收容[287]只，绝育放归[125]只。",
        "库存物资价值[73.6]万元，上半年领用[28.4]万元，剩余[45.2]万元。",
        "预算安排[540]万元，实际支出[502.2]万元，结余[37.8]万元。",
    ],
    "a row behind a figure": [
        "清查非税票据[318]本，使用[241]本，作废[77]本。",
        "城区原有报刊亭[64]座，现保留[23]座，拆除[41]座。",
        "仲裁案件[47]件，裁决[29]件，[18]件在审。",
        "传销案件立案[33]起，移送公安[6]起，行政处罚[18]起，[9]起仍在侦办。",
        "辖区内的[26]座小水库，[17]座病险库已完成加固，[9]座正常库完善了管护设施。",
        "规模养殖场[214]家，安装计量设施[198]家，安装率[92.5]%；[16]家未安装的限期整改。",
        "隐患突出的[37]处已治理[29]处，[8]处正在施工。",
        "名录内的[14]条支流已有[11]条达标，[3]条正在治理。",
        "盘活闲置校舍[46]处[3.8]万平方米，出租[27]处、出售[11]处、划转[8]处。",
    ],
    "a table in a sentence": [
        "清理闲置用房[86]间、[5420]平方米，出租[52]间、[3180]平方米，调剂[34]间、[2240]平方米。",
        "欠薪工程[17]个[2046]万元，其中结清[11]个[1518]万元，尚未结清[6]个[528]万元。",
    ],
    "a share": [
        "完成投资[2.45]亿元，占计划投资[3.5]亿元的[70]%。",
        "发放问卷[1200]份，收回[1146]份，回收率[95.5]%。",
        "登记摊贩[738]户，持证[554]户，持证经营比例[75.1]%。",
        "全县共有行政村[215]个，建成示范村[86]个，占比为[40]%。",
    ],
    "a balance": [
        "年初结转资金[1.24]亿元，本年下达[5.36]亿元，全年支出[5.94]亿元，年末结转[0.66]亿元。",
        "期初库存棉被[1120]床，本期购入[450]床，捐出[380]床，报废[140]床，期末库存[1050]床。",
    ],
    "a change": [
        "公务用车由[318]辆减少到[126]辆，减少[192]辆，其中拍卖[131]辆、报废[38]辆、调拨[23]辆。",
        "投诉量从去年的[965]件下降到[618]件，下降[36]%。",
        "本年度接待来访[637]批，上年度为[582]批，增加[55]批。",
        "覆盖率达到[87.4]%，比年初的[79.8]%提升[7.6]个百分点。",
    ],
    "an average": [
        "补助学生[1260]人，发放补助[189]万元，平均每人[1500]元。",
        "培训[24]期，参训[1680]人次，每期平均[70]人次。",
        "返还企业[3190]万元，其中大型企业返还[960]万元，中小企业返还[2230]万元，人均[550]元，惠及[5.8]万人。",
        "按每平方米[1200]元补偿，拆除房屋[350]平方米，支付补偿款[42]万元。",
    ],
}


@pytest.mark.parametrize("text", [text for texts in SAID.values() for text in texts])
def test_a_slip_is_told_in_whatever_words(text: str) -> None:
    """Another first digit in any figure is a warning or a hint; none is a finding."""
    pieces = text.replace("]", "[").split("[")
    assert wrong("".join(pieces)) == []
    for place in range(1, len(pieces), 2):
        number = pieces[place]
        if pieces[place + 1].startswith("万平方米"):
            continue  # nothing else is told of the area
        slip = str(int(number[0]) % 9 + 1) + number[1:]
        assert wrong("".join((*pieces[:place], slip, *pieces[place + 1 :]))), number


@pytest.mark.parametrize(
    "text",
    [
        "检查单位1846家，限期整改312家，约谈警示72家，联合惩戒2家。",
        "全年收入337.8亿元，增长6.4%，预算收入64.5亿元，增长27.5%。",
        "救助伤病人员79人次，救援落水人员18人次，找回走失人员9人次。",
        "应收回款项：临波街道212.36万元，青屿街道405.18万元，柳汀镇688.9万元，桐坞镇321.47万元。",
        "甲镇82户205人，乙镇47户110人，丙镇63户150人。",
        "三个“十天”：十天摸底，十天整改，十天验收，历时三十天。",
        "走访企业486家，解决问题37个，涉及26家。",
        "在建项目12个，3个项目资料不全，2个项目未办手续。",
        "印发文件17份，制定方案6份，签订责任书9份。",
        "走访群众860人，解决困难42人，发放慰问金35人。",
        "已有19家完成退款，6家部分退款，2家未退款。",
        "召开会议12次，专题研究3次，现场督办2次。",
        "发放手册86份，入户宣讲14次，解答咨询21份。",
        "新建公园13个，改造广场5个，建成绿道4个。",
    ],
)
def test_figures_side_by_side_that_state_nothing_are_left_alone(text: str) -> None:
    assert wrong(text) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("涉及{}个镇：柳湾镇、白石镇、东岭镇、桐坞镇。", "4"),
        ("对{}个部门（区住建局、区交通局、区水务局）进行约谈。", "3"),
        ("责令青禾、云坪、石桥、桐坞{}个镇作出检查。", "四"),
        ("通报{}个单位：甲、乙、丙、丁局。", "4"),
        ("责成{}个单位：区水务局、区农业局、区林业局整改。", "3"),
    ],
)
def test_a_number_is_held_against_the_names_beside_it(text: str, right: str) -> None:
    """Whatever the names are; one more or less is told."""
    assert wrong(text.format(right)) == []
    other = {"3": "2", "4": "5", "四": "三"}[right]
    assert wrong(text.format(other))


def wrong(text: str) -> list[str]:
    """Return what is told of a text as wrong or perhaps wrong."""
    return [
        one.reading.formula
        for one in judged(text)
        if one.answer is Answer.FALSE and one.statement.certainty is not Certainty.POSSIBLE
    ]
