"""Importing a notice five times as long takes five times as many steps, whatever it grows by."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from support.word_xml import level, lists, numbered, paragraph, text, word_file
from test_importer import NOTICE, XUNSHI, kind_of
from test_speed_shape import steps

from compiler.chinese.numerals import to_chinese
from compiler.importer import import_notice
from compiler.importer.follow_ups import in_order
from compiler.importer.gathering import gather
from compiler.importer.line_ends import MOST_JOINED
from compiler.importer.matches import NoticeParagraph
from compiler.importer.numbering_check import NumberingCheck
from compiler.importer.placing import place
from compiler.importer.structure import lay_out
from compiler.wordfile.parts import open_word
from compiler.wordfile.reader import read_word
from compiler.wordfile.taking import NoticeLine, take_lines

KIND = kind_of(XUNSHI, "xunshi")
STEP, TIMES = 5, 5
ROOM = 1.2
HEAD = [*NOTICE[:6], "二、问题整改情况", "(一)河湖治理方面", "1.巡河不够细。"]
ONE = "(1)关于“排口底数不清”的问题。"
PENDING = ["四、还要接着改的事", "(一)未完成的整改事项和说明"]


def many_problems(count: int, colon: str = ":") -> list[str]:
    """Problems that the end of the notice refers to one by one."""
    lines = list(HEAD)
    for number in range(1, count + 1):
        lines += [
            f"({number})关于“第{number}处底数不清”的问题。",
            f"整改情况{colon}一是摸清底数。已查。二是挂牌。已挂。",
        ]
    lines += PENDING
    for number in range(1, count + 1):
        lines += [
            f"第{number}条:关于“第{number}处底数不清”的问题。",
            "有关情况说明:还有1处。",
            "下一步措施:抓紧办。",
            "完成时限:2025年6月底。",
        ]
    return lines + NOTICE[-3:]


def without_a_mark(count: int) -> list[str]:
    """Problems each of which lacks a mark that is supplied."""
    return many_problems(count, "")


def misnumbered(count: int) -> list[str]:
    """Problems that are referred to by a wrong number."""
    return [
        line.replace("第", "第9", 1) if line.startswith("第") else line
        for line in many_problems(count)
    ]


def many_measures(count: int) -> list[str]:
    """Measures of one problem, and as many follow-ups."""
    members = range(1, count + 1)
    done = "".join(
        f"{to_chinese(number)}是摸清第{number}处。查出{number}个。" for number in members
    )
    left, next_ = (
        "".join(f"({number})第{number}处:{words}。" for number in members)
        for words in ("还有1处", "抓紧办")
    )
    pending = [
        "第1条:关于“排口底数不清”的问题。",
        f"有关情况说明:{left}",
        f"下一步措施:{next_}",
        "完成时限:2025年6月底。",
    ]
    return [*HEAD, ONE, f"整改情况:{done}", *PENDING, *pending, *NOTICE[-3:]]


def long_text(count: int) -> list[str]:
    """One measure of many sentences."""
    return [*HEAD, ONE, "整改情况:一是摸清底数。" + "查出排口46个,都立了牌。" * count, *NOTICE[-3:]]


def misfits(count: int) -> list[str]:
    """Paragraphs that fit nowhere."""
    return [*NOTICE[:6], *["哪里也放不进的一段"] * count, *NOTICE[6:]]


def plain(paragraphs: Sequence[str]) -> list[NoticeLine]:
    return [NoticeLine(number, words) for number, words in enumerate(paragraphs, 1)]


def broken(paragraphs: Sequence[str]) -> list[NoticeLine]:
    """Make one paragraph of all, with line breaks in the place of their ends."""
    ends = [len("".join(paragraphs[:count])) for count in range(1, len(paragraphs))]
    return [NoticeLine(1, "".join(paragraphs), tuple(ends))]


def narrow(paragraphs: Sequence[str]) -> list[NoticeLine]:
    """Break every paragraph after seven characters."""
    return [
        NoticeLine(number, words, tuple(range(7, len(words), 7)))
        for number, words in enumerate(paragraphs, 1)
    ]


def grows_in_line(work: Callable[[int], object], first: int) -> None:
    """Demand that five steps of growth cost five times what one costs."""
    work(first)  # what is looked up once is not counted
    none, short, long = (
        steps(lambda count=count: work(count))
        for count in (first, first + STEP, first + STEP * TIMES)
    )
    assert long - none <= (short - none) * TIMES * ROOM


NOTICES = (many_problems, without_a_mark, misnumbered, many_measures, long_text, misfits)


@pytest.mark.parametrize(
    ("lines", "notice"),
    [
        *((lines, notice) for lines in (plain, broken) for notice in NOTICES),
        (narrow, many_problems),
        (narrow, long_text),
    ],
)
def test_a_notice_five_times_as_long_takes_five_times_the_steps(
    lines: Callable[[Sequence[str]], list[NoticeLine]], notice: Callable[[int], list[str]]
) -> None:
    first = 1 if lines is plain else MOST_JOINED
    grows_in_line(lambda count: import_notice(lines(notice(count)), KIND, "通报.txt"), first)


def test_gathering_five_times_the_problems_takes_five_times_the_steps() -> None:
    """By itself, without the matching of lines, which takes most of the time."""
    nodes, statuses = lay_out(KIND.outline), tuple(status.name for status in KIND.statuses)

    def gathering(count: int) -> int:
        lines = enumerate(misnumbered(count), 1)
        placed = place([NoticeParagraph(number, words) for number, words in lines], nodes, statuses)
        return steps(lambda: gather(placed, nodes, NumberingCheck("通报.txt")))

    none, short, long = map(gathering, (1, 21, 1 + 20 * TIMES))
    assert long - none <= (short - none) * TIMES * ROOM


def numbered_document(count: int) -> bytes:
    numbering = lists(
        {5: level(0, "decimal", "%1、") + level(1, "decimal", "（%2）")}, {1: (5, "")}
    )
    body = (
        paragraph(text("甲") + text("乙", "<w:vanish/>"), numbered(1, step % 2))
        for step in range(count)
    )
    return word_file(*body, parts={"numbering": numbering})


def test_reading_a_word_file_five_times_as_long_takes_five_times_the_steps() -> None:
    def read(count: int) -> None:
        parts = open_word(numbered_document(count))
        assert parts is not None
        take_lines(read_word(parts), "通报.docx")

    grows_in_line(read, 40)


def test_follow_ups_are_paired_with_limits() -> None:
    """A thousand of two thousand are not compared one with all; as many as there are measures are
    not compared at all.
    """
    measures = [f"第{number}处" for number in range(2000)]
    assert steps(lambda: in_order(measures[:1000], measures)) < 20_000
    assert in_order(measures, measures) == list(range(2000))
