"""The words in which a workbook is described: fields, sections, tables, sheets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import cached_property

import attrs

from compiler.brief import brief
from compiler.vocab import Need, Publication, Status

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
"""The dates that can be meant: a year with a digit too few or too many lies outside, and so do most
amounts where a date should be."""
SERIAL_ZERO = date(1899, 12, 30)
"""The day that spreadsheets count from. They take 1900 for a leap year, so that for the dates above
it is one earlier than the last of December."""
CELL_LIMIT = 32_767
"""Characters that a cell of a workbook holds, as Excel counts them: in units of UTF-16."""


EXACT_DIGITS = 15
"""Digits of a number that Excel keeps; those after them are zeros."""


def counted_day(number: Decimal) -> date | None:
    """Return the date that a spreadsheet counts as ``number``: what is left of one where a paste
    has wiped its format.
    """
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


NEEDED = {Requirement.WHEN_COMPLETE: Need.COMPLETION, Requirement.WHEN_INCOMPLETE: Need.FOLLOW_UP}
"""What a status needs, by the requirement of the fields in which it is given."""


class TextRule(Enum):
    """How a text must begin or end, and whether a line break in it is meant."""

    NO_END_MARK = "句末不加标点"
    END_MARK = "以句号结尾"
    NO_ORDINAL = "不写序号"
    LINE_BREAKS = "可以换行"


@attrs.frozen
class Field:
    """One value: its label on the sheet, what it may hold, and what the person who fills it is
    told.

    ``choices`` names a list of :data:`compiler.schema.choices.CHOICES` or one that the report
    kind supplies; ``suggested_from`` is a table and column of the workbook itself whose entries are
    offered (``measures.id``). Where ``in_words`` says so, a date may be told in words, with what follows it
    (2025年12月底，并长期坚持) or without a day (立行立改). A date may not lie before the first of ``not_before`` that is dated, nor before
    that of ``vouches_for``.

    ``filled_from`` is where the office's register says what a form is issued with, as table and
    column (``measures.planned``); a ``prefilled`` field is locked besides.

    What the later stages do with it: two forms of one measure that differ in a ``compared`` field
    are never the same; a ``tracked`` one is kept with the round and compared with the next; the
    next round's form begins with a ``carried`` one; ``ledger`` shows it in 整改台账. ``position``
    tells a number that only says where a row stands; ``measured_in`` is the column that holds the
    unit of a number.

    Workbooks of earlier versions are out in the field: ``since`` is the version that brought the
    field, and ``required_since`` the one that made it required, if it was optional before;
    ``aliases`` are earlier labels that still mean this field, ``earlier_help`` what stood beside
    it. Rows that are alike in the columns ``shared_by`` share the value: they are one group, which
    prints it once.

    An ``own`` field has been added by the kind of notice, maybe when workbooks were out already: one
    that was made without it owes nothing there. ``unit`` is what a number is counted in, where that
    is always the same.
    """

    key: str
    label: str
    kind: ValueKind
    help: str
    requirement: Requirement = Requirement.OPTIONAL
    publication: Publication = Publication.LEDGER
    example: str = ""
    choices: str | None = None
    suggested_from: str = ""
    width: int = 16
    lines: int = 1
    max_length: int | None = None
    text_rules: tuple[TextRule, ...] = ()
    other_words: tuple[str, ...] = ()
    in_words: bool = False
    prefilled: bool = False
    filled_from: str = ""
    compared: bool = True
    tracked: bool = attrs.field()
    carried: bool = True
    ledger: bool = attrs.field()
    position: bool = False
    measured_in: str = ""
    aliases: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    vouches_for: str | None = None
    since: int = 1
    required_since: int = 1
    earlier_help: tuple[str, ...] = ()
    shared_by: tuple[str, ...] = ()
    own: bool = False
    unit: str = ""

    @tracked.default
    def _unless_prefilled(self) -> bool:
        """What the office printed is the register's to keep track of."""
        return not self.prefilled

    @ledger.default
    def _unless_internal(self) -> bool:
        """What is never printed is for the form alone, unless a field says otherwise."""
        return self.publication is not Publication.INTERNAL

    @property
    def follows_status(self) -> bool:
        """Whether the status of a measure decides if the field is filled at all."""
        return self.requirement in (Requirement.WHEN_COMPLETE, Requirement.WHEN_INCOMPLETE)

    def labels(self) -> tuple[str, ...]:
        """Return the label and the earlier ones."""
        return (self.label, *self.aliases)

    def binds(self, version: int) -> bool:
        """Tell whether a workbook of ``version`` knew that the field is required, if it is."""
        return max(self.since, self.required_since) <= version


def is_owed(field: Field, status: Status | None) -> bool:
    """Tell whether a field must be filled under a status; without one, only what is always owed."""
    if field.requirement is Requirement.ALWAYS:
        return True
    return status is not None and NEEDED.get(field.requirement) is status.needs


def is_unfit(field: Field, status: Status) -> bool:
    """Tell whether a status has no use for a field that follows it: a day for what is not complete,
    a follow-up for what is and needs none.
    """
    complete = field.requirement is Requirement.WHEN_COMPLETE
    return field.follows_status and status.complete is not complete and not is_owed(field, status)


