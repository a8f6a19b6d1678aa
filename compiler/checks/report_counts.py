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
from compiler.chinese.counted import NUMERALS, Counted, counted
from compiler.diagnostics import Diagnostic, complain
from compiler.model.computed import Count
from compiler.model.document import Role
from compiler.model.report import Report

ADVERBS = r"(?:共计?|合计|总计|累计|一共|全部|所有|[这上]述?|以上|具体|的|了|为|成|出|存在)*"
FEEDBACK = re.compile(
    r"(?:反馈|移交的?反馈意见)(?:意见|问题)?(?:中|里)?(?:指出|提出|所指|涉及|点出|列出|反映)?"
    rf"{ADVERBS}$|(?:巡视|巡察|督察|督导)[\u4e00-\u9fff]{{0,8}}(?:指出|提出|点出|移交|交办){ADVERBS}$"
)
OTHER_FEEDBACK = re.compile(
    r"[上前往历][轮次届年期]|上一轮|此前|审计|选人用人|意识形态|专项|主题教育|民主生活会|群众|代表|"
    r"其中|部分|个别|[向对][\u4e00-\u9fff]{2,8}[镇村局办校院](?:党委|党组|党支部)?反馈"
)
"""Of what somebody else fed back, or to somebody else."""
CREATE = re.compile(
    r"(?:制定|细化|确定|形成|明确|分解|提出|拟定|研究|梳理|列出|部署|实施|落实|推进|提炼)"
    rf"(?:制定|细化|分解|形成|提出|了|为|成|出|并|、){{0,4}}{ADVERBS}$"
)
MAKE = re.compile(
    r"(?:制定|出台|修订|建立|印发|完善|健全|新建)(?:、?(?:制定|出台|修订|建立|印发|完善|健全)|和|或|并|了|相关)*"
    rf"{ADVERBS}$"
)
PARTLY = re.compile(r"(?<!定)(?<!立)(?<!台)(?:修订|完善|健全|新建)(?:了|相关)*$")
NAMED = re.compile(rf"(?:由|明确|涉及|确定|落实|压实到|涵盖|覆盖){ADVERBS}$")
"""What leads up to the number of all units that answer for something."""
OTHERS = re.compile(
    r"各(?!牵头|项|类)|分别|有关单位|班子|个人|民主生活会|其中|每|该|上轮|上一轮|去年|往年"
    r"|(?:针对|围绕|就|对)(?!.{0,24}(?:反馈|巡视|巡察|个问题|条问题|问题清单))"
)
"""What makes a number of measures or regulations that of somebody or something else."""
FOUND = re.compile(
    r"发现|排查|查出|查摆|检查|督查|督导|走访|核验|审计|其中|每|该|[上前往历][轮次届年期]"
)
"""What makes a number of problems put right that of others than the inspection's."""
NEUTRAL = re.compile(
    r"(?:的|具体|整改|反馈|主要|突出|切实可行|有针对性|可操作|务实|有效|有力|共计?|合计|总计|[:：为])*"
)
"""Modifiers that leave a number that of all."""
STATED = re.compile(r"(?:已|均|均已|已经|全部|目前|[中里,，]|其中)*")
NUMBERED = re.compile(rf"\d|[{NUMERALS}]+[个条项]")
AFTER_STATE = r"(?:整改|到位|完毕|的|反馈|问题|措施|任务|事项|有|共|为|了|达)*$"
DONE = r"(?<!未)(?<!本)(?:已|均|已经|全部)*(?:完成|办结|销号|整改到位|整改完毕|改到位)"
OPEN = (
    r"(?:正在(?:整改|推进|办理|实施)|(?:持续|继续|加快|长期)(?:推进|整改|坚持)|(?:尚|还)?未(?:完成|办结|整改到位|销号)"
    r"|需要?(?:进一步|继续|长期|持续)(?:整改|推进|坚持)?|剩余|其余|余下|[仍尚还]有)"
)
DONE_BEFORE, OPEN_BEFORE = (re.compile(state + AFTER_STATE) for state in (DONE, OPEN))
OF_ASPECT = re.compile(r"([\u4e00-\u9fff]{2,30}(?<!个)方面)(?:的|存在|共|反馈|涉及)*$")
WINDOW = 16
"""So far before a number its status is looked for: by judgement, the longest state with its words."""
PROSE = (Role.THEME, Role.PROGRESS, Role.SITUATION, Role.NEXT_STEPS, Role.LEAD_IN)


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
    inventory = inventory_of(printed.report)
    names = _unit_names(printed.report)
    for passage in printed.passages:
        if passage.role is Role.CHAPTER:
            readings = _chapter(passage, inventory, names)
        elif passage.role in PROSE:
            readings = _fed_back(passage, inventory)
        else:
            continue
        for said, reading in readings:
            if not reading.admits(said):
                yield from _contradicted(passage, said, reading.counts[0], printed.report)


def _unit_names(report: Report) -> tuple[str, ...]:
    """Return the units' names and aliases, of whom a sentence may speak alone."""
    units = report.register.units
    return tuple(name for unit in units for name in (unit.name.value, *unit.aliases) if name)


def _chapter(
    passage: Passage, inventory: Inventory, names: Sequence[str]
) -> Iterator[tuple[Counted, _Reading]]:
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
        ahead = text[item.sentence : item.begin]
        if noun in ("问题", "措施", "类别") or not noun:
            part = _part(text, item, noun, inventory, bool(anchor))
            if part is not None:
                yield item, part
                continue
        if not item.noun:
            continue
        whole = _whole(item, items[index + 1 : index + 2], ahead, text, inventory, names)
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


