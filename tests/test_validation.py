"""The proof of written files: it passes what the writers write, and sees every fault that is
planted in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import attrs
import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from support.copies import (
    ATTACHED,
    BLANK,
    CORE,
    FOOTER,
    HEADING,
    NAMES,
    PROSE,
    RELATIONS,
    RUN_IN,
    SETTINGS,
    STYLES,
    TEXT,
    Copies,
    Fault,
    Parts,
    attached,
    codes,
    copies_of,
    edited,
    first,
    gone,
    in_prose,
    in_run,
    new,
    paragraphs,
    property_of_paragraph,
    property_of_run,
    reading,
    removed,
    set_to,
    small_copies,
    tree,
    with_attachments,
    wrapped,
    written,
)
from support.outlines import kind_of, measure, problem, report
from support.projects import small

from compiler.commands.checking import Analysis, analyse
from compiler.commands.compiling import CHECK_REPORT, NOTICE_WORD, REVIEW_WORD, compile_project
from compiler.diagnostics import Diagnostic
from compiler.model.document import Document, Paragraph, Run, RunKind
from compiler.model.register import PlannedMeasure, PlannedProblem
from compiler.model.report import Aspect, Category, Group, Measure, Problem, Report
from compiler.model.submission import FollowUp, Submission
from compiler.model.values import Text
from compiler.notice.build import build_document
from compiler.notice.kind import BODY_STYLE
from compiler.package.parts import CONTENT_TYPES, W, pack, unpack
from compiler.span import Span
from compiler.word import copies as word_copies
from compiler.word import writer as word
from compiler.word.proof.report import read_numeral
from compiler.word.template.looks import LOOKS
from compiler.word.template.styles import build_styles


@pytest.fixture(scope="module")
def copies(small_template: Path) -> Copies:
    return small_copies(small_template)


@pytest.fixture(scope="module")
def publication(copies: Copies) -> bytes:
    return copies.publication()


@pytest.fixture(scope="module")
def review(copies: Copies) -> bytes:
    return copies.review()


# Clean files


def test_what_the_writers_write_is_what_it_should_be(
    copies: Copies, publication: bytes, review: bytes
) -> None:
    assert copies.judge(publication) == []
    assert copies.judge_review(review) == []


def test_the_sample_is_proven_in_both_copies(sample_analysis: Analysis) -> None:
    sample = copies_of(sample_analysis)
    assert sample.judge(sample.publication()) == []
    assert sample.judge_review(sample.review()) == []


def test_a_draft_with_holes_is_proven(tmp_path: Path) -> None:
    project = small()
    del project.forms["区财政局/措施01-02.xlsx"]
    draft = copies_of(analyse(project.write(tmp_path)), draft=True)
    assert any(
        run.kind is RunKind.HOLE
        for paragraph in draft.document.paragraphs
        for run in paragraph.runs
    )
    assert draft.judge(draft.publication()) == []
    assert draft.judge_review(draft.review()) == []


def test_pages_with_room_for_binding_are_proven(copies: Copies) -> None:
    """The gutter narrows lines, titles and tables, and stands at the top of a turned page."""
    parts = unpack(copies.styles)
    styles = pack(
        {
            name: content.replace(b'w:gutter="0"', b'w:gutter="1134"')
            for name, content in parts.items()
        }
    )
    long = written("中共望澜区委关于省委第三巡视组巡视反馈意见整改进展情况的通报", "通报标题")
    own = attrs.evolve(
        copies,
        document=Document((long, *ATTACHED[1:])),
        styles=styles,
        report=attrs.evolve(copies.report, aspects=()),
        notes=(),
        underlined={},
    )
    publication = own.publication()
    assert own.judge(publication) == []
    margins = first(tree(unpack(publication)), "//w:sectPr[w:pgSz/@w:orient]/w:pgMar")
    assert [margins.get(f"{{{W}}}{side}") for side in ("top", "gutter")] == [str(1587 + 1134), "0"]
    widths = [
        int(str(one))
        for one in tree(unpack(publication)).xpath("//w:gridCol/@w:w", namespaces=NAMES)
    ]  # type: ignore[union-attr]
    assert sum(widths) == 16838 - 2098 - 1984


def test_attachments_tables_seals_and_turned_pages_are_proven(copies: Copies) -> None:
    own = with_attachments(copies)
    assert own.judge(own.publication()) == []
    assert own.judge_review(own.review()) == []


def _behind_in_rows(tag: str, **attributes: str) -> Fault:
    def fault(root: etree._Element) -> None:
        row = first(root, "//w:tr[2]/w:trPr")
        row.append(new(tag, **attributes))

    return fault


def _black_in_a_cell(root: etree._Element) -> None:
    first(root, "//w:tc/w:tcPr").append(new("shd", val="solid", color="000000", fill="auto"))
    first(root, "//w:tc/w:p/w:r/w:rPr").append(new("color", val="111111"))


def _foot_on_no_page(root: etree._Element) -> None:
    """Turned pages have the footer of upright ones."""
    tests = ("not(w:pgSz/@w:orient)", "w:pgSz/@w:orient")
    upright, turned = (first(root, f"//w:sectPr[{test}]/w:footerReference") for test in tests)
    turned.set(qn("r:id"), str(upright.get(qn("r:id"))))


TABLE_FAULTS: dict[str, tuple[Fault, str]] = {
    "a session's number": (set_to("//w:tr", "rsidR", "00AA00BB"), "R022"),
    "a row lost": (gone("//w:tr[2]"), "R020"),
    "a cell in another row": (lambda root: first(root, "//w:tr").append(first(root, "//w:tr[2]/w:tc")), "R020"),
    "a cell pushed aside by a wide one": (lambda root: first(root, "//w:tc/w:tcPr").append(new("gridSpan", val="2")), "R020"),
    "a row that begins in the second column": (_behind_in_rows("gridBefore", val="1"), "R020"),
    "a cell under the one above it": (lambda root: first(root, "//w:tc/w:tcPr").append(new("vMerge")), "R022"),
    "a cell under the one beside it": (lambda root: first(root, "//w:tc[2]/w:tcPr").append(new("hMerge", val="continue")), "R022"),
    "a row of no height": (_behind_in_rows("trHeight", val="20", hRule="exact"), "R022"),
    "a row that is hidden": (_behind_in_rows("hidden"), "R022"),
    "a cell of no width": (set_to("//w:tr[2]/w:tc/w:tcPr/w:tcW", "w", "1"), "R022"),
    "a cell that was taken out": (lambda root: first(root, "//w:tc/w:tcPr").append(new("cellDel", author="张三")), "R022"),
    "a remark on a table": (lambda root: first(root, "//w:tblPr").append(new("tblDescription", val="岑一鸣")), "R022"),
    "a table beside the sheet": (lambda root: first(root, "//w:tblPr").append(new("tblInd", w="20000", type="dxa")), "R022"),
    "a last section that counts anew": (lambda root: first(root, "/w:document/w:body/w:sectPr").append(new("pgNumType", start="1")), "R026"),
    "a table that floats": (lambda root: first(root, "//w:tblPr").append(new("tblpPr", tblpX="20000")), "R022"),
    "a cell as black as its text": (_black_in_a_cell, "R022"),
    "a turned page with an upright foot, its own on no page": (_foot_on_no_page, "R022"),
    "two footers for the same pages": (lambda root: first(root, "//w:footerReference").addnext(deepcopy(first(root, "//w:footerReference"))), "R026"),
    "a margin over the whole page": (set_to("//w:sectPr[w:pgSz/@w:orient]/w:pgMar", "top", "12000"), "R026"),
}  # fmt: skip
"""Faults in attachments and their tables, and what must be among the findings."""


@pytest.mark.parametrize("name", TABLE_FAULTS)
def test_a_fault_in_an_attachment_or_table_is_seen(copies: Copies, name: str) -> None:
    fault, code = TABLE_FAULTS[name]
    own = with_attachments(copies)
    parts = unpack(own.publication())
    root = tree(parts)
    fault(root)
    found = own.judge(pack(parts | {TEXT: etree.tostring(root)}))
    assert code in codes(found), [diagnostic.message for diagnostic in found]


@pytest.mark.parametrize(
    ("old", "new_text"),
    [
        ("— ", "- "),
        ("</w:tc>", "<w:p><w:r><w:t>岑一鸣</w:t></w:r></w:p></w:tc>"),
        (" PAGE ", " NUMPAGES "),
        ("<w:rFonts ", "<w:vanish/><w:rFonts "),
    ],
)
def test_a_fault_at_the_foot_of_a_turned_page_is_seen(
    copies: Copies, old: str, new_text: str
) -> None:
    own = with_attachments(copies)
    for name in ("word/footer3.xml", "word/footer4.xml"):
        found = own.judge(pack(edited(name, (old, new_text))(unpack(own.publication()))))
        assert codes(found) == {"R026"}


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)
"""One grey point."""


def test_the_styles_of_an_office_with_all_that_word_adds_are_proven(copies: Copies) -> None:
    base = docx.Document()
    for look in LOOKS:
        if look.name != "Normal":
            base.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH).base_style = base.styles[
                "Normal"
            ]
    base.add_paragraph("旧文字").add_run("批注")
    base.sections[0].header.paragraphs[0].text = "望澜区"
    base.sections[0].header.paragraphs[0].add_run().add_picture(BytesIO(PICTURE))
    base.core_properties.author = "张三"
    base.settings.element.append(
        etree.fromstring(f'<w:rsids xmlns:w="{W}"><w:rsidRoot w:val="00AA"/></w:rsids>')
    )
    buffer = BytesIO()
    base.save(buffer)
    for draft in (False, True):
        own = attrs.evolve(
            copies, styles=buffer.getvalue(), document=attrs.evolve(copies.document, draft=draft)
        )
        assert own.judge(own.publication()) == []
        assert own.judge_review(own.review()) == []


# Planted faults


def _swap(root: etree._Element) -> None:
    one = first(root, PROSE)
    other = one.getnext()
    assert other is not None
    other.addnext(one)


def _digit(root: etree._Element) -> None:
    text = first(root, "//w:t[contains(., '540')]")
    text.text = (text.text or "").replace("540", "450", 1)


def _split(root: etree._Element) -> tuple[etree._Element, etree._Element]:
    """Cut a run in two."""
    run = first(root, f"{PROSE}/w:r")
    other = deepcopy(run)
    run.addnext(other)
    for piece, half in ((run, slice(0, 4)), (other, slice(4, None))):
        text = first(piece, "w:t")
        text.text = (text.text or "")[half]
    return run, other


def _dropped_run(root: etree._Element) -> None:
    removed(_split(root)[1])


def _doubled_run(root: etree._Element) -> None:
    run, _ = _split(root)
    run.addnext(deepcopy(run))


def _moved_to_table(root: etree._Element) -> None:
    paragraph = first(root, PROSE)
    table, row, cell = new("tbl"), new("tr"), new("tc")
    paragraph.addprevious(table)
    table.append(row)
    row.append(cell)
    cell.append(paragraph)


def _text_box(root: etree._Element) -> None:
    compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    first(root, f"{PROSE}/w:r").append(etree.Element(f"{{{compatibility}}}AlternateContent"))


def _white(root: etree._Element) -> None:
    first(root, f"{PROSE}/w:r/w:rPr").append(new("color", val="FFFFFF"))


def _number(change: Callable[[str], str]) -> Fault:
    def fault(root: etree._Element) -> None:
        texts = [
            text
            for text in root.iter(f"{{{W}}}t")
            if (text.text or "").startswith(("一、", "二、", "三、", "四、"))
        ]
        texts[1].text = change(texts[1].text or "")

    return fault


def _untrimmed(root: etree._Element) -> None:
    first(root, f"{PROSE}/w:r/w:t").text = " " + (first(root, f"{PROSE}/w:r/w:t").text or "")


def _heading_runs_on(root: etree._Element) -> None:
    """Set all but the end of the text in its heading's face: the runs stay as many as they were."""
    heading, text = list(first(root, RUN_IN).iter(f"{{{W}}}t"))[:2]
    written = text.text or ""
    heading.text, text.text = f"{heading.text}{written[:-2]}", written[-2:]


