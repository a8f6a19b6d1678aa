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
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import PurePath
from typing import Any

from lxml import etree

from compiler.package.container import DAMAGED
from compiler.package.limits import OverLimitError
from compiler.package.office import Package, main_part, open_package, read_tree, related, targets

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
FALLBACK = f"{COMPATIBILITY}Fallback"
PICTURES = tuple(f"{{*}}{name}" for name in ("blip", "imagedata", "contentPart", "OLEObject"))
BESIDE_CELLS = ("comments", "threadedComment", "drawing", "chartUserShapes")
"""What a sheet leads to that holds words, by the kind of relationship."""

LAID_OUT = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF")
"""Fields whose result depends on who sets the pages."""

NOTES = ("footnotes", "endnotes")
MARGINS = ("header", "footer")
TRACKED = {"ins": "+", "moveTo": "+", "del": "-", "moveFrom": "-"}
MARKS = {"strike": "x", "dstrike": "x", "highlight": "h", "vanish": "v", "rPrChange": "f"}
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
    except (*DAMAGED, OverLimitError):
        return None


class _Locals(dict[Any, str]):
    """The names of tags without their namespaces, cut once each; a remark has none."""

    def __missing__(self, tag: Any) -> str:
        return self.setdefault(tag, tag.rpartition("}")[2] if isinstance(tag, str) else "")


LOCALS = _Locals()


def _local(element: etree._Element) -> str:
    return LOCALS[element.tag]


def _word(content: bytes) -> list[str]:
    """Return the lines a Word file is compared by; part names and the numbers of notes and
    comments are left out.
    """
    package = open_package(content)
    name, body = _main(package, "document")
    parts = {kind: targets(package, name, kind) for kind in (*NOTES, "comments", *MARGINS)}
    lines = ["body", *_paragraphs(body)]
    for kind in NOTES:
        for part in parts[kind][:1]:
            lines += [kind, *_paragraphs(read_tree(package, part))]
    for part in parts["comments"][:1]:
        comments = read_tree(package, part)
        lines += ["comments", *sorted("\v".join(_paragraphs(comment)) for comment in comments)]
    printed = [part for kind in MARGINS for part in parts[kind]]
    margins = {"\v".join(_paragraphs(read_tree(package, part))) for part in printed}
    return [*lines, "margins", *sorted(margins - {""})]


def _main(package: Package, root: str) -> tuple[str, etree._Element]:
    """Return the part that a file is about and its tree; :class:`ValueError` unless that is a
    ``root``.
    """
    name = main_part(package)
    if name is None:
        raise ValueError("no relationship leads to what the file is about")
    tree = read_tree(package, name)
    if _local(tree) != root:
        raise ValueError(f"the file is about a {tree.tag}")
    return name, tree


def _paragraphs(root: etree._Element) -> list[str]:
    """Return the words of every paragraph that has any, then how many pictures there are.

    A text box is written twice, for newer and older programs; the second time is passed over.
    """
    lines: list[str] = []
    pictures = 0
    has_fallbacks = next(root.iter(FALLBACK), None) is not None
    for element in root.iter(f"{W}p", *PICTURES):
        if has_fallbacks and next(element.iterancestors(FALLBACK), None) is not None:
            continue
        if element.tag != f"{W}p":
            pictures += 1
        elif words := _words(element):
            lines.append(words)
    return [*lines, f"pictures {pictures}"] if pictures else lines


def _words(paragraph: etree._Element) -> str:
    """Return one paragraph's own words, cut where tracking, striking or highlighting begins and
    ends.
    """
    pieces: list[tuple[str, str]] = []
    codes: list[list[str]] = []
    laid_out: list[bool] = []
    for mark, text, instruction in _runs(paragraph, ""):
        if instruction == "begin":
            codes.append([])
            laid_out.append(bool(laid_out) and laid_out[-1])
        elif instruction == "end" and codes:
            codes.pop()
            laid_out.pop()
        elif codes and instruction == "separate":
            laid_out[-1] = laid_out[-1] or _is_laid_out("".join(codes[-1]))
        elif codes and instruction:
            codes[-1].append(instruction.removeprefix("="))
        elif text and not (laid_out and laid_out[-1]):
            pieces.append((mark, text))
    return "".join(f"\x01{mark}\x02{text}\x03" if mark else text for mark, text in _joined(pieces))


