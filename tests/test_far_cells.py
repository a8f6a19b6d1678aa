"""Cells far out on a sheet, however their place is written: found, and little memory used."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import time
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from support.clerk import Clerk
from support.damage import SHEET_PART, rewrite
from support.projects import ROOT, Project, findings, notice
from support.shared_cases import expected, lay, named, needs_cases

from compiler.commands.compiling import NOTICE_TEXT, OUTPUT_FOLDER, compile_project
from compiler.excel.sheets.addresses import COLUMNS, ROWS, address
from compiler.excel.sheets.opened import open_workbook
from compiler.excel.sheets.sheet_cells import Hidden, walk_sheet

pytestmark = pytest.mark.usefixtures("read_once")

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
REGISTER = "input_workbooks/总台账.xlsx"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LAST_SHEET_PART = "xl/worksheets/sheet2.xml"
Change = Callable[[bytes], bytes]

ROOM = 1 << 30
"""Bytes of address space in which a project must be checked, Python and its libraries included."""

CHILD = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({ROOM}, {ROOM}))
from pathlib import Path
from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document
for root in sys.argv[1:]:
    found = check_document(analyse(Path(root))).diagnostics
    print(sorted((one.code, one.spans[0].cell) for one in found))
    (peak,) = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
    print(peak)
"""
"""Checks projects; the peak is that of this process alone, which ru_maxrss is not after a fork."""


def cell(name: str, text: str = " ") -> str:
    """Return the XML of a cell whose address is written in some way, attribute and all."""
    return f'<c {name} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def at(name: str) -> str:
    """Return the attribute that says where a cell stands, in the plain way."""
    return f'r="{name}"'


