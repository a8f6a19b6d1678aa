"""Red, yellow and green lights: how a measure stands against its deadline on a given day."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from compiler.chinese.prose_dates import last_named
from compiler.model.report import Measure

WARNING_DAYS = 15
"""A light turns yellow so many days before the deadline, unless the office says otherwise."""


class Light(Enum):
    """A traffic light, as every supervision list of an office has it."""

    GREEN = "绿"
    YELLOW = "黄"
    RED = "红"


def due_day(measure: Measure) -> date | None:
    """Return the day a measure is due: the planned one, or the later one its follow-up names;
    ``None`` for 长期坚持.
    """
    named = last_named(measure.submission.follow_up.deadline.value) if measure.submission else None
    return max((day for day in (measure.plan.due.value, named) if day is not None), default=None)


def light(measure: Measure, day: date, warning_days: int = WARNING_DAYS) -> Light:
    """Return a measure's light on ``day``; a completed one is green, and so is one that is due on
    no day.
    """
    due = due_day(measure)
    if due is None or (measure.status is not None and measure.status.complete):
        return Light.GREEN
    return light_on(due, day, warning_days)


def light_on(due: date, day: date, warning_days: int = WARNING_DAYS) -> Light:
    """Return red after the day something is due, yellow on that day and ``warning_days`` before
    it, else green.
    """
    if day > due:
        return Light.RED
    return Light.YELLOW if day >= due - timedelta(days=warning_days) else Light.GREEN
