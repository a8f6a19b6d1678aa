"""What the checks cost: their share of a compile, their growth with the text, and the worst that
a cell can hold.

    python tests/benchmarks/speed.py [--project DIR]

All figures are ratios of processor time. The share must stay under a half, and all checks together
cost at most 1.15 floors (``scripts/floor.py``), each time in a process that has checked nothing before,
which alternates with those of the floor; the cost of a
character must stay about the same in a text four and sixteen times as long, and with four and
sixteen times as many forms; a cell of 32,767 characters made to be hard must cost no check more
than a moderate multiple of what an ordinary text of that length does.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from statistics import median
from unittest.mock import patch

import attrs

sys.path.insert(0, str(Path(__file__).parents[1]))

from commands import SCRIPTS, cost
from support.hard_texts import HARD, LONGEST_CELL, alone, full

from compiler.checks.claims.registry import claims
from compiler.checks.printed import PrintedReport
from compiler.checks.registry import RECORD_CHECKS, TEXT_CHECKS
from compiler.chinese.dated_steps import dated_steps
from compiler.chinese.figures.tree import read
from compiler.chinese.ordinals import ordinal_faults
from compiler.chinese.prose_dates import dates
from compiler.chinese.quantities import quantities
from compiler.commands import checking, compilation, compiling
from compiler.model.identifiers import measure_id
from compiler.model.report import Aspect, Measure, Problem, Report
from compiler.model.values import Number, Text
from compiler.notice.kind import Kind

ROOT = Path(__file__).parents[2]
PARTS = (
    (checking, "run_checks"),
    (checking, "claims"),
    (compilation, "missing_headings"),
    (compilation, "unprinted"),
    (compilation, "apply_waivers"),
)
"""What counts as checking in the pipeline, where it is called."""
ALL: tuple[tuple[str, Callable[[PrintedReport], object]], ...] = (
    *(
        (check.__qualname__, lambda printed, c=check: list(c(printed.report)))
        for check in RECORD_CHECKS
    ),
    *((check.__qualname__, lambda printed, c=check: list(c(printed))) for check in TEXT_CHECKS),
)


def forget() -> None:
    """Empty what is remembered of texts."""
    ordinal_faults.cache_clear()
    quantities.cache_clear()
    read.cache_clear()
    dates.cache_clear()
    dated_steps.cache_clear()


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that ``work`` takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def share(root: Path, times: int = 5) -> list[float]:
    """Return the checks' share of a whole compile, measured inside it, several times."""
    shares = []
    for _ in range(times):
        spent = [0.0]
        with tempfile.TemporaryDirectory() as folder:
            patches = [
                patch.object(module, name, _timed(getattr(module, name), spent))
                for module, name in PARTS
            ]
            for each in patches:
                each.start()
            forget()
            whole = seconds(lambda: compiling.compile_project(root, Path(folder)))
            for each in patches:
                each.stop()
        shares.append(spent[0] / whole)
    return shares


def floors(root: Path, times: int = 7) -> list[float]:
    """Return what all checks together cost in a process of their own, measured in floors."""
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        compiling.compile_project(root, Path(folder))
        given = [str(root), str(Path(folder) / "通报.txt"), str(Path(folder) / "地板.docx")]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for _ in range(times):
            floor, _ = cost([sys.executable, str(SCRIPTS / "floor.py"), *given], environment)
            own = [sys.executable, __file__, "--alone", "--project", str(root)]
            said = subprocess.run(
                own, env=environment, capture_output=True, text=True, check=True
            ).stdout
            ratios.append(float(said) / floor)
    return ratios


def alone_in_process(root: Path) -> float:
    """Return the processor seconds that all checks of a project take in a process that is new."""
    spent = [0.0]
    for module, name in PARTS:
        setattr(module, name, _timed(getattr(module, name), spent))
    compilation.check_document(checking.analyse(root))
    return spent[0]


def _timed(function: Callable[..., object], spent: list[float]) -> Callable[..., object]:
    def timed(*arguments: object, **named: object) -> object:
        started = time.process_time()
        result = function(*arguments, **named)
        result = list(result) if isinstance(result, Iterator) else result
        spent[0] += time.process_time() - started
        return result

    return timed


