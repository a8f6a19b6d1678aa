"""Numbers that a form declares besides stating them in prose: who changes one must change the other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, DivisionByZero, InvalidOperation

from compiler.absorbing.base import Base, BaseParagraph, BaseRun
from compiler.absorbing.landing import CellEdit, Landing, Verdict, shown_cell
from compiler.chinese.numerals import plain
from compiler.chinese.quantities import Quantity, quantities
from compiler.excel.reading.records import column_label
from compiler.model.document import RunKind
from compiler.model.provenance import DeclaredFigure
from compiler.model.stated_figures import states
from compiler.schema.form import FIGURES

VALUE_LABEL = column_label(FIGURES, "value")

BOTH = "正文和登记的数据一起改：{name}（{cell}）由 {old} 改为 {new}。"
ONLY_WORDS = "正文里的这个数登记在{cell}（{name}），换算不出新的登记数，请单位一起改。"
ONLY_FIGURE = "这个数是自动取的，改登记的数据：{name}（{cell}）由 {old} 改为 {new}。"


def with_figures(
    base: Base, paragraph: BaseParagraph, start: int, end: int, text: str, landing: Landing
) -> Landing:
    """Return the landing of a change with the declared figures that change with it."""
    runs = [run for run in paragraph.runs if run.start < end and start < run.end]
    if len(runs) != 1:
        return landing
    run = runs[0]
    if run.run.kind is RunKind.VALUE:
        return _taken(base, run, start, end, text, landing)
    if landing.verdict is not Verdict.WRITABLE:
        return landing
    changed = [*_restated(base, run, start - run.start, end - run.start, text)]
    if not changed:
        return landing
    edits = [edit for _, edit in changed if edit is not None]
    notes = [
        BOTH.format(
            name=figure.name, cell=shown_cell(figure.place), old=figure.value, new=edit.text
        )
        if edit is not None
        else ONLY_WORDS.format(name=figure.name, cell=shown_cell(figure.place))
        for figure, edit in changed
    ]
    return Landing(Verdict.FIGURE, (*landing.edits, *edits), "".join((landing.note, *notes)))


def _restated(
    base: Base, run: BaseRun, start: int, end: int, text: str
) -> Iterator[tuple[DeclaredFigure, CellEdit | None]]:
    """Yield the figures whose statement in a run was changed, with what becomes of their cells,
    ``None`` if that cannot be told.
    """
    old = run.run.text
    new = old[:start] + text + old[end:]
    for figure in base.provenance.figures:
        for first, last in states(run.run, figure):
            if not (first < end and start < last):
                continue
            was = next(q for q in quantities(old) if (q.start, q.end) == (first, last))
            now = next(
                (q for q in quantities(new) if q.start <= start + len(text) and q.end > start), None
            )
            if now is not None and (now.value, now.measure_unit) == (was.value, was.measure_unit):
                continue
            value = _recomputed(figure, was, now)
            yield figure, None if value is None else _restate(base, figure, value)


def _recomputed(figure: DeclaredFigure, was: Quantity, now: Quantity | None) -> str | None:
    """Return a figure in proportion: what 0.5万元 is to 5000, 0.6万元 is to the new one."""
    if now is None or now.measure_unit != was.measure_unit:
        return None
    try:
        value = Decimal(figure.value) * now.value / was.value
    except (DivisionByZero, InvalidOperation):
        return None
    return plain(value)


def _taken(base: Base, run: BaseRun, start: int, end: int, text: str, landing: Landing) -> Landing:
    """Return the landing of a changed number that is taken from a single declared figure."""
    sources = {span.whole_cell for span in run.run.sources[1:]}
    figures = [one for one in base.provenance.figures if one.place in sources]
    whole = (start, end) == (run.start, run.end)
    if len(figures) != 1 or len(sources) != 1 or not whole or figures[0].value != run.run.text:
        return landing
    try:
        value = plain(Decimal(text))
    except InvalidOperation:
        return landing
    figure = figures[0]
    note = ONLY_FIGURE.format(
        name=figure.name, cell=shown_cell(figure.place), old=figure.value, new=value
    )
    return Landing(Verdict.FIGURE, (_restate(base, figure, value),), note)


def _restate(base: Base, figure: DeclaredFigure, value: str) -> CellEdit:
    """Return the replacement of all that stands in a figure's cell."""
    return CellEdit(figure.place, 0, len(base.provenance.cells[figure.place].text), value)
