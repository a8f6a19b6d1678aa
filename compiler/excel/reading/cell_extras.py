"""What calamine does not show: which cells hold formulas or errors, and the comments.

Read from the package's XML with lxml rather than with openpyxl: the same facts in a tenth of the
time, and a damaged style sheet, common in files saved by WPS, does not get in the way.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from io import BytesIO

import attrs
from lxml import etree

from compiler.excel.reading.extent import FarCell, limit
from compiler.package.xml import PARSER
from compiler.schema.structure import CHECK_SHEET

FORMULA_OR_ERROR = re.compile(rb"<(?:\w+:)?f[ />]|t=[\"']e[\"']")
OWN_FORMULA = re.compile(
    rb"<f[^<>]*>(?:'%s'|%s|\$?%s)[!.][$A-Z0-9]+</f>".replace(b"%s", CHECK_SHEET.encode())
)
"""What shows a form's self-check: no answer, and so common that looking for others would take
longer than reading."""
NO_SHEET = re.compile(
    r".*\.rels|\[content_types\]\.xml|docprops/.*"
    r"|xl/(?:workbook|styles|sharedstrings)\.xml|xl/(?:theme|drawings|media)/.*"
)
"""Parts of every workbook, not worth a look for sheets."""

SHEET_DATA = (b"sheetData", "sheetData".encode("utf-16-le"), "sheetData".encode("utf-16-be"))
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""How a character is stored that XML cannot hold, or that programs would change."""


Position = tuple[int, int]
"""Row and column, zero-based."""


@attrs.frozen
class CellExtras:
    """Cells of a sheet with a formula, an error or a comment, by A1 name, and those far out."""

    formulas: frozenset[str] = frozenset()
    errors: Mapping[str, str] = attrs.field(factory=dict)
    comments: Mapping[str, str] = attrs.field(factory=dict)
    out_of_range: Mapping[Position, str] = attrs.field(factory=dict)


def read_cell_extras(
    content: bytes, skipped: Collection[str]
) -> tuple[dict[str, CellExtras], bytes]:
    """Return what was found in a workbook, by sheet without the ``skipped`` ones, and the package
    to be read.

    In that package no sheet but the ``skipped`` ones reaches farther than :func:`limit` allows.
    Raises whatever :mod:`zipfile` and lxml raise for a broken package.
    """
    with zipfile.ZipFile(BytesIO(content)) as package:
        members = package.namelist()
        has_comments = any("comments" in name for name in members)
        names = _sheet_names(package)
        found: dict[str, CellExtras] = {}
        changed: dict[str, bytes] = {}
        for part in dict.fromkeys(members):
            listed = names.get(_folded(part))
            wanted = [name for name in listed or () if name.strip() not in skipped]
            if not wanted and (listed or NO_SHEET.fullmatch(_folded(part))):
                continue
            written = package.read(part)
            if not wanted and not any(sign in written for sign in SHEET_DATA):
                continue  # an engine may find sheets elsewhere than we do: all are limited
            xml, out_of_range = limit(written)
            if xml is not written:
                changed[part] = xml
            formulas, errors = _formulas(xml)
            comments = _comments(package, part) if has_comments else {}
            texts = _texts(package, out_of_range)
            if formulas or errors or comments or texts:
                found |= {name: CellExtras(formulas, errors, comments, texts) for name in wanted}
        if changed or len(set(members)) < len(members):  # of two parts, engines may read the other
            content = _repacked(package, changed)
    return found, content


def _folded(part: str) -> str:
    """Return the name of a part as programs compare it, who write it in several ways."""
    return part.replace("\\", "/").lower()


def _repacked(package: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as copy:
        for name in dict.fromkeys(package.namelist()):
            copy.writestr(name, changed[name] if name in changed else package.read(name))
    return buffer.getvalue()


def _texts(package: zipfile.ZipFile, out_of_range: Sequence[FarCell]) -> dict[Position, str]:
    """Return what stands in far cells, without those that are blank."""
    shared = _shared_strings(package) if any(cell.type == "s" for cell in out_of_range) else []
    texts = {}
    for cell in out_of_range:
        text = cell.stored
        if cell.type == "s" and text.isdecimal() and int(text) < len(shared):
            text = shared[int(text)]
        texts[cell.row, cell.column] = _unescaped(text)
    return {place: text for place, text in texts.items() if text.strip()}


def _shared_strings(package: zipfile.ZipFile) -> list[str]:
    related = _relationships(package, "xl/workbook.xml").values()
    parts = {part for kind, part in related if kind.endswith("/sharedStrings")}
    return [
        "".join(text.text or "" for text in item.iter("{*}t"))
        for part in sorted(parts & set(package.namelist()))
        for item in etree.fromstring(package.read(part), PARSER).iter("{*}si")
    ]


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)


def _relationships(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(part)
    path = f"{folder}/_rels/{name}.rels"
    if path not in package.namelist():
        return {}
    root = etree.fromstring(package.read(path), PARSER)
    return {
        relation.get("Id", ""): (
            relation.get("Type", ""),
            _resolve(folder, relation.get("Target", "")),
        )
        for relation in root
        if relation.get("TargetMode") != "External"
    }


def _resolve(folder: str, target: str) -> str:
    return (
        target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    )


def _sheet_names(package: zipfile.ZipFile) -> dict[str, list[str]]:
    """Return what the sheets are called, by their part; a faulty file has two names for one."""
    targets = _relationships(package, "xl/workbook.xml")
    names: dict[str, list[str]] = {}
    for sheet in etree.fromstring(package.read("xl/workbook.xml"), PARSER).iter("{*}sheet"):
        attributes = {etree.QName(str(key)).localname: str(value) for key, value in sheet.items()}
        target = targets.get(attributes.get("id", ""))
        if target is not None:
            names.setdefault(_folded(target[1]), []).append(sheet.get("name", ""))
    return names


def _formulas(xml: bytes) -> tuple[frozenset[str], dict[str, str]]:
    xml = OWN_FORMULA.sub(b"", xml)
    if not FORMULA_OR_ERROR.search(xml):
        return frozenset(), {}
    formulas, errors = set(), {}
    for cell in etree.fromstring(xml, PARSER).iter("{*}c"):
        name = cell.get("r", "")
        if cell.find("{*}f") is not None:
            formulas.add(name)
        if cell.get("t") == "e":
            errors[name] = cell.findtext("{*}v") or "#N/A"
    return frozenset(formulas), errors


def _comments(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    comments = {}
    for kind, target in _relationships(package, part).values():
        if kind.endswith("/comments"):
            for comment in etree.fromstring(package.read(target), PARSER).iter("{*}comment"):
                text = "".join(run.text or "" for run in comment.iter("{*}t"))
                comments[comment.get("ref", "")] = _unescaped(text).strip()
    return comments
