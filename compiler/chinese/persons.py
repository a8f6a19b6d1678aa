"""Persons as prose names them: their names one letter off, and the post before a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.chinese.telling import is_han
from compiler.chinese.withheld.names import NOT_GIVEN, SURNAMES, WORDS, stands_as_one

TITLE = re.compile(
    "(副?)(书记|局长|主任|科长|处长|所长|站长|镇长|乡长|村长|区长|县长|市长|部长|院长|校长|园长|馆长|总经理|经理|董事长"
    "|队长|组长|股长|主席|调研员|主任科员|科员|会计|出纳|工作人员|负责人|委员)\\Z"
)
POST = re.compile("[\u4e00-\u9fff（）()]{2,40}\\Z")
BYLINE = re.compile(
    "[\u4e00-\u9fff]{0,30}(?:长|主任|书记|主席|经理|委员|代表|员|人)[ \u3000]{1,4}"
    "[\u4e00-\u9fff] ?\u3000?[\u4e00-\u9fff]{1,3}"
)


def near_names(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a name of three letters stands with one of them another, or the last two in the
    other order, as a name would stand: behind an office, before what was done.
    """
    if len(name) != 3:
        return
    starts = set(_all(name[:2], text))
    starts |= {at - 1 for at in _all(name[1:], text) if at}
    if text.count(name[0]) <= text.count(name[2]):
        starts |= {at for at in _all(name[0], text) if text[at + 2 : at + 3] == name[2]}
    else:
        starts |= {at - 2 for at in _all(name[2], text) if at > 1 and text[at - 2] == name[0]}
    starts |= set(_all(name[0] + name[2] + name[1], text))
    for start in sorted(starts):
        written = text[start : start + 3]
        if written != name and _is_a_name(written) and stands_as_one(text, start, start + 3):
            yield start, start + 3


def _all(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _is_a_name(written: str) -> bool:
    return (
        len(written) == 3
        and all(map(is_han, written))
        and written[0] in SURNAMES
        and written[:2] not in WORDS
        and not NOT_GIVEN.search(written[1:])
    )


def is_byline(text: str) -> bool:
    """Tell whether a line gives a person's post and, set apart from it, the name: who speaks or signs."""
    return BYLINE.fullmatch(text.strip()) is not None


def post_before(text: str, start: int) -> str:
    """Return the words before a name, back to a mark: its unit and office, with what leads to them."""
    match = POST.search(text[max(0, start - 40) : start])
    return match.group() if match else ""


def other_title(printed: str, registered: str) -> bool:
    """Tell whether the title that printed words end in is none of the registered post."""
    match = TITLE.search(printed)
    if not match or not registered:
        return False
    deputy, title = match.groups()
    wanted = f"副{title}" if deputy else f"(?<!副){title}"
    return not re.search(wanted, registered)
