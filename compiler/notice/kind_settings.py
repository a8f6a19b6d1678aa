"""``kind.toml``: what a kind of notice says that has no place on the page."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from compiler.diagnostics import Diagnostic, complain, has_errors
from compiler.model.values import Text
from compiler.notice.layout_profiles import GB_T_9704, LAYOUT_PROFILES, LayoutProfile
from compiler.notice.settings_judging import (
    doubled_statuses,
    is_complete,
    judge_keys,
    judge_statuses,
    wrong,
)
from compiler.notice.settings_keys import DEFAULT_OFFICE, KEYS
from compiler.notice.settings_text import Located, locate, why_misspelled
from compiler.schema.chain import Post
from compiler.schema.own import IN_REGISTER, KINDS, WHEN, OwnField
from compiler.span import Span
from compiler.vocab import Need, Status


@attrs.frozen
class KindSettings:
    """What ``kind.toml`` says; ``words`` are the texts in it, each with its line, ``located`` is where
    its keys stand. ``wording`` and ``labels`` are the kind's own in place of ours, ``choices`` its
    lists, ``outputs`` the names of what is written, ``posts`` who signs a form.
    """

    title: str
    default_title: str
    statuses: tuple[Status, ...]
    closing_words: tuple[str, ...]
    layout: LayoutProfile
    office: str
    words: tuple[Text, ...]
    fields: tuple[OwnField, ...] = ()
    wording: Mapping[str, str] = attrs.field(factory=dict)
    labels: Mapping[str, str] = attrs.field(factory=dict)
    choices: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    outputs: Mapping[str, str] = attrs.field(factory=dict)
    posts: tuple[Post, ...] = ()
    located: Located | None = None


def read_settings(text: str, place: Span) -> tuple[KindSettings | None, list[Diagnostic]]:
    """Return the settings in the ``text`` of the file at ``place``, none if what a kind cannot do
    without is missing or wrong.

    Diagnostics: S058 unreadable, missing or wrong, S080 no such layout, S140 no such key, S141
    statuses that contradict each other.
    """
    try:
        settings = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, column, reason = why_misspelled(error, text)
        return None, [wrong(attrs.evolve(place, line=line, column=column), reason)]
    except RecursionError:
        return None, [wrong(place, "括号一层套一层，套得太深")]
    except (ValueError, OverflowError):
        return None, [wrong(place, "有一个数字或日期写得不对，或位数太多")]
    located = locate(text, place)
    found: list[Diagnostic] = []
    layout = settings.get("layout", GB_T_9704.name)
    if isinstance(layout, str | int) and str(layout) not in LAYOUT_PROFILES:  # 9704, too
        found.append(unknown_layout(str(layout), located.span(("layout",))))
        del settings["layout"]
    judged = [*judge_keys(settings, located)]
    if has_errors(found) or any(d.code == "S058" for d in judged) or not is_complete(settings):
        return None, [*found, *judged]
    statuses = tuple(map(_status, settings["statuses"]))
    if twice := [*doubled_statuses(statuses, located)]:
        return None, [*judged, *twice]
    return KindSettings(
        settings["title"],
        settings["default_title"],
        statuses,
        tuple(settings.get("closing_words", ())),
        LAYOUT_PROFILES[layout],
        settings.get("office", DEFAULT_OFFICE),
        tuple(Text(word, located.holding(word)) for word in _texts(settings)),
        tuple(map(_own_field, settings.get("fields", ()))),
        _known(settings, "words"),
        _known(settings, "labels"),
        _known(settings, "choices"),
        _known(settings, "outputs"),
        tuple(
            Post(post["post"].strip(), post.get("date", "").strip())
            for post in settings.get("sign_off", ())
        ),
        located,
    ), judged or [*judge_statuses(statuses, located)]


def _status(status: Mapping[str, Any]) -> Status:
    """Return a status as it is written, which has been judged."""
    told = (status["name"], int(status["rank"]), status["complete"])
    return Status(*told, Need(status["needs"])) if "needs" in status else Status(*told)


def _known(settings: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return a section without the keys that nobody knows, which are told."""
    key = next(key for key in KEYS if key.name == name)
    section: Mapping[str, str | list[str]] = settings.get(name, {})
    known = section if key.free else {inner.name for inner in key.inner}
    return {
        own: value.strip() if isinstance(value, str) else tuple(value)
        for own, value in section.items()
        if own in known
    }


def _own_field(field: Mapping[str, Any]) -> OwnField:
    """Return a field as it is written, which has been judged key by key."""
    return OwnField(
        field["of"],
        field["name"].strip(),
        KINDS[field.get("kind", "文字")],
        field.get("unit", "").strip(),
        tuple(word.strip() for word in field.get("choices", ())),
        field.get("asked_in", IN_REGISTER),
        WHEN[field.get("required", "否")],
        " ".join(field.get("help", "").split()),
        " ".join(field.get("example", "").split()),
        field.get("internal", False),
    )


def unknown_layout(name: str, place: Span) -> Diagnostic:
    """Return S080 for a layout profile that does not exist."""
    return complain("S080", place, name=name, known="、".join(LAYOUT_PROFILES))


def _texts(setting: object) -> Iterator[str]:
    """Yield the texts in what a TOML file holds, however deep."""
    if isinstance(setting, str):
        yield setting
    elif isinstance(setting, Mapping):
        yield from (text for value in setting.values() for text in _texts(value))
    elif isinstance(setting, list):
        yield from (text for value in setting for text in _texts(value))
