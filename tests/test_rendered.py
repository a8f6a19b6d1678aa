"""The notice as it is printed: pages laid out by LibreOffice and measured off the PDF.

Sizes are points, positions are told in characters of 16 points. Two layouts of each file are
measured: as LibreOffice shows it, and closed up, as the file asks and Word shows it (see
:func:`support.rendering.render`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path
from typing import Literal, get_args

import attrs
import docx
import pytest
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph
from support.rendering import (
    FACES,
    Page,
    Piece,
    Row,
    convert,
    matched,
    read_words,
    render,
    solid,
    why_not,
)

from compiler.chinese.width import text_width
from compiler.commands.checking import Analysis
from compiler.commands.compilation import check_document
from compiler.diagnostics import has_errors
from compiler.model.document import Document, Paragraph, Run, RunKind, TableCell
from compiler.notice.kind import (
    ATTACHMENT_LIST_STYLE,
    ATTACHMENT_STYLE,
    BODY_STYLE,
    CELL_STYLE,
    HEAD_CELL_STYLE,
)
from compiler.notice.layout_profiles import LAYOUT_PROFILES, LayoutProfile
from compiler.word.layout import SEAL_LINES, LaidLine, lay_out
from compiler.word.template.looks import (
    ATTACHMENT_TITLE_STYLE,
    DATE_STYLE,
    LEFT,
    LOOKS,
    RIGHT,
    SIGNATURE_STYLE,
    TITLE_STYLE,
)
from compiler.word.template.styles import build_styles
from compiler.word.writer import write_word

REASON = why_not()
pytestmark = pytest.mark.skipif(REASON is not None, reason=f"no pages to look at: {REASON}")

LINES, CHARACTERS = 22, 28
CHARACTER, TITLE_SIZE, NUMBER_SIZE = 16, 22, 14
QUARTER = CHARACTER / 4
SONG, FANGSONG, KAITI, HEITI = "NotoSerifCJK", "BousungEG", "GBZenKai", "NotoSansCJK"
"""The stand-ins' names inside a PDF: of the 宋体 and the 小标宋, the 仿宋, the 楷体 and the
黑体."""
KEEPING = {look.name for look in LOOKS if look.keeps_next}
NEVER_FIRST, NEVER_LAST = set("，。、；：？！）》”’…—%·"), set("（《“‘—…")
"""Marks that begin no line and marks that end none; a dash is not cut from its other half."""
DISTANCE_OF_NUMBER = 7 * 72 / 25.4

Layout = Literal["as shown", "closed up"]
Printed = Callable[[str, Layout], list[Page]]
every_page = pytest.mark.parametrize("layout", ["as shown", "closed up"])
every_profile = pytest.mark.parametrize("profile", LAYOUT_PROFILES)


def right_edge(page: Page) -> float:
    return page.width - RIGHT / 20


def written(document: Document, profile: LayoutProfile, file: Path) -> Path:
    data, found = write_word(
        document,
        build_styles(profile),
        title="通报",
        organ="区委",
        signed_on=date(2025, 2, 20),
        file="styles.docx",
        layout=profile,
    )
    assert not has_errors(found)
    assert data is not None
    file.write_bytes(data)
    return file


@pytest.fixture(scope="session")
def notice(sample_analysis: Analysis) -> Document:
    document = check_document(sample_analysis).document
    assert document is not None
    return document


@pytest.fixture(scope="session")
def files(notice: Document, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample as a Word file in each profile."""
    folder = tmp_path_factory.mktemp("word")
    return {
        name: written(notice, profile, folder / f"{number}.docx")
        for number, (name, profile) in enumerate(LAYOUT_PROFILES.items())
    }


