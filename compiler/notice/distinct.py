"""What several members of a repetition say alike, printed once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from compiler.model.document import Run, RunKind


def distinct(series: Iterable[list[Run]], joiner: str, *, listed: bool) -> list[list[Run]]:
    """Return the members of a series without those that say what one before them says, which then
    names their places, too.

    Of members that are ``listed`` values (units, names) each is looked at by itself: several
    that one cell joins by ``joiner`` are several.
    """
    kept: dict[str, list[Run]] = {}
    for member in series:
        for runs in _parted(member, joiner) if listed and joiner else [member]:
            said = "".join(run.text for run in runs).rstrip("。;；")
            if said in kept:
                kept[said] = _told_twice(kept[said], runs)
            elif said:
                kept[said] = runs
    return list(kept.values())


def _told_twice(runs: list[Run], others: list[Run]) -> list[Run]:
    """Return runs of which the first that is no set wording names the places of ``others``, too."""
    places = [place for run in others if run.kind is not RunKind.FRAME for place in run.sources]
    at = next((n for n, run in enumerate(runs) if run.kind is not RunKind.FRAME), 0)
    sources = tuple(dict.fromkeys((*runs[at].sources, *places)))
    return [*runs[:at], attrs.evolve(runs[at], sources=sources), *runs[at + 1 :]]


def _parted(member: list[Run], joiner: str) -> Iterator[list[Run]]:
    """Cut the runs of a member where the joiner stands in them."""
    part: list[Run] = []
    for run in member:
        start = 0
        while (at := run.text.find(joiner, start)) >= 0:
            yield [*part, *_piece(run, start, at)]
            part, start = [], at + len(joiner)
        part += _piece(run, start, len(run.text))
    yield part


def _piece(run: Run, start: int, end: int) -> list[Run]:
    """Return a part of a run as one of its own, none if it is empty."""
    if (start, end) == (0, len(run.text)) or start == end:
        return [run] if start < end else []
    breaks = tuple(at - start for at in run.breaks if start < at < end)
    piece = attrs.evolve(run, text=run.text[start:end], breaks=breaks)
    if (origin := run.origin) is None:
        return [piece]
    own = attrs.evolve(origin, start=origin.start + start, end=origin.start + end)
    return [attrs.evolve(piece, origin=own, sources=(origin.text.span_at(own.start, own.end),))]
