"""Zip archives as people send them: names in whatever encoding, archives from whatever program."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

import attrs

from compiler.package.container import DAMAGED
from compiler.package.limits import FILE_SIZE, RATIO, RATIO_FROM
from compiler.package.parts import is_folder

MEGABYTE = 2**20
UTF8_FLAG, LOCKED_FLAG = 0x800, 0x1
UNICODE_PATH = 0x7075
AES = 99
BAD_MEMBER = (*DAMAGED, OSError)
"""What zipfile raises for a member that is damaged or cannot be unpacked."""

LOCKED = "压缩包加了密码。请单位去掉密码重新报，或输入密码解压后再收"
ODD = "压缩方式读不了。请解压后再收，或用系统自带的“压缩”重新打包"
NAMELESS = "没有名字的文件"
"""What a file is called whose name is empty or leads to no file, as damaged and forged archives have it."""
BROKEN = "在压缩包里是坏的，解不出来。请单位重新打包发一份"


@attrs.frozen
class Member:
    """A file in an archive: the names of its folders and its own, its bytes, or why there are none."""

    path: tuple[str, ...]
    content: bytes | None
    refusal: str = ""


def members_of(content: bytes, room: int) -> Iterator[Member]:
    """Yield the files of an archive that was opened before, in its order; ``room`` is how many bytes
    may be unpacked in all. What is beyond that, locked or damaged is yielded with the reason.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for entry in archive.infolist():
            if is_folder(entry) or name_of_member(entry).endswith(("/", "\\")):
                continue
            path = split_name(name_of_member(entry)) or (NAMELESS,)
            if refusal := _refusal(entry, room):
                yield Member(path, None, refusal)
                continue
            try:
                unpacked = archive.read(entry)
            except NotImplementedError:
                yield Member(path, None, ODD)
            except BAD_MEMBER:
                yield Member(path, None, BROKEN)
            else:
                room -= len(unpacked)
                yield Member(path, unpacked)


def _refusal(entry: zipfile.ZipInfo, room: int) -> str:
    """Say why a file is not unpacked, empty if it is; what it states of its size is never exceeded."""
    size, packed = entry.file_size, max(1, entry.compress_size)
    if entry.flag_bits & LOCKED_FLAG or entry.compress_type == AES:
        return LOCKED
    if size > FILE_SIZE:
        return (
            f"解压后有 {size // MEGABYTE} MB，一个文件最多收 {FILE_SIZE // MEGABYTE} MB。"
            "请单位删减后再报"
        )
    if size > RATIO_FROM and size > RATIO * packed:
        return f"解压后是原来的 {size // packed} 倍，不像正常的文件，没有解压。请单位重新打包发一份"
    if size > room:
        return "这一次收的解压后太大，到这里为止，没有再解压。请分几次收"
    return ""


def name_of_member(entry: zipfile.ZipInfo) -> str:
    """Return what a file is called: as UTF-8 if the archive says so or it can be nothing else, else
    as GBK, which Chinese Windows writes, else as zipfile reads it.
    """
    name = entry.orig_filename.partition("\0")[0]
    if entry.flag_bits & UTF8_FLAG:
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:  # zipfile has made sense of it
        return name
    if stated := _stated(entry, raw):
        return stated
    for encoding in ("utf-8", "gbk", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _stated(entry: zipfile.ZipInfo, raw: bytes) -> str:
    """Return the name in Info-ZIP's field for Unicode, empty if there is none for the name ``raw``."""
    extra = entry.extra
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == UNICODE_PATH and len(field) > 5 and field[0] == 1:
            same = zlib.crc32(raw) == int.from_bytes(field[1:5], "little")
            try:
                return field[5:].decode() if same else ""
            except UnicodeDecodeError:
                return ""
    return ""


def split_name(name: str) -> tuple[str, ...]:
    """Return the names of folders and file in a path, whichever way the slashes lean; nothing in it
    leads upwards or to a drive.
    """
    parts = (part.strip() for part in name.replace("\\", "/").split("/"))
    return tuple(part for part in parts if part not in ("", ".", "..") and not _is_drive(part))


def _is_drive(part: str) -> bool:
    return len(part) == 2 and part[1] == ":" and part[0].isascii()
