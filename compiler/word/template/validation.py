"""``styles.docx`` against the layout profile: what is missing or renamed, and where the look is
not the standard's.

The file owns the look: a difference is a warning, since an office may mean it. Only what leaves
nothing to print with is an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle

from compiler.chinese.likeness import nearest
from compiler.diagnostics import Diagnostic, complain
from compiler.notice.kind import BODY_STYLE, CELL_STYLE
from compiler.notice.layout_profiles import LayoutProfile
from compiler.package.parts import THEME_FONTS
from compiler.span import Span
from compiler.word.template.inheritance import Owners, declared, nearest_value, owners
from compiler.word.template.looks import (
    BODY_FONT,
    BUILT_IN,
    CHINESE,
    DATE_STYLE,
    SIGNATURE_STYLE,
    TABLE_STYLE,
)
from compiler.word.template.opened import has_table_style, paragraph_styles, switched_on
from compiler.word.template.page_metrics import Difference
from compiler.word.template.page_numbers import page_number_differences
from compiler.word.template.pages import area_differences, flow_differences, setting_differences
from compiler.word.template.paragraphs import (
    OWN_LOOKS,
    SHOWN,
    grid_differences,
    holds_no_text,
    look_differences,
    signature_differences,
)


def validate_styles(
    base: WordDocument, used: Collection[str], layout: LayoutProfile, file: str
) -> list[Diagnostic]:
    """Judge an opened ``styles.docx`` for a notice that uses the styles ``used``.

    Diagnostics: R003 a style is missing, R005 renamed; R006 the look contradicts the profile;
    R007 the page holds no text; R008 a style names no Chinese font, R013 it hides its text, R009
    no Chinese language, R015 it is there twice. What a style merely takes over from the body's is
    said once.
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
    around = {name: owners(base, style) for name, style in present.items()}
    for name, own in around.items():
        hidden = next(declared(own, "w:rPr", "w:vanish"), None)
        if hidden is not None and switched_on(hidden):
            found.append(complain("R013", Span(file), place=f"样式“{name}”", what="“隐藏”一项"))
    doubled = Counter(SHOWN.get(name, name) for name in _paragraph_style_names(base))
    for name in [name for name in present if doubled[name] > 1]:
        kept = " Word 自带的那个" if name in BUILT_IN else "最后一个"
        found.append(complain("R015", Span(file), style=name, count=doubled[name], kept=kept))
    if BODY_STYLE in present and holds_no_text(base, present[BODY_STYLE]):
        return [*found, complain("R007", Span(file))]
    single = {
        name: style for name, style in present.items() if doubled[name] == 1 or name == BODY_STYLE
    }
    found += [
        complain(
            "R006",
            Span(file),
            place=place,
            property=what,
            found=value,
            layout=layout.name,
            expected=expected,
        )
        for place, what, value, expected in _together(_differences(base, single, around, layout))
    ]
    scripts = {name: list(_script(own)) for name, own in around.items()}
    shared = scripts.get(BODY_STYLE, [])
    for name, problems in scripts.items():
        for code, arguments in problems:
            if name == BODY_STYLE or (code, arguments) not in shared:
                found.append(complain(code, Span(file), style=name, **arguments))
    return found


def _paragraph_style_names(base: WordDocument) -> Iterator[str]:
    """Yield the names of the styles that paragraphs can have."""
    for style in base.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH and style.name:
            yield style.name


def _differences(
    base: WordDocument,
    present: Mapping[str, ParagraphStyle],
    around: Mapping[str, Owners],
    layout: LayoutProfile,
) -> Iterator[Difference]:
    """Yield where the file departs from the profile, each departure once: what the body's style has
    in common with others only there, and the grid only where what it is counted from is right.
    """
    area = list(area_differences(base, layout))
    yield from [
        *area,
        *flow_differences(base),
        *page_number_differences(base),
        *setting_differences(base),
    ]
    body = present.get(BODY_STYLE)
    looks = {name: list(look_differences(name, around[name], layout)) for name in present}
    if body is not None:
        yield from looks[BODY_STYLE]
    common = {one[1:3] for one in looks.pop(BODY_STYLE, ())}
    own = [one for differences in looks.values() for one in differences if one[1:3] not in common]
    sizes = {(name, "字号") for name in (SIGNATURE_STYLE, DATE_STYLE)}
    together = list(signature_differences(around)) if any(one[:2] in sizes for one in own) else []
    yield from (one for one in own if not together or one[:2] not in sizes)
    yield from together
    if body is not None and not area and not {what for what, _ in common} & {"字号", "行距"}:
        yield from grid_differences(base, body)


def _together(differences: Iterable[Difference]) -> list[Difference]:
    """Return one difference for all places, and one for all properties, of which the same is
    said.
    """
    places: dict[tuple[str, str, str], list[str]] = {}
    for place, what, value, expected in differences:
        places.setdefault((what, value, expected), []).append(place)
    properties: dict[tuple[str, str, str], list[str]] = {}
    for (what, value, expected), named in places.items():
        properties.setdefault(("、".join(dict.fromkeys(named)), value, expected), []).append(what)
    return [
        (place, "、".join(what), value, expected)
        for (place, value, expected), what in properties.items()
    ]


def _renamed(name: str, known: dict[str, ParagraphStyle]) -> str | None:
    """Return what a missing style is called now: by its id, its name or, for a heading, its
    level.
    """
    strangers = {
        shown: style
        for shown, style in known.items()
        if shown not in OWN_LOOKS and shown not in SHOWN
    }
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


def _script(around: Owners) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield, as a code with arguments, that the Chinese face or language is left to the computer
    that opens the file.
    """
    fonts = list(declared(around, "w:rPr", "w:rFonts"))
    face = next(
        (value for element in fonts if (value := element.get(qn("w:eastAsia"))) is not None), None
    )
    first = next(
        (
            element
            for element in fonts
            if {qn(f"w:{key}") for key in (*THEME_FONTS, "eastAsia")} & set(element.attrib)
        ),
        None,
    )
    if first is not None and any(first.get(qn(f"w:{theme}")) is not None for theme in THEME_FONTS):
        yield "R008", {"problem": "用的是主题字体，各台电脑可能不同", "font": face or BODY_FONT}
    elif face is None:
        yield "R008", {"problem": "没有写明中文字体", "font": BODY_FONT}
    language = nearest_value(around, "w:rPr", "w:lang", "w:eastAsia")
    if language is not None and language != CHINESE:
        yield "R009", {"language": language}
