"""Edits copies in LibreOffice: run by the system's Python, which has its bridge, with jobs as JSON on
standard input and their results as JSON on standard output; the argument is a folder for a profile.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

ATTEMPTS, PAUSE = 300, 0.2
"""How often a connection is tried, and the seconds between."""
FORMAT = "MS Word 2007 XML"


class Office:
    """A LibreOffice of our own, and what is asked of it."""

    def __init__(self, profile: Path) -> None:
        name = f"pipe{os.getpid()}"
        self.process = subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--norestore",
                "--nologo",
                f"--accept=pipe,name={name};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        self.context = self._connected(
            resolver, f"uno:pipe,name={name};urp;StarOffice.ComponentContext"
        )
        self.desktop = self.service("com.sun.star.frame.Desktop")
        self.dispatcher = self.service("com.sun.star.frame.DispatchHelper")

    def _connected(self, resolver: Any, address: str) -> Any:
        for _ in range(ATTEMPTS):
            try:
                return resolver.resolve(address)
            except NoConnectException:
                time.sleep(PAUSE)
        self.process.kill()
        raise SystemExit("LibreOffice does not answer")

    def service(self, name: str) -> Any:
        """Return a service of the office."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def open(self, path: str) -> Any:
        """Open a file, unseen."""
        return self.desktop.loadComponentFromURL(
            Path(path).as_uri(), "_blank", 0, (_property("Hidden", True),)
        )

    def dispatch(self, document: Any, command: str, **arguments: object) -> None:
        """Do what a menu does."""
        frame = document.CurrentController.Frame
        given = tuple(_property(name, value) for name, value in arguments.items())
        self.dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, given)

    def call_user(self, name: str) -> None:
        """Let what follows be done by ``name``."""
        provider = self.service("com.sun.star.configuration.ConfigurationProvider")
        node = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationUpdateAccess",
            (_property("nodepath", "/org.openoffice.UserProfile/Data"),),
        )
        node.setPropertyValue("givenname", name)
        node.setPropertyValue("sn", "")
        node.commitChanges()

    def end(self) -> None:
        """End this LibreOffice, and no other."""
        with suppress(DisposedException):
            self.desktop.terminate()
        self.process.wait()


def _property(name: str, value: object) -> Any:
    own = PropertyValue()
    own.Name, own.Value = name, value
    return own


# Edits


def _found(document: Any, words: str) -> Any:
    search = document.createSearchDescriptor()
    search.SearchString = words
    search.SearchCaseSensitive = True
    found = document.findFirst(search)
    if found is None:
        raise SystemExit(f"{words!r} is not in the document")
    return found


def replace(_: Office, document: Any, words: str, new: str) -> None:
    _found(document, words).setString(new)


def delete(_: Office, document: Any, words: str) -> None:
    _found(document, words).setString("")


def insert_before(_: Office, document: Any, words: str, new: str) -> None:
    found = _found(document, words)
    found.Text.insertString(found.Start, new, False)


def insert_after(_: Office, document: Any, words: str, new: str) -> None:
    found = _found(document, words)
    found.Text.insertString(found.End, new, False)


def split_before(_: Office, document: Any, words: str) -> None:
    found = _found(document, words)
    found.Text.insertControlCharacter(found.Start, PARAGRAPH_BREAK, False)


def join_next(_: Office, document: Any, words: str) -> None:
    """Join the paragraph that has these words with the next."""
    found = _found(document, words)
    cursor = found.Text.createTextCursorByRange(found)
    cursor.gotoEndOfParagraph(False)
    cursor.goRight(1, True)
    cursor.setString("")


def delete_paragraph(_: Office, document: Any, words: str) -> None:
    """Delete the paragraph that has these words, its end included."""
    found = _found(document, words)
    cursor = found.Text.createTextCursorByRange(found)
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
    cursor.goRight(1, True)
    cursor.setString("")


def move_before(office: Office, document: Any, words: str, there: str) -> None:
    """Cut the words, and paste them before others."""
    document.CurrentController.select(_found(document, words))
    office.dispatch(document, "Cut")
    document.CurrentController.select(_found(document, there).Start)
    office.dispatch(document, "Paste")


def command(office: Office, document: Any, words: str, name: str) -> None:
    """Do what a menu does where these words stand: MoveDown, DeleteRows, InsertRowsAfter."""
    document.CurrentController.select(_found(document, words).Start)
    office.dispatch(document, name)


def strike(_: Office, document: Any, words: str) -> None:
    _found(document, words).CharStrikeout = 1


def comment(office: Office, document: Any, words: str, said: str) -> None:
    document.CurrentController.select(_found(document, words))
    office.dispatch(document, "InsertAnnotation", Text=said)


def reply(office: Office, document: Any, said: str) -> None:
    """Answer the comment that says this with the quotation that LibreOffice begins with: it lets
    nobody but a hand at its keys write on.
    """
    (asked,) = (own for own in _annotations(document) if own.Content == said)
    office.dispatch(document, "ReplyComment", Id=asked.Name)


def resolve(office: Office, document: Any, said: str) -> None:
    """Mark the comment that says this as done."""
    (asked,) = (own for own in _annotations(document) if own.Content == said)
    asked.Resolved = True


def _annotations(document: Any) -> Iterator[Any]:
    """Yield the comments of a document."""
    fields = document.TextFields.createEnumeration()
    while fields.hasMoreElements():
        field = fields.nextElement()
        if field.supportsService("com.sun.star.text.textfield.Annotation"):
            yield field


EDITS: dict[str, Callable[..., None]] = {
    own.__name__: own
    for own in (
        replace, delete, insert_before, insert_after, split_before, join_next, delete_paragraph,
        move_before, command, strike, comment, reply, resolve,
    )
}  # fmt: skip


# What a document holds


def paragraphs(text: Any) -> Iterator[str]:
    """Yield the paragraphs of a text, those of its tables cell by cell."""
    blocks = text.createEnumeration()
    while blocks.hasMoreElements():
        block = blocks.nextElement()
        if block.supportsService("com.sun.star.text.TextTable"):
            for name in block.CellNames:
                yield from paragraphs(block.getCellByName(name))
        else:
            yield block.getString()


def settled(office: Office, path: str, command: str) -> list[str]:
    """Return the paragraphs of a file once all changes are accepted, or rejected."""
    document = office.open(path)
    office.dispatch(document, command)
    lines = list(paragraphs(document.Text))
    document.close(True)
    return lines


def done(office: Office, job: dict[str, Any]) -> dict[str, list[str]]:
    """Do the edits of a job, save the copy, and read it again in two ways."""
    document = office.open(job["source"])
    for name, author, tracked, *arguments in job["edits"]:
        office.call_user(author)
        document.RecordChanges = tracked
        EDITS[name](office, document, *arguments)
    document.storeToURL(Path(job["target"]).as_uri(), (_property("FilterName", FORMAT),))
    document.close(True)
    return {
        "accepted": settled(office, job["target"], "AcceptAllTrackedChanges"),
        "rejected": settled(office, job["target"], "RejectAllTrackedChanges"),
    }


def main() -> None:
    jobs = json.load(sys.stdin)
    office = Office(Path(sys.argv[1]))
    try:
        json.dump([done(office, job) for job in jobs], sys.stdout)
    finally:
        office.end()


if __name__ == "__main__":
    main()
