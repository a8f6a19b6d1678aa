"""The fields of ``[[fields]]`` judged against each other and against what the workbooks ask for
already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from compiler.diagnostics import Diagnostic, complain
from compiler.notice.settings_text import Located
from compiler.notice.vocabulary import NAMED
from compiler.schema.books import Schema
from compiler.schema.choices import CHOICES
from compiler.schema.definitions import Requirement, ValueKind
from compiler.schema.own import IN_FORM, MEASURE, PROBLEM, OwnField, labels_of
from compiler.schema.placeholders import meanings
from compiler.vocab import Status

LONGEST = 20
"""Characters of a label: it stands in a narrow column."""
NAME = re.compile(r"[\w·“”]+")
"""Letters and digits: a mark in a label would be read as one in an outline, or in a sum."""


def judge_own_fields(
    fields: Sequence[OwnField], schema: Schema, located: Located, statuses: Sequence[Status]
) -> Iterator[Diagnostic]:
    """Yield S181 for what a field cannot be, at its key."""
    taken = dict(labels_of(schema))
    counted = meanings(status.name for status in statuses)
    for number, field in enumerate(fields):
        for key, reason in (*_wrong_name(field, taken, counted), *_contradictions(field)):
            place = located.span(("fields", number, key))
            yield complain("S181", place, name=field.name, reason=reason)
        taken[field.name] = "另一段 [[fields]]"


def _wrong_name(
    field: OwnField, taken: Mapping[str, str], counted: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the name of a field; ``taken`` says where a label stands already,
    ``counted`` what the program counts by that name.
    """
    if not NAME.fullmatch(field.name) or field.name[0].isdecimal():
        yield "name", "名称只用汉字、字母和数字，不带空格和标点，不以数字开头"
    elif len(field.name) > LONGEST:
        yield "name", f"名称最多 {LONGEST} 个字"
    elif (where := taken.get(field.name)) is not None:
        yield "name", f"{where}里已经有“{field.name}”这个栏目，请换一个名称"
    elif (meaning := counted.get(field.name)) is not None:
        yield "name", f"{{{field.name}}} 是程序数的：{meaning}。请换一个名称"
    elif field.name in NAMED or field.name in CHOICES:
        yield "name", f"“{field.name}”在 outline.txt 里另有意思，请换一个名称"


def _contradictions(field: OwnField) -> Iterator[tuple[str, str]]:
    """Yield what of a field does not go together, each with the key at which it is told."""
    chosen, number = field.kind is ValueKind.CHOICE, field.kind is ValueKind.NUMBER
    if chosen and not field.choices:
        yield "kind", '选项要写明有哪些：choices = ["…", "…"]'
    elif field.choices and not chosen:
        yield "choices", '只有 kind = "选项" 的栏目才有 choices'
    elif len(set(field.choices)) < len(field.choices) or not all(field.choices):
        yield "choices", "选项里有空的，或者有两个一样的"
    if field.unit and not number:
        yield "unit", '只有 kind = "数字" 的栏目才有 unit'
    if field.asked_in == IN_FORM and field.of != MEASURE:
        yield (
            "asked_in",
            f"填报表一条措施一张，{field.of}的栏目放进去，几张表会填得不一样；请放在总台账里",
        )
    if field.of not in (PROBLEM, MEASURE) and field.requirement not in (
        Requirement.ALWAYS,
        Requirement.OPTIONAL,
    ):
        yield ("required", f"只有问题、措施有完成状态，{field.of}的栏目只能是“总是”或“否”")
    if field.example and (fault := _wrong_example(field)):
        yield "example", f"示例“{field.example}”{fault}"


def _wrong_example(field: OwnField) -> str:
    """Return what is wrong with the example of a field, empty if nothing is."""
    if field.kind is ValueKind.NUMBER and not re.fullmatch(r"-?\d+(\.\d+)?", field.example):
        return "不是数字；单位写在 unit 里"
    if field.kind is ValueKind.DATE and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", field.example):
        return "不是 2024-12-31 样子的日期"
    if field.kind is ValueKind.CHOICE and field.example not in field.choices:
        return "不在 choices 里"
    return ""
