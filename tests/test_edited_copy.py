"""A copy that somebody edited is read with who changed what in it, and what is remarked."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.word_xml import (
    alternatives,
    control,
    drawn_box,
    field,
    paragraph,
    saved,
    table,
    text,
    vml_box,
    word_file,
)

from compiler.package.container import OLE_MAGIC
from compiler.wordfile.edited_copy import Author, CopyParagraph, EditedCopy, read_edited_copy
from compiler.wordfile.notice import read_notice

DAY = "2025-03-01T09:00:00Z"
A, B = Author("周主任", DAY), Author("林书记", "2025-03-02T10:30:00")
MARK = '<w:del w:id="8" w:author="周主任" w:date="2025-03-01T09:00:00Z"/>'


def copy_of(folder: Path, *body: str, **parts: str) -> EditedCopy:
    """Return a copy of these blocks, as it is read."""
    copy, found = read_edited_copy(saved(word_file(*body, parts=parts), folder), "通报.docx")
    assert found == []
    assert copy is not None
    return copy


def test_a_publication_copy_is_read_without_anchors(tmp_path: Path) -> None:
    """Struck text is on the page, hidden text is not."""
    body = (
        text("新建")
        + text("两所", "<w:strike/>")
        + text("隐", "<w:vanish/>")
        + "<w:r><w:br/></w:r>"
    )
    copy = copy_of(tmp_path, paragraph(body), paragraph(text("末段")))
    assert [one.text for one in copy.paragraphs] == ["新建两所\n", "末段"]
    assert [(one.text, one.struck) for one in copy.paragraphs[0].stretches] == [
        ("新建", False),
        ("两所", True),
        ("\n", False),
    ]
    assert (copy.number, copy.remarks) == (None, ())


def change(kind: str, content: str, by: Author = A) -> str:
    """Return a tracked change by an author."""
    return f'<w:{kind} w:id="7" w:author="{by.name}" w:date="{by.when}">{content}</w:{kind}>'


def gone(words: str) -> str:
    return f'<w:r><w:delText xml:space="preserve">{words}</w:delText></w:r>'


def told(one: CopyParagraph) -> str:
    """Write a paragraph with its changes: +inserted+, -deleted-, each with who did it."""
    written = ""
    for part in one.stretches:
        words = part.text.replace("\n", "/")
        words = f"-{words}:{part.deleted.name[:1]}-" if part.deleted else words
        written += f"+{words}:{part.inserted.name[:1]}+" if part.inserted else words
    return written + ("¶" if one.end_inserted else "")


CODE = "<w:r><w:delInstrText> REF 旧码 </w:delInstrText></w:r>"
BEGIN, MIDDLE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
LINK = '<w:hyperlink w:anchor="a">{}</w:hyperlink>'
TAG = "<w:smartTag><w:smartTagPr/>{}</w:smartTag>"
CUSTOM = "<w:customXml><w:customXmlPr/>{}</w:customXml>"
SIMPLE = '<w:fldSimple w:instr=" REF a ">{}</w:fldSimple>'
PLAIN = {
    "inserted": (change("ins", text("新词")), "+新词:周+"),
    "deleted": (change("del", gone("旧词")), "-旧词:周-"),
    "moved here": (change("moveTo", text("新词")), "+新词:周+"),
    "moved away": (change("moveFrom", text("旧词")), "-旧词:周-"),
    "moved away, written as deleted": (change("moveFrom", gone("旧词")), "-旧词:周-"),
    "with the ranges of a move": (
        '<w:moveFromRangeStart w:id="1" w:name="move1"/>' + change("moveFrom", text("旧词"))
        + '<w:moveFromRangeEnd w:id="1"/>', "-旧词:周-"),
    "replaced": (change("del", gone("旧")) + change("ins", text("新")), "-旧:周-+新:周+"),
    "deleted in another's insertion": (
        change("ins", text("新") + change("del", gone("旧"), B) + text("词")), "+新:周++-旧:林-:周++词:周+"),
    "inserted in another's move": (
        change("moveTo", text("新") + change("ins", text("添"), B)), "+新:周++添:林+"),
    "deleted in another's move": (change("moveTo", change("del", gone("旧"), B)), "+-旧:林-:周+"),
    "an insertion around an insertion": (change("ins", change("ins", text("新"), B)), "+新:林+"),
    "in a link": (LINK.format(change("del", gone("旧")) + text("词")), "-旧:周-词"),
    "around a link": (change("del", LINK.format(gone("旧词"))), "-旧词:周-"),
    "in a control in a control": (control(control(change("ins", text("新")))), "+新:周+"),
    "around a control": (change("ins", control(control(text("新")))), "+新:周+"),
    "in a smart tag": (TAG.format(CUSTOM.format(change("del", gone("旧")))), "-旧:周-"),
    "around a smart tag": (change("del", TAG.format(gone("旧"))), "-旧:周-"),
    "in the result of a field": (
        field("REF a", change("del", gone("旧")) + change("ins", text("新"))), "-旧:周-+新:周+"),
    "in a simple field": (SIMPLE.format(change("del", gone("旧"))), "-旧:周-"),
    "a field deleted": (
        change("del", BEGIN + CODE + MIDDLE + gone("旧词") + END), "-旧词:周-"),
    "a field deleted mark by mark": (
        "".join(change("del", one) for one in (BEGIN, CODE, MIDDLE, gone("旧词"), END)), "-旧词:周-"),
    "a field that draws itself deleted": (
        change("del", BEGIN + r"<w:r><w:delInstrText>EQ \o\ac(○,3)</w:delInstrText></w:r>" + END), "-③:周-"),
    "code that was changed": (
        BEGIN + change("del", CODE) + change("ins", "<w:r><w:instrText>REF b</w:instrText></w:r>")
        + MIDDLE + text("词") + END, "词"),
    "text deleted from code": (
        BEGIN + "<w:r><w:instrText>IF 1=1</w:instrText></w:r>" + change("del", gone("旧")) + MIDDLE + text("词") + END, "词"),
    "a mark of a field left over": (change("del", BEGIN) + text("词") + change("del", gone("旧")), "词-旧:周-"),
    "hidden and deleted": (change("del", text("隐", "<w:vanish/>")) + text("词"), "词"),
    "struck and deleted": (change("del", text("旧", "<w:strike/>")), "-旧:周-"),
    "a line end deleted": (text("甲") + change("del", "<w:r><w:br/></w:r>") + text("乙"), "甲-/:周-乙"),
    "alternatives deleted": (change("del", alternatives(gone("旧"), gone("又旧"))), "-旧:周-"),
    "formats changed": (
        text("词", f"<w:b/>{change('rPrChange', '<w:rPr><w:vanish/></w:rPr>')}"), "词"),
    "a reading deleted": (
        change("del", f"<w:r><w:ruby><w:rt>{text('dù')}</w:rt><w:rubyBase>{gone('渡')}</w:rubyBase></w:ruby></w:r>"), "-渡:周-"),
    "a box deleted": (
        change("del", f"<w:r>{alternatives(drawn_box(paragraph(text('框'))), vml_box(paragraph(text('框'))))}</w:r>") + text("词"), "词"),
    "deleted text outside a deletion": (gone("无") + text("词"), "词"),
    "nobody's": ("<w:ins>" + text("新") + "</w:ins>", "+新:+"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_changes_in_a_paragraph(tmp_path: Path, name: str) -> None:
    """Whatever they are wrapped in; a notice with them is read as if they were accepted."""
    content, expected = PLAIN[name]
    copy = copy_of(tmp_path, paragraph(text("始") + content + text("末")))
    (one,) = copy.paragraphs
    assert told(one).replace("始", "").replace("末", "") == expected
    (line,), found = read_notice(tmp_path / "通报.docx", "通报.docx")
    assert (line.text, found) == ("".join(one.text.split()), [])


def test_who_and_when_are_as_the_file_says(tmp_path: Path) -> None:
    """A time without a zone, one with it, none; the name of the program's first user."""
    whens = ("2025-03-01T09:00:00Z", "2025-03-01T09:00:00", "2025-03-01T09:00:00+08:00", "")
    body = [change("ins", text("新"), Author("Administrator", when)) for when in whens]
    copy = copy_of(tmp_path, paragraph("".join(body)))
    authors = [part.inserted for part in copy.paragraphs[0].stretches]
    assert authors == [Author("Administrator", when) for when in whens]
    undated = copy_of(tmp_path, paragraph('<w:del w:author="admin">' + gone("旧") + "</w:del>"))
    assert undated.paragraphs[0].stretches[0].deleted == Author("admin", "")


