"""The words in which a kind's workbooks speak: 审计 for 巡视, 市领导 for 区领导; and labels of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import attrs

from compiler.schema.books import Schema
from compiler.schema.definitions import Block, Field, Sheet, Workbook, members, with_members

WORDS = {
    "巡视": "这项工作叫什么：巡察、审计、督察……",
    "巡视办": "发表、收表、催报的办公室叫什么；不写的，由“巡视”的叫法加“办”",
    "区领导": "牵头的领导叫什么：市领导、校领导、公司领导……",
    "区委": "党委叫什么：市委、校党委、公司党委……",
    "全区": "范围叫什么：全市、全校、全系统……",
}
"""The words of ours that a kind may replace, with what each stands for."""
Pairs = tuple[tuple[str, str], ...]


def reworded(text: str, words: Pairs) -> str:
    """Return a text of ours in a kind's words; longer ones go before those that they hold."""
    if not words:
        return text
    by_length = sorted(words, key=lambda pair: -len(pair[0]))
    found = re.compile("|".join(re.escape(ours) for ours, _ in by_length))
    own = dict(words)
    return found.sub(lambda match: own[match.group()], text)


def with_wording(schema: Schema, words: Mapping[str, str], labels: Mapping[str, str]) -> Schema:
    """Return the schema in a kind's words and with its labels; what stands in workbooks that are out
    is still known.
    """
    if not words and not labels:
        return schema
    own, named = tuple(words.items()), tuple(labels.items())
    return attrs.evolve(
        schema, register=_book(schema.register, own, named), form=_book(schema.form, own, named)
    )


def _book(book: Workbook, words: Pairs, labels: Pairs) -> Workbook:
    def field(own: Field) -> Field:
        label = dict(labels).get(own.label) or reworded(own.label, words)
        helped = reworded(own.help, words)
        return attrs.evolve(
            own,
            label=label,
            aliases=_added(own.aliases, own.label, label),
            help=helped,
            earlier_help=_added(own.earlier_help, own.help, helped),
            example=reworded(own.example, words),
        )

    def block(own: Block) -> Block:
        note = reworded(own.note, words)
        told = attrs.evolve(own, note=note, earlier_notes=_added(own.earlier_notes, own.note, note))
        return with_members(told, tuple(map(field, members(own))))

    def sheet(own: Sheet) -> Sheet:
        note = reworded(own.note, words)
        earlier = _added(own.earlier_notes, own.note, note)
        earlier = _added(earlier, book.title, reworded(book.title, words))
        return attrs.evolve(
            own, note=note, earlier_notes=earlier, blocks=tuple(map(block, own.blocks))
        )

    return attrs.evolve(
        book,
        title=reworded(book.title, words),
        sheets=tuple(map(sheet, book.sheets)),
        words=words,
        labels=labels,
    )


def as_worded_then(book: Workbook, words: Pairs, labels: Pairs) -> Workbook:
    """Return a workbook that knows the words and labels, too, with which one of it was made: a kind
    may have changed them since.
    """
    if (words, labels) == (book.words, book.labels):
        return book
    named = dict(labels)

    def field(own: Field) -> Field:
        then = (*(named.get(it, it) for it in own.labels()), *_then(own.labels(), words))
        return attrs.evolve(
            own,
            aliases=_more(own.aliases, then, own.label),
            earlier_help=_more(own.earlier_help, _then((own.help, *own.earlier_help), words)),
        )

    def block(own: Block) -> Block:
        notes = _more(own.earlier_notes, _then((own.note, *own.earlier_notes), words))
        told = attrs.evolve(own, earlier_notes=notes)
        return with_members(told, tuple(map(field, members(own))))

    sheets = tuple(
        attrs.evolve(
            sheet,
            blocks=tuple(map(block, sheet.blocks)),
            earlier_notes=_more(
                sheet.earlier_notes, _then((sheet.note, book.title, *sheet.earlier_notes), words)
            ),
        )
        for sheet in book.sheets
    )
    return attrs.evolve(book, sheets=sheets)


def _added(earlier: tuple[str, ...], was: str, now: str) -> tuple[str, ...]:
    return earlier if was == now else (*earlier, was)


def _then(texts: Iterable[str], words: Pairs) -> Iterable[str]:
    return (reworded(text, words) for text in texts)


def _more(known: tuple[str, ...], texts: Iterable[str], own: str = "") -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *(text for text in texts if text != own))))
