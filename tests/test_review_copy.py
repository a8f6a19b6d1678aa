"""The review copy: anchors that lead to cells, comments that say what a leader asks, and the text
of the publication copy.
"""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from lxml import etree
from openpyxl.comments import Comment
from python_calamine import CalamineWorkbook
from support.clerk import Clerk
from support.projects import ROOT, Project, fields, supporting_form, table
from support.rendering import convert

from compiler.absorbing.base import base_of
from compiler.chinese.folding import fold
from compiler.commands.compiling import MANIFEST, NOTICE_WORD, REVIEW_WORD, compile_project
from compiler.excel.sheets.addresses import position
from compiler.model.document import Document, Paragraph, Run, RunKind, TableCell
from compiler.model.provenance import Provenance, numbered_runs, read_provenance
from compiler.notice.kind import CELL_STYLE
from compiler.outputs.source_map import PROVENANCE
from compiler.package.parts import W, unpack
from compiler.rules.table import HOUSEKEEPING
from compiler.tracing.placing import read_copy
from compiler.word.review.copy import Note, write_review
from compiler.word.template.styles import build_styles
from compiler.wordfile.edited_copy import read_edited_copy

pytestmark = pytest.mark.usefixtures("read_once")

SOFFICE = shutil.which("soffice")
FORM = "input_workbooks/区教育局/措施01-01.xlsx"
EDITING = (
    "rsid",
    "rsids",
    "attachedTemplate",
    "ins",
    "del",
    "proofErr",
    "proofState",
    "numPr",
    "pPrChange",
    "rPrChange",
    "sectPrChange",
)
SURVIVING = 0.99
"""The share of anchors that must still resolve after another program saved the file."""


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(unpack(data)[f"word/{name}.xml"])


def find(element: etree._Element, path: str) -> list[etree._Element]:
    found = element.xpath(path, namespaces={"w": W})
    assert isinstance(found, list)
    return [entry for entry in found if isinstance(entry, etree._Element)]


def value(element: etree._Element, name: str = "val") -> str:
    return str(element.get(f"{{{W}}}{name}"))


def text(element: etree._Element) -> str:
    return "".join(entry.text or "" for entry in find(element, ".//w:t"))


def bookmarked(data: bytes) -> dict[str, str]:
    """Return the text between the two ends of every bookmark, by its name."""
    open_: dict[str, str] = {}
    written: dict[str, str] = {}
    for element in part(data, "document").iter():
        name = etree.QName(element).localname
        if name == "bookmarkStart":
            assert value(element, "id") not in open_
            assert value(element, "name") not in written
            open_[value(element, "id")] = value(element, "name")
            written[value(element, "name")] = ""
        elif name == "bookmarkEnd":
            del open_[value(element, "id")]
        elif name == "t":
            for opened in open_.values():
                written[opened] += element.text or ""
    assert open_ == {}
    return written


def comments(data: bytes) -> list[tuple[str, list[str]]]:
    """Return for every comment the words it stands at and its lines."""
    document = part(data, "document")
    ranges: dict[str, str] = {}
    open_: set[str] = set()
    for element in document.iter():
        name = etree.QName(element).localname
        if name == "commentRangeStart":
            open_.add(value(element, "id"))
            ranges[value(element, "id")] = ""
        elif name == "commentRangeEnd":
            open_.remove(value(element, "id"))
        elif name == "t":
            for opened in open_:
                ranges[opened] += element.text or ""
    assert open_ == set()
    assert [value(mark, "id") for mark in find(document, ".//w:commentReference")] == list(ranges)
    return [
        (ranges[value(comment, "id")], [text(paragraph) for paragraph in find(comment, "w:p")])
        for comment in find(part(data, "comments"), "w:comment")
    ]


def comment_of(data: bytes, words: str) -> list[str]:
    """Return the lines of the one comment that begins with ``words``."""
    (found,) = [lines for _, lines in comments(data) if lines[0].startswith(words)]
    return found


def compiled(root: Path, *, draft: bool = False) -> bytes:
    compile_project(root, draft=draft)
    return (root / "output" / REVIEW_WORD).read_bytes()


def words_of(*codes: str, lines: list[str]) -> list[str]:
    return [line for line in lines if any(code in line for code in codes)]


@pytest.fixture(scope="module")
def sample_copy(sample_output: Path) -> bytes:
    """Return the sample's review copy."""
    return (sample_output / REVIEW_WORD).read_bytes()


