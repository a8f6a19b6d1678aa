"""What goes into a workbook, apart from how it looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import attrs

from compiler.schema.choices import CHOICES
from compiler.schema.definitions import Workbook
from compiler.vocab import Need, Status


@attrs.frozen
class FormattedNumber:
    """A number with the number format by which a person reads it, 0.985 as 98.5%."""

    number: Decimal
    number_format: str


CellContent = str | int | Decimal | date | FormattedNumber | None


@attrs.frozen
class Contents:
    """The values of one workbook by the keys of its schema: vertical fields, and the rows of its
    tables.
    """

    fields: Mapping[str, CellContent] = attrs.field(factory=dict)
    tables: Mapping[str, Sequence[Mapping[str, CellContent]]] = attrs.field(factory=dict)


def to_be_written(workbook: Workbook, contents: Contents) -> Workbook:
    """Return a workbook without the sheets that were given up and would be empty."""
    sheets = (
        sheet
        for sheet in workbook.sheets
        if sheet.until is None or any(contents.tables.get(table.key) for table in sheet.tables())
    )
    return attrs.evolve(workbook, sheets=tuple(sheets))


@attrs.frozen
class Spot:
    """A cell by what it means: a vertical field (``table`` is empty), or a column of a table's
    ``row``-th row.
    """

    key: str
    table: str = ""
    row: int = 0


REMARK = "意见"
"""The severity of what somebody has to say of a cell that is no mistake."""


@attrs.frozen
class FormFault:
    """A fault, or a remark, for which a form is returned; ``spot`` is ``None`` if it concerns no
    cell of the form itself.

    Those of one ``group`` are one fault, told on each of its cells and mended in any of them; 0 is
    none. A ``settled`` one has been mended by the office itself.
    """

    spot: Spot | None
    label: str
    severity: str
    code: str
    message: str
    quote: str
    remedy: str
    example: str
    group: int = 0
    settled: bool = False


@attrs.frozen
class OfficeEdit:
    """An edit that the office adopted into a form after it was signed off: what its cell held and
    holds now; ``spot`` is ``None`` if it is no cell of the form any more.

    ``author`` and ``comment`` are empty where nobody is named and nothing was said.
    """

    spot: Spot | None
    label: str
    old: str
    new: str
    author: str
    adopted_on: date | None
    comment: str


@attrs.frozen
class Lists:
    """The drop-down lists of a workbook: the fixed ones, those of the report kind, and the
    canonical unit names.

    ``own`` are further lists of the kind, by name. ``complete`` are the statuses of what is done,
    ``needs`` those that need something else than such a status does as a rule; ``aliases`` leads from
    other names of units to the canonical ones.
    """

    statuses: tuple[str, ...]
    places: tuple[str, ...]
    kinds: tuple[str, ...]
    units: tuple[str, ...] = ()
    complete: tuple[str, ...] = attrs.field()
    aliases: Mapping[str, str] = attrs.field(factory=dict)
    own: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    needs: Mapping[str, Need] = attrs.field(factory=dict)

    @complete.default
    def _the_first(self) -> tuple[str, ...]:
        """Kinds name the most complete of their statuses first."""
        return self.statuses[:1]

    def status(self, name: str) -> Status:
        """Return the status called ``name``, without its rank."""
        done = name in self.complete
        return (
            Status(name, 0, done, self.needs[name]) if name in self.needs else Status(name, 0, done)
        )

    def get(self, name: str) -> tuple[str, ...]:
        """Return the list called ``name``; :class:`KeyError` if the schema names a list that does
        not exist.
        """
        special = {"完成状态": self.statuses, "篇章位置": self.places, "通报种类": self.kinds}
        return {**CHOICES, **self.own, **special}[name]
