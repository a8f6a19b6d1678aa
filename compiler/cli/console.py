"""What the office reads on the console, in Chinese, whatever the console can show."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from compiler.chinese.cleaning import printable
from compiler.chinese.width import text_width
from compiler.diagnostics import Diagnostic, DiagnosticGroup, group
from compiler.span import Span
from compiler.vocab import Severity

if TYPE_CHECKING:
    from compiler.analysis.waivers import WaiverUse
    from compiler.schema.definitions import Field
    from compiler.storage.journal import Aside, Resumed

SHOWN_PLACES = 10
"""How many places of one finding are listed: what is wrong everywhere must not push the rest out of
sight. The check report has them all."""

SHOWN_FILES = 20
"""How many files are listed by name: with the verdict below, they fill a console of 24 lines."""

QUOTED = 16
"""How many characters are quoted on either side of the words: a line of 80 columns holds as many
Chinese ones, and some between them."""


def progress_on(stream: TextIO, label: str) -> Callable[[int, int], None]:
    """Return a progress callback that redraws one line, silent where the stream is no terminal."""
    if not stream.isatty():
        return lambda done, total: None

    def show(done: int, total: int) -> None:
        stream.write(f"\r{label} {done}/{total}" + ("\n" if done == total else ""))
        stream.flush()

    return show


def print_diagnostics(
    diagnostics: Iterable[Diagnostic], texts: Mapping[Span, tuple[Field, str]] | None = None
) -> None:
    """Print findings grouped: severity, code and sentence, then every place, with the words of
    ``texts`` it is about.
    """
    for entry in group(diagnostics):
        print(
            f"{entry.diagnostic.severity.label} {entry.diagnostic.code} {entry.diagnostic.message}"
        )
        for line in _places(entry, texts or {}):
            print(f"    {line}")


def _places(entry: DiagnosticGroup, texts: Mapping[Span, tuple[Field, str]]) -> Iterable[str]:
    """Yield the lines below a finding: its places with their words, and what each was compared
    with.
    """
    for spans in entry.places[:SHOWN_PLACES]:
        yield f"位置：{spans[0].describe()}" if spans else "位置：整个项目"
        if spans:
            yield from _caret(spans[0], texts)
        for related in spans[1:]:
            yield f"  另见：{related.describe()}"
    if len(entry.places) > SHOWN_PLACES:
        yield f"……共 {len(entry.places)} 处，全部列在 zhenggai compile 写出的核对报告里"


def _caret(span: Span, texts: Mapping[Span, tuple[Field, str]]) -> Iterable[str]:
    """Quote the words around a range of characters, and point at it from below."""
    from compiler.outputs.check_report_rows import excerpt

    _, text = texts.get(span.whole_cell, (None, ""))
    if span.start is not None and span.end is not None and text:
        before, marked, after = (printable(part) for part in excerpt(text, span, QUOTED))
        yield f"原文：{before}{marked}{after}"
        yield " " * (len("原文：") * 2 + text_width(before)) + "^" * max(1, text_width(marked))


def tally(diagnostics: Iterable[Diagnostic]) -> str:
    """Return how many findings of each severity there are, ``没有发现问题`` for none."""
    found = [diagnostic.severity for diagnostic in diagnostics]
    parts = [
        f"{severity.label} {found.count(severity)} 处"
        for severity in sorted(Severity, reverse=True)
        if severity in found
    ]
    return "、".join(parts) or "没有发现问题"


def print_waivers(uses: Iterable[WaiverUse]) -> None:
    """Print how many findings the register's waivers switched off, if any."""
    from compiler.analysis.waivers import USED

    waived = sum(use.outcome == USED for use in uses)
    if waived:
        print(f"另有 {waived} 处意见按“豁免”表放行。")


def print_files(title: str, files: Iterable[str], counted: str = "个") -> None:
    """Print a list of files, or of what else is ``counted``, under a title, the first ones by name."""
    listed = list(files)
    if listed:
        print(f"{title}（{len(listed)} {counted}）")
        for file in listed[:SHOWN_FILES]:
            print(f"    {file}")
        if len(listed) > SHOWN_FILES:
            print(f"    ……其余 {len(listed) - SHOWN_FILES} {counted}从略")


def print_set_aside(asides: Sequence[Aside]) -> None:
    """Say which files were not overwritten since somebody may have edited them, and what each is
    called now.
    """
    if asides:
        print(f"有人改过、或认不准是否改过的文件没有覆盖，已改名另存为改动稿（{len(asides)} 个）")
        for aside in asides:
            print(f"    {aside.file}")
            print(f"        现在是 {aside.draft}")


def print_resumed(resumed: Resumed) -> None:
    """Say what became of the command that was interrupted before this one."""
    outcome = "已经补做完" if resumed.finished else "没法补做完，已经恢复成它运行以前的样子"
    print_files(f"上一次的命令没有做完就中断了，{outcome}", map(str, resumed.files))
    print_set_aside(resumed.set_aside)


def set_aside_json(asides: Iterable[Aside]) -> list[dict[str, str]]:
    """Return the files that were set aside, with the names they have now."""
    return [{"file": str(aside.file), "draft": str(aside.draft)} for aside in asides]


def resumed_json(resumed: Resumed) -> dict[str, object]:
    """Return what became of an interrupted command."""
    files = [str(path) for path in resumed.files]
    return {
        "finished": resumed.finished,
        "files": files,
        "set_aside": set_aside_json(resumed.set_aside),
    }


def print_json(
    verdict: str, status: int, diagnostics: Iterable[Diagnostic], **more: object
) -> None:
    """Print one JSON object: the verdict, the exit status, every finding with its places."""
    found = [as_json(entry) for entry in group(diagnostics)]
    print(
        json.dumps(
            {"verdict": verdict, "exit": status, **more, "diagnostics": found},
            ensure_ascii=False,
            indent=1,
        )
    )


def as_json(entry: DiagnosticGroup) -> dict[str, object]:
    """Return findings grouped into one entry: each place, and under ``related`` what it was
    compared with.
    """
    diagnostic = entry.diagnostic
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.name.lower(),
        "title": diagnostic.rule.title,
        "message": diagnostic.message,
        "places": [
            _place(spans[0]) | {"related": [*map(_place, spans[1:])]}
            for spans in entry.places
            if spans
        ],
    }


def waivers_json(uses: Iterable[WaiverUse]) -> list[dict[str, object]]:
    """Return every waiver of the register, with its outcome and the finding it switched off."""
    return [
        {
            "rule": use.waiver.rule.value,
            "place": use.waiver.place.value,
            "reason": use.waiver.reason.value,
            "approver": use.waiver.approver.value,
            "expires": use.waiver.expires.text,
            "outcome": use.outcome,
            "finding": next(
                (as_json(entry) for entry in group([use.waived] if use.waived else [])), None
            ),
        }
        for use in uses
    ]


def _place(span: Span) -> dict[str, object]:
    """Return a place without what it does not say."""
    names = ("file", "sheet", "cell", "line", "column", "start", "end")
    return {name: getattr(span, name) for name in names if getattr(span, name) is not None}
