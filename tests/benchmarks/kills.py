"""Kill every writing command at random moments, and see what is left and what the next run does.

    python tests/benchmarks/kills.py [--count N] [--seed S]

A command runs in a process of its own, which gets SIGKILL after a random time, reckoned from its
start, from when it begins to lay files ready, or from when it begins to put them in place. The law: every file is whole, old or new, and in its place;
after the next run nothing is left of the one that died; that run ends as an undisturbed one, with
the same files. Printed is how many died in which phase; status 1 if the law was broken.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import attrs

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.killing import tree
from support.projects import ROOT, small
from support.scenes import ARGUMENTS, scene

from compiler.cli.main import main as zhenggai
from compiler.storage.journal import JOURNAL

SIGNS = ("", ".zhenggai/.zhenggai-*", JOURNAL)
"""What tells how far a command has come: it runs, it lays files ready, it puts them in place."""
LONGEST = 60.0
"""Seconds that a command may take before it counts as hanging."""


@attrs.frozen
class Play:
    """A command in its scene: what lies there before it and after it, its status, and the seconds
    that it takes from each of :data:`SIGNS`.
    """

    name: str
    root: Path
    arguments: tuple[str, ...]
    before: dict[str, bytes]
    after: dict[str, bytes]
    status: int
    seconds: dict[str, float]


def rehearse(name: str, folder: Path) -> Play:
    """Set a scene and run its command undisturbed."""
    root = folder / name / "项目"
    if name == "init":
        root.mkdir(parents=True)
        arguments = ["init", str(root)]
    elif name == "import":
        root.mkdir(parents=True)
        notice = folder / "通报.txt"
        small().write(folder / "印出来的")
        zhenggai(["compile", str(folder / "印出来的")])
        shutil.copy(folder / "印出来的/output/通报.txt", notice)
        arguments = ["import", str(notice), str(root)]
    else:
        arguments = scene(name, root)
    whole = folder / f"{name}（未受干扰）" / "项目"
    shutil.copytree(root, whole)
    own = tuple(argument.replace(str(root), "{root}") for argument in arguments)
    child = start(own, whole)
    seen = {}
    for sign in SIGNS:
        wait_for(sign, child, whole)
        seen[sign] = time.monotonic()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    seconds = {sign: time.monotonic() - moment for sign, moment in seen.items()}
    return Play(name, root, own, tree(root), tree(whole), status, seconds)


def start(arguments: tuple[str, ...], root: Path) -> int:
    """Run a command on the project at ``root`` in a process of its own; return its number."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        status = zhenggai([argument.format(root=root) for argument in arguments])
    finally:
        os._exit(status)


def wait_for(sign: str, child: int, root: Path) -> None:
    """Wait until a command has come so far, or has ended."""
    until = time.monotonic() + LONGEST
    while sign and not any(root.glob(sign)) and time.monotonic() < until:
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return
        time.sleep(0.0005)


def broken_laws(play: Play, root: Path, sign: str, moment: float) -> Iterator[str]:
    """Kill a command ``moment`` of the way from a sign to its end, and yield what is not as it must
    be; the first thing yielded is the phase it died in.
    """
    child = start(play.arguments, root)
    wait_for(sign, child, root)
    time.sleep(moment * play.seconds[sign])
    os.kill(child, signal.SIGKILL)
    died = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    left = tree(root)
    begun = (root / JOURNAL).exists()
    strays = any(root.rglob(".zhenggai-*"))
    if not died:
        yield "had ended"
    elif begun:
        yield "with a journal"
    else:
        yield "staging or clearing" if strays else "before or after"
    for file, content in left.items():
        if file.startswith(".zhenggai/"):
            continue
        if content not in (play.before.get(file), play.after.get(file)):
            yield f"{file} is neither old nor new"
    for file in play.before.keys() & play.after.keys() - left.keys():
        if not file.startswith(".zhenggai/"):
            yield f"{file} is not in its place"
    done = left.keys() >= {file for file in play.after if not file.startswith(".zhenggai/")}
    child = start(play.arguments, root)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    again = play.name in ("init", "import") and done and not begun
    if status != (2 if again else play.status):  # a folder that is complete is not begun anew
        yield f"the next run ends with {status} instead of {play.status}"
    if tree(root) != play.after:
        now = tree(root)
        names = {f for f in now.keys() | play.after.keys() if now.get(f) != play.after.get(f)}
        yield f"the next run leaves other files: {', '.join(sorted(names))}"
    yield from (f"{path.relative_to(root)} is left" for path in root.rglob(".zhenggai-*"))


def main() -> int:
    """Kill, judge, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=300, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--only", action="append", choices=[*ARGUMENTS, "init", "import"])
    options = parser.parse_args()
    chance = random.Random(options.seed)
    os.chdir(ROOT)
    phases: dict[str, Counter[str]] = {}
    broken = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = options.only or [*ARGUMENTS, "init", "import"]
        silence = os.dup(1), os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence[1], 1)
        plays = [rehearse(name, folder) for name in names]
        sys.stdout.flush()
        os.dup2(silence[0], 1)
        for number in range(options.count):
            play = plays[number % len(plays)]
            root = folder / "项目"
            shutil.copytree(play.root, root)
            sign, moment = chance.choice(SIGNS), chance.random()
            phase, *faults = broken_laws(play, root, sign, moment)
            phases.setdefault(play.name, Counter())[phase] += 1
            for fault in faults:
                print(f"{number} {play.name}, {phase}: {fault}")
            broken += bool(faults)
            shutil.rmtree(root)
    for command, counts in phases.items():
        told = "; ".join(f"{phase} {count}" for phase, count in sorted(counts.items()))
        print(f"{command:10} {counts.total():4} kills: {told}")
    print(f"{options.count} kills, seed {options.seed}: the law was broken {broken} times")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
