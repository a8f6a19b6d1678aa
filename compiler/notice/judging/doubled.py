"""Units, leaders and dates of several measures in one row, where they are the same."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Document, Paragraph
from compiler.notice.judging.standing import bracketed
from compiler.notice.outline import Outline, OutlineField, Repeat
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


def _lists_values(repeat: Repeat) -> bool:
    """Tell whether a repetition prints nothing but one short value of every measure."""
    field = repeat.items[0] if len(repeat.items) == 1 else None
    if not isinstance(field, OutlineField) or field.definition is None:
        return False
    own = field.definition
    listed = own.entity == "measure" and own.kind in LISTED and not own.prose
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
