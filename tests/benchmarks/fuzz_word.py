"""Word files and styles.docx damaged at random, read by every command that reads them.

    python tests/benchmarks/fuzz_word.py --count 5000 --seed 1

Parts of XML lose, double, swap and mix their elements and attributes; archives lose and change bytes.
Each case runs in a worker that is forked anew when it dies, under a limit of time and of memory. A case
fails by an exception, by a message without Chinese, by a notice that was taken in part without its
account, or by exceeding a limit; it is run again alone by its seed: ``--count 1 --seed N``.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from io import BytesIO
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import attrs
from lxml import etree

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.foreign_word import full_notice
from support.projects import small

from compiler.commands.compiling import NOTICE_WORD, OUTPUT_FOLDER, REVIEW_WORD, compile_project
from compiler.commands.importing import import_project
from compiler.commands.tracing import trace
from compiler.diagnostics import Diagnostic
from compiler.notice.templates import packaged_templates
from compiler.package.parts import unpack

SECONDS, MEGABYTES = 20, 400
RECYCLED = 250
"""Cases after which a worker is replaced, so that its peak of memory says something of a case."""
STYLES = "templates/xunshi/styles.docx"
PASSAGE = "新建幼儿园"
VALUES = (
    "",
    "0",
    "-1",
    "1",
    "99999999",
    "1e400",
    "NaN",
    "abc",
    "%1%2%3",
    "甲",
    "\u202e",
    "none",
    "true",
)
SWITCHED = ("w:del", "w:ins", "w:sdt", "w:txbxContent", "w:fldSimple", "w:tbl", "w:p", "w:r", "w:tc")  # fmt: skip
QUOTED, ENGLISH = re.compile("“[^”]*”"), re.compile("[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")
LOST = "别处的文字"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@attrs.frozen
class Seeds:
    """The files that are damaged: notices, a review copy of a compiled project, and styles."""

    project: Path
    notices: tuple[bytes, ...]
    review: bytes
    styles: bytes


@attrs.frozen
class Outcome:
    """What one case came to; ``wrong`` is empty if it held."""

    seed: int
    command: str
    wrong: str
    seconds: float
    megabytes: int
    codes: tuple[str, ...] = ()


# Damage


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Return a file with some damage."""
    if chance.random() < 0.2:
        return _bytes_damaged(content, chance)
    parts = unpack(content)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        name = chance.choice(sorted(parts))
        if name.endswith((".xml", ".rels")):
            parts[name] = _part_damaged(parts[name], chance)
        elif chance.random() < 0.5:
            del parts[name]
    if chance.random() < 0.1:
        one, other = (chance.choice(sorted(parts)) for _ in range(2))
        parts[one], parts[other] = parts[other], parts[one]
    if chance.random() < 0.05:
        del parts[chance.choice(sorted(parts))]
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    packed = buffer.getvalue()
    return _bytes_damaged(packed, chance) if chance.random() < 0.03 else packed


