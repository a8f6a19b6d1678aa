"""Passages of figure-dense prose with the relations between their figures.

A corpus is a text file of records, separated by blank lines: `## id`, the
passage on one line, then one relation a line, `left operator right`:

    ## t0001
    全区排查出隐患120处，其中已整改98处，正在整改22处，整改率81.7%。
    120 = 98 + 22
    81.7% ~ 98 / 120

Operands are numbers as printed in the passage, with or without the unit behind
them (`98#2`: the second occurrence), implied constants in braces (`{12}`) and
lists between bars (`|甲局、乙局和丙局|`: the count of the items). A passage whose
figures have nothing to do with each other has the line `none` instead.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final, TypeAlias

COMPARISONS: Final = ("<=", ">=", "=", "~", "<", ">")
SLIP_KINDS: Final = ("last digit", "first digit", "swapped", "tenfold", "tenth")
HALVES: Final = {
    "tuning": (
        "tuning.txt",
        "listed.txt",
        "listed_later.txt",
        "listed_third.txt",
        "listed_fourth.txt",
        "listed_fifth.txt",
        "listed_sixth.txt",
        "listed_seventh.txt",
        "listed_eighth.txt",
        "listed_ninth.txt",
        "listed_tenth.txt",
        "listed_eleventh.txt",
        "listed_twelfth.txt",
        "listed_thirteenth.txt",
        "listed_fourteenth.txt",
        "listed_fifteenth.txt",
        "listed_sixteenth.txt",
        "listed_seventeenth.txt",
        "listed_eighteenth.txt",
    ),
    "unseen": ("unseen_c.txt", "unseen_d.txt", "unseen_e.txt", "unseen_f.txt"),
}
"""The files whose misses may be listed and learned from (the `listed` ones were unseen once), and those
that are looked at by nobody who works on the rules."""

UNRELATED: Final = "none"

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_HALF_WORDS: Final = ("过半数", "过半", "一半", "半数", "半")
_MULTIPLIERS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_UNITS: Final = {
    "%": Fraction(1, 100), "％": Fraction(1, 100), "‰": Fraction(1, 1000),
    "成": Fraction(1, 10), "个百分点": Fraction(1, 100), "百分点": Fraction(1, 100),
    "亩": Fraction(2000, 3), "公顷": Fraction(10**4), "平方公里": Fraction(10**6),
    "公里": Fraction(1000), "千米": Fraction(1000), "吨": Fraction(1000),
    "斤": Fraction(1, 2), "克": Fraction(1, 1000), "千克": Fraction(1),
}  # fmt: skip

_C: Final = "零〇一二两三四五六七八九十百千"
_ARABIC: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER: Final = re.compile(rf"{_ARABIC}|{'|'.join(_HALF_WORDS)}|[{_C}]+分之[{_C}]+|[{_C}]+")
_TOKEN: Final = re.compile(r"\s*(?:([-+*/()])|(\{[^{}]*\})|(\|[^|]*\|)|([^\s+*/(){}|-]+))")
_RELATION: Final = re.compile(r"((?:\|[^|]*\||[^|<>=~])*)(<=|>=|[=~<>])(.*)")
_ITEM_BREAK: Final = re.compile(r"以及|[、和及与，；]")


@dataclass(frozen=True)
class Operand:
    """A number of a relation; `span` is the range of its digits in the passage."""

    number: str  # as printed, without the unit
    unit: str
    span: tuple[int, int] | None  # None: a constant or the count of a list

    def value(self, number: str | None = None) -> Fraction:
        """The number, or another one in its place, in the smallest unit."""
        return _value(self.number if number is None else number) * _factor(self.unit)

    def grain(self, number: str | None = None) -> Fraction:
        """One unit of the last printed digit."""
        digits = self.number if number is None else number
        decimals = len(digits.partition(".")[2])
        return Fraction(1, 10**decimals) * _factor(self.unit)


@dataclass(frozen=True)
class Operation:
    """Two expressions with the sign between them."""

    sign: str
    left: Expression
    right: Expression


Expression: TypeAlias = int | Operation  # an int is an index into the operands


@dataclass(frozen=True)
class Relation:
    """A line of a record: two expressions over its operands, and how they compare."""

    source: str
    comparison: str
    operands: tuple[Operand, ...]  # each range of the passage once
    left: Expression
    right: Expression

    def holds(self, replaced: Mapping[int, str] | None = None) -> bool:
        """Whether it holds, with other numbers printed for the given operands."""
        numbers = replaced or {}
        values = [o.value(numbers.get(i)) for i, o in enumerate(self.operands)]
        try:
            left, right = _result(self.left, values), _result(self.right, values)
        except ZeroDivisionError:
            return False
        match self.comparison:
            case "=":
                return left == right
            case "~":
                assert isinstance(self.left, int)
                grain = self.operands[self.left].grain(numbers.get(self.left))
                return abs(left - right) * 2 <= grain
            case "<":
                return left < right
            case "<=":
                return left <= right
            case ">":
                return left > right
            case _:
                return left >= right


@dataclass(frozen=True)
class Record:
    """A passage with its relations."""

    id: str
    text: str
    relations: tuple[Relation, ...]
    malformed: tuple[str, ...]  # what is wrong with the lines that are no relations
    unrelated: bool  # the record says that there is none


@dataclass(frozen=True)
class Slip:
    """A passage with one number misprinted so that a relation no longer holds."""

    relation: int
    operand: int
    kind: str
    text: str
    span: tuple[int, int]  # of the mutated number in the mutated text


def read_corpus(path: Path | str) -> tuple[Record, ...]:
    """The records of a corpus file; raises ValueError where a record has no head."""
    text = Path(path).read_text(encoding="utf-8")
    blocks = (block.splitlines() for block in re.split(r"\n\s*\n", text) if block.strip())
    return tuple(_record([line.strip() for line in block if line.strip()]) for block in blocks)


def paths_of(half: str) -> list[Path]:
    """The corpora of a half, by its name."""
    return [Path(__file__).with_name(name) for name in HALVES[half]]


def check(record: Record) -> list[str]:
    """What is wrong with a record; empty when every relation holds."""
    faults = list(record.malformed)
    if not 20 <= len(record.text) <= 120:
        faults.append(f"passage of {len(record.text)} characters")
    if record.unrelated == bool(record.relations):
        faults.append("relations besides none" if record.unrelated else "no relation")
    sources = Counter(relation.source for relation in record.relations)
    faults += [f"twice: {source}" for source, times in sources.items() if times > 1]
    faults += [f"does not hold: {r.source}" for r in record.relations if not r.holds()]
    return faults


def slips(record: Record) -> Iterator[Slip]:
    """Every misprint that breaks a relation, at most one a kind, operand and relation."""
    for place, relation in enumerate(record.relations):
        for index, operand in enumerate(relation.operands):
            if operand.span is None:
                continue
            start, end = operand.span
            for kind in SLIP_KINDS:
                broken = (
                    n for n in _misprints(operand.number, kind) if not relation.holds({index: n})
                )
                number = next(broken, None)
                if number is not None:
                    text = record.text[:start] + number + record.text[end:]
                    yield Slip(place, index, kind, text, (start, start + len(number)))


def _misprints(number: str, kind: str) -> Iterator[str]:
    """The misprints of one kind, the nearest first."""
    if not number[0].isascii():
        if (
            kind == "last digit"
            and number not in _HALF_WORDS
            and number[-1] in "一二两三四五六七八"
        ):
            yield number[:-1] + "一二三四五六七八九"[_DIGITS[number[-1]]]
        return
    whole, _, decimals = number.replace(",", "").partition(".")
    digits, scale = whole + decimals, len(decimals)
    several = len(digits) > 1
    match kind:
        case "last digit":
            found = [digits[:-1] + d for d in _other_digits(digits[-1])]
        case "first digit" if several:
            found = [d + digits[1:] for d in _other_digits(digits[0])]
        case "swapped" if several:
            pairs = reversed(range(len(digits) - 1))
            found = [digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in pairs]
        case "tenfold":
            found = [digits] if scale else [digits + "0"]
            scale = max(scale - 1, 0)
        case "tenth":
            exact = not scale and several and digits.endswith("0")
            found = [digits[:-1]] if exact else [digits.zfill(scale + 2)]
            scale = scale if exact else scale + 1
        case _:
            found = []
    for other in found:
        split = len(other) - scale
        head, tail = other[:split], other[split:]
        if kind == "tenfold":
            head = head.lstrip("0") or "0"
        if (len(head) > 1 and head[0] == "0") or not other.strip("0"):
            continue
        if "," in number:
            head = f"{int(head):,}"
        printed = head + ("." + tail if tail else "")
        if printed != number:
            yield printed


def _other_digits(digit: str) -> list[str]:
    """The nine other digits, the nearest first."""
    return sorted(set("0123456789") - {digit}, key=lambda d: (abs(int(d) - int(digit)), -int(d)))


def _record(lines: list[str]) -> Record:
    if len(lines) < 2 or not lines[0].startswith("## "):
        raise ValueError(f"no record: {lines[0][:60]}")
    relations: list[Relation] = []
    malformed: list[str] = []
    for line in lines[2:]:
        if line == UNRELATED:
            continue
        try:
            relations.append(_relation(line, lines[1]))
        except ValueError as error:
            malformed.append(f"{error}: {line}")
    return Record(
        lines[0][3:].strip(), lines[1], tuple(relations), tuple(malformed), UNRELATED in lines[2:]
    )


def _relation(line: str, text: str) -> Relation:
    parts = _RELATION.fullmatch(line)
    if parts is None:
        raise ValueError("no comparison")
    operands: list[Operand] = []
    left = _expression(parts[1], text, operands)
    right = _expression(parts[3], text, operands)
    if parts[2] == "~" and not isinstance(left, int):
        raise ValueError("more than one operand left of ~")
    return Relation(line, parts[2], tuple(operands), left, right)


def _expression(source: str, text: str, operands: list[Operand]) -> Expression:
    tokens: list[str] = []
    place, source = 0, source.strip()
    while place < len(source):
        token = _TOKEN.match(source, place)
        if token is None:
            raise ValueError("unreadable expression")
        tokens.append(token[0].strip())
        place = token.end()
    tokens.reverse()  # the next token is the last

    def chain(signs: str) -> Expression:
        node = chain("*/") if signs == "+-" else atom()
        while tokens and tokens[-1] in signs:
            sign = tokens.pop()
            node = Operation(sign, node, chain("*/") if signs == "+-" else atom())
        return node

    def atom() -> Expression:
        if not tokens or tokens[-1] in "+-*/)":
            raise ValueError("an operand is missing")
        token = tokens.pop()
        if token == "(":
            node = chain("+-")
            if not tokens or tokens.pop() != ")":
                raise ValueError("a bracket is not closed")
            return node
        operand = _operand(token, text)
        if operand.span is None or operand not in operands:
            if operand.span and operand.span in (other.span for other in operands):
                raise ValueError(f"{token} is an operand with another unit too")
            operands.append(operand)
            return len(operands) - 1
        return operands.index(operand)

    node = chain("+-")
    if tokens:
        raise ValueError("an operator is missing")
    return node


def _operand(token: str, text: str) -> Operand:
    if token[0] == "|":
        if token[1:-1] not in text:
            raise ValueError(f"{token} does not stand in the passage")
        items = [item for item in _ITEM_BREAK.split(token[1:-1]) if item.strip()]
        return Operand(str(len(items)), "", None)
    if token[0] == "{":
        number = _NUMBER.match(token, 1)
        if number is None:
            raise ValueError(f"{token} is no number")
        return Operand(number[0], token[number.end() : -1], None)
    literal, _, ordinal = token.partition("#")
    number = _NUMBER.match(literal)
    if number is None:
        raise ValueError(f"{literal} is no number")
    places = _occurrences(literal, number[0], text)
    wanted = int(ordinal) if ordinal.isdigit() else 1
    if not 1 <= wanted <= len(places):
        raise ValueError(f"{token} does not stand in the passage")
    start = places[wanted - 1]
    return Operand(number[0], literal[number.end() :], (start, start + number.end()))


def _occurrences(literal: str, number: str, text: str) -> list[int]:
    """Where the literal stands in the text with its number not inside a longer one."""
    return [
        found.start()
        for found in _NUMBER.finditer(text)
        if found[0] == number and text.startswith(literal, found.start())
    ]


def _value(number: str) -> Fraction:
    if number[0].isascii():
        return Fraction(number.replace(",", ""))
    if number in _HALF_WORDS:
        return Fraction(1, 2)
    lower, fraction, upper = number.partition("分之")
    if fraction:
        return _value(upper) / _value(lower)
    total, digit = 0, 0
    for position, char in enumerate(number):
        if char in _PLACES:
            bare = digit == 0 and (position == 0 or number[position - 1] in "零〇百千")
            total, digit = total + (1 if bare else digit) * _PLACES[char], 0
        elif position and number[position - 1] in _DIGITS:
            digit = digit * 10 + _DIGITS[char]  # 二〇二五
        else:
            digit = _DIGITS[char]
    return Fraction(total + digit)


def _factor(unit: str) -> Fraction:
    factor = Fraction(1)
    unit = unit.lstrip("余多")
    while unit and unit not in _UNITS and unit[0] in _MULTIPLIERS:
        factor *= _MULTIPLIERS[unit[0]]
        unit = unit[1:]
    return factor * _UNITS.get(unit, Fraction(1))


def _result(node: Expression, values: list[Fraction]) -> Fraction:
    if isinstance(node, int):
        return values[node]
    left, right = _result(node.left, values), _result(node.right, values)
    match node.sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right


def main(paths: list[str]) -> int:
    failed = False
    for path in paths:
        records = read_corpus(path)
        comparisons = Counter(r.comparison for record in records for r in record.relations)
        kinds = Counter(slip.kind for record in records for slip in slips(record))
        characters = sum(len(record.text) for record in records)
        print(
            f"{path}: {len(records)} passages, {characters} characters, {comparisons.total()} relations"
        )
        print("  relations:", ", ".join(f"{c} {comparisons[c]}" for c in COMPARISONS))
        print("  slips:", ", ".join(f"{kind} {kinds[kind]}" for kind in SLIP_KINDS))
        ids = Counter(record.id for record in records)
        faults = [f"{name}: {times} records" for name, times in ids.items() if times > 1]
        faults += [f"{record.id}: {fault}" for record in records for fault in check(record)]
        for fault in faults:
            print("  fault:", fault)
        failed = failed or bool(faults)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
