"""The page numbers of ``styles.docx`` against the standard: there, counted from one, 四号, on the
outer sides (clause 7.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle
from lxml import etree

from compiler.word.template.inheritance import (
    Owners,
    ancestry,
    declared,
    nearest_value,
    number,
    owners,
)
from compiler.word.template.looks import PAGE_NUMBER_SIZE
from compiler.word.template.opened import switched_on
from compiler.word.template.page_metrics import Difference, page_value, type_area
from compiler.word.template.pages import PAGE

NUMBER = "— 1 —"
SHOWN = {"left": "左侧", "right": "右侧", "center": "居中"}
OUTER = {"default": "right", "even": "left", "first": "right"}
"""Where the standard has the number of each kind of page; the first one is odd."""

ALIGNED = {
    None: "left",
    "left": "left",
    "start": "left",
    "both": "left",
    "right": "right",
    "end": "right",
    "center": "center",
}
ELSEWHERE = re.compile(r"[^\s\d—–\-第共页/]|(?:\s{2,}|\u3000){3}")
"""Other text on the line of the number, or so many spaces that they place it: its side cannot be
told then."""

COUNTS = {
    "upperroman": "罗马数字",
    "lowerroman": "罗马数字",
    "roman": "罗马数字",
    "upperletter": "字母",
    "lowerletter": "字母",
    "alphabetic": "字母",
    "decimalfullwidth": "全角数字",
    "decimalfullwidth2": "全角数字",
    "dbchar": "全角数字",
}
"""How messages call the counts of pages and of fields, in small letters; the rest are 中文数字
and the like."""
OTHER_COUNT, ARABIC_COUNT = "中文数字或其他格式", "阿拉伯数字"
ARABIC = ("decimal", "numberInDash")
SWITCHES = ("mergeformat", "charformat", "arabic", "arabicdash")
"""What ``\\*`` of a field may ask for without another count."""


def page_number_differences(base: WordDocument) -> Iterator[Difference]:
    """Yield where pages have no number, or one that is counted, sized or placed otherwise."""
    switch = base.settings.element.find(qn("w:evenAndOddHeaders"))
    apart = switch is not None and switched_on(switch)
    if not apart:
        yield PAGE, "奇偶页", "相同", "奇偶页不同"
    yield from _counting(base)
    kinds = {"default": "奇数页页脚", "even": "偶数页页脚"} if apart else {"default": "页脚"}
    title_page = base.element.body.sectPr.find(qn("w:titlePg"))
    if title_page is not None and switched_on(title_page):
        kinds["first"] = "首页页脚"
    for kind, place in kinds.items():
        field = _page_field(_footer(base, kind))
        if field is None:
            yield place, "页码", "只在前面的节里有" if _left_out(base) else "没有", NUMBER
            continue
        yield from _field_differences(base, field, place, OUTER[kind] if apart else None)


def _counting(base: WordDocument) -> Iterator[Difference]:
    """Yield where pages are not counted from 1 in Arabic figures."""
    start = page_value(base, "w:pgNumType", "w:start")
    if start is not None and number(start) != 1:
        yield PAGE, "起始页码", start, "1"
    form = page_value(base, "w:pgNumType", "w:fmt")
    if form is not None and form not in ARABIC:
        yield PAGE, "页码格式", COUNTS.get(form.lower(), OTHER_COUNT), ARABIC_COUNT


def _footer(base: WordDocument, kind: str) -> BaseOxmlElement | None:
    """Return the footer of odd (``default``) or even pages, ``None`` if there is none."""
    references = base.element.body.xpath(f"./w:sectPr/w:footerReference[@w:type='{kind}']/@r:id")
    return base.part.rels[references[0]].target_part.element if references else None


def _left_out(base: WordDocument) -> bool:
    """Tell whether a footer with a number belongs to a section before the last: only the last
    one's are referred to.
    """
    used = set(base.element.body.xpath("./w:sectPr/w:footerReference/@r:id"))
    left = [
        relation
        for key, relation in base.part.rels.items()
        if relation.reltype == RELATION.FOOTER and key not in used
    ]
    return any(_page_field(relation.target_part.element) is not None for relation in left)


def _page_field(footer: BaseOxmlElement | None) -> etree._Element | None:
    """Return the element that asks for the page number, ``None`` if the footer has none."""
    fields = [] if footer is None else footer.xpath(".//w:fldSimple | .//w:instrText")
    return next((field for field in fields if _instruction(field)[:1] == ["PAGE"]), None)


def _instruction(field: etree._Element) -> list[str]:
    """Return what a field is told to show, its name first."""
    name, *rest = (field.get(qn("w:instr")) or field.text or "").split() or [""]
    return [name.upper(), *rest]


def _field_differences(
    base: WordDocument, field: etree._Element, place: str, side: str | None
) -> Iterator[Difference]:
    """Yield how a page number is written otherwise than laid down; ``side`` is where it should
    stand, ``None`` if anywhere.
    """
    words = [word.lower() for word in _instruction(field)]
    forms = [form for mark, form in pairwise(words) if mark == "\\*"]
    if strange := [form for form in forms if form not in SWITCHES]:
        yield place, "页码格式", COUNTS.get(strange[0], OTHER_COUNT), ARABIC_COUNT
    paragraph = next(field.iterancestors(qn("w:p")), None)
    if paragraph is None:
        return
    around = [paragraph, *_style_owners(base, paragraph)]
    run = _shown_run(field, "mergeformat" in forms)
    size = number(nearest_value([*_run_owners(base, run), *around], "w:rPr", "w:sz", "w:val"))
    if size != PAGE_NUMBER_SIZE:
        yield (
            place,
            "页码字号",
            "没有写明" if size is None else f"{size / 2:g} 磅",
            f"{PAGE_NUMBER_SIZE / 2:g} 磅",
        )
    stands = _side(base, paragraph, around)
    if side is not None and stands is not None and stands != side:
        yield place, "页码位置", SHOWN[stands], SHOWN[side]


def _shown_run(field: etree._Element, keeps_format: bool) -> etree._Element | None:
    """Return the run whose look the number has: that of the field's code, or of its last result
    where it is to be kept.
    """
    if field.tag == qn("w:fldSimple"):
        return next(field.iter(qn("w:r")), None)
    code = next(field.iterancestors(qn("w:r")), None)
    if code is None or not keeps_format:
        return code
    return next(
        (run for run in code.itersiblings(qn("w:r")) if run.find(qn("w:t")) is not None), code
    )


def _style_owners(base: WordDocument, paragraph: etree._Element) -> Owners:
    """What a paragraph takes over from its style, or from the one of all paragraphs that have
    none.
    """
    named = nearest_value([paragraph], "w:pPr", "w:pStyle", "w:val")
    styles = [
        style
        for style in base.styles
        if isinstance(style, ParagraphStyle) and style.type == WD_STYLE_TYPE.PARAGRAPH
    ]
    fitting = [style for style in styles if style.style_id == named] or [
        style for style in styles if style.element.default
    ]
    return owners(base, fitting[0]) if fitting else []


def _run_owners(base: WordDocument, run: etree._Element | None) -> list[etree._Element]:
    """Return the elements that say how a run looks, nearest first."""
    if run is None:
        return []
    named = nearest_value([run], "w:rPr", "w:rStyle", "w:val")
    styles = [
        style
        for style in base.styles
        if style.type == WD_STYLE_TYPE.CHARACTER and style.style_id == named
    ]
    return [run, *(one for style in styles for one in ancestry(style))]


def _side(base: WordDocument, paragraph: etree._Element, around: Owners) -> str | None:
    """Tell the side of the page a paragraph stands on, ``None`` if its alignment does not say."""
    contained = next(paragraph.iterancestors(qn("w:tc"), qn("w:txbxContent")), None)
    tabs = next(
        (
            tab
            for run in paragraph.iter(qn("w:r"))
            for tab in run.iterchildren(qn("w:tab"), qn("w:ptab"))
        ),
        None,
    )
    framed = next(declared(around, "w:pPr", "w:framePr"), None)
    turned = next(declared(around, "w:pPr", "w:bidi"), None)
    if (
        contained is not None
        or tabs is not None
        or framed is not None
        or (turned is not None and switched_on(turned))
    ):
        return None
    area = type_area(base)
    text = "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
    if area is None or max(_indents(around)) > area[0] / 4 or ELSEWHERE.search(text):
        return None
    return ALIGNED.get(nearest_value(around, "w:pPr", "w:jc", "w:val"))


def _indents(around: Owners) -> list[int]:
    """How far a paragraph and its first line stand in from either side, in twips."""
    result = []
    for side in ("left", "start", "right", "end", "firstLine"):
        characters = number(nearest_value(around, "w:pPr", "w:ind", f"w:{side}Chars")) or 0
        twips = number(nearest_value(around, "w:pPr", "w:ind", f"w:{side}")) or 0
        result.append(max(abs(twips), abs(characters) * PAGE_NUMBER_SIZE // 10))
    return result
