"""What stands under the headings of problems: labelled values, series, paragraphs; drawn once for all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import attrs

from compiler.learning.days import draw_day, format_of
from compiler.learning.found import Found
from compiler.learning.labels import DESCRIPTION, Labels, meanings, meant, read_label, side_by_side
from compiler.learning.marks import Mark, Style, is_member, within, write
from compiler.learning.own import own_field
from compiler.learning.paragraphs import Paragraph
from compiler.learning.sketch import Sketch, literal
from compiler.learning.statuses import LONGEST
from compiler.learning.statuses import STATUS as STATUS_WORDS
from compiler.learning.tree import Part

OFTEN, SOME = 0.5, 0.2
THEME = re.compile(r"[^,。;:!?“”]{2,30}(?P<mark>[。:])(?=.)")
PROGRESS = "进展情况"
STATUS = "问题状态"
MATTERS = ("有关情况说明", "下一步措施", "完成时限")
TAKEN = ("问题", "方面", "类别", "问题编号")
"""Fields of headings."""
UNITS = ("牵头单位", "牵头领导", "责任单位")


@attrs.define
class Value:
    """One labelled value of one problem: its label, what stands in brackets behind that, the number the
    label bears, the words behind it, and the paragraphs under it. A ``joined`` one stands behind
    another on its line.
    """

    label: str
    beside: str
    mark: Mark | None
    text: str
    under: list[Part | Paragraph] = attrs.field(factory=list)
    joined: bool = False

    @property
    def is_fact(self) -> bool:
        """Whether it is a word or two behind a label, no sentence that goes on under it."""
        return bool(self.label and self.text) and not (
            self.under or self.text.endswith(("。", ":", ";"))
        )


def values_of(part: Part, labels: Labels, run_in: str = "") -> list[Value]:
    """Return what stands under a problem, value by value; ``run_in`` is what its heading goes on with."""
    values: list[Value] = []
    if run_in:
        values.append(_value(run_in, None, labels))
    for item in part.items:
        half = item.half if isinstance(item, Paragraph) else item.head
        mark = item.mark if isinstance(item, Part) else None
        if labels.labelled(half) and not (mark and is_member(mark.style)):
            first, *more = _parted(half, labels)
            values.append(_value(first, mark, labels))
            for piece in more:
                values.append(attrs.evolve(_value(piece, None, labels), joined=True))
            if isinstance(item, Part):
                values[-1].under += item.items
        elif (
            isinstance(item, Paragraph)
            and values
            and values[-1].is_fact
            and all(value.label for value in values)
        ):
            values.append(Value("", "", None, half))
        elif values and (isinstance(item, Part) or values[-1].under or not values[-1].text):
            values[-1].under.append(item)
        elif isinstance(item, Paragraph) and not values:
            values.append(Value("", "", None, half))
        elif values:
            values[-1].under.append(item)
        else:
            values.append(Value("", "", None, "", [item]))
    return values


def _parted(half: str, labels: Labels) -> list[str]:
    """Return the values on one line, the text whole if one of them has a label that nobody knows."""
    pieces = side_by_side(half)
    return pieces if all(map(labels.labelled, pieces)) else [half]


def _value(half: str, mark: Mark | None, labels: Labels) -> Value:
    """Return a text as a value, its label told from its words."""
    label = read_label(half) if labels.labelled(half) else None
    if label is None:
        return Value("", "", mark, half)
    return Value(label.words, label.beside, mark, half[label.length :].strip())


def in_order(records: Sequence[Sequence[Value]]) -> list[str]:
    """Return every label of the problems, in an order that agrees with most of them."""
    order: list[str] = []
    for record in sorted(records, key=len, reverse=True):
        at = 0
        for value in record:
            if value.label in order:
                at = order.index(value.label) + 1
            else:
                order.insert(at, value.label)
                at += 1
    return order


def draw_values(
    records: Sequence[Sequence[Value]], found: Found, *, reference: bool = False
) -> list[Sketch]:
    """Return the lines that draw the values of problems; what is seen in them is added to ``found``.
    ``reference``: the problems have been drawn before, these are their follow-ups.
    """
    order = in_order(records)
    own_values = {
        label: [value for record in records for value in record if value.label == label]
        for label in order
    }
    fields = fields_of(order, own_values, len(records), reference=reference)
    lines: list[Sketch] = []
    marks: dict[Style, int] = {}
    for label in order:
        own = own_values[label]
        field = fields[label]
        if label == "" and all(map(_begins_with_status, own)):
            found.statuses += [value.text.rstrip("。") for value in own]
            lines.append(Sketch("{问题状态}。"))
            for value in own:
                following = value.under.pop(0)
                value.text = following.half if isinstance(following, Paragraph) else following.head
        beside = [value.beside for value in own if value.beside]
        found.statuses += beside
        if field == STATUS:
            found.statuses += [value.text.rstrip("。") for value in own]
        lead = ""
        if style := next((value.mark.style for value in own if value.mark), None):
            marks[style] = marks.get(style, 0) + 1
            lead = write(style, marks[style])
        if label:
            lead += literal(label) + ("({问题状态})" if beside else "") + ":"
        line = _line(lead, field, own) if field else _own_line(lead, label, own, found)
        if all(value.joined for value in own) and lines and not lines[-1].below:
            before = lines.pop()
            drawn, doubts = f"{before.drawn};{line.drawn}", (*before.doubts, *line.doubts)
            line = attrs.evolve(line, drawn=drawn, doubts=doubts)
        lines.append(line)
    return lines


def _begins_with_status(value: Value) -> bool:
    """Tell whether the first paragraph about a problem only says how far it has come."""
    said = value.text.removesuffix("。")
    short = value.text.endswith("。") and len(said) <= LONGEST
    return short and bool(STATUS_WORDS.search(said)) and bool(value.under)


def _own_line(lead: str, label: str, own: Sequence[Value], found: Found) -> Sketch:
    """Return the line of a label that no field of the workbooks goes by: the kind gets one of its own."""
    field = own_field(label, [value.text for value in own])
    found.own[field.name] = field
    doubt = f"“{label}”不是现成的栏目，先作为自己的栏目，写在 kind.toml 的 [[fields]] 里。"
    return Sketch(f"{lead}{{{field.name}}}", doubts=(doubt,))


def left_open(records: Sequence[Sequence[Value]]) -> list[str]:
    """Return the statuses of the problems that all, unlike problems of other statuses, say what is
    left to do.
    """
    told = [
        (_status_of(record), any(meant(value.label) in MATTERS[:2] for value in record))
        for record in records
    ]
    closed = {status for status, follows in told if status and not follows}
    opened = dict.fromkeys(status for status, follows in told if status and follows)
    return [status for status in opened if status not in closed] if closed else []


def _status_of(record: Sequence[Value]) -> str:
    """Return the status that a problem's values name, empty if none does."""
    for value in record:
        if value.beside:
            return value.beside
        if STATUS in meanings(value.label):
            return value.text.rstrip("。")
    return ""


