"""What a command came to: its last lines, and its exit status."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from compiler.cli.arguments import USAGE_STATUS
from compiler.cli.console import (
    print_diagnostics,
    print_files,
    print_json,
    print_set_aside,
    print_waivers,
    resumed_json,
    set_aside_json,
    tally,
    waivers_json,
)
from compiler.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from compiler.commands.compiling import Compilation


def print_verdict(
    compilation: Compilation, options: argparse.Namespace, written: list[str], draft: bool
) -> int:
    """Print what a compile or a check came to and return its exit status: 0 publishable, 1 with
    errors, 2 if there is no report at all.
    """
    from compiler.outputs.check_report_rows import source_texts
    from compiler.outputs.manifest import summary

    status = 0 if compilation.publishable else 2 if compilation.analysis.report is None else 1
    verdict = {0: "可以发布", 1: "不能发布", 2: "项目读不了"}[status]
    counts = summary(compilation.analysis.report) if compilation.analysis.report else {}
    if options.format == "json":
        more = {
            "waivers": waivers_json(compilation.waivers),
            "set_aside": set_aside_json(compilation.set_aside),
        }
        more |= {"resumed": [resumed_json(resumed) for resumed in options.resumed]}
        print_json(verdict, status, compilation.diagnostics, counts=counts, written=written, **more)
        return status
    print_diagnostics(compilation.diagnostics, source_texts(compilation.analysis.records()))
    print_waivers(compilation.waivers)
    print_files("已写出草稿，不得公布" if draft else "已写出", written)
    if counts:
        print(
            f"共 {counts['方面总数']} 个方面、{counts['类别总数']} 个类别、"
            f"{counts['问题总数']} 个问题、{counts['措施总数']} 条措施。"
        )
    print_set_aside(compilation.set_aside)
    print(f"结论：{verdict}。{tally(compilation.diagnostics)}。")
    return status


def status_of(diagnostics: Sequence[Diagnostic], achieved: bool) -> int:
    """Return the exit status of a command that judges no notice: 0 without errors, with them 1 if
    it achieved anything, else 2.
    """
    if not has_errors(diagnostics):
        return 0
    return 1 if achieved else USAGE_STATUS
