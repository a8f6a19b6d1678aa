"""Regulations that a text says were made: titles in book-title marks with a word of making before or
behind them, and numbers of regulations made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from compiler.chinese.counted import Counted, counted

ENDINGS = "制度|办法|细则|规定|规程|规则|章程|机制|准则|指引|规范|守则|公约|约定|导则|实施意见|若干意见|管理标准|工作标准"
"""What the title of a regulation ends with; plans, notices, reports and lists are none."""
TITLE = re.compile(rf"《(?P<title>[^《》]{{2,60}}(?:{ENDINGS})(?:[(（](?:试行|暂行)[)）])?)》")
MAKING = "制定|制订|出台|印发|修订|制发|起草|拟定|拟订|定了|建立|发布|下发|新建|编制|健全|完善|推出|施行|颁布|审议通过|形成"
BEFORE = re.compile(
    rf"(?:{MAKING})(?:[、和并与]?(?:{MAKING}|实施|施行|执行))*(?:了|的|实施)?(?:《[^《》]{{2,60}}》[、和及以]*)*$"
)
BEHIND = re.compile(
    r"(?:《[^《》]{2,60}》)*[，,]?[\d年月日底初中旬上下]{0,8}(?:已|现已|已经|于|自|同步|随即|正式|经|起|\d){0,2}"
    r"[\u4e00-\u9fff\d]{0,10}?(?:印发|施行|出台|定稿|发布|颁布)"
)
WINDOW = 130
"""So far before a title its verb is looked for: a row of two or three titles may stand between."""
OTHERS = re.compile(
    r"贯彻|落实|学习|传达|依据|根据|按照|依照|对照|参照|遵照|违反|宣传|解读|培训|中央|国务院|国家|全国|[省市厅](?:委|政府|局|里|级|纪委)?"
    r"(?:[\u4e00-\u9fff]{0,6})(?:印发|出台|制定|修订|下发)|上级|拟|计划|准备|[将待]|力争|征求意见|研究起草|正在"
)
"""Before a title: somebody else's regulation, one only used, or one that is still to come."""
GUIDED = re.compile(
    r"指导|督促|推动|帮助|要求|协助|各(?!类|项)|[下所]属|企业|学校|基层|[镇村]级|上级|学习|拟|计划|[将待]|正在|废止|梳理|清理"
)
"""Before a number: regulations of others, or only looked through."""
OF_OTHERS = re.compile("[镇村乡]|街道|社区|企业|公司|学校|医院|各")
"""Between a number and 制度: whose they are."""
NEUTRAL = re.compile(r"(?:的|相关|有关|新|具体|管理|工作|规章|长效|共计?|合计|总计|有|为|[、，,])*")
MADE = re.compile(
    rf"(?:{MAKING})(?:[、和并与]?(?:{MAKING}))*(?:了|相关|有关|共计?|各类|各项|[、])*$"
)


@attrs.frozen
class MadeTitle:
    """The title of a regulation that a text says was made, and where it stands, marks left out."""

    title: str
    start: int
    end: int


def made_titles(text: str) -> Iterator[MadeTitle]:
    """Yield the regulations that ``text`` says were made, in its order."""
    for match in TITLE.finditer(text):
        floor = max(
            0, match.start() - WINDOW, *(text.rfind(m, 0, match.start()) + 1 for m in "。；;")
        )
        ahead = text[floor : match.start()]
        clause = ahead[max(ahead.rfind(mark) + 1 for mark in "，,：:") :]
        if OTHERS.search(clause):
            continue
        if BEFORE.search(ahead) or BEHIND.match(text, match.end(), match.end() + WINDOW):
            yield MadeTitle(match["title"], *match.span("title"))


def made_counts(text: str) -> Iterator[tuple[Counted, bool]]:
    """Yield the numbers of regulations that ``text`` says were made by whoever it speaks of, and whether
    its words make them a part of those: 制定7项内部管理制度.
    """
    for item in counted(text) if "制度" in text or "建章" in text else ():
        ahead = TITLE.sub("", text[item.sentence : item.begin])
        if item.noun != "制度" or not MADE.search(item.lead) or GUIDED.search(ahead):
            continue
        if not OF_OTHERS.search(item.modifier):
            yield item, NEUTRAL.fullmatch(item.modifier) is None


def titles_named(text: str) -> list[tuple[str, int]]:
    """Return the titles of regulations in ``text``, made or not, each with where it stands."""
    return [(match["title"], match.start()) for match in TITLE.finditer(text)]
