"""Whether a field may be printed is said once, in the schema; an outline that draws an internal
one is an error.
"""

from __future__ import annotations

import attrs
import pytest

from compiler.notice.drawn_fields import asked_for, judge_fields
from compiler.notice.parsing import parse_outline
from compiler.notice.vocabulary import FIELDS, vocabulary
from compiler.schema.books import STANDARD, Schema
from compiler.schema.definitions import Block, Field, Section, Workbook, all_fields, members
from compiler.schema.form import FORM
from compiler.schema.register import REGISTER
from compiler.vocab import Publication

FILE = "templates/小样/outline.txt"
COMPUTED = {"口径人数", "处理人数", "问题状态"}
LABELS = sorted(
    {
        f.label
        for book in (REGISTER, FORM)
        for f in all_fields(book)
        if f.publication is Publication.INTERNAL
    }
    - set(FIELDS)
)


def found(outline: str, schema: Schema = STANDARD) -> list[tuple[str, int | None, int | None]]:
    """Return (code, line, column) of what is said of the outline's fields."""
    parsed, _ = parse_outline(outline, FILE, ("已完成",), vocabulary(schema))
    return [
        (d.code, d.spans[0].line, d.spans[0].column)
        for d in judge_fields(parsed, frozenset({"新增学位"}), schema)
    ]


@pytest.mark.parametrize("label", LABELS)
def test_an_internal_field_is_refused_where_it_is_drawn(label: str) -> None:
    assert found(f"{{标题}}\n一、概况\n    经办：{{{label}}}\n") == [("S083", 3, 8)]


@pytest.mark.parametrize(
    ("outline", "column"),
    [
        ("[一是{主题句}。<（{填报人}）>]", 12),
        ("[{联系电话}/{审签人}|;]", 9),
        ("|序号|{联系人电话}|", 5),
        ("〔{审签日期}〕", 2),
    ],
)
def test_however_it_is_drawn(outline: str, column: int) -> None:
    assert found(outline) == [("S083", 1, column)]


def test_a_figure_may_be_called_like_an_internal_field() -> None:
    parsed, _ = parse_outline("共{填报人}人。", FILE, ("已完成",))
    assert judge_fields(parsed, frozenset({"填报人"})) == []


def test_a_field_made_internal_may_no_longer_be_drawn() -> None:
    """The schema's word decides, and no other."""
    assert found("领导：{牵头领导}") == []
    closed = Schema(*(_closed(book) for book in (REGISTER, FORM)))
    assert found("领导：{牵头领导}", closed) == [("S083", 1, 4)]


def _closed(book: Workbook) -> Workbook:
    """Return a workbook whose 牵头领导 is internal."""

    def change(field: Field) -> Field:
        closed = field.label == "牵头领导"
        return attrs.evolve(field, publication=Publication.INTERNAL) if closed else field

    def changed(block: Block) -> Block:
        kept = tuple(map(change, members(block)))
        if isinstance(block, Section):
            return attrs.evolve(block, fields=kept)
        return attrs.evolve(block, columns=kept)

    return attrs.evolve(
        book,
        sheets=tuple(
            attrs.evolve(sheet, blocks=tuple(map(changed, sheet.blocks))) for sheet in book.sheets
        ),
    )


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_every_field_of_the_vocabulary_is_asked_for_somewhere_and_public(name: str) -> None:
    fields = list(asked_for(name, vocabulary(STANDARD)))
    assert len(fields) == (0 if name in COMPUTED else 1)
    assert all(field.publication is not Publication.INTERNAL for field in fields)
