"""Outputs: all or none, an old one never left looking current, other people's files never
touched.
"""

from __future__ import annotations

import errno
import json
import os
import re
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.clerk import Clerk
from support.damage import deny
from support.projects import Project, listed, small

from compiler.commands.compiling import CHECK_REPORT, OUTPUTS, compile_project
from compiler.diagnostics import REFUSALS, reason_of, remedy_of, unwritable
from compiler.outputs.edits.bases import BASE_FOLDER
from compiler.storage import publish as publishing
from compiler.storage.files import write_whole
from compiler.storage.journal import resume
from compiler.storage.publish import FileChange, Remade, publish
from compiler.storage.written import EXPIRED_PREFIX, RECORD, entry_of, sha256, write_record

pytestmark = pytest.mark.usefixtures("read_once")

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
WORD, TEXT = "通报.docx", "通报.txt"
SNAPSHOT = "快照/2025-02-20.json"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def spoil(root: Path) -> None:
    """Make the project unpublishable."""
    clerk = Clerk.at(root / FORM)
    clerk.put("进展情况", None)
    clerk.save()


def test_every_output_is_written(root: Path) -> None:
    """A publishable project gives every output, and names them."""
    result = compile_project(root)
    assert listed(result.diagnostics) == []
    written = {path.relative_to(root / "output").as_posix() for path in result.outputs}
    assert written == {
        name for name in contents(root / "output") if not name.startswith(BASE_FOLDER)
    }
    assert {WORD, TEXT, "来源.json", "清单.json"} <= set(contents(root / "output"))


def test_the_word_file_says_what_the_text_file_says(compiled: Path) -> None:
    """One paragraph a line, the same words."""
    document = docx.Document(str(compiled / "output" / WORD))
    words = [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]
    assert words == (compiled / "output" / TEXT).read_text(encoding="utf-8").splitlines()


def test_the_source_map_says_where_every_run_is_from(compiled: Path) -> None:
    """来源.json holds the same text as the notice, each run with its cell."""
    provenance = json.loads((compiled / "output/来源.json").read_bytes())
    paragraphs = [
        "".join(run["text"] for run in paragraph["runs"]) for paragraph in provenance["paragraphs"]
    ]
    assert paragraphs == (compiled / "output" / TEXT).read_text(encoding="utf-8").splitlines()
    runs = [run for paragraph in provenance["paragraphs"] for run in paragraph["runs"]]
    assert all(run["sources"] and all("file" in place for place in run["sources"]) for run in runs)
    (progress,) = [run for run in runs if "新增学位540个" in run["text"]]
    assert (progress["sources"][0]["file"], progress["subject"]) == (FORM, "措施01-01")
    assert (
        progress["sources"][0]["cell"]
        == Clerk.at(compiled / FORM).value_cell("进展情况").coordinate
    )


def test_the_manifest_vouches_for_inputs_and_outputs(root: Path) -> None:
    """清单.json holds the sha256 of every file read and written."""
    import hashlib

    compile_project(root)
    manifest = json.loads((root / "output/清单.json").read_bytes())
    assert {file for file in manifest["inputs"] if file.startswith("input_workbooks")} == {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.xlsx")
        if "output" not in path.parts
    }
    for file, digest in manifest["outputs"].items():
        assert hashlib.sha256((root / "output" / file).read_bytes()).hexdigest() == digest
    assert (manifest["counts"]["问题总数"], manifest["counts"]["措施总数"]) == (3, 4)


def test_with_errors_nothing_is_written(root: Path) -> None:
    """No notice of an unpublishable project."""
    spoil(root)
    result = compile_project(root)
    assert not result.publishable
    assert not set(OUTPUTS) & set(contents(root))
    assert not (root / "output" / WORD).exists()


def test_with_errors_an_older_notice_is_expired(compiled: Path) -> None:
    """What was published before is renamed, whole; a success removes it again."""
    before = contents(compiled / "output")
    spoil(compiled)
    compile_project(compiled)
    after = contents(compiled / "output")
    assert WORD not in after
    assert after[EXPIRED_PREFIX + WORD] == before[WORD]
    assert after[EXPIRED_PREFIX + TEXT] == before[TEXT]
    (base,) = (name for name in before if name.startswith(BASE_FOLDER))
    assert before.keys() & after.keys() == {CHECK_REPORT, SNAPSHOT, base}
    project = small()
    (compiled / FORM).write_bytes(project.form_bytes(project.form("措施01-01")))
    compile_project(compiled)
    assert contents(compiled / "output") == before


