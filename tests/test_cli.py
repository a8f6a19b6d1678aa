"""The command line: statuses, languages, consoles, folders."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from support.clerk import Clerk

from compiler.cli.main import main
from compiler.cli.shell import quoted
from compiler.rules.table import RULES, STAGES

Run = Callable[..., CompletedProcess[bytes]]
FORM = "input_workbooks/区教育局/措施01-01.xlsx"


def spoil(root: Path) -> None:
    clerk = Clerk.at(root / FORM)
    clerk.put("完成状态", "差不多了👍")
    clerk.save()


def snapshot(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_compile_publishable(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 0, the files named, and the verdict on the last line."""
    assert main(["compile", str(root)]) == 0
    out = capsys.readouterr().out
    assert "通报.docx" in out
    assert out.splitlines()[-1].startswith("结论：可以发布")


def test_compile_with_errors(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 1, the cell named, and the verdict on the last line."""
    spoil(root)
    cell = Clerk.at(root / FORM).value_cell("完成状态").coordinate
    assert main(["compile", str(root)]) == 1
    out = capsys.readouterr().out
    assert "V014" in out
    assert f"{FORM} 填报表!{cell}" in out
    assert out.splitlines()[-1].startswith("结论：不能发布")
    assert not (root / "output/通报.docx").exists()


def test_a_draft_has_status_1(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A draft is written, and still is not publishable."""
    spoil(root)
    assert main(["compile", str(root), "--draft"]) == 1
    assert (root / "output/通报.docx").exists()
    assert "草稿" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["compile", "check", "issue", "upgrade"])
