"""``styles.docx`` owns the look: what an office changes there changes the notice, and what breaks
it is reported by name.
"""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import docx
import pytest
from conftest import Run as Command
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from support.styles import (
    DOCUMENT,
    FILE,
    Change,
    changed,
    complaints,
    face,
    indent,
    margins,
    paragraph,
    spacing,
    style,
    write,
)

from compiler.commands.compiling import compile_project
from compiler.commands.starting import _choose_layout, start_project
from compiler.diagnostics import has_errors
from compiler.model.document import Document, Paragraph, Run, RunKind
from compiler.notice.kind import load_kind
from compiler.notice.layout_profiles import GB_T_9704, GB_T_33476, LAYOUT_PROFILES, LayoutProfile
from compiler.package.parts import pack, unpack
from compiler.span import Span
from compiler.vocab import Severity
from compiler.word.template.styles import build_styles
from compiler.word.writer import write_word

pytestmark = pytest.mark.usefixtures("read_once")

# What the office changes, the notice follows.


def test_another_face_for_a_heading() -> None:
    word, found = write(changed(face("一级标题", "方正黑体_GBK")))
    assert word is not None
    assert found == []
    heading = word.paragraphs[2]
    assert heading.text == "一、提高站位"
    assert heading.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "方正黑体_GBK"
    assert heading.style is not None
    assert heading.style.element.rPr.rFonts.get(qn("w:eastAsia")) == "方正黑体_GBK"
    others = {
        run._r.rPr.rFonts.get(qn("w:eastAsia")) for p in word.paragraphs[3:] for run in p.runs
    }
    assert others == {"楷体_GB2312", "仿宋_GB2312"}


def test_another_indent_for_the_text() -> None:
    word, _ = write(changed(indent(4)))
    assert word is not None
    own = word.styles["Normal"].element.pPr.ind
    assert (own.get(qn("w:firstLineChars")), own.get(qn("w:firstLine"))) == ("400", "1280")
    body = next(p for p in word.paragraphs if p.text.startswith("区委"))
    assert (
        body._p.pPr is None or body._p.pPr.ind is None
    )  # nothing on the paragraph overrides the style


def test_other_margins() -> None:
    word, _ = write(changed(margins(left=30, right=24)))
    assert word is not None
    section = word.sections[0]
    assert section.left_margin is not None
    assert section.right_margin is not None
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (30, 24)


def test_a_larger_signature_is_placed_by_its_own_characters() -> None:
    word, _ = write(
        changed(
            style("落款", lambda own: setattr(own.font, "size", Pt(18))),
            style("成文日期", lambda own: setattr(own.font, "size", Pt(18))),
        )
    )
    assert word is not None
    signature = word.paragraphs[-2]
    ind = signature._p.pPr.ind
    assert (ind.get(qn("w:rightChars")), ind.get(qn("w:right"))) == ("450", str(550 * 360 // 100))


def test_the_offices_footer_is_printed_as_it_is() -> None:
    word, found = write(
        changed(lambda base: base.sections[0].footer.paragraphs[0].add_run("内部资料"))
    )
    assert word is not None
    assert found == []
    assert word.sections[0].footer.paragraphs[0].text.endswith("内部资料")


# What contradicts the profile is a warning with both values.


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([margins(left=20)], [("R006", "页面", "左边距", "20 毫米", "28 毫米")]),
        ([margins(top=30, bottom=30)], [("R006", "页面", "上边距", "30 毫米", "37 毫米"), ("R006", "页面", "下边距", "30 毫米", "35 毫米")]),
        ([lambda base: setattr(base.sections[0], "page_height", Mm(279))], [("R006", "页面", "纸张", "210×279", "A4（210×297 毫米）")]),
        ([spacing(28)], [("R006", "正文", "行距", "固定值 28 磅", "固定值 28.95 磅")]),
        ([spacing(28, WD_LINE_SPACING.AT_LEAST)], [("R006", "正文", "行距", "不是固定值", "固定值 28.95 磅")]),
        ([style("二级标题", lambda own: setattr(own.font, "size", Pt(15)))], [("R006", "二级标题", "字号", "15 磅", "16 磅")]),
        ([face("一级标题", "宋体")], [("R006", "一级标题", "字体", "宋体", "黑体")]),
        ([indent(0)], [("R006", "正文", "首行缩进", "0 个字", "2 个字")]),
        ([lambda base: setattr(base.settings, "odd_and_even_pages_header_footer", False)], [("R006", "页面", "奇偶页", "相同", "奇偶页不同")]),
        ([lambda base: base.sections[0].even_page_footer._element.clear()], [("R006", "偶数页页脚", "页码", "没有", "— 1 —")]),
        ([style("Normal", lambda own: own.element.rPr.remove(own.element.rPr.find(qn("w:spacing"))))],
         [("R006", "正文", "每行字数", "27 字", "28 字")]),
        ([lambda base: base.element.body.sectPr.find(qn("w:docGrid")).set(qn("w:linePitch"), "312")],
         [("R006", "页面", "网格行距", "15.6 磅", "28.95 磅")]),
    ],
)  # fmt: skip
def test_a_contradiction_is_a_warning_with_both_values(
    changes: list[Change], expected: list[tuple[str, ...]]
) -> None:
    assert complaints(changed(*changes)) == expected


