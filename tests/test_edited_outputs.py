"""What a leader wrote into an output is never lost: whatever state the folder is in, whoever
saved the file.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.oxml.ns import nsdecls
from support.clerk import Clerk
from support.damage import rewrite
from support.killing import tree
from support.workbooks import load

from compiler.cli.main import main
from compiler.commands.compiling import CHECK_REPORT, OUTPUTS, compile_project
from compiler.commands.issuing import Packs, issue_forms
from compiler.commands.returning import return_forms
from compiler.commands.status import project_status
from compiler.outputs.snapshots import kept_snapshots
from compiler.package.fingerprints import fingerprint
from compiler.storage.written import OWN_FOLDER, RECORD

pytestmark = pytest.mark.usefixtures("read_once")

FORM, REGISTER = "input_workbooks/区教育局/措施01-01.xlsx", "input_workbooks/总台账.xlsx"
WORD, REVIEW, MANIFEST = "通报.docx", "通报（审核稿）.docx", "清单.json"
DRAFT = re.compile(r"（改动稿 \d{4}-\d\d-\d\d \d\d时\d\d分( \d+)?）(?=\.\w+$)")
SOFFICE = shutil.which("soffice")


def put(root: Path, label: str, value: object) -> None:
    clerk = Clerk.at(root / FORM)
    clerk.put(label, value)
    clerk.save()


def changing(pattern: str, replacement: str) -> Callable[[bytes], bytes]:
    """Return a change of the first match in a part, which must be there."""

    def change(content: bytes) -> bytes:
        changed, count = re.subn(pattern, replacement, content.decode(), count=1, flags=re.DOTALL)
        assert count, pattern
        return changed.encode()

    return change


TRACKED = f'{nsdecls("w")} w:id="990" w:author="领导" w:date="2025-01-01T00:00:00Z"'
RUN = r"(<w:r>(?:(?!</w:r>).)*<w:t[^>]*>[^<]{2,}</w:t></w:r>)"
EDITS: dict[str, dict[str, Callable[[bytes], bytes]]] = {
    "text": {"word/document.xml": changing("540", "542")},
    "comment": {"word/comments.xml": changing(r"([^<>\s])</w:t>", r"\1（核）</w:t>")},
    "insertion": {
        "word/document.xml": changing(RUN, rf"\1<w:ins {TRACKED}><w:r><w:t>另</w:t></w:r></w:ins>")
    },
    "deletion": {"word/document.xml": changing(RUN, rf"<w:del {TRACKED}>\1</w:del>")},
    "footer": {
        "word/footer1.xml": changing(
            r"(<w:p>|<w:p [^>]*>)(<w:pPr>.*?</w:pPr>)?", r"\1\2<w:r><w:t>送审</w:t></w:r>"
        )
    },
    "damage": {"word/document.xml": lambda content: content[: len(content) // 2]},
}


def edit(path: Path, kind: str = "text") -> bytes:
    """Edit a Word file by hand in its XML and return what was saved."""
    rewrite(path, EDITS[kind])
    return path.read_bytes()


def touch(path: Path) -> None:
    """Save a file as a program does that changes nothing: other bytes, the same words."""
    before = path.read_bytes()
    rewrite(path, {})
    assert path.read_bytes() != before


def forget(root: Path) -> None:
    """Let the record be gone, as in a project that came from the first release."""
    shutil.rmtree(root / OWN_FOLDER)


def as_first_release(root: Path) -> None:
    """Let 清单.json be as 0.1.0 wrote it: hashes alone, and no record."""
    forget(root)
    for path in (root / "output").glob(f"*{MANIFEST}"):
        manifest = json.loads(path.read_bytes())
        manifest.pop("texts", None)
        path.write_bytes(json.dumps(manifest).encode())


def unlisted(root: Path) -> None:
    """Let neither record nor list know of the file."""
    forget(root)
    path = root / "output" / MANIFEST
    path.write_bytes(path.read_bytes().replace("通报".encode(), "旧报".encode()))


def outdated(root: Path) -> None:
    """Let 清单.json be that of an earlier compile."""
    forget(root)
    path = root / "output" / MANIFEST
    manifest = json.loads(path.read_bytes())
    manifest["outputs"] = dict.fromkeys(manifest["outputs"], "0" * 64)
    manifest["texts"] = dict.fromkeys(manifest["texts"], "1" * 64)
    path.write_bytes(json.dumps(manifest).encode())


LISTS: dict[str, Callable[[Path], object]] = {
    "listed": lambda root: None,
    "record gone": forget,
    "list gone": lambda root: (root / "output" / MANIFEST).unlink(),
    "both gone": lambda root: ((root / "output" / MANIFEST).unlink(), forget(root)),
    "first release": as_first_release,
    "not listed": unlisted,
    "older": outdated,
    "record damaged": lambda root: (root / RECORD).write_bytes(b"{"),
}


def drafts(root: Path) -> dict[str, bytes]:
    """Return the drafts set aside anywhere in a project, by what their names were."""
    found = {path: path.read_bytes() for path in sorted(root.rglob("*改动稿*"))}
    assert all(DRAFT.search(path.name) and not set(path.name) & set(':*?"<>|') for path in found)
    return {DRAFT.sub("", path.name): content for path, content in found.items()}


def run_good(root: Path) -> None:
    put(root, "主题句", "补齐短板")
    assert compile_project(root).publishable


def run_draft(root: Path) -> None:
    compile_project(root, draft=True)


def run_errors(root: Path) -> None:
    put(root, "完成状态", "办完了")
    assert not compile_project(root).publishable


def run_unreadable(root: Path) -> None:
    (root / REGISTER).rename(root / "总台账.xlsx")
    assert compile_project(root).analysis.report is None


RUNS = {"good": run_good, "draft": run_draft, "errors": run_errors, "unreadable": run_unreadable}


@pytest.mark.parametrize("listing", LISTS)
@pytest.mark.parametrize("then", RUNS)
def test_an_edited_copy_is_kept(compiled: Path, then: str, listing: str) -> None:
    """Whatever comes next and whatever is known of the file, it lies there under a name that says
    what it is.
    """
    LISTS[listing](compiled)
    written = edit(compiled / "output" / REVIEW)
    RUNS[then](compiled)
    kept = drafts(compiled)
    assert kept["通报（审核稿）.docx"] == written
    after = compiled / "output" / REVIEW
    assert after.exists() is (then in ("good", "draft"))
    assert not after.exists() or after.read_bytes() != written


@pytest.mark.parametrize("kind", EDITS)
@pytest.mark.parametrize("then", ["good", "errors"])
def test_every_kind_of_edit(compiled: Path, then: str, kind: str) -> None:
    """Words, a comment alone, a tracked change alone, a footer; and a file that cannot be read
    any more.
    """
    written = edit(compiled / "output" / REVIEW, kind)
    RUNS[then](compiled)
    assert drafts(compiled) == {"通报（审核稿）.docx": written}


@pytest.mark.parametrize("listing", ["listed", "record gone", "list gone", "record damaged"])
@pytest.mark.parametrize("then", RUNS)
def test_a_mere_save_is_no_edit(compiled: Path, then: str, listing: str) -> None:
    """Files saved without a change are ours: replaced, expired, and cleared away as ever.

    All but the check report, which 清单.json does not list: without the record it is in doubt once
    it says something else.
    """
    LISTS[listing](compiled)
    for path in (compiled / "output").iterdir():
        if path.suffix in (".docx", ".xlsx"):
            touch(path)
    RUNS[then](compiled)
    assert {*drafts(compiled)} == (
        {"核对报告.xlsx"} if then == "errors" and "record" in listing else set()
    )
    assert (compiled / "output" / f"已过期-{REVIEW}").exists() is (then in ("errors", "unreadable"))


def test_a_mere_save_where_only_hashes_are_known(compiled: Path) -> None:
    """Of the first release there is no fingerprint: a file is known by its bytes, or by saying
    what the new one says.
    """
    as_first_release(compiled)
    touch(compiled / "output" / REVIEW)
    compile_project(compiled)
    assert drafts(compiled) == {}
    as_first_release(compiled)
    touch(compiled / "output" / REVIEW)
    saved = (compiled / "output" / REVIEW).read_bytes()
    run_errors(compiled)
    for path in (compiled / "output").glob("核对报告*"):
        path.unlink()  # which no list of the first release knows
    assert drafts(compiled) == {"通报（审核稿）.docx": saved}  # in doubt it is an edit
    assert (compiled / "output" / f"已过期-{WORD}").exists()


def test_a_folder_of_the_first_release(compiled: Path) -> None:
    """Untouched outputs of 0.1.0 are its own: through a good compile and through errors nothing
    is called edited.
    """
    as_first_release(compiled)
    (compiled / "output/核对报告.xlsx").unlink()
    run_errors(compiled)
    as_first_release(compiled)
    (compiled / "output/核对报告.xlsx").unlink()
    put(compiled, "完成状态", "已完成")
    compile_project(compiled)
    assert drafts(compiled) == {}
    assert not list((compiled / "output").glob("已过期-*"))


@pytest.mark.parametrize("listing", ["listed", "record gone", "both gone", "first release"])
def test_an_edited_expired_copy(compiled: Path, listing: str) -> None:
    """What a leader wrote into the expired notice outlives the next good compile, under its
    expired name.
    """
    run_errors(compiled)
    if listing == "both gone":
        (compiled / "output" / f"已过期-{MANIFEST}").unlink()
    if listing != "listed":
        (as_first_release if listing == "first release" else forget)(compiled)
    written = edit(compiled / "output" / f"已过期-{WORD}")
    put(compiled, "完成状态", "已完成")
    compile_project(compiled)
    assert drafts(compiled)["已过期-通报.docx"] == written
    assert listing != "listed" or {*drafts(compiled)} == {"已过期-通报.docx"}
    assert {*drafts(compiled)} <= {"已过期-通报.docx", "核对报告.xlsx"} or listing == "both gone"
    assert not (compiled / "output" / f"已过期-{WORD}").exists()
    if listing != "both gone":
        assert not [
            path for path in (compiled / "output").glob("已过期-*") if "改动稿" not in path.name
        ]


def test_an_edited_expired_copy_and_errors_again(compiled: Path) -> None:
    """A second notice that expires does not take the place of the edited first one."""
    run_errors(compiled)
    written = edit(compiled / "output" / f"已过期-{WORD}")
    put(compiled, "完成状态", "已完成")
    compile_project(compiled, draft=True)
    run_errors(compiled)
    assert drafts(compiled) == {"已过期-通报.docx": written}


def test_edited_then_errors_then_good(compiled: Path) -> None:
    """The draft set aside at the first stays through everything that follows."""
    written = edit(compiled / "output" / WORD)
    run_errors(compiled)
    assert not (compiled / "output" / f"已过期-{WORD}").exists()
    put(compiled, "完成状态", "已完成")
    for _ in range(2):
        assert compile_project(compiled).set_aside == ()
    assert drafts(compiled) == {"通报.docx": written}
    assert (compiled / "output" / WORD).exists()


def test_edits_in_a_row_within_a_minute(root: Path) -> None:
    """Each is kept, the second under a number, though all were saved at the same time."""
    written = []
    for words in ("542", "543", "544"):
        compile_project(root)
        path = root / "output" / WORD
        rewrite(path, {"word/document.xml": changing("540", words)})
        os.utime(path, (1_700_000_000, 1_700_000_000))
        written.append(path.read_bytes())
    compile_project(root)
    names = sorted(path.name for path in (root / "output").glob("*改动稿*"))
    assert len(names) == 3
    assert [
        name.endswith(end)
        for name, end in zip(names, (" 2）.docx", " 3）.docx", "分）.docx"), strict=True)
    ] == [True] * 3
    assert {path.read_bytes() for path in (root / "output").glob("*改动稿*")} == {*written}


def test_a_time_no_calendar_has(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose time cannot be told is kept as well."""
    edit(compiled / "output" / WORD)
    monkeypatch.setattr(os.path, "getmtime", lambda path: 1e30)
    compile_project(compiled)
    assert [path.name for path in (compiled / "output").glob("*改动稿*")] == [
        "通报（改动稿 时间不详）.docx"
    ]


