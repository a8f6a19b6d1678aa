"""A delivery sorted: each of its files to its place, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

import attrs

from compiler.analysis.adoptions import adoptions_of
from compiler.analysis.lineage import revision
from compiler.brief import brief
from compiler.excel.reading.project import ProjectSource
from compiler.excel.reading.records import Record
from compiler.model.identifiers import measure_id, split_id
from compiler.model.office_record import Adoption, OfficeRecord, Receipt
from compiler.outputs.edits.earlier_edits import adoptions_into
from compiler.receiving.answers import said_by
from compiler.receiving.decisions import SETTLED, Current, Outcome, Verdict, earlier_answers, judge
from compiler.receiving.delivered import Delivery, Item
from compiler.receiving.evidence import (
    OF_NO_MEASURE,
    OF_NO_UNIT,
    SIGNED,
    Belonging,
    Owner,
    belonging,
    is_named,
    named_files,
)
from compiler.receiving.filing import ASIDE, Shelf, laid_as, place_of
from compiler.receiving.kinds import Kind
from compiler.receiving.receipts import ReceivedFile
from compiler.receiving.recognised import (
    Known,
    NoForm,
    Owned,
    ReceivedForm,
    owner_of,
    read_bytes,
    recognise,
)
from compiler.receiving.rewriting import bytes_to_file
from compiler.receiving.sent_back import SentLetters, sent_letters
from compiler.schema.contents import Lists
from compiler.storage.names import safe_name
from compiler.storage.written import BACKUP_FOLDER, EVIDENCE_FOLDER, sha256

KEPT_COMPARED = 20
"""Of the earlier files of a form, how many are looked into for the answer that came."""
SETTLED_WORDS = [outcome.value for outcome in SETTLED]
NOT_EVIDENCE = "是佐证材料的，请单位在表的“佐证材料”里写上文件名再报"
SENT_BY_US = "是办公室发出去的，原样报了回来，没有放"
LIKE_OURS = "像办公室发出去的，和存着的不一样，当签了收的回执放"
HOMELESS = "不是填报表，也看不出是谁的佐证材料。请与填报表一起收，或自己放进“佐证材料”"


@attrs.frozen
class FiledForm:
    """A form that is filed: where, the hash of what lies there now, and its bytes."""

    __repr__ = brief

    file: str
    read: str | None
    content: bytes


@attrs.frozen
class Sorted:
    """Every file with what becomes of it, in the order in which they came, and the forms filed."""

    __repr__ = brief

    files: tuple[ReceivedFile, ...]
    forms: tuple[FiledForm, ...]


@attrs.define
class _Desk:
    """All that is at hand while a delivery is sorted."""

    source: ProjectSource
    known: Known
    record: OfficeRecord
    lists: Lists
    shelf: Shelf
    folder: str
    currents: dict[tuple[str, str], list[Record]]
    before: dict[str, list[Receipt]]
    letters: SentLetters
    filed: dict[str, FiledForm] = attrs.field(factory=dict)


def sort_delivery(
    delivery: Delivery,
    source: ProjectSource,
    known: Known,
    record: OfficeRecord,
    lists: Lists,
    shelf: Shelf,
    folder: str,
) -> Sorted:
    """Return what becomes of each file of a delivery; what is to be laid beside the forms is put on
    the ``shelf``, what is put aside into ``folder`` of it.
    """
    before: dict[str, list[Receipt]] = {}
    for row in record.receipts:
        before.setdefault(row.digest.value, []).append(row)
    currents = _currents(source, known)
    forms_only = all(item.found.kind is Kind.WORKBOOK for item in delivery.items)
    letters = SentLetters() if forms_only else sent_letters(source.root)
    desk = _Desk(source, known, record, lists, shelf, folder, currents, before, letters)
    recognised = {
        number: recognise(item, known)
        for number, item in enumerate(delivery.items)
        if item.found.kind is Kind.WORKBOOK and not item.refusal
    }
    forms = {n: own for n, own in recognised.items() if isinstance(own, ReceivedForm)}
    done = _forms(desk, forms)
    owners = [
        Owner(form.item.path, form.measure, form.unit, form.named, named_files(form.record))
        for form in forms.values()
    ]
    came = {form.measure for form in forms.values()}
    for number, item in enumerate(delivery.items):
        if number not in done:
            no_form = recognised.get(number)
            reason = no_form if isinstance(no_form, NoForm) else None
            done[number] = _other(desk, item, reason, owners, came)
    return Sorted(tuple(done[n] for n in sorted(done)), tuple(desk.filed.values()))


def _currents(source: ProjectSource, known: Known) -> dict[tuple[str, str], list[Record]]:
    """Return the forms that the project has, by measure and unit, the latest revision first."""
    found: dict[tuple[str, str], list[Record]] = {}
    for record in source.forms:
        own = owner_of(record, known, filed=True)
        if isinstance(own, Owned):
            found.setdefault((own.measure, own.unit), []).append(record)
    return {
        lineage: sorted(records, key=lambda record: -revision(record))
        for lineage, records in found.items()
    }


def _forms(desk: _Desk, forms: Mapping[int, ReceivedForm]) -> dict[int, ReceivedFile]:
    """Return what becomes of the forms, those of one measure and unit together."""
    by_lineage: dict[tuple[str, str], list[int]] = {}
    for number, form in forms.items():
        by_lineage.setdefault(form.lineage, []).append(number)
    done: dict[int, ReceivedFile] = {}
    for lineage, numbers in by_lineage.items():
        own = [forms[number] for number in numbers]
        current = _current(desk, lineage, {form.issue_id for form in own} - {""})
        news = current is not None and not all(
            form.said.adds_nothing_to(current.said) for form in own
        )
        earlier = _earlier(desk, lineage, own) if news else {}
        verdicts = judge(own, current, earlier)
        for number, form, verdict in zip(numbers, own, verdicts, strict=True):
            done[number] = _form(desk, form, verdict, current)
    return done


def _current(desk: _Desk, lineage: tuple[str, str], ids: set[str]) -> Current | None:
    """Return the form that the project has of a measure and unit, with what was adopted into it, under
    whatever number the forms of these issue ``ids`` had.
    """
    records = desk.currents.get(lineage, [])
    if not records:
        return None
    record = records[0]
    content = (desk.source.root / record.file).read_bytes()
    _, found, _ = read_bytes(content, record.file, desk.known.schema)
    adoptions, (measure, unit) = desk.record.adoptions, lineage
    rows: dict[Adoption, None] = {}
    for number in {measure: None} | {
        row.measure.value: None for row in desk.known.issues if row.issue_id.value in ids
    }:
        rows |= dict.fromkeys(adoptions_of(adoptions, number, unit))
    rows |= dict.fromkeys(adoptions_into(record, adoptions, desk.known.aliases))
    return Current(record, said_by(record, found), tuple(rows))


def _earlier(
    desk: _Desk, lineage: tuple[str, str], forms: Sequence[ReceivedForm]
) -> dict[str, str]:
    """Return when each answer of a measure and unit came before: by what is recorded, and by what is
    kept of the file that the current one has replaced.
    """
    measure, unit = lineage
    ids = {form.issue_id for form in forms} - {""}
    known = [
        (row.content.value, row.received_at.value)
        for row in desk.record.receipts
        if row.unit.value == unit
        and (row.measure.value == measure or row.issue_id.value in ids)
        and row.outcome.value in SETTLED_WORDS
    ]
    return earlier_answers([*known, *_kept(desk, lineage)])


def _kept(desk: _Desk, lineage: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the checksums of the answers in the files that a form's own has replaced."""
    found: list[tuple[str, str]] = []
    for record in desk.currents.get(lineage, [])[:1]:
        place = desk.source.root / BACKUP_FOLDER / record.file
        files = sorted(place.parent.glob("*.xlsx")) if place.parent.is_dir() else []
        own = [file for file in files if file.stem.startswith(place.stem)]
        for file in own[-KEPT_COMPARED:]:
            name = file.relative_to(desk.source.root).as_posix()
            try:
                content = file.read_bytes()
            except OSError:
                continue
            earlier, more, _ = read_bytes(content, name, desk.known.schema)
            if earlier is not None and earlier.workbook == record.workbook:
                owner = owner_of(earlier, desk.known, filed=True)
                if isinstance(owner, Owned) and (owner.measure, owner.unit) == lineage:
                    found.append((said_by(earlier, more).digest, "办公室存有旧版"))
    return found