def test_an_unreadable_project_expires_too(compiled: Path) -> None:
    """The same where nothing could be read at all."""
    (compiled / "input_workbooks/总台账.xlsx").unlink()
    assert compile_project(compiled).analysis.report is None
    assert not (compiled / "output" / WORD).exists()
    assert (compiled / "output" / (EXPIRED_PREFIX + WORD)).exists()


def test_other_files_are_not_touched(root: Path) -> None:
    """What people keep in the output folder stays, through success, failure and draft."""
    others = {"批示.docx": b"1", "通报（送审）.docx": b"2", ".hidden": b"3", "旧/通报.docx": b"4"}
    for name, content in others.items():
        path = root / "output" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    compile_project(root)
    spoil(root)
    compile_project(root)
    compile_project(root, draft=True)
    assert {name: contents(root / "output")[name] for name in others} == others


def test_a_draft_shows_its_holes(root: Path) -> None:
    """--draft prints what there is, 【待报:单位】 for what there is not, and says 草稿 in every
    output.
    """
    spoil(root)
    result = compile_project(root, draft=True)
    assert not result.publishable
    text = (root / "output" / TEXT).read_text(encoding="utf-8")
    assert "草稿" in text.splitlines()[0]
    assert "待报：区教育局】" in text
    document = docx.Document(BytesIO((root / "output" / WORD).read_bytes()))
    everything = [p.text for p in document.paragraphs]
    everything += [
        p.text
        for section in document.sections
        for p in (*section.header.paragraphs, *section.footer.paragraphs)
    ]
    assert any("草稿" in words for words in everything)
    assert json.loads((root / "output/清单.json").read_bytes())["draft"] is True


def test_a_draft_of_a_missing_form(project: Project, tmp_path: Path) -> None:
    """A form that has not come prints a hole with the lead unit's name."""
    del project.forms["区民政局/措施02-01.xlsx"]
    root = project.write(tmp_path)
    compile_project(root, draft=True)
    assert "待报：区民政局】" in (root / "output" / TEXT).read_text(encoding="utf-8")


