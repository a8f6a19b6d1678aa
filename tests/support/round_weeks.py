"""The weeks of a simulated round: what the clerk, the units and the program do, and what must hold
after each step.
"""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

from compiler.analysis.lights import Light
from compiler.analysis.progress import MeasureProgress, State
from compiler.commands.status import project_status
from compiler.excel.reading.records import Record
from compiler.excel.reading.workbook import read_workbook
from compiler.model.report import Measure
from support.rounds import REPORT_BY, START, STATUSES, TOKEN, Copy, Task, World, run, write_register
from support.typing_in import typed_in

UNCLEAR = re.compile("发出去的 (措施[0-9]+-[0-9]+) 现在是哪一条，看不出来")
SHAPES = ("file", "zip", "nested", "gbk", "mail", "folder", "renamed")
MISSING_FORMS = (State.MISSING, State.FAULTY)


def play(world: World, weeks: int) -> None:
    """Let the round go, week by week, and end it."""
    write_register(world)
    issue(world, START)
    for week in range(1, weeks + 1):
        day = START + timedelta(days=7 * week)
        if world.rng.random() < 0.6:
            bend(world, day)
        receive(world, day, [*submissions(world, day, 0.15)])
        if world.rng.random() < 0.4:
            send_back(world, day)
        inspect(world, day)
    finish(world, START + timedelta(days=7 * (weeks + 1)))


def bend(world: World, day: date) -> None:
    """Change the register as clerks do, and issue again."""
    before = world.numbers()
    touched: set[int] = set()
    for _ in range(world.rng.randint(1, 4)):
        name = world.rng.choice([*BENDS])
        touched |= BENDS[name](world)
        world.count(name)
    world.shuffled = world.rng.random() < 0.3
    world.hands = {
        key: world.rng.choice(("全", " {}", "{} ", "短"))
        for key in world.rng.sample([*world.tasks], min(3, len(world.tasks)))
    }
    now = {key: identifier for identifier, key in world.numbers().items()}
    world.doubtful = {key for key in touched if before.get(now.get(key, "")) != key}
    for task in world.tasks.values():
        if task.taken and world.rng.random() < 0.02 and task.due and task.status != "已完成":
            task.extended = max(task.due, task.extended or task.due) + timedelta(days=45)
            world.count("extended")
        if task.status == "已完成" and not task.faulty and world.rng.random() < 0.2:
            task.closed = True
            world.count("closed")
    write_register(world)
    issue(world, day)


def _somewhere(world: World, least: int = 1) -> int:
    return world.rng.choice([n for n, keys in enumerate(world.order) if len(keys) >= least] or [0])


def _insert(world: World) -> set[int]:
    problem = _somewhere(world)
    task = world.new_task(problem)
    world.tasks[task.key] = task
    world.order[problem].insert(world.rng.randint(0, len(world.order[problem])), task.key)
    return set()


def _remove(world: World) -> set[int]:
    problem = _somewhere(world, 2)
    if len(world.order[problem]) > 1:
        key = world.order[problem].pop(world.rng.randrange(len(world.order[problem])))
        world.gone.append(world.tasks.pop(key))
    return set()


def _swap(world: World) -> set[int]:
    keys = world.order[_somewhere(world, 2)]
    if len(keys) > 1:
        one, other = world.rng.sample(range(len(keys)), 2)
        keys[one], keys[other] = keys[other], keys[one]
    return set()


def _renumber(world: World) -> set[int]:
    keys = world.order[_somewhere(world, 2)]
    keys.insert(world.rng.randrange(len(keys)), keys.pop(world.rng.randrange(len(keys))))
    return set()


def _problems(world: World) -> set[int]:
    one, other = world.rng.sample(range(len(world.order)), 2)
    for row in (world.order, world.titles):
        row[one], row[other] = row[other], row[one]  # type: ignore[index]
    return set()


def _any(world: World) -> Task:
    return world.tasks[world.rng.choice(sorted(world.tasks))]


