"""What Word shows of a file is read, whatever it is wrapped in; what is not taken is reported."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from support.shared_cases import CASES, expected, named, needs_cases
from support.word_xml import (
    alternatives,
    control,
    drawn_box,
    field,
    paragraph,
    saved,
    table,
    text,
    tracked,
    vml_box,
    word_file,
)

from compiler.commands.compiling import NOTICE_TEXT, OUTPUT_FOLDER, compile_project
from compiler.commands.importing import import_project
from compiler.wordfile.edited_copy import read_edited_copy
from compiler.wordfile.notice import read_notice

TAGGED = "<w:smartTag><w:smartTagPr/>{}</w:smartTag>"
CUSTOM = "<w:customXml><w:customXmlPr/>{}</w:customXml>"
LINK = '<w:hyperlink w:anchor="a">{}</w:hyperlink>'
SIMPLE = '<w:fldSimple w:instr=" REF a ">{}</w:fldSimple>'
RIGHT_TO_LEFT = '<w:bdo w:val="ltr">{}</w:bdo>'
HIDDEN = "<w:vanish/>"
RAISED, LOWERED = (f'<w:vertAlign w:val="{side}script"/>' for side in ("super", "sub"))
DELETED_MARK, INSERTED_MARK = '<w:del w:id="8"/>', '<w:ins w:id="9"/>'


def read(folder: Path, *body: str, **parts: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the lines of a notice, and code and quoted text of what is told of the rest."""
    lines, found = read_notice(saved(word_file(*body, parts=parts), folder), "通报.docx")
    told = [(one.code, str(one.arguments.get("text", ""))) for one in found]
    return [line.text for line in lines], told


@pytest.mark.parametrize(
    "content",
    [
        tracked("ins", text("新建2所")),
        tracked("moveTo", text("新建2所")),
        tracked("ins", control(LINK.format(text("新建2所")))),
        TAGGED.format(CUSTOM.format(TAGGED.format(text("新建2所")))),
        LINK.format(field("REF a", text("新建2所"))),
        field("HYPERLINK x", field("REF a", text("新建2所"))),
        field("IF " + field("DATE", text("删去")) + "=1", text("新建2所")),
        SIMPLE.format(SIMPLE.format(text("新建2所"))),
        RIGHT_TO_LEFT.format(control(tracked("ins", text("新建2所")))),
        text("新") + tracked("del", "<w:r><w:delText>改</w:delText></w:r>") + text("建2所"),
        text("新建2") + tracked("moveFrom", text("个")) + text("所"),
        tracked("ins", text("新建") + tracked("del", text("3")) + text("2所")),
        control(tracked("ins", text("新建")) + tracked("del", text("旧"))) + text("2所"),
        text("新建") + alternatives(text("2所"), text("3所")).replace("Requires=\"wps\"", "Requires=\"w14\""),
        text("新建") + alternatives(text("3所"), text("2所"), requires="new"),
        text("新建") + alternatives(text("3所"), text("2所"), requires="w14 new"),
        "<w:r><w:ruby><w:rubyPr/><w:rubyBase>" + text("新建2所") + "</w:rubyBase></w:ruby></w:r>",
        '<w:r><w:t>新建</w:t><w:sym w:font="宋体" w:char="0032"/><w:t>所</w:t></w:r>',
        text("新建") + "<m:oMath><m:r><m:t>2</m:t></m:r></m:oMath>" + text("所"),
        text("新建2") + "<w:r><w:softHyphen/><w:t>所</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + text("新建2所"),
        text("新建2所") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:r><w:t>  新建2所\n</w:t></w:r>",
        "<w:r><w:t>新建  </w:t><w:t>\n 2所</w:t></w:r>",
    ],
)  # fmt: skip
def test_whatever_a_text_is_wrapped_in(tmp_path: Path, content: str) -> None:
    assert read(tmp_path, paragraph(content)) == (["新建2所"], [])


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
        ("<w:r><w:t>0000</w:t><w:noBreakHyphen/><w:t>6610</w:t></w:r>", "0000-6610"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>甲</w:t></w:r>', "✓甲"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F082"/><w:t>甲</w:t></w:r>', "②甲"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B1"/><w:t>3</w:t></w:r>', "±3"),
        (text("绿化3000m") + text("2", RAISED), "绿化3000m²"),
        (text("10") + text("4", RAISED) + text("吨CO") + text("2", LOWERED), "10⁴吨CO₂"),
        (text("见注") + text("[1]", RAISED), "见注[1]"),
        (text("第") + field("eq \\o\\ac(○,3)", None) + text("项"), "第③项"),
        (field("EQ \\* jc2 \\o\\ad(\\s\\up 9(lán),澜)", None) + text("区"), "澜区"),
        (text("请") + field("MACROBUTTON NoMacro 点击 填写", None), "请点击 填写"),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
            "1/2",
        ),
        (field("XE 索引项", None) + text("甲"), "甲"),
    ],
)
def test_signs_that_are_no_text(tmp_path: Path, content: str, shown: str) -> None:
    assert read(tmp_path, paragraph(content)) == ([shown], [])


