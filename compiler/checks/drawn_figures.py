"""Numbers that the outline itself draws, and that mean nothing where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.checks.printed import PrintedReport
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Run, RunKind
from compiler.model.report import Report
from compiler.notice.drawn_fields import operands
from compiler.notice.named_counts import Fault

CODES = {Fault.AMBIGUOUS: "L093", Fault.FOREIGN: "L094", Fault.UNKNOWN: "L092"}


def meaningless(printed: PrintedReport) -> Iterator[Diagnostic]:
    """L093 a figure of the outline that has several values where it stands, L094 one that only other
    problems declare, L092 a count that cannot be worked out within a part.
    """
    told: set[tuple[object, ...]] = set()
    for run in (run for paragraph in printed.document.paragraphs for run in paragraph.runs):
        fault = next((fault for fault in CODES if _says(run, fault)), None)
        place = run.sources[0]
        if fault is None or (place, run.subject) in told:
            continue
        told.add((place, run.subject))
        name = run.text.removeprefix(f"【{fault.value}:").removesuffix("】")
        where = run.subject or "这里"
        if fault is not Fault.UNKNOWN:
            yield complain(CODES[fault], *run.sources, name=name, where=where)
        elif _is_known(name, printed.report):  # else it is said of the outline
            yield complain(CODES[fault], place, name=name, part=where)


def _is_known(name: str, report: Report) -> bool:
    """Tell whether there is a count of that name, or all that an expression uses."""
    if name in report.counts:
        return True
    declared = {figure.name.value for measure in report.measures() for figure in measure.figures}
    used = operands(name)
    return bool(used) and all(one in report.counts or one in declared for one in used)


def _says(run: Run, fault: Fault) -> bool:
    """Tell whether a run is the hole that a fault of the outline leaves."""
    hole = run.kind is RunKind.HOLE and run.sources[0].line is not None
    return hole and run.text.startswith(f"【{fault.value}:")
