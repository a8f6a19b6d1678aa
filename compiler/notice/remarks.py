"""The remark behind ``…`` at the end of a line: what a drawing cannot show."""

from __future__ import annotations

import re
from collections.abc import Collection

import attrs

from compiler.chinese.likeness import nearest
from compiler.diagnostics import Diagnostic, complain
from compiler.notice.entities import RESTARTS
from compiler.notice.outline import Hiding
from compiler.span import Span

ANNOTATION = re.compile(r"\s{2,}…\s*(.*)$")
"""The remark at a line's end: two blanks tell it from dots that belong to the wording."""
WORD = re.compile("[^；;、，,]+")
SEALED, STYLE = "加盖印章", "样式"
KEPT_ALONE, DROPPED_ALONE, UNNUMBERED = "单项也编号", "单项不编号", "不编号"
MERGED = "同上不重印"
UNENDED = "句末不加标点"
DISTINCT = "不重复"
OPTIONS = {
    DISTINCT: "内容相同的几项只印一次；由同一连接符号连起来的名单，逐个比对",
    KEPT_ALONE: "只有一项时编号照印",
}
"""The words behind the second bar of ``[…|、|不重复]``, and what they do."""

HIDINGS = {
    "与唯一下级同名时不印": Hiding.REPEATED,
    "只有一个下级时不印": Hiding.LONE_CHILD,
    "独此一个时不印": Hiding.ALONE,
}
"""When a heading is left out, by the words for it."""
REMARKS = {
    **dict.fromkeys(RESTARTS, "编号在这个范围里接着编，不从头来"),
    "与唯一下级同名时不印": "下面只有一个问题而且题目相同时，这一行不印",
    "只有一个下级时不印": "下面只有一个问题时，不论题目，这一行不印",
    "独此一个时不印": "这一级在上级下面只有一个时，这一行不印",
    KEPT_ALONE: "只有一项时编号照印，如“任务一”“一是”",
    DROPPED_ALONE: "只有一项时编号不印",
    UNNUMBERED: "行首画的数是文字，不接着编",
    MERGED: "表格里，所属方面、类别、问题与上一行相同的栏留空，序号也随它编",
    UNENDED: "这一段或这一行各栏末尾的句号、分号不印",
    SEALED: "落款要盖章，留出盖章的位置",
}
"""Every remark but statuses and ``样式 名称``, and what it does."""


@attrs.frozen
class Remark:
    """What the remark of a line says, and where each word of it that is understood stands;
    ``kept_alone`` as in :class:`Numbering`.
    """

    restart: str | None = None
    statuses: tuple[str, ...] = ()
    style: str | None = None
    hiding: Hiding | None = None
    sealed: bool = False
    merged: bool = False
    unended: bool = False
    kept_alone: bool | None = None
    numbered: bool = True
    words: tuple[tuple[str, Span], ...] = ()


def read_remark(
    text: str, place: Span, statuses: Collection[str]
) -> tuple[str, Remark, list[Diagnostic]]:
    """Return a line without its remark, the remark, and S055 for each word of it that nobody
    knows; ``place`` is that of the line.
    """
    annotation = ANNOTATION.search(text)
    if annotation is None:
        return text, Remark(), []
    remark, found = Remark(), []
    for match in WORD.finditer(text, annotation.start(1)):
        word = match.group().strip()
        at = attrs.evolve(place, column=match.start() + match.group().index(word) + 1)
        known = _understood(remark, word, statuses)
        if known is not None:
            remark = attrs.evolve(known, words=(*known.words, (word, at)))
        elif word:
            words = [*statuses, *REMARKS]
            guess = nearest(word, words) or "、".join([*words, STYLE])
            found.append(complain("S055", at, word=word, guess=guess))
    return text[: annotation.start()], remark, found


def read_options(text: str, place: Span) -> tuple[frozenset[str], list[Diagnostic]]:
    """Return the options of a repetition, and S055 for each word that is none; ``place`` is that of
    the first character.
    """
    options, found = set(), []
    for match in WORD.finditer(text):
        word = match.group().strip()
        if word in OPTIONS:
            options.add(word)
        elif word:
            at = attrs.evolve(
                place, column=(place.column or 1) + match.group().index(word) + match.start()
            )
            guess = nearest(word, OPTIONS) or "、".join(OPTIONS)
            found.append(complain("S055", at, word=word, guess=guess))
    return frozenset(options), found


def _understood(remark: Remark, word: str, statuses: Collection[str]) -> Remark | None:
    """Return ``remark`` with what one more word of it says; ``None`` if nobody knows the word."""
    if word in statuses:
        return attrs.evolve(remark, statuses=(*remark.statuses, word))
    if word in RESTARTS:
        return attrs.evolve(remark, restart=RESTARTS[word])
    if word in HIDINGS:
        return attrs.evolve(remark, hiding=HIDINGS[word])
    if word in (KEPT_ALONE, DROPPED_ALONE):
        return attrs.evolve(remark, kept_alone=word == KEPT_ALONE)
    if word == UNNUMBERED:
        return attrs.evolve(remark, numbered=False)
    if word == MERGED:
        return attrs.evolve(remark, merged=True)
    if word == UNENDED:
        return attrs.evolve(remark, unended=True)
    if word == SEALED:
        return attrs.evolve(remark, sealed=True)
    if word.startswith(STYLE) and word != STYLE:
        return attrs.evolve(remark, style=word.removeprefix(STYLE).strip())
    return None
