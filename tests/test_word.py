"""The Word writer, judged by its XML: faces, geometry, headings, blank lines, draft marks, and
bytes that repeat.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import attrs
import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from compiler.diagnostics import has_errors
from compiler.model.document import Document, Paragraph, Run, RunKind, TableCell
from compiler.notice.kind import (
    ATTACHMENT_LIST_STYLE,
    ATTACHMENT_STYLE,
    BODY_STYLE,
    CELL_STYLE,
    HEAD_CELL_STYLE,
    STYLES,
)
from compiler.package.parts import CONTENT_TYPES, EDITING_MARKS, EXTENSIONS, W, pack, unpack
from compiler.word.layout import lay_out, text_width
from compiler.word.review.copy import write_review
from compiler.word.template.looks import LEFT, LOOKS
from compiler.word.template.styles import build_styles
from compiler.word.writer import write_word
from compiler.wordfile.notice import read_notice
from compiler.wordfile.own_headers import DRAFT_HEADER

pytestmark = pytest.mark.usefixtures("read_once")

ROOT = Path(__file__).parents[1]
FILE = "templates/xunshi/styles.docx"
REGENERATE = f"""python -c "from pathlib import Path; from compiler.word.template.styles import build_styles; \
Path('{FILE}').write_bytes(build_styles())\""""
SIGNED_ON = date(2025, 2, 20)


def paragraph(
    *texts: str,
    style: str = BODY_STYLE,
    level: int = 0,
    heading: int = 0,
    kind: RunKind = RunKind.FIELD,
) -> Paragraph:
    return Paragraph(tuple(Run(text, kind, ()) for text in texts), style, level, heading)


TITLE = paragraph("关于巡视整改进展情况的通报", style="通报标题")
RUN_IN = paragraph(
    "（一）",
    "压实整改责任",
    "。",
    "区委召开专题会议43次，",
    "印发通知12份。",
    style="二级标题",
    level=2,
    heading=3,
)
BODY = paragraph("望澜区“两高两化”——", "新增学位", "540", "个……", "同比下降11.15%。")
PARAGRAPHS = (
    TITLE,
    paragraph("全区各级党组织：", style="主送机关"),
    paragraph("一、", "提高政治站位", style="一级标题", level=1, heading=2),
    RUN_IN,
    paragraph("1.", "学前教育学位供给不均衡", "。", style="三级标题", level=3, heading=3),
    paragraph("(1)", "关于“停车难”的问题。", style="四级标题", level=4, heading=2),
    BODY,
    paragraph("中共望澜区委", style="落款"),
    paragraph("2025年2月20日", style="成文日期"),
)
BLANKS = (1, 8)


def write(
    *paragraphs: Paragraph,
    draft: bool = False,
    styles: bytes | None = None,
    signed_on: date | None = SIGNED_ON,
) -> bytes:
    document = Document(paragraphs or PARAGRAPHS, draft)
    base = build_styles() if styles is None else styles
    data, found = write_word(
        document, base, title="巡视整改通报", organ="中共望澜区委", signed_on=signed_on, file=FILE
    )
    assert not has_errors(found)
    assert data is not None
    return data


def codes(styles: bytes, *paragraphs: Paragraph) -> list[tuple[str, object]]:
    data, found = write_word(
        Document(paragraphs), styles, title="", organ="", signed_on=None, file=FILE
    )
    assert (data is None) is bool(found)
    assert all(diagnostic.spans[0].file == FILE and diagnostic.message for diagnostic in found)
    return [(diagnostic.code, diagnostic.arguments.get("style")) for diagnostic in found]


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(unpack(data)[f"word/{name}.xml"])


def find(element: etree._Element, path: str) -> list[etree._Element]:
    result = element.xpath(path, namespaces={"w": W})
    assert isinstance(result, list)
    return [entry for entry in result if isinstance(entry, etree._Element)]


def attribute(element: etree._Element, path: str, name: str = "val") -> list[str | None]:
    return [entry.get(f"{{{W}}}{name}") for entry in find(element, path)]


def body(data: bytes) -> list[etree._Element]:
    return find(part(data, "document"), "w:body/w:p")


def text(element: etree._Element) -> str:
    return "".join(entry.text or "" for entry in find(element, ".//w:t"))


def edited(*changes: tuple[str, str]) -> bytes:
    """Return the default styles as someone changed them."""
    parts = unpack(build_styles())
    for old, new in changes:
        assert any(old.encode() in data for data in parts.values()), old
        parts = {name: data.replace(old.encode(), new.encode()) for name, data in parts.items()}
    return pack(parts)


# The template


