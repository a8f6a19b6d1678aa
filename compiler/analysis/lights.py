"""Red, yellow and green lights: how a measure stands against its deadline on a given day."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from compiler.analysis.defaults import WARNING_DAYS
from compiler.chinese.prose_dates import last_named
from compiler.model.report import Measure
from compiler.model.values import Day


class Light(Enum):
    """A traffic light, as every supervision list of an office has it."""

    GREEN = "绿"
    YELLOW = "黄"
    RED = "红"


def planned_day(due: Day) -> date | None:
    """Return the day that a planned time limit names, in words too (2025年12月底，并长期坚持);
    ``None`` for 长期坚持 and the like.
    """
    return due.value if due.value is not None else last_named(due.text)


def due_day(measure: Measure) -> date | None:
    """Return the day a measure is due: the planned one, unless the register has put it off;
    ``None`` for 长期坚持.

    What a form says of its own deadline changes nothing: only the office can grant time.
    """
    return planned_day(limit_of(measure))


def limit_of(measure: Measure) -> Day:
    """Return what says by when a measure is due: the plan, or the last extension granted."""
    return measure.extensions[-1].due if measure.extensions else measure.plan.due


def light(measure: Measure, day: date, warning_days: int = WARNING_DAYS) -> Light:
    """Return a measure's light on ``day``; a completed one is green, and so is one that is due on
    no day.
    """
    due = due_day(measure)
    if due is None or measure.completed:
        return Light.GREEN
    return light_on(due, day, warning_days)


def light_on(due: date, day: date, warning_days: int = WARNING_DAYS) -> Light:
    """Return red after the day something is due, yellow on that day and ``warning_days`` before
    it, else green.
    """
    if day > due:
        return Light.RED
    return Light.YELLOW if day >= due - timedelta(days=warning_days) else Light.GREEN
