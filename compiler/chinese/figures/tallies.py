"""Sums told behind their parts in whatever words: 三批23件, 两街77家, 凑足200公里, 合56万元整, 加起来18640人; and what is left
of a figure when others are taken off: 剩54株, 未销的6个, 实际41个.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.evidence import EACH, by_kind, uncounted
from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import Certainty, Reading, Standing, Statement, total_of
from compiler.chinese.figures.terms import given, summed
from compiler.chinese.figures.tree import Stretch, Tree

MANY = "[两二三四五六七八九十]|\\d{1,2}"
TALLY = re.compile(
    r"(?:合计|共计|总计|累计|一共|总共|共有?|合|计|总(?:数|额|量|评|和|的)?|凡|凑足|凑成|加起来|相加|之和|汇总|全部)[^，、；\d]{0,6}$"
    r"|^(?:应|原有|原|实有|总|需|人数|金额)[^，、；\d]{0,6}$"
)
OF_MANY = re.compile(
    rf"^(?:上述|以上|前述|这|前后|全)?(?:{MANY})[\u4e00-\u9fff]{{1,4}}(?:合计|一共|共|合|计|总|加)?[^，、；\d]{{0,4}}$"
)
LOOKED = re.compile(
    "检查|抽查|排查|走访|巡查|调研|摸排|督查|核查|查|约谈|培训|召开|开展|受理|接到|收到|发现"
)
"""What only part of turns out to be told of: 检查486家，责令整改37家，立案12家."""
NO_TALLY = re.compile(
    "[率占第]|公共|合(?:同|格|并|作|法|规|理|适)|计划|共(?:同|享|用|性|建|管|治|青|产)|其中|各|每|均"
)
SUM = re.compile(r"(?:[共合总累]计|一共|总共|共|合)(?P<deed>[^，、；\d]{0,6})$")
DEALT_WITH = re.compile("责|处")
"""What whatever was done to persons comes to: 警告3人，诫勉6人，共追责问责9人."""
OF_TIME = re.compile(r"\d{1,4}[年月]|[上下]半年|季度")
YEARS = re.compile("^[前这近]?[两二三四五][年期季届轮批]")
LEFT = re.compile(
    "(?:剩余?|余下?|尚余|下余|下欠|仍欠|尚欠|结余|还差|还剩|尚缺|缺|差|未[^，、\\d]{1,6}的?|实际|实有|净)(?:的|了|为|是|有)?$"
)
LARGEST = re.compile("最[大高多]的?$")
TOGETHER = re.compile("^(?:连同|加上|再加上?|算上|加之|并上|另加)")
"""Adds also what is told of an earlier time: 受理6408件，连同上年结转的592件，待办总量7000件."""
BEHIND = 24
"""So far behind a sum it is said that some are counted twice. By judgement."""
MOST = 10
"""So many figures before one are tried as its parts: time grows linearly."""


def tallies(tree: Tree) -> Iterator[Statement]:
    """``前街41家、后街36家，两街77家``: any row of figures that ends before a sum may be its parts, told one by one
    or by their tables' columns.
    """
    for stretch in tree.stretches:
        for own in by_kind(stretch.leaves).values():
            for at in range(2, len(own)):
                total = own[at]
                years = YEARS.search(total.lead) is not None
                before = _parts(own[max(0, at - MOST) : at], years)
                if len(before) < 2 or not _is_tally(total):
                    continue
                if total.clause - before[-1].clause > 2 or uncounted(stretch, before):
                    continue
                if not of_them(total, before, tree.text):
                    continue
                rows = [before[start:] for start in range(len(before) - 1)]
                rows += [before[start:-1] for start in range(len(before) - 2)]
                readings = [total_of(total, row) for row in rows]
                readings += [Reading(given(total), given(one)) for one in before]
                yield Statement(
                    "分项之和", tuple(readings), Certainty.POSSIBLE, standing=Standing.PLACED
                )


def _is_tally(leaf: Leaf) -> bool:
    """Tell whether the words before a figure say that it is a sum, or of as many as they name."""
    if NO_TALLY.search(leaf.before):
        return False
    if leaf.before in ("和", "及", "与"):  # 61起、54起和47起
        return False
    return bool(TALLY.search(leaf.before) or OF_MANY.search(leaf.lead))


def of_them(total: Leaf, parts: Sequence[Leaf], text: str) -> bool:
    """Tell whether a sum can be of the figures before it: of no other deed, time or kind, nothing twice."""
    match = SUM.search(total.before)
    deed = match["deed"] if match else ""
    dealt = total.kind == "人" and DEALT_WITH.search(deed)
    if (
        len(deed) >= 2
        and not dealt
        and not reach.shared(deed, "".join(part.before + part.after for part in parts))
    ):
        return False
    if OF_TIME.search(total.before):
        return False
    words = text[parts[0].start : total.end + BEHIND]
    return not roles.PARTIAL.search(words)


def _parts(own: Sequence[Leaf], years: bool = False, largest: bool = False) -> list[Leaf]:
    """Return the figures that can be parts: no changes, no rates, no earlier values but in a sum of ``years``, and the
    ``largest`` only of what leaves a rest.
    """
    return [
        leaf
        for leaf in own
        if not EACH.search(leaf.before)
        and (
            (largest and LARGEST.search(leaf.before) is not None)
            or TOGETHER.search(leaf.lead) is not None
            or not (roles.CHANGE.search(leaf.before) if years else roles.is_change(leaf))
        )
    ]


def left_over(tree: Tree) -> Iterator[Statement]:
    """``1200株清了1146株，剩54株``: what is left is one figure before it less one or several others."""
    for stretch in tree.stretches:
        for own in by_kind(stretch.leaves).values():
            for at in range(2, len(own)):
                before = _parts(own[max(0, at - MOST) : at], largest=True)
                rest = own[at]
                if len(before) < 2 or not (LEFT.search(rest.before) or _is_left(rest, before)):
                    continue
                if rest.clause - before[-1].clause > 2 or roles.AVERAGE.search(rest.before):
                    continue
                readings = [
                    _less(rest, whole, before[start:])
                    for start in range(len(before) - 1, 0, -1)
                    for whole in before[:start]
                ]
                yield Statement(
                    "总数与其余", tuple(readings), Certainty.POSSIBLE, standing=Standing.PLACED
                )


def _is_left(rest: Leaf, before: Sequence[Leaf]) -> bool:
    """Tell whether a figure is what is left: 另4家 is, but behind ；it adds."""
    return roles.is_rest(rest) and (roles.is_left(rest) or rest.part == before[-1].part)


def _less(rest: Leaf, whole: Leaf, parts: Sequence[Leaf]) -> Reading:
    """Return that a rest is what parts leave of a whole, rounded where these are told finer."""
    finest = min(leaf.factor for leaf in (rest, whole, *parts))
    left = given(rest, rest.factor != finest)
    return Reading(left, summed((given(whole),), [given(leaf) for leaf in parts]))


def columns(tree: Tree) -> Iterator[Statement]:
    """``17家、2046万元，还清11家1518万元，部分还4家363万元，未还2家165万元``: a table in a sentence: each column of the
    parts adds up to the total's.
    """
    for stretch in tree.sentences:
        own = [
            leaf
            for leaf in stretch.leaves
            if leaf.kind and leaf.kind not in roles.NO_COUNT and not EACH.search(leaf.before)
        ]
        for first, wide, rows in _tables(own):
            table = [own[first + row * wide : first + (row + 1) * wide] for row in range(rows)]
            total, parts = table[0], table[1:]
            whole = _parted(total, parts, stretch)
            alike = roles.kin([row[0] for row in table])
            if not whole and (alike or LOOKED.search(total[0].lead)):
                continue
            for column in range(wide):
                cells = [row[column] for row in parts]
                readings = [total_of(total[column], cells)]
                readings += [total_of(total[column], cells[:n]) for n in range(2, len(cells))]
                yield Statement(
                    "总数与所列各项",
                    tuple(readings),
                    Certainty.SURE if whole else Certainty.POSSIBLE,
                    standing=Standing.PLACED,
                )


def _tables(own: Sequence[Leaf]) -> Iterator[tuple[int, int, int]]:
    """Yield where the kinds of figures repeat two or three at a time, with how many, and how often."""
    at = 0
    while at < len(own):
        for wide in (2, 3):
            kinds = [leaf.kind for leaf in own[at : at + wide]]
            rows = 1
            while [leaf.kind for leaf in own[at + rows * wide : at + (rows + 1) * wide]] == kinds:
                rows += 1
            if len(set(kinds)) == wide and rows >= 3:
                yield at, wide, rows
                at += wide * rows - 1
                break
        at += 1


def _parted(total: Sequence[Leaf], parts: Sequence[Sequence[Leaf]], stretch: Stretch) -> bool:
    """Tell whether the first row of a table is the total of the others: told in another form than these, which
    leave nothing out: 其中, a rest, done and not done.
    """
    words = stretch.between(total[-1].end, parts[0][0].start)
    last = parts[-1][0]
    states = [roles.states(row[0]) for row in parts]
    every = set().union(*states)
    whole = (
        roles.is_rest(last)
        or ("done" in every and bool(every & {"open", "doing", "other"}))
        or "其中" in words
        or bool(re.match("[:：。]", words))
    )
    if states[0] and states[0] == roles.states(total[0]):  # 追回5宗71.2万元，收回4宗48.7万元，剩2宗
        return False
    if any(row[-1].part != row[0].part or row[-1].clause - row[0].clause > 2 for row in parts):
        return False
    if roles.PARTIAL.search(stretch.between(total[0].start, stretch.end)):
        return False
    return (
        whole
        and not roles.is_change(total[0])
        and not any(roles.is_change(cell) for row in parts for cell in row)
    )
