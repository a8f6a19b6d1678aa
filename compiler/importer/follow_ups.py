"""Follow-ups handed out to the measures of their problem, each to the one it speaks of."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from compiler.chinese.likeness import likeness
from compiler.diagnostics import Diagnostic, complain
from compiler.importer.drafts import DraftMeasure, DraftProblem, Matter
from compiler.span import Span

MOST_COMPARED = 20_000
"""Pairs of a follow-up and a measure: no problem has two hundred of each."""


@attrs.frozen
class FollowUpTexts:
    """One matter: its name if it has one, and its texts by key."""

    name: str | None
    texts: dict[str, str]


def assign(
    problem: DraftProblem, closed: frozenset[str], file: str
) -> tuple[dict[int, FollowUpTexts], list[Diagnostic]]:
    """Return the follow-up of each measure that gets one, by its position; S066 if there are more
    than measures. A measure of which the notice tells one of the statuses ``closed`` gets none as long
    as there are others.
    """
    count = max((len(matters) for matters in problem.matters.values()), default=0)
    places = len(problem.measures)
    found: list[Diagnostic] = []
    matters = problem.matters
    if count > places:
        longest = max(matters.values(), key=len)
        place = Span(file, line=longest[places].paragraph.number)
        found.append(
            complain("S066", place, matters=count, measures=places, text=longest[places].text[:30])
        )
        matters = {key: _merged(own, places) for key, own in matters.items()}
        count = places
    follow_ups = [_follow_up(matters, index, count) for index in range(count)]
    texts = [" ".join((one.name or "", *one.texts.values())) for one in follow_ups]
    still_open = [
        number
        for number, measure in enumerate(problem.measures)
        if measure.values.get("status") not in closed
    ]
    able = still_open if len(still_open) >= count else [*range(places)]
    order = in_order(texts, [_text_of(problem.measures[number]) for number in able])
    chosen = [able[position] for position in order]
    return dict(zip(chosen, follow_ups, strict=True)), found


def _merged(matters: list[Matter], places: int) -> list[Matter]:
    """Let the last measure take all that is left over, numbers and names included."""
    if len(matters) <= places:
        return matters
    rest = matters[places - 1 :]
    text = (rest[0].text if places > 1 else rest[0].mark + rest[0].whole) + "".join(
        one.mark + one.whole for one in rest[1:]
    )
    return [
        *matters[: places - 1],
        attrs.evolve(rest[0], text=text, name=rest[0].name if places > 1 else None),
    ]


def _follow_up(matters: dict[str, list[Matter]], index: int, count: int) -> FollowUpTexts:
    """Return one matter: what each field says of it by its place among the matters, or by its name."""
    name = next(
        (own[index].name for own in matters.values() if len(own) == count and own[index].name), None
    )
    texts = {}
    for key, own in matters.items():
        named = next((one for one in own if name is not None and one.name == name), None)
        if len(own) == count:
            texts[key] = own[index].text
        elif len(own) == 1 and own[0].name is None:
            texts[key] = own[0].text  # what is said once holds for all
        elif named is not None:
            texts[key] = named.text
    return FollowUpTexts(name, texts)


def _text_of(measure: DraftMeasure) -> str:
    """Return what a follow-up of the measure would speak of."""
    return " ".join(measure.values.get(key, "") for key in ("planned", "theme", "progress"))


def in_order(texts: Sequence[str], measures: Sequence[str]) -> list[int]:
    """Return for each text the measure it goes to: the pairing most alike in all that keeps both
    orders.

    There are no more texts than measures. Where there are too many to compare, they go to the first
    ones.
    """
    spare = len(measures) - len(texts)
    if len(texts) * (spare + 1) > MOST_COMPARED:
        return list(range(len(texts)))
    scores: dict[int, float] = {-1: 0.0}
    origins: list[dict[int, int]] = []
    for number, text in enumerate(texts):
        after: dict[int, float] = {}
        came: dict[int, int] = {}
        best = number - 1
        for position in range(number, number + spare + 1):
            last = position - 1
            if last in scores and scores[last] > scores[best]:
                best = last
            after[position] = scores[best] + likeness(text, measures[position])
            came[position] = best
        scores = after
        origins.append(came)
    position = max(scores, key=lambda last: scores[last])
    chosen = []
    for came in reversed(origins):
        chosen.append(position)
        position = came[position]
    return chosen[::-1]