def test_a_list_to_choose_from_shows_what_was_chosen(tmp_path: Path) -> None:
    entries = "".join(f'<w:listEntry w:val="{name}"/>' for name in ("未完成", "基本完成"))
    choice = f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>'
    dropped = field("FORMDROPDOWN", None).replace(
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:fldChar w:fldCharType="begin">{choice}</w:fldChar>',
    )
    assert read(tmp_path, paragraph(text("状态：") + dropped)) == (["状态：基本完成"], [])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F023"/></w:r>', "Wingdings 字体的符号 F023"),
        (field("EQ \\f(1,2)", None), "域 EQ \\f(1,2)"),
        (field("AUTONUM", None), "域 AUTONUM"),
        ('<w:subDoc r:id="x"/>', "插入的另一份文件"),
    ],
)
def test_signs_that_cannot_be_read_are_told(tmp_path: Path, content: str, told: str) -> None:
    assert read(tmp_path, paragraph(text("甲") + content)) == (["甲"], [("S071", told)])


def test_the_reading_above_a_character_is_told(tmp_path: Path) -> None:
    ruby = "<w:r><w:ruby><w:rubyPr/><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
    content = ruby.format(text("lán"), text("澜")) + ruby.format(text("qū"), text("区"))
    assert read(tmp_path, paragraph(text("望") + content)) == (["望澜区"], [("S075", "lán qū")])


@pytest.mark.parametrize(
    ("first", "joined"),
    [
        (paragraph(text("新建"), mark=DELETED_MARK), True),
        (paragraph(text("新建"), mark='<w:moveFrom w:id="8"/>'), True),
        (paragraph(text("新建"), mark=HIDDEN), True),
        (paragraph(text("新建"), mark=INSERTED_MARK), False),
        (paragraph(text("新建"), mark='<w:vanish w:val="0"/>'), False),
    ],
)
def test_the_end_of_a_paragraph(tmp_path: Path, first: str, joined: bool) -> None:
    lines, told = read(tmp_path, first, paragraph(text("2所。")), paragraph(text("末段。")))
    assert lines == (["新建2所。", "末段。"] if joined else ["新建", "2所。", "末段。"])
    assert told == []


def test_a_paragraph_that_was_deleted_leaves_nothing(tmp_path: Path) -> None:
    gone = paragraph(tracked("del", text("旧段。")), mark=DELETED_MARK)
    lines, told = read(tmp_path, paragraph(text("甲。")), gone, gone, paragraph(text("乙。")))
    assert (lines, told) == (["甲。", "乙。"], [])


def test_content_controls_around_paragraphs_rows_and_cells(tmp_path: Path) -> None:
    cell = "<w:tc><w:tcPr/>{}</w:tc>"
    row = "<w:tr>{}</w:tr>"
    cells = control(cell.format(paragraph(text("甲")))) + cell.format(
        control(paragraph(text("乙")))
    )
    rows = control(row.format(cells)) + TAGGED.format(row.format(cells.replace("甲", "丙")))
    body = control(paragraph(text("首段。")) + CUSTOM.format(paragraph(text("次段。"))))
    lines, told = read(tmp_path, body, f"<w:tbl><w:tblPr/>{rows}</w:tbl>")
    assert (lines, told) == (["首段。", "次段。", "甲\u3000乙", "丙\u3000乙"], [])


def test_what_stands_where_it_should_not_is_read_all_the_same(tmp_path: Path) -> None:
    """Runs beside paragraphs, and a paragraph beside the cells of a row, as careless programs write
    them; what is imported from another file is told of.
    """
    row = f"<w:tr>{paragraph(text('行内'))}<w:tc><w:tcPr/>{paragraph(text('格'))}</w:tc></w:tr>"
    body = text("散字") + control(LINK.format(text("链接"))) + f"<w:tbl><w:tblPr/>{row}</w:tbl>"
    lines, told = read(tmp_path, paragraph(text("首段。")), body + '<w:altChunk r:id="x"/>')
    assert lines == ["首段。", "散字", "链接", "行内", "格"]
    assert told == [("S071", "插入的另一份文件")]


