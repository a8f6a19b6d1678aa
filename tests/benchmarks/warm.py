"""Warm equals cold: a project edited at random, compiled after every edit with a memory of what its
workbooks came to and without one, everything told and written compared byte for byte.

    python tests/benchmarks/warm.py [--steps 2000] [--seed 1] [--apart 50]

An edit changes the project (answers, forms that come, go and change names, register, words, kind),
the program (plug-ins, another version that reads otherwise) or the memory (entries damaged, cut,
exchanged, of another version, gone; two compiles at once). All files bear the same time. Every
``--apart`` steps two processes that share one empty memory, and one that has none, must say the
same as this one, which compiled everything before. Ctrl-C ends the walk with the counts so far.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.warm_walk import walk


def main() -> int:
    """Walk and print the counts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--apart", type=int, default=50)
    options = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it may be ignored
    with tempfile.TemporaryDirectory() as scratch:
        changed, faults, compared = walk(Path(scratch), options.steps, options.seed, options.apart)
    print(", ".join(f"{name} {count}" for name, count in changed.most_common()))
    print(
        f"{changed.total()} steps, seed {options.seed}, {compared} times compared with three processes: "
        f"{faults} steps at which warm and cold differed"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
