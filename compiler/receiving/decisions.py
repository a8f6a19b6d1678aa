"""Which of the forms of one measure and unit is the newer answer: by what was sent out when, by what is
said, and by who signed it when. Where that does not tell, a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

import attrs

from compiler.analysis.answers import is_blank
from compiler.analysis.lineage import revision
from compiler.brief import brief
from compiler.excel.reading.records import Record
from compiler.excel.reading.workbook import is_newer
from compiler.model.office_record import Adoption
from compiler.outputs.edits.earlier_edits import spot_of
from compiler.receiving.answers import Said, differing, only_signed_anew, shown_cells, signed_on
from compiler.receiving.recognised import ReceivedForm
from compiler.schema.contents import Spot


class Outcome(Enum):
    """What becomes of a file that came in, as the record of it says."""

    TAKEN = "收下"
    UNCHANGED = "没有变化"
    OLDER = "不比现有的新"
    BLANK = "还没有填"
    OPEN = "待定"
    ASIDE = "另放"
    EVIDENCE = "佐证材料"
    KNOWN = "以前收过"


FOR_A_PERSON = (Outcome.OPEN, Outcome.ASIDE, Outcome.BLANK)
SETTLED = (Outcome.TAKEN, Outcome.UNCHANGED, Outcome.OLDER)
"""Whoever sends again what was settled so has nothing new to say."""
TWICE = "同样的一份这次收到了两份，收一份"
TO_BE_SEEN = "现有的没有动，报来的放在“另放”里，请看过再定"


@attrs.frozen
class Current:
    """The form of a measure and unit that the project has, and what the office adopted into it."""

    __repr__ = brief

    record: Record
    said: Said
    adoptions: tuple[Adoption, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether nobody has answered in it."""
        return is_blank(self.record) and not self.said.beside


@attrs.frozen
class Verdict:
    """What becomes of a form, and why; ``kept`` are the texts of the cells in which what the office
    adopted is put into it.
    """

    outcome: Outcome
    reason: str = ""
    kept: Mapping[Spot, str] = attrs.field(factory=dict)


def judge(
    forms: Sequence[ReceivedForm], current: Current | None, earlier: Mapping[str, str]
) -> list[Verdict]:
    """Return what becomes of each of the ``forms``, all of one measure and unit; ``earlier`` is when
    an answer came before, by its checksum.
    """
    verdicts = {number: _alone(form, current, earlier) for number, form in enumerate(forms)}
    open_ones = [number for number, verdict in verdicts.items() if verdict is None]
    fresh: list[int] = []
    twins: dict[int, int] = {}
    for number in sorted(open_ones, key=lambda number: -forms[number].revision):
        said = forms[number].said
        twin = next((other for other in fresh if said.adds_nothing_to(forms[other].said)), None)
        if twin is None:
            fresh.append(number)
        else:
            twins[number] = twin
    if fresh:
        verdicts |= _chosen(forms, fresh, current)
    for number, twin in twins.items():
        own = verdicts[twin]
        taken = own is not None and own.outcome is Outcome.TAKEN
        verdicts[number] = Verdict(Outcome.UNCHANGED, TWICE) if taken else own
    return [verdict or Verdict(Outcome.OPEN) for _, verdict in sorted(verdicts.items())]


def _alone(
    form: ReceivedForm, current: Current | None, earlier: Mapping[str, str]
) -> Verdict | None:
    """Return what becomes of a form that says nothing new, ``None`` if it may be a newer answer."""
    if form.blank:
        return Verdict(Outcome.BLANK, "报来的是空表，还没有填，没有收")
    if is_blank(form.record):
        said = "；".join(message for _, message in sorted(form.said.beside))
        return Verdict(Outcome.OPEN, f"表是空的，另外写了话，请看一看：{said}")
    if current is None or current.blank:
        return None
    if is_newer(form.record):
        return Verdict(
            Outcome.OPEN, f"是用更新的版本做的表，比不出改了什么，请先升级本程序。{TO_BE_SEEN}"
        )
    if form.said.adds_nothing_to(current.said):
        returned = form.revision > revision(current.record)
        told = "退回的表原样报了回来，没有改" if returned else "和现有的一样"
        return Verdict(Outcome.UNCHANGED, told)
    if _differs_by_adoptions(form, current):
        told = "是办公室采纳改稿以前的那一份，没有别的变化，没有取代"
        return Verdict(Outcome.UNCHANGED, told)
    when = form.said.is_among(earlier)
    if when is not None:
        told = f"是以前报过的（{when}），后来已有新的，没有取代"
        if form.revision > revision(current.record):
            told = f"退回的表原样报了回来，没有改；{told}"
        return Verdict(Outcome.OLDER, told)
    return None


