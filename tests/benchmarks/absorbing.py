"""Random edits of Word copies, and whether each comes back to its cell.

    python tests/benchmarks/absorbing.py [--count 3000] [--seed 1] [--jobs 2]

A case is made of its number and the seed alone; ``--only N`` runs one again. Each is one copy of a
small project (a review copy or the notice) with up to six edits, tracked and not, a quarter of them
with a paragraph parted, joined, moved, added or taken out besides. What is held: the base with all
edits found in it says what the copy says; with all sure rows adopted the next draft prints just that,
and nothing else changes; applied twice nothing more changes; undone, every byte is back. Printed are
the edits by what could be done about them.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.absorbed import adopted_text_is_printed, every_edit_is_found, printed, random_copy
from support.projects import small

from compiler.absorbing.comparison import compare
from compiler.wordfile.edited_copy import read_edited_copy


def run(seed: int, numbers: Iterable[int]) -> tuple[list[tuple[int, str]], Counter[str]]:
    """Run cases; return those in which a law is broken, and the edits by their verdict."""
    broken: list[tuple[int, str]] = []
    verdicts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        where = printed(small().write(folder / "印出来的"))
        for number in numbers:
            rng = random.Random(f"{seed}:{number}")
            try:
                content = random_copy(where, rng)
                path = folder / "改稿.docx"
                path.write_bytes(content)
                copy, _ = read_edited_copy(path, path.name)
                assert copy is not None
                edits = compare(where.base, copy).edits
                verdicts.update(edit.landing.verdict.value for edit in edits)
                wrong = [every_edit_is_found(where.base, copy)]
                wrong += adopted_text_is_printed(where, content, folder)
                broken += ((number, fault) for fault in wrong if fault)
            except Exception:
                broken.append((number, traceback.format_exc(limit=-4)))
    return broken, verdicts


def main() -> int:
    """Run the cases that the arguments ask for and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", type=int)
    options = parser.parse_args()
    numbers = range(options.count) if options.only is None else [options.only]
    start = time.monotonic()
    broken: list[tuple[int, str]] = []
    verdicts: Counter[str] = Counter()
    with ProcessPoolExecutor(options.jobs) as pool:
        shares = [numbers[first :: options.jobs] for first in range(options.jobs)]
        for own, counts in pool.map(run, [options.seed] * len(shares), shares):
            broken += own
            verdicts += counts
    for number, fault in sorted(broken):
        print(f"--- {number}\n{fault}")
    print("edits: " + ", ".join(f"{verdict} {count}" for verdict, count in verdicts.most_common()))
    print(
        f"{len(numbers)} copies, seed {options.seed}: a law broken {len(broken)} times; "
        f"{time.monotonic() - start:.0f} s"
    )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
