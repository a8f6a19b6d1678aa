"""The command absorb: edits of Word copies listed, adopted, or an adoption taken back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from compiler.cli.chinese_parser import LEFT, NOTHING_LEFT
from compiler.cli.console import print_diagnostics, print_files, print_set_aside, progress_on, tally
from compiler.cli.edit_list_output import edit_json, print_edits
from compiler.cli.verdicts import Outcome, status_of, told_as_json
from compiler.plugins.loading import Plugins
from compiler.storage.written import OUTPUT_FOLDER


def quoted(command: Sequence[str]) -> str:
    """Return a command as it is typed, in Windows' shells and in others."""
    return " ".join(f'"{word}"' if any(map(str.isspace, word)) else word for word in command)


def absorb(options: argparse.Namespace, plugins: Plugins) -> int:
    """Do what was asked for: 0 nothing is left to do, 1 something is, 2 nothing could be read."""
    if options.undo:
        return _undo(options)
    if options.apply:
        return _apply(options, plugins)
    return _list(options, plugins)


def _list(options: argparse.Namespace, plugins: Plugins) -> int:
    """List the edits of copies."""
    from compiler.commands.absorbing import list_edits

    root = Path(options.project)
    output = Path(options.output) if options.output else root / OUTPUT_FOLDER
    absorbed = list_edits(
        root,
        [Path(copy) for copy in options.copies],
        output,
        progress_on(sys.stderr, "读取表格"),
        plugins=plugins,
    )
    found = absorbed.found
    edits = found.edits if found is not None else ()
    pending = found is not None and found.pending
    left = found.open if found is not None else 0
    verdict = (
        "没有列出改动"
        if found is None or absorbed.written is None
        else f"列出改动 {len(edits)} 条，其中 {left} 条要人来定"
        if edits
        else "没有改动"
    )
    outcome = Outcome(
        verdict,
        status_of(absorbed.diagnostics, unread=found is None, left=pending),
        absorbed.diagnostics,
        [absorbed.written] if absorbed.written else [],
        absorbed.set_aside,
        {
            "edits": [edit_json(number, edit) for number, edit in enumerate(edits, 1)],
            "notes": list(found.notes) if found is not None else [],
        },
    )
    if told_as_json(outcome, options):
        return outcome.status
    print_diagnostics(absorbed.diagnostics)
    if found is not None:
        print_edits(found)
    print_files("已写出", map(str, outcome.written))
    print_set_aside(absorbed.set_aside)
    if absorbed.written and pending:
        command = ["zhenggai", "absorb", "--apply", str(absorbed.written)]
        command += [] if options.project == "." else ["--project", options.project]
        print(f"下一步：在清单里逐条选好“处理”，再运行 {quoted(command)}")
    print(f"结论：{verdict}。{tally(absorbed.diagnostics)}。")
    return outcome.status


def _apply(options: argparse.Namespace, plugins: Plugins) -> int:
    """Carry out what was decided on a list; rows that went back wait for their units."""
    from compiler.commands.adopting import apply_list

    root = Path(options.project)
    day = options.as_of or date.today()
    output = Path(options.output) if options.output else root / OUTPUT_FOLDER
    adopted = apply_list(
        root, Path(options.apply), output, day, progress_on(sys.stderr, "读取表格"), plugins=plugins
    )
    verdict = (
        "什么都没有写"
        if adopted.failed
        else f"采纳 {len(adopted.adopted)} 条，退回单位 {len(adopted.returned)} 条，"
        f"还有 {len(adopted.left)} 条没有处理"
    )
    outcome = Outcome(
        verdict,
        status_of(
            adopted.diagnostics,
            unread=adopted.unread,
            left=bool(adopted.failed or adopted.left or adopted.returned),
        ),
        adopted.diagnostics,
        adopted.written,
        adopted.set_aside,
        {"adopted": adopted.adopted, "returned": adopted.returned, "left": adopted.left},
    )
    if told_as_json(outcome, options):
        return outcome.status
    print_diagnostics(adopted.diagnostics)
    print_files("已写出", map(str, adopted.written))
    print_files("没有处理的序号", map(str, adopted.left))
    print_set_aside(adopted.set_aside)
    print(f"结论：{verdict}。{tally(adopted.diagnostics)}。")
    return outcome.status


def _undo(options: argparse.Namespace) -> int:
    """Take the last adoption back; what cannot be taken back is left for a person."""
    from compiler.commands.adopting import undo_last

    undone = undo_last(Path(options.project))
    outcome = Outcome(
        "没有撤回" if undone.diagnostics else f"已撤回，恢复 {len(undone.restored)} 个文件",
        LEFT if undone.diagnostics else NOTHING_LEFT,
        undone.diagnostics,
        more={"restored": [str(path) for path in undone.restored]},
    )
    if told_as_json(outcome, options):
        return outcome.status
    print_diagnostics(undone.diagnostics)
    print_files("已恢复", map(str, undone.restored))
    print(f"结论：{outcome.verdict}。")
    return outcome.status
