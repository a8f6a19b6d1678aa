"""Where the forms that issuing writes come to lie, and what is written, put away and kept for that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs

from compiler.excel.reading.records import Record
from compiler.outputs.issuing.issue_steps import FormWrite, PutAway
from compiler.outputs.issuing.reissued import free_place


@attrs.frozen
class Layout:
    """The forms with the places they come to lie in, and those for which there is no room.

    ``fresh`` are files that are new, or take the place of blank ones; ``remade`` are files of the
    project by the hash of what was read of them (``None``: none was there), with what is there then,
    ``None`` if nothing.
    """

    writes: tuple[FormWrite, ...]
    left: tuple[FormWrite, ...]
    fresh: Mapping[str, bytes]
    remade: Mapping[str, tuple[str, bytes | None]]


def lay_out(
    writes: Sequence[FormWrite],
    away: Sequence[PutAway],
    forms: Sequence[Record],
    is_there: Callable[[str], bool],
) -> Layout:
    """Give every form its place: the one it has, else the wanted one, with a number where a form lies
    that stays; a new one does not go where somebody else's file is (it is left), unless it is for a measure
    that was moved.
    """
    digests = {form.file: form.digest for form in forms}
    leaving = {it.form.file for it in away}
    leaving |= {it.source.file for it in writes if it.source and it.place != it.source.file}
    taken: set[str] = {it.place for it in writes if it.source and it.place == it.source.file}
    placed: list[FormWrite] = []
    left: list[FormWrite] = []

    def occupied(place: str) -> bool:
        return place in taken or (is_there(place) and place not in leaving)

    for write in sorted(writes, key=lambda it: it.source is None):
        place = write.place
        if write.source is None or place != write.source.file:
            ours = place in digests or place in taken
            if write.source is None and not write.former and is_there(place) and not ours:
                left.append(write)
                continue
            place = free_place(place, occupied)
        taken.add(place)
        placed.append(attrs.evolve(write, place=place))
    order = {id(write.plan): number for number, write in reversed([*enumerate(writes)])}
    placed.sort(key=lambda it: order[id(it.plan)])
    fresh = {it.place: it.content for it in placed}
    kept = [it.source.file for it in placed if it.source is not None and it.kept]
    remade = {
        file: (digests[file], fresh.pop(file, None))
        for file in dict.fromkeys([*kept, *(it.form.file for it in away)])
    }
    return Layout(tuple(placed), tuple(left), fresh, remade)
