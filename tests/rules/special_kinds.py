"""Cases of the rules about which kind of notice a new project gets."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from support.projects import ROOT

from compiler.commands.kinds import check_kind
from compiler.commands.learning import learn_kind
from compiler.commands.starting import start_project
from compiler.diagnostics import Diagnostic


def draw(folder: Path, name: str) -> Path:
    """Draw a kind of the office's own under ``folder`` and return its folder."""
    return Path(shutil.copytree(ROOT / "templates/xuncha", folder / name))


def several(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """Two kinds in the folder, and none of them named."""
    for name in ("督查整改", "审计整改"):
        draw(root / "新项目/templates", name)
    return start_project(root / "新项目").diagnostics


def one_of_several(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """Two kinds in the folder, one of them named."""
    several(root, patch)
    return start_project(root / "新项目", "审计整改").diagnostics


def reserved(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """A kind whose folder Windows would not take."""
    return start_project(root / "新项目", str(draw(root / "模板", "con"))).diagnostics


def usable(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """A kind from elsewhere under a name like any other."""
    return start_project(root / "新项目", str(draw(root / "模板", "督查整改"))).diagnostics


def layout_beside(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """A layout asked for, and the templates are the office's own."""
    draw(root / "新项目/templates", "督查整改")
    return start_project(root / "新项目", layout="GB/T 9704").diagnostics


def layout_of_ours(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """A layout asked for, and the templates are ours."""
    return start_project(root / "新项目", layout="GB/T 9704").diagnostics


def _checked(root: Path, line: str) -> Iterable[Diagnostic]:
    """Judge a kind whose outline has one more line."""
    outline = draw(root / "templates", "督查整改") / "outline.txt"
    outline.write_text(outline.read_text("utf-8") + f"{line}\n", encoding="utf-8")
    return check_kind(root, "督查整改").diagnostics


def figure_drawn(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """A figure that units will have to declare."""
    return _checked(root, "共到位资金{到位资金}万元。")


def count_drawn(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """A count that the program makes."""
    return _checked(root, "共有问题{问题总数}个。")


NOTICE = (
    "关于巡察整改情况的通报",
    "区委巡察组对柳汀镇党委开展了巡察。现将整改情况予以公布。",
    "(一)关于学习次数不足的问题",
    "整改情况:已补学4次。",
    "(二)关于党费收缴不及时的问题",
    "整改情况:已全部补齐。",
    "欢迎广大党员群众监督。",
    "中共柳汀镇委员会",
    "2025年2月20日",
)


def _learn(root: Path, lines: Iterable[str]) -> Iterable[Diagnostic]:
    """Propose a kind from a notice of these paragraphs."""
    notice = root / "通报.txt"
    notice.write_text("\n".join(lines), encoding="utf-8")
    return learn_kind(root, notice, "镇里的通报").diagnostics


def usual_notice(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """A notice of problems, each with its progress."""
    return _learn(root, NOTICE)


def unknown_label(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """One of its values has a label of which nobody knows what it means."""
    return _learn(
        root, [*NOTICE[:4], "佐证:会议记录。", *NOTICE[4:6], "佐证:缴费凭证。", *NOTICE[6:]]
    )


def paragraph_between(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    """A paragraph stands where none is expected."""
    return _learn(root, [*NOTICE[:5], "此处另有说明,请参看上年通报第三页", *NOTICE[5:]])
