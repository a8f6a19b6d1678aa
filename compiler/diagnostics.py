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

IN_USE = "请关闭正在打开它的 Word 或 WPS，检查文件夹是否只读，再运行一次。"
NO_ROOM = "请清出磁盘空间，或换到别的磁盘上，再运行一次。"
SHORTER = "请把项目移到路径短一些的文件夹，或把名称改短，再运行一次。"
IN_THE_WAY = "请检查路径，把挡着的文件或文件夹移走，再运行一次。"
NO_SUCH_PATH = "请检查路径，再运行一次。"
BROKEN_DISK = "请先把要紧的文件复制到别的磁盘，再检查这个磁盘。"
NETWORK = "请检查网络和存放文件的那台电脑，再运行一次。"
OTHER_NAME = "请改掉名称里的特殊字符，再运行一次。"
FEWER = "请关闭一些程序，再运行一次。"
ONLY_READ = "请换到能写的文件夹，再运行一次。"
AGAIN = "请再运行一次。"

REFUSALS = {
    errno.ENOENT: ("没有这个文件或文件夹", NO_SUCH_PATH),
    errno.EACCES: ("没有权限，或别的程序正开着它", IN_USE),
    errno.EPERM: ("没有权限，或别的程序正开着它", IN_USE),
    errno.EBUSY: ("别的程序正开着它", IN_USE),
    errno.EISDIR: ("这是文件夹，不是文件", IN_THE_WAY),
    errno.ENOTDIR: ("路径中间有一段不是文件夹", IN_THE_WAY),
    errno.EEXIST: ("已经有同名的文件或文件夹", IN_THE_WAY),
    errno.ENOTEMPTY: ("文件夹不是空的", IN_THE_WAY),
    errno.ENOSPC: ("磁盘满了", NO_ROOM),
    errno.EDQUOT: ("磁盘配额用完了", NO_ROOM),
    errno.EFBIG: ("文件太大，放不下", NO_ROOM),
    errno.EROFS: ("磁盘是只读的", ONLY_READ),
    errno.EIO: ("磁盘读写出错", BROKEN_DISK),
    errno.ENXIO: ("磁盘或设备不在了", BROKEN_DISK),
    errno.ENODEV: ("磁盘或设备不在了", BROKEN_DISK),
    errno.ESTALE: ("读过以后又有人改动并保存了它，请重新运行这条命令", ""),
    errno.ENAMETOOLONG: ("名称或路径太长", SHORTER),
    errno.EINVAL: ("名称里有系统不认的字符", OTHER_NAME),
    errno.EILSEQ: ("名称里有系统不认的字符", OTHER_NAME),
    errno.ELOOP: ("快捷方式（链接）绕成了圈", NO_SUCH_PATH),
    errno.EMFILE: ("同时打开的文件太多", FEWER),
    errno.ENFILE: ("同时打开的文件太多", FEWER),
    errno.ENOMEM: ("内存不够用", FEWER),
    errno.EAGAIN: ("系统正忙", AGAIN),
    errno.EINTR: ("被打断了", AGAIN),
    errno.EDEADLK: ("别的程序正开着它", IN_USE),
    errno.ENOLCK: ("这个文件夹不能加锁", ONLY_READ),
    errno.EXDEV: ("两处不在同一个磁盘上", ONLY_READ),
    errno.ENOSYS: ("这个磁盘不支持这样操作", ONLY_READ),
    errno.EOPNOTSUPP: ("这个磁盘不支持这样操作", ONLY_READ),
    errno.ETIMEDOUT: ("网络文件夹没有回应", NETWORK),
    errno.ENETDOWN: ("网络文件夹连不上", NETWORK),
    errno.ENETUNREACH: ("网络文件夹连不上", NETWORK),
    errno.EHOSTUNREACH: ("网络文件夹连不上", NETWORK),
    errno.ECONNRESET: ("网络文件夹断开了", NETWORK),
}
"""What the system says, in the words of a colleague, and what is to be done, by its number."""

WINDOWS_REFUSALS = {
    19: ("磁盘是只读的", ONLY_READ),
    21: ("磁盘没有插好", BROKEN_DISK),
    32: ("别的程序正开着它", IN_USE),
    33: ("别的程序正开着它", IN_USE),
    39: REFUSALS[errno.ENOSPC],
    53: ("网络文件夹连不上", NETWORK),
    59: ("网络文件夹出了错", NETWORK),
    64: ("网络文件夹断开了", NETWORK),
    67: ("网络文件夹连不上", NETWORK),
    112: REFUSALS[errno.ENOSPC],
    121: ("网络文件夹没有回应", NETWORK),
    123: REFUSALS[errno.EINVAL],
    206: REFUSALS[errno.ENAMETOOLONG],
    225: ("杀毒软件把它拦下了", "请让杀毒软件信任这个文件夹，再运行一次。"),
    362: ("网盘程序没有运行，文件还没有下载到这台电脑", "请打开网盘程序，等它同步完，再运行一次。"),
    1117: REFUSALS[errno.EIO],
    1224: ("别的程序正开着它", IN_USE),
    1392: ("文件或文件夹坏了，读不出来", BROKEN_DISK),
}
"""The same by the numbers of Windows, where Python's are wrong or too few: a path that is too long
is said not to be there."""

NO_PATH, TOO_LONG, LONGEST_PATH = 3, 206, 248
"""Windows' numbers, and how long a path may be there, the folder of a file at least."""

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
    known = _refusal(error)
    return known[0] if known else f"系统报告：{error.strerror or error}"


def remedy_of(error: OSError) -> str:
    """Say in Chinese what to do about a file that the system refused."""
    known = _refusal(error)
    return known[1] if known else AGAIN


def _refusal(error: OSError) -> tuple[str, str] | None:
    """Return what is known of a refusal: the reason, and what to do. One of our own says both."""
    own: tuple[str, str] | None = getattr(error, "refusal", None)
    if own is not None:
        return own
    number = getattr(error, "winerror", None) or 0
    if number == NO_PATH and len(str(error.filename)) >= LONGEST_PATH:
        number = TOO_LONG
    return WINDOWS_REFUSALS.get(number) or REFUSALS.get(error.errno or 0)


def unopenable(place: Span, error: OSError, what: str = "") -> Diagnostic:
    """Return S017: the file at ``place`` could not be opened, why, and what to do about that."""
    told = {"reason": reason_of(error), "remedy": remedy_of(error)}
    return complain("S017", place, file=what or place.file, **told)


def unwritable(file: str, error: OSError) -> Diagnostic:
    """Return R001: ``file`` could not be written, why, and what to do about that."""
    return complain("R001", Span(file), file=file, reason=reason_of(error), remedy=remedy_of(error))
