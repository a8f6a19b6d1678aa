"""The fields that an outline draws: whether anybody knows them, and whether they may be printed,
which the schema says once.
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler.chinese.likeness import nearest
from compiler.diagnostics import Diagnostic, complain
from compiler.notice.outline import Outline
from compiler.notice.outline import OutlineField as DrawnField
from compiler.notice.outline import fields as drawn_fields
from compiler.notice.vocabulary import FIELDS
from compiler.schema.definitions import Block, Field, all_fields, members
from compiler.schema.form import FIGURES, FOLLOW_UP, FORM, PROGRESS
from compiler.schema.register import CHAPTERS, INFORMATION, MEASURES, PERSONS, PROBLEMS, REGISTER
from compiler.vocab import Publication

BLOCKS: dict[str, tuple[Block, ...]] = {
    "notice": (INFORMATION,), "signature": (INFORMATION,),
    "text": (CHAPTERS,), "chapter": (CHAPTERS,), "intro": (CHAPTERS,), "item": (CHAPTERS,),
    "population": (PERSONS,), "sanction": (PERSONS,), "person": (PERSONS,),
    "aspect": (PROBLEMS,), "category": (PROBLEMS,), "problem": (PROBLEMS,),
    "group": (MEASURES,), "measure": (MEASURES, PROGRESS), "figure": (FIGURES,), "matter": (FOLLOW_UP,),
}  # fmt: skip
"""Where the values of an entity's fields are asked for."""


def is_internal(name: str) -> bool:
    """Tell whether ``name`` is a field that is never printed: of the outline's vocabulary, or by
    its label in a workbook.
    """
    if name in FIELDS:
        return any(field.publication is Publication.INTERNAL for field in asked_for(name))
    labelled = [
        field for book in (REGISTER, FORM) for field in all_fields(book) if field.label == name
    ]
    return any(field.publication is Publication.INTERNAL for field in labelled)


def asked_for(name: str) -> Iterator[Field]:
    """Yield the field of the schema that a field of the outline prints, by label, else by key;
    none for what is computed.
    """
    definition = FIELDS[name]
    own = [field for block in BLOCKS[definition.entity] for field in members(block)]
    labelled = [field for field in own if field.label == name]
    yield from labelled or (field for field in own if field.key == definition.key)


def judge_fields(outline: Outline, placeholders: frozenset[str]) -> list[Diagnostic]:
    """Judge the fields of an outline.

    Diagnostics: S051 for those that are neither of the vocabulary, with a word that may follow,
    nor a known count or figure, S083 for those that are never printed.
    """
    found = []
    for field in (field for line in outline.walk() for field in drawn_fields(line.items)):
        if field.name not in placeholders and is_internal(field.name):
            found.append(complain("S083", field.span, name=field.name))
        elif guess := _guess(field, placeholders):
            name = f"{field.name} {field.argument}".strip()
            unknown = complain("S051", field.span, name=name, guess=guess)
            found.append(unknown.spoiling(field.span, outline.place))
    return found


def _guess(field: DrawnField, placeholders: frozenset[str]) -> str | None:
    """Return what an unknown field may have meant; ``None`` if it is known, or has no name at
    all.
    """
    known = FIELDS.get(field.name)
    if known is None:
        if not field.name or (field.name in placeholders and not field.argument):
            return None
        return nearest(field.name, [*FIELDS, *placeholders], 0.4) or "、".join(FIELDS)
    if known.arguments is None:
        return None if field.argument else f"{field.name} 位置名称"
    return (
        None
        if field.argument in known.arguments
        else "、".join(f"{field.name} {word}".strip() for word in known.arguments)
    )
