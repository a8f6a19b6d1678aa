"""What was gathered from a notice as contents of workbooks: the register, and a form for every measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from compiler.chinese.inspection_lead import read_lead
from compiler.diagnostics import Diagnostic, complain
from compiler.importer.follow_ups import FollowUpTexts, assign
from compiler.importer.gathering import Draft, DraftMeasure, DraftProblem
from compiler.importer.match_cost import read_day, read_value
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
from compiler.vocab import IMPORTED, Profile

LEAD = "导语"
"""The place of the words that tell of the inspection."""


def printed_fields(kind: Kind) -> frozenset[str]:
    """Return the names of the fields that the kind prints."""
    return frozenset(field.name for line in kind.outline.walk() for field in fields(line.items))


def _unknown(definitions: Iterable[Field]) -> dict[str, CellContent]:
    """What must be filled and cannot be known from a notice."""
    return {field.key: IMPORTED for field in definitions if field.requirement is Requirement.ALWAYS}


def register_contents(
    draft: Draft, kind: Kind, file: str, profile: Profile, found: list[Diagnostic]
) -> Contents:
    """Return the contents of the register."""
    units = dict.fromkeys(
        _lead_unit(measure) for problem in draft.problems for measure in problem.measures
    )
    tables: dict[str, list[dict[str, CellContent]]] = {
        "chapters": _chapters(draft),
        "problems": [
            _problem(number, problem, kind) for number, problem in enumerate(draft.problems, 1)
        ],
        "measures": [
            _plan(number, sequence, measure, kind)
            for number, problem in enumerate(draft.problems, 1)
            for sequence, measure in enumerate(problem.measures, 1)
        ],
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
    # What the outline prints and this notice lacks stays empty: a stand-in would be printed.
    if not {"落款", "发文机关"} & printed:
        values["organ"] = organ or IMPORTED
    if "成文日期" not in printed:
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


def _problem(number: int, problem: DraftProblem, kind: Kind) -> dict[str, CellContent]:
    """Return the row of a problem."""
    aspect = problem.aspect or (None if "方面" in printed_fields(kind) else IMPORTED)
    own = problem.values
    row: dict[str, CellContent] = {
        "number": number,
        "aspect": aspect,
        "category": problem.category,
        "title": own.get("title"),
    }
    return _read(block(kind.schema.register, PROBLEMS.key), own) | row


def _lead_unit(measure: DraftMeasure) -> str:
    """Return the unit of a measure, or a stand-in."""
    return measure.values.get("lead_unit") or IMPORTED


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
    for number, problem in enumerate(draft.problems, 1):
        if not problem.measures and (problem.matters or _incomplete(problem, kind)):
            problem.measures.append(
                DraftMeasure(None)
            )  # what is still to do needs a form to stand in
        follow_ups, more = assign(problem, file)
        found += more
        if not follow_ups and problem.measures and _incomplete(problem, kind):
            follow_ups = {len(problem.measures) - 1: FollowUpTexts(None, {})}
        for index, measure in enumerate(problem.measures):
            identifier = measure_id(number, index + 1)
            contents = _form(
                identifier, problem, measure, follow_ups.get(index), len(follow_ups) == 1, kind
            )
            forms.append(
                (
                    identifier,
                    _lead_unit(measure),
                    Contents(contents, {FIGURES.key: measure.figures}),
                )
            )
    return tuple(forms)


def _incomplete(problem: DraftProblem, kind: Kind) -> bool:
    """Tell whether a problem stands under a status that leaves something to do."""
    return any(status.name == problem.status and not status.complete for status in kind.statuses)


def _form(
    identifier: str,
    problem: DraftProblem,
    measure: DraftMeasure,
    follow_up: FollowUpTexts | None,
    alone: bool,
    kind: Kind,
) -> dict[str, CellContent]:
    """Return the contents of one form; ``alone`` tells that its follow-up is the problem's only
    one.
    """
    printed, own = printed_fields(kind), measure.values
    complete = max(kind.statuses, key=lambda status: (status.complete, status.rank))
    pending = [status for status in kind.statuses if not status.complete]
    status = next(
        (status for status in kind.statuses if status.name == own.get("status")), complete
    )
    if follow_up is not None:
        named = next(
            (status for status in pending if status.name in (own.get("status"), problem.status)),
            None,
        )
        status = named or max(pending, key=lambda status: status.rank, default=complete)
    day = own.get("completed_on")
    sections = {section.key: section for section in kind.schema.form.sheets[0].sections()}
    values: dict[str, CellContent] = {}
    for section in sections.values():
        if section.key != FOLLOW_UP.key:
            answers = section.key not in (PREFILLED.key, SIGN_OFF.key)
            values |= _unknown(
                field for field in section.fields if not (answers and field.label in printed)
            )
            values |= _read(section, own) if answers else {}
    if not status.complete:
        values.pop("completed_on", None)
    values |= _basis(measure, kind)
    values |= {
        "measure_id": identifier,
        "problem": problem.values.get("title") or IMPORTED,
        "unit": _lead_unit(measure),
        "theme": own.get("theme"),
        "progress": own.get("progress") or (None if "进展情况" in printed else IMPORTED),
        "status": status.name,
    }
    if status.complete:
        values["completed_on"] = (read_day(day) or day) if day else IMPORTED
    elif follow_up is not None:
        stand_in = IMPORTED if alone or "事项名称" not in printed else None
        values["matter"] = follow_up.name or stand_in
        for field in members(sections[FOLLOW_UP.key]):
            if field.key != "matter":
                wanted = field.requirement is Requirement.WHEN_INCOMPLETE
                stand_in = IMPORTED if wanted and field.label not in printed else None
                read = follow_up.texts.get(field.key)
                values[field.key] = read_value(field, read) if read else stand_in
    return values
