"""A published notice as numbered paragraphs, from a text file or a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import attrs
import docx
from docx.exceptions import PythonDocxError
from docx.oxml.exceptions import XmlchemyError
from docx.table import Table

from compiler.diagnostics import Diagnostic, complain, reason_of
from compiler.source.container import DAMAGED
from compiler.span import Span

ENCODINGS = ("utf-8-sig", "gb18030")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
BREAK = re.compile(r"\s*[\r\n\v\f\u2028\u2029\x85]\s*")
BLANKS = " \t\u3000\xa0\ufeff"


UNREADABLE = (*DAMAGED, AttributeError, TypeError, XmlchemyError, PythonDocxError)
"""What python-docx was seen to raise for bytes that are no Word file, or a damaged one."""


@attrs.frozen
class NoticeLine:
    """One paragraph that is not blank, and its number: the line of a text file, the paragraph of a Word file."""

    number: int
    text: str


def read_notice(path: Path, file: str) -> tuple[tuple[NoticeLine, ...], list[Diagnostic]]:
    """Read the notice at ``path``, called ``file`` in messages. Diagnostics: S060 it cannot be read, or is empty."""
    suffix = path.suffix.lower()
    try:
        if suffix == ".txt":
            texts: Iterable[str] | None = _decode(path.read_bytes())
        elif suffix == ".docx":
            texts = list(_paragraphs(path))
        else:
            return (), [_unreadable(file, "不是 .txt 或 .docx 文件")]
    except OSError as error:
        return (), [_unreadable(file, reason_of(error))]
    except UNREADABLE:
        return (), [_unreadable(file, "不是完好的 Word 文件")]
    if texts is None:
        return (), [_unreadable(file, "文字编码既不是 UTF-8 也不是 GB18030")]
    stripped = ((number, text.strip(BLANKS)) for number, text in enumerate(texts, 1))
    lines = tuple(NoticeLine(number, text) for number, text in stripped if text.strip())
    return lines, [] if lines else [_unreadable(file, "里面没有文字")]


def _unreadable(file: str, reason: str) -> Diagnostic:
    return complain("S060", Span(file), file=file, reason=reason)


def _decode(content: bytes) -> list[str] | None:
    for encoding in ("utf-16",) if content.startswith(UTF16_MARKS) else ENCODINGS:
        try:
            return content.decode(encoding).splitlines()
        except UnicodeDecodeError:
            continue
    return None


def _paragraphs(path: Path) -> Iterator[str]:
    """Yield the body's paragraphs, and each row of a table as one more, so that none goes missing."""
    for block in docx.Document(BytesIO(path.read_bytes())).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield "\u3000".join(BREAK.sub("", cell.text).strip(BLANKS) for cell in row.cells)
        else:
            yield BREAK.sub("", block.text)