def _raw_break(root: etree._Element) -> None:
    text = first(root, f"{PROSE}/w:r/w:t")
    text.text = f"{(text.text or '')[:3]}\n{(text.text or '')[3:]}"


def _written_behind(path: str) -> Fault:
    def fault(root: etree._Element) -> None:
        first(root, path).tail = "岑一鸣"

    return fault


def _end_hidden(root: etree._Element) -> None:
    property_of_paragraph("rPr")(root)
    first(root, f"{PROSE}/w:pPr/w:rPr").append(new("vanish"))


TEXT_FAULTS: dict[str, tuple[Fault, set[str]]] = {
    "two paragraphs swapped": (_swap, {"R020"}),
    "a digit changed": (_digit, {"R020"}),
    "a run dropped": (_dropped_run, {"R020"}),
    "a run doubled": (_doubled_run, {"R020"}),
    "a paragraph dropped": (gone(PROSE), {"R020"}),
    "a paragraph doubled": (lambda root: first(root, PROSE).addnext(deepcopy(first(root, PROSE))), {"R020"}),
    "a blank line written on": (lambda root: first(root, BLANK).append(deepcopy(first(root, f"{PROSE}/w:r"))), {"R020"}),
    "a paragraph in a table": (_moved_to_table, {"R020"}),
    "a space before the text": (_untrimmed, set()),
    "another style": (set_to(f"{HEADING}/w:pPr/w:pStyle", "val", "Level2"), {"R021"}),
    "a style lost": (gone(f"{HEADING}/w:pPr/w:pStyle"), {"R021"}),
    "a style nobody has": (set_to(f"{HEADING}/w:pPr/w:pStyle", "val", "Heading1"), {"R021"}),
    "a run-in heading without its style": (gone(f"{RUN_IN}/w:r/w:rPr/w:rStyle"), {"R021"}),
    "a run-in heading in another style": (set_to(f"{RUN_IN}/w:r/w:rPr/w:rStyle", "val", "Level1Char"), {"R021"}),
    "a heading's style on the text": (property_of_run("rStyle", val="Level2Char"), {"R021"}),
    "another size": (property_of_run("sz", val="2"), {"R022"}),
    "white on white": (_white, {"R022"}),
    "white on a pale fill": (lambda root: [property_of_run("color", val="FFFFFF")(root), property_of_run("shd", val="clear", fill="FFFFCC")(root)], {"R022"}),
    "black on a black highlight": (property_of_run("highlight", val="black"), {"R022"}),
    "a fill as black as the text": (lambda root: [property_of_run("color", val="000000")(root), property_of_paragraph("shd", val="clear", fill="111111")(root)], {"R022"}),
    "a pale yellow text": (property_of_run("color", val="FFFF99"), {"R022"}),
    "struck out": (property_of_run("strike"), {"R022"}),
    "struck out twice": (property_of_run("dstrike", val="1"), {"R022"}),
    "hidden on the web": (property_of_run("webHidden"), {"R022"}),
    "hidden by a style of its own": (property_of_run("rStyle", val="Hidden"), {"R022"}),
    "characters on top of each other": (property_of_run("spacing", val="-300"), {"R022"}),
    "characters without width": (property_of_run("w", val="1"), {"R022"}),
    "a line of one point": (property_of_paragraph("spacing", line="20", lineRule="exact"), {"R022"}),
    "raised over the line": (property_of_run("position", val="200"), {"R022"}),
    "two paragraphs that run together": (_end_hidden, {"R022"}),
    "a frame": (property_of_paragraph("framePr", x="20000", hAnchor="page"), {"R022"}),
    "off the sheet": (property_of_paragraph("ind", left="-12000"), {"R022"}),
    "off the sheet by characters": (property_of_paragraph("ind", leftChars="9000"), {"R022"}),
    "one property twice": (lambda root: [property_of_run("b")(root), property_of_run("b", val="0")(root)], {"R022"}),
    "pages without a number": (lambda root: first(root, "//w:sectPr").append(new("pgNumType", fmt="none")), {"R026"}),
    "pages counted from the fifth": (lambda root: first(root, "//w:sectPr").append(new("pgNumType", start="5")), {"R026"}),
    "a page without room": (set_to("//w:sectPr/w:pgMar", "left", "11000"), {"R026"}),
    "an underline": (property_of_run("u", val="dotted"), {"R022"}),
    "an outline level lost": (gone(f"{RUN_IN}/w:pPr/w:outlineLvl"), {"R021"}),
    "another outline level": (set_to(f"{RUN_IN}/w:pPr/w:outlineLvl", "val", "0"), {"R021"}),
    "a section between the paragraphs": (property_of_paragraph("sectPr"), {"R026"}),
    "automatic numbering": (property_of_paragraph("numPr"), {"R022"}),
    "a format that was changed": (property_of_paragraph("pPrChange"), {"R022"}),
    "hidden text": (property_of_run("vanish"), {"R022"}),
    "an inserted run": (lambda root: wrapped(first(root, f"{PROSE}/w:r"), "ins", id="1", author="张三"), {"R022"}),
    "a deleted run": (in_prose("del", id="1", author="张三"), {"R022"}),
    "deleted text": (in_run("delText"), {"R022"}),
    "a heading's face running on": (_heading_runs_on, {"R021"}),
    "a line break that is none": (_raw_break, {"R020"}),
    "text between the runs": (_written_behind(f"{PROSE}/w:r"), {"R022"}),
    "text between the paragraphs": (_written_behind(PROSE), {"R022"}),
    "a colour behind the page": (lambda root: root.insert(0, new("background", color="FF0000")), {"R022"}),
    "an attribute of the body": (set_to("/w:document/w:body", "val", "岑一鸣"), {"R022"}),
    "a bookmark": (in_prose("bookmarkStart", id="0", name="_r00001"), {"R022"}),
    "a comment's range": (in_prose("commentRangeStart", id="0"), {"R022"}),
    "a comment's mark": (in_run("commentReference", id="0"), {"R022"}),
    "a field": (in_prose("fldSimple", "1", instr=" PAGE "), {"R022"}),
    "half a field": (in_run("fldChar", fldCharType="begin"), {"R022"}),
    "a text box": (_text_box, {"R022"}),
    "a picture": (in_run("drawing"), {"R022"}),
    "an embedded object": (in_run("object"), {"R022"}),
    "a page break": (in_run("br", type="page"), {"R022"}),
    "a link": (in_prose("hyperlink", "见此", anchor="x"), {"R022"}),
    "a footnote": (in_run("footnoteReference", id="1"), {"R022"}),
    "a content control": (in_prose("sdt"), {"R022"}),
    "a content control round a paragraph": (lambda root: wrapped(first(root, PROSE), "sdt"), {"R020", "R022"}),
    "custom markup": (in_prose("customXml", "内部", uri="urn:x"), {"R022"}),
    "an empty table": (lambda root: first(root, PROSE).addnext(new("tbl")), {"R022"}),
    "a remark in the XML": (lambda root: first(root, PROSE).append(etree.Comment("区教育局报")), {"R022"}),
    "an instruction in the XML": (lambda root: first(root, PROSE).append(etree.ProcessingInstruction("x", "y")), {"R022"}),
    "a session's number": (set_to(PROSE, "rsidR", "00AA00BB"), {"R022"}),
    "a number skipped": (_number(lambda text: f"三{text[1:]}"), {"R020", "R023"}),
    "a number doubled": (_number(lambda text: f"一{text[1:]}"), {"R020", "R023"}),
    "a footer gone": (gone("//w:sectPr/w:footerReference"), {"R026"}),
    "no section at all": (gone("/w:document/w:body/w:sectPr"), {"R026"}),
}  # fmt: skip
"""Faults in the text, and the codes that must be among what is found."""


