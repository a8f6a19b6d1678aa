"""What happens to files on their way: parts rewritten, archives cut, formats mistaken."""

from __future__ import annotations

import errno
import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

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


DRAWING = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:absoluteAnchor><xdr:pos x="0" y="0"/>
<xdr:ext cx="900000" cy="300000"/><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="文本框 1"/>
<xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>%s</a:t></a:r></a:p>
</xdr:txBody></xdr:sp><xdr:clientData/></xdr:absoluteAnchor></xdr:wsDr>"""
RELATIONSHIPS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId91" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
 Target="../drawings/drawing91.xml"/></Relationships>"""


def draw_text_box(path: Path, text: str) -> None:
    """Lay a text box over the first sheet of a workbook that has no drawings and no notes."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    folder, name = SHEET_PART.rsplit("/", 1)
    rels = f"{folder}/_rels/{name}.rels"
    assert rels not in parts
    parts |= {rels: RELATIONSHIPS.encode(), "xl/drawings/drawing91.xml": (DRAWING % text).encode()}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)


def deny(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Have the system refuse every file called ``name``."""
    opening, path_opening = os.open, Path.open

    def refuse(path: str | Path, *arguments: int, **options: int) -> int:
        if Path(path).name == name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opening(path, *arguments, **options)

    def refuse_path(path: Path, *arguments: object, **options: object) -> object:
        if path.name == name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return path_opening(path, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(Path, "open", refuse_path)
