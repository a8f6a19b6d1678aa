"""Which parts of a notice tell of problems, on which level, and which come back to them later."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from compiler.learning.bodies import goes_on
from compiler.learning.labels import Labels
from compiler.learning.marks import Style, is_member
from compiler.learning.paragraphs import Paragraph
from compiler.learning.statuses import status_in
from compiler.learning.tree import Part
from compiler.learning.wording import wording_of
from compiler.notice.entities import RESTARTS

WEAK = re.compile(
    r"[^。:]*(不够|不足|不力|不到位|不严|薄弱|滞后|差距|缺失|违规|短板|不[\u4e00-\u9fff]{1,3}[。:]?$)"
)
"""Words for what is wrong."""
GATHERED = re.compile(r"(问题|意见|事项).*整改.*情况")
"""How a part is headed that gathers problems, however those are worded."""
HALF = 0.5
SHORTEST_TITLE = 4
CONTINUED = {entity: remark for remark, entity in RESTARTS.items()}


@attrs.frozen
class Area:
    """Parts that tell of problems: their levels from the outermost to that of the problems."""

    tops: tuple[Part, ...]
    levels: tuple[tuple[Part, ...], ...]

    @property
    def problems(self) -> tuple[Part, ...]:
        """The parts that are problems."""
        return self.levels[-1]


def children_of(part: Part, labels: Labels) -> list[Part]:
    """Return the parts directly under one that are a level, not members of a value nor values."""
    found: list[Part] = []
    waiting = False
    for item in part.items:
        if isinstance(item, Paragraph):
            waiting = labels.labelled(item.half)
        elif not waiting and not is_member(item.style) and not labels.labelled(item.head):
            found.append(item)
    return found


def tells_of_problems(top: Part, labels: Labels) -> tuple[float, bool]:
    """Return how surely a part tells of problems, by the wording of its headings on the level that says
    so most, and whether values in it have labels.
    """
    parts = [part for part in top.walk() if part.mark is not None]
    values = [
        item
        for part in parts
        for item in part.items
        if labels.labelled(item.half if isinstance(item, Paragraph) else item.head)
    ]
    run_in = [part for part in parts if labels.labelled(part.head[goes_on(part.head) :])]
    levels: dict[int, list[Part]] = {}
    for part in parts:
        levels.setdefault(_depth(part), []).append(part)
    below = [level for depth, level in levels.items() if depth > min(levels)]
    share = max(_share(level, _is_problem) for level in below or levels.values())
    if GATHERED.search(top.head) and len(levels) > 2:
        share = max(share, HALF)
    return share, bool(values or run_in)


def _depth(part: Part) -> int:
    return 0 if part.above is None else 1 + _depth(part.above)


def _is_problem(part: Part) -> bool:
    """Tell whether a heading is worded as a problem: 关于…的问题, or by itself as something that is
    wrong.
    """
    end = goes_on(part.head)
    first = part.head[:end] if end else part.head
    if "问题" in first and re.match("关于|针对|对", first):
        return True
    if end:
        return False
    if status_in(first):
        return False  # 正在整改的问题
    return re.search(r"问题(的整改)?[。:]?$", first) is not None or (
        bool(part.items) and WEAK.match(first) is not None
    )


def area_of(tops: Sequence[Part], labels: Labels) -> Area:
    """Return the levels of parts that tell of problems."""
    levels: list[tuple[Part, ...]] = [tuple(tops)]
    while below := tuple(child for part in levels[-1] for child in children_of(part, labels)):
        levels.append(below)
    return Area(tuple(tops), tuple(levels[: _problem_level(levels, labels) + 1]))


def _problem_level(levels: Sequence[Sequence[Part]], labels: Labels) -> int:
    """Return the level whose parts are problems: the innermost that have values or texts under them or
    behind their headings, else the innermost whose headings say so.
    """
    for depth in range(len(levels) - 1, -1, -1):
        if _share(levels[depth], lambda part: _has_values(part, labels)) >= HALF:
            return depth
    for depth in range(len(levels) - 1, -1, -1):
        if _share(levels[depth], _is_problem) >= HALF:
            return depth
    return len(levels) - 1


def _share(parts: Sequence[Part], holds: object) -> float:
    assert callable(holds)
    return sum(bool(holds(part)) for part in parts) / len(parts) if parts else 0.0


def _has_values(part: Part, labels: Labels) -> bool:
    """Tell whether something is said of a part as of a problem."""
    if labels.labelled(part.head[goes_on(part.head) :]):
        return True
    members = [item for item in part.parts() if is_member(item.style) or labels.labelled(item.head)]
    return bool(part.texts() or members)


def runs_on(level: Sequence[Part]) -> bool:
    """Tell whether most headings of a level go on with what is said of them."""
    return sum(goes_on(part.head) > 0 for part in level) > HALF * len(level)


def split_heading(part: Part, level: Sequence[Part]) -> tuple[str, str]:
    """Return the heading of a part and what it goes on with, where those of its level do."""
    end = goes_on(part.head) if runs_on(level) else 0
    return (part.head[:end], part.head[end:]) if end else (part.head, "")


def titles_of(area: Area) -> list[str]:
    """Return the titles of the problems of an area."""
    heads = [split_heading(part, area.problems)[0] for part in area.problems]
    wording = wording_of(heads)
    return [wording.value(head) for head in heads]


def sort_tops(tops: Sequence[Part], labels: Labels) -> dict[int, str]:
    """Return for each part, by its id, whether it tells of problems (``area``), comes back to them
    (``back``) or is the office's own prose (``office``).
    """
    told = [tells_of_problems(top, labels) for top in tops]
    areas = [area_of([top], labels) for top in tops]
    likely = [n for n, (share, _) in enumerate(told) if share >= HALF]
    surest = max(likely, key=lambda n: len(areas[n].problems), default=-1)
    titles: list[str] = []
    sorts: dict[int, str] = {}
    for n, (top, (share, labelled), area) in enumerate(zip(tops, told, areas, strict=True)):
        alike = share >= HALF and _shape(area) == _shape(areas[surest])
        if titles and _returns_to(top, titles):
            sorts[id(top)] = "back"
        elif (
            labelled or alike or any(_returns_to(later, titles_of(area)) for later in tops[n + 1 :])
        ):
            sorts[id(top)] = "area"
            titles += titles_of(area)
        else:
            sorts[id(top)] = "office"
    return sorts


def _shape(area: Area) -> list[Style]:
    """Return how the levels of an area are numbered."""
    return [style_of(level) for level in area.levels]


def _returns_to(top: Part, titles: Sequence[str]) -> bool:
    """Tell whether a part speaks of problems that have been told of before."""
    known = [title for title in titles if len(title) >= SHORTEST_TITLE]
    innermost = [part for part in top.walk() if part.mark and not _deeper(part)]
    back = [part for part in innermost if any(title in part.head for title in known)]
    return bool(top.parts() and back) and len(back) >= HALF * len(innermost)


def _deeper(part: Part) -> bool:
    return any(child.items for child in part.parts())


def restart_of(level: Sequence[Part], above: Sequence[str]) -> str:
    """Return the remark that says where the numbers of a level begin again, empty if under each heading
    above; ``above`` are the entities of the levels above it, outermost first.
    """
    firsts = {n for n, part in enumerate(level) if n and part.number == 1}
    changes = [
        {
            n
            for n in range(1, len(level))
            if _ancestor(level[n], up) is not _ancestor(level[n - 1], up)
        }
        for up in range(1, len(above) + 1)
    ]
    if not changes or not changes[0] or firsts == changes[0]:
        return ""
    for up, changed in enumerate(changes[1:], 2):
        if firsts == changed and changed:
            return CONTINUED.get(above[-up], "")
    return "" if len(firsts) > len(changes[0]) * HALF else "全文连续"


def _ancestor(part: Part, steps: int) -> Part | None:
    found: Part | None = part
    for _ in range(steps):
        found = found.above if found else None
    return found


def style_of(parts: Sequence[Part]) -> Style:
    """Return the style in which most parts are numbered."""
    styles = [part.style for part in parts]
    return max(dict.fromkeys(styles), key=styles.count)
