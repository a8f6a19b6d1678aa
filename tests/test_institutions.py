"""Regulations that the text of a measure makes, against 制度成果."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import Project

from compiler.chinese.regulations import made_titles
from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document

pytestmark = pytest.mark.usefixtures("read_once")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("出台《甲管理办法》，逐条落实。", ["甲管理办法"]),
        ("修订印发了《甲管理办法》《乙工作规则（试行）》。", ["甲管理办法", "乙工作规则（试行）"]),
        ("《甲管理办法》9月19日出台后，首批启用。", ["甲管理办法"]),
        ("配套文件《甲监管办法》11月施行。", ["甲监管办法"]),
        ("依据《甲管理办法》，8月起执行。", []),
        ("认真学习贯彻市委印发的《甲实施细则》。", []),
        ("印发《甲工作方案》《乙通知》。", []),
        ("拟于年底前出台《甲管理办法》。", []),
        ("正在修订《甲管理办法》。", []),
    ],
)
def test_titles_that_a_text_makes(text: str, titles: list[str]) -> None:
    """A title counts if it is a regulation's and the words beside it make it, now."""
    assert [made.title for made in made_titles(text)] == titles


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ("出台《园舍移交管理办法》。", ["F013"]),
        ("出台《学前教育学位供给办法》。", []),
        ("共制定制度2项。", ["F014"]),
        ("共制定制度1项。", []),
        ("制定7项内部管理制度。", ["F014"]),
        ("修订完善4项食堂采购制度。", ["F014"]),
        ("制定1项内部管理制度。", []),
        ("建立镇村两级6项资产制度。", []),
        ("建立制度共1项。", []),
        ("建立制度共5项。", ["F014"]),
        ("新建园舍管理制度若干项。", []),
        ("指导各园建立食堂管理制度12项。", []),
        ("梳理制度30项。", []),
    ],
)
def test_regulations_of_a_measure(
    project: Project, tmp_path: Path, more: str, codes: list[str]
) -> None:
    """What the text makes is registered; what it counts is registered or named."""
    project.form("措施01-01").fields["进展情况"] = (
        f"{project.form('措施01-01').fields['进展情况']}{more}"
    )
    found = check_document(analyse(project.write(tmp_path))).diagnostics
    assert [d.code for d in found if d.code in ("F013", "F014")] == codes


def test_nothing_registered_at_all(project: Project, tmp_path: Path) -> None:
    """A project that does not register regulations is not asked to."""
    project.form("措施01-01").tables.pop("制度成果")
    found = check_document(analyse(project.write(tmp_path))).diagnostics
    assert "F013" not in {d.code for d in found}
