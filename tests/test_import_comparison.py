"""An imported notice is compiled again at once and held against the notice that was given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_importer import NOTICE, changed, line_of

from compiler.chinese.width import to_full_width
from compiler.cli.main import main
from compiler.commands.importing import Import, import_project
from compiler.diagnostics import complain
from compiler.importer.comparison import Comparison, compare
from compiler.span import Span
from compiler.wordfile.taking import NoticeLine

FILE = "通报.txt"


def imported(folder: Path, lines: list[str]) -> Import:
    """Import a notice as the office would."""
    (folder / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return import_project(folder / FILE, folder / "项目")


def held(
    lines: list[str], printed: list[str], told: tuple[int, ...] = ()
) -> tuple[Comparison, list]:
    """Compare paragraphs, some of which something was told of; title is the first two lines."""
    notice = [NoticeLine(number, text) for number, text in enumerate(lines, 1)]
    spoken = [complain("S064", Span(FILE, line=n), label="", mark="") for n in told]
    result, found = compare(notice, printed, spoken, "".join(lines[:2]), FILE)
    return result, [(one.code, one.spans[0].line, one.arguments["count"]) for one in found]


def test_a_notice_that_comes_back_says_so(tmp_path: Path) -> None:
    start = imported(tmp_path, NOTICE)
    assert start.diagnostics == ()
    assert start.comparison == Comparison(len(NOTICE), len(NOTICE))


def test_what_was_told_is_not_told_again(tmp_path: Path) -> None:
    """A mark supplied and a paragraph without a place differ, and have been named."""
    lines = [*changed("整改情况:一是养老护理", "整改情况一是养老护理"), "附:没有地方放的话"]
    start = imported(tmp_path, lines)
    assert {d.code for d in start.diagnostics} == {"S061", "S064"}
    assert start.comparison == Comparison(len(lines), len(lines) - 2, told=2)


def test_the_first_paragraph_that_comes_back_otherwise_is_named(tmp_path: Path) -> None:
    """A number that follows a wrong one is put right, too, and nobody has said so."""
    lines = [line.replace("(5)", "(6)").replace("(4)", "(5)") for line in NOTICE]
    start = imported(tmp_path, lines)
    found = [d for d in start.diagnostics if d.code == "S170"]
    assert [(d.spans[0].line, d.spans[0].start) for d in found] == [(line_of("(6)", lines), 0)]
    assert "“(6)关于" in found[0].message
    assert "“(5)关于" in found[0].message
    assert start.comparison is not None
    assert start.comparison.different == 1


def test_marks_of_another_width_weigh_less(tmp_path: Path) -> None:
    wide = [to_full_width(line) for line in NOTICE]
    wide[4] = NOTICE[4]
    start = imported(tmp_path, wide)
    assert [(d.code, d.spans[0].line) for d in start.diagnostics] == [("S171", 5)]
    assert start.comparison == Comparison(len(wide), len(wide) - 1, widths=1)


LINES = ["关于整改的", "通报", "导语。", "一、标题", "甲。", "乙。"]


@pytest.mark.parametrize(
    ("printed", "told", "expected", "found"),
    [
        (LINES, (), Comparison(6, 6), []),
        (["关于整改的通报", *LINES[2:]], (), Comparison(6, 6), []),
        (LINES[:-1], (), Comparison(6, 5, different=1), [("S170", 6, 1)]),
        ([*LINES, "丙。"], (), Comparison(6, 6, different=1), [("S170", 6, 1)]),
        ([*LINES[:3], "一、另一个", "丙。", "乙。"], (), Comparison(6, 4, different=2), [("S170", 4, 2)]),
        ([*LINES[:3], "一、另一个", "丙。", "乙。"], (4,), Comparison(6, 4, 1, 0, 1), [("S170", 5, 1)]),
        ([*LINES[:3], "一、标题甲。", "乙。"], (5,), Comparison(6, 4, different=2), [("S170", 4, 2)]),
        ([], (), Comparison(6, 0, different=6), [("S170", 1, 6)]),
    ],
)  # fmt: skip
def test_paragraphs_are_held_against_each_other(
    printed: list[str], told: tuple[int, ...], expected: Comparison, found: list
) -> None:
    assert held(LINES, printed, told) == (expected, found)


def test_cells_of_a_row_are_told_apart_in_any_way() -> None:
    lines = ["1　甲　乙", "2\t\t乙"]
    assert held(lines, ["1\t甲\t乙", "2　　乙"]) == (Comparison(2, 2), [])


def test_the_command_says_it_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(FILE).write_text("\n".join(NOTICE) + "\n", encoding="utf-8")
    assert main(["import", FILE, "甲"]) == 0
    assert f"编回核对：原文 {len(NOTICE)} 段，编出来一字不差。" in capsys.readouterr().out
    Path(FILE).write_text("\n".join([*NOTICE, "附:别的话"]) + "\n", encoding="utf-8")
    assert main(["import", FILE, "乙", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)["comparison"]
    assert told == {
        "given": len(NOTICE) + 1,
        "same": len(NOTICE),
        "told": 1,
        "widths": 0,
        "different": 0,
    }
