"""Hidden and struck text of a Word file: left out of what is imported, and reported, by whatever
it is hidden.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from support.projects import small
from support.shared_cases import CASES, expected, needs_cases

from compiler.commands.compiling import NOTICE_TEXT, OUTPUT_FOLDER, compile_project
from compiler.commands.importing import import_project
from compiler.diagnostics import Diagnostic
from compiler.wordfile.notice import read_notice
from compiler.wordfile.taking import NoticeLine

pytestmark = pytest.mark.usefixtures("read_once")

SECRET = "（内部掌握）"
HIDDEN, STRUCK = "隐藏的文字", "画了删除线的文字"


def styled(kind: str, name: str, properties: str, *, based: str = "", usual: bool = False) -> str:
    """Return the XML of a style."""
    mark = ' w:default="1"' if usual else ""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    head = (
        f'<w:style {nsdecls("w")} w:type="{kind}" w:styleId="{name}"{mark}><w:name w:val="{name}"/>'
    )
    return f"{head}{base}<w:rPr>{properties}</w:rPr></w:style>"


STYLES = (
    styled("character", "HiddenRun", "<w:vanish/>"),
    styled("character", "HiddenRunChild", "<w:b/>", based="HiddenRun"),
    styled("character", "ShownRunChild", '<w:vanish w:val="0"/>', based="HiddenRun"),
    styled("character", "StruckRun", "<w:strike/>"),
    styled("character", "DoublyStruckRun", "<w:dstrike/>"),
    styled("paragraph", "HiddenText", "<w:vanish/>"),
    styled("paragraph", "HiddenTextChild", "<w:b/>", based="HiddenText"),
    styled("paragraph", "ShownTextChild", '<w:vanish w:val="off"/>', based="HiddenText"),
    styled("paragraph", "StruckText", '<w:strike w:val="on"/>'),
    styled("paragraph", "DoublyStruckText", "<w:dstrike/>"),
    styled("paragraph", "Circle", "<w:b/>", based="Elsewhere"),
    styled("paragraph", "Elsewhere", "<w:i/>", based="Circle"),
    styled("table", "HiddenTable", "<w:vanish/>"),
    styled("table", "StruckTable", "<w:strike/>"),
)


def document() -> WordDocument:
    """Return a document without text that has the styles above."""
    made = docx.Document()
    for style in STYLES:
        made.styles.element.append(parse_xml(style))
    return made


def add(made: WordDocument, content: str, properties: str = "") -> None:
    """Add a paragraph by its XML."""
    xml = f"<w:p {nsdecls('w')}><w:pPr>{properties}</w:pPr>{content}</w:p>"
    made.element.body.insert_element_before(parse_xml(xml), "w:sectPr")


def run(text: str, properties: str = "") -> str:
    """Return the XML of a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def read(made: WordDocument, folder: Path) -> tuple[tuple[NoticeLine, ...], list[Diagnostic]]:
    """Save a document and read it as a notice."""
    made.save(str(folder / "通报.docx"))
    return read_notice(folder / "通报.docx", "通报.docx")


def told(found: list[Diagnostic]) -> list[tuple[str, int | None, object, object]]:
    """Return code, paragraph, kind and text of each finding."""
    return [
        (d.code, d.spans[0].line, d.arguments.get("what"), d.arguments.get("text")) for d in found
    ]


