"""总台账: the office's main file, from which everything else is issued and checked."""

from __future__ import annotations

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
ALWAYS = Requirement.ALWAYS
TEXT, PROSE, DATE, INTEGER = ValueKind.TEXT, ValueKind.PROSE, ValueKind.DATE, ValueKind.INTEGER
CHOICE, UNIT, IDENTIFIER = ValueKind.CHOICE, ValueKind.UNIT, ValueKind.IDENTIFIER

# fmt: off
# A field is a line, or two: what people are told, then what the program is; one argument a line
# would hide that these are tables.

INFORMATION = Section(
    "information", "报告信息", "整份通报共用的信息。带 * 的必填。",
    (
        Field("kind", "通报种类", CHOICE, "决定通报的结构，对应 templates 下的文件夹。",
              ALWAYS, INTERNAL, "xunshi", choices="通报种类"),
        Field("title", "通报标题", TEXT, "印在最前面的标题。",
              ALWAYS, NOTICE, "关于巡视整改进展情况的通报", lines=2,
              text_rules=(TextRule.LINE_BREAKS,)),
        Field("addressee", "主送机关", TEXT, "公开通报一般不填。", publication=NOTICE),
        Field("organ", "发文机关", TEXT, "全称。", ALWAYS, NOTICE, "中共望澜区委"),
        Field("signatures", "落款", TEXT, "与发文机关不同或有几家时填，用顿号隔开。",
              publication=NOTICE),
        Field("inspection_body", "巡视机构", TEXT, "如“省委巡视三组”。",
              publication=LEDGER, example="省委巡视三组"),
        Field("inspection_kind", "巡视类型", TEXT, "如“常规巡视”“专项巡视”“提级巡察”。",
              publication=LEDGER, example="常规巡视"),
        Field("inspection_start", "巡视开始日期", DATE, "进驻之日。",
              publication=LEDGER, example="2024-03-04"),
        Field("inspection_end", "巡视结束日期", DATE, "离开之日。",
              publication=LEDGER, example="2024-04-28"),
        Field("feedback_on", "反馈日期", DATE, "反馈巡视意见之日。",
              publication=LEDGER, example="2024-06-18"),
        Field("cut_off", "数据截止日期", DATE, "各项数据统计到哪一天。",
              publication=LEDGER, example="2024-12-31"),
        Field("signed_on", "成文日期", DATE, "印在落款下面的日期。", ALWAYS, NOTICE, "2025-02-20"),
        Field("report_by", "报送期限", DATE, "各单位报送填报表的最后一天，用来催报。出填报通知以前要填。",
              publication=INTERNAL, example="2025-01-10", since=2),
        Field("contact_phone", "联系电话", TEXT, "印在结语里，供群众监督。", publication=NOTICE),
        Field("contact_address", "通信地址", TEXT, "印在结语里。", publication=NOTICE, lines=2),
        Field("contact_email", "电子邮箱", TEXT, "印在结语里。", publication=NOTICE),
        Field("postcode", "邮政编码", TEXT, "需要印时填。", publication=NOTICE),
        Field("supervision_period", "监督期限", TEXT, "需要印时填。", publication=NOTICE),
        Field("profile", "标点样式", CHOICE, "“全角”统一印成全角标点；“按原样”照填报的原样印。",
              ALWAYS, INTERNAL, "全角", choices="标点样式"),
    ),
)

