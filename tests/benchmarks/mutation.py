"""Plant one defect at a time in clean projects and count how many the compiler reports.

    python tests/benchmarks/mutation.py [--seed N] [--count N] [--project DIR] [--only CLASS]

Runs on the sample and, where it lies beside the checkout, on the imported reference notice;
plants at least ``--count`` defects in all and prints caught/planted for each class, family and
project, then the mutants that survived. A mutant is caught if a finding appears that the clean
project does not have, or one more of its kind at its cell. Defects are planted in the records as
read, so that a thousand mutants take minutes; each depends on the seed, the project and its
number alone.

Counted is what something can contradict. A figure that nobody declares and no sentence relates to
another can only be seen by the person who knows it; such figures are what the sheet 未核数字 of
the check report lists. Digits changed in them, in titles that stand in one place only, and
persons registered in one place only are planted too and shown under 不计入, with the share of the
project's figures that they are.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from math import ceil
from pathlib import Path
from random import Random

from classes import FAMILIES
from planting import Clean, Mutator, findings, open_project

from compiler.chinese.quantities import quantities
from compiler.commands.importing import import_project
from compiler.diagnostics import has_errors

ROOT = Path(__file__).parents[2]
NOTICE = ROOT.parent / "shared" / "reference" / "notice.txt"
CLASSES: dict[str, Mutator] = {
    name: mutator for family in FAMILIES for name, mutator in family.classes.items()
}
COUNTED = {
    general: [
        name
        for family in FAMILIES
        if family.least is not None and family.general is general
        for name in family.classes
    ]
    for general in (False, True)
}
ALL_COUNTED = {name for names in COUNTED.values() for name in names}
LEAST = 60
"""No class of a counted family may be caught less often, in percent."""
OVERALL = {False: 95, True: 80}
"""What is demanded of all mutants together: of the families that were there first, and of those that
came with checks that generalise (``Family.general``)."""
Shares = dict[bool, tuple[int, int]]
"""Caught and planted of the families that were there first, and of the general ones."""
Outcome = tuple[str, bool, str]
"""A class, whether its mutant was caught, and what the defect was."""
_OPENED: list[Clean] = []


def _open(root: Path) -> None:
    _OPENED[:] = [open_project(root)]


def _plant(order: tuple[str, str]) -> Outcome | None:
    name, seed = order
    clean = _OPENED[0]
    mutant = CLASSES[name](clean, Random(seed))
    if mutant is None:
        return None
    before = clean.found if mutant.control is None else findings(mutant.control)
    return name, bool(findings(mutant.project) - before), mutant.change


def run(root: Path, title: str, seed: int, count: int, only: str) -> tuple[Shares, bool]:
    """Plant at least ``count`` defects over all classes that the project has matter for, and
    print the outcome.
    """
    _open(root)
    clean = _OPENED[0]
    names = [
        name for name in CLASSES if only in name and CLASSES[name](clean, Random(seed)) is not None
    ]
    each = ceil(count / max(1, sum(name in ALL_COUNTED for name in names) or len(names)))
    orders = [(name, f"{seed} {title} {name} {number}") for number in range(each) for name in names]
    with ProcessPoolExecutor(os.cpu_count(), initializer=_open, initargs=(root,)) as pool:
        outcomes = [
            outcome for outcome in pool.map(_plant, orders, chunksize=4) if outcome is not None
        ]
    print(f"{title}, seed {seed}: {len(clean.found)} kinds of finding before, {_vouched(clean)}")
    missing = [name for name in CLASSES if only in name and name not in names]
    if missing:
        print(f"  nothing to plant for: {' '.join(missing)}")
    return _print(outcomes)


def _vouched(clean: Clean) -> str:
    total = sum(len(quantities(passage.text)) for passage in clean.printed.passages)
    return f"{total - len(clean.unbound)} of {total} figures vouched for"


def _print(outcomes: Iterable[Outcome]) -> tuple[Shares, bool]:
    planted = Counter(name for name, _, _ in outcomes)
    caught = Counter(name for name, seen, _ in outcomes if seen)
    good = True
    for family in FAMILIES:
        names = [name for name in family.classes if planted[name]]
        if not names:
            continue
        own = sum(caught[name] for name in names), sum(planted[name] for name in names)
        print(
            _line(
                *own,
                f"{family.name}{'' if family.least is None else f' (at least {family.least}%)'}",
            )
        )
        for name in names:
            print("  " + _line(caught[name], planted[name], name))
            good &= family.least is None or caught[name] * 100 >= planted[name] * LEAST
        good &= family.least is None or own[0] * 100 >= own[1] * family.least
    for name, seen, change in outcomes:
        if not seen and name in ALL_COUNTED:
            print(f"    survived {name}: {change}")
    return {
        general: (sum(caught[name] for name in names), sum(planted[name] for name in names))
        for general, names in COUNTED.items()
    }, good


def _line(caught: int, planted: int, name: str) -> str:
    return f"  {caught:4}/{planted:<4} {caught * 100 / max(planted, 1):5.1f}%  {name}"


def _projects(project: Path | None, folder: Path) -> Iterator[tuple[Path, str]]:
    if project is not None:
        yield project, project.resolve().name
        return
    yield ROOT, "sample"
    if not NOTICE.is_file():
        print(f"no reference notice at {os.path.relpath(NOTICE, ROOT)}: the sample alone")
    elif not has_errors((started := import_project(NOTICE, folder / "reference")).diagnostics):
        yield folder / "reference", "reference"
    else:
        print(f"the reference notice could not be imported: {started.diagnostics[0].message}")


def main() -> int:
    """Read the options and run; exit status 1 if a share is below what is demanded."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=20250220)
    parser.add_argument("--count", type=int, default=1000, help="defects to plant in all")
    parser.add_argument("--project", type=Path, help="this project only")
    parser.add_argument("--only", default="", help="classes whose name contains this")
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    with tempfile.TemporaryDirectory() as folder:
        projects = list(_projects(options.project, Path(folder)))
        count = ceil(options.count / len(projects))
        results = [run(root, title, options.seed, count, options.only) for root, title in projects]
    good = all(fine for _, fine in results)
    for general, least in OVERALL.items():
        caught, planted = (sum(shares[general][i] for shares, _ in results) for i in (0, 1))
        good &= caught * 100 >= planted * least
        which = "general families" if general else "first families"
        print(_line(caught, planted, f"{which} overall (at least {least}%)"))
    print("as demanded" if good else "LESS THAN DEMANDED")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
