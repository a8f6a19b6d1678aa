"""What can be said against the lines of an outline that can be read: what never prints, what prints
again and again, remarks that do nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

import attrs

from compiler.chinese.brackets import match_brackets
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role
from compiler.notice.entities import RESTARTS, entered
from compiler.notice.outline import (
    Hiding,
    Item,
    Listing,
    Literal,
    Optional,
    Outline,
    OutlineField,
    OutlineLine,
    Repeat,
    direct_fields,
    fields,
    is_header,
)
from compiler.notice.remarks import HIDINGS
from compiler.notice.vocabulary import FIELDS
from compiler.span import Span
from compiler.vocab import Need, Status

AROUND_ALL = frozenset({"notice"})
ONCE = frozenset({"notice", "signature", "chapter"})
"""What a notice has one of, or prints one of where it is drawn."""
KEPT_BY_STATUS = frozenset(
    {"aspect", "category", "problem", "group", "measure", "figure", "matter"}
)
PARAGRAPHS = ("text", "intro", "item")
"""Paragraphs of the office's prose, one after the other."""
RESTART_WORDS = {entity: word for word, entity in RESTARTS.items()}
WORDING_AROUND = " \u3000:：.。()（）【】《》“”〔〕"
UNCOUNTED = re.compile(r"[(（]?[壹甲][)）、.．:：]")
"""What a series begins with that the program cannot count on."""
CELL_NUMBER = re.compile(r"[(（]?[0-9０-９一二三四五六七八九十①-⑳]{1,3}[)）.．、]?$")
FIRST_OF_SERIES = re.compile(r"(一是|首先[,，]?|①|[(（]?[1一][)）]|[1一][、.．]|第一[,，、])$")


@attrs.frozen
class Standing:
    """Where a line stands: what is around it, and the statuses that problems are kept of, ``None`` if
    of all.
    """

    around: frozenset[str] = AROUND_ALL
    statuses: frozenset[str] | None = None


def judge_lines(outline: Outline, statuses: Sequence[Status]) -> list[Diagnostic]:
    """Judge the lines of an outline for a kind with these statuses.

    Diagnostics: S145 a field without its braces, S147 what is never printed, S148 a remark that does
    nothing, S149 a number that is always the same, S150 a line that must belong to another, S151 a place drawn twice, S154 what is meant to
    be printed once but is not, S155 a bracket that does not do what it seems to.
    """
    found = [*_lines(outline.lines, Standing(), statuses), *_twice(outline)]
    return sorted(found, key=lambda d: (d.spans[0].line or 0, d.spans[0].column or 0))


def _lines(
    lines: tuple[OutlineLine, ...], standing: Standing, statuses: Sequence[Status]
) -> Iterator[Diagnostic]:
    yield from _empty_tables(lines)
    yield from _astray(lines, standing)
    for line in lines:
        inner = _inside(line, standing)
        yield from _bare_name(line)
        yield from _unpaired(line)
        yield from _unprinted(line, standing, inner, statuses)
        yield from _idle_remarks(line, standing)
        yield from _same_number(line, standing)
        yield from _again(line, standing, inner.around)
        yield from _brackets(line.items)
        yield from _lines(line.children, inner, statuses)


def _inside(line: OutlineLine, standing: Standing) -> Standing:
    """Return where the lines under a line stand."""
    statuses = frozenset(line.statuses) or standing.statuses
    return Standing(standing.around | entered(line.entity), statuses)


def _bare_name(line: OutlineLine) -> Iterator[Diagnostic]:
    """S145 a line that prints the name of a field, and nothing else."""
    if line.cells or line.children or line.numbering or any(fields(line.items)):
        return
    wording = "".join(item.text for item in line.items if isinstance(item, Literal))
    name = wording.strip(WORDING_AROUND)
    if name in FIELDS:
        yield complain("S145", line.span, name=name, right=f"{{{name}}}")


def _unpaired(line: OutlineLine) -> Iterator[Diagnostic]:
    """S158 a bracket or quotation mark of the wording that has lost its partner."""
    for items in line.cells or (line.items,):
        characters = [*_characters(items)]
        text = "".join(character for character, _ in characters)
        for at in match_brackets(text).single:
            place = attrs.evolve(line.span, column=characters[at][1])
            yield complain("S158", place, mark=text[at])


def _characters(items: tuple[Item, ...]) -> Iterator[tuple[str, int]]:
    """Yield what ``items`` print with its columns, a field as one character."""
    for item in items:
        column = item.span.column or 1
        if isinstance(item, Literal):
            yield from zip(item.text, range(column, column + len(item.text)), strict=True)
        elif isinstance(item, OutlineField):
            yield "某", column
        else:
            fragments = item.fragments if isinstance(item, Listing) else (item.items,)
            for fragment in fragments:
                yield from _characters(fragment)


# What is never printed


