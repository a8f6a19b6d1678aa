"""What a kind's workbooks ask for: the standard ones fitted to what its outline prints and what its
statuses need, so that nobody has to fill in what the notice has no use for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

import attrs

from compiler.notice.drawn_fields import asked_for
from compiler.notice.outline import Outline, fields
from compiler.notice.vocabulary import vocabulary
from compiler.schema.books import Schema, rebuilt
from compiler.schema.definitions import Block, Field, Requirement, Table, members, with_members
from compiler.schema.form import FOLLOW_UP, PROGRESS
from compiler.schema.register import INFORMATION, MEASURES, PROBLEMS
from compiler.vocab import DEFAULT_STATUSES, Need, Publication, Status

FITTED = (PROBLEMS.key, MEASURES.key, PROGRESS.key, FOLLOW_UP.key)
"""The blocks whose fields are asked for only to be printed, if they are not printed."""
NEEDED = ("title",)
"""Fields of them that the program needs as well: a problem is known by its title."""
SIGNED = ("organ", "signatures")
"""The fields of 报告信息 that ``{落款}`` prints."""


def fitted(
    schema: Schema,
    outline: Outline,
    statuses: tuple[Status, ...],
    with_examples: Callable[[Block], Block] = lambda block: block,
) -> Schema:
    """Return what a kind with this outline and these statuses asks for, ``schema`` itself if it is
    just that; ``with_examples`` gives the register's blocks the examples of the kind.

    What is not drawn need not be filled in, and is shown in the ledger if it is; what the register
    must have anyway is not missed in the notice. Help texts name the kind's own statuses.
    """
    drawn = frozenset(_drawn(schema, outline))

    def fit(block: Block) -> Block:
        block = _named(block, statuses)
        if block.key == INFORMATION.key:
            return _each(block, lambda field: _kept(field, drawn))
        return _optional(block, drawn) if block.key in FITTED else block

    register = rebuilt(schema.register, lambda block: with_examples(fit(block)))
    own = attrs.evolve(schema, register=register, form=rebuilt(schema.form, fit))
    return schema if own == schema else own


def _drawn(schema: Schema, outline: Outline) -> Iterator[tuple[str, str]]:
    """Yield the label and key of every field that the outline prints."""
    known = vocabulary(schema)
    for field in (field for line in outline.walk() for field in fields(line.items)):
        if field.name == "落款":
            yield from ((own.label, own.key) for own in INFORMATION.fields if own.key in SIGNED)
        elif field.name in known:
            yield from ((own.label, own.key) for own in asked_for(field.name, known, schema))


def _kept(field: Field, drawn: Collection[tuple[str, str]]) -> Field:
    """Return a field of 报告信息: one that must be filled is not missed where it is not printed."""
    printed_only = field.publication is Publication.NOTICE
    if (
        not printed_only
        or field.requirement is not Requirement.ALWAYS
        or (field.label, field.key) in drawn
    ):
        return field
    return _shown_in_ledger(field)


def _optional(block: Block, drawn: Collection[tuple[str, str]]) -> Block:
    """Return a block that asks for what is printed, and for the rest if somebody likes to fill it
    in.
    """

    def idle(field: Field) -> bool:
        printed_only = field.publication is Publication.NOTICE or block.key == FOLLOW_UP.key
        return printed_only and (field.label, field.key) not in drawn and field.key not in NEEDED

    own = _each(block, lambda field: _shown_in_ledger(_spared(field)) if idle(field) else field)
    if isinstance(own, Table):
        spared = {field.key for field in members(block) if idle(field)}
        wanted = tuple(key for key in own.required_columns if key not in spared)
        return attrs.evolve(own, required_columns=wanted)
    return own


def _spared(field: Field) -> Field:
    return attrs.evolve(field, requirement=Requirement.OPTIONAL)


def _shown_in_ledger(field: Field) -> Field:
    if field.publication is not Publication.NOTICE:
        return attrs.evolve(field, ledger=True)
    return attrs.evolve(field, publication=Publication.LEDGER, ledger=True)


def _each(block: Block, change: Callable[[Field], Field]) -> Block:
    """Return a block with each of its fields as ``change`` makes it."""
    return with_members(block, tuple(map(change, members(block))))


# Help that names statuses


def _named(block: Block, statuses: tuple[Status, ...]) -> Block:
    """Return a block whose help names the statuses of the kind, not those of another."""
    if statuses == DEFAULT_STATUSES:
        return block
    if block.key == FOLLOW_UP.key:
        note = _who_fills(statuses, Need.FOLLOW_UP, "都不用填。")
        return attrs.evolve(block, note=note, earlier_notes=(*block.earlier_notes, block.note))
    if block.key == PROGRESS.key:
        done = next((status.name for status in statuses if status.complete), statuses[0].name)
        day = _who_fills(statuses, Need.COMPLETION, "不用填。")
        return _each(block, lambda field: _of_the_kind(field, done, day))
    return block


def _of_the_kind(field: Field, done: str, day: str) -> Field:
    """Return a field that tells of statuses as the kind has them: ``done`` is one of what is
    completed, ``day`` says who gives the day of it.
    """
    if field.key == "status":
        return attrs.evolve(field, example=done)
    if field.key == "completed_on":
        return attrs.evolve(field, help=day, earlier_help=(*field.earlier_help, field.help))
    return field


def _who_fills(statuses: Iterable[Status], need: Need, nobody: str) -> str:
    """Say under which statuses something is filled in, and under which it is not."""
    filled = [status.name for status in statuses if status.needs is need]
    left = [status.name for status in statuses if status.needs is not need]
    if not filled:
        return nobody
    return f"{'、'.join(filled)}的填写" + (f"；{'、'.join(left)}的不填。" if left else "。")
