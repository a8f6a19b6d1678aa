"""What follows from a mistake is not reported beside it: one table of what brings what, and where
the two must meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

import attrs

from compiler.analysis import cause_keys as at
from compiler.analysis.cause_keys import MISREAD, MISSING, UNREADABLE, Keys, RecordIndex
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.records import Record
from compiler.vocab import Severity

UNUSABLE = (
    "S040",
    "S042",
    "V001",
    "V002",
    "V010",
    "V011",
    "V012",
    "V013",
    "V014",
    "V015",
    "V016",
    "V017",
    "V018",
    "V019",
)
"""What leaves a cell without a value that can be trusted."""
BROKEN_OUTLINE = ("S051", "S052", "S053", "S054", "S055", "S056", "S070", "S081")
LATER = ("L", "C", "F", "T")
"""The stages that build on what cells hold. What must not be public is never anybody's
consequence."""
FIGURE = ("指标名称", "数值", "计量单位")
DATA = (*FIGURE, "处理方式", "处理人数", "文件标题", "完成状态")
"""The labels of a form's cells that totals over all forms are made of."""
INCOMPLETE = (*MISSING, "S030", "S031", "S032", *UNUSABLE)
ID_LABELS = ("措施编号", "问题编号")
UNPRINTED = ("L031", "L034")


@attrs.frozen
class Cause:
    """``consequences`` (codes, or the letters of stages) follow from ``causes`` wherever both
    have a key in common.
    """

    causes: tuple[str, ...]
    consequences: tuple[str, ...]
    cause: Keys
    consequence: Keys


def _together(keys: Keys, causes: tuple[str, ...], consequences: tuple[str, ...]) -> Cause:
    return Cause(causes, consequences, keys, keys)


CAUSES = (
    # A file or a sheet that could not be read
    _together(at.measures, (*UNREADABLE, "S024"), ("L001",)),
    _together(at.file, ("S021",), ("S023", "S024", "S025", "S03")),
    _together(at.file, ("V004",), ("V001", *LATER)),
    Cause(("S024",), LATER, at.form, at.file),
    Cause(MISREAD, ("L", "C", "F002"), at.on_sheet("问题清单", at.everywhere), at.everywhere),
    Cause(MISREAD, ("L", "C", "F002"), at.on_sheet("措施清单", at.everywhere), at.everywhere),
    Cause(MISREAD, ("L03",), at.on_sheet("篇章", at.file), at.file),
    Cause(MISREAD, ("L005", "L006"), at.on_sheet("单位名录", at.everywhere), at.everywhere),
    Cause(MISREAD, ("F001",), at.on_sheet("处理人员", at.everywhere), at.everywhere),
    Cause(MISREAD, ("F002", "L020"), at.on_sheet("勾稽规则", at.everywhere), at.everywhere),
    _together(at.sheet, ("S030", "S035"), ("S033",)),
    _together(at.rows, ("S032",), ("S033",)),
    _together(at.sheet, ("S034", "S035", "S036"), ("F",)),
    # A cell without a value
    _together(at.cells, (*UNUSABLE, *MISREAD), (*LATER, "V003", "V02")),
    _together(at.words, ("V027",), ("T003",)),
    _together(at.rows, UNUSABLE, ("F010", "F011", "F012", "L031", "L034")),
    _together(at.columns, UNUSABLE, ("L010", "L017", "L018")),
    Cause((*UNUSABLE, *MISREAD), ("F001", "F002"), at.unread(*FIGURE), at.file),
    # Ids and numbers of the register
    Cause(
        UNUSABLE,
        ("L002", "L012", "L014", "L015", "L016", "L034"),
        at.on_sheet("措施清单", at.problems, *ID_LABELS),
        at.problems,
    ),
    Cause(
        UNUSABLE,
        ("L010", "L012", "L016", "L017", "C030"),
        at.on_sheet("问题清单", at.everywhere, "问题编号"),
        at.everywhere,
    ),
    Cause(UNUSABLE, ("V015",), at.on_sheet("单位名录", at.everywhere, "单位名称"), at.everywhere),
    Cause(("L010", "L011"), ("L012", "L016", "L017"), at.everywhere, at.everywhere),
    _together(at.rows, ("L011",), ("L006", "L010")),
    _together(at.problems, ("L012", "L013", "L014"), ("L002", "L015", "L016")),
    _together(at.problems, ("L002",), ("L015",)),
    _together(at.cells, ("L014", "L015"), ("L001",)),
    # Forms without their place
    Cause(UNUSABLE, ("L001", "L034"), at.own_id, at.measures),
    Cause(("L002",), ("L001",), at.file_name, at.measures),
    Cause(("L002",), ("L001",), at.sender, at.owed),
    _together(at.measures, ("L005",), ("L001",)),
    _together(at.file, ("L002", "L003", "L005"), ("L034",)),
    _together(at.measures, ("L012", "L013"), ("L034",)),
    _together(at.problems, ("L001",), ("L034", "C001")),
    _together(at.file, ("V003",), ("C010", "C011")),
    _together(at.cells, ("V003", "L007", "L032", "C003"), ("L034",)),
    # Names and totals
    Cause(("F002", "F003", "F004", "F005", "F006"), ("F002", "L020"), at.defined, at.name),
    Cause(UNUSABLE, ("F002", "L020", "L021"), at.figure, at.name),
    Cause(
        (*UNUSABLE, *MISREAD),
        ("F002", "L020"),
        at.on_sheet("办理情况", at.petition_counts),
        at.name_or_ending,
    ),
    Cause(INCOMPLETE, ("F002", "L020"), at.lacking(*FIGURE), at.unlike),
    Cause(INCOMPLETE, ("F001", "F020", "C032"), at.lacking(*DATA), at.total),
    # The outline and the places it prints
    _together(at.file, ("S051", "S052", "S053", "S056"), ("S070",)),
    Cause(BROKEN_OUTLINE, ("S057", *UNPRINTED), at.everywhere, at.everywhere),
    Cause(BROKEN_OUTLINE, ("V014",), at.everywhere, at.on_sheet("篇章", at.everywhere, "位置")),
    Cause(UNUSABLE, UNPRINTED, at.on_sheet("篇章", at.file), at.file),
)
"""Every kind of consequence, by what the cause is about."""


