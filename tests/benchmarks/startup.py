"""What starting costs: ``--version`` and ``--help`` against ``python -c pass``.

    python tests/benchmarks/startup.py [--times N]

The runs are interleaved, so that a busy machine slows all of them alike. Printed are the medians of
N runs in processor time and their ratios; status 1 if one is over its limit.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

EMPTY = "python -c pass"
LIMITS = {"zhenggai --version": 2.5, "zhenggai --help": 4.0, "zhenggai rules": None}


def main() -> int:
    """Print the table and tell whether the limits hold."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--times", type=int, default=21, metavar="N")
    times = parser.parse_args().times
    entry = str(Path(sys.executable).with_name("zhenggai"))
    commands = {EMPTY: [sys.executable, "-c", "pass"]}
    commands |= {name: [entry, *name.split()[1:]] for name in LIMITS}
    for command in commands.values():  # compiled files are written, and read once
        cost(command)
    costs: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            costs[name].append(cost(command))
    medians = {name: statistics.median(found) for name, found in costs.items()}
    over = False
    for name, median in medians.items():
        ratio, limit = median / medians[EMPTY], LIMITS.get(name)
        allowed = f"  at most {limit}" if limit else ""
        print(f"{name:<20} {median * 1000:7.1f} ms {ratio:6.2f}{allowed}")
        over |= limit is not None and ratio > limit
    return int(over)


def cost(command: list[str]) -> float:
    """Return the processor time of one run, its own and the system's, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = os.environ | {"PYTHONUTF8": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
