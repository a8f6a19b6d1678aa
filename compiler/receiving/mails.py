"""Mails (.eml): their attachments, whatever program wrote them.

Headers are decoded here, not by the policy of Python's own that raises on some malformed ones, and
knows nothing of the raw GBK that Chinese mail programs write into file names.
"""

from __future__ import annotations

import email
import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from urllib.parse import unquote_to_bytes

import attrs

UNREADABLE = (MessageError, ValueError, LookupError, RecursionError, TypeError, AttributeError)
"""What the parser of mails raises for a broken one."""
ENCODED = re.compile(r"=\?[^?]+\?[bq]\?[^?]*\?=", re.IGNORECASE)
BETWEEN = re.compile(r"(\?=)\s+(=\?)")
EXTENSIONS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "image/jpeg": ".jpg",
    "image/png": ".png",
}
ON_A_SERVER = ("超大附件", "云附件", "文件中转站", "从网盘发来的附件")
"""What mail programs write above links to files too large to be sent."""
MESSAGE, ENVELOPES = "message/rfc822", ("message/delivery-status", "text/calendar")


@attrs.frozen
class Attachment:
    """A file in a mail: its name and its bytes."""

    name: str
    content: bytes


@attrs.frozen
class Mail:
    """A mail: its subject, its attachments, how many pictures stand inside its text, whether anything
    is written in it, and whether that leads to attachments that lie on a server.
    """

    subject: str
    attachments: tuple[Attachment, ...]
    pictures: int
    written: bool
    linked: bool


def read_mail(content: bytes) -> Mail | None:
    """Return what a mail brings, ``None`` if it cannot be read."""
    try:
        message = email.message_from_bytes(content)
        parts = list(_parts(message))
        found: list[Attachment] = []
        pictures, texts = 0, ""
        for part, related in parts:
            if _is_picture_of_text(part, related):
                pictures += 1
            elif (name := _file_name(part)) or not _is_text(part):
                found.append(Attachment(name or _unnamed(part, len(found) + 1), _content(part)))
            else:
                texts += _decoded(_content(part), part.get_content_charset())
        linked = any(word in texts for word in ON_A_SERVER)
        subject = _header(message, "subject")
        return Mail(subject, tuple(found), pictures, bool(texts.strip()), linked)
    except UNREADABLE:
        return None


def _parts(message: Message, related: bool = False) -> Iterator[tuple[Message, bool]]:
    """Yield the parts that hold something, and whether each belongs to a text with pictures."""
    if message.get_content_type() == MESSAGE or not message.is_multipart():
        yield message, related
        return
    payload = message.get_payload()
    inside = message.get_content_type() == "multipart/related"
    for part in payload if isinstance(payload, list) else ():
        if isinstance(part, Message):
            yield from _parts(part, inside)


def _is_picture_of_text(part: Message, related: bool) -> bool:
    """Tell whether a part is a picture that the text shows, a signature's logo mostly."""
    shown = related or bool(part.get("content-id"))
    attached = part.get_content_disposition() == "attachment"
    return part.get_content_maintype() == "image" and shown and not attached


def _is_text(part: Message) -> bool:
    """Tell whether a part without a name is the mail's own text."""
    kind = part.get_content_type()
    attached = part.get_content_disposition() == "attachment"
    return (part.get_content_maintype() == "text" and not attached) or kind in ENVELOPES


def _content(part: Message) -> bytes:
    """Return the bytes of a part; of a mail inside a mail that one's."""
    if part.get_content_type() == MESSAGE:
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        whole = first.as_bytes() if isinstance(first, Message) else b""
        if str(part.get("content-transfer-encoding", "")).strip().lower() == "base64":
            try:  # forbidden, and written all the same
                return b64decode(whole, validate=False)
            except Base64Error:
                return whole
        return whole
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _unnamed(part: Message, number: int) -> str:
    """Return a name for an attachment without one."""
    if part.get_content_type() == MESSAGE:
        return f"转发的邮件{number}.eml"
    return f"附件{number}{EXTENSIONS.get(part.get_content_type(), '')}"


def _file_name(part: Message) -> str:
    """Return the name of an attachment, empty if it has none."""
    for header, key in (("content-disposition", "filename"), ("content-type", "name")):
        if name := _parameter(part, header, key):
            return name.replace("\\", "/").rpartition("/")[2].strip()
    return ""


def _parameter(part: Message, header: str, key: str) -> str:
    """Return a parameter of a header, decoded; empty if there is none."""
    raw = next((_raw(value) for name, value in part.raw_items() if name.lower() == header), "")
    holder = Message()
    holder["content-type"] = BETWEEN.sub(r"\1\2", raw)
    value = holder.get_param(key)
    if isinstance(value, tuple):  # RFC 2231: charset, language, text
        return _decoded(value[2].encode("latin-1", "replace"), value[0])
    if not isinstance(value, str):
        return ""
    if ENCODED.search(value):
        return _words(value)
    if "%" in value and value.isascii():  # some write the bytes of the name as in addresses
        try:
            return unquote_to_bytes(value).decode()
        except UnicodeDecodeError:
            return value
    return value


def _header(message: Message, name: str) -> str:
    raw = next((_raw(value) for own, value in message.raw_items() if own.lower() == name), "")
    return " ".join(_words(BETWEEN.sub(r"\1\2", raw)).split())


def _raw(value: object) -> str:
    """Return a header as text, whatever bytes stand in it."""
    text = str(value).replace("\r", "").replace("\n", "")
    raw = text.encode("utf-8", "surrogateescape")
    return _decoded(raw, "utf-8")


def _words(text: str) -> str:
    """Return a text with its encoded words (RFC 2047) decoded; what one cuts in two is joined first."""
    pieces: list[tuple[bytes, str]] = []
    for piece, charset in decode_header(text):
        raw = piece.encode("utf-8") if isinstance(piece, str) else piece
        name = (charset or "utf-8").lower()
        if pieces and charset and pieces[-1][1] == name:
            pieces[-1] = (pieces[-1][0] + raw, name)
        else:
            pieces.append((raw, name))
    return "".join(_decoded(raw, name) for raw, name in pieces)


def _decoded(raw: bytes, charset: str | None) -> str:
    """Return bytes as text in the charset that is named, in those that Chinese programs mean by it,
    or in what it must be.
    """
    for name in (charset or "utf-8", "utf-8", "gb18030"):
        try:
            return raw.decode("gb18030" if name.lower() in ("gb2312", "gbk") else name)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("utf-8", "replace")
