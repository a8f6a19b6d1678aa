"""What a delivered file is, by its content first and only then by its name."""

from __future__ import annotations

import re
import zipfile
from enum import Enum
from io import BytesIO
from pathlib import PurePosixPath

import attrs

from compiler.excel.sheets.other_formats import TABLES, other_kind
from compiler.package.container import (
    DAMAGED,
    ENCRYPTED_STREAM,
    OLE_MAGIC,
    Container,
    identify,
    kind_of,
)
from compiler.package.limits import MEMBERS, OverLimitError
from compiler.package.office import content_type, folded, main_part


class Kind(Enum):
    """What can be done with a file."""

    WORKBOOK = "工作簿"
    ARCHIVE = "压缩包"
    MAIL = "邮件"
    TABLE = "读不了的表格"
    OTHER = "别的文件"
    REFUSED = "收不了"


@attrs.frozen
class Found:
    """What a file is, what a colleague calls it, and what is to be done where it cannot be taken."""

    kind: Kind
    what: str = ""
    advice: str = ""


UNPACK = "请解压后再收，或请单位改成 .zip 重新报"
AGAIN = "多半没有传完，请单位重新发一份"
PASSWORD = "请单位去掉密码重新报，或输入密码打开、另存一份不带密码的再收"
ATTACHMENTS = "请把里面的附件存出来再收，或请单位把附件单独发来"
MSG = Found(
    Kind.REFUSED, "Outlook 的 .msg 邮件", "请在 Outlook 里打开，另存为 .eml，或把附件存出来再收"
)
TNEF = Found(Kind.REFUSED, "Outlook 打成一包的附件（winmail.dat）", ATTACHMENTS)
SIGNED_MAIL = Found(Kind.REFUSED, "加了密或签了名的邮件", ATTACHMENTS)
LOCKED = Found(Kind.REFUSED, "加了密码的文件", PASSWORD)
VOLUME = Found(Kind.REFUSED, "分卷压缩包里的一卷", UNPACK)
EMPTY = Found(Kind.REFUSED, "空文件，一个字节也没有", AGAIN)
CUT = Found(Kind.REFUSED, "损坏的文件", AGAIN)
SCRAMBLED = Found(
    Kind.REFUSED, "内容认不出来的文件，多半被单位的加密软件加了密", "请单位解密后重新报"
)
SHORTCUT = Found(Kind.REFUSED, "快捷方式，不是文件本身", "请单位把它指向的文件发来")
PROGRAM = Found(Kind.REFUSED, "程序或自解压的压缩包", "请单位解压后重新报，来历不明的不要打开")
ARCHIVES = (
    (b"Rar!", 0, "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", 0, "7z 压缩包"),
    (b"\x1f\x8b", 0, "gz 压缩包"),
    (b"BZh", 0, "bz2 压缩包"),
    (b"\xfd7zXZ", 0, "xz 压缩包"),
    (b"MSCF", 0, "cab 压缩包"),
    (b"ustar", 257, "tar 压缩包"),
)
VOLUMES = re.compile(r"\.(?:z\d\d|r\d\d|\d\d\d)$", re.IGNORECASE)
STREAMS = (("__properties_version1.0", MSG), ("__nameid_version1.0", MSG))
OLD_TABLE = ("Workbook", "Book")
OLD_OTHERS = (("WordDocument", "旧版 Word 或 WPS 文字"), ("PowerPoint Document", "演示文稿"))
TNEF_MAGIC = bytes.fromhex("789f3e22")
MAIL_HEADER = re.compile(
    rb"^(?:received|return-path|delivered-to|from|to|subject|date|message-id|mime-version"
    rb"|content-type|x-[\w-]+|dkim-signature):",
    re.IGNORECASE | re.MULTILINE,
)
MAIL_HEADERS = 3
"""Lines at a file's beginning by which it is a mail whatever its name is."""
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
MACROS, TEMPLATE = "macroenabled", "template"


def what_is(name: str, content: bytes) -> Found:
    """Return what the file called ``name`` is."""
    suffix = PurePosixPath(name).suffix.lower()
    if not content:
        return EMPTY
    if content.startswith(OLE_MAGIC):
        return _compound(content, suffix)
    if content.startswith(b"PK") and zipfile.is_zipfile(BytesIO(content)):
        return _zipped(content, suffix)
    if content.startswith(b"PK"):
        return VOLUME if VOLUMES.search(name) or content.startswith(b"PK\7\b") else CUT
    for magic, offset, what in ARCHIVES:
        if content[offset:].startswith(magic):
            return Found(Kind.REFUSED, what, UNPACK)
    if VOLUMES.search(name):
        return VOLUME
    if content.startswith(TNEF_MAGIC):
        return TNEF
    if suffix == ".p7m":
        return SIGNED_MAIL
    if suffix in (".lnk", ".url"):
        return SHORTCUT
    if content.startswith(b"MZ"):
        return PROGRAM
    if suffix == ".eml" or (suffix not in (".mht", ".mhtml") and _is_mail(content)):
        return Found(Kind.MAIL, "邮件")
    return _plain(content, suffix)


