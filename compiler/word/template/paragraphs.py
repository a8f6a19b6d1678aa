"""The paragraph styles of ``styles.docx`` against the standard: what would print otherwise than
an official document.

Another Chinese face of the same kind, another gap between lines of a title, bold headings are the
office's own affair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle

from compiler.notice.kind import BODY_STYLE
from compiler.notice.layout_profiles import LayoutProfile
from compiler.word.template.inheritance import Owners, declared, nearest_value, number
from compiler.word.template.looks import (
    BODY_FONT,
    BODY_SIZE,
    BUILT_IN,
    DATE_STYLE,
    LEVEL_1_FONT,
    LEVEL_2_FONT,
    LOOKS,
    SIGNATURE_STYLE,
    TITLE_FONT,
    Look,
)
from compiler.word.template.opened import switched_on
from compiler.word.template.page_metrics import (
    Difference,
    advance,
    characters_per_line,
    line_pitch,
    points,
    type_area,
)

SHOWN = {written: shown for shown, written in BUILT_IN.items()}
OWN_LOOKS = {SHOWN.get(look.name, look.name): look for look in LOOKS}
"""The styles of the default file by the name Word shows."""

FACES = {
    BODY_FONT: ("仿宋", "fangsong"),
    LEVEL_1_FONT: ("黑", "hei"),
    LEVEL_2_FONT: ("楷", "kai"),
    TITLE_FONT: ("小标宋", "xiaobiaosong"),
}
"""How a face of a kind is told by its name, whoever made it: 仿宋_GB2312, 方正仿宋_GBK,
华文仿宋."""

LINES, CHARACTERS = 22, 28
FEWEST_CHARACTERS, FEWEST_LINES = 10, 5
"""A page that holds less is no page of text."""

NEAR = 0.15
"""Characters: what an indent given as a length may be off."""

ALIGNMENTS = {
    "left": "左对齐",
    "start": "左对齐",
    "right": "右对齐",
    "end": "右对齐",
    "center": "居中",
    "both": "两端对齐",
    "distribute": "分散对齐",
}
MIDDLE, RIGHT, LEFT = "居中", "右对齐", "左对齐"
FITTING = {
    "center": (MIDDLE,),
    "right": (RIGHT,),
    "left": (LEFT, "两端对齐"),
    "both": ("两端对齐", LEFT),
}
"""The alignments that do what each of the default file's does; the first is the one to name."""

SWITCHES = {
    "w:autoSpaceDE": ("自动调整中文与西文的间距", False),
    "w:autoSpaceDN": ("自动调整中文与数字的间距", False),
    "w:kinsoku": ("按中文习惯控制首尾字符", True),
    "w:overflowPunct": ("允许标点溢出边界", True),
    "w:widowControl": ("孤行控制", False),
}
"""What Word calls them, and whether the standard's lines need them; one that is nowhere declared
is on."""

COLOURS = {"FF0000": "红色", "C00000": "深红", "FFFFFF": "白色", "0000FF": "蓝色", "00B050": "绿色"}
BLACK = ("auto", "000000")
BLACK_THEMES = (None, "none", "text1", "dark1")


StyleFindings = Iterator[tuple[str, str, str]]
StyleCheck = Callable[[Owners, Look], StyleFindings]


def look_differences(name: str, around: Owners, layout: LayoutProfile) -> Iterator[Difference]:
    """Yield where a style is not what the default file has under its name, or what the lines of
    the page need of any style.

    ``around`` is what the style's properties come from.
    """
    own = OWN_LOOKS.get(name)
    look = own or OWN_LOOKS[BODY_STYLE]
    checks: list[StyleCheck] = [_size, _face] if own else []
    checks += [_colour]
    checks += [_first_line, _margins, _alignment] if own and look.grid else []
    checks += [_spacing, _switches] if look.grid else []
    checks += [_level] if own and (look.level or name == BODY_STYLE) else []
    findings = [finding for check in checks for finding in check(around, look)]
    size = number(nearest_value(around, "w:rPr", "w:sz", "w:val")) or BODY_SIZE
    # Lines of a title are the office's affair.
    if look.grid and look.half_points <= BODY_SIZE and (own or size <= BODY_SIZE):
        findings += _pitch(around, layout)
    yield from ((name, *finding) for finding in findings)


