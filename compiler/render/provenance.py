"""来源.json: for every run of the notice its text and the cells it came from. 清单.json: what went in and came out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

import attrs

from compiler.document.tree import Document, Paragraph, Run
from compiler.span import Span


def numbered_runs(document: Document) -> Iterator[tuple[str, Paragraph, Run]]:
    """Yield every run with its id, by which a review copy anchors it: ``r00001`` and so on."""
    number = 0
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            number += 1
            yield f"r{number:05d}", paragraph, run


def write_provenance(document: Document) -> bytes:
    """Return the source map as JSON: paragraphs in order, each with its runs and their places."""
    identifiers = iter(identifier for identifier, _, _ in numbered_runs(document))
    paragraphs = [
        {
            "paragraph": number,
            "style": paragraph.style,
            "runs": [
                {"id": next(identifiers), "text": run.text, "kind": run.kind.value}
                | ({"subject": run.subject} if run.subject else {})
                | {"sources": [place(span) for span in run.sources]}
                for run in paragraph.runs
            ],
        }
        for number, paragraph in enumerate(document.paragraphs, 1)
    ]
    return to_json({"draft": document.draft, "paragraphs": paragraphs})


def place(span: Span) -> dict[str, object]:
    """Return a span as JSON, without what it does not say."""
    return {key: value for key, value in attrs.asdict(span).items() if value is not None}


def write_manifest(
    *, version: str, kind: str, draft: bool, inputs: Mapping[str, bytes], outputs: Mapping[str, bytes], counts: Mapping[str, int]
) -> bytes:
    """Return the manifest: tool version, sha256 of every input and output, and the counts of the report."""
    return to_json({
        "version": version,
        "kind": kind,
        "draft": draft,
        "counts": dict(counts),
        "inputs": {name: sha256(content) for name, content in sorted(inputs.items())},
        "outputs": {name: sha256(content) for name, content in sorted(outputs.items())},
    })  # fmt: skip


def sha256(content: bytes) -> str:
    """Return the hexadecimal digest."""
    return hashlib.sha256(content).hexdigest()


def to_json(value: object) -> bytes:
    """Return readable JSON with a final line end."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
