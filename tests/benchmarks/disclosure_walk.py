"""Plant a mobile number, an identity number and a secrecy mark in every place that becomes
public, one at a time.

``python tests/benchmarks/disclosure_walk.py [PROJECT …]`` walks every printed cell and every
piece of the outline's set wording of the sample, or of other projects, and prints how many were
answered with an error of disclosure on that very place.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.disclosure_walk import PLANTS, Planted, walk_cells, walk_outline

from compiler.commands.checking import Analysis, analyse

ROOT = Path(__file__).parents[2]


def walk(root: Path, name: str) -> list[Planted]:
    """Return what one plant comes to everywhere in a project."""
    analysis: Analysis = analyse(root)
    plants = {name: PLANTS[name]}
    return list(chain(walk_outline(analysis, plants), walk_cells(analysis, root, plants)))


def main() -> int:
    """Walk the projects named, and tell."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    silent = 0
    for root in [Path(argument) for argument in sys.argv[1:]] or [ROOT]:
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            walked = [one for some in pool.map(walk, [root] * len(PLANTS), PLANTS) for one in some]
        outcomes = Counter(
            (one.plant, "told" if one.told else "refused" if one.refused else "silent")
            for one in walked
        )
        for plant in PLANTS:
            told, refused, missed = (
                outcomes[plant, outcome] for outcome in ("told", "refused", "silent")
            )
            print(
                f"{root.name} {plant}: {told} told on their place, {refused} refused as no number, {missed} silent"
            )
        for one in walked:
            if not (one.told or one.refused):
                silent += 1
                print(f"  silent: {one.plant} in {one.place.describe()}, {sorted(one.codes)}")
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main())
