"""Automatic numbers are read as Word shows them, and a notice that has them imports like one in
which they were typed.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from support.rendering import convert
from support.shared_cases import BASE, needs_cases
from support.word_xml import level, lists, numbered, paragraph, saved, text, tracked, word_file

from compiler.wordfile.notice import read_notice
from compiler.wordfile.number_formats import FORMS, write_number

SOFFICE = shutil.which("soffice")
HIDDEN, DELETED = "<w:vanish/>", '<w:del w:id="8"/>'
ANEW = '<w:lvlOverride w:ilvl="{}"><w:startOverride w:val="{}"/></w:lvlOverride>'
OUTLINE = (
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.", '<w:lvlRestart w:val="0"/>')
    + level(3, "decimal", "（%4）", '<w:lvlRestart w:val="0"/>')
)


def shown(folder: Path, *body: str, **parts: str) -> list[str]:
    """Return the lines of a notice."""
    lines, found = read_notice(saved(word_file(*body, parts=parts), folder), "通报.docx")
    assert all(one.code in ("S069", "S075") for one in found)
    return [line.text for line in lines]


def item(words: str, number: int, level: int = 0, mark: str = "") -> str:
    """Return a paragraph of a list."""
    return paragraph(text(words), numbered(number, level), mark)


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("decimal", "1 10 11 20 21 101"),
        ("decimalZero", "01 10 11 20 21 101"),
        ("chineseCounting", "一 十 十一 二十 二十一 一○一"),
        ("chineseCountingThousand", "一 十 十一 二十 二十一 一百〇一"),
        ("ideographDigital", "一 一〇 一一 二〇 二一 一〇一"),
        ("japaneseCounting", "一 十 十一 二十 二十一 百一"),
        ("chineseLegalSimplified", "壹 壹拾 壹拾壹 贰拾 贰拾壹 壹佰零壹"),
        ("decimalEnclosedCircle", "① ⑩ ⑪ ⑳ 21 101"),
        ("decimalEnclosedCircleChinese", "① ⑩ ⑪ ⑳ 21 101"),
        ("decimalEnclosedParen", "⑴ ⑽ ⑾ ⒇ 21 101"),
        ("decimalEnclosedFullstop", "⒈ ⒑ ⒒ ⒛ 21 101"),
        ("decimalFullWidth", "１ １０ １１ ２０ ２１ １０１"),
        ("ideographTraditional", "甲 癸 11 20 21 101"),
        ("ideographZodiac", "子 酉 戌 20 21 101"),
        ("ideographEnclosedCircle", "㊀ ㊉ 11 20 21 101"),
        ("lowerLetter", "a j k t u wwww"),
        ("upperLetter", "A J K T U WWWW"),
        ("lowerRoman", "i x xi xx xxi ci"),
        ("upperRoman", "I X XI XX XXI CI"),
        ("ordinal", "1st 10th 11th 20th 21st 101st"),
        ("numberInDash", "- 1 -|- 10 -|- 11 -|- 20 -|- 21 -|- 101 -"),
        ("of tomorrow", "1 10 11 20 21 101"),
    ],
)
def test_how_numbers_are_written(form: str, written: str) -> None:
    numbers = (1, 10, 11, 20, 21, 101)
    expected = written.split("|") if "|" in written else written.split()
    assert [write_number(number, form) for number in numbers] == expected


@pytest.mark.parametrize("form", [*FORMS, "decimal"])
def test_no_number_is_too_large_or_too_small(form: str) -> None:
    """Where a format has no sign, digits stand; two numbers are never written alike."""
    written = [write_number(number, form) for number in (*range(1, 1200), 9999, 123456)]
    assert all(written)
    assert len(set(written)) == len(written)


@pytest.mark.parametrize("form", ["none", "bullet"])
def test_what_writes_no_number(form: str) -> None:
    assert write_number(3, form) == ""


def test_an_outline_of_several_levels(tmp_path: Path) -> None:
    """Levels begin anew below a higher one, unless they never do."""
    numbering = lists({5: OUTLINE}, {1: (5, "")})
    levels = (0, 1, 2, 3, 2, 3, 1, 2, 0, 1, 2, 3)
    body = [item("甲", 1, level) for level in levels]
    assert shown(tmp_path, *body, numbering=numbering) == [
        "一、甲", "（一）甲", "1.甲", "（1）甲", "2.甲", "（2）甲", "（二）甲", "3.甲", "二、甲", "（一）甲", "4.甲", "（3）甲",
    ]  # fmt: skip


def test_which_level_begins_a_level_anew(tmp_path: Path) -> None:
    """One restarted by the first level alone counts on below the second."""
    own = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2")
    own += level(2, "decimal", "(%3)", '<w:lvlRestart w:val="1"/>')
    numbering = lists({5: own}, {1: (5, "")})
    body = [item("甲", 1, level) for level in (0, 1, 2, 1, 2, 0, 1, 2)]
    assert shown(tmp_path, *body, numbering=numbering) == [
        "1.甲", "1.1 甲", "(1)甲", "1.2 甲", "(2)甲", "2.甲", "2.1 甲", "(1)甲",
    ]  # fmt: skip


def test_lists_of_one_definition_count_on_unless_they_say_otherwise(tmp_path: Path) -> None:
    numbers = {1: (5, ""), 2: (5, ""), 3: (5, ANEW.format(0, 1)), 4: (5, ANEW.format(0, 7))}
    numbering = lists({5: level(0, "decimal", "%1.")}, numbers)
    body = [item("甲", number) for number in (1, 1, 2, 3, 3, 1, 4, 4)]
    numbers_shown = [line.partition(".")[0] for line in shown(tmp_path, *body, numbering=numbering)]
    assert numbers_shown == ["1", "2", "3", "1", "2", "3", "7", "8"]


def test_a_level_that_a_list_draws_itself(tmp_path: Path) -> None:
    drawn = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1、", start=3)}</w:lvlOverride>'
    numbering = lists({5: level(0, "decimal", "%1.")}, {1: (5, drawn)})
    assert shown(tmp_path, item("甲", 1), item("乙", 1), numbering=numbering) == ["C、甲", "D、乙"]


def test_legal_numbers_and_levels_that_were_passed_over(tmp_path: Path) -> None:
    own = level(0, "chineseCountingThousand", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    own += level(2, "lowerRoman", "%1-%2-%3")
    numbering = lists({5: own}, {1: (5, "")})
    body = [item("甲", 1, 0), item("甲", 1, 1), item("甲", 1, 0), item("甲", 1, 2)]
    assert shown(tmp_path, *body, numbering=numbering) == [
        "第一章甲",
        "1.1 甲",
        "第二章甲",
        "二-1-i 甲",
    ]


STYLED = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="One"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Two"><w:basedOn w:val="One"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Two"/></w:style>
<w:style w:type="paragraph" w:styleId="Off"><w:basedOn w:val="One"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
<w:style w:type="numbering" w:styleId="Kept"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
"""


