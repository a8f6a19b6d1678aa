"""As XML and archives may be written: the same parts in other words and other wrappings."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

from support.packages import (
    CONTENT_TYPES,
    SHEET,
    STRINGS,
    Change,
    Parts,
    add,
    chain,
    each,
    entry,
    packed,
    sub,
    swap,
)

from foreign.cases import THEME, Case, case, inline, nothing, put

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def coded(name: str, label: str | None = None, mark: bytes = b"") -> Change:
    """Return a change that writes every part in another encoding, called ``label``."""

    def way(text: str) -> bytes:
        body = text.removeprefix(DECLARATION).lstrip()
        head = f'<?xml version="1.0" encoding="{label or name}"?>'
        return mark + (head + body).encode(name, "xmlcharrefreplace")

    return each(way)


def declared(head: str) -> Change:
    """Return a change of every part's declaration."""
    return each(lambda text: head + text.removeprefix(DECLARATION).lstrip())


def indented(end: str) -> Callable[[str], str]:
    """Return a way of writing a part with elements on lines of their own."""

    def way(text: str) -> str:
        text = re.sub(r">(?=<(?!/t>|/v>|/f>))", ">" + end + "  ", text)
        return text.replace("\n", end) if end == "\r\n" else text

    return way


def commented(text: str) -> str:
    """Put remarks and instructions between elements, and inside texts."""
    head = DECLARATION if text.startswith(DECLARATION) else ""
    rest = text.removeprefix(head)
    rest = re.sub(r"(<(?:row|si|sheet|xf|c) )", r"<!-- <c r='A1'/> -->\1", rest)
    rest = rest.replace("</si>", "<?app x?></si>")
    return head + "<!-- written by a program -->" + rest + "<!-- end -->"


def single(text: str) -> str:
    """Write attributes in single quotes."""
    return re.sub(r"<[^<>]+>", lambda tag: tag[0].replace("'", "&apos;").replace('"', "'"), text)


def referenced(text: str) -> str:
    """Write every Chinese character by its number."""
    head, _, rest = text.partition("?>")
    rest = re.sub(r"[\u3000-\uffef]", lambda match: f"&#x{ord(match[0]):X};", rest)
    return f"{head}?>{rest}"


def literal(parts: Parts) -> None:
    """Write texts as character data that is not looked into."""
    text = parts[STRINGS].decode()
    parts[STRINGS] = re.sub(r"<t>([^<]*)</t>", r"<t><![CDATA[\1]]></t>", text).encode()


def open_tags(text: str) -> str:
    """Write empty elements with an end of their own, and blanks before ends of tags."""
    text = re.sub(r"<([\w:]+)([^<>]*[^/<>])?/>", r"<\1\2></\1>", text)
    return re.sub(r"</([\w:]+)>", r"</\1 >", text)


def reordered(text: str) -> str:
    """Write each element's attributes from the last to the first."""

    def turned(tag: re.Match[str]) -> str:
        attributes = re.findall(r'[\w:]+="[^"]*"', tag[2])
        return f"<{tag[1]} {' '.join(reversed(attributes))}{tag[3]}>"

    return re.sub(r'<([\w:]+)((?: [\w:]+="[^"]*")+)(/?)>', turned, text)


def with_text_in_two(parts: Parts) -> None:
    """Cut a text by a remark and by character data."""
    parts[STRINGS] = parts[STRINGS].replace(
        f"<t>{THEME}</t>".encode(),
        f"<t>{THEME[:2]}<!-- 此处 -->{THEME[2:4]}<![CDATA[{THEME[4:]}]]></t>".encode(),
    )


# Archives


def deflated(parts: Parts) -> bytes:
    """Pack as nearly everybody does."""
    return packed(parts, zipfile.ZIP_DEFLATED)


def streamed(parts: Parts) -> bytes:
    """Pack into a stream that cannot go back: sizes follow each member."""

    class Stream(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: object) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    buffer = Stream()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            with package.open(entry(name, zipfile.ZIP_DEFLATED), "w") as member:
                member.write(content)
    return buffer.getvalue()


