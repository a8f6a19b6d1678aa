"""A delivered workbook recognised: whose form it is, by the id hidden in it, or why it is none that can
be filed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

import attrs

from compiler.analysis.answers import is_blank
from compiler.analysis.form_owners import filling_unit
from compiler.analysis.lineage import revision
from compiler.brief import brief
from compiler.chinese.likeness import nearest
from compiler.chinese.shortening import beginning
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.records import Record
from compiler.excel.reading.workbook import forms_in, read_workbook
from compiler.excel.sheets.cells import WorkbookSource
from compiler.excel.sheets.opened import open_content
from compiler.model.identifiers import measure_id, split_id
from compiler.model.office_record import FormIssue
from compiler.model.register import PlannedMeasure, PlannedProblem
from compiler.receiving.answers import Said, said_by, signed_on
from compiler.receiving.delivered import Item
from compiler.schema.books import Schema

SHOWN = 24
WITHDRAWN = "撤销"
"""Stands in the event of a form whose measure was taken out of the register."""


@attrs.frozen
class Known:
    """What forms are recognised by: the measures of the register by id, the other names of units, and
    what was issued.
    """

    __repr__ = brief

    schema: Schema
    plans: Mapping[str, PlannedMeasure]
    problems: Sequence[PlannedProblem]
    aliases: Mapping[str, str]
    units: tuple[str, ...]
    issues: Sequence[FormIssue] = ()

    @cached_property
    def former_numbers(self) -> Mapping[tuple[str, str], str]:
        """Return by unit and number what a measure is called now that was the unit's under that number,
        which is none of its measures' any more.
        """
        last = {row.issue_id.value: row.measure.value for row in self.issues}
        return {
            (unit, was): last[row.issue_id.value]
            for row in self.issues
            for unit, was in (
                (row.unit.value, row.former.value),
                (row.unit.value, row.measure.value),
            )
            if was not in self.plans or unit not in members_of(self.plans[was])
        }


def members_of(plan: PlannedMeasure) -> tuple[str, ...]:
    """Return the units that a measure is for, the one that leads first."""
    return plan.lead_unit.value, *(unit.value for unit in plan.supporting_units)


@attrs.frozen
class ReceivedForm:
    """A form whose measure and unit are known. ``named`` is the number on its face and in it, which
    may be an earlier one; ``note`` says by what else it was recognised.
    """

    __repr__ = brief

    item: Item
    record: Record
    found: tuple[Diagnostic, ...]
    measure: str
    unit: str
    said: Said
    issue_id: str = ""
    named: str = ""
    note: str = ""

    @property
    def lineage(self) -> tuple[str, str]:
        """What belongs together: the measure, and the unit that fills the form."""
        return self.measure, self.unit

    @property
    def revision(self) -> int:
        """How often it was issued when this copy was."""
        return revision(self.record)

    @property
    def signed(self) -> date | None:
        """The latest day in it on which somebody signed."""
        return signed_on(self.record)

    @property
    def blank(self) -> bool:
        """Whether nobody has filled or written anything into it."""
        return is_blank(self.record) and not self.said.beside


@attrs.frozen
class NoForm:
    """Why a workbook is not filed as a form; ``alike`` tells that it may well have been meant as one,
    so that it is no evidence. ``measure`` and ``unit`` are what is known all the same.
    """

    reason: str
    alike: bool = True
    measure: str = ""
    unit: str = ""


def read_bytes(
    content: bytes, file: str, schema: Schema
) -> tuple[Record | None, list[Diagnostic], WorkbookSource | None]:
    """Return what :func:`read_workbook` does of a file's bytes, and its sheets as they were read."""
    opened: list[WorkbookSource | None] = []

    def opener(
        path: Path, name: str, skipped: Collection[str] = ()
    ) -> tuple[WorkbookSource | None, list[Diagnostic]]:
        source, found = open_content(content, name, skipped)
        opened.append(source)
        return source, found

    record, found = read_workbook(Path(file), file, schema, opener)
    return record, found, opened[0]


