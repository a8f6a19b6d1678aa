"""Regular expressions and methods compiled once: what is kept of them, where, and that they do the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MODULE = """
import re, attrs
@attrs.frozen
class Clause:
    words: str
    weight: int = 1
WORDS = [re.compile(text) for text in ("[一-龥々]{2,}项", r"(?P<year>\\\\d{4})年(?P<month>\\\\d+)月", "(?i)STRASSE")]
RAW = re.compile(rb"<c(?=[ />])")
"""
PROGRAM = """
import attrs, re, sys
from compiler.chinese.table_patterns import pattern_of_a_table
from compiler.cli import kept_compiled
from compiler.cli.kept_compiled import compiled_once
count = 0
def counting(function):
    def counted(*given):
        global count
        count += 1
        return function(*given)
    return counted
re._compiler._code = counting(re._compiler._code)
kept_compiled.compile = counting(compile)
with compiled_once():
    import patterns_of_a_module as module
    re.compile("某单位" + "张三")
    pattern_of_a_table("[一二三]{2,}表")
    def other():
        return attrs.make_class("张三", ["王五"])
    other()
years = module.WORDS[1].fullmatch("2024年12月")
print(count, years.groupdict(), module.WORDS[0].findall("十二项和三四项"), bool(module.WORDS[2].match("straße".upper())))
print(module.Clause("一"), module.Clause("一") == module.Clause("一", 1), hash(module.Clause("二")) == hash(module.Clause("二")))
print(module.RAW.search(b"<cols><c r='A1'/>").span(), module.WORDS[1].pattern, int(module.WORDS[2].flags))
"""


def run(folder: Path, **more: str) -> list[str]:
    """Run the program and return its words: first how many times something was compiled."""
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
    return list((folder / "kept").rglob("*.kept"))


def test_what_a_module_or_table_has_is_compiled_once(tmp_path: Path) -> None:
    first, again = run(tmp_path), run(tmp_path)
    assert int(first[0]) - int(again[0]) == 6
    assert first[1] == again[1]


def test_a_pattern_made_of_what_a_user_wrote_is_not_kept(tmp_path: Path) -> None:
    run(tmp_path)
    (file,) = kept(tmp_path)
    assert "张三".encode() not in file.read_bytes()


@pytest.mark.parametrize("damage", [lambda content: content[:-9], lambda content: content[:99] + b"?" + content[100:], lambda _: b""])  # fmt: skip
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    first, again = run(tmp_path), run(tmp_path)
    (file,) = kept(tmp_path)
    file.write_bytes(damage(file.read_bytes()))
    assert run(tmp_path) == first
    assert run(tmp_path) == again


def test_nothing_is_written_where_no_bytecode_is(tmp_path: Path) -> None:
    first = run(tmp_path, PYTHONDONTWRITEBYTECODE="1")
    assert run(tmp_path, PYTHONDONTWRITEBYTECODE="1") == first
    assert not kept(tmp_path)


def test_modules_come_to_the_same_in_every_process(tmp_path: Path) -> None:
    """What depended on the order of a set would be compiled again each time, and kept beside the others."""
    program = """
from compiler.cli.kept_compiled import compiled_once
with compiled_once():
    import compiler.cli.running, compiler.commands.compiling, compiler.commands.issuing, compiler.commands.importing
"""
    sizes = []
    for seed in ("1", "2"):
        environment = {
            **os.environ,
            "PYTHONPYCACHEPREFIX": str(tmp_path / "kept"),
            "PYTHONHASHSEED": seed,
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        subprocess.run([sys.executable, "-c", program], env=environment, check=True)
        (file,) = kept(tmp_path)
        sizes.append(file.stat().st_size)
    assert sizes[0] == sizes[1]
