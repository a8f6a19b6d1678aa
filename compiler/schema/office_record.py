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
    1,
    tuple(Sheet(table.title, table.note, (table,)) for table in (ADOPTIONS, SUPERVISIONS)),
    "0.2.0",
)
