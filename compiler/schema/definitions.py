"""The words in which a workbook is described: fields, sections, tables, sheets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

import attrs

from compiler.vocab import Publication

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
"""The dates that can be meant."""
SERIAL_ZERO = date(1899, 12, 30)


def counted_day(number: Decimal) -> date | None:
    """Return the date that a spreadsheet counts as ``number``: what is left of one where a paste has wiped its format."""
    first, last = (EARLIEST - SERIAL_ZERO).days, (LATEST - SERIAL_ZERO).days
    whole = number == number.to_integral_value()
    return SERIAL_ZERO + timedelta(days=int(number)) if whole and first <= number <= last else None


class ValueKind(Enum):
    """What a cell may hold."""

    TEXT = "文字"
    PROSE = "正文"
    IDENTIFIER = "编号"
    INTEGER = "整数"
    NUMBER = "数值"
    DATE = "日期"
    CHOICE = "选项"
    UNIT = "单位"
    UNITS = "多个单位"


class Requirement(Enum):
    """When a field must be filled."""

    ALWAYS = "必填"
    OPTIONAL = "选填"
    WHEN_COMPLETE = "完成时必填"
    WHEN_INCOMPLETE = "未完成时必填"


class TextRule(Enum):
    """How a text must begin or end, and whether a line break in it is meant."""

    NO_END_MARK = "句末不加标点"
    END_MARK = "以句号结尾"
    NO_ORDINAL = "不写序号"
    LINE_BREAKS = "可以换行"


@attrs.frozen
class Field:
    """One value: its label on the sheet, what it may hold, and what the person who fills it is told.

    ``choices`` names a list of :data:`compiler.schema.choices.CHOICES` or one that the report kind supplies.
    ``aliases`` are labels of earlier versions that still mean this field. A date may not lie before the first of
    ``not_before`` that is dated, nor before that of ``vouches_for``.
    """

    key: str
    label: str
    kind: ValueKind
    help: str
    requirement: Requirement = Requirement.OPTIONAL
    publication: Publication = Publication.LEDGER
    example: str = ""
    choices: str | None = None
    width: int = 16
    lines: int = 1
    max_length: int | None = None
    text_rules: tuple[TextRule, ...] = ()
    other_words: tuple[str, ...] = ()
    prefilled: bool = False
    aliases: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    vouches_for: str | None = None


@attrs.frozen
class Section:
    """Fields one below the other, label beside value."""

    key: str
    title: str
    note: str
    fields: tuple[Field, ...]


@attrs.frozen
class Table:
    """Rows below a header."""

    key: str
    title: str
    note: str
    columns: tuple[Field, ...]
    blank_rows: int = 8
    required_columns: tuple[str, ...] = ()


Block = Section | Table


def members(block: Block) -> tuple[Field, ...]:
    """Return the fields of a section or the columns of a table."""
    return block.fields if isinstance(block, Section) else block.columns


@attrs.frozen
class Sheet:
    """One worksheet: blocks from top to bottom."""

    name: str
    note: str
    blocks: tuple[Block, ...]

    def sections(self) -> Iterator[Section]:
        """The vertical parts."""
        return (block for block in self.blocks if isinstance(block, Section))

    def tables(self) -> Iterator[Table]:
        """The tabular parts."""
        return (block for block in self.blocks if isinstance(block, Table))

    def fields(self) -> Iterator[Field]:
        """Every field of the vertical parts."""
        return (field for section in self.sections() for field in section.fields)


@attrs.frozen
class Workbook:
    """One kind of workbook: the register or the form."""

    key: str
    name: str
    title: str
    version: int
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet:
        """Return the sheet called ``name``; :class:`KeyError` if there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)


def all_fields(workbook: Workbook) -> Iterator[Field]:
    """Every field and table column of a workbook."""
    return (field for sheet in workbook.sheets for block in sheet.blocks for field in members(block))
