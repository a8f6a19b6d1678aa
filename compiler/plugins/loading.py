"""Plug-ins found by their entry points, in the order of their names, and whether they are fit."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import attrs

from compiler.diagnostics import Diagnostic
from compiler.diagnostics import complain as complain_of
from compiler.plugins import Check, Output
from compiler.rules.table import Rule
from compiler.span import Span

CHECKS, OUTPUTS = "zhenggai.checks", "zhenggai.outputs"
CODE = re.compile(r"X[A-Z]{2}\d{3}")
"""X is no stage's letter, so that no release will ever use such a code; the two letters are the
office's."""

SECTIONS = ("检查什么", "为什么", "示例", "怎么改")
NAME = re.compile(r"[\w\-.（）]{1,40}")
"""Names stand in messages and name the folder of an output, whose path must not grow too long."""

LONGEST_REASON = 200
"""An exception may quote all that it failed on; what is said of it is one line on a console."""

OWN_FOLDER = Path(__file__).parents[1]


@attrs.frozen
class Plugin:
    """An entry point that is in use: its name, and the package it comes from with its version."""

    group: str
    name: str
    package: str
    version: str

    @property
    def place(self) -> Span:
        """Where its faults are reported: at no file of the project."""
        return Span(f"插件“{self.name}”")

    def describe(self) -> dict[str, str]:
        """Return what 清单.json says of it."""
        provides = {CHECKS: "核对", OUTPUTS: "输出"}[self.group]
        return {
            "name": self.name,
            "provides": provides,
            "package": self.package,
            "version": self.version,
        }


@attrs.frozen
class Plugins:
    """The plug-ins in use, each kind in the order of names, and what is wrong with the others."""

    checks: tuple[tuple[Plugin, Check], ...] = ()
    outputs: tuple[tuple[Plugin, Output], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule by code, in order."""
        return {rule.code: rule for _, check in self.checks for rule in check.rules}

    def describe(self) -> list[dict[str, str]]:
        """Return what 清单.json says: every plug-in with its package and version, in order."""
        return [plugin.describe() for plugin, _ in (*self.checks, *self.outputs)]


NO_PLUGINS = Plugins()


class UnfitError(Exception):
    """A plug-in is not what it should be; the message is Chinese and says why."""


def load_plugins() -> Plugins:
    """Return the plug-ins of the installed packages.

    Diagnostics: S100 one that cannot be loaded, or is not what it should be; it is left out.
    """
    checks: list[tuple[Plugin, Check]] = []
    outputs: list[tuple[Plugin, Output]] = []
    found: list[Diagnostic] = []
    taken: dict[str, str] = {}
    names: set[tuple[str, str]] = set()
    for plugin, point in _entry_points():
        try:
            if (plugin.group, plugin.name.casefold()) in names:
                raise UnfitError(f"还有一个同名的插件，{plugin.package} 的没有用")
            if not NAME.fullmatch(plugin.name):
                raise UnfitError("名称里有不能用的字符，或太长")
            names.add((plugin.group, plugin.name.casefold()))
            with redirect_stdout(sys.stderr):  # standard output may be read by a program
                loaded = point.load()
            if plugin.group == CHECKS:
                check = _fit_check(loaded, taken)
                taken |= dict.fromkeys((rule.code for rule in check.rules), plugin.name)
                checks.append((plugin, check))
            else:
                outputs.append((plugin, _fit_output(loaded)))
        except (Exception, SystemExit) as error:
            reason = reason_of_failure(error)
            found.append(complain_of("S100", plugin.place, plugin=plugin.name, reason=reason))
    return Plugins(tuple(checks), tuple(outputs), tuple(found))


def _entry_points() -> Iterator[tuple[Plugin, EntryPoint]]:
    """Yield what is installed: checks first, by name, then by package."""
    for group in CHECKS, OUTPUTS:
        plugins: list[tuple[Plugin, EntryPoint]] = []
        for point in entry_points(group=group):
            package = point.dist.name if point.dist else ""
            version = point.dist.version if point.dist else ""
            plugins.append((Plugin(group, point.name, package, version), point))
        yield from sorted(plugins, key=lambda one: (one[0].name, one[0].package))


def _fit_check(loaded: object, taken: Mapping[str, str]) -> Check:
    """Return a check whose rules can be told apart and explained; :class:`UnfitError`."""
    if not isinstance(loaded, Check) or not callable(loaded.find) or not loaded.rules:
        raise UnfitError("它给出的不是 compiler.plugins.Check，或没有规则")
    for rule in loaded.rules:
        if not isinstance(rule, Rule) or not CODE.fullmatch(rule.code):
            code = rule.code if isinstance(rule, Rule) else rule
            raise UnfitError(f"规则编号“{code}”不对，应是 X、两个大写字母、三位数字，如 XWL001")
        if rule.code in taken:
            raise UnfitError(f"规则编号 {rule.code} 已由插件“{taken[rule.code]}”用了")
        missing = [name for name in SECTIONS if not _section(rule.page, name)]
        if missing or not rule.title:
            raise UnfitError(f"{rule.code} 的说明缺少“{(missing or ['标题'])[0]}”")
    codes = [rule.code for rule in loaded.rules]
    if len(set(codes)) < len(codes):
        raise UnfitError("两条规则用了同一个编号")
    return loaded


def _section(page: str, name: str) -> str:
    """Return a section of a rule's page, empty if there is none or nothing in it."""
    return page.partition(f"\n## {name}\n")[2].partition("\n## ")[0].strip()


def _fit_output(loaded: object) -> Output:
    """Return an output that can be called; :class:`UnfitError`."""
    if not callable(loaded):
        raise UnfitError("它给出的不是函数")
    return loaded


def reason_of_failure(error: BaseException) -> str:
    """Say on one line what a plug-in raised and in which line of its own, without the folder."""
    if isinstance(error, UnfitError):
        return str(error)
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if not Path(frame.filename).is_relative_to(OWN_FOLDER)]
    own = [frame for frame in own if "importlib" not in frame.filename]
    where = f"（{Path(own[-1].filename).name} 第 {own[-1].lineno} 行）" if own else ""
    return text[:LONGEST_REASON] + where