def _bytes_damaged(content: bytes, chance: random.Random) -> bytes:
    """Return bytes that are cut, flipped or written over."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 40))):
        place = chance.randrange(len(data))
        way = chance.randrange(4)
        if way == 0:
            data[place] ^= 1 << chance.randrange(8)
        elif way == 1:
            data[place : place + chance.randrange(1, 60)] = b""
        elif way == 2:
            data[place:place] = chance.randbytes(chance.randrange(1, 20))
        else:
            tail = len(data) - min(len(data), 1 + int(chance.expovariate(1 / 200)))
            data[tail] = chance.randrange(256)  # the directory of the archive is at its end
        if not data:
            break
    return bytes(data)


def _part_damaged(content: bytes, chance: random.Random) -> bytes:
    """Return a part of XML with one thing changed in it."""
    if chance.random() < 0.08:
        return _bytes_damaged(content, chance) if content else content
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return content
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    CHANGES[chance.randrange(len(CHANGES))](elements, chance)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _delete(elements: list[etree._Element], chance: random.Random) -> None:
    one = chance.choice(elements)
    if (parent := one.getparent()) is not None:
        parent.remove(one)


def _double(elements: list[etree._Element], chance: random.Random) -> None:
    one = chance.choice(elements)
    if one.getparent() is not None:
        for _ in range(chance.choice((1, 1, 3, 50))):
            one.addnext(etree.fromstring(etree.tostring(one, with_tail=False)))


def _move(elements: list[etree._Element], chance: random.Random) -> None:
    one, other = chance.choice(elements), chance.choice(elements)
    if one.getparent() is not None and one not in [other, *other.iterancestors()]:
        other.insert(chance.randrange(len(other) + 1), one)


def _wrap(elements: list[etree._Element], chance: random.Random) -> None:
    one = chance.choice(elements)
    parent = one.getparent()
    if parent is None:
        return
    prefix, _, name = chance.choice(SWITCHED).partition(":")
    for _ in range(chance.choice((1, 1, 2, 60))):
        around = etree.Element(f"{{{W}}}{name}", nsmap={prefix: W})
        place = parent.index(one)
        parent.insert(place, around)
        around.append(one)
        one = around


def _rename(elements: list[etree._Element], chance: random.Random) -> None:
    one, other = chance.choice(elements), chance.choice(elements)
    one.tag = other.tag


def _unnamed(elements: list[etree._Element], chance: random.Random) -> None:
    one = chance.choice(elements)
    if one.attrib:
        del one.attrib[chance.choice(sorted(map(str, one.attrib)))]


def _valued(elements: list[etree._Element], chance: random.Random) -> None:
    one = chance.choice(elements)
    if one.attrib:
        others = [str(value) for own in elements[:400] for value in own.attrib.values()]
        chosen = chance.choice(VALUES) if chance.random() < 0.6 else chance.choice(others)
        one.set(chance.choice(sorted(map(str, one.attrib))), chosen)


def _swapped(elements: list[etree._Element], chance: random.Random) -> None:
    one, other = chance.choice(elements), chance.choice(elements)
    mine, theirs = dict(one.attrib), dict(other.attrib)
    for target, values in ((one, theirs), (other, mine)):
        target.attrib.clear()
        target.attrib.update(values)


def _spoken(elements: list[etree._Element], chance: random.Random) -> None:
    one = chance.choice(elements)
    one.text = chance.choice(
        ("", "甲", "（" * 300, "1.", "\u200b", "第" * 40, "{通报标题}", "一是")
    )


def _remarked(elements: list[etree._Element], chance: random.Random) -> None:
    one = chance.choice(elements)
    made = chance.choice((etree.Comment("甲"), etree.ProcessingInstruction("a", "b")))
    one.insert(chance.randrange(len(one) + 1), made)


Change = Callable[[list[etree._Element], random.Random], None]
CHANGES: Sequence[Change] = (
    _delete, _delete, _double, _move, _move, _wrap, _rename, _unnamed, _valued, _valued, _valued, _swapped, _spoken, _remarked,
)  # fmt: skip


# One case


def run_case(seeds: Seeds, seed: int, home: Path) -> Outcome:
    """Damage a file as ``seed`` says, and read it."""
    chance = random.Random(seed)
    command = chance.choice(("import", "import", "trace", "compile"))
    started = time.perf_counter()
    try:
        found = COMMANDS[command](seeds, chance, home)
        wrong = next(filter(None, map(_fault_of, found)), "")
        codes = tuple(sorted({one.code for one in found}))
    except MemoryError:
        wrong, codes = "MemoryError", ()
    except BaseException:
        wrong, codes = traceback.format_exc(limit=-6), ()
    seconds = time.perf_counter() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Outcome(seed, command, wrong, seconds, megabytes, codes)


def _fault_of(one: Diagnostic) -> str:
    """Return a message that is no Chinese one, or that tells of a text that the reader had lost sight
    of; empty if it is neither.
    """
    said = QUOTED.sub("", one.message)
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in said) and not ENGLISH.search(said)
    return "" if chinese and one.arguments.get("what") != LOST else f"{one.code} {one.message}"


def _import(seeds: Seeds, chance: random.Random, home: Path) -> Sequence[Diagnostic]:
    path = home / "通报.docx"
    path.write_bytes(damaged(chance.choice(seeds.notices), chance))
    shutil.rmtree(home / "新", ignore_errors=True)
    started = import_project(path, home / "新")
    assert started.written or started.diagnostics, "nothing written, nothing said"
    return started.diagnostics


def _trace(seeds: Seeds, chance: random.Random, home: Path) -> Sequence[Diagnostic]:
    path = home / "审核稿.docx"
    path.write_bytes(damaged(seeds.review, chance))
    return trace(seeds.project, PASSAGE, copy=path).diagnostics


def _compile(seeds: Seeds, chance: random.Random, home: Path) -> Sequence[Diagnostic]:
    root = home / "项目"
    if not root.exists():
        shutil.copytree(seeds.project, root)
    (root / STYLES).write_bytes(damaged(seeds.styles, chance))
    compilation = compile_project(root)
    assert compilation.publishable or compilation.diagnostics, "withheld, nothing said"
    return compilation.diagnostics


COMMANDS = {"import": _import, "trace": _trace, "compile": _compile}


# Workers


def _worker(connection: Connection, seeds: Seeds) -> None:
    """Run the cases whose seeds come in."""
    room = MEGABYTES * 2**20 + 2**30  # address space is more than memory
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    with tempfile.TemporaryDirectory() as folder:
        while (seed := connection.recv()) is not None:
            connection.send(run_case(seeds, seed, Path(folder)))


def run_cases(seeds: Seeds, first: int, count: int) -> list[Outcome]:
    """Run ``count`` cases, each seed one more than the last."""
    context = get_context("fork")
    outcomes: list[Outcome] = []
    seed, last = first, first + count
    while seed < last:
        ours, theirs = context.Pipe()
        worker = context.Process(target=_worker, args=(theirs, seeds))
        worker.start()
        theirs.close()
        for _ in range(min(RECYCLED, last - seed)):
            ours.send(seed)
            outcome = _answer(ours, seed)
            outcomes.append(outcome)
            if outcome.wrong:
                print(f"seed {outcome.seed} ({outcome.command}): {outcome.wrong}", flush=True)
            seed += 1
            if outcome.wrong in (HANGS, DIES):
                break
        if outcome.wrong == HANGS:
            worker.kill()
        elif outcome.wrong != DIES:
            ours.send(None)
        worker.join()
        ours.close()
    return outcomes


HANGS, DIES = f"takes more than {SECONDS} s", "the worker died"


def _answer(connection: Connection, seed: int) -> Outcome:
    """Return what a worker says of a case, or that it says nothing."""
    if not connection.poll(SECONDS):
        return Outcome(seed, "?", HANGS, SECONDS, 0)
    try:
        answer = connection.recv()
    except EOFError:
        return Outcome(seed, "?", DIES, 0, 0)
    assert isinstance(answer, Outcome)
    if answer.megabytes > MEGABYTES and not answer.wrong:
        return attrs.evolve(answer, wrong=f"{answer.megabytes} MB")
    return answer


def make_seeds(folder: Path) -> Seeds:
    """Compile a small project, and gather what is damaged."""
    root = small().write(folder / "项目")
    (root / STYLES).parent.mkdir(parents=True)
    for path in (packaged_templates() / "xunshi").iterdir():
        shutil.copy(path, root / STYLES.rpartition("/")[0])
    assert compile_project(root).publishable
    output = root / OUTPUT_FOLDER
    notices = (full_notice(), (output / NOTICE_WORD).read_bytes())
    review = (output / REVIEW_WORD).read_bytes()
    return Seeds(root, notices, review, (root / STYLES).read_bytes())


def main() -> None:
    """Run the cases and print what came of them; exit with 1 if one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcomes = run_cases(make_seeds(Path(folder)), options.seed, options.count)
    failed = [one for one in outcomes if one.wrong]
    print(f"{len(outcomes)} cases from seed {options.seed}: {len(failed)} failed")
    print("commands:", dict(Counter(one.command for one in outcomes)))
    print("codes:", dict(Counter(code for one in outcomes for code in one.codes).most_common()))
    worst = max(outcomes, key=lambda one: one.seconds)
    largest = max(outcomes, key=lambda one: one.megabytes)
    print(f"longest: {worst.seconds:.2f} s (seed {worst.seed})")
    print(f"most memory: {largest.megabytes} MB (by seed {largest.seed})")
    print("failing seeds:", *(one.seed for one in failed))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
