"""``kind.toml``: what a kind of notice says that has no place on the page, judged key by key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

import attrs

from compiler.diagnostics import Diagnostic, complain
from compiler.model.values import Text
from compiler.notice.layout_profiles import GB_T_9704, LAYOUT_PROFILES, LayoutProfile
from compiler.span import Span
from compiler.vocab import Status

DEFAULT_OFFICE = "整改工作领导小组办公室"
"""Who signs what is not the notice, after the issuing organ's name."""

A_TEXT, TEXTS = "应是一段文字，两边用英文双引号", '应是一列文字，写成 ["…", "…"]'


@attrs.frozen
class KindSettings:
    """What ``kind.toml`` says; ``words`` are the texts in it, each with its line."""

    title: str
    default_title: str
    statuses: tuple[Status, ...]
    closing_words: tuple[str, ...]
    layout: LayoutProfile
    office: str
    words: tuple[Text, ...]


class _WrongError(Exception):
    """A setting is not what it should be: its key, and what it should be, in Chinese."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(reason)
        self.key = key
        self.reason = reason


def read_settings(text: str, place: Span) -> tuple[KindSettings | None, list[Diagnostic]]:
    """Return the settings in the ``text`` of the file at ``place``. Diagnostics: S058, S080."""
    lines = text.splitlines()
    try:
        settings = tomllib.loads(text)
        if isinstance(number := settings.get("layout"), int):  # 9704: the choices say it best
            return None, [unknown_layout(str(number), _line_of("layout", lines, place))]
        layout = _text(settings, "layout", GB_T_9704.name)
        if layout not in LAYOUT_PROFILES:
            return None, [unknown_layout(layout, _line_of("layout", lines, place))]
        return KindSettings(
            _text(settings, "title"),
            _text(settings, "default_title"),
            _statuses(settings.get("statuses")),
            _closing_words(settings.get("closing_words", [])),
            LAYOUT_PROFILES[layout],
            _text(settings, "office", DEFAULT_OFFICE),
            tuple(Text(word, _line_with(word, lines, place)) for word in _texts(settings)),
        ), []
    except _WrongError as error:
        return None, [_wrong(_line_of(error.key, lines, place), error.reason)]
    except tomllib.TOMLDecodeError as error:
        return None, [_misspelled(error, place)]
    except RecursionError:
        return None, [_wrong(place, "括号一层套一层，套得太深")]
    except (ValueError, OverflowError):
        return None, [_wrong(place, "有一个数字或日期写得不对，或位数太多")]


def unknown_layout(name: str, place: Span) -> Diagnostic:
    """Return S080 for a layout profile that does not exist."""
    return complain("S080", place, name=name, known="、".join(LAYOUT_PROFILES))


def _wrong(place: Span, reason: str) -> Diagnostic:
    return complain("S058", place, file=place.file, reason=reason)


def _misspelled(error: tomllib.TOMLDecodeError, place: Span) -> Diagnostic:
    """Return S058 where the file is no TOML."""
    where = re.search(r"line (\d+), column (\d+)", str(error))
    if where is None:
        return _wrong(place, "文件末尾没有写完")
    line, column = map(int, where.groups())
    spot = attrs.evolve(place, line=line, column=column)
    return _wrong(spot, f"第 {line} 行第 {column} 列的写法不对")


def _text(settings: Mapping[str, object], key: str, default: str | None = None) -> str:
    """Return the text under a key."""
    if key not in settings and default is not None:
        return default
    value = settings.get(key)
    if value is None:
        raise _WrongError(key, f"缺少 {key}")
    if not isinstance(value, str):
        raise _WrongError(key, f"{key} {A_TEXT}")
    return value


def _closing_words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise _WrongError("closing_words", f"closing_words {TEXTS}")
    return tuple(value)


def _statuses(value: object) -> tuple[Status, ...]:
    """Return the statuses, each with a name of its own."""
    if value is None:
        raise _WrongError("statuses", "缺少 statuses")
    if not isinstance(value, list) or not all(isinstance(status, dict) for status in value):
        raise _WrongError("statuses", "statuses 应是几段 [[statuses]]，每段一个状态")
    if not value:
        raise _WrongError("statuses", "statuses 里一个状态也没有")
    statuses = tuple(_status(status) for status in value)
    names = [status.name for status in statuses]
    if twice := [name for name in names if names.count(name) > 1]:
        raise _WrongError("name", f"statuses 里有两个状态都叫“{twice[0]}”")
    return statuses


def _status(status: Mapping[str, object]) -> Status:
    """Return one status."""
    name, rank, complete = _text(status, "name"), status.get("rank"), status.get("complete")
    if not name.strip():
        raise _WrongError("name", "statuses 里有一个状态的 name 是空的")
    if isinstance(rank, float) and rank.is_integer():
        rank = int(rank)
    if not isinstance(rank, int) or isinstance(rank, bool):
        raise _WrongError("rank", f"状态“{name}”的 rank 应是整数")
    if not isinstance(complete, bool):
        raise _WrongError("complete", f"状态“{name}”的 complete 应是 true 或 false")
    return Status(name, rank, complete)


def _texts(setting: object) -> Iterator[str]:
    """Yield the texts in what a TOML file holds, however deep."""
    if isinstance(setting, str):
        yield setting
    elif isinstance(setting, Mapping):
        yield from (text for value in setting.values() for text in _texts(value))
    elif isinstance(setting, list):
        yield from (text for value in setting for text in _texts(value))


def _line_of(key: str, lines: list[str], place: Span) -> Span:
    """Return the line on which a key stands if it is the only one, else the whole file."""
    found = [number for number, line in enumerate(lines, 1) if re.match(rf"\s*{key}\b", line)]
    return attrs.evolve(place, line=found[0] if len(found) == 1 else None)


def _line_with(word: str, lines: list[str], place: Span) -> Span:
    """Return the line in which a word stands as it is, the whole file if none does."""
    return attrs.evolve(
        place, line=next((number for number, line in enumerate(lines, 1) if word in line), None)
    )
