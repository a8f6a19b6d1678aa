"""Kinds of notice damaged at random: nothing raises, and nothing accepted in silence prints wrongly.

    python tests/benchmarks/fuzz_kinds.py --count 10000 --seed 1 [--only N] [--kinds FOLDER]

A case is made of its number and the seed alone. Outline and kind.toml of one of the kinds in
``templates`` (or FOLDER) are changed by characters, lines, brackets and widths, loaded, judged, and
poured with content for all they draw. A case fails if something raises, or if nothing was said and
what is printed shows a brace, a label over nothing or a series that is not 1 to n.
"""

from __future__ import annotations

import argparse
import random
import sys
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.fuzzed_kinds import Texts, damaged, outcome, seeds

from compiler.vocab import Severity


def case(seed: int, number: int, kinds: tuple[Texts, ...]) -> Texts:
    """Return the texts of one case."""
    chance = random.Random(f"{seed} {number}")
    return damaged(chance.choice(kinds), chance)


def main() -> int:
    """Run the cases and say what came of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--kinds", type=Path, action="append")
    options = parser.parse_args()
    kinds = seeds() if not options.kinds else tuple(t for f in options.kinds for t in seeds(f))
    came: Counter[str] = Counter()
    for number in range(options.count) if options.only is None else [options.only]:
        texts = case(options.seed, number, kinds)
        try:
            result = outcome(texts)
        except Exception:
            came["raised"] += 1
            print(f"{number}: {traceback.format_exc()}")
            continue
        if options.only is not None:
            print(*(f"{d.code} {d.spans[0].describe()} {d.message}" for d in result.said), sep="\n")
        if result.seen:
            came["printed wrongly in silence"] += 1
            print(f"{number}: {result.seen[0]}")
            print(*(f"    {change}" for change in changes(texts, kinds)), sep="\n")
        worst = max((d.severity for d in result.said), default=None)
        came[
            {None: "silent", Severity.HINT: "silent"}.get(
                worst, worst.name.lower() if worst else ""
            )
        ] += 1
    print(dict(came))
    return int(bool(came["raised"] or came["printed wrongly in silence"]))


def changes(texts: Texts, kinds: tuple[Texts, ...]) -> list[str]:
    """Return the lines of a case that the nearest kind does not have."""
    own = [line for text in texts.values() for line in text.split("\n")]
    others = [{line for text in kind.values() for line in text.split("\n")} for kind in kinds]
    return min(([line for line in own if line not in other] for other in others), key=len)


if __name__ == "__main__":
    raise SystemExit(main())
