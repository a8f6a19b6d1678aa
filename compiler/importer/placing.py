"""The paragraphs of a notice laid against its outline: the cheapest reading of the whole.

Every paragraph is either read by a line of the outline or set aside. Each reading has a cost
(doubt in the match, lines passed over, headings that would have to be missing), setting aside has
a high one, and the cheapest reading of the whole notice wins. So a paragraph that fits nowhere
never takes what follows it along.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from compiler.importer.line_ends import DOUBTFUL_JOIN, MOST_JOINED, cut, join_costs, line_ranges
from compiler.importer.line_match import match_line
from compiler.importer.match_cost import LACKING, WEAK
from compiler.importer.matches import Match, NoticeParagraph
from compiler.importer.patterns import LinePattern
from compiler.importer.series import read_number
from compiler.importer.structure import Node, Placed

SET_ASIDE = 1000
NO_HEADING, HIDDEN_HEADING = 300, 50
TITLE_ENDED = 200
LONG_LABEL = 4
"""Characters: set words that no other paragraph begins with; shorter ones are part of the language."""
CLOSED_UP, JOINED, PASSED_TEXT, PASSED_CHAPTER, PASSED = 30, 40, 10, 5, 1


def place(
    paragraphs: Sequence[NoticeParagraph],
    nodes: tuple[Node, ...],
    statuses: tuple[str, ...],
    title_end: str = "",
) -> tuple[Placed, ...]:
    """Return every paragraph with the line that reads it in the cheapest reading of all.

    One whose lines visibly end inside it may be several, wherever the whole reads best. A title
    that ends with ``title_end`` hardly goes on in the next paragraph.
    """
    steps = {
        (a, b.index): _step(nodes[a] if a >= 0 else None, b, nodes)
        for a in range(-1, len(nodes))
        for b in nodes
    }
    plan = _Plan(nodes, steps, _Guards.of(nodes), statuses)
    states: dict[int, int] = {-1: 0}
    trail: list[_Line] = []
    before = ""
    for paragraph in paragraphs:
        reached = [_Line(states)]
        stretches = _stretches(plan, paragraph)
        for stop in range(len(stretches)):
            line = _Line({})
            joined = 0
            for start in range(stop, max(-1, stop - MOST_JOINED), -1):
                if start < stop:
                    if stretches[start + 1].barred:
                        break
                    joined += stretches[start + 1].cost
                candidate = cut(paragraph, stretches[start].start, stretches[stop].end)
                last = paragraph.text[: stretches[start].start].rstrip() or before
                ended = bool(title_end) and last.endswith(title_end)
                _read_on(
                    plan, line, reached[start].states, candidate, stop - start + 1, joined, ended
                )
            reached.append(line)
        before = paragraph.text
        trail += reached[1:]
        states = reached[-1].states
    return tuple(_best_path(nodes, trail))


@attrs.frozen
class _Plan:
    """What paragraphs are laid against."""

    nodes: tuple[Node, ...]
    steps: Mapping[tuple[int, int], int | None]
    guards: _Guards
    statuses: tuple[str, ...]


@attrs.frozen
class _Arrival:
    """How the cheapest reading comes to a line of the outline: over how many lines of the notice,
    from which line of the outline, with which paragraph, and how that was read.
    """

    lines: int
    before: int
    paragraph: NoticeParagraph
    match: Match | None


@attrs.frozen(eq=False)
class _Line:
    """The end of a line of the notice: what it costs to have come to each line of the outline, and
    how.
    """

    states: dict[int, int]
    came: dict[int, _Arrival] = attrs.field(factory=dict)


@attrs.frozen
class _Stretch:
    """A part of a paragraph that is no two paragraphs: its range, how doubtful it is to read on into
    it, and whether nothing may.
    """

    start: int
    end: int
    cost: int = 0
    barred: bool = False


def _stretches(plan: _Plan, paragraph: NoticeParagraph) -> list[_Stretch]:
    """Return the parts of a paragraph between the ends of lines where another may begin.

    That is where a sentence, or a short line, has ended, and before and behind a line that the
    outline knows.
    """
    ranges = line_ranges(paragraph)
    stretches = [_Stretch(*ranges[0])]
    if len(ranges) == 1:
        return stretches
    begins = [_begins(plan, cut(paragraph, *own)) for own in ranges]
    for number, cost in enumerate(join_costs(paragraph, ranges), 1):
        start, end = ranges[number]
        if cost >= DOUBTFUL_JOIN or begins[number] or begins[number - 1]:
            barred = cost >= DOUBTFUL_JOIN and begins[number]
            stretches.append(_Stretch(start, end, cost, barred))
        else:
            stretches[-1] = attrs.evolve(stretches[-1], end=end)
    return stretches


def _begins(plan: _Plan, paragraph: NoticeParagraph) -> bool:
    """Tell whether a line is one that the outline knows by its number or its set words."""
    half = paragraph.half
    return any(
        match_line(node.pattern, paragraph, half, plan.statuses) is not None
        for node in plan.nodes
        if node.pattern.strong
    )


def _read_on(
    plan: _Plan,
    line: _Line,
    states: Mapping[int, int],
    paragraph: NoticeParagraph,
    lines: int,
    joined: int,
    title_ended: bool,
) -> None:
    """Read a paragraph that ends with ``line``, or set it aside, where that is cheaper than what
    is known; ``title_ended`` tells that the one before ends like a title.
    """
    aside = SET_ASIDE * lines - (lines - 1) + joined
    for state, cost in states.items():
        if cost + aside < line.states.get(state, cost + aside + 1):
            line.states[state] = cost + aside
            line.came[state] = _Arrival(lines, state, paragraph, None)
    half = paragraph.half
    guarded = plan.guards.bar(paragraph, half, plan.statuses)
    for node in plan.nodes:
        if guarded and not node.pattern.strong:
            continue
        match = match_line(node.pattern, paragraph, half, plan.statuses)
        if match is None:
            continue
        own = match.cost + _closed_up(node, match) + joined
        numbering = node.line.numbering
        # Without its number it is a lone member, or begins a series; no later one of it lacks it.
        alone = numbering is not None and numbering.dropped_alone and match.number is None
        for state, cost in states.items():
            step = plan.steps[state, node.index]
            if step is not None and title_ended and node.joins and state == node.index:
                step += TITLE_ENDED
            if step is not None and alone and state != node.index:
                step -= LACKING - WEAK
            if step is not None and cost + step + own < line.states.get(
                node.index, cost + step + own + 1
            ):
                line.states[node.index] = cost + step + own
                line.came[node.index] = _Arrival(lines, state, paragraph, match)


def _best_path(nodes: tuple[Node, ...], trail: Sequence[_Line]) -> list[Placed]:
    """Walk back from the cheapest end, and return what was read on the way."""
    if not trail:
        return []
    last = trail[-1].states
    state = min(last, key=lambda index: (last[index], index))
    placed = []
    position = len(trail)
    while position:
        arrival = trail[position - 1].came[state]
        node = nodes[state] if arrival.match is not None else None
        placed.append(Placed(arrival.paragraph, node, arrival.match))
        position, state = position - arrival.lines, arrival.before
    return placed[::-1]


@attrs.frozen
class _Guards:
    """The beginnings by which strong lines are known: a paragraph with one of them is nobody's
    plain prose. Words behind a number, or few of them (关于), may begin other paragraphs, too: there
    the rest must fit as well.
    """

    numbered: tuple[LinePattern, ...]
    labels: tuple[str, ...]
    fitting: tuple[LinePattern, ...]

    @classmethod
    def of(cls, nodes: tuple[Node, ...]) -> _Guards:
        """Collect the beginnings from the lines of an outline."""
        patterns = [node.pattern for node in nodes]
        numbered = {
            p.line.numbering: p
            for p in patterns
            if p.line.numbering and not p.line.numbering.ordinal and not p.line.cells
        }
        labelled = {
            p.label
            for p in patterns
            if p.line.numbering is None and (":" in p.label or len(p.label) >= LONG_LABEL)
        }
        others = [p for p in patterns if p.line.cells or (p.label and p.label not in labelled)]
        return cls(tuple(numbered.values()), tuple(labelled - {""}), tuple(others))

    def bar(self, paragraph: NoticeParagraph, half: str, statuses: tuple[str, ...]) -> bool:
        """Tell whether a paragraph begins like a strong line."""
        return (
            half.startswith(self.labels)
            or any(
                pattern.line.numbering is not None and read_number(pattern.line.numbering, half)
                for pattern in self.numbered
            )
            or any(
                half.startswith(pattern.label)
                and match_line(pattern, paragraph, half, statuses) is not None
                for pattern in self.fitting
            )
        )


def _closed_up(node: Node, match: Match) -> int:
    """A line printed only once bears the number drawn, unless lines before it had nothing to
    print.
    """
    numbering = node.line.numbering
    return (
        CLOSED_UP
        if numbering and not node.repeats and match.number not in (None, numbering.first)
        else 0
    )


def _step(a: Node | None, b: Node, nodes: tuple[Node, ...]) -> int | None:
    """Return what it costs that ``b`` reads the paragraph after the one that ``a`` reads;
    ``None`` if it cannot.
    """
    path = a.path if a else ()
    if b.index in path:
        if b.repeats:
            return 0
        return JOINED if b.joins and a is b else None
    shared = next(
        (i for i, (x, y) in enumerate(zip(path, b.path, strict=False)) if x != y),
        min(len(path), len(b.path)),
    )
    if len(path) > shared and path[shared] > b.path[shared]:
        return None
    passed = [
        index
        for index in nodes[b.path[shared]].earlier
        if len(path) <= shared or index > path[shared]
    ]
    cost = 0
    for index in b.path[shared + 1 :]:
        passed += nodes[index].earlier
    for index in b.path[shared:-1]:
        cost += HIDDEN_HEADING if nodes[index].line.hiding else NO_HEADING
    return cost + sum(_passed(nodes[index]) for index in passed)


def _passed(node: Node) -> int:
    """Return what it costs that a line of the outline printed nothing."""
    if node.line.entity == "text":
        return PASSED_TEXT
    return PASSED_CHAPTER if node.line.children else PASSED
