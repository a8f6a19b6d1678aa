"""The paragraphs of a notice nested by their numbers: which stand under which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs

from compiler.learning.marks import Mark, Style, counted, read_mark, runs_in
from compiler.learning.paragraphs import Paragraph


@attrs.define(eq=False)
class Part:
    """A numbered paragraph and all that stands under it, in the order of the notice; the notice itself
    has neither number nor head.
    """

    mark: Mark | None = None
    paragraph: Paragraph | None = None
    above: Part | None = None
    items: list[Part | Paragraph] = attrs.field(factory=list)

    @property
    def head(self) -> str:
        """What stands behind the number."""
        if self.paragraph is None or self.mark is None:
            return ""
        return self.paragraph.half[self.mark.length :].lstrip()

    @property
    def style(self) -> Style:
        """The style of the number."""
        return self.mark.style if self.mark else ("", "", "")

    @property
    def number(self) -> int:
        """The number, 0 if there is none."""
        return self.mark.number if self.mark else 0

    def parts(self) -> list[Part]:
        """Return the numbered paragraphs directly under it."""
        return [item for item in self.items if isinstance(item, Part)]

    def texts(self) -> list[Paragraph]:
        """Return the paragraphs without a number directly under it."""
        return [item for item in self.items if isinstance(item, Paragraph)]

    def walk(self) -> Iterator[Part]:
        """Yield it and every part under it."""
        yield self
        for part in self.parts():
            yield from part.walk()


def nest(
    paragraphs: Iterable[Paragraph], labelled: Callable[[str], bool]
) -> tuple[Part, frozenset[Style]]:
    """Return the notice as a tree, and the styles that only name numbers given elsewhere; ``labelled``
    tells whether a text begins with the label of a value.
    """
    paragraphs = list(paragraphs)
    series, named = counted(one.half for one in paragraphs if not one.cells)
    root = Part()
    stack = [root]
    for paragraph in paragraphs:
        mark = None if paragraph.cells else read_mark(paragraph.half)
        if mark is not None and (mark.style not in series | named or runs_in(paragraph.half)):
            mark = None
        if mark is None:
            _climb(stack, paragraph, labelled)
            stack[-1].items.append(paragraph)
            continue
        _pop(stack, mark, labelled)
        part = Part(mark, paragraph, stack[-1])
        stack[-1].items.append(part)
        stack.append(part)
    return root, named


def surplus(root: Part, labelled: Callable[[str], bool]) -> list[Paragraph]:
    """Take from the last part the paragraphs that no other part of its level has as many of at its end:
    they close the notice.
    """
    last = root
    while last.parts() and last.items[-1] is last.parts()[-1]:
        last = last.parts()[-1]
    alike = [part for part in root.walk() if part is not last and part.style == last.style]
    most = max((len(_trailing(part, labelled)) for part in alike), default=0)
    over = _trailing(last, labelled)[most:]
    if last is root or not alike or not over:
        return []
    del last.items[-len(over) :]
    return over


def _trailing(part: Part, labelled: Callable[[str], bool]) -> list[Paragraph]:
    """Return the paragraphs without number or label that a part ends with."""
    found: list[Paragraph] = []
    for item in reversed(part.items):
        if isinstance(item, Part) or item.cells or labelled(item.half):
            break
        found.insert(0, item)
    return found


def _climb(stack: list[Part], paragraph: Paragraph, labelled: Callable[[str], bool]) -> None:
    """Leave the members of a value behind where the next label of the same record comes."""
    if not labelled(paragraph.half):
        return
    for depth in range(len(stack) - 1, -1, -1):
        if any(labelled(text.half) for text in stack[depth].texts()):
            del stack[depth + 1 :]
            return


def _pop(stack: list[Part], mark: Mark, labelled: Callable[[str], bool]) -> None:
    """Leave what a number does not stand under: the nearest of its style that it goes on from, else the
    nearest of its style, unless a label without words waits for its members.
    """
    last = stack[-1].items[-1] if stack[-1].items else None
    waiting = isinstance(last, Paragraph) and labelled(last.half) and last.half.endswith(":")
    if waiting and mark.number == 1:
        return
    same = [depth for depth, part in enumerate(stack) if part.mark and part.style == mark.style]
    next_ = [depth for depth in same if stack[depth].number + 1 == mark.number]
    if next_ or same:
        del stack[(next_ or same)[-1] :]
