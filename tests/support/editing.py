"""Word files edited as people edit them: words replaced, deleted and put in, with or without tracking,
paragraphs parted, joined, moved, taken out and added.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from io import BytesIO

import attrs
import docx
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
WHEN = "2025-02-16T09:30:00Z"


@attrs.frozen
class WordEdit:
    """Characters ``start`` to ``end`` of a paragraph (counted from 0 among those with words) that
    become ``text``; tracked under the name of ``author`` if there is one.
    """

    paragraph: int
    start: int
    end: int
    text: str
    author: str = ""


def edited(content: bytes, edits: Sequence[WordEdit]) -> bytes:
    """Return a Word file with edits made; those of one paragraph must not overlap."""

    def change(body: etree._Element) -> None:
        paragraphs = worded(body)
        for edit in sorted(edits, key=lambda one: (one.paragraph, one.start), reverse=True):
            _edit(paragraphs[edit.paragraph], edit)

    return with_body(content, change)


def commented(content: bytes, words: str, author: str, said: str) -> bytes:
    """Return a Word file with a comment on the first run that has these words."""
    book = docx.Document(BytesIO(content))
    runs = (run for paragraph in book.paragraphs for run in paragraph.runs if words in run.text)
    comment = book.add_comment(next(runs), said, author=author)
    comment._comment_elm.set(f"{W}date", WHEN)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_body(content: bytes, change: Callable[[etree._Element], None]) -> bytes:
    """Return a Word file whose body was changed."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    body = root.find(f"{W}body")
    assert body is not None
    change(body)
    parts["word/document.xml"] = etree.tostring(root)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()


def worded(body: etree._Element) -> list[etree._Element]:
    """Return the paragraphs with words, in order."""
    return [p for p in body.iter(f"{W}p") if "".join(t.text or "" for t in p.iter(f"{W}t")).strip()]


def text_of(paragraph: etree._Element) -> str:
    """Return the words of a paragraph."""
    return "".join(t.text or "" for t in paragraph.iter(f"{W}t"))


def _runs(paragraph: etree._Element) -> list[etree._Element]:
    """Return the runs of a paragraph that have words, each with a single text: a title is broken
    into lines, and its run is cut there.
    """
    for run in list(paragraph.iter(f"{W}r")):
        last = run
        for extra in [child for child in run if child.tag in (f"{W}t", f"{W}br")][1:]:
            twin = _empty(run)
            twin.append(extra)
            last.addnext(twin)
            last = twin
    return [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None]


def _empty(run: etree._Element) -> etree._Element:
    """Return a run that looks like another and says nothing."""
    twin = etree.Element(f"{W}r")
    properties = run.find(f"{W}rPr")
    if properties is not None:
        twin.append(deepcopy(properties))
    return twin


def _saying(run: etree._Element, text: str, tag: str = "t") -> etree._Element:
    """Return a run that looks like another and says ``text``."""
    twin = _empty(run)
    own = etree.SubElement(twin, f"{W}{tag}")
    own.text = text
    own.set(SPACE, "preserve")
    return twin


def _edit(paragraph: etree._Element, edit: WordEdit) -> None:
    """Make one edit."""
    at, last = 0, None
    target: etree._Element | None = None
    for run in _runs(paragraph):
        node = run.find(f"{W}t")
        assert node is not None
        words = node.text or ""
        first, stop = max(edit.start - at, 0), min(edit.end - at, len(words))
        if first < stop:
            rest = _saying(run, words[stop:]) if words[stop:] else None
            node.text = words[:first]
            node.set(SPACE, "preserve")
            if edit.author:
                wrapped = _tracked("del", edit.author)
                wrapped.append(_saying(run, words[first:stop], "delText"))
                run.addnext(wrapped)
                if rest is not None:
                    wrapped.addnext(rest)
                target = target if target is not None else wrapped
            else:
                if rest is not None:
                    run.addnext(rest)
                target = target if target is not None else run
        elif edit.start == edit.end and at <= edit.start <= at + len(words) and target is None:
            cut = edit.start - at
            node.text = words[:cut]
            node.set(SPACE, "preserve")
            if words[cut:]:
                run.addnext(_saying(run, words[cut:]))
            target = run
        last = run
        at += len(words)
    place = target if target is not None else last
    if edit.text and place is not None:
        model = place if place.tag == f"{W}r" else last
        assert model is not None
        new = _saying(model, edit.text)
        if edit.author:
            wrapped = _tracked("ins", edit.author)
            wrapped.append(new)
            new = wrapped
        place.addnext(new)


def _tracked(tag: str, author: str) -> etree._Element:
    """Return the wrapper of a tracked change."""
    wrapper = etree.Element(f"{W}{tag}")
    wrapper.set(f"{W}id", "9000")
    wrapper.set(f"{W}author", author)
    wrapper.set(f"{W}date", WHEN)
    return wrapper


# Paragraphs


def removed(paragraph: int) -> Callable[[etree._Element], None]:
    """Take a paragraph out."""

    def change(body: etree._Element) -> None:
        own = worded(body)[paragraph]
        own.getparent().remove(own)

    return change


def added(paragraph: int, text: str) -> Callable[[etree._Element], None]:
    """Put a paragraph in behind another."""

    def change(body: etree._Element) -> None:
        own = worded(body)[paragraph]
        new = etree.Element(f"{W}p")
        run = etree.SubElement(new, f"{W}r")
        etree.SubElement(run, f"{W}t").text = text
        own.addnext(new)

    return change


def moved(paragraph: int, behind: int) -> Callable[[etree._Element], None]:
    """Move a paragraph behind another."""

    def change(body: etree._Element) -> None:
        paragraphs = worded(body)
        paragraphs[behind].addnext(paragraphs[paragraph])

    return change


def parted(paragraph: int, at: int) -> Callable[[etree._Element], None]:
    """End a paragraph at a place; what follows is one of its own."""

    def change(body: etree._Element) -> None:
        own = worded(body)[paragraph]
        twin = deepcopy(own)
        length = len(text_of(own))
        _edit(own, WordEdit(paragraph, at, length, ""))
        _edit(twin, WordEdit(paragraph, 0, at, ""))
        own.addnext(twin)

    return change


def joined(paragraph: int) -> Callable[[etree._Element], None]:
    """Join a paragraph with the next one."""

    def change(body: etree._Element) -> None:
        paragraphs = worded(body)
        own, other = paragraphs[paragraph], paragraphs[paragraph + 1]
        for child in list(other):
            if child.tag != f"{W}pPr":
                own.append(child)
        other.getparent().remove(other)

    return change
