"""Evidence that follows its measures: folders are called by numbers, and numbers change."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from compiler.storage.names import safe_name
from compiler.storage.written import EVIDENCE_FOLDER

REMOVED, UNDECIDED, UNKNOWN = "已撤销", "待定", "改号前"
"""Behind the number of a folder whose measure is no more; of whose measure a person has to tell what it
is now, while another has its number; of which nothing is known, where another's evidence comes."""


@attrs.frozen
class Numbered:
    """A measure that was out: its number then and now, ``None`` if that is not decided; empty if the
    measure is no more.
    """

    was: str
    issue_id: str
    now: str | None


@attrs.frozen
class FolderMove:
    """A folder of evidence by its name in the project, and what it is called now."""

    old: str
    new: str
    files: tuple[str, ...]
    """Below it."""


def evidence_moves(
    root: Path, numbered: Sequence[Numbered], added: Collection[str]
) -> tuple[FolderMove, ...]:
    """Return how the folders of evidence are renamed so that none holds that of two measures;
    ``added`` are the numbers of measures that were not out.
    """
    return tuple(
        FolderMove(f"{unit}/{old}", f"{unit}/{new}", files[old])
        for unit, files in _folders(root)
        for old, new in _renamed(files, numbered, added).items()
    )


def moved_files(root: Path, moves: Iterable[FolderMove]) -> dict[Path, Path]:
    """Return where each file comes to lie, with where it lies."""
    return {root / move.new / file: root / move.old / file for move in moves for file in move.files}


def _folders(root: Path) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    """Yield each unit's folder, with the folders in it that hold anything."""
    top = root / EVIDENCE_FOLDER
    for unit in sorted(top.iterdir()) if top.is_dir() else ():
        inside = sorted(own for own in unit.iterdir() if own.is_dir()) if unit.is_dir() else ()
        files = {
            own.name: tuple(
                sorted(it.relative_to(own).as_posix() for it in own.rglob("*") if it.is_file())
            )
            for own in inside
        }
        held = {name: names for name, names in files.items() if names}
        if held:
            yield f"{EVIDENCE_FOLDER}/{unit.name}", held


def _renamed(
    there: Mapping[str, object], numbered: Sequence[Numbered], added: Collection[str]
) -> dict[str, str]:
    """Return what the folders of a unit are called now, where that is something else."""
    sources: dict[str, Numbered] = {}
    plain: dict[str, list[Numbered]] = {}
    for own in numbered:
        waiting = _waiting(own)
        if waiting in there and waiting not in sources:
            sources[waiting] = own
        else:
            plain.setdefault(safe_name(own.was), []).append(own)
    given = {*added, *(own.now for own in numbered)}
    wanted: dict[str, str] = {}
    for name, candidates in plain.items():
        if name in there and len(candidates) == 1:
            sources[name] = candidates[0]
        elif name in there and _differ(candidates):
            wanted[name] = _unknown(name)
    for name, own in sources.items():
        if own.now is not None:
            wanted[name] = safe_name(own.now or f"{own.was}（{REMOVED}）")
        elif name == safe_name(own.was) and own.was in given:
            wanted[name] = _waiting(own)
    taken = {safe_name(own.now) for own in sources.values() if own.now}
    for name in there:
        if name not in wanted and name in taken:
            wanted[name] = _unknown(name)
    return _free({old: new for old, new in wanted.items() if old != new}, there)


def _differ(candidates: Sequence[Numbered]) -> bool:
    """Tell whether measures that had one number are known to have different ones now."""
    nows = {own.now for own in candidates}
    return None not in nows and len(nows) > 1


def _unknown(name: str) -> str:
    return f"{name}（{UNKNOWN}）"


def _waiting(own: Numbered) -> str:
    return safe_name(f"{own.was}（{UNDECIDED} {own.issue_id}）".replace(" ）", "）"))


def _free(wanted: Mapping[str, str], there: Collection[str]) -> dict[str, str]:
    """Return new names of which none is that of a folder that stays, or of another that moves."""
    taken = {name for name in there if name not in wanted}
    found: dict[str, str] = {}
    for old, new in wanted.items():
        numbers = (f"{new}（{number}）" for number in itertools.count(2))
        found[old] = next(name for name in itertools.chain([new], numbers) if name not in taken)
        taken.add(found[old])
    return found
