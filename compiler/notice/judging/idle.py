"""Remarks that have nothing to work on, and numbers that never count on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import attrs

from compiler.diagnostics import Diagnostic, complain
from compiler.notice.entities import RESTARTS, entered
from compiler.notice.judging.standing import KEPT_BY_STATUS, ONCE, Standing, bracketed
from compiler.notice.outline import Hiding, Item, Literal, OutlineLine, Repeat, fields
from compiler.notice.remarks import HIDINGS

RESTART_WORDS = {entity: word for word, entity in RESTARTS.items()}
UNCOUNTED = re.compile(r"[(（]?[壹甲][)）、.．:：]")
"""What a series begins with that the program cannot count on."""
CELL_NUMBER = re.compile(r"[(（]?[0-9０-９一二三四五六七八九十①-⑳]{1,3}[)）.．、]?$")
FIRST_OF_SERIES = re.compile(r"(一是|首先[,，]?|①|[(（]?[1一][)）]|[1一][、.．]|第一[,，、])$")


def idle_remarks(line: OutlineLine, standing: Standing) -> Iterator[Diagnostic]:
    """S148 a remark that has nothing to work on."""
    if not (line.items or line.numbering or line.cells):
        yield _idle(line, "…", "这一行只有说明，没有要印的内容。说明要写在它说的那一行的末尾")
        return
    inside = standing.around | entered(line.entity)
    below = {entity for inner in line.walk() for entity in _printed_for(inner)}
    if line.statuses and not (below | inside) & KEPT_BY_STATUS:
        words = "、".join(line.statuses)
        yield _idle(line, words, "这一行和它的下级都不印问题", line.statuses[0])
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


def _idle(line: OutlineLine, remark: str, reason: str, first: str = "") -> Diagnostic:
    """Return what is told at a remark, which begins with the word ``first``."""
    return complain("S148", line.place_of(first or remark), remark=remark, reason=reason)


def stuck_numbers(line: OutlineLine, standing: Standing) -> Iterator[Diagnostic]:
    """S149 a series that starts again with every member, or whose first number stands before the
    brackets that repeat it.
    """
    if line.numbering and line.restart and line.restart == line.entity:
        if line.restart in standing.around:
            return
        word = RESTART_WORDS[line.restart]
        mark = line.numbering.write(line.numbering.first)
        remedy = f"“{word}”要写在它的下级，这一行请删去"
        yield complain("S149", line.place_of(word), mark=mark, remedy=remedy)
    first = line.items[0] if line.items and not line.cells else None
    repeats = line.numbering is None and line.entity not in (None, *ONCE)
    if repeats and isinstance(first, Literal) and (drawn := UNCOUNTED.match(first.text)):
        remedy = "编号请画成 一、 (一) 1. (1) ① 这些样子"
        yield complain("S149", line.span, mark=drawn.group(), remedy=remedy)
    yield from _outside(line.items)
    yield from _first_cell(line)


def lone_numbers(lines: tuple[OutlineLine, ...], standing: Standing) -> Iterator[Diagnostic]:
    """S149 a number on a line that each of those around has one of, without another of its sort
    beside it; a heading of set wording may be alone.
    """
    drawn = [line.numbering.pattern for line in lines if line.numbering]
    for line in lines:
        numbering = line.numbering
        if numbering is None or numbering.dropped_alone or line.restart or line.cells:
            continue
        many = standing.around - ONCE
        one_each = line.entity in many or (
            line.entity is None and bool(many) and any(fields(line.items))
        )
        if one_each and drawn.count(numbering.pattern) == 1:
            remedy = "同级没有第二个，编号总是第一个，请删去，或画上第二个"
            yield complain("S149", line.span, mark=numbering.write(numbering.first), remedy=remedy)


def _outside(items: tuple[Item, ...]) -> Iterator[Diagnostic]:
    """Yield S149 for a first number just before a repetition without one."""
    for own in (items, *(item.items for item in bracketed(items) if isinstance(item, Repeat))):
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
