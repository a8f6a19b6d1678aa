"""Numbers of problems, measures and regulations in prose, against what there is."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.projects import Project

from compiler.chinese.counted import counted
from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document
from compiler.diagnostics import Diagnostic

pytestmark = pytest.mark.usefixtures("read_once")

# The project has 3 problems in 2 aspects, 2 of them completed and 1 unfinished; 4 measures, 3 and 1;
# 1 regulation.


def diagnose(root: Path) -> tuple[Diagnostic, ...]:
    """Return everything that ``zhenggai check`` finds."""
    return check_document(analyse(root)).diagnostics


def told(root: Path, project: Project, text: str) -> list[tuple[str, str]]:
    """Return what is found of numbers in a chapter of that text, with the words it is about."""
    project.tables["篇章"][2]["文字"] = text
    found = (d for d in diagnose(project.write(root)) if d.code in ("C032", "C034", "C035"))
    return [(d.code, str(d.arguments["said"])) for d in found]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("对反馈的4个问题照单全收。", [("C032", "4个问题")]),
        ("对反馈的四十个问题照单全收。", [("C032", "四十个问题")]),
        ("对反馈的3个问题照单全收。", []),
        ("对反馈的三个问题照单全收。", []),
        ("对反馈的3个方面、3个问题照单全收。", [("C032", "3个方面")]),
        ("省委巡视反馈问题30个。", [("C032", "反馈问题30个")]),
        ("针对反馈意见，细化制定14条具体整改措施。", [("C032", "14条具体整改措施")]),
        ("研究制定整改措施4项，逐条落实。", []),
        ("制定措施四十条。", [("C032", "措施四十条")]),
        ("制定措施10余条。", [("C032", "措施10余条")]),
        ("3个问题中，已完成整改2个，未完成1个。", []),
        ("3个问题中，已完成整改1个，未完成2个。", [("C032", "1个"), ("C032", "2个")]),
        ("4条措施已完成13条，剩余1条正在推进。", [("C032", "13条")]),
        ("目前，3个问题已完成2个，其余1个正在整改。", []),
        ("目前，3个问题已完成2个，其余3个正在整改。", [("C035", "3个")]),
        ("截至目前，未完成整改问题2个。", [("C032", "整改问题2个")]),
        ("制定出台制度3项。", [("C032", "制度3项")]),
        ("制定制度1项、修订制度2项。", [("C032", "制度2项")]),
        ("把2大方面3项问题细化为4项整改任务。", []),
        ("把2大方面13项问题细化为14项整改任务。", [("C032", "13项问题"), ("C032", "14项整改任务")]),
        ("巡视反馈的问题共3个，涉及4个方面。", [("C032", "4个方面")]),
        ("逐条制定整改措施，共40条。", [("C032", "整改措施，共40条")]),
        ("3个问题，2个已完成，1个未完成。", []),
        ("3个问题，1个已完成，2个未完成。", [("C032", "1个"), ("C032", "2个")]),
        ("尚未完成整改的1个问题正在推进。", []),
        ("其余11个问题达到序时进度。", [("C035", "11个问题")]),
        ("整改完成率达66.7%。", []),
        ("措施完成率75%。", []),
        ("整改完成率达96.7%。", [("C035", "整改完成率达96.7%")]),
        ("党的建设方面1个问题已办结。", []),
        ("党的建设方面3个问题已办结。", [("C035", "3个问题")]),
        ("督促整改类3个。", []),
        ("督促整改类5个。", [("C035", "5个")]),
        ("区教育局反馈问题18个。", []),
        ("2023年巡察反馈的36个问题已完成整改35个。", []),
        ("去年反馈的8个问题全部销号。", []),
        ("专项整治完成整改问题43个。", []),
        ("上轮巡视反馈的52个问题已全部销号。", []),
        ("审计反馈的52个问题，已完成整改50个。", []),
        ("督导检查发现问题33个，已整改30个。", []),
        ("针对财务管理问题，制定措施12条。", []),
        ("各部门制定整改措施300条。", []),
        ("对2条措施提出重改意见。", []),
        ("其中，区教育局制定整改措施2条。", []),
    ],
)
def test_numbers_in_chapters(
    project: Project, tmp_path: Path, text: str, said: list[tuple[str, str]]
) -> None:
    """A number is wrong only if nothing that its words can mean is that many."""
    assert told(tmp_path, project, text) == said


@pytest.mark.parametrize(
    ("lead_in", "found"),
    [
        ("区委高度重视，制定3条措施。", ["C034"]),
        ("区委高度重视，制定2条措施。", []),
        ("坚持标本兼治，从三个方面推进整改。", ["C034"]),
        ("坚持标本兼治，从两个方面推进整改。", []),
        ("从机制、队伍、作风三个方面发力。", []),
        ("采取以下三项举措：", ["C034"]),
        ("督促该校制定6条措施。", []),
    ],
)
def test_numbers_in_lead_ins(
    project: Project, tmp_path: Path, lead_in: str, found: list[str]
) -> None:
    """What a lead-in announces is what follows it."""
    project.tables["问题清单"][0]["问题导语"] = lead_in
    assert [d.code for d in diagnose(project.write(tmp_path)) if d.code == "C034"] == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("移交信访件46件，已办结42件，正在办理4件。", []),
        ("移交信访件46件。信访件办结41件，在办5件。", ["41件", "5件"]),
        ("移交信访件56件，其中重复件3件。", ["56件"]),
        ("移交信访件46件。办结信访件24件。", ["24件"]),
        ("全年接待来信320件，办结信访件300件。", []),
        ("共收到信访件46件，已办结40件，正在办理6件。", ["40件", "6件"]),
        ("共收到信访件320件，已办结300件。", []),  # others
    ],
)
def test_letters_handed_over(project: Project, tmp_path: Path, text: str, said: list[str]) -> None:
    """What was handed over, closed and is open, as registered."""
    assert told(tmp_path, project, text) == [("C032", number) for number in said]


@given(st.text(alphabet="一二十0149个条项类的问题措施制度反馈方面余约、，。", max_size=60))
def test_every_number_is_read_once(text: str) -> None:
    """Numbers come in order, none twice, each where it says."""
    items = counted(text)
    assert all(a.end <= b.start for a, b in pairwise(items))
    assert all(item.begin <= item.start < item.end <= item.stop for item in items)
    assert all(item.high is None or item.low <= item.high for item in items)
