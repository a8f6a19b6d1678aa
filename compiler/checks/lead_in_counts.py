"""What a lead-in announces against what follows it: the measures of the problem, or of the group."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.chinese.counted import NUMBER
from compiler.chinese.numerals import read_numeral
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role
from compiler.model.register import PlannedMeasure
from compiler.model.report import Problem

MAKING = (
    r"(?:共有|梳理|总结|采取|推出|制定|细化|形成|提出|明确|分解|确定|落实|实施|抓好|落细|列出|研究|拟定)"
    r"(?:制定|提出|形成|分解|细化|为|成|了|出|好|以下|如下|下列|共|的){0,4}"
)
NEXT = r"(?:以下|如下|下列|下述)"
POINTS = "(?:方面|环节|层面|维度|领域|角度|重点)"
THINGS = "(?:整改措施|具体措施|具体举措|工作措施|重点举措|措施|举措|整改任务|具体任务)"
ANNOUNCED = re.compile(
    rf"(?:{MAKING}|{NEXT})(?P<measures>{NUMBER})(?:条|项|个|方面)(?:具体|整改|针对性|有力|有效|的){{0,3}}{THINGS}(?!清单|台账|库)"
    rf"|{MAKING}{THINGS}共?(?P<behind>{NUMBER})(?:条|项|个)"
    rf"|(?:{NEXT}|从|在|分|分成|抓好|抓住|聚焦|突出|围绕)(?P<points>{NUMBER})个{POINTS}"
    r"(?=(?:工作)?(?:[:：。，,]|\Z)|入手|着手|发力|推进|推动|用力|聚力|上?下功夫|抓|整改|落实|解决|开展|同步|同时|持续|展开|予以|进行|加以|来)"
    rf"|(?:做了|做好|做实|重点抓好)(?P<works>{NUMBER})(?:项|方面)(?:重点)?工作(?=[:：。，,]|\Z)"
)
"""A number of things that a lead-in says will follow. 从机制、队伍、作风三个方面 names its own."""
OWN_SERIES = re.compile(r"一是|一方面|首先|其一|[(（]1[)）]|①|包括|分别是|即[:：]?")
PARTLY = re.compile(
    r"其中|另[有外行]|上级|上轮|各(?!项|类)|每|该[镇村局校企单]|督促|指导|要求|约谈"
)
"""A sentence that says so may count the measures of others, or a part."""


def measures_announced(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C034 a lead-in that says how many measures follow, where another number does."""
    for passage in printed.passages:
        if passage.role is not Role.LEAD_IN or passage.problem is None:
            continue
        counts, plans = _admitted(passage, passage.problem)
        for match in ANNOUNCED.finditer(passage.text):
            if match.start() and passage.text[match.start() - 1] in "、和":
                continue
            group = next(name for name in ("measures", "behind", "points", "works") if match[name])
            said = match[group]
            number = int(said) if said.isdecimal() else read_numeral(said)
            start = passage.text.rfind("。", 0, match.start()) + 1
            if PARTLY.search(passage.text, start, match.start()) or OWN_SERIES.search(
                passage.text, match.end()
            ):
                continue
            if number not in counts:
                yield complain(
                    "C034",
                    passage.span(*match.span(group)),
                    *(plan.id.span for plan in plans[:1]),
                    said=match.group(),
                    data=len(plans),
                ).resting_on(*(plan.id.span for plan in plans))


def _admitted(passage: Passage, problem: Problem) -> tuple[set[int], list[PlannedMeasure]]:
    """Return every number of what follows a lead-in, and the measures that do: a group's are its
    own, a problem's are all of its measures, told one by one or group by group.
    """
    groups = [group for group in problem.groups if group.lead_in]
    for group in groups:
        if group.lead_in.span == passage.cell.span:
            return {len(group.measures)}, [measure.plan for measure in group.measures]
    counts = {len(problem.measures), *([len(problem.groups)] if groups else [])}
    return counts, [measure.plan for measure in problem.measures]
