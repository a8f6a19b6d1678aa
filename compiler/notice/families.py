"""A family of places in 篇章, drawn once and as many as the register has: ``{篇章 整改部分*}`` prints
整改部分1, 整改部分2 and so on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

STAR = "*"
OFFERED = 9
"""How many places of a family the register offers by itself; any other name of it is as good."""
NUMBER = re.compile(r"\d+$")


def belongs(place: str, drawn: str) -> bool:
    """Tell whether a place is the one drawn, or of the family drawn."""
    if not drawn.endswith(STAR):
        return place == drawn
    stem = drawn.removesuffix(STAR)
    return place.startswith(stem) and place != stem


def of_family(places: Iterable[str], drawn: str) -> list[str]:
    """Return the places of a family, or the one place that is drawn: by the numbers at their ends,
    else in the order given.
    """
    if not drawn.endswith(STAR):
        return [drawn]
    own = [place for place in dict.fromkeys(places) if belongs(place, drawn)]
    numbers = {place: int(match.group()) for place in own if (match := NUMBER.search(place))}
    return sorted(own, key=numbers.__getitem__) if len(numbers) == len(own) else own


def offered(drawn: str) -> Iterator[str]:
    """Yield the places that the register offers for a drawn one."""
    stem = drawn.removesuffix(STAR)
    yield from [drawn] if stem == drawn else (f"{stem}{n}" for n in range(1, OFFERED + 1))
