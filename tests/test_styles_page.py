"""What an office did to the page of ``styles.docx``, its page numbers, its headers and footers."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from support.styles import (
    Change,
    changed,
    complaints,
    contradiction,
    footers,
    page,
    page_margin,
    paragraph_property,
    put,
    style,
    write,
)

from compiler.word.elements import w


def aligned(odd: str, even: str, **indents: object) -> Change:
    """Set how the footers are aligned, without the indents they had."""

    def change(*paragraphs: Any) -> None:
        for paragraph, side in zip(paragraphs, (odd, even), strict=True):
            put(paragraph._p.pPr, "ind", **indents)
            put(paragraph._p.pPr, "jc", val=side)

    return footers(change)


# The page


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (page("cols", num=2, space=425), ("页面", "分栏", "2 栏", "不分栏")),
        (page("textDirection", val="tbRl"), ("页面", "文字方向", "竖排", "横排")),
        (page("vAlign", val="center"), ("页面", "垂直对齐方式", "不是顶端对齐", "顶端对齐")),
        (page("type", val="evenPage"), ("页面", "节的起始位置", "偶数页", "新建页")),
        (page("lnNumType", countBy=1), ("页面", "行号", "有", "没有")),
        (page_margin("gutter", 567), ("页面", "装订线", "10 毫米", "0 毫米")),
        (page_margin("header", 0), ("页面", "页眉边距", "0 毫米", "不少于 5 毫米")),
        (page("pgNumType", start=3), ("页面", "起始页码", "3", "1")),
        (page("pgNumType", fmt="upperRoman"), ("页面", "页码格式", "罗马数字", "阿拉伯数字")),
        (page("titlePg"), ("首页页脚", "页码", "没有", "— 1 —")),
    ],
)
def test_a_page_that_runs_otherwise_is_told(change: Change, told: tuple[str, ...]) -> None:
    assert complaints(changed(change)) == contradiction(*told)


@pytest.mark.parametrize(
    "change",
    [
        page("cols", num=1),
        page("textDirection", val="lrTb"),
        page("type", val="nextPage"),
        page("pgNumType", fmt="decimal", start=1),
        page("titlePg", val=0),
        page_margin("gutter", 0),
    ],
)
def test_what_a_page_does_anyway_may_be_said(change: Change) -> None:
    assert complaints(changed(change)) == []


def test_a_grid_of_characters_takes_part_in_the_count() -> None:
    """A positive space between characters leaves fewer on a line; that of 28 a line fits the
    standard.
    """
    assert (
        complaints(changed(page("docGrid", type="linesAndChars", linePitch=579, charSpace=-848)))
        == []
    )
    wide = changed(page("docGrid", type="linesAndChars", linePitch=579, charSpace=4096))
    assert complaints(wide) == contradiction("正文", "每行字数", "26 字", "28 字")


# Page numbers


def test_page_numbers_on_the_inner_sides_are_told() -> None:
    assert complaints(changed(aligned("left", "right"))) == [
        ("R006", "奇数页页脚", "页码位置", "左侧", "右侧"),
        ("R006", "偶数页页脚", "页码位置", "右侧", "左侧"),
    ]


def test_page_numbers_in_the_middle_are_told() -> None:
    assert complaints(changed(aligned("center", "center"))) == [
        ("R006", "奇数页页脚", "页码位置", "居中", "右侧"),
        ("R006", "偶数页页脚", "页码位置", "居中", "左侧"),
    ]


def tabbed(odd: Any, even: Any) -> None:
    for paragraph in (odd, even):
        put(paragraph._p.pPr, "jc", val="left")
    odd._p.insert(1, parse_xml(f"<w:r {nsdecls('w')}><w:tab/></w:r>"))


def framed(odd: Any, even: Any) -> None:
    for paragraph in (odd, even):
        put(paragraph._p.pPr, "jc", val="left")
        paragraph._p.pPr.insert(1, w("framePr", wrap="around", hAnchor="margin", xAlign="outside"))


def spaced(odd: Any, even: Any) -> None:
    put(odd._p.pPr, "jc", val="left")
    odd._p.insert(
        1, parse_xml(f'<w:r {nsdecls("w")}><w:t xml:space="preserve">{" " * 60}</w:t></w:r>')
    )


def tabled(odd: Any, even: Any) -> None:
    put(odd._p.pPr, "jc", val="left")
    cell = parse_xml(f"<w:tbl {nsdecls('w')}><w:tr><w:tc/><w:tc/></w:tr></w:tbl>")
    odd._p.addprevious(cell)
    cell[0][1].append(odd._p)


@pytest.mark.parametrize(
    "change",
    [
        *(footers(one) for one in (tabbed, framed, spaced, tabled)),
        aligned("end", "start"),
        aligned("right", "both"),
        aligned("left", "left", leftChars=2400, left=6720),  # stands right by its indent
    ],
)
def test_a_page_number_that_is_placed_by_other_means_is_not_accused(change: Change) -> None:
    assert complaints(changed(change)) == []


def test_the_side_may_come_from_the_style_of_the_footer() -> None:
    def change(*paragraphs: Any) -> None:
        for paragraph in paragraphs:
            paragraph._p.pPr.remove(paragraph._p.pPr.find(qn("w:jc")))

    assert complaints(
        changed(footers(change), paragraph_property("footer", "jc", val="right"))
    ) == contradiction("偶数页页脚", "页码位置", "右侧", "左侧")


def test_a_page_number_of_another_size_is_told() -> None:
    told = contradiction("奇数页页脚、偶数页页脚", "页码字号", "9 磅", "14 磅")
    assert (
        complaints(changed(style("footer", lambda own: setattr(own.font, "size", Pt(9))))) == told
    )


def test_a_field_that_asks_for_another_count_is_told() -> None:
    def change(*paragraphs: Any) -> None:
        paragraphs[0]._p.find(qn("w:fldSimple")).set(
            qn("w:instr"), r" page \* ROMAN \* MERGEFORMAT "
        )
        paragraphs[1]._p.find(qn("w:fldSimple")).set(
            qn("w:instr"), r" PAGE \* Arabic \* MERGEFORMAT "
        )

    assert complaints(changed(footers(change))) == contradiction(
        "奇数页页脚", "页码格式", "罗马数字", "阿拉伯数字"
    )


def test_a_field_of_several_parts_is_read_like_a_simple_one() -> None:
    """As Word writes it once someone has edited the footer: its size is that of the field's
    code.
    """

    def change(odd: Any, even: Any) -> None:
        simple = odd._p.find(qn("w:fldSimple"))
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:instrText> PAGE </w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        ):
            simple.addprevious(
                parse_xml(f'<w:r {nsdecls("w")}><w:rPr><w:sz w:val="21"/></w:rPr>{part}</w:r>')
            )
        odd._p.remove(simple)

    assert complaints(changed(footers(change))) == contradiction(
        "奇数页页脚", "页码字号", "10.5 磅", "14 磅"
    )


def test_a_first_page_with_its_own_number_is_as_good() -> None:
    def number_the_first(base: WordDocument) -> None:
        section = base.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_footer._element.clear()
        section.first_page_footer._element.append(deepcopy(section.footer.paragraphs[0]._p))

    assert complaints(changed(number_the_first)) == []


# Several sections


def test_several_sections_are_told_with_the_footers_they_keep() -> None:
    def divide(base: WordDocument) -> None:
        base.add_section(WD_SECTION.NEW_PAGE)
        base.add_paragraph("第二节")

    assert complaints(changed(divide)) == [
        ("R014",),
        ("R006", "奇数页页脚、偶数页页脚", "页码", "只在前面的节里有", "— 1 —"),
    ]


def test_sections_with_footers_of_their_own_are_told_once() -> None:
    def divide(base: WordDocument) -> None:
        pattern = base.element.body.sectPr
        references = [
            reference for reference in pattern if reference.tag == qn("w:footerReference")
        ]
        base.add_section(WD_SECTION.NEW_PAGE)
        for reference in reversed(references):
            base.element.body.sectPr.insert(0, deepcopy(reference))

    assert complaints(changed(divide)) == [("R014",)]


# Headers and footers


def word_art(text: str) -> Any:
    shape = (
        f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="{text}"/></v:shape>'
    )
    return parse_xml(f"<w:r {nsdecls('w')}><w:pict>{shape}</w:pict></w:r>")


@pytest.mark.parametrize("text", ["{发文机关}", "｛发文机关｝", "发文机关｝"])
def test_braces_of_any_width_are_told_in_text_and_in_a_watermark(text: str) -> None:
    written = changed(lambda base: base.sections[0].footer.paragraphs[0].add_run(text))
    assert [(code, place) for code, place, *_ in complaints(written)] == [("R010", "奇数页的页脚")]
    drawn = changed(
        lambda base: base.sections[0].even_page_header.paragraphs[0]._p.append(word_art(text))
    )
    assert complaints(drawn) == [("R010", "偶数页的页眉", text)]


def test_a_watermark_without_braces_is_the_offices_own_affair() -> None:
    drawn = changed(
        lambda base: base.sections[0].header.paragraphs[0]._p.append(word_art("内部资料"))
    )
    assert complaints(drawn) == []


ADDRESS = "http://www.example.cn/"


def linked(base: WordDocument) -> None:
    identifier = base.sections[0].header.part.relate_to(
        ADDRESS, RELATION.HYPERLINK, is_external=True
    )
    base.sections[0].header.paragraphs[0]._p.append(
        parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{identifier}"><w:r><w:t>望澜区</w:t></w:r></w:hyperlink>'
        )
    )


def field(instruction: str) -> Change:
    def change(base: WordDocument) -> None:
        base.sections[0].header.paragraphs[0]._p.append(
            parse_xml(
                f"<w:fldSimple {nsdecls('w')} w:instr='{instruction}'><w:r><w:t>1</w:t></w:r></w:fldSimple>"
            )
        )

    return change


@pytest.mark.parametrize("change", [linked, field(f' HYPERLINK "{ADDRESS}" ')])
def test_a_link_out_of_a_header_is_told_before_anything_is_written(change: Change) -> None:
    word, found = write(changed(change))
    assert word is None
    assert [(d.code, d.arguments["place"], d.arguments["target"]) for d in found] == [
        ("R016", "奇数页的页眉", ADDRESS)
    ]


def test_other_fields_of_a_header_are_no_links() -> None:
    assert complaints(changed(field(" NUMPAGES "))) == []
