"""One function a command: call it, print what it came to, return the exit status.

Each imports its own command, so that a page of a rule does not wait for the writers of Word.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from compiler.cli.chinese_parser import LEFT, NOTHING_LEFT, USAGE_STATUS
from compiler.cli.console import (
    print_diagnostics,
    print_files,
    print_json,
    print_resumed,
    print_set_aside,
    progress_on,
    tally,
)
from compiler.cli.memory import reader
from compiler.cli.shell import quoted
from compiler.cli.verdicts import Outcome, print_verdict, started, status_of, told_as_json
from compiler.diagnostics import reason_of, remedy_of

if TYPE_CHECKING:
    from compiler.excel.reading.project import Read
    from compiler.plugins.loading import Plugins
    from compiler.schema.books import Schema


def run_command(options: argparse.Namespace) -> int:
    """Finish or undo what an interrupted command left, run the command of ``options`` and return
    its exit status.
    """
    options.resumed = []
    if "project" in options or "output" in options:
        from compiler.storage.journal import resume

        try:
            interrupted = map(resume, _homes(options))
            options.resumed = [found for found in interrupted if found is not None]
        except OSError as error:
            if getattr(options, "format", "") == "json":
                print_json(_not_resumed(error), USAGE_STATUS, ())
            else:
                print(_not_resumed(error))
            return USAGE_STATUS
    if getattr(options, "format", "") != "json":
        for resumed in options.resumed:
            print_resumed(resumed)
    return COMMANDS[options.command](options)


def _not_resumed(error: OSError) -> str:
    """Say why a command cannot begin: another one is busy, or what an earlier one left cannot be
    seen to.
    """
    from compiler.storage.locking import HeldError

    file = Path(error.filename).name if isinstance(error.filename, str) else "有的文件"
    at = (
        ""
        if isinstance(error, HeldError)
        else f"看不了上一次的命令有没有做完，或补做不了，{file} 用不了："
    )
    return f"现在还不能运行：{at}{reason_of(error)}。{remedy_of(error)}"


def _homes(options: argparse.Namespace) -> list[Path]:
    """Return the folders in which a command may find that another was interrupted."""
    from compiler.storage.written import home_of

    if "old" in options:
        return [home_of(_comparison_folder(options))]
    root = Path(options.project) if "project" in options else None
    output = getattr(options, "output", None)
    homes = [] if root is None else [root]
    return [*homes, home_of(Path(output), root)] if output else homes


def _comparison_folder(options: argparse.Namespace) -> Path:
    """Return where a comparison is written, beside the rounds unless a folder is named."""
    from compiler.commands.comparing import usual_folder

    named = Path(options.output) if options.output else None
    return named or usual_folder(Path(options.old), Path(options.new))


def _plugins(options: argparse.Namespace) -> Plugins:
    """Return the plug-ins that take part, none if they are not wanted."""
    from compiler.plugins.loading import NO_PLUGINS, load_plugins

    return NO_PLUGINS if options.no_plugins else load_plugins()


def _compile(options: argparse.Namespace) -> int:
    """Compile a project; the exit status tells whether it may be published, draft or not."""
    from compiler.commands.compiling import compile_project

    output = Path(options.output) if options.output else None
    progress = progress_on(sys.stderr, "读取表格")
    compilation = compile_project(
        Path(options.project),
        output,
        draft=options.draft,
        progress=progress,
        plugins=_plugins(options),
        read=reader(options),
    )
    return print_verdict(compilation, options, draft=options.draft)


def _batch(options: argparse.Namespace) -> int:
    """Compile many projects, each on its own."""
    from compiler.cli.batch import run_batch

    return run_batch(options)


def _watch(options: argparse.Namespace) -> int:
    """Compile a project's draft whenever it changes."""
    from compiler.cli.watching import run_watch

    return run_watch(options)


def _check(options: argparse.Namespace) -> int:
    """Check a project as compiling would, and write nothing."""
    from compiler.commands.checking import analyse
    from compiler.commands.compilation import check_document

    progress = progress_on(sys.stderr, "读取表格")
    plugins = _plugins(options)
    compilation = check_document(
        analyse(
            Path(options.project),
            progress,
            plugins=plugins,
            read=_read_twice if options.second_reading else reader(options),
        )
    )
    return print_verdict(compilation, options, draft=False)


def _read_twice(path: Path, file: str, schema: Schema) -> Read:
    """Read a workbook and hold it against what another library reads."""
    from compiler.excel.reading.workbook import read_workbook
    from compiler.excel.sheets.second_reading import open_twice

    return read_workbook(path, file, schema, open_twice)


def _clean(options: argparse.Namespace) -> int:
    """Clear what is remembered of workbooks."""
    from compiler.cli.memory import clean

    return clean(options)


def _init(options: argparse.Namespace) -> int:
    """Start a project, and say what to do next."""
    from compiler.commands.starting import start_project

    start = start_project(
        Path(options.project), options.kind, layout=options.layout, resumed=bool(options.resumed)
    )
    verdict = "已新建" if start.written else "没有新建"
    outcome = started(start, verdict, Path(options.project))
    if told_as_json(outcome, options):
        return outcome.status
    print_diagnostics(start.diagnostics)
    print_files("已新建", start.written)
    if start.written:
        again = f"zhenggai issue {quoted(options.project)}"
        print(f"下一步：填好 {start.written[0]}，再运行 {again}")
    return outcome.status