def test_what_every_style_takes_over_is_said_once() -> None:
    small = changed(
        style("Normal", lambda own: setattr(own.font, "size", Pt(14))),
        *(
            style(
                name,
                lambda own: [
                    own.element.rPr.remove(size) for size in own.element.rPr.xpath("w:sz | w:szCs")
                ],
            )
            for name in ("三级标题", "落款")
        ),
    )
    assert complaints(small) == [("R006", "正文", "字号", "14 磅", "16 磅")]


@pytest.mark.parametrize("profile", LAYOUT_PROFILES.values(), ids=list(LAYOUT_PROFILES))
def test_the_default_styles_fit_their_own_profile_and_no_other(profile: LayoutProfile) -> None:
    assert complaints(build_styles(profile), profile) == []
    other = GB_T_33476 if profile is GB_T_9704 else GB_T_9704
    assert [entry[:3] for entry in complaints(build_styles(profile), other)] == [
        ("R006", "页面", "上边距"),
        ("R006", "页面", "下边距"),
        ("R006", "页面", "网格行距"),
        ("R006", "正文", "行距"),
    ]


# Fonts and language


def test_a_theme_font_is_reported_and_not_used() -> None:
    styles = changed(
        style(
            "一级标题",
            lambda own: own.element.rPr.rFonts.set(qn("w:eastAsiaTheme"), "majorEastAsia"),
        )
    )
    word, found = write(styles)
    assert [(d.code, d.arguments["style"], d.arguments["font"]) for d in found] == [
        ("R008", "一级标题", "黑体")
    ]
    assert word is not None
    assert "Theme" not in etree.tostring(word.styles.element, encoding="unicode")


def test_a_style_that_names_no_chinese_font_is_reported_once() -> None:
    def strip(base: WordDocument) -> None:
        for fonts in base.styles.element.iter(qn("w:rFonts")):
            fonts.attrib.pop(qn("w:eastAsia"), None)

    assert complaints(changed(strip)) == [("R008", "正文", "没有写明中文字体")]


def test_another_language_is_reported_once() -> None:
    def japanese(base: WordDocument) -> None:
        base.styles.element.xpath("w:docDefaults//w:lang")[0].set(qn("w:eastAsia"), "ja-JP")

    assert complaints(changed(japanese)) == [("R009", "正文", "ja-JP")]


def test_a_revision_in_a_footer_and_hidden_text_are_errors_with_their_place() -> None:
    def revise(base: WordDocument) -> None:
        base.sections[0].even_page_footer.paragraphs[0]._p.append(OxmlElement("w:del"))
        base.sections[0].header.paragraphs[0].add_run("暗记").font.hidden = True

    assert complaints(changed(revise)) == [("R013", "奇数页的页眉"), ("R013", "偶数页的页脚")]


def test_a_hidden_style_is_an_error() -> None:
    assert complaints(
        changed(style("二级标题", lambda own: setattr(own.font, "hidden", True)))
    ) == [("R013", "样式“二级标题”")]
    assert (
        complaints(changed(style("二级标题", lambda own: setattr(own.font, "hidden", False)))) == []
    )


