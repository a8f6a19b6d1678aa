"""Regular expressions compiled once: what is kept of them, where, and that they find the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MODULE = """
import re
WORDS = [re.compile(text) for text in ("[一-龥々]{2,}项", r"(?P<year>\\\\d{4})年(?P<month>\\\\d+)月", "(?i)STRASSE")]
RAW = re.compile(rb"<c(?=[ />])")
"""
PROGRAM = """
import re, sys
from compiler.chinese.table_patterns import pattern_of_a_table
from compiler.cli.kept_patterns import compiled_once
compiler = re._compiler._code
count = 0
def counted(*given):
    global count
    count += 1
    return compiler(*given)
re._compiler._code = counted
with compiled_once():
    import patterns_of_a_module as module
    re.compile("某单位" + "张三")
    pattern_of_a_table("[一二三]{2,}表")
years = module.WORDS[1].fullmatch("2024年12月")
print(count, years.groupdict(), module.WORDS[0].findall("十二项和三四项"), bool(module.WORDS[2].match("straße".upper())))
print(module.RAW.search(b"<cols><c r='A1'/>").span(), module.WORDS[1].pattern, int(module.WORDS[2].flags))
"""


def run(folder: Path, **more: str) -> list[str]:
    """Run the program and return its words: first how many patterns it compiled itself."""
    (folder / "patterns_of_a_module.py").write_text(MODULE.replace("\\\\", "\\"), "utf-8")
    root = Path(__file__).resolve().parents[1]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(root), str(folder)]),
        "PYTHONPYCACHEPREFIX": str(folder / "kept"),
        "PYTHONUTF8": "1",
        **more,
    }
    if not more:
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, check=True
    )
    return done.stdout.decode().split(maxsplit=1)


def kept(folder: Path) -> list[Path]:
    return list((folder / "kept").rglob("*.patterns"))


def test_what_a_module_or_table_has_is_compiled_once(tmp_path: Path) -> None:
    first, again = run(tmp_path), run(tmp_path)
    assert int(first[0]) - int(again[0]) == 5
    assert first[1] == again[1]


def test_a_pattern_made_of_what_a_user_wrote_is_not_kept(tmp_path: Path) -> None:
    run(tmp_path)
    (file,) = kept(tmp_path)
    assert "张三".encode() not in file.read_bytes()


@pytest.mark.parametrize("damage", [lambda content: content[:-9], lambda content: content[:99] + b"?" + content[100:], lambda _: b""])  # fmt: skip
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    first = run(tmp_path)
    (file,) = kept(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert run(tmp_path) == first
    assert file.read_bytes() == whole


def test_nothing_is_written_where_no_bytecode_is(tmp_path: Path) -> None:
    first = run(tmp_path, PYTHONDONTWRITEBYTECODE="1")
    assert run(tmp_path, PYTHONDONTWRITEBYTECODE="1") == first
    assert not kept(tmp_path)
