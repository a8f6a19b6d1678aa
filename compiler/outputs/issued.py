"""What issuing decides for each planned measure: whether its form is left alone and why, where a
new one lies, and what it says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from compiler.analysis.answers import holds_answers
from compiler.analysis.form_owners import filling_unit, forms_by_measure, lead_units
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.project import INPUT_FOLDER
from compiler.excel.reading.records import Record
from compiler.excel.reading.workbook import is_outdated
from compiler.model.register import PlannedMeasure, Register
from compiler.outputs.filling import blank_form, carried_on, contents_of, holds
from compiler.outputs.forms import write_form
from compiler.schema.contents import Contents, Lists
from compiler.schema.definitions import Workbook
from compiler.storage.names import safe_name

NEEDED_SHEETS = ("问题清单", "措施清单", "单位名录")
"""The sheets of the register that forms are made from; a fault on another keeps none back."""

ANSWERED = "已有填报内容"
UNCLEAR = "里面有没读懂的内容"
NOT_OURS = "已有同名文件，不是这条措施的填报表"
UNCHANGED = "没有变化"
FOR_A_PERSON = (UNCLEAR, NOT_OURS)
"""The reasons for which somebody has to look at what was left."""


def concerns_forms(diagnostic: Diagnostic, register_file: str) -> bool:
    """Tell whether a finding is about what forms are made from."""
    place = diagnostic.spans[0]
    return place.file == register_file and (place.sheet is None or place.sheet in NEEDED_SHEETS)


def earlier_answers(
    register: Record, forms: Sequence[Record], form: Workbook
) -> dict[str, Contents]:
    """Return by measure what the lead units' forms of an earlier round hand on to a new one."""
    leads = dict(lead_units(register))
    answers = {}
    for identifier, own in forms_by_measure(forms).items():
        lead = next((it for it in own if filling_unit(it, {}) in ("", leads.get(identifier))), None)
        if lead is not None:
            answers[identifier] = carried_on(contents_of(lead), form)
    return answers


def forms_of_lead(
    plan: PlannedMeasure, forms: Sequence[Record], aliases: Mapping[str, str]
) -> list[Record]:
    """Return those of a measure's forms that are not a supporting unit's: that one's answer is no
    reason to issue none to the lead unit.
    """
    supporting = {unit.value for unit in plan.supporting_units}
    return [form for form in forms if filling_unit(form, aliases) not in supporting]


def left_alone(forms: Sequence[Record], puzzling: Collection[str]) -> tuple[str, str] | None:
    """Return a form that must not be written over, and why: it holds an answer, or its file is
    among the ``puzzling`` ones, which nobody can say of; ``None`` if there is no such form.
    """
    answered = next((form for form in forms if holds_answers(form)), None)
    if answered is not None:
        return answered.file, ANSWERED
    unclear = next((form for form in forms if form.file in puzzling), None)
    return (unclear.file, UNCLEAR) if unclear is not None else None


def place_of_form(plan: PlannedMeasure, forms: Sequence[Record]) -> str:
    """Return where a measure's form is written: in place of the one there is, under whatever name,
    else in the folder of the lead unit.
    """
    if forms:
        return forms[0].file
    unit, identifier = safe_name(plan.lead_unit.value), safe_name(plan.id.value)
    return f"{INPUT_FOLDER}/{unit}/{identifier}.xlsx"


def new_form(
    plan: PlannedMeasure,
    register: Register,
    forms: Sequence[Record],
    lists: Lists,
    answers: Contents | None,
    form: Workbook,
) -> bytes | None:
    """Return a measure's form, begun with last round's ``answers`` if there are any.

    ``None`` if one of ``forms`` is of an earlier version and good as it is: the unit has it
    already.
    """
    problem = next((p for p in register.problems if p.number.value == plan.problem.value), None)
    contents = blank_form(plan, problem, form)
    if answers is not None:
        contents = Contents({**answers.fields, **contents.fields}, answers.tables)
    if any(is_outdated(own) and holds(own, contents) for own in forms):
        return None
    return write_form(
        contents, lists, measure_id=plan.id.value, carried=answers is not None, form=form
    )
