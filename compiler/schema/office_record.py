"""经办记录: what the program itself has done on the office's behalf, in a workbook of its own."""

from __future__ import annotations

import attrs

from compiler.schema.definitions import Field, Requirement, Sheet, Table, ValueKind, Workbook
from compiler.schema.register import SUPERVISIONS as FORMER_SUPERVISIONS
from compiler.vocab import Publication

INTERNAL = Publication.INTERNAL
ALWAYS = Requirement.ALWAYS
TEXT, PROSE, DATE, UNIT = ValueKind.TEXT, ValueKind.PROSE, ValueKind.DATE, ValueKind.UNIT

# fmt: off
# A field is a line, or two: what people are told, then what the program is; one argument a line
# would hide that these are tables.

# needed although it may be empty: the program always writes it
ADOPTIONS = Table(
    "adoptions", "采纳改稿",
    "领导在 Word 里改、办公室采纳了的改动，一处一行；采纳时程序自动登记，请不要改动。",
    (
        Field("adopted_on", "采纳日期", DATE, "采纳的日期。",
              ALWAYS, INTERNAL, "2025-02-12", width=12),
        Field("edit_list", "改稿清单", TEXT, "出自哪一份改稿清单。",
              ALWAYS, INTERNAL, "改稿〔2025〕1号", width=18),
        Field("number", "序号", ValueKind.INTEGER, "在改稿清单里是第几处。",
              ALWAYS, INTERNAL, "3", width=8),
        Field("measure", "措施编号", TEXT, "改的是哪条措施的填报表；不是填报表的不填。",
              publication=INTERNAL, example="措施07-02", width=12),
        Field("unit", "单位", UNIT, "哪家单位填报的。",
              publication=INTERNAL, example="区教育局", width=16),
        Field("file", "文件", TEXT, "改的是哪个文件。",
              ALWAYS, INTERNAL, "input_workbooks/区教育局/措施07-02.xlsx", width=30),
        Field("sheet", "工作表", TEXT, "哪张工作表。", ALWAYS, INTERNAL, "填报表", width=12),
        Field("cell", "单元格", TEXT, "哪一格。", ALWAYS, INTERNAL, "B20", width=10),
        Field("label", "栏目", TEXT, "那一格的栏目。", ALWAYS, INTERNAL, "进展情况", width=14),
        Field("old", "原文", PROSE, "改动以前的文字。", publication=INTERNAL, width=40),
        Field("new", "改为", PROSE, "改动以后的文字。", publication=INTERNAL, width=40),
        Field("author", "改稿人", TEXT, "谁改的。", publication=INTERNAL, width=12),
        Field("edited_at", "改稿时间", TEXT, "什么时候改的，照改稿上写的。",
              publication=INTERNAL, example="2025-02-10 16:20", width=18),
        Field("comment", "批注", PROSE, "改稿人在旁边写的话。", publication=INTERNAL, width=30),
        Field("told_on", "告知日期", DATE, "改动随哪天的退回或发放告知了单位；还没有告知的空着。",
              publication=INTERNAL, example="2025-02-14", width=12),
    ),
    blank_rows=20,
    required_columns=("adopted_on", "edit_list", "number", "file", "sheet", "cell", "label"),
    identified_by=("edit_list", "number"), needed=True,
)