@pytest.mark.parametrize("name", [*OUTPUTS, "核对报告.xlsx", "快照/2025-02-20.json"])
@pytest.mark.parametrize("then", ["good", "draft"])
def test_every_output_a_person_may_edit(compiled: Path, name: str, then: str) -> None:
    """Not the notice alone: texts, workbooks and what the program reads itself."""
    path = compiled / "output" / name
    if path.suffix == ".docx":
        edit(path)
    elif path.suffix == ".xlsx":
        book = load(path)
        book.active["B3"] = "领导批的"
        book.save(path)
    else:
        path.write_bytes(path.read_bytes() + "批：同意。\n".encode())
    written = path.read_bytes()
    RUNS[then](compiled)
    kept = drafts(compiled)
    if then == "draft" and name.startswith("快照"):  # a draft's snapshot has a name of its own
        assert path.read_bytes() == written
    else:
        assert kept == {path.name: written}


def test_a_snapshot_that_was_set_aside_is_no_round(compiled: Path) -> None:
    """What somebody made of a snapshot is kept, and not compared with as if it were a round of
    its own.
    """
    path = compiled / "output/快照/2025-02-20.json"
    path.write_bytes(path.read_bytes().replace(b"2025-02-20", b"2025-01-20"))
    compile_project(compiled)
    assert {*drafts(compiled)} == {"2025-02-20.json"}
    assert [snapshot.round for snapshot in kept_snapshots(compiled / "output")] == ["2025-02-20"]