def _part(
    text: str, item: Counted, noun: str, inventory: Inventory, anchored: bool
) -> _Reading | None:
    """Return what a number of problems or measures in a status, of a class or of an aspect can be;
    ``None`` if it names none.
    """
    before = text[max(item.sentence, item.begin - WINDOW) : item.begin]
    of = noun if noun in ("问题", "措施") else "问题"
    for word in inventory.classes:
        named = f"{word}类"
        if (item.modifier + item.word).startswith(named) or text[: item.start].endswith(
            (named, f"{named}问题", f"{named}的问题")
        ):
            return _Reading((inventory.of_class(of, word),))
    row = text[max(item.sentence, item.begin - 2 * WINDOW) : item.begin]
    if item.noun and (place := OF_ASPECT.search(row)):
        aspect = inventory.aspect_of(place[1])
        return _Reading((inventory.of_aspect(item.noun, aspect),)) if aspect else None
    about = "整改" in before + item.word + item.behind[:8] or "反馈" in item.word
    others = FOUND.search(text[item.sentence : item.begin])
    if noun not in ("问题", "措施") or not (anchored or (about and not others)):
        return None
    return _in_status(before, item, noun, inventory)


def _in_status(before: str, item: Counted, noun: str, inventory: Inventory) -> _Reading | None:
    """Return what a number of problems or measures can be that a status stands right before, or
    right after with no number of its own.
    """
    after = item.behind[STATED.match(item.behind).end() :]  # type: ignore[union-attr]
    whole_clause = not NUMBERED.search(item.behind)
    for status in sorted(inventory.report.statuses, key=lambda s: len(s.name), reverse=True):
        word = re.escape(status.name.removeprefix("已"))
        if re.search(rf"(?<![未本])(?:已|已经|均)?{word}{AFTER_STATE}", before) or (
            whole_clause and re.match(word, after)
        ):
            return _Reading(tuple(_finished(status.name, noun, item, inventory)))
    if DONE_BEFORE.search(before) or (whole_clause and re.match(DONE, after)):
        done = [status.name for status in inventory.report.statuses if status.complete]
        counts = [inventory.with_status(noun, done)]
        closed = inventory.report.counts.get("销号措施数")
        return _Reading((*counts, *([closed] if closed and noun == "措施" else ())))
    if OPEN_BEFORE.search(before) or (whole_clause and re.match(OPEN, after)):
        return _Reading(tuple(inventory.incomplete(noun)))
    return None


def _finished(name: str, noun: str, item: Counted, inventory: Inventory) -> Iterator[Count]:
    """Yield what 已完成39个 can mean: those of that status, and, where the clause names another one
    or the sentence leaves one out, both.
    """
    yield inventory.with_status(noun, [name])
    named = [
        status.name
        for status in inventory.report.statuses
        if status.name != name and status.name.removeprefix("已") in item.lead
    ]
    if named:
        yield inventory.with_status(noun, [*named, name])


def _whole(
    item: Counted,
    following: Sequence[Counted],
    ahead: str,
    text: str,
    inventory: Inventory,
    names: Sequence[str],
) -> _Reading | None:
    """Return the count of everything that a number says it is; ``None`` if its words do not."""
    total = inventory.total(item.noun)
    if total is None:
        return None
    neutral = NEUTRAL.fullmatch(item.modifier) is not None
    reading = _Reading((total,))
    if item.noun in ("问题", "方面", "类别"):
        fed_back = "反馈" if item.word == "反馈问题" else ""
        told = FEEDBACK.search(item.lead + fed_back) is not None
        if told and not OTHER_FEEDBACK.search(item.lead) and not _named(item.lead, names):
            return attrs.evolve(reading, part=not neutral)
        return (
            reading if item.noun == "问题" and neutral and _headed(item, following, text) else None
        )
    if OTHERS.search(ahead) or _named(ahead, names):
        return None
    if item.noun == "措施":
        if CREATE.search(item.lead) and (neutral or "整改" in item.word):
            return attrs.evolve(reading, part=not neutral)
        if item.word.startswith("整改") and neutral and not item.lead:
            return attrs.evolve(reading, part=not _headed(item, following, text))
        return reading if neutral and _headed(item, following, text) else None
    if item.noun == "制度":
        partly = PARTLY.search(item.lead) is not None
        made = MAKE.search(item.lead)
        return attrs.evolve(reading, part=partly or not neutral) if made else None
    return attrs.evolve(reading, part=NAMED.search(item.lead) is None)


def _named(words: str, names: Sequence[str]) -> bool:
    """Tell whether a unit is named, whose own number it may be."""
    return any(name in words for name in names)


def _headed(item: Counted, following: Sequence[Counted], text: str) -> bool:
    """Tell whether a number heads a row of states: ``40个问题中，已完成32个``, ``全部145条措施已完成``."""
    if re.sub(ADVERBS, "", item.lead) not in ("", "对", "目前", "现", "截至目前"):
        return False
    if not following or following[0].sentence != item.sentence or following[0].noun:
        return False
    between = text[item.stop : following[0].begin]
    return (
        len(between) <= WINDOW
        and re.search(rf"(?:{DONE}|{OPEN}){AFTER_STATE}", between) is not None
    )


def _fed_back(passage: Passage, inventory: Inventory) -> Iterator[tuple[Counted, _Reading]]:
    """Yield what a form says that the inspection fed back: of that it may mean its own part, which
    is not more than the whole.
    """
    total = inventory.total("问题")
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
        words = passage.text[said.begin : said.stop]
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
