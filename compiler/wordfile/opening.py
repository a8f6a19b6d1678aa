"""A copy of a compile's Word file opened, or told why it cannot be read as one."""

from __future__ import annotations

from pathlib import Path

from compiler.diagnostics import Diagnostic, complain, reason_of
from compiler.package.container import DAMAGED, kind_of, read_file
from compiler.package.limits import OverLimitError
from compiler.span import Span
from compiler.wordfile.foreign import foreign_format
from compiler.wordfile.parts import WordParts, open_word

NOT_WHOLE = "不是完好的 Word 文件（.docx）"


def open_copy(path: Path, file: str) -> tuple[WordParts | None, list[Diagnostic]]:
    """Open the copy at ``path``, called ``file`` in messages. Diagnostics: R040 it cannot be."""
    try:
        content = read_file(path)
    except OverLimitError as error:
        return None, [unreadable(file, error.what)]
    except OSError as error:
        # Windows refuses a folder as it refuses a file that is in use
        reason = "这是文件夹，不是文件" if path.is_dir() else reason_of(error)
        return None, [unreadable(file, reason)]
    parts, reason = _opened(content, path.suffix.lower())
    return parts, [] if parts is not None else [unreadable(file, reason)]


def unreadable(file: str, reason: str) -> Diagnostic:
    """Return R040 for a file that cannot be read as a copy."""
    return complain("R040", Span(file), file=file, reason=reason)


def _opened(content: bytes, suffix: str) -> tuple[WordParts | None, str]:
    """Return the parts of a file, or the reason why it has none."""
    other = foreign_format(content, suffix)
    if other is not None:
        return None, f"是{other.what}"
    if not content.startswith(b"PK") and (kind := kind_of(content)):
        return None, f"是{kind}"
    try:
        return open_word(content), NOT_WHOLE
    except OverLimitError as error:
        return None, error.what
    except DAMAGED:
        return None, NOT_WHOLE
