"""Forms issued, and what changed since they went out, as the clerk is shown it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from compiler.chinese.shortening import beginning
from compiler.cli.console import print_diagnostics, print_files, print_set_aside, progress_on, tally
from compiler.cli.verdicts import Outcome, status_of, told_as_json
from compiler.storage.written import ISSUE_FOLDER, OUTPUT_FOLDER

if TYPE_CHECKING:
    from compiler.analysis.reissue import Judgement
    from compiler.outputs.issuing.issue_steps import Change

QUOTED = 24
"""Characters of a measure's words: two of them and its number fill a line."""


def issue(options: argparse.Namespace) -> int:
    """Issue forms and packs, or only show what would be. To leave answered forms alone is no failure:
    they are out already.
    """
    from compiler.commands.issuing import Packs, issue_forms
    from compiler.outputs.issuing.issued import FOR_A_PERSON

    root = Path(options.project)
    day = options.as_of or date.today()
    issued = issue_forms(
        root,
        progress_on(sys.stderr, "发放表格"),
        previous=Path(options.previous) if options.previous else None,
        packs=Packs(root / OUTPUT_FOLDER / ISSUE_FOLDER, day),
        day=day,
        said=_judged(options),
        only_look=options.list,
    )
    done = ("发放", "未动") if not options.list else ("要发放", "不动")
    outcome = Outcome(
        f"{done[0]} {len(issued.written)} 张，{done[1]} {len(issued.left)} 张",
        status_of(
            issued.diagnostics,
            unread=issued.unread,
            left=any(reason in FOR_A_PERSON for _, reason in issued.left),
        ),
        issued.diagnostics,
        [] if options.list else [*(root / file for file in issued.written), *issued.packs],
        issued.set_aside,
        {
            "forms": issued.written,
            "left": [{"file": file, "reason": reason} for file, reason in issued.left],
            "changes": [
                {**attrs.asdict(change), "event": change.event.value} for change in issued.changes
            ],
            "put_away": issued.put_away,
            "evidence": [{"from": it.old, "to": it.new} for it in issued.evidence],
            "only_look": options.list,
        },
    )
    if told_as_json(outcome, options):
        return outcome.status
    print_diagnostics(issued.diagnostics)
    print_changes(issued.changes)
    print_files("已发放" if not options.list else "要发放", issued.written)
    print_files("已存入“旧版”" if not options.list else "要存入“旧版”", issued.put_away)
    moved = [f"{it.old} → {it.new}（{len(it.files)} 个文件）" for it in issued.evidence]
    print_files("佐证材料跟着措施走" if not options.list else "佐证材料要跟着措施走", moved)
    if not options.list:
        print_files("每个单位一包，内有填报通知", map(str, issued.packs))
    for reason in dict.fromkeys(reason for _, reason in issued.left):
        print_files(f"{done[1]}：{reason}", [file for file, why in issued.left if why == reason])
    print_set_aside(issued.set_aside)
    end = "只看了看，什么也没有写；照办请去掉 --list 再运行。" if options.list else ""
    print(f"结论：{outcome.verdict}。{tally(issued.diagnostics)}。{end}")
    return outcome.status


def print_changes(changes: Sequence[Change]) -> None:
    """Print what changed since forms went out, one group for each kind of change."""
    for event in dict.fromkeys(change.event for change in changes):
        lines = [_line(one) for one in changes if one.event is event]
        print_files(event.value, lines, "条")


def _line(change: Change) -> str:
    """Return one change: the measure, and what it was and is."""
    measure = change.measure + (f"（原 {change.former}）" if change.former else "")
    if not change.old and not change.new:
        return f"{measure}  {change.unit}"
    if not change.old:
        return f"{measure}  {change.unit}  {_short(change.new)}"
    return f"{measure}  {change.unit}  {_short(change.old)} → {_short(change.new) or '（空）'}"


def _short(text: str) -> str:
    return beginning(" ".join(text.split()), QUOTED)


def _judged(options: argparse.Namespace) -> Judgement:
    """Return what the clerk has decided."""
    from compiler.analysis.reissue import Judgement

    return Judgement(tuple(_pairs(options.same)), tuple(dict.fromkeys(options.other)))


def _pairs(said: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return dict.fromkeys(said)
