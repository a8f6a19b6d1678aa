"""Single cells of a workbook changed in place, and the proof that nothing else has changed."""

from __future__ import annotations

import copy
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

import attrs

from compiler.chinese.cleaning import is_blank
from compiler.chinese.shortening import beginning
from compiler.excel.patching.edits import NewCell, edited, edits_for
from compiler.excel.patching.new_cells import NO_XML, is_simple, ways_to_store
from compiler.excel.patching.sheet_map import CellTag, Place, SheetMap, area, holds, map_sheet
from compiler.excel.sheets.addresses import position
from compiler.excel.sheets.cells import SheetSource, WorkbookSource
from compiler.excel.sheets.opened import ListedSheet, listed_sheets, open_content, read_common
from compiler.excel.sheets.stored_cells import Common
from compiler.package.container import DAMAGED
from compiler.package.limits import OverLimitError
from compiler.package.office import (
    ROOT,
    Package,
    folded,
    main_part,
    open_package,
    read_part,
    read_tree,
    related,
    targets,
)
from compiler.package.xml import WIDE
from compiler.schema.definitions import CELL_LIMIT

SIGNED = "文件带数字签名，改动一格签名就失效了。请先去掉签名，或者在表里直接改"
DEFECT = "改完再读一遍，和要改的对不上，所以一格也没有改。这是本程序的毛病，请在表里直接改"
FORMULA = "这一格是公式，或者由别的格的公式算出来，改了公式就没有了。请改公式用到的格"
MERGED = "这一格在合并的单元格里，又不是左上角的那一格，写了也看不见"
RAISED = "格里有的字画了删除线，或者是上标、下标，改了就分不出来了。请在表里直接改"
PICTURE = "格里是图片，不是文字"
OTHER_KIND = "格里不是文字、数字或日期（是时刻、对错或错误值），不能在这里改"
TABLE_HEAD = "这一格是 Excel“表格”的标题行或汇总行，改了 Excel 会说文件要修复。请在 Excel 里改"
UNKNOWN = "格里有本程序不认识的内容，改了会丢。请在表里直接改"
UNREADABLE = "这张工作表已损坏，或者写法不认识，没有改。请用 Excel 或 WPS 打开后另存一份"
FORMAT = "这一格的格式会把新的内容显示成别的样子。请在表里直接改"
NO_CHARACTER = "新的内容里有存不进表格的字符（控制符之类），请先去掉"
MARKED = ("S044", "S048")
"""What the reader says of cells with words struck out, raised or lowered."""
SHOWN = 20
"""Characters quoted of what a cell holds."""


@attrs.frozen
class CellPatch:
    """A cell by its sheet and name (``B7``), what it holds and what it is to hold instead, as the
    reader reads both: texts as typed, numbers in digits, dates as 2025-06-30.
    """

    sheet: str
    cell: str
    old: str
    new: str


@attrs.frozen
class Refusal:
    """A patch that was not made, and why, in Chinese."""

    patch: CellPatch
    reason: str


def patched(content: bytes, patches: Sequence[CellPatch]) -> tuple[bytes | None, list[Refusal]]:
    """Return a workbook with every patch made that can be, and those that cannot.

    ``None`` if none was made. Besides the cells concerned nothing changes: a sheet's other bytes
    and all other parts stay, with their names, order, times and attributes. A cell keeps its style;
    its content becomes a text of its own or, where it held a number or shows dates, and the new
    content is one, a number.
    """
    before, found = open_content(content, ROOT)
    if before is None:
        return None, [Refusal(patch, f"{found[0].rule.title}，没有改") for patch in patches]
    try:
        package = open_package(content)
        if any(part.startswith("_xmlsignatures/") for part in package.parts) or any(
            relation.kind == "origin" for relation in related(package, ROOT)
        ):
            return None, [Refusal(patch, SIGNED) for patch in patches]
        marked = {(d.spans[0].sheet, d.spans[0].cell) for d in found if d.code in MARKED}
        plain = [patch for patch in patches if (patch.sheet, patch.cell) not in marked]
        changed, refusals = _changed(package, before, plain)
        refusals = [*(Refusal(patch, RAISED) for patch in patches if patch not in plain), *refusals]
        if not changed:
            return (None if refusals and len(refusals) == len(patches) else content), refusals
        result = _repacked(package, changed)
    except (*DAMAGED, OverLimitError):
        return None, [Refusal(patch, UNREADABLE) for patch in patches]
    refused = [refusal.patch for refusal in refusals]
    made = [patch for patch in patches if patch not in refused]
    if not _proven(before, package, result, made, changed):
        return None, [*refusals, *(Refusal(patch, DEFECT) for patch in made)]
    return result, refusals


