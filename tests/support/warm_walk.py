"""Warm equals cold: a project edited at random, compiled after every edit with a memory of what its
workbooks came to and without one, everything told and written compared byte for byte.

An edit changes the project, the program, or the memory. All files bear the same time.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import zip_longest
from pathlib import Path
from unittest.mock import patch

import attrs

from compiler.commands import compiling
from compiler.commands.compiling import compile_project
from compiler.excel.reading import project as reading
from compiler.excel.reading.project import Read
from compiler.excel.reading.workbook import read_workbook
from compiler.plugins.loading import NO_PLUGINS, Plugins, load_plugins
from compiler.schema.books import STANDARD, Schema
from compiler.storage import remembered
from compiler.storage.remembered import Remembered, memory_in
from support.killing import tree
from support.plugins import install_example
from support.projects import ROOT
from support.random_edits import Edited

SAME_TIME = 1_700_000_000
Told = tuple[object, ...]


@attrs.define
class Bench:
    """Where a project is compiled cold and warm, and by what program."""

    folder: Path
    plugins: Plugins
    edited: Edited = attrs.field(factory=Edited)
    with_plugins: bool = False
    newer: bool = False
    draft: bool = True

    @property
    def memory(self) -> Remembered:
        """The memory, made again if it is gone."""
        made = memory_in(self.folder / "记忆")
        assert made is not None
        return made

    def root(self, name: str) -> Path:
        """Return the project's folder that bears the same name in every place."""
        return self.folder / name / "项目"

    def compile(self, name: str, memory: Remembered | None) -> Told:
        """Compile one of the copies; return all that was told and all that lies there."""
        root = self.root(name)
        place(root, self.edited.files())
        compiled = compile_project(
            root,
            draft=self.draft,
            plugins=self.plugins if self.with_plugins else NO_PLUGINS,
            read=memory.read if memory else None,
        )
        told = [
            (one.code, one.severity, one.message, [span.describe() for span in one.spans])
            for one in compiled.diagnostics
        ]
        return told, compiled.verdict, tree(root)


def place(root: Path, files: dict[str, bytes]) -> None:
    """Make the sources of a project just these files, all of the same time."""
    for base in ("input_workbooks", "templates"):
        for path in (root / base).rglob("*"):
            if path.is_file() and path.relative_to(root).as_posix() not in files:
                path.unlink()
    for name, content in files.items():
        path = root / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            os.utime(path, (SAME_TIME, SAME_TIME))
    for base in ("input_workbooks", "templates"):
        for path in sorted((root / base).rglob("*"), reverse=True):
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
        if (root / base).is_dir() and not any((root / base).iterdir()):
            (root / base).rmdir()


@contextmanager
def program(*, newer: bool) -> Iterator[None]:
    """Be this program, or a newer one that reads answers otherwise."""

    def reads_otherwise(path: Path, file: str, schema: Schema = STANDARD, *more: object) -> Read:
        record, found = read_workbook(path, file, schema, *more)  # type: ignore[arg-type]
        theme = record and record.fields.get("theme")
        if record is None or not theme or theme.cell is None:
            return record, found
        cell = attrs.evolve(theme.cell, value=f"{theme.cell.text}（新版）")
        fields = {**record.fields, "theme": attrs.evolve(theme, cell=cell)}
        return attrs.evolve(record, fields=fields), found

    with ExitStack() as stack:
        if newer:
            for module in (remembered, compiling):
                stack.enter_context(patch.object(module, "VERSION", "99"))
            for module in (remembered, reading):
                stack.enter_context(patch.object(module, "read_workbook", reads_otherwise))
        yield


# What happens to the memory


def damage(folder: Path, chance: random.Random) -> None:
    """Cut, empty, change or exchange some of what is remembered."""
    entries = sorted(path for path in folder.glob("??/*") if path.is_file())
    for entry in chance.sample(entries, min(len(entries), chance.randint(1, 6))):
        content = entry.read_bytes()
        at = chance.randrange(len(content) or 1)
        damaged = (
            content[:at],
            b"",
            content[:at] + chance.randbytes(1) + content[at + 1 :],
            chance.randbytes(500),
            chance.choice(entries).read_bytes(),
        )
        entry.write_bytes(chance.choice(damaged))


def gone(folder: Path, chance: random.Random) -> None:
    """Take the memory away, a part of it, or put something else in its place."""
    parts = sorted(folder.glob("??"))
    for part in parts if chance.random() < 0.5 else parts[:3]:
        if part.is_dir():
            shutil.rmtree(part)
        else:
            part.unlink()
        if chance.random() < 0.3:
            part.write_bytes(b"")


# The steps


