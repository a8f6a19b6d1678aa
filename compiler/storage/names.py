"""What units and rounds are called as files and folders: safe on every system, no two the same,
and to be read back.

What a system does not take stands as ``%`` and two hexadecimal digits a byte, as in addresses, so
that nothing is lost: 区教育局/一科 is 区教育局%2F一科, and never the folder of 区教育局_一科.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

FORBIDDEN = re.compile(
    r'[\\/:*?"<>|\x00-\x1f\x7f\ud800-\udfff]'  # by Windows, or not to be written at all
    r"|%(?=[0-9A-F]{2})"  # would be read back as something else
    r"|^[ .~]"  # hidden, an editor's lock file, or one of our own on its way
    r"|[ .]$"  # Windows drops it
)
RESERVED = re.compile(
    r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³]) *(?:\.|$)", re.IGNORECASE
)
"""Devices of Windows, with any ending."""
ESCAPED = re.compile(r"(?:%[0-9A-F]{2})+")
CUT_ESCAPE = re.compile(r"%[0-9A-F]?$")
UNMISTAKABLE = re.compile("[^0-9_\u4e00-\u9fff-]")
"""All but what every disk keeps as it is."""

LENGTH = 150
"""Bytes of a name. A system takes 255, and what we add to it needs room: an ending, 已过期-, the
time of a draft. 50 Chinese characters; the names of bureaus have up to 30."""
MARK_LENGTH = 8
"""Hexadecimal digits that tell a name that was cut from another that begins alike."""


def safe_name(name: str) -> str:
    """Return what ``name`` is called on any disk; :func:`name_of` reads it back, unless it was too
    long and had to be cut.
    """
    safe = FORBIDDEN.sub(lambda found: _escape(found.group()), name) or "未命名"
    if RESERVED.match(safe):
        safe = f"{_escape(safe[0])}{safe[1:]}"
    return _cut(safe, name)


def name_of(safe: str) -> str:
    """Return what :func:`safe_name` made ``safe`` from; what it did not make stays as it is."""
    return ESCAPED.sub(lambda found: _plain(found.group()), safe)


def safe_names(names: Iterable[str]) -> dict[str, str]:
    """Return the safe name of each of ``names``, no two of which are the same file anywhere: some
    disks know neither case nor the ways to write one character.
    """
    safe: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(set(names)):
        own = safe_name(name)
        if _on_any_disk(own) in taken:
            own = _cut(UNMISTAKABLE.sub(lambda found: _escape(found.group()), name), name)
        taken.add(_on_any_disk(own))
        safe[name] = own
    return safe


def _cut(safe: str, name: str) -> str:
    """Return a safe name short enough, with a mark of its whole ``name`` if something is lost."""
    if len(safe.encode()) <= LENGTH:
        return safe
    digest = hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()
    cut = safe.encode()[: LENGTH - MARK_LENGTH - 1].decode(errors="ignore")
    return f"{CUT_ESCAPE.sub('', cut)}~{digest[:MARK_LENGTH]}"


def _on_any_disk(name: str) -> str:
    """Return what a name is to a disk that knows the least."""
    return unicodedata.normalize("NFC", name).casefold()


def _escape(character: str) -> str:
    """Return a character as escapes."""
    return "".join(f"%{byte:02X}" for byte in character.encode(errors="surrogatepass"))


def _plain(escapes: str) -> str:
    """Return the characters that a run of escapes stands for, itself if it stands for none."""
    try:
        return bytes.fromhex(escapes.replace("%", "")).decode(errors="surrogatepass")
    except UnicodeDecodeError:
        return escapes