def test_a_draft_with_a_file_nobody_can_open(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unreadable form is a hole in the draft, not the end of it."""
    deny(monkeypatch, "措施01-01.xlsx")
    result = compile_project(root, draft=True)
    assert "S017" in {d.code for d in result.diagnostics}
    assert "待报：区教育局】" in (root / "output" / TEXT).read_text(encoding="utf-8")


def refusing(
    name: str, error: BaseException, monkeypatch: pytest.MonkeyPatch, times: int = 10**6
) -> None:
    """Let os.replace fail for files called ``name``, as Windows does while Word has them open."""
    replace, left = os.replace, [times]

    def refuse(source: str | Path, target: str | Path) -> None:
        if name in (Path(source).name, Path(target).name) and left[0]:
            left[0] -= 1
            raise error
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_open_elsewhere(
    compiled: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """If one output cannot be replaced none is: R001 at it, the earlier ones byte for byte."""
    before = contents(compiled / "output")
    clerk = Clerk.at(compiled / FORM)
    clerk.put("主题句", "补齐短板")
    clerk.save()
    refusing(name, PermissionError(13, "文件正在使用", name), monkeypatch)
    result = compile_project(compiled)
    assert listed(result.diagnostics) == [("R001", name)]
    assert result.outputs == ()
    assert contents(compiled / "output") == before


def test_an_expired_output_open_elsewhere(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notice that cannot be renamed while Word has it open is R001 beside the errors."""
    spoil(compiled)
    refusing(WORD, PermissionError(13, "文件正在使用", WORD), monkeypatch)
    assert ("R001", WORD) in listed(compile_project(compiled).diagnostics)


def test_an_output_folder_that_is_a_file(root: Path) -> None:
    """Where the output folder should be lies a file: R001, and the file stays."""
    (root / "output").write_bytes(b"mine")
    assert listed(compile_project(root).diagnostics) == [("R001", "output")]
    assert (root / "output").read_bytes() == b"mine"


def test_a_read_only_output_folder(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder nobody may write to is R001, and the earlier outputs stay."""
    before = contents(compiled / "output")
    import tempfile

    def refuse(*arguments: object, **options: object) -> str:
        raise PermissionError(13, "拒绝访问")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    assert listed(compile_project(compiled).diagnostics) == [("R001", "output")]
    assert contents(compiled / "output") == before


def test_a_full_disk(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No room for the new files leaves the old ones."""
    before = contents(compiled / "output")
    writing = Path.write_bytes

    def refuse(path: Path, content: bytes) -> int:
        if path.name == "来源.json":
            raise OSError(28, "磁盘空间不足")
        return writing(path, content)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert [d.code for d in compile_project(compiled).diagnostics] == ["R001"]
    assert contents(compiled / "output") == before


@settings(max_examples=60)
@given(
    old=st.sets(st.sampled_from("abc")),
    new=st.lists(st.sampled_from("abc"), min_size=1, unique=True),
    stop=st.integers(0, 8),
    times=st.sampled_from([1, 1, 2, 100]),
    interrupted=st.booleans(),
)
def test_a_failure_at_any_moment_loses_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    old: set[str],
    new: list[str],
    stop: int,
    times: int,
    interrupted: bool,
) -> None:
    """Whenever a replacement fails or is interrupted, every old file is still there; if undoing
    works, in its place.
    """
    home = tmp_path_factory.mktemp("home")
    folder = home / "output"
    folder.mkdir()
    for name in old:
        (folder / name).write_bytes(b"old " + name.encode())
    before = {name: b"old " + name.encode() for name in old}
    list_as_ours(home, before)
    replace, count = os.replace, [0]

    def failing(source: str | Path, target: str | Path) -> None:
        count[0] += 1
        if stop <= count[0] - 1 < stop + times:
            raise (
                KeyboardInterrupt
                if interrupted and count[0] - 1 == stop
                else PermissionError(13, "x")
            )
        replace(source, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", failing)
        try:
            publish(home, {folder / name: b"new " + name.encode() for name in new})
            failed = False
        except (OSError, KeyboardInterrupt):
            failed = True
    after = contents(folder)
    if not failed:
        assert after == {**before, **{n: b"new " + n.encode() for n in new}}
    else:
        assert set(before.values()) <= set(contents(home).values())
        if times == 1:
            assert after == before
    resume(home)
    assert failed <= (contents(folder) == before)
    assert {*contents(home)} == {
        ".zhenggai/lock",
        RECORD,
        *(f"output/{name}" for name in contents(folder)),
    }


def list_as_ours(home: Path, files: dict[str, bytes]) -> None:
    """Let a folder's record list files as ours."""
    (home / RECORD).parent.mkdir()
    entries = {
        f"output/{name}": entry_of(home / "output" / name, content)
        for name, content in files.items()
    }
    (home / RECORD).write_bytes(write_record(entries))


@pytest.mark.parametrize("error", [PermissionError(13, "x"), KeyboardInterrupt()])
def test_a_single_file_is_written_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """A form that cannot be put in place leaves neither half of it nor a temporary file."""
    (tmp_path / "a").write_bytes(b"old")
    refusing("a", error, monkeypatch)
    with pytest.raises(type(error)):
        write_whole(tmp_path / "a", b"new")
    assert contents(tmp_path) == {"a": b"old"}


@pytest.mark.parametrize("number", REFUSALS)
def test_what_the_system_refuses_is_told_in_chinese(number: int) -> None:
    error = OSError(number, os.strerror(number))
    assert re.fullmatch(r"[^A-Za-z]+", reason_of(error))
    assert "请" in reason_of(error) + remedy_of(error)


@pytest.mark.parametrize(
    ("number", "windows", "reason", "remedy"),
    [
        (errno.EACCES, 32, "别的程序正开着它", "Word 或 WPS"),
        (errno.EINVAL, 1224, "别的程序正开着它", "Word 或 WPS"),
        (errno.ENOENT, 206, "太长", "短一些"),
        (errno.EACCES, 19, "只读", "能写的文件夹"),
        (errno.EINVAL, 112, "磁盘满了", "清出磁盘空间"),
        (errno.ENOENT, 53, "网络文件夹连不上", "检查网络"),
        (errno.EINVAL, 362, "网盘", "同步"),
    ],
)
def test_what_windows_refuses_has_its_own_number(
    number: int, windows: int, reason: str, remedy: str
) -> None:
    """Python's number for it may be that of another fault."""
    error = OSError(number, "in English")
    error.winerror = windows  # as Python sets it there
    assert reason in reason_of(error)
    assert remedy in remedy_of(error)


def test_a_full_disk_is_not_a_file_open_elsewhere() -> None:
    """The advice is for the reason: room, not closing Word."""
    full = unwritable("通报.docx", OSError(errno.ENOSPC, "No space left on device")).message
    assert "磁盘满了。请清出磁盘空间" in full
    assert "Word" not in full
    held = unwritable("通报.docx", PermissionError(errno.EACCES, "denied")).message
    assert "请关闭正在打开它的 Word 或 WPS" in held


def test_what_the_system_seldom_says_is_passed_on() -> None:
    assert "Text file busy" in reason_of(OSError(errno.ETXTBSY, "Text file busy"))
    assert reason_of(OSError("no number at all")).endswith("no number at all")


def test_a_workbook_saved_since_it_was_read_is_not_written_over(root: Path) -> None:
    """What somebody has saved meanwhile would be lost: the command is to be run again."""
    register = root / "input_workbooks" / "总台账.xlsx"
    read = sha256(register.read_bytes())
    register.write_bytes(register.read_bytes() + b" ")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with pytest.raises(OSError, match="总台账") as caught:
        publish(
            root,
            {root / "output" / "督办通知单" / "甲.docx": b"x"},
            workbooks={"input_workbooks/总台账.xlsx": Remade(read, b"new")},
        )
    assert "重新运行" in reason_of(caught.value)
    own = root / ".zhenggai"
    after = {p: p.read_bytes() for p in root.rglob("*") if p.is_file() and own not in p.parents}
    assert after == {path: content for path, content in before.items() if own not in path.parents}


def test_the_first_workbook_of_its_name(root: Path) -> None:
    """What was made where there was none is put there once, and over nothing."""
    name = "input_workbooks/经办记录.xlsx"
    publish(root, {}, workbooks={name: Remade(None, b"first")})
    assert (root / name).read_bytes() == b"first"
    assert not (root / "旧版").exists()
    with pytest.raises(OSError, match=os.strerror(errno.ESTALE)) as caught:
        publish(root, {}, workbooks={name: Remade(None, b"second")})
    assert "重新运行" in reason_of(caught.value)
    assert (root / name).read_bytes() == b"first"


def test_every_earlier_workbook_is_kept(root: Path) -> None:
    """A second rewriting does not take away what the first had kept."""
    register = root / "input_workbooks" / "总台账.xlsx"
    contents = [register.read_bytes(), b"second", b"third"]
    for content in contents[1:]:
        read = sha256(register.read_bytes())
        publish(root, {}, workbooks={"input_workbooks/总台账.xlsx": Remade(read, content)})
    kept = sorted((root / "旧版" / "input_workbooks").iterdir())
    assert [path.name for path in kept] == ["总台账 2.xlsx", "总台账.xlsx"]
    assert {path.read_bytes() for path in kept} == set(contents[:2])


def test_two_workbooks_change_places_and_one_goes(root: Path) -> None:
    """All in one set: each earlier content is kept under its own name, and nothing is left of the
    one that goes.
    """
    first, second, third = (
        f"input_workbooks/{name}.xlsx"
        for name in ("区教育局/措施01-01", "区财政局/措施01-02", "区民政局/措施02-01")
    )
    was = {name: (root / name).read_bytes() for name in (first, second, third)}
    publish(
        root,
        {},
        workbooks={
            first: Remade(sha256(was[first]), was[second]),
            second: Remade(sha256(was[second]), was[first]),
            third: Remade(sha256(was[third]), None),
        },
    )
    assert (root / first).read_bytes() == was[second]
    assert (root / second).read_bytes() == was[first]
    assert not (root / third).exists()
    assert all((root / "旧版" / name).read_bytes() == content for name, content in was.items())


def test_an_output_saved_while_it_is_being_replaced_is_set_aside(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at a file and its replacement somebody saves it."""
    compile_project(root)
    target = root / "output" / "通报.txt"
    stage = publishing._stage

    def late(home: Path, change: FileChange, *arguments: object) -> object:
        if change.target == target:
            target.write_text("领导改过。", encoding="utf-8")
        return stage(home, change, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(publishing, "_stage", late)
    publish(root, {target: b"new"})
    drafts = list(target.parent.glob("通报（改动稿*.txt"))
    assert [path.read_text(encoding="utf-8") for path in drafts] == ["领导改过。"]
    assert target.read_bytes() == b"new"


def test_what_is_set_aside_shares_nothing_with_what_expires(root: Path) -> None:
    """Saving over one of two files changes it alone."""
    compile_project(root)
    for path in [path for path in (root / "output").rglob("*") if path.is_file()]:
        assert path.stat().st_nlink == 1


def test_folders_that_nothing_can_be_renamed_between(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One disk may be mounted twice: files are copied where they cannot be moved."""
    rename = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(source).parent != Path(target).parent:
            raise OSError(errno.EXDEV, "Invalid cross-device link", str(source))
        rename(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    assert compile_project(root).publishable
    assert compile_project(root).outputs
    assert not list(root.rglob(".zhenggai-*"))