def _unprinted(
    line: OutlineLine, standing: Standing, inner: Standing, statuses: Sequence[Status]
) -> Iterator[Diagnostic]:
    """S147 brackets without a field; lines for problems that are none of those around; matters of
    what is complete.
    """
    for item in _bracketed(line.items):
        inside = item.fragments if isinstance(item, Listing) else (item.items,)
        if not all(any(fields(items)) for items in inside):
            yield _never(item.span, "括号里没有栏目，里面的字永远不印。要印的请移到括号外面")
    kept, own = standing.statuses, frozenset(line.statuses)
    if kept and own and not kept & own and "problem" in standing.around:
        reason = (
            f"上级只印“{'、'.join(sorted(kept))}”的问题，这一行只印“{'、'.join(line.statuses)}”的"
        )
        yield _never(line.span, reason)
    elif inner.statuses and not any(
        _has_follow_up(status) for status in statuses if status.name in inner.statuses
    ):
        for field in fields(line.items):
            if field.entity == "matter":
                yield _never(field.span, f"完成了的没有后续事项，“{field.name}”总是空的")
    if not any(status.complete and _has_follow_up(status) for status in statuses):
        for field in _completed_in_matter(line.items):
            yield _never(field.span, f"没有完成的才有后续事项，同一处的“{field.name}”总是空的")


def _has_follow_up(status: Status) -> bool:
    """Tell whether what has a status can have a follow-up that is printed."""
    return status.needs is Need.FOLLOW_UP or not status.complete


def _empty_tables(lines: tuple[OutlineLine, ...]) -> Iterator[Diagnostic]:
    """S147 a table's header without a row under it."""
    for line, following in pairwise((*lines, None)):
        rows = following is not None and following.cells and not is_header(following)
        if line and line.cells and is_header(line) and not rows:
            yield _never(line.span, "表格只有表头，没有印内容的行")


def _never(place: Span, reason: str) -> Diagnostic:
    return complain("S147", place, reason=reason)


def _completed_in_matter(items: tuple[Item, ...]) -> Iterator[OutlineField]:
    """Yield the days of completion that stand beside a follow-up, which only what is not complete
    has.
    """
    repeats = (item.items for item in _bracketed(items) if isinstance(item, Repeat))
    for own in ([*direct_fields(inside)] for inside in (items, *repeats)):
        if any(field.entity == "matter" for field in own):
            yield from (field for field in own if field.key == "completed_on")


def _bracketed(items: tuple[Item, ...]) -> Iterator[Optional | Repeat | Listing]:
    """Yield every bracket in ``items``, the outer ones first."""
    for item in items:
        if isinstance(item, Optional | Repeat):
            yield item
            yield from _bracketed(item.items)
        elif isinstance(item, Listing):
            yield item
            for fragment in item.fragments:
                yield from _bracketed(fragment)


# Remarks and numbers


def _idle_remarks(line: OutlineLine, standing: Standing) -> Iterator[Diagnostic]:
    """S148 a remark that has nothing to work on."""
    inside = standing.around | entered(line.entity)
    below = {entity for inner in line.walk() for entity in _printed_for(inner)}
    if line.statuses and not (below | inside) & KEPT_BY_STATUS:
        yield _idle(line, "、".join(line.statuses), "这一行和它的下级都不印问题")
    if line.restart:
        word = RESTART_WORDS[line.restart]
        if line.numbering is None:
            yield _idle(line, word, "这一行没有编号")
        elif line.restart not in inside:
            yield _idle(line, word, f"这一行不在{word.removeprefix('按').removesuffix('连续')}里面")
    if line.sealed and line.entity not in (None, "notice", "signature"):
        yield _idle(line, "加盖印章", "印章盖在落款那一行")
    if line.hiding is Hiding.REPEATED and line.entity not in ("aspect", "category"):
        yield _idle(line, _word_of(line.hiding), "只有印方面或类别的那一行会与下级同名")
    elif line.hiding and line.entity in (None, "notice"):
        yield _idle(line, _word_of(line.hiding), "这一行本来就只印一次")


def _word_of(hiding: Hiding) -> str:
    """Return the remark that says when a heading is left out."""
    return next(word for word, known in HIDINGS.items() if known is hiding)


def _printed_for(line: OutlineLine) -> Iterator[str]:
    """Yield what a line and the repetitions in it are printed for, and what that is found in."""
    for field in fields(line.items):
        yield from entered(field.entity)


def _idle(line: OutlineLine, remark: str, reason: str) -> Diagnostic:
    return complain("S148", line.span, remark=remark, reason=reason)


def _same_number(line: OutlineLine, standing: Standing) -> Iterator[Diagnostic]:
    """S149 a series that starts again with every member, or whose first number stands before the
    brackets that repeat it.
    """
    if line.numbering and line.restart and line.restart == line.entity:
        if line.restart in standing.around:
            return
        word = RESTART_WORDS[line.restart]
        mark = line.numbering.write(line.numbering.first)
        remedy = f"“{word}”要写在它的下级，这一行请删去"
        yield complain("S149", line.span, mark=mark, remedy=remedy)
    first = line.items[0] if line.items and not line.cells else None
    repeats = line.numbering is None and line.entity not in (None, *ONCE)
    if repeats and isinstance(first, Literal) and (drawn := UNCOUNTED.match(first.text)):
        remedy = "编号请画成 一、 (一) 1. (1) ① 这些样子"
        yield complain("S149", line.span, mark=drawn.group(), remedy=remedy)
    yield from _outside(line.items)
    yield from _first_cell(line)


