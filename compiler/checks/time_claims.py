"""What prose says of time: lengths beside their years, and numbered events beside their dates."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.checks.printed import PrintedReport, excerpt
from compiler.chinese.durations import wrong_lengths, wrong_parts
from compiler.chinese.misdated import misdated
from compiler.diagnostics import Diagnostic, complain


def lengths_of_periods(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C060 a stated length that is not that of the years, months or days beside it, and months
    that are not those of the quarter.
    """
    for passage in printed.passages:
        for wrong in (*wrong_lengths(passage.text), *wrong_parts(passage.text)):
            yield complain(
                "C060",
                passage.span(wrong.start, wrong.end),
                text=excerpt(passage, wrong.start, wrong.end),
                length=wrong.length,
                period=wrong.period,
                true=wrong.true,
            )


def events_in_their_time(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C061 a congress, plenum, session or plan beside a date on which it was not, or named before it
    was held.
    """
    signed = printed.report.information.signed_on
    for passage in printed.passages:
        for wrong in misdated(passage.text, signed.value):
            place = passage.span(wrong.start, wrong.end)
            yield complain(
                "C061", place, text=excerpt(passage, wrong.start, wrong.end), fact=wrong.fact
            )
