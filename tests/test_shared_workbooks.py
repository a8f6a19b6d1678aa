"""Workbooks with traits of real programs and people: each shared case comes out right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support.shared_cases import expected, lay, needs_cases

from compiler.commands.compiling import NOTICE_TEXT, OUTPUT_FOLDER, compile_project
from compiler.commands.returning import return_forms
from compiler.excel.sheets.opened import open_workbook

pytestmark = pytest.mark.usefixtures("read_once")

NOTE = [("S043", "B20")]
AS_BASE = {
    "02a-strike-run-inline": [("S044", "B20")],
    "02b-strike-sentence": [("S044", "B20")],
    "10b-iso-datetime": [],
    "11b-1904-general": [],
    "13c-backslash-names": [],
    "15-textbox-on-form": [("S045", None)],
    "16a-threaded-comment": NOTE,
    "16c-comment-two-lines": NOTE,
    "16d-comment-blank-line": NOTE,
    "16e-comment-indent": NOTE,
    "16f-comment-tab": NOTE,
    "16g-comment-cr": NOTE,
    "16h-comment-_x000D_": NOTE,
    "16j-comment-trailing": NOTE,
    "16l-comment-fullblank": NOTE,
    "16o-comment-on-unused-cell": [("S043", "F20")],
    "16y-register-note": [("S043", "C4")],
    "16z-openpyxl-note": NOTE,
    "18a-formula-value-two-lines": [("S041", "B10"), ("V020", "B10")],
    "20a-merged-aspect": [("S039", "B4")],
    "20c-merged-problem-no": [("S039", "B4")],
    "62b-far-space": [],
    "62d-no-dimension": [],
    "62f-row-without-r": [],
    "62i-far-fullwidth-space": [],
    "62m-far-emptystr": [],
    "62n-far-space-extra-sheet": [("S023", "A1")],
    "62p-two-spaces": [],
    "68a-extra-sheet-error": [("S023", "A1")],
    "76-space-in-blank-row": [],
}
"""Published, with the text of the base project."""

OTHERWISE = {
    "09a-percent-figure": [("V030", "B46")],
    "09b-wan-format": [("V030", "B46")],
    "64b-empty-string-formula": [("S049", "B19")],
    "78-return-percent": [("V030", "B46")],
    "82a-kangxi-in-prose": [("V032", "B20")],
    "83-pua": [("V032", "B20")],
}
"""Published, with the text that the cells show."""

REFUSED = {
    "06b-dispimg-in-theme": [("S046", "B19")],
    **{f"08{letter}-error-literal": [("S042", "B43")] for letter in "abcdefg"},
    "14a-boolean-theme": [("V029", "B19")],
    "14c-number-in-theme": [("V029", "B19")],
    "14d-doc-number-sci": [("V029", "E59")],
    "17c-strict-error-optional": [("S042", "B19")],
    "18d-label-two-lines-draft": [("S034", "A42")],
    "18f-date-text-two-lines-draft": [("V012", "B22")],
    "20b-merged-lead-unit": [("L005", "B18"), ("L006", "B12"), ("S039", "F4")],
    "65a-number-literal": [("V010", "B43")],
    "65c-number-literal": [("V010", "B43")],
    "70a-transparent-encryption": [("S018", None)],
    "71-velvet": [("S012", None)],
    "79-return-1904": [("V001", "B34")],
    "81-return-docnumber": [("V001", "B34"), ("V029", "E59")],
    "82d-kangxi-defeats-check": [("C021", "B20"), ("V032", "B20")],
}


def _compiled(name: str, tmp_path: Path) -> tuple[list[tuple[str, str | None]], str | None]:
    root = lay(name, tmp_path / "项目")
    found = compile_project(root).diagnostics
    notice = root / OUTPUT_FOLDER / NOTICE_TEXT
    text = notice.read_text(encoding="utf-8") if notice.exists() else None
    return [(one.code, one.spans[0].cell) for one in found], text


@needs_cases
@pytest.mark.parametrize("name", AS_BASE)
def test_published_as_the_base(name: str, tmp_path: Path) -> None:
    assert _compiled(name, tmp_path) == (AS_BASE[name], expected())


@needs_cases
@pytest.mark.parametrize("name", OTHERWISE)
def test_published_as_shown(name: str, tmp_path: Path) -> None:
    found, text = _compiled(name, tmp_path)
    assert found == OTHERWISE[name]
    assert text is not None
    assert text != expected()


@needs_cases
@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, tmp_path: Path) -> None:
    assert _compiled(name, tmp_path) == (REFUSED[name], None)


@needs_cases
@pytest.mark.parametrize("name", ["18d-label-two-lines-draft", "18f-date-text-two-lines-draft"])
def test_the_draft_is_written(name: str, tmp_path: Path) -> None:
    root = lay(name, tmp_path / "项目")
    assert {path.name for path in compile_project(root, draft=True).outputs} >= {NOTICE_TEXT}


@needs_cases
@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [("79-return-1904", "B24", date(2024, 11, 29)), ("81-return-docnumber", "E66", None)],
)
def test_a_returned_form_holds_no_wrong_value(
    name: str, cell: str, value: date | None, tmp_path: Path
) -> None:
    root = lay(name, tmp_path / "项目")
    return_forms(root, tmp_path / "退回", date(2025, 3, 1))
    (form,) = (tmp_path / "退回").rglob("措施01-01.xlsx")
    workbook, _ = open_workbook(form, form.name)
    assert workbook is not None
    cells = {one.span.cell: one.value for one in workbook.sheets[1].cells.values()}
    cells |= {one.span.cell: one.value for one in workbook.sheets[0].cells.values()}
    assert cells.get(cell) == value
    said = [str(one.value) for sheet in workbook.sheets for one in sheet.cells.values()]
    assert not [text for text in said if "01011000" in text]  # zeros in place of lost digits
