"""The hidden sheet by which a workbook says what it is."""

from __future__ import annotations

STRUCTURE_SHEET = "_结构"
INSTRUCTIONS_SHEET = "填报说明"
LISTS_SHEET = "_选项"
CHECK_SHEET = "_自检"
"""Where a form's self-check is worked out; what it shows stands beside the answers."""
RETURN_SHEET = "退回问题"
ADOPTED_SHEET = "办公室改动"
RETURN_STATE = "改没改"
RETURN_STATES = UNTOUCHED, TOUCHED, BY_HAND, RESTORED, SAID = (
    "未改",
    "已改",
    "请自己核对",
    "已恢复",
    "意见",
)
"""What stands under it: of what can be watched, of a fault without a cell, of one that the office has
mended, of a remark."""
OFFICE_LISTS = {RETURN_SHEET: 7, ADOPTED_SHEET: 7}
"""Lists of ours on sheets of their own with their numbers of columns, but for that of
``RETURN_STATE``, which earlier ones lack; whatever stands beside or below one is a remark of the
unit."""
RETURN_MARK, RETURN_END = "【退回】", "〔以上是退回意见〕"
"""How a comment of ours begins and ends on a returned form; what is added to it, and others, are
reported when it comes back. Comments of release 0.1.0 had no end."""
EDIT_MARK, EDIT_END = "【采纳改稿】", "〔以上是采纳改稿的说明〕"
"""How a comment begins and ends that says what the office changed in a cell after it was signed off."""
EDIT_LINE = (
    EDIT_MARK + "本表审签以后，办公室采纳改稿，改动了 {count} 处，逐处列在“办公室改动”页；"
    "审签时的原表存在办公室的“旧版”文件夹里。"
)
"""What such a form says on top."""
STRUCTURE_KEYS = {
    "workbook": "表种",
    "version": "结构版本",
    "measure_id": "措施编号",
    "revision": "修订次数",
    "carried": "沿用上期",
    "release": "程序版本",
    "issue_id": "发放编号",
    "own_fields": "本类栏目",
    "words": "用词",
    "labels": "栏目名称",
}
"""``release``: the first release of the program that reads a workbook of this version; ``issue_id``:
which measure a form was issued for, whatever number it has by now;
``own_fields``: the fields of its kind that a workbook was made with, each as block/label/help on a line of its own; ``words`` and ``labels``: ours with its own.
"""
FROM_LAST_ROUND, FROM_ANOTHER_UNIT = "是", "移交"
"""What a form says of answers it begins with that are not its unit's of this round: they are from the
last round, or the measure was another unit's."""
VERTICAL_HEADER = ("栏目", "填写内容", "填写提示")
REQUIRED_MARK = "*"
CHECK_HEADER = "自检"
CHECK_RESULT = "自检结果"
RETURNED = "●"
"""Stands in the column of the self-check beside what the form was returned for, until it changes."""
CHECK_MARKS = RIGHT, WRONG, DOUBTFUL = "✔", "✘", "△"
OWN_SHEETS = (
    STRUCTURE_SHEET,
    INSTRUCTIONS_SHEET,
    LISTS_SHEET,
    CHECK_SHEET,
    RETURN_SHEET,
    ADOPTED_SHEET,
)