ROW = '<w:tr><w:trPr><w:{} w:id="3" w:author="周主任" w:date="2025-03-01T09:00:00Z"/></w:trPr>{}</w:tr>'
CELL = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
BLOCKS = {
    "an end deleted": ([paragraph(text("甲"), mark=MARK), paragraph(text("乙"))], ["甲-/:周-乙"]),
    "an end moved away": (
        [paragraph(text("甲"), mark=MARK.replace("del", "moveFrom")), paragraph(text("乙"))],
        ["甲-/:周-乙"]),
    "an end inserted": (
        [paragraph(text("甲"), mark=MARK.replace("del", "ins")), paragraph(text("乙"))], ["甲¶", "乙"]),
    "an end inserted and deleted": (
        [paragraph(text("甲"), mark=MARK.replace("del", "ins") + MARK), paragraph(text("乙"))],
        ["甲+-/:周-:周+乙"]),
    "a paragraph deleted": (
        [paragraph(change("del", gone("甲")), mark=MARK), paragraph(text("乙"))], ["-甲/:周-乙"]),
    "a paragraph emptied": ([paragraph(change("del", gone("甲"))), paragraph(text("乙"))], ["-甲:周-", "乙"]),
    "an end deleted with nothing behind": ([paragraph(text("甲"), mark=MARK)], ["甲"]),
    "an end deleted before a table": (
        [paragraph(text("甲"), mark=MARK), table([paragraph(text("格"))]), paragraph(text("乙"))],
        ["甲", "格", "乙"]),
    "a hidden end": ([paragraph(text("甲"), mark="<w:vanish/>"), paragraph(text("乙"))], ["甲乙"]),
    "a row deleted": (
        [table([paragraph(text("格"))]).replace("</w:tbl>", ROW.format(
            "del", CELL.format("", paragraph(change("del", gone("旧"))) + paragraph(text("格")))) + "</w:tbl>"),
         paragraph(text("乙"))],
        ["格", "-旧/格/:周-乙"]),
    "a row deleted at the end": (
        [table([paragraph(text("格"))]).replace(
            "</w:tbl>", ROW.format("del", CELL.format("", paragraph(text("旧")))) + "</w:tbl>")],
        ["格-旧/:周-"]),
    "a row inserted": (
        [table([paragraph(text("格"))]).replace(
            "</w:tbl>", ROW.format("ins", CELL.format("", paragraph(text("新")))) + "</w:tbl>")],
        ["格", "+新:周+¶"]),
    "cells deleted and inserted": (
        ["<w:tbl><w:tr>" + CELL.format(MARK.replace('del', 'cellDel'), paragraph(text("旧")))
         + CELL.format(MARK.replace('del', 'cellIns'), paragraph(text("新")))
         + CELL.format("", paragraph(text("格"))) + "</w:tr></w:tbl>"],
        ["-旧/:周-+新:周+¶", "格"]),
    "a deletion around paragraphs": (
        [change("del", paragraph(text("旧"))), paragraph(text("乙"))], ["-旧/:周-乙"]),
    "a moved paragraph": (
        ['<w:moveToRangeStart w:id="1" w:name="m"/>', paragraph(change("moveTo", text("甲")), mark=MARK.replace("del", "moveTo")),
         '<w:moveToRangeEnd w:id="1"/>', paragraph(text("乙"))], ["+甲:周+¶", "乙"]),
    "another number": (
        [paragraph(text("甲"), change("numberingChange", "") + change("pPrChange", "<w:pPr/>"))], ["甲"]),
}  # fmt: skip


