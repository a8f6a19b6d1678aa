"""What a compile comes to before anything is written: the checked document and its findings.

It stands apart so that commands that write no notice need not load what writes one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from compiler.analysis.causes import without_consequences
from compiler.analysis.waivers import WaiverUse, apply_waivers
from compiler.brief import brief
from compiler.checks.coverage import missing_headings, unprinted
from compiler.checks.printed import PrintedReport
from compiler.commands.checking import Analysis
from compiler.diagnostics import Diagnostic, has_errors, sort
from compiler.model.document import Document
from compiler.notice.build import build_document, printed
from compiler.notice.kind import Kind

if TYPE_CHECKING:
    from compiler.storage.journal import Aside


@attrs.frozen
class Compilation:
    """What a compile came to: ``diagnostics`` are those no waiver switched off, ``outputs`` the
    files written.

    ``set_aside`` are the files that somebody had edited, which were in the way of those written.
    """

    __repr__ = brief

    analysis: Analysis
    document: Document | None
    diagnostics: tuple[Diagnostic, ...]
    outputs: tuple[Path, ...] = ()
    waivers: tuple[WaiverUse, ...] = ()
    set_aside: tuple[Aside, ...] = ()

    @property
    def publishable(self) -> bool:
        """Whether nothing forbids publication."""
        return self.document is not None and not has_errors(self.diagnostics)

    @property
    def verdict(self) -> str:
        """What is said of it in one word."""
        if self.analysis.report is None:
            return "项目读不了"
        return "可以发布" if self.publishable else "不能发布"


def check_document(analysis: Analysis, *, draft: bool = False) -> Compilation:
    """Build the notice of an analysed project without writing it, and check that nothing was lost
    on the way.
    """
    if analysis.printed is None or analysis.report is None or analysis.kind is None:
        return Compilation(analysis, None, analysis.diagnostics)
    document = document_of(analysis.printed, analysis.kind, draft=draft)
    outline, report = analysis.kind.outline, analysis.report
    headings = missing_headings(outline, report, document)
    lost = unprinted(analysis.records(), document, report, outline)
    found = sort([*analysis.found, *headings, *lost])
    remaining, uses = apply_waivers(report, found, analysis.plugins.rules)
    remaining = without_consequences(remaining)
    troubles = [use.trouble for use in uses if use.trouble is not None]
    return Compilation(analysis, document, sort([*remaining, *troubles]), waivers=uses)


def document_of(read: PrintedReport, kind: Kind, *, draft: bool) -> Document:
    """Return the document that was checked, marks in the width wanted; a draft is built anew,
    with its holes showing.
    """
    return (
        build_document(read.report, kind, draft=True)
        if draft
        else printed(read.document, read.report)
    )
