"""A published notice as numbered paragraphs, from a text file or a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from pathlib import Path

import attrs
import docx
from docx.exceptions import PythonDocxError
from docx.oxml.exceptions import XmlchemyError
from docx.table import Table, _Cell
from lxml import etree

from compiler.diagnostics import Diagnostic, complain, reason_of
from compiler.package.container import DAMAGED
from compiler.span import Span
from compiler.wordfile.shown_text import Concealment, Looks, pieces, read_looks, runs_on

ENCODINGS = ("utf-8-sig", "gb18030")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
BREAK = re.compile(r"\s*[\r\n\v\f\u2028\u2029\x85]\s*")
BLANKS = " \t\u3000\xa0\ufeff"


UNREADABLE = (*DAMAGED, AttributeError, TypeError, XmlchemyError, PythonDocxError)
"""What python-docx was seen to raise for bytes that are no Word file, or a damaged one."""


CONCEALED = {
    Concealment.HIDDEN: ("隐藏的文字", "取消隐藏"),
    Concealment.STRUCK: ("画了删除线的文字", "去掉删除线"),
}
"""What a colleague calls it, and how it is undone."""


@attrs.frozen
class NoticeLine:
    """One paragraph that is not blank, and its number: the line of a text file, the paragraph of
    a Word file.
    """

    number: int
    text: str


def read_notice(path: Path, file: str) -> tuple[tuple[NoticeLine, ...], list[Diagnostic]]:
    """Read the notice at ``path``, called ``file`` in messages.

    Diagnostics: S060 it cannot be read, or is empty; S069 a text that is hidden or struck out in
    Word, and left out here.
    """
    suffix = path.suffix.lower()
    found: list[Diagnostic] = []
    try:
        if suffix == ".txt":
            texts = _decode(path.read_bytes())
            numbered = texts if texts is None else list(map(NoticeLine, count(1), texts))
        elif suffix == ".docx":
            numbered = list(_paragraphs(path, file, found))
        else:
            return (), [_unreadable(file, "不是 .txt 或 .docx 文件")]
    except OSError as error:
        return (), [_unreadable(file, reason_of(error))]
    except UNREADABLE:
        return (), [_unreadable(file, "不是完好的 Word 文件")]
    if numbered is None:
        return (), [_unreadable(file, "文字编码既不是 UTF-8 也不是 GB18030")]
    stripped = (attrs.evolve(line, text=line.text.strip(BLANKS)) for line in numbered)
    lines = tuple(line for line in stripped if line.text.strip())
    if not lines:
        found.append(_unreadable(file, "里面没有看得见的文字" if found else "里面没有文字"))
    return lines, found


def _unreadable(file: str, reason: str) -> Diagnostic:
    return complain("S060", Span(file), file=file, reason=reason)


def _decode(content: bytes) -> list[str] | None:
    for encoding in ("utf-16",) if content.startswith(UTF16_MARKS) else ENCODINGS:
        try:
            return content.decode(encoding).splitlines()
        except UnicodeDecodeError:
            continue
    return None


def _paragraphs(path: Path, file: str, found: list[Diagnostic]) -> Iterator[NoticeLine]:
    """Yield what is shown of the body's paragraphs, and each row of a table as one more.

    A paragraph whose end is hidden is shown as one with the next. What is concealed is added to
    ``found``, once.
    """
    document = docx.Document(BytesIO(path.read_bytes()))
    looks = read_looks(document.styles.element)
    told: set[etree._Element] = set()  # a merged cell is in its row more than once
    number = 0
    begun: NoticeLine | None = None
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            if begun is not None:
                yield begun
                begun = None
            for row in block.rows:
                number += 1
                place = Span(file, line=number)
                texts = (_cell_text(looks, cell, place, found, told) for cell in row.cells)
                yield NoticeLine(number, "\u3000".join(texts))
            continue
        number += 1
        text = BREAK.sub("", _shown(looks, block._p, Span(file, line=number), found))
        begun = NoticeLine(number, text) if begun is None else _joined(begun, number, text)
        if not runs_on(looks, block._p):
            yield begun
            begun = None
    if begun is not None:
        yield begun


def _joined(begun: NoticeLine, number: int, text: str) -> NoticeLine:
    """Return a line that runs on; it begins where something of it is shown."""
    return attrs.evolve(begun, text=begun.text + text) if begun.text else NoticeLine(number, text)


def _cell_text(
    looks: Looks, cell: _Cell, place: Span, found: list[Diagnostic], told: set[etree._Element]
) -> str:
    unheard = [] if cell._tc in told else found
    told.add(cell._tc)
    text = "\n".join(_shown(looks, paragraph._p, place, unheard) for paragraph in cell.paragraphs)
    return BREAK.sub("", text).strip(BLANKS)


def _shown(looks: Looks, paragraph: etree._Element, place: Span, found: list[Diagnostic]) -> str:
    """Return what is shown of a paragraph, and add to ``found`` what is not."""
    parts = pieces(looks, paragraph)
    for piece in parts:
        if piece.concealed is not None and piece.text.strip():
            what, undo = CONCEALED[piece.concealed]
            found.append(complain("S069", place, what=what, text=piece.text.strip(), undo=undo))
    return "".join(piece.text for piece in parts if piece.concealed is None)
