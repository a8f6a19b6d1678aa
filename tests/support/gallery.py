"""A kind of notice with what office and units filled in for one, as data, and the project that comes
of it by the road every project takes: started, issued, filled.

``content.txt`` says it by the labels that people see; see tests/gallery/README.md.
"""

from __future__ import annotations

import re
import runpy
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import attrs

from compiler.commands.checking import lists_of
from compiler.commands.issuing import issue_forms
from compiler.commands.starting import open_chosen, start_project
from compiler.diagnostics import Diagnostic
from compiler.model.identifiers import measure_id
from compiler.notice.kind import Kind
from compiler.schema.books import block
from compiler.schema.contents import CellContent, Lists
from compiler.schema.definitions import Section, Table
from compiler.vocab import Need, Severity
from support.projects import ROOT, SIGN_OFF, Row, contents, fields, table
from support.workbooks import write_workbook

GALLERY = ROOT / "tests/gallery"
INFORMATION: Row = {"成文日期": "2025-02-20", "标点样式": "全角"}
COMPLETED: Row = {"完成日期": "2024-11-29"}
"""What a unit writes where nothing is said of it."""


@attrs.frozen
class Answer:
    """What a unit writes into one form: fields and tables by their labels."""

    measure_id: str
    fields: Row
    tables: dict[str, list[Row]]


@attrs.frozen
class Content:
    """All that is filled in: 报告信息, the register's other tables, and a form for each measure."""

    information: Row
    tables: dict[str, list[Row]]
    answers: tuple[Answer, ...]


def gallery() -> tuple[str, ...]:
    """Return the kinds that have a filled project."""
    return tuple(sorted(path.parent.name for path in GALLERY.glob("*/content.txt")))


def expected(folder: Path) -> list[str]:
    """Return the paragraphs that must come out."""
    return (folder / "expected.txt").read_text(encoding="utf-8").splitlines()


def fill(root: Path, kind: str | Path, content: Path) -> Path:
    """Write the project of a kind, by name or folder, filled with the content of a folder, and return
    it. Nothing above a hint may be found on the way.
    """
    given = _read(content)
    opened, _, found = open_chosen(root, str(kind))
    assert opened is not None, found
    filled = _content(opened, given)
    register = contents(opened.schema.register, filled.information, filled.tables)
    started = start_project(root, str(kind), register)
    assert not (told := _serious(started.diagnostics)), told
    issued = issue_forms(root)
    assert not (told := _serious(issued.diagnostics)), told
    lists = attrs.evolve(lists_of(opened, None, root), units=_units(filled))
    files = {Path(file).stem: root / file for file in issued.written}
    assert set(files) == {answer.measure_id for answer in filled.answers}
    for answer in filled.answers:
        files[answer.measure_id].write_bytes(_form(opened, filled, answer, lists))
    return root


def _serious(diagnostics: Iterable[Diagnostic]) -> list[str]:
    return [d.message for d in diagnostics if d.severity > Severity.HINT]


def _form(kind: Kind, filled: Content, answer: Answer, lists: Lists) -> bytes:
    """Return a form with what the office prefills and what the unit writes."""
    form, register = kind.schema.form, kind.schema.register
    plan = _by("措施编号", filled.tables["措施清单"])[answer.measure_id]
    problem = _by("问题编号", filled.tables["问题清单"])[plan["问题编号"]]
    rows = {"measures": plan, "problems": problem}
    tables = {t.key: t for s in register.sheets for t in s.tables() if t.key in rows}
    given: Row = {}
    for field in (
        f for s in form.sheets for b in s.blocks if isinstance(b, Section) for f in b.fields
    ):
        table, _, key = field.filled_from.partition(".")
        if table in tables:
            label = next(f.label for f in tables[table].columns if f.key == key)
            given[field.label] = rows[table].get(label)
    written = contents(form, {**given, **answer.fields}, answer.tables)
    return write_workbook(form, written, lists, measure_id=answer.measure_id)


def _by(label: str, rows: Iterable[Row]) -> dict[CellContent, Row]:
    return {row[label]: row for row in rows}


def _units(filled: Content) -> tuple[str, ...]:
    return tuple(str(row["单位名称"]) for row in filled.tables["单位名录"])


Said = dict[str, Row | list[Row]]
"""Fields and tables by their titles: 报告信息, 篇章, 措施01-01, 措施01-01 数据指标."""


