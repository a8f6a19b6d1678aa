"""The default ``styles.docx``: page, grid, fonts and paragraph styles of an official document, as
one table.

The office may edit the file in Word; this module is how it was first made. Measures are those of
GB/T 9704-2012 unless the layout profile has its own.
"""

from __future__ import annotations

import attrs
from lxml import etree

from compiler.notice.kind import (
    ATTACHMENT_LIST_STYLE,
    ATTACHMENT_STYLE,
    BODY_STYLE,
    CELL_STYLE,
    HEAD_CELL_STYLE,
)
from compiler.notice.layout_profiles import GB_T_9704, LayoutProfile
from compiler.package.parts import CONTENT_TYPES, W, content_types, pack, relationships, serialise

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHINESE = "zh-CN"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

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


def build_styles(layout: LayoutProfile = GB_T_9704) -> bytes:
    """Return the default ``styles.docx`` of a layout profile, with one sample paragraph for each
    style.
    """
    document = _w("document", _w("body", *(_sample(look) for look in LOOKS), _section(layout)))
    parts = {
        "word/document.xml": document,
        "word/styles.xml": _styles(layout),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
    }
    names = ("styles", "settings", "fontTable", "footer1", "footer2")
    targets = {f"{name}.xml": f"{R}/{name.rstrip('12')}" for name in names}
    return pack(
        {name: serialise(part) for name, part in parts.items()}
        | {
            CONTENT_TYPES: serialise(content_types({name: _content_type(name) for name in parts})),
            "_rels/.rels": serialise(relationships({"word/document.xml": f"{R}/officeDocument"})),
            "word/_rels/document.xml.rels": serialise(relationships(targets)),
        }
    )


def _w(tag: str, *children: etree._Element, **attributes: object) -> etree._Element:
    element = etree.Element(f"{{{W}}}{tag}", nsmap={"w": W, "r": R})
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", str(value))
    element.extend(children)
    return element


def _content_type(part: str) -> str:
    kind = part.removeprefix("word/").removesuffix(".xml").rstrip("12")
    return f"{WORD_TYPE}.{'document.main' if kind == 'document' else kind}+xml"


def _fonts(name: str, **attributes: str) -> etree._Element:
    """One face for every script.

    The standard sets figures in the body's face, and quotation marks and dashes that no hint
    reaches stay full width.
    """
    return _w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name, **attributes)


def _run(text: str, *properties: etree._Element) -> etree._Element:
    content = _w("t")
    content.text = text
    content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _w("r", _w("rPr", *properties), content)


def _sample(look: Look) -> etree._Element:
    return _w(
        "p",
        _w("pPr", _w("pStyle", val=look.id)),
        _run(look.sample, _fonts(look.font), _w("lang", eastAsia=CHINESE)),
    )


def _sizes(half_points: int) -> tuple[etree._Element, etree._Element]:
    return _w("sz", val=half_points), _w("szCs", val=half_points)


