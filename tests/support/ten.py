"""The sample cut short, for tests that want its variety and not its size."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from support.projects import ROOT
from support.workbooks import load

MEASURES = (
    "措施01-01", "措施01-02", "措施01-03", "措施01-04", "措施02-01", "措施02-02", "措施02-03", "措施03-01", "措施03-02", "措施03-03",
)  # fmt: skip
"""Of three problems: done and not done, with figures, one with a supporting unit's form."""
REGISTER_FILE = "input_workbooks/总台账.xlsx"
FIRST_ROW = 4
"""Where the rows of a list begin."""


def write_ten(root: Path) -> Path:
    """Write the sample's register with ten measures and their problems alone, and their forms,
    under ``root`` and return it.

    What the office's chapters and rules say of the whole round does not hold of so few.
    """
    (root / "input_workbooks").mkdir(parents=True)
    book = load(ROOT / REGISTER_FILE)
    plans = book["措施清单"].iter_rows(min_row=FIRST_ROW, max_col=2, values_only=True)
    problems = {problem for identifier, problem in plans if identifier in MEASURES}
    _keep(book["措施清单"], MEASURES)
    _keep(book["问题清单"], problems)
    for decided in ("延期", "销号"):
        _keep(book[decided], ())
    for row in book["工作纪实"].iter_rows(min_row=FIRST_ROW):
        for cell in row:
            if str(cell.value).startswith("措施") and cell.value not in MEASURES:
                cell.value = None
    book.save(root / REGISTER_FILE)
    for path in sorted((ROOT / "input_workbooks").rglob("措施*.xlsx")):
        if path.stem.partition("（")[0] in MEASURES:
            target = root / path.relative_to(ROOT)
            target.parent.mkdir(exist_ok=True)
            shutil.copy(path, target)
    return root


def _keep(sheet: Worksheet, keys: Collection[object]) -> None:
    """Move the rows that begin with one of ``keys`` up, in their order, and clear all others."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST_ROW)]
    kept = [row for row in rows if row[0] in keys]
    assert len(kept) == len(keys)
    kept += [[None] * sheet.max_column] * (len(rows) - len(kept))
    for number, row in enumerate(kept, FIRST_ROW):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
