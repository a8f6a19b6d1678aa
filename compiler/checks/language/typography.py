"""Marks: in pairs, nested well, one width, not doubled, no stray spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.checks.passages import Passage
from compiler.checks.printed import Place, PrintedReport, each, excerpt, together
from compiler.chinese.beginnings import beginning_with
from compiler.chinese.brackets import CLOSING, Brackets, match_brackets
from compiler.chinese.persons import is_byline
from compiler.chinese.repetition import DOUBLED_MARK
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role
from compiler.vocab import Profile

HAN = r"[\u4e00-\u9fff]"
INNER = {"“": "‘’", "‘": "“”", "《": "〈〉"}
LESS_GREATER = re.compile(r"《[^《》<>]{0,120}(<[^《》<>]{0,120}>?)[^《》]{0,120}》")
STRAIGHT = re.compile(rf"(?<={HAN})[\"']|[\"'](?={HAN})")
HALF = re.compile(r"(?<=[\u4e00-\u9fff”’》)])[,;:?!()]|[,;:?!()](?=[\u4e00-\u9fff“‘《])")
FULL = re.compile(r"[，；：？！（）]")
BLANKS = " \u3000\u00a0"
BLANK = rf"[{BLANKS}]{{1,40}}"
SPACE = beginning_with(
    BLANKS,
    rf"(?<=[\u4e00-\u9fff、。，：；”》）]){BLANK}(?=[\u4e00-\u9fff\d“《])"
    rf"|(?<=\d){BLANK}(?=[\u4e00-\u9fff%])"
    rf"|(?<=[\u4e00-\u9fff”》][,;:]){BLANK}(?=[\u4e00-\u9fff\d“《])|(?<=\d\.){BLANK}(?=\d)"
    rf"|(?<=[〔《“（]){BLANK}|{BLANK}(?=[〕》”），。、；])",
)
FULL_LETTER = re.compile(r"[\uff21-\uff3a\uff41-\uff5a]+")
WITH_PAUSE = re.compile(r"”、(?=“)|》、(?=《)")
WITHOUT_PAUSE = re.compile(r"”(?=“)|》(?=《)")


def _brackets(printed: PrintedReport) -> Iterator[tuple[Passage, Brackets]]:
    """Yield every passage with the marks in it that belong together or stand alone."""
    return ((passage, match_brackets(passage.text)) for passage in printed.passages)


def pairs(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T010 a quotation mark, bracket or title mark without its partner."""
    for passage, found in _brackets(printed):
        for position in found.single:
            mark = passage.text[position]
            wanted = CLOSING.get(mark) or next((o for o, c in CLOSING.items() if c == mark), "(")
            around = excerpt(passage, max(0, position - 4), position + 6)
            yield complain(
                "T010", passage.span(position, position + 1), mark=mark, wanted=wanted, text=around
            )


def nesting(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T011 quotation marks inside quotation marks of the same kind, or single ones on their own; those
    that the outline prints around a text are the outer ones.
    """
    for passage, found in _brackets(printed):
        outer = "“" if passage.frame.quoted else ""
        for pair in found.pairs:
            around = outer + pair.parents
            wrong = pair.mark in INNER and around.endswith(pair.mark)
            if wrong or (pair.mark == "‘" and "“" not in around):
                span = passage.span(pair.start, pair.end + 1)
                yield complain(
                    "T011",
                    span,
                    text=excerpt(passage, pair.start, pair.end + 1),
                    wanted=INNER[pair.mark],
                )


def angle_brackets(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T012 less-than and greater-than signs as inner title marks."""
    for passage in printed.having("<"):
        for match in LESS_GREATER.finditer(passage.text):
            yield complain(
                "T012", passage.span(*match.span(1)), text=excerpt(passage, *match.span(1))
            )


def pauses(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T013 parallel quotations or titles, here with 、 between them and there without: reported
    at the rarer of the two.
    """
    with_pause: list[Place] = [
        (p, m.start(), m.end())
        for p in printed.having("”、“", "》、《")
        for m in WITH_PAUSE.finditer(p.text)
    ]
    without: list[Place] = [
        (p, m.start(), m.end())
        for p in printed.having("”“", "》《")
        for m in WITHOUT_PAUSE.finditer(p.text)
    ]
    if with_pause and without:
        rarer, other = (
            (with_pause, without) if len(with_pause) <= len(without) else (without, with_pause)
        )
        words = ("加了", "没加") if rarer is with_pause else ("没加", "加了")
        yield together(
            "T013", rarer, other[0], here=words[0], there=words[1], few=len(rarer), many=len(other)
        )


def straight_quotes(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T014 typewriter quotes beside Chinese."""
    return each(
        printed,
        "T014",
        lambda text: (match.span() for match in STRAIGHT.finditer(text)),
        around=3,
        clues=('"', "'"),
    )


def widths(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T020 half-width and full-width marks side by side: in one text, or in a notice that is
    printed as typed.
    """
    halves, fulls = list[Place](), list[Place]()
    as_typed = printed.report.information.punctuation is Profile.AS_TYPED
    for passage in printed.passages if as_typed else printed.having(*",;:?!()"):
        half = [(passage, m.start(), m.end()) for m in HALF.finditer(passage.text)]
        if as_typed:
            halves += half
            fulls += [(passage, m.start(), m.end()) for m in FULL.finditer(passage.text)]
        elif half and FULL.search(passage.text):
            yield together("T020", half, few=len(half), width="半角")
    if halves and fulls:
        few, width = (halves, "半角") if len(halves) <= len(fulls) else (fulls, "全角")
        yield together("T020", few, few=len(few), width=width)


def spaces(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T021 a space between Chinese characters, or between them and a number."""
    for passage in printed.having(*BLANKS):
        if passage.role is not Role.TITLE and not is_byline(passage.text):
            for match in SPACE.finditer(passage.text):
                yield complain(
                    "T021",
                    passage.span(*match.span()),
                    text=excerpt(passage, *match.span(), around=4),
                )


def latin_letters(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T022 full-width Latin letters."""
    return each(
        printed, "T022", lambda text: (match.span() for match in FULL_LETTER.finditer(text))
    )


def doubled_marks(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T040 two marks where one belongs."""
    return each(
        printed,
        "T040",
        lambda text: (match.span() for match in DOUBLED_MARK.finditer(text)),
        around=3,
    )
