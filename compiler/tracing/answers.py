"""The answer to what was asked, for a passage or for cells, and where to go on if there is none."""

from __future__ import annotations

import attrs

from compiler.brief import brief
from compiler.chinese.folding import fold
from compiler.diagnostics import Diagnostic, complain
from compiler.model.provenance import Provenance
from compiler.span import Span
from compiler.tracing.cells import CellUse, cell_uses, hint_at_cells
from compiler.tracing.passages import FoundPassage, find_passages, nearest_passage, paragraphs_with
from compiler.tracing.placing import Reading, read_printed
from compiler.tracing.references import read_reference
from compiler.wordfile.review_copy import ReviewCopy

SHOWN = 6
"""How many paragraphs a suggestion names: as many as are read at a glance."""


@attrs.frozen
class Trace:
    """An answer: ``passages`` for a text, ``cells`` for a cell; ``suggestion``, a sentence, if
    nothing was found.

    ``compile`` numbers the compile that the answer is from; ``notes`` are plain sentences to be
    read before it. ``by_words``: the review copy is of another compile, so its runs are known by
    their words only.
    """

    __repr__ = brief

    query: str
    compile: str = ""
    passages: tuple[FoundPassage, ...] = ()
    cells: tuple[CellUse, ...] = ()
    suggestion: str = ""
    notes: tuple[str, ...] = ()
    by_words: bool = False
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
    notes: tuple[str, ...],
    by_words: bool = False,
) -> Trace:
    """Answer from what is known of a compile, for a text in which its runs are placed;
    ``printed`` is the notice itself, which ``reading`` may be an edited copy of.
    """
    given = Trace(query, provenance.number, notes=notes, by_words=by_words)
    if (reference := read_reference(query)) is not None:
        uses, sentence = cell_uses(provenance, reference)
        more = (*notes, sentence) if uses and sentence else notes
        return attrs.evolve(
            given, cells=tuple(uses), notes=more, suggestion="" if uses else sentence
        )
    passages = tuple(find_passages(provenance, reading, printed, query))
    return attrs.evolve(
        given,
        passages=passages,
        suggestion="" if passages else _suggest(provenance, query, reading, printed, by_words),
    )


def is_of(copy: ReviewCopy, provenance: Provenance) -> bool:
    """Tell whether a copy is of a compile: it says so, or, if its header is gone, it has every
    word of it.
    """
    if copy.number is not None:
        return copy.number == provenance.number
    return fold(copy.text).text == read_printed(provenance.document).folded.text


def of_another_compile(copy: ReviewCopy, name: str, provenance: Provenance) -> Diagnostic:
    """Return R041 for the copy called ``name``, which is not of the compile that answers."""
    reason = (
        f"审核稿的编译号是 {copy.number}"
        if copy.number
        else "审核稿页眉里的编译号没有了，不知道是哪一次编译的"
    )
    return complain("R041", Span(name), reason=reason, ours=provenance.number)


def _suggest(
    provenance: Provenance, query: str, reading: Reading, printed: Reading, by_words: bool
) -> str:
    """Return where to go on from words that are not there: they were, they name a file, others
    are like them.
    """
    if gone := paragraphs_with(query, printed):
        when = "现在的通报" if by_words else "编译时"
        numbers = "、".join(map(str, gone[:SHOWN]))
        return f"{when}第 {numbers} 段有这几个字，这份审核稿里没有：删掉了，或改成了别的。"
    if hint := hint_at_cells(provenance, query):
        return hint
    sentence = nearest_passage(query, reading.text)
    return f"最接近的是：“{sentence}”" if sentence else ""
