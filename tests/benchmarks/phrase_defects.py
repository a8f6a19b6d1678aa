"""Defects of set wordings: phrases, their members, titles in force, numbers of documents, sanctions.

Each is planted by rule into a sentence that carries a right wording of the tables: the control
has the right one, the mutant the damaged one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from planting import Clean, Mutant, Mutator

from compiler.chinese.marks import sentences
from compiler.chinese.set_phrases.law_titles import titles_in_force
from compiler.chinese.set_phrases.phrases import SetPhrase, default_phrases

CARRIERS = (
    "研究{}有关工作。", "围绕{}要求逐项推进。", "对照{}查摆不足，逐条改进。", "会上重申{}，各单位对照执行。",
    "把{}摆在重要位置。", "落实{}，形成工作合力。", "坚持{}，不留死角。", "区委要求{}，责任到人。",
)  # fmt: skip
NUMERALS = "二两三四五六七八"
Damage = Callable[[str, Random, Clean], str | None]


def _planted(
    choose: Callable[[Clean, Random], str], damage: Damage, carriers: tuple[str, ...] = CARRIERS
) -> Mutator:
    """Return a mutator that writes a wording into a sentence of its own, right for the control and
    damaged for the mutant.
    """

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        places = [p for p in clean.places if p.key == "progress" and p.text.endswith("。")]
        place = chance.choice(places)
        position = chance.choice([end for _, end in sentences(place.text)])
        right = choose(clean, chance)
        wrong = damage(right, chance, clean)
        if wrong is None or wrong == right:
            return mutate(clean, chance)
        carrier = chance.choice(carriers)
        control = place.edited(clean.project, position, position, carrier.format(right))
        mutant = place.edited(clean.project, position, position, carrier.format(wrong))
        return Mutant(mutant.project, f"{right} → {wrong}, in {carrier}", control.project)

    return mutate


def _letters(clean: Clean) -> str:
    return "".join(re.findall(r"[\u4e00-\u9fff]", "".join(place.text for place in clean.places)))


def _phrase(clean: Clean, chance: Random) -> str:
    return chance.choice([p.text for p in default_phrases() if 4 <= len(p.text) <= 16])


def _counted(clean: Clean, chance: Random) -> str:
    return f"“{chance.choice([p.text for p in default_phrases() if p.only])}”"


def _with_members(least: int) -> Callable[[Clean, Random], str]:
    def choose(clean: Clean, chance: Random) -> str:
        phrase = chance.choice([p for p in default_phrases() if len(p.members) >= least])
        return f"“{phrase.text}”（{_listed(phrase)}）"

    return choose


def _listed(phrase: SetPhrase) -> str:
    return "、".join(member[0] for member in phrase.members)


def _title(clean: Clean, chance: Random) -> str:
    return f"《{chance.choice(titles_in_force())}》"


def _number(clean: Clean, chance: Random) -> str:
    issuer = chance.choice(("望委办发", "望政函", "望纪发", "望教字", "海委发", "望财办"))
    return f"{issuer}〔{chance.randint(2015, 2024)}〕{chance.randint(1, 99)}号"


def _sanction(clean: Clean, chance: Random) -> str:
    party = ("党内警告", "党内严重警告", "留党察看一年")
    state = ("政务警告", "政务记过", "政务记大过", "政务降级", "政务撤职")
    return chance.choice(party + state)


def _inner(text: str, chance: Random) -> int:
    """Return the position of a character that is one of a word."""
    return chance.choice([i for i, letter in enumerate(text) if "\u4e00" <= letter <= "\u9fff"])


def _doubled(text: str, chance: Random, clean: Clean) -> str:
    at = _inner(text, chance)
    return text[:at] + text[at] + text[at:]


def _dropped(text: str, chance: Random, clean: Clean) -> str:
    """Leave an inner character out: without its first or last, a phrase is often another word."""
    at = 1 + _inner(text[1:-1], chance)
    return text[:at] + text[at + 1 :]


def _swapped(text: str, chance: Random, clean: Clean) -> str | None:
    at = _inner(text, chance)
    pair = text[at : at + 2]
    if not re.fullmatch(r"[\u4e00-\u9fff]{2}", pair):
        return None
    return text[:at] + pair[::-1] + text[at + 2 :]


def _replaced(text: str, chance: Random, clean: Clean) -> str:
    at = _inner(text, chance)
    return text[:at] + chance.choice(_letters(clean)) + text[at + 1 :]


def _renumbered(text: str, chance: Random, clean: Clean) -> str | None:
    known = {phrase.text for phrase in default_phrases()}
    found = re.search(f"[{NUMERALS}]", text)
    if found is None or found.start() > 1:
        return None
    other = text[: found.start()] + chance.choice(NUMERALS) + text[found.end() :]
    return None if other.strip("“”") in known else other


def _on_members(change: Callable[[list[str], Random], None]) -> Damage:
    def damage(text: str, chance: Random, clean: Clean) -> str:
        head, _, listed = text.rstrip("）").partition("（")
        members = listed.split("、")
        change(members, chance)
        return f"{head}（{'、'.join(members)}）"

    return damage


def _lose(members: list[str], chance: Random) -> None:
    del members[chance.randrange(len(members))]


def _exchange(members: list[str], chance: Random) -> None:
    at = chance.randrange(len(members) - 1)
    members[at], members[at + 1] = members[at + 1], members[at]


def _substitute(members: list[str], chance: Random) -> None:
    others = [member[0] for phrase in default_phrases() for member in phrase.members]
    members[chance.randrange(len(members))] = chance.choice([o for o in others if o not in members])


def _word_lost(text: str, chance: Random, clean: Clean) -> str:
    """Leave a word of a law's title out."""
    at = chance.randrange(1, len(text) - 5)
    return text[:at] + text[at + 2 :]


