"""What happens to files on their way: parts rewritten, archives cut, formats mistaken."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

SHEET_PART = "xl/worksheets/sheet1.xml"
OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")


def rewrite(path: Path, changes: dict[str, Callable[[bytes], bytes]]) -> None:
    """Change parts of an Office file in place."""
    buffer = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, changes[name](content) if name in changes else content)
    path.write_bytes(buffer.getvalue())


def replacing(old: str, new: str) -> Callable[[bytes], bytes]:
    """Return a change of one text into another, which must be there."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content, old
        return content.replace(old.encode(), new.encode())

    return change


def ole(stream: str) -> bytes:
    """Return the start of an OLE container whose directory names ``stream``: Workbook in a .xls,
    EncryptedPackage in a locked file.
    """
    return OLE_MAGIC + bytes(504) + stream.encode("utf-16-le").ljust(512, b"\0")


def archive(**parts: str) -> bytes:
    """Return a zip of text files."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return buffer.getvalue()
