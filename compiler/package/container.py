"""What kind of file a path really holds, whatever its name says."""

from __future__ import annotations

import errno
import os
import re
import stat
import zipfile
import zlib
from enum import Enum
from io import BytesIO
from pathlib import Path

from compiler.package.limits import FILE_SIZE, OverLimitError
from compiler.package.office import WORKBOOK, Package, content_type, main_part, open_package

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
SPREADSHEET = "spreadsheetml"
"""Stands in the content type of every workbook, with macros, as a template, or plain."""
WIDE = (b"\xff\xfe", b"\xfe\xff")
MARKUP = re.compile(r"<(?:html|table|body|!doctype)", re.IGNORECASE)
NEVER_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A pipe is opened without waiting for someone to write; Windows would else turn line ends."""
BINARY_SHEETS = "ms-excel.sheet.binary"
"""Stands in the content type of an .xlsb."""
TEXT_LENGTH = 4096
"""Bytes by which a text is told from what a program has scrambled."""
KINDS = {
    b"%PDF": "PDF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"BM": "图片",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"{\\rtf": "RTF 文档",
    b"SQLite": "数据库",
    b"MZ": "程序",
}
"""What files begin with that are sent by mistake, and what a colleague calls them."""


class Container(Enum):
    """The containers a department's file turns out to be."""

    WORKBOOK = "workbook"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    SCRAMBLED = "scrambled"
    OLD_FORMAT = "old format"
    BINARY = "binary"
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


def read_file(path: Path) -> bytes:
    """Return the bytes of a regular file; :class:`OverLimitError` if it is too large.

    :class:`OSError` for what is none (a pipe would be waited for without end) or cannot be read.
    """
    with os.fdopen(os.open(path, os.O_RDONLY | NEVER_WAIT), "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            kind = errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.EINVAL
            raise OSError(kind, os.strerror(kind), str(path))
        if status.st_size > FILE_SIZE:
            sizes = status.st_size // 2**20, FILE_SIZE // 2**20
            raise OverLimitError("文件有 {} MB，最多读 {} MB".format(*sizes))
        return stream.read(FILE_SIZE)


def identify(content: bytes) -> tuple[Container, Package | None]:
    """Return what a file holds, and the package if it is one that can be opened.

    :class:`OverLimitError` for an archive that is not unpacked.
    """
    if not content:
        return Container.EMPTY, None
    if content.startswith(OLE_MAGIC):
        encrypted = ENCRYPTED_STREAM in content
        return Container.ENCRYPTED if encrypted else Container.OLD_FORMAT, None
    if not content.startswith(b"PK"):
        if zipfile.is_zipfile(BytesIO(content)):  # an archive whose first bytes are lost
            return Container.DAMAGED, None
        return Container.NOT_A_PACKAGE if kind_of(content) else Container.SCRAMBLED, None
    try:
        package = open_package(content)
        main = main_part(package)
        if main == WORKBOOK:
            return Container.WORKBOOK, package
        kind = content_type(package, main) if main else ""
        if BINARY_SHEETS in kind:
            return Container.BINARY, package
        if SPREADSHEET in kind:
            return Container.WORKBOOK, package
        return Container.OTHER_PACKAGE, package
    except DAMAGED:
        return Container.DAMAGED, None


def kind_of(content: bytes) -> str:
    """Return what a colleague calls a file that is no archive, empty if nothing is known of it."""
    for start, kind in KINDS.items():
        if content.startswith(start):
            return kind
    head = content[:TEXT_LENGTH]
    if not head.strip(b"\0"):
        return "空文件"
    for encoding in ("utf-8-sig", "gb18030", *(["utf-16"] if head.startswith(WIDE) else ())):
        if text := _decoded(head, encoding):
            return "网页" if MARKUP.search(text) else "文本"
    return ""


def _decoded(head: bytes, encoding: str) -> str:
    """Return the beginning of a file as text, empty if it is none; its last character may be cut."""
    try:
        text = head.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            return ""
        text = head[: error.start].decode(encoding)
    readable = all(character.isprintable() or character in "\t\r\n\f" for character in text)
    return text if readable else ""
