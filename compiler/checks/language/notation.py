"""Numbers, ranges, years and dates as they are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from compiler.checks.printed import Place, PrintedReport, each, excerpt, together
from compiler.chinese.notation import (
    ARABIC_COUNT,
    CHINESE_COUNT,
    MIXED_UNITS,
    NUMERIC_DATE,
    SHORT_YEAR,
    SOLID_PHONE,
    ZERO_DATE,
    bare_amounts,
    bare_members,
    dashes,
    half_ranges,
    uneven_percentages,
)
from compiler.diagnostics import Diagnostic, complain
from compiler.recall import recalled

NAMES = {
    "-": "短横“-”",
    "\u2010": "短横“\u2010”",
    "\u2011": "短横“\u2011”",
    "\u2012": "短横“\u2012”",
    "–": "半字线“–”",
    "—": "一字线“—”",
    "\u2015": "一字线“\u2015”",
    "~": "半角波浪线“~”",
    "～": "波浪线“～”",
    "\u2212": "减号“\u2212”",
    "\uff0d": "全角短横“\uff0d”",
}
DASHES = tuple(NAMES)
QUOTED = re.compile(r"《[^《》]{0,200}》|“[^“”]{0,60}”|〔[^〔〕]{0,20}〕")


@recalled(1024)  # five rules ask for each text
def _outside(text: str) -> str:
    """Return the text with what is quoted blotted out: titles and quotations keep their own
    writing.
    """
    return QUOTED.sub(lambda match: "\0" * len(match.group()), text)


def one_dash(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T030 ranges of one kind joined by different marks: reported at all that differ from the
    most frequent.
    """
    found: dict[str, list[tuple[str, Place]]] = {}
    for passage in printed.having(*DASHES):
        for dash in dashes(passage.text):
            found.setdefault(dash.kind, []).append((dash.mark, (passage, dash.start, dash.end)))
    for kind, marks in found.items():
        usual, _ = Counter(mark for mark, _ in marks).most_common(1)[0]
        odd = [place for mark, place in marks if mark != usual]
        if odd:
            model = next(place for mark, place in marks if mark == usual)
            rare = next(mark for mark, _ in marks if mark != usual)
            names = {"rare": NAMES.get(rare, f"“{rare}”"), "usual": NAMES.get(usual, f"“{usual}”")}
            yield together("T030", odd, model, kind=kind, few=len(odd), **names)


def both_ends(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T031 a range whose first end lacks the unit of the second."""
    for passage in printed.having("至", *DASHES):
        for start, end, unit in half_ranges(_outside(passage.text)):
            yield complain(
                "T031", passage.span(start, end), text=excerpt(passage, start, end), unit=unit
            )


def short_years(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T032 a year without its century."""
    return each(
        printed,
        "T032",
        lambda text: (m.span() for m in SHORT_YEAR.finditer(_outside(text))),
        around=2,
        clues=("年",),
    )


def mixed_units(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T033 3亿4500万: one number in two units."""
    return each(
        printed,
        "T033",
        lambda text: (m.span() for m in MIXED_UNITS.finditer(text)),
        clues=("万", "米", "吨"),
    )


def dates(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T034 a date in figures only, or with leading zeros."""

    def find(text: str) -> Iterator[tuple[int, int]]:
        """Yield the dates of a text that are in neither titles nor quotations."""
        outside = _outside(text)
        for pattern in (NUMERIC_DATE, ZERO_DATE):
            yield from (match.span() for match in pattern.finditer(outside))

    return each(printed, "T034", find, clues=("/", "-", ".", "年0", "月0"))


def missing_units(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T035 a number without a unit whose neighbours have one."""
    for passage in printed.having("万", "亿", "、"):
        text = _outside(passage.text)
        for start, end, unit in (*bare_amounts(text), *bare_members(text)):
            yield complain(
                "T035", passage.span(start, end), text=passage.text[start:end], unit=unit
            )


def decimals(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T036 percentages of one list with different numbers of decimals."""
    return each(printed, "T036", uneven_percentages, clues=("%",))


def phones(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T037 a telephone number whose area code runs into the number."""
    contact = printed.report.information.contact_phone
    for match in SOLID_PHONE.finditer(contact.value):
        yield complain("T037", contact.span_at(*match.span()), text=match.group())
    yield from each(
        printed,
        "T037",
        lambda text: (match.span() for match in SOLID_PHONE.finditer(text)),
        clues=("0",),
    )


def counts_of_persons(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T038 persons counted in Chinese numerals in a notice that counts them in figures."""
    words: list[Place] = [
        (p, *m.span())
        for p in printed.having("位", "名")
        for m in CHINESE_COUNT.finditer(_outside(p.text))
    ]
    if not words:
        return
    figures: list[Place] = [
        (p, *m.span()) for p in printed.passages for m in ARABIC_COUNT.finditer(p.text)
    ]
    if len(figures) > len(words):
        passage, start, end = words[0]
        yield together(
            "T038",
            words,
            figures[0],
            text=passage.text[start:end],
            few=len(words),
            many=len(figures),
        )
