"""A round as it really goes, simulated: a register that changes under the clerk's hands, units that
resend, rename and mix up their forms, deadlines that slip.

The world knows of every measure what it is, whatever its number, and which of its answers came last;
the project is asked after every step whether it says the same.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs

from compiler.cli.main import main
from compiler.excel.writing.workbooks import write_workbook
from compiler.schema.books import STANDARD
from compiler.schema.contents import CellContent, Contents, Lists

STATUSES, PLACES = (
    ("已完成", "基本完成", "未完成"),
    ("导语", "第一部分", "第二部分", "第三部分", "第四部分", "结语"),
)
START, REPORT_BY = date(2025, 1, 6), date(2025, 2, 28)
TOKEN = re.compile(r"〔(\d+)号事项第(\d+)稿〕")
VERBS = (
    "健全",
    "规范",
    "压实",
    "完善",
    "清理",
    "盘活",
    "排查",
    "补齐",
    "优化",
    "细化",
    "公开",
    "修订",
)
THINGS = (
    "学前教育学位供给", "沿河排口整治", "惠民补贴发放", "镇街财务管理", "工程招标投标", "养老机构床位", "耕地保护巡查",
    "国有资产出租", "干部选拔任用", "信访积案化解", "农村饮水安全", "政府采购验收", "医保基金监管", "危旧房屋改造",
    "文物保护修缮", "食品安全抽检", "公务接待审批", "扶贫项目后续管护", "工业园区环保设施", "基层党组织生活",
)  # fmt: skip
WAYS = (
    "工作台账",
    "联席会议",
    "责任清单",
    "定期通报",
    "群众监督",
    "专项检查",
    "信息比对",
    "跟踪问效",
    "考核办法",
    "整改销号",
)


@attrs.define
class Copy:
    """A form that a unit was given."""

    content: bytes
    unit: str


@attrs.define
class Task:
    """A measure as it is, whatever its number; ``sent`` counts its answers, ``taken`` is the one that
    the project must hold, 0 if none.
    """

    key: int
    problem: int
    planned: str
    unit: str
    due: date | None
    sent: int = 0
    taken: int = 0
    status: str = ""
    faulty: bool = False
    extended: date | None = None
    closed: bool = False
    held: list[Copy] = attrs.field(factory=list)
    reports: list[bytes] = attrs.field(factory=list)


@attrs.define
class World:
    """What is true of the round; ``order`` are the measures' keys by problem, in their order."""

    rng: random.Random
    root: Path
    units: tuple[str, ...]
    tasks: dict[int, Task] = attrs.field(factory=dict)
    order: list[list[int]] = attrs.field(factory=list)
    titles: list[str] = attrs.field(factory=list)
    gone: list[Task] = attrs.field(factory=list)
    moved: list[tuple[int, int]] = attrs.field(factory=list)
    doubtful: set[int] = attrs.field(factory=set)
    hands: dict[int, str] = attrs.field(factory=dict)
    recorded: dict[str, int] = attrs.field(factory=dict)
    shuffled: bool = False
    counts: dict[str, int] = attrs.field(factory=dict)
    wrong: list[str] = attrs.field(factory=list)

    def count(self, name: str, by: int = 1) -> None:
        """Count something that happened."""
        self.counts[name] = self.counts.get(name, 0) + by

    def numbers(self) -> dict[str, int]:
        """Return the measures' keys by their present ids."""
        return {
            f"措施{number:02d}-{place:02d}": key
            for number, keys in enumerate(self.order, 1)
            for place, key in enumerate(keys, 1)
        }

    def new_task(self, problem: int) -> Task:
        """Return a measure with a text that none other has, but now and then one that is alike."""
        key = len(self.tasks) + len(self.gone) + 1
        known = {task.planned for task in self.tasks.values()}
        while True:
            parts = (self.rng.choice(VERBS), self.rng.choice(THINGS), self.rng.choice(WAYS))
            number = self.rng.randint(2, 60)
            planned = f"{parts[0]}{parts[1]}，建立{parts[2]}，年内完成{number}项具体任务。"
            if planned not in known:
                break
        if self.rng.random() < 0.04 and known:  # people copy a row and change one word
            planned = self.rng.choice(sorted(known)).replace("建立", "抓紧建立", 1)
            if planned in known:
                planned = planned.replace("年内", "本年度内", 1)
        due = (
            None
            if self.rng.random() < 0.1
            else date(2025, 1, 31) + timedelta(days=self.rng.randint(0, 150))
        )
        return Task(key, problem, planned, self.rng.choice(self.units), due)