def _kind_changed(text: str, chance: Random, clean: Clean) -> str | None:
    kinds = ("条例", "规定", "办法")
    kind = text[-3:-1]
    if "中国共产党" not in text or kind not in kinds:
        return None
    return text[:-3] + chance.choice([k for k in kinds if k != kind]) + "》"


def _brackets(text: str, chance: Random, clean: Clean) -> str:
    marks = chance.choice(("[]", "【】", "（）", "()", "［］", "〈〉"))
    return text.replace("〔", marks[0]).replace("〕", marks[1])


def _year(text: str, chance: Random, clean: Clean) -> str:
    return chance.choice((text.replace("〔20", "〔"), text.replace("〕", "年〕")))


def _ordinal(text: str, chance: Random, clean: Clean) -> str:
    return chance.choice((text.replace("〕", "〕第"), text.replace("〕", "〕0"), text[:-1]))


def _other_side(text: str, chance: Random, clean: Clean) -> str:
    sides = {
        "党内严重警告": "政务严重警告",
        "留党察看一年": chance.choice(("政务留党察看", "留党察看三年", "留党察看半年")),
        "政务记过": "党内记过",
        "政务记大过": "党内记大过",
        "政务降级": "党内降级",
        "政务撤职": "党内撤职",
    }
    return sides.get(text, text)


QUOTING = ("落实{}要求。", "增强{}，逐项整改。", "对照{}查摆问题。", "围绕{}开展学习。")
STUDYING = ("组织学习{}，开展测试。", "严格执行{}，规范程序。", "对照{}逐条检查。")
ISSUING = ("印发工作方案（{}），明确分工。", "根据{}文件精神，逐项落实。", "印发{}文件。")
PUNISHING = ("有关责任人受到{}处分。", "给予2名责任人{}处分。", "对3名干部给予{}处分。")

CLASSES: dict[str, Mutator] = {
    "固定提法叠字": _planted(_phrase, _doubled),
    "固定提法漏字": _planted(_phrase, _dropped),
    "固定提法颠倒": _planted(_phrase, _swapped),
    "固定提法错字": _planted(_phrase, _replaced),
    "固定提法数字错": _planted(_counted, _renumbered, QUOTING),
    "固定提法漏一项": _planted(_with_members(3), _on_members(_lose), QUOTING),
    "固定提法换一项": _planted(_with_members(3), _on_members(_substitute), QUOTING),
    "固定提法次序错": _planted(_with_members(3), _on_members(_exchange), QUOTING),
    "法规名称错字": _planted(_title, _replaced, STUDYING),
    "法规名称漏字": _planted(_title, _dropped, STUDYING),
    "法规名称漏词": _planted(_title, _word_lost, STUDYING),
    "法规名称换种类": _planted(_title, _kind_changed, STUDYING),
    "文号括号错": _planted(_number, _brackets, ISSUING),
    "文号年份错": _planted(_number, _year, ISSUING),
    "文号序号错": _planted(_number, _ordinal, ISSUING),
    "处分种类错": _planted(_sanction, _other_side, PUNISHING),
}
