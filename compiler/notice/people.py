"""处理人员 as the notice prints them: parted by population and sanction, their names as far as
they may be published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import attrs

from compiler.model.computed import Count
from compiler.model.register import Person
from compiler.model.values import Text

# fmt: off
# One surname a line would be a page.
COMPOUND_SURNAMES = frozenset({
    "欧阳", "上官", "司马", "司徒", "司空", "诸葛", "东方", "皇甫", "尉迟", "公孙",
    "慕容", "长孙", "宇文", "令狐", "夏侯", "端木", "南宫", "西门", "独孤", "轩辕",
    "钟离", "闻人", "淳于", "单于", "申屠", "呼延", "拓跋", "百里", "东郭", "太史",
})
# fmt: on


@attrs.frozen
class Share:
    """The persons who have one sanction or belong to one population."""

    title: Text
    persons: tuple[Person, ...]

    @property
    def count(self) -> Count:
        """How many they are, published or not."""
        return Count(
            self.title.value,
            Decimal(len(self.persons)),
            "人",
            tuple(person.name.span for person in self.persons),
        )


def shares(persons: Iterable[Person], key: str) -> tuple[Share, ...]:
    """Part persons by their ``sanction`` or ``population``, in the order of first appearance."""
    parted: dict[str, list[Person]] = {}
    for person in persons:
        parted.setdefault(getattr(person, key).value, []).append(person)
    return tuple(
        Share(getattr(members[0], key), tuple(members))
        for value, members in parted.items()
        if value
    )


def published(persons: Iterable[Person]) -> Iterator[Person]:
    """Yield the persons who may be named, in full or masked."""
    return (person for person in persons if person.published.value in ("公开", "匿名"))


def printed_name(person: Person) -> Text:
    """Return the name as it may be printed: in full only if the register says so."""
    if person.published.value == "公开":
        return person.name
    name = person.name.value
    # Of a name of two characters the first is the surname, whatever the two would be before others.
    surname = name[:2] if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else name[:1]
    return Text(f"{surname}某某", person.name.span)
