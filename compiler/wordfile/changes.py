"""Who changed what under tracking."""

from __future__ import annotations

import attrs


@attrs.frozen
class Author:
    """Who made a tracked change or a comment; ``when`` is as the file says it, empty if it does
    not.
    """

    name: str
    when: str = ""
