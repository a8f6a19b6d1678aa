"""What a text item of a workbook shows: runs joined, what is struck out set apart, raised and lowered
digits as the characters that mean them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
S = f"{{{MAIN}}}"
TEXT = f"{S}t"
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""How a character is stored that XML cannot hold, or that programs would change."""
OFF = ("0", "false", "none")
RAISED = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
SHIFTED = re.compile(r"[0-9+\-−()]{1,4}")
"""m², 10⁻³, CO₂: longer ones are no powers or formulas but marks of notes, which no cell should have."""


@attrs.frozen
class RichText:
    """The text that counts; ``struck`` is what the cell also shows, struck out, and ``flattened``
    what was raised or lowered and has no character of its own.
    """

    text: str
    struck: str = ""
    flattened: str = ""


def read_text(item: etree._Element) -> RichText:
    """Return what a shared or an inline string shows: its runs, without phonetic guides."""
    if len(item) == 1 and item[0].tag == TEXT:
        return RichText(unescaped(item[0].text or ""))
    if item.find(f"{S}r") is None:
        return RichText(unescaped(item.findtext(TEXT) or ""))
    kept, struck, flattened = [], [], []
    for run in item.iterchildren(f"{S}r", f"{S}t"):
        own = [run] if run.tag == f"{S}t" else run.iterchildren(f"{S}t")
        text = unescaped("".join(t.text or "" for t in own))
        looks = run.find(f"{S}rPr")
        if looks is not None and is_on(looks.find(f"{S}strike")):
            struck.append(text)
            continue
        shift = looks.find(f"{S}vertAlign") if looks is not None else None
        shifted = _shifted(text, shift.get("val", "") if shift is not None else "")
        if shifted is None:
            flattened.append(text)
        kept.append(text if shifted is None else shifted)
    return RichText("".join(kept), "".join(struck), "".join(flattened))


def _shifted(text: str, position: str) -> str | None:
    """Return ``text`` in raised or lowered characters, ``None`` if there are none for it."""
    if position not in ("superscript", "subscript") or not text.strip():
        return text
    if not SHIFTED.fullmatch(text):
        return None
    return text.translate(RAISED if position == "superscript" else LOWERED)


def is_on(element: etree._Element | None) -> bool:
    """Tell whether a toggle such as ``<strike/>`` is there and not switched off."""
    return element is not None and element.get("val", "1") not in OFF


def unescaped(text: str) -> str:
    """Return a text as its cell shows it; half a character of its own becomes U+FFFD."""
    if "_x" not in text:
        return text
    text = ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def texts(root: etree._Element, tag: str = "{*}t") -> Iterator[str]:
    """Yield the texts of all elements of ``tag`` below ``root``."""
    for element in root.iter(tag):
        yield element.text or ""
