"""One project compiled in a process of its own, so that whatever happens to it happens to it
alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from compiler.batch.results import CONVERTER, Cost, End, ProjectResult, Task, Worked

TRIES = 2
"""A process may die of what its machine did; what dies twice is the project's own doing."""
HOME = Path(__file__).resolve().parents[2]
"""Where this program lies, installed or not: its processes must be of the same one."""
TOLD = 200
"""Characters of what a process said last that are told."""


def compile_apart(task: Task) -> Worked:
    """Return what compiling ``task`` came to, however its process ended; tried once more if it did
    not come to an end.
    """
    start = time.monotonic()
    result, memory = _attempt(task)
    for _ in range(TRIES - 1):
        if result.end is End.DONE:
            break
        result, memory = _attempt(task)
    return Worked(result, Cost(round(time.monotonic() - start, 2), memory))


def _attempt(task: Task) -> tuple[ProjectResult, int]:
    """Run the process of a project once; return what it came to, and the MiB it used at most."""

    def unfinished(end: End, note: str) -> tuple[ProjectResult, int]:
        return ProjectResult(task.name, end, note=note), 0

    given = json.dumps(CONVERTER.unstructure(task), ensure_ascii=True)
    command = [sys.executable, "-X", "utf8", "-m", "compiler.batch.worker", given]
    try:
        ended = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd=HOME,
            timeout=task.seconds or None,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return unfinished(End.TIMEOUT, f"{task.seconds} 秒没有编完")
    except OSError as error:
        return unfinished(End.FAILED, f"进程没能开始：{error.strerror}")
    if ended.returncode == 0:
        try:
            result, memory = json.loads(ended.stdout)
            return CONVERTER.structure(result, ProjectResult), int(memory)
        except Exception:
            return unfinished(End.FAILED, "进程没有说清结果")
    said = ended.stderr.decode("utf-8", "replace").strip().splitlines()
    last = said[-1][:TOLD] if said else ""
    if "MemoryError" in last:
        return unfinished(End.MEMORY, f"用了超过 {task.memory} MB 内存")
    if ended.returncode < 0:
        return unfinished(End.KILLED, f"进程被系统中止（信号 {-ended.returncode}）")
    return unfinished(End.FAILED, last or f"退出状态 {ended.returncode}")
