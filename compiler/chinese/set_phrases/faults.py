"""Whether what differs from a set phrase is a slip, or another wording.

A slip leaves characters that are no part of an ordinary word: 主体责认 does, 第一责任 and 主体任务
do not. A ``rigid`` phrase (a political one, an idiom) is told by fewer of its characters than a
general term, since nothing else is said that is nearly the same.
"""

from __future__ import annotations

from functools import cached_property

import attrs

from compiler.chinese.set_phrases.words import FREE, adjoin, confusable, is_han, strays

FOUR, LONG, VERY_LONG = 4, 6, 7
"""A rigid phrase of ``LONG`` characters, or a term of ``VERY_LONG``, is told by its first and last
words, whatever stands between them. By judgement."""
SHORT = 4
"""Two characters in their quotation marks are too few to be told for three: “三不”."""
PLACES = frozenset("省市区县镇乡村街社路")
ORGANS = frozenset("局厅部委科处室所站办队组院会社司校团党区县市省镇乡村街")
"""With another place before it, or another last character, a body is another one."""
NUMERALS = frozenset("一二两三四五六七八九十百千多几双单0123456789")
"""What is counted otherwise is another phrase, unless ``members`` knows better."""
EACH = frozenset("逐每按分各整")
COUNTERS = frozenset(
    "项条个户人笔村镇校处家批次宗份台类月季年周日旬级层段步点页字句栋组岗企店所片区域期事件案时"
)
"""Behind the former any of the latter may stand: 逐项销号, 逐笔销号, 分类施策, 分区施策."""
LINKS = frozenset("的地得了之和与及或等")
"""What stands between phrases, or is left out of one."""
DENIALS = frozenset("不未没无非")
"""Turn an idiom round, which some do on purpose: 有章不循."""
PERSONS = frozenset("医师员长官警工民教")
"""Behind a place, who works or lives there: 村医, 镇长, 县警."""
VERBS = frozenset("补堵压建改抓管查促治扶强降稳保优提增减防扫打破立惩肃清理做完")
"""What is often said for a verb of two characters: 补短板, 堵漏洞."""


PREPOSITIONS = frozenset("为以对因向从把被将由在与和同按给比到于就自经")
"""Before a phrase that begins with the same character they govern it: 为为民服务提供保障."""
NOUNS = frozenset("人事物民家党国省市区县镇村钱款法权")
"""Nouns that are no word beside another noun: 树人人根本任务, not 委员会会根据."""


def is_no_word_ahead(character: str, before: str) -> bool:
    """Tell whether a character before a phrase that begins with it is none of its own."""
    return character not in FREE or (not is_han(before) and character not in PREPOSITIONS)


def is_no_word_behind(character: str, after: str) -> bool:
    """Tell whether a character behind a phrase that ends in it is none of its own."""
    return character not in FREE or not is_han(after) or after in LINKS or character in NOUNS


@attrs.frozen(slots=False, eq=False)
class Wording:
    """A phrase as it is looked for, one of three characters in its quotation marks."""

    text: str
    whole: bool
    rigid: bool

    @property
    def is_long(self) -> bool:
        """Whether the phrase is told by its ends alone."""
        return len(self.text) >= (LONG if self.rigid else VERY_LONG)

    @cached_property
    def is_fused(self) -> bool:
        """Whether it is no two words put together, of which one might stand alone."""
        fused = not (adjoin(self.text[0], self.text[1]) and adjoin(self.text[-2], self.text[-1]))
        return self.rigid and len(self.text) == FOUR and fused

    @cached_property
    def is_frame(self) -> bool:
        """Whether it is made after a pattern that takes many words: 应改尽改, 从严从实."""
        text = self.text
        return len(text) == FOUR and (text[0] == text[2] or text[1] == text[3])

    def takes_other_words(self, at: int) -> bool:
        """Tell whether another character may stand at a place of a frame: 从严从活, 应收尽退, 直查督办, not 不折以扣."""
        first, third = self.text[0], self.text[2]
        return self.is_frame and not (first == third in DENIALS and at % 2 == 0)