def row(number: int, *cells: str) -> str:
    """Return the XML of a row."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def adding(rows: str) -> Change:
    """Return a change that adds rows to the end of a sheet."""

    def change(xml: bytes) -> bytes:
        assert b"</sheetData>" in xml
        return xml.replace(b"</sheetData>", rows.encode() + b"</sheetData>")

    return change


def prefixed(xml: bytes) -> bytes:
    return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", xml).replace(b" xmlns=", b" xmlns:x=")


def coded(name: str) -> Change:
    """Return a change of the encoding a part is written in."""

    def change(xml: bytes) -> bytes:
        text = re.sub(r"<\?xml[^>]*\?>", "", xml.decode())
        return f'<?xml version="1.0" encoding="{name}"?>{text}'.encode(name)

    return change


def strict(xml: bytes) -> bytes:
    return xml.replace(MAIN.encode(), STRICT.encode())


def both(first: Change, second: Change) -> Change:
    return lambda xml: second(first(xml))


FAR = row(200, cell(at("XFD1048576"), "%s"))
"""The last corner, in the plain way; what stands there is still to be said."""

SPELLINGS = {
    "plain": row(1_048_576, cell(at("XFD1048576"), "%s")),
    "lower case": row(200, cell(at("xfd1048576"), "%s")),
    "mixed case": row(200, cell(at("xFd1048576"), "%s")),
    "dollars": row(200, cell(at("$XFD$1048576"), "%s")),
    "single quotes": row(200, cell("r='XFD1048576'", "%s")),
    "entities": row(200, cell(at("&#88;FD1048576"), "%s")),
    "blanks about": row(200, cell('r = " XFD1048576 "', "%s")),
    "late attribute": row(200, cell('s="1" ' + at("XFD1048576"), "%s")),
    "line break": row(200, cell("\n" + at("XFD1048576"), "%s")),
    "leading zeros": row(200, cell(at("XFD01048576"), "%s")),
}
"""Ways of writing one address."""

UNNAMED = {
    "cell without address": (row(1_048_576, cell("", "%s")), "A1048576"),
    "row after a far row": (row(1_048_575) + "<row>" + cell("", "%s") + "</row>", "A1048576"),
    "cell after a far cell": (row(200, '<c r="XFC1"/>', cell("", "%s")), "XFD1"),
    "no cell's address": (row(1_048_576, cell(at("??"), "%s")), "A1048576"),
    "row nought": (row(1_048_576, cell(at("A0"), "%s")), "A1048576"),
    "beyond the last corner": (row(200, cell(at("ZZZZ99999999"), "%s")), "A200"),
}
"""Places that are not told, or wrongly: they follow from what stands before."""

FILES: dict[str, Change] = {
    "prefixes": prefixed,
    "UTF-16": coded("utf-16"),
    "UTF-16 without a mark": lambda xml: coded("utf-16-le")(xml).replace(
        "utf-16-le".encode("utf-16-le"), "utf-16".encode("utf-16-le")
    ),
    "GB18030": coded("gb18030"),
    "strict": strict,
    "strict with prefixes": both(strict, prefixed),
    "a huge dimension": lambda xml: re.sub(
        rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', xml
    ),
    "a byte order mark": lambda xml: b"\xef\xbb\xbf" + xml,
}
"""Ways of writing a whole sheet."""


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(
    ("text", "found"), [(" ", []), ("\u3000\xa0", []), ("", []), ("哦", [("S033", "XFD1048576")])]
)
def test_a_far_cell_is_found_however_it_is_written(
    root: Path, spelling: str, text: str, found: list[tuple[str, str]]
) -> None:
    """Blank it is nothing, else S033; the notice is the same."""
    before = notice(root)
    rewrite(root / FORM, {SHEET_PART: adding(SPELLINGS[spelling] % text)})
    assert findings(root) == found
    assert notice(root) == before


@pytest.mark.parametrize("case", UNNAMED)
@pytest.mark.parametrize("text", [" ", "哦"])
def test_a_far_cell_without_an_address_is_found(root: Path, case: str, text: str) -> None:
    rows, place = UNNAMED[case]
    rewrite(root / FORM, {SHEET_PART: adding(rows % text)})
    assert findings(root) == ([("S033", place)] if text.strip() else [])


@pytest.mark.parametrize("way", FILES)
@pytest.mark.parametrize("text", [" ", "哦"])
def test_a_far_cell_is_found_in_any_xml(root: Path, way: str, text: str) -> None:
    rewrite(root / FORM, {SHEET_PART: both(adding(FAR % text), FILES[way])})
    assert findings(root) == ([("S033", "XFD1048576")] if text.strip() else [])


@pytest.mark.parametrize("way", FILES)
def test_any_xml_is_read_alike(root: Path, way: str) -> None:
    """Without far cells, too: nothing is said, nothing changes."""
    before = notice(root)
    rewrite(root / FORM, {SHEET_PART: FILES[way]})
    assert findings(root) == []
    assert notice(root) == before


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("", "<v>45000</v>", "45000"),
        ("str", "<v>哦_x000D_啊</v>", "哦／啊"),
        ("e", "<v>#N/A</v>", "#N/A"),
        ("b", "<v>1</v>", "TRUE"),
        ("str", "<f>A1</f><v>哦</v>", "哦"),
        ("s", "<v>0</v>", None),
    ],
)
def test_what_stands_far_out_is_quoted(
    root: Path, kind: str, value: str, shown: str | None
) -> None:
    """Whatever kind of value it is."""
    first = open_workbook(root / FORM, FORM)[0].sheets[0].cells[0, 0].text  # type: ignore[union-attr]
    rewrite(
        root / FORM,
        {SHEET_PART: adding(f'<row r="20000"><c r="A20000" t="{kind or "n"}">{value}</c></row>')},
    )
    (found,) = compile_project(root).diagnostics
    assert (found.code, found.spans[0].cell) == ("S033", "A20000")
    assert f"“{shown or first}”" in found.message


def test_a_far_formula_whose_result_is_empty_is_blank(root: Path) -> None:
    """Unless nobody has worked it out."""
    formula = '<row r="20000"><c r="A20000"%s><f>""</f><v></v></c></row>'
    rewrite(root / FORM, {SHEET_PART: adding(formula % ' t="str"')})
    assert findings(root) == [("S049", "A20000")]
    rewrite(root / FORM, {SHEET_PART: adding(formula.replace("20000", "30000") % "")})
    assert findings(root) == [("S033", "A30000"), ("S049", "A20000")]


@pytest.mark.parametrize("state", ["visible", "hidden", "veryHidden"])
def test_a_far_cell_on_another_sheet(root: Path, state: str) -> None:
    """It is counted with the sheet's other cells."""
    clerk = Clerk.at(root / FORM)
    sheet = clerk.book.create_sheet("备注")
    sheet.sheet_state = state
    sheet["A1"], sheet["XFD1048576"] = "甲", "乙"
    clerk.save()
    (found,) = compile_project(root).diagnostics
    assert found.code == ("S023" if state == "visible" else "S025")
    assert found.arguments["count"] == 2


