"""Both Word files of a compile, each written and then proven: what anybody gets has been held
against the document.
"""

from __future__ import annotations

import attrs

from compiler.diagnostics import Diagnostic
from compiler.model.document import Document
from compiler.model.provenance import Provenance
from compiler.model.report import Report
from compiler.notice.kind import Kind
from compiler.word.proof.verify import verify_publication, verify_review
from compiler.word.review.copy import write_review
from compiler.word.review.notes import review_header, review_notes, underlined
from compiler.word.writer import write_word


@attrs.frozen
class Styles:
    """The office's styles.docx: what messages call it, its bytes, and what keeps it from being
    read.
    """

    file: str
    content: bytes
    unread: list[Diagnostic]


@attrs.frozen
class Copies:
    """The notice as it is published, and as it is signed off."""

    publication: bytes
    review: bytes


def write_copies(
    document: Document,
    report: Report,
    kind: Kind,
    provenance: Provenance,
    styles: Styles,
    *,
    publication: str,
    review: str,
) -> tuple[Copies | None, list[Diagnostic]]:
    """Return both copies, or ``None`` if one of them cannot be written or is not what it must be;
    messages call them ``publication`` and ``review``.

    Diagnostics: those of the writers, and of the proof.
    """
    if styles.unread:
        return None, styles.unread
    information = report.information
    title, organ = information.title.value, information.organ.value
    signed_on = information.signed_on.value
    word, found = write_word(
        document,
        styles.content,
        title=title,
        organ=organ,
        signed_on=signed_on,
        file=styles.file,
        layout=kind.layout,
    )
    if word is None:
        return None, found
    header, notes = review_header(information, provenance.number), review_notes(report, provenance)
    marked = underlined(provenance)
    reviewed, failed = write_review(
        document,
        styles.content,
        title=title,
        organ=organ,
        signed_on=signed_on,
        file=styles.file,
        header=header,
        notes=notes,
        underlined=marked,
        layout=kind.layout,
    )
    if reviewed is None:
        return None, failed
    wrong = verify_publication(word, document, report, kind, styles.content, file=publication)
    wrong += verify_review(
        reviewed,
        document,
        report,
        styles.content,
        file=review,
        header=header,
        notes=notes,
        underlined=marked,
    )
    return (None if wrong else Copies(word, reviewed)), [*found, *wrong]
