"""Names written in two ways: a kind of paper, an organ with a word left out, two words that changed places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

PAPER = re.compile(r"([\u4e00-\u9fff]{2}(?:通知|建议|提示|督办|告知|反馈|交办|意见|催办|约谈|移送|提醒))(书|单|函|表)(?![记面位])")
BODIES = (
    "中心组", "领导小组", "工作专班", "联席会议", "分中心", "服务站", "服务中心", "指挥部", "专项行动", "民主生活会", "责任制", "委员会", "工作组", "派驻组",
    "监督员", "资料库", "人才库", "台账", "示范园", "示范区", "开发区", "产业园", "管理局", "办事处",
)  # fmt: skip
BODY = re.compile(r"[\u4e00-\u9fff]{6,14}?(?=(" + "|".join(BODIES) + r"))")
HAN_RUN = re.compile(r"[\u4e00-\u9fff]{6,400}")
OFTEN = 3


@attrs.frozen
class Use:
    """One use of a name in text number ``index``."""

    index: int
    start: int
    end: int


def papers(texts: Iterable[str]) -> dict[str, dict[str, list[Use]]]:
    """Return the papers that are called by two last letters (督办通知单, 督办通知书): the uses of each by its name."""
    found: dict[str, dict[str, list[Use]]] = {}
    for index, text in enumerate(texts):
        for match in PAPER.finditer(text):
            found.setdefault(match.group(1), {}).setdefault(match.group(), []).append(Use(index, match.start(), match.end()))
    return {stem: names for stem, names in found.items() if len(names) > 1}


def shortened(texts: list[str]) -> Iterator[tuple[str, str, list[Use], Use]]:
    """Yield names of bodies that lost a word of two letters where others keep it: short, full, the short uses, a full use.

    A name counts from two letters before the lost word on; the full one must be used at least twice as often.
    """
    windows: dict[str, list[Use]] = {}
    for index, text in enumerate(texts):
        for body in BODIES:
            at = text.find(body)
            while at >= 0:
                end = at + len(body)
                for size in range(len(body) + 2, len(body) + 9):
                    start = end - size
                    if start >= 0 and re.fullmatch(r"[\u4e00-\u9fff]+", text[start:end]):
                        windows.setdefault(text[start:end], []).append(Use(index, start, end))
                at = text.find(body, end)
    for full, uses in windows.items():
        body = next(body for body in BODIES if full.endswith(body))
        inner = len(full) - len(body) - 2
        if len(uses) < 2 or inner < 2 or len(full) < 7:
            continue
        cut = 2
        short = full[:cut] + full[cut + 2 :]
        rare = windows.get(short, [])
        if rare and len(uses) >= 2 * len(rare) and len(short) >= 5:
            yield short, full, rare, uses[0]


def swapped(texts: list[str]) -> Iterator[tuple[str, str, list[Use], Use]]:
    """Yield phrases in which two words of two letters changed places (责任工作制 for 工作责任制).

    Two letters before and one behind must be the same, and the usual order at least three times as frequent.
    """
    counted: Counter[str] = Counter()
    first: dict[str, Use] = {}
    for index, text in enumerate(texts):
        for run in HAN_RUN.finditer(text):
            for start in range(run.start(), run.end() - 6):
                gram = text[start : start + 7]
                counted[gram] += 1
                first.setdefault(gram, Use(index, start, start + 7))
    for gram, count in counted.items():
        if count < OFTEN or gram[2:4] == gram[4:6]:
            continue
        other = gram[:2] + gram[4:6] + gram[2:4] + gram[6]
        rare = counted.get(other, 0)
        if rare and count >= OFTEN * rare:
            uses = [Use(index, m.start(), m.end()) for index, text in enumerate(texts) for m in re.finditer(other, text)]
            yield other, gram, uses, first[gram]
