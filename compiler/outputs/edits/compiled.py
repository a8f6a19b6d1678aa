"""What the compile printed that a copy was made from: its 来源.json while that is kept, else its 底稿."""

from __future__ import annotations

from pathlib import Path

import attrs

from compiler.brief import brief
from compiler.model.provenance import Provenance
from compiler.outputs.edits.bases import find_base, is_of, likeness, share_of
from compiler.outputs.source_map import kept_source_maps
from compiler.wordfile.edited_copy import EditedCopy


@attrs.frozen
class FoundCompile:
    """A compile that a copy may be of, which share of all clauses both have, and how like its other
    paragraphs are.

    ``named``: the copy says so. ``whole``: all is known of it; a 底稿 has no findings, relations and
    numbers nobody vouches for.
    """

    __repr__ = brief

    provenance: Provenance
    share: float
    likeness: float
    named: bool
    whole: bool

    @property
    def sureness(self) -> tuple[bool, float, float]:
        """What decides between two: the copy's own word, then the words they share."""
        return self.named, self.share, self.likeness


def find_compile(output: Path, copy: EditedCopy) -> FoundCompile | None:
    """Return the compile kept in an output folder that a copy says it is of, else the one that it
    has most words of; ``None`` if it has not enough of any.
    """
    words = words_in(copy)

    def found(provenance: Provenance, share: float, *, whole: bool) -> FoundCompile:
        """Return a compile held against the copy."""
        named = provenance.number == copy.number
        return FoundCompile(provenance, share, likeness(provenance, words), named, whole)

    known = [found(kept, share_of(kept, words), whole=True) for kept in kept_source_maps(output)]
    base = find_base(output, copy.number, words)
    if base is not None:
        known.append(found(base.provenance, base.share, whole=False))
    likely = (one for one in known if one.named or is_of(one.provenance, words))
    return max(likely, key=lambda one: one.sureness, default=None)


def words_in(copy: EditedCopy) -> list[str]:
    """Return the paragraphs of a copy as they are compared with those of a notice."""
    return [paragraph.number + paragraph.text for paragraph in copy.paragraphs]
