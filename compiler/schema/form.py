"""整改措施填报表: one measure, filled by the unit that answers for it."""

from __future__ import annotations

from typing import Any

from compiler.schema.definitions import (
    Field,
    Requirement,
    Section,
    Sheet,
    Table,
    TextRule,
    ValueKind,
    Workbook,
)
from compiler.vocab import Publication

NOTICE, LEDGER, INTERNAL = Publication.NOTICE, Publication.LEDGER, Publication.INTERNAL
ALWAYS, COMPLETE, INCOMPLETE = (
    Requirement.ALWAYS,
    Requirement.WHEN_COMPLETE,
    Requirement.WHEN_INCOMPLETE,
)
TEXT, PROSE, DATE, NUMBER = ValueKind.TEXT, ValueKind.PROSE, ValueKind.DATE, ValueKind.NUMBER

# fmt: off
# A field is a line, or two: what people are told, then what the program is; one argument a line
# would hide that these are tables.

PREFILLED = Section(
    "basis", "一、基本情况", "巡视办已按总台账填好，请勿改动；有出入请先联系巡视办。",
    (
        Field("measure_id", "措施编号", ValueKind.IDENTIFIER, "由巡视办编定。",
              ALWAYS, INTERNAL, "措施07-02", prefilled=True, filled_from="measures.id",
              compared=False),
        Field("problem", "问题", PROSE, "巡视反馈的问题。",
              ALWAYS, LEDGER, lines=2, prefilled=True, filled_from="problems.title"),
        Field("planned", "整改措施", PROSE, "整改方案确定的措施。",
              ALWAYS, LEDGER, lines=3, prefilled=True, filled_from="measures.planned"),
        Field("goal", "整改目标", PROSE, "整改方案确定的目标。",
              publication=LEDGER, lines=2, prefilled=True, filled_from="measures.goal"),
        Field("leader", "牵头领导", TEXT, "牵头的区领导。",
              publication=LEDGER, prefilled=True, filled_from="measures.leader"),
        Field("lead_unit", "牵头单位", ValueKind.UNIT, "对这条措施负总责的单位。",
              ALWAYS, LEDGER, prefilled=True, filled_from="measures.lead_unit"),
        Field("supporting_units", "责任单位", ValueKind.UNITS, "配合落实的单位，用顿号隔开。",
              publication=LEDGER, prefilled=True, filled_from="measures.supporting_units"),
        Field("due", "整改时限", DATE, "整改方案确定的时限。",
              ALWAYS, LEDGER, prefilled=True, filled_from="measures.due",
              other_words=("长期坚持", "立行立改"), in_words=True),
    ),
)

PROGRESS = Section(
    "progress", "二、整改进展", "请在浅黄色格内填写。通报将原文采用“主题句”和“进展情况”。",
    (
        Field("unit", "填报单位", ValueKind.UNIT, "填本单位；责任单位报送时改成自己的规范名称。",
              ALWAYS, INTERNAL, "区教育局", filled_from="measures.lead_unit", compared=False,
              tracked=False),
        Field("theme", "主题句", TEXT, "一句话概括做法，不写“一是”，句末不加标点；没有可不填。",
              publication=NOTICE, example="新园建成一所开一所", max_length=60,
              text_rules=(TextRule.NO_END_MARK, TextRule.NO_ORDINAL), ledger=False),
        Field("progress", "进展情况", PROSE,
              "写已经做了什么、取得什么结果，一段写完、不换行，以句号结尾；不写“一是”，序号由程序编。",
              ALWAYS, NOTICE, example="新建幼儿园2所，新增学位540个。", lines=12,
              text_rules=(TextRule.END_MARK, TextRule.NO_ORDINAL), ledger=False),
        Field("status", "完成状态", ValueKind.CHOICE, "从下拉列表中选。",
              ALWAYS, LEDGER, "已完成", choices="完成状态"),
        Field("completed_on", "完成日期", DATE, "已完成的必填；基本完成、未完成的不填。",
              COMPLETE, LEDGER, "2024-11-29"),
    ),
    leads_only=True,
)

FOLLOW_UP = Section(
    "follow_up", "三、需进一步整改事项", "状态为基本完成、未完成的填写；已完成的不填。",
    (
        Field("matter", "事项名称", TEXT, "一个问题有几家单位各报一项时，印在各项前面作区分。",
              INCOMPLETE, LEDGER, "养老服务方面", max_length=30, text_rules=(TextRule.NO_END_MARK,),
              ledger=False),
        Field("situation", "有关情况说明", PROSE, "为什么还没有完成、目前到了哪一步，以句号结尾。",
              INCOMPLETE, NOTICE, "主体已完工，设备到货推迟，尚未投用。", lines=6,
              text_rules=(TextRule.END_MARK,)),
        Field("next_steps", "下一步措施", PROSE, "接下来做什么，以句号结尾。",
              INCOMPLETE, NOTICE, "抓紧装修，做好验收准备。", lines=6,
              text_rules=(TextRule.END_MARK,)),
        Field("deadline", "完成时限", TEXT, "写明到什么时候，以句号结尾。",
              INCOMPLETE, NOTICE, "2025年6月底前，并长期坚持。", max_length=60,
              text_rules=(TextRule.END_MARK,)),
    ),
    leads_only=True,
)

