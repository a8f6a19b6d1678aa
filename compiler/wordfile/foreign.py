"""Files that are no Word file of today: what they are, and what their owner can do."""

from __future__ import annotations

import zipfile
from io import BytesIO

import attrs

from compiler.package.container import DAMAGED, ENCRYPTED_STREAM, OLE_MAGIC, Container, identify

OLD_WORD, OLD_EXCEL = "WordDocument".encode("utf-16-le"), "Workbook".encode("utf-16-le")
SAVE_AS = "用 Word 或 WPS 打开，另存为 .docx 再用"
ZIPPED = {
    "xl/": ("Excel 表格", "换成通报的 Word 文件"),
    "ppt/": ("演示文稿", "换成通报的 Word 文件"),
    "ofd.xml": ("OFD 版式文件", "找到排版前的 Word 文件再用"),
}


WORD_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".wps")


@attrs.frozen
class ForeignFormat:
    """What a colleague calls a file of another format, and what helps."""

    what: str
    remedy: str


SCRAMBLED = ForeignFormat(
    "认不出内容的文件，多半被单位的加密软件加了密", "先在本单位解密，确认能用 Word 打开，再拿来用"
)


def foreign_format(content: bytes, suffix: str) -> ForeignFormat | None:
    """Return what kind of other file ``content`` is; ``None`` if it may be a Word file, or cannot
    be told.
    """
    if content.startswith(OLE_MAGIC):
        return _compound(content, suffix)
    if content.startswith(b"PK"):
        return _zipped(content)
    head = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{\\rtf"):
        return ForeignFormat("RTF 文件", SAVE_AS)
    lower = head.lower()
    if lower.startswith((b"<!doctype html", b"<html", b"mime-version:")):
        return ForeignFormat("存成网页的文件", SAVE_AS)
    if lower.startswith(b"<?xml") and (b"word.document" in lower or b"pkg:package" in lower):
        return ForeignFormat("存成 XML 的 Word 文件", SAVE_AS)
    if suffix in WORD_SUFFIXES and identify(content)[0] is Container.SCRAMBLED:
        return SCRAMBLED
    return None


def _compound(content: bytes, suffix: str) -> ForeignFormat:
    """Tell apart what shares the container of old Office files."""
    if ENCRYPTED_STREAM in content:
        return ForeignFormat("加了打开密码的文件", "用 Word 打开，去掉密码，另存为 .docx 再用")
    if suffix == ".wps":
        return ForeignFormat("WPS 文字的 .wps 文件", SAVE_AS)
    if OLD_EXCEL in content and OLD_WORD not in content:
        return ForeignFormat("Excel 表格", "换成通报的 Word 文件")
    return ForeignFormat("旧版 Word 的 .doc 文件", SAVE_AS)


def _zipped(content: bytes) -> ForeignFormat | None:
    """Tell apart what is packed like a Word file."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = [name.replace("\\", "/").lower() for name in archive.namelist()[:1000]]
            kind = archive.open("mimetype").read(100) if "mimetype" in names[:1] else b""
    except DAMAGED:
        return None
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return ForeignFormat("OpenDocument 的 .odt 文件", SAVE_AS)
    for beginning, (what, remedy) in ZIPPED.items():
        if any(name.startswith(beginning) for name in names):
            return ForeignFormat(what, remedy)
    return None
