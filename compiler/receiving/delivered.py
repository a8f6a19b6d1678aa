"""A delivery as a flat list of files: folders walked, zips in zips and mails in mails unpacked, all of
it under limits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

import attrs

from compiler.brief import brief
from compiler.diagnostics import Diagnostic, complain, reason_of, remedy_of
from compiler.excel.reading.folder import walk
from compiler.excel.reading.project import IGNORED_NAMES, LOCK_PREFIXES
from compiler.package.container import read_file
from compiler.package.limits import DELIVERY_FILES, DELIVERY_SIZE, NESTING, OverLimitError
from compiler.receiving.archives import members_of
from compiler.receiving.kinds import Found, Kind, what_is
from compiler.receiving.mails import read_mail
from compiler.span import Span
from compiler.visible import visible

IGNORED = {*(name.lower() for name in IGNORED_NAMES), ".ds_store", "__macosx", "ehthumbs.db"}
"""What systems leave in every folder."""
UNREADABLE = "S110"
TOO_DEEP = f"压缩包里套压缩包超过 {NESTING} 层，没有再往里拆。请解压后再收"
TOO_MANY = f"一次最多收 {DELIVERY_FILES} 个文件，到这里为止。请分几次收"
BROKEN_MAIL = "邮件读不了。请用邮箱打开，把附件存出来再收"
LINKED = "邮件里有超大附件（云附件）的链接，文件不在邮件里。请点开链接下载下来，再收"
NOTHING_INSIDE = "里面什么也没有。请单位重新发一份"


def _shown(path: Iterable[str]) -> tuple[str, ...]:
    """Return names as everything that is told and written shows them: a name may turn about what is
    read behind it.
    """
    return tuple(map(visible, path))


@attrs.frozen
class Item:
    """A file that came: the names that lead to it, from what the office was given down to its own, with
    nothing unseen in them; its bytes, or the reason why there are none; what it is. ``original`` is the
    file it came in.
    """

    __repr__ = brief

    path: tuple[str, ...] = attrs.field(converter=_shown)
    content: bytes
    found: Found
    original: str
    refusal: str = ""

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path[-1]

    @property
    def shown(self) -> str:
        """Where it was, for people."""
        return "/".join(self.path)

    @cached_property
    def digest(self) -> str:
        """The sha256 of its bytes, of what leads to it where there are none."""
        return hashlib.sha256(self.content or self.shown.encode()).hexdigest()


@attrs.frozen
class Original:
    """A file as it was given to the office, by the names that lead to it."""

    __repr__ = brief

    name: str
    content: bytes


@attrs.frozen
class Delivery:
    """All that was given at once: its files, the originals they came in, remarks on what was passed
    over.
    """

    __repr__ = brief

    items: tuple[Item, ...]
    originals: tuple[Original, ...]
    notes: tuple[str, ...] = ()


@attrs.define
class _Room:
    """What may still be unpacked."""

    size: int = DELIVERY_SIZE
    files: int = DELIVERY_FILES
    notes: list[str] = attrs.field(factory=list)


def open_delivery(paths: Iterable[Path]) -> tuple[Delivery, list[Diagnostic]]:
    """Return all that lies at ``paths``. Diagnostics: S110 what cannot be read at all."""
    room = _Room()
    items: list[Item] = []
    originals: list[Original] = []
    found: list[Diagnostic] = []
    for path in paths:
        for name, place in _files(path, found):
            if is_ignored(PurePosixPath(name).parts):
                continue
            try:
                content = read_file(place)
            except OverLimitError as error:
                found.append(_unreadable(name, error.what, "请单位分成几个再报。"))
                continue
            except OSError as error:
                found.append(_unreadable(name, reason_of(error), remedy_of(error)))
                continue
            originals.append(Original(name, content))
            items += _unpacked(tuple(PurePosixPath(name).parts), content, name, room, 0)
    return Delivery(tuple(items), tuple(originals), tuple(room.notes)), found


def _files(path: Path, found: list[Diagnostic]) -> Iterator[tuple[str, Path]]:
    """Yield the files at a path with the names that lead to them."""
    if not path.is_dir():
        yield shown_name(path.name), path
        return
    top = shown_name(path.resolve().name) or "文件夹"
    files: list[Path] = []
    for one in walk(path, path):
        if isinstance(one, Path):
            files.append(one)
        else:
            found.append(_unreadable(f"{top}/{one.spans[0].file}", one.message, ""))
    for file in sorted(files, key=lambda file: file.as_posix()):
        yield shown_name(f"{top}/{file.relative_to(path).as_posix()}"), file


def shown_name(name: str) -> str:
    """Return a file's name as people read it: unpacked from a Windows archive by a system that did not
    know its encoding, it is GBK.
    """
    if name.isprintable() or not any("\ud800" <= each <= "\udfff" for each in name):
        return name
    return name.encode("utf-8", "surrogateescape").decode("gb18030", "replace")


def _unreadable(file: str, reason: str, remedy: str) -> Diagnostic:
    reason = reason.rstrip("。")
    return complain(UNREADABLE, Span(file), file=file, reason=reason, remedy=remedy)


def is_ignored(path: Iterable[str]) -> bool:
    """Tell whether a file is none that anybody sent: what systems leave behind, or an editor's lock."""
    names = tuple(path)
    return any(name.lower() in IGNORED for name in names) or names[-1].startswith(
        ("._", *LOCK_PREFIXES)
    )