@pytest.mark.parametrize("name", BLOCKS)
def test_changes_of_paragraphs_and_rows(tmp_path: Path, name: str) -> None:
    """Ends of paragraphs, rows and cells come and go, too."""
    body, expected = BLOCKS[name]
    copy = copy_of(tmp_path, *body)
    assert [told(one) for one in copy.paragraphs] == expected
    lines, _ = read_notice(tmp_path / "通报.docx", "通报.docx")
    solid = "".join("".join(line.text.split()) for line in lines)
    assert solid == "".join(one.text for one in copy.paragraphs)


def test_bookmarks_of_what_is_gone_keep_their_place(tmp_path: Path) -> None:
    """In a deletion, in a deleted row, and after the last paragraph."""
    named = '<w:bookmarkStart w:id="{0}" w:name="_r0000{0}"/><w:bookmarkEnd w:id="{0}"/>'
    first = paragraph(text("甲") + change("del", named.format(1) + gone("旧")) + text("乙"))
    rows = "<w:tbl>" + ROW.format("del", CELL.format("", paragraph(named.format(2) + text("格"))))
    last = "<w:tbl>" + ROW.format("del", CELL.format("", paragraph(named.format(3) + text("格"))))
    copy = copy_of(tmp_path, first, rows + "</w:tbl>", paragraph(text("末段")), last + "</w:tbl>")
    assert [one.bookmarks for one in copy.paragraphs] == [
        (("_r00001", 1),),
        (("_r00002", 0), ("_r00003", 2)),
    ]