def _changed(
    package: Package, before: WorkbookSource, patches: Sequence[CellPatch]
) -> tuple[dict[str, bytes], list[Refusal]]:
    """Return the sheets' parts with the patches that can be made, and the others."""
    main = main_part(package) or ""
    root = read_tree(package, main)
    common, _ = read_common(package, main, root)
    listed = [sheet for sheet in listed_sheets(package, main, root) if sheet.has_cells]
    changed: dict[str, bytes] = {}
    refusals: list[Refusal] = []
    for name in dict.fromkeys(patch.sheet for patch in patches):
        own = [patch for patch in patches if patch.sheet == name]
        sheets = [sheet for sheet in listed if sheet.name == name]
        sources = [sheet for sheet in before.sheets if sheet.name == name]
        if len(sheets) != 1 or len(sources) != 1:
            reason = f"有几张工作表都叫“{name}”" if sheets else f"没有叫“{name}”的工作表"
            refusals += [Refusal(patch, reason) for patch in own]
            continue
        try:
            xml, refused = _patched_sheet(package, sheets[0], sources[0], common, own)
        except DAMAGED:
            refusals += [Refusal(patch, UNREADABLE) for patch in own]
            continue
        refusals += refused
        if xml is not None:
            changed[sheets[0].part] = xml
    return changed, refusals


def _patched_sheet(
    package: Package,
    listed: ListedSheet,
    source: SheetSource,
    common: Common,
    patches: Sequence[CellPatch],
) -> tuple[bytes | None, list[Refusal]]:
    """Return the part of a sheet with its patches, ``None`` if nothing changes, and those refused."""
    stored = read_part(package, listed.part)
    codec = _codec(stored)
    xml = stored.decode(codec).encode() if codec else stored
    places = [_place(patch.cell) for patch in patches]
    sheet = map_sheet(xml, [place for place in places if place is not None])
    heads = _table_heads(package, listed.part)
    cells: list[NewCell] = []
    refusals: list[Refusal] = []
    for patch, place in zip(patches, places, strict=True):
        reason: str | None
        if place is None:
            reason = f"“{patch.cell}”不是单元格的名称"
        elif places.count(place) > 1:
            reason = "同一格有两处改动，不知道以哪一处为准"
        else:
            reason = _objection(patch, place, sheet, source, heads)
            if reason is None and not _is_done(patch):
                cell = _new_cell(patch, place, sheet, source, common)
                if cell is not None:
                    cells.append(cell)
                else:
                    reason = FORMAT
        if reason is not None:
            refusals.append(Refusal(patch, reason))
    if not cells:
        return None, refusals
    new = edited(xml, edits_for(sheet, cells))
    return (new.decode().encode(codec) if codec else new), refusals


def _codec(xml: bytes) -> str:
    """Return the codec of a part in UTF-16, empty for any other."""
    if not xml.startswith(WIDE):
        return ""
    return "utf-16-le" if xml.startswith((b"\xff\xfe", b"<\0")) else "utf-16-be"


def _place(name: str) -> Place | None:
    try:
        return position(name)
    except ValueError:
        return None


def _seen(text: str) -> str:
    """Return what is seen of a text: a blank one is none, as the reader has it."""
    return "" if is_blank(text) else text


def _is_done(patch: CellPatch) -> bool:
    return _seen(patch.old) == _seen(patch.new)


def _objection(
    patch: CellPatch,
    place: Place,
    sheet: SheetMap,
    source: SheetSource,
    heads: Iterable[tuple[Place, Place]],
) -> str | None:
    """Return why a cell cannot be patched, ``None`` if it can."""
    cell = source.cells.get(place)
    tags = sheet.cells.get(place, [])
    children = {child for tag in tags for child in tag.children}
    merged = [ends for ends in sheet.ranges if holds(ends, place)]
    now = cell.text if cell is not None else ""
    length = len(patch.new.encode("utf-16-le", "surrogatepass")) // 2
    objections = (
        (source.damaged or len(tags) > 1 or sheet.data is None, UNREADABLE),
        ("f" in children or any(holds(ends, place) for ends in sheet.computed), FORMULA),
        (any(ends[0] != place for ends in merged), MERGED),
        ((cell is not None and cell.picture) or _has_metadata(tags), PICTURE),
        (cell is not None and not is_simple(cell), OTHER_KIND),
        (any(holds(ends, place) for ends in heads), TABLE_HEAD),
        (not children <= {"v", "is"}, UNKNOWN),
        (now != _seen(patch.old), f"格里现在是“{_quoted(now)}”，不是“{_quoted(patch.old)}”"),
        (length > CELL_LIMIT, f"新的内容有 {length:,} 字，一格最多放 {CELL_LIMIT:,} 字"),
        (NO_XML.search(patch.new) is not None, NO_CHARACTER),
    )
    return next((reason for objects, reason in objections if objects), None)


