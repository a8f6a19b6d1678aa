"""Who signs a form, in a kind's own order."""

from __future__ import annotations

import shutil
from pathlib import Path

import attrs
import openpyxl
import pytest
from support.projects import ROOT, Project, listed, small

from compiler.commands.checking import analyse
from compiler.commands.compiling import compile_project
from compiler.commands.issuing import issue_forms
from compiler.commands.kinds import check_kind
from compiler.commands.tracing import trace
from compiler.notice.kind import Kind
from compiler.notice.templates import open_kind
from compiler.schema.chain import Post
from compiler.span import Span

FORM_FILE = "input_workbooks/区教育局/措施01-01.xlsx"
POSTS = ("经办人", "处室负责人", "分管领导", "主要负责人")
LABELS = [
    "经办人",
    "联系电话",
    "经办日期",
    "处室负责人",
    "处室负责人签字日期",
    "分管领导",
    "分管领导签字日期",
    "主要负责人",
    "审签日",
]
SIGNED = {
    "经办人": "岑一鸣", "联系电话": "0000-66101234", "经办日期": "2025-01-06",
    "处室负责人": "耿立夏", "处室负责人签字日期": "2025-01-07",
    "分管领导": "陆知远", "分管领导签字日期": "2025-01-08",
    "主要负责人": "柏栋材", "审签日": "2025-01-10",
}  # fmt: skip


def settings(*posts: str, day: str = "审签日") -> str:
    sections = [f'[[sign_off]]\npost = "{post}"\n' for post in posts]
    return "".join(sections) + (f'date = "{day}"\n' if day else "")


def draw(root: Path, text: str) -> Path:
    folder = root / "templates/xunshi"
    shutil.copytree(ROOT / "templates/xunshi", folder, dirs_exist_ok=True)
    own = (ROOT / "templates/xunshi/kind.toml").read_text(encoding="utf-8")
    (folder / "kind.toml").write_text(own + text, encoding="utf-8")
    return root


def kind_of(root: Path) -> Kind:
    kind, found = open_kind(root, "xunshi", Span("x"))
    assert kind is not None, listed(found)
    return kind


def signed(kind: Kind, values: dict[str, str]) -> Project:
    """Return the small project signed by the kind's posts."""
    project = attrs.evolve(small(), schema=kind.schema)
    ours = ("填报人", "联系电话", "填报日期", "审核人", "审核日期", "审签人", "审签日期")
    for form in project.forms.values():
        form.fields = {k: v for k, v in form.fields.items() if k not in ours} | values
    return project


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = draw(tmp_path_factory.mktemp("posts") / "项目", settings(*POSTS))
    signed(kind_of(root), SIGNED).write(root)
    assert listed(compile_project(root).diagnostics) == []
    return root


def test_the_form_asks_for_them_in_their_order(kept: Path, tmp_path: Path) -> None:
    project = signed(kind_of(kept), SIGNED)
    project.forms.clear()
    root = draw(project.write(tmp_path), settings(*POSTS))
    assert len(issue_forms(root).written) == 4
    sheet = openpyxl.load_workbook(root / FORM_FILE)["填报表"]
    labels = [str(row[0].value).rstrip(" *") for row in sheet.iter_rows()]
    assert [label for label in labels if label in LABELS] == LABELS
    assert not {"填报人", "审核人", "审签人"} & set(labels)
    assert "主要负责人签字：" in {str(cell.value) for row in sheet.iter_rows() for cell in row}


def test_the_ledger_shows_them(kept: Path) -> None:
    book = openpyxl.load_workbook(kept / "output/整改台账.xlsx")
    heads = [cell.value for cell in book["销号"][1]]
    assert {"经办人", "处室负责人", "分管领导", "主要负责人", "审签日"} <= set(heads)
    assert trace(kept, "补齐学位短板").passages


@pytest.mark.parametrize(
    ("label", "value", "code"),
    [
        ("分管领导签字日期", "2025-01-06", "L040"),
        ("审签日", "2025-01-07", "L040"),
        ("审签日", "2024-11-01", "L041"),
        ("分管领导", "", "V001"),
        ("审签日", "2025-03-30", "L042"),
    ],
)
def test_they_sign_in_order(kept: Path, tmp_path: Path, label: str, value: str, code: str) -> None:
    project = signed(kind_of(kept), SIGNED)
    project.form("措施01-01").fields[label] = value
    root = draw(project.write(tmp_path), settings(*POSTS))
    assert code in {d.code for d in analyse(root).diagnostics}


def test_two_posts_are_enough(tmp_path: Path) -> None:
    root = draw(tmp_path, settings("填报人", "负责人", day=""))
    values = {
        "填报人": "岑一鸣",
        "联系电话": "0000-66101234",
        "填报日期": "2025-01-06",
        "负责人": "柏栋材",
        "负责人签字日期": "2025-01-10",
    }
    signed(kind_of(root), values).write(root)
    assert listed(compile_project(root).diagnostics) == []
    book = openpyxl.load_workbook(root / "output/整改台账.xlsx")
    heads = [str(cell.value) for cell in book["销号"][1]]
    assert not any(head.isascii() for head in heads)


def test_forms_that_are_out_stay_good(tmp_path: Path) -> None:
    """Ours are known under their former labels; posts that came later are a hint."""
    root = draw(small().write(tmp_path), settings(*POSTS))
    found = analyse(root).diagnostics
    assert {d.code for d in found} == {"S180"}
    assert {d.arguments["label"] for d in found} == {"分管领导", "分管领导签字日期"}


def test_a_specimen_is_signed(tmp_path: Path) -> None:
    assert check_kind(draw(tmp_path, settings(*POSTS)), "").diagnostics == ()


@pytest.mark.parametrize(
    ("post", "day"),
    [
        ("审核人", "审核日期"),
        ("经办人", "经办日期"),
        ("主要负责人", "主要负责人签字日期"),
        ("处长", "处长签字日期"),
    ],
)
def test_what_the_day_is_called(post: str, day: str) -> None:
    assert Post(post).day_label == day


@pytest.mark.parametrize(
    "text",
    [
        settings("填报人"),
        settings(*"甲乙丙丁戊己庚"),
        settings("填报人", "填报人", day=""),
        settings("填报人", "进展情况"),
        settings("填报人", "审签{人}"),
        settings("填报人", "审签人", day="联系电话"),
    ],
)
def test_what_is_no_chain(tmp_path: Path, text: str) -> None:
    draw(tmp_path, text)
    kind, found = open_kind(tmp_path, "xunshi", Span("x"))
    assert kind is None
    assert {d.code for d in found} <= {"S182", "S058"}
    assert found[0].spans[0].line is not None
