"""What a spreadsheet program says of a cell before it is filled, and asks of what is typed: the
field's help, its list, its kind of value.

A rule only warns, but for a choice from a list: an answer of which the compiler would make
something must not be refused here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compiler.excel.writing.formats import utf16_length
from compiler.schema.definitions import EARLIEST, LATEST, Field, ValueKind

FARTHEST = 10**15
"""A rule must name bounds; beyond this a spreadsheet cannot keep a number's digits anyway."""

TITLE_LIMIT, MESSAGE_LIMIT = 32, 255
"""What Excel allows of characters; XlsxWriter leaves out a rule that has more."""


def input_rule(field: Field, choices: Mapping[str, str]) -> dict[str, Any]:
    """Return XlsxWriter's validation of a field: its input message and what it asks of a typed
    value.

    ``choices`` maps the name of a list to the range that holds it; a list that is not there is
    not offered.
    """
    message = field.help + (f"例如：{field.example}" if field.example else "")
    rule = {
        "input_title": _clipped(field.label, TITLE_LIMIT),
        "input_message": _clipped(message, MESSAGE_LIMIT),
    }
    asked = _asked(field, choices)
    if "error_message" in asked:
        asked = {"error_title": _clipped(f"请核对“{field.label}”", TITLE_LIMIT), **asked}
    return {**rule, **asked}


def list_name(field: Field) -> str | None:
    """Return the name of the drop-down list of a field, if it has one."""
    return "单位名录" if field.kind is ValueKind.UNIT else field.choices


def _clipped(text: str, limit: int) -> str:
    """Return ``text`` cut to ``limit`` characters as a spreadsheet counts them, marked with an
    ellipsis.
    """
    return (
        text
        if utf16_length(text) <= limit
        else text[: limit - 1 - (utf16_length(text) - len(text))] + "…"
    )


def _asked(field: Field, choices: Mapping[str, str]) -> dict[str, Any]:
    """Return what is asked of a typed value, in XlsxWriter's words; anything, where there is no
    rule.
    """
    warning = {"error_type": "warning"}
    if (source := choices.get(field.suggested_from)) is not None:
        return {"validate": "list", "source": source, "show_error": False}
    match field.kind:
        case ValueKind.CHOICE | ValueKind.UNIT if source := choices.get(list_name(field) or ""):
            if field.kind is ValueKind.CHOICE:
                return {
                    "validate": "list",
                    "source": source,
                    "error_type": "stop",
                    "error_message": "请从下拉列表中选一项。",
                }
            text = (
                "这个名称不在单位名录里。请从下拉列表中选规范名称；确实没有的，请联系发表的办公室。"
            )
            return {"validate": "list", "source": source, "error_message": text, **warning}
        case ValueKind.DATE:
            words = "".join(f"，或者“{word}”" for word in field.other_words)
            text = f"这里应当是日期，写成 2024-12-31 的样子{words}。"
            between = {"criteria": "between", "minimum": EARLIEST, "maximum": LATEST}
            return {"validate": "date", **between, "error_message": text, **warning}
        case ValueKind.NUMBER:
            between = {"criteria": "between", "minimum": -FARTHEST, "maximum": FARTHEST}
            return {
                "validate": "decimal",
                **between,
                "error_message": "这里应当是数字，不带单位。",
                **warning,
            }
        case ValueKind.INTEGER:
            return {
                "validate": "integer",
                "criteria": ">=",
                "value": 0,
                "error_message": "这里应当是整数，不带单位。",
                **warning,
            }
        case ValueKind.TEXT if field.max_length is not None:
            text = f"这里最多写{field.max_length}个字。"
            return {
                "validate": "length",
                "criteria": "<=",
                "value": field.max_length,
                "error_message": text,
                **warning,
            }
        case _:
            return {"validate": "any"}
