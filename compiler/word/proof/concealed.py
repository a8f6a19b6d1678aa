"""Text that stands in a file and cannot be read on paper, whatever the notice looks like.

This is the one thing about looks that the proof keeps, since such text is lost. The limits lie
below anything an office would choose, so that no change of looks comes near them. What styles.docx
does is validated before anything is written: here only hiding is looked up in the styles, all
else counts where it was written on the text itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compiler.word.proof.reading import (
    Properties,
    WrittenParagraph,
    WrittenRun,
    is_number,
    switched_on,
)
from compiler.word.proof.styles import StyleSheet

SMALLEST = 10
"""Half points: 八号, the smallest size that Chinese printers have a name for."""

NARROWEST = 33
"""Per cent of their width that characters must keep; Word itself offers no less."""

SHORTEST = 100
"""Twips: a line of exactly this height cuts off all but the smallest characters."""

PAPER_WIDTH = 11906
"""Twips: an indent of a sheet's width moves the text off the sheet."""

PALEST = 64
"""How far, of 255, the brightness of text and of what is behind it must be apart. The grey of the
review copy's header is 128 from white."""

HIGHLIGHTS = {
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "green": "00FF00",
    "magenta": "FF00FF",
    "red": "FF0000",
    "yellow": "FFFF00",
}
PLAIN = {"rFonts", "lang", "u"}
"""What a run may say of itself without there being more to look at."""

LARGEST = 144
"""Half points, where no style says a size."""

HIDING = ("vanish", "specVanish", "webHidden")
STRUCK = ("strike", "dstrike")

HIDDEN, HIDDEN_END, STRUCK_OUT = "隐藏文字", "隐藏的段落标记（两段会连成一段）", "划掉的文字"
TINY, CROWDED = "小得看不清的文字", "挤得看不清的文字"
PALE, CUT = "与底色分不开的文字", "行高或格宽容不下的文字"
OUTSIDE, COVERED = "会离开版面的文字", "被合并的单元格盖住的文字"


def concealed(paragraph: WrittenParagraph, around: Properties, sheet: StyleSheet) -> list[str]:
    """Return in which ways text of a paragraph cannot be read, each in the user's words; ``around``
    is the formatting of the cell it stands in.
    """
    if not paragraph.text:
        return []
    style = paragraph.style or sheet.body
    found = [*_of_paragraph(paragraph), *_of_cell(around)]
    hiding = _hiding(style, around, sheet)
    filled = "shd" in paragraph.layout or "shd" in around
    for run in paragraph.runs:
        if run.text and (hiding or filled or not run.properties.keys() <= PLAIN):
            found += _of_run(run, paragraph, around, style, hiding, sheet)
    return list(dict.fromkeys(found))


def _hiding(style: str, around: Properties, sheet: StyleSheet) -> set[str]:
    """Return by which properties the styles of a paragraph and its table hide text."""
    table = around.get("tblStyle", {}).get("val", "")
    found = set()
    for name in HIDING:
        said = sheet.said("paragraph", style, "rPr", name, defaults=True)
        if switched_on(sheet.said("table", table, "rPr", name) if said is None else said):
            found.add(name)
    return found


def _said(own: Properties, name: str, sheet: StyleSheet) -> dict[str, str] | None:
    """Return what a run or its character style says of a property."""
    if name in own or "rStyle" not in own:
        return own.get(name)
    return sheet.said("character", own["rStyle"].get("val", ""), "rPr", name)


