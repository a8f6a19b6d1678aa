"""Records as a console shows them: by name and size, since a report prints itself in megabytes."""

from __future__ import annotations

import reprlib
from collections.abc import Collection

import attrs

SHOWN = 60
"""Of a text no more characters are shown: about a line of a console."""

_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = SHOWN


def brief(record: object) -> str:
    """Return the ``repr`` of an attrs record with its collections counted and records within it
    named.
    """
    cls = type(record)
    fields: tuple[attrs.Attribute[object], ...] = attrs.fields(cls)  # type: ignore[arg-type]
    shown = (f"{field.name}={_brief(getattr(record, field.name))}" for field in fields)
    return f"{cls.__name__}({', '.join(shown)})"


def _brief(value: object) -> str:
    """Return a record by its name, a collection by its size, anything else shortened."""
    if attrs.has(type(value)):
        return f"{type(value).__name__}(…)"
    if isinstance(value, Collection) and not isinstance(value, str | bytes):
        return f"<{len(value)}>"
    return _SHORT.repr(value)
