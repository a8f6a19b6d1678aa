"""What a notice looks like, as a table: the page, the faces and sizes, and every paragraph style of
an official document.

Measures are those of GB/T 9704-2012 unless the layout profile has its own.
"""

from __future__ import annotations

import attrs

from compiler.notice.kind import (
    ATTACHMENT_LIST_STYLE,
    ATTACHMENT_STYLE,
    BODY_STYLE,
    CELL_STYLE,
    HEAD_CELL_STYLE,
)
from compiler.notice.layout_profiles import LayoutProfile

CHINESE = "zh-CN"
TITLE_STYLE, SIGNATURE_STYLE, DATE_STYLE = "通报标题", "落款", "成文日期"
ATTACHMENT_TITLE_STYLE, TABLE_STYLE = "附件标题", "附表"
BUILT_IN = {BODY_STYLE: "Normal"}
"""What Word shows in Chinese, and the name it writes: its own styles are kept in files under
their English names.

A style of our own called 正文 would collide with Word's, which Word settles by renaming ours.
"""

BODY_FONT, TITLE_FONT, PAGE_NUMBER_FONT = "仿宋_GB2312", "方正小标宋简体", "宋体"
LEVEL_1_FONT, LEVEL_2_FONT = "黑体", "楷体_GB2312"
BODY_SIZE, TITLE_SIZE, PAGE_NUMBER_SIZE, TABLE_SIZE = 32, 44, 28, 24
"""Half points: 三号, 二号, 四号, 小四."""

TIGHTENING = -6
"""Twips between characters: 28 of 16 pt are 158 mm wide, the type area is 156 mm.

5 would do for a line of one run, but leaves no room for the rounding of many: the review copy
would break other lines.

The grid's own means (``docGrid type=linesAndChars charSpace=-848``) is not used beside it: Word
would tighten twice, and LibreOffice does not know it at all. """

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
LEFT, RIGHT, HEADER = 1587, 1474, 1134
"""Twips: 28 and 26 mm; the header's 20 mm are nobody's rule."""
MILLIMETRE = 57
FOOTER_RISE = 550
"""Twips from the type area to the lower edge of the footer: the page number's dashes are 7 mm
below it (clause 7.5)."""


@attrs.frozen
class Look:
    """One paragraph style. ``level`` is the outline level, 0 for none; ``first_line`` and
    ``right`` count characters.

    Without ``grid`` lines are as high as what stands in them: an exact pitch breaks the height of
    a table's rows.
    """

    id: str
    name: str
    sample: str
    font: str = BODY_FONT
    half_points: int = BODY_SIZE
    level: int = 0
    alignment: str = "both"
    first_line: int = 2
    right: int = 0
    keeps_next: bool = False
    grid: bool = True


LOOKS = (
    Look(
        "NoticeTitle",
        TITLE_STYLE,
        "通报标题",
        TITLE_FONT,
        TITLE_SIZE,
        alignment="center",
        first_line=0,
        keeps_next=True,
    ),
    Look("Addressee", "主送机关", "主送机关：", alignment="left", first_line=0),
    Look("Level1", "一级标题", "一、一级标题", LEVEL_1_FONT, level=1, keeps_next=True),
    Look("Level2", "二级标题", "（一）二级标题", LEVEL_2_FONT, level=2, keeps_next=True),
    Look("Level3", "三级标题", "1.三级标题", level=3, keeps_next=True),
    Look("Level4", "四级标题", "（1）四级标题", level=4, keeps_next=True),
    Look(
        "Normal",
        BUILT_IN[BODY_STYLE],
        "正文。在 Word 里修改本文件的样式，印出的通报随之改变；这里的示例文字不印。",
    ),
    Look(
        "Signature1",
        SIGNATURE_STYLE,
        "落款",
        alignment="right",
        first_line=0,
        right=2,
        keeps_next=True,
    ),
    Look("SignedOn", DATE_STYLE, "成文日期", alignment="right", first_line=0, right=4),
    Look("AttachmentList", ATTACHMENT_LIST_STYLE, "附件：1.附件说明"),
    Look(
        "Attachment",
        ATTACHMENT_STYLE,
        "附件1",
        LEVEL_1_FONT,
        alignment="left",
        first_line=0,
        keeps_next=True,
    ),
    Look(
        "AttachmentTitle",
        ATTACHMENT_TITLE_STYLE,
        "附件标题",
        TITLE_FONT,
        TITLE_SIZE,
        alignment="center",
        first_line=0,
        keeps_next=True,
    ),
    Look(
        "HeadCell",
        HEAD_CELL_STYLE,
        "附表表头",
        LEVEL_1_FONT,
        TABLE_SIZE,
        alignment="center",
        first_line=0,
        grid=False,
    ),
    Look(
        "Cell",
        CELL_STYLE,
        "附表文字",
        half_points=TABLE_SIZE,
        alignment="left",
        first_line=0,
        grid=False,
    ),
)
"""Every paragraph style, in the order of the page."""

FONTS = {
    BODY_FONT: ("仿宋", "02010609030101010101", "modern", "fixed"),
    LEVEL_2_FONT: ("楷体", "02010609030101010101", "modern", "fixed"),
    LEVEL_1_FONT: ("SimHei", "02010609060101010101", "modern", "fixed"),
    PAGE_NUMBER_FONT: ("SimSun", "02010600030101010101", "auto", "variable"),
    TITLE_FONT: ("方正小标宋_GBK", "02010601030101010101", "auto", "variable"),
}
"""The face Word takes where a font is not installed (stock Windows has no _GB2312 face), and how
the font describes itself."""


def linked_name(style: str) -> str:
    """Return the name of the character style that gives part of a paragraph the look of
    ``style``, as Word names it.
    """
    return f"{style} 字符"


def margins(layout: LayoutProfile) -> dict[str, int]:
    """Return the page's margins in twips, as ``w:pgMar`` names them."""
    footer = layout.bottom - FOOTER_RISE
    return {
        "top": layout.top,
        "right": RIGHT,
        "bottom": layout.bottom,
        "left": LEFT,
        "header": HEADER,
        "footer": footer,
        "gutter": 0,
    }
