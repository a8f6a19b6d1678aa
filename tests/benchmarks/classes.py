"""The classes of defects, in families, each with the share of its mutants that must be caught."""

from __future__ import annotations

from decimal import Decimal

import answer_defects as answers
import attrs
import counting_defects as counting
import disclosure_defects as disclosure
import figure_defects as figure
import frame_defects as frame
import naming_defects as naming
import phrase_defects as phrases
import prose_defects as prose
import record_defects as record
import spelling_defects as spelling
import time_defects as time
from planting import Mutator


@attrs.frozen
class Family:
    """Classes that are judged together: ``least`` is the share in percent, ``None`` for what is
    shown and not counted; ``general`` ones stand for mistakes of which nobody can make a list.
    """

    name: str
    least: int | None
    classes: dict[str, Mutator]
    general: bool = False


FIGURES = Family("登记指标", 100, {
    "登记指标改数": record.table_number("figures", "value"),
    "登记指标改单位": record.table_text("figures", "unit", lambda text, _: {"万元": "亿元", "亿元": "万元", "元": "万元"}.get(text)),
    "同名指标两个数": record.declared_twice,
    "处理人数改数": record.table_number("handlings", "count"),
    "登记的制度改名": record.table_text("institutions", "title", record.letter_wrong),
    "移交件数改数": record.register_cell("letters", "closed", lambda text, chance: Decimal(text) + chance.choice((-2, -1, 1, 2))),
    "勾稽规则里的名称写错": record.register_cell("relations", "relation", record.relation_name),
    "处理人员漏登": record.row_dropped("persons", record.is_named),
})  # fmt: skip
STRUCTURE = Family("结构", 100, {
    "填报表未到": record.missing_form,
    "同一措施两份答复不同": record.reported_otherwise,
    "同一份表报两次": record.reported_again,
    "无关单位报送": record.reported_by_a_stranger,
    "填报表编号写错": record.field(record.leads, "measure_id", record.wrong_id),
    "表上的问题题目被改": record.field(record.leads, "problem", lambda form, chance: record.letter_wrong(form.fields["problem"].text, chance)),
    "表上的措施被改": record.field(record.leads, "planned", lambda form, chance: record.letter_wrong(form.fields["planned"].text, chance)),
    "问题漏登": record.row_dropped("problems"),
    "措施漏登": record.row_dropped("measures"),
    "问题编号重复": record.taken("problems", "number"),
    "措施编号重复": record.taken("measures", "id"),
    "方面写法不一": record.register_cell("problems", "aspect", record.letter_wrong),
    "牵头单位写错": record.register_cell("measures", "lead_unit", lambda text, _: text[:-1] + "处"),
    "占位符写错": record.register_cell("chapters", "text", lambda text, _: text.replace("总数}", "总计数}", 1), "总数}"),
})  # fmt: skip
STATUSES = Family(
    "状态",
    100,
    {
        "状态改反": record.field(record.leads, "status", record.status_flip),
        "完成日期不可能": record.field(record.leads, "completed_on", record.impossible_completion),
        "审核先于填报": record.field(record.leads, "reviewed_on", record.earlier("reported_on")),
        "审签先于审核": record.field(record.leads, "approved_on", record.earlier("reviewed_on")),
        "缺审签人": record.field(record.leads, "approver", lambda *_: None),
        "缺后续事项": record.follow_up_removed,
        "时限早于成文": record.early_deadline,
        "已完成却写没完": record.going_on,
        "未完成却写全部完成": record.all_done,
        "认定状态不写理由": record.judged_without_reason,
    },
)
DISCLOSURE = Family("公开", 100, {
    "身份证号": prose.inserted(disclosure.identity_number(True)),
    "身份证号错一位": prose.inserted(disclosure.identity_number(False)),
    "手机号": prose.inserted(disclosure.mobile_number),
    "银行卡号": prose.inserted(disclosure.bank_card),
    "车牌": prose.inserted(disclosure.plate),
    "住址": prose.inserted(disclosure.home_address),
    "密级标志": prose.inserted(disclosure.secrecy_mark),
    "不公开的人写出全名": prose.inserted(disclosure.withheld_name),
    "公开改为不公开": record.register_cell("persons", "published", lambda text, chance: chance.choice(("匿名", "不公开")), r"\A公开"),
    "同段有人匿名有人全名": disclosure.unmasked,
    "填报表里的电话": prose.inserted(disclosure.internal_phone),
    "填报表里的人名": prose.inserted(disclosure.internal_name),
})  # fmt: skip
RELATED = Family(
    "文内数字",
    85,
    {
        "文内勾稽的数字错一位": prose.related_digit,
        "一个数字在两处只改一处": prose.repeated_digit,
        "有人作证的数字错一位": prose.vouched_digit,
        "部分写得比总数大": prose.too_large,
        "清单漏一项": prose.member_dropped,
        "名单漏人": prose.person_dropped,
        "金额单位写错": prose.choose(prose.unit_swapped),
        "文内勾稽的数字首位写错": figure.related(figure.first_digit),
        "文内勾稽的数字两位颠倒": figure.related(figure.swapped),
        "文内勾稽的数字大十倍": figure.related(figure.ten_times),
        "文内勾稽的数字单位写错": figure.related(figure.other_unit),
    },
)
COUNTS = Family("数目", 80, counting.COUNTED_WRONGLY, general=True)
WORDING = Family(
    "文字",
    70,
    {
        "正文写了一是": prose.replacing(r"\A", "一是", ("progress",)),
        "序号漏写或重复": prose.series_faulty,
        "丢左引号": prose.replacing("“", ""),
        "丢右引号": prose.replacing("”", ""),
        "丢书名号": prose.replacing("[《》]", ""),
        "丢括号": prose.replacing(r"[()（）]", ""),
        "错别字": prose.choose(prose.confused),
        "文件名两处写得不一样": prose.title_altered(False),
        "单位名称漏字": prose.choose(prose.unit_misspelt),
        "字词重复": prose.replacing(r"的(?=[\u4e00-\u9fff])", "的的"),
        "标点重复": prose.replacing(r"[。，](?=.)", lambda match: match.group() * 2),
        "句末无标点": prose.replacing(r"。\Z", "", ("progress", "situation", "next_steps", "text")),
        "段内换行": prose.replacing("。(?=.)", "。\n"),
        "两段粘连": prose.replacing("。(?=.)", "。下一步措施：", ("progress", "situation")),
        "标点半角": prose.replacing("[，；：]", lambda match: prose.STRAIGHT[match.group()]),
        "引用不存在的问题": prose.inserted(prose.unknown_problem, ("progress", "situation")),
        "日期不存在": prose.impossible_date,
        "起止日期颠倒": prose.choose(prose.reversed_range),
        "已完成之事晚于成文": prose.inserted(prose.late_date, ("progress",)),
    },
)
TIME = Family("时间", 80, {
    "时长多算少算一": time.beside(time.lasting),
    "届次或召开时间写错": time.beside(time.numbered_event),
    "五年规划年份写错": time.beside(time.plan_years),
    "两步日期对调": time.beside(time.steps_exchanged),
    "印发月份写错": prose.choose(time.printed_month),
    "文中时限后移": prose.choose(time.later_deadline),
    "说好的日期晚于时限": time.promised_late,
    "年份早写一年": prose.choose(time.year_early),
    "登记的印发年份早一年": time.registered_year_early,
}, general=True)  # fmt: skip
ANSWERS = Family("目标与答复", 80, {
    "目标高于结果": answers.goal_missed(True),
    "结果低于目标": answers.goal_missed(False),
    "进展写成空话": answers.hollow,
    "进展照抄措施": answers.plan_copied,
    "进展照抄别的措施": answers.answer_copied,
}, general=True)  # fmt: skip
GRAMMAR = Family("语法和数字、标点用法", 80, frame.CLASSES, general=True)
NAMING = Family(
    "名称",
    80,
    {
        "常用名称错一字": naming.damaged(naming.repeated_names, naming.letter_replaced),
        "常用名称漏一字": naming.damaged(naming.repeated_names, naming.letter_dropped),
        "常用名称颠倒": naming.damaged(naming.repeated_names, naming.letters_swapped),
        "登记单位错一字": naming.damaged(naming.registered_units, naming.letter_replaced),
        "登记单位漏一字": naming.damaged(naming.registered_units, naming.letter_dropped),
        "本地写成外地": naming.own_place_replaced,
        "区写成县": naming.own_level_replaced,
        "党政写混": naming.party_for_state,
        "人员姓名错一字": naming.person_otherwise("name"),
        "人员职务写错": naming.person_otherwise("post"),
        "人员处理方式写错": naming.person_otherwise("sanction"),
        "登记单位颠倒": naming.damaged(naming.registered_units, naming.letters_swapped),
    },
    general=True,
)
SET_WORDINGS = Family("固定提法", 80, phrases.CLASSES, general=True)
SHOWN = Family(
    "不计入",
    None,
    {
        "无人作证的数字错一位": prose.unvouched_digit,
        "只出现一次的文件名写错": prose.title_altered(True),
        "只登记在一处的人员漏登": record.row_dropped(
            "persons", lambda clean, index: not record.is_named(clean, index)
        ),
        "处理人员姓名写错": record.register_cell("persons", "name", record.letter_wrong),
    },
)
SPELLING = Family("别字", 60, {
    "打成同音字": spelling.mistyped(spelling.same_sound),
}, general=True)  # fmt: skip
SHAPES = Family("形近字", None, {  # seldom typed, and the hint asks more of it for that
    "认成形近字": spelling.mistyped(spelling.same_shape),
})  # fmt: skip
FAMILIES = (
    FIGURES,
    STRUCTURE,
    STATUSES,
    DISCLOSURE,
    RELATED,
    WORDING,
    SET_WORDINGS,
    TIME,
    ANSWERS,
    COUNTS,
    GRAMMAR,
    SPELLING,
    SHAPES,
    NAMING,
    SHOWN,
)
