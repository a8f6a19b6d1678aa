"""Regular expressions and generated methods compiled once, as Python compiles modules once.

Python keeps what a module comes to in ``__pycache__``, but not what its regular expressions come to,
nor the methods that attrs writes for its records: a thousand pieces of source that take half of a
command's start. So that is kept beside the modules, under the same rules: nothing is written where no
bytecode is, and what is damaged, or of another Python, is made anew. Only what stands in a module or in
a table of the program is kept, never a pattern made of what a user has written.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import re
import sys
import zlib
from array import array
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import cache_from_source
from types import CodeType, FrameType
from typing import Any

from compiler.chinese.table_patterns import pattern_of_a_table

MOST = 12 * 2**20
"""Bytes from which the file is begun anew: four times what all of one release takes."""
CHECKSUM = 4
"""Bytes at its beginning by which a damaged file is told."""
UNKEPT = re.LOCALE | re.DEBUG
"""What such a pattern means is not in it alone, or it is printed when it is compiled."""

CLASS_NUMBER = re.compile(r"(?<=  )-?\d+,$", re.MULTILINE)
"""By which attrs lets records of different classes have different hashes: another in every process."""

Key = tuple[str | bytes, int | str]
"""A pattern with its flags, or the source of methods with the name it is compiled under."""
Parts = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What the matcher is made of: flags, code, number of groups, and their names both ways."""
Kept = dict[Key, Parts | CodeType]


@contextlib.contextmanager
def compiled_once() -> Iterator[None]:
    """Let :mod:`re` compile no pattern of a module or table, and :mod:`attrs` no methods, that an earlier
    process has compiled, and keep what this one compiles.
    """
    if sys.implementation.name != "cpython":
        yield
        return
    engine: Any = import_module("_sre")
    made_by = f"{sys.version} {engine.MAGIC}"
    file = cache_from_source(__file__).removesuffix(".pyc") + ".kept"
    kept = _load(file, made_by)
    new: Kept = {}
    compiler: Any = import_module("re._compiler")
    records: Any = import_module("attr._make")
    usual = compiler.compile
    compiler.compile = _patterns_from(kept, new, usual)
    records.compile = _methods_from(kept, new)  # stands before the builtin function
    try:
        yield
    finally:
        compiler.compile = usual
        del records.compile
        if new and not sys.dont_write_bytecode:
            _store(file, made_by, new)


def _patterns_from(kept: Kept, new: Kept, usual: Callable[..., Any]) -> Callable[..., Any]:
    """Return what compiles patterns that are not ``kept``, and adds to the ``new`` ones those to be kept;
    what was asked for is kept in the file alone.
    """
    engine: Any = import_module("_sre")
    parser: Any = import_module("re._parser")
    compiler: Any = import_module("re._compiler")

    def compile_pattern(pattern: Any, flags: int = 0) -> Any:
        key = pattern, int(flags)
        parts: Any = kept.pop(key, None) if isinstance(pattern, str | bytes) else None
        if parts is None:
            if not isinstance(pattern, str | bytes) or flags & UNKEPT or not _is_own():
                return usual(pattern, flags)
            try:
                parts = new[key] = _parts(parser.parse(pattern, flags), int(flags), compiler)
            except Exception:  # a mistake in the pattern, or a Python that does this otherwise
                return usual(pattern, flags)
        own_flags, code, groups, by_name, names = parts
        return engine.compile(pattern, own_flags, array("I", code).tolist(), groups, by_name, names)

    return compile_pattern


def _methods_from(kept: Kept, new: Kept) -> Callable[[str, str, str], Any]:
    """Return what compiles the methods of records that are not ``kept``, and adds to the ``new`` ones
    those to be kept; what was asked for is kept in the file alone.
    """

    def compile_methods(source: str, name: str, mode: str) -> Any:
        source = CLASS_NUMBER.sub(f"{zlib.crc32(name.encode())},", source)
        code = kept.pop((source, name), None)
        if code is None:
            code = compile(source, name, mode)
            if _is_own():
                new[source, name] = code
        return code

    return compile_methods


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


def _load(file: str, made_by: str) -> Kept:
    """Return what is kept in ``file`` if the same Python made it."""
    try:
        with open(file, "rb") as stream:
            checksum, content = stream.read(CHECKSUM), stream.read()
        if zlib.crc32(content) != int.from_bytes(checksum, "little"):
            return {}
        maker, kept = marshal.loads(content)
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return kept if maker == made_by else {}


def _store(file: str, made_by: str, new: Kept) -> None:
    """Keep what was compiled beside what is kept by now; where that is not possible, it is compiled again
    next time.
    """
    kept = _load(file, made_by)
    if new.keys() <= kept.keys():
        return
    content = marshal.dumps((made_by, kept | new))
    if len(content) > MOST:
        content = marshal.dumps((made_by, new))
    beside = f"{file}.{os.getpid()}"
    with contextlib.suppress(OSError):
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(beside, "wb") as stream:
            stream.write(zlib.crc32(content).to_bytes(CHECKSUM, "little") + content)
        os.replace(beside, file)
