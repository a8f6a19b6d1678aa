"""Wording that says something is still going on, and wording that says all of it is done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from compiler.chinese.beginnings import beginning_with
from compiler.chinese.prose_dates import dates

MARKS = r"，,。；;"
FOLLOW_ON = re.compile(r"继续|持续|坚持|巩固|长期|常态|跟踪|不断|适时")
"""What follows a finished piece of work and does not unmake it."""
ATTRIBUTE = re.compile(rf"[^{MARKS}《》]{{0,12}}的(?!基础上)")
GOING_ON = beginning_with(
    "正尚仍还暂均进推办建施整修审追",
    r"(?<![时当在前真])正在(?!接受|职|此|于)|(?<![修改纠公真反端更订校矫方严廉立切])正"
    r"(?=(?:按|做好|通过|积极|全力|抓紧|加紧|有序|加快|逐步|稳步|准备|组织|筹备|进行|处于|开展|协调"
    r"|推进|落实|办理|修订|制定|施工|建设))"
    r"|尚未(?!发现|出现|收到|接到|发生|见|有)|尚[在需待]"
    r"|(?:仍|还|暂|均)未(?=完成|办结|到位|落实|收回|整改|启动|开工|投用|建成|实施|出台|完工|竣工"
    r"|验收)"
    r"|还没有?(?=完成|办结|到位|落实|收回|整改|启动|开工|投用|建成|开始)|[仍尚]处于(?=.{0,10}阶段)"
    r"|(?:进行|推进|办理|建设|施工|整改|修订|审理|追缴)中(?=[,，。；;、]|$)",
)
PROMISE = re.compile(
    r"下一?步(?:工作|计划|打算)?[,，:：]?(?=将|要|拟|计划|继续|抓|加快)"
    r"|(?<![草虚模比所对])拟(?=于|在\d|增加|新建|新增|建设|出台|修订|制定|启动|开展|实施|投入)"
    rf"|力争(?=于|在|尽快|早日|年底|年内|[明后]年|\d|上半年|下半年|[^{MARKS}]{{0,12}}前完成)"
    r"|争取(?=尽快|早日|于|在\d|年内|年底|[明后]年)"
)
PLANNED = re.compile(r"(?:将于|将在|预计|计划于|计划在|计划)(?=[到至于在]?\d)")
RULED = re.compile(r"明确|规定|提出|要求|目标")
DONE = re.compile(
    r"(?:全部|均|全面|悉数)(?:已经?)?(?:完成|办结|整改到位|整改完毕|销号|投用|投入使用|收回"
    r"|落实到位|完工)|(?:整改(?:任务|工作|事项)?|任务)?已经?(?:全部|全面)"
    r"(?:完成|整改到位|办结|落实)"
)
REMAINS = re.compile(
    r"[未尚仍待拟余剩]|正(?![式常确])|其[余它他中]|部分|缺口|差距|困难|较难|还有|还需|继续|推进"
    r"|进一步|逐步|力争|争取|进行中|在建|阶段|受限|影响|滞后|复杂|计划|预计|下一?步|完善|基本"
)


def going_on(text: str, cut_off: date | None) -> Iterator[tuple[int, int]]:
    """Yield ranges that say a matter is unfinished: 正在…, 尚未…, 下一步将…, 拟于…, 力争于…, 将于
    a day after ``cut_off``.

    An attribute (尚未利用的…), a follow-on (下一步将继续…) and what a document demands
    (提出力争…) are none.
    """
    for match in GOING_ON.finditer(text):
        if not ATTRIBUTE.match(text, match.end()):
            yield match.span()
    for match in PROMISE.finditer(text):
        if (
            not FOLLOW_ON.search(text, match.end(), match.end() + 10)
            and not _ruled(text, match.start())
            and not ATTRIBUTE.match(text, match.end())
        ):
            yield match.span()
    for match in PLANNED.finditer(text):
        if not _ruled(text, match.start()) and _after(
            text[match.end() : match.end() + 24], cut_off
        ):
            yield match.span()


def all_done(text: str) -> tuple[int, int] | None:
    """Return where ``text`` says that everything is done, if nothing in it says that something
    remains.
    """
    match = DONE.search(text)
    return match.span() if match and not REMAINS.search(text) else None


def _ruled(text: str, position: int) -> bool:
    """Tell whether the sentence says, up to a position, what is the rule: that goes on after the
    work is done.
    """
    near = max(0, position - 30)
    sentence = max(text.rfind(mark, near, position) for mark in "。；;") + 1
    return bool(RULED.search(text, max(sentence, near), position))


def _after(text: str, cut_off: date | None) -> bool:
    """Tell whether a text begins with a date that ends after the cut-off."""
    if cut_off is None:
        return False
    named = next(iter(dates(text)), None)
    last = named.last() if named and named.start <= 2 else None
    return last is not None and last > cut_off
