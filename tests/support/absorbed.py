"""The laws of bringing edits back, on one project and one set of edits."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import attrs

from compiler.absorbing.base import Base, base_of
from compiler.absorbing.comparison import FoundEdit, compare
from compiler.brief import brief
from compiler.chinese.same_words import plainly
from compiler.commands.absorbing import Absorption, list_edits
from compiler.commands.adopting import Adopted, apply_list
from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document
from compiler.commands.compiling import compile_project
from compiler.model.document import RunKind
from compiler.outputs.edits.bases import find_base
from compiler.wordfile.edited_copy import EditedCopy, read_edited_copy
from support.editing import WordEdit, added, edited, joined, moved, parted, removed, with_body

DAY = date(2025, 2, 18)
WORDS = (
    "持续",
    "全面推进",
    "从严",
    "并长期坚持",
    "等工作",
    "分类",
    "逐一",
    "进一步",
    "压实",
    "Word",
    "12",
)
SENTENCES = ("已建立长效机制。", "相关责任人已作出说明。", "区委多次专题研究。")
AUTHORS = ("", "", "陈书记", "林区长")


@attrs.frozen
class Printed:
    """A compiled project: its folder, its base."""

    __repr__ = brief

    root: Path
    base: Base
    review: bytes
    notice: bytes


def printed(root: Path, *, draft: bool = False) -> Printed:
    """Compile a project, and return what it printed."""
    compile_project(root, draft=draft)
    output = root / "output"
    review, notice = output / "通报（审核稿）.docx", output / "通报.docx"
    copy, _ = read_edited_copy(review, review.name)
    assert copy is not None
    found = find_base(output, copy.number, [one.text for one in copy.paragraphs])
    assert found is not None
    return Printed(
        root, base_of(found.provenance, kept=True), review.read_bytes(), notice.read_bytes()
    )


def random_edits(base: Base, rng: random.Random, most: int) -> list[WordEdit]:
    """Return edits within paragraphs, a few characters apart."""
    edits: list[WordEdit] = []
    for _ in range(rng.randint(1, most)):
        index = rng.randrange(len(base.paragraphs))
        paragraph = base.paragraphs[index]
        runs = [run for run in paragraph.runs if run.run.text]
        fields = [run for run in runs if run.run.kind is RunKind.FIELD] or runs
        run = rng.choice(fields if rng.random() < 0.8 else runs)
        start = rng.randint(run.start, run.end)
        deed = rng.random()
        if deed < 0.35:
            end, text = start, rng.choice(WORDS)
        elif deed < 0.45:
            start = end = run.end
            text = rng.choice(SENTENCES)
        else:
            end = min(len(paragraph.text), start + rng.randint(1, 8 if deed < 0.9 else 30))
            text = rng.choice(WORDS) if rng.random() < 0.6 else ""
        near = (one for one in edits if one.paragraph == index)
        if any(start <= one.end + 3 and one.start <= end + 3 for one in near):
            continue
        if (start, end) == (0, len(paragraph.text)) or (start == end and not text):
            continue
        edits.append(WordEdit(index, start, end, text, rng.choice(AUTHORS)))
    return edits


def random_shape(base: Base, rng: random.Random, content: bytes) -> bytes:
    """Return a copy in which something was done to whole paragraphs."""
    count = len(base.paragraphs)
    index = rng.randrange(count)
    deed = rng.randrange(5)
    text = base.paragraphs[index].text
    if deed == 0:
        return with_body(content, removed(index))
    if deed == 1:
        return with_body(content, added(index, "新加的一段话，原来没有。"))
    if deed == 2:
        return with_body(content, moved(index, rng.choice([n for n in range(count) if n != index])))
    if deed == 3 and len(text) > 12:
        place = rng.randint(4, len(text) - 4)
        while text[place - 1 : place + 1].isdigit() and place < len(text) - 1:
            place += 1  # a number is compared whole: where in it a paragraph ends is not told
        return with_body(content, parted(index, place))
    return with_body(content, joined(min(index, count - 2)))


def rebuilt(base: Base, edits: Sequence[FoundEdit]) -> list[str]:
    """Return the paragraphs that a base and all edits found make, in plain words, sorted."""
    texts: list[str] = []
    for index, paragraph in enumerate(base.paragraphs):
        own = sorted(
            (one for one in edits if one.paragraph == index and not one.whole),
            key=lambda one: (one.start, one.end),
        )
        whole = [one for one in edits if one.paragraph == index and one.whole]
        all_of_it = (0, len(paragraph.text))
        gone = any((one.start, one.end) == all_of_it and not one.text for one in whole)
        places = [one for one in whole if not one.text and one.start == one.end]
        cuts = [(one.start, one.end, one.line, one.new_start, one.text) for one in own]
        cuts += [
            (
                one.start,
                one.end,
                one.line,
                one.new_start,
                "\v" if one.start == len(paragraph.text) else "\n",
            )
            for one in places
        ]
        text, at = "", 0
        for start, end, _, _, new in sorted(cuts):
            text += paragraph.text[at:start] + new
            at = end
        text += paragraph.text[at:]
        if not gone:
            texts.append(text + "\n")
        texts += (one.text + "\n" for one in whole if one.text and one.start == one.end)
    joined_text = "".join(texts).replace("\v\n", "")
    return sorted(filter(None, map(plainly, joined_text.split("\n"))))


def said(copy: EditedCopy) -> list[str]:
    """Return the paragraphs of a copy in plain words, sorted."""
    texts = (plainly(one.number + one.text).replace("\n", "") for one in copy.paragraphs)
    return sorted(filter(None, texts))


def every_edit_is_found(base: Base, copy: EditedCopy) -> str:
    """Return what is wrong: the base with every edit found in it must be the copy."""
    found = compare(base, copy)
    mine, theirs = rebuilt(base, found.edits), said(copy)
    if mine == theirs:
        return ""
    lost = [text for text in theirs if text not in mine]
    more = [text for text in mine if text not in theirs]
    return f"lost {lost[:3]}, invented {more[:3]}"


def adopted_text_is_printed(where: Printed, content: bytes, scratch: Path) -> Iterator[str]:
    """Yield what is wrong: with all exact rows adopted the next draft says what the copy says,
    but for the others; nothing else changes; once more changes nothing.
    """
    root = scratch / "项目"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(where.root, root)
    path = scratch / "改稿.docx"
    path.write_bytes(content)
    absorbed = list_edits(root, [path], root / "output")
    if absorbed.found is None or absorbed.written is None:
        yield f"not listed: {absorbed.diagnostics}"
        return
    copy, _ = read_edited_copy(path, path.name)
    assert copy is not None
    expected = _expected(where.base, copy, absorbed)
    before = tree(root / "input_workbooks")
    adopted = apply_list(root, absorbed.written, root / "output", DAY)
    if adopted.failed:
        yield f"not applied: {[one.message for one in adopted.diagnostics]}"
        return
    after = tree(root / "input_workbooks")
    document = check_document(analyse(root), draft=True).document
    assert document is not None
    now = [words for one in document.paragraphs if (words := plainly(one.text))]
    if now != expected:
        pairs = zip(expected, now, strict=False)
        yield f"printed {[(a, b) for a, b in pairs if a != b][:2]} {len(expected)} {len(now)}"
    again = apply_list(root, absorbed.written, root / "output", DAY)
    if again.failed or tree(root / "input_workbooks") != after:
        yield f"applying twice changes something: {[one.message for one in again.diagnostics]}"
    yield from _undone(root, adopted, before)


def _expected(base: Base, copy: EditedCopy, absorbed: Absorption) -> list[str]:
    """Return the plain words of the paragraphs that the next draft is to print: the exact edits made
    wherever their cells are printed.
    """
    assert absorbed.found is not None
    exact = dict.fromkeys(
        (change.file, change.sheet, change.cell, change.start, change.end, change.new)
        for edit in absorbed.found.edits
        if edit.preset is not None and edit.preset.name == "ADOPT"
        for change in edit.changes
    )
    lines = []
    for paragraph in base.paragraphs:
        text = ""
        for run in paragraph.runs:
            if not run.written:
                text += run.run.text
                continue
            cell = run.cell
            place = (cell.file, cell.sheet, cell.cell)
            own = sorted((one[3:] for one in exact if one[:3] == place), key=lambda one: one[:2])
            text += _replaced(run.run.text, run.at, own)
        lines.append(plainly(text))
    return [line for line in lines if line]


def _replaced(text: str, at: Sequence[int], edits: Sequence[tuple[int, int, str]]) -> str:
    """Return a printed text with replacements made in its cell."""
    result, done = "", 0
    for start, end, new in edits:
        if start > at[-1] + 1 or end < at[0]:
            continue
        first = next((n for n, place in enumerate(at) if place >= start), len(at))
        last = next((n for n, place in enumerate(at) if place >= end), len(at))
        result += text[done:first] + new
        done = max(done, last)
    return result + text[done:]


def _undone(root: Path, adopted: Adopted, before: dict[str, bytes]) -> Iterator[str]:
    """Yield what is wrong: taking the adoption back restores the bytes."""
    from compiler.commands.adopting import undo_last

    undone = undo_last(root)
    wrote = any(path.suffix == ".xlsx" and "退回" not in path.parts for path in adopted.written)
    if wrote and undone.diagnostics:
        yield f"not undone: {[one.message for one in undone.diagnostics]}"
    if tree(root / "input_workbooks") != before:
        yield "undoing does not restore the bytes"


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def random_copy(where: Printed, rng: random.Random) -> bytes:
    """Return an edited copy."""
    content = where.review if rng.random() < 0.5 else where.notice
    content = edited(content, random_edits(where.base, rng, 6))
    return random_shape(where.base, rng, content) if rng.random() < 0.25 else content
