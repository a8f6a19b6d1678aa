"""Mutated inputs through a whole check: no traceback, no English, no hang, nothing read wrongly.

    python tests/benchmarks/fuzz.py --count 2000 --seed 1 [--jobs 2] [--installed]

A case is made of its number and the seed alone: ``--only N`` runs one again. Cells, elements and
attributes of XML, bytes of archives, lines of an outline and of kind.toml are changed. The work is
done in forked workers, each of which is replaced when it dies, needs more than 20 seconds for a case
or outgrows 400 MB. With ``--installed`` each case is a run of the command itself, and what is looked
at is its exit status and what it prints.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path

import attrs
from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.projects import small
from support.workbooks import Reader

from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document
from compiler.excel.reading import project
from compiler.excel.sheets.second_reading import open_twice
from compiler.notice.templates import TEMPLATES_FOLDER, packaged_templates
from compiler.rules.table import RULES

HANG = 20.0
ROOM = 400 * 2**20
"""Seconds and bytes that a case may take at most."""
BATCH = 500
FORM = "input_workbooks/区教育局/措施01-01.xlsx"
REGISTER = "input_workbooks/总台账.xlsx"
OUTLINE, KIND = "templates/xunshi/outline.txt", "templates/xunshi/kind.toml"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ENGLISH = re.compile(r"(?:[A-Za-z]{3,} ){3}|Traceback|object at 0x")
Mutation = Callable[[random.Random, bytes], bytes]

TYPES = ("", "s", "str", "b", "e", "d", "n", "inlineStr", "x")
VALUES = (
    "", "0", "1", "-1", "45658", "1E400", "NaN", "INF", "-INF", "1e-400", "9" * 30, "0.1" * 5, "TRUE", "2025-13-45",
    "2025-02-30T25:61:00Z", "07:30:00", "#N/A", "#SPILL!", "=DISPIMG(1)", "_x0000_", "_xD83D_", "⽉", "\ue863", "\ufffd", "㎡",
    "整" * 40, "一是", "措施01-02", "\u200b", "{措施总数}", "&lt;", "＝1", "3.5万", "50%", "2024年2月30日", "…", "——", "“", "(1)",
)  # fmt: skip


@attrs.frozen
class Outcome:
    """What became of a case."""

    number: int
    kind: str
    fault: str
    seconds: float


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def change_cells(rng: random.Random, content: bytes) -> bytes:
    """Give some cells of one sheet another type, style, value, formula or address."""
    parts = _parts(content)
    name = rng.choice([n for n in parts if n.startswith("xl/worksheets/sheet")])
    root = etree.fromstring(parts[name])
    cells = list(root.iter(f"{S}c"))
    for cell in rng.choices(cells, k=rng.randint(1, 6)) if cells else ():
        deed = rng.randrange(6)
        if deed == 0:
            cell.set("t", rng.choice(TYPES))
        elif deed == 1:
            cell.set("s", str(rng.choice([0, 1, 5, 30, 99, -1])))
        elif deed == 2:
            cell.set("r", rng.choice(["A1", "XFD1048576", "a1", "$B$3", "", "1A", "B20", "ZZZZ1"]))
        elif deed == 3:
            etree.SubElement(cell, f"{S}f").text = rng.choice(["1/0", "", "NOW()", "DISPIMG(1)"])
        else:
            for child in list(cell):
                cell.remove(child)
            value = rng.choice(VALUES)
            if rng.random() < 0.5:
                cell.set("t", "inlineStr")
                etree.SubElement(etree.SubElement(cell, f"{S}is"), f"{S}t").text = value
            else:
                cell.set("t", rng.choice(TYPES))
                etree.SubElement(cell, f"{S}v").text = value
    parts[name] = etree.tostring(root)
    return _packed(parts)


def change_xml(rng: random.Random, content: bytes) -> bytes:
    """Delete, double, move or empty elements and attributes of one part."""
    parts = _parts(content)
    name = rng.choice([n for n in parts if n.endswith((".xml", ".rels"))])
    root = etree.fromstring(parts[name])
    for _ in range(rng.randint(1, 4)):
        elements = [element for element in root.iter() if element.getparent() is not None]
        if not elements:
            break
        element = rng.choice(elements)
        parent = element.getparent()
        deed = rng.randrange(6)
        if deed == 0:
            parent.remove(element)
        elif deed == 1:
            parent.append(etree.fromstring(etree.tostring(element)))
        elif deed == 2:
            rng.choice(elements[: len(elements) // 2 + 1]).append(etree.Element("x"))
        elif deed == 3 and element.attrib:
            del element.attrib[rng.choice(list(element.attrib))]
        elif deed == 4 and element.attrib:
            element.set(rng.choice(list(element.attrib)), rng.choice(VALUES).replace("\x00", ""))
        else:
            element.text = rng.choice(VALUES)
    parts[name] = etree.tostring(root)
    return _packed(parts)


def change_bytes(rng: random.Random, content: bytes) -> bytes:
    """Flip, cut, double or insert bytes of the archive."""
    data = bytearray(content)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(max(1, len(data)))
        deed = rng.randrange(5)
        if deed == 0 and data:
            data[at] ^= 1 << rng.randrange(8)
        elif deed == 1:
            del data[at : at + rng.randint(1, 400)]
        elif deed == 2:
            data[at:at] = data[at : at + rng.randint(1, 100)]
        elif deed == 3:
            data[at:at] = rng.randbytes(rng.randint(1, 20))
        elif rng.random() < 0.1:
            del data[at:]
    return bytes(data)


def change_text(rng: random.Random, content: bytes) -> bytes:
    """Change lines and characters of a text file."""
    lines = content.decode("utf-8").split("\n")
    for _ in range(rng.randint(1, 5)):
        at = rng.randrange(len(lines))
        line = lines[at]
        deed = rng.randrange(7)
        spot = rng.randrange(len(line) + 1)
        if deed == 0:
            lines.insert(at, rng.choice(lines))
        elif deed == 1 and len(lines) > 1:
            del lines[at]
        elif deed == 2:
            lines[at] = (
                line[:spot] + rng.choice("{}[]<>|…（）“”=\"'\\\t\x00\u200b一(1)#") + line[spot:]
            )
        elif deed == 3:
            lines[at] = line[:spot] + line[spot + 1 :]
        elif deed == 4:
            lines[at] = " " * rng.randrange(12) + line.lstrip()
        elif deed == 5:
            lines[at] = line[:spot] + rng.choice(VALUES) + line[spot:]
        else:
            other = rng.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


KINDS: tuple[tuple[str, str, Mutation], ...] = (
    ("cells of a form", FORM, change_cells),
    ("cells of the register", REGISTER, change_cells),
    ("XML of a form", FORM, change_xml),
    ("XML of the register", REGISTER, change_xml),
    ("bytes of a form", FORM, change_bytes),
    ("bytes of the register", REGISTER, change_bytes),
    ("outline", OUTLINE, change_text),
    ("kind.toml", KIND, change_text),
)


def run_case(
    root: Path, originals: dict[str, bytes], seed: int, number: int, installed: bool
) -> Outcome:
    """Make a case, run it and say what became of it."""
    rng = random.Random(f"{seed}:{number}")
    kind, file, mutate = KINDS[number % len(KINDS)]
    start = time.perf_counter()
    try:
        content = mutate(rng, originals[file])
    except (etree.XMLSyntaxError, ValueError):  # the mutation itself came to nothing
        return Outcome(number, kind, "", 0.0)
    path = root / file
    path.write_bytes(content)
    try:
        fault = _installed(root) if installed else _in_process(root, path, file, number)
    except Exception:
        fault = traceback.format_exc(limit=-4)
    finally:
        path.write_bytes(originals[file])
    return Outcome(number, kind, fault, time.perf_counter() - start)


def _in_process(root: Path, path: Path, file: str, number: int) -> str:
    found = check_document(analyse(root)).diagnostics
    for one in found:
        if (
            one.code not in RULES
            or ENGLISH.search(one.message)
            or not re.search("[一-鿿]", one.message)
        ):
            return f"{one.code}: {one.message}"
    compared = file.endswith(".xlsx") and number % 80 < 8  # openpyxl takes as long as all the rest
    if compared and not _misread_by_openpyxl(path.read_bytes()):
        _, twice = open_twice(path, file)
        # Of two cells of one address openpyxl takes the last, even an empty one.
        told = [one for one in twice if one.code == "S092" and one.arguments["second"]]
        if told and all(one.code not in ("S029", "S011") for one in twice):
            return f"S092: {told[0].message}"
    return ""


def _misread_by_openpyxl(content: bytes) -> bool:
    """Tell a workbook that openpyxl reads as no spreadsheet program does.

    It takes the shared string -1 for the last one, finds styles and strings by their names where the
    workbook does not refer to them as such, and keeps numbers that no double holds.
    """
    try:
        parts = _parts(content)
    except Exception:  # whatever zipfile raises for a damaged archive
        return False
    sheets = b"".join(text for name, text in parts.items() if "/worksheets/" in name)
    referred = parts.get("xl/_rels/workbook.xml.rels", b"")
    unreferred = (
        f"xl/{part}.xml" in parts
        and re.search(f'/{part}"[^>]*Target="{part}.xml"'.encode(), referred) is None
        for part in ("styles", "sharedStrings")
    )
    counted_from_the_end = re.search(rb't="s"[^>]*>(?:<f[^>]*>[^<]*</f>|<f/>)?<v>-\d', sheets)
    beyond = b"9" * 30 in sheets or b"1e-400" in sheets
    return counted_from_the_end is not None or beyond or any(unreferred)


def _installed(root: Path) -> str:
    command = [sys.executable, "-m", "compiler", "check", str(root)]
    done = subprocess.run(command, capture_output=True, timeout=HANG, check=False)
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    return "" if done.returncode in (0, 1, 2) and "Traceback" not in said else said[-600:]


def _work(pipe: Connection, seed: int, numbers: list[int], installed: bool) -> None:
    """Run cases one after the other, telling each before it begins and when it is done."""
    resource.setrlimit(
        resource.RLIMIT_AS, (ROOM * 4, ROOM * 4)
    )  # address space is more than memory
    reader = Reader()
    project.read_workbook = _remembering(reader)
    with tempfile.TemporaryDirectory() as folder:
        root = small().write(Path(folder) / "项目")
        (root / OUTLINE).parent.mkdir(parents=True, exist_ok=True)
        for name in ("outline.txt", "kind.toml", "styles.docx"):
            source = packaged_templates() / "xunshi" / name
            (root / TEMPLATES_FOLDER / "xunshi" / name).write_bytes(source.read_bytes())
        originals = {file: (root / file).read_bytes() for _, file, _ in KINDS}
        for number in numbers:
            pipe.send(number)
            outcome = run_case(root, originals, seed, number, installed)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            pipe.send((outcome, peak))
            if peak > ROOM:
                break
    pipe.close()


def _remembering(reader: Reader) -> Callable[..., object]:
    """Return a reader of workbooks that remembers those that are not being changed."""
    fresh = project.read_workbook

    def read(path: Path, file: str, *rest: object) -> object:
        changing = file in (FORM, REGISTER)
        return (fresh if changing else reader.read)(path, file, *rest)

    return read


@attrs.define
class Job:
    """One worker with what it has still to do."""

    seed: int
    installed: bool
    left: list[int]
    pipe: Connection = attrs.field(init=False)
    process: multiprocessing.Process = attrs.field(init=False)
    running: int | None = None
    since: float = 0.0

    def start(self) -> None:
        """Fork a worker for what is left."""
        self.pipe, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.Process(
            target=_work, args=(theirs, self.seed, self.left[:BATCH], self.installed)
        )
        self.process.start()
        theirs.close()
        self.running, self.since = None, time.monotonic()


def _drive(jobs: list[Job]) -> tuple[Counter[str], list[Outcome], float, int]:
    """Run all jobs to their end; return cases by kind, the faulty ones, the worst time and memory."""
    counts: Counter[str] = Counter()
    faulty: list[Outcome] = []
    slowest, largest = 0.0, 0
    for job in jobs:
        job.start()
    while jobs:
        for job in list(jobs):
            try:
                if job.pipe.poll(0.05):
                    message = job.pipe.recv()
                    if isinstance(message, int):
                        job.running, job.since = message, time.monotonic()
                        continue
                    outcome, peak = message
                    job.left.remove(outcome.number)
                    job.running = None
                    counts[outcome.kind] += 1
                    slowest, largest = max(slowest, outcome.seconds), max(largest, peak)
                    if outcome.fault or peak > ROOM:
                        faulty.append(attrs.evolve(outcome, fault=outcome.fault or f"{peak} bytes"))
                    continue
                if job.running is None or time.monotonic() - job.since < HANG:
                    continue
                fault = f"more than {HANG:.0f} s"
                job.process.kill()
            except (EOFError, OSError):
                fault = "the process died" if job.running is not None else ""
            job.process.join()
            if job.running is not None:
                kind = KINDS[job.running % len(KINDS)][0]
                faulty.append(Outcome(job.running, kind, fault, HANG))
                job.left.remove(job.running)
            if job.left:
                job.start()
            else:
                jobs.remove(job)
    return counts, faulty, slowest, largest


def main() -> int:
    """Run the cases that the arguments ask for and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--installed", action="store_true")
    options = parser.parse_args()
    numbers = list(range(options.count)) if options.only is None else [options.only]
    shares = [numbers[first :: options.jobs] for first in range(options.jobs)]
    start = time.monotonic()
    jobs = [Job(options.seed, options.installed, share) for share in shares if share]
    counts, faulty, slowest, largest = _drive(jobs)
    for kind, count in sorted(counts.items()):
        print(f"{kind}: {count}")
    for outcome in sorted(faulty, key=lambda one: one.number):
        print(f"--- {outcome.number} ({outcome.kind}), {outcome.seconds:.1f} s\n{outcome.fault}")
    print(
        f"{sum(counts.values())} cases, seed {options.seed}, {len(faulty)} faulty; worst case "
        f"{slowest:.2f} s, {largest / 2**20:.0f} MB; {time.monotonic() - start:.0f} s in all"
    )
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
