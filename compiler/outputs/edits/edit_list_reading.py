"""改稿清单.xlsx read back, however it was sorted, filtered and filled in: what was decided, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import attrs

from compiler.absorbing.listed import Choice, Decision, EditList
from compiler.brief import brief
from compiler.chinese.likeness import nearest
from compiler.diagnostics import Diagnostic, complain
from compiler.excel.sheets.cells import SheetSource, WorkbookSource
from compiler.excel.sheets.opened import open_workbook
from compiler.excel.writing.formats import fitting
from compiler.model.kept import CONVERTER, NewerFormatError, open_kept
from compiler.outputs.edits.edit_list import CHOICE, COLUMNS, FORMAT, KIND, NEW, NUMBER, OLD, TITLE
from compiler.schema.structure import STRUCTURE_SHEET
from compiler.span import Span

BESIDE_THE_POINT = ("S043", "S044", "S045", "S047", "S048", "S097", "S099")
"""What is shown beside the cells of a list, and the hidden sheet's own: no reason to refuse it."""

ROW_FAULT = "R044"
"""Said of a row that was read and cannot be carried out."""

NOT_FROM_A_UNIT = {
    "S011": "已损坏，打不开",
    "S012": "是加了密的工作簿",
    "S018": "里面认不出来，多半被加密软件加了密",
}
"""What is wrong with a file that no unit can be asked for again: the list is the office's own."""

MISNAMED, NO_WORKBOOK = ("S010", "S015"), "不是 Excel 工作簿（.xlsx）"
"""What is said of a file that is called .xlsx and is none; and of one that is not even called so."""


@attrs.frozen
class DecidedList:
    """A list with the decisions on its rows, in their order; ``missing`` are rows that somebody
    deleted.
    """

    __repr__ = brief

    found: EditList
    decisions: tuple[Decision, ...]
    missing: tuple[int, ...]


def read_edit_list(path: Path, file: str) -> tuple[DecidedList | None, list[Diagnostic]]:
    """Read the list at ``path``, called ``file`` in messages.

    Diagnostics: those of :func:`open_workbook`, R043 it is none of ours, or damaged, R044 a row
    that cannot be understood. With an error there is no result.
    """
    book, diagnostics = open_workbook(path, file)
    diagnostics = [one for one in diagnostics if one.code not in BESIDE_THE_POINT]
    if book is None:
        return None, [_ours(one, file, path.suffix.lower()) for one in diagnostics]
    found, reason = _kept(book)
    sheet = book.sheet(TITLE)
    if found is None or sheet is None:
        return None, [
            complain("R043", Span(file), file=file, reason=reason or f"没有“{TITLE}”这张表")
        ]
    header, columns = _header(sheet)
    missing = [label for label in (NUMBER, NEW, CHOICE) if label not in columns]
    if missing:
        reason = f"表头里没有“{'”“'.join(missing)}”"
        return None, [complain("R043", Span(file), file=file, reason=reason)]
    decisions, wrong = _decisions(sheet, header, columns, found)
    if wrong:
        return None, wrong
    numbers = {decision.number for decision in decisions}
    gone = tuple(number for number in range(1, len(found.edits) + 1) if number not in numbers)
    ordered = tuple(sorted(decisions, key=lambda decision: decision.number))
    return DecidedList(found, ordered, gone), diagnostics


def _kept(book: WorkbookSource) -> tuple[EditList | None, str]:
    """Return the list that the hidden sheet holds, or why there is none."""
    hidden = book.sheet(STRUCTURE_SHEET)
    rows = sorted(hidden.cells.items()) if hidden is not None else []
    texts = [str(cell.value) for (_, column), cell in rows if column == 0]
    if not texts or texts[0] != KIND:
        return None, "不是 zhenggai absorb 写出的改稿清单"
    try:
        data = open_kept("".join(texts[1:]).encode(), FORMAT)
        return CONVERTER.structure(data["list"], EditList), ""
    except NewerFormatError:
        return None, "是用更新的版本写的，请先升级本程序"
    except (LookupError, TypeError, ValueError, AttributeError):
        return None, "里面隐藏的“_结构”表被改动过"


def _header(sheet: SheetSource) -> tuple[int, Mapping[str, int]]:
    """Return the row of the labels, and the column of each; nothing if they are not there."""
    labels = {column.label for column in COLUMNS}
    for row, cells in sheet.rows().items():
        found = {
            cell.text.strip(): column
            for column, cell in cells.items()
            if cell.text.strip() in labels
        }
        if NUMBER in found and len(found) > 1:
            return row, found
    return 0, {}


def _decisions(
    sheet: SheetSource, header: int, columns: Mapping[str, int], found: EditList
) -> tuple[list[Decision], list[Diagnostic]]:
    """Return what was decided, and R044 for rows of which that cannot be told."""
    decisions: list[Decision] = []
    wrong: list[Diagnostic] = []
    seen: dict[int, Span] = {}
    for row, cells in sheet.rows().items():
        if row <= header:
            continue
        texts = {
            label: cells[column].text if column in cells else ""
            for label, column in columns.items()
        }
        if (
            not any(texts[label].strip() for label in (NUMBER, NEW, CHOICE))
            and not texts.get(OLD, "").strip()
        ):
            continue
        place = sheet.span(row, columns[NUMBER])
        number = int(texts[NUMBER]) if texts[NUMBER].strip().isdecimal() else 0
        if not 1 <= number <= len(found.edits):
            wrong.append(_wrong(place, f"没有序号“{texts[NUMBER][:20]}”这一条，序号请不要改"))
            continue
        if number in seen:
            wrong.append(
                _wrong(place, f"第 {number} 条有两行（另一行在 {seen[number].cell}），请删去一行")
            )
            continue
        seen[number] = place
        choice_place = sheet.span(row, columns[CHOICE])
        word = texts[CHOICE].strip()
        choice = next((one for one in Choice if one.value == word), None)
        if word and choice is None:
            words = [one.value for one in Choice]
            guess = nearest(word, words, 0.4)
            hint = f"是不是“{guess}”" if guess else f"可选的是{'、'.join(words)}"
            wrong.append(_wrong(choice_place, f"“处理”写的是“{word[:20]}”，{hint}"))
            continue
        new_place = sheet.span(row, columns[NEW])
        listed = found.edits[number - 1].new
        new = listed if texts[NEW] == fitting(listed) else texts[NEW]
        decisions.append(Decision(number, choice, new, choice_place, new_place))
    return decisions, wrong


def _ours(found: Diagnostic, file: str, suffix: str) -> Diagnostic:
    """Return what keeps a workbook from being opened as it is said of a list."""
    reason = NOT_FROM_A_UNIT.get(found.code)
    if found.code in MISNAMED and suffix != ".xlsx":
        reason = NO_WORKBOOK
    return found if reason is None else complain("R043", Span(file), file=file, reason=reason)


def _wrong(place: Span, reason: str) -> Diagnostic:
    """Complain of a row of a list."""
    return complain(ROW_FAULT, place, reason=reason)
