"""Counts and figures that the office's prose takes from the data: ``{措施总数}``."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from compiler.model.report import Report
from compiler.model.values import Text

TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


@attrs.frozen
class TextPart:
    """A stretch of prose: set words, or a placeholder if ``name`` is given. Positions are in the
    prose.
    """

    text: str
    name: str | None
    start: int
    end: int


def split_placeholders(text: str) -> Iterator[TextPart]:
    """Cut prose into words and placeholders; a doubled brace is a brace."""
    position = 0
    for match in TOKEN.finditer(text):
        if match.start() > position:
            yield TextPart(text[position : match.start()], None, position, match.start())
        name = match.group(1)
        shown = match.group() if name is not None else match.group()[0]
        yield TextPart(
            shown, name.strip() if name is not None else None, match.start(), match.end()
        )
        position = match.end()
    if position < len(text):
        yield TextPart(text[position:], None, position, len(text))


def filled_texts(report: Report) -> Iterator[Text]:
    """Yield the headings and texts of the chapters: placeholders are filled in them alone."""
    for row in report.register.chapters:
        yield from (row.heading, row.text)


def names_in_prose(report: Report) -> Iterator[str]:
    """Yield the names that the office's prose has placeholders for."""
    parts = (part for text in filled_texts(report) for part in split_placeholders(text.value))
    return (part.name for part in parts if part.name is not None)


def stray_braces(text: str) -> list[int]:
    """Return the positions of braces that open or close nothing."""
    rest = TOKEN.sub(lambda match: "\0" * len(match.group()), text)
    return [index for index, character in enumerate(rest) if character in "{}"]


def escape(text: str) -> str:
    """Return ``text`` such that it prints as it stands, braces and all."""
    return text.replace("{", "{{").replace("}", "}}")
