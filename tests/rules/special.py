"""Cases that no edit of a file can make, by rule: how to break the project, and how to leave it
right.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from importlib.metadata import EntryPoint
from io import BytesIO
from pathlib import Path
from typing import Any

import attrs
import docx
import pytest
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm
from support import office_records
from support.clerk import Clerk
from support.damage import rewrite
from support.office_records import RECORD, notice_row, write_record
from support.versions import use, without_channel, write_earlier_form
from support.word_xml import text_box

from compiler import plugins
from compiler.analysis.reissue import Judgement
from compiler.commands import compilation
from compiler.commands.checking import analyse
from compiler.commands.comparing import compare_rounds
from compiler.commands.compiling import OUTPUT_FOLDER, REVIEW_WORD, compile_project
from compiler.commands.importing import import_project
from compiler.commands.issuing import Packs, issue_forms
from compiler.commands.status import project_status
from compiler.commands.supervising import supervise
from compiler.commands.tracing import trace
from compiler.diagnostics import Diagnostic
from compiler.excel.sheets import opened
from compiler.model.document import Document, Run, RunKind
from compiler.notice import templates
from compiler.outputs.edits.bases import BASE_FOLDER
from compiler.package.container import OLE_MAGIC, read_file
from compiler.package.limits import OverLimitError
from compiler.package.parts import pack, unpack
from compiler.plugins import loading
from compiler.plugins.loading import CHECKS, OUTPUTS, Plugin, Plugins, load_plugins
from compiler.schema.form import FORM as FORM_SCHEMA
from compiler.word import copies
from rules import special_cells, special_copies, special_import, special_kinds, special_receiving

Case = Callable[[Path, pytest.MonkeyPatch], Iterable[Diagnostic]]


@attrs.frozen
class Special:
    """A case that breaks the rule, one that does not, and the file the complaint must name
    (``None``: any).
    """

    failing: Case
    passing: Case
    file: str | None


STYLES = "templates/xunshi/styles.docx"
DAY = date(2025, 1, 13)
OVERDUE = date(2031, 1, 13)
"""When what is still open is in the red."""
TITLE = "关于巡视整改进展情况的通报"
LOCKED = "区教育局/措施01-01.xlsx"


def _locked_workbook(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    def refuse(path: Path) -> bytes:
        if path.as_posix().endswith(LOCKED):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return read_file(path)

    patch.setattr(opened, "read_file", refuse)
    return analyse(root).diagnostics


def _recorded(change: Callable[[Path], object] = lambda path: None) -> Case:
    """Return a case in which there is a 经办记录 to which something was done."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        change(write_record(root, (notice_row("督办〔2025〕1号"),)))
        return analyse(root).diagnostics

    return case


def _supervised(change: Callable[[Path], object] = lambda path: None) -> Case:
    """Return a case in which notices are to be recorded in a 经办记录 to which something was done."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        change(write_record(root, (notice_row("督办〔2025〕1号"),)))
        status = project_status(root, root / OUTPUT_FOLDER, OVERDUE)
        assert status.units is not None
        output = root / OUTPUT_FOLDER
        return supervise(status.analysis, status.units, root, output, OVERDUE, OVERDUE).diagnostics

    return case


def _issued(**emptied: None) -> Case:
    """Return a case in which a form is issued with its letter, some of 报告信息 left empty."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        (root / FORM).unlink()
        clerk = Clerk.at(root / "input_workbooks/总台账.xlsx", "报告信息")
        for label, value in emptied.items():
            cell = clerk.find(label)
            clerk.sheet.cell(cell.row, cell.column + 1).value = value
        clerk.save()
        return issue_forms(root, packs=Packs(root / OUTPUT_FOLDER, DAY)).diagnostics

    return case


def _counted(change: Callable[[Path], object] = lambda path: None) -> Case:
    """Return a case in which the office's prose counts what 经办记录 has, to which something was
    done.
    """

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        clerk = Clerk.at(root / "input_workbooks/总台账.xlsx", "篇章")
        clerk.find("文字").offset(3, 0).value = "区委统一部署，发出督办通知单{督办单数}份。"
        clerk.save()
        return _recorded(change)(root, patch)

    return case