@pytest.mark.parametrize("name", TEXT_FAULTS)
def test_a_fault_in_the_text_is_seen(copies: Copies, publication: bytes, name: str) -> None:
    fault, expected = TEXT_FAULTS[name]
    parts = unpack(publication)
    root = tree(parts)
    fault(root)
    style = b'<w:style w:type="character" w:styleId="Hidden"><w:name w:val="x"/>'
    hidden = style + b"<w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    styles = parts[STYLES].replace(b"</w:styles>", hidden)
    found = copies.judge(pack(parts | {TEXT: etree.tostring(root), STYLES: styles}))
    if expected:
        assert expected <= codes(found), [diagnostic.message for diagnostic in found]
    else:
        assert found == [], [diagnostic.message for diagnostic in found]


def _theme(parts: Parts) -> Parts:
    return edited(STYLES, ("<w:rFonts ", '<w:rFonts w:eastAsiaTheme="minorEastAsia" '))(parts)


def _header(parts: Parts) -> Parts:
    reference = '<w:headerReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" w:type="default" r:id="rId99"/>'
    content = f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:hdr>'.encode()
    parts = attached("word/header1.xml", "header", content)(parts)
    text = re.sub(
        r"(<w:sectPr[^>]*>)", lambda match: match.group() + reference, parts[TEXT].decode()
    )
    return parts | {TEXT: text.encode()}


