"""Same inputs, same bytes: from any folder, in any time zone, under any hash seed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess
from zipfile import ZipFile

from support.projects import ROOT, small

from compiler.cli.main import main
from compiler.commands.compiling import compile_project
from compiler.commands.issuing import issue_forms
from compiler.excel.lists import list_sheet, write_lists


def outputs(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_sample_from_two_folders_under_two_time_zones(
    tmp_path: Path, run: Callable[..., CompletedProcess[bytes]]
) -> None:
    """Every output of the sample is the same, byte for byte, whatever surrounds the compiler."""
    first, second = tmp_path / "甲", tmp_path / "another folder" / "乙"
    for root in (first, second):
        root.mkdir(parents=True)
        shutil.copytree(ROOT / "input_workbooks", root / "input_workbooks")
        shutil.copytree(ROOT / "templates", root / "templates")
    statuses = [
        run("compile", ".", cwd=first, TZ="Asia/Shanghai", PYTHONHASHSEED="1").returncode,
        run(
            "compile", str(second), TZ="America/New_York", PYTHONHASHSEED="2", LC_ALL="C"
        ).returncode,
    ]
    assert statuses[0] == statuses[1]
    here, there = outputs(first / "output"), outputs(second / "output")
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] != there[name]] == []
    assert {"通报.docx", "通报.txt", "来源.json", "清单.json"} <= here.keys()


def test_compiling_twice(root: Path) -> None:
    """A second compile writes what the first wrote, though it finds the first's outputs in its
    way.
    """
    compile_project(root)
    before = outputs(root / "output")
    compile_project(root)
    assert outputs(root / "output") == before


def test_the_order_in_which_a_disk_lists_files(tmp_path: Path) -> None:
    """Files created in another order, and at other times, give the same notice."""
    project = small()
    compile_project(project.write(tmp_path / "甲"))
    project.forms = dict(reversed(project.forms.items()))
    compile_project(project.write(tmp_path / "乙"))
    assert outputs(tmp_path / "甲/output") == outputs(tmp_path / "乙/output")


def test_issued_forms(tmp_path: Path) -> None:
    """Issued forms, too, depend on nothing but the register."""
    project = small()
    project.forms = {}
    roots = [project.write(tmp_path / name) for name in ("甲", "乙")]
    for root in roots:
        issue_forms(root)
    files = [
        {p.relative_to(root): p.read_bytes() for p in sorted(root.rglob("*.xlsx"))}
        for root in roots
    ]
    assert files[0] == files[1]
    assert len(files[0]) == 6  # the register, four forms, and the record of what was issued


def test_no_file_says_on_which_system_it_was_made(tmp_path: Path) -> None:
    """Every workbook, Word file and archive that commands write, and those within archives: members
    say MS-DOS and one time, whatever Python runs on.
    """
    root = tmp_path / "项目"
    assert main(["init", str(root)]) == 0
    project = small()
    project.forms = {}
    project.write(root)
    day = ["--as-of", "2025-01-13"]
    main(["issue", str(root), *day])
    project = small()
    project.form("措施01-01").fields["完成状态"] = "办完了"
    project.write(root)
    for command in ["compile", "--draft"], ["status", *day], ["return", *day], ["upgrade", "--all"]:
        main([command[0], str(root), *command[1:]])
    main(["diff", str(root / "output"), str(root), "--output", str(root / "output")])
    packages = [path.read_bytes() for path in root.rglob("*") if path.suffix in PACKED]
    seen: set[str] = set()
    while packages:
        with ZipFile(BytesIO(packages.pop())) as package:
            for entry in package.infolist():
                assert (entry.create_system, entry.date_time) == (0, (1980, 1, 1, 0, 0, 0))
                seen.add(entry.filename)
                if Path(entry.filename).suffix in PACKED:
                    packages.append(package.read(entry))
    assert {"xl/workbook.xml", "word/document.xml", "退回通知.docx", "措施01-01.xlsx"} <= seen


PACKED = (".xlsx", ".docx", ".zip")


def test_the_list_of_members_is_sound(tmp_path: Path) -> None:
    """A workbook whose members no longer name a system opens, and nothing follows its end."""
    content = write_lists("表", [list_sheet("甲", [("栏", 10)], [["字"]])])
    with ZipFile(BytesIO(content)) as package:
        assert package.testzip() is None
    assert content[-22:-18] == b"PK\x05\x06"
    assert content.count(b"PK\x05\x06") == 1
