"""The report poured into its outline: paragraphs of runs, every number generated, every run with
its place.
"""

from __future__ import annotations

import attrs

from compiler.chinese.width import to_full_width
from compiler.model.document import Document, Paragraph, Run, RunKind, TableCell
from compiler.model.report import Aspect, Category, Report
from compiler.notice.entities import DEPTH, Chapter, Member, Scope, entered, member_of, present
from compiler.notice.kind import ATTACHMENT_STYLE, BODY_STYLE, CELL_STYLE, HEAD_CELL_STYLE, Kind
from compiler.notice.named_counts import declared_figures
from compiler.notice.numbering import ATTACHMENT, Numbering
from compiler.notice.outline import (
    Hiding,
    Item,
    Literal,
    Optional,
    OutlineLine,
    Repeat,
    deepest,
    fields,
    is_header,
    own_place,
)
from compiler.notice.run_in_headings import run_in_heading
from compiler.notice.runs import Source, runs_of, says_something, subject_of
from compiler.notice.scopes import members
from compiler.vocab import Profile

Path = tuple[object, ...]
"""Where a line stands: the lines it is under and what each was printed for."""


@attrs.define
class _Builder:
    """What one build needs to know; ``counters`` and ``given`` change as numbers are given out,
    ``latest`` is what was drawn last: a line's runs in a scope.
    """

    source: Source
    kind: Kind
    counters: dict[Path, int] = attrs.field(factory=dict)
    given: dict[int, int] = attrs.field(factory=dict)
    latest: tuple[OutlineLine, Scope, list[Run]] | None = None

    def draw(self, line: OutlineLine, scope: Scope) -> list[Run]:
        """Return the runs of a line in a scope: whether they say something is asked right before
        they are printed.
        """
        if self.latest is None or self.latest[0] is not line or self.latest[1] is not scope:
            self.latest = (line, scope, runs_of(self.source, line.items, scope))
        return self.latest[2]


def build_document(report: Report, kind: Kind, *, draft: bool = False) -> Document:
    """Return the notice as it is printed."""
    return printed(typed_document(report, kind, draft=draft), report)


def printed(document: Document, report: Report) -> Document:
    """Return a notice with its marks in the width that the register asks for."""
    if report.information.punctuation is not Profile.FULL_WIDTH:
        return document
    return attrs.evolve(document, paragraphs=tuple(map(_widened, document.paragraphs)))


def typed_document(report: Report, kind: Kind, *, draft: bool = False) -> Document:
    """Return the notice with every mark as it was typed: what checks read.

    A problem's printed number is known only once it is printed, so a first pass collects them, and a
    second one prints those that are not the problem's own.
    """
    numbers: dict[int, int] = {}
    declared = declared_figures(report)
    paragraphs: list[Paragraph] = []
    for _ in range(2):
        builder = _Builder(Source(report, draft, numbers, declared), kind)
        paragraphs = _lines(builder, kind.outline.lines, Scope(report), ())
        numbers = builder.given
        if all(own == given for own, given in numbers.items()):
            break
    return Document(tuple(_lone_attachment(paragraphs)), draft)


def _lines(
    builder: _Builder, lines: tuple[OutlineLine, ...], scope: Scope, parent: Path
) -> list[Paragraph]:
    """Return the paragraphs of sibling lines in a scope: each line once for every member it is
    printed for. Rows that follow a header are a table of their own.
    """
    paragraphs: list[Paragraph] = []
    header: OutlineLine | None = None
    for line in lines:
        if line.cells:
            header = line if is_header(line) else header
            paragraphs += (
                [] if line is header else _rows(builder, header or line, line, scope, parent)
            )
            continue
        scopes = _scopes(line, scope)
        # Whether a member is alone, or the last one (最后), only all can tell.
        total = 0
        if _depends_on_total(line):
            total = sum(_prints(builder, line, inner) is not False for inner in scopes)
        lead = line.lead
        for inner in scopes:
            printed = _line(builder, line, inner, parent, total, lead)
            lead = None if printed else lead
            paragraphs += printed
    return paragraphs


def _depends_on_total(line: OutlineLine) -> bool:
    """Tell whether what a line prints for one member depends on how many there are."""
    numbering = line.numbering
    return (
        numbering is not None
        and (numbering.dropped_alone or line.lead is not None or numbering.form == "words")
    ) or line.hiding is Hiding.ALONE


def _scopes(line: OutlineLine, scope: Scope) -> list[Scope]:
    """Return the scopes that a line is printed in: one for every member of its entity."""
    return list(members(scope, line.entity, own_place(line.items), line.statuses))


