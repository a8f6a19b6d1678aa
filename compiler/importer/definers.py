"""Which lines of an outline tell of problems for the first time, and which only come back to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compiler.importer.structure import Node
from compiler.notice.entities import DEPTH
from compiler.notice.outline import Item, Listing, Optional, Repeat, direct_fields


def defining_lines(nodes: Sequence[Node]) -> frozenset[int]:
    """Return the indices of the lines under which a problem may appear that no line before has told
    of: the first that draws problems, and those that draw problems of other statuses.
    """
    defining: set[int] = set()
    covered: set[str] = set()
    for node in nodes:
        if not draws_problems(node):
            continue
        statuses = set(statuses_of(node, nodes))
        if "" in covered or (statuses and statuses <= covered):
            continue
        defining.add(node.index)
        covered |= statuses or {""}
    return frozenset(defining)


def draws_problems(node: Node) -> bool:
    """Tell whether a line begins problems: it is printed once for each, or for something of theirs
    that it names them with, or repeats them within it.
    """
    if any(map(names_problems, repeated(node.line.items))):
        return True
    own = {field.entity for field in direct_fields(node.line.items)}
    entity = node.line.entity
    if "problem" not in own or entity is None or not node.repeats:
        return False
    return DEPTH.index(entity) >= DEPTH.index("problem")


def statuses_of(node: Node, nodes: Sequence[Node]) -> tuple[str, ...]:
    """Return the statuses that problems under a line are kept to, none if to none."""
    kept = (nodes[index].line.statuses for index in reversed(node.path))
    return next((statuses for statuses in kept if statuses), ())


def names_problems(items: tuple[Item, ...]) -> bool:
    """Tell whether a repetition of ``items`` is printed for problems, or for something of theirs
    that it names them with.
    """
    return any(field.entity == "problem" for field in direct_fields(items))


def repeated(items: tuple[Item, ...]) -> Iterator[tuple[Item, ...]]:
    """Yield what the repetitions in a line repeat, however deep."""
    for item in items:
        if isinstance(item, Repeat):
            yield item.items
            yield from repeated(item.items)
        elif isinstance(item, Optional):
            yield from repeated(item.items)
        elif isinstance(item, Listing):
            for fragment in item.fragments:
                yield from repeated(fragment)
