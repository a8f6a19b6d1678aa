"""Word files written by hand: the XML of what Word puts around a text, and packages of any shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from compiler.package.parts import pack

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
RELATIONS = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": f"{OFFICE}/relationships",
        "m": f"{OFFICE}/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "v": "urn:schemas-microsoft-com:vml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "new": "http://example.org/of/tomorrow",
    }.items()
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def text(words: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(content: str, properties: str = "", mark: str = "") -> str:
    """Return a paragraph; ``mark`` are the properties of its end."""
    end = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{properties}{end}</w:pPr>{content}</w:p>"


def field(instruction: str, result: str | None) -> str:
    """Return a field of runs; without a result if that is ``None``."""
    marks = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    shown = "" if result is None else marks[1] + result
    return marks[0] + code + shown + marks[2]


def control(content: str) -> str:
    """Return a content control."""
    return f'<w:sdt><w:sdtPr><w:alias w:val="名称"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def tracked(kind: str, content: str) -> str:
    """Return a tracked change."""
    return f'<w:{kind} w:id="1" w:author="甲" w:date="2025-01-01T00:00:00Z">{content}</w:{kind}>'


def table(*rows: Iterable[str]) -> str:
    """Return a table of rows of cells, each cell given by its content."""
    cells = ("".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def drawn_box(*paragraphs: str) -> str:
    """Return a text box as newer versions of Word draw it."""
    return f"<w:drawing><wps:txbx><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></wps:txbx></w:drawing>"


def vml_box(*paragraphs: str) -> str:
    """Return a text box as older versions of Word draw it."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"


def alternatives(choice: str, fallback: str, requires: str = "wps") -> str:
    """Return one thing said twice, for programs that know a namespace and for others."""
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def text_box(words: str) -> str:
    """Return a run with a text box, a part of a document by itself."""
    own = paragraph(text(words))
    run = f"<w:r>{alternatives(drawn_box(own), vml_box(own))}</w:r>"
    return run.replace("<w:r>", f"<w:r {NAMESPACES}>", 1)


def level(number: int, form: str, drawn: str, more: str = "", start: int = 1) -> str:
    """Return a level of a list, counted from 0."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{drawn}"/></w:lvl>'
    )


def lists(definitions: Mapping[int, str], numbers: Mapping[int, tuple[int, str]]) -> str:
    """Return the content of numbering.xml: definitions, and lists with their overrides."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{name}">{levels}</w:abstractNum>'
        for name, levels in definitions.items()
    )
    return abstract + "".join(
        f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'
        for name, (of, overrides) in numbers.items()
    )


def numbered(number: int, level: int = 0) -> str:
    """Return the property of a paragraph that is in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def word_file(
    *body: str,
    parts: Mapping[str, str] | None = None,
    kind: str = MAIN,
    name: str = "word/document.xml",
) -> bytes:
    """Return a Word file of these blocks; ``parts`` are contents by the kind of relationship: styles,
    numbering, footnotes, header …, a number behind the kind for several.
    """
    roots = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments",
             "header": "hdr", "footer": "ftr"}  # fmt: skip
    folder = name.rpartition("/")[0]
    files = {name: f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>"}
    relations = ""
    for key, content in (parts or {}).items():
        bare = key.rstrip("0123456789")
        root = f"w:{roots[bare]}" if bare in roots else "dgm:dataModel"
        files[f"{folder}/{key}.xml"] = f"<{root} {NAMESPACES}>{content}</{root}>"
        relations += (
            f'<Relationship Id="{key}" Type="{OFFICE}/relationships/{bare}" Target="{key}.xml"/>'
        )
    return pack(
        {part: content.encode() for part, content in files.items()}
        | {
            "[Content_Types].xml": f'<Types xmlns="{RELATIONS}/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/{name}" ContentType="{kind}"/></Types>'.encode(),
            "_rels/.rels": _relations(
                f'<Relationship Id="r" Type="{OFFICE}/relationships/officeDocument" Target="/{name}"/>'
            ),
            f"{folder}/_rels/{name.rpartition('/')[2]}.rels": _relations(relations),
        }
    )


def _relations(content: str) -> bytes:
    return f'<Relationships xmlns="{RELATIONS}/relationships">{content}</Relationships>'.encode()


def saved(content: bytes, folder: Path, name: str = "通报.docx") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(content)
    return path
