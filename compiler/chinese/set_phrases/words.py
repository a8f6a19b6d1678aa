"""Which characters stand side by side in ordinary words, and which sound alike."""

from __future__ import annotations

from importlib import resources

from compiler.recall import recalled

FREE = frozenset(
    "的地得了着过和与及或并而且但也都还又再就才只不未没有无是为在于对把将被让使给由从到向往以因按经"
    "等各每该其此这那本我他它某何另可能会要应须请已曾正大小多少新老好更最很较太全总主副首真深细"
    "一二三四五六七八九十百千万亿两几第上下前后左右内外中间里年月日次个项条件名人"
)
"""Characters that stand beside any word without being a part of it."""


@recalled()
def table(name: str) -> tuple[str, ...]:
    """Return the lines of a table of this folder, remarks and blanks aside."""
    text = resources.files("compiler.chinese.set_phrases").joinpath(name).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@recalled()
def _followers() -> dict[str, str]:
    return dict(line.split(" ") for line in table("words.txt"))


@recalled()
def _syllables() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in table("sounds.txt"):
        syllable, characters = line.split(" ")
        found.update(dict.fromkeys(characters, syllable))
    return found


def adjoin(first: str, second: str) -> bool:
    """Tell whether two characters follow each other in an ordinary word."""
    return bool(second) and second in _followers().get(first, "")


@recalled()
def _alone() -> frozenset[str]:
    return frozenset("".join(table("single.txt"))) | FREE


def strays(text: str, start: int, end: int) -> int:
    """Return how many characters of ``text[start:end]`` are left over, and no words alone, where it
    is read as words, with a character to either side that may belong to them.
    """
    low, high = max(0, start - 1), min(len(text), end + 1)
    fewest = [0]
    """The fewest characters left over up to each place."""
    for at in range(low, high):
        outside = not start <= at < end
        single = fewest[-1] + (not (outside or text[at] in _alone() or not is_han(text[at])))
        paired = at > low and adjoin(text[at - 1], text[at])
        fewest.append(min(single, fewest[-2]) if paired else single)
    return fewest[-1]


def is_han(character: str) -> bool:
    """Tell whether a character, or none, is an ideograph."""
    return "\u4e00" <= (character or " ") <= "\u9fff"


@recalled()
def _shapes() -> frozenset[frozenset[str]]:
    return frozenset(
        frozenset((one, other)) for group in table("shapes.txt") for one in group for other in group
    )


def confusable(first: str, second: str) -> bool:
    """Tell whether two different characters are read alike, or look alike."""
    return sound_alike(first, second) or (
        first != second and frozenset((first, second)) in _shapes()
    )


def sound_alike(first: str, second: str) -> bool:
    """Tell whether two different characters are read alike, tones aside."""
    syllables = _syllables()
    return first != second and first in syllables and syllables[first] == syllables.get(second)
