"""A fingerprint sees what a person changed, and nothing of what a program does to a file when it
saves it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from support.damage import replacing, rewrite

from compiler.package.fingerprints import fingerprint
from compiler.package.limits import TREE_SIZE
from compiler.package.parts import pack, unpack

W = nsdecls("w")
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
FIELD = (
    '<w:r {w}><w:fldChar w:fldCharType="begin"/></w:r><w:r {w}><w:instrText>{code}</w:instrText></w:r>'
    '<w:r {w}><w:fldChar w:fldCharType="separate"/></w:r><w:r {w}><w:t>{shown}</w:t></w:r><w:r {w}><w:fldChar w:fldCharType="end"/></w:r>'
)


def field(code: str, shown: str) -> str:
    return f"<w:p {W}>{FIELD.format(w='', code=code, shown=shown)}</w:p>"


def text_box(words: str) -> str:
    inner = f"<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"
    return f"<w:p {W} {VML}><w:r><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r></w:p>"


def letter() -> Document:
    """A Word file with something of everything."""
    document = docx.Document()
    first = document.add_paragraph("新增学位540个")
    first.add_run("，其中公办500个。")
    document.add_paragraph("全部完成。")
    document.add_table(1, 2).cell(0, 1).text = "格里的话"
    document.element.body.insert(0, parse_xml(text_box("框里的话")))
    document.element.body.insert(0, parse_xml(field(" PAGE ", "3")))
    document.sections[0].header.paragraphs[0].text = "审核稿"
    document.add_comment(first.runs, "请核对数字。", "审核人", "审")
    document.add_comment(first.runs, "已核。", "办公室", "办")
    return document


def saved(document: Document) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def said(document: Document) -> str | None:
    return fingerprint("通报.docx", saved(document))


def wrapped(document: Document, tag: str) -> None:
    """Put the second run of the first paragraph under tracking."""
    run = document.paragraphs[2].runs[1]._r
    tracked = parse_xml(f'<w:{tag} {W} w:id="9" w:author="领导" w:date="2025-01-01T00:00:00Z"/>')
    run.addprevious(tracked)
    tracked.append(run)
    if tag in ("del", "moveFrom"):
        for text in list(
            tracked.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")
        ):
            text.tag = text.tag.replace("}t", "}delText")


def formatted(document: Document, element: str) -> None:
    document.paragraphs[2].runs[1]._r.get_or_add_rPr().append(
        parse_xml(f"<w:{element.replace(' ', f' {W} ', 1)}/>")
    )


def picture(document: Document) -> None:
    document.paragraphs[3]._p.append(
        parse_xml(f"<w:r {W} {VML}><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>")
    )


def replied(document: Document) -> None:
    document.add_comment(document.paragraphs[2].runs, "同意。", "领导", "领")


EDITS: dict[str, Callable[[Document], object]] = {
    "a digit": lambda d: d.paragraphs[2].runs[0].__setattr__("text", "新增学位541个"),
    "a mark": lambda d: d.paragraphs[3].runs[0].__setattr__("text", "全部完成！"),
    "a paragraph": lambda d: d.add_paragraph("又及。"),
    "a paragraph cut in two": lambda d: (
        d.paragraphs[3].runs[0].__setattr__("text", "全部"),
        d.add_paragraph("完成。"),
    ),
    "a paragraph gone": lambda d: d.paragraphs[3]._p.getparent().remove(d.paragraphs[3]._p),
    "two paragraphs swapped": lambda d: d.paragraphs[2]._p.addprevious(d.paragraphs[3]._p),
    "a table's cell": lambda d: d.tables[0].cell(0, 0).__setattr__("text", "新话"),
    "a text box": lambda d: d.element.body.insert(0, parse_xml(text_box("另一框"))),
    "the header": lambda d: d.sections[0].header.paragraphs[0].__setattr__("text", "审核稿二"),
    "the footer": lambda d: d.sections[0].footer.paragraphs[0].__setattr__("text", "页脚"),
    "a tracked insertion": lambda d: wrapped(d, "ins"),
    "a tracked deletion": lambda d: wrapped(d, "del"),
    "a tracked move": lambda d: wrapped(d, "moveFrom"),
    "struck": lambda d: formatted(d, "strike "),
    "struck twice": lambda d: formatted(d, "dstrike "),
    "highlighted": lambda d: formatted(d, 'highlight w:val="yellow"'),
    "hidden": lambda d: formatted(d, "vanish "),
    "raised": lambda d: formatted(d, 'vertAlign w:val="superscript"'),
    "formatted under tracking": lambda d: formatted(d, 'rPrChange w:id="9" w:author="领导"'),
    "a picture": picture,
    "a comment more": replied,
    "a comment less": lambda d: d.comments._comments_elm.remove(d.comments._comments_elm[0]),
    "a comment changed": lambda d: (
        next(iter(d.comments)).paragraphs[0].runs[-1].__setattr__("text", "请再核对。")
    ),
    "a field typed over": lambda d: d.element.body.insert(1, parse_xml(field(" DATE ", "2025年"))),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_seen(edit: str) -> None:
    document = letter()
    before = said(document)
    assert before is not None
    EDITS[edit](document)
    assert said(document) not in (before, None)


def cut(document: Document) -> None:
    """Cut a run between any two characters, as programs do for spelling and revision marks."""
    run = document.paragraphs[2].runs[0]
    words, run.text = run.text, ""
    for character in words:
        run._r.addprevious(
            parse_xml(
                f'<w:r {W}><w:rPr><w:lang w:val="zh-CN"/></w:rPr><w:t>{character}</w:t></w:r>'
            )
        )
        run._r.addprevious(parse_xml(f'<w:proofErr {W} w:type="spellStart"/>'))


def reordered(document: Document) -> None:
    comments = document.comments._comments_elm
    comments.append(comments[0])
    for number, comment in enumerate(comments, 40):
        comment.set(f"{{{comment.nsmap['w']}}}id", str(number))


SAVES: dict[str, Callable[[Document], object]] = {
    "runs cut": cut,
    "comments in another order": reordered,
    "another page number": lambda d: d.paragraphs[0].runs[3].__setattr__("text", "12"),
    "a field in its short form": lambda d: d.element.body.replace(
        d.paragraphs[0]._p,
        parse_xml(
            f'<w:p {W}><w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>'
        ),
    ),
    "strike turned off": lambda d: formatted(d, 'strike w:val="false"'),
    "no highlight": lambda d: formatted(d, 'highlight w:val="none"'),
    "another font": lambda d: d.paragraphs[2].runs[0].font.__setattr__("bold", True),
    "an empty paragraph": lambda d: d.add_paragraph(),
    "bookmarks": lambda d: d.paragraphs[2]._p.insert(
        0, parse_xml(f'<w:bookmarkStart {W} w:id="77" w:name="_GoBack"/>')
    ),
    "new properties": lambda d: d.core_properties.__setattr__("author", "WPS"),
}


@pytest.mark.parametrize("save", SAVES)
def test_a_mere_save_is_not(save: str) -> None:
    document = letter()
    before = said(document)
    SAVES[save](document)
    assert said(document) == before


def test_parts_by_another_name(tmp_path: Path) -> None:
    """Programs number headers anew, and write the same one for every kind of page."""
    path = tmp_path / "a.docx"
    path.write_bytes(saved(letter()))
    before = fingerprint("a.docx", path.read_bytes())
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    (header,) = [name for name in parts if re.fullmatch(r"word/header\d*\.xml", name)]
    parts["word/header7.xml"] = parts["word/header8.xml"] = parts.pop(header)
    rels = parts["word/_rels/document.xml.rels"].decode()
    (link,) = [one for one in re.findall("<Relationship [^>]*>", rels) if Path(header).name in one]
    links = [link.replace(Path(header).name, f"header{number}.xml") for number in (7, 8)]
    links[1] = re.sub(' Id="[^"]*"', ' Id="rId88"', links[1])
    parts["word/_rels/document.xml.rels"] = rels.replace(link, "".join(links)).encode()
    with ZipFile(path, "w") as package:
        for name, content in reversed(parts.items()):
            package.writestr(name, content)
    assert fingerprint("a.docx", path.read_bytes()) == before


STRICT = {
    "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
    "http://schemas.openxmlformats.org/wordprocessingml/2006/": "http://purl.oclc.org/ooxml/wordprocessingml/",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/": "http://purl.oclc.org/ooxml/spreadsheetml/",
}


def strictly(name: str, content: bytes) -> tuple[str, bytes]:
    """Rename namespaces as "Strict Open XML" has them."""
    for transitional, strict in STRICT.items():
        content = content.replace(transitional.encode(), strict.encode())
    return name, content


REPACKED: dict[str, Callable[[str, bytes], tuple[str, bytes]]] = {
    "strict": strictly,
    "backslashes": lambda name, content: (name.replace("/", "\\"), content),
    "another case": lambda name, content: (name.upper(), content),
    "the main part by another name": lambda name, content: (
        re.sub("(document|workbook)(?=[.]xml)", r"\g<1>2", name),
        re.sub(b"(document|workbook)(?=[.]xml)", rb"\g<1>2", content),
    ),
}


@pytest.mark.parametrize("kind", ["a.docx", "a.xlsx"])
@pytest.mark.parametrize("way", REPACKED)
def test_the_same_file_in_another_package(kind: str, way: str) -> None:
    content = saved(letter()) if kind == "a.docx" else stored(workbook())
    buffer = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            name, part = REPACKED[way](entry.filename, old.read(entry))
            renamed = ZipInfo(entry.filename)
            renamed.filename = name  # the constructor turns what parts folders on this system
            new.writestr(renamed, part)
    assert fingerprint(kind, buffer.getvalue()) == fingerprint(kind, content) is not None


def test_a_file_of_another_kind_has_none() -> None:
    """Whatever it is called: it would be the same as any other."""
    assert fingerprint("a.docx", stored(workbook())) is None
    assert fingerprint("a.xlsx", saved(letter())) is None


def test_a_file_beyond_the_limits_has_none() -> None:
    buffer = BytesIO(saved(letter()))
    with ZipFile(buffer, "a", ZIP_DEFLATED) as package:
        package.writestr("word/footnotes.xml", b" " * (TREE_SIZE + 1))
        rels = package.read("word/_rels/document.xml.rels").decode()
    more = '<Relationship Id="rId99" Type="x/footnotes" Target="footnotes.xml"/></Relationships>'
    packed = pack(
        unpack(buffer.getvalue())
        | {"word/_rels/document.xml.rels": rels.replace("</Relationships>", more).encode()}
    )
    assert fingerprint("a.docx", packed) is None


def workbook() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"], sheet["C1"], sheet["D2"] = "单位", 12, "=B1*2", True
    sheet["A1"].comment = Comment("看一下", "某")
    book.create_sheet("表二")["A1"] = "另一页"
    return book


def stored(book: openpyxl.Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b.active.__setitem__("A1", "单位名称"),
        lambda b: b.active.__setitem__("B1", 12.5),
        lambda b: b.active.__setitem__("A9", " x"),
        lambda b: b.active.__setitem__("C1", 24),
        lambda b: b.active.move_range("D2", rows=1),
        lambda b: b["表二"].__setitem__("A1", None),
        lambda b: b["表二"].__setattr__("title", "表三"),
        lambda b: b.active["A1"].comment.__setattr__("text", "看过了"),
        lambda b: b.active["A1"].__setattr__("comment", None),
        lambda b: b["表二"]["A1"].__setattr__("comment", Comment("新批注", "某")),
        lambda b: b.active["A1"].__setattr__("font", Font(strike=True)),
        lambda b: b.active["B1"].__setattr__("fill", PatternFill("solid", fgColor="FFFFFF00")),
        lambda b: b.active.oddFooter.center.__setattr__("text", "内部掌握"),
        lambda b: b.active.add_chart(BarChart(), "F2"),
    ],
)
def test_a_cell_or_a_note_that_was_changed(change: Callable[[openpyxl.Workbook], object]) -> None:
    book = workbook()
    before = fingerprint("台账.xlsx", stored(book))
    assert before is not None
    change(book)
    assert fingerprint("台账.xlsx", stored(book)) not in (before, None)


def test_a_workbook_saved_by_another_program(tmp_path: Path) -> None:
    """Widths, bold letters, results of formulas and ways of writing a number are nobody's words."""
    path = tmp_path / "a.xlsx"
    book = workbook()
    path.write_bytes(stored(book))
    before = fingerprint("a.xlsx", path.read_bytes())
    rewrite(path, {"xl/worksheets/sheet1.xml": replacing("<v>12</v>", "<v>1.2E1</v>")})
    assert fingerprint("a.xlsx", path.read_bytes()) == before
    book.active.column_dimensions["A"].width = 50
    book.active["A1"].font = openpyxl.styles.Font(bold=True)
    assert fingerprint("a.xlsx", stored(book)) == before


def test_readings_above_characters(tmp_path: Path) -> None:
    """Excel for East Asian languages keeps readings beside a text; nobody wrote them."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(stored(workbook()))
    before = fingerprint("a.xlsx", path.read_bytes())
    reading = "<t>单位</t><rPh sb='0' eb='2'><t>たんい</t></rPh>"
    rewrite(path, {"xl/sharedStrings.xml": replacing("<t>单位</t>", reading)})
    assert fingerprint("a.xlsx", path.read_bytes()) == before


def test_texts() -> None:
    """Line ends and the mark of an encoding are the program's; words are not."""
    text = fingerprint("催报.txt", "第一行\n第二行\n".encode())
    assert text == fingerprint("催报.txt", "\ufeff第一行\r\n第二行".encode())
    assert text != fingerprint("催报.txt", "第一行\n第二行。\n".encode())


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.json", "a.zip"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xff\xfe\xff", b"PK" + bytes(40)])
def test_what_cannot_be_read_has_none(name: str, content: bytes) -> None:
    """Damaged files, and kinds that have only bytes, are never called the same; nor is a text
    nobody can decode.
    """
    assert fingerprint(name, content) is None
    assert fingerprint("a.txt", b"\xff\xfe\xff") is None
