"""来源.json: where every run of the notice came from, and what was found there. 清单.json: what
went in and came out.

来源.json answers without the workbooks. Its keys: ``format`` (1); ``release``, which wrote it;
``compile``, the compile's number; ``kind``; ``round``; ``draft``; ``paragraphs``, each with its
number, style and ``runs`` (id, text, kind, subject, ``sources``: the first is where the words are
written, the others what they were computed from); ``cells``, by file, sheet and cell the label
and the text of every filled cell, and of empty ones that something was found about; ``forms``, by
file whose form it is and who signed it; ``figures``, the declared numbers; ``unbound``, the
places of numbers that nobody vouches for; ``relations`` and ``findings`` with their places. A
place is a :class:`Span` without what it does not say. One record a line, so that two files can be
compared line by line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from compiler.brief import brief
from compiler.model.document import Document, Paragraph, Run, RunKind
from compiler.model.kept import CONVERTER, exactly, open_kept
from compiler.rules.releases import FIRST_RELEASE, named_release
from compiler.span import Span

FORMAT = 1
"""Raised when earlier releases would misread it; what they do not know they pass over, so nothing
may be left out."""

COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
KINDS = {kind.value: kind for kind in RunKind}


@attrs.frozen
class CellText:
    """What stands in a cell, and the label a user finds it by."""

    label: str
    text: str


@attrs.frozen
class FormState:
    """A form linked to a measure: whose it is, how far the measure is by it, and who signed it
    off and when.
    """

    subject: str
    unit: str
    role: str
    status: str
    completed_on: str
    deadline: str
    approver: str
    approved_on: str


@attrs.frozen
class DeclaredFigure:
    """One 数据指标: ``place`` is the cell of its value."""

    subject: str
    name: str
    value: str
    unit: str
    place: Span


@attrs.frozen
class RelationResult:
    """A relation that was tested, declared or stated by the prose, with the place of every
    operand.
    """

    kind: str
    formula: str
    holds: bool
    difference: str
    places: tuple[Span, ...]


@attrs.frozen
class Finding:
    """One finding; ``waived`` is the reason for which the register lets it pass, empty if it does
    not.
    """

    severity: str
    code: str
    message: str
    places: tuple[Span, ...]
    waived: str = ""


@attrs.frozen
class Provenance:
    """What 来源.json holds. Of the document's paragraphs it keeps style and runs; ``cells`` are
    keyed by their spans.

    ``release`` is the one that compiled, and part of what ``number`` is made from.
    """

    __repr__ = brief

    number: str
    kind: str
    round: str
    document: Document
    cells: Mapping[Span, CellText]
    forms: Mapping[str, FormState]
    figures: tuple[DeclaredFigure, ...]
    unbound: tuple[Span, ...]
    relations: tuple[RelationResult, ...]
    findings: tuple[Finding, ...]
    release: str = FIRST_RELEASE


PARTS: dict[str, Any] = {
    "forms": dict[str, FormState],
    "figures": tuple[DeclaredFigure, ...],
    "unbound": tuple[Span, ...],
    "relations": tuple[RelationResult, ...],
    "findings": tuple[Finding, ...],
}
"""The lists and tables of records, as the file and :class:`Provenance` name them."""


def numbered_runs(document: Document) -> Iterator[tuple[str, Paragraph, Run]]:
    """Yield every run with its id, by which a review copy anchors it: ``r00001`` and so on."""
    number = 0
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            number += 1
            yield f"r{number:05d}", paragraph, run


def write_provenance(provenance: Provenance) -> bytes:
    """Return 来源.json."""
    identifiers = iter(identifier for identifier, _, _ in numbered_runs(provenance.document))
    paragraphs = (
        {
            "paragraph": number,
            "style": paragraph.style,
            "runs": [_packed_run(next(identifiers), run) for run in paragraph.runs],
        }
        for number, paragraph in enumerate(provenance.document.paragraphs, 1)
    )
    cells: dict[str, dict[str, dict[str, list[str]]]] = {}
    for span, cell in provenance.cells.items():
        cells.setdefault(span.file, {}).setdefault(span.sheet or "", {})[span.cell or ""] = [
            cell.label,
            cell.text,
        ]
    head = {
        "format": FORMAT,
        "release": provenance.release,
        "compile": provenance.number,
        "kind": provenance.kind,
        "round": provenance.round,
        "draft": provenance.document.draft,
    }
    blocks = [f"{_compact(key)}:{_compact(value)}" for key, value in head.items()]
    blocks += [
        _list("paragraphs", paragraphs),
        _table("cells", cells),
        _table("forms", CONVERTER.unstructure(provenance.forms)),
        _list("figures", (CONVERTER.unstructure(figure) for figure in provenance.figures)),
        _list("unbound", CONVERTER.unstructure(provenance.unbound)),
        _list("relations", (CONVERTER.unstructure(relation) for relation in provenance.relations)),
        _list("findings", (CONVERTER.unstructure(finding) for finding in provenance.findings)),
    ]
    return ("{\n" + ",\n".join(blocks) + "\n}\n").encode()


def _packed_run(identifier: str, run: Run) -> dict[str, object]:
    """Return a run as 来源.json keeps it."""
    subject = {"subject": run.subject} if run.subject else {}
    head: dict[str, object] = {"id": identifier, "text": run.text, "kind": run.kind.value}
    return head | subject | {"sources": CONVERTER.unstructure(run.sources)}


def _compact(value: object) -> str:
    """Return JSON on one line."""
    return COMPACT.encode(value)


def _list(name: str, records: Iterable[object]) -> str:
    """Return a list under its name, one record a line."""
    return f"{_compact(name)}:[\n" + ",\n".join(_compact(record) for record in records) + "\n]"


def _table(name: str, records: Mapping[str, object]) -> str:
    """Return a mapping under its name, one record a line."""
    rows = (f"{_compact(key)}:{_compact(record)}" for key, record in records.items())
    return f"{_compact(name)}:{{\n" + ",\n".join(rows) + "\n}"


def read_provenance(content: bytes) -> Provenance:
    """Return what a 来源.json says, without what another release added to it.

    :class:`ValueError` if ``content`` is none; :class:`NewerFormatError` if a later release is
    needed to read it.
    """
    try:
        data = open_kept(content, FORMAT)
        paragraphs = tuple(
            Paragraph(tuple(_run(run) for run in paragraph["runs"]), paragraph.get("style", ""))
            for paragraph in data["paragraphs"]
        )
        cells = {
            Span(file, sheet, cell): CellText(*content[:2])
            for file, sheets in data.get("cells", {}).items()
            for sheet, own in sheets.items()
            for cell, content in own.items()
        }
        exactly(str, data["compile"], data["kind"], data.get("round", ""))
        return Provenance(
            data["compile"],
            data["kind"],
            data.get("round", ""),
            Document(paragraphs, data.get("draft", False)),
            cells,
            release=named_release(data.get("release")) or FIRST_RELEASE,
            **{key: CONVERTER.structure(data.get(key, {}), kind) for key, kind in PARTS.items()},
        )
    except (LookupError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error


def _run(packed: dict[str, Any]) -> Run:
    """Return a run as it was kept. Its kind may be one of a later release: that is taken for set
    wording.
    """
    spans = CONVERTER.structure(packed["sources"], tuple[Span, ...])
    exactly(str, packed["text"], packed.get("subject") or "")
    return Run(
        packed["text"],
        KINDS.get(packed.get("kind", ""), RunKind.FRAME),
        spans,
        packed.get("subject"),
    )
