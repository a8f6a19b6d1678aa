"""The account: every cell that openpyxl and calamine see is a cell of ours with the same value, or
something has been said of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.packages import unpacked
from support.projects import ROOT
from support.second_readers import READERS, seen_by, unaccounted

from foreign.cases import Case
from foreign.test_foreign import CASES

COSTLY = "Excel: a format for every row there is"
"""A million rows that hold nothing: read once, elsewhere, and the others take long over them."""

Exceptions = dict[str, str]

REFUSED: dict[str, Exceptions] = {
    "openpyxl": {
        "Excel: a chart on a sheet of its own": "expects an element in an empty chart sheet",
        "Excel: checks that have lost their sheet": "wants a number where a cell says no type",
        "WPS: damaged styles": "opens no workbook whose styles are damaged",
        "Google: styles without a base": "opens no workbook without base styles",
        "parts: content types in capitals": "compares content types letter by letter",
        "parts: no content types at all": "looks for parts by their content types",
        "XML: GB18030": "its parser knows no encoding of several bytes",
        "XML: GBK under the name gb2312": "its parser knows no encoding of several bytes",
        "XML: utf8 without its hyphen": "its parser knows the name with the hyphen alone",
        "XML: remarks and instructions": "takes a remark among sheets for a sheet",
        "archive: names with backslashes": "looks for names with slashes",
        "archive: names with a slash before": "looks for names without it",
        "archive: names in capitals": "compares names letter by letter",
        "archive: names in small letters": "compares names letter by letter",
    },
    "calamine": {
        "Excel: an old macro sheet": "opens no workbook that has one",
        "Excel: the error #SPILL!": "knows the errors of 2007 alone",
        "Excel: the error #CALC!": "knows the errors of 2007 alone",
        "Excel: the error #FIELD!": "knows the errors of 2007 alone",
        "Excel: the error #BLOCKED!": "knows the errors of 2007 alone",
        "Excel: the error #BUSY!": "knows the errors of 2007 alone",
        "Excel: the error #PYTHON!": "knows the errors of 2007 alone",
        "Excel: the error #GETTING_DATA": "knows the errors of 2007 alone",
        "WPS: damaged styles": "opens no workbook whose styles are damaged",
        "parts: the workbook under another name": "looks for parts by their usual names",
        "parts: the workbook in another folder": "looks for parts by their usual names",
        "parts: a register elsewhere": "looks for parts by their usual names",
        "parts: a target with escapes": "does not undo escapes",
        "parts: a target with detours": "does not follow detours",
        "parts: a target with backslashes": "takes them for part of the name",
        "parts: shared texts elsewhere": "looks for parts by their usual names",
        "XML: UTF-16": "reads bytes of a letter each",
        "XML: UTF-16 from the great end, with its mark": "reads bytes of a letter each",
        "XML: UTF-16 from the small end, without a mark": "reads bytes of a letter each",
        "XML: GB18030": "finds no relationships in this encoding",
        "XML: GBK under the name gb2312": "finds no relationships in this encoding",
        "XML: an extension inside a cell": "knows no extension there",
        "archive: names with a slash before": "looks for names without it",
        "archive: remarks": "finds no archive with so long a remark",
    },
}
"""Files that another reader does not open, with the reason."""

DIFFERENT: dict[str, Exceptions] = {
    "openpyxl": {
        "Excel: a line end as Excel escapes it": "does not undo escapes in texts inside cells",
        "Excel: what only looks like an escape": "does not undo escapes in texts inside cells",
        "Excel: a day in the format [$-804]aaaa;@": "does not know a weekday alone for a date",
        "parts: styles elsewhere": "looks for styles by their usual name: days are numbers",
    },
    "calamine": {
        "Excel: a day in the format [$-804]aaaa;@": "does not know a weekday alone for a date",
        "SheetJS: dates as text of their own type": "takes a moment with its zone for a text",
        "parts: styles elsewhere": "looks for styles by their usual name: days are numbers",
        "XML: blanks around numbers": "takes a number with blanks about it for a text",
    },
}
"""Files in which another reader sees a value that we see otherwise, with the reason."""


def built(case: Case, root: Path) -> bytes:
    """Return the workbook of a case."""
    parts = unpacked((root / case.file).read_bytes())
    case.change(parts)
    return case.pack(parts)


def workbooks(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the workbooks of a project by their names."""
    for path in sorted((folder / "input_workbooks").rglob("*.xlsx")):
        yield path.relative_to(folder).as_posix(), path.read_bytes()


@pytest.mark.parametrize("reader", READERS)
def test_nothing_of_a_foreign_workbook_is_lost(
    small_template: Path, tmp_path: Path, reader: str
) -> None:
    """But for what is listed, where the other reader is wrong."""
    lost = {}
    for name, case in CASES.items():
        if name != COSTLY and name not in REFUSED[reader]:
            cells = unaccounted(reader, built(case, small_template), tmp_path / "表.xlsx")
            if cells:
                lost[name] = cells
    assert lost.keys() == DIFFERENT[reader].keys(), lost


@pytest.mark.parametrize("reader", READERS)
def test_what_is_said_of_other_readers_is_still_so(small_template: Path, reader: str) -> None:
    """A file that is refused no more is taken off the list."""
    opened = []
    for name in REFUSED[reader]:
        try:
            seen_by(reader, built(CASES[name], small_template))
        except Exception:
            continue
        opened.append(name)
    assert opened == []


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("project", ["sample", "small_template"])
def test_nothing_of_a_project_is_lost(
    request: pytest.FixtureRequest, tmp_path: Path, reader: str, project: str
) -> None:
    folder: Path = request.getfixturevalue(project)
    books = dict(workbooks(folder))
    assert books
    for name, content in books.items():
        assert seen_by(reader, content), name
        assert unaccounted(reader, content, tmp_path / "表.xlsx") == {}, name


def test_the_sample_is_a_whole_project() -> None:
    """So that the account above is of many files."""
    assert len(list(workbooks(ROOT))) > 100
