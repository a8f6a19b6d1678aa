"""What the compiler counts and computes from the report, with the cells it came from."""

from __future__ import annotations

from decimal import Decimal

import attrs

from compiler.brief import brief
from compiler.chinese.figures.statements import Answer, Certainty
from compiler.chinese.numerals import plain
from compiler.model.values import Text
from compiler.span import Span


@attrs.frozen
class Count:
    """A count, a declared figure or a defined total, by the name that prose and relations use.
    ``measure_unit`` may be empty. ``sources`` are the cells it was made of, ``grounds`` those
    that might have been among them.
    """

    __repr__ = brief

    name: str
    value: Decimal
    measure_unit: str = ""
    sources: tuple[Span, ...] = ()
    grounds: tuple[Span, ...] = attrs.field(default=(), eq=False, repr=False)

    @property
    def text(self) -> str:
        """The number as prose prints it, without its unit."""
        return plain(self.value)


@attrs.frozen
class Operand:
    """One value that took part in a relation."""

    __repr__ = brief

    name: str
    value: Decimal
    measure_unit: str
    sources: tuple[Span, ...]


@attrs.frozen
class TestedRelation:
    """A declared relation and what became of it. ``difference`` is left minus right, in
    ``measure_unit``. It is ``undecided`` if a number it needs could not be read or is missing:
    then ``holds`` says nothing yet.
    """

    __repr__ = brief

    text: Text
    left: Decimal
    right: Decimal
    measure_unit: str
    holds: bool
    operands: tuple[Operand, ...]
    defines: str | None = None
    undecided: bool = False
    grounds: tuple[Span, ...] = attrs.field(default=(), eq=False, repr=False)

    @property
    def difference(self) -> Decimal:
        """Left minus right."""
        return self.left - self.right


@attrs.frozen
class Claim:
    """One relation the prose states: ``kind`` in words, the formula as printed, and what became of it.

    ``certainty`` is how sure the wording is that it is meant: one that is only ``POSSIBLE`` is a remark,
    never an error, and covers nothing. ``binding`` says that no operand could be another number and the
    relation still hold: a sum binds, ≤ does not.
    """

    kind: str
    formula: str
    answer: Answer
    difference: str
    operands: tuple[Span, ...]
    certainty: Certainty = Certainty.SURE
    binding: bool = True

    @property
    def holds(self) -> bool:
        """Whether it is stated for sure, and true."""
        return self.answer is Answer.TRUE and self.certainty is Certainty.SURE
