"""How sure it is that figures are all the parts of a total: by the words around them, never by their sum."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from compiler.chinese.figures import reach, roles
from compiler.chinese.figures.leaves import Leaf
from compiler.chinese.figures.statements import Certainty, Standing
from compiler.chinese.figures.tree import Stretch, Tree
from compiler.recall import recalled

OF_WHICH = re.compile(
    r"其中|分为|分成|包括|包含|(?<![包不])含(?!有|义|量)|由(?=[^，。]{1,30}组成)|即"
)
PARTS_WORDS = ("其中", "分为", "分成")
COLON = re.compile(r"(?<!\d)[:：]|[:：](?!\d)")
AMONG = re.compile(r"^[^均在都已，]{0,10}?[中里](?![心学小央国型级部容午期])")
WITHIN = re.compile(r"^[^，]{2,12}[中里内](?![心学小央国型级部容])")
RANGE = re.compile(r"[至到~～—–-]")
MOST_TOTALS, MOST_PARTS = 5, 20
"""So many figures back a total is looked for, and so many on its parts: time grows linearly."""
MEAN = re.compile("(?:[人户年月日亩生台村家校]均|平均)")
"""Says that a figure is worked out of others: 人均550元."""
BESIDE = 20
"""So far behind the parts one that is told each (其余各1个) still belongs to them. By judgement."""
SURE_FROM, PROBABLE_FROM = 3, 2
"""Points of evidence for a complete partition: see :func:`evidence`."""
AGAIN = re.compile(r"(?:^|[，；])(?:这|上述|以上)0|^0[^，]{0,4}(?:之中|当中|里头)")
"""Says that a figure is told a second time, and no further part."""
LOOKED = re.compile("检查|抽查|排查|走访|巡查|巡逻|督查")
DEALT = re.compile("限期|处罚|立案|约谈|惩戒|查封|停业|责令|问责|罚款|警示|移送")
"""What is looked at, and what is done to some of it."""
OF_YEAR = re.compile(r"^\d{4}年")
AGAINST = -9
"""Points of figures that words say are no partition."""
DUE = re.compile(r"应(?!急|对|用|届)[^，]{0,8}$|(?:共|合计|计划|目标|任务|需)[^，]{0,8}$")
"""A total that was to be reached."""


ASIDE = re.compile(r"(?:缺口|富余|短缺|缺编|现有|原有|核减后|整合后)[^，、\d]{0,6}$")
"""Says what a figure is beside a total and its parts: 现有96套，其中12套过期，缺口36套."""
EACH = re.compile("各(?!为|占|自|有|计|类|级|项)[^，、]{0,4}$")
LIMIT_BEHIND, LIMIT_BEFORE = re.compile("(?:以上|以下|以内)的"), re.compile("^[至到]$")
"""Say that a figure only bounds what is counted: 20万元以上的15个, 10万至20万元的27个."""
SOME = re.compile("(?:^|[^没共还仍尚])有$")
"""Says that there are some, which need not be all: 有18份未签，有9份缺页."""
FOUND = re.compile("发现|查出|检出|查实|排查出|问题|隐患")
STOCK, NEW = (
    re.compile("原(?!因|则|料)|现[有在]|目前|实有"),
    re.compile("新(?:[办开建设增招设进收录添引])"),
)
"""What there was, and what came on top of it."""
EXTREME = re.compile("最[高低多少大小长短]，?(?:的?[^，]{0,4})?(?:为|是|达|仅|只有|有)?$")
"""Says that a figure is the greatest or least of several: 其中2020年最少，为3100万元，2024年最多，为7400万元."""
NEAR = 8
"""So many characters before a figure say what it is of several."""
MEASURES = ("金额", "面积", "长度", "重量")
"""Kinds of which there is more or less, and not so many."""
FURTHER = re.compile(
    "(?:将|拟|计划|预计|还要|准备|力争|争取)再|(?:明|后|来)年(?:再|将|计划|拟|还)|[还另][将拟]"
)
"""Says what will be done besides, which need not be all that is left: 已改厕3.57万户，年内还将再改造1500户."""
BEGUN, ENDED = (
    re.compile("(?<!未)(?:开工|动工|启动|立项|签约|申报)"),
    re.compile("完工|竣工|建成|投用|投产|验收"),
)
"""Stages of one thing: what is ended was begun."""
TAKEN = re.compile("反映|受理|收到|接到|接待|接收|收集|征集")
"""What comes in by itself, as what is looked at and found, has kinds that nobody lists to the end."""
IS_DUE = re.compile("应(?!急)|需")
CONCERNS = re.compile("^(?:共?涉及|惠及|覆盖|带动|影响|牵涉)")
"""Says what something is about or reaches, which is counted besides."""


def countable(tree: Tree, leaf: Leaf) -> list[Leaf]:
    """Return the figures in reach of one that count or measure something: no bounds such as 500万元以下的项目."""
    return [
        one
        for one in reach.in_reach(tree, leaf)
        if one.kind and one.kind not in roles.NO_COUNT and not LIMIT_BEHIND.match(one.after)
    ]


def by_kind(leaves: Sequence[Leaf]) -> Mapping[str, Sequence[Leaf]]:
    """Return the figures that can be parts or totals, by the class of their unit."""
    return _by_kind(tuple(leaves))


@recalled(256)  # six constructions ask for those of each sentence
def _by_kind(leaves: tuple[Leaf, ...]) -> Mapping[str, Sequence[Leaf]]:
    found: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        limit = LIMIT_BEHIND.match(leaf.after) or LIMIT_BEFORE.search(leaf.before)
        if leaf.kind and leaf.kind not in roles.NO_COUNT and not limit:
            found.setdefault(leaf.kind, []).append(leaf)
    return found


AFRESH = re.compile("^(?:已|给予|受到|均)")
"""What is said afresh of all: 其中处级干部1人，已给予处分7人."""


def evidence(total: Leaf, parts: Sequence[Leaf], stretch: Stretch, said: int) -> int:
    """Return how much says that the parts are all of the total: its trigger, a rest, states that leave
    nothing out, three parts of one form, names of one classification, 共; words like 等 and 主要 say the
    contrary.
    """
    told = [roles.states(part) for part in parts]
    later = set().union(*told[1:])
    every = later | told[0]
    first, last = parts[0], parts[-1]
    names = [name for part in parts if (name := roles.name(part))]
    behind = stretch.between(total.end, stretch.end)
    nouns = {part.noun for part in parts if part.noun and not roles.predicate(part)}
    points = said
    points += 2 * (
        roles.is_rest(last) or ("done" in told[0] and bool(later & {"open", "doing", "other"}))
    )
    points += len(parts) >= 3 and roles.parallel(parts)
    points += roles.kin(parts) or 2 * roles.denied(parts)
    if all(part.before.endswith("的") for part in parts):
        points += 2 if len(parts) >= 3 else 1
    told_total = bool(roles.TOTAL.search(total.before))
    points += told_total
    points += "done" in told[0] and reach.shared(total.before[-4:], first.before)
    if not roles.is_rest(last) and not every & {"open", "doing"}:
        points -= any(other.clause - one.clause > 2 for one, other in pairwise(parts))
    around = total.before + total.after
    foreign = any(noun[:2] not in around and noun[-2:] not in around for noun in nouns)
    points += bool(total.noun or AMONG.search(total.after)) and not foreign
    points += bool(total.noun or roles.TOTAL.search(total.before)) and closed(parts, stretch)
    if len(parts) > 2 or said < 2:
        next_one = total.clause + 1 == first.clause or total.sentence + 1 == first.sentence
        points += first.clause == last.clause and next_one
    if roles.PARTIAL.search(behind) or roles.crossing(parts):
        return AGAINST
    if roles.UNTOLD.search(stretch.between(last.end, stretch.end)):
        return AGAINST
    if any(BEGUN.search(part.before) for part in parts) and any(
        ENDED.search(part.before) for part in parts
    ):
        return AGAINST  # 56个项目已开工49个、完工32个
    if first.part != last.part and not told[0] and "done" in told[-1] and not roles.is_rest(last):
        return AGAINST  # 结余2.06亿元，其中两年以上的7210万元；已收回1.54亿元
    if FURTHER.search(last.before) and ("done" in told[0] or not told[0]):
        return AGAINST
    if any(NEW.search(part.before) for part in parts) and any(
        STOCK.search(leaf.before) for leaf in (total, *parts)
    ):
        return AGAINST  # 原有134家，关掉19家，新办证27家，现有128家，14家正在补办
    if any(CONCERNS.search(part.before) for part in parts[1:]) and not CONCERNS.search(
        first.before
    ):
        return AGAINST  # 18个部门中6个部门预算不细，涉及项目33个
    if any(EXTREME.search(stretch.between(part.start - NEAR, part.start)) for part in parts):
        return AGAINST
    if _of_other_things(total, parts):
        return AGAINST
    if not told_total and all(OF_YEAR.search(part.before) for part in parts):
        return AGAINST  # 三年投入9亿元，2022年新增2亿元，2023年新增3亿元
    if said < 2 and FOUND.search(first.lead) and not FOUND.search(total.lead):
        return AGAINST  # 清查房产486处，发现出租37处、闲置21处
    if said < 2 and LOOKED.search(total.lead) and any(DEALT.search(part.before) for part in parts):
        return AGAINST  # 检查单位1846家，限期整改312家，约谈警示72家，联合惩戒2家
    unlike = len(parts) == 2 and not roles.kin(parts) and not roles.is_rest(last)
    if said < 2 and unlike and "done" in told[0] and later <= {"done"}:
        return AGAINST  # 排查1846家，责令整改312家，立案查处27家
    points -= said == 0
    points -= 2 * last.after.startswith("等")
    points -= 2 * bool(roles.CHANGE.search(total.before) or roles.AVERAGE.search(total.before))
    points -= 2 * (not every and roles.kin((total, *parts)) == 2)
    points -= 2 * (len(set(names)) < len(names))
    points -= 2 * (
        said < 2 and all("done" in one for one in told) and len({name[-2:] for name in names}) == 1
    )
    points -= 2 * any(roles.EXCEPT.search(part.before) for part in parts[:-1])
    points -= 4 * any(AFRESH.search(part.before) and not told[0] for part in parts[1:])
    points -= 4 * any(  # 需完成的46项已完成46项; 应整改9个，已整改8个
        (stretch.between(one.end, other.start) == other.before and other.clause == one.clause)
        or (IS_DUE.search(one.before) is not None and other.before.startswith("已"))
        for one, other in pairwise(parts)
    )
    among = (AMONG.search(total.after) and total.part == first.part) or COLON.search(
        stretch.between(total.end, first.start)
    )
    open_ended = LOOKED.search(total.lead) or FOUND.search(total.lead) or TAKEN.search(total.lead)
    if roles.is_rest(last) and not roles.is_left(last) and not roles.kin(parts):
        points = min(points, PROBABLE_FROM)
    if first.kind == "人" and not (every or among or roles.kin(parts) == 2 or roles.is_rest(last)):
        points = min(points, PROBABLE_FROM)  # each counted from another side: 大专以上, 退役军人
    if said == 2 and open_ended and not among and not told_total and not every:
        points = min(points, PROBABLE_FROM if roles.kin(parts) < 2 else points)
    dealt = [DEALT.search(part.before) is not None for part in parts]
    if any(dealt) and not all(dealt) and first.clause != last.clause:
        points = min(points, PROBABLE_FROM)  # 其中浴室9家、泳池3家，责令整改7家
    if said < 2 and total.part != first.part and not roles.is_rest(last):
        points = min(points, PROBABLE_FROM)  # 对24家追缴基金；暂停协议3家，解除协议1家
    if said < 2 and not every and not among and _told_past_another(total, parts, stretch):
        points = min(points, PROBABLE_FROM)
    if roles.faults(parts) or all(SOME.search(part.before) for part in parts):
        points = min(points, PROBABLE_FROM)
    if said < 2 and len(parts) == 2 and last.clause - first.clause > 2 and not roles.is_rest(last):
        points = min(
            points, PROBABLE_FROM
        )  # 27项，销号18项，完成率66.7%，高于进度3.4个百分点，4项延期
    whole = told_total and closed(parts, stretch)
    measured = first.kind in MEASURES and roles.kin(parts) == 2
    loose = len(parts) == 2 and first.clause != last.clause and not whole and not measured
    if said == 2 and not among and loose and not roles.is_rest(last) and not every:
        points = min(points, PROBABLE_FROM) if roles.kin(parts) else 0
    if said == 2 and not among and len(parts) == 2 and roles.kin(parts) == 1 and not every:
        points = min(points, PROBABLE_FROM)
    if len(parts) == 2 and not (every or among or roles.kin(parts) or roles.is_rest(last)):
        return min(points, SURE_FROM if told_total and closed(parts, stretch) else 0)
    points -= 2 * (foreign and bool(total.noun))
    return points


def _told_past_another(total: Leaf, parts: Sequence[Leaf], stretch: Stretch) -> bool:
    """Tell whether parts behind ；that no word leads to a total may be of another figure beside that: 医师320名，护士
    512名；博士28名，硕士196名.
    """
    first = parts[0]
    if total.sentence != first.sentence or total.part == first.part:
        return False
    return not OF_WHICH.search(first.lead) and any(
        leaf.kind == total.kind and leaf.part == total.part and leaf is not total
        for leaf in stretch.leaves
    )


def _of_other_things(total: Leaf, parts: Sequence[Leaf]) -> bool:
    """Tell whether two parts or more name what they count by one word that the total, which names its own, has not:
    25个乡镇街道，218个村设了代办点，8个村没有.
    """
    if not total.noun or total.kind != "个":
        return False
    nouns = [part.noun for part in parts if part.noun and not SAID.match(part.noun)]
    if len(nouns) < 2 or any(part.noun and part.noun not in nouns for part in parts):
        return False
    things = {noun[0] if noun[0] in NAMED_SHORT else noun[:2] for noun in nouns}
    told = total.before + total.after
    return len(things) == 1 and not any(thing in told for thing in things)


NAMED_SHORT = "村镇乡县"
"""What is named in one character."""
SAID = re.compile(
    "[已未正在尚不被由因按属为有没列纳转完基部需待能可超逾仍进]|" + roles.DONE.pattern
)
"""How begins what is said of what is counted."""


def closed(parts: Sequence[Leaf], stretch: Stretch) -> bool:
    """Tell whether ；or the end of the sentence follows the last part."""
    return stretch.text[parts[-1].end - stretch.start :][:1] in ("；", ";", "。", "")


def standing(points: int, least: int = 1) -> Standing:
    """Return how parts with so many points of evidence were found, of which so many are wanted."""
    return Standing.PLACED if points >= least else Standing.DOUBTED


def certainty(points: int) -> Certainty:
    """Return how sure so many points of evidence are."""
    if points >= SURE_FROM:
        return Certainty.SURE
    return Certainty.PROBABLE if points >= PROBABLE_FROM else Certainty.POSSIBLE


LONE = "(?<![第之唯同每某统])一"
"""One in words, which a reader counts among parts in words."""


def uncounted(stretch: Stretch, parts: Sequence[Leaf]) -> bool:
    """Tell whether something is told each (其余各1个), as a range, or as a lone one in words that is read as
    no figure (仅有一件) among parts: then their sum needs more than them.
    """
    first, end = parts[0], parts[-1].end + BESIDE
    if all(part.in_words for part in parts):
        lone = re.compile(LONE + re.escape(first.unit))
        if first.unit and lone.search(stretch.between(first.start - BESIDE, stretch.end)):
            return True
    near = stretch.around(first.start, first.start)[1]
    if any(
        roles.AVERAGE.search(leaf.before) and not MEAN.search(leaf.before)
        for leaf in near
        if leaf.kind == first.kind and leaf.start <= end
    ):
        return True
    return any(
        RANGE.fullmatch(stretch.between(one.end, other.start)) is not None
        for one, other in pairwise(parts)
    )
