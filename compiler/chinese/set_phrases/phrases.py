"""The tables of set phrases, read once."""

from __future__ import annotations

import attrs

from compiler.chinese.set_phrases.words import table
from compiler.recall import recalled

ONLY, WHOLE, ANY_ORDER = "唯一", "完整", "不论次序"


@attrs.frozen
class SetPhrase:
    """A wording that is laid down.

    ``members`` are what a counted phrase stands for, in their order, each with its usual wordings;
    ``only`` says that no other number of the same exists, ``whole`` that no word of it may be left
    out; of ``rigid`` ones nothing is said that is nearly the same; the
    members of one that is not ``ordered`` are named in any order.
    """

    text: str
    members: tuple[tuple[str, ...], ...] = ()
    only: bool = False
    whole: bool = False
    rigid: bool = True
    ordered: bool = True


def fold(text: str) -> str:
    """Return a text of the same length in which full and half width of the marks inside phrases
    are alike.
    """
    return text.replace("（", "(").replace("）", ")").replace("，", ",")


def read_phrase(text: str, members: str = "", mark: str = "") -> SetPhrase:
    """Return the phrase of one line: its text, its members with 、 between them, its mark."""
    listed = tuple(tuple(member.split("/")) for member in members.split("、") if member)
    return SetPhrase(fold(text), listed, mark == ONLY, mark == WHOLE, ordered=mark != ANY_ORDER)


@recalled()
def default_phrases() -> tuple[SetPhrase, ...]:
    """Return the phrases of phrases.tsv, idioms.txt, terms.txt and bodies.txt, each once."""
    own = [read_phrase(*line.split("\t")) for line in table("phrases.tsv")]
    others = [
        SetPhrase(fold(word), rigid=name == "idioms.txt")
        for name in ("terms.txt", "bodies.txt", "idioms.txt")
        for line in table(name)
        for word in line.split(" ")
    ]
    return tuple({phrase.text: phrase for phrase in [*others, *own]}.values())


@recalled()
def accepted() -> frozenset[str]:
    """Return the wordings that differ from a set phrase by a character and are right all the
    same.
    """
    return frozenset(
        word
        for name in ("accepted.txt", "neighbours.txt")
        for line in table(name)
        for word in line.split(" ")
    )


@recalled()
def orders() -> tuple[tuple[str, ...], ...]:
    """Return the groups of phrases that stand in one order."""
    return tuple(tuple(line.split("、")) for line in table("orders.txt"))