def fields_of(
    order: Sequence[str], values: Mapping[str, Sequence[Value]], records: int, *, reference: bool
) -> dict[str, str]:
    """Return the field that each label means, no field twice, empty where that cannot be told."""
    fields = dict.fromkeys(order, "")
    follows = reference or any(meant(label) in MATTERS[:2] for label in order)
    for label in order:
        days = all(format_of(value.text.rstrip("。")) is not None for value in values[label])
        for field in meanings(label) if label else ():
            if field == "整改时限" and not days:
                field = "完成时限" if follows else ""
            elif field == "完成时限" and not follows and len(values[label]) == records > 1:
                field = "整改时限" if days else ""  # what is complete has no other
            if reference and field in ("整改措施", "整改时限"):
                field = "下一步措施" if field == "整改措施" else "完成时限"
            if field in ("", DESCRIPTION):
                break
            if field in TAKEN or field in fields.values():
                continue
            if field == STATUS and not _are_statuses(values[label]):
                continue
            fields[label] = field
            break
    if PROGRESS not in fields.values() and not reference:
        chosen = next(
            (label for label in order if label == "" or fields[label] == "整改措施"), None
        )
        rest = (
            label for label in order if not fields[label] and DESCRIPTION not in meanings(label)
        )
        chosen = chosen if chosen is not None else next(rest, None)
        if chosen is not None:
            fields[chosen] = PROGRESS
    if not fields.get("", PROGRESS):
        fields[""] = "问题导语"
    return fields


