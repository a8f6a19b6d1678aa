"""What is told of a reception: to each unit as a text to send, to the office as a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import attrs

from compiler.brief import brief
from compiler.chinese.shortening import beginning
from compiler.diagnostics import Diagnostic
from compiler.excel.lists import Content, Link, Toned, list_sheet, write_lists
from compiler.excel.reading.project import INPUT_FOLDER
from compiler.model.register import PlannedMeasure
from compiler.outputs.check_report_rows import ESCAPES, link_to
from compiler.receiving.decisions import FOR_A_PERSON, Outcome
from compiler.receiving.delivered import Item
from compiler.schema.contents import CellContent
from compiler.vocab import Severity

SHOWN = 30
NOBODY = "未认出单位"
NOT_TAKEN = (Outcome.BLANK, Outcome.ASIDE)
ROW_COLUMNS = (
    ("单位", 20),
    ("措施编号", 11),
    ("处理", 12),
    ("来自", 24),
    ("里面的位置", 34),
    ("说明", 60),
    ("放在", 34),
    ("原件", 34),
)
FAULT_COLUMNS = (
    ("单位", 20),
    ("措施编号", 11),
    ("轻重", 7),
    ("规则", 8),
    ("说明", 70),
    ("位置", 34),
)
TONES = {
    Outcome.TAKEN: "绿",
    Outcome.EVIDENCE: "绿",
    Outcome.UNCHANGED: "灰",
    Outcome.OLDER: "灰",
    Outcome.KNOWN: "灰",
    Outcome.BLANK: "黄",
    Outcome.OPEN: "红",
    Outcome.ASIDE: "红",
}
MEANINGS = {
    Outcome.TAKEN: "填报表，放进了 input_workbooks；换下来的存入“旧版”",
    Outcome.EVIDENCE: "随表报来的材料、签了收的回执，放进了“佐证材料”",
    Outcome.UNCHANGED: "和现有的一样，或是办公室发出去的原样回来，没有动现有的",
    Outcome.OLDER: "现有的更新，没有取代",
    Outcome.KNOWN: "同样的文件以前收过，没有再放",
    Outcome.BLANK: "空表，没有收",
    Outcome.OPEN: "分不出哪一份新，或要人看过才能收，放在“另放”里",
    Outcome.ASIDE: "不是填报表，或收不了，放在“另放”里",
}


@attrs.frozen
class ReceivedFile:
    """A file that came, and what was done with it. ``file`` and ``original`` are names in the project,
    empty where it was put nowhere; ``again`` tells that the same was done with it before.
    """

    __repr__ = brief

    item: Item
    outcome: Outcome
    reason: str = ""
    measure: str = ""
    unit: str = ""
    issue_id: str = ""
    revision: str = ""
    content: str = ""
    file: str = ""
    original: str = ""
    again: bool = False

    @property
    def for_a_person(self) -> bool:
        """Whether somebody has to see to it."""
        return self.outcome in FOR_A_PERSON


def record_row(received: ReceivedFile, when: str) -> dict[str, CellContent]:
    """Return a row of 收件记录."""
    source, *inside = received.item.path
    return {
        "received_at": when,
        "source": source,
        "inside": "/".join(inside) or None,
        "digest": received.item.digest,
        "content": received.content or None,
        "issue_id": received.issue_id or None,
        "measure": received.measure or None,
        "unit": received.unit or None,
        "revision": received.revision or None,
        "outcome": received.outcome.value,
        "reason": received.reason or None,
        "file": received.file or None,
        "original": received.original or None,
    }


def list_workbook(
    files: Sequence[ReceivedFile], faults: Mapping[str, Sequence[Diagnostic]], notes: Iterable[str]
) -> bytes:
    """Return 收件清单.xlsx, whose links lead from three folders below the project; ``faults`` are what
    is wrong with the forms taken, by file.
    """
    base = "../../.."
    return write_lists(
        "收件清单",
        (
            list_sheet("收件", ROW_COLUMNS, (_row(one, base) for one in files)),
            list_sheet("要改的地方", FAULT_COLUMNS, _fault_rows(files, faults, base)),
            list_sheet(
                "说明",
                (("写的是", 16), ("意思", 90)),
                [
                    *((Toned(own.value, TONES[own]), told) for own, told in MEANINGS.items()),
                    *(("另外", note) for note in notes),
                ],
            ),
        ),
    )


def _row(one: ReceivedFile, base: str) -> Iterator[Content]:
    source, *inside = one.item.path
    yield from (one.unit, one.measure, Toned(one.outcome.value, TONES[one.outcome]))
    yield from (source, "/".join(inside), one.reason)
    for file in (one.file, one.original):
        yield Link(file, f"external:{base}/{file.translate(ESCAPES)}") if file else ""


def _fault_rows(
    files: Iterable[ReceivedFile], faults: Mapping[str, Sequence[Diagnostic]], base: str
) -> Iterator[Sequence[Content]]:
    for one in files:
        for found in faults.get(one.file, ()):
            span = found.spans[0]
            place = Link(span.describe().removeprefix(f"{INPUT_FOLDER}/"), link_to(base, span))
            tone = "红" if found.severity is Severity.ERROR else "黄"
            label = Toned(found.severity.label, tone)
            yield (one.unit, one.measure, label, found.code, found.message, place)


def receipt_texts(
    files: Iterable[ReceivedFile],
    faults: Mapping[str, Sequence[Diagnostic]],
    plans: Mapping[str, PlannedMeasure],
    contacts: Mapping[str, str],
    at: datetime,
) -> dict[str, str]:
    """Return by unit what it is told of what it sent, ready to paste into a message; under
    :data:`NOBODY` of what nobody is known to have sent.
    """
    by_unit: dict[str, list[ReceivedFile]] = {}
    for one in files:
        by_unit.setdefault(one.unit or NOBODY, []).append(one)
    return {
        unit: "\n".join(_receipt(unit, own, faults, plans, contacts.get(unit, ""), at)) + "\n"
        for unit, own in by_unit.items()
    }


def _receipt(
    unit: str,
    files: Sequence[ReceivedFile],
    faults: Mapping[str, Sequence[Diagnostic]],
    plans: Mapping[str, PlannedMeasure],
    contact: str,
    at: datetime,
) -> Iterator[str]:
    taken = [one for one in files if one.outcome is Outcome.TAKEN]
    good = [one for one in taken if not faults.get(one.file)]
    faulty = [one for one in taken if faults.get(one.file)]
    evidence = [one for one in files if one.outcome is Outcome.EVIDENCE]
    same = [
        one for one in files if one.outcome in (Outcome.UNCHANGED, Outcome.OLDER, Outcome.KNOWN)
    ]
    named = f"（{contact}）" if contact else ""
    yield f"{unit}{named}：{at.year}年{at.month}月{at.day}日收到报来的文件{len(files)}个，情况如下。"
    if good:
        yield f"收下填报表{len(good)}张："
        yield from (_taken(one, plans) for one in good)
    if faulty:
        yield f"收下、但有地方要改或要核对的{len(faulty)}张，请照下面逐处改好再报："
        for one in faulty:
            yield _taken(one, plans)
            for found in faults[one.file]:
                yield f"    {_cell(found)}{found.severity.label}：{found.message}"
    if same:
        yield f"没有变化、没有取代现有填报表的{len(same)}个："
        yield from (f"  {one.measure or one.item.name} {one.reason}" for one in same)
    if evidence:
        yield f"收下佐证材料{len(evidence)}份："
        yield from (f"  {_of(one)}{one.item.name}" for one in evidence)
    if undecided := [one for one in files if one.outcome is Outcome.OPEN]:
        yield f"办公室要看过再定的{len(undecided)}个："
        yield from (f"  {_of(one)}{one.item.name}：{one.reason}" for one in undecided)
    if left := [one for one in files if one.outcome in NOT_TAKEN]:
        yield f"没有收的{len(left)}个，请照说明办："
        yield from (f"  {one.item.name}：{one.reason}" for one in left)


def _taken(one: ReceivedFile, plans: Mapping[str, PlannedMeasure]) -> str:
    plan = plans.get(one.measure)
    planned = beginning(plan.planned.value, SHOWN) if plan is not None else ""
    told = f"（{one.reason}）" if one.reason else ""
    return f"  {one.measure} {planned}{told}"


def _of(one: ReceivedFile) -> str:
    return f"{one.measure} " if one.measure else ""


def _cell(found: Diagnostic) -> str:
    span = found.spans[0]
    place = " ".join(part for part in (span.sheet, span.cell) if part)
    return f"{place} " if place else ""
