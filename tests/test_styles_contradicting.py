"""Every way in which the styles of an office contradict the standard is told by name, and what is
its own affair is not.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from support.rendering import convert, why_not
from support.styles import (
    Change,
    changed,
    complaints,
    contradiction,
    face,
    indent,
    page,
    paragraph_property,
    run_property,
    setting,
    style,
    without,
    write,
)

from compiler.notice.layout_profiles import GB_T_9704, LAYOUT_PROFILES, LayoutProfile
from compiler.vocab import Severity
from compiler.word.template.styles import build_styles

# The grid of 22 lines


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            paragraph_property("Normal", "spacing", before=240),
            ("正文", "段前间距", "12 磅", "0 磅"),
        ),
        (paragraph_property("Normal", "spacing", after=120), ("正文", "段后间距", "6 磅", "0 磅")),
        (
            paragraph_property("Normal", "spacing", before=120, after=120),
            ("正文", "段前间距、段后间距", "6 磅", "0 磅"),
        ),
        (
            paragraph_property("一级标题", "spacing", beforeLines=50, before=289),
            ("一级标题", "段前间距", "0.5 行", "0 行"),
        ),
        (
            paragraph_property("通报标题", "spacing", afterLines=100),
            ("通报标题", "段后间距", "1 行", "0 行"),
        ),
        (
            paragraph_property("落款", "spacing", beforeAutospacing=1),
            ("落款", "段前间距", "自动", "0 行"),
        ),
        (
            paragraph_property("二级标题", "spacing", line=480, lineRule="auto"),
            ("二级标题", "行距", "不是固定值", "固定值 28.95 磅"),
        ),
        (paragraph_property("Normal", "widowControl", val=1), ("正文", "孤行控制", "打开", "关闭")),
        (without("Normal", "widowControl"), ("正文", "孤行控制", "打开", "关闭")),
        (paragraph_property("一级标题", "widowControl"), ("一级标题", "孤行控制", "打开", "关闭")),
    ],
)
def test_what_breaks_the_lines_of_the_page_is_told(change: Change, told: tuple[str, ...]) -> None:
    assert complaints(changed(change)) == contradiction(*told)


def test_space_between_paragraphs_of_one_style_is_told_though_word_may_leave_it_out() -> None:
    contextual = changed(
        paragraph_property("Normal", "contextualSpacing"),
        paragraph_property("Normal", "spacing", after=120),
    )
    assert complaints(contextual) == contradiction("正文", "段后间距", "6 磅", "0 磅")


def test_an_office_may_set_the_lines_of_a_title_further_apart() -> None:
    assert (
        complaints(changed(paragraph_property("通报标题", "spacing", line=700, lineRule="exact")))
        == []
    )


# Chinese lines


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (without("Normal", "autoSpaceDE"), ("正文", "自动调整中文与西文的间距", "打开", "关闭")),
        (
            paragraph_property("Normal", "autoSpaceDN", val=1),
            ("正文", "自动调整中文与数字的间距", "打开", "关闭"),
        ),
        (
            without("Normal", "autoSpaceDE", "autoSpaceDN"),
            ("正文", "自动调整中文与西文的间距、自动调整中文与数字的间距", "打开", "关闭"),
        ),
        (
            paragraph_property("三级标题", "autoSpaceDN"),
            ("三级标题", "自动调整中文与数字的间距", "打开", "关闭"),
        ),
        (
            paragraph_property("Normal", "kinsoku", val=0),
            ("正文", "按中文习惯控制首尾字符", "关闭", "打开"),
        ),
        (
            paragraph_property("二级标题", "kinsoku", val="false"),
            ("二级标题", "按中文习惯控制首尾字符", "关闭", "打开"),
        ),
        (
            paragraph_property("Normal", "overflowPunct", val=0),
            ("正文", "允许标点溢出边界", "关闭", "打开"),
        ),
        (
            setting("characterSpacingControl"),
            ("文档设置", "字符间距控制", "不压缩", "只压缩标点符号"),
        ),
        (
            setting("balanceSingleByteDoubleByteWidth"),
            ("文档设置", "布局选项“平衡 SBCS 字符和 DBCS 字符”", "关闭", "打开"),
        ),
    ],
)
def test_what_sets_chinese_lines_otherwise_is_told(change: Change, told: tuple[str, ...]) -> None:
    assert complaints(changed(change)) == contradiction(*told)


def test_what_word_does_anyway_need_not_be_declared() -> None:
    assert complaints(changed(without("Normal", "kinsoku", "overflowPunct"))) == []


def test_a_switch_of_the_defaults_counts_for_every_style() -> None:
    def to_defaults(base: WordDocument) -> None:
        defaults = base.styles.element.xpath("w:docDefaults/w:pPrDefault")[0]
        defaults.append(parse_xml(f'<w:pPr {nsdecls("w")}><w:autoSpaceDE w:val="0"/></w:pPr>'))

    assert complaints(changed(without("Normal", "autoSpaceDE"), to_defaults)) == []


# Paragraphs


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (without("一级标题", "outlineLvl"), ("一级标题", "大纲级别", "正文文本", "1 级")),
        (
            paragraph_property("二级标题", "outlineLvl", val=3),
            ("二级标题", "大纲级别", "4 级", "2 级"),
        ),
        (
            paragraph_property("三级标题", "outlineLvl", val=9),
            ("三级标题", "大纲级别", "正文文本", "3 级"),
        ),
        (
            paragraph_property("Normal", "outlineLvl", val=0),
            ("正文", "大纲级别", "1 级", "正文文本"),
        ),
        (
            paragraph_property("通报标题", "jc", val="left"),
            ("通报标题", "对齐方式", "左对齐", "居中"),
        ),
        (paragraph_property("落款", "jc", val="left"), ("落款", "对齐方式", "左对齐", "右对齐")),
        (
            paragraph_property("成文日期", "jc", val="center"),
            ("成文日期", "对齐方式", "居中", "右对齐"),
        ),
        (
            paragraph_property("Normal", "jc", val="distribute"),
            ("正文", "对齐方式", "分散对齐", "两端对齐"),
        ),
        (
            paragraph_property("一级标题", "ind", firstLineChars=0, firstLine=0),
            ("一级标题", "首行缩进", "0 个字", "2 个字"),
        ),
        (
            paragraph_property("二级标题", "ind", firstLineChars=400, firstLine=1280),
            ("二级标题", "首行缩进", "4 个字", "2 个字"),
        ),
        (
            paragraph_property("通报标题", "ind", firstLineChars=200, firstLine=880),
            ("通报标题", "首行缩进", "2 个字", "0 个字"),
        ),
        (
            paragraph_property("三级标题", "ind", leftChars=200, left=640),
            ("三级标题", "左缩进", "2 个字", "0 个字"),
        ),
        (paragraph_property("Normal", "ind", right=640), ("正文", "右缩进", "2 个字", "0 个字")),
        (
            style("成文日期", lambda own: setattr(own.font, "size", Pt(14))),
            ("落款、成文日期", "字号", "16 磅、14 磅", "都是 16 磅"),
        ),
    ],
)
def test_a_paragraph_that_would_stand_elsewhere_is_told(
    change: Change, told: tuple[str, ...]
) -> None:
    assert complaints(changed(change)) == contradiction(*told)


def test_one_mistake_in_many_styles_is_one_complaint() -> None:
    headings = ("一级标题", "二级标题", "三级标题")
    apart = [paragraph_property(name, "spacing", before=120, after=120) for name in headings]
    assert complaints(changed(*apart)) == contradiction(
        "一级标题、二级标题、三级标题", "段前间距、段后间距", "6 磅", "0 磅"
    )


@pytest.mark.parametrize(
    "change",
    [
        paragraph_property("Normal", "jc", val="left"),
        paragraph_property("一级标题", "jc", val="start"),
        paragraph_property("落款", "ind", rightChars=400, right=1280),
        paragraph_property("附件说明", "ind", leftChars=400, left=1280),  # not in this notice
        paragraph_property("通报标题", "outlineLvl", val=0),
        run_property("一级标题", "b"),
        face("一级标题", "方正黑体_GBK"),
        face("Normal", "华文仿宋"),
        run_property("一级标题", "color", val="auto"),
        run_property("Normal", "color", val="000000", themeColor="text1"),
        lambda base: base.styles.add_style("某某提示", WD_STYLE_TYPE.PARAGRAPH),
    ],
)
def test_what_is_the_offices_own_affair_is_not_told(change: Change) -> None:
    assert complaints(changed(change)) == []


def test_an_indent_that_is_given_as_a_length_is_one() -> None:
    """As LibreOffice writes it: no indents in characters, and a hanging one of nothing where none
    is wanted.
    """

    def lengths(base: WordDocument) -> None:
        for found in base.styles.element.iter(qn("w:ind")):
            for name in [key for key in found.attrib if key.endswith("Chars")]:
                del found.attrib[name]
            if found.get(qn("w:firstLine")) == "0":
                del found.attrib[qn("w:firstLine")]
                found.set(qn("w:hanging"), "0")

    assert complaints(changed(lengths)) == []


# Colour


@pytest.mark.parametrize(
    ("name", "attributes", "shown"),
    [
        ("通报标题", {"val": "FF0000"}, "红色"),
        ("一级标题", {"val": "1F3864"}, "#1F3864"),
        ("Normal", {"val": "FFFFFF"}, "白色"),
        ("落款", {"val": "auto", "themeColor": "accent1"}, "主题颜色"),
    ],
)
def test_text_that_is_not_black_is_told(name: str, attributes: dict[str, str], shown: str) -> None:
    place = {"Normal": "正文"}.get(name, name)
    assert complaints(changed(run_property(name, "color", **attributes))) == contradiction(
        place, "文字颜色", shown, "黑色"
    )


def test_the_twin_of_a_heading_style_is_not_judged_but_written_over() -> None:
    """A heading within a paragraph is printed as its paragraph style says, so only that one can
    be wrong; see test_word.py.
    """
    red = {"tag": "color", "val": "FF0000"}
    linked = run_property("二级标题 字符", **red)
    assert complaints(changed(linked)) == []
    assert complaints(changed(linked, run_property("二级标题", **red))) == contradiction(
        "二级标题", "文字颜色", "红色", "黑色"
    )


# All at once


@pytest.mark.parametrize("profile", LAYOUT_PROFILES.values(), ids=list(LAYOUT_PROFILES))
def test_libreoffice_does_not_keep_the_styles_and_that_is_told(
    profile: LayoutProfile, tmp_path: Path
) -> None:
    if reason := why_not():
        pytest.skip(reason)
    file = tmp_path / "styles.docx"
    file.write_bytes(build_styles(profile))
    (saved,) = convert([file], "docx", tmp_path / "saved")
    told = complaints(saved.read_bytes(), profile)
    assert told == [
        ("R006", "页面", "页眉边距", "0 毫米", "不少于 5 毫米"),
        ("R006", "文档设置", "字符间距控制", "不压缩", "只压缩标点符号"),
        ("R006", "文档设置", "布局选项“平衡 SBCS 字符和 DBCS 字符”", "关闭", "打开"),
        ("R006", "正文", "自动调整中文与西文的间距、自动调整中文与数字的间距", "打开", "关闭"),
        ("R006", "正文", "允许标点溢出边界", "关闭", "打开"),
    ]


def test_contradictions_are_warnings_and_the_notice_is_written() -> None:
    word, found = write(
        changed(run_property("通报标题", "color", val="FF0000"), indent(0), page("cols", num=2))
    )
    assert word is not None
    assert {diagnostic.severity for diagnostic in found} == {Severity.WARNING}
    assert all(GB_T_9704.name in diagnostic.message for diagnostic in found)
