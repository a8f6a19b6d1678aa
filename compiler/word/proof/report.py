"""What was written against the report: numbers count on, every measure and every problem stands
where it must, once.

Numbers are read from the written text. From the document comes only which characters of a
paragraph are a number, from the outline only where it starts again.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

import attrs

from compiler.chinese.numerals import ALPHABETS, from_chinese
from compiler.chinese.width import FULL_DIGITS, to_half_width
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Document, Paragraph, Run, RunKind
from compiler.model.report import Report
from compiler.model.values import Text
from compiler.notice.entities import DEPTH
from compiler.notice.outline import Literal, Outline, OutlineLine, fields
from compiler.span import Span
from compiler.word.proof.expected import printable
from compiler.word.proof.words import shortened

LETTERS = {
    letter: number for alphabet in ALPHABETS.values() for number, letter in enumerate(alphabet, 1)
}
NUMERAL = re.compile(f"[0-9]+|[一二三四五六七八九十]+|[{''.join(LETTERS)}]")
WORDS = {"首先": 1, "其次": 2, "再次": 3}
LAST = "最后"
"""The word for the last of a series, whatever its number."""
END_MARKS = "。;；"
"""What a list takes off its members' ends."""

DIGITS = str.maketrans(FULL_DIGITS)
"""Figures that a cell has full-width and the notice half-width."""


@attrs.frozen
class PrintedAt:
    """A run: its paragraph, counted from one, the outline's line that printed it, and its text."""

    number: int
    line: int
    text: str


def numbering_faults(
    document: Document, texts: Sequence[str], outline: Outline, file: str
) -> Iterator[Diagnostic]:
    """Yield R023 for every number that does not follow the one before it; ``texts`` are the
    written paragraphs.
    """
    ancestors = dict(_ancestors(outline.lines, ()))
    seen: dict[int, int] = {}
    series: dict[tuple[object, ...], _NumberSeries] = {}
    for number, (paragraph, text) in enumerate(zip(document.paragraphs, texts, strict=True), 1):
        printed = _line(paragraph, outline)
        for one in series.values():
            if printed in one.resets:
                one.last, one.fresh = 0, True
        seen[printed] = number
        inline: dict[Span, int] = {}
        for run, start, end in _slices(paragraph):
            place = run.sources[0] if run.sources else None
            if run.kind is not RunKind.NUMBER or place is None or place.file != outline.file:
                continue
            line, above = ancestors.get(place.line or 0, (None, ()))
            mark, before = text[start:end], f"第{number}段“{shortened(text)}”"
            if line is None or read_numeral(mark) is None:
                continue
            if line.span == place and line.numbering is not None:
                key = _key(line, above, paragraph)
                if key not in series:
                    series[key] = _series(line, above, outline)
                value = read_numeral(mark, series[key].last) or 0
                yield from _next(series[key], value, _hidden(above, seen), before, run, file)
            else:
                last = inline.get(place, 0)
                value = read_numeral(mark, last) or 0
                if value != last + 1 and not (value == 1 and last > 1):
                    yield _fault(file, before, last, value, run)
                inline[place] = value


@attrs.define
class _NumberSeries:
    """A count under way. ``resets`` are the outline's lines after which it starts again;
    ``lenient``, if not only those.
    """

    resets: frozenset[int]
    lenient: bool
    shared: bool
    last: int = 0
    fresh: bool = False


def _hidden(above: tuple[OutlineLine, ...], seen: Mapping[int, int]) -> bool:
    """Tell whether one of the lines above was not printed where it should have been: what is
    under it counts anew unseen.
    """
    last = 0
    for line in above:
        at = seen.get(line.span.line or 0, 0)
        if at <= last:
            return True
        last = at
    return False


def _next(
    series: _NumberSeries, value: int, hidden: bool, before: str, run: Run, file: str
) -> Iterator[Diagnostic]:
    """Yield R023 unless a number is the next of its series, or one where the series may begin
    again.
    """
    may = {series.last + 1}
    if series.lenient or hidden:
        may.add(1)
    if value not in may and not (series.shared and series.fresh):
        yield _fault(file, before, series.last, value, run)
    series.last, series.fresh = value, False


def _fault(file: str, place: str, last: int, value: int, run: Run) -> Diagnostic:
    """Complain of a number that does not follow the last one."""
    return complain(
        "R023",
        Span(file),
        *run.sources,
        file=file,
        place=place,
        last=last or "没有",
        expected=last + 1,
        written=value,
    )


def _ancestors(
    lines: Sequence[OutlineLine], above: tuple[OutlineLine, ...]
) -> Iterator[tuple[int, tuple[OutlineLine, tuple[OutlineLine, ...]]]]:
    """Yield the outline's lines by their number, each with the lines above it."""
    for line in lines:
        yield line.span.line or 0, (line, above)
        yield from _ancestors(line.children, (*above, line))


def _key(
    line: OutlineLine, above: tuple[OutlineLine, ...], paragraph: Paragraph
) -> tuple[object, ...]:
    """Lines under one line that draw their numbers alike count on, as do all that count through
    the same part.
    """
    assert line.numbering is not None
    scope: object = line.restart or (above[-1].span if above else None)
    return (scope, line.numbering.pattern, paragraph.cell.table if paragraph.cell else None)


