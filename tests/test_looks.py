"""What the writer chose about looks: kept as sheets that a person can read, for both layout
profiles, and no matter of the proof.

A change of looks changes the writer and these sheets: write them anew with

    python tests/test_looks.py

and read the difference.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from lxml import etree
from support.copies import (
    BLANK,
    DATE,
    NAMES,
    PROSE,
    SETTINGS,
    SIGNATURE,
    STYLES,
    TEXT,
    Copies,
    Fault,
    Parts,
    edited,
    first,
    gone,
    new,
    property_of_paragraph,
    property_of_run,
    removed,
    set_to,
    small_copies,
    tree,
    with_attachments,
)
from support.looks import look_sheet
from support.projects import small

from compiler.commands.compiling import NOTICE_WORD, REVIEW_WORD, compile_project
from compiler.model.document import Run, RunKind
from compiler.notice.layout_profiles import LAYOUT_PROFILES, LayoutProfile
from compiler.package.parts import W, pack, unpack
from compiler.word import lines, page_heads, runs, sections, tables, turned_footers
from compiler.word import writer as word
from compiler.word.review import copy as review_copy
from compiler.word.review.copy import Note
from compiler.word.template.looks import LOOKS
from compiler.word.template.styles import build_styles

FIXTURES = Path(__file__).parent / "fixtures" / "looks"


def in_profile(copies: Copies, profile: LayoutProfile) -> Copies:
    """Return the copies in the default styles of a profile."""
    kind = attrs.evolve(copies.kind, layout=profile)
    return attrs.evolve(copies, kind=kind, styles=build_styles(profile))


def with_review(copies: Copies) -> Copies:
    """Return the draft of a notice with attachments that has a hole, a comment and an underline."""
    own = with_attachments(copies)
    first_, text, *rest = own.document.paragraphs
    hole = Run("【待报：区教育局】", RunKind.HOLE, ())
    paragraphs = (first_, attrs.evolve(text, runs=(*text.runs, hole)), *rest)
    document = attrs.evolve(own.document, paragraphs=paragraphs, draft=True)
    notes = (Note(("措施01-01：已完成", "意见：没有。"), "r00002", "r00003"),)
    return attrs.evolve(own, document=document, notes=notes, underlined={"r00002": [(2, 4)]})


WRITTEN: dict[str, Callable[[Copies], bytes]] = {
    "notice": Copies.publication,
    "attachments": lambda copies: with_attachments(copies).publication(),
    "review": lambda copies: with_review(copies).review(),
}
SHEETS = [(name, profile) for name in WRITTEN for profile in LAYOUT_PROFILES]


def sheet_file(name: str, profile: str) -> Path:
    return FIXTURES / f"{name}-{profile.replace('/', '').replace(' ', '-')}.txt"


@pytest.fixture(scope="module")
def copies(small_template: Path) -> Copies:
    return small_copies(small_template)


@pytest.mark.parametrize(("name", "profile"), SHEETS)
def test_every_file_looks_as_it_did(copies: Copies, name: str, profile: str) -> None:
    own = in_profile(copies, LAYOUT_PROFILES[profile])
    kept = sheet_file(name, profile).read_text("utf-8")
    assert look_sheet(WRITTEN[name](own), own.styles) == kept


def test_no_style_of_an_office_is_touched(copies: Copies) -> None:
    """Nothing but the linked style of a run-in heading is another one in the notice."""
    base = docx.Document()
    for look in LOOKS:
        if look.name != "Normal":
            style = base.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = base.styles["Normal"]
    buffer = BytesIO()
    base.save(buffer)
    own = attrs.evolve(copies, styles=buffer.getvalue())
    sheet = look_sheet(own.publication(), own.styles)
    changed = [line for line in sheet.split("word/styles.xml\n")[1].splitlines() if line[0] in "+-"]
    assert [line for line in changed if line[2] != " "] == [
        "+ style customStyle=1 styleId=二级标题字符 type=character"
    ]


# Faults of looks: seen here, and no reason to withhold a notice


def _shifted_columns(root: etree._Element) -> None:
    """The same change wherever a width is told."""
    for path, change in (
        ("//w:gridCol[1] | //w:tr/w:tc[1]//w:tcW", 300),
        ("//w:gridCol[2] | //w:tr/w:tc[2]//w:tcW", -300),
    ):
        for element in root.xpath(path, namespaces=NAMES):  # type: ignore[union-attr]
            element.set(f"{{{W}}}w", str(int(element.get(f"{{{W}}}w", "")) + change))  # type: ignore[union-attr]


def _page_break_behind_a_section(root: etree._Element) -> None:
    behind = first(root, "//w:p[preceding-sibling::w:p[1]/w:pPr/w:sectPr]")
    if behind.find(f"{{{W}}}pPr") is None:
        behind.insert(0, new("pPr"))
    first(behind, "w:pPr").insert(1, new("pageBreakBefore"))


def _empty_run(root: etree._Element) -> None:
    run = deepcopy(first(root, f"{PROSE}/w:r"))
    removed(first(run, "w:t"))
    first(root, f"{PROSE}/w:r").addnext(run)


def _title_broken(at: int) -> Fault:
    def fault(root: etree._Element) -> None:
        run = first(root, "//w:p[w:pPr/w:pStyle/@w:val='NoticeTitle']/w:r[1]")
        text = first(run, "w:t")
        behind = new("t")
        text.text, behind.text = (text.text or "")[:at], (text.text or "")[at:]
        text.addnext(behind)
        text.addnext(new("br"))

    return fault


def _turned_foot(root: etree._Element) -> None:
    """Give upright pages the footer of turned ones."""
    tests = ("not(w:pgSz/@w:orient)", "w:pgSz/@w:orient")
    upright, turned = (first(root, f"//w:sectPr[{test}]/w:footerReference") for test in tests)
    upright.set(qn("r:id"), str(turned.get(qn("r:id"))))


TEXT_LOOKS: dict[str, Fault] = {
    "an empty run": _empty_run,
    "an empty paragraph added": lambda root: first(root, PROSE).addnext(new("p")),
    "a blank line lost": gone(BLANK),
    "another Chinese face": set_to(f"{PROSE}/w:r/w:rPr/w:rFonts", "eastAsia", "宋体"),
    "a Chinese face lost": gone(f"{PROSE}/w:r/w:rPr/w:rFonts"),
    "a Latin face": set_to(f"{PROSE}/w:r/w:rPr/w:rFonts", "ascii", "Arial"),
    "another language": set_to(f"{PROSE}/w:r/w:rPr/w:lang", "eastAsia", "en-US"),
    "quotation marks in the Latin face": lambda root: first(root, "//w:rFonts[@w:hint]").attrib.pop(f"{{{W}}}hint"),
    "bold": property_of_run("b"),
    "a hole's colour": property_of_run("highlight", val="yellow"),
    "a signature moved": set_to(f"{SIGNATURE}/w:pPr/w:ind", "rightChars", "900"),
    "a date's indent lost": gone(f"{DATE}/w:pPr/w:ind"),
    "an indent added": property_of_paragraph("ind", left="720"),
    "a centred paragraph": property_of_paragraph("jc", val="center"),
    "a paragraph on a new page": property_of_paragraph("pageBreakBefore"),
    "a signature that may leave its text": gone(f"{SIGNATURE}/preceding-sibling::w:p[1]/w:pPr/w:keepNext"),
    "a title broken after its first character": _title_broken(1),
    "a margin changed": set_to("//w:sectPr/w:pgMar", "left", "1134"),
    "pages turned": set_to("//w:sectPr/w:pgSz", "orient", "landscape"),
    "a grid lost": gone("//w:sectPr/w:docGrid"),
    "grey": property_of_run("color", val="7F7F7F"),
    "small": property_of_run("sz", val="18"),
    "white on a dark fill": lambda root: [property_of_run("color", val="FFFFFF")(root), property_of_run("shd", val="clear", fill="1F3864")(root)],
    "closer characters": property_of_run("spacing", val="-10"),
    "a solid underline": property_of_run("u", val="single"),
    "further lines": property_of_paragraph("spacing", line="700", lineRule="exact"),
    "kept together": property_of_paragraph("keepLines"),
}  # fmt: skip
TABLE_LOOKS: dict[str, Fault] = {
    "a header row that stands on the first page alone": gone("//w:tblHeader"),
    "a row that may be cut in two": gone("//w:cantSplit"),
    "a table without its style": gone("//w:tblStyle"),
    "one narrow column": set_to("//w:gridCol", "w", "100"),
    "columns of other widths": _shifted_columns,
    "a first column in bold": set_to("//w:tblLook", "firstColumn", "1"),
    "a page break behind a section": _page_break_behind_a_section,
    "an empty paragraph in a cell": lambda root: first(root, "//w:tc").append(new("p")),
    "no turned page": gone("//w:p/w:pPr/w:sectPr"),
    "another margin of turned pages": set_to("//w:sectPr[w:pgSz/@w:orient]/w:pgMar", "top", "2098"),
    "an indent of an attachment's mark": lambda root: first(root, "//w:p[w:pPr/w:pStyle/@w:val='Attachment']/w:pPr").append(new("ind", left="640")),
    "names of attachments not under each other": set_to("//w:p[w:pPr/w:pStyle/@w:val='AttachmentList']/w:pPr/w:ind", "leftChars", "0"),
    "a long address justified": gone("//w:pPr/w:jc[@w:val='left']"),
    "one more line of a title": lambda root: first(root, "//w:p/w:r[w:br]").append(new("br")),
    "the foot of a turned page on an upright one": _turned_foot,
}  # fmt: skip
PART_LOOKS: dict[str, Callable[[Parts], Parts]] = {
    "another face in a style": edited(STYLES, ("楷体_GB2312", "宋体")),
    "another size in a style": edited(STYLES, ('<w:sz w:val="44"/>', '<w:sz w:val="36"/>')),
    "another pitch of lines": edited(STYLES, ('w:line="579"', 'w:line="600"')),
    "other defaults": edited(STYLES, ("<w:docDefaults>", "<w:docDefaults><w:pPrDefault/>")),
    "a style added": edited(STYLES, ("</w:styles>", '<w:style w:type="character" w:styleId="x"><w:name w:val="隐"/></w:style></w:styles>')),
    "another setting": edited(SETTINGS, ("<w:evenAndOddHeaders/>", "")),
    "another table of fonts": edited("word/fontTable.xml", ("仿宋_GB2312", "仿宋_GB18030")),
}  # fmt: skip
FOOT_LOOKS = {
    "a turned page's number at the edge of the paper": ('w:tblpX="1434"', 'w:tblpX="0"'),
    "a turned page's number upwards": ("tbRl", "btLr"),
    "a line more at the foot of a turned page": ("</w:ftr>", "<w:p/></w:ftr>"),
}
"""Everything here was a finding of the proof once, or might have been."""


def _in_text(fault: Fault) -> Callable[[Parts], Parts]:
    def change(parts: Parts) -> Parts:
        root = tree(parts)
        fault(root)
        return parts | {TEXT: etree.tostring(root)}

    return change


LOOKS_FAULTS: dict[str, tuple[bool, Callable[[Parts], Parts]]] = {
    **{name: (False, _in_text(fault)) for name, fault in TEXT_LOOKS.items()},
    **{name: (True, _in_text(fault)) for name, fault in TABLE_LOOKS.items()},
    **{name: (False, fault) for name, fault in PART_LOOKS.items()},
    **{name: (True, edited("word/footer3.xml", fault)) for name, fault in FOOT_LOOKS.items()},
}


@pytest.mark.parametrize("name", LOOKS_FAULTS)
def test_a_fault_of_looks_is_in_the_sheet_and_withholds_nothing(copies: Copies, name: str) -> None:
    attachments, fault = LOOKS_FAULTS[name]
    own = with_attachments(copies) if attachments else copies
    written = own.publication()
    faulty = pack(fault(unpack(written)))
    assert look_sheet(faulty, own.styles) != look_sheet(written, own.styles)
    assert [one.message for one in own.judge(faulty)] == []


# Changes of the writer's looks

Patch = pytest.MonkeyPatch


def _keep_together(patch: Patch) -> None:
    write = word.write_line

    def changed(context: Any, paragraph: Any, line: Any) -> Any:
        paragraph.paragraph_format.keep_together = True
        return write(context, paragraph, line)

    patch.setattr(word, "write_line", changed)


def _spacing(patch: Patch) -> None:
    write = word.write_line

    def changed(context: Any, paragraph: Any, line: Any) -> Any:
        paragraph.paragraph_format.space_before = Pt(6)
        paragraph.paragraph_format.line_spacing = Pt(30)
        return write(context, paragraph, line)

    patch.setattr(word, "write_line", changed)


def _indents(patch: Patch) -> None:
    indent = lines._indent

    def changed(base: Any, paragraph: Any, style: Any, **sides: tuple[float, float]) -> None:
        wider = {side: (asked + 2, spaced + 2) for side, (asked, spaced) in sides.items()}
        indent(base, paragraph, style, **wider)

    patch.setattr(lines, "_indent", changed)


def _runs(patch: Patch) -> None:
    pattern = lines.run_pattern

    def changed(*arguments: Any) -> Any:
        run = pattern(*arguments)
        bold, grey = new("b"), new("color", val="404040")
        run.rPr.extend([bold, grey, new("sz", val="30")])
        return run

    patch.setattr(lines, "run_pattern", changed)


def _faces(patch: Patch) -> None:
    script = runs.set_script

    def changed(run: Any, font: str, ambiguous: bool) -> None:
        script(run, "华文仿宋", not ambiguous)

    patch.setattr(runs, "set_script", changed)
    patch.setattr(page_heads, "set_script", changed)


def _lines(patch: Patch) -> None:
    """Other blank lines, page breaks and ends of lines."""
    lay_out = word.lay_out

    def changed(*arguments: Any) -> Any:
        for number, line in enumerate(lay_out(*arguments)):
            own = line.paragraph is not None and line.paragraph.cell is not None
            keeps = attrs.evolve(line, keeps_next=not line.keeps_next, new_page=number == 5)
            yield line if own else keeps
            if number == 3 and not own:
                yield attrs.evolve(line, paragraph=None, breaks=())

    patch.setattr(word, "lay_out", changed)


def _titles(patch: Patch) -> None:
    lay_out = word.lay_out

    def changed(*arguments: Any) -> Any:
        for line in lay_out(*arguments):
            title = line.paragraph is not None and line.paragraph.style == "通报标题"
            yield attrs.evolve(line, breaks=(4, 9)) if title else line

    patch.setattr(word, "lay_out", changed)


def _widths(patch: Patch) -> None:
    patch.setattr(tables, "column_widths", lambda cells, width: [2000] * cells[0][0].columns)


def _upright(patch: Patch) -> None:
    patch.setattr(sections, "_turn", lambda section: None)


def _no_foot_at_the_edge(patch: Patch) -> None:
    patch.setattr(sections, "turn_footers", lambda base, sections: None)


def _edge(patch: Patch) -> None:
    patch.setattr(turned_footers, "LINE", 900)


def _room(patch: Patch) -> None:
    patch.setattr(word, "no_room", list)


def _heads(patch: Patch) -> None:
    head = word.head_pages

    def changed(base: Any, text: str, points: float, colour: RGBColor) -> None:
        head(base, text, points + 4, RGBColor(0, 0, 0xC0))

    patch.setattr(word, "head_pages", changed)
    patch.setattr(review_copy, "head_pages", changed)


def _comments(patch: Patch) -> None:
    patch.setattr(review_copy, "COMMENT_SIZE", 10.5)
    patch.setattr(review_copy, "PAGE_NUMBER_FONT", "黑体")


def _marks(patch: Patch) -> None:
    patch.setattr(review_copy, "GREY", "FF0000")


CHANGES = (
    _keep_together, _spacing, _indents, _runs, _faces, _lines, _titles, _widths, _upright, _no_foot_at_the_edge, _edge, _room, _heads,
    _comments, _marks,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_another_look_needs_no_other_proof(
    copies: Copies, monkeypatch: Patch, change: Callable[[Patch], None]
) -> None:
    own, draft = with_attachments(copies), with_review(copies)
    before = own.publication(), draft.review(), copies.publication()
    change(monkeypatch)
    after = own.publication(), draft.review(), copies.publication()
    assert before != after
    assert [one.message for one in own.judge(after[0])] == []
    assert [one.message for one in draft.judge_review(after[1])] == []
    assert [one.message for one in copies.judge(after[2])] == []


def test_a_change_of_looks_does_not_withhold_a_notice(root: Path, monkeypatch: Patch) -> None:
    for change in (_keep_together, _spacing, _runs, _lines):
        change(monkeypatch)
    compilation = compile_project(root)
    assert compilation.publishable
    assert {NOTICE_WORD, REVIEW_WORD} <= {path.name for path in compilation.outputs}
    text = unpack((root / "output" / NOTICE_WORD).read_bytes())[TEXT]
    assert b"<w:keepLines/>" in text


def main() -> None:
    """Write the sheets anew."""
    with TemporaryDirectory() as folder:
        small().write(Path(folder))
        own = small_copies(Path(folder))
    for name, profile in SHEETS:
        copies_ = in_profile(own, LAYOUT_PROFILES[profile])
        sheet_file(name, profile).write_text(
            look_sheet(WRITTEN[name](copies_), copies_.styles), "utf-8"
        )


if __name__ == "__main__":
    main()