def test_rows_and_cells_that_were_deleted(tmp_path: Path) -> None:
    content = table(
        [paragraph(text("甲")), paragraph(text("乙"))],
        [paragraph(text("丙")), paragraph(text("丁"))],
    )
    gone = content.replace("<w:tr>", '<w:tr><w:trPr><w:del w:id="7"/></w:trPr>', 1)
    assert read(tmp_path, gone) == (["丙\u3000丁"], [])
    kept = content.replace("<w:tr>", '<w:tr><w:trPr><w:ins w:id="7"/></w:trPr>', 1)
    assert read(tmp_path, kept) == (["甲\u3000乙", "丙\u3000丁"], [])
    cell = content.replace("<w:tcPr/>", '<w:tcPr><w:cellDel w:id="7"/></w:tcPr>', 1)
    assert read(tmp_path, cell) == (["乙", "丙\u3000丁"], [])


def test_a_frame_about_a_whole_notice(tmp_path: Path) -> None:
    """A table of one cell is for looks: its paragraphs are paragraphs, those of a table in it
    rows.
    """
    inner = table([paragraph(text("甲")), paragraph(text("乙"))])
    frame = table([paragraph(text("标题")) + paragraph(text("首段。")) + inner + paragraph("")])
    lines, told = read(tmp_path, frame, paragraph(text("末段。")))
    assert (lines, told) == (["标题", "首段。", "甲\u3000乙", "末段。"], [])


def test_a_table_inside_a_cell_beside_others(tmp_path: Path) -> None:
    inner = table([paragraph(text("甲"))], [paragraph(text("乙"))])
    lines, told = read(tmp_path, table([paragraph(text("序号")), inner + paragraph(text("丙"))]))
    assert (lines, told) == (["序号\u3000甲乙丙"], [])


def test_cells_merged_downwards_show_the_first(tmp_path: Path) -> None:
    content = table([paragraph(text("甲"))], [paragraph(text("盖住"))], [paragraph(text("乙"))])
    merged = content.replace("<w:tcPr/>", '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', 1)
    merged = merged.replace("<w:tcPr/>", "<w:tcPr><w:vMerge/></w:tcPr>", 1)
    assert read(tmp_path, merged) == (["甲", "乙"], [("S069", "盖住")])


BOXES = {
    "drawn": lambda *own: drawn_box(*own),
    "vml": lambda *own: vml_box(*own),
    "both": lambda *own: alternatives(drawn_box(*own), vml_box(*own)),
    "fallback": lambda *own: alternatives(drawn_box(paragraph(text("别的"))), vml_box(*own), "new"),
}


@pytest.mark.parametrize("kind", BOXES)
def test_a_text_box_on_a_paragraph_of_its_own_is_taken(tmp_path: Path, kind: str) -> None:
    box = BOXES[kind](paragraph(tracked("ins", text("标题"))), paragraph(text("副题")))
    lines, told = read(tmp_path, paragraph(f"<w:r>{box}</w:r>"), paragraph(text("首段。")))
    assert (lines, told) == (["标题", "副题", "首段。"], [("S073", "标题\n副题")])


@pytest.mark.parametrize("kind", BOXES)
def test_a_text_box_beside_words_is_told(tmp_path: Path, kind: str) -> None:
    box = BOXES[kind](
        paragraph(text("内部") + text("掌握", HIDDEN)), table([paragraph(text("甲"))])
    )
    lines, told = read(tmp_path, paragraph(text("首段。") + f"<w:r>{box}</w:r>"))
    assert lines == ["首段。"]
    assert told == [("S069", "掌握"), ("S071", "内部\n甲")]


def test_boxes_in_boxes_word_art_and_shapes(tmp_path: Path) -> None:
    inner = f"<w:r>{vml_box(paragraph(text('里层')))}</w:r>"
    art = '<w:r><w:pict><v:shape><v:textpath string="艺术字"/></v:shape></w:pict></w:r>'
    shape = "<w:r><w:drawing><a:p><a:r><a:t>形状</a:t></a:r></a:p></w:drawing></w:r>"
    box = f"<w:r>{drawn_box(paragraph(text('外层') + inner))}</w:r>"
    lines, told = read(tmp_path, paragraph(text("首段。") + box + art + shape))
    assert lines == ["首段。"]
    assert [words for code, words in told if code == "S071"] == ["外层", "里层", "艺术字", "形状"]


