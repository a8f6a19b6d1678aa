"""All workbooks' definition as one value: the standard one, or one that a kind has added fields to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from compiler.brief import brief
from compiler.schema.definitions import (
    Block,
    Field,
    Requirement,
    Section,
    Workbook,
    members,
    with_members,
)
from compiler.schema.form import FORM
from compiler.schema.office_record import OFFICE_RECORD
from compiler.schema.register import REGISTER


@attrs.frozen
class Schema:
    """The register, the form and the office's record of a project; ``choices`` are drop-down lists
    of its own, by name.

    It is handed from reading to every output, so that a field added here is known to all of them.
    """

    __repr__ = brief

    register: Workbook = REGISTER
    form: Workbook = FORM
    choices: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, hash=False)
    office_record: Workbook = OFFICE_RECORD

    @property
    def workbooks(self) -> dict[str, Workbook]:
        """The workbooks by key."""
        return {book.key: book for book in (self.register, self.form, self.office_record)}


STANDARD = Schema()


def block(workbook: Workbook, key: str) -> Block:
    """Return the section or table called ``key``; :class:`KeyError` if there is none."""
    for sheet in workbook.sheets:
        for own in sheet.blocks:
            if own.key == key:
                return own
    raise KeyError(key)


def extended(workbook: Workbook, additions: Mapping[str, tuple[Field, ...]]) -> Workbook:
    """Return the workbook's next version, with fields added at the end of blocks, by their keys.

    Workbooks that are out already lack these fields, and owe none of them.
    """
    version = workbook.version + 1
    later = {
        key: tuple(attrs.evolve(field, since=version) for field in fields)
        for key, fields in additions.items()
    }
    return attrs.evolve(added(workbook, later), version=version)


def added(workbook: Workbook, additions: Mapping[str, tuple[Field, ...]]) -> Workbook:
    """Return the workbook with fields at the end of blocks, by their keys."""
    for key in additions:
        block(workbook, key)
    return rebuilt(workbook, lambda own: _with(own, additions.get(own.key, ())))


def rebuilt(workbook: Workbook, change: Callable[[Block], Block]) -> Workbook:
    """Return the workbook with each of its blocks as ``change`` makes it."""
    sheets = (
        attrs.evolve(sheet, blocks=tuple(map(change, sheet.blocks))) for sheet in workbook.sheets
    )
    return attrs.evolve(workbook, sheets=tuple(sheets))


def _with(own: Block, fields: tuple[Field, ...]) -> Block:
    """Return a block with ``fields`` behind its own; every row of a table owes those of a kind that
    must be filled and that it does not share with others.
    """
    joined = with_members(own, (*members(own), *fields))
    if isinstance(joined, Section):
        return joined
    owed = (
        field.key
        for field in fields
        if field.own and field.requirement is Requirement.ALWAYS and not field.shared_by
    )
    return attrs.evolve(joined, required_columns=(*joined.required_columns, *owed))
