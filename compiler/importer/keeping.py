"""What a line tells of one entity, kept: as a value of the notice, a row of 篇章, a problem or what is
within one.
"""

from __future__ import annotations

import attrs

from compiler.importer.definers import statuses_of
from compiler.importer.drafts import DraftMeasure, DraftProblem, GatheredText, Matter, Part
from compiler.importer.persons import LISTED
from compiler.importer.whereabouts import (
    Own,
    Whereabouts,
    goes_on,
    owned,
    plain_title,
    referred,
    refers,
)
from compiler.notice.entities import BODY, HEADING, INTRODUCTION, ITEM
from compiler.notice.families import STAR
from compiler.notice.outline import fields

KINDS = {"text": BODY, "chapter": HEADING, "intro": INTRODUCTION, "item": ITEM}


def keep(
    state: Whereabouts, entity: str, own: Own, part: Part | None, whole: str, mark: str
) -> bool:
    """Keep the values of one entity, beginning another if ``part`` is printed for it; tell whether
    that is more than where something stands.
    """
    draft, texts = state.draft, {key: value.text.strip() for key, value in own.items()}
    if part is not None or not owned(state, entity):
        state.owners[entity] = state.node.index
    if entity == "notice":
        for key, text in texts.items():
            former = draft.information.get(key, "")
            draft.information[key] = former + text if state.node.joins or not former else former
    elif entity == "signature":
        draft.signatures += texts.values()
    elif entity in LISTED and texts:
        if entity == "person":
            draft.persons.name(texts, state.paragraph)
        else:
            draft.persons.count(entity, texts, state.node.index, state.paragraph)
    elif entity in KINDS:
        _keep_office_text(state, entity, own, texts, part is not None)
    elif entity in ("aspect", "category"):
        return _keep_heading(state, entity, own, texts, part is not None)
    elif entity == "problem":
        _keep_problem(state, own, texts, part)
    elif state.problem is not None:
        return _keep_within(state, state.problem, entity, texts, part, whole, mark)
    return True


def _keep_heading(
    state: Whereabouts, entity: str, own: Own, texts: dict[str, str], opens: bool
) -> bool:
    """Note which aspect or category begins, and keep its own values and the office's words about it;
    tell whether there are such.
    """
    title = texts.get("title")
    if entity == "category":
        state.category = title if title or opens else state.category
    elif (title or opens) and title != state.aspect:
        state.aspect, state.category = title, None
    own_values = {key: text for key, text in texts.items() if key not in ("title", "text")}
    around = state.aspect, state.category if entity == "category" else None
    if own_values:
        state.draft.shared.setdefault(around, {}).update(own_values)
    if "text" not in texts:
        return bool(own_values)
    place, heading = own["text"].field.place or "", state.aspect
    if entity == "category":
        heading = "/".join(filter(None, (state.aspect, state.category)))
    state.draft.texts.append(GatheredText(place, BODY, heading, texts["text"]))
    return True


def _keep_office_text(
    state: Whereabouts, entity: str, own: Own, texts: dict[str, str], opens: bool
) -> None:
    """Keep the row of 篇章 that a line of the office's own words makes, if it has any; the text of
    an item may follow its heading on a line of its own.
    """
    if not own:
        return
    rows = state.draft.texts
    if entity == "text":
        field = next(iter(own.values())).field
        place: str | None = field.place
    else:
        above = (
            field
            for index in reversed(state.node.path)
            for field in fields(state.nodes[index].line.items)
        )
        place = next((field.place for field in above if field.entity == "chapter"), None)
    if place and place.endswith(STAR):
        if entity == "chapter" or place not in state.families:
            state.families[place] = state.families.get(place, 0) + 1
        place = f"{place.removesuffix(STAR)}{state.families[place]}"
    kind, text = KINDS[entity], texts.get("heading" if entity == "chapter" else "text", "")
    last = rows[-1] if rows else None
    if entity == "item" and not opens and last is not None and last.kind == kind:
        heading = texts.get("heading") or last.heading
        rows[-1] = attrs.evolve(last, heading=heading, text=last.text + text)
        return
    rows.append(
        GatheredText(place or "", kind, texts.get("heading") if entity == "item" else None, text)
    )


