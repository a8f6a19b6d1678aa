"""What lies in a kind's folder, read once a session where it is the same."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from compiler.diagnostics import Diagnostic
from compiler.model.values import Text
from compiler.notice.kind import Kind, load_kind
from compiler.package.limits import OverLimitError
from compiler.schema.books import STANDARD, Schema
from compiler.wordfile.margins import margin_texts

Loaded = tuple[Kind | None, tuple[Diagnostic, ...]]


@attrs.frozen
class TemplateReader:
    """The compiler's ``load_kind`` and ``margin_texts`` with a memory: the same files under the
    same names come to the same kind and the same texts.

    Not for tests that change how templates are read.
    """

    kinds: dict[tuple[object, ...], tuple[Schema, Loaded]] = attrs.field(factory=dict)
    margins: dict[tuple[bytes, str], tuple[Text, ...]] = attrs.field(factory=dict)

    def load_kind(
        self, name: str, read: Callable[[str], str], folder: str, schema: Schema = STANDARD
    ) -> tuple[Kind | None, list[Diagnostic]]:
        """Return the kind and what was found, read anew if these texts were never seen."""
        try:
            texts = {file: read(file) for file in ("kind.toml", "outline.txt")}
        except (OSError, UnicodeDecodeError, OverLimitError):
            return load_kind(name, read, folder, schema)
        key = name, folder, id(schema), *texts.values()
        if key not in self.kinds:
            kind, found = load_kind(name, texts.__getitem__, folder, schema)
            self.kinds[key] = schema, (kind, tuple(found))
        _, (kind, seen) = self.kinds[key]
        return kind, list(seen)

    def margin_texts(self, content: bytes, file: str) -> tuple[Text, ...]:
        """Return what stands in the margins, read anew if these bytes were never seen."""
        key = content, file
        if key not in self.margins:
            self.margins[key] = margin_texts(content, file)
        return self.margins[key]
