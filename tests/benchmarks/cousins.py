"""Whether rules find more than their own examples: cousins of them, written by hand from the pages.

    python tests/benchmarks/cousins.py [--only RULE]

Every line of cousins.tsv is put into one text of the sample's first problem; it is caught if a
finding, of whatever rule, names a part of its place there that was not named without it. Printed
are caught and all by rule, and what was missed. Exit status 1 if less than :data:`LEAST` percent
are caught.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import attrs

from compiler.checks.figures import prose_adds_up
from compiler.checks.registry import TEXT_CHECKS
from compiler.commands.checking import Analysis, analyse, as_printed
from compiler.diagnostics import Diagnostic
from compiler.model.report import Report

ROOT = Path(__file__).parents[2]
TABLE = Path(__file__).with_name("cousins.tsv")
TITLE = "标题："
LEAST = 80


@attrs.frozen
class Cousin:
    """A wrong sentence of the kind that ``rule`` describes; one of ``places`` must be named."""

    rule: str
    kind: str
    sentence: str
    places: tuple[str, ...]


def cousins() -> Iterator[Cousin]:
    """Yield the lines of the table."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            rule, kind, sentence, place = line.split("\t")
            yield Cousin(rule, kind, sentence, tuple(place.split("|")))


def with_sentence(report: Report, sentence: str) -> Report:
    """Return the report cut down to its first problem, which has the sentence for its title, or
    its first measure for its progress.
    """
    aspect = report.aspects[0]
    category = aspect.categories[0]
    problem = category.problems[0]
    measure = problem.groups[0].measures[0]
    assert measure.submission is not None
    if sentence.startswith(TITLE):
        title = attrs.evolve(problem.plan.title, value=sentence.removeprefix(TITLE), offsets=None)
        problem = attrs.evolve(problem, plan=attrs.evolve(problem.plan, title=title))
    else:
        progress = attrs.evolve(measure.submission.progress, value=sentence, offsets=None)
        submission = attrs.evolve(measure.submission, progress=progress)
        measure = attrs.evolve(measure, submission=submission)
        groups = (attrs.evolve(problem.groups[0], measures=(measure,)),)
        problem = attrs.evolve(problem, groups=groups)
    category = attrs.evolve(category, problems=(problem,))
    return attrs.evolve(report, aspects=(attrs.evolve(aspect, categories=(category,)),))


def is_caught(analysis: Analysis, cousin: Cousin) -> bool:
    """Tell whether a finding names a place of the cousin."""
    assert analysis.report is not None
    assert analysis.kind is not None
    printed = as_printed(with_sentence(analysis.report, cousin.sentence), analysis.kind)
    problem = printed.report.aspects[0].categories[0].problems[0]
    submission = problem.groups[0].measures[0].submission
    assert submission is not None
    titled = cousin.sentence.startswith(TITLE)
    cell = problem.plan.title if titled else submission.progress
    found = [d for check in TEXT_CHECKS for d in check(printed)]
    found += prose_adds_up(printed.report)
    return any(_names(d, cell.span.cell, cell.span.file, cell.value, cousin) for d in found)


def _names(diagnostic: Diagnostic, cell: str | None, file: str, text: str, cousin: Cousin) -> bool:
    for span in diagnostic.spans:
        if (span.cell, span.file) != (cell, file) or span.start is None or span.end is None:
            continue  # what is said of the whole cell does not name the mistake
        start, end = span.start, span.end
        if any(
            start < at + len(place) and at < end
            for place in cousin.places
            for at in _all(text, place)
        ):
            return True
    return False


def _all(text: str, place: str) -> Iterator[int]:
    at = text.find(place)
    while at >= 0:
        yield at
        at = text.find(place, at + 1)


def main() -> int:
    """Read the options, look at every cousin, print the shares."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", help="rules whose code contains this")
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    analysis = analyse(ROOT)
    all_of, caught, missed = Counter[str](), Counter[str](), list[Cousin]()
    for cousin in cousins():
        if options.only in cousin.rule:
            all_of[cousin.rule] += 1
            if is_caught(analysis, cousin):
                caught[cousin.rule] += 1
            else:
                missed.append(cousin)
    for rule in all_of:
        print(f"  {rule} {caught[rule]:3}/{all_of[rule]:<3}")
    for cousin in missed:
        print(f"    missed {cousin.rule} {cousin.kind}: {cousin.sentence}")
    share = caught.total() * 100 / max(1, all_of.total())
    print(f"{caught.total()}/{all_of.total()} {share:.1f}% caught (at least {LEAST}%)")
    return 0 if share >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
