"""Both written copies of a notice, their proof, and faults to plant in their parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import attrs
from lxml import etree

from compiler.commands.checking import Analysis, analyse
from compiler.commands.compilation import check_document
from compiler.commands.compiling import NOTICE_WORD, REVIEW_WORD, source_map
from compiler.diagnostics import Diagnostic
from compiler.model.document import Document, Paragraph, Run, RunKind, TableCell
from compiler.model.report import Report
from compiler.notice.kind import BODY_STYLE, Kind
from compiler.package.parts import W
from compiler.span import Span
from compiler.word.proof.verify import verify_publication, verify_review
from compiler.word.review.copy import Note, write_review
from compiler.word.review.notes import review_notes, underlined
from compiler.word.writer import write_word

STYLE_FILE = "templates/xunshi/styles.docx"
HEADER = "审核稿\u3000供内部审核"
TEXT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
RELATIONS, CORE, FOOTER = "word/_rels/document.xml.rels", "docProps/core.xml", "word/footer1.xml"
NAMES = {"w": W}


@attrs.frozen
class Copies:
    """A document, and both files written from it."""

    document: Document
    report: Report
    kind: Kind
    styles: bytes
    notes: tuple[Note, ...] = ()
    underlined: dict[str, list[tuple[int, int]]] = attrs.field(factory=dict)

    def publication(self) -> bytes:
        """Write the publication copy."""
        information = self.report.information
        data, _ = write_word(
            self.document,
            self.styles,
            title=information.title.value,
            organ=information.organ.value,
            signed_on=information.signed_on.value,
            file=STYLE_FILE,
            layout=self.kind.layout,
        )
        assert data is not None
        return data

    def review(self) -> bytes:
        """Write the review copy."""
        information = self.report.information
        data, _ = write_review(
            self.document, self.styles, title=information.title.value, organ=information.organ.value,
            signed_on=information.signed_on.value, file=STYLE_FILE, layout=self.kind.layout, header=HEADER, notes=self.notes,
            underlined=self.underlined,
        )  # fmt: skip
        assert data is not None
        return data

    def judge(self, data: bytes) -> list[Diagnostic]:
        """Prove a publication copy."""
        return verify_publication(
            data, self.document, self.report, self.kind, self.styles, file=NOTICE_WORD
        )

    def judge_review(self, data: bytes) -> list[Diagnostic]:
        """Prove a review copy."""
        return verify_review(
            data,
            self.document,
            self.report,
            self.styles,
            file=REVIEW_WORD,
            header=HEADER,
            notes=self.notes,
            underlined=self.underlined,
        )


def copies_of(analysis: Analysis, *, draft: bool = False) -> Copies:
    checked = check_document(analysis, draft=draft)
    assert checked.document is not None
    assert analysis.report is not None
    assert analysis.kind is not None
    provenance = source_map(checked, "00000000")
    styles = Path(__file__).parents[2].joinpath(STYLE_FILE).read_bytes()
    notes = tuple(review_notes(analysis.report, provenance))
    return Copies(
        checked.document, analysis.report, analysis.kind, styles, notes, underlined(provenance)
    )


def small_copies(project: Path) -> Copies:
    """Return a project's copies, with a number underlined."""
    found = copies_of(analyse(project))
    position, number = next(
        (position, match)
        for position, (run, match) in enumerate(
            (
                (run, re.search("[0-9]+", run.text))
                for paragraph in found.document.paragraphs
                for run in paragraph.runs
            ),
            1,
        )
        if match and run.kind is RunKind.FIELD
    )
    return attrs.evolve(found, underlined={f"r{position:05d}": [number.span()]})


def codes(found: Iterable[Diagnostic]) -> set[str]:
    found = list(found)
    assert all(diagnostic.message and diagnostic.spans for diagnostic in found)
    return {diagnostic.code for diagnostic in found}


def written(text: str, style: str = BODY_STYLE, **given: object) -> Paragraph:
    return Paragraph(
        (Run(text, RunKind.FIELD, (Span("总台账.xlsx", "篇章", "E2"),)),), style, **given
    )  # type: ignore[arg-type]


