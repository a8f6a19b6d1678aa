"""整改通报编译器: departments' workbooks in, the official notice out, every complaint naming its
cell.

The public face is three functions and the records they return::

    from pathlib import Path
    import compiler

    analysis = compiler.check(Path("project"))     # -> Analysis: report, kind, diagnostics
    result = compiler.compile(Path("project"))     # -> Compilation: document, diagnostics, outputs
    source, found = compiler.load(Path("project")) # -> ProjectSource: workbooks as read, with positions

None of them raises for what users wrote; everything wrong is a
:class:`~compiler.diagnostics.Diagnostic`.
"""

from compiler.commands.checking import Analysis
from compiler.commands.checking import analyse as check
from compiler.commands.compiling import Compilation
from compiler.commands.compiling import compile_project as compile  # noqa: A004 - the word the field uses
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.project import ProjectSource
from compiler.excel.reading.project import read_project as load
from compiler.model.document import Document, Paragraph, Run
from compiler.model.report import Report
from compiler.span import Span

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
    "check",
    "compile",
    "load",
]
