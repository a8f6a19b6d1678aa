"""One thing under one name: documents, papers, units, bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from compiler.checks.passages import Passage
from compiler.checks.printed import Place, PrintedReport, each, together
from compiler.chinese.titles import TITLE, near_pairs, normal_title
from compiler.chinese.variants import NameUse, branches, papers, reordered, shortened, swapped
from compiler.diagnostics import Diagnostic, complain
from compiler.model.values import Text

UNMARKED = re.compile(
    r"(?:出台|印发|制定|下发|修订|起草)了?"
    r"(关于[^，,。;；、《》“”]{4,60}?的"
    r"(?:通知|意见|实施意见|若干意见|方案|实施方案|工作方案|办法|规定|实施细则|决定))"
    r"(?![》\u4e00-\u9fff])"
)
COUNTED_LABEL = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2})([\u4e00-\u9fff]{2})\d{1,6}[人名件次]"
)
JOINERS = "和与及"
SHORTEST, LONG = 5, 7
"""Shorter names of units are left alone, and only in long ones any one letter may be wrong. By
judgement: of a short name (区民政局) a letter less or another one makes too many other words."""


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
    one.
    """
    found: dict[str, list[tuple[str, Passage | None, int, int, Text]]] = {}
    for title, *place in _published_titles(printed):
        found.setdefault(normal_title(title), []).append((title, *place))  # type: ignore[arg-type]
    for first, second in near_pairs(found):
        rarer, usual = (
            (first, second) if len(found[first]) < len(found[second]) else (second, first)
        )
        spans = [
            passage.span(start, end) if passage else cell.span_at(start, end)
            for _, passage, start, end, cell in (*found[rarer], *found[usual])
        ]
        yield complain(
            "T060", *dict.fromkeys(spans), here=found[rarer][0][0], there=found[usual][0][0]
        )


def _places(texts: tuple[Passage, ...], uses: Iterable[NameUse]) -> list[Place]:
    """Return the uses of a name, which are numbered by text, as places of passages."""
    return [(texts[use.index], use.start, use.end) for use in uses]


def paper_kinds(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T061 one paper called by two kinds: 督办通知单, 督办通知书."""
    texts = printed.passages
    for names in papers([passage.text for passage in texts]).values():
        ordered = sorted(names.items(), key=lambda item: len(item[1]))
        others = [place for _, uses in ordered[1:] for place in _places(texts, uses)]
        yield together(
            "T061", _places(texts, ordered[0][1]), *others, here=ordered[0][0], there=ordered[-1][0]
        )


def units(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T062 a unit's name with a letter left out, added or wrong."""
    names = {unit.name.value for unit in printed.report.register.units if not unit.name.imported}
    known = names | {alias for unit in printed.report.register.units for alias in unit.aliases}
    for name in sorted(names):
        if len(name) < SHORTEST:
            continue
        pattern = _near(name)
        for passage in printed.passages:
            for match in pattern.finditer(passage.text) if name[:2] in passage.text else ():
                written = match.group()
                inside = any(
                    written in other
                    and passage.text.startswith(other, match.start() - other.find(written))
                    for other in known
                )
                if written not in known and not inside:
                    yield complain("T062", passage.span(*match.span()), text=written, name=name)


def _near(name: str) -> re.Pattern[str]:
    """Return what matches a name with 和 put in or left out, or (in a long one) one of its inner
    letters left out or wrong.
    """
    forms = {name[:i] + joiner + name[i:] for i in range(3, len(name) - 1) for joiner in JOINERS}
    forms |= {
        name[:i] + name[i + 1 :]
        for i in range(2, len(name) - 1)
        if name[i] in JOINERS or len(name) >= LONG
    }
    patterns = [re.escape(form) for form in forms]
    if len(name) >= LONG:
        patterns += [
            re.escape(name[:i]) + r"[\u4e00-\u9fff]" + re.escape(name[i + 1 :])
            for i in range(2, len(name) - 1)
        ]
    return re.compile(
        rf"(?!{re.escape(name)})(?:" + "|".join(sorted(patterns, key=len, reverse=True)) + ")"
    )


def bodies(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T063 a body's name that lost a word."""
    texts = printed.passages
    seen: set[tuple[int, int]] = set()
    for short, full, rare, usual in shortened([passage.text for passage in texts]):
        places = [use for use in rare if (use.index, use.end) not in seen]
        seen.update((use.index, use.end) for use in places)
        if places:
            yield together(
                "T063", _places(texts, places), _places(texts, [usual])[0], here=short, there=full
            )


def branch_names(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T068 a branch office under two names."""
    texts = printed.passages
    for short, full, uses, others in branches([passage.text for passage in texts]):
        rarer, usual = (
            ((short, uses), (full, others))
            if len(uses) <= len(others)
            else ((full, others), (short, uses))
        )
        yield together(
            "T068",
            _places(texts, rarer[1]),
            _places(texts, usual[1])[0],
            here=rarer[0],
            there=usual[0],
        )


def word_order(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T064 two words of a set name that changed places."""
    texts = printed.passages
    seen: set[tuple[int, int]] = set()
    for here, there, uses, usual in swapped([passage.text for passage in texts]):
        # Phrases are found in windows of seven characters: those that overlap are one swap.
        places = [
            use
            for use in uses
            if not any((use.index, use.start + shift) in seen for shift in range(-6, 7))
        ]
        seen.update((use.index, use.start) for use in places)
        if places:
            yield together(
                "T064", _places(texts, places), _places(texts, [usual])[0], here=here, there=there
            )


def mirrored_labels(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T067 two counted labels of one list that differ in the order of their words only:
    督办提醒6人,提醒督办9人.
    """
    for passage in printed.passages:
        seen: dict[str, tuple[int, int]] = {}
        for match in COUNTED_LABEL.finditer(passage.text):
            first, second = match.group(1), match.group(2)
            if first != second and (other := seen.get(second + first)):
                spans = (passage.span(match.start(1), match.end(2)), passage.span(*other))
                yield complain("T067", *spans, here=first + second, there=second + first)
            seen.setdefault(first + second, (match.start(1), match.end(2)))


def unmarked_titles(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T065 a document's title without title marks."""
    return each(printed, "T065", lambda text: (match.span(1) for match in UNMARKED.finditer(text)))


def member_order(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T066 one group of names in brackets, listed in different orders."""
    texts = printed.passages
    for forms in reordered(passage.text for passage in texts):
        ordered = sorted(forms.items(), key=lambda item: len(item[1]))
        others = [place for _, uses in ordered[1:] for place in _places(texts, uses)]
        yield together(
            "T066", _places(texts, ordered[0][1]), *others, here=ordered[0][0], there=ordered[-1][0]
        )
