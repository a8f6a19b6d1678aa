"""What a batch is made of: a task for every project, and the result it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

import attrs
from cattrs import Converter

from compiler.version import VERSION

CONVERTER = Converter(omit_if_default=True, forbid_extra_keys=True)


class End(Enum):
    """How the work on a project ended."""

    DONE = "编完"
    TIMEOUT = "超时"
    MEMORY = "内存不足"
    KILLED = "中断"
    FAILED = "出错"


@attrs.frozen
class Task:
    """One project to compile: what it is called in the batch, its folder, its limits in seconds and
    MiB, 0 for none, and the version of the program that it is meant for.
    """

    name: str
    folder: str
    seconds: int = 0
    memory: int = 0
    plugins: bool = True
    version: str = VERSION


@attrs.frozen
class RuleCount:
    """How often a rule was found broken in a project."""

    code: str
    severity: str
    title: str
    count: int


@attrs.frozen
class Owed:
    """What a unit still owes, and the day after which it is late, as yyyy-mm-dd."""

    unit: str
    due: str


@attrs.frozen
class Stated:
    """Something that a project says and another should not say as well: ``what`` it is, the ``key``
    that is equal where it is the same, its words shortened, and its cell.
    """

    what: str
    key: str
    shown: str
    place: str


@attrs.frozen
class Cost:
    """What the work took: seconds of the clock, and MiB of memory at its peak, 0 where the system
    does not tell.
    """

    seconds: float
    memory: int


@attrs.frozen
class ProjectResult:
    """What a project came to. ``verdict`` is that of its compile, empty if it did not end;
    ``number`` is the compile's, ``note`` says why it did not end. ``counts`` are by name,
    ``statuses`` of problems, ``findings`` by severity.
    """

    name: str
    end: End
    publishable: bool = False
    verdict: str = ""
    number: str = ""
    counts: Mapping[str, int] = attrs.field(factory=dict)
    statuses: Mapping[str, int] = attrs.field(factory=dict)
    findings: Mapping[str, int] = attrs.field(factory=dict)
    rules: tuple[RuleCount, ...] = ()
    owed: tuple[Owed, ...] = ()
    stated: tuple[Stated, ...] = ()
    note: str = ""


@attrs.frozen
class Worked:
    """A result and what it cost, ``None`` if an earlier one stands."""

    result: ProjectResult
    cost: Cost | None = None
