"""The answer of ``zhenggai trace`` on the console: from words to their cells, from a cell to what
uses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from compiler.chinese.cleaning import printable
from compiler.chinese.shortening import surroundings
from compiler.chinese.width import text_width
from compiler.cli.console import print_diagnostics
from compiler.model.provenance import FormState
from compiler.tracing.answers import Trace
from compiler.tracing.cells import CellUse
from compiler.tracing.links import FoundEvidence, SourceCell, cell_of
from compiler.tracing.passages import CellLink, FoundPassage
from compiler.tracing.words import quotable

SHOWN = 10
"""How many passages, uses or findings are listed before the rest is only counted; JSON has them
all."""

NAMED_CELLS = 3
"""How many of the cells that a number is computed from are named: their count stands before them,
and hundreds may go into one."""

AROUND = 16
"""How many characters are quoted on either side of the words: a line of 80 columns holds as many
Chinese ones, and some between them."""


def print_trace(trace: Trace) -> None:
    """Print the answer, what to know before reading it, and, if there is none, where to go on."""
    print_diagnostics(trace.diagnostics)
    for line in _lines(trace):
        print(printable(line))


def trace_json(trace: Trace) -> dict[str, object]:
    """Return the answer whole, nothing shortened."""
    return {
        field.name: _plain(getattr(trace, field.name))
        for field in attrs.fields(Trace)
        if field.name != "diagnostics"
    }


def _plain(value: object) -> object:
    """Return records as dictionaries, without what they do not say."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    record = type(value)
    if not attrs.has(record):
        return value
    names = (field.name for field in attrs.fields(record))
    return {name: _plain(own) for name in names if (own := getattr(value, name)) is not None}


def _lines(trace: Trace) -> Iterator[str]:
    """Yield the answer line by line, of passages and cells the first ones only."""
    yield from (f"说明：{note}" for note in trace.notes)
    if trace.found:
        yield (
            f"“{quotable(trace.query)}”找到 {len(trace.passages or trace.cells)} 处。"
            f"编译号 {trace.compile}。"
        )
    elif trace.compile:
        yield f"没有找到“{quotable(trace.query)}”。{trace.suggestion}"
    for passage in trace.passages[:SHOWN]:
        yield from _passage(passage, trace)
    for use in trace.cells[:SHOWN]:
        yield from _cell(use, trace.whole)
    yield from _rest(len(trace.passages or trace.cells), "处")


def _rest(count: int, measure: str) -> Iterator[str]:
    """Yield the line that says how much of ``count`` was not listed, if any was not."""
    if count > SHOWN:
        yield f"……还有 {count - SHOWN} {measure}，全部内容见 --format json"


def _passage(passage: FoundPassage, trace: Trace) -> Iterator[str]:
    """Yield the words found and the cells behind them."""
    there = trace.called
    for piece in passage.pieces:
        absent = f"{there}里没有的一段" if trace.by_words else f"{there}没有的一段"
        yield f"第 {piece.paragraph} 段" if piece.paragraph else absent
        yield from _quote(piece.text, piece.start, piece.end)
        if piece.elsewhere:
            numbers = "、".join(map(str, piece.elsewhere[:SHOWN]))
            yield f"    这几个字不在原处，{there}在第 {numbers} 段，一字不差" + (
                "，来源是：" if piece.links else "。"
            )
        elif not piece.links:
            yield "    " + (
                f"{there}里没有这几个字：是那次编译时的，或是后来添上的。"
                if trace.by_words
                else f"{there}没有这几个字：不是程序印出来的，是后来添上的。"
            )
        form: FormState | None = None
        for link in piece.links:
            yield from _link(link, form, trace)
            form = link.source.form or form


def _link(link: CellLink, above: FormState | None, trace: Trace) -> Iterator[str]:
    """Yield one cell behind the words; its form only if the link ``above`` was in another."""
    yield f"    {link.id} {link.kind} {_where(link.source)}" + (
        "" if link.source.label else f" “{quotable(link.words)}”"
    )
    if link.was is not None:
        lead = (
            f"文字不同，{trace.called}里是" if trace.by_words else f"文字改动过，{trace.called}是"
        )
        yield f"        {lead}：{quotable(link.was)}"
    if link.source.form is not None and link.source.form != above:
        yield f"        {_form(link.source.form)}"
    cells = [source for source in link.computed_from if source.place.cell]
    if cells:
        listed = "、".join(_where(source) for source in cells[:NAMED_CELLS]) + (
            "等" if len(cells) > NAMED_CELLS else ""
        )
        yield f"        由 {len(cells)} 格算出：{listed}"
    yield from (
        f"        版式：{_where(source)}" for source in link.computed_from if not source.place.cell
    )
    if link.source.label or link.computed_from:
        whole = "这张表" if link.source.form else "这一格"
        yield from _evidence(link.evidence, whole, trace.whole)


