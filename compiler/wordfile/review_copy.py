"""A review copy read back: its text, the anchors in it, and the compile it says it comes from.

It may have been edited and saved by Word, WPS or LibreOffice since: bookmarks are all that is
relied on. Text that was deleted or moved away under tracked changes does not count, text that was
inserted does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from compiler.diagnostics import Diagnostic, complain, reason_of
from compiler.package.container import DAMAGED, read_file
from compiler.package.limits import OverLimitError
from compiler.span import Span
from compiler.wordfile.foreign import foreign_format
from compiler.wordfile.parts import WordParts, open_word
from compiler.wordfile.reader import read_word
from compiler.wordfile.shown import Place, ShownParagraph, shown_text

ANCHOR = re.compile(r"_(r\d{5,})")
COMPILE = re.compile(r"编译号\s*[:：]?\s*([0-9a-f]{8})")


@attrs.frozen
class ReviewCopy:
    """Its text, paragraphs ended by line feeds; by the id of a run the range of its text;
    ``number`` is the compile's.

    The ranges are as the program that saved it last left them: LibreOffice moves where a bookmark
    begins by a character every other time, in paragraphs that have comments.

    ``number`` is ``None`` if the header no longer says it.
    """

    text: str
    anchors: Mapping[str, tuple[int, int]]
    number: str | None


def read_review_copy(path: Path, file: str) -> tuple[ReviewCopy | None, list[Diagnostic]]:
    """Read the review copy at ``path``, called ``file`` in messages. Diagnostics: R040 it is
    none.
    """
    try:
        content = read_file(path)
    except OverLimitError as error:
        return None, [_unreadable(file, error.what)]
    except OSError as error:
        # Windows refuses a folder as it refuses a file that is in use
        return None, [
            _unreadable(file, "这是文件夹，不是文件" if path.is_dir() else reason_of(error))
        ]
    other = foreign_format(content, path.suffix.lower())
    if other is not None:
        return None, [_unreadable(file, f"是{other.what}")]
    parts, reason = _opened(content)
    if parts is None:
        return None, [_unreadable(file, reason)]
    word = read_word(parts)
    text, anchors = _placed(word.body)
    if not anchors:
        return None, [_unreadable(file, "里面没有审核稿的锚点，可能是通报本身，或是另存时丢了")]
    headers = (shown_text(one) for one in word.outside if one.place is Place.HEADER)
    numbers = (COMPILE.search(header) for header in headers)
    return ReviewCopy(text, anchors, next((match.group(1) for match in numbers if match), None)), []


def _opened(content: bytes) -> tuple[WordParts | None, str]:
    """Return the parts of a copy, or the reason why it has none."""
    try:
        return open_word(content), "不是完好的 Word 文件（.docx）"
    except OverLimitError as error:
        return None, error.what
    except DAMAGED:
        return None, "不是完好的 Word 文件（.docx）"


def _unreadable(file: str, reason: str) -> Diagnostic:
    return complain("R040", Span(file), file=file, reason=reason)


def _placed(paragraphs: Sequence[ShownParagraph]) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return the text of the body and where the anchors in it begin and end.

    A run reaches from its anchor to the next one or to the end of the paragraph. Where bookmarks
    end is not asked: LibreOffice moves that the first time it saves a paragraph with comments,
    where they begin only from the second on. A line that is broken inside a paragraph does not end
    it.
    """
    written: list[str] = []
    length = 0
    anchors: dict[str, tuple[int, int]] = {}
    for paragraph in paragraphs:
        number = paragraph.label.text if paragraph.label is not None else ""
        text = number + shown_text(paragraph).replace("\n", "\v")
        begins = [
            (match.group(1), length + len(number) + position)
            for name, position in paragraph.bookmarks
            if (match := ANCHOR.fullmatch(name))
        ]
        ends = [start for _, start in begins[1:]] + [length + len(text)]
        for (identifier, start), end in zip(begins, ends, strict=False):
            anchors.setdefault(identifier, (start, end))
        written.append(text + "\n")
        length += len(text) + 1
    return "".join(written), anchors