def _keep_problem(state: Whereabouts, own: Own, texts: dict[str, str], part: Part | None) -> None:
    """Begin the problem that a line, or a member in it, tells of, or come back to it; values of one
    already begun are added.
    """
    number = texts.pop("number", None)
    begins = part is not None or not owned(state, "problem")
    if begins and state.within:
        state.meant = referred(state, own) if refers(state, own) else None
    if begins and state.meant is not None:
        if state.problem is not state.meant:
            state.problem, state.group = state.meant, 0
        texts = {key: text for key, text in texts.items() if key not in state.meant.values}
    elif begins and not (part is None and goes_on(state, own)):
        _begin_problem(state, int(number) if number else None)
    if state.problem is None:
        return
    _add_values(state, state.problem, texts)
    if begins and (statuses := statuses_of(state.node, state.nodes)):
        state.problem.statuses = statuses
    state.problem.status = texts.get("status") or state.problem.status


def _begin_problem(state: Whereabouts, number: int | None) -> None:
    """Begin the problem that a line tells of for the first time."""
    position = len(state.draft.problems) + 1
    printed = state.printed if state.node.line.entity == "problem" else None
    known = number if printed is None else printed
    own = number if printed is None else None
    problem = DraftProblem(position, state.paragraph, state.aspect, state.category, known, own)
    if known is not None:
        state.numbered.setdefault(known, []).append(problem)
    state.defined_by[position] = state.node.index
    state.draft.problems.append(problem)
    state.problem, state.group = problem, 0


def _add_values(state: Whereabouts, problem: DraftProblem, texts: dict[str, str]) -> None:
    """Add values to a problem, which is found by its title from then on."""
    if "title" in texts:
        former = state.titled.get(plain_title(problem.values.get("title", "")), [])
        if problem in former:
            former.remove(problem)
        state.titled.setdefault(plain_title(texts["title"]), []).append(problem)
    problem.values |= texts


def _keep_within(
    state: Whereabouts,
    problem: DraftProblem,
    entity: str,
    texts: dict[str, str],
    part: Part | None,
    whole: str,
    mark: str,
) -> bool:
    """Keep the values of something within a problem; tell whether that is more than where it
    stands.
    """
    own = part or Part(state.node.index)
    if entity == "group":
        state.group = _next_group(problem, own, texts.get("lead_in"))
        return False
    if entity == "matter":
        name = texts.pop("matter", None)
        for key, text in texts.items():
            problem.matters.setdefault(key, []).append(
                Matter(name, text, whole or text, mark, state.paragraph)
            )
        return True
    known = state.measure if state.measure is not None and state.measure[0] is problem else None
    if known is None or (entity == "measure" and part is not None):
        known = problem, _next_measure(problem, state.group, own)
    state.measure = known
    measure = known[1]
    if entity == "measure":
        measure.told |= {(own, key): text for key, text in texts.items()}
        measure.values = texts | measure.values
    else:
        if part is not None or not measure.figures:
            measure.figures.append({})
        measure.figures[-1] |= texts
    return True


def _next_group(problem: DraftProblem, part: Part, lead_in: str | None) -> int:
    """Return which group of its problem a part of the outline tells of next."""
    number = problem.columns[part, -1] = problem.columns.get((part, -1), -1) + 1
    if number == len(problem.groups):
        problem.groups.append([])
    if lead_in:
        problem.leads[number] = lead_in
        for measure in problem.groups[number]:
            measure.lead_in = lead_in
    return number


def _next_measure(problem: DraftProblem, group: int, part: Part) -> DraftMeasure:
    """Return the measure that a part of the outline tells of next: the first part tells how many
    there are, each further one tells more of the same.
    """
    if not problem.groups:
        problem.groups.append([])
    number = problem.columns.get((part, group), 0)
    problem.columns[part, group] = number + 1
    measures = problem.groups[group]
    if number == len(measures):
        measures.append(DraftMeasure(problem.leads.get(group)))
    return measures[number]
