"""Kinds of notice drawn for the importer, each with a notice as an office might have published it.

A file of ``tests/import_kinds`` has the statuses (those that are complete with a star), the outline
and the notice, parted by lines of four hyphens.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

from compiler.commands.importing import compiled_back
from compiler.diagnostics import Diagnostic
from compiler.importer import ImportedProject, import_notice
from compiler.importer.comparison import Comparison, compare, lacking
from compiler.importer.told_counts import assumed_wrongly
from compiler.notice.kind import Kind, load_kind
from compiler.outputs.specimen import make_specimen
from compiler.outputs.text import lines_of
from compiler.wordfile.notice import as_lines
from support.projects import ROOT

FOLDER = ROOT / "tests/import_kinds"
FILE = "通报.txt"


@attrs.frozen
class Returned:
    """What became of a notice: the project, what was said, and how much comes back."""

    project: ImportedProject
    told: tuple[Diagnostic, ...]
    comparison: Comparison
    lines: tuple[str, ...]

    @property
    def codes(self) -> list[str]:
        """The codes of what was said, with their lines, in the order of the notice."""
        pairs = ((one.spans[0].line or 0, one.code) for one in self.told)
        return [f"{code} {line}" for line, code in sorted(pairs)]

    @property
    def whole(self) -> bool:
        """Whether every paragraph comes back as it was, and nothing else."""
        return self.comparison == Comparison(self.comparison.given, self.comparison.given)

    def column(self, table: str, key: str) -> list[object]:
        """A column of one of the register's tables."""
        return [row.get(key) for row in self.project.register.tables[table]]

    def answers(self, key: str) -> list[object]:
        """A field of every form, in order."""
        return [contents.fields.get(key) for _, _, contents in self.project.forms]


def drawn(statuses: str, outline: str, title: str = "关于整改情况的通报") -> Kind:
    """Return a kind of these statuses, those that are complete with a star."""
    names = statuses.split()
    settings = [f'title = "{title}"', f'default_title = "{title}"', 'closing_words = ["欢迎"]']
    for rank, name in enumerate(reversed(names), 1):
        complete = str(name.endswith("*")).lower()
        settings += ["[[statuses]]", f'name = "{name.rstrip("*")}"', f"rank = {rank}"]
        settings.append(f"complete = {complete}")
    texts = {"kind.toml": "\n".join(settings) + "\n", "outline.txt": outline.strip("\n") + "\n"}
    kind, found = load_kind("自画", texts.__getitem__, "templates/自画")
    assert kind is not None, found
    return kind


def read_kind(name: str) -> tuple[Kind, list[str]]:
    """Return a kind of the folder, and its notice."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    statuses, outline, notice = text.split("\n----\n")
    lines = notice.strip("\n").splitlines()
    return drawn(statuses, outline, f"关于整改情况的{lines[0][-2:]}"), lines


def folder_kind(folder: Path, *edits: tuple[str, str]) -> Kind:
    """Return the kind that lies in a folder, its outline edited."""
    texts = {file: (folder / file).read_text("utf-8") for file in ("kind.toml", "outline.txt")}
    for old, new in edits:
        assert old in texts["outline.txt"]
        texts["outline.txt"] = texts["outline.txt"].replace(old, new)
    kind, _ = load_kind(folder.name, texts.__getitem__, f"templates/{folder.name}")
    assert kind is not None
    return kind


def returned(kind: Kind, lines: Sequence[str]) -> Returned:
    """Import a notice and compile it again, nothing written."""
    notice = as_lines([line for line in lines if line.strip()])
    imported, told = import_notice(notice, kind, FILE)
    project, document, faults = compiled_back(imported, kind, ROOT)
    printed = lines_of(document)
    title = str(project.register.fields.get("title") or "")
    comparison, found = compare(notice, printed, told, title, FILE)
    found += assumed_wrongly(told, faults, document, notice, FILE)
    return Returned(project, (*told, *found, *lacking(faults, FILE)), comparison, tuple(printed))


def specimen(kind: Kind) -> list[str]:
    """Return the paragraphs of a kind's specimen."""
    made = make_specimen(kind)
    _, document, _ = compiled_back(ImportedProject(made.register, made.forms), kind, ROOT)
    return [line for line in lines_of(document) if line.strip()]