@pytest.mark.parametrize(
    ("title", "breaks", "problem"),
    [
        ("整" * 20, (), None),
        ("整" * 60, (), None),
        ("整" * 61, (), "有 61 个字，3 行也排不下"),
        ("整" * 40, (20,), None),
        ("整" * 40, (19,), "第 2 行有 21 个字，一行排得下 20 个"),
        ("整改情况通报", (1, 2, 3), "分成了 4 行，标题最多 3 行"),
    ],
)
def test_a_title_that_does_not_stand_well_is_reported_at_its_cell(
    title: str, breaks: tuple[int, ...], problem: str | None
) -> None:
    run = Run(title, RunKind.FIELD, (Span("总台账.xlsx", "报告信息", "B6"),), breaks=breaks)
    document = Document((Paragraph((run,), "通报标题"), paragraph("正文。")))
    data, found = write_word(
        document, build_styles(), title="", organ="", signed_on=None, file=FILE
    )
    assert data is not None
    assert [(d.code, d.spans[0].cell, d.arguments["problem"]) for d in found] == (
        [("R012", "B6", problem)] if problem else []
    )


# What is missing, renamed or broken


def rename(old: str, new: str, identifier: str | None = None) -> Change:
    def change(own: Any) -> None:
        own.name = new
        if identifier:
            own.element.set(qn("w:styleId"), identifier)

    return style(old, change)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (rename("一级标题", "大标题"), "大标题"),  # by its id
        (rename("一级标题", "1 级标题", "a5"), "1 级标题"),  # Word gives it another id: by its name
        (rename("一级标题", "章", "a5"), "章"),  # by its level
        (rename("落款", "落款单位", "a5"), "落款单位"),
    ],
)
def test_a_renamed_style_is_reported_with_its_new_name(change: Change, found: str) -> None:
    word, reported = write(changed(change))
    assert word is None
    assert [(d.code, d.arguments["found"]) for d in reported if d.severity is Severity.ERROR] == [
        ("R005", found)
    ]


def test_a_style_without_any_likeness_is_missing() -> None:
    def drop(base: WordDocument) -> None:
        base.styles["落款"].delete()

    assert complaints(changed(drop)) == [("R003", "落款")]


def test_a_character_style_of_the_name_is_not_the_paragraph_style() -> None:
    def swap(base: WordDocument) -> None:
        base.styles["落款"].delete()
        base.styles.add_style("落款", WD_STYLE_TYPE.CHARACTER)

    assert complaints(changed(swap)) == [("R003", "落款")]


def test_everything_is_reported_at_once() -> None:
    styles = changed(
        rename("一级标题", "大标题"),
        margins(left=20),
        lambda base: base.styles["落款"].delete(),
        face("二级标题", "宋体"),
    )
    assert [entry[:2] for entry in complaints(styles)] == [
        ("R005", "一级标题"),
        ("R003", "落款"),
        ("R006", "页面"),
        ("R006", "二级标题"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        margins(left=180),
        margins(top=260),
        lambda base: base.element.body.sectPr.remove(base.element.body.sectPr.find(qn("w:pgSz"))),
    ],
)
def test_a_page_without_room_is_an_error(change: Change) -> None:
    assert "R007" in [code for code, *_ in complaints(changed(change))]


def test_a_turned_page_is_reported() -> None:
    def turn(base: WordDocument) -> None:
        section = base.sections[0]
        section.orientation, section.page_width, section.page_height = (
            WD_ORIENT.LANDSCAPE,
            section.page_height,
            section.page_width,
        )

    assert ("R006", "页面", "纸张", "297×210", "A4（210×297 毫米）") in complaints(changed(turn))


@pytest.mark.parametrize(
    ("edge", "place"),
    [
        ("footer", "奇数页的页脚"),
        ("even_page_footer", "偶数页的页脚"),
        ("header", "奇数页的页眉"),
        ("even_page_header", "偶数页的页眉"),
        ("first_page_header", "首页的页眉"),
    ],
)
def test_braces_in_a_header_or_footer_are_an_error_with_their_place(edge: str, place: str) -> None:
    def brace(base: WordDocument) -> None:
        base.sections[0].different_first_page_header_footer = True
        paragraph = getattr(base.sections[0], edge).paragraphs[0]
        for piece in ("{发文", "机关}"):
            paragraph.add_run(piece)

    found = [entry for entry in complaints(changed(brace)) if entry[0] == "R010"]
    assert [entry[1] for entry in found] == [place]
    assert "{发文机关}" in found[0][2]


