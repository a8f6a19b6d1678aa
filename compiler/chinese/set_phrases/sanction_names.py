"""Sanctions that do not exist: one by the Party's name that only the state has, or the reverse.

《中国共产党纪律处分条例》 (2023), articles 8 and 13; 《中华人民共和国公职人员政务处分法》, article 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

PARTY = "警告、严重警告、撤销党内职务、留党察看、开除党籍"
STATE = "警告、记过、记大过、降级、撤职、开除"
FOREIGN = re.compile(
    "(?P<party>党内|党纪)(?:给予|处以|受到)?(?P<state>记大过|记过|降级|撤职|开除公职)"
    "|(?P<office>政务|政纪)(?:给予|处以|受到)?(?P<own>严重警告|留党察看|撤销党内职务|开除党籍)"
)
PROBATION = re.compile(
    r"留党察看(?:处分)?[(（]?(?P<time>[\d一二两三四五六七八九十半]{1,3}(?:年半?|个月))"
)
TERMS = ("一年", "二年", "两年", "1年", "2年")


@attrs.frozen
class NoSanction:
    """A range that names no sanction there is: whose it would be, and which there are."""

    start: int
    end: int
    kind: str
    known: str


def no_sanctions(text: str) -> Iterator[NoSanction]:
    """Yield sanctions that the Party, or the state, does not have, and probations of another length
    than one or two years.
    """
    for match in FOREIGN.finditer(text):
        kind, known = ("党纪", PARTY) if match["party"] else ("政务", STATE)
        yield NoSanction(*match.span(), kind, known)
    for match in PROBATION.finditer(text):
        if match["time"] not in TERMS:
            yield NoSanction(*match.span(), "留党察看", "留党察看一年、留党察看二年")
