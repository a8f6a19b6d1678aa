"""A kind of notice: its outline, its status vocabulary and what else has no place on the page."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs

from compiler.brief import brief
from compiler.diagnostics import Diagnostic, complain
from compiler.model.values import Text
from compiler.notice.layout_profiles import GB_T_9704, LAYOUT_PROFILES, LayoutProfile
from compiler.notice.numbering import ATTACHMENT
from compiler.notice.outline import Outline, OutlineField, OutlineLine
from compiler.notice.parsing import parse_outline
from compiler.notice.vocabulary import vocabulary
from compiler.schema.books import STANDARD, Schema
from compiler.span import Span
from compiler.vocab import Status

ATTACHMENT_LIST_STYLE, ATTACHMENT_STYLE = "附件说明", "附件序号"
HEAD_CELL_STYLE, CELL_STYLE = "附表表头", "附表文字"
STYLES = {"、": ("一级标题", 1), ")": ("二级标题", 2), ".": ("三级标题", 3), "()": ("四级标题", 4)}
BODY_STYLE = "正文"
DEFAULT_OFFICE = "整改工作领导小组办公室"
"""Who signs what is not the notice, after the issuing organ's name."""


@attrs.frozen
class Kind:
    """One kind of notice, from ``templates/<name>/``, for workbooks of ``schema``.

    ``words`` are the texts in ``kind.toml``: names of statuses are printed in notices, others in
    letters.
    """

    __repr__ = brief

    name: str
    title: str
    default_title: str
    statuses: tuple[Status, ...]
    closing_words: tuple[str, ...]
    outline: Outline
    layout: LayoutProfile = GB_T_9704
    office: str = DEFAULT_OFFICE
    words: tuple[Text, ...] = ()
    schema: Schema = STANDARD

    def style(self, line: OutlineLine) -> tuple[str, int]:
        """Return the paragraph style of a line and its outline level, 0 for body text."""
        if line.style:
            level = next((level for name, level in STYLES.values() if name == line.style), 0)
            return line.style, level
        if line.lead is not None:
            return ATTACHMENT_LIST_STYLE, 0
        if line.numbering is not None and not line.numbering.ordinal:
            prefix, form, suffix = line.numbering.prefix, line.numbering.form, line.numbering.suffix
            if suffix == "、" and form == "chinese":
                return STYLES["、"]
            if prefix == ATTACHMENT:
                return ATTACHMENT_STYLE, 0
            if prefix == "(":
                return STYLES[")" if form == "chinese" else "()"]
            if form == "digits" and suffix in (".", "、"):
                return STYLES["."]
        only = line.items[0] if len(line.items) == 1 else None
        if isinstance(only, OutlineField) and only.definition:
            return only.definition.style or BODY_STYLE, 0
        return BODY_STYLE, 0


def load_kind(
    name: str, read: Callable[[str], str], folder: str, schema: Schema = STANDARD
) -> tuple[Kind | None, list[Diagnostic]]:
    """Load the kind ``name``; ``read`` returns a template file's text by its name, ``folder``
    names it in messages, ``schema`` has the fields that its outline may draw.

    Diagnostics: S050 file missing, S058 kind.toml malformed, S080 no such layout profile, and
    those of :func:`parse_outline`.
    """
    texts: dict[str, str] = {}
    found: list[Diagnostic] = []
    for file in ("kind.toml", "outline.txt"):
        try:
            texts[file] = read(file)
        except (OSError, UnicodeDecodeError):
            found.append(complain("S050", Span(f"{folder}/{file}"), file=f"{folder}/{file}"))
    if found:
        return None, found
    place = Span(f"{folder}/kind.toml")
    try:
        settings = tomllib.loads(texts["kind.toml"])
        statuses = tuple(
            Status(s["name"], int(s["rank"]), bool(s["complete"])) for s in settings["statuses"]
        )
        title, default_title = str(settings["title"]), str(settings["default_title"])
        closing = tuple(map(str, settings.get("closing_words", ())))
        layout = str(settings.get("layout", GB_T_9704.name))
        office = str(settings.get("office", DEFAULT_OFFICE))
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+), column (\d+)", str(error))
        if where is None:
            return None, [complain("S058", place, file=place.file, reason="文件末尾没有写完")]
        line, column = map(int, where.groups())
        spot = attrs.evolve(place, line=line, column=column)
        return None, [
            complain("S058", spot, file=place.file, reason=f"第 {line} 行第 {column} 列的写法不对")
        ]
    except (KeyError, TypeError, ValueError, AttributeError):
        return None, [
            complain(
                "S058",
                place,
                file=place.file,
                reason="缺少 title、default_title 或 statuses，或其中的值写错",
            )
        ]
    if not statuses:
        return None, [complain("S058", place, file=place.file, reason="statuses 里一个状态也没有")]
    if layout not in LAYOUT_PROFILES:
        numbered = enumerate(texts["kind.toml"].splitlines(), 1)
        number = next(
            (number for number, text in numbered if text.lstrip().startswith("layout")), None
        )
        return None, [unknown_layout(layout, attrs.evolve(place, line=number))]
    outline, found = parse_outline(
        texts["outline.txt"],
        f"{folder}/outline.txt",
        tuple(s.name for s in statuses),
        vocabulary(schema),
    )
    lines = texts["kind.toml"].splitlines()
    words = tuple(Text(text, _line_with(text, lines, place)) for text in _texts(settings))
    return Kind(
        name,
        title,
        default_title,
        statuses,
        closing,
        outline,
        LAYOUT_PROFILES[layout],
        office,
        words,
        schema,
    ), found


def _texts(setting: object) -> Iterator[str]:
    """Yield the texts in what a TOML file holds, however deep."""
    if isinstance(setting, str):
        yield setting
    elif isinstance(setting, Mapping):
        yield from (text for value in setting.values() for text in _texts(value))
    elif isinstance(setting, list):
        yield from (text for value in setting for text in _texts(value))


def _line_with(word: str, lines: Sequence[str], place: Span) -> Span:
    """Return the line of ``kind.toml`` in which a word stands as it is, the whole file if none
    does.
    """
    return attrs.evolve(
        place, line=next((number for number, line in enumerate(lines, 1) if word in line), None)
    )


def unknown_layout(name: str, place: Span) -> Diagnostic:
    """Return S080 for a layout profile that does not exist."""
    return complain("S080", place, name=name, known="、".join(LAYOUT_PROFILES))