def _read(folder: Path) -> Said:
    """Return what a folder's ``content.txt`` says, or a ``content.py`` of shared/kinds in the same
    words.
    """
    text = folder / "content.txt"
    if not text.is_file():
        return _shared(runpy.run_path(str(folder / "content.py")))
    parts = SECTION.split(text.read_text(encoding="utf-8"))
    said: Said = {}
    for title, body in zip(parts[1::2], parts[2::2], strict=True):
        vertical = title == "报告信息" or MEASURE.fullmatch(title)
        said[title] = fields(body) if vertical else table(body)
    return said


SECTION = re.compile(r"^\[(.+)\]\n", re.MULTILINE)
MEASURE = re.compile(r"措施\d+-\d+")


def _shared(given: dict[str, Any]) -> Said:
    """Return the same in the words of ``content.txt``."""
    labels = ("位置", "类型", "小标题", "文字")
    said: Said = {
        "报告信息": given["INFO"],
        "单位名录": [{"单位名称": unit} for unit in given["UNITS"]],
        "篇章": [
            {label: text for label, text in zip(labels, row, strict=True) if text}
            for row in given["CHAPTERS"]
        ],
        "问题清单": [
            {label: value for label, value in problem.items() if label != "m"}
            for problem in given["PROBLEMS"]
        ],
        **given.get("TABLES", {}),
    }
    for number, problem in enumerate(given["PROBLEMS"], 1):
        for sequence, measure in enumerate(problem["m"], 1):
            identifier = measure_id(number, sequence)
            said[identifier] = {k: v for k, v in measure.items() if not isinstance(v, list)}
            tables = {k: v for k, v in measure.items() if isinstance(v, list)}
            said |= {f"{identifier} {title}": rows for title, rows in tables.items()}
    return said


def _content(kind: Kind, said: Said) -> Content:
    """Return what is filled in, with what goes without saying added: numbers, dates, who signs."""
    one = {title: it for title, it in said.items() if isinstance(it, dict)}
    many = {title: it for title, it in said.items() if isinstance(it, list)}
    columns = block(kind.schema.register, "measures")
    assert isinstance(columns, Table)
    planned = {field.label for field in columns.columns}
    unit = many["单位名录"][0]["单位名称"]
    measures, answers = [], []
    for identifier in filter(MEASURE.fullmatch, said):
        number = int(identifier[2:].partition("-")[0])
        goes_without: Row = {
            "措施编号": identifier,
            "问题编号": number,
            "整改措施": f"落实第{number}个问题的整改任务。",
            "牵头单位": unit,
            "整改时限": "2025-12-31" if "完成时限" in one[identifier] else "2024-12-31",
        }
        plan: Row = {key: value for key, value in one[identifier].items() if key in planned}
        answer: Row = {key: value for key, value in one[identifier].items() if key not in planned}
        measures.append({**goes_without, **plan})
        filler: Row = {"填报单位": measures[-1]["牵头单位"]}
        tables = {t.split()[1]: rows for t, rows in many.items() if t.startswith(f"{identifier} ")}
        own = {**filler, **_by_status(kind, answer), **fields(SIGN_OFF)}
        answers.append(Answer(identifier, own, tables))
    problems = [{"问题编号": n, **row} for n, row in enumerate(many["问题清单"], 1)]
    register = {title: rows for title, rows in many.items() if not MEASURE.match(title)}
    register |= {"篇章": _chapters(many["篇章"]), "问题清单": problems, "措施清单": measures}
    information = {**INFORMATION, "通报种类": kind.name, **one["报告信息"]}
    return Content(information, register, tuple(answers))


def _chapters(rows: Iterable[Row]) -> list[Row]:
    """Number the paragraphs of each place in the order given."""
    orders: defaultdict[CellContent, Iterator[int]] = defaultdict(lambda: count(1))
    return [{**row, "序号": next(orders[row["位置"]])} for row in rows]


def _by_status(kind: Kind, said: Row) -> Row:
    """Return a unit's answer with its status, the first that is complete unless one is said, and the
    day that this asks for.
    """
    first = next(status.name for status in kind.statuses if status.complete)
    name = said.get("完成状态", first)
    status = next(status for status in kind.statuses if status.name == name)
    asked = COMPLETED if status.needs is Need.COMPLETION else {}
    return {**asked, **said, "完成状态": name}
