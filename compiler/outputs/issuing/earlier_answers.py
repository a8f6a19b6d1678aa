"""What the forms of an earlier round hand on to those of a new one: to the same measure, whatever it is
called by now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from compiler.analysis.answers import holds_answers
from compiler.analysis.form_owners import filling_unit
from compiler.analysis.issue_log import IssueLog
from compiler.analysis.reissue import Face, match_measures, resembles
from compiler.excel.reading.records import Record
from compiler.model.register import Register
from compiler.outputs.filling import carried_on, contents_of
from compiler.outputs.issuing.lineages import (
    IssuedLineage,
    face_of_plan,
    lineages_of,
    speaks_of_another,
)
from compiler.schema.contents import Contents
from compiler.schema.definitions import Workbook


@attrs.frozen
class EarlierAnswers:
    """Answers by the measure of the new register they are for, and the numbers of measures that could
    be several of it.
    """

    by_measure: Mapping[str, Contents]
    unsure: tuple[str, ...] = ()


def earlier_answers(
    earlier: Register,
    forms: Sequence[Record],
    log: IssueLog,
    now: Register,
    form: Workbook,
    aliases: Mapping[str, str],
) -> EarlierAnswers:
    """Return what the lead units' forms of an earlier round hand on: of each measure the form that its
    notice was compiled from, to the measure that it is now. ``aliases`` are those of both registers.
    """
    old, new = _faces(earlier, form, aliases), _faces(now, form, aliases)
    matching = match_measures(old, new)
    by_measure: dict[str, Contents] = {}
    lineages, _ = lineages_of(forms, log, aliases)
    for before, after in matching.pairs.items():
        others = {face.planned for face in old if face.planned} - {old[before].planned}
        lead = next(
            (
                own
                for lineage in lineages
                for own in _of_lead(lineage, old[before], log, others, aliases)
            ),
            None,
        )
        if lead is not None:
            by_measure[new[after].measure] = carried_on(contents_of(lead), form)
    unsure = dict.fromkeys(old[place].measure for place, _ in matching.doubtful)
    return EarlierAnswers(by_measure, tuple(unsure))


def _of_lead(
    lineage: IssuedLineage, face: Face, log: IssueLog, others: set[str], aliases: Mapping[str, str]
) -> list[Record]:
    """Return the lead unit's forms of a lineage that the earlier notice was compiled from, if it is the
    measure that stands in its register.
    """
    issued = lineage.face
    if issued.measure != face.measure or issued.planned in others:
        return []
    if issued.planned and face.planned and not resembles(issued.planned, face.planned):
        return []
    return [
        own
        for own in lineage.forms
        if filling_unit(own, aliases) in ("", face.unit)
        and holds_answers(own)
        and not speaks_of_another(own, lineage, face, log, others)
    ]


def _faces(register: Register, form: Workbook, aliases: Mapping[str, str]) -> list[Face]:
    problems = {problem.number.value: problem for problem in register.problems}
    return [
        face_of_plan(plan, problems.get(plan.problem.value), form, aliases)
        for plan in register.measures
    ]