@pytest.mark.parametrize("text", [" ", "哦"])
def test_a_far_cell_in_the_register(root: Path, text: str) -> None:
    rewrite(root / REGISTER, {LAST_SHEET_PART: adding(FAR % text)})
    assert findings(root) == ([("S033", "XFD1048576")] if text.strip() else [])


@pytest.mark.parametrize(
    "target", ["xl/far/sheet1.xml", "/xl/far/sheet1.xml", "../xl/far/sheet1.xml", "FAR/Sheet1.xml"]
)
def test_a_sheet_that_stands_elsewhere_in_the_package(root: Path, target: str) -> None:
    """Wherever an engine may find the sheet, a far blank in it does no harm."""
    moved = root / "copy.xlsx"
    rewrite(root / FORM, {SHEET_PART: adding(FAR % " ")})
    with zipfile.ZipFile(root / FORM) as old, zipfile.ZipFile(moved, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                content = re.sub(
                    rb'Target="[^"]*worksheets/sheet1.xml"', f'Target="{target}"'.encode(), content
                )
            new.writestr("xl/far/sheet1.xml" if name == SHEET_PART else name, content)
    moved.replace(root / FORM)
    workbook, found = open_workbook(root / FORM, FORM)
    assert workbook is not None or [one.code for one in found] == ["S011"]


def test_two_different_parts_of_one_name_are_damage(root: Path) -> None:
    """Programs differ in which of the two they show."""
    with zipfile.ZipFile(root / FORM) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(root / FORM, "w") as new:
        new.writestr(SHEET_PART, adding(FAR % " ")(parts[SHEET_PART]))
        for name, content in parts.items():
            with warnings.catch_warnings(action="ignore"):
                new.writestr(name, content)
    assert findings(root) == [("S011", "措施01-01.xlsx")]


# Places

ROW_NUMBERS = st.one_of(
    st.integers(0, ROWS - 1), st.integers(ROWS - 3, ROWS - 1), st.integers(0, 9)
)
COLUMN_NUMBERS = st.one_of(st.integers(0, COLUMNS - 1), st.integers(0, 26))
ADDRESSES = st.tuples(ROW_NUMBERS, COLUMN_NUMBERS)


@given(st.lists(ADDRESSES, max_size=8))
def test_every_cell_stands_where_it_says(places: list[tuple[int, int]]) -> None:
    rows = "".join(row(line + 1, cell(at(address(line, column)))) for line, column in places)
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    assert [one[:2] for one in walk_sheet(xml) if isinstance(one, tuple)] == places


def test_every_cell_comes_once_wherever_addresses_are_missing() -> None:
    cells = cell(at("B1")), "<c/>", cell(""), cell(at("F1"))
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{row(1, *cells)}</sheetData></worksheet>'
    assert [one[:2] for one in walk_sheet(xml.encode()) if isinstance(one, tuple)] == [
        (0, 1),
        (0, 3),
        (0, 5),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_rows_are_hidden_whatever_letters_say_so(encoding: str) -> None:
    rows = f'<row r="2" hidden="1">{cell(at("A2"))}</row>'
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    told = f'<?xml version="1.0" encoding="{encoding}"?>{xml}'.encode(encoding)
    assert [one.first for one in walk_sheet(told) if isinstance(one, Hidden)] == [1]


def test_the_last_cells_of_a_sheet(root: Path) -> None:
    """No answer stands out there."""
    names = [address(ROWS - 1, COLUMNS - 1), address(ROWS - 1, 0), address(0, COLUMNS - 1)]
    clerk = Clerk.at(root / FORM)
    for name in names:
        clerk.sheet[name] = "哦"
    clerk.save()
    assert findings(root) == sorted(("S033", name) for name in names)


def test_a_hostile_sheet_is_read_in_time() -> None:
    """Nothing runs back and forth over a part full of what it looks for."""
    for piece in (b"<", b"<a", b"<c", b"<:", b'<c r="A', b"<row ", b"<?xml ", b'<c r="A1" <'):
        start = time.process_time()
        with contextlib.suppress(etree.XMLSyntaxError):
            list(walk_sheet(b"<a>" + piece * (1_000_000 // len(piece))))
        assert time.process_time() - start < 2


def test_the_result_that_was_never_computed_hides_no_stray_cell(root: Path) -> None:
    """Row 3 holds 自检结果; with no value stored for it, a cell far to the right is still
    reported.
    """
    clerk = Clerk.at(root / FORM)
    line = clerk.find("自检结果").row
    clerk.sheet.cell(line, 20).value = "哦"
    clerk.save()
    rewrite(root / FORM, {SHEET_PART: adding(FAR % " ")})
    assert findings(root) == [("S033", f"T{line}")]


# Memory, in a process of its own with a limit


def checked(*roots: Path) -> list[tuple[str, int]]:
    """Check projects with little memory; return what was found in each and the peak so far, in
    megabytes.
    """
    command = [sys.executable, "-c", CHILD, *map(str, roots)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, check=False, timeout=120, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = done.stdout.splitlines()
    return [(found, int(peak) // 1024) for found, peak in zip(lines[::2], lines[1::2], strict=True)]


limited = pytest.mark.skipif(
    sys.platform != "linux", reason="memory is limited and measured as Linux does"
)


@limited
@pytest.mark.parametrize(
    ("rows", "most"),
    [
        (FAR % " ", 150),
        (SPELLINGS["lower case"] % " ", 150),
        (row(1, cell(at("ZZ1"))) + row(9999, cell(at("A9999"))), 300),
        (row(1, cell(at("IV1"))) + row(9999, cell(at("A9999"))), 300),
        ("".join(row(line, cell(at(f"XFD{line}"))) for line in range(200, 40_200)), 300),
    ],
    ids=["corner", "lower case", "wide and deep", "as wide and deep as may be", "many"],
)
def test_far_blanks_take_little_memory(root: Path, rows: str, most: int) -> None:
    rewrite(root / FORM, {SHEET_PART: adding(rows)})
    ((found, peak),) = checked(root)
    assert found == "[]"
    assert peak < most


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, int]]:
    """All collected cases checked in one process: its peak is no less than any one's."""
    folder = tmp_path_factory.mktemp("collected")
    cases = named("62*")
    return dict(zip(cases, checked(*(lay(case, folder / case) for case in cases)), strict=True))


@limited
@needs_cases
@pytest.mark.parametrize("case", named("62*"))
def test_collected_far_cells_take_little_memory(
    collected: dict[str, tuple[str, int]], case: str
) -> None:
    found, peak = collected[case]
    assert found == ("[('S023', 'A1')]" if case.startswith("62n") else "[]")
    assert peak < 150


@needs_cases
@pytest.mark.parametrize("case", named("62*"))
def test_collected_far_cells_change_nothing(tmp_path: Path, case: str) -> None:
    root = lay(case, tmp_path / "项目")
    assert compile_project(root).publishable
    assert (root / OUTPUT_FOLDER / NOTICE_TEXT).read_text(encoding="utf-8") == expected()


def test_every_far_cell_with_text_is_told_of(tmp_path: Path, project: Project) -> None:
    """Filled down too far: each cell has its place."""
    root = project.write(tmp_path / "项目")
    rows = "".join(row(line, cell(at(f"A{line}"), "哦")) for line in range(20_000, 20_300))
    rewrite(root / FORM, {SHEET_PART: adding(rows)})
    assert findings(root) == sorted(("S033", f"A{line}") for line in range(20_000, 20_300))