def _of_run(
    run: WrittenRun,
    paragraph: WrittenParagraph,
    around: Properties,
    style: str,
    hiding: set[str],
    sheet: StyleSheet,
) -> Iterator[str]:
    """Yield what hides a run: properties of its own or, unless it says otherwise, those in
    ``hiding``; and a colour like the one behind it.
    """
    own = run.properties
    for name in HIDING:
        said = _said(own, name, sheet)
        if name in hiding if said is None else switched_on(said):
            yield HIDDEN
    if any(switched_on(own.get(name)) for name in STRUCK):
        yield STRUCK_OUT
    if _below(own, "sz", "val", SMALLEST):
        yield TINY
    by_style = sheet.said("paragraph", style, "rPr", "sz", defaults=True)
    size = _number(_said(own, "sz", sheet) or by_style, "val") or LARGEST
    apart, raised = (_number(own.get(name), "val") or 0 for name in ("spacing", "position"))
    if _below(own, "w", "val", NARROWEST) or "fitText" in own or apart < -5 * size:
        yield CROWDED
    if abs(raised) > size:
        yield OUTSIDE
    fills = (own.get("shd"), paragraph.layout.get("shd"), around.get("shd"))
    if "color" in own or "highlight" in own or any(fills):
        colour = _said(own, "color", sheet) or sheet.said(
            "paragraph", style, "rPr", "color", defaults=True
        )
        highlight = own.get("highlight", {}).get("val", "")
        if _alike((colour or {}).get("val", "auto"), highlight, fills):
            yield PALE


def _of_paragraph(paragraph: WrittenParagraph) -> Iterator[str]:
    """Yield what hides a paragraph or its end: lines cut off, or a place outside the paper."""
    layout = paragraph.layout
    if any(switched_on(paragraph.end.get(name)) for name in HIDING):
        yield HIDDEN_END
    if layout.get("spacing", {}).get("lineRule") == "exact" and _below(
        layout, "spacing", "line", SHORTEST
    ):
        yield CUT
    indent = layout.get("ind", {})
    steps = {key: 3 if key.endswith("Chars") else 1 for key in indent}  # about 300 twips to 100
    if "framePr" in layout or any(
        abs(_number(indent, key) or 0) * step >= PAPER_WIDTH for key, step in steps.items()
    ):
        yield OUTSIDE


def _of_cell(around: Properties) -> Iterator[str]:
    """Yield what hides a cell: its size, its place, or another cell over it."""
    height = around.get("trHeight", {})
    low = height.get("hRule") == "exact" and _below(around, "trHeight", "val", SHORTEST)
    narrow = around.get("tcW", {}).get("type") == "dxa" and _below(around, "tcW", "w", SHORTEST)
    if low or narrow:
        yield CUT
    if "tblpPr" in around or abs(_number(around.get("tblInd"), "w") or 0) >= PAPER_WIDTH:
        yield OUTSIDE
    if switched_on(around.get("hidden")):
        yield HIDDEN
    for name in ("vMerge", "hMerge"):
        if name in around and around[name].get("val") != "restart":
            yield COVERED


def _number(values: dict[str, str] | None, key: str) -> int | None:
    """Return an attribute as a number; ``None`` if it is not there or none."""
    value = (values or {}).get(key, "")
    return int(value) if is_number(value) else None


def _below(holder: Properties, name: str, key: str, least: int) -> bool:
    """Tell whether a number is said and too small."""
    value = _number(holder.get(name), key)
    return value is not None and value < least


def _alike(colour: str, highlight: str, papers: Iterable[dict[str, str] | None]) -> bool:
    """Tell whether text is as bright as what is behind it: a highlight, the nearest fill, or the
    paper. Word sets text without a colour in white on a dark fill, not on a highlight.
    """
    fills = (one.get("color" if one.get("val") == "solid" else "fill", "") for one in papers if one)
    fill = next((one for one in fills if one not in ("", "auto")), "FFFFFF")
    behind = HIGHLIGHTS.get(highlight, fill)
    if colour == "auto":
        colour = "000000" if highlight in HIGHLIGHTS or _brightness(fill) >= 128 else "FFFFFF"
    return abs(_brightness(colour) - _brightness(behind)) < PALEST


def _brightness(colour: str) -> float:
    """Return how bright a colour looks, 0 to 255; one that is none counts as black."""
    try:
        red, green, blue = bytes.fromhex(colour)
    except ValueError:
        return 0
    return 0.299 * red + 0.587 * green + 0.114 * blue
