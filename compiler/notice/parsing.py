"""From the text of an outline to its tree; any text is parsed, and what is wrong with it is said
with line and column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from compiler.chinese.cleaning import clean
from compiler.diagnostics import Diagnostic, complain, has_errors
from compiler.notice.counted_on import counted_on, without_number
from compiler.notice.drawn_numbers import DrawnNumber, read_drawn, unknown_mark
from compiler.notice.judging.wording import judge_wording
from compiler.notice.numbering import Numbering
from compiler.notice.outline import (
    Item,
    Listing,
    Literal,
    Optional,
    Outline,
    OutlineField,
    OutlineLine,
    Repeat,
)
from compiler.notice.remarks import (
    DISTINCT,
    KEPT_ALONE,
    OPTIONS,
    REMARKS,
    read_options,
    read_remark,
)
from compiler.notice.validation import validate
from compiler.notice.vocabulary import FIELDS, FieldDefinition
from compiler.span import Span

LINE_END = re.compile("\r\n|\r|\n")
"""Of an editor; other characters that end a line for some programs are faults here."""
UNPRINTABLE = ("break", "invisible", "alike", "unknown")
"""Kinds of characters that a notice must not have, and that the text file would get."""
CLOSERS = {"{": "}", "<": ">", "[": "]"}
OPTIONS_ONLY = re.compile(rf"\|\|(?=\s*(?:{'|'.join(OPTIONS)}))")
"""Nothing joins the members: the options follow at once."""
LEAD = re.compile("附件[:：]")
OPEN_ROW = "一行的头尾都要有竖线，中间至少一栏"
DEEPEST = 9
"""How deep lines and brackets may nest, which are read and drawn by recursion; no notice comes
near."""


def parse_outline(
    source: str,
    file: str,
    statuses: tuple[str, ...],
    vocabulary: Mapping[str, FieldDefinition] = FIELDS,
) -> tuple[Outline, list[Diagnostic]]:
    """Parse an outline that may draw the fields of ``vocabulary``.

    Diagnostics: S084 a character that is not printed, S052 bracket not closed or not opened, S053 indentation, S054 unknown number
    style, S055 unknown remark, S056 empty braces, S081 a row of a table not closed, and those of
    :func:`validate`. Unknown fields are judged where counts are known (``judge_fields``).
    """
    found: list[Diagnostic] = []
    flat: list[tuple[int, OutlineLine]] = []
    wording: dict[Span, Literal] = {}
    for number, raw in enumerate(LINE_END.split(source), 1):
        if not raw.strip() or raw.lstrip().startswith("#"):
            continue
        for note in clean(raw).notes:
            if note.kind in UNPRINTABLE:
                place = Span(file, line=number, column=note.start + 1)
                found.append(complain("S084", place, detail=note.detail))
        indent = len(raw) - len(raw.lstrip(" "))
        if raw[indent].isspace():
            found.append(complain("S053", Span(file, line=number, column=indent + 1)))
        else:
            flat.append(
                (
                    indent,
                    _parse_line(
                        raw.rstrip(),
                        indent,
                        Span(file, line=number, column=indent + 1),
                        statuses,
                        vocabulary,
                        found,
                        wording,
                    ),
                )
            )
    outline = Outline(file, counted_on(_nest(flat, 0, -1, 1, found)[0], wording))
    found = [
        found.spoiling(*found.spans, outline.place) if has_errors([found]) else found
        for found in found
    ]
    return outline, [*found, *validate(outline)]


def _nest(
    flat: list[tuple[int, OutlineLine]], at: int, parent: int, depth: int, found: list[Diagnostic]
) -> tuple[tuple[OutlineLine, ...], int]:
    """Return the lines from ``at`` on that are indented deeper than ``parent``, and where the
    next one is.
    """
    lines: list[OutlineLine] = []
    own = flat[at][0] if at < len(flat) else 0
    while at < len(flat) and flat[at][0] > parent:
        indent, line = flat[at]
        if indent != own:
            found.append(complain("S053", line.span))
        children, at = (
            _nest(flat, at + 1, indent, depth + 1, found) if depth < DEEPEST else ((), at + 1)
        )
        lines.append(attrs.evolve(line, children=children))
    return tuple(lines), at


def _parse_line(
    text: str,
    indent: int,
    span: Span,
    statuses: tuple[str, ...],
    vocabulary: Mapping[str, FieldDefinition],
    found: list[Diagnostic],
    wording: dict[Span, Literal],
) -> OutlineLine:
    """Return one line as it is drawn, its remark read, without those under it; what is wrong with
    it is added to ``found``, a number that may be wording to ``wording``.
    """
    drawn, remark, unknown = read_remark(text, span, statuses)
    found += unknown
    misdrawn = [*judge_wording(drawn, span, REMARKS, statuses, vocabulary)]
    found += misdrawn
    if has_errors(misdrawn):
        found = []  # what else is wrong with the line follows from it: ［…] leaves a bracket over
    parser = _LineParser(drawn, span, indent, vocabulary, found)
    cells: tuple[tuple[Item, ...], ...] = ()
    numbering, lead, mark = None, None, None
    if parser.at("|"):
        cells, numbering = parser.row()
        items = tuple(item for cell in cells for item in cell)
    else:
        lead = parser.lead()
        if remark.numbered and (mark := parser.numbering()):
            numbering = attrs.evolve(mark.numbering, kept_alone=remark.kept_alone)
        if mark and not mark.certain:
            wording[span] = parser.drawn(mark)
        items = parser.items()
    return OutlineLine(
        items,
        numbering,
        remark.restart,
        remark.statuses,
        remark.style,
        remark.hiding,
        span,
        (),
        lead,
        cells,
        remark.sealed,
        remark.merged,
        remark.unended,
        remark.words,
    )


def _trimmed(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return a cell's items without the blanks that only align the drawing."""
    trimmed = list(items)
    if trimmed and isinstance(first := trimmed[0], Literal):
        text = first.text.lstrip()
        column = (first.span.column or 0) + len(first.text) - len(text)
        trimmed[0] = Literal(text, attrs.evolve(first.span, column=column))
    if trimmed and isinstance(last := trimmed[-1], Literal):
        trimmed[-1] = attrs.evolve(last, text=last.text.rstrip())
    return tuple(item for item in trimmed if not isinstance(item, Literal) or item.text)


