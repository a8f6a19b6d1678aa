"""What supporting units are sent when forms are issued: a letter that names the measures they have a
part in, and for each a form of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import attrs

from compiler.analysis.answers import holds_answers
from compiler.analysis.form_owners import filling_unit, forms_by_measure
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.records import Record
from compiler.model.register import PlannedMeasure, Register
from compiler.notice.kind import Kind
from compiler.outputs.filling import blank_form
from compiler.outputs.forms import write_form
from compiler.schema.contents import Lists
from compiler.storage.names import safe_name
from compiler.word.letters.letter import write_letter
from compiler.word.letters.packs import FilesByUnit
from compiler.word.letters.support import SUPPORT_LETTER, support_letter


def with_supporting_units(
    packs: FilesByUnit,
    issued: Iterable[PlannedMeasure],
    issue_ids: Mapping[str, str],
    register: Register,
    forms: Sequence[Record],
    lists: Lists,
    kind: Kind,
    root: Path,
    day: date,
) -> tuple[FilesByUnit, list[Diagnostic]]:
    """Return the packs of the lead units, and with them what goes to the units that support the
    measures ``issued``; their forms bear the id of the lead unit's (``issue_ids``, by measure), are
    theirs to send or not, and are not filed in the project.

    A unit of which a form for a measure has come is not asked again. Diagnostics: those of
    :func:`compiler.word.letters.letter.write_letter`; with any there are no packs.
    """
    came = {
        (measure, filling_unit(form, lists.aliases))
        for measure, own in forms_by_measure(forms).items()
        for form in own
        if holds_answers(form)
    }
    supported: dict[str, list[PlannedMeasure]] = {}
    for plan in issued:
        for unit in _supporting(plan):
            if (plan.id.value, unit) not in came:
                supported.setdefault(unit, []).append(plan)
    joined = dict(packs)
    for unit, own in supported.items():
        letter = support_letter(register, unit, own, day)
        content, found = write_letter(letter, register.information, kind, root)
        if content is None:
            return {}, found
        files = {f"{SUPPORT_LETTER}.docx": content}
        for plan in own:
            name = safe_name(f"{plan.id.value}（{unit}）") + ".xlsx"
            files[name] = _form(plan, unit, issue_ids.get(plan.id.value, ""), register, lists, kind)
        joined[unit] = {**joined.get(unit, {}), **files}
    return joined, []


def _supporting(plan: PlannedMeasure) -> Iterator[str]:
    """Yield the units that support a measure and are known, each once."""
    known = (unit.value for unit in plan.supporting_units if unit.value and not unit.unusable)
    yield from (unit for unit in dict.fromkeys(known) if unit != plan.lead_unit.value)


def _form(
    plan: PlannedMeasure, unit: str, issue_id: str, register: Register, lists: Lists, kind: Kind
) -> bytes:
    """Return a measure's blank form with the supporting unit written on it."""
    problem = next((p for p in register.problems if p.number.value == plan.problem.value), None)
    contents = blank_form(plan, problem, kind.schema.form)
    contents = attrs.evolve(contents, fields={**contents.fields, "unit": unit})
    return write_form(
        contents, lists, measure_id=plan.id.value, issue_id=issue_id, form=kind.schema.form
    )
