"""The proof that a written file is the document: reopened, taken apart, and compared with what it
must be.

It runs in every compile, on the bytes that would be published, and reads them by a road of its
own (see :mod:`compiler.word.proof.reading`). What it finds is a fault of the compiler or a
styles.docx beyond its means.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from zipfile import BadZipFile

import attrs
from lxml import etree

from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Document
from compiler.model.register import Information
from compiler.model.report import Report
from compiler.notice.kind import STYLES, Kind
from compiler.span import Span
from compiler.word.proof.archive import ProvenFile, open_written
from compiler.word.proof.concealed import concealed
from compiler.word.proof.edges import edge_faults
from compiler.word.proof.expected import Expected, expect
from compiler.word.proof.package import Edition, package_faults
from compiler.word.proof.reading import TWICE, Foreign, name_of, read_blocks
from compiler.word.proof.report import model_faults, numbering_faults
from compiler.word.proof.review import is_unvouched, review_faults
from compiler.word.proof.structure import structure_faults
from compiler.word.proof.styles import StyleSheet, style_sheet
from compiler.word.proof.text import Written, flatten, foreign_faults, match, text_faults
from compiler.word.proof.words import REVISED, after, called, name
from compiler.word.review.copy import Note
from compiler.word.writer import UNDATED
from compiler.wordfile.own_headers import DRAFT_HEADER, DRAFT_MARK, REVIEW_MARK

DAMAGED: dict[type[Exception], str] = {
    BadZipFile: "不是完整的压缩包",
    zlib.error: "压缩的内容坏了",
    EOFError: "文件不完整",
    etree.XMLSyntaxError: "部件里的 XML 不完整",
    KeyError: "缺少部件",
    IndexError: "缺少部件",
    ValueError: "部件的内容不对",
    NotImplementedError: "压缩的方法不认识",
    RuntimeError: "文件加了密",
}
"""What zip and XML raise for files that are damaged, and this package's readers for parts that
are not there."""

UNWANTED = (*REVISED, "numPr", "tblCaption", "tblDescription")
"""Formatting that tells of changes, would number a paragraph that has its number in its text, or
says something that no page shows."""

SHOWN = 5
"""Faults of one kind that are told: the first ones, for the rest mostly follows from them."""


@attrs.frozen
class _Proof:
    """A file taken apart and what was found so far; ``pairs`` are all its paragraphs, each with
    the document's whose text it has.
    """

    package: ProvenFile
    sheet: StyleSheet
    expected: list[Expected]
    pairs: list[tuple[Expected | None, Written]]
    found: list[Diagnostic]


def verify_publication(
    data: bytes, document: Document, report: Report, kind: Kind, styles: bytes, *, file: str
) -> list[Diagnostic]:
    """Return what is wrong with a publication copy that was written as ``data``; messages call it
    ``file``.

    Diagnostics: R020 text and order, R021 what a paragraph is, R022 something extra or hidden,
    R023 numbering, R024 a measure or problem missing or twice, R026 headers, footers and parts,
    R027 the file cannot be opened.
    """
    try:
        proof = _verify(data, document, styles, _edition(report.information, document), file)
    except tuple(DAMAGED) as error:
        return [_damaged(error, file)]
    texts = {one.number: one.text for one in proof.expected}
    for one, written in proof.pairs:
        text = one.as_text(written.paragraph.text) if one is not None else ""
        if one is not None and len(text) == len(one.text):  # else told already, and runs not apart
            texts[one.number] = text
    proof.found.extend(numbering_faults(document, list(texts.values()), kind.outline, file))
    proof.found.extend(model_faults(document, report, kind.outline, file))
    return _few(proof.found)


def verify_review(
    data: bytes,
    document: Document,
    report: Report,
    styles: bytes,
    *,
    file: str,
    header: str,
    notes: Sequence[Note],
    underlined: Mapping[str, Sequence[tuple[int, int]]],
) -> list[Diagnostic]:
    """Return what is wrong with a review copy; the arguments are those it was written from.

    Diagnostics: those of :func:`verify_publication` on the file itself, and R025 an anchor,
    comment or underline.
    """
    edition = _edition(report.information, document, header)
    try:
        proof = _verify(data, document, styles, edition, file)
        package = proof.package
        comments = [package.xml(part) for part in package.related(package.main, "comments")]
    except tuple(DAMAGED) as error:
        return [_damaged(error, file)]
    if not any(one.code == "R020" for one in proof.found):  # else every later mark would be off
        proof.found.extend(
            review_faults(
                proof.expected,
                [(one, written.paragraph) for one, written in proof.pairs],
                next(iter(comments), None),
                proof.sheet,
                notes,
                underlined,
                edition.day,
                file,
            )
        )
    return _few(proof.found)


def _damaged(error: Exception, file: str) -> Diagnostic:
    """Complain of a file that cannot be read back, in words for the kind of damage."""
    reason = next(words for kind, words in DAMAGED.items() if isinstance(error, kind))
    return complain("R027", Span(file), file=file, reason=reason)


def _edition(information: Information, document: Document, header: str | None = None) -> Edition:
    """Return what a file tells beside its text: properties and lines on top; ``header`` makes it
    the review copy.
    """
    title = information.title.value + (f"（{DRAFT_MARK}）" if document.draft else "")
    title += f"（{REVIEW_MARK}）" if header is not None else ""
    lines = [header] if header is not None else []
    lines += [DRAFT_HEADER] if document.draft else []
    return Edition(
        title,
        information.organ.value,
        information.signed_on.value or UNDATED,
        tuple(lines),
        header is not None,
    )


def _verify(data: bytes, document: Document, styles: bytes, edition: Edition, file: str) -> _Proof:
    """Read a file back and return it with all that is wrong in it."""
    package, base = open_written(data), open_written(styles)
    sheet, pattern = (_sheet(one) for one in (package, base))
    root, pattern_root = package.xml(package.main), base.xml(base.main)
    body = root[[name_of(child) for child in root].index("body")]
    blocks = read_blocks(body)
    blocks += [
        Foreign((f"属性 {key}",)) for one in (root, body) for key in _added(one, pattern_root)
    ]
    blocks += [Foreign((name_of(child),)) for child in root if child is not body]
    expected, written = list(expect(document)), list(flatten(blocks))
    matches = match(expected, written)
    tables = len({one.place[0] for one in expected if one.place is not None})
    found = [*text_faults(matches, file), *foreign_faults(blocks, tables, file)]
    whose = {id(other): one for one, other in matches if other is not None}
    pairs = [(whose.get(id(one)), one) for one in written]
    headings = {style for style, level in STYLES.values() if level}
    headings |= {one.paragraph.style for one in expected if one.runs_on}
    linked = sheet.linked(sorted(headings))
    number = 0
    for one, other in pairs:
        number = one.number if one is not None else number
        place, sources = (name(one), one.sources(0)) if one is not None else (after(number), ())
        for what in _extras(other, sheet, edition):
            found.append(complain("R022", Span(file), *sources, file=file, place=place, what=what))
        if one is not None and one.as_text(other.paragraph.text) == one.text:
            found += structure_faults(one, other.paragraph, sheet, linked, file)
    found += edge_faults(package, base, edition.header, (sheet, pattern), file)
    found += package_faults(package, base, edition, file)
    return _Proof(package, sheet, expected, pairs, found)


def _extras(written: Written, sheet: StyleSheet, edition: Edition) -> list[str]:
    """Return what a paragraph has and no notice may have, in the user's words."""
    paragraph = written.paragraph
    formats = [
        paragraph.layout,
        paragraph.end,
        written.around,
        *(run.properties for run in paragraph.runs),
    ]
    extra = [*paragraph.extra, *(key for one in formats for key in one if key in UNWANTED)]
    words = ["重复的格式" for one in formats if any(key.endswith(TWICE) for key in one)]
    words += [*map(called, extra), *concealed(paragraph, written.around, sheet)]
    if not edition.review:
        words += ["书签或批注"] if paragraph.marks else []
        words += ["审核稿的下划线"] if is_unvouched(paragraph) else []
    return list(dict.fromkeys(words))


def _added(element: etree._Element, pattern: etree._Element) -> list[str]:
    """Return the attributes of a document or its body that those of styles.docx do not have."""
    return [str(key) for key, value in element.attrib.items() if pattern.get(key) != value]


def _sheet(package: ProvenFile) -> StyleSheet:
    """Return the styles of an opened file."""
    return style_sheet(package.xml(package.related(package.main, "styles")[0]))


def _few(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the findings without more of one code than anybody would read."""
    counts: Counter[str] = Counter()
    result = []
    for diagnostic in found:
        counts[diagnostic.code] += 1
        if counts[diagnostic.code] <= SHOWN:
            result.append(diagnostic)
    return result
