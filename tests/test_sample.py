"""The sample round: 145 measures at real size, compiled without a word, every number in order,
every cell accounted for.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from support.clerk import FORM_SHEET, answers, bare, shown
from support.projects import ROOT, notice_of

from compiler.chinese.numerals import to_chinese
from compiler.commands.checking import Analysis
from compiler.commands.compilation import check_document
from compiler.model.values import Day, Number, Text
from compiler.schema.form import FORM
from compiler.schema.structure import EDIT_MARK, VERTICAL_HEADER
from compiler.vocab import Publication

pytestmark = pytest.mark.usefixtures("read_once")

FORMS = sorted(path for path in (ROOT / "input_workbooks").rglob("措施*.xlsx"))


@pytest.fixture(scope="module")
def lines(sample_analysis: Analysis) -> list[str]:
    """The notice, one paragraph an item."""
    return notice_of(sample_analysis).splitlines()


def test_nothing_is_said_of_the_sample(sample_analysis: Analysis) -> None:
    """Not one diagnostic, and publishable."""
    compilation = check_document(sample_analysis)
    assert [(d.code, d.spans[0].describe()) for d in compilation.diagnostics] == []
    assert compilation.publishable


def test_its_size(sample_analysis: Analysis) -> None:
    """4 aspects, 15 categories, 40 problems, 145 measures of at least 20 units; one problem
    unfinished, seven mostly completed.
    """
    report = sample_analysis.report
    assert report is not None
    problems, measures = list(report.problems()), list(report.measures())
    assert len(report.aspects) == 4
    assert sum(len(aspect.categories) for aspect in report.aspects) == 15
    assert (len(problems), len(measures)) == (40, 145)
    assert len({measure.plan.lead_unit.value for measure in measures}) >= 20
    statuses = [problem.status.name for problem in problems if problem.status]
    assert (statuses.count("未完成"), statuses.count("基本完成"), statuses.count("已完成")) == (
        1,
        7,
        32,
    )


def test_its_variety(sample_analysis: Analysis) -> None:
    """It has groups, lead-ins, merged follow-ups, supporting units, and all three tables."""
    report = sample_analysis.report
    assert report is not None
    problems, measures = list(report.problems()), list(report.measures())
    assert any(len(problem.groups) == 2 for problem in problems)
    assert any(problem.plan.lead_in for problem in problems)
    assert any(len({m.plan.lead_unit.value for m in p.matters}) > 1 for p in problems)
    assert any(measure.supporting for measure in measures)
    assert all(
        any(getattr(measure, name) for measure in measures)
        for name in ("figures", "institutions", "handlings")
    )
    assert all(relation.holds for relation in report.relations)
    assert report.relations


def parts(lines: list[str]) -> list[list[str]]:
    """The notice cut before each 一、 二、 三、 四、."""
    starts = [
        next(n for n, line in enumerate(lines) if line.startswith(f"{number}、"))
        for number in "一二三四"
    ]
    return [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def numbers(lines: list[str], pattern: str) -> list[int]:
    return [int(match.group(1)) for line in lines if (match := re.match(pattern, line))]


def chinese(count: int) -> list[str]:
    return [to_chinese(number) for number in range(1, count + 1)]


def test_every_heading_is_numbered_in_order(lines: list[str]) -> None:
    """Parts, aspects, categories and problems count on; categories and problems through the whole
    part.
    """
    first, second, third, fourth = parts(lines)
    assert [
        m.group(1) for line in second if (m := re.match(r"（([一二三四五六七八九十]+)）", line))
    ] == chinese(4)
    assert numbers(second, r"(\d+)\.") == list(range(1, 16))
    assert numbers(second, r"（(\d+)）关于“") == list(range(1, 41))
    for part in (first, third):
        items = [
            m.group(1) for line in part if (m := re.match(r"（([一二三四五六七八九十]+)）", line))
        ]
        assert items == chinese(len(items))
        assert items
    assert [line for line in fourth if line.startswith("（")] == [
        "（一）未完成的整改事项和说明",
        "（二）基本完成的整改事项和说明",
    ]


def test_every_problem_has_one_progress_paragraph(lines: list[str]) -> None:
    """关于…的问题。 is followed by 整改情况:, forty times."""
    second = parts(lines)[1]
    following = [
        after for line, after in itertools.pairwise(second) if re.match(r"（\d+）关于“", line)
    ]
    assert len(following) == 40
    assert all(line.startswith("整改情况：") for line in following)


def test_every_series_counts_on(lines: list[str], sample_analysis: Analysis) -> None:
    """一是, 二是, … run without a gap in each group of more than one measure, and a single
    measure has none.
    """
    report = sample_analysis.report
    assert report is not None
    second = parts(lines)[1]
    paragraphs = [line for line in second if line.startswith("整改情况：")]
    for problem, paragraph in zip(report.problems(), paragraphs, strict=True):
        position = 0
        for group in problem.groups:
            for number, measure in enumerate(group.measures, 1):
                assert measure.submission is not None
                opening = f"{to_chinese(number)}是" if len(group.measures) > 1 else ""
                theme = measure.submission.theme.value
                wanted = (
                    opening + (theme + "。" if theme else "") + measure.submission.progress.value
                )
                found = paragraph.find(wanted, position)
                assert found >= position, measure.id
                position = found + len(wanted)
        assert position == len(paragraph)


def test_every_follow_up_is_printed_in_order(lines: list[str], sample_analysis: Analysis) -> None:
    """Eight follow-ups, under their problem's number, the unfinished one first, each with
    situation, next steps and deadline.
    """
    report = sample_analysis.report
    assert report is not None
    fourth = parts(lines)[3]
    printed = numbers(fourth, r"第(\d+)条：关于“")
    wanted = [
        p.number
        for status in ("未完成", "基本完成")
        for p in report.problems()
        if p.status and p.status.name == status
    ]
    assert printed == wanted
    assert len(printed) == 8
    for label in ("有关情况说明：", "下一步措施：", "完成时限："):
        assert sum(line.startswith(label) for line in fourth) == 8


def test_part_four_says_what_the_forms_say(lines: list[str], sample_analysis: Analysis) -> None:
    """Several units' follow-ups of one problem are numbered （1）（2） with their matter's name."""
    report = sample_analysis.report
    assert report is not None
    fourth = "\n".join(parts(lines)[3])
    for problem in report.problems():
        for number, measure in enumerate(problem.matters, 1):
            assert measure.submission is not None
            follow_up = measure.submission.follow_up
            opening = f"（{number}）{follow_up.matter.value}：" if len(problem.matters) > 1 else ""
            assert opening + follow_up.situation.value in fourth
            assert opening + follow_up.next_steps.value in fourth
            assert follow_up.deadline.value in fourth


# Every answered cell of every form, walked with openpyxl alone


def furniture() -> set[str]:
    """Every text that is the form's own."""
    sheet = FORM.sheets[0]
    texts = {FORM.title, sheet.note, *sheet.earlier_notes, *VERTICAL_HEADER}
    for block in sheet.blocks:
        members = getattr(block, "fields", None) or block.columns
        texts |= {
            block.title,
            block.note,
            *block.earlier_notes,
            *(words for member in members for words in member.earlier_help),
            *(member.help for member in members),
            *(member.label for member in members),
        }
    return texts


