"""A Word file opened: the parts that hold what it shows, found through relationships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs
from lxml import etree

from compiler.package.office import (
    Package,
    Relationship,
    content_type,
    main_part,
    open_package,
    read_tree,
    related,
)
from compiler.wordfile.tags import R, W

DRAWN = ("diagramData", "chart")
"""What is drawn from parts of its own, with words in them."""


@attrs.frozen(eq=False)
class WordParts:
    """The root elements of a Word file's parts, ``None`` and empty where it has none.

    ``threads`` says which comments answer others. ``margins`` are the headers and footers that a section names, each once; ``drawn`` are diagrams
    and charts of the body by the id of their relationship.
    """

    document: etree._Element
    styles: etree._Element | None = None
    numbering: etree._Element | None = None
    footnotes: etree._Element | None = None
    endnotes: etree._Element | None = None
    comments: etree._Element | None = None
    threads: etree._Element | None = None
    headers: tuple[etree._Element, ...] = ()
    footers: tuple[etree._Element, ...] = ()
    drawn: Mapping[str, etree._Element] = attrs.field(factory=dict)


def open_word(content: bytes) -> WordParts | None:
    """Return the parts of the Word file in ``content``, ``None`` of a package that is about
    something else.

    Raises what :func:`compiler.package.office.open_package` and lxml raise.
    """
    package = open_package(content)
    name = main_part(package)
    if name is None:
        raise KeyError("no relationship leads to a document")
    if "word" not in content_type(package, name):
        return None
    document = read_tree(package, name)
    if document.tag != f"{W}document":
        return None
    relations = [one for one in related(package, name) if _is_there(package, one)]
    first = {one.kind: one.target for one in reversed(relations)}

    def tree(kind: str) -> etree._Element | None:
        return read_tree(package, first[kind]) if kind in first else None

    targets = {one.id: one for one in relations}
    parts = dict.fromkeys(one.target for one in relations if one.kind in DRAWN)
    drawn = {part: read_tree(package, part) for part in parts}
    return WordParts(
        document,
        styles=tree("styles"),
        numbering=tree("numbering"),
        footnotes=tree("footnotes"),
        endnotes=tree("endnotes"),
        comments=tree("comments"),
        threads=tree("commentsExtended"),
        headers=_margins(package, document, targets, "headerReference"),
        footers=_margins(package, document, targets, "footerReference"),
        drawn={one.id: drawn[one.target] for one in relations if one.kind in DRAWN},
    )


def _is_there(package: Package, relation: Relationship) -> bool:
    """Tell whether a relationship leads to a part of the file."""
    return not relation.external and relation.target in package.parts


def _margins(
    package: Package, document: etree._Element, targets: Mapping[str, Relationship], reference: str
) -> tuple[etree._Element, ...]:
    """Return the parts that sections name by elements called ``reference``, each once."""

    def named() -> Iterator[str]:
        for element in document.iter(f"{W}{reference}"):
            if (relation := targets.get(element.get(f"{R}id", ""))) is not None:
                yield relation.target

    return tuple(read_tree(package, part) for part in dict.fromkeys(named()))
