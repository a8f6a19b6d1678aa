"""What goes to each unit: its forms and a letter that names them, in one archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

import attrs

from compiler.diagnostics import Diagnostic
from compiler.model.register import PlannedMeasure, Register
from compiler.notice.kind import Kind
from compiler.package.parts import pack
from compiler.storage.publish import safe_name
from compiler.word.letters import Letter, LetterPart, write_letter, written_day

ISSUE_LETTER = "填报通知"


@attrs.frozen
class Packs:
    """Where the archives go, and the day the letters in them bear."""

    folder: Path
    day: date


@attrs.frozen
class Issued:
    """A form just made: the measure it is for, and its bytes."""

    plan: PlannedMeasure
    content: bytes


def pack_forms(
    root: Path, register: Register, kind: Kind, issued: Mapping[str, Issued], packs: Packs
) -> tuple[dict[Path, bytes], list[Diagnostic]]:
    """Return an archive for each unit with the forms ``issued`` to it (by path in the project)
    and a letter.

    Diagnostics: those of :func:`write_letter`; with any there are no archives.
    """
    by_unit: dict[str, dict[str, Issued]] = {}
    for file, form in issued.items():
        by_unit.setdefault(form.plan.lead_unit.value, {})[file] = form
    archives: dict[Path, bytes] = {}
    for unit, forms in by_unit.items():
        plans = [form.plan for form in forms.values()]
        letter, found = write_letter(
            _letter(register, unit, plans, packs.day), register.information, kind, root
        )
        if letter is None:
            return {}, found
        files = {PurePosixPath(file).name: form.content for file, form in forms.items()}
        archives[packs.folder / f"{safe_name(unit)}.zip"] = pack(
            {f"{ISSUE_LETTER}.docx": letter} | files
        )
    return archives, []


def _letter(register: Register, unit: str, own: Sequence[PlannedMeasure], day: date) -> Letter:
    by = register.information.report_by.value
    deadline = f"请于{written_day(by)}前" if by else "请尽快"
    return Letter(
        ISSUE_LETTER,
        unit,
        (
            f"现将贵单位牵头的{len(own)}条整改措施的填报表发给你们，一条措施一张表。{deadline}填好，经审核、审签后报送。",
            "只填浅黄色的格，每格该怎么填见右侧提示；表的最上面显示“可以报送”再报。责任单位另有数据、制度、处理情况要报的，复制本表，把“填报单位”改成自己的名称，只填表格部分。",
        ),
        (LetterPart("需要填报的措施", tuple(_point(plan) for plan in own)),),
        (f"填报中有不清楚的，请与我们联系{_contact(register)}。",),
        day,
    )


def _point(plan: PlannedMeasure) -> str:
    due = written_day(plan.due.value) if plan.due.value else plan.due.text
    supporting = f"；责任单位：{plan.supporting_text.value}" if plan.supporting_text else ""
    return f"{plan.id.value}：{plan.planned.value.rstrip('。')}（整改时限：{due}{supporting}）。"


def _contact(register: Register) -> str:
    phone = register.information.contact_phone.value
    return f"，电话：{phone}" if phone else ""
