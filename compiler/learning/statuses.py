"""The statuses that a notice names: in labels, in brackets, in the headings of its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

PENDING = re.compile(r"未|正在|推进|进行|部分|基本|逐步|序时|尚|持续|达到")
STATUS = re.compile(
    r"(已|未|基本|部分|正在|持续|长期|需|尚未|达到|按)?"
    r"(完成(整改)?|整改(到位|完成)?|推进(整改)?|坚持(整改)?|办结|销号|序时进度|进行(中|整改)?|办理)"
)
COUNT = re.compile(r"\((?:共)?(\d{1,4})(?P<unit>[个项条件]?)\)")
LONGEST = 12
COMPLETE, REST = "已完成", (("基本完成", False), ("未完成", False))


MOST = 5
"""Statuses of a kind, by those of the kinds that are known: of more, what stands in brackets is something
else."""
OTHERS = re.compile(
    r"\d|[,、;:]|(局|镇|乡|委|办|院|部|处|科|会|组|中心|街道|公司|学校|政府|法院|领导|书记)$"
)
"""What else stands in brackets behind a heading: amounts, units, persons."""


def say_how_far(named: Sequence[str]) -> bool:
    """Tell whether what stands in brackets behind headings may be statuses, whatever they are called:
    a few words that come again.
    """
    different = set(named)
    return (
        len(different) <= MOST
        and len(different) < len(named)
        and not any(map(OTHERS.search, different))
    )


@attrs.frozen
class StatusGuess:
    """A status as kind.toml lists it."""

    name: str
    complete: bool


def status_in(heading: str) -> str:
    """Return the status that a heading names, empty if it names none: 基本完成的整改事项和说明."""
    match = STATUS.search(heading)
    if match is None or not match.group(1):
        return ""
    return match.group()


def guess_statuses(
    seen: Sequence[str], complete: Sequence[str], pending: Sequence[str]
) -> tuple[StatusGuess, ...]:
    """Return the statuses of the kind, the most complete first: those that were seen, those of whose
    problems something is (not) left to do, and where none were seen the usual ones.
    """
    names = [
        name for name in dict.fromkeys([*complete, *seen, *pending]) if 0 < len(name) <= LONGEST
    ]
    guesses = [
        StatusGuess(name, name in complete or (name not in pending and not PENDING.search(name)))
        for name in names
    ]
    if not any(guess.complete for guess in guesses):
        guesses.insert(0, StatusGuess(COMPLETE, True))
    if all(guess.complete for guess in guesses):
        guesses += [StatusGuess(name, whole) for name, whole in REST if name not in names]
    return tuple(sorted(guesses, key=lambda guess: not guess.complete))
