"""What a case is, and the changes by which a form becomes that of another program."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import attrs
import openpyxl
from support.clerk import FORM_SHEET, Clerk
from support.packages import SHEET, STRINGS, STYLES, Change, Parts, chain, packed
from support.projects import Project, small

FORM = "input_workbooks/区教育局/措施01-01.xlsx"
REGISTER = "input_workbooks/总台账.xlsx"
THEME = "补齐学位短板"
PLACE = re.compile(r"[A-Z]{1,3}\d+")
BELOW = re.compile(r"([A-Z]{1,3})\+(\d+)")
EPOCHS_APART = 1462


@attrs.frozen
class Case:
    """A trait of a program's files: what is found, by code and place, and whether the notice stays.

    A place is a cell, a sheet or file, or the label of a field (``进展情况``), or of a table's cell
    (``数据指标/数值/0``), or a cell so many rows below the form (``I+1``). If the notice changes, ``prints`` stands in it and ``lacks`` does not.
    """

    name: str
    change: Change
    found: tuple[tuple[str, str], ...] = ()
    prints: str = ""
    lacks: str = ""
    file: str = FORM
    pack: Callable[[Parts], bytes] = packed


def case(name: str, change: Change, *found: tuple[str, str], **options: Any) -> Case:
    """Return a case."""
    return Case(name, change, found, **options)


def nothing(_: Parts) -> None:
    """Change nothing: what counts is how the parts are packed."""


@cache
def base() -> Project:
    """Return the project of which one workbook is changed."""
    return small()


@cache
def form_bytes() -> bytes:
    """Return the form as we write it."""
    return base().form_bytes(base().form("措施01-01"))


@cache
def _clerk() -> Clerk:
    book = openpyxl.load_workbook(BytesIO(form_bytes()))
    return Clerk(Path(FORM), book, book[FORM_SHEET])


@cache
def last_row() -> int:
    """Return the last row of the form."""
    return int(_clerk().sheet.max_row)


@cache
def where(place: str) -> str:
    """Return the cell that a label stands for; anything else as it is."""
    if below := BELOW.fullmatch(place):
        return f"{below[1]}{last_row() + int(below[2])}"
    try:
        if "/" in place:
            title, label, row = place.split("/")
            return str(_clerk().table_cell(title, label, int(row)).coordinate)
        return place if PLACE.fullmatch(place) else str(_clerk().value_cell(place).coordinate)
    except KeyError:
        return place


# Changes of cells


def put(place: str, inner: str, attributes: str = "", style: str | None = None) -> Change:
    """Return a change of what a cell holds, as XML; its style stays unless another is named."""

    def change(parts: Parts) -> None:
        name = where(place)
        pattern = rf'<c r="{name}"(?: s="(\d+)")?[^>]*?(?:/>|>.*?</c>)'
        own = style if style is not None else r"\1"
        new = rf'<c r="{name}" s="{own}" {attributes}>' + inner.replace("\\", r"\\") + "</c>"
        text, times = re.subn(pattern, new, parts[SHEET].decode(), flags=re.DOTALL)
        assert times == 1, name
        parts[SHEET] = text.encode()

    return change


def inline(place: str, text: str, **options: str) -> Change:
    """Return a change of a cell's text, written inside it."""
    item = f'<is><t xml:space="preserve">{escape(text)}</t></is>'
    return put(place, item, 't="inlineStr"', **options)


def formula(place: str, text: str, value: str, kind: str = "str", more: str = "") -> Change:
    """Return a change of a cell into a formula with its result."""
    return put(place, f"<f{more}>{escape(text)}</f><v>{escape(value)}</v>", f't="{kind}"')


def rich(place: str, runs: str) -> Change:
    """Return a change of a cell's text into runs, as XML."""
    return put(place, f"<is>{runs}</is>", 't="inlineStr"')


def run(text: str, looks: str = "") -> str:
    """Return a run of rich text."""
    looks = f'<rPr>{looks}<sz val="11"/><rFont val="宋体"/></rPr>' if looks else ""
    return f'<r>{looks}<t xml:space="preserve">{escape(text)}</t></r>'


@cache
def style_count(styles: bytes) -> int:
    """Return how many cell styles there are."""
    return int(re.search(rb'<cellXfs count="(\d+)"', styles)[1])  # type: ignore[index]


