"""The page of ``styles.docx`` against the layout profile: its type area, how text runs on it,
headers, and the document's settings.
"""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from compiler.notice.layout_profiles import LayoutProfile
from compiler.word.template.inheritance import number
from compiler.word.template.looks import PAGE_HEIGHT, PAGE_WIDTH, margins
from compiler.word.template.opened import switched_on
from compiler.word.template.page_metrics import (
    EDGES,
    MILLIMETRE,
    Difference,
    millimetres,
    page_metric,
    page_value,
    points,
)

PAGE, SETTINGS = "页面", "文档设置"
SIDES = dict(zip(EDGES, ("上边距", "下边距", "左边距", "右边距"), strict=True))
UNPRINTABLE = 5
"""Millimetres along the edges of the paper that no office printer reaches."""
ACROSS = ("lrTb", "tb")
"""Text in lines from the top down, by the two editions of the format."""


def area_differences(base: WordDocument, layout: LayoutProfile) -> Iterator[Difference]:
    """Yield where paper, margins and grid are not the profile's: what lines and characters a page
    are counted from.
    """
    size = page_metric(base, "w:pgSz", "w:w"), page_metric(base, "w:pgSz", "w:h")
    if any(
        value is None or abs(value - expected) > MILLIMETRE
        for value, expected in zip(size, (PAGE_WIDTH, PAGE_HEIGHT), strict=True)
    ):
        yield PAGE, "纸张", "×".join(millimetres(value, 0) for value in size), "A4（210×297 毫米）"
    expected = margins(layout)
    for side, label in SIDES.items():
        value = page_metric(base, "w:pgMar", f"w:{side}")
        if value is None or abs(value - expected[side]) > MILLIMETRE:
            yield PAGE, label, f"{millimetres(value)} 毫米", f"{millimetres(expected[side])} 毫米"
    if gutter := page_metric(base, "w:pgMar", "w:gutter"):
        yield PAGE, "装订线", f"{millimetres(gutter)} 毫米", "0 毫米"
    pitch = page_metric(base, "w:docGrid", "w:linePitch")
    if pitch != layout.line_pitch:
        yield PAGE, "网格行距", points(pitch), points(layout.line_pitch)


def flow_differences(base: WordDocument) -> Iterator[Difference]:
    """Yield what else would set the text otherwise than in one column of lines from the top of
    page one.
    """
    columns = base.element.body.sectPr.find(qn("w:cols"))
    if columns is not None:
        count = number(columns.get(qn("w:num"))) or 1
        if count > 1:
            yield PAGE, "分栏", f"{count} 栏", "不分栏"
    if page_value(base, "w:textDirection", "w:val") not in (None, *ACROSS):
        yield PAGE, "文字方向", "竖排", "横排"
    if page_value(base, "w:vAlign", "w:val") not in (None, "top"):
        yield PAGE, "垂直对齐方式", "不是顶端对齐", "顶端对齐"
    if page_value(base, "w:type", "w:val") == "evenPage":
        yield PAGE, "节的起始位置", "偶数页", "新建页"
    for element, label in (("w:lnNumType", "行号"), ("w:pgBorders", "页面边框")):
        if base.element.body.sectPr.find(qn(element)) is not None:
            yield PAGE, label, "有", "没有"
    for edge, label in (("header", "页眉边距"), ("footer", "页脚边距")):
        distance = page_metric(base, "w:pgMar", f"w:{edge}")
        if distance is None or abs(distance) < UNPRINTABLE * MILLIMETRE:
            yield PAGE, label, f"{millimetres(distance)} 毫米", f"不少于 {UNPRINTABLE} 毫米"


def setting_differences(base: WordDocument) -> Iterator[Difference]:
    """Yield what a Chinese Word sets for Chinese lines, and other programs drop when they save
    the file.
    """
    settings = base.settings.element
    spacing = settings.find(qn("w:characterSpacingControl"))
    if spacing is None or spacing.get(qn("w:val")) == "doNotCompress":
        yield SETTINGS, "字符间距控制", "不压缩", "只压缩标点符号"
    balance = settings.find(f"{qn('w:compat')}/{qn('w:balanceSingleByteDoubleByteWidth')}")
    if balance is None or not switched_on(balance):
        yield SETTINGS, "布局选项“平衡 SBCS 字符和 DBCS 字符”", "关闭", "打开"
