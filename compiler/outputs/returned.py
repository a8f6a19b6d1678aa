"""What is sent to units: for each form with faults, or with news of what the office changed in it,
what the fresh one holds, and every fault on its cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

import attrs

from compiler.analysis.answers import is_blank
from compiler.analysis.form_owners import issue_id, issued_for
from compiler.analysis.lineage import FIRST_REVISION, revision
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.records import Located, Record, located
from compiler.excel.reading.workbook import is_newer
from compiler.model.identifiers import split_id
from compiler.model.register import Register
from compiler.outputs.check_report_rows import excerpt
from compiler.outputs.edits.earlier_edits import NOTHING_ADOPTED, AdoptedInForm
from compiler.outputs.examples import how_to_write
from compiler.outputs.filling import blank_form, contents_of
from compiler.rules.explanations import remedy
from compiler.rules.table import OFFICE_MENDS
from compiler.schema.contents import Contents, FormFault, Spot
from compiler.schema.definitions import Workbook
from compiler.schema.wording import reworded
from compiler.visible import visible

RESTORED = "已按总台账恢复，不用改。"
WHOLE_FILE = "整份文件"
NOT_KNOWN_WHOSE = ("L002", "L060", "L061", "L063", "L064")
"""A form of which this is said is not returned at all: the register's words for its number would be put
on an answer to another measure."""
FOR_UNITS = {
    "L005": (
        "“{unit}”不是 {id} 的牵头单位或责任单位。",
        "填错了“填报单位”的，改成本单位的规范名称；没有填错的，请与巡视办联系。",
    ),
    "V015": ("单位“{text}”不在单位名录里。{hint}", "改用规范名称；没有写错的，请与巡视办联系。"),
    "T062": ("", "改成规范名称；确是另一个单位的，请与巡视办联系。"),
    "C024": ("", "按截止日期重新统计；要用新数据的，请与巡视办联系。"),
    "F001": ("", "逐格核对提示里列出的数；数都对、只因四舍五入差一点的，请与巡视办联系。"),
    "T060": ("", "对照印发的文件改成一致；确是两个文件的，请与巡视办联系。"),
    "T061": ("", "对照原件改成一致；确是两种文书的，请与巡视办联系。"),
    "T087": ("", "抄错了的改成本地的名称；确是别处的，在句子里写明来由。"),
    "T090": ("", "写错的改过来；确是两个名称的，请与巡视办联系。"),
    "T094": ("", "对照处分决定等原件改正；原件就是这样的，请与巡视办联系。"),
    "D003": ("", "删去手机号。"),
    "D010": ("", "删去电话。"),
    "L020": ("", "照提示改成相近的名称；还没有这个数的，先在“数据指标”里登记。"),
}
"""What units read in place of a rule's message (where one is given) and remedy, which speak of what
only the office can change."""
AROUND = 30
"""How many characters are quoted on either side of a fault: the list has a narrower column for
them than the check report.
"""

Cells = Mapping[tuple[str | None, str | None], Located]
"""The cells of a form by sheet and address, with what they mean."""


@attrs.frozen
class FormToSend:
    """A form to be sent to its unit: the file it replaces, what the fresh one holds, the measure,
    issue and revision it is for, its faults, and what the office has adopted into it.
    """

    file: str
    contents: Contents
    measure: str
    revision: int
    faults: tuple[FormFault, ...]
    issue_id: str = ""
    adopted: AdoptedInForm = NOTHING_ADOPTED


def forms_to_send(
    forms: Sequence[Record],
    register: Register,
    found: Sequence[Diagnostic],
    schema: Workbook,
    adopted: Mapping[str, AdoptedInForm],
    remarks: Mapping[str, Sequence[FormFault]] | None = None,
) -> Iterator[FormToSend]:
    """Yield the forms that ``found`` is about, and those with news of what was ``adopted``, by file:
    what was answered stays, what the register says is put back; then blank ones for files that
    could not be read.

    ``remarks`` are what the office has to say besides, by file; with them only those forms are
    yielded.
    """
    plans = {plan.id.value: plan for plan in register.measures}
    problems = {problem.number.value: problem for problem in register.problems}
    for record in forms:
        said = (remarks or {}).get(record.file, ())
        changed = adopted.get(record.file, NOTHING_ADOPTED)
        own = [d for d in found if any(span.file == record.file for span in d.spans)]
        owed = any(d.code not in OFFICE_MENDS for d in own)
        wanted = bool(said) if remarks is not None else bool(owed or changed.news)
        identifier = issued_for(record)
        parts = split_id(identifier) if identifier else None
        if (
            not wanted
            or identifier is None
            or parts is None
            or is_blank(record)
            or is_newer(record)
            or any(d.code in NOT_KNOWN_WHOSE for d in own)
            or _is_moved(record, own)
        ):
            continue
        plan = plans.get(identifier)
        contents = contents_of(record)
        if plan is not None:
            blank = blank_form(plan, problems.get(plan.problem.value), schema)
            locked = {field.key for field in schema.fields() if field.prefilled}
            office = {key: value for key, value in blank.fields.items() if key in locked}
            contents = attrs.evolve(contents, fields={**contents.fields, **office})
        cells = {(own.entry.span.sheet, own.entry.span.cell): own for own in located(record)}
        faults = tuple(
            attrs.evolve(fault, group=group, remedy=reworded(fault.remedy, schema.words))
            for group, d in enumerate(own, 1)
            for fault in _faults_on(record.file, cells, d, restored=plan is not None)
        )
        yield FormToSend(
            record.file,
            contents,
            identifier,
            revision(record) + 1,
            (*said, *faults),
            issue_id(record),
            changed,
        )
    if remarks is not None:
        return
    read = {record.file for record in forms}
    unread = (span.file for d in found for span in d.spans[:1] if span.file not in read)
    for file in dict.fromkeys(unread):
        plan = plans.get(PurePosixPath(file).stem)
        if plan is not None and file.lower().endswith(".xlsx"):
            own = [d for d in found if d.spans and d.spans[0].file == file]
            blank = blank_form(plan, problems.get(plan.problem.value), schema)
            faults = tuple(_fault(d, None, WHOLE_FILE, "") for d in own)
            yield FormToSend(file, blank, plan.id.value, FIRST_REVISION + 1, faults)


def _is_moved(record: Record, found: Iterable[Diagnostic]) -> bool:
    """Tell whether a form is from the unit it was issued to, which the register has lead no more: that is
    nothing the unit could put right.
    """
    unit, lead = record.fields.get("unit"), record.fields.get("lead_unit")
    as_issued = unit is not None and lead is not None and unit.text.strip() == lead.text.strip()
    return as_issued and any(one.code == "L005" for one in found)


def told_to_nobody(
    found: Iterable[Diagnostic],
    forms: Sequence[Record],
    returned: Iterable[str],
    own: Iterable[str],
) -> tuple[Diagnostic, ...]:
    """Return the findings that no unit is sent: not on a ``returned`` file, nor on a blank form,
    which is owed as it is, nor in the office's ``own`` workbooks, which it mends itself; and what the
    office puts right by issuing anew, unless the form goes back anyway.
    """
    sent = set(returned)
    answered = {*own, *sent} | {record.file for record in forms if is_blank(record)}

    def untold(diagnostic: Diagnostic) -> bool:
        if diagnostic.code in (*OFFICE_MENDS, "L005"):
            return diagnostic.spans[0].file not in sent
        return not any(span.file in answered for span in diagnostic.spans)

    return tuple(d for d in found if d.spans and untold(d))


def _faults_on(
    file: str, cells: Cells, diagnostic: Diagnostic, *, restored: bool
) -> Iterator[FormFault]:
    """Yield what a diagnostic says of each of the ``cells`` of the form in ``file``."""
    seen = set()
    for span in diagnostic.spans:
        if span.file != file or (span.sheet, span.cell) in seen:
            continue
        seen.add((span.sheet, span.cell))
        known = cells.get((span.sheet, span.cell))
        if known is None:
            place = " ".join(filter(None, [span.sheet, span.cell]))
            yield _fault(diagnostic, None, place or WHOLE_FILE, "")
            continue
        quote = "".join(excerpt(known.entry.text, span, AROUND))
        right = how_to_write(diagnostic, span, known.field, known.entry.text)
        fault = _fault(diagnostic, known.spot, known.field.label, quote, right)
        if restored and known.field.prefilled:
            fault = attrs.evolve(fault, remedy=RESTORED, settled=True)
        yield fault


def _fault(
    diagnostic: Diagnostic, spot: Spot | None, label: str, quote: str, right: str = ""
) -> FormFault:
    """Return a diagnostic as the form's list shows it, with how it is written ``right``."""
    message, way = FOR_UNITS.get(diagnostic.code, ("", ""))
    return FormFault(
        spot,
        label,
        diagnostic.severity.label,
        diagnostic.code,
        visible(message.format_map(diagnostic.arguments)) if message else diagnostic.message,
        quote,
        way or remedy(diagnostic.rule),
        right,
    )
