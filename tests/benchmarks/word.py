"""What the Word files cost: publication and review copy, written and proven, against a bare write
of the same paragraphs.

    python tests/benchmarks/word.py [--project DIR] [--times N]

The bare write is what python-docx does by itself: its default document; the notice's paragraph
styles and the character styles of run-in headings added to it, by name and without a look; one
``add_paragraph(style=…)`` for every line of the layout, blank lines too; one ``add_run`` for
every stretch that is heading or text, the heading's with its style; saved to memory. It has no
fonts, indents, anchors, comments, footers or fixed bytes. Printed are the best of N runs of each
in processor time, and the ratio, which must stay under three.

For comparison, the same on top of our own styles.docx, which has fewer styles than python-docx's
document: python-docx spends most of a bare write on finding styles, so this one is faster than
what the issue of the product calls bare.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE

from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document
from compiler.commands.compiling import source_map
from compiler.model.document import Document
from compiler.notice.kind import BODY_STYLE
from compiler.notice.templates import template_inputs
from compiler.word.layout import lay_out
from compiler.word.proof.verify import verify_publication, verify_review
from compiler.word.review.copy import write_review
from compiler.word.review.notes import review_header, review_notes, underlined
from compiler.word.template.looks import linked_name
from compiler.word.writer import write_word

ROOT = Path(__file__).parents[2]
HIGHEST_RATIO = 3


def bare(document: Document, base: WordDocument) -> bytes:
    """Write the notice's paragraphs with python-docx and nothing else."""
    known = {style.name for style in base.styles}
    wanted = {
        paragraph.style: WD_STYLE_TYPE.PARAGRAPH
        for paragraph in document.paragraphs
        if paragraph.style != BODY_STYLE
    }
    wanted |= {
        linked_name(one.style): WD_STYLE_TYPE.CHARACTER
        for one in document.paragraphs
        if 0 < one.heading_runs < len(one.runs)
    }
    for name, kind in wanted.items():
        if name not in known:
            base.styles.add_style(name, kind)
    for line in lay_out(document):
        paragraph = line.paragraph
        if paragraph is None:
            base.add_paragraph(style="Normal")
            continue
        head = paragraph.heading_runs if paragraph.heading_runs < len(paragraph.runs) else 0
        word = base.add_paragraph(
            style="Normal" if head or paragraph.style == BODY_STYLE else paragraph.style
        )
        stretches = (
            (paragraph.runs[:head], linked_name(paragraph.style)),
            (paragraph.runs[head:], None),
        )
        for runs, style in stretches:
            if runs:
                word.add_run("".join(run.text for run in runs), style=style)
    buffer = BytesIO()
    base.save(buffer)
    return buffer.getvalue()


def best(times: int, work: Callable[[], object]) -> float:
    """Return the least processor time of several runs, in milliseconds."""
    results = []
    for _ in range(times):
        start = time.process_time()
        work()
        results.append(time.process_time() - start)
    return min(results) * 1000


def main() -> int:
    """Measure and print; 1 if the ratio is too high."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--project", type=Path, default=ROOT)
    parser.add_argument("--times", type=int, default=7)
    options = parser.parse_args()
    checked = check_document(analyse(options.project))
    document, report, kind = checked.document, checked.analysis.report, checked.analysis.kind
    assert document is not None
    assert report is not None
    assert kind is not None
    style_file = f"templates/{kind.name}/styles.docx"
    styles = template_inputs(options.project, kind.name)[style_file].read_bytes()
    provenance = source_map(checked, "00000000")
    header, notes = (
        review_header(report.information, provenance.number),
        review_notes(report, provenance),
    )
    marked = underlined(provenance)
    title, organ, day = (
        report.information.title.value,
        report.information.organ.value,
        report.information.signed_on.value,
    )

    def publication() -> bytes:
        data, _ = write_word(
            document,
            styles,
            title=title,
            organ=organ,
            signed_on=day,
            file=style_file,
            layout=kind.layout,
        )
        assert data is not None
        return data

    def review() -> bytes:
        data, _ = write_review(
            document, styles, title=title, organ=organ, signed_on=day, file=style_file, header=header, notes=notes,
            underlined=marked, layout=kind.layout,
        )  # fmt: skip
        assert data is not None
        return data

    written, reviewed = publication(), review()
    works: dict[str, Callable[[], object]] = {
        "bare": lambda: bare(document, docx.Document()),
        "bare, on styles.docx": lambda: bare(document, docx.Document(BytesIO(styles))),
        "publication copy": publication,
        "its proof": lambda: verify_publication(written, document, report, kind, styles, file="通报.docx"),
        "review copy": review,
        "the review copy's proof": lambda: verify_review(
            reviewed, document, report, styles, file="审核稿.docx", header=header, notes=notes, underlined=marked
        ),
    }  # fmt: skip
    assert works["its proof"]() == works["the review copy's proof"]() == []
    costs = {name: best(options.times, work) for name, work in works.items()}
    print(
        f"{len(document.paragraphs)} paragraphs, {sum(len(one.runs) for one in document.paragraphs)} runs; ms, best of {options.times}"
    )
    for name, cost in costs.items():
        print(f"{cost:8.1f}  {name}")
    total = sum(cost for name, cost in costs.items() if not name.startswith("bare"))
    ratio = total / costs["bare"]
    print(
        f"ratio {ratio:.2f} to a bare write (must be under {HIGHEST_RATIO}), {total / costs['bare, on styles.docx']:.2f} to one on styles.docx"
    )
    return int(ratio >= HIGHEST_RATIO)


if __name__ == "__main__":
    sys.exit(main())
