"""A round whose register changes after its forms are out: what was answered, where it lies, and
under which measure it would be printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs

from compiler.chinese.folding import fold
from compiler.commands.checking import Analysis, analyse
from compiler.commands.issuing import Issue, issue_forms
from compiler.excel.reading.records import Record
from compiler.excel.reading.workbook import read_workbook
from compiler.outputs.filling import contents_of
from compiler.outputs.forms import write_form
from compiler.schema.contents import CellContent, Lists
from compiler.schema.form import FORM
from support.projects import PLACES, STATUSES, Project, Row, answer, contents, small, table

PROBLEMS = table("""
    问题编号 | 方面         | 类别         | 问题                   | 整改类别
    1        | 民生保障方面 | 教育供给不足 | 学前教育学位供给不均衡 | 督促整改
    2        | 民生保障方面 | 养老服务薄弱 | 养老床位空置较多       | 督促整改
    3        | 党的建设方面 | 组织生活不严 | 组织生活记录不全       | 督促整改
""")
MEASURES = table("""
    措施编号   | 问题编号 | 整改措施                                     | 整改目标     | 牵头领导 | 牵头单位 | 责任单位 | 整改时限
    措施01-01  | 1        | 新建一批公办幼儿园，增加普惠性学位。         | 学位够用。   | 沈知行   | 区教育局 | 区财政局 | 2024-12-31
    措施01-02  | 1        | 足额安排教育经费，按月拨付到位。             |              | 沈知行   | 区财政局 |          | 2024-12-31
    措施01-03  | 1        | 选派骨干教师到乡镇幼儿园支教。               |              | 沈知行   | 区教育局 |          | 2025-03-31
    措施02-01  | 2        | 盘活空置养老床位，引入社会力量运营。         | 空置率下降。 | 温若川   | 区民政局 | 区财政局 | 2025-06-30
    措施02-02  | 2        | 修订养老机构补贴管理办法。                   |              | 温若川   | 区民政局 |          | 2025-06-30
    措施03-01  | 3        | 补齐党支部组织生活记录，逐个支部检查。       |              | 顾承远   | 区教育局 |          | 长期坚持
    措施03-02  | 3        | 对记录造假的党支部书记进行约谈。             |              | 顾承远   | 区教育局 |          | 2025-01-31
""")
LISTS = Lists(STATUSES, PLACES, ("xunshi",), ("区教育局", "区财政局", "区民政局"))
REGISTER = "input_workbooks/总台账.xlsx"


def a_round() -> Project:
    """Return a register of seven measures whose words are nothing like each other, without forms."""
    project = small()
    project.tables["问题清单"], project.tables["措施清单"] = (
        [dict(row) for row in PROBLEMS],
        [dict(row) for row in MEASURES],
    )
    project.forms = {}
    return project


def put_register(root: Path, project: Project) -> None:
    """Put a register in place."""
    path = root / REGISTER
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(project.register_bytes())


BEGUN, DONE = "已经落实“", "”的要求，在北门路、南塘村设点受理，由专人每周回访。"


def progress_for(planned: str) -> str:
    """Return the answer that a unit gives to a measure, which nobody could take for another's."""
    return f"{BEGUN}{planned.rstrip('。')}{DONE}"


def fill(root: Path) -> None:
    """Let every unit fill the forms it was issued that are still blank."""
    for path in sorted((root / "input_workbooks").rglob("*.xlsx")):
        record = read(path)
        if record is None or record.workbook != "form" or record.fields["progress"].cell:
            continue
        planned = record.fields["planned"].text
        path.write_bytes(filled(record, answer("", progress_for(planned))))


def filled(record: Record, values: Row, unit: str = "") -> bytes:
    """Return a form with answers in it, as the unit sends it back."""
    own = contents_of(record)
    given = contents(FORM, values, {}).fields
    fields: dict[str, CellContent] = {**own.fields, **given}
    if unit:
        fields["unit"] = unit
    issue_id = record.structure.get("issue_id")
    return write_form(
        attrs.evolve(own, fields=fields),
        LISTS,
        measure_id=record.structure["measure_id"].text,
        issue_id=issue_id.text if issue_id else "",
        revision=int(record.structure["revision"].text),
        form=FORM,
    )


def read(path: Path) -> Record | None:
    """Return a workbook as it is read."""
    record, _ = read_workbook(path, path.name)
    return record


def issued_round(root: Path, project: Project | None = None) -> Path:
    """Issue a round, and let every unit answer."""
    put_register(root, project or a_round())
    issue = issue_forms(root)
    assert not issue.diagnostics
    fill(root)
    return root


def changed(root: Path, project: Project) -> Issue:
    """Change the register, and issue anew."""
    put_register(root, project)
    return issue_forms(root)


def rows(project: Project) -> dict[str, Row]:
    """Return the measures of a register by their numbers."""
    return {str(row["措施编号"]): row for row in project.tables["措施清单"]}


def where(root: Path, folder: str = "input_workbooks") -> dict[str, str]:
    """Return, of every form below a folder that has an answer, its file by the answer."""
    found: dict[str, str] = {}
    for path in sorted((root / folder).rglob("*.xlsx")):
        record = read(path)
        if record is not None and record.workbook == "form" and record.fields["progress"].cell:
            found[record.fields["progress"].text] = path.relative_to(root / folder).as_posix()
    return found


def printed(analysis: Analysis) -> Iterator[tuple[str, str]]:
    """Yield the words of every measure of the register with the answer that is printed under them."""
    assert analysis.report is not None
    for measure in analysis.report.measures():
        if measure.submission is not None and measure.submission.progress:
            yield measure.plan.planned.value, measure.submission.progress.value


def answers_under(root: Path) -> dict[str, str]:
    """Return the answers by the words under which they would be printed."""
    return dict(printed(analyse(root)))


def words_of(text: str) -> str:
    """Return a measure's words as they compare."""
    return fold(text).text
