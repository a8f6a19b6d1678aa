"""Where the clerk's own tables speak of measures by numbers that now belong to others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from compiler.diagnostics import Diagnostic, complain
from compiler.model.identifiers import measure_id, split_id
from compiler.model.register import Register
from compiler.model.values import Text

NAMED = re.compile(r"措施\s*\d{1,3}\s*[-–—－]\s*\d{1,3}")


def mentions_to_be_checked(
    register: Register, renumbered: Mapping[str, str], day: date | None
) -> Iterator[Diagnostic]:
    """Yield L065 for each place in 延期, 销号, 工作纪实, 豁免 and, of notices that are not yet due on
    ``day``, 督办记录 that names a measure which was ``renumbered`` (former number, present one): whether
    the clerk has changed it yet is not known.
    """
    for sheet, text in _places(register, day):
        for match in NAMED.finditer(text.value):
            parts = split_id(re.sub(r"\s", "", match.group()))
            former = measure_id(*parts) if parts else ""
            if former in renumbered:
                place = text.span_at(*match.span())
                yield complain("L065", place, sheet=sheet, id=former, now=renumbered[former])


def _places(register: Register, day: date | None) -> Iterator[tuple[str, Text]]:
    """Yield the cells in which the clerk names measures, with their sheets."""
    yield from (("延期", row.measure) for row in register.extensions)
    yield from (("销号", row.measure) for row in register.closures)
    yield from (("工作纪实", row.measures) for row in register.activities)
    yield from (("豁免", row.place) for row in register.waivers)
    for row in register.supervisions:
        due = row.due.value
        if due is not None and (day is None or due >= day):
            yield "督办记录", row.measures