@attrs.frozen
class Section:
    """Fields one below the other, label beside value.

    A ``leads_only`` section is owed by the lead unit alone. ``aliases`` are titles of earlier
    versions, ``earlier_notes`` what stood below them, and
    ``retired`` the fields that only earlier versions had: they are found, and what they hold is
    reported. ``below`` is what is printed side by side under the fields, to be filled by hand on
    paper.
    """

    __repr__ = brief

    key: str
    title: str
    note: str
    fields: tuple[Field, ...]
    leads_only: bool = False
    aliases: tuple[str, ...] = ()
    earlier_notes: tuple[str, ...] = ()
    retired: tuple[Field, ...] = ()
    below: tuple[str, ...] = ()


@attrs.frozen
class Table:
    """Rows below a header.

    A workbook without a ``needed`` table cannot be used; one without another merely has no rows
    of it. ``since`` is the version that brought the table; ``aliases``, ``earlier_notes`` and
    ``retired`` are those of a :class:`Section`. ``identified_by`` are the columns that tell which
    row of another round is the same, the first column if none are named.
    """

    __repr__ = brief

    key: str
    title: str
    note: str
    columns: tuple[Field, ...]
    blank_rows: int = 8
    required_columns: tuple[str, ...] = ()
    identified_by: tuple[str, ...] = ()
    needed: bool = False
    since: int = 1
    aliases: tuple[str, ...] = ()
    earlier_notes: tuple[str, ...] = ()
    retired: tuple[Field, ...] = ()

    def known_at(self, version: int) -> tuple[Field, ...]:
        """Return the columns that a workbook of ``version`` can have."""
        return tuple(column for column in self.columns if max(self.since, column.since) <= version)


Block = Section | Table


def members(block: Block) -> tuple[Field, ...]:
    """Return the fields of a section or the columns of a table."""
    return block.fields if isinstance(block, Section) else block.columns


def with_members(block: Block, fields: tuple[Field, ...]) -> Block:
    """Return a block with other fields or columns."""
    if isinstance(block, Section):
        return attrs.evolve(block, fields=fields)
    return attrs.evolve(block, columns=fields)


def introduced(block: Block) -> int:
    """Return the version that brought a block: a section came with the first of its fields."""
    return (
        block.since
        if isinstance(block, Table)
        else min((field.since for field in block.fields), default=1)
    )


@attrs.frozen(cache_hash=True)
class Sheet:
    """One worksheet: blocks from top to bottom.

    ``retired`` are tables that only earlier versions had; ``earlier_notes`` what stood at its top
    besides blocks. A sheet that has been given up names in ``until`` the last version that began
    with it: what stands in it still counts, and it is written anew only if there is anything.
    """

    __repr__ = brief

    name: str
    note: str
    blocks: tuple[Block, ...]
    retired: tuple[Table, ...] = ()
    earlier_notes: tuple[str, ...] = ()
    until: int | None = None

    @property
    def since(self) -> int:
        """The version that brought the sheet."""
        return min(map(introduced, self.blocks))

    @property
    def needed(self) -> bool:
        """Whether a workbook without this sheet cannot be used."""
        return any(isinstance(block, Section) or block.needed for block in self.blocks)

    def sections(self) -> Iterator[Section]:
        """The vertical parts."""
        return (block for block in self.blocks if isinstance(block, Section))

    def tables(self) -> Iterator[Table]:
        """The tabular parts."""
        return (block for block in self.blocks if isinstance(block, Table))

    def fields(self) -> Iterator[Field]:
        """Every field of the vertical parts."""
        return (field for section in self.sections() for field in section.fields)


@attrs.frozen(slots=False)
class Workbook:
    """One kind of workbook: the register, the form or the office's record.

    ``version`` is raised when what it holds changes, and ``release`` then names the first release
    of the program that reads it: a workbook carries it, so that an earlier release can say which
    one is needed. Release 0.1.0 reads all that name none. ``words`` and ``labels`` are ours with those
    that a kind has put in their place.
    """

    __repr__ = brief

    key: str
    name: str
    title: str
    version: int
    sheets: tuple[Sheet, ...]
    release: str = ""
    own_columns: bool = False
    words: tuple[tuple[str, str], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()

    def fields(self) -> Iterator[Field]:
        """Every field of the vertical parts, in the order of the sheets."""
        return iter(self._fields)

    @cached_property
    def _fields(self) -> tuple[Field, ...]:
        return tuple(field for sheet in self.sheets for field in sheet.fields())

    def sheet(self, name: str) -> Sheet:
        """Return the sheet called ``name``; :class:`KeyError` if there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)


def all_fields(workbook: Workbook) -> Iterator[Field]:
    """Every field and table column of a workbook."""
    return (
        field for sheet in workbook.sheets for block in sheet.blocks for field in members(block)
    )


def own_labels(workbook: Workbook) -> Iterator[tuple[str, str]]:
    """Yield the key of the block and the label of every field that a kind has added."""
    return ((block.key, field.label) for block, field in own_members(workbook))


def own_members(workbook: Workbook) -> Iterator[tuple[Block, Field]]:
    """Yield the fields that a kind has added to a workbook, with their blocks."""
    for sheet in workbook.sheets:
        for block in sheet.blocks:
            yield from ((block, field) for field in members(block) if field.own)
