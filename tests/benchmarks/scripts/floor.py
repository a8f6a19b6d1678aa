"""The physical floor: every cell of every workbook read by calamine, every paragraph of the notice
written by python-docx, and nothing else. ``floor.py PROJECT TEXT OUTPUT``.
"""

import sys
from pathlib import Path

import docx
from python_calamine import CalamineWorkbook

project, text, output = map(Path, sys.argv[1:4])
cells = 0
for path in sorted((project / "input_workbooks").rglob("*.xlsx")):
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        cells += sum(map(len, book.get_sheet_by_name(name).to_python()))
document = docx.Document()
for line in text.read_text("utf-8").splitlines():
    document.add_paragraph(line)
document.save(str(output))