@pytest.mark.parametrize("text", ["{通报标题}", "标题 {", "｛落款｝"])
def test_a_field_in_the_sample_text_is_an_error_too(text: str) -> None:
    """It would be printed nowhere: whoever wrote it takes the file for the outline."""
    assert complaints(changed(lambda base: base.add_paragraph(text))) == [("R010", "正文", text)]


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/settings.xml", b"<a/>"),
        ("word/styles.xml", b"<a/>"),
        ("word/fontTable.xml", b"<a/>"),
        ("word/footer1.xml", b"<a/>"),
        ("word/fontTable.xml", b"<broken"),
    ],
)
@pytest.mark.parametrize("draft", [False, True])
def test_a_damaged_part_is_reported_and_nothing_raises(
    part: str, content: bytes, draft: bool
) -> None:
    styles = pack(unpack(build_styles()) | {part: content})
    document = Document(DOCUMENT.paragraphs, draft)
    data, found = write_word(document, styles, title="", organ="", signed_on=None, file=FILE)
    assert data is None
    assert [d.code for d in found] in (["R011"], ["R002"])
    if content == b"<a/>":
        assert [d.arguments["part"] for d in found] == [part.removeprefix("word/")]


def test_a_footer_that_leads_nowhere_is_reported() -> None:
    parts = unpack(build_styles())
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b'Id="rId5"', b'Id="rId9"'
    )
    assert [code for code, *_ in complaints(pack(parts))] == ["R011"]


def test_a_circle_of_styles_has_an_end() -> None:
    def circle(base: WordDocument) -> None:
        base.styles["Normal"].base_style = base.styles["落款"]

    assert complaints(changed(circle)) == [("R006", "正文", "右缩进", "2 个字", "0 个字")]


@pytest.mark.parametrize(
    "old", [b'w:line="579"', b'w:val="32"', b'w:left="1587"', b'w:linePitch="579"']
)
def test_a_measure_that_is_no_number_does_not_raise(old: bytes) -> None:
    name = old.split(b'"')[0]
    parts = {
        part: content.replace(old, name + b'"abc"')
        for part, content in unpack(build_styles()).items()
    }
    assert complaints(pack(parts))


VALUES = ["", "abc", "-1", "0", "99999999", "Level1", "true", "{x}"]


@settings(max_examples=150, deadline=None)
@given(st.data(), st.booleans())
def test_no_damage_to_the_file_raises(data: st.DataObject, draft: bool) -> None:
    """Elements and attributes lost, doubled, renamed or overwritten, whole parts lost."""
    parts = unpack(build_styles())
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(parts)))
        root = etree.fromstring(parts[name])
        elements = list(root.iter())
        element, other = (elements[data.draw(st.integers(0, len(elements) - 1))] for _ in range(2))
        attributes = list(element.attrib)
        attribute = (
            attributes[data.draw(st.integers(0, len(attributes) - 1))] if attributes else None
        )
        damage = data.draw(
            st.sampled_from(["element", "attribute", "value", "double", "rename", "part"])
        )
        parent = element.getparent()
        if damage == "element" and parent is not None:
            parent.remove(element)
        elif damage == "attribute" and attribute is not None:
            del element.attrib[attribute]
        elif damage == "value" and attribute is not None:
            element.set(attribute, data.draw(st.sampled_from(VALUES)))
        elif damage == "double":
            element.append(etree.fromstring(etree.tostring(other)))
        elif damage == "rename":
            element.tag = other.tag
        parts[name] = etree.tostring(root)
        if damage == "part":
            del parts[name]
    document = Document(DOCUMENT.paragraphs, draft)
    written, found = write_word(
        document, pack(parts), title="通报", organ="", signed_on=None, file=FILE
    )
    assert (written is None) is has_errors(found)
    assert all(diagnostic.message for diagnostic in found)


# The profile is chosen in kind.toml, and its styles come with a new project.


def settings_of(text: str) -> tuple[LayoutProfile | None, list[tuple[str, int | None, object]]]:
    base = (
        'title = "通报"\ndefault_title = "通报"\n'
        + text
        + '[[statuses]]\nname = "已完成"\nrank = 1\ncomplete = true\n'
    )
    files = {"kind.toml": base, "outline.txt": "{标题}\n{问题}\n    整改情况:[{进展情况}]\n"}
    kind, found = load_kind("xunshi", files.__getitem__, "templates/xunshi")
    return (kind.layout if kind else None), [
        (d.code, d.spans[0].line, d.arguments.get("known")) for d in found
    ]


