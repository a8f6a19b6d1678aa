"""Grammar frames: kinds of mistakes with slots, from the tables of :mod:`compiler.chinese.frames`.

A finding is the table's line told at its place; what is quoted is left alone, except for marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compiler.checks.language.narrative import Narrative, narrative
from compiler.checks.printed import PrintedReport, excerpt
from compiler.chinese.frames.table import REWRITTEN, Frame, Misfit, frames, misfits
from compiler.diagnostics import Diagnostic, complain
from compiler.model.register import Word
from compiler.recall import recalled

OWN_WORDS = (
    "confusables.tsv",
    "particles.tsv",
    "blends.tsv",
    "open.tsv",
    "numerals.tsv",
    "units.tsv",
)
"""The tables of what the notice itself says; those of marks look into quotations, too."""
MARKS = ("marks.tsv",)
INCOMPLETE = {"T104": "请改写", "T105": "请补上，或换个说法", "T117": "请补上"}
"""What to do about the rules that have nothing to replace or to delete."""


@recalled()
def _frames(tables: tuple[str, ...]) -> tuple[Frame, ...]:
    """Return the frames of several tables."""
    return tuple(frame for name in tables for frame in frames(name))


@recalled(2)
def _by_rule(told: Narrative) -> Mapping[str, list[Misfit]]:
    """Return all that the tables find, by rule."""
    found: dict[str, list[Misfit]] = {}
    for text, tables in ((told.own, OWN_WORDS), (told.text, MARKS)):
        for misfit in misfits(text, _frames(tables), told.pairs):
            found.setdefault(misfit.code, []).append(misfit)
    return found


def _told(printed: PrintedReport, code: str) -> Iterator[Diagnostic]:
    """Complain of every misfit of one rule, but not of what the office's own list of words judges:
    an entry of 用语 is its word on the matter.
    """
    told = narrative(printed.passages)
    for misfit in _by_rule(told).get(code, ()):
        passage, start, end = told.place(misfit.start, misfit.end)
        if not _judged(passage.text, start, end, printed.report.register.words):
            yield complain(
                code,
                passage.span(start, end),
                text=excerpt(passage, start, end, around=5),
                note=misfit.note,
                advice=_advice(misfit),
            )


def _judged(text: str, start: int, end: int, words: tuple[Word, ...]) -> bool:
    """Tell whether a word of the office stands over a range."""
    for word in words:
        at = text.find(word.wrong.value, max(0, start - 20)) if word.wrong else -1
        if 0 <= at < end and start < at + len(word.wrong.value):
            return True
    return False


def _advice(misfit: Misfit) -> str:
    """Say what to do about a misfit."""
    if misfit.code in INCOMPLETE:
        return INCOMPLETE[misfit.code]
    if misfit.right == REWRITTEN:
        return "请改写"
    if misfit.right:
        return f"“{misfit.wrong}”请改为“{misfit.right}”"
    return f"请删去“{misfit.wrong}”"


def particles(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T054 的, 地 and 得 where another of them belongs."""
    return _told(printed, "T054")


def confused_words(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T100 a word where only its twin in sound or shape fits."""
    return _told(printed, "T100")


def better_words(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T101 a usage that careful writers avoid."""
    return _told(printed, "T101")


def blended_frames(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T102 one thing said by two constructions at once."""
    return _told(printed, "T102")


def negations(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T103 a negation too many or too few."""
    return _told(printed, "T103")


def lost_subjects(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T104 a preposition that leaves the sentence without its subject."""
    return _told(printed, "T104")


def open_conjunctions(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T105 a conjunction whose second half does not come."""
    return _told(printed, "T105")


def double_limits(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T106 an approximation or a limit stated twice, or in two ways."""
    return _told(printed, "T106")


def figures_and_words(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T107 a number written against GB/T 15835."""
    return _told(printed, "T107")


def approximations(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T108 an approximate number written against GB/T 15835."""
    return _told(printed, "T108")


def old_units(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T109 a unit that is no legal one, or half its name."""
    return _told(printed, "T109")


def unit_symbols(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T110 a symbol of a unit with wrong letters."""
    return _told(printed, "T110")


def closing_marks(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T111 a mark on the wrong side of a closing one."""
    return _told(printed, "T111")


def ellipses(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T112 an ellipsis beside 等 or another mark, or of the wrong dots."""
    return _told(printed, "T112")


def listing_marks(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T113 、 before 和, 与, 或 or 等, or behind 以及."""
    return _told(printed, "T113")


def ordinal_marks(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T114 第一、 where 第一， belongs."""
    return _told(printed, "T114")


def announcing_marks(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T115 如下 without a colon."""
    return _told(printed, "T115")


def question_marks(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T116 a question mark behind an indirect question."""
    return _told(printed, "T116")


def open_prepositions(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T117 a preposition whose other half is missing."""
    return _told(printed, "T117")


def title_marks(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T118 title marks around what is no work."""
    return _told(printed, "T118")


def collocations(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T119 a verb with an object it does not take."""
    return _told(printed, "T119")