def _form(
    desk: _Desk, form: ReceivedForm, verdict: Verdict, current: Current | None
) -> ReceivedFile:
    """Return what becomes of a form, laid where it belongs."""
    file = ""
    if verdict.outcome is Outcome.TAKEN:
        content = bytes_to_file(form, verdict, current, desk.known, desk.lists)
        if isinstance(content, str):
            verdict = Verdict(Outcome.OPEN, content)
        else:
            filed = _filed(desk, form, content, current)
            desk.filed[filed.file] = filed
            file = filed.file
    received = ReceivedFile(
        form.item,
        verdict.outcome,
        verdict.reason,
        form.measure,
        form.unit,
        form.issue_id,
        str(form.revision),
        form.said.digest,
        file,
    )
    return _once(desk, received)


def _filed(desk: _Desk, form: ReceivedForm, content: bytes, current: Current | None) -> FiledForm:
    """Return a form where it is filed: in place of the one there is, else in its unit's folder."""
    if current is not None:
        return FiledForm(current.record.file, current.record.digest, content)
    taken = {record.file: "" for record in desk.source.forms} | dict.fromkeys(desk.filed, "")
    file = place_of(desk.source.root, form.unit, form.measure, taken)
    path = desk.source.root / file
    return FiledForm(file, sha256(path.read_bytes()) if path.is_file() else None, content)


