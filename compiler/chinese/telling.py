"""What a letter tells in which two names differ: that they are two things (第一小学 and 第二小学, 东街
and 西街, 区委 and 市委), nothing (a particle), or that one is a slip.
"""

from __future__ import annotations

TELLING = frozenset(
    "0123456789〇零一二三四五六七八九十百千万两"
    "上下前后东西南北中左右内外大小新老旧高低长短多少早晚初末总分"
    "省市区县旗镇乡村街岛国"
    "正副男女父母公私甲乙丙丁"
)

PARTICLES = frozenset(
    "的了地得和与及或等在对将把被由向从为以于并且而则其该此每按到至去来就使让给是"
)
"""Characters that stand for each other in any phrase: particles, prepositions, conjunctions."""
ADVERBS = frozenset("再又也还都各已未不没需应可能要会想但更最较很就却才只仅另过里时")
"""Characters that any verb may take, and that say something else when another one stands there."""
LOOSE = PARTICLES | ADVERBS | frozenset("前后本照经进行有无原任某所个名非党难")
"""Characters that may come and go within a phrase without making it another: what qualifies a word
(原书记, 总规模) besides."""


def is_han(character: str) -> bool:
    """Tell whether this is a Chinese character, of those in common use."""
    return "\u4e00" <= character <= "\u9fff"


def may_come_and_go(character: str) -> bool:
    """Tell whether a letter that one of two names has more is a slip: it is no particle, and does not
    tell two things apart.
    """
    return is_han(character) and character not in LOOSE and character not in TELLING


def may_stand_for(wrong: str, right: str) -> bool:
    """Tell whether one letter for another is a slip: they are not both particles, the wrong
    one is no adverb, and they are no pair that tells two things apart.
    """
    return (
        is_han(wrong)
        and is_han(right)
        and not (wrong in PARTICLES and right in PARTICLES)
        and wrong not in ADVERBS
        and not (wrong in TELLING and right in TELLING)
    )