TITLE = "中共望澜区委关于十二届区委第五轮巡察反馈意见整改落实进展情况的通报"
ATTACHED = (
    written(TITLE, "通报标题"),
    written("整改情况见附件；电子邮箱wanglan_xunban@example.cn。"),
    Paragraph(
        (
            Run("附件：", RunKind.FRAME, ()),
            Run("1.", RunKind.NUMBER, ()),
            Run("问题清单", RunKind.FIELD, ()),
        ),
        "附件说明",
    ),
    Paragraph((Run("2.", RunKind.NUMBER, ()), Run("制度清单", RunKind.FIELD, ())), "附件说明"),
    written("中共望澜区委", "落款", sealed=True),
    written("望澜区人民政府", "落款", sealed=True),
    written("2025年2月20日", "成文日期"),
    written("附件1", "附件序号"),
    written("问题清单", "附件标题"),
    *(
        written(
            f"第{n}格", "附表文字" if n > 1 else "附表表头", cell=TableCell(1, n // 2, n % 2, 2)
        )
        for n in (0, 1, 2)
    ),
    written("附件2", "附件序号"),
    written("制度清单", "附件标题"),
    written("一份。"),
)


def with_attachments(copies: Copies) -> Copies:
    """Return the copies of a notice with a long address, seals, tables and turned pages."""
    return attrs.evolve(
        copies,
        document=Document(ATTACHED),
        report=attrs.evolve(copies.report, aspects=()),
        notes=(),
        underlined={},
    )


# Planted faults

Parts = dict[str, bytes]
Fault = Callable[[etree._Element], None]


def tree(parts: Parts, name: str = TEXT) -> etree._Element:
    return etree.fromstring(parts[name])


def paragraphs(root: etree._Element) -> list[etree._Element]:
    return list(root.iter(f"{{{W}}}p"))


def reading(paragraph: etree._Element) -> str:
    return "".join(paragraph.itertext())


def first(root: etree._Element, path: str) -> etree._Element:
    found = root.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    assert isinstance(found[0], etree._Element), path
    return found[0]


def new(tag: str, **attributes: str) -> etree._Element:
    element = etree.Element(f"{{{W}}}{tag}", nsmap=NAMES)
    for key, value in attributes.items():
        element.set(f"{{{W}}}{key}", value)
    return element


def wrapped(element: etree._Element, tag: str, **attributes: str) -> None:
    holder = new(tag, **attributes)
    element.addprevious(holder)
    holder.append(element)


def removed(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def property_of_run(tag: str, **attributes: str) -> Fault:
    def fault(root: etree._Element) -> None:
        first(root, f"{PROSE}/w:r/w:rPr").append(new(tag, **attributes))

    return fault


def property_of_paragraph(tag: str, **attributes: str) -> Fault:
    def fault(root: etree._Element) -> None:
        paragraph = first(root, PROSE)
        if paragraph.find(f"{{{W}}}pPr") is None:
            paragraph.insert(0, new("pPr"))
        first(paragraph, "w:pPr").append(new(tag, **attributes))

    return fault


def in_prose(tag: str, text: str = "", **attributes: str) -> Fault:
    def fault(root: etree._Element) -> None:
        element = new(tag, **attributes)
        if text:
            element.append(new("r"))
            element[0].append(new("t"))
            element[0][0].text = text
        first(root, PROSE).append(element)

    return fault


def in_run(tag: str, **attributes: str) -> Fault:
    return lambda root: first(root, f"{PROSE}/w:r").append(new(tag, **attributes))


PROSE = "//w:p[contains(., '现将整改进展情况通报如下')]"
RUN_IN = "//w:p[w:r/w:rPr/w:rStyle]"
HEADING = "//w:p[contains(., '提高站位')]"
SIGNATURE = "//w:p[w:pPr/w:pStyle/@w:val='Signature1']"
DATE = "//w:p[w:pPr/w:pStyle/@w:val='SignedOn']"
BLANK = "//w:p[not(w:r)]"


def set_to(path: str, name: str, value: str) -> Fault:
    return lambda root: first(root, path).set(f"{{{W}}}{name}", value)


def gone(path: str) -> Fault:
    return lambda root: removed(first(root, path))


def edited(part: str, *changes: tuple[str, str]) -> Callable[[Parts], Parts]:
    def fault(parts: Parts) -> Parts:
        text = parts[part].decode()
        for old, new_text in changes:
            assert old in text, (old, part)
            text = text.replace(old, new_text, 1)
        return parts | {part: text.encode()}

    return fault


def attached(name: str, kind: str, content: bytes = b"<a/>") -> Callable[[Parts], Parts]:
    """Add a part that the text leads to."""
    relation = f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="/{name}"/>'
    return lambda parts: (
        edited(RELATIONS, ("</Relationships>", relation + "</Relationships>"))(parts)
        | {name: content}
    )
