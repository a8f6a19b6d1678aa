"""The outline: a template that looks like the notice it makes, one line a paragraph.

Indentation is nesting; ``{栏目}`` prints a field; ``<…>`` vanishes when the fields inside are empty; ``[…]`` repeats for
every group, measure or matter, ``[…|;]`` joined by what follows the bar; ``[…/…|;]`` lists those of its fragments that
are not empty; a number is drawn by its first value; a remark
behind ``…`` at the end of a line says what cannot be drawn. A doubled bracket stands for itself; ``#`` starts a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from compiler.diagnostics import Diagnostic, complain
from compiler.document.numbering import Numbering, looks_numbered, read_drawn
from compiler.document.vocabulary import DEPTH, FIELDS, RESTARTS, place_of
from compiler.span import Span
from compiler.text.likeness import nearest

REMARK = re.compile(r"\s{2,}…\s*(.*)$")
CLOSERS = {"{": "}", "<": ">", "[": "]"}


@attrs.frozen
class Literal:
    """Set wording."""

    text: str
    span: Span


@attrs.frozen
class Field:
    """A field by its Chinese name, with the place it names, if any (``{篇章 第一部分}``)."""

    name: str
    argument: str
    span: Span

    @property
    def entity(self) -> str | None:
        """What the field belongs to; ``None`` for a count or figure."""
        known = FIELDS.get(self.name)
        return known.entity if known else None


@attrs.frozen
class Optional:
    """A fragment that vanishes when every field in it is empty."""

    items: tuple[Item, ...]
    span: Span


@attrs.frozen
class Repeat:
    """A fragment printed once for every member of ``entity``."""

    items: tuple[Item, ...]
    numbering: Numbering | None
    joiner: str
    span: Span

    @property
    def entity(self) -> str | None:
        """What is repeated."""
        return deepest(self.items)


@attrs.frozen
class Listing:
    """Fragments of which the empty ones vanish, joined."""

    fragments: tuple[tuple[Item, ...], ...]
    joiner: str
    span: Span


Item = Literal | Field | Optional | Repeat | Listing


@attrs.frozen
class Line:
    """One line of the outline and the lines nested under it."""

    items: tuple[Item, ...]
    numbering: Numbering | None
    restart: str | None
    statuses: tuple[str, ...]
    style: str | None
    hides_repeated: bool
    span: Span
    children: tuple[Line, ...] = ()

    @property
    def entity(self) -> str | None:
        """What the line is printed for."""
        return deepest(self.items)

    def walk(self) -> Iterator[Line]:
        """The line and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@attrs.frozen
class Outline:
    """The whole template."""

    file: str
    lines: tuple[Line, ...]

    def walk(self) -> Iterator[Line]:
        """Every line from top to bottom."""
        for line in self.lines:
            yield from line.walk()

    def places(self) -> tuple[str, ...]:
        """The places that the office writes prose for, in order."""
        names = [place_of(field.name, field.argument) for line in self.walk() for field in fields(line.items)]
        return tuple(dict.fromkeys(name for name in names if name))


def fields(items: tuple[Item, ...]) -> Iterator[Field]:
    """Every field in ``items``, however deep."""
    for item in items:
        if isinstance(item, Field):
            yield item
        elif isinstance(item, Optional | Repeat):
            yield from fields(item.items)
        elif isinstance(item, Listing):
            for fragment in item.fragments:
                yield from fields(fragment)


def deepest(items: tuple[Item, ...]) -> str | None:
    """Return the most deeply nested entity among the fields outside repetitions."""
    direct: list[str] = []
    for item in items:
        if isinstance(item, Field) and item.entity:
            direct.append(item.entity)
        elif isinstance(item, Optional) and (inner := deepest(item.items)):
            direct.append(inner)
        elif isinstance(item, Listing):
            direct += [inner for fragment in item.fragments if (inner := deepest(fragment))]
    return max(direct, key=DEPTH.index, default=None)


def parse_outline(source: str, file: str, statuses: tuple[str, ...]) -> tuple[Outline, list[Diagnostic]]:
    """Parse an outline.

    Diagnostics: S052 bracket not closed or not opened, S053 indentation, S054 unknown number style, S055 unknown remark,
    S056 empty braces, S057 a number drawn out of turn. Unknown fields are judged where counts are known
    (:func:`unknown_fields`).
    """
    found: list[Diagnostic] = []
    flat: list[tuple[int, Line]] = []
    for number, raw in enumerate(source.splitlines(), 1):
        if not raw.strip() or raw.lstrip().startswith("#"):
            continue
        indent = len(raw) - len(raw.lstrip(" "))
        if raw[indent] in "\t\u3000":
            found.append(complain("S053", Span(file, line=number, column=indent + 1)))
            continue
        flat.append((indent, _parse_line(raw, indent, file, number, statuses, found)))
    lines, rest = _nest(flat, 0, -1, found)
    assert not rest
    outline = Outline(file, lines)
    _check_drawn(outline.lines, found)
    return outline, found


def _nest(
    flat: list[tuple[int, Line]], start: int, parent: int, found: list[Diagnostic]
) -> tuple[tuple[Line, ...], list[tuple[int, Line]]]:
    lines: list[Line] = []
    own: int | None = None
    rest = flat[start:]
    while rest and rest[0][0] > parent:
        indent, line = rest[0]
        if own is None:
            own = indent
        elif indent != own:
            found.append(complain("S053", line.span))
        children, rest = _nest(rest, 1, indent, found)
        lines.append(attrs.evolve(line, children=children))
    return tuple(lines), rest


