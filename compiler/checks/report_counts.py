"""Numbers typed into prose, of problems, measures, regulations and units, against what there is.

A number is judged by what its words can mean, never by how close it comes: every admissible count is
worked out from the words first (all, those in a status, of a class, of an aspect), and it is wrong
only if none of them is that number. What may be a part of the whole can only be too large.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from compiler.checks.inventory import Inventory, inventory_of
from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.chinese.count_words import (
    ADVERBS,
    AFTER_STATE,
    CREATE,
    DONE,
    DONE_BEFORE,
    FEEDBACK,
    FOUND,
    INSPECTIONS,
    MAKE,
    NAMED,
    NEUTRAL,
    NUMBERED,
    OF_ASPECT,
    OPEN,
    OPEN_BEFORE,
    OTHER_FEEDBACK,
    OTHERS,
    OUT_OF,
    PARTLY,
    STATED,
    WINDOW,
)
from compiler.chinese.counted import Counted, counted
from compiler.diagnostics import Diagnostic, complain
from compiler.model.computed import Count
from compiler.model.document import Role
from compiler.model.report import Report
from compiler.vocab import Status

PROSE = (Role.THEME, Role.PROGRESS, Role.SITUATION, Role.NEXT_STEPS, Role.LEAD_IN)


@attrs.frozen
class _Prose:
    """A report's prose and what it counts; ``names`` are the units', of whom a sentence may speak
    alone, ``others`` the words for inspections that are not this notice's.
    """

    inventory: Inventory
    names: tuple[str, ...]
    others: tuple[str, ...]

    def of_another(self, words: str) -> bool:
        """Tell whether a unit or another inspection is named, whose own number it may be."""
        return any(name in words for name in (*self.names, *self.others))


@attrs.frozen
class _Reading:
    """Every count that a number can be; ``part`` if it may also be less."""

    counts: tuple[Count, ...]
    part: bool = False

    def admits(self, said: Counted) -> bool:
        """Tell whether what is said can be true."""
        if self.part:
            return said.low <= max(int(count.value) for count in self.counts)
        return any(said.admits(int(count.value)) for count in self.counts)


def counts_in_prose(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C032, C035 a count that somebody typed and that the data contradict in every sense it can
    have.
    """
    prose = _prose(printed.report)
    for passage in printed.passages:
        if passage.role is Role.CHAPTER:
            readings = _chapter(passage, prose)
        elif passage.role in PROSE:
            readings = _fed_back(passage, prose)
        else:
            continue
        for said, reading in readings:
            if not reading.admits(said):
                yield from _contradicted(passage, said, reading.counts[0], printed.report)


def _prose(report: Report) -> _Prose:
    """Return what the prose of a report is judged by."""
    units = report.register.units
    names = tuple(name for unit in units for name in (unit.name.value, *unit.aliases) if name)
    own = report.information
    said = (
        f"{own.title.value}{own.inspection_body.value}{own.inspection_kind.value}{own.kind.value}"
    )
    others = tuple(word for word in INSPECTIONS if word not in said) if said else ()
    return _Prose(inventory_of(report), names, others)


def _chapter(passage: Passage, prose: _Prose) -> Iterator[tuple[Counted, _Reading]]:
    """Yield what office prose counts, sentence by sentence: a number with a status and no noun
    counts what the sentence has counted whole.
    """
    text, items = passage.text, counted(passage.text)
    anchor, sentence = "", -1
    made: list[tuple[Counted, _Reading]] = []
    for index, item in enumerate(items):
        if item.sentence != sentence:
            yield from _together(made)
            anchor, sentence, made = "", item.sentence, []
        noun = item.noun or anchor
        if noun in ("问题", "措施", "类别") or not noun:
            part = _part(text, item, noun, prose, bool(anchor))
            if part is not None:
                yield item, part
                anchor = noun if not _names_class(text, item, prose) else anchor
                continue
        if not item.noun:
            continue
        whole = _whole(item, items[max(0, index - 1) : index + 2], anchor, text, prose)
        if noun in ("问题", "措施"):
            anchor = noun if whole is not None and not whole.part else ""
        if whole is not None and noun == "制度" and not whole.part:
            made.append((item, whole))
        elif whole is not None:
            yield item, whole
    yield from _together(made)


def _together(made: Sequence[tuple[Counted, _Reading]]) -> Iterator[tuple[Counted, _Reading]]:
    """Yield the regulations counted in one sentence: several numbers, made and revised, may add up
    to all of them; if not, none can be more.
    """
    if len(made) > 1:
        total = int(made[0][1].counts[0].value)
        if sum(item.low for item, _ in made) == total:
            return
        yield from ((item, attrs.evolve(reading, part=True)) for item, reading in made)
    else:
        yield from made


