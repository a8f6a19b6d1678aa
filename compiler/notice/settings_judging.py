"""What can be said against what ``kind.toml`` holds, key by key and status by status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from compiler.chinese.likeness import nearest
from compiler.diagnostics import Diagnostic, complain
from compiler.notice.entities import RESTARTS
from compiler.notice.settings_keys import KEYS, Key, Shape
from compiler.notice.settings_text import Located, Path
from compiler.span import Span
from compiler.vocab import Need, Status

LIKE_ENOUGH = 0.5
"""How like an unknown key a known one is to be guessed, of the few there are."""
PARTING = ";；、，, \u3000"
"""What parts the words of a remark in an outline."""


def wrong(place: Span, reason: str) -> Diagnostic:
    """Return S058 for a setting that is not what it should be."""
    return complain("S058", place, file=place.file, reason=reason)


def judge_keys(
    settings: Mapping[str, object],
    located: Located,
    keys: tuple[Key, ...] = KEYS,
    path: Path = (),
    each: str = "",
) -> Iterator[Diagnostic]:
    """Judge what stands under ``path``, which may hold ``keys`` and is about one ``each``.

    Diagnostics: S140 a key that nothing asks for, S058 one that is missing, or holds what it
    cannot.
    """
    told: set[str] = set()
    for name in settings:
        if name not in {key.name for key in keys}:
            guess, remedy = _meant(name, keys, path)
            told.add(guess)
            yield complain("S140", located.span((*path, name)), key=name, remedy=remedy)
    called = settings.get("name")
    whose = f"{each}“{called}”的 " if isinstance(called, str) and called.strip() else ""
    for key in keys:
        place = located.span((*path, key.name))
        if key.name in settings:
            yield from _judge_value(settings[key.name], key, whose, located, (*path, key.name))
        elif key.required and key.name not in told:
            yield wrong(place, f"{whose.removesuffix('的 ')}缺少 {key.name}，{key.demand}")


def is_complete(settings: Mapping[str, object], keys: tuple[Key, ...] = KEYS) -> bool:
    """Tell whether nothing is missing of what a kind cannot do without, told or not."""
    return all(key.name in settings or not key.required for key in keys) and all(
        is_complete(section, key.inner)
        for key in keys
        if key.inner and isinstance(sections := settings.get(key.name), list)
        for section in sections
        if isinstance(section, Mapping)
    )


def _section(name: str | int) -> str:
    """Return how a section begins."""
    repeated = any(key.name == name and key.shape is Shape.TABLES for key in KEYS)
    return f"第一个 [[{name}]] " if repeated else f" [{name}] "


def _meant(name: str, keys: tuple[Key, ...], path: Path) -> tuple[str, str]:
    """Return the key that an unknown one may have been meant as, and what to do about it."""
    if path and (stray := nearest(name, [key.name for key in KEYS], 0.9)):
        return stray, f"它要写在{_section(path[0])}的前面。"
    sections = [key for key in KEYS if any(inner.name == name for inner in key.inner)]
    section = next((key for key in sections if key.required), next(iter(sections), None))
    if not path and section is not None:
        return name, f"它要写在{_section(section.name).removeprefix('第一个')}的下面。"
    guess = nearest(name, [key.name for key in keys], LIKE_ENOUGH)
    if guess is not None:
        return guess, f"可能想写：{guess}。"
    return "", f"可用：{'、'.join(key.name for key in keys)}。"


def _judge_value(
    value: object, key: Key, whose: str, located: Located, path: Path
) -> Iterator[Diagnostic]:
    place = located.span(path)
    if not _fits(value, key.shape) or (key.among and value not in key.among):
        yield wrong(place, f"{whose}{key.demand}")
    elif key.required and isinstance(value, str) and not value.strip():
        yield wrong(place, f"{whose}{key.name} 是空的")
    elif isinstance(value, str) and set("{}｛｝") & set(value):
        yield wrong(place, f"{whose}{key.name} 里不能有花括号，这里不填栏目")
    elif key.required and value == []:
        yield wrong(place, f"{key.name} 里一个也没有")
    elif key.inner and isinstance(value, dict):
        inner = key.inner
        if key.free:
            inner = tuple(attrs.evolve(inner[0], name=name, default="") for name in value)
        yield from judge_keys(value, located, inner, path)
    elif key.inner and isinstance(value, list):
        for number, section in enumerate(value):
            yield from judge_keys(section, located, key.inner, (*path, number), key.each)


def _fits(value: object, shape: Shape) -> bool:
    """Tell whether a value is of the shape that its key asks for."""
    if shape is Shape.TEXT:
        return isinstance(value, str)
    if shape is Shape.TRUTH:
        return isinstance(value, bool)
    if shape is Shape.WHOLE:
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        return whole and not isinstance(value, bool)
    if shape is Shape.TABLE:
        return isinstance(value, dict)
    inner: type = str if shape is Shape.TEXTS else dict
    return isinstance(value, list) and all(isinstance(item, inner) for item in value)


# What the statuses say together


def doubled_statuses(statuses: Sequence[Status], located: Located) -> Iterator[Diagnostic]:
    """Yield S058 for a status whose name an earlier one has."""
    names: set[str] = set()
    for number, status in enumerate(statuses):
        if status.name in names:
            place = located.span(("statuses", number, "name"))
            yield wrong(place, f"statuses 里有两个状态都叫“{status.name}”")
        names.add(status.name)


def judge_statuses(statuses: Sequence[Status], located: Located) -> Iterator[Diagnostic]:
    """Yield S141 for statuses that contradict each other, or that an outline cannot name."""
    for number, status in enumerate(statuses):
        name, rank = (located.span(("statuses", number, key)) for key in ("name", "rank"))
        if any(mark in PARTING for mark in status.name) or status.name in RESTARTS:
            reason = f"outline.txt 行末的说明写不了状态“{status.name}”，请换成不带空格和顿号的名称"
            yield complain("S141", name, reason=reason)
        for other in statuses[:number]:
            if other.rank == status.rank:
                reason = (
                    f"“{other.name}”和“{status.name}”的 rank 一样大；"
                    "一个问题的几条措施两种都有时，分不清算哪一种。请写不同的数"
                )
                yield complain("S141", rank, reason=reason)
                break
        if status.needs is Need.COMPLETION and not status.complete:
            needs = located.span(("statuses", number, "needs"))
            reason = f"“{status.name}”没有完成，却要填完成日期。请改 complete 或 needs"
            yield complain("S141", needs, reason=reason)
        lower = [
            it for it in statuses if it.complete and not status.complete and it.rank < status.rank
        ]
        if lower:
            reason = (
                f"“{status.name}”没有完成，rank 却比完成了的“{lower[0].name}”大；"
                f"一个问题两种措施都有时，会算成“{lower[0].name}”。请让没有完成的 rank 小"
            )
            yield complain("S141", rank, reason=reason)
    if statuses and not any(status.complete for status in statuses):
        place = located.span(("statuses",))
        reason = "没有一个状态的 complete 是 true，哪个问题也完成不了。请把表示完成的写成 true"
        yield complain("S141", place, reason=reason)
