"""Proofreading: what each check of family T finds, where, and what it leaves alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.judging import judged, with_progress

from compiler.checks import named_persons
from compiler.checks.language import (
    enumerating,
    frames,
    names,
    near_names,
    notation,
    other_places,
    parallel_clauses,
    party_and_state,
    phrases,
    sentences,
    spelling,
    typography,
    wording,
)
from compiler.checks.language.wording import default_words
from compiler.checks.language.wordlist import find_words, parse_words
from compiler.checks.registry import TEXT_CHECKS
from compiler.chinese.brackets import match_brackets
from compiler.commands.checking import Analysis, analyse
from compiler.diagnostics import Diagnostic
from compiler.model.register import Word
from compiler.model.report import Measure, Report
from compiler.model.values import Text
from compiler.rules.table import RULES
from compiler.span import Span

pytestmark = pytest.mark.usefixtures("read_once")

MODULES = (
    enumerating,
    frames,
    typography,
    notation,
    wording,
    names,
    near_names,
    other_places,
    parallel_clauses,
    party_and_state,
    sentences,
    named_persons,
    phrases,
    spelling,
)
NAMES = {module.__name__.rpartition(".")[2] for module in MODULES}
OWN = [check for check in TEXT_CHECKS if check.__module__.rpartition(".")[2] in NAMES]
LONGEST_CELL = 32_767


@pytest.fixture(scope="module")
def analysis(small_template: Path) -> Analysis:
    return analyse(small_template)


@pytest.fixture
def report(analysis: Analysis) -> Report:
    assert analysis.report is not None
    return analysis.report


Judge = Callable[..., list[tuple[str, str]]]


def _with(
    report: Report, progress: str = "", title: str = "", words: tuple[Word, ...] = ()
) -> Report:
    """Return the report with another text in the first measure, another title of the first
    problem, or words of the office.
    """
    if progress:
        report = with_progress(report, progress)
    aspect = report.aspects[0]
    category = aspect.categories[0]
    problem = category.problems[0]
    plan = (
        attrs.evolve(problem.plan, title=Text(title, problem.plan.title.span))
        if title
        else problem.plan
    )
    problem = attrs.evolve(problem, plan=plan)
    category = attrs.evolve(category, problems=(problem, *category.problems[1:]))
    aspect = attrs.evolve(aspect, categories=(category, *aspect.categories[1:]))
    return attrs.evolve(
        report,
        aspects=(aspect, *report.aspects[1:]),
        register=attrs.evolve(report.register, words=words),
    )


def _found(report: Report, analysis: Analysis) -> list[Diagnostic]:
    return judged(report, analysis.kind, NAMES)


@pytest.fixture
def judge(report: Report, analysis: Analysis) -> Judge:
    def call(progress: str = "", **changes: object) -> list[tuple[str, str]]:
        found = _found(_with(report, progress, **changes), analysis)  # type: ignore[arg-type]
        assert all(diagnostic.message for diagnostic in found)
        return [
            (d.code, (progress or str(changes.get("title", "")))[d.spans[0].start : d.spans[0].end])
            for d in found
        ]

    return call


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一是甲事。三是乙事。", [("T001", "三是")]),
        ("一是甲事；二是乙事；二是丙事。", [("T002", "二是")]),
        ("二是甲事；三是乙事。", [("T003", "二是")]),
        ("首先，办甲事。第二，办乙事。", [("T004", "第二")]),
        ("第一步摸底，第二步核实，第二步反馈。", [("T002", "第二步")]),
        ("第一步摸底，第三步核实。", [("T001", "第三步")]),
        ("迈出第一步，第二步骤待定。第二步的任务，第二步由乙办。", []),
        ("一是，甲事；二是乙事。", [("T005", "，")]),
        ("一是办理甲事二是办理乙事。", [("T006", "二是")]),
        ("工作要求：（1）甲事；（3）乙事。", [("T001", "（3）")]),
        ("一是分两步：（1）甲事；（2）乙事；二是分两步：（1）丙事；（2）丁事。", []),
        ("位列全市第一。第三季度位列第二。", []),
        ("提出“甲目标。", [("T010", "“")]),
        ("提出甲目标”。", [("T010", "”")]),
        ("（甲）（乙）。1）丙；2）丁。", []),
        ("所谓“甲“乙”丙”。", [("T011", "“乙”")]),
        ("所谓‘甲’。", [("T011", "‘甲’")]),
        ("所谓“甲‘乙’丙”，《甲〈乙〉丙》。", []),
        ("学习《关于〈甲〉的乙》《丙<丁>》。", [("T012", "<丁>")]),
        ('办理"甲"事。', [("T014", '"'), ("T014", '"')]),
        ("新建 2所。", [("T021", " ")]),
        ("配备ＡＢ两类。", [("T022", "ＡＢ")]),
        ("2021-2023年、2022-2024年、2020–2025年。", [("T030", "–")]),
        ("下降5—10%。", [("T031", "5—10%")]),
        ("2021-2025年，占比5%—10%。", []),
        ("21年底建成。", [("T032", "21年")]),
        ("近20年来，用时12年，60年代。", []),
        ("投入3亿4500万元。", [("T033", "3亿4500万")]),
        ("修路3公里500米，长3公里，宽500米。", [("T033", "3公里500米")]),
        ("2024.7.1开工。", [("T034", "2024.7.1")]),
        ("产值1520.4亿，增长8.7%；收入337.8亿元。", [("T035", "1520.4亿")]),
        ("甲镇12户、乙镇15、丙镇18户。", [("T035", "15")]),
        ("甲、乙分别下降53.3%、58%。", [("T036", "53.3%、58%")]),
        ("拨打05922000000。", [("T037", "05922000000")]),
        ("甲事，，乙事。。", [("T040", "，，"), ("T040", "。。")]),
        ("开展开展检查，的的确确，一片一片，吵着吵着，中队中队长。", [("T041", "开展开展")]),
        ("甲镇12户、乙镇1,318户、丙镇18户，丁镇2,012、戊镇1,671户、己镇5户。", [("T035", "2,012")]),
        ("会同甲局、乙局、乙局、丙局。", [("T042", "乙局、乙局")]),
        ("罚金三十万元、十万元、三万元，房租13,000元、3,000元、500元，刑期12年、2年、1年。", []),
        ("案卷编为〔2024〕第57号，线索移交司法机关。", []),
        ("接待游客28.6万人次，其中云门山9.4万、石灯湾7.8万；门票收入1,372万元。", []),
        ("增幅依次为22.9%、22.9%、29.0%；判处有期徒刑三年二个月。", []),
        ("村里改厕时，图省事，把井台当成了化粪池的落脚点。", [("T085", "省事")]),
        (
            "对诉求合理的解决到位，事实明确的落实责任，经考察有3人重新起用，低保户每户每月免收5元。",
            [],
        ),
        ("共移送线索共计50件。", [("T043", "共移送线索共计")]),
        ("一共移送线索总计50件，公共卫生支出共计3万元。", [("T043", "共移送线索总计")]),
        ("推行“网格长、”制度，逐步逐步推进。", [("T040", "、”"), ("T041", "逐步逐步")]),
        ("走访老人3位、党员2位，慰问一位劳模，四位一体推进。", [("T038", "一位")]),
        (
            "走访老人3位、党员2位，一位居民来信致谢，住在巷口的一位教师、还有一位学生、又一位、这一位老人也来了。",
            [],
        ),
        ("新增3个泊位，改造5泊位，用时3个月，5月完工。", [("T039", "5泊位")]),
        ("投入资金XX万元，结果（待核实）。", [("T058", "XX"), ("T058", "（待核实）")]),
        ("己对甲核查，各抒已见，自已。", [("T050", "己对"), ("T050", "已见"), ("T050", "自已")]),
        ("自己对照，知己知彼，各自已完成，年未完成。", []),
        ("截止2024年底，报名截止2024年底。", [("T100", "截止")]),
        ("防犯风险，预防犯罪；按排工作，按排名打分。", [("T050", "防犯"), ("T050", "按排")]),
        ("开展对甲进行巡查。", [("T102", "对")]),
        ("作出安排，做出处理。", [("T053", "做出")]),
        ("有针对性的谋划项目，有针对性的培训，有力的推进措施。", [("T054", "的")]),
        ("做到“两个维护”、增强“四个意识”。", [("T055", "“两个维护”、增强“四个意识”")]),
        (
            "加强六项纪律：政治纪律、廉洁纪律、组织纪律、群众纪律、工作纪律、生活纪律。",
            [("T055", "廉洁纪律、组织纪律")],
        ),
        (
            "推进经济建设、文化建设、政治建设、社会建设、生态文明建设。",
            [("T055", "文化建设、政治建设")],
        ),
        ("先抓政治纪律，再抓廉洁纪律、组织纪律。", []),
        ("压实主体责认、监督责任，主体任务、第一责任、主体责任书。", [("T080", "主体责认")]),
        (
            "落实主体责责任，坚持全面从治党，做到建章立治。",
            [("T080", "主体责责任"), ("T080", "全面从治党"), ("T080", "建章立治")],
        ),
        (
            "增强“三个意识”，落实“五会一课”，第一、二种形态占多数，坚持一抓到底、三个阶段。",
            [("T080", "三个意识"), ("T080", "五会一课")],
        ),
        ("补短板、强弱项，产权交易有序，发展和改革部门牵头，知难而上。", []),
        (
            "树立“四个意识”（政治意识、大局意识、看齐意识）。",
            [("T081", "政治意识、大局意识、看齐意识")],
        ),
        (
            "“四个意识”（政治、大局、核心、看齐），纠治形式主义、官僚主义等“四风”，增强“四个意识”特别是核心意识、看齐意识。",
            [],
        ),
        (
            "增强政治意识、大局意识、法治意识、看齐意识，树牢“四个意识”。",
            [("T081", "政治意识、大局意识、法治意识、看齐意识")],
        ),
        (
            "学习《中国共产党纪律处份条例》《党政领导干部选拔工作条例》。",
            [("T082", "中国共产党纪律处份条例"), ("T082", "党政领导干部选拔工作条例")],
        ),
        (
            "学习《纪律处分条例》《监察法》《信访条例》《政府采购管理办法》《望澜区物业管理条例》《中国共产党章程（修订）》。",
            [],
        ),
        (
            "望委发[2024]5号、望函〔24〕6号、望政发〔2024〕第07号、望纪发2024〔8〕号。",
            [
                ("T083", "[2024]5号"),
                ("T083", "〔24〕6号"),
                ("T083", "〔2024〕第07号"),
                ("T083", "2024〔8〕号"),
            ],
        ),
        ("望委发〔2024〕5号，案号（2024）望01民初12号，附件（2）12项。", []),
        (
            "党内记过1人，政务严重警告2人，留党察看三年3人。",
            [("T084", "党内记过"), ("T084", "政务严重警告"), ("T084", "留党察看三年")],
        ),
        ("党内警告1人，政务记过2人，留党察看一年3人，党内严重警告、政务撤职各1人。", []),
        (
            "学习《甲乙丙丁戊管理规定》《甲乙丙丁戊管理工作规定》。",
            [("T060", "甲乙丙丁戊管理工作规定")],
        ),
        (  # 新 tells another document only where it is part of a word
            "学习《望澜学位申请核准规定》《望澜学位申新核准规定》《望澜学位新区核准规定》《望澜学位城区核准规定》。",
            [("T060", "望澜学位申新核准规定")],
        ),
        (  # each name is told of once, however many it is like
            "学习《望澜学位申请核准规定》《望澜学位申请核准规章》《望澜学位申请核准规范》《望澜学位申请核准规章》。",
            [("T060", "望澜学位申请核准规定"), ("T060", "望澜学位申请核准规范")],
        ),
        (
            "学习《望澜区学位建设方案》《望澜区学位建设实施细则》《2021年学位要点规划》《2022年学位要点规划》。",
            [],
        ),
        ("发出督办通知单1份、督办通知书2份、督办通知书3份。", [("T061", "督办通知单")]),
        ("出台关于加快学位建设的实施方案。", [("T065", "关于加快学位建设的实施方案")]),
        ("甲事办结。下一步措施：乙事。", [("T070", "下一步措施：")]),
        ("甲事办结。二、乙事推进。", [("T070", "二、")]),
        ("要求：（一）甲事办结。（二）乙事推进。", []),
        ("写明“甲事。乙事应办”。", [("T071", "”。")]),
        ("分两步：第一步选址，地点如下：甲镇。时间：9:30开始，“乙：丙”。", [("T074", "：")]),
        (
            "来件同比上升14%；办结同比上升102.35%，退回同比上升45.2%。",
            [("T036", "同比上升14%；办结同比上升102.35%，退回同比上升45.2%")],
        ),
        ("来件同比上升14%；办结同比上升109%，退回约占45.2%。", []),
        ("会同甲、乙、丙、甲，9月、10月分别位列全市第一、第一。", []),
        ("扩到12班规模、9个班规模，3个月内、3月内办结。", [("T039", "12班规模")]),
        ("填报XX情况表，乘坐D12次，WiFi、XXL号。", [("T058", "XX")]),
        (
            "投入____万元，完成（ ）项，2024年X月办结（待补充）。",
            [("T058", "____"), ("T058", "（ ）"), ("T058", "X"), ("T058", "（待补充）")],
        ),
        ("原局长李XX因违纪受到处分，型号为XX-100。", []),
        ("两项分别为100%、98.5%，三项分别为0%、1.5%、2.0%。", []),
        (
            "建成全区统一的集中监管平台（以下简称“三资平台”），三资平台已经启用，三资平台有专人。",
            [],
        ),
        ("推行“近邻”党建工作法，学习《近邻党建工作手册》。", []),
        ("督办提醒6人，提醒督办9人，约谈3人。", [("T067", "提醒督办")]),
        (
            "海州市公安局望澜分局派员，望澜公安分局值守，望澜公安分局巡查。",
            [("T068", "海州市公安局望澜分局")],
        ),
        ("5件已经立案，2件正在调解、1件进入执行。", [("T072", "、")]),
        ("5件已经立案，2件正在调解，1件进入执行；6人受到处分。", []),
        ("产值5亿元，增长3%；收入4亿元，增长2%，税收3亿元，增长1%。", [("T072", "，")]),
        ("产值5亿元，增长3%；收入4亿元，增长2%；税收3亿元，增长1%。", []),
        ("收入5亿元，同比增长3%，环比增长2%；税收3亿元，增长1%。", []),
        ("“近邻”党建有成效，近邻党建有品牌。", [("T056", "近邻")]),
        (
            "推进“家庭养老床位”试点，建成家庭养老床位9张，打造“家庭养老床位”品牌。",
            [("T056", "家庭养老床位")],
        ),
        ("经司法或者法律程序，走司法或法律程序。", [("T053", "司法或者法律")]),
        (
            "进一步加大租赁住房保障工作，加大监督工作力度，加大工作力度，加大投入。",
            [("T119", "加大")],
        ),
        ("确有存在超标情形，易发多发。", [("T102", "有")]),
        ("比上年度的负债率逐年下降，负债率逐年下降，比上年下降。", [("T102", "逐年")]),
        ("要求各街道要严格执行，要严格执行。", [("T101", "要")]),
        (
            "周某某已于2024年6月给予警告处分，对李某某已给予警告处分，王某某已被给予警告处分，赵某某已给予对方说明；当事人给予诫勉谈话。",
            [("T051", "给予"), ("T051", "给予")],
        ),
        ("印发《关于印发学位管理办法的通知》，印发《学位管理办法》。", [("T052", "印发")]),
        (
            "转发《甲镇关于转发学位管理办法的通知》，批转《关于转发办法的通知》。",
            [("T052", "转发")],
        ),
        ("对2名责任人批评教育处理，2人诫勉处理，给予诫勉处理。", [("T052", "批评教育处理")]),
        (
            "台帐、帐目、坏帐准备，记录在帐，蚊帐、帐篷。",
            [("T050", "台帐"), ("T050", "帐目"), ("T050", "坏帐"), ("T051", "帐")],
        ),
        ("区委区政府部署，县委、县政府安排，区委、区政府研究。", [("T053", "区委区政府")]),
    ],
)
def test_finds_the_slip_and_nothing_else(
    judge: Judge, text: str, expected: list[tuple[str, str]]
) -> None:
    own = {code for code, _ in expected}
    found = [item for item in judge(text) if not own or item[0] in own]
    assert [item for item in found if item[0] not in ("T013",)] == expected


def test_a_clean_text_is_left_alone(judge: Judge) -> None:
    clean = (
        "区委、区政府坚持“一校一策”，印发《望澜区学位建设规划（2021—2025年）》《学位管理办法（试行）》，新建幼儿园2所、小学1所，新增学位540个，"
        "较上年增长12.5%；投入资金1.2亿元，其中上级补助3000万元。截至2024年12月31日，已完成7项，基本完成2项。"
    )
    assert judge(clean) == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("“三会一课”不规范", [("T011", "“三会一课”")]),
        ("‘三会一课’不规范", []),
        ("设施滞后等问题", [("T044", "等问题")]),
    ],
)
def test_titles_of_problems(judge: Judge, title: str, expected: list[tuple[str, str]]) -> None:
    assert judge(title=title) == expected


def test_a_series_of_paragraphs(report: Report, analysis: Analysis) -> None:
    row = report.register.chapters[0]
    for order, expected in (
        ("一二三", []),
        ("一三", ["T001"]),
        ("一二二", ["T002"]),
        ("二三", ["T003"]),
    ):
        cells = [
            attrs.evolve(row.text.span, cell=f"E{90 + number}") for number in range(len(order))
        ]
        texts = [
            Text(f"{numeral}是办理有关事项。", cell)
            for numeral, cell in zip(order, cells, strict=True)
        ]
        rows = tuple(attrs.evolve(row, text=text) for text in texts)
        changed = attrs.evolve(report, register=attrs.evolve(report.register, chapters=rows))
        assert [diagnostic.code for diagnostic in _found(changed, analysis)] == expected


def _word(wrong: str, right: str, level: str) -> Word:
    place = Span("总台账.xlsx", "用语", "A4")
    return Word(
        Text(wrong, place), Text(right, place), Text(level, place), Text("本区统一叫法", place)
    )


@pytest.mark.parametrize(
    ("level", "code"), [("错误", "T050"), ("疑似", "T051"), ("提示", "T052"), ("", "T051")]
)
def test_the_offices_own_words(judge: Judge, level: str, code: str) -> None:
    words = (_word("望澜", "望澜区", level),)
    assert judge("望澜区办理，望澜办理。", words=words) == [(code, "望澜")]
    assert judge("截止目前办结。", words=(_word("截止目前", "截至目前", "提示"),)) == [
        ("T052", "截止目前")
    ]


def test_the_offices_own_set_phrases(judge: Judge) -> None:
    """A phrase on the level 固定提法 is looked for like the program's own, and so are its members;
    what it accepts is right.
    """
    words = (_word("四进四促", "望澜五进：进企业、进农村、进机关", "固定提法"),)
    text = "开展“望澜五近”，做好“望澜五进”（进企业、进机关）、进企业、进机关、进农村，四进四促。"
    assert judge(text, words=words) == [
        ("T051", "四进四促"),
        ("T080", "望澜五近"),
        ("T081", "进企业、进机关"),
        ("T055", "进机关、进农村"),
    ]
    assert judge("强化主体责认。", words=(_word("主体责仁", "主体责认", "错误"),)) == []


def test_what_two_units_write_is_no_slip(report: Report, analysis: Analysis) -> None:
    slip = Text("压实主体责认。", Span("甲.xlsx", "填报表", "B20"))
    measures = [m for m in report.measures() if m.submission]
    assert len({m.plan.lead_unit.value for m in measures[:3]}) > 1

    def with_slip(count: int) -> list[str]:
        changed = _with_each(report, slip, count)
        return [d.code for d in _found(changed, analysis) if d.code == "T080"]

    assert with_slip(1) == ["T080"]
    assert with_slip(len(measures)) == []


def _with_each(report: Report, slip: Text, count: int) -> Report:
    """Return the report with the same text in its first ``count`` measures."""
    left = [count]

    def measure(old: Measure) -> Measure:
        if old.submission is None or not left[0]:
            return old
        left[0] -= 1
        place = attrs.evolve(slip, span=attrs.evolve(slip.span, file=f"{old.id}.xlsx"))
        return attrs.evolve(old, submission=attrs.evolve(old.submission, progress=place))

    return attrs.evolve(
        report,
        aspects=tuple(
            attrs.evolve(
                aspect,
                categories=tuple(
                    attrs.evolve(
                        category,
                        problems=tuple(
                            attrs.evolve(
                                problem,
                                groups=tuple(
                                    attrs.evolve(
                                        group, measures=tuple(map(measure, group.measures))
                                    )
                                    for group in problem.groups
                                ),
                            )
                            for problem in category.problems
                        ),
                    )
                    for category in aspect.categories
                ),
            )
            for aspect in report.aspects
        ),
    )


def test_the_default_list_is_sound() -> None:
    entries = default_words()
    assert len({entry.wrong for entry in entries}) == len(entries) > 200
    for entry in entries:
        assert entry.level in {"错误", "疑似", "提示", "统一"}
        assert entry.right
        assert entry.wrong != entry.right
        assert not find_words(entry.right, [item for item in entries if item.level == "错误"]), (
            entry
        )
    assert parse_words("# 说明\n甲\t乙\t错误\t！丙\n")[0].before is not None
    filled = parse_words("（台|入）帐\t（）账\t错误\t\t!（）篷\n")
    assert [(entry.wrong, entry.right) for entry in filled] == [("台帐", "台账"), ("入帐", "入账")]
    assert find_words("台帐入篷，台帐台篷", filled)[0][:2] == (0, 2)


def test_sample_reads_well(sample_analysis: Analysis) -> None:
    assert sample_analysis.report is not None
    assert _found(sample_analysis.report, sample_analysis) == []


def test_every_rule_of_the_family_has_a_check() -> None:
    documented = {code for check in OWN for code in re.findall(r"T\d{3}", check.__doc__ or "")}
    assert documented == {code for code in RULES if code.startswith("T")}


SIGNS = "一二三是要第首先其次共计已己的地年月日万亿元%“”‘’（）（）《》<>〈〉、，。；：，.;:-–—~～ 1234567890AａＡ①②和等问题截止至中心组通知书单区教育局开展进行"


@given(st.text(st.sampled_from(SIGNS), max_size=160) | st.text(max_size=60))
def test_no_check_raises_on_any_text(report: Report, analysis: Analysis, text: str) -> None:
    for diagnostic in _found(_with(report, text or "。", title=text or "问题"), analysis):
        assert diagnostic.message
        assert diagnostic.spans


@given(
    st.lists(st.sampled_from(["甲", "“", "”", "《", "》", "（", "）"]), max_size=30).map("".join)
)
def test_every_mark_is_paired_or_single(text: str) -> None:
    found = match_brackets(text)
    paired = [position for pair in found.pairs for position in (pair.start, pair.end)]
    assert sorted([*paired, *found.single]) == [
        i for i, character in enumerate(text) if character != "甲"
    ]


def _adversarial() -> Iterator[str]:
    yield from (
        "一是", "（1）", "“", "《<", "1", "2024-", "3亿4", "、", "甲乙1、", "共", "分别1%、1.5%", "印发关于甲的", "甲乙中心组", "督办通知书",
        "己", "截止1", "开展对甲", "积极的推进甲", " ", "“甲。乙”", "甲乙丙丁", "甲（乙丙、丁戊）", "工作责任制",
        "1件甲乙丙，", "增长1%，甲1，", "“甲乙丙丁戊己”", "甲乙或者丙丁", "甲：", "12班规模9个班规模", "甲乙丙丁1人", "要求各甲要严格", "主体责", "四个意识、", "主体责责任", "政治意识、大局意识、“四个意识”", "甲发[2024]", "留党察看",
    )  # fmt: skip
    yield "".join(f"《学位建设管理办法第{number}号》" for number in range(3000))


@pytest.mark.parametrize("seed", list(_adversarial()), ids=lambda seed: seed[:8])
def test_a_full_cell_of_anything(report: Report, analysis: Analysis, seed: str) -> None:
    text = (seed * (LONGEST_CELL // len(seed) + 1))[:LONGEST_CELL]
    assert all(diagnostic.message for diagnostic in _found(_with(report, text), analysis))