@pytest.fixture(scope="module")
def provenance(sample_output: Path) -> Provenance:
    """Return the sample's 来源.json."""
    return read_provenance((sample_output / PROVENANCE).read_bytes())


# Anchors


def test_every_run_is_anchored(sample_copy: bytes, provenance: Provenance) -> None:
    """A bookmark named after the run's id encloses the run's text, all of it and nothing else."""
    expected = {
        f"_{identifier}": run.text for identifier, _, run in numbered_runs(provenance.document)
    }
    assert bookmarked(sample_copy) == expected
    assert len(expected) > 1000


def test_every_anchor_leads_to_its_cell(provenance: Provenance) -> None:
    """The cell that 来源.json names for a run holds its words; for a number filled in, its
    placeholder or the template's line.
    """
    sheets: dict[tuple[str, str], list[list[object]]] = {}
    checked = 0
    for identifier, _, run in numbered_runs(provenance.document):
        place = run.sources[0]
        if place.cell is None:
            line = (
                (ROOT / place.file)
                .read_text(encoding="utf-8-sig")
                .splitlines()[(place.line or 0) - 1]
            )
            assert (
                run.kind in (RunKind.NUMBER, RunKind.VALUE, RunKind.FIELD)
                or fold(run.text).text in fold(line).text
            ), identifier
            continue
        key = (place.file, str(place.sheet))
        if key not in sheets:
            book = CalamineWorkbook.from_path(str(ROOT / place.file))
            sheets[key] = book.get_sheet_by_name(key[1]).to_python(skip_empty_area=False)
        row, column = position(place.cell)
        shown = sheets[key][row][column]
        if run.kind is RunKind.FIELD and isinstance(shown, str):
            assert fold(run.text.rstrip("。")).text in fold(shown).text, (identifier, place)
            assert provenance.cells[type(place)(place.file, place.sheet, place.cell)].text == shown
            checked += 1
        elif run.kind is RunKind.VALUE:
            assert "{" in str(shown)
    assert checked > 400


