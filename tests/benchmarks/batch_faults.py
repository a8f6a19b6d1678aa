"""A batch in which one project hangs, one eats memory, one kills its process and one finds the disk
full: every other project done and right, each failure named, whoever works on them.

    python tests/benchmarks/batch_faults.py [--jobs 1,2,4] [--timeout 60] [--cluster]

The projects' outputs and the summary must be the same bytes with any number of workers, and with
``--cluster`` on a Dask cluster, by shared folders and by archives. A second run must do those only
that had failed. Linux only: the system limits memory.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from batch_kills import batch, contents
from support.deeds import DIES, EATS, FULL, HANGS, install_deeds
from support.projects import small

GOOD = 4
FAILS = (HANGS, DIES, EATS)


def write(city: Path) -> Path:
    """Write good projects, and one for each deed."""
    for number in range(GOOD):
        project = small()
        answer = f"第{number}区已盘活空置床位120张，提醒谈话5人。"
        project.form("措施02-01").fields["进展情况"] = answer
        project.write(city / f"{number}区")
    for deed in HANGS, DIES, EATS, FULL:
        project = small()
        project.information["通报标题"] = f"关于{deed}的通报"
        project.write(city / deed)
    return city


def faults(told: dict[str, object], city: Path, *, again: bool) -> list[str]:
    """Return what is wrong with what a batch told."""
    unfinished, withheld = told["unfinished"], told["withheld"]
    assert isinstance(unfinished, dict)
    right = {
        "failures that are named": {*unfinished} == {*FAILS} and all(unfinished.values()),
        "what could not be written": withheld == [FULL],
        "the others": told["publishable"] == GOOD,
        "how many stood": told["standing"] == (GOOD if again else 0),
        "their files": all((city / f"{n}区/output/通报.docx").is_file() for n in range(GOOD)),
    }
    return [f"{what}: {told}" for what, holds in right.items() if not holds]


def main() -> int:
    """Run with every number of workers and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", default="1,2,4")
    parser.add_argument("--timeout", type=int, default=60)
    parser.add_argument("--cluster", action="store_true")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    (folder / "装").mkdir()
    install_deeds(folder / "装")
    root = str(Path(__file__).resolve().parents[2])
    os.environ["PYTHONPATH"] = os.pathsep.join([str(folder / "装"), root])
    sys.path.insert(0, str(folder / "装"))
    clean = write(folder / "净" / "市")
    ways = {f"{jobs} jobs": ["--jobs", jobs] for jobs in options.jobs.split(",")}
    wrong = 0
    first: dict[str, bytes] = {}
    with contextlib.ExitStack() as stack:
        if options.cluster:
            from distributed import LocalCluster

            made = LocalCluster(
                n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
            )
            address = stack.enter_context(made).scheduler_address
            ways |= {
                "cluster": ["--scheduler", address],
                "cluster, shipped": ["--scheduler", address, "--ship"],
            }
        for number, (name, where) in enumerate(ways.items()):
            city = folder / str(number) / "市"
            shutil.copytree(clean, city)
            limits = ["--memory", "400", "--timeout", str(options.timeout)]
            _, told = batch(city, *where, *limits)
            found = faults(told, city, again=False)
            files = contents(city)
            first = first or files
            found += [f"not the same: {it}" for it in first if files.get(it) != first[it]]
            _, told = batch(city, *where, *limits)
            found += faults(told, city, again=True)
            wrong += len(found)
            print(
                f"{name}: {len(files)} files, {len(found)} faults", *found, sep="\n    ", flush=True
            )
    shutil.rmtree(folder)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
