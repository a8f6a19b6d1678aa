"""The fields an outline may name, and what each belongs to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

import attrs

from compiler.model.computed import Count
from compiler.model.document import Role
from compiler.model.report import Aspect, Category, Measure, Problem
from compiler.model.values import Answers, Day, Number, Text, written
from compiler.notice.dates import DATE_FORMATS
from compiler.notice.entities import Member, Scope, member_of, present
from compiler.notice.leads import lead_of
from compiler.notice.people import printed_name
from compiler.notice.placeholders import COUNT_FORMS
from compiler.schema.books import STANDARD, Schema
from compiler.schema.definitions import (
    Block,
    Field,
    Requirement,
    Section,
    TextRule,
    ValueKind,
    Workbook,
    members,
)
from compiler.schema.form import FORM
from compiler.schema.own import ASPECT, CATEGORY, own_of
from compiler.schema.register import PROBLEMS
from compiler.vocab import Publication

FieldValue = Text | Day | Number | Count | str


@attrs.frozen
class FieldDefinition:
    """One field: its entity, where its value comes from, and how the importer tells it from others.

    ``prose`` values end with an end mark, others do not. ``style`` is the paragraph style of a
    line made of this field, ``role`` what its text is in the notice. ``place`` maps the field's
    argument to the place in 篇章 it prints, if it prints office prose. ``arguments`` are the
    words that may stand behind the name; ``None`` if one must, whatever it is. In a draft an
    ``awaited`` one leaves a hole where it is empty. ``kind`` is what its cell holds. A ``filled``
    one is the office's own prose, whose placeholders are filled in.
    """

    entity: str
    get: Callable[[Scope], FieldValue]
    prose: bool = False
    style: str | None = None
    role: Role = Role.INFORMATION
    place: Callable[[str], str | None] = lambda argument: None
    key: str = ""
    arguments: Collection[str] | None = ("",)
    awaited: bool = False
    kind: ValueKind = ValueKind.TEXT
    filled: bool = False


def _text(place: str | None) -> FieldDefinition:
    """Return a field that prints the office's paragraphs for ``place``, or for the place that its
    argument names.
    """
    return FieldDefinition(
        "text",
        lambda scope: present(scope.text).text,
        prose=True,
        role=Role.CHAPTER,
        place=lambda argument: place or argument,
        key="text",
        arguments=None if place is None else ("",),
        filled=True,
    )


def _chapter_heading(scope: Scope) -> FieldValue:
    """Return the heading that the register gives a place, empty if it has none."""
    heading = present(scope.chapter).heading
    return heading.text if heading else ""


def _matter(scope: Scope) -> FieldValue:
    """A matter's name only tells several apart."""
    submission = present(scope.matter).submission
    several = len(present(scope.problem).matters) > 1
    return submission.follow_up.matter if submission and several else ""


def _status(scope: Scope) -> FieldValue:
    """Return the status of a problem, empty while none of its measures has one."""
    status = present(scope.problem).status
    return status.name if status else ""


