"""Titles of regulations that a form registers besides quoting them in prose: who corrects one must correct
the other.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from compiler.absorbing.base import Base, BaseParagraph, BaseRun
from compiler.absorbing.landing import CellEdit, Landing, Verdict, shown_cell
from compiler.chinese.titles import TITLE
from compiler.chinese.width import to_half_width
from compiler.excel.reading.records import column_label
from compiler.schema.form import INSTITUTIONS
from compiler.span import Span

TITLE_LABEL = column_label(INSTITUTIONS, "title")

BOTH = "正文和登记的文件标题（{cell}）一起改。"
ONLY_WORDS = "《{title}》登记在{cell}；正文不再提到的，请单位把那一行也删去或改好。"


def with_titles(
    base: Base, paragraph: BaseParagraph, start: int, end: int, text: str, landing: Landing
) -> Landing:
    """Return the landing of a change with the registered titles that change with it."""
    if landing.verdict not in (Verdict.WRITABLE, Verdict.FIGURE):
        return landing
    edits: list[CellEdit] = []
    notes: list[str] = []
    for run in paragraph.runs:
        if run.written and run.start <= start and end <= run.end:
            for title, first in _changed(run, start, end):
                last = first + len(title)
                within = first <= start and end <= last and len(title) + len(text) > end - start
                for cell in _registered(base, run.run.subject or "", title):
                    told = {"title": title, "cell": shown_cell(cell)}
                    notes.append((BOTH if within else ONLY_WORDS).format(**told))
                    if within:
                        edits.append(CellEdit(cell, start - first, end - first, text))
    if not notes:
        return landing
    return attrs.evolve(
        landing,
        verdict=Verdict.FIGURE,
        edits=(*landing.edits, *edits),
        note=landing.note + "".join(notes),
    )


def _changed(run: BaseRun, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Yield the quoted titles of a run that a change of the paragraph changes, with where they begin
    in it.
    """
    for match in TITLE.finditer(run.run.text):
        first, last = (run.start + place for place in match.span(1))
        if (first <= start and end <= last) or (start < last and first < end):
            yield match.group(1), first


def _registered(base: Base, measure: str, title: str) -> Iterator[Span]:
    """Yield the cells in which the forms of a measure register a title."""
    plain = to_half_width(title)
    for place, cell in base.provenance.cells.items():
        form = base.provenance.forms.get(place.file)
        own = form is not None and form.subject == measure
        if own and cell.label == TITLE_LABEL and to_half_width(cell.text) == plain:
            yield place
