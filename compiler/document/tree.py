"""The notice as paragraphs of runs, before anyone decides whether it becomes Word or text."""

from __future__ import annotations

from enum import Enum

import attrs

from compiler.span import Span


class RunKind(Enum):
    """Where the words of a run come from."""

    NUMBER = "编号"
    FRAME = "版式"
    FIELD = "填报"
    VALUE = "取数"
    HOLE = "待报"


@attrs.frozen
class Run:
    """A stretch of text with one origin. ``sources[0]`` is where it is written; the rest are what it was computed from.

    ``subject`` names the measure (措施07-02) or problem (问题7) it belongs to, if any.
    """

    text: str
    kind: RunKind
    sources: tuple[Span, ...]
    subject: str | None = None


@attrs.frozen
class Paragraph:
    """One paragraph. The first ``heading_runs`` runs are its heading; ``level`` is its outline level, 0 for none."""

    runs: tuple[Run, ...]
    style: str
    level: int = 0
    heading_runs: int = 0

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(run.text for run in self.runs)


@attrs.frozen
class Document:
    """The notice."""

    paragraphs: tuple[Paragraph, ...]
    draft: bool = False
