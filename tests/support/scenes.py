"""Projects brought to where a command is to be run, for tests of what becomes of it when it is
stopped.
"""

from __future__ import annotations

from pathlib import Path

from compiler.cli.main import main
from compiler.commands.absorbing import list_edits
from compiler.commands.compiling import OUTPUT_FOLDER, REVIEW_WORD, compile_project
from support.clerk import Clerk
from support.editing import WordEdit, commented, edited
from support.office_records import adoption_row, write_record
from support.packages import packed
from support.projects import small
from support.workbooks import load

FORM, REGISTER = "input_workbooks/区教育局/措施01-01.xlsx", "input_workbooks/总台账.xlsx"
DAY = "2025-01-13"

ARGUMENTS = {
    "compile": ["compile"],
    "recompile": ["compile"],
    "draft": ["compile", "--draft"],
    "errors": ["compile"],
    "mended": ["compile"],
    "supervise": ["status", "--as-of", DAY, "--supervise"],
    "issue": ["issue", "--as-of", DAY],
    "reissue": ["issue", "--as-of", DAY],
    "renumber": ["issue", "--as-of", DAY],
    "return": ["return", "--as-of", DAY],
    "tell": ["return", "--as-of", DAY],
    "upgrade": ["upgrade"],
    "absorb": ["absorb", "{root}/改稿.docx", "--project"],
    "receive": ["receive", "{root}/来.zip", "--as-of", DAY, "--project"],
    "adopt": ["absorb", "--as-of", DAY, "--apply", "{root}/output/改稿清单.xlsx", "--project"],
}


def put(root: Path, label: str, value: object, file: str = FORM) -> None:
    clerk = Clerk.at(root / file)
    clerk.put(label, value)
    clerk.save()


def scene(name: str, root: Path) -> list[str]:
    """Bring a small project to where a command is to be run, and return its arguments."""
    project = small()
    project.information["报送期限"] = "2025-01-10"
    if name in ("issue", "reissue"):
        project.forms = {}
    project.write(root)
    if name in ("recompile", "draft", "errors", "mended"):
        compile_project(root)
        put(root, "主题句", "补齐短板")
    if name in ("errors", "mended", "draft", "return", "supervise"):
        put(root, "完成状态", "办完了")
    if name == "mended":
        compile_project(root)
        put(root, "完成状态", "已完成")
    if name == "supervise":
        (root / "input_workbooks/区民政局/措施02-01.xlsx").unlink()
    if name == "reissue":
        main(["issue", str(root), "--as-of", "2025-01-02"])
        book = load(root / REGISTER)
        cells = [
            cell for row in book["措施清单"].iter_rows() for cell in row if cell.value == "沈知行"
        ]
        for cell in cells:
            cell.value = "陆秉川"
        book.save(root / REGISTER)
    if (
        name == "renumber"
    ):  # answered forms change places, one is put away, one goes to another unit
        first, second, third, fourth = project.tables["措施清单"]
        first["措施编号"], second["措施编号"] = second["措施编号"], first["措施编号"]
        third["牵头单位"], third["责任单位"] = "区财政局", ""
        fourth["整改措施"], fourth["措施编号"] = "建立谈心谈话制度。", "措施03-02"
        (root / REGISTER).write_bytes(project.register_bytes())
    if name == "tell":
        write_record(root, adoptions=(adoption_row(1),))
    if name == "upgrade":
        for file in (FORM, REGISTER):
            clerk = Clerk.at(root / file, "_结构")
            clerk.find("结构版本").offset(0, 1).value = 0
            clerk.save()
    if name == "receive":
        put(root, "主题句", "补上学位短板")
        answer = (root / FORM).read_bytes()
        put(root, "主题句", "补齐学位短板")
        other = root / "input_workbooks/区民政局/措施02-01.xlsx"
        parts = {"表.xlsx": answer, "又一张.xlsx": other.read_bytes(), "纪要.pdf": b"%PDF-"}
        other.unlink()
        (root / "来.zip").write_bytes(packed(parts | {"x.rar": b"Rar!"}))
    if name in ("absorb", "adopt"):
        compile_project(root)
        review = (root / OUTPUT_FOLDER / REVIEW_WORD).read_bytes()
        edits = [WordEdit(8, 10, 12, "缺口", "陈书记"), WordEdit(2, 8, 8, "共同")]
        copy = commented(edited(review, edits), "组织生活记录全部补齐", "陈书记", "请核实")
        (root / "改稿.docx").write_bytes(copy)
    if name == "adopt":
        list_edits(root, [root / "改稿.docx"], root / OUTPUT_FOLDER)
    command, *options = (word.format(root=root) for word in ARGUMENTS[name])
    if "--project" in options:
        return [command, *options, str(root)]
    return [command, str(root), *options]