def _are_statuses(values: Sequence[Value]) -> bool:
    """Tell whether values are names of statuses: short, without marks inside."""
    return all(
        0 < len(value.text) <= LONGEST and not re.search(r"[,;:、。](?=.)", value.text)
        for value in values
    )


def _line(lead: str, field: str, own: Sequence[Value]) -> Sketch:
    """Return the line of one label, and the one under it if its members have paragraphs of their own."""
    doubts = _doubts(own[0].label, field)
    long = [value for value in own if value.under]
    if field in (STATUS, "问题导语"):
        end = "。" if all(value.text.endswith("。") for value in own) and field == STATUS else ""
        return Sketch(f"{lead}{{{field}}}{end}", doubts=doubts)
    apart = not lead and any(isinstance(item, Paragraph) for value in long for item in value.under)
    if len(long) < OFTEN * len(own) and not apart:
        return Sketch(lead + _run_in(field, [value.text for value in own]), doubts=doubts)
    parts = [item for value in long for item in value.under if isinstance(item, Part)]
    style = Counter(part.style for part in parts).most_common(1)[0][0] if parts else None
    texts = [
        item.head if isinstance(item, Part) else item.half for value in long for item in value.under
    ]
    member = (write(style, 1) if style else "") + _member(field, texts, series=style is not None)
    if not lead and not any(value.text for value in own):
        return Sketch(member, doubts=doubts)
    led = "{问题导语}" if field == PROGRESS and any(value.text for value in own) else ""
    if not lead:
        return Sketch(f"{{{field}}}", doubts=doubts)
    return Sketch(lead + led, (Sketch(member),), doubts=doubts)


def _doubts(label: str, field: str) -> tuple[str, ...]:
    """Return what is to be said of a label whose field is only a guess."""
    if not label or field in meanings(label) or field in ("问题导语", "下一步措施"):
        return ()
    return (f"“{label}”看不出是哪一栏，先画成{{{field}}}。",)


def _run_in(field: str, texts: Sequence[str]) -> str:
    """Return how a value that stands in one paragraph is drawn."""
    style = series_in(texts)
    number = write(style, 1) if style else ""
    if field == PROGRESS:
        if style is None:
            return "[{进展情况}]"
        members = [one for text in texts for one in _members(text, style)]
        member = _member(field, members, series=True)
        return f"{{问题导语}}[{{分组导语}}[{number}{member}]]"
    if field in MATTERS:
        return f"[{number}<{{事项名称}}:>{{{field}}}]" if style else f"[{{{field}}}]"
    if field == "整改时限":
        return f"[{draw_day(field, texts[0].split('、')[0])}|、]"
    if field in UNITS:
        end = "。" if texts and all(text.endswith("。") for text in texts) else ""
        return f"[{{{field}}}|、]{end}"
    return f"[{number}{{{field}}}]"


def _member(field: str, texts: Sequence[str], *, series: bool) -> str:
    """Return how a member of a series is drawn; progress may begin with a theme."""
    if field != PROGRESS or not series:
        return f"{{{field}}}"
    ends = Counter(match["mark"] for text in texts if (match := THEME.match(text)))
    if sum(ends.values()) < SOME * len(texts):
        return "{进展情况}"
    end = ends.most_common(1)[0][0]
    return f"<{{主题句}}{end}>{{进展情况}}"


def series_in(texts: Sequence[str]) -> Style | None:
    """Return the style in which the texts count within themselves, ``None`` if they do not."""
    seen: Counter[Style] = Counter()
    for text in texts:
        found = [mark for _, mark in within(text)]
        numbers = {(mark.style, mark.number) for mark in found}
        firsts = [mark.style for mark in found if mark.number == 1 and (mark.style, 2) in numbers]
        seen.update(firsts[:1])
    return seen.most_common(1)[0][0] if seen else None


def _members(text: str, style: Style) -> list[str]:
    """Return the members of the series in a text, roughly."""
    starts = [(at, mark) for at, mark in within(text) if mark.style == style]
    ends = [*(at for at, _ in starts), len(text)][1:]
    return [text[at + mark.length : end] for (at, mark), end in zip(starts, ends, strict=True)]


def goes_on(head: str) -> int:
    """Return where the heading of a run-in paragraph ends, 0 if the paragraph is all heading."""
    match = re.search(r"(。|(?<=问题):|(?<=问题”):)(?=.)", head)
    return match.end() if match else 0
