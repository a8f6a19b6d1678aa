"""Where a name stands, among many texts."""

from __future__ import annotations

import attrs


@attrs.frozen
class NameUse:
    """One use of a name in text number ``index``."""

    index: int
    start: int
    end: int