def edit_workbook(path: Path) -> bytes:
    book = load(path)
    book.active["J9"] = "已电话催过"
    book.save(path)
    return path.read_bytes()


def owing(root: Path) -> None:
    put(root, "完成状态", "办完了")


def test_what_status_writes(root: Path) -> None:
    """Progress, texts and notices that somebody has written on stay, also the text that is no
    longer needed.
    """
    from datetime import date

    owing(root)
    day = date(2026, 1, 13)
    project_status(root, root / "output", day)
    workbook = edit_workbook(root / "output/报送进度.xlsx")
    text = root / "output/催报/区教育局.txt"
    text.write_text(text.read_text(encoding="utf-8") + "已电话告知。\n", encoding="utf-8")
    words = text.read_bytes()
    put(root, "完成状态", "已完成")
    report = project_status(root, root / "output", date(2024, 12, 1))
    assert drafts(root) == {"报送进度.xlsx": workbook, "区教育局.txt": words}
    assert not text.exists()
    assert len(report.set_aside) == 2
    project_status(root, root / "output", day)
    assert drafts(root) == {"报送进度.xlsx": workbook, "区教育局.txt": words}


def test_what_return_writes(root: Path) -> None:
    """A returned form that somebody filled in the return folder itself is kept; letters and
    archives are made again.
    """
    from datetime import date

    owing(root)
    day = date(2025, 1, 13)
    return_forms(root, root / "output/退回", day)
    form = root / "output/退回/区教育局/措施01-01.xlsx"
    clerk = Clerk.at(form)
    clerk.put("完成状态", "已完成")
    clerk.save()
    filled = form.read_bytes()
    put(root, "主题句", "补齐短板")
    returned = return_forms(root, root / "output/退回", day)
    assert drafts(root) == {"措施01-01.xlsx": filled}
    assert [aside.file for aside in returned.set_aside] == [form]


