"""The part of a ``styles.docx`` that defines its styles: of paragraphs, of run-in headings, of the
edges of the page and of attached tables.
"""

from __future__ import annotations

from lxml import etree

from compiler.notice.layout_profiles import LayoutProfile
from compiler.word.template.looks import (
    BODY_FONT,
    BODY_SIZE,
    CHINESE,
    LOOKS,
    MILLIMETRE,
    PAGE_NUMBER_FONT,
    PAGE_NUMBER_SIZE,
    TABLE_STYLE,
    TIGHTENING,
    Look,
    linked_name,
)
from compiler.word.template.markup import same_face, sizes, w


def style_definitions(layout: LayoutProfile) -> etree._Element:
    """Return ``word/styles.xml`` of a layout profile; the body's style comes first, which all
    others rest on.
    """
    defaults = w(
        "docDefaults",
        w(
            "rPrDefault",
            w(
                "rPr",
                same_face(BODY_FONT),
                *sizes(BODY_SIZE),
                w("lang", val="en-US", eastAsia=CHINESE, bidi="ar-SA"),
            ),
        ),
        w("pPrDefault"),
    )
    default_character = w(
        "style",
        w("name", val="Default Paragraph Font"),
        w("uiPriority", val=1),
        w("semiHidden"),
        type="character",
        default=1,
        styleId="DefaultParagraphFont",
    )
    looks = sorted(LOOKS, key=lambda look: look.id != "Normal")
    return w(
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
    """Return the definition of one look; the body's, which others rest on, also says how lines
    break.
    """
    base = look.id == "Normal"
    identity = [w("name", val=look.name)]
    identity += [] if base else [w("basedOn", val="Normal"), w("next", val="Normal")]
    identity += [w("link", val=f"{look.id}Char")] if look.level else []
    indent = {
        "firstLineChars": look.first_line * 100,
        "firstLine": look.first_line * look.half_points * 10,
    }
    if look.right:
        indent |= {"rightChars": look.right * 100, "right": look.right * look.half_points * 10}
    flow = [w("keepNext")] if look.keeps_next else []
    # A page holds 22 lines whatever stands on them: the standard's grid has no place for widow
    # control.
    if base:
        names = {
            "widowControl": 0,
            "kinsoku": 1,
            "overflowPunct": 1,
            "autoSpaceDE": 0,
            "autoSpaceDN": 0,
        }
        flow += [w(name, val=value) for name, value in names.items()]
        flow += [w("spacing", before=0, after=0, line=layout.line_pitch, lineRule="exact")]
    # LibreOffice would give a line that is taller than the grid two lines of it.
    if look.half_points > BODY_SIZE or not look.grid:
        flow.append(w("snapToGrid", val=0))
    if not look.grid:
        flow.append(w("spacing", line=240, lineRule="auto"))
    outline = [w("outlineLvl", val=look.level - 1)] if look.level else []
    return w(
        "style",
        *identity,
        *([] if base else [w("uiPriority", val=1)]),
        w("qFormat"),
        w("pPr", *flow, w("ind", **indent), w("jc", val=look.alignment), *outline),
        w(
            "rPr",
            same_face(look.font),
            *([w("spacing", val=TIGHTENING)] if base else []),
            *sizes(look.half_points),
        ),
        type="paragraph",
        styleId=look.id,
        **({"default": 1} if base else {"customStyle": 1}),
    )


def _character_style(look: Look) -> etree._Element:
    """Return the character style of a heading that runs into the body."""
    return w(
        "style",
        w("name", val=linked_name(look.name)),
        w("basedOn", val="DefaultParagraphFont"),
        w("link", val=look.id),
        w("uiPriority", val=1),
        w("rPr", same_face(look.font), *sizes(look.half_points)),
        type="character",
        customStyle=1,
        styleId=f"{look.id}Char",
    )


def _page_edge_style(identifier: str, name: str) -> etree._Element:
    """Return the style of headers or footers."""
    spacing = w("spacing", before=0, after=0, line=360, lineRule="exact")
    return w(
        "style",
        w("name", val=name),
        w("uiPriority", val=99),
        w("pPr", w("autoSpaceDE", val=0), w("autoSpaceDN", val=0), spacing),
        w("rPr", same_face(PAGE_NUMBER_FONT), *sizes(PAGE_NUMBER_SIZE)),
        type="paragraph",
        styleId=identifier,
    )


def _table_styles() -> tuple[etree._Element, etree._Element]:
    """The look of attached tables: a thin frame, the cell margins Word gives every table, and a
    millimetre above and below.
    """
    edges = ("top", "left", "bottom", "right")
    plain, roomy = (
        w(
            "tblCellMar",
            *(
                w(edge, w=width, type="dxa")
                for edge, width in zip(edges, (height, 108, height, 108), strict=True)
            ),
        )
        for height in (0, MILLIMETRE)
    )
    borders = w(
        "tblBorders",
        *(
            w(edge, val="single", sz=4, space=0, color="auto")
            for edge in (*edges, "insideH", "insideV")
        ),
    )
    base = w(
        "style",
        w("name", val="Normal Table"),
        w("uiPriority", val=99),
        w("semiHidden"),
        w("unhideWhenUsed"),
        w("tblPr", w("tblInd", w=0, type="dxa"), plain),
        type="table",
        default=1,
        styleId="TableNormal",
    )
    own = w(
        "style",
        w("name", val=TABLE_STYLE),
        w("basedOn", val="TableNormal"),
        w("uiPriority", val=1),
        w("qFormat"),
        w("tblPr", borders, roomy),
        type="table",
        customStyle=1,
        styleId="AttachedTable",
    )
    return base, own