def test_the_profile_is_chosen_in_the_settings() -> None:
    assert settings_of("") == (GB_T_9704, [])
    assert settings_of('layout = "GB/T 9704"\n') == (GB_T_9704, [])
    assert settings_of('layout = "GB/T 33476.2"\n') == (GB_T_33476, [])


@pytest.mark.parametrize("text", ['layout = "GB/T 33476"\n', "layout = 9704\n", 'layout = ""\n'])
def test_an_unknown_profile_is_reported_with_the_choices(text: str) -> None:
    assert settings_of(text) == (None, [("S080", 3, "GB/T 9704、GB/T 33476.2")])


@pytest.mark.parametrize("name", LAYOUT_PROFILES)
def test_a_new_project_has_the_styles_of_its_profile(name: str, tmp_path: Path) -> None:
    root = tmp_path / "项目"
    assert start_project(root, layout=name).diagnostics == ()
    folder = root / "templates" / "xunshi"
    kind, found = load_kind(
        "xunshi", lambda file: (folder / file).read_text(encoding="utf-8"), "templates/xunshi"
    )
    assert kind is not None
    assert (kind.layout, found) == (LAYOUT_PROFILES[name], [])
    assert complaints((folder / "styles.docx").read_bytes(), kind.layout) == []


SETTINGS = {
    "named": 'title = "通报"\nlayout = "GB/T 9704" # 版面\n\n[[statuses]]\nname = "已完成"\n',
    "quoted": '"layout" = "GB/T 9704"\ntitle = "通报"\n',
    "indented": '  layout="GB/T 9704"\n',
    "not named": '# 设置\ntitle = "通报"\n\n[[statuses]]\nname = "已完成"\n',
    "tables alone": '[[statuses]]\nname = "已完成"\n',
    "in a table": 'title = "通报"\n\n[[statuses]]\nlayout = "别的"\n',
    "in a text": 'title = """\nlayout = "别的"\n"""\n',
    "Windows": '\ufefftitle = "通报"\r\nlayout = "GB/T 9704"\r\n',
}


@pytest.mark.parametrize("text", SETTINGS.values(), ids=SETTINGS)
def test_a_layout_is_chosen_and_nothing_else_changed(text: str) -> None:
    """Whatever is called so elsewhere, and the clerk's comments, stay."""
    before = tomllib.loads(text.removeprefix("\ufeff"))
    chosen = _choose_layout(text.encode(), GB_T_33476)["kind.toml"].decode()
    assert tomllib.loads(chosen) == before | {"layout": GB_T_33476.name}
    assert re.findall("#.*", chosen) == re.findall("#.*", text)


def test_the_command_line_offers_the_profiles(run: Command, tmp_path: Path) -> None:
    assert run("init", "项目", "--layout", GB_T_33476.name, cwd=tmp_path).returncode == 0
    assert f'layout = "{GB_T_33476.name}"' in (
        tmp_path / "项目" / "templates" / "xunshi" / "kind.toml"
    ).read_text(encoding="utf-8")
    refused = run("init", "别的项目", "--layout", "A4", cwd=tmp_path)
    assert refused.returncode != 0
    assert b"S080" in refused.stdout + refused.stderr


def test_a_new_project_of_no_profile_is_not_written(tmp_path: Path) -> None:
    started = start_project(tmp_path / "项目", layout="GB/T 1")
    assert [d.code for d in started.diagnostics] == ["S080"]
    assert not (tmp_path / "项目").exists()


def test_the_sample_is_compiled_in_the_second_profile(tmp_path: Path) -> None:
    """The office changes the profile: settings and styles of a new project take the place of its
    own.
    """
    project = tmp_path / "样例"
    for folder in ("input_workbooks", "templates"):
        shutil.copytree(Path(__file__).parents[1] / folder, project / folder)
    assert start_project(tmp_path / "新项目", layout=GB_T_33476.name).diagnostics == ()
    for file in ("kind.toml", "styles.docx"):
        shutil.copyfile(
            tmp_path / "新项目" / "templates" / "xunshi" / file,
            project / "templates" / "xunshi" / file,
        )
    compiled = compile_project(project)
    assert compiled.diagnostics == ()
    word = docx.Document(str(project / "output" / "通报.docx"))
    assert word.sections[0].top_margin is not None
    assert round(word.sections[0].top_margin.mm, 1) == 34.6