def _import(options: argparse.Namespace) -> int:
    """Make a project of a published notice."""
    from compiler.cli.importing import import_

    return import_(options)


def _issue(options: argparse.Namespace) -> int:
    """Issue forms and packs."""
    from compiler.cli.issuing import issue

    return issue(options)


def _kind(options: argparse.Namespace) -> int:
    """List the kinds of notice, begin one, or judge one and print its specimen."""
    from compiler.cli.kinds import run_action

    return run_action(options)


def _upgrade(options: argparse.Namespace) -> int:
    """Bring workbooks to the present version: 1 if anything kept some of them from it."""
    from compiler.commands.upgrading import upgrade_project

    root = Path(options.project)
    progress = progress_on(sys.stderr, "更新表格")
    upgrade = upgrade_project(root, everything=options.all, progress=progress)
    outcome = Outcome(
        f"更新 {len(upgrade.written)} 个，未动 {len(upgrade.left)} 个",
        status_of(upgrade.diagnostics, unread=upgrade.unread, left=bool(upgrade.left)),
        upgrade.diagnostics,
        [root / file for file in upgrade.written],
        upgrade.set_aside,
        {"left": upgrade.left},
    )
    if told_as_json(outcome, options):
        return outcome.status
    print_diagnostics(upgrade.diagnostics)
    print_files("已换成新版", upgrade.written)
    print_files("内容没有完全读懂，未动", upgrade.left)
    print_set_aside(upgrade.set_aside)
    print(f"结论：{outcome.verdict}。{tally(upgrade.diagnostics)}。")
    return outcome.status


def _status(options: argparse.Namespace) -> int:
    """Show who has reported."""
    from compiler.cli.units import status

    return status(options, _plugins(options))


def _receive(options: argparse.Namespace) -> int:
    """File what units sent."""
    from compiler.cli.receiving import receive

    return receive(options, _plugins(options))


def _return(options: argparse.Namespace) -> int:
    """Return faulty forms, and tell units what the office adopted."""
    from compiler.cli.units import return_

    return return_(options, _plugins(options))


def _diff(options: argparse.Namespace) -> int:
    """Compare two rounds, or a copy with what it was made from: 2 if either could not be read."""
    from compiler.cli.comparison_output import comparison_json, print_comparison
    from compiler.cli.copy_changes_output import copies_json, print_copy_changes
    from compiler.commands.comparing import compare_rounds

    compared = compare_rounds(Path(options.old), Path(options.new), _comparison_folder(options))
    unread = compared.comparison is None and compared.copies is None
    changes: dict[str, object] = {}
    if compared.comparison is not None:
        changes = comparison_json(compared.comparison)
    elif compared.copies is not None:
        changes = copies_json(compared.copies)
    outcome = Outcome(
        "没有对照" if unread else "对照好了",
        status_of(compared.diagnostics, unread=unread),
        compared.diagnostics,
        [compared.written] if compared.written else [],
        compared.set_aside,
        changes,
    )
    if told_as_json(outcome, options):
        return outcome.status
    print_diagnostics(compared.diagnostics)
    if compared.comparison is not None:
        print_comparison(compared.comparison)
    if compared.copies is not None:
        print_copy_changes(compared.copies)
    print_files("已写出", map(str, outcome.written))
    print_set_aside(compared.set_aside)
    return outcome.status


def _trace(options: argparse.Namespace) -> int:
    """Answer where words come from: 1 if they were not found, 2 if there is nothing to look in."""
    from compiler.cli.trace_output import print_trace, trace_json
    from compiler.commands.tracing import trace

    output = Path(options.output) if options.output else None
    copy = Path(options.copy) if options.copy else None
    progress = progress_on(sys.stderr, "读取表格")
    answer = trace(
        Path(options.project),
        options.what,
        output=output,
        copy=copy,
        progress=progress,
        plugins=_plugins(options),
    )
    status = NOTHING_LEFT if answer.found else LEFT if answer.compile else USAGE_STATUS
    verdict = "找到" if answer.found else "没有找到"
    outcome = Outcome(verdict, status, answer.diagnostics, more=trace_json(answer))
    if not told_as_json(outcome, options):
        print_trace(answer)
    return status


def _absorb(options: argparse.Namespace) -> int:
    """Bring edits of Word copies back to the cells."""
    from compiler.cli.absorbing import absorb

    if bool(options.copies) + bool(options.apply) + options.undo != 1:
        print("命令写法有误：请只写一样：改过的稿件，或 --apply 清单，或 --undo。")
        return USAGE_STATUS
    return absorb(options, _plugins(options))


def _explain(options: argparse.Namespace) -> int:
    """Print the page of a rule."""
    from compiler.cli.rules_output import print_page

    return NOTHING_LEFT if print_page(options.code) else USAGE_STATUS


def _rules(options: argparse.Namespace) -> int:
    """List the rules."""
    from compiler.cli.rules_output import print_rules

    print_rules()
    return NOTHING_LEFT


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "init": _init,
    "issue": _issue,
    "compile": _compile,
    "batch": _batch,
    "watch": _watch,
    "check": _check,
    "import": _import,
    "kind": _kind,
    "upgrade": _upgrade,
    "clean": _clean,
    "diff": _diff,
    "status": _status,
    "receive": _receive,
    "return": _return,
    "trace": _trace,
    "absorb": _absorb,
    "explain": _explain,
    "rules": _rules,
}
