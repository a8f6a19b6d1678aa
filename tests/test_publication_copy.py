"""The publication copy of the sample tells nothing internal, and is the same bytes every time.

What is internal is gathered from the workbooks themselves: the schema says which fields are,
openpyxl what stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZipFile

import attrs
import openpyxl
import pytest
from lxml import etree
from support.projects import ROOT

from compiler.commands.compiling import NOTICE_WORD, REVIEW_WORD, compile_project
from compiler.excel.reading.office_record import RECORD_FILE
from compiler.schema.contents import Contents, to_be_written
from compiler.schema.definitions import Field, Sheet, ValueKind, Workbook
from compiler.schema.form import FORM
from compiler.schema.office_record import OFFICE_RECORD
from compiler.schema.register import REGISTER
from compiler.schema.structure import REQUIRED_MARK, VERTICAL_HEADER
from compiler.vocab import Publication

pytestmark = pytest.mark.usefixtures("read_once")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FOLDER = ROOT / "input_workbooks"
Rows = dict[str, list[tuple[Any, ...]]]
VALUE_COLUMN = VERTICAL_HEADER[1]
NAMING = (ValueKind.CHOICE, ValueKind.UNIT, ValueKind.INTEGER, ValueKind.NUMBER)
"""Values that are words of a list, names of units or bare numbers: internal as an entry, not as a
word."""
ADDRESS = re.compile(r"(?<![A-Za-z0-9.])[A-Z]{1,2}[1-9][0-9]{0,3}(?![A-Za-z0-9.])")


@attrs.frozen
class Entry:
    """What stands in one cell, and the field it belongs to."""

    file: str
    sheet: str
    field: Field
    value: object


def label(value: object) -> str:
    return str(value or "").removesuffix(REQUIRED_MARK).strip()


@cache
def workbooks() -> dict[str, Rows]:
    """The values of every workbook of the sample, by sheet, by its path below the common folder."""
    found = {}
    for path in sorted(FOLDER.rglob("*.xlsx")):
        if not path.name.startswith("~$"):
            book = openpyxl.load_workbook(path, read_only=True)
            found[path.relative_to(FOLDER).as_posix()] = {
                sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book
            }
            book.close()
    return found


def comments() -> Iterator[str]:
    """Every comment on a cell; most workbooks have no part for any."""
    for path in FOLDER.rglob("*.xlsx"):
        with ZipFile(path) as archive:
            has_comments = any("comments" in name for name in archive.namelist())
        if has_comments:
            for sheet in openpyxl.load_workbook(path):
                yield from (
                    cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment
                )


def entries(file: str, sheets: Rows, schema: Workbook) -> Iterator[Entry]:
    """Every filled cell of a workbook that belongs to a field of the schema."""
    for definition in to_be_written(schema, Contents()).sheets:
        rows = sheets[definition.name]
        for field, value in (*vertical(definition, rows), *listed(definition, rows)):
            yield Entry(file, definition.name, field, value)


def vertical(definition: Sheet, rows: list[tuple[Any, ...]]) -> Iterator[tuple[Field, object]]:
    """Fields with their label on the left; a value may go on in the rows below, beside no label."""
    fields = {field.label: field for field in definition.fields()}
    column = next((row.index(VALUE_COLUMN) for row in rows if VALUE_COLUMN in row), 1)
    current = None
    for row in rows:
        if row[0] is not None:
            current = fields.get(label(row[0]))
        if current is not None and row[column] is not None:
            yield current, row[column]


def listed(definition: Sheet, rows: list[tuple[Any, ...]]) -> Iterator[tuple[Field, object]]:
    """Columns of tables, down to the first empty row."""
    for table in definition.tables():
        columns = {column.label: column for column in table.columns}
        head = next(
            index
            for index, row in enumerate(rows)
            if {label(cell) for cell in row if cell is not None} >= set(columns)
        )
        places = {
            position: columns[label(cell)]
            for position, cell in enumerate(rows[head])
            if label(cell) in columns
        }
        for row in rows[head + 1 :]:
            if not any(row[position] is not None for position in places):
                break
            yield from (
                (field, row[position])
                for position, field in places.items()
                if row[position] is not None
            )


def schema_of(file: str) -> Workbook:
    """Return what kind of workbook of the sample a file is."""
    if "/" in file:
        return FORM
    return OFFICE_RECORD if file == RECORD_FILE else REGISTER


@cache
def everything() -> tuple[Entry, ...]:
    books = workbooks().items()
    return tuple(
        entry for file, sheets in books for entry in entries(file, sheets, schema_of(file))
    )


def spellings(value: object) -> list[str]:
    """The ways a value may be written."""
    if isinstance(value, date):
        return [value.strftime("%Y-%m-%d"), f"{value.year}年{value.month}月{value.day}日"]
    return [part.strip() for part in re.split("[、\\n]", str(value)) if len(part.strip()) > 1]


@cache
def published() -> str:
    """What the schema publishes, and the template's own words: an internal value that stands
    here, too, is no secret.
    """
    texts = [
        spelling
        for entry in everything()
        if entry.field.publication is Publication.NOTICE
        for spelling in (str(entry.value), *spellings(entry.value))
    ]
    return "\n".join(
        [
            *texts,
            *(path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.txt")),
        ]
    )


@cache
def internal() -> dict[str, str]:
    """Every internal value that is not published elsewhere, and what it is."""
    values = {}
    for entry in everything():
        if entry.field.publication is Publication.INTERNAL and entry.field.kind not in NAMING:
            values |= dict.fromkeys(spellings(entry.value), f"{entry.sheet} {entry.field.label}")
    for file in workbooks():
        path = PurePosixPath(file)
        values |= dict.fromkeys((file, path.name, path.stem), "文件名")
    values |= dict.fromkeys(comments(), "批注")
    return {value: what for value, what in values.items() if value not in published()}


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def spelled_out(data: bytes) -> str:
    """Everything a file says: the names and bytes of its parts, and their text joined over runs,
    paragraph by paragraph.
    """
    texts = []
    for name, content in parts(data).items():
        root = etree.fromstring(content)
        texts += [name, content.decode(), "".join(map(str, root.itertext()))]
        texts += ["".join(map(str, paragraph.itertext())) for paragraph in root.iter(f"{W}p")]
    return "\n".join(texts)


def body(data: bytes) -> str:
    root = etree.fromstring(parts(data)["word/document.xml"])
    return "\n".join("".join(map(str, paragraph.itertext())) for paragraph in root.iter(f"{W}p"))


def test_the_values_searched_for_are_those_of_the_sample() -> None:
    """Phones, names, titles of evidence and file names are among them, so that the search below
    is not for nothing.
    """
    kinds = set(internal().values())
    assert {
        "填报表 联系电话",
        "填报表 填报人",
        "填报表 审核人",
        "填报表 审签人",
        "填报表 材料名称",
    } <= kinds
    assert {"单位名录 联系人", "单位名录 联系人电话", "文件名"} <= kinds
    assert "措施01-01" in internal()
    assert len(internal()) > 500
    forms = {
        entry.file
        for entry in everything()
        if entry.field.key == "phone" and entry.sheet == "填报表"
    }
    assert forms == {file for file in workbooks() if "/" in file}


def test_the_publication_copy_holds_no_internal_value(sample_output: Path) -> None:
    said = spelled_out((sample_output / NOTICE_WORD).read_bytes())
    assert {value: what for value, what in internal().items() if value in said} == {}


def test_the_publication_copy_names_no_cell(sample_output: Path) -> None:
    text = body((sample_output / NOTICE_WORD).read_bytes())
    assert [address for address in ADDRESS.findall(text) if address not in published()] == []
    sheets = [sheet.name for schema in (REGISTER, FORM) for sheet in schema.sheets]
    assert [name for name in sheets if f"{name}!" in text or f"{name}！" in text] == []
    assert "input_workbooks" not in text
    assert ".xlsx" not in text


def test_the_publication_copy_holds_no_comment_of_the_review_copy(sample_output: Path) -> None:
    review = parts((sample_output / REVIEW_WORD).read_bytes())
    root = etree.fromstring(review["word/comments.xml"])
    lines = {"".join(map(str, paragraph.itertext())) for paragraph in root.iter(f"{W}p")}
    assert len(lines) > 100
    said = spelled_out((sample_output / NOTICE_WORD).read_bytes())
    assert [line for line in sorted(lines) if line in said] == []


def test_an_internal_value_would_be_found_in_pieces(sample_output: Path) -> None:
    """The search sees what is cut into runs, and what stands in a property."""
    phone = next(value for value, what in internal().items() if what == "填报表 联系电话")
    content = parts((sample_output / NOTICE_WORD).read_bytes())
    pieces = (
        f"<w:p><w:r><w:t>{phone[:5]}</w:t></w:r><w:r><w:t>{phone[5:]}</w:t></w:r></w:p>".encode()
    )
    content["word/document.xml"] = content["word/document.xml"].replace(
        b"<w:sectPr", pieces + b"<w:sectPr", 1
    )
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    assert phone in spelled_out(buffer.getvalue())


def test_two_compiles_are_the_same_bytes(sample_output: Path, tmp_path: Path) -> None:
    compile_project(ROOT, tmp_path / "再编译")
    for name in (NOTICE_WORD, REVIEW_WORD):
        assert (tmp_path / "再编译" / name).read_bytes() == (sample_output / name).read_bytes()
