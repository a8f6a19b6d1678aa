"""An argument parser that speaks Chinese, and the exit statuses of all commands."""

from __future__ import annotations

import argparse
import os
import re
import sys

TYPE_CHECKING = False  # typing would cost more than all that is made here
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, NoReturn

NOTHING_LEFT, LEFT, USAGE_STATUS = 0, 1, 2
"""The exit statuses: nothing is left to do, something is left for a person, and what could not even
begin, as argparse has it: wrong usage, or what is needed cannot be read."""

TRANSLATIONS = (
    (r"the following arguments are required: (.+)", "还缺少：\\1"),
    (r"argument (.+): expected one argument", r"\1 后面要写一个值"),
    (r"argument (.+): expected at least one argument", r"\1 后面至少写一个值"),
    (r"argument (.+): ignored explicit argument '(.+)'", r"\1 后面不带“\2”"),
    (r"argument (.+?): (“.+)", "\\1：\\2"),
    (r"ambiguous option: (.+) could match (.+)", "\\1 写得不全，可能是 \\2"),
)

CHOICE = re.compile(r"argument (.+): invalid choice: '?(.+?)'? \(choose from (.+)\)")
COMMAND = "命令"
"""What the choice among commands is called, in the help and in what is said of a wrong one."""


class Formatter(argparse.HelpFormatter):
    """Help as wide as the console; argparse would load what packs archives to find out."""

    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog, **({"width": _console_width() - 2} | options))


def _console_width() -> int:
    """Return the columns of the console: as ``COLUMNS`` says, else as it says itself, else 80."""
    if (told := os.environ.get("COLUMNS", "")).isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (AttributeError, ValueError, OSError):  # no console, or none that says
        return 80


class ChineseParser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese. What ``fill`` adds to it is added when it is used."""

    def __init__(
        self, *, fill: Callable[[ChineseParser], None] | None = None, **options: Any
    ) -> None:
        own = {"add_help": False, "allow_abbrev": False, "formatter_class": Formatter}
        super().__init__(**(options | own))
        self._fill = fill
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这页说明")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse, once the arguments are there."""
        fill, self._fill = self._fill, None
        if fill is not None:
            fill(self)
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:  # argparse would leave it to the parser of all commands, which knows no option
            guess = _nearest(unknown[0].partition("=")[0], self._option_string_actions)
            self.error(f"多出了不认识的内容：{' '.join(unknown)}{_asked(guess)}")
        return found, unknown

    def format_usage(self) -> str:
        """Return the usage line."""
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        """Return the help page."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Print what is wrong with the command line and exit with status 2."""
        if match := CHOICE.fullmatch(message):
            message = _not_a_choice(*match.groups())
        for pattern, replacement in TRANSLATIONS:
            message = re.sub(pattern, replacement, message)
        self.exit(USAGE_STATUS, f"{self.format_usage()}命令写法有误：{message}\n")


def _not_a_choice(name: str, value: str, choices: str) -> str:
    """Say that a value is none of the choices, and which it may have been, else what they are."""
    known = re.findall(r"[^\s,']+", choices)
    wrong = f"没有命令“{value}”" if name == COMMAND else f"{name} 不能是“{value}”"
    guess = _nearest(value, known)
    return f"{wrong}{_asked(guess) if guess else '，可用：' + '、'.join(known)}"


def _asked(guess: str | None) -> str:
    """Return the question whether something else was meant, empty without a guess."""
    return f"，是不是 {guess}？" if guess else ""


def _nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was probably meant, in whatever case it was typed."""
    from compiler.chinese.likeness import nearest

    return nearest(word.lower(), known)
