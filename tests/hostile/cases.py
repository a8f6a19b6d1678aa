"""What a hostile case is, and how such files are built from a sound form."""

from __future__ import annotations

import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import attrs
from support.packages import SHEET, Change, Parts, entry, packed, sub, unpacked

Content = Callable[[bytes], bytes]
FILE = "措施01-01.xlsx"
SHEET_NAME = "填报表"


@attrs.frozen
class Case:
    """A file made of a sound form, and what is found: codes and places.

    The notice stays as it is if ``same``; else the form is not in it.
    """

    name: str
    content: Content
    found: tuple[tuple[str, str], ...] = ()
    same: bool = False


def refused(name: str, code: str, content: Content) -> Case:
    """Return a case that is complained of as a whole."""
    return Case(name, content, ((code, FILE),))


def damaged(name: str, content: Content) -> Case:
    """Return a case whose sheet alone is complained of."""
    return Case(name, content, (("S029", SHEET_NAME),))


def harmless(name: str, content: Content, *found: tuple[str, str]) -> Case:
    """Return a case that is read as the form it was."""
    return Case(name, content, found, same=True)


def changed(change: Change, method: int = zipfile.ZIP_DEFLATED) -> Content:
    """Return a way of making a file by changing parts."""

    def content(form: bytes) -> bytes:
        parts = unpacked(form)
        change(parts)
        return packed(parts, method)

    return content


def instead(content: bytes) -> Content:
    """Return a way of making a file that has nothing of the form."""
    return lambda _: content


def part(name: str, content: str | bytes) -> Change:
    """Return a change that puts a part in, or in the place of another."""
    written = content.encode() if isinstance(content, str) else content

    def change(parts: Parts) -> None:
        parts[name] = written

    return change


def without(name: str) -> Change:
    """Return a change that takes a part out and leaves what leads to it."""

    def change(parts: Parts) -> None:
        del parts[name]

    return change


def prefixed(name: str, before: str) -> Change:
    """Return a change that puts something between a part's declaration and its root."""
    return sub(name, r"\A(<\?xml[^>]*\?>)?\s*", r"\1" + before.replace("\\", r"\\"))


def with_end(name: str, more: str) -> Change:
    """Return a change that puts something before the end of a part's root."""

    def change(parts: Parts) -> None:
        head, end, tail = parts[name].rpartition(b"</")
        parts[name] = head + more.encode() + end + tail

    return change


# Bytes


def cut(share: float) -> Content:
    """Return a way of cutting a file off."""
    return lambda form: form[: int(len(form) * share)]


def flipped(seed: int, bits: int) -> Content:
    """Return a way of flipping bits of a file, always the same for a seed."""

    def content(form: bytes) -> bytes:
        chance = random.Random(seed)
        written = bytearray(form)
        for _ in range(bits):
            written[chance.randrange(len(written))] ^= 1 << chance.randrange(8)
        return bytes(written)

    return content


def directory_field(name: str, offset: int, value: bytes) -> Content:
    """Return a way of changing what the archive's directory states of a member; the offsets are
    those of a central directory's header.
    """

    def content(form: bytes) -> bytes:
        written = bytearray(packed(unpacked(form)))
        start = written.rindex(name.encode()) - 46
        assert written[start : start + 4] == b"PK\1\2"
        written[start + offset : start + offset + len(value)] = value
        return bytes(written)

    return content


def little(number: int, size: int = 4) -> bytes:
    """Return a number as archives write it."""
    return number.to_bytes(size, "little")


def twice(form: bytes) -> bytes:
    """Add another sheet under the name of the first."""
    buffer = BytesIO(form)
    other = unpacked(form)[SHEET].replace("区教育局".encode(), "区财政局".encode()) + b" "
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr(entry(SHEET.upper()), other)
    return buffer.getvalue()


def with_members(*names: str) -> Content:
    """Return a way of adding members under names that lead elsewhere."""

    def content(form: bytes) -> bytes:
        buffer = BytesIO(form)
        with zipfile.ZipFile(buffer, "a") as package:
            for name in names:
                package.writestr(entry(name), b"written outside")
        return buffer.getvalue()

    return content


def crowded(count: int) -> Content:
    """Return a way of adding many empty members."""

    def content(form: bytes) -> bytes:
        buffer = BytesIO(form)
        with zipfile.ZipFile(buffer, "a") as package:
            for number in range(count):
                package.writestr(entry(f"xl/media/{number}"), b"")
        return buffer.getvalue()

    return content


def link_member(form: bytes) -> bytes:
    """Make the sheet a link to a file of the system."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in unpacked(form).items():
            head = entry(name)
            head.create_system = 3
            if name == SHEET:
                head.external_attr, content = 0o120777 << 16, b"/etc/passwd"
            package.writestr(head, content)
    return buffer.getvalue()


def overlapping(form: bytes) -> bytes:
    """State in the directory that all members lie in the bytes of one."""
    written = bytearray(packed(unpacked(form)))
    with zipfile.ZipFile(BytesIO(form)) as package:
        count = len(package.namelist())
    at = len(written)
    for _ in range(count):
        at = written.rindex(b"PK\1\2", 0, at)
        written[at + 42 : at + 46] = little(0)
    return bytes(written)


def bomb(name: str, unit: bytes, size: int, *, into: bytes = b"</") -> Content:
    """Return a way of filling a part with one unit until it is of a size, and packing it well."""

    def content(form: bytes) -> bytes:
        parts = unpacked(form)
        head, end, tail = parts[name].rpartition(into)
        parts[name] = head + unit * (size // len(unit)) + end + tail
        return packed(parts, zipfile.ZIP_DEFLATED)

    return content


def nested(depth: int) -> Change:
    """Return a change that nests elements in a sheet."""
    return with_end(SHEET, "<a>" * depth + "</a>" * depth)


def packed_within(times: int) -> Content:
    """Return a way of putting the file into an archive, and that into another."""

    def content(form: bytes) -> bytes:
        for number in range(times):
            form = packed({f"{number}.xlsx": form})
        return form

    return content


def noise(length: int, seed: int) -> bytes:
    """Return bytes that mean nothing, always the same for a seed."""
    return random.Random(seed).randbytes(length)


def gzip_bomb(size: int) -> bytes:
    """Return blanks packed alone."""
    return zlib.compress(b" " * size)


def picture() -> bytes:
    """Return a small picture."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head + bytes(64)
