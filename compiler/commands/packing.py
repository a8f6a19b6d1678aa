"""What goes to each unit: its forms and a letter that names them, in one archive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath

import attrs

from compiler.diagnostics import Diagnostic
from compiler.model.register import PlannedMeasure, Register
from compiler.notice.kind import Kind
from compiler.package.parts import pack
from compiler.storage.publish import safe_name
from compiler.word.letters.issue import ISSUE_LETTER, issue_letter
from compiler.word.letters.letter import write_letter


@attrs.frozen
class Packs:
    """Where the archives go, and the day the letters in them bear."""

    folder: Path
    day: date


@attrs.frozen
class Issued:
    """A form just made: the measure it is for, and its bytes."""

    plan: PlannedMeasure
    content: bytes


def pack_forms(
    root: Path, register: Register, kind: Kind, issued: Mapping[str, Issued], packs: Packs
) -> tuple[dict[Path, bytes], list[Diagnostic]]:
    """Return an archive for each unit with the forms ``issued`` to it (by path in the project)
    and a letter.

    Diagnostics: those of :func:`write_letter`; with any there are no archives.
    """
    by_unit: dict[str, dict[str, Issued]] = {}
    for file, form in issued.items():
        by_unit.setdefault(form.plan.lead_unit.value, {})[file] = form
    archives: dict[Path, bytes] = {}
    for unit, forms in by_unit.items():
        plans = [form.plan for form in forms.values()]
        letter, found = write_letter(
            issue_letter(register, unit, plans, packs.day), register.information, kind, root
        )
        if letter is None:
            return {}, found
        files = {PurePosixPath(file).name: form.content for file, form in forms.items()}
        archives[packs.folder / f"{safe_name(unit)}.zip"] = pack(
            {f"{ISSUE_LETTER}.docx": letter} | files
        )
    return archives, []
