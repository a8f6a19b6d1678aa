"""Names of elements and attributes in Word files, and how small properties are read.

Strict files are renamed where they are parsed, so that one name is enough.
"""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PLACED_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
VML = "{urn:schemas-microsoft-com:vml}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
VALUE, DEFAULT = f"{W}val", f"{W}default"
OFF = ("0", "false", "off", "none")


def state_of(value: str | None) -> bool:
    """Return what a switch says, which is on if it says nothing."""
    return value not in OFF


def value_of(parent: etree._Element | None, name: str, missing: str = "") -> str:
    """Return the value of a Word property called ``name``, ``missing`` where there is none."""
    element = parent.find(f"{W}{name}") if parent is not None else None
    return element.get(VALUE, missing) if element is not None else missing


def number_of(parent: etree._Element | None, name: str) -> int | None:
    """Return the value of a property as a whole number, ``None`` where there is none."""
    text = value_of(parent, name).strip()
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 10 else None


def is_on(parent: etree._Element | None, name: str) -> bool:
    """Tell whether a switch called ``name`` is there and on."""
    element = parent.find(f"{W}{name}") if parent is not None else None
    return element is not None and state_of(element.get(VALUE))