def _unpacked(
    path: tuple[str, ...], content: bytes, original: str, room: _Room, depth: int
) -> Iterator[Item]:
    """Yield a file, or, if it is an archive or a mail, what is in it."""
    found = what_is(path[-1], content)
    if found.kind not in (Kind.ARCHIVE, Kind.MAIL):
        yield from _counted(Item(path, content, found, original), room)
        return
    if depth == NESTING:
        yield Item(path, content, found, original, TOO_DEEP)
        return
    number = 0
    inside = _archived if found.kind is Kind.ARCHIVE else _mailed
    for item in inside(path, content, original, room, depth):
        number += 1
        yield item
    if not number:
        yield Item(path, content, found, original, NOTHING_INSIDE)


def _counted(item: Item, room: _Room) -> Iterator[Item]:
    """Yield a file while there is room for it, then once why no more is."""
    room.files -= 1
    if room.files >= 0:
        yield item
    elif room.files == -1:
        yield attrs.evolve(item, refusal=TOO_MANY)


def _archived(
    path: tuple[str, ...], content: bytes, original: str, room: _Room, depth: int
) -> Iterator[Item]:
    for member in members_of(content, room.size):
        own = (*path, *member.path)
        if is_ignored(own):
            continue
        if room.files < 0:
            return
        if member.content is None:
            nothing = Found(Kind.REFUSED)
            yield from _counted(Item(own, b"", nothing, original, member.refusal), room)
            continue
        room.size -= len(member.content)
        yield from _unpacked(own, member.content, original, room, depth + 1)


def _mailed(
    path: tuple[str, ...], content: bytes, original: str, room: _Room, depth: int
) -> Iterator[Item]:
    mail = read_mail(content)
    if mail is None:
        yield Item(path, content, Found(Kind.MAIL, "邮件"), original, BROKEN_MAIL)
        return
    if mail.written:
        said = f"（{visible(mail.subject)}）" if mail.subject else ""
        room.notes.append(f"{'/'.join(_shown(path))}{said}的正文没有收，请看一眼有没有要紧的话")
    if mail.pictures:
        room.notes.append(
            f"{'/'.join(_shown(path))}的正文里有 {mail.pictures} 张图片，没有当作附件收"
        )
    if mail.linked:
        yield Item((*path, "超大附件的链接"), b"", Found(Kind.REFUSED), original, LINKED)
    for attachment in mail.attachments:
        if room.files < 0:
            return
        room.size -= len(attachment.content)
        if room.size < 0:
            refusal = "这一次收的太大，到这里为止。请分几次收"
            yield Item((*path, attachment.name), b"", Found(Kind.REFUSED), original, refusal)
            return
        yield from _unpacked(
            (*path, attachment.name), attachment.content, original, room, depth + 1
        )