def _reword(world: World) -> set[int]:
    task = _any(world)
    planned = task.planned.replace("年内", "今年内", 1).replace("建立", "进一步建立", 1)
    if planned in {other.planned for other in world.tasks.values()}:
        return set()
    task.planned = planned
    return {task.key}


def _redate(world: World) -> set[int]:
    task = _any(world)
    task.due = date(2025, 2, 15) + timedelta(days=world.rng.randint(0, 120))
    task.extended = None
    return set()


def _move(world: World) -> set[int]:
    task = _any(world)
    unit = world.rng.choice([name for name in world.units if name != task.unit])
    if task.taken:
        world.moved.append((task.key, task.taken))
    task.unit, task.taken, task.status, task.faulty, task.closed = unit, 0, "", False, False
    return {task.key}


BENDS: dict[str, Callable[[World], set[int]]] = {
    "insert": _insert, "remove": _remove, "swap": _swap, "renumber": _renumber,
    "problems": _problems, "reword": _reword, "redate": _redate, "move": _move,
}  # fmt: skip


def issue(world: World, day: date) -> None:
    """Issue, say what the program asks, and let every unit take the forms out of its pack."""
    told = run(world, "issue", str(world.root), "--as-of", day.isoformat())
    asked = [
        match[1] for d in told.get("diagnostics", ()) if (match := UNCLEAR.search(d["message"]))
    ]
    if asked:
        world.count("asked", len(asked))
        now = {key: identifier for identifier, key in world.numbers().items()}
        said = []
        for former in asked:
            key = world.recorded[former]
            said += ["--same", f"{former}={now[key]}"] if key in now else ["--other", former]
        _take(world, _packs(told))
        told = run(world, "issue", str(world.root), "--as-of", day.isoformat(), *said)
    world.recorded = world.numbers()
    _take(world, _packs(told))


def _packs(told: dict[str, Any]) -> Iterator[Path]:
    """Yield the packs that a command has written."""
    return (Path(file) for file in told.get("written", ()) if file.endswith(".zip"))


def send_back(world: World, day: date) -> None:
    """Return what is faulty; units get it."""
    told = run(world, "return", str(world.root), "--as-of", day.isoformat())
    world.count("returned", len(told.get("forms", ())))
    _take(world, _packs(told))


def _take(world: World, packs: Iterable[Path]) -> None:
    numbers = world.numbers()
    for path in packs:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".xlsx"):
                    content = archive.read(name)
                    record = read(world, content)
                    task = world.tasks[numbers[record.structure["measure_id"].text]]
                    unit = record.fields["unit"].text
                    if unit == task.unit:
                        task.held.append(Copy(content, unit))


def read(world: World, content: bytes) -> Record:
    """Return a form as the program reads it."""
    path = world.root.parent / "读.xlsx"
    path.write_bytes(content)
    record, _ = read_workbook(path, path.name)
    assert record is not None
    return record


def submissions(world: World, day: date, share: float) -> Iterator[tuple[str, str, bytes]]:
    """Yield what units send this week: unit, name, bytes; the world knows what must come of it."""
    rng = world.rng
    for task in [*world.tasks.values()]:
        if not task.held or rng.random() > share:
            continue
        if task.reports and rng.random() < 0.12:  # an earlier answer once more
            world.count("resent")
            yield task.unit if rng.random() < 0.5 else "", *_named(rng, rng.choice(task.reports))
            continue
        copy = task.held[-1] if rng.random() < 0.85 else rng.choice(task.held)
        stale = copy.unit != task.unit
        status = rng.choice(STATUSES)
        faulty = rng.random() < 0.1
        task.sent += 1
        content = filled(world, copy, task, day, status, faulty)
        world.count("stale" if stale else "sent")
        if not stale:
            task.taken, task.status, task.faulty = task.sent, status, faulty
            task.reports.append(content)
        yield copy.unit, *_named(rng, content)


def _named(rng: random.Random, content: bytes) -> tuple[str, bytes]:
    return (
        f"{rng.choice(('填报表', '最终版', '措施表（改）', '新建 XLSX 工作表'))}{rng.randint(1, 10**6)}.xlsx",
        content,
    )


