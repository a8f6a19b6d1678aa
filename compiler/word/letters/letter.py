"""Short letters of the office to a unit, in the look of the notice: what it is about, numbered
points, who signs when.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import attrs

from compiler.chinese.numerals import to_chinese
from compiler.diagnostics import Diagnostic
from compiler.model.document import Document, Paragraph, Run, RunKind
from compiler.model.register import Information
from compiler.notice.kind import BODY_STYLE, Kind
from compiler.notice.templates import style_template
from compiler.word.template.looks import DATE_STYLE, SIGNATURE_STYLE, TITLE_STYLE
from compiler.word.writer import write_word

ADDRESSEE_STYLE, HEADING_STYLE = "主送机关", "一级标题"

RECEIPT_LINES = (
    "收到单位（盖章）：",
    "签收人：\u3000\u3000\u3000\u3000\u3000\u3000\u3000\u3000联系电话：",
    "收到日期：\u3000\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日",
)


@attrs.frozen
class LetterPart:
    """Numbered points under a heading."""

    heading: str
    points: tuple[str, ...]


@attrs.frozen
class Letter:
    """One letter: opening paragraphs, parts, closing paragraphs; ``reference`` is its number, if
    it has one. With ``receipt`` it ends in a slip by which the unit says that it has come.
    """

    title: str
    unit: str
    opening: tuple[str, ...]
    parts: tuple[LetterPart, ...]
    closing: tuple[str, ...]
    day: date
    reference: str = ""
    receipt: bool = False


def write_letter(
    letter: Letter, information: Information, kind: Kind, root: Path
) -> tuple[bytes | None, list[Diagnostic]]:
    """Return the letter as a Word file, signed by the office. Diagnostics as
    :func:`compiler.word.writer.write_word` and :func:`style_template`.
    """
    file, styles, unread = style_template(root, kind.name)
    if unread:
        return None, unread
    office = information.organ.value + kind.office
    document = Document(tuple(_paragraphs(letter, office)))
    return write_word(
        document, styles, title=letter.title, organ=office, signed_on=letter.day, file=file
    )


def _paragraphs(letter: Letter, office: str) -> Iterable[Paragraph]:
    """Yield a letter's paragraphs; a part without points is left out and does not count."""
    yield _paragraph(letter.title, TITLE_STYLE)
    if letter.reference:
        yield _paragraph(f"编号：{letter.reference}")
    yield _paragraph(f"{letter.unit}：", ADDRESSEE_STYLE)
    yield from map(_paragraph, letter.opening)
    for number, part in enumerate((part for part in letter.parts if part.points), 1):
        yield _paragraph(
            f"{to_chinese(number)}、{part.heading}（{len(part.points)}条）", HEADING_STYLE
        )
        yield from (
            _paragraph(f"{position}.{point}") for position, point in enumerate(part.points, 1)
        )
    yield from map(_paragraph, letter.closing)
    yield _paragraph(office, SIGNATURE_STYLE)
    yield _paragraph(written_day(letter.day), DATE_STYLE)
    if letter.receipt:
        yield from _receipt(letter, office)


def _receipt(letter: Letter, office: str) -> Iterable[Paragraph]:
    """Yield the slip behind a letter, a page to be sent back: which one has come, to whom, and
    when.
    """
    numbered = f"（{letter.reference}）" if letter.reference else ""
    yield attrs.evolve(_paragraph(f"{letter.title}回执", TITLE_STYLE), new_page=True)
    yield _paragraph(f"{office}：", ADDRESSEE_STYLE)
    day = written_day(letter.day)
    yield _paragraph(f"{day}的《{letter.title}》{numbered}已经收到，将按要求的时限办理、报送。")
    yield from map(_paragraph, RECEIPT_LINES)


def _paragraph(text: str, style: str = BODY_STYLE) -> Paragraph:
    """Return a paragraph of the letter's own words, which come from no cell."""
    return Paragraph((Run(text, RunKind.FRAME, ()),), style, int(style == HEADING_STYLE))


def written_day(day: date) -> str:
    """Return a date as official documents write it (clause 7.3.5.4): no zero in front of month or
    day.
    """
    return f"{day.year}年{day.month}月{day.day}日"