CHAPTERS = Table(
    "chapters", "篇章",
    "办公室自己写的文字，一段一行。数量可以写成花括号占位符，如 {措施总数}，由程序填，能用的名称见“填报说明”。"
    "例如一行：第一部分、2、条目、统一部署推动、区委统一部署，制定了{措施总数}条整改措施。",
    (
        Field("place", "位置", CHOICE, "放在通报的哪一部分。",
              ALWAYS, INTERNAL, "第一部分", choices="篇章位置", width=12),
        Field("order", "序号", INTEGER, "同一位置内的先后，从1起。",
              ALWAYS, INTERNAL, "1", width=8, position=True),
        Field("kind", "类型", CHOICE,
              "标题、引言（大标题下的一段）、条目（带小标题的一段）或正文。",
              ALWAYS, INTERNAL, "条目", choices="篇章类型", width=8),
        Field("heading", "小标题", TEXT, "条目的小标题，句末不加标点。",
              publication=NOTICE, example="统一部署推动", width=30, text_rules=(TextRule.NO_END_MARK,)),
        Field("text", "文字", PROSE, "标题或段落的文字。",
              ALWAYS, NOTICE, "区委统一部署，制定了{措施总数}条整改措施。", width=90),
    ),
    blank_rows=60, required_columns=("place", "order", "kind", "text"), needed=True,
    identified_by=("place", "kind", "heading"),
    earlier_notes=(
        "办公室自己写的文字，一段一行。数量可以写成花括号占位符，如 {措施总数}，由程序填。",
    ),
)

PROBLEMS = Table(
    "problems", "问题清单", "巡视反馈的问题，一个一行。编号从1起连续，决定通报里的先后。",
    (
        Field("number", "问题编号", INTEGER, "全区统一编号，从1起。",
              ALWAYS, LEDGER, "7", width=10, position=True),
        Field("aspect", "方面", TEXT, "所属方面，同一方面写法一致，句末不加标点。",
              ALWAYS, NOTICE, width=28, text_rules=(TextRule.NO_END_MARK,), shared_by=("aspect",)),
        Field("category", "类别", TEXT, "所属类别，句末不加标点；通报没有这一层的不填。",
              publication=NOTICE, width=28, text_rules=(TextRule.NO_END_MARK,),
              shared_by=("aspect", "category")),
        Field("title", "问题", TEXT, "只写引号里的题目；里面还有引号的用单引号‘’。",
              ALWAYS, NOTICE, "学前教育学位供给不均衡", width=36,
              text_rules=(TextRule.NO_END_MARK,)),
        Field("lead_in", "问题导语", PROSE, "印在“一是”之前的一句话。没有可不填。",
              publication=NOTICE, width=30, ledger=False),
        Field("problem_class", "整改类别", CHOICE, "督促整改、拟谈话或拟核查。",
              publication=LEDGER, choices="整改类别", width=10),
        Field("status_override", "状态认定", CHOICE,
              "一般不填，由各措施自动得出；要另行认定时选，并写明理由。",
              publication=LEDGER, choices="完成状态", width=10, ledger=False),
        Field("override_reason", "认定理由", TEXT, "填了“状态认定”的必填。",
              publication=INTERNAL, width=30, ledger=True),
    ),
    blank_rows=60, required_columns=("number", "aspect", "title"), needed=True,
)

MEASURES = Table(
    "measures", "措施清单", "整改方案里的措施，一条一行。按它给每条措施发一张填报表。",
    (
        Field("id", "措施编号", IDENTIFIER, "写成“措施07-02”：问题编号-该问题的第几条。",
              ALWAYS, LEDGER, "措施07-02", width=12, position=True),
        Field("problem", "问题编号", INTEGER, "属于哪个问题。",
              ALWAYS, LEDGER, "7", width=10, position=True, ledger=False),
        Field("planned", "整改措施", PROSE, "整改方案确定的措施。", ALWAYS, LEDGER, width=50),
        Field("goal", "整改目标", PROSE, "整改方案确定的目标。", publication=LEDGER, width=30),
        Field("leader", "牵头领导", TEXT, "牵头的区领导。", publication=LEDGER, width=20,
              suggested_from="measures.leader"),
        Field("lead_unit", "牵头单位", UNIT, "单位名录里的规范名称。",
              ALWAYS, LEDGER, "区教育局", width=16),
        Field("supporting_units", "责任单位", ValueKind.UNITS, "单位名录里的规范名称，用顿号隔开。",
              publication=LEDGER, width=24),
        Field("due", "整改时限", DATE, "整改方案确定的时限；可写成“2025年12月底，并长期坚持”。",
              ALWAYS, LEDGER, "2024-12-31", width=12, other_words=("长期坚持", "立行立改"), in_words=True,
              earlier_help=("整改方案确定的时限。",)),
        Field("group", "分组导语", PROSE,
              "一个问题分几组写时填，同组写法一致；印在该组之前，该组重新从“一是”起。",
              publication=NOTICE, width=24, ledger=False, shared_by=("problem", "group")),
    ),
    blank_rows=200, required_columns=("id", "problem", "planned", "lead_unit", "due"), needed=True,
)

