"""The whole road: a project folder in, the notice and its companions out."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import attrs

from compiler.commands.checking import analyse
from compiler.commands.compilation import Compilation, check_document
from compiler.diagnostics import Diagnostic, has_errors, sort, unwritable
from compiler.excel.reading.project import Progress, ReadWorkbook, silent
from compiler.model.document import Document
from compiler.model.provenance import Provenance, write_provenance
from compiler.model.snapshot import encode
from compiler.notice.kind import Kind
from compiler.notice.templates import style_template, template_inputs
from compiler.outputs.check_report_rows import check_report, path_between
from compiler.outputs.edits.bases import new_base
from compiler.outputs.ledgers.ledger_rows import ledger
from compiler.outputs.manifest import compile_number, summary, write_manifest
from compiler.outputs.snapshots import rounds_before, snapshot_file, take_snapshot
from compiler.outputs.source_map import PROVENANCE, gather
from compiler.outputs.text import write_text
from compiler.package.container import read_file
from compiler.package.limits import OverLimitError
from compiler.plugins import Compiled
from compiler.plugins.loading import NO_PLUGINS, Plugins
from compiler.plugins.running import plugin_files, write_plugin_outputs
from compiler.recall import forget
from compiler.schema.books import STANDARD, Schema
from compiler.storage.journal import resume
from compiler.storage.publish import publish
from compiler.storage.written import MANIFEST, OUTPUT_FOLDER, home_of, listed_in, sha256
from compiler.version import VERSION
from compiler.word.copies import Styles, write_copies

NOTICE_WORD, NOTICE_TEXT = "通报.docx", "通报.txt"
REVIEW_WORD = "通报（审核稿）.docx"
LEDGER = "整改台账.xlsx"
OUTPUTS = (NOTICE_WORD, REVIEW_WORD, NOTICE_TEXT, PROVENANCE, LEDGER, MANIFEST)
"""What a compile with errors lets expire: every file of it but the snapshot and the base, which are
history, and the check report."""
CHECK_REPORT = "核对报告.xlsx"


@attrs.frozen
class OutputNames:
    """What the files are called that a kind may name."""

    word: str = NOTICE_WORD
    review: str = REVIEW_WORD
    text: str = NOTICE_TEXT
    ledger: str = LEDGER


def output_names(kind: Kind | None) -> OutputNames:
    """Return the names of a kind's files; review copy and text are named after its notice."""
    if kind is None:
        return OutputNames()
    word = kind.outputs.get("notice", NOTICE_WORD)
    stem = word.removesuffix(".docx")
    ledger = kind.outputs.get("ledger", LEDGER)
    return OutputNames(word, f"{stem}（审核稿）.docx", f"{stem}.txt", ledger)


def _all_names(kind: Kind | None) -> tuple[str, ...]:
    """Return every name that an output may have, ours and the kind's own."""
    return tuple(dict.fromkeys((*OUTPUTS, *attrs.astuple(output_names(kind)))))


def compile_project(
    root: Path,
    output: Path | None = None,
    *,
    draft: bool = False,
    progress: Progress = silent,
    schema: Schema = STANDARD,
    plugins: Plugins = NO_PLUGINS,
    read: ReadWorkbook | None = None,
) -> Compilation:
    """Compile the project at ``root`` into ``output`` (default ``root/output``), its workbooks read
    by ``read``, if one is given.

    With errors only the check report is written and earlier notices are marked expired, unless
    ``draft``, which prints what there is with its holes showing. Diagnostics: those of
    :func:`analyse`, L034, L050–L053, R001–R003, R020–R027, R050.
    """
    folder = root / OUTPUT_FOLDER if output is None else output
    resume(home_of(folder, root))
    analysis = analyse(root, progress, schema=schema, plugins=plugins, read=read)
    checked = check_document(analysis, draft=draft)
    if checked.document is None or (has_errors(checked.diagnostics) and not draft):
        return _withheld(checked, root, folder)
    forget()  # or what the checks recall would lie beside what is written
    rendered, found = _render(checked, checked.document, root, folder)
    checked = attrs.evolve(checked, diagnostics=sort([*checked.diagnostics, *found]))
    if rendered is None:
        return _withheld(checked, root, folder)
    base, too_many = new_base(folder, rendered.provenance)
    report = {CHECK_REPORT: _check_report(checked, root, folder)}
    return _published(checked, root, folder, rendered.files | report, kept=base, gone=too_many)


