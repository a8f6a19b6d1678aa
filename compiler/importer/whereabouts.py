"""Where in a notice its gathering stands: what is at hand, and which problem a line comes back to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from compiler.chinese.width import to_half_width
from compiler.importer.definers import names_problems
from compiler.importer.drafts import Draft, DraftMeasure, DraftProblem, Referral
from compiler.importer.matches import Capture, MatchedValue, NoticeParagraph
from compiler.importer.structure import Node

WITHIN_PROBLEM = ("group", "measure", "figure", "matter")

Own = Mapping[str, MatchedValue]
"""The values of one entity by key."""


@attrs.define
class Whereabouts:
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


def close(state: Whereabouts, node: Node) -> None:
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


def homeless(state: Whereabouts, captures: Iterable[Capture]) -> bool:
    """Tell whether the values cannot be kept, as when those of a problem come where there is none."""
    captures = tuple(captures)
    state.meant = None
    own = values_by_entity(captures).get("problem", {})
    opens = state.node.line.entity == "problem" and state.node.repeats
    if opens or (own and not owned(state, "problem")):
        if not opens and goes_on(state, own):
            return False
        comes_back = refers(state, own)
        state.meant = referred(state, own) if comes_back else None
        return comes_back and state.meant is None
    if state.problem is not None or not _lacks_problem(captures):
        return False
    return not _at_home_by_number(state, values_by_entity(captures).get("figure", {}))


def _at_home_by_number(state: Whereabouts, own: Own) -> bool:
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


def values_by_entity(captures: Iterable[Capture]) -> dict[str, dict[str, MatchedValue]]:
    """Return the values by entity and key, without those of members."""
    values: dict[str, dict[str, MatchedValue]] = {}
    for capture in captures:
        if isinstance(capture, MatchedValue) and (entity := capture.field.entity):
            values.setdefault(entity, {})[capture.field.key] = capture
    return values


def owned(state: Whereabouts, entity: str) -> bool:
    """Tell whether a line above began the present one of ``entity``."""
    return state.owners.get(entity) in state.node.path[:-1]


def goes_on(state: Whereabouts, own: Own) -> bool:
    """Tell whether what tells of something within a problem names the one at hand again, or none."""
    if state.problem is None:
        return False
    title = own.get("title")
    return title is None or plain_title(title.text) == plain_title(
        state.problem.values.get("title", "")
    )


def refers(state: Whereabouts, own: Own) -> bool:
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


def _titled(state: Whereabouts, title: MatchedValue | None) -> list[DraftProblem]:
    """Return the problems of that title."""
    return state.titled.get(plain_title(title.text), []) if title else []


def plain_title(title: str) -> str:
    """Return a title as titles are compared."""
    return to_half_width(title.strip())


def referred(state: Whereabouts, own: Own) -> DraftProblem | None:
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