def test_the_default_styles_are_those_the_table_builds() -> None:
    def canonical(data: bytes) -> dict[str, str]:
        return {
            name: etree.tostring(etree.fromstring(content), method="c14n").decode()
            for name, content in unpack(data).items()
        }

    stored, built = canonical((ROOT / FILE).read_bytes()), canonical(build_styles())
    assert (ROOT / "templates" / "xuncha" / "styles.docx").read_bytes() == (
        ROOT / FILE
    ).read_bytes()
    assert sorted(stored) == sorted(built), f"regenerate with: {REGENERATE}"
    for name, content in built.items():
        assert stored[name] == content, f"{name} differs; regenerate with: {REGENERATE}"


def test_every_style_names_its_chinese_face_and_no_theme() -> None:
    styles = part(build_styles(), "styles")
    for style in find(styles, "w:style[w:rPr]"):
        fonts = find(style, "w:rPr/w:rFonts")[0]
        assert len(set(fonts.attrib.values())) == 1, attribute(style, "w:name")
    faces = {look.name: look.font for look in LOOKS}
    assert (faces["通报标题"], faces["一级标题"], faces["二级标题"]) == (
        "方正小标宋简体",
        "黑体",
        "楷体_GB2312",
    )
    assert {
        faces[name] for name in ("三级标题", "四级标题", "Normal", "落款", "成文日期", "主送机关")
    } == {"仿宋_GB2312"}
    assert not any(b"heme" in content for content in unpack(build_styles()).values())


def test_headings_carry_outline_levels_and_linked_character_styles() -> None:
    styles = part(build_styles(), "styles")
    for name, level in STYLES.values():
        (style,) = find(styles, f"w:style[w:name/@w:val='{name}']")
        assert attribute(style, "w:pPr/w:outlineLvl") == [str(level - 1)]
        (linked,) = find(styles, f"w:style[@w:styleId='{attribute(style, 'w:link')[0]}']")
        assert linked.get(f"{{{W}}}type") == "character"
        assert attribute(linked, "w:rPr/w:rFonts", "eastAsia") == attribute(
            style, "w:rPr/w:rFonts", "eastAsia"
        )


# Page


def test_the_page_is_a4_with_the_standards_margins_and_grid() -> None:
    section = find(part(write(), "document"), "w:body/w:sectPr")[0]
    millimetres = {
        name: round(int(value) * 25.4 / 1440)
        for entry in find(section, "w:pgSz | w:pgMar")
        for name, value in (
            (etree.QName(key).localname, value) for key, value in entry.attrib.items()
        )
    }
    assert (millimetres["w"], millimetres["h"]) == (210, 297)
    assert [millimetres[side] for side in ("top", "left", "right", "bottom")] == [37, 28, 26, 35]
    assert attribute(section, "w:docGrid", "linePitch") == ["579"]
    normal = find(part(write(), "styles"), "w:style[@w:styleId='Normal']")[0]
    assert attribute(normal, "w:pPr/w:spacing", "line") == ["579"]
    assert attribute(normal, "w:pPr/w:spacing", "lineRule") == ["exact"]
    assert attribute(normal, "w:pPr/w:ind", "firstLineChars") == ["200"]
    assert attribute(normal, "w:pPr/w:ind", "firstLine") == ["640"]
    assert attribute(normal, "w:pPr/w:autoSpaceDE | w:pPr/w:autoSpaceDN") == ["0", "0"]


def test_odd_and_even_pages_are_numbered_on_their_outer_sides() -> None:
    data = write()
    assert find(part(data, "settings"), "w:evenAndOddHeaders")
    section = find(part(data, "document"), "w:body/w:sectPr")[0]
    assert attribute(section, "w:footerReference", "type") == ["default", "even"]
    for name, side in (("footer1", "right"), ("footer2", "left")):
        footer = part(data, name)
        assert text(footer) == "— 1 —"
        assert attribute(footer, "//w:fldSimple", "instr") == [" PAGE "]
        assert attribute(footer, "//w:jc") == [side]
        assert set(attribute(footer, "//w:rFonts", "eastAsia")) == {"宋体"}


# Text


def test_the_text_is_the_documents_with_two_blank_lines() -> None:
    texts = [text(element) for element in body(write())]
    assert [index for index, line in enumerate(texts) if not line] == list(BLANKS)
    assert [line for line in texts if line] == [entry.text for entry in PARAGRAPHS]


def test_what_stands_before_a_title_is_set_off_too() -> None:
    """A document's number or a table of metadata is no line of the title."""
    above, title, below = (
        paragraph("甲函〔2025〕7号"),
        paragraph("关于甲事的函", style="通报标题"),
        paragraph("现函告如下。"),
    )
    lines = [
        line.paragraph and line.paragraph.text for line in lay_out(Document((above, title, below)))
    ]
    assert lines == [above.text, None, title.text, None, below.text]


