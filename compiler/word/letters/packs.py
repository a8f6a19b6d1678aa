"""What goes to each unit together: its forms and a letter that names them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import attrs

from compiler.diagnostics import Diagnostic
from compiler.model.register import Information, PlannedMeasure, Register
from compiler.notice.kind import Kind
from compiler.word.letters.issue import issue_letter
from compiler.word.letters.letter import Letter, write_letter
from compiler.word.letters.returned import FormNews, return_letter
from compiler.word.letters.terms import missing_terms

FilesByUnit = dict[str, dict[str, bytes]]
"""For each unit the files that go to it, by their names, the letter first."""


@attrs.frozen
class IssuedForm:
    """A form just made: the measure it is for, what its file is called, and its bytes."""

    plan: PlannedMeasure
    name: str
    content: bytes


@attrs.frozen
class ReturnedForm:
    """A form that goes back to a unit: what the letter says of it, what its file is called, and its
    bytes.
    """

    unit: str
    news: FormNews
    name: str
    content: bytes


def issue_packs(
    forms: Iterable[IssuedForm], register: Register, kind: Kind, root: Path, day: date
) -> tuple[FilesByUnit, list[Diagnostic]]:
    """Return the forms by lead unit with the letters that go out with them.

    Diagnostics: those of :func:`missing_terms` and :func:`write_letter`; with any there are no
    packs.
    """
    by_unit: dict[str, list[IssuedForm]] = {}
    for form in forms:
        by_unit.setdefault(form.plan.lead_unit.value, []).append(form)
    letters = (
        (
            issue_letter(register, unit, [form.plan for form in own], day),
            {form.name: form.content for form in own},
        )
        for unit, own in by_unit.items()
    )
    if by_unit and (missing := [*missing_terms(register, answered_by=True)]):
        return {}, missing
    return _with_letters(letters, register.information, kind, root)


def return_packs(
    forms: Iterable[ReturnedForm], register: Register, kind: Kind, root: Path, day: date
) -> tuple[FilesByUnit, list[Diagnostic]]:
    """Return the forms by unit with the letters that go back with them.

    Diagnostics: those of :func:`missing_terms` and :func:`write_letter`; with any there are no
    packs.
    """
    by_unit: dict[str, list[ReturnedForm]] = {}
    for form in forms:
        by_unit.setdefault(form.unit, []).append(form)
    letters = (
        (
            return_letter(unit, [form.news for form in own], register, day),
            {form.name: form.content for form in own},
        )
        for unit, own in by_unit.items()
    )
    owed = any(form.news.owed for own in by_unit.values() for form in own)
    if by_unit and (missing := [*missing_terms(register, answered_by=owed)]):
        return {}, missing
    return _with_letters(letters, register.information, kind, root)


def _with_letters(
    letters: Iterable[tuple[Letter, dict[str, bytes]]],
    information: Information,
    kind: Kind,
    root: Path,
) -> tuple[FilesByUnit, list[Diagnostic]]:
    """Return each letter, written, with the files it goes with; nothing if one cannot be written:
    a unit must not get forms without it.
    """
    packs: FilesByUnit = {}
    for letter, files in letters:
        content, found = write_letter(letter, information, kind, root)
        if content is None:
            return {}, found
        packs[letter.unit] = {f"{letter.title}.docx": content} | files
    return packs, []