def is_fault(text: str, wording: Wording, start: int, end: int, head: int, missing: str) -> bool:
    """Tell whether ``text[start:end]`` has something else by mistake where the phrase has
    ``missing``, ``head`` characters behind its beginning.
    """
    phrase = wording.text
    first, last = start + head, end - (len(phrase) - head - len(missing))
    given, before, after = text[first:last], text[first - 1 : first], text[last : last + 1]
    inner = 0 < head < len(phrase) - 1
    if not all(map(is_han, given + missing)):
        return False
    if len(given) == len(missing) == 1:
        if confusable(given, missing):
            return True
        coined = "“" in (phrase[0], text[start - 1 : start]) or text[end : end + 1] == "”"
        if coined or not (inner or wording.rigid):
            return False  # what is coined after a phrase sounds otherwise: “以奖促改”; 审计监盘
        other = (
            (given in ORGANS and missing in ORGANS)  # 发展和改革部
            or (not head and after in PLACES)  # 桐坞镇卫生院
            or (given in NUMERALS and missing in NUMERALS)  # 五证合一
            or before in NUMERALS  # 四大基本原则
            or (before in PLACES and given in PERSONS)  # 村医公开招考
            or (before in EACH and given in COUNTERS and missing in COUNTERS)
            or wording.takes_other_words(head)
        )
        whole = wording.rigid and len(phrase) == FOUR
        if wording.is_long and inner:
            words = adjoin(before, given) or adjoin(given, after)
            return not other and (not words or _is_torn(text, phrase, start, end))
        return not other and (
            not (
                (given in FREE and not (inner and whole and given not in DENIALS))  # 一目与然
                or adjoin(before, given)
                or adjoin(given, after)
            )
            or (wording.rigid and _is_torn(text, phrase, start, end))
        )
    if len(given) == 2 and given == missing[::-1]:
        words = adjoin(*given) or adjoin(before, given[0]) or adjoin(given[1], after)
        strange = not words or _is_torn(text, phrase, start, end)
        return strange or wording.rigid or len(phrase) > FOUR
    if len(given) == 1 and not missing:  # doubled: 主体责责任, not 市市场监督管理局
        if head < 2 and adjoin(text[start - 1 : start], text[start]):
            return False  # 建立立行立改台账
        place = given in PLACES and phrase.startswith(given)
        return given in (before, after) and not (place and head < 2)
    if len(missing) == 2:  # a word left out of a phrase that must be whole
        return not given and head > 0
    if given or missing in (LINKS if wording.rigid and inner else FREE):
        return False
    if text[start - 1 : start] == "“" and text[end : end + 1] == "”":
        return wording.rigid and not wording.is_frame
    if phrase[0] == "“" and end - start <= SHORT and head != 2:  # “放服” lacks its middle
        return False
    return _is_half(text, wording, first, head)


def _is_torn(text: str, phrase: str, start: int, end: int) -> bool:
    """Tell whether more characters belong to no word there than in the phrase itself."""
    context = text[start - 1 : start] + phrase + text[end : end + 1]
    offset = 1 if start else 0
    return strays(text, start, end) > strays(context, offset, offset + len(phrase))


def _is_half(text: str, wording: Wording, at: int, head: int) -> bool:
    """Tell whether a character that is missing at ``text[at]`` has left half a word there, which is
    no part of another.
    """
    phrase = wording.text
    before, after = text[at - 1 : at], text[at : at + 1]
    inside_before, inside_after = phrase[head - 1 : head], phrase[head + 1 : head + 2]
    inner = inside_before and inside_after
    alone = head == 1 and (before in VERBS or before in FREE)
    if wording.is_long and inner and not alone:
        return True
    if not inner and wording.is_frame:
        return False
    if adjoin(before, after) or (alone and not wording.is_fused):
        return False
    # At an end only where the phrase certainly ends there: 落实主体责和, not 被困人员.
    outside, fragment = (before, after) if inside_after else (after, before)
    if not inner and (
        fragment in FREE
        or (fragment in PREPOSITIONS and outside.isalnum())
        or (is_han(outside) and outside not in LINKS)
    ):
        return False  # 县管干部 is not 党管干部
    if not head and (after in PLACES or adjoin(after, text[at + 1 : at + 2])):
        return False  # 村集体“三资” is not 农村集体“三资”
    left, right = adjoin(inside_before, phrase[head]), adjoin(phrase[head], inside_after)
    soft = not wording.rigid
    if (head == 1 or (left and soft)) and adjoin(text[at - 2 : at - 1], before):
        return False  # 产权交易 is not 权钱交易
    if (head == len(phrase) - 2 or (right and soft)) and adjoin(after, text[at + 1 : at + 2]):
        return False
    return left or right or bool(inner) or wording.is_fused
