"""The names of registered units, written with a letter or a word wrong, left out, added or in another
order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources

import attrs

from compiler.chinese.common_ends import common_ends
from compiler.chinese.telling import PARTICLES, is_han, may_stand_for
from compiler.recall import recalled

JOINERS = frozenset("和与及")
LONG = 7
"""In a name of so many letters any one of them may be wrong or missing; a shorter one (区民政局) is too
near to other units' names, unless what is written stands nowhere else. By judgement."""
SHORTEST = 3
KIND = re.compile(r"[局委办部处室院所站队]\Z")


@attrs.frozen
class UnitNames:
    """Registered names ready to be looked up.

    ``by_ends`` has them by their length, first and last letter; ``known`` has aliases, too.
    """

    by_ends: Mapping[tuple[int, str, str], tuple[str, ...]]
    known: frozenset[str]
    firsts: re.Pattern[str]
    lasts: re.Pattern[str]
    longest: int


def unit_names(names: Iterable[str], aliases: Iterable[str]) -> UnitNames | None:
    """Return names ready to be looked up, ``None`` if there are none."""
    fitting = [name for name in dict.fromkeys(names) if len(name) >= SHORTEST]
    if not fitting:
        return None
    by_ends: dict[tuple[int, str, str], list[str]] = {}
    for name in fitting:
        by_ends.setdefault((len(name), name[0], name[-1]), []).append(name)
    longest = max(map(len, fitting)) + 1
    return UnitNames(
        {ends: tuple(same) for ends, same in by_ends.items()},
        frozenset((*fitting, *aliases)),
        _any_of(name[0] for name in fitting),
        _any_of(name[-1] for name in fitting),
        longest,
    )


def _any_of(letters: Iterable[str]) -> re.Pattern[str]:
    return re.compile("[" + "".join(re.escape(letter) for letter in sorted(set(letters))) + "]")


def misspelt_units(text: str, units: UnitNames, notice: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a name is written that is nearly a registered one: its range, and that one.

    ``notice`` is all that is printed: the letters of a slip stand nowhere else in it.
    """
    behind = 0
    for match in units.firsts.finditer(text):
        start = match.start()
        if start < behind:
            continue
        ends = [end.end() for end in units.lasts.finditer(text, start + 2, start + units.longest)]
        for end in reversed(ends):
            written = text[start:end]
            found = _meant(written, units, notice)
            if found and not _inside_known(text, start, written, units):
                yield start, end, found
                behind = end
                break


def _meant(written: str, units: UnitNames, notice: str) -> str | None:
    """Return the registered name that these words are a slip for."""
    for more in (0, -1, 1, 2):
        for name in units.by_ends.get((len(written) + more, written[0], written[-1]), ()):
            if written in units.known:
                return None
            start, end = common_ends(written, name)
            if _is_slip(written, name, start, end, notice):
                return name
    return None


def _is_slip(written: str, name: str, start: int, end: int, notice: str) -> bool:
    """Tell whether two names that agree at both ends are one, by what stands between."""
    wrong, right = written[start : len(written) - end], name[start : len(name) - end]
    if not start or not end or not all(map(is_han, wrong)) or _is_usual(written):
        return False
    long = len(name) >= LONG
    if len(wrong) == len(right) == 1:
        seams = _new_seams(written, start, start + 1, notice)
        new = seams == 2 or (seams == 1 and len(name) > SHORTEST and not _recurs(written, notice))
        return may_stand_for(wrong, right) and (long or new)
    if not PARTICLES.isdisjoint(wrong + right):
        return (wrong or right) in JOINERS and len(name) > 4 and start > 1 and end > 1
    if wrong and right:
        swapped = len(wrong) == len(right) <= 4 and sorted(wrong) == sorted(right)
        return swapped and _new_seams(written, start, len(written) - end, notice) > 0
    if len(wrong) > 1 or len(right) > 2 or len(name) < 4 + len(right) - 1:
        return False
    new = _new_seams(written, start, start + len(wrong), notice) == (2 if wrong else 1)
    rare = (len(name) > 4 or name.endswith("局")) and bool(right) and not _recurs(written, notice)
    return new or (len(right) == 1 and (long or rare))


def _new_seams(written: str, start: int, end: int, notice: str) -> int:
    """Return how many of the seams at both ends of what differs stand nowhere else in the notice."""
    seams = {written[at - 1 : at + 1] for at in (start, end)}
    return sum(not _recurs(seam, notice) for seam in seams)


def _recurs(words: str, notice: str) -> bool:
    """Tell whether words stand in a notice more than once; the answer is found at the second place,
    so that a long notice costs no more.
    """
    first = notice.find(words)
    return first >= 0 and notice.find(words, first + len(words)) >= 0


def _is_usual(written: str) -> bool:
    """Tell whether this is what another department is usually called: 区体育局."""
    return KIND.sub("", written[1:]) in departments()


def _inside_known(text: str, start: int, written: str, units: UnitNames) -> bool:
    """Tell whether the words are part of a longer known name that stands there."""
    return any(
        written in other and text.startswith(other, start - other.find(written))
        for other in units.known
    )


@recalled()
def departments() -> frozenset[str]:
    """Return what departments are usually called, without 局 or 委 behind."""
    lines = (
        resources.files("compiler.chinese").joinpath("departments.txt").read_text(encoding="utf-8")
    ).splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