def _part(text: str, item: Counted, noun: str, prose: _Prose, anchored: bool) -> _Reading | None:
    """Return what a number of problems or measures in a status, of a class or of an aspect can be;
    ``None`` if it names none.
    """
    inventory = prose.inventory
    word = _names_class(text, item, prose)
    if word:
        return _Reading((inventory.of_class(noun if noun == "措施" else "问题", word),))
    row = text[max(item.sentence, item.begin - 2 * WINDOW) : item.begin]
    if item.noun and (place := OF_ASPECT.search(row)):
        aspect = inventory.aspect_of(place[1])
        return _Reading((inventory.of_aspect(item.noun, aspect),)) if aspect else None
    if noun not in ("问题", "措施"):
        return None
    ahead = text[item.sentence : item.begin]
    about = "反馈" in item.word or re.search(
        "整改|销号|推进|剩余|其余|序时", ahead[-WINDOW:] + item.word + item.behind[:12]
    )
    if not anchored and (not about or FOUND.search(ahead) or prose.of_another(ahead)):
        return None
    return _in_status(ahead[-WINDOW:], item, noun, _sentence(text, item), inventory)


def _names_class(text: str, item: Counted, prose: _Prose) -> str:
    """Return the class of problems that a number says it is of; empty if none."""
    for word in prose.inventory.classes:
        named = f"{word}类"
        if (item.modifier + item.word).startswith(named) or text[: item.start].endswith(
            (named, f"{named}问题", f"{named}的问题")
        ):
            return word
    return ""


def _sentence(text: str, item: Counted) -> str:
    """Return the sentence that a number stands in, up to ；."""
    ends = (at for mark in "。；;\n" if (at := text.find(mark, item.stop)) >= 0)
    return text[item.sentence : min(ends, default=len(text))]


def _in_status(
    before: str, item: Counted, noun: str, sentence: str, inventory: Inventory
) -> _Reading | None:
    """Return what a number of problems or measures can be that a status stands right before, or
    right after with no number of its own.
    """
    after = STATED.sub("", item.behind, count=1)
    whole_clause = not NUMBERED.search(item.behind)
    for status in sorted(inventory.report.statuses, key=lambda s: len(s.name), reverse=True):
        word = re.escape(status.name.removeprefix("已"))
        if re.search(rf"(?<![未本])(?:已|已经|均)?{word}{AFTER_STATE}", before) or (
            whole_clause and re.match(word, after)
        ):
            return _Reading(tuple(_in(status, noun, sentence, inventory)))
    if DONE_BEFORE.search(before) or (whole_clause and re.match(DONE, after)):
        done = [status.name for status in inventory.report.statuses if status.complete]
        closed = inventory.report.counts.get("销号措施数")
        more = [closed] if closed and noun == "措施" else []
        return _Reading((*more, inventory.with_status(noun, done)))
    if OPEN_BEFORE.search(before) or (whole_clause and re.match(OPEN, after)):
        return _Reading(tuple(inventory.incomplete(noun)))
    return None


def _in(status: Status, noun: str, sentence: str, inventory: Inventory) -> Iterator[Count]:
    """Yield what 已完成39个 can mean: those of that status; those nearly completed with them, where the
    sentence does not tell them apart; and of the least complete status, all that are not completed.
    """
    yield inventory.with_status(noun, [status.name])
    statuses = inventory.report.statuses
    least = min(other.rank for other in statuses)
    others = [other for other in statuses if other.name != status.name and other.rank > least]
    apart = [other for other in others if other.name.removeprefix("已") in sentence]
    for other in others if status.complete else ():
        joined = re.search(
            rf"{status.name}[和、]{other.name}|{other.name}[和、]{status.name}", sentence
        )
        if other not in apart or joined:
            yield inventory.with_status(noun, [status.name, other.name])
    if status.rank == least and not any(not other.complete for other in apart):
        yield from inventory.incomplete(noun)


