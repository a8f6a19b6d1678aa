"""The walk through a whole round in README.zh-CN.md: its commands give its output, on a project
filled on the way.

    python tests/test_walkthrough.py

rewrites the outputs in README.zh-CN.md after a change of wording.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from zipfile import ZipFile

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

import openpyxl
from support.clerk import Clerk
from support.editing import WordEdit, commented, edited
from support.projects import ROOT, Form, small

from compiler.cli.main import main
from compiler.commands.comparing import COMPARISON_FILE
from compiler.commands.compiling import CHECK_REPORT, OUTPUTS
from compiler.commands.status import CHASE_FOLDER, STATUS_FILE
from compiler.outputs.edits.bases import BASE_FOLDER
from compiler.outputs.edits.edit_list import EDIT_LIST
from compiler.outputs.snapshots import SNAPSHOT_FOLDER
from compiler.storage.written import SUPERVISION_FOLDER

README = ROOT / "README.zh-CN.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
FOLDER = "演练"
REGISTER = "input_workbooks/总台账.xlsx"


def fill_register(root: Path) -> None:
    """The office fills the register: three problems, four measures, three units."""
    project = small()
    project.information["报送期限"] = "2025-01-10"
    (root / "input_workbooks/总台账.xlsx").write_bytes(project.register_bytes())


def fill(root: Path, form: Form, path: Path, **other: object) -> None:
    """A unit fills an issued form."""
    clerk = Clerk.at(path)
    for label, value in {**form.fields, **other}.items():
        clerk.put(
            label,
            date.fromisoformat(value)
            if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)
            else value,
        )
    for title, rows in form.tables.items():
        for number, row in enumerate(rows):
            typed = {
                label: int(value) if str(value).isdecimal() else value
                for label, value in row.items()
            }
            typed |= {
                label: date.fromisoformat(str(row[label]))
                for label in ("截至日期", "印发日期")
                if label in row
            }
            clerk.put_row(title, number, **typed)
    clerk.save()


def three_units_report(root: Path) -> None:
    """Two units report rightly, one with two faults; one form does not arrive."""
    project = small()
    for name, form in project.forms.items():
        faults: dict[str, object] = (
            {"完成状态": "办完了", "联系电话": None} if form.measure_id == "措施01-01" else {}
        )
        if form.measure_id != "措施02-01":
            fill(root, form, root / "input_workbooks" / name, **faults)


def register_changes(root: Path) -> None:
    """The office puts the money first and gives the third problem to another unit."""
    clerk = Clerk.at(root / REGISTER, "措施清单")
    clerk.table_cell("措施清单", "措施编号", 0).value = "措施01-02"
    clerk.table_cell("措施清单", "措施编号", 1).value = "措施01-01"
    clerk.table_cell("措施清单", "牵头单位", 3).value = "区民政局"
    clerk.save()


def units_resend(root: Path) -> None:
    """One unit sends the returned form, corrected, still under its old number, in an archive; another
    two forms by mail.
    """
    clerk = Clerk.at(root / "output/退回/2025-01-11/区教育局/措施01-01.xlsx")
    clerk.put("完成状态", "已完成")
    clerk.put("联系电话", "0000-66101234")
    form = clerk.save(root.parent / "措施表（改好）.xlsx")
    with ZipFile(root.parent / "区教育局.zip", "w") as archive:
        archive.write(form, "报送材料/措施表（改好）.xlsx")
        archive.writestr("报送材料/学位核查表.pdf", b"%PDF-1.4\n%%EOF")
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "报送填报表", "mz@example.com", "xs@example.com"
    mail.set_content("两张表，请查收。")
    with ZipFile(root / "output/发放/区民政局.zip") as archive:
        (root.parent / "措施03-01.xlsx").write_bytes(archive.read("措施03-01.xlsx"))
    forms = {form.measure_id: form for form in small().forms.values()}
    fill(root, forms["措施03-01"], root.parent / "措施03-01.xlsx")
    (root.parent / "措施02-01.xlsx").write_bytes(
        (root / "input_workbooks/区民政局/措施02-01.xlsx").read_bytes()
    )
    later = {"完成时限": "2025年9月底前完成。"}
    fill(root, forms["措施02-01"], root.parent / "措施02-01.xlsx", **later)
    for name in ("措施02-01.xlsx", "措施03-01.xlsx"):
        content = (root.parent / name).read_bytes()
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    (root.parent / "区民政局报送.eml").write_bytes(bytes(mail))


def office_grants(root: Path) -> None:
    """The office registers an extension, and closes two measures that it has looked at."""
    clerk = Clerk.at(root / REGISTER, "延期")
    clerk.put_row(
        "延期", 0, 措施编号="措施02-01", 延期至=date(2025, 9, 30), 延期理由="两处机构还在改造。",
        批准人="温若川", 批准日期=date(2025, 1, 15),
    )  # fmt: skip
    clerk.save()
    clerk = Clerk.at(root / REGISTER, "销号")
    for row, measure in enumerate(("措施01-01", "措施01-02")):
        clerk.put_row(
            "销号", row, 措施编号=measure, 核实人="陆秉川", 销号日期=date(2025, 1, 16),
            销号依据="看了现场，查了拨款凭证。",
        )  # fmt: skip
    clerk.save()


def next_quarter(root: Path) -> None:
    """The unfinished measure is finished."""
    clerk = Clerk.at(root / "input_workbooks/区民政局/措施02-01.xlsx")
    clerk.put("进展情况", "已盘活空置床位180张，提醒谈话5人。")
    clerk.put("完成状态", "已完成")
    clerk.put("完成日期", date(2025, 2, 14))
    for label in ("事项名称", "有关情况说明", "下一步措施", "完成时限"):
        clerk.put(label, None)
    clerk.save()


def secretary_edits(root: Path) -> None:
    """The secretary edits the review copy: two tracked edits, one that is not, and a comment."""
    content = (root / "output/通报（审核稿）.docx").read_bytes()
    lines = (root / "output/通报.txt").read_text(encoding="utf-8").splitlines()

    def edit(words: str, new: str, author: str = "") -> WordEdit:
        """Return an edit of the words' first place."""
        number = next(number for number, line in enumerate(lines) if words in line)
        start = lines[number].index(words)
        return WordEdit(number, start, start + len(words), new, author)

    edits = [
        edit("扛牢", "压实", "陈书记"),
        edit("研究4条", "研究5条"),
        edit("加快改造进度", "限期完成改造", "陈书记"),
    ]
    copy = commented(edited(content, edits), "组织生活记录全部补齐", "陈书记", "请核实")
    (root.parent / "书记改过的审核稿.docx").write_bytes(copy)


