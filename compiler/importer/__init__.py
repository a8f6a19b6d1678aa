"""From a published notice back to the workbooks it could have been compiled from."""

from __future__ import annotations

from compiler.importer.project import ImportedProject, import_notice

__all__ = ["ImportedProject", "import_notice"]
