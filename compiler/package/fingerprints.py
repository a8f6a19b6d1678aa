"""What a file says, whoever saved it: the same fingerprint after a mere re-save, another after
any edit a person makes.

Of a Word file: the words of body, tables, text boxes, notes, headers and footers in their order,
what is inserted or deleted under tracking, what is struck or highlighted, the comments, and how
many pictures there are. Of a workbook: what stands in every cell and note. Of a text file its
lines. Programs cut runs, rename parts, number comments and work out formulas and page numbers each
in their own way; none of that is seen.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import PurePath
from zipfile import ZipFile

from lxml import etree

from compiler.package.container import DAMAGED
from compiler.package.xml import PARSER

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WORD_PART = re.compile(
    r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml", re.ASCII
)
SHEET_TEXT_PART = re.compile(r"xl/(comments|threadedComments|drawings)/?[^/]*\.xml", re.ASCII)
LAID_OUT = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF")
"""Fields whose result depends on who sets the pages."""

TRACKED = {"ins": "+", "moveTo": "+", "del": "-", "moveFrom": "-"}
OFF = ("0", "false", "off", "none")
BLANKS = re.compile(r"[ \t\r\n]+")
LOOKS_OF_MARGINS = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Z])')


@lru_cache(maxsize=16)  # the list of a compile and the record ask for the same files
def fingerprint(name: str, content: bytes) -> str | None:
    """Return the sha256 of what a file called ``name`` says; ``None`` for a kind that has only
    bytes, or a damaged file.
    """
    suffix = PurePath(name).suffix.lower()
    try:
        if suffix == ".docx":
            lines = _word(content)
        elif suffix == ".xlsx":
            lines = _workbook(content)
        elif suffix == ".txt":
            lines = content.decode("utf-8-sig").splitlines()
        else:
            return None
        return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
    except DAMAGED:
        return None


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _word(content: bytes) -> list[str]:
    """Return the lines a Word file is compared by; part names and the numbers of notes and
    comments are left out.
    """
    with ZipFile(BytesIO(content)) as package:
        parts = {
            m[1]: package.read(name)
            for name in package.namelist()
            if (m := WORD_PART.fullmatch(name))
        }
    lines = ["body", *_paragraphs(etree.fromstring(parts.pop("document"), PARSER))]
    for kind in "footnotes", "endnotes":
        if kind in parts:
            lines += [kind, *_paragraphs(etree.fromstring(parts.pop(kind), PARSER))]
    if "comments" in parts:
        comments = etree.fromstring(parts.pop("comments"), PARSER)
        lines += ["comments", *sorted("\v".join(_paragraphs(comment)) for comment in comments)]
    margins = {"\v".join(_paragraphs(etree.fromstring(part, PARSER))) for part in parts.values()}
    return [*lines, "margins", *sorted(margins - {""})]


def _paragraphs(root: etree._Element) -> list[str]:
    """Return the words of every paragraph that has any, then how many pictures there are.

    A text box is written twice, for newer and older programs; the second time is passed over.
    """
    lines: list[str] = []
    pictures = 0
    for element in _walk(root):
        local = _local(element)
        if local == "p" and element.tag.startswith(W):
            words = _words(element)
            if words:
                lines.append(words)
        elif local in ("blip", "imagedata", "contentPart", "OLEObject"):
            pictures += 1
    return [*lines, f"pictures {pictures}"] if pictures else lines


def _walk(root: etree._Element) -> Iterator[etree._Element]:
    """Yield every element but those of fallbacks, in order."""
    yield root
    for child in root:
        if child.tag != f"{COMPATIBILITY}Fallback":
            yield from _walk(child)


def _words(paragraph: etree._Element) -> str:
    """Return one paragraph's own words, cut where tracking, striking or highlighting begins and
    ends.
    """
    pieces: list[tuple[str, str]] = []
    fields: list[list[str]] = []
    for mark, text, instruction in _runs(paragraph, ""):
        if instruction == "begin":
            fields.append(["", ""])
        elif instruction == "end" and fields:
            fields.pop()
        elif fields and instruction == "separate":
            fields[-1][1] = "shown"
        elif fields and instruction:
            fields[-1][0] += instruction.removeprefix("=")
        elif text and not any(shown and _is_laid_out(code) for code, shown in fields):
            if pieces and pieces[-1][0] == mark:
                pieces[-1] = (mark, pieces[-1][1] + text)
            else:
                pieces.append((mark, text))
    return "".join(f"\x01{mark}\x02{text}\x03" if mark else text for mark, text in _trimmed(pieces))


def _trimmed(pieces: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the pieces with blanks as one, which programs keep differently."""
    for mark, text in pieces:
        if words := BLANKS.sub(" ", text):
            yield mark, words


