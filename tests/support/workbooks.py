"""Workbooks written, opened and read once a session where their bytes are the same; whoever
changes one gets a copy of its own.
"""

from __future__ import annotations

import pickle
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import attrs
import openpyxl

from compiler.diagnostics import Diagnostic
from compiler.excel.reading.records import Record
from compiler.excel.reading.workbook import read_workbook
from compiler.excel.writing import workbooks
from compiler.schema.books import STANDARD, Schema
from compiler.schema.contents import Contents, Lists
from compiler.schema.definitions import Workbook

_written: dict[tuple[Workbook, str], bytes] = {}


def write_workbook(
    schema: Workbook, contents: Contents, lists: Lists, *, measure_id: str | None = None
) -> bytes:
    """Return what the compiler's function of this name does, written once for the same
    arguments: same arguments, same bytes, which test_workbook_writer holds.
    """
    key = schema, repr((contents, lists, measure_id))
    if key not in _written:
        _written[key] = workbooks.write_workbook(schema, contents, lists, measure_id=measure_id)
    return _written[key]


def load(path: Path, **options: bool) -> Any:
    """Return a workbook as :func:`openpyxl.load_workbook` opens it, to be changed freely:
    openpyxl takes ten times as long over the same bytes as pickle over what came of them.
    """
    return pickle.loads(_pickled(path.read_bytes(), **options))


@cache
def _pickled(content: bytes, **options: bool) -> bytes:
    return pickle.dumps(openpyxl.load_workbook(BytesIO(content), **options))


@attrs.frozen
class Reader:
    """The compiler's ``read_workbook`` with a memory: the same bytes under the same name come to
    the same record.

    Not for tests that change how workbooks are read.
    """

    known: dict[tuple[str, bytes, int], tuple[Schema, Record | None, tuple[Diagnostic, ...]]] = (
        attrs.field(factory=dict)
    )

    def read(
        self, path: Path, file: str, schema: Schema = STANDARD
    ) -> tuple[Record | None, list[Diagnostic]]:
        """Return the record and what was found, read anew if these bytes were never seen."""
        try:
            key = file, sha256(path.read_bytes()).digest(), id(schema)
        except OSError:
            return read_workbook(path, file, schema)
        if key not in self.known:
            record, found = read_workbook(path, file, schema)
            self.known[key] = (
                schema,
                record,
                tuple(found),
            )  # as long as it is kept, nothing has its id
        _, record, seen = self.known[key]
        return record, list(seen)
