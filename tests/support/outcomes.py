"""What comes of a project: what is found, and the notice that would be printed."""

from __future__ import annotations

from pathlib import Path

import attrs

from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document
from compiler.diagnostics import Diagnostic
from compiler.outputs.text import write_text
from support.projects import ROAD, listed


@attrs.frozen
class Outcome:
    """``found`` are the codes and places of the road from workbooks to notice, sorted."""

    diagnostics: tuple[Diagnostic, ...]
    found: list[tuple[str, str]]
    notice: str


def outcome(root: Path) -> Outcome:
    """Check a project, and print what can be printed of it."""
    checked = check_document(analyse(root))
    found = listed(one for one in checked.diagnostics if ROAD.fullmatch(one.code))
    document = checked.document
    text = write_text(document).decode() if document is not None else ""
    return Outcome(checked.diagnostics, found, text)
