"""The fields an outline may name, and what each belongs to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import cast

import attrs

from compiler.model.computed import Count
from compiler.model.document import Role
from compiler.model.register import ChapterText, Information, Person
from compiler.model.report import Aspect, Category, Group, Measure, Problem
from compiler.model.submission import Figure
from compiler.model.values import Day, Text
from compiler.notice.dates import DATE_FORMATS
from compiler.notice.people import Share, printed_name

Scope = Mapping[str, object]
FieldValue = Text | Day | Count | str

PARENTS: dict[str, str | None] = {
    "notice": None, "signature": None, "text": None, "chapter": None, "intro": "chapter", "item": "chapter",
    "population": None, "sanction": None, "person": None,
    "aspect": None, "category": "aspect", "problem": "category", "group": "problem", "measure": "group",
    "figure": "measure", "matter": "measure",
}  # fmt: skip
"""Every entity and the one it is always found in."""

DEPTH = tuple(PARENTS)
"""Entities from the outermost in."""

RESTARTS = {
    "全文连续": "notice",
    "按篇章连续": "chapter",
    "按方面连续": "aspect",
    "按类别连续": "category",
}
"""Where a numbering starts again, if not under every new parent."""

HEADING, BODY, INTRODUCTION, ITEM = "标题", "正文", "引言", "条目"


@attrs.frozen
class FieldDefinition:
    """One field: its entity, where its value comes from, and how the importer tells it from others.

    ``prose`` values end with an end mark, others do not. ``style`` is the paragraph style of a
    line made of this field, ``role`` what its text is in the notice. ``place`` maps the field's
    argument to the place in 篇章 it prints, if it prints office prose. ``arguments`` are the
    words that may stand behind the name; ``None`` if one must, whatever it is.
    """

    entity: str
    get: Callable[[Scope], FieldValue]
    prose: bool = False
    style: str | None = None
    role: Role = Role.INFORMATION
    place: Callable[[str], str | None] = lambda argument: None
    key: str = ""
    arguments: Collection[str] | None = ("",)


def _information(
    key: str, style: str | None = None, role: Role = Role.INFORMATION
) -> FieldDefinition:
    def get(scope: Scope) -> FieldValue:
        return cast(FieldValue, getattr(cast(Information, scope["notice"]), key))

    return FieldDefinition("notice", get, style=style, role=role, key=key)


def _information_day(key: str, style: str | None = None) -> FieldDefinition:
    return attrs.evolve(_information(key, style), arguments=DATE_FORMATS)


def _text(place: str | None) -> FieldDefinition:
    def get(scope: Scope) -> FieldValue:
        return cast(ChapterText, scope["text"]).text

    arguments = None if place is None else ("",)
    return FieldDefinition(
        "text",
        get,
        prose=True,
        role=Role.CHAPTER,
        place=lambda argument: place or argument,
        key="text",
        arguments=arguments,
    )


def _chapter_text(entity: str, key: str, prose: bool) -> FieldDefinition:
    def get(scope: Scope) -> FieldValue:
        return cast(Text, getattr(cast(ChapterText, scope[entity]), key))

    return FieldDefinition(
        entity, get, prose, role=Role.CHAPTER if prose else Role.HEADING, key=key
    )


def _chapter_heading(scope: Scope) -> FieldValue:
    chapter = cast(Chapter, scope["chapter"])
    return chapter.heading.text if chapter.heading else ""


def _plan(key: str) -> FieldDefinition:
    def get(scope: Scope) -> FieldValue:
        return cast(FieldValue, getattr(cast(Measure, scope["measure"]).plan, key))

    return FieldDefinition("measure", get, role=Role.PLAN, key=key)


def _submission(key: str, prose: bool, role: Role) -> FieldDefinition:
    def get(scope: Scope) -> FieldValue:
        submission = cast(Measure, scope["measure"]).submission
        return cast(FieldValue, getattr(submission, key)) if submission else ""

    return FieldDefinition("measure", get, prose, role=role, key=key)


def _figure(key: str) -> FieldDefinition:
    def get(scope: Scope) -> FieldValue:
        figure = cast(Figure, scope["figure"])
        return (
            Text(figure.value.text, figure.value.span)
            if key == "value"
            else cast(Text, getattr(figure, key))
        )

    return FieldDefinition("figure", get, role=Role.FIGURE, key=key)


def _share(entity: str, key: str) -> FieldDefinition:
    return FieldDefinition(
        entity,
        lambda scope: cast(FieldValue, getattr(cast(Share, scope[entity]), key)),
        role=Role.PERSON,
        key=key,
    )


def _matter(key: str, prose: bool, role: Role) -> FieldDefinition:
    def get(scope: Scope) -> FieldValue:
        submission = cast(Measure, scope["matter"]).submission
        if submission is None or (
            key == "matter" and len(cast(Problem, scope["problem"]).matters) < 2
        ):
            return ""  # a matter's name only tells several apart
        return cast(FieldValue, getattr(submission.follow_up, key))

    return FieldDefinition("matter", get, prose, role=role, key=key)


@attrs.frozen
class Chapter:
    """The office's prose for one place."""

    place: str
    heading: ChapterText | None
    introductions: tuple[ChapterText, ...]
    items: tuple[ChapterText, ...]


