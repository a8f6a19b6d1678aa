"""Fields that must be filled."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.records import Entry
from compiler.schema.definitions import Field, Requirement
from compiler.vocab import Status


def validate_required(
    entries: Mapping[str, Entry],
    fields: Iterable[Field],
    wanted: Collection[str],
    found: list[Diagnostic],
    *,
    version: int,
    status: Status | None = None,
) -> None:
    """Complain of wanted fields whose cell is empty: V001 always required, V002 required by the
    status.

    A workbook of schema ``version`` owes only what was required then. A field whose label is not
    on the sheet has been reported by the reader and is not reported again.
    """
    for field in fields:
        entry = entries.get(field.key)
        if (
            field.key in wanted
            and field.binds(version)
            and entry is not None
            and entry.cell is None
        ):
            example = f"例如“{field.example.rstrip('。')}”。" if field.example else ""
            if field.requirement is Requirement.ALWAYS or status is None:
                empty = complain(
                    "V001", entry.span, label=field.label, help=field.help, example=example
                )
            else:
                empty = complain(
                    "V002", entry.span, label=field.label, status=status.name, help=field.help
                )
            found.append(empty.resting_on(entry.span))  # a form that nobody filled in is told whole
