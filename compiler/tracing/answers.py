"""The answer to what was asked, for a passage or for cells, and where to go on if there is none."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from compiler.brief import brief
from compiler.diagnostics import Diagnostic, complain
from compiler.model.provenance import Provenance
from compiler.span import Span
from compiler.tracing.cells import CellUse, cell_uses, hint_at_cells
from compiler.tracing.passages import FoundPassage, find_passages, nearest_passage, paragraphs_with
from compiler.tracing.placing import Reading
from compiler.tracing.references import read_reference

SHOWN = 6
"""How many paragraphs a suggestion names: as many as are read at a glance."""


@attrs.frozen
class Trace:
    """An answer: ``passages`` for a text, ``cells`` for a cell; ``suggestion``, a sentence, if
    nothing was found.

    ``compile`` numbers the compile that the answer is from, and ``called`` is what sentences call
    its notice; ``notes`` are plain sentences to be read before it. ``by_words``: the copy is of
    another compile, so its runs are known by their words only. ``whole``: no finding or relation
    is missing.
    """

    __repr__ = brief

    query: str
    compile: str = ""
    passages: tuple[FoundPassage, ...] = ()
    cells: tuple[CellUse, ...] = ()
    suggestion: str = ""
    notes: tuple[str, ...] = ()
    by_words: bool = False
    called: str = "编译时"
    whole: bool = True
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def found(self) -> bool:
        """Whether there is an answer."""
        return bool(self.passages or self.cells)


def answer(
    provenance: Provenance,
    query: str,
    reading: Reading,
    printed: Reading,
    *,
    notes: Sequence[str],
    called: str = "编译时",
) -> Trace:
    """Answer from what is known of a compile, for a text in which its runs are placed;
    ``printed`` is the notice itself, which ``reading`` may be an edited copy of.
    """
    given = Trace(query, provenance.number, notes=tuple(notes), called=called)
    if (reference := read_reference(query)) is not None:
        uses, sentence = cell_uses(provenance, reference)
        more = (*notes, sentence) if uses and sentence else tuple(notes)
        return attrs.evolve(
            given, cells=tuple(uses), notes=more, suggestion="" if uses else sentence
        )
    passages = tuple(find_passages(provenance, reading, printed, query))
    return attrs.evolve(
        given,
        passages=passages,
        suggestion="" if passages else _suggest(provenance, query, reading, printed, called),
    )


def of_another_compile(number: str | None, name: str, provenance: Provenance) -> Diagnostic:
    """Return R041 for the copy called ``name``, of a compile ``number`` of which nothing is kept."""
    reason = (
        f"稿件的编译号是 {number}，没有留着那一次的底稿"
        if number
        else "稿件上没有编译号，也没有留着编出它时的底稿"
    )
    return complain("R041", Span(name), reason=reason, ours=provenance.number)


def _suggest(
    provenance: Provenance, query: str, reading: Reading, printed: Reading, called: str
) -> str:
    """Return where to go on from words that are not there: they were, they name a file, others
    are like them.
    """
    if gone := paragraphs_with(query, printed):
        numbers = "、".join(map(str, gone[:SHOWN]))
        return f"{called}第 {numbers} 段有这几个字，这份稿件里没有：删掉了，或改成了别的。"
    if hint := hint_at_cells(provenance, query):
        return hint
    sentence = nearest_passage(query, reading.text)
    return f"最接近的是：“{sentence}”" if sentence else ""
