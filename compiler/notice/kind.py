"""A kind of notice: its outline, its status vocabulary and what else has no place on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from compiler.brief import brief
from compiler.diagnostics import Diagnostic, complain, has_errors, unopenable
from compiler.model.values import Text
from compiler.notice.fitted import fitted
from compiler.notice.judging.lines import judge_lines
from compiler.notice.judging.whole import judge_whole
from compiler.notice.kind_settings import KindSettings, read_settings
from compiler.notice.layout_profiles import GB_T_9704, LayoutProfile
from compiler.notice.numbering import ATTACHMENT
from compiler.notice.outline import Item, Literal, Outline, OutlineField, OutlineLine
from compiler.notice.own_examples import with_own_examples
from compiler.notice.own_fields import judge_own_fields
from compiler.notice.own_wording import judge_posts, judge_wording
from compiler.notice.parsing import parse_outline
from compiler.notice.settings_keys import DEFAULT_OFFICE
from compiler.notice.settings_text import Located
from compiler.notice.vocabulary import vocabulary
from compiler.package.limits import OverLimitError
from compiler.schema.books import STANDARD, Schema
from compiler.schema.chain import with_posts
from compiler.schema.own import with_own_fields
from compiler.schema.wording import with_wording
from compiler.span import Span
from compiler.vocab import Status

ATTACHMENT_LIST_STYLE, ATTACHMENT_STYLE = "附件说明", "附件序号"
HEAD_CELL_STYLE, CELL_STYLE = "附表表头", "附表文字"
STYLES = {"、": ("一级标题", 1), ")": ("二级标题", 2), ".": ("三级标题", 3), "()": ("四级标题", 4)}
BODY_STYLE = "正文"


@attrs.frozen
class Kind:
    """One kind of notice, from ``templates/<name>/``, for workbooks of ``schema``.

    ``words`` are the texts in ``kind.toml``: names of statuses are printed in notices, others in
    letters. ``outputs`` are the names of what is written, where they are the kind's own.
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
    outputs: Mapping[str, str] = attrs.field(factory=dict)

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
            if prefix == ATTACHMENT and not suffix:
                return ATTACHMENT_STYLE, 0
            if prefix == "第" and suffix.rstrip(" :、.") in ("部分", "章", "编"):
                return STYLES["、"]
            if (prefix, suffix) in (("(", ")"), ("(", ")、")):
                return STYLES[")" if form == "chinese" else "()"]
            if form == "digits" and suffix in (".", "、"):
                return STYLES["."]
        words = [item for item in line.items if not _is_mark(item)]
        only = words[0] if len(words) == 1 else None
        if isinstance(only, OutlineField) and only.definition:
            return only.definition.style or BODY_STYLE, 0
        return BODY_STYLE, 0


def _is_mark(item: Item) -> bool:
    """Tell whether a part of a line is set marks alone, as the colon behind an addressee."""
    return isinstance(item, Literal) and not any(map(str.isalnum, item.text))


def load_kind(
    name: str, read: Callable[[str], str], folder: str, schema: Schema = STANDARD
) -> tuple[Kind | None, list[Diagnostic]]:
    """Load the kind ``name``; ``read`` returns a template file's text by its name, ``folder``
    names it in messages, ``schema`` has the fields that its outline may draw.

    Diagnostics: S050 file missing, S017 or S019 it cannot be read, those of :func:`read_settings`
    and of :func:`parse_outline`.
    """
    texts: dict[str, str] = {}
    found: list[Diagnostic] = []
    for file in ("kind.toml", "outline.txt"):
        place = Span(f"{folder}/{file}")
        try:
            texts[file] = read(file)
        except (FileNotFoundError, UnicodeDecodeError):
            found.append(complain("S050", place, file=place.file))
        except OSError as error:
            found.append(unopenable(place, error))
        except OverLimitError as error:
            found.append(complain("S019", place, file=place.file, what=error.what))
    if found:
        return None, found
    settings, found = read_settings(texts["kind.toml"], Span(f"{folder}/kind.toml"))
    if settings is None:
        return None, found
    assert settings.located is not None
    schema, wrong = _own_schema(schema, settings, settings.located)
    if wrong:
        return None, [*found, *wrong]
    outline, drawn = parse_outline(
        texts["outline.txt"],
        f"{folder}/outline.txt",
        tuple(status.name for status in settings.statuses),
        vocabulary(schema),
    )
    if not has_errors(drawn):
        drawn += judge_lines(outline, settings.statuses)
        drawn += judge_whole(outline, settings.statuses)
    return Kind(
        name,
        settings.title,
        settings.default_title,
        settings.statuses,
        settings.closing_words,
        outline,
        settings.layout,
        settings.office,
        settings.words,
        fitted(
            schema,
            outline,
            settings.statuses,
            with_own_examples(name, settings.default_title, outline),
        ),
        settings.outputs,
    ), [*found, *drawn]


def _own_schema(
    schema: Schema, settings: KindSettings, located: Located
) -> tuple[Schema, list[Diagnostic]]:
    """Return the schema in the words of a kind and with its fields, and what is wrong with these."""
    said = (settings.wording, settings.labels, settings.choices, settings.outputs)
    if wrong := [*judge_wording(*said, schema, located)]:
        return schema, wrong
    schema = with_wording(schema, settings.wording, settings.labels)
    if settings.choices:
        schema = attrs.evolve(schema, choices={**schema.choices, **settings.choices})
    if wrong := [*judge_posts(settings.posts, schema, located)]:
        return schema, wrong
    schema = with_posts(schema, settings.posts)
    wrong = [*judge_own_fields(settings.fields, schema, located, settings.statuses)]
    return with_own_fields(schema, settings.fields), wrong
