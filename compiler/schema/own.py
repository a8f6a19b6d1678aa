"""Fields that a kind of notice adds to the workbooks, and what they may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from compiler.schema.books import Schema, added
from compiler.schema.definitions import (
    Block,
    Field,
    Requirement,
    TextRule,
    ValueKind,
    Workbook,
    members,
    own_members,
)
from compiler.schema.form import PROGRESS
from compiler.schema.register import INFORMATION, MEASURES, PROBLEMS
from compiler.vocab import Publication

NOTICE, ASPECT, CATEGORY, PROBLEM, MEASURE = OWNERS = ("通报", "方面", "类别", "问题", "措施")
"""What a field of a kind can be of: one value for each of them."""
IN_REGISTER, IN_FORM = ASKED_IN = ("总台账", "填报表")
KINDS = {
    "文字": ValueKind.TEXT,
    "长文": ValueKind.PROSE,
    "日期": ValueKind.DATE,
    "数字": ValueKind.NUMBER,
    "选项": ValueKind.CHOICE,
}
WHEN = {
    "总是": Requirement.ALWAYS,
    "完成时": Requirement.WHEN_COMPLETE,
    "未完成时": Requirement.WHEN_INCOMPLETE,
    "否": Requirement.OPTIONAL,
}
HELP = {
    ValueKind.TEXT: "照实填写。",
    ValueKind.PROSE: "一段写完，以句号结尾。",
    ValueKind.DATE: "写成 2024-12-31 的样子。",
    ValueKind.NUMBER: "只写数字，不带单位。",
    ValueKind.CHOICE: "从下拉列表中选。",
}
"""What is said of a field of which its kind says nothing."""
SHARED = {ASPECT: ("aspect",), CATEGORY: ("aspect", "category")}
"""The columns of 问题清单 in which rows are alike that share a value, by what it is of."""
WIDTHS = {ValueKind.PROSE: 40, ValueKind.TEXT: 20}


@attrs.frozen
class OwnField:
    """A field as a kind describes it; ``choices`` are the words of one that is chosen from them."""

    of: str
    name: str
    kind: ValueKind = ValueKind.TEXT
    unit: str = ""
    choices: tuple[str, ...] = ()
    asked_in: str = IN_REGISTER
    requirement: Requirement = Requirement.OPTIONAL
    help: str = ""
    example: str = ""
    internal: bool = False


def with_own_fields(schema: Schema, fields: Iterable[OwnField]) -> Schema:
    """Return the schema with fields added at the end of the blocks in which they are asked for.

    The workbooks' versions stay: whoever has none of them yet owes none (:attr:`Field.own`).
    """
    own = tuple(fields)
    if not own:
        return schema
    register: dict[str, tuple[Field, ...]] = {}
    form: tuple[Field, ...] = ()
    for field in own:
        if field.asked_in == IN_FORM:
            form += (_field(field),)
        else:
            key = _block(field)
            register[key] = (*register.get(key, ()), _field(field))
    choices = {field.name: field.choices for field in own if field.choices}
    return attrs.evolve(
        schema,
        register=added(schema.register, register),
        form=added(schema.form, {PROGRESS.key: form}),
        choices={**schema.choices, **choices},
    )


def _block(field: OwnField) -> str:
    """Return the block of the register in which a field is asked for."""
    if field.of == NOTICE:
        return INFORMATION.key
    return MEASURES.key if field.of == MEASURE else PROBLEMS.key


def _field(own: OwnField) -> Field:
    """Return a field as the workbooks define it; its name is its key, by which rounds know it."""
    prose = own.kind is ValueKind.PROSE
    return Field(
        own.name,
        own.name,
        own.kind,
        _help(own),
        own.requirement,
        Publication.INTERNAL if own.internal else Publication.LEDGER,
        own.example,
        choices=own.name if own.kind is ValueKind.CHOICE else None,
        width=WIDTHS.get(own.kind, 14),
        lines=4 if prose and own.asked_in == IN_FORM else 1,
        text_rules=(TextRule.END_MARK,) if prose else (),
        shared_by=SHARED.get(own.of, ()),
        own=True,
        unit=own.unit,
    )


def _help(own: OwnField) -> str:
    """Return what stands beside a field: the kind's own words, and what a number is counted in."""
    unit = f"只写数字，单位是{own.unit}。" if own.unit else ""
    if not own.help:
        return unit or HELP[own.kind]
    said = own.help if own.help.endswith("。") else f"{own.help}。"
    return said + (unit if own.unit not in own.help else "")


def own_fields(schema: Schema) -> Iterator[tuple[Workbook, Block, Field]]:
    """Yield the fields that a kind has added, with where they are asked for."""
    for book in (schema.register, schema.form):
        yield from ((book, block, field) for block, field in own_members(book))


def own_of(field: Field) -> str:
    """Return what a field in 问题清单 is of."""
    return next((of for of, columns in SHARED.items() if columns == field.shared_by), PROBLEM)


def labels_of(schema: Schema) -> Mapping[str, str]:
    """Return every label that stands in register and form, today's and earlier ones, with the name
    of its workbook.
    """
    return {
        label: book.name
        for book in (schema.form, schema.register)  # where both have it, it is the office's
        for sheet in book.sheets
        for block in sheet.blocks
        for field in members(block)
        for label in field.labels()
    }
