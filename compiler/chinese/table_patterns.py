"""Patterns from the program's own tables, which depend on nothing that a user has written."""

from __future__ import annotations

import re


def pattern_of_a_table(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a compiled pattern of one of the program's tables.

    Such patterns are compiled when a text first has their words. That they are compiled here says
    that what they come to may be kept from one run to the next
    (:mod:`compiler.cli.kept_compiled`).
    """
    return re.compile(source, flags)