SIGNED: dict[str, Any] = {"tracked": False, "carried": False, "ledger": True}
"""Who signs a form and when differs every round, and says nothing of the work."""

SIGN_OFF = Section(
    "sign_off", "四、填报与审签", "仅供内部核对，不会印进通报。",
    (
        Field("reporter", "填报人", TEXT, "填表人的姓名。",
              ALWAYS, INTERNAL, "岑一鸣", max_length=30, **SIGNED),
        Field("phone", "联系电话", TEXT, "填表人的办公电话或手机。",
              ALWAYS, INTERNAL, "0000-66100000", max_length=40, **SIGNED | {"ledger": False}),
        Field("reported_on", "填报日期", DATE, "填表的日期。",
              ALWAYS, INTERNAL, "2025-01-06", **SIGNED),
        Field("reviewer", "审核人", TEXT, "科室负责人的姓名。",
              ALWAYS, INTERNAL, "耿立夏", max_length=30, **SIGNED),
        Field("reviewed_on", "审核日期", DATE, "不早于填报日期。",
              ALWAYS, INTERNAL, "2025-01-08", not_before=("reported_on",), **SIGNED),
        Field("approver", "审签人", TEXT, "单位主要负责人的姓名。",
              ALWAYS, INTERNAL, "柏栋材", max_length=30, **SIGNED),
        Field("approved_on", "审签日期", DATE, "不早于审核日期。",
              ALWAYS, INTERNAL, "2025-01-10", not_before=("reviewed_on", "reported_on"),
              vouches_for="completed_on", **SIGNED),
    ),
    below=("审签人签字：", "单位盖章：", "　　年　　月　　日"),
)

FIGURES = Table(
    "figures", "五、数据指标", "“进展情况”里写到的数量在这里逐项登记，供全表核对。没有可不填。",
    (
        Field("name", "指标名称", TEXT, "写全称，全区不要重名。",
              ALWAYS, LEDGER, "沿河排口总数", width=24, max_length=60),
        Field("value", "数值", NUMBER, "只写数字，不带单位。",
              ALWAYS, LEDGER, "46", measured_in="unit"),
        Field("unit", "计量单位", TEXT, "与正文一致，如“个”“万元”“%”。",
              ALWAYS, LEDGER, "个", width=10, max_length=20),
        Field("as_of", "截至日期", DATE, "这个数统计到哪一天。",
              publication=LEDGER, example="2024-12-31"),
        Field("relation", "勾稽关系", TEXT, "同一张表内能对上的写上。",
              publication=LEDGER, example="沿河排口总数 = 已整治排口 + 剩余排口", width=40),
    ),
    blank_rows=10, required_columns=("name", "value", "unit"),
)

INSTITUTIONS = Table(
    "institutions", "六、制度成果", "整改中出台或修订的制度办法。没有可不填。",
    (
        Field("title", "文件标题", TEXT, "不带书名号，与正文一字不差。",
              ALWAYS, LEDGER, "望澜区沿河排口日常巡查办法", width=40, max_length=120),
        Field("number", "文号", TEXT, "没有文号可不填。",
              publication=LEDGER, example="望水务〔2024〕12号", width=20, max_length=60),
        Field("date", "印发日期", DATE, "印发的日期。", publication=LEDGER, example="2024-09-12"),
    ),
    blank_rows=4, required_columns=("title",),
)

HANDLINGS = Table(
    "handlings", "七、处理情况", "因这个问题处理的人员，按处理方式各写一行。没有可不填。",
    (
        Field("sanction", "处理方式", ValueKind.CHOICE, "从下拉列表中选。",
              ALWAYS, LEDGER, "提醒谈话", choices="处理方式", width=24),
        Field("count", "处理人数", ValueKind.INTEGER, "只写数字。", ALWAYS, LEDGER, "5"),
    ),
    blank_rows=4, required_columns=("sanction", "count"),
)

EVIDENCE = Table(
    "evidence", "八、佐证材料", "随表报送的材料。没有可不填。",
    (
        Field("title", "材料名称", TEXT, "如“专题会议纪要”。",
              ALWAYS, INTERNAL, "专题会议纪要", width=32, max_length=120),
        Field("file", "文件名", TEXT, "电子文件的名字。",
              publication=INTERNAL, example="佐证/会议纪要.pdf", width=40, max_length=200),
    ),
    blank_rows=5, required_columns=("title",),
)

# fmt: on

FORM = Workbook(
    "form",
    "填报表",
    "整改措施填报表",
    1,
    (
        Sheet(
            "填报表",
            "只填浅黄色的格；每格该怎么填见旁边的提示和“填报说明”。",
            (PREFILLED, PROGRESS, FOLLOW_UP, SIGN_OFF, FIGURES, INSTITUTIONS, HANDLINGS, EVIDENCE),
            earlier_notes=("只填浅黄色的格；每格该怎么填见右侧提示和“填报说明”。",),
        ),
    ),
)
