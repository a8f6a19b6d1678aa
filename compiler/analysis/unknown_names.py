"""What to say of a name that nothing is counted or declared under."""

from __future__ import annotations

import re
from collections.abc import Iterable

from compiler.analysis.activities import (
    CHAIRED,
    CLASS,
    ENDINGS,
    SHEET,
    chairs,
    classes,
    endings,
    filled,
    kinds,
    read_before,
)
from compiler.chinese.likeness import nearest
from compiler.chinese.periods import leading_period
from compiler.model.report import Report

LIKE_ENOUGH = 0.5
PERIOD = re.compile(r"年|月|日|季度|以来")
LISTED = 8
"""Names of kinds or chairs that a message has room for."""


def hint_at(report: Report, name: str, known: Iterable[str]) -> tuple[str, bool]:
    """Return the sentence that leads on from an unknown name, and whether it is clear what was
    meant: the sheet that would have to count it, or a name like it.
    """
    if unfilled := _unfilled(report, name):  # a name like it would count something else
        return unfilled, True
    guess = nearest(name, known, LIKE_ENOUGH)
    hint = f"是不是“{guess}”？" if guess else ""
    told = _of_the_office(report, name)
    return hint + (told or _register_it(report, name)), bool(guess or told)


def _bare(name: str) -> str:
    return "".join(name.split()).removeprefix(SHEET).lstrip(":：·的")


def _unfilled(report: Report, name: str) -> str:
    """Say that no row has what a name counts, if every part of it is understood; else nothing."""
    bare = _bare(name)
    period, rest = leading_period(bare)
    if isinstance(period, str):
        return ""
    for whole in dict.fromkeys((bare, rest)):
        for counted, kind, before in endings(report, whole):
            *_, unexplained = read_before(report, before)
            if not unexplained and not filled(report, kind, counted):
                return f"“{SHEET}”里“{kind}”各行都没有填“{counted.label}”，请先填上。"
    return ""


def _of_the_office(report: Report, name: str) -> str:
    """Say which part of a name is not in 工作纪实, if its kind is; else nothing."""
    bare = _bare(name)
    period, rest = leading_period(bare)
    for counted, kind, head in endings(report, rest):
        *_, before = read_before(report, head)
        if isinstance(period, str):
            return f"“{bare.removesuffix(rest)}”不是期间：{period}。期间写成“2024年7月”“2024年7月至12月”的样子。"
        if not before:
            continue
        if PERIOD.search(before):
            right = f"“2024年7月{kind}{counted.words[0]}”"
            return f"“{before}”看不懂：期间写在最前面，写明年份，如{right}。"
        if before.endswith(CLASS):
            given = _listed(classes(report))
            after_chair = CHAIRED.split(before)[-1]
            return f"没有“{after_chair}”，整改类别有：{given}。"
        who = _listed(chairs(report))
        chaired = f"主持人或组织单位有：{who}。" if who else "各行都没有填主持人或组织单位。"
        return f"“{SHEET}”里有“{kind}”，“{before}”却对不上：{chaired}主持人后面写“主持”，如“区委书记主持{kind}次数”。"
    return ""


def _register_it(report: Report, name: str) -> str:
    """Say what kinds there are to be counted, where a name ends as if it counted one."""
    if not name.endswith(tuple(word for word, _ in ENDINGS)):
        return ""
    known = _listed(kinds(report))
    if not known:
        return f"要数办公室自己做的工作，请先登记到总台账的“{SHEET}”表。"
    return f"“{SHEET}”里的类型有：{known}。"


def _listed(names: tuple[str, ...]) -> str:
    """Join names, as many as a message has room for."""
    return "、".join(names[:LISTED]) + ("等" if len(names) > LISTED else "")
