"""An Office file opened under limits: its parts by name, found through relationships.

Names of parts are compared as the Open Packaging Conventions (ISO/IEC 29500-2) say: without regard to
case; a backslash, which some archivers write, parts folders like a slash. So the verdict on a file is
the same on every system.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from urllib.parse import unquote

import attrs
from lxml import etree

from compiler.package.limits import (
    FILE_SIZE,
    MEMBERS,
    PART_SIZE,
    RATIO,
    RATIO_FROM,
    TREE_SIZE,
    OverLimitError,
)
from compiler.package.parts import members
from compiler.package.xml import parsed

ROOT = ""
"""The package as a whole, as the source of relationships."""
CONTENT_TYPES = "[content_types].xml"
USUAL_PARTS = WORKBOOK, DOCUMENT = "xl/workbook.xml", "word/document.xml"
MEGABYTE = 2**20
SMALL = 2**14
"""Bytes of relationships that are remembered."""


@attrs.frozen
class Package:
    """An archive with its parts by folded name; ``known`` are the relationships read so far."""

    archive: zipfile.ZipFile
    parts: Mapping[str, zipfile.ZipInfo]
    known: dict[str, tuple[Relationship, ...]] = attrs.field(factory=dict)


@attrs.frozen
class Relationship:
    """What a part says of another: ``kind`` is the last word of its type, ``target`` a part's folded
    name, or an address if ``external``.
    """

    id: str
    kind: str
    target: str
    external: bool


def open_package(content: bytes) -> Package:
    """Return the package in ``content``.

    Raises :class:`OverLimitError`, and for a damaged archive what :data:`container.DAMAGED` lists: two
    different parts of one name are damage, since programs differ in which one they show.
    """
    if len(content) > FILE_SIZE:
        raise OverLimitError(
            f"文件有 {len(content) // MEGABYTE} MB，最多读 {FILE_SIZE // MEGABYTE} MB"
        )
    archive = zipfile.ZipFile(BytesIO(content))
    entries = members(archive)
    if len(entries) > MEMBERS:
        raise OverLimitError(f"文件里有 {len(entries)} 个部分，最多读 {MEMBERS} 个")
    parts: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        known = parts.setdefault(folded(entry.filename), entry)
        if (known.CRC, known.file_size) != (entry.CRC, entry.file_size):
            raise ValueError(f"two parts are called {entry.filename!r}")
    return Package(archive, parts)


def folded(name: str) -> str:
    """Return the name of a part as names are compared."""
    return name.replace("\\", "/").removeprefix("/").lower()


def read_part(package: Package, part: str) -> bytes:
    """Return the bytes of ``part``, :class:`KeyError` if there is none; :class:`OverLimitError`."""
    entry = package.parts[part]
    size = entry.file_size  # zipfile never unpacks more than this, whatever follows
    if size > PART_SIZE:
        raise OverLimitError(
            f"展开后的“{part}”有 {size // MEGABYTE} MB，最多读 {PART_SIZE // MEGABYTE} MB"
        )
    if size > RATIO_FROM and size > RATIO * max(1, entry.compress_size):
        raise OverLimitError(
            f"“{part}”展开后是原来的 {size // max(1, entry.compress_size)} 倍，多半是空白内容"
        )
    return package.archive.read(entry)


def read_tree(package: Package, part: str) -> etree._Element:
    """Return the root element of ``part``; raises like :func:`read_part`, and what lxml raises."""
    return parsed(_read_for_tree(package, part))


def _read_for_tree(package: Package, part: str) -> bytes:
    size = package.parts[part].file_size
    if size > TREE_SIZE:
        raise OverLimitError(
            f"展开后的“{part}”有 {size // MEGABYTE} MB，最多读 {TREE_SIZE // MEGABYTE} MB"
        )
    return read_part(package, part)


def related(package: Package, part: str) -> tuple[Relationship, ...]:
    """Return the relationships of ``part`` (or of :data:`ROOT`) in the order they are written."""
    known = package.known.get(part)
    if known is None:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        there = path in package.parts
        xml = _read_for_tree(package, path) if there else b""
        known = (_same if len(xml) <= SMALL else _told)(xml, folder) if there else ()
        package.known[part] = known
    return known


def _told(xml: bytes, folder: str) -> tuple[Relationship, ...]:
    return tuple(_relationships(parsed(xml), folder))


@lru_cache(maxsize=64)
def _same(xml: bytes, folder: str) -> tuple[Relationship, ...]:
    """Read the relationships of one form for all that the same program has written."""
    return _told(xml, folder)


def _relationships(root: etree._Element, folder: str) -> Iterator[Relationship]:
    for element in root.iter("{*}Relationship"):
        target = element.get("Target", "")
        external = element.get("TargetMode") == "External"
        if not external:
            target = _resolved(folder, target)
        kind = element.get("Type", "").rstrip("/").rpartition("/")[2]
        yield Relationship(element.get("Id", ""), kind, target, external)


def _resolved(folder: str, target: str) -> str:
    """Return the folded name of the part that ``target`` leads to from ``folder``."""
    path = unquote(target).replace("\\", "/").partition("#")[0]
    if not path.startswith("/"):
        path = posixpath.join("/", folder, path)
    return folded(posixpath.normpath(path))


def targets(package: Package, part: str, kind: str) -> tuple[str, ...]:
    """Return the parts that are there and that ``part`` calls its ``kind``."""
    return tuple(
        relation.target
        for relation in related(package, part)
        if relation.kind == kind and not relation.external and relation.target in package.parts
    )


def main_part(package: Package) -> str | None:
    """Return the part that the file is about: the workbook or the document.

    Where nothing leads to it, a part under the name that Office gives it.
    """
    named = targets(package, ROOT, "officeDocument")
    usual = (part for part in USUAL_PARTS if part in package.parts)
    return next(iter(named), next(usual, None))


def content_type(package: Package, part: str) -> str:
    """Return what the package says that ``part`` is, in lower case, empty if it says nothing."""
    if CONTENT_TYPES not in package.parts:
        return ""
    defaults, overrides = {}, {}
    for element in read_tree(package, CONTENT_TYPES):
        kind = element.get("ContentType", "").lower()
        if element.get("PartName") is not None:
            overrides[folded(unquote(element.get("PartName", "")))] = kind
        else:
            defaults[element.get("Extension", "").lower()] = kind
    return overrides.get(part, defaults.get(part.rpartition(".")[2], ""))
