"""What making a project came to, and an imported notice held against what it compiles back to."""

from __future__ import annotations

import argparse
from pathlib import Path

import attrs

from compiler.cli.console import print_diagnostics, print_files, tally
from compiler.cli.verdicts import started, told_as_json
from compiler.commands.importing import import_project
from compiler.importer.comparison import Comparison


def import_(options: argparse.Namespace) -> int:
    """Make a project of a published notice."""
    start = import_project(
        Path(options.notice), Path(options.project), options.kind, resumed=bool(options.resumed)
    )
    verdict = "已导入" if start.written else "没有导入"
    outcome = started(start, verdict, Path(options.project))
    if start.comparison is not None:
        outcome = attrs.evolve(outcome, more={"comparison": attrs.asdict(start.comparison)})
    if told_as_json(outcome, options):
        return outcome.status
    print_diagnostics(start.diagnostics)
    print_files("已写出", start.written)
    if start.comparison is not None:
        print(f"编回核对：{comparison_line(start.comparison)}。")
    print(f"结论：{verdict}。{tally(start.diagnostics)}。")
    return outcome.status


def comparison_line(comparison: Comparison) -> str:
    """Return in one line how much of a notice comes back as it was given."""
    if comparison.same == comparison.given and not comparison.differing:
        return f"原文 {comparison.given} 段，编出来一字不差"
    parts = (
        (comparison.told, "段的出入上面逐处说了"),
        (comparison.widths, "段只是标点全角、半角不同"),
        (comparison.different, "段不同"),
    )
    told = [f"{count} {what}" for count, what in parts if count]
    return f"原文 {comparison.given} 段，{comparison.same} 段一字不差，" + "，".join(told)