ISSUES = Table(
    "issues", "发放记录",
    "发给各单位的填报表，每发一次、改一次一行；程序凭它认出总台账后来改了什么，请不要改动。",
    (
        Field("issued_on", "发放日期", DATE, "发放的日期。",
              publication=INTERNAL, example="2025-01-02", width=12),
        Field("issue_id", "发放编号", TEXT, "藏在填报表里，改了措施编号也不变。",
              ALWAYS, INTERNAL, "F7K3QX2MA9B", width=16),
        Field("event", "事由", TEXT, "首次发放、改号、改文字、改期、移交、撤销等。",
              ALWAYS, INTERNAL, "首次发放", width=12),
        Field("measure", "措施编号", TEXT, "发放时的措施编号。",
              ALWAYS, INTERNAL, "措施07-02", width=12),
        Field("former", "原编号", TEXT, "改号以前的措施编号。",
              publication=INTERNAL, example="措施07-01", width=12),
        Field("unit", "单位", TEXT, "发给哪家单位。",
              ALWAYS, INTERNAL, "区教育局", width=16),
        Field("problem", "问题", PROSE, "发放时表上的问题。", publication=INTERNAL, width=30),
        Field("planned", "整改措施", PROSE, "发放时表上的整改措施。",
              publication=INTERNAL, width=40),
        Field("goal", "整改目标", PROSE, "发放时表上的整改目标。", publication=INTERNAL, width=24),
        Field("leader", "牵头领导", TEXT, "发放时表上的牵头领导。", publication=INTERNAL, width=12),
        Field("supporting_units", "责任单位", TEXT, "发放时表上的责任单位。",
              publication=INTERNAL, width=20),
        Field("due", "整改时限", TEXT, "发放时表上的整改时限。",
              publication=INTERNAL, example="2024-12-31", width=12),
        Field("file", "文件", TEXT, "表放在哪里。",
              publication=INTERNAL, example="input_workbooks/区教育局/措施07-02.xlsx", width=30),
    ),
    blank_rows=20, required_columns=("issue_id", "event", "measure", "unit"),
    identified_by=("issue_id",), since=2,
)

RECEIPTS = Table(
    "receipts", "收件记录",
    "用 zhenggai receive 收到的文件，一个一行；程序凭它认出重报的、原样退回来的，请不要改动。",
    (
        Field("received_at", "收件时间", TEXT, "收件的时间。",
              ALWAYS, INTERNAL, "2025-01-11 14:05", width=18),
        Field("source", "来自", TEXT, "收到的文件、压缩包或邮件。",
              ALWAYS, INTERNAL, "区教育局.zip", width=24),
        Field("inside", "里面的位置", TEXT, "在压缩包或邮件里的哪里。",
              publication=INTERNAL, example="报送/措施07-02.xlsx", width=30),
        Field("digest", "校验值", TEXT, "收到的文件的 SHA-256。", ALWAYS, INTERNAL, width=20),
        Field("content", "内容校验值", TEXT, "表里填报内容的校验值；填得一样的，校验值一样。",
              publication=INTERNAL, width=20),
        Field("issue_id", "发放编号", TEXT, "藏在填报表里的编号。", publication=INTERNAL, width=16),
        Field("measure", "措施编号", TEXT, "哪条措施的填报表。",
              publication=INTERNAL, example="措施07-02", width=12),
        Field("unit", "单位", TEXT, "哪家单位报的。",
              publication=INTERNAL, example="区教育局", width=16),
        Field("revision", "第几次的表", TEXT, "是第几次发出的表。",
              publication=INTERNAL, example="1", width=10),
        Field("outcome", "处理", TEXT, "收下、没有变化、不比现有的新、佐证材料、另放等。",
              ALWAYS, INTERNAL, "收下", width=14),
        Field("reason", "说明", PROSE, "为什么这样处理。", publication=INTERNAL, width=40),
        Field("file", "放在", TEXT, "放到了项目的哪里。",
              publication=INTERNAL, example="input_workbooks/区教育局/措施07-02.xlsx", width=30),
        Field("original", "原件", TEXT, "收到的原件存在哪里。", publication=INTERNAL, width=30),
    ),
    blank_rows=20, required_columns=("received_at", "source", "digest", "outcome"),
    identified_by=("received_at", "source", "inside"), since=2,
)

# fmt: on

# The register had it before; columns to come are added here.
SUPERVISIONS = attrs.evolve(
    FORMER_SUPERVISIONS,
    note="发出的督查督办通知单，一张一行；出单时程序自动登记，办理结果由办公室填。",
    earlier_notes=(),
    since=1,
)

OFFICE_RECORD = Workbook(
    "office_record",
    "经办记录",
    "经办记录",
    2,
    tuple(
        Sheet(table.title, table.note, (table,))
        for table in (ADOPTIONS, SUPERVISIONS, ISSUES, RECEIPTS)
    ),
    "0.2.0",
)
