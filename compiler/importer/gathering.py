"""What the paragraphs hold, gathered into problems, measures and the office's prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from compiler.chinese.width import to_half_width
from compiler.importer.definers import defining_lines
from compiler.importer.drafts import Draft, Part
from compiler.importer.keeping import keep
from compiler.importer.matches import Capture, MatchedValue, Members
from compiler.importer.numbering_check import NumberingCheck
from compiler.importer.structure import Node, Placed
from compiler.importer.whereabouts import Whereabouts, close, homeless, values_by_entity
from compiler.notice.entities import DEPTH
from compiler.notice.outline import Item, OutlineField, Repeat, direct_fields, fields
from compiler.span import Span

SUM = re.compile(r"合计\((.+)\)")
UNIT = re.compile("[%％\u4e00-\u9fff]{1,4}")


def gather(placed: Sequence[Placed], nodes: tuple[Node, ...], numbering: NumberingCheck) -> Draft:
    """Gather the placed paragraphs; one that turns out to have nothing to belong to is set
    aside.
    """
    draft = Draft()
    state: Whereabouts | None = None
    for one in placed:
        if one.node is None or one.match is None:
            draft.unplaced.append(one.paragraph)
            continue
        if state is None:
            state = Whereabouts(nodes, draft, one.paragraph, one.node, defining_lines(nodes))
        state.paragraph, state.node, state.printed = one.paragraph, one.node, one.match.number
        close(state, one.node)
        if homeless(state, one.match.captures):
            draft.unplaced.append(one.paragraph)
            continue
        numbering.record(one.node, one.match, one.paragraph)
        opens = one.node.line.entity if one.node.repeats else None
        kept = _take(
            state, one.match.captures, opens, _part(one.node.line.items, one.node.index), "", ""
        )
        if kept or not one.node.line.children:
            for index in one.node.path:
                state.waiting.pop(index, None)
        else:
            state.waiting[one.node.index] = one.paragraph
    if state is not None:
        draft.unplaced += state.waiting.values()
    draft.unplaced.sort(key=lambda paragraph: (paragraph.number, paragraph.offset))
    return draft


def _take(
    state: Whereabouts,
    captures: Iterable[Capture],
    opens: str | None,
    part: Part,
    whole: str,
    mark: str,
) -> bool:
    """Keep what ``captures`` hold, beginning another ``opens``, which ``part`` of the outline is
    printed for; tell whether anything found its place.
    """
    captures = tuple(captures)
    values = values_by_entity(captures)
    kept = False
    for entity in DEPTH:
        own = values.get(entity, {})
        if own or entity == opens:
            kept |= keep(state, entity, own, part if entity == opens else None, whole, mark)
    if state.problem is not None:
        state.problem.sums |= dict(_sums(state, captures))
    for capture in captures:
        if isinstance(capture, Members):
            repeat = capture.repeat
            for number, (member, text) in enumerate(
                zip(capture.members, capture.texts, strict=True), 1
            ):
                numbered = repeat.numbering and len(capture.members) > 1
                mark = repeat.numbering.write(number) if repeat.numbering and numbered else ""
                part, around = _part(repeat.items, repeat.span, repeat), state.within
                state.within = True
                kept |= _take(state, member, repeat.entity, part, text, mark)
                state.within = around
    return kept


def _sums(state: Whereabouts, captures: Iterable[Capture]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the name, number and unit of what is summed up over a problem's measures, or told of one
    of its figures.
    """
    for capture in captures:
        if isinstance(capture, MatchedValue) and capture.field.definition is None:
            counted = capture.field.counted
            name = SUM.fullmatch(to_half_width(counted.name))
            if counted.entity in ("problem", "figure") and (name or counted.entity == "figure"):
                end = capture.start + len(capture.text)
                unit = UNIT.match(state.paragraph.text, end)
                label = name.group(1) if name else counted.name
                yield label, (capture.text.strip(), unit.group() if unit else "")


def _part(items: tuple[Item, ...], place: int | Span, repeat: Repeat | None = None) -> Part:
    """Return what is known of a part of the outline that is printed once a member."""
    field = next((field for field in fields(items) if field.definition), None)
    distinct = repeat is not None and repeat.distinct
    outer = (item for item in items if isinstance(item, OutlineField))
    own = [field for field in (outer if distinct else direct_fields(items)) if field.definition]
    whole = repeat is not None and repeat.numbering is None and not repeat.joiner
    return Part(
        place, field.name if field else "", own[0].key if len(own) == 1 else "", whole, distinct
    )
