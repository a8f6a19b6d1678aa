"""经办记录 among the workbooks of a project: which it is, and what is wrong with it told as what it
is, no reason to hold back a notice that does not need it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.records import Record
from compiler.rules.table import RULES
from compiler.span import Span
from compiler.vocab import Severity

RECORD_FILE = "经办记录.xlsx"
UNREADABLE, FAULTY, MISPLACED = "S102", "S103", "S104"
TOO_NEW = "S021"

FROM_BACKUP = "请修好它（有密码的去掉密码），或从“旧版”文件夹里找出最近的一份放回原处。"
KEEP_ONE = "请留下程序登记过的那一份，其余移出 input_workbooks。"
OTHER_NAME = "请给它换个名称，这个名称留给经办记录。"


def find_record(
    records: Sequence[Record], found: Iterable[Diagnostic], usual: str, key: str
) -> tuple[Record | None, list[Diagnostic]]:
    """Return the one of ``records`` that is 经办记录, whose workbook's key is ``key``, and what was
    ``found`` in all workbooks, with what concerns it told anew; ``usual`` is the file it should be.

    Diagnostics: S102 in place of why there is none that can be used, S103 of an error in it, S104
    it is called otherwise.
    """
    own = [record for record in records if record.workbook == key]
    files = {record.file for record in own}
    other = next((it for it in records if it.file == usual and it not in own), None)
    concerned: list[Diagnostic] = []
    others: list[Diagnostic] = []
    for one in found:
        file = one.spans[0].file
        named = other is None and _without_ending(file) == _without_ending(usual)
        (concerned if named or file in files else others).append(one)
    if other is not None:
        told = {"reason": f"这里放的是{other.schema.name}", "remedy": OTHER_NAME}
        taken = complain(UNREADABLE, Span(usual), file=usual, **told)
        return None, [*others, *map(as_warning, concerned), taken.spoiling()]
    if len(own) > 1:
        places = [Span(record.file) for record in own]
        told = {"reason": f"有几份：{'、'.join(record.file for record in own)}", "remedy": KEEP_ONE}
        several = complain(UNREADABLE, *places, file=usual, **told)
        return None, [*others, *map(as_warning, concerned), several.spoiling(*places)]
    if not own:
        return None, [*others, *map(_unreadable, concerned)]
    (record,) = own
    again = [_unreadable(one) if one.code == TOO_NEW else as_warning(one) for one in concerned]
    if record.file != usual:
        again.append(complain(MISPLACED, Span(record.file), file=usual))
    return record, [*others, *again]


def _without_ending(file: str) -> str:
    """Return a file's name without what says its format: some programs save under another."""
    return file.rpartition(".")[0]


def as_warning(found: Diagnostic) -> Diagnostic:
    """Return what was found in 经办记录; S103 in place of an error."""
    if found.severity is not Severity.ERROR:
        return found
    faulty = complain(FAULTY, *found.spans, said=found.message, rule=found.code)
    return faulty.spoiling(*found.spoiled).resting_on(*found.grounds)


def unread_places(found: Iterable[Diagnostic]) -> tuple[Span, ...]:
    """Return the places of 经办记录 that cannot be relied on."""
    own = (one for one in found if one.code in (UNREADABLE, FAULTY))
    return tuple(dict.fromkeys(place for one in own for place in one.spoiled))


def _unreadable(found: Diagnostic) -> Diagnostic:
    """Return S102 in place of an error that keeps 经办记录 from being read."""
    if found.severity is not Severity.ERROR:
        return found
    place = found.spans[0]
    remedy = str(found.arguments.get("remedy", FROM_BACKUP))
    if found.code == TOO_NEW:
        remedy = f"请先把本程序升级到{found.arguments['needed']}。"
    if "advice" in found.arguments:
        remedy = f"{found.arguments['advice']}。"
    told = {"file": place.file, "reason": RULES[found.code].title, "remedy": remedy}
    return complain(UNREADABLE, *found.spans, **told).spoiling(*found.spoiled)
