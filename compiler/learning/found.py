"""What is seen of a kind while its notice is drawn."""

from __future__ import annotations

import attrs

from compiler.learning.own import OwnField


@attrs.define
class Found:
    """Statuses of any kind, those that are complete, those that leave something to do; and fields of the
    kind's own, by name.
    """

    statuses: list[str] = attrs.field(factory=list)
    complete: list[str] = attrs.field(factory=list)
    pending: list[str] = attrs.field(factory=list)
    own: dict[str, OwnField] = attrs.field(factory=dict)
