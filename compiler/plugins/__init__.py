"""What an office's own package adds: checks with rules of their own, and outputs.

This module is what such a package imports; its names stay. An entry point of the group
``zhenggai.checks`` is a :class:`Check`, one of ``zhenggai.outputs`` a function from a
:class:`Compiled` to files by name. ``loading`` finds them, ``running`` runs them: whatever they
raise becomes a diagnostic, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import attrs

from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.diagnostics import Diagnostic
from compiler.model.document import Document
from compiler.rules.table import ERROR, HINT, WARNING, Rule
from compiler.span import Span
from compiler.vocab import Severity

__all__ = [
    "ERROR",
    "HINT",
    "WARNING",
    "Check",
    "Compiled",
    "Diagnostic",
    "Output",
    "Passage",
    "PrintedReport",
    "Rule",
    "Span",
    "complain",
    "rule",
]


@attrs.frozen
class Check:
    """A check: its rules, and what finds where they are broken.

    ``find`` sees what the built-in checks of texts see; ``printed.report`` is what those of records
    see. It yields what :func:`complain` makes, each with a place at least.
    """

    rules: tuple[Rule, ...]
    find: Callable[[PrintedReport], Iterable[Diagnostic]]


@attrs.frozen
class Compiled:
    """A notice that is about to be written: what an output is made from.

    ``document`` is the notice, marks as printed; ``diagnostics`` are those that no waiver switched
    off; ``number`` is the compile's.
    """

    printed: PrintedReport
    document: Document
    diagnostics: tuple[Diagnostic, ...]
    kind: str
    number: str


Output = Callable[[Compiled], Mapping[str, bytes]]


def rule(page: str, severity: Severity, message: str, *, waivable: bool = True) -> Rule:
    """Return the rule of a page, whose first line is ``# CODE TITLE``.

    ``message`` is the sentence a user reads, with the arguments of :func:`complain` in braces.
    Whether code and page are as they should be is seen when the plug-in is loaded.
    """
    first = page.lstrip().partition("\n")[0]
    code, _, title = first.removeprefix("#").strip().partition(" ")
    return Rule(code, severity, title.strip(), message, waivable, page.strip())


def complain(broken: Rule, *spans: Span, **arguments: object) -> Diagnostic:
    """Return a finding of a plug-in's rule at ``spans``: the place to mend, then what it was
    compared with.
    """
    return Diagnostic(broken.code, spans, arguments, own=broken)
