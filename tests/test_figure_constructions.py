"""Constructions of figures in prose, one by one: what each states of a right sentence, of a slip, and that it
says nothing false of right sentences that look alike.
"""

from __future__ import annotations

import pytest

from compiler.chinese.figures import (
    again,
    announced,
    changes,
    durations,
    each,
    gaps,
    multiples,
    named,
    order,
    periods,
    persons,
    proportions,
    series,
    than,
    whole,
)
from compiler.chinese.figures.constructions import judged
from compiler.chinese.figures.leaves import leaves
from compiler.chinese.figures.statements import Answer, Certainty, Construction, judge
from compiler.chinese.figures.tree import read

CASES: list[tuple[Construction, str, str, str]] = [
    (durations.lasting, "工程2018年6月开工，2021年6月竣工，历时{}年。", "3", "5"),
    (durations.lasting, "检查组5月6日至5月15日进驻，为期{}天。", "10", "18"),
    (durations.lasting, "2019—2022年{}年间查处12人。", "四", "七"),
    (durations.lasting, "原定3月20日交付，实际4月9日交付，推迟{}天。", "20", "12"),
    (durations.lasting, "自2023年11月启动，至2024年2月底结束，历时{}个月。", "4", "14"),
    (durations.compared, "工期5年，较3年的约定逾期{}年。", "2", "3"),
    (durations.compared, "平均年龄39.5岁，比上一届年轻{}岁，上一届为42岁。", "2.5", "5.2"),
    (durations.years_told, "2022年查处5件，2023年查处8件，{}年共查处13件。", "两", "五"),
    (order.limits, "负债率{}%，控制在60%的警戒线以内。", "58.3", "85.3"),
    (order.limits, "占比分别为40%、{}%、35%，均未超过50%的上限。", "45", "54"),
    (order.earlier, "查处{}件，高于上年的31件。", "43", "23"),
    (order.extremes, "东镇得票{}张最多，南镇、西镇分别为71张、66张。", "85", "58"),
    (order.means, "共12个项目，平均{}万元，最高95万元。", "60", "600"),
    (order.no_more_than_all, "抽检合格率为{}%。", "98.5", "985"),
    (again.told_before, "甲县发现问题8个、乙县5个、丙县9个，上述{}个问题均已整改。", "22", "23"),
    (again.told_before, "核实确属重复的64户。{}户中，已清退50户。", "64", "46"),
    (again.exactly, "投入近3000万元（确切数为{}万元）。", "2960", "9260"),
    (again.all_done, "列出任务33项，已完成{}项，完成率100%。", "33", "32"),
    (again.not_yet, "已安装450台，占应装总数600台的75%，未安装的{}台年内完成。", "150", "510"),
    (named.before_number, "东港、西港、南港{}所学校已开学。", "三", "四"),
    (named.before_number, "建立会商、督办、销号、通报等{}项机制，逐项明确责任人。", "4", "3"),
    (announced.in_turn, "解决{}个问题：一是台账不全，二是责任不清，三是督办不严。", "三", "五"),
    (announced.in_turn, "围绕{}个方面，一要抓排查。二要抓整治。三要抓回访。", "3", "2"),
    (announced.in_turn, "抓好{}项工作：（1）摸排；（2）立案；（3）结案。", "三", "四"),
    (announced.quoted, "对照“{}张清单”即问题、责任、措施、时限，逐条过筛。", "四", "五"),
    (announced.quoted, "推行“{}步”工作法：排、议、办、评。", "四", "六"),
    (changes.of_shares, "合格率由80%提高到92%，提高{}%。", "15", "12"),
    (changes.of_shares, "占比从40%下降到30%，下降约{}%。", "25", "10"),
    (named.paired, "东区、西区、南区分别新建公园4个、6个{}。", "、3个", ""),
    (named.behind_number, "涉及{}户企业（宏达、通远、金海）。", "3", "4"),
    (persons.by_sanction, "共问责18人；给予警告5人、记过4人、诫勉{}人。", "9", "6"),
    (persons.by_post, "共问责18人，其中处级3人、科级9人、一般干部{}人。", "6", "8"),
    (persons.times_and_persons, "开展谈话85人次，涉及{}人。", "60", "600"),
    (proportions.proportions, "甲类800件、乙类400件、丙类200件，三者之比为4∶{}∶1。", "2", "3"),
    (proportions.proportions, "学生2700人，教师150人，生师比{}∶1。", "18", "81"),
    (proportions.former_and_latter, "最大的960万元，最小的120万元，前者是后者的{}倍。", "8", "6"),
    (each.each, "认领问题17个：书记4个、镇长3个、其余10名委员各{}个。", "1", "2"),
    (whole.whole, "合格占52.4%、基本合格占40.5%、不合格占{}%。", "7.1", "1.7"),
    (periods.periods, "去年受理3600件，去年月均{}件。", "300", "360"),
    (series.sums, "6月受理41件、7月35件、8月28件，共受理{}件。", "104", "140"),
    (series.sums, "任务{}户分两批实施，首批300户已竣工，第二批260户在建。", "560", "650"),
    (series.last_of, "甲档20个、乙档14个、丙档6个，后两档{}个予以通报。", "20", "26"),
    (
        series.cumulative,
        "2022年300户，2023年150户，2024年50户，500户全部签约，签约率逐年累计为60%、{}%、100%。",
        "90",
        "80",
    ),
    (than.named, "增速为12.5%，高出全市增速{}个百分点，全市增速为9.3%。", "3.2", "2.3"),
    (than.named, "甲标段合同价860万元，结算价较合同价低{}万元，结算价为825万元。", "35", "53"),
    (than.spread, "东镇95.2%、西镇93.1%、南镇90.4%，首尾相差{}个百分点。", "4.8", "8.4"),
    (than.revised, "误差率由估算的8%修正为5%，低{}个百分点。", "3", "5"),
    (
        than.severally,
        "甲厂从15.2%降为11.1%，乙厂从9.8%降为7.6%，分别下降{}和2.2个百分点。",
        "4.1",
        "1.4",
    ),
    (multiples.multiples, "门店由8家发展到26家，是2021年的{}倍。", "3.25", "5.23"),
    (than.beside, "在编58人，超出核定编制52人{}人。", "6", "9"),
    (gaps.gaps, "应配护士64名，现有51名，缺{}名。", "13", "31"),
    (gaps.reductions, "平台由40个整合为26个，关停{}个、并入5个。", "9", "14"),
    (
        gaps.net,
        "重复登记30人、死亡未销号50人，合计80人，核减后实有{}人，原登记900人。",
        "820",
        "280",
    ),
]