def _rows(
    builder: _Builder, header: OutlineLine, line: OutlineLine, scope: Scope, parent: Path
) -> list[Paragraph]:
    """Return the rows of a table that one line prints, the header before the first row that any
    line under it prints.
    """
    paragraphs: list[Paragraph] = []
    place: Path = (*parent, header.span.line, _identity(scope))
    columns = max(len(header.cells), len(line.cells))
    above: tuple[object, ...] = ()
    for inner in _scopes(line, scope):
        if not says_something(runs_of(builder.source, line.items, inner)):
            continue
        rows = builder.counters.get((*place, "rows"), 0)
        if rows == 0:
            builder.counters[("tables",)] = builder.counters.get(("tables",), 0) + 1
        table = builder.counters[("tables",)]
        if rows == 0 and header is not line:
            cells = [runs_of(builder.source, cell, scope) for cell in header.cells]
            paragraphs += _row(cells, HEAD_CELL_STYLE, TableCell(table, 0, 0, columns))
        builder.counters[(*place, "rows")] = rows + 1
        owners = _owners(line, inner)
        repeated = [line.merged and one is not None and one in above for one in owners]
        cells = [
            [] if again else _ended(line, runs_of(builder.source, cell, inner))
            for cell, again in zip(line.cells, repeated, strict=True)
        ]
        if line.numbering and not repeated[0]:
            key = _restart(line, inner) or (*place, "numbers")
            builder.counters[key] = builder.counters.get(key, 0) + 1
            number = line.numbering.write(builder.counters[key])
            cells[0] = [Run(number, RunKind.NUMBER, (line.span,), subject_of(inner))]
        above = owners
        paragraphs += _row(cells, line.style or CELL_STYLE, TableCell(table, rows + 1, 0, columns))
    return paragraphs


def _owners(line: OutlineLine, scope: Scope) -> tuple[object, ...]:
    """Return for each cell of a row the problem, or what that is in, that it speaks of, ``None`` for
    any other; a number counts the innermost of them.
    """
    outer = entered("problem")
    entities = [entity if (entity := deepest(cell)) in outer else None for cell in line.cells]
    if line.numbering:
        known = (entity for entity in entities if entity)
        entities[0] = max(known, key=DEPTH.index, default=None)
    return tuple(_key(member_of(scope, entity)) if entity else None for entity in entities)


def _row(cells: list[list[Run]], style: str, first: TableCell) -> list[Paragraph]:
    """Return the paragraphs of a row's cells, by their column; an empty cell has none."""
    return [
        Paragraph(tuple(runs), style, cell=attrs.evolve(first, column=n))
        for n, runs in enumerate(cells)
        if runs
    ]


