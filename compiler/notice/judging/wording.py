"""What a line of an outline would print though it was hardly meant to be printed: marks in the wrong
width, brackets written twice, remarks that were not read as such.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import attrs

from compiler.chinese.likeness import nearest
from compiler.diagnostics import Diagnostic, complain
from compiler.span import Span

CLOSER_OF = {"｛": "｝", "［": "］", "〈": "〉", "＜": "＞"}
PLAIN = dict(zip("｛｝［］〈〉＜＞｜／", "{}[]<><>|/", strict=True))
"""Marks of the outline by their full-width twins, which are wording."""
BRACES = str.maketrans("｛｝", "{}")
TITLED = re.compile("《[^《》]*》")
"""Within a title, 〈…〉 is the inner title's mark."""
FIELD = re.compile(r"\{([^{}]*)\}")
FIRST = r"(?:[一1]是|[(（]?[1一][)）、.．]|①|首先|第一)"
DOUBLED_FIELD = re.compile(r"(?P<drawn>\{\{)\s*(?P<name>[^{}\s]+)[^{}]*\}\}")
MISUSED = (
    (DOUBLED_FIELD, "请只写一层花括号"),
    (re.compile(rf"(?P<drawn>\[\[)(?=[^\]]*\{{){FIRST}"), "请只写一层方括号"),
    (re.compile(r"(?P<drawn><<)[^<>]*\{[^<>]*>>"), "请只写一层尖括号"),
    (re.compile(r"(?P<drawn>[$＄])\{"), "请删去它"),
    (
        re.compile(rf"(?P<drawn>[【〔]){FIRST}[^】〕]*\{{[^】〕]*[】〕]"),
        "要重复的一段用半角的方括号 […]",
    ),
    (re.compile(r"^\s*(?P<drawn>[NnXx*×＊][.．、)）])"), "编号请画出第一个，如 1."),
    (re.compile(r"第(?P<drawn>[NnXx×*＊_＿]+)[条项款个]"), "要印编号请写 {问题编号}"),
)
"""What does not work though it looks as if it did, as ``drawn``, and what to do instead."""
BAR_IN_BRACKETS = re.compile(r"｜[^\[\]{}]{0,4}\]")
NO_JOINER = re.compile(r"(?<!\|)\|\s*\]")
SLASH_IN_LIST = re.compile(r"\}[^\[\]{}]{0,12}(／)[^\[\]]*[|｜][^\[\]{}]{0,4}\]")
OPTIONS = re.compile(r"(?<=\|)[^\[\]{}|]+(?=\])")
"""The end of a repetition, which the parser reads: ``[…|、|不重复]``."""
LIKE_A_FIELD, LIKE_A_REMARK = 0.75, 0.6
LONGEST_REMARK = 240
"""Characters at the end of a line in which a remark is looked for: all there are take some sixty, the blanks that set
them off included, and a line may have ten thousand characters."""

LEAD = r"(?:[#＃/\\…⋯~～—*(（【<\-]|[.。·]{2,}+)"
"""What people begin a remark with."""
CLEAR_LEAD = re.compile(r"[#＃…⋯]|//|\.\.|。。|··|——")
STYLED = "样式[ \u3000]?[^;；、，,\\s{}]{1,8}"
PARTED = "[;；、，,/和与及 \u3000]+"
COMMENT = re.compile(r"\s*(＃|//|<!--|/\*|--\s|%\s)")
HASH = re.compile(r"(?<=\s)[#＃](?=[^{}]*$)|(?<=[}\]>。])＃(?=[^{}]*$)")
GAP = re.compile(r"(?<=\S)\s{2,}(?=[^\s{}|][^{}|:：]*$)")


def judge_wording(
    text: str, line: Span, words: Collection[str], statuses: Collection[str], names: Collection[str]
) -> Iterator[Diagnostic]:
    """Judge a line's ``text`` without the remark that was read; ``words`` and ``statuses`` are what
    remarks may say, ``names`` those of fields.

    Diagnostics: S155 a bar without a joiner, S142 a mark that is printed instead of working, S143 a remark that is printed, S144
    what may be one.
    """
    if comment := COMMENT.match(text):
        yield _told(line, comment.start(1), "S144", text.strip(), "说明单独一行的，行首写半角的 #")
        return
    yield from _marks(text, line, names)
    for bar in NO_JOINER.finditer(text):
        place = attrs.evolve(line, column=bar.start() + 1)
        yield complain("S155", place, reason="竖线后面没有写连接用的标点")
    told = OPTIONS.sub(lambda options: "□" * len(options.group()), text)
    if (unread := _unread(told, words, statuses)) is not None:
        at, remark = unread
        right = (
            remark if remark.startswith("样式") else "、".join(_known_in(remark, words, statuses))
        )
        yield _told(line, at, "S143", text[at:].strip(), f"两格以上，再写 …{right}")
    elif match := HASH.search(text) or GAP.search(text):
        at = match.end() if match.re is GAP else match.start()
        yield _told(
            line,
            at,
            "S144",
            text[at:].strip(),
            "说明的话单独成行，行首写 #；是印出来的文字，不留空格",
        )


