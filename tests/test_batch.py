"""Many projects at once: each on its own, whatever happens to the others."""

from __future__ import annotations

import json
import shutil
import stat
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest
from support.projects import small

from compiler.batch import apart
from compiler.batch.apart import compile_apart
from compiler.batch.pasted import find_pasted
from compiler.batch.projects import find_projects
from compiler.batch.results import End, ProjectResult, Stated, Task, Worked
from compiler.batch.running import run
from compiler.cli.main import main

Called = Callable[..., tuple[int, str]]


@pytest.fixture(scope="session")
def city_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three districts: one right, one that says other things, one with an error."""
    city = tmp_path_factory.mktemp("batch") / "市"
    small().write(city / "甲区")
    other = small()
    other.form("措施02-01").fields["进展情况"] = "已盘活空置床位75张，提醒谈话5人。"
    other.write(city / "县" / "乙县")
    faulty = small()
    faulty.form("措施01-02").fields["完成状态"] = "快了"
    faulty.write(city / "丙区")
    return city


@pytest.fixture
def city(city_template: Path, tmp_path: Path) -> Path:
    """A copy of the three districts."""
    return shutil.copytree(city_template, tmp_path / "市")


@pytest.fixture
def called(capsys: pytest.CaptureFixture[str]) -> Called:
    """Run ``zhenggai batch`` and return its exit status and what it printed."""

    def call(*arguments: str) -> tuple[int, str]:
        status = main(["batch", *arguments])
        return status, capsys.readouterr().out

    return call


# Which projects


def test_projects_are_found_at_any_depth_and_named_by_what_tells_them_apart(city: Path) -> None:
    projects, wrong = find_projects([city])
    assert [*projects] == ["丙区", "县/乙县", "甲区"]
    assert not wrong


def test_a_list_names_folders_a_line_each_in_any_encoding(city: Path) -> None:
    names = city / "名单.txt"
    names.write_bytes("# 先编这些\n甲区\n县/乙县\n丁区\n".encode("gb18030"))
    projects, wrong = find_projects([names])
    assert [*projects] == ["县/乙县", "甲区"]
    assert len(wrong) == 1
    assert "第 4 行" in wrong[0]


def test_a_project_named_twice_is_one(city: Path) -> None:
    projects, _ = find_projects([city, city / "甲区"])
    assert len(projects) == 3


def test_a_folder_without_projects_is_wrong_usage(tmp_path: Path, called: Called) -> None:
    (tmp_path / "空").mkdir()
    status, output = called(str(tmp_path / "空"))
    assert status == 2
    assert "没有项目" in output


def test_there_is_nowhere_to_ship_to_without_a_cluster(city: Path, called: Called) -> None:
    status, output = called(str(city), "--ship")
    assert status == 2
    assert "--scheduler" in output
    assert not (city / "批量汇总").exists()


# From end to end


def test_each_project_gets_its_verdict_and_a_second_run_only_does_what_is_missing(
    city: Path, called: Called
) -> None:
    status, output = called(str(city), "--as-of", "2025-07-15", "--jobs", "2")
    assert status == 1
    assert "共 3 个项目，可以发布 2 个，不能发布 1 个，没有编完 0 个" in output
    assert (city / "甲区/output/通报.docx").is_file()
    folder = city / "批量汇总"
    first = {name: (folder / name).read_bytes() for name in ("批量汇总.xlsx", "批量汇总.json")}
    told = json.loads(first["批量汇总.json"])
    assert [(it["name"], it["verdict"]) for it in told["projects"]] == [
        ("丙区", "不能发布"), ("县/乙县", "可以发布"), ("甲区", "可以发布"),
    ]  # fmt: skip
    assert told["projects"][0]["rules"][0]["severity"] == "错误"
    assert {late["unit"] for late in told["projects"][2]["late"]} == {"区民政局"}
    same = {one["words"] for one in told["pasted"]}
    assert "全年拨付教育经费3200万元。" not in same  # short enough to be chance
    assert any(words.startswith("出台《学前教育学位供给办法》") for words in same)
    sheet = openpyxl.load_workbook(folder / "批量汇总.xlsx")["项目"]
    assert [sheet.cell(row, 1).value for row in range(2, 5)] == ["丙区", "县/乙县", "甲区"]

    status, output = called(str(city), "--as-of", "2025-07-15", "--jobs", "1")
    assert "其中 2 个没有变，不用重编" in output
    assert first == {name: (folder / name).read_bytes() for name in first}

    form = city / "甲区/input_workbooks/区教育局/措施03-01.xlsx"
    form.write_bytes(
        (city / "县/乙县/input_workbooks/区教育局/措施03-01.xlsx").read_bytes() + b"\0"
    )
    (city / "县/乙县/output/通报.docx").unlink()
    _, output = called(str(city), "--as-of", "2025-07-15")
    assert "不用重编" not in output


def test_a_batch_whose_own_folder_cannot_be_written_says_so_and_compiles_all_the_same(
    city: Path, called: Called
) -> None:
    (city / "批量汇总").write_bytes(b"")
    status, output = called(str(city), "--as-of", "2025-07-15")
    assert status == 1
    assert "有的结果没能写下来" in output
    assert "可以发布 2 个，不能发布 1 个，没有编完 0 个" in output
    assert (city / "甲区/output/通报.docx").is_file()


# What goes wrong with one is told, and costs no other


def _process(folder: Path, script: str) -> str:
    """Return a program that stands for the compiler's process and does something else."""
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.skipif(sys.platform == "win32", reason="the processes here are shell scripts")
@pytest.mark.parametrize(
    ("script", "end", "said"),
    [
        ("kill -9 $$", End.KILLED, "信号 9"),
        ("exec sleep 60", End.TIMEOUT, "1 秒"),
        ("echo 'MemoryError' >&2; exit 1", End.MEMORY, "64 MB"),
        ("echo 'OSError: no space' >&2; exit 1", End.FAILED, "no space"),
        ("echo nonsense", End.FAILED, "没有说清"),
    ],
)
def test_a_process_that_ends_badly_is_named(
    script: str, end: End, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "CAN_FORK", False)
    monkeypatch.setattr(apart.sys, "executable", _process(tmp_path, script))
    worked = compile_apart(Task("甲区", str(tmp_path), seconds=1, memory=64))
    assert worked.result.end is end
    assert said in worked.result.note


