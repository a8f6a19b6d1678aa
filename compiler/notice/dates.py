"""How an official document prints a date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from compiler.chinese.numerals import to_chinese


def write_day(day: date) -> str:
    """Return 2025年2月20日, no zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def write_month(day: date) -> str:
    """Return 2025年2月."""
    return f"{day.year}年{day.month}月"


def write_chinese(day: date) -> str:
    """Return 二〇二五年二月二十日."""
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    return f"{year}年{to_chinese(day.month)}月{to_chinese(day.day)}日"


def write_month_day(day: date) -> str:
    """Return 2月20日."""
    return f"{day.month}月{day.day}日"


def write_year(day: date) -> str:
    """Return 2025年."""
    return f"{day.year}年"


def write_dotted(day: date) -> str:
    """Return 2025.02.20."""
    return day.isoformat().replace("-", ".")


DATE_FORMATS: dict[str, Callable[[date], str]] = {
    "": write_day,
    "年月": write_month,
    "汉字": write_chinese,
    "月日": write_month_day,
    "年份": write_year,
    "年-月-日": date.isoformat,
    "yyyy-mm-dd": date.isoformat,
    "年.月.日": write_dotted,
}
"""The formats by the word behind a date's name in the outline: ``{成文日期 汉字}``."""
