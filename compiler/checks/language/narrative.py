"""All printed texts as one text, a line for each, so that a clue is looked for once a notice."""

from __future__ import annotations

import re

import attrs

from compiler.checks.passages import Passage
from compiler.chinese.frames.table import line_of, pairs_of
from compiler.model.document import Role
from compiler.recall import recalled

QUOTED = re.compile(r"《[^《》\n]{0,200}》|“[^“”\n]{0,200}”")


@attrs.frozen(eq=False)
class Narrative:
    """The passages in order. ``text`` has every character, ``own`` the notice's own words: what is
    quoted, titles of documents and of problems are blotted out there, since nobody may change them. ``pairs`` are those of both.
    """

    passages: tuple[Passage, ...]
    starts: tuple[int, ...]
    text: str
    own: str
    pairs: frozenset[str]

    def has(self, words: str) -> bool:
        """Tell whether words stand in the notice; where two of them never are neighbours there, that
        is told quickly.
        """
        return self.pairs.issuperset(pairs_of(words)) and words in self.text

    def place(self, start: int, end: int) -> tuple[Passage, int, int]:
        """Return the passage that a range lies in, and the range in it."""
        number = line_of(self.starts, start)
        offset = self.starts[number]
        return self.passages[number], start - offset, end - offset


@recalled(2)
def narrative(passages: tuple[Passage, ...]) -> Narrative:
    """Join the passages. Those of the last two reports are kept: every rule of frames asks for
    them.
    """
    starts, own, position = [], [], 0
    for passage in passages:
        starts.append(position)
        position += len(passage.text) + 1
        quoted = passage.titles_problem or passage.role is Role.TITLE
        own.append("\0" * len(passage.text) if quoted else QUOTED.sub(_blotted, passage.text))
    text = "\n".join(passage.text for passage in passages)
    return Narrative(passages, tuple(starts), text, "\n".join(own), pairs_of(text))


def _blotted(match: re.Match[str]) -> str:
    """Return as many characters that no pattern asks for."""
    return "\0" * len(match.group())
