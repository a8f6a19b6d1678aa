"""A kind of notice that lives with its project, or comes from a folder anywhere."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from rules.special_kinds import draw
from support.clerk import Clerk
from support.projects import ROOT

from compiler.cli.main import main
from compiler.commands.importing import import_project
from compiler.commands.kinds import check_kind, new_kind
from compiler.commands.starting import start_project
from compiler.excel.reading.workbook import read_workbook
from compiler.notice.outline import Item, Literal, fields
from compiler.notice.settings_keys import KEYS
from compiler.notice.templates import known_kinds, open_kind
from compiler.span import Span

REGISTER = "input_workbooks/总台账.xlsx"
FILES = ["kind.toml", "outline.txt", "styles.docx"]


def kind_of(project: Path) -> str:
    """Return the kind that a project's register names."""
    register, _ = read_workbook(project / REGISTER, REGISTER)
    assert register is not None
    return register.fields["kind"].text


@pytest.mark.parametrize("form", ["folder", "outline"])
def test_a_kind_from_a_folder_anywhere(tmp_path: Path, form: str) -> None:
    """Its three files are copied and nothing else; the register names it and offers its words."""
    kind = draw(tmp_path / "模板", "督查整改")
    (kind / "说明.md").write_text("内部掌握", encoding="utf-8")
    (kind / "旧").mkdir()
    wanted = kind / "outline.txt" if form == "outline" else kind
    start = start_project(tmp_path / "项目", str(wanted))
    assert start.diagnostics == ()
    assert sorted(p.name for p in (tmp_path / "项目/templates/督查整改").iterdir()) == FILES
    assert kind_of(tmp_path / "项目") == "督查整改"
    lists = Clerk.at(tmp_path / "项目" / REGISTER, "_选项").sheet
    offered = {str(cell.value) for row in lists.iter_rows() for cell in row if cell.value}
    assert {"督查整改", "总体情况", "持续推进"} <= offered


@pytest.mark.parametrize("command", ["init", "import"])
def test_a_folder_that_holds_only_its_kind(tmp_path: Path, command: str) -> None:
    """It is as good as empty: the kind drawn in it is the project's, and stays as it was."""
    project = tmp_path / "项目"
    kind = draw(project / "templates", "督查整改")
    (kind / "说明.md").write_text("自己看的", encoding="utf-8")
    before = {path: path.read_bytes() for path in kind.iterdir()}
    notice = tmp_path / "通报.txt"
    notice.write_text("关于巡察整改情况的通报\n现予公布。\n", encoding="utf-8")
    started = (
        start_project(project)
        if command == "init"
        else import_project(notice, project, resumed=False)
    )
    assert started.written[0] == REGISTER
    assert kind_of(project) == "督查整改"
    assert {path: path.read_bytes() for path in kind.iterdir()} == before
    assert "S059" not in {d.code for d in started.diagnostics}


def test_an_own_kind_named_like_one_of_ours_comes_first(tmp_path: Path) -> None:
    """The office's own xunshi is used, not ours."""
    project = tmp_path / "项目"
    kind = draw(project / "templates", "xunshi")
    assert start_project(project, "xunshi").diagnostics == ()
    assert (kind / "kind.toml").read_bytes() == (ROOT / "templates/xuncha/kind.toml").read_bytes()


def test_a_kind_that_was_looked_at_begins_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its specimen is no project."""
    monkeypatch.chdir(tmp_path)
    assert main(["kind", "new", "审计整改", "--like", "xuncha"]) == 0
    assert main(["kind", "check"]) == 0
    assert main(["init", "."]) == 0
    found = start_project(Path()).diagnostics
    assert [(d.code, d.arguments["folder"]) for d in found] == [("S067", tmp_path.name)]


@pytest.mark.parametrize("beside", ["旧材料.txt", "templates/说明.txt", "templates/空"])
def test_a_folder_with_anything_else_is_left_alone(tmp_path: Path, beside: str) -> None:
    """What is no kind may be anybody's."""
    project = tmp_path / "项目"
    draw(project / "templates", "督查整改")
    place = project / beside
    place.mkdir() if beside.endswith("空") else place.write_text("x", encoding="utf-8")
    assert [d.code for d in start_project(project).diagnostics] == ["S067"]
    assert not (project / "input_workbooks").exists()