def _chosen(
    forms: Sequence[ReceivedForm], fresh: Sequence[int], current: Current | None
) -> dict[int, Verdict | None]:
    """Return which of several new answers is taken, if any."""
    ranks = {number: _rank(forms[number]) for number in fresh}
    best = max(ranks.values())
    first, *others = [number for number in fresh if ranks[number] == best]
    found: dict[int, Verdict | None] = {}
    for number in fresh:
        if ranks[number] != best:
            cells = shown_cells(forms[number].said, forms[first].said)
            told = f"同一批里另有更新的一份，收了那一份（不一样的：{cells}）"
            found[number] = Verdict(Outcome.OLDER, told)
    if others:
        cells = shown_cells(forms[first].said, forms[others[0]].said)
        names = "、".join(forms[number].item.shown for number in (first, *others))
        told = f"同一批里有几份，分不出哪一份新，一份也没有收：{names}（不一样的：{cells}）"
        return found | {number: Verdict(Outcome.OPEN, told) for number in (first, *others)}
    return found | {first: _against(forms[first], current)}


def _rank(form: ReceivedForm) -> tuple[int, str]:
    signed = form.signed
    return form.revision, signed.isoformat() if signed is not None else ""


def _against(form: ReceivedForm, current: Current | None) -> Verdict:
    """Return what becomes of a new answer where there is one already."""
    if current is None or current.blank:
        return Verdict(Outcome.TAKEN, form.note)
    sent, held = form.revision, revision(current.record)
    signed, before = form.signed, signed_on(current.record)
    cells = shown_cells(form.said, current.said)
    if before is not None and signed is None and sent <= held:
        told = f"没有填报、审签日期，现有的到 {before} 审签过（不一样的：{cells}）。{TO_BE_SEEN}"
        return Verdict(Outcome.OPEN, told)
    if before is not None and signed is not None and signed < before:
        told = (
            f"填报、审签到 {signed} 为止，比现有的（{before}）早，像是以前的一份"
            f"（不一样的：{cells}）。{TO_BE_SEEN}"
        )
        return Verdict(Outcome.OPEN, told)
    notes = [form.note] if form.note else []
    if sent < held and not current.adoptions:
        behind = f"报来的是第{sent}次发的表，不是后来改发或退回的那一份（第{held}次）"
        if signed == before:
            reason = f"{behind}，日期也不比现有的晚（不一样的：{cells}）。{TO_BE_SEEN}"
            return Verdict(Outcome.OPEN, reason)
        notes.append(f"{behind}；日期比现有的晚，照收")
    elif sent == held and signed == before:
        notes.append("日期和现有的一样，按后到的收下")
    spots = differing(form.said, current.said)
    if spots and only_signed_anew(form.record, spots):
        notes.append("只改了填报、审签栏，别的没有改")
    kept, lost = kept_adoptions(form, current)
    if lost:
        labels = "、".join(f"“{label}”" for label in lost)
        reason = f"办公室采纳过改稿的 {labels}，报来的又改了，两边的话合不到一起。{TO_BE_SEEN}"
        return Verdict(Outcome.OPEN, reason)
    if kept:
        labels = "、".join(f"“{current.said.places[spot].label}”" for spot in kept)
        notes.append(f"办公室采纳过的改稿单位没有改进来，已经照办公室的写进 {labels}")
    return Verdict(Outcome.TAKEN, "；".join(notes), kept)


def kept_adoptions(form: ReceivedForm, current: Current) -> tuple[dict[Spot, str], list[str]]:
    """Return the texts of the cells in which a form has still the words from before an adopted edit,
    with those after it, and the labels of cells in which neither stands.
    """
    texts: dict[Spot, str] = {}
    lost: dict[str, None] = {}
    for adoption in current.adoptions:
        label, old, new = adoption.label.value, adoption.old.value, adoption.new.value
        spot = spot_of(current.record, label, adoption.cell.value)
        if spot is None or spot not in current.said.places:
            continue
        now = current.said.places[spot].entry.text
        if new and new not in now:  # the office or the unit has gone on since
            continue
        own = form.said.places.get(spot)
        text = texts.get(spot, own.entry.text if own is not None else "")
        words = _with(text, old, new)
        if words is None:
            lost[label] = None
        elif words != text:
            texts[spot] = words
    return texts, list(lost)


def _differs_by_adoptions(form: ReceivedForm, current: Current) -> bool:
    """Tell whether a form says what the current one does but for what the office adopted."""
    kept, lost = kept_adoptions(form, current)
    same = all(kept.get(s) == current.said.places[s].entry.text for s in kept)
    rest = set(differing(form.said, current.said)) - kept.keys()
    return bool(kept) and same and not lost and not rest and form.said.beside <= current.said.beside


def _with(text: str, old: str, new: str) -> str | None:
    """Return a text with an edit in it, ``None`` if neither words are there."""
    has_new = bool(new) and new in text
    if has_new and len(new) >= len(old):
        return text
    if not old:
        return new if not text.strip() else None
    if text.count(old) == 1:
        return text.replace(old, new)
    return text if has_new or (not new and old not in text) else None


def earlier_answers(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return when each answer came first, from checksums and times in the order of the record."""
    known: dict[str, str] = {}
    for digest, when in rows:
        if digest:
            known.setdefault(digest, when)
    return known
