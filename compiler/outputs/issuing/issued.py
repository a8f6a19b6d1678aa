"""What issuing needs of the register, why it leaves a form alone, and where a new one lies."""

from __future__ import annotations

from compiler.diagnostics import Diagnostic
from compiler.excel.reading.project import INPUT_FOLDER
from compiler.model.register import PlannedMeasure
from compiler.storage.names import safe_name

NEEDED_SHEETS = ("问题清单", "措施清单", "单位名录")
"""The sheets of the register that forms are made from; a fault on another keeps none back."""

ANSWERED = "已有填报内容"
UNCLEAR = "里面有没读懂的内容"
NOT_OURS = "已有同名文件，不是这条措施的填报表"
UNCHANGED = "没有变化"
UNDECIDED = "看不出是哪条措施的，等办公室定"
FOR_A_PERSON = (UNCLEAR, NOT_OURS, UNDECIDED)
"""The reasons for which somebody has to look at what was left."""


def concerns_forms(diagnostic: Diagnostic, register_file: str) -> bool:
    """Tell whether a finding is about what forms are made from."""
    place = diagnostic.spans[0]
    return place.file == register_file and (place.sheet is None or place.sheet in NEEDED_SHEETS)


def place_of_form(plan: PlannedMeasure) -> str:
    """Return where a measure's new form belongs: in the folder of the lead unit."""
    unit, identifier = safe_name(plan.lead_unit.value), safe_name(plan.id.value)
    return f"{INPUT_FOLDER}/{unit}/{identifier}.xlsx"