def office_decides(root: Path) -> None:
    """The office leaves the count as it is, which is taken automatically."""
    path = root / "output/改稿清单.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["改稿清单"]
    labels = [cell.value for cell in sheet[1]]
    choice, verdict = labels.index("处理"), labels.index("能否写回")
    for row in sheet.iter_rows(min_row=2):
        if row[verdict].value == "程序生成":
            row[choice].value = "不采纳"
    book.save(path)


BETWEEN: dict[int, Callable[[Path], None]] = {
    1: fill_register,
    2: three_units_report,
    4: register_changes,
    5: units_resend,
    7: office_grants,
    9: secretary_edits,
    10: office_decides,
    12: next_quarter,
}
"""What people do after so many blocks of commands."""


def walk(folder: Path, text: str) -> Iterator[tuple[str, str]]:
    """Run every block of ``text`` in ``folder``; yield it as written, and as it came out."""
    for number, block in enumerate(BLOCK.findall(text), 1):
        came = ""
        for line in block.splitlines():
            if line.startswith("$ "):
                output = io.StringIO()
                with contextlib.chdir(folder), contextlib.redirect_stdout(output):
                    main(shlex.split(line)[2:])
                came += line + "\n" + output.getvalue().replace(os.sep, "/")
        yield block, came
        if number in BETWEEN:
            BETWEEN[number](folder / FOLDER)


def section() -> str:
    """Return the part of the guide that is walked through."""
    return README.read_text(encoding="utf-8")


def test_the_guide_says_what_happens(tmp_path: Path) -> None:
    """Word for word, every command of the round."""
    blocks = list(walk(tmp_path, section()))
    assert [
        name
        for written, _ in blocks
        for name in re.findall(r"^\$ zhenggai (\w+)", written, re.MULTILINE)
    ] == [
        "init",
        "issue",
        "status",
        "return",
        "issue",
        "receive",
        "status",
        "status",
        "compile",
        "absorb",
        "absorb",
        "compile",
        "diff",
    ]
    for written, came in blocks:
        assert came == written


def rewrite() -> None:
    """Put what came out into the guide."""
    text = section()
    with tempfile.TemporaryDirectory() as folder:
        for written, came in walk(Path(folder), text):
            text = text.replace(f"```console\n{written}```", f"```console\n{came}```")
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    rewrite()


def test_the_guide_names_every_file_that_is_written() -> None:
    """Each has a line in a table, with what it is for."""
    lines = README.read_text(encoding="utf-8").splitlines()
    cells = [line.split("|")[1] for line in lines if line.startswith("| `")]
    named = {name for cell in cells for name in re.findall("`([^`]+)`", cell)}
    assert named >= {
        *OUTPUTS, CHECK_REPORT, SNAPSHOT_FOLDER, BASE_FOLDER, STATUS_FILE, CHASE_FOLDER,
        SUPERVISION_FOLDER, COMPARISON_FILE, EDIT_LIST,
    }  # fmt: skip