def costs(report: Report, kind: Kind, times: int = 3) -> dict[str, float]:
    """Return the best processor time of every check on a report that none has seen."""
    best: dict[str, float] = {}
    for _ in range(times):
        forget()
        fresh = checking.as_printed(report, kind)
        forget()
        taken = seconds(lambda fresh=fresh: list(claims(fresh)))
        for name, check in ALL:
            best[name] = min(
                best.get(name, 1e9), seconds(lambda check=check, fresh=fresh: check(fresh))
            )
        best["claims"] = min(best.get("claims", 1e9), taken)
    return best


def longer(report: Report, times: int) -> Report:
    """Return the report with its prose ``times`` as long: every copy with figures and titles of
    its own.
    """
    chance = Random(times)

    def copies(text: Text) -> Text:
        return attrs.evolve(
            text, value="".join(_varied(text.value, chance) for _ in range(times)), offsets=None
        )

    return map_texts(report, copies)


def _varied(text: str, chance: Random) -> str:
    text = re.sub(
        r"(?<![\d年月])\d{2,}(?![\d年月日])",
        lambda m: str(chance.randint(10 ** (len(m.group()) - 1), 10 ** len(m.group()) - 1)),
        text,
    )
    letters = [chr(chance.randint(0x4E00, 0x9F00)) for _ in range(4)]
    return re.sub(r"《(?=[^》]{6})", "《" + "".join(letters), text)


def map_texts(report: Report, change: Callable[[Text], Text]) -> Report:
    """Return the report with every prose text changed."""

    def measure(old: Measure) -> Measure:
        submission = old.submission
        if submission is None:
            return old
        follow_up = submission.follow_up
        follow_up = attrs.evolve(
            follow_up,
            situation=change(follow_up.situation),
            next_steps=change(follow_up.next_steps),
        )
        return attrs.evolve(
            old,
            submission=attrs.evolve(
                submission, progress=change(submission.progress), follow_up=follow_up
            ),
        )

    chapters = tuple(attrs.evolve(row, text=change(row.text)) for row in report.register.chapters)
    return map_measures(
        attrs.evolve(report, register=attrs.evolve(report.register, chapters=chapters)), measure
    )


def map_measures(report: Report, change: Callable[[Measure], Measure]) -> Report:
    """Return the report with every measure changed."""

    def problem(old: Problem) -> Problem:
        groups = (
            attrs.evolve(group, measures=tuple(map(change, group.measures))) for group in old.groups
        )
        return attrs.evolve(old, groups=tuple(groups))

    def aspect(old: Aspect) -> Aspect:
        categories = (
            attrs.evolve(part, problems=tuple(map(problem, part.problems)))
            for part in old.categories
        )
        return attrs.evolve(old, categories=tuple(categories))

    return attrs.evolve(report, aspects=tuple(map(aspect, report.aspects)))


def more(report: Report, times: int) -> Report:
    """Return the report with ``times`` as many problems, measures and forms, every copy with
    figures and titles of its own.
    """
    whole, aspects = len(list(report.problems())), []
    for copy in range(times):
        chance = Random(copy)
        varied = map_texts(
            report,
            lambda text, chance=chance: attrs.evolve(
                text, value=_varied(text.value, chance), offsets=None
            ),
        )
        aspects += [_renumbered(aspect, copy * whole) for aspect in varied.aspects]
    return attrs.evolve(report, aspects=tuple(aspects))