@pytest.mark.parametrize(
    ("run_properties", "paragraph_properties"),
    [
        ("<w:vanish/>", ""),
        ('<w:vanish w:val="1"/>', ""),
        ('<w:vanish w:val="true"/>', ""),
        ("<w:vanish/><w:specVanish/>", ""),
        ('<w:rStyle w:val="HiddenRun"/>', ""),
        ('<w:rStyle w:val="HiddenRunChild"/>', ""),
        ('<w:rStyle w:val="ShownRunChild"/><w:vanish/>', ""),
        ("", '<w:pStyle w:val="HiddenText"/>'),
        ("", '<w:pStyle w:val="HiddenTextChild"/>'),
        ("<w:b/>", '<w:pStyle w:val="HiddenText"/>'),
        ("<w:vanish/><w:strike/>", ""),
        ('<w:rStyle w:val="HiddenRun"/>', '<w:pStyle w:val="ShownTextChild"/>'),
        ('<w:rStyle w:val="HiddenRun"/>', '<w:pStyle w:val="Circle"/>'),
    ],
)
def test_a_hidden_run_is_left_out_and_reported(
    tmp_path: Path, run_properties: str, paragraph_properties: str
) -> None:
    """By its own formatting or by a style, its own or an inherited one."""
    made = document()
    shown = run("新建2所", '<w:vanish w:val="0"/>')
    add(made, shown + run(SECRET, run_properties) + shown, paragraph_properties)
    add(made, run("又一段。"))
    lines, found = read(made, tmp_path)
    assert "".join(line.text for line in lines) == "新建2所新建2所又一段。"
    assert told(found) == [("S069", 1, HIDDEN, SECRET)]


@pytest.mark.parametrize(
    ("run_properties", "paragraph_properties"),
    [
        ("<w:strike/>", ""),
        ("<w:dstrike/>", ""),
        ('<w:dstrike w:val="1"/><w:strike w:val="0"/>', ""),
        ('<w:rStyle w:val="StruckRun"/>', ""),
        ('<w:rStyle w:val="DoublyStruckRun"/>', ""),
        ("", '<w:pStyle w:val="StruckText"/>'),
        ("", '<w:pStyle w:val="DoublyStruckText"/>'),
        ('<w:rStyle w:val="DoublyStruckRun"/>', '<w:pStyle w:val="DoublyStruckText"/>'),
    ],
)
def test_a_struck_run_is_left_out_and_reported(
    tmp_path: Path, run_properties: str, paragraph_properties: str
) -> None:
    made = document()
    shown = run("新建2所", '<w:strike w:val="0"/><w:dstrike w:val="0"/>')
    add(made, shown + run("3所", run_properties), paragraph_properties)
    lines, found = read(made, tmp_path)
    assert [line.text for line in lines] == ["新建2所"]
    assert told(found) == [("S069", 1, STRUCK, "3所")]


@pytest.mark.parametrize(
    ("run_properties", "paragraph_properties"),
    [
        ('<w:vanish w:val="0"/>', ""),
        ('<w:vanish w:val="false"/>', '<w:pStyle w:val="HiddenText"/>'),
        ('<w:rStyle w:val="HiddenRun"/><w:vanish w:val="off"/>', ""),
        ('<w:rStyle w:val="ShownRunChild"/>', ""),
        ("", '<w:pStyle w:val="ShownTextChild"/>'),
        ('<w:rStyle w:val="HiddenRun"/>', '<w:pStyle w:val="HiddenText"/>'),
        ('<w:rStyle w:val="StruckRun"/>', '<w:pStyle w:val="StruckText"/>'),
        ("<w:webHidden/>", ""),
        ("<w:specVanish/>", ""),
        ('<w:strike w:val="0"/>', ""),
        ('<w:rPrChange w:id="1" w:author="甲"><w:rPr><w:vanish/></w:rPr></w:rPrChange>', ""),
        ('<w:rStyle w:val="Nowhere"/>', '<w:pStyle w:val="Nowhere"/>'),
        ("", '<w:pStyle w:val="Circle"/>'),
    ],
)
def test_what_word_shows_is_read(
    tmp_path: Path, run_properties: str, paragraph_properties: str
) -> None:
    """Switched off again, cancelled by two styles, hidden in browsers only, hidden before a
    change.
    """
    made = document()
    add(made, run("新建2所") + run("幼儿园", run_properties), paragraph_properties)
    lines, found = read(made, tmp_path)
    assert "幼儿园" in lines[0].text
    assert [one for one in told(found) if one[3] == "幼儿园"] == []


