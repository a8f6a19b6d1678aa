"""Misspelling without a list: how much is found, how often it is wrong, and what it costs.

    python tests/benchmarks/spelling.py [--show]

Sentences with and without mistakes lie beside the checkout, not in it; without them only hints
and cost are shown. A sentence is in the tuning half or the test half by a hash of what it should
be: thresholds were set on the former. Found is a sentence with a mistake that is told at a wrong
character; false is one without that is told at all. Costs are processor time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from planting import open_project

from compiler.checks.language.spelling import misspelt
from compiler.chinese.spelling import tables as module
from compiler.chinese.spelling.suspects import suspects
from compiler.commands.checking import analyse
from compiler.commands.importing import import_project

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "spelling"
NOTICE = ROOT.parent / "shared" / "reference" / "notice.txt"
MEMORY = """
import json, sys, tracemalloc
from compiler.chinese.spelling.runs import runs_of
from compiler.chinese.spelling.suspects import NOTHING, suspects_in, tables
texts = json.load(sys.stdin)
tracemalloc.start()
tables()
loaded = tracemalloc.get_traced_memory()[0]
suspects_in(runs_of(texts), NOTHING)
print(loaded, tracemalloc.get_traced_memory()[0])
"""


def half(right: str) -> str:
    """Return the half that a sentence belongs to."""
    return "调参" if int(sha256(right.encode()).hexdigest(), 16) % 2 == 0 else "测试"


def judged(file: Path, show: bool) -> None:
    """Print what is found in one file of sentences, by half."""
    counts: dict[tuple[str, str], int] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        _, written, right = line.split("\t")
        told = suspects(written)
        wrong = {i for i, (a, b) in enumerate(zip(written, right, strict=False)) if a != b}
        kind = "错句" if written != right else "对句"
        hit = any(wrong.intersection(range(s.start, s.end)) for s in told) if wrong else bool(told)
        for name in (kind, kind + "报") if hit else (kind,):
            counts[half(right), name] = counts.get((half(right), name), 0) + 1
        if show and hit and kind == "对句" and half(right) == "调参":
            print("   ", [(s.written, s.meant) for s in told], written)
    for part in ("调参", "测试"):
        found, wrong_ones = counts.get((part, "错句报"), 0), counts[part, "错句"]
        false, right_ones = counts.get((part, "对句报"), 0), counts[part, "对句"]
        print(
            f"{file.stem} {part}：错句 {found}/{wrong_ones} = {found / wrong_ones:.1%}，"
            f"对句误报 {false}/{right_ones} = {false / right_ones:.2%}"
        )


def hints(root: Path, title: str) -> None:
    """Print the hints of a project, and what looking for them costs."""
    printed = analyse(root).printed
    assert printed is not None
    found = [d for d in open_project(root).found if d[0] == "T085"]
    texts = [passage.text for passage in printed.passages]
    length = sum(map(len, texts))
    module.tables()
    started = time.process_time()
    for _ in misspelt(printed):
        pass
    cost = time.process_time() - started
    memory = subprocess.run(
        [sys.executable, "-c", MEMORY],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.split()
    print(f"{title}：内存载入后 {int(memory[0]) / 1e6:.1f} MB，查完 {int(memory[1]) / 1e6:.1f} MB")
    print(f"{title}：提示 {len(found)} 处；{length} 字，每千字 {cost * 1e6 / length:.2f} 毫秒")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", action="store_true", help="also the sentences told wrongly")
    show = parser.parse_args().show
    started = time.process_time()
    module.tables()
    loaded = time.process_time() - started
    print(f"载入 {loaded * 1e3:.1f} 毫秒")
    for name in ("odw", "law"):
        if (file := DATA / f"{name}.tsv").exists():
            judged(file, show)
        else:
            print(f"{name}：没有语料 {file}，略过")
    hints(ROOT, "样例")
    if not NOTICE.exists():
        print(f"没有参考通报 {NOTICE}，略过")
        return
    with tempfile.TemporaryDirectory() as folder:
        import_project(NOTICE, Path(folder) / "项目")
        hints(Path(folder) / "项目", "参考通报")


if __name__ == "__main__":
    main()
