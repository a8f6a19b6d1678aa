"""Series run into one text: 一是…二是, 第一…第二, (1)…(2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport, excerpt
from compiler.chinese.ordinals import SPOKEN, Fault, ordinal_faults, ordinals
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role

COMMA = re.compile(r"(?:^|(?<=[。;；:：,，]))[一二三四五六七八九十]{1,3}是[,，、]")


def _faults(printed: PrintedReport, code: str, *kinds: str) -> Iterator[Diagnostic]:
    """Complain of some kinds of faults, within passages and across them. An ordinal that opens a
    chapter's paragraph counts on from the paragraph before it and is judged across them only.
    """
    for passage in printed.passages:
        for fault in ordinal_faults(passage.text):
            leading = passage.role is Role.CHAPTER and fault.ordinal.start == 0
            if fault.kind in kinds and not leading:
                yield _complain(code, passage, fault)
    for passage, fault in _across(printed):
        if fault.kind in kinds:
            yield _complain(code, passage, fault)


def _complain(code: str, passage: Passage, fault: Fault) -> Diagnostic:
    """Name the member that was expected where a wrong ordinal stands."""
    start, end = fault.ordinal.start, fault.ordinal.end
    expected = "第一项" if fault.expected == 1 else f"第 {fault.expected} 项"
    return complain(code, passage.span(start, end), mark=passage.text[start:end], expected=expected)


def _across(printed: PrintedReport) -> Iterator[tuple[Passage, Fault]]:
    """Yield the faults of series whose members are paragraphs of their own, each beginning with
    its ordinal.
    """
    latest: dict[tuple[str, str], int] = {}
    for passage in printed.passages:
        if passage.role is not Role.CHAPTER:
            continue
        for family in SPOKEN:
            first = next(iter(ordinals(passage.text, family)), None)
            if first is None or first.start:
                continue
            previous = latest.get((passage.subject, family), 0)
            latest[passage.subject, family] = ordinals(passage.text, family)[-1].number
            if first.number not in (1, previous + 1):
                kind = (
                    "first" if not previous else "repeated" if first.number == previous else "gap"
                )
                yield passage, Fault(kind, family, first, previous + 1)


def gaps(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T001 a member is missing in the middle of a series."""
    return _faults(printed, "T001", "gap")


def repetitions(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T002 an ordinal stands twice in a series."""
    return _faults(printed, "T002", "repeated")


def first_members(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T003 a series that does not start at one, or ends there."""
    return _faults(printed, "T003", "first", "lone")


def mixed_series(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T004 a series that changes its words: 首先…第二."""
    return _faults(printed, "T004", "mixed")


def commas(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T005 一是 with a comma behind it."""
    for passage in printed.having("是,", "是，", "是、"):
        for match in COMMA.finditer(passage.text):
            span = passage.span(match.end() - 1, match.end())
            yield complain(
                "T005",
                span,
                mark=match.group()[:-1],
                text=excerpt(passage, match.start(), match.end()),
            )


def unended(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T006 an ordinal that follows its predecessor's text without a mark."""
    return _faults(printed, "T006", "glued")
