"""The language of 勾稽关系: 应收回 = 已收回 + 未收回, 合计(整改专题会议), 百分比(已完成, 总数,
1).
"""

from __future__ import annotations

import re
from decimal import Decimal

import attrs

TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)(?P<percent>%?)(?![\w\u4e00-\u9fff])"
    r"|(?P<quoted>[“「\"][^”」\"]*[”」\"])"
    r"|(?P<operator>[-+*/=()<>,（），＋＝×÷−≤≥])"
    r"|(?P<name>[^\s\-+*/=()<>,（），＋＝×÷−≤≥“”「」\"]+))"
)
PLAIN = {"（": "(", "）": ")", "，": ",", "＋": "+", "＝": "=", "×": "*", "÷": "/", "−": "-"}
COMPARISONS = ("=", "<", ">", "≤", "≥")
MAX_TOKENS, MAX_DEPTH = 400, 40
"""Longer or deeper relations are refused: no person writes or reads them, and the interpreter's
stack is finite."""


@attrs.frozen
class NumberLiteral:
    """A number; 95% is 95 with the unit %."""

    value: Decimal
    start: int
    end: int
    measure_unit: str = ""


@attrs.frozen
class FigureName:
    """A figure's name."""

    name: str
    start: int
    end: int


@attrs.frozen
class Call:
    """A function over names or expressions."""

    function: str
    arguments: tuple[Expression, ...]
    start: int
    end: int


@attrs.frozen
class Binary:
    """An arithmetic operation."""

    operator: str
    left: Expression
    right: Expression


Expression = NumberLiteral | FigureName | Call | Binary


@attrs.frozen
class ParsedRelation:
    """Two sides and how they compare."""

    left: Expression
    comparison: str
    right: Expression


class ExpressionError(ValueError):
    """The text is no relation; ``position`` is where it stops making sense."""

    def __init__(self, position: int, expected: str) -> None:
        super().__init__(f"{expected} expected at {position}")
        self.position = position
        self.expected = expected


@attrs.frozen
class _Token:
    """One word of a relation: a ``name``, a ``number`` or an ``operator``."""

    kind: str
    text: str
    start: int
    end: int


@attrs.define
class _RelationParser:
    """A relation's tokens and how far they are read; each method reads one construction and raises
    ``ExpressionError`` where it cannot. ``depth`` counts brackets, so that nobody can exhaust the
    stack.
    """

    tokens: list[_Token]
    length: int
    position: int = 0
    depth: int = 0

    def peek(self, *texts: str) -> bool:
        """Tell whether the next token is one of some operators."""
        token = self.tokens[self.position] if self.position < len(self.tokens) else None
        return token is not None and token.kind == "operator" and token.text in texts

    def take(self) -> _Token:
        token = self.tokens[self.position]
        self.position += 1
        return token

    def fail(self, expected: str) -> ExpressionError:
        """Return the error that something else was expected where reading has come to."""
        start = (
            self.tokens[self.position].start if self.position < len(self.tokens) else self.length
        )
        return ExpressionError(start, expected)

    def sum(self) -> Expression:
        self.descend()
        left = self.product()
        while self.peek("+", "-"):
            left = Binary(self.take().text, left, self.product())
        self.depth -= 1
        return left

    def descend(self) -> None:
        """Count one more level, and refuse one too many."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail("层次少一些的式子")

    def product(self) -> Expression:
        left = self.atom()
        while self.peek("*", "/"):
            left = Binary(self.take().text, left, self.atom())
        return left

    def atom(self) -> Expression:
        """Read what binds closest: a bracket, a sign, a number, a name or a function."""
        if self.peek("("):
            self.take()
            inner = self.sum()
            self.close()
            return inner
        if self.peek("-"):
            minus = self.take()
            self.descend()
            negative = Binary("-", NumberLiteral(Decimal(0), minus.start, minus.end), self.atom())
            self.depth -= 1
            return negative
        if self.position >= len(self.tokens) or self.tokens[self.position].kind == "operator":
            raise self.fail("指标名称或数字")
        token = self.take()
        if token.kind == "number":
            number = token.text.removesuffix("%")
            return NumberLiteral(Decimal(number), token.start, token.end, token.text[len(number) :])
        if self.peek("("):
            return self.call(token)
        return FigureName(token.text, token.start, token.end)

    def call(self, name: _Token) -> Expression:
        """Read the arguments behind a function's name."""
        self.take()
        arguments: list[Expression] = []
        while not self.peek(")"):
            arguments.append(self.sum())
            if self.peek(","):
                self.take()
            elif not self.peek(")"):
                raise self.fail("右括号")
        return Call(name.text, tuple(arguments), name.start, self.take().end)

    def close(self) -> None:
        if not self.peek(")"):
            raise self.fail("右括号")
        self.take()


def parse_expression(text: str) -> Expression:
    """Parse one side of a relation; :class:`ExpressionError` where it is none."""
    parser = _RelationParser(_tokens(text), len(text))
    expression = parser.sum()
    if parser.position < len(parser.tokens):
        raise parser.fail("式子的结尾")
    return expression


def parse_relation(text: str) -> ParsedRelation:
    """Parse a relation; :class:`ExpressionError` where it is none. Full-width operators are as
    good as half-width.
    """
    parser = _RelationParser(_tokens(text), len(text))
    left = parser.sum()
    if not parser.peek(*COMPARISONS):
        raise parser.fail("等号")
    comparison = parser.take().text
    relation = ParsedRelation(left, comparison, parser.sum())
    if parser.position < len(parser.tokens):
        raise parser.fail("式子的结尾")
    return relation


def _tokens(text: str) -> list[_Token]:
    """Return the tokens of a relation, whose marks may be of either width; quoted names lose their
    quotation marks.
    """
    tokens: list[_Token] = []
    position = 0
    while position < len(text.rstrip()):
        match = TOKEN.match(text, position)
        if match is None:
            blank = len(text[position:]) - len(text[position:].lstrip())
            raise ExpressionError(position + blank, "指标名称、数字或运算符号")
        kind = "number" if match.group("number") else match.lastgroup or ""
        if kind == "number":
            start, word = match.start("number"), match.group("number") + match.group("percent")
        else:
            kind = "name" if kind == "quoted" else kind
            group = match.lastgroup or ""
            start, word = match.start(group), match.group(group)
            word = word[1:-1] if group == "quoted" else PLAIN.get(word, word)
        if len(tokens) == MAX_TOKENS:
            raise ExpressionError(position, "短一些的式子，请分成几条写")
        tokens.append(_Token(kind, word, start, match.end()))
        position = match.end()
    return tokens


def names(expression: Expression) -> list[FigureName]:
    """Every name used, in order."""
    if isinstance(expression, FigureName):
        return [expression]
    if isinstance(expression, Call):
        return [name for argument in expression.arguments for name in names(argument)]
    if isinstance(expression, Binary):
        return names(expression.left) + names(expression.right)
    return []
