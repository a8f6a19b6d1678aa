"""A batch from its projects to its summary: what stands is passed over, the rest is compiled."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from datetime import date
from pathlib import Path

import attrs

from compiler.batch.apart import compile_apart
from compiler.batch.pasted import Pasted, find_pasted
from compiler.batch.results import Cost, End, ProjectResult, Task, Worked
from compiler.batch.resuming import results_in, standing
from compiler.batch.running import run
from compiler.batch.summary import Summary, summary_json, write_summary
from compiler.diagnostics import reason_of
from compiler.plugins.loading import Plugins
from compiler.storage.journal import Aside
from compiler.storage.publish import publish

SUMMARY_FOLDER = "批量汇总"
SUMMARY_BOOK, SUMMARY_JSON, COSTS = "批量汇总.xlsx", "批量汇总.json", "用时.json"


@attrs.frozen
class Limits:
    """What a project may take: seconds of the clock and MiB of memory, 0 for no limit."""

    seconds: int
    memory: int


@attrs.frozen
class BatchOutcome:
    """What a batch came to: its projects by verdict, how many stood from an earlier run, what was
    written, and why what could not be was not.
    """

    publishable: int
    withheld: tuple[ProjectResult, ...]
    unfinished: tuple[ProjectResult, ...]
    standing: int
    pasted: tuple[Pasted, ...]
    written: tuple[Path, ...]
    set_aside: tuple[Aside, ...] = ()
    trouble: str = ""


Told = Callable[[int, int], None]


def compile_batch(
    projects: Mapping[str, Path],
    folder: Path,
    day: date,
    limits: Limits,
    executor: Executor,
    *,
    at_once: Callable[[], int],
    plugins: Plugins,
    with_plugins: bool = True,
    again: bool = False,
    progress: Told = lambda done, total: None,
    work: Callable[[Task], Worked] = compile_apart,
    deserted: Callable[[], bool] = lambda: False,
    idle: Callable[[], bool] = lambda: False,
) -> BatchOutcome:
    """Compile ``projects``, each on its own, and write the summary of all into ``folder``.

    A project whose last result still stands is not compiled, unless ``again``. ``day`` is that by
    which units are late; ``deserted`` and ``idle`` as for :func:`run`.
    """
    results = results_in(folder, projects)
    costs: dict[str, Cost] = {}
    in_memory: dict[str, ProjectResult] = {}
    troubles: list[str] = []
    stood: list[str] = []

    def tasks() -> Iterator[Task]:
        for name, root in projects.items():
            if not again and standing(root, results.read(name), plugins):
                stood.append(name)
                progress(len(stood) + len(done), len(projects))
            else:
                place = str(root.absolute())
                yield Task(name, place, limits.seconds, limits.memory, with_plugins)

    done: set[str] = set()
    for worked in run(tasks(), executor, at_once, work, deserted, idle):
        name = worked.result.name
        done.add(name)
        if worked.cost is not None:
            costs[name] = worked.cost
        try:
            results.keep(worked.result)
        except OSError as error:
            troubles.append(reason_of(error))
            in_memory[name] = attrs.evolve(worked.result, stated=())
        progress(len(stood) + len(done), len(projects))

    def all_results() -> Iterator[ProjectResult]:
        for name in projects:
            kept = in_memory.get(name) or results.read(name)
            yield kept or ProjectResult(name, End.FAILED, note="结果没能存下来")

    pasted = find_pasted(all_results())
    summary = Summary(day, all_results, pasted)
    files = {
        folder / SUMMARY_BOOK: write_summary(summary),
        folder / SUMMARY_JSON: summary_json(summary),
        folder / COSTS: _costs(costs, projects),
    }
    asides: tuple[Aside, ...] = ()
    try:
        asides = tuple(publish(folder, files))
    except OSError as error:
        troubles.append(reason_of(error))
        files = {}
    withheld = [it for it in all_results() if it.end is End.DONE and not it.publishable]
    unfinished = [it for it in all_results() if it.end is not End.DONE]
    return BatchOutcome(
        len(projects) - len(withheld) - len(unfinished),
        tuple(attrs.evolve(it, stated=(), owed=()) for it in withheld),
        tuple(unfinished),
        len(stood),
        pasted,
        tuple(files),
        asides,
        "；".join(dict.fromkeys(troubles)),
    )


def _costs(costs: Mapping[str, Cost], projects: Mapping[str, Path]) -> bytes:
    """Return what each project took: apart from the summary, which is the same every time."""
    told = {name: attrs.asdict(costs[name]) for name in projects if name in costs}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
