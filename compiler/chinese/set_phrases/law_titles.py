"""Titles of laws and Party regulations that are almost one in force."""

from __future__ import annotations

import re

from compiler.chinese.common_ends import common_ends
from compiler.chinese.set_phrases.words import adjoin, confusable, table
from compiler.chinese.telling import TELLING
from compiler.chinese.titles import normal_title
from compiler.recall import recalled

ISSUERS = ("中国共产党", "中华人民共和国")
EDITION = re.compile(r"\([^()]{0,8}(?:试行|暂行|修订稿?|修正|修正案|草案)\)\Z")
END_KIND = re.compile(r"(?:条例|准则|规则|规定|办法|细则|意见|章程|法)\Z")
CENTRAL = ("法", "条例", "准则", "章程")
"""What only the centre and provinces issue. A unit may have a 《政府采购管理办法》 of its own."""
INTERIM = re.compile("暂行|试行")
SHORTEST, HEAD, FARTHEST, TELLING_STEM = 4, 3, 4, 10
"""Shorter titles are not compared. Titles that are compared have their first or last ``HEAD``
characters in common and differ in length by no more than a word or two; whose stem has
``TELLING_STEM`` characters, no other of another kind will be meant. By judgement."""


@recalled()
def _known() -> dict[str, str]:
    """Return every title in force, and each without the issuer's name before it, as it is
    written.
    """
    found = {normal_title(title): title for title in titles_in_force()}
    for title in titles_in_force():
        for issuer in ISSUERS:
            if title.startswith(issuer):
                short = title.removeprefix(issuer)
                found.setdefault(normal_title(short), short)
    return found


@recalled()
def _by_ends() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for title in _known():
        for key in (title[:HEAD] + "…", "…" + title[-HEAD:]):
            found.setdefault(key, []).append(title)
    return found


def titles_in_force() -> tuple[str, ...]:
    """Return all titles of the table."""
    return table("titles.txt")


@recalled(1024)
def title_in_force(written: str) -> str | None:
    """Return the title in force that ``written`` is with a fault, ``None`` if it is one itself, was
    one, or is like none.
    """
    title = EDITION.sub("", normal_title(written))
    if len(title) < SHORTEST or title in _known() or title in table("former_titles.txt"):
        return None
    index = _by_ends()
    near = [*index.get(title[:HEAD] + "…", ()), *index.get("…" + title[-HEAD:], ())]
    faults = [
        (len(title) - sum(common_ends(title, other)), other)
        for other in dict.fromkeys(near)
        if abs(len(other) - len(title)) <= FARTHEST and _is_fault(title, other)
    ]
    return _known()[min(faults)[1]] if faults else None


def _is_fault(title: str, right: str) -> bool:
    """Tell whether a title is another with a character wrong, missing, doubled or two changed
    about, a word left out, or its kind mistaken.
    """
    start, end = common_ends(title, right)
    given, missing = title[start : len(title) - end], right[start : len(right) - end]
    issuer = next((issuer for issuer in ISSUERS if right.startswith(issuer)), "")
    if given and missing and start < len(issuer):
        return len(given) == len(missing) <= 2
    if not TELLING.isdisjoint(given) or INTERIM.search(given + missing):
        return False
    stem = END_KIND.sub("", title)
    if stem == END_KIND.sub("", right) and stem != title:
        return title.startswith(ISSUERS) or len(stem) >= TELLING_STEM
    if given and missing:
        swapped = len(given) == len(missing) == 2 and given == missing[::-1]
        return swapped or (
            len(given) == len(missing) == 1
            and (
                len(title) - len(issuer) >= TELLING_STEM - 2
                or _is_wrong_letter(title, start, missing)
            )
        )
    if given:  # what a title has more makes another document of it, unless it is there twice
        return len(given) == 1 and given in right[max(0, start - 1) : start + 1]
    if len(missing) == 1:
        return True
    kind = END_KIND.search(right)
    central = title.startswith(ISSUERS) or (kind is not None and kind.group() in CENTRAL)
    # 监察法 and 监察法实施条例 are two; of a title cut off, its kind is gone.
    return central and (len(missing) <= 2 or start > 0) and not (end == 0 and stem != title)


def _is_wrong_letter(title: str, at: int, missing: str) -> bool:
    """Tell whether a character makes no ordinary word with its neighbours, as in 医师法 and 律师法,
    or is only taken for the right one.
    """
    before, given, after = title[max(0, at - 1) : at], title[at], title[at + 1 : at + 2]
    return confusable(given, missing) or not (adjoin(before, given) or adjoin(given, after))