def filled(
    world: World, copy: Copy, task: Task, day: date, status: str, faulty: bool = False
) -> bytes:
    """Return a unit's copy with its next answer in it, else as it was."""
    answer: dict[str, str | date | None] = {
        "theme": "",
        "progress": f"已按要求推进〔{task.key}号事项第{task.sent}稿〕的各项工作。",
        "status": "办完了" if faulty else status,
        "completed_on": day - timedelta(days=3) if status == "已完成" else None,
        "reporter": "岑一鸣", "phone": "0000-66101234", "reported_on": day - timedelta(days=2),
        "reviewer": "耿立夏", "reviewed_on": day - timedelta(days=1),
        "approver": "柏栋材", "approved_on": day,
    }  # fmt: skip
    late = world.rng.random() < 0.5
    open_ = status != "已完成"
    answer |= {
        "matter": "推进方面" if open_ else None,
        "situation": "还有环节没有走完。" if open_ else None,
        "next_steps": "加快办理。" if open_ else None,
        "deadline": ("2025年12月底前完成。" if late else "2025年6月底前完成。") if open_ else None,
    }
    return typed_in(copy.content, read(world, copy.content), answer)


def receive(world: World, day: date, files: list[tuple[str, str, bytes]]) -> None:
    """Deliver files by unit, each in a shape of its own, and receive them all."""
    if not files:
        return
    inbox = world.root.parent / f"来件{day.isoformat()}"
    inbox.mkdir()
    by_unit: dict[str, list[tuple[str, bytes]]] = {}
    for unit, name, content in files:
        by_unit.setdefault(unit or "转发", []).append((name, content))
    for unit, own in by_unit.items():
        deliver(inbox, unit, own, world.rng.choice(SHAPES))
    paths = sorted(str(path) for path in inbox.iterdir())
    told = run(world, "receive", *paths, "--project", str(world.root), "--as-of", day.isoformat())
    if world.rng.random() < 0.1:
        world.count("again")
        run(world, "receive", *paths, "--project", str(world.root), "--as-of", day.isoformat())
    world.count("received", len(told.get("written", ())))


def deliver(inbox: Path, unit: str, files: list[tuple[str, bytes]], shape: str) -> None:
    """Put files into the inbox as a unit sends them."""
    if shape == "mail":
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["To"] = "报送整改措施填报表", "a@b.cn", "c@d.cn"
        mail.set_content("请查收。")
        for name, content in files:
            mail.add_attachment(
                content, maintype="application", subtype="octet-stream", filename=name
            )
        (inbox / f"{unit}.eml").write_bytes(bytes(mail))
    elif shape in ("zip", "nested", "gbk"):
        content = _zipped(files, gbk=shape == "gbk")
        if shape == "nested":
            content = _zipped([(f"{unit}.zip", content), ("说明.pdf", b"%PDF-1.4 \n%%EOF")])
        (inbox / f"{unit}报送.zip").write_bytes(content)
    elif shape == "folder":
        (inbox / unit / "填报表").mkdir(parents=True)
        for name, content in files:
            (inbox / unit / "填报表" / name).write_bytes(content)
    else:
        for number, (name, content) in enumerate(files):
            (inbox / f"{unit}{number}{name if shape == 'renamed' else '表.xlsx'}").write_bytes(
                content
            )


class _Gbk(zipfile.ZipInfo):
    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def _zipped(files: Iterable[tuple[str, bytes]], *, gbk: bool = False) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files:
            info = (_Gbk if gbk else zipfile.ZipInfo)(f"报送/{name}", (2025, 1, 10, 9, 0, 0))
            archive.writestr(info, content)
    return buffer.getvalue()


