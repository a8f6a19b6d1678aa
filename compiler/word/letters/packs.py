"""What goes to each unit together: its forms and a letter that names them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import attrs

from compiler.diagnostics import Diagnostic
from compiler.model.register import Information, PlannedMeasure, Register
from compiler.notice.kind import Kind
from compiler.word.letters.issue import Altered, Withdrawn, issue_letter
from compiler.word.letters.letter import Letter, write_letter
from compiler.word.letters.returned import FormNews, return_letter
from compiler.word.letters.terms import missing_terms

FilesByUnit = dict[str, dict[str, bytes]]
"""For each unit the files that go to it, by their names, the letter first."""


@attrs.frozen
class IssuedForm:
    """A form just made: the measure it is for, what its file is called, its bytes, and the unit whose
    answer it begins with, if it was another's.
    """

    plan: PlannedMeasure
    name: str
    content: bytes
    offered_by: str = ""


@attrs.frozen
class ChangedForm:
    """A form that is out and says otherwise now: the unit that fills it, the measure it is for, what its
    file is called, its bytes, and the differences as label, old and new words.
    """

    unit: str
    plan: PlannedMeasure
    name: str
    content: bytes
    differences: tuple[tuple[str, str, str], ...]


@attrs.frozen
class IssueNews:
    """All that units are told when forms are issued."""

    fresh: Sequence[IssuedForm] = ()
    changed: Sequence[ChangedForm] = ()
    withdrawn: Sequence[Withdrawn] = ()


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
    news: IssueNews, register: Register, kind: Kind, root: Path, day: date
) -> tuple[FilesByUnit, list[Diagnostic]]:
    """Return by unit the forms that are new to it, with the letters that go out with them; a unit that
    has nothing but forms to give up gets the letter alone.

    Diagnostics: those of :func:`missing_terms` and :func:`write_letter`; with any there are no
    packs.
    """
    letters = []
    units = (
        *(it.plan.lead_unit.value for it in news.fresh),
        *(it.unit for it in news.changed),
        *(it.unit for it in news.withdrawn),
    )
    for unit in dict.fromkeys(units):
        own = [it for it in news.fresh if it.plan.lead_unit.value == unit]
        changed = [it for it in news.changed if it.unit == unit]
        gone = [it for it in news.withdrawn if it.unit == unit]
        altered = [Altered(it.plan, it.differences) for it in changed]
        letter = issue_letter(
            register, unit, [(it.plan, it.offered_by) for it in own], altered, gone, day
        )
        letters.append((letter, _by_name([*own, *changed])))
    if letters and (missing := [*missing_terms(register, answered_by=True)]):
        return {}, missing
    return _with_letters(letters, register.information, kind, root)


def _by_name(forms: Iterable[IssuedForm | ChangedForm]) -> dict[str, bytes]:
    """Return forms by the names of their files, a second one of a name with a number."""
    files: dict[str, bytes] = {}
    for form in forms:
        stem, _, ending = form.name.rpartition(".")
        name, number = form.name, 1
        while name in files:
            number += 1
            name = f"{stem} {number}.{ending}"
        files[name] = form.content
    return files


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