def _size(around: Owners, look: Look) -> StyleFindings:
    """Yield a size other than laid down, or that none is said."""
    text = nearest_value(around, "w:rPr", "w:sz", "w:val")
    size = number(text)
    if size != look.half_points:
        yield (
            "字号",
            _half_points(size) if size is not None else text or "没有写明",
            _half_points(look.half_points),
        )


def _face(around: Owners, look: Look) -> StyleFindings:
    """Yield a face of another kind than laid down; one that is not said is told by validation."""
    face = nearest_value(around, "w:rPr", "w:rFonts", "w:eastAsia") or ""
    if face and not any(word in face.lower() for word in FACES[look.font]):
        yield "字体", face, look.font


def _colour(around: Owners, look: Look) -> StyleFindings:
    """Yield a colour that is not black, also where the theme decides it."""
    colour = next(declared(around, "w:rPr", "w:color"), None)
    if colour is None:
        return
    value = (colour.get(qn("w:val")) or "auto").upper()
    if colour.get(qn("w:themeColor")) not in BLACK_THEMES:
        yield (
            "文字颜色",
            "主题颜色" if value in ("AUTO", "000000") else COLOURS.get(value, f"#{value}"),
            "黑色",
        )
    elif value.lower() not in BLACK:
        yield "文字颜色", COLOURS.get(value, f"#{value}"), "黑色"


def _first_line(around: Owners, look: Look) -> StyleFindings:
    """Yield another indent of the first line than laid down; Word goes by characters where they are
    said, else by the measure.
    """
    own = number(nearest_value(around, "w:rPr", "w:sz", "w:val")) or look.half_points
    characters, twips = (
        _stands_in(around, "firstLineChars", "hangingChars"),
        _stands_in(around, "firstLine", "hanging"),
    )
    indents = (
        [characters / 100]
        if characters
        else [twips / (size * 10) for size in dict.fromkeys((own, look.half_points)) if size > 0]
    )
    if indents and all(abs(indent - look.first_line) > NEAR for indent in indents):
        yield "首行缩进", f"{round(indents[0], 1):g} 个字", f"{look.first_line} 个字"


def _stands_in(around: Owners, forward: str, backward: str) -> int:
    """Return the nearest of two attributes of indentation, the second as a negative number."""
    for indent in declared(around, "w:pPr", "w:ind"):
        for name, sign in ((backward, -1), (forward, 1)):
            if (value := number(indent.get(qn(f"w:{name}")))) is not None:
                return sign * value
    return 0


def _margins(around: Owners, look: Look) -> StyleFindings:
    """What narrows the lines; what stands right is placed line by line and not by its style."""
    if look.alignment == "right":
        return
    for sides, label in ((("left", "start"), "左缩进"), (("right", "end"), "右缩进")):
        characters = (
            next((value for side in sides if (value := _indent(around, f"{side}Chars"))), 0) / 100
        )
        twips = next((value for side in sides if (value := _indent(around, side))), 0)
        indent = characters or twips / (BODY_SIZE * 10)
        if abs(indent) > NEAR:
            yield label, f"{round(indent, 1):g} 个字", "0 个字"


def _indent(around: Owners, attribute: str) -> int:
    """Return one of the indents, nought where none is said."""
    return number(nearest_value(around, "w:pPr", "w:ind", f"w:{attribute}")) or 0


def _alignment(around: Owners, look: Look) -> StyleFindings:
    """Yield an alignment that does not serve the one laid down."""
    value = nearest_value(around, "w:pPr", "w:jc", "w:val") or "left"
    shown = ALIGNMENTS.get(value, value)
    if shown not in FITTING[look.alignment]:
        yield "对齐方式", shown, FITTING[look.alignment][0]