def styled(words: str, style: str, more: str = "") -> str:
    return paragraph(text(words), f'<w:pStyle w:val="{style}"/>{more}')


def test_lists_that_styles_lead_to(tmp_path: Path) -> None:
    """By the level that names the style, by inheritance, switched off again by style or paragraph."""
    own = level(0, "chineseCountingThousand", "%1、", '<w:pStyle w:val="One"/>')
    own += level(1, "decimal", "%2.", '<w:pStyle w:val="Two"/>')
    body = [
        styled("甲", "One"), styled("乙", "Two"), styled("丙", "Child"), styled("丁", "Off"),
        styled("戊", "One", '<w:numPr><w:numId w:val="0"/></w:numPr>'), styled("己", "One"), styled("庚", "Nowhere"),
    ]  # fmt: skip
    numbering = lists({5: own}, {1: (5, "")})
    assert shown(tmp_path, *body, numbering=numbering, styles=STYLED) == [
        "一、甲", "1.乙", "2.丙", "丁", "戊", "二、己", "庚",
    ]  # fmt: skip


def test_a_definition_that_is_kept_in_a_style(tmp_path: Path) -> None:
    own = {5: '<w:numStyleLink w:val="Kept"/>', 6: '<w:styleLink w:val="Kept"/>' + OUTLINE}
    numbering = lists(own, {1: (5, ""), 2: (6, "")})
    body = [item("甲", 1), item("乙", 2), item("丙", 1)]
    assert shown(tmp_path, *body, numbering=numbering, styles=STYLED) == [
        "一、甲",
        "二、乙",
        "三、丙",
    ]
    circle = lists({5: '<w:numStyleLink w:val="Kept"/>'}, {1: (5, ""), 2: (5, "")})
    assert shown(tmp_path, *body, numbering=circle, styles=STYLED) == ["甲", "乙", "丙"]


