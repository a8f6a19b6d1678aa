"""Word files as pages: laid out by LibreOffice in the faces of fonts.conf, and read back off the
PDF by poppler.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import attrs
import docx
from docx.oxml.ns import qn
from lxml import etree

FONTS = Path(__file__).with_name("fonts.conf")
FACES = {
    "方正小标宋简体": "Noto Serif CJK SC",
    "方正小标宋_GBK": "Noto Serif CJK SC",
    "仿宋_GB2312": "AR PL SungtiL GB",
    "仿宋": "AR PL SungtiL GB",
    "FangSong": "AR PL SungtiL GB",
    "楷体_GB2312": "AR PL KaitiM GB",
    "楷体": "AR PL KaitiM GB",
    "KaiTi": "AR PL KaitiM GB",
    "黑体": "Noto Sans CJK SC",
    "SimHei": "Noto Sans CJK SC",
    "宋体": "Noto Serif CJK SC",
    "SimSun": "Noto Serif CJK SC",
}
"""What stands in for the faces of an official document."""
PROGRAMS = ("soffice", "pdftohtml", "pdftotext", "fc-match")
MUST_RENDER = "TESTS_MUST_RENDER"
"""The variable with which .ci/run says that skipping is failing."""

ZOOM = 3
"""pdftohtml gives whole pixels: three of them a point."""
SAME_ROW = 6
"""Points by which the faces of one row differ at their tops, and rows do not."""
SPACED, CLOSED = 'text-autospace="ideograph-alpha"', 'text-autospace="none"'


@attrs.frozen
class Piece:
    """Text in one face. Edges in points from the left and top of the page; ``size`` in points."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    face: str


@attrs.frozen
class Row:
    """A line of text as printed, from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Its characters, without the gaps that poppler reports as spaces."""
        return solid("".join(piece.text for piece in self.pieces))

    @property
    def left(self) -> float:
        """Where its first character begins."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where its last character ends."""
        return self.pieces[-1].right

    @property
    def top(self) -> float:
        """The upper edge of its highest character."""
        return min(piece.top for piece in self.pieces)


@attrs.frozen
class Page:
    """One page, sizes in points; on a turned one the page number is no row."""

    width: float
    height: float
    rows: tuple[Row, ...]

    @property
    def body(self) -> tuple[Row, ...]:
        """Everything but the page number."""
        return self.rows if self.width > self.height else self.rows[:-1]

    @property
    def number(self) -> Row:
        """The row at the bottom."""
        return self.rows[-1]


def solid(text: str) -> str:
    """Return ``text`` without spaces, as rows are compared: a PDF does not hold them."""
    return re.sub(r"\s", "", text)


@cache
def why_not() -> str | None:
    """Return why nothing can be rendered here, ``None`` if it can or must be."""
    if os.environ.get(MUST_RENDER):
        return None
    for program in PROGRAMS:
        if shutil.which(program) is None:
            return f"{program} is not installed"
    return next(
        (f"font {face} is not installed" for face in FACES.values() if face not in matched(face)),
        None,
    )


def matched(family: str) -> str:
    """Return the names of the face that fontconfig takes for ``family``."""
    return _run(["fc-match", family, "family"]).decode()


def convert(files: Sequence[Path], form: str, folder: Path) -> list[Path]:
    """Have LibreOffice save ``files`` as ``form``, all in one start; the results lie in
    ``folder``.
    """
    profile = (folder / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        form,
        "--outdir",
        str(folder),
    ]
    _run([*command, *map(str, files)])
    results = [folder / f"{file.stem}.{form.partition(':')[0]}" for file in files]
    assert all(result.is_file() for result in results), results
    return results


def render(
    files: Sequence[Path], closed: Sequence[Path], folder: Path
) -> tuple[list[list[Page]], list[list[Page]]]:
    """Return the pages of ``files`` as LibreOffice lays them out, and of ``closed`` as they ask
    and Word obeys: no gap between Chinese and figures, indents counted in characters.

    LibreOffice reads neither ``w:autoSpaceDE`` (its import has no case for it) nor
    ``w:rightChars``: it puts a fifth of a character beside every figure and goes by ``w:right``.
    Its own format has a switch for the one; the other is written over.
    """
    asked = [folder / f"closed {file.name}" for file in closed]
    for file, copy in zip(closed, asked, strict=True):
        go_by_characters(file, copy)
    opened = convert(asked, "fodt", folder)
    for file in opened:
        file.write_text(file.read_text("utf-8").replace(SPACED, CLOSED), "utf-8")
    pages = [read_pages(pdf) for pdf in convert([*files, *opened], "pdf", folder)]
    return pages[: len(files)], pages[len(files) :]


def read_words(pdf: Path) -> list[list[Piece]]:
    """Return the words of every page, turned ones too, which :func:`read_pages` has without their
    extent.
    """
    listing = _run(["pdftotext", "-bbox", str(pdf), "-"])
    pages = etree.fromstring(listing, etree.XMLParser(resolve_entities=False, load_dtd=False)).iter(
        "{*}page"
    )
    edges = ("xMin", "xMax", "yMin", "yMax")
    return [
        [
            Piece(word.text or "", *(float(word.get(edge, "")) for edge in edges), size=0, face="")
            for word in page.iter("{*}word")
        ]
        for page in pages
    ]


def go_by_characters(file: Path, copy: Path) -> None:
    """Write ``copy`` with every right indent as its ``w:rightChars`` has it, in characters of
    三号 (320 twips).
    """
    document = docx.Document(str(file))
    for indent in document.element.body.iter(qn("w:ind")):
        characters = indent.get(qn("w:rightChars"))
        if characters is not None:
            indent.set(qn("w:right"), str(round(int(characters) / 100 * 320)))
    document.save(str(copy))


def read_pages(pdf: Path) -> list[Page]:
    """Return the pages of a PDF."""
    listing = _run(
        ["pdftohtml", "-xml", "-zoom", str(ZOOM), "-i", "-fontfullname", "-stdout", str(pdf)]
    )
    root = etree.fromstring(listing)
    fonts = {
        font.get("id"): (
            float(font.get("size", "")) / ZOOM,
            font.get("family", "").partition("+")[2],
        )
        for font in root.iter("fontspec")
    }
    return [
        Page(
            _points(page, "width"),
            _points(page, "height"),
            _rows(
                _piece(text, *fonts[text.get("font")])
                for text in page.iter("text")
                if text.get("width") != "0"
            ),
        )
        for page in root.iter("page")
    ]


def _rows(pieces: Iterable[Piece]) -> tuple[Row, ...]:
    rows: list[list[Piece]] = []
    for piece in sorted(
        (piece for piece in pieces if piece.text.strip()), key=lambda piece: piece.top
    ):
        if rows and piece.top - rows[-1][0].top < SAME_ROW:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return tuple(Row(tuple(sorted(row, key=lambda piece: piece.left))) for row in rows)


def _piece(text: etree._Element, size: float, face: str) -> Piece:
    left, width, top, height = (_points(text, edge) for edge in ("left", "width", "top", "height"))
    return Piece(
        "".join(str(part) for part in text.itertext()),
        left,
        left + width,
        top,
        top + height,
        size,
        face,
    )


def _points(element: etree._Element, edge: str) -> float:
    return float(element.get(edge, "")) / ZOOM


def _run(command: list[str]) -> bytes:
    environment = {**os.environ, "FONTCONFIG_FILE": str(FONTS)}
    return subprocess.run(
        command, env=environment, check=True, capture_output=True, timeout=300
    ).stdout
