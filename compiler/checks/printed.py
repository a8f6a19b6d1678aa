"""What is printed, for every check that reads texts: the document, and its passages collected
once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs

from compiler.brief import brief
from compiler.checks.passages import Passage, passages
from compiler.checks.public_texts import Exposure, exposures
from compiler.chinese.shortening import both_ends
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Document
from compiler.model.report import Report
from compiler.model.values import Text


@attrs.frozen(eq=False)
class PrintedReport:
    """A report as its document prints it. ``document`` has every mark as it was typed.

    ``passages`` are the cells' texts in it, ``exposed`` is all that becomes public.
    """

    __repr__ = brief

    report: Report
    document: Document
    passages: tuple[Passage, ...]
    exposed: tuple[Exposure, ...]
    _having: dict[tuple[str, ...], tuple[Passage, ...]] = attrs.field(factory=dict, init=False)

    def having(self, *clues: str) -> tuple[Passage, ...]:
        """Return the passages that have any of some words, in their order: for a check that can find
        nothing in a text without them. Looking for them takes a tenth of what a pattern does.
        """
        found = self._having.get(clues)
        if found is None:
            found = tuple(it for it in self.passages if any(map(it.text.__contains__, clues)))
            self._having[clues] = found
        return found


def read_printed(
    report: Report, document: Document, beside: tuple[Text, ...] = ()
) -> PrintedReport:
    """Return a report with its document and what is read of that.

    ``beside`` are texts that become public with the document and that it does not draw: headers
    and footers of ``styles.docx``, the properties of the Word file, words of ``kind.toml``.
    """
    return PrintedReport(
        report, document, tuple(passages(report, document)), tuple(exposures(document, beside))
    )


def excerpt(passage: Passage, start: int, end: int, around: int = 0) -> str:
    """Return a range of a passage, short enough for a message, with a few characters on either
    side.
    """
    text = passage.text[max(0, start - around) : end + around]
    return both_ends(text, 24, kept=11)


def each(
    printed: PrintedReport,
    code: str,
    find: Callable[[str], Iterable[tuple[int, int]]],
    around: int = 0,
    clues: tuple[str, ...] = (),
) -> Iterator[Diagnostic]:
    """Complain of every range that ``find`` returns for a passage, with its text as the argument
    ``text``; only a passage with one of the ``clues``, if there are any, can have some.
    """
    for passage in printed.having(*clues) if clues else printed.passages:
        for start, end in find(passage.text):
            yield complain(
                code, passage.span(start, end), text=excerpt(passage, start, end, around)
            )


Place = tuple[Passage, int, int]


def together(code: str, places: list[Place], *others: Place, **arguments: object) -> Diagnostic:
    """Return one diagnostic over all ``places`` to mend, followed by the ``others`` they differ
    from.
    """
    spans = [passage.span(start, end) for passage, start, end in (*places, *others)]
    return complain(code, *dict.fromkeys(spans), **arguments)
