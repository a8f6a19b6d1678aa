"""A project made so many times as large: more forms like its own, or longer answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from compiler.commands.checking import lists_of
from compiler.commands.opening import open_project
from compiler.excel.writing.workbooks import write_workbook
from compiler.model.identifiers import measure_id, split_id
from compiler.outputs.filling import contents_of
from compiler.schema.contents import CellContent, Contents

MARKS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"
"""What tells a copy from the others, in titles."""
KEPT = ("chapters", "units", "words", "letters", "persons")
"""The lists of the register that hold of any number of forms."""
PROSE = ("progress", "situation", "next_steps")
Values = Mapping[str, CellContent]


def enlarged(source: Path, target: Path, *, forms: int = 1, text: int = 1) -> Path:
    """Write the project at ``source``, an ordinary one of our own, to ``target`` with so many times
    its problems, measures and forms, and answers so many times as long; return ``target``.
    """
    project = open_project(source)
    register, kind = project.source.register, project.kind
    assert register is not None
    assert kind is not None
    lists = lists_of(kind, register, source)
    held = contents_of(register)
    problems = [row for row in held.tables["problems"] if row["number"] is not None]
    tables = {name: held.tables.get(name, ()) for name in KEPT}
    tables["problems"] = [
        _problem(row, copy, len(problems)) for copy in range(forms) for row in problems
    ]
    tables["measures"] = [
        _measure(row, copy, len(problems))
        for copy in range(forms)
        for row in held.tables["measures"]
    ]
    folder = target / "input_workbooks"
    folder.mkdir(parents=True)
    whole = Contents(held.fields, tables)
    (folder / "总台账.xlsx").write_bytes(write_workbook(kind.schema.register, whole, lists))
    for record in project.source.forms:
        answers = contents_of(record)
        for copy in range(forms):
            fields = dict(answers.fields)
            identifier = _moved(str(fields.pop("measure_id")), copy, len(problems))
            for key in PROSE:
                if fields.get(key):
                    fields[key] = _marked(str(fields[key]), copy) * text
            rows = {
                name: [_titled(row, copy) for row in own] for name, own in answers.tables.items()
            }
            path = (
                folder
                / MARKS[copy]
                / Path(record.file).parent.name
                / f"{Path(record.file).stem}.xlsx"
            )
            path.parent.mkdir(parents=True, exist_ok=True)
            given = Contents({"measure_id": identifier, **fields}, rows)
            path.write_bytes(write_workbook(kind.schema.form, given, lists, measure_id=identifier))
    return target


def _moved(identifier: str, copy: int, problems: int) -> str:
    number = split_id(identifier)
    assert number is not None
    return measure_id(number[0] + copy * problems, number[1])


def _problem(row: Values, copy: int, problems: int) -> Values:
    named = {
        key: f"{row[key]}{MARKS[copy]}" for key in ("aspect", "category", "title") if row.get(key)
    }
    return {**row, **named, "number": int(str(row["number"])) + copy * problems}


def _measure(row: Values, copy: int, problems: int) -> Values:
    identifier = _moved(str(row["id"]), copy, problems)
    return {**row, "id": identifier, "problem": int(str(row["problem"])) + copy * problems}


def _marked(text: str, copy: int) -> str:
    """Return a text in which every document has a title of this copy's own."""
    return re.sub(r"《(?=[^》]{4})", f"《{MARKS[copy]}", text)


def _titled(row: Values, copy: int) -> Values:
    """Return a row of a form whose document has the same title as in the text."""
    title = row.get("title")
    return {**row, "title": f"{MARKS[copy]}{title}"} if title and len(str(title)) >= 4 else row
