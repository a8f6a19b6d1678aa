"""Workbooks of an earlier version are rewritten, their answers kept to the character."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from support.clerk import Clerk
from support.projects import PLACES, STATUSES, findings, notice

from compiler.chinese.cleaning import is_blank
from compiler.commands.upgrading import upgrade_project
from compiler.excel.reading.workbook import read_workbook
from compiler.excel.writing.workbooks import write_workbook
from compiler.outputs.filling import contents_of
from compiler.schema.contents import CellContent, Contents, Lists
from compiler.schema.definitions import Field, ValueKind, Workbook
from compiler.schema.form import FORM as SCHEMA
from compiler.schema.register import REGISTER as REGISTER_SCHEMA

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
REGISTER = "input_workbooks/总台账.xlsx"
LISTS = Lists(STATUSES, PLACES, ("xunshi",), ("区教育局",))


def age(path: Path, version: object = 0) -> None:
    """Let a workbook come from another version."""
    clerk = Clerk.at(path, "_结构")
    clerk.find("结构版本").offset(0, 1).value = version
    clerk.save()


@pytest.mark.parametrize("file", [FORM, REGISTER])
def test_an_earlier_version_is_rewritten(root: Path, file: str) -> None:
    """Only the outdated file is touched; the earlier one is kept; the notice is what it was."""
    before = notice(root)
    age(root / file)
    aged = (root / file).read_bytes()
    upgrade = upgrade_project(root)
    assert (upgrade.written, upgrade.left, upgrade.diagnostics) == ((file,), (), ())
    assert (root / "旧版" / file).read_bytes() == aged
    assert findings(root) == []
    assert notice(root) == before


def test_nothing_to_do(root: Path) -> None:
    """Current workbooks are left, byte for byte; a second upgrade has nothing to do."""
    before = {path: path.read_bytes() for path in root.rglob("*.xlsx")}
    assert upgrade_project(root).written == ()
    age(root / FORM)
    upgrade_project(root)
    assert upgrade_project(root).written == ()
    assert {
        path: path.read_bytes() for path in root.rglob("*.xlsx") if "旧版" not in path.parts
    }.keys() == before.keys()


def test_everything_rewritten_is_the_same(root: Path) -> None:
    """--all on current workbooks gives the same notice and, a second time, the same bytes."""
    before = notice(root)
    upgrade_project(root, everything=True)
    assert notice(root) == before
    assert upgrade_project(root, everything=True).written == ()


@pytest.mark.parametrize("place", ["H20", "A95"])
def test_what_was_not_understood_is_left(root: Path, place: str) -> None:
    """A file with anything a rewrite would lose is left as it is, and the cell named."""
    clerk = Clerk.at(root / FORM)
    clerk.sheet[place] = "附记"
    clerk.save()
    age(root / FORM)
    before = (root / FORM).read_bytes()
    upgrade = upgrade_project(root)
    assert upgrade.left == (FORM,)
    assert [(d.code, d.spans[0].cell) for d in upgrade.diagnostics] == [("S033", place)]
    assert (root / FORM).read_bytes() == before


@pytest.mark.parametrize("trace", ["sheet", "hidden", "comment", "formula"])
def test_what_a_rewrite_would_drop_is_not_dropped(root: Path, trace: str) -> None:
    """A further sheet, a comment or a formula is not in a record: such a file is left, or the
    earlier one kept.
    """
    from openpyxl.comments import Comment

    clerk = Clerk.at(root / FORM)
    if trace == "comment":
        clerk.value_cell("进展情况").comment = Comment("再核", "领导")
    elif trace == "formula":
        clerk.put("审签人", '="柏"&"栋材"')
    else:
        extra = clerk.book.create_sheet("明细")
        extra["A1"] = "很多"
        extra.sheet_state = "hidden" if trace == "hidden" else "visible"
    clerk.save()
    age(root / FORM)
    aged = (root / FORM).read_bytes()
    upgrade_project(root)
    kept = root / FORM, root / "旧版" / FORM
    assert aged in [path.read_bytes() for path in kept if path.exists()]


# Any content survives writing, reading and writing again

CHARACTERS = st.characters(
    codec="utf-8", exclude_characters="\0\r\ufffe\uffff", exclude_categories=("Cs",)
)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=40).filter(
    lambda text: text.strip() and "_x" not in text
)
DATES = st.dates(date(1950, 1, 1), date(2150, 1, 1))
NUMBERS = st.decimals(Decimal("-1e9"), Decimal("1e9"), places=3).map(Decimal.normalize)


def value_of(field: Field) -> st.SearchStrategy[CellContent]:
    if field.kind is ValueKind.DATE:
        return st.one_of(DATES, TEXTS)
    if field.kind in (ValueKind.NUMBER, ValueKind.INTEGER):
        return st.one_of(NUMBERS, st.integers(0, 10**9))
    return TEXTS


@st.composite
def filled(draw: st.DrawFn, schema: Workbook) -> Contents:
    """Return contents with anything in any field."""
    fields: dict[str, CellContent] = {}
    tables: dict[str, list[dict[str, CellContent]]] = {}
    for sheet in schema.sheets:
        for field in sheet.fields():
            if draw(st.booleans()):
                fields[field.key] = draw(value_of(field))
        for table in sheet.tables():
            columns = draw(
                st.lists(
                    st.sampled_from(table.columns), max_size=3, unique_by=lambda column: column.key
                )
            )
            if columns:
                tables[table.key] = [{column.key: draw(value_of(column)) for column in columns}]
    return Contents(fields, tables)


def plain(value: CellContent) -> str:
    """Return a value to the character; a number that its column would round is kept as text,
    which is no loss.
    """
    return (
        format(Decimal(value).normalize(), "f") if isinstance(value, int | Decimal) else str(value)
    )


def seen(value: CellContent) -> bool:
    """Tell whether anything is seen of a value."""
    return value is not None and not is_blank(plain(value))


def said(contents: Contents) -> object:
    """Return contents without what is empty, or of which nothing is seen."""
    fields = {key: plain(value) for key, value in contents.fields.items() if seen(value)}
    rows = {
        key: [{k: plain(v) for k, v in row.items() if seen(v)} for row in rows]
        for key, rows in contents.tables.items()
        if rows
    }
    return fields, rows


@pytest.mark.parametrize("schema", [SCHEMA, REGISTER_SCHEMA], ids=["form", "register"])
@settings(
    max_examples=8, phases=[Phase.explicit, Phase.generate]
)  # shrinking rewrites workbooks for minutes
@given(data=st.data())
def test_any_content_survives(
    tmp_path_factory: pytest.TempPathFactory, schema: Workbook, data: st.DataObject
) -> None:
    """Write → read → contents_of → write → read keeps every character, date and digit, and the
    bytes are the same.
    """
    contents = data.draw(filled(schema))
    path = tmp_path_factory.mktemp("x") / "表.xlsx"
    first = write_workbook(schema, contents, LISTS, measure_id="措施01-01")
    path.write_bytes(first)
    record, _ = read_workbook(path, "表.xlsx")
    assert record is not None
    assert said(contents_of(record)) == said(contents)
    again = write_workbook(schema, contents_of(record), LISTS, measure_id="措施01-01")
    path.write_bytes(again)
    record, _ = read_workbook(path, "表.xlsx")
    assert record is not None
    assert said(contents_of(record)) == said(contents)
