"""What is wrong with a returned form: a comment on each cell concerned, and a list that leads to
them.
"""

from __future__ import annotations

from collections.abc import Sequence

from compiler.excel.writing.cell_lists import CellList
from compiler.excel.writing.formats import ORANGE, PALE_BLUE, PALE_GREEN
from compiler.excel.writing.self_check_returned import states
from compiler.schema.contents import REMARK, FormFault, Spot
from compiler.schema.structure import RETURN_END, RETURN_MARK, RETURN_STATE, TOUCHED, UNTOUCHED

COLUMNS = (
    ("序号", 6),
    ("轻重", 7),
    ("栏目", 18),
    ("问题", 42),
    ("原文", 30),
    ("怎么改", 34),
    ("正确示例", 30),
    (RETURN_STATE, 9),
)
NOTE = (
    "下面每一条都要改；点“栏目”可跳到那一格，改了以后“改没改”一栏由“未改”变成“已改”。"
    "全部改好、表的最上面显示“可以报送”后，把本表报回。警告确实不用改的，报回时说明原因。"
)
REMARKS_BESIDES = (
    "标为“意见”的是审稿时提出的，不是填报错误：请研究修改，不改的，请向办公室说明原因。"
)
REMARKS_ONLY = (
    "下面是审稿时对本表提出的意见，不是填报错误；点“栏目”可跳到那一格。请研究修改，"
    "不改的，请向办公室说明原因。改好、表的最上面显示“可以报送”后，把本表报回。"
)
TONES = {
    "错误": ORANGE,
    "警告": "#FFF3CD",
    REMARK: PALE_BLUE,
    UNTOUCHED: ORANGE,
    TOUCHED: PALE_GREEN,
}


def fault_comments(form_faults: Sequence[FormFault]) -> dict[Spot, str]:
    """Return what is to be said on each cell, all its faults together."""
    by_spot: dict[Spot, list[str]] = {}
    for form_fault in form_faults:
        if form_fault.spot is not None:
            by_spot.setdefault(form_fault.spot, []).append(
                "\n".join(
                    filter(
                        None,
                        [
                            f"{form_fault.severity}:{form_fault.message}",
                            form_fault.remedy,
                            form_fault.example,
                        ],
                    )
                )
            )
    return {
        spot: RETURN_MARK + "\n\n".join(texts) + "\n" + RETURN_END
        for spot, texts in by_spot.items()
    }


def fault_list(form_faults: Sequence[FormFault]) -> CellList:
    """Return the list of all faults."""
    lines = [
        (
            form_fault.spot,
            (
                str(number),
                form_fault.severity,
                form_fault.label,
                f"{form_fault.message}({form_fault.code})",
                form_fault.quote,
                form_fault.remedy,
                form_fault.example,
                state,
            ),
        )
        for number, (form_fault, state) in enumerate(
            zip(form_faults, states(form_faults), strict=True), 1
        )
    ]
    return CellList("退回问题", _note(form_faults), COLUMNS, lines, linked=2, tones=TONES)


def _note(form_faults: Sequence[FormFault]) -> str:
    """Return what is said above the list: a remark is not called a mistake."""
    remarks = [one.severity == REMARK for one in form_faults]
    if all(remarks):
        return REMARKS_ONLY
    return NOTE + REMARKS_BESIDES if any(remarks) else NOTE
