"""What an answer tells beside stock phrases and the words of its own task; and texts that say the
same with other tenses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files

import attrs

from compiler.chinese.table_patterns import pattern_of_a_table
from compiler.recall import recalled

CONCRETE = re.compile(
    r"[0-9０-９《》A-Za-z]"
    r"|[一二两三四五六七八九十百千](?=余?[名人次个项件条处份户期场所套家笔宗起批辆间座篇])(?<!一)"
)
"""Figures, days and titles: a text with one of these tells something of its case."""
ACT = re.compile(
    "印发|出台|修订|约谈|谈话|处分|诫勉|追缴|追回|退还|退回|清退|收回|拆除|建成|新建|改建|扩建|投用|投入使用|竣工|完工|开工"
    "|验收|招标|拨付|支付|上缴|入库|公示|任命|调整|补选|换届|移交|移送|立案"
    "|签订|采购|安装|更换|修复|清理|清运|核对|登记|建档|归档|补办|补发|发放|兑现|过户|注销|接入|改造|配备|招聘|选派|轮换|回头看"
)
"""What was done, told by its name."""
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ASPECT = re.compile(
    r"[已将要拟正在了着过并]|进一步|继续|计划|准备|力争|确保|全部|全面|均|完成|做到|实现"
)
"""What tells a thing done from a thing planned."""


@attrs.frozen
class Substance:
    """How many Chinese characters a text has, how many of them are its own, whether among them
    something done is called by its name, and whether the text is nothing but its task, told as done.
    """

    length: int
    own: int
    acts: bool
    task_only: bool


def tells_a_case(text: str) -> bool:
    """Tell whether a text has a figure, a day or a title."""
    return CONCRETE.search(text) is not None


def substance(text: str, known: Iterable[str] = ()) -> Substance:
    """Return what a text tells beside stock phrases and what ``known`` texts, its task and the
    problem, say already.
    """
    length = len(CHINESE.findall(text))
    pairs = {one[i : i + 2] for one in known for i in range(len(one) - 1)}
    told = list(text)
    for i in range(len(text) - 1):
        if text[i : i + 2] in pairs:
            told[i] = told[i + 1] = " "
    beside = "".join(told)
    # In the text as it is, too: the task may have cut a stock phrase in two.
    left = list(beside)
    for one in (text, beside):
        for match in _stock().finditer(one):
            left[match.start() : match.end()] = " " * len(match.group())
    own = len(CHINESE.findall("".join(left)))
    task_only = beside != text and not CHINESE.search(ASPECT.sub("", beside))
    return Substance(length, own, ACT.search(beside) is not None, task_only)


def without_aspect(text: str) -> str:
    """Return the Chinese characters, letters and digits of a text, less the words that only say
    whether it is done or planned.
    """
    return ASPECT.sub("", re.sub(r"[\W_]", "", text))


@recalled()
def _stock() -> re.Pattern[str]:
    """The words of ``stock_words.txt``, the longest first."""
    lines = files("compiler.chinese").joinpath("stock_words.txt").read_text("utf-8").splitlines()
    words = {word for line in lines if not line.startswith("#") for word in line.split()}
    longest_first = sorted(map(re.escape, words), key=lambda it: (-len(it), it))
    return pattern_of_a_table("|".join(longest_first))
