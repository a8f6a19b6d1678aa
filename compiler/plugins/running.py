"""Plug-ins run: what they find and what they write, and a diagnostic for one that fails."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path

from compiler.checks.printed import PrintedReport
from compiler.diagnostics import Diagnostic
from compiler.diagnostics import complain as complain_of
from compiler.plugins import Check, Compiled, Output
from compiler.plugins.loading import Plugins, UnfitError, reason_of_failure
from compiler.storage.names import safe_name
from compiler.storage.written import EXPIRED_PREFIX, name_in, read_record

FOLDER = "插件"
"""Holds a folder for every plug-in's outputs, so that none takes the name of ours or another's."""


def run_plugin_checks(plugins: Plugins, printed: PrintedReport) -> list[Diagnostic]:
    """Run every check and return what it found, for one that failed until it did.

    Diagnostics: theirs; S101 one failed, an error, since what it would have found is not known.
    """
    found: list[Diagnostic] = []
    for plugin, check in plugins.checks:
        try:
            with redirect_stdout(sys.stderr):  # standard output may be read by a program
                for diagnostic in check.find(printed):
                    found.append(_fit_finding(diagnostic, check))
        except (Exception, SystemExit) as error:
            reason = reason_of_failure(error)
            found.append(complain_of("S101", plugin.place, plugin=plugin.name, reason=reason))
    return found


def _fit_finding(diagnostic: object, check: Check) -> Diagnostic:
    """Return a finding that can be shown; :class:`UnfitError` if it cannot."""
    if not isinstance(diagnostic, Diagnostic):
        raise UnfitError("它给出的不是 complain() 做的意见")
    if diagnostic.own not in check.rules:
        raise UnfitError(f"规则 {diagnostic.code} 不在它自己的规则里")
    if not diagnostic.spans:
        raise UnfitError(f"规则 {diagnostic.code} 的意见没有写位置")
    try:
        assert diagnostic.message
    except (LookupError, ValueError, AttributeError, AssertionError) as error:
        raise UnfitError(f"规则 {diagnostic.code} 的提示填不出来：{error!r}") from error
    return diagnostic


def write_plugin_outputs(
    plugins: Plugins, compiled: Compiled
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Return the files of every output plug-in, by their names in the output folder.

    Diagnostics: R050 one failed, and none of its files is written; the notice does not depend on
    them, so it is a warning.
    """
    files: dict[str, bytes] = {}
    found: list[Diagnostic] = []
    for plugin, output in plugins.outputs:
        try:
            with redirect_stdout(sys.stderr):
                files |= _fit_files(output, compiled, f"{FOLDER}/{plugin.name}")
        except (Exception, SystemExit) as error:
            reason = reason_of_failure(error)
            found.append(complain_of("R050", plugin.place, plugin=plugin.name, reason=reason))
    return files, found


def _fit_files(output: Output, compiled: Compiled, folder: str) -> dict[str, bytes]:
    """Return the files that an output gives, by their names below ``folder``; :class:`UnfitError`
    if any could not be written as it is.
    """
    written: object = output(compiled)
    if not isinstance(written, Mapping):
        raise UnfitError("它给出的不是文件名和内容")
    for name, content in written.items():
        if not isinstance(name, str) or safe_name(name) != name or name.startswith("."):
            raise UnfitError(f"文件名“{name}”不能用")
        if not isinstance(content, bytes):
            raise UnfitError(f"“{name}”的内容不是 bytes")
    return {f"{folder}/{name}": content for name, content in written.items()}


def plugin_files(home: Path, folder: Path) -> list[Path]:
    """Return the files that plug-ins have written into an output folder and that still stand."""
    own = folder / FOLDER
    if not own.is_dir():
        return []
    listed = read_record(home)
    return [
        path
        for path in sorted(own.glob("*/*"))
        if name_in(home, path) in listed and not path.name.startswith(EXPIRED_PREFIX)
    ]