def _told(line: Span, at: int, code: str, drawn: str, remedy: str) -> Diagnostic:
    return complain(code, attrs.evolve(line, column=at + 1), text=drawn, remedy=remedy)


# Marks


def _marks(text: str, line: Span, names: Collection[str]) -> Iterator[Diagnostic]:
    """Yield S142 for what is printed where something else was meant: marks in full width, brackets
    written twice, brackets of another kind, letters that stand for a number.
    """
    for start, end in sorted(_wide_brackets(text)):
        drawn = text[start : end + 1]
        plain = "" if start == end else f"{PLAIN[drawn[0]]}…{PLAIN[drawn[-1]]}"
        yield _told(line, start, "S142", drawn, f"请改成半角的 {plain or PLAIN[drawn]}")
    for at in _wide_bars(text):
        yield _told(line, at, "S142", text[at], f"请改成半角的 {PLAIN[text[at]]}")
    for pattern, remedy in MISUSED:
        for match in pattern.finditer(text):
            if pattern is DOUBLED_FIELD and not nearest(match["name"], names, LIKE_A_FIELD):
                continue
            yield _told(line, match.start("drawn"), "S142", match["drawn"], remedy)


def _wide_brackets(text: str) -> Iterator[tuple[int, int]]:
    """Yield where full-width brackets open and close, twice the same place where one stands alone:
    braces, and others around a field.
    """
    titled = [match.span() for match in TITLED.finditer(text)]
    opened: list[int] = []
    for at, character in enumerate(text):
        if character in "〈〉" and any(start < at < end for start, end in titled):
            continue
        if character in CLOSER_OF:
            opened.append(at)
        elif character in CLOSER_OF.values():
            if opened and CLOSER_OF[text[opened[-1]]] == character:
                start = opened.pop()
                if text[start] == "｛" or FIELD.search(text[start:at].translate(BRACES)):
                    yield start, at
            elif character == "｝" or FIELD.search(text[:at]):
                yield at, at
    for at in opened:
        if text[at] == "｛" or FIELD.search(text[at:].translate(BRACES)):
            yield at, at


def _wide_bars(text: str) -> Iterator[int]:
    """Yield where a full-width bar or slash stands though the half-width one parts cells and
    fragments; the first of a row.
    """
    if text.lstrip().startswith("｜"):
        yield text.index("｜")
        return
    yield from (match.start() for match in BAR_IN_BRACKETS.finditer(text))
    yield from (match.start(1) for match in SLASH_IN_LIST.finditer(text))


# Remarks


def _unread(text: str, words: Collection[str], statuses: Collection[str]) -> tuple[int, str] | None:
    """Return where a remark begins that is printed as it stands, and its words; ``None`` if there is
    none.

    A word that only remarks have is enough; a status, which wording may end with, must stand apart
    behind something that begins a remark.
    """
    known = "|".join([*map(re.escape, sorted([*words, *statuses], key=len, reverse=True)), STYLED])
    pattern = (
        rf"(?<!\s)(?P<gap>\s*+)(?P<lead>{LEAD}*+)\s*+(?P<words>(?:{known})(?:{PARTED}(?:{known}))*)"
        rf"[\s)）】>]*$"
    )
    match = re.compile(pattern).search(text, max(0, len(text) - LONGEST_REMARK))
    if match is None:
        return _within(text, words) or _misspelled(text, [*words, *statuses])
    clear = bool(CLEAR_LEAD.search(match["lead"]))
    own = any(word in match["words"] for word in words)
    styled = "样式" in match["words"] and (clear or len(match["gap"]) > 1)
    apart = len(match["gap"]) > 1 or (match["gap"] and clear)
    if match.start() == 0 or not (own or styled or apart):
        return None
    return match.start("lead"), match["words"]


def _within(text: str, words: Collection[str]) -> tuple[int, str] | None:
    """Return a word that only remarks have, somewhere in the wording."""
    wording = FIELD.sub(lambda match: "\0" * len(match.group()), text)
    found = [(wording.index(word), word) for word in words if word in wording]
    return min(found, default=None)


def _misspelled(text: str, known: Collection[str]) -> tuple[int, str] | None:
    """Return a remark behind a clear beginning whose word is none, but nearly one."""
    match = re.search(r"\s(…+|⋯+|\.{2,}|。{2,}|[#＃]+)\s*([^\s{}]{2,12})$", text)
    if match is None:
        return None
    guess = nearest(match.group(2), known, LIKE_A_REMARK)
    return (match.start(1), guess) if guess else None


def _known_in(remark: str, words: Collection[str], statuses: Collection[str]) -> Iterator[str]:
    """Yield the words of remarks that stand in one, the longest first, then what names a style."""
    at = 0
    known = sorted([*words, *statuses], key=len, reverse=True)
    while at < len(remark):
        word = next((word for word in known if remark.startswith(word, at)), "")
        if not word and (styled := re.compile(STYLED).match(remark, at)):
            word = styled.group()
        if word:
            yield word
        at += len(word) or 1
