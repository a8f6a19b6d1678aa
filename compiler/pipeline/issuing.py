"""Forms issued from the register: one a measure, never over an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import attrs

from compiler.analysis.lower import Lowering, lower_register, unit_names
from compiler.diagnostics import Diagnostic, complain, has_errors, sort
from compiler.model.report import PlannedMeasure, Register
from compiler.pipeline.analyse import lists_of
from compiler.pipeline.filling import blank_form
from compiler.pipeline.publish import write_whole
from compiler.pipeline.templates import DEFAULT_KIND, open_kind
from compiler.render.workbooks import write_workbook
from compiler.schema.contents import Lists
from compiler.schema.form import FORM
from compiler.source.project import INPUT_FOLDER, Progress, read_project
from compiler.source.records import Record
from compiler.span import Span
from compiler.text.identifiers import measure_id, split_id

NEEDED_SHEETS = ("问题清单", "措施清单", "单位名录")
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@attrs.frozen
class Issue:
    """What issuing did: paths relative to the project, and why some were left alone."""

    written: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def _silent(done: int, total: int) -> None:
    return None


def issue_forms(root: Path, progress: Progress = _silent) -> Issue:
    """Write a form for every measure of the register under ``input_workbooks/<lead unit>/``.

    A form found anywhere in the project, under any name, that holds an answer, or anything that was not understood, is
    left; a blank one is renewed in its place if the register has changed since. Diagnostics: what keeps the register's lists from being read, R001.
    """
    source, found = read_project(root)
    if source.register is None:
        return Issue(diagnostics=sort(found))
    kind, kind_found = open_kind(root, kind_name(source.register), Span(source.register.file))
    if kind is None:
        return Issue(diagnostics=sort([*found, *kind_found]))
    lists = lists_of(kind, source.register, root)
    aliases = unit_names(source.register)[1]
    lowering = Lowering(lists, kind.statuses, aliases)
    register = lower_register(source.register, lowering)
    puzzling = {diagnostic.spans[0].file for diagnostic in found}
    found = [d for d in [*found, *lowering.found] if _concerns_lists(d, source.register.file)]
    if has_errors(found):
        return Issue(diagnostics=sort(found))
    existing = _existing(source.forms)
    outcomes = []
    for done, plan in enumerate(register.measures, 1):
        supporting = {unit.value for unit in plan.supporting_units}
        forms = [form for form in existing.get(plan.id.value, []) if _unit(form, aliases) not in supporting]
        outcomes.append(_issue(root, register, plan, forms, lists, puzzling))
        progress(done, len(register.measures))
    return Issue(
        written=tuple(outcome for outcome in outcomes if isinstance(outcome, str)),
        left=tuple(outcome for outcome in outcomes if isinstance(outcome, tuple)),
        diagnostics=sort([*found, *(outcome for outcome in outcomes if isinstance(outcome, Diagnostic))]),
    )


def _issue(
    root: Path, register: Register, plan: PlannedMeasure, forms: list[Record], lists: Lists, puzzling: set[str]
) -> str | tuple[str, str] | Diagnostic:
    """Write one form: return its path, or the path left alone with the reason, or what went wrong."""
    identifier = plan.id.value
    answered = next((form for form in forms if holds_answers(form)), None)
    if answered is not None:
        return answered.file, "已有填报内容"
    if unclear := next((form for form in forms if form.file in puzzling), None):
        return unclear.file, "里面有没读懂的内容"
    file = forms[0].file if forms else f"{INPUT_FOLDER}/{safe_name(plan.lead_unit.value)}/{safe_name(identifier)}.xlsx"
    path = root / file
    if path.exists() and not forms:
        return file, "已有同名文件，不是这条措施的填报表"
    problem = next((p for p in register.problems if p.number.value == plan.problem.value), None)
    content = write_workbook(FORM, blank_form(plan, problem), lists, measure_id=identifier)
    try:
        if path.exists() and path.read_bytes() == content:
            return file, "没有变化"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as error:
        return complain("R001", Span(file), file=file, reason=error.strerror or str(error))
    return file


def kind_name(register: Record) -> str:
    """Return the kind a register names, the default one if it names none."""
    entry = register.fields.get("kind")
    return (entry.text.strip() if entry else "") or DEFAULT_KIND


def _concerns_lists(diagnostic: Diagnostic, register_file: str) -> bool:
    place = diagnostic.spans[0]
    return place.file == register_file and (place.sheet is None or place.sheet in NEEDED_SHEETS)


def _existing(forms: tuple[Record, ...]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for form in forms:
        for source in (form.fields, form.structure):
            entry = source.get("measure_id")
            if entry is not None and (parts := split_id(entry.text.strip())):
                found.setdefault(measure_id(*parts), []).append(form)
                break
    return found


def _unit(form: Record, aliases: Mapping[str, str]) -> str:
    name = form.fields["unit"].text.strip() if "unit" in form.fields else ""
    return aliases.get(name, name)


def holds_answers(form: Record) -> bool:
    """Tell whether anyone has filled anything into a form."""
    prefilled = {field.key for field in FORM.sheets[0].fields() if field.prefilled} | {"unit"}
    filled = (entry for key, entry in form.fields.items() if key not in prefilled)
    return any(entry.cell is not None for entry in filled) or any(form.tables.values())


def safe_name(name: str) -> str:
    """Return ``name`` without what Windows forbids in file names."""
    return FORBIDDEN.sub("_", name).rstrip(" .") or "未命名"

