"""Small projects written from inline tables, and what the compiler finds in them."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePosixPath

import attrs

from compiler.commands.checking import Analysis, analyse
from compiler.commands.compilation import check_document
from compiler.diagnostics import Diagnostic
from compiler.outputs.text import write_text
from compiler.schema.books import STANDARD, Schema
from compiler.schema.contents import CellContent, Contents, Lists
from compiler.schema.definitions import Field, Table, ValueKind, Workbook
from support.workbooks import write_workbook

ROOT = Path(__file__).resolve().parents[2]
"""The repository, which is itself the sample project."""

STATUSES = ("已完成", "基本完成", "未完成")
PLACES = ("导语", "第一部分", "第二部分", "第三部分", "第四部分", "结语", "未归位")

Row = dict[str, CellContent]
"""One table row, by the labels a person sees."""


def table(text: str) -> list[Row]:
    """Read an inline table: a line of labels, then lines of values, cut at ``|``; an empty value
    is left out.
    """
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [
        {label: value for label, value in zip(lines[0], line, strict=True) if value}
        for line in lines[1:]
    ]


def fields(text: str) -> Row:
    """Read lines of ``label | value``."""
    return {
        label.strip(): value.strip()
        for label, _, value in (line.partition("|") for line in text.strip().splitlines())
    }


@attrs.define
class Form:
    """A form by the labels on it; what the office prefills is added from the register when the
    project is written.
    """

    measure_id: str
    fields: Row
    tables: dict[str, list[Row]] = attrs.field(factory=dict)


@attrs.define
class Project:
    """A project by the labels in its workbooks, those of ``schema``; ``forms`` are named by their
    path under ``input_workbooks``.
    """

    information: Row
    tables: dict[str, list[Row]]
    forms: dict[str, Form]
    schema: Schema = STANDARD

    def copy(self) -> Project:
        """Return one that can be changed by itself."""
        return copy.deepcopy(self)

    def form(self, measure_id: str) -> Form:
        """Return the first form of a measure."""
        return next(form for form in self.forms.values() if form.measure_id == measure_id)

    def units(self) -> tuple[str, ...]:
        """Return the names in the directory."""
        return tuple(str(row["单位名称"]) for row in self.tables["单位名录"])

    def write(self, root: Path) -> Path:
        """Write every workbook under ``root`` and return it."""
        folder = root / "input_workbooks"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "总台账.xlsx").write_bytes(self.register_bytes())
        for name, form in self.forms.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(self.form_bytes(form))
        return root

    def register_bytes(self) -> bytes:
        """Return the register as a workbook."""
        return write_workbook(
            self.schema.register,
            contents(self.schema.register, self.information, self.tables),
            self._lists(),
        )

    def form_bytes(self, form: Form) -> bytes:
        """Return a form as a workbook."""
        filled = {**self._prefilled(form), **form.fields}
        return write_workbook(
            self.schema.form,
            contents(self.schema.form, filled, form.tables),
            self._lists(),
            measure_id=form.measure_id,
        )

    def _lists(self) -> Lists:
        return Lists(STATUSES, PLACES, ("xunshi",), self.units(), own=self.schema.choices)

    def _prefilled(self, form: Form) -> Row:
        plan = next(
            (row for row in self.tables["措施清单"] if row.get("措施编号") == form.measure_id), {}
        )
        problem = next(
            (row for row in self.tables["问题清单"] if row.get("问题编号") == plan.get("问题编号")),
            {},
        )
        labels = ("整改措施", "整改目标", "牵头领导", "牵头单位", "责任单位", "整改时限")
        filled: Row = {
            "措施编号": form.measure_id,
            "问题": problem.get("问题"),
            "填报单位": plan.get("牵头单位"),
        }
        return filled | {label: plan.get(label) for label in labels}


def contents(
    schema: Workbook, values: Mapping[str, CellContent], tables: Mapping[str, Iterable[Row]]
) -> Contents:
    """Turn labels into the schema's keys, and text into the kind of value each field holds where
    it reads as one.
    """
    by_label = {
        label: field
        for sheet in schema.sheets
        for field in sheet.fields()
        for label in field.labels()
    }
    by_title = {
        name: found
        for sheet in schema.sheets
        for found in sheet.tables()
        for name in _titles(found)
    }
    return Contents(
        {by_label[label].key: typed(by_label[label], value) for label, value in values.items()},
        {
            by_title[title].key: [_row(by_title[title], row) for row in rows]
            for title, rows in tables.items()
        },
    )


def _titles(found: Table) -> tuple[str, str]:
    return found.title, found.title.partition("、")[2] or found.title


def _row(schema: Table, row: Row) -> Row:
    columns = {label: column for column in schema.columns for label in column.labels()}
    return {columns[label].key: typed(columns[label], value) for label, value in row.items()}


def typed(field: Field, value: CellContent) -> CellContent:
    """Return text as the number or date it writes, if its field holds such and it does write
    one.
    """
    if isinstance(value, str):
        try:
            if field.kind in (ValueKind.NUMBER, ValueKind.INTEGER):
                return Decimal(value)
            if field.kind is ValueKind.DATE:
                return date.fromisoformat(value)
        except (ValueError, ArithmeticError):
            return value
    return value


INFORMATION = """
通报种类 | xunshi
通报标题 | 关于巡视整改进展情况的通报
发文机关 | 中共望澜区委
成文日期 | 2025-02-20
报送期限 | 2025-01-10
联系电话 | 0000-66100000
通信地址 | 望澜区镜湖路1号
标点样式 | 全角
"""

CHAPTERS = """
位置     | 序号 | 类型 | 小标题       | 文字
导语     | 1    | 正文 |              | 现将整改进展情况通报如下。
第一部分 | 1    | 标题 |              | 提高站位,扛牢整改责任
第一部分 | 1    | 条目 | 加强组织领导 | 全区共研究{措施总数}条措施。
第二部分 | 1    | 标题 |              | 逐条对照,推进问题整改
第三部分 | 1    | 标题 |              | 信访件和问题线索办理情况
第三部分 | 1    | 条目 | 信访件       | 共收到信访件{信访件总数}件。
第四部分 | 1    | 标题 |              | 需进一步整改的事项
结语     | 1    | 正文 |              | 欢迎广大干部群众监督。
"""

PROBLEMS = """
问题编号 | 方面       | 类别         | 问题             | 整改类别
1        | 民生保障方面 | 教育供给不足 | 学前教育学位供给不均衡 | 督促整改
2        | 民生保障方面 | 养老服务薄弱 | 养老床位空置较多 | 督促整改
3        | 党的建设方面 | 组织生活不严 | 组织生活记录不全 | 督促整改
"""

MEASURES = """
措施编号   | 问题编号 | 整改措施             | 整改目标       | 牵头领导 | 牵头单位   | 责任单位             | 整改时限
措施01-01  | 1        | 新建一批公办幼儿园。 | 学位够用。     | 沈知行   | 区教育局   | 区财政局             | 2024-12-31
措施01-02  | 1        | 保障教育经费。       |                | 沈知行   | 区财政局   |                      | 2024-12-31
措施02-01  | 2        | 盘活空置养老床位。   | 空置率下降。   | 温若川   | 区民政局   | 区财政局、区教育局   | 2025-06-30
措施03-01  | 3        | 补齐组织生活记录。   |                | 顾承远   | 区教育局   |                      | 长期坚持
"""

UNITS = """
单位名称 | 别名           | 联系人 | 联系人电话
区教育局 | 区教委、教育局 | 岑一鸣 | 0000-66101000
区财政局 |                | 耿立夏 | 0000-66102000
区民政局 |                | 柏栋材 | 0000-66103000
"""

LETTERS = """
移交类别 | 移交件数 | 办结件数 | 在办件数
信访件   | 46       | 42       | 4
"""

SIGN_OFF = """
填报人   | 岑一鸣
联系电话 | 0000-66101234
填报日期 | 2025-01-06
审核人   | 耿立夏
审核日期 | 2025-01-08
审签人   | 柏栋材
审签日期 | 2025-01-10
"""

COMPLETED = """
完成状态 | 已完成
完成日期 | 2024-11-29
"""

UNFINISHED = """
完成状态     | 未完成
事项名称     | 养老服务方面
有关情况说明 | 两处养老机构正在改造,暂未投用。
下一步措施   | 加快改造进度,统一调配空置床位。
完成时限     | 2025年6月底前完成。
"""


PROGRESS = (
    "出台《学前教育学位供给办法》，新建幼儿园2所，新增学位540个，其中公办学位500个、民办学位40个。"
)


def answer(theme: str, progress: str, status: str = COMPLETED) -> Row:
    """Return the fields of a filled form."""
    return {"主题句": theme, "进展情况": progress, **fields(status), **fields(SIGN_OFF)}


def small() -> Project:
    """Return a project without a flaw: three problems, four measures, three units, one
    follow-up.
    """
    figures = table("""
        指标名称 | 数值 | 计量单位 | 截至日期   | 勾稽关系
        新增学位 | 540  | 个       | 2024-12-31 | 新增学位 = 公办学位 + 民办学位
        公办学位 | 500  | 个       | 2024-12-31 |
        民办学位 | 40   | 个       | 2024-12-31 |
    """)
    return Project(
        fields(INFORMATION),
        {
            "篇章": table(CHAPTERS), "问题清单": table(PROBLEMS), "措施清单": table(MEASURES),
            "单位名录": table(UNITS), "办理情况": table(LETTERS),
        },
        {
            "区教育局/措施01-01.xlsx": Form(
                "措施01-01",
                answer("补齐学位短板", PROGRESS),
                {"数据指标": figures, "制度成果": [{"文件标题": "学前教育学位供给办法", "印发日期": "2024-09-12"}]},
            ),
            "区财政局/措施01-02.xlsx": Form("措施01-02", answer("优先安排经费", "全年拨付教育经费3200万元。")),
            "区民政局/措施02-01.xlsx": Form(
                "措施02-01", answer("调配养老床位", "已盘活空置床位120张，提醒谈话5人。", UNFINISHED), {"处理情况": [{"处理方式": "提醒谈话", "处理人数": "5"}]}
            ),
            "区教育局/措施03-01.xlsx": Form("措施03-01", answer("规范组织生活", "组织生活记录全部补齐。")),
        },
    )  # fmt: skip


def supporting_form(**values: CellContent) -> Form:
    """Return the form that 区财政局, a supporting unit, sends for 措施01-01: tables alone unless
    ``values`` say more.
    """
    return Form("措施01-01", {"填报单位": "区财政局", **fields(SIGN_OFF), **values})


ROAD = re.compile(r"[SVR]\d{3}|L0[0-3]\d|C00[1-3]|F00[1-6]")
"""The rules by which a project is read, linked and written. Those about what the prose says have
tests of their own."""


def place(diagnostic: Diagnostic) -> str:
    """Return where a diagnostic points: its cell, else its sheet, else its file's name."""
    span = diagnostic.spans[0]
    return span.cell or span.sheet or PurePosixPath(span.file).name


def listed(diagnostics: Iterable[Diagnostic]) -> list[tuple[str, str]]:
    """Return (code, place) of each diagnostic, sorted; every message must render and every place
    must be describable.
    """
    found = []
    for diagnostic in diagnostics:
        assert diagnostic.message
        assert all(span.describe() for span in diagnostic.spans)
        found.append((diagnostic.code, place(diagnostic)))
    return sorted(found)


def diagnose(root: Path) -> tuple[Diagnostic, ...]:
    """Return what ``zhenggai check`` finds on the road from workbooks to notice."""
    return tuple(d for d in check_document(analyse(root)).diagnostics if ROAD.fullmatch(d.code))


def findings(root: Path) -> list[tuple[str, str]]:
    """Return (code, place) of what ``zhenggai check`` finds on the road from workbooks to
    notice.
    """
    return listed(diagnose(root))


def notice_of(analysis: Analysis, *, draft: bool = False) -> str:
    """Return the notice's text."""
    document = check_document(analysis, draft=draft).document
    assert document is not None
    return write_text(document).decode()


def notice(root: Path, *, draft: bool = False) -> str:
    """Return the text of a project's notice."""
    return notice_of(analyse(root), draft=draft)
