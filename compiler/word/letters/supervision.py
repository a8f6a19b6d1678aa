"""督查督办通知单: what a unit in the red owes, until when it had time, and by when it is to answer."""

from __future__ import annotations

from compiler.analysis.progress import MeasureProgress, State
from compiler.analysis.supervisions import SupervisionNotice
from compiler.model.register import Information
from compiler.word.letters.letter import Letter, LetterPart, written_day
from compiler.word.letters.terms import contact, time_limit

SUPERVISION_TITLE = "督查督办通知单"
EXTENDING = (
    "确有困难的，说明原因、下一步措施和需要延到什么时候，报批准后再延；没有批准的仍按原时限督办。"
)


def supervision_letter(notice: SupervisionNotice, information: Information) -> Letter:
    """Return the notice: what is missing with its deadlines, and what is asked for by when."""
    by = written_day(notice.due)
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
                tuple(
                    _point(it, f"应于{_due(it)}前报送，至今没有收到。请于{by}前报送")
                    for it in missing
                ),
            ),
            LetterPart(
                "填报表有错误未改",
                tuple(
                    _point(
                        it,
                        f"应于{_due(it)}前报送，报来的表还有{len(it.findings)}处要改。"
                        f"请于{by}前改好报回",
                    )
                    for it in faulty
                ),
            ),
            LetterPart(
                "超过时限未完成",
                tuple(
                    _point(it, f"已超过{it.days_late}天，目前{_status(it)}。请于{by}前办结")
                    for it in overdue
                ),
            ),
        ),
        (f"请于{by}前书面报告办理结果。{EXTENDING}", *contact(information)),
        notice.issued_on,
        notice.number,
        receipt=True,
    )


def _point(it: MeasureProgress, words: str) -> str:
    """Return one measure with its time limit and what is asked of it, as a point of the letter."""
    plan = it.measure.plan
    limit = time_limit(plan, it.measure.extensions)
    return f"{it.measure.id}：{plan.planned.value.rstrip('。')}（整改时限：{limit}）。{words}。"


def _due(it: MeasureProgress) -> str:
    """Return the day a form is due, or words for it where none is known."""
    return written_day(it.due) if it.due else "规定时限"


def _status(it: MeasureProgress) -> str:
    """Return a measure's status; without an answer it is unfinished."""
    return it.measure.status.name if it.measure.status else "未完成"
