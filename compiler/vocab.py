"""The enumerations and small fixed vocabularies every floor shares."""

from __future__ import annotations

from enum import Enum, IntEnum

import attrs

IMPORTED = "由通报导入"
"""Stands in every field a published notice cannot know; checks accept it where they would ask for
a value."""


class Severity(IntEnum):
    """How much a diagnostic weighs; only an error forbids publication."""

    HINT = 0
    WARNING = 1
    ERROR = 2

    @property
    def label(self) -> str:
        """The word a user reads."""
        return {Severity.HINT: "提示", Severity.WARNING: "警告", Severity.ERROR: "错误"}[self]


class Profile(Enum):
    """How punctuation is printed."""

    AS_TYPED = "按原样"
    FULL_WIDTH = "全角"


class Publication(Enum):
    """Where the content of a field may appear.

    ``NOTICE`` is written to be printed and missed if it is not; ``LEDGER`` may be printed where
    an outline draws it; ``INTERNAL`` never is.
    """

    NOTICE = "通报"
    LEDGER = "台账"
    INTERNAL = "内部"


class Need(Enum):
    """What a unit owes besides, by the status it gives."""

    COMPLETION = "完成日期"
    FOLLOW_UP = "后续事项"
    NOTHING = "无"


@attrs.frozen
class Status:
    """One word of a kind's status vocabulary.

    ``rank`` orders completeness (higher is more complete). Unless the kind says otherwise a
    ``complete`` status needs a completion date; any other needs a follow-up.
    """

    name: str
    rank: int
    complete: bool
    needs: Need = attrs.field()

    @needs.default
    def _as_a_rule(self) -> Need:
        return Need.COMPLETION if self.complete else Need.FOLLOW_UP


COMPLETED = Status("已完成", 3, True)
MOSTLY_COMPLETED = Status("基本完成", 2, False)
UNFINISHED = Status("未完成", 1, False)
DEFAULT_STATUSES = (COMPLETED, MOSTLY_COMPLETED, UNFINISHED)
