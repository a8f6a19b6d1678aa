"""Numbers of documents (发文字号) as GB/T 9704-2012, 7.2.5, has them: 望委办发〔2024〕5号."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

NUMBER = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<![为是的了及和与见即按据由在列作编])(?P<open>[\[［【〔(（〈「]) ?(?P<year>(?:19|20)?\d\d)年? ?(?P<close>[\]］】〕)）〉」])"
    r" ?(?P<ordinal>第)? ?(?P<zeros>0*)(?P<number>[1-9]\d{0,4})(?P<tail> ?号)?(?!\d|号?(?:地|楼|院|线|宗))"
)
TURNED = re.compile(
    r"(?<=[发函字])(?P<year>(?:19|20)\d\d) ?[\[［【〔(（](?P<number>[1-9]\d{0,3})[\]］】〕)）] ?号"
)
BARE = re.compile(r"(?<=[发函字])(?P<year>(?:19|20)\d\d)(?:年|年第|第|-)(?P<number>[1-9]\d{0,3})号")


"""What stands before the year stands for a body (望委办发); 案卷编为〔2024〕第57号 is a number of another kind."""


@attrs.frozen
class Misshapen:
    """A range that should read ``right``."""

    start: int
    end: int
    right: str


def misshapen_numbers(text: str) -> Iterator[Misshapen]:
    """Yield the year and number of documents in other brackets than 〔〕, with 第 or zeros before the
    number or no 号 behind it, with half a year, and with year and number exchanged.
    """
    if "号" not in text and "〕" not in text:
        return
    for match in NUMBER.finditer(text):
        year = match["year"] if len(match["year"]) == 4 else "20" + match["year"]
        right = f"〔{year}〕{match['number']}号"
        # Without 号 only 〔〕 tells that it is a document's number.
        if match.group() != right and (match["tail"] or match["open"] == "〔"):
            yield Misshapen(*match.span(), right)
    for pattern in (TURNED, BARE):
        for match in pattern.finditer(text):
            yield Misshapen(*match.span(), f"〔{match['year']}〕{match['number']}号")
