"""What the office itself sent and gets back: its letters, as they were or with something in them."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import attrs

from compiler.package.container import DAMAGED, read_file
from compiler.package.limits import FILE_SIZE, OverLimitError
from compiler.package.parts import members
from compiler.receiving.delivered import Item
from compiler.storage.names import name_of
from compiler.storage.written import ISSUE_FOLDER, OUTPUT_FOLDER, RETURN_FOLDER, SUPERVISION_FOLDER

WORD, PACK = ".docx", ".zip"


@attrs.frozen
class SentLetters:
    """The letters that lie in a project's packs: the sha256 of each, and what they are called."""

    digests: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def is_unchanged(self, item: Item) -> bool:
        """Tell whether a file is one of them, under whatever name."""
        return item.digest in self.digests

    def is_like(self, item: Item) -> bool:
        """Tell whether a file is called like one of them: it was signed, or is of an earlier pack."""
        return item.name.startswith(tuple(self.names))


def sent_letters(root: Path) -> SentLetters:
    """Return the letters that a project's packs hold; what cannot be read holds none."""
    found = [*_letters(root / OUTPUT_FOLDER)]
    return SentLetters(
        frozenset(hashlib.sha256(content).hexdigest() for _, content in found),
        frozenset(name for name, _ in found),
    )


def _letters(output: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each letter's name without its ending, and its bytes."""
    for folder in (ISSUE_FOLDER, RETURN_FOLDER, SUPERVISION_FOLDER):
        for file in sorted((output / folder).rglob("*")):
            try:
                if file.suffix == PACK:
                    yield from _packed(file)
                elif file.suffix == WORD:
                    yield name_of(file.stem), read_file(file)
            except (OSError, OverLimitError, *DAMAGED):
                continue


def _packed(pack: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(pack) as archive:
        for entry in members(archive):
            name = PurePosixPath(entry.filename)
            if name.suffix == WORD and entry.file_size <= FILE_SIZE:
                yield name_of(name.stem), archive.read(entry)