@attrs.define
class _LineParser:
    """Recursive descent over one line."""

    text: str
    line: Span
    position: int
    vocabulary: Mapping[str, FieldDefinition]
    found: list[Diagnostic]
    closers: list[str] = attrs.field(factory=list)

    def span(self, position: int) -> Span:
        """Return the place of a character of the line."""
        return attrs.evolve(self.line, column=position + 1)

    def at(self, character: str) -> bool:
        """Tell whether the rest of the line begins with ``character``."""
        return self.text.startswith(character, self.position)

    def numbering(self) -> DrawnNumber | None:
        """Read the number that the line, or a repetition in it, begins with, if there is one."""
        rest = self.text[self.position :]
        if unknown := unknown_mark(rest):
            self.found.append(complain("S054", self.span(self.position), text=unknown))
        elif drawn := read_drawn(rest):
            self.position += drawn.length
            return drawn
        return None

    def drawn(self, mark: DrawnNumber) -> Literal:
        """Return the wording of a number just read."""
        start = self.position - mark.length
        return Literal(self.text[start : self.position], self.span(start))

    def lead(self) -> Literal | None:
        """Read 附件: where a number follows it."""
        match = LEAD.match(self.text, self.position)
        if match is None or read_drawn(self.text[match.end() :]) is None:
            return None
        self.position = match.end()
        return Literal(match.group(), self.span(match.start()))

    def row(self) -> tuple[tuple[tuple[Item, ...], ...], Numbering | None]:
        """Read the cells of a table's row, and the numbering if the first is the number 1."""
        cells, start = [], self.position
        while self.at("|") and self.position + 1 < len(self.text):
            self.position += 1
            self.closers.append("|")
            cells.append(_trimmed(self.items()))
            self.closers.pop()
        if not self.at("|") or not cells:
            self.found.append(complain("S081", self.span(start), reason=OPEN_ROW))
        first = cells[0] if cells else ()
        counts = len(first) == 1 and isinstance(first[0], Literal) and first[0].text == "1"
        numbering = Numbering("", "digits", "") if counts else None
        return tuple([(), *cells[1:]] if counts else cells), numbering

    def items(self) -> tuple[Item, ...]:
        """Read on until a bracket closes that is open: the innermost, or one around it that the
        innermost fails to close before.
        """
        items: list[Item] = []
        closer = self.closers[-1] if self.closers else ""
        while self.position < len(self.text):
            character = self.text[self.position]
            doubled = self.at(character * 2)
            ends = character in "|/" and closer == "]" and not doubled
            if character in self.closers or ends or OPTIONS_ONLY.match(self.text, self.position):
                break
            if doubled and character in "{}<>[]/":
                self._literal(items, character)
                self.position += 2
            elif character in CLOSERS and (character == "{" or len(self.closers) < DEEPEST):
                items.append(self._field() if character == "{" else self._bracket(character))
            elif character in "{}<>[]":
                self.found.append(complain("S052", self.span(self.position), bracket=character))
                self.position += 1
            else:
                self._literal(items, character)
                self.position += 1
        return tuple(items)

    def _literal(self, items: list[Item], character: str) -> None:
        """Add one character of set wording to ``items``."""
        if items and isinstance(items[-1], Literal):
            items[-1] = attrs.evolve(items[-1], text=items[-1].text + character)
        else:
            items.append(Literal(character, self.span(self.position)))

    def _bracket(self, opener: str) -> Item:
        """Read ``<…>`` or ``[…]``, which begins here, to its end."""
        start, joiner, options = self.span(self.position), "", frozenset[str]()
        self.position += 1
        self.closers.append(CLOSERS[opener])
        mark = self.numbering() if opener == "[" else None
        wording = self.drawn(mark) if mark else None
        fragments = [self.items()]
        while opener == "[" and self.at("/"):
            self.position += 1
            fragments.append(self.items())
        if opener == "[" and self.at("|"):
            end = self.text.find("]", self.position)
            end = end if end >= 0 else len(self.text)
            joiner, _, words = self.text[self.position + 1 : end].partition("|")
            options, unknown = read_options(words, self.span(end - len(words)))
            self.found += unknown
            self.position = end
        if self.at(self.closers.pop()):
            self.position += 1
        else:
            self.found.append(complain("S052", start, bracket=opener))
        if opener == "<":
            return Optional(fragments[0], start)
        numbering = mark.numbering if mark else None
        if numbering and KEPT_ALONE in options:
            numbering = attrs.evolve(numbering, kept_alone=True)
        repeat = Repeat(fragments[0], numbering, joiner, start, DISTINCT in options)
        if wording and mark and not (mark.certain or (repeat.entity and mark.numbering.first == 1)):
            fragments[0] = without_number(fragments[0], wording)
            repeat = attrs.evolve(repeat, items=fragments[0], numbering=None)
        return Listing(tuple(fragments), joiner, start) if len(fragments) > 1 else repeat

    def _field(self) -> OutlineField:
        """Read ``{…}``, which begins here. A name that nobody knows is a field all the same: it may
        be that of a count.
        """
        start = self.position
        end, other = (self.text.find(mark, start + 1) for mark in "}{")
        if end < 0 or 0 <= other < end:
            self.found.append(complain("S052", self.span(start), bracket="{"))
            self.position = other if other >= 0 else len(self.text)
            return OutlineField("", "", self.span(start))
        name, argument = [*self.text[start + 1 : end].split(None, 1), "", ""][:2]
        self.position = end + 1
        if not name:
            self.found.append(complain("S056", self.span(start)))
        return OutlineField(name, argument.strip(), self.span(start), self.vocabulary.get(name))