def test_what_issue_writes(root: Path) -> None:
    """A blank form somebody wrote a note on is renewed, the old one kept out of the way of
    reading; so is an archive.
    """
    from datetime import date

    for path in (root / "input_workbooks").glob("*/*.xlsx"):
        path.unlink()
    packs = Packs(root / "output/发放", date(2025, 1, 2))
    issue_forms(root, packs=packs)
    book = load(root / FORM)
    book["填报说明"]["H40"] = "此表由张科长填"
    book.save(root / FORM)
    noted = (root / FORM).read_bytes()
    archive = root / "output/发放/区教育局.zip"
    archive.write_bytes(archive.read_bytes() + b"more")
    added = archive.read_bytes()
    register = load(root / REGISTER)
    for row in register["措施清单"].iter_rows():
        for cell in row:
            if cell.value == "沈知行":
                cell.value = "陆秉川"
    register.save(root / REGISTER)
    issue = issue_forms(root, packs=packs)
    assert FORM in issue.written
    assert drafts(root) == {"措施01-01.xlsx": noted, "区教育局.zip": added}
    kept = next(root.rglob("措施*改动稿*"))
    assert kept.parent.relative_to(root).as_posix() == "旧版/input_workbooks/区教育局"


def test_what_diff_writes(compiled: Path, tmp_path: Path) -> None:
    """The comparison, in a folder that is no project."""
    put(compiled, "主题句", "补齐短板")
    folder = tmp_path / "对照"
    arguments = ["diff", str(compiled / "output"), str(compiled), "--output", str(folder)]
    assert main(arguments) == 0
    written = edit_workbook(folder / "变化对照.xlsx")
    assert main(arguments) == 0
    assert drafts(folder) == {"变化对照.xlsx": written}
    assert main(arguments) == 0
    assert len(drafts(folder)) == 1


