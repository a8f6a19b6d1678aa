"""Files of ours that outlive a release: what an earlier or a later one wrote is read as far as it
is known.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

import attrs

from compiler.rules.releases import named_release

T = TypeVar("T", bound=attrs.AttrsInstance)
UNSAID: Mapping[str, object] = {"str": "", "tuple": ()}
"""What a record says of a text or a list that its file does not have, by the beginning of its
type."""


class NewerFormatError(ValueError):
    """A file in a format of a later release; ``release`` is the one it needs, empty if it does
    not say.
    """

    def __init__(self, release: str) -> None:
        super().__init__(f"needs release {release or 'unknown'}")
        self.release = release


def open_kept(content: bytes, newest: int) -> dict[str, Any]:
    """Return the JSON object in ``content``; :class:`NewerFormatError` if its format is later
    than ``newest``.

    :class:`ValueError` if it is none, or names no format.
    """
    try:
        record = json.loads(content)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(record, dict) or type(record.get("format")) is not int:
        raise ValueError("no format")
    if record["format"] > newest:
        raise NewerFormatError(named_release(record.get("release")))
    return record


def known(cls: type[T], packed: Mapping[str, Any]) -> T:
    """Return the record that ``packed`` holds: other keys are passed over, a text or a list that
    is not there is empty.

    :class:`KeyError` if something else is not there.
    """
    values = {}
    for attribute in attrs.fields(cls):
        kind = str(attribute.type).partition("[")[0]
        if attribute.name in packed:
            values[attribute.name] = packed[attribute.name]
        elif attribute.default is attrs.NOTHING:
            if kind not in UNSAID:
                raise KeyError(attribute.name)
            values[attribute.name] = UNSAID[kind]
    return cls(**values)
