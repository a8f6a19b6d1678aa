"""批量汇总.xlsx and 批量汇总.json: what a batch came to, the same whoever worked on it and in what
order.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

import attrs

from compiler.batch.pasted import Pasted
from compiler.batch.results import CONVERTER, End, ProjectResult
from compiler.excel.lists import Content, Toned, list_sheet, write_lists
from compiler.version import VERSION

PROJECT_COLUMNS = (
    ("项目", 24), ("结论", 12), ("错误", 7), ("警告", 7), ("提示", 7), ("问题", 7), ("措施", 7),
    ("完成状态", 30), ("最多的意见", 44), ("逾期单位", 34), ("说明", 34),
)  # fmt: skip
RULE_COLUMNS = (("规则", 8), ("轻重", 7), ("名称", 40), ("处数", 8), ("项目数", 8), ("项目", 60))
LATE_COLUMNS = (("项目", 24), ("单位", 28), ("逾期条数", 9), ("最早到期", 12))
PASTED_COLUMNS = (("内容", 10), ("相同的文字", 50), ("项目数", 8), ("项目", 24), ("位置", 52))
NAMED = 3
"""So many rules, units and projects are named in a cell."""


@attrs.frozen
class Summary:
    """A batch on a day: ``results`` reads the result of every project again, in order."""

    day: date
    results: Callable[[], Iterable[ProjectResult]]
    pasted: tuple[Pasted, ...]


def verdict_of(result: ProjectResult) -> str:
    """Return what is said of a project in one word."""
    return result.verdict if result.end is End.DONE else f"没有编完：{result.end.value}"


def late_units(result: ProjectResult, day: date) -> list[tuple[str, int, str]]:
    """Return the units that are late on ``day``, with how much and since when, the longest first."""
    late = [owed for owed in result.owed if owed.due < day.isoformat()]
    counted = Counter(owed.unit for owed in late)
    since = {unit: min(o.due for o in late if o.unit == unit) for unit in counted}
    return sorted(
        ((unit, counted[unit], since[unit]) for unit in counted),
        key=lambda row: (row[2], -row[1], row[0]),
    )


def write_summary(summary: Summary) -> bytes:
    """Return the workbook; the same results give the same bytes."""
    return write_lists(
        "批量汇总",
        [
            list_sheet(
                "项目", PROJECT_COLUMNS, (_row(it, summary.day) for it in summary.results())
            ),
            list_sheet("意见", RULE_COLUMNS, _rules(summary.results())),
            list_sheet("逾期", LATE_COLUMNS, _late(summary)),
            list_sheet("几处相同", PASTED_COLUMNS, _pasted(summary.pasted)),
        ],
    )


def _row(result: ProjectResult, day: date) -> list[Content]:
    """Return the line of a project."""
    tone = "绿" if result.publishable else "红"
    late = late_units(result, day)
    rules = [f"{rule.code} {rule.title}（{rule.count}）" for rule in result.rules[:NAMED]]
    statuses = [f"{name} {count}" for name, count in result.statuses.items()]
    return [
        result.name,
        Toned(verdict_of(result), tone),
        *(result.findings.get(level, 0) for level in ("错误", "警告", "提示")),
        result.counts.get("问题总数", 0),
        result.counts.get("措施总数", 0),
        "、".join(statuses),
        "、".join(rules),
        _first([unit for unit, _, _ in late]),
        result.note,
    ]


def _first(names: list[str]) -> str:
    """Return the first names, and how many there are if there are more."""
    more = f"等 {len(names)} 个" if len(names) > NAMED else ""
    return "、".join(names[:NAMED]) + more


def _rules(results: Iterable[ProjectResult]) -> Iterator[list[Content]]:
    """Yield the rules broken most often in the whole batch, and where most."""
    counts: Counter[tuple[str, str, str]] = Counter()
    projects: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
    for result in results:
        for rule in result.rules:
            key = rule.code, rule.severity, rule.title
            counts[key] += rule.count
            projects.setdefault(key, []).append((-rule.count, result.name))
    for (code, severity, title), count in sorted(counts.items(), key=lambda it: (-it[1], it[0])):
        where = [name for _, name in sorted(projects[code, severity, title])]
        yield [code, severity, title, count, len(where), _first(where)]


def _late(summary: Summary) -> Iterator[list[Content]]:
    """Yield every unit that is late."""
    for result in summary.results():
        for unit, count, since in late_units(result, summary.day):
            yield [result.name, unit, count, date.fromisoformat(since)]


def _pasted(pasted: Iterable[Pasted]) -> Iterator[list[Content]]:
    """Yield each place at which something stands that another project says too."""
    for one in pasted:
        many = len(one.projects)
        for project, place in one.places:
            yield [one.what, one.shown, many, project, place]


def summary_json(summary: Summary) -> bytes:
    """Return the same for programs: every project with its verdict, counts, rules and late units."""
    projects = []
    for result in summary.results():
        told = CONVERTER.unstructure(attrs.evolve(result, owed=(), stated=()))
        late = late_units(result, summary.day)
        projects.append(
            {
                **told,
                "verdict": verdict_of(result),
                "publishable": result.publishable,
                "late": [{"unit": unit, "count": n, "since": since} for unit, n, since in late],
            }
        )
    pasted = [
        {
            "what": one.what,
            "words": one.shown,
            "places": [{"project": project, "place": place} for project, place in one.places],
        }
        for one in summary.pasted
    ]
    whole = {
        "version": VERSION,
        "day": summary.day.isoformat(),
        "projects": projects,
        "pasted": pasted,
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()
