"""Numbers of a kind's own fields: how an outline says that they are written, and how they are read back;
fields of the register that are owed when a problem or a measure is done, or not.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import attrs
import pytest
from support.projects import ROOT, Project, listed, small

from compiler.commands.checking import analyse
from compiler.commands.compiling import compile_project
from compiler.commands.importing import import_project
from compiler.excel.reading.records import entries_of
from compiler.notice.templates import open_kind
from compiler.span import Span

AMOUNT = '\n[[fields]]\nof = "问题"\nname = "面积"\nkind = "数字"\nunit = "亩"\n'


def project_with(root: Path, fields: str, drawn: str) -> Project:
    """Return the small project of a kind with ``fields`` and ``drawn`` under each problem."""
    folder = root / "templates/xunshi"
    shutil.copytree(ROOT / "templates/xunshi", folder)
    settings = (folder / "kind.toml").read_text(encoding="utf-8")
    (folder / "kind.toml").write_text(settings + fields, encoding="utf-8")
    outline = (folder / "outline.txt").read_text(encoding="utf-8")
    after = next(line for line in outline.splitlines() if "整改情况:" in line)
    (folder / "outline.txt").write_text(
        outline.replace(after, f"{after}\n{' ' * 16}{drawn}"), encoding="utf-8"
    )
    kind, found = open_kind(root, "xunshi", Span("x"))
    assert kind is not None, listed(found)
    return attrs.evolve(small(), schema=kind.schema)


def told(root: Path, project: Project, label: str) -> list[tuple[str, str | None]]:
    """Return code and row of what is told of a field's cells."""
    analysis = analyse(project.write(root))
    cells = {
        entry.span
        for record in analysis.records()
        for field, entry in entries_of(record)
        if field.label == label
    }
    return [(d.code, d.spans[0].cell) for d in analysis.diagnostics if d.spans[0] in cells]


@pytest.mark.parametrize(
    ("form", "values", "printed"),
    [
        ("", ("88", "126.35", "3"), ("88", "126.35", "3")),
        (" 一位小数", ("88", "126.35", "0"), ("88.0", "126.4", "0.0")),
        (" 两位小数", ("88", "126.35", "0.005"), ("88.00", "126.35", "0.01")),
        (" 整数", ("87.5", "126.35", "3"), ("88", "126", "3")),
        (" 汉字", ("12", "126.35", "3"), ("十二", "126.35", "三")),
    ],
)
def test_a_number_is_written_as_its_outline_says(
    tmp_path: Path, form: str, values: tuple[str, ...], printed: tuple[str, ...]
) -> None:
    """As counts are; what was filled in stays the source, and the sum is that of what was."""
    project = project_with(tmp_path, AMOUNT, f"占地{{面积{form}}}亩。")
    for row, value in zip(project.tables["问题清单"], values, strict=True):
        row["面积"] = value
    compiled = compile_project(project.write(tmp_path))
    assert listed(compiled.diagnostics) == []
    text = (tmp_path / "output/通报.txt").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("占地")] == [
        f"占地{one}亩。" for one in printed
    ]


def test_a_number_that_is_not_filled_in_prints_nothing(tmp_path: Path) -> None:
    project = project_with(tmp_path, AMOUNT, "占地{面积 一位小数}亩。")
    project.tables["问题清单"][1]["面积"] = "5"
    compile_project(project.write(tmp_path))
    text = (tmp_path / "output/通报.txt").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("占地")] == ["占地5.0亩。"]


def test_a_word_that_is_no_form_of_a_number_is_told(tmp_path: Path) -> None:
    """S051 at the field, with those that there are."""
    project = project_with(tmp_path, AMOUNT, "占地{面积 三位小数}亩。")
    (found,) = [d for d in analyse(project.write(tmp_path)).diagnostics if d.code == "S051"]
    assert "面积 两位小数" in found.message
    lines = (tmp_path / "templates/xunshi/outline.txt").read_text(encoding="utf-8").splitlines()
    line = found.spans[0].line
    assert line is not None
    assert lines[line - 1].strip().startswith("占地")


@pytest.mark.parametrize("form", ["一位小数", "两位小数", "汉字"])
def test_a_written_number_is_read_back(tmp_path: Path, form: str) -> None:
    """From the notice into the register as a number, and printed again as it was."""
    root = tmp_path / "甲"
    project = project_with(root, AMOUNT, f"占地{{面积 {form}}}亩。")
    for row, value in zip(project.tables["问题清单"], ("12", "7", "30"), strict=True):
        row["面积"] = value
    compile_project(project.write(root))
    notice = root / "output/通报.txt"
    imported = tmp_path / "乙"
    found = import_project(notice, imported, str(root / "templates/xunshi")).diagnostics
    assert [d.code for d in found if d.code in ("S170", "V010")] == []
    compile_project(imported)
    again = imported / "output/通报.txt"
    assert again.read_text(encoding="utf-8") == notice.read_text(encoding="utf-8")


OWED = '\n[[fields]]\nof = "{of}"\nname = "{name}"\nkind = "日期"\nrequired = "{when}"\n'


@pytest.mark.parametrize(
    ("of", "table", "when", "owing"),
    [
        ("问题", "问题清单", "完成时", 2),
        ("问题", "问题清单", "未完成时", 1),
        ("措施", "措施清单", "完成时", 3),
        ("措施", "措施清单", "未完成时", 1),
    ],
)
def test_a_field_of_the_register_is_owed_by_the_status(
    tmp_path: Path, of: str, table: str, when: str, owing: int
) -> None:
    """V002 at the empty cell of each row whose status asks for it, nothing once it is filled in."""
    fields = OWED.format(of=of, name="了结日期", when=when)
    drawn = "{了结日期}。" if of == "问题" else "[{了结日期}|、]。"
    project = project_with(tmp_path / "甲", fields, drawn)
    first = told(tmp_path / "甲", project, "了结日期")
    assert [code for code, _ in first] == ["V002"] * owing
    assert len(dict(first)) == 1
    assert len({cell for _, cell in first}) == owing
    project = project_with(tmp_path / "乙", fields, drawn)
    for row in project.tables[table]:
        row["了结日期"] = "2024-12-01"
    assert told(tmp_path / "乙", project, "了结日期") == []
