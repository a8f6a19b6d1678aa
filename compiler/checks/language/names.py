"""One thing under one name: papers, branch offices, the members of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from compiler.checks.passages import Passage
from compiler.checks.printed import Place, PrintedReport, each, together
from compiler.chinese.name_uses import NameUse
from compiler.chinese.variants import branches, papers, reordered
from compiler.diagnostics import Diagnostic, complain

UNMARKED = re.compile(
    r"(?:出台|印发|制定|下发|修订|起草)了?"
    r"(关于[^，,。;；、《》“”]{4,60}?的"
    r"(?:通知|意见|实施意见|若干意见|方案|实施方案|工作方案|办法|规定|实施细则|决定))"
    r"(?![》\u4e00-\u9fff])"
)
COUNTED_LABEL = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2})([\u4e00-\u9fff]{2})\d{1,6}[人名件次]"
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
    return each(
        printed,
        "T065",
        lambda text: (match.span(1) for match in UNMARKED.finditer(text)),
        clues=("关于",),
    )


def member_order(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T066 one group of names in brackets, listed in different orders."""
    texts = printed.having("(", "（")
    for forms in reordered(passage.text for passage in texts):
        ordered = sorted(forms.items(), key=lambda item: len(item[1]))
        others = [place for _, uses in ordered[1:] for place in _places(texts, uses)]
        yield together(
            "T066", _places(texts, ordered[0][1]), *others, here=ordered[0][0], there=ordered[-1][0]
        )