PACKAGE_FAULTS: dict[str, tuple[Callable[[Parts], Parts], set[str]]] = {
    "a person's name as author": (lambda parts: parts | {CORE: re.sub(rb"(<dc:creator>)[^<]*", r"\1张三".encode(), parts[CORE])}, {"R022"}),
    "when it was printed": (edited(CORE, ("</cp:coreProperties>", "<cp:lastPrinted>2025-02-20T08:00:00Z</cp:lastPrinted></cp:coreProperties>")), {"R022"}),
    "when it was really made": (lambda parts: parts | {CORE: parts[CORE].replace(b"2025-02-20T", b"2025-02-21T", 1)}, {"R022"}),
    "comments nobody refers to": (attached("word/comments.xml", "comments"), {"R022"}),
    "custom XML": (attached("customXml/item1.xml", "customXml"), {"R022"}),
    "an embedded workbook": (attached("word/embeddings/Microsoft_Excel_Sheet.xlsx", "package"), {"R022"}),
    "a theme": (attached("word/theme/theme1.xml", "theme"), {"R022"}),
    "automatic numbering": (attached("word/numbering.xml", "numbering"), {"R022"}),
    "a part nothing leads to": (lambda parts: parts | {"docProps/app.xml": b"<a/>"}, {"R022"}),
    "a part registered and not there": (
        edited(CONTENT_TYPES, ("</Types>", '<Override PartName="/word/people.xml" ContentType="application/xml"/></Types>')), {"R022"},
    ),
    "a template somewhere": (
        lambda parts: parts | {"word/_rels/settings.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://x/attachedTemplate" Target="file:///C:/a.dotm" TargetMode="External"/></Relationships>'},
        {"R022"},
    ),
    "the file in another file's clothes": (edited(CONTENT_TYPES, ("wordprocessingml.settings+xml", "wordprocessingml.footer+xml")), {"R026"}),
    "theme fonts": (_theme, {"R022"}),
    "a session's number in the styles": (edited(STYLES, ("<w:qFormat/>", '<w:qFormat/><w:rsid w:val="00AA00BB"/>')), {"R022"}),
    "revisions kept": (edited(SETTINGS, ("</w:settings>", "<w:trackRevisions/></w:settings>")), {"R022"}),
    "a remark in the styles": (edited(STYLES, ("</w:styles>", "<!-- 区教育局 --></w:styles>")), {"R022"}),
    "another footer": (edited(FOOTER, ("— ", "- ")), {"R026"}),
    "a footer that says more": (edited(FOOTER, ("</w:ftr>", "<w:p><w:r><w:t>岑一鸣</w:t></w:r></w:p></w:ftr>")), {"R026"}),
    "no page number": (edited(FOOTER, (' PAGE ', ' TITLE ')), {"R026"}),
    "a page number that is hidden": (edited(FOOTER, ("<w:rFonts ", "<w:vanish/><w:rFonts ")), {"R026"}),
    "a page number as white as the page": (edited(FOOTER, ("<w:rFonts ", '<w:color w:val="FFFFFF"/><w:rFonts ')), {"R026"}),
    "a header added": (_header, {"R026"}),
    "a footer on no page": (attached("word/footer9.xml", "footer", f'<w:ftr xmlns:w="{W}"/>'.encode()), {"R022"}),
    "a remark before the text": (lambda parts: parts | {TEXT: parts[TEXT].replace(b"<w:document", "<!--岑一鸣--><w:document".encode(), 1)}, {"R022"}),
    "a remark behind the styles": (lambda parts: parts | {STYLES: parts[STYLES] + "<!--岑一鸣-->".encode()}, {"R022"}),
    "a type of document": (lambda parts: parts | {TEXT: parts[TEXT].replace(b"<w:document", b"<!DOCTYPE w><w:document", 1)}, {"R022"}),
    "a remark among the relationships": (edited(RELATIONS, ("</Relationships>", "<!--岑一鸣--></Relationships>")), {"R022"}),
    "text among the relationships": (edited(RELATIONS, ("</Relationships>", "岑一鸣</Relationships>")), {"R022"}),
    "a type of parts there are none of": (edited(CONTENT_TYPES, ("</Types>", '<Default Extension="bin" ContentType="application/x"/></Types>')), {"R022"}),
    "a remark among the types": (edited(CONTENT_TYPES, ("</Types>", "<!--岑一鸣--></Types>")), {"R022"}),
    "a title with more in it": (edited(CORE, ("</dc:title>", "<dc:x/></dc:title>")), {"R022"}),
    "a day that does not say so": (edited(CORE, (' xsi:type="dcterms:W3CDTF"', "")), {"R022"}),
    "relationships of another kind": (edited(RELATIONS, ("officeDocument/2006/relationships/styles", "elsewhere/styles")), {"R027"}),
    "a text that is no XML": (edited(TEXT, ("</w:body>", "")), {"R027"}),
    "no styles": (lambda parts: {name: content for name, content in parts.items() if name != STYLES}, {"R027"}),
    "no text": (lambda parts: {name: content for name, content in parts.items() if name != TEXT}, {"R027"}),
}  # fmt: skip
"""Faults in the rest of the file, likewise."""


@pytest.mark.parametrize("name", PACKAGE_FAULTS)
def test_a_fault_in_the_package_is_seen(copies: Copies, publication: bytes, name: str) -> None:
    fault, expected = PACKAGE_FAULTS[name]
    found = copies.judge(pack(fault(unpack(publication))))
    assert expected <= codes(found), [diagnostic.message for diagnostic in found]


def test_a_file_cut_short_cannot_be_opened(copies: Copies, publication: bytes) -> None:
    for data in (publication[:-200], publication[:1000], b"", b"<a/>"):
        assert codes(copies.judge(data)) == {"R027"}


def test_how_and_when_it_was_packed_is_seen(copies: Copies, publication: bytes) -> None:
    again, later = BytesIO(), BytesIO()
    with ZipFile(again, "w", ZIP_DEFLATED) as archive, ZipFile(later, "w") as other:
        for name, content in unpack(publication).items():
            archive.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)
            other.writestr(ZipInfo(name, (2025, 2, 20, 8, 0, 0)), content)
    for data in (again.getvalue(), later.getvalue(), b"x" + publication, publication + b"x"):
        assert codes(copies.judge(data)) == {"R022"}


