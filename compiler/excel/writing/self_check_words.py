"""What a form says of itself, in a few words for each rule it can see."""

from __future__ import annotations

from compiler.schema.definitions import Field
from compiler.schema.structure import WRONG

READY, OPEN = "可以报送", ("还有", "处需要修改")
ADDED = ("（另有", "行是后插入的，表上不能自检，请逐格核对）")
SENTENCES = {
    "S042": "是错误值，请直接填写内容。",
    "V001": "必填，还没有填。",
    "V002": "按完成状态必须填，还没有填。",
    "V003": "按完成状态不应填，请清空，或核对完成状态。",
    "V010": "应填阿拉伯数字，不带单位。",
    "V011": "应为0或正整数。",
    "V012": "应填日期，如2024-12-31。",
    "V013": "年份不对，请核对。",
    "L040": "早于前一步的日期，请核对。",
    "L041": "早于完成日期，请核对。",
    "V024": "文字太长，后面的可能丢了，请精简。",
    "V028": "最多{limit}个字，请精简。",
    "V020": "中间有换行或制表符，请连成一段。",
    "V021": "有看不见的字符，请删去后重新输入。",
    "V023": "数字请用半角。",
    "V025": "请以句号结尾。",
    "V026": "句末不加标点，请删去。",
    "V027": "不写序号，请删去。",
    "V014": "请从下拉列表中选一项。",
    "V015": "不在单位名录里，请用规范名称。",
}
"""What is said on the form for each rule, the first that applies."""


def sentence(code: str, field: Field, *, named: bool = False) -> str:
    """Return what the form says for a rule; in a table it names the column."""
    text = SENTENCES[code].format(limit=field.max_length)
    return f"{WRONG} {f'“{field.label}”' if named else ''}{text}"


def result(count: int) -> str:
    """Return the line at the top of a form with ``count`` faults."""
    return f"{OPEN[0]} {count} {OPEN[1]}" if count else READY
