"""The tasks of a batch, run by any executor, a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from itertools import islice

from compiler.batch.apart import compile_apart
from compiler.batch.results import End, ProjectResult, Task, Worked

LOOK = 2.0
"""So many seconds nothing ends before it is asked whether anybody is left to work."""


def run(
    tasks: Iterable[Task],
    executor: Executor,
    at_once: Callable[[], int],
    work: Callable[[Task], Worked] = compile_apart,
    deserted: Callable[[], bool] = lambda: False,
    idle: Callable[[], bool] = lambda: False,
) -> Iterator[Worked]:
    """Yield what each task came to, as they end; no more than ``at_once`` says are handed over, so
    that memory does not grow with the batch: more while machines join, fewer while they leave. What
    the executor itself loses is told as a result, and so is all that is left once it is ``deserted``:
    nobody is there to do it, and nobody will come. If all who are there are ``idle``, what was handed
    over has been lost between them.
    """
    waiting = iter(tasks)
    running: dict[Future[Worked], Task] = {}
    while True:
        for task in islice(waiting, max(0, at_once() - len(running))):
            try:
                running[executor.submit(work, task)] = task
            except RuntimeError as error:  # it is broken, or shut down
                yield _lost(task, error)
        if not running:
            return
        done, _ = wait(running, LOOK, return_when=FIRST_COMPLETED)
        if not done and deserted():
            for future in running:
                future.cancel()
            yield from map(_left, (*running.values(), *waiting))
            return
        if not done and idle():
            for future in running:
                future.cancel()
            yield from map(_forgotten, running.values())
            running.clear()
        for future in done:
            task = running.pop(future)
            try:
                yield future.result()
            except Exception as error:
                yield _lost(task, error)


def _lost(task: Task, error: Exception) -> Worked:
    """Return the result of a task whose worker is gone."""
    note = f"执行它的进程没有了（{type(error).__name__}）"
    return Worked(ProjectResult(task.name, End.KILLED, note=note))


def _forgotten(task: Task) -> Worked:
    """Return the result of a task that nobody works on, though nobody said how it ended."""
    note = "集群里没有机器在编它，也没有机器说编得怎样；再运行一次就补上"
    return Worked(ProjectResult(task.name, End.KILLED, note=note))


def _left(task: Task) -> Worked:
    """Return the result of a task that nobody is there to do."""
    note = "集群里已经没有干活的机器了，等了也没有回来；机器恢复以后再运行一次，只编还没有编完的"
    return Worked(ProjectResult(task.name, End.KILLED, note=note))
