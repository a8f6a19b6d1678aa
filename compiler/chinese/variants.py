"""Names written in two ways: a kind of paper, an organ with a word left out, two words that
changed places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

PAPER = re.compile(
    r"([\u4e00-\u9fff]{2}(?:通知|建议|提示|督办|告知|反馈|交办|意见|催办|约谈|移送|提醒))"
    r"(书|单|函|表)(?![记面位])"
)
BODIES = (
    "中心组", "领导小组", "工作专班", "联席会议", "分中心", "服务站", "服务中心", "指挥部",
    "专项行动", "民主生活会", "责任制", "委员会", "工作组", "派驻组", "监督员", "资料库", "人才库",
    "台账", "示范园", "示范区", "开发区", "产业园", "管理局", "办事处",
)  # fmt: skip
HAN_RUN = re.compile(r"[\u4e00-\u9fff]{6,400}")
BRACKETED = re.compile(
    r"([\u4e00-\u9fff]{2})[(（]([\u4e00-\u9fff]{2,6}(?:、[\u4e00-\u9fff]{2,6}){1,5})[)）]"
)
BRANCH = re.compile(
    r"(?:[\u4e00-\u9fff]{2}市|市)(公安|生态环境|自然资源|市场监管|医疗保障|税务)局"
    r"([\u4e00-\u9fff]{2})分局"
)
OFTEN = 3
"""So many times as often as the swapped one a phrase must be used to be the usual one. By
judgement: of one use each, either may be right."""
BEFORE, LOST, LENGTHS = 4, 2, 5
"""Letters of a name before the lost word, letters of that word, and how many lengths of a name are
compared. By judgement: fewer letters are no name, and most words have two."""


@attrs.frozen
class NameUse:
    """One use of a name in text number ``index``."""

    index: int
    start: int
    end: int


def papers(texts: Iterable[str]) -> dict[str, dict[str, list[NameUse]]]:
    """Return the papers that are called by two last letters (督办通知单, 督办通知书): the uses of
    each by its name.
    """
    found: dict[str, dict[str, list[NameUse]]] = {}
    for index, text in enumerate(texts):
        for match in PAPER.finditer(text):
            found.setdefault(match.group(1), {}).setdefault(match.group(), []).append(
                NameUse(index, match.start(), match.end())
            )
    return {stem: names for stem, names in found.items() if len(names) > 1}


def shortened(texts: list[str]) -> Iterator[tuple[str, str, list[NameUse], NameUse]]:
    """Yield names of bodies that lost a word of two letters where others keep it: short, full,
    the short uses, a full use.

    A name counts from four letters before the lost word on; the full one must be used at least
    twice as often.
    """
    windows: dict[str, list[NameUse]] = {}
    for index, text in enumerate(texts):
        for body in BODIES:
            at = text.find(body)
            while at >= 0:
                end = at + len(body)
                for size in range(len(body) + BEFORE, len(body) + BEFORE + LENGTHS):
                    start = end - size
                    if start >= 0 and re.fullmatch(r"[\u4e00-\u9fff]+", text[start:end]):
                        windows.setdefault(text[start:end], []).append(NameUse(index, start, end))
                at = text.find(body, end)
    # What stands behind the first letters of a window is taken for the lost word; where the word is
    # another one, a window of another length begins as far before it.
    for full, uses in windows.items():
        body = next(body for body in BODIES if full.endswith(body))
        if len(uses) < 2 or len(full) < len(body) + LOST + BEFORE:
            continue
        short = full[:BEFORE] + full[BEFORE + LOST :]
        rare = windows.get(short, [])
        if rare and len(uses) >= 2 * len(rare):
            yield short, full, rare, uses[0]


def branches(texts: list[str]) -> Iterator[tuple[str, str, list[NameUse], list[NameUse]]]:
    """Yield branch offices named in full and otherwise (甲市公安局乙分局, 乙公安分局): both names
    and their uses.
    """
    full: dict[str, dict[str, list[NameUse]]] = {}
    for index, text in enumerate(texts):
        for match in BRANCH.finditer(text):
            short = f"{match.group(2)}{match.group(1)}分局"
            full.setdefault(short, {}).setdefault(match.group(), []).append(
                NameUse(index, *match.span())
            )
    for short, names in full.items():
        uses = [
            NameUse(index, m.start(), m.end())
            for index, text in enumerate(texts)
            for m in re.finditer(short, text)
        ]
        if uses:
            name = next(iter(names))
            yield short, name, uses, names[name]


def swapped(texts: list[str]) -> Iterator[tuple[str, str, list[NameUse], NameUse]]:
    """Yield phrases in which two words of two letters changed places (责任工作制 for 工作责任制).

    Two letters before and one behind must be the same, and the usual order at least three times
    as frequent.
    """
    counted: Counter[str] = Counter()
    first: dict[str, NameUse] = {}
    for index, text in enumerate(texts):
        for run in HAN_RUN.finditer(text):
            for start in range(run.start(), run.end() - 6):
                gram = text[start : start + 7]
                counted[gram] += 1
                first.setdefault(gram, NameUse(index, start, start + 7))
    for gram, count in counted.items():
        if count < OFTEN or gram[2:4] == gram[4:6]:
            continue
        other = gram[:2] + gram[4:6] + gram[2:4] + gram[6]
        rare = counted.get(other, 0)
        if rare and count >= OFTEN * rare:
            uses = [
                NameUse(index, m.start(), m.end())
                for index, text in enumerate(texts)
                for m in re.finditer(other, text)
            ]
            yield other, gram, uses, first[gram]


def reordered(texts: Iterable[str]) -> Iterator[dict[str, list[NameUse]]]:
    """Yield the groups of names that list the same members in another order: 党委(党组、党工委),
    党组(党委、党工委).
    """
    found: dict[frozenset[str], dict[str, list[NameUse]]] = {}
    for index, text in enumerate(texts):
        for match in BRACKETED.finditer(text):
            members = match.group(2).split("、")
            if match.group(1) not in members:
                written = f"{match.group(1)}({match.group(2)})"
                key = frozenset((match.group(1), *members))
                found.setdefault(key, {}).setdefault(written, []).append(
                    NameUse(index, match.start(), match.end())
                )
    return (forms for forms in found.values() if len(forms) > 1)