@pytest.fixture(scope="module")
def saved(sample_output: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's review copy as LibreOffice saved it once; to be read only."""
    folder = tmp_path_factory.mktemp("saved")
    shutil.copy(sample_output / REVIEW_WORD, folder / "copy.docx")
    (path,) = convert([folder / "copy.docx"], "docx", folder / "1")
    return path


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_anchors_outlive_libreoffice(
    sample_output: Path, provenance: Provenance, saved: Path
) -> None:
    """Opened and saved by LibreOffice, nearly every anchor still resolves to the same text, and
    the compile is still named.
    """
    copy, found = read_edited_copy(saved, "copy.docx")
    assert found == []
    assert copy is not None
    assert copy.number == provenance.number
    runs = {identifier: run.text for identifier, _, run in numbered_runs(provenance.document)}
    resolved = {
        identifier
        for paragraph in copy.paragraphs
        for (name, start), (_, end) in pairwise((*paragraph.bookmarks, ("", len(paragraph.text))))
        if (identifier := name.removeprefix("_")) in runs
        and fold(paragraph.text[start:end]).text == fold(runs[identifier]).text
    }
    assert len(resolved) >= SURVIVING * len(runs)
    assert len(list(docx.Document(str(saved)).comments)) == len(
        comments((sample_output / REVIEW_WORD).read_bytes())
    )


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_words_outlive_libreoffice(saved: Path, provenance: Provenance, tmp_path: Path) -> None:
    """However often LibreOffice saves a copy, whose bookmarks move each time, every run has its
    own words, and no other.
    """
    path = saved
    for number in (2, 3):
        (path,) = convert([path], "docx", tmp_path / str(number))
    copy, _ = read_edited_copy(path, "copy.docx")
    assert copy is not None
    reading = read_copy(base_of(provenance, kept=True), copy)
    assert [
        (placed.id, fold(reading.text[placed.start : placed.end]).text) for placed in reading.runs
    ] == [
        (identifier, fold(run.text).text)
        for identifier, _, run in numbered_runs(provenance.document)
    ]


def test_a_cut_run_keeps_one_anchor(root: Path) -> None:
    """A run cut for an underline is still enclosed by its one bookmark."""
    data = compiled(root)
    (name,) = [name for name, words in bookmarked(data).items() if "3200万元" in words]
    (start,) = find(part(data, "document"), f".//w:bookmarkStart[@w:name='{name}']")
    pieces = [text(run) for run in start.itersiblings() if run.tag == f"{{{W}}}r"][:3]
    assert pieces == ["全年拨付教育经费", "3200万元", "。"]
    assert bookmarked(data)[name] == "".join(pieces)


# The text


def test_text_and_styles_of_the_publication_copy(sample_output: Path, sample_copy: bytes) -> None:
    """Paragraph by paragraph the same text in the same style and layout; the same page and the
    same grid.
    """
    notice = (sample_output / NOTICE_WORD).read_bytes()
    pairs = list(
        zip(
            *(find(part(data, "document"), "w:body/w:p") for data in (notice, sample_copy)),
            strict=True,
        )
    )
    assert [text(ours) for ours, _ in pairs] == [text(theirs) for _, theirs in pairs]
    layouts = [
        [etree.tostring(p, method="c14n") for p in find(one, "w:pPr")]
        for pair in pairs
        for one in pair
    ]
    assert layouts[::2] == layouts[1::2]
    grids = [
        [
            etree.tostring(g, method="c14n")
            for g in find(part(data, "document"), "w:body/w:sectPr/*[not(self::w:headerReference)]")
        ]
        for data in (notice, sample_copy)
    ]
    assert grids[0] == grids[1]


def test_the_publication_copy_has_none_of_it(sample_output: Path) -> None:
    """No anchor, comment, underline or header line there."""
    parts = unpack((sample_output / NOTICE_WORD).read_bytes())
    assert "word/comments.xml" not in parts
    everything = b"".join(parts.values()).decode()
    assert "bookmarkStart" not in everything
    assert "审核稿" not in everything


def underlined(data: bytes) -> list[str]:
    marks = find(part(data, "document"), ".//w:r[w:rPr/w:u]")
    assert all(value(find(mark, "w:rPr/w:u")[0]) == "dotted" for mark in marks)
    return [text(mark) for mark in marks]


def test_numbers_nobody_vouches_for(root: Path) -> None:
    """Neither declared nor tested: a light dotted underline, under the number and its unit
    alone.
    """
    assert "3200万元" in underlined(compiled(root))
    assert not {"540个", "500个", "40个", "5人"} & set(underlined(compiled(root)))


def test_underlines_where_the_cell_was_cleaned(root: Path) -> None:
    """Line breaks and blanks taken out of a cell do not shift the mark."""
    path = root / "input_workbooks/区财政局/措施01-02.xlsx"
    clerk = Clerk.at(path)
    clerk.put("进展情况", "\n\t足额安排经费。\n\n全年拨付教育经费3200万元。")
    clerk.save()
    assert "3200万元" in underlined(compiled(root))


def test_every_unbound_number_of_the_sample(sample_copy: bytes, provenance: Provenance) -> None:
    """As many marks as 来源.json lists, and none of them stands on a hole's yellow ground."""
    assert len(underlined(sample_copy)) == len(provenance.unbound) > 0
    assert find(part(sample_copy, "document"), ".//w:r[w:rPr/w:u and w:rPr/w:highlight]") == []


# Comments


def test_one_comment_for_every_measure(sample_copy: bytes, sample_output: Path) -> None:
    """Each measure's comment stands at its first words and names its unit, form, cell, status and
    who signed.
    """
    found = comments(sample_copy)
    starts = [lines[0].split("\u3000") for _, lines in found]
    measures = [parts for parts in starts if parts[0].startswith("措施")]
    manifest = json.loads((sample_output / MANIFEST).read_bytes())
    assert len({parts[0] for parts in measures}) == len(measures) == manifest["counts"]["措施总数"]
    assert all(len(parts) == 3 and all(parts) for parts in measures)
    for words, lines in found:
        assert words
        if lines[0].startswith("措施"):
            assert re.search(r"^来源：.+\.xlsx {2}填报表![A-Z]+\d+", lines[1]), lines
            assert re.search(r"^审签：\S+\u3000\d+年\d+月\d+日$", lines[2]), lines


def test_a_completed_measure(root: Path) -> None:
    """A glance tells all: unit, status and day, cells, signature, no findings."""
    cells = [Clerk.at(root / FORM).value_cell(label).coordinate for label in ("主题句", "进展情况")]
    data = compiled(root)
    assert comment_of(data, "措施01-01") == [
        "措施01-01\u3000区教育局\u3000已完成（2024年11月29日）".replace("(", "（").replace(
            ")", "）"
        ),
        "来源：" + f"区教育局/措施01-01.xlsx  填报表!{cells[0]}、{cells[1]}",
        "审签：柏栋材\u30002025年1月10日",
        "意见：没有。",
    ]
    ((words, _),) = [found for found in comments(data) if found[1][0].startswith("措施01-01")]
    assert words == "一是补齐学位短板"


def test_an_unfinished_measure(root: Path) -> None:
    """Not completed: by when it will be, and the cells of the follow-up, too."""
    first, second = comment_of(compiled(root), "措施02-01")[:2]
    assert "未完成" in first
    assert "2025年6月底前完成" in first
    assert second.count("、") == 4


def test_a_missing_form(project: Project, tmp_path: Path) -> None:
    """In a draft a hole stands out, and its comment says that nothing has come."""
    del project.forms["区民政局/措施02-01.xlsx"]
    data = compiled(project.write(tmp_path), draft=True)
    lines = comment_of(data, "措施02-01")
    assert "尚未报来" in lines[0]
    assert "L001" in "".join(lines)
    marked = find(part(data, "document"), ".//w:r[w:rPr/w:highlight[@w:val='yellow']]")
    assert "待报" in text(marked[0])
    headers = [text(part(data, name)) for name in ("header1", "header2")]
    assert all("草稿" in words and "审核稿" in words for words in headers)


def test_a_measure_without_a_theme(project: Project, tmp_path: Path) -> None:
    """Its comment stands at the ordinal, not over the whole progress."""
    del project.form("措施01-01").fields["主题句"]
    data = compiled(project.write(tmp_path))
    ((words, _),) = [found for found in comments(data) if found[1][0].startswith("措施01-01")]
    assert words == "一是"


def test_findings_on_a_measure(root: Path) -> None:
    """Severity, code, sentence and cell of what was found in the form."""
    clerk = Clerk.at(root / FORM)
    cell = clerk.put(
        "进展情况",
        "新建幼儿园２所，新增学位540个，其中公办学位500个、民办学位40个。出台《学前教育学位供给办法》。",
    )
    clerk.save()
    lines = comment_of(compiled(root), "措施01-01")
    assert lines[3].startswith("意见 ")
    (line,) = words_of("V023", lines=lines)
    assert line.startswith("警告 V023")
    assert f"填报表!{cell}" in line


def test_prose_of_a_supporting_unit(project: Project, tmp_path: Path) -> None:
    """It is not published; the lead unit's comment quotes it, names its cells and tells L007."""
    project.forms["区财政局/措施01-01.xlsx"] = supporting_form(进展情况="另行安排补助资金86万元。")
    root = project.write(tmp_path)
    lines = comment_of(compiled(root), "措施01-01")
    assert any("另行安排补助资金86万元。" in line for line in lines)
    assert any(
        "责任单位区财政局" in line and "区财政局/措施01-01.xlsx  填报表!" in line for line in lines
    )
    assert words_of("L007", lines=lines)
    assert "86万元" not in (root / "output" / "通报.txt").read_text(encoding="utf-8")


def test_a_supporting_unit_with_figures_only(project: Project, tmp_path: Path) -> None:
    """Without prose there is nothing to quote."""
    project.forms["区财政局/措施01-01.xlsx"] = supporting_form()
    lines = comment_of(compiled(project.write(tmp_path)), "措施01-01")
    assert words_of("只有数据", lines=lines)
    assert not words_of("没有印入通报", lines=lines)


def test_a_waived_finding(project: Project, tmp_path: Path) -> None:
    """It is told, with the reason and who approved."""
    project.form("措施01-01").fields["主题句"] = "补齐补齐学位短板"
    project.tables["豁免"] = [
        {
            "规则": "T041",
            "位置": "措施01-01",
            "理由": "原文如此",
            "批准人": "温若川",
            "有效期至": "2025-12-31",
        }
    ]
    (line,) = words_of("T041", lines=comment_of(compiled(project.write(tmp_path)), "措施01-01"))
    assert line.startswith("已豁免 T041")
    assert "原文如此" in line
    assert "温若川批准" in line


def test_a_status_decided_by_the_office(project: Project, tmp_path: Path) -> None:
    """The problem's title gets a comment with the decision, its reason and its cell."""
    project.tables["问题清单"][1] |= {"状态认定": "基本完成", "认定理由": "床位已大部分启用。"}
    data = compiled(project.write(tmp_path))
    ((words, lines),) = [found for found in comments(data) if found[1][0].startswith("问题2")]
    assert words == "养老床位空置较多"
    assert "基本完成" in lines[0]
    assert "床位已大部分启用。" in lines[1]
    assert "总台账.xlsx  问题清单!" in lines[1]


def test_findings_on_the_offices_prose_and_on_nothing_printed(
    project: Project, tmp_path: Path
) -> None:
    """One at the words it is about, one under 其他意见: no finding is missing from the copy."""
    project.tables["篇章"][2]["文字"] = "全区共研究研究{措施总数}条措施。"
    project.tables["单位名录"].append(fields("单位名称 | 区教育局"))
    root = project.write(tmp_path)
    result = compile_project(root, draft=True)
    found = comments((root / "output" / REVIEW_WORD).read_bytes())
    said = "\n".join(line for _, lines in found for line in lines)
    assert result.diagnostics
    assert all(
        f"{diagnostic.code} {diagnostic.message}" in said for diagnostic in result.diagnostics
    )
    ((words, lines),) = [own for own in found if words_of("T041", lines=own[1])]
    assert words.startswith("全区共研究")
    assert lines[0].startswith("总台账.xlsx  篇章!")


def test_every_finding_of_a_bad_project_stands_somewhere(project: Project, tmp_path: Path) -> None:
    """Whatever is wrong, the draft's review copy says it."""
    project.form("措施01-01").fields |= fields("完成状态 | 差不多了") | {"审签日期": "2024-01-01"}
    project.form("措施02-01").fields["进展情况"] = "已盘活床位120张，提醒谈话6人"
    project.tables["勾稽规则"] = table("关系式\n新增学位 = 新增学位 + 公办学位")
    project.tables["措施清单"][3]["牵头单位"] = "区体育局"
    result = compile_project(project.write(tmp_path), draft=True)
    data = (tmp_path / "output" / REVIEW_WORD).read_bytes()
    said = "\n".join(line for _, lines in comments(data) for line in lines)
    assert len(result.diagnostics) > 4
    assert [d.code for d in result.diagnostics if f"{d.code} {d.message}" not in said] == []


def test_the_offices_own_papers_are_no_matter_of_the_copy(project: Project, tmp_path: Path) -> None:
    """Not a waiver that is used up, a stray file, a note on a cell, nor a form that was replaced;
    the check report has them all.
    """
    project.tables["豁免"] = [
        {"规则": "T041", "位置": "措施01-01", "理由": "原文如此", "批准人": "温若川"}
    ]
    root = project.write(tmp_path)
    (root / "input_workbooks/区教育局/说明.txt").write_text("略", encoding="utf-8")
    clerk = Clerk.at(root / FORM)
    clerk.value_cell("进展情况").comment = Comment("已电话核实", "经办")
    clerk.save()
    report = compile_project(root, draft=True)
    codes = {diagnostic.code for diagnostic in report.diagnostics}
    assert {"L051", "S016", "S043"} <= codes <= HOUSEKEEPING
    data = (root / "output" / REVIEW_WORD).read_bytes()
    said = "\n".join(line for _, lines in comments(data) for line in lines)
    assert not any(code in said for code in codes)


# The package


def test_the_header_names_round_and_compile(root: Path) -> None:
    """On odd and even pages: 审核稿, the round, the number that 来源.json and 清单.json carry,
    and that it stays inside.
    """
    data = compiled(root)
    numbers = {
        json.loads((root / "output" / name).read_bytes())["compile"]
        for name in (PROVENANCE, MANIFEST)
    }
    (number,) = numbers
    for name in ("header1", "header2"):
        words = text(part(data, name))
        assert words.startswith("审核稿")
        assert "2025年2月20日" in words
        assert number in words
        assert "不得公布" in words


def test_the_number_changes_with_any_input(root: Path) -> None:
    """A changed cell, a changed template: another number. The same inputs: the same number, final
    or draft.
    """

    def number(**options: bool) -> str:
        compile_project(root, **options)
        return str(json.loads((root / "output" / MANIFEST).read_bytes())["compile"])

    first = number()
    assert re.fullmatch("[0-9a-f]{8}", first)
    assert number() == number(draft=True) == first
    clerk = Clerk.at(root / FORM)
    clerk.put("主题句", "补齐短板")
    clerk.save()
    second = number()
    (root / "templates/xunshi").mkdir(parents=True)
    for name in ("outline.txt", "kind.toml", "styles.docx"):
        shutil.copy(ROOT / "templates/xunshi" / name, root / "templates/xunshi" / name)
    with (root / "templates/xunshi/kind.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n")
    assert len({first, second, number()}) == 3


def test_nothing_of_the_moment_or_the_maker(sample_copy: bytes) -> None:
    """Comments are dated by the notice; no part carries theme fonts, revision marks or an unknown
    style.
    """
    parts = {
        name: etree.fromstring(data)
        for name, data in unpack(sample_copy).items()
        if name.endswith(".xml")
    }
    dates = {value(comment, "date") for comment in find(parts["word/comments.xml"], "w:comment")}
    assert dates == {"2025-02-20T00:00:00Z"}
    for name, root in parts.items():
        assert find(root, " | ".join(f".//w:{trace}" for trace in EDITING)) == [], name
        assert not any(
            "theme" in str(key).lower() or "rsid" in str(key).lower()
            for e in root.iter()
            for key in e.attrib
        ), name
    defined = {value(style, "styleId") for style in find(parts["word/styles.xml"], "w:style")}
    used = {
        value(use) for root in parts.values() for use in find(root, ".//w:pStyle | .//w:rStyle")
    }
    assert used <= defined
    names = [value(style) for style in find(parts["word/styles.xml"], "w:style/w:name")]
    assert len(names) == len(set(names))
    runs = find(parts["word/comments.xml"], ".//w:r[w:t]")
    assert all(
        value(fonts, "eastAsia") == "宋体" for run in runs for fonts in find(run, "w:rPr/w:rFonts")
    )
    assert all(find(run, "w:rPr/w:rFonts") for run in runs)


def small_copy(styles: bytes, **options: object) -> bytes:
    document = Document(
        (
            Paragraph(
                (Run("一是", RunKind.NUMBER, ()), Run("召开会议43次。", RunKind.FIELD, ())), "正文"
            ),
        )
    )
    note = Note(("第一行", "第二行“引号”\x0b"), "r00001", "r00002")
    data, found = write_review(
        document, styles, title="通报", organ="区委", signed_on=date(2025, 2, 20), file="styles.docx", header="审核稿", notes=[note],
        underlined={"r00002": [(4, 7)]}, **options,  # type: ignore[arg-type]
    )  # fmt: skip
    assert found == []
    assert data is not None
    return data


def test_the_same_arguments_give_the_same_bytes() -> None:
    """The copy repeats byte for byte."""
    assert small_copy(build_styles()) == small_copy(build_styles())


def test_styles_that_already_have_comments() -> None:
    """Comment styles that the office's file has are used as they are, not doubled."""
    given = small_copy(build_styles())
    again = small_copy(given)
    names = [value(style) for style in find(part(again, "styles"), "w:style/w:name")]
    assert len(names) == len(set(names))
    assert comments(again) == [("一是召开会议43次。", ["第一行", "第二行“引号”"])]
    assert underlined(again) == ["43次"]


def test_without_a_date_of_signature(project: Project, tmp_path: Path) -> None:
    """A draft without a date still has a copy, dated by a fixed day."""
    del project.information["成文日期"]
    data = compiled(project.write(tmp_path), draft=True)
    assert {value(comment, "date") for comment in find(part(data, "comments"), "w:comment")} == {
        "2000-01-01T00:00:00Z"
    }


def test_anchors_in_tables_and_on_turned_pages() -> None:
    """Runs of a table are anchored, commented and underlined like those of the text."""
    cells = [TableCell(0, row, column, 2) for row in range(2) for column in range(2)]
    texts = ("序号", "整改措施", "1", "新建幼儿园2所。")
    rows = [
        Paragraph((Run(words, RunKind.FIELD, ()),), CELL_STYLE, cell=cell)
        for words, cell in zip(texts, cells, strict=True)
    ]
    before = Paragraph((Run("正文。", RunKind.FIELD, ()),), "正文")
    note = Note(("表里的措施",), "r00005", "r00005")
    data, _ = write_review(
        Document((before, *rows, before)), build_styles(), title="通报", organ="区委", signed_on=None, file="styles.docx", header="审核稿",
        notes=[note], underlined={"r00005": [(5, 7)]},
    )  # fmt: skip
    assert data is not None
    assert list(bookmarked(data).values()) == ["正文。", *texts, "正文。"]
    assert comments(data) == [("新建幼儿园2所。", ["表里的措施"])]
    assert underlined(data) == ["2所"]
