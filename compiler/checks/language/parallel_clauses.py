"""What stands side by side is written alike: counters, the marks between clauses, the marks
between names.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from compiler.checks.passages import Passage
from compiler.checks.printed import Place, PrintedReport, excerpt, together
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role

COUNTED = re.compile(
    r"(?<![\d.])\d{1,6}(个)?((?!个|月|余|多)[\u4e00-\u9fff]{2}(?:[\u4e00-\u9fff]|(?=[，,。；;、]|\Z)))"
)
CLAUSE = re.compile(r"([^，,;；、。:：()（）]*)([，,;；、。:：()（）]|\Z)")
MEMBER = re.compile(r"\d{1,6}(件|户|名|人|家|处|项|起|宗)[\u4e00-\u9fff]{2}")
CHANGE = re.compile(r"(?:同比)?(?:增长|下降|上升|减少)\d{1,4}(?:\.\d{1,3})?%\Z")
BETWEEN = "，,;；、"
LIST_HEADING = re.compile(r"\d{1,4}[人名]\Z")
LEAST_MEMBERS = 3
"""From so many members on, a mark that differs is a slip: of two, neither is the rule."""


def counters(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T039 a number with 个 here and without it there, before the same word in one text."""
    for passage in printed.passages:
        if "个" not in passage.text:
            continue
        found: dict[str, dict[bool, tuple[int, int]]] = {}
        for match in COUNTED.finditer(passage.text):
            found.setdefault(match.group(2), {}).setdefault(
                match.group(1) is not None, match.span()
            )
        for uses in found.values():
            if len(uses) == 2:
                bare, full = uses[False], uses[True]
                shown = [passage.text[start:end] for start, end in (bare, full)]
                yield complain(
                    "T039", passage.span(*bare), passage.span(*full), here=shown[0], there=shown[1]
                )


def clause_marks(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T072 parallel clauses (1件…,2件…、3件…; 收入…,增长3%;支出…,增长2%) parted by different
    marks.
    """
    for passage in printed.passages:
        text = passage.text
        if len(MEMBER.findall(text)) < LEAST_MEMBERS and text.count("%") < LEAST_MEMBERS:
            continue
        clauses = list(CLAUSE.finditer(text))
        for run in (*_members(clauses), *_changes(clauses)):
            marks = [clause.group(2) for clause in run[:-1]]
            odd = next(
                (index for index, mark in enumerate(marks) if index and mark != marks[0]), None
            )
            if (
                len(run) >= LEAST_MEMBERS
                and odd is not None
                and all(mark in BETWEEN for mark in marks)
            ):
                following = run[odd].end()
                place = passage.span(run[odd].start(2), following)
                shown = excerpt(passage, following, following + 6)
                yield complain(
                    "T072",
                    place,
                    passage.span(*run[0].span(2)),
                    text=shown,
                    here=marks[odd],
                    there=marks[0],
                )


def _members(clauses: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Yield the runs of clauses that each begin with a count of the same unit."""
    for unit, run in itertools.groupby(clauses, key=_unit):
        if unit:
            yield list(run)


def _unit(clause: re.Match[str]) -> str:
    """Return the unit of the count that a clause begins with, empty if it begins otherwise."""
    member = MEMBER.match(clause.group(1))
    return member.group(1) if member else ""


def _changes(clauses: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Yield the runs of pairs, a figure and its change, by the clauses of the changes."""
    run: list[re.Match[str]] = []
    index = 1
    while index < len(clauses):
        paired = CHANGE.match(clauses[index].group(1)) and not CHANGE.match(
            clauses[index - 1].group(1)
        )
        if paired and re.search(r"\d", clauses[index - 1].group(1)):
            run.append(clauses[index])
            if clauses[index].group(2) in BETWEEN and clauses[index].group(2):
                index += 2
                continue
        if run:
            yield run
            run = []
        index += 1
    if run:
        yield run


def name_lists(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T073 lists of the persons dealt with, one with commas between them and one with 、."""
    commas, pauses = list[Place](), list[Place]()
    for heading, body in itertools.pairwise(printed.passages):
        if (
            heading.role is not Role.HEADING
            or body.role is not Role.CHAPTER
            or not LIST_HEADING.search(heading.text)
        ):
            continue
        if re.search(r"\d", body.text):
            continue
        style = _list_mark(body)
        if style:
            (commas if style[1] == "," else pauses).append((body, style[0], style[0] + 1))
    if commas and pauses:
        yield together("T073", commas, pauses[0])


def _list_mark(body: Passage) -> tuple[int, str] | None:
    """Return where the mark that parts a list stands first, and which it is: a comma or 、, at
    least three of them.
    """
    found = {",": re.search(r"[，,]", body.text), "、": re.search("、", body.text)}
    counted = {",": len(re.findall(r"[，,]", body.text)), "、": body.text.count("、")}
    mark = (
        ","
        if counted[","] >= LEAST_MEMBERS
        else "、"
        if counted["、"] >= LEAST_MEMBERS and not counted[","]
        else ""
    )
    first = found.get(mark)
    return (first.start(), mark) if first else None