@pytest.mark.parametrize("wanted", ["没有这种", "./模板/没有", "../xunshi", "/", "."])
def test_a_kind_that_is_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: str
) -> None:
    """Said by the name that was given; nothing is written."""
    monkeypatch.chdir(tmp_path)
    start = start_project(Path("项目"), wanted)
    assert [(d.code, d.arguments["name"]) for d in start.diagnostics] == [("S059", wanted)]
    assert not Path("项目").exists()


def test_a_fault_in_its_drawing_names_the_line(tmp_path: Path) -> None:
    """A kind that does not load starts no project."""
    kind = draw(tmp_path, "督查整改")
    outline = (kind / "outline.txt").read_text(encoding="utf-8")
    (kind / "outline.txt").write_text(outline.replace("{导语}", "{导语"), encoding="utf-8")
    found = start_project(tmp_path / "项目", str(kind)).diagnostics
    assert [(d.code, d.spans[0].file) for d in found] == [
        ("S052", "templates/督查整改/outline.txt")
    ]
    assert found[0].spans[0].line is not None


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``init .`` in a folder with nothing but a kind, and ``--kind`` with a path."""
    draw(tmp_path / "甲/templates", "督查整改")
    monkeypatch.chdir(tmp_path / "甲")
    assert main(["init", "."]) == 0
    shutil.copytree(tmp_path / "甲/templates/督查整改", tmp_path / "审计整改")
    assert main(["init", str(tmp_path / "乙"), "--kind", "../审计整改"]) == 0
    assert kind_of(tmp_path / "乙") == "审计整改"


def test_a_kind_is_begun_judged_and_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``kind new`` copies one, ``kind list`` shows it, ``kind check`` prints its specimen."""
    monkeypatch.chdir(tmp_path)
    assert main(["kind", "new", "审计整改", "--like", "xuncha"]) == 0
    assert sorted(p.name for p in Path("templates/审计整改").iterdir()) == FILES
    assert main(["kind", "new", "审计整改"]) == 2
    assert main(["kind", "list"]) == 0
    assert "审计整改  巡察整改情况通报" in capsys.readouterr().out
    assert main(["kind", "check"]) == 0
    assert main(["kind", "check", "没有这种"]) == 2
    specimen = Path("output/样张/审计整改.txt").read_text(encoding="utf-8")
    assert "一、在贯彻落实上级部署方面" in specimen
    assert "一是办理第1件示例事项" in specimen
    assert Path("output/样张/审计整改.docx").is_file()


@pytest.mark.parametrize("kind", known_kinds(ROOT))
def test_a_start_is_explained_line_by_line(tmp_path: Path, kind: str) -> None:
    """It draws what its model draws; every line that prints something says what, and from where."""
    assert new_kind(tmp_path, "新的", kind).diagnostics == ()
    model, _ = open_kind(ROOT, kind, Span("x"))
    start, found = open_kind(tmp_path, "新的", Span("x"))
    assert model is not None
    assert start is not None
    assert found == []
    lines = (tmp_path / "templates/新的/outline.txt").read_text(encoding="utf-8").splitlines()
    drawn = [[line.items for line in one.outline.walk()] for one in (model, start)]
    assert [[type(item) for item in items] for items in drawn[0]] == [
        [type(item) for item in items] for items in drawn[1]
    ]
    for line in start.outline.walk():
        if any(fields(line.items)):
            assert line.span.line is not None
            assert lines[line.span.line - 2].lstrip().startswith("# ")
    settings = (tmp_path / "templates/新的/kind.toml").read_text(encoding="utf-8")
    assert all(re.search(rf"(^|# |\[){key.name}\b", settings, re.M) for key in KEYS)