def inspect(world: World, day: date) -> None:
    """Hold the project against the world: every answer at its measure, none lost, every light
    explained by the register.
    """
    progress = project_status(world.root, world.root / "output", day)
    report, numbers = progress.analysis.report, world.numbers()
    if report is None or progress.units is None:
        world.wrong.append(f"{day}: no report: {[d.message for d in progress.diagnostics][:3]}")
        return
    measures = {measure.id: measure for measure in report.measures()}
    if set(measures) != set(numbers):
        world.wrong.append(f"{day}: measures {set(measures) ^ set(numbers)}")
    for identifier, measure in measures.items():
        if identifier in numbers:
            _same_answer(world, day, world.tasks[numbers[identifier]], measure)
    for it in (it for unit in progress.units for it in unit.measures):
        if it.measure.id in numbers:
            _explained(world, day, world.tasks[numbers[it.measure.id]], it)


def _same_answer(world: World, day: date, task: Task, measure: Measure) -> None:
    form = measure.submission
    found = TOKEN.search(form.progress.value) if form else None
    version = int(found[2]) if found else 0
    where = f"{day} {measure.id} (task {task.key}, {task.unit})"
    if found and int(found[1]) != task.key:
        world.wrong.append(f"{where}: holds the answer of task {found[1]}")
    elif task.key in world.doubtful and version == 0:  # renumbered and reworded, or moved, at once
        world.count("set aside, two changes at once")
        task.taken, task.status, task.faulty, task.closed = 0, "", False, False
    elif found and not task.taken and measure.submission is not None:
        if form is not None and form.sign_off.approver.value:
            world.wrong.append(f"{where}: version {version}, though the unit has not answered")
    elif version != task.taken:
        world.wrong.append(f"{where}: version {version}, not {task.taken}")


def _explained(world: World, day: date, task: Task, it: MeasureProgress) -> None:
    if it.state in MISSING_FORMS:
        due: date | None = REPORT_BY
    else:
        due = task.extended or task.due
    done = it.state not in MISSING_FORMS and task.status == "已完成"
    light = Light.GREEN
    if due is not None and not done:
        light = (
            Light.RED if day > due
            else Light.YELLOW if day >= due - timedelta(days=15) else Light.GREEN
        )  # fmt: skip
    world.count(f"light {light.value}")
    if it.light is not light:
        world.wrong.append(
            f"{day} {it.measure.id} (task {task.key}): light {it.light.value} not {light.value}; "
            f"{it.state}, due {it.due}, planned {task.due}, extended {task.extended}"
        )


def finish(world: World, day: date) -> None:
    """Let all units answer rightly, and compile."""
    last = []
    for task in world.tasks.values():
        if not task.held or task.held[-1].unit != task.unit:
            world.wrong.append(f"task {task.key}: {task.unit} was never given a form")
            continue
        task.sent += 1
        task.taken, task.status, task.faulty = task.sent, "已完成", False
        last.append(
            (task.unit, *_named(world.rng, filled(world, task.held[-1], task, day, "已完成")))
        )
    receive(world, day, last)
    inspect(world, day)
    told = run(world, "compile", str(world.root))
    if told.get("exit") != 0:
        found = [
            (d["code"], d["message"][:90])
            for d in told.get("diagnostics", ())
            if d.get("severity") == "error"
        ]
        world.wrong.append(f"compile: {told.get('verdict')} {found[:3]}")
        return
    text = (world.root / "output/通报.txt").read_text(encoding="utf-8")
    printed = [(int(m[1]), int(m[2])) for m in TOKEN.finditer(text)]
    expected = [(key, world.tasks[key].taken) for keys in world.order for key in keys]
    if printed != expected:
        world.wrong.append(
            f"printed: {[p for p, e in zip(printed, expected, strict=False) if p != e][:4]}"
        )
    kept(world)


def kept(world: World) -> None:
    """Whoever was removed or moved after answering must be found in 旧版."""
    found = set()
    for path in world.root.rglob("旧版/**/*.xlsx"):
        record, _ = read_workbook(path, path.name)
        entry = record.fields.get("progress") if record is not None else None
        match = TOKEN.search(entry.text) if entry is not None else None
        if match:
            found.add((int(match[1]), int(match[2])))
    for key, version in [
        *((task.key, task.taken) for task in world.gone if task.taken),
        *world.moved,
    ]:
        if (key, version) not in found:
            world.wrong.append(f"task {key}: its answer {version} is not kept")
