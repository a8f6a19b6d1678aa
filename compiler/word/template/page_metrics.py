"""What an opened ``styles.docx`` measures: its page, its lines, its characters, and how a message
writes that.
"""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle

from compiler.word.template.inheritance import inherited, number

MILLIMETRE = 1440 / 25.4
"""Twips."""

EDGES = ("top", "bottom", "left", "right")

Difference = tuple[str, str, str, str]
"""Where the file departs from the layout profile, in what, the value found and the one that is
asked for."""


def page_metric(base: WordDocument, element: str, attribute: str) -> int | None:
    """Return a number among the properties of the page, ``None`` if there is none."""
    return number(page_value(base, element, attribute))


def page_value(base: WordDocument, element: str, attribute: str) -> str | None:
    """Return an attribute among the properties of the page, ``None`` if there is none."""
    found = base.element.body.sectPr.find(qn(element))
    return None if found is None else found.get(qn(attribute))


def type_area(base: WordDocument) -> tuple[int, int] | None:
    """Return width and height of the type area in twips; ``None`` if the page does not say."""
    width, height = page_metric(base, "w:pgSz", "w:w"), page_metric(base, "w:pgSz", "w:h")
    around = [page_metric(base, "w:pgMar", f"w:{side}") for side in EDGES]
    if width is None or height is None or any(value is None for value in around):
        return None
    top, bottom, left, right = (abs(value or 0) for value in around)
    gutter = page_metric(base, "w:pgMar", "w:gutter") or 0
    return width - left - right - gutter, height - top - bottom


def line_pitch(base: WordDocument, style: ParagraphStyle) -> tuple[int | None, str | None]:
    """Return how high a style's lines are, in twips, and the rule by which Word reads it."""
    pitch, rule = (
        inherited(base, style, "w:pPr", "w:spacing", attribute)
        for attribute in ("w:line", "w:lineRule")
    )
    return number(pitch), rule


def advance(base: WordDocument, style: ParagraphStyle, half_points: int) -> int:
    """Return how far one character of a style takes the line on, in twips."""
    size = number(inherited(base, style, "w:rPr", "w:sz", "w:val")) or half_points
    own = number(inherited(base, style, "w:rPr", "w:spacing", "w:val")) or 0
    return max(1, size * 10 + own + _grid_space(base))


def _grid_space(base: WordDocument) -> int:
    """What a grid of characters adds to each, in twips: the file counts in 1/4096 of a point."""
    if page_value(base, "w:docGrid", "w:type") not in ("linesAndChars", "snapToChars"):
        return 0
    return round((page_metric(base, "w:docGrid", "w:charSpace") or 0) * 20 / 4096)


def characters_per_line(base: WordDocument, style: ParagraphStyle, half_points: int) -> int | None:
    """Return how many characters of a style fit the width of the page; ``None`` if the page does
    not say.
    """
    area = type_area(base)
    return None if area is None else max(0, area[0] // advance(base, style, half_points))


def millimetres(twips: int | None, digits: int = 1) -> str:
    """Return a length as a message writes it."""
    return "？" if twips is None else f"{twips / MILLIMETRE:.{digits}f}".removesuffix(".0")


def points(twips: int | None) -> str:
    """Return a height as a message writes it, with its unit."""
    return "没有写明" if twips is None else f"{twips / 20:g} 磅"
