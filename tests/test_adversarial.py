"""Full cells made to be hard: every check comes to an end."""

from __future__ import annotations

import faulthandler
from collections.abc import Iterator

import pytest
from support.hard_texts import HARD, alone, full

from compiler.checks.registry import run_checks
from compiler.commands.checking import Analysis, as_printed

HOPELESS = 600
"""Seconds after which a pattern that backtracks without bound is given up; an honest one needs a
fraction of one."""


@pytest.fixture
def given_up() -> Iterator[None]:
    """End the run, showing where it stands, if a test does not come back."""
    faulthandler.dump_traceback_later(HOPELESS, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.mark.usefixtures("given_up")
@pytest.mark.parametrize("piece", HARD)
def test_every_check_comes_to_an_end(sample_analysis: Analysis, piece: str) -> None:
    assert sample_analysis.report is not None
    assert sample_analysis.kind is not None
    report = alone(sample_analysis.report, full(piece))
    for diagnostic in run_checks(as_printed(report, sample_analysis.kind)):
        assert diagnostic.message
