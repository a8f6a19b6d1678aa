"""Figures: declared ones against each other and against the prose, and the prose against itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import attrs

from compiler.checks.printed import PrintedReport
from compiler.chinese.amounts import told
from compiler.chinese.figures.statements import Answer, Certainty
from compiler.chinese.numerals import plain
from compiler.chinese.quantities import MONEY, Quantity, quantities
from compiler.chinese.sanctions import dealt_with
from compiler.chinese.titles import TITLE, normal_title, same_thing
from compiler.chinese.width import to_half_width
from compiler.diagnostics import Diagnostic, complain
from compiler.model.computed import Claim
from compiler.model.document import Role, RunKind
from compiler.model.report import Measure, Report
from compiler.model.submission import Figure
from compiler.notice.placeholders import split_placeholders
from compiler.span import Span

TELLING = 1000
"""An amount of money from here on is known by its digits, so that the same ones with another order
of magnitude are a slip; smaller ones may meet by chance. By judgement."""
SAME_WORDS = 4
"""So many characters before two amounts say that they are of the same thing. By judgement."""
PROSE = (Role.THEME, Role.PROGRESS, Role.SITUATION, Role.NEXT_STEPS, Role.ANSWER)


def relations_hold(report: Report) -> Iterator[Diagnostic]:
    """F001 a declared relation that does not hold, with the cell of every operand."""
    for relation in report.relations:
        if not relation.holds and not relation.undecided:
            spans = [span for operand in relation.operands for span in operand.sources]
            broken = complain(
                "F001",
                relation.text.span,
                *spans,
                relation=relation.text.value,
                left=_shown(relation.left, relation.measure_unit),
                right=_shown(relation.right, relation.measure_unit),
                difference=_shown(abs(relation.difference), relation.measure_unit),
            )
            yield broken.resting_on(*relation.grounds)


def declared_in_text(printed: PrintedReport) -> Iterator[Diagnostic]:
    """F010 a declared figure whose value and unit do not stand in its measure's text, and that is
    printed nowhere by itself or by its name.
    """
    cells = {passage.cell.span for passage in printed.passages} | set(_named(printed))
    for measure, text in _told_of(printed):
        for figure in measure.figures:
            value = figure.value.value
            if (
                value is not None
                and figure.value.span not in cells
                and not _is_stated(figure, text)
            ):
                places = (figure.value.span, _progress(measure))
                shown = _shown(value, figure.unit.value)
                absent = complain("F010", *places, name=figure.name.value, shown=shown)
                yield absent.resting_on(figure.name.span, figure.unit.span)


def _named(printed: PrintedReport) -> Iterator[Span]:
    """Yield the cells of figures that outline or prose print by their names."""
    for paragraph in printed.document.paragraphs:
        for run in paragraph.runs:
            if run.kind is RunKind.VALUE and len(run.sources) == 2:
                yield run.sources[1]


def institutions_in_text(printed: PrintedReport) -> Iterator[Diagnostic]:
    """F011 a regulation registered under a title that the measure's text does not quote."""
    for measure, text in _told_of(printed):
        plain = to_half_width(text) if measure.institutions else ""
        for row in measure.institutions:
            if row.title and f"《{to_half_width(row.title.value)}》" not in plain:
                own = normal_title(row.title.value)
                near = [it for it in TITLE.findall(text) if same_thing(own, normal_title(it))]
                hint = f"，正文里写的是“{near[0]}”" if near else ""
                places, title = (row.title.span, _progress(measure)), row.title.value
                yield complain("F011", *places, title=title, hint=hint)


def handlings_in_text(printed: PrintedReport) -> Iterator[Diagnostic]:
    """F012 persons registered as dealt with in a way, or in a number, that the measure's text
    does not tell.
    """
    for measure, text in _told_of(printed):
        for row in measure.handlings:
            if row.count.value is None or not row.sanction:
                continue
            if row.count.whole not in dealt_with(text, row.sanction.value):
                places = (row.count.span, _progress(measure))
                count = _shown(row.count.value, "人")
                absent = complain("F012", *places, sanction=row.sanction.value, count=count)
                yield absent.resting_on(row.sanction.span)


