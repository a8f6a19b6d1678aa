"""Measure the suite's CPU time, module by module.

``python tests/benchmarks/suite.py [MODULE …]`` runs every test module, or those named, alone in
one process and prints the seconds that it and the processes it started were computing (user and
system), the most expensive first, with the number of its tests and the total. The time on the
clock says little on a shared machine; this says what the suite costs.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
COUNTED = re.compile(r"(\d+) (passed|failed|skipped|xfailed|error)")


def measure(module: Path) -> tuple[float, str]:
    """Return the CPU seconds of a test module and pytest's own summary of it."""
    before = os.times()
    command = [sys.executable, "-m", "pytest", "-q", "--numprocesses=0", "-p", "no:cacheprovider"]
    run = subprocess.run(
        [*command, str(module)], cwd=ROOT, capture_output=True, check=False, encoding="utf-8"
    )
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    summary = next(
        (line for line in reversed(run.stdout.splitlines()) if COUNTED.search(line)), run.stderr
    )
    return used, ", ".join(f"{count} {word}" for count, word in COUNTED.findall(summary)) or summary


def main() -> int:
    """Measure the modules named, or all, and tell."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    named = [Path(argument).resolve() for argument in sys.argv[1:]]
    measured: list[tuple[float, str]] = []
    for module in named or sorted((ROOT / "tests").rglob("test_*.py")):
        seconds, summary = measure(module)
        measured.append((seconds, f"{module.relative_to(ROOT).as_posix()}  {summary}"))
        print(f"{len(measured)}: {measured[-1][1]}", file=sys.stderr)
    for seconds, line in sorted(measured, reverse=True):
        print(f"{seconds:8.1f} s  {line}")
    print(f"{sum(seconds for seconds, _ in measured):8.1f} s  total of {len(measured)} modules")
    return 1 if any(re.search("failed|error", line) for _, line in measured) else 0


if __name__ == "__main__":
    sys.exit(main())
