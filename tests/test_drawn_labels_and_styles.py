"""What only a drawing and its report, or its styles, show together: labels over nothing (S156), styles
that there are none of (S157).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.outlines import kind_of, measure, problem, report
from support.projects import ROOT

from compiler.commands.drawn_styles import judge_styles
from compiler.commands.kinds import check_kind
from compiler.notice.build import typed_document
from compiler.notice.judging.labels import empty_labels
from compiler.notice.kind import load_kind

GIVEN = report(
    problem("甲", measure("办了。", goal="见效")),
    problem("乙", measure("在办。", status="未完成", situation="缺地。")),
    title="题", contact_phone="0000-1234567",
)  # fmt: skip


def labels(outline: str) -> list[tuple[str, int | None, int | None]]:
    """Return (label, line, column) of the labels that print nothing behind them."""
    kind, found = kind_of(outline)
    assert found == []
    document = typed_document(GIVEN, kind)
    told = empty_labels(kind.outline, document)
    return [(str(d.arguments["label"]), d.spans[0].line, d.spans[0].column) for d in told]


@pytest.mark.parametrize(
    ("outline", "expected"),
    [
        ("{标题}，邮编：{邮政编码}", [("邮编", 1, 6)]),
        ("{标题}\n{问题}；目标：[{整改目标}]，电话：{联系电话}", [("目标", 2, 6)]),
        ("邮编:{邮政编码}，电话:{联系电话}", [("邮编", 1, 1)]),
        ("{标题}<，邮编：{邮政编码}>", []),
        ("[电话：{联系电话}/邮编：{邮政编码}|；]", []),
        ("邮编：{邮政编码}", []),
        ("{标题}，方式：[电话{联系电话}/邮编{邮政编码}|；]。", []),
        ("{标题}，方式：<电话{联系电话}>。", []),
        ("{标题}，方式：<邮编{邮政编码}>。", [("方式", 1, 6)]),
        ("{问题}，目标：[为{整改目标}]。", [("目标", 1, 6)]),
        ("{标题}如下：", []),
        ("{标题}整改情况：\n    {问题}", []),
        ("{标题}，电话：{联系电话}", []),
    ],
)
def test_labels(outline: str, expected: list[tuple[str, int, int]]) -> None:
    """A line that prints nothing else is left out as a whole, and a label that ends a line is meant."""
    assert labels(outline) == expected


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A project with a kind of its own."""
    return Path(shutil.copytree(ROOT / "templates/xuncha", tmp_path / "templates/督查")).parents[1]


def draw(own: Path, style: str) -> None:
    path = own / "templates/督查/outline.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{导语}", f"{{导语}}    …样式 {style}"), encoding="utf-8")


@pytest.mark.parametrize(("style", "guess"), [("五级标题", "一级标题"), ("楷体段", "")])
def test_an_unknown_style(own: Path, style: str, guess: str) -> None:
    """Told where it is named, with the nearest known one, when the kind is checked, and once."""
    draw(own, style)
    line = next(
        n
        for n, text in enumerate(
            (own / "templates/督查/outline.txt").read_text("utf-8").split("\n"), 1
        )
        if "…样式" in text
    )
    folder = own / "templates/督查"
    kind, _ = load_kind("督查", lambda name: (folder / name).read_text("utf-8"), "templates/督查")
    assert kind is not None
    (found,) = judge_styles(kind, own)
    assert (found.code, found.spans[0].line, found.spans[0].column) == ("S157", line, 10)
    assert guess in found.message


def test_a_known_style(own: Path) -> None:
    draw(own, "二级标题")
    folder = own / "templates/督查"
    kind, _ = load_kind("督查", lambda name: (folder / name).read_text("utf-8"), "templates/督查")
    assert kind is not None
    assert judge_styles(kind, own) == []


def test_the_check_of_a_kind_tells_it_once(own: Path) -> None:
    draw(own, "五级标题")
    judged = check_kind(own, "督查")
    assert [d.code for d in judged.diagnostics] == ["S157"]
