"""What a person types into the cells of a form, put into its sheet without rewriting the rest, as
quickly as a simulation of thousands of forms needs it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape

from compiler.excel.reading.records import Record
from support.clerk import FORM_SHEET

SHEET = re.compile(r'<sheet name="([^"]*)"')
EPOCH = date(1899, 12, 30)


def typed_in(content: bytes, form: Record, answers: Mapping[str, str | date | None]) -> bytes:
    """Return the form with ``answers`` in the cells of these fields; ``None`` or "" empties one."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    names = SHEET.findall(parts["xl/workbook.xml"].decode())
    part = f"xl/worksheets/sheet{names.index(FORM_SHEET) + 1}.xml"  # a returned form's first lists faults
    sheet = parts[part].decode()
    for key, answer in answers.items():
        sheet = _with_cell(sheet, str(form.fields[key].span.cell), answer)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, stored in {**parts, part: sheet.encode()}.items():
            package.writestr(zipfile.ZipInfo(name), stored)
    return buffer.getvalue()


def _with_cell(sheet: str, cell: str, answer: str | date | None) -> str:
    start = sheet.index(f'<c r="{cell}"')
    closed = sheet.index(">", start) + 1
    end = closed if sheet[closed - 2] == "/" else sheet.index("</c>", closed) + len("</c>")
    style = sheet.index(' s="', start, closed)
    looks = sheet[style : sheet.index('"', style + 4) + 1]
    return f'{sheet[:start]}<c r="{cell}"{looks}{_stored(answer)}{sheet[end:]}'


def _stored(answer: str | date | None) -> str:
    """Return the rest of a cell's element, from its type on."""
    if isinstance(answer, date):
        return f"><v>{(answer - EPOCH).days}</v></c>"
    return f' t="inlineStr"><is><t>{escape(answer)}</t></is></c>' if answer else "/>"