def _told_of(printed: PrintedReport) -> Iterator[tuple[Measure, str]]:
    """Yield every measure whose progress is printed, with all that is printed of it."""
    texts: dict[str, list[str]] = {}
    progressed: set[str] = set()
    for passage in printed.passages:
        if passage.measure is not None and passage.role in PROSE:
            texts.setdefault(passage.measure.id, []).append(passage.text)
            if passage.role is Role.PROGRESS:
                progressed.add(passage.measure.id)
    for measure in printed.report.measures():
        if measure.id in progressed and measure.submission is not None:
            yield measure, "\n".join(texts[measure.id])


def _progress(measure: Measure) -> Span:
    """Return the cell that should tell of a measure's figures: the progress, or the plan of one
    that nobody answered.
    """
    return measure.submission.progress.span if measure.submission else measure.plan.span


def _is_stated(figure: Figure, text: str) -> bool:
    """Tell whether a text states a declared figure, in whatever writing."""
    value, unit = abs(figure.value.value or Decimal(0)), figure.unit.value  # 减少3件 is -3
    if unit in MONEY and value >= TELLING and _slipped(value, unit, quantities(text)):
        return False
    return any(True for _ in told(text, value, unit))


def _slipped(value: Decimal, unit: str, mentioned: Sequence[Quantity]) -> bool:
    """Tell whether the same amount of money stands behind the same words with another order of
    magnitude: a slip, even if it stands rightly elsewhere.
    """
    same = [one for one in mentioned if one.value == value and one.measure_unit in MONEY]
    right = {one.preceding[-SAME_WORDS:] for one in same if one.measure_unit == unit}
    return any(one.measure_unit != unit and one.preceding[-SAME_WORDS:] in right for one in same)


SAID = {Certainty.SURE: "F020", Certainty.PROBABLE: "F021"}
"""What is said of a claim that does not hold, by how sure its wording is."""


THE_WRONG_WAY = {
    "各部分之和不大于总数": "各部分加起来比总数还多",
    "部分不大于总数": "部分比总数还多",
    "完成数不大于总数": "完成的比应完成的还多",
    "人数与人次": "人数比人次还多",
    "升降方向": "说的升降同前后两个数相反",
    "降幅不超过100%": "减少得比原有的还多",
    "不大于100%": "比率超过了100%",
    "是否超限": "同所说的限额、标准不符",
    "高低": "说的高低同数字相反",
    "平均与最高最低": "平均数不在最高数和最低数之间",
}
"""What is said where a figure is more, or less, than it can be, by what was stated."""
CONTRARY = {" ≤ ": " > ", " < ": " ≥ "}


def _wrong(claim: Claim) -> str:
    """Return what is wrong in a claim that does not hold, with the figures as they are."""
    formula = claim.formula
    maybe = "" if claim.certainty is Certainty.SURE else "可能"
    if claim.kind in THE_WRONG_WAY:
        for stated, found in CONTRARY.items():
            formula = formula.replace(stated, found)
        return f"{maybe}{THE_WRONG_WAY[claim.kind]}：{formula}"
    return f"{claim.kind}{maybe}对不上：{formula}，相差 {claim.difference}"


def prose_adds_up(report: Report) -> Iterator[Diagnostic]:
    """F020 figures of the prose that contradict each other, with the place of every operand; F021 those
    that probably do.
    """
    prose = {
        text.span: text for row in report.register.chapters for text in (row.heading, row.text)
    }
    for claim in report.claims:
        code = SAID.get(claim.certainty) if claim.answer is Answer.FALSE else None
        if code is not None:
            cells = {attrs.evolve(span, start=None, end=None) for span in claim.operands}
            names = {
                part.name
                for cell in cells & prose.keys()
                for part in split_placeholders(prose[cell].value)
            }
            filled = [count for name, count in report.counts.items() if name in names]
            apart = complain(code, *claim.operands, wrong=_wrong(claim))
            yield apart.resting_on(
                *(span for count in filled for span in (*count.grounds, *count.sources))
            )


def _shown(value: Decimal, unit: str) -> str:
    """Write a figure as messages show it, without zeros at its end."""
    return plain(value) + unit