UNITS = Table(
    "units", "单位名录", "所有单位的规范名称。表格里只认这里的写法。",
    (
        Field("name", "单位名称", TEXT, "规范名称。", ALWAYS, LEDGER, "区教育局", width=20),
        Field("aliases", "别名", TEXT, "别的叫法，用顿号隔开。", publication=INTERNAL, width=24),
        Field("contact", "联系人", TEXT, "催报时找谁。", publication=INTERNAL, width=12),
        Field("phone", "联系人电话", TEXT, "催报电话。", publication=INTERNAL, width=16),
    ),
    blank_rows=60, required_columns=("name",), needed=True,
)

PETITIONS = Table(
    "letters", "办理情况", "巡视移交的信访件和问题线索。",
    (
        Field("kind", "移交类别", TEXT, "如“信访件”“问题线索”。",
              ALWAYS, LEDGER, "信访件", width=16),
        Field("received", "移交件数", INTEGER, "收到多少件。", ALWAYS, LEDGER, "46", width=12),
        Field("closed", "办结件数", INTEGER, "办结多少件。", ALWAYS, LEDGER, "42", width=12),
        Field("open", "在办件数", INTEGER, "还在办的多少件。", ALWAYS, LEDGER, "4", width=12),
    ),
    blank_rows=8, required_columns=("kind", "received", "closed", "open"), needed=True,
)

PERSONS = Table(
    "persons", "处理人员", "受到处理的人员。只有“公开”的姓名可以出现在通报里。",
    (
        # printed as far as 公开方式 allows
        Field("name", "姓名", TEXT, "全名。", ALWAYS, LEDGER, width=12),
        Field("post", "职务", TEXT, "单位和职务，按通报里的写法。", ALWAYS, LEDGER, width=40),
        Field("sanction", "处理方式", CHOICE, "从下拉列表中选。",
              ALWAYS, LEDGER, choices="处理方式", width=14),
        Field("population", "处理口径", TEXT, "因移交信访件和问题线索，还是因巡视反馈问题。",
              publication=LEDGER, width=22),
        Field("published", "公开方式", CHOICE, "公开、匿名或不公开。",
              ALWAYS, LEDGER, "公开", choices="公开方式", width=10),
    ),
    blank_rows=40, required_columns=("name", "post", "sanction", "published"), needed=True,
    identified_by=("name", "sanction"),
)

RELATIONS = Table(
    "relations", "勾稽规则", "数据指标之间必须成立的关系；左边是新名字时即为定义，可作占位符。",
    (
        Field("relation", "关系式", TEXT, "如“整改专题会议总数 = 合计（整改专题会议）”。",
              ALWAYS, INTERNAL, width=60),
        Field("tolerance", "允许误差", ValueKind.NUMBER, "四舍五入造成的差，一般不填。",
              publication=INTERNAL, width=10),
        Field("note", "说明", TEXT, "写给后来人看。", publication=INTERNAL, width=40),
    ),
    blank_rows=30, required_columns=("relation",), needed=True,
)