@pytest.mark.parametrize(("construction", "text", "right", "slip"), CASES)
def test_a_construction_holds_and_notices_a_slip(
    construction: Construction, text: str, right: str, slip: str
) -> None:
    answers = {}
    for written in (right, slip):
        found = [judge(one) for one in construction(read(text.format(written)))]
        assert all(one.statement.certainty for one in found)
        answers[written] = {one.answer for one in found}
    assert answers[right] == {Answer.TRUE}
    assert Answer.FALSE in answers[slip]


QUIET = [
    "发现5个问题：一是台账不全3个，二是责任不清2个。",
    "聚焦2个方面问题，一是抓排查。二是抓整治。对重点户一是走访。二是回访。三是反馈。",
    "走访46家单位：一是查台账，二是查现场。",
    "落实“三会一课”，即支部党员大会、支部委员会、党小组会和党课。",
    "“七一”前后：走访老党员、困难党员。",
    "开展排查、登记等3项工作，对甲、乙等单位分别罚款3万元、5万元、2万元。",
    "合格率由80%提高到92%，提高12个百分点，优良率提高5%。",
    "满意率由80%提高到92%，较全市高5%。",
    "项目2017年立项，2018年4月开工，2021年4月完工，2022年投用，历时4年多。",
    "行动自2023年5月启动，历时3个月，12月通过验收。",
    "2021年以来，三年投入9亿元，2022年新增2亿元，2023年新增3亿元。",
    "该局平均年龄由46岁降到43岁，较全市平均年轻2岁。",
    "低于标准60分的3家已停业，另有27家得分在81分以上。",
    "公共面积由18平方米扩大到27平方米，48个社区中达到25平方米标准的40个。",
    "完成投资8亿元，占年度计划的108%，占上年同期的112%。",
    "责任单位9个，其中区水务局台账不全，区住建局未报材料，上述2个单位已被通报。",
    "问题26个。一是制度不健全，二是台账缺失。上述2个问题已整改。",
    "城南、城北三处工地已停工。",
    "在18个镇（街道、园区）排查隐患42处（用电、用气、通道）。",
    "开展排查、印发文件3份，约谈甲局、乙局领导5人。",
    "问责13人，其中处级1人、科级5人，其余为一般干部。",
    "处理30人，其中警告4人、诫勉3人。",
    "问责12人，其中党纪处分6人、政务处分8人，2人同时受到党纪政务处分。",
    "女性占32%，其中35岁以下占60%，其余占40%。",
    "2023年受理960件，2024年1至6月月均72件。",
    "3月排查32处，4月排查41处，5月共整改58处。",
    "第一轮检查86家，第二轮检查74家，两轮共检查142家（部分重复检查）。",
    "两份合同价分别为640万元、350万元，结算价较合同价低50万元。",
    "今年投资12亿元、带动就业340人，均是五年前的3倍。",
    "满意率95%，比去年同期提高2个百分点，上年排名第6，今年第3。",
    "党员32名，其中女党员14名，比上年增加2名；青年9名，比上年增加3名。",
    "抽查学校15所，占总数的15.6%，不合格的36份档案集中在3所。",
    "收回7宗、开发11宗、限期开发5宗，共23宗，处置率78.3%。",
    "共设床位360张，入住252人，入住率70%，其中失能108人。",
    "5月采样225份，阳性3份；6月采样270份，阳性1份，两月合计采样495份，阳性率0.8%。",
    "需年内完成的46项已完成46项，完成率100%。",
    "5个村各补助10万元，其中用于道路的20万元。",
    "需配备消防设施120套，现有96套，其中12套已过期，缺口36套正在采购。",
    "年收入均超过10万元，其中20万元以上的15个村、10万至20万元的27个村。",
    "共有线索46件，其中2023年19件、2024年27件，立案8件。",
    "12个问题中有2个重复、1个不属实，实际应整改9个，已整改8个。",
    "投资比上年减少1.2亿元，其中房地产比上年减少0.9亿元，上年为3.6亿元。",
    "较年初的62%提高15个百分点，较计划的80%仍低3个百分点。",
    "计划投资5亿元，已到位3.2亿元，资金缺口1.2亿元由区级统筹。",
    "时长由38天缩短到29天，缩短9天，比法定期限少16天。",
    "查处7人，较上年减少4人，下降36.4%，其中科级2人，给予降级2人、记过4人。",
    "本科学历占62%，比2020年提高9个百分点；2020年占53%，硕士提高3个百分点。",
    "核查账号95个，其中无人看管的注销21个、重复开设的合并14个，规范保留60个。",
    "共排查餐饮单位1846家，责令整改312家，立案查处27家，罚没款58.6万元。",
    "共清查房产486处，发现出租未入账37处、长期闲置21处、被占用8处。",
    "发现整改不到位问题17个，其中虚假整改2个，敷衍整改6个，其他9个属标准不高。",
    "近三年查处12件，2022年签约1140户，约谈3人。",
    # a share of what its list comes to
    "改造资金来自三方：市级补助420万元，占70%；业主自筹120万元，占20%；维修基金60万元，占10%。",
    "投诉集中在三类：噪声36件，占45%；油烟28件，占35%；占道16件，占20%。",
    # a total told between its parts
    "已改造管网38公里，约占规划改造总数50公里的76%；余12公里明年实施。",
    "收回欠款736万元，占欠款总额920万元的八成，下欠184万元年底付清。",
    "完成核查64户，占应核查总数80户的80%，剩余16户下月完成。",
    # stages that contain each other
    "申报救助426户，经入户核查381户，已发放290户，正在公示61户，待审批30户。",
    "入库项目84个，开展前期工作65个，已完工28个，在建22个，待开工15个。",
    # a list in turn that leaves a rest; rates of one and of all; what follows each; a limit that should be kept
    "全区水渠总长210公里，已疏浚的主渠、支渠分别为60公里和80公里，还有70公里尚未动工。",
    "公司自有车辆96辆，在用的轿车、货车依次为31辆和52辆，剩余13辆待报废。",
    "受理劳动仲裁案件86件，裁决48件、未裁决38件，未裁决率44.2%；调解52件、未调解34件，未调解率39.5%。",
    "本院起诉90人、不起诉30人，不起诉率25%；提起抗诉8件、不抗诉2件，不抗诉率20%。",
    "第一期培训40人，第二期培训60人，其后每期都是50人，累计培训300人。",
    "首批到货12台，第二批9台，以后每批到货6台，合计45台。",
    "全年接访2,000件次：来信900件，来电600件，来访500批次。来信占45%，来电占30%，来访占25%。",
    "新增涉农贷款12.5亿元，余额50亿元，增速高于各项贷款3个百分点；小微企业贷款余额占31.4%。",
    "窗口由60个压减到40个，节约租金100万元，每个窗口5万元。",
    "全厂由80人减至50人，节省工资240万元，人均8万元。",
    "本院核定床位300张，应控制在350张以内；实际开放320张。",
    "全局在编90人，原则上控制在18名以内；实际评优18名。",
    "普通高中在校生6,000人，中职在校生4,000人，职普比大体为4:6。",
    "辖区男性5,210人，女性4,790人，男女比为52:48。",
    "四个片区分别清理垃圾13、21、8和6处，共48处。",
    "三个镇投入分别为120.5、88、91.5万元，合计300万元。",
    "教职工共320人，其中党员150人、高级职称60人、35岁以下90人。",
    "不良率1.1%，拨备覆盖率230%；利息保障覆盖率140%。",
    # what is done of all behind a part of it; ranks; what comes on top of a multiple
    "排查燃气隐患418处，其中老旧小区的97处，占23.2%；截至目前已整改401处。",
    "一类苗占52%，二类苗占33%，三类苗占15%，一二类苗合计85%。",
    "一级河段占4成，二级河段占3成，三级河段占3成。",
    "本科上线187人，较上年翻一番还多3人，上年为92人。",
    "来访96批次，比去年的2倍还多4批次，去年为46批次。",
    "首批交办的60件化解43件，第二批20件化解11件，两批合计化解54件，总化解率67.5%。",
    "三个所分别受理30件、20件、10件，办结28件、19件、10件，共办结57件。",
    "全县集中供养率由62%提到75%，提了13个点；护理型床位占比由41%提到58%，提了17个点。",
    "受理各类案件6,408件，连同上年结转的592件，待办总量7,000件。",
    "压实度检测，滨河路60个点合格51个，合格率85%，比平均合格率94.2%低9.2个百分点。",
    # means of some and of all; members counted in a list; a balance; tariffs; a limit said twice over
    "全体居民人均可支配收入38,462元，按常住地分，城镇居民46,815元，农村居民24,378元。",
    "学校生均公用经费1,050元，其中小学950元，初中1,150元。",
    "0—14岁人口占16.4%，15—59岁人口占61.7%，60岁以上人口占21.9%。",
    "评审组由组长一人、副组长二人、成员四人共七人组成。",
    "由组长一人、审核员二人、记录员二人组成五人工作组。",
    "去年末结余42,380元，今年各项进项156,200元，花出去149,760元，还有48,820元。",
    "上月底库存310吨，本月购进520吨，发出600吨，还有230吨。",
    "医师362人、护士548人、医技人员126人、药学人员54人、行政后勤人员56人，医护比为1∶1.51。",
    "课程讲授36学时、实验12学时，每周4学时，连上12周。",
    "起步价7元含3公里，超出后每公里1.8元。",
    "停车2小时内收费5元，超过2小时的每小时加收2元。",
    "水费基价2.4元，第一档用水220立方米，超出部分每立方米3.6元。",
    "年初安排“三保”支出27.9亿元，即保基本民生7.62亿元、保工资18.35亿元、保运转1.93亿元，占可用财力46.5亿元的60%。",
    "应选7名，提名候选人9名，差额比例28.6%，高于不少于20%的规定。",
    "绿化率31.5%，高于不低于30%的要求。",
    "公共预算支出60亿元，其中教育、社保等民生支出49.6亿元；一般公共服务支出同比下降2.4%。",
]


