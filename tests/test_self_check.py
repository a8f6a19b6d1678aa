"""The form that checks itself: what it says after a spreadsheet program has worked it out is what
the compiler says.

Compared are the rules that one form alone can break and that a worksheet can see: those of
``SENTENCES``. The rest (links, relations, what the prose says, emoji, formulas in place of
answers) is the compiler's alone.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
from datetime import date
from pathlib import Path

import attrs
import openpyxl
import pytest
from support.clerk import FORM_SHEET, Clerk, table_address
from support.projects import UNFINISHED, Project, Row, fields, small
from support.workbooks import load

from compiler.analysis.lowered_form import lower_form
from compiler.analysis.lowering import Lowering
from compiler.checks.sign_off import dated_in_order, vouched_for
from compiler.commands.checking import analyse
from compiler.commands.issuing import issue_forms
from compiler.excel.reading.workbook import read_workbook
from compiler.excel.writing.self_check_words import SENTENCES, result
from compiler.outputs.filling import contents_of
from compiler.outputs.forms import cell_codes, write_form
from compiler.schema.contents import Lists
from compiler.schema.form import FORM
from compiler.schema.structure import CHECK_HEADER, CHECK_RESULT, DOUBTFUL, RIGHT, WRONG
from compiler.vocab import DEFAULT_STATUSES, IMPORTED

pytestmark = pytest.mark.usefixtures("read_once")

SOFFICE = shutil.which("soffice")
BLANK = "input_workbooks/区教育局/措施01-01.xlsx"
UNITS, ALIASES = ("区教育局", "区财政局", "区民政局"), {"区教委": "区教育局", "教育局": "区教育局"}
LISTS = Lists(
    tuple(status.name for status in DEFAULT_STATUSES), (), (), UNITS, ("已完成",), ALIASES
)
FINISHED = dict(small().forms["区教育局/措施01-01.xlsx"].fields)
OPEN = {
    **{k: v for k, v in FINISHED.items() if k != "完成日期"},
    **fields(UNFINISHED),
    "下一步措施": "加快改造。",
    "有关情况说明": "暂未投用。",
}
TELLING = "新增学位540个、1540个、54个，回落5个、5.5个；对提醒谈话5人、诫勉5人，出台《办法》。"
"""States what the rows of tables register."""
LONG = 32_767


@attrs.frozen
class Case:
    """What is put into a form, and the rules that it breaks, each with the label or the table of
    its cell.
    """

    answers: Row
    faults: tuple[tuple[str, str], ...] = ()
    tables: dict[str, list[Row]] = attrs.field(factory=dict)


def one(label: str, value: object, *codes: str, base: Row = FINISHED) -> Case:
    """One answer of an otherwise faultless form changed."""
    return Case({**base, label: value}, tuple((label, code) for code in codes))  # type: ignore[dict-item]


def row(table: str, *codes: str, **values: object) -> Case:
    """One row of a table added to a faultless form."""
    stated = {**FINISHED, "进展情况": TELLING}
    return Case(stated, tuple((table, code) for code in codes), {table: [values]})  # type: ignore[list-item]


def figure(value: object, *codes: str) -> Case:
    """A figure of this value."""
    return row("数据指标", *codes, 指标名称="新增学位", 数值=value, 计量单位="个")


def completed(value: object, *codes: str) -> Case:
    """A form completed on this day."""
    return one("完成日期", value, *codes)


ALWAYS = ("进展情况", "填报人", "联系电话", "填报日期", "审核人", "审核日期", "审签人", "审签日期")
IN_TEXT = {"F010", "F011", "F012"}
"""The rules that compare a table with the text: tried by rows of their own below."""
FOLLOW_UP = ("事项名称", "有关情况说明", "下一步措施", "完成时限")
CASES = (
    Case(FINISHED), Case(OPEN), Case({}, tuple((label, "V001") for label in (*ALWAYS, "完成状态"))),
    *(one(label, None, "V001") for label in ALWAYS),
    *(one(label, None, "V002", base=OPEN) for label in FOLLOW_UP),
    *(one(label, FINISHED.get(label, "有。"), "V003") for label in ("有关情况说明", "下一步措施", "完成时限")), one("事项名称", "学位方面", "V003"),
    completed(None, "V002"), one("完成日期", date(2024, 11, 29), "V003", base=OPEN),
    one("完成状态", "基本完成", base=OPEN), one("完成状态", " 已完成 "),
    Case({**FINISHED, "完成状态": "完成"}, (("完成状态", "V014"),)), Case({**OPEN, "完成状态": None}, (("完成状态", "V001"),)),
    one("主题句", None), one("主题句", "补齐学位短板。", "V026"), one("主题句", "补齐学位短板、", "V026"), one("主题句", "补齐学位短板;", "V026"),
    one("主题句", "补齐学位短板!"), one("主题句", "一是补齐学位短板", "V027"), one("主题句", "十二、补齐学位短板", "V027"), one("主题句", "第三，补齐", "V027"),
    one("主题句", "一是否补齐", "V027"), one("主题句", "(1)补齐学位短板", "V027"), one("主题句", "（十一）补齐", "V027"), one("主题句", "12.补齐", "V027"),
    one("主题句", "1.5万个学位"), one("主题句", "100.补齐"), one("主题句", "③补齐", "V027"), one("主题句", "首先补齐", "V027"), one("主题句", "一所新园"),
    one("主题句", "字" * 60), one("主题句", "字" * 61, "V028"), one("主题句", "\u3000补齐学位短板\n"), one("主题句", "补齐\n短板", "V020"),
    one("主题句", "补齐\t短板", "V020"), one("主题句", "补齐\u200b短板", "V021"), one("主题句", "新建\uff12所", "V023"), one("主题句", "@新建 2 所"),
    one("主题句", IMPORTED), one("进展情况", IMPORTED), one("进展情况", "新建幼儿园2所", "V025"), one("进展情况", "新建幼儿园2所；", "V025"),
    one("进展情况", "已办结（见附件。）"), one("进展情况", "他说：“办好了。”"), one("进展情况", "已办结（见附件）", "V025"), one("进展情况", "办好了！"),
    one("进展情况", "办" * (LONG - 1), "V025"), one("进展情况", "办" * (LONG - 1) + "。", "V024"), one("进展情况", "一是新建2所。", "V027"),
    one("事项名称", "养老服务方面。", "V026", base=OPEN), one("事项名称", "字" * 31, "V028", base=OPEN), one("完成时限", "2025年6月底前", "V025", base=OPEN),
    one("有关情况说明", "暂未\n投用。", "V020", base=OPEN), one("下一步措施", "加快改造", "V025", base=OPEN),
    one("填报单位", "区教委"), one("填报单位", "市教委", "V015"), one("填报单位", None, "V001"),
    Case({**{k: v for k, v in FINISHED.items() if k not in ("主题句", "进展情况", "完成状态", "完成日期")}, "填报单位": "区财政局"}),
    one("联系电话", "0" * 41, "V028"), one("联系电话", 66101234), one("填报人", "\u3000", "V001"),
    completed("2024-11-29"), completed("2024年11月29日"), completed("2024/1/5"), completed("2024.11.29"), completed("20241129"), completed(20241129),
    completed("\uff12\uff10\uff12\uff14年11月29日"), completed("2024-11-31", "V012"), completed("2023-02-29", "V012"), completed("2024-02-29"),
    completed("11月29日", "V012"), completed("月底", "V012"), completed("2024-011-29", "V012"), completed(12, "V013"), completed("1999-12-31", "V013"),
    completed(date(2000, 1, 1)), completed(date(1999, 12, 31), "V013"), completed(IMPORTED), completed(date(2025, 1, 10)),
    Case({**FINISHED, "完成日期": date(2025, 1, 11)}, (("审签日期", "L041"),)), Case({**FINISHED, "填报日期": "2025-01-09"}, (("审核日期", "L040"),)),
    one("审核日期", "2025年1月5日", "L040"), one("审签日期", date(2025, 1, 7), "L040"), one("审签日期", date(2025, 1, 8)),
    Case({**FINISHED, "审核日期": None, "填报日期": date(2025, 1, 12)}, (("审核日期", "V001"), ("审签日期", "L040"))),
    figure(540), figure("540"), figure("1,540"), figure("15,40", "V010"), figure("540个", "V010"), figure("-5"), figure("＋5.50"), figure(".5", "V010"),
    figure("5.", "V010"), figure("\uff15\uff14"), figure("五", "V010"), figure(True, "V010"), figure(None, "V001"), figure("1.2.3", "V010"),
    row("数据指标", "V001", 指标名称="新增学位", 数值=540), row("数据指标", "V001", 截至日期=date(2024, 12, 31)),
    row("数据指标", "V012", 指标名称="甲", 数值=1, 计量单位="个", 截至日期="年底"), row("数据指标", "V028", 指标名称="甲", 数值=1, 计量单位="个" * 21),
    row("制度成果", 文件标题="办法"), row("制度成果", "V001", 文号="1号"), row("制度成果", "V028", 文件标题="办" * 121), row("制度成果", "V020", 文件标题="办\n法"),
    row("处理情况", 处理方式="提醒谈话", 处理人数=5), row("处理情况", "V014", 处理方式="谈心", 处理人数=5), row("处理情况", "V011", 处理方式="诫勉", 处理人数=1.5),
    row("处理情况", "V011", 处理方式="诫勉", 处理人数=-1), row("处理情况", 处理方式="诫勉", 处理人数="5.0"), row("处理情况", "V011", 处理方式="诫勉", 处理人数="-3"),
    row("处理情况", "V010", 处理方式="诫勉", 处理人数="3人"), row("佐证材料", "V001", 文件名="a.pdf"), row("佐证材料", 材料名称="会议纪要"),
)  # fmt: skip


def places(blank: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return where each field is answered, and where each field and each table's first row shows
    its verdict, by label.
    """
    clerk = Clerk.at(blank)
    column = clerk.find(CHECK_HEADER).column
    answered = {field.label: clerk.value_cell(field.label) for field in FORM.sheets[0].fields()}
    shown = {
        field.label: answered[field.label].row
        for field in FORM.sheets[0].fields()
        if not field.prefilled
    }
    for table in FORM.sheets[0].tables():
        title = table.title.partition("、")[2]
        shown[title] = clerk.table_cell(title, table.columns[0].label).row
    return (
        {label: cell.coordinate for label, cell in answered.items()},
        {label: clerk.sheet.cell(line, column).coordinate for label, line in shown.items()},
    )


