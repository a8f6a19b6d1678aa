"""One project compiled in a process of its own, so that whatever happens to it happens to it
alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time

from compiler.batch.forkers import CAN_FORK, FORKERS, HOME, LOST, ONE_HEAP, Ended
from compiler.batch.results import CONVERTER, Cost, End, ProjectResult, Task, Worked
from compiler.version import VERSION

TRIES = 2
"""A process may die of what its machine did; what dies twice is the project's own doing."""
TOLD = 200
"""Characters of what a process said last that are told."""


def compile_apart(task: Task) -> Worked:
    """Return what compiling ``task`` came to, however its process ended; tried once more if it did
    not come to an end. A program of another version, on a machine of a cluster, does not begin.
    """
    if task.version != VERSION:
        note = f"干活的机器上装的是 {VERSION} 版，这里是 {task.version} 版，请装成一样的"
        return Worked(ProjectResult(task.name, End.FAILED, note=note))
    start = time.monotonic()
    result, memory = _attempt(task)
    for _ in range(TRIES - 1):
        if result.end is End.DONE or FORKERS.closed:
            break
        result, memory = _attempt(task)
    return Worked(result, Cost(round(time.monotonic() - start, 2), memory))


def _attempt(task: Task) -> tuple[ProjectResult, int]:
    """Run the process of a project once; return what it came to, and the MiB it used at most."""

    def unfinished(end: End, note: str) -> tuple[ProjectResult, int]:
        return ProjectResult(task.name, end, note=note), 0

    try:
        ended = _ended(task)
    except OSError as error:
        return unfinished(End.FAILED, f"进程没能开始：{error.strerror}")
    if ended.status is None:
        return unfinished(End.TIMEOUT, f"{task.seconds} 秒没有编完")
    if ended.status == 0:
        try:
            result, memory = json.loads(ended.printed)
            return CONVERTER.structure(result, ProjectResult), int(memory)
        except Exception:
            return unfinished(End.FAILED, "进程没有说清结果")
    said = ended.said.strip().splitlines()
    last = said[-1][:TOLD] if said else ""
    if "MemoryError" in last:
        return unfinished(End.MEMORY, f"用了超过 {task.memory} MB 内存")
    if ended.status < 0:
        return unfinished(End.KILLED, f"进程被系统中止（信号 {-ended.status}）")
    return unfinished(End.FAILED, last or f"退出状态 {ended.status}")


def _ended(task: Task) -> Ended:
    """Return how the process of a project ended: forked from one that has loaded the compiler, where
    the system can, or one that has to load it; raises :class:`OSError`.
    """
    given = json.dumps(CONVERTER.unstructure(task), ensure_ascii=True)
    if CAN_FORK:
        with contextlib.suppress(OSError):
            return FORKERS.run(given, task.seconds)
        if FORKERS.closed:
            return LOST
    try:
        ended = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "compiler.batch.worker", given],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd=HOME,
            env=os.environ | ONE_HEAP,
            timeout=task.seconds or None,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Ended(None)
    printed, said = (text.decode("utf-8", "replace") for text in (ended.stdout, ended.stderr))
    return Ended(ended.returncode, printed, said)
