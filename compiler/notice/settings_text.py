"""The text of ``kind.toml``: where each key stands, and why a line of it is none that TOML knows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import attrs

from compiler.notice.settings_keys import KEYS
from compiler.span import Span

Path = tuple[str | int, ...]
"""Where a value is found: ``("statuses", 0, "name")``."""

SECTION = re.compile(r"\s*(\[\[?)\s*([^\[\]#]+?)\s*\]")
KEY = re.compile(r"""\s*([A-Za-z0-9_-]+|"[^"]*"|'[^']*')\s*=(.*)""")
STRING = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'""")
LONG = re.compile('"""|' + "'''")
PLAIN = {**dict.fromkeys("“”＂", '"'), **dict(zip("＝［］【】，｛｝", "=[][],{}", strict=True))}
"""Marks that TOML takes in half width only, by those that a Chinese keyboard gives instead."""
HALF_QUOTED = "这一行的引号只有一半，请补上另一半"
AT = re.compile(r"line (\d+), column (\d+)")


@attrs.frozen
class Located:
    """Where the keys of the file at ``place`` stand, by line and column."""

    place: Span
    lines: tuple[str, ...]
    found: dict[Path, tuple[int, int]]

    def span(self, path: Path) -> Span:
        """Return the place of a key, or of the section around it; the whole file if neither is
        written on a line of its own.
        """
        for length in range(len(path), 0, -1):
            if (at := self.found.get(path[:length])) is not None:
                return attrs.evolve(self.place, line=at[0], column=at[1])
        return self.place

    def holding(self, word: str) -> Span:
        """Return the first line in which a word stands as it is, the whole file if none does."""
        lines = (number for number, line in enumerate(self.lines, 1) if word in line)
        return attrs.evolve(self.place, line=next(lines, None))


def locate(text: str, place: Span) -> Located:
    """Find the keys of a file that TOML can read: those written on lines of their own, and the
    sections.
    """
    lines = tuple(text.splitlines())
    found: dict[Path, tuple[int, int]] = {}
    counted: dict[str, int] = {}
    section: Path = ()
    for number, line in _openings(lines):
        if match := SECTION.match(line):
            name = match.group(2).strip("\"'")
            section = (name,)
            if match.group(1) == "[[":
                section = (name, counted.setdefault(name, 0))
                counted[name] += 1
            at = (number, match.start(1) + 1)
            found.setdefault((name,), at)
            found[section] = at
        elif match := KEY.match(line):
            found[(*section, match.group(1).strip("\"'"))] = (number, match.start(1) + 1)
    return Located(place, lines, found)


def _openings(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield the lines on which a key or section may begin: not those within a value of several."""
    depth, within = 0, ""
    for number, line in enumerate(lines, 1):
        if not depth and not within:
            yield number, line
        rest = line
        if within:
            _, closed, rest = line.partition(within)
            if not closed:
                continue
            within = ""
        if match := LONG.search(rest):
            _, closed, rest = rest[match.end() :].partition(match.group())
            if not closed:
                within = match.group()
                continue
        plain = STRING.sub("", rest).partition("#")[0]
        depth = max(0, depth + plain.count("[") - plain.count("]"))


def why_misspelled(error: tomllib.TOMLDecodeError, text: str) -> tuple[int | None, int | None, str]:
    """Return the line and column that TOML stumbles on, and in Chinese what is wrong there."""
    lines = text.splitlines()
    if "overwrite" in str(error) and (twice := _written_twice(lines)):
        return *twice[:2], f"“{twice[2]}”写了两遍，请只留一行"
    if match := AT.search(str(error)):
        number, column = map(int, match.groups())
        line = lines[number - 1] if number <= len(lines) else ""
        wide = _meant_plain(line)
        column = wide + 1 if wide is not None else column
        return number, column, f"第 {number} 行第 {column} 列的写法不对{_said(line, str(error))}"
    for number, line in enumerate(lines, 1):
        if '"' in STRING.sub("", line).partition("#")[0]:
            return number, line.rindex('"') + 1, HALF_QUOTED
    return None, None, "文件末尾没有写完"


def _written_twice(lines: list[str]) -> tuple[int, int, str] | None:
    """Return the first key that its section has already, with its line and column."""
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        match = KEY.match(line)
        if SECTION.match(line):
            seen = set()
        elif match and match.group(1) in seen:
            return number, match.start(1) + 1, match.group(1)
        elif match:
            seen.add(match.group(1))
    return None


def _said(line: str, error: str) -> str:
    """Return what is to be written instead on a line that TOML cannot read."""
    key, equals, value = (part.strip() for part in line.partition("="))
    if (wide := _meant_plain(line)) is not None:
        return f"：{line[wide]} 是全角的，请改成半角的 {PLAIN[line[wide]]}"
    if line.lstrip().startswith("["):
        return "：每段第一行写成 [[statuses]]，方括号两层，单独一行"
    if not equals:
        return '：名称和内容之间用等号，写成 title = "…"；说明的话前面加 #'
    if not key.isascii() and key[:1] not in "\"'":
        return "：左边的名称用英文字母，如 title；是汉字的，两边加英文双引号"
    if "'" not in value and value.count('"') % 2:
        return f"：{HALF_QUOTED}"
    known = next(
        (it for it in (*KEYS, *(i for k in KEYS for i in k.inner)) if it.name == key), None
    )
    if "Invalid value" in error and known is not None:
        return f"：{known.demand}"
    if "\\" in error:
        return "：文字里的反斜杠要写两个"
    return "：一行只写一项，后面不能跟别的字；说明的话前面加 #"


def _meant_plain(line: str) -> int | None:
    """Return where a line has a full-width mark outside of its strings and remark, which TOML would
    take only in half width; ``None`` if nowhere.
    """
    blanked = STRING.sub(lambda match: " " * len(match.group()), line).partition("#")[0]
    return next((at for at, character in enumerate(blanked) if character in PLAIN), None)
