"""The exit status of every command: 0 nothing is left to do, 1 something is left for a person, 2 wrong
usage or unreadable; and the same in JSON.
"""

from __future__ import annotations

import errno
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.absorbed import printed
from support.clerk import Clerk
from support.editing import WordEdit, edited
from support.office_records import adoption_row, write_record
from test_upgrade import age

from compiler.cli.arguments import COMMANDS
from compiler.cli.main import main
from compiler.commands.compiling import compile_project

FORM, OTHER = "input_workbooks/区教育局/措施01-01.xlsx", "input_workbooks/区民政局/措施02-01.xlsx"
REGISTER = "input_workbooks/总台账.xlsx"
DAY = ["--as-of", "2025-01-13"]
NOTICE = "关于某某的通报\n第一段。\n"

Scene = Callable[[Path], None]


def sound(root: Path) -> None:
    """Leave the project as it is: nothing is wrong with it."""


def faulty(root: Path) -> None:
    clerk = Clerk.at(root / FORM)
    clerk.put("完成状态", "办完了")
    clerk.save()


def missing(root: Path) -> None:
    (root / OTHER).unlink()


def unreadable(root: Path) -> None:
    (root / REGISTER).write_bytes(b"no workbook")


def adopted(root: Path) -> None:
    write_record(root, adoptions=(adoption_row(1),))


def misnamed(root: Path) -> None:
    clerk = Clerk.at(root / REGISTER, "措施清单")
    clerk.find("牵头单位").offset(1, 0).value = "区档案馆"
    clerk.save()


def in_the_way(root: Path) -> None:
    (root / OTHER).write_text("别的东西", encoding="utf-8")


def damaged(root: Path) -> None:
    (root / FORM).write_bytes(b"no workbook")


def earlier(root: Path) -> None:
    age(root / FORM)


def earlier_and_scribbled(root: Path) -> None:
    age(root / FORM)
    clerk = Clerk.at(root / FORM)
    clerk.sheet["H40"] = "再核实一下"
    clerk.save()


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    """Run a command in JSON, and return its exit status and what it printed."""
    capsys.readouterr()
    status = main([*arguments, "--format", "json"])
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert {"verdict", "exit", "diagnostics", "written", "set_aside", "resumed"} <= result.keys()
    assert result["exit"] == status
    assert all(Path(file).exists() for file in result["written"])
    return status, result


