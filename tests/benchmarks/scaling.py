"""What a compile costs as projects grow and as there are more of them: processor time and memory.

    python tests/benchmarks/scaling.py [--base sample|ten] [--sizes 1,4,16] [--runs 3]
    python tests/benchmarks/scaling.py --projects 1,10,100 [--runs 3] [--jobs 2] [--with-peer]

The first compiles a project with 1, 4 and 16 times its forms, and with 1, 4 and 16 times its text;
all projects are compiled in turn, each in a process of its own, and every figure is the median of
those turns. A form "more" is what one form adds between two sizes, without what every compile costs.
The second runs ``zhenggai batch`` over so many small projects; the batch's own memory is that of the
process that hands out the work. Linux only: memory is read in /proc.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

import attrs

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.enlarged import enlarged
from support.projects import small
from support.ten import write_ten

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "ZHENGGAI_NO_CACHE": "1"}
PEER = Path(__file__).parent / "scripts" / "peer.py"


@attrs.frozen
class Cost:
    """What a process and all that it started took: processor seconds, seconds of the clock, and the
    MiB of its own at their most.
    """

    processor: float
    clock: float
    memory: int


def cost(*command: str) -> Cost:
    """Run a command and return what it cost."""
    started = time.monotonic()
    with subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        most = [0]
        looking = threading.Thread(target=_watch, args=(process, most))
        looking.start()
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        looking.join()
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command}: {said.decode(errors='replace')}")
    return Cost(used.ru_utime + used.ru_stime, time.monotonic() - started, most[0])


def _watch(process: subprocess.Popen[bytes], most: list[int]) -> None:
    """Read how much a process has used at most, until it is gone."""
    while process.returncode is None:
        try:
            lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
        except OSError:
            return
        peak = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
        most[0] = max([most[0], *(kib // 1024 for kib in peak)])
        time.sleep(0.02)


def grown(base: Path, sizes: list[int], runs: int, folder: Path) -> None:
    """Print what projects of these sizes cost."""
    made = {
        (what, times): enlarged(base, folder / what / str(times) / "项目", **{what: times})
        for what in ("forms", "text")
        for times in sizes
    }
    taken: dict[tuple[str, int], list[Cost]] = {which: [] for which in made}
    for _ in range(runs):
        for which, project in made.items():
            command = [sys.executable, "-m", "compiler", "compile", str(project), "--draft"]
            taken[which].append(cost(*command, "--no-cache", "--no-plugins"))
    print(f"medians of {runs} interleaved runs; ratios to the project as it is\n")
    print("| | times | forms | characters | cost | cost of one | cost of one more | peak MiB |")
    print("|---|---|---|---|---|---|---|---|")
    for what in ("forms", "text"):
        spent = {times: median(one.processor for one in taken[what, times]) for times in sizes}
        counts = {times: _size(made[what, times]) for times in sizes}
        place = 0 if what == "forms" else 1
        first = sizes[0]
        more_before = None
        for earlier, times in zip([None, *sizes], sizes, strict=False):
            one = spent[times] / counts[times][place] / (spent[first] / counts[first][place])
            told = ""
            if earlier is not None:
                grown_by = counts[times][place] - counts[earlier][place]
                more = (spent[times] - spent[earlier]) / grown_by
                more_before = more_before or more
                told = f"{more / more_before:.2f}"
            memory = max(one.memory for one in taken[what, times])
            print(
                f"| {what} | {times} | {counts[times][0]} | {counts[times][1]} "
                f"| {spent[times] / spent[first]:.2f} | {one:.2f} | {told} | {memory} |"
            )


def _size(project: Path) -> tuple[int, int]:
    """Return how many forms a project has, and how many characters its notice."""
    forms = sum(1 for path in (project / "input_workbooks").rglob("*.xlsx")) - 1
    return forms, len((project / "output/通报.txt").read_text("utf-8"))


def many(counts: list[int], runs: int, jobs: int, peer: bool, folder: Path) -> None:
    """Print what batches of so many small projects cost."""
    places = {count: _city(folder / str(count), count) for count in counts}
    taken: dict[int, list[Cost]] = {count: [] for count in counts}
    peers: list[float] = []
    for turn in range(runs):
        for count, place in places.items():
            if count >= 1000 and turn:
                continue
            command = [sys.executable, "-m", "compiler", "batch", str(place), "--again"]
            taken[count].append(cost(*command, "--jobs", str(jobs), "--no-plugins"))
            if peer:
                project = next(place.glob("*/output/通报.txt")).parents[1]
                given = [str(project), str(project / "output/通报.txt"), str(folder / "x.docx")]
                peers.append(cost(sys.executable, str(PEER), *given).processor)
    if peer:
        print(f"a project by the peer takes {median(peers):.2f} s of processor time\n")
    print(f"medians of {runs} interleaved runs with {jobs} jobs, of 1,000 projects one\n")
    print(
        "| projects | cost of a project | its time by the clock | cores busy | batch's own MiB "
        "| forms a second and core, × peer |"
    )
    print("|---|---|---|---|---|---|")
    base = next((count for count in counts if count >= 10), counts[0])
    each = {count: median(one.processor for one in taken[count]) / count for count in counts}
    clock = {count: median(one.clock for one in taken[count]) / count for count in counts}
    for count in counts:
        busy = median(one.processor / one.clock for one in taken[count])
        memory = max(one.memory for one in taken[count])
        faster = f"{median(peers) / each[count]:.1f}" if peers else ""
        print(
            f"| {count} | {each[count] / each[base]:.2f} | {clock[count] / clock[base]:.2f} "
            f"| {busy:.1f} | {memory} | {faster} |"
        )


def _city(folder: Path, count: int) -> Path:
    """Write so many small projects, each with an answer of its own."""
    first = small()
    plain = first.write(folder / "0000")
    form = first.form("措施02-01")
    name = next(name for name, own in first.forms.items() if own is form)
    for number in range(1, count):
        root = folder / f"{number:04}"
        shutil.copytree(plain, root)
        form.fields["进展情况"] = f"已盘活空置床位{100 + number}张，提醒谈话5人。"
        (root / "input_workbooks" / name).write_bytes(first.form_bytes(form))
    return folder


def main() -> int:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--base", choices=("sample", "ten"), default="sample")
    parser.add_argument("--sizes", default="1,4,16")
    parser.add_argument("--projects", default="")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--with-peer", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if options.projects:
            counts = [int(count) for count in options.projects.split(",")]
            many(counts, options.runs, options.jobs, options.with_peer, folder)
        else:
            base = write_ten(folder / "十条") if options.base == "ten" else ROOT
            grown(base, [int(size) for size in options.sizes.split(",")], options.runs, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
