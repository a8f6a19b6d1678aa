"""Some of the checks run over a report at hand."""

from __future__ import annotations

from collections.abc import Collection

from compiler.checks.registry import RECORD_CHECKS, TEXT_CHECKS
from compiler.commands.checking import as_printed
from compiler.diagnostics import Diagnostic
from compiler.model.report import Report
from compiler.notice.kind import Kind


def judged(report: Report, kind: Kind | None, modules: Collection[str]) -> list[Diagnostic]:
    """Return what the checks of some modules of ``compiler.checks`` find in a report that
    ``kind`` prints.
    """
    assert kind is not None
    printed = as_printed(report, kind)
    records = [
        check(report) for check in RECORD_CHECKS if check.__module__.rpartition(".")[2] in modules
    ]
    texts = [
        check(printed) for check in TEXT_CHECKS if check.__module__.rpartition(".")[2] in modules
    ]
    return [diagnostic for found in (*records, *texts) for diagnostic in found]
