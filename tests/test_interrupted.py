"""What is recorded as done was done: a command killed at any file step is finished or undone at
the next start.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.clerk import Clerk
from support.damage import replacing, rewrite
from support.killing import KILLER, STEPS, moments, tree
from support.office_records import notice_row, write_record
from support.projects import ROOT, small
from support.scenes import ARGUMENTS, DAY, FORM, REGISTER, put, scene
from support.workbooks import load

from compiler.cli.main import main
from compiler.commands.compiling import compile_project
from compiler.excel.reading.project import read_project
from compiler.storage import files
from compiler.storage.journal import JOURNAL, resume
from compiler.storage.written import RECORD

pytestmark = pytest.mark.usefixtures("read_once")

WORD, MANIFEST, NOTICES = "output/通报.docx", "output/清单.json", "output/督办通知单"
RECORDED = "input_workbooks/经办记录.xlsx"


def recorded(root: Path) -> set[object]:
    """Return the numbers of the notices that are recorded."""
    if not (root / RECORDED).exists():
        return set()
    rows = load(root / RECORDED)["督办记录"].iter_rows(values_only=True)
    return {value for row in rows for value in row if str(value).startswith("督办〔")}


def recorded_as_told(root: Path) -> set[str]:
    """Return the units that are recorded as told of adopted edits."""
    record = read_project(root)[0].office_record
    rows = record.tables["adoptions"] if record is not None else ()
    return {row.entries["unit"].text for row in rows if row.entries["told_on"].text}


def deeds_without_record(root: Path) -> list[str]:
    """Return what is there of notices, of rows about them, of forms and of archives, of letters about
    adopted edits and of rows that say so, one without the other.
    """
    rows = recorded(root)
    notices = {path.name.split()[0] for path in (root / NOTICES).glob("*.docx")}
    folders = (
        root / "input_workbooks",
        root / "旧版/input_workbooks",
    )  # who loses a form is told, too
    forms = {path.parent.name for folder in folders for path in folder.rglob("措施*.xlsx")}
    archives = {path.stem for path in (root / "output/发放").glob("*.zip")}
    told = {path.parent.name for path in root.glob("output/退回/*/*/改稿告知单.docx")}
    return [
        *sorted(rows ^ notices),
        *sorted(forms ^ archives if archives else ()),
        *sorted(told ^ recorded_as_told(root)),
    ]


SETS = {"supervise": 2, "upgrade": 2, "adopt": 2}
"""How many sets of files a command writes one after the other: adopting writes the workbooks, and what
goes back to the units with the record of it."""


@pytest.mark.parametrize("name", ARGUMENTS)
def test_killed_at_every_step(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever it dies: no output is missing, the next start leaves all of a set or none, the
    next run ends as it would have.
    """
    root = tmp_path / "项目"
    arguments = scene(name, root)
    before = tree(root)
    copies = moments(root, tmp_path / "时刻", lambda: main(arguments))
    final = tree(root)
    assert before != final
    lasting = {file for file in before.keys() & final.keys() if not file.startswith(".zhenggai/")}
    outcomes: dict[str, Path] = {}
    told = 0
    for copy in copies:
        at = tree(copy)
        assert lasting <= at.keys(), "an output was out of its place"
        resumed = resume(copy)
        told += resumed is not None
        after = tree(copy)
        assert not [
            file
            for file in after
            if "改动稿" in file or "/.zhenggai-" in f"/{file}" or file == JOURNAL
        ]
        own = {file: content for file, content in after.items() if file != RECORD}
        outcomes.setdefault(
            json.dumps({file: hash(content) for file, content in own.items()}), copy
        )
        assert resume(copy) is None
    assert told > (1 if name == "absorb" else 3)  # it writes a single file
    sets = SETS.get(name, 1)
    assert len(outcomes) == sets + 1, [sorted(tree(copy)) for copy in outcomes.values()]
    for copy in outcomes.values():
        assert deeds_without_record(copy) == []
        main([argument.replace(str(root), str(copy)) for argument in arguments])
        assert tree(copy) == final
        assert "改动稿" not in capsys.readouterr().out


