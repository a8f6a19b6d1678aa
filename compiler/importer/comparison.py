"""What an imported notice compiles back to, held against the notice that was given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

import attrs

from compiler.chinese.common_ends import common_ends
from compiler.chinese.shortening import beginning
from compiler.diagnostics import Diagnostic, complain, sort
from compiler.notice.numbering import plain_marks
from compiler.span import Span
from compiler.vocab import Severity
from compiler.wordfile.taking import NoticeLine

GAP = re.compile(r"[ \xa0]*[\t\u3000][ \t\u3000\xa0]*")
"""Between the cells of a row, however its text shows it."""

MENDS = ("S061", "S062", "S063", "S064", "S065", "S066", "S068", "S072", "C030", "C031")
"""What is said of a paragraph because it will not come back as it was."""

SHOWN, BEFORE = 30, 8
NOTHING = "没有这一段"


@attrs.frozen
class Comparison:
    """How many paragraphs a notice has, and how many come back: as they were, otherwise where that
    was told, otherwise in the width of their marks alone, and otherwise altogether.
    """

    given: int
    same: int
    told: int = 0
    widths: int = 0
    different: int = 0

    @property
    def differing(self) -> int:
        """How many paragraphs come back otherwise, or are more than were given."""
        return self.told + self.widths + self.different


@attrs.frozen
class _Change:
    """Paragraphs that come back otherwise: from which to which, and what is printed instead."""

    start: int
    end: int
    printed: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many paragraphs that are."""
        return max(self.end - self.start, len(self.printed))


def compare(
    lines: Sequence[NoticeLine],
    printed: Sequence[str],
    told: Iterable[Diagnostic],
    title: str,
    file: str,
) -> tuple[Comparison, list[Diagnostic]]:
    """Hold the lines of a notice against the paragraphs that its import prints; ``told`` is what the
    import has said, ``title`` the title it read, which may have stood on several lines.

    Diagnostics: S170 the first paragraph that comes back otherwise although nothing was said of it,
    S171 the first that comes back with marks of another width.
    """
    own = [GAP.sub("\t", line.text.strip()) for line in lines]
    spoken = [(one.code, one.spans[0].line) for one in told if one.code in MENDS and one.spans]
    changes: dict[str, list[_Change]] = {"told": [], "S170": [], "S171": []}
    for change in _changes(lines, own, printed, title):
        given = own[change.start : change.end]
        changes[_weight(change, given, lines, spoken)].append(change)
    counts = {name: sum(one.size for one in some) for name, some in changes.items()}
    same = len(own) - sum(one.end - one.start for some in changes.values() for one in some)
    found = [
        _complaint(code, counts[code], changes[code][0], lines, own, file)
        for code in ("S170", "S171")
        if changes[code]
    ]
    return Comparison(len(own), same, counts["told"], counts["S171"], counts["S170"]), found


def not_back(lines: Sequence[NoticeLine], printed: Sequence[str]) -> tuple[NoticeLine, ...]:
    """Return the paragraphs of a notice that do not come back as they were."""
    own = [GAP.sub("\t", line.text.strip()) for line in lines]
    changes = _differences(own, [GAP.sub("\t", text.strip()) for text in printed])
    return tuple(line for one in changes for line in lines[one.start : one.end])


def _changes(
    lines: Sequence[NoticeLine], own: Sequence[str], printed: Sequence[str], title: str
) -> Iterator[_Change]:
    """Yield what differs, paragraph by paragraph where as many come back as were given; not where only
    the title comes back on one line, or a paragraph ends where a line of it visibly ended.
    """
    back = [GAP.sub("\t", text.strip()) for text in printed]
    for change in _differences(own, back):
        given, words = "".join(own[change.start : change.end]), "".join(change.printed)
        broken = any(line.ends for line in lines[change.start : change.end])
        if given != words or not (broken or words == title):
            yield change


def _differences(own: Sequence[str], back: Sequence[str]) -> Iterator[_Change]:
    for tag, a, b, c, d in SequenceMatcher(None, own, back).get_opcodes():
        if tag == "equal":
            continue
        if b - a == d - c:
            for number in range(b - a):
                yield _Change(a + number, a + number + 1, (back[c + number],))
        else:
            yield _Change(a, b, tuple(back[c:d]))


def _weight(
    change: _Change,
    given: Sequence[str],
    lines: Sequence[NoticeLine],
    spoken: Sequence[tuple[str, int | None]],
) -> str:
    """Tell whether a change was told, and if not by which rule it is."""
    numbers = {line.number for line in lines[change.start : change.end]}
    supplied = not given and ("S062", 1) in spoken and change.start == 0
    if supplied or (numbers and numbers <= {line for _, line in spoken}):
        return "told"
    if len(given) == len(change.printed) and plain_marks("\n".join(given)) == plain_marks(
        "\n".join(change.printed)
    ):
        return "S171"
    return "S170"


def _complaint(
    code: str,
    count: int,
    change: _Change,
    lines: Sequence[NoticeLine],
    own: Sequence[str],
    file: str,
) -> Diagnostic:
    """Return what is told of the first change of its kind: where it begins, and both its wordings."""
    given, printed = "".join(own[change.start : change.end]), "".join(change.printed)
    at = max(0, common_ends(given, printed)[0] - BEFORE)
    line = lines[min(change.start, len(lines) - 1)].number
    place = Span(file, line=line, start=at, end=at + 1) if given else Span(file, line=line)
    return complain(code, place, given=_part(given, at), printed=_part(printed, at), count=count)


def _part(text: str, at: int) -> str:
    """Return what is quoted of a text from where it may differ."""
    return f"“{'…' if at else ''}{beginning(text[at:], SHOWN)}”" if text else NOTHING


def lacking(found: Sequence[Diagnostic], file: str) -> list[Diagnostic]:
    """Return S172 if what was found in compiling the import forbids publication: the office has to
    fill in what the notice does not tell.
    """
    faults = sort([one for one in found if one.severity is Severity.ERROR])
    if not faults:
        return []
    first = faults[0].message
    return [complain("S172", Span(file), count=len(faults), first=first)]