def test_what_is_not_shown_is_not_counted(tmp_path: Path) -> None:
    """A paragraph deleted or hidden with its end; one that was inserted, or is empty, counts."""
    numbering = lists({5: level(0, "decimal", "%1、")}, {1: (5, "")})
    gone = paragraph(tracked("del", text("旧")), numbered(1), DELETED)
    hidden = paragraph(text("内部", HIDDEN), numbered(1), HIDDEN)
    new = paragraph(tracked("ins", text("新")), numbered(1), '<w:ins w:id="9"/>')
    body = (item("甲", 1), gone, hidden, new, paragraph("", numbered(1)), item("乙", 1))
    assert shown(tmp_path, *body, numbering=numbering) == ["1、甲", "2、新", "3、", "4、乙"]


def test_the_end_that_is_left_says_what_list_it_is(tmp_path: Path) -> None:
    """Two paragraphs joined by a deleted end are in the list of the second."""
    numbering = lists(
        {5: level(0, "decimal", "%1、"), 6: level(0, "upperLetter", "%1、")},
        {1: (5, ""), 2: (6, "")},
    )
    body = (item("甲", 1, mark=DELETED), item("乙", 2), item("丙", 1))
    assert shown(tmp_path, *body, numbering=numbering) == ["A、甲乙", "1、丙"]


def test_hidden_numbers_and_custom_ones(tmp_path: Path) -> None:
    secret = level(0, "decimal", "%1、").replace("</w:lvl>", f"<w:rPr>{HIDDEN}</w:rPr></w:lvl>")
    custom = level(0, "decimal", "第%1号").replace(
        '<w:numFmt w:val="decimal"/>',
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>',
    )
    numbering = lists({5: secret, 6: custom}, {1: (5, ""), 2: (6, "")})
    assert shown(tmp_path, item("甲", 1), item("乙", 2), numbering=numbering) == ["甲", "第001号乙"]


@pytest.mark.parametrize(
    ("drawn", "suffix", "words", "expected"),
    [
        ("%1、", "tab", "甲", "1、甲"),
        ("%1.", "tab", "教育", "1.教育"),
        ("%1.", "tab", "2020年", "1. 2020年"),
        ("%1", "space", "2020年", "1 2020年"),
        ("%1", "tab", "教育", "1 教育"),
        ("%1", "nothing", "号", "1号"),
        ("（%1）", "nothing", "2020年", "（1）2020年"),
    ],
)
def test_a_number_does_not_run_into_the_text(
    tmp_path: Path, drawn: str, suffix: str, words: str, expected: str
) -> None:
    own = level(0, "decimal", drawn, f'<w:suff w:val="{suffix}"/>')
    numbering = lists({5: own}, {1: (5, "")})
    assert shown(tmp_path, item(words, 1), numbering=numbering) == [expected]


