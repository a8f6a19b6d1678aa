"""Headings that body text follows in the same paragraph."""

from __future__ import annotations

import attrs

from compiler.model.document import Run, RunKind


def run_in_heading(runs: list[Run]) -> tuple[list[Run], int]:
    """Cut ``runs`` where the set wording ends a heading and body follows; 0 heading runs if it
    nowhere does.
    """
    for index, run in enumerate(runs):
        cut = _heading_end(run.text) if run.kind is RunKind.FRAME else None
        if cut is not None and (index + 1 < len(runs) or cut < len(run.text)):
            parts = [
                attrs.evolve(run, text=text) for text in (run.text[:cut], run.text[cut:]) if text
            ]
            return [*runs[:index], *parts, *runs[index + 1 :]], index + 1
    return runs, 0


def _heading_end(literal: str) -> int | None:
    """Return how much of the set wording still belongs to a run-in heading; ``None`` if the
    heading goes on.
    """
    if "。" in literal:
        return literal.index("。") + 1
    return len(literal) if literal.endswith((":", "：")) else None