def _lone_attachment(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """A single attachment has no number: clause 7.3.7 calls it 附件."""
    marks = [n for n, paragraph in enumerate(paragraphs) if paragraph.style == ATTACHMENT_STYLE]
    if len(marks) == 1:
        mark = paragraphs[marks[0]]
        runs = [
            attrs.evolve(run, text=ATTACHMENT) if run.kind is RunKind.NUMBER else run
            for run in mark.runs
        ]
        paragraphs = [*paragraphs]
        paragraphs[marks[0]] = attrs.evolve(mark, runs=tuple(runs))
    return paragraphs


def _line(
    builder: _Builder,
    line: OutlineLine,
    scope: Scope,
    parent: Path,
    total: int,
    lead: Literal | None = None,
) -> list[Paragraph]:
    """Return the paragraph of a line in one scope, none if it says nothing, and those of the lines
    under it. It is one of ``total``, where that matters; ``lead`` stands before it.
    """
    own = (*parent, line.span.line, _identity(scope))
    printed = _prints(builder, line, scope)
    if line.hiding is Hiding.ALONE and total == 1:
        printed = False
    # A line of set wording over others stands only if they do; its number must still come before
    # theirs, so they are drawn once to see, and what that counted is taken back.
    if printed is None:
        counters, given = dict(builder.counters), dict(builder.given)
        printed = bool(_lines(builder, line.children, scope, own))
        builder.counters, builder.given = counters, given
    heading: list[Paragraph] = []
    if printed:
        mark = ""
        if numbering := line.numbering:
            number = _next_number(builder, line, numbering, scope, parent)
            unmarked = total == 1 and (numbering.dropped_alone or line.lead is not None)
            mark = "" if unmarked else numbering.write(number, total or None)
        drawn = _paragraph(builder, line, scope, mark, lead)
        heading = [drawn] if drawn.runs else []
    return [*heading, *_lines(builder, line.children, scope, own)]


def _prints(builder: _Builder, line: OutlineLine, scope: Scope) -> bool | None:
    """Tell whether a line has something to print; ``None`` if that depends on what is under it."""
    if line.hiding is Hiding.REPEATED and _repeats_only_child(line.entity, scope):
        return False
    if line.hiding is Hiding.LONE_CHILD and _members_under(line, scope) == 1:
        return False
    if not _has_values(line.items):
        return None if line.children else True
    return says_something(builder.draw(line, scope))


def _has_values(items: tuple[Item, ...]) -> bool:
    """Tell whether anything in ``items`` depends on the report."""
    return any(fields(items)) or any(isinstance(item, Repeat | Optional) for item in items)


def _repeats_only_child(entity: str | None, scope: Scope) -> bool:
    """Tell whether a heading would be followed by its single problem under the same title."""
    parent = member_of(scope, entity) if entity else None
    if isinstance(parent, Aspect):
        problems = [problem for category in parent.categories for problem in category.problems]
    elif isinstance(parent, Category):
        problems = list(parent.problems)
    else:
        return False
    return len(problems) == 1 and problems[0].plan.title.value == parent.title.value


def _members_under(line: OutlineLine, scope: Scope) -> int:
    """Return how many members the lines right under a heading are printed for."""
    own = entered(line.entity)
    below = [child for child in line.children if child.entity and child.entity not in own]
    return sum(len(_scopes(child, scope)) for child in below)


def _next_number(
    builder: _Builder, line: OutlineLine, numbering: Numbering, scope: Scope, parent: Path
) -> int:
    """Return the next number of a line's series, and note the one that a problem got first: it is
    what ``{问题编号}`` prints.
    """
    key = (*(_restart(line, scope) or parent), *numbering.pattern)
    builder.counters[key] = builder.counters.get(key, 0) + 1
    if line.entity == "problem":
        builder.given.setdefault(present(scope.problem).number, builder.counters[key])
    return builder.counters[key]


def _restart(line: OutlineLine, scope: Scope) -> Path:
    """Return the counter that a remark like 按篇章连续 names, none if the line has none."""
    return (line.restart, _key(member_of(scope, line.restart))) if line.restart else ()


def _identity(scope: Scope) -> object:
    """Return what tells the innermost member of a scope from others."""
    around = (member_of(scope, entity) for entity in reversed(DEPTH))
    return _key(next(member for member in around if member is not None))


def _key(member: Member | None) -> object:
    """What tells a member from others; a chapter is gathered anew for every line that names it."""
    return member.place if isinstance(member, Chapter) else id(member)


def _paragraph(
    builder: _Builder, line: OutlineLine, scope: Scope, mark: str, lead: Literal | None = None
) -> Paragraph:
    """Return a line's paragraph in one scope, behind its ``mark``. A line of the style of a heading is one up to where
    its set wording ends it; where that never does and prose follows, all is body text, unless a
    remark names the style.
    """
    runs = [Run(lead.text, RunKind.FRAME, (lead.span,))] if lead else []
    if mark:
        runs.append(Run(mark, RunKind.NUMBER, (line.span,), subject_of(scope)))
    runs += _ended(line, builder.draw(line, scope))
    style, level = builder.kind.style(line)
    if not level:
        return Paragraph(tuple(runs), style, sealed=line.sealed)
    runs, heading = run_in_heading(runs)
    if heading == 0 and not line.style and _has_prose(line.items):
        return Paragraph(tuple(runs), BODY_STYLE)
    return Paragraph(tuple(runs), style, level, heading or len(runs))


def _ended(line: OutlineLine, runs: list[Run]) -> list[Run]:
    """Return the runs of a line, without the end mark of the last if the line wants none."""
    if not (line.unended and runs):
        return runs
    last = attrs.evolve(runs[-1], text=runs[-1].text.rstrip("。;；"))
    return [*runs[:-1], last] if last.text else runs[:-1]


def _has_prose(items: tuple[Item, ...]) -> bool:
    """Tell whether any field in ``items`` holds sentences rather than a title."""
    return any(field.definition is not None and field.definition.prose for field in fields(items))


def _widened(paragraph: Paragraph) -> Paragraph:
    """Widths depend on neighbours across runs, so the paragraph is converted whole and cut
    again.
    """
    text, runs, position = to_full_width(paragraph.text), [], 0
    for run in paragraph.runs:
        runs.append(attrs.evolve(run, text=text[position : position + len(run.text)]))
        position += len(run.text)
    return attrs.evolve(paragraph, runs=tuple(runs))
