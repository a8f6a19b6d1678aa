"""What ``zhenggai kind`` prints."""

from __future__ import annotations

import argparse
from pathlib import Path

from compiler.cli.console import print_diagnostics, print_files, tally
from compiler.cli.verdicts import Outcome, status_of, told_as_json
from compiler.commands.kinds import KindJudged, check_kind, list_kinds, new_kind
from compiler.commands.learning import learn_kind


def run_action(options: argparse.Namespace) -> int:
    """Do what is wanted about kinds of notice and return the exit status."""
    root = Path(options.project)
    if options.action == "list":
        return _list(root, options)
    if options.action == "learn":
        return _learn(root, options)
    if options.action == "new":
        judged = new_kind(root, options.name, options.like)
        verdict = "已起草" if judged.written else "没有起草"
    else:
        judged = check_kind(root, options.name)
        verdict = "已印样张" if judged.written else "没有印样张"
    outcome = Outcome(
        verdict,
        status_of(judged.diagnostics, unread=judged.undone, left=bool(judged.diagnostics)),
        judged.diagnostics,
        [root / file for file in judged.written],
    )
    if told_as_json(outcome, options):
        return outcome.status
    print_diagnostics(judged.diagnostics)
    print_files("已写出", judged.written)
    print(_next(options, judged) or f"结论：{verdict}。{tally(judged.diagnostics)}。")
    return outcome.status


def _list(root: Path, options: argparse.Namespace) -> int:
    kinds = list_kinds(root)
    more = {"kinds": [{"name": it.name, "title": it.title, "remark": it.remark} for it in kinds]}
    outcome = Outcome(f"有 {len(kinds)} 种", 0, more=more)
    if not told_as_json(outcome, options):
        for kind in kinds:
            print(f"{kind.name}  {kind.title}")
            if kind.remark:
                print(f"    {kind.remark}")
    return outcome.status


def _learn(root: Path, options: argparse.Namespace) -> int:
    """Propose a kind from a published notice."""
    learned = learn_kind(root, Path(options.name), options.called)
    back = learned.back
    verdict = "已草拟" if learned.written else "没有草拟"
    outcome = Outcome(
        verdict,
        status_of(learned.diagnostics, unread=learned.undone, left=bool(learned.diagnostics)),
        learned.diagnostics,
        [root / file for file in learned.written],
        more={"same": back.same, "paragraphs": back.of} if back else {},
    )
    if told_as_json(outcome, options):
        return outcome.status
    print_diagnostics(learned.diagnostics)
    print_files("已写出", learned.written)
    if back is not None:
        print(f"照草拟的模板导入再印出，{back.of} 段里有 {back.same} 段与原文一字不差。")
    if learned.written:
        print(
            f"下一步：对照原文改 {learned.written[0]}，"
            f"再运行 zhenggai kind check {options.called} 看样张"
        )
    else:
        print(f"结论：{verdict}。{tally(learned.diagnostics)}。")
    return outcome.status


def _next(options: argparse.Namespace, judged: KindJudged) -> str:
    """Return the next step after a kind has been begun."""
    if options.action != "new" or not judged.written:
        return ""
    return (
        f"下一步：照自己的通报改 {judged.written[0]}，"
        f"再运行 zhenggai kind check {options.name} 看样张"
    )
