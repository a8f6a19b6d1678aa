"""The base mini project that every rule page's example starts from: fictional, small, and without
any complaint.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs

from compiler.excel.reading.project import INPUT_FOLDER, REGISTER_FILE
from compiler.excel.writing.workbooks import write_workbook
from compiler.notice.templates import TEMPLATES_FOLDER, open_kind, packaged_templates
from compiler.schema.contents import CellContent, Contents, Lists
from compiler.schema.definitions import Sheet, Table, Workbook
from compiler.schema.form import FORM
from compiler.schema.register import REGISTER
from compiler.span import Span
from compiler.word.template.styles import build_styles

KIND = "xunshi"
UNITS = ("区教育局", "区财政局", "区民政局", "柳汀镇")
BLANK_ROWS = 3
"""Blank rows of each table: fewer than an issued workbook has, so that editing one is quick."""

Fields = Mapping[str, CellContent]

INFORMATION: Fields = {
    "kind": KIND,
    "title": "中共望澜区委关于巡视整改进展情况的通报",
    "organ": "中共望澜区委",
    "inspection_body": "省委巡视三组",
    "inspection_kind": "常规巡视",
    "inspection_start": date(2024, 3, 4),
    "inspection_end": date(2024, 4, 28),
    "feedback_on": date(2024, 6, 18),
    "cut_off": date(2024, 12, 31),
    "signed_on": date(2025, 2, 20),
    "report_by": date(2025, 1, 10),
    "contact_phone": "0000-66100000",
    "contact_address": "望澜区澜湖路1号",
    "contact_email": "xszg@wanglan.example",
    "profile": "全角",
}

CHAPTERS: tuple[Fields, ...] = tuple(
    dict(zip(("place", "order", "kind", "heading", "text"), row, strict=True))
    for row in (
        (
            "导语",
            1,
            "正文",
            None,
            "根据省委统一部署，省委巡视三组对望澜区开展了常规巡视。现将整改进展公布如下。",
        ),
        ("第一部分", 1, "标题", None, "巡视整改组织落实情况"),
        ("第一部分", 1, "引言", None, "区委坚决扛起巡视整改主体责任，逐条研究、逐项推进。"),
        (
            "第一部分",
            1,
            "条目",
            "加强组织领导",
            "成立整改工作领导小组，召开整改专题会议{整改专题会议总数}次。",
        ),
        ("第一部分", 2, "条目", "逐项推进落实", "建立整改台账，细化整改措施{措施总数}条。"),
        ("第二部分", 1, "标题", None, "巡视反馈问题整改落实情况"),
        ("第三部分", 1, "标题", None, "巡视移交信访件办理情况"),
        ("第三部分", 1, "引言", None, "区委高度重视巡视移交信访件的办理。"),
        (
            "第三部分",
            1,
            "条目",
            "信访件办理情况",
            "收到信访件{信访件总数}件，已办结{信访件办结数}件。",
        ),
        ("第四部分", 1, "标题", None, "需进一步整改的事项"),
        ("结语", 1, "正文", None, "欢迎社会各界关注整改、多提意见。"),
    )
)

LIVELIHOOD, PARTY = "推动发展和改善民生方面", "加强党的建设方面"

PROBLEMS: tuple[Fields, ...] = (
    {
        "number": 1,
        "aspect": LIVELIHOOD,
        "category": "民生保障存在短板",
        "title": "学位供给不足",
        "problem_class": "督促整改",
    },
    {
        "number": 2,
        "aspect": LIVELIHOOD,
        "category": "民生保障存在短板",
        "title": "养老设施滞后",
        "problem_class": "督促整改",
    },
    {
        "number": 3,
        "aspect": LIVELIHOOD,
        "category": "财务管理不够规范",
        "title": "往来款清理不及时",
        "problem_class": "拟谈话",
    },
    {
        "number": 4,
        "aspect": PARTY,
        "category": "组织生活不够严肃",
        "title": "组织生活不够严肃",
        "problem_class": "督促整改",
    },
)

TOWN, VILLAGE = "针对镇级往来款问题。", "针对村级往来款问题。"

MEASURES: tuple[Fields, ...] = tuple(
    dict(
        zip(
            (
                "id",
                "problem",
                "planned",
                "goal",
                "leader",
                "lead_unit",
                "supporting_units",
                "due",
                "group",
            ),
            row,
            strict=True,
        )
    )
    for row in (
        (
            "措施01-01",
            1,
            "新建、改扩建学校，增加学位供给。",
            "学位供需平衡。",
            "区政府副区长",
            "区教育局",
            "柳汀镇",
            date(2024, 12, 31),
            None,
        ),
        (
            "措施01-02",
            1,
            "保障学校建设资金。",
            "资金足额到位。",
            "区政府副区长",
            "区财政局",
            None,
            date(2024, 12, 31),
            None,
        ),
        (
            "措施02-01",
            2,
            "加快建设养老服务设施。",
            "设施覆盖各镇。",
            "区政府副区长",
            "区民政局",
            None,
            date(2025, 6, 30),
            None,
        ),
        (
            "措施03-01",
            3,
            "修订往来款管理办法。",
            None,
            "区政府副区长",
            "区财政局",
            None,
            date(2024, 9, 30),
            TOWN,
        ),
        (
            "措施03-02",
            3,
            "清理镇级长期挂账往来款。",
            None,
            "区政府副区长",
            "区财政局",
            None,
            date(2024, 12, 31),
            TOWN,
        ),
        (
            "措施03-03",
            3,
            "清理村级长期挂账往来款。",
            None,
            "区政府副区长",
            "柳汀镇",
            None,
            "长期坚持",
            VILLAGE,
        ),
        (
            "措施04-01",
            4,
            "严格执行组织生活制度。",
            None,
            "区委副书记",
            "柳汀镇",
            None,
            date(2024, 10, 31),
            None,
        ),
    )
)

REGISTER_CONTENTS = Contents(
    INFORMATION,
    {
        "chapters": CHAPTERS,
        "problems": PROBLEMS,
        "measures": MEASURES,
        "units": ({"name": UNITS[0], "aliases": "区教委"}, *({"name": name} for name in UNITS[1:])),
        "letters": ({"kind": "信访件", "received": 6, "closed": 5, "open": 1},),
        "relations": ({"relation": "整改专题会议总数 = 合计（整改专题会议）"},),
    },
)


@attrs.frozen
class Answer:
    """What a unit answers: the fields it fills and the tables it adds."""

    fields: Fields
    tables: Mapping[str, tuple[Fields, ...]] = attrs.field(factory=dict)


def _done(theme: str | None, progress: str, day: date) -> Fields:
    return {"theme": theme, "progress": progress, "status": "已完成", "completed_on": day}


def _figure(name: str, value: str, unit: str, relation: str | None = None) -> Fields:
    return {
        "name": name,
        "value": Decimal(value),
        "unit": unit,
        "as_of": date(2024, 12, 31),
        "relation": relation,
    }


ANSWERS: dict[str, Answer] = {
    "措施01-01": Answer(
        _done("新园建成一所开一所", "新建幼儿园2所、小学1所，新增学位540个，其中幼儿园360个、小学180个。", date(2024, 11, 29)),
        {
            "figures": (
                _figure("新增学位总数", "540", "个", "新增学位总数 = 幼儿园学位 + 小学学位"),
                _figure("幼儿园学位", "360", "个"),
                _figure("小学学位", "180", "个"),
            ),
            "evidence": ({"title": "竣工验收报告", "file": "佐证/竣工验收报告.pdf"},),
        },
    ),
    "措施01-02": Answer(_done("足额保障建设资金", "拨付学校建设资金，确保项目按期完工。", date(2024, 10, 31))),
    "措施02-01": Answer({
        "theme": "加快补齐养老设施短板",
        "progress": "建成区级养老服务中心，镇级养老服务站正在建设。",
        "status": "基本完成",
        "matter": "养老服务方面",
        "situation": "区级养老服务中心已投入使用，镇级养老服务站主体完工，尚在装修。",
        "next_steps": "加快装修进度，做好验收准备。",
        "deadline": "2025年6月底前。",
    }),
    "措施03-01": Answer(
        _done("健全往来款管理制度", "出台《柳汀镇往来款管理办法》，召开整改专题会议2次。", date(2024, 9, 12)),
        {
            "figures": (_figure("整改专题会议", "2", "次"),),
            "institutions": ({"title": "柳汀镇往来款管理办法", "number": "柳汀镇发〔2024〕12号", "date": date(2024, 9, 12)},),
        },
    ),
    "措施03-02": Answer(
        _done("清理长期挂账", "召开整改专题会议3次，对2名责任人予以提醒谈话。", date(2024, 12, 20)),
        {"figures": (_figure("整改专题会议", "3", "次"),), "handlings": ({"sanction": "提醒谈话", "count": 2},)},
    ),
    "措施03-03": Answer(_done(None, "逐村核对往来款，完成账务处理。", date(2024, 12, 25))),
    "措施04-01": Answer(_done("规范开展组织生活", "开展组织生活专项检查，对发现的问题当场整改。", date(2024, 10, 15))),
}  # fmt: skip

SIGN_OFF: Fields = {
    "reporter": "周文",
    "phone": "0000-66100000",
    "reported_on": date(2025, 1, 6),
    "reviewer": "李静",
    "reviewed_on": date(2025, 1, 8),
    "approver": "王川",
    "approved_on": date(2025, 1, 10),
}


def form_contents(plan: Fields) -> Contents:
    """Return the filled form of one measure of the register."""
    answer = ANSWERS[str(plan["id"])]
    problem = next(problem["title"] for problem in PROBLEMS if problem["number"] == plan["problem"])
    shared = ("planned", "goal", "leader", "lead_unit", "supporting_units", "due")
    prefilled: Fields = {
        "measure_id": plan["id"],
        "problem": problem,
        **{key: plan[key] for key in shared},
    }
    return Contents(
        {**prefilled, "unit": plan["lead_unit"], **answer.fields, **SIGN_OFF}, answer.tables
    )


def write_base(root: Path) -> None:
    """Write the base project into the folder ``root``."""
    kind, _ = open_kind(root, KIND, Span(TEMPLATES_FOLDER))
    assert kind is not None
    lists = Lists(
        tuple(status.name for status in kind.statuses), kind.outline.places(), (KIND,), UNITS
    )
    inputs = root / INPUT_FOLDER
    inputs.mkdir(parents=True)
    (inputs / REGISTER_FILE).write_bytes(write_workbook(_short(REGISTER), REGISTER_CONTENTS, lists))
    for plan in MEASURES:
        path = inputs / str(plan["lead_unit"]) / f"{plan['id']}.xlsx"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(
            write_workbook(_short(FORM), form_contents(plan), lists, measure_id=str(plan["id"]))
        )
    shutil.copytree(packaged_templates() / KIND, root / TEMPLATES_FOLDER / KIND)
    styles = root / TEMPLATES_FOLDER / KIND / "styles.docx"
    if not styles.exists():
        styles.write_bytes(build_styles())


def _short(schema: Workbook) -> Workbook:
    def shorten(sheet: Sheet) -> Sheet:
        blocks = (
            attrs.evolve(b, blank_rows=BLANK_ROWS) if isinstance(b, Table) else b
            for b in sheet.blocks
        )
        return attrs.evolve(sheet, blocks=tuple(blocks))

    return attrs.evolve(schema, sheets=tuple(map(shorten, schema.sheets)))
