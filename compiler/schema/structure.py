"""The hidden sheet by which a workbook says what it is."""

from __future__ import annotations

STRUCTURE_SHEET = "_结构"
INSTRUCTIONS_SHEET = "填报说明"
LISTS_SHEET = "_选项"
STRUCTURE_KEYS = {"workbook": "表种", "version": "结构版本", "measure_id": "措施编号"}
VERTICAL_HEADER = ("栏目", "填写内容", "填写提示")
REQUIRED_MARK = "*"
OWN_SHEETS = (STRUCTURE_SHEET, INSTRUCTIONS_SHEET, LISTS_SHEET)
