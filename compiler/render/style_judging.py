"""``styles.docx`` against the layout profile: what is missing or renamed, and where the look is not the standard's.

The file owns the look: a difference is a warning, since an office may mean it. Only what leaves nothing to print with is
an error.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle

from compiler.diagnostics import Diagnostic, complain
from compiler.document.kind import BODY_STYLE, CELL_STYLE
from compiler.document.layout_profiles import LayoutProfile
from compiler.render.inheritance import declarations, inherited, number
from compiler.render.package import THEME_FONTS
from compiler.render.style_file import paragraph_styles, switched_on
from compiler.render.styles import (
    BODY_FONT,
    BODY_SIZE,
    BUILT_IN,
    CHINESE,
    LEVEL_1_FONT,
    LEVEL_2_FONT,
    LOOKS,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TABLE_STYLE,
    TITLE_FONT,
    Look,
    margins,
)
from compiler.render.tables import has_table_style
from compiler.span import Span
from compiler.text.likeness import nearest

SHOWN = {written: shown for shown, written in BUILT_IN.items()}
OWN_LOOKS = {SHOWN.get(look.name, look.name): look for look in LOOKS}
"""The styles of the default file by the name Word shows."""

FACES = {
    BODY_FONT: ("仿宋", "fangsong"), LEVEL_1_FONT: ("黑", "hei"), LEVEL_2_FONT: ("楷", "kai"), TITLE_FONT: ("小标宋", "xiaobiaosong"),
}  # fmt: skip
"""How a face of a kind is told by its name, whoever made it: 仿宋_GB2312, 方正仿宋_GBK, 华文仿宋."""

SIDES = {"top": "上边距", "bottom": "下边距", "left": "左边距", "right": "右边距"}
MILLIMETRE = 1440 / 25.4
LINES, CHARACTERS = 22, 28
FEWEST_CHARACTERS, FEWEST_LINES = 10, 5
"""A page that holds less is no page of text."""

PAGE = "页面"


def judge_styles(base: WordDocument, used: Collection[str], layout: LayoutProfile, file: str) -> list[Diagnostic]:
    """Judge an opened ``styles.docx`` for a notice that uses the styles ``used``.

    Diagnostics: R003 a style is missing, R005 renamed; R006 the look contradicts the profile; R007 the page holds no text;
    R008 a style names no Chinese font, R013 it hides its text, R009 no Chinese language. What a style merely takes over from the body's is said once.
    """
    known = paragraph_styles(base)
    found: list[Diagnostic] = []
    present: dict[str, ParagraphStyle] = {}
    for name in dict.fromkeys([*used, BODY_STYLE]):
        if name in known:
            present[name] = known[name]
        elif other := _renamed(name, known):
            found.append(complain("R005", Span(file), style=name, found=other))
        else:
            found.append(complain("R003", Span(file), style=name))
    if CELL_STYLE in used and not has_table_style(base):
        found.append(complain("R003", Span(file), style=TABLE_STYLE))
    for name, style in present.items():
        hidden = next(declarations(base, style, "w:rPr", "w:vanish"), None)
        if hidden is not None and switched_on(hidden):
            found.append(complain("R013", Span(file), place=f"样式“{name}”", what="“隐藏”一项"))
    different = [*_page(base, layout), *_edges(base)]
    looks = {name: list(_look(base, name, style)) for name, style in present.items()}
    common = {(what, value) for _, what, value, _ in looks.get(BODY_STYLE, ())}
    different += looks.get(BODY_STYLE, ())
    for name, own in looks.items():
        different += [one for one in own if name != BODY_STYLE and one[1:3] not in common]
    if BODY_STYLE in present:
        body = present[BODY_STYLE]
        different += _pitch(base, body, layout)
        if _hopeless(base, body):
            return [*found, complain("R007", Span(file))]
        different = different or list(_grid(base, body))
    found += [
        complain("R006", Span(file), place=place, property=what, found=value, layout=layout.name, expected=expected)
        for place, what, value, expected in different
    ]
    scripts = {name: list(_script(base, style)) for name, style in present.items()}
    shared = scripts.get(BODY_STYLE, [])
    for name, problems in scripts.items():
        for code, arguments in problems:
            if name == BODY_STYLE or (code, arguments) not in shared:
                found.append(complain(code, Span(file), style=name, **arguments))
    return found


Difference = tuple[str, str, str, str]
"""Where, what, the value found and the one the profile asks for."""


def _renamed(name: str, known: dict[str, ParagraphStyle]) -> str | None:
    """Return what a missing style is called now: by its id, its name or, for a heading, its level."""
    strangers = {shown: style for shown, style in known.items() if shown not in OWN_LOOKS and shown not in SHOWN}
    look = OWN_LOOKS.get(name)
    if look is not None:
        for shown, style in strangers.items():
            if style.style_id == look.id:
                return shown
    if near := nearest(name, strangers):
        return near
    for shown, style in strangers.items():
        level = style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if (
            look is not None
            and look.level
            and not style.builtin
            and level is not None
            and level.get(qn("w:val")) == str(look.level - 1)
        ):
            return shown
    return None


def _measure(base: WordDocument, element: str, attribute: str) -> int | None:
    values = base.element.body.xpath(f"./w:sectPr/{element}/@{attribute}")
    return number(values[0]) if values else None


def type_area(base: WordDocument) -> tuple[int, int] | None:
    """Return width and height of the type area in twips; ``None`` if the page does not say."""
    width, height = _measure(base, "w:pgSz", "w:w"), _measure(base, "w:pgSz", "w:h")
    around = {side: _measure(base, "w:pgMar", f"w:{side}") for side in SIDES}
    if width is None or height is None or any(value is None for value in around.values()):
        return None
    left, right, top, bottom = (abs(around[side] or 0) for side in ("left", "right", "top", "bottom"))
    return width - left - right, height - top - bottom


def _page(base: WordDocument, layout: LayoutProfile) -> Iterator[Difference]:
    size = _measure(base, "w:pgSz", "w:w"), _measure(base, "w:pgSz", "w:h")
    if any(
        value is None or abs(value - expected) > MILLIMETRE
        for value, expected in zip(size, (PAGE_WIDTH, PAGE_HEIGHT), strict=True)
    ):
        yield PAGE, "纸张", "×".join(_millimetres(value, 0) for value in size), "A4（210×297 毫米）"
    expected = margins(layout)
    for side, label in SIDES.items():
        value = _measure(base, "w:pgMar", f"w:{side}")
        if value is None or abs(value - expected[side]) > MILLIMETRE:
            yield PAGE, label, f"{_millimetres(value)} 毫米", f"{_millimetres(expected[side])} 毫米"
    pitch = _measure(base, "w:docGrid", "w:linePitch")
    if pitch != layout.line_pitch:
        yield PAGE, "网格行距", _points(pitch), _points(layout.line_pitch)


def _edges(base: WordDocument) -> Iterator[Difference]:
    """Page numbers on the outer sides of odd and even pages (clause 7.5)."""
    switch = base.settings.element.find(qn("w:evenAndOddHeaders"))
    if switch is None or not switched_on(switch):
        yield PAGE, "奇偶页", "相同", "奇偶页不同"
    for kind, label in (("default", "奇数页"), ("even", "偶数页")):
        references = base.element.body.xpath(f"./w:sectPr/w:footerReference[@w:type='{kind}']/@r:id")
        footer = base.part.rels[references[0]].target_part.element if references else None
        fields = [] if footer is None else footer.xpath(".//w:fldSimple/@w:instr | .//w:instrText/text()")
        if not any(str(field).split()[:1] == ["PAGE"] for field in fields):
            yield f"{label}页脚", "页码", "没有", "— 1 —"


def _look(base: WordDocument, name: str, style: ParagraphStyle) -> Iterator[Difference]:
    look = OWN_LOOKS.get(name)
    if look is None:
        return
    size = number(inherited(base, style, "w:rPr", "w:sz", "w:val"))
    if size != look.half_points:
        yield name, "字号", "没有写明" if size is None else f"{size / 2:g} 磅", f"{look.half_points / 2:g} 磅"
    face = inherited(base, style, "w:rPr", "w:rFonts", "w:eastAsia") or ""
    if face and not any(word in face.lower() for word in FACES[look.font]):
        yield name, "字体", face, look.font
    if name == BODY_STYLE and (indent := _first_line(base, style, look)) is not None and abs(indent - look.first_line) > 0.05:
        yield name, "首行缩进", f"{indent:g} 个字", f"{look.first_line} 个字"


def _first_line(base: WordDocument, style: ParagraphStyle, look: Look) -> float | None:
    characters = number(inherited(base, style, "w:pPr", "w:ind", "w:firstLineChars"))
    if characters:
        return characters / 100
    size = number(inherited(base, style, "w:rPr", "w:sz", "w:val")) or look.half_points
    return round((number(inherited(base, style, "w:pPr", "w:ind", "w:firstLine")) or 0) / (size * 10), 2)


def _pitch(base: WordDocument, body: ParagraphStyle, layout: LayoutProfile) -> Iterator[Difference]:
    pitch, rule = _line_pitch(base, body)
    if rule != "exact" or pitch is None:
        yield BODY_STYLE, "行距", "不是固定值", f"固定值 {_points(layout.line_pitch)}"
    elif abs(pitch - layout.line_pitch) > 2:
        yield BODY_STYLE, "行距", f"固定值 {_points(pitch)}", f"固定值 {_points(layout.line_pitch)}"


def _line_pitch(base: WordDocument, body: ParagraphStyle) -> tuple[int | None, str | None]:
    return number(inherited(base, body, "w:pPr", "w:spacing", "w:line")), inherited(
        base, body, "w:pPr", "w:spacing", "w:lineRule"
    )


def _advance(base: WordDocument, style: ParagraphStyle, half_points: int) -> int:
    """Return how far one character of a style takes the line on, in twips."""
    size = number(inherited(base, style, "w:rPr", "w:sz", "w:val")) or half_points
    return max(1, size * 10 + (number(inherited(base, style, "w:rPr", "w:spacing", "w:val")) or 0))


def characters_per_line(base: WordDocument, style: ParagraphStyle, half_points: int) -> int | None:
    """Return how many characters of a style fit the width of the page; ``None`` if the page does not say."""
    area = type_area(base)
    return None if area is None else max(0, area[0] // _advance(base, style, half_points))


def _grid(base: WordDocument, body: ParagraphStyle) -> Iterator[Difference]:
    """Lines and characters a page, where nothing else has been found that would explain them."""
    area, (pitch, _) = type_area(base), _line_pitch(base, body)
    if area is None or not pitch:
        return
    if (lines := area[1] // pitch) != LINES:
        yield BODY_STYLE, "每页行数", f"{lines} 行", f"{LINES} 行"
    if (characters := characters_per_line(base, body, BODY_SIZE)) != CHARACTERS:
        yield BODY_STYLE, "每行字数", f"{characters} 字", f"{CHARACTERS} 字"


def _hopeless(base: WordDocument, body: ParagraphStyle) -> bool:
    area, (pitch, _) = type_area(base), _line_pitch(base, body)
    if area is None:
        return True
    return area[0] < FEWEST_CHARACTERS * _advance(base, body, BODY_SIZE) or area[1] < FEWEST_LINES * (pitch or BODY_SIZE * 10)


def _script(base: WordDocument, style: ParagraphStyle) -> Iterator[tuple[str, dict[str, str]]]:
    fonts = list(declarations(base, style, "w:rPr", "w:rFonts"))
    face = next((value for element in fonts if (value := element.get(qn("w:eastAsia"))) is not None), None)
    first = next(
        (element for element in fonts if {qn(f"w:{key}") for key in (*THEME_FONTS, "eastAsia")} & set(element.attrib)), None
    )
    if first is not None and any(first.get(qn(f"w:{theme}")) is not None for theme in THEME_FONTS):
        yield "R008", {"problem": "用的是主题字体，各台电脑可能不同", "font": face or BODY_FONT}
    elif face is None:
        yield "R008", {"problem": "没有写明中文字体", "font": BODY_FONT}
    language = inherited(base, style, "w:rPr", "w:lang", "w:eastAsia")
    if language is not None and language != CHINESE:
        yield "R009", {"language": language}


def _millimetres(twips: int | None, digits: int = 1) -> str:
    return "？" if twips is None else f"{twips / MILLIMETRE:.{digits}f}".removesuffix(".0")


def _points(twips: int | None) -> str:
    return "没有写明" if twips is None else f"{twips / 20:g} 磅"
