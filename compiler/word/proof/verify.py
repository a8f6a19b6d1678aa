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

from lxml import etree

from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Document, Paragraph
from compiler.model.register import Information
from compiler.model.report import Report
from compiler.notice.kind import Kind
from compiler.span import Span
from compiler.word.proof.expected import Expectation, Expected, expect, unbroken
from compiler.word.proof.package import Edition, package_faults
from compiler.word.proof.pages import HeadLine, page_faults, type_area
from compiler.word.proof.reading import (
    Foreign,
    Package,
    WrittenParagraph,
    name_of,
    open_package,
    read_blocks,
)
from compiler.word.proof.report import model_faults, numbering_faults
from compiler.word.proof.review import review_faults
from compiler.word.proof.styles import StyleSheet, style_faults, style_sheet
from compiler.word.proof.tables import table_faults
from compiler.word.proof.text import compare, flatten
from compiler.word.review.copy import GREY, HEADER_SIZE, REVIEW_MARK, Note
from compiler.word.writer import DRAFT_HEADER, DRAFT_HEADER_SIZE, DRAFT_MARK, UNDATED

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

RED = "C00000"
SHOWN = 5
"""Faults of one kind that are told: the first ones, for the rest mostly follows from them."""


def verify_publication(
    data: bytes, document: Document, report: Report, kind: Kind, styles: bytes, *, file: str
) -> list[Diagnostic]:
    """Return what is wrong with a publication copy that was written as ``data``; messages call it
    ``file``.

    Diagnostics: R020 text and order, R021 looks, R022 something extra, R023 numbering, R024 a
    measure or problem missing or twice, R026 pages and styles, R027 the file cannot be opened.
    """
    edition = _edition(report.information, document)
    try:
        found, expectation, written = _verify(data, document, styles, edition, file)
    except tuple(DAMAGED) as error:
        return [_damaged(error, file)]
    if _laid_out(expectation) != document.paragraphs:
        return _few(found)
    for one, paragraph in zip(expectation.paragraphs, written, strict=True):
        if paragraph is not None and paragraph.marks:
            found.append(
                complain(
                    "R022",
                    Span(file),
                    *one.sources(0),
                    file=file,
                    place=f"第{one.number}段",
                    what="书签或批注",
                )
            )
    texts = [
        _read(one, paragraph)
        for one, paragraph in zip(expectation.paragraphs, written, strict=True)
        if one.paragraph
    ]
    found += numbering_faults(document, texts, kind.outline, file)
    found += model_faults(document, report, kind.outline, file)
    return _few(found)


def verify_review(
    data: bytes, document: Document, report: Report, styles: bytes, *, file: str, header: str,
    notes: Sequence[Note], underlined: Mapping[str, Sequence[tuple[int, int]]],
) -> list[Diagnostic]:  # fmt: skip
    """Return what is wrong with a review copy; the arguments are those it was written from.

    Diagnostics: those of :func:`verify_publication` on the file itself, and R025 an anchor,
    comment or underline.
    """
    edition = _edition(report.information, document, header)
    try:
        found, expectation, written = _verify(data, document, styles, edition, file)
        package = open_package(data)
        sheet = _sheet(package)
        comments = [package.xml(part) for part in package.related(package.main, "comments")]
    except tuple(DAMAGED) as error:
        return [_damaged(error, file)]
    if not any(
        diagnostic.code == "R020" for diagnostic in found
    ):  # else every later mark would be one off
        same = [paragraph for paragraph in written if paragraph is not None]
        found += review_faults(
            expectation.paragraphs,
            same,
            next(iter(comments), None),
            sheet,
            notes,
            underlined,
            edition.day,
            file,
        )
    return _few(found)


def _damaged(error: Exception, file: str) -> Diagnostic:
    reason = next(words for kind, words in DAMAGED.items() if isinstance(error, kind))
    return complain("R027", Span(file), file=file, reason=reason)


def _read(expected: Expected, written: WrittenParagraph | None) -> str:
    """Return what is read from the file; where a text was reported already, and cannot be told by
    place, the document's.
    """
    text = unbroken(written.text, expected) if written is not None else ""
    return text if len(text) == len(expected.text) else expected.text


def _edition(information: Information, document: Document, header: str | None = None) -> Edition:
    title = information.title.value + (f"（{DRAFT_MARK}）" if document.draft else "")
    title += f"（{REVIEW_MARK}）" if header is not None else ""
    lines = [HeadLine(header, HEADER_SIZE, GREY)] if header is not None else []
    lines += [HeadLine(DRAFT_HEADER, DRAFT_HEADER_SIZE, RED)] if document.draft else []
    return Edition(
        title,
        information.organ.value,
        information.signed_on.value or UNDATED,
        tuple(lines),
        header is not None,
    )


def _verify(
    data: bytes, document: Document, styles: bytes, edition: Edition, file: str
) -> tuple[list[Diagnostic], Expectation, list[WrittenParagraph | None]]:
    package, base = open_package(data), open_package(styles)
    sheet, pattern = (_sheet(one) for one in (package, base))
    root = package.xml(package.main)
    body = root[[name_of(child) for child in root].index("body")]
    blocks = read_blocks(body)
    pattern_root = base.xml(base.main)
    blocks += [
        Foreign((f"属性 {key}",)) for each in (root, body) for key in _added(each, pattern_root)
    ]
    blocks += [Foreign((name_of(child),)) for child in root if child is not body]
    area = type_area(base)
    expectation = expect(document, pattern, area)
    found, written = compare(expectation.paragraphs, blocks, sheet, file, underlines=edition.review)
    laid = _laid_out(expectation)
    if (
        laid != document.paragraphs
    ):  # the layout is told by the layout, but what it must hold is not
        counts = (f"{len(document.paragraphs)} 段，依次排列", f"{len(laid)} 段，或次序不同")
        found.insert(
            0,
            complain(
                "R020",
                Span(file),
                file=file,
                place="排出的段落",
                expected=counts[0],
                written=counts[1],
            ),
        )
    found += table_faults(expectation.paragraphs, blocks, sheet, area, file)
    last = body[-1] if len(body) else None
    sections: list[etree._Element | None] = [
        one.section for one, _ in flatten(blocks) if one.section is not None
    ]
    sections.append(last if last is not None and name_of(last) == "sectPr" else None)
    found += page_faults(package, base, sections, expectation.sections, edition.header, file)
    headings = dict.fromkeys(
        one.style for one in document.paragraphs if 0 < one.heading_runs < len(one.runs)
    )
    found += style_faults(sheet, pattern, headings, edition.review, file)
    found += package_faults(package, base, edition, file)
    return found, expectation, written


def _added(element: etree._Element, pattern: etree._Element) -> list[str]:
    """Return the attributes of a document or its body that those of styles.docx do not have."""
    return [str(key) for key, value in element.attrib.items() if pattern.get(key) != value]


def _laid_out(expectation: Expectation) -> tuple[Paragraph, ...]:
    return tuple(one.paragraph for one in expectation.paragraphs if one.paragraph is not None)


def _sheet(package: Package) -> StyleSheet:
    return style_sheet(package.xml(package.related(package.main, "styles")[0]))


def _few(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    counts: Counter[str] = Counter()
    result = []
    for diagnostic in found:
        counts[diagnostic.code] += 1
        if counts[diagnostic.code] <= SHOWN:
            result.append(diagnostic)
    return result
