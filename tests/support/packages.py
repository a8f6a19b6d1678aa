"""Office files as parts by name, to be changed one by one and packed again."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

Parts = dict[str, bytes]
Change = Callable[[Parts], None]
"""A change of a package's parts, in place."""

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK, STRINGS, STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def unpacked(content: bytes) -> Parts:
    """Return the parts of an archive."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """Return an archive of parts under their names as they are, backslashes included."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, content in parts.items():
            package.writestr(entry(name, method), content)
    return buffer.getvalue()


def entry(name: str, method: int = zipfile.ZIP_STORED) -> zipfile.ZipInfo:
    """Return the head of a member; ZipInfo by itself turns this system's separator into a slash."""
    head = zipfile.ZipInfo("member")
    head.filename = name
    head.compress_type = method
    return head


def chain(*changes: Change) -> Change:
    """Return several changes, one after another, as one."""

    def change(parts: Parts) -> None:
        for one in changes:
            one(parts)

    return change


def swap(part: str, old: str, new: str) -> Change:
    """Return a change of one text of a part, which must be there, into another."""

    def change(parts: Parts) -> None:
        assert old.encode() in parts[part], old
        parts[part] = parts[part].replace(old.encode(), new.encode())

    return change


def sub(part: str, pattern: str, new: str, count: int = 0) -> Change:
    """Return a change of whatever a pattern matches in a part; it must match."""

    def change(parts: Parts) -> None:
        text, times = re.subn(
            pattern, new, parts[part].decode(), count=count, flags=re.DOTALL | re.ASCII
        )
        assert times, pattern
        parts[part] = text.encode()

    return change


def each(way: Callable[[str], str | bytes], *, but: tuple[str, ...] = ()) -> Change:
    """Return a change of the text of every XML part."""

    def change(parts: Parts) -> None:
        for name, content in parts.items():
            if name.endswith((".xml", ".rels")) and name not in but:
                text = way(content.decode())
                parts[name] = text.encode() if isinstance(text, str) else text

    return change


def drop(*parts: str) -> Change:
    """Return a change that takes parts out, with all that leads to them."""

    def change(content: Parts) -> None:
        for part in parts:
            del content[part]
            end = re.escape(part.rpartition("/")[2])
            for name in [name for name in content if name.endswith(".rels")]:
                content[name] = re.sub(
                    rb'<Relationship [^>]*Target="[^"]*%s"[^>]*/>' % end.encode(),
                    b"",
                    content[name],
                )
            content[CONTENT_TYPES] = re.sub(
                rb'<Override PartName="/%s"[^>]*/>' % re.escape(part).encode(),
                b"",
                content[CONTENT_TYPES],
            )

    return change


def add(part: str, content: str | bytes, kind: str, *, to: str = SHEET, type_: str = "") -> Change:
    """Return a change that adds a part which another calls its ``kind`` (a whole address, or the
    last word of one of Office's).
    """

    def change(parts: Parts) -> None:
        parts[part] = content.encode() if isinstance(content, str) else content
        folder, _, name = to.rpartition("/")
        path = f"{folder}/_rels/{name}.rels".removeprefix("/")
        rels = parts.get(path, f'<Relationships xmlns="{PACKAGE}/relationships"/>'.encode())
        rels = rels.replace(b"/>", b"></Relationships>") if b"</Rel" not in rels else rels
        number = rels.count(b"<Relationship ") + 101
        address = kind if "://" in kind else f"{OFFICE}/{kind}"
        line = f'<Relationship Id="rId{number}" Type="{address}" Target="/{part}"/></Relationships>'
        parts[path] = rels.replace(b"</Relationships>", line.encode())
        if type_:
            override = f'<Override PartName="/{part}" ContentType="{type_}"/></Types>'
            parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(b"</Types>", override.encode())

    return change


def move(old: str, new: str, target: str | None = None) -> Change:
    """Return a change of a part's name, and of what leads to it; ``target`` is how that is
    written.
    """

    def change(parts: Parts) -> None:
        content = parts.pop(old)
        folder, _, name = old.rpartition("/")
        new_folder, _, new_name = new.rpartition("/")
        own = parts.pop(f"{folder}/_rels/{name}.rels", None)
        end = re.escape(name).encode()
        written = f'Target="{target or "/" + new}"'.encode()
        for path in [path for path in parts if path.endswith(".rels")]:
            parts[path] = re.sub(
                rb'Target="[^"]*\b%s"' % end, lambda _: written, parts[path], flags=re.ASCII
            )
        parts[new] = content
        if own is not None:
            parts[f"{new_folder}/_rels/{new_name}.rels".removeprefix("/")] = re.sub(
                rb'Target="(?![/:])([^":]*)"', f'Target="/{folder}/\\1"'.encode(), own
            )
        parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(
            f'PartName="/{old}"'.encode(), f'PartName="/{new}"'.encode()
        )

    return change
