"""Fields that a notice needs and the workbooks do not have: the kind's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from compiler.notice.vocabulary import FIELDS
from compiler.schema.own import PROBLEM


@attrs.frozen
class OwnField:
    """A field of problems: its name, and whether its values are sentences."""

    name: str
    prose: bool


def own_field(label: str, texts: Sequence[str]) -> OwnField:
    """Return the field for a label of which no field of the workbooks is meant; a name that one of them
    has is set off from it, and what no name may have left out.
    """
    name = re.sub(r"[\W_]", "", label)
    name = name if re.match(r"[^\W\d]", name) else f"栏目{name}"
    name = f"{name}说明" if name in FIELDS else name
    return OwnField(name, bool(texts) and all(text.endswith("。") for text in texts))


def write_own(field: OwnField) -> str:
    """Return the section of kind.toml that adds a field."""
    kind = "长文" if field.prose else "文字"
    return f'\n[[fields]]\nof = "{PROBLEM}"\nname = "{field.name}"\nkind = "{kind}"\n'