def test_bullets_are_told_once_and_left_out(tmp_path: Path) -> None:
    numbering = lists({5: level(0, "bullet", "•")}, {1: (5, "")})
    path = saved(word_file(item("甲", 1), item("乙", 1), parts={"numbering": numbering}), tmp_path)
    lines, found = read_notice(path, path.name)
    assert [line.text for line in lines] == ["甲", "乙"]
    assert [(one.code, one.arguments["text"]) for one in found] == [("S075", "•")]


@pytest.mark.parametrize(
    "numbering",
    ["", '<w:num w:numId="1"/>', '<w:num w:numId="x"><w:abstractNumId w:val="5"/></w:num>',
     lists({5: '<w:lvl w:ilvl="x"><w:numFmt/><w:lvlText/></w:lvl>'}, {1: (5, "")}), lists({5: ""}, {1: (5, ANEW.format(0, "x"))})],
)  # fmt: skip
def test_a_damaged_list_numbers_nothing(tmp_path: Path, numbering: str) -> None:
    assert shown(tmp_path, item("甲", 1), numbering=numbering) == ["甲"]


def test_stories_count_for_themselves(tmp_path: Path) -> None:
    """A list in a footnote does not move on that of the body."""
    numbering = lists({5: level(0, "decimal", "%1、")}, {1: (5, "")})
    note = '<w:footnote w:id="2">' + item("注", 1) + "</w:footnote>"
    referring = paragraph(text("甲") + '<w:r><w:footnoteReference w:id="2"/></w:r>', numbered(1))
    path = saved(
        word_file(referring, item("乙", 1), parts={"numbering": numbering, "footnotes": note}),
        tmp_path,
    )
    lines, found = read_notice(path, path.name)
    assert [line.text for line in lines] == ["1、甲", "2、乙"]
    assert [one.arguments["text"] for one in found] == ["1、注"]


MARK = re.compile(
    r"([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+\.(?![0-9])|（[0-9]+）)"
)


@needs_cases
def test_a_whole_notice_with_every_number_automatic(tmp_path: Path) -> None:
    """The lines are the same as those of the notice in which every number was typed."""
    typed = (BASE / "expected.txt").read_text(encoding="utf-8").splitlines()
    levels = {"、": 0, "）": 1, ".": 2}
    body = []
    for line in typed:
        match = MARK.match(line)
        if match is None:
            body.append(paragraph(text(line)))
            continue
        depth = 3 if re.match("（[0-9]", line) else levels[match.group()[-1]]
        body.append(item(line[match.end() :], 1, depth))
    numbering = lists({5: OUTLINE}, {1: (5, "")})
    assert shown(tmp_path, *body, numbering=numbering) == typed


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_same_numbers(tmp_path: Path) -> None:
    """In what both can write; it does not know levels that never begin anew."""
    own = {
        5: OUTLINE.replace('<w:lvlRestart w:val="0"/>', ""),
        6: level(0, "decimal", "%1.")
        + level(1, "lowerLetter", "%1.%2)")
        + level(2, "upperRoman", "%3、"),
        7: level(0, "decimalEnclosedCircle", "%1"),
    }
    numbers = {1: (5, ""), 2: (6, ""), 3: (6, ANEW.format(0, 4)), 4: (7, "")}
    body = [item("甲", 1, depth) for depth in (0, 1, 2, 3, 2, 3, 1, 2, 0, 1, 2, 3)]
    body += [item("乙", 2, depth) for depth in (0, 1, 1, 2, 2, 0, 1, 2)]
    body += [item("丙", 3), item("丙", 3), item("丁", 4), item("丁", 4)]
    path = saved(word_file(*body, parts={"numbering": lists(own, numbers)}), tmp_path)
    (exported,) = convert([path], "txt:Text (encoded):UTF8", tmp_path / "out")
    theirs = exported.read_text(encoding="utf-8-sig").split("\n")
    lines, _ = read_notice(path, path.name)
    assert ["".join(line.text.split()) for line in lines] == [
        "".join(line.split()) for line in theirs if line.strip()
    ]
