"""Several forms of one measure, and measures of one problem: what joins, what wins, what is
complained of.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.clerk import Clerk, address, table_address
from support.projects import (
    UNFINISHED,
    Form,
    Project,
    answer,
    diagnose,
    fields,
    findings,
    notice,
    supporting_form,
    table,
)

pytestmark = pytest.mark.usefixtures("read_once")

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
REGISTER = "input_workbooks/总台账.xlsx"


def register_cell(root: Path, sheet: str, label: str, row: int) -> str:
    return table_address(root / REGISTER, sheet, label, row, sheet)


def test_a_single_measure_prints_no_ordinal(root: Path) -> None:
    """一是 appears only where there is a 二是."""
    text = notice(root)
    assert "整改情况：一是补齐学位短板。" in text
    assert "二是优先安排经费。" in text
    assert "整改情况：调配养老床位。" in text


def test_a_measure_without_a_theme(project: Project, tmp_path: Path) -> None:
    """Without a theme the progress follows the ordinal at once."""
    del project.form("措施01-01").fields["主题句"]
    assert "整改情况：一是出台《学前教育学位供给办法》" in notice(project.write(tmp_path))


def test_a_lead_in_and_groups(project: Project, tmp_path: Path) -> None:
    """A problem's lead-in stands before 一是; each group prints its own and starts from 一是
    again.
    """
    project.tables["问题清单"][0]["问题导语"] = "区委专题研究。"
    plans = project.tables["措施清单"]
    for number in (3, 4):
        plans.insert(
            number - 1, {**plans[1], "措施编号": f"措施01-0{number}", "整改措施": f"第{number}条。"}
        )
        project.forms[f"区财政局/措施01-0{number}.xlsx"] = Form(
            f"措施01-0{number}", answer(f"第{number}件", f"办了{number}。")
        )
    for row, group in zip(
        plans[:4], ("针对城区。", "针对城区。", "针对乡镇。", "针对乡镇。"), strict=True
    ):
        row["分组导语"] = group
    root = project.write(tmp_path)
    assert findings(root) == []
    line = next(line for line in notice(root).splitlines() if "专题研究" in line)
    marks = [
        "整改情况：区委专题研究。针对城区。一是补齐",
        "二是优先安排经费。",
        "针对乡镇。一是第3件。",
        "二是第4件。办了4。",
    ]
    assert [line.count(mark) for mark in marks] == [1, 1, 1, 1]
    assert [line.index(mark) for mark in marks] == sorted(line.index(mark) for mark in marks)


def test_a_group_that_is_interrupted(project: Project, tmp_path: Path) -> None:
    """Measures of one group that do not stand together are L018 at the second start."""
    plans = project.tables["措施清单"]
    plans.insert(2, {**plans[1], "措施编号": "措施01-03"})
    project.forms["区财政局/措施01-03.xlsx"] = Form("措施01-03", answer("再办一件", "办了。"))
    plans[0]["分组导语"] = plans[2]["分组导语"] = "针对城区。"
    root = project.write(tmp_path)
    assert findings(root) == [("L018", register_cell(root, "措施清单", "分组导语", 2))]


def test_the_least_complete_measure_decides(project: Project, tmp_path: Path) -> None:
    """One unfinished measure makes the problem unfinished, and part four lists it."""
    project.form("措施01-02").fields |= fields(UNFINISHED)
    del project.form("措施01-02").fields["完成日期"]
    assert "第1条：关于“学前教育学位供给不均衡”的问题。" in notice(project.write(tmp_path))


def test_follow_ups_of_several_measures(project: Project, tmp_path: Path) -> None:
    """They are numbered with their matters; what is the same for all is said once."""
    project.form("措施01-01").fields |= fields(UNFINISHED) | {
        "事项名称": "学位方面",
        "有关情况说明": "还差一所。",
    }
    project.form("措施01-02").fields |= fields(UNFINISHED) | {
        "事项名称": "经费方面",
        "有关情况说明": "还差一笔。",
    }
    for measure in ("措施01-01", "措施01-02"):
        del project.form(measure).fields["完成日期"]
    root = project.write(tmp_path)
    assert findings(root) == []
    text = notice(root)
    assert "有关情况说明：（1）学位方面：还差一所。（2）经费方面：还差一笔。" in text
    assert "\n完成时限：2025年6月底前完成。\n" in text


def test_an_override_needs_a_reason(project: Project, tmp_path: Path) -> None:
    """A problem judged otherwise by the office prints as judged; without a reason C002, without
    follow-ups C001.
    """
    project.tables["问题清单"][0]["状态认定"] = "基本完成"
    root = project.write(tmp_path)
    place = register_cell(root, "问题清单", "状态认定", 0)
    assert findings(root) == sorted(
        [("C001", place), ("C002", register_cell(root, "问题清单", "认定理由", 0))]
    )


def test_an_override_that_hides_a_follow_up(project: Project, tmp_path: Path) -> None:
    """A problem judged completed though a unit reports a follow-up is C003; the follow-up is not
    printed, nor complained of twice.
    """
    project.tables["问题清单"][1] |= {"状态认定": "已完成", "认定理由": "区委会议审定。"}
    root = project.write(tmp_path)
    codes = [code for code, _ in findings(root)]
    assert "C003" in codes
    assert "有关情况说明" not in notice(root)


# Several forms


def test_a_missing_form(project: Project, tmp_path: Path) -> None:
    """A measure without its lead unit's form is L001 at its row of the register, with the unit's
    name.
    """
    del project.forms["区财政局/措施01-02.xlsx"]
    root = project.write(tmp_path)
    (diagnostic,) = diagnose(root)
    assert (diagnostic.code, diagnostic.spans[0].cell) == (
        "L001",
        register_cell(root, "措施清单", "措施编号", 1),
    )
    assert diagnostic.arguments["unit"] == "区财政局"


def test_a_supporting_form_alone_is_not_enough(project: Project, tmp_path: Path) -> None:
    """The lead unit still owes its answer."""
    project.forms = {"区财政局/措施01-01.xlsx": supporting_form(), **project.forms}
    del project.forms["区教育局/措施01-01.xlsx"]
    root = project.write(tmp_path)
    assert ("L001", register_cell(root, "措施清单", "措施编号", 0)) in findings(root)


def test_tables_of_all_units_join(project: Project, tmp_path: Path) -> None:
    """Lead and supporting units' figures, institutions and handlings count together; the same
    institution counts once.
    """
    form = supporting_form()
    form.tables = {
        "制度成果": table("文件标题\n教育经费管理办法\n学前教育学位供给办法"),
        "处理情况": table("处理方式 | 处理人数\n提醒谈话 | 2"),
    }
    project.forms["区财政局/措施01-01.xlsx"] = form
    project.tables["勾稽规则"] = table("关系式\n谈话总数 = 处理人数（提醒谈话）\n2 = 制度总数")
    project.tables["篇章"][2]["文字"] = "出台制度{制度总数}项，提醒谈话{谈话总数}人。"
    root = project.write(tmp_path)
    assert findings(root) == []
    assert "出台制度2项，提醒谈话7人。" in notice(root)


def test_the_same_figure_from_two_units(project: Project, tmp_path: Path) -> None:
    """Equal values of one figure are one figure; in one form they are L009."""
    form = supporting_form()
    form.tables["数据指标"] = table("指标名称 | 数值 | 计量单位\n公办学位 | 500 | 个")
    project.forms["区财政局/措施01-01.xlsx"] = form
    project.tables["篇章"][2]["文字"] = "公办学位{公办学位}个。"
    root = project.write(tmp_path / "甲")
    assert findings(root) == []
    assert "公办学位500个。" in notice(root)
    project.form("措施01-01").tables["数据指标"].append(
        {"指标名称": "公办学位", "数值": 500, "计量单位": "个"}
    )
    root = project.write(tmp_path / "乙")
    assert findings(root) == [("L009", table_address(root / FORM, "数据指标", "指标名称", 3))]


@pytest.mark.parametrize("name", ["区教委", "教育局", " 区教育局 "])
def test_a_unit_by_another_name(root: Path, name: str) -> None:
    """An alias is the unit itself."""
    clerk = Clerk.at(root / FORM)
    clerk.put("填报单位", name)
    clerk.save()
    assert findings(root) == []


def test_a_unit_nobody_knows(root: Path) -> None:
    """A unit outside the directory is V015 with the nearest name."""
    clerk = Clerk.at(root / FORM)
    cell = clerk.put("填报单位", "区教育句")
    clerk.save()
    (diagnostic,) = [d for d in diagnose(root) if d.code == "V015"]
    assert diagnostic.spans[0].cell == cell
    assert "区教育局" in str(diagnostic.arguments["hint"])


def test_an_unknown_unit_in_the_register(project: Project, tmp_path: Path) -> None:
    """One wrong name in a list of supporting units is V015 at its characters."""
    project.tables["措施清单"][2]["责任单位"] = "区财政局、区财证局"
    root = project.write(tmp_path)
    (diagnostic,) = [d for d in diagnose(root) if d.code == "V015"]
    span = diagnostic.spans[0]
    assert (span.cell, span.start, span.end) == (
        register_cell(root, "措施清单", "责任单位", 2),
        5,
        9,
    )


@pytest.mark.parametrize("label", ["整改措施", "整改目标", "牵头领导", "整改时限", "问题"])
def test_a_prefilled_cell_altered(root: Path, label: str) -> None:
    """What the office printed is compared with the register: L006 with both cells."""
    clerk = Clerk.at(root / FORM)
    cell = clerk.put(label, "长期坚持" if label == "整改时限" else "改过")
    clerk.save()
    (diagnostic,) = diagnose(root)
    assert (diagnostic.code, diagnostic.spans[0].cell, diagnostic.spans[1].file) == (
        "L006",
        cell,
        REGISTER,
    )


# The register's own order


@pytest.mark.parametrize(
    ("sheet", "row", "label", "value", "code"),
    [
        ("问题清单", 2, "问题编号", "4", "L010"),
        ("问题清单", 2, "问题编号", "2", "L011"),
        ("措施清单", 3, "问题编号", "9", "L012"),
        ("措施清单", 1, "措施编号", "措施01-01", "L013"),
        ("措施清单", 1, "措施编号", "措施04-02", "L014"),
        ("篇章", 2, "位置", "第五部分", "V014"),
        ("篇章", 5, "序号", "一", "V011"),
        ("篇章", 4, "类型", "引言", "L031"),
    ],
)
def test_the_registers_order(
    project: Project, tmp_path: Path, sheet: str, row: int, label: str, value: str, code: str
) -> None:
    """Gaps, repetitions and strangers in the register are named at their cell or row."""
    project.tables[sheet][row][label] = value
    root = project.write(tmp_path)
    found = [
        (d.code, d.spans[0].cell)
        for d in diagnose(root)
        if d.code == code or (code == "V011" and d.code == "V010")
    ]
    assert found
    row_number = register_cell(root, sheet, label, row)[1:]
    assert found[0][1] is not None
    assert found[0][1][1:] == row_number or code in ("L012", "L031")


def test_a_gap_in_a_problems_measures(project: Project, tmp_path: Path) -> None:
    """A measure whose number jumps is L015 at its id; if only the register renamed it, its form
    is L002, and nothing else.
    """
    root = project.write(tmp_path / "甲")
    clerk = Clerk.at(root / REGISTER, "措施清单")
    clerk.table_cell("措施清单", "措施编号", 1).value = "措施01-03"
    clerk.save()
    assert findings(root) == [
        ("L002", address(root / "input_workbooks/区财政局/措施01-02.xlsx", "措施编号"))
    ]
    project.tables["措施清单"][1]["措施编号"] = "措施01-03"
    project.form("措施01-02").measure_id = "措施01-03"
    root = project.write(tmp_path / "乙")
    assert findings(root) == [("L015", register_cell(root, "措施清单", "措施编号", 1))]


def test_an_aspect_that_is_interrupted(project: Project, tmp_path: Path) -> None:
    """An aspect split by another is L017 where it starts again."""
    project.tables["问题清单"][1]["方面"] = "党的建设方面"
    project.tables["问题清单"][2]["方面"] = "民生保障方面"
    root = project.write(tmp_path)
    assert ("L017", register_cell(root, "问题清单", "方面", 2)) in findings(root)


def test_a_problem_without_measures(project: Project, tmp_path: Path) -> None:
    """A problem nobody has to do anything about is L016 at its number."""
    project.tables["问题清单"].append(
        {
            "问题编号": "4",
            "方面": "党的建设方面",
            "类别": "组织生活不严",
            "问题": "会议记录不全",
            "整改类别": "督促整改",
        }
    )
    root = project.write(tmp_path)
    assert findings(root) == [("L016", register_cell(root, "问题清单", "问题编号", 3))]


def test_statuses_ask_for_their_fields(project: Project, tmp_path: Path) -> None:
    """完成日期 belongs to 已完成 alone, the follow-up to the others."""
    project.form("措施02-01").fields["完成日期"] = "2024-12-01"
    del project.form("措施02-01").fields["下一步措施"]
    root = project.write(tmp_path)
    path = root / "input_workbooks/区民政局/措施02-01.xlsx"
    assert findings(root) == sorted(
        [("V003", address(path, "完成日期")), ("V002", address(path, "下一步措施"))]
    )
