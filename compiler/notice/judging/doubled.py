"""Units, leaders and dates of several measures: the same ones in a row, or a paragraph for each."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Document, Paragraph
from compiler.notice.judging.standing import Standing, bracketed
from compiler.notice.outline import (
    Outline,
    OutlineField,
    OutlineLine,
    Repeat,
    direct_fields,
    fields,
)
from compiler.schema.definitions import ValueKind
from compiler.span import Span

LISTED = (ValueKind.TEXT, ValueKind.UNIT, ValueKind.UNITS, ValueKind.DATE)
"""What is told once as a rule; figures and states stand side by side, one a measure."""


def doubled_values(outline: Outline, document: Document) -> Iterator[Diagnostic]:
    """Yield S200 for each row of values, joined by a mark, in which one is printed more than once."""
    rows = {
        item.span: item
        for line in outline.walk()
        for item in bracketed(line.items)
        if isinstance(item, Repeat) and _lists_values(item)
    }
    told: set[Span] = set()
    for paragraph in document.paragraphs if rows else ():
        for place, twice in _twice(paragraph, rows):
            if place not in told:
                told.add(place)
                (field,) = (item for item in rows[place].items if isinstance(item, OutlineField))
                right = f"[{{{field.name}}}|{rows[place].joiner}|不重复]"
                yield complain("S200", place, name=field.name, text=twice, right=right)


def paragraph_each(line: OutlineLine, standing: Standing) -> Iterator[Diagnostic]:
    """Yield S202 for a line under a problem that prints nothing but short values of a measure, and
    so a paragraph of them for each of its measures.
    """
    if (
        line.entity != "measure"
        or "problem" not in standing.around
        or "measure" in standing.around
        or line.numbering
        or line.cells
        or line.children
        or any(map(_is_prose, fields(line.items)))
    ):
        return
    field = next(field for field in direct_fields(line.items) if field.entity == "measure")
    right = f"[{{{field.name}}}|、|不重复]"
    yield complain("S202", field.span, name=field.name, right=right)


def _is_prose(field: OutlineField) -> bool:
    """Tell whether a field holds sentences."""
    own = field.definition
    return own is not None and (own.prose or own.kind is ValueKind.PROSE)


def _lists_values(repeat: Repeat) -> bool:
    """Tell whether a repetition prints nothing but one short value of every measure."""
    field = repeat.items[0] if len(repeat.items) == 1 else None
    if not isinstance(field, OutlineField) or field.definition is None:
        return False
    own = field.definition
    listed = own.entity == "measure" and own.kind in LISTED and not _is_prose(field)
    return listed and bool(repeat.joiner) and not repeat.distinct and repeat.numbering is None


def _twice(paragraph: Paragraph, rows: dict[Span, Repeat]) -> Iterator[tuple[Span, str]]:
    """Yield each row of a paragraph in which a value comes again, and the value."""
    seen: dict[Span, list[str]] = {}
    runs = paragraph.runs
    for before, run, after in zip(runs, runs[1:], runs[2:], strict=False):
        row = rows.get(run.sources[0])
        if row is not None and run.text == row.joiner:
            place = run.sources[0]
            values = seen.setdefault(place, before.text.split(row.joiner))
            own = after.text.split(row.joiner)
            again = next((value for value in own if value in values), None)
            values += own
            if again is not None:
                yield place, again