@pytest.mark.parametrize("kind", ["xuncha", "ducha", "anquan"])
def test_remarks_of_a_start_are_settings_once_their_mark_is_gone(tmp_path: Path, kind: str) -> None:
    """Each key that the start does without reads as what it is, in the section that it belongs to."""
    new_kind(tmp_path, "新的", kind)
    file = tmp_path / "templates/新的/kind.toml"
    started = file.read_text(encoding="utf-8")
    before = tomllib.loads(started)
    written = tomllib.loads(re.sub(r"^# (?=\S+ = |\[)", "", started, flags=re.M))
    assert written.keys() == {key.name for key in KEYS}
    assert before.items() <= written.items()
    absent = {key.name: key for key in KEYS if key.inner and key.name not in before}
    for name, key in absent.items():
        (section,) = written[name] if isinstance(written[name], list) else [written[name]]
        assert section.keys() == {one.name for one in key.inner}


def test_where_a_value_is_filled_in_is_said(tmp_path: Path) -> None:
    """By workbook, sheet and label."""
    new_kind(tmp_path, "新的", "xuncha")
    outline = (tmp_path / "templates/新的/outline.txt").read_text(encoding="utf-8")
    assert (
        "    # 每个问题印一次；编号 (一) (二) (三) …；{问题} 填在总台账“问题清单”的“问题”"
        in outline
    )
    assert "每个方面印一次；编号 一、 二、 三、 …；{方面} 填在总台账“问题清单”的“方面”" in outline
    assert "{进展情况} 填在填报表的“进展情况”" in outline
    assert "{引言} 写在总台账“篇章”，位置“下一步打算”的引言" in outline


@pytest.mark.parametrize("kind", ["xunshi", "xuncha"])
def test_a_specimen_shows_all_that_is_drawn(tmp_path: Path, kind: str) -> None:
    """Every place, status and set word of the outline is on the page, no hole, no brace, no finding."""
    judged = check_kind(tmp_path, kind)
    assert judged.diagnostics == ()
    specimen = (tmp_path / f"output/样张/{kind}.txt").read_text(encoding="utf-8")
    opened, _ = open_kind(tmp_path, kind, Span("x"))
    assert opened is not None
    places = {field.place for line in opened.outline.walk() for field in fields(line.items)}
    assert all(place in specimen for place in places - {None})
    assert not any(word in specimen for word in ("{", "}", "待补"))
    for line in opened.outline.walk():
        assert all(word in specimen for item in line.items for word in set_words(item))


def set_words(item: Item) -> list[str]:
    """Return the set words of a part of a line, without its marks."""
    return re.findall("[\u4e00-\u9fff]{2,}", item.text) if isinstance(item, Literal) else []


@pytest.mark.parametrize("file", ["outline.txt", "kind.toml", "styles.docx"])
def test_a_faulty_kind_is_judged_by_its_files(tmp_path: Path, file: str) -> None:
    """What is found lies in the kind's own files, never in a workbook nobody has seen."""
    kind = draw(tmp_path / "templates", "审计整改")
    spoil = {"outline.txt": "{导语}\n{没有这栏\n", "kind.toml": "title = 3\n", "styles.docx": "x"}
    (kind / file).write_text(spoil[file], encoding="utf-8")
    judged = check_kind(tmp_path, "")
    assert judged.diagnostics
    assert not judged.undone
    assert {d.spans[0].file for d in judged.diagnostics} == {f"templates/审计整改/{file}"}


def test_a_drawing_without_styles_gets_those_of_its_layout(tmp_path: Path) -> None:
    """Outline and settings are a kind; how it looks comes with its layout."""
    kind = draw(tmp_path / "模板", "审计整改")
    (kind / "styles.docx").unlink()
    assert start_project(tmp_path / "项目", str(kind)).diagnostics == ()
    assert sorted(p.name for p in (tmp_path / "项目/templates/审计整改").iterdir()) == FILES
    assert check_kind(tmp_path / "项目", "审计整改").diagnostics == ()