NAMED: dict[str, FieldDefinition] = {
    "标题": FieldDefinition(
        "notice", lambda scope: scope.notice.title, style="通报标题", role=Role.TITLE, key="title"
    ),
    "落款": FieldDefinition(
        "signature",
        lambda scope: present(scope.signature),
        style="落款",
        role=Role.SIGNATURE,
        key="signature",
    ),
    "导语": _text("导语"),
    "结语": _text("结语"),
    "段落": _text(None),
    "篇章": FieldDefinition(
        "chapter",
        _chapter_heading,
        role=Role.HEADING,
        place=lambda argument: argument or None,
        key="heading",
        arguments=None,
        filled=True,
    ),
    "引言": FieldDefinition(
        "intro",
        lambda scope: present(scope.intro).text,
        prose=True,
        role=Role.CHAPTER,
        key="text",
        filled=True,
    ),
    "小标题": FieldDefinition(
        "item",
        lambda scope: present(scope.item).heading,
        role=Role.HEADING,
        key="heading",
        filled=True,
    ),
    "正文": FieldDefinition(
        "item",
        lambda scope: present(scope.item).text,
        prose=True,
        role=Role.CHAPTER,
        key="text",
        filled=True,
    ),
    "处理口径": FieldDefinition(
        "population", lambda scope: present(scope.population).title, role=Role.PERSON, key="title"
    ),
    "口径人数": FieldDefinition(
        "population",
        lambda scope: present(scope.population).count,
        role=Role.PERSON,
        key="count",
        kind=ValueKind.INTEGER,
    ),
    "处理方式": FieldDefinition(
        "sanction", lambda scope: present(scope.sanction).title, role=Role.PERSON, key="title"
    ),
    "处理人数": FieldDefinition(
        "sanction",
        lambda scope: present(scope.sanction).count,
        role=Role.PERSON,
        key="count",
        kind=ValueKind.INTEGER,
    ),
    "姓名": FieldDefinition(
        "person", lambda scope: printed_name(present(scope.person)), role=Role.PERSON, key="name"
    ),
    "职务": FieldDefinition(
        "person", lambda scope: present(scope.person).post, role=Role.PERSON, key="post"
    ),
    "方面": FieldDefinition(
        "aspect", lambda scope: present(scope.aspect).title, role=Role.HEADING, key="title"
    ),
    "类别": FieldDefinition(
        "category", lambda scope: present(scope.category).title, role=Role.HEADING, key="title"
    ),
    "问题": FieldDefinition(
        "problem", lambda scope: present(scope.problem).plan.title, role=Role.HEADING, key="title"
    ),
    "方面导语": FieldDefinition(
        "aspect",
        lambda scope: lead_of(scope.report, present(scope.aspect)),
        prose=True,
        role=Role.CHAPTER,
        place=lambda argument: "方面导语",
        key="text",
        filled=True,
    ),
    "类别导语": FieldDefinition(
        "category",
        lambda scope: lead_of(scope.report, present(scope.category)),
        prose=True,
        role=Role.CHAPTER,
        place=lambda argument: "类别导语",
        key="text",
        filled=True,
    ),
    "问题编号": FieldDefinition(
        "problem", lambda scope: str(present(scope.problem).number), key="number"
    ),
    "问题状态": FieldDefinition("problem", _status, role=Role.STATUS, key="status"),
    "分组导语": FieldDefinition(
        "group",
        lambda scope: present(scope.group).lead_in,
        prose=True,
        role=Role.LEAD_IN,
        key="lead_in",
    ),
    "事项名称": FieldDefinition("matter", _matter, role=Role.MATTER, key="matter"),
}


# What the schema asks for


ASKED_IN: dict[str, tuple[str, ...]] = {
    "notice": ("information",),
    "signature": ("information",),
    "text": ("chapters",),
    "chapter": ("chapters",),
    "intro": ("chapters",),
    "item": ("chapters",),
    "population": ("persons",),
    "sanction": ("persons",),
    "person": ("persons",),
    "aspect": ("problems", "chapters"),
    "category": ("problems", "chapters"),
    "problem": ("problems",),
    "group": ("measures",),
    "measure": ("measures", "progress"),
    "figure": ("figures",),
    "matter": ("follow_up",),
}
"""The blocks of the workbooks in which the values of an entity's fields are asked for."""

DRAWN_BY_LABEL = ("notice", "aspect", "category", "problem", "measure", "figure", "matter")
"""Entities whose fields go by the labels of the workbooks."""
SHARED = {ASPECT: "aspect", CATEGORY: "category"}
"""Entities by what a kind's field in 问题清单 is of, if it is not of the row's own problem."""

