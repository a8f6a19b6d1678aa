"""The cost of the checks grows with the text and with nothing else: counted in steps, so that no
clock is asked.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from support.hard_texts import HARD, alone, full

import compiler
from compiler.checks.registry import run_checks
from compiler.commands.checking import Analysis, as_printed
from compiler.model.report import Report
from compiler.notice.kind import Kind

OWN = str(Path(compiler.__file__).parent)
SHORT, TIMES = 1500, 4
ROOM = 1.3
"""A text four times as long may take four times as many steps, and a third more for what is
rounded and bounded."""


def steps(work: Callable[[], object]) -> int:
    """Return how many lines and turns of a loop the compiler's own code goes through."""
    count = 0

    def enter(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += 1
        return go_on if frame.f_code.co_filename.startswith(OWN) else None

    def go_on(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += 1
        return go_on

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def judge(report: Report, kind: Kind) -> None:
    """Run everything that reads prose."""
    run_checks(as_printed(report, kind))


@pytest.fixture(scope="module")
def steps_without_text(sample_analysis: Analysis) -> int:
    """How many steps a text takes that is none to speak of."""
    report, kind = sample_analysis.report, sample_analysis.kind
    assert report is not None
    assert kind is not None
    nothing = alone(report, "甲。")
    judge(nothing, kind)  # what is looked up once is not counted
    return steps(lambda: judge(nothing, kind))


@pytest.mark.parametrize("piece", HARD)
def test_four_times_the_text_takes_four_times_the_steps(
    sample_analysis: Analysis, steps_without_text: int, piece: str
) -> None:
    report, kind = sample_analysis.report, sample_analysis.kind
    assert report is not None
    assert kind is not None
    reports = [alone(report, full(piece, length)) for length in (SHORT, SHORT * TIMES)]
    short, long = (steps(lambda report=report: judge(report, kind)) for report in reports)
    none = steps_without_text
    assert long - none <= (short - none) * TIMES * ROOM + 2000
