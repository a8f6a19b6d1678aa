"""The library: what README shows, paths of both kinds, and records that fit a console."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import attrs
import pytest
from support.clerk import Clerk

import compiler
from compiler.model.provenance import read_provenance
from compiler.model.snapshot import decode

ROOT = Path(__file__).parents[1]
DAY = date(2025, 1, 10)
LONGEST = 1500
"""Characters of a repr: a screen."""


def test_the_example_of_the_readme(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It runs as it is printed, and its comments say what comes."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"\*\*As a library\*\*.*?```python\n(.*?)```", text, re.DOTALL)
    clerk = Clerk.at(root / "input_workbooks/区教育局/措施01-01.xlsx")
    clerk.put("完成状态", "差不多")
    clerk.save()
    monkeypatch.chdir(root)
    names: dict[str, object] = {}
    printed: list[str] = []
    names["print"] = lambda *words: printed.append(" ".join(map(str, words)))
    exec(compile(example, "README.md", "exec"), names)
    assert any("V014" in line and "填报表!" in line for line in printed)
    assert isinstance(names["result"], compiler.Compilation)


@pytest.mark.parametrize("kind", [str, Path])
def test_paths_of_both_kinds(kind: type[str] | type[Path], root: Path, tmp_path: Path) -> None:
    """Every function takes a text or a path, and they say the same."""
    project, output = kind(root), kind(tmp_path / "出")
    source, found = compiler.load(project)
    assert (len(source.forms), found) == (len(compiler.check(project).source.forms), ())
    result = compiler.compile(project, output)
    assert result.publishable
    assert {path.parent for path in result.outputs} >= {tmp_path / "出"}
    assert compiler.trace(project, "新增学位", output=output).found
    assert compiler.status(project, DAY, output=output).units is not None
    assert compiler.diff(output, output, kind(tmp_path / "对照")).comparison is not None
    assert compiler.upgrade(project).diagnostics == ()
    assert compiler.issue(project).diagnostics == ()
    assert compiler.return_forms(project, DAY, kind(tmp_path / "退")).diagnostics == ()
    review = kind(tmp_path / "出" / "通报（审核稿）.docx")
    absorbed = compiler.absorb(project, [review], output=output)
    assert absorbed.written is not None
    listed = kind(absorbed.written)
    assert compiler.adopt(project, listed, DAY, output=output).adopted == ()
    assert not compiler.undo_adoption(project).restored
    assert compiler.start(kind(tmp_path / "新")).written
    notice = kind(tmp_path / "出" / "通报.txt")
    assert compiler.import_notice(notice, kind(tmp_path / "回")).written


def test_every_name_is_there() -> None:
    """What is promised can be had, is listed before it is used, and nothing else is."""
    code = "import compiler; print(*dir(compiler)); print(*compiler.__all__)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    listed, promised = (line.split() for line in answer.stdout.splitlines())
    assert set(promised) <= set(listed)
    assert promised == sorted(compiler.__all__)
    for name in promised:
        assert getattr(compiler, name)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = compiler.nonsense  # type: ignore[attr-defined]


def test_a_function_is_not_taken_for_a_folder() -> None:
    """No folder of the compiler has the name of a function, or loading it would hide that."""
    folders = {path.stem for path in (ROOT / "compiler").iterdir()}
    assert not folders & set(compiler.__all__)


def test_types_are_known(tmp_path: Path) -> None:
    """A program that is checked strictly sees the types of all it uses, and its mistakes."""
    mypy = pytest.importorskip("mypy.api")
    program = tmp_path / "program.py"
    program.write_text(
        "import compiler\n"
        "version: str = compiler.__version__\n"
        "codes: list[str] = [d.code for d in compiler.check('x').diagnostics]\n"
        "files: int = compiler.compile('x').outputs\n",
        encoding="utf-8",
    )
    cache = [
        "--cache-dir",
        str(ROOT / ".mypy_cache"),
        "--config-file",
        str(ROOT / "pyproject.toml"),
    ]
    told, _, status = mypy.run(["--strict", *cache, str(program)])
    assert status == 1
    assert [line for line in told.splitlines() if "error:" in line] == [
        line
        for line in told.splitlines()
        if "program.py:4: error:" in line and "tuple[Path" in line
    ]
    assert "program.py:4: error:" in told


def records(start: object) -> list[object]:
    """Return every attrs record that can be reached."""
    found, open_, seen = [], [start], set()
    while open_:
        one = open_.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if attrs.has(type(one)):
            found.append(one)
            open_ += [getattr(one, field.name) for field in attrs.fields(type(one))]  # type: ignore[arg-type]
        elif isinstance(one, Mapping):
            open_ += [*one, *one.values()]
        elif isinstance(one, list | tuple | set | frozenset):
            open_ += one
    return found


def test_records_fit_a_console(root: Path, tmp_path: Path) -> None:
    """Whatever hangs on a record, its repr names it and says how much it holds."""
    result = compiler.compile(root, tmp_path)
    (snapshot,) = (tmp_path / "快照").glob("*.json")
    everything = [result, result.analysis.printed, compiler.diff(tmp_path, tmp_path, tmp_path)]
    everything += [decode(snapshot.read_bytes()), compiler.trace(root, "新增学位", output=tmp_path)]
    everything += [read_provenance((tmp_path / "来源.json").read_bytes())]
    for record in records(everything):
        assert len(repr(record)) <= LONGEST, type(record)
    assert re.fullmatch(
        r"Compilation\(analysis=Analysis\(…\), document=Document\(…\), diagnostics=<0>,"
        r" outputs=<\d+>, waivers=<0>, set_aside=<0>\)",
        repr(result),
    )