def recognise(item: Item, known: Known) -> ReceivedForm | NoForm:
    """Return whose form a workbook is, or why it cannot be filed as one."""
    record, found, source = read_bytes(item.content, item.shown, known.schema)
    if source is None:
        reasons = "；".join(one.message for one in found)
        return NoForm(reasons or "打不开")
    sheets = forms_in(source, known.schema.form)
    if record is None:
        return _foreign(sheets)
    if record.workbook != known.schema.form.key:
        name = record.schema.name
        return NoForm(f"这是{name}，由办公室自己管，不从单位收。要换的请自己放进 input_workbooks")
    owned = _only_form(sheets, found, known) or owner_of(record, known)
    if isinstance(owned, NoForm):
        name = filling_unit(record, known.aliases)
        return attrs.evolve(owned, unit=name) if name in known.units else owned
    return ReceivedForm(
        item,
        record,
        tuple(found),
        owned.measure,
        owned.unit,
        said_by(record, found),
        owned.issue_id,
        owned.named,
        owned.note,
    )


def _only_form(sheets: Sequence[str], found: Iterable[Diagnostic], known: Known) -> NoForm | None:
    """Return why a workbook holds more than one form, ``None`` if it does not."""
    if len(sheets) > 1:
        names = "、".join(f"“{name}”" for name in sheets)
        return NoForm(
            f"一个文件里有 {len(sheets)} 张填报表（工作表{names}），不知道该收哪一张，一张也没有收。"
            "请一张表一个文件重新报"
        )
    if any(one.code == "S032" and _is_id(one, known) for one in found):
        return NoForm("一张工作表里填了两条措施，一条也没有收。请一条措施一个文件重新报")
    return None


def _is_id(found: Diagnostic, known: Known) -> bool:
    """Tell whether a finding is about the label of a form's number."""
    labels = {field.label for field in known.schema.form.fields() if field.key == "measure_id"}
    return str(found.arguments.get("label", "")) in labels


def _foreign(sheets: Sequence[str]) -> NoForm:
    if sheets:
        return NoForm(
            f"工作表“{sheets[0]}”像填报表，可是改了表名，藏在表里的编号也没有了，不能当作填报表收。"
            "请把内容填进原来发的表，或把工作表改名为“填报表”再收"
        )
    return NoForm("是 Excel 工作簿，不是发的填报表", alike=False)


@attrs.frozen
class Owned:
    """Whose form a workbook is: the measure as it is numbered now and the unit that fills it, the
    number that stands on it, its hidden issue id, and by what else it was recognised.
    """

    measure: str
    unit: str
    named: str
    issue_id: str = ""
    note: str = ""


def owner_of(record: Record, known: Known, *, filed: bool = False) -> Owned | NoForm:
    """Return whose form a record is, or why that cannot be told for sure; one that is ``filed`` already
    is the lead unit's even if a name nobody knows stands in it.
    """
    hidden, face = _id(record.structure, "measure_id"), _id(record.fields, "measure_id")
    issue_id = _text(record.structure, "issue_id")
    named = hidden or face
    if hidden and face and face != hidden and face in known.plans:
        return NoForm(
            f"这张表是为{hidden}发的，表上的措施编号却改成了{face}，不知道填的是哪一条。"
            f"请单位把{face}的内容填进{face}的表",
            measure=hidden,
        )
    planned = _text(record.fields, "planned")
    rows = _issued(issue_id, named, planned, known.issues)
    last = rows[-1] if rows else None
    measure = last.measure.value if last is not None else named
    plan = known.plans.get(measure)
    if last is not None and WITHDRAWN in last.event.value:
        return _withdrawn(last, plan)
    if not measure:
        return NoForm("表上没有措施编号，不知道是哪一条的。请单位填在原来发的表里")
    if plan is None:
        return NoForm(
            f"总台账里没有{measure}。请核对是不是这一轮的表，或总台账里改了号", measure=measure
        )
    if other := _planned_elsewhere(planned, plan, known.plans.values()):
        return NoForm(
            f"这张表的编号是{measure}，表上的整改措施“{beginning(planned, SHOWN)}”却是{other}的，"
            "不知道填的是哪一条。总台账改过号的，请先运行 zhenggai issue；没有改过的，"
            "请单位把内容填进对应的表",
            measure=measure,
        )
    unit = _unit(record, plan, known, {row.unit.value for row in rows}, filed)
    if isinstance(unit, NoForm):
        return unit
    note = ""
    if measure != named and named:
        note = f"表上还是原来的编号{named}，现在是{measure}，按现在的编号收下"
    return Owned(measure, unit, named, issue_id, note)


