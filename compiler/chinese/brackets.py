"""Quotation marks, brackets and title marks: which belong together, which stand alone, which sit
wrongly inside another.
"""

from __future__ import annotations

import re

import attrs

from compiler.recall import recalled

CLOSING = {
    "“": "”",
    "‘": "’",
    "(": ")",
    "（": ")",
    "《": "》",
    "〈": "〉",
    "〔": "〕",
    "【": "】",
    "「": "」",
    "『": "』",
}
"""Every opening mark with its partner; round brackets of both widths are one kind."""
MARK = re.compile(r"[“”‘’()（）《》〈〉〔〕【】「」『』]")
LIST_BRACKET = re.compile(
    r"(?:^|[\s。;；:：,，])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})\Z"
)
"""What stands before a bracket that numbers a list, 1) or 一)."""


@attrs.frozen
class BracketPair:
    """An opening mark with its partner. ``parent`` is the opening mark directly around it, empty
    if there is none.
    """

    mark: str
    start: int
    end: int
    parents: str


@attrs.frozen
class Brackets:
    """The pairs of a text in order, and the positions of the marks that have no partner."""

    pairs: tuple[BracketPair, ...]
    single: tuple[int, ...]


@recalled(4096)
def match_brackets(text: str) -> Brackets:
    """Match the marks of ``text``; where they cross, the inner one is taken to have lost its
    partner.
    """
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[str, int, int]] = []
    single: list[int] = []
    for match in MARK.finditer(text):
        mark, position = match.group(), match.start()
        if mark in CLOSING:
            opened.append(("(" if mark == "（" else mark, position))
            continue
        closing = ")" if mark == "）" else mark
        depth = next(
            (
                i
                for i in range(len(opened) - 1, max(-1, len(opened) - 9), -1)
                if CLOSING[opened[i][0]] == closing
            ),
            None,
        )
        if depth is not None:
            single += (start for _, start in opened[depth + 1 :])
            pairs.append((opened[depth][0], opened[depth][1], position))
            del opened[depth:]
        elif not _stands_alone(text, closing, position):
            single.append(position)
    single += (start for _, start in opened)
    return Brackets(_nested(pairs), tuple(sorted(single)))


def _stands_alone(text: str, mark: str, position: int) -> bool:
    """Tell whether a closing mark needs no partner: behind the number of a list, as in 1), or an
    apostrophe between Latin letters.
    """
    if mark == ")":
        return bool(LIST_BRACKET.search(text[max(0, position - 5) : position]))
    return (
        mark == "’"
        and text[max(0, position - 1) : position].isascii()
        and text[position + 1 : position + 2].isascii()
        and position > 0
    )


def _nested(pairs: list[tuple[str, int, int]]) -> tuple[BracketPair, ...]:
    """Return the pairs in the order of the text, each with the marks around it, the innermost
    eight.
    """
    found, around = [], list[tuple[str, int]]()
    for mark, start, end in sorted(pairs, key=lambda pair: pair[1]):
        while around and around[-1][1] < start:
            around.pop()
        found.append(BracketPair(mark, start, end, "".join(outer for outer, _ in around[-8:])))
        around.append((mark, end))
    return tuple(found)
