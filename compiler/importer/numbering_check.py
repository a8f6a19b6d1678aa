"""The numbers a notice prints against those its outline would give."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

import attrs

from compiler.chinese.enumerations import LAST
from compiler.diagnostics import Diagnostic, complain
from compiler.importer.matches import Match, NoticeParagraph
from compiler.importer.structure import Node
from compiler.notice.numbering import Numbering
from compiler.span import Span


@attrs.define
class NumberingCheck:
    """Every numbered line met so far, by what it counts on from; ``alone`` are the series whose
    only member does without a number.
    """

    file: str
    openings: dict[int, int] = attrs.field(factory=dict)
    members: dict[str, int] = attrs.field(factory=dict)
    series: dict[Hashable, list[tuple[Numbering, int | None, NoticeParagraph]]] = attrs.field(
        factory=dict
    )
    alone: set[Hashable] = attrs.field(factory=set)

    def record(self, node: Node, match: Match, paragraph: NoticeParagraph) -> None:
        """Record one line: numbers count on among siblings of one pattern, or within what the
        outline's remark says.
        """
        numbering, line = node.line.numbering, node.line
        self.openings[node.index] = self.openings.get(node.index, 0) + 1
        if numbering is not None and not (line.merged and match.number is None):
            pattern = numbering.pattern
            above = tuple((index, self.openings.get(index, 0)) for index in node.path[:-1])
            key: Hashable = (above, pattern)
            if line.restart is not None:
                key = (line.restart, self.members.get(line.restart, 0), pattern)
            self.series.setdefault(key, []).append((numbering, match.number, paragraph))
            if numbering.dropped_alone or line.lead is not None:
                self.alone.add(key)
        if line.entity is not None and (node.repeats or line.entity == "chapter"):
            self.members[line.entity] = self.members.get(line.entity, 0) + 1

    def validate(self) -> Iterator[Diagnostic]:
        """S068 a number out of turn (those after it count on from it), S063 a number that is
        missing.
        """
        for key, series in self.series.items():
            due = 1
            for numbering, number, paragraph in series:
                place = Span(self.file, line=paragraph.number, start=paragraph.offset)
                if number is None and not (key in self.alone and len(series) == 1):
                    yield complain(
                        "S063",
                        place.within(paragraph.offset, paragraph.offset + 1),
                        mark=numbering.write(due),
                    )
                elif number is not None and number not in (due, LAST):
                    yield complain(
                        "S068",
                        place.within(paragraph.offset, paragraph.offset + 1),
                        printed=number,
                        expected=due,
                    )
                due = (number or due) + 1
