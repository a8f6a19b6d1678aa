"""An edit as the office decides on it: a row of 改稿清单.xlsx."""

from __future__ import annotations

from enum import Enum

import attrs

from compiler.absorbing.landing import Verdict
from compiler.brief import brief
from compiler.span import Span


class Choice(Enum):
    """What the office does with an edit."""

    ADOPT = "采纳"
    LEAVE = "不采纳"
    RETURN = "退回单位"


@attrs.frozen
class CellChange:
    """Characters ``start`` to ``end`` of a cell that become ``new``; ``text`` is what stood in the
    cell when that was listed.

    ``label`` is the cell's, ``measure`` and ``unit`` whose form it is in, empty for the register;
    ``beside`` is what stood in its row, by label.
    """

    file: str
    sheet: str
    cell: str
    label: str
    measure: str
    unit: str
    text: str
    start: int
    end: int
    new: str
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def result(self) -> str:
        """What the cell says once it is changed."""
        return self.text[: self.start] + self.new + self.text[self.end :]


@attrs.frozen
class ListedEdit:
    """A row. ``old`` and ``new`` are what is shown: whole sentences, ``first`` being where they
    begin in the cell of a single change.

    ``author`` and ``when`` are as a clerk reads them, of several one line each; ``copies`` are the
    names of the copies. ``preset`` is ``None`` where somebody must decide. ``about`` is the
    cell of a form that the edit can go back to its unit with. ``settled`` tells
    that it is known what is to be written, ``exact`` that adopting it prints just what the copy
    says.
    """

    __repr__ = brief

    place: str
    old: str
    new: str
    author: str
    when: str
    comment: str
    cell: str
    verdict: Verdict
    note: str
    preset: Choice | None
    copies: tuple[str, ...]
    changes: tuple[CellChange, ...] = ()
    first: int = 0
    about: CellChange | None = None
    settled: bool = False
    exact: bool = False


@attrs.frozen
class EditList:
    """What was found in one or several copies. ``notes`` are plain sentences to be read first."""

    __repr__ = brief

    edits: tuple[ListedEdit, ...]
    copies: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def open(self) -> int:
        """How many rows nobody has decided on."""
        return sum(edit.preset is None for edit in self.edits)

    @property
    def pending(self) -> bool:
        """Whether anything is left to do: what is to be left as it is needs nobody."""
        return any(edit.preset is not Choice.LEAVE for edit in self.edits)


@attrs.frozen
class Decision:
    """What was decided on the row of a list with this ``number``, from 1: ``choice`` is ``None`` if
    nothing was; ``new`` is what 改为 says. ``place`` and ``new_place`` are where both stand.
    """

    number: int
    choice: Choice | None
    new: str
    place: Span
    new_place: Span
