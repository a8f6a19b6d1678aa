"""What the office decides in the register: extensions and closures, in projects of tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from compiler.commands.upgrading import upgrade_project
from support.clerk import Clerk
from support.projects import Project, Row
from support.workbooks import load

REGISTER_FILE = "input_workbooks/总台账.xlsx"

LATE_IN_SAMPLE = {
    "措施02-02": date(2025, 9, 30),
    "措施06-03": date(2025, 8, 31),
    "措施07-02": date(2025, 6, 30),
    "措施07-04": date(2025, 6, 30),
    "措施10-02": date(2025, 6, 30),
    "措施12-03": date(2026, 12, 31),
    "措施19-01": date(2025, 6, 30),
    "措施23-01": date(2025, 9, 30),
    "措施24-02": date(2025, 12, 31),
}
"""The sample's measures that are not done, and until when their forms say they need."""


def extension(measure: str, due: str, approved: str = "2024-12-20") -> Row:
    """Return a row of 延期."""
    return {
        "措施编号": measure,
        "延期至": due,
        "延期理由": "汛期停工。",
        "批准人": "区委书记",
        "批准日期": approved,
    }


def closure(measure: str, day: str = "2025-01-15") -> Row:
    """Return a row of 销号."""
    return {
        "措施编号": measure,
        "核实人": "岑一鸣",
        "销号日期": day,
        "销号依据": "看了现场，查了验收报告。",
    }


def decided(project: Project, *rows: Row) -> Project:
    """Add rows of 延期 and 销号 to a project and return it."""
    for row in rows:
        title = "延期" if "延期至" in row else "销号"
        project.tables.setdefault(title, []).append(row)
    return project


def grant(root: Path, dues: dict[str, date]) -> Path:
    """Register an extension of each measure in the register of a project, brought up to date if
    it has no sheet for them, unless it has one of that measure; return the project.
    """
    path = root / REGISTER_FILE
    if "延期" not in load(path).sheetnames:
        upgrade_project(root)
    clerk = Clerk.at(path, "延期")
    header = clerk.find("措施编号")
    known = [row[header.column - 1].value for row in clerk.sheet.iter_rows(min_row=header.row + 1)]
    for measure, due in dues.items():
        if measure in known:
            continue
        position = next(place for place, value in enumerate(known) if not value)
        known[position] = measure
        row = extension(measure, "") | {"延期至": due, "批准日期": date(2024, 12, 20)}
        for label, value in row.items():
            column = clerk.find(label, header.row - 1).column
            clerk.sheet.cell(header.row + 1 + position, column).value = value
    clerk.save()
    return root
