"""The cost of a whole check, and of a return, grows with what a project holds and with nothing else:
counted in steps, so that no clock is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import attrs
import pytest
from support.projects import Project, small
from test_speed_shape import steps

from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document
from compiler.commands.returning import return_forms

TIMES, ROOM = 4, 1.3
"""Four times as much may take four times the steps, and a third more for what is
rounded and bounded."""
Change = Callable[[int], Project]
FORM = "措施01-01"


def with_figures(relation: Callable[[int], str], value: str = "1") -> Change:
    """Return what adds figures to a form, with relations between them."""

    def change(count: int) -> Project:
        project = small()
        key, form = next((k, f) for k, f in project.forms.items() if f.measure_id == FORM)
        rows: list[Mapping[str, str]] = [
            {
                "指标名称": f"甲{number}",
                "数值": value,
                "计量单位": "个",
                "截至日期": "2024-12-31",
                **({"勾稽关系": relation(number)} if number and relation(number) else {}),
            }
            for number in range(count)
        ]
        tables = {**form.tables, "数据指标": [*form.tables["数据指标"], *rows]}
        return attrs.evolve(
            project, forms={**project.forms, key: attrs.evolve(form, tables=tables)}
        )

    return change


def with_chapters(count: int) -> Project:
    """Return a project with many paragraphs of its own."""
    project = small()
    rows = [
        {
            "位置": "第一部分",
            "序号": str(number + 2),
            "类型": "条目",
            "小标题": f"抓好{number}",
            "文字": f"召开会议{number}次。",
        }
        for number in range(count)
    ]
    return attrs.evolve(
        project, tables={**project.tables, "篇章": [*project.tables["篇章"], *rows]}
    )


def check(root: Path) -> object:
    """Check a project as compiling would."""
    return check_document(analyse(root))


def give_back(root: Path) -> object:
    """Return the faulty forms."""
    return return_forms(root, root / "退回", date(2025, 3, 1))


@pytest.mark.parametrize(
    ("project", "work", "size"),
    [
        (with_figures(lambda number: f"甲{number} = 甲{number - 1}"), check, 30),
        (with_figures(lambda n: f"甲{n} = 甲{n - 1} + 甲{max(0, n - 2)}"), check, 30),
        (with_figures(lambda _: "", "多"), give_back, 30),
        (with_chapters, check, 60),
    ],
    ids=["chain", "broken chain", "return", "chapters"],
)
def test_four_times_as_much_takes_four_times_the_steps(
    tmp_path: Path, project: Change, work: Callable[[Path], object], size: int
) -> None:
    roots = [project(count).write(tmp_path / str(count)) for count in (0, size, size * TIMES)]
    work(roots[0])  # what is looked up once a session is not counted
    none, few, many = (steps(lambda root=root: work(root)) for root in roots)
    assert many - none <= (few - none) * TIMES * ROOM
