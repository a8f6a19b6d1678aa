"""What kind of file a path really holds, whatever its name says."""

from __future__ import annotations

import zipfile
import zlib
from enum import Enum
from pathlib import Path

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
WORKBOOK_PART = "xl/workbook.xml"


class Container(Enum):
    """The containers a department's file turns out to be."""

    WORKBOOK = "workbook"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    OLD_FORMAT = "old format"
    DAMAGED = "damaged"
    OTHER_PACKAGE = "other package"
    NOT_A_PACKAGE = "not a package"


DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    RuntimeError,
    SyntaxError,
)
"""What zip and XML raise for a package that is cut short, locked, packed in an unknown way, or
lacks a part.

An unknown compression is a NotImplementedError, which is a RuntimeError; lxml's XMLSyntaxError is
a SyntaxError. """


def identify(path: Path) -> Container:
    """Return what ``path`` holds; :class:`OSError` if it cannot be read at all."""
    with path.open("rb") as stream:
        head = stream.read(8)
        if not head:
            return Container.EMPTY
        if head == OLE_MAGIC:
            return (
                Container.ENCRYPTED
                if ENCRYPTED_STREAM in head + stream.read()
                else Container.OLD_FORMAT
            )
        if not head.startswith(b"PK"):
            return Container.NOT_A_PACKAGE
    try:
        with zipfile.ZipFile(path) as package:
            return (
                Container.WORKBOOK
                if WORKBOOK_PART in package.namelist()
                else Container.OTHER_PACKAGE
            )
    except (*DAMAGED, OSError):
        return Container.DAMAGED