def test_every_paragraph_wears_its_style() -> None:
    styles = [
        entry.style.name
        for entry in docx.Document(BytesIO(write())).paragraphs
        if entry.text and entry.style
    ]
    expected = [
        "Normal" if entry is RUN_IN or entry.style == BODY_STYLE else entry.style
        for entry in PARAGRAPHS
    ]
    assert styles == expected


def test_nothing_is_numbered_automatically() -> None:
    for content in unpack(
        write(
            styles=edited(("<w:keepNext/>", '<w:keepNext/><w:numPr><w:numId w:val="1"/></w:numPr>'))
        )
    ).values():
        assert b"numPr" not in content
        assert b"numbering" not in content


def test_alike_runs_are_one_run() -> None:
    assert [len(find(element, "w:r")) for element in body(write(BODY, RUN_IN))] == [1, 2]


def test_every_run_names_its_chinese_face_and_language() -> None:
    for element in body(write()):
        for run in find(element, "w:r"):
            assert attribute(run, "w:rPr/w:rFonts", "eastAsia")[0]
            assert attribute(run, "w:rPr/w:lang", "eastAsia") == ["zh-CN"]
    assert attribute(part(write(), "styles"), "w:docDefaults//w:lang", "eastAsia") == ["zh-CN"]


@pytest.mark.parametrize("mark", "“”‘’—…·")
def test_marks_that_two_scripts_share_are_chinese(mark: str) -> None:
    plain, marked = body(write(paragraph("望澜区"), paragraph(f"望澜{mark}区")))
    assert attribute(plain, "w:r/w:rPr/w:rFonts", "hint") == [None]
    assert attribute(marked, "w:r/w:rPr/w:rFonts", "hint") == ["eastAsia"]


def test_a_character_no_file_can_hold_is_left_out() -> None:
    assert text(body(write(paragraph("望\x0b澜\x00区\ufffe")))[0]) == "望澜区"


def test_a_line_before_a_long_address_is_not_stretched() -> None:
    address, plain = body(write(paragraph("电子邮箱：wanglan_xunban@example.cn。"), BODY))
    assert attribute(address, "w:pPr/w:jc") == ["left"]
    assert attribute(plain, "w:pPr/w:jc") == []


# Headings


def test_only_the_heading_of_a_run_in_paragraph_has_the_headings_face() -> None:
    (element,) = body(write(RUN_IN))
    heading, rest = find(element, "w:r")
    assert (text(heading), text(rest)) == (
        "（一）压实整改责任。",
        "区委召开专题会议43次，印发通知12份。",
    )
    assert attribute(heading, "w:rPr/w:rFonts", "eastAsia") == ["楷体_GB2312"]
    assert attribute(rest, "w:rPr/w:rFonts", "eastAsia") == ["仿宋_GB2312"]
    assert attribute(heading, "w:rPr/w:rStyle") == ["Level2Char"]
    assert attribute(rest, "w:rPr/w:rStyle") == []
    assert attribute(element, "w:pPr/w:outlineLvl") == ["1"]


def test_a_run_in_heading_looks_like_its_style_whoever_changed_it() -> None:
    """Word keeps a style and its linked one in step; other programs, and what a style is based
    on, leave the twin behind.
    """
    base = docx.Document(BytesIO(build_styles()))
    base.styles["一级标题"].font.bold = True
    base.styles["二级标题"].base_style = base.styles["一级标题"]
    base.styles["二级标题"].font.size = Pt(20)
    buffer = BytesIO()
    base.save(buffer)
    styles = part(write(RUN_IN, styles=buffer.getvalue()), "styles")
    (linked,) = find(styles, "w:style[@w:styleId='Level2Char']")
    assert attribute(linked, "w:rPr/w:sz", "val") == ["40"]
    assert attribute(linked, "w:rPr/w:rFonts", "eastAsia") == ["楷体_GB2312"]
    assert [etree.QName(child).localname for child in find(linked, "w:rPr/*")] == [
        "rFonts",
        "b",
        "sz",
        "szCs",
    ]


def test_a_heading_style_without_a_linked_style_gets_one() -> None:
    """The office may have made the heading a plain paragraph style."""
    data = write(
        RUN_IN,
        RUN_IN,
        styles=edited(('<w:link w:val="Level2Char"/>', ""), ("二级标题 字符", "别的样式")),
    )
    made = find(part(data, "styles"), "w:style[w:name/@w:val='二级标题 字符']")
    assert [attribute(style, "w:rPr/w:rFonts", "ascii") for style in made] == [["楷体_GB2312"]]
    for element in body(data):
        assert attribute(element, "w:r/w:rPr/w:rStyle") == [made[0].get(f"{{{W}}}styleId")]


def test_the_face_on_a_run_is_the_one_the_office_chose() -> None:
    (element,) = body(write(BODY, styles=edited(("仿宋_GB2312", "仿宋"))))
    assert attribute(element, "w:r/w:rPr/w:rFonts", "eastAsia") == ["仿宋"]