@pytest.mark.parametrize(
    "place", ["w:docDefaults/w:rPrDefault/w:rPr", "w:style[@w:default='1']/w:rPr"]
)
def test_the_defaults_of_the_document_and_the_usual_style_hide(tmp_path: Path, place: str) -> None:
    """What names no style has the usual one; the run that is shown says so itself."""
    made = document()
    made.styles["Normal"].element.get_or_add_rPr()
    made.styles.element.xpath(place)[0].append(parse_xml(f"<w:vanish {nsdecls('w')}/>"))
    add(made, run(SECRET) + run("新建2所", '<w:vanish w:val="0"/>'))
    lines, found = read(made, tmp_path)
    assert [line.text for line in lines] == ["新建2所"]
    assert told(found) == [("S069", 1, HIDDEN, SECRET)]


def test_a_hidden_link_and_hidden_blanks(tmp_path: Path) -> None:
    """The runs of a link are hidden one by one; of blanks there is nothing to tell."""
    made = document()
    link = f'<w:hyperlink w:anchor="a">{run("网址")}{run(SECRET, "<w:vanish/>")}</w:hyperlink>'
    add(made, link + run("  \u3000", "<w:vanish/>"))
    lines, found = read(made, tmp_path)
    assert [line.text for line in lines] == ["网址"]
    assert told(found) == [("S069", 1, HIDDEN, SECRET)]


def test_neighbours_are_told_of_as_one(tmp_path: Path) -> None:
    """Word cuts a text into runs as it pleases; hidden and struck parts are told of apart."""
    made = document()
    hidden = run("（内部", "<w:vanish/>") + run("掌握）", "<w:vanish/><w:b/>")
    add(made, run("新建") + hidden + run("3", "<w:strike/>") + run("2所") + hidden)
    lines, found = read(made, tmp_path)
    assert [line.text for line in lines] == ["新建2所"]
    assert [one[2:] for one in told(found)] == [(HIDDEN, SECRET), (STRUCK, "3"), (HIDDEN, SECRET)]


def test_a_hidden_line_break_goes_with_its_text(tmp_path: Path) -> None:
    made = document()
    add(
        made, run("新建") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>"
    )
    lines, found = read(made, tmp_path)
    assert [line.text for line in lines] == ["新建"]
    assert "“甲／乙”" in found[0].message


def test_a_hidden_end_of_a_paragraph_joins_it_with_the_next(tmp_path: Path) -> None:
    """As Word shows it, and as headings are run in; the line is called by the first of them."""
    made = document()
    mark = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    add(made, run("（一）加强领导。"), mark)
    add(made, run("区委召开会议。"))
    add(made, run(SECRET, "<w:vanish/>"), mark)
    add(made, run("又一段。"))
    add(made, run("末段。"), mark)
    lines, found = read(made, tmp_path)
    assert [(line.number, line.text) for line in lines] == [
        (1, "（一）加强领导。区委召开会议。"),
        (4, "又一段。"),
        (5, "末段。"),
    ]
    assert told(found) == [("S069", 3, HIDDEN, SECRET)]


def test_a_hidden_end_does_not_reach_into_a_table(tmp_path: Path) -> None:
    made = document()
    add(made, run("表前。"), "<w:rPr><w:vanish/></w:rPr>")
    made.add_table(rows=1, cols=1).rows[0].cells[0].text = "甲"
    add(made, run("表后。"))
    lines, found = read(made, tmp_path)
    assert [(line.number, line.text) for line in lines] == [(1, "表前。"), (2, "甲"), (3, "表后。")]
    assert found == []


