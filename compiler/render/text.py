"""The notice as plain text, one paragraph a line."""

from __future__ import annotations

from compiler.document.tree import Document

DRAFT_LINE = "【草稿】未经审签，不得公布"


def write_text(document: Document) -> bytes:
    """Return UTF-8 text, each line ended by a line feed; a draft says so in its first line."""
    lines = [DRAFT_LINE] if document.draft else []
    lines += [paragraph.text for paragraph in document.paragraphs]
    return ("\n".join(lines) + "\n").encode()
