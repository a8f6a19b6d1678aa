"""What numbers of a kind's own fields come to: ``合计(问题金额)``, in the whole notice or in a part of
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from compiler.analysis.grounds import answers, skeleton
from compiler.model.computed import Count
from compiler.model.report import Report
from compiler.model.values import Answers, Number
from compiler.schema.definitions import Block, Field, ValueKind, Workbook
from compiler.schema.form import FORM
from compiler.schema.own import ASPECT, CATEGORY, own_fields, own_of
from compiler.schema.register import INFORMATION, MEASURES, PROBLEMS

CALL = re.compile(r"(合计|个数)\s*[(（]\s*([^()（）]+?)\s*[)）]")
SUM = "合计"

Summed = tuple[Workbook, Block, Field]


def summed_fields(report: Report) -> dict[str, Summed]:
    """Return the kind's own fields that hold numbers, by name."""
    numbers = (it for it in own_fields(report.schema) if it[2].kind is ValueKind.NUMBER)
    return {field.label: (book, block, field) for book, block, field in numbers}


def own_count(report: Report, name: str) -> Count | None:
    """Return what ``name`` stands for, if it is 合计 or 个数 of a field of the kind or the name of one
    of the notice itself that is filled in; ``None`` if it is nothing of the sort.
    """
    fields = summed_fields(report)
    if (own := fields.get(name)) is not None and own[1].key == INFORMATION.key:
        count = _count(report, name, SUM, own)
        return count if count.sources else None
    match = CALL.fullmatch(name)
    if match is None or (own := fields.get(match.group(2))) is None:
        return None
    return _count(report, name, match.group(1), own)


def standing_sums(report: Report) -> Iterator[Count]:
    """Yield what can be named without being asked for."""
    for label, (_, block, _) in summed_fields(report).items():
        name = label if block.key == INFORMATION.key else f"{SUM}({label})"
        if (count := own_count(report, name)) is not None:
            yield count


def _count(report: Report, name: str, function: str, own: Summed) -> Count:
    _, _, field = own
    values = (row.answer(field.key) for row in _rows(report, own))
    numbers = [value for value in values if isinstance(value, Number)]
    told = [number for number in numbers if number.value is not None]
    total = sum((number.value or Decimal(0) for number in told), Decimal(0))
    came_to, unit = (total, field.unit) if function == SUM else (Decimal(len(told)), "")
    rests = (*answers(report), *skeleton(report.register), *(it.span for it in numbers))
    return Count(name, came_to, unit, tuple(it.span for it in told), rests)


def _rows(report: Report, own: Summed) -> Iterator[Answers]:
    """Yield the records in which a field is answered: of an aspect or a category the first that
    says anything.
    """
    book, block, field = own
    if block.key == INFORMATION.key:
        yield report.information
    elif book.key == FORM.key:
        yield from (it.submission for it in report.measures() if it.submission is not None)
    elif block.key == MEASURES.key:
        yield from (measure.plan for measure in report.measures())
    elif block.key == PROBLEMS.key:
        seen: set[tuple[str, ...]] = set()
        for plan in (problem.plan for problem in report.problems()):
            aspect, category = plan.aspect.value, plan.category.value
            shared = {ASPECT: (aspect,), CATEGORY: (aspect, category)}
            key = shared.get(own_of(field), (plan.number.text,))
            value = plan.answer(field.key)
            if key not in seen and isinstance(value, Number) and value.value is not None:
                seen.add(key)
                yield plan
