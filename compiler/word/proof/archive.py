"""The archive of a written Word file: its parts, relationships, and what it holds beside them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZipFile

import attrs
from lxml import etree

from compiler.package.parts import pack

CONTENT_TYPES, PACKAGE_RELATIONS = "[Content_Types].xml", "_rels/.rels"
HOMES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata",
)
"""Where the types of relationships are at home; any other kind is called by its full name."""


@attrs.frozen
class ProvenRelation:
    """A relationship: the last word of its type, and the part it leads to, or the address if that
    is outside.
    """

    kind: str
    target: str
    outside: bool


@attrs.frozen
class ProvenFile:
    """The parts of a file and the relationships of each; those of the file itself under an empty
    name.

    ``clutter`` is what the archive holds beside its parts: remarks, names twice, fields that
    archivers add, or when and in which order it was packed. ``trees`` keeps the parts that were
    read.
    """

    parts: Mapping[str, bytes]
    relations: Mapping[str, Mapping[str, ProvenRelation]]
    clutter: tuple[str, ...]
    trees: dict[str, etree._Element] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    @property
    def main(self) -> str:
        """The part that holds the text."""
        return next(iter(self.related("", "officeDocument")), "word/document.xml")

    def xml(self, name: str) -> etree._Element:
        """Return a part as a tree, not to be changed; :class:`etree.XMLSyntaxError` if it is
        damaged.
        """
        if name not in self.trees:
            parser = etree.XMLParser(
                remove_blank_text=True, resolve_entities=False, no_network=True
            )
            self.trees[name] = etree.fromstring(self.parts[name], parser)
        return self.trees[name]

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts that ``part`` leads to by relationships of one kind."""
        return [
            relation.target
            for relation in self.relations.get(part, {}).values()
            if relation.kind == kind
        ]


def open_written(data: bytes) -> ProvenFile:
    """Return the parts of a file and their relationships. Raises what zip and XML raise for
    damaged ones.
    """
    with ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
        clutter = [
            entry.filename for entry in entries if entry.comment or entry.extra or entry.is_dir()
        ]
        names = [entry.filename for entry in entries]
        clutter += sorted({name for name in names if names.count(name) > 1})
        clutter += ["压缩包的备注"] if archive.comment else []
        parts = {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    if not clutter and data != pack(parts):
        clutter.append("打包的时间、次序或方法")
    relations = {}
    for name, content in parts.items():
        folder, file = posixpath.split(name)
        if posixpath.basename(folder) == "_rels" and file.endswith(".rels"):
            owner = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
            relations[owner] = dict(_relations(posixpath.dirname(owner), content))
    return ProvenFile(parts, relations, tuple(clutter))


def _relations(folder: str, content: bytes) -> Iterator[tuple[str, ProvenRelation]]:
    """Yield the relationships of one part with their ids; a target inside the file by its full
    name, a kind that is not Office's own by its full name too.
    """
    for element in etree.fromstring(content).iter("{*}Relationship"):
        target, outside = element.get("Target", ""), element.get("TargetMode") == "External"
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        home, _, kind = element.get("Type", "").rpartition("/")
        yield (
            element.get("Id", ""),
            ProvenRelation(kind if home in HOMES else f"{home}/{kind}", target, outside),
        )