def wide(parts: Parts) -> bytes:
    """Pack with the fields for sizes beyond four gigabytes, as POI does since version 5."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            with package.open(entry(name, zipfile.ZIP_DEFLATED), "w", force_zip64=True) as member:
                member.write(content)
    return buffer.getvalue()


def renamed(way: Callable[[str], str]) -> Callable[[Parts], bytes]:
    """Return a way of packing members under other names."""
    return lambda parts: packed({way(name): content for name, content in parts.items()})


def with_folders(parts: Parts) -> bytes:
    """Pack with members for the folders, as archivers do."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for folder in ("_rels/", "docProps/", "xl/", "xl/_rels/", "xl/worksheets/"):
            package.writestr(folder, b"")
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def with_remark(parts: Parts) -> bytes:
    """Pack with a remark on the archive and on its members."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.comment = "报送".encode() * 500
        for name, content in parts.items():
            head = entry(name)
            head.comment = b"x"
            head.extra = struct.pack("<HH4s", 0x7075, 4, b"\0\0\0\0")
            package.writestr(head, content)
    return buffer.getvalue()


def with_tail(parts: Parts) -> bytes:
    """Pack, and add what a mail gateway leaves at the end."""
    return packed(parts) + b"\r\n\r\n"


def turned(parts: Parts) -> bytes:
    """Pack from the last part to the first."""
    return packed(dict(reversed(parts.items())))


def twice(parts: Parts) -> bytes:
    """Pack one part a second time, the same, as some programs do that add to an archive."""
    buffer = BytesIO(packed(parts))
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr(entry(SHEET.upper()), parts[SHEET])
    return buffer.getvalue()


def litter(parts: Parts) -> None:
    """Add what systems leave in every folder."""
    parts["__MACOSX/xl/._workbook.xml"] = b"\0\5\x16\7"
    parts["xl/.DS_Store"] = b"Bud1"
    parts["Thumbs.db"] = b"\xd0\xcf\x11\xe0"
    parts["[trash]/0000.dat"] = bytes(64)


CASES: tuple[Case, ...] = (
    case("XML: a byte order mark", each(lambda text: "\ufeff" + text)),
    case("XML: UTF-16", coded("utf-16")),
    case("XML: UTF-16 from the great end, with its mark", coded("utf-16-be", "UTF-16", b"\xfe\xff")),
    case("XML: UTF-16 from the small end, without a mark", coded("utf-16-le", "UTF-16")),
    case("XML: GB18030", coded("gb18030")),
    case("XML: GBK under the name gb2312", coded("gbk", "GB2312")),
    case("XML: Latin letters, and numbers for the rest", coded("iso-8859-1")),
    case("XML: ASCII", coded("us-ascii")),
    case("XML: utf8 without its hyphen", declared('<?xml version="1.0" encoding="utf8"?>')),
    case("XML: no declaration", declared("")),
    case("XML: a declaration in single quotes", declared("<?xml version='1.0' encoding='utf-8' standalone='no'?>")),
    case("XML: version 1.1", declared('<?xml version="1.1" encoding="UTF-8"?>')),
    case("XML: lines that end as on Windows", each(indented("\r\n"))),
    case("XML: lines that end as on Unix", each(indented("\n"))),
    case("XML: remarks and instructions", each(commented)),
    case("XML: single quotes", each(single)),
    case("XML: characters by their numbers", each(referenced)),
    case("XML: character data", literal),
    case("XML: a text in pieces", with_text_in_two),
    case("XML: ends of their own", each(open_tags)),
    case("XML: attributes turned around", each(reordered)),
    case("XML: attributes on lines of their own", each(lambda text: re.sub(r'(?<=") (?=[\w:]+=")', "\n\t", text))),
    case("XML: blanks around numbers", chain(put("完成日期", "<v> 45625 </v>"), put("数据指标/数值/0", "<v>\n540\t</v>"))),
    case("XML: an attribute nobody knows", sub(SHEET, "<c ", '<c xmlns:q="urn:q" q:note="1" ')),
    case("XML: an element nobody knows", swap(SHEET, "<sheetData>", '<q:note xmlns:q="urn:q"><q:c r="A1"><q:v>9</q:v></q:c></q:note><sheetData>')),
    case("XML: an extension inside a cell", put("主题句", f"<is><t>{THEME}</t></is><extLst><ext uri='x'><q:v xmlns:q='urn:q'>9</q:v></ext></extLst>", 't="inlineStr"')),
    case("XML: a value beside the text inside a cell", put("主题句", f"<v>9</v><is><t>{THEME}</t></is>", 't="inlineStr"')),
    case("XML: a line end inside a text", inline("主题句", "补齐\n学位短板"), ("V020", "主题句")),
    case("XML: a tab by its number", put("主题句", "<is><t>补齐&#9;学位短板</t></is>", 't="inlineStr"'), ("V020", "主题句")),
    case("XML: a no-break space by its number", put("主题句", f"<is><t>{THEME}&#160;</t></is>", 't="inlineStr"')),
    case("XML: an ampersand", inline("主题句", "补齐<A&B>短板"), prints="补齐<A&B>短板。"),
    case("archive: deflated", nothing, pack=deflated),
    case("archive: sizes that follow", nothing, pack=streamed),
    case("archive: fields for great sizes", nothing, pack=wide),
    case("archive: names with backslashes", nothing, pack=renamed(lambda name: name.replace("/", "\\"))),
    case("archive: names with a slash before", nothing, pack=renamed(lambda name: "/" + name)),
    case("archive: names in capitals", nothing, pack=renamed(str.upper)),
    case("archive: names in small letters", nothing, pack=renamed(str.lower)),
    case("archive: members for folders", nothing, pack=with_folders),
    case("archive: remarks", nothing, pack=with_remark),
    case("archive: bytes behind it", nothing, pack=with_tail),
    case("archive: turned around", nothing, pack=turned),
    case("archive: one part twice, the same", nothing, pack=twice),
    case("archive: what systems leave behind", litter),
    case("archive: a preview", add("docProps/thumbnail.wmf", b"\xd7\xcd\xc6\x9a", "thumbnail", to="")),
    case("archive: signatures", add("_xmlsignatures/origin.sigs", b"", "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin", to="")),
    case("archive: empty content types of endings", sub(CONTENT_TYPES, "</Types>", '<Default Extension="" ContentType="application/xml"/><Default Extension="PNG" ContentType="image/png"/></Types>')),
)  # fmt: skip
