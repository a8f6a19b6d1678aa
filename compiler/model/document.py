"""The notice as paragraphs of runs, before anyone decides whether it becomes Word or text."""

from __future__ import annotations

from enum import Enum
from itertools import accumulate

import attrs

from compiler.brief import brief
from compiler.model.values import Text
from compiler.span import Span


class RunKind(Enum):
    """Where the words of a run come from."""

    NUMBER = "编号"
    FRAME = "版式"
    FIELD = "填报"
    VALUE = "取数"
    HOLE = "待报"


class Role(Enum):
    """What a text is in the notice, whatever kind of notice it is."""

    TITLE = "标题"
    HEADING = "小标题"
    CHAPTER = "篇章"
    LEAD_IN = "导语"
    PLAN = "整改计划"
    THEME = "主题句"
    PROGRESS = "进展情况"
    STATUS = "完成状态"
    FIGURE = "数据指标"
    MATTER = "事项名称"
    SITUATION = "有关情况说明"
    NEXT_STEPS = "下一步措施"
    DEADLINE = "完成时限"
    ANSWER = "其他填报内容"
    PERSON = "处理人员"
    INFORMATION = "报告信息"
    CONTACT = "联系方式"
    SIGNATURE = "落款"


@attrs.frozen
class Origin:
    """The text that a run prints a part of, characters ``start`` to ``end`` of it, and what that
    text is in the notice.

    The part of a placeholder is what stands in braces.
    """

    text: Text
    start: int
    end: int
    role: Role


@attrs.frozen
class Run:
    """A stretch of text with one source. ``sources[0]`` is where it is written; the rest are what
    it was computed from.

    ``subject`` names the measure (措施07-02) or problem (问题7) it belongs to, if any. ``breaks``
    are where its writer ended lines by hand, as offsets in ``text``. ``origin`` is ``None`` for
    numbers, set wording and what is printed otherwise than it was typed, such as dates.
    """

    __repr__ = brief

    text: str
    kind: RunKind
    sources: tuple[Span, ...]
    subject: str | None = None
    breaks: tuple[int, ...] = ()
    origin: Origin | None = None


@attrs.frozen
class TableCell:
    """Where in a table a paragraph stands. ``table`` tells tables apart; row 0 is the header; the
    rest count from 0.
    """

    table: int
    row: int
    column: int
    columns: int


@attrs.frozen
class Paragraph:
    """One paragraph. The first ``heading_runs`` runs are its heading; ``level`` is its outline
    level, 0 for none.

    A table is the paragraphs that name a ``cell`` of it, row by row; an empty cell has none.
    ``sealed`` tells a signature that is printed to be sealed, ``new_page`` what begins a page of
    its own without being an attachment.
    """

    __repr__ = brief

    runs: tuple[Run, ...]
    style: str
    level: int = 0
    heading_runs: int = 0
    cell: TableCell | None = None
    sealed: bool = False
    new_page: bool = False

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(run.text for run in self.runs)

    @property
    def breaks(self) -> tuple[int, ...]:
        """Where its writer ended lines by hand, as offsets in :attr:`text`."""
        starts = accumulate((len(run.text) for run in self.runs), initial=0)
        return tuple(
            start + at for start, run in zip(starts, self.runs, strict=False) for at in run.breaks
        )


@attrs.frozen
class Document:
    """The notice."""

    __repr__ = brief

    paragraphs: tuple[Paragraph, ...]
    draft: bool = False