# Title


def breaks(element: etree._Element) -> list[str]:
    """The lines of a paragraph, cut at its breaks."""
    pieces = [
        "\n" if etree.QName(entry).localname == "br" else entry.text or ""
        for entry in find(element, ".//w:t | .//w:br")
    ]
    return "".join(pieces).split("\n")


def test_a_long_title_breaks_inside_its_paragraph() -> None:
    title = "中共望澜区委关于省委巡视反馈意见整改进展情况的通报"
    data = write(paragraph(title, style="通报标题"), BODY)
    assert breaks(body(data)[0]) == [title[:8], title[8:]]
    assert next(breaks(element) for element in body(write())) == [TITLE.text]


def test_the_office_breaks_a_title_where_it_likes() -> None:
    run = Run("中共望澜区委关于巡视整改的通报", RunKind.FIELD, (), breaks=(6, 12))
    data = write(Paragraph((Run("(", RunKind.FRAME, ()), run), "通报标题"), BODY)
    assert breaks(body(data)[0]) == ["(中共望澜区委", "关于巡视整改", "的通报"]


def test_a_title_breaks_by_the_width_of_the_offices_page() -> None:
    title = "关于望澜区巡视整改进展情况的通报"
    assert breaks(body(write(paragraph(title, style="通报标题"), BODY))[0]) == [title]
    narrow = edited((f'w:left="{LEFT}"', 'w:left="4000"'))
    assert len(breaks(body(write(paragraph(title, style="通报标题"), BODY, styles=narrow))[0])) == 2


def test_an_underline_in_a_review_copy_leaves_a_titles_lines_alone() -> None:
    title = "中共望澜区委关于省委巡视反馈意见12项重点整改任务进展情况的通报"
    document = Document((paragraph(title, style="通报标题"), BODY))
    data, found = write_review(
        document,
        build_styles(),
        title="",
        organ="",
        signed_on=None,
        file=FILE,
        header="审核稿",
        notes=(),
        underlined={"r00001": [(16, 18)]},
    )
    assert found == []
    assert data is not None
    first = body(data)[0]
    assert breaks(first) == [title[:16], title[16:]]
    assert [text(run) for run in find(first, "w:r[w:rPr/w:u[@w:val='dotted']]")] == ["12"]


def test_a_broken_title_or_signature_is_read_back_as_one_line(tmp_path: Path) -> None:
    path = tmp_path / "通报.docx"
    title = "中共望澜区委关于省委巡视反馈意见整改进展情况的通报"
    organ = "中共望澜区委落实巡视反馈意见整改工作领导小组办公室综合协调专班"
    path.write_bytes(
        write(paragraph(title, style="通报标题"), BODY, paragraph(organ, style="落款"))
    )
    lines, _ = read_notice(path, path.name)
    assert [line.text for line in lines] == [title, BODY.text, organ]


# Signature