def _once(desk: _Desk, received: ReceivedFile) -> ReceivedFile:
    """Return what becomes of a file if that was not done before, else that it was; what is for a
    person and comes the first time is put aside.
    """
    rows = desk.before.get(received.item.digest, [])
    settled = any(row.outcome.value in SETTLED_WORDS for row in rows)
    if settled and received.outcome in (Outcome.UNCHANGED, Outcome.OLDER):
        told = f"{rows[0].received_at.value} 收过同样的文件；{received.reason}"
        return attrs.evolve(received, outcome=Outcome.KNOWN, reason=told, again=True)
    if received.for_a_person:
        same = [row for row in rows if row.outcome.value == received.outcome.value]
        if same:
            told = f"{same[-1].received_at.value} 收过同样的文件，还没有处理；{received.reason}"
            kept = same[-1].file.value
            return attrs.evolve(received, reason=told, file=kept, again=True)
        if received.item.content and received.outcome is not Outcome.BLANK:
            place = f"{desk.folder}/{ASIDE}"
            file, _ = desk.shelf.put(place, received.item.name, received.item.content)
            return attrs.evolve(received, file=file)
    return received


def _other(
    desk: _Desk, item: Item, no_form: NoForm | None, owners: Sequence[Owner], came: set[str]
) -> ReceivedFile:
    """Return what becomes of a file that is no form, or none that can be filed."""
    leads = {name: plan.lead_unit.value for name, plan in desk.known.plans.items()}
    units = {unit: unit for unit in desk.known.units} | dict(desk.known.aliases)
    own = belonging(item, owners, leads, units, desk.known.former_numbers)
    unit = (no_form.unit if no_form else "") or own.unit
    if desk.letters.is_unchanged(item):
        return _once(desk, ReceivedFile(item, Outcome.UNCHANGED, SENT_BY_US, "", own.unit))
    refusal = _refusal(item, no_form, owners, came, leads, own)
    if refusal:
        measure = no_form.measure if no_form is not None else own.measure
        return _once(desk, ReceivedFile(item, Outcome.ASIDE, refusal, measure, unit))
    return _evidence(desk, item, own)


def _refusal(
    item: Item,
    no_form: NoForm | None,
    owners: Sequence[Owner],
    came: set[str],
    leads: Mapping[str, str],
    own: Belonging,
) -> str:
    """Say why a file is put aside, empty if it is evidence."""
    if item.refusal:
        return item.refusal
    if no_form is not None and no_form.alike:
        return no_form.reason
    found = item.found
    named = any(is_named(item, owner) for owner in owners)
    if found.kind is Kind.REFUSED or (found.kind is Kind.TABLE and not named):
        advice = f"。{NOT_EVIDENCE}" if found.kind is Kind.TABLE else ""
        return f"{found.what}，不能收。{found.advice}{advice}"
    parts = split_id(PurePosixPath(item.name).stem.strip())
    meant = measure_id(*parts) if parts else ""
    if meant in leads and meant not in came and not named:
        return f"像是{meant}的填报表，却是{found.what}，不能当作填报表收。{found.advice}"
    beside = any(owner.path[:1] == item.path[:1] for owner in owners) and len(item.path) > 1
    if not own.unit and not beside:
        what = no_form.reason if no_form is not None else found.what
        return f"{what}，{HOMELESS}"
    return ""


def _evidence(desk: _Desk, item: Item, own: Belonging) -> ReceivedFile:
    """Return evidence laid beside the forms of its measure and unit."""
    received = ReceivedFile(item, Outcome.EVIDENCE, "", own.measure, own.unit)
    for row in desk.before.get(item.digest, []):
        there = desk.shelf.there(row.file.value) if row.file.value else None
        if row.outcome.value == Outcome.EVIDENCE.value and there == item.digest:
            told = f"{row.received_at.value} 收过同样的文件，在 {row.file.value}"
            return attrs.evolve(received, outcome=Outcome.KNOWN, reason=told, again=True)
    unit = safe_name(own.unit or OF_NO_UNIT)
    answered = item.found.kind is not Kind.WORKBOOK and desk.letters.is_like(item)
    folder = SIGNED if answered else safe_name(own.measure or OF_NO_MEASURE)
    file, same = desk.shelf.put(f"{EVIDENCE_FOLDER}/{unit}/{folder}", item.name, item.content)
    reasons = [
        "" if own.unit else "看不出是哪家单位的，请看一眼",
        laid_as(item.name, file, same),
        LIKE_OURS if answered else "",
        "Excel 文件，不是填报表，当佐证材料收" if item.found.kind is Kind.WORKBOOK else "",
    ]
    measure = "" if answered else own.measure
    told = "；".join(filter(None, reasons))
    return attrs.evolve(received, reason=told, file=file, measure=measure)