STYLES = {"addressee": "主送机关", "signed_on": "成文日期"}
ROLES = {
    "contact_phone": Role.CONTACT,
    "contact_address": Role.CONTACT,
    "contact_email": Role.CONTACT,
    "postcode": Role.CONTACT,
    "lead_in": Role.LEAD_IN,
    "theme": Role.THEME,
    "progress": Role.PROGRESS,
    "status": Role.STATUS,
    "completed_on": Role.STATUS,
    "situation": Role.SITUATION,
    "next_steps": Role.NEXT_STEPS,
    "deadline": Role.DEADLINE,
}
"""What a field is in the notice, by its key, where that is more than where it is asked for."""
WORDS_BEHIND: dict[ValueKind, Collection[str]] = {
    ValueKind.DATE: DATE_FORMATS,
    ValueKind.NUMBER: ("", *COUNT_FORMS),
    ValueKind.INTEGER: ("", *COUNT_FORMS),
}
"""The words that may stand behind a field's name and say how it is written, by what its cell holds."""
ROLE_OF_BLOCK = {
    "information": Role.INFORMATION,
    "problems": Role.PLAN,
    "measures": Role.PLAN,
    "figures": Role.FIGURE,
}


def vocabulary(schema: Schema) -> dict[str, FieldDefinition]:
    """Return the fields that an outline may draw, by name: those that need a word of their own,
    and by its labels, of today and earlier, every other one that the workbooks ask for and that
    may be printed.
    """
    covered = {(definition.entity, definition.key) for definition in NAMED.values()}
    known = dict(NAMED)
    for entity in DRAWN_BY_LABEL:
        for book, own in asked_blocks(schema, entity):
            for field in members(own):
                public = field.publication is not Publication.INTERNAL
                if own.key == PROBLEMS.key and SHARED.get(own_of(field), "problem") != entity:
                    continue
                if public and (entity, field.key) not in covered:
                    labels = field.labels()
                    named = next((NAMED[it] for it in labels if it in NAMED), None)
                    for label in labels:
                        known.setdefault(label, named or _asked(entity, book, own, field))
    return known


def asked_blocks(schema: Schema, entity: str) -> Iterator[tuple[Workbook, Block]]:
    """Yield the blocks in which the values of an entity's fields are asked for, with their
    workbook; a section of the form that is no other entity's asks about the measure.
    """
    elsewhere = {key for keys in ASKED_IN.values() for key in keys}
    for book in (schema.register, schema.form):
        for own in (own for sheet in book.sheets for own in sheet.blocks):
            unclaimed = entity == "measure" and own.key not in elsewhere
            if own.key in ASKED_IN[entity] or (
                unclaimed
                and book is schema.form
                and isinstance(own, Section)
                and not any(field.prefilled for field in own.fields)
            ):
                yield book, own


def _asked(entity: str, book: Workbook, block: Block, field: Field) -> FieldDefinition:
    """Return the field that prints what ``book`` asks for under ``field``, with the style and the
    role that its key has.
    """

    def get(scope: Scope) -> FieldValue:
        row = _row_of(member_of(scope, entity), book.key, field.key)
        value = row.answer(field.key) if row else None
        return "" if value is None else value

    missed = {Requirement.ALWAYS, *([Requirement.WHEN_INCOMPLETE] if entity == "matter" else [])}
    public = field.publication is Publication.NOTICE
    prose = TextRule.END_MARK in field.text_rules or (public and field.kind is ValueKind.PROSE)
    return FieldDefinition(
        entity,
        get,
        prose=prose,
        style=STYLES.get(field.key),
        role=ROLES.get(field.key, ROLE_OF_BLOCK.get(block.key, Role.ANSWER)),
        key=field.key,
        arguments=WORDS_BEHIND.get(field.kind, ("",)),
        awaited=book.key == FORM.key and prose and field.requirement in missed,
        kind=field.kind,
    )


def _row_of(member: Member | None, book: str, key: str) -> Answers | None:
    """Return the record that holds what a workbook says of a member of a scope: of an aspect or a
    category the first row that says anything.
    """
    if isinstance(member, Measure) and book == FORM.key:
        return member.submission
    if isinstance(member, Aspect | Category):
        rows = [problem.plan for problem in member.problems]
        return next((row for row in rows if (it := row.answer(key)) and written(it)), None)
    row = member.plan if isinstance(member, Measure | Problem) else member
    return row if isinstance(row, Answers) else None


FIELDS = vocabulary(STANDARD)
"""What the outline of a kind without fields of its own may draw."""
