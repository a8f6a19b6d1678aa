"""What several commands take alike on the command line, and how their values are read."""

from __future__ import annotations

import argparse

TYPE_CHECKING = False  # typing would cost more than all that is made here
if TYPE_CHECKING:
    from datetime import date

    from compiler.cli.chinese_parser import ChineseParser

MOST_DAYS = 366
"""How early a warning may be wanted: a year ahead, every measure would bear one."""


def day(text: str) -> date:
    """Return the date that a text on the command line is."""
    from compiler.chinese.typed_days import typed_day, why_no_day

    day = typed_day(text)
    if day is None:
        why = why_no_day(text) or "应写成 2025-01-10 的样子"
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，{why}")
    return day


def measure(text: str) -> str:
    """Return the measure's number that a text on the command line is, in the one spelling."""
    import unicodedata

    from compiler.model.identifiers import measure_id, split_id

    parts = split_id(unicodedata.normalize("NFKC", text).strip())
    if parts is None:
        raise argparse.ArgumentTypeError(f"“{text}”不是措施编号，应写成 措施07-02 的样子")
    return measure_id(*parts)


def same(text: str) -> tuple[str, str]:
    """Return the old and the new number of a measure; they are the same if only one is given."""
    was, _, now = text.replace("＝", "=").partition("=")
    return measure(was), measure(now or was)


def days(text: str) -> int:
    """Return the number of days that a text on the command line is."""
    if text.isdecimal() and int(text) <= MOST_DAYS:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}”不是天数，应是 0 到 {MOST_DAYS} 的整数")


def whole_number(text: str) -> int:
    """Return the whole number that a text on the command line is; no limit runs to a million."""
    if text.isdecimal() and len(text) <= 6:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}”不是个数，应是不带小数的数字")


def add_statuses(
    parser: ChineseParser, nothing_left: str, left: str, unread: str = "项目读不了"
) -> None:
    """Say below the help what the exit statuses mean."""
    parser.epilog = f"退出状态：0 {nothing_left}；1 {left}；2 命令写法有误，或{unread}。"


def add_project(parser: ChineseParser) -> None:
    """Add the project's folder, the current one if none is named."""
    parser.add_argument(
        "project", metavar="项目", nargs="?", default=".", help="项目文件夹，默认是当前文件夹"
    )


def add_format(parser: ChineseParser) -> None:
    """Add the choice between text for people and JSON for programs."""
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="输出给人看（text）或给程序看（json）",
    )


def add_without_plugins(parser: ChineseParser) -> None:
    """Add the option that leaves the office's plug-ins out."""
    parser.add_argument(
        "--no-plugins",
        action="store_true",
        help="不用本单位装的插件：不查它们的规则，不写它们的文件",
    )


def add_without_cache(parser: ChineseParser) -> None:
    """Add the option that reads every workbook anew."""
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help="每张表都重新读，不用上次读过、后来没有变的结果（设环境变量 ZHENGGAI_NO_CACHE 也一样）",
    )


def add_kind(parser: ChineseParser) -> None:
    """Add the kind of notice, by its name or the folder of its templates."""
    parser.add_argument(
        "--kind",
        metavar="种类",
        default="",
        help="通报种类的名称，或模板文件夹的路径；不写时，用文件夹里已经画好的那一种，"
        "没有画的用 xunshi（巡视整改进展情况通报）",
    )
