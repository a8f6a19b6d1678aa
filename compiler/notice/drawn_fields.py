"""The fields that an outline draws: whether anybody knows them, and whether they may be printed,
which the schema says once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from compiler.chinese.likeness import nearest
from compiler.diagnostics import Diagnostic, complain
from compiler.model.report import Report
from compiler.notice.leads import LEAD_PLACES
from compiler.notice.outline import Outline
from compiler.notice.outline import OutlineField as DrawnField
from compiler.notice.outline import fields as drawn_fields
from compiler.notice.placeholders import filled_texts, split_placeholders
from compiler.notice.vocabulary import FieldDefinition, asked_blocks, vocabulary
from compiler.schema.books import STANDARD, Schema
from compiler.schema.definitions import Field, all_fields, members
from compiler.vocab import Publication

OPERAND = re.compile(r"[^()（）+*/×÷,，、\s-]+(?![^()（）+*/×÷,，、\s-]|\s*[(（])")
"""A name or number in an expression, but not that of a function."""
NEARLY = 0.6
"""How like a figure's name another is that must be meant by it."""
LIKE_ENOUGH = 0.4
"""How like an unknown field a known one is to be guessed: two characters of four. A doubtful guess
tells more than what is said without one, which is the whole vocabulary."""


def is_internal(name: str, known: Mapping[str, FieldDefinition], schema: Schema = STANDARD) -> bool:
    """Tell whether ``name`` is a field that is never printed: of the outline's vocabulary, or by
    its label in a workbook.
    """
    if name in known:
        asked = asked_for(name, known, schema)
    else:
        books = (schema.register, schema.form)
        asked = (field for book in books for field in all_fields(book) if name in field.labels())
    return any(field.publication is Publication.INTERNAL for field in asked)


def asked_for(
    name: str, known: Mapping[str, FieldDefinition], schema: Schema = STANDARD
) -> Iterator[Field]:
    """Yield the field of the schema that a field of the outline, one of the ``known``, prints, by
    label, else by key; none for what is computed.
    """
    definition = known[name]
    own = [f for _, block in asked_blocks(schema, definition.entity) for f in members(block)]
    labelled = [field for field in own if name in field.labels()]
    yield from labelled or (field for field in own if field.key == definition.key)


def is_worked_out(name: str) -> bool:
    """Tell whether a count is drawn as an expression, which only a report can tell right from wrong."""
    return any(sign in name for sign in "()（）+-*/＋×÷−")


def counts_drawn(outline: Outline) -> Iterator[str]:
    """Yield the names of the counts and figures that an outline draws."""
    drawn = (field for line in outline.walk() for field in drawn_fields(line.items))
    return (field.counted.name for field in drawn if field.definition is None)


def entities_counted(outline: Outline, report: Report) -> frozenset[str]:
    """Return the entities that outline or prose count the members of by themselves."""
    drawn = [field for line in outline.walk() for field in drawn_fields(line.items)]
    counted = {field.counted.entity for field in drawn if field.definition is None}
    leads = {
        field.definition.entity
        for field in drawn
        if field.place in LEAD_PLACES and field.definition
    }
    parts = (part for text in filled_texts(report) for part in split_placeholders(text.value))
    counted |= {part.placeholder.entity for part in parts if part.placeholder}
    return frozenset(counted | leads)


def judge_fields(
    outline: Outline, placeholders: frozenset[str], schema: Schema = STANDARD
) -> list[Diagnostic]:
    """Judge the fields of an outline whose values are asked for by ``schema``.

    Diagnostics: S051 for those that are neither of the vocabulary, with a word that may follow,
    nor a known count or figure, S160 for an expression of what nobody has declared, S083 for those
    that are never printed.
    """
    found = []
    known = vocabulary(schema)
    for field in (field for line in outline.walk() for field in drawn_fields(line.items)):
        if field.name not in placeholders and is_internal(field.name, known, schema):
            found.append(complain("S083", field.span, name=field.name))
        elif missing := _missing(field, placeholders):
            name, guess = field.counted.name, nearest(missing, placeholders, LIKE_ENOUGH)
            hint = f"是不是“{guess}”？" if guess else ""
            undeclared = complain("S160", field.span, name=name, missing=missing, hint=hint)
            found.append(undeclared.spoiling(field.span, outline.place))
        elif guess := _guess(field, known, placeholders):
            name = f"{field.name} {field.argument}".strip()
            unknown = complain("S051", field.span, name=name, guess=guess)
            found.append(unknown.spoiling(field.span, outline.place))
    return found


def _guess(
    field: DrawnField, vocabulary: Mapping[str, FieldDefinition], placeholders: frozenset[str]
) -> str | None:
    """Return what an unknown field may have meant; ``None`` if it is known, or has no name at
    all.
    """
    known = field.definition
    if known is None:
        if not field.name or field.counted.name in placeholders:
            return None
        if field.counted.range == "数据":  # a figure that nobody has declared yet prints nothing
            return nearest(field.counted.name, placeholders, NEARLY)
        if field.counted.range:
            names = sorted(placeholders)
            return nearest(field.counted.name, names, LIKE_ENOUGH) or "、".join(names)
        if unparted := _unparted(field.name, vocabulary):
            return unparted
        names = [*vocabulary, *placeholders]
        return nearest(field.name, names, LIKE_ENOUGH) or "、".join(vocabulary)
    if known.arguments is None:
        return None if field.argument else f"{field.name} 位置名称"
    return (
        None
        if field.argument in known.arguments
        else "、".join(f"{field.name} {word}".strip() for word in known.arguments)
    )


def may_be_figure(name: str, counts: Collection[str], schema: Schema = STANDARD) -> bool:
    """Tell whether a name that nobody knows yet may be that of a figure, which units declare or a
    relation defines once there is a register: it is not nearly that of a field or a count.
    """
    known = [*vocabulary(schema), *counts]
    return not is_worked_out(name) and not get_close_matches(name, known, 1, NEARLY)


def figures_drawn(outline: Outline) -> Iterator[str]:
    """Yield the names of the figures that an outline prints where they are declared, or adds up."""
    for field in (field for line in outline.walk() for field in drawn_fields(line.items)):
        if field.definition is None and field.counted.range == "数据":
            yield field.counted.name
        elif field.definition is None:
            yield from operands(field.counted.name)


def operands(name: str) -> list[str]:
    """Return the names that an expression uses; of what is no expression nothing."""
    if not is_worked_out(name):
        return []
    parts = OPERAND.findall(name)
    return [part for part in parts if not part.isascii() or not part.isdigit()]


def _missing(field: DrawnField, placeholders: frozenset[str]) -> str:
    """Return what an expression uses that nothing is counted or declared as; empty if it is none, or
    all is known.
    """
    name = field.counted.name
    if field.definition is not None or name in placeholders:
        return ""
    return next((one for one in operands(name) if one not in placeholders), "")


def _unparted(name: str, vocabulary: Mapping[str, FieldDefinition]) -> str:
    """Return a field with its place where no blank parts them: {篇章第一部分}; empty if it is none."""
    for known, definition in vocabulary.items():
        place = name.removeprefix(known).strip(":：-—_")
        if definition.arguments is None and name.startswith(known) and place:
            return f"{known} {place}"
    return ""