@pytest.mark.parametrize("text", QUIET)
def test_right_sentences_that_look_alike_stay_without_a_finding(text: str) -> None:
    wrong = [
        one.reading.formula
        for one in judged(text)
        if one.answer is Answer.FALSE and one.statement.certainty is not Certainty.POSSIBLE
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("不到三成", "0.2", "0.3"),
        ("超过八成", "0.8", "0.9"),
        ("六成以上", "0.6", "0.7"),
        ("过半", "0.5", "1"),
    ],
)
def test_shares_in_words_lie_where_the_words_around_them_say(
    text: str, low: str, high: str
) -> None:
    (leaf,) = leaves(f"其中{text}。")
    assert (str(leaf.low), str(leaf.high)) == (low, high)


@pytest.mark.parametrize(
    ("text", "certainty", "answer"),
    [
        ("排查隐患120处，其中已整改98处、正在整改32处。", Certainty.SURE, Answer.FALSE),
        # of some it is told that there are some, of others that they come to another figure
        (
            "抽查的180家门店中，有21家未亮证，有14家台账缺页，问题门店合计35家。",
            Certainty.PROBABLE,
            Answer.FALSE,
        ),
        (
            "登记房屋9.2万间，其中出租1.4万间；危房一类的310间、二类的145间，危房共455间。",
            Certainty.PROBABLE,
            Answer.FALSE,
        ),
        # 41 are the 24 and the 17, whatever 19 are
        ("共有企业41家，其中大型24家、小型19家；另17家关停。", Certainty.SURE, Answer.FALSE),
        (
            "合计26.0万元（12.3万元、8.4万元、5.2万元），差额系四舍五入所致。",
            Certainty.SURE,
            Answer.UNDECIDED,
        ),
    ],
)
def test_how_sure_a_broken_relation_is(text: str, certainty: Certainty, answer: Answer) -> None:
    """Less where other figures of its sentence give the figure; open where rounding is owned."""
    found = {(one.statement.certainty, one.answer) for one in judged(text)}
    assert (certainty, answer) in found
    assert not any(own > certainty for own, false in found if false is Answer.FALSE)
    assert answer is Answer.FALSE or Answer.FALSE not in {own for _, own in found}