def _is_mail(content: bytes) -> bool:
    """Tell whether a text begins with the head of a mail."""
    head = content[:4096].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    first = head.partition(b"\n")[0]
    return bool(MAIL_HEADER.match(first)) and len(MAIL_HEADER.findall(head)) >= MAIL_HEADERS


def _plain(content: bytes, suffix: str) -> Found:
    """Return what a file is that is neither packed nor one of Office's."""
    kind = kind_of(content)
    if suffix == ".xlsx":
        if not kind:
            return SCRAMBLED
        if kind in ("网页", "文本"):
            what = f"{kind}，虽叫 .xlsx，不是 Excel 工作簿"
            return Found(Kind.TABLE, what, "请用 Excel 或 WPS 打开原来的表，另存为 .xlsx 再报")
        return Found(Kind.OTHER, kind, _instead(suffix))
    if suffix in TABLES:
        what, advice = TABLES[suffix]
        return Found(Kind.TABLE, what, f"{advice}再报")
    return Found(
        Kind.OTHER, other_kind(suffix)[0] if suffix else kind or "别的文件", _instead(suffix)
    )


def _instead(suffix: str) -> str:
    """Return what to do if a file that is no table was meant as a form."""
    return "要报的内容请填进发的填报表（.xlsx）"


def _compound(content: bytes, suffix: str) -> Found:
    """Return what a file in the old container of Office is."""
    if ENCRYPTED_STREAM in content:
        return LOCKED
    for stream, found in STREAMS:
        if stream.encode("utf-16-le") in content:
            return found
    if any(f"{stream}\0".encode("utf-16-le") in content for stream in OLD_TABLE):
        what, advice = TABLES.get(suffix if suffix in (".et", ".ett") else ".xls", TABLES[".xls"])
        return Found(Kind.TABLE, what, f"{advice}再报")
    for stream, what in OLD_OTHERS:
        if stream.encode("utf-16-le") in content:
            return Found(Kind.OTHER, what, _instead(suffix))
    return Found(Kind.OTHER, other_kind(suffix)[0], _instead(suffix))


def _zipped(content: bytes, suffix: str) -> Found:
    """Return what a zip is: a workbook, another Office file, or an archive."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if len(names) > MEMBERS:
                return _over(f"里面有 {len(names)} 个文件，最多收 {MEMBERS} 个")
            parts = {folded(name) for name in names}
            declared = _declared(archive) if "mimetype" in names else ""
    except DAMAGED:
        return CUT
    if declared.startswith(OPEN_DOCUMENT):
        if "spreadsheet" in declared:
            what, advice = TABLES[".ods"]
            return Found(Kind.TABLE, what, f"{advice}再报")
        return Found(Kind.OTHER, "Word 一类的文档", _instead(suffix))
    if "[content_types].xml" in parts:
        return _office(content, suffix)
    if "ofd.xml" in parts:
        return Found(Kind.OTHER, "版式文件", _instead(suffix))
    return Found(Kind.ARCHIVE, "压缩包")


def _declared(archive: zipfile.ZipFile) -> str:
    """Return what an archive says it is in the way of OpenDocument."""
    with archive.open("mimetype") as stream:
        return stream.read(100).decode("ascii", "replace")


def _office(content: bytes, suffix: str) -> Found:
    try:
        container, package = identify(content)
        main = main_part(package) if package is not None else None
        kind = content_type(package, main) if package is not None and main else ""
    except OverLimitError as error:
        return _over(error.what)
    except DAMAGED:
        return CUT
    if container is Container.WORKBOOK:
        table = ".xlsm" if MACROS in kind else ".xltx" if TEMPLATE in kind else ""
        if not table:
            return Found(Kind.WORKBOOK, "工作簿")
        what, advice = TABLES[table]
        return Found(Kind.TABLE, what, f"{advice}再报")
    if container is Container.BINARY:
        what, advice = TABLES[".xlsb"]
        return Found(Kind.TABLE, what, f"{advice}再报")
    if container is Container.DAMAGED:
        return CUT
    return Found(Kind.OTHER, other_kind(suffix)[0], _instead(suffix))


def _over(what: str) -> Found:
    return Found(Kind.REFUSED, f"太大的文件：{what}", "请单位删掉多余的内容，或分成几个再报")