def _whole(
    item: Counted, row: Sequence[Counted], anchor: str, text: str, prose: _Prose
) -> _Reading | None:
    """Return the count of everything that a number says it is; ``None`` if its words do not.

    ``row`` is the number with its neighbours.
    """
    total = prose.inventory.total(item.noun)
    if total is None:
        return None
    reading = _Reading((total,), part=NEUTRAL.fullmatch(item.modifier) is None)
    ahead = text[item.sentence : item.begin]
    if item.noun in ("问题", "方面", "类别"):
        return reading if _fed_back_in_all(item, row, anchor, ahead, text, prose) else None
    if OTHERS.search(ahead) or prose.of_another(ahead):
        return None
    headed = not reading.part and _headed(item, row, text)
    if item.noun == "措施":
        if CREATE.search(item.lead) and (not reading.part or "整改" in item.word):
            return reading
        if headed or (item.word.startswith("整改") and not item.lead and not reading.part):
            return attrs.evolve(reading, part=not headed)
        return None
    if item.noun == "制度":
        partly = PARTLY.search(item.lead) is not None
        made = MAKE.search(item.lead) or item.word == "建章立制"
        return attrs.evolve(reading, part=partly or reading.part) if made else None
    lead = prose.inventory.total("牵头单位")
    if item.noun == "责任单位" and lead is not None:  # those that support may be left out
        reading = attrs.evolve(reading, counts=(total, lead))
    return attrs.evolve(reading, part=NAMED.search(item.lead) is None)


def _fed_back_in_all(
    item: Counted, row: Sequence[Counted], anchor: str, ahead: str, text: str, prose: _Prose
) -> bool:
    """Tell whether a number of problems, categories or aspects is that of all that was fed back: the
    words before it say so, it stands in one row with the others, or heads a row of states.
    """
    said = item.lead + ("反馈" if item.word == "反馈问题" else "")
    if OTHER_FEEDBACK.search(item.lead) or prose.of_another(item.lead):
        return False
    if FEEDBACK.search(said):
        return "巡视" in said or not prose.of_another(ahead)
    beside = [one for one in row if one is not item and one.lead == item.lead]
    in_row = any(
        (
            {one.noun, item.noun} in ({"方面", "问题"}, {"类别", "问题"}, {"方面", "类别"})
            and (one.stop == item.begin or text[one.stop : item.begin] in "、，的和")
        )
        or item.stop == one.begin
        for one in beside
    )
    if in_row or (item.noun != "问题" and anchor == "问题" and OUT_OF.search(item.lead)):
        return not (FOUND.search(ahead) or OTHER_FEEDBACK.search(ahead))
    return item.noun == "问题" and not item.modifier and _headed(item, row, text)


def _headed(item: Counted, row: Sequence[Counted], text: str) -> bool:
    """Tell whether a number heads a row of states: ``40个问题中，已完成32个``, ``40个问题，32个已完成``."""
    following = [one for one in row if one.begin > item.begin and not one.noun]
    if re.sub(ADVERBS, "", item.lead) not in ("", "对", "目前", "现", "截至目前"):
        return False
    if not following or following[0].sentence != item.sentence:
        return False
    between = text[item.stop : following[0].begin]
    behind = STATED.sub("", following[0].behind, count=1)
    return len(between) <= WINDOW and (
        re.search(rf"(?:基本完成|{DONE}|{OPEN}){AFTER_STATE}", between) is not None
        or re.match(rf"基本完成|{DONE}|{OPEN}", behind) is not None
    )


def _fed_back(passage: Passage, prose: _Prose) -> Iterator[tuple[Counted, _Reading]]:
    """Yield what a form says that the inspection fed back: of that it may mean its own part, which
    is not more than the whole.
    """
    total = prose.inventory.total("问题")
    if total is None or "反馈" not in passage.text:
        return
    for item in counted(passage.text):
        own = item.noun == "问题" and "巡视" in item.lead
        if own and FEEDBACK.search(item.lead) and not OTHER_FEEDBACK.search(item.lead):
            yield item, _Reading((total,), part=True)


def _contradicted(
    passage: Passage, said: Counted, count: Count, report: Report
) -> Iterator[Diagnostic]:
    """Complain of a number that no count admits: C032 if a placeholder could fill it in, else C035;
    one that was filled in from the data cannot be wrong.
    """
    if not passage.filled(said.start, said.end):
        code = "C032" if count.name in report.counts else "C035"
        words = passage.text[said.begin : said.stop].removeprefix("类")
        yield _complaint(code, passage, (said.start, said.end), words, count)


def judge_typed(
    passage: Passage, place: tuple[int, int], said: str, count: Count
) -> Iterator[Diagnostic]:
    """C032 where the office typed a number that the data contradict; one that was filled in from
    the data cannot be wrong.
    """
    start, end = place
    if int(passage.text[start:end]) != count.value and not passage.filled(start, end):
        yield _complaint("C032", passage, place, said, count)


def _complaint(
    code: str, passage: Passage, place: tuple[int, int], said: str, count: Count
) -> Diagnostic:
    """Return a finding at a number, with the first cell of what it should count."""
    told = {"said": said, "data": count.text, "name": count.name}
    differs = complain(code, passage.span(*place), *count.sources[:1], **told)
    return differs.resting_on(*count.grounds)
