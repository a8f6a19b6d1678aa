"""The default ``styles.docx``: the page, the looks and a sample of each, packed as a Word file.

The office may edit the file in Word; this module is how it was first made.
"""

from __future__ import annotations

from lxml import etree

from compiler.notice.layout_profiles import GB_T_9704, LayoutProfile
from compiler.package.parts import CONTENT_TYPES, content_types, pack, relationships, serialise
from compiler.word.template.looks import (
    CHINESE,
    FONTS,
    LOOKS,
    PAGE_HEIGHT,
    PAGE_NUMBER_FONT,
    PAGE_NUMBER_SIZE,
    PAGE_WIDTH,
    Look,
    margins,
)
from compiler.word.template.markup import R, run, same_face, w
from compiler.word.template.style_definitions import style_definitions

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def build_styles(layout: LayoutProfile = GB_T_9704) -> bytes:
    """Return the default ``styles.docx`` of a layout profile, with one sample paragraph for each
    style.
    """
    document = w("document", w("body", *(_sample(look) for look in LOOKS), _section(layout)))
    parts = {
        "word/document.xml": document,
        "word/styles.xml": style_definitions(layout),
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


def _content_type(part: str) -> str:
    """Return what a part is declared to be, which its name tells."""
    kind = part.removeprefix("word/").removesuffix(".xml").rstrip("12")
    return f"{WORD_TYPE}.{'document.main' if kind == 'document' else kind}+xml"


def _sample(look: Look) -> etree._Element:
    """Return a paragraph that shows a look."""
    return w(
        "p",
        w("pPr", w("pStyle", val=look.id)),
        run(look.sample, same_face(look.font), w("lang", eastAsia=CHINESE)),
    )


def _section(layout: LayoutProfile) -> etree._Element:
    """Return the properties of the page."""
    references = [w("footerReference", type=kind) for kind in ("default", "even")]
    for number, reference in enumerate(references, 4):
        reference.set(f"{{{R}}}id", f"rId{number}")
    return w(
        "sectPr",
        *references,
        w("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT),
        w("pgMar", **margins(layout)),
        w("cols", space=425),
        w("docGrid", type="lines", linePitch=layout.line_pitch),
    )


def _footer(side: str) -> etree._Element:
    """The page number: odd pages right, even pages left, one character from the edge (clause
    7.5).
    """
    indent = w("ind", **{f"{side}Chars": 100, side: PAGE_NUMBER_SIZE * 10})
    number = w(
        "fldSimple",
        run("1", same_face(PAGE_NUMBER_FONT), w("lang", eastAsia=CHINESE)),
        instr=" PAGE ",
    )
    layout = w("pPr", w("pStyle", val="Footer"), indent, w("jc", val=side))
    dashes = [
        run(text, same_face(PAGE_NUMBER_FONT, hint="eastAsia"), w("lang", eastAsia=CHINESE))
        for text in ("— ", " —")
    ]
    return w("ftr", w("p", layout, dashes[0], number, dashes[1]))


def _settings() -> etree._Element:
    """The settings of a Chinese Word: full-width typography, odd and even pages apart, no
    compatibility mode.
    """
    flags = (
        "spaceForUL",
        "balanceSingleByteDoubleByteWidth",
        "doNotLeaveBackslashAlone",
        "ulTrailSpace",
        "doNotExpandShiftReturn",
        "adjustLineHeightInTable",
        "useFELayout",
    )
    mode = w(
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val=15,
    )
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=640),
        w("evenAndOddHeaders"),
        w("characterSpacingControl", val="compressPunctuation"),
        w("compat", *(w(flag) for flag in flags), mode),
    )


def _font_table() -> etree._Element:
    """Return the fonts with what Word takes where one is not installed."""
    return w(
        "fonts",
        *(
            w(
                "font",
                w("altName", val=other),
                w("panose1", val=panose),
                w("charset", val="86"),
                w("family", val=family),
                w("pitch", val=pitch),
                name=name,
            )
            for name, (other, panose, family, pitch) in FONTS.items()
        ),
    )
