"""One fault of a project is one finding, at the cell to mend, though several rules see it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.projects import Project, listed, small, table

from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document

Edit = Callable[[Project], None]


def found(project: Project, folder: Path) -> list[tuple[str, str]]:
    return listed(check_document(analyse(project.write(folder))).diagnostics)


def registered(title: str) -> Edit:
    def edit(project: Project) -> None:
        project.form("措施01-01").tables["制度成果"][0]["文件标题"] = title

    return edit


def written(measure: str, old: str, new: str, label: str = "进展情况") -> Edit:
    def edit(project: Project) -> None:
        cells = project.form(measure).fields
        cells[label] = str(cells[label]).replace(old, new)

    return edit


def both(*edits: Edit) -> Edit:
    def edit(project: Project) -> None:
        for one in edits:
            one(project)

    return edit


def aspects(*titles: str) -> Edit:
    def edit(project: Project) -> None:
        for row, title in zip(project.tables["问题清单"], titles, strict=True):
            row["方面"] = title

    return edit


def declared(figure: str, text: str) -> Edit:
    def edit(project: Project) -> None:
        form = project.form("措施01-02")
        form.fields["进展情况"] = text
        form.tables["数据指标"] = table(
            f"指标名称 | 数值 | 计量单位 | 截至日期\n{figure} | 2024-12-31"
        )

    return edit


def petitions(text: str) -> Edit:
    def edit(project: Project) -> None:
        project.tables["办理情况"][0]["在办件数"] = "5"
        project.tables["篇章"][5]["文字"] = text
        relation = "信访件总数 = 信访件办结数 + 信访件在办数"
        project.tables["勾稽规则"] = [{"关系式": relation}]

    return edit


def extended(measure: str) -> Edit:
    def edit(project: Project) -> None:
        project.tables["延期"] = table(f"""
            措施编号  | 延期至     | 延期理由     | 批准人 | 批准日期
            {measure} | 2025-03-31 | 资金还未到位 | 王川   | 2024-12-01
        """)

    return edit


def numbered(row: int, measure: str) -> Edit:
    def edit(project: Project) -> None:
        project.forms = {
            path: form for path, form in project.forms.items() if "措施01-02" not in path
        }
        project.tables["措施清单"][row]["措施编号"] = measure

    return edit


ASPECT, SLIP = "推动发展和改善民生方面", "推动发展与改善民生方面"
STEPS, DEADLINE = "加快改造进度,统一调配空置床位。", "2025年6月底前完成。"
LATE = "2026年2月完成设计，3月开工，4月完工，5月投用。"
SOON = "2025年3月开工，4月完工，5月投用。"
PLACEHOLDERS = "共收到信访件{信访件总数}件，其中已办结{信访件办结数}件、正在办理{信访件在办数}件。"
RIGHT = "《学前教育学位供给办法》"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(registered("学前教育学位供应办法"), [("F011", "A66")], id="registered title"),
        pytest.param(written("措施01-01", "供给", "供应"), [("F011", "A66")], id="written title"),
        pytest.param(
            both(
                written("措施01-01", "供给", "供应"),
                written("措施01-02", "全年", f"按照{RIGHT}，全年"),
                written("措施02-01", "已", f"按照{RIGHT}，已"),
            ),
            [("F011", "A66"), ("T060", "B20")],  # the other texts say more than the registration
            id="title of several measures",
        ),
        pytest.param(
            declared("修建道路 | 6 | 公里", "修建道路12华里。"), [("T109", "B20")], id="old unit"
        ),
        pytest.param(
            declared("收购余粮 | 40 | 吨", "收购余粮8万市斤。"), [("T109", "B20")], id="old weight"
        ),
        pytest.param(
            declared("修建道路 | 7 | 公里", "修建道路12华里。"),
            [("F010", "B50"), ("T109", "B20")],  # another length, and an old unit
            id="old unit of another length",
        ),
        pytest.param(petitions(PLACEHOLDERS), [("F001", "A4")], id="sum of the register"),
        pytest.param(
            petitions("共收到信访件{信访件总数}件，其中网上33件、来访12件。"),
            [("F001", "A4"), ("F020", "E9")],
            id="two sums",
        ),
        pytest.param(aspects(ASPECT, SLIP, ASPECT), [("L017", "B6")], id="aspect interrupted by a slip"),
        pytest.param(aspects(ASPECT, ASPECT, SLIP), [("L036", "B6")], id="aspect written twice"),
        pytest.param(
            aspects(ASPECT, SLIP, "推动发展或改善民生方面"),
            [("L036", "B4"), ("L036", "B5")],
            id="aspect written in three ways",
        ),
        pytest.param(
            aspects(ASPECT, "党的建设方面", ASPECT), [("L017", "B6")], id="aspect interrupted"
        ),
        pytest.param(
            both(extended("措施01-02"), numbered(1, "措施01-01")),
            [("L013", "A5")],
            id="measure numbered twice and extended",
        ),
        pytest.param(extended("措施01-09"), [("L070", "A4")], id="unknown measure extended"),
        pytest.param(
            written("措施01-02", "。", "（机密★1年）。"), [("D007", "B20")], id="mark of secrecy"
        ),
        pytest.param(
            written("措施01-02", "。", "（机密★1年），验收合格😀。"),
            [("D007", "B20"), ("V022", "B20")],
            id="mark of secrecy and a picture",
        ),
        pytest.param(
            written("措施02-01", STEPS, LATE, "下一步措施"), [("C016", "B32")], id="steps of a wrong year"
        ),
        pytest.param(
            both(
                written("措施02-01", STEPS, SOON, "下一步措施"),
                written("措施02-01", DEADLINE, "2024年6月底前完成。", "完成时限"),
            ),
            [("C009", "B35")],
            id="deadline of a wrong year",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_told_once(edit: Edit, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    project = small()
    edit(project)
    assert found(project, tmp_path) == expected


def test_the_title_that_is_nearly_registered_is_named(tmp_path: Path) -> None:
    project = small()
    registered("学前教育学位供应办法")(project)
    told = check_document(analyse(project.write(tmp_path))).diagnostics
    assert [("供给办法" in one.message) for one in told] == [True]


def test_every_cell_of_an_interrupting_slip_is_named(tmp_path: Path) -> None:
    project = small()
    for sheet, number in (
        ("问题清单", {"问题编号": "4"}),
        ("措施清单", {"问题编号": "4", "措施编号": "措施04-01"}),
    ):
        project.tables[sheet].append({**project.tables[sheet][-1], **number})
    aspects(ASPECT, SLIP, SLIP, ASPECT)(project)
    told = check_document(analyse(project.write(tmp_path))).diagnostics
    assert [[span.cell for span in one.spans] for one in told if one.code == "L017"] == [
        ["B7", "B4", "B5", "B6"]
    ]
    assert not [one for one in told if one.code == "L036"]
