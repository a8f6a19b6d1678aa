"""What a written file must hold, worked out from the document and its layout alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, groupby

import attrs

from compiler.chinese.title_lines import break_title
from compiler.model.document import Document, Paragraph, TableCell
from compiler.notice.kind import BODY_STYLE, CELL_STYLE
from compiler.span import Span
from compiler.word.layout import BROKEN, TITLE_WIDTH, TITLES, LaidLine, lay_out
from compiler.word.proof.reading import Properties, is_number
from compiler.word.proof.styles import StyleSheet
from compiler.word.template.styles import BODY_SIZE, TITLE_SIZE, TITLE_STYLE

NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ADDRESS = re.compile("[\x21-\x7e]{15}")
"""What the writer does not justify, lest it tear the line before it apart."""

CLOSING = {"snapToGrid": {"val": "0"}, "spacing": {"line": "20", "lineRule": "exact"}}
"""The paragraph of one point behind a table, off the grid."""

TablePosition = tuple[int, int, int] | None
"""Table, row and column of a paragraph, each from one; ``None`` outside of tables."""


@attrs.frozen
class Expected:
    """A paragraph that must be there: the document's, ``None`` for an empty one. ``number``
    counts the document's.

    ``section`` says that pages end with it: whether they are turned, and whether they are the
    first ones; ``turned``, that its own page is. ``texts`` are those of its runs as a file can
    hold them. ``ways`` are the ways its lines may be broken.
    """

    paragraph: Paragraph | None
    number: int
    style: str
    layout: Properties
    place: TablePosition = None
    section: tuple[bool, bool] | None = None
    texts: tuple[str, ...] = ()
    turned: bool = False
    ways: frozenset[tuple[int, ...]] = frozenset({()})

    @property
    def text(self) -> str:
        """The text."""
        return "".join(self.texts)

    def sources(self, at: int) -> tuple[Span, ...]:
        """Return where the run at a place in the text comes from."""
        if self.paragraph is None or not self.paragraph.runs:
            return ()
        runs = self.paragraph.runs
        ends = accumulate(map(len, self.texts))
        return next(
            (run.sources for run, end in zip(runs, ends, strict=True) if at < end), runs[-1].sources
        )


@attrs.frozen
class Expectation:
    """All paragraphs in order, and the last section as :attr:`Expected.section` has it."""

    paragraphs: tuple[Expected, ...]
    last_section: tuple[bool, bool]

    @property
    def sections(self) -> list[tuple[bool, bool]]:
        """Every section in order."""
        return [
            *(one.section for one in self.paragraphs if one.section is not None),
            self.last_section,
        ]


def printable(text: str) -> str:
    """Return ``text`` without what XML cannot hold; a carriage return is a line break like any
    other.
    """
    return NO_XML.sub("", text.replace("\r", "\n"))


def unbroken(text: str, expected: Expected) -> str:
    """Return a text without the line breaks of a title or signature, which are the layout's and
    not the text's.
    """
    return text.replace("\n", "") if expected.style in BROKEN else text


def expect(document: Document, sheet: StyleSheet, area: tuple[int, int] | None) -> Expectation:
    """Return the paragraphs of the file, those in tables too; ``area`` is the type area in twips,
    if the page says.
    """
    capacity = _title_capacity(sheet, area[0]) if area else TITLE_WIDTH
    result: list[Expected] = []
    tables, number, turned, sections = 0, 0, False, 0
    for table, group in groupby(lay_out(document, capacity), _table):
        lines = list(group)
        tables += table is not None
        block = (
            _grid(lines, number, sheet, tables)
            if table is not None
            else _lines(lines, number, sheet, capacity)
        )
        for one, landscape in block:
            if landscape is not turned and result:
                result[-1] = attrs.evolve(result[-1], section=(turned, sections == 0))
                sections += 1
                one.layout.pop(
                    "pageBreakBefore", None
                )  # the end of a section begins a page already
            turned = landscape
            result.append(attrs.evolve(one, turned=turned))
        number += sum(line.paragraph is not None for line in lines)
    return Expectation(tuple(result), (turned, sections == 0))


def _table(line: LaidLine) -> int | None:
    return (
        line.paragraph.cell.table
        if line.paragraph is not None and line.paragraph.cell is not None
        else None
    )


def _title_capacity(sheet: StyleSheet, width: int) -> int:
    """Return what a line of the title holds, in half characters."""
    title = sheet.id_of("paragraph", TITLE_STYLE) or ""
    size, spacing = (sheet.inherited(title, "rPr", name, "val") or "" for name in ("sz", "spacing"))
    advance = (int(size) if size.isdecimal() else TITLE_SIZE) * 10 + (
        int(spacing) if is_number(spacing) else 0
    )
    return 2 * (width // max(1, advance))


def _ways(line: LaidLine, capacity: int) -> frozenset[tuple[int, ...]]:
    """Return how the lines of a paragraph may end: as it was laid out, or as on a page that is
    hardly wider or narrower.
    """
    paragraph = line.paragraph
    if paragraph is None or paragraph.style not in TITLES or paragraph.breaks:
        return frozenset({line.breaks})
    near = range(max(2, capacity - 4), capacity + 5, 2)
    return frozenset({line.breaks, *(break_title(paragraph.text, each) for each in near)})


def _lines(
    lines: Sequence[LaidLine], number: int, sheet: StyleSheet, capacity: int
) -> list[tuple[Expected, bool]]:
    numbers = accumulate((line.paragraph is not None for line in lines), initial=number)
    next(numbers)
    return [
        (attrs.evolve(_expected(line, own, sheet), ways=_ways(line, capacity)), line.landscape)
        for line, own in zip(lines, numbers, strict=True)
    ]


def _grid(
    lines: Sequence[LaidLine], number: int, sheet: StyleSheet, table: int
) -> list[tuple[Expected, bool]]:
    """Return the cells of a table row by row, and the paragraph behind it."""
    cells: dict[tuple[int, int], LaidLine] = {}
    columns = 0
    for line in lines:
        assert line.paragraph is not None
        assert isinstance(line.paragraph.cell, TableCell)
        cells[line.paragraph.cell.row, line.paragraph.cell.column] = line
        columns = line.paragraph.cell.columns
    empty = CELL_STYLE if sheet.id_of("paragraph", CELL_STYLE) is not None else BODY_STYLE
    result = []
    for index, row in enumerate(sorted({row for row, _ in cells}), 1):
        for column in range(columns):
            line_there = cells.get((row, column))
            number += line_there is not None
            one = (
                _expected(line_there, number, sheet)
                if line_there
                else Expected(None, number, empty, {})
            )
            result.append(attrs.evolve(one, place=(table, index, column + 1)))
    closing = Expected(None, number, BODY_STYLE, dict(CLOSING))
    return [(one, lines[0].landscape) for one in (*result, closing)]


def _expected(line: LaidLine, number: int, sheet: StyleSheet) -> Expected:
    layout: Properties = {"keepNext": {}} if line.keeps_next else {}
    paragraph = line.paragraph
    if paragraph is None:
        return Expected(None, number, BODY_STYLE, layout)
    run_in = 0 < paragraph.heading_runs < len(paragraph.runs)
    style = BODY_STYLE if run_in else paragraph.style
    if line.new_page:
        layout["pageBreakBefore"] = {}
    if sheet.id_of("paragraph", style) == sheet.id_of("paragraph", BODY_STYLE) and ADDRESS.search(
        paragraph.text
    ):
        layout["jc"] = {"val": "left"}
    indents: dict[str, tuple[float, float]] = {}
    if line.right is not None and line.right_spaced is not None:
        indents["right"] = line.right, line.right_spaced
    if line.left is not None:
        indents |= {"left": (line.left, line.left), "hanging": (line.hanging, line.hanging)}
    if indents:
        size = sheet.inherited(sheet.id_of("paragraph", style) or "", "rPr", "sz", "val") or ""
        half = (int(size) if size.isdecimal() else BODY_SIZE) * 5  # half a character in twips
        layout["ind"] = {
            f"{side}Chars": str(round(asked * 50)) for side, (asked, _) in indents.items()
        }
        layout["ind"] |= {side: str(round(spaced * half)) for side, (_, spaced) in indents.items()}
    if run_in:
        layout["outlineLvl"] = {"val": str(paragraph.level - 1)}
    return Expected(
        paragraph, number, style, layout, texts=tuple(printable(run.text) for run in paragraph.runs)
    )
