"""Large workbooks that break no limit: read in a process of its own with little memory."""

from __future__ import annotations

import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from foreign.cases import form_bytes, last_row
from support.packages import SHEET, STRINGS, STYLES, add, packed, unpacked
from support.projects import ROOT

ROOM = 1 << 30
"""Bytes of address space, Python and its libraries included."""
MOST = 200
"""Megabytes that reading all of them may take at its peak."""

CHILD = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({ROOM}, {ROOM}))
from pathlib import Path
from compiler.excel.reading.workbook import read_workbook
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    record, found = read_workbook(path, path.name)
    print(path.stem, record is not None, len(found), sorted({{one.code for one in found}}))
(peak,) = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(peak)
"""
"""Reads every workbook of a folder; the peak is that of this process alone."""

Lines = Callable[[random.Random, int], str]


def letters(chance: random.Random) -> str:
    """Return a word that hardly comes twice."""
    return "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=5))


LARGE: dict[str, tuple[str, str, int, Lines]] = {
    "texts": (STRINGS, "</sst>", 200_000, lambda chance, n: f"<si><t>{letters(chance)}</t></si>"),
    "styles": (STYLES, "</cellXfs>", 105_000, lambda chance, n: f'<xf numFmtId="{chance.randrange(10**6)}" fontId="0" fillId="0"/>'),
    "formats": (STYLES, "</numFmts>", 100_000, lambda chance, n: f'<numFmt numFmtId="{n + 200}" formatCode="{letters(chance)}"/>'),
    "rows": (SHEET, "</sheetData>", 160_000, lambda chance, n: f'<row r="{chance.randrange(last_row() + 1, 10**6)}" s="4"/>'),
    "merged columns": (SHEET, "</worksheet>", 150_000, lambda chance, n: f'<mergeCell ref="H{chance.randrange(last_row() + 1, 10**6)}:H1048576"/>'),
}  # fmt: skip
"""What a part is filled with before its end, how often; parts of five megabytes and more, which are
not held in memory."""

EXPECTED = dict.fromkeys(LARGE, "True 0 []") | {
    "cells": "True 10000 ['S033']",
    "notes": "True 20000 ['S043']",
    "pictures": "True 0 []",
}


def large(part: str, end: str, times: int, line: Lines) -> bytes:
    """Return a form with a part that is filled."""
    chance = random.Random(part + end)
    parts = unpacked(form_bytes())
    more = "".join(line(chance, n) for n in range(times)).encode()
    parts[part] = parts[part].replace(end.encode(), more + end.encode())
    return packed(parts, zipfile.ZIP_DEFLATED)


def cells() -> bytes:
    """Return a form with words in ten thousand cells beside it."""
    return large(
        SHEET,
        "</sheetData>",
        10_000,
        lambda chance, n: (
            f'<row r="{n + 100}"><c r="J{n + 100}" t="inlineStr"><is><t>{letters(chance)}</t></is></c></row>'
        ),
    )


def notes() -> bytes:
    """Return a form with twenty thousand notes."""
    parts = unpacked(form_bytes())
    lines = "".join(
        f'<comment ref="A{n}"><text><t>{n}</t></text></comment>' for n in range(1, 20_001)
    )
    add("xl/comments1.xml", f"<comments>{lines}</comments>", "comments")(parts)
    return packed(parts)


def pictures() -> bytes:
    """Return a form with thirty megabytes of pictures."""
    parts = unpacked(form_bytes())
    add("xl/media/image1.png", random.Random(1).randbytes(30 * 2**20), "image")(parts)
    return packed(parts)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited and measured as Linux does")
def test_large_workbooks_take_little_memory(tmp_path: Path) -> None:
    for name, (part, end, times, line) in LARGE.items():
        (tmp_path / f"{name}.xlsx").write_bytes(large(part, end, times, line))
    for make in (cells, notes, pictures):
        (tmp_path / f"{make.__name__}.xlsx").write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=300,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    *lines, peak = done.stdout.splitlines()
    assert lines == [f"{name} {EXPECTED[name]}" for name in sorted(EXPECTED)]
    assert int(peak) // 1024 < MOST
