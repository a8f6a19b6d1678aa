"""What an outline draws and never prints, or prints otherwise than it was meant: brackets without a
field, marks without a partner, names without braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs

from compiler.chinese.brackets import match_brackets
from compiler.diagnostics import Diagnostic, complain
from compiler.notice.judging.standing import Standing, bracketed, characters_of, inside_of
from compiler.notice.outline import (
    Item,
    Listing,
    Literal,
    OutlineField,
    OutlineLine,
    Repeat,
    direct_fields,
    fields,
    is_header,
)
from compiler.notice.vocabulary import FIELDS
from compiler.span import Span
from compiler.vocab import Need, Status

BARE_LABEL = re.compile(r"(?<=\w)[:：](?P<mark>[。；;!?！？，,、|\]])")
"""The colon of a label, and a mark that ends what stands behind it."""
WORDING_AROUND = " \u3000:：.。()（）【】《》“”〔〕"


def bare_names(line: OutlineLine) -> Iterator[Diagnostic]:
    """S145 a line that prints the name of a field, and nothing else."""
    if line.cells or line.children or line.numbering or any(fields(line.items)):
        return
    wording = "".join(item.text for item in line.items if isinstance(item, Literal))
    name = wording.strip(WORDING_AROUND)
    if name in FIELDS:
        yield complain("S145", line.span, name=name, right=f"{{{name}}}")


def unpaired_marks(line: OutlineLine) -> Iterator[Diagnostic]:
    """S158 a bracket or quotation mark of the wording that has lost its partner."""
    for items in line.cells or (line.items,):
        characters = [*characters_of(items)]
        text = "".join(character for character, _ in characters)
        for at in match_brackets(text).single:
            place = attrs.evolve(line.span, column=characters[at][1])
            yield complain("S158", place, mark=text[at])


def bare_labels(line: OutlineLine) -> Iterator[Diagnostic]:
    """S211 a label, or a field that labels, with a mark right behind its colon, where a field is missing."""
    for items in line.cells or (line.items,):
        characters = [*characters_of(items)]
        text = "".join(character for character, _ in characters)
        if any(fields(items)) and (
            line.cells or not (line.children or isinstance(items[-1], Literal))
        ):
            text += "|" if line.cells else "]"  # where a cell ends, or a line with a bracket
        for match in BARE_LABEL.finditer(text):
            start = match.start()
            while start and text[start - 1].isalnum() and _side_by_side(characters, start):
                start -= 1
            column = characters[min(start, match.start() - 1)][1]
            labels = (f"{{{f.name}}}" for f in fields(items) if f.span.column == column)
            label = text[start : match.start()] or next(labels, "")
            place = attrs.evolve(line.span, column=column)
            yield complain("S211", place, label=label, mark=match["mark"])


def _side_by_side(characters: Sequence[tuple[str, int]], at: int) -> bool:
    """Tell whether a character stands right behind the one before it, with no field between."""
    return characters[at][1] == characters[at - 1][1] + 1


def never_printed(
    line: OutlineLine, standing: Standing, inner: Standing, statuses: Sequence[Status]
) -> Iterator[Diagnostic]:
    """S147 brackets without a field; lines for problems that are none of those around; matters of
    what is complete.
    """
    for item in bracketed(line.items):
        if not all(any(fields(items)) for items in inside_of(item)):
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


def empty_tables(lines: tuple[OutlineLine, ...]) -> Iterator[Diagnostic]:
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
    repeats = (item.items for item in bracketed(items) if isinstance(item, Repeat))
    for own in ([*direct_fields(inside)] for inside in (items, *repeats)):
        if any(field.entity == "matter" for field in own):
            yield from (field for field in own if field.key == "completed_on")


def wrong_brackets(items: tuple[Item, ...]) -> Iterator[Diagnostic]:
    """S155 a joiner with fields in it, and a repetition of what there is one of."""
    for item in bracketed(items):
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
