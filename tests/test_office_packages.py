"""Packages below both formats: one name for a part however it is written, one family of namespaces,
and nothing that a file merely states makes it costly.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from compiler.commands.absorbing import list_edits
from compiler.commands.compiling import compile_project
from compiler.commands.importing import import_project
from compiler.notice.templates import packaged_templates
from compiler.package import limits
from compiler.package.limits import OverLimitError
from compiler.package.office import (
    ROOT,
    content_type,
    main_part,
    open_package,
    read_part,
    read_tree,
    related,
    targets,
)
from compiler.package.xml import parsed, walked

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def archive(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.filename = name  # ZipInfo turns this system's separator into a slash
            entry.compress_type = method
            package.writestr(entry, content)
    return buffer.getvalue()


def relations(*lines: tuple[str, str], kind: str = OFFICE) -> str:
    inner = "".join(
        f'<Relationship Id="r{n}" Type="{kind}/{word}" Target="{target}"/>'
        for n, (word, target) in enumerate(lines)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


@pytest.mark.parametrize(
    ("rels", "target", "part"),
    [
        ("_rels/.rels", "xl/workbook.xml", "xl/workbook.xml"),
        ("_rels/.rels", "/xl/workbook.xml", "xl/workbook.xml"),
        ("_rels\\.rels", "xl\\workbook.xml", "xl\\workbook.xml"),
        ("_RELS/.RELS", "XL/Workbook.XML", "xl/workbook.xml"),
        ("_rels/.rels", "./content/./book.bin", "content/book.bin"),
        ("_rels/.rels", "%E8%A1%A8/book.xml", "表/book.xml"),
    ],
)
def test_the_main_part_is_found_however_it_is_written(rels: str, target: str, part: str) -> None:
    package = open_package(archive({rels: relations(("officeDocument", target)), part: "<a/>"}))

    main = main_part(package)

    assert main is not None
    assert read_part(package, main) == b"<a/>"


def test_strict_relationships_are_of_the_same_kind() -> None:
    rels = relations(("officeDocument", "w/d.xml"), kind=STRICT_OFFICE)
    package = open_package(archive({"_rels/.rels": rels, "w/d.xml": "<a/>"}))

    assert targets(package, ROOT, "officeDocument") == ("w/d.xml",)


def test_a_part_that_is_not_there_and_an_outside_address_are_no_targets() -> None:
    outside = '<Relationships xmlns="p"><Relationship Id="a" Type="x/image" Target="https://example.org/x" TargetMode="External"/><Relationship Id="b" Type="x/image" Target="gone.png"/></Relationships>'
    package = open_package(archive({"word/_rels/document.xml.rels": outside}))

    assert [relation.external for relation in related(package, "word/document.xml")] == [
        True,
        False,
    ]
    assert targets(package, "word/document.xml", "image") == ()


def test_strict_names_of_elements_are_those_of_transitional() -> None:
    strict = b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'
    transitional = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}document"

    assert parsed(strict).tag == transitional
    for order in ("utf-16-le", "utf-16-be", "utf-16"):
        assert parsed(strict.decode().encode(order)).tag == transitional


def test_a_document_type_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'

    for written in (bomb, bomb.decode().encode("utf-16")):
        with pytest.raises(ValueError, match="document type"):
            parsed(written)


def test_two_different_parts_of_one_name_are_damage_and_two_equal_ones_are_not() -> None:
    assert read_part(open_package(archive({"a.xml": "x", "A.XML": "x"})), "a.xml") == b"x"
    with pytest.raises(ValueError, match="two parts"):
        open_package(archive({"a.xml": "x", "A.xml": "y"}))


def test_content_types_by_name_and_by_ending() -> None:
    types = '<Types xmlns="t"><Default Extension="XML" ContentType="a/B"/><Override PartName="/x/Y.xml" ContentType="c/D"/></Types>'
    package = open_package(archive({"[Content_Types].xml": types}))

    assert content_type(package, "x/y.xml") == "c/d"
    assert content_type(package, "x/z.xml") == "a/b"
    assert content_type(package, "x/z.bin") == ""


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OverLimitError, match="多半是空白内容"):
        read_part(open_package(archive({"a.xml": b" " * (limits.RATIO_FROM + 1)})), "a.xml")
    monkeypatch.setattr("compiler.package.office.MEMBERS", 3)
    with pytest.raises(OverLimitError, match="4 个部分"):
        open_package(archive(dict.fromkeys("abcd", "")))
    monkeypatch.setattr("compiler.package.office.TREE_SIZE", 100)
    with pytest.raises(OverLimitError, match="a\\.xml"):
        read_tree(open_package(archive({"a.xml": b"<a>" + b"x" * 100 + b"</a>"})), "a.xml")
    monkeypatch.setattr("compiler.package.office.PART_SIZE", 100)
    with pytest.raises(OverLimitError, match="a\\.xml"):
        read_part(open_package(archive({"a.xml": b"x" * 101})), "a.xml")
    monkeypatch.setattr("compiler.package.office.FILE_SIZE", 100)
    with pytest.raises(OverLimitError, match="最多读"):
        open_package(archive({"a.xml": b"x" * 101}))


@pytest.mark.parametrize("streamed_from", [0, 4 * 2**20])
def test_a_tree_and_a_stream_yield_the_same(
    monkeypatch: pytest.MonkeyPatch, streamed_from: int
) -> None:
    monkeypatch.setattr("compiler.package.xml.STREAMED_FROM", streamed_from)
    sheet = b'<s><row r="1"><c r="A1"><v>1</v></c><c/></row><row r="7"/><!-- c --><row><c><v>2<!-- x -->3</v></c></row></s>'

    seen = [
        (element.tag, dict(element.attrib), element.findtext("v") if element.tag == "c" else None)
        for element in walked(sheet, ["row"], ["c"])
    ]

    assert seen == [
        ("row", {"r": "1"}, None),
        ("c", {"r": "A1"}, "1"),
        ("c", {}, None),
        ("row", {"r": "7"}, None),
        ("row", {}, None),
        ("c", {}, "23"),
    ]


def test_a_part_that_breaks_off_is_broken_xml_in_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    for streamed_from in (0, 100):
        monkeypatch.setattr("compiler.package.xml.STREAMED_FROM", streamed_from)
        with pytest.raises(etree.XMLSyntaxError):
            list(walked(b"<s><row/><row", ["row"], ["c"]))


def nameless(content: bytes) -> bytes:
    """Return an archive whose list has lost the name of its last member."""
    at = content.rfind(b"PK\x01\x02")
    length = int.from_bytes(content[at + 28 : at + 30], "little")
    end = content.rfind(b"PK\x05\x06")
    size = int.from_bytes(content[end + 12 : end + 16], "little") - length
    return (
        content[: at + 28]
        + b"\0\0"
        + content[at + 30 : at + 46]
        + content[at + 46 + length : end + 12]
        + size.to_bytes(4, "little")
        + content[end + 16 :]
    )


def test_a_part_without_a_name_is_damage(root: Path, tmp_path: Path) -> None:
    """In a form, a notice, a copy and the office's styles: told, and no traceback of zipfile's."""
    compile_project(root)
    review = root / "output/通报（审核稿）.docx"
    copy = tmp_path / "改稿.docx"
    copy.write_bytes(nameless(review.read_bytes()))
    with pytest.raises(ValueError, match="no name"):
        open_package(copy.read_bytes())
    assert [one.code for one in list_edits(root, [copy], root / "output").diagnostics] == ["R040"]
    start = import_project(copy, tmp_path / "新", "xunshi")
    assert [one.code for one in start.diagnostics] == ["S060"]
    form = root / "input_workbooks/区教育局/措施01-01.xlsx"
    form.write_bytes(nameless(form.read_bytes()))
    found = compile_project(root).diagnostics
    assert "S011" in [one.code for one in found if one.spans[0].file.endswith(form.name)]
    styles = root / "templates/xunshi/styles.docx"
    styles.parent.mkdir(parents=True)
    for name in ("outline.txt", "kind.toml", "styles.docx"):
        own = (packaged_templates() / "xunshi" / name).read_bytes()
        (styles.parent / name).write_bytes(nameless(own) if name == styles.name else own)
    form.unlink()
    assert "R002" in [one.code for one in compile_project(root, draft=True).diagnostics]
