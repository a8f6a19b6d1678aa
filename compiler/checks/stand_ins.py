"""Stand-ins of an imported project that an outline prints as if they were content."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.checks.printed import PrintedReport
from compiler.diagnostics import Diagnostic, complain
from compiler.vocab import IMPORTED


def nothing_stands_in(printed: PrintedReport) -> Iterator[Diagnostic]:
    """S173 a cell whose stand-in is printed."""
    for paragraph in printed.document.paragraphs:
        for run in paragraph.runs:
            if run.text == IMPORTED and run.sources:
                yield complain("S173", run.sources[0], text=IMPORTED)
