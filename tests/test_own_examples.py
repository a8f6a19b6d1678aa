"""What a register shows by example is of the kind of notice that it is for."""

from __future__ import annotations

import pytest
from support.import_kinds import drawn

from compiler.notice.kind import Kind
from compiler.schema.definitions import Field, Table, all_fields

HEAD = "{标题}\n{导语}\n"


def chapters(kind: Kind) -> Table:
    """Return the definition of 篇章 that a kind has."""
    return next(t for s in kind.schema.register.sheets for t in s.tables() if t.key == "chapters")


def column(kind: Kind, key: str) -> Field:
    """Return the definition of a column of 篇章 that a kind has."""
    return next(field for field in chapters(kind).columns if field.key == key)


def problem(kind: Kind) -> Field:
    """Return the definition of 问题 in the register of a kind."""
    return next(field for field in all_fields(kind.schema.register) if field.label == "问题")


def test_the_kind_is_named_and_its_title() -> None:
    fields = {f.label: f for f in all_fields(drawn("已完成*", HEAD, "整改公示").schema.register)}
    assert fields["通报种类"].example == "自画"
    assert fields["通报标题"].example == "整改公示"


ITEMS = "{篇章 总体情况}\n    (一){小标题}。{正文}\n"
PLACES = [
    (HEAD, "导语", "正文", "", "导语、1、正文、区委"),
    (HEAD + ITEMS, "总体情况", "条目", "统一部署推动", "总体情况、2、条目、统一部署推动、区委"),
    (HEAD + ITEMS.replace("况}", "况*}"), "总体情况1", "条目", "统一部署推动", "总体情况1、2、条目"),
    (HEAD + ITEMS.replace("总体情况", "第一部分"), "第一部分", "条目", "统一部署推动", "第一部分、2、条目"),
]  # fmt: skip


@pytest.mark.parametrize(("outline", "place", "sort", "heading", "said"), PLACES)
def test_the_example_of_a_paragraph_is_one_that_is_drawn(
    outline: str, place: str, sort: str, heading: str, said: str
) -> None:
    """At a place that there is, and of the sort that stands there."""
    kind = drawn("已完成*", outline)
    assert [column(kind, key).example for key in ("place", "kind", "heading")] == [
        place,
        sort,
        heading,
    ]
    assert f"例如一行：{said}" in chapters(kind).note


def test_an_earlier_register_s_note_is_known() -> None:
    kind = drawn("已完成*", HEAD)
    assert any("第一部分" in note for note in chapters(kind).earlier_notes)


@pytest.mark.parametrize(
    ("line", "quoted"),
    [("(一)关于“{问题}”的问题", True), ("<“{问题}”>", True), ("(一){问题}", False), ("“关于{问题}”", False)],
)  # fmt: skip
def test_single_quotes_are_asked_for_where_double_ones_are_printed(line: str, quoted: bool) -> None:
    kind = drawn("已完成*", f"{HEAD}{line}\n    [{{进展情况}}]\n")
    assert ("单引号" in problem(kind).help) is quoted
