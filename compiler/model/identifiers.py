"""The id of a measure: 措施07-02, problem number and sequence, a spelling no spreadsheet mistakes
for a date or number.
"""

from __future__ import annotations

import re

MEASURE_ID = re.compile(r"(?:措施?)?\s*(\d{1,3})\s*[-–—_~]\s*(\d{1,3})")
"""Blanks and dashes as they are typed; three digits at most, since 2024-12 is a month."""


def measure_id(problem: int, sequence: int) -> str:
    """Return the id of a problem's ``sequence``-th measure."""
    return f"措施{problem:02d}-{sequence:02d}"


def split_id(identifier: str) -> tuple[int, int] | None:
    """Return problem number and sequence, or ``None`` if the text is no id."""
    match = MEASURE_ID.fullmatch(identifier)
    return (int(match.group(1)), int(match.group(2))) if match else None