def _renumbered(aspect: Aspect, shift: int) -> Aspect:
    def measure(old: Measure, number: int, sequence: int) -> Measure:
        identifier = attrs.evolve(old.plan.id, value=measure_id(number, sequence))
        return attrs.evolve(old, plan=attrs.evolve(old.plan, id=identifier))

    def problem(old: Problem) -> Problem:
        number = old.number + shift
        title = attrs.evolve(old.plan.title, value=f"{old.plan.title.value}{chr(0x4E00 + shift)}")
        plan = attrs.evolve(
            old.plan,
            number=Number(old.plan.number.value + shift, str(number), old.plan.number.span),
            title=title,
        )  # type: ignore[operator]
        groups = tuple(
            attrs.evolve(
                group,
                measures=tuple(measure(m, number, i) for i, m in enumerate(group.measures, 1)),
            )
            for group in old.groups
        )
        return attrs.evolve(old, plan=plan, groups=groups)

    title = attrs.evolve(aspect.title, value=f"{aspect.title.value}{shift or ''}")
    categories = tuple(
        attrs.evolve(part, problems=tuple(map(problem, part.problems)))
        for part in aspect.categories
    )
    return attrs.evolve(aspect, title=title, categories=categories)


def growth(
    title: str, report: Report, kind: Kind, enlarge: Callable[[Report, int], Report]
) -> None:
    """Print how the cost per character grows."""
    sizes, measured = [], []
    for times in (1, 4, 16):
        larger = enlarge(report, times)
        sizes.append(_length(larger, kind))
        measured.append(costs(larger, kind, 3 if times < 16 else 2))
    per = [sum(cost.values()) / size for cost, size in zip(measured, sizes, strict=True)]
    print(
        f"{title}: {' '.join(map(str, sizes))} characters, cost of a character {' '.join(f'{each / per[0]:.2f}' for each in per)}"
    )
    worst = sorted(
        (
            (_per(measured, sizes, name, 2) / _per(measured, sizes, name, 0), name)
            for name in measured[0]
            if _matters(measured[2], name)
        ),
        reverse=True,
    )
    print("  steepest: " + ", ".join(f"{name} {ratio:.1f}" for ratio, name in worst[:5]))


def _length(report: Report, kind: Kind) -> int:
    return sum(len(passage.text) for passage in checking.as_printed(report, kind).passages)


def _per(measured: list[dict[str, float]], sizes: list[int], name: str, index: int) -> float:
    return max(measured[index][name], 1e-5) / sizes[index]


def _matters(cost: dict[str, float], name: str) -> bool:
    return cost[name] * 100 > sum(cost.values())


def adversarial(report: Report, kind: Kind, ordinary: str, pieces: Iterable[str]) -> None:
    """Print for each hard text what it costs, and which check most, measured in ordinary texts of
    its length.
    """
    usual = costs(alone(report, ordinary), kind)
    whole = sum(usual.values())
    lines = []
    for piece in pieces:
        cost = costs(alone(report, full(piece)), kind, 1)
        slowest = max(cost, key=lambda name: cost[name])
        lines.append((sum(cost.values()) / whole, piece, slowest, cost[slowest] / whole))
    for ratio, piece, slowest, own in sorted(lines, reverse=True):
        print(f"  {ratio:6.2f}  {piece!r:<24} most in {slowest} ({own:.2f})")


def main() -> None:
    """Read the options and print all three."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--project", type=Path, default=ROOT)
    parser.add_argument(
        "--alone", action="store_true", help="print what all checks take, in seconds"
    )
    options = parser.parse_args()
    if options.alone:
        print(alone_in_process(options.project))
        return
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    shares = share(options.project)
    print(
        f"share of the checks in a compile: {median(shares):.0%} (first {shares[0]:.0%}, least {min(shares):.0%}); must be under 50%"
    )
    ratios = floors(options.project)
    print(
        f"all checks together: {median(ratios):.2f} floors (least {min(ratios):.2f}); at most 1.15"
    )
    analysis = checking.analyse(options.project)
    report, kind = analysis.report, analysis.kind
    assert report is not None
    assert kind is not None
    growth("text 1x 4x 16x", report, kind, longer)
    growth("forms 1x 4x 16x", report, kind, more)
    doubled = checking.as_printed(longer(report, 2), kind)
    ordinary = "".join(passage.text for passage in doubled.passages)[:LONGEST_CELL]
    print(f"a cell of {LONGEST_CELL} characters, in ordinary texts of that length:")
    adversarial(report, kind, ordinary, HARD)


if __name__ == "__main__":
    main()