def test_remarks_and_doubles_in_the_archive_are_seen(copies: Copies, publication: bytes) -> None:
    buffer = BytesIO(publication)
    with ZipFile(buffer, "a") as archive:
        archive.comment = "望澜区巡视办张三的电脑".encode()
    assert codes(copies.judge(buffer.getvalue())) == {"R022"}


# Planted faults in review copies


def _bookmark(number: int) -> str:
    return f"//w:bookmarkStart[@w:name='_r{number:05d}']"


def _moved(root: etree._Element) -> None:
    mark = first(root, _bookmark(5))
    target = (
        mark.getprevious()
        if mark.getprevious() is not None and mark.getprevious().tag.endswith("}r")
        else mark.getnext()
    )  # type: ignore[union-attr]
    assert target is not None
    target.addnext(mark) if mark.getnext() is target else target.addprevious(mark)


def _ends_late(root: etree._Element) -> None:
    start = first(root, "//w:p[count(w:bookmarkStart) > 1]/w:bookmarkStart")
    paragraph = start.getparent()
    assert paragraph is not None
    paragraph.append(first(paragraph, f"w:bookmarkEnd[@w:id='{start.get(f'{{{W}}}id')}']"))


def _exchanged(root: etree._Element) -> None:
    one, other = first(root, _bookmark(4)), first(root, _bookmark(5))
    for mark, name in ((one, "_r00005"), (other, "_r00004")):
        mark.set(f"{{{W}}}name", name)


def _comment(change: Fault) -> Callable[[Parts], Parts]:
    def fault(parts: Parts) -> Parts:
        root = tree(parts, "word/comments.xml")
        change(root)
        return parts | {"word/comments.xml": etree.tostring(root)}

    return fault


def _text(change: Fault) -> Callable[[Parts], Parts]:
    def fault(parts: Parts) -> Parts:
        root = tree(parts)
        change(root)
        return parts | {TEXT: etree.tostring(root)}

    return fault


def _comment_moved(root: etree._Element) -> None:
    paragraphs(root)[-1].append(first(root, "//w:commentRangeStart"))


