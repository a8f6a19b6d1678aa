"""Elements of the parts of a ``styles.docx`` that is made from nothing: text, faces and sizes."""

from __future__ import annotations

from lxml import etree

from compiler.package.parts import W

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def w(tag: str, *children: etree._Element, **attributes: object) -> etree._Element:
    """Return ``w:tag`` with attributes of the same namespace; ``r`` is declared for references."""
    element = etree.Element(f"{{{W}}}{tag}", nsmap={"w": W, "r": R})
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", str(value))
    element.extend(children)
    return element


def same_face(name: str, **attributes: str) -> etree._Element:
    """One face for every script.

    The standard sets figures in the body's face, and quotation marks and dashes that no hint
    reaches stay full width.
    """
    return w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name, **attributes)


def run(text: str, *properties: etree._Element) -> etree._Element:
    """Return a run of text whose blanks count."""
    content = w("t")
    content.text = text
    content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return w("r", w("rPr", *properties), content)


def sizes(half_points: int) -> tuple[etree._Element, etree._Element]:
    """Return the size for Chinese and Latin text and, the same, for complex scripts."""
    return w("sz", val=half_points), w("szCs", val=half_points)
