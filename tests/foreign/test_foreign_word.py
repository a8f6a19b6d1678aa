"""The same notice from every program: the same lines, and of what is not taken each its report."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from support.foreign_word import DIALECTS, LINES, written
from support.word_xml import saved

from compiler.importer import import_notice
from compiler.notice.kind import Kind
from compiler.notice.templates import open_kind
from compiler.span import Span
from compiler.wordfile.notice import read_notice
from compiler.wordfile.taking import NoticeLine


@pytest.fixture(scope="module")
def kind() -> Kind:
    opened, found = open_kind(Path(), "xunshi", Span("templates"))
    assert opened is not None
    assert found == []
    return opened


def test_there_are_many() -> None:
    assert len(DIALECTS) >= 80


def test_the_notice_itself_is_imported_whole(kind: Kind) -> None:
    lines = tuple(NoticeLine(number, line) for number, line in enumerate(LINES, 1))
    assert import_notice(lines, kind, "通报.txt")[1] == []


@pytest.mark.parametrize("name", DIALECTS)
def test_a_notice_is_read_the_same(tmp_path: Path, kind: Kind, name: str) -> None:
    """Its words, and what is imported of them; what is told has code and words."""
    dialect = DIALECTS[name]
    file = f"通报{dialect.suffix}"
    lines, found = read_notice(saved(written(dialect), tmp_path, file), file)
    assert [line.text for line in lines] == list(dialect.lines)
    told = [(one.code, str(one.arguments.get("text", ""))) for one in found]
    assert told == list(dialect.told)
    if dialect.lines is LINES:
        plain = tuple(
            NoticeLine(line.number, text) for line, text in zip(lines, LINES, strict=True)
        )
        assert import_notice(lines, kind, file)[0] == import_notice(plain, kind, file)[0]


# Programs that are here

SOFFICE = shutil.which("soffice")
CONVERTED = (
    "Word 2010",
    "Word, a page number",
    "Word, fields of properties",
    "Word, lines broken by hand",
    "Word, a frame of one cell",
    "Word, all inserted under tracking",
    "Word Strict",
    "WPS, hints for every run",
)


def stored(document: Document) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def typed(document: Document) -> None:
    for line in LINES:
        document.add_paragraph(line)


def styled(document: Document) -> None:
    document.add_heading(LINES[0], 0)
    for line in LINES[1:]:
        own = document.add_paragraph(style="Normal")
        own.add_run(line[:5]).bold = True
        own.add_run(line[5:])


def in_a_table(document: Document) -> None:
    cell = document.add_table(1, 1).cell(0, 0)
    cell.paragraphs[0].text = LINES[0]
    for line in LINES[1:]:
        cell.add_paragraph(line)


def with_pages(document: Document) -> None:
    typed(document)
    document.add_page_break()
    document.add_section()


WRITERS: dict[str, Callable[[Document], None]] = {
    "typed": typed,
    "styled": styled,
    "in a table": in_a_table,
    "with pages": with_pages,
}


@pytest.mark.parametrize("way", WRITERS)
def test_a_notice_by_python_docx(tmp_path: Path, way: str) -> None:
    document = docx.Document()
    WRITERS[way](document)
    lines, found = read_notice(saved(stored(document), tmp_path), "通报.docx")
    assert ([line.text for line in lines], found) == (list(LINES), [])


@pytest.mark.parametrize("name", ["Word 365", "WPS", "Google Docs", "Word, numbers by Word"])
def test_a_notice_that_python_docx_saved_again(tmp_path: Path, name: str) -> None:
    content = stored(docx.Document(BytesIO(written(DIALECTS[name]))))
    lines, found = read_notice(saved(content, tmp_path), "通报.docx")
    assert ([line.text for line in lines], found) == (list(LINES), [])


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_notices_that_libreoffice_saved_again(tmp_path: Path) -> None:
    """In one run, which takes some seconds however many there are."""
    for number, name in enumerate(CONVERTED):
        saved(written(DIALECTS[name]), tmp_path, f"{number}.docx")
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            *(str(tmp_path / f"{number}.docx") for number in range(len(CONVERTED))),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for number, name in enumerate(CONVERTED):
        lines, found = read_notice(tmp_path / "out" / f"{number}.docx", "通报.docx")
        assert ([line.text for line in lines], found) == (list(LINES), []), name