def formatted(place: str, code: str, xf: str = "") -> Change:
    """Return a change of a cell's number format, or of its style's other attributes."""

    def change(parts: Parts) -> None:
        styles = parts[STYLES]
        number = style_count(styles)
        styles = styles.replace(
            b"</numFmts>",
            f'<numFmt numFmtId="199" formatCode="{escape(code, {chr(34): "&quot;"})}"/></numFmts>'.encode(),
        )
        new = f'<xf numFmtId="199" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" {xf}/>'
        parts[STYLES] = styles.replace(b"</cellXfs>", new.encode() + b"</cellXfs>")
        pattern = rf'(<c r="{where(place)}") s="\d+"'
        text, times = re.subn(pattern, rf'\1 s="{number}"', parts[SHEET].decode())
        assert times == 1, place
        parts[SHEET] = text.encode()

    return change


def number(place: str, value: str, code: str) -> Change:
    """Return a change of a cell into a number in a format."""
    return chain(put(place, f"<v>{value}</v>"), formatted(place, code))


# Changes of whole sheets


def rows(text: str) -> Change:
    """Return a change that adds rows, as XML, to the form's sheet; ``+1`` in it is the number of
    the first row below the form.
    """

    def change(parts: Parts) -> None:
        numbered = re.sub(
            r'(?<= r=")([A-Z]*)\+(\d+)',
            lambda match: f"{match[1]}{last_row() + int(match[2])}",
            text,
        )
        after("</row></sheetData>", numbered, tail="</sheetData>")(parts)

    return change


def over_figures(make: Callable[[str, str], Change]) -> Change:
    """Return a change made for where the table of figures begins, with its header, and ends."""
    corners = ("数据指标/指标名称/-1", "数据指标/勾稽关系/12")
    return lambda parts: make(*map(where, corners))(parts)


def blank_rows(attributes: str) -> Change:
    """Return a change of what is said of the rows left blank in the table of figures."""

    def change(parts: Parts) -> None:
        text = parts[SHEET].decode()
        for number in range(3, 9):
            row = where(f"数据指标/数值/{number}").lstrip("ABCDEFG")
            text, times = re.subn(rf'<row r="{row}"', rf"\g<0> {attributes}", text)
            assert times == 1, row
        parts[SHEET] = text.encode()

    return change


def after(old: str, new: str, *, tail: str = "", part: str = SHEET) -> Change:
    """Return a change that puts something behind what is there, before ``tail`` of it."""

    def change(parts: Parts) -> None:
        content = parts[part].decode()
        assert old in content, old
        head = old.removesuffix(tail)
        parts[part] = content.replace(old, head + new + tail, 1).encode()

    return change


def before_end(new: str, part: str = SHEET) -> Change:
    """Return a change that puts something at the end of a part's root."""

    def change(parts: Parts) -> None:
        head, end, tail = parts[part].decode().rpartition("</")
        parts[part] = f"{head}{new}{end}{tail}".encode()

    return change


def strings_of(parts: Parts) -> list[str]:
    """Return the XML inside each shared string."""
    return re.findall(r"<si>(.*?)</si>", parts[STRINGS].decode(), re.DOTALL)


def to_inline(parts: Parts) -> None:
    """Write every text inside its cell, on all sheets, without the part of the shared ones."""
    shared = strings_of(parts)
    for name in sheet_parts(parts):
        parts[name] = re.sub(
            r't="s"><v>(\d+)</v>',
            lambda match: f't="inlineStr"><is>{shared[int(match[1])]}</is>',
            parts[name].decode(),
        ).encode()


def to_str(parts: Parts) -> None:
    """Write every text as the result of a formula that is not there."""
    shared = strings_of(parts)
    for name in sheet_parts(parts):
        parts[name] = re.sub(
            r't="s"><v>(\d+)</v>',
            lambda match: f't="str"><v>{re.sub("<.*?>", "", shared[int(match[1])])}</v>',
            parts[name].decode(),
        ).encode()


def sheet_parts(parts: Mapping[str, bytes]) -> list[str]:
    """Return the names of the sheets' parts."""
    return [name for name in parts if name.startswith("xl/worksheets/sheet")]


def sparse(parts: Parts) -> None:
    """Leave out cells and rows that hold nothing."""
    for name in sheet_parts(parts):
        text = re.sub(r"<c [^>]*/>", "", parts[name].decode())
        parts[name] = re.sub(r"<row [^>]*></row>", "", text).encode()


def serials(shift: int) -> Change:
    """Return a change of every number of a date's size by some days."""

    def change(parts: Parts) -> None:
        for name in sheet_parts(parts):
            parts[name] = re.sub(
                r"<v>(4[0-9]{4})</v>",
                lambda match: f"<v>{int(match[1]) + shift}</v>",
                parts[name].decode(),
            ).encode()

    return change
