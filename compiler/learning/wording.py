"""What is said alike in every heading of a level, and what differs: set wording and field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

import attrs

from compiler.chinese.common_ends import common_ends

MOST = 0.75
"""How many headings must say it for their level to say it: people write one of forty otherwise."""
LONGEST = 14
OPENING, CLOSING = "“‘(《", "”’)》"
MANY = 6
"""That many headings do not begin alike by chance."""
OPENERS = re.compile(r"关于|针对|对于|对|在|就|[“(:《]")
"""Behind these the field may begin; set wording in front of it ends with one."""
CLOSERS = re.compile(r"[”)》]|的?问题|方面|的?整改|的?情况|。$")
"""With one of these the set wording behind the field begins."""


@attrs.frozen
class Wording:
    """Set wording before and behind a field."""

    before: str
    behind: str

    def fits(self, text: str) -> bool:
        """Tell whether a text is worded so, with something between."""
        return (
            text.startswith(self.before)
            and text.endswith(self.behind)
            and len(text) > len(self.before) + len(self.behind)
        )

    def value(self, text: str) -> str:
        """Return what stands between, the whole text if it is worded otherwise."""
        if not self.fits(text):
            return text
        return text[len(self.before) : len(text) - len(self.behind)]


def wording_of(texts: Sequence[str]) -> Wording:
    """Return what most of the headings of a level have in common at their beginning and end."""
    if not texts:
        return Wording("", "")
    end = _common([_mark(text) for text in texts])
    bare = [text[: len(text) - len(end)] if end and text.endswith(end) else text for text in texts]
    before = _longest(bare, _beginnings)
    if len(texts) == 1 and before.endswith((":", "(")):
        before = ""  # alone, it may be the field's own words
    rest = [text.removeprefix(before) for text in bare]
    behind = _longest(rest, _endings)
    if len(texts) >= MANY:
        head = min(common_ends(bare[0], text)[0] for text in bare[1:])
        before = max(before, bare[0][:head] if head > 1 else "", key=len)  # 市财政局, 市教育局
        rest = [text.removeprefix(before) for text in bare]
        tail = min(common_ends(rest[0], text)[1] for text in rest[1:])
        behind = max(behind, rest[0][len(rest[0]) - tail :], key=len)
    if before.endswith("“") and not behind.startswith("”"):
        before = before[:-1]
    for opening, closing in zip(OPENING, CLOSING, strict=True):
        opened = before.count(opening) - before.count(closing)
        while behind.count(closing) > behind.count(opening) + opened:
            behind = behind[behind.index(closing) + 1 :]  # it closes what the field opens
    return Wording(before, behind + end)


def _mark(text: str) -> str:
    """Return the end mark of a text."""
    return text[-1:] if text[-1:] in "。:;" else ""


def _common(found: Sequence[str]) -> str:
    value, count = Counter(found).most_common(1)[0]
    return value if count >= MOST * len(found) else ""


def _longest(texts: Sequence[str], candidates: Callable[[str], Sequence[str]]) -> str:
    """Return the longest candidate that most of the texts have."""
    counts = Counter(one for text in texts for one in set(candidates(text)))
    enough = [one for one, count in counts.items() if count >= max(1, MOST * len(texts))]
    best = max(enough, key=len, default="")
    return best if all(len(text) > len(best) for text in texts) else ""


def _beginnings(text: str) -> list[str]:
    """Return the beginnings that set wording may be: those that end with a word that leads in."""
    ends = [match.end() for match in OPENERS.finditer(text[:LONGEST])]
    return [text[:end] for end in ends if _led(text[:end])]


def _led(beginning: str) -> bool:
    """Tell whether a beginning leads in from its first character: 对 in 应对 does not."""
    match = OPENERS.match(beginning)
    return match is not None or beginning[-1] in "“:("


def _endings(text: str) -> list[str]:
    start = max(1, len(text) - LONGEST)
    return [text[match.start() :] for match in CLOSERS.finditer(text, start)]
