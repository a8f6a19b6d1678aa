"""What the office's prose may name in braces, and what each name stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

BUILT_IN = {
    "方面总数": "问题清单里有几个方面",
    "类别总数": "问题清单里有几个类别",
    "问题总数": "问题清单里有几个问题",
    "措施总数": "措施清单里有几条措施",
    "牵头单位总数": "牵头单位有几家",
    "制度总数": "各单位登记的制度成果有几件，重复的只算一件",
    "督办单数": "发出的督查督办通知单有几份",
    "延期措施数": "总台账登记了延期的措施有几条",
    "延期次数": "总台账登记了几次延期",
    "销号措施数": "报了完成、总台账登记了销号的措施有几条",
    "待销号措施数": "报了完成、总台账还没有登记销号的措施有几条",
}
BY_STATUS = {
    "{status}问题数": "完成状态是“{status}”的问题有几个",
    "{status}措施数": "完成状态是“{status}”的措施有几条",
}
BY_KIND = {
    "{kind}总数": "办理情况里“{kind}”移交几件",
    "{kind}办结数": "办理情况里“{kind}”办结几件",
    "{kind}在办数": "办理情况里“{kind}”在办几件",
}
OTHERS = (
    ("移交类别＋总数、办结数、在办数", "办理情况里这一类移交、办结、在办几件，如 {信访件总数}"),
    (
        "数据指标的名称",
        "各单位在“数据指标”里登记的数，如 {沿河排口总数}；几家登记的数不同时不能直接用",
    ),
    (
        "期间＋主持人主持（单位组织）＋整改类别类＋类型＋次数、人次、组数、单位数、发现问题数等",
        "“工作纪实”里数出来的，前三样可以不写，如 {会议次数}、{区委书记主持会议次数}、{2024年7月督导检查人次}",
    ),
    ("期间＋整改类别类＋督办单数", "这一期间、这一类问题的督办单有几份，如 {2025年1月督办单数}"),
    ("勾稽规则里定义的名称", "左边是新名字的关系式算出来的数，如 {整改专题会议总数}"),
)
"""What else can be named, in words."""


def meanings(statuses: Iterable[str], kinds: Iterable[str] = ()) -> dict[str, str]:
    """Return what each built-in name stands for."""
    named, statuses = dict(BUILT_IN), tuple(statuses)
    for pattern, meaning in BY_STATUS.items():
        named |= {pattern.format(status=s): meaning.format(status=s) for s in statuses}
    for pattern, meaning in BY_KIND.items():
        named |= {pattern.format(kind=k): meaning.format(kind=k) for k in kinds}
    return named


def described(statuses: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield what may be named and what it stands for, as a register explains it before there is
    anything in it.
    """
    for name, meaning in meanings(statuses).items():
        yield f"{{{name}}}", meaning
    yield from OTHERS