def _is_laid_out(code: str) -> bool:
    return code.split()[:1] != [] and code.split()[0].upper() in LAID_OUT


def _runs(element: etree._Element, mark: str) -> Iterator[tuple[str, str, str]]:
    """Yield (mark, text, field instruction) below a paragraph, without the paragraphs of text
    boxes inside it.
    """
    for child in element:
        local = _local(child)
        if child.tag == f"{COMPATIBILITY}Fallback" or local in ("p", "txbxContent"):
            continue
        if local in TRACKED and child.tag.startswith(W):
            yield from _runs(child, mark + TRACKED[local])
        elif local == "pPr":
            yield from (
                (mark + TRACKED[name], "¶", "")
                for name in TRACKED
                if child.find(f"{W}rPr/{W}{name}") is not None
            )
            if child.find(f"{W}pPrChange") is not None:
                yield mark + "f", "¶", ""
        elif local == "r":
            yield from _runs(child, mark + _emphasis(child))
        elif local in ("t", "delText"):
            yield mark, _kept(child), ""
        elif local in ("tab", "ptab"):
            yield mark, "\t", ""
        elif local in ("br", "cr"):
            yield mark, "\v", ""
        elif local in ("noBreakHyphen", "sym"):
            yield mark, child.get(f"{W}char", "-"), ""
        elif local == "fldChar":
            yield mark, "", child.get(f"{W}fldCharType", "begin")
        elif local in ("instrText", "delInstrText"):
            yield mark, "", f"={child.text or ''}"
        elif local == "fldSimple":
            yield mark, "", "begin"
            yield mark, "", f"={child.get(f'{W}instr', '')}"
            yield mark, "", "separate"
            yield from _runs(child, mark)
            yield mark, "", "end"
        else:
            yield from _runs(child, mark)


def _kept(text: etree._Element) -> str:
    """Return a text as Word shows it: blanks at its ends only where they are asked for."""
    words = text.text or ""
    return (
        words
        if text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        else words.strip(" \t\r\n")
    )


def _emphasis(run: etree._Element) -> str:
    """Return what changes how words are read: struck (``x``), highlighted (``h``), hidden
    (``v``), raised or lowered (``^``, ``_``), or formatted anew under tracking (``f``).
    """
    properties = run.find(f"{W}rPr")
    if properties is None:
        return ""
    marks = {"strike": "x", "dstrike": "x", "highlight": "h", "vanish": "v", "rPrChange": "f"}
    found = {
        marks[local]
        for own in properties
        if (local := _local(own)) in marks and own.get(f"{W}val", "1") not in OFF
    }
    raised = properties.find(f"{W}vertAlign")
    if raised is not None:
        found.add({"superscript": "^", "subscript": "_"}.get(raised.get(f"{W}val", ""), ""))
    return "".join(sorted(found))


