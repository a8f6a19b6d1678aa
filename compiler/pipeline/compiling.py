"""The whole road: a project folder in, the notice and its companions out."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import attrs

from compiler.diagnostics import Diagnostic, complain, has_errors, sort
from compiler.document.build import build_document
from compiler.document.tree import Document
from compiler.model.report import Report
from compiler.pipeline.analyse import Analysis, analyse
from compiler.pipeline.coverage import missing_headings, unprinted
from compiler.pipeline.publish import expire, publish
from compiler.pipeline.reporting import check_report
from compiler.pipeline.templates import template_inputs
from compiler.pipeline.waiving import WaiverUse, apply_waivers
from compiler.render.provenance import write_manifest, write_provenance
from compiler.render.text import write_text
from compiler.render.word import write_word
from compiler.source.project import Progress
from compiler.span import Span

NOTICE_WORD, NOTICE_TEXT, PROVENANCE, MANIFEST = "通报.docx", "通报.txt", "来源.json", "清单.json"
OUTPUTS = (NOTICE_WORD, NOTICE_TEXT, PROVENANCE, MANIFEST)
CHECK_REPORT = "核对报告.xlsx"
OUTPUT_FOLDER = "output"


@attrs.frozen
class Compilation:
    """What a compile came to: ``diagnostics`` are those no waiver switched off, ``outputs`` the files written."""

    analysis: Analysis
    document: Document | None
    diagnostics: tuple[Diagnostic, ...]
    outputs: tuple[Path, ...] = ()
    waivers: tuple[WaiverUse, ...] = ()

    @property
    def publishable(self) -> bool:
        """Whether nothing forbids publication."""
        return self.document is not None and not has_errors(self.diagnostics)


def _silent(done: int, total: int) -> None:
    return None


def compile_project(
    root: Path, output: Path | None = None, *, draft: bool = False, progress: Progress = _silent
) -> Compilation:
    """Compile the project at ``root`` into ``output`` (default ``root/output``).

    With errors only the check report is written and earlier notices are marked expired, unless ``draft``, which prints
    what there is with its holes showing. Diagnostics: those of :func:`analyse`, L034, L050–L053, R001–R003.
    """
    folder = root / OUTPUT_FOLDER if output is None else output
    analysis = analyse(root, progress)
    checked = check_document(analysis, draft=draft)
    if checked.document is None or (has_errors(checked.diagnostics) and not draft):
        return _withheld(checked, root, folder)
    files, found = _render(analysis, checked.document, root)
    checked = attrs.evolve(checked, diagnostics=sort([*checked.diagnostics, *found]))
    if files is None:
        return _withheld(checked, root, folder)
    return _published(checked, folder, files | {CHECK_REPORT: _check_report(checked, root, folder)})


def _published(compilation: Compilation, folder: Path, files: dict[str, bytes]) -> Compilation:
    try:
        publish(folder, files)
    except OSError as error:
        return attrs.evolve(compilation, diagnostics=sort([*compilation.diagnostics, _unwritable(folder, error)]))
    return attrs.evolve(compilation, outputs=tuple(folder / name for name in files))


def _check_report(compilation: Compilation, root: Path, folder: Path) -> bytes:
    analysis = compilation.analysis
    verdict = "可以发布" if compilation.publishable else "不能发布"
    return check_report(
        root, folder, f"结论：{verdict}", analysis.report, analysis.records(), compilation.diagnostics, compilation.waivers
    )


def check_document(analysis: Analysis, *, draft: bool = False) -> Compilation:
    """Build the notice of an analysed project without writing it, and check that nothing was lost on the way."""
    if analysis.report is None or analysis.kind is None:
        return Compilation(analysis, None, analysis.diagnostics)
    document = build_document(analysis.report, analysis.kind, draft=draft)
    reported = {(span.file, span.cell) for diagnostic in analysis.diagnostics for span in diagnostic.spans}
    linked = {form.span.file for measure in analysis.report.measures() for form in measure.forms}
    found = [
        *analysis.diagnostics,
        *missing_headings(analysis.kind.outline, analysis.report, document),
        *unprinted(analysis.records(), document, reported, linked),
    ]
    remaining, uses, waiver_found = apply_waivers(analysis.report, found)
    return Compilation(analysis, document, sort([*remaining, *waiver_found]), waivers=uses)


def _withheld(compilation: Compilation, root: Path, folder: Path) -> Compilation:
    try:
        expire(folder, OUTPUTS)
    except OSError as error:
        return attrs.evolve(compilation, diagnostics=sort([*compilation.diagnostics, _unwritable(folder, error)]))
    if compilation.analysis.report is None:
        return compilation
    return _published(compilation, folder, {CHECK_REPORT: _check_report(compilation, root, folder)})


def _unwritable(folder: Path, error: OSError) -> Diagnostic:
    file = Path(error.filename).name if isinstance(error.filename, str) else folder.name
    name = file if file in (*OUTPUTS, CHECK_REPORT) else folder.name
    return complain("R001", Span(name), file=name, reason=error.strerror or str(error))


def _render(analysis: Analysis, document: Document, root: Path) -> tuple[dict[str, bytes] | None, list[Diagnostic]]:
    report, kind = analysis.report, analysis.kind
    assert report is not None
    assert kind is not None
    templates = template_inputs(root, kind.name)
    style_file = f"templates/{kind.name}/styles.docx"
    styles = templates[style_file].read_bytes() if style_file in templates else b""
    information = report.information
    word, found = write_word(
        document, styles, title=information.title.value, organ=information.organ.value,
        signed_on=information.signed_on.value, file=style_file,
    )  # fmt: skip
    if word is None:
        return None, found
    files = {NOTICE_WORD: word, NOTICE_TEXT: write_text(document), PROVENANCE: write_provenance(document)}
    inputs = _readable({name: root / name for name in analysis.source.inputs} | templates)
    files[MANIFEST] = write_manifest(
        version=tool_version(), kind=kind.name, draft=document.draft, inputs=inputs, outputs=files, counts=summary(report)
    )
    return files, found


def _readable(paths: Mapping[str, Path]) -> dict[str, bytes]:
    """Contents by name; a file that cannot be opened has been reported, and a draft does without it."""
    contents = {}
    for name, path in paths.items():
        with contextlib.suppress(OSError):
            contents[name] = path.read_bytes()
    return contents


def summary(report: Report) -> dict[str, int]:
    """Return the counts a reader of the manifest looks for."""
    names = ["方面总数", "类别总数", "问题总数", "措施总数", "制度总数", "牵头单位总数"]
    names += [f"{status.name}问题数" for status in report.statuses]
    return {name: int(report.counts[name].value) for name in names}


def tool_version() -> str:
    """Return the version of the installed distribution."""
    try:
        return version("zhenggai-compiler")
    except PackageNotFoundError:
        return "0"