@pytest.mark.parametrize(
    ("signatures", "day", "expected", "spaced"),
    [
        (["中共望澜区委员会"], "2025年2月20日", [200, 150], [200, 50]),  # 8 and 6.5 characters
        (["中共望澜区委"], "2025年2月20日", [450, 200], [550, 200]),  # 6: the date is the longer
        (
            ["中共望澜区委", "望澜区人民政府"],
            "2025年12月20日",
            [300, 200, 0],
            [600, 500, 200],
        ),  # 6, 7 and 7: one left edge
        (
            ["望澜区第12督导组"],
            "2025年2月20日",
            [200, 150],
            [200, 90],
        ),  # two gaps above the date's five
        (["中共望澜区委员会"], None, [200], [200]),
        ([], "2025年2月20日", [None], [None]),
    ],
)
def test_the_signature_block_stands_by_characters(
    signatures: list[str], day: str | None, expected: list[int | None], spaced: list[int | None]
) -> None:
    """By characters for Word; the absolute indents are for LibreOffice, which sets a fifth of one
    beside every figure.
    """
    block = [paragraph(name, style="落款") for name in signatures] + (
        [paragraph(day, style="成文日期")] if day else []
    )
    lines = body(write(BODY, *block))[2:]
    characters = [next(iter(attribute(line, "w:pPr/w:ind", "rightChars")), None) for line in lines]
    assert characters == [None if number is None else str(number) for number in expected]
    twips = [next(iter(attribute(line, "w:pPr/w:ind", "right")), None) for line in lines]
    assert twips == [None if number is None else str(number * 320 // 100) for number in spaced]


@pytest.mark.parametrize(
    ("signatures", "day", "expected", "blank"),
    [
        (
            ["中共望澜区委"],
            "2025年2月20日",
            [425, 400],
            0,
        ),  # 6 and 6.5 characters: the centre is 7.25 from the right
        (["中共望澜区委办公室"], "2025年12月2日", [275, 400], 0),
        (
            ["望澜区整改工作领导小组办公室（代章）监督检查组"],
            "2025年2月20日",
            [0, 825],
            0,
        ),  # the date follows its centre
        (["中共望澜区委", "望澜区人民政府"], "2025年2月20日", [425, 375, 400], 4),
    ],
)
def test_a_sealed_signature_is_centred_over_its_date(
    signatures: list[str], day: str, expected: list[int], blank: int
) -> None:
    block = [attrs.evolve(paragraph(name, style="落款"), sealed=True) for name in signatures] + [
        paragraph(day, style="成文日期")
    ]
    lines = body(write(BODY, *block))[2:]
    assert [
        int(value or -1)
        for line in lines
        if text(line)
        for value in attribute(line, "w:pPr/w:ind", "rightChars")
    ] == expected
    assert len([line for line in lines if not text(line)]) == blank
    assert all(find(line, "w:pPr/w:keepNext") for line in lines[:-1])


def test_a_signature_longer_than_a_line_is_broken_and_its_date_is_not() -> None:
    long = "中共望澜区委落实巡视反馈意见整改工作领导小组办公室综合协调专班"
    for sealed, room in ((False, 26), (True, 28)):
        block = [
            attrs.evolve(paragraph(long, style="落款"), sealed=sealed),
            paragraph("2025年2月20日", style="成文日期"),
        ]
        signature, day = body(write(BODY, *block))[-2:]
        pieces = [
            str(one.text) if one.text else "\n" for one in signature.iter(f"{{{W}}}t", f"{{{W}}}br")
        ]
        lines = "".join(pieces).split("\n")
        assert len(lines) == 2
        assert "".join(lines) == long
        assert max(map(len, lines)) <= room
        indents = [
            int(attribute(line, "w:pPr/w:ind", "rightChars")[0] or 0) for line in (signature, day)
        ]
        assert indents[0] + 100 * max(map(len, lines)) <= 2800
        assert 0 <= indents[1] <= 2800 - 650


def test_a_signature_keeps_the_end_of_the_text_on_its_page() -> None:
    lines = body(write())
    assert [bool(find(line, "w:pPr/w:keepNext")) for line in lines[-4:]] == [
        True,
        True,
        True,
        False,
    ]


def test_a_date_under_the_title_is_no_signature() -> None:
    day = paragraph("2025年2月20日", style="成文日期")
    assert [text(line) for line in body(write(TITLE, day, BODY))] == [
        TITLE.text,
        "",
        day.text,
        BODY.text,
    ]


def test_figures_are_half_as_wide_as_characters() -> None:
    assert text_width("2025年2月20日") == 13
    assert text_width("“望澜”") == 8


# Attachments


def listed(*names: str) -> list[Paragraph]:
    """A list of attachments as the outline makes it."""
    if len(names) == 1:
        return [
            Paragraph(
                (Run("附件：", RunKind.FRAME, ()), Run(names[0], RunKind.FIELD, ())),
                ATTACHMENT_LIST_STYLE,
            )
        ]
    lead = Run("附件：", RunKind.FRAME, ())
    runs = [
        (Run(f"{n}.", RunKind.NUMBER, ()), Run(name, RunKind.FIELD, ()))
        for n, name in enumerate(names, 1)
    ]
    return [
        Paragraph((lead, *own) if n == 0 else own, ATTACHMENT_LIST_STYLE)
        for n, own in enumerate(runs)
    ]


@pytest.mark.parametrize(
    ("names", "left", "hanging"),
    [(("问题清单",), [500], [300]), (("问题清单", "措施清单"), [600, 600], [400, 100])],
)
def test_the_names_of_attachments_stand_under_each_other(
    names: tuple[str, ...], left: list[int], hanging: list[int]
) -> None:
    lines = body(write(BODY, *listed(*names), paragraph("中共望澜区委", style="落款")))
    assert [text(line) for line in lines if not text(line).startswith(("附件", "2"))] == [
        BODY.text,
        "",
        "",
        "中共望澜区委",
    ]
    own = lines[2:-2]
    assert [attribute(line, "w:pPr/w:ind", "leftChars") for line in own] == [
        [str(value)] for value in left
    ]
    assert [attribute(line, "w:pPr/w:ind", "hangingChars") for line in own] == [
        [str(value)] for value in hanging
    ]
    assert [attribute(line, "w:pPr/w:ind", "left") for line in own] == [
        [str(value * 320 // 100)] for value in left
    ]


def cells(rows: list[list[str]], table: int = 1) -> list[Paragraph]:
    return [
        attrs.evolve(
            paragraph(one, style=CELL_STYLE if row else HEAD_CELL_STYLE),
            cell=TableCell(table, row, column, len(rows[0])),
        )
        for row, texts in enumerate(rows)
        for column, one in enumerate(texts)
        if one
    ]


LEDGER = [
    ["序号", "整改措施", "完成状态"],
    ["1", "新增学位540个，其中幼儿园360个、小学180个。", "已完成"],
    ["2", "", "未完成"],
]
WITH_TABLE = (
    *PARAGRAPHS,
    paragraph("附件1", style=ATTACHMENT_STYLE),
    paragraph("整改措施台账", style="附件标题"),
    *cells(LEDGER),
    paragraph("附件2", style=ATTACHMENT_STYLE),
    BODY,
    paragraph("附件3", style=ATTACHMENT_STYLE),
    BODY,
)


def test_every_attachment_begins_a_page_and_one_with_a_table_a_turned_one() -> None:
    document = part(write(*WITH_TABLE), "document")
    sections = find(document, "//w:sectPr")
    assert [attribute(section, "w:pgSz", "orient") for section in sections] == [
        [None],
        ["landscape"],
        [None],
    ]
    turned = {
        side: attribute(sections[1], "w:pgMar", side) for side in ("top", "left", "right", "bottom")
    }
    upright = {
        side: attribute(sections[0], "w:pgMar", side) for side in ("top", "left", "right", "bottom")
    }
    assert [turned[side] for side in ("top", "right", "bottom", "left")] == [
        upright[side] for side in ("left", "top", "right", "bottom")
    ]
    assert (attribute(sections[1], "w:pgSz", "w"), attribute(sections[1], "w:pgSz", "h")) == (
        ["16838"],
        ["11906"],
    )
    assert [text(p) for p in find(document, "//w:p[w:pPr/w:pageBreakBefore]")] == [
        "附件3"
    ]  # a section is a new page already
    ends = [text(p) for p in find(document, "//w:p[w:pPr/w:sectPr]")]
    assert ends == ["2025年2月20日", ""]


def test_the_page_number_of_a_turned_page_is_at_the_edge_where_the_others_have_it() -> None:
    """A turned page's left edge is the lower one once the pages are bound (chapter 8): there the
    same footers read downwards.
    """
    data = write(*WITH_TABLE)
    targets = {
        one.get("Id"): str(one.get("Target"))
        for one in etree.fromstring(unpack(data)["word/_rels/document.xml.rels"])
    }
    first, turned, last = (
        {
            str(one.get(qn("w:type"))): targets[one.get(qn("r:id"))]
            for one in find(section, "w:footerReference")
        }
        for section in find(part(data, "document"), "//w:sectPr")
    )
    assert first == last
    assert set(turned) == set(first) == {"default", "even"}
    for pages, name in turned.items():
        upright, edge = (part(data, one.removesuffix(".xml")) for one in (first[pages], name))
        (cell,) = find(edge, "w:tbl/w:tr/w:tc")
        assert [etree.tostring(p, method="c14n", exclusive=True) for p in find(cell, "w:p")] == [
            etree.tostring(p, method="c14n", exclusive=True) for p in find(upright, "w:p")
        ]
        assert attribute(cell, "w:tcPr/w:textDirection", "val") == ["tbRl"]
        place = {
            key: attribute(edge, "w:tbl/w:tblPr/w:tblpPr", key)
            for key in ("horzAnchor", "vertAnchor", "tblpX", "tblpY")
        }
        assert place == {
            "horzAnchor": ["page"],
            "vertAnchor": ["page"],
            "tblpX": [str(1984 - 550)],
            "tblpY": ["1587"],
        }
        assert attribute(edge, "w:tbl/w:tr/w:trPr/w:trHeight", "val") == [str(11906 - 1587 - 1474)]
        assert [text(p) for p in find(edge, "w:p")] == [""]  # no footer ends with a table


def test_a_footer_of_several_lines_has_room_on_a_turned_page() -> None:
    data = write(
        *WITH_TABLE,
        styles=edited(("</w:ftr>", "<w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:ftr>")),
    )
    edge = part(data, "footer3")
    assert attribute(edge, "w:tbl/w:tblGrid/w:gridCol", "w") == ["720"]
    assert len(find(edge, "w:tbl/w:tr/w:tc/w:p")) == 2


def test_an_attachment_has_its_mark_on_the_first_line_and_its_title_on_the_third() -> None:
    lines = [text(p) for p in body(write(*WITH_TABLE))]
    start = lines.index("附件1")
    assert lines[start : start + 4] == ["附件1", "", "整改措施台账", ""]


def test_a_table_repeats_its_header_and_cuts_no_row() -> None:
    (table,) = find(part(write(*WITH_TABLE), "document"), "//w:tbl")
    assert [len(find(row, "w:trPr/w:cantSplit")) for row in find(table, "w:tr")] == [1, 1, 1]
    assert [len(find(row, "w:trPr/w:tblHeader")) for row in find(table, "w:tr")] == [1, 0, 0]
    assert [[text(cell) for cell in find(row, "w:tc")] for row in find(table, "w:tr")] == LEDGER
    widths = [int(width or 0) for width in attribute(table, "w:tblGrid/w:gridCol", "w")]
    assert sum(widths) == 16838 - 2098 - 1984
    assert widths[0] < widths[2] < widths[1]
    assert attribute(table, "w:tr[1]/w:tc/w:tcPr/w:tcW", "w") == [str(width) for width in widths]
    assert attribute(table, "w:tblPr/w:tblLayout", "type") == ["fixed"]


def test_a_table_in_the_text_stays_on_its_page() -> None:
    document = part(write(BODY, *cells(LEDGER), *cells(LEDGER, 2), BODY), "document")
    assert len(find(document, "//w:sectPr")) == 1
    assert [etree.QName(block).localname for block in find(document, "w:body/*")] == [
        "p",
        "tbl",
        "p",
        "tbl",
        "p",
        "p",
        "sectPr",
    ]
    assert (
        sum(int(width or 0) for width in attribute(document, "//w:tbl[1]/w:tblGrid/w:gridCol", "w"))
        == 11906 - 1587 - 1474
    )


def test_a_draft_marks_turned_pages_too() -> None:
    data = write(*WITH_TABLE, draft=True)
    sections = find(part(data, "document"), "//w:sectPr")
    assert [len(find(section, "w:headerReference")) for section in sections] == [2, 0, 0]


def test_a_notice_that_is_one_attachment_is_turned_from_its_first_page() -> None:
    document = part(write(paragraph("附件", style=ATTACHMENT_STYLE), *cells(LEDGER)), "document")
    (section,) = find(document, "//w:sectPr")
    assert attribute(section, "w:pgSz", "orient") == ["landscape"]
    assert not find(document, "//w:pageBreakBefore")


# Draft


def test_a_draft_says_so_on_every_page_and_in_its_title() -> None:
    data = write(draft=True)
    section = find(part(data, "document"), "w:body/w:sectPr")[0]
    assert attribute(section, "w:headerReference", "type") == ["default", "even"]
    assert [text(part(data, name)) for name in ("header1", "header2")] == [
        DRAFT_HEADER,
        DRAFT_HEADER,
    ]
    assert docx.Document(BytesIO(data)).core_properties.title == "巡视整改通报（草稿）"
    final = write()
    assert not [name for name in unpack(final) if "header" in name]
    assert docx.Document(BytesIO(final)).core_properties.title == "巡视整改通报"


def test_a_draft_keeps_the_offices_own_header_and_marks_a_separate_first_page() -> None:
    base = docx.Document(BytesIO(build_styles()))
    base.sections[0].header.paragraphs[0].text = "望澜区"
    base.sections[0].different_first_page_header_footer = True
    buffer = BytesIO()
    base.save(buffer)
    data = write(draft=True, styles=buffer.getvalue())
    headers = sorted(text(part(data, f"header{number}")) for number in (1, 2, 3))
    assert headers == [DRAFT_HEADER, DRAFT_HEADER, f"{DRAFT_HEADER}望澜区"]


def test_holes_are_highlighted() -> None:
    line = Paragraph(
        (
            Run("措施：", RunKind.FRAME, ()),
            Run("【待报：区教育局】", RunKind.HOLE, ()),
            Run("。", RunKind.FRAME, ()),
        ),
        BODY_STYLE,
    )
    runs = find(body(write(line, draft=True))[0], "w:r")
    assert [(text(run), attribute(run, "w:rPr/w:highlight")) for run in runs] == [
        ("措施：", []),
        ("【待报：区教育局】", ["yellow"]),
        ("。", []),
    ]


# Package


def test_the_package_holds_what_is_printed_and_nothing_else() -> None:
    """The office edited the styles in Word on someone's machine."""
    base = docx.Document()
    for look in LOOKS:
        if look.name != "Normal":
            base.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    base.add_paragraph("旧文字").add_run("批注")
    base.add_comment(base.paragraphs[0].runs, "请核", author="张三")
    base.core_properties.author = base.core_properties.comments = base.core_properties.category = (
        "张三"
    )
    base.settings.element.append(
        etree.fromstring(f'<w:rsids xmlns:w="{W}"><w:rsidRoot w:val="00AA"/></w:rsids>')
    )
    for extension in EXTENSIONS:
        base.settings.element.append(
            etree.fromstring(f'<x:docId xmlns:x="{extension}" x:val="00AA"/>')
        )
    line = base.sections[0].header.paragraphs[0]
    line._p.set(f"{{{EXTENSIONS[0]}}}paraId", "00AA")
    line._p.append(etree.fromstring(f'<w:bookmarkStart xmlns:w="{W}" w:id="0" w:name="_GoBack"/>'))
    buffer = BytesIO()
    base.save(buffer)
    parts = unpack(write(styles=buffer.getvalue()))
    assert not [
        name
        for name in parts
        if any(
            word in name for word in ("thumb", "theme", "custom", "comment", "numbering", "app.xml")
        )
    ]
    for name, content in parts.items():
        assert "张三".encode() not in content
        assert "旧文字".encode() not in content
        assert b"00AA" not in content
        assert not [trace for trace in EDITING_MARKS if f"<w:{trace}".encode() in content], name
        assert not [
            theme
            for theme in (b"asciiTheme", b"eastAsiaTheme", b"hAnsiTheme", b"cstheme", b"rsid")
            if theme in content
        ], name


def test_the_properties_name_the_organ_and_the_day_of_signature() -> None:
    properties = docx.Document(BytesIO(write())).core_properties
    assert (properties.author, properties.last_modified_by, properties.revision) == (
        "中共望澜区委",
        "中共望澜区委",
        1,
    )
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.date() == SIGNED_ON
    undated = docx.Document(BytesIO(write(signed_on=None))).core_properties
    assert undated.created is not None
    assert undated.created.isoformat()[:19] == "2000-01-01T00:00:00"


def test_the_same_notice_is_the_same_bytes_on_any_machine() -> None:
    script = (
        "import hashlib; from datetime import date; from compiler.notice.kind import STYLES; from compiler.model.document import *; from compiler.word.template.styles import build_styles;"
        "from compiler.word.writer import write_word;"
        "p = Paragraph((Run('a', RunKind.NUMBER, ()), Run('b', RunKind.HOLE, ())), STYLES['.'][0], 1, 1);"
        "data, _ = write_word(Document((p, p), True), build_styles(), title='t', organ='o', signed_on=date(2025, 2, 20), file='f');"
        "print(hashlib.sha256(data).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone, seed in (("Asia/Shanghai", "1"), ("America/New_York", "2"))
    }
    assert len(digests) == 1


def test_a_package_does_not_tell_who_packed_it() -> None:
    parts = {"word/b.xml": b"<b/>", CONTENT_TYPES: b"<t/>", "a.xml": b"<a/>"}
    packed = [pack({name: parts[name] for name in names}) for names in (list(parts), sorted(parts))]
    assert packed[0] == packed[1] == pack(unpack(packed[0]))
    with ZipFile(BytesIO(packed[0])) as package:
        assert package.namelist() == [CONTENT_TYPES, "a.xml", "word/b.xml"]
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# Diagnostics


@pytest.mark.parametrize(
    "styles",
    [
        b"",
        "不是 Word 文件".encode(),
        build_styles()[:2000],
        pack({"[Content_Types].xml": b"<Types/>"}),
        pack(
            {
                name: content
                for name, content in unpack(build_styles()).items()
                if name != "word/document.xml"
            }
        ),
        pack(unpack(build_styles()) | {"word/document.xml": b"<a/>"}),
        pack(unpack(build_styles()) | {"word/styles.xml": b"<broken"}),
        edited(("wordprocessingml.document.main", "wordprocessingml.template.main")),
    ],
)
def test_what_is_no_word_file_is_reported(styles: bytes) -> None:
    assert codes(styles, BODY) == [("R002", None)]


def test_every_missing_or_renamed_style_is_reported_at_once() -> None:
    styles = edited(("一级标题", "标题一"), ("落款", "署名"))
    assert codes(styles, *PARAGRAPHS, paragraph("附表", style="附件")) == [
        ("R005", "一级标题"),
        ("R005", "落款"),
        ("R003", "附件"),
    ]


def test_a_style_nothing_uses_may_be_missing() -> None:
    assert codes(edited(("主送机关", "抬头")), BODY) == []


def test_nothing_leads_to_a_theme_and_nothing_is_painted_behind_the_page() -> None:
    theme = '<w:color w:val="000000" w:themeColor="text1" w:themeShade="80"/><w:shd w:val="clear" w:fill="FFFFFF" w:themeFill="background1"/>'
    styles = unpack(edited(('<w:sz w:val="44"/>', f'{theme}<w:sz w:val="44"/>')))
    styles["word/document.xml"] = styles["word/document.xml"].replace(
        b"<w:body>", b'<w:background w:color="FFE0E0"/><w:body>', 1
    )
    data = write(TITLE, BODY, styles=pack(styles))
    for name, content in unpack(data).items():
        assert b"theme" not in content.lower(), name
    assert find(part(data, "styles"), "//w:color[@w:val='000000']")  # the colour itself stays
    assert [etree.QName(child).localname for child in part(data, "document")] == ["body"]
