"""A clerk with a list of edits: copies edited by their words, the list filled in with openpyxl, and what
was done about it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from compiler.absorbing.listed import ListedEdit
from compiler.commands.absorbing import Absorption, list_edits
from compiler.commands.adopting import Adopted, Undone, apply_list, undo_last
from compiler.diagnostics import Diagnostic
from compiler.outputs.edits.edit_list import EDIT_LIST, TITLE
from support.absorbed import tree
from support.editing import WordEdit, edited, text_of, worded
from support.workbooks import load

REVIEW, NOTICE = "通报（审核稿）.docx", "通报.docx"
DAY = date(2025, 2, 18)


def copy_of(root: Path, name: str = REVIEW) -> bytes:
    """Return what a compile wrote."""
    return (root / "output" / name).read_bytes()


def paragraphs_of(content: bytes) -> list[str]:
    """Return the paragraphs of a Word file that have words."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        document = etree.fromstring(package.read("word/document.xml"))
    body = document.find("{*}body")
    assert body is not None
    return [text_of(paragraph) for paragraph in worded(body)]


def place_of(content: bytes, words: str) -> int:
    """Return which paragraph says something, the first of several."""
    return next(n for n, text in enumerate(paragraphs_of(content)) if words in text)


def reworded(content: bytes, *pairs: tuple[str, str], author: str = "") -> bytes:
    """Return a copy in which words, where they stand first, became others."""
    texts = paragraphs_of(content)
    edits = []
    for old, new in pairs:
        index = place_of(content, old)
        start = texts[index].index(old)
        edits.append(WordEdit(index, start, start + len(old), new, author))
    return edited(content, edits)


def list_copies(root: Path, *contents: bytes) -> Absorption:
    """List the edits of copies, which lie beside the project."""
    paths = [root.parent / f"改稿{number}.docx" for number, _ in enumerate(contents, 1)]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return list_edits(root, paths, root / "output")


def edits_of(absorbed: Absorption) -> tuple[ListedEdit, ...]:
    """Return the rows of a list that was written."""
    assert absorbed.diagnostics == ()
    assert absorbed.found is not None
    assert absorbed.written is not None
    return absorbed.found.edits


def edit_list(root: Path, *pairs: tuple[str, str], author: str = "") -> Path:
    """Write the list of a review copy in which words became others; return where it lies."""
    edits_of(list_copies(root, reworded(copy_of(root), *pairs, author=author)))
    return root / "output" / EDIT_LIST


def apply(root: Path, path: Path | None = None) -> Adopted:
    """Carry out a list."""
    return apply_list(root, path or root / "output" / EDIT_LIST, root / "output", DAY)


def undo(root: Path) -> Undone:
    """Take the last adoption back."""
    return undo_last(root)


def codes(found: tuple[Diagnostic, ...]) -> list[str]:
    """Return the codes of findings, whose sentences must render."""
    assert all(one.message for one in found)
    return [one.code for one in found]


def project_files(root: Path) -> dict[str, bytes]:
    """Return all files of a project but for the record of what was written and locks."""
    return {name: own for name, own in tree(root).items() if not name.startswith(".zhenggai/")}


# The list in Excel


def change_list(path: Path, change: Callable[[Any], None]) -> None:
    """Open a list, change its sheet, and save it."""
    book = load(path)
    change(book[TITLE])
    book.save(path)


def labels(sheet: Any) -> dict[str, int]:
    """Return the columns of a list by their labels."""
    return {str(cell.value): cell.column for cell in sheet[header(sheet)] if cell.value}


def header(sheet: Any) -> int:
    """Return the row of the labels."""
    return next(row[0].row for row in sheet.iter_rows() for cell in row if cell.value == "序号")


def cell_at(sheet: Any, number: int, label: str) -> Any:
    """Return a cell of the row that was listed under a number."""
    columns = labels(sheet)
    row = next(
        row
        for row in range(header(sheet) + 1, sheet.max_row + 1)
        if str(sheet.cell(row, columns["序号"]).value) == str(number)
    )
    return sheet.cell(row, columns[label])


def fill(path: Path, number: int, label: str, value: object) -> None:
    """Write into a row of a list."""

    def write(sheet: Any) -> None:
        cell_at(sheet, number, label).value = value

    change_list(path, write)


def choose(path: Path, *choices: str) -> None:
    """Choose for the rows of a list in order."""
    for number, choice in enumerate(choices, 1):
        fill(path, number, "处理", choice or None)