def _workbook(content: bytes) -> list[str]:
    """Return the lines a workbook is compared by: sheet, cell and what was put there; a formula
    counts, not its result.

    Sheets that are hidden hold lists and self-checks that nobody edits, and most of the cells.
    """
    with ZipFile(BytesIO(content)) as package:
        names = package.namelist()
        shared = (
            _shared(package.read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else []
        )
        targets = {
            link.get("Id"): posixpath.join("/xl", link.get("Target", "")).removeprefix("/")
            for link in etree.fromstring(package.read("xl/_rels/workbook.xml.rels"), PARSER)
        }
        struck, filled = _looks(package.read("xl/styles.xml") if "xl/styles.xml" in names else b"")
        lines = []
        for sheet in etree.fromstring(package.read("xl/workbook.xml"), PARSER).iter("{*}sheet"):
            lines.append(f"sheet {sheet.get('name')}")
            part = next((targets[value] for value in sheet.attrib.values() if value in targets), "")
            if sheet.get("state", "visible") == "visible" and part in names:
                root = etree.fromstring(package.read(part), PARSER)
                lines += [*_cells(root, shared, struck, filled), *_margins(root)]
        notes = [
            etree.fromstring(package.read(name), PARSER)
            for name in names
            if SHEET_TEXT_PART.fullmatch(name)
        ]
    drawn = sum(len(list(root.iter("{*}pic", "{*}graphicFrame"))) for root in notes)
    return [*lines, *sorted(text for root in notes for text in _notes(root)), f"drawn {drawn}"]


def _looks(styles: bytes) -> tuple[set[str], dict[str, str]]:
    """Return which cell formats strike their text out, and the colours of those that are filled:
    what a reader marks in a list.
    """
    struck: set[str] = set()
    filled: dict[str, str] = {}
    if not styles:
        return struck, filled
    root = etree.fromstring(styles, PARSER)
    fonts, fills = (list(root.iterfind(f"{{*}}{kind}/*")) for kind in ("fonts", "fills"))
    for number, form in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        font, fill = int(form.get("fontId", 0)), int(form.get("fillId", 0))
        strike = fonts[font].find("{*}strike") if font < len(fonts) else None
        if strike is not None and strike.get("val", "1") not in OFF:
            struck.add(str(number))
        colour = fills[fill].find(".//{*}fgColor") if fill < len(fills) else None
        if colour is not None and colour.get("rgb"):
            filled[str(number)] = colour.get("rgb", "")[-6:].upper()
    return struck, filled


def _margins(root: etree._Element) -> Iterator[str]:
    """Yield the words printed above and below a sheet, without the codes of their looks."""
    for part in root.iterfind("{*}headerFooter/*"):
        words = LOOKS_OF_MARGINS.sub("", part.text or "")
        if "".join(words.split()):
            yield f"margin {''.join(words.split())}"


def _shared(part: bytes) -> list[str]:
    return [_texts(item) for item in etree.fromstring(part, PARSER)]


def _texts(item: etree._Element) -> str:
    """Return a string item's text without the readings above characters."""
    readings = [text for reading in item.iter("{*}rPh") for text in reading]
    return "".join(text.text or "" for text in item.iter("{*}t") if text not in readings)


def _cells(
    root: etree._Element, shared: list[str], struck: set[str], filled: dict[str, str]
) -> Iterable[str]:
    for cell in root.iter("{*}c"):
        value = ""
        for child in cell:
            local = _local(child)
            if local == "f":
                value = "="
                break
            if local == "v":
                value = _value(child.text or "", cell.get("t", "n"), shared)
            elif local == "is":
                value = _texts(child)
        if value:
            look = cell.get("s", "0")
            mark = "x" * (look in struck) + filled.get(look, "")
            yield f"{cell.get('r')} {BLANKS.sub(' ', value)} {mark}".rstrip()


def _value(text: str, kind: str, shared: list[str]) -> str:
    if kind == "s" and text.isdecimal() and int(text) < len(shared):
        return shared[int(text)]
    return repr(float(text)) if kind == "n" and text else text


def _notes(root: etree._Element) -> Iterator[str]:
    """Yield the text of every note of a sheet, threaded remark, or shape drawn on it."""
    for element in root.iter("{*}comment", "{*}threadedComment", "{*}sp"):
        text = _texts(element) or element.findtext("{*}text") or ""
        if words := BLANKS.sub(" ", text).strip():
            yield f"note {element.get('ref', '')} {words}"