def test_a_box_that_is_out_of_sight_is_hidden(tmp_path: Path) -> None:
    box = vml_box(paragraph(text("看不见"))).replace(
        "<v:shape>", '<v:shape style="visibility:hidden">'
    )
    lines, told = read(tmp_path, paragraph(f"<w:r>{box}</w:r>"), paragraph(text("首段。")))
    assert (lines, told) == (["首段。"], [("S069", "看不见")])


def test_a_diagram_is_told(tmp_path: Path) -> None:
    words = "<dgm:ptLst><a:p><a:r><a:t>流程一</a:t></a:r></a:p></dgm:ptLst>"
    drawing = '<w:r><w:drawing><dgm:relIds r:dm="diagramData"/></w:drawing></w:r>'
    lines, told = read(tmp_path, paragraph(text("首段。")), paragraph(drawing), diagramData=words)
    assert (lines, told) == (["首段。"], [("S071", "流程一")])


def test_notes_and_remarks_are_told_where_something_refers_to_them(tmp_path: Path) -> None:
    """What nothing refers to any longer is not shown, nor are the lines above footnotes."""
    note = '<w:footnote w:id="{}">' + paragraph("{}") + "</w:footnote>"
    notes = '<w:footnote w:type="separator" w:id="0">' + paragraph(text("线")) + "</w:footnote>"
    notes += note.format(2, text("含改扩建。")) + note.format(3, text("删去的。"))
    remark = '<w:comment w:id="5">' + paragraph(text("请核实")) + "</w:comment>"
    end = '<w:endnote w:id="2">' + table([paragraph(text("口径"))]) + "</w:endnote>"
    body = text("新建2所") + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body += tracked("del", '<w:r><w:footnoteReference w:id="3"/></w:r>')
    body += control(
        '<w:r><w:endnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="5"/></w:r>'
    )
    lines, told = read(tmp_path, paragraph(body), footnotes=notes, endnotes=end, comments=remark)
    assert lines == ["新建2所"]
    assert told == [("S071", "含改扩建。"), ("S071", "口径"), ("S075", "请核实")]


def test_a_remark_of_several_paragraphs_is_told_of_as_one(tmp_path: Path) -> None:
    """So is a text box in which a table of contents stands."""
    remark = (
        '<w:comment w:id="5">'
        + paragraph(text("请核实"))
        + paragraph(text("并补附件"))
        + "</w:comment>"
    )
    box = drawn_box(paragraph(text("目次")), paragraph(field("TOC", text("一、提高站位"))))
    body = text("首段。") + f'<w:r>{box}<w:commentReference w:id="5"/></w:r>'
    lines, told = read(tmp_path, paragraph(body), comments=remark)
    assert lines == ["首段。"]
    assert told == [("S071", "目次\n一、提高站位"), ("S075", "请核实\n并补附件")]


def test_headers_and_footers_are_told_once_but_for_the_number_of_the_page(tmp_path: Path) -> None:
    references = (
        "".join(
            f'<w:headerReference w:type="{kind}" r:id="header{number}"/>'
            for number, kind in ((1, "default"), (2, "first"))
        )
        + '<w:footerReference w:type="default" r:id="footer1"/>'
    )
    above = paragraph(text("征求意见稿")) + paragraph(
        f"<w:r>{vml_box(paragraph(text('密级')))}</w:r>"
    )
    below = paragraph(text("— ") + field("PAGE", text("3")) + text(" —"))
    below += paragraph(
        text("第")
        + field("PAGE \\* Arabic", text("3"))
        + text("页 共")
        + SIMPLE.replace("REF a", "NUMPAGES").format(text("9"))
        + text("页")
    )
    boxed = paragraph(text("-") + field("PAGE", text("3")) + text("-"))
    below += paragraph(f"<w:r>{drawn_box(boxed)}</w:r>")
    section = f"<w:sectPr>{references}</w:sectPr>"
    lines, told = read(
        tmp_path, paragraph(text("首段。")), section, header1=above, header2=above, footer1=below
    )
    assert (lines, told) == (["首段。"], [("S075", "征求意见稿"), ("S075", "密级")])


