"""Names formed in two ways: a kind of paper, a branch office, the members of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from compiler.chinese.name_uses import NameUse

PAPER = re.compile(
    r"([\u4e00-\u9fff]{2}(?:通知|建议|提示|督办|告知|反馈|交办|意见|催办|约谈|移送|提醒))"
    r"(书|单|函|表)(?![记面位])"
)
BRACKETED = re.compile(
    r"([\u4e00-\u9fff]{2})[(（]([\u4e00-\u9fff]{2,6}(?:、[\u4e00-\u9fff]{2,6}){1,5})[)）]"
)
BRANCH = re.compile(
    r"(?:[\u4e00-\u9fff]{2}市|市)(公安|生态环境|自然资源|市场监管|医疗保障|税务)局"
    r"([\u4e00-\u9fff]{2})分局"
)


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


def branches(texts: list[str]) -> Iterator[tuple[str, str, list[NameUse], list[NameUse]]]:
    """Yield branch offices named in full and otherwise (甲市公安局乙分局, 乙公安分局): both names
    and their uses.
    """
    full: dict[str, dict[str, list[NameUse]]] = {}
    for index, text in enumerate(texts):
        for match in BRANCH.finditer(text) if "分局" in text else ():
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
