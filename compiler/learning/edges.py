"""What stands above and under the numbered parts of a notice: title, addressee, lead; closing words,
contacts, signatures, date, attachments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import attrs

from compiler.learning.days import draw_day, format_of
from compiler.learning.found import Found
from compiler.learning.labels import CONTACTS, LABEL, meant, read_label
from compiler.learning.marks import read_mark
from compiler.learning.paragraphs import Paragraph
from compiler.learning.sketch import Sketch, literal
from compiler.learning.tables import draw_table

TITLE = re.compile(r"(通报|公示|公告|报告|情况|函|说明|公开|通告)(\([^()]*\))?$")
LISTED = re.compile(r"附件:\d")
CLOSING = re.compile(
    r"(敬请|欢迎|如有|如对|请广大|请社会|特此|以上报告|以上情况|专此|此[致函]|妥否|监督电话|公示期|下一步,|今后,|联系方式)"
)
"""How the words that close a notice begin."""
END_MARKS = ("。", "!", "?", ":", ";")
LONGEST_NAME = 30


@attrs.frozen
class Edges:
    """The paragraphs above the body, of it, under it, and behind the date."""

    head: tuple[Paragraph, ...]
    body: tuple[Paragraph, ...]
    tail: tuple[Paragraph, ...]
    attached: tuple[Paragraph, ...]


def split_edges(paragraphs: Sequence[Paragraph], begins: Callable[[Paragraph], bool]) -> Edges:
    """Cut a notice where the first paragraph ``begins`` a part or a record, behind the last that belongs
    to one, and behind the date.
    """
    days = [n for n, one in enumerate(paragraphs) if format_of(one.half) is not None]
    end = days[-1] + 1 if days else len(paragraphs)
    last = _before_list(paragraphs, days[-1] if days else end)
    while last > 0 and _closes(paragraphs[last - 1], begins):
        last -= 1
    first = next((n for n, one in enumerate(paragraphs[:last]) if begins(one)), last)
    return Edges(
        tuple(paragraphs[:first]),
        tuple(paragraphs[first:last]),
        tuple(paragraphs[last:end]),
        tuple(paragraphs[end:]),
    )


def _before_list(paragraphs: Sequence[Paragraph], end: int) -> int:
    """Return where a list of attachments (附件:1.… 2.…) begins above the signature, ``end`` if there is
    none.
    """
    for n in range(end - 1, -1, -1):
        if LISTED.match(paragraphs[n].half):
            return n
        if paragraphs[n].half.endswith("。"):
            break
    return end


def _closes(paragraph: Paragraph, begins: Callable[[Paragraph], bool]) -> bool:
    """Tell whether a paragraph belongs under the body: a name, a contact, closing words."""
    half = paragraph.half
    if paragraph.cells or begins(paragraph):
        return False
    label = read_label(half)
    if label is not None and meant(label.words, CONTACTS):
        return True
    if CLOSING.match(half) or re.match("附[件表]:", half):
        return True
    return len(half) <= LONGEST_NAME and not half.endswith(END_MARKS)


# Above


def draw_head(paragraphs: Sequence[Paragraph], found: Found) -> list[Sketch]:
    """Return the lines above the body; what is seen in a table among them is added to ``found``."""
    title = next(
        (n for n, one in enumerate(paragraphs) if not one.cells and is_title(one.half)),
        next(
            (n for n, one in enumerate(paragraphs[:1]) if not (one.cells or _is_prose(one.half))),
            -1,
        ),
    )
    above: list[Sketch] = []
    for one in paragraphs[: max(0, title)]:
        if one.cells:
            above.append(_draw_row(one, paragraphs))
            continue
        label = read_label(one.half)
        words = label.words if label else f"题上{len(above) + 1}"
        place = f"{{段落 {words}}}"
        above.append(Sketch(literal(one.half[: label.length]) + place if label else place))
    missing = ("这份通报里没有看到标题，导入时按 kind.toml 的 default_title 拟一个。",)
    lines = [*above, Sketch("{标题}", doubts=missing if title < 0 else ())]
    led = False
    tabled = [one for one in paragraphs[title + 1 :] if one.cells]
    for one in paragraphs[title + 1 :]:
        half = one.half
        if one.cells:
            lines += draw_table(tabled, found) if one is tabled[0] else []
            continue
        if led:
            continue
        if half.startswith("——"):
            lines.append(Sketch("——{段落 副标题}"))
        elif _is_addressee(half):
            lines.append(Sketch("{主送机关}:"))
        elif _is_prose(half):
            lines += [Sketch("{导语}")]
            led = True
        else:
            lines.append(Sketch(f"{{段落 题下{len(lines)}}}"))
    return lines if led else [*lines, Sketch("{导语}")]


def _draw_row(row: Paragraph, paragraphs: Sequence[Paragraph]) -> Sketch:
    """Return a row of the table of what a notice is filed under: its first row is the header."""
    header = next(one for one in paragraphs if one.cells)
    if row is header:
        return Sketch("|" + "|".join(map(literal, row.cells)) + "|")
    cells = (
        draw_day("成文日期", cell) if format_of(cell) is not None else "" for cell in row.cells
    )
    drawn = (cell or f"[{{段落 {name}}}]" for cell, name in zip(cells, header.cells, strict=False))
    return Sketch("|" + "|".join(drawn) + "|")


def is_title(half: str) -> bool:
    """Tell whether a paragraph is worded as the title of a notice."""
    return bool(TITLE.search(half)) and not _is_prose(half) and read_label(half) is None


def _is_addressee(half: str) -> bool:
    """Tell whether a paragraph names whom the notice is for: names and a colon, no sentence."""
    names = half.endswith(":") and len(half) <= 2 * LONGEST_NAME
    return names and not re.search(r"[。;,]|如下:$|公[示布开]:$", half)


def _is_prose(half: str) -> bool:
    return half.endswith(END_MARKS) or "。" in half


# Under


def draw_tail(paragraphs: Sequence[Paragraph]) -> list[Sketch]:
    """Return the lines under the body."""
    day = next(
        (n for n, one in enumerate(paragraphs) if format_of(one.half) is not None), len(paragraphs)
    )
    signed = day
    while signed > 0 and _is_name(paragraphs[signed - 1].half):
        signed -= 1
    lines: list[Sketch] = []
    closed = False
    used: set[str] = set()
    for one in paragraphs[:signed]:
        label = read_label(one.half)
        field = meant(label.words, CONTACTS) if label else ""
        inline = _inline_contacts(one.half)
        said = one.half[label.length :] if label else ""
        if (
            label
            and field
            and field not in used
            and not re.search(r"。(?=.)|[\u4e00-\u9fff]:", said)
        ):
            used.add(field)
            lines.append(Sketch(f"{literal(one.half[: label.length])}{{{field}}}"))
        elif LISTED.match(one.half):
            lines.append(Sketch("附件:1.{段落 附件}"))
        elif lines and lines[-1].drawn.startswith("附件:1.") and read_mark(one.half):
            continue
        elif label and re.match("附[件表]", label.words):
            lines.append(Sketch(f"{literal(one.half[: label.length])}{{段落 附件名称}}"))
        elif label and (field or CLOSING.match(one.half) is None):
            lines.append(Sketch(f"{literal(one.half[: label.length])}{{段落 {label.words}}}"))
        elif inline and not closed:
            closed = True
            lines.append(Sketch(f"{{结语}}{inline}"))
        elif not closed:
            closed = True
            lines.append(Sketch("{结语}"))
        elif lines and lines[-1].drawn != "{结语}":
            lines.append(Sketch(f"{{段落 结语{len(lines)}}}"))
    if not closed and not lines:
        lines.append(Sketch("{结语}"))
    if signed < day:
        lines.append(Sketch("{落款}"))
    if day < len(paragraphs):
        lines.append(Sketch(draw_day("成文日期", paragraphs[day].half)))
    return lines


def _is_name(half: str) -> bool:
    return len(half) <= LONGEST_NAME and not half.endswith(END_MARKS) and LABEL.match(half) is None


def _inline_contacts(half: str) -> str:
    """Return the listing of the contacts that a paragraph of closing words ends with, empty if it
    names none.
    """
    found = [
        (match.start(), match.group(), field)
        for match in re.finditer(r"(?:^|(?<=[。;,]))[\u4e00-\u9fff]{2,8}:", half)
        if (field := meant(match.group()[:-1], CONTACTS))
    ]
    if not found or (len(found) == 1 and found[0][0] == 0):
        return ""
    if len(found) == 1:
        _, words, field = found[0]
        return f"{literal(words)}{{{field}}}{half[-1] if half[-1] in '。;' else ''}"
    joiner = half[found[1][0] - 1]
    drawn = "/".join(f"{literal(words)}{{{field}}}" for _, words, field in found)
    end = half[-1] if half[-1] in "。;" else ""
    return f"[{drawn}|{joiner}]{end}"


def closing_words(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """Return how the closing words of this notice begin, and how those of others do."""
    own = [match.group() for one in paragraphs if (match := CLOSING.match(one.half))]
    return tuple(dict.fromkeys([*own, "欢迎", "如有意见", "请广大"]))
