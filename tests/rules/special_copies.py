"""Cases of edited Word copies, and of the lists made of them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from support.absorbed import Printed, printed
from support.clerk import Clerk
from support.editing import WordEdit, edited

from compiler.commands.absorbing import list_edits
from compiler.commands.adopting import Adopted, apply_list, undo_last
from compiler.commands.compiling import OUTPUT_FOLDER
from compiler.diagnostics import Diagnostic
from compiler.outputs.edits.edit_list import CHOICE, EDIT_LIST, TITLE
from compiler.wordfile.edited_copy import read_edited_copy

Case = Callable[[Path, pytest.MonkeyPatch], Iterable[Diagnostic]]
DAY = date(2025, 3, 3)
COPY = "改稿.docx"
FORM_LABEL, REGISTER_LABEL = "进展情况", "通报标题"


def _edited(where: Printed, label: str) -> WordEdit:
    """Return an edit of words that stand in a cell of this label."""
    cells = where.base.provenance.cells
    for index, paragraph in enumerate(where.base.paragraphs):
        for run in paragraph.runs:
            if run.written and cells[run.cell].label == label:
                return WordEdit(index, run.start + 2, run.start + 2, "已")
    raise LookupError(label)


def _listed(root: Path, label: str) -> Path:
    """Compile a project, edit its review copy in one place, and list that."""
    where = printed(root)
    (root / COPY).write_bytes(edited(where.review, [_edited(where, label)]))
    absorbed = list_edits(root, [root / COPY], root / OUTPUT_FOLDER)
    assert absorbed.written is not None
    return absorbed.written


def _apply(root: Path) -> Adopted:
    return apply_list(root, root / OUTPUT_FOLDER / EDIT_LIST, root / OUTPUT_FOLDER, DAY)


def copy_of(words: str) -> Case:
    """A copy with these words before all, of a notice of its own where there are any."""

    def case(root: Path, _: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        where = printed(root)
        path = root / COPY
        path.write_bytes(where.notice)
        if words:
            copy, _found = read_edited_copy(path, COPY)
            assert copy is not None
            edits = [
                WordEdit(number, 0, len(one.text), f"{words}{number}")
                for number, one in enumerate(p for p in copy.paragraphs if p.text.strip())
            ]
            path.write_bytes(edited(where.notice, edits))
        return list_edits(root, [path], root / OUTPUT_FOLDER).diagnostics

    return case


def applied(label: str, between: Callable[[Path], None] = lambda root: None) -> Case:
    """An edit of a cell is listed, something is done, and the list applied."""

    def case(root: Path, _: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        _listed(root, label)
        between(root)
        return _apply(root).diagnostics

    return case


def undone(applied_before: bool) -> Case:
    """The last application is taken back, if there was one."""

    def case(root: Path, _: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        if applied_before:
            _listed(root, FORM_LABEL)
            assert not _apply(root).failed
        return undo_last(root).diagnostics

    return case


def without_structure(root: Path) -> None:
    """The hidden sheet of the list is lost."""
    path = root / OUTPUT_FOLDER / EDIT_LIST
    book = openpyxl.load_workbook(path)
    del book["_结构"]
    book.save(path)


def other_word(root: Path) -> None:
    """Somebody writes a word of his own for the choice."""
    path = root / OUTPUT_FOLDER / EDIT_LIST
    book = openpyxl.load_workbook(path)
    sheet = book[TITLE]
    column = [cell.value for cell in sheet[1]].index(CHOICE) + 1
    sheet.cell(2, column).value = "同意"
    book.save(path)


def _form(root: Path) -> Path:
    """Return the form whose cell is edited."""
    where = printed(root)
    index = _edited(where, FORM_LABEL).paragraph
    runs = where.base.paragraphs[index].runs
    cells = where.base.provenance.cells
    run = next(run for run in runs if run.written and cells[run.cell].label == FORM_LABEL)
    return root / run.cell.file


def answered_anew(root: Path) -> None:
    """The unit reports another answer."""
    clerk = Clerk.at(_form(root))
    clerk.put(FORM_LABEL, "全部重新报送，另起炉灶。")
    clerk.save()


def with_another_sheet(root: Path) -> None:
    """The unit adds words beside the fields of its form."""
    clerk = Clerk.at(_form(root))
    clerk.sheet["J3"] = "另附说明"
    clerk.save()


def signed(root: Path) -> None:
    """The register is signed digitally."""
    with zipfile.ZipFile(root / "input_workbooks/总台账.xlsx", "a") as package:
        package.writestr("_xmlsignatures/origin.sigs", b"")
