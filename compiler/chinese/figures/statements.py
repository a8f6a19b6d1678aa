"""What a construction yields: a statement with all its admissible readings, each an equation or an
inequality over figures; and the three answers a statement can have.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

import attrs

from compiler.chinese.figures.leaves import SHARE, Leaf
from compiler.chinese.figures.terms import Term, given, summed
from compiler.chinese.figures.tree import Tree
from compiler.chinese.numerals import plain


class Certainty(enum.IntEnum):
    """How sure the wording makes it that a relation is meant."""

    POSSIBLE = 0
    PROBABLE = 1
    SURE = 2


class Standing(enum.Enum):
    """How a statement found its figures, which says what other arithmetic that gives one of them is worth."""

    NAMED = "by words that name each of them"
    REACHED = "some of them in reach of a word that wants them"
    PLACED = "by their place alone"
    DOUBTED = "though words speak for another meaning"


class Answer(enum.Enum):
    """Whether a claim holds, by the words users read."""

    TRUE = "成立"
    FALSE = "不成立"
    UNDECIDED = "不能确定"


@attrs.frozen(eq=False)
class Reading:
    """One way to read a statement: ``left`` is equal to, at most (≤) or less than (<) ``right``."""

    left: Term
    right: Term
    sign: str = "="

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """The figures that take part, each once."""
        return tuple(dict.fromkeys((*self.left.leaves, *self.right.leaves)))

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Where in the passage it stands: its figures, then what is listed."""
        lists = [term.place for term in (self.left, self.right) if term.place is not None]
        return (*((leaf.start, leaf.end) for leaf in self.leaves), *lists)

    @property
    def formula(self) -> str:
        """The relation as messages print it."""
        return f"{self.left.write()} {self.sign} {self.right.write()}"

    @property
    def gap(self) -> Decimal:
        """How far the sides are apart, 0 if it holds."""
        left, right = self.left, self.right
        if self.sign == "=":
            return max(right.low - left.high, left.low - right.high, Decimal(0))
        if self.sign == "<" and left.low == right.high:
            return LEAST_GAP
        return max(left.low - right.high, Decimal(0))

    @property
    def holds(self) -> bool:
        """Whether it can hold."""
        return self.gap == 0

    @property
    def difference(self) -> str:
        """The gap in the unit of the first figure."""
        first = next(iter(self.leaves), None)
        gap = self.gap / first.factor if first is not None and first.factor else self.gap
        if gap == LEAST_GAP:
            gap = Decimal(0)
        shown = gap if gap == gap.to_integral_value() else gap.quantize(Decimal("0.01"))
        return plain(shown or gap) + (first.unit if first is not None else "")


LEAST_GAP = Decimal("1e-9")
"""What two equal amounts are apart where one should be less."""


@attrs.frozen(eq=False)
class Statement:
    """What the words state: its kind as reports print it, every admissible reading, the certain one
    first, how sure the wording is and how it found its figures. ``binding`` says that these cannot be
    other numbers; ``alone``, that it cannot be of what nobody tells, which is only hinted at.
    """

    kind: str
    readings: tuple[Reading, ...]
    certainty: Certainty
    binding: bool = True
    standing: Standing = Standing.NAMED
    alone: bool = True


@attrs.frozen(eq=False)
class Judged:
    """A statement with its answer and the reading that it is shown by."""

    statement: Statement
    answer: Answer
    reading: Reading


Construction = Callable[[Tree], Iterator[Statement]]


def judge(statement: Statement) -> Judged:
    """Return a statement's answer: false if every reading fails, true if the certain one holds or exactly
    one does, else undecided.
    """
    first = statement.readings[0]
    if first.holds:
        return Judged(statement, Answer.TRUE, first)
    holding = [reading for reading in statement.readings if reading.holds]
    if len(holding) == 1:
        return Judged(statement, Answer.TRUE, holding[0])
    if holding:
        return Judged(statement, Answer.UNDECIDED, holding[0])
    return Judged(statement, Answer.FALSE, first)


def total_of(total: Leaf, parts: Iterable[Leaf]) -> Reading:
    """Return the reading that ``parts`` add up to ``total``: exactly, unless they are printed in another
    unit, which rounds those of the coarser.
    """
    own = list(parts)
    finest = min(leaf.factor for leaf in (total, *own))
    return Reading(
        given(total, _rounds(total, finest)),
        summed([given(leaf, _rounds(leaf, finest)) for leaf in own]),
    )


def _rounds(leaf: Leaf, finest: Decimal) -> bool:
    return leaf.factor != finest or leaf.kind == SHARE


def at_most(part: Term, whole: Term) -> Reading:
    """Return the reading that one term is no more than another."""
    return Reading(part, whole, "≤")