WORDS = Table(
    "words", "用语", "办公室自己的易错词表，核对文字时一并使用。",
    (
        Field("wrong", "错误写法", TEXT, "不该出现的写法。", ALWAYS, INTERNAL, width=24),
        Field("right", "规范写法", TEXT, "应当怎么写。", ALWAYS, INTERNAL, width=24),
        Field("level", "级别", CHOICE, "错误、疑似、提示，或固定提法。",
              publication=INTERNAL, choices="用语级别", width=8),
        Field("note", "说明", TEXT, "依据或例外。", publication=INTERNAL, width=40),
    ),
    blank_rows=30, required_columns=("wrong", "right"),
)

WAIVERS = Table(
    "waivers", "豁免", "经批准不按某条规则改的一处，写明理由。",
    (
        Field("rule", "规则", TEXT, "规则编号，如 T012。", ALWAYS, INTERNAL, width=10),
        Field("place", "位置", TEXT, "措施编号、问题编号或“文件！单元格”。",
              ALWAYS, INTERNAL, width=36),
        Field("reason", "理由", TEXT, "为什么可以不改。", ALWAYS, INTERNAL, width=40),
        Field("approver", "批准人", TEXT, "谁同意的。", ALWAYS, INTERNAL, width=12),
        Field("expires", "有效期至", DATE, "过期后重新报出。", publication=INTERNAL, width=12),
    ),
    blank_rows=20, required_columns=("rule", "place", "reason", "approver"),
    identified_by=("rule", "place"),
)

EXTENSIONS = Table(
    "extensions", "延期",
    "经批准延长的整改时限，批准一次一行；没有登记的，各单位自己写的完成时限不算数。",
    (
        Field("measure", "措施编号", IDENTIFIER, "延的是哪条措施。",
              ALWAYS, LEDGER, "措施07-02", width=12, suggested_from="measures.id"),
        Field("due", "延期至", DATE, "批准延到哪一天。", ALWAYS, LEDGER, "2025-06-30", width=12),
        Field("reason", "延期理由", PROSE, "为什么要延。", ALWAYS, LEDGER, width=40),
        Field("approver", "批准人", TEXT, "谁批准的。", ALWAYS, INTERNAL, width=14, ledger=True),
        Field("approved_on", "批准日期", DATE, "批准的日期。",
              ALWAYS, LEDGER, "2024-12-20", width=12),
    ),
    blank_rows=30,
    required_columns=("measure", "due", "reason", "approver", "approved_on"),
    identified_by=("measure", "due"), since=4,
)

CLOSURES = Table(
    "closures", "销号",
    "办公室核实完成、同意销号的措施，一条一行；没有登记的，报了完成也只算待销号。",
    (
        Field("measure", "措施编号", IDENTIFIER, "销的是哪条措施。",
              ALWAYS, LEDGER, "措施07-02", width=12, suggested_from="measures.id"),
        Field("confirmed_by", "核实人", TEXT, "谁核实的。",
              ALWAYS, INTERNAL, width=14, ledger=True),
        Field("closed_on", "销号日期", DATE, "同意销号的日期。",
              ALWAYS, LEDGER, "2025-01-15", width=12),
        Field("evidence", "销号依据", PROSE, "凭什么销号，如看了现场、查了哪份材料。",
              ALWAYS, INTERNAL, width=40, ledger=True),
    ),
    blank_rows=30, required_columns=("measure", "confirmed_by", "closed_on", "evidence"), since=4,
    earlier_notes=("办公室核实完成、同意销号的措施，一条一行；没有登记的，报了“已完成”也只算待销号。",),
)

