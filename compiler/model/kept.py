"""Files of ours that outlive a release: what an earlier or a later one wrote is read as far as it
is known.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, get_origin

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from compiler.rules.releases import named_release
from compiler.span import Span


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
    if b"\\u" in content:  # we escape nothing; who does may write half a character
        json.dumps(record, ensure_ascii=False).encode()
    if not isinstance(record, dict) or type(record.get("format")) is not int:
        raise ValueError("no format")
    if record["format"] > newest:
        raise NewerFormatError(named_release(record.get("release")))
    return record


def _known(cls: type[Any]) -> Callable[[Mapping[str, Any], Any], Any]:
    """Return what makes a record of JSON: other keys are passed over, a text or a list that is not
    there is empty.
    """
    make = make_dict_structure_fn(cls, CONVERTER)
    unsaid = {
        attribute.name: "" if attribute.type is str else ()
        for attribute in attrs.fields(attrs.resolve_types(cls))
        if attribute.default is attrs.NOTHING
        and (attribute.type is str or get_origin(attribute.type) is tuple)
    }
    return lambda packed, kind: make({**unsaid, **packed}, kind)


def exactly(kind: type[Any], *values: object) -> None:
    """Raise :class:`TypeError` unless ``values`` are of just this kind: a number is no text, and
    none is turned into one.
    """
    for value in values:
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {kind.__name__}")


def _as_it_is(value: Any, kind: type[Any]) -> Any:
    """Return a plain value as it stands."""
    exactly(kind, value)
    return value


CONVERTER = Converter(detailed_validation=False)
for plain in (str, int, bool):
    CONVERTER.register_structure_hook(plain, _as_it_is)
CONVERTER.register_structure_hook_factory(attrs.has, _known)
CONVERTER.register_unstructure_hook(
    Span, make_dict_unstructure_fn(Span, CONVERTER, _cattrs_omit_if_default=True)
)