@pytest.mark.parametrize(
    ("command", "scene", "status"),
    [
        (["check"], sound, 0), (["check"], faulty, 1), (["check"], unreadable, 2),
        (["compile"], sound, 0), (["compile"], faulty, 1), (["compile"], unreadable, 2),
        (["compile", "--draft"], missing, 1),
        (["issue", *DAY], sound, 0), (["issue", *DAY], missing, 0), (["issue", *DAY], misnamed, 1),
        (["issue", *DAY], in_the_way, 1), (["issue", *DAY], unreadable, 2),
        (["upgrade"], sound, 0), (["upgrade"], earlier, 0),
        (["upgrade"], earlier_and_scribbled, 1), (["upgrade"], unreadable, 2),
        (["status", *DAY], sound, 0), (["status", *DAY], missing, 1), (["status", *DAY], faulty, 1),
        (["status", *DAY, "--supervise"], missing, 1), (["status", *DAY], unreadable, 2),
        (["return", *DAY], sound, 0), (["return", *DAY], faulty, 1), (["return", *DAY], adopted, 0),
        (["return", *DAY], damaged, 1), (["return", *DAY], unreadable, 2),
        (["absorb", "--undo", "--project"], sound, 1),
    ],
)  # fmt: skip
def test_of_a_project(
    root: Path, command: list[str], scene: Scene, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    scene(root)
    assert answered(capsys, *command, str(root))[0] == status


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (["compile"], 1), (["status", *DAY], 1), (["status", *DAY, "--supervise"], 1), (["issue", *DAY], 1),
        (["return", *DAY], 1), (["upgrade", "--all"], 1), (["check"], 0),
    ],
)  # fmt: skip
def test_a_folder_that_is_only_to_be_read(
    root: Path,
    command: list[str],
    status: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Read it was, and something is left for a person: the same for every command that writes."""
    (faulty if command[0] == "return" else sound)(root)
    if command[0] == "issue":
        (root / FORM).unlink()
    making = Path.mkdir

    def refuse(path: Path, *arguments: Any, **options: Any) -> None:
        if path.is_relative_to(root) and not path.is_dir():
            raise PermissionError(errno.EACCES, "denied", str(path))
        making(path, *arguments, **options)

    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr(tempfile, "mkdtemp", lambda **where: refuse(Path(where["dir"]) / "x"))
    found, result = answered(capsys, *command, str(root))
    assert found == status
    assert ("R001" in {one["code"] for one in result["diagnostics"]}) is (status == 1)


def test_new_projects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Made or not made; a notice of which no project can be compiled leaves the rest to a person."""
    new, full = tmp_path / "新", str(tmp_path)
    status, result = answered(capsys, "init", str(new))
    assert (status, result["verdict"]) == (0, "已新建")
    assert str(new / REGISTER) in result["written"]
    assert answered(capsys, "init", full)[0] == 2
    assert answered(capsys, "init", str(tmp_path / "乙"), "--kind", "没有")[0] == 2
    notice = tmp_path / "通报.txt"
    notice.write_text(NOTICE, encoding="utf-8")
    status, result = answered(capsys, "import", str(notice), str(tmp_path / "丙"))
    assert "S172" in {one["code"] for one in result["diagnostics"]}
    assert (status, result["verdict"]) == (1, "已导入")
    assert answered(capsys, "import", str(tmp_path / "没有.txt"), str(tmp_path / "丁"))[0] == 2


def test_rounds_compared(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """To differ is no fault; what cannot be read is."""
    compile_project(root)
    clerk = Clerk.at(root / FORM)
    clerk.put("主题句", "补足学位短板")
    clerk.save()
    output = ["--output", str(tmp_path)]
    status, result = answered(capsys, "diff", str(root / "output"), str(root), *output)
    assert status == 0
    (change,) = result["changes"]
    assert (change["subject"], change["label"]) == ("措施01-01", "主题句")
    assert answered(capsys, "diff", str(tmp_path / "没有"), str(root), *output)[0] == 2


def test_edits_of_copies(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Edits are to be decided on; what cannot be done as decided is to be decided anew."""
    where = printed(root)
    (root / "未改.docx").write_bytes(where.review)
    place = ["--project", str(root)]
    assert answered(capsys, "absorb", str(root / "未改.docx"), *place)[0] == 0
    texts = [one.text for one in where.base.paragraphs]
    index = next(n for n, text in enumerate(texts) if "全年拨付" in text)
    at = texts[index].index("拨付")
    edit = WordEdit(index, at, at, "共", "陈书记")
    (root / "改稿.docx").write_bytes(edited(where.review, [edit]))
    status, result = answered(capsys, "absorb", str(root / "改稿.docx"), *place)
    assert (status, len(result["edits"])) == (1, 1)
    listed = ["absorb", "--apply", result["written"][0], *place, *DAY]
    clerk = Clerk.at(Path(result["written"][0]), "改稿清单")
    choice = clerk.find("处理").offset(1, 0)
    for chosen, expected in (("也许", 1), (None, 1), ("采纳", 0), ("退回单位", 1)):
        choice.value = chosen
        clerk.save()
        assert answered(capsys, *listed)[0] == expected, chosen
    assert answered(capsys, "absorb", "--apply", str(root / "没有.xlsx"), *place)[0] == 2
    assert answered(capsys, "absorb", str(root / "没有.docx"), *place)[0] == 2


def test_what_the_other_commands_say_in_json(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What only they know stands beside the common part."""
    faulty(root)
    missing(root)
    _, result = answered(capsys, "status", str(root), *DAY)
    states = {it["measure"]: it["state"] for unit in result["units"] for it in unit["measures"]}
    assert (states["措施01-01"], states["措施02-01"]) == ("有错", "未报")
    assert result["verdict"] == "欠报、有错或亮红灯 2 条"
    _, result = answered(capsys, "return", str(root), *DAY)
    assert (result["forms"], result["told"]) == ([FORM], [])
    _, result = answered(capsys, "issue", str(root), *DAY)
    assert result["forms"] == [OTHER]
    assert {one["reason"] for one in result["left"]} == {"已有填报内容"}


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - {"rules"}))
def test_help_says_what_the_statuses_mean(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert "退出状态：0" in capsys.readouterr().out