def _numbered_twice(root: etree._Element) -> None:
    """Two anchors in different paragraphs, both begun and ended under one number."""
    one, *_, last = root.iter(f"{{{W}}}bookmarkStart")
    number = str(last.get(f"{{{W}}}id"))
    for mark in root.iter(f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"):
        if mark.get(f"{{{W}}}id") == number:
            mark.set(f"{{{W}}}id", str(one.get(f"{{{W}}}id")))


REVIEW_FAULTS: dict[str, tuple[Callable[[Parts], Parts], set[str]]] = {
    "an anchor lost": (_text(gone(_bookmark(3))), {"R025"}),
    "an anchor without an end": (_text(gone("//w:bookmarkEnd")), {"R025"}),
    "an anchor's start moved": (_text(_moved), {"R025"}),
    "an anchor that holds too much": (_text(_ends_late), {"R025"}),
    "two anchors exchanged": (_text(_exchanged), {"R025"}),
    "an anchor of another name": (_text(set_to(_bookmark(3), "name", "_r99999")), {"R025"}),
    "an anchor too many": (_text(in_prose("bookmarkStart", id="9999", name="_GoBack")), {"R025"}),
    "a comment lost": (_comment(gone("//w:comment")), {"R025"}),
    "a comment that says something else": (_comment(lambda root: setattr(first(root, "(//w:t)[last()]"), "text", "没有意见")), {"R025"}),
    "a comment by someone": (_comment(set_to("//w:comment", "author", "张三")), {"R025"}),
    "an anchor with more to it": (_text(set_to(_bookmark(3), "colFirst", "1")), {"R022"}),
    "a comment by initials": (_comment(set_to("//w:comment", "initials", "张")), {"R025"}),
    "a comment at another time": (_comment(set_to("//w:comment", "date", "2025-01-13T08:15:00Z")), {"R025"}),
    "an anchor's number twice": (_text(_numbered_twice), {"R025"}),
    "a picture in a comment": (_comment(lambda root: first(root, "//w:r").append(new("drawing"))), {"R025"}),
    "a comment elsewhere": (_text(_comment_moved), {"R025"}),
    "a comment's mark lost": (_text(gone("//w:r[w:commentReference]")), {"R025"}),
    "an underline lost": (_text(gone("//w:r/w:rPr/w:u")), {"R025"}),
    "an underline too many": (_text(property_of_run("u", val="dotted")), {"R025"}),
    "a digit changed": (_text(_digit), {"R020"}),
    "hidden text": (_text(property_of_run("vanish")), {"R022"}),
    "an inserted run": (_text(lambda root: wrapped(first(root, f"{PROSE}/w:r"), "ins", id="1", author="张三")), {"R022"}),
    "another line on top": (edited("word/header1.xml", ("供内部审核", "可以公布")), {"R026"}),
    "custom XML": (attached("customXml/item1.xml", "customXml"), {"R022"}),
}  # fmt: skip


@pytest.mark.parametrize("name", REVIEW_FAULTS)
def test_a_fault_in_a_review_copy_is_seen(copies: Copies, review: bytes, name: str) -> None:
    fault, expected = REVIEW_FAULTS[name]
    found = copies.judge_review(pack(fault(unpack(review))))
    assert expected <= codes(found), [diagnostic.message for diagnostic in found]


# What a complaint says


def test_a_changed_digit_names_paragraph_texts_and_cell(copies: Copies, publication: bytes) -> None:
    parts = unpack(publication)
    root = tree(parts)
    _digit(root)
    (found,) = copies.judge(pack(parts | {TEXT: etree.tostring(root)}))
    number = next(n for n, one in enumerate(copies.document.paragraphs, 1) if "540" in one.text)
    assert found.code == "R020"
    assert found.arguments["place"] == f"第{number}段"
    assert "540" in str(found.arguments["expected"])
    assert "450" in str(found.arguments["written"])
    assert found.spans[0] == Span(NOTICE_WORD)
    assert found.spans[1].file == "input_workbooks/区教育局/措施01-01.xlsx"


def test_few_of_many_faults_are_told(copies: Copies, publication: bytes) -> None:
    parts = unpack(publication)
    text = re.sub(r"<w:t( [^>]*)?>[^<]", "<w:t>\u00d7", parts[TEXT].decode())
    found = copies.judge(pack(parts | {TEXT: text.encode()}))
    assert len([one for one in found if one.code == "R020"]) == 5


# Faults of the document itself


def replaced(document: Document, change: Callable[[Run], Sequence[Run]]) -> Document:
    paragraphs_ = []
    for paragraph in document.paragraphs:
        runs = [new_run for run in paragraph.runs for new_run in change(run)]
        paragraphs_.append(
            attrs.evolve(
                paragraph, runs=tuple(runs), heading_runs=min(paragraph.heading_runs, len(runs))
            )
        )
    return attrs.evolve(document, paragraphs=tuple(paragraphs_))


def faulty(copies: Copies, document: Document) -> list[Diagnostic]:
    own = attrs.evolve(copies, document=document)
    return own.judge(own.publication())


@pytest.mark.parametrize(
    ("old", "wrong"),
    [("二、", "三、"), ("（二）", "（一）"), ("2.", "4."), ("（3）", "（5）"), ("二是", "三是")],
)
def test_a_number_the_compiler_got_wrong_is_seen(copies: Copies, old: str, wrong: str) -> None:
    assert any(
        run.text == old for paragraph in copies.document.paragraphs for run in paragraph.runs
    )
    document = replaced(
        copies.document,
        lambda run: (
            [attrs.evolve(run, text=wrong)]
            if run.kind is RunKind.NUMBER and run.text == old
            else [run]
        ),
    )
    assert codes(faulty(copies, document)) == {"R023"}


def test_a_measure_left_out_is_seen(copies: Copies) -> None:
    cell = next(copies.report.measures()).submission.progress.span  # type: ignore[union-attr]
    (found,) = faulty(
        copies, replaced(copies.document, lambda run: [] if run.sources[0] == cell else [run])
    )
    assert (found.code, found.spans[1]) == ("R024", cell)


def test_a_measure_printed_twice_is_seen(copies: Copies) -> None:
    cell = next(copies.report.measures()).submission.theme.span  # type: ignore[union-attr]
    (found,) = faulty(
        copies,
        replaced(copies.document, lambda run: [run, run] if run.sources[0] == cell else [run]),
    )
    assert (found.code, found.spans[1]) == ("R024", cell)


def test_a_measure_printed_otherwise_than_reported_is_seen(copies: Copies) -> None:
    cell = next(copies.report.measures()).submission.progress.span  # type: ignore[union-attr]

    def change(run: Run) -> list[Run]:
        swapped = attrs.evolve(run, text=run.text.replace("540", "450"))
        return [swapped if run.sources[0] == cell else run]

    (found,) = faulty(copies, replaced(copies.document, change))
    assert (found.code, found.spans[1]) == ("R024", cell)


def test_a_problem_left_out_is_seen(copies: Copies) -> None:
    cell = next(copies.report.problems()).plan.title.span
    (found,) = faulty(
        copies, replaced(copies.document, lambda run: [] if run.sources[0] == cell else [run])
    )
    assert (found.code, found.spans[1]) == ("R024", cell)


def placed(value: Any, numbers: Iterator[int]) -> Any:
    """Return a record whose every text stands in a cell of its own."""
    if isinstance(value, Text):
        return attrs.evolve(value, span=Span("总台账.xlsx", "表", f"A{next(numbers)}"))
    if isinstance(value, tuple):
        return tuple(placed(one, numbers) for one in value)
    if isinstance(
        value,
        (
            Aspect,
            Category,
            Problem,
            Group,
            Measure,
            Submission,
            PlannedProblem,
            PlannedMeasure,
            FollowUp,
        ),
    ):
        changes = {
            field.name: placed(getattr(value, field.name), numbers)
            for field in attrs.fields(type(value))
        }
        return attrs.evolve(value, **changes)
    return value


def given_report(*problems: Any) -> Report:
    found = report(*problems)
    return attrs.evolve(found, aspects=placed(found.aspects, count(1)))


OUTLINES = {
    "a title on every row of a table": (
        """
一、{方面}
    1.{问题}。
        [一是{主题句}。{进展情况}]
附件1
    |序号|问题|措施|
    |1|{问题}|{整改措施}|
""",
        (problem("停车难", measure("新增车位。", theme="扩容", planned="建停车楼。"), measure("错时开放。", theme="共享", planned="错时开放。")),),
    ),
    "a level that some have and others have not": (
        """
一、{方面}
    (一){类别}
        1.{问题}。
            [一是{主题句}。{进展情况}]
""",
        (problem("停车难", "新增车位。"), problem("入园难", "新增学位。"), problem("就医难", "新增床位。", aspect="乙方面", category="医疗")),
    ),
    "numbers through everything": (
        """
一、{方面}
    1.{问题}。                              …全文连续
        {进展情况}
""",
        (problem("停车难", "新增车位。"), problem("入园难", "新增学位。", aspect="乙方面"), problem("就医难", "新增床位。", aspect="乙方面")),
    ),
    "a title in two parts": (
        """
一、{方面}
    1.{问题}。
        {进展情况}
二、未完成的事项
    (一)关于{问题}                          …未完成
        {有关情况说明}
""",
        (problem("停车难", "新增车位。"), problem("入园难", measure("新增学位。", status="未完成", situation="在建。"))),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OUTLINES)
def test_no_outline_is_taken_for_a_fault(copies: Copies, name: str) -> None:
    outline, problems = OUTLINES[name]
    given_ = given_report(*problems)
    kind, found = kind_of(outline)
    assert found == []
    own = attrs.evolve(
        copies,
        document=build_document(given_, kind),
        report=given_,
        kind=kind,
        notes=(),
        underlined={},
    )
    assert [one.text for one in own.document.paragraphs]
    assert [one.message for one in own.judge(own.publication())] == []


def test_a_count_that_does_not_start_again_is_seen(copies: Copies) -> None:
    """The outline counts problems under each aspect; the numbers run through."""
    given_ = given_report(
        problem("停车难", "新增车位。"), problem("入园难", "新增学位。", aspect="乙方面")
    )
    kind, _ = kind_of("一、{方面}\n    1.{问题}。\n        {进展情况}\n")
    document = build_document(given_, kind)
    position = max(n for n, one in enumerate(document.paragraphs) if one.text.startswith("1."))
    wrong = document.paragraphs[position]
    runs_ = (attrs.evolve(wrong.runs[0], text="2."), *wrong.runs[1:])
    document = attrs.evolve(
        document,
        paragraphs=(
            *document.paragraphs[:position],
            attrs.evolve(wrong, runs=runs_),
            *document.paragraphs[position + 1 :],
        ),
    )
    assert codes(
        faulty(attrs.evolve(copies, report=given_, kind=kind, notes=(), underlined={}), document)
    ) == {"R023"}


@pytest.mark.parametrize(
    ("mark", "number"),
    [("一、", 1), ("（十二）", 12), ("3.", 3), ("（104）", 104), ("⑳", 20), ("二十一是", 21), ("首先，", 1), ("第6条：", 6), ("附件2", 2), ("附件", None)],
)  # fmt: skip
def test_numerals_are_read_from_any_mark(mark: str, number: int | None) -> None:
    assert read_numeral(mark) == number


def test_the_last_of_a_series_has_the_number_after_the_one_before() -> None:
    assert [read_numeral("最后", last) for last in (1, 3, 6)] == [2, 4, 7]


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[:3] + lines[4:],
        lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]],
    ],
)
def test_a_layout_that_loses_or_moves_a_paragraph_is_seen(
    copies: Copies, monkeypatch: pytest.MonkeyPatch, change: Callable[[list[object]], list[object]]
) -> None:
    lay_out = word.lay_out
    monkeypatch.setattr(word, "lay_out", lambda *arguments: iter(change(list(lay_out(*arguments)))))
    found = [one for one in copies.judge(copies.publication()) if one.code == "R020"]
    assert 1 <= len(found) <= 2  # one that stands elsewhere is missing here and too many there


