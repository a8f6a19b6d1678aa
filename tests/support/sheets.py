"""A worksheet's XML, filled and moved about as a spreadsheet program would: what openpyxl takes
minutes for on 150 forms.
"""

from __future__ import annotations

import re
import zipfile
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import attrs
from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

from support.clerk import answers, bare
from support.damage import SHEET_PART, rewrite

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EPOCH = date(1899, 12, 30)
SECTIONS = ("基本情况", "整改进展", "需进一步整改事项", "填报与审签")
TABLES = ("数据指标", "制度成果", "处理情况", "佐证材料")

Place = tuple[int, int]
"""Row and column, from one."""


@attrs.frozen
class Transcript:
    """What a person reads off a filled form: fields by label, and rows by table and header."""

    fields: dict[str, object]
    tables: dict[str, list[dict[str, object]]]


def split(name: str) -> Place:
    """Return the row and column of an A1 name."""
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", name).groups()  # type: ignore[union-attr]
    return int(digits), column_index_from_string(letters)


def title(text: object) -> str:
    """Return a block's title without its number."""
    return bare(text).partition("、")[2]


def transcribe(path: Path) -> Transcript:
    """Read a form as a person does."""
    rows: dict[int, dict[int, object]] = {}
    for name, value in answers(path):
        row, column = split(name)
        rows.setdefault(row, {})[column] = value
    fields: dict[str, object] = {}
    tables: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    block, headers = "", {}
    for cells in rows.values():
        first = min(cells)
        if title(cells[first]) in (*SECTIONS, *TABLES):
            block, headers = title(cells[first]), {}
        elif block in SECTIONS and first + 1 in cells and bare(cells[first]) != "栏目":
            fields[bare(cells[first])] = cells[first + 1]
        elif block in TABLES and headers:
            tables[block].append({headers[column]: value for column, value in cells.items()})
        elif block in TABLES and len(cells) > 1:
            headers = {column: bare(value) for column, value in cells.items()}
    return Transcript(fields, tables)


@attrs.define
class Sheet:
    """The first worksheet of a workbook, open for writing."""

    path: Path
    root: etree._Element
    labels: list[tuple[Place, str, str]]
    cells: dict[Place, etree._Element]

    @classmethod
    def at(cls, path: Path) -> Sheet:
        """Open the form at ``path``."""
        with zipfile.ZipFile(path) as package:
            strings = etree.fromstring(package.read("xl/sharedStrings.xml"))
            root = etree.fromstring(package.read(SHEET_PART))
        shared = ["".join(item.itertext()) for item in strings]
        cells = {split(cell.get("r", "")): cell for cell in root.iter(f"{MAIN}c")}
        texts = {
            place: shared[int(cell.findtext(f"{MAIN}v") or 0)]
            for place, cell in cells.items()
            if cell.get("t") == "s"
        }
        return cls(
            path,
            root,
            [(place, bare(text), title(text)) for place, text in sorted(texts.items())],
            cells,
        )

    def find(self, text: str, below: int = 0) -> Place:
        """Return the first place below a row whose text, without mark or number, is ``text``."""
        return next(place for place, *names in self.labels if place[0] > below and text in names)

    def put(self, place: Place, value: object) -> None:
        """Write one cell, its format kept."""
        cell = self.cells[place]
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if isinstance(value, date):
            day = value.date() if isinstance(value, datetime) else value
            etree.SubElement(cell, f"{MAIN}v").text = str((day - EPOCH).days)
        elif isinstance(value, int | float):
            etree.SubElement(cell, f"{MAIN}v").text = repr(value)
        else:
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t")
            text.text = str(value)

    def fill(self, transcript: Transcript) -> None:
        """Copy answers to where their labels stand."""
        column = self.find("填写内容")[1]
        for label, value in transcript.fields.items():
            self.put((self.find(label)[0], column), value)
        for name, rows in transcript.tables.items():
            below = self.find(name)[0]
            for number, values in enumerate(rows, 1):
                for label, value in values.items():
                    row, column = self.find(label, below)
                    self.put((row + number, column), value)

    def insert(self, rows: Sequence[int], columns: Sequence[int]) -> None:
        """Insert a row above each of ``rows`` and a column before each of ``columns`` (both
        ascending).
        """

        def moved(name: str) -> str:
            row, column = split(name)
            return f"{get_column_letter(column + bisect_right(columns, column))}{row + bisect_right(rows, row)}"

        for row in self.root.iter(f"{MAIN}row"):
            row.set("r", str(int(row.get("r", "")) + bisect_right(rows, int(row.get("r", "")))))
        for cell in self.root.iter(f"{MAIN}c"):
            cell.set("r", moved(cell.get("r", "")))
        for area in self.root.iter(f"{MAIN}mergeCell"):
            area.set("ref", ":".join(map(moved, area.get("ref", "").split(":"))))

    def save(self) -> None:
        """Write the sheet back."""
        rewrite(
            self.path,
            {
                SHEET_PART: lambda _: etree.tostring(
                    self.root, xml_declaration=True, encoding="UTF-8"
                )
            },
        )
