"""整改通报编译器: departments' workbooks in, the official notice out, every complaint naming its
cell.

As a library::

    import compiler

    analysis = compiler.check("project")       # -> Analysis: the linked report, every finding
    result = compiler.compile("project")       # -> Compilation: document, findings, files written
    source, found = compiler.load("project")   # -> the workbooks as read, every cell with its span

The functions are those of :mod:`compiler.library`, one a command; a path is a text or a
:class:`~pathlib.Path`. None of them raises for what users wrote: everything wrong is a
:class:`~compiler.diagnostics.Diagnostic`. What stands here is loaded when it is first used.
"""

TYPE_CHECKING = False  # typing itself would take a third of the start of --version
if TYPE_CHECKING:
    from compiler.commands.checking import Analysis
    from compiler.commands.compilation import Compilation
    from compiler.diagnostics import Diagnostic
    from compiler.excel.reading.project import ProjectSource
    from compiler.library import (
        absorb,
        adopt,
        check,
        compile,  # noqa: A004 - the word the field uses
        diff,
        import_notice,
        issue,
        load,
        receive,
        return_forms,
        start,
        status,
        trace,
        undo_adoption,
        upgrade,
    )
    from compiler.model.document import Document, Paragraph, Run
    from compiler.model.report import Report
    from compiler.span import Span

    __version__: str

__all__ = [
    "Analysis",
    "Compilation",
    "Diagnostic",
    "Document",
    "Paragraph",
    "ProjectSource",
    "Report",
    "Run",
    "Span",
    "__version__",
    "absorb",
    "adopt",
    "check",
    "compile",
    "diff",
    "import_notice",
    "issue",
    "load",
    "receive",
    "return_forms",
    "start",
    "status",
    "trace",
    "undo_adoption",
    "upgrade",
]

_HOMES = {
    "Analysis": "commands.checking",
    "Compilation": "commands.compiling",
    "Diagnostic": "diagnostics",
    "Document": "model.document",
    "Paragraph": "model.document",
    "ProjectSource": "excel.reading.project",
    "Report": "model.report",
    "Run": "model.document",
    "Span": "span",
}
"""Where a record is; a function is in the library."""


def __getattr__(name: str) -> object:
    """Load what is asked for and keep it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    if name == "__version__":
        found: object = import_module("compiler.version").VERSION
    else:
        found = getattr(import_module(f"compiler.{_HOMES.get(name, 'library')}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List what can be asked for with what is there."""
    return sorted({*globals(), *__all__})
