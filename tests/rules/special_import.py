"""Cases of the rules about what an imported notice does not tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from compiler.commands.importing import import_project
from compiler.diagnostics import Diagnostic
from rules.special_kinds import draw

Case = Callable[[Path, pytest.MonkeyPatch], Iterable[Diagnostic]]
HEAD = ["{标题}", "{导语}"]
TOLD = ["关于整改情况的通报", "现将整改情况通报如下。"]


def imported(outline: Sequence[str], notice: Sequence[str], lead: str = TOLD[1]) -> Case:
    """Import a notice of a kind of the office's own, its title as always."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        kind = draw(root / "模板", "督查整改")
        drawn = "\n".join((*HEAD, *outline)) + "\n"
        (kind / "outline.txt").write_text(drawn, encoding="utf-8")
        file = root / "通报.txt"
        file.write_text("\n".join((TOLD[0], lead, *notice)) + "\n", encoding="utf-8")
        return import_project(file, root / "新项目", str(kind)).diagnostics

    return case


LISTED = [
    "整改任务:{问题}。",
    "    整改目标:[{整改目标}]",
    "    1、{进展情况}",
    "    完成状态:{问题状态}",
]
TASK, DONE = "整改任务：台账不全。", "完成状态：已完成"

one_goal_for_two = imported(LISTED, [TASK, "整改目标：压实责任。", "1、已建。", "2、已查。", DONE])
one_goal_for_one = imported(LISTED, [TASK, "整改目标：压实责任。", "1、已建。", DONE])

PLAIN = ["(一)关于“{问题}”的问题。", "    整改情况:[一是{进展情况}]"]
SAID = ["（一）关于“台账不全”的问题。", "整改情况：已建立台账。"]

no_statuses = imported(PLAIN, SAID)
statuses = imported([*PLAIN, "    完成状态:{问题状态}"], [*SAID, DONE])

TWO = [*SAID, "（二）关于“账目不清”的问题。", "整改情况：已清理。"]

one_left = imported(PLAIN, TWO, "反馈2个问题，已完成1个、正在整改1个。")
none_left = imported(PLAIN, TWO, "反馈2个问题，已完成2个。")

DEALT = ["(一)因{处理口径}处理{口径人数}人。[{处理方式}{处理人数}人<:[{职务}{姓名}|、]>|;]。"]

persons = imported(
    [*PLAIN, *DEALT], [*SAID, "（一）因信访件处理1人。诫勉1人：东郊水厂厂长麦成澍。"]
)
nobody = imported([*PLAIN, *DEALT], SAID)

STATED = [*PLAIN, "    完成状态:{问题状态}"]
OPEN = "完成状态：正在整改"

one_of_two_open = imported(STATED, [SAID[0], "整改情况：一是已建。二是已查。", OPEN])
the_only_one_open = imported(STATED, [*SAID, OPEN])

DATED = [*STATED, "{成文日期}"]

no_day = imported(DATED, [*SAID, DONE])
day = imported(DATED, [*SAID, DONE, "2025年2月20日"])

LISTED_APART = ["|指标|数值|单位|", "|{指标名称}|{数值}|{计量单位}|"]
LISTED_WITHIN = ["    投入:[{指标名称}{数值}{计量单位}|、]"]

figures_apart = imported(
    [*STATED, *LISTED_APART], [*SAID, DONE, "指标\t数值\t单位", "资金\t3\t万元"]
)
figures_within = imported([*STATED, *LISTED_WITHIN], [*SAID, DONE, "投入：资金3万元"])

RUN_TOGETHER = [*STATED, "    [{有关情况说明}{下一步措施}]"]
APART = [*STATED, "    情况:[{有关情况说明}]", "    下一步:[{下一步措施}]"]

two_in_one = imported(RUN_TOGETHER, [*SAID, OPEN, "设备未到货。抓紧安装。"])
two_lines = imported(APART, [*SAID, OPEN, "情况：设备未到货。", "下一步：抓紧安装。"])