# Documents at random

STYLES_AT_RANDOM = [
    look.name
    for look in LOOKS
    if look.name not in ("Normal", "附件说明", "附件序号", "附件标题", "附表表头", "附表文字")
]
texts = st.text(
    st.sampled_from("望澜区整改落实。，“”《》—…1234567890.%(（ \t　abcdefghijklmnopqrstuvwxyz\x0b"),
    max_size=24,
)
runs = st.builds(
    Run, texts, st.sampled_from(RunKind), st.just((Span("总台账.xlsx", "篇章", "E2"),))
)


@st.composite
def paragraphs_at_random(draw: st.DrawFn) -> Paragraph:
    own = tuple(draw(st.lists(runs, max_size=4)))
    level = draw(st.integers(0, 4))
    style = ["", "一级标题", "二级标题", "三级标题", "四级标题"][level] or draw(
        st.sampled_from([*STYLES_AT_RANDOM, BODY_STYLE])
    )
    return Paragraph(own, style, level, draw(st.integers(0, len(own))) if level else 0)


documents = st.builds(
    Document, st.lists(paragraphs_at_random(), max_size=8).map(tuple), st.booleans()
)


@given(documents)
@settings(max_examples=60)
def test_any_document_is_written_as_it_should_be(copies: Copies, document: Document) -> None:
    own = attrs.evolve(
        copies,
        document=document,
        report=attrs.evolve(copies.report, aspects=()),
        notes=(),
        underlined={},
    )
    assert [one.message for one in own.judge(own.publication())] == []
    assert [one.message for one in own.judge_review(own.review())] == []


