"""From a published notice back to the workbooks it could have been compiled from."""

from __future__ import annotations

from compiler.importer.imported import ImportedProject
from compiler.importer.project import import_notice

__all__ = ["ImportedProject", "import_notice"]
