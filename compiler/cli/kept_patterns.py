"""Regular expressions compiled once, as Python compiles modules once.

Python keeps what a module comes to in ``__pycache__``, but not what its regular expressions come to,
and the seven hundred of a compile take half of its start. So that is kept beside the modules, under
the same rules: nothing is written where no bytecode is, and what is damaged, or of another Python, is
made anew. Only patterns that stand in a module or in a table of the program are kept, never one made
of what a user has written.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import re
import sys
import zlib
from array import array
from collections.abc import Iterator
from importlib import import_module
from importlib.util import cache_from_source
from types import FrameType
from typing import Any

from compiler.chinese.table_patterns import pattern_of_a_table

MOST = 4 * 2**20
"""Bytes from which the file is begun anew: five times what all patterns of one release take."""
CHECKSUM = 4
"""Bytes before the patterns by which a damaged file is told."""
UNKEPT = re.LOCALE | re.DEBUG
"""What such a pattern means is not in it alone, or it is printed when it is compiled."""

Key = tuple[str | bytes, int]
Parts = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What the matcher is made of: flags, code, number of groups, and their names both ways."""


@contextlib.contextmanager
def compiled_once() -> Iterator[None]:
    """Let :mod:`re` compile no pattern of a module or table that an earlier process has compiled, and keep
    what this one compiles.
    """
    if sys.implementation.name != "cpython":
        yield
        return
    engine: Any = import_module("_sre")
    parser: Any = import_module("re._parser")
    compiler: Any = import_module("re._compiler")
    usual = compiler.compile
    made_by = f"{sys.version} {engine.MAGIC}"
    file = cache_from_source(__file__).removesuffix(".pyc") + ".patterns"
    kept = _load(file, made_by)
    new: dict[Key, Parts] = {}

    def compile_pattern(pattern: Any, flags: int = 0) -> Any:
        key = pattern, int(flags)
        parts = kept.get(key) if isinstance(pattern, str | bytes) else None
        if parts is None:
            if not isinstance(pattern, str | bytes) or flags & UNKEPT or not _is_own():
                return usual(pattern, flags)
            try:
                parts = new[key] = _parts(parser.parse(pattern, flags), int(flags), compiler)
            except Exception:  # a mistake in the pattern, or a Python that does this otherwise
                return usual(pattern, flags)
        own_flags, code, groups, by_name, names = parts
        return engine.compile(pattern, own_flags, array("I", code).tolist(), groups, by_name, names)

    compiler.compile = compile_pattern
    try:
        yield
    finally:
        compiler.compile = usual
        if new and not sys.dont_write_bytecode:
            _store(file, made_by, kept, new)


def _parts(parsed: Any, flags: int, compiler: Any) -> Parts:
    """Return what the matcher of a parsed pattern is made of, as ``re._compiler.compile`` does."""
    by_name = parsed.state.groupdict
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in by_name.items():
        names[number] = name
    code = array("I", compiler._code(parsed, flags)).tobytes()
    return flags | parsed.state.flags, code, parsed.state.groups - 1, by_name, tuple(names)


def _is_own() -> bool:
    """Tell whether a module is being imported, or a table's pattern compiled: that depends on no input."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        if frame.f_code is pattern_of_a_table.__code__:
            return True
        if frame.f_code.co_name == "<module>":
            return frame.f_globals.get("__name__") != "__main__"
        frame = frame.f_back
    return False


def _load(file: str, made_by: str) -> dict[Key, Parts]:
    """Return what is kept in ``file`` if the same Python made it."""
    try:
        with open(file, "rb") as stream:
            content = stream.read()
        if zlib.crc32(content[CHECKSUM:]) != int.from_bytes(content[:CHECKSUM], "little"):
            return {}
        maker, kept = marshal.loads(content[CHECKSUM:])
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return kept if maker == made_by else {}


def _store(file: str, made_by: str, kept: dict[Key, Parts], new: dict[Key, Parts]) -> None:
    """Keep patterns; where that is not possible, they are compiled again next time."""
    content = marshal.dumps((made_by, kept | new))
    if len(content) > MOST:
        content = marshal.dumps((made_by, new))
    beside = f"{file}.{os.getpid()}"
    with contextlib.suppress(OSError):
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(beside, "wb") as stream:
            stream.write(zlib.crc32(content).to_bytes(CHECKSUM, "little") + content)
        os.replace(beside, file)
