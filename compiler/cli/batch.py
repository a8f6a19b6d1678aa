"""What ``zhenggai batch`` prints, and what its projects are run by."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from compiler.batch.driver import SUMMARY_FOLDER, BatchOutcome, Limits, compile_batch
from compiler.batch.forkers import FORKERS
from compiler.batch.projects import find_projects
from compiler.batch.shipping import Shipping
from compiler.batch.summary import verdict_of
from compiler.batch.worker import limit_memory
from compiler.cli.chinese_parser import LEFT, NOTHING_LEFT, USAGE_STATUS
from compiler.cli.console import print_files, print_set_aside, progress_on
from compiler.cli.verdicts import Outcome, told_as_json
from compiler.plugins.loading import NO_PLUGINS, load_plugins

PATIENCE = 120
"""Seconds that a cluster without any worker is waited for; the help of ``--scheduler`` names them."""
IDLE_LOOKS = 5
"""So many looks in a row, of two seconds each, no machine of a cluster works on anything before what it was
given is taken for lost: it was once, among fifty kills of workers."""
AT_ONCE = 2
"""So many projects wait for every one that is being compiled."""


def run_batch(options: argparse.Namespace) -> int:
    """Compile every project that is named, and return the exit status: 0 all are publishable, 1
    something is left to do, 2 there is no project.
    """
    named = [Path(path) for path in options.paths]
    projects, wrong = find_projects(named)
    if options.ship and not options.scheduler:
        wrong.append("--ship 是送到集群去编，要和 --scheduler 一起用")
    if wrong or not projects:
        return _wrong(wrong, options)
    if options.memory and not limit_memory(0) and options.format != "json":
        print("这台电脑的系统不能给一个项目限定内存，--memory 没有用上。")
    folder = Path(options.output) if options.output else _usual_folder(named[0])
    try:
        with _executor(options) as (executor, workers, deserted, idle):
            outcome = compile_batch(
                projects,
                folder,
                options.as_of or date.today(),
                Limits(options.timeout, options.memory),
                executor,
                at_once=lambda: AT_ONCE * max(1, workers()),
                plugins=NO_PLUGINS if options.no_plugins else load_plugins(),
                with_plugins=not options.no_plugins,
                again=options.again,
                progress=progress_on(sys.stderr, "编译项目"),
                deserted=deserted,
                idle=idle,
            )
    except _UnreachableError as error:
        return _wrong([str(error)], options)
    return _told(outcome, len(projects), options)


def _wrong(lines: Iterable[str], options: argparse.Namespace) -> int:
    """Print why nothing was compiled; return the exit status."""
    for line in lines:
        print(line, file=sys.stderr if options.format == "json" else sys.stdout)
    if not told_as_json(Outcome("没有编译", USAGE_STATUS), options):
        print("结论：没有编译。请照上面说的改好再运行。")
    return USAGE_STATUS


class _UnreachableError(Exception):
    """The cluster cannot be used; the text says why, in Chinese."""


@contextlib.contextmanager
def _executor(
    options: argparse.Namespace,
) -> Iterator[tuple[Executor, Callable[[], int], Callable[[], bool], Callable[[], bool]]]:
    """Yield what runs the tasks, and what tells how many at a time, whether nobody is left to, and whether
    nobody does.
    """
    if not options.scheduler:
        jobs = options.jobs or os.cpu_count() or 1
        with ThreadPoolExecutor(jobs) as executor:  # a thread only waits for its process
            try:
                yield executor, lambda: jobs, lambda: False, lambda: False
            except KeyboardInterrupt:
                executor.shutdown(wait=False, cancel_futures=True)
                FORKERS.close()
                raise
            finally:
                FORKERS.rest()
        return
    try:
        distributed: Any = import_module("distributed")  # an extra, and it has no types
    except ImportError as error:
        hint = 'pip install "zhenggai-compiler[cluster]"'
        raise _UnreachableError(f"要用集群，先装 dask.distributed：{hint}") from error
    try:
        client = distributed.Client(options.scheduler, timeout="10s")
    except (OSError, ValueError, TimeoutError) as error:
        raise _UnreachableError(
            f"连不上集群的调度程序“{options.scheduler}”，请看它开着没有、地址对不对"
        ) from error
    with client:
        # none may be there yet: those killed are coming back, or they are only started for work
        there = client.get_executor(pure=False, retries=1)
        yield (
            Shipping(there) if options.ship else there,
            lambda: sum(client.nthreads().values()),
            lambda: _deserted(client),
            _idle_watch(client),
        )


def _deserted(client: Any) -> bool:
    """Tell whether a cluster has no worker, and none comes within ``PATIENCE``."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        return True
    return False


def _idle_watch(client: Any) -> Callable[[], bool]:
    """Return what tells whether no worker of a cluster has worked on anything for ``IDLE_LOOKS`` looks."""
    looks = 0

    def idle() -> bool:
        nonlocal looks
        looks = 0 if any(client.processing().values()) else looks + 1
        if looks < IDLE_LOOKS:
            return False
        looks = 0
        return True

    return idle


def _usual_folder(first: Path) -> Path:
    """Return where the summary goes if no folder is named: beside or in what is named first."""
    return (first.parent if first.is_file() else first) / SUMMARY_FOLDER


def _told(outcome: BatchOutcome, total: int, options: argparse.Namespace) -> int:
    """Print what a batch came to; return the exit status."""
    left = bool(outcome.withheld or outcome.unfinished or outcome.trouble)
    status = LEFT if left else NOTHING_LEFT
    verdict = "都可以发布" if not left else "还有要处理的"
    more = {
        "publishable": outcome.publishable,
        "withheld": [result.name for result in outcome.withheld],
        "unfinished": {result.name: result.note for result in outcome.unfinished},
        "standing": outcome.standing,
        "pasted": len(outcome.pasted),
        "trouble": outcome.trouble,
    }
    told = Outcome(verdict, status, (), outcome.written, outcome.set_aside, more)
    if told_as_json(told, options):
        return status
    print_files(
        "没有编完", [f"{it.name}：{verdict_of(it)}，{it.note}" for it in outcome.unfinished]
    )
    errors = [f"{it.name}：错误 {it.findings.get('错误', 0)} 处" for it in outcome.withheld]
    print_files("不能发布", errors)
    if outcome.pasted:
        print(f"几个项目写得一样的有 {len(outcome.pasted)} 处，见汇总的“几处相同”表。")
    if outcome.trouble:
        print(f"有的结果没能写下来：{outcome.trouble}")
    print_files("已写出", map(str, outcome.written))
    print_set_aside(outcome.set_aside)
    stood = f"其中 {outcome.standing} 个没有变，不用重编；" if outcome.standing else ""
    print(
        f"结论：{verdict}。共 {total} 个项目，{stood}可以发布 {outcome.publishable} 个，"
        f"不能发布 {len(outcome.withheld)} 个，没有编完 {len(outcome.unfinished)} 个。"
    )
    return status
