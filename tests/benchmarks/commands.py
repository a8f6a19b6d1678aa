"""What whole commands cost, as ratios to the floor: reading every cell and writing every paragraph.

    python tests/benchmarks/commands.py [--project DIR] [--runs 7] [--with-peer] [--import NOTICE]

Every figure is the median of runs that alternate with those of the floor, each a process of its own,
in processor time of user and system. ``scripts/floor.py`` and ``scripts/peer.py`` are what they are
compared with; the peer needs pandas and docxtpl, which the project itself does not.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import attrs

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(__file__).parent / "scripts"


@attrs.frozen
class Measured:
    """A command, what makes it ready before each run, and what it is compared with."""

    name: str
    command: Sequence[str]
    ready: Callable[[], object] = lambda: None


def cost(command: Sequence[str], environment: dict[str, str]) -> tuple[float, int]:
    """Return the processor seconds and the MiB at its peak that a process took."""
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command}: {said.decode(errors='replace')}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def touch(form: Path) -> None:
    """Save a form again with other bytes and the same content, as a program does."""
    content = form.read_bytes()
    with zipfile.ZipFile(form) as archive:
        comment = archive.comment
    form.write_bytes(content[: len(content) - len(comment)])
    with zipfile.ZipFile(form, "a") as archive:
        archive.comment = b"x" if comment != b"x" else b"y"


def commands(project: Path, notice: Path | None, peer: bool, folder: Path) -> list[Measured]:
    """Return what is measured, the floor first."""
    text = folder / "通报.txt"
    written = str(folder / "out.docx")
    ours = [sys.executable, "-m", "compiler"]
    given = [str(project), str(text), written]
    form = next(path for path in sorted(project.rglob("措施*.xlsx")))
    listed = [
        Measured("floor", [sys.executable, str(SCRIPTS / "floor.py"), *given]),
        *([Measured("peer", [sys.executable, str(SCRIPTS / "peer.py"), *given])] if peer else []),
        Measured("compile, cold", [*ours, "compile", str(project), "--no-cache"]),
        Measured(
            "compile, warm, one form changed", [*ours, "compile", str(project)], lambda: touch(form)
        ),
        Measured("check, cold", [*ours, "check", str(project), "--no-cache"]),
        Measured("check, warm", [*ours, "check", str(project)]),
        Measured("status, cold", [*ours, "status", str(project), "--no-cache"]),
        Measured("--version", [*ours, "--version"]),
        Measured("--help", [*ours, "--help"]),
        Measured("python -c pass", [sys.executable, "-c", "pass"]),
    ]
    if notice is not None:
        new = folder / "导入"
        again = Measured(
            f"import {notice.name}",
            [*ours, "import", str(notice), str(new)],
            lambda: shutil.rmtree(new, ignore_errors=True),
        )
        listed.append(again)
    issued = folder / "发放项目"

    def fresh() -> None:
        shutil.rmtree(issued, ignore_errors=True)
        (issued / "input_workbooks").mkdir(parents=True)
        register = "input_workbooks/总台账.xlsx"
        shutil.copy(project / register, issued / register)

    listed.append(Measured("issue, all forms", [*ours, "issue", str(issued)], fresh))
    return listed


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path, default=ROOT)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--with-peer", action="store_true")
    parser.add_argument("--import", dest="notice", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        project = folder / "项目"
        shutil.copytree(options.project / "input_workbooks", project / "input_workbooks")
        if (options.project / "templates").is_dir() and options.project != ROOT:
            shutil.copytree(options.project / "templates", project / "templates")
        environment = {
            **os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONUTF8": "1",
        }  # fmt: skip
        environment.pop("ZHENGGAI_NO_CACHE", None)
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
        cost([sys.executable, "-m", "compiler", "compile", str(project)], environment)
        shutil.copy(project / "output/通报.txt", folder / "通报.txt")
        listed = commands(project, options.notice, options.with_peer, folder)
        taken: dict[str, list[tuple[float, int]]] = {one.name: [] for one in listed}
        for _ in range(options.runs):
            for one in listed:
                one.ready()
                taken[one.name].append(cost(one.command, environment))
    floors = [seconds for seconds, _ in taken["floor"]]
    passes = median(seconds for seconds, _ in taken["python -c pass"])
    print(f"medians of {options.runs} interleaved runs; {len(floors)} of the floor\n")
    print("| command | × floor | × peer | × python -c pass | peak MiB |")
    print("|---|---|---|---|---|")
    for one in listed:
        spent = [seconds for seconds, _ in taken[one.name]]
        ratio = median(own / floor for own, floor in zip(spent, floors, strict=True))
        peers = [seconds for seconds, _ in taken.get("peer", [])]
        against = f"{median(o / p for o, p in zip(spent, peers, strict=True)):.2f}" if peers else ""
        start = f"{median(spent) / passes:.1f}" if one.name.startswith("-") else ""
        memory = max(peak for _, peak in taken[one.name])
        print(f"| {one.name} | {ratio:.2f} | {against} | {start} | {memory} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