def _open_workbook(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    return analyse(root).diagnostics


def _unanswered_form(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    (root / FORM).unlink()
    issue_forms(root)
    return analyse(root).diagnostics


def _import(root: Path, name: str, content: bytes) -> Iterable[Diagnostic]:
    notice = root / name
    notice.write_bytes(content)
    return import_project(notice, root / "新项目").diagnostics


def _unreadable_notice(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    return _import(root, "通报.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)))


def _readable_notice(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    return _import(root, "通报.txt", f"{TITLE}\n".encode())


def _folder_in_use(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    (root / "新项目").mkdir()
    (root / "新项目" / "旧材料.txt").write_text("旧材料", encoding="utf-8")
    return _readable_notice(root, patch)


def _long_paragraph(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    return _import(root, "通报.txt", f"{TITLE}\n{'整' * 40000}。\n".encode())


def _short_paragraphs(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    return _import(root, "通报.txt", f"{TITLE}\n{'整' * 20000}。\n{'改' * 20000}。\n".encode())


def _import_word(hidden: bool) -> Case:
    """Import a notice written in Word, with a run that is hidden or not."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        document, buffer = docx.Document(), BytesIO()
        document.add_paragraph(TITLE)
        run = document.add_paragraph("新建幼儿园2所。").add_run("（内部掌握：实为3所）")
        run.font.hidden = hidden
        document.save(buffer)
        return _import(root, "通报.docx", buffer.getvalue())

    return case


def _import_box(anchor: str, box: str) -> Case:
    """Import a notice written in Word whose second paragraph has a text box, unless ``box`` is
    empty.
    """

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        document, buffer = docx.Document(), BytesIO()
        document.add_paragraph(TITLE)
        paragraph = document.add_paragraph(anchor)
        if box:
            paragraph._p.append(parse_xml(text_box(box)))
        document.save(buffer)
        return _import(root, "通报.docx", buffer.getvalue())

    return case


def _import_broken(break_: str) -> Case:
    """Import a notice written in Word in which a sentence is followed by a line break, or not."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        document, buffer = docx.Document(), BytesIO()
        for line in (
            TITLE,
            "一、提高站位",
            "（一）加强领导。开了3次会。" + break_ + "学了5份文件。",
        ):
            document.add_paragraph(line)
        document.save(buffer)
        return _import(root, "通报.docx", buffer.getvalue())

    return case


def _import_header(header: str) -> Case:
    """Import a notice written in Word with something printed above each page."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        document, buffer = docx.Document(), BytesIO()
        document.add_paragraph(TITLE)
        document.sections[0].header.paragraphs[0].text = header
        document.save(buffer)
        return _import(root, "通报.docx", buffer.getvalue())

    return case


def _old_word_notice(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    return _import(root, "通报.doc", OLE_MAGIC + "WordDocument".encode("utf-16-le"))


def _new_word_notice(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    return _import_header("")(root, patch)


def _output_in_use(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    (root / OUTPUT_FOLDER / "通报.docx").mkdir(parents=True)

    def refuse(source: str | Path, target: str | Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(source))

    patch.setattr(os, "replace", refuse)
    return compile_project(root).diagnostics


def _output_free(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    return compile_project(root).diagnostics


def _large_styles(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    def refuse(path: Path) -> bytes:
        if path.name == "styles.docx":
            raise OverLimitError("文件有 120 MB，最多读 100 MB")
        return read_file(path)

    patch.setattr(templates, "read_file", refuse)
    return compile_project(root).diagnostics


def _nothing_to_compare(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    return compare_rounds(root / "上季度材料", root, root / OUTPUT_FOLDER).diagnostics


def _later_snapshot(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    compile_project(root)
    (kept,) = (root / OUTPUT_FOLDER / "快照").glob("*.json")
    kept.write_bytes(kept.read_bytes().replace(b'"format":1', b'"format":2'))
    return compare_rounds(root / OUTPUT_FOLDER, root, root).diagnostics


def _kept_snapshot(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    compile_project(root)
    return compare_rounds(root / OUTPUT_FOLDER, root, root).diagnostics


def _of_an_earlier_version(text: str | None) -> Case:
    """A form has an answer in a field that is no longer asked for."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        write_earlier_form(root / FORM, text)
        use(patch, FORM_SCHEMA, without_channel())
        return analyse(root).diagnostics

    return case


def _two_rounds(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    return compare_rounds(root, root, root / OUTPUT_FOLDER).diagnostics


FORM = "input_workbooks/区教育局/措施01-01.xlsx"


def _corrected_form(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    clerk = Clerk.at(root / FORM, "_结构")
    clerk.find("修订次数").offset(0, 1).value = 2
    clerk.save(root / "input_workbooks/改好的表.xlsx")
    return analyse(root).diagnostics


def _planned(root: Path, text: str) -> None:
    """Reword the first measure in the register."""
    clerk = Clerk.at(root / "input_workbooks/总台账.xlsx", "措施清单")
    clerk.table_cell("措施清单", "整改措施").value = text
    clerk.save()


def _reworded(text: str) -> Case:
    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        _planned(root, text)
        return issue_forms(root).diagnostics

    return case


def _extended(measure: str) -> Case:
    """Two measures change their numbers while 延期 names a measure."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        path = root / "input_workbooks/总台账.xlsx"
        clerk = Clerk.at(path, "延期")
        row = {"措施编号": measure, "延期理由": "汛期停工。", "批准人": "区委书记"}
        clerk.put_row("延期", 0, **row, 延期至=date(2025, 6, 30), 批准日期=date(2024, 12, 20))
        clerk.save()
        issue_forms(root)
        clerk = Clerk.at(path, "措施清单")
        cells = [clerk.table_cell("措施清单", "措施编号", row) for row in (0, 1)]
        cells[0].value, cells[1].value = cells[1].value, cells[0].value
        clerk.save()
        return issue_forms(root).diagnostics

    return case


def _reworded_since(text: str) -> Case:
    """The register changes after the forms were issued, and nobody issues anew."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        issue_forms(root)
        _planned(root, text)
        return analyse(root).diagnostics

    return case


def _moved(again: bool) -> Case:
    """A measure goes to another unit; the old form comes in once more, or does not."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        form = root / "input_workbooks/区财政局/措施03-02.xlsx"
        content = form.read_bytes()
        issue_forms(root)
        clerk = Clerk.at(root / "input_workbooks/总台账.xlsx", "措施清单")
        clerk.table_cell("措施清单", "牵头单位", 4).value = "柳汀镇"
        clerk.save()
        issue_forms(root)
        if again:
            form.write_bytes(content)
        return analyse(root).diagnostics

    return case


def _retyped(text: str | None) -> Case:
    """An issued form comes back with other words in place of its measure's, or with its own."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        (root / FORM).unlink()
        issue_forms(root)
        clerk = Clerk.at(root / FORM)
        clerk.put("填报人", "周文")
        if text is not None:
            clerk.put("整改措施", text)
        clerk.save()
        return analyse(root).diagnostics

    return case


def _begun_with(text: str) -> Case:
    """The next round begins with this one's answers, the first measure reworded."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        following = root / "下期"
        (following / "input_workbooks").mkdir(parents=True)
        register = "input_workbooks/总台账.xlsx"
        shutil.copy(root / register, following / register)
        _planned(following, text)
        return issue_forms(following, previous=root).diagnostics

    return case


def _decided(number: str) -> Case:
    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        _planned(root, HALF)
        return issue_forms(root, said=Judgement(other=(number,))).diagnostics

    return case


HALF, QUITE = "改扩建学校，推进集团化办学，增加编制。", "推进义务教育集团化办学。"
SLIGHTLY = "新建、改扩建学校和幼儿园，增加学位供给。"


def _styled(change: Callable[[WordDocument], None]) -> Case:
    """Compile with styles.docx as someone changed it in Word."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        base = docx.Document(str(root / STYLES))
        change(base)
        base.save(str(root / STYLES))
        return compile_project(root).diagnostics

    return case


def _dropped(base: WordDocument) -> None:
    base.styles["落款"].delete()


def _fonts(base: WordDocument) -> Any:
    return base.styles["一级标题"].element.rPr.rFonts


def _renamed(base: WordDocument) -> None:
    base.styles["一级标题"].name = "大标题"


def _other_font(base: WordDocument) -> None:
    _fonts(base).set(qn("w:eastAsia"), "方正黑体_GBK")


def _theme_font(base: WordDocument) -> None:
    _fonts(base).set(qn("w:eastAsiaTheme"), "majorEastAsia")


def _left_margin(millimetres: int) -> Callable[[WordDocument], None]:
    def change(base: WordDocument) -> None:
        base.sections[0].left_margin = Mm(millimetres)

    return change


def _language(name: str) -> Callable[[WordDocument], None]:
    def change(base: WordDocument) -> None:
        base.styles.element.xpath("w:docDefaults//w:lang")[0].set(qn("w:eastAsia"), name)

    return change


def _footer(text: str) -> Callable[[WordDocument], None]:
    def change(base: WordDocument) -> None:
        base.sections[0].footer.paragraphs[0].add_run(text)

    return change


def _revision(base: WordDocument) -> None:
    paragraph = base.sections[0].footer.paragraphs[0]._p
    paragraph.append(OxmlElement("w:ins", {qn("w:id"): "1", qn("w:author"): "张三"}))


def _second_section(base: WordDocument) -> None:
    base.add_section()


def _same_name(base: WordDocument) -> None:
    base.styles["附件说明"].element.find(qn("w:name")).set(qn("w:val"), "一级标题")


def _linked_header(base: WordDocument) -> None:
    header = base.sections[0].header
    identifier = header.part.relate_to(
        "http://www.example.cn/", RELATION.HYPERLINK, is_external=True
    )
    header.paragraphs[0]._p.append(OxmlElement("w:hyperlink", {qn("r:id"): identifier}))


def _damaged_settings(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    rewrite(root / STYLES, {"word/settings.xml": lambda content: b"<a/>"})
    return compile_project(root).diagnostics


def _trace_photo(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    compile_project(root)
    (root / "批示照片.docx").write_bytes(b"\x89PNG\r\n\x1a\n")
    return trace(root, TITLE, copy=root / "批示照片.docx").diagnostics


def _trace_copy(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    compile_project(root)
    return trace(root, TITLE, copy=root / OUTPUT_FOLDER / REVIEW_WORD).diagnostics


def _trace_old_copy(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
    compile_project(root)
    old = (root / OUTPUT_FOLDER / REVIEW_WORD).rename(root / "旧稿.docx")
    clerk = Clerk.at(root / "input_workbooks" / LOCKED)
    clerk.put("主题句", "补齐短板")
    clerk.save()
    compile_project(root)
    shutil.rmtree(root / OUTPUT_FOLDER / BASE_FOLDER)
    return trace(root, TITLE, copy=old).diagnostics


def _written(writer: str, change: Callable[[bytes], bytes]) -> Case:
    """The writer writes something else than it should."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        write = getattr(copies, writer)

        def damaged(*arguments: object, **named: object) -> tuple[bytes, list[Diagnostic]]:
            content, found = write(*arguments, **named)
            return change(content), found

        patch.setattr(copies, writer, damaged)
        return compile_project(root).diagnostics

    return case


def _in_text(old: str, new: str) -> Callable[[bytes], bytes]:
    """Change the text of a Word file at the first place, which must be there."""

    def change(content: bytes) -> bytes:
        parts = unpack(content)
        text = parts["word/document.xml"].decode()
        assert old in text
        return pack(parts | {"word/document.xml": text.replace(old, new, 1).encode()})

    return change


def _built(change: Callable[[Run], list[Run]]) -> Case:
    """The document is built wrongly."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        build = compilation.document_of

        def damaged(*arguments: Any, **named: Any) -> Document:
            document = build(*arguments, **named)
            paragraphs = (
                attrs.evolve(
                    paragraph, runs=tuple(new for run in paragraph.runs for new in change(run))
                )
                for paragraph in document.paragraphs
            )
            return attrs.evolve(document, paragraphs=tuple(paragraphs))

        patch.setattr(compilation, "document_of", damaged)
        return compile_project(root).diagnostics

    return case


def _skipped(run: Run) -> list[Run]:
    return (
        [attrs.evolve(run, text="三、")]
        if run.kind is RunKind.NUMBER and run.text == "二、"
        else [run]
    )


def _doubled(run: Run) -> list[Run]:
    return (
        [run, run]
        if run.kind is RunKind.FIELD and (run.subject or "").startswith("措施")
        else [run]
    )


def _loaded(value: str) -> Case:
    """Check with a plug-in that is installed as an entry point."""

    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        point = EntryPoint("测试插件", value, CHECKS)
        patch.setattr(loading, "entry_points", lambda group: [point] if group == CHECKS else [])
        return analyse(root, plugins=load_plugins()).diagnostics

    return case


PAGE = "# XCS001 测试\n\n## 检查什么\n甲\n## 为什么\n乙\n## 示例\n丙\n## 怎么改\n丁\n"
PLUGIN = Plugin("", "测试插件", "office", "1")
SOUND = plugins.Check((plugins.rule(PAGE, plugins.HINT, "测试。"),), lambda printed: iter(()))


def _checked(find: Callable[[plugins.PrintedReport], Iterable[Diagnostic]]) -> Case:
    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        check = attrs.evolve(SOUND, find=find)
        return analyse(root, plugins=Plugins(((PLUGIN, check),))).diagnostics

    return case


def _listing(name: str) -> Case:
    def case(root: Path, patch: pytest.MonkeyPatch) -> Iterable[Diagnostic]:
        own = Plugins(outputs=((attrs.evolve(PLUGIN, group=OUTPUTS), lambda _: {name: b"1"}),))
        return compile_project(root, plugins=own).diagnostics

    return case


LINK = "input_workbooks/区科技局"
PIPE = "input_workbooks/措施09-09.xlsx"

SPECIAL = {
    "S019": Special(special_cells.too_many_cells, special_cells.as_it_is, FORM),
    "S027": Special(special_cells.linked_folder, special_cells.as_it_is, LINK),
    "S028": Special(special_cells.pipe, special_cells.as_it_is, PIPE),
    "S029": Special(special_cells.broken_sheet, special_cells.as_it_is, FORM),
    "S044": Special(
        special_cells.progress("已建成。", special_cells.STRUCK), special_cells.as_it_is, FORM
    ),
    "S045": Special(special_cells.text_box, special_cells.as_it_is, FORM),
    "S047": Special(special_cells.edited(special_cells.header), special_cells.as_it_is, FORM),
    "S048": Special(
        special_cells.progress("已建成", special_cells.RAISED, "。"), special_cells.as_it_is, FORM
    ),
    "S049": Special(special_cells.empty_result, special_cells.as_it_is, FORM),
    "S039": Special(
        special_cells.edited(special_cells.merged, special_cells.REGISTER, "问题清单"),
        special_cells.as_it_is,
        special_cells.REGISTER,
    ),
    "S130": Special(
        special_cells.edited(special_cells.added_column, special_cells.REGISTER, "措施清单"),
        special_cells.as_it_is,
        special_cells.REGISTER,
    ),
    "S131": Special(
        special_cells.edited(special_cells.merged_across, special_cells.REGISTER, "措施清单"),
        special_cells.as_it_is,
        special_cells.REGISTER,
    ),
    "S132": Special(
        special_cells.edited(special_cells.merged_headings, special_cells.REGISTER, "措施清单"),
        special_cells.as_it_is,
        special_cells.REGISTER,
    ),
    "V030": Special(special_cells.figure(5.4, "0.00%", "%"), special_cells.as_it_is, FORM),
    "V031": Special(special_cells.figure(5.4, "0.00%"), special_cells.as_it_is, FORM),
    "S017": Special(_locked_workbook, _open_workbook, f"input_workbooks/{LOCKED}"),
    "S038": Special(_of_an_earlier_version("专网"), _of_an_earlier_version(None), FORM),
    "S060": Special(_unreadable_notice, _readable_notice, "通报.txt"),
    "S067": Special(_folder_in_use, _readable_notice, "新项目"),
    "S069": Special(_import_word(True), _import_word(False), "通报.docx"),
    "S071": Special(
        _import_box("新建2所。", "详见附件。"), _import_box("详见附件。", ""), "通报.docx"
    ),
    "S072": Special(_import_broken("\n"), _import_broken(""), "通报.docx"),
    "S073": Special(_import_box("", "新建2所。"), _import_box("新建2所。", ""), "通报.docx"),
    "S074": Special(_old_word_notice, _new_word_notice, "通报.doc"),
    "S075": Special(_import_header("征求意见稿"), _import_header(""), "通报.docx"),
    "S172": Special(special_import.no_day, special_import.day, "通报.txt"),
    "S174": Special(special_import.one_goal_for_two, special_import.one_goal_for_one, "通报.txt"),
    "S175": Special(special_import.no_statuses, special_import.statuses, "通报.txt"),
    "S201": Special(special_import.one_left, special_import.none_left, "通报.txt"),
    "S203": Special(special_import.persons, special_import.nobody, "通报.txt"),
    "S204": Special(special_kinds.figure_drawn, special_kinds.count_drawn, None),
    "S176": Special(special_import.one_of_two_open, special_import.the_only_one_open, "通报.txt"),
    "S177": Special(special_import.figures_apart, special_import.figures_within, "通报.txt"),
    "S178": Special(special_import.two_in_one, special_import.two_lines, "通报.txt"),
    "S085": Special(special_kinds.several, special_kinds.one_of_several, None),
    "S086": Special(special_kinds.reserved, special_kinds.usable, None),
    "S087": Special(
        special_kinds.layout_beside, special_kinds.layout_of_ours, "templates/督查整改/kind.toml"
    ),
    "S190": Special(special_kinds.unknown_label, special_kinds.usual_notice, None),
    "S191": Special(special_kinds.paragraph_between, special_kinds.usual_notice, "通报.txt"),
    "S090": Special(_nothing_to_compare, _two_rounds, None),
    "S091": Special(_later_snapshot, _kept_snapshot, None),
    "S092": Special(special_cells.read_differently, special_cells.read_twice, FORM),
    "S093": Special(special_cells.read_in_its_stead, special_cells.read_twice, FORM),
    "S095": Special(special_cells.ticked, special_cells.as_it_is, FORM),
    "S096": Special(special_cells.answered(True), special_cells.answered(False), FORM),
    "S097": Special(special_cells.edited(special_cells.picture), special_cells.as_it_is, FORM),
    "S098": Special(special_cells.broken_styles, special_cells.as_it_is, FORM),
    "S099": Special(special_cells.edited(special_cells.hide), special_cells.as_it_is, FORM),
    "S100": Special(
        _loaded("no_such_package:CHECK"), _loaded(f"{__name__}:SOUND"), "插件“测试插件”"
    ),
    "S101": Special(_checked(lambda printed: [1 / 0]), _checked(SOUND.find), "插件“测试插件”"),
    "S102": Special(_recorded(office_records.cut), _recorded(), RECORD),
    "S103": Special(_recorded(office_records.misdated), _recorded(), RECORD),
    "S104": Special(_recorded(office_records.renamed), _recorded(), None),
    "S110": Special(special_receiving.received("没有的.zip"), special_receiving.received(), None),
    "S111": Special(
        special_receiving.received_beside("~$措施01-01.xlsx"),
        special_receiving.received_beside(),
        FORM,
    ),
    "L023": Special(_counted(office_records.cut), _counted(), "input_workbooks/总台账.xlsx"),
    "V004": Special(_unanswered_form, _open_workbook, FORM),
    "L019": Special(_corrected_form, _open_workbook, FORM),
    "L061": Special(_reworded_since(QUITE), _reworded_since(SLIGHTLY), FORM),
    "L062": Special(_reworded(HALF), _reworded(SLIGHTLY), None),
    "L063": Special(_moved(True), _moved(False), "input_workbooks/区财政局/措施03-02.xlsx"),
    "L064": Special(_retyped("保障学校建设资金。"), _retyped(None), FORM),
    "L065": Special(_extended("措施01-01"), _extended("措施03-02"), "input_workbooks/总台账.xlsx"),
    "R060": Special(_begun_with(HALF), _begun_with(SLIGHTLY), None),
    "R061": Special(_decided("措施09-09"), _decided("措施01-01"), None),
    "R001": Special(_output_in_use, _output_free, "通报.docx"),
    "R004": Special(_long_paragraph, _short_paragraphs, None),
    "R003": Special(_styled(_dropped), _styled(_other_font), STYLES),
    "R005": Special(_styled(_renamed), _styled(_other_font), STYLES),
    "R006": Special(_styled(_left_margin(20)), _styled(_left_margin(28)), STYLES),
    "R007": Special(_styled(_left_margin(180)), _styled(_left_margin(28)), STYLES),
    "R008": Special(_styled(_theme_font), _styled(_other_font), STYLES),
    "R009": Special(_styled(_language("ja-JP")), _styled(_language("zh-CN")), STYLES),
    "R010": Special(_styled(_footer("{发文机关}")), _styled(_footer("内部资料")), STYLES),
    "R011": Special(_damaged_settings, _output_free, STYLES),
    "R013": Special(_styled(_revision), _styled(_footer("内部资料")), STYLES),
    "R014": Special(_styled(_second_section), _styled(_other_font), STYLES),
    "R015": Special(_styled(_same_name), _styled(_other_font), STYLES),
    "R016": Special(_styled(_linked_header), _styled(_footer("内部资料")), STYLES),
    "R017": Special(_large_styles, _output_free, STYLES),
    "R018": Special(_supervised(office_records.scribbled), _supervised(), RECORD),
    "R020": Special(
        _written("write_word", _in_text("</w:t>", "某</w:t>")), _output_free, "通报.docx"
    ),
    "R021": Special(
        _written("write_word", _in_text('w:val="Level1"', 'w:val="Level2"')),
        _output_free,
        "通报.docx",
    ),
    "R022": Special(
        _written("write_word", _in_text("</w:p>", '<w:commentRangeStart w:id="0"/></w:p>')),
        _output_free,
        "通报.docx",
    ),
    "R023": Special(_built(_skipped), _output_free, "通报.docx"),
    "R024": Special(_built(_doubled), _output_free, "通报.docx"),
    "R025": Special(
        _written("write_review", _in_text('w:name="_r00001"', 'w:name="_r99999"')),
        _output_free,
        None,
    ),
    "R026": Special(
        _written("write_word", _in_text("w:footerReference", "w:headerReference")),
        _output_free,
        "通报.docx",
    ),
    "R027": Special(
        _written("write_word", lambda content: content[:1000]), _output_free, "通报.docx"
    ),
    "R042": Special(special_copies.copy_of("别处的话"), special_copies.copy_of(""), "改稿.docx"),
    "R043": Special(
        special_copies.applied("进展情况", special_copies.without_structure),
        special_copies.applied("进展情况"),
        "改稿清单.xlsx",
    ),
    "R044": Special(
        special_copies.applied("进展情况", special_copies.other_word),
        special_copies.applied("进展情况"),
        "改稿清单.xlsx",
    ),
    "R045": Special(
        special_copies.applied("进展情况", special_copies.answered_anew),
        special_copies.applied("进展情况"),
        "改稿清单.xlsx",
    ),
    "R046": Special(
        special_copies.applied("进展情况", special_copies.with_another_sheet),
        special_copies.applied("进展情况"),
        "改稿清单.xlsx",
    ),
    "R047": Special(special_copies.undone(False), special_copies.undone(True), None),
    "R048": Special(
        special_copies.applied("通报标题", special_copies.signed),
        special_copies.applied("通报标题"),
        "改稿清单.xlsx",
    ),
    "R050": Special(_listing("../措施清单.csv"), _listing("措施清单.csv"), "插件“测试插件”"),
    "R070": Special(_issued(发文机关=None), _issued(), "input_workbooks/总台账.xlsx"),
    "R071": Special(_issued(报送期限=None), _issued(), "input_workbooks/总台账.xlsx"),
    "R040": Special(_trace_photo, _trace_copy, "批示照片.docx"),
    "R041": Special(_trace_old_copy, _trace_copy, "旧稿.docx"),
}
"""Rules whose examples are words for people; the cases here are what is run."""