def without_consequences(
    diagnostics: Sequence[Diagnostic], records: Sequence[Record]
) -> list[Diagnostic]:
    """Drop what follows from something else in the list.

    A diagnostic goes only if a chain of causes leads to it from one that nothing brought about,
    which stays; what brings about an error is an error. So no error ever vanishes together with
    its cause.
    """
    sources = at.sources_of(records)
    effects: dict[Hashable, set[int]] = {}
    shared_keys: list[list[Hashable]] = [[] for _ in diagnostics]
    caused: set[int] = set()
    for number, rule in enumerate(CAUSES):
        causes = _by_key(diagnostics, rule.causes, rule.cause, sources)
        consequences = (
            _by_key(diagnostics, rule.consequences, rule.consequence, sources) if causes else {}
        )
        for key in causes.keys() & consequences.keys():
            for severity in (Severity.ERROR, Severity.HINT):
                grave = {index for index in causes[key] if diagnostics[index].severity >= severity}
                own = {
                    index
                    for index in consequences[key]
                    if (diagnostics[index].severity is Severity.ERROR)
                    is (severity is Severity.ERROR)
                }
                caused |= {index for index in own if len(grave) > (index in grave)}
                effects[number, key, severity] = own
                for index in grave:
                    shared_keys[index].append((number, key, severity))
    reached: set[int] = set()
    waiting = [index for index in range(len(diagnostics)) if index not in caused]
    while waiting:
        for shared_key in shared_keys[waiting.pop()]:
            new = (effects.pop(shared_key, set()) & caused) - reached
            reached |= new
            waiting += new
    return [diagnostic for index, diagnostic in enumerate(diagnostics) if index not in reached]


def _by_key(
    diagnostics: Sequence[Diagnostic], codes: tuple[str, ...], keys: Keys, sources: RecordIndex
) -> dict[Hashable, set[int]]:
    """Return which diagnostics of ``codes`` meet at which key."""
    met: dict[Hashable, set[int]] = defaultdict(set)
    for index, diagnostic in enumerate(diagnostics):
        if diagnostic.code.startswith(codes):
            for key in keys(sources, diagnostic):
                met[key].add(index)
    return met