def _outside(items: tuple[Item, ...]) -> Iterator[Diagnostic]:
    """Yield S149 for a first number just before a repetition without one."""
    for own in (items, *(item.items for item in _bracketed(items) if isinstance(item, Repeat))):
        for item, following in pairwise(own):
            if not isinstance(item, Literal) or not isinstance(following, Repeat):
                continue
            match = FIRST_OF_SERIES.search(item.text)
            repeats = following.entity is not None and following.entity not in ONCE
            if match and repeats and not following.numbering:
                column = (item.span.column or 1) + match.start()
                place = attrs.evolve(item.span, column=column)
                yield complain("S149", place, mark=match.group(), remedy="请移到方括号里面的开头")


def _first_cell(line: OutlineLine) -> Iterator[Diagnostic]:
    """Yield S149 for a number in the first cell of a row that is printed for many."""
    first = line.cells[0] if line.cells else ()
    if line.entity in (None, "notice") or len(first) != 1:
        return
    if isinstance(first[0], Literal) and CELL_NUMBER.match(first[0].text):
        yield complain(
            "S149", first[0].span, mark=first[0].text, remedy="第一栏写 1 才会自动编序号"
        )


# What is drawn or printed more than once


def _twice(outline: Outline) -> Iterator[Diagnostic]:
    """S151 office prose that two lines print."""
    seen: dict[tuple[str, str], Span] = {}
    for line, place in _with_chapters(outline.lines, ""):
        for field in fields(line.items):
            if field.entity in ("text", "chapter", "signature"):
                drawn = (field.entity, field.place or "")
            elif field.entity in ("intro", "item") and place:
                drawn = (f"{field.entity} {field.key}", place)
            else:
                continue
            first = seen.setdefault(drawn, field.span)
            if first is not field.span:
                name = f"{field.name} {field.argument}".strip()
                yield complain("S151", field.span, first, name=name, line=first.line)


def _with_chapters(lines: tuple[OutlineLine, ...], place: str) -> Iterator[tuple[OutlineLine, str]]:
    """Yield every line with the place whose chapter it stands in."""
    for line in lines:
        own = next((f.place for f in direct_fields(line.items) if f.entity == "chapter"), None)
        yield line, own or place
        yield from _with_chapters(line.children, own or place)


def _astray(lines: tuple[OutlineLine, ...], standing: Standing) -> Iterator[Diagnostic]:
    """S150 a line about problems that it does not name, beside a line that names them: the one after
    the other, all of the first would print before all of the second.
    """
    for before, line in pairwise(lines):
        entering = "problem" in entered(line.entity) and "problem" not in standing.around
        named = any(map(_tells_problem, fields(line.items)))
        if entering and not named and not line.cells and not line.statuses:
            titles = (field for own in before.walk() for field in fields(own.items))
            if any(map(_tells_problem, titles)):
                yield complain("S150", line.span)


def _tells_problem(field: OutlineField) -> bool:
    return field.entity == "problem" and field.key in ("title", "number")


def _again(line: OutlineLine, standing: Standing, inside: Collection[str]) -> Iterator[Diagnostic]:
    """S154 title, addressee, signature, date or contacts on a line that is printed for many;
    whatever stands under a paragraph of prose, which has nothing in it.
    """
    own = [*fields(line.items)]
    within = {field.entity for below in line.walk() for field in fields(below.items)}
    astray = [leaf for leaf in PARAGRAPHS if leaf in standing.around and leaf not in within]
    if own and astray:
        yield complain("S154", own[0].span, name=own[0].name)
        return
    if line.cells or all(entity in ONCE for entity in inside):
        return
    for field in direct_fields(line.items):
        known = field.definition
        if known is None or field.entity not in ("notice", "signature"):
            continue
        contact = known.role is Role.CONTACT and not KEPT_BY_STATUS.isdisjoint(inside)
        if known.style is not None or contact:
            yield complain("S154", field.span, name=field.name)


def _brackets(items: tuple[Item, ...]) -> Iterator[Diagnostic]:
    """S155 a joiner with fields in it, and a repetition of what there is one of."""
    for item in _bracketed(items):
        if not isinstance(item, Repeat | Listing):
            continue
        if "{" in item.joiner:
            reason = "竖线后面只写连接用的标点；几段之间用半角的 / 隔开，写成 [甲/乙|;]"
            yield complain("S155", item.span, reason=reason)
        elif (
            isinstance(item, Repeat)
            and item.entity == "notice"
            and len([*direct_fields(item.items)]) > 1
        ):
            reason = "里面的栏目全通报只有一份，没有可重复的；要列出不空的几段，段与段之间用半角的 / 隔开"
            yield complain("S155", item.span, reason=reason)
