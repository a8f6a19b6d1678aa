"""Notices in whatever dress: the files of Word that are read, and those that are called by name."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from support.word_xml import MAIN, W, paragraph, saved, text, word_file

from compiler.package.container import OLE_MAGIC
from compiler.package.parts import unpack
from compiler.wordfile.edited_copy import read_edited_copy
from compiler.wordfile.notice import read_notice

WORDS = "关于巡视整改进展情况的通报"
BODY = paragraph(text(WORDS))
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
MACRO_TEMPLATE = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"


def read(content: bytes, folder: Path, name: str = "通报.docx") -> list[str]:
    lines, found = read_notice(saved(content, folder, name), name)
    assert found == []
    return [line.text for line in lines]


@pytest.mark.parametrize("kind", [MAIN, MACRO, TEMPLATE, MACRO_TEMPLATE])
@pytest.mark.parametrize("suffix", [".docx", ".docm", ".dotx", ".dotm", ".DOCX"])
def test_documents_and_templates_with_and_without_macros(
    tmp_path: Path, kind: str, suffix: str
) -> None:
    assert read(word_file(BODY, kind=kind), tmp_path, f"通报{suffix}") == [WORDS]


@pytest.mark.parametrize("name", ["word/document2.xml", "content/main.xml", "Word/Document.XML"])
def test_parts_of_any_name(tmp_path: Path, name: str) -> None:
    header = paragraph(text("征求意见稿"))
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    content = word_file(BODY, section, parts={"header1": header}, name=name)
    lines, found = read_notice(saved(content, tmp_path), "通报.docx")
    assert [line.text for line in lines] == [WORDS]
    assert [one.arguments["text"] for one in found] == ["征求意见稿"]


def test_strict_names_and_backslashes(tmp_path: Path) -> None:
    """Both at once: namespaces of Strict Open XML, and the names of an archiver on Windows."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in unpack(word_file(BODY)).items():
            strict = part.decode().replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
            strict = strict.replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            entry = zipfile.ZipInfo(name)
            entry.filename = name.replace("/", "\\")
            archive.writestr(entry, strict)
    assert read(buffer.getvalue(), tmp_path) == [WORDS]


def test_a_word_file_that_is_called_text(tmp_path: Path) -> None:
    assert read(word_file(BODY), tmp_path, "通报.txt") == [WORDS]


def test_xml_in_utf_16(tmp_path: Path) -> None:
    parts = unpack(word_file(BODY))
    wide = '<?xml version="1.0" encoding="UTF-16"?>' + parts["word/document.xml"].decode()
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in (parts | {"word/document.xml": wide.encode("utf-16")}).items():
            archive.writestr(name, part)
    assert read(buffer.getvalue(), tmp_path) == [WORDS]


def zipped(**members: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


FOREIGN = {
    "旧.doc": (OLE_MAGIC + "WordDocument".encode("utf-16-le"), ".doc", "另存为 .docx"),
    "旧.docx": (OLE_MAGIC + "WordDocument".encode("utf-16-le"), ".doc", "另存为 .docx"),
    "稿.wps": (OLE_MAGIC + "WpsDocument".encode("utf-16-le"), ".wps", "另存为 .docx"),
    "密.docx": (OLE_MAGIC + "EncryptedPackage".encode("utf-16-le"), "密码", "去掉密码"),
    "稿.rtf": (rb"{\rtf1\ansi", "RTF", "另存为 .docx"),
    "稿.doc": (rb"{\rtf1\ansi", "RTF", "另存为 .docx"),
    "网页.doc": (b"<html><body>", "网页", "另存为 .docx"),
    "旧稿.xml": (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>',
        "XML",
        "另存为 .docx",
    ),
    "稿.odt": (
        zipped(mimetype="application/vnd.oasis.opendocument.text", content="x"),
        ".odt",
        "另存为 .docx",
    ),
    "表.docx": (zipped(xl__workbook="x"), "Excel", "换成通报"),
    "表.xls": (OLE_MAGIC + "Workbook".encode("utf-16-le"), "Excel", "换成通报"),
    "加密.docx": (bytes(range(256)) * 20, "加密软件", "解密"),
    "版.ofd": (zipped(**{"OFD.xml": "x"}), "OFD", "Word 文件"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_other_formats_are_called_by_their_name(tmp_path: Path, name: str) -> None:
    """By what they hold, not by what they are called; with what helps."""
    content, what, remedy = FOREIGN[name]
    path = saved(content, tmp_path, name)
    lines, (found,) = read_notice(path, name)
    assert (lines, found.code) == ((), "S074")
    assert what in found.message
    assert remedy in found.message
    copy, (refused,) = read_edited_copy(path, name)
    assert (copy, refused.code) == (None, "R040")
    assert what in refused.message


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", b"", word_file(BODY)[:-30], word_file(BODY, kind="image/png")]
)  # fmt: skip
def test_a_damaged_file_is_called_damaged(tmp_path: Path, content: bytes) -> None:
    _, (found,) = read_notice(saved(content, tmp_path), "通报.docx")
    assert found.code == "S060"


def test_a_file_beyond_the_limits_says_which(tmp_path: Path) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in unpack(word_file(BODY)).items():
            padded = part + b" " * 30_000_000 if name == "word/document.xml" else part
            archive.writestr(name, padded)
    _, (found,) = read_notice(saved(buffer.getvalue(), tmp_path), "通报.docx")
    assert found.code == "S060"
    assert "MB" in found.message or "倍" in found.message
