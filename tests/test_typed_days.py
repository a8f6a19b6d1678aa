"""A day that is typed, in a cell or behind an option: every usual spelling, and why one is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support.clerk import Clerk

from compiler.chinese.typed_days import typed_day, why_no_day
from compiler.cli.arguments import build_parser
from compiler.cli.main import main
from compiler.commands.checking import analyse

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
SPELLINGS = [
    "2025-12-6", "2025-12-06", "2025/12/6", "2025/12/06", "2025.12.6", "20251206",
    "2025年12月6日", "2025 年 12 月 6 日", "２０２５／１２／６", "2025年12月6",
]  # fmt: skip
IMPOSSIBLE = {
    "2025.11.31": "2025年11月没有31日",
    "2023-02-29": "2023年2月没有29日",
    "2025/13/1": "没有13月",
    "20250230": "2025年2月没有30日",
    "2025年4月0日": "2025年4月没有0日",
    "0000-01-01": "没有0年",
}


@pytest.mark.parametrize("text", SPELLINGS)
def test_an_option_takes_what_a_cell_takes(text: str) -> None:
    """The day on the command line may be written as in a form."""
    assert typed_day(text) == date(2025, 12, 6)
    assert build_parser().parse_args(["status", "--as-of", text]).as_of == date(2025, 12, 6)


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_a_day_that_no_calendar_has(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is missing is named, on the command line as well."""
    assert typed_day(text) is None
    assert why_no_day(text) == IMPOSSIBLE[text]
    with pytest.raises(SystemExit):
        main(["status", "--as-of", text])
    assert f"“{text}”不是日期，{IMPOSSIBLE[text]}" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["月底", "2025年11月", "11月30日", "2024-02-29", ""])
def test_nothing_is_missing_from_the_calendar(text: str) -> None:
    """What is not typed as a day, or is one, has no such reason."""
    assert why_no_day(text) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [("2025.11.31", "现为“2025.11.31”，2025年11月没有31日。"), ("月底", "现为“月底”。")],
)
def test_a_cell_says_what_the_calendar_lacks(root: Path, text: str, said: str) -> None:
    """V012 at the cell, with the reason if there is one."""
    clerk = Clerk.at(root / FORM)
    clerk.put("完成日期", text)
    clerk.save()
    (told,) = (one for one in analyse(root).diagnostics if one.code == "V012")
    assert told.spans[0].cell == clerk.value_cell("完成日期").coordinate
    assert told.message.endswith(said)