def test_another_output_folder(root: Path, tmp_path: Path) -> None:
    """--output outside the project is listed in that folder, and protected alike."""
    folder = tmp_path / "出"
    compile_project(root, folder)
    touch(folder / REVIEW)
    written = edit(folder / WORD)
    put(root, "主题句", "补齐短板")
    result = compile_project(root, folder)
    assert drafts(folder) == {"通报.docx": written}
    assert [(aside.file, aside.file.read_bytes() != written) for aside in result.set_aside] == [
        (folder / WORD, True)
    ]
    assert not (root / OWN_FOLDER).exists()


def test_the_last_lines_say_so(compiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Old and new name right above the verdict; in JSON a list of them."""
    edit(compiled / "output" / WORD)
    assert main(["compile", str(compiled)]) == 0
    lines = capsys.readouterr().out.splitlines()
    (draft,) = (compiled / "output").glob("*改动稿*")
    assert lines[-4].startswith("有人改过")
    assert (lines[-3].strip(), lines[-2].strip()) == (
        str(compiled / "output" / WORD),
        f"现在是 {draft}",
    )
    assert lines[-1].startswith("结论：可以发布")
    edit(compiled / "output" / WORD)
    put(compiled, "完成状态", "办完了")
    assert main(["compile", str(compiled), "--format", "json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert [one["file"] for one in said["set_aside"]] == [str(compiled / "output" / WORD)]
    assert Path(said["set_aside"][0]["draft"]).exists()


def test_an_edited_file_that_is_open(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While Word still has it nothing changes: R001, and no draft."""
    edit(compiled / "output" / WORD)
    before = tree(compiled)
    replace = os.replace

    def refuse(source: str | Path, target: str | Path) -> None:
        if Path(target).name == WORD:
            raise PermissionError(13, "文件正在使用", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    result = compile_project(compiled)
    assert [(d.code, d.spans[0].file) for d in result.diagnostics] == [("R001", WORD)]
    assert result.set_aside == ()
    assert tree(compiled) == before


def convert(folder: Path, kind: str, files: list[Path], profile: Path) -> list[Path]:
    """Let LibreOffice save files in another form, or in their own."""
    out = folder / kind.partition(":")[0]
    command = [
        str(SOFFICE),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(out),
    ]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)
    return [out / f"{path.stem}.{kind.partition(':')[0]}" for path in files]


FLAT_EDITS = {
    "text": lambda text: text.replace("540", "542", 1),
    "comment": lambda text: re.sub(
        r"(<office:annotation .*?<text:p[^>]*>(?:<text:span[^>]*>)?)",
        r"\1（核）",
        text,
        count=1,
        flags=re.DOTALL,
    ),
    "paragraph gone": lambda text: re.sub(
        r"<text:p [^>]*>(?:(?!</text:p>|<office:annotation).)*欢迎广大干部群众监督.*?</text:p>",
        "",
        text,
        count=1,
    ),
    "deletion": lambda text: _tracked(text, "deletion"),
    "insertion": lambda text: _tracked(text, "insertion"),
}
"""Edits of a document in LibreOffice's own flat form, which it then saves as a Word file."""


def _tracked(text: str, kind: str) -> str:
    info = "<office:change-info><dc:creator>领导</dc:creator><dc:date>2025-01-01T00:00:00</dc:date></office:change-info>"
    held = "<text:p>多年来</text:p>" if kind == "deletion" else ""
    region = f'<text:changed-region xml:id="c1" text:id="c1"><text:{kind}>{info}{held}</text:{kind}></text:changed-region>'
    text = re.sub(
        r"(<office:text[^>]*>)",
        rf"\1<text:tracked-changes>{region}</text:tracked-changes>",
        text,
        count=1,
    )
    if kind == "deletion":
        return text.replace("欢迎广大", '<text:change text:change-id="c1"/>欢迎广大', 1)
    return text.replace(
        "欢迎广大",
        '<text:change-start text:change-id="c1"/>热烈<text:change-end text:change-id="c1"/>欢迎广大',
        1,
    )


@pytest.fixture(scope="module")
def by_libreoffice(
    small_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, bytes]]:
    """The small project's outputs as LibreOffice saves them: ``saved`` unchanged, and the review
    copy after each edit.
    """
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed")
    folder, profile = tmp_path_factory.mktemp("原样"), tmp_path_factory.mktemp("profile")
    root = tmp_path_factory.mktemp("项目") / "项目"
    shutil.copytree(small_template, root)
    compile_project(root)
    files = sorted((root / "output").glob("*.docx"))
    (flat,) = convert(folder, "fodt", [root / "output" / REVIEW], profile)
    source = flat.read_text(encoding="utf-8")
    edited = []
    for name, change in FLAT_EDITS.items():
        text = change(source)
        assert text != source, name
        edited.append(folder / f"{name}.fodt")
        edited[-1].write_text(text, encoding="utf-8")
    unchanged = folder / "unchanged.fodt"
    unchanged.write_text(source, encoding="utf-8")
    saved = convert(folder / "saved", "docx:MS Word 2007 XML", files, profile)
    saved += convert(
        folder / "saved",
        "xlsx:Calc MS Excel 2007 XML",
        sorted((root / "output").glob("*.xlsx")),
        profile,
    )
    results = convert(folder / "edited", "docx:MS Word 2007 XML", [unchanged, *edited], profile)
    return {
        "saved": {path.name: path.read_bytes() for path in saved},
        "edited": {path.stem: path.read_bytes() for path in results},
    }


