"""``zhenggai watch``: the draft compiled again whenever a workbook is saved, and what that changed."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable
from pathlib import Path

from compiler.cli.chinese_parser import LEFT, NOTHING_LEFT, USAGE_STATUS
from compiler.cli.console import print_diagnostics, print_set_aside, tally
from compiler.cli.memory import reader
from compiler.commands.compilation import Compilation
from compiler.commands.compiling import compile_project
from compiler.commands.watching import settled, state_of
from compiler.diagnostics import Diagnostic, reason_of
from compiler.plugins.loading import NO_PLUGINS, load_plugins

LOOK_EVERY = 0.5
"""Seconds between two looks: with the two quiet ones, an answer comes a second after the save."""


def run_watch(options: argparse.Namespace) -> int:
    """Compile the draft now and after every change until Ctrl-C; return the exit status of the last
    compile.
    """
    root = Path(options.project)
    output = Path(options.output) if options.output else None
    plugins = NO_PLUGINS if options.no_plugins else load_plugins()
    status, before = USAGE_STATUS, None
    try:
        for _ in settled(lambda: state_of(root), lambda: time.sleep(LOOK_EVERY)):
            try:
                compilation = compile_project(
                    root, output, draft=True, plugins=plugins, read=reader(options)
                )
            except OSError as error:  # another command is at work
                print(f"这一次没能编译：{reason_of(error)}。再存一次表就重编。", flush=True)
                continue
            # Before it is told: Ctrl-C may answer what is read, and the status must be what was told.
            status = _status_of(compilation)
            _tell(compilation, before)
            if status == USAGE_STATUS and before is None:
                return status  # there is no project here; later, a register may be on its way
            before = compilation.diagnostics
    except KeyboardInterrupt:
        print("不再看着了。", flush=True)
    return status


def _status_of(compilation: Compilation) -> int:
    """Return the exit status that a compile has."""
    if compilation.analysis.report is None:
        return USAGE_STATUS
    return NOTHING_LEFT if compilation.publishable else LEFT


def _tell(compilation: Compilation, before: Iterable[Diagnostic] | None) -> None:
    """Print what a compile came to, and what is new and gone since ``before``."""
    found = compilation.diagnostics
    if before is None or compilation.analysis.report is None:
        print_diagnostics(found)
    else:
        earlier = {*before}
        gone = earlier.difference(found)
        print_diagnostics(one for one in found if one not in earlier)
        print(f"比上一次：新的意见 {len({*found} - earlier)} 处，消除 {len(gone)} 处。")
    print_set_aside(compilation.set_aside)
    now = time.strftime("%H:%M:%S")
    print(
        f"{now} {compilation.verdict}。{tally(found)}。草稿已重编，存表后再编；按 Ctrl-C 停。",
        flush=True,
    )
