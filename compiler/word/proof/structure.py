"""What a paragraph that has the right text is: its style by name, its level in the outline, and
which of its characters are a heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compiler.diagnostics import Diagnostic, complain
from compiler.span import Span
from compiler.word.proof.expected import Expected
from compiler.word.proof.reading import WrittenParagraph
from compiler.word.proof.styles import StyleSheet
from compiler.word.proof.words import BLANK, name, shortened


def structure_faults(
    expected: Expected,
    paragraph: WrittenParagraph,
    sheet: StyleSheet,
    headings: Mapping[str, str],
    file: str,
) -> Iterator[Diagnostic]:
    """Yield R021 for a paragraph that is something else than the document says; ``headings`` are
    the ids of the character styles that make text a heading, with the heading's style.

    What its style and the writer make it look like is no matter of the proof.
    """

    def wrong(aspect: str, wanted: str, there: str, at: int = 0) -> Diagnostic:
        """Complain that the paragraph is something else than it should be, at the text from ``at``
        on.
        """
        spans = (Span(file), *expected.sources(at))
        text = shortened(expected.text[at:]) or BLANK
        return complain(
            "R021",
            *spans,
            file=file,
            place=name(expected),
            text=text,
            aspect=aspect,
            expected=wanted,
            written=there,
        )

    if (paragraph.style or sheet.body) != sheet.id_of("paragraph", expected.style):
        shown = sheet.name_of("paragraph", paragraph.style)
        yield wrong("样式", f"“{expected.style}”", f"“{shown}”")
    level = paragraph.layout.get("outlineLvl", {}).get("val", "")
    due = str(expected.paragraph.level - 1) if expected.runs_on else ""
    if level != due:
        yield wrong("大纲级别", _level(due), _level(level))
    if expected.heading or any("rStyle" in run.properties for run in paragraph.runs):
        there = (
            headings.get(run.properties.get("rStyle", {}).get("val", ""), "")
            for run in paragraph.runs
            for _ in expected.as_text(run.text)
        )
        style = expected.paragraph.style
        wanted = (style if at < expected.heading else "" for at in range(len(expected.text)))
        for at, (due, is_) in enumerate(zip(wanted, there, strict=True)):
            if due != is_:
                yield wrong("字符样式", _named(due), _named(is_), at)
                return


def _level(value: str) -> str:
    """Return an outline level as messages say it; none is left to the style."""
    return f"{int(value) + 1} 级" if value.isdecimal() else value or "按样式"


def _named(heading: str) -> str:
    """Return a heading's style as messages quote it, and say so where text is under none."""
    return f"“{heading}”" if heading else "不是标题"