def test_a_table_of_contents_is_told_once(tmp_path: Path) -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    code = '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    entry = LINK.format(text("一、提高站位") + field("PAGEREF a", text("1")))
    contents = paragraph(begin + code + entry) + paragraph(text("二、整改") + end)
    lines, told = read(tmp_path, contents, paragraph(text("首段。")))
    assert lines == ["首段。"]
    assert [(code, words.split()) for code, words in told] == [
        ("S075", ["一、提高站位1", "二、整改"])
    ]
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    block = control(paragraph(text("目录")) + contents).replace('<w:alias w:val="名称"/>', gallery)
    lines, told = read(tmp_path, block, paragraph(text("首段。")))
    assert lines == ["首段。"]
    assert [code for code, _ in told] == ["S075"]


def marked(words: str, number: int) -> str:
    """Return a run with the bookmark of a review copy."""
    name = (
        f'<w:bookmarkStart w:id="{number}" w:name="_r{number:05}"/><w:bookmarkEnd w:id="{number}"/>'
    )
    return name + text(words)


def copy_of(folder: Path, *body: str) -> tuple[str, dict[str, str]]:
    """Return the text of a review copy, and the words from each anchor to the next one."""
    header = {"header1": paragraph(text("编译号 ") + tracked("ins", text("0123abcd")))}
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    copy, found = read_edited_copy(saved(word_file(*body, section, parts=header), folder), "稿")
    assert copy is not None
    assert found == []
    assert copy.number == "0123abcd"
    anchors = {}
    for one in copy.paragraphs:
        for (name, start), (_, end) in pairwise((*one.bookmarks, ("", len(one.text)))):
            anchors[name.removeprefix("_")] = one.text[start:end]
    return "".join(f"{one.text}\n" for one in copy.paragraphs), anchors


def test_a_review_copy_is_read_as_a_notice_is(tmp_path: Path) -> None:
    """Wrapped, inserted, struck and broken words are there; deleted, hidden and boxed ones not; the
    bookmark of what was deleted stays.
    """
    first = (
        control(marked("新建", 1))
        + tracked("del", marked("旧话", 2))
        + tracked("ins", marked("2所", 3))
    )
    second = (
        marked("甲", 4)
        + text("乙", HIDDEN)
        + text("丙", "<w:strike/>")
        + "<w:r><w:br/></w:r>"
        + text("丁")
    )
    box = f"<w:r>{alternatives(drawn_box(paragraph(text('框'))), vml_box(paragraph(text('框'))))}</w:r>"
    cells = table([paragraph(marked("格", 5)), paragraph(text("子"))])
    words, anchors = copy_of(tmp_path, paragraph(first), paragraph(second + box), cells)
    assert words == "新建2所\n甲丙\n丁\n格\n子\n"
    assert anchors == {
        "r00001": "新建",
        "r00002": "",
        "r00003": "2所",
        "r00004": "甲丙\n丁",
        "r00005": "格",
    }


def test_paragraphs_of_a_review_copy_joined_by_a_deleted_end(tmp_path: Path) -> None:
    joined = paragraph(marked("新建", 1), mark=DELETED_MARK)
    between = '<w:bookmarkStart w:id="2" w:name="_r00002"/>'
    words, anchors = copy_of(
        tmp_path, joined, between + paragraph(text("2所")), paragraph(marked("末", 3))
    )
    assert words == "新建2所\n末\n"
    assert anchors == {"r00001": "新建", "r00002": "2所", "r00003": "末"}


@needs_cases
@pytest.mark.parametrize("case", named("31*", "32*", "34*", "40*", "41*", "44*"))
def test_collected_notices_come_back_as_they_were(tmp_path: Path, case: str) -> None:
    """As the base project, but for what stands outside the text, which is told."""
    started = import_project(CASES / case / "notice.docx", tmp_path / "项目")
    told = {(one.code, str(one.arguments.get("text", ""))) for one in started.diagnostics}
    assert told == {
        "34a": {("S073", "关于巡视整改进展情况的通报")},
        "34b": {("S073", "下一步措施：加快改造进度，统一调配空置床位。")},
        "34c": {("S071", "含改扩建1所，不含民办园。")},
    }.get(case[:3], set())
    compile_project(tmp_path / "项目", draft=True)
    words = (tmp_path / "项目" / OUTPUT_FOLDER / NOTICE_TEXT).read_text(encoding="utf-8")
    assert words.partition("\n")[2] == expected()
