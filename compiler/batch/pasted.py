"""What only the whole can see: the same words, document or figure in two districts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby

import attrs

from compiler.batch.results import ProjectResult

KINDS = ("进展情况", "文号", "数据指标")
"""What districts do not share by chance, the most certain first."""


@attrs.frozen
class Pasted:
    """Something that several projects say: what it is, its words, and where each says it."""

    what: str
    shown: str
    places: tuple[tuple[str, str], ...]

    @property
    def projects(self) -> tuple[str, ...]:
        """The projects, each once, in order."""
        return tuple(dict.fromkeys(project for project, _ in self.places))


def find_pasted(results: Iterable[ProjectResult]) -> tuple[Pasted, ...]:
    """Return what is said by more than one project, by what it is, then by its words.

    A thousand districts say a hundred thousand things: they are laid down in a database of the
    system's temporary folder, not in memory.
    """
    database = sqlite3.connect("")
    with database:
        database.execute("create table stated (what, key, shown, project, place)")
        for result in results:
            database.executemany(
                "insert into stated values (?, ?, ?, ?, ?)",
                [(one.what, one.key, one.shown, result.name, one.place) for one in result.stated],
            )
        database.execute("create index by_key on stated (what, key, project)")
        found = [*_shared(database)]
    database.close()
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.what), one.shown, one.places)))


def _shared(database: sqlite3.Connection) -> Iterator[Pasted]:
    """Yield what stands under one key in several projects."""
    rows = database.execute(
        "select what, key, shown, project, place from stated where (what, key) in"
        " (select what, key from stated group by what, key having count(distinct project) > 1)"
        " order by what, key, project, place"
    )
    for (what, _), same in groupby(rows, key=lambda row: (row[0], row[1])):
        said = [(shown, (project, place)) for _, _, shown, project, place in same]
        yield Pasted(what, said[0][0], tuple(place for _, place in said))
