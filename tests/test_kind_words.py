"""A kind's own words, labels, choices and names of files, in kind.toml."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import attrs
import openpyxl
import pytest
from support.projects import ROOT, Project, listed, small

from compiler.commands.checking import analyse
from compiler.commands.compiling import compile_project
from compiler.commands.issuing import issue_forms
from compiler.commands.returning import return_forms
from compiler.commands.starting import start_project
from compiler.commands.status import project_status
from compiler.notice.kind import Kind
from compiler.notice.templates import open_kind
from compiler.schema.definitions import all_fields
from compiler.span import Span

DAY = date(2025, 3, 3)
FORM_FILE = "input_workbooks/区教育局/措施01-01.xlsx"
AUDIT = """
[words]
"巡视" = "审计"
"巡视办" = "审计整改办"
"区领导" = "市领导"
"区委" = "市委"
"全区" = "全市"

[labels]
"牵头领导" = "分管领导"
"进展情况" = "整改结果"

[choices]
"处理方式" = ["追责问责", "提醒谈话", "约谈"]

[outputs]
notice = "整改情况的函.docx"
ledger = "审计整改台账.xlsx"
"""


def draw(root: Path, settings: str = AUDIT) -> Path:
    folder = root / "templates/xunshi"
    shutil.copytree(ROOT / "templates/xunshi", folder, dirs_exist_ok=True)
    text = (ROOT / "templates/xunshi/kind.toml").read_text(encoding="utf-8")
    (folder / "kind.toml").write_text(text + settings, encoding="utf-8")
    return root


def kind_of(root: Path) -> Kind:
    kind, found = open_kind(root, "xunshi", Span("x"))
    assert kind is not None, listed(found)
    assert found == []
    return kind


def relabelled(kind: Kind) -> Project:
    """Return the small project filled in under the kind's labels."""
    project = attrs.evolve(small(), schema=kind.schema)
    for form in project.forms.values():
        form.fields["整改结果"] = form.fields.pop("进展情况")
    return project


def words_of(path: Path) -> str:
    """Return all that stands in a workbook, its comments too."""
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    said = [str(cell.value) for cell in cells if cell.value is not None]
    said += [cell.comment.text + cell.comment.author for cell in cells if cell.comment]
    rules = [rule for sheet in book for rule in sheet.data_validations.dataValidation]
    said += [f"{rule.prompt}{rule.error}{rule.promptTitle}" for rule in rules]
    return "\n".join(said)