def test_an_unreadable_project_has_status_2(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that is no project is status 2, for every command that wants one."""
    assert main([command, str(tmp_path)]) == 2
    assert "S001" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04"])
def test_an_unreadable_register_has_status_2(root: Path, content: bytes) -> None:
    """So is a project whose register cannot be read."""
    (root / "input_workbooks/总台账.xlsx").write_bytes(content)
    assert main(["check", str(root)]) == 2


def test_check_writes_nothing(root: Path) -> None:
    """`check` says what `compile` would say and leaves the project as it was, sound or not."""
    before = snapshot(root)
    assert main(["check", str(root)]) == 0
    assert snapshot(root) == before
    spoil(root)
    before = snapshot(root)
    assert main(["check", str(root)]) == 1
    assert snapshot(root) == before


@pytest.mark.parametrize("command", ["compile", "check"])
@pytest.mark.parametrize("sound", [True, False])
def test_json(root: Path, command: str, sound: bool, capsys: pytest.CaptureFixture[str]) -> None:
    """--format json prints one object: verdict, exit status, counts, findings with their places."""
    if not sound:
        spoil(root)
    status = main([command, str(root), "--format", "json"])
    result = json.loads(capsys.readouterr().out)
    assert result["exit"] == status == (0 if sound else 1)
    assert result["counts"]["措施总数"] == 4
    assert ("V014" in [d["code"] for d in result["diagnostics"]]) is not sound
    if not sound:
        (place,) = result["diagnostics"][0]["places"]
        assert (place["file"], place["sheet"]) == (FORM, "填报表")


def test_json_of_an_unreadable_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2 is JSON, too."""
    assert main(["check", str(tmp_path), "--format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)["exit"] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["publish"], ["compile", "--format", "xml"], ["compile", "--output"], ["check", "a", "b"], ["import", "a"],
        ["init"], ["compile", "--drafts"], ["compile", "--draft=1"], ["explain", "V014", "V015"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2, and what is wrong in Chinese: no English but the names of commands and options."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    err = capsys.readouterr().err
    assert "命令写法有误" in err
    assert "用法：" in err
    assert not any(
        word in err
        for word in ("usage", "error", "argument", "required", "invalid", "expected", "choose")
    )


@pytest.mark.parametrize(
    "arguments", [["--help"], ["compile", "-h"], ["import", "--help"], ["--version"]], ids=" ".join
)
def test_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Help and version are status 0 and Chinese."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 0
    out = capsys.readouterr().out
    assert out.strip()
    assert not any(word in out for word in ("usage", "options:", "positional", "show this"))


@pytest.mark.parametrize("code", ["V014", "v014", "S010"])
def test_explain(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A code, in either case, prints its page."""
    assert main(["explain", code]) == 0
    out = capsys.readouterr().out
    assert code.upper() in out
    assert all(heading in out for heading in ("检查什么", "为什么", "怎么改"))


@pytest.mark.parametrize("code", ["V999", "V14", "天气预报", "", " "])
def test_explain_an_unknown_code(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown code is status 2, with a way on."""
    assert main(["explain", code]) == 2
    assert "zhenggai rules" in capsys.readouterr().out


def test_explain_everything(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a code every rule is listed under its stage."""
    assert main(["rules"]) == 0
    out = capsys.readouterr().out
    assert all(code in out for code in RULES)
    assert {letter for letter in STAGES if any(code[0] == letter for code in RULES)} <= set(STAGES)


def test_a_new_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`init` makes a project whose register waits to be filled, and does so once."""
    root = tmp_path / "新通报"
    assert main(["init", str(root)]) == 0
    assert (root / "input_workbooks/总台账.xlsx").is_file()
    assert (root / "templates/xunshi/outline.txt").is_file()
    before = snapshot(root)
    assert main(["init", str(root)]) == 2
    assert "S067" in capsys.readouterr().out
    assert snapshot(root) == before
    assert main(["check", str(root)]) == 1


def test_from_another_folder(root: Path, tmp_path: Path, run: Run) -> None:
    """A project is found relative to where one stands, and its output goes into the project."""
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    assert run("compile", "../项目", cwd=elsewhere).returncode == 0
    assert (root / "output/通报.txt").exists()
    assert list(elsewhere.iterdir()) == []
    assert run("compile", "../项目", "--output", "出", cwd=elsewhere).returncode == 0
    assert (elsewhere / "出/通报.txt").read_bytes() == (root / "output/通报.txt").read_bytes()


def test_without_arguments_in_the_project(root: Path, run: Run) -> None:
    """Inside a project no argument is needed."""
    result = run("check", cwd=root)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp936"])
def test_a_console_that_cannot_show_everything(root: Path, run: Run, encoding: str) -> None:
    """What a console cannot show is replaced; nothing stops."""
    spoil(root)
    result = run("check", str(root), PYTHONIOENCODING=encoding)
    assert (result.returncode, result.stderr) == (1, b"")
    assert b"V014" in result.stdout
    if encoding != "ascii":
        assert "结论：不能发布" in result.stdout.decode("gbk")


def test_errors_on_a_gbk_console(run: Run) -> None:
    """Usage errors are readable there, too."""
    result = run("公布👍", PYTHONIOENCODING="gbk")
    assert result.returncode == 2
    assert "命令写法有误" in result.stderr.decode("gbk")


@pytest.mark.parametrize(
    ("folder", "unix", "windows"),
    [
        ("青禾区整改", "青禾区整改", "青禾区整改"),
        ("青禾区 整改", "'青禾区 整改'", '"青禾区 整改"'),
        ("整改（一）", "整改（一）", "整改（一）"),
        ("整改(一)&b", "'整改(一)&b'", '"整改(一)&b"'),
        (r"D:\整改\一期", r"'D:\整改\一期'", r"D:\整改\一期"),
        ("D:\\我的 整改\\", "'D:\\我的 整改\\'", '"D:\\我的 整改\\\\"'),
        ("", "''", '""'),
    ],
)
def test_a_command_to_copy_is_quoted(folder: str, unix: str, windows: str) -> None:
    """A path that a shell would not take for one word is in quotes of that shell, no other is."""
    assert quoted(folder, "posix") == unix
    assert quoted(folder, "nt") == windows
    if folder:
        assert shlex.split(quoted(folder, "posix")) == [folder]


def test_init_says_a_command_that_can_be_copied(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next step, copied as it stands, finds the folder."""
    folder = tmp_path / "整改 (第一期)"
    assert main(["init", str(folder)]) == 0
    command = capsys.readouterr().out.rpartition("再运行 zhenggai ")[2]
    assert main(shlex.split(command)) != 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["compil"], "没有命令“compil”，是不是 compile？"),
        (["Status"], "没有命令“Status”，是不是 status？"),
        (["retrun"], "没有命令“retrun”，是不是 return？"),
        (["发布"], "没有命令“发布”，可用：init、issue、compile、"),
        (["check", "--format", "jsn"], "--format 不能是“jsn”，是不是 json？"),
        (["check", "--format", "表格"], "--format 不能是“表格”，可用：text、json\n"),
        (["compile", "--drafts"], "多出了不认识的内容：--drafts，是不是 --draft？"),
        (["status", ".", "--asof=2025-01-10"], "--asof=2025-01-10，是不是 --as-of？"),
        (["check", "甲", "乙"], "多出了不认识的内容：乙\n"),
    ],
)
def test_what_was_probably_meant(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A word that nearly is one is guessed; otherwise all are listed, as people list things."""
    with pytest.raises(SystemExit):
        main(arguments)
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("words", ["未完成", "花括号", "excel", "后续 认定"])
def test_explain_searches(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Rules whose names have the words come first, then those whose pages do."""
    assert main(["explain", words]) == 0
    lines = capsys.readouterr().out.splitlines()
    codes = [line.split()[0] for line in lines if line.startswith("    ") and "……" not in line]
    own = [all(word in RULES[code].title.lower() for word in words.split()) for code in codes]
    assert len(codes) > 1
    assert own == sorted(own, reverse=True)
    assert lines[-1].endswith(f"zhenggai explain {codes[0]}")


def test_explain_prints_the_only_page_found(capsys: pytest.CaptureFixture[str]) -> None:
    """Words that one rule has are as good as its code."""
    assert main(["explain", "书名号里用了小于号"]) == 0
    assert "T012" in capsys.readouterr().out.splitlines()[0]


def test_what_any_command_may_say_names_no_other_command() -> None:
    """Only what a compile alone finds, in the files that it wrote, sends people to compile again."""
    sent = {code for code, rule in RULES.items() if re.search("再编译|编译一次", rule.message)}
    assert sent == {code for code in sent if "文件没有发布" in RULES[code].message}
