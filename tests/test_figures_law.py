"""Listed means enforced: a relation that is listed as holding is one whose every break is a finding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random

import attrs
import pytest

import compiler
from compiler.checks.claims.registry import of_place, of_problem
from compiler.checks.passages import Passage, Segment
from compiler.chinese.figures.statements import Answer, Certainty
from compiler.model.computed import Claim
from compiler.model.values import Text
from compiler.span import Span

ROOT = Path(__file__).parents[1]
DIGITS = re.compile(r"[\d.,]+")
REFERENCE = ROOT.parent / "shared" / "reference" / "notice.txt"
NO_BREAK = (
    "升降方向",
    "降幅不超过100%",
    "完成数不大于总数",
    "部分不大于总数",
    "各部分之和不大于总数",
)
"""An inequality is broken by some changes only; those that do not break it are no mistakes."""
EXCUSED = 0.03
"""So many breaks may leave another admissible reading of the words holding. By measurement: a whole
percentage fits one pair of numbers in a hundred."""


def groups(project: Path) -> Iterator[list[Passage]]:
    """Yield the passages of each problem and each place of a project."""
    analysis = compiler.check(project)
    assert analysis.printed is not None
    found: dict[object, list[Passage]] = {}
    for passage in analysis.printed.passages:
        key = passage.problem.number if passage.problem else passage.subject
        found.setdefault(key, []).append(passage)
    yield from found.values()


def told(group: list[Passage], least: Certainty) -> list[Claim]:
    """Return what a group states as surely as that."""
    rule = of_problem if group[0].problem else of_place
    return [claim for claim in rule(group) if claim.certainty >= least]


def breaks(number: str) -> Iterator[tuple[str, str]]:
    """Yield other numbers in a figure's place: its last and first digit, two swapped, ten times, a tenth."""
    digits = number.replace(",", "")
    last = str((int(digits[-1]) + 1) % 10)
    first = str(int(digits[0]) % 9 + 1)
    yield "last digit", digits[:-1] + last
    yield "first digit", first + digits[1:]
    for at in range(len(digits) - 1):
        one, other = digits[at : at + 2]
        if "." not in (one, other) and one != other and not (at == 0 and other == "0"):
            yield "swapped", digits[:at] + other + one + digits[at + 2 :]
            break
    yield "ten times", format(Decimal(digits) * 10, "f")
    if digits.endswith("0") and "." not in digits and len(digits) > 1:
        yield "a tenth", digits[:-1]


OTHER_UNITS = {
    "亿元": "万元", "万元": "亿元", "元": "万元", "公顷": "亩", "亩": "公顷", "公里": "米", "平方米": "亩",
    "吨": "公斤",
}  # fmt: skip
"""What a figure's unit is miswritten as."""
MEMBER = re.compile(r"[、，,；;和及与]")
FEWEST = 4
"""So many figures of a sum, its total among them, still state it when one part is gone."""


def miswritten(text: str, start: int, claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield a text with the figure that begins at ``start`` in another unit, and without the member of a sum that
    it is the figure of.
    """
    digits = DIGITS.match(text, start)
    assert digits is not None
    for unit, other in OTHER_UNITS.items():
        if text.startswith(unit, digits.end()):
            yield "another unit", text[: digits.end()] + other + text[digits.end() + len(unit) :]
            break
    if " + " in claim.formula and " - " not in claim.formula and len(claim.operands) >= FEWEST:
        before = [match.start() for match in MEMBER.finditer(text, 0, start)]
        after = MEMBER.search(text, digits.end())
        ahead = before[-1] if before else 0
        if after is not None and "共" not in text[ahead:start] and claim.operands[0].start != start:
            yield "a part dropped", text[:ahead] + text[after.start() :]


def changed(group: list[Passage], span: Span, number: str) -> list[Passage] | None:
    """Return the passages with another number at a place of one of them."""
    for passage in group:
        start = place_in(passage, span)
        if start is not None:
            digits = DIGITS.match(passage.text, start)
            end = digits.end() if digits else start
            return with_text(group, passage, passage.text[:start] + number + passage.text[end:])
    return None


def place_in(passage: Passage, span: Span) -> int | None:
    """Return where in a passage a span begins, if it is of its cell."""
    same = (passage.cell.span.file, passage.cell.span.cell) == (span.file, span.cell)
    if same and span.start is not None and len(passage.segments) == 1:
        return span.start - passage.segments[0].offset
    return None


def with_text(group: list[Passage], changed_one: Passage, text: str) -> list[Passage]:
    """Return the passages with one of them worded otherwise."""
    found = list(group)
    for index, passage in enumerate(group):
        if passage is changed_one:
            whole = Segment(0, len(text), 0, len(text), filled=False)
            cell = Text(text, passage.cell.span)
            found[index] = attrs.evolve(passage, text=text, cell=cell, segments=(whole,))
    return found


def digits_at(group: list[Passage], span: Span) -> str:
    """Return the digits of a figure, empty if it is written in words or filled in from data."""
    for passage in group:
        start = place_in(passage, span)
        if start is not None:
            digits = DIGITS.match(passage.text, start)
            return digits.group().rstrip(".,") if digits else ""
    return ""


def others(group: list[Passage], claim: Claim, span: Span) -> Iterator[tuple[str, list[Passage]]]:
    """Yield the passages with a figure of a claim misprinted, in another unit, or gone with its member."""
    for kind, number in breaks(digits_at(group, span)):
        other = changed(group, span, number)
        if other is not None:
            yield kind, other
    for passage in group:
        start = place_in(passage, span)
        if start is not None:
            for kind, text in miswritten(passage.text, start, claim):
                yield kind, with_text(group, passage, text)


def enforced(project: Path, chance: Random, most: int) -> Counter[tuple[str, bool]]:
    """Break relations that hold, one number at a time, and count the breaks that are reported."""
    counts: Counter[tuple[str, bool]] = Counter()
    tasks = []
    for group in groups(project):
        for claim in told(group, Certainty.SURE):
            if claim.holds and claim.binding and claim.kind not in NO_BREAK:
                operands = claim.operands[:1] if "所列" in claim.formula else claim.operands
                tasks += [(group, claim, span) for span in operands]
    chance.shuffle(tasks)
    for group, claim, span in tasks[:most]:
        if not digits_at(group, span):
            continue
        for kind, other in others(group, claim, span):
            reported = told(other, Certainty.PROBABLE)
            wrong = [one for one in reported if one.answer is Answer.FALSE]
            places = {(at.file, at.cell) for one in wrong for at in one.operands}
            counts[kind, (span.file, span.cell) in places] += 1
            if (span.file, span.cell) not in places:
                print(claim.kind, claim.formula, kind)
    return counts


@pytest.mark.parametrize("name", ["sample", "reference"])
def test_every_break_of_what_is_listed_as_holding_is_reported(name: str, tmp_path: Path) -> None:
    """Whatever operand is changed, and however far: a warning or a hint names it."""
    project = ROOT
    if name == "reference":
        if not REFERENCE.exists():
            pytest.skip("the reference notice does not lie beside the checkout")
        project = tmp_path / "reference"
        compiler.import_notice(REFERENCE, project)
    counts = enforced(project, Random(7), 60)
    reported = sum(count for (_, found), count in counts.items() if found)
    assert reported >= sum(counts.values()) * (1 - EXCUSED), counts
    assert sum(counts.values()) > 50
