"""底稿: what each compile printed, kept so that an edited copy of it can be told from it later.

A base is a source map without findings and relations, compressed, and before it the marks of its
paragraphs, by which the base of a copy is found that no longer says which compile it is of. The
folder may be deleted at any time: copies are then compared with what the project prints now.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable
from pathlib import Path

import attrs

from compiler.chinese.same_words import PARAGRAPH, plainly
from compiler.model.provenance import Provenance, read_provenance, write_provenance
from compiler.storage.written import sha256

BASE_FOLDER = "底稿"
ENDING = ".json.gz"
MOST = 50
"""Bases kept, the newest: some two weeks of an office that compiles daily several times."""

LEAST = 0.1
"""Below this share of paragraphs that are the same, a copy is not one of this notice."""


@attrs.frozen
class FoundBase:
    """A base, and which share of its paragraphs a copy has word for word."""

    provenance: Provenance
    share: float


def new_base(output: Path, provenance: Provenance) -> tuple[dict[str, bytes], list[Path]]:
    """Return what a compile keeps of its text, by its name in ``output``, and the bases that are
    too many then; nothing for a text that is kept already.
    """
    kept = attrs.evolve(provenance, number="", release="", unbound=(), relations=(), findings=())
    digest = sha256(write_provenance(kept))[:12]
    there = _bases(output)
    if any(path.name.endswith(f"-{digest}{ENDING}") for path in there):
        return {}, []
    marks = _marks(paragraph.text for paragraph in provenance.document.paragraphs)
    full = attrs.evolve(kept, number=provenance.number, release=provenance.release)
    content = json.dumps(marks).encode() + b"\n" + write_provenance(full)
    name = f"{BASE_FOLDER}/{provenance.number}-{digest}{ENDING}"
    return {name: gzip.compress(content, mtime=0)}, there[MOST - 1 :]


def _bases(output: Path) -> list[Path]:
    """Return the bases in an output folder, the newest first."""
    files = (output / BASE_FOLDER).glob(f"*{ENDING}")
    return sorted(files, key=lambda path: (-path.stat().st_mtime_ns, path.name))


def _marks(paragraphs: Iterable[str]) -> list[int]:
    """Return a mark of each paragraph that says anything: equal ones have the same."""
    words = (plainly(text).replace(PARAGRAPH, "") for text in paragraphs)
    return [zlib.crc32(own.encode("utf-8", "surrogatepass")) for own in words if own]


def find_base(output: Path, number: str | None, paragraphs: Iterable[str]) -> FoundBase | None:
    """Return the base of a copy that says ``number`` and has these paragraphs: the one of that
    compile, else the one that has most of its words; ``None`` if none has enough.
    """
    words = list(paragraphs)
    own = frozenset(_marks(words))
    best, alike = (False, 0.0), list[Path]()
    for path in _bases(output):
        marks = _read_marks(path)
        if not marks:
            continue
        share = sum(mark in own for mark in marks) / len(marks)
        named = number is not None and path.name.startswith(f"{number}-")
        if not named and share < LEAST:
            continue
        if (named, share) > best:
            best, alike = (named, share), []
        if (named, share) == best:
            alike.append(path)
    bases = [provenance for path in alike if (provenance := _read(path)) is not None]
    if len(bases) > 1:
        bases.sort(key=lambda provenance: likeness(provenance, words), reverse=True)
    return FoundBase(bases[0], best[1]) if bases else None


def share_of(provenance: Provenance, paragraphs: Iterable[str]) -> float:
    """Return which share of the paragraphs of a notice a copy has word for word."""
    own = frozenset(_marks(paragraphs))
    marks = _marks(paragraph.text for paragraph in provenance.document.paragraphs)
    return sum(mark in own for mark in marks) / max(len(marks), 1)


def likeness(provenance: Provenance, paragraphs: Iterable[str]) -> float:
    """Return how like a copy the paragraphs of a notice are that it has not word for word, 1 if it
    has all: what tells apart compiles that differ only in a paragraph that was edited, too.
    """
    ours = {plainly(paragraph.text) for paragraph in provenance.document.paragraphs}
    theirs = {plainly(text).replace(PARAGRAPH, "") for text in paragraphs}
    left, right = _pairs(ours - theirs), _pairs(theirs - ours)
    return len(left & right) / len(left | right) if left | right else 1.0


def _pairs(texts: Iterable[str]) -> set[str]:
    """Return the pairs of neighbouring characters of texts."""
    return {text[index : index + 2] for text in texts for index in range(len(text) - 1)}


def _read_marks(path: Path) -> list[int]:
    """Return the marks of a base, none if it is damaged."""
    try:
        with gzip.open(path) as file:
            marks = json.loads(file.readline())
    except (OSError, EOFError, zlib.error, ValueError):
        return []
    return marks if isinstance(marks, list) else []


def _read(path: Path) -> Provenance | None:
    """Return a base, ``None`` if it is damaged or of a later release."""
    try:
        with gzip.open(path) as file:
            file.readline()
            return read_provenance(file.read())
    except (OSError, EOFError, zlib.error, ValueError, RecursionError):
        return None