# Comments

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
START, STOP = '<w:commentRangeStart w:id="{}"/>', '<w:commentRangeEnd w:id="{}"/>'
REFERENCE = '<w:r><w:commentReference w:id="{}"/></w:r>'


def comment(number: int, *lines: str, by: Author = A) -> str:
    """Return a comment; its last paragraph is called after its number."""
    body = "".join(map(paragraph, map(text, lines))).replace(
        "<w:p>", f'<w:p {W14} w14:paraId="{number:08X}">'
    )
    return f'<w:comment w:id="{number}" w:author="{by.name}" w:date="{by.when}">{body}</w:comment>'


def answering(number: int, above: int | None = None, done: int = 0) -> str:
    """Return what commentsExtended.xml says of a comment."""
    parent = f'w15:paraIdParent="{above:08x}"' if above is not None else ""
    return f'<w15:commentEx {W15} w15:paraId="{number:08X}" {parent} w15:done="{done}"/>'


def around(number: int, words: str) -> str:
    return START.format(number) + words + STOP.format(number) + REFERENCE.format(number)


PLACES = {
    "around words": ([paragraph(text("甲") + around(1, text("乙丙")) + text("丁"))], (0, 1), (0, 3)),
    "a reference only": ([paragraph(text("甲乙") + REFERENCE.format(1) + text("丙"))], (0, 2), (0, 2)),
    "without a reference": ([paragraph(START.format(1) + text("甲") + STOP.format(1))], (0, 0), (0, 1)),
    "across paragraphs": (
        [paragraph(text("甲") + START.format(1) + text("乙")), paragraph(text("丙")),
         paragraph(text("丁") + STOP.format(1) + REFERENCE.format(1) + text("戊"))], (0, 1), (2, 1)),
    "around deleted words": (
        [paragraph(text("甲") + around(1, change("del", gone("旧"))) + text("乙"))], (0, 1), (0, 1)),
    "deleted with its words": (
        [paragraph(text("甲") + change("del", START.format(1) + gone("旧") + STOP.format(1) + REFERENCE.format(1)) + text("乙"))],
        (0, 1), (0, 1)),
    "around what was inserted": (
        [paragraph(text("甲") + change("ins", around(1, text("新"))))], (0, 1), (0, 2)),
    "begun between paragraphs": (
        [paragraph(text("甲")), START.format(1), paragraph(text("乙") + STOP.format(1))], (1, 0), (1, 1)),
    "ended between paragraphs": (
        [paragraph(text("甲") + START.format(1) + text("乙")), STOP.format(1), paragraph(REFERENCE.format(1) + text("丙"))],
        (0, 1), (0, 2)),
    "ended behind the last paragraph": (
        [paragraph(text("甲") + START.format(1) + text("乙")), STOP.format(1)], (0, 1), (0, 2)),
    "ended before it begins": ([paragraph(text("甲") + STOP.format(1) + text("乙") + START.format(1))], (0, 2), (0, 2)),
    "in a cell": ([table([paragraph(text("甲")), paragraph(around(1, text("乙")))])], (1, 0), (1, 1)),
    "on a joined paragraph": (
        [paragraph(text("甲"), mark=MARK), paragraph(text("乙") + around(1, text("丙")))], (0, 2), (0, 3)),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_where_a_comment_stands(tmp_path: Path, name: str) -> None:
    """In the text with all changes accepted."""
    body, first, last = PLACES[name]
    copy = copy_of(tmp_path, *body, comments=comment(1, "请核实", by=B))
    (remark,) = copy.remarks
    assert (remark.first, remark.last) == (first, last)
    assert (remark.author, remark.text, remark.replies, remark.done) == (B, "请核实", (), False)


def test_what_comments_say_and_who_answers(tmp_path: Path) -> None:
    """Lines; answers to answers belong to the thread; what is settled is; unanswered ones stand for
    themselves, in the order of the text.
    """
    written = [
        comment(5, "后一条"),
        comment(1, "第一行", "第二行"),
        comment(2, "同意", by=B),
        comment(3, "已改"),
    ]
    said = [answering(1, done=1), answering(2, 1), answering(3, 2), answering(5, 99)]
    body = paragraph(
        around(1, around(2, around(3, text("甲")))) + text("乙") + around(5, text("丙"))
    )
    copy = copy_of(tmp_path, body, comments="".join(written), commentsExtended="".join(said))
    first, second = copy.remarks
    assert (first.text, first.done, second.text, second.done) == (
        "第一行\n第二行",
        True,
        "后一条",
        False,
    )
    assert [(one.author, one.text) for one in first.replies] == [(B, "同意"), (A, "已改")]


def test_answers_as_libreoffice_writes_them(tmp_path: Path) -> None:
    """To older formats: beside the words, with a quotation; what only looks like one is none."""
    answers = [
        comment(2, f'答复 {A.name} (2025-03-01, 09:00): "请核实', '第二行"', "已核实", by=B),
        comment(3, f'Reply to {B.name} (03/02/2025, 10:30): "..."', "好", by=A),
        comment(4, f'答复 {B.name} (2025-03-02, 10:30): "别处的话"', by=A),
    ]
    marks = REFERENCE.format(2) + REFERENCE.format(3)
    body = paragraph(around(1, text("甲")) + marks + text("乙") + REFERENCE.format(4))
    copy = copy_of(tmp_path, body, comments=comment(1, "请核实", "第二行") + "".join(answers))
    first, alone = copy.remarks
    assert [(one.author, one.text) for one in first.replies] == [(B, "已核实"), (A, "好")]
    assert (alone.replies, alone.text[:2]) == ((), "答复")


def test_a_long_row_of_answers_is_one_thread(tmp_path: Path) -> None:
    """However it is written: from the last to the first."""
    numbers = range(300, 0, -1)
    written = "".join(comment(number, f"第{number}条") for number in numbers)
    said = "".join(answering(number, number - 1) for number in numbers)
    body = paragraph(around(1, text("甲")))
    (remark,) = copy_of(tmp_path, body, comments=written, commentsExtended=said).remarks
    assert (remark.text, len(remark.replies)) == ("第1条", 299)


def test_comments_that_answer_in_a_circle_stand_for_themselves(tmp_path: Path) -> None:
    said = answering(1, 2) + answering(2, 1)
    body = paragraph(around(1, text("甲")) + around(2, text("乙")))
    copy = copy_of(
        tmp_path, body, comments=comment(1, "一") + comment(2, "二"), commentsExtended=said
    )
    assert [(one.text, one.replies) for one in copy.remarks] == [("一", ()), ("二", ())]


# Beside the paragraphs


def test_what_stands_beside_the_paragraphs(tmp_path: Path) -> None:
    """Boxes, notes, headers with a comment on them; not the number of a page, nor our own lines."""
    box = f"<w:r>{alternatives(drawn_box(paragraph(text('框'))), vml_box(paragraph(text('框'))))}</w:r>"
    notes = '<w:footnote w:id="2">' + paragraph(text("注")) + "</w:footnote>"
    header = (
        paragraph(text("审核稿　数据截至2025年2月20日　编译号 0123abcd　供内部审核，不得公布"))
        + paragraph(text("草稿　未经审签，不得公布"))
        + paragraph(text("请速阅") + around(4, text("！")))
    )
    end = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    )
    body = paragraph(text("正文") + box + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    copy = copy_of(
        tmp_path, body, end, footnotes=notes, header1=header,
        footer1=paragraph(text("— ") + field("PAGE", text("1")) + text(" —")), comments=comment(4, "此处不妥"),
    )  # fmt: skip
    assert copy.number == "0123abcd"
    assert copy.beside == (
        ("文本框", "框"), ("页眉", "请速阅！"), ("脚注", "注"), ("批注", "此处不妥"),
    )  # fmt: skip
    assert copy.remarks == ()


# What is no copy


PHOTO = (
    '<w:r><w:drawing><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/>'
    "</w:drawing></w:r>"
)


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("稿.wps", OLE_MAGIC + "WpsDocument".encode("utf-16-le"), ".wps 文件"),
        ("稿.doc", OLE_MAGIC + "WordDocument".encode("utf-16-le"), ".doc 文件"),
        ("稿.pdf", b"%PDF-1.7 ...", "PDF 文件"),
        ("照片.docx", b"\xff\xd8\xff\xe0", "图片"),
        ("空.docx", b"", "空文件"),
        ("坏.docx", b"PK\x03\x04", "不是完好的 Word 文件"),
        ("扫描.docx", word_file(paragraph(PHOTO)), "只有图片"),
        ("白.docx", word_file(paragraph("")), "没有文字"),
    ],
)
def test_what_is_no_copy(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    """By what it holds, and with what may be given instead."""
    copy, (refused,) = read_edited_copy(saved(content, tmp_path, name), name)
    assert (copy, refused.code) == (None, "R040")
    assert what in refused.message
    assert "审核稿或通报" in refused.message


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    for path, what in ((tmp_path / "没有.docx", ""), (tmp_path, "文件夹")):
        copy, (refused,) = read_edited_copy(path, path.name)
        assert (copy, refused.code) == (None, "R040")
        assert what in refused.message
