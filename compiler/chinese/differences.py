"""What changed between two versions of a text: sentence by sentence, and inside a sentence
character by character.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import attrs

from compiler.chinese.common_ends import common_ends
from compiler.chinese.likeness import likeness
from compiler.chinese.marks import sentences

TOKEN = re.compile(r"\d[\d,.]*%?|[A-Za-z]+|.", re.DOTALL)
"""A number is compared whole: 12.5 became 13.5, not a 2 a 3."""

ALIKE = 0.3
"""Below this share of common character pairs, one sentence did not become the other: it went and
another came."""

LARGEST = 400_000
"""Pairs of tokens compared closely; beyond it, everything between a common beginning and end
counts as changed."""

Pieces = tuple[tuple[str, bool], ...]
"""A text cut where it begins or ceases to differ; the second of each pair tells whether the piece
differs."""


@attrs.frozen
class Edit:
    """One sentence that was reworded, added (``before`` is empty) or removed (``after`` is
    empty).
    """

    before: str
    after: str


def sentence_edits(before: str, after: str) -> tuple[Edit, ...]:
    """Return what happened to the sentences of ``before`` to make them those of ``after``, in
    order.
    """
    old, new = ([text[start:end] for start, end in sentences(text)] for text in (before, after))
    edits: list[Edit] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            edits += _pair(old[i1:i2], new[j1:j2])
    return tuple(edits)


def _pair(old: list[str], new: list[str]) -> list[Edit]:
    """Return the edits that make some sentences others: what became of each, the new ones in their
    places. Two that stand alone are one rewritten if they share anything at all.
    """
    edits = []
    rest = list(new)
    for sentence in old:
        like = next(
            (index for index, other in enumerate(rest) if likeness(sentence, other) >= ALIKE), None
        )
        if like is None and len(old) == len(new) == 1:
            like = 0 if likeness(sentence, rest[0]) > 0 else None
        if like is None:
            edits.append(Edit(sentence, ""))
        else:
            edits += [*(Edit("", added) for added in rest[:like]), Edit(sentence, rest[like])]
            del rest[: like + 1]
    return edits + [Edit("", added) for added in rest]


def marked(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Return both texts cut into pieces that differ and pieces that do not."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    head, tail = common_ends(old, new)
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    pieces: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] = ([], [])
    for side in pieces:
        _add(side, old[:head], False)
    if len(middle_old) * len(middle_new) > LARGEST:
        _add(pieces[0], middle_old, True)
        _add(pieces[1], middle_new, True)
    else:
        for tag, i1, i2, j1, j2 in SequenceMatcher(
            None, middle_old, middle_new, autojunk=False
        ).get_opcodes():
            _add(pieces[0], middle_old[i1:i2], tag != "equal")
            _add(pieces[1], middle_new[j1:j2], tag != "equal")
    for side in pieces:
        _add(side, old[len(old) - tail :], False)
    return tuple(pieces[0]), tuple(pieces[1])


def _add(pieces: list[tuple[str, bool]], tokens: list[str], differs: bool) -> None:
    """Append tokens to the pieces, joined to the last one if it differs, or agrees, like them."""
    text = "".join(tokens)
    if text and pieces and pieces[-1][1] is differs:
        pieces[-1] = (pieces[-1][0] + text, differs)
    elif text:
        pieces.append((text, differs))
