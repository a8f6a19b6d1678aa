"""What the paragraphs hold, gathered into problems, measures and the office's prose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from compiler.chinese.width import to_half_width
from compiler.importer.matches import Capture, MatchedValue, Members, NoticeParagraph
from compiler.importer.numbering_check import NumberingCheck
from compiler.importer.structure import Node, Placed
from compiler.notice.entities import BODY, DEPTH, HEADING, INTRODUCTION, ITEM
from compiler.notice.families import STAR
from compiler.notice.outline import fields

WITHIN_PROBLEM = ("problem", "group", "measure", "figure", "matter")
UNREAD = ("population", "sanction", "person")
"""Printed from rows that say more than the notice does: a paragraph with one of these is left to
the office."""
KINDS = {"text": BODY, "chapter": HEADING, "intro": INTRODUCTION, "item": ITEM}


@attrs.frozen
class GatheredText:
    """One row of 篇章."""

    place: str
    kind: str
    heading: str | None
    text: str


@attrs.define
class DraftMeasure:
    """A measure: its values by key, the lead-in of its group, and its figures."""

    lead_in: str | None
    values: dict[str, str] = attrs.field(factory=dict)
    figures: list[dict[str, str]] = attrs.field(factory=list)


@attrs.frozen
class Matter:
    """One field of one follow-up. ``whole`` is the text of the member it stood in, ``mark`` the
    number it bore.
    """

    name: str | None
    text: str
    whole: str
    mark: str
    paragraph: NoticeParagraph


@attrs.define(eq=False)
class DraftProblem:
    """A problem: its place among the problems, its values by key, the number printed, its measures,
    and its follow-ups field by field.
    """

    position: int

    aspect: str | None
    category: str | None
    printed: int | None
    values: dict[str, str] = attrs.field(factory=dict)
    status: str | None = None
    measures: list[DraftMeasure] = attrs.field(factory=list)
    matters: dict[str, list[Matter]] = attrs.field(factory=dict)


@attrs.frozen
class Referral:
    """A line that speaks of a problem drawn before, by the number and the title that it prints: the
    ``problem`` that it was taken to mean. ``start`` is where the title stands, or the line begins.
    """

    paragraph: NoticeParagraph
    problem: DraftProblem
    number: int | None
    title: str
    start: int


@attrs.define
class Draft:
    """The whole notice, gathered."""

    information: dict[str, str] = attrs.field(factory=dict)
    signatures: list[str] = attrs.field(factory=list)
    texts: list[GatheredText] = attrs.field(factory=list)
    problems: list[DraftProblem] = attrs.field(factory=list)
    unplaced: list[NoticeParagraph] = attrs.field(factory=list)
    referrals: list[Referral] = attrs.field(factory=list)


@attrs.define
class _Gatherer:
    """Where in the notice the gathering stands, and the problems so far by title and by number.

    ``owners`` are the lines that began the current aspect, category, problem and group;
    ``waiting`` holds headings of which nothing has been kept yet, ``families`` how many places of
    each family have begun.
    """

    nodes: tuple[Node, ...]
    draft: Draft
    paragraph: NoticeParagraph
    node: Node
    printed: int | None = None
    aspect: str | None = None
    category: str | None = None
    problem: DraftProblem | None = None
    lead_in: str | None = None
    defining: int | None = None
    titled: dict[str, list[DraftProblem]] = attrs.field(factory=dict)
    numbered: dict[int, list[DraftProblem]] = attrs.field(factory=dict)
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
            state = _Gatherer(nodes, draft, one.paragraph, one.node)
        state.paragraph, state.node, state.printed = one.paragraph, one.node, one.match.number
        _close(state, one.node)
        if _homeless(state, one.match.captures):
            draft.unplaced.append(one.paragraph)
            continue
        numbering.record(one.node, one.match, one.paragraph)
        opens = one.node.line.entity if one.node.repeats else None
        kept = _take(state, one.match.captures, opens, "", "")
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
    had nothing to head.
    """
    ended = {entity for entity, owner in state.owners.items() if owner not in node.path[:-1]}
    state.aspect = None if "aspect" in ended else state.aspect
    state.category = None if "category" in ended else state.category
    state.problem = None if "problem" in ended else state.problem
    state.lead_in = None if "group" in ended else state.lead_in
    state.owners = {entity: owner for entity, owner in state.owners.items() if entity not in ended}
    for index in [index for index in state.waiting if node.index in state.nodes[index].path]:
        state.draft.unplaced.append(state.waiting.pop(index))


def _homeless(state: _Gatherer, captures: Iterable[Capture]) -> bool:
    """Tell whether the values cannot be kept, as when those of a problem come where there is
    none.
    """
    entities = set(_entities(captures))
    if entities & set(UNREAD):
        return True
    opens = state.node.line.entity if state.node.repeats else None
    if opens == "problem":
        values = _values(captures)
        refers = _refers(state, values)
        state.problem = _referred(state, values) if refers else None
        return refers and state.problem is None
    return state.problem is None and bool(entities & set(WITHIN_PROBLEM))


def _entities(captures: Iterable[Capture]) -> Iterator[str | None]:
    """Yield the entity of every value, members of series included."""
    for capture in captures:
        if isinstance(capture, MatchedValue):
            yield capture.field.entity
        else:
            yield capture.repeat.entity
            for member in capture.members:
                yield from _entities(member)


def _values(captures: Iterable[Capture]) -> dict[str, dict[str, MatchedValue]]:
    """Return the values by entity and key, without those of members."""
    values: dict[str, dict[str, MatchedValue]] = {}
    for capture in captures:
        if isinstance(capture, MatchedValue) and (entity := capture.field.entity):
            values.setdefault(entity, {})[capture.field.key] = capture
    return values


