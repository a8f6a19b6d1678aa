"""Figures in prose that the rules were not written for: false findings in correct passages, and the share of
slips that is noticed.

    python tests/benchmarks/figures.py [--half tuning|unseen] [--list false|missed] [CORPUS…]

The corpus (``figure_prose/*.txt``, its format in ``figure_prose/figure_prose.py``) was written without
knowledge of the checks, each passage with its relations, which its own checker proves. A slip is one
number of a relation misprinted (last or first digit, two digits swapped, ten times or a tenth) so that
the relation no longer holds; it is noticed if a finding appears that has the number, or another of the
relation's, among its operands and that the clean passage does not have. The half called ``unseen``
is looked at by nobody who works on the rules: it is counted when they are done, and a corpus whose misses
have been listed joins the half for tuning.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE / "figure_prose")]

import figure_prose  # noqa: E402

from compiler.chinese.figures.constructions import judged  # noqa: E402
from compiler.chinese.figures.statements import Answer, Certainty, Judged  # noqa: E402

SEVERITIES = {Certainty.SURE: "warning", Certainty.PROBABLE: "hint"}
Span = tuple[int, int]


def findings(text: str) -> list[tuple[str, str, tuple[Span, ...], str]]:
    """Return what is reported of a passage: severity, kind, operands, formula."""
    return [
        (SEVERITIES[one.statement.certainty], one.statement.kind, _spans(one), one.reading.formula)
        for one in judged(text)
        if one.answer is Answer.FALSE and one.statement.certainty in SEVERITIES
    ]


def _spans(one: Judged) -> tuple[Span, ...]:
    return tuple(
        (leaf.start, leaf.end) for reading in one.statement.readings for leaf in reading.leaves
    )


def kind_of(relation: figure_prose.Relation) -> str:
    """Return the kind of a relation by its form."""
    source = relation.source
    if "|" in source:
        return "list"
    if relation.comparison in ("<", ">", "<=", ">="):
        return "order"
    if "/" in source or relation.comparison == "~" or "*" in source:
        return "growth" if "-" in source else "ratio"
    if "+" in source and "-" in source:
        return "flow"
    return "sum" if "+" in source else "difference" if "-" in source else "same"


def noticed(record: figure_prose.Record, slip: figure_prose.Slip, clean: set[object]) -> str:
    """Return the highest severity of a new finding that touches the slip's relation, else nothing."""
    _, end = slip.span
    relation = record.relations[slip.relation]
    longer = len(slip.text) - len(record.text)
    places = [slip.span]
    for index, operand in enumerate(relation.operands):
        if operand.span is not None and index != slip.operand:
            shift = longer if operand.span[0] >= end - longer else 0
            places.append((operand.span[0] + shift, operand.span[1] + shift))
    best = ""
    for severity, kind, spans, formula in findings(slip.text):
        if (severity, kind, formula) in clean:
            continue
        if any(a < d and c < b for a, b in places for c, d in spans):
            best = "warning" if "warning" in (severity, best) else "hint"
    return best


def main() -> int:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--half", choices=tuple(figure_prose.HALVES), default="tuning")
    parser.add_argument("--list", choices=("false", "missed"), help="print these, one a line")
    parser.add_argument("corpus", nargs="*", type=Path)
    options = parser.parse_args()
    paths = options.corpus or figure_prose.paths_of(options.half)
    records = [record for path in paths for record in figure_prose.read_corpus(path)]
    characters = sum(len(record.text) for record in records)
    false = Counter[str]()
    slips, caught = Counter[tuple[str, str]](), Counter[tuple[str, str, str]]()
    for record in records:
        clean = findings(record.text)
        for severity, kind, _, formula in clean:
            false[severity] += 1
            if options.list == "false":
                print(severity, record.id, kind, formula, record.text, sep="\t")
        known: set[object] = {(severity, kind, formula) for severity, kind, _, formula in clean}
        for slip in figure_prose.slips(record):
            key = (kind_of(record.relations[slip.relation]), slip.kind)
            slips[key] += 1
            result = noticed(record, slip, known)
            caught[(*key, result)] += 1
            if options.list == "missed" and not result:
                relation = record.relations[slip.relation].source
                print(
                    record.id,
                    slip.kind,
                    relation,
                    slip.text[slip.span[0] : slip.span[1]],
                    record.text,
                    sep="\t",
                )
    print(f"{len(records)} passages, {characters} characters, {sum(slips.values())} slips")
    for severity in SEVERITIES.values():
        rate = false[severity] * 10_000 / max(characters, 1)
        print(
            f"false {severity}s in correct passages: {false[severity]}, {rate:.1f} in 10,000 characters"
        )
    for title, position in (("kind of relation", 0), ("kind of slip", 1)):
        print(f"{title:20} slips  warnings  with hints")
        for name in (*sorted({key[position] for key in slips}), None):
            print(_line(name, position, slips, caught))
    return 0


def _line(
    name: str | None,
    position: int,
    slips: Counter[tuple[str, str]],
    caught: Counter[tuple[str, str, str]],
) -> str:
    whole = sum(n for key, n in slips.items() if name in (None, key[position]))
    found = {
        severity: sum(
            n for key, n in caught.items() if name in (None, key[position]) and key[2] == severity
        )
        for severity in SEVERITIES.values()
    }
    warned = found["warning"]
    both = warned + found["hint"]
    return f"{name or 'all':20} {whole:5} {warned / whole:8.1%} {both / whole:10.1%}"


if __name__ == "__main__":
    sys.exit(main())
