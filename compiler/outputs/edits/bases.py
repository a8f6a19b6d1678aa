"""底稿: what each compile printed, kept so that an edited copy of it can be told from it later.

A base is a source map without findings and relations, compressed, and before it the marks of its
clauses, by which the base of a copy is found that no longer says which compile it is of. The
folder may be deleted at any time: copies are then compared with what the project prints now.
"""

from __future__ import annotations

import gzip
import json
import re
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

LEVEL = 3
"""Of compression: a fifth of the time of the highest, for a tenth more of a file of 200 kB."""

LEAST = 0.4
"""Below this share of clauses in common, of those of the shorter one, a copy is not one of this notice.
Notices of one kind have the words of their outline in common, and dates."""

CLAUSE = re.compile(r"\w{5,}")


@attrs.frozen
class FoundBase:
    """A base, and which share of all clauses it has in common with a copy."""

    provenance: Provenance
    share: float


def new_base(output: Path, provenance: Provenance) -> tuple[dict[str, bytes], list[Path]]:
    """Return what a compile keeps of its text, by its name in ``output``, and the bases that are
    too many then; nothing for a text that is kept already.
    """
    kept = attrs.evolve(provenance, number="", release="", unbound=(), relations=(), findings=())
    written = write_provenance(kept)
    digest = sha256(written)[:12]
    there = _bases(output)
    if any(path.name.endswith(f"-{digest}{ENDING}") for path in there):
        return {}, []
    marks = sorted(_marks_of(provenance))
    for key, value in (("compile", provenance.number), ("release", provenance.release)):
        own = json.dumps(value, ensure_ascii=False)
        written = written.replace(f'"{key}":""'.encode(), f'"{key}":{own}'.encode(), 1)
    content = json.dumps(marks).encode() + b"\n" + written
    name = f"{BASE_FOLDER}/{provenance.number}-{digest}{ENDING}"
    return {name: gzip.compress(content, LEVEL, mtime=0)}, there[MOST - 1 :]


def _bases(output: Path) -> list[Path]:
    """Return the bases in an output folder, the newest first."""
    files = (output / BASE_FOLDER).glob(f"*{ENDING}")
    return sorted(files, key=lambda path: (-path.stat().st_mtime_ns, path.name))


def _marks(paragraphs: Iterable[str]) -> frozenset[int]:
    """Return a mark of each clause: of an edited paragraph, too, most are left as they were."""
    return frozenset(
        zlib.crc32(clause.encode("utf-8", "surrogatepass"))
        for text in paragraphs
        for clause in CLAUSE.findall(plainly(text))
    )


def _marks_of(provenance: Provenance) -> frozenset[int]:
    return _marks(paragraph.text for paragraph in provenance.document.paragraphs)


def _is_near(own: frozenset[int], marks: frozenset[int]) -> bool:
    """Tell whether a copy may be of a notice: of a copy only some pages may have come back."""
    return len(own & marks) >= LEAST * max(min(len(own), len(marks)), 1)


def _share(own: frozenset[int], marks: frozenset[int]) -> float:
    return len(own & marks) / max(len(own | marks), 1)


def find_base(output: Path, number: str | None, paragraphs: Iterable[str]) -> FoundBase | None:
    """Return the base of a copy that says ``number`` and has these paragraphs: the one of that
    compile, else the one that is most like it; ``None`` if none is like it.
    """
    words = list(paragraphs)
    own = _marks(words)
    best, alike = (False, 0.0), list[Path]()
    for path in _bases(output):
        marks = _read_marks(path)
        named = number is not None and path.name.startswith(f"{number}-")
        if not marks or not (named or _is_near(own, marks)):
            continue
        merit = named, _share(own, marks)
        if merit > best:
            best, alike = merit, []
        if merit == best:
            alike.append(path)
    bases = [provenance for path in alike if (provenance := _read(path)) is not None]
    if len(bases) > 1:
        bases.sort(key=lambda provenance: likeness(provenance, words), reverse=True)
    return FoundBase(bases[0], best[1]) if bases else None


def is_of(provenance: Provenance, paragraphs: Iterable[str]) -> bool:
    """Tell whether a copy that has these paragraphs may be one of a notice."""
    return _is_near(_marks(paragraphs), _marks_of(provenance))


def share_of(provenance: Provenance, paragraphs: Iterable[str]) -> float:
    """Return which share of all their clauses a notice and a copy have in common."""
    return _share(_marks(paragraphs), _marks_of(provenance))


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


def _read_marks(path: Path) -> frozenset[int]:
    """Return the marks of a base, none if it is damaged."""
    try:
        with gzip.open(path) as file:
            return frozenset(json.loads(file.readline()))
    except (OSError, EOFError, zlib.error, ValueError, TypeError):
        return frozenset()


def _read(path: Path) -> Provenance | None:
    """Return a base, ``None`` if it is damaged or of a later release."""
    try:
        with gzip.open(path) as file:
            file.readline()
            return read_provenance(file.read())
    except (OSError, EOFError, zlib.error, ValueError, RecursionError):
        return None