def _refers(state: _Gatherer, values: dict[str, dict[str, MatchedValue]]) -> bool:
    """Tell whether a line speaks of a problem that was drawn before: by its number, or on another
    line of the outline by its title.
    """
    own = values.get("problem", {})
    if "number" in own:
        return True
    return state.defining not in (None, state.node.index) and bool(_titled(state, own.get("title")))


def _titled(state: _Gatherer, title: MatchedValue | None) -> list[DraftProblem]:
    """Return the problems of that title."""
    return state.titled.get(to_half_width(title.text.strip()), []) if title else []


def _referred(state: _Gatherer, values: dict[str, dict[str, MatchedValue]]) -> DraftProblem | None:
    """The problem of that title, for a number is mistaken sooner; of several, or of none, the one
    of that number.
    """
    own = values.get("problem", {})
    number = int(own["number"].text) if "number" in own else None
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
    state: _Gatherer, captures: Iterable[Capture], opens: str | None, whole: str, mark: str
) -> bool:
    """Keep what ``captures`` hold, beginning another ``opens``; tell whether anything found its
    place.
    """
    captures = tuple(captures)
    values = _values(captures)
    kept = False
    for entity in DEPTH:
        own = values.get(entity, {})
        if own or entity == opens:
            kept |= _keep(state, entity, own, entity == opens, whole, mark)
    for capture in captures:
        if isinstance(capture, Members):
            numbering = capture.repeat.numbering
            for number, (member, text) in enumerate(
                zip(capture.members, capture.texts, strict=True), 1
            ):
                mark = numbering.write(number) if numbering and len(capture.members) > 1 else ""
                kept |= _take(state, member, capture.repeat.entity, text, mark)
    return kept


def _keep(
    state: _Gatherer, entity: str, own: dict[str, MatchedValue], opens: bool, whole: str, mark: str
) -> bool:
    """Keep the values of one entity; tell whether that is more than where something stands."""
    draft, texts = state.draft, {key: value.text.strip() for key, value in own.items()}
    if opens and state.node.line.entity == entity:
        state.owners[entity] = state.node.index
    if entity == "notice":
        for key, text in texts.items():
            draft.information[key] = draft.information.get(key, "") + text
    elif entity == "signature":
        draft.signatures += texts.values()
    elif entity in KINDS:
        draft.texts += _office_texts(state, entity, own, texts)
    elif entity in ("aspect", "category"):
        if "title" in texts or opens:
            state.category = texts.get("title") if entity == "category" else None
            state.aspect = state.aspect if entity == "category" else texts.get("title")
        if "text" in texts:
            place, part = own["text"].field.place or "", _part(state, entity)
            draft.texts.append(GatheredText(place, BODY, part, texts["text"]))
        return "text" in texts
    elif entity == "problem":
        _keep_problem(state, texts, opens)
    elif entity == "group":
        state.lead_in = texts.get("lead_in")
        return False
    elif state.problem is not None and entity == "measure":
        if opens or not state.problem.measures:
            state.problem.measures.append(DraftMeasure(state.lead_in))
        state.problem.measures[-1].values |= texts
    elif state.problem is not None and entity == "figure":
        state.problem.measures[-1:] = state.problem.measures[-1:] or [DraftMeasure(state.lead_in)]
        if opens or not state.problem.measures[-1].figures:
            state.problem.measures[-1].figures.append({})
        state.problem.measures[-1].figures[-1] |= texts
    elif state.problem is not None:
        name = texts.pop("matter", None)
        for key, text in texts.items():
            state.problem.matters.setdefault(key, []).append(
                Matter(name, text, whole or text, mark, state.paragraph)
            )
    return True


def _part(state: _Gatherer, entity: str) -> str | None:
    """Return what a row about the current aspect or category calls it."""
    if entity == "aspect" or not state.aspect or not state.category:
        return state.aspect if entity == "aspect" else state.category
    return f"{state.aspect}/{state.category}"


def _office_texts(
    state: _Gatherer, entity: str, own: dict[str, MatchedValue], texts: dict[str, str]
) -> Iterator[GatheredText]:
    """Yield the row of 篇章 that a line of the office's own words makes, if it has any."""
    if not own:
        return
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
    text = texts.get("heading", "") if entity == "chapter" else texts.get("text", "")
    yield GatheredText(
        place or "", KINDS[entity], texts.get("heading") if entity == "item" else None, text
    )


def _keep_problem(state: _Gatherer, texts: dict[str, str], opens: bool) -> None:
    """Begin the problem that a line opens, unless the line only refers to it; values of one
    already begun are added.
    """
    statuses = next(
        (
            state.nodes[i].line.statuses
            for i in reversed(state.node.path)
            if state.nodes[i].line.statuses
        ),
        (),
    )
    if opens and state.problem is None:
        position = len(state.draft.problems) + 1
        state.problem = DraftProblem(position, state.aspect, state.category, state.printed)
        if state.printed is not None:
            state.numbered.setdefault(state.printed, []).append(state.problem)
        state.defining = state.node.index if state.defining is None else state.defining
        state.draft.problems.append(state.problem)
        _add_values(state, state.problem, texts)
    elif state.problem is not None and not opens:
        _add_values(state, state.problem, texts)
    if opens:
        state.lead_in = None
    if state.problem is not None and (statuses or "status" in texts):
        state.problem.status = texts.get("status") or statuses[0]


def _add_values(state: _Gatherer, problem: DraftProblem, texts: dict[str, str]) -> None:
    """Add values to a problem, which is found by its title from then on."""
    if "title" in texts:
        former = state.titled.get(to_half_width(problem.values.get("title", "")), [])
        if problem in former:
            former.remove(problem)
        state.titled.setdefault(to_half_width(texts["title"]), []).append(problem)
    problem.values |= texts
