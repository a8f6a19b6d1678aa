"""Who signs a form, in a kind's own order: the first post fills it in, the last vouches for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from compiler.schema.books import Schema, rebuilt
from compiler.schema.definitions import Block, Field, Section, ValueKind
from compiler.schema.form import ALWAYS as OWED
from compiler.schema.form import INTERNAL, SIGN_OFF, SIGNED

FEWEST, MOST = 2, 6
"""Posts: somebody fills a form in and somebody else vouches for it; more than six sign nothing."""
OURS = (("reporter", "reported_on"), ("reviewer", "reviewed_on"), ("approver", "approved_on"))
"""The keys of the posts that ours are, with the days on which they sign."""


@attrs.frozen
class Post:
    """Somebody who signs, by the name of the post, and what the day on which he does is called."""

    name: str
    day: str = ""

    @property
    def day_label(self) -> str:
        """The label of the day: 审核人 signs on 审核日期, 处室负责人 on 处室负责人签字日期."""
        if self.day:
            return self.day
        plain = self.name.removesuffix("人")
        return (
            f"{plain}日期"
            if plain != self.name and not plain.endswith("负责")
            else f"{self.name}签字日期"
        )


def with_posts(schema: Schema, posts: Sequence[Post]) -> Schema:
    """Return the schema with a kind's own posts, at least two, in the section that signs a form.

    The first and the last take the place of ours, one between them that of ours; others come as
    fields of the kind.
    """
    if not posts:
        return schema

    def block(own: Block) -> Block:
        return _section(own, posts) if isinstance(own, Section) and own.key == SIGN_OFF.key else own

    return attrs.evolve(schema, form=rebuilt(schema.form, block))


def _section(section: Section, posts: Sequence[Post]) -> Section:
    ours = {field.key: field for field in section.fields}
    keys = [*_keys(posts)]
    fields: list[Field] = []
    days: list[str] = []
    for number, (post, (name, day)) in enumerate(zip(posts, keys, strict=True)):
        fields.append(_signer(ours.get(name), name, post.name))
        if number == 0:
            fields.append(ours["phone"])
        before = posts[number - 1].day_label if number else ""
        signed = _day(ours.get(day), day, post.day_label, before)
        fields.append(attrs.evolve(signed, not_before=tuple(reversed(days))))
        days.append(day)
    used = {key for pair in keys for key in pair} | {"phone"}
    gone = tuple(field for key, field in ours.items() if key not in used)
    by_hand, *rest = section.below
    return attrs.evolve(
        section,
        fields=tuple(fields),
        retired=(*section.retired, *gone),
        below=(f"{posts[-1].name}签字：", *rest),
        earlier_notes=(*section.earlier_notes, by_hand),
    )


def _keys(posts: Sequence[Post]) -> Iterator[tuple[str, str]]:
    """Yield the keys of each post and of its day."""
    for number, post in enumerate(posts):
        if number == 0:
            yield OURS[0]
        elif number == len(posts) - 1:
            yield OURS[2]
        elif number == 1:
            yield OURS[1]
        else:
            yield post.name, post.day_label


def _signer(ours: Field | None, key: str, label: str) -> Field:
    """Return the field for a post's name: ours under its label, or one of the kind."""
    if ours is None:
        added: dict[str, Any] = {"max_length": 30, "own": True, **SIGNED}
        return Field(key, label, ValueKind.TEXT, f"{label}的姓名。", OWED, INTERNAL, **added)
    if ours.label == label:
        return ours
    return _renamed(ours, label, f"{label}的姓名。")


def _day(ours: Field | None, key: str, label: str, before: str) -> Field:
    """Return the field for the day on which a post signs, not before the one before it."""
    told = f"不早于{before}。" if before else "填表的日期。"
    if ours is None:
        added: dict[str, Any] = {"own": True, **SIGNED}
        return Field(key, label, ValueKind.DATE, told, OWED, INTERNAL, "2025-01-09", **added)
    return ours if (ours.label, ours.help) == (label, told) else _renamed(ours, label, told)


def _renamed(ours: Field, label: str, told: str) -> Field:
    aliases = (*ours.aliases, ours.label) if label != ours.label else ours.aliases
    earlier = (*ours.earlier_help, ours.help) if told != ours.help else ours.earlier_help
    return attrs.evolve(ours, label=label, aliases=aliases, help=told, earlier_help=earlier)