def step(bench: Bench, chance: random.Random) -> tuple[str, list[str]]:
    """Change something, compile cold and warm; return what was changed and where they differ."""
    # Entries bear other names in every program: what is done to them must not lead the walk astray.
    apart_from_names = random.Random(chance.random())
    others: dict[str, Callable[[], object]] = {
        "plug-ins": lambda: setattr(bench, "with_plugins", not bench.with_plugins),
        "version": lambda: setattr(bench, "newer", not bench.newer),
        "draft": lambda: setattr(bench, "draft", not bench.draft),
        "memory damaged": lambda: damage(bench.memory.folder, apart_from_names),
        "memory gone": lambda: gone(bench.memory.folder, apart_from_names),
        "two at once": lambda: None,
    }
    if chance.random() < 0.3:
        name = chance.choice([*others])
        others[name]()
    else:
        name = bench.edited.edit(chance)
    names = ["热"]
    if name == "two at once" and bench.root("热").is_dir():
        for again in ("热二", "热三"):
            shutil.copytree(bench.root("热"), bench.root(again))
        names += ["热二", "热三"]
        if chance.random() < 0.5:
            shutil.rmtree(bench.memory.folder)
    memory = bench.memory
    with program(newer=bench.newer), ThreadPoolExecutor(len(names)) as pool:
        cold = bench.compile("冷", None)
        warm = [*pool.map(lambda place: bench.compile(place, memory), names)]
    differing = [line for one in warm for line in differences(cold, one)]
    for again in names[1:]:
        shutil.rmtree(bench.root(again).parent)
    if differing:
        shutil.rmtree(bench.root("热"))
        shutil.copytree(bench.root("冷"), bench.root("热"))
    return name, differing


def apart(bench: Bench) -> list[str]:
    """Compile once more, in processes of their own; return where they differ from this one."""
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1",
        "XDG_CACHE_HOME": str(bench.folder / "缓存"),
    }  # fmt: skip
    environment.pop("ZHENGGAI_NO_CACHE", None)
    shutil.rmtree(bench.folder / "缓存", ignore_errors=True)
    runs = {"单冷": ["--no-cache"], "单热一": [], "单热二": []}
    started = []
    for name, more in runs.items():
        shutil.copytree(bench.root("冷"), bench.root(name))
        draft = ["--draft"] if bench.draft else []
        command = [
            sys.executable,
            "-m",
            "compiler",
            "compile",
            str(bench.root(name)),
            "--no-plugins",
        ]
        started.append(
            subprocess.Popen(
                [*command, *more, *draft],
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        )
    said = [process.communicate()[1] for process in started]
    bench.with_plugins = bench.newer = False
    *_, right = bench.compile("冷", None)
    assert isinstance(right, dict)
    bench.compile("热", bench.memory)
    differing = [
        line.decode() for errors in said for line in errors.splitlines() if b"Error" in line
    ]
    for name in runs:
        differing += [
            f"in a process ({name}): {file}" for file in unlike(right, tree(bench.root(name)))
        ]
        shutil.rmtree(bench.root(name).parent)
    return differing


def differences(cold: Told, warm: Told) -> list[str]:
    """Return what is not the same, in words."""
    files = unlike(cold[2], warm[2])  # type: ignore[arg-type]
    told = [f"told: {one}" for one in cold[0] if one not in warm[0]]  # type: ignore[attr-defined, operator]
    told += [f"told warm: {one}" for one in warm[0] if one not in cold[0]]  # type: ignore[attr-defined, operator]
    found = [*told, *(f"file: {name}" for name in files)]
    return found or (["order or verdict"] if cold != warm else [])


def unlike(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the files that are not the same, and of a text the first line."""
    names = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    return [
        f"{name} {_line_that_differs(one.get(name, b''), other.get(name, b''))}" for name in names
    ]


def _line_that_differs(one: bytes, other: bytes) -> str:
    """Return the first line that two texts do not share, as both have it; empty for what is none."""
    with contextlib.suppress(UnicodeDecodeError):
        lines = zip_longest(one.decode().splitlines(), other.decode().splitlines())
        return next((f"{a!s:.120} | {b!s:.120}" for a, b in lines if a != b), "")
    return ""


def walk(folder: Path, steps: int, seed: int, every: int) -> tuple[Counter[str], int, int]:
    """Go so many steps, saying where warm and cold differ; return how often each thing was
    changed, how many steps differed, and how many times processes were compared.
    """
    (folder / "装").mkdir(parents=True)
    install_example(folder / "装")
    sys.path.insert(0, str(folder / "装"))
    try:
        bench = Bench(folder, load_plugins())
    finally:
        sys.path.remove(str(folder / "装"))
        sys.modules.pop("office_rules", None)
    chance = random.Random(seed)
    changed: Counter[str] = Counter()
    faults = compared = 0
    for number in range(1, steps + 1):
        try:
            name, differing = step(bench, chance)
        except KeyboardInterrupt:
            break
        changed[name] += 1
        if every and number % every == 0:
            differing += apart(bench)
            compared += 1
        if differing:
            faults += 1
            print(
                f"--- seed {seed}, step {number}, {name}:", *differing[:8], sep="\n    ", flush=True
            )
    return changed, faults, compared
