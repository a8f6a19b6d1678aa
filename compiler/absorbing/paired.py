"""The lines of a copy, and which paragraphs of its base they are."""

from __future__ import annotations

import attrs

from compiler.absorbing.base import Base
from compiler.absorbing.lines import Line, lines_of
from compiler.absorbing.pairing import Pairing, pair
from compiler.chinese.same_words import PARAGRAPH, plainly
from compiler.wordfile.edited_copy import EditedCopy


@attrs.frozen
class PairedCopy:
    """A copy beside its base. ``lines`` are all of its lines, ``said`` those that say anything;
    ``pairing`` is of the base's paragraphs and of these, by their indexes.
    """

    lines: tuple[Line, ...]
    said: tuple[Line, ...]
    pairing: Pairing


def is_own(base: Base, copy: EditedCopy) -> bool:
    """Tell whether a base is what the compile of a copy printed: only then its bookmarks count, for
    in another compile the same id is another run.
    """
    return base.kept or copy.number == base.provenance.number


def pair_copy(base: Base, copy: EditedCopy) -> PairedCopy:
    """Return a copy beside its base."""
    lines = lines_of(copy.paragraphs)
    said = [line for line in lines if plainly(line.text).strip()]
    paragraphs = {
        run.id: index
        for index, paragraph in enumerate(base.paragraphs)
        for run in paragraph.runs
        if is_own(base, copy)
    }
    named = [{paragraphs[name] for name in line.anchors if name in paragraphs} for line in said]
    olds = [plainly(paragraph.text) for paragraph in base.paragraphs]
    news = [plainly(line.text).replace(PARAGRAPH, "") for line in said]
    return PairedCopy(tuple(lines), tuple(said), pair(olds, news, named))