@pytest.mark.parametrize("then", RUNS)
def test_saved_by_libreoffice_without_a_change(
    compiled: Path, by_libreoffice: dict[str, dict[str, bytes]], then: str
) -> None:
    """A real program's save of all Word files and workbooks is no edit in any state."""
    for name, content in by_libreoffice["saved"].items():
        assert (compiled / "output" / name).read_bytes() != content
        (compiled / "output" / name).write_bytes(content)
    RUNS[then](compiled)
    assert drafts(compiled) == {}
    office = {name for name in (*OUTPUTS, CHECK_REPORT) if name.endswith((".docx", ".xlsx"))}
    assert by_libreoffice["saved"].keys() == office


@pytest.mark.parametrize("then", RUNS)
@pytest.mark.parametrize("name", FLAT_EDITS)
def test_edited_in_libreoffice(
    compiled: Path, by_libreoffice: dict[str, dict[str, bytes]], name: str, then: str
) -> None:
    """Words, comments and tracked changes made there are kept in every state."""
    content = by_libreoffice["edited"][name]
    assert fingerprint(REVIEW, content) != fingerprint(
        REVIEW, by_libreoffice["edited"]["unchanged"]
    )
    (compiled / "output" / REVIEW).write_bytes(content)
    RUNS[then](compiled)
    assert drafts(compiled) == {"通报（审核稿）.docx": content}


def test_edited_in_libreoffice_after_it_expired(
    root: Path, by_libreoffice: dict[str, dict[str, bytes]]
) -> None:
    compile_project(root)
    run_errors(root)
    path = root / "output" / f"已过期-{REVIEW}"
    path.write_bytes(by_libreoffice["saved"][REVIEW])
    put(root, "完成状态", "已完成")
    compile_project(root)
    assert drafts(root) == {}
    run_errors(root)
    path.write_bytes(by_libreoffice["edited"]["comment"])
    put(root, "完成状态", "已完成")
    compile_project(root)
    assert drafts(root) == {"已过期-通报（审核稿）.docx": by_libreoffice["edited"]["comment"]}
