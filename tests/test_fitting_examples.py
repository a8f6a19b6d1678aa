"""What a returned form shows as right: of the field in question, and of the fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import UNFINISHED, Row, fields, small

from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document
from compiler.excel.reading.records import located
from compiler.outputs.examples import MENDED, how_to_write, of_rule
from compiler.rules.explanations import example
from compiler.rules.table import RULES
from compiler.schema.definitions import ValueKind, all_fields
from compiler.schema.form import FORM as SCHEMA

FORM = "区教育局/措施01-01.xlsx"
OPEN = {**fields(UNFINISHED), "完成日期": None}

CASES: list[tuple[Row, dict[str, list[Row]], str, str, str]] = [
    ({"填报人": None}, {}, "V001", "填报人", "比如：岑一鸣"),
    ({"联系电话": None}, {}, "V001", "联系电话", "比如：0000-66100000"),
    ({"进展情况": None}, {}, "V001", "进展情况", "比如：新建幼儿园2所，新增学位540个。"),
    ({"有关情况说明": "有。"}, {}, "V003", "有关情况说明", "清空这一格"),
    ({"下一步措施": "有。"}, {}, "V003", "下一步措施", "清空这一格"),
    ({"完成时限": "2025年6月底前。"}, {}, "V003", "完成时限", "清空这一格"),
    ({"完成日期": "2024年11月31日"}, {}, "V012", "完成日期", "比如：2024-11-29"),
    ({"填报日期": "上个月"}, {}, "V012", "填报日期", "比如：2025-01-06"),
    ({}, {"制度成果": [{"文件标题": "办法", "印发日期": "年底"}]}, "V012", "印发日期", "比如：2024-09-12"),
    ({"完成状态": "办完了"}, {}, "V014", "完成状态", "选：已完成、基本完成、未完成"),
    ({"完成状态": "已完成了"}, {}, "V014", "完成状态", "选：已完成"),
    ({}, {"处理情况": [{"处理方式": "提醒谈话了", "处理人数": 3}]}, "V014", "处理方式", "选：提醒谈话"),
    ({"填报单位": "区教育"}, {}, "V015", "填报单位", "写成：区教育局"),
    ({"填报单位": "区财证局"}, {}, "V015", "填报单位", "写成：区财政局"),
    ({"填报单位": "区民证局"}, {}, "V015", "填报单位", "牵头单位报的，写区教育局"),
    ({"填报单位": "县档案馆"}, {}, "V015", "填报单位", "牵头单位报的，写区教育局"),
    ({"填报单位": None}, {}, "V001", "填报单位", ""),
    ({"审签人": None}, {}, "V001", "审签人", "比如：柏栋材"),
    ({"审签日期": "2024-11-01"}, {}, "L040", "审核日期", "没有填错的不用改"),
    ({"审签日期": "2024-11-01"}, {}, "L041", "审签日期", "不早于完成日期"),
    ({"审签日期": "2024-11-01"}, {}, "L041", "完成日期", "没有填错的不用改"),
    ({"完成日期": "2026-01-01"}, {}, "C004", "完成日期", "不晚于2025-02-20"),
    ({"主题句": "补齐学位短板。"}, {}, "V026", "主题句", "写成：补齐学位短板"),
    ({**OPEN, "事项名称": "养老服务方面，"}, {}, "V026", "事项名称", "写成：养老服务方面"),
    ({"进展情况": "新建幼儿园2所，新增学位540个"}, {}, "V025", "进展情况", "写成：…所，新增学位540个。"),
    ({**OPEN, "下一步措施": "加快改造；"}, {}, "V025", "下一步措施", "写成：加快改造。"),
    ({**OPEN, "完成时限": "2025年6月底前"}, {}, "V025", "完成时限", "写成：2025年6月底前。"),
    ({"主题句": "一是补齐学位短板"}, {}, "V027", "主题句", "写成：补齐学位短板"),
    ({"进展情况": "二是新建幼儿园2所。"}, {}, "V027", "进展情况", "写成：新建幼儿园2所。"),
    ({"主题句": "补齐\n短板"}, {}, "V020", "主题句", "写成：补齐短板"),
    ({"进展情况": "新增学位５４０个。"}, {}, "V023", "进展情况", "写成：新增学位540个。"),
    ({"主题句": "字" * 61}, {}, "V028", "主题句", "不超过60个字，比如：新园建成一所开一所"),
    ({**OPEN, "事项名称": "字" * 31}, {}, "V028", "事项名称", "不超过30个字，比如：养老服务方面"),
    ({}, {"数据指标": [{"指标名称": "甲", "数值": "约35项", "计量单位": "项"}]}, "V010", "数值",
     "写成：35，“项”写到计量单位一格"),
    ({}, {"处理情况": [{"处理方式": "诫勉", "处理人数": "3人"}]}, "V010", "处理人数", "写成：3"),
    ({}, {"处理情况": [{"处理方式": "诫勉", "处理人数": "1.5"}]}, "V011", "处理人数", "比如：5"),
    ({}, {"处理情况": [{"处理方式": "提醒谈话", "处理人数": 3}]}, "F012", "处理人数", "正文写成：提醒谈话3人"),
    ({}, {"处理情况": [{"处理方式": "提醒谈话", "处理人数": 3}]}, "F012", "进展情况", "写成：提醒谈话3人"),
    ({}, {"数据指标": [{"指标名称": "新增学位", "数值": 99, "计量单位": "个"}]}, "F010", "数值",
     "正文写“99个”，这里才填99"),
    ({}, {"数据指标": [{"指标名称": "新增学位", "数值": 99, "计量单位": "个"}]}, "F010", "进展情况", "写成：新增学位99个"),
    ({}, {"制度成果": [{"文件标题": "办法"}]}, "F011", "文件标题", "正文写《办法》，这里写办法"),
    ({"审核日期": "2025-01-05"}, {}, "L040", "审核日期", "不早于填报日期"),
    ({"审签日期": "2025-01-07"}, {}, "L040", "审签日期", "不早于审核日期"),
    ({"进展情况": "新建幼儿园2所，按布署新增学位540个。"}, {}, "T050", "进展情况", "写成：新建幼儿园2所，按部署新增学位540个。"),
    ({"进展情况": "新建幼儿园2所，，新增学位540个。"}, {}, "T040", "进展情况", "写成：新建幼儿园2所，新增学位540个。"),
    ({"进展情况": "认真的谋划学校项目，新增学位540个。"}, {}, "T054", "进展情况", "写成：认真地谋划学校项目，新增学…"),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "tables", "code", "label", "right"), CASES)
def test_the_example_is_of_the_field_and_of_the_fault(
    tmp_path: Path, answers: Row, tables: dict[str, list[Row]], code: str, label: str, right: str
) -> None:
    """What is shown for the cell of this field, where this rule is broken."""
    assert shown(tmp_path, answers, tables, code)[label] == right


def shown(root: Path, answers: Row, tables: dict[str, list[Row]], code: str) -> dict[str, str]:
    """Return what is shown as right for a broken rule, by the label of the cell."""
    project = small()
    form = project.forms[FORM]
    form.fields.update(answers)
    form.tables = tables
    analysis = analyse(project.write(root))
    (record,) = [it for it in analysis.source.forms if it.file.endswith(FORM)]
    cells = {own.entry.span: own for own in located(record)}
    found = check_document(analysis, draft=True).diagnostics
    return {
        own.field.label: how_to_write(d, span, own.field, own.entry.text)
        for d in found
        if d.code == code
        for span in d.spans
        if (own := cells.get(span.whole_cell)) is not None
    }


@pytest.mark.parametrize("code", [code for code in RULES if code[0] in "CLFTD"])
def test_no_example_is_of_another_field(code: str) -> None:
    """A rule's page shows some field; told of another one, its name and its kind stay away."""
    label, _, value = example(code).partition("：")
    for field in all_fields(SCHEMA):
        if code in MENDED or field.label == label:
            continue
        said = of_rule(code, field)
        assert f"{label}：" not in said
        assert not said or field.kind in (ValueKind.TEXT, ValueKind.PROSE)
        assert not said or value.startswith(said.removeprefix("比如："))
