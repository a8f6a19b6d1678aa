"""Office packages whose bytes depend on nothing but their parts."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT_TYPES = "[Content_Types].xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EARLIEST = (1980, 1, 1, 0, 0, 0)
DOS = 0

EDITING_MARKS = (
    "rsid", "rsids", "attachedTemplate", "mailMerge", "trackRevisions", "documentProtection", "writeProtection", "docVars",
    "proofState", "footnotePr", "endnotePr", "numPr", "sectPrChange", "pPrChange", "rPrChange", "bookmarkStart", "bookmarkEnd",
    "proofErr", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "background",
    "attachedSchema", "themeFontLang", "clrSchemeMapping",
)  # fmt: skip
"""Elements that tell who edited a file how, refer to parts a notice does not have, or paint what
no notice is printed on."""

EXTENSIONS = tuple(
    f"http://schemas.microsoft.com/office/word/{year}/wordml" for year in (2010, 2012)
)
IDENTITIES = ("docId", "chartTrackingRefBased", "paraId", "textId")
"""What newer versions of Word mark a file and its paragraphs with, as elements and as attributes
of :data:`EXTENSIONS`."""

THEME_FONTS = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
"""Attributes that beat the font named beside them."""
THEME_COLOURS = (
    "themeColor",
    "themeTint",
    "themeShade",
    "themeFill",
    "themeFillTint",
    "themeFillShade",
)
"""Attributes that beat the colour named beside them, and lead to a theme that a notice does not
have."""


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of ``parts``: content types first, then by name, with one fixed time.

    Parts are stored, not deflated: the bytes of a deflate stream change with the zlib that made
    it (zlib, zlib-ng), and a notice is a few hundred kilobytes at most.
    """
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as package:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            entry = ZipInfo(name, EARLIEST)
            entry.create_system = DOS  # the default is the system Python happens to run on
            package.writestr(entry, parts[name])
    return buffer.getvalue()


def members(archive: ZipFile) -> list[ZipInfo]:
    """Return the files of an archive, without its folders; :class:`ValueError` if one has no name."""
    entries = archive.infolist()
    if not all(entry.filename for entry in entries):
        raise ValueError("a part has no name")
    return [entry for entry in entries if not is_folder(entry)]


def is_folder(entry: ZipInfo) -> bool:
    """Tell whether an entry is a folder; zipfile itself stumbles at one without a name."""
    return entry.filename != "" and entry.is_dir()


def unpack(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with ZipFile(BytesIO(package)) as archive:
        return {entry.filename: archive.read(entry) for entry in members(archive)}


def serialise(element: etree._Element) -> bytes:
    """Return a part as a package holds it."""
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def content_types(parts: Mapping[str, str]) -> etree._Element:
    """Return the list of content types; ``parts`` maps a part's name to its own."""
    types = etree.Element("Types", xmlns=f"{PACKAGE}/content-types")
    for extension, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        etree.SubElement(types, "Default", Extension=extension, ContentType=kind)
    for part, kind in sorted(parts.items()):
        etree.SubElement(types, "Override", PartName=f"/{part}", ContentType=kind)
    return types


def relationships(targets: Mapping[str, str]) -> etree._Element:
    """Return a list of relationships, rId1 first; ``targets`` maps each target to the
    relationship's type.
    """
    root = etree.Element("Relationships", xmlns=f"{PACKAGE}/relationships")
    for number, (target, kind) in enumerate(targets.items(), 1):
        etree.SubElement(root, "Relationship", Id=f"rId{number}", Type=kind, Target=target)
    return root


def scrub(root: etree._Element) -> None:
    """Remove theme fonts and colours, automatic numbering, traces of editing and remarks in the XML
    from a part of a Word file.
    """
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    marks = {f"{{{namespace}}}{name}" for namespace in EXTENSIONS for name in IDENTITIES}
    for element in list(root.iter(*(f"{{{W}}}{name}" for name in EDITING_MARKS), *marks)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter():
        for name in [str(key) for key in element.attrib]:
            local = name.removeprefix(f"{{{W}}}")
            if name in marks or (
                local != name
                and (local in (*THEME_FONTS, *THEME_COLOURS) or local.startswith("rsid"))
            ):
                del element.attrib[name]