FIELDS: dict[str, FieldDefinition] = {
    "标题": _information("title", "通报标题", Role.TITLE),
    "主送机关": _information("addressee", "主送机关"),
    "发文机关": _information("organ"),
    "成文日期": _information_day("signed_on", "成文日期"),
    "联系电话": _information("contact_phone", role=Role.CONTACT),
    "通信地址": _information("contact_address", role=Role.CONTACT),
    "电子邮箱": _information("contact_email", role=Role.CONTACT),
    "邮政编码": _information("postcode", role=Role.CONTACT),
    "监督期限": _information("supervision_period"),
    "巡视机构": _information("inspection_body"),
    "巡视类型": _information("inspection_kind"),
    "巡视开始日期": _information_day("inspection_start"),
    "巡视结束日期": _information_day("inspection_end"),
    "反馈日期": _information_day("feedback_on"),
    "数据截止日期": _information_day("cut_off"),
    "落款": FieldDefinition(
        "signature",
        lambda scope: cast(Text, scope["signature"]),
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
    ),
    "引言": _chapter_text("intro", "text", True),
    "小标题": _chapter_text("item", "heading", False),
    "正文": _chapter_text("item", "text", True),
    "处理口径": _share("population", "title"),
    "口径人数": _share("population", "count"),
    "处理方式": _share("sanction", "title"),
    "处理人数": _share("sanction", "count"),
    "姓名": FieldDefinition(
        "person",
        lambda scope: printed_name(cast(Person, scope["person"])),
        role=Role.PERSON,
        key="name",
    ),
    "职务": FieldDefinition(
        "person", lambda scope: cast(Person, scope["person"]).post, role=Role.PERSON, key="post"
    ),
    "方面": FieldDefinition(
        "aspect", lambda scope: cast(Aspect, scope["aspect"]).title, role=Role.HEADING, key="title"
    ),
    "类别": FieldDefinition(
        "category",
        lambda scope: cast(Category, scope["category"]).title,
        role=Role.HEADING,
        key="title",
    ),
    "问题": FieldDefinition(
        "problem",
        lambda scope: cast(Problem, scope["problem"]).plan.title,
        role=Role.HEADING,
        key="title",
    ),
    "问题编号": FieldDefinition(
        "problem", lambda scope: str(cast(Problem, scope["problem"]).number), key="number"
    ),
    "问题导语": FieldDefinition(
        "problem",
        lambda scope: cast(Problem, scope["problem"]).plan.lead_in,
        True,
        role=Role.LEAD_IN,
        key="lead_in",
    ),
    "问题状态": FieldDefinition(
        "problem",
        lambda scope: _status(cast(Problem, scope["problem"])),
        role=Role.STATUS,
        key="status",
    ),
    "整改类别": FieldDefinition(
        "problem",
        lambda scope: cast(Problem, scope["problem"]).plan.problem_class,
        role=Role.PLAN,
        key="problem_class",
    ),
    "分组导语": FieldDefinition(
        "group",
        lambda scope: cast(Group, scope["group"]).lead_in,
        True,
        role=Role.LEAD_IN,
        key="lead_in",
    ),
    "整改措施": _plan("planned"),
    "整改目标": _plan("goal"),
    "牵头领导": _plan("leader"),
    "牵头单位": _plan("lead_unit"),
    "责任单位": _plan("supporting_text"),
    "整改时限": _plan("due"),
    "主题句": _submission("theme", False, Role.THEME),
    "进展情况": _submission("progress", True, Role.PROGRESS),
    "完成状态": _submission("status_text", False, Role.STATUS),
    "完成日期": _submission("completed_on", False, Role.STATUS),
    "指标名称": _figure("name"),
    "数值": _figure("value"),
    "计量单位": _figure("unit"),
    "事项名称": _matter("matter", False, Role.MATTER),
    "有关情况说明": _matter("situation", True, Role.SITUATION),
    "下一步措施": _matter("next_steps", True, Role.NEXT_STEPS),
    "完成时限": _matter("deadline", True, Role.DEADLINE),
}


def _status(problem: Problem) -> str:
    return problem.status.name if problem.status else ""


def place_of(name: str, argument: str) -> str | None:
    """Return the place in 篇章 that a field prints, or ``None``."""
    return FIELDS[name].place(argument) if name in FIELDS else None