def _published(
    compilation: Compilation,
    root: Path,
    folder: Path,
    files: dict[str, bytes],
    *,
    kept: Mapping[str, bytes] | None = None,
    gone: Sequence[Path] = (),
    withheld: bool = False,
) -> Compilation:
    """Put the files of a compile in place and say what came of it, beside them what is ``kept`` for
    later; those ``gone`` and outputs of plug-ins that it no longer has go, and ``withheld`` lets
    all earlier outputs expire. Those that the kind has given another name since expire anyway.
    """
    contents = {folder / name: content for name, content in {**files, **(kept or {})}.items()}
    try:
        home = home_of(folder, root)
        others = [path for path in plugin_files(home, folder) if path not in contents]
        earlier = [path for path in listed_in(folder) if path not in {*contents, *others}]
        if withheld:
            kind = compilation.analysis.kind
            ours = [*(folder / name for name in _all_names(kind)), *others, *earlier]
            asides = publish(home, contents, expiring=dict.fromkeys(ours))
        else:
            asides = publish(home, contents, gone=(*others, *gone), expiring=earlier)
    except OSError as error:
        return attrs.evolve(
            compilation,
            diagnostics=sort(
                [*compilation.diagnostics, _unwritable(folder, error, compilation.analysis.kind)]
            ),
        )
    return attrs.evolve(
        compilation,
        outputs=tuple(folder / name for name in files),
        set_aside=(*compilation.set_aside, *asides),
    )


def _check_report(compilation: Compilation, root: Path, folder: Path) -> bytes:
    """Return 核对报告.xlsx, whose verdict is the one that the command gives."""
    analysis = compilation.analysis
    return check_report(
        root,
        folder,
        f"结论：{compilation.verdict}",
        analysis.printed,
        analysis.records(),
        compilation.diagnostics,
        compilation.waivers,
    )


def _withheld(compilation: Compilation, root: Path, folder: Path) -> Compilation:
    """Write the check report, if there is a report to check, and let the earlier outputs expire."""
    files = {}
    if compilation.analysis.report is not None:
        files[CHECK_REPORT] = _check_report(compilation, root, folder)
    return _published(compilation, root, folder, files, withheld=True)


def _unwritable(folder: Path, error: OSError, kind: Kind | None) -> Diagnostic:
    """Return R001 at the output that could not be written, else at the output folder: the system
    may name a temporary file of ours, which means nothing to anybody.
    """
    file = Path(error.filename).name if isinstance(error.filename, str) else folder.name
    name = file if file in (*_all_names(kind), CHECK_REPORT) else folder.name
    return unwritable(name, error)


@attrs.frozen
class _Rendered:
    """The files of a compile by their names in its folder, and where every word is from."""

    files: dict[str, bytes]
    provenance: Provenance


def _render(
    checked: Compilation, document: Document, root: Path, folder: Path
) -> tuple[_Rendered | None, list[Diagnostic]]:
    """Return the files of a compile, the check report and the base aside; none if the notice cannot
    be written as it must be.
    """
    analysis = checked.analysis
    report, kind = analysis.report, analysis.kind
    assert report is not None
    assert kind is not None
    assert analysis.printed is not None
    file, styles, unread = style_template(root, kind.name)
    if unread:
        return None, unread
    names = output_names(kind)
    inputs = digests(root, analysis.source.inputs, kind.name)
    provenance = source_map(checked, compile_number(VERSION, inputs))
    copies, found = write_copies(
        document,
        report,
        kind,
        provenance,
        Styles(file, styles),
        publication=names.word,
        review=names.review,
    )
    if copies is None:
        return None, found
    snapshot = take_snapshot(report, analysis.records(), document)
    files = {
        names.word: copies.publication,
        names.review: copies.review,
        names.text: write_text(document),
        PROVENANCE: write_provenance(provenance),
        snapshot_file(snapshot): encode(snapshot),
        names.ledger: ledger(report, path_between(folder, root), rounds_before(snapshot, folder)),
    }
    compiled = Compiled(
        analysis.printed, document, checked.diagnostics, kind.name, provenance.number
    )
    own, failed = write_plugin_outputs(analysis.plugins, compiled)
    files |= own
    files[MANIFEST] = write_manifest(
        version=VERSION,
        kind=kind.name,
        draft=document.draft,
        inputs=inputs,
        outputs=files,
        counts=summary(report),
        plugins=analysis.plugins.describe(),
    )
    return _Rendered(files, provenance), [*found, *failed]


def source_map(checked: Compilation, number: str) -> Provenance:
    """Return what 来源.json says of a project that was checked and has a document, under the
    compile's ``number``.
    """
    analysed, kind, document = checked.analysis.printed, checked.analysis.kind, checked.document
    assert analysed is not None
    assert kind is not None
    assert document is not None
    records = checked.analysis.records()
    gathered = gather(
        analysed,
        document,
        records,
        checked.diagnostics,
        checked.waivers,
        number=number,
        kind=kind.name,
    )
    return attrs.evolve(gathered, release=VERSION)


def digests(root: Path, workbooks: Iterable[str], kind: str) -> dict[str, str]:
    """Return the sha256 of what a compile reads, by name; a file that cannot be opened has been
    reported, and a draft does without it.
    """
    found = {}
    for name, path in (
        {name: root / name for name in workbooks} | template_inputs(root, kind)
    ).items():
        with contextlib.suppress(OSError, OverLimitError):
            found[name] = sha256(read_file(path))
    return found
