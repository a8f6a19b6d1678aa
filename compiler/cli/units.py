"""The commands between the office and its units: status and return."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from compiler.cli.chinese_parser import USAGE_STATUS
from compiler.cli.console import print_diagnostics, print_files, print_set_aside, progress_on
from compiler.cli.memory import reader
from compiler.cli.verdicts import Outcome, status_of, told_as_json
from compiler.plugins.loading import Plugins
from compiler.storage.written import OUTPUT_FOLDER, RETURN_FOLDER

if TYPE_CHECKING:
    from compiler.commands.supervising import Supervised


def status(options: argparse.Namespace, plugins: Plugins) -> int:
    """Show who has reported, and write it: 1 if a unit owes anything or is in the red, 2 if there is
    no register to judge by. Supervision notices are not begun if the progress could not be written.
    """
    from compiler.cli.status_output import (
        open_measures,
        print_missing_sheets,
        print_status,
        status_json,
    )
    from compiler.commands.status import project_status
    from compiler.excel.reading.records import source_texts

    root = Path(options.project)
    output = Path(options.output) if options.output else root / OUTPUT_FOLDER
    day = options.as_of or date.today()
    if options.answer_by and options.answer_by < day:
        outcome = Outcome(f"命令写法有误：办结时限 {options.answer_by} 早于 {day}", USAGE_STATUS)
        if not told_as_json(outcome, options):
            print(f"{outcome.verdict}，督办通知单不能要求在过去的日子办结。请改 --answer-by。")
        return outcome.status
    progress = progress_on(sys.stderr, "读取表格")
    report = project_status(
        root, output, day, progress, options.warning_days, plugins=plugins, read=reader(options)
    )
    if report.units is None:
        outcome = Outcome("项目读不了", USAGE_STATUS, report.diagnostics)
        if not told_as_json(outcome, options):
            print_diagnostics(report.diagnostics, source_texts(report.analysis.records()))
        return outcome.status
    found, asides, written = [*report.diagnostics], [*report.set_aside], [*report.written]
    already: Sequence[str] = ()
    supervision = ""
    if options.supervise and found:
        supervision = "报送进度没有写成，督办通知单也就没有出。"
    elif options.supervise:
        from compiler.commands.supervising import supervise

        supervised = supervise(
            report.analysis, report.units, root, output, day, _answer_by(options, day)
        )
        found += supervised.diagnostics
        asides += supervised.set_aside
        written += supervised.written
        already = supervised.already
        supervision = _said_of(supervised)
    left = sum(len(open_measures(unit)) for unit in report.units)
    outcome = Outcome(
        f"欠报、有错或亮红灯 {left} 条" if left else "没有欠报、有错、亮红灯的",
        status_of(found, unread=False, left=left > 0),
        found,
        written,
        asides,
        {
            "as_of": day.isoformat(),
            "units": status_json(report.units),
            "already": already,
            "supervision": supervision,
        },
    )
    if told_as_json(outcome, options):
        return outcome.status
    print_status(report.units, report.day)
    print_missing_sheets(report, options.project)
    print_files("已发过督办通知单，还没到办结时限", already)
    print_diagnostics(found)
    print_files("已写出", map(str, written))
    print_set_aside(asides)
    if supervision:
        print(supervision)
    return outcome.status


def _said_of(supervised: Supervised) -> str:
    """Say whether supervision notices went out, and if none did, why."""
    if supervised.diagnostics:
        return "督办通知单没有出，也没有登记：先把上面列出的改好，再运行一次。"
    held = (
        f"{'、'.join(supervised.held)} 亮红灯，先运行 zhenggai issue，再出督办。"
        if supervised.held
        else ""
    )
    if supervised.written:
        return f"出了督办通知单 {len(supervised.written)} 张，已登记到经办记录。{held}"
    if held:
        return f"没有出督办通知单：{held}"
    if supervised.already:
        return "没有要新出的督办通知单：亮红灯的都发过，还没到办结时限。"
    return "没有亮红灯的单位，不用出督办通知单。"


def _answer_by(options: argparse.Namespace, day: date) -> date:
    """Return the day by which units must answer a supervision notice."""
    from compiler.commands.supervising import ANSWER_DAYS

    answer_by: date | None = options.answer_by
    return answer_by or day + timedelta(days=ANSWER_DAYS)


def return_(options: argparse.Namespace, plugins: Plugins) -> int:
    """Return faulty forms, and print the findings that none of them could carry: 1 if there were
    any of either, since somebody must mend them.
    """
    from compiler.commands.returning import return_forms

    root = Path(options.project)
    day = options.as_of or date.today()
    output = (
        Path(options.output)
        if options.output
        else root / OUTPUT_FOLDER / RETURN_FOLDER / day.isoformat()
    )
    progress = progress_on(sys.stderr, "读取表格")
    returned = return_forms(root, output, day, progress, plugins=plugins)
    told = f"，告知改稿 {len(returned.told)} 张" if returned.told else ""
    outcome = Outcome(
        f"退回 {len(returned.forms)} 张{told}",
        status_of(
            returned.diagnostics, unread=returned.unread, left=bool(returned.forms or returned.lost)
        ),
        [*returned.diagnostics, *returned.lost],
        returned.written,
        returned.set_aside,
        {"forms": returned.forms, "told": returned.told},
    )
    if told_as_json(outcome, options):
        return outcome.status
    print_diagnostics(returned.diagnostics)
    print_diagnostics(returned.lost)
    print_files("退回的填报表", returned.forms)
    print_files("没有错、只告知改稿的填报表", returned.told)
    print_files(
        f"每个单位一包，内有退回通知{'或改稿告知单' if returned.told else ''}",
        [str(path) for path in returned.written if path.suffix == ".zip"],
    )
    print_set_aside(returned.set_aside)
    print(f"结论：{outcome.verdict}。")
    return outcome.status