def _has_metadata(tags: Iterable[CellTag]) -> bool:
    return any("vm" in tag.attributes for tag in tags)


def _quoted(text: str) -> str:
    return beginning(text, SHOWN)


def _new_cell(
    patch: CellPatch, place: Place, sheet: SheetMap, source: SheetSource, common: Common
) -> NewCell | None:
    """Return what is to stand in a cell, ``None`` if no way of storing it reads as it should."""
    row, column = place
    if place in sheet.cells:
        attributes = sheet.cells[place][0].attributes
        style, kind = attributes.get("s", ""), attributes.get("t", "n")
    else:
        owner = sheet.rows.get(row)
        of_row = owner.attributes if owner is not None else {}
        own = of_row.get("s", "") if of_row.get("customFormat") in ("1", "true") else ""
        of_columns = (s for first, last, s in sheet.column_styles if first <= column <= last)
        style, kind = own or next(of_columns, ""), "n"
    old = source.cells.get(place)
    ways = ways_to_store(_seen(patch.new), old, common, kind, style)
    return NewCell(place, ways[0], style) if ways else None


def _table_heads(package: Package, part: str) -> list[tuple[Place, Place]]:
    """Return the rows of a sheet's tables whose texts are stored in the table, too."""
    heads = []
    for table in targets(package, part, "table"):
        root = read_tree(package, table)
        ends = area(root.get("ref", ""))
        if ends is None:
            continue
        (top, left), (bottom, right) = ends
        if root.get("headerRowCount", "1") != "0":
            heads.append(((top, left), (top, right)))
        if root.get("totalsRowCount", "0") != "0":
            heads.append(((bottom, left), (bottom, right)))
    return heads


def _repacked(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """Return the archive with other contents of some parts; all else of each member stays.

    :class:`ValueError` where a part is there twice: Excel would not open the file.
    """
    entries = package.archive.infolist()
    if len({entry.filename for entry in entries}) < len(entries):
        raise ValueError("one part twice")
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.comment = package.archive.comment
        for entry in entries:
            member = copy.copy(entry)
            member.filename = entry.orig_filename  # Windows would have turned the separators
            own = changed.get(folded(entry.filename))
            archive.writestr(member, package.archive.read(entry) if own is None else own)
            member.external_attr = entry.external_attr  # zipfile has put some where there were none
    return buffer.getvalue()


def _proven(
    before: WorkbookSource,
    package: Package,
    result: bytes,
    made: Iterable[CellPatch],
    changed: Mapping[str, bytes],
) -> bool:
    """Tell whether the file that came of it reads as it should, and is otherwise the old one."""
    after, _ = open_content(result, ROOT)
    if after is None or [s.name for s in after.sheets] != [s.name for s in before.sheets]:
        return False
    new = {(patch.sheet, position(patch.cell)): _seen(patch.new) for patch in made}
    for old_sheet, new_sheet in zip(before.sheets, after.sheets, strict=True):
        if attrs.evolve(new_sheet, cells={}) != attrs.evolve(old_sheet, cells={}):
            return False
        for place in old_sheet.cells.keys() | new_sheet.cells.keys():
            cell = new_sheet.cells.get(place)
            text = new.get((new_sheet.name, place))
            if text is None and cell != old_sheet.cells.get(place):
                return False
            if text is not None and text != (cell.text if cell is not None else ""):
                return False
    written = zipfile.ZipFile(BytesIO(result))
    entries = package.archive.infolist()
    return len(entries) == len(written.infolist()) and all(
        (old.orig_filename, old.date_time, old.external_attr)
        == (own.orig_filename, own.date_time, own.external_attr)
        and (folded(old.filename) in changed or package.archive.read(old) == written.read(own))
        for old, own in zip(entries, written.infolist(), strict=True)
    )
