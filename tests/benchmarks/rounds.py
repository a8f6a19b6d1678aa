"""Whole rounds, simulated, with every bend that real ones take, and whether an answer ever gets lost
or stands under a measure it was not given for.

    python tests/benchmarks/rounds.py [--count 200] [--seed 1] [--measures 145] [--units 34]
                                      [--weeks 12] [--jobs 2]

A round is made of its number and the seed alone; ``--only N`` runs one again. Held after every step:
each measure of the register has the last answer that its unit gave for it, and no other; each light
is explained by the register; in the end the notice prints just these answers, in order, and what was
moved or removed is kept. Printed are the bends and what came of them.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.round_weeks import play
from support.rounds import new_world
from support.workbooks import Reader

from compiler.commands import receiving
from compiler.excel.reading import project as reading
from compiler.excel.writing import workbooks
from compiler.outputs import forms
from compiler.receiving import recognised, sorting
from compiler.schema.books import Schema
from compiler.storage import written

READ_BYTES, FINGERPRINT = recognised.read_bytes, written.fingerprint


def remember() -> None:
    """Read the same bytes once, take their fingerprint once, and write the same contents once, in this
    process: test_workbook_writer and test_reproducible hold that nothing else comes of doing it again.
    """
    known: dict[tuple[str, bytes], Any] = {}

    def read_once(content: bytes, file: str, schema: Schema) -> Any:
        key = file, sha256(content).digest()
        if key not in known:
            known[key] = READ_BYTES(content, file, schema)
        record, found, source = known[key]
        return record, list(found), source

    for module in (recognised, sorting, receiving):
        module.read_bytes = read_once  # type: ignore[attr-defined]

    said: dict[tuple[str, bytes], str | None] = {}

    def fingerprint_once(name: str, content: bytes) -> str | None:
        key = Path(name).suffix.lower(), sha256(content).digest()
        if key not in said:
            said[key] = FINGERPRINT(name, content)
        return said[key]

    written.fingerprint = fingerprint_once  # type: ignore[attr-defined]
    reading.read_workbook = Reader().read  # type: ignore[assignment]
    workbooks_of: dict[str, bytes] = {}

    def write_workbook(*given: Any, **options: Any) -> bytes:
        key = repr((given, sorted(options.items())))
        if key not in workbooks_of:
            workbooks_of[key] = workbooks.write_workbook(*given, **options)
        return workbooks_of[key]

    forms.write_workbook = write_workbook


def run(
    seed: int, number: int, measures: int, units: int, weeks: int
) -> tuple[int, list[str], Counter[str]]:
    """Run a round; return its number, what is wrong, and what happened."""
    remember()
    folder = Path(tempfile.mkdtemp())
    world = new_world(random.Random(f"{seed}:{number}"), folder / "项目", measures, units)
    try:
        play(world, weeks)
    except Exception:
        world.wrong.append(traceback.format_exc(limit=-4))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return number, world.wrong, Counter(world.counts)


def main() -> int:
    """Run the rounds that the arguments ask for and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--measures", type=int, default=145)
    parser.add_argument("--units", type=int, default=34)
    parser.add_argument("--weeks", type=int, default=12)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", type=int)
    options = parser.parse_args()
    numbers: Iterable[int] = range(options.count) if options.only is None else [options.only]
    start = time.monotonic()
    broken = done = 0
    happened: Counter[str] = Counter()
    with ProcessPoolExecutor(options.jobs) as pool:
        size = (options.measures, options.units, options.weeks)
        tasks = [pool.submit(run, options.seed, number, *size) for number in numbers]
        for task in as_completed(tasks):
            number, wrong, counts = task.result()
            happened += counts
            done += 1
            broken += bool(wrong)
            for fault in wrong[:10]:
                print(f"--- {number}: {fault}", flush=True)
    print(", ".join(f"{name} {count}" for name, count in sorted(happened.items())))
    print(
        f"{done} rounds of {options.measures} measures, {options.units} units, {options.weeks} weeks, "
        f"seed {options.seed}: a law broken in {broken}; {time.monotonic() - start:.0f} s"
    )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
