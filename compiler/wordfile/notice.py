"""A published notice as numbered paragraphs, from a text file or a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

from compiler.diagnostics import Diagnostic, complain, reason_of
from compiler.package.container import DAMAGED, read_file
from compiler.package.limits import OverLimitError
from compiler.span import Span
from compiler.wordfile.account import unaccounted
from compiler.wordfile.foreign import WORD_SUFFIXES, foreign_format
from compiler.wordfile.parts import open_word
from compiler.wordfile.reader import read_word
from compiler.wordfile.shown import WordText
from compiler.wordfile.taking import CELL_GAP, NoticeLine, take_lines

ENCODINGS = ("utf-8-sig", "gb18030")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
BLANKS = " \t\u3000\xa0\ufeff"


def read_notice(path: Path, file: str) -> tuple[tuple[NoticeLine, ...], list[Diagnostic]]:
    """Read the notice at ``path``, called ``file`` in messages.

    Diagnostics: S060 it cannot be read, or is empty; S074 it is of another format; of a Word file,
    S069 a text that is hidden or struck out and S071, S075 one that stands where it is not taken,
    all left out here, S073 one taken from a text box.
    """
    suffix = path.suffix.lower()
    try:
        content = read_file(path)
    except OSError as error:
        return (), [_unreadable(file, reason_of(error))]
    except OverLimitError as error:
        return (), [_unreadable(file, error.what)]
    other = foreign_format(content, suffix)
    if other is not None:
        return (), [complain("S074", Span(file), file=file, what=other.what, remedy=other.remedy)]
    if content.startswith(b"PK") or suffix in WORD_SUFFIXES:
        numbered, found = _read_word(content, file)
    elif suffix == ".txt":
        numbered, found = _read_text(content, file)
    else:
        return (), [_unreadable(file, "不是 .txt 或 .docx 文件")]
    lines = tuple(line for line in map(_stripped, numbered) if line.text)
    if not lines and all(one.code != "S060" for one in found):
        found.append(_unreadable(file, "正文里没有看得见的文字" if found else "里面没有文字"))
    return lines, found


def _unreadable(file: str, reason: str) -> Diagnostic:
    return complain("S060", Span(file), file=file, reason=reason)


def _read_text(content: bytes, file: str) -> tuple[list[NoticeLine], list[Diagnostic]]:
    """Read a text file, a paragraph a line."""
    for encoding in ("utf-16",) if content.startswith(UTF16_MARKS) else ENCODINGS:
        try:
            texts = content.decode(encoding).splitlines()
        except UnicodeDecodeError:
            continue
        return as_lines(texts), []
    return [], [_unreadable(file, "文字编码既不是 UTF-8 也不是 GB18030")]


def as_lines(texts: Sequence[str]) -> list[NoticeLine]:
    """Return the lines of a text file."""
    lines: list[NoticeLine] = []
    for number, text in enumerate(map(_unbarred, texts), 1):
        above = len(lines[-1].cells) if lines else 0
        lines.append(_stripped(NoticeLine(number, text, cells=_cells(text, above))))
    return lines


def _unbarred(text: str) -> str:
    """Return a row that is drawn between bars, as the guide draws one, with tabs between its cells."""
    inner = text.strip(BLANKS).replace("｜", "|")
    row = len(inner) > 2 and inner.startswith("|") and inner.endswith("|") and "|" in inner[1:-1]
    return inner[1:-1].replace("|", "\t") if row else text


def _cells(text: str, above: int) -> tuple[str, ...]:
    """Return what may be the cells of a row: between tabs, else between wide blanks; none if the
    line has neither inside. Wide blanks that begin or end a line are empty cells where it then has
    as many as the line above.
    """
    inner = text.strip(BLANKS)
    gap = "\t" if "\t" in inner else CELL_GAP
    if gap not in inner:
        return ()
    whole = text.split(gap)
    cells = whole if gap == "\t" or len(whole) == above else inner.split(gap)
    return tuple(map(str.strip, cells))


def _read_word(content: bytes, file: str) -> tuple[list[NoticeLine], list[Diagnostic]]:
    """Read a Word file; nothing of it if it is damaged."""
    try:
        parts = open_word(content)
        if parts is not None:
            return _accounted(read_word(parts), file)
    except OverLimitError as error:
        return [], [_unreadable(file, error.what)]
    except DAMAGED:
        pass
    return [], [_unreadable(file, "不是完好的 Word 文件")]


def _accounted(word: WordText, file: str) -> tuple[list[NoticeLine], list[Diagnostic]]:
    """Take the lines of a notice, and report whatever is neither taken nor told of yet."""
    lines, found = take_lines(word, file)
    missing = dict.fromkeys(map(str.strip, unaccounted(word, lines, found)))
    return lines, [
        *found,
        *(complain("S071", Span(file), what="别处的文字", text=text) for text in missing),
    ]


def _stripped(line: NoticeLine) -> NoticeLine:
    """Return a line without blanks about it."""
    text = line.text.lstrip(BLANKS)
    cut = len(line.text) - len(text)
    text = text.rstrip(BLANKS)
    ends = tuple(end - cut for end in line.ends if 0 < end - cut < len(text))
    return attrs.evolve(line, text=text if text.strip() else "", ends=ends)