@pytest.mark.parametrize("name", ["compile", "supervise", "issue", "return"])
def test_really_killed(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A process that dies without clearing up; the next run of the command says so and ends as it
    would have.
    """
    root = tmp_path / "甲" / "项目"
    arguments = scene(name, root)
    before = tree(root)
    count = [0]

    def counted(step: Callable[..., object]) -> Callable[..., object]:
        def run(*given: object) -> object:
            count[0] += 1
            return step(*given)

        return run

    whole = tmp_path / "乙" / "项目"
    shutil.copytree(root, whole)
    with pytest.MonkeyPatch.context() as patch:
        for step in STEPS:
            patch.setattr(files, step, counted(getattr(files, step)))
        main([arguments[0], str(whole), *arguments[2:]])
    said = []
    for number in (2, count[0] // 2, count[0] - 5):
        copy = tmp_path / str(number) / "项目"
        shutil.copytree(root, copy)
        own = [arguments[0], str(copy), *arguments[2:]]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        killed = subprocess.run(
            [sys.executable, "-c", KILLER, str(number), *own],
            env=environment,
            check=False,
            timeout=120,
        )
        assert killed.returncode == 9
        capsys.readouterr()
        main(own)
        told = capsys.readouterr()
        assert told.err == ""
        said.append("没有做完就中断了，已经补做完" in told.out)
        assert tree(copy) == tree(whole)
    assert tree(root) == before
    assert said[0] is False
    assert any(said)


def halfway(root: Path, folder: Path, arguments: list[str], at: Callable[[Path], bool]) -> Path:
    """Return the project as it was at the first moment of a command with a journal for which
    ``at`` holds.
    """
    copies = moments(root, folder, lambda: main(arguments))
    return next(copy for copy in copies if (copy / JOURNAL).exists() and at(copy))


def test_an_output_edited_after_the_kill_is_set_aside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was to be replaced and has been edited since is an edit, though the journal was
    written before it.
    """
    root = tmp_path / "项目"
    arguments = scene("recompile", root)
    text = (root / "output/通报.txt").read_bytes()
    copy = halfway(
        root,
        tmp_path / "时刻",
        arguments,
        lambda copy: (copy / "output/通报.txt").read_bytes() == text,
    )
    (copy / "output/通报.txt").write_text("领导改的", encoding="utf-8")
    capsys.readouterr()
    main(["compile", str(copy)])
    out = capsys.readouterr().out
    (draft,) = (copy / "output").glob("通报（改动稿*.txt")
    assert draft.read_text(encoding="utf-8") == "领导改的"
    assert "已经补做完" in out
    assert draft.name in out
    assert (copy / "output/通报.txt").read_bytes() == (root / "output/通报.txt").read_bytes()


def test_a_record_edited_after_the_kill_undoes_the_notices(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rows cannot be added to a record that is no longer what they were added to: the notices
    go, the next run sends them.
    """
    root = tmp_path / "项目"
    arguments = scene("supervise", root)
    write_record(root, (notice_row("督办〔2025〕1号", 办结时限="2025-01-10"),))
    (root / NOTICES).mkdir(parents=True)
    copy = halfway(
        root, tmp_path / "时刻", arguments, lambda copy: any((copy / NOTICES).glob("*.docx"))
    )
    assert deeds_without_record(copy) != ["督办〔2025〕1号"]
    clerk = Clerk.at(copy / RECORDED, "督办记录")
    clerk.find("办理结果").offset(1, 0).value = "已办结"
    clerk.save()
    edited = (copy / RECORDED).read_bytes()
    capsys.readouterr()
    main(["check", str(copy)])
    assert "已经恢复成它运行以前的样子" in capsys.readouterr().out
    assert (copy / RECORDED).read_bytes() == edited
    assert list((copy / NOTICES).glob("*")) == []
    main([arguments[0], str(copy), *arguments[2:]])
    assert recorded(copy) == {f"督办〔2025〕{number}号" for number in (1, 2, 3)}
    assert deeds_without_record(copy) == ["督办〔2025〕1号"]
    assert "已办结" in {
        c.value for row in load(copy / RECORDED)["督办记录"].iter_rows() for c in row
    }


def test_a_record_made_by_another_undoes_the_notices(tmp_path: Path) -> None:
    """A first record is put where there was none, or not at all."""
    root = tmp_path / "项目"
    arguments = scene("supervise", root)
    copy = halfway(
        root, tmp_path / "时刻", arguments, lambda copy: any((copy / NOTICES).glob("*.docx"))
    )
    assert not (copy / RECORDED).exists()
    other = write_record(copy, (notice_row("督办〔2025〕7号"),)).read_bytes()
    resumed = resume(copy)
    assert resumed is not None
    assert resumed.finished is False
    assert (copy / RECORDED).read_bytes() == other
    assert list((copy / NOTICES).glob("*")) == []


def test_a_notice_edited_before_it_is_undone_is_kept(tmp_path: Path) -> None:
    """Undoing takes back our notice, and sets aside the one that somebody has written on."""
    root = tmp_path / "项目"
    arguments = scene("supervise", root)
    copy = halfway(
        root, tmp_path / "时刻", arguments, lambda copy: any((copy / NOTICES).glob("*.docx"))
    )
    notice = next((copy / NOTICES).glob("*.docx"))
    rewrite(notice, {"word/document.xml": replacing("督查督办通知单", "督查督办通知单（急）")})
    written = notice.read_bytes()
    put(copy, "整改目标", "学位够用，家长满意。", FORM)
    write_record(copy)
    resumed = resume(copy)
    assert resumed is not None
    assert resumed.finished is False
    assert [path.read_bytes() for path in (copy / NOTICES).iterdir()] == [written]
    assert [aside.draft for aside in resumed.set_aside] == list((copy / NOTICES).iterdir())


def test_a_staged_file_that_was_damaged_undoes_the_set(tmp_path: Path) -> None:
    """If what was to come is not whole, what was there comes back."""
    root = tmp_path / "项目"
    arguments = scene("recompile", root)
    before = tree(root)
    copy = halfway(
        root,
        tmp_path / "时刻",
        arguments,
        lambda copy: (
            (copy / MANIFEST).read_bytes() != before[MANIFEST]
            and any(copy.rglob("new/*/核对报告.xlsx"))
        ),
    )
    next(copy.rglob("new/*/核对报告.xlsx")).write_bytes(b"PK")
    resumed = resume(copy)
    assert resumed is not None
    assert resumed.finished is False
    assert tree(copy) == before


def test_undoing_killed_halfway_goes_on(tmp_path: Path) -> None:
    """Undoing is itself journalled: killed at any step, the next start undoes the rest."""
    root = tmp_path / "项目"
    arguments = scene("recompile", root)
    before = tree(root)
    copy = halfway(
        root,
        tmp_path / "时刻",
        arguments,
        lambda copy: (
            (copy / MANIFEST).read_bytes() != before[MANIFEST]
            and any(copy.rglob("new/*/核对报告.xlsx"))
        ),
    )
    next(copy.rglob("new/*/核对报告.xlsx")).unlink()
    next(copy.rglob("new/*/written.json")).write_bytes(b"{}")
    copies = moments(copy, tmp_path / "退回去的时刻", lambda: resume(copy))
    assert len(copies) > 10
    for one in copies:
        resume(one)
        assert {
            file: content for file, content in tree(one).items() if file != "output/核对报告.xlsx"
        } == {file: content for file, content in before.items() if file != "output/核对报告.xlsx"}


def test_a_stage_that_somebody_deleted(tmp_path: Path) -> None:
    """Where nothing is left to finish or undo with, the start does not stick: the next run writes
    everything anew.
    """
    root = tmp_path / "项目"
    arguments = scene("recompile", root)
    before = tree(root)
    copy = halfway(
        root, tmp_path / "时刻", arguments, lambda copy: (copy / WORD).read_bytes() != before[WORD]
    )
    for stage in (copy / ".zhenggai").glob(".zhenggai-*"):
        shutil.rmtree(stage)
    resumed = resume(copy)
    assert resumed is not None
    assert resumed.finished is False
    assert resume(copy) is None
    main(["compile", str(copy)])
    assert {file for file in tree(copy) if "改动稿" not in file} == {*tree(root)}
    assert all(tree(copy)[file] == tree(root)[file] for file in tree(root))


def test_a_form_open_elsewhere_stops_the_archives_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Forms and archives come together: if one form cannot be written nothing is, and the next
    issue does it all.
    """
    root = tmp_path / "项目"
    arguments = scene("issue", root)
    before = tree(root)
    replace = files.replace

    def refuse(source: Path, target: Path) -> None:
        if target.name == "措施02-01.xlsx":
            raise PermissionError(13, "文件正在使用", str(target))
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(files, "replace", refuse)
        assert main(arguments) != 0
    assert "input_workbooks/区民政局/措施02-01.xlsx 写不进去" in capsys.readouterr().out
    assert tree(root) == before
    assert main(arguments) == 0
    assert len(list((root / "output/发放").glob("*.zip"))) == 3


def test_two_commands_at_once(tmp_path: Path) -> None:
    """Neither spoils what the other writes."""
    root = tmp_path / "项目"
    scene("recompile", root)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "compiler", "compile", str(root)]
    both = [subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) for _ in range(3)]
    assert [one.wait(timeout=120) for one in both] == [0, 0, 0]
    after = tree(root)
    compile_project(root)
    assert tree(root) == after
    assert not [file for file in after if "改动稿" in file or ".zhenggai-" in file]


