"""What was gathered from a notice as contents of workbooks: the register, and a form for every measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from compiler.chinese.inspection_lead import read_lead
from compiler.diagnostics import Diagnostic, complain
from compiler.importer.drafts import Draft, DraftMeasure, DraftProblem
from compiler.importer.follow_ups import FollowUpTexts, assign
from compiler.importer.match_cost import read_day, read_value
from compiler.importer.persons import person_rows
from compiler.importer.run_together import part, run_together
from compiler.importer.statuses import measure_statuses, problem_status
from compiler.model.identifiers import measure_id
from compiler.notice.kind import Kind
from compiler.notice.outline import fields
from compiler.notice.placeholders import escape
from compiler.schema.books import block
from compiler.schema.contents import CellContent, Contents
from compiler.schema.definitions import Block, Field, Requirement, members
from compiler.schema.form import FIGURES, FOLLOW_UP, PREFILLED, SIGN_OFF
from compiler.schema.register import INFORMATION, MEASURES, PROBLEMS
from compiler.span import Span
from compiler.vocab import IMPORTED, Need, Profile, Status

LEAD = "导语"
"""The place of the words that tell of the inspection."""


def printed_fields(kind: Kind) -> frozenset[str]:
    """Return the names of the fields that the kind prints."""
    return frozenset(field.name for line in kind.outline.walk() for field in fields(line.items))


def numbered(draft: Draft) -> list[tuple[int, DraftProblem]]:
    """Return the problems with their numbers: those that the notice calls them by, if it does so
    where it tells of them, else those of their order.
    """
    named = [(problem.number, problem) for problem in draft.problems if problem.number]
    if len(named) == len(draft.problems) == len({number for number, _ in named}):
        return sorted(named, key=lambda one: one[0])
    return list(enumerate(draft.problems, 1))


def _unknown(definitions: Iterable[Field]) -> dict[str, CellContent]:
    """What must be filled and cannot be known from a notice."""
    return {field.key: IMPORTED for field in definitions if field.requirement is Requirement.ALWAYS}


def register_contents(
    draft: Draft, kind: Kind, file: str, profile: Profile, found: list[Diagnostic]
) -> Contents:
    """Return the contents of the register."""
    measures = [measure for problem in draft.problems for measure in problem.measures]
    units = dict.fromkeys(unit for measure in measures for unit in _units(measure))
    tables: dict[str, list[dict[str, CellContent]]] = {
        "chapters": _chapters(draft),
        "problems": [
            _problem(number, problem, draft.values_of(problem), kind)
            for number, problem in numbered(draft)
        ],
        "measures": [
            _plan(number, sequence, measure, kind)
            for number, problem in numbered(draft)
            for sequence, measure in enumerate(problem.measures, 1)
        ],
        "persons": list(person_rows(draft.persons)),
        "units": [{"name": unit} for unit in units] or [{"name": IMPORTED}],
    }
    return Contents(_information(draft, kind, file, profile, found), tables)


def _information(
    draft: Draft, kind: Kind, file: str, profile: Profile, found: list[Diagnostic]
) -> dict[str, CellContent]:
    """Return 报告信息: what the notice says of itself, and stand-ins for what it must have."""
    printed, own = printed_fields(kind), draft.information
    organ = own.get("organ") or next(iter(draft.signatures), None)
    section = block(kind.schema.register, INFORMATION.key)
    values = _of_lead(draft, section) | _read(section, own)
    values |= {"kind": kind.name, "organ": organ, "profile": profile.value}
    if len(draft.signatures) > 1 or draft.signatures != [organ]:
        values["signatures"] = "、".join(draft.signatures) or None
    if "title" not in own:
        title = kind.default_title
        values["title"] = organ + title if organ and title.startswith("关于") else title
        if "标题" in printed:
            found.append(complain("S062", Span(file, line=1), title=values["title"]))
    values["organ"] = organ or IMPORTED
    values.setdefault("signed_on", IMPORTED)
    return values


def _of_lead(draft: Draft, section: Block) -> dict[str, CellContent]:
    """Return what the office's words before the first part say of the inspection: the checks of
    dates go by it.
    """
    lead = read_lead("\n".join(text.text for text in draft.texts if text.place == LEAD))
    known = attrs.asdict(lead)
    return {field.key: known[field.key] for field in members(section) if known.get(field.key)}


def _chapters(draft: Draft) -> list[dict[str, CellContent]]:
    """Return the rows of 篇章, numbered within place and kind."""
    rows: list[dict[str, CellContent]] = []
    orders: dict[tuple[str, str], int] = {}
    for text in draft.texts:
        order = orders[text.place, text.kind] = orders.get((text.place, text.kind), 0) + 1
        heading = escape(text.heading) if text.heading else None
        rows.append(
            {
                "place": text.place,
                "order": order,
                "kind": text.kind,
                "heading": heading,
                "text": escape(text.text),
            }
        )
    return rows


def _problem(
    number: int, problem: DraftProblem, own: Mapping[str, str], kind: Kind
) -> dict[str, CellContent]:
    """Return the row of a problem, whose values are ``own``."""
    row: dict[str, CellContent] = {
        "number": number,
        "aspect": problem.aspect or IMPORTED,
        "category": problem.category,
        "title": own.get("title"),
    }
    return _read(block(kind.schema.register, PROBLEMS.key), own) | row


def _lead_unit(measure: DraftMeasure) -> str:
    """Return the unit of a measure, or a stand-in."""
    return measure.values.get("lead_unit") or IMPORTED


def _units(measure: DraftMeasure) -> list[str]:
    """Return the units that lead a measure or support it."""
    supporting = measure.values.get("supporting_units", "")
    return [_lead_unit(measure), *filter(None, map(str.strip, supporting.split("、")))]


def _read(block: Block, own: Mapping[str, str]) -> dict[str, CellContent]:
    """Return the values that a notice prints of a block's fields: a date as one if it reads as
    such, a number likewise.
    """
    return {
        field.key: read_value(field, own[field.key])
        for field in members(block)
        if own.get(field.key)
    }


def _basis(measure: DraftMeasure, kind: Kind) -> dict[str, CellContent]:
    """What register and form both say of a measure; an aim and a leader are expected there."""
    unknown = dict.fromkeys(("planned", "goal", "leader", "lead_unit", "due"), IMPORTED)
    shared = {
        column: field.key
        for sheet in kind.schema.form.sheets
        for field in sheet.fields()
        for table, _, column in [field.filled_from.partition(".")]
        if field.prefilled and table == MEASURES.key and column != "id"
    }
    read = _read(block(kind.schema.register, MEASURES.key), measure.values)
    return unknown | {
        key: read.get(column)
        for column, key in shared.items()
        if key not in unknown or column in read
    }


def _plan(number: int, sequence: int, measure: DraftMeasure, kind: Kind) -> dict[str, CellContent]:
    """Return the row of a measure in the register."""
    identity: dict[str, CellContent] = {
        "id": measure_id(number, sequence),
        "problem": number,
        "group": measure.lead_in,
    }
    columns = block(kind.schema.register, MEASURES.key)
    read = _read(columns, measure.values)
    return _unknown(members(columns)) | read | _basis(measure, kind) | identity


def form_contents(
    draft: Draft, kind: Kind, file: str, found: list[Diagnostic]
) -> tuple[tuple[str, str, Contents], ...]:
    """Return a form for every measure: its identifier, its unit, its contents; S066 is added to
    ``found``.
    """
    forms = []
    pair = run_together(kind.outline)
    closed = frozenset(
        status.name
        for status in kind.statuses
        if status.complete and status.needs is not Need.FOLLOW_UP
    )
    for number, problem in numbered(draft):
        pending = not problem_status(problem, kind).complete
        if not problem.measures and (problem.matters or pending):
            problem.groups.append([DraftMeasure(None)])  # what is still to do needs a form
        follow_ups, more = assign(problem, closed, file)
        found += more
        told = any("status" in measure.values for measure in problem.measures)
        if not follow_ups and problem.measures and pending and not told:
            follow_ups = {len(problem.measures) - 1: FollowUpTexts(None, {})}
            if len(problem.measures) > 1:
                found.append(complain("S176", Span(file, line=problem.paragraph.number)))
        statuses = measure_statuses(problem, follow_ups, kind)
        for index, measure in enumerate(problem.measures):
            identifier = measure_id(number, index + 1)
            follow_up = follow_ups.get(index) or FollowUpTexts(None, {})
            if pair and statuses[index].needs is Need.FOLLOW_UP:
                parted = part(measure, follow_up, pair)
                if parted is not None:
                    labels = "".join(f"“{field.name}”" for field in pair)
                    place = Span(file, line=problem.paragraph.number)
                    found.append(complain("S178", place, labels=labels))
                follow_up = parted or follow_up
            contents = _form(identifier, problem, measure, statuses[index], kind)
            if statuses[index].needs is Need.FOLLOW_UP:
                contents |= _follow_up(follow_up, kind)
            figures = {FIGURES.key: measure.figures}
            forms.append((identifier, _lead_unit(measure), Contents(contents, figures)))
    return tuple(forms)


def _form(
    identifier: str, problem: DraftProblem, measure: DraftMeasure, status: Status, kind: Kind
) -> dict[str, CellContent]:
    """Return the contents of one form, but for its follow-up."""
    own = measure.values
    values: dict[str, CellContent] = {}
    for section in kind.schema.form.sheets[0].sections():
        if section.key != FOLLOW_UP.key:
            answers = section.key not in (PREFILLED.key, SIGN_OFF.key)
            values |= _unknown(section.fields)
            values |= _read(section, own) if answers else {}
    values |= _basis(measure, kind)
    values |= {
        "measure_id": identifier,
        "problem": problem.values.get("title") or IMPORTED,
        "unit": _lead_unit(measure),
        "theme": own.get("theme"),
        "progress": own.get("progress") or IMPORTED,
        "status": status.name,
        "completed_on": None,
    }
    if status.needs is Need.COMPLETION:
        day = own.get("completed_on")
        values["completed_on"] = (read_day(day) or day) if day else IMPORTED
    return values


def _follow_up(follow_up: FollowUpTexts, kind: Kind) -> dict[str, CellContent]:
    """Return what a form says of what is still to do."""
    values: dict[str, CellContent] = {}
    for field in members(block(kind.schema.form, FOLLOW_UP.key)):
        wanted = field.requirement is Requirement.WHEN_INCOMPLETE
        read = follow_up.name if field.key == "matter" else follow_up.texts.get(field.key)
        values[field.key] = read_value(field, read) if read else IMPORTED if wanted else None
    return values
