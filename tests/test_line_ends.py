"""Lines that visibly end inside a paragraph: where they stand for its end, and where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import docx
import pytest
from test_importer import NOTICE, trip

from compiler.diagnostics import Diagnostic
from compiler.wordfile.notice import read_notice
from compiler.wordfile.taking import NoticeLine

HEADING = "三、线索办理情况"
PROGRESS = "整改情况:一是摸清底数。查出排口46个。二是挂牌管理。每个排口都立了牌子。"


def word_lines(folder: Path, paragraphs: Sequence[str]) -> tuple[NoticeLine, ...]:
    """Return the lines of a Word file; a line feed is a line break in a paragraph."""
    document, buffer = docx.Document(), BytesIO()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(buffer)
    path = folder / "通报.docx"
    path.write_bytes(buffer.getvalue())
    lines, found = read_notice(path, path.name)
    assert found == []
    return lines


def imported(folder: Path, paragraphs: Sequence[str]) -> tuple[list[str], list[Diagnostic]]:
    """Return the paragraphs compiled from an imported notice, and what was said about it."""
    result = trip(word_lines(folder, paragraphs))
    return result.paragraphs, result.found


def broken(*places: tuple[str, str]) -> list[str]:
    """Return the notice with line breaks put in: before the second words of a pair, behind the
    first.
    """
    text = "\n\n".join(NOTICE)
    for left, right in places:
        assert text.count(left + right) == 1, left + right
        text = text.replace(left + right, f"{left}\n{right}")
    return text.split("\n\n")


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The paragraphs of the notice without any line break."""
    return imported(tmp_path_factory.mktemp("直"), NOTICE)[0]


@pytest.mark.parametrize("size", [2, 3, 7, len(NOTICE)])
def test_line_breaks_in_the_place_of_paragraph_ends(
    tmp_path: Path, straight: list[str], size: int
) -> None:
    """Every so many paragraphs are one with line breaks, at last the whole notice."""
    groups = ["\n".join(NOTICE[start : start + size]) for start in range(0, len(NOTICE), size)]
    paragraphs, found = imported(tmp_path, groups)
    assert paragraphs == straight
    assert found == []


@pytest.mark.parametrize(
    "place",
    [
        ("关于巡视整改", "进展情况的通报"),
        ("望澜区开展巡视。现将", "整改情况公布。"),
        ("一、加强领导,", "把责任压到底"),
        ("(1)关于“排口底数", "不清”的问题。"),
        ("(1)关于“", "排口底数不清”的问题。"),
        ("查出排口46", "个。"),
        ("整改情况:", "一是摸清底数。"),
        ("查出排口46个。", "二是挂牌管理。"),
        ("(一)带头学。区委开了3次会,", "学了5份文件。"),
        ("养老护理员还缺3名。", "(2)托育方面:托育保育员"),
        ("通信地址:望澜区", "滨河路1号;"),
        ("第3条:关于“管网缺口", "大”的问题。"),
    ],
)
def test_a_line_break_where_the_text_goes_on(
    tmp_path: Path, straight: list[str], place: tuple[str, str]
) -> None:
    """Nothing is cut, nothing is glued, and nothing is said where it is plain."""
    paragraphs, found = imported(tmp_path, broken(place))
    assert paragraphs == straight
    assert [one.code for one in found if one.code != "S072"] == []


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (("区委开了3次会,", "学了5份文件。"), []),
        (("(1)关于“排口底数", "不清”的问题。"), []),
        (("查出排口46个。", "二是挂牌管理。"), []),
        (
            ("一是摸清底数。", "查出排口46个。"),
            [("S072", "情况:一是摸清底数。", "查出排口46个。二是")],
        ),
        (("(一)带头学。", "区委开了3次会"), [("S072", "(一)带头学。", "区委开了3次会,学了")]),
    ],
)
def test_a_doubtful_line_break_is_told(
    tmp_path: Path, place: tuple[str, str], told: list[tuple[str, str, str]]
) -> None:
    """Where a sentence had ended, somebody may have meant the end of the paragraph."""
    _, found = imported(tmp_path, broken(place))
    assert [
        (one.code, one.arguments["before"], str(one.arguments["after"])[:10]) for one in found
    ] == told


def test_a_title_of_several_lines_and_two_signatures(tmp_path: Path, straight: list[str]) -> None:
    """A title is broken for looks; names below one another are two."""
    title = "中共望澜区委\n关于巡视整改\n进展情况的通报"
    signed = "中共望澜区委\n望澜区人民政府\n2025年2月20日"
    paragraphs, found = imported(tmp_path, [title, *NOTICE[1:-2], signed])
    assert paragraphs == [*straight[:-2], *signed.split("\n")]
    assert found == []


def test_text_copied_from_a_narrow_page(tmp_path: Path, straight: list[str]) -> None:
    """Every line is broken after 17 characters, as in text copied from a PDF."""
    narrow = [
        "\n".join(words[start : start + 17] for start in range(0, len(words), 17))
        for words in NOTICE
    ]
    paragraphs, found = imported(tmp_path, narrow)
    assert paragraphs == straight
    assert [one.code for one in found if one.code != "S072"] == []


def test_words_in_latin_letters_keep_a_blank(tmp_path: Path) -> None:
    (line,) = word_lines(tmp_path, ["采用 open\nsource 软件\n3套，\n 用于\n2个"])
    assert line.text == "采用 open source 软件3套，用于2个"
    assert [line.text[:end] for end in line.ends] == [
        "采用 open", "采用 open source 软件", "采用 open source 软件3套，", "采用 open source 软件3套，用于",
    ]  # fmt: skip


def test_line_breaks_about_a_text_are_blanks(tmp_path: Path) -> None:
    (line,) = word_lines(tmp_path, ["\n \n\u3000\u3000标题\n\n"])
    assert (line.text, line.ends) == ("标题", ())
