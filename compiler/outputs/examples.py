"""How the faulty cell itself is to be written: its own words set right where the rule says how, else
an answer that fits its field; empty where only the facts can tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from compiler.chinese.cleaning import clean
from compiler.chinese.marks import CLAUSE_ENDS
from compiler.chinese.quantities import NUMBER
from compiler.diagnostics import Diagnostic
from compiler.rules.explanations import example
from compiler.schema.definitions import Field, TextRule, ValueKind
from compiler.span import Span

WRITE = "写成："
"""Only before what is surely right for this very cell; before what merely shows how it is done stands
:data:`LIKE`."""
LIKE = "比如："
EMPTY = "清空这一格"
MARKS = "".join(CLAUSE_ENDS)
AROUND = 10
"""Characters shown on either side of the words set right."""
Mending = Callable[[Diagnostic, Span, Field, str], str]
NUMBERED = re.compile(NUMBER)
STOP = "。"
PERSON = "某某"


def how_to_write(diagnostic: Diagnostic, span: Span, field: Field | None, text: str) -> str:
    """Return how the cell at ``span``, which holds ``text`` and answers ``field``, is written right."""
    if field is None:
        return ""
    if (set_right := MENDED.get(diagnostic.code)) is not None:
        return set_right(diagnostic, span, field, text)
    if diagnostic.code.startswith(("V", "S")):
        return _of_field(field)
    return of_rule(diagnostic.code, field)


def _of_field(field: Field) -> str:
    """Return the example of a field; none of a unit, which would be another one."""
    return LIKE + field.example if field.example and field.kind is not ValueKind.UNIT else ""


def of_rule(code: str, field: Field) -> str:
    """Return the example on the page of a rule, for a field of the kind that it is about: without the
    name of another field, and with the end that this one wants.
    """
    label, _, value = example(code).partition("：")
    if label == field.label:
        return LIKE + value
    told = field.kind is ValueKind.PROSE or TextRule.NO_ORDINAL in field.text_rules
    if not value or not told or label not in PROSE_LABELS:
        return ""
    return LIKE + (value.rstrip(MARKS) if TextRule.NO_END_MARK in field.text_rules else value)


PROSE_LABELS = ("主题句", "进展情况", "有关情况说明", "下一步措施")
"""The fields of whose texts pages show examples that fit any other."""


def _around(span: Span, text: str, instead: str) -> str:
    """Return the words at a place of a text with others in their stead, and what is around them."""
    start, end = span.start or 0, span.end if span.end is not None else len(text)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    lead, tail = "…" if start > AROUND else "", "…" if end + AROUND < len(text) else ""
    shown = clean(before + instead + after).text
    return f"{WRITE}{lead}{shown}{tail}"


def _unfit(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    return EMPTY


def _number(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    """The number alone, with its unit in the column for it."""
    folded = unicodedata.normalize("NFKC", text)
    match = NUMBERED.search(folded)
    if match is None:
        return _of_field(field)
    number = match.group().replace(",", "")
    if field.kind is ValueKind.INTEGER and "." in number:
        return _of_field(field)
    unit = folded[match.end() :].strip()
    beside = f"，“{unit}”写到计量单位一格" if unit and field.measured_in and len(unit) < 6 else ""
    return f"{WRITE}{number}{beside}"


def _choice(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    return f"选：{diagnostic.arguments['guess']}"


def _unit(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    hint = str(diagnostic.arguments.get("hint", ""))
    named = re.search("“(.+?)”", hint)
    if named is None:
        return ""
    return f"{WRITE}{named[1]}" if hint.startswith("是不是") else f"牵头单位报的，写{named[1]}"


def _identifier(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    known = diagnostic.arguments.get("guess") or diagnostic.arguments.get("issued")
    return f"{WRITE}{known}" if known else ""


def _cleaned(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    return _around(span, text, clean(text[span.start : span.end]).text)


def _without(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    return _around(span, text, "")


def _spaceless(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    return _around(span, text, "".join(text[span.start : span.end].split()))


def _once(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    """The first half of what is written twice; of several marks the last."""
    doubled = text[span.start : span.end]
    half = doubled[: len(doubled) // 2]
    return _around(span, text, half if half * 2 == doubled else doubled[-1:])


def _adverb(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    return _around(span, text, text[span.start : span.end].replace("的", "地"))


def _brief(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    return "精简到几百字，末尾补全"


def _half_width(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    return _around(span, text, unicodedata.normalize("NFKC", text[span.start : span.end]))


def _ended(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    """The end of the text, with a full stop in place of a mark that ends no sentence."""
    bare = text.rstrip().rstrip(MARKS)
    return f"{WRITE}{'…' if len(bare) > AROUND else ''}{bare[-AROUND:]}{STOP}"


def _unended(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    bare = text.rstrip().rstrip(MARKS)
    return f"{WRITE}{'…' if len(bare) > AROUND else ''}{bare[-AROUND:]}"


def _shortened(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    limit = diagnostic.arguments.get("limit")
    return f"不超过{limit}个字" + (f"，{LIKE}{field.example}" if field.example else "")


def _right_word(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    return _around(span, text, str(diagnostic.arguments["right"]))


def _named(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    return _around(span, text, str(diagnostic.arguments["name"]))


def _usual(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    return _around(span, text, str(diagnostic.arguments["there"]))


def _figure(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    """The same in both places."""
    shown = diagnostic.arguments["shown"]
    if field.kind is ValueKind.NUMBER:
        return f"正文写“{shown}”，这里才填{NUMBERED.match(str(shown).lstrip('-+'))[0]}"  # type: ignore[index]
    return f"{WRITE}{diagnostic.arguments['name']}{shown}"


def _title(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    title = diagnostic.arguments["title"]
    return (
        f"正文写《{title}》，这里写{title}" if field.label == "文件标题" else f"{WRITE}《{title}》"
    )


def _handling(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    words = f"{diagnostic.arguments['sanction']}{diagnostic.arguments['count']}"
    return f"正文{WRITE}{words}" if field.kind is ValueKind.INTEGER else WRITE + words


def _not_before(earlier: Callable[[Diagnostic], object]) -> Mending:
    """Of two days either may be wrong, and something else be said of the other: no day is named."""

    def said(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
        if span != diagnostic.spans[0]:
            return "没有填错的不用改"
        return f"不早于{earlier(diagnostic)}"

    return said


def _not_after(argument: str) -> Mending:
    def said(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
        return f"不晚于{diagnostic.arguments[argument]}"

    return said


def _masked(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    name = str(diagnostic.arguments["name"])
    return _around(span, text, name[:1] + PERSON)


def _struck(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    if not 0 < (span.end or 0) - (span.start or 0) < len(text):
        return ""
    return f"删去“{text[span.start : span.end]}”"


def _formula(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    value = diagnostic.arguments.get("value")
    return f"{WRITE}{value}" if value else _of_field(field)


def _alike(diagnostic: Diagnostic, span: Span, field: Field, text: str) -> str:
    """Two answers that must be one: either of them."""
    return f"两处写成一样，比如都写：{text}" if text and len(text) < 30 else "两处写成一样"


MENDED: Mapping[str, Mending] = {
    "S026": _identifier, "S041": _formula,
    "V003": _unfit, "V010": _number, "V011": _number, "V014": _choice, "V015": _unit,
    "V016": _identifier, "V017": _identifier, "V020": _cleaned, "V021": _cleaned, "V022": _without,
    "V023": _half_width, "V024": _brief, "V025": _ended, "V026": _unended, "V027": _without,
    "V028": _shortened,
    "L003": _alike, "L008": _alike, "L040": _not_before(lambda told: told.arguments["earlier"]),
    "L041": _not_before(lambda told: "完成日期"),
    "L042": _not_after("signed"), "C004": _not_after("signed"), "C005": _not_after("cut_off"),
    "C024": _not_after("cut_off"), "C025": _not_after("signed"),
    "F010": _figure, "F011": _title, "F012": _handling,
    "T005": _without, "T021": _spaceless, "T040": _once, "T041": _once, "T054": _adverb, "T022": _half_width, "T050": _right_word, "T051": _right_word,
    "T052": _right_word, "T053": _right_word, "T062": _named,
    "T063": _usual, "T064": _usual, "T089": _right_word, "T090": _usual, "T091": _right_word, "T093": _usual,
    "D001": _struck, "D002": _struck, "D003": _struck, "D004": _struck, "D005": _struck,
    "D006": _struck, "D007": _struck, "D008": _masked, "D009": _masked, "D010": _struck,
}  # fmt: skip
"""Rules that say how a cell is set right."""
