"""What the ledger draws of earlier rounds: the figures that this round has too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from compiler.model.report import Report
from compiler.model.snapshot import Snapshot
from compiler.outputs.ledgers.ledger import LedgerSeries


def series_of(report: Report, earlier: Sequence[Snapshot]) -> Iterator[LedgerSeries]:
    """Yield every figure of this round that an earlier one has too, under the same measure and
    name.
    """
    kept = [
        {(subject, name): value for subject, name, value, _ in snapshot.figures()}
        for snapshot in earlier
    ]
    for measure in report.measures():
        for row in measure.figures:
            before = [_decimal(values.get((measure.id, row.name.value))) for values in kept]
            if any(value is not None for value in before):
                yield LedgerSeries(
                    measure.id, row.name.value, row.unit.value, (*before, row.value.value)
                )


def _decimal(text: str | None) -> Decimal | None:
    """Return the number a snapshot keeps as text, ``None`` if there is none: what an earlier round
    says is not judged again.
    """
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
