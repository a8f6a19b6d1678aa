"""The command receive: what came, where each of it went and why, and what is wrong with it by cell."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path

from compiler.cli.console import print_diagnostics, print_files, print_set_aside, progress_on, tally
from compiler.cli.verdicts import Outcome, status_of, told_as_json
from compiler.commands.receiving import Reception
from compiler.diagnostics import has_errors
from compiler.plugins.loading import Plugins
from compiler.receiving import decisions
from compiler.receiving.receipts import ReceivedFile


def receive(options: argparse.Namespace, plugins: Plugins) -> int:
    """File what units sent: 0 all is filed and free of errors, 1 something is for a person, 2 nothing
    could be read.
    """
    from compiler.commands.receiving import receive as receive_paths

    now = datetime.now()
    at = datetime.combine(options.as_of, time.min) if options.as_of else now
    reception = receive_paths(
        Path(options.project),
        [Path(path) for path in options.paths],
        at,
        progress_on(sys.stderr, "读取表格"),
        plugins=plugins,
    )
    left = reception.failed or any(one.for_a_person for one in reception.files)
    found = [*reception.diagnostics, *reception.faults]
    outcome = Outcome(
        _verdict(reception),
        status_of(found, unread=reception.unread, left=left),
        found,
        reception.written,
        reception.set_aside,
        {"received": [_json(one) for one in reception.files], "notes": list(reception.notes)},
    )
    if told_as_json(outcome, options):
        return outcome.status
    for own in decisions.Outcome:
        print_files(own.value, _lines(reception, own))
    print_diagnostics(found)
    print_files("另外", reception.notes)
    receipts = [str(path) for path in reception.written if path.suffix == ".txt"]
    print_files("给各单位的回执", [path for path in receipts if "回执" in path])
    print_set_aside(reception.set_aside)
    counted = f"{tally(found)}。" if found else ""
    print(f"结论：{outcome.verdict}。{counted}")
    return outcome.status


def _verdict(reception: Reception) -> str:
    """Say what a reception came to, in a few words."""
    if reception.failed and not reception.files:
        return "什么也没有收"
    files = reception.files
    if not files:
        return "里面没有可收的文件"
    if all(one.again for one in files) and not any(one.for_a_person for one in files):
        return "都是以前收过的，没有变化"
    counts = {
        "收下填报表 {} 张": decisions.Outcome.TAKEN,
        "佐证材料 {} 份": decisions.Outcome.EVIDENCE,
    }
    parts = [
        told.format(count)
        for told, own in counts.items()
        if (count := sum(one.outcome is own for one in files))
    ]
    people = sum(one.for_a_person for one in files)
    rest = len(files) - people - sum(one.outcome in counts.values() for one in files)
    parts += [f"没有变化的 {rest} 个"] if rest else []
    parts += [f"要人看的 {people} 个"] if people else []
    faulty = {one.spans[0].file for one in reception.faults if has_errors([one])}
    parts += [f"收下的表里有错误的 {len(faulty)} 张"] if faulty else []
    return "，".join(parts)


def _lines(reception: Reception, own: decisions.Outcome) -> Iterator[str]:
    """Yield a line for each file with one outcome: what it is, whose, where it went and why."""
    for one in reception.files:
        if one.outcome is own:
            whose = " ".join(part for part in (one.measure, one.unit) if part)
            to = f" → {one.file}" if one.file else ""
            why = f"：{one.reason}" if one.reason else ""
            yield f"{f'{whose}  ' if whose else ''}{one.item.shown}{to}{why}"


def _json(one: ReceivedFile) -> dict[str, object]:
    """Return a file as programs read of it."""
    return {
        "path": list(one.item.path),
        "sha256": one.item.digest,
        "outcome": one.outcome.value,
        "reason": one.reason,
        "measure": one.measure,
        "unit": one.unit,
        "revision": one.revision,
        "file": one.file,
        "original": one.original,
        "again": one.again,
        "for_a_person": one.for_a_person,
    }