def new_world(rng: random.Random, root: Path, measures: int, units: int) -> World:
    """Return a round before anything is issued."""
    names = tuple(f"区{word}局" for word in _unit_words(units))
    world = World(rng, root, names)
    problems = max(2, measures * 40 // 145)
    world.titles = [f"{rng.choice(THINGS)}存在短板之{number}" for number in range(1, problems + 1)]
    world.order = [[] for _ in range(problems)]
    for count in range(measures):
        problem = count if count < problems else rng.randrange(problems)
        task = world.new_task(problem)
        world.tasks[task.key] = task
        world.order[problem].append(task.key)
    return world


def _unit_words(count: int) -> list[str]:
    first = "教财民水住农卫商审城文统科司环交应市医退"
    second = "育政务利建业生务计管旅算技法保通急场疗役"
    return [
        f"{first[n % len(first)]}{second[n % len(second)]}{'' if n < 20 else '第二'}"
        for n in range(count)
    ]


def write_register(world: World) -> None:
    """Write the register as the clerk has it now: rows in any order, ids in any hand."""
    numbers = world.numbers()
    rows: list[dict[str, CellContent]] = []
    extensions: list[dict[str, CellContent]] = []
    closures: list[dict[str, CellContent]] = []
    for identifier, key in numbers.items():
        task = world.tasks[key]
        problem = int(identifier[2:4])
        rows.append(
            {
                "id": _written(identifier, world.hands.get(key, "{}")),
                "problem": problem,
                "planned": task.planned,
                "goal": "",
                "leader": "沈知行",
                "lead_unit": task.unit,
                "due": task.due or "长期坚持",
            }
        )
        if task.extended:
            extensions.append(
                {
                    "measure": identifier,
                    "due": task.extended,
                    "reason": "施工图审查延后。",
                    "approver": "沈知行",
                    "approved_on": date(2025, 1, 20),
                }
            )
        if task.closed:
            closures.append(
                {
                    "measure": identifier,
                    "confirmed_by": "岑一鸣",
                    "closed_on": date(2025, 3, 28),
                    "evidence": "查看现场和台账。",
                }
            )
    if world.shuffled:
        world.rng.shuffle(rows)
    problems = [
        {
            "number": number, "aspect": "民生保障方面", "category": "责任落实不到位", "title": title,
            "problem_class": "督促整改",
        }
        for number, title in enumerate(world.titles, 1)
    ]  # fmt: skip
    chapters = [
        {"place": "导语", "order": 1, "kind": "正文", "text": "现将整改进展情况通报如下。"},
        *(
            {"place": place, "order": 1, "kind": "标题", "text": text}
            for place, text in (
                ("第一部分", "提高站位"), ("第二部分", "逐条整改"), ("第三部分", "办理情况"),
                ("第四部分", "需进一步整改的事项"),
            )
        ),
        {"place": "结语", "order": 1, "kind": "正文", "text": "欢迎监督。"},
    ]  # fmt: skip
    contents = Contents(
        {
            "kind": "xunshi", "title": "关于巡视整改进展情况的通报", "organ": "中共望澜区委",
            "signed_on": date(2025, 4, 10), "report_by": REPORT_BY, "contact_phone": "0000-66100000",
            "contact_address": "望澜区镜湖路1号", "profile": "全角",
        },
        {
            "chapters": chapters,
            "problems": problems,
            "measures": rows,
            "units": [{"name": name} for name in world.units],
            "extensions": extensions,
            "closures": closures,
        },
    )  # fmt: skip
    lists = Lists(STATUSES, PLACES, ("xunshi",), world.units)
    path = world.root / "input_workbooks/总台账.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_workbook(STANDARD.register, contents, lists))


def _written(identifier: str, hand: str) -> str:
    """Return an id as somebody types it."""
    if hand == "全":
        return identifier.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})
    if hand == "短":
        return f"措施{int(identifier[2:4])}-{int(identifier[5:])}"
    return hand.format(identifier)


def run(world: World, command: str, *arguments: str) -> dict[str, Any]:
    """Run a command of the program and return what it answers to programs."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main([command, *arguments, "--format", "json"])
        except SystemExit as stop:
            world.wrong.append(
                f"{command} {arguments}: stopped with {stop.code}: {err.getvalue()[-300:]}"
            )
            return {}
    told: dict[str, Any] = json.loads(out.getvalue())
    if told.get("exit") == 2:
        world.wrong.append(f"{command}: {told.get('verdict')} {told.get('diagnostics')}")
    return told
