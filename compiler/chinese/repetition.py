"""Words and marks written twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from compiler.chinese.beginnings import beginning_with

HAN = r"[\u4e00-\u9fff]"
DOUBLED_MARK = beginning_with(
    "。，、；：,;:！？!?(（《“‘〔【",
    r"[。，、；：,;:]{2,}|[！？!?][。，、；：,;:]|[(（《“‘〔【][。，、；：,;:]+"
    r"|[，、；：,;:]+[)）》〕】]|、[”’]",
)
DOUBLED_WORD = re.compile(rf"({HAN}{{2,6}}?)\1")
BODY = "组队部局处科院室会站所团委党街镇村市区县省家国校园司"
"""A word that ends so may be followed by itself as a title: 中队中队长, 支部支部书记."""
GOING_ON = "着"
"""A verb said twice with it goes on until something else happens: 吵着吵着就和好了."""
DISTRIBUTIVE = "一二三四五六七八九十两几每个步层"
FUNCTION_WORDS = beginning_with(
    "的了是在和对将被已并有以为与由",
    r"(?<!(?<![项题科账栏条])目)的的(?!确)|(?<![除为])了了(?!解|事|断|然)|是是(?!非)"
    r"|(?<![现存正所实内潜好])在在|(?<![总温缓平])和和(?!谐|平|睦|解|气)"
    r"|(?<![针面相绝反核])对对(?![比策话接象应口岸标外内方])|将将(?!领|军|士|要|来)"
    r"|被被(?!告|动|褥)|已已|并并(?!购|入|网|轨|非|不)"
    r"|(?<![所没唯独具拥含现享持])有有(?!关|限|效|序|力|待|望|利|助|益|意)"
    r"|(?<![予可得加难足所给])以以(?!来|上|下|内|外|及|往|前|后|期|便)"
    r"|(?<![行作因成认称视改转变设列选评定])为为(?!了|民|人|什|主|期|何|此)|与与(?!会)"
    r"|(?<![自经])由由",
)
LONG = 4
AFTER_LIST = re.compile(r"[等共的在对均已研参联牵负]|\Z")
"""Members at the ends of a list carry other words with them and are compared from four letters
on."""
NUMERAL = r"[\d.,一二两三四五六七八九十百千万亿]"
ADJACENT = re.compile(
    rf"(?!(?<={NUMERAL}){NUMERAL})((?:{HAN}|\d){{2,12}})、\1(?=[、，,;；。)）]|$)"
)
"""A number is compared whole: 三十万元、十万元 are two."""
CLAUSE = re.compile(r"(?:[^，,;；:：。!?！？]|(?<=\d),(?=\d{3}))+")
RESPECTIVELY = re.compile(r"(?:分别|依次)[^，,;；。]*\Z")
"""Behind it two equal values belong to two things: 分别位列第一、第一."""
TWICE_TOTALLED = re.compile(
    r"(?<![公中总合])共(?![同建享有产青和识性济创治计管用商赢处勉鸣振存融生谋担护事犯])[^。，,;；、]{1,30}?"
    r"(?:共计|总计|合计|一共)(?=约|达|有|为|\d)"
    r"|(?:共计|总计|合计|一共)[^。，,;；、]{1,30}?(?<![公中])共(?=约|\d)"
)


def doubled_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of words written twice in a row (的的, 进行进行); reduplications such as
    一片一片 and 吵着吵着 are none.
    """
    for match in FUNCTION_WORDS.finditer(text):
        yield match.span()
    for match in DOUBLED_WORD.finditer(text):
        word = match.group(1)
        if word[0] in DISTRIBUTIVE or "每" in word or word[-1] in BODY or len(set(word)) == 1:
            continue
        if len(word) == 2 and word[1] in GOING_ON:
            continue
        yield match.span()


def doubled_members(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of members that a list joined by 、 names twice."""
    if "、" not in text:
        return
    end = 0
    for start, stop in sorted(
        (*_adjacent(text), *_apart(text)), key=lambda found: (found[0], -found[1])
    ):
        if start >= end:
            yield start, stop
            end = stop


def _adjacent(text: str) -> Iterator[tuple[int, int]]:
    """Yield members that follow themselves in a list, but for 分别, behind which equal values stand
    rightly.
    """
    parts = text.split("、")
    if not any(one[-2:] in other for one, other in pairwise(parts)):
        return iter(())
    return (
        match.span()
        for match in ADJACENT.finditer(text)
        if not RESPECTIVELY.search(text[max(0, match.start() - 16) : match.start()])
    )


def _apart(text: str) -> Iterator[tuple[int, int]]:
    """Yield inner members of a list that stood in it before, or, from four letters on, that its
    first member ends or its last one begins with; those two carry other words of the sentence.
    """
    for clause in CLAUSE.finditer(text):
        parts = clause.group().split("、")
        if len(parts) < 3 or RESPECTIVELY.search(parts[0]):
            continue
        seen: set[str] = set()
        position = clause.start() + len(parts[0]) + 1
        for part in parts[1:-1]:
            repeated = part in seen and len(part) > 1 and re.match(HAN, part)
            if repeated or (
                len(part) >= LONG and (_ends(parts[0], part) or _closes(parts[-1], part))
            ):
                yield position, position + len(part)
            seen.add(part)
            position += len(part) + 1


def _ends(first: str, part: str) -> bool:
    """Tell whether the first piece of a list ends with ``part``, a number in it whole."""
    before = first.removesuffix(part)[-1:]
    cut = re.match(NUMERAL, part) and re.match(NUMERAL, before)
    return first.endswith(part) and not cut


def _closes(last: str, part: str) -> bool:
    """Tell whether the last piece of a list is ``part`` with the sentence going on behind it."""
    return last.startswith(part) and bool(AFTER_LIST.match(last, len(part)))
