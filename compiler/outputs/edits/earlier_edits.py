"""What the office has adopted into a form, as 经办记录 has it: how the form shows it, and what its unit
is still to be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from compiler.analysis.adoptions import adoptions_of
from compiler.analysis.form_owners import filling_unit, issued_for
from compiler.brief import brief
from compiler.excel.reading.records import Located, Record, located
from compiler.model.office_record import Adoption
from compiler.schema.contents import OfficeEdit, Spot


@attrs.frozen
class AdoptedInForm:
    """The edits adopted into a form: all of them as the form shows them, and ``news``, which the
    next pack tells its unit.
    """

    __repr__ = brief

    edits: tuple[OfficeEdit, ...] = ()
    news: tuple[Adoption, ...] = ()


NOTHING_ADOPTED = AdoptedInForm()


def adoptions_into(
    record: Record, adoptions: Iterable[Adoption], aliases: Mapping[str, str]
) -> tuple[Adoption, ...]:
    """Return those into a form, ``aliases`` leading to the canonical names of units."""
    return adoptions_of(adoptions, issued_for(record) or "", filling_unit(record, aliases))


def earlier_edits(record: Record, adoptions: Iterable[Adoption]) -> Iterator[OfficeEdit]:
    """Yield what the office had changed in a form before, as 经办记录 has it."""
    for adoption in adoptions:
        yield OfficeEdit(
            spot_of(record, adoption.label.value, adoption.cell.value),
            adoption.label.value,
            adoption.old.value,
            adoption.new.value,
            author=adoption.author.value,
            adopted_on=adoption.adopted_on.value,
            comment=adoption.comment.value,
        )


def spot_of(record: Record, label: str, cell: str) -> Spot | None:
    """Return the cell of a form by its label, and where several have it, its address."""
    alike: list[Located] = [own for own in located(record) if own.label == label]
    there = [own for own in alike if own.entry.span.cell == cell]
    if len(alike) == 1 or there:
        return (there or alike)[0].spot
    return None
