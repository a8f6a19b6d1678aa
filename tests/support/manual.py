"""The notice that the examples of the manual print: three problems of an invented district."""

from __future__ import annotations

from compiler.model.report import Report
from compiler.notice.build import build_document
from support.outlines import kind_of, measure, problem, report


def sample() -> Report:
    """Return the report that the examples are poured with."""
    return report(
        problem(
            "窗口排队时间长",
            measure("新增窗口6个，平均等候由40分钟缩短到12分钟。", theme="增加办事窗口", planned="增设窗口。"),
            measure("38项业务可以在线办理。", theme="推行网上预约", planned="开通预约。"),
            aspect="服务群众", category="便民不够",
        ),
        problem(
            "村级账目公开不及时",
            measure(
                "已公开127个村的账目。", status="基本完成", planned="公开账目。", matter="账目公开",
                situation="另外9个村的往年账目还在核对。", next_steps="核对一个，公开一个。", deadline="2025年6月底前。",
            ),
            aspect="基层治理", category="公开不够",
        ),
        problem(
            "老旧小区改造进度慢",
            measure(
                "已开工3个小区。", status="未完成", planned="推进改造。", matter="小区改造",
                situation="2个小区的方案还在征求意见。", next_steps="成熟一个，开工一个。", deadline="2025年12月底前。",
            ),
            aspect="基层治理", category="公开不够",
        ),
        chapters="导语|正文||现将整改情况公布如下。\n下一步打算|标题||下一步打算\n下一步打算|引言||整改任务还没有全部完成。\n"
        "下一步打算|条目|抓紧收尾|没有完成的逐月督办。\n下一步打算|条目|防止反弹|已经完成的开展回头看。\n"
        "结语|正文||欢迎监督。\n附表标题|正文||整改任务完成情况表",
        title="关于巡察整改情况的通报", signed_on="2025-02-20", contact_phone="0000-1234567", profile="全角",
    )  # fmt: skip


def shown(outline: str) -> str:
    """Return what an outline prints of the sample, a paragraph a line, a table's row a line of cells
    in bars.
    """
    kind, found = kind_of(outline)
    assert found == []
    lines: list[str] = []
    row: object = None
    for paragraph in build_document(sample(), kind).paragraphs:
        cell = paragraph.cell
        if cell is None:
            lines.append(paragraph.text)
        elif (cell.table, cell.row) == row:
            lines[-1] += f"{paragraph.text}|"
        else:
            lines.append(f"|{paragraph.text}|")
        row = cell and (cell.table, cell.row)
    return "\n".join(lines) + "\n"
