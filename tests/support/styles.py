"""``styles.docx`` as an office may have changed it, and what the compiler says of it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from compiler.diagnostics import Diagnostic
from compiler.model.document import Document, Paragraph, Run, RunKind
from compiler.notice.kind import BODY_STYLE
from compiler.notice.layout_profiles import GB_T_9704, LayoutProfile
from compiler.vocab import Severity
from compiler.word.elements import w
from compiler.word.template.styles import build_styles
from compiler.word.writer import write_word

FILE = "templates/xunshi/styles.docx"
Change = Callable[[WordDocument], Any]
"""What someone does to the file in Word."""


def paragraph(text: str, style: str = BODY_STYLE, level: int = 0, heading: int = 0) -> Paragraph:
    """Return a paragraph of one run."""
    return Paragraph((Run(text, RunKind.FIELD, ()),), style, level, heading)


DOCUMENT = Document((
    paragraph("关于巡视整改进展情况的通报", "通报标题"), paragraph("一、提高站位", "一级标题", 1, 1), paragraph("（一）压实责任", "二级标题", 2, 1),
    paragraph("1.学位供给不足。", "三级标题", 3, 1), paragraph("区委召开专题会议43次。"), paragraph("中共望澜区委", "落款"), paragraph("2025年2月20日", "成文日期"),
))  # fmt: skip
"""A notice that uses the styles of every level."""


def changed(*changes: Change, profile: LayoutProfile = GB_T_9704) -> bytes:
    """Return the default styles as someone changed them in Word."""
    base = docx.Document(BytesIO(build_styles(profile)))
    for change in changes:
        change(base)
    buffer = BytesIO()
    base.save(buffer)
    return buffer.getvalue()


def write(
    styles: bytes, profile: LayoutProfile = GB_T_9704
) -> tuple[WordDocument | None, list[Diagnostic]]:
    """Return the notice in the look of ``styles``, if there is one, and every complaint."""
    data, found = write_word(
        DOCUMENT, styles, title="通报", organ="", signed_on=None, file=FILE, layout=profile
    )
    assert all(diagnostic.spans[0].file == FILE and diagnostic.message for diagnostic in found)
    assert (data is None) is any(diagnostic.severity is Severity.ERROR for diagnostic in found)
    return (docx.Document(BytesIO(data)) if data is not None else None), found


def complaints(styles: bytes, profile: LayoutProfile = GB_T_9704) -> list[tuple[str, ...]]:
    """Return code, place and what is said of it."""
    keys = (
        "style",
        "place",
        "property",
        "found",
        "expected",
        "problem",
        "language",
        "part",
        "text",
    )
    return [
        (d.code, *(str(d.arguments[key]) for key in keys if key in d.arguments))
        for d in write(styles, profile)[1]
    ]


def style(name: str, change: Callable[[Any], None]) -> Change:
    """Change one style."""
    return lambda base: change(base.styles[name])


def face(name: str, font: str) -> Change:
    """Give a style another Chinese face."""
    return style(
        name,
        lambda own: own.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font),
    )


def margins(**sides: int) -> Change:
    """Set margins, in millimetres."""

    def change(base: WordDocument) -> None:
        for side, millimetres in sides.items():
            setattr(base.sections[0], f"{side}_margin", Mm(millimetres))

    return change


def spacing(points: float, rule: WD_LINE_SPACING = WD_LINE_SPACING.EXACTLY) -> Change:
    """Set the line pitch of the text."""

    def change(own: Any) -> None:
        own.paragraph_format.line_spacing = Pt(points)
        own.paragraph_format.line_spacing_rule = rule

    return style("Normal", change)


def indent(characters: int) -> Change:
    """Set the first line of the text in."""

    def change(own: Any) -> None:
        ind = own.element.get_or_add_pPr().get_or_add_ind()
        ind.set(qn("w:firstLineChars"), str(characters * 100))
        ind.set(qn("w:firstLine"), str(characters * 320))

    return style("Normal", change)


def put(holder: Any, tag: str, **attributes: object) -> None:
    """Set an element of ``holder`` in place of the one that is there."""
    for old in holder.findall(qn(f"w:{tag}")):
        holder.remove(old)
    holder.append(w(tag, **attributes))


def paragraph_property(name: str, tag: str, **attributes: object) -> Change:
    """Change attributes of an element of a style's paragraph properties."""

    def change(own: Any) -> None:
        holder = own.element.get_or_add_pPr()
        there = holder.find(qn(f"w:{tag}"))
        kept = (
            {}
            if there is None
            else {key.partition("}")[2]: value for key, value in there.attrib.items()}
        )
        put(holder, tag, **kept | attributes)

    return style(name, change)


def run_property(name: str, tag: str, **attributes: object) -> Change:
    """Set an element of a style's run properties."""
    return style(name, lambda own: put(own.element.get_or_add_rPr(), tag, **attributes))


def without(name: str, *tags: str) -> Change:
    """Take elements out of a style's paragraph properties."""

    def change(own: Any) -> None:
        for tag in tags:
            for old in own.element.findall(f"{qn('w:pPr')}/{qn(f'w:{tag}')}"):
                old.getparent().remove(old)

    return style(name, change)


def page(tag: str, **attributes: object) -> Change:
    """Set an element of the page's properties."""
    return lambda base: put(base.element.body.sectPr, tag, **attributes)


def page_margin(name: str, value: int) -> Change:
    """Set one of the page's distances, in twips."""
    return lambda base: base.element.body.sectPr.find(qn("w:pgMar")).set(
        qn(f"w:{name}"), str(value)
    )


def setting(tag: str) -> Any:
    """Take an element out of the settings."""
    return lambda base: [
        old.getparent().remove(old) for old in base.settings.element.iter(qn(f"w:{tag}"))
    ]


def footers(change: Callable[[Any, Any], None]) -> Change:
    """Change the lines of the page number, that of odd pages and that of even ones."""
    return lambda base: change(
        base.sections[0].footer.paragraphs[0], base.sections[0].even_page_footer.paragraphs[0]
    )


def contradiction(*told: str) -> list[tuple[str, ...]]:
    """Return what :func:`complaints` has for one contradiction."""
    return [("R006", *told)]
