"""Names written otherwise than registered, or than everywhere else."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.checks.language.wording import listed_words
from compiler.checks.language.wordlist import find_words
from compiler.checks.passages import Passage
from compiler.checks.printed import Place, PrintedReport, together
from compiler.chinese.name_uses import NameUse
from compiler.chinese.set_phrases.words import strays
from compiler.chinese.slips import SlipKind, slips
from compiler.chinese.titles import TITLE, each_once, near_pairs, normal_title
from compiler.chinese.unit_names import departments, misspelt_units, unit_names
from compiler.chinese.withheld.names import OFFICE
from compiler.diagnostics import Diagnostic, complain
from compiler.model.values import Text
from compiler.span import Span

CODES = {SlipKind.LETTER: "T090", SlipKind.WORD_LOST: "T063", SlipKind.ORDER: "T064"}


def near_names(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T060 a document's title in two ways, T062 a unit's name that nearly is a registered one, T063,
    T064, T090 words that are everywhere else written with a word more, in another order, with
    another letter: each place is told of once.
    """
    told = []
    for diagnostic in (*titles(printed), *units(printed)):
        told.append(diagnostic)
        yield diagnostic
    taken = {span for diagnostic in told for span in diagnostic.spans}
    texts = printed.passages
    for slip in slips([passage.text for passage in texts], _known(printed)):
        passage, start, end = _place(texts, slip.written)
        span = passage.span(start, end)
        if any(_overlap(span, other) for other in taken) or find_words(
            passage.text[start:end], listed_words(printed.report)
        ):
            continue
        ordinary = not slip.torn and not strays(passage.text, start, end)
        if slip.kind is SlipKind.LETTER and ordinary:
            continue  # ordinary words that only begin alike: 组织活动 beside 组织生活
        usual = _place(texts, slip.usual)
        yield together(
            CODES[slip.kind],
            [(passage, start, end)],
            usual,
            here=passage.text[start:end],
            there=usual[0].text[usual[1] : usual[2]],
            uses=slip.uses,
        )


def _known(printed: PrintedReport) -> Iterator[str]:
    """Yield names that are right if they stand in one place only."""
    for unit in printed.report.register.units:
        yield from (unit.name.value, *unit.aliases)
    yield from (f"{stem}{kind}" for stem in departments() for kind in "局委办")
    yield from OFFICE.split("|")


def _overlap(span: Span, other: Span) -> bool:
    """Tell whether two ranges of one cell have a character in common."""
    return (
        span.whole_cell == other.whole_cell
        and (span.start or 0) < (other.end or 0)
        and (other.start or 0) < (span.end or 0)
    )


def _place(texts: tuple[Passage, ...], use: NameUse) -> Place:
    return texts[use.index], use.start, use.end


def _published_titles(
    printed: PrintedReport,
) -> Iterator[tuple[str, Passage | None, int, int, Text]]:
    """Yield every document's title with its place: in title marks in a passage, or, with ``None``
    for the passage, in the cell of a form where it was registered.
    """
    for passage in printed.passages:
        for match in TITLE.finditer(passage.text):
            yield match.group(1), passage, match.start(1), match.end(1), passage.cell
    for measure in printed.report.measures():
        for institution in measure.institutions:
            if institution.title and not institution.title.imported:
                bare = institution.title.value.strip("《》")
                start = institution.title.value.find(bare)
                yield bare, None, start, start + len(bare), institution.title


def titles(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T060 a document's title written in two ways: reported once, at every place of the rarer
    one, beside the one written most of those that it looks like.
    """
    found: dict[str, list[tuple[str, Passage | None, int, int, Text]]] = {}
    for title, *place in _published_titles(printed):
        found.setdefault(normal_title(title), []).append((title, *place))  # type: ignore[arg-type]
    pairs = (
        (first, second) if len(found[first]) < len(found[second]) else (second, first)
        for first, second in near_pairs(found)
    )
    for rarer, usual in each_once(pairs, found).items():
        spans = [
            passage.span(start, end) if passage else cell.span_at(start, end)
            for _, passage, start, end, cell in (*found[rarer], *found[usual])
        ]
        yield complain(
            "T060", *dict.fromkeys(spans), here=found[rarer][0][0], there=found[usual][0][0]
        )


def units(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T062 a unit's name with letters left out, added, wrong or in another order."""
    registered = printed.report.register.units
    known = unit_names(
        (unit.name.value for unit in registered if not unit.name.imported),
        (alias for unit in registered for alias in unit.aliases),
    )
    if known is None:
        return
    notice = "\n".join(passage.text for passage in printed.passages)
    for passage in printed.passages:
        for start, end, name in misspelt_units(passage.text, known, notice):
            text = passage.text[start:end]
            yield complain("T062", passage.span(start, end), text=text, name=name)