def values(node: object) -> Iterator[str]:
    """Yield every value in a tree of records as it stands on the sheet."""
    if isinstance(node, Text | Day):
        yield (
            node.value.isoformat()
            if isinstance(node, Day) and node.value
            else str(node.value or getattr(node, "text", ""))
        )
    elif isinstance(node, Number):
        yield format(node.value.normalize(), "f") if node.value is not None else node.text
    elif isinstance(node, tuple):
        for item in node:
            yield from values(item)
    elif attrs.has(type(node)):
        for attribute in attrs.fields(type(node)):
            yield from values(getattr(node, attribute.name))


def by_label(publication: Publication) -> set[str]:
    sheet = FORM.sheets[0]
    members = [*sheet.fields(), *(column for table in sheet.tables() for column in table.columns)]
    return {member.label for member in members if member.publication is publication}


def labelled(path: Path) -> Iterator[tuple[str, str, object]]:
    """Yield (label, address, value) of every answered cell: the label to its left, or the header
    above it.
    """
    titles, labels = furniture(), {field.label for field in FORM.sheets[0].fields()}
    headers: dict[str, str] = {}
    row_label = ""
    for address, value in answers(path):
        column = address.rstrip("0123456789")
        text = bare(value)
        if column == "A" and text in labels:
            row_label, headers = text, {}
        elif text in titles:
            if column == "A":
                row_label = ""
            headers[column] = text
        else:
            yield row_label if row_label else headers.get(column, ""), address, value


@pytest.mark.parametrize("shard", range(4))
def test_every_answered_cell_is_accounted_for(
    shard: int, sample_analysis: Analysis, lines: list[str]
) -> None:
    """Each is in the notice, in the records that make up the ledger, or in a field the schema
    declares internal.
    """
    report = sample_analysis.report
    assert report is not None
    text = "\n".join(lines)
    internal, noticed = by_label(Publication.INTERNAL), by_label(Publication.NOTICE)
    ledger: dict[str, set[str]] = {}
    for measure in report.measures():
        for submission in (measure.submission, *measure.supporting):
            if submission is not None:
                tables = (measure.figures, measure.institutions, measure.handlings)
                ledger[submission.span.file] = {
                    *values(submission),
                    *values(measure.plan),
                    *values(tables),
                }
    unaccounted, walked = [], 0
    for path in FORMS[shard::4]:
        file = path.relative_to(ROOT).as_posix()
        for label, address, value in labelled(path):
            walked += 1
            printed = shown(value) in text
            known = (
                printed
                if label in noticed
                else label in internal or printed or shown(value) in ledger[file]
            )
            if not known and not shown(value).startswith(EDIT_MARK):  # the program's own line
                unaccounted.append((file, f"{FORM_SHEET}!{address}", label, shown(value)[:20]))
    assert unaccounted == []
    assert walked > 30 * 16


def test_there_are_as_many_forms_as_promised() -> None:
    """145 lead forms and at least one of a supporting unit."""
    assert len(FORMS) == 150
