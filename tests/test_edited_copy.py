"""A copy that somebody edited is read with who changed what in it, and what is remarked."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.word_xml import paragraph, saved, text, word_file

from compiler.package.container import OLE_MAGIC
from compiler.wordfile.edited_copy import EditedCopy, read_edited_copy


def copy_of(folder: Path, *body: str, **parts: str) -> EditedCopy:
    """Return a copy of these blocks, as it is read."""
    copy, found = read_edited_copy(saved(word_file(*body, parts=parts), folder), "通报.docx")
    assert found == []
    assert copy is not None
    return copy


def test_a_publication_copy_is_read_without_anchors(tmp_path: Path) -> None:
    """Struck text is on the page, hidden text is not."""
    body = (
        text("新建")
        + text("两所", "<w:strike/>")
        + text("隐", "<w:vanish/>")
        + "<w:r><w:br/></w:r>"
    )
    copy = copy_of(tmp_path, paragraph(body), paragraph(text("末段")))
    assert [one.text for one in copy.paragraphs] == ["新建两所\n", "末段"]
    assert [(one.text, one.struck) for one in copy.paragraphs[0].stretches] == [
        ("新建", False),
        ("两所", True),
        ("\n", False),
    ]
    assert (copy.number, copy.remarks) == (None, ())


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("稿.wps", OLE_MAGIC + "WpsDocument".encode("utf-16-le"), ".wps 文件"),
        ("稿.doc", OLE_MAGIC + "WordDocument".encode("utf-16-le"), ".doc 文件"),
        ("稿.pdf", b"%PDF-1.7 ...", "PDF 文件"),
        ("照片.docx", b"\xff\xd8\xff\xe0", "图片"),
        ("空.docx", b"", "空文件"),
        ("坏.docx", b"PK\x03\x04", "不是完好的 Word 文件"),
        ("白.docx", word_file(paragraph("")), "没有文字"),
    ],
)
def test_what_is_no_copy(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    """By what it holds, and with what may be given instead."""
    copy, (refused,) = read_edited_copy(saved(content, tmp_path, name), name)
    assert (copy, refused.code) == (None, "R040")
    assert what in refused.message
    assert "审核稿或通报" in refused.message


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    for path, what in ((tmp_path / "没有.docx", ""), (tmp_path, "文件夹")):
        copy, (refused,) = read_edited_copy(path, path.name)
        assert (copy, refused.code) == (None, "R040")
        assert what in refused.message