def _withdrawn(last: FormIssue, plan: PlannedMeasure | None) -> NoForm:
    """Return that a form's measure is no more, of which ``last`` is recorded; ``plan`` is another that
    has its number now.
    """
    measure, unit, day = last.measure.value, last.unit.value, last.issued_on.text
    planned = beginning(last.planned.value, SHOWN)
    if plan is None:
        return NoForm(f"{measure}已经撤销（{day}），不用再报", measure=measure, unit=unit)
    now = beginning(plan.planned.value, SHOWN)
    return NoForm(
        f"这张表是原来的{measure}（“{planned}”）的，那一条已经撤销（{day}），这张表不用再报；"
        f"现在的{measure}是另一条（“{now}”，{plan.lead_unit.value}牵头），要报的请填后来发的表",
        unit=unit,
    )


def _text(entries: Mapping[str, object], key: str) -> str:
    entry = entries.get(key)
    return str(getattr(entry, "text", "")).strip()


def _id(entries: Mapping[str, object], key: str) -> str:
    """Return a measure's id as it is spelled everywhere, what stands there if it is none."""
    text = _text(entries, key)
    parts = split_id(text)
    return measure_id(*parts) if parts else text


def _issued(
    issue_id: str, named: str, planned: str, issues: Sequence[FormIssue]
) -> list[FormIssue]:
    """Return what became of a form since it was issued: by its hidden id; one that has none is the one
    issued under its number with its words.
    """
    if not issue_id:
        same = [
            row
            for row in issues
            if row.measure.value == named and row.planned.value.strip() == planned
        ]
        issue_id = same[-1].issue_id.value if same else ""
    return [row for row in issues if issue_id and row.issue_id.value == issue_id]


def _planned_elsewhere(
    planned: str, own: PlannedMeasure, plans: Iterable[PlannedMeasure]
) -> str | None:
    """Return the measure whose words stand on a form in place of those of its own."""
    if not planned or planned == own.planned.value.strip():
        return None
    others = [plan.id.value for plan in plans if plan.planned.value.strip() == planned]
    return others[0] if len(others) == 1 else None


def _unit(
    record: Record, plan: PlannedMeasure, known: Known, former: Collection[str], filed: bool
) -> str | NoForm:
    """Return the unit that fills a form; one that leaves it out is the one that leads. ``former`` are
    the units that it was issued to.
    """
    name, lead = filling_unit(record, known.aliases), plan.lead_unit.value
    members = members_of(plan)
    if not name or name in members:
        return name or lead
    if filed and name not in known.units and len(members) == 1:
        return lead
    if name in former:
        return NoForm(
            f"{plan.id.value}已经移交给{lead}，{name}报来的没有收。请看看里面的内容要不要转给{lead}",
            measure=plan.id.value,
            unit=name,
        )
    place = record.fields["unit"].span
    guess = nearest(name, members, 0.5)
    hint = f"是不是“{guess}”？" if guess else ""
    return NoForm(
        f"填报单位（{place.sheet} {place.cell}）写的是“{name}”，{plan.id.value}的牵头、责任单位是"
        f"{'、'.join(members)}，里面没有它。{hint}请改正填报单位再收；换了牵头单位的，请先改总台账",
        measure=plan.id.value,
        unit=name if name in known.units else "",
    )
