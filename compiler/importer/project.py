"""A published notice turned into a project: the register, and a form for every measure. The
outline run backwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from compiler.chinese.shortening import beginning
from compiler.chinese.width import FULL, HALF
from compiler.diagnostics import Diagnostic, complain
from compiler.importer.contents import form_contents, register_contents
from compiler.importer.drafts import GatheredText
from compiler.importer.gathering import gather
from compiler.importer.imported import ImportedProject
from compiler.importer.line_ends import MOST_ENDS, cut, doubtful_ends
from compiler.importer.matches import NoticeParagraph
from compiler.importer.numbering_check import NumberingCheck
from compiler.importer.persons import doubted_persons
from compiler.importer.placing import place
from compiler.importer.referrals import contradictions
from compiler.importer.sharing_out import share_out
from compiler.importer.statuses import undecided_statuses
from compiler.importer.structure import Placed, closing_node, lay_out, unglue
from compiler.notice.entities import BODY
from compiler.notice.kind import Kind
from compiler.schema.choices import UNPLACED
from compiler.span import Span
from compiler.vocab import Profile
from compiler.wordfile.taking import NoticeLine

SHOWN, SAMPLE = 40, 10
TITLE_END = 2
"""Characters: what a title of a kind of notice ends with, as 通报, 报告 or 公示."""
CJK = "、-】\u4e00-\u9fff‘-”"
MARKS = "".join((*",:;()", *(FULL[mark] for mark in ",:;()")))
BESIDE = re.compile(f"(?<=[{CJK}])[{MARKS}]|[{MARKS}](?=[{CJK}])")


def import_notice(
    lines: Sequence[NoticeLine], kind: Kind, file: str
) -> tuple[ImportedProject, list[Diagnostic]]:
    """Return the project of which ``lines`` is the published notice.

    Diagnostics: S061 a paragraph without a place, S062 no title, S063 an ordinal and S064 a mark
    that is missing, S065 the closing words run on, S066 more follow-ups than measures, S068 a
    number out of turn, C030 and C031 a reference whose number or title is no problem's, S072 a line that was read on.
    """
    nodes = lay_out(kind.outline)
    placed, found = _place(lines, kind, file)
    profile = _profile(lines)
    for one in placed:
        for lack in one.match.lacks if one.match else ():
            span = _span(file, one.paragraph, lack.start)
            arguments = dict(lack.arguments)
            if "mark" in arguments and profile is Profile.FULL_WIDTH:
                arguments["mark"] = FULL.get(str(arguments["mark"]), arguments["mark"])
            found.append(complain(lack.code, span, **arguments))
    numbering = NumberingCheck(file)
    draft = gather(placed, nodes, numbering)
    found += numbering.validate()
    found += contradictions(draft, file)
    found += share_out(draft, kind, file)
    found += undecided_statuses(draft, kind, file)
    found += doubted_persons(draft.persons, file)
    forms = form_contents(draft, kind, file, found)
    for paragraph in draft.unplaced:
        found.append(
            complain("S061", Span(file, line=paragraph.number), text=_shortened(paragraph.text))
        )
        draft.texts.append(GatheredText(UNPLACED, BODY, None, paragraph.text))
    register = register_contents(draft, kind, file, profile, found)
    return ImportedProject(register, forms), found


def _place(
    lines: Sequence[NoticeLine], kind: Kind, file: str
) -> tuple[tuple[Placed, ...], list[Diagnostic]]:
    """Place every paragraph, and if the closing words have none of their own, part them from the
    last one before.
    """
    nodes = lay_out(kind.outline)
    statuses = tuple(status.name for status in kind.statuses)
    title_end = kind.default_title[-TITLE_END:]
    placed = place(
        [
            NoticeParagraph(line.number, line.text, ends=line.ends[:MOST_ENDS], cells=line.cells)
            for line in lines
            if line.text.strip()
        ],
        nodes,
        statuses,
        title_end,
    )
    paragraphs = [attrs.evolve(one.paragraph, ends=()) for one in placed]
    closing = closing_node(nodes)
    found = [one for own in placed for one in _read_on(own, file)]
    parting = unglue(placed, closing, kind.closing_words) if closing else None
    if parting is None or closing is None:
        return placed, found
    index, position = parting
    whole = paragraphs[index]
    tail = cut(whole, position, len(whole.text))
    parted = place(
        [*paragraphs[:index], cut(whole, 0, position), tail, *paragraphs[index + 1 :]],
        nodes,
        statuses,
        title_end,
    )
    node = parted[index + 1].node
    if node is None or node.index != closing.index:
        return placed, found
    return parted, [*found, complain("S065", _span(file, tail, 0), text=tail.text[:10])]


def _read_on(placed: Placed, file: str) -> Iterator[Diagnostic]:
    """S072 where a paragraph was read on over the visible end of a line; a title is broken for
    looks.
    """
    paragraph = placed.paragraph
    if placed.node is None or placed.node.joins:
        return
    for end in doubtful_ends(paragraph):
        before, after = paragraph.text[:end][-SAMPLE:], paragraph.text[end:][:SAMPLE].strip()
        yield complain("S072", _span(file, paragraph, end), before=before, after=after)


def _span(file: str, paragraph: NoticeParagraph, start: int) -> Span:
    """Return the place of a character of a paragraph."""
    position = paragraph.offset + start
    return Span(file, line=paragraph.number, start=position, end=position + 1)


def _shortened(text: str) -> str:
    """Return the beginning of a paragraph, as a message quotes it."""
    return beginning(text, SHOWN)


def _profile(lines: Iterable[NoticeLine]) -> Profile:
    """The profile the notice is printed in: full width if most of the marks beside Chinese
    characters are.
    """
    full = half = 0
    for line in lines:
        for mark in BESIDE.findall(line.text):
            full, half = (full + 1, half) if mark in HALF else (full, half + 1)
    return Profile.FULL_WIDTH if full > half else Profile.AS_TYPED