ACTIVITIES = Table(
    "activities", "工作纪实",
    "办公室自己做的工作，一次一行：会议、督导检查、通知、谈话、通报等。篇章里写 {会议次数}、"
    "{区委书记主持会议次数}、{督导检查人次}、{2024年7月会议次数}、{督促整改类督办通知次数}，由程序来数。"
    "程序出的督办单不用登记，写 {督办单数}。",
    (
        Field("day", "日期", DATE, "哪一天；连着几天的填第一天。", ALWAYS, LEDGER, "2024-07-05", width=12),
        Field("kind", "类型", TEXT, "同一类写法一致，如“会议”“督导检查”“督办通知”“谈话”“通报”。",
              ALWAYS, LEDGER, "会议", width=12, suggested_from="activities.kind"),
        Field("chair", "主持人或组织单位", TEXT, "谁主持、谁牵头，同一人写法一致；几位用顿号隔开。",
              publication=LEDGER, example="区委书记", width=18, suggested_from="activities.chair"),
        Field("subject", "内容", TEXT, "做了什么。",
              publication=LEDGER, example="整改工作推进会", width=30),
        Field("problem_class", "整改类别", CHOICE, "属于督促整改、拟谈话还是拟核查；不分类的不填。",
              publication=LEDGER, choices="整改类别", width=10),
        Field("teams", "派出组数", INTEGER, "派出几个检查组。",
              publication=LEDGER, example="3", width=10),
        Field("persons", "人次", INTEGER, "派出或参加多少人次；要数人次的都填，没有的填0。",
              publication=LEDGER, example="12", width=8),
        Field("units", "到访单位", TEXT, "到了哪些单位，用顿号隔开。",
              publication=LEDGER, example="区教育局、柳汀镇", width=24),
        Field("measures", "涉及措施", TEXT, "措施编号，用顿号隔开。",
              publication=LEDGER, example="措施07-02", width=20),
        Field("found", "发现问题", INTEGER, "发现几个问题。",
              publication=LEDGER, example="4", width=10),
        Field("solved", "现场解决", INTEGER, "当场解决几个。",
              publication=LEDGER, example="2", width=10),
        Field("evidence", "依据", TEXT, "会议纪要、台账等。", publication=INTERNAL, width=24),
    ),
    blank_rows=60, required_columns=("day", "kind"),
    identified_by=("day", "kind", "subject"), since=4,
)

# needed although it may be empty: the next notice is numbered after the last one in it
SUPERVISIONS = Table(
    "supervisions", "督办记录",
    "以前发出的督查督办通知单；仍然算数，办理结果接着填。新发的登记在“经办记录”里。",
    (
        Field("number", "督办单号", TEXT, "如“督办〔2025〕1号”。",
              ALWAYS, INTERNAL, "督办〔2025〕1号", width=18),
        Field("unit", "督办单位", UNIT, "发给哪家单位。", ALWAYS, INTERNAL, "区教育局", width=20),
        Field("issued_on", "发出日期", DATE, "发出的日期。",
              ALWAYS, INTERNAL, "2025-01-13", width=12),
        Field("measures", "督办措施", TEXT, "措施编号，用顿号隔开。",
              ALWAYS, INTERNAL, "措施07-02", width=40),
        Field("due", "办结时限", DATE, "要求办结的日期。", publication=INTERNAL, width=12),
        Field("outcome", "办理结果", TEXT, "办得怎么样。", publication=INTERNAL, width=40),
    ),
    blank_rows=20, required_columns=("number", "unit", "issued_on", "measures"), needed=True,
    since=2,
    earlier_notes=("发出的督查督办通知单，一张一行；出单时程序自动登记，办理结果由办公室填。",),
)
SUPERVISIONS_UNTIL = 2
"""Later notices are recorded in 经办记录: the register is the clerk's."""

# fmt: on

REGISTER = Workbook(
    "register",
    "总台账",
    "巡视整改总台账",
    4,
    (
        Sheet("报告信息", "整份通报共用的信息。", (INFORMATION,)),
        *(
            Sheet(table.title, table.note, (table,))
            for table in (
                CHAPTERS,
                PROBLEMS,
                MEASURES,
                UNITS,
                PETITIONS,
                PERSONS,
                RELATIONS,
                WORDS,
                WAIVERS,
                EXTENSIONS,
                CLOSURES,
                ACTIVITIES,
            )
        ),
        Sheet(SUPERVISIONS.title, SUPERVISIONS.note, (SUPERVISIONS,), until=SUPERVISIONS_UNTIL),
    ),
    "0.2.0",
    own_columns=True,
)
