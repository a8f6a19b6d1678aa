"""What a form says of itself, in a few words for each rule it can see."""

from __future__ import annotations

from compiler.schema.definitions import Field
from compiler.schema.structure import DOUBTFUL, RETURNED, WRONG

READY, OPEN = "可以报送", ("还有", "处需要修改")
NOT_YET = f"{RETURNED} 退回的问题还没有改，见“退回问题”。"
UNCHANGED = ("退回：还有", "处没有改")
UNCHANGED_BUT_WARNED = "（确实不用改的，报回时写明理由）"
ASKED_BY_HAND = ("（另有", "条说的不是哪一格，请照“退回问题”自己核对）")
STRAY = ("（有 ", " 格写在栏目以外，请移进栏目或删去）")
RENAMED = ("（栏目名称“", "”被改动，请改回）")
DOUBTS_LEFT = (f"（标{DOUBTFUL}的 ", " 处请核对）")
ADDED = ("（另有", "行是后插入的，表上不能自检，请逐格核对）")
SENTENCES = {
    "S042": "是错误值，请直接填写内容。",
    "V001": "必填，还没有填。",
    "V002": "按完成状态必须填，还没有填。",
    "V003": "按完成状态不应填，请清空，或核对完成状态。",
    "V010": "应填阿拉伯数字，不带单位。",
    "V011": "应为0或正整数。",
    "V012": "应填日期，如{example}。",
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
    "F010": "正文里没有这个数，请改成一致；正文没有写的，删去这一行。",
    "F011": "正文里没有用书名号写出这个标题，请改成一字不差；正文没有提到的，删去这一行。",
    "F012": "正文里没有写这种处理方式和这个人数，请改成一致。",
}
"""What is said on the form for each rule, the first that applies."""
DOUBTS = {
    "F010": "正文里的写法表上认不准，请核对数和单位是不是一致。",
    "F012": "正文里的写法表上认不准，请核对处理方式和人数是不是一致。",
}
"""What is said where a worksheet cannot be sure; this keeps nobody from reporting."""
EXAMPLE_DAY = "2024-12-31"
DOUBTED = "?"
"""What stands before a rule's code where only a doubt is meant."""


def sentence(code: str, field: Field, *, named: bool = False) -> str:
    """Return what the form says for a rule, or for a doubt; in a table it names the column."""
    name = f"“{field.label}”" if named else ""
    if code.startswith(DOUBTED):
        return f"{DOUBTFUL} 请核对：{name}{DOUBTS[code.removeprefix(DOUBTED)]}"
    example = field.example or EXAMPLE_DAY
    return f"{WRONG} {name}{SENTENCES[code].format(limit=field.max_length, example=example)}"


def result(
    count: int,
    *,
    doubtful: int = 0,
    unchanged: int = 0,
    warned_only: bool = False,
    by_hand: int = 0,
) -> str:
    """Return the line at the top of a form with ``count`` faults, of which, if it was returned,
    ``unchanged`` are still to be seen to.
    """
    still = f"{OPEN[0]} {count} {OPEN[1]}" if count else ""
    main = still or READY
    if unchanged:
        main = f"{UNCHANGED[0]} {unchanged} {UNCHANGED[1]}"
        main += UNCHANGED_BUT_WARNED if warned_only else ""
        main += f"；{still}" if still else ""
    main += f"{DOUBTS_LEFT[0]}{doubtful}{DOUBTS_LEFT[1]}" if doubtful else ""
    return main + (f"{ASKED_BY_HAND[0]} {by_hand} {ASKED_BY_HAND[1]}" if by_hand else "")
