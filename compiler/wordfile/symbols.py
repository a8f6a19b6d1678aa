"""Characters that a Word file writes as the position in a symbol font (``w:sym``)."""

from __future__ import annotations

PRIVATE = 0xF000
"""Symbol fonts have their characters from here on; the low byte is the position."""

WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□",
    0xD8: "➢", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + step: chr(ord("①") + step) for step in range(10)},
    **{0x8C + step: chr(ord("❶") + step) for step in range(10)},
}  # fmt: skip
WINGDINGS_2 = {0x50: "✓", 0x52: "☑", 0x54: "☒", 0xA3: "□"}
SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
    0x61: "α", 0x62: "β", 0x67: "γ", 0x6D: "μ", 0x70: "π", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω",
}  # fmt: skip
FONTS = {"wingdings": WINGDINGS, "wingdings 2": WINGDINGS_2, "symbol": SYMBOL}


def read_symbol(font: str, code: str) -> str | None:
    """Return the character that stands at a position of a font; ``None`` if it is not known."""
    try:
        position = int(code, 16)
    except ValueError:
        return None
    known = FONTS.get(font.strip().lower())
    if PRIVATE <= position < PRIVATE + 0x100:
        return known.get(position - PRIVATE) if known else None
    if known is not None and position < 0x100:
        return known.get(position)
    plain = 0x20 <= position < 0xD800 or 0xF900 <= position <= 0x10FFFF
    return chr(position) if plain else None
