"""Positions in source files, carried by every node of every tree."""

from __future__ import annotations

import attrs

from compiler.visible import visible


@attrs.frozen(order=True)
class Span:
    """A place in a source file: a workbook cell, a line of a text file, or a range of characters
    inside either.

    ``file`` is the path relative to the project, with forward slashes. ``start`` and ``end``
    count characters of the cell's (or line's) own text, zero-based and half-open.
    """

    file: str
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None
    column: int | None = None
    start: int | None = None
    end: int | None = None

    @property
    def whole_cell(self) -> Span:
        """The cell that the place lies in."""
        return Span(self.file, self.sheet, self.cell)

    def within(self, start: int, end: int) -> Span:
        """Return the same place narrowed to a range of characters."""
        # ``attrs.evolve`` takes more than twice as long, and this is asked some thousand times a compile.
        return Span(self.file, self.sheet, self.cell, self.line, self.column, start, end)

    def describe(self) -> str:
        """Return the place as a user reads it: file, sheet and cell, or file, line and column."""
        text = self.file
        if self.cell is not None:
            text += f" {self.sheet}!{self.cell}"
        elif self.sheet is not None:
            text += f" {self.sheet}"
        if self.line is not None:
            text += f" 第{self.line}行"
            if self.column is not None:
                text += f"第{self.column}列"
        if self.start is not None and self.end is not None:
            first, last = self.start + 1, max(self.start + 1, self.end)
            text += f"（第{first}字）" if first == last else f"（第{first}—{last}字）"
        return visible(text)