def _cell(use: CellUse, complete: bool) -> Iterator[str]:
    """Yield what a cell holds and where the notice uses it, and what is known of it."""
    yield _where(use.source)
    yield f"    内容：{quotable(use.source.text)}" if use.source.text else "    内容：空着"
    if use.source.form is not None:
        yield f"    {_form(use.source.form)}"
    for title, uses in (("印在", use.printed), ("算入", use.computed), ("写到这个数", use.stated)):
        for own in uses[:SHOWN]:
            yield f"    {title}：第 {own.paragraph} 段 {own.id} {own.kind}"
            yield from _quote(own.text, own.start, own.end, "        ")
        yield from (f"    {line}" for line in _rest(len(uses), "处"))
    if use.stated and not use.printed:
        yield "    上面是正文里写到的这个数；这一格本身不印入通报。"
    elif not (use.printed or use.computed):
        yield "    这一格没有印入通报，也没有算进通报里的数。"
    whole = "这张表" if use.source.form else "这一格"
    yield from _evidence(use.evidence, whole, complete, "    ")


def _evidence(
    evidence: FoundEvidence, whole: str, complete: bool, step: str = "        "
) -> Iterator[str]:
    """Tell what was found and tested; ``whole`` is what the findings beside it are on. If it is not
    ``complete``, nobody can say that there was none.
    """
    for figure in evidence.figures:
        where = f"{figure.subject}，{figure.place.describe()}"
        yield f"{step}指标：{figure.name} {figure.value}{figure.unit}（{where}）"
    for text in evidence.unbound:
        yield f"{step}未核：“{text}”没有登记为数据指标，也没有与别的数核对过"
    for relation in evidence.relations[:SHOWN]:
        outcome = "成立" if relation.holds else f"不成立，相差 {relation.difference}"
        yield f"{step}关系：{relation.formula}（{relation.kind}，{outcome}）"
        if not relation.holds:
            yield from (f"{step}    另见：{place.describe()}" for place in relation.places[:SHOWN])
    yield from (f"{step}{line}" for line in _rest(len(evidence.relations), "个关系"))
    for finding in evidence.findings[:SHOWN]:
        waived = f"（已豁免：{finding.waived}）" if finding.waived else ""
        yield f"{step}意见：{finding.severity} {finding.code} {finding.message}{waived}"
    yield from (f"{step}{line}" for line in _rest(len(evidence.findings), "条意见"))
    if evidence.others:
        lead = f"{step}另外，" if evidence.findings else f"{step}意见：这里没有，但"
        yield f"{lead}{whole}还有 {len(evidence.others)} 条意见，列在核对报告里，审核稿的批注里也有"
    elif not evidence.findings and complete:
        yield f"{step}意见：没有"


def _where(source: SourceCell) -> str:
    """Return a cell as people name it, with its label if it has one."""
    place = cell_of(source.place).describe()
    return f"{place} {source.label}" if source.label else place


def _form(form: FormState) -> str:
    """Say whose form it is, how far the measure is, and who signed."""
    done = f"（{form.completed_on}）" if form.completed_on else ""
    deadline = f"，完成时限 {form.deadline.rstrip('。')}" if form.deadline else ""
    signed = f"审签 {form.approver} {form.approved_on}".rstrip() if form.approver else "没有审签"
    status = form.status or "没有填完成状态"
    return f"{form.subject} {form.unit}（{form.role}） {status}{done}{deadline} {signed}"


def _quote(text: str, start: int, end: int, step: str = "    ") -> Iterable[str]:
    """Quote the words with what stands around them, and point at them from below."""
    before, after = surroundings(text, start, end, AROUND)
    words = quotable(text[start:end])
    title = "原文："
    yield f"{step}{title}{before}{words}{after}"
    yield step + " " * text_width(title + before) + "^" * max(1, text_width(words))
