"""What calamine does not show: which cells hold formulas or errors, and the comments.

Read from the package's XML with lxml rather than with openpyxl: the same facts in a tenth of the time, and a damaged
style sheet, common in files saved by WPS, does not get in the way.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

import attrs
from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
FORMULA_OR_ERROR = re.compile(rb"<f[ />]|t=[\"']e[\"']")
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


@attrs.frozen
class Beyond:
    """Cells of one sheet that hold a formula, an error value or a comment, by A1 name."""

    formulas: frozenset[str] = frozenset()
    errors: Mapping[str, str] = attrs.field(factory=dict)
    comments: Mapping[str, str] = attrs.field(factory=dict)


def read_beyond(path: Path, skipped: Collection[str]) -> dict[str, Beyond]:
    """Return the findings by sheet name, without the ``skipped`` sheets.

    Raises whatever :mod:`zipfile` and lxml raise for a broken package.
    """
    with zipfile.ZipFile(path) as package:
        members = set(package.namelist())
        has_comments = any("comments" in name for name in members)
        found = {}
        for name, part in _sheet_parts(package).items():
            if part not in members or name.strip() in skipped:
                continue
            formulas, errors = _formulas(package.read(part))
            comments = _comments(package, part) if has_comments else {}
            if formulas or errors or comments:
                found[name] = Beyond(formulas, errors, comments)
        return found


def _relationships(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(part)
    path = f"{folder}/_rels/{name}.rels"
    if path not in package.namelist():
        return {}
    root = etree.fromstring(package.read(path), PARSER)
    return {
        relation.get("Id", ""): (relation.get("Type", ""), _resolve(folder, relation.get("Target", "")))
        for relation in root
        if relation.get("TargetMode") != "External"
    }


def _resolve(folder: str, target: str) -> str:
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    targets = _relationships(package, "xl/workbook.xml")
    root = etree.fromstring(package.read("xl/workbook.xml"), PARSER)
    return {
        sheet.get("name", ""): targets[sheet.get(RELATIONSHIP, "")][1]
        for sheet in root.iter(f"{MAIN}sheet")
        if sheet.get(RELATIONSHIP, "") in targets
    }


def _formulas(xml: bytes) -> tuple[frozenset[str], dict[str, str]]:
    if not FORMULA_OR_ERROR.search(xml):
        return frozenset(), {}
    formulas, errors = set(), {}
    for cell in etree.fromstring(xml, PARSER).iter(f"{MAIN}c"):
        name = cell.get("r", "")
        if cell.find(f"{MAIN}f") is not None:
            formulas.add(name)
        if cell.get("t") == "e":
            errors[name] = cell.findtext(f"{MAIN}v") or "#N/A"
    return frozenset(formulas), errors


def _comments(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    comments = {}
    for kind, target in _relationships(package, part).values():
        if kind.endswith("/comments"):
            for comment in etree.fromstring(package.read(target), PARSER).iter(f"{MAIN}comment"):
                text = "".join(run.text or "" for run in comment.iter(f"{MAIN}t"))
                comments[comment.get("ref", "")] = text.strip()
    return comments
