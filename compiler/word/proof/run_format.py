"""The look of a paragraph that has the right text: style, direct formatting, and the face of
every character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, groupby

from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import RunKind
from compiler.notice.kind import BODY_STYLE
from compiler.span import Span
from compiler.word.layout import BROKEN
from compiler.word.proof.expected import Expected, unbroken
from compiler.word.proof.reading import WrittenParagraph, WrittenRun, switched_on
from compiler.word.proof.styles import StyleSheet
from compiler.word.proof.words import BLANK, HIDDEN, REVISED, called, name, shortened
from compiler.word.template.styles import BODY_FONT, CHINESE

TWO_SCRIPTS = re.compile("[“”‘’—…·]")
"""Quotation marks, dash, ellipsis and middle dot stand in Latin fonts too, and in those they are
half as wide."""

SWITCHES = ("keepNext", "pageBreakBefore")
ASPECTS = {
    "keepNext": "“与下段同页”",
    "pageBreakBefore": "“段前分页”",
    "ind": "缩进",
    "jc": "对齐方式",
    "outlineLvl": "大纲级别",
    "spacing": "间距",
    "snapToGrid": "“对齐到网格”",
}

RunFormat = tuple[str, str, str, tuple[str, ...]]
"""Character style, highlight, Chinese face, and what else was set or is missing."""

Wrong = Callable[[str, str, str, int], Diagnostic]


def run_format_faults(
    expected: Expected,
    paragraph: WrittenParagraph,
    sheet: StyleSheet,
    file: str,
    *,
    underlines: bool,
) -> Iterator[Diagnostic]:
    """Yield R021 for what looks otherwise than the layout and styles.docx say, R022 for hidden
    and revised text.
    """

    def wrong(aspect: str, wanted: str, there: str, at: int = 0) -> Diagnostic:
        text = shortened(unbroken(paragraph.text, expected)[at:]) or BLANK
        spans = (Span(file), *expected.sources(at))
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

    def extra(element: str) -> Diagnostic:
        return complain(
            "R022",
            Span(file),
            *expected.sources(0),
            file=file,
            place=name(expected),
            what=called(element),
        )

    identifier = sheet.id_of("paragraph", expected.style) or ""
    if (paragraph.style or sheet.body) != identifier:
        yield wrong(
            "样式", f"“{expected.style}”", f"“{sheet.name_of('paragraph', paragraph.style)}”"
        )
    layout = {
        key: {} if key in SWITCHES and switched_on(value) else value
        for key, value in paragraph.layout.items()
    }
    for key in dict.fromkeys([*expected.layout, *layout]):
        if key in REVISED or key == "numPr":
            yield extra(key)
        elif expected.layout.get(key) != layout.get(key):
            yield wrong(
                ASPECTS.get(key, f"段落格式（{key}）"),
                _values(expected.layout.get(key)),
                _values(layout.get(key)),
            )
    if (expected.section is None) is not (paragraph.section is None):
        yield wrong(
            "分节",
            "没有" if expected.section is None else "有",
            "没有" if paragraph.section is None else "有",
        )
    if (
        expected.style in BROKEN
        and tuple(accumulate(map(len, paragraph.text.split("\n"))))[:-1] not in expected.ways
    ):
        lines = (
            unbroken(paragraph.text, expected)
            if expected.paragraph and not expected.paragraph.breaks
            else "手工分的行"
        )
        yield wrong("分行", lines, paragraph.text.replace("\n", "/"))
    for key in dict.fromkeys(
        key for run in paragraph.runs for key in run.properties if key in (*HIDDEN, *REVISED)
    ):
        yield extra(key)
    if all(expected.texts) and not all(run.text for run in paragraph.runs):
        yield extra("空的文字块")
    yield from _characters(expected, paragraph, sheet, wrong, underlines)


def _values(values: dict[str, str] | None) -> str:
    if values is None:
        return "没有"
    return "、".join(f"{key}={value}" for key, value in sorted(values.items())) or "有"


def _characters(
    expected: Expected,
    paragraph: WrittenParagraph,
    sheet: StyleSheet,
    wrong: Wrong,
    underlines: bool,
) -> Iterator[Diagnostic]:
    headings = (
        dict.fromkeys(sheet.linked(expected.paragraph.style), expected.paragraph.style)
        if expected.paragraph
        else {}
    )
    wanted = _merged(_wanted(expected, sheet))
    there = _merged(
        (_run_format(run, headings, underlines), unbroken(run.text, expected))
        for run in paragraph.runs
    )
    if wanted == there:
        return
    for at, (run_format, other) in enumerate(zip(_each(wanted), _each(there), strict=True)):
        if run_format != other:
            yield wrong("字体格式", _text_of(run_format), _text_of(other), at)
            return


def _merged(stretches: Iterable[tuple[RunFormat, str]]) -> list[tuple[RunFormat, str]]:
    groups = groupby(
        ((run_format, text) for run_format, text in stretches if text),
        key=lambda stretch: stretch[0],
    )
    return [(run_format, "".join(text for _, text in group)) for run_format, group in groups]


def _each(stretches: Iterable[tuple[RunFormat, str]]) -> Iterator[RunFormat]:
    """Yield the look of every character."""
    return (run_format for run_format, text in stretches for _ in text)


def _wanted(expected: Expected, sheet: StyleSheet) -> Iterator[tuple[RunFormat, str]]:
    paragraph = expected.paragraph
    if paragraph is None:
        return
    run_in = 0 < paragraph.heading_runs < len(paragraph.runs)
    faces = {style: _face(style, sheet) for style in (BODY_STYLE, paragraph.style)}
    for index, (run, text) in enumerate(zip(paragraph.runs, expected.texts, strict=True)):
        heading = run_in and index < paragraph.heading_runs
        face = faces[BODY_STYLE if run_in and not heading else paragraph.style]
        run_format = (
            paragraph.style if heading else "",
            "yellow" if run.kind is RunKind.HOLE else "",
            face,
            (),
        )
        yield run_format, unbroken(text, expected)


def _face(style: str, sheet: StyleSheet) -> str:
    return (
        sheet.inherited(sheet.id_of("paragraph", style) or "", "rPr", "rFonts", "eastAsia")
        or BODY_FONT
    )


def _run_format(run: WrittenRun, headings: dict[str, str], underlines: bool) -> RunFormat:
    other = [
        key
        for key in run.properties
        if key not in ("rStyle", "highlight", "rFonts", "lang") and not (key == "u" and underlines)
    ]
    fonts = run.properties.get("rFonts", {})
    other += [f"rFonts {key}" for key in fonts if key not in ("eastAsia", "hint")]
    if fonts.get("hint", "eastAsia") != "eastAsia" or (
        "hint" not in fonts and TWO_SCRIPTS.search(run.text)
    ):
        other.append("rFonts hint")
    if run.properties.get("lang") != {"eastAsia": CHINESE}:
        other.append("lang")
    style = run.properties.get("rStyle", {}).get("val", "")
    return (
        headings.get(style, f"styleId {style}" if style else ""),
        run.properties.get("highlight", {}).get("val", ""),
        fonts.get("eastAsia", ""),
        tuple(other),
    )


def _text_of(run_format: RunFormat) -> str:
    style, highlight, face, other = run_format
    words = [face or "没有指定字体"]
    words += [f"字符样式“{style}”"] if style else []
    words += ["黄底"] if highlight else []
    words += [f"另有 {key}" for key in other]
    return "、".join(words)
