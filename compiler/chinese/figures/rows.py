"""A figure and the row of those of its kind behind it, without a word that says what they are to it: 应到145名，到会
138名，请假7名; 立案26起，移送5起，处罚17起，4起仍在调查; 隐患7处已修缮5处，2处正在施工.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.apart import of_one_row
from compiler.chinese.figures.evidence import (
    AMONG,
    ASIDE,
    CONCERNS,
    DEALT,
    DUE,
    EACH,
    FOUND,
    LOOKED,
    OF_WHICH,
    OF_YEAR,
    SOME,
    by_kind,
    uncounted,
)
from compiler.chinese.figures.leaves import SHARE, Leaf
from compiler.chinese.figures.named import DOING
from compiler.chinese.figures.statements import Certainty, Standing, Statement, total_of
from compiler.chinese.figures.tree import Stretch, Tree

MOST = 8
"""So many figures behind one are tried as all of it: time grows linearly."""
CALLED = re.compile("召开|开展|走访|约谈|培训|接到|收到|受理|调研|印发")
"""What is done once for each of many; what is told behind it mostly comes of only some of it."""
MET = re.compile("解决|整改|发放|制定|出台|建立|涉及|罚")
ENDS = re.compile(r"[^，、\d]*(?:[；。]|$)")
BESIDE = re.compile("^(?:低于|高于|超|多于|少于|不足|占|达到|相当于)")
"""What a figure is only held against: 低于限额63.5亿元."""
NOW = re.compile("(?:已经?|有|仅|现)[^，]{0,4}$")


def rows(tree: Tree) -> Iterator[Statement]:
    """``应到145名，到会138名，请假7名``: figures of a kind in a row behind one mostly are all of it, up to some place; not so
    where that was only looked at, or where all say what is wrong.
    """
    for stretch in tree.sentences:
        for own in by_kind(stretch.leaves).values():
            for at, total in enumerate(own):
                row = _row(total, own[at + 1 : at + 1 + MOST], stretch)
                for parts in _sides(row):
                    if (
                        len(parts) < 2
                        or not _begins(own, at, row)
                        or not _are_all(total, parts, stretch)
                    ):
                        continue
                    named = parts is not row or AMONG.search(total.after) is not None
                    readings = [total_of(total, run) for run in _runs(parts)]
                    if len(parts) == 2:
                        readings.append(total_of(parts[1], (total, parts[0])))
                    if len(parts) >= 3:
                        readings.append(total_of(parts[0], parts[1:]))
                    yield Statement(
                        "总数与所列各项",
                        tuple(readings),
                        Certainty.PROBABLE if named else Certainty.POSSIBLE,
                        standing=Standing.NAMED if named else Standing.PLACED,
                    )


def _sides(row: Sequence[Leaf]) -> Iterator[Sequence[Leaf]]:
    """Yield a row as it stands, or each side that persons are counted from by itself: 本科41人，专科24人，男27人，女38人."""
    if not roles.crossing(row):
        yield row
        return
    start = 0
    for at in range(1, len(row) + 1):
        if at == len(row) or roles.crossing(row[start : at + 1]):
            yield row[start:at]
            start = at


def _row(total: Leaf, following: Sequence[Leaf], stretch: Stretch) -> list[Leaf]:
    """Return the figures in a row behind one: clause after clause, up to a sum, a change, a bound, or ；, behind which
    only what is still open goes on.
    """
    row: list[Leaf] = []
    last = total
    for leaf in following:
        if leaf.clause - last.clause > 2 or OF_WHICH.search(stretch.between(last.end, leaf.start)):
            break
        if any(  # 召开会议12次，专题研究3次，下发通知4份，现场督办2次
            last.clause < other.clause < leaf.clause and other.kind not in roles.NO_COUNT
            for other in stretch.around(last.end, last.end)[1][:MOST]
        ):
            break
        summed = roles.ADDED_UP.search(total.before) is not None  # 计77个；撤销53个，保留24个
        if leaf.part != total.part and not (
            (row and leaf.part == row[-1].part + 1 and "open" in roles.states(leaf))
            or (summed and leaf.part == total.part + 1 and (not row or row[0].part == leaf.part))
            or (row and leaf.part == row[-1].part + 1 and _with_share(row[-1], stretch))
        ):
            break
        if row and CONCERNS.search(leaf.before) and not CONCERNS.search(row[0].before):
            break
        if (
            roles.is_change(leaf)
            or BESIDE.search(leaf.before)
            or roles.told_again(leaf, row)
            or any(words.search(leaf.before) for words in (roles.TOTAL, EACH, ASIDE, OF_YEAR, DUE))
        ):
            break
        row.append(leaf)
        last = leaf
        if AMONG.search(leaf.after):  # what follows is of this one
            break
    return row


def _with_share(leaf: Leaf, stretch: Stretch) -> bool:
    """Tell whether the share of a figure stands right behind it: 电梯7936台，占64%；起重机械2108台，占17%."""
    behind = stretch.around(leaf.end, leaf.end)[1][:1]
    return any(
        one.kind == SHARE and one.part == leaf.part and one.before.startswith(OF_IT)
        for one in behind
    )


OF_IT = ("占", "约占")


def _begins(own: Sequence[Leaf], at: int, parts: Sequence[Leaf]) -> bool:
    """Tell whether a figure begins a row: the first of its kind in its part, or one that what is done and what is left
    of it stand behind.
    """
    total, first = own[at], parts[0]
    among = AMONG.search(total.after) is not None
    if total.clause == first.clause and among:  # 余者4个里有2个并入，独立的2个
        return not SOME.search(parts[1].before)
    if total.clause == first.clause:  # 隐患7处已修缮5处
        return bool(NOW.search(first.before)) and _leaves_nothing(parts[:2])
    if not at or own[at - 1].part != total.part or first.part != total.part:
        return True
    named = among or total.before.endswith("的")
    return _leaves_nothing(parts[:2]) and bool(
        named or reach.shared(roles.name(total), first.before)
    )


def _leaves_nothing(parts: Sequence[Leaf]) -> bool:
    """Tell whether one part is done and the other is not, which leaves nothing between them."""
    first, last = (roles.states(part) for part in parts)
    return "done" in first and bool(last & {"open", "doing", "other"})


def _runs(parts: Sequence[Leaf]) -> Iterator[Sequence[Leaf]]:
    """Yield the beginnings of a row that end with a clause."""
    for length in range(2, len(parts) + 1):
        if length == len(parts) or parts[length].clause != parts[length - 1].clause:
            yield parts[:length]


def _are_all(total: Leaf, parts: Sequence[Leaf], stretch: Stretch) -> bool:
    """Tell whether nothing speaks against the parts being all of the total."""
    names = [roles.name(part) for part in parts]
    behind = stretch.between(parts[-1].end, stretch.end)
    left = (
        bool(roles.states(parts[-1]) & {"open", "doing"})
        or roles.is_rest(parts[-1])
        or ENDS.match(behind) is not None
    )
    looked = LOOKED.search(total.lead) or CALLED.search(total.lead)
    if looked and any(
        pattern.search(part.before + part.after)
        for part in parts
        for pattern in (DEALT, FOUND, MET, CALLED)
    ):
        return False
    if FOUND.search(parts[0].lead) and not FOUND.search(total.lead):
        return False
    if all(DOING.match(name) for name in (roles.name(total), *names)):
        return False  # 印发文件5份，制定方案2份，签订责任书3份
    states = [roles.states(part) for part in parts]
    if CALLED.search(total.lead) and not any(states):
        return False
    if (all(state == {"done"} for state in states) and any(names)) or roles.CHANGE.search(
        total.before
    ):
        return False
    if EACH.search(total.before) or roles.AVERAGE.search(total.before):
        return False
    named = [bool(name) for name in names]
    if len(set(named)) > 1 and not (left and len(set(named[:-1])) == 1):
        return False
    triggered = OF_WHICH.search(total.lead) is not None
    own = roles.name(total)
    if (triggered or not own) and not _leaves_nothing(parts[:2]):
        return False
    if (
        not own
        and roles.states(total)
        and total.clause != parts[0].clause
        and not AMONG.search(total.after)
    ):
        return False  # 已有9家完成退款，3家部分退款
    if own and {name[-2:] for name in names} == {own[-2:]} and not any(states):
        return False  # 救助人员79人次，救援人员18人次，找回人员9人次
    if of_one_row(total, parts, stretch):
        return False
    return not (
        (roles.kin((total, *parts)) == 2 and not any(states) and not roles.is_rest(total))
        or not (own or total.noun)
        or roles.PARTIAL.search(stretch.text)
        or roles.UNTOLD.search(stretch.text)
        or roles.crossing(parts)
        or all(roles.FAULT.search(roles.label(part)) for part in parts)
        or uncounted(stretch, parts)
        or any(one.end > other.start for one, other in pairwise(parts))
    )
