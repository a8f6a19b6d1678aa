"""Names in a row beside their number, in whatever text prints them."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.checks.printed import PrintedReport
from compiler.chinese.name_lists import name_lists
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role

TITLES = (Role.TITLE, Role.HEADING)


def numbers_of_names(printed: PrintedReport) -> Iterator[Diagnostic]:
    """F015 a number of units, places or persons and another number of names beside it; with 等 there
    may be fewer names, never more.
    """
    for passage in printed.passages:
        if passage.role in TITLES or "、" not in passage.text:
            continue
        for row in name_lists(passage.text):
            if not row.holds:
                said = passage.text[row.start : row.end]
                place = passage.span(row.start, row.end)
                names = passage.span(row.first, row.last)
                yield complain("F015", place, names, said=said, data=max(row.numbers))
