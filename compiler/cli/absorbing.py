"""The command absorb: edits of Word copies listed, adopted, or an adoption taken back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from compiler.cli.arguments import USAGE_STATUS
from compiler.cli.console import (
    print_diagnostics,
    print_files,
    print_json,
    print_set_aside,
    progress_on,
    resumed_json,
    set_aside_json,
    tally,
)
from compiler.cli.edit_list_output import edit_json, print_edits
from compiler.plugins.loading import Plugins

LEFT, NOTHING_LEFT = 1, 0


def quoted(command: Sequence[str]) -> str:
    """Return a command as it is typed, in Windows' shells and in others."""
    return " ".join(f'"{word}"' if any(map(str.isspace, word)) else word for word in command)


def absorb(options: argparse.Namespace, plugins: Plugins) -> int:
    """Do what was asked for: 0 nothing is left to do, 1 something is, 2 it could not be done."""
    if options.undo:
        return _undo(options)
    if options.apply:
        return _apply(options, plugins)
    return _list(options, plugins)


def _list(options: argparse.Namespace, plugins: Plugins) -> int:
    """List the edits of copies."""
    from compiler.commands.absorbing import list_edits
    from compiler.storage.written import OUTPUT_FOLDER

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
    failed = found is None or absorbed.written is None
    left = found.open if found is not None else 0
    status = USAGE_STATUS if failed else LEFT if found is not None and found.edits else NOTHING_LEFT
    edits = found.edits if found is not None else ()
    verdict = (
        "没有列出改动"
        if failed
        else f"列出改动 {len(edits)} 条，其中 {left} 条要人来定"
        if edits
        else "没有改动"
    )
    if options.format == "json":
        print_json(
            verdict,
            status,
            absorbed.diagnostics,
            edits=[edit_json(number, edit) for number, edit in enumerate(edits, 1)],
            notes=list(found.notes) if found is not None else [],
            written=[str(absorbed.written)] if absorbed.written else [],
            set_aside=set_aside_json(absorbed.set_aside),
            resumed=[resumed_json(resumed) for resumed in options.resumed],
        )
        return status
    print_diagnostics(absorbed.diagnostics)
    if found is not None:
        print_edits(found)
    print_files("已写出", [str(absorbed.written)] if absorbed.written else [])
    print_set_aside(absorbed.set_aside)
    if absorbed.written and edits:
        command = ["zhenggai", "absorb", "--apply", str(absorbed.written)]
        command += [] if options.project == "." else ["--project", options.project]
        print(f"下一步：在清单里逐条选好“处理”，再运行 {quoted(command)}")
    print(f"结论：{verdict}。{tally(absorbed.diagnostics)}。")
    return status


def _apply(options: argparse.Namespace, plugins: Plugins) -> int:
    """Carry out what was decided on a list."""
    from compiler.commands.adopting import apply_list
    from compiler.storage.written import OUTPUT_FOLDER

    root = Path(options.project)
    day = options.as_of or date.today()
    output = Path(options.output) if options.output else root / OUTPUT_FOLDER
    adopted = apply_list(
        root, Path(options.apply), output, day, progress_on(sys.stderr, "读取表格"), plugins=plugins
    )
    status = USAGE_STATUS if adopted.failed else LEFT if adopted.left else NOTHING_LEFT
    verdict = (
        "什么都没有写"
        if adopted.failed
        else f"采纳 {len(adopted.adopted)} 条，退回单位 {len(adopted.returned)} 条，"
        f"还有 {len(adopted.left)} 条没有处理"
    )
    if options.format == "json":
        print_json(
            verdict,
            status,
            adopted.diagnostics,
            adopted=list(adopted.adopted),
            returned=list(adopted.returned),
            left=list(adopted.left),
            written=[str(path) for path in adopted.written],
            set_aside=set_aside_json(adopted.set_aside),
            resumed=[resumed_json(resumed) for resumed in options.resumed],
        )
        return status
    print_diagnostics(adopted.diagnostics)
    print_files("已写出", [str(path) for path in adopted.written])
    print_files("没有处理的序号", [str(number) for number in adopted.left])
    print_set_aside(adopted.set_aside)
    print(f"结论：{verdict}。{tally(adopted.diagnostics)}。")
    return status


def _undo(options: argparse.Namespace) -> int:
    """Take the last adoption back."""
    from compiler.commands.adopting import undo_last

    undone = undo_last(Path(options.project))
    status = USAGE_STATUS if undone.diagnostics else NOTHING_LEFT
    verdict = "没有撤回" if status else f"已撤回，恢复 {len(undone.restored)} 个文件"
    if options.format == "json":
        restored = [str(path) for path in undone.restored]
        print_json(verdict, status, undone.diagnostics, restored=restored)
        return status
    print_diagnostics(undone.diagnostics)
    print_files("已恢复", [str(path) for path in undone.restored])
    print(f"结论：{verdict}。")
    return status
