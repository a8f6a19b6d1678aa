"""督查督办通知单: what a unit in the red owes, and by when it is to answer."""

from __future__ import annotations

from compiler.analysis.progress import MeasureProgress, State
from compiler.analysis.supervisions import SupervisionNotice
from compiler.word.letters.letter import Letter, LetterPart, written_day

SUPERVISION_TITLE = "督查督办通知单"


def supervision_letter(notice: SupervisionNotice) -> Letter:
    """Return the notice: what is missing with its deadlines, and what is asked for."""
    missing = [it for it in notice.measures if it.state is State.MISSING]
    faulty = [it for it in notice.measures if it.state is State.FAULTY]
    overdue = [it for it in notice.measures if not it.owed]
    return Letter(
        SUPERVISION_TITLE,
        notice.unit.unit,
        (
            f"经核对，截至{written_day(notice.issued_on)}，贵单位牵头的整改措施中有{len(notice.measures)}条需要督办：",
        ),
        (
            LetterPart(
                "未报送填报表",
                tuple(_point(it, f"应于{_due(it)}前报送，至今没有收到") for it in missing),
            ),
            LetterPart(
                "填报表有错误未改",
                tuple(
                    _point(it, f"应于{_due(it)}前报送，报来的表还有{len(it.findings)}处要改")
                    for it in faulty
                ),
            ),
            LetterPart(
                "超过时限未完成",
                tuple(_point(it, f"时限{_due(it)}，目前{_status(it)}") for it in overdue),
            ),
        ),
        (
            f"请于{written_day(notice.due)}前办结，并书面报告办理结果；确有困难的，说明原因、下一步措施和完成时限。",
        ),
        notice.issued_on,
        notice.number,
    )


def _point(it: MeasureProgress, words: str) -> str:
    """Return one measure with what is asked of it, as a point of the letter."""
    return f"{it.measure.id}：{it.measure.plan.planned.value.rstrip('。')}。{words}。"


def _due(it: MeasureProgress) -> str:
    """Return the day a measure is due, or words for it where none is known."""
    return written_day(it.due) if it.due else "规定时限"


def _status(it: MeasureProgress) -> str:
    """Return a measure's status; without an answer it is unfinished."""
    return it.measure.status.name if it.measure.status else "未完成"
