"""Numbers as their cells show them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from compiler.chinese.numerals import plain
from compiler.excel.sheets.number_formats import displayed, is_date, is_elapsed, shown


@pytest.mark.parametrize(
    ("number", "code", "text", "value", "unit"),
    [
        ("0.985", "0.00%", "98.50%", "98.5", "%"),
        ("0.985", "0%", "99%", "99", "%"),
        ("3200000", "0!.0,", "320.0", "320", ""),
        ("3200000", '0.0,"千"', "3200.0千", "3200", "千"),
        ("320000000", '#,##0,,"百万"', "320百万", "320", "百万"),
        ("46", '0"个"', "46个", "46", "个"),
        ("46", "0\\个", "46个", "46", "个"),
        ("46", 'G/通用格式"个"', "46个", "46", "个"),
        ("46", 'General" 户"', "46 户", "46", "户"),
        ("12.345", "0.0", "12.3", "12.3", ""),
        ("12.35", "0.0", "12.4", "12.4", ""),
        ("-12.345", "0.0", "-12.3", "-12.3", ""),
        ("1234567.8", '#,##0.0"元"', "1,234,567.8元", "1234567.8", "元"),
        ("-5.55", "0.0;(0.0)", "(5.6)", "-5.6", ""),
        ("7", '"约"0"家"', "约7家", "7", "家"),
        ("0.5", "[Red]0%", "50%", "50", "%"),
        ("3", "000", "003", None, None),
        ("1234", "#,##0", "1,234", None, None),
        ("5", "0.##", "5.", None, None),
        ("-5", "0;[Red]0", "5", None, None),
        ("99.5", "[$¥-804]#,##0.00", "¥99.50", None, None),
        ("1234.5", "_-¥* #,##0.00_-", "¥1,234.50", None, None),
        ("0", '0;-0;"无"', None, None, None),
        ("0.125", "# ?/?", None, None, None),
        ("123456", "0.00E+00", None, None, None),
        ("5", "[>=100]0;0.0", None, None, None),
    ],
)
def test_what_is_shown(
    number: str, code: str, text: str | None, value: str | None, unit: str | None
) -> None:
    """``None`` for the value: the same number, or none that is known."""
    if text is not None:
        assert displayed(Decimal(number), code) == text
    look = shown(Decimal(number), code)
    found = (plain(look.number), look.unit) if look is not None else (None, None)
    assert found == (value, unit)


@pytest.mark.parametrize("code", ["", "General", "@", "G/通用格式", "常规"])
def test_plain_formats_show_what_is_stored(code: str) -> None:
    assert shown(Decimal("0.985"), code) is None


@pytest.mark.parametrize(
    "code",
    [
        "yyyy-mm-dd", "yyyy/m/d", 'yyyy"年"m"月"d"日"', "yyyy年m月d日", "[$-804]yyyy年m月", "m/d/yy h:mm", "h:mm:ss AM/PM",
        "上午/下午h时mm分", "[h]:mm", "mm:ss.0", "dddd", "[$-804]aaaa", "e年m月",
    ],
)  # fmt: skip
def test_dates(code: str) -> None:
    assert is_date(code)
    assert is_elapsed(code) == (code == "[h]:mm")


@pytest.mark.parametrize(
    "code",
    [
        "0",
        "0.00",
        "#,##0",
        "0%",
        '0"d"',
        "0\\d",
        "[Red]0",
        "[$¥-804]0",
        '0"人/户"',
        "0.0E+00",
        "G/通用格式",
    ],
)
def test_no_dates(code: str) -> None:
    assert not is_date(code)