def test_what_the_first_release_left_behind_comes_back(compiled: Path) -> None:
    """0.1.0 moved outputs aside before it replaced them: what a kill left in its folder is put
    back, its scraps go.
    """
    before = tree(compiled)
    stage = compiled / "output/.zhenggai-abc"
    (stage / "old").mkdir(parents=True)
    (compiled / WORD).rename(stage / "old/通报.docx")
    (stage / "通报.txt").write_bytes(b"new")
    (compiled / "input_workbooks/区教育局/.zhenggai-xyz").write_bytes(b"half")
    resume(compiled)
    assert tree(compiled) == before


def test_every_file_a_command_writes_is_listed(tmp_path: Path) -> None:
    """After a round, the record has the hash of every file below the project but those people put
    there.
    """
    from compiler.storage.written import sha256

    root = tmp_path / "项目"
    given = set(tree(small().write(root)))
    for arguments in (
        ["compile"],
        ["status", "--as-of", "2026-01-01", "--supervise"],
        ["return", "--as-of", DAY],
    ):
        put(root, "完成状态", "已完成" if arguments[0] == "compile" else "办完了")
        main([arguments[0], str(root), *arguments[1:]])
    (root / FORM).unlink()
    main(["issue", str(root), "--as-of", DAY])
    main(["diff", str(root / "output"), str(root), "--output", str(root / "output")])
    listed = json.loads((root / RECORD).read_bytes())["files"]
    after = {file: content for file, content in tree(root).items() if file != RECORD}
    assert {*after} - {*listed} <= given
    assert {file for file in listed if listed[file]["sha256"] != sha256(after[file])} == set()
    kinds = (
        "变化对照.xlsx",
        "报送进度.xlsx",
        ".zip",
        "号 区教育局.docx",
        "退回通知.docx",
        "措施01-01.xlsx",
        "input_workbooks/经办记录.xlsx",
    )
    assert [kind for kind in kinds if not any(file.endswith(kind) for file in listed)] == []


def test_a_new_project_interrupted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Init is a set of files like any other."""
    root = tmp_path / "新"
    root.mkdir()
    copies = moments(root, tmp_path / "时刻", lambda: main(["init", str(root)]))
    final = tree(root)
    for copy in copies:
        begun = (copy / JOURNAL).exists() or not (copy / REGISTER).exists()
        assert main(["init", str(copy)]) == (0 if begun else 2)  # all was there already
        assert tree(copy) == final
    assert "已经补做完" in capsys.readouterr().out
