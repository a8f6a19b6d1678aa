"""Counts and figures that prose and outline take from the data: ``{措施总数}``, ``{本方面 问题总数}``,
``{整改率 一位小数}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

import attrs

from compiler.chinese.numerals import LARGEST, plain, to_chinese
from compiler.model.report import Report
from compiler.model.values import Text

RANGES = {
    "全文": ("notice", "整份通报里的数"),
    "本方面": ("aspect", "只数所在方面的"),
    "本类别": ("category", "只数所在类别的"),
    "本问题": ("problem", "只数所在问题的"),
    "数据": ("figure", "所在措施、问题、类别或方面登记的数据指标，没有登记的不印"),
}
"""The words before a name that say what is counted, the entity each means, and what they do."""
COUNT_FORMS: dict[str, tuple[Callable[[Decimal], str], str]] = {
    "汉字": (lambda value: _in_words(value), "写成汉字：十二"),
    "整数": (lambda value: _rounded(value, 0), "四舍五入到个位：67"),
    "一位小数": (lambda value: _rounded(value, 1), "保留一位小数：66.7"),
    "两位小数": (lambda value: _rounded(value, 2), "保留两位小数：66.67"),
}
"""The words behind a name that say how the number is written, how, and an example."""

TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


@attrs.frozen
class Placeholder:
    """What braces name: a count, a figure or an expression, where it is counted (a word of
    :data:`RANGES`, empty if that goes by the place), and how it is written.
    """

    name: str
    range: str = ""
    form: str = ""

    @property
    def entity(self) -> str:
        """What it is counted in, empty if that goes by the place."""
        return RANGES[self.range][0] if self.range else ""

    def write(self, value: Decimal) -> str:
        """Return a number in the form wanted."""
        return COUNT_FORMS[self.form][0](value) if self.form else plain(value)


def read_placeholder(words: str) -> Placeholder:
    """Read what stands in braces; any words are a name."""
    name, range_, form = words.strip(), "", ""
    first, _, rest = name.partition(" ")
    if first in RANGES and rest.strip():
        range_, name = first, rest.strip()
    rest, _, last = name.rpartition(" ")
    if last in COUNT_FORMS and rest.strip():
        form, name = last, rest.strip()
    return Placeholder(name, range_, form)


def _rounded(value: Decimal, places: int) -> str:
    return format(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f")


def _in_words(value: Decimal) -> str:
    """Write a whole number up to 99 in Chinese numerals, any other in figures."""
    whole = value == value.to_integral_value()
    if value == 0:
        return "零"
    return to_chinese(int(value)) if whole and 0 < value <= LARGEST else plain(value)


@attrs.frozen
class TextPart:
    """A stretch of prose: set words, or a placeholder if ``name`` is given, which is that of
    ``placeholder``. Positions are in the prose.
    """

    text: str
    name: str | None
    start: int
    end: int
    placeholder: Placeholder | None = None


def split_placeholders(text: str) -> Iterator[TextPart]:
    """Cut prose into words and placeholders; a doubled brace is a brace."""
    position = 0
    for match in TOKEN.finditer(text):
        if match.start() > position:
            yield TextPart(text[position : match.start()], None, position, match.start())
        name = match.group(1)
        shown = match.group() if name is not None else match.group()[0]
        filled = read_placeholder(name) if name is not None else None
        own = filled.name if filled else None
        yield TextPart(shown, own, match.start(), match.end(), filled)
        position = match.end()
    if position < len(text):
        yield TextPart(text[position:], None, position, len(text))


def filled_texts(report: Report) -> Iterator[Text]:
    """Yield the headings and texts of the chapters: placeholders are filled in them alone."""
    for row in report.register.chapters:
        yield from (row.heading, row.text)


def names_in_prose(report: Report) -> Iterator[str]:
    """Yield the names that the office's prose has placeholders for."""
    parts = (part for text in filled_texts(report) for part in split_placeholders(text.value))
    return (part.name for part in parts if part.name is not None)


def stray_braces(text: str) -> list[int]:
    """Return the positions of braces that open or close nothing."""
    rest = TOKEN.sub(lambda match: "\0" * len(match.group()), text)
    return [index for index, character in enumerate(rest) if character in "{}"]


def escape(text: str) -> str:
    """Return ``text`` such that it prints as it stands, braces and all."""
    return text.replace("{", "{{").replace("}", "}}")
