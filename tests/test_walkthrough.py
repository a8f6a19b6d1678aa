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
from pathlib import Path

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
from compiler.commands.supervising import SUPERVISION_FOLDER
from compiler.outputs.bases import BASE_FOLDER
from compiler.outputs.edit_list import EDIT_LIST
from compiler.outputs.snapshots import SNAPSHOT_FOLDER

README = ROOT / "README.zh-CN.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
FOLDER = "演练"


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


def corrected(root: Path) -> None:
    """The returned form comes back corrected, under another name; the last unit reports."""
    project = small()
    clerk = Clerk.at(root / "output/退回/2025-01-11/区教育局/措施01-01.xlsx")
    clerk.put("完成状态", "已完成")
    clerk.put("联系电话", "0000-66101234")
    clerk.save(root / "input_workbooks/区教育局/措施01-01（改好）.xlsx")
    name, form = next(
        (name, form) for name, form in project.forms.items() if form.measure_id == "措施02-01"
    )
    fill(root, form, root / "input_workbooks" / name)


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
    4: corrected,
    6: secretary_edits,
    7: office_decides,
    9: next_quarter,
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
