"""What the paragraphs hold, gathered into problems, measures and the office's prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from compiler.chinese.width import to_half_width
from compiler.importer.definers import defining_lines, names_problems, statuses_of
from compiler.importer.drafts import (
    Draft,
    DraftMeasure,
    DraftProblem,
    GatheredText,
    Matter,
    Part,
    Referral,
)
from compiler.importer.matches import Capture, MatchedValue, Members, NoticeParagraph
from compiler.importer.numbering_check import NumberingCheck
from compiler.importer.persons import LISTED
from compiler.importer.structure import Node, Placed
from compiler.notice.entities import BODY, DEPTH, HEADING, INTRODUCTION, ITEM
from compiler.notice.families import STAR
from compiler.notice.outline import Item, OutlineField, Repeat, direct_fields, fields
from compiler.span import Span

WITHIN_PROBLEM = ("group", "measure", "figure", "matter")
KINDS = {"text": BODY, "chapter": HEADING, "intro": INTRODUCTION, "item": ITEM}

SUM = re.compile(r"合计\((.+)\)")
UNIT = re.compile("[%％\u4e00-\u9fff]{1,4}")

Own = Mapping[str, MatchedValue]
"""The values of one entity by key."""


@attrs.define
class _Gatherer:
    """Where in the notice the gathering stands, and the problems so far by title and by number.

    ``owners`` are the lines that began the current aspect, category, problem and group, ``group``
    which of its problem's; ``waiting`` holds headings of which nothing has been kept yet.
    ``meant`` is the problem that the present line comes back to, ``within`` tells that what is at
    hand is a member of a series in it. ``families`` count the places of each family that have begun.
    """

    nodes: tuple[Node, ...]
    draft: Draft
    paragraph: NoticeParagraph
    node: Node
    defining: frozenset[int]
    printed: int | None = None
    aspect: str | None = None
    category: str | None = None
    problem: DraftProblem | None = None
    meant: DraftProblem | None = None
    within: bool = False
    group: int = 0
    measure: tuple[DraftProblem, DraftMeasure] | None = None
    titled: dict[str, list[DraftProblem]] = attrs.field(factory=dict)
    numbered: dict[int, list[DraftProblem]] = attrs.field(factory=dict)
    defined_by: dict[int, int] = attrs.field(factory=dict)
    owners: dict[str, int] = attrs.field(factory=dict)
    waiting: dict[int, NoticeParagraph] = attrs.field(factory=dict)
    families: dict[str, int] = attrs.field(factory=dict)


def gather(placed: Sequence[Placed], nodes: tuple[Node, ...], numbering: NumberingCheck) -> Draft:
    """Gather the placed paragraphs; one that turns out to have nothing to belong to is set
    aside.
    """
    draft = Draft()
    state: _Gatherer | None = None
    for one in placed:
        if one.node is None or one.match is None:
            draft.unplaced.append(one.paragraph)
            continue
        if state is None:
            state = _Gatherer(nodes, draft, one.paragraph, one.node, defining_lines(nodes))
        state.paragraph, state.node, state.printed = one.paragraph, one.node, one.match.number
        _close(state, one.node)
        if _homeless(state, one.match.captures):
            draft.unplaced.append(one.paragraph)
            continue
        numbering.record(one.node, one.match, one.paragraph)
        opens = one.node.line.entity if one.node.repeats else None
        kept = _take(
            state, one.match.captures, opens, _part(one.node.line.items, one.node.index), "", ""
        )
        if kept or not one.node.line.children:
            for index in one.node.path:
                state.waiting.pop(index, None)
        else:
            state.waiting[one.node.index] = one.paragraph
    if state is not None:
        draft.unplaced += state.waiting.values()
    draft.unplaced.sort(key=lambda paragraph: (paragraph.number, paragraph.offset))
    return draft


def _close(state: _Gatherer, node: Node) -> None:
    """End what ``node`` does not stand under; a heading still waiting under an earlier ``node``
    had nothing to head. What a line only names (the problem of a measure's row) goes on while that
    line comes again.
    """
    ended = {
        entity
        for entity, owner in state.owners.items()
        if owner not in node.path[:-1]
        and not (owner == node.index and node.repeats and entity != node.line.entity)
    }
    state.aspect = None if "aspect" in ended else state.aspect
    state.category = None if "category" in ended else state.category
    state.problem = None if "problem" in ended else state.problem
    state.group = 0 if "group" in ended else state.group
    state.owners = {entity: owner for entity, owner in state.owners.items() if entity not in ended}
    for index in [index for index in state.waiting if node.index in state.nodes[index].path]:
        state.draft.unplaced.append(state.waiting.pop(index))


def _homeless(state: _Gatherer, captures: Iterable[Capture]) -> bool:
    """Tell whether the values cannot be kept, as when those of a problem come where there is none."""
    captures = tuple(captures)
    state.meant = None
    own = _values(captures).get("problem", {})
    opens = state.node.line.entity == "problem" and state.node.repeats
    if opens or (own and not _owned(state, "problem")):
        if not opens and _goes_on(state, own):
            return False
        refers = _refers(state, own)
        state.meant = _referred(state, own) if refers else None
        return refers and state.meant is None
    if state.problem is not None or not _lacks_problem(captures):
        return False
    return not _at_home_by_number(state, _values(captures).get("figure", {}))


def _at_home_by_number(state: _Gatherer, own: Own) -> bool:
    """Go to the measure whose text has a figure that stands in a list of its own, else to the last
    one; tell whether there is any.
    """
    if not own or state.node.line.entity != "figure":
        return False
    written = "".join(own[key].text for key in ("value", "unit") if key in own)
    measures = [(problem, one) for problem in state.draft.problems for one in problem.measures]
    told = (home for home in measures if any(written in text for text in home[1].values.values()))
    state.measure = next(told, None) or next(reversed(measures), None)
    if state.measure is None:
        return False
    state.problem, state.owners["problem"] = state.measure[0], -1
    state.draft.loose.append(state.paragraph)
    return True


def _lacks_problem(captures: Iterable[Capture]) -> bool:
    """Tell whether there are values of a problem outside of those that begin one."""
    for capture in captures:
        if isinstance(capture, MatchedValue):
            if capture.field.entity in ("problem", *WITHIN_PROBLEM):
                return True
        elif not names_problems(capture.repeat.items) and (
            capture.repeat.entity in WITHIN_PROBLEM or any(map(_lacks_problem, capture.members))
        ):
            return True
    return False


def _values(captures: Iterable[Capture]) -> dict[str, dict[str, MatchedValue]]:
    """Return the values by entity and key, without those of members."""
    values: dict[str, dict[str, MatchedValue]] = {}
    for capture in captures:
        if isinstance(capture, MatchedValue) and (entity := capture.field.entity):
            values.setdefault(entity, {})[capture.field.key] = capture
    return values


def _owned(state: _Gatherer, entity: str) -> bool:
    """Tell whether a line above began the present one of ``entity``."""
    return state.owners.get(entity) in state.node.path[:-1]


def _goes_on(state: _Gatherer, own: Own) -> bool:
    """Tell whether what tells of something within a problem names the one at hand again, or none."""
    if state.problem is None:
        return False
    title = own.get("title")
    return title is None or _plain(title.text) == _plain(state.problem.values.get("title", ""))


def _refers(state: _Gatherer, own: Own) -> bool:
    """Tell whether a line speaks of a problem that another line of the outline has told of, by its
    title or its number.
    """
    if state.node.index not in state.defining:
        return True
    known = [*_titled(state, own.get("title")), *state.numbered.get(_number(own) or 0, [])]
    return any(state.defined_by[problem.position] != state.node.index for problem in known)


def _number(own: Own) -> int | None:
    """Return the number that a line names a problem by."""
    return int(own["number"].text) if "number" in own else None


def _titled(state: _Gatherer, title: MatchedValue | None) -> list[DraftProblem]:
    """Return the problems of that title."""
    return state.titled.get(_plain(title.text), []) if title else []


def _plain(title: str) -> str:
    """Return a title as titles are compared."""
    return to_half_width(title.strip())


def _referred(state: _Gatherer, own: Own) -> DraftProblem | None:
    """The problem of that title, for a number is mistaken sooner; of several, or of none, the one
    of that number.
    """
    number = _number(own)
    titled = _titled(state, own.get("title"))
    numbered = state.numbered.get(number, []) if number is not None else []
    problem = next((problem for problem in numbered if problem in titled), None) or next(
        iter(titled or numbered), None
    )
    if problem is not None:
        title = own.get("title")
        place = (title.text.strip(), title.start) if title else ("", 0)
        state.draft.referrals.append(Referral(state.paragraph, problem, number, *place))
    return problem


def _take(
    state: _Gatherer,
    captures: Iterable[Capture],
    opens: str | None,
    part: Part,
    whole: str,
    mark: str,
) -> bool:
    """Keep what ``captures`` hold, beginning another ``opens``, which ``part`` of the outline is
    printed for; tell whether anything found its place.
    """
    captures = tuple(captures)
    values = _values(captures)
    kept = False
    for entity in DEPTH:
        own = values.get(entity, {})
        if own or entity == opens:
            kept |= _keep(state, entity, own, part if entity == opens else None, whole, mark)
    if state.problem is not None:
        state.problem.sums |= dict(_sums(state, captures))
    for capture in captures:
        if isinstance(capture, Members):
            repeat = capture.repeat
            for number, (member, text) in enumerate(
                zip(capture.members, capture.texts, strict=True), 1
            ):
                numbered = repeat.numbering and len(capture.members) > 1
                mark = repeat.numbering.write(number) if repeat.numbering and numbered else ""
                part, around = _part(repeat.items, repeat.span, repeat), state.within
                state.within = True
                kept |= _take(state, member, repeat.entity, part, text, mark)
                state.within = around
    return kept


def _sums(state: _Gatherer, captures: Iterable[Capture]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the name, number and unit of what is summed up over a problem's measures, or told of one
    of its figures.
    """
    for capture in captures:
        if isinstance(capture, MatchedValue) and capture.field.definition is None:
            counted = capture.field.counted
            name = SUM.fullmatch(to_half_width(counted.name))
            if counted.entity in ("problem", "figure") and (name or counted.entity == "figure"):
                end = capture.start + len(capture.text)
                unit = UNIT.match(state.paragraph.text, end)
                label = name.group(1) if name else counted.name
                yield label, (capture.text.strip(), unit.group() if unit else "")


def _part(items: tuple[Item, ...], place: int | Span, repeat: Repeat | None = None) -> Part:
    """Return what is known of a part of the outline that is printed once a member."""
    field = next((field for field in fields(items) if field.definition), None)
    distinct = repeat is not None and repeat.distinct
    outer = (item for item in items if isinstance(item, OutlineField))
    own = [field for field in (outer if distinct else direct_fields(items)) if field.definition]
    whole = repeat is not None and repeat.numbering is None and not repeat.joiner
    return Part(
        place, field.name if field else "", own[0].key if len(own) == 1 else "", whole, distinct
    )


def _keep(
    state: _Gatherer, entity: str, own: Own, part: Part | None, whole: str, mark: str
) -> bool:
    """Keep the values of one entity, beginning another if ``part`` is printed for it; tell whether
    that is more than where something stands.
    """
    draft, texts = state.draft, {key: value.text.strip() for key, value in own.items()}
    if part is not None or not _owned(state, entity):
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
    state: _Gatherer, entity: str, own: Own, texts: dict[str, str], opens: bool
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
    state: _Gatherer, entity: str, own: Own, texts: dict[str, str], opens: bool
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


def _keep_problem(state: _Gatherer, own: Own, texts: dict[str, str], part: Part | None) -> None:
    """Begin the problem that a line, or a member in it, tells of, or come back to it; values of one
    already begun are added.
    """
    number = texts.pop("number", None)
    begins = part is not None or not _owned(state, "problem")
    if begins and state.within:
        state.meant = _referred(state, own) if _refers(state, own) else None
    if begins and state.meant is not None:
        if state.problem is not state.meant:
            state.problem, state.group = state.meant, 0
        texts = {key: text for key, text in texts.items() if key not in state.meant.values}
    elif begins and not (part is None and _goes_on(state, own)):
        _begin_problem(state, int(number) if number else None)
    if state.problem is None:
        return
    _add_values(state, state.problem, texts)
    if begins and (statuses := statuses_of(state.node, state.nodes)):
        state.problem.statuses = statuses
    state.problem.status = texts.get("status") or state.problem.status


def _begin_problem(state: _Gatherer, number: int | None) -> None:
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


def _add_values(state: _Gatherer, problem: DraftProblem, texts: dict[str, str]) -> None:
    """Add values to a problem, which is found by its title from then on."""
    if "title" in texts:
        former = state.titled.get(_plain(problem.values.get("title", "")), [])
        if problem in former:
            former.remove(problem)
        state.titled.setdefault(_plain(texts["title"]), []).append(problem)
    problem.values |= texts


def _keep_within(
    state: _Gatherer,
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
