"""Templates that cannot be read, or say what they must not: named with the cause, never the end of
a command.
"""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest
from support.projects import ROOT, listed

from compiler.cli.main import main
from compiler.commands.compiling import compile_project
from compiler.diagnostics import Diagnostic
from compiler.notice import templates
from compiler.notice.templates import open_kind
from compiler.package.limits import FILE_SIZE
from compiler.span import Span

pytestmark = pytest.mark.usefixtures("read_once")

FOLDER = "templates/xunshi"
SETTINGS, OUTLINE, STYLES = (f"{FOLDER}/{n}" for n in ("kind.toml", "outline.txt", "styles.docx"))


@pytest.fixture
def own(root: Path) -> Path:
    """The small project with templates of its own."""
    shutil.copytree(ROOT / FOLDER, root / FOLDER)
    return root


def opened(root: Path) -> list[Diagnostic]:
    """Return what is found in opening the project's kind, which must not open."""
    kind, found = open_kind(root, "xunshi", Span("x"))
    assert kind is None
    assert all(d.message.isprintable() for d in found)
    return found


WRONG = {
    "rank = 3": [
        ("rank = inf", "状态“已完成”的 rank 应是整数"),
        ("rank = nan", "rank 应是整数"),
        ("rank = 1e400", "rank 应是整数"),
        ('rank = "三"', "rank 应是整数"),
        ("rank = 2.5", "rank 应是整数"),
        ("rank = true", "rank 应是整数"),
        (f"rank = {'9' * 5000}", "位数太多"),
        ("rank = 2024-13-45", "第 17 行"),
        ("rank = []", "rank 应是整数"),
    ],
    'name = "已完成"': [
        ('name = {a = "b"}', "name 应是一段文字"),
        ("name = [1]", "name 应是一段文字"),
        ("name = 3", "name 应是一段文字"),
        ('name = " "', "name 是空的"),
        ('name = "未完成"', "有两个状态都叫“未完成”"),
        ("", "缺少 name"),
    ],
    "complete = true": [
        ('complete = "false"', "complete 应是 true 或 false"),
        ("", "complete 应是"),
    ],
    'title = "巡视整改进展情况通报"': [
        ("title = 2025-01-01", "title 应是一段文字"),
        ("", "缺少 title"),
    ],
    'closing_words = ["欢迎", "如有意见", "请广大"]': [
        ("closing_words = 5", "closing_words 应是一列文字"),
        ("closing_words = [[], {}]", "closing_words 应是一列文字"),
        (f"closing_words = {'[' * 3000}{']' * 3000}", "套得太深"),
        (f"closing_words = {'{a=' * 2000}1{'}' * 2000}", "套得太深"),
    ],
    'office = "巡视整改工作领导小组办公室"': [("office = inf", "office 应是一段文字")],
    'layout = "GB/T 9704"': [("layout = {}", "layout 应是一段文字")],
}


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [(right, *case) for right, cases in WRONG.items() for case in cases],
    ids=lambda text: text[:24],
)
def test_a_setting_that_is_none(own: Path, right: str, wrong: str, said: str) -> None:
    """S058 says which setting, and what it should be."""
    text = (own / SETTINGS).read_text(encoding="utf-8")
    assert right in text
    (own / SETTINGS).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    (found,) = opened(own)
    assert found.code == "S058"
    assert said in found.message


@pytest.mark.parametrize(
    "statuses", ["", "statuses = []\n", "statuses = 3\n", 'statuses = ["甲"]\n']
)
def test_statuses_that_are_none(own: Path, statuses: str) -> None:
    (own / SETTINGS).write_text(f'title = "甲"\ndefault_title = "乙"\n{statuses}', encoding="utf-8")
    (found,) = opened(own)
    assert (found.code, "statuses" in found.message) == ("S058", True)


def test_a_setting_is_named_by_its_line(own: Path) -> None:
    text = (own / SETTINGS).read_text(encoding="utf-8")
    number = next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith("office"))
    (own / SETTINGS).write_text(text.replace('office = "', 'office = 1 # "'), encoding="utf-8")
    assert [d.spans[0].line for d in opened(own)] == [number]