@pytest.fixture(scope="session")
def pages_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the PDF files lie."""
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="session")
def printed(files: dict[str, Path], pages_folder: Path) -> Printed:
    """The pages by profile, or by name of OTHERS, and layout. LibreOffice's start costs more than
    the pages: everything is laid out in two.
    """
    plain = next(iter(LAYOUT_PROFILES.values()))
    others = {
        name: written(Document(paragraphs()), plain, pages_folder / f"{name}.docx")
        for name, paragraphs in OTHERS.items()
    }
    shown = files | others
    closed = files | {SIGNED: others[SIGNED]}
    as_shown, closed_up = render(list(shown.values()), list(closed.values()), pages_folder)
    made: dict[Layout, dict[str, list[Page]]] = {
        "as shown": dict(zip(shown, as_shown, strict=True)),
        "closed up": dict(zip(closed, closed_up, strict=True)),
    }
    return lambda name, layout: made[layout][name]


@attrs.frozen
class Block:
    """A line of the layout and where it was printed: (page, row) for each of its rows, none for a
    blank line.
    """

    line: LaidLine
    rows: tuple[tuple[int, Row], ...]

    @property
    def keeps(self) -> bool:
        """Whether what follows has to be on the same page."""
        paragraph = self.line.paragraph
        run_in = paragraph is not None and 0 < paragraph.heading_runs < len(paragraph.runs)
        return self.line.keeps_next or (
            paragraph is not None and not run_in and paragraph.style in KEEPING
        )

    @property
    def height(self) -> int:
        """How many lines it takes."""
        return max(1, len(self.rows))


def blocks(document: Document, pages: Sequence[Page]) -> list[Block]:
    """Find every line of the layout on the pages; their texts, one behind the other, have to be
    the same.
    """
    rows = [(number, row) for number, page in enumerate(pages) for row in page.body]
    found = []
    for line in lay_out(document):
        text, own = "" if line.paragraph is None else solid(line.paragraph.text), []
        while text:
            number, row = rows.pop(0)
            assert text.startswith(row.text), (number + 1, row.text, text)
            own.append((number, row))
            text = text[len(row.text) :]
        found.append(Block(line, tuple(own)))
    assert rows == []
    return found


def lines_of(page: Page, pitch: float) -> int:
    """Return how many lines from the first to the last of a page, blank ones included."""
    return round((page.body[-1].pieces[-1].bottom - page.body[0].pieces[-1].bottom) / pitch) + 1


def test_the_faces_are_the_ones_these_tests_reckon_with() -> None:
    assert [family for family, face in FACES.items() if face not in matched(family)] == []


@every_profile
@every_page
def test_a_page_holds_22_lines(
    printed: Printed, notice: Document, profile: str, layout: Layout
) -> None:
    """Less only where the next page begins with what must not be parted: headings and their text,
    or the signature's.
    """
    pages, pitch = printed(profile, layout), LAYOUT_PROFILES[profile].line_pitch / 20
    laid = blocks(notice, pages)
    short = 0
    for number, page in enumerate(pages[:-1]):
        missing = LINES - lines_of(page, pitch)
        assert missing >= 0, number + 1
        if missing:
            short += 1
            start = next(
                index
                for index, block in enumerate(laid)
                if block.rows and block.rows[0][0] == number + 1
            )
            kept = laid[
                start : next(index for index in range(start, len(laid)) if not laid[index].keeps)
            ]
            assert kept, (number + 1, "nothing that must not be parted follows")
            assert sum(block.height for block in kept) + 1 > missing, (number + 1, missing)
    assert short < len(pages) / 8
    assert all(len(page.body) >= 3 for page in pages)


@every_profile
@every_page
def test_headings_stay_with_their_text_and_the_signature_with_the_last_line(
    printed: Printed, notice: Document, profile: str, layout: Layout
) -> None:
    for block, following in pairwise(
        block for block in blocks(notice, printed(profile, layout)) if block.rows
    ):
        if block.keeps:
            assert block.rows[-1][0] == following.rows[0][0], block.rows[-1][1].text


@every_profile
def test_lines_are_evenly_spaced(printed: Printed, profile: str) -> None:
    pitch = LAYOUT_PROFILES[profile].line_pitch / 20
    for page in printed(profile, "as shown"):
        tops = [
            row.top for row in page.body if {piece.face[:9] for piece in row.pieces} == {FANGSONG}
        ]
        for top, lower in pairwise(tops):
            assert lower - top == pytest.approx(round((lower - top) / pitch) * pitch, abs=0.7)


@every_profile
@every_page
def test_a_full_line_holds_28_characters(
    printed: Printed, notice: Document, profile: str, layout: Layout
) -> None:
    """Less only where a mark must not begin the next line, or a figure not be cut; one more, if
    it is a mark set in the margin.
    """
    full = 0
    for block in blocks(notice, printed(profile, layout)):
        if block.line.paragraph is None or block.line.paragraph.style == TITLE_STYLE:
            continue
        for (_, row), (_, following) in pairwise(block.rows):
            width = text_width(row.text) + (2 * 2 if row == block.rows[0][1] else 0)
            assert width <= 2 * CHARACTERS, row.text
            if row.text.isascii() or text_width(row.text) < 2 * len(row.text):
                continue
            full += width == 2 * CHARACTERS
            assert not list(fitting(following.text, 2 * CHARACTERS - width, layout)), (
                row.text,
                following.text,
            )
    assert full > 500


def fitting(text: str, room: int, layout: Layout) -> Iterator[str]:
    """The beginnings of ``text`` that could have stood on the line before: at most ``room`` half
    characters wide.

    LibreOffice also keeps a figure with the mark before it.
    """
    for end in range(1, min(room, len(text) - 1) + 1):
        taken, rest = text[end - 1], text[end]
        gap = 1 if layout == "as shown" and text[:end][-1].isascii() else 0
        whole = (
            rest in NEVER_FIRST
            or taken in NEVER_LAST
            or (rest.isascii() and (taken.isascii() or taken in NEVER_FIRST))
        )
        if not whole and text_width(text[:end]) + gap <= room:
            yield text[:end]


@every_profile
def test_the_type_area_lies_where_the_margins_say(printed: Printed, profile: str) -> None:
    sizes, pitch = LAYOUT_PROFILES[profile], LAYOUT_PROFILES[profile].line_pitch / 20
    pages = printed(profile, "as shown")
    for page in pages:
        assert (page.width, page.height) == pytest.approx((595.3, 841.9), abs=0.7)
        first, last = page.body[0].pieces[-1], page.body[-1].pieces[-1]
        assert 0 <= first.top - sizes.top / 20 <= pitch - CHARACTER + 1
        assert last.bottom <= page.height - sizes.bottom / 20
        assert min(row.left for row in page.body) == pytest.approx(LEFT / 20, abs=1)
        assert (
            max(row.right - CHARACTER * (row.text[-1] in NEVER_FIRST) for row in page.body)
            <= right_edge(page) + 1
        )
    assert (
        sum(max(row.right for row in page.body) > right_edge(page) - 1 for page in pages)
        > len(pages) / 2
    )


@every_profile
def test_page_numbers(printed: Printed, profile: str) -> None:
    """四号 半角宋体, odd ones right and even ones left, one character in, the dashes 7 mm below
    the type area.
    """
    bottom = LAYOUT_PROFILES[profile].bottom / 20
    for number, page in enumerate(printed(profile, "as shown"), 1):
        row = page.number
        assert "".join(piece.text for piece in row.pieces) == f"— {number} —"
        assert {(piece.size, piece.face[: len(SONG)]) for piece in row.pieces} == {
            (NUMBER_SIZE, SONG)
        }
        edge, expected = (
            (row.right, right_edge(page) - NUMBER_SIZE)
            if number % 2
            else (row.left, LEFT / 20 + NUMBER_SIZE)
        )
        assert edge == pytest.approx(expected, abs=NUMBER_SIZE / 4)
        middle = (row.pieces[0].top + row.pieces[0].bottom) / 2
        assert middle - (page.height - bottom) == pytest.approx(DISTANCE_OF_NUMBER, abs=3)


@every_profile
def test_the_title_is_centred(printed: Printed, notice: Document, profile: str) -> None:
    page = printed(profile, "as shown")[0]
    title = next(block for block in blocks(notice, printed(profile, "as shown")) if block.rows)
    assert title.line.paragraph is not None
    assert title.line.paragraph.style == TITLE_STYLE
    for _, row in title.rows:
        assert (row.left + row.right) / 2 == pytest.approx(
            (LEFT / 20 + right_edge(page)) / 2, abs=TITLE_SIZE / 4
        )
        assert {(piece.size, piece.face.partition("-")[2][:4]) for piece in row.pieces} == {
            (TITLE_SIZE, "Bold")
        }
        assert all(piece.face.startswith(SONG) for piece in row.pieces)


@every_profile
def test_each_level_has_its_face(printed: Printed, notice: Document, profile: str) -> None:
    """一级 黑体, 二级 楷体, the rest 仿宋; of a run-in heading the heading alone."""
    faces = {1: HEITI, 2: KAITI}
    seen = set()
    for block in blocks(notice, printed(profile, "as shown")):
        paragraph = block.line.paragraph
        if paragraph is None or paragraph.style == TITLE_STYLE:
            continue
        heading = (
            solid("".join(run.text for run in paragraph.runs[: paragraph.heading_runs]))
            if paragraph.level in faces
            else ""
        )
        text = solid(paragraph.text)[len(heading) :]
        spans = [
            (face, text)
            for face, text in ((faces.get(paragraph.level), heading), (FANGSONG, text))
            if text
        ]
        assert faced(block.rows) == spans
        assert {piece.size for _, row in block.rows for piece in row.pieces} == {CHARACTER}
        seen.add((paragraph.level, heading != "" and text != ""))
    assert seen == {(0, False), (1, False), (2, False), (2, True), (3, False), (4, False)}


def faced(rows: Sequence[tuple[int, Row]]) -> list[tuple[str, str]]:
    """Return the text of rows as stretches of one face, named as the constants above."""
    pieces = [piece for _, row in rows for piece in row.pieces]
    return [
        (face, solid("".join(piece.text for piece in group)))
        for face, group in groupby(pieces, face_of)
    ]


def face_of(piece: Piece) -> str:
    return next(
        (face for face in (SONG, FANGSONG, KAITI, HEITI) if piece.face.startswith(face)), piece.face
    )


def paragraph(text: str, style: str = BODY_STYLE, **more: object) -> Paragraph:
    return attrs.evolve(Paragraph((Run(text, RunKind.FIELD, ()),), style), **more)


@attrs.frozen
class Signing:
    """Signatures over a date, sealed or not."""

    signatures: tuple[str, ...]
    day: str
    sealed: bool = False

    def paragraphs(self) -> list[Paragraph]:
        """Return the block as the document has it."""
        signatures = [
            paragraph(text, SIGNATURE_STYLE, sealed=self.sealed) for text in self.signatures
        ]
        return [paragraph("特此通报。"), *signatures, paragraph(self.day, DATE_STYLE)]


SHORT, LONG = "2025年2月8日", "2025年12月28日"
SIGNINGS = (
    Signing(("中共望澜区委",), LONG),
    Signing(("中共望澜区委",), SHORT),
    Signing(("望澜区委",), LONG),
    Signing(("中共望澜区委整改工作领导小组专班",), SHORT),
    Signing(("中共望澜区委整改工作领导小组专班",), LONG),
    Signing(("中共望澜区委员会", "望澜区人民政府办公室"), LONG),
    Signing(("中共望澜区委", "望澜区政府"), LONG),
    Signing(("中共望澜区委员会",), LONG, sealed=True),
    Signing(("中共望澜区委",), LONG, sealed=True),
    Signing(("中共望澜区委员会", "望澜区人民政府"), SHORT, sealed=True),
)


def signings() -> tuple[Paragraph, ...]:
    """Return all SIGNINGS, one behind another."""
    return tuple(one for signing in SIGNINGS for one in signing.paragraphs())


@pytest.fixture(scope="session")
def signed(printed: Printed) -> dict[Layout, list[tuple[Page, Row]]]:
    """The rows of all SIGNINGS and their pages."""
    layouts: tuple[Layout, ...] = get_args(Layout)
    return {
        layout: [(page, row) for page in printed(SIGNED, layout) for row in page.body]
        for layout in layouts
    }


def block_of(rows: list[tuple[Page, Row]], signing: Signing) -> list[Row]:
    """Return the rows of one block in characters from the right edge of the type area; all on one
    page.
    """
    before = sum(len(other.paragraphs()) for other in SIGNINGS[: SIGNINGS.index(signing)])
    own = rows[before : before + len(signing.paragraphs())]
    assert [row.text for _, row in own] == ["特此通报。", *signing.signatures, signing.day]
    assert len({id(page) for page, _ in own}) == 1
    return [row for _, row in own[1:]]


def from_right(row: Row) -> float:
    return (595.3 - RIGHT / 20 - row.right) / CHARACTER


def from_left(row: Row) -> float:
    return (row.left - LEFT / 20) / CHARACTER


def width(row: Row) -> float:
    return row.right - row.left


def named(signing: Signing) -> str:
    return f"{'+'.join(map(str, map(len, signing.signatures)))} over {len(signing.day)}"


@every_page
@pytest.mark.parametrize("signing", [one for one in SIGNINGS if not one.sealed], ids=named)
def test_signatures_and_date_without_a_seal(
    signed: dict[Layout, list[tuple[Page, Row]]], signing: Signing, layout: Layout
) -> None:
    """The longer stands two characters in from the right, the date begins two after the
    signatures (clause 7.3.5.2).
    """
    *signatures, day = block_of(signed[layout], signing)
    widest = max(signatures, key=width)
    assert from_right(widest if width(widest) >= width(day) - 1 else day) == pytest.approx(
        2, abs=0.25
    )
    for row in signatures:
        assert from_left(day) - from_left(row) == pytest.approx(2, abs=0.25)
        assert day.top - row.top == pytest.approx(
            (len(signatures) - signatures.index(row)) * 28.95, abs=1
        )


@every_page
@pytest.mark.parametrize("signing", [one for one in SIGNINGS if one.sealed], ids=named)
def test_signatures_and_date_under_a_seal(
    signed: dict[Layout, list[tuple[Page, Row]]], signing: Signing, layout: Layout
) -> None:
    """The date four characters in from the right, every signature centred over it (clause
    7.3.5.1), room between the seals.
    """
    *signatures, day = block_of(signed[layout], signing)
    assert from_right(day) == pytest.approx(4, abs=0.25)
    for row in signatures:
        assert (row.left + row.right) / 2 == pytest.approx((day.left + day.right) / 2, abs=QUARTER)
    for row, lower in pairwise(signatures):
        assert lower.top - row.top == pytest.approx((SEAL_LINES + 1) * 28.95, abs=1)


LONG_SIGNATURE = Signing(("中共望澜区委落实巡视反馈意见整改工作领导小组办公室综合协调专班",), SHORT)


@pytest.mark.parametrize("sealed", [False, True])
def test_a_signature_longer_than_a_line(printed: Printed, sealed: bool) -> None:
    """It is broken by the layout, and the date stays whole, two characters after it or under its
    middle.
    """
    (page,) = printed(LONG_SEALED if sealed else LONG_UNSEALED, "as shown")
    _, *signature, day = page.body
    assert len(signature) == 2
    assert "".join(row.text for row in signature) == LONG_SIGNATURE.signatures[0]
    assert day.text == SHORT
    widest = max(signature, key=width)
    if sealed:
        assert (day.left + day.right) / 2 == pytest.approx(
            (widest.left + widest.right) / 2, abs=QUARTER
        )
        assert from_left(widest) >= 0
    else:
        assert [from_right(row) for row in signature] == pytest.approx([2, 2], abs=0.25)
        assert from_left(day) - from_left(widest) == pytest.approx(2, abs=0.25)


HEAD = ("编号", "整改措施", "牵头单位")
MEASURES = [
    (
        str(number),
        f"第{number}项开始。{'逐项核对并公开办理结果。' * (number % 12)}第{number}项完毕。",
        "区审计局",
    )
    for number in range(1, 41)
]


def attachments() -> tuple[Paragraph, ...]:
    """Return a notice with three attachments, the second a table of several pages."""
    table = [
        paragraph(
            text, CELL_STYLE if row else HEAD_CELL_STYLE, cell=TableCell(1, row, column, len(HEAD))
        )
        for row, texts in enumerate([HEAD, *MEASURES])
        for column, text in enumerate(texts)
    ]
    return (
        paragraph("现将整改情况通报如下。"),
        paragraph("1.整改清单", ATTACHMENT_LIST_STYLE), paragraph("2.整改措施台账", ATTACHMENT_LIST_STYLE),
        paragraph("中共望澜区委", SIGNATURE_STYLE), paragraph(LONG, DATE_STYLE),
        paragraph("附件1", ATTACHMENT_STYLE), paragraph("整改清单", ATTACHMENT_TITLE_STYLE), paragraph("清单的文字。"),
        paragraph("附件2", ATTACHMENT_STYLE), paragraph("整改措施台账", ATTACHMENT_TITLE_STYLE), *table,
        paragraph("附件3", ATTACHMENT_STYLE), paragraph("办理说明", ATTACHMENT_TITLE_STYLE), paragraph("说明的文字。"),
    )  # fmt: skip


@pytest.fixture(scope="session")
def attached(printed: Printed) -> list[Page]:
    """Its pages."""
    return printed(ATTACHED, "as shown")


SIGNED, LONG_UNSEALED, LONG_SEALED, ATTACHED = "signed", "long", "long under a seal", "attached"
OTHERS: dict[str, Callable[[], tuple[Paragraph, ...]]] = {
    SIGNED: signings,
    LONG_UNSEALED: lambda: tuple(LONG_SIGNATURE.paragraphs()),
    LONG_SEALED: lambda: tuple(attrs.evolve(LONG_SIGNATURE, sealed=True).paragraphs()),
    ATTACHED: attachments,
}
"""What is printed besides the sample."""


def test_attachments_begin_new_pages_and_tables_turn_them(attached: list[Page]) -> None:
    starts = [
        number
        for number, page in enumerate(attached)
        if page.body[0].text in ("附件1", "附件2", "附件3")
    ]
    assert starts == [1, 2, len(attached) - 1]
    assert all(page.body for page in attached)
    assert [page.width > page.height for page in attached] == [
        False,
        False,
        *[True] * (len(attached) - 3),
        False,
    ]


def test_the_page_number_stays_at_the_foot_of_the_bound_page(
    pages_folder: Path, attached: list[Page]
) -> None:
    """Chapter 8: on a turned page, too; bound, its left edge is the foot, and reads downwards."""
    foot = next(iter(LAYOUT_PROFILES.values())).bottom / 20 - DISTANCE_OF_NUMBER
    odd = 0
    words_of_pages = read_words(pages_folder / f"{ATTACHED}.pdf")
    for number, (page, words) in enumerate(zip(attached, words_of_pages, strict=True), 1):
        turned = page.width > page.height
        own = [
            word
            for word in words
            if (word.right < RIGHT / 20 + 20 if turned else word.top > page.height - 100)
        ]
        assert [word.text for word in own] == ["—", str(number), "—"]
        middle = (
            (own[0].left + own[0].right) / 2
            if turned
            else page.height - (own[0].top + own[0].bottom) / 2
        )
        assert middle == pytest.approx(foot, abs=3)
        begins, ends = (own[0].top, own[-1].bottom) if turned else (own[0].left, own[-1].right)
        length = page.height if turned else page.width
        edge, expected = (
            (ends, length - RIGHT / 20 - NUMBER_SIZE)
            if number % 2
            else (begins, LEFT / 20 + NUMBER_SIZE)
        )
        assert edge == pytest.approx(expected, abs=NUMBER_SIZE / 4)
        odd += turned and number % 2
    assert 0 < odd < sum(page.width > page.height for page in attached)


def test_a_table_repeats_its_head_and_parts_no_row(attached: list[Page]) -> None:
    pages = attached[2:-1]
    assert len(pages) > 1
    assert [row.text for page in pages for row in page.body].count("".join(HEAD)) == len(pages)
    assert all("".join(HEAD) == page.body[0].text for page in pages[1:])
    beside = {text for number, _, unit in MEASURES for text in (number, unit)}
    texts_of_pages = [
        solid(
            "".join(p.text for row in page.body for p in row.pieces if solid(p.text) not in beside)
        )
        for page in pages
    ]
    for number, _, _ in MEASURES:
        begins, ends = (
            [f"第{number}项{word}。" in text for text in texts_of_pages]
            for word in ("开始", "完毕")
        )
        assert sum(begins) == sum(ends) == 1
        assert begins == ends


@pytest.fixture(scope="session")
def travelled(
    files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """The texts of the sample as python-docx reads them after another format, by the format's
    ending.
    """
    folder = tmp_path_factory.mktemp("travelled")
    file = next(iter(files.values()))
    forms = {"odt": "odt", "doc": "doc:MS Word 97"}
    others = []
    for ending, form in forms.items():
        own = folder / f"{ending}.docx"
        own.write_bytes(file.read_bytes())
        others += convert([own], form, folder)
    (folder / "back").mkdir()
    back = convert(others, "docx:Office Open XML Text", folder / "back")
    return dict(zip(forms, map(texts, back), strict=True))


@pytest.mark.parametrize("ending", ["odt", "doc"])
def test_nothing_is_lost_in_other_formats(
    files: dict[str, Path], travelled: dict[str, list[str]], ending: str
) -> None:
    """Saved as OpenDocument or as an old Word file and back, the text is the same; python-docx
    reads it, too.
    """
    before, after = texts(next(iter(files.values()))), travelled[ending]
    assert len(before) > 100
    assert after == before


def texts(file: Path) -> list[str]:
    """Return the paragraphs of a Word file as python-docx reads them."""
    found = []
    for content in docx.Document(str(file)).iter_inner_content():
        if isinstance(content, Table):
            found += [cell.text for row in content.rows for cell in row.cells]
        else:
            assert isinstance(content, WordParagraph)
            found.append(content.text)
    return found
