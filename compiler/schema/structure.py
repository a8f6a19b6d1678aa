"""The hidden sheet by which a workbook says what it is."""

from __future__ import annotations

STRUCTURE_SHEET = "_结构"
INSTRUCTIONS_SHEET = "填报说明"
LISTS_SHEET = "_选项"
CHECK_SHEET = "_自检"
"""Where a form's self-check is worked out; what it shows stands beside the answers."""
RETURN_SHEET = "退回问题"
RETURN_COLUMNS = 7
"""Columns of the list of what is wrong; whatever stands beside or below it is a remark of the unit."""
RETURN_MARK, RETURN_END = "【退回】", "〔以上是退回意见〕"
"""How a comment of ours begins and ends on a returned form; what is added to it, and others, are
reported when it comes back. Comments of release 0.1.0 had no end."""
STRUCTURE_KEYS = {
    "workbook": "表种",
    "version": "结构版本",
    "measure_id": "措施编号",
    "revision": "修订次数",
    "carried": "沿用上期",
    "release": "程序版本",
}
"""``release``: the first release of the program that reads a workbook of this version."""
VERTICAL_HEADER = ("栏目", "填写内容", "填写提示")
REQUIRED_MARK = "*"
CHECK_HEADER = "自检"
CHECK_RESULT = "自检结果"
CHECK_MARKS = RIGHT, WRONG = "✔", "✘"
OWN_SHEETS = (STRUCTURE_SHEET, INSTRUCTIONS_SHEET, LISTS_SHEET, CHECK_SHEET, RETURN_SHEET)
