"""Workers of a batch killed at random moments: every other project done and right, each failure
named, and a second run finishes only what is missing.

    python tests/benchmarks/batch_kills.py [--kills 50] [--projects 8] [--seed 1] [--cluster] [--ship]

A victim works on a project, or is the loaded process that makes those which do. With ``--cluster`` the
workers of a Dask cluster are killed, together with what they run, and with ``--ship`` they get the
projects as archives; it needs the extra ``cluster``. Linux only: processes are found in /proc.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.projects import small

from compiler.cli.main import main as zhenggai

WORKER = b"compiler.batch."
"""What the command lines of the processes say that work on projects, or make those that do."""
DAY = ("--as-of", "2025-07-15")


def processes(ancestor: int) -> dict[int, int]:
    """Return the processes that work on projects below ``ancestor``, this process or a cluster's, and
    for each the one that has asked it to.
    """
    parents, working = {}, []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError):
                parents[int(entry)] = int(
                    Path("/proc", entry, "stat").read_text().rpartition(")")[2].split()[1]
                )
                if WORKER in Path("/proc", entry, "cmdline").read_bytes():
                    working.append(int(entry))
    lines = {pid: [*_line(pid, parents)] for pid in working}
    return {
        pid: next(above for above in line if above not in working)
        for pid, line in lines.items()
        if ancestor in line
    }


def _line(pid: int, parents: dict[int, int]) -> Iterator[int]:
    while pid := parents.get(pid, 0):
        yield pid


class Killer(threading.Thread):
    """Kills working processes at random moments until it is stopped."""

    def __init__(self, rng: random.Random, most: int, *, around: bool) -> None:
        super().__init__(daemon=True)
        self.rng, self.left, self.around = rng, most, around
        self.killed = 0
        self.stopped = threading.Event()

    def run(self) -> None:
        """Kill until stopped, or nothing is left to be killed."""
        while self.left and not self.stopped.wait(self.rng.uniform(0.05, 1.2)):
            if working := processes(os.getpid()):
                victim = self.rng.choice([*working])
                with contextlib.suppress(OSError):
                    if self.around:  # the worker of the cluster, too
                        os.kill(working[victim], signal.SIGKILL)
                    os.kill(victim, signal.SIGKILL)
                    self.killed += 1
                    self.left -= 1


def batch(city: Path, *more: str) -> tuple[int, dict[str, object]]:
    """Run a batch; return its exit status and what it tells programs."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        status = zhenggai(["batch", str(city), "--format", "json", *DAY, *more])
    return status, json.loads(out.getvalue())


def contents(city: Path) -> dict[str, bytes]:
    """Return what was written but the costs."""
    files = [*city.glob("*/output/*.*"), *city.glob("批量汇总/批量汇总.*")]
    return {path.relative_to(city).as_posix(): path.read_bytes() for path in files}


def main() -> int:
    """Kill, run again, compare; print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--projects", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cluster", action="store_true")
    parser.add_argument("--ship", action="store_true")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    folder = Path(tempfile.mkdtemp())
    clean = folder / "净"
    for number in range(options.projects):
        project = small()
        project.form("措施02-01").fields["进展情况"] = (
            f"第{number}区已盘活空置床位120张，提醒谈话5人。"
        )
        project.write(clean / f"{number}区")
    batch(shutil.copytree(clean, folder / "对照"))
    right = contents(folder / "对照")
    kills = runs = unfinished = wrong = 0
    with contextlib.ExitStack() as stack:
        where = ["--jobs", "2"]
        if options.cluster:
            import dask
            from distributed import LocalCluster

            # or the cluster gives a worker up that is slow to come back
            dask.config.set({"distributed.deploy.lost-worker-timeout": "10 minutes"})
            made = LocalCluster(
                n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
            )
            where = ["--scheduler", stack.enter_context(made).scheduler_address]
            where += ["--ship"] if options.ship else []
        while kills < options.kills:
            runs += 1
            city = shutil.copytree(clean, folder / f"{runs}")
            killer = Killer(rng, options.kills - kills, around=options.cluster)
            killer.start()
            _, told = batch(city, *where)
            killer.stopped.set()
            killer.join()
            kills += killer.killed
            failed = told["unfinished"]
            assert isinstance(failed, dict)
            unfinished += len(failed)
            status, again = batch(city, *where)
            done_before = again["standing"]
            faults = [
                status != 0 and f"the second run ended with {status}",
                done_before != options.projects - len(failed)
                and f"{done_before} stood, {len(failed)} had failed",
                contents(city) != right and "not the same files",
                any(not note for note in failed.values()) and "a failure without a reason",
            ]
            for fault in filter(None, faults):
                wrong += 1
                print(f"--- run {runs}: {fault}")
            shutil.rmtree(city)
    shutil.rmtree(folder)
    print(
        f"{kills} processes killed in {runs} runs of {options.projects} projects, seed {options.seed}: "
        f"{unfinished} projects not finished and named, all finished by the second run; {wrong} faults"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