@pytest.mark.skipif(sys.platform == "win32", reason="the processes here are shell scripts")
def test_a_process_that_dies_once_is_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    died = tmp_path / "died"
    answer = json.dumps([{"name": "甲区", "end": "编完", "publishable": True}, 7])
    script = f"[ -e {died} ] && echo '{answer}' || {{ touch {died}; kill -9 $$; }}"
    monkeypatch.setattr(apart, "CAN_FORK", False)
    monkeypatch.setattr(apart.sys, "executable", _process(tmp_path, script))
    worked = compile_apart(Task("甲区", str(tmp_path)))
    assert worked.result == ProjectResult("甲区", End.DONE, publishable=True)
    assert worked.cost is not None
    assert worked.cost.memory == 7


@pytest.mark.skipif(sys.platform != "linux", reason="only here does the system limit memory so")
def test_a_project_that_eats_memory_is_told(root: Path) -> None:
    worked = compile_apart(Task("甲区", str(root), memory=60))
    assert worked.result.end in (End.MEMORY, End.KILLED, End.FAILED)
    assert worked.result.note


class _Losing(Executor):
    """Loses every second task, as a cluster does whose machine went away."""

    def __init__(self) -> None:
        self.count = 0

    def submit(self, work: Callable[..., Worked], *given: Task) -> Future[Worked]:  # type: ignore[override]
        future: Future[Worked] = Future()
        self.count += 1
        if self.count % 2:
            future.set_result(work(*given))
        else:
            future.set_exception(RuntimeError("gone"))
        return future


def _done(task: Task) -> Worked:
    return Worked(ProjectResult(task.name, End.DONE, publishable=True))


@pytest.mark.parametrize("at_once", [1, 3, 20])
def test_what_the_executor_loses_is_told_and_everything_else_is_done(at_once: int) -> None:
    tasks = [Task(str(number), "") for number in range(10)]
    ends = {
        worked.result.name: worked.result.end
        for worked in run(tasks, _Losing(), lambda: at_once, _done)
    }
    assert len(ends) == 10
    assert [*ends.values()].count(End.KILLED) == 5


class _Forgetting(Executor):
    """Never says how the first of its tasks ended."""

    def __init__(self) -> None:
        self.count = 0

    def submit(self, work: Callable[[Task], Worked], *given: Task) -> Future[Worked]:  # type: ignore[override]
        future: Future[Worked] = Future()
        self.count += 1
        if self.count > 1:
            future.set_result(work(*given))
        return future


def test_what_an_idle_cluster_has_forgotten_is_told_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("compiler.batch.running.LOOK", 0.01)
    tasks = [Task(str(number), "") for number in range(4)]
    worked = run(tasks, _Forgetting(), lambda: 2, _done, idle=lambda: True)
    ends = {one.result.name: one.result.end for one in worked}
    assert ends == {"0": End.KILLED, "1": End.DONE, "2": End.DONE, "3": End.DONE}


def test_no_more_tasks_are_taken_than_are_wanted_at_once() -> None:
    taken: list[str] = []

    def tasks() -> Iterable[Task]:
        for number in range(6):
            taken.append(str(number))
            yield Task(str(number), "")

    with ThreadPoolExecutor(1) as executor:
        results = run(tasks(), executor, lambda: 2, _done)
        next(results)
        assert len(taken) <= 3
        assert len([*results]) == 5


# What only the whole can see


def test_what_two_projects_say_alike_is_told_with_both_places() -> None:
    def result(name: str, *stated: Stated) -> ProjectResult:
        return ProjectResult(name, End.DONE, stated=stated)

    found = find_pasted(
        [
            result("甲", Stated("文号", "望发〔2025〕3号", "望发〔2025〕3号", "A1"), Stated("文号", "一", "一", "A2")),
            result("乙", Stated("文号", "望发〔2025〕3号", "望发〔2025〕3号", "B1"), Stated("进展情况", "一", "一", "B2")),
            result("丙", Stated("文号", "二", "二", "C1"), Stated("文号", "二", "二", "C2")),
        ]
    )  # fmt: skip
    assert [(one.shown, one.places) for one in found] == [
        ("望发〔2025〕3号", (("乙", "B1"), ("甲", "A1")))
    ]
