"""Damage to ``styles.docx`` that opens all the same: styles that are there twice, measures that
are none, entities.
"""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn
from support.styles import (
    Change,
    changed,
    complaints,
    footers,
    page_margin,
    paragraph_property,
    put,
    style,
)

from compiler.package.parts import pack, unpack
from compiler.word.template.styles import build_styles

# Styles that are there twice, and damage


def renamed(old: str, new: str) -> Change:
    return lambda base: base.styles[old].element.find(qn("w:name")).set(qn("w:val"), new)


def test_two_styles_of_one_name_are_told() -> None:
    """The last one is used; what is wrong with it goes without saying."""
    assert complaints(changed(renamed("附件序号", "一级标题"))) == [("R015", "一级标题")]


def test_a_style_called_as_word_shows_its_own_is_there_twice() -> None:
    assert complaints(changed(renamed("附件序号", "正文"))) == [("R015", "正文")]


def test_styles_that_are_not_used_may_have_one_name() -> None:
    assert complaints(changed(renamed("附件序号", "附件说明"))) == []


def test_two_styles_of_one_id_are_damage() -> None:
    same = changed(style("二级标题", lambda own: own.element.set(qn("w:styleId"), "Level1")))
    assert complaints(same) == [
        ("R011", "styles.xml（样式 一级标题、二级标题 的内部编号都是 Level1）")
    ]


@pytest.mark.parametrize("value", ["abc", "-4", "0", "", "99999"])
def test_a_size_that_is_none_is_damage(value: str) -> None:
    styles = changed(
        style("一级标题", lambda own: own.element.rPr.find(qn("w:sz")).set(qn("w:val"), value))
    )
    assert complaints(styles) == [
        ("R011", f"styles.xml（样式 一级标题 的字号写成了 {value or '空白'}）")
    ]


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (
            paragraph_property("Normal", "spacing", line="x"),
            "styles.xml（样式 Normal 的间距写成了 x）",
        ),
        (
            paragraph_property("落款", "outlineLvl", val="Level1"),
            "styles.xml（样式 落款 的大纲级别写成了 Level1）",
        ),
        (page_margin("gutter", "abc"), "document.xml（页边距写成了 abc）"),
        (
            footers(lambda odd, even: put(odd._p.pPr, "ind", right="abc")),
            "footer1.xml（缩进写成了 abc）",
        ),
    ],
)
def test_a_measure_that_is_none_is_damage(change: Change, part: str) -> None:
    assert complaints(changed(change)) == [("R011", part)]


@pytest.mark.parametrize("value", ["640.00", "32pt", "-12"])
def test_a_measure_may_have_a_unit_or_a_fraction(value: str) -> None:
    assert "R011" not in [
        code for code, *_ in complaints(changed(paragraph_property("Normal", "ind", left=value)))
    ]


@pytest.mark.parametrize("part", ["word/styles.xml", "word/settings.xml", "word/footer1.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_is_damage_of_its_part(part: str, encoding: str) -> None:
    parts = unpack(build_styles())
    text = parts[part].decode().partition("?>")[2]
    declared = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY organ "望澜区">]>{text}'
    )
    styles = pack(parts | {part: declared.encode(encoding)})
    assert complaints(styles) == [
        ("R011", f"{part.removeprefix('word/')}（有 DOCTYPE 或实体声明）")
    ]
