"""A project folder read whole: the register, the forms, 经办记录, and every file that is none."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs

from compiler.brief import brief
from compiler.diagnostics import Diagnostic, complain
from compiler.excel.reading.folder import walk
from compiler.excel.reading.office_record import RECORD_FILE, find_record
from compiler.excel.reading.records import Record
from compiler.excel.reading.workbook import read_workbook
from compiler.excel.sheets.other_formats import TABLES, other_kind
from compiler.schema.books import STANDARD, Schema
from compiler.span import Span

INPUT_FOLDER = "input_workbooks"
REGISTER_FILE = "总台账.xlsx"
MISNAMED = {"reason": "文件名的编码不对", "remedy": "请先给文件改名。"}
LOCK_PREFIXES = ("~$", ".~lock.", ".~")
"""Of Excel and Word, of LibreOffice, of WPS."""
IGNORED_NAMES = ("Thumbs.db", "desktop.ini")


@attrs.frozen
class ProjectSource:
    """Every workbook of a project as records, read against ``schema``; ``inputs`` lists each file
    read, in reading order. ``office_record`` is 经办记录, if there is one that can be used.
    """

    __repr__ = brief

    root: Path
    register: Record | None
    forms: tuple[Record, ...]
    inputs: tuple[str, ...]
    schema: Schema = STANDARD
    office_record: Record | None = None


Read = tuple[Record | None, list[Diagnostic]]
"""What a workbook comes to."""
ReadWorkbook = Callable[[Path, str, Schema], Read]
"""Something that reads a workbook as :func:`read_workbook` does."""
Progress = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Show no progress."""


def read_project(
    root: Path,
    progress: Progress = silent,
    schema: Schema = STANDARD,
    read: ReadWorkbook | None = None,
    own_schema: Callable[[Record], Schema] | None = None,
) -> tuple[ProjectSource, list[Diagnostic]]:
    """Read all of ``root/input_workbooks``, calling ``progress(done, total)`` after each file, each by
    ``read``, if one is given.

    ``own_schema`` returns what the workbooks of a project are that has this register; they are those
    of ``schema`` without it. Diagnostics: S001 no such folder, S002 no register, S003 several
    registers, S013 a format that is not read, S014 lock file, S016 another file, and those of
    :func:`read_workbook` and :func:`find_record`.
    """
    folder = root / INPUT_FOLDER
    if not folder.is_dir():
        return ProjectSource(root, None, (), (), schema), [_no_project(root)]
    workbooks, found = list_workbooks(root)
    schema, done = _read_all(workbooks, progress, schema, read or read_workbook, own_schema)
    found += [diagnostic for _, own in done for diagnostic in own]
    records = [record for record, _ in done if record is not None]
    registers = [record for record in records if record.workbook == schema.register.key]
    if not registers and not any(
        d.spans[0].file == f"{INPUT_FOLDER}/{REGISTER_FILE}" for d in found
    ):
        found.append(complain("S002", Span(INPUT_FOLDER), file=f"{INPUT_FOLDER}/{REGISTER_FILE}"))
    if len(registers) > 1:
        places = [Span(record.file) for record in registers]
        found.append(
            complain("S003", *places, files="、".join(record.file for record in registers))
        )
    register = registers[0] if len(registers) == 1 else None
    forms = tuple(record for record in records if record.workbook == schema.form.key)
    inputs = tuple(file for _, file in workbooks)
    usual = f"{INPUT_FOLDER}/{RECORD_FILE}"
    office_record, found = find_record(records, found, usual, schema.office_record.key)
    return ProjectSource(root, register, forms, inputs, schema, office_record), found


def _read_all(
    workbooks: Sequence[tuple[Path, str]],
    progress: Progress,
    schema: Schema,
    read: ReadWorkbook,
    own_schema: Callable[[Record], Schema] | None,
) -> tuple[Schema, list[Read]]:
    """Return what every workbook was read as, and the schema they were read against.

    The register, which decides it, is read before the others if it has its usual name; what had to
    be read before it was known is read again.
    """
    paths = {file: path for path, file in workbooks}
    done: dict[str, Read] = {}
    for file in sorted(paths, key=lambda file: file != f"{INPUT_FOLDER}/{REGISTER_FILE}"):
        done[file] = read(paths[file], file, schema)
        record, _ = done[file]
        if own_schema is not None and record is not None and record.workbook == schema.register.key:
            own, own_schema = own_schema(record), None
            if own != schema:
                schema = own
                done = {earlier: read(paths[earlier], earlier, schema) for earlier in done}
        progress(len(done), len(workbooks))
    return schema, [done[file] for _, file in workbooks]


def _no_project(root: Path) -> Diagnostic:
    """Return S001 at the path that was given; the current folder has a name only if it is asked."""
    shown = str(root) if root.name else os.path.abspath(root)
    if root.is_dir():
        what = f"“{shown}”里没有“{INPUT_FOLDER}”文件夹"
    elif root.exists():
        what = f"“{shown}”是一个文件，不是文件夹"
    else:
        what = f"没有“{shown}”这个文件夹"
    return complain("S001", Span(shown), what=what)


def list_workbooks(root: Path) -> tuple[list[tuple[Path, str]], list[Diagnostic]]:
    """Return every workbook under ``root/input_workbooks`` with its name in messages, by name;
    S013, S014, S016, and those of :func:`walk`.
    """
    below = list(walk(root, root / INPUT_FOLDER))
    found = [one for one in below if isinstance(one, Diagnostic)]
    workbooks: list[tuple[Path, str]] = []
    files = [one for one in below if isinstance(one, Path)]
    for path in sorted(files, key=lambda path: path.as_posix()):
        file = path.relative_to(root).as_posix()
        diagnostic = _validate_name(path, file)
        if diagnostic is not None:
            found.append(diagnostic)
        elif path.suffix.lower() == ".xlsx" and not path.name.startswith("."):
            workbooks.append((path, file))
    return workbooks, found


def _is_unicode(name: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _validate_name(path: Path, file: str) -> Diagnostic | None:
    if not _is_unicode(file):  # unpacked from a Windows archive: no output could name it
        shown = os.fsencode(file).decode("gbk", "replace")
        return complain("S017", Span(shown), file=shown, **MISNAMED)
    prefix = next((prefix for prefix in LOCK_PREFIXES if path.name.startswith(prefix)), None)
    if prefix is not None:
        return complain("S014", Span(file), name=path.name.removeprefix(prefix).removesuffix("#"))
    suffix = path.suffix.lower()
    if suffix in TABLES:
        what, advice = TABLES[suffix]
        return complain("S013", Span(file), file=file, what=what, advice=advice)
    if suffix != ".xlsx" and not path.name.startswith(".") and path.name not in IGNORED_NAMES:
        what, advice = other_kind(suffix)
        return complain("S016", Span(file), what=what, advice=advice)
    return None