def _pitch(around: Owners, layout: LayoutProfile) -> StyleFindings:
    """The lines of the grid."""
    pitch = number(nearest_value(around, "w:pPr", "w:spacing", "w:line"))
    if nearest_value(around, "w:pPr", "w:spacing", "w:lineRule") != "exact" or pitch is None:
        yield "行距", "不是固定值", f"固定值 {points(layout.line_pitch)}"
    elif abs(pitch - layout.line_pitch) > 2:
        yield "行距", f"固定值 {points(pitch)}", f"固定值 {points(layout.line_pitch)}"


def _spacing(around: Owners, look: Look) -> StyleFindings:
    """Blank lines are paragraphs of their own: anything else between lines takes one off the
    page.
    """
    for side, label in (("before", "段前间距"), ("after", "段后间距")):
        automatic = nearest_value(around, "w:pPr", "w:spacing", f"w:{side}Autospacing")
        lines = number(nearest_value(around, "w:pPr", "w:spacing", f"w:{side}Lines"))
        twips = number(nearest_value(around, "w:pPr", "w:spacing", f"w:{side}"))
        if automatic is not None and automatic not in ("0", "false", "off"):
            yield label, "自动", "0 行"
        elif lines:
            yield label, f"{lines / 100:g} 行", "0 行"
        elif twips:
            yield label, points(twips), "0 磅"


def _switches(around: Owners, look: Look) -> StyleFindings:
    """Yield switches that stand otherwise than laid down."""
    for element, (label, wanted) in SWITCHES.items():
        switch = next(declared(around, "w:pPr", element), None)
        if (switch is None or switched_on(switch)) is not wanted:
            yield label, "关闭" if wanted else "打开", "打开" if wanted else "关闭"


def _level(around: Owners, look: Look) -> StyleFindings:
    """The levels of the navigation pane; files count them from nought, nine is text."""
    value = number(nearest_value(around, "w:pPr", "w:outlineLvl", "w:val"))
    level = 0 if value is None or not 0 <= value < 9 else value + 1
    if level != look.level:
        yield "大纲级别", _level_name(level), _level_name(look.level)


def _level_name(level: int) -> str:
    """Return an outline level as Word's dialogue calls it."""
    return f"{level} 级" if level else "正文文本"


def signature_differences(around: Mapping[str, Owners]) -> Iterator[Difference]:
    """Yield a signature and a date of different sizes: they are placed by counting characters of
    one.
    """
    styles = [around[name] for name in (SIGNATURE_STYLE, DATE_STYLE) if name in around]
    sizes = [number(nearest_value(own, "w:rPr", "w:sz", "w:val")) for own in styles]
    if len(sizes) == 2 and None not in sizes and sizes[0] != sizes[1]:
        found = "、".join(_half_points(size or 0) for size in sizes)
        yield f"{SIGNATURE_STYLE}、{DATE_STYLE}", "字号", found, f"都是 {_half_points(BODY_SIZE)}"


def grid_differences(base: WordDocument, body: ParagraphStyle) -> Iterator[Difference]:
    """Yield lines and characters a page that are not the standard's, where nothing else has been
    found that explains them.
    """
    area, (pitch, _) = type_area(base), line_pitch(base, body)
    if area is None or not pitch:
        return
    if (lines := area[1] // pitch) != LINES:
        yield BODY_STYLE, "每页行数", f"{lines} 行", f"{LINES} 行"
    if (characters := characters_per_line(base, body, BODY_SIZE)) != CHARACTERS:
        yield BODY_STYLE, "每行字数", f"{characters} 字", f"{CHARACTERS} 字"


def holds_no_text(base: WordDocument, body: ParagraphStyle) -> bool:
    """Tell a page on which nothing can be printed."""
    area, (pitch, _) = type_area(base), line_pitch(base, body)
    if area is None:
        return True
    return area[0] < FEWEST_CHARACTERS * advance(base, body, BODY_SIZE) or area[
        1
    ] < FEWEST_LINES * (pitch or BODY_SIZE * 10)


def _half_points(size: int) -> str:
    """Return a size as messages write it."""
    return f"{size / 2:g} 磅"
