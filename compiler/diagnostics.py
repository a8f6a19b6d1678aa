"""The diagnostic: a rule, its arguments and the places it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import attrs

from compiler.codes import RULES, Rule
from compiler.span import Span
from compiler.vocab import Severity


def _freeze(arguments: Mapping[str, object]) -> Mapping[str, object]:
    return MappingProxyType(dict(arguments))


@attrs.frozen
class Diagnostic:
    """One complaint. ``spans[0]`` is the place to mend; the rest are the operands it was compared with."""

    code: str
    spans: tuple[Span, ...]
    arguments: Mapping[str, object] = attrs.field(factory=dict, converter=_freeze, eq=lambda m: tuple(sorted(m.items(), key=str)))

    @property
    def rule(self) -> Rule:
        """The rule that was broken."""
        return RULES[self.code]

    @property
    def severity(self) -> Severity:
        """The rule's severity."""
        return self.rule.severity

    @property
    def message(self) -> str:
        """The Chinese sentence: what is wrong and what to do."""
        return self.rule.message.format_map(self.arguments)


def complain(code: str, *spans: Span, **arguments: object) -> Diagnostic:
    """Return a diagnostic of rule ``code`` at ``spans``."""
    return Diagnostic(code, spans, arguments)


@attrs.frozen
class Entry:
    """Identical findings over several places, shown as one."""

    diagnostic: Diagnostic
    places: tuple[tuple[Span, ...], ...]


def group(diagnostics: Iterable[Diagnostic]) -> tuple[Entry, ...]:
    """Collect diagnostics that say the same sentence into one entry each, in order of first appearance."""
    found: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        found.setdefault((diagnostic.code, diagnostic.message), []).append(diagnostic)
    return tuple(Entry(same[0], tuple(dict.fromkeys(d.spans for d in same))) for same in found.values())


def sort(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Order diagnostics for reading: errors first, then by file, sheet and place."""

    def key(diagnostic: Diagnostic) -> tuple[object, ...]:
        span = diagnostic.spans[0] if diagnostic.spans else Span("")
        row = int("".join(c for c in span.cell or "" if c.isdigit()) or 0)
        return (
            -diagnostic.severity, span.file, span.sheet or "", span.line or 0, row, span.cell or "", span.start or 0,
            diagnostic.code, diagnostic.message,
        )  # fmt: skip

    return tuple(sorted(_unique(diagnostics), key=key))


def _unique(diagnostics: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    seen: set[tuple[str, tuple[Span, ...], str]] = set()
    for diagnostic in diagnostics:
        identity = (diagnostic.code, diagnostic.spans, diagnostic.message)
        if identity not in seen:
            seen.add(identity)
            yield diagnostic


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether anything forbids publication."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