def fill(blank: Path, path: Path, case: Case, answered: dict[str, str]) -> None:
    """Fill a form, whose fields are answered at these places."""
    clerk = Clerk.at(blank)
    for label, value in case.answers.items():
        clerk.sheet[answered[label]].value = value
    for title, rows in case.tables.items():
        for number, values in enumerate(rows):
            clerk.put_row(title, number, **values)
    clerk.save(path)


def complained(path: Path) -> set[tuple[str, str]]:
    """Return where and by which of the form's rules the compiler complains, a cell as the place
    of its verdict.
    """
    record, found = read_workbook(path, "表.xlsx")
    assert record is not None
    assert [d for d in found if d.code not in SENTENCES and d.code != "S041"] == []
    lowering = Lowering(LISTS, DEFAULT_STATUSES, ALIASES)
    submission = lower_form(record, lowering)
    found = [
        *lowering.found,
        *dated_in_order("", submission, FORM),
        *vouched_for("", submission, FORM),
    ]
    return {
        ("G" + (span.cell or "")[1:], d.code)
        for d in found
        if d.code in SENTENCES
        for span in (d.spans if d.code == "V003" else d.spans[:1])
    }


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An issued form that nobody has filled."""
    project: Project = small()
    project.forms = {}
    root = project.write(tmp_path_factory.mktemp("blank"))
    issue_forms(root)
    return root / BLANK


def recalculate(folder: Path, profile: str, title: str = FORM_SHEET) -> Path:
    """Have LibreOffice work out every workbook of a folder; return where it put the texts that it
    shows on a sheet, which cost half of what workbooks would.
    """
    files = sorted(folder.glob("*.xlsx"))
    sheet = load(files[0]).sheetnames.index(title) + 1
    command = [
        str(SOFFICE),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        # cut at commas, quoted, in UTF-8, from line 1, as shown; the last number is the sheet's
        f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{sheet}",
    ]
    subprocess.run(
        [*command, "--outdir", str(folder / "out"), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return folder / "out"


def shown_on(path: Path) -> dict[str, str]:
    """Return what the check column and the line at the top show, by cell."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return {"B3": rows[2][1]} | {f"G{number}": cells[6] for number, cells in enumerate(rows, 1)}


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_the_form_says_what_the_compiler_says(
    blank: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Cell by cell, in both directions, for every case; and the line at the top counts them."""
    answered, cells = places(blank)
    for number, case in enumerate(CASES):
        fill(blank, tmp_path / f"{number:03}.xlsx", case, answered)
    out = recalculate(tmp_path, tmp_path_factory.mktemp("profile").as_uri())
    differing = []
    for number, case in enumerate(CASES):
        sheet = shown_on(out / f"{number:03}-{FORM_SHEET}.csv")
        shown = {cell for cell, text in sheet.items() if text.startswith(WRONG)}
        expected = {cells[label] for label, _ in case.faults}
        rules = {(cells[label], code) for label, code in case.faults}
        sentences = {cells[label]: sheet[cells[label]] for label, _ in case.faults}
        said = all(
            SENTENCES[code].partition("{")[0] in sentences[cells[label]]
            for label, code in case.faults
        )
        compiler = complained(tmp_path / f"{number:03}.xlsx")
        if not (
            shown == expected == {cell for cell, _ in compiler}
            and rules <= compiler
            and said
            and sheet["B3"] == result(len(expected))
        ):
            differing.append(
                (
                    number,
                    case.faults,
                    sorted(expected),
                    sorted(shown),
                    sorted(compiler),
                    sentences,
                    sheet["B3"],
                )
            )
    assert differing == []


def test_every_rule_is_tried() -> None:
    """At least sixty cases, and no sentence that none of them brings out but that for error
    values.
    """
    assert len(CASES) >= 60
    tried = {code for case in CASES for _, code in case.faults}
    assert tried == SENTENCES.keys() - {"S042"} - IN_TEXT
    assert {row.code for row in ROWS} == IN_TEXT | {""}


STATED = (
    "新建幼儿园2所，新增学位1.2万个，补贴1,540户、38.6万元，完成率98.5%，惠及3200余人，整改54处，三条道路，1.2亿元，百分之百，近4600人，"
    "清理12.5公里。对7人进行提醒谈话，约谈3名同志，给予2人党纪政务处分，出台《办法（试行）》。"
)


@attrs.frozen
class InText:
    """A row of a table, and what the form and the compiler say of it where the text is STATED."""

    table: str
    values: Row
    mark: str
    code: str = ""


def told(name: str, value: object, unit: str, mark: str, code: str = "") -> InText:
    """A figure."""
    return InText("数据指标", {"指标名称": name, "数值": value, "计量单位": unit}, mark, code)  # type: ignore[dict-item]


def dealt(sanction: str, count: object, mark: str, code: str = "") -> InText:
    """Persons dealt with."""
    return InText("处理情况", {"处理方式": sanction, "处理人数": count}, mark, code)  # type: ignore[dict-item]


ROWS = (
    told("幼儿园", 2, "所", RIGHT), told("幼儿园数", 6, "所", WRONG, "F010"), told("学位", 12000, "个", RIGHT),
    told("户数", 1540, "户", RIGHT), told("户", "1,540", "户", RIGHT), told("户的尾数", 540, "户", WRONG, "F010"),
    told("资金", 38.6, "万元", RIGHT), told("资金元", 386000, "元", DOUBTFUL), told("率", 98.5, "%", RIGHT),
    told("率的小数", 0.985, "%", DOUBTFUL, "F010"), told("人数", 3200, "人", DOUBTFUL), told("处", "５４", "处", RIGHT),
    told("里程", 12.5, "公里", RIGHT), told("里程的尾", 2.5, "公里", WRONG, "F010"), told("错了单位", 2, "家", DOUBTFUL, "F010"),
    told("位数错了", 120, "个", WRONG, "F010"), told("字写的", 3, "条", DOUBTFUL), told("亿", 12000, "万元", DOUBTFUL),
    told("余", 3204, "人", DOUBTFUL), told("全部", 100, "%", DOUBTFUL), told("近", 4590, "人", DOUBTFUL), told("降幅", -98.5, "%", RIGHT),
    dealt("提醒谈话", 7, RIGHT), dealt("提醒谈话", 3, DOUBTFUL, "F012"), dealt("约谈", 3, RIGHT), dealt("约谈", 4, WRONG, "F012"),
    dealt("党纪政务处分", 2, RIGHT), dealt("诫勉", 7, DOUBTFUL, "F012"), dealt("诫勉", 5, WRONG, "F012"),
    InText("制度成果", {"文件标题": "办法（试行）"}, RIGHT), InText("制度成果", {"文件标题": "办法(试行)"}, RIGHT),
    InText("制度成果", {"文件标题": "办法"}, WRONG, "F011"),
)  # fmt: skip


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_tables_are_compared_with_the_text(
    blank: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What the form calls wrong the compiler complains of, and what the form calls right it mostly
    does not; where the form is not sure, it says so, and a doubt keeps nobody from reporting.
    """
    answered, _ = places(blank)
    for number, it in enumerate(ROWS):
        case = Case({**FINISHED, "进展情况": STATED}, (), {it.table: [it.values]})
        fill(blank, tmp_path / f"{number:03}.xlsx", case, answered)
    out = recalculate(tmp_path, tmp_path_factory.mktemp("profile").as_uri())
    _, cells = places(blank)
    sheets = [shown_on(out / f"{number:03}-{FORM_SHEET}.csv") for number in range(len(ROWS))]
    assert [
        cells_shown[cells[it.table]][:1] for it, cells_shown in zip(ROWS, sheets, strict=True)
    ] == [it.mark for it in ROWS]
    assert [sheet["B3"] for sheet in sheets] == [
        result(int(it.mark == WRONG), doubtful=int(it.mark == DOUBTFUL)) for it in ROWS
    ]
    assert compared(tmp_path / "project") == [it.code for it in ROWS]


def compared(root: Path) -> list[str]:
    """Return what the compiler says of each of the ROWS, all in one form."""
    project = small()
    form = project.forms["区教育局/措施01-01.xlsx"]
    form.fields["进展情况"] = STATED
    form.tables = {}
    for it in ROWS:
        form.tables.setdefault(it.table, []).append(it.values)
    path = project.write(root) / "input_workbooks/区教育局/措施01-01.xlsx"
    found = {
        d.spans[0].cell: d.code for d in analyse(root).diagnostics if d.spans and d.code in IN_TEXT
    }
    counted: dict[str, int] = {}
    said = []
    for it in ROWS:
        number = counted[it.table] = counted.get(it.table, -1) + 1
        labels = {"数据指标": "数值", "处理情况": "处理人数", "制度成果": "文件标题"}
        said.append(found.get(table_address(path, it.table, labels[it.table], number), ""))
    return said


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_what_stands_astray_and_renamed_labels_are_told_on_top(
    blank: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Beside and below the form; a blank is nothing; a mark or a space in a label changes nothing."""
    answered, _ = places(blank)
    last = load(blank)[FORM_SHEET].max_row
    changes: list[tuple[dict[str, object], str]] = [
        ({"J5": "另见附件", "Z40": 7}, "还有 2 处需要修改（有 2 格写在栏目以外，请移进栏目或删去）"),
        ({f"B{last + 3}": "补充说明"}, "还有 1 处需要修改（有 1 格写在栏目以外，请移进栏目或删去）"),
        ({"J5": " \u3000"}, "可以报送"),
        ({"进展情况": "工作进展"}, "还有 1 处需要修改（栏目名称“进展情况”被改动，请改回）"),
        ({"数值": "数 值*", "填报人": "填报人"}, "可以报送"),
        ({"处理人数": "人数", "审签人": "签字人"}, "还有 2 处需要修改（栏目名称“审签人”被改动，请改回）"),
    ]  # fmt: skip
    for number, (cells, _) in enumerate(changes):
        path = tmp_path / f"{number:03}.xlsx"
        fill(blank, path, Case(FINISHED), answered)
        clerk = Clerk.at(path)
        for place, value in cells.items():
            cell = clerk.sheet[place] if place.isascii() else clerk.find(place)
            cell.value = value
        clerk.save()
    out = recalculate(tmp_path, tmp_path_factory.mktemp("profile").as_uri())
    tops = [shown_on(out / f"{n:03}-{FORM_SHEET}.csv")["B3"] for n in range(len(changes))]
    assert tops == [top for _, top in changes]


def stored_in(path: Path) -> list[str]:
    """Return what a form shows before anything has worked it out: its top, and its check column."""
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    lines = [*book[FORM_SHEET].iter_rows(max_col=7, values_only=True)]
    book.close()
    return [
        str(line[column] or "")
        for line in lines
        for column in (1, 6)
        if column == 6 or line[0] == CHECK_RESULT
    ]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_what_is_stored_is_what_is_calculated(
    blank: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A form written with answers shows at once what LibreOffice works out."""
    answered, _ = places(blank)
    in_text = (Case({**FINISHED, "进展情况": STATED}, (), {it.table: [it.values]}) for it in ROWS)
    for number, case in enumerate((*CASES[::3], *in_text)):
        filled = tmp_path / "filled.xlsx"
        fill(blank, filled, case, answered)
        record, _ = read_workbook(filled, "表.xlsx")
        assert record is not None
        written = write_form(
            contents_of(record), LISTS, measure_id="措施01-01", form=FORM, form_faults=()
        )
        (tmp_path / f"{number:03}.xlsx").write_bytes(written)
    filled.unlink()
    stored = {path.stem: stored_in(path) for path in sorted(tmp_path.glob("*.xlsx"))}
    out = recalculate(tmp_path, tmp_path_factory.mktemp("profile").as_uri())
    calculated = {}
    for name in stored:
        with (out / f"{name}-{FORM_SHEET}.csv").open(encoding="utf-8", newline="") as file:
            calculated[name] = [
                row[column]
                for row in csv.reader(file)
                for column in (1, 6)
                if column == 6 or row[0] == CHECK_RESULT
            ]
    assert {n: v for n, v in stored.items() if v != calculated[n]} == {}


def test_a_new_form_shows_the_truth_before_anything_works_it_out(blank: Path) -> None:
    """The values XlsxWriter stored: nine answers are missing, the unit is filled in, and the rest
    is silent.
    """
    sheet = openpyxl.load_workbook(blank, data_only=True)["填报表"]
    clerk = Clerk.at(blank)
    assert clerk.find(CHECK_RESULT).coordinate == "A3"
    assert sheet["B3"].value == "还有 9 处需要修改"
    assert sum(str(cell.value or "").startswith(WRONG) for cell in sheet["G"]) == 9
    assert sheet[f"G{clerk.find('填报单位').row}"].value == RIGHT
    assert {
        code
        for codes in cell_codes(contents_of(read_workbook(blank, "x")[0]), LISTS, FORM).values()
        for code in codes
    } == {"V001"}


def test_stored_verdicts_are_the_calculated_ones(blank: Path, tmp_path: Path) -> None:
    """Answers are locked nowhere, verdicts everywhere, and a formula uses nothing that Excel 2010
    lacks.
    """
    book = openpyxl.load_workbook(blank)
    check = book["_自检"]
    assert check.sheet_state == "veryHidden"
    formulas = [
        str(cell.value)
        for line in check.iter_rows()
        for cell in line
        if str(cell.value or "").startswith("=")
    ]
    assert max(map(len, formulas)) < 8192
    assert not any("_xlfn" in formula for formula in formulas)
    sheet = book["填报表"]
    assert all(cell.protection.locked for cell in sheet["G"] if cell.value)
    assert sheet.protection.sheet
    assert not sheet.protection.insertRows  # false: allowed
