"""What a command came to: its last lines, for people or as JSON, and its exit status."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from compiler.cli.chinese_parser import LEFT, NOTHING_LEFT, USAGE_STATUS
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
    from compiler.commands.compilation import Compilation
    from compiler.commands.starting import Start
    from compiler.storage.journal import Aside


@attrs.frozen
class Outcome:
    """What a command came to: its verdict, its exit status, what it found, the files it wrote, and
    the edited ones it set aside; ``more`` is what only this command has to say.
    """

    verdict: str
    status: int
    diagnostics: Sequence[Diagnostic] = ()
    written: Sequence[object] = ()
    set_aside: Sequence[Aside] = ()
    more: Mapping[str, object] = attrs.field(factory=dict)


def told_as_json(outcome: Outcome, options: argparse.Namespace) -> bool:
    """Print an outcome as one JSON object if that is wanted; tell whether it was."""
    if options.format != "json":
        return False
    print_json(
        outcome.verdict,
        outcome.status,
        outcome.diagnostics,
        **outcome.more,
        written=[str(path) for path in outcome.written],
        set_aside=set_aside_json(outcome.set_aside),
        resumed=[resumed_json(resumed) for resumed in options.resumed],
    )
    return True


def print_verdict(compilation: Compilation, options: argparse.Namespace, *, draft: bool) -> int:
    """Print what a compile or a check came to and return its exit status: 0 publishable, 1 with
    errors, 2 if there is no report at all.
    """
    from compiler.checks.unverified_numbers import Vouched, coverage
    from compiler.excel.reading.records import source_texts
    from compiler.outputs.manifest import summary

    unread = compilation.analysis.report is None
    status = NOTHING_LEFT if compilation.publishable else USAGE_STATUS if unread else LEFT
    counts = summary(compilation.analysis.report) if compilation.analysis.report else {}
    printed = compilation.analysis.printed
    vouched = coverage(printed) if printed else {}
    figures = {who.value: vouched[who] for who in Vouched} if printed else {}
    outcome = Outcome(
        compilation.verdict,
        status,
        compilation.diagnostics,
        compilation.outputs,
        compilation.set_aside,
        {"counts": counts, "figures": figures, "waivers": waivers_json(compilation.waivers)},
    )
    if told_as_json(outcome, options):
        return status
    named = {place.file for found in compilation.diagnostics for place in found.spans}
    told_of = [record for record in compilation.analysis.records() if record.file in named]
    print_diagnostics(compilation.diagnostics, source_texts(told_of))
    print_waivers(compilation.waivers)
    print_files("已写出草稿，不得公布" if draft else "已写出", map(str, outcome.written))
    if counts:
        print(
            f"共 {counts['方面总数']} 个方面、{counts['类别总数']} 个类别、"
            f"{counts['问题总数']} 个问题、{counts['措施总数']} 条措施。"
        )
    if figures:
        print(
            f"正文里的数字 {sum(figures.values())} 个：登记过或由数据填入的 {figures['登记']} 个，"
            f"互相核对过的 {figures['互相核对']} 个，没有依据的 {figures['没有依据']} 个。"
        )
    print_set_aside(compilation.set_aside)
    print(f"结论：{compilation.verdict}。{tally(compilation.diagnostics)}。")
    return status


def started(start: Start, verdict: str, root: Path) -> Outcome:
    """Return what making a project came to: if nothing was made, nothing could begin."""
    status = status_of(start.diagnostics, unread=not start.written)
    return Outcome(verdict, status, start.diagnostics, [root / file for file in start.written])


def status_of(diagnostics: Sequence[Diagnostic], *, unread: bool, left: bool = False) -> int:
    """Return the exit status of a command that judges no notice: 2 if what it needs could not be
    read, 1 if there are errors or something else is ``left`` for a person, else 0.
    """
    if unread:
        return USAGE_STATUS
    return LEFT if left or has_errors(diagnostics) else NOTHING_LEFT