def _parse_line(
    raw: str, indent: int, file: str, number: int, statuses: tuple[str, ...], found: list[Diagnostic]
) -> Line:
    span = Span(file, line=number, column=indent + 1)
    text, restart, filters, style, hides = raw.rstrip(), None, [], None, False
    if remark := REMARK.search(text):
        column = remark.start(1) + 1
        for word in re.split("[\uff1b;、\uff0c,]", remark.group(1)):
            word = word.strip()
            if word in RESTARTS:
                restart = RESTARTS[word]
            elif word in statuses:
                filters.append(word)
            elif word.startswith("样式"):
                style = word.removeprefix("样式").strip()
            elif word == "与唯一下级同名时不印":
                hides = True
            elif word:
                known = [*RESTARTS, *statuses, "与唯一下级同名时不印"]
                place = Span(file, line=number, column=column)
                found.append(complain("S055", place, word=word, guess=nearest(word, known) or "、".join(known)))
        text = text[: remark.start()].rstrip()
    parser = _Parser(text, file, number, indent, found)
    numbering = parser.numbering()
    return Line(parser.items(""), numbering, restart, tuple(filters), style, hides, span)


@attrs.define
class _Parser:
    """Recursive descent over one line."""

    text: str
    file: str
    number: int
    position: int
    found: list[Diagnostic]

    def span(self, position: int | None = None) -> Span:
        where = self.position if position is None else position
        return Span(self.file, line=self.number, column=where + 1)

    def numbering(self) -> Numbering | None:
        rest = self.text[self.position :]
        if drawn := read_drawn(rest):
            self.position += drawn[1]
            return drawn[0]
        if looks_numbered(rest):
            self.found.append(complain("S054", self.span(), text=rest[:3]))
        return None

    def items(self, closer: str) -> tuple[Item, ...]:
        items: list[Item] = []
        while self.position < len(self.text):
            character = self.text[self.position]
            doubled = self.text[self.position : self.position + 2] == character * 2
            if closer and (character == closer or (character in "|/" and closer == "]" and not doubled)):
                return tuple(items)
            if doubled and character in "{}<>[]/":
                self._literal(items, character, self.position)
                self.position += 2
            elif character in CLOSERS:
                items.append(self._bracket(character))
            elif character in CLOSERS.values():
                self.found.append(complain("S052", self.span(), bracket=character))
                self.position += 1
            else:
                self._literal(items, character, self.position)
                self.position += 1
        return tuple(items)

    def _literal(self, items: list[Item], character: str, position: int) -> None:
        if items and isinstance(items[-1], Literal):
            items[-1] = attrs.evolve(items[-1], text=items[-1].text + character)
        else:
            items.append(Literal(character, self.span(position)))

    def _bracket(self, opener: str) -> Item:
        start = self.position
        self.position += 1
        if opener == "{":
            return self._field(start)
        numbering = self.numbering() if opener == "[" else None
        fragments = [self.items(CLOSERS[opener])]
        while self.text[self.position : self.position + 1] == "/":
            self.position += 1
            fragments.append(self.items("]"))
        joiner = ""
        if opener == "[" and self.text[self.position : self.position + 1] == "|":
            end = self.text.find("]", self.position)
            joiner = self.text[self.position + 1 : end if end >= 0 else len(self.text)]
            self.position = end if end >= 0 else len(self.text)
        if self.position >= len(self.text):
            self.found.append(complain("S052", self.span(start), bracket=opener))
        self.position += 1
        if opener == "<":
            return Optional(fragments[0], self.span(start))
        if len(fragments) > 1:
            return Listing(tuple(fragments), joiner, self.span(start))
        return Repeat(fragments[0], numbering, joiner, self.span(start))

    def _field(self, start: int) -> Item:
        end = self.text.find("}", start)
        if end < 0:
            self.found.append(complain("S052", self.span(start), bracket="{"))
            end = len(self.text)
        name, _, argument = self.text[start + 1 : end].strip().partition(" ")
        self.position = end + 1
        if not name:
            self.found.append(complain("S056", self.span(start)))
        return Field(name, argument.strip(), self.span(start))


def _check_drawn(lines: tuple[Line, ...], found: list[Diagnostic]) -> None:
    """Siblings with one pattern count on: a line drawn out of turn would print another number than it shows."""
    seen: dict[tuple[str, str, str], int] = {}
    for line in lines:
        if line.numbering:
            style = (line.numbering.prefix, line.numbering.form, line.numbering.suffix)
            expected = seen.get(style, 0) + 1
            if line.numbering.first != expected:
                found.append(complain("S057", line.span, drawn=line.numbering.first, expected=expected))
            seen[style] = expected
        _check_drawn(line.children, found)


def unknown_fields(outline: Outline, placeholders: frozenset[str]) -> list[Diagnostic]:
    """Report S051 for fields that are neither of the vocabulary nor a known count or figure."""
    return [
        complain("S051", field.span, name=field.name, guess=nearest(field.name, [*FIELDS, *placeholders], 0.4) or "、".join(FIELDS))
        for line in outline.walk()
        for field in fields(line.items)
        if field.name and field.name not in FIELDS and field.name not in placeholders
    ]
