"""The command line, described in Chinese."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

USAGE_STATUS = 2
TRANSLATIONS = (
    (r"the following arguments are required: (.+)", r"还缺少:\1"),
    (r"unrecognized arguments: (.+)", r"多出了不认识的内容:\1"),
    (r"argument (.+): invalid choice: '?(.+?)'? \(choose from (.+)\)", r"\1 不能是“\2”,可用:\3"),
    (r"argument (.+): expected one argument", r"\1 后面要写一个值"),
    (r"argument (.+): expected at least one argument", r"\1 后面至少写一个值"),
    (r"argument (.+): ignored explicit argument '(.+)'", r"\1 后面不带“\2”"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 写得不全,可能是 \2"),
)


class ChineseParser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**(options | {"add_help": False, "allow_abbrev": False}))
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这页说明")

    def format_usage(self) -> str:
        """Return the usage line."""
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        """Return the help page."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Print what is wrong with the command line and exit with status 2."""
        for pattern, replacement in TRANSLATIONS:
            message = re.sub(pattern, replacement, message)
        self.exit(USAGE_STATUS, f"{self.format_usage()}命令写法有误：{message}\n")


def build_parser(version: str) -> ChineseParser:
    """Return the parser of every command."""
    parser = ChineseParser(
        prog="zhenggai",
        description="整改通报编译器：把各单位的填报表合成、核对，编成正式的 Word 通报；每一条意见都指明单元格。",
        epilog="退出状态：0 可以发布；1 来源里有错误；2 命令写法有误或项目读不了。",
    )
    parser.add_argument("--version", action="version", version=f"zhenggai {version}", help="显示版本")
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True, title="命令")

    init = commands.add_parser("init", help="新建一个项目：空白总台账和模板", description="新建一个项目：空白总台账和模板。")
    init.add_argument("project", metavar="文件夹", help="新项目的文件夹，须不存在或为空")
    _kind(init)

    issue = commands.add_parser("issue", help="按总台账给每条措施发一张填报表", description="按总台账给每条措施发一张填报表；已有填报内容的不动。")
    _project(issue)

    for name, text in (("compile", "编译出通报"), ("check", "只核对，不写任何文件")):
        command = commands.add_parser(name, help=text, description=f"{text}。")
        _project(command)
        command.add_argument("--format", choices=("text", "json"), default="text", help="输出给人看（text）或给程序看（json）")
        if name == "compile":
            command.add_argument("--output", metavar="文件夹", help="输出到哪里，默认是项目下的 output")
            command.add_argument("--draft", action="store_true", help="有错误也出草稿，缺的地方印【待报：单位】")

    importing = commands.add_parser("import", help="把已公布的通报变成项目", description="把已公布的通报（.txt 一段一行，或 .docx）变成项目：总台账和填好的填报表。")
    importing.add_argument("notice", metavar="通报", help="通报文件")
    importing.add_argument("project", metavar="文件夹", help="新项目的文件夹，须不存在或为空")
    _kind(importing)

    upgrade = commands.add_parser("upgrade", help="把旧版表格换成新版", description="把旧版的总台账和填报表换成现行版式，填报内容一字不动；原文件存入“旧版”文件夹。")
    _project(upgrade)
    upgrade.add_argument("--all", action="store_true", help="版本没变的也重写一遍")

    explain = commands.add_parser("explain", help="说明一条规则", description="说明一条规则：检查什么、为什么、示例、怎么改。")
    explain.add_argument("code", metavar="规则编号", help="如 V014")
    commands.add_parser("rules", help="列出全部规则", description="列出全部规则：编号、轻重、名称。")
    return parser


def _project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", metavar="项目", nargs="?", default=".", help="项目文件夹，默认是当前文件夹")


def _kind(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", metavar="种类", default="xunshi", help="通报种类，默认 xunshi（巡视整改进展情况通报）")