def test_a_rank_that_is_a_whole_number(own: Path) -> None:
    """What was taken before is taken still."""
    text = (own / SETTINGS).read_text(encoding="utf-8").replace("rank = 3", "rank = 3.0")
    (own / SETTINGS).write_text(text.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")
    kind, found = open_kind(own, "xunshi", Span("x"))
    assert found == []
    assert kind is not None
    assert max(status.rank for status in kind.statuses) == 3


def locking(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let files of a name be opened by nobody, as while Word has them open on Windows."""
    opening = os.open

    def refuse(path: str | Path, *arguments: int, **options: int) -> int:
        if Path(path).name == name:
            raise PermissionError(errno.EACCES, "The process cannot access the file", str(path))
        return opening(path, *arguments, **options)

    monkeypatch.setattr(os, "open", refuse)


@pytest.mark.parametrize("name", ["kind.toml", "outline.txt"])
def test_a_template_open_elsewhere(own: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not "missing": S017 with the reason."""
    locking(monkeypatch, name)
    assert listed(opened(own)) == [("S017", name)]


@pytest.mark.parametrize("command", ["compile", "return", "issue", "status", "check", "trace"])
def test_styles_open_in_word(
    own: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever writes a Word file says which file stopped it and why; others go on."""
    (own / "input_workbooks/区教育局/措施01-01.xlsx").write_bytes(b"no workbook")
    options = {"issue": ["--as-of", "2025-01-13"], "compile": ["--draft"]}
    if command == "issue":
        shutil.rmtree(own / "input_workbooks/区教育局")
    locking(monkeypatch, "styles.docx")
    words = ["学位"] if command == "trace" else []
    status = main([command, *words, str(own), *options.get(command, [])])
    told = capsys.readouterr().out
    assert status in (0, 1, 2)
    if command in ("compile", "return", "issue"):
        assert f"{STYLES} 打不开：没有权限，或别的程序正开着它" in told
        assert status != 0


def test_styles_that_are_too_large(own: Path) -> None:
    with (own / STYLES).open("wb") as stream:
        stream.truncate(FILE_SIZE + 1)
    assert ("R017", "styles.docx") in listed(compile_project(own).diagnostics)


@pytest.mark.parametrize("name", ["kind.toml", "outline.txt"])
def test_a_template_that_is_too_large(own: Path, name: str) -> None:
    (own / FOLDER / name).write_bytes(b"#" * (2**20 + 1))
    assert listed(opened(own)) == [("S019", name)]


def test_a_folder_of_templates_that_cannot_be_entered(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The compiler's own templates do not take its place without a word."""
    looking = Path.is_dir

    def refuse(path: Path) -> bool:
        if path.is_relative_to(own / "templates"):
            raise PermissionError(errno.EACCES, "denied", str(path))
        return looking(path)

    monkeypatch.setattr(Path, "is_dir", refuse)
    assert [d.code for d in opened(own)] == ["S017"]
    assert templates.TEMPLATES_FOLDER in opened(own)[0].message


@pytest.mark.parametrize(
    "text", ["{" * 9_000, "[" * 9_000, "（" * 9_000, " " * 9_000 + "{标题}", "甲" * 500_000, "\n".join(" " * n + "{正文}" for n in range(900))],
    ids=["braces", "brackets", "round", "indented", "long", "nested"],
)  # fmt: skip
def test_an_outline_that_is_none(own: Path, text: str) -> None:
    """However deep, it is judged."""
    (own / OUTLINE).write_text(text, encoding="utf-8")
    _, found = open_kind(own, "xunshi", Span("x"))
    assert {d.spans[0].file for d in found} <= {OUTLINE}


@pytest.mark.parametrize("mark", list(" .。·…—*(（<#样全"))
def test_a_line_that_ends_in_many_of_one_mark(own: Path, mark: str) -> None:
    """However long, it is judged; a search that goes back and forth would not come to an end."""
    (own / OUTLINE).write_text("{标题}\n{正文}" + mark * 9_000 + "甲", encoding="utf-8")
    _, found = open_kind(own, "xunshi", Span("x"))
    assert {d.spans[0].file for d in found} <= {OUTLINE}
