"""The diagnostic: a rule, its arguments and the places it is about."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import attrs

from compiler.rules.table import RULES, Rule
from compiler.span import Span
from compiler.visible import visible
from compiler.vocab import Severity

REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限，或别的程序正开着它",
    errno.EPERM: "没有权限，或别的程序正开着它",
    errno.EBUSY: "别的程序正开着它",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EEXIST: "已经有同名的文件或文件夹",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.ESTALE: "读过以后又有人改动并保存了它，请重新运行这条命令",
    errno.EFBIG: "文件太大，放不下",
    errno.ENAMETOOLONG: "名称或路径太长",
    errno.EINVAL: "名称里有系统不认的字符",
}
"""What the system says, in the words of a colleague."""

GATHERING = ("S", "V", "L")
"""The stages that gather what there is; those after them judge it."""


def _freeze(arguments: Mapping[str, object]) -> Mapping[str, object]:
    """Return a copy that can no longer be changed: findings are shared."""
    return MappingProxyType(dict(arguments))


@attrs.frozen
class Diagnostic:
    """One complaint. ``spans[0]`` is the place to mend; the rest are the operands it was compared
    with. ``own`` is its rule if that is none of the table's but a plug-in's.

    ``grounds`` are further places that it would not have been made without, ``spoiled`` those
    whose content cannot be relied on because of it; :mod:`compiler.analysis.causes` says how.
    """

    code: str
    spans: tuple[Span, ...]
    arguments: Mapping[str, object] = attrs.field(
        factory=dict, converter=_freeze, eq=lambda m: tuple(sorted(m.items(), key=str))
    )
    grounds: tuple[Span, ...] = attrs.field(default=(), eq=False, repr=False)
    own_spoiled: tuple[Span, ...] | None = attrs.field(default=None, eq=False, repr=False)
    own: Rule | None = attrs.field(default=None, eq=False)

    @property
    def rule(self) -> Rule:
        """The rule that was broken."""
        return self.own or RULES[self.code]

    @property
    def severity(self) -> Severity:
        """The rule's severity."""
        return self.rule.severity

    @property
    def spoiled(self) -> tuple[Span, ...]:
        """The places it leaves unusable: unless it says otherwise, its own if it is an error about
        what there is; one about what that says of the world spoils nothing.
        """
        if self.own_spoiled is not None:
            return self.own_spoiled
        gathering = self.code.startswith(GATHERING) and self.severity is Severity.ERROR
        return self.spans if gathering else ()

    def resting_on(self, *places: Span) -> Diagnostic:
        """Return the same complaint, which is not made while something is wrong with ``places``."""
        return attrs.evolve(self, grounds=(*self.grounds, *places))

    def spoiling(self, *places: Span) -> Diagnostic:
        """Return the same complaint, which leaves just ``places`` unusable, or nothing at all."""
        return attrs.evolve(self, own_spoiled=places)

    @property
    def message(self) -> str:
        """The Chinese sentence: what is wrong and what to do, on one line whatever it quotes."""
        return visible(self.rule.message.format_map(self.arguments))


def complain(code: str, *spans: Span, **arguments: object) -> Diagnostic:
    """Return a diagnostic of rule ``code`` at ``spans``."""
    return Diagnostic(code, spans, arguments)


@attrs.frozen
class DiagnosticGroup:
    """Identical findings over several places, shown as one."""

    diagnostic: Diagnostic
    places: tuple[tuple[Span, ...], ...]


def group(diagnostics: Iterable[Diagnostic]) -> tuple[DiagnosticGroup, ...]:
    """Collect diagnostics that say the same sentence into one entry each, in order of first
    appearance.
    """
    found: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        found.setdefault((diagnostic.code, diagnostic.message), []).append(diagnostic)
    return tuple(
        DiagnosticGroup(same[0], tuple(dict.fromkeys(d.spans for d in same)))
        for same in found.values()
    )


def sort(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Order diagnostics for reading: errors first, then by file, sheet and place."""

    def key(diagnostic: Diagnostic) -> tuple[object, ...]:
        span = diagnostic.spans[0] if diagnostic.spans else Span("")
        row = int("".join(c for c in span.cell or "" if c.isdigit()) or 0)
        return (
            -diagnostic.severity,
            span.file,
            span.sheet or "",
            span.line or 0,
            row,
            span.cell or "",
            span.start or 0,
            diagnostic.code,
            diagnostic.message,
        )

    return tuple(sorted(_unique(diagnostics), key=key))


def _unique(diagnostics: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """Yield each finding once: the same sentence at the same places is one."""
    seen: set[tuple[str, tuple[Span, ...], str]] = set()
    for diagnostic in diagnostics:
        identity = (diagnostic.code, diagnostic.spans, diagnostic.message)
        if identity not in seen:
            seen.add(identity)
            yield diagnostic


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether anything forbids publication."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def reason_of(error: OSError) -> str:
    """Say in Chinese why the system refused a file; what it seldom says is passed on as it is."""
    return REASONS.get(error.errno or 0) or f"系统报告：{error.strerror or error}"
