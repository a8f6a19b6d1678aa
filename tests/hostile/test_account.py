"""The account over hostile workbooks that are read: nothing that another reader sees is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from foreign.cases import FORM
from support.second_readers import READERS, unaccounted

from hostile.workbooks import ARCHIVES, CELLS, RELATIONS, XML

READ = {
    case.name: case
    for case in (*XML, *RELATIONS, *ARCHIVES, *CELLS)
    if case.same and {code for code, _ in case.found} <= {"S041"}
}
"""What is refused, or whose sheet is, has a finding for all of it. Of numbers and places that are
none the others can say nothing: openpyxl raises, and calamine takes the whole process with it.
"""

REFUSED: dict[str, dict[str, str]] = {
    "openpyxl": {"cells: a font that is none": "wants a number for every part of a style"},
    "calamine": {"relations: none of the package": "does not look for parts by their usual names"},
}
"""Files that another reader does not open, with the reason."""


@pytest.mark.parametrize("reader", READERS)
def test_nothing_of_a_hostile_workbook_is_lost(
    small_template: Path, tmp_path: Path, reader: str
) -> None:
    lost, refused = {}, {}
    form = (small_template / FORM).read_bytes()
    assert len(READ) > 15
    for name, case in READ.items():
        try:
            cells = unaccounted(reader, case.content(form), tmp_path / "表.xlsx")
        except Exception as error:
            refused[name] = error
            continue
        if cells:
            lost[name] = cells
    assert lost == {}
    assert refused.keys() == REFUSED[reader].keys(), refused