def silent_of_ours(text: str) -> None:
    kept = [line for line in text.splitlines() if "/" not in line and "→" not in line]
    for ours in ("巡视", "区领导", "牵头领导", "全区"):
        assert [line for line in kept if ours in line and "关于巡视整改" not in line] == []


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project begun and issued; to be read only."""
    root = draw(tmp_path_factory.mktemp("words") / "项目")
    project = relabelled(kind_of(root))
    project.forms.clear()
    project.write(root)
    assert len(issue_forms(root).written) == 4
    return root


def test_a_new_register_speaks_of_audit(tmp_path: Path) -> None:
    root = draw(tmp_path / "项目")
    assert start_project(root).diagnostics == ()
    said = words_of(root / "input_workbooks/总台账.xlsx")
    silent_of_ours(said)
    assert "审计整改总台账" in said
    assert "审计机构" in said
    assert "分管领导" in said


def test_forms_speak_of_audit(issued: Path) -> None:
    said = words_of(issued / FORM_FILE)
    silent_of_ours(said)
    assert "审计整改办已按总台账填好" in said
    assert "牵头的市领导。" in said
    assert "追责问责" in said
    assert "诫勉" not in said


def test_a_whole_round(tmp_path: Path) -> None:
    """Read, checked and written under its own names; the notice says what it did."""
    plain, root = tmp_path / "甲", draw(tmp_path / "乙")
    small().write(plain)
    relabelled(kind_of(root)).write(root)
    compiled = compile_project(root)
    assert listed(compiled.diagnostics) == []
    compile_project(plain)
    named = {path.name for path in (root / "output").iterdir()}
    assert {
        "整改情况的函.docx",
        "整改情况的函（审核稿）.docx",
        "整改情况的函.txt",
        "审计整改台账.xlsx",
    } <= named
    assert not named & {"通报.docx", "通报.txt", "整改台账.xlsx"}
    ours = (plain / "output/通报.txt").read_bytes()
    assert (root / "output/整改情况的函.txt").read_bytes() == ours
    ledger = openpyxl.load_workbook(root / "output/审计整改台账.xlsx")
    heads = [cell.value for cell in ledger["措施台账"][1]]
    assert "分管领导" in heads
    assert "牵头领导" not in heads


def test_files_that_have_another_name_since_expire(tmp_path: Path) -> None:
    """Nobody takes the former notice for the present one; one that somebody edited is set aside."""
    root = draw(tmp_path, "")
    small().write(root)
    compile_project(root)
    text = root / "output/通报.txt"
    text.write_text(text.read_text(encoding="utf-8") + "改过。\n", encoding="utf-8")
    draw(root, '[outputs]\nnotice = "整改情况的函.docx"\n')
    compiled = compile_project(root)
    names = {path.name for path in (root / "output").iterdir()}
    assert {"整改情况的函.docx", "已过期-通报.docx", "已过期-通报（审核稿）.docx"} <= names
    assert {"核对报告.xlsx", "整改台账.xlsx", "清单.json"} <= names
    assert not names & {"通报.docx", "通报（审核稿）.docx", "通报.txt", "已过期-通报.txt"}
    assert [aside.file.name for aside in compiled.set_aside] == ["通报.txt"]


def test_workbooks_with_our_words_are_read(tmp_path: Path) -> None:
    """Those that were out before the kind had words of its own."""
    root = draw(small().write(tmp_path))
    assert listed(analyse(root).diagnostics) == []


@pytest.mark.parametrize(
    "settings", ["", AUDIT.replace("审计", "督察").replace("分管领导", "包案领导")]
)
def test_workbooks_with_former_words_are_read(tmp_path: Path, settings: str) -> None:
    """Those that were made with words, that the kind has changed since."""
    root = draw(tmp_path / "项目")
    relabelled(kind_of(root)).write(root)
    draw(root, settings)
    assert listed(analyse(root).diagnostics) == []


def test_what_goes_to_units_speaks_of_audit(tmp_path: Path) -> None:
    root = draw(tmp_path / "项目")
    project = relabelled(kind_of(root))
    project.form("措施01-01").fields["填报单位"] = "区民政局"
    project.form("措施02-01").fields["审签人"] = ""
    project.write(root)
    returned = return_forms(root, root / "output/退回", DAY)
    assert returned.forms
    for file in returned.forms:
        silent_of_ours(words_of(root / "output/退回" / Path(file).relative_to("input_workbooks")))


def test_a_chase_speaks_of_audit(tmp_path: Path) -> None:
    root = draw(tmp_path / "项目")
    relabelled(kind_of(root)).write(root)
    project_status(root, root / "output", date(2026, 3, 3))
    chases = [path.read_text(encoding="utf-8") for path in (root / "output/催报").glob("*.txt")]
    assert any("请书面报审计整改办批准" in text for text in chases)
    assert not any("巡视办" in text for text in chases)


VARIANTS = [
    ({"巡视": "巡察"}, "巡察办", "巡察整改总台账"),
    ({"巡视": "督察", "巡视办": "督察整改专班"}, "督察整改专班", "督察整改总台账"),
    ({"巡视": "审计", "巡视办": "审计局", "区领导": "分管副市长"}, "审计局", "审计整改总台账"),
    ({"巡视": "信访", "区领导": "公司领导", "区委": "公司党委"}, "信访办", "信访整改总台账"),
    ({"巡视办": "安委办", "全区": "全市"}, "安委办", "巡视整改总台账"),
]


@pytest.mark.parametrize(("words", "office", "title"), VARIANTS)
def test_five_offices(tmp_path: Path, words: dict[str, str], office: str, title: str) -> None:
    settings = "[words]\n" + "".join(f'"{ours}" = "{own}"\n' for ours, own in words.items())
    kind = kind_of(draw(tmp_path, settings))
    assert kind.schema.register.title == title
    assert kind.schema.form.sheets[0].blocks[0].note.startswith(office)
    texts = [field.help for field in all_fields(kind.schema.form)]
    assert not any(ours in text for ours in words for text in texts)


WRONG = [
    ('[words]\n"巡视" = ""', "S182", 2),
    ('[words]\n"巡查" = "审计"', "S140", 2),
    ('[words]\n"巡视" = 3', "S058", 2),
    ('[labels]\n"牵头领导" = "牵头单位"', "S182", 2),
    ('[labels]\n"牵头的领导" = "分管领导"', "S182", 2),
    ('[labels]\n"牵头领导" = "分管{领导}"', "S058", 2),
    ('[labels]\n"牵头领导" = "甲"\n"整改目标" = "甲"', "S182", 2),
    ('[choices]\n"处理方式" = ["约谈", "约谈"]', "S182", 2),
    ('[choices]\n"处理方式" = []', "S182", 2),
    ('[choices]\n"公开方式" = ["公开"]', "S140", 2),
    ('[choices]\n"处理方式" = "约谈"', "S058", 2),
    ('[outputs]\nnotice = "函.doc"', "S182", 2),
    ('[outputs]\nnotice = "../函.docx"', "S182", 2),
    ('[outputs]\nnotice = "C:函.docx"', "S182", 2),
    ('[outputs]\nnotice = "nul.docx"', "S182", 2),
    ('[outputs]\nledger = "核对报告.xlsx"', "S182", 2),
    ('[outputs]\nlegder = "台账.xlsx"', "S140", 2),
]


@pytest.mark.parametrize(("text", "code", "line"), WRONG, ids=[text[-18:] for text, *_ in WRONG])
def test_what_cannot_be_said(tmp_path: Path, text: str, code: str, line: int) -> None:
    draw(tmp_path, text + "\n")
    before = len((ROOT / "templates/xunshi/kind.toml").read_text(encoding="utf-8").splitlines())
    _, found = open_kind(tmp_path, "xunshi", Span("x"))
    assert {(d.code, d.spans[0].line) for d in found} >= {(code, before + line)}
    assert {d.code for d in found} == {code}


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "templates").iterdir()))
def test_our_own_kinds_speak_of_themselves(tmp_path: Path, name: str) -> None:
    """No register or form of another work speaks of 巡视."""
    kind, _ = open_kind(tmp_path, name, Span("x"))
    assert kind is not None
    books = (kind.schema.register, kind.schema.form)
    said = [
        text for book in books for field in all_fields(book) for text in (field.label, field.help)
    ]
    said += [block.note for book in books for sheet in book.sheets for block in sheet.blocks]
    assert ("巡视" in kind.title) or not any("巡视" in text for text in said)


def test_what_the_guide_shows_is_right(tmp_path: Path) -> None:
    guide = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
    (block,) = (part for part in guide.split("```") if part.startswith("\n[words]"))
    labels = {field.label for field in all_fields(kind_of(draw(tmp_path, block)).schema.register)}
    assert {"问题金额", "分管领导", "审计机构"} <= labels
