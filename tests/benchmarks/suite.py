"""Measure the suite's CPU time, module by module.

``python tests/benchmarks/suite.py [PYTEST ARGUMENT …]`` runs the tests in one process and prints
the seconds that it and the processes it started were computing (user and system) for each module,
the most expensive first, with the number of its tests, and the total. What the session shares is
counted where it is first asked for. The time on the clock says little on a shared machine; this
says what the suite costs.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import attrs
import pytest

ROOT = Path(__file__).parents[2]


def used() -> float:
    """Return the CPU seconds of this process and of those it started and saw end."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@attrs.define
class Meter:
    """A plugin that counts the CPU seconds and the tests of each module."""

    seconds: Counter[str] = attrs.field(factory=Counter)
    tests: Counter[str] = attrs.field(factory=Counter)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Count one test with its fixtures."""
        module = item.nodeid.partition("::")[0]
        before = used()
        result = yield
        self.seconds[module] += used() - before
        self.tests[module] += 1
        return result


def main() -> int:
    """Run the tests and tell."""
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    meter = Meter()
    arguments = ["-q", "--numprocesses=0", "-p", "no:cacheprovider", *sys.argv[1:]]
    status = pytest.main(arguments, plugins=[meter])
    for module, seconds in meter.seconds.most_common():
        print(f"{seconds:8.1f} s  {module}: {meter.tests[module]}")
    print(f"{used() - meter.seconds.total():8.1f} s  start and collection")
    print(f"{used():8.1f} s  total: {meter.tests.total()}")
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