def _section(layout: LayoutProfile) -> etree._Element:
    references = [_w("footerReference", type=kind) for kind in ("default", "even")]
    for number, reference in enumerate(references, 4):
        reference.set(f"{{{R}}}id", f"rId{number}")
    return _w(
        "sectPr",
        *references,
        _w("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT),
        _w("pgMar", **margins(layout)),
        _w("cols", space=425),
        _w("docGrid", type="lines", linePitch=layout.line_pitch),
    )


def _styles(layout: LayoutProfile) -> etree._Element:
    defaults = _w(
        "docDefaults",
        _w(
            "rPrDefault",
            _w(
                "rPr",
                _fonts(BODY_FONT),
                *_sizes(BODY_SIZE),
                _w("lang", val="en-US", eastAsia=CHINESE, bidi="ar-SA"),
            ),
        ),
        _w("pPrDefault"),
    )
    default_character = _w(
        "style",
        _w("name", val="Default Paragraph Font"),
        _w("uiPriority", val=1),
        _w("semiHidden"),
        type="character",
        default=1,
        styleId="DefaultParagraphFont",
    )
    looks = sorted(LOOKS, key=lambda look: look.id != "Normal")
    return _w(
        "styles",
        defaults,
        *(_paragraph_style(look, layout) for look in looks),
        default_character,
        *(_character_style(look) for look in looks if look.level),
        _page_edge_style("Header", "header"),
        _page_edge_style("Footer", "footer"),
        *_table_styles(),
    )


def _paragraph_style(look: Look, layout: LayoutProfile) -> etree._Element:
    base = look.id == "Normal"
    identity = [_w("name", val=look.name)]
    identity += [] if base else [_w("basedOn", val="Normal"), _w("next", val="Normal")]
    identity += [_w("link", val=f"{look.id}Char")] if look.level else []
    indent = {
        "firstLineChars": look.first_line * 100,
        "firstLine": look.first_line * look.half_points * 10,
    }
    if look.right:
        indent |= {"rightChars": look.right * 100, "right": look.right * look.half_points * 10}
    flow = [_w("keepNext")] if look.keeps_next else []
    if base:  # a page holds 22 lines whatever stands on them; the standard's grid has no place for widow control
        names = {
            "widowControl": 0,
            "kinsoku": 1,
            "overflowPunct": 1,
            "autoSpaceDE": 0,
            "autoSpaceDN": 0,
        }
        flow += [_w(name, val=value) for name, value in names.items()]
        flow += [_w("spacing", before=0, after=0, line=layout.line_pitch, lineRule="exact")]
    if (
        look.half_points > BODY_SIZE or not look.grid
    ):  # LibreOffice would give a line that is taller than the grid two lines of it
        flow.append(_w("snapToGrid", val=0))
    if not look.grid:
        flow.append(_w("spacing", line=240, lineRule="auto"))
    outline = [_w("outlineLvl", val=look.level - 1)] if look.level else []
    return _w(
        "style",
        *identity,
        *([] if base else [_w("uiPriority", val=1)]),
        _w("qFormat"),
        _w("pPr", *flow, _w("ind", **indent), _w("jc", val=look.alignment), *outline),
        _w("rPr", _fonts(look.font), *([_w("spacing", val=TIGHTENING)] if base else []), *_sizes(look.half_points)),
        type="paragraph", styleId=look.id, **({"default": 1} if base else {"customStyle": 1}),
    )  # fmt: skip


def _character_style(look: Look) -> etree._Element:
    return _w(
        "style",
        _w("name", val=linked_name(look.name)),
        _w("basedOn", val="DefaultParagraphFont"),
        _w("link", val=look.id),
        _w("uiPriority", val=1),
        _w("rPr", _fonts(look.font), *_sizes(look.half_points)),
        type="character",
        customStyle=1,
        styleId=f"{look.id}Char",
    )


def _page_edge_style(identifier: str, name: str) -> etree._Element:
    spacing = _w("spacing", before=0, after=0, line=360, lineRule="exact")
    return _w(
        "style",
        _w("name", val=name),
        _w("uiPriority", val=99),
        _w("pPr", _w("autoSpaceDE", val=0), _w("autoSpaceDN", val=0), spacing),
        _w("rPr", _fonts(PAGE_NUMBER_FONT), *_sizes(PAGE_NUMBER_SIZE)),
        type="paragraph",
        styleId=identifier,
    )


def _table_styles() -> tuple[etree._Element, etree._Element]:
    """The look of attached tables: a thin frame, the cell margins Word gives every table, and a
    millimetre above and below.
    """
    edges = ("top", "left", "bottom", "right")
    plain, roomy = (
        _w(
            "tblCellMar",
            *(
                _w(edge, w=width, type="dxa")
                for edge, width in zip(edges, (height, 108, height, 108), strict=True)
            ),
        )
        for height in (0, MILLIMETRE)
    )
    borders = _w(
        "tblBorders",
        *(
            _w(edge, val="single", sz=4, space=0, color="auto")
            for edge in (*edges, "insideH", "insideV")
        ),
    )
    base = _w(
        "style", _w("name", val="Normal Table"), _w("uiPriority", val=99), _w("semiHidden"), _w("unhideWhenUsed"),
        _w("tblPr", _w("tblInd", w=0, type="dxa"), plain), type="table", default=1, styleId="TableNormal",
    )  # fmt: skip
    own = _w(
        "style", _w("name", val=TABLE_STYLE), _w("basedOn", val="TableNormal"), _w("uiPriority", val=1), _w("qFormat"),
        _w("tblPr", borders, roomy), type="table", customStyle=1, styleId="AttachedTable",
    )  # fmt: skip
    return base, own


def _footer(side: str) -> etree._Element:
    """The page number: odd pages right, even pages left, one character from the edge (clause
    7.5).
    """
    indent = _w("ind", **{f"{side}Chars": 100, side: PAGE_NUMBER_SIZE * 10})
    number = _w(
        "fldSimple",
        _run("1", _fonts(PAGE_NUMBER_FONT), _w("lang", eastAsia=CHINESE)),
        instr=" PAGE ",
    )
    layout = _w("pPr", _w("pStyle", val="Footer"), indent, _w("jc", val=side))
    dashes = [
        _run(text, _fonts(PAGE_NUMBER_FONT, hint="eastAsia"), _w("lang", eastAsia=CHINESE))
        for text in ("— ", " —")
    ]
    return _w("ftr", _w("p", layout, dashes[0], number, dashes[1]))


def _settings() -> etree._Element:
    """The settings of a Chinese Word: full-width typography, odd and even pages apart, no
    compatibility mode.
    """
    flags = ("spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotLeaveBackslashAlone", "ulTrailSpace",
             "doNotExpandShiftReturn", "adjustLineHeightInTable", "useFELayout")  # fmt: skip
    mode = _w(
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val=15,
    )
    return _w(
        "settings",
        _w("zoom", percent=100),
        _w("defaultTabStop", val=640),
        _w("evenAndOddHeaders"),
        _w("characterSpacingControl", val="compressPunctuation"),
        _w("compat", *(_w(flag) for flag in flags), mode),
    )


def _font_table() -> etree._Element:
    return _w(
        "fonts",
        *(
            _w("font", _w("altName", val=other), _w("panose1", val=panose), _w("charset", val="86"), _w("family", val=family),
               _w("pitch", val=pitch), name=name)
            for name, (other, panose, family, pitch) in FONTS.items()
        ),
    )  # fmt: skip
