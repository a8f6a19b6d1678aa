"""Which fields stand open while a story is read: what is in their code is not shown, and what in
their result they are.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from compiler.wordfile.events import Event, EventKind
from compiler.wordfile.fields import CONTENTS, PAGING, drawn_text, draws, name_of
from compiler.wordfile.shown import PieceKind

MARKS = (
    EventKind.FIELD,
    EventKind.RESULT,
    EventKind.FIELD_END,
    EventKind.INSTRUCTION,
    EventKind.CHOICE,
)


@attrs.define
class OpenField:
    """A field that has begun; ``shown`` once its result has. ``visible`` are those in the results of
    all around them; ``contents`` and ``paging`` say what the results are in which its own stands.
    """

    visible: bool = True
    contents: bool = False
    paging: bool = False
    code: list[str] = attrs.field(factory=list)
    choice: str = ""
    shown: bool = False


@attrs.define
class OpenFields:
    """Those open, the innermost last; ``whole`` are the positions of the marks of whole fields: a
    damaged one hides nothing. Deleted fields are counted apart, and open for deleted text alone.
    """

    whole: set[int]
    open: list[OpenField] = attrs.field(factory=list)
    deleted: list[OpenField] = attrs.field(factory=list)


def fields_of(events: Sequence[Event]) -> OpenFields:
    """Return the fields of a story before its first event."""
    return OpenFields(_whole(events, deleted=False) | _whole(events, deleted=True))


def _whole(events: Sequence[Event], *, deleted: bool) -> set[int]:
    """Return the positions of the marks of whole fields, of those deleted or of the others."""
    open_: list[list[int]] = []
    whole: set[int] = set()
    for position, event in enumerate(events):
        if event.kind not in MARKS or (event.deleted is not None) is not deleted:
            continue
        if event.kind is EventKind.FIELD:
            open_.append([position])
        elif event.kind is EventKind.RESULT and open_:
            open_[-1].append(position)
        elif event.kind is EventKind.FIELD_END and open_:
            whole.update([*open_.pop(), position])
    return whole


def take_mark(fields: OpenFields, event: Event, position: int) -> OpenField | None:
    """Follow the marks of fields; return one that has ended."""
    own = fields.open if event.deleted is None else fields.deleted
    whole = position in fields.whole
    if event.kind is EventKind.FIELD and whole:
        outer = own[-1] if own else OpenField(shown=True)
        own.append(OpenField(outer.visible and outer.shown, outer.contents, outer.paging))
    elif event.kind is EventKind.RESULT and whole and own:
        _begin_result(own[-1])
    elif event.kind is EventKind.FIELD_END and whole and own:
        return own.pop()
    elif event.kind is EventKind.INSTRUCTION and own and not own[-1].shown:
        own[-1].code.append(event.text)
    elif event.kind is EventKind.CHOICE and own:
        own[-1].choice = event.text
    return None


def _begin_result(field: OpenField) -> None:
    """Note what the result of a field is."""
    name = name_of("".join(field.code))
    field.shown = True
    field.contents = field.contents or name in CONTENTS
    field.paging = field.paging or name in PAGING


def shows(fields: OpenFields, event: Event) -> bool:
    """Tell whether an event stands where it is shown, or would be, had it not been deleted."""
    around = fields.open[-1:] if event.deleted is None else fields.open[-1:] + fields.deleted[-1:]
    return all(field.visible and field.shown for field in around)


def drawn(field: OpenField) -> tuple[str, PieceKind | None]:
    """Return what a field without a result draws itself, empty if nothing, and why that cannot be
    read, if it cannot.
    """
    instruction = "".join(field.code)
    if field.shown:
        return "", None
    if field.choice:
        return field.choice, None
    text = drawn_text(instruction) if draws(instruction) else ""
    if text is None:
        return f"域 {instruction.strip()}", PieceKind.UNREADABLE
    return text, None


def aside_of(fields: OpenFields, event: Event) -> PieceKind | None:
    """Return why a text is not simply one of its paragraph."""
    if event.hidden:
        return PieceKind.HIDDEN
    if event.deleted is not None:
        return PieceKind.DELETED
    innermost = fields.open[-1] if fields.open else OpenField()
    if innermost.contents:
        return PieceKind.CONTENTS
    if event.struck:
        return PieceKind.STRUCK
    return PieceKind.PAGING if innermost.paging else None