def test_hidden_and_struck_text_in_tables(tmp_path: Path) -> None:
    """In a cell, told of once where cells are merged; by the table's style; a row that is
    hidden.
    """
    made = document()
    table = made.add_table(rows=3, cols=2)
    first = table.rows[0].cells[0].merge(table.rows[0].cells[1]).paragraphs[0]
    first.add_run("甲")
    first.add_run(SECRET).font.hidden = True
    table.rows[1].cells[0].paragraphs[0].add_run("旧").font.strike = True
    table.rows[1].cells[1].text = "新"
    table.rows[2].cells[0].text = "整行"
    table.rows[2]._tr.get_or_add_trPr().append(parse_xml(f"<w:hidden {nsdecls('w')}/>"))
    for style in ("HiddenTable", "StruckTable"):
        other = made.add_table(rows=1, cols=1)
        other.rows[0].cells[0].text = "丙"
        other._tbl.tblPr.get_or_add_tblStyle().val = style
    lines, found = read(made, tmp_path)
    assert [line.text for line in lines] == ["甲", "新"]
    assert told(found) == [
        ("S069", 1, HIDDEN, SECRET),
        ("S069", 2, STRUCK, "旧"),
        ("S069", 3, HIDDEN, "整行"),
        ("S069", 4, HIDDEN, "丙"),
        ("S069", 5, STRUCK, "丙"),
    ]


@pytest.mark.parametrize("gone", ["del", "moveFrom"])
def test_what_was_deleted_or_moved_away_is_not_shown(tmp_path: Path, gone: str) -> None:
    """It is a change that is tracked, not a text that is hidden."""
    made = document()
    text = "delText" if gone == "del" else "t"
    piece = f'<w:{gone} w:id="1" w:author="甲"><w:r><w:{text}>旧话。</w:{text}></w:r></w:{gone}>'
    add(made, run("新话。") + piece)
    lines, found = read(made, tmp_path)
    assert [line.text for line in lines] == ["新话。"]
    assert found == []


def test_nothing_but_hidden_text_is_no_notice(tmp_path: Path) -> None:
    """S060 says that nothing can be seen, S069 what there is."""
    made = document()
    add(made, run(SECRET, "<w:vanish/>"))
    lines, found = read(made, tmp_path)
    assert lines == ()
    assert [one.code for one in found] == ["S069", "S060"]
    assert "看得见" in found[1].message


def test_hidden_text_is_nowhere_in_what_is_imported(tmp_path: Path) -> None:
    """A whole notice with something hidden or struck in every paragraph makes the same project as
    without.
    """
    source = small().write(tmp_path / "源")
    compile_project(source)
    clean = (source / OUTPUT_FOLDER / NOTICE_TEXT).read_text(encoding="utf-8")
    made, buffer = document(), BytesIO()
    for text in clean.splitlines():
        hidden = run(SECRET, "<w:vanish/>") + run("（划掉）", '<w:rStyle w:val="StruckRun"/>')
        add(made, run(text[: len(text) // 2]) + hidden + run(text[len(text) // 2 :]))
    made.save(buffer)
    (tmp_path / "通报.docx").write_bytes(buffer.getvalue())
    started = import_project(tmp_path / "通报.docx", tmp_path / "新")
    paragraphs = {d.spans[0].line for d in started.diagnostics if d.code == "S069"}
    assert paragraphs == set(range(1, len(clean.splitlines()) + 1))
    compile_project(tmp_path / "新", draft=True)
    again = (tmp_path / "新" / OUTPUT_FOLDER / NOTICE_TEXT).read_text(encoding="utf-8")
    assert again.partition("\n")[2] == clean


@needs_cases
def test_the_collected_notice_with_hidden_text(tmp_path: Path) -> None:
    (notice,) = CASES.glob("33a*/notice.docx")
    started = import_project(notice, tmp_path / "项目")
    (found,) = started.diagnostics
    assert found.code == "S069"
    assert "内部掌握" in found.message
    compile_project(tmp_path / "项目", draft=True)
    text = (tmp_path / "项目" / OUTPUT_FOLDER / NOTICE_TEXT).read_text(encoding="utf-8")
    assert text.partition("\n")[2] == expected()