@given(st.data())
@settings(max_examples=120)
def test_any_changed_character_is_seen(
    copies: Copies, publication: bytes, review: bytes, data: st.DataObject
) -> None:
    reviewed = data.draw(st.booleans())
    parts = unpack(review if reviewed else publication)
    root = tree(parts)
    places = [text for text in root.iter(f"{{{W}}}t") if text.text]
    place = data.draw(st.sampled_from(places))
    text = place.text or ""
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(
        st.sampled_from("望澜0123456789。，").filter(lambda character: character != text[at])
    )
    place.text = text[:at] + other + text[at + 1 :]
    changed = pack(parts | {TEXT: etree.tostring(root)})
    assert "R020" in codes(copies.judge_review(changed) if reviewed else copies.judge(changed))


PROVEN = (
    "t", "p", "r", "tab", "outlineLvl", "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference",
    "comment", "instrText", "fldChar", "fldSimple",
)  # fmt: skip
STYLED = ("pStyle", "rStyle")
"""Elements that may not be lost, doubled or changed, where they hold text; those that name a
style, where it is a heading's."""


def _proven(parts: Parts) -> Iterator[tuple[str, int]]:
    """Yield the part and position of the first and last element of every name that is about what
    the notice says.
    """
    for name in sorted(parts):
        if not name.startswith("word/") or not name.endswith(".xml") or name == STYLES:
            continue
        places: dict[str, list[int]] = {}
        for position, element in enumerate(tree(parts, name).iter()):
            word = etree.QName(element).localname
            value = element.get(f"{{{W}}}val", "")
            about_text = bool(reading(element)) if word in ("t", "p", "r") else True
            about_heading = word in STYLED and value.startswith("Level")
            if (word in PROVEN and about_text) or about_heading:
                places.setdefault(word, []).append(position)
        for positions in places.values():
            yield from ((name, position) for position in {positions[0], positions[-1]})


@pytest.mark.parametrize("reviewed", [False, True])
def test_any_text_mark_field_or_heading_lost_doubled_or_changed_is_seen(
    copies: Copies, publication: bytes, review: bytes, reviewed: bool
) -> None:
    """The first and the last element of every name, in every part."""
    parts = unpack(review if reviewed else publication)
    places = list(_proven(parts))
    assert len(places) > (40 if reviewed else 20)
    for name, position in places:
        for change in ("lost", "doubled", "changed"):
            root = tree(parts, name)
            element = list(root.iter())[position]
            if change == "lost":
                removed(element)
            elif change == "doubled":
                element.addnext(deepcopy(element))
            elif element.attrib and element.tag != f"{{{W}}}t":
                for key, value in element.items():
                    element.set(key, f"{value}1")
            else:
                continue
            changed = pack(parts | {name: etree.tostring(root)})
            found = copies.judge_review(changed) if reviewed else copies.judge(changed)
            assert found, (name, element.tag, change)


# In the compile


@pytest.mark.parametrize("writer", ["write_word", "write_review"])
def test_a_file_that_is_not_what_it_should_be_is_not_published(
    root: Path, monkeypatch: pytest.MonkeyPatch, writer: str
) -> None:
    assert compile_project(root).publishable
    write = getattr(word_copies, writer)

    def damaged(*arguments: object, **named: object) -> tuple[bytes, list[Diagnostic]]:
        content, found = write(*arguments, **named)
        return pack(
            {name: part.replace(b"540", b"450") for name, part in unpack(content).items()}
        ), found

    monkeypatch.setattr(word_copies, writer, damaged)
    for draft in (False, True):
        compilation = compile_project(root, draft=draft)
        assert "R020" in codes(compilation.diagnostics)
        assert not compilation.publishable
        assert [path.name for path in compilation.outputs] == [CHECK_REPORT]
        assert not (root / "output" / NOTICE_WORD).exists()
        assert not (root / "output" / REVIEW_WORD).exists()
    assert (root / "output" / f"已过期-{NOTICE_WORD}").exists()


def test_the_default_styles_are_the_base_of_these_faults() -> None:
    """The faults above name styles by their ids in the file the repository ships."""
    ids = {
        element.get(f"{{{W}}}styleId")
        for element in tree(unpack(build_styles()), STYLES).iter(f"{{{W}}}style")
    }
    assert {"Level1", "Level2Char", "Signature1", "SignedOn"} <= ids