def _joined(pieces: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield what stands under one mark together, with blanks as one, which programs keep
    differently.
    """
    for mark, own in groupby(pieces, key=lambda piece: piece[0]):
        if words := BLANKS.sub(" ", "".join(text for _, text in own)):
            yield mark, words


def _is_laid_out(code: str) -> bool:
    return code.split()[:1] != [] and code.split()[0].upper() in LAID_OUT


def _runs(element: etree._Element, mark: str) -> Iterator[tuple[str, str, str]]:
    """Yield (mark, text, field instruction) below a paragraph, without the paragraphs of text
    boxes inside it and the looks of its runs, which hold no words.
    """
    for child in element:
        local = LOCALS[child.tag]
        if local in ("p", "txbxContent", "rPr") or child.tag == FALLBACK:
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
    properties = next(run.iterchildren(f"{W}rPr"), None)
    if properties is None:
        return ""
    found = {
        MARKS[local]
        for own in properties
        if (local := LOCALS[own.tag]) in MARKS and own.get(f"{W}val", "1") not in OFF
    }
    raised = next(properties.iterchildren(f"{W}vertAlign"), None)
    if raised is not None:
        found.add({"superscript": "^", "subscript": "_"}.get(raised.get(f"{W}val", ""), ""))
    return "".join(sorted(found)) if found else ""


def _workbook(content: bytes) -> list[str]:
    """Return the lines a workbook is compared by: sheet, cell and what was put there; a formula
    counts, not its result.

    Sheets that are hidden hold lists and self-checks that nobody edits, and most of the cells.
    """
    package = open_package(content)
    name, workbook = _main(package, "workbook")
    parts = {relation.id: relation.target for relation in related(package, name)}
    shared = [
        BLANKS.sub(" ", _texts(item))
        for part in targets(package, name, "sharedStrings")[:1]
        for item in read_tree(package, part)
    ]
    struck, filled = _looks(package, name)
    lines = []
    for sheet in workbook.iter("{*}sheet"):
        lines.append(f"sheet {sheet.get('name')}")
        part = next((parts[value] for value in sheet.attrib.values() if value in parts), "")
        if sheet.get("state", "visible") == "visible" and part in package.parts:
            root = read_tree(package, part)
            lines += [*_cells(root, shared, struck, filled), *_margins(root)]
    notes = [read_tree(package, part) for part in _beside_cells(package, name)]
    drawn = sum(len(list(root.iter("{*}pic", "{*}graphicFrame"))) for root in notes)
    return [*lines, *sorted(text for root in notes for text in _notes(root)), f"drawn {drawn}"]


def _beside_cells(package: Package, start: str) -> list[str]:
    """Return the parts of notes and drawings that the sheets lead to, directly or not."""
    reached, waiting = {start: ""}, [start]
    while waiting:
        for relation in related(package, waiting.pop()):
            inside = not relation.external and relation.target in package.parts
            if inside and relation.target not in reached:
                reached[relation.target] = relation.kind
                waiting.append(relation.target)
    return [part for part, kind in reached.items() if kind in BESIDE_CELLS]


def _looks(package: Package, workbook: str) -> tuple[set[str], dict[str, str]]:
    """Return which cell formats strike their text out, and the colours of those that are filled:
    what a reader marks in a list.
    """
    struck: set[str] = set()
    filled: dict[str, str] = {}
    styles = targets(package, workbook, "styles")
    if not styles:
        return struck, filled
    root = read_tree(package, styles[0])
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


def _texts(item: etree._Element) -> str:
    """Return a string item's text without the readings above characters."""
    if len(item) == 1 and not len(only := item[0]):
        return (only.text or "") if _local(only) == "t" else ""
    readings = [text for reading in item.iter("{*}rPh") for text in reading]
    return "".join(text.text or "" for text in item.iter("{*}t") if text not in readings)


def _cells(
    root: etree._Element, shared: list[str], struck: set[str], filled: dict[str, str]
) -> Iterable[str]:
    for cell in root.iter("{*}c"):
        value = ""
        for child in cell:
            local = LOCALS[child.tag]
            if local == "v":
                value = _value(child.text or "", cell.get("t", "n"), shared)
            elif local == "f":
                value = "="
                break
            elif local == "is":
                value = BLANKS.sub(" ", _texts(child))
        if value:
            look = cell.get("s", "0")
            mark = "x" * (look in struck) + filled.get(look, "")
            yield f"{cell.get('r')} {value} {mark}".rstrip()


def _value(text: str, kind: str, shared: list[str]) -> str:
    if kind == "s" and text.isdecimal() and int(text) < len(shared):
        return shared[int(text)]
    return repr(float(text)) if kind == "n" and text else BLANKS.sub(" ", text)


def _notes(root: etree._Element) -> Iterator[str]:
    """Yield the text of every note of a sheet, threaded remark, or shape drawn on it."""
    for element in root.iter("{*}comment", "{*}threadedComment", "{*}sp"):
        text = _texts(element) or element.findtext("{*}text") or ""
        if words := BLANKS.sub(" ", text).strip():
            yield f"note {element.get('ref', '')} {words}"