def _series(line: OutlineLine, above: tuple[OutlineLine, ...], outline: Outline) -> _NumberSeries:
    """Under every new parent a count starts again, unless the outline says what it counts
    through.
    """
    if line.restart is not None:
        resets = frozenset(
            one.span.line or 0
            for one in outline.walk()
            if one.entity == line.restart and line.restart != "notice"
        )
        return _NumberSeries(resets, False, True)
    seen = all(
        one.hiding is None
        and (one.numbering or any(isinstance(item, Literal) for item in one.items))
        for one in above
    )
    return _NumberSeries(frozenset(one.span.line or 0 for one in above), not seen, False)


def _line(paragraph: Paragraph, outline: Outline) -> int:
    """Return the line of the outline that printed a paragraph, 0 if nothing in it tells."""
    places = (
        span for run in paragraph.runs for span in run.sources[:1] if span.file == outline.file
    )
    return next((place.line or 0 for place in places), 0)


def _slices(paragraph: Paragraph) -> Iterator[tuple[Run, int, int]]:
    """Yield the runs of a paragraph with the range of its printed text that each fills."""
    cuts = accumulate((len(printable(run.text)) for run in paragraph.runs), initial=0)
    yield from (
        (run, start, end) for run, (start, end) in zip(paragraph.runs, pairwise(cuts), strict=True)
    )


def read_numeral(mark: str, last: int = 0) -> int | None:
    """Return the number a mark writes: 一、 (二) 3. ④ 五是 首先 第6条 任务七, and that after ``last`` of
    最后; ``None`` if it writes none.
    """
    if mark.startswith(LAST):
        return last + 1
    word = next((number for word, number in WORDS.items() if mark.startswith(word)), None)
    found: list[str] = NUMERAL.findall(mark)
    if word is not None or not found:
        return word
    numeral = found[-1]  # a word before it may hold others
    if numeral in LETTERS:
        return LETTERS[numeral]
    return int(numeral) if numeral.isdecimal() else from_chinese(numeral)


# Measures and problems


@attrs.frozen
class _PrintedUse:
    """How an outline prints a field: how often on each line, on any line for all statuses, once
    for each of its entity.
    """

    lines: Mapping[int, int]
    always: bool
    once: bool


def model_faults(
    document: Document, report: Report, outline: Outline, file: str
) -> Iterator[Diagnostic]:
    """Yield R024 for every problem's title, measure's theme and measure's progress that is not
    printed once, as reported.

    That the document's text is the file's is proven apart. An outline may print a title in
    several parts: once in each, and somewhere each of them. What it does not print at all, or for
    some statuses only, is not missed; what it prints for every row of something smaller, a
    problem's title beside each measure, is not too much.
    """
    printed: dict[Span, list[PrintedAt]] = defaultdict(list)
    for number, paragraph in enumerate(document.paragraphs, 1):
        line = _line(paragraph, outline)
        for run in paragraph.runs:
            if run.sources and run.kind is RunKind.FIELD:
                printed[run.sources[0]].append(PrintedAt(number, line, run.text))
    title, theme, progress = (
        _use(outline, *key)
        for key in (("problem", "title"), ("measure", "theme"), ("measure", "progress"))
    )
    for problem in report.problems():
        yield from _once(printed, problem.plan.title, title, f"问题{problem.number}", "标题", file)
        for form in (measure.submission for measure in problem.measures):
            if form is not None:
                yield from _once(printed, form.theme, theme, form.measure_id.value, "主题句", file)
                yield from _once(
                    printed, form.progress, progress, form.measure_id.value, "进展情况", file
                )


def _use(outline: Outline, entity: str, key: str) -> _PrintedUse:
    """Return where an outline prints a field: how often on which lines, and whether always and once
    for each thing.
    """
    lines: dict[int, int] = {}
    always, once = False, True
    for line, above in dict(_ancestors(outline.lines, ())).values():
        definitions = [field.definition for field in fields(line.items) if field.definition]
        count = sum((one.entity, one.key) == (entity, key) for one in definitions)
        if count:
            lines[line.span.line or 0] = count
            always |= not any(one.statuses or one.hiding for one in (line, *above))
            once &= not any(DEPTH.index(one.entity) > DEPTH.index(entity) for one in definitions)
    return _PrintedUse(lines, always, once)


def _once(
    printed: Mapping[Span, list[PrintedAt]],
    text: Text,
    use: _PrintedUse,
    subject: str,
    what: str,
    file: str,
) -> Iterator[Diagnostic]:
    """Yield R024 unless a text is printed, unaltered, and as often as the outline draws it."""

    def fault(wording: str) -> Diagnostic:
        """Complain of this text."""
        return complain(
            "R024", Span(file), text.span, file=file, subject=subject, what=what, fault=wording
        )

    if not text or text.imported:
        return
    places = printed.get(text.span, [])
    if not places and use.always:
        yield fault("没有印出")
    for place in places:
        if place.text != text.value and _folded(place.text) != _folded(text.value):
            yield fault(f"印成了“{shortened(place.text)}”（第{place.number}段）")
    counts = Counter(place.line for place in places)
    often = len(places) > sum(use.lines.values()) or any(
        count > use.lines.get(line, count) for line, count in counts.items()
    )
    if use.once and often:
        numbers = "、".join(str(place.number) for place in places)
        yield fault(f"印了 {len(places)} 遍（第{numbers}段）")


def _folded(text: str) -> str:
    """Return a text in which widths and the end mark that a list may take off compare equal."""
    return to_half_width(printable(text)).translate(DIGITS).rstrip(END_MARKS)
