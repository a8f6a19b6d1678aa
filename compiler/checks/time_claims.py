"""What prose says of time: lengths beside their years, and numbered events beside their dates."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.checks.printed import PrintedReport, excerpt
from compiler.chinese.durations import wrong_lengths
from compiler.diagnostics import Diagnostic, complain


def lengths_of_periods(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C060 a stated length that is not that of the years, months or days beside it."""
    for passage in printed.passages:
        for wrong in wrong_lengths(passage.text):
            yield complain(
                "C060",
                passage.span(wrong.start, wrong.end),
                text=excerpt(passage, wrong.start, wrong.end),
                length=wrong.length,
                period=wrong.period,
                true=wrong.true,
            )
